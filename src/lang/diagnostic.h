// What the front half of the compiler has to say about a program: one error, any number of warnings.
//
// Invariants: lines count from 1; offset and end_offset are what SyntaxError shows: characters (code points)
// from 1, 0 for "none"; end_lineno and end_offset are 0 (or -1 where CPython gives -1) when there is no
// range. Texts live in the Region that was given for the tree.
#ifndef LASTREF_LANG_DIAGNOSTIC_H
#define LASTREF_LANG_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

typedef enum DiagnosticKind {
  DIAG_NONE,
  DIAG_SYNTAX_ERROR,
  DIAG_INDENTATION_ERROR,
  DIAG_TAB_ERROR,
  DIAG_VALUE_ERROR,     // ValueError(message), no position (null bytes)
  DIAG_MEMORY_ERROR,    // MemoryError(); too deep for the parser, or out of memory
  DIAG_RECURSION_ERROR, // RecursionError(message); too deep for the later passes
  DIAG_SYSTEM_ERROR,    // SystemError(message)
} DiagnosticKind;

typedef struct Diagnostic {
  DiagnosticKind kind;
  const char *message; // NULL only for DIAG_NONE and MemoryError
  const char *filename;
  int lineno, offset, end_lineno, end_offset;
  const char *text; // the source line with its newline if it has one, UTF-8; NULL for None
  size_t text_len;
  bool has_position; // lineno and the rest count
} Diagnostic;

typedef enum WarningCategory { WARN_SYNTAX, WARN_DEPRECATION } WarningCategory;

typedef struct ParseWarning {
  struct ParseWarning *next;
  WarningCategory category;
  const char *message;
  int lineno;
} ParseWarning;

// "SyntaxError", "IndentationError", ...
BORROWED const char *diagnostic_type(DiagnosticKind kind);

#endif
