// Inside the front end: why a program does not parse, in CPython's words.
//
// The fast parser only says yes or no. For a no, this module parses the same text again the way CPython does:
// a parsing expression grammar tried rule by rule with memory, first plainly, then with the rules for common
// mistakes (peg.def). Which message comes out depends on the order in which alternatives are tried and on how
// far they read, so the grammar follows the order of the language reference and CPython's behaviour.
//
// Invariants: linear time, by memory of every rule at every token; bounded depth of the C stack.
#ifndef LASTREF_LANG_EXPLAIN_H
#define LASTREF_LANG_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/region.h"
#include "lang/parse.h"
#include "lang/source.h"

typedef enum ExplainOutcome {
  EXPLAIN_ERROR,      // *error is set
  EXPLAIN_INCOMPLETE, // interactive: a complete statement needs more lines
  EXPLAIN_FINE,       // nothing wrong (interactive: with the statement that ends at *used)
} ExplainOutcome;

// `from` is a position in the text, the start of a top-level statement in line `lineno`, before which nothing
// is wrong. `interactive` applies the rules of a prompt. *used: how far the statement goes.
ExplainOutcome explain_source(const Source *source, const ParseOptions *options, Region *region, size_t from,
                              int lineno, bool interactive, Diagnostic *error, size_t *used);

#endif
