/* The graph of objects from the names of a frame or from one object: boxes in columns by their distance.
 *
 * Invariants
 * - Each object is one box, however many references lead to it: sharing is two slots that lead to one box, a
 * cycle a slot that leads to a box of the same or an earlier column.
 * - What holds nothing and cannot change (numbers, texts, functions) is written into the slot instead.
 */
#ifndef LASTREF_MODEL_GRAPH_H
#define LASTREF_MODEL_GRAPH_H

#include "model/model.h"

enum { GRAPH_BOXES = 60, GRAPH_SLOTS = 6, GRAPH_NAMES = 40 };

typedef struct GraphSlot {
  const char *label; /* "[0]", ".next", "['key']" */
  int32_t object;    /* what it refers to */
  int box;           /* its box; -1: written into the slot, or not drawn */
} GraphSlot;

typedef struct GraphBox {
  int32_t object;
  int column;
  int slot_count; /* 0: its value is one line */
  int left_out;   /* references there was no room for */
  GraphSlot slots[GRAPH_SLOTS];
} GraphBox;

typedef struct GraphName {
  const char *name;
  int box;
  Change change;
} GraphName;

typedef struct Graph {
  GraphBox boxes[GRAPH_BOXES]; /* in the order of distance */
  int box_count;
  GraphName names[GRAPH_NAMES]; /* of the frame, or those that refer to the object it begins with */
  int name_count;
  bool more; /* there are objects that were left out */
} Graph;

/* root: index of an object, or MODEL_NONE for the names of frame `frame`. columns: how many there is room
 * for. */
void graph_build(const Model *m, int32_t root, int32_t frame, int columns, Graph *out);
/* Is the object drawn as a box when a slot refers to it? */
bool graph_is_box(const Model *m, int32_t object);

#endif
