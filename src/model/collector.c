#include "model/collector.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"
#include "heap/mem.h"
#include "object/containers.h"
#include "object/function.h"
#include "vm/vm.h"

enum { MOST_STOPS = 200000, MOST_LINES = 20000 };

/* ---- words ---- */

const char *fate_text(Fate f) {
  static const char *const texts[] = {
#define FATE(id, words, mark) words,
#include "model/fates.def"
#undef FATE
  };
  return texts[f];
}

const char *gc_phase_text(GcPhase p) {
  static const char *const texts[] = {"over",      "copy counts", "subtract",   "split",         "survivors",
                                      "weak refs", "finalizers",  "come back?", "clear the rest"};
  return texts[p];
}

const char *gc_phase_words(GcPhase p) {
  static const char *const texts[] = {
      "The work is done.",
      "Phase 1, copy counts: the reference count of every candidate is copied, to be worked on.",
      "Phase 2, subtract: each reference that one candidate holds on another is taken off the copy. What is "
      "left comes from outside.",
      "Phase 3, split: a candidate with something left is reachable, and so is all that it refers to; one "
      "with "
      "0 left is set aside.",
      "Phase 4, survivors: what was reached stays; what is still set aside is garbage.",
      "Phase 5, weak references: those to garbage are cleared first, then their callbacks are called.",
      "Phase 6, finalizers: __del__ of each piece of garbage runs, once in its life.",
      "Phase 7, did anything come back? A finalizer may have stored a reference: the garbage is counted "
      "again, "
      "as in phases 1 to 3.",
      "Phase 8, clear: each piece of garbage lets go of what it refers to; the counts fall to 0 and the "
      "objects are freed."};
  return texts[p];
}

void gc_cause_text(const GcRecord *r, char *out, size_t room) {
  char line[40] = "";
  if (r->source_line && !r->of_library) snprintf(line, sizeof line, " in line %d", r->source_line);
  switch ((GcCause)r->cause) {
  case GC_CAUSE_THRESHOLD:
    if (r->generation)
      snprintf(out, room, "automatic%s: generation %d had been collected %d times", line, r->generation - 1,
               r->counts[r->generation]);
    else
      snprintf(out, room, "automatic%s: %d new objects, the threshold is passed", line, r->counts[0]);
    break;
  case GC_CAUSE_CALL: snprintf(out, room, "gc.collect() was called%s", line); break;
  case GC_CAUSE_EXIT: snprintf(out, room, "the program is over, its names are still there"); break;
  case GC_CAUSE_TEARDOWN: snprintf(out, room, "the program is over and its names are gone"); break;
  }
}

void gc_numbers_text(const GcRecord *r, char *out, size_t room) {
  const struct {
    int64_t value;
    const char *one, *many;
  } parts[] = {{r->weakrefs, "weak reference cleared", "weak references cleared"},
               {r->finalizers, "finalizer run", "finalizers run"},
               {r->resurrected, "came back", "came back"}};
  size_t n = (size_t)snprintf(out, room, "%lld of %lld unreachable", (long long)r->unreachable,
                              (long long)r->candidates);
  for (size_t i = 0; i < ARRAY_LEN(parts); i++)
    if (parts[i].value && n < room)
      n += (size_t)snprintf(out + n, room - n, ", %lld %s", (long long)parts[i].value,
                            parts[i].value == 1 ? parts[i].one : parts[i].many);
  if (r->done && n < room)
    snprintf(out + n, room - n, ", %lld survive",
             (long long)(r->candidates - r->unreachable + r->resurrected));
}

/* ---- telling ---- */

typedef struct Slot {
  uintptr_t address;
  uint32_t serial;
  int32_t row; /* MODEL_NONE until it is a candidate */
} Slot;

typedef struct Recorder {
  Collection *c;
  TagBook *tags;
  Slot *slots; /* the objects that names and garbage show: open addressing by address */
  size_t mask, used;
  int32_t stop_room, object_room;
  uint64_t number;
  uint32_t serial_at_start; /* younger objects were made in this line */
  int64_t instr;
  uint32_t events;
  bool inside, over, failed;
  const Object *edge_from, *edge_to; /* the reference followed last; how many like it came before */
  int edge_nth;
  int64_t *left; /* by row: working count */
} Recorder;
static Recorder *recorder; /* of the replay under way: callbacks of the engine carry no pointer of ours */

static Slot *slot_find(const Recorder *r, uintptr_t address) {
  for (size_t i = (address >> 4) * 0x9E3779B97F4A7C15u >> 20;; i++) {
    Slot *s = &r->slots[i & r->mask];
    if (!s->address || s->address == address) return s;
  }
}

static bool slots_grow(Recorder *r) {
  size_t size = r->mask ? (r->mask + 1) * 2 : 4096;
  Slot *old = r->slots;
  size_t old_size = r->mask ? r->mask + 1 : 0;
  Slot *slots = calloc(size, sizeof *slots);
  if (!slots) return false;
  r->slots = slots;
  r->mask = size - 1;
  for (size_t i = 0; i < old_size; i++)
    if (old[i].address) *slot_find(r, old[i].address) = old[i];
  free(old);
  return true;
}

static Slot *slot_add(Recorder *r, uintptr_t address, uint32_t serial) {
  if (r->used * 2 >= r->mask && !slots_grow(r)) {
    r->failed = true;
    return NULL;
  }
  Slot *s = slot_find(r, address);
  if (!s->address) r->used++;
  *s = (Slot){address, serial, MODEL_NONE};
  return s;
}

/* The slot of an object that is to be shown, or NULL. */
static Slot *slot_of(Recorder *r, const Object *o) {
  if ((uintptr_t)o < ARENA_SMALL_BASE || o->type == T(MODULE) || IS_BUILTIN(o)) return NULL;
  Slot *s = slot_find(r, (uintptr_t)o);
  uint32_t serial = object_serial(o);
  if (s->address && s->serial == serial) return s;
  if (serial > r->serial_at_start && object_is_notable(o) && !r->c->record.of_library)
    return slot_add(r, (uintptr_t)o, serial);
  return NULL;
}
static int32_t row_of(Recorder *r, const Object *o) {
  Slot *s = o ? slot_of(r, o) : NULL;
  return s ? s->row : MODEL_NONE;
}

static int32_t add_object(Recorder *r, const Object *o) {
  Collection *c = r->c;
  if (c->object_count == r->object_room) {
    int32_t room = r->object_room ? r->object_room * 2 : 64;
    CollectorObject *objects = realloc(c->objects, (size_t)room * sizeof *objects);
    if (objects) c->objects = objects;
    int64_t *left = realloc(r->left, (size_t)room * sizeof *left);
    if (left) r->left = left;
    if (!objects || !left) {
      r->failed = true;
      return MODEL_NONE;
    }
    r->object_room = room;
  }
  char type[96], value[160];
  object_type_text(o->type, type, sizeof type);
  object_describe(o, value, sizeof value);
  const char *type_copy = region_copy(c->memory, type, strlen(type));
  const char *value_copy = region_copy(c->memory, value, strlen(value));
  c->objects[c->object_count] = (CollectorObject){tag_of(r->tags, (uintptr_t)o, object_serial(o)),
                                                  type_copy ? type_copy : "", value_copy ? value_copy : ""};
  return c->object_count++;
}

static PRINTF_LIKE(4, 5) CollectorStop *add_stop(Recorder *r, EventKind kind, int32_t row, const char *format,
                                                 ...) {
  static CollectorStop spare;
  Collection *c = r->c;
  if (c->stop_count >= MOST_STOPS) return &spare;
  if (!ROOM_FOR_ONE(c->stops, c->stop_count, r->stop_room, 128)) {
    r->failed = true;
    return &spare;
  }
  char text[700];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  const char *copy = region_copy(c->memory, text, strlen(text));
  c->stops[c->stop_count] =
      (CollectorStop){.at = {vm_lines(), r->instr < 0 ? 0 : (uint32_t)r->instr, r->events},
                      .kind = kind,
                      .phase = (GcPhase)GC_STATE->phase,
                      .object = row,
                      .from = MODEL_NONE,
                      .text = copy ? copy : ""};
  return &c->stops[c->stop_count++];
}

/* "Node #4"; objects that are not shown get no number. */
static const char *named(Recorder *r, const Object *o, char *out, size_t room) {
  if (TYPE_HAS(o->type, TYPE_SUB_TYPE) || o->type == T(FUNCTION) || o->type == T(MODULE)) {
    object_describe(o, out, room);
    return out;
  }
  char type[96];
  object_type_text(o->type, type, sizeof type);
  int32_t row = row_of(r, o);
  if (row != MODEL_NONE)
    snprintf(out, room, "%s #%u", type, r->c->objects[row].tag);
  else
    snprintf(out, room, "a %s", type);
  return out;
}

typedef struct EdgeSearch {
  Visitor base;
  const Object *to;
  int nth;
  EdgeKind kind;
  intptr_t where;
} EdgeSearch;
static void edge_visit(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  EdgeSearch *e = (EdgeSearch *)v;
  if (target != e->to || kind == EDGE_ENGINE || e->nth < 0) return;
  if (e->nth-- > 0) return;
  e->kind = kind;
  e->where = where;
}

/* The reference that the collector has just followed, in words: it goes through the references of an object
 * in one order, so the n-th report of a pair is the n-th such reference. */
static const char *edge_text(Recorder *r, Object *from, const Object *to, char *out, size_t room) {
  if (from == r->edge_from && to == r->edge_to)
    r->edge_nth++;
  else
    r->edge_nth = 0;
  r->edge_from = from;
  r->edge_to = to;
  EdgeSearch e = {.base = {edge_visit}, .to = to, .nth = r->edge_nth, .kind = EDGE_ENGINE};
  object_traverse(from, &e.base);
  char holder[200];
  if (VM->main_module && from == module_dict(VM->main_module)) {
    if (e.kind == EDGE_VALUE && e.where && ((Object *)e.where)->type == T(STR)) {
      object_describe((Object *)e.where, holder, sizeof holder);
      size_t n = strlen(holder);
      snprintf(out, room, "The name %.*s in <module>", n > 2 ? (int)n - 2 : 0, holder + 1);
    } else
      snprintf(out, room, "The table of the module's names");
    return out;
  }
  if (from->type == T(MODULE) && from == VM->main_module) {
    snprintf(out, room, "The module");
    return out;
  }
  named(r, from, holder, sizeof holder);
  if (e.kind == EDGE_ENGINE)
    snprintf(out, room, "%s", holder);
  else
    edge_describe(e.kind, e.where, holder, out, room);
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = (char)(out[0] - 32);
  return out;
}

static void on_candidate(Recorder *r, Object *o, int64_t count) {
  Slot *s = slot_of(r, o);
  if (!s) return;
  char what[200];
  bool again = GC_STATE->phase == GC_PHASE_RESURRECTION;
  if (s->row == MODEL_NONE) s->row = add_object(r, o);
  if (s->row == MODEL_NONE) return;
  r->left[s->row] = count;
  CollectorStop *stop = add_stop(r, EV_GC_CANDIDATE, s->row,
                                 again ? "%s is counted once more: its count %lld is copied."
                                       : "%s is a candidate: its count %lld is copied.",
                                 named(r, o, what, sizeof what), (long long)count);
  stop->before = stop->after = count;
}

static void on_edge(Recorder *r, EventKind kind, Object *o, Object *from, int64_t left) {
  int32_t row = row_of(r, o);
  if (row == MODEL_NONE) return;
  char what[200], edge[300];
  named(r, o, what, sizeof what);
  edge_text(r, from, o, edge, sizeof edge);
  int64_t before = r->left[row];
  CollectorStop *stop;
  if (kind == EV_GC_SUBTRACT)
    stop = add_stop(r, kind, row, "%s refers to %s: its working count goes from %lld to %lld.", edge, what,
                    (long long)before, (long long)left);
  else if (kind == EV_GC_REACHED)
    stop =
        add_stop(r, kind, row,
                 "%s refers to %s, and is itself reachable: %s stays, though nothing was left of its count.",
                 edge, what, what);
  else
    stop = add_stop(r, kind, row, "%s refers to %s, and is itself reachable: %s moves back to the reachable.",
                    edge, what, what);
  stop->from = row_of(r, from);
  stop->before = before;
  stop->after = r->left[row] = kind == EV_GC_SUBTRACT ? left : 1;
}

static void on_start(Recorder *r, int generation) {
  char why[200];
  const GcRecord *record = gc_record(r->number);
  r->c->record = *record;
  gc_cause_text(record, why, sizeof why);
  add_stop(
      r, EV_GC_START, MODEL_NONE,
      generation == GC_GENERATIONS - 1
          ? "A collection begins (%s). The collector looks at all objects it tracks, for those that only "
            "refer to each other."
      : generation ? "A collection begins (%s). The collector looks at the objects of generations 0 and 1."
                   : "A collection begins (%s). The collector looks at the objects of generation 0, the "
                     "youngest.",
      why);
}

static void on_end(Recorder *r, int generation, int64_t found) {
  char numbers[300];
  r->c->record = *gc_record(r->number);
  gc_numbers_text(&r->c->record, numbers, sizeof numbers);
  add_stop(r, EV_GC_END, MODEL_NONE, "The collection of generation %d ends: %s.%s", generation, numbers, "");
  if (r->c->record.cause == GC_CAUSE_CALL && r->c->stop_count) {
    char text[420];
    CollectorStop *stop = &r->c->stops[r->c->stop_count - 1];
    snprintf(text, sizeof text, "%s gc.collect() returns %lld.", stop->text, (long long)found);
    const char *copy = region_copy(r->c->memory, text, strlen(text));
    if (copy) stop->text = copy;
  }
}

/* What happens to one candidate: a sentence with its name in it. */
static const struct {
  EventKind kind;
  const char *words;
} object_events[] = {
    {EV_GC_REACHABLE, "%s is reachable from outside: what it refers to is reachable too."},
    {EV_GC_TENTATIVE, "Nothing is left of the count of %s: it is set aside, as perhaps unreachable."},
    {EV_GC_UNREACHABLE, "%s is garbage: only other garbage refers to it."},
    {EV_GC_UNTRACK, "%s can be part of no cycle: the collector tracks it no longer."},
    {EV_GC_SAVED, "%s goes to gc.garbage (DEBUG_SAVEALL is set)."},
    {EV_GC_CLEAR, "%s lets go of what it refers to."},
    {EV_WEAKREF_CLEAR, "A weak reference to %s is cleared: it gives None from now on."},
    {EV_FINALIZE, "__del__ of %s runs; it may still use the other garbage."},
    {EV_RESURRECT, "%s came back to life: somebody refers to it again."},
    {EV_FREED, "%s is freed: its count is 0."},
};

static void on_object(Recorder *r, EventKind kind, const Object *o) {
  int32_t row = row_of(r, o);
  if (row == MODEL_NONE) return;
  char what[200];
  if (kind == EV_FREED) /* its parts are gone: the name it was shown under */
    snprintf(what, sizeof what, "%s #%u", r->c->objects[row].type, r->c->objects[row].tag);
  else
    named(r, o, what, sizeof what);
  for (size_t i = 0; i < ARRAY_LEN(object_events); i++)
    if (object_events[i].kind == kind) {
      if (kind == EV_GC_REACHABLE && GC_STATE->phase == GC_PHASE_RESURRECTION)
        add_stop(r, kind, row, "%s is reachable again.", what);
      else
        add_stop(r, kind, row, object_events[i].words, what);
    }
}

static void record_event(EventKind kind, Object *o, intptr_t a, intptr_t b) {
  Recorder *r = recorder;
  r->events++;
  if (kind == EV_GC_START && GC_STATE->total == r->number) {
    r->inside = true;
    on_start(r, (int)a);
    return;
  }
  if (!r->inside || r->over) return;
  char what[200];
  switch (kind) {
  case EV_GC_PHASE:
    r->edge_from = NULL;
    if (a != GC_PHASE_NONE) add_stop(r, kind, MODEL_NONE, "%s", gc_phase_words((GcPhase)a));
    break;
  case EV_GC_CANDIDATE: on_candidate(r, o, a); break;
  case EV_GC_SUBTRACT:
  case EV_GC_REACHED:
  case EV_GC_REVIVED: on_edge(r, kind, o, (Object *)a, b); break;
  case EV_GC_PROMOTE: {
    int32_t row = row_of(r, o);
    if (row != MODEL_NONE)
      add_stop(r, kind, row, "%s survives: it moves to generation %ld.", named(r, o, what, sizeof what),
               (long)a)
          ->after = a;
    break;
  }
  case EV_WEAKREF_CALL:
    add_stop(r, kind, MODEL_NONE, "The callback of a weak reference is called: %s.",
             named(r, (Object *)a, what, sizeof what));
    break;
  case EV_GC_END:
    on_end(r, (int)a, b);
    r->over = true;
    break;
  default: on_object(r, kind, o); break;
  }
}

static void record_instruction(void *frame, const uint32_t *next) {
  (void)frame;
  recorder->instr = code_opcode(*next) == OP_LINE ? -1 : recorder->instr + 1;
  recorder->events = 0;
}
static bool no_line_test(void *frame, const uint32_t *instr) {
  (void)frame, (void)instr;
  return false;
}

static bool add_shown(Recorder *r, History *h) {
  Model *m = model_build(h, r->tags, NULL, MODEL_MOST);
  if (!m) return false;
  for (int32_t i = 0; i < m->object_count; i++) {
    const ModelObject *o = &m->objects[i];
    if (o->serial) slot_add(r, (uintptr_t)(o->address - ID_OFFSET), o->serial);
  }
  model_free(m);
  return !r->failed;
}

Collection *collection_tell(History *h, TagBook *tags, uint64_t number, uint64_t line) {
  Position now = h->now;
  Collection *c = calloc(1, sizeof *c);
  if (!c || !(c->memory = malloc(sizeof *c->memory))) {
    free(c);
    return NULL;
  }
  region_init(c->memory, malloc_allocator());
  c->number = number;
  Recorder r = {.c = c, .tags = tags, .number = number, .instr = -1};
  MoveResult moved = line ? history_seek(h, (Position){line, 0, 0}) : MOVE_START;
  if (moved == MOVE_OK && slots_grow(&r)) {
    r.serial_at_start = HEAP->serial;
    const Observer sink = {record_event, record_instruction, no_line_test};
    if (add_shown(&r, h)) {
      recorder = &r;
      for (uint64_t at = line; moved == MOVE_OK && !r.over && !r.failed && at < line + MOST_LINES; at++) {
        if (at > line && !r.inside) break;
        moved = history_replay(h, (Position){at, 0, 0}, (Position){at + 1, 0, 0}, &sink,
                               ~0u); /* all events count in a position */
      }
      recorder = NULL;
    }
  }
  free(r.slots);
  free(r.left);
  history_seek(h, now);
  h->interrupted = moved == MOVE_INTERRUPTED; /* whoever asked is to hear of it */
  if (!c->stop_count || r.failed || h->interrupted) {
    collection_free(c);
    return NULL;
  }
  return c;
}

void collection_free(Collection *c) {
  if (!c) return;
  free(c->stops);
  free(c->objects);
  region_free(c->memory);
  free(c->memory);
  free(c);
}

/* ---- walking ---- */

int32_t collection_stop_at(const Collection *c, Position at) {
  int32_t low = 0, high = c->stop_count;
  while (low < high) {
    int32_t mid = low + (high - low) / 2;
    if (position_compare(c->stops[mid].at, at) <= 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low - 1;
}

int32_t collection_phase_stop(const Collection *c, int32_t stop, int direction) {
  if (direction > 0) {
    for (int32_t i = stop + 1; i < c->stop_count; i++)
      if (c->stops[i].kind == EV_GC_PHASE || c->stops[i].kind == EV_GC_END) return i;
    return MODEL_NONE;
  }
  for (int32_t i = stop - 1; i >= 0; i--)
    if (c->stops[i].kind == EV_GC_PHASE || c->stops[i].kind == EV_GC_START) return i;
  return MODEL_NONE;
}

int32_t collection_rows(const Collection *c, int32_t stop, CollectorRow *rows) {
  int32_t n = 0;
  for (int32_t i = 0; i <= stop && i < c->stop_count; i++) {
    const CollectorStop *s = &c->stops[i];
    if (s->object == MODEL_NONE) continue;
    if (s->object >= n) rows[n++] = (CollectorRow){.object = s->object, .count = s->after};
    CollectorRow *row = &rows[s->object];
    bool again = s->phase == GC_PHASE_RESURRECTION;
    switch (s->kind) {
    case EV_GC_CANDIDATE:
      row->count = row->left = s->after;
      row->fate = again ? FATE_RECHECKED : FATE_CANDIDATE;
      break;
    case EV_GC_SUBTRACT: row->left = s->after; break;
    case EV_GC_REACHED:
    case EV_GC_REVIVED:
      row->left = s->after;
      row->fate = FATE_REACHED;
      break;
    case EV_GC_REACHABLE: row->fate = FATE_REACHABLE; break;
    case EV_GC_TENTATIVE: row->fate = again ? FATE_DOOMED : FATE_TENTATIVE; break;
    case EV_GC_PROMOTE:
      row->fate = FATE_PROMOTED;
      row->generation = (int8_t)s->after;
      break;
    case EV_GC_UNTRACK: row->fate = FATE_UNTRACKED; break;
    case EV_GC_UNREACHABLE: row->fate = FATE_GARBAGE; break;
    case EV_WEAKREF_CLEAR: row->weakly_cleared = true; break;
    case EV_FINALIZE: row->fate = FATE_FINALIZED; break;
    case EV_RESURRECT: row->fate = FATE_BACK; break;
    case EV_GC_CLEAR: row->fate = FATE_CLEARED; break;
    case EV_GC_SAVED: row->fate = FATE_SAVED; break;
    case EV_FREED: row->fate = FATE_FREED; break;
    default: break;
    }
  }
  return n;
}
