/* Layout: panes never overlap, never leave the screen, at any size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/layout.h"

static void mark(char *cells, int rows, int cols, Rect r) {
  for (int y = r.y; y < r.y + r.h; y++)
    for (int x = r.x; x < r.x + r.w; x++) {
      assert_in_range(y, 0, rows - 1);
      assert_in_range(x, 0, cols - 1);
      assert_int_equal(cells[y * cols + x], 0);
      cells[y * cols + x] = 1;
    }
}

static void no_overlap(void **state) {
  (void)state;
  for (int rows = 8; rows < 90; rows += 3)
    for (int cols = 40; cols < 260; cols += 7)
      for (int zoom = 0; zoom <= PANE_COUNT; zoom++)
        for (int tab = 0; tab < PANE_COUNT; tab++) {
          Layout l = layout_make(rows, cols, (PaneId)tab, (PaneId)zoom);
          assert_false(l.too_small);
          char *cells = calloc((size_t)rows * (size_t)cols, 1);
          for (int p = 0; p < PANE_COUNT; p++) mark(cells, rows, cols, l.pane[p]);
          mark(cells, rows, cols, l.timeline);
          mark(cells, rows, cols, l.caption);
          mark(cells, rows, cols, l.footer);
          free(cells);
        }
}

static void small_screens(void **state) {
  (void)state;
  assert_true(layout_make(7, 80, PANE_HEAP, PANE_COUNT).too_small);
  assert_true(layout_make(24, 39, PANE_HEAP, PANE_COUNT).too_small);
  assert_true(layout_make(1, 1, PANE_HEAP, PANE_COUNT).too_small);
  Layout l = layout_make(15, 80, PANE_HEAP, PANE_COUNT);
  assert_true(l.single);
  assert_true(l.pane[PANE_HEAP].h > 0 && l.pane[PANE_SOURCE].h == 0);
  l = layout_make(24, 80, PANE_LOG, PANE_COUNT);
  assert_true(l.tabs && l.pane[PANE_SOURCE].h > 0 && l.pane[PANE_LOG].h > 0 && l.pane[PANE_HEAP].h == 0);
  l = layout_make(40, 120, PANE_LOG, PANE_COUNT);
  for (int p = 0; p < PANE_COUNT; p++) assert_true(l.pane[p].h > 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_overlap), cmocka_unit_test(small_screens)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
