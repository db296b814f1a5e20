/* Heap view: the garbage collector. Inside a collection its phases, and a row for each candidate of the
 * program; outside the generations, what is in them, and the collections so far. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "tui/views.h"

enum { FATE_WIDTH = 21, COUNT_WIDTH = 6, LEFT_WIDTH = 6, HEAD_ROWS = 2 };

/* The rows of a collection at this moment. */
typedef struct Shown {
  const Collection *c;
  CollectorRow *rows;                 /* malloc'ed */
  int32_t count, stop, current, from; /* current, from: rows of the event just passed, or MODEL_NONE */
} Shown;

static bool shown_now(App *a, Shown *s) {
  *s = (Shown){.c = session_collection(a->session), .current = MODEL_NONE, .from = MODEL_NONE};
  a->model = session_model(a->session);
  if (!s->c) return false;
  s->stop = collection_stop_at(s->c, a->model->position);
  s->rows = calloc((size_t)s->c->object_count + 1, sizeof *s->rows);
  if (!s->rows) return false;
  s->count = collection_rows(s->c, s->stop, s->rows);
  if (s->stop >= 0) {
    s->current = s->c->stops[s->stop].object;
    s->from = s->c->stops[s->stop].from;
  }
  return true;
}

CommandId heap_step_command(App *a, CommandId id) {
  if (a->focus != PANE_HEAP || a->heap_view != HEAP_COLLECTOR || a->model->gc_running < 0) return id;
  return id == CMD_STEP ? CMD_GC_STEP : id == CMD_BACK_STEP ? CMD_BACK_GC_STEP : id;
}

/* ---- inside a collection ---- */

/* "1 > 2 subtract > [3 split] > 4 survivors > 5 > 6": names as far as they fit, those nearest first. */
static void draw_phases(Row *row, GcPhase now) {
  bool named[GC_PHASES] = {false};
  int room = row->end - row->x, width = 2 + 4 * (GC_PHASES - 2) + 1;
  for (int distance = 0; distance < GC_PHASES; distance++)
    for (int side = 1; side >= -1; side -= 2) {
      int p = (int)now + side * distance;
      if (p < GC_PHASE_COPY || p >= GC_PHASES || named[p]) continue;
      int more = 1 + (int)strlen(gc_phase_text((GcPhase)p));
      if (width + more > room) continue;
      named[p] = true;
      width += more;
    }
  for (int p = GC_PHASE_COPY; p < GC_PHASES; p++) {
    const char *name = named[p] ? gc_phase_text((GcPhase)p) : "", *space = named[p] ? " " : "";
    if (p > GC_PHASE_COPY) row_text(row, STYLE_DIM, " > ");
    if (p == (int)now)
      row_printf(row, STYLE_CURRENT, "[%d%s%s]", p, space, name);
    else
      row_printf(row, p < (int)now ? STYLE_PLAIN : STYLE_DIM, "%d%s%s", p, space, name);
  }
}

static void draw_head(const Shown *s, Row *row, int start) {
  static const char *const causes[] = {"automatic", "gc.collect()", "the program is over",
                                       "its names are gone"};
  const GcRecord *r = &s->c->record;
  int end = row->end, columns = end - FATE_WIDTH - COUNT_WIDTH - LEFT_WIDTH;
  row->end = columns;
  row_printf(row, STYLE_TITLE, "generation %d", r->generation);
  row_printf(row, STYLE_DIM, ": %s", causes[r->cause]);
  if (r->source_line && !r->of_library) row_printf(row, STYLE_DIM, ", line %d", r->source_line);
  row->end = end;
  row_pad(row, columns - start, start);
  row_printf(row, STYLE_DIM, " %*s%*s %s", COUNT_WIDTH - 1, "count", LEFT_WIDTH - 1, "left", "state");
}

static Style fate_style(Fate f) {
  switch (f) {
  case FATE_GARBAGE:
  case FATE_FINALIZED:
  case FATE_DOOMED:
  case FATE_CLEARED: return STYLE_CHANGED;
  case FATE_FREED: return STYLE_GONE;
  case FATE_BACK:
  case FATE_SAVED: return STYLE_NEW;
  case FATE_REACHED:
  case FATE_REACHABLE:
  case FATE_PROMOTED:
  case FATE_UNTRACKED: return STYLE_TITLE;
  default: return STYLE_PLAIN;
  }
}

static void draw_candidate(const Shown *s, int32_t i, Row *row, int start, bool selected) {
  const CollectorRow *r = &s->rows[i];
  const CollectorObject *o = &s->c->objects[r->object];
  bool current = i == s->current;
  int end = row->end, columns = end - FATE_WIDTH - COUNT_WIDTH - LEFT_WIDTH;
  row_text(row,
           current        ? STYLE_CURRENT
           : i == s->from ? STYLE_KEY
                          : STYLE_PLAIN,
           current        ? glyph(GLYPH_NEXT)
           : i == s->from ? glyph(GLYPH_ARROW)
                          : " ");
  row->end = columns;
  row_printf(row, selected ? STYLE_SELECTED : STYLE_TAG, "#%u", o->tag);
  if (o->value[0] != '<') row_printf(row, r->fate == FATE_FREED ? STYLE_GONE : STYLE_TYPE, " %s", o->type);
  row_printf(row, r->fate == FATE_FREED ? STYLE_GONE : STYLE_PLAIN, " %s", o->value);
  row->end = end;
  row_pad(row, columns - start, start);
  row_printf(row, STYLE_REFS, "%*lld", COUNT_WIDTH, (long long)r->count);
  const CollectorStop *stop = s->stop >= 0 ? &s->c->stops[s->stop] : NULL;
  char left[32];
  bool changed = current && stop->before != stop->after && stop->kind != EV_GC_PROMOTE;
  if (changed)
    snprintf(left, sizeof left, "%lld%s%lld", (long long)stop->before, glyph(GLYPH_ARROW),
             (long long)stop->after);
  else
    snprintf(left, sizeof left, "%lld", (long long)r->left);
  int pad = LEFT_WIDTH - text_width(left, strlen(left));
  row_printf(row, changed ? STYLE_CHANGED : STYLE_PLAIN, "%*s%s", pad > 0 ? pad : 0, "", left);
  if (r->fate == FATE_PROMOTED)
    row_printf(row, current ? STYLE_CURRENT : fate_style(r->fate), " into generation %d", r->generation);
  else
    row_printf(row, current ? STYLE_CURRENT : fate_style(r->fate), " %s%s", fate_text(r->fate),
               r->weakly_cleared && r->fate == FATE_GARBAGE ? ", weakref" : "");
}

static void draw_running(App *a, Rect r, bool focus, Shown *s) {
  PaneState *p = &a->pane[PANE_HEAP];
  if (position_compare(a->collector_seen, a->model->position) != 0) { /* follow what is being looked at */
    a->collector_seen = a->model->position;
    if (s->current != MODEL_NONE) p->cursor = s->current;
  }
  Rect list = {r.y + HEAD_ROWS, r.x, r.h - HEAD_ROWS, r.w};
  GcPhase phase = s->stop >= 0 ? s->c->stops[s->stop].phase : GC_PHASE_NONE;
  Row row = row_at(r, 1);
  draw_phases(&row, phase);
  row_fill(&row, STYLE_PLAIN);
  row = row_at(r, 2);
  draw_head(s, &row, row.x);
  row_fill(&row, STYLE_PLAIN);
  int at = rows_begin(p, list, s->count);
  for (int y = 1; y < list.h; y++, at++) {
    row = row_at(list, y);
    if (at < s->count)
      draw_candidate(s, at, &row, row.x, focus && at == p->cursor);
    else if (y == 1)
      row_text(&row, STYLE_DIM,
               s->stop >= 0 && s->c->stops[s->stop].kind == EV_GC_END
                   ? "no object of the program was a candidate"
                   : "no candidate yet");
    row_fill(&row, STYLE_PLAIN);
  }
}

/* ---- outside ---- */

static int outside_rows(App *a) {
  uint64_t total = session_collections(a->session);
  return 2 * GC_GENERATIONS + 1 + (int)(total < GC_RECORDS ? total : GC_RECORDS);
}

/* The number of the collection of row i, 0: it is another row. */
static uint64_t row_collection(App *a, int i) {
  i -= 2 * GC_GENERATIONS + 1;
  uint64_t total = session_collections(a->session);
  return i >= 0 && (uint64_t)i < total ? total - (uint64_t)i : 0;
}

static void record_text(const GcRecord *r, uint64_t number, char *out, size_t room) {
  char why[160];
  gc_cause_text(r, why, sizeof why);
  snprintf(out, room, "%llu: step %llu, generation %d: %lld %s %lld, %lld unreachable; %s",
           (unsigned long long)number, (unsigned long long)r->line, r->generation, (long long)r->candidates,
           glyph(GLYPH_ARROW), (long long)(r->candidates - r->unreachable + r->resurrected),
           (long long)r->unreachable, r->of_library ? "modules were imported" : why);
}

static void outside_text(App *a, int i, char *out, size_t room) {
  const Model *m = a->model;
  uint64_t total = session_collections(a->session);
  uint64_t number = row_collection(a, i);
  *out = 0;
  if (number) {
    record_text(session_collection_record(a->session, number), number, out, room);
  } else if (i == 2 * GC_GENERATIONS) {
    snprintf(out, room,
             total ? "%llu collections so far; Enter goes into one:"
                   : "no collection yet; ] goes to the next",
             (unsigned long long)total);
  } else if (i % 2 == 0) {
    session_generation_text(a->session, i / 2, out, room);
  } else {
    size_t n = (size_t)snprintf(out, room, "   ");
    for (int32_t k = 0; k < m->object_count && n < room; k++) {
      const ModelObject *o = &m->objects[k];
      if (o->generation != i / 2 || !model_is_own(o)) continue;
      n += (size_t)snprintf(out + n, room - n, " #%u %s", o->tag,
                            strcmp(o->type, "type") == 0 || strcmp(o->type, "function") == 0 ? o->value
                                                                                             : o->type);
    }
    if (n == 3) snprintf(out + n, room - n, " nothing of the program");
  }
}

static void draw_outside(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_HEAP];
  int rows = outside_rows(a), at = rows_begin(p, r, rows);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    char text[500];
    if (at < rows) {
      outside_text(a, at, text, sizeof text);
      bool head = at <= 2 * GC_GENERATIONS && at % 2 == 0;
      row_text(&row, focus && at == p->cursor ? STYLE_SELECTED : head ? STYLE_TITLE : STYLE_PLAIN, text);
    }
    row_fill(&row, STYLE_PLAIN);
  }
}

/* ---- the view ---- */

void view_collector_draw(App *a, Rect r, bool focus) {
  Shown s;
  if (shown_now(a, &s))
    draw_running(a, r, focus, &s);
  else
    draw_outside(a, r, focus);
  free(s.rows);
}

const char *view_collector_text(App *a, int i, char *out, size_t room) {
  Shown s;
  bool ok;
  if (shown_now(a, &s)) {
    ok = i >= 0 && i < s.count;
    if (ok) {
      const CollectorObject *o = &s.c->objects[s.rows[i].object];
      snprintf(out, room, "#%u %s %s %s", o->tag, o->type, o->value, fate_text(s.rows[i].fate));
    }
  } else {
    ok = i >= 0 && i < outside_rows(a);
    if (ok) outside_text(a, i, out, room);
  }
  free(s.rows);
  return ok ? out : NULL;
}

uint32_t view_collector_tag(App *a) {
  Shown s;
  int at = a->pane[PANE_HEAP].cursor;
  uint32_t tag = 0;
  if (shown_now(a, &s) && at >= 0 && at < s.count) tag = s.c->objects[s.rows[at].object].tag;
  free(s.rows);
  return tag;
}

void view_collector_enter(App *a) {
  uint32_t tag = view_collector_tag(a);
  if (tag) {
    heap_show(a, tag);
    return;
  }
  uint64_t number = a->model->gc_running < 0 ? row_collection(a, a->pane[PANE_HEAP].cursor) : 0;
  if (!number) {
    app_message(a, false, "put the cursor on a collection to go into it; ] goes to the next");
    return;
  }
  char text[24];
  snprintf(text, sizeof text, "%llu", (unsigned long long)number);
  app_command(a, CMD_COLLECTION, 1, text);
  a->pane[PANE_HEAP].cursor = 0;
}
