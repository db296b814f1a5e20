/* Two texts side by side on standard output, wrapped between words; whatever they hold, harmless to the
 * terminal. */
#ifndef LASTREF_CLI_COLUMNS_H
#define LASTREF_CLI_COLUMNS_H

/* Columns of the terminal, 80 when there is none. */
int columns_width(void);
/* Prints one line of at most `width` columns of *text, broken between words where it can be; *text moves on.
 * Control characters are shown as ^X. Returns the columns used. */
int columns_cell(const char **text, int width);
void columns_print(const char *left_title, const char *left, const char *right_title, const char *right);

#endif
