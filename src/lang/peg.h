// Inside the explainer: its state, shared by the matcher (peg.c), the rows of mistakes.def (mistakes.c) and
// the driver (explain.c).
//
// Invariants
// - tokens are read from the lexer as the rules ask for them: how many there are is how far the grammar has
// read.
// - Once `failed` is set nothing matches any more; `error` then says why, unless `incomplete`.
#ifndef LASTREF_LANG_PEG_H
#define LASTREF_LANG_PEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/region.h"
#include "lang/explain.h"
#include "lang/lexer.h"
#include "lang/parser.h"

typedef enum PegRule {
#define RULE(name, memory, body) RULE_##name,
#include "lang/peg.def"
  RULE_COUNT
} PegRule;

typedef enum Mistake {
#define MISTAKE(name, how, message) MISTAKE_##name,
#include "lang/mistakes.def"
  MISTAKE_COUNT
} Mistake;

// Tokens [from, to).
typedef struct PegSpan {
  uint32_t from, to;
} PegSpan;

// Memory. The answers of SHARED rules stand in a row per token, rows in blocks; answers of OWN rules that
// took many steps to find, so that no text takes exponential time, stand in a hash table. An answer is the
// token behind the match, or PEG_NO_MATCH; 0 is "not known" (nothing that is asked for matches nothing).
#define PEG_NO_MATCH   UINT32_MAX
#define PEG_BLOCK_ROWS 128

typedef enum PegShared {
#define OWN_SLOT(name)
#define SHARED_SLOT(name)        SHARED_##name,
#define RULE(name, memory, body) memory##_SLOT(name)
#include "lang/peg.def"
  SHARED_COUNT
} PegShared;

typedef struct PegRows {
  uint32_t answer[PEG_BLOCK_ROWS][SHARED_COUNT];
} PegRows;

typedef struct PegMemo {
  uint32_t token, answer;
  uint16_t key; // 0: an empty slot
} PegMemo;

typedef struct Explain {
  const Source *source;
  const ParseOptions *options;
  Region *region; // for messages
  Region scratch; // for everything else
  Lexer lexer;
  TokenVec tokens;
  uint32_t mark; // the token to match next
  bool second;   // the second pass
  bool mistakes; // in it, and not inside PLAIN: rules for mistakes are tried
  bool failed, incomplete, memory_error;
  bool too_deep;   // max_depth was reached
  bool calls_only; // statements without parentheses are looked for only behind print and exec
  bool started;    // a token other than the end was read, for single statements
  bool interactive;
  uint32_t depth, max_depth;
  ItemVec rows; // of PegRows, NULL where none was needed
  PegMemo *memo;
  uint32_t memo_slots, memo_count;
  uint64_t steps; // rules tried
  Diagnostic *error;
  // The expression of an f-string: `text` is it in parentheses.
  bool nested;
  int first_line;
  uint32_t shift;
} Explain;

// Forgets all answers, for the second pass.
void peg_forget(Explain *e);
// Whether the rule matches at e->mark, which then moves behind it.
bool peg_match(Explain *e, PegRule rule);
// The token at an index, reading on as needed; NULL when there is none (e->failed).
const Token *peg_token(Explain *e, uint32_t index);

typedef enum MistakeOutcome { MISTAKE_NONE, MISTAKE_MATCHED, MISTAKE_RAISED } MistakeOutcome;

// The end of an alternative. NONE: the rule does not match, and no other alternative counts; MATCHED: it
// matches.
MistakeOutcome mistake_check(Explain *e, Mistake mistake, PegSpan a, PegSpan b);
// Checks a NUMBER token. False when an error was raised.
bool mistake_check_number(Explain *e, const Token *token);

// Raising, as CPython computes positions: lines from 1, columns in bytes from 0 where -1 is "none".
#define COLUMN_HERE (-5) // up to where the lexer is
void explain_raise(Explain *e, DiagnosticKind kind, int lineno, int col, int end_lineno, int end_col,
                   const char *message);
// At the last token that was read.
void explain_raise_here(Explain *e, DiagnosticKind kind, const char *message);
// After a T_ERROR token: what the lexer has to say.
void explain_lexer_error(Explain *e);
void explain_raise_token(Explain *e, const Token *token, const char *message);
// The expression of an f-string that does not parse: explains it as a text of its own.
void explain_nested(Explain *e, const NestedError *nested);

#endif
