/* The heap pane: its views are rows of views.def; this file passes each question on to the view shown. */
#include "tui/views.h"

#include <stdio.h>
#include <string.h>

#include "tui/rows.h"

const HeapViewInfo heap_views[] = {
#define HEAP_VIEW(ID, NAME, KEY, ABOUT, DRAW, TEXT, TAG, ENTER, FOOTER, HELP)                                \
  {NAME, KEY, ABOUT, DRAW, TEXT, TAG, ENTER, FOOTER, HELP},
#include "tui/views.def"
#undef HEAP_VIEW
};

void view_badges(const ModelObject *o, char *out, size_t room) {
  snprintf(out, room, "%s%s%s%s%s%s%s", o->badges & BADGE_SMALL_INT ? " small-int" : "",
           o->badges & BADGE_SINGLETON ? " singleton" : "", o->badges & BADGE_INTERNED ? " interned" : "",
           o->badges & BADGE_CONSTANT ? " constant" : "", o->badges & BADGE_WEAKLY_REFERENCED ? " weak" : "",
           o->badges & BADGE_EXPORTED ? " exported" : "", o->badges & BADGE_DYING ? " dying" : "");
}

const ModelObject *heap_subject(App *a) {
  int32_t at = a->heap_tag ? model_find_tag(a->model, a->heap_tag) : MODEL_NONE;
  return at == MODEL_NONE ? NULL : &a->model->objects[at];
}

void heap_no_subject(App *a, Row *row) {
  if (a->heap_tag)
    row_printf(row, STYLE_DIM, "#%u is not alive at this moment; V l shows the list", a->heap_tag);
  else
    row_text(row, STYLE_DIM, "no object chosen: put the cursor on one in the list (V l) first");
}

void heap_draw(App *a, Rect r, bool focus) {
  static const char *const sorts[] = {"tag", "type", "count", "size"};
  const HeapViewInfo *v = &heap_views[a->heap_view];
  char title[60], right[60];
  if (a->heap_view == HEAP_LIST)
    snprintf(title, sizeof title, "3 Heap");
  else if (v->about == VIEW_OBJECT && (heap_subject(a) || a->heap_view != HEAP_GRAPH))
    snprintf(title, sizeof title, "3 Heap: %s of #%u", v->name, a->heap_tag);
  else
    snprintf(title, sizeof title, "3 Heap: %s", v->name);
  if (a->heap_view == HEAP_LIST)
    snprintf(right, sizeof right, "%.1f MiB, by %s", (double)a->model->heap_bytes / (1 << 20),
             sorts[a->sort]);
  else
    snprintf(right, sizeof right, "V: views");
  pane_title(a, PANE_HEAP, r, title, focus, right);
  v->draw(a, r, focus);
}

uint32_t heap_cursor_tag(App *a) {
  const HeapViewInfo *v = &heap_views[a->heap_view];
  return v->tag ? v->tag(a) : a->heap_tag;
}

const char *heap_row_text(App *a, int i, char *out, size_t room) {
  return heap_views[a->heap_view].text(a, i, out, room);
}

void heap_enter(App *a) { heap_views[a->heap_view].enter(a); }

void heap_view_set(App *a, HeapView view) {
  uint32_t tag = heap_cursor_tag(a);
  if (tag) a->heap_tag = tag;
  a->map_pool = a->map_block = 0;
  a->heap_view = view;
  a->pane[PANE_HEAP].cursor = a->pane[PANE_HEAP].top = 0;
}

bool heap_view_by_key(App *a, int32_t key) {
  for (int i = 0; i < HEAP_VIEWS; i++)
    if (heap_views[i].key == key) {
      heap_view_set(a, (HeapView)i);
      return true;
    }
  return false;
}

void heap_show(App *a, uint32_t tag) {
  a->heap_tag = tag;
  a->heap_view = HEAP_LEDGER;
  a->pane[PANE_HEAP].cursor = a->pane[PANE_HEAP].top = 0;
  a->focus = a->tab = PANE_HEAP;
  if (a->zoom != PANE_COUNT) a->zoom = PANE_HEAP;
}
