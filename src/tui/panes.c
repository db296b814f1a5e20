/* The panes that list: frames, log, output. And what they share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"

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

/* ---- frames: a row for each frame, then one for each of its names ---- */

typedef struct FrameRow {
  int32_t frame, name; /* name MODEL_NONE: the frame's own row */
} FrameRow;

static FrameRow frame_row(const Model *m, int at) {
  for (int32_t i = 0; i < m->frame_count; i++) {
    if (at == 0) return (FrameRow){i, MODEL_NONE};
    at--;
    if (at < m->frames[i].name_count) return (FrameRow){i, m->frames[i].first_name + at};
    at -= m->frames[i].name_count;
  }
  return (FrameRow){MODEL_NONE, MODEL_NONE};
}

static int frame_row_count(const Model *m) {
  int n = 0;
  for (int32_t i = 0; i < m->frame_count; i++) n += 1 + m->frames[i].name_count;
  return n;
}

static int longest_name(const Model *m, const ModelFrame *f) {
  int longest = 4;
  for (int32_t i = 0; i < f->name_count; i++) {
    int w = (int)strlen(m->names[f->first_name + i].name);
    if (w > longest) longest = w;
  }
  return longest > 14 ? 14 : longest;
}

static void draw_name(App *a, Row *row, const ModelFrame *f, const ModelName *n, bool selected) {
  const Model *m = a->model;
  int start = row->x;
  row_printf(row, change_style(n->change, STYLE_PLAIN), "%s ", change_glyph(n->change));
  row_printf(row, selected ? STYLE_SELECTED : change_style(n->change, STYLE_TITLE), "%s", n->name);
  row_pad(row, longest_name(m, f) + 3, start);
  if (n->object == MODEL_NONE) {
    row_text(row, STYLE_DIM, n->cell != MODEL_NONE ? "(empty cell)" : "(not bound)");
    return;
  }
  if (n->scope == SCOPE_CELL || n->scope == SCOPE_FREE) row_printf(row, STYLE_DIM, "%s", glyph(GLYPH_CELL));
  row_printf(row, STYLE_DIM, "%s ", glyph(GLYPH_ARROW));
  row_object(row, &m->objects[n->object], true);
  if (n->scope == SCOPE_CELL) row_text(row, STYLE_DIM, "  (cell)");
  if (n->scope == SCOPE_FREE) row_text(row, STYLE_DIM, "  (free: the enclosing function's cell)");
}

void frames_draw(App *a, Rect r, bool focus) {
  const Model *m = a->model;
  PaneState *p = &a->pane[PANE_FRAMES];
  char right[40];
  snprintf(right, sizeof right, "%d frame%s", m->running + 1, m->running == 0 ? "" : "s");
  draw_title(r, 0, "2 Stack frames", focus, right);
  int rows = frame_row_count(m);
  if (!focus && m->running >= 0) { /* show the running frame */
    int at = 0;
    for (int32_t i = 0; i < m->running; i++) at += 1 + m->frames[i].name_count;
    int last = at + m->frames[m->running].name_count;
    p->cursor = at;
    if (last >= p->top + r.h - 1) p->top = last - (r.h - 2);
    if (at < p->top) p->top = at;
  }
  int at = rows_begin(p, r, rows);
  for (int i = 1; i < r.h; i++, at++) {
    Row row = row_at(r, i);
    FrameRow fr = at < rows ? frame_row(m, at) : (FrameRow){MODEL_NONE, MODEL_NONE};
    bool selected = focus && at == p->cursor && at < rows;
    if (fr.frame != MODEL_NONE && fr.name == MODEL_NONE) {
      const ModelFrame *f = &m->frames[fr.frame];
      bool running = fr.frame == m->running;
      row_printf(&row, change_style(f->change, STYLE_CURRENT), "%s ", running ? glyph(GLYPH_NEXT) : " ");
      row_printf(&row, selected ? STYLE_SELECTED : running ? STYLE_CURRENT : STYLE_TITLE, "%s", f->kind == FRAME_MODULE ? "module" : f->qualname);
      row_printf(&row, STYLE_DIM, "  line %d%s", f->line,
                 f->kind == FRAME_WAITING      ? "  (waits)"
                 : f->kind == FRAME_CLASS_BODY ? "  (class body)"
                                               : "");
      if (f->returning != MODEL_NONE) {
        row_printf(&row, STYLE_CHANGED, "  returns %s ", glyph(GLYPH_ARROW));
        row_object(&row, &m->objects[f->returning], true);
      }
    } else if (fr.name != MODEL_NONE) {
      row_text(&row, STYLE_PLAIN, "  ");
      draw_name(a, &row, &m->frames[fr.frame], &m->names[fr.name], selected);
    }
    row_fill(&row, STYLE_PLAIN);
  }
}

void frames_enter(App *a) {
  FrameRow fr = frame_row(a->model, a->pane[PANE_FRAMES].cursor);
  if (fr.name == MODEL_NONE || a->model->names[fr.name].object == MODEL_NONE) {
    app_message(a, false, "put the cursor on a name to see the object it refers to");
    return;
  }
  a->heap_tag = a->model->objects[a->model->names[fr.name].object].tag;
  a->heap_view = HEAP_LEDGER;
  a->pane[PANE_HEAP].cursor = a->pane[PANE_HEAP].top = 0;
  a->focus = a->tab = PANE_HEAP;
  if (a->zoom != PANE_COUNT) a->zoom = PANE_HEAP;
}

/* ---- the log ---- */

static bool log_shows(const App *a, const ModelLogRow *row) {
  return a->log_full || (row->kind != LOG_GC_DETAIL && row->kind != LOG_BORN);
}

static int log_rows(App *a, int want, const ModelLogRow **found) {
  size_t n;
  const ModelLogRow *rows = session_log(a->session, &n);
  int shown = 0;
  for (size_t i = 0; i < n; i++) {
    if (!log_shows(a, &rows[i])) continue;
    if (shown++ == want && found) *found = &rows[i];
  }
  return shown;
}

static const char *log_mark(LogKind k) {
  static const char *const marks[] = {"born", "name", "refs", "died", "intn", "call", "ret ", "exc ", "set ", "gc  ", "gc  ", "weak", "del ", "out "};
  return marks[k];
}

void log_draw(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_LOG];
  size_t n;
  const ModelLogRow *rows = session_log(a->session, &n);
  int shown = log_rows(a, -1, NULL);
  char right[40];
  snprintf(right, sizeof right, "%s, gc %d/%d/%d", a->log_full ? "all" : "brief", a->model->gc_counts[0], a->model->gc_counts[1], a->model->gc_counts[2]);
  draw_title(r, 0, "4 GC log", focus, right);
  if (!focus) p->cursor = shown - 1;
  int at = rows_begin(p, r, shown), skip = at;
  size_t i = 0;
  for (; i < n && skip; i++)
    if (log_shows(a, &rows[i])) skip--;
  for (int y = 1; y < r.h; y++) {
    Row row = row_at(r, y);
    while (i < n && !log_shows(a, &rows[i])) i++;
    if (i < n) {
      const ModelLogRow *l = &rows[i++];
      bool selected = focus && at + y - 1 == p->cursor;
      bool now = l->at.line + 1 >= a->model->position.line;
      row_printf(&row, STYLE_DIM, "%5llu ", (unsigned long long)l->at.line);
      row_printf(&row, l->kind == LOG_FREED || l->kind == LOG_GC ? STYLE_CHANGED : STYLE_TYPE, "%s ", log_mark(l->kind));
      row_text(&row, selected ? STYLE_SELECTED : now ? STYLE_TITLE : STYLE_PLAIN, l->text);
    } else if (y == 1 && !shown) row_text(&row, STYLE_DIM, "what memory does is told here as you step");
    row_fill(&row, STYLE_PLAIN);
  }
}

void log_enter(App *a) {
  const ModelLogRow *row = NULL;
  log_rows(a, a->pane[PANE_LOG].cursor, &row);
  if (!row) return;
  char where[32];
  snprintf(where, sizeof where, "%llu", (unsigned long long)row->at.line);
  app_command(a, CMD_GOTO, 1, where);
}

/* ---- output ---- */

void output_draw(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_OUTPUT];
  size_t n;
  const ModelOutput *rows = session_output(a->session, &n);
  draw_title(r, 0, "5 Output", focus, NULL);
  if (!focus) p->cursor = (int)n - 1;
  int at = rows_begin(p, r, (int)n);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (at < (int)n) {
      bool selected = focus && at == p->cursor;
      bool fresh = rows[at].line + 1 == a->model->position.line;
      if (rows[at].stream == 2) row_text(&row, STYLE_ERROR, "! ");
      row_text(&row, selected ? STYLE_SELECTED : fresh ? STYLE_NEW : STYLE_PLAIN, rows[at].text);
    } else if (y == 1 && !n) row_text(&row, STYLE_DIM, "nothing printed yet");
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

const char *heap_row_text(App *a, int i, char *out, size_t room);
uint32_t heap_cursor_tag(App *a);

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
    FrameRow fr = frame_row(m, i);
    if (fr.frame == MODEL_NONE) return NULL;
    if (fr.name == MODEL_NONE) return m->frames[fr.frame].qualname;
    const ModelName *n = &m->names[fr.name];
    const ModelObject *o = n->object == MODEL_NONE ? NULL : &m->objects[n->object];
    snprintf(out, room, "%s #%u %s %s", n->name, o ? o->tag : 0, o ? o->type : "", o ? o->value : "");
    return out;
  }
  case PANE_HEAP: return heap_row_text(a, i, out, room);
  case PANE_LOG: {
    const ModelLogRow *row = NULL;
    log_rows(a, i, &row);
    return row ? row->text : NULL;
  }
  default: {
    size_t n;
    const ModelOutput *rows = session_output(a->session, &n);
    return i >= 0 && (size_t)i < n ? rows[i].text : NULL;
  }
  }
}

uint32_t pane_tag(App *a) {
  const Model *m = a->model;
  if (a->focus == PANE_FRAMES) {
    FrameRow fr = frame_row(m, a->pane[PANE_FRAMES].cursor);
    if (fr.name != MODEL_NONE && m->names[fr.name].object != MODEL_NONE) return m->objects[m->names[fr.name].object].tag;
    return 0;
  }
  if (a->focus == PANE_LOG) {
    const ModelLogRow *row = NULL;
    log_rows(a, a->pane[PANE_LOG].cursor, &row);
    return row ? (uint32_t)row->tag : 0;
  }
  if (a->focus == PANE_HEAP) return heap_cursor_tag(a);
  return 0;
}
