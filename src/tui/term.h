/* The terminal: opened, drawn to in one write a frame, read from, and always given back as it was.
 *
 * Invariants
 * - ncurses keeps the wanted screen (stdscr) and reads keys. What is sent is worked out by tui/canvas.h, in
 * one write a frame inside synchronized-update marks; on a terminal that is not like ECMA-48, by ncurses,
 * which draws into a memory file that is sent the same way.
 * - A frame is at most FRAME_BYTES. Where a change is larger, what may be spared is sent when the person
 * rests; where that is not enough, the rest follows at once, unless a key has come.
 * - On every way out (normal, signals, crashes) the terminal is restored with write() and tcsetattr() alone.
 */
#ifndef LASTREF_TUI_TERM_H
#define LASTREF_TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/canvas.h"

typedef struct TermOptions {
  bool mouse, ascii, mono, reduced_motion;
} TermOptions;

enum {
  TERM_TIMEOUT = -1,
  TERM_RESIZED = -2,
  TERM_GONE = -3,
  TERM_KEY = 0x1000000,           /* | an ncurses KEY_ code */
  TERM_MOUSE = TERM_KEY | 0xFFFE, /* term_mouse() says what it did */
  TERM_FRAME_BYTES = 1536
};

/* false: *why says what to do; the terminal is untouched. */
bool term_open(const TermOptions *options, const char **why);
void term_close(void);
bool term_can_address(
    void); /* has the terminal (TERM) cursor addressing at all? Callable before term_open. */
bool term_is_utf8(void);
int term_colors(void);
void term_size(int *rows, int *cols);
/* A character (code point), TERM_KEY | KEY_x, or one of the negative results. timeout in ms, -1: for ever. */
int32_t term_key(int timeout);
typedef struct TermMouse {
  enum { TERM_CLICK, TERM_WHEEL_UP, TERM_WHEEL_DOWN } what;
  int y, x;
  bool twice; /* the second click of a double one */
} TermMouse;
TermMouse term_mouse(void); /* the last event of the mouse */
/* Changes what term_open() was told. */
void term_set(bool ascii, bool mono, bool mouse);
bool term_input_pending(void);
/* Async-signal-safe: reads what has been typed, and drops it; is ^C, Esc, Space or q in it? */
bool term_stop_typed(void);
/* Async-signal-safe: writes a text over the last row, which is drawn anew with the next frame. */
void term_note(const char *text);
/* What may be shown shortened (canvas_spare) until the person rests for a moment, if the next frame would be
 * too large: first what is of level 1, then of level 2 too, and so on. Holds for the next flush. */
typedef struct TermSpare {
  CanvasArea area;
  int level;
} TermSpare;
void term_spare(const TermSpare *spares, int n, uint32_t mark);
/* Sends the screen; the areas first that come first in the order, which stays until it is set anew. */
void term_flush(void);
bool term_fits(void); /* would one frame, of TERM_FRAME_BYTES at most, hold what is drawn now? */
void term_order(const CanvasArea *areas, int n);
void term_suspend(void); /* stop like ^Z, come back when continued */
void term_repaint(void); /* everything again at the next flush */
int term_resized(void);  /* a resize is waiting; clears the note */

#endif
