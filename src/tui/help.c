/* What lies over the panes: the help of the focused pane, made from the tables of keys and marks, and answers
 * of several lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "tui/actions.h"
#include "tui/rows.h"
#include "tui/views.h"

#define ALL   ~0u
#define IN(p) (1u << PANE_##p)

enum { GLYPH_NONE = GLYPH_COUNT, KEY_WIDTH = 9, MOST_LINES = 200 };

static const struct {
  unsigned panes;
  int glyph;
  const char *mark, *meaning;
} legend[] = {
#define LEGEND(panes, glyph, mark, meaning) {panes, GLYPH_##glyph, mark, meaning},
#include "tui/legend.def"
#undef LEGEND
};

/* One line of the help; a text that is too long goes on in further ones, without a key. */
typedef struct HelpLine {
  char key[24];
  const char *text;
  size_t length;
  Style style;
} HelpLine;
typedef struct Help {
  HelpLine lines[MOST_LINES];
  char views[HEAP_VIEWS][240]; /* "list: the objects ..." */
  int count, width;
} Help;

static void add(Help *h, Style style, const char *key, const char *text) {
  bool first = true;
  do {
    if (h->count == MOST_LINES) return;
    HelpLine *l = &h->lines[h->count++];
    size_t fits = text_fits(text, h->width > 20 ? h->width : 20);
    *l = (HelpLine){.text = text, .length = fits, .style = style};
    if (first) snprintf(l->key, sizeof l->key, "%s", key);
    text += fits;
    while (*text == ' ') text++;
    first = false;
  } while (*text);
}

static void add_keys(Help *h, PaneId pane, bool special) {
  for (int i = 0; i < key_count; i++) {
    const KeyInfo *k = &key_table[i];
    if (!k->help || !*k->name || !(k->panes & 1u << pane) || (k->panes != ALL) != special) continue;
    add(h, STYLE_PLAIN, k->name, k->help);
    for (int v = 0; k->command == ACTION_CHOOSE_VIEW && v < HEAP_VIEWS; v++) {
      char key[16];
      snprintf(key, sizeof key, "  V %c", (int)heap_views[v].key);
      snprintf(h->views[v], sizeof h->views[v], "%s: %s", heap_views[v].name, heap_views[v].help);
      add(h, STYLE_PLAIN, key, h->views[v]);
    }
  }
}

static void make(const App *a, Help *h) {
  h->count = 0;
  h->width = a->layout.footer.w - KEY_WIDTH - 3;
  add(h, STYLE_TITLE, "", "In this pane");
  add_keys(h, a->focus, true);
  add(h, STYLE_TITLE, "", "Everywhere; a number before a key repeats it: 10n");
  add_keys(h, a->focus, false);
  add(h, STYLE_TITLE, "", "What the marks mean");
  for (size_t i = 0; i < sizeof legend / sizeof *legend; i++) {
    if (!(legend[i].panes & 1u << a->focus)) continue;
    char mark[24];
    snprintf(mark, sizeof mark, "%s%s", legend[i].glyph == GLYPH_NONE ? "" : glyph((Glyph)legend[i].glyph),
             legend[i].mark);
    add(h, STYLE_PLAIN, mark, legend[i].meaning);
  }
}

static void draw_help(App *a) {
  static const char *const pane_names[] = {"the source", "stack frames", "the heap", "the GC log", "output"};
  static Help h;
  make(a, &h);
  Rect r = {0, 0, a->layout.footer.y, a->layout.footer.w};
  draw_clear(r);
  char title[80];
  snprintf(title, sizeof title, "Keys in %s (q or Esc closes, j k Space scroll)", pane_names[a->focus]);
  draw_title(r, 0, title, true, NULL);
  int most = h.count > r.h - 1 ? h.count - (r.h - 1) : 0;
  if (a->help_top > most) a->help_top = most;
  for (int y = 1; y < r.h && a->help_top + y - 1 < h.count; y++) {
    const HelpLine *l = &h.lines[a->help_top + y - 1];
    Row row = row_at(r, y);
    if (l->style == STYLE_TITLE) {
      row_textn(&row, STYLE_TITLE, l->text, l->length);
      continue;
    }
    row_printf(&row, STYLE_KEY, "  %s", l->key);
    row_pad(&row, KEY_WIDTH + 2, 0);
    row_text(&row, STYLE_PLAIN, " ");
    row_textn(&row, l->style, l->text, l->length);
  }
}

static void draw_popup(App *a) {
  int lines = 1;
  for (const char *p = a->popup; *p; p++) lines += *p == '\n';
  int h = lines + 2 < a->layout.footer.y ? lines + 2 : a->layout.footer.y;
  Rect r = {a->layout.footer.y - h, 0, h, a->layout.footer.w};
  draw_clear(r);
  int most = lines > h - 1 ? lines - (h - 1) : 0;
  if (a->popup_top > most) a->popup_top = most;
  char right[40] = "";
  if (most) snprintf(right, sizeof right, "%d of %d lines", a->popup_top + h - 1, lines);
  draw_title(r, 0, most ? "Answer (q or Esc closes, j k Space scroll)" : "Answer (q or Esc closes)", true,
             most ? right : NULL);
  const char *p = a->popup;
  for (int skip = a->popup_top; skip > 0 && *p; skip--) {
    const char *nl = strchr(p, '\n');
    if (!nl) break;
    p = nl + 1;
  }
  for (int y = 1; y < h && *p; y++) {
    const char *nl = strchr(p, '\n');
    size_t n = nl ? (size_t)(nl - p) : strlen(p);
    Row row = row_at(r, y);
    row_textn(&row, STYLE_PLAIN, p, n);
    p += n + (nl != NULL);
  }
}

void overlay_draw(App *a) {
  if (a->help) draw_help(a);
  if (a->popup) draw_popup(a);
}

bool overlay_is_open(const App *a) { return a->help || a->popup; }

void overlay_close(App *a) {
  if (a->popup) {
    free(a->popup);
    a->popup = NULL;
  } else
    a->help = false;
}

/* The popup lies over the help. What is past the end is put right when it is drawn. */
static void scroll_to(App *a, int to) {
  int *top = a->popup ? &a->popup_top : &a->help_top;
  *top = to < 0 ? 0 : to;
}

bool overlay_action(App *a, int what, int count) {
  int page = a->layout.footer.y > 3 ? a->layout.footer.y - 3 : 1;
  int top = a->popup ? a->popup_top : a->help_top;
  switch (what) {
  case ACTION_DOWN: scroll_to(a, top + count); return true;
  case ACTION_UP: scroll_to(a, top - count); return true;
  case ACTION_BREAK: /* Space */
  case ACTION_PAGE_DOWN: scroll_to(a, top + page); return true;
  case ACTION_PAGE_UP: scroll_to(a, top - page); return true;
  case ACTION_TOP: scroll_to(a, 0); return true;
  case ACTION_BOTTOM: scroll_to(a, 1 << 20); return true;
  case ACTION_ENTER: overlay_close(a); return true;
  case ACTION_QUIT:
  case ACTION_ESCAPE:
  case ACTION_HELP:
  case ACTION_COMMAND: /* what is typed may be about what is read */
  case ACTION_REPAINT:
  case ACTION_SUSPEND: return false;
  default: /* any other key is meant for what lies below */
    while (overlay_is_open(a)) overlay_close(a);
    return false;
  }
}
