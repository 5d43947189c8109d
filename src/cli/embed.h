/* The compiled lexicon and the parser's model inside the program: put there by embed.S, aligned to 64. */
#ifndef CLI_EMBED_H
#define CLI_EMBED_H

extern const char embedded_lexicon[], embedded_lexicon_end[], embedded_model[], embedded_model_end[];

#endif
