/* sys.stdin, sys.stdout, sys.stderr, and how built-in functions talk to any file-like object.
 *
 * Invariants: output goes to the host at position VM->output_length of the output log. As in CPython a text
 * stream keeps what was written until there is a chunk of it (to a terminal: a line), and so keeps the
 * strings themselves alive; to a terminal and while a program is watched it is shown at once all the same.
 * Input comes line by line from the host; what has been read and not asked for yet is kept in the object.
 */
#ifndef LASTREF_MODULES_TEXTIO_H
#define LASTREF_MODULES_TEXTIO_H

#include "object/runtime.h"

/* One of the three streams: 0, 1, 2. */
Own textio_new(int stream) MUST_USE;
int textio_write_str(Ref file, Ref s); /* 0, or -1 (cannot be encoded, closed) */
/* file.write(str(o)) for any file. */
int file_write(Ref file, Ref o);
/* The same for a file that the caller holds: while a bound method writes, that holds it alone, as in CPython,
 * where print() borrows the file. */
int file_print(Hold *file, Ref o);
int file_flush(Ref file);
/* A line without its end, from any file's readline(); EOFError at the end. */
Own file_get_line(Ref file) MUST_USE;
/* sys.stdin and friends, borrowed; NULL when the name is missing or None. */
Object *sys_stream(Ref name);
/* The bytes of the next line of standard input; 0 at its end. The bytes stay valid until the next call. */
size_t stdin_line(const char **bytes);

#endif
