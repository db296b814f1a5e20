/* Heap view: objects as boxes, references as arrows, from the object chosen or, without one, from the names
 * of the frame looked at. In narrow panes a tree of rows (graph_tree.c).
 *
 * Invariants
 * - Boxes stand in columns by their distance. Between columns lies a gap: arrows run along its
 * lanes, one lane for all arrows into one box, so that they join where an object is shared.
 * - An arrow forward enters its box at the left of its title, one back or within a column at the right of its
 * lower edge.
 * - A box keeps its place from step to step while it is drawn in the same column and still fits there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/graph.h"
#include "tui/graph_tree.h"
#include "tui/rows.h"
#include "tui/views.h"

enum { NARROW = 50, LEAST_BOX = 15, MOST_BOX = 26, NAMES = 9, HIGH = 240, WIDE = 240, MOST_COLUMNS = 10 };
enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8, HEAD_RIGHT = 16, HEAD_LEFT = 32 };

typedef struct Lane {
  int gap, target, from, to; /* rows it covers */
  bool left;                 /* into the target's right side */
} Lane;

typedef struct Picture {
  Graph g;
  int columns, box_width, names_width, gap;
  int y[GRAPH_BOXES], h[GRAPH_BOXES];
  int rows; /* rows in use */
  int name_y[GRAPH_NAMES];
  Lane lanes[200];
  int lane_x[200], lane_count;
  uint8_t lines[HIGH][WIDE];
} Picture;

static int column_x(const Picture *p, int column) {
  return p->names_width + p->gap + column * (p->box_width + p->gap);
}
static int gap_x(const Picture *p, int gap) {
  return column_x(p, gap) - p->gap;
} /* the gap left of a column */

static int box_height(const GraphBox *b) {
  return 2 + (b->slot_count ? b->slot_count + (b->left_out > 0) : 1);
}

/* ---- places ---- */

static bool is_free(bool used[HIGH], int y, int h) {
  if (y < 0 || y + h > HIGH) return false;
  for (int i = y; i < y + h; i++)
    if (used[i]) return false;
  return true;
}

static void place_boxes(App *a, Picture *p) {
  static bool used[MOST_COLUMNS][HIGH];
  memset(used, 0, sizeof used);
  bool placed[GRAPH_BOXES] = {false};
  if (a->graph_columns != p->columns || a->graph_root != a->heap_tag) a->graph_place_count = 0;
  a->graph_columns = p->columns;
  a->graph_root = a->heap_tag;
  for (int pass = 0; pass < 2; pass++) /* those that stand somewhere first */
    for (int i = 0; i < p->g.box_count; i++) {
      const GraphBox *b = &p->g.boxes[i];
      uint32_t tag = a->model->objects[b->object].tag;
      if (placed[i]) continue;
      p->h[i] = box_height(b);
      int y = -1;
      for (int k = 0; k < a->graph_place_count && !pass; k++)
        if (a->graph_places[k].tag == tag && a->graph_places[k].column == b->column) y = a->graph_places[k].y;
      if (!pass && (y < 0 || !is_free(used[b->column], y, p->h[i]))) continue;
      for (y = y < 0 ? 0 : y; !is_free(used[b->column], y, p->h[i]) && y < HIGH - p->h[i]; y++) {}
      p->y[i] = y;
      placed[i] = true;
      for (int k = y; k < y + p->h[i] && k < HIGH; k++) used[b->column][k] = true;
      if (y + p->h[i] > p->rows) p->rows = y + p->h[i];
    }
  a->graph_place_count = 0;
  for (int i = 0; i < p->g.box_count; i++) {
    a->graph_places[a->graph_place_count].tag = a->model->objects[p->g.boxes[i].object].tag;
    a->graph_places[a->graph_place_count].column = p->g.boxes[i].column;
    a->graph_places[a->graph_place_count++].y = p->y[i];
  }
  /* A name stands at the title of its box, those that follow below. */
  bool taken[HIGH] = {false};
  for (int i = 0; i < p->g.name_count; i++) {
    int y = p->y[p->g.names[i].box];
    while (y < HIGH - 1 && taken[y]) y++;
    taken[y] = true;
    p->name_y[i] = y;
    if (y >= p->rows) p->rows = y + 1;
  }
}

/* ---- arrows ---- */

static void mark(Picture *p, int y, int x, int bits) {
  if (y >= 0 && y < HIGH && x >= 0 && x < WIDE) p->lines[y][x] |= (uint8_t)bits;
}
static void across(Picture *p, int y, int from, int to) { /* from < to: cells between, ends half */
  if (from > to) {
    int t = from;
    from = to;
    to = t;
  }
  for (int x = from; x <= to; x++) mark(p, y, x, (x > from ? LEFT : 0) | (x < to ? RIGHT : 0));
}
static void along(Picture *p, int x, int from, int to) {
  if (from > to) {
    int t = from;
    from = to;
    to = t;
  }
  for (int y = from; y <= to; y++) mark(p, y, x, (y > from ? UP : 0) | (y < to ? DOWN : 0));
}

/* The lane of this gap for arrows into this target; grows to cover from..to. -1: none is free. */
static int lane_for(Picture *p, int gap, int target, bool left, int from, int to) {
  if (from > to) {
    int t = from;
    from = to;
    to = t;
  }
  int own = -1;
  for (int i = 0; i < p->lane_count; i++)
    if (p->lanes[i].gap == gap && p->lanes[i].target == target && p->lanes[i].left == left) own = i;
  int low = own >= 0 && p->lanes[own].from < from ? p->lanes[own].from : from;
  int high = own >= 0 && p->lanes[own].to > to ? p->lanes[own].to : to;
  for (int k = 0; k < p->gap - 2; k++) {
    int x = gap_x(p, gap) + (left ? p->gap - 2 - k : 1 + k);
    if (own >= 0 && x != p->lane_x[own]) continue;
    bool clash = false;
    for (int i = 0; i < p->lane_count; i++)
      if (i != own && p->lane_x[i] == x && p->lanes[i].from <= high && p->lanes[i].to >= low) clash = true;
    if (clash) continue;
    if (own < 0) {
      if (p->lane_count == 200) return -1;
      own = p->lane_count++;
      p->lane_x[own] = x;
    }
    p->lanes[own] = (Lane){gap, target, low, high, left};
    return x;
  }
  return -1;
}

/* From cell x of row y (at the right or left side of a box, or behind a name) to box `to`; false: no way was
 * free. */
static bool arrow(Picture *p, int from_column, int y, int to) {
  const GraphBox *target = &p->g.boxes[to];
  int ty = p->y[to], tx = column_x(p, target->column), c = target->column;
  if (c == from_column + 1) { /* forward */
    int lane = lane_for(p, c, to, false, y, ty);
    if (lane < 0) return false;
    across(p, y, gap_x(p, c) - 1, lane);
    along(p, lane, y, ty);
    across(p, ty, lane, tx - 1);
    mark(p, ty, tx - 1, HEAD_RIGHT);
    return true;
  }
  int in = gap_x(p, c + 1); /* the first cell right of the target, at its lower edge */
  ty += p->h[to] - 1;
  if (c == from_column || c == from_column - 1) {
    int lane = lane_for(p, c + 1, to, true, y, ty);
    if (lane < 0) return false;
    /* the same column: out at the right side; one back: out at the left side */
    across(p, y, lane, c == from_column ? gap_x(p, c + 1) - 1 : column_x(p, c + 1));
    along(p, lane, y, ty);
    across(p, ty, lane, in);
    mark(p, ty, in, HEAD_LEFT);
    return true;
  }
  /* Far back: below everything. */
  int channel = p->rows;
  if (channel >= HIGH - 1) return false;
  int out_lane = lane_for(p, from_column + 1, to, false, y, channel);
  int in_lane = out_lane < 0 ? -1 : lane_for(p, c + 1, to, true, ty, channel);
  if (in_lane < 0) return false;
  across(p, y, gap_x(p, from_column + 1) - 1, out_lane);
  along(p, out_lane, y, channel);
  across(p, channel, in_lane, out_lane);
  along(p, in_lane, channel, ty);
  across(p, ty, in_lane, in);
  mark(p, ty, in, HEAD_LEFT);
  p->rows = channel + 1;
  return true;
}

static void draw_arrows(Picture *p) {
  for (int i = 0; i < p->g.name_count; i++) arrow(p, -1, p->name_y[i], p->g.names[i].box);
  for (int pass = 0; pass < 2; pass++) /* the far ones last: they need to know how low the boxes reach */
    for (int i = 0; i < p->g.box_count; i++)
      for (int k = 0; k < p->g.boxes[i].slot_count; k++) {
        GraphSlot *s = &p->g.boxes[i].slots[k];
        if (s->box < 0) continue;
        bool is_far = p->g.boxes[s->box].column < p->g.boxes[i].column - 1;
        if (is_far == (pass == 1) && !arrow(p, p->g.boxes[i].column, p->y[i] + 1 + k, s->box)) s->box = -1;
      }
}

static Picture *picture_of(App *a, int width) {
  Picture *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  const ModelObject *o = heap_subject(a);
  p->names_width = NAMES;
  p->gap = width >= 100 ? 7 : width > 70 ? 6 : 5;
  if (width > WIDE) width = WIDE;
  int room = width - NAMES - p->gap; /* the last gap is for arrows back */
  p->columns = room / (LEAST_BOX + p->gap + (width > 70 ? 4 : 0));
  if (p->columns > MOST_COLUMNS) p->columns = MOST_COLUMNS;
  if (p->columns < 1) p->columns = 1;
  p->box_width = room / p->columns - p->gap;
  if (p->box_width > MOST_BOX) p->box_width = MOST_BOX;
  graph_build(a->model, o ? (int32_t)(o - a->model->objects) : MODEL_NONE, session_frame(a->session),
              p->columns, &p->g);
  place_boxes(a, p);
  draw_arrows(p);
  return p;
}

/* ---- drawing ---- */

static const char *line_glyph(int bits) {
  static const char *const utf8[16] = {" ", "│", "│", "│", "─", "┘", "┐", "┤",
                                       "─", "└", "┌", "├", "─", "┴", "┬", "┼"};
  static const char *const ascii[16] = {" ", "|", "|", "|", "-", "+", "+", "+",
                                        "-", "+", "+", "+", "-", "+", "+", "+"};
  if (bits & HEAD_RIGHT) return theme_utf8() ? "→" : ">";
  if (bits & HEAD_LEFT) return theme_utf8() ? "←" : "<";
  return (theme_utf8() ? utf8 : ascii)[bits & 15];
}

static void box_line(App *a, Picture *p, int i, int line, Rect r, int y, bool selected) {
  const Model *m = a->model;
  const GraphBox *b = &p->g.boxes[i];
  const ModelObject *o = &m->objects[b->object];
  int x = r.x + column_x(p, b->column), right = x + p->box_width;
  if (right > r.x + r.w) right = r.x + r.w;
  Row row = {y, x, right, 0};
  Style style = change_style(o->change, STYLE_BORDER), frame = selected ? STYLE_KEY : style;
  bool first = line == 0, last = line == p->h[i] - 1;
  if (first || last) {
    row_text(&row, frame, theme_utf8() ? first ? "┌" : "└" : "+");
    if (first) {
      row.end--;
      if (o->change != CHANGE_NONE) row_text(&row, style, change_glyph(o->change));
      row_printf(&row, selected ? STYLE_SELECTED : STYLE_TAG, "#%u", o->tag);
      row_printf(&row, STYLE_TYPE, " %s", o->type);
      row_printf(&row, o->change == CHANGE_REFS ? STYLE_CHANGED : STYLE_REFS, " %s%lld", glyph(GLYPH_TIMES),
                 (long long)o->refs);
      row.end++;
    }
    while (row.x < row.end - 1) row_text(&row, frame, glyph(GLYPH_HLINE));
    row_text(&row, frame, theme_utf8() ? first ? "┐" : "┘" : "+");
    return;
  }
  row_text(&row, frame, glyph(GLYPH_VLINE));
  row.end--;
  int k = line - 1;
  if (!b->slot_count)
    row_text(&row, o->change == CHANGE_VALUE ? STYLE_CHANGED : STYLE_PLAIN, o->value);
  else if (k >= b->slot_count)
    row_printf(&row, STYLE_DIM, "%d more", b->left_out);
  else {
    const GraphSlot *s = &b->slots[k];
    const ModelObject *to = &m->objects[s->object];
    bool back = s->box >= 0 && p->g.boxes[s->box].column == b->column - 1;
    const char *dot = theme_utf8() ? "●" : "*"; /* the arrow begins at the side it leaves */
    if (back) row_printf(&row, STYLE_KEY, "%s ", dot);
    row_printf(&row, STYLE_PLAIN, "%s ", s->label);
    if (s->box >= 0) {
      while (row.x < row.end - 1) row_text(&row, STYLE_PLAIN, " ");
      row_text(&row, STYLE_KEY, back ? " " : dot);
    } else if (graph_is_box(m, s->object))
      row_printf(&row, STYLE_TAG, "%s#%u", glyph(GLYPH_ARROW), to->tag);
    else
      row_text(&row, STYLE_PLAIN, to->value);
  }
  row_fill(&row, STYLE_PLAIN);
  row.end++;
  row_text(&row, frame, glyph(GLYPH_VLINE));
}

void view_graph_draw(App *a, Rect r, bool focus) {
  if (r.w < NARROW) {
    graph_tree_draw(a, r, focus);
    return;
  }
  PaneState *s = &a->pane[PANE_HEAP];
  Picture *p = picture_of(a, r.w);
  if (!p) return;
  int at = s->cursor < p->g.box_count ? s->cursor : p->g.box_count - 1;
  if (at < 0) at = 0;
  int seen = r.h - 1, top = a->graph_top;
  if (p->g.box_count) { /* the chosen box is in sight */
    if (p->y[at] + p->h[at] > top + seen) top = p->y[at] + p->h[at] - seen;
    if (p->y[at] < top) top = p->y[at];
  }
  if (top > p->rows - seen) top = p->rows - seen;
  if (top < 0) top = 0;
  a->graph_top = top;
  s->rows = p->g.box_count;
  s->seen = seen;
  s->cursor = at;
  s->top = 0;
  s->cursor_y = p->g.box_count ? r.y + 1 + p->y[at] - top : r.y + 1;
  s->cursor_x = r.x + column_x(p, p->g.box_count ? p->g.boxes[at].column : 0);
  for (int line = 1; line < r.h; line++) {
    int y = top + line - 1;
    Row row = row_at(r, line);
    if (line == 1 && !p->g.box_count)
      row_text(&row, STYLE_DIM, "no name here refers to a list, a dictionary or another object of parts yet");
    for (int x = 0; x < r.w && row.x < row.end && p->g.box_count; x++)
      row_text(&row, STYLE_DIM, y < HIGH && x < WIDE ? line_glyph(p->lines[y][x]) : " ");
    row_fill(&row, STYLE_PLAIN);
    for (int i = 0; i < p->g.name_count; i++)
      if (p->name_y[i] == y) {
        const GraphName *n = &p->g.names[i];
        Row name = {r.y + line, r.x, r.x + p->names_width, 0};
        row_printf(&name, change_style(n->change, STYLE_PLAIN), "%s", n->name);
        if (name.x < name.end) row_text(&name, STYLE_PLAIN, " ");
        while (name.x < name.end) row_text(&name, STYLE_DIM, glyph(GLYPH_HLINE));
      }
    for (int i = 0; i < p->g.box_count; i++)
      if (y >= p->y[i] && y < p->y[i] + p->h[i])
        box_line(a, p, i, y - p->y[i], r, r.y + line, focus && i == at);
  }
  for (int i = 0; i < p->g.box_count && a->hit_count < (int)(sizeof a->hits / sizeof *a->hits); i++) {
    Rect area = {r.y + 1 + p->y[i] - top, r.x + column_x(p, p->g.boxes[i].column), p->h[i], p->box_width};
    a->hits[a->hit_count].area = area;
    a->hits[a->hit_count++].row = i;
  }
  free(p);
}

static int width_now(const App *a) { return a->layout.pane[PANE_HEAP].w; }

uint32_t view_graph_tag(App *a) {
  if (width_now(a) && width_now(a) < NARROW) return graph_tree_tag(a);
  int at = a->pane[PANE_HEAP].cursor;
  Picture *p = picture_of(a, width_now(a) ? width_now(a) : 80);
  uint32_t tag =
      p && at >= 0 && at < p->g.box_count ? a->model->objects[p->g.boxes[at].object].tag : a->heap_tag;
  free(p);
  return tag;
}

const char *view_graph_text(App *a, int i, char *out, size_t room) {
  if (width_now(a) && width_now(a) < NARROW) return graph_tree_text(a, i, out, room);
  Picture *p = picture_of(a, width_now(a) ? width_now(a) : 80);
  bool ok = p && i >= 0 && i < p->g.box_count;
  if (ok) {
    const ModelObject *o = &a->model->objects[p->g.boxes[i].object];
    snprintf(out, room, "#%u %s %s", o->tag, o->type, o->value);
  }
  free(p);
  return ok ? out : NULL;
}

void view_graph_enter(App *a) { heap_show(a, view_graph_tag(a)); }
