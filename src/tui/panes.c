/* The panes that list: frames, output. And what they share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "tui/views.h"

int rows_begin(PaneState *p, Rect r, int rows) {
  p->rows = rows;
  p->seen = r.h - 1 > 0 ? r.h - 1 : 0;
  if (p->cursor >= rows) p->cursor = rows - 1;
  if (p->cursor < 0) p->cursor = 0;
  if (p->cursor < p->top) p->top = p->cursor;
  if (p->cursor >= p->top + p->seen) p->top = p->cursor - p->seen + 1;
  if (p->top > rows - p->seen) p->top = rows - p->seen;
  if (p->top < 0) p->top = 0;
  p->cursor_y = r.y + 1 + p->cursor - p->top;
  p->cursor_x = r.x;
  return p->top;
}

void pane_move(App *a, PaneId pane, int to) {
  PaneState *p = &a->pane[pane];
  if (to >= p->rows) to = p->rows - 1;
  p->cursor = to < 0 ? 0 : to;
}

Style change_style(Change c, Style otherwise) {
  switch (c) {
  case CHANGE_NEW: return STYLE_NEW;
  case CHANGE_REFS:
  case CHANGE_VALUE:
  case CHANGE_BOUND: return STYLE_CHANGED;
  case CHANGE_GONE: return STYLE_GONE;
  default: return otherwise;
  }
}
const char *change_glyph(Change c) {
  switch (c) {
  case CHANGE_NEW: return glyph(GLYPH_NEW);
  case CHANGE_REFS:
  case CHANGE_VALUE:
  case CHANGE_BOUND: return glyph(GLYPH_CHANGED);
  case CHANGE_GONE: return glyph(GLYPH_GONE);
  default: return " ";
  }
}

void row_object(Row *row, const ModelObject *o, bool with_value) {
  row_printf(row, STYLE_TAG, "#%u ", o->tag);
  row_printf(row, STYLE_TYPE, "%s", o->type);
  if (with_value) row_printf(row, o->change == CHANGE_VALUE ? STYLE_CHANGED : STYLE_PLAIN, " %s", o->value);
}

void pane_title(App *a, PaneId pane, Rect r, const char *title, bool focus, const char *right) {
  static const char *const names[] = {"1 Source", "2 Frames", "3 Heap", "4 GC log", "5 Output"};
  bool shared = a->layout.tabs && a->zoom == PANE_COUNT && (pane != PANE_SOURCE || a->layout.single);
  if (!shared) {
    draw_title(r, 0, title, focus, right);
    return;
  }
  Row row = row_at(r, 0);
  row_text(&row, STYLE_BORDER, glyph(GLYPH_HLINE));
  for (int p = a->layout.single ? PANE_SOURCE : PANE_FRAMES; p < PANE_COUNT; p++) {
    bool shown = p == (int)pane;
    a->tabs[p].y = row.y;
    a->tabs[p].x = row.x;
    row_printf(&row, shown ? focus ? STYLE_TITLE_FOCUS : STYLE_TITLE_SHOWN : STYLE_DIM, " %s ",
               shown && pane == PANE_HEAP ? title : names[p]);
    a->tabs[p].end = row.x;
  }
  int width = right ? text_width(right, strlen(right)) + 3 : 0;
  if (row.end - row.x < width) width = 0;
  while (row.x < row.end - width) row_text(&row, STYLE_BORDER, glyph(GLYPH_HLINE));
  if (width) {
    row_printf(&row, STYLE_DIM, " %s ", right);
    row_text(&row, STYLE_BORDER, glyph(GLYPH_HLINE));
  }
}

/* ---- frames: a row for each frame, then one for each of its names. Functions, classes and modules that the
 * module names are folded into one row: they are there from the beginning on, and what a person follows is
 * the rest. ---- */

enum { NAME_NONE = -1, NAME_FOLD = -2 };
typedef struct FrameRow {
  int32_t frame, name; /* NAME_NONE: the frame's own row; NAME_FOLD: the folded names */
} FrameRow;

static bool folds(const App *a, const ModelFrame *f, const ModelName *n) {
  if (a->all_names || f->kind != FRAME_MODULE || n->object == MODEL_NONE || n->change != CHANGE_NONE)
    return false;
  const char *type = a->model->objects[n->object].type;
  return strcmp(type, "function") == 0 || strcmp(type, "type") == 0 || strcmp(type, "module") == 0 ||
         strcmp(type, "builtin_function_or_method") == 0;
}

/* Row `at`, and how many there are when at is past them. */
static int frame_rows(const App *a, int at, FrameRow *out) {
  const Model *m = a->model;
  int n = 0;
  *out = (FrameRow){MODEL_NONE, NAME_NONE};
  for (int32_t i = 0; i < m->frame_count; i++) {
    const ModelFrame *f = &m->frames[i];
    if (n++ == at) *out = (FrameRow){i, NAME_NONE};
    bool folded = false;
    for (int32_t k = 0; k < f->name_count; k++) folded |= folds(a, f, &m->names[f->first_name + k]);
    if (folded && n++ == at) *out = (FrameRow){i, NAME_FOLD};
    for (int32_t k = 0; k < f->name_count; k++)
      if (!folds(a, f, &m->names[f->first_name + k]) && n++ == at) *out = (FrameRow){i, f->first_name + k};
  }
  return n;
}

static FrameRow frame_row(const App *a, int at) {
  FrameRow row;
  frame_rows(a, at, &row);
  return row;
}

static int longest_name(const App *a, const ModelFrame *f) {
  int longest = 1;
  for (int32_t i = 0; i < f->name_count; i++) {
    const ModelName *n = &a->model->names[f->first_name + i];
    int w = folds(a, f, n) ? 0 : text_width(n->name, strlen(n->name));
    if (w > longest) longest = w;
  }
  longest = (longest + 3) / 4 * 4; /* in steps: a longer name seldom moves the others */
  return longest > 14 ? 14 : longest;
}

static void draw_name(App *a, Row *row, const ModelFrame *f, const ModelName *n, bool selected) {
  const Model *m = a->model;
  int start = row->x;
  row_printf(row, change_style(n->change, STYLE_PLAIN), "%s ", change_glyph(n->change));
  row_printf(row, selected ? STYLE_SELECTED : change_style(n->change, STYLE_PLAIN), "%s", n->name);
  row_pad(row, longest_name(a, f) + 3, start);
  if (n->object == MODEL_NONE) {
    row_text(row, STYLE_DIM, n->cell != MODEL_NONE ? "(empty cell)" : "(not bound)");
    return;
  }
  if (n->scope == SCOPE_CELL || n->scope == SCOPE_FREE) row_printf(row, STYLE_PLAIN, "%s", glyph(GLYPH_CELL));
  row_printf(row, STYLE_PLAIN, "%s ", glyph(GLYPH_ARROW));
  row_object(row, &m->objects[n->object], true);
  int32_t also = identity_also(m, (int32_t)(n - m->names));
  if (also != MODEL_NONE) /* V i says why */
    row_printf(row, STYLE_DIM, row->end - start < 90 ? "  = %s" : "  = also %s", m->names[also].name);
  if (n->scope == SCOPE_CELL) row_text(row, STYLE_DIM, "  (cell: inner functions use it)");
  if (n->scope == SCOPE_FREE) row_text(row, STYLE_DIM, "  (free: from the enclosing function)");
}

static void draw_fold(const App *a, Row *row, const ModelFrame *f, bool selected) {
  row_text(row, selected ? STYLE_SELECTED : STYLE_DIM, "  defined:");
  for (int32_t k = 0; k < f->name_count; k++)
    if (folds(a, f, &a->model->names[f->first_name + k]))
      row_printf(row, STYLE_DIM, " %s", a->model->names[f->first_name + k].name);
}

static void draw_frame(App *a, Row *row, int32_t i, bool selected) {
  const Model *m = a->model;
  const ModelFrame *f = &m->frames[i];
  bool running = i == m->running && !m->idle, looked = i == session_frame(a->session) && i != m->running;
  row_printf(row,
             running  ? STYLE_CURRENT
             : looked ? STYLE_KEY
                      : change_style(f->change, STYLE_PLAIN),
             "%s ",
             running  ? glyph(GLYPH_NEXT)
             : looked ? glyph(GLYPH_UP)
                      : " ");
  row_printf(row,
             selected  ? STYLE_SELECTED
             : running ? STYLE_CURRENT
                       : STYLE_TITLE,
             "%s", f->kind == FRAME_MODULE ? "module" : f->qualname);
  if (f->line) row_printf(row, STYLE_DIM, "  line %d", f->line);
  row_text(row, STYLE_DIM,
           f->kind == FRAME_WAITING      ? "  (waits)"
           : f->kind == FRAME_CLASS_BODY ? "  (class body)"
           : f->kind == FRAME_GENERATOR  ? "  (generator)"
           : looked                      ? "  (looked at)"
                                         : "");
  if (f->returning != MODEL_NONE) {
    row_printf(row, STYLE_CHANGED, "  returns %s ", glyph(GLYPH_ARROW));
    row_object(row, &m->objects[f->returning], true);
  }
}

void frames_draw(App *a, Rect r, bool focus) {
  const Model *m = a->model;
  PaneState *p = &a->pane[PANE_FRAMES];
  char right[60];
  if (m->exception && m->running >= 0 && strcmp(m->exception, "None") != 0)
    snprintf(right, sizeof right, "exception: %.40s", m->exception);
  else
    snprintf(right, sizeof right, "%d frame%s", m->running + 1, m->running == 0 ? "" : "s");
  pane_title(a, PANE_FRAMES, r, "2 Stack frames", focus, right);
  FrameRow fr;
  int rows = frame_rows(a, -1, &fr), first = -1, last = -1;
  int32_t looked = session_frame(a->session);
  for (int i = 0; i < rows; i++)
    if (frame_row(a, i).frame == looked) {
      if (first < 0) first = i;
      last = i;
    }
  if (first >= 0 && (!focus || a->frames_seen != looked)) { /* show the frame looked at */
    a->frames_seen = looked;
    p->cursor = first;
    if (last >= p->top + r.h - 1) p->top = last - (r.h - 2);
    if (first < p->top) p->top = first;
  }
  int at = rows_begin(p, r, rows);
  for (int i = 1; i < r.h; i++, at++) {
    Row row = row_at(r, i);
    bool selected = focus && at == p->cursor && at < rows;
    fr = at < rows ? frame_row(a, at) : (FrameRow){MODEL_NONE, NAME_NONE};
    if (fr.frame != MODEL_NONE) {
      if (fr.name == NAME_NONE)
        draw_frame(a, &row, fr.frame, selected);
      else {
        row_text(&row, STYLE_PLAIN, "  ");
        if (fr.name == NAME_FOLD)
          draw_fold(a, &row, &m->frames[fr.frame], selected);
        else
          draw_name(a, &row, &m->frames[fr.frame], &m->names[fr.name], selected);
      }
    } else if (i == 1 && !rows)
      row_text(&row, STYLE_DIM,
               session_history(a->session)->finished ? "no frame is there: the program has ended"
                                                     : "no frame is there: nothing runs");
    row_fill(&row, STYLE_PLAIN);
  }
}

void frames_enter(App *a) {
  FrameRow fr = frame_row(a, a->pane[PANE_FRAMES].cursor);
  const Model *m = a->model;
  if (fr.name == NAME_FOLD) {
    a->all_names = true;
    return;
  }
  if (fr.frame != MODEL_NONE && fr.name == NAME_NONE && fr.frame <= m->running &&
      !m->idle) { /* look at this frame */
    int32_t by = session_frame(a->session) - fr.frame;
    if (by) app_command(a, by > 0 ? CMD_UP : CMD_DOWN, (uint64_t)(by > 0 ? by : -by), NULL);
    return;
  }
  if (fr.name < 0 || m->names[fr.name].object == MODEL_NONE) {
    app_message(a, false, "put the cursor on a name to see the object it refers to");
    return;
  }
  heap_show(a, m->objects[m->names[fr.name].object].tag);
}

/* ---- output ---- */

void output_draw(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_OUTPUT];
  const Model *m = a->model;
  size_t n;
  const ModelOutput *rows = session_output(a->session, &n);
  pane_title(a, PANE_OUTPUT, r, "5 Output", focus,
             m->waiting_input ? "the program waits for input: i types it" : NULL);
  if (!focus || p->cursor + 1 >= p->rows) p->cursor = (int)n - 1;
  int at = rows_begin(p, r, (int)n);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (at < (int)n) {
      bool selected = focus && at == p->cursor;
      bool fresh = rows[at].line + 1 == a->model->position.line;
      if (rows[at].stream == 2) row_text(&row, STYLE_ERROR, "! ");
      row_text(&row, selected ? STYLE_SELECTED : fresh ? STYLE_NEW : STYLE_PLAIN, rows[at].text);
    } else if (y == 1 && !n)
      row_text(&row, STYLE_DIM, "nothing printed yet");
    row_fill(&row, STYLE_PLAIN);
  }
}

void output_enter(App *a) {
  size_t n;
  const ModelOutput *rows = session_output(a->session, &n);
  int at = a->pane[PANE_OUTPUT].cursor;
  if (at < 0 || (size_t)at >= n) return;
  char where[32];
  snprintf(where, sizeof where, "%llu", (unsigned long long)rows[at].line);
  app_command(a, CMD_GOTO, 1, where);
}

/* ---- for searching and following ---- */

/* The output is read once for a search. */
static const char *output_row_text(App *a, int i) {
  size_t n = (size_t)a->search_rows.count;
  const ModelOutput *rows = a->search_rows.rows;
  if (!rows) rows = session_output(a->session, &n);
  if (a->search_rows.on && !a->search_rows.rows && (a->search_rows.rows = malloc((n + 1) * sizeof *rows))) {
    if (n) memcpy(a->search_rows.rows, rows, n * sizeof *rows);
    a->search_rows.count = (int)n;
  }
  return i >= 0 && (size_t)i < n ? rows[i].text : NULL;
}

const char *pane_row_text(App *a, PaneId pane, int i, char *out, size_t room) {
  const Model *m = a->model;
  switch (pane) {
  case PANE_SOURCE: {
    size_t n;
    const char *text = session_source_line(a->session, i + 1, &n);
    if (!text) return NULL;
    snprintf(out, room, "%.*s", (int)n, text);
    return out;
  }
  case PANE_FRAMES: {
    FrameRow fr = frame_row(a, i);
    if (fr.frame == MODEL_NONE) return NULL;
    if (fr.name == NAME_NONE) return m->frames[fr.frame].qualname;
    if (fr.name == NAME_FOLD) return "";
    const ModelName *n = &m->names[fr.name];
    const ModelObject *o = n->object == MODEL_NONE ? NULL : &m->objects[n->object];
    snprintf(out, room, "%s #%u %s %s", n->name, o ? o->tag : 0, o ? o->type : "", o ? o->value : "");
    return out;
  }
  case PANE_HEAP: return heap_row_text(a, i, out, room);
  case PANE_LOG: return log_row_text(a, i, out, room);
  default: return output_row_text(a, i);
  }
}

uint32_t pane_tag(App *a) {
  const Model *m = a->model;
  if (a->focus == PANE_FRAMES) {
    FrameRow fr = frame_row(a, a->pane[PANE_FRAMES].cursor);
    if (fr.name >= 0 && m->names[fr.name].object != MODEL_NONE)
      return m->objects[m->names[fr.name].object].tag;
    return 0;
  }
  if (a->focus == PANE_LOG) return log_cursor_tag(a);
  if (a->focus == PANE_HEAP) return heap_cursor_tag(a);
  return 0;
}
