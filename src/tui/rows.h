/* The rows of panes that list things. */
#ifndef LASTREF_TUI_ROWS_H
#define LASTREF_TUI_ROWS_H
#include "tui/app.h"
/* Lays out the pane's cursor and top for `rows` rows in r (its first row is the title); returns the first row
 * to draw. */
int rows_begin(PaneState *p, Rect r, int rows);
void row_object(Row *row, const ModelObject *o, bool with_value); /* "#12 list [1, 2]" */
Style change_style(Change c, Style otherwise);
const char *change_glyph(Change c);
#endif
