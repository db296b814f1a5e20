// Text to syntax tree: the whole 3.11 grammar, CPython's messages and positions for what is not in it.
//
// Invariants
// - Everything a parse produces lives in the caller's Region; scratch memory goes back to the region's
// allocator.
// - The C stack is bounded: nesting deeper than max_depth ends in MemoryError, as in CPython.
// - Time is linear in the source, error paths included.
#ifndef LASTREF_LANG_PARSE_H
#define LASTREF_LANG_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/region.h"
#include "lang/ast.h"
#include "lang/diagnostic.h"

typedef enum ParseMode {
  PARSE_FILE,   // compile(..., 'exec'): Module
  PARSE_SINGLE, // compile(..., 'single'): Interactive, one statement
  PARSE_EVAL,   // compile(..., 'eval'): Expression
} ParseMode;

typedef enum ParseOutcome {
  PARSE_OK,
  PARSE_INCOMPLETE, // only with allow_incomplete: more lines could make it valid
  PARSE_FAILED,     // see the Diagnostic
} ParseOutcome;

typedef struct ParseOptions {
  ParseMode mode;
  const char *filename;    // copied into the region for diagnostics
  bool allow_incomplete;   // for a prompt (PARSE_SINGLE): report "incomplete input" as PARSE_INCOMPLETE
  bool is_text;            // source came from a str (compile, exec, eval): UTF-8, coding cookie ignored
  bool dont_imply_dedent;  // the codeop flag: a block must be closed by a line of its own
  bool from_file;          // source is a file run as a script: error wordings for bad encodings name it
  bool barry_as_bdfl;      // from __future__ import barry_as_FLUFL: <> instead of !=
  uint32_t max_depth;      // 0: the default, CPython's (6000 parser levels)
  uint32_t max_int_digits; // 0: the default 4300; UINT32_MAX: no limit
} ParseOptions;

typedef struct ParseResult {
  Ast ast;                // ast.mod is NULL unless PARSE_OK
  Diagnostic error;       // when PARSE_FAILED (and "incomplete input" when PARSE_INCOMPLETE)
  ParseWarning *warnings; // in source order
  const char *source;     // decoded source, UTF-8, "\n" line ends, NUL-terminated (NULL when decoding failed)
  size_t source_len;
  size_t used; // how much of source the tree covers: with allow_incomplete, up to the end of the statement
} ParseResult;

// Parses len bytes. *result is set in every case. The tree, source, and texts live in region.
MUST_USE ParseOutcome parse_source(const char *bytes, size_t len, const ParseOptions *options, Region *region,
                                   ParseResult *result);

// For a prompt: whether the lines typed so far want another one. Interactive rules: a compound statement
// ends with an empty line. Equivalent to parse_source with allow_incomplete, without building a tree for the
// caller.
bool parse_wants_more(const char *bytes, size_t len, Allocator from);

#endif
