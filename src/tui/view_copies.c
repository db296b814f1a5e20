/* Heap view: the copy map: original and copy as two trees side by side. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "tui/views.h"

/* Rows: what was called; the trees; the sums, broken into lines. */
typedef struct Sum {
  const char *text;
  size_t length;
} Sum;
enum { MOST_SUMS = 12 };

static int sums_of(const CopyMap *c, int width, Sum *sums) {
  int n = 0;
  for (int i = 0; i < 3 && c->sums[i]; i++)
    for (const char *text = c->sums[i]; *text && n < MOST_SUMS;) {
      size_t fits = text_fits(text, width);
      sums[n++] = (Sum){text, fits};
      text += fits;
      while (*text == ' ') text++;
    }
  return n;
}

static bool map_of(App *a, CopyMap *c, const char **why) {
  *why = "";
  bool ok = session_copies(a->session, a->heap_tag, c, why);
  a->model = session_model(a->session);
  return ok;
}

static const char *relation_glyph(CopyRelation r) {
  switch (r) {
  case COPY_SHARED: return "=";
  case COPY_NEW: return glyph(GLYPH_NEW);
  case COPY_MET: return glyph(GLYPH_UP);
  case COPY_SINCE:
  case COPY_RIGHT: return glyph(GLYPH_CHANGED);
  default: return glyph(GLYPH_GONE);
  }
}
static Style relation_style(CopyRelation r) {
  switch (r) {
  case COPY_NEW: return STYLE_NEW;
  case COPY_SHARED: return STYLE_REFS;
  case COPY_LEFT: return STYLE_GONE;
  default: return STYLE_CHANGED;
  }
}

static void draw_left(const Model *m, Row *row, const CopyRow *c, bool selected) {
  for (int d = 1; d < c->depth; d++)
    row_printf(row, STYLE_DIM, "%s ", c->bars & 1u << (d - 1) ? glyph(GLYPH_VLINE) : " ");
  if (c->depth) row_printf(row, STYLE_DIM, "%s%s ", glyph(c->last ? GLYPH_CORNER : GLYPH_TEE), c->label);
  if (c->left == MODEL_NONE) {
    row_text(row, STYLE_DIM, "-");
    return;
  }
  const ModelObject *o = &m->objects[c->left];
  row_printf(row, selected ? STYLE_SELECTED : STYLE_TAG, "#%u", o->tag);
  row_printf(row, STYLE_TYPE, " %s", o->type);
  if (!c->opened) row_printf(row, o->change == CHANGE_VALUE ? STYLE_CHANGED : STYLE_PLAIN, " %s", o->value);
}

static void draw_right(const Model *m, Row *row, const CopyRow *c) {
  Style style = relation_style(c->relation);
  row_printf(row, style, "%s ", relation_glyph(c->relation));
  if (c->right != MODEL_NONE) {
    const ModelObject *o = &m->objects[c->right];
    row_printf(row, STYLE_TAG, "#%u ", o->tag);
    if (c->right != c->left) row_printf(row, STYLE_TYPE, "%s ", o->type);
    if (c->right != c->left && !c->opened && c->relation != COPY_MET) {
      char value[32]; /* the reason is to be seen beside it */
      size_t n = strlen(o->value);
      if (n < sizeof value - 4)
        snprintf(value, sizeof value, "%s", o->value);
      else
        value[0] = 0;
      row_printf(row, o->change == CHANGE_VALUE ? STYLE_CHANGED : STYLE_PLAIN, "%s ", value);
    }
  }
  row_text(row, STYLE_DIM, c->note);
}

void view_copies_draw(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_HEAP];
  CopyMap c;
  const char *why;
  if (!map_of(a, &c, &why)) {
    rows_begin(p, r, 0);
    for (int y = 1; y < r.h; y++) {
      Row row = row_at(r, y);
      if (y == 1) row_text(&row, STYLE_DIM, why);
      if (y == 2)
        row_text(&row, STYLE_DIM,
                 "(copy.copy, copy.deepcopy, list(x), x[:], x.copy() and the like make one)");
      row_fill(&row, STYLE_PLAIN);
    }
    return;
  }
  Sum sums[MOST_SUMS];
  int rows = 1 + c.count + sums_of(&c, r.w - 1, sums), at = rows_begin(p, r, rows), half = (r.w - 1) / 2;
  for (int y = 1; y < r.h; y++, at++) {
    bool selected = focus && at == p->cursor;
    Row row = row_at(r, y);
    if (at == 0)
      row_text(&row, selected ? STYLE_SELECTED : STYLE_TITLE, c.head);
    else if (at <= c.count) {
      const CopyRow *line = &c.rows[at - 1];
      Row left = row_at((Rect){r.y, r.x, r.h, half}, y);
      draw_left(a->model, &left, line, selected);
      row_fill(&left, STYLE_PLAIN);
      row = row_at((Rect){r.y, r.x + half, r.h, r.w - half}, y);
      row_text(&row, STYLE_PLAIN, " ");
      draw_right(a->model, &row, line);
    } else if (at < rows)
      row_textn(&row, selected ? STYLE_SELECTED : STYLE_PLAIN, sums[at - c.count - 1].text,
                sums[at - c.count - 1].length);
    row_fill(&row, STYLE_PLAIN);
  }
  copymap_free(&c);
}

static const CopyRow *row_chosen(const CopyMap *c, int at) {
  return at > 0 && at <= c->count ? &c->rows[at - 1] : NULL;
}

uint32_t view_copies_tag(App *a) {
  CopyMap c;
  const char *why;
  if (!map_of(a, &c, &why)) return a->heap_tag;
  const CopyRow *row = row_chosen(&c, a->pane[PANE_HEAP].cursor);
  int32_t at = !row ? MODEL_NONE : row->right != MODEL_NONE ? row->right : row->left;
  uint32_t tag = at == MODEL_NONE ? a->heap_tag : a->model->objects[at].tag;
  copymap_free(&c);
  return tag;
}

const char *view_copies_text(App *a, int i, char *out, size_t room) {
  CopyMap c;
  const char *why;
  if (!map_of(a, &c, &why)) return NULL;
  Sum sums[MOST_SUMS];
  int n = sums_of(&c, a->layout.pane[PANE_HEAP].w - 1, sums);
  bool ok = i >= 0 && i < 1 + c.count + n;
  const CopyRow *row = row_chosen(&c, i);
  if (row) {
    const ModelObject *o = &a->model->objects[row->left != MODEL_NONE ? row->left : row->right];
    snprintf(out, room, "%s #%u %s %s %s", row->label, o->tag, o->type, o->value, row->note);
  } else if (ok)
    snprintf(out, room, "%.*s", i ? (int)sums[i - c.count - 1].length : 200,
             i ? sums[i - c.count - 1].text : c.head);
  copymap_free(&c);
  return ok ? out : NULL;
}

void view_copies_enter(App *a) {
  uint32_t tag = view_copies_tag(a);
  if (tag)
    heap_show(a, tag);
  else
    app_message(a, false, "put the cursor on an object to see who holds it");
}
