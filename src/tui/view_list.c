/* Heap view: the list of objects. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "tui/views.h"

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
static bool listed(const App *a, const ModelObject *o) {
  if (o->inner && !session_setting(a->session, SETTING_PARTS)) return false;
  return o->shown && (o->badges & (BADGE_BUILTIN | BADGE_SINGLETON)) == 0;
}

/* Is it an object of the position we came from, gone now? */
static bool is_gone(const App *a, const ModelObject *o) {
  return o < a->model->objects || o >= a->model->objects + a->model->object_count;
}

/* The objects listed, and those that were there a step ago and are gone. In the order of birth each keeps its
 * row while it lives: NULL is a row that is empty now. */
static const ModelObject **in_places(App *a, const ModelObject **order, int *n) {
  uint32_t *tags = malloc(((size_t)*n + 1) * sizeof *tags);
  int *row_of = malloc(((size_t)*n + 1) * sizeof *row_of), rows = -1;
  const ModelObject **placed = NULL;
  for (int i = 0; tags && i < *n; i++) tags[i] = order[i]->tag;
  if (tags && row_of) rows = places_arrange(&a->places, tags, *n, row_of);
  if (rows >= 0 && (placed = calloc((size_t)rows + 1, sizeof *placed))) {
    for (int i = 0; i < *n; i++) placed[row_of[i]] = order[i];
    *n = rows;
  }
  free(tags);
  free(row_of);
  if (!placed) return order;
  free(order);
  return placed;
}

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
    if (listed(a, &m->objects[i])) order[n++] = &m->objects[i];
  }
  /* Back by more than a step, what is not born yet is no news. */
  if (before && (before->position.line > m->position.line + 1 || before->more_objects || m->more_objects))
    before = NULL;
  for (int32_t i = 0; order && here && before && i < before->object_count; i++) {
    const ModelObject *o = &before->objects[i];
    if (listed(a, o) && (o->tag > top || !here[o->tag])) order[n++] = o;
  }
  free(here);
  sort_key = a->sort;
  if (order) qsort(order, (size_t)n, sizeof *order, by_key);
  if (order && a->sort == 0) order = in_places(a, order, &n);
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

/* The names of an object that has several: "  a = b"; V i says why. */
static void draw_names(const Model *m, Row *row, const ModelObject *o) {
  const char *first = NULL;
  int shown = 0;
  for (int32_t i = 0; i < m->name_count && shown < 4; i++) {
    if (m->names[i].object == MODEL_NONE || &m->objects[m->names[i].object] != o) continue;
    if (first)
      row_printf(row, STYLE_DIM, "%s%s = %s", shown ? "" : "  ", shown ? "" : first, m->names[i].name);
    shown += first != NULL;
    first = m->names[i].name;
  }
}

static void draw_object(App *a, Row *row, const ModelObject *o, bool selected) {
  int start = row->x;
  bool gone = is_gone(a, o);
  Change change = gone ? CHANGE_GONE : o->change;
  row_printf(row, change_style(change, STYLE_PLAIN), "%s", change_glyph(change));
  row_printf(row, selected ? STYLE_SELECTED : change_style(change, STYLE_TAG), "#%u", o->tag);
  row_pad(row, 6, start);
  if (gone) {
    row_printf(row, STYLE_GONE, "%s: %s %s", gone_words(a), o->type, o->value);
    return;
  }
  /* One style for all that tells of the change: what stands out is one piece, and cheap to send. */
  Style count =
      change == CHANGE_REFS || change == CHANGE_NEW ? change_style(change, STYLE_PLAIN) : STYLE_REFS;
  row_text(row, count, glyph(GLYPH_TIMES));
  if (change == CHANGE_REFS &&
      o->refs != o->refs_before) /* from what to what: the row's other columns stay put */
    row_printf(row, count, "%lld%s", (long long)o->refs_before, glyph(GLYPH_ARROW));
  row_printf(row, count, "%lld", (long long)o->refs);
  row_pad(row, 11, start);
  row_printf(row, STYLE_TYPE, " %s ", o->type);
  row_printf(row,
             change == CHANGE_VALUE ? STYLE_CHANGED
             : o->refs              ? STYLE_PLAIN
                                    : STYLE_GONE,
             "%s", o->value);
  if (!o->from_names) row_text(row, STYLE_CHANGED, o->holder_count ? " no name" : " unreachable");
  char badges[64];
  view_badges(o, badges, sizeof badges);
  row_printf(row, STYLE_DIM, "  %lluB%s", (unsigned long long)o->size, badges);
  if (o->generation >= 0) row_printf(row, STYLE_DIM, " g%d", o->generation);
  draw_names(a->model, row, o);
}

void view_list_draw(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_HEAP];
  int n;
  const ModelObject **order = order_of(a, &n);
  if (!order) return;
  for (int i = 0; i < n && focus && a->list_tag; i++) /* the cursor stays on its object */
    if (order[i] && order[i]->tag == a->list_tag && a->list_cursor == p->cursor) p->cursor = i;
  if (!focus) { /* follow what changed: the list moves only when nothing of it is in sight */
    int last = -1, seen = -1;
    for (int i = 0; i < n; i++) {
      if (!order[i] || is_gone(a, order[i]) || order[i]->change == CHANGE_NONE) continue;
      last = i;
      if (i >= p->top && i < p->top + r.h - 1) seen = i;
    }
    if (last >= 0) p->cursor = seen >= 0 ? seen : last;
    if (last >= 0 && seen < 0) p->top = last - (r.h - 1) / 2 > 0 ? last - (r.h - 1) / 2 : 0;
  }
  int at = rows_begin(p, r, n + (a->model->more_objects > 0));
  a->list_cursor = p->cursor;
  a->list_tag = p->cursor < n && order[p->cursor] ? order[p->cursor]->tag : 0;
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (at < n && order[at])
      draw_object(a, &row, order[at], focus && at == p->cursor);
    else if (at == n && a->model->more_objects)
      row_printf(&row, STYLE_DIM,
                 "and %d more objects, further from any name: Enter and the graph lead to them",
                 a->model->more_objects);
    else if (y == 1 && !n)
      row_text(&row, STYLE_DIM,
               session_history(a->session)->finished ? "its objects are gone with the program; S goes back"
                                                     : "no objects of the program yet: step on");
    row_fill(&row, STYLE_PLAIN);
  }
  free(order);
}

uint32_t view_list_tag(App *a) {
  int n, at = a->pane[PANE_HEAP].cursor;
  const ModelObject **order = order_of(a, &n);
  uint32_t tag = order && at >= 0 && at < n && order[at] ? order[at]->tag : 0;
  free(order);
  return tag;
}

const char *view_list_text(App *a, int i, char *out, size_t room) {
  int n = a->search_rows.count;
  const ModelObject **order = a->search_rows.rows;
  if (!order) order = order_of(a, &n);
  bool ok = order && i >= 0 && i < n;
  if (ok && !order[i])
    *out = 0;
  else if (ok)
    snprintf(out, room, "#%u %s %s", order[i]->tag, order[i]->type, order[i]->value);
  if (a->search_rows.on) {
    a->search_rows.rows = order;
    a->search_rows.count = n;
  } else
    free(order);
  return ok ? out : NULL;
}

void view_list_enter(App *a) {
  uint32_t tag = view_list_tag(a);
  if (tag) heap_show(a, tag);
}
