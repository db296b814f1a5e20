/* The copy map: an original and its copy as two trees side by side: what both share, what is new.
 *
 * Invariants
 * - The trees are those of the moment, walked together by the labels of their parts; a pair of objects is
 * walked into once and told as met before after that.
 * - With the call known, "new" means made while it ran; what came later is told as put there since.
 * - `bytes` is the sum of the sizes of the distinct new objects of the copy.
 */
#ifndef LASTREF_MODEL_COPYMAP_H
#define LASTREF_MODEL_COPYMAP_H

#include "model/provenance.h"

typedef enum CopyRelation {
  COPY_SHARED, /* one object in both */
  COPY_NEW,    /* two objects: the right one a copy of the left one */
  COPY_MET,    /* a pair met above */
  COPY_SINCE,  /* the right one was put there after the copy */
  COPY_LEFT,   /* only in the original */
  COPY_RIGHT   /* only in the copy */
} CopyRelation;

typedef struct CopyRow {
  CopyRelation relation;
  int32_t left, right; /* indices of m->objects, or MODEL_NONE */
  int32_t depth;
  const char *label;
  bool last;
  uint32_t bars; /* bit d: a line goes on at depth d */
  bool opened;   /* its parts follow */
  const char *note;
} CopyRow;

typedef struct CopyMap {
  CopyRow *rows;
  int32_t count, room;
  const CopyCall *call;        /* NULL: a pair that the person chose */
  int32_t shared, made, since; /* distinct objects of the copy */
  uint64_t bytes;
  const char *head, *sums[3]; /* sentences; NULL past the last sum */
  struct Region *texts;
} CopyMap;

/* original, copy: indices of m->objects. call may be NULL. false: out of memory. */
bool copymap_build(const Model *m, int32_t original, int32_t copy, const CopyCall *call, CopyMap *out);
void copymap_free(CopyMap *c);

#endif
