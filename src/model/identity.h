/* Which names share one object and why; which values are equal but two objects, and why.
 *
 * Invariants
 * - A reason is a fact: of the engine's caches, of the constants of a compilation unit, or of a binding or a
 * making seen in the replay (provenance). What was not seen is not told.
 * - Equality is decided by structure, on exact built-in types alone: nothing of the program runs.
 */
#ifndef LASTREF_MODEL_IDENTITY_H
#define LASTREF_MODEL_IDENTITY_H

#include "model/provenance.h"

typedef enum IdentityKind { IDENTITY_TITLE, IDENTITY_GROUP, IDENTITY_PAIR, IDENTITY_REASON } IdentityKind;
typedef struct IdentityRow {
  IdentityKind kind;
  uint32_t tag, other_tag; /* the object it is about; of a pair, the second one */
  Change change;           /* of the object, or of one of the names */
  const char *text;
} IdentityRow;

typedef struct Identity {
  IdentityRow *rows;
  int32_t count, room;
  struct Region *texts;
} Identity;

/* All names of the moment, or (two names given, NULL: all) those two: indices into m->names. Engine paused at
 * the moment of m, to which p leads. */
bool identity_build(const Model *m, const Provenance *p, Identity *out);
bool identity_of_names(const Model *m, const Provenance *p, int32_t a, int32_t b, Identity *out);
void identity_free(Identity *i);

/* Why there is only one such object in the whole run, whatever names it: "int 7 is in the cache ..."; NULL:
 * it is an object like others. */
const char *identity_special(const Object *o);
/* 1 equal, 0 not, -1 cannot be told without running code. */
int identity_equal(const Object *a, const Object *b);
/* Another name of the object that name i is bound to (of any frame, its own first); MODEL_NONE: none, or an
 * object that all programs share. For the badge. */
int32_t identity_also(const Model *m, int32_t name);

#endif
