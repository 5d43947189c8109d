/* Opens the compiled actors and roles: arrays of the image, every reference checked once. */
#include "who/lexicon.h"

static bool checked(bool ok, const Image *im, const char *section, EntError *err) {
  return ok || err_at(err, ENT_EDATA, im->name, 0, 0, "section %s points outside itself", section);
}

static bool check_refs(const Lexicon *lx, const Image *im, EntError *err) {
  bool ok = lx->nstr && lx->str[lx->nstr - 1] == '\0';
  for (uint32_t i = 0; i < lx->nentities && ok; i++) {
    const EntityRec *e = &lx->entities[i];
    ok = e->name < lx->nstr && e->file < lx->nstr && e->kind < ENTITY_KINDS && e->first <= lx->nparties &&
         e->nparties <= lx->nparties - e->first && !e->code[3] && e->cue <= lx->ncues && e->ncues <= lx->ncues - e->cue;
  }
  for (uint32_t i = 0; i < lx->nparties && ok; i++)
    ok = lx->parties[i].what < lx->nstr && !lx->parties[i].country[3] && !lx->parties[i].sector[3];
  for (uint32_t i = 0; i < lx->nnames && ok; i++) ok = lx->names[i].text < lx->nstr && lx->names[i].entity < lx->nentities;
  for (uint32_t i = 0; i < lx->nroles && ok; i++)
    ok = lx->roles[i].text < lx->nstr && lx->roles[i].file < lx->nstr && !lx->roles[i].sector[3] && !lx->roles[i].former[3];
  for (uint32_t i = 0; i < lx->ncameo && ok; i++) ok = lx->cameo[i].kind < CAMEO_KINDS && !lx->cameo[i].part[3] && !lx->cameo[i].value[3];
  for (uint32_t i = 0; i < lx->name_trie.nvalues && ok; i++) ok = lx->name_trie.values[i] < lx->nnames;
  for (uint32_t i = 0; i < lx->role_trie.nvalues && ok; i++) ok = lx->role_trie.values[i] < lx->nroles;
  return checked(ok, im, "who", err);
}

bool lexicon_open(Lexicon *lx, const Image *im, EntError *err) {
  return (lx->str = image_section(im, "who.str", 1, &lx->nstr, err)) &&
         (lx->entities = image_section(im, "who.entity", sizeof(EntityRec), &lx->nentities, err)) &&
         (lx->parties = image_section(im, "who.party", sizeof(PartyRec), &lx->nparties, err)) &&
         (lx->names = image_section(im, "who.name", sizeof(NameRec), &lx->nnames, err)) &&
         (lx->roles = image_section(im, "who.role", sizeof(RoleRec), &lx->nroles, err)) &&
         (lx->cues = image_section(im, "who.cue", sizeof(Key), &lx->ncues, err)) &&
         (lx->cameo = image_section(im, "who.cameo", sizeof(ActorCodeRec), &lx->ncameo, err)) &&
         trie_open(&lx->name_trie, im, "who.names", err) && trie_open(&lx->role_trie, im, "who.roles", err) && check_refs(lx, im, err);
}
