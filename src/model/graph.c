#include "model/graph.h"

#include <stdlib.h>
#include <string.h>

bool graph_is_box(const Model *m, int32_t object) {
  static const char *const inside[] = {"function", "type", "module", "builtin_function_or_method",
                                       "method",   "code"};
  const ModelObject *o = &m->objects[object];
  for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
    if (strcmp(o->type, inside[i]) == 0) return false;
  return o->part_count > 0 || o->generation >= 0 || strcmp(o->type, "bytearray") == 0;
}

static int box_of(const Graph *g, int32_t object) {
  for (int i = 0; i < g->box_count; i++)
    if (g->boxes[i].object == object) return i;
  return -1;
}

static int box_add(Graph *g, int32_t object, int column) {
  int at = box_of(g, object);
  if (at >= 0) return at;
  if (g->box_count == GRAPH_BOXES) {
    g->more = true;
    return -1;
  }
  g->boxes[g->box_count] = (GraphBox){.object = object, .column = column};
  return g->box_count++;
}

static void add_slots(const Model *m, Graph *g, int at, int columns) {
  const ModelObject *o = &m->objects[g->boxes[at].object];
  bool leads = false;
  for (int32_t i = 0; i < o->part_count; i++) {
    const ModelPart *p = &m->parts[o->first_part + i];
    leads |= p->kind != EDGE_KEY && graph_is_box(m, p->to);
  }
  if (!leads) return; /* its value tells it all */
  /* Those that lead on first when there are too many. */
  bool all = o->part_count <= GRAPH_SLOTS;
  for (int32_t i = 0; i < o->part_count; i++) {
    const ModelPart *p = &m->parts[o->first_part + i];
    if (p->kind == EDGE_KEY) continue;
    bool box = graph_is_box(m, p->to);
    GraphBox *b = &g->boxes[at];
    if (b->slot_count == GRAPH_SLOTS || (!all && !box)) {
      b->left_out++;
      continue;
    }
    int column = b->column + 1;
    int to = !box ? -1 : column < columns ? box_add(g, p->to, column) : box_of(g, p->to);
    g->more |= box && to < 0;
    g->boxes[at].slots[g->boxes[at].slot_count++] = (GraphSlot){p->label, p->to, to};
  }
}

/* "[3]": 3; other labels -1. */
static int64_t index_of(const char *label) {
  char *end;
  if (*label != '[' || label[1] < '0' || label[1] > '9') return -1;
  int64_t n = strtoll(label + 1, &end, 10);
  return strcmp(end, "]") == 0 ? n : -1;
}

/* Items in their order, whatever order the walk met them in. */
static void sort_slots(GraphBox *b) {
  for (int i = 1; i < b->slot_count; i++)
    for (int k = i; k > 0 && index_of(b->slots[k].label) >= 0 &&
                    index_of(b->slots[k].label) < index_of(b->slots[k - 1].label);
         k--) {
      GraphSlot t = b->slots[k];
      b->slots[k] = b->slots[k - 1];
      b->slots[k - 1] = t;
    }
}

void graph_build(const Model *m, int32_t root, int32_t frame, int columns, Graph *g) {
  *g = (Graph){0};
  if (root != MODEL_NONE) {
    box_add(g, root, 0);
    const ModelObject *o = &m->objects[root];
    for (int32_t i = 0; i < o->holder_count && g->name_count < GRAPH_NAMES; i++) {
      const ModelHolder *h = &m->holders[o->first_holder + i];
      if ((h->kind == EDGE_LOCAL || h->kind == EDGE_LOCAL_CELL || h->kind == EDGE_FREE) && h->label)
        g->names[g->name_count++] = (GraphName){h->label, 0, CHANGE_NONE};
    }
    /* A module's names are held by its dictionary. */
    for (int32_t f = 0; f < m->frame_count && g->name_count < GRAPH_NAMES; f++)
      for (int32_t i = 0; i < m->frames[f].name_count && g->name_count < GRAPH_NAMES; i++) {
        const ModelName *n = &m->names[m->frames[f].first_name + i];
        bool known = n->object != root;
        for (int k = 0; k < g->name_count; k++) known |= strcmp(g->names[k].name, n->name) == 0;
        if (!known) g->names[g->name_count++] = (GraphName){n->name, 0, n->change};
      }
  } else if (frame >= 0 && frame < m->frame_count) {
    const ModelFrame *f = &m->frames[frame];
    for (int32_t i = 0; i < f->name_count && g->name_count < GRAPH_NAMES; i++) {
      const ModelName *n = &m->names[f->first_name + i];
      if (n->object == MODEL_NONE || !graph_is_box(m, n->object)) continue;
      int box = box_add(g, n->object, 0);
      if (box >= 0) g->names[g->name_count++] = (GraphName){n->name, box, n->change};
    }
  }
  for (int i = 0; i < g->box_count; i++) {
    add_slots(m, g, i, columns);
    sort_slots(&g->boxes[i]);
  }
}
