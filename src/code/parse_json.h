/* What the stages found in a document, as `parse -f jsonl` prints it: one JSON object a line. */
#ifndef CODE_PARSE_JSON_H
#define CODE_PARSE_JSON_H

#include "code/code.h"

/* {"id","date","sentences","mentions","places","dates","attributions"} and a newline; spans are bytes of the title or text as given. */
void parse_json_put(Buf *b, const Engine *e, const Coded *c);

#endif
