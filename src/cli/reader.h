/* Lines typed by a person (libedit, with history) or read from a file. */
#ifndef LASTREF_CLI_READER_H
#define LASTREF_CLI_READER_H
#include <stdbool.h>
#include <stdio.h>
typedef struct Reader Reader;
/* in: where lines come from; libedit is used when it is stdin and a terminal. NULL: out of memory. */
Reader *reader_new(FILE *in);
void reader_free(Reader *r);
bool reader_is_person(const Reader *r);
/* The next line with its newline, valid until the next call; NULL at the end. *length may be NULL. */
const char *reader_line(Reader *r, const char *prompt, size_t *length);
#endif
