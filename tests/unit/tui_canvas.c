/* Whatever screen is wanted after whatever other: what is sent makes a terminal (libvterm) show it, within
 * the limit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <vterm.h>

#include "tui/canvas.h"
#include "tui/places.h"

enum { ROWS = 12, COLS = 47 };

static uint32_t seed = 1;
static uint32_t pick(uint32_t n) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % n;
}

/* A few runs of text, lines, blanks and wide characters in many styles. */
static void change_some(Canvas *c) {
  static const uint32_t letters[] = {' ', 'a', 'b', '0', 0x2500, 0xD7, 0x4E16, 0x25B6, ' ', 'x'};
  for (uint32_t times = 1 + pick(12); times; times--) {
    int y = (int)pick(ROWS), x = (int)pick(COLS), n = 1 + (int)pick(pick(3) ? 9 : COLS);
    CanvasLook look = {(int16_t)(pick(3) ? (int)pick(256) : -1), (uint8_t)(pick(3) ? 0 : pick(16))};
    uint32_t letter = letters[pick(10)];
    bool mixed = pick(2);
    for (; n-- && x < COLS; x++) {
      if (mixed) letter = letters[pick(10)];
      CanvasCell *at = &c->want[y * COLS + x];
      bool wide = letter == 0x4E16 && x + 1 < COLS;
      if (at->c == 0 && x > 0)
        at[-1] = canvas_cell(CANVAS_BLANK, look); /* half of a wide one never stands alone */
      int behind = x + (wide ? 2 : 1);
      if (behind < COLS && c->want[y * COLS + behind].c == 0)
        c->want[y * COLS + behind] = canvas_cell(CANVAS_BLANK, look);
      *at = canvas_cell(wide || letter != 0x4E16 ? letter : '?', look);
      if (wide) at[1] = (CanvasCell){0, look}, x++;
    }
  }
}

static void check_cell(VTermScreen *screen, const Canvas *c, int y, int x) {
  VTermScreenCell have;
  vterm_screen_get_cell(screen, (VTermPos){y, x}, &have);
  CanvasCell want = c->want[y * COLS + x];
  if (!want.c) {
    assert_int_equal(have.chars[0], (uint32_t)-1);
    return;
  }
  assert_int_equal(have.chars[0] ? have.chars[0] : ' ', want.c);
  assert_int_equal(have.attrs.underline != 0, (want.look.flags & CANVAS_UNDERLINE) != 0);
  assert_int_equal(have.attrs.reverse != 0, (want.look.flags & CANVAS_REVERSE) != 0);
  if (want.c == ' ') return;
  assert_int_equal(have.attrs.bold != 0, (want.look.flags & CANVAS_BOLD) != 0);
  assert_int_equal(VTERM_COLOR_IS_DEFAULT_FG(&have.fg) ? -1 : have.fg.indexed.idx, want.look.colour);
}

/* What is spared is blank behind its mark, rows that are shown as wanted stay, and so does what lies outside.
 */
static void spare_some(Canvas *c) {
  CanvasCell wanted[ROWS * COLS];
  memcpy(wanted, c->want, sizeof wanted);
  CanvasArea area = {(int)pick(ROWS), (int)pick(COLS), 1 + (int)pick(ROWS), 1 + (int)pick(COLS)};
  canvas_spare(c, area, '~');
  for (int i = 0; i < ROWS * COLS; i++) {
    int y = i / COLS, x = i % COLS;
    bool inside = y >= area.y && y < area.y + area.h && x >= area.x && x < area.x + area.w;
    CanvasCell now = c->want[i];
    if (memcmp(&now, &wanted[i], sizeof now) == 0) continue;
    bool half =
        x + 1 == area.x || x == area.x + area.w; /* of a wide one, the other half of which is inside */
    assert_true(inside || half);
    assert_int_equal(now.c, x == area.x ? '~' : CANVAS_BLANK);
  }
  for (int y = area.y; y < area.y + area.h && y < ROWS; y++) {
    int changed = 0, shown = 0;
    for (int x = area.x; x < area.x + area.w && x < COLS; x++) {
      changed += memcmp(&c->want[y * COLS + x], &wanted[y * COLS + x], sizeof *wanted) != 0;
      shown += memcmp(&c->shown[y * COLS + x], &wanted[y * COLS + x], sizeof *wanted) != 0;
    }
    if (!shown) assert_int_equal(changed, 0);
  }
}

static void screens_follow(bool erase, size_t limit) {
  VTerm *vt = vterm_new(ROWS, COLS);
  vterm_set_utf8(vt, 1);
  VTermScreen *screen = vterm_obtain_screen(vt);
  vterm_screen_reset(screen, 1);
  Canvas c = {.can_erase = erase};
  assert_true(canvas_resize(&c, ROWS, COLS));
  for (int round = 0; round < 600; round++) {
    change_some(&c);
    if (pick(100) == 0)
      canvas_forget(&c);
    else if (round && pick(4) == 0)
      spare_some(&c);
    int y = (int)pick(ROWS), x = (int)pick(COLS), frames = 0;
    CanvasArea order[] = {{(int)pick(ROWS), 0, 1, COLS}, {0, 0, ROWS, 20}, {0, 0, ROWS, COLS}};
    for (bool all = false; !all; frames++) {
      assert_in_range(frames, 0, 200);
      all = canvas_write(&c, order, 3, y, x, limit);
      if (limit < 10000) assert_in_range(c.length, 0, limit);
      vterm_input_write(vt, c.bytes, c.length);
    }
    VTermPos cursor;
    vterm_state_get_cursorpos(vterm_obtain_state(vt), &cursor);
    assert_int_equal(cursor.row, y);
    assert_int_equal(cursor.col, x);
    for (int row = 0; row < ROWS; row++)
      for (int col = 0; col < COLS; col++) check_cell(screen, &c, row, col);
    canvas_write(&c, order, 3, y, x, limit);
    assert_int_equal(c.length, 0); /* nothing changed: nothing is sent */
  }
  canvas_free(&c);
  vterm_free(vt);
}

static void whole_frames(void **state) {
  (void)state;
  screens_follow(true, 100000);
}
static void small_frames(void **state) {
  (void)state;
  screens_follow(true, 250);
}
static void frames_that_just_fit(void **state) { /* piece by piece, where no other order is short enough */
  (void)state;
  screens_follow(true, 600);
  screens_follow(true, 900);
}
static void plain_terminals(void **state) {
  (void)state;
  screens_follow(false, 100000);
}

/* A word that changes in the middle of a screen costs little more than the word. */
static void little_for_little(void **state) {
  (void)state;
  Canvas c = {.can_erase = true};
  CanvasArea whole[] = {{0, 0, 24, 80}};
  assert_true(canvas_resize(&c, 24, 80));
  canvas_write(&c, whole, 1, 0, 0, 100000);
  for (int i = 0; i < 4; i++)
    c.want[10 * 80 + 30 + i] = canvas_cell((uint32_t) "word" [i], (CanvasLook) { -1, 0 });
  assert_true(canvas_write(&c, whole, 1, 10, 34, 100000));
  assert_in_range(c.length, 4, 4 + 8 + 16);
  canvas_free(&c);
}

static void rows_stay(void **state) {
  (void)state;
  Places p = {0};
  int row_of[8];
  const uint32_t first[] = {3, 5, 7}, second[] = {3, 7, 9}, third[] = {3, 5, 7, 9}, last[] = {7};
  assert_int_equal(places_arrange(&p, first, 3, row_of), 3);
  assert_int_equal(row_of[2], 2);
  assert_int_equal(places_arrange(&p, second, 3, row_of), 3); /* 9 takes the row of 5 */
  assert_int_equal(row_of[1], 2);
  assert_int_equal(row_of[2], 1);
  assert_int_equal(places_arrange(&p, second, 3, row_of), 3);
  assert_int_equal(row_of[2], 1);
  assert_int_equal(places_arrange(&p, third, 4, row_of), 4);
  assert_int_equal(row_of[1], 3);
  assert_int_equal(row_of[3], 1);
  assert_int_equal(places_arrange(&p, last, 1, row_of), 3); /* empty rows above, none below */
  assert_int_equal(row_of[0], 2);
  assert_int_equal(places_arrange(&p, NULL, 0, row_of), 0);
  places_free(&p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_frames),         cmocka_unit_test(small_frames),
      cmocka_unit_test(frames_that_just_fit), cmocka_unit_test(plain_terminals),
      cmocka_unit_test(little_for_little),    cmocka_unit_test(rows_stay)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
