/* Drawing text into rectangles of the screen, clipped by display width. */
#ifndef LASTREF_TUI_DRAW_H
#define LASTREF_TUI_DRAW_H

#include <stddef.h>

#include "tui/theme.h"

typedef struct Rect {
  int y, x, h, w;
} Rect;

/* A row of cells being filled from the left; text past the right edge is clipped. */
typedef struct Row {
  int y, x, end;
  int skip; /* cells still to be left out at the left: horizontal scrolling */
} Row;
Row row_at(Rect r, int line);
void row_text(Row *row, Style s, const char *utf8);
void row_textn(Row *row, Style s, const char *utf8, size_t bytes);
void row_printf(Row *row, Style s, const char *format, ...) __attribute__((format(printf, 3, 4)));
void row_fill(Row *row, Style s); /* blanks to the right edge */
void row_pad(Row *row, int column_from_start, int start);
int text_width(const char *utf8, size_t bytes);
/* Bytes of the text that fit into so many columns, up to a blank: where a sentence is broken. */
size_t text_fits(const char *utf8, int width);
void draw_title(Rect r, int line, const char *title, bool focus, const char *right);
void draw_clear(Rect r);

#endif
