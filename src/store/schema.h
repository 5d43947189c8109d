/* The tables, as migrations: version N of the schema is the first N of them.  Inside of store/.
**
** A migration that has been released is never changed; a new one is added behind it. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "store/db.h"

/* The newest version that this program knows. */
extern const uint32_t schema_version;
/* The version of the database: 0 for an empty one, -1 with err for one that is not of this program or newer than it. */
int64_t schema_of(Db *db, EntError *err);
/* Brings it from that version to the newest, in one transaction. */
bool schema_raise(Db *db, int64_t from, EntError *err);

#endif
