/* Traceback objects, the source lines they show, and the printing of exceptions as CPython 3.11 prints them.
 */
#ifndef LASTREF_VM_TRACEBACK_H
#define LASTREF_VM_TRACEBACK_H

#include "vm/vm.h"

typedef struct Traceback {
  Object ob;
  Object *next;       /* Traceback or NULL: towards where the exception was raised */
  FrameObject *frame; /* owned */
  int lasti;          /* word of the code */
  int lineno;
} Traceback;

/* Source files that tracebacks may quote: remembers the text of one (copied). */
int vm_remember_source(Ref filename, const char *text, size_t length);
/* The text of line `lineno` (from 1) without its line end, or NULL (no exception) when the file is not known.
 */
Own vm_source_line(Ref filename, int lineno) MUST_USE;
/* The line of marks (with its end) that a traceback shows below a source line, "" if it shows none; columns
 * in bytes of its UTF-8, end_column -1: the marked part goes on behind the line. */
Own vm_source_marks(Ref line, ssize_t column, ssize_t end_column) MUST_USE;
/* The text of an exception with its traceback, causes and notes. */
Own vm_exception_text(Ref exc) MUST_USE;
/* "Did you mean" for a NameError or AttributeError: a new str, or NULL without an exception. */
Own vm_suggestion(Ref exc) MUST_USE;

#endif
