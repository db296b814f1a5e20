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

int32_t source_cursor_line(const App *a) { return a->pane[PANE_SOURCE].cursor + 1; }

void source_draw(App *a, Rect r, bool focus) {
  const Model *m = a->model;
  PaneState *p = &a->pane[PANE_SOURCE];
  int32_t lines = session_source_lines(a->session);
  bool of_program = m->running >= 0 && !m->idle;
  int32_t looked = session_frame(a->session), follow = looked >= 0 && !m->idle ? m->frames[looked].line : 0;
  if (m->idle) follow = session_is_prompt(a->session) ? lines : m->previous_line;
  if (follow && follow != a->source_seen_line) {
    p->cursor = follow - 1;
    if (p->cursor < p->top + 1 || p->cursor > p->top + r.h - 3)
      p->top = source_top(a->source_seen_line - 1, p->cursor, r.h - 1);
    a->source_seen_line = follow;
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
  int at = rows_begin(p, r, lines);
  int digits = lines > 9999 ? 6 : lines > 999 ? 4 : 3;
  Colouring c = {0};
  /* Multi-line strings: the state at the first line seen follows from the lines above. */
  for (int i = at > 2000 ? at - 2000 : 0; i < at; i++) {
    size_t n;
    const char *text = session_source_line(a->session, i + 1, &n);
    if (text) colour_line(&c, text, n, nothing, NULL);
  }
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    size_t n = 0;
    const char *text = at < lines ? session_source_line(a->session, at + 1, &n) : NULL;
    if (text) {
      int32_t line = at + 1;
      bool next = of_program && line == m->line, done = line == m->previous_line && !next;
      bool caller = false, seen = looked >= 0 && looked != m->running && m->frames[looked].line == line;
      for (int32_t f = 0; f < m->running; f++) caller |= m->frames[f].line == line;
      if (here_breakpoint(a, line))
        row_text(&row, STYLE_BREAKPOINT, glyph(GLYPH_BREAK));
      else
        row_text(&row, STYLE_PLAIN, " ");
      if (next)
        row_text(&row, STYLE_CURRENT, glyph(GLYPH_NEXT));
      else if (done)
        row_text(&row, STYLE_PREVIOUS, glyph(GLYPH_DONE));
      else if (caller || seen)
        row_text(&row, seen ? STYLE_KEY : STYLE_DIM, glyph(GLYPH_UP));
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
