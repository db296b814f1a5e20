/* Editing one line with libedit, inside the screen: libedit works on a pseudo-terminal of its own that nobody
 * sees, on a stack of its own so that the event loop stays in charge; the line is drawn by the caller.
 *
 * Invariants
 * - Between calls libedit waits for its next character. It never touches the real terminal.
 */
#ifndef LASTREF_TUI_LINEEDIT_H
#define LASTREF_TUI_LINEEDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct LineEdit LineEdit;
typedef enum LineState { LINE_EDITING, LINE_DONE, LINE_CANCELLED, LINE_END_OF_FILE } LineState;
/* Offers completions for the word before `cursor` (bytes): malloc'ed words into out. */
typedef size_t (*CompleteFn)(void *data, const char *line, size_t cursor, char **out, size_t room);

LineEdit *lineedit_new(const char *history_path, CompleteFn complete,
                       void *data); /* history_path NULL: none kept */
void lineedit_free(LineEdit *e);    /* writes the history file */
void lineedit_begin(LineEdit *e);
LineState lineedit_key(LineEdit *e, int32_t key); /* as term_key() gives it */
/* The line as UTF-8 and the cursor in bytes; valid until the next call. */
const char *lineedit_text(LineEdit *e, size_t *cursor);
const char *lineedit_hint(const LineEdit *e); /* completions to choose from, or "" */

#endif
