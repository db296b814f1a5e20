/* Source text to code: parses, builds symbol tables, folds constants, generates code as CPython 3.11's
 * compiler does. */
#ifndef LASTREF_COMPILE_COMPILE_H
#define LASTREF_COMPILE_COMPILE_H

#include "heap/object.h"

typedef enum CompileMode {
  COMPILE_EXEC,
  COMPILE_EVAL,
  COMPILE_SINGLE,
  COMPILE_CELL /* as exec; if the last statement is an expression, its value is shown */
} CompileMode;
enum CompileFlags {
  COMPILE_ALLOW_INCOMPLETE = 1 /* single: unfinished input gives *incomplete instead of an error */,
  COMPILE_FUTURE_ANNOTATIONS = 2,
  COMPILE_QUIET = 4 /* no line events: library code */,
  COMPILE_TEXT = 8 /* the source was a str: a coding cookie means nothing */,
  COMPILE_SCRIPT = 16 /* the source is a file: errors speak of the file */,
  COMPILE_CALLED = 32 /* eval(), exec() or compile() of the program: see footprint.h */
};
/* A code object; or NULL with SyntaxError (or ValueError, MemoryError, RecursionError) set. One call is one
 * compilation unit: its constants are shared across all functions in it. *incomplete may be NULL. When
 * keep_constants is not NULL it receives a new reference to a list (of a script, or of what eval() and exec()
 * run) or a tuple of the unit's constants as the syntax tree would hold them while a script runs. */
Own compile_source(const char *text, size_t length, Ref filename, CompileMode mode, uint32_t flags,
                   bool *incomplete, Object **keep_constants) MUST_USE;

#endif
