/* The graph from one object as a tree, for narrow panes; sharing and cycles are told at the second meeting.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/graph.h"
#include "tui/graph_tree.h"
#include "tui/rows.h"
#include "tui/views.h"

enum { MOST_GRAPH = 400, MOST_DEPTH = 12 };
typedef struct TreeRow {
  int32_t object, depth;
  const char *label;
  bool again; /* met above already */
  bool last;
  uint32_t bars; /* bit d: a line goes on at depth d */
} TreeRow;
typedef struct Tree {
  TreeRow rows[MOST_GRAPH];
  int count;
  uint8_t *met;
} Tree;

static void tree_walk(const Model *m, Tree *g, int32_t at, int depth, const char *label, bool last,
                      uint32_t bars) {
  if (g->count >= MOST_GRAPH) return;
  bool again = g->met[at];
  g->rows[g->count++] = (TreeRow){at, depth, label, again, last, bars};
  g->met[at] = 1;
  if (again || depth >= MOST_DEPTH) return;
  const ModelObject *o = &m->objects[at];
  for (int32_t i = 0; i < o->part_count; i++) {
    const ModelPart *p = &m->parts[o->first_part + i];
    if (p->kind == EDGE_KEY) continue;
    bool final = i == o->part_count - 1;
    tree_walk(m, g, p->to, depth + 1, p->label, final, final ? bars : bars | 1u << depth);
  }
}

static Tree *tree_of(App *a) {
  const Model *m = a->model;
  const ModelObject *o = heap_subject(a);
  Tree *g = calloc(1, sizeof *g);
  if (!g || !(g->met = calloc((size_t)m->object_count + 1, 1))) {
    free(g);
    return NULL;
  }
  if (o) tree_walk(m, g, (int32_t)(o - m->objects), 0, "", true, 0);
  if (!o && !a->heap_tag) { /* from the names of the frame looked at */
    int32_t f = session_frame(a->session), last = MODEL_NONE;
    const ModelFrame *frame = f >= 0 && f < m->frame_count ? &m->frames[f] : NULL;
    for (int pass = 0; frame && pass < 2; pass++)
      for (int32_t i = frame->first_name; i < frame->first_name + frame->name_count; i++) {
        int32_t at = m->names[i].object;
        if (at == MODEL_NONE || !graph_is_box(m, at)) continue;
        if (pass)
          tree_walk(m, g, at, 1, m->names[i].name, i == last, i == last ? 0 : 1);
        else
          last = i;
      }
  }
  return g;
}
static void tree_free(Tree *g) {
  if (g) free(g->met);
  free(g);
}

void graph_tree_draw(App *a, Rect r, bool focus) {
  const Model *m = a->model;
  PaneState *p = &a->pane[PANE_HEAP];
  Tree *g = tree_of(a);
  if (!g) return;
  int at = rows_begin(p, r, g->count);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (at < g->count) {
      const TreeRow *n = &g->rows[at];
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
  tree_free(g);
}

uint32_t graph_tree_tag(App *a) {
  int at = a->pane[PANE_HEAP].cursor;
  Tree *g = tree_of(a);
  uint32_t tag = g && at >= 0 && at < g->count ? a->model->objects[g->rows[at].object].tag : a->heap_tag;
  tree_free(g);
  return tag;
}

const char *graph_tree_text(App *a, int i, char *out, size_t room) {
  Tree *g = tree_of(a);
  bool ok = g && i >= 0 && i < g->count;
  if (ok) {
    const ModelObject *o = &a->model->objects[g->rows[i].object];
    snprintf(out, room, "%s #%u %s %s", g->rows[i].label, o->tag, o->type, o->value);
  }
  tree_free(g);
  return ok ? out : NULL;
}
