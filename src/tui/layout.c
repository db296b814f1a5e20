#include "tui/layout.h"

enum {
  LEAST_ROWS = 8,
  LEAST_COLS = 40,
  SINGLE_ROWS = 16,
  SINGLE_COLS = 60,
  TWO_ROWS = 30,
  TWO_COLS = 100,
  THREE_COLS = 180
};

Layout layout_make(int rows, int cols, PaneId tab, PaneId zoom) {
  Layout l = {0};
  if (rows < LEAST_ROWS || cols < LEAST_COLS) {
    l.too_small = true;
    return l;
  }
  int caption = rows >= 16 ? 2 : 1;
  int body = rows - caption - 2;
  l.timeline = (Rect){body, 0, 1, cols};
  l.caption = (Rect){body + 1, 0, caption, cols};
  l.footer = (Rect){rows - 1, 0, 1, cols};
  if (zoom != PANE_COUNT) {
    l.pane[zoom] = (Rect){0, 0, body, cols};
    return l;
  }
  if (rows < SINGLE_ROWS || cols < SINGLE_COLS) {
    l.single = l.tabs = true;
    l.pane[tab] = (Rect){0, 0, body, cols};
    return l;
  }
  if (cols >= THREE_COLS && rows >= TWO_ROWS) {
    int w1 = cols * 2 / 5, w2 = cols * 3 / 10, w3 = cols - w1 - w2 - 2, top = body * 7 / 10;
    l.pane[PANE_SOURCE] = (Rect){0, 0, top, w1};
    l.pane[PANE_OUTPUT] = (Rect){top, 0, body - top, w1};
    l.pane[PANE_FRAMES] = (Rect){0, w1 + 1, body / 2, w2};
    l.pane[PANE_LOG] = (Rect){body / 2, w1 + 1, body - body / 2, w2};
    l.pane[PANE_HEAP] = (Rect){0, w1 + w2 + 2, body, w3};
    return l;
  }
  if (cols >= TWO_COLS && rows >= TWO_ROWS) {
    int w1 = cols / 2, w2 = cols - w1 - 1, top = body * 2 / 3, third = body / 3;
    l.pane[PANE_SOURCE] = (Rect){0, 0, top, w1};
    l.pane[PANE_OUTPUT] = (Rect){top, 0, body - top, w1};
    l.pane[PANE_FRAMES] = (Rect){0, w1 + 1, third, w2};
    l.pane[PANE_HEAP] = (Rect){third, w1 + 1, third + 2, w2};
    l.pane[PANE_LOG] = (Rect){2 * third + 2, w1 + 1, body - 2 * third - 2, w2};
    return l;
  }
  l.tabs = true;
  int top = body / 2;
  l.pane[PANE_SOURCE] = (Rect){0, 0, top, cols};
  l.pane[tab == PANE_SOURCE ? PANE_FRAMES : tab] = (Rect){top, 0, body - top, cols};
  return l;
}
