/* Heap view: the graph from one object, as a tree; sharing and cycles are told at the second meeting. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "tui/views.h"

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
  const ModelObject *o = heap_subject(a);
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

void view_graph_draw(App *a, Rect r, bool focus) {
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
      heap_no_subject(a, &row);
    row_fill(&row, STYLE_PLAIN);
  }
  graph_free(g);
}

uint32_t view_graph_tag(App *a) {
  int at = a->pane[PANE_HEAP].cursor;
  Graph *g = graph_of(a);
  uint32_t tag = g && at >= 0 && at < g->count ? a->model->objects[g->rows[at].object].tag : a->heap_tag;
  graph_free(g);
  return tag;
}

const char *view_graph_text(App *a, int i, char *out, size_t room) {
  Graph *g = graph_of(a);
  bool ok = g && i >= 0 && i < g->count;
  if (ok) {
    const ModelObject *o = &a->model->objects[g->rows[i].object];
    snprintf(out, room, "%s #%u %s %s", g->rows[i].label, o->tag, o->type, o->value);
  }
  graph_free(g);
  return ok ? out : NULL;
}

void view_graph_enter(App *a) { heap_show(a, view_graph_tag(a)); }
