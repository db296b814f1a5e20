/* Heap view: the life of one object; every row a moment to go to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "tui/views.h"

static void biography_of(App *a) {
  Position now = a->model->position;
  if (a->life_tag == a->heap_tag && a->life && position_compare(a->life_at, now) == 0) return;
  a->life = session_biography(a->session, a->heap_tag, &a->life_count);
  a->model = session_model(a->session);
  a->life_tag = a->heap_tag;
  a->life_at = now;
}

void view_biography_draw(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_HEAP];
  biography_of(a);
  int at = rows_begin(p, r, (int)a->life_count);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (at < (int)a->life_count) {
      const ModelLogRow *l = &a->life[at];
      row_printf(&row, STYLE_DIM, "step %llu, line %d: ", (unsigned long long)l->at.line, l->line);
      row_text(&row, focus && at == p->cursor ? STYLE_SELECTED : STYLE_PLAIN, l->text);
    } else if (y == 1 && !a->life_count)
      row_text(&row, STYLE_DIM, "nothing is told of it: it was there before the program began");
    row_fill(&row, STYLE_PLAIN);
  }
}

const char *view_biography_text(App *a, int i, char *out, size_t room) {
  biography_of(a);
  if (i < 0 || i >= (int)a->life_count) return NULL;
  snprintf(out, room, "%s", a->life[i].text);
  return out;
}

void view_biography_enter(App *a) {
  int at = a->pane[PANE_HEAP].cursor;
  biography_of(a);
  if (at < 0 || at >= (int)a->life_count) return;
  char where[32];
  snprintf(where, sizeof where, "%llu", (unsigned long long)a->life[at].at.line);
  app_command(a, CMD_GOTO, 1, where);
}
