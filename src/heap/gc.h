/* The generational cyclic collector: generations 700/10/10, as CPython 3.11's gcmodule, written as visible
 * phases.
 *
 * Invariants
 * - A tracked object is in exactly one generation list (or the permanent one); next == 0 means untracked.
 * - Between collections the low bits of prev hold only GC_FINALIZED.
 * - The newest of `records` is the collection that runs, or the last one; a record tells of the program's run
 * alone, so it is the same however a moment was reached.
 */
#ifndef LASTREF_HEAP_GC_H
#define LASTREF_HEAP_GC_H

#include "heap/object.h"

enum { GC_FINALIZED = 1, GC_COLLECTING = 2, GC_SHIFT = 2, GC_GENERATIONS = 3, GC_UNREACHABLE_MARK = 1 };
enum GcDebug {
  GC_DEBUG_STATS = 1,
  GC_DEBUG_COLLECTABLE = 2,
  GC_DEBUG_UNCOLLECTABLE = 4,
  GC_DEBUG_SAVEALL = 32,
  GC_DEBUG_LEAK = 38
};

typedef enum GcPhase {
  GC_PHASE_NONE,
  GC_PHASE_COPY,
  GC_PHASE_SUBTRACT,
  GC_PHASE_SPLIT,
  GC_PHASE_SURVIVORS,
  GC_PHASE_WEAKREFS,
  GC_PHASE_FINALIZERS,
  GC_PHASE_RESURRECTION,
  GC_PHASE_CLEAR,
  GC_PHASES
} GcPhase;
typedef enum GcCause {
  GC_CAUSE_THRESHOLD, /* an allocation took the youngest generation's count above its threshold */
  GC_CAUSE_CALL,      /* gc.collect() */
  GC_CAUSE_EXIT,      /* the program has come to its end; its names are still there */
  GC_CAUSE_TEARDOWN   /* its names are gone */
} GcCause;

typedef struct GcGeneration {
  GcHead head;
  int32_t threshold, count;
} GcGeneration;
typedef struct GcStats {
  int64_t collections, collected, uncollectable;
} GcStats;
/* Objects that CPython's own start-up modules leave in its oldest generation and that have no counterpart
 * here (Debian 12, python3 FILE). They count for the long-lived rule alone: a full collection comes when
 * CPython's does. */
enum { GC_ELSEWHERE = 8816 };
enum { GC_RECORDS = 24 };
typedef struct GcRecord { /* one collection */
  uint64_t line;          /* line clock at which it began */
  int32_t source_line;    /* of the running frame; 0: none */
  int8_t generation;
  uint8_t cause;                  /* GcCause */
  bool of_library;                /* began while a module was imported or code of the embedded library ran */
  bool done;                      /* it has ended */
  int32_t counts[GC_GENERATIONS]; /* the generations' counts when it began */
  int64_t candidates, unreachable, weakrefs, callbacks, finalizers, resurrected;
  int64_t found; /* what gc.collect() returns */
} GcRecord;
typedef struct GcState {
  GcGeneration generations[GC_GENERATIONS];
  GcHead permanent;
  GcHead aside[GC_GENERATIONS - 1]; /* the younger ones of the program while the collector is paused */
  GcStats stats[GC_GENERATIONS];
  bool enabled, collecting, paused, unseen;
  int32_t debug;
  int64_t long_lived_total, long_lived_pending;
  Object *garbage;              /* owned list */
  Object *callbacks;            /* owned list */
  int32_t running_generation;   /* -1: none */
  int32_t phase;                /* GcPhase */
  uint64_t total;               /* collections so far, the running one included */
  GcRecord records[GC_RECORDS]; /* the newest: number n (from 1) lies at (n - 1) % GC_RECORDS */
} GcState;

static inline GcHead *gc_head(const Object *o) { return (GcHead *)((uintptr_t)o - sizeof(GcHead)); }
static inline Object *gc_object(const GcHead *g) { return (Object *)((uintptr_t)g + sizeof(GcHead)); }
static inline bool object_is_gc(const Object *o) { return TYPE_HAS(o->type, TYPE_GC); }
bool object_is_gc_dynamic(const Object *o); /* as PyObject_IS_GC: type objects in static storage are not */
static inline bool gc_is_tracked(const Object *o) { return object_is_gc(o) && gc_head(o)->next != 0; }
void gc_track(Object *o);    /* o must be fully initialised and untracked */
void gc_untrack(Object *o);  /* no effect if untracked */
void gc_maybe_collect(void); /* after counting an allocation: run a collection if the thresholds say so */
/* A collection that was asked for: number of unreachable objects. gc.callbacks are called, but for
 * GC_CAUSE_TEARDOWN. */
int64_t gc_collect(int generation, GcCause cause);
void gc_count_freed(void); /* one GC object less: the youngest generation's count goes down */
/* What is left of the count that the running collection copied; -1: o is no candidate (any longer). */
int64_t gc_working_count(const Object *o);
bool gc_is_finalized(const Object *o);
void gc_set_finalized(Object *o);
/* Every reference o owns, its heap type included (EDGE_TYPE). */
void object_traverse(Object *o, Visitor *v);
/* From a dealloc slot with o->refcnt == 0: runs the finalizer once, if the type has one. true: o came back to
 * life and must not be freed. */
bool object_finalize_from_dealloc(Object *o);
void object_finalize_once(Object *o);

#define GC_STATE ((GcState *)(ARENA_BASE + 0xDF000ul))
_Static_assert(sizeof(GcState) <= 0x1000, "the collector's state has one page");
static inline GcRecord *gc_record(uint64_t number) { return &GC_STATE->records[(number - 1) % GC_RECORDS]; }
bool gc_boot(void);
/* Between the two nothing is collected, and what is made there and lives on belongs to the oldest generation
 * and counts for none: what loading a module of the library makes is not the program's business. Pauses nest:
 * only the outermost one does this. */
typedef struct GcPause {
  bool outermost, enabled;
  int32_t counts[GC_GENERATIONS];
} GcPause;
GcPause gc_pause(void);
void gc_resume(const GcPause *pause);
void gc_collect_unseen(
    void); /* between the two, what has become garbage since; no statistics and no record tell it */
void gc_age_young(void); /* what is in the youngest generation moves to the next, without a collection */

#endif
