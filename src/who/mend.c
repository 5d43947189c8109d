/* Trees around names, mended: a title right before a name belongs to it.  The parser hangs the two side by side on the verb in a few sentences of a
** hundred ("Prime Minister Starmer" as two objects), and each would be a party of its own. */
#include "who/resolve.h"

static bool is_flat(int rel) { return rel == DEP_FLAT || rel == DEP_FLAT_NAME || rel == DEP_COMPOUND || rel == DEP_AMOD; }

/* Up from a token of a name to the one that hangs on something that is no part of it. */
static uint32_t name_top(const Doc *d, uint32_t t) {
  while (is_flat(d->tokens[t].deprel) && d->tokens[t].head >= 0 && d->tokens[d->tokens[t].head].upos == UPOS_PROPN &&
         d->tokens[d->tokens[t].head].sent == d->tokens[t].sent && d->tokens[t].head > (int32_t)t)
    t = (uint32_t)d->tokens[t].head;
  return t;
}

/* "Prime Minister" and "Starmer", both objects of one verb: the title hangs on the name, and its preposition too. */
static bool join_title(const Who *w, Doc *d, const Found *f, uint32_t t) {
  if (f->roles[t].role < 0 || t + 1 >= d->ntokens) return false;
  const RoleRec *role = &w->lex[f->roles[t].lex].roles[f->roles[t].role];
  const Token *title = &d->tokens[t], *next = &d->tokens[t + 1];
  if (role->kind != ROLE_PERSON || next->sent != title->sent || next->upos != UPOS_PROPN || !(next->flags & TOK_CAP)) return false;
  if (title->xpos == XPOS_NNS || title->xpos == XPOS_NNPS || title->head < 0) return false;
  uint32_t name = name_top(d, t + 1);
  if (name == t || d->tokens[name].head != title->head || d->tokens[name].deprel != title->deprel) return false;
  for (uint32_t i = d->sents[title->sent].first; i < t; i++)
    if (d->tokens[i].head == (int32_t)t && d->tokens[i].deprel == DEP_CASE) d->tokens[i].head = (int32_t)name;
  d->tokens[t].head = (int32_t)name;
  d->tokens[t].deprel = DEP_NMOD_DESC;
  return true;
}

void mend_names(const Who *w, Doc *d, const Found *f) {
  for (uint32_t t = 0; t < d->ntokens; t++)
    if (join_title(w, d, f, t)) tree_relink(d, t);
}
