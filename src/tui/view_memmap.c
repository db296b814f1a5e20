/* Heap view: the memory map. One page is the map: the block of the chosen object, pools by size class as
 * bars, the lists of dead objects, large blocks. The other page lists the blocks of one pool. */
#include <stdio.h>
#include <string.h>

#include "session/memmap.h"
#include "tui/rows.h"
#include "tui/views.h"

enum { MOST_CELLS = 256, LABEL_WIDTH = 12, NUMBERS_WIDTH = 36, LEAST_CELLS = 8 };

static MapAsk asked(const App *a) {
  return (MapAsk){.tag = a->heap_tag, .block = a->map_block, .pool = a->map_pool, .all = a->map_all};
}

static const MapLine *lines_of(App *a, size_t *count) {
  MapAsk ask = asked(a);
  app_busy(a);
  return session_map_lines(a->session, &ask, count);
}

static void cell_look(MapCell c, Style *style, Glyph *sign) {
  static const struct {
    Style style;
    Glyph sign;
  } looks[] = {[CELL_NEVER] = {STYLE_DIM, GLYPH_NEVER},      [CELL_FREE] = {STYLE_DIM, GLYPH_FREE},
               [CELL_SOME] = {STYLE_TAG, GLYPH_SOME},        [CELL_FULL] = {STYLE_TAG, GLYPH_FULL},
               [CELL_GONE] = {STYLE_GONE, GLYPH_GONE},       [CELL_BORN] = {STYLE_NEW, GLYPH_NEW},
               [CELL_CHOSEN] = {STYLE_CURRENT, GLYPH_CHOSEN}};
  *style = looks[c].style;
  *sign = looks[c].sign;
}

static void draw_pool(App *a, Row *row, const MapLine *l, bool selected) {
  MapCell cells[MOST_CELLS];
  MapAsk ask = asked(a);
  MapPoolNumbers n = session_map_numbers(a->session, l->pool);
  int start = row->x, width = row->end - row->x - NUMBERS_WIDTH;
  if (width > MOST_CELLS) width = MOST_CELLS;
  row_printf(row, selected ? STYLE_SELECTED : STYLE_PLAIN, "  %s", l->text);
  row_pad(row, LABEL_WIDTH, start);
  if (width >= LEAST_CELLS) {
    session_map_bar(a->session, l->pool, session_map_chosen(a->session, &ask), width, cells);
    for (int x = 0; x < width && cells[x] != CELL_NONE; x++) {
      Style style;
      Glyph sign;
      cell_look(cells[x], &style, &sign);
      row_text(row, style, glyph(sign));
    }
    row_pad(row, LABEL_WIDTH + width, start);
  }
  row_printf(row, STYLE_DIM, " %u used %u free", n.used, n.free);
  if (n.born) row_printf(row, STYLE_NEW, " %s%u", glyph(GLYPH_NEW), n.born);
  if (n.freed) row_printf(row, STYLE_CHANGED, " %s%u", glyph(GLYPH_GONE), n.freed);
}

static void draw_legend(Row *row) {
  static const struct {
    MapCell cell;
    const char *words;
  } signs[] = {{CELL_FULL, "used"},     {CELL_SOME, "partly"}, {CELL_FREE, "free"}, {CELL_NEVER, "unused"},
               {CELL_CHOSEN, "chosen"}, {CELL_BORN, "taken"},  {CELL_GONE, "freed"}};
  row_text(row, STYLE_DIM, "  ");
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    Style style;
    Glyph sign;
    cell_look(signs[i].cell, &style, &sign);
    row_text(row, style, glyph(sign));
    row_printf(row, STYLE_DIM, " %s ", signs[i].words);
  }
}

static void draw_line(App *a, Row *row, const MapLine *l, bool selected) {
  Style plain = selected ? STYLE_SELECTED : change_style(l->change, STYLE_PLAIN);
  switch (l->kind) {
  case MAP_LINE_POOL: draw_pool(a, row, l, selected); return;
  case MAP_LINE_LEGEND: draw_legend(row); return;
  case MAP_LINE_CHOSEN:
  case MAP_LINE_HEADING: row_text(row, selected ? STYLE_SELECTED : STYLE_TITLE, l->text); return;
  case MAP_LINE_CLASS:
    row_text(row,
             selected                   ? STYLE_SELECTED
             : l->change != CHANGE_NONE ? STYLE_CHANGED
                                        : STYLE_TITLE,
             l->text);
    return;
  case MAP_LINE_NOTE:
  case MAP_LINE_RUN:
  case MAP_LINE_FOLD: row_printf(row, selected ? STYLE_SELECTED : STYLE_DIM, "  %s", l->text); return;
  default:
    row_printf(row, change_style(l->change, STYLE_PLAIN), "%s ", change_glyph(l->change));
    row_text(row, plain, l->text);
  }
}

void view_memmap_draw(App *a, Rect r, bool focus) {
  PaneState *p = &a->pane[PANE_HEAP];
  size_t count;
  const MapLine *lines = lines_of(a, &count);
  int at = rows_begin(p, r, (int)count);
  for (int y = 1; y < r.h; y++, at++) {
    Row row = row_at(r, y);
    if (lines && at < (int)count) draw_line(a, &row, &lines[at], focus && at == p->cursor);
    row_fill(&row, STYLE_PLAIN);
  }
}

const char *view_memmap_text(App *a, int i, char *out, size_t room) {
  size_t count;
  const MapLine *lines = lines_of(a, &count);
  if (!lines || i < 0 || (size_t)i >= count) return NULL;
  snprintf(out, room, "%s", lines[i].text);
  return out;
}

static const MapLine *line_at_cursor(App *a) {
  size_t count;
  const MapLine *lines = lines_of(a, &count);
  int at = a->pane[PANE_HEAP].cursor;
  return lines && at >= 0 && (size_t)at < count ? &lines[at] : NULL;
}

uint32_t view_memmap_tag(App *a) {
  const MapLine *l = line_at_cursor(a);
  if (l && l->tag) return l->tag;
  return a->heap_tag;
}

/* Opens a pool, the cursor on a block: `block`, else the chosen one, else one that the step changed, else one
 * with an object of the program. */
static void open_pool(App *a, int32_t pool, int32_t block) {
  PaneState *p = &a->pane[PANE_HEAP];
  MapAsk ask = asked(a);
  uintptr_t chosen = session_map_chosen(a->session, &ask),
            address = session_map_pool_address(a->session, pool);
  a->map_pool = address;
  p->cursor = p->top = 0;
  size_t count;
  const MapLine *lines = lines_of(a, &count);
  int best = 0;
  for (size_t i = 0; lines && i < count; i++) {
    const MapLine *l = &lines[i];
    if (l->kind != MAP_LINE_BLOCK && l->kind != MAP_LINE_RUN) continue;
    int worth = block >= 0 ? l->block <= block ? 5 : 0
                : chosen && session_map_block_address(a->session, pool, l->block) == chosen ? 4
                : l->change != CHANGE_NONE                                                  ? 3
                : l->tag                                                                    ? 2
                                                                                            : 0;
    if (worth < best || (worth == best && block < 0) || !worth) continue;
    best = worth;
    p->cursor = (int)i;
  }
  if (p->cursor > 3) p->top = p->cursor - 3;
}

bool view_memmap_back(App *a) {
  if (!a->map_pool && !a->map_block) return false;
  if (!a->map_pool) a->map_block = 0;
  a->map_pool = 0;
  a->pane[PANE_HEAP].cursor = a->pane[PANE_HEAP].top = 0;
  return true;
}

void view_memmap_enter(App *a) {
  const MapLine *l = line_at_cursor(a);
  if (!l) return;
  bool inside = a->map_pool != 0;
  char where[32];
  switch (l->kind) {
  case MAP_LINE_OCCUPANT:
    snprintf(where, sizeof where, "%llu", (unsigned long long)l->step);
    app_command(a, CMD_GOTO, 1, where);
    return;
  case MAP_LINE_CLASS:
  case MAP_LINE_FOLD: a->map_all = !a->map_all; return;
  case MAP_LINE_CHOSEN:
  case MAP_LINE_LARGE:
    if (l->tag && model_find_tag(a->model, l->tag) != MODEL_NONE)
      heap_show(a, l->tag);
    else
      app_message(a, false, "no object of the program is there at this moment");
    return;
  case MAP_LINE_POOL:
    if (inside)
      view_memmap_back(a);
    else
      open_pool(a, l->pool, MODEL_NONE);
    return;
  case MAP_LINE_LIST:
    if (l->pool != MODEL_NONE)
      open_pool(a, l->pool, l->block);
    else
      app_message(a, false, "it has no block in a pool");
    return;
  case MAP_LINE_BLOCK:
    if (!inside && l->pool != MODEL_NONE)
      open_pool(a, l->pool, l->block);
    else if (l->tag && model_find_tag(a->model, l->tag) != MODEL_NONE)
      heap_show(a, l->tag);
    else if (inside) { /* no object a person could look at: who lived there before? */
      a->map_block = session_map_block_address(a->session, l->pool, l->block);
      a->map_pool = 0;
      a->pane[PANE_HEAP].cursor = a->pane[PANE_HEAP].top = 0;
    }
    return;
  default: app_message(a, false, "Enter follows pools, blocks, objects and moments"); return;
  }
}
