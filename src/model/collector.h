/* One collection of the garbage collector as something to walk through: every phase and every edge that
 * concerns the program's objects, in the order in which they happen.
 *
 * Invariants
 * - A Collection is told once, by running it again with the observer on; it is plain data and names objects
 * by their tags.
 * - stops[i].at is the moment just after the event: seeking there pauses the engine inside the collection,
 * and the working counts of collection_rows() up to that stop are those the engine has at that moment
 * (ModelObject.working).
 * - Objects of the library and of the engine are counted in the record, but have no rows and no stops of
 * their own; references they hold on the program's objects do.
 */
#ifndef LASTREF_MODEL_COLLECTOR_H
#define LASTREF_MODEL_COLLECTOR_H

#include "heap/gc.h"
#include "model/model.h"

typedef enum Fate { /* what has become of a candidate so far */
#define FATE(id, words, mark) FATE_##id,
#include "model/fates.def"
#undef FATE
                    FATES
} Fate;
const char *fate_text(Fate f);
const char *gc_phase_text(GcPhase p);  /* "copy counts", for a header */
const char *gc_phase_words(GcPhase p); /* what it does, as a sentence */
/* Why a collection began: "gc.collect() was called in line 12". */
void gc_cause_text(const GcRecord *r, char *out, size_t room);
/* What came of it: "2 of 14 unreachable, 1 finalizer run, 12 survive"; what is not known yet is left
 * out. */
void gc_numbers_text(const GcRecord *r, char *out, size_t room);

typedef struct CollectorObject {
  uint32_t tag;
  const char *type, *value;
} CollectorObject;

typedef struct CollectorStop {
  Position at;
  EventKind kind;
  GcPhase phase;
  int32_t object;        /* index into objects, or MODEL_NONE */
  int32_t from;          /* the candidate whose reference is followed, if it is a row too, or MODEL_NONE */
  int64_t before, after; /* working count, where the event changes it */
  const char *text;      /* one or two sentences */
} CollectorStop;

typedef struct Collection {
  uint64_t number; /* from 1, over the whole run */
  GcRecord record; /* as it is at the end; done is false if the end was not reached */
  CollectorStop *stops;
  CollectorObject *objects; /* in the order of the collector's list */
  int32_t stop_count, object_count;
  struct Region *memory;
} Collection;

typedef struct CollectorRow {
  int32_t object;
  int64_t count, left; /* copied; what is left of it */
  Fate fate;
  int8_t generation;   /* it went to, with FATE_PROMOTED */
  bool weakly_cleared; /* a weak reference to it was cleared */
} CollectorRow;

/* Runs collection `number`, which begins inside line event `line`, and tells it; the history is where it was
 * before. NULL: out of memory, or no such collection there. To be freed. */
Collection *collection_tell(History *h, TagBook *tags, uint64_t number, uint64_t line);
void collection_free(Collection *c);
/* The last stop at or before a moment; MODEL_NONE: before the first. */
int32_t collection_stop_at(const Collection *c, Position at);
/* The candidates after stops[0..stop], in list order; rows has room for object_count. Returns how many. */
int32_t collection_rows(const Collection *c, int32_t stop, CollectorRow *rows);
/* The stop that begins the next phase (direction 1) or the one before (-1): MODEL_NONE if there is none. */
int32_t collection_phase_stop(const Collection *c, int32_t stop, int direction);

#endif
