/* The heap pane: the list of objects, the ledger of one, and the graph from one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"

/* ---- the list ---- */

static int sort_key;
static int by_key(const void *x, const void *y) {
  const ModelObject *a = *(const ModelObject *const *)x, *b = *(const ModelObject *const *)y;
  int c = 0;
  switch (sort_key) {
  case 1: c = strcmp(a->type, b->type); break;
  case 2: c = a->refs > b->refs ? -1 : a->refs < b->refs; break;
  case 3: c = a->size > b->size ? -1 : a->size < b->size; break;
  default: break;
  }
  return c ? c : a->tag < b->tag ? -1 : a->tag > b->tag;
}

/* Plain values the engine shares are told with the names; the list is for what can change or die. */
static bool listed(const ModelObject *o) {
  return o->shown && (o->badges & (BADGE_BUILTIN | BADGE_SINGLETON)) == 0;
}

/* Is it an object of the position we came from, gone now? */
static bool is_gone(const App *a, const ModelObject *o) {
  return o < a->model->objects || o >= a->model->objects + a->model->object_count;
}

/* The objects listed, and those that were there a step ago and are gone. */
static const ModelObject **order_of(App *a, int *count) {
  const Model *m = a->model, *before = session_before(a->session);
  int32_t most = m->object_count + (before ? before->object_count : 0);
  uint32_t top = 0;
  const ModelObject **order = malloc(((size_t)most + 1) * sizeof *order);
  int n = 0;
  for (int32_t i = 0; i < m->object_count; i++) top = m->objects[i].tag > top ? m->objects[i].tag : top;
  char *here = calloc((size_t)top + 1, 1);
  for (int32_t i = 0; order && here && i < m->object_count; i++) {
    here[m->objects[i].tag] = 1;
    if (listed(&m->objects[i])) order[n++] = &m->objects[i];
  }
  /* Back by more than a step, what is not born yet is no news. */
  if (before && before->position.line > m->position.line + 1) before = NULL;
  for (int32_t i = 0; order && here && before && i < before->object_count; i++) {
    const ModelObject *o = &before->objects[i];
    if (listed(o) && (o->tag > top || !here[o->tag])) order[n++] = o;
  }
  free(here);
  sort_key = a->sort;
  if (order) qsort(order, (size_t)n, sizeof *order, by_key);
  *count = n;
  return order;
}

static const char *gone_words(App *a) {
  const Model *before = session_before(a->session), *m = a->model;
  if (!before || position_compare(before->position, m->position) > 0) return "not born yet";
  size_t n;
  const ModelLogRow *log = session_log(a->session, &n);
  for (size_t i = n; i-- > 0 && position_compare(log[i].at, before->position) >= 0;)
    if (log[i].kind == LOG_GC) return "freed";
  return "freed: its count fell to 0";
}

static void badges_text(const ModelObject *o, char *out, size_t room) {
  snprintf(out, room, "%s%s%s%s%s%s", o->badges & BADGE_SMALL_INT ? " small-int" : "",
           o->badges & BADGE_SINGLETON ? " singleton" : "", o->badges & BADGE_INTERNED ? " interned" : "",
           o->badges & BADGE_CONSTANT ? " constant" : "", o->badges & BADGE_WEAKLY_REFERENCED ? " weak" : "",
           o->badges & BADGE_DYING ? " dying" : "");
}

static void draw_object(App *a, Row *row, const ModelObject *o, bool selected) {
  int start = row->x;
  bool gone = is_gone(a, o);
  Change change = gone ? CHANGE_GONE : o->change;
  row_printf(row, change_style(change, STYLE_PLAIN), "%s", change_glyph(change));
  row_printf(row, selected ? STYLE_SELECTED : gone ? STYLE_GONE : STYLE_TAG, "#%u", o->tag);
  row_pad(row, 6, start);
  if (gone) {
    row_printf(row, STYLE_GONE, "%s: %s %s", gone_words(a), o->type, o->value);
    return;
  }
  row_printf(row, change == CHANGE_REFS || change == CHANGE_NEW ? STYLE_CHANGED : STYLE_REFS, "%s%lld",
             glyph(GLYPH_TIMES), (long long)o->refs);
  if (change == CHANGE_REFS && o->refs != o->refs_before)
    row_printf(row, STYLE_CHANGED, " was %lld", (long long)o->refs_before);
  row_pad(row, change == CHANGE_REFS ? 0 : 11, start);
  row_printf(row, STYLE_TYPE, " %s ", o->type);
  row_printf(row,
             change == CHANGE_VALUE ? STYLE_CHANGED
             : o->refs              ? STYLE_PLAIN
                                    : STYLE_GONE,
             "%s", o->value);
  if (!o->from_names) row_text(row, STYLE_CHANGED, o->holder_count ? " no name" : " unreachable");
  char badges[64];
  badges_text(o, badges, sizeof badges);
  row_printf(row, STYLE_DIM, "  %lluB%s", (unsigned long long)o->size, badges);
  if (o->generation >= 0) row_printf(row, STYLE_DIM, " g%d", o->generation);
}

static void draw_list(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_HEAP];
  int n;
  const ModelObject **order = order_of(a, &n);
  if (!order) return;
  for (int i = 0; i < n && focus && a->list_tag; i++) /* the cursor stays on its object */
    if (order[i]->tag == a->list_tag && a->list_cursor == p->cursor) p->cursor = i;
  if (!focus) { /* follow what changed */
    for (int i = n; i-- > 0;) {
      if (is_gone(a, order[i]) || order[i]->change == CHANGE_NONE) continue;
      if (i < p->top || i >= p->top + r.h - 1) p->top = i - (r.h - 1) / 2 > 0 ? i - (r.h - 1) / 2 : 0;
      p->cursor = i;
      break;
    }
  }
  int at = rows_begin(p, r, n);
  a->list_cursor = p->cursor;
  a->list_tag = p->cursor < n ? order[p->cursor]->tag : 0;
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (at < n)
      draw_object(a, &row, order[at], focus && at == p->cursor);
    else if (y == 1 && !n)
      row_text(&row, STYLE_DIM, "no objects of the program yet: step on");
    row_fill(&row, STYLE_PLAIN);
  }
  free(order);
}

/* ---- the ledger ---- */

static int ledger_rows(const ModelObject *o) { return o->holder_count + o->part_count + 5; }

static void ledger_row(App *a, const ModelObject *o, int i, Row *row, bool selected) {
  const Model *m = a->model;
  if (i == 0) {
    row_object(row, o, true);
    return;
  }
  if (i == 1) {
    char badges[64];
    badges_text(o, badges, sizeof badges);
    row_printf(row, STYLE_DIM, "%llu bytes at 0x%llx", (unsigned long long)o->size,
               (unsigned long long)o->address);
    if (o->generation >= 0)
      row_printf(row, STYLE_DIM, ", generation %d", o->generation);
    else
      row_text(row, STYLE_DIM, ", not tracked by the collector");
    row_printf(row, STYLE_DIM, "%s%s", *badges ? "," : "", badges);
    return;
  }
  if (i == 2) {
    row_printf(row, STYLE_REFS, "count %lld", (long long)o->refs);
    if (o->refs != o->refs_before) row_printf(row, STYLE_CHANGED, " (was %lld)", (long long)o->refs_before);
    row_text(row, STYLE_PLAIN, o->refs == 1 ? ": one reference, held by" : ": references held by");
    return;
  }
  i -= 3;
  if (i < o->holder_count) {
    const ModelHolder *h = &m->holders[o->first_holder + i];
    row_printf(row, STYLE_REFS, "%4u ", h->count);
    row_text(row, selected ? STYLE_SELECTED : STYLE_PLAIN, h->words);
    return;
  }
  i -= o->holder_count;
  if (i == 0) {
    uint64_t sum = 0;
    for (int32_t k = 0; k < o->holder_count; k++) sum += m->holders[o->first_holder + k].count;
    row_printf(row, STYLE_REFS, "%4llu ", (unsigned long long)sum);
    row_text(row, STYLE_DIM,
             (int64_t)sum == o->refs ? "in all: that is the count"
                                     : "in all, and the count differs: please report this");
    return;
  }
  if (i == 1) {
    row_text(row, STYLE_TITLE, o->part_count ? "It refers to" : "It refers to no other object");
    return;
  }
  i -= 2;
  if (i < o->part_count) {
    const ModelPart *part = &m->parts[o->first_part + i];
    row_printf(row, selected ? STYLE_SELECTED : STYLE_PLAIN, "     %s", part->label);
    row_printf(row, STYLE_DIM, " %s ", glyph(GLYPH_ARROW));
    row_object(row, &m->objects[part->to], true);
  }
}

static const ModelObject *subject(App *a) {
  int32_t at = a->heap_tag ? model_find_tag(a->model, a->heap_tag) : MODEL_NONE;
  return at == MODEL_NONE ? NULL : &a->model->objects[at];
}

static void draw_ledger(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_HEAP];
  const ModelObject *o = subject(a);
  int rows = o ? ledger_rows(o) : 1;
  int at = rows_begin(p, r, rows);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (o && at < rows)
      ledger_row(a, o, at, &row, focus && at == p->cursor);
    else if (!o && y == 1)
      row_printf(&row, STYLE_DIM, "#%u is not alive at this moment; v shows the list", a->heap_tag);
    row_fill(&row, STYLE_PLAIN);
  }
}

/* ---- the graph: a tree from one object, sharing and cycles told at the second meeting ---- */

enum { MOST_GRAPH = 400, MOST_DEPTH = 12 };
typedef struct GraphRow {
  int32_t object, depth;
  const char *label;
  bool again; /* met above already */
  bool last;
  uint32_t bars; /* bit d: a line goes on at depth d */
} GraphRow;
typedef struct Graph {
  GraphRow rows[MOST_GRAPH];
  int count;
  uint8_t *met;
} Graph;

static void graph_walk(const Model *m, Graph *g, int32_t at, int depth, const char *label, bool last,
                       uint32_t bars) {
  if (g->count >= MOST_GRAPH) return;
  bool again = g->met[at];
  g->rows[g->count++] = (GraphRow){at, depth, label, again, last, bars};
  g->met[at] = 1;
  if (again || depth >= MOST_DEPTH) return;
  const ModelObject *o = &m->objects[at];
  for (int32_t i = 0; i < o->part_count; i++) {
    const ModelPart *p = &m->parts[o->first_part + i];
    if (p->kind == EDGE_KEY) continue;
    bool final = i == o->part_count - 1;
    graph_walk(m, g, p->to, depth + 1, p->label, final, final ? bars : bars | 1u << depth);
  }
}

static Graph *graph_of(App *a) {
  const Model *m = a->model;
  const ModelObject *o = subject(a);
  Graph *g = calloc(1, sizeof *g);
  if (!g || !(g->met = calloc((size_t)m->object_count + 1, 1))) {
    free(g);
    return NULL;
  }
  if (o) graph_walk(m, g, (int32_t)(o - m->objects), 0, "", true, 0);
  return g;
}
static void graph_free(Graph *g) {
  if (g) free(g->met);
  free(g);
}

static void draw_graph(App *a, Rect r, bool focus) {
  const Model *m = a->model;
  PaneState *p = &a->pane[PANE_HEAP];
  Graph *g = graph_of(a);
  if (!g) return;
  int at = rows_begin(p, r, g->count);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (at < g->count) {
      const GraphRow *n = &g->rows[at];
      for (int d = 1; d < n->depth; d++)
        row_printf(&row, STYLE_DIM, "%s  ", n->bars & 1u << (d - 1) ? glyph(GLYPH_VLINE) : " ");
      if (n->depth)
        row_printf(&row, STYLE_DIM, "%s%s%s ", glyph(n->last ? GLYPH_CORNER : GLYPH_TEE), n->label,
                   glyph(GLYPH_ARROW));
      const ModelObject *o = &m->objects[n->object];
      row_printf(&row, focus && at == p->cursor ? STYLE_SELECTED : STYLE_TAG, "#%u", o->tag);
      row_printf(&row, STYLE_TYPE, " %s", o->type);
      row_printf(&row, STYLE_REFS, " %s%lld", glyph(GLYPH_TIMES), (long long)o->refs);
      if (n->again)
        row_text(&row, STYLE_CHANGED, o->part_count ? " (above: shared, or a cycle)" : " (above: shared)");
      else if (!o->part_count || n->depth >= MOST_DEPTH)
        row_printf(&row, STYLE_PLAIN, " %s", o->value);
    } else if (y == 1 && !g->count)
      row_printf(&row, STYLE_DIM, "#%u is not alive at this moment; v shows the list", a->heap_tag);
    row_fill(&row, STYLE_PLAIN);
  }
  graph_free(g);
}

/* ---- the biography ---- */

static void biography_of(App *a) {
  Position now = a->model->position;
  if (a->life_tag == a->heap_tag && a->life && position_compare(a->life_at, now) == 0) return;
  a->life = session_biography(a->session, a->heap_tag, &a->life_count);
  a->model = session_model(a->session);
  a->life_tag = a->heap_tag;
  a->life_at = now;
}

static void draw_biography(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_HEAP];
  biography_of(a);
  int at = rows_begin(p, r, (int)a->life_count);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (at < (int)a->life_count) {
      const ModelLogRow *l = &a->life[at];
      row_printf(&row, STYLE_DIM, "step %llu, line %d: ", (unsigned long long)l->at.line, l->line);
      row_text(&row, focus && at == p->cursor ? STYLE_SELECTED : STYLE_PLAIN, l->text);
    } else if (y == 1 && !a->life_count)
      row_text(&row, STYLE_DIM, "nothing is told of it: it was there before the program began");
    row_fill(&row, STYLE_PLAIN);
  }
}

/* ---- all views ---- */

void heap_draw(App *a, Rect r, bool focus) {
  static const char *const names[] = {"list", "ledger", "graph", "biography"};
  static const char *const sorts[] = {"tag", "type", "count", "size"};
  const Model *m = a->model;
  char title[60], right[60];
  if (a->heap_view != HEAP_LIST)
    snprintf(title, sizeof title, "3 Heap: %s of #%u", names[a->heap_view], a->heap_tag);
  else
    snprintf(title, sizeof title, "3 Heap");
  if (a->heap_view == HEAP_LIST)
    snprintf(right, sizeof right, "%.1f MiB, by %s", (double)m->heap_bytes / (1 << 20), sorts[a->sort]);
  else
    snprintf(right, sizeof right, "v: next view");
  pane_title(a, PANE_HEAP, r, title, focus, right);
  if (a->heap_view == HEAP_LIST)
    draw_list(a, r, focus);
  else if (a->heap_view == HEAP_LEDGER)
    draw_ledger(a, r, focus);
  else if (a->heap_view == HEAP_GRAPH)
    draw_graph(a, r, focus);
  else
    draw_biography(a, r, focus);
}

uint32_t heap_cursor_tag(App *a);
uint32_t heap_cursor_tag(App *a) {
  const Model *m = a->model;
  int at = a->pane[PANE_HEAP].cursor;
  uint32_t tag = a->heap_tag;
  if (a->heap_view == HEAP_LIST) {
    int n;
    const ModelObject **order = order_of(a, &n);
    if (order && at >= 0 && at < n) tag = order[at]->tag;
    free(order);
  } else if (a->heap_view == HEAP_GRAPH) {
    Graph *g = graph_of(a);
    if (g && at >= 0 && at < g->count) tag = m->objects[g->rows[at].object].tag;
    graph_free(g);
  }
  return tag;
}

void heap_show(App *a, uint32_t tag) {
  a->heap_tag = tag;
  a->heap_view = HEAP_LEDGER;
  a->pane[PANE_HEAP].cursor = a->pane[PANE_HEAP].top = 0;
  a->focus = a->tab = PANE_HEAP;
  if (a->zoom != PANE_COUNT) a->zoom = PANE_HEAP;
}

void heap_enter(App *a) {
  const Model *m = a->model;
  PaneState *p = &a->pane[PANE_HEAP];
  if (a->heap_view == HEAP_BIOGRAPHY) {
    biography_of(a);
    if (p->cursor < 0 || p->cursor >= (int)a->life_count) return;
    char where[32];
    snprintf(where, sizeof where, "%llu", (unsigned long long)a->life[p->cursor].at.line);
    app_command(a, CMD_GOTO, 1, where);
    return;
  }
  if (a->heap_view != HEAP_LEDGER) {
    a->heap_tag = heap_cursor_tag(a);
    a->heap_view = HEAP_LEDGER;
    p->cursor = p->top = 0;
    return;
  }
  const ModelObject *o = subject(a);
  if (!o) return;
  int i = p->cursor - 3;
  uint32_t to = 0;
  if (i >= 0 && i < o->holder_count) {
    const ModelHolder *h = &m->holders[o->first_holder + i];
    if (h->from != MODEL_NONE)
      to = m->objects[h->from].tag;
    else if (h->kind == EDGE_LOCAL || h->kind == EDGE_LOCAL_CELL || h->kind == EDGE_FREE) {
      a->focus = a->tab = PANE_FRAMES;
      if (a->zoom != PANE_COUNT) a->zoom = PANE_FRAMES;
      return;
    }
  }
  i -= o->holder_count + 2;
  if (i >= 0 && i < o->part_count) to = m->objects[m->parts[o->first_part + i].to].tag;
  if (to) {
    a->heap_tag = to;
    p->cursor = p->top = 0;
  } else
    app_message(a, false, "put the cursor on a holder or a part to go there");
}

const char *heap_row_text(App *a, int i, char *out, size_t room);
const char *heap_row_text(App *a, int i, char *out, size_t room) {
  const Model *m = a->model;
  if (a->heap_view == HEAP_LIST) {
    int n;
    const ModelObject **order = order_of(a, &n);
    bool ok = order && i >= 0 && i < n;
    if (ok) {
      const ModelObject *o = order[i];
      snprintf(out, room, "#%u %s %s", o->tag, o->type, o->value);
    }
    free(order);
    return ok ? out : NULL;
  }
  if (a->heap_view == HEAP_BIOGRAPHY) {
    biography_of(a);
    return i >= 0 && i < (int)a->life_count ? a->life[i].text : NULL;
  }
  const ModelObject *o = subject(a);
  if (!o || a->heap_view != HEAP_LEDGER || i < 0 || i >= ledger_rows(o)) return NULL;
  i -= 3;
  snprintf(out, room, "%s", i >= 0 && i < o->holder_count ? m->holders[o->first_holder + i].words : "");
  return out;
}
