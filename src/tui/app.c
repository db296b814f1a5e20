#include "tui/app.h"

#include "tui/screen.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/attr.h"
#include "history/clock.h"
#include "session/save.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/malloc.h"
#include "tui/actions.h"
#include "tui/lineedit.h"
#include "tui/rows.h"
#include "tui/term.h"
#include "tui/views.h"
#include "vm/vm.h"

/* ---- drawing ---- */

static void draw_timeline(App *a) {
  History *h = session_history(a->session);
  Row row = row_at(a->layout.timeline, 0);
  uint64_t last = h->end ? h->end : h->frontier, now = h->now.line;
  if (last < 1) last = 1;
  char where[128], branch[40] = "";
  if (session_branch_count(a->session) > 1)
    snprintf(branch, sizeof branch, "%s:", session_branch(a->session));
  const int longest =
      snprintf(where, sizeof where, " %s ended after %llu steps ", branch, (unsigned long long)(last - 1));
  if (h->finished)
    ;
  else if (h->now.instr || h->now.event)
    snprintf(where, sizeof where, " %s step %llu.%u of %llu%s ", branch, (unsigned long long)now,
             h->now.instr, (unsigned long long)last, h->end ? "" : "+");
  else
    snprintf(where, sizeof where, " %s step %llu of %llu%s ", branch, (unsigned long long)now,
             (unsigned long long)last, h->end ? "" : "+");
  char *shown = branch[0] ? where : where + 1; /* one blank in front */
  /* The line is as long at every moment of a history, so that its marks keep their places. */
  int room = row.end - row.x - (int)strlen(shown), width = row.end - row.x - longest + !branch[0];
  if (width > room) width = room;
  if (width > 200) width = 200;
  a->scrub_x = row.x;
  a->scrub_w = width > 8 ? width : 0;
  if (width > 8) {
    size_t n;
    const TimelineMark *marks = session_timeline(a->session, &n);
    int here = (int)((double)(now - 1) / (double)(last > 1 ? last - 1 : 1) * (width - 1));
    for (int i = 0; i < width; i++) {
      char kind = 0;
      for (size_t k = 0; k < n; k++)
        if ((int)((double)(marks[k].line - 1) / (double)(last > 1 ? last - 1 : 1) * (width - 1)) == i)
          kind = marks[k].kind;
      if (i == here)
        row_text(&row, STYLE_CURRENT, glyph(GLYPH_HERE));
      else if (kind == 'b')
        row_text(&row, STYLE_BREAKPOINT, glyph(GLYPH_BREAK));
      else if (kind == 'g')
        row_text(&row, STYLE_NEW, "g");
      else if (kind == 'x')
        row_text(&row, STYLE_ERROR, "!");
      else if (kind == 'm')
        row_text(&row, STYLE_KEY, "'");
      else if (kind == 'f')
        row_text(&row, STYLE_KEY, "Y");
      else
        row_text(&row, i < here ? STYLE_PREVIOUS : STYLE_BORDER, glyph(GLYPH_HLINE));
    }
  }
  for (; width > 8 && width < MIN(room, 200); width++) row_text(&row, STYLE_PLAIN, " ");
  row_text(&row, STYLE_TITLE, shown);
  row_fill(&row, STYLE_PLAIN);
}

/* Wraps at spaces; the last line is clipped, and says so. */
static void draw_wrapped(Rect r, Style s, const char *text) {
  for (int line = 0; line < r.h; line++) {
    Row row = row_at(r, line);
    size_t n = strlen(text), take = n;
    if (text_width(text, n) > r.w && line + 1 < r.h) {
      size_t fits = 0, space = 0;
      while (fits < n && text_width(text, fits + 1) <= r.w) {
        if (text[fits] == ' ') space = fits;
        fits++;
      }
      take = space ? space : fits;
    }
    if (line + 1 == r.h && text_width(text, n) > r.w && r.w > 20) { /* the last one */
      row.end -= 3;
      row_textn(&row, s, text, take);
      row.end += 3;
      row_text(&row, s, "...");
      continue;
    }
    row_textn(&row, s, text, take);
    row_fill(&row, STYLE_PLAIN);
    text += take;
    while (*text == ' ') text++;
  }
}

static int wrapped_lines(int width, const char *text) {
  int lines = 0;
  for (size_t n = strlen(text); n; lines++) {
    size_t take = n;
    if (text_width(text, n) > width) {
      size_t fits = 0, space = 0;
      while (fits < n && text_width(text, fits + 1) <= width) {
        if (text[fits] == ' ') space = fits;
        fits++;
      }
      take = space ? space : fits ? fits : 1;
    }
    text += take;
    while (*text == ' ') text++;
    n = strlen(text);
  }
  return lines;
}

/* Where it does not fit, what the other panes show too is left out: what comes next, and that the end is
 * near. */
static void draw_caption(App *a) {
  static const char *const ends[] = {" Next, line ", " The program has come to its end"};
  char text[2000];
  snprintf(text, sizeof text, "%s", a->model->caption);
  for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
    char *end = strstr(text, ends[i]);
    if (end && wrapped_lines(a->layout.caption.w, text) > a->layout.caption.h) *end = 0;
  }
  draw_wrapped(a->layout.caption, STYLE_CAPTION, text);
}

static void draw_footer(App *a) {
  Row row = row_at(a->layout.footer, 0);
  if (a->count) row_printf(&row, STYLE_KEY, "%llu", (unsigned long long)a->count);
  if (a->confirm_quit) {
    row_text(&row, STYLE_KEY, "q");
    row_text(&row, STYLE_PLAIN, " once more to quit; any other key to stay");
  } else if (a->message[0]) {
    row_text(&row, a->message_error ? STYLE_ERROR : STYLE_TITLE, a->message);
  } else {
    const char *view = a->focus == PANE_HEAP ? heap_views[a->heap_view].footer : NULL;
    if (view) {
      row_text(&row, STYLE_TITLE, view);
      row_text(&row, STYLE_DIM, "  ");
    }
    int width = 0; /* those marked ~ only where all fit */
    for (int i = 0; i < key_count; i++) {
      const KeyInfo *k = &key_table[i];
      if (k->footer && k->panes & 1u << a->focus)
        width += (int)(strlen(k->name) + strlen(k->footer)) + 3 - (k->footer[0] == '~');
    }
    bool all = row.x + width - 2 <= row.end;
    for (int i = 0; i < key_count; i++) {
      const KeyInfo *k = &key_table[i];
      if (!k->footer || !(k->panes & 1u << a->focus) || (k->footer[0] == '~' && !all)) continue;
      const char *text = k->footer + (k->footer[0] == '~');
      if (row.x + (int)strlen(k->name) + (int)strlen(text) + 1 > row.end) continue;
      row_text(&row, STYLE_KEY, k->name);
      row_printf(&row, STYLE_DIM, " %s  ", text);
    }
  }
  row_fill(&row, STYLE_PLAIN);
}

static void draw_pane(App *a, PaneId p) {
  typedef void (*DrawFn)(App *, Rect, bool);
  static const DrawFn draws[] = {source_draw, frames_draw, heap_draw, log_draw, output_draw};
  if (a->layout.pane[p].h > 0) draws[p](a, a->layout.pane[p], a->focus == p);
}

/* What is sent first when a frame does not hold all: what the step did, then where it is. The gutters of the
 * source and the log go by themselves: they are of one colour. */
static void set_order(App *a) {
  enum { SOURCE_GUTTER = 5, LOG_GUTTER = 11 };
  static const PaneId panes[] = {PANE_FRAMES, PANE_HEAP, PANE_LOG, PANE_OUTPUT, PANE_SOURCE};
  CanvasArea areas[20];
  int n = 0;
  Rect first[] = {a->layout.timeline, a->layout.caption, a->layout.footer};
  for (size_t i = 0; i < ARRAY_LEN(first); i++)
    areas[n++] = (CanvasArea){first[i].y, first[i].x, first[i].h, first[i].w};
  for (size_t i = 0; i < ARRAY_LEN(panes); i++) {
    Rect r = a->layout.pane[panes[i]];
    if (!r.h || a->help || a->popup) continue;
    int gutter = panes[i] == PANE_SOURCE ? SOURCE_GUTTER : panes[i] == PANE_LOG ? LOG_GUTTER : 0;
    if (panes[i] == PANE_SOURCE) { /* the line that runs next above all */
      int y = r.y + 1 + source_row_of_next(a, r.h - 1);
      if (y > r.y && y < r.y + r.h) areas[n++] = (CanvasArea){y, r.x, 1, r.w};
    }
    if (gutter) areas[n++] = (CanvasArea){r.y + 1, r.x, r.h - 1, gutter};
    areas[n++] = (CanvasArea){r.y, r.x, r.h, r.w};
  }
  term_order(areas, n);
}

static void draw(App *a) {
  int rows, cols;
  getmaxyx(stdscr, rows, cols);
  a->layout = layout_make(rows, cols, a->tab, a->zoom);
  theme_set(STYLE_PLAIN);
  werase(stdscr);
  a->model = session_model(a->session); /* keys look at it also where nothing of it can be shown */
  if (a->layout.too_small) {
    mvaddnstr(0, 0, "too small: 40x8 at least", cols);
    return;
  }
  if (!a->model) {
    mvaddnstr(0, 0, "no memory is left to show this moment; q closes", cols);
    return;
  }
  for (int p = 0; p < PANE_COUNT; p++) a->tabs[p].y = -1;
  a->hit_count = 0;
  a->source_moved = SOURCE_STAYED;
  for (int p = 0; p < PANE_COUNT; p++) draw_pane(a, (PaneId)p);
  for (int p = 0; p < PANE_COUNT; p++) { /* the line between columns */
    Rect r = a->layout.pane[p];
    if (r.h && r.x > 0)
      for (int y = 0; y < r.h; y++) {
        Row row = {r.y + y, r.x - 1, r.x, 0};
        row_text(&row, STYLE_BORDER, glyph(GLYPH_VLINE));
      }
  }
  draw_timeline(a);
  draw_caption(a);
  draw_footer(a);
  overlay_draw(a);
  set_order(a);
  Rect f = a->layout.pane[a->focus];
  if (f.h)
    move(a->pane[a->focus].cursor_y < f.y + f.h ? a->pane[a->focus].cursor_y : f.y,
         a->pane[a->focus].cursor_x);
}

/* What a step's frame may leave for a moment where it has no room for all, the least needed first: rows of a
 * pane from a column on, but for those around the one that tells most. */
static const struct {
  PaneId pane;
  int column, before, after; /* rows left alone; NOWHERE: none */
} spared[] = {
#define NOWHERE -1
    {PANE_LOG, 0, 2, 0},
    {PANE_OUTPUT, 0, 2, 0},
    {PANE_FRAMES, 40, NOWHERE, NOWHERE},
    {PANE_HEAP, 40, NOWHERE, NOWHERE},
    {PANE_FRAMES, 26, NOWHERE, NOWHERE},
    {PANE_HEAP, 26, NOWHERE, NOWHERE},
    {PANE_SOURCE, 30, 4, 4},
    {PANE_SOURCE, 5, 3, 3},
    {PANE_HEAP, 6, NOWHERE, NOWHERE},
    {PANE_FRAMES, 12, NOWHERE, NOWHERE},
    {PANE_SOURCE, 0, 2, 2},
    {PANE_LOG, 0, 0, 0},
    {PANE_OUTPUT, 0, 0, 0},
};

/* The row, of the pane's text, that tells most: -1: none. */
static int telling_row(App *a, PaneId pane) {
  const PaneState *p = &a->pane[pane];
  switch (pane) {
  case PANE_SOURCE: return source_row_of_next(a, a->layout.pane[pane].h - 1);
  case PANE_LOG: return a->log_newest;
  case PANE_OUTPUT: return MIN(p->rows - 1 - p->top, p->seen - 1);
  default: return -1;
  }
}

static void set_spares(App *a) {
  TermSpare out[64];
  int n = 0;
  for (size_t i = 0; i < ARRAY_LEN(spared); i++) {
    PaneId pane = spared[i].pane;
    Rect r = a->layout.pane[pane];
    int column = spared[i].column, height = r.h - 1, here = telling_row(a, pane);
    bool all = spared[i].before == NOWHERE;
    if (r.w <= column || height <= 0 || (!all && here < 0)) continue;
    if (pane == PANE_HEAP && a->heap_view != HEAP_LIST) continue;
    const TermSpare none = {{r.y + 1, r.x + column, 0, r.w - column}, (int)i + 1};
    TermSpare rows = none; /* that lie below each other */
    for (int y = 0; y <= height; y++) {
      int above = (here - y + height) % height, below = (y - here + height) % height; /* the log is a ring */
      bool left = y == height || (!all && (above <= spared[i].before || below <= spared[i].after));
      if (!left) {
        rows.area.h++;
        continue;
      }
      if (rows.area.h && n < (int)ARRAY_LEN(out)) out[n++] = rows;
      rows = none;
      rows.area.y += y + 1;
    }
  }
  const char *mark = glyph(GLYPH_MORE);
  uint32_t c = '~';
  utf8_decode(mark, mark + strlen(mark), false, &c);
  term_spare(out, n, c);
}

/* A turned page of the source is most of what a step sends. So it is turned a few lines before it must be,
 * with a step whose frame has room for it; and where it must be and there is none, a few rows show the line
 * until there is. */
void app_render(App *a) {
  static const SourceWay ways[] = {{true, 0}, {false, 0}, {false, 9}, {false, 6}, {false, 4}};
  const SourceView source = a->source;
  const PaneState pane = a->pane[PANE_SOURCE];
  for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
    a->source = source;
    a->pane[PANE_SOURCE] = pane;
    a->source_way = ways[i];
    draw(a);
    bool no_other =
        a->source_moved == SOURCE_STAYED || (ways[i].peep_rows && a->source_moved == SOURCE_TURNED);
    if (no_other || term_fits()) break;
  }
  bool steps = a->model && position_compare(a->shown, a->model->position) != 0;
  if (steps && !a->layout.too_small && !a->help && !a->popup) set_spares(a);
  if (a->model) a->shown = a->model->position;
  term_flush();
}

/* ---- messages and commands ---- */

void app_message(App *a, bool error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(a->message, sizeof a->message, format, args);
  va_end(args);
  a->message_error = error;
}

/* Lines too long for the screen go on in the next one, a little further in. Takes text; NULL stays NULL. */
static char *wrapped(char *text, int width) {
  Buf out;
  buf_init(&out, malloc_allocator());
  for (char *line = text; line && *line;) {
    char *nl = strchr(line, '\n'), *next = nl ? nl + 1 : line + strlen(line);
    if (nl) *nl = 0;
    size_t indent = strspn(line, " ");
    for (bool first = true; first || *line; first = false) {
      int room = width - (first ? 0 : (int)indent + 2);
      size_t fits = room > 20 ? text_fits(line, room) : strlen(line);
      if (!first) buf_repeat(&out, ' ', indent + 2);
      buf_bytes(&out, line, fits);
      line += fits;
      while (fits && *line == ' ') line++;
      if (*line) buf_char(&out, '\n');
    }
    if (nl) buf_char(&out, '\n');
    line = next;
  }
  char *copy = strdup(buf_str(&out));
  buf_free(&out);
  if (!copy) return text;
  free(text);
  return copy;
}

static void apply_settings(App *a) {
  bool changed = false;
  for (int i = 0; i < SETTING_COUNT; i++) {
    int value = session_setting(a->session, (SettingId)i);
    changed |= value != a->applied[i];
    a->applied[i] = value;
  }
  if (!changed) return;
  term_set(a->applied[SETTING_ASCII], !a->applied[SETTING_COLOURS], a->applied[SETTING_MOUSE]);
  theme_init(term_colors(), term_is_utf8());
}

static void take_reply(App *a, Reply r) {
  a->model = session_model(a->session);
  apply_settings(a);
  if (r.quit) a->quit = true;
  bool told = r.result == MOVE_END && r.moved; /* the caption says it */
  if (r.text && *r.text && !told) {
    size_t n = strlen(r.text);
    if (strchr(r.text, '\n') || (int)n > a->layout.footer.w) {
      free(a->popup);
      a->popup = wrapped(r.text, a->layout.footer.w);
      a->popup_top = 0;
      r.text = NULL;
    } else
      app_message(a, r.error, "%s", r.text);
  }
  reply_free(&r);
}

void app_busy(App *a) { a->run_began = clock_seconds(); }

void app_command(App *a, CommandId id, uint64_t count, const char *argument) {
  a->run_began = clock_seconds();
  take_reply(a, session_do(a->session, id, count, argument));
}
void app_text(App *a, const char *command) {
  a->run_began = clock_seconds();
  take_reply(a, session_command(a->session, command));
}

/* While the program runs long: a progress line, and a stop key stops. Keys typed ahead of a short run are
 * left alone. */
static bool progress(void *data, uint64_t line) {
  App *a = data;
  double t = clock_seconds();
  if (t - a->run_began < 0.3 || t - a->run_shown < 0.05) return false;
  bool first = a->run_shown < a->run_began;
  a->run_shown = t;
  while (term_input_pending()) {
    int32_t key = term_key(0);
    if (key == 3 || key == 27 || key == ' ' || key == 'q' || key == TERM_GONE) return true;
    if (key < 0) break;
  }
  bool still = session_setting(a->session, SETTING_STILL);
  int rows, cols;
  if (term_resized()) { /* what is drawn is of one moment, and now it runs: the panes come back when it pauses
                         */
    getmaxyx(stdscr, rows, cols);
    a->layout = layout_make(rows, cols, a->tab, a->zoom);
    werase(stdscr);
  } else if (still && !first)
    return false;
  getmaxyx(stdscr, rows, cols);
  Row row = a->layout.too_small ? (Row){0, 0, cols, 0} : row_at(a->layout.footer, 0);
  if (still)
    row_text(&row, STYLE_TITLE, "running; ^C or Space stops");
  else
    row_printf(&row, STYLE_TITLE, "running: step %llu; ^C or Space stops", (unsigned long long)line);
  row_fill(&row, STYLE_PLAIN);
  term_flush();
  return false;
}

/* The same inside one long operation, where no line ends: from a signal handler. */
static bool stop_key(void *data) {
  App *a = data;
  double t = clock_seconds();
  if (t - a->run_began < 0.3) return false;
  if (a->run_noted != a->run_began) {
    a->run_noted = a->run_began;
    term_note("running; ^C or Space stops");
  }
  return term_stop_typed();
}

/* ---- the line at the bottom ---- */

static size_t complete(void *data, const char *line, size_t cursor, char **out, size_t room) {
  return session_complete(((App *)data)->session, line, cursor, out, room);
}

/* The next key; the session is saved before it is waited for. */
static int32_t wait_key(App *a) {
  for (;;) {
    int32_t key = term_key(session_autosave(a->session));
    if (key != TERM_TIMEOUT) return key;
  }
}

/* Edits a line at the footer; true with the text (valid until the next edit) when Enter ended it. */
static bool edit_line(App *a, const char *prompt, const char **text, bool *end_of_file) {
  LineEdit *e = a->editor;
  *end_of_file = false;
  if (!e) {
    app_message(a, true, "no pseudo-terminal could be had: the command line is not available");
    return false;
  }
  lineedit_begin(e);
  for (;;) {
    bool look = !term_input_pending(); /* what was typed ahead is dealt with first */
    if (look) draw(a);
    if (look && !a->layout.too_small) {
      size_t cursor;
      const char *line = lineedit_text(e, &cursor);
      Row row = row_at(a->layout.footer, 0);
      row_text(&row, STYLE_KEY, prompt);
      int room = row.end - row.x - 1, before = text_width(line, cursor);
      row.skip = before > room ? before - room : 0;
      int start = row.x;
      row_text(&row, STYLE_PLAIN, line);
      if (*lineedit_hint(e)) row_printf(&row, STYLE_DIM, "   %s", lineedit_hint(e));
      row_fill(&row, STYLE_PLAIN);
      move(a->layout.footer.y, start + (before > room ? room : before));
    }
    if (look) term_flush();
    int32_t key = look ? wait_key(a) : term_key(0);
    if (key == TERM_TIMEOUT) continue;
    if (key == TERM_RESIZED) {
      term_resized();
      continue;
    }
    if (key == TERM_GONE) {
      a->quit = true;
      lineedit_key(e, 7);
      return false;
    }
    LineState s = lineedit_key(e, key);
    if (s == LINE_EDITING) continue;
    *end_of_file = s == LINE_END_OF_FILE;
    size_t cursor;
    *text = s == LINE_DONE ? lineedit_text(e, &cursor) : "";
    return s == LINE_DONE;
  }
}

/* The rows of a pane are made once for a search, and a stop key ends it: there may be hundreds of thousands.
 */
static void search(App *a, int direction) {
  if (!a->search[0]) {
    app_message(a, false, "/ begins a search");
    return;
  }
  PaneState *p = &a->pane[a->focus];
  char text[600];
  bool found = false, stopped = false;
  a->run_began = clock_seconds();
  a->search_rows.on = true;
  for (int i = 1; i <= p->rows && !found && !stopped; i++) {
    int at = ((p->cursor + direction * i) % p->rows + p->rows) % p->rows;
    const char *row = pane_row_text(a, a->focus, at, text, sizeof text);
    found = row && strstr(row, a->search);
    if (found) p->cursor = at;
    stopped = i % 64 == 0 && stop_key(a);
  }
  free(a->search_rows.rows);
  memset(&a->search_rows, 0, sizeof a->search_rows);
  if (!found)
    app_message(a, false, stopped ? "stopped searching for `%s`" : "`%s` is not in this pane", a->search);
}

static void command_line(App *a) {
  const char *text;
  bool eof;
  bool typed = edit_line(a, ":", &text, &eof);
  while (overlay_is_open(a)) overlay_close(a);
  if (!typed) return;
  char *copy = strdup(text);
  if (copy) app_text(a, copy);
  free(copy);
}

/* The key that answers the question in the message. */
static int32_t ask(App *a) {
  app_render(a);
  int32_t key;
  while ((key = term_key(-1)) == TERM_RESIZED) {
    term_resized();
    app_render(a);
  }
  a->message[0] = 0;
  if (key == TERM_GONE) a->quit = true;
  return key;
}

/* At a past moment: y begins a new branch there, anything else does not. */
static bool wants_branch(App *a, const char *typed) {
  History *h = session_history(a->session);
  app_message(a, false, "Type anew in place of `%.30s`? `%s` is kept. y: yes, other keys: no", typed,
              session_branch(a->session));
  int32_t key = ask(a);
  if (key != 'y' && key != 'Y') return false;
  app_command(a, CMD_FORK, 1, NULL);
  return h->waiting_input || h->waiting_prompt;
}

/* The last statement runs on and on: y ends it, as ^C does at CPython's prompt. */
static bool ends_statement(App *a) {
  app_message(a, false, "It still runs. y: end it with KeyboardInterrupt, any other key: look at it");
  int32_t key = ask(a);
  if (key != 'y' && key != 'Y') return false;
  take_reply(a, session_end_statement(a->session));
  return true;
}

/* A command typed at the prompt, whose line hides the messages: what is said becomes an answer to be closed.
 */
static void prompt_command(App *a, const char *text) {
  char *copy = strdup(text);
  if (copy) app_text(a, copy);
  free(copy);
  if (a->popup || !a->message[0]) return;
  a->popup = strdup(a->message);
  a->popup_top = 0;
  a->message[0] = 0;
}

static void give_input(App *a) {
  History *h = session_history(a->session);
  const char *typed;
  if (!h->waiting_input && !h->waiting_prompt && session_can_fork(a->session, &typed)) {
    if (!wants_branch(a, typed)) {
      if (!a->quit && !a->message[0])
        app_message(a, false, "nothing changed: End goes to where the next line is asked for");
      return;
    }
  } else if (!h->waiting_input && !h->waiting_prompt) {
    if (!session_is_prompt(a->session) || h->finished) {
      app_message(a, false, "the program does not wait for input at this moment");
      return;
    }
    a->run_began = clock_seconds();
    Reply r = session_do(a->session, CMD_END, 1, NULL); /* the next statement goes where the last one ended */
    bool stopped = r.result == MOVE_INTERRUPTED;
    take_reply(a, r);
    a->message[0] = 0;
    if (stopped && !ends_statement(a)) return;
    if (!h->waiting_prompt && !h->waiting_input) return;
  }
  const char *text;
  bool eof;
  if (h->waiting_input) a->focus = a->tab = PANE_OUTPUT;
  do {
    bool prompt = h->waiting_prompt;
    bool done = edit_line(a, prompt ? (h->waiting_more ? "... " : ">>> ") : "input: ", &text, &eof);
    if (!done && !eof) {
      session_drop_statement(a->session);
      if (prompt && !a->quit)
        app_message(a, false, "walk with the keys below (? shows them); i comes back to the prompt; q quits");
      return;
    }
    if (prompt && !h->waiting_more && text[0] == ':') { /* as in line mode; then the prompt comes back */
      prompt_command(a, text + 1);
      h->prompt_seen = 0;
      return;
    }
    char *line = NULL;
    if (asprintf(&line, "%s\n", text) < 0) return;
    a->run_began = clock_seconds();
    uint64_t printed = VM->output_length;
    take_reply(a, session_input(a->session, line, eof ? 0 : strlen(line)));
    free(line);
    h->prompt_seen = 0;
    if (prompt && !h->waiting_more) { /* where panes share a place: what was printed, or else the names */
      a->focus = PANE_FRAMES;
      if (!a->layout.single) a->tab = VM->output_length > printed ? PANE_OUTPUT : PANE_FRAMES;
    }
  } while (h->waiting_more);
}

/* ---- keys ---- */

static void focus_pane(App *a, PaneId p) {
  a->focus = p;
  if (p != PANE_SOURCE || a->layout.single) a->tab = p;
  if (a->zoom != PANE_COUNT) a->zoom = p;
}

static void toggle_break(App *a) {
  int32_t line = source_cursor_line(a);
  size_t n;
  const Breakpoint *b = session_breakpoints(a->session, &n);
  char text[32];
  for (size_t i = 0; i < n; i++)
    if (b[i].line == line) {
      snprintf(text, sizeof text, "%u", b[i].number);
      app_command(a, CMD_DELETE, 1, text);
      return;
    }
  snprintf(text, sizeof text, "%d", line);
  app_command(a, CMD_BREAK, 1, text);
}

static void about_object(App *a, CommandId id) {
  uint32_t tag = pane_tag(a);
  char text[24];
  if (!tag) {
    app_message(a, false, "put the cursor on a name or an object first");
    return;
  }
  snprintf(text, sizeof text, "#%u", tag);
  app_command(a, id, 1, text);
}

static void mark_key(App *a, CommandId id) {
  app_message(a, false, id == CMD_MARK ? "mark this moment as: (a letter)" : "go to mark: (a letter)");
  app_render(a);
  int32_t key = term_key(-1);
  a->message[0] = 0;
  if (key <= 32 || key >= 127) return;
  char name[2] = {(char)key, 0};
  app_command(a, id, 1, name);
}

/* V and a letter: a view of the heap pane, from any pane. */
static void choose_view(App *a) {
  char text[256] = "";
  for (int i = 0, n = 0; i < HEAP_VIEWS && n < (int)sizeof text - 24; i++)
    n += snprintf(text + n, sizeof text - (size_t)n, "%s%c %s", i ? "  " : "view: ", (int)heap_views[i].key,
                  heap_views[i].name);
  app_message(a, false, "%s", text);
  app_render(a);
  int32_t key = term_key(-1);
  a->message[0] = 0;
  if (key == TERM_GONE) a->quit = true;
  if (key == TERM_RESIZED) term_resized();
  if (key <= 32 || key >= 127) return;
  uint32_t tag = pane_tag(a);
  if (!heap_view_by_key(a, key)) {
    app_message(a, false, "no view has the key %c; %s", (int)key, text);
    return;
  }
  if (a->focus != PANE_HEAP && (tag || a->heap_view == HEAP_GRAPH))
    a->heap_tag = tag; /* the graph without an object is that of the names */
  focus_pane(a, PANE_HEAP);
}

static void escape(App *a) {
  if (overlay_is_open(a))
    overlay_close(a);
  else if (a->focus == PANE_HEAP && a->heap_view == HEAP_MEMMAP && view_memmap_back(a))
    return;
  else if (a->zoom != PANE_COUNT)
    a->zoom = PANE_COUNT;
  else if (a->focus == PANE_HEAP && a->heap_view != HEAP_LIST)
    a->heap_view = HEAP_LIST;
}

static void quit_key(App *a) {
  bool open =
      overlay_is_open(a) || a->zoom != PANE_COUNT || (a->focus == PANE_HEAP && a->heap_view != HEAP_LIST);
  if (open)
    escape(a);
  else if (a->confirm_quit || session_setting(a->session, SETTING_QUICK))
    a->quit = true;
  else
    a->confirm_quit = true;
}

static void scroll_by(App *a, int by) { pane_move(a, a->focus, a->pane[a->focus].cursor + by); }

static void action(App *a, int what, uint64_t count) {
  PaneState *p = &a->pane[a->focus];
  int by = count > 100000 ? 100000 : (int)count;
  char text[32];
  const char *line;
  bool eof;
  if (overlay_is_open(a) && overlay_action(a, what, by)) return;
  switch (what) {
  case ACTION_TO_CURSOR:
    snprintf(text, sizeof text, "%d", source_cursor_line(a));
    app_command(a, CMD_UNTIL, 1, text);
    break;
  case ACTION_BREAK: toggle_break(a); break;
  case ACTION_ENTER:
    if (a->focus == PANE_FRAMES)
      frames_enter(a);
    else if (a->focus == PANE_HEAP)
      heap_enter(a);
    else if (a->focus == PANE_LOG)
      log_enter(a);
    else if (a->focus == PANE_OUTPUT) {
      History *h = session_history(a->session);
      if (h->waiting_input || h->waiting_prompt)
        give_input(a);
      else
        output_enter(a);
    }
    break;
  case ACTION_VIEW:
    if (a->focus == PANE_LOG)
      session_log_filter(a->session)->full = !session_log_filter(a->session)->full;
    else if (a->focus == PANE_FRAMES)
      a->all_names = !a->all_names;
    else
      heap_view_set(a, (HeapView)((a->heap_view + 1) % HEAP_VIEWS));
    break;
  case ACTION_CHOOSE_VIEW: choose_view(a); break;
  case ACTION_LOG_KINDS: log_next_kinds(a); break;
  case ACTION_LOG_OBJECT: log_about_object(a); break;
  case ACTION_SORT: a->sort = (a->sort + 1) % 4; break;
  case ACTION_WATCH:
    if (a->focus == PANE_SOURCE)
      app_message(a, false, ":watch NAME watches a name; w on a name or object watches that object");
    else
      about_object(a, CMD_WATCH);
    break;
  case ACTION_WHY: about_object(a, CMD_WHY); break;
  case ACTION_DOWN: scroll_by(a, by); break;
  case ACTION_UP: scroll_by(a, -by); break;
  case ACTION_TOP: pane_move(a, a->focus, 0); break;
  case ACTION_BOTTOM: pane_move(a, a->focus, p->rows - 1); break;
  case ACTION_PAGE_DOWN: scroll_by(a, p->seen > 1 ? p->seen - 1 : 1); break;
  case ACTION_PAGE_UP: scroll_by(a, -(p->seen > 1 ? p->seen - 1 : 1)); break;
  case ACTION_SEARCH:
    if (edit_line(a, "/", &line, &eof)) {
      snprintf(a->search, sizeof a->search, "%s", line);
      search(a, 1);
    }
    break;
  case ACTION_SEARCH_NEXT: search(a, 1); break;
  case ACTION_SEARCH_PREVIOUS: search(a, -1); break;
  case ACTION_MARK: mark_key(a, CMD_MARK); break;
  case ACTION_TO_MARK: mark_key(a, CMD_RETURN_TO); break;
  case ACTION_NEXT_PANE: focus_pane(a, (PaneId)((a->focus + 1) % PANE_COUNT)); break;
  case ACTION_PREVIOUS_PANE: focus_pane(a, (PaneId)((a->focus + PANE_COUNT - 1) % PANE_COUNT)); break;
  case ACTION_ZOOM: a->zoom = a->zoom == PANE_COUNT ? a->focus : PANE_COUNT; break;
  case ACTION_COMMAND: command_line(a); break;
  case ACTION_PROMPT: give_input(a); break;
  case ACTION_HELP:
    a->help = !a->help;
    a->help_top = 0;
    break;
  case ACTION_QUIT: quit_key(a); break;
  case ACTION_ESCAPE: escape(a); break;
  case ACTION_REPAINT: term_repaint(); break;
  case ACTION_SUSPEND: term_suspend(); break;
  default: break;
  }
}

/* ---- the mouse ---- */

static bool within(Rect r, int y, int x) { return y >= r.y && y < r.y + r.h && x >= r.x && x < r.x + r.w; }

/* A click on the timeline goes there. */
static void scrub(App *a, int x) {
  const History *h = session_history(a->session);
  uint64_t last = h->end ? h->end : h->frontier;
  int at = x - a->scrub_x;
  if (a->scrub_w < 2 || at < 0 || at >= a->scrub_w) return;
  char where[32];
  double share = (double)at / (a->scrub_w - 1);
  snprintf(where, sizeof where, "%llu",
           (unsigned long long)(1 + (uint64_t)(share * (double)(last > 1 ? last - 1 : 0) + 0.5)));
  app_command(a, CMD_GOTO, 1, where);
}

static void mouse(App *a) {
  TermMouse m = term_mouse();
  int by = m.what == TERM_WHEEL_UP ? -3 : m.what == TERM_WHEEL_DOWN ? 3 : 0;
  if (overlay_is_open(a)) {
    if (by)
      overlay_action(a, by > 0 ? ACTION_DOWN : ACTION_UP, 3);
    else
      escape(a);
    return;
  }
  if (within(a->layout.timeline, m.y, m.x)) {
    if (by)
      app_command(a, by > 0 ? CMD_STEP : CMD_BACK_STEP, 1, NULL);
    else
      scrub(a, m.x);
    return;
  }
  for (int p = 0; p < PANE_COUNT && !by; p++)
    if (a->tabs[p].y == m.y && m.x >= a->tabs[p].x && m.x < a->tabs[p].end) {
      focus_pane(a, (PaneId)p);
      return;
    }
  for (int p = 0; p < PANE_COUNT; p++) {
    Rect r = a->layout.pane[p];
    if (!within(r, m.y, m.x)) continue;
    int row = p == PANE_SOURCE ? source_row_line(a, m.y - r.y - 1) : a->pane[p].top + m.y - r.y - 1;
    for (int i = 0; i < a->hit_count && p == PANE_HEAP; i++)
      if (within(a->hits[i].area, m.y, m.x)) row = a->hits[i].row;
    focus_pane(a, (PaneId)p);
    if (by)
      scroll_by(a, by);
    else if (m.y > r.y) {
      pane_move(a, (PaneId)p, row);
      if (m.twice && p == PANE_SOURCE)
        toggle_break(a);
      else if (m.twice)
        action(a, ACTION_ENTER, 1);
    }
    return;
  }
}

static const KeyInfo *key_find(const App *a, int32_t key) {
  for (int i = 0; i < key_count; i++)
    if (key_table[i].key == key && key_table[i].panes & 1u << a->focus) return &key_table[i];
  return NULL;
}

/* There is no memory for a picture of this moment: q closes, and what moves may find one that is smaller. */
static void handle_without_model(App *a, int32_t key) {
  const KeyInfo *k = key_find(a, key);
  if (k && k->command == ACTION_QUIT) a->quit = true;
  if (!k || k->command >= ACTION_FIRST) return;
  Reply r = session_do(a->session, (CommandId)k->command, 1, k->argument);
  if (r.quit) a->quit = true;
  reply_free(&r);
}

static void handle(App *a, int32_t key) {
  if (!a->model && !(a->model = session_model(a->session))) {
    handle_without_model(a, key);
    return;
  }
  bool was_confirm = a->confirm_quit;
  a->message[0] = 0;
  a->confirm_quit = false;
  if (key == TERM_MOUSE) {
    mouse(a);
    return;
  }
  /* Digits: the count of the key that follows; one digit alone, with no key behind it for a moment, is a
   * pane. */
  if (key >= '0' && key <= '9' && !(key == '0' && !a->count)) {
    a->count = a->count > 100000000 ? a->count : a->count * 10 + (uint64_t)(key - '0');
    if (a->count <= PANE_COUNT) {
      int32_t next = term_key(400);
      if (next == TERM_TIMEOUT) {
        focus_pane(a, (PaneId)(a->count - 1));
        a->count = 0;
      } else if (next == TERM_GONE)
        a->quit = true;
      else if (next != TERM_RESIZED)
        handle(a, next);
    }
    return;
  }
  uint64_t count = a->count ? a->count : 1;
  a->count = 0;
  if (key == 3 && !overlay_is_open(a)) {
    app_message(a, false, "nothing runs that ^C could stop; q quits");
    return;
  }
  const KeyInfo *k = key_find(a, key);
  if (key == ' ' && overlay_is_open(a)) { /* in any pane */
    overlay_action(a, ACTION_PAGE_DOWN, 1);
    return;
  }
  if (!k) {
    if (key > 32 && key < 127)
      app_message(a, false, "%c does nothing here; ? shows the keys of this pane", (int)key);
    return;
  }
  a->confirm_quit = was_confirm && k->command == ACTION_QUIT;
  if (k->command < ACTION_FIRST) {
    while (overlay_is_open(a)) overlay_close(a);
    app_command(a, heap_step_command(a, (CommandId)k->command), count, k->argument);
  } else
    action(a, k->command, count);
}

static char *history_path(void) {
  const char *home = getenv("HOME"), *state = getenv("XDG_STATE_HOME");
  char *path = NULL;
  if (getenv("LASTREF_TEST_MARKS") || (!home && !state)) return NULL;
  if ((state ? asprintf(&path, "%s/lastref_history", state) : asprintf(&path, "%s/.lastref_history", home)) <
      0)
    return NULL;
  return path;
}

int app_run(Session *s) {
  App *a = calloc(1, sizeof *a);
  if (!a) return 1;
  a->session = s;
  a->model = session_model(s); /* a key may come before the first frame */
  a->tab = PANE_FRAMES;
  if (a->model && a->model->idle && a->model->exit_status) a->tab = PANE_OUTPUT; /* it cannot even begin */
  a->zoom = PANE_COUNT;
  for (int i = 0; i < SETTING_COUNT; i++) a->applied[i] = -1;
  apply_settings(a);
  char *path = history_path();
  a->editor = lineedit_new(path, complete, a);
  free(path);
  session_on_progress(s, progress, a);
  session_on_stop_key(s, stop_key);
  char *reopened = session_reopened(s);
  if (reopened) app_message(a, false, "%s", reopened);
  free(reopened);
  bool dirty = true;
  while (!a->quit) {
    History *h = session_history(s);
    bool idle = !term_input_pending();
    if (dirty && idle) {
      app_render(a);
      dirty = false;
    }
    if (h->waiting_prompt && !a->popup && !a->help && h->prompt_seen != h->now.line) {
      h->prompt_seen = h->now.line; /* what was typed ahead belongs to it */
      give_input(a);
      dirty = true;
      continue;
    }
    int32_t key = dirty ? term_key(0) : wait_key(a);
    if (key == TERM_TIMEOUT) continue;
    if (key == TERM_GONE) break;
    dirty = true;
    if (key == TERM_RESIZED) {
      term_resized();
      continue;
    }
    handle(a, key);
  }
  session_on_stop_key(s, NULL);
  session_on_progress(s, NULL, NULL);
  lineedit_free(a->editor);
  free(a->popup);
  places_free(&a->places);
  free(a);
  return 0;
}
