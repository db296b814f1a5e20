/* Heap view: the ledger of one object: who holds it, and what it refers to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "tui/views.h"

static int ledger_rows(const ModelObject *o) {
  return o->holder_count + o->part_count + 5 + (o->lent != NULL) + (o->more_parts > 0);
}

static void ledger_row(App *a, const ModelObject *o, int i, Row *row, bool selected) {
  const Model *m = a->model;
  if (i == 0) {
    row_object(row, o, true);
    return;
  }
  if (i == 1) {
    char badges[64];
    view_badges(o, badges, sizeof badges);
    row_printf(row, STYLE_DIM, "%llu bytes at 0x%llx", (unsigned long long)o->size,
               (unsigned long long)o->address);
    if (o->generation >= 0)
      row_printf(row, STYLE_DIM, ", generation %d", o->generation);
    else
      row_text(row, STYLE_DIM, ", not tracked by the collector");
    row_printf(row, STYLE_DIM, "%s%s", *badges ? "," : "", badges);
    return;
  }
  if (o->lent && i-- == 2) {
    row_text(row, selected ? STYLE_SELECTED : STYLE_PLAIN, o->lent);
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
  } else if (o->more_parts)
    row_printf(row, STYLE_DIM, "     and %d more references to such objects", o->more_parts);
}

void view_ledger_draw(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_HEAP];
  const ModelObject *o = heap_subject(a);
  int rows = o ? ledger_rows(o) : 1;
  int at = rows_begin(p, r, rows);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (o && at < rows)
      ledger_row(a, o, at, &row, focus && at == p->cursor);
    else if (!o && y == 1)
      heap_no_subject(a, &row);
    row_fill(&row, STYLE_PLAIN);
  }
}

const char *view_ledger_text(App *a, int i, char *out, size_t room) {
  const ModelObject *o = heap_subject(a);
  if (!o || i < 0 || i >= ledger_rows(o)) return NULL;
  const char *lent = o->lent && i == 2 ? o->lent : "";
  i -= 3 + (o->lent != NULL);
  const char *words = i >= 0 && i < o->holder_count ? a->model->holders[o->first_holder + i].words : lent;
  snprintf(out, room, "%s", words);
  return out;
}

void view_ledger_enter(App *a) {
  const Model *m = a->model;
  const ModelObject *o = heap_subject(a);
  if (!o) return;
  int i = a->pane[PANE_HEAP].cursor - 3 - (o->lent != NULL);
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
  if (to)
    heap_show(a, to);
  else
    app_message(a, false, "put the cursor on a holder or a part to go there");
}
