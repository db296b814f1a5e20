/* The collector. Algorithm: CPython's "Garbage collector design" document (devguide), after Bacon and Rajan's
 * trial deletion: copy the counts of a generation, subtract the references from inside it; what keeps a count
 * is reachable from outside, and so is what that reaches; the rest is garbage. */
#include "heap/gc.h"

#include <stdio.h>

#include "heap/mem.h"
#include "heap/observer.h"
#include "heap/upcalls.h"

/* A collection tells what it does, but for one that is nobody's business. */
#define TELL(...)                                                                                            \
  do {                                                                                                       \
    if (!GC_STATE->unseen) OBSERVE(OBSERVE_GC, __VA_ARGS__);                                                 \
  } while (0)

/* ---- lists: circular, doubly linked through the heads ---- */

#define NEXT(g) ((GcHead *)((g)->next & ~(uintptr_t)GC_UNREACHABLE_MARK))
#define PREV(g) ((GcHead *)((g)->prev & ~(uintptr_t)3))
static void set_prev(GcHead *g, GcHead *p) { g->prev = (g->prev & 3) | (uintptr_t)p; }

static void list_init(GcHead *list) { list->next = list->prev = (uintptr_t)list; }
static bool list_is_empty(const GcHead *list) { return list->next == (uintptr_t)list; }
static void list_append(GcHead *g, GcHead *list) {
  GcHead *last = (GcHead *)list->prev;
  set_prev(g, last);
  last->next = (uintptr_t)g;
  g->next = (uintptr_t)list;
  list->prev = (uintptr_t)g;
}
static void list_move(GcHead *g, GcHead *list) {
  GcHead *prev = PREV(g), *next = (GcHead *)g->next;
  prev->next = (uintptr_t)next;
  set_prev(next, prev);
  list_append(g, list);
}
static void list_merge(GcHead *from, GcHead *to) {
  if (list_is_empty(from)) return;
  GcHead *tail = (GcHead *)to->prev, *first = (GcHead *)from->next, *last = (GcHead *)from->prev;
  tail->next = (uintptr_t)first;
  set_prev(first, tail);
  last->next = (uintptr_t)to;
  to->prev = (uintptr_t)last;
  list_init(from);
}
static int64_t list_size(const GcHead *list) {
  int64_t n = 0;
  for (const GcHead *g = (const GcHead *)list->next; g != list; g = (const GcHead *)g->next) n++;
  return n;
}

/* ---- tracking ---- */

bool object_is_gc_dynamic(const Object *o) {
  if (!object_is_gc(o)) return false;
  /* Built-in type objects live outside the heap and have no head. */
  return (uintptr_t)o >= ARENA_SMALL_BASE;
}

void gc_track(Object *o) { list_append(gc_head(o), &GC_STATE->generations[0].head); }

void gc_untrack(Object *o) {
  if (!object_is_gc_dynamic(o)) return;
  GcHead *g = gc_head(o);
  if (!g->next) return;
  GcHead *prev = PREV(g), *next = NEXT(g);
  prev->next = (uintptr_t)next | (prev->next & GC_UNREACHABLE_MARK);
  set_prev(next, prev);
  g->next = 0;
  g->prev &= GC_FINALIZED;
}

bool gc_is_finalized(const Object *o) { return object_is_gc_dynamic(o) && (gc_head(o)->prev & GC_FINALIZED); }
void gc_set_finalized(Object *o) { gc_head(o)->prev |= GC_FINALIZED; }

void object_traverse(Object *o, Visitor *v) {
  Type *t = o->type;
  if (t->slots.traverse) t->slots.traverse(o, v);
  if (TYPE_HAS(t, TYPE_HEAP)) v->visit(v, (Object *)t, EDGE_TYPE, 0);
}

/* ---- the phases ---- */

/* While a collection runs, `prev` of a candidate holds its copied count above the two flag bits. */
static int64_t copied(const GcHead *g) { return (int64_t)(g->prev >> GC_SHIFT); }
static void set_copied(GcHead *g, int64_t n) {
  g->prev = (g->prev & GC_FINALIZED) | GC_COLLECTING | ((uintptr_t)n << GC_SHIFT);
}
static bool is_collecting(const GcHead *g) { return g->prev & GC_COLLECTING; }

int64_t gc_working_count(const Object *o) {
  if (GC_STATE->running_generation < 0 || !object_is_gc_dynamic(o) || !gc_is_tracked(o)) return -1;
  const GcHead *g = gc_head(o);
  if (!is_collecting(g)) return -1;
  /* What was set aside has a link again where its count, 0, was: no count is as large as an address. */
  return copied(g) >= (int64_t)(ARENA_BASE >> GC_SHIFT) ? 0 : copied(g);
}

typedef struct Walk {
  Visitor base;
  Object *from;
  GcHead *young;
} Walk;

static int64_t copy_counts(GcHead *candidates) {
  int64_t n = 0;
  for (GcHead *g = NEXT(candidates); g != candidates; g = NEXT(g)) {
    n++;
    set_copied(g, gc_object(g)->refcnt);
    TELL(EV_GC_CANDIDATE, gc_object(g), gc_object(g)->refcnt, 0);
  }
  return n;
}

static void visit_subtract(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  (void)where;
  /* References the engine keeps for itself are none that CPython's traversal would follow. */
  if (kind == EDGE_ENGINE || !object_is_gc_dynamic(target)) return;
  GcHead *g = gc_head(target);
  if (!is_collecting(g)) return;
  g->prev -= (uintptr_t)1 << GC_SHIFT;
  TELL(EV_GC_SUBTRACT, target, ((Walk *)v)->from, copied(g));
}

static void subtract_references(GcHead *candidates) {
  Walk walk = {{visit_subtract}, NULL, NULL};
  for (GcHead *g = NEXT(candidates); g != candidates; g = NEXT(g)) {
    walk.from = gc_object(g);
    object_traverse(walk.from, &walk.base);
  }
}

static void visit_reachable(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  (void)where;
  /* References the engine keeps for itself are none that CPython's traversal would follow. */
  if (kind == EDGE_ENGINE || !object_is_gc_dynamic(target)) return;
  GcHead *g = gc_head(target);
  if (!is_collecting(g)) return;
  Walk *walk = (Walk *)v;
  if (g->next & GC_UNREACHABLE_MARK) {
    /* It had been set aside as tentatively unreachable: bring it back, to be looked at again. */
    GcHead *prev = PREV(g), *next = NEXT(g);
    prev->next = g->next; /* keeps the mark */
    set_prev(next, prev);
    list_append(g, walk->young);
    set_copied(g, 1);
    TELL(EV_GC_REVIVED, target, walk->from, 0);
  } else if (copied(g) == 0) {
    set_copied(g, 1);
    TELL(EV_GC_REACHED, target, walk->from, 0);
  }
}

/* Splits `young`: what stays is reachable (its prev links restored), the rest moves to `unreachable`
 * (marked). */
static void move_unreachable(GcHead *young, GcHead *unreachable) {
  GcHead *prev = young, *g = NEXT(young);
  Walk walk = {{visit_reachable}, NULL, young};
  while (g != young) {
    if (copied(g)) {
      TELL(EV_GC_REACHABLE, gc_object(g), 0, 0);
      walk.from = gc_object(g);
      object_traverse(walk.from, &walk.base);
      g->prev = (g->prev & GC_FINALIZED) | (uintptr_t)prev; /* done: no longer collecting */
      prev = g;
    } else {
      TELL(EV_GC_TENTATIVE, gc_object(g), 0, 0);
      prev->next = g->next;
      GcHead *last = PREV(unreachable);
      last->next = (uintptr_t)g | GC_UNREACHABLE_MARK;
      g->prev = (g->prev & 3) | (uintptr_t)last;
      g->next = (uintptr_t)unreachable | GC_UNREACHABLE_MARK;
      unreachable->prev = (uintptr_t)g;
    }
    g = NEXT(prev);
  }
  young->prev = (uintptr_t)prev;
  unreachable->next &= ~(uintptr_t)GC_UNREACHABLE_MARK;
}

static void phase(int p) {
  GC_STATE->phase = p;
  TELL(EV_GC_PHASE, NULL, p, 0);
}

static void deduce_unreachable(GcHead *base, GcHead *unreachable) {
  phase(GC_PHASE_COPY);
  gc_record(GC_STATE->total)->candidates = copy_counts(base);
  phase(GC_PHASE_SUBTRACT);
  subtract_references(base);
  phase(GC_PHASE_SPLIT);
  list_init(unreachable);
  move_unreachable(base, unreachable);
}

static void clear_unreachable_marks(GcHead *list) {
  list->next &= ~(uintptr_t)GC_UNREACHABLE_MARK;
  for (GcHead *g = NEXT(list); g != list; g = NEXT(g)) g->next &= ~(uintptr_t)GC_UNREACHABLE_MARK;
}

static void untrack_atomic(GcHead *list, bool tuples_only) {
  GcHead *g = NEXT(list);
  while (g != list) {
    GcHead *next = NEXT(g);
    Object *o = gc_object(g);
    if (!tuples_only || TYPE_HAS(o->type, TYPE_SUB_TUPLE)) {
      gc_untrack_if_atomic(o);
      if (!gc_is_tracked(o)) TELL(EV_GC_UNTRACK, o, 0, 0);
    }
    g = next;
  }
}

static void finalize_garbage(GcHead *garbage) {
  GcHead seen;
  list_init(&seen);
  while (!list_is_empty(garbage)) {
    GcHead *g = NEXT(garbage);
    Object *o = gc_object(g);
    list_move(g, &seen);
    if (gc_is_finalized(o) || !o->type->slots.finalize) continue;
    gc_record(GC_STATE->total)->finalizers++;
    INCREF(o);
    HeapHold hold = {HEAP->holds, o, "garbage collector (finalizers)"};
    HEAP->holds = &hold;
    object_finalize_once(o);
    HEAP->holds = hold.prev;
    DECREF(o);
  }
  list_merge(&seen, garbage);
}

/* Finalizers may have brought objects back: the garbage is looked at as the candidates were. What is still
 * unreachable stays, the rest goes to old. */
static void handle_resurrected(GcHead *unreachable, GcHead *still, GcHead *old) {
  clear_unreachable_marks(unreachable);
  copy_counts(unreachable);
  subtract_references(unreachable);
  list_init(still);
  move_unreachable(unreachable, still);
  clear_unreachable_marks(still);
  for (GcHead *g = NEXT(unreachable); g != unreachable; g = NEXT(g)) {
    gc_record(GC_STATE->total)->resurrected++;
    TELL(EV_RESURRECT, gc_object(g), 0, 0);
  }
  list_merge(unreachable, old);
}

static void delete_garbage(GcHead *garbage, GcHead *old) {
  while (!list_is_empty(garbage)) {
    GcHead *g = NEXT(garbage);
    Object *o = gc_object(g);
    if (GC_STATE->debug & GC_DEBUG_SAVEALL) {
      TELL(EV_GC_SAVED, o, 0, 0);
      gc_save_garbage(o);
    } else if (o->type->slots.clear) {
      TELL(EV_GC_CLEAR, o, 0, 0);
      INCREF(o);
      HeapHold hold = {HEAP->holds, o, "garbage collector (clearing)"};
      HEAP->holds = &hold;
      o->type->slots.clear(o);
      if (heap_exception_pending()) gc_unraisable("garbage collection");
      HEAP->holds = hold.prev;
      DECREF(o);
    }
    if (NEXT(garbage) == g) { /* still alive: perhaps somebody holds it, perhaps it dies later */
      g->prev &= ~(uintptr_t)GC_COLLECTING;
      list_move(g, old);
    }
  }
}

static int64_t collect(int generation, GcCause cause) {
  GcState *s = GC_STATE;
  int64_t found = 0;
  s->running_generation = generation;
  GcRecord *record = gc_record(++s->total);
  *record = (GcRecord){.generation = (int8_t)generation, .cause = (uint8_t)cause};
  for (int i = 0; i < GC_GENERATIONS; i++) record->counts[i] = s->generations[i].count;
  gc_note_where(record);
  TELL(EV_GC_START, NULL, generation, cause);
  char line[160];
  if (s->debug & GC_DEBUG_STATS) {
    snprintf(line, sizeof line, "gc: collecting generation %d...\n", generation);
    gc_debug_line(line);
    int at = snprintf(line, sizeof line, "gc: objects in each generation:");
    for (int i = 0; i < GC_GENERATIONS; i++)
      at +=
          snprintf(line + at, sizeof line - (size_t)at, " %zd", (ssize_t)list_size(&s->generations[i].head));
    snprintf(line + at, sizeof line - (size_t)at, "\ngc: objects in permanent generation: %zd\n",
             (ssize_t)list_size(&s->permanent));
    gc_debug_line(line);
  }
  if (generation + 1 < GC_GENERATIONS) s->generations[generation + 1].count++;
  for (int i = 0; i <= generation; i++) s->generations[i].count = 0;
  for (int i = 0; i < generation; i++) list_merge(&s->generations[i].head, &s->generations[generation].head);
  GcHead *young = &s->generations[generation].head;
  GcHead *old = generation < GC_GENERATIONS - 1 ? &s->generations[generation + 1].head : young;

  GcHead unreachable;
  deduce_unreachable(young, &unreachable);
  phase(GC_PHASE_SURVIVORS);
  untrack_atomic(young, true);
  if (old != young) {
    if (generation == GC_GENERATIONS - 2) s->long_lived_pending += list_size(young);
    if (CTRL->observe & OBSERVE_GC && !s->unseen)
      for (GcHead *g = NEXT(young); g != young; g = NEXT(g))
        TELL(EV_GC_PROMOTE, gc_object(g), generation + 1, 0);
    list_merge(young, old);
  } else {
    untrack_atomic(young, false);
    s->long_lived_pending = 0;
    s->long_lived_total = list_size(young) + GC_ELSEWHERE;
  }
  clear_unreachable_marks(&unreachable);
  for (GcHead *g = NEXT(&unreachable); g != &unreachable; g = NEXT(g)) {
    record->unreachable++;
    TELL(EV_GC_UNREACHABLE, gc_object(g), 0, 0);
    if (s->debug & GC_DEBUG_COLLECTABLE) gc_debug_object("collectable", gc_object(g));
  }
  phase(GC_PHASE_WEAKREFS);
  found += gc_handle_weakrefs(&unreachable, old);
  phase(GC_PHASE_FINALIZERS);
  finalize_garbage(&unreachable);
  phase(GC_PHASE_RESURRECTION);
  GcHead garbage;
  handle_resurrected(&unreachable, &garbage, old);
  found += list_size(&garbage);
  phase(GC_PHASE_CLEAR);
  delete_garbage(&garbage, old);
  if (s->debug & GC_DEBUG_STATS) {
    snprintf(line, sizeof line, "gc: done, %zd unreachable, %zd uncollectable, 0.0000s elapsed\n",
             (ssize_t)found, (ssize_t)0);
    gc_debug_line(line);
  }
  if (generation == GC_GENERATIONS - 1) gc_clear_free_lists();
  if (heap_exception_pending()) gc_unraisable("garbage collection");
  s->stats[generation].collections++;
  s->stats[generation].collected += found;
  record->found = found;
  record->done = true;
  phase(GC_PHASE_NONE);
  TELL(EV_GC_END, NULL, generation, found);
  s->running_generation = -1;
  return found;
}

static int64_t collect_with_callbacks(int generation, GcCause cause) {
  gc_call_callbacks("start", generation, 0, 0);
  int64_t found = collect(generation, cause);
  gc_call_callbacks("stop", generation, found, 0);
  return found;
}

static COLD void collect_generations(void) {
  GcState *s = GC_STATE;
  if (heap_exception_pending()) return;
  s->collecting = true;
  for (int i = GC_GENERATIONS - 1; i >= 0; i--) {
    if (s->generations[i].count <= s->generations[i].threshold) continue;
    /* A full collection only when enough objects waited for it: linear total cost. */
    if (i == GC_GENERATIONS - 1 && s->long_lived_pending < s->long_lived_total / 4) continue;
    collect_with_callbacks(i, GC_CAUSE_THRESHOLD);
    break;
  }
  s->collecting = false;
}

void gc_maybe_collect(void) {
  GcState *s = GC_STATE;
  GcGeneration *g = &s->generations[0];
  if (++g->count > g->threshold && s->enabled && g->threshold && !s->collecting) collect_generations();
}

void gc_count_freed(void) {
  if (GC_STATE->generations[0].count > 0) GC_STATE->generations[0].count--;
}

int64_t gc_collect(int generation, GcCause cause) {
  GcState *s = GC_STATE;
  if (s->collecting) return 0;
  s->collecting = true;
  Object *pending = heap_exception_take();
  int64_t found =
      cause == GC_CAUSE_TEARDOWN ? collect(generation, cause) : collect_with_callbacks(generation, cause);
  heap_exception_put(pending);
  s->collecting = false;
  return found;
}

GcPause gc_pause(void) {
  GcState *s = GC_STATE;
  GcPause pause = {.outermost = !s->paused, .enabled = s->enabled};
  if (!pause.outermost) return pause;
  for (int i = 0; i < GC_GENERATIONS; i++) pause.counts[i] = s->generations[i].count;
  for (int i = 0; i < GC_GENERATIONS - 1; i++) list_merge(&s->generations[i].head, &s->aside[i]);
  s->paused = true;
  s->enabled = false;
  return pause;
}

void gc_collect_unseen(void) {
  GcState *s = GC_STATE;
  if (s->collecting) return;
  GcStats stats = s->stats[0];
  int32_t debug = s->debug;
  GcRecord record = *gc_record(s->total + 1);
  s->debug = 0;
  s->collecting = s->unseen = true;
  Object *pending = heap_exception_take();
  (void)collect(0, GC_CAUSE_CALL);
  heap_exception_put(pending);
  s->collecting = s->unseen = false;
  *gc_record(s->total--) = record;
  s->stats[0] = stats;
  s->debug = debug;
}

void gc_resume(const GcPause *pause) {
  GcState *s = GC_STATE;
  if (!pause->outermost) return;
  for (int i = 0; i < GC_GENERATIONS - 1; i++) {
    list_merge(&s->generations[i].head, &s->generations[GC_GENERATIONS - 1].head);
    list_merge(&s->aside[i], &s->generations[i].head);
  }
  for (int i = 0; i < GC_GENERATIONS; i++) s->generations[i].count = pause->counts[i];
  s->enabled = pause->enabled;
  s->paused = false;
}

bool gc_boot(void) {
  GcState *s = GC_STATE;
  static const int thresholds[GC_GENERATIONS] = {700, 10, 10};
  for (int i = 0; i < GC_GENERATIONS; i++) {
    list_init(&s->generations[i].head);
    s->generations[i].threshold = thresholds[i];
  }
  list_init(&s->permanent);
  for (int i = 0; i < GC_GENERATIONS - 1; i++) list_init(&s->aside[i]);
  s->enabled = true;
  s->running_generation = -1;
  return true;
}

void gc_age_young(void) { list_merge(&GC_STATE->generations[0].head, &GC_STATE->generations[1].head); }
