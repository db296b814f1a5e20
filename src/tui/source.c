/* The source pane: the program's text, the line just run and the one about to run. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "tui/rows.h"

static const char *const keywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

static bool is_keyword(const char *word, size_t n) {
  for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
    if (strlen(keywords[i]) == n && strncmp(keywords[i], word, n) == 0) return true;
  return false;
}

/* State of triple-quoted strings that span lines: the quote character, 0 outside. */
typedef struct Colouring {
  char triple;
} Colouring;

static size_t string_end(const char *text, size_t n, size_t at, char quote, bool triple, bool *closed) {
  *closed = false;
  for (size_t i = at; i < n; i++) {
    if (text[i] == '\\') {
      i++;
      continue;
    }
    if (text[i] != quote) continue;
    if (!triple || (i + 2 < n && text[i + 1] == quote && text[i + 2] == quote)) {
      *closed = true;
      return i + (triple ? 3 : 1);
    }
  }
  return n;
}

/* Calls part(style, from, to) for each piece of the line. */
typedef void (*PartFn)(void *data, Style s, size_t from, size_t to);
static void colour_line(Colouring *c, const char *text, size_t n, PartFn part, void *data) {
  size_t i = 0;
  bool closed;
  if (c->triple) {
    i = string_end(text, n, 0, c->triple, true, &closed);
    if (closed) c->triple = 0;
    part(data, STYLE_STRING, 0, i);
  }
  while (i < n) {
    size_t from = i;
    unsigned char ch = (unsigned char)text[i];
    if (ch == '#') {
      part(data, STYLE_COMMENT, i, n);
      return;
    }
    if (ch == '"' || ch == '\'') {
      bool triple = i + 2 < n && text[i + 1] == (char)ch && text[i + 2] == (char)ch;
      i = string_end(text, n, i + (triple ? 3 : 1), (char)ch, triple, &closed);
      if (triple && !closed) c->triple = (char)ch;
      part(data, STYLE_STRING, from, i);
    } else if (isalpha(ch) || ch == '_' || ch >= 128) {
      while (i < n && (isalnum((unsigned char)text[i]) || text[i] == '_' || (unsigned char)text[i] >= 128))
        i++;
      part(data, is_keyword(text + from, i - from) ? STYLE_KEYWORD : STYLE_PLAIN, from, i);
    } else if (isdigit(ch)) {
      while (i < n && (isalnum((unsigned char)text[i]) || text[i] == '.' || text[i] == '_')) i++;
      part(data, STYLE_NUMBER, from, i);
    } else {
      i++;
      part(data, STYLE_PLAIN, from, i);
    }
  }
}

typedef struct LinePaint {
  Row *row;
  const char *text;
  int from, to; /* bytes of the running expression; -1 */
  bool bold;
} LinePaint;

static void paint(void *data, Style s, size_t from, size_t to) {
  LinePaint *p = data;
  for (size_t i = from; i < to;) {
    bool inside = p->from >= 0 && (int)i >= p->from && (int)i < p->to;
    size_t end = to;
    if (p->from >= 0 && !inside && (int)i < p->from && (int)to > p->from) end = (size_t)p->from;
    if (inside && (int)to > p->to) end = (size_t)p->to;
    row_textn(p->row,
              inside                        ? STYLE_EXPRESSION
              : s == STYLE_PLAIN && p->bold ? STYLE_CURRENT_LINE
                                            : s,
              p->text + i, end - i);
    i = end;
  }
}

static void nothing(void *data, Style s, size_t from, size_t to) {
  (void)data, (void)s, (void)from, (void)to;
}

static bool here_breakpoint(App *a, int32_t line) {
  size_t n;
  const Breakpoint *b = session_breakpoints(a->session, &n);
  for (size_t i = 0; i < n; i++)
    if (b[i].line == line && b[i].enabled) return true;
  return false;
}

/* The row to begin with when the line followed left the pane, which shows `seen` rows: room in the direction
 * of travel, and, where both fit, the place we came from, to which a call returns. The less often the text
 * moves, the easier it is to follow. */
static int source_top(int from, int to, int seen) {
  int away = to > from ? to - from : from - to;
  int top = to - (to < from && away <= 3 ? seen * 2 / 3 : seen / 4);
  if (from >= 0 && away <= seen - 4) {
    int low = (from < to ? from : to) - 1, high = (from < to ? to : from) - seen + 2;
    top = top > low ? low : top < high ? high : top;
  }
  return top;
}

/* ---- two places in one pane: while a function runs, the line that called it stays in sight ---- */

enum { LEAST_TO_SPLIT = 16 /* rows */ };

/* A part of the pane: `rows` rows from row `y` on, that show the lines from `top` on. */
typedef struct Part {
  int y, rows, *top;
} Part;

static int parts_of(App *a, int seen, Part out[2]) {
  PaneState *p = &a->pane[PANE_SOURCE];
  int split = a->source.split;
  if (!split) {
    out[0] = (Part){0, seen, &p->top};
    return 1;
  }
  out[0] = (Part){0, split, &p->top};
  out[1] = (Part){split + 1, seen - split - 1, &a->source.second};
  return 2;
}

/* Is the line in the part, with one before and one after it where the file has them? */
static bool part_shows(const Part *part, int line, int lines, int margin) {
  int y = line - *part->top;
  return y >= (*part->top ? margin : 0) && y < part->rows - (*part->top + part->rows < lines ? margin : 0);
}

static void part_go_to(const Part *part, int from, int to, int lines) {
  int top = source_top(from, to, part->rows);
  if (top > lines - part->rows) top = lines - part->rows;
  *part->top = top < 0 ? 0 : top;
}

/* Moves a part so that it shows no line that the other one shows, if `line` stays in sight. */
static void part_spare(const Part *part, const Part *other, int line) {
  int top = *part->top;
  if (top + part->rows <= *other->top || top >= *other->top + other->rows) return;
  int before = *other->top - part->rows, after = *other->top + other->rows;
  if (line < *other->top && before >= 0 && line - before < part->rows) *part->top = before;
  if (line >= after && line - after < part->rows) *part->top = after;
}

/* The line of the nearest waiting frame, from 0; -1. */
static int nearest_caller(const Model *m) {
  for (int32_t f = m->running - 1; f >= 0; f--)
    if (m->file && m->frames[f].file && strcmp(m->frames[f].file, m->file) == 0) return m->frames[f].line - 1;
  return -1;
}

/* Is the line so near to the end of the part towards which we go that the page may be turned now? */
static bool part_ends_soon(const App *a, const Part *part, int from, int to, int lines) {
  enum { NEAR = 8, REST = 4 };
  int y = to - *part->top, soon = part->rows / 3;
  if (!a->source_way.early || a->source.rest < REST || to > from + NEAR || to < from - NEAR) return false;
  return to > from ? y >= part->rows - soon && *part->top + part->rows < lines : y < soon && *part->top;
}

/* One place again: the page that was there before. */
static void source_whole(App *a) {
  if (a->source.peeps) a->pane[PANE_SOURCE].top = a->source.page;
  a->source.peeps = false;
  a->source.split = 0;
}

/* Shows the line in a few rows at that end of the page towards which it lies, if the caller's row stays. */
static bool source_peep(App *a, int from, int to, int caller, int seen, int lines) {
  enum { NEAR = 8 };
  PaneState *p = &a->pane[PANE_SOURCE];
  Part part[2];
  int rows = a->source_way.peep_rows, y = caller - p->top;
  bool calls = caller >= 0 && y >= 0 && y < seen, steps = from + 1 == a->model->previous_line;
  bool near = to <= from + NEAR && to >= from - NEAR;
  if (!rows || seen < LEAST_TO_SPLIT || a->source.split || !(calls || near || steps)) return false;
  bool below = to > p->top;
  if (calls && (below ? y >= seen - rows - 1 : y <= rows)) below = !below;
  a->source.peeps = true;
  a->source.page = p->top;
  a->source.split = below ? seen - rows - 1 : rows;
  a->source.second = p->top + rows + 1;
  parts_of(a, seen, part);
  part_go_to(&part[below], -1, to, lines);
  part_spare(&part[below], &part[!below], to);
  a->source_moved = SOURCE_PEEPED;
  return true;
}

/* Brings the line into sight, moving as little as can be. */
static void source_follow(App *a, int from, int to, int seen, int lines) {
  Part part[2];
  int n = parts_of(a, seen, part), caller = nearest_caller(a->model);
  if (a->source.peeps) {
    bool in_sight = part_shows(&part[0], to, lines, 1) || part_shows(&part[1], to, lines, 1);
    if (in_sight && !a->source_way.early) return;
    source_whole(a);
    if (in_sight) a->source_moved = SOURCE_TURNED_EARLY;
    n = parts_of(a, seen, part);
  }
  for (int i = 0; i < n; i++) {
    if (!part_shows(&part[i], to, lines, 1)) continue;
    if (!part_ends_soon(a, &part[i], from, to, lines)) return;
    a->source_moved = SOURCE_TURNED_EARLY;
    a->source.rest = 0;
  }
  if (a->source_moved == SOURCE_STAYED) a->source_moved = SOURCE_TURNED;
  if (source_peep(a, from, to, caller, seen, lines)) return;
  int away = to - from;
  for (int i = 0; i < n && n == 2; i++) { /* on from one of two places */
    if (!part_shows(&part[i], from, lines, 0) || away < -3 || away > 3) continue;
    if (caller >= 0 && part_shows(&part[1 - i], caller, lines, 0)) {
      part_go_to(&part[i], from, to, lines);
      return;
    }
    if (i == 0) { /* the lines that follow, instead of the other place */
      source_whole(a);
      source_follow(a, from, to, seen, lines);
      return;
    }
  }
  /* Where the caller is in sight, the function comes into the other half. */
  int half = seen / 2, keep = -1;
  for (int i = 0; i < n && caller >= 0; i++)
    if (part_shows(&part[i], caller, lines, 0)) keep = i;
  bool splits = caller >= 0 && seen >= LEAST_TO_SPLIT && !session_is_prompt(a->session);
  int apart = to > caller ? to - caller : caller - to;
  if (keep >= 0 && apart <= seen - 4) /* one page has both */
    from = caller;
  else if (splits && apart > seen - 4) {
    if (keep < 0) { /* we come from elsewhere: both anew, in their order */
      a->source.split = half;
      parts_of(a, seen, part);
      keep = caller > to;
      part_go_to(&part[keep], -1, caller, lines);
    } else if (n == 1) { /* each line that stays keeps its row */
      int y = caller - *part[0].top;
      a->source.split = half;
      a->source.second = *part[0].top + half + 1;
      keep = y > half;
      if (y == half) *part[0].top += 1; /* the row between the halves is lost */
      keep = y == half ? 0 : keep;
      parts_of(a, seen, part);
    }
    part_go_to(&part[1 - keep], -1, to, lines);
    part_spare(&part[1 - keep], &part[keep], to);
    return;
  }
  source_whole(a);
  parts_of(a, seen, part);
  part_go_to(&part[0], from, to, lines);
}

int source_row_line(const App *a, int y) {
  int top = a->pane[PANE_SOURCE].top, split = a->source.split;
  return !split || y < split ? top + y : y == split ? -1 : a->source.second + y - split - 1;
}

/* The row of a line, -1: not in sight. */
static int row_of_line(App *a, int line, int seen) {
  Part part[2];
  int n = parts_of(a, seen, part);
  for (int i = 0; i < n; i++)
    if (line >= *part[i].top && line < *part[i].top + part[i].rows) return part[i].y + line - *part[i].top;
  return -1;
}

int source_row_of_next(App *a, int seen) { return row_of_line(a, a->source.seen_line - 1, seen); }

int32_t source_cursor_line(const App *a) { return a->pane[PANE_SOURCE].cursor + 1; }

void source_draw(App *a, Rect r, bool focus) {
  const Model *m = a->model;
  PaneState *p = &a->pane[PANE_SOURCE];
  int32_t lines = session_source_lines(a->session);
  bool of_program = m->running >= 0 && !m->idle;
  int32_t looked = session_frame(a->session), follow = looked >= 0 && !m->idle ? m->frames[looked].line : 0;
  if (m->idle) follow = session_is_prompt(a->session) ? lines : m->previous_line;
  int seen = r.h - 1;
  if (seen < LEAST_TO_SPLIT || lines != a->source.lines) source_whole(a);
  a->source.lines = lines;
  if (follow && follow != a->source.seen_line) {
    a->source.rest++;
    p->cursor = follow - 1;
    source_follow(a, a->source.seen_line - 1, p->cursor, seen, lines);
    a->source.seen_line = follow;
  }
  char right[40];
  snprintf(right, sizeof right, "step by %s", granularity_text(session_granularity(a->session)));
  char title[200];
  const char *path = m->file && *m->file ? m->file : session_path(a->session);
  const char *slash = strrchr(path, '/');
  snprintf(title, sizeof title, "1 %s",
           session_is_prompt(a->session) ? "Statements"
           : slash                       ? slash + 1
                                         : path);
  pane_title(a, PANE_SOURCE, r, title, focus, right);
  int y_of_cursor = a->source.split ? row_of_line(a, p->cursor, seen) : -1;
  if (y_of_cursor < 0 || a->source.split >= seen - 2) source_whole(a);
  if (!a->source.split)
    rows_begin(p, r, lines);
  else {
    p->rows = lines;
    p->seen = seen;
    p->cursor_y = r.y + 1 + y_of_cursor;
    p->cursor_x = r.x;
  }
  int digits = lines > 9999 ? 6 : lines > 999 ? 4 : 3;
  Colouring c = {0};
  for (int y = 1; y < r.h; y++) {
    int at = source_row_line(a, y - 1);
    if (y == 1 || y == a->source.split + 2) { /* the state at the first line seen follows from those above */
      c = (Colouring){0};
      for (int i = at > 2000 ? at - 2000 : 0; i < at; i++) {
        size_t n;
        const char *text = session_source_line(a->session, i + 1, &n);
        if (text) colour_line(&c, text, n, nothing, NULL);
      }
    }
    Row row = row_at(r, y);
    size_t n = 0;
    if (at < 0) row_printf(&row, STYLE_DIM, "%*s", digits + 2, glyph(GLYPH_APART));
    const char *text = at >= 0 && at < lines ? session_source_line(a->session, at + 1, &n) : NULL;
    if (text) {
      int32_t line = at + 1;
      bool next = of_program && line == m->line, done = line == m->previous_line && !next;
      bool caller = false, looked_at = looked >= 0 && looked != m->running && m->frames[looked].line == line;
      for (int32_t f = 0; f < m->running; f++) caller |= m->frames[f].line == line;
      if (here_breakpoint(a, line))
        row_text(&row, STYLE_BREAKPOINT, glyph(GLYPH_BREAK));
      else
        row_text(&row, STYLE_PLAIN, " ");
      if (next)
        row_text(&row, STYLE_CURRENT, glyph(GLYPH_NEXT));
      else if (done)
        row_text(&row, STYLE_PREVIOUS, glyph(GLYPH_DONE));
      else if (caller || looked_at)
        row_text(&row, looked_at ? STYLE_KEY : STYLE_DIM, glyph(GLYPH_UP));
      else
        row_text(&row, STYLE_PLAIN, " ");
      bool selected = focus && at == p->cursor;
      row_printf(&row, selected ? STYLE_SELECTED : next ? STYLE_CURRENT : STYLE_DIM, "%*d", digits, line);
      row_text(&row, STYLE_PLAIN, " ");
      LinePaint lp = {&row, text, next ? m->column : -1, m->end_column, next};
      if (lp.to < 0) lp.to = (int)n;
      int end = row.end;
      uint32_t hits = line < m->line_hit_count && m->line_hits ? m->line_hits[line] : 0;
      if (hits > 1) row.end -= 7;
      colour_line(&c, text, n, paint, &lp);
      if (hits > 1) {
        row_fill(&row, STYLE_PLAIN);
        row.end = end;
        bool many = hits >= 100000;
        row_printf(&row, STYLE_DIM, " %s%u%s", glyph(GLYPH_TIMES), many ? hits / 1000 : hits,
                   many ? "k" : "");
      }
    }
    row_fill(&row, STYLE_PLAIN);
  }
}
