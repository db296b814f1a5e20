/* The GC log pane: what memory did. A collection is one row that can be unfolded: its phases and what
 * happened in them, each edge too in the full log. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "tui/views.h"

typedef struct LogEntry {
  const ModelLogRow *row, *end; /* end: of a collection, what came of it; NULL: not known (yet) */
  int more;                     /* collections of the library folded into this row */
  bool open;
} LogEntry;

static bool is_open(const App *a, const ModelLogRow *row) {
  for (int i = 0; i < a->log_open_count; i++)
    if (position_compare(a->log_open[i], row->at) == 0) return true;
  return false;
}

static void toggle(App *a, const ModelLogRow *row) {
  for (int i = 0; i < a->log_open_count; i++)
    if (position_compare(a->log_open[i], row->at) == 0) {
      a->log_open[i] = a->log_open[--a->log_open_count];
      return;
    }
  if (a->log_open_count == LOG_OPEN_ROOM)
    memmove(a->log_open, a->log_open + 1, (size_t)--a->log_open_count * sizeof *a->log_open);
  a->log_open[a->log_open_count++] = row->at;
}

/* The rows shown (malloc'ed). */
static LogEntry *entries_of(App *a, int *count) {
  size_t n;
  const ModelLogRow *rows = session_log(a->session, &n);
  const LogFilter *f = session_log_filter(a->session);
  LogEntry *entries = calloc(n + 1, sizeof *entries);
  *count = 0;
  if (!entries) return NULL;
  LogEntry *library = NULL; /* the row that further collections of the library join */
  bool open = true;         /* of the collection that the rows are inside of */
  LogEntry *last = NULL;
  size_t running = n; /* the collection that now lies in is open */
  if (a->model->gc_running >= 0)
    for (size_t i = n; i > 0 && running == n; i--)
      if (rows[i - 1].fold_start) running = i - 1;
  for (size_t i = 0; i < n; i++) {
    const ModelLogRow *row = &rows[i];
    if (row->fold_start) {
      open = f->full || is_open(a, row) || i == running;
      last = NULL;
      if (row->of_library && library && !f->full && !open) {
        library->more++;
        continue;
      }
    }
    if (row->fold_end && last) last->end = row;
    /* What the filter asks for by kind or object is shown wherever it happened; the collector's own rows only
     * where their collection is unfolded. */
    bool asked = f->tag || (f->kinds && row->kind != LOG_GC && row->kind != LOG_GC_DETAIL);
    bool shown = log_filter_shows(f, row) && (f->full || f->tag || row->depth < 2);
    if (row->depth && !asked) shown = shown && open;
    if (!shown) continue;
    LogEntry *e = &entries[(*count)++];
    *e = (LogEntry){row, NULL, 0, open};
    if (row->fold_start) last = e;
    library = row->fold_start && row->of_library ? e : NULL;
  }
  return entries;
}

static void entry_text(const LogEntry *e, char *out, size_t room) {
  const ModelLogRow *row = e->row;
  if (!row->fold_start) {
    snprintf(out, room, "%s", row->text);
    return;
  }
  if (e->more) {
    snprintf(out, room, "%d collections while modules were imported or library code ran", e->more + 1);
    return;
  }
  /* "collection of generation 2: what came of it (why it began)" */
  const char *why = strstr(row->text, " ("), *numbers = e->end ? strchr(e->end->text, ':') : NULL;
  if (!why) why = row->text + strlen(row->text);
  snprintf(out, room, "%.*s%s%s", (int)(why - row->text), row->text, numbers ? numbers : ", under way", why);
}

static const char *mark_of(LogKind k) {
  static const char *const marks[] = {"born", "name", "refs", "died", "intn", "call", "ret ",
                                      "exc ", "set ", "gc  ", "gc  ", "weak", "del ", "out "};
  return marks[k];
}

static void draw_entry(App *a, Row *row, const LogEntry *e, bool selected) {
  const ModelLogRow *l = e->row;
  char text[700];
  entry_text(e, text, sizeof text);
  bool now = l->at.line + 1 >= a->model->position.line;
  /* What the last step did is marked in the first column alone: the next step unmarks it. */
  row_text(row, STYLE_CURRENT, now ? glyph(GLYPH_NOW) : " ");
  row_printf(row, STYLE_DIM, "%4llu ", (unsigned long long)l->at.line);
  row_printf(row, l->kind == LOG_FREED || l->kind == LOG_GC ? STYLE_CHANGED : STYLE_DIM, "%s ",
             mark_of(l->kind));
  if (l->fold_start)
    row_printf(row, STYLE_KEY, "%s ", glyph(e->open ? GLYPH_DOWN : GLYPH_NEXT));
  else
    row_printf(row, STYLE_PLAIN, "%*s", 2 * l->depth, "");
  row_text(row, selected ? STYLE_SELECTED : STYLE_PLAIN, text);
}

void log_draw(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_LOG];
  int n;
  LogEntry *entries = entries_of(a, &n);
  if (!entries) return;
  char right[80], filter[48];
  log_filter_text(session_log_filter(a->session), filter, sizeof filter);
  snprintf(right, sizeof right, "%s, gc %d/%d/%d", filter, a->model->gc_counts[0], a->model->gc_counts[1],
           a->model->gc_counts[2]);
  pane_title(a, PANE_LOG, r, "4 GC log", focus, right);
  bool follows = !focus || p->cursor + 1 >= p->rows; /* at the end it stays at the end */
  if (follows) p->cursor = n - 1;
  int at = rows_begin(p, r, n), height = p->seen;
  /* At the end the pane is a ring: a new row takes the place of the oldest one, a row that says so parts
   * them, nothing else moves. Elsewhere it is a list. */
  bool ring = follows && n > height && height > 1;
  if (ring) at = p->top = n - (height - 1);
  a->log_newest = ring ? (n - 1) % height : n - 1 - at < height ? n - 1 - at : -1;
  for (int k = 0; k < height; k++) {
    int y = 1 + (ring ? (at + k) % height : k);
    Row row = row_at(r, y);
    if (at + k < n) {
      if (at + k == p->cursor) p->cursor_y = r.y + y;
      draw_entry(a, &row, &entries[at + k], focus && at + k == p->cursor);
    } else if (ring)
      row_text(&row, STYLE_DIM, "     older:");
    else if (y == 1 && !n)
      row_text(&row, STYLE_DIM,
               strcmp(filter, "brief") == 0 ? "what memory does is told here as you step"
                                            : "nothing of this kind yet; o shows other kinds, v all");
    row_fill(&row, STYLE_PLAIN);
  }
  free(entries);
}

static bool cursor_entry(App *a, LogEntry *out) {
  int n, at = a->pane[PANE_LOG].cursor;
  LogEntry *entries = entries_of(a, &n);
  bool ok = entries && at >= 0 && at < n;
  if (ok) *out = entries[at];
  free(entries);
  return ok;
}

void log_enter(App *a) {
  LogEntry e;
  if (!cursor_entry(a, &e)) return;
  const ModelLogRow *row = e.row;
  char where[64];
  if (row->fold_start) {
    if (session_log_filter(a->session)->full)
      app_message(a, false, "the full log unfolds all; v shows the brief one");
    else {
      int n;
      toggle(a, row);
      free(entries_of(a, &n));
      a->pane[PANE_LOG].rows = n; /* the cursor stays on this row, also if it was the last one */
    }
    return;
  }
  if (row->depth) /* inside a collection: the very event */
    snprintf(where, sizeof where, "%llu.%u.%u", (unsigned long long)row->at.line, row->at.instr,
             row->at.event);
  else
    snprintf(where, sizeof where, "%llu", (unsigned long long)row->at.line);
  app_command(a, CMD_GOTO, 1, where);
}

const char *log_row_text(App *a, int i, char *out, size_t room) {
  int n = a->search_rows.count;
  LogEntry *entries = a->search_rows.rows;
  if (!entries) entries = entries_of(a, &n);
  bool ok = entries && i >= 0 && i < n;
  if (ok) entry_text(&entries[i], out, room);
  if (a->search_rows.on) {
    a->search_rows.rows = entries;
    a->search_rows.count = n;
  } else
    free(entries);
  return ok ? out : NULL;
}

uint32_t log_cursor_tag(App *a) {
  LogEntry e;
  return cursor_entry(a, &e) ? (uint32_t)e.row->tag : 0;
}

void log_next_kinds(App *a) {
#define BIT(k) (1u << LOG_##k)
  static const uint32_t sets[] = {0,
                                  BIT(GC) | BIT(WEAKREF) | BIT(FINALIZER),
                                  BIT(BORN) | BIT(FREED),
                                  BIT(BOUND) | BIT(MUTATED),
                                  BIT(CALL) | BIT(RETURN) | BIT(RAISE),
                                  BIT(INTERN)};
#undef BIT
  LogFilter *f = session_log_filter(a->session);
  size_t at = 0, sets_count = sizeof sets / sizeof *sets;
  while (at < sets_count && sets[at] != f->kinds) at++;
  f->kinds = sets[at + 1 < sets_count ? at + 1 : 0];
  char text[120];
  log_filter_text(f, text, sizeof text);
  app_message(a, false, "the log shows: %s", text);
}

void log_about_object(App *a) {
  LogFilter *f = session_log_filter(a->session);
  uint32_t tag = f->tag ? 0 : log_cursor_tag(a);
  if (!f->tag && !tag) {
    app_message(a, false, "this row is about no object");
    return;
  }
  f->tag = tag;
  if (tag)
    app_message(a, false, "the log shows what concerns #%u; O shows all again", tag);
  else
    app_message(a, false, "the log shows all objects again");
}
