/* Where each pane goes: a pure function of rows and columns. */
#ifndef LASTREF_TUI_LAYOUT_H
#define LASTREF_TUI_LAYOUT_H

#include "tui/draw.h"

typedef enum PaneId { PANE_SOURCE, PANE_FRAMES, PANE_HEAP, PANE_LOG, PANE_OUTPUT, PANE_COUNT } PaneId;
typedef struct Layout {
  bool too_small;
  bool tabs;             /* panes other than the source share one place: `shown` of them is seen */
  bool single;           /* one pane at a time */
  Rect pane[PANE_COUNT]; /* h == 0: not seen; the first row is the title */
  Rect timeline, caption, footer;
} Layout;
/* tab: the pane seen where panes share a place; zoom: the pane that has the whole screen, or PANE_COUNT. */
Layout layout_make(int rows, int cols, PaneId tab, PaneId zoom);

#endif
