/* Heap view: identity: names that share one object, equal values that do not, each with the reason. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "base/room.h"
#include "tui/views.h"

/* A row of the report broken into lines of the pane. */
typedef struct Line {
  const IdentityRow *row;
  const char *text;
  size_t length;
  bool first;
} Line;
typedef struct Page {
  Identity identity;
  Line *lines;
  int count, room;
} Page;

enum { INDENT = 4 };

static void add_line(Page *p, Line line) {
  if (!ROOM_FOR_ONE(p->lines, p->count, p->room, 64)) return;
  p->lines[p->count++] = line;
}

/* Reasons are sentences, to be read whole: they go on in the next lines. */
static void break_row(Page *p, const IdentityRow *row, int width) {
  const char *text = row->text;
  bool first = true;
  if (width < 20) width = 20;
  while (*text) {
    size_t fits = row->kind == IDENTITY_REASON ? text_fits(text, width) : strlen(text);
    add_line(p, (Line){row, text, fits, first});
    text += fits;
    while (*text == ' ') text++;
    first = false;
  }
}

static bool page_of(App *a, int width, Page *p) {
  *p = (Page){0};
  bool ok = session_identity(a->session, &p->identity);
  a->model = session_model(a->session);
  for (int32_t i = 0; ok && i < p->identity.count; i++)
    break_row(p, &p->identity.rows[i], width - INDENT - 1);
  return ok;
}
static void page_free(Page *p) {
  free(p->lines);
  identity_free(&p->identity);
}

void view_identity_draw(App *a, Rect r, bool focus) {
  PaneState *pane = &a->pane[PANE_HEAP];
  Page p;
  if (!page_of(a, r.w, &p)) return;
  int at = rows_begin(pane, r, p.count);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (at < p.count) {
      const Line *l = &p.lines[at];
      bool selected = focus && at == pane->cursor;
      Style style = l->row->kind == IDENTITY_TITLE    ? STYLE_TITLE
                    : l->row->kind == IDENTITY_REASON ? STYLE_DIM
                                                      : STYLE_PLAIN;
      if (l->row->kind == IDENTITY_REASON)
        row_text(&row, STYLE_PLAIN, "    ");
      else if (l->row->kind != IDENTITY_TITLE)
        row_printf(&row, change_style(l->row->change, STYLE_PLAIN), "%s ", change_glyph(l->row->change));
      row_textn(&row, selected ? STYLE_SELECTED : change_style(l->row->change, style), l->text, l->length);
    } else if (y == 1 && !p.count)
      row_text(&row, STYLE_DIM, "no two names share an object, and no two values are equal");
    row_fill(&row, STYLE_PLAIN);
  }
  page_free(&p);
}

static int width_now(const App *a) { return a->layout.pane[PANE_HEAP].w; }

uint32_t view_identity_tag(App *a) {
  Page p;
  if (!page_of(a, width_now(a), &p)) return a->heap_tag;
  int at = a->pane[PANE_HEAP].cursor;
  uint32_t tag = at >= 0 && at < p.count ? p.lines[at].row->tag : 0;
  page_free(&p);
  return tag ? tag : a->heap_tag;
}

const char *view_identity_text(App *a, int i, char *out, size_t room) {
  Page p;
  if (!page_of(a, width_now(a), &p)) return NULL;
  bool ok = i >= 0 && i < p.count;
  if (ok) snprintf(out, room, "%.*s", (int)p.lines[i].length, p.lines[i].text);
  page_free(&p);
  return ok ? out : NULL;
}

void view_identity_enter(App *a) {
  uint32_t tag = view_identity_tag(a);
  if (tag)
    heap_show(a, tag);
  else
    app_message(a, false, "put the cursor on a name or a reason to see its object");
}
