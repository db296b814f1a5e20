/* The terminal: opened, drawn to in one write a frame, read from, and always given back as it was.
 *
 * Invariants
 * - ncurses draws into a memory file; term_flush() sends what it drew in one write, inside
 * synchronized-update marks.
 * - On every way out (normal, signals, crashes) the terminal is restored with write() and tcsetattr() alone.
 */
#ifndef LASTREF_TUI_TERM_H
#define LASTREF_TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TermOptions {
  bool mouse, ascii, mono, reduced_motion;
} TermOptions;

enum {
  TERM_TIMEOUT = -1,
  TERM_RESIZED = -2,
  TERM_GONE = -3,
  TERM_KEY = 0x1000000 /* | an ncurses KEY_ code */
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
bool term_input_pending(void);
void term_flush(void);
void term_suspend(void); /* stop like ^Z, come back when continued */
void term_repaint(void); /* everything again at the next flush */
int term_resized(void);  /* a resize is waiting; clears the note */

#endif
