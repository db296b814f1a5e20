/* What to send a terminal so that it shows a screen, in few bytes.
 *
 * Invariants
 * - `shown` is what the terminal shows: it changes only together with bytes appended to a frame.
 * - A blank looks the same in every style without underline and reverse: such cells carry CANVAS_BLANK, and
 * are sent in whatever style is on.
 * - Only sequences of ECMA-48 that the terminal's description has are used.
 * - One frame is at most `limit` bytes; what does not fit waits for the next one.
 */
#ifndef LASTREF_TUI_CANVAS_H
#define LASTREF_TUI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CANVAS_BOLD = 1, CANVAS_DIM = 2, CANVAS_UNDERLINE = 4, CANVAS_REVERSE = 8 };
typedef struct CanvasLook {
  int16_t colour; /* of the 256 palette, -1: the terminal's own */
  uint8_t flags;
} CanvasLook;

typedef struct CanvasCell {
  uint32_t c; /* code point; 0: the second cell of a wide one; CANVAS_BLANK */
  CanvasLook look;
} CanvasCell;
#define CANVAS_BLANK   0x20u
#define CANVAS_UNKNOWN 0xFFFFFFFFu

typedef struct CanvasArea {
  int y, x, h, w;
} CanvasArea;

typedef struct Canvas {
  int rows, cols;
  CanvasCell *want, *shown, *before; /* rows * cols each; before: shown when the frame began */
  CanvasCell *row;                   /* cols: a row of shown before the last step */
  bool can_erase; /* ECH. (REP, which would be shorter for lines, many a terminal only claims to know.) */
  /* the terminal's state */
  int y, x; /* x < 0: not known */
  CanvasLook look;
  /* the frame being written */
  char *bytes;
  size_t length, room;
} Canvas;

/* All cells unknown: the next frame clears the screen first. false: out of memory. */
bool canvas_resize(Canvas *f, int rows, int cols);
void canvas_forget(Canvas *f); /* what the terminal shows is not known any more */
void canvas_forget_row(Canvas *c, int row);
void canvas_free(Canvas *f);
/* A cell of the wanted screen, blanks made equal. */
CanvasCell canvas_cell(uint32_t c, CanvasLook look);
/* Appends to f->bytes (f->length is reset to 0 first) what makes the terminal show `want`, the areas in their
 * order, and puts the cursor at y, x. Stops before `limit` bytes; true: all is shown. canvas_fits says
 * whether it would be, and changes nothing; a new screen always fits. */
bool canvas_fits(Canvas *f, const CanvasArea *areas, int n, int y, int x, size_t limit);
bool canvas_write(Canvas *f, const CanvasArea *areas, int n, int y, int x, size_t limit);
/* Shortens what is wanted: the rows of the area that the terminal does not show as wanted get the mark in its
 * first column and are blank behind it; a row that is to be empty stays so. */
void canvas_spare(Canvas *f, CanvasArea area, uint32_t mark);

#endif
