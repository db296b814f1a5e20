/* Walking through the garbage collector: into a collection, phase by phase, edge by edge; and its state as
 * text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "heap/gc.h"
#include "session/internal.h"
#include "vm/vm.h"

void collector_forget(Session *s) {
  collection_free(s->collection);
  s->collection = NULL;
}

static const Collection *told(Session *s, uint64_t number, uint64_t line) {
  if (s->collection && s->collection->number == number && s->collection->record.line == line)
    return s->collection;
  collector_forget(s);
  return s->collection = collection_tell(s->history, s->tags, number, line);
}

static bool runs(void) { return GC_STATE->running_generation >= 0 && GC_STATE->total; }

const Collection *session_collection(Session *s) {
  if (!runs()) return NULL;
  return told(s, GC_STATE->total, gc_record(GC_STATE->total)->line);
}

uint64_t session_collections(const Session *s) {
  (void)s;
  return GC_STATE->total;
}
const GcRecord *session_collection_record(const Session *s, uint64_t number) {
  (void)s;
  uint64_t total = GC_STATE->total;
  return number && number <= total && number + GC_RECORDS > total ? gc_record(number) : NULL;
}

static const CollectorStop *stop_now(Session *s) {
  const Collection *c = session_collection(s);
  int32_t at = c ? collection_stop_at(c, s->history->now) : MODEL_NONE;
  return at == MODEL_NONE ? NULL : &c->stops[at];
}

const char *collector_caption(Session *s) {
  Position now = s->history->now;
  if (!now.event || !runs()) return NULL;
  const CollectorStop *stop = stop_now(s);
  return stop && position_compare(stop->at, now) == 0 ? stop->text : NULL;
}

/* ---- moves ---- */

typedef struct TotalTest {
  uint64_t number;
  bool below;
} TotalTest;
static bool test_total(void *data, Frame *frame, const Instr *at) {
  (void)frame, (void)at;
  const TotalTest *t = data;
  return t->below ? GC_STATE->total < t->number : GC_STATE->total >= t->number;
}

/* The line event in which a collection begins; 0 with *r: it is not found. The history may have moved. */
static uint64_t line_of_collection(Session *s, uint64_t number, GcRecord *record, MoveResult *r) {
  History *h = s->history;
  *r = MOVE_OK;
  if (number > GC_STATE->total) {
    TotalTest t = {number, false};
    *r = history_find(h, 1, test_total, &t);
    if (GC_STATE->total < number) {
      if (*r == MOVE_OK || *r == MOVE_END) *r = MOVE_NOT_FOUND;
      return 0;
    }
  }
  if (number + GC_RECORDS <=
      GC_STATE->total) { /* long ago: the last line before it, then the record of that time */
    TotalTest t = {number, true};
    *r = history_find(h, -1, test_total, &t);
    if (*r != MOVE_OK) return 0;
    *record = (GcRecord){.line = h->now.line};
    return h->now.line;
  }
  *r = MOVE_OK;
  *record = *gc_record(number);
  return record->line;
}

static MoveResult into_collection(Session *s, uint64_t number, bool last, char **error) {
  Position from = s->history->now;
  GcRecord record;
  MoveResult r;
  uint64_t line = line_of_collection(s, number, &record, &r);
  const Collection *c = line ? told(s, number, line) : NULL;
  if (line && s->history->interrupted) r = MOVE_INTERRUPTED;
  if (c) return history_seek(s->history, c->stops[last ? c->stop_count - 1 : 0].at);
  if (r == MOVE_INTERRUPTED || r == MOVE_INPUT) return r;
  history_seek(s->history, from);
  if (r == MOVE_OK) {
    if (asprintf(error, "collection %llu ran while lastref itself began, before the first line",
                 (unsigned long long)number) < 0)
      *error = NULL;
  } else if (asprintf(error, "the program has no collection %llu", (unsigned long long)number) < 0)
    *error = NULL;
  return MOVE_NOT_FOUND;
}

/* The nearest collection ahead or behind that is the program's: those that library code sets off while it is
 * imported are left out. */
static MoveResult nearest(Session *s, int direction, bool last, char **error) {
  History *h = s->history;
  Position from = h->now;
  uint64_t number = GC_STATE->total;
  if (direction > 0) {
    for (;;) {
      GcRecord record;
      MoveResult r;
      uint64_t line = line_of_collection(s, ++number, &record, &r);
      if (line && !record.of_library) break;
      if (line) continue;
      if (r == MOVE_INTERRUPTED || r == MOVE_INPUT) return r;
      history_seek(h, from);
      *error = strdup("the collector does not run any more");
      return MOVE_NOT_FOUND;
    }
  } else {
    if (runs()) number--;
    while (number && number + GC_RECORDS > GC_STATE->total &&
           (gc_record(number)->of_library || !gc_record(number)->line))
      number--;
    if (!number || number + GC_RECORDS <= GC_STATE->total) {
      *error = strdup("the collector has not run for the program before");
      return MOVE_NOT_FOUND;
    }
  }
  return into_collection(s, number, last, error);
}

static MoveResult step_stop(Session *s, int direction, bool phases, char **error) {
  const Collection *c = session_collection(s);
  if (!c) return nearest(s, direction, direction < 0, error);
  int32_t at = collection_stop_at(c, s->history->now), to;
  if (phases)
    to = collection_phase_stop(c, at, direction);
  else if (direction > 0)
    to = at + 1 < c->stop_count ? at + 1 : MODEL_NONE;
  else /* between two stops, back is to the first of them */
    to = at >= 0 && position_compare(c->stops[at].at, s->history->now) < 0 ? at : at - 1;
  if (to >= 0) return history_seek(s->history, c->stops[to].at);
  if (phases) return nearest(s, direction, direction < 0, error);
  if (direction < 0) return history_seek(s->history, (Position){c->record.line, 0, 0});
  /* Out of it: the rest of the line. */
  return history_step_line(s->history, 1);
}

MoveResult collector_step(Session *s, int direction) {
  int32_t phase = GC_STATE->phase;
  if (!runs() || phase == GC_PHASE_WEAKREFS ||
      phase == GC_PHASE_FINALIZERS) /* the program's code may run there */
    return history_step_event(s->history, direction);
  const Collection *c = session_collection(s);
  if (!c) return history_step_event(s->history, direction);
  int32_t at = collection_stop_at(c, s->history->now);
  if (direction > 0 && at + 1 < c->stop_count) return history_seek(s->history, c->stops[at + 1].at);
  if (direction < 0 && at > 0) {
    bool between = position_compare(c->stops[at].at, s->history->now) < 0;
    return history_seek(s->history, c->stops[between ? at : at - 1].at);
  }
  return history_step_event(s->history, direction);
}

MoveResult collector_move(Session *s, CommandId id, uint64_t count, const char *argument, char **error) {
  if (id == CMD_COLLECTION) {
    const char *what = argument ? argument : "next";
    size_t n = strlen(what);
    if (strncmp("next", what, n) == 0) return nearest(s, 1, false, error);
    if (strncmp("previous", what, n) == 0) return nearest(s, -1, false, error);
    char *end;
    unsigned long long number = strtoull(what, &end, 10);
    if (!*end && number) return into_collection(s, number, false, error);
    if (asprintf(error, "which collection? %s", command_table[CMD_COLLECTION].help) < 0) *error = NULL;
    return MOVE_FAILED;
  }
  bool phases = id == CMD_NEXT_PHASE || id == CMD_BACK_PHASE;
  int direction = id == CMD_NEXT_PHASE || id == CMD_GC_STEP ? 1 : -1;
  MoveResult r = MOVE_OK;
  while (count-- && r == MOVE_OK && !*error) {
    r = step_stop(s, direction, phases, error);
    if (r == MOVE_OK && count && (s->history->interrupted || history_stop_wanted(s->history)))
      r = MOVE_INTERRUPTED;
  }
  return r;
}

/* ---- as text ---- */

static void put_running(Session *s, const Collection *c, Buf *out) {
  char text[300];
  int32_t at = collection_stop_at(c, s->history->now);
  gc_cause_text(&c->record, text, sizeof text);
  buf_printf(out, "collection %llu, of generation %d (%s)\n ", (unsigned long long)c->number,
             c->record.generation, text);
  int32_t phase = at >= 0 ? (int32_t)c->stops[at].phase : GC_PHASE_NONE;
  for (int p = GC_PHASE_COPY; p < GC_PHASES; p++)
    buf_printf(out, p == phase ? " [%d %s]" : " %d %s", p, gc_phase_text((GcPhase)p));
  if (at >= 0) buf_printf(out, "\n  %s", c->stops[at].text);
  CollectorRow *rows = calloc((size_t)c->object_count + 1, sizeof *rows);
  int32_t n = rows ? collection_rows(c, at, rows) : 0;
  for (int32_t i = 0; i < n; i++) {
    const CollectorObject *o = &c->objects[rows[i].object];
    buf_printf(out, "\n  #%-4u %-10s count %-3lld left %-3lld %-22s %s", o->tag, o->type,
               (long long)rows[i].count, (long long)rows[i].left, fate_text(rows[i].fate), o->value);
  }
  free(rows);
}

void collection_text(const GcRecord *r, char *out, size_t room) {
  char why[120], numbers[140];
  gc_cause_text(r, why, sizeof why);
  gc_numbers_text(r, numbers, sizeof numbers);
  snprintf(out, room, "step %llu, generation %d, %s%s: %s", (unsigned long long)r->line, r->generation, why,
           r->of_library ? ", while a module was imported" : "", numbers);
}

void session_generation_text(Session *s, int generation, char *out, size_t room) {
  const GcState *gc = GC_STATE;
  const GcGeneration *g = &gc->generations[generation];
  const Model *m = session_model(s);
  int own = 0;
  for (int32_t i = 0; i < m->object_count; i++)
    own += m->objects[i].generation == generation && model_is_own(&m->objects[i]);
  size_t n = (size_t)snprintf(out, room, "generation %d: %d of %d, %d object%s", generation, g->count,
                              g->threshold, own, own == 1 ? "" : "s");
  if (n >= room) return;
  out += n, room -= n;
  int more = g->threshold - g->count + 1;
  bool waits = generation == GC_GENERATIONS - 1 && gc->long_lived_pending < gc->long_lived_total / 4;
  if (!gc->enabled || !gc->generations[0].threshold)
    snprintf(out, room, "; only gc.collect() collects it");
  else if (!generation)
    snprintf(out, room, "; next after %d more new ones", MAX(more, 0));
  else if (more > 0)
    snprintf(out, room, "; next after %d more of gen. %d", more, generation - 1);
  else if (waits)
    snprintf(out, room, "; waits for %lld survivors of gen. 1",
             (long long)(gc->long_lived_total / 4 - gc->long_lived_pending));
  else
    snprintf(out, room, "; next time");
}

static void put_generations(Session *s, Buf *out) {
  char text[400];
  for (int g = 0; g < GC_GENERATIONS; g++) {
    session_generation_text(s, g, text, sizeof text);
    buf_printf(out, "%s%s", g ? "\n" : "", text);
  }
  const GcRecord *r;
  for (uint64_t i = session_collections(s); (r = session_collection_record(s, i)) != NULL; i--) {
    collection_text(r, text, sizeof text);
    buf_printf(out, "\n  %llu: %s", (unsigned long long)i, text);
  }
}

Reply collector_command(Session *s, CommandId id, const char *argument) {
  (void)id, (void)argument;
  Buf out;
  buf_init(&out, malloc_allocator());
  const Collection *c = session_collection(s);
  if (c)
    put_running(s, c, &out);
  else
    put_generations(s, &out);
  return reply_take(&out);
}
