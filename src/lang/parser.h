// Inside the front end: the fast parser, which accepts exactly the 3.11 grammar and builds the tree.
//
// Invariants
// - Recursive descent over an array of tokens that ends in T_END; no error is explained here. A function that
// fails
//   returns NULL (or false) with `why` set, and everybody above returns at once. Whoever wants to know more
//   runs the explainer (explain.h) over the same text.
// - `stack` holds the items of the sequences under construction; each function leaves it as it found it.
// - Recursion passes through parser_enter, which bounds the depth of the C stack.
#ifndef LASTREF_LANG_PARSER_H
#define LASTREF_LANG_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/region.h"
#include "base/vec.h"
#include "lang/ast.h"
#include "lang/lexer.h"
#include "lang/parse.h"

typedef enum ParserFailure {
  PARSER_OK,
  PARSER_SYNTAX,  // the tokens do not match the grammar
  PARSER_LITERAL, // a literal is wrong: see `literal`
  PARSER_NESTED,  // an expression in an f-string is wrong: see `nested`
  PARSER_DEPTH,   // too deep
  PARSER_MEMORY,
} ParserFailure;

typedef VEC(Token) TokenVec;
typedef VEC(void *) ItemVec;

// What is wrong with a literal, for the explainer.
typedef struct LiteralError {
  char message[400];
  const Token *at; // the token, or NULL for "where the parser is"
  bool line_only;  // only the line of `at` is known
} LiteralError;

// An expression in an f-string that does not parse: the text between the braces and where it is.
typedef struct NestedError {
  const char *start, *end;
  int lineno;
  uint32_t shift;
} NestedError;

typedef struct Parser {
  Ast *ast;
  Region *region;
  const char *text;
  TokenVec tokens;
  uint32_t at; // the token to look at next
  ItemVec stack;
  uint32_t depth, max_depth;
  uint32_t max_int_digits;
  ParserFailure why;
  uint32_t statement;  // the token at which the top-level statement being parsed starts
  uint32_t line_known; // a line and where it starts, for f-strings
  const char *line_start;
  bool barry_as_bdfl;
  bool unchecked;      // the text may be malformed UTF-8
  Region *warn_region; // NULL: warnings are not wanted
  ParseWarning **warn_tail;
  LiteralError *literal; // where to describe errors of literals, or NULL
  NestedError nested;
} Parser;

void parser_init(Parser *p, Ast *ast, const char *text, const ParseOptions *options);
void parser_free(Parser *p);
// Appends a token. False when memory is refused.
bool parser_push(Parser *p, Token token);

// ---- used between the parts of the parser ----

static inline const Token *parser_token(const Parser *p) { return &p->tokens.items[p->at]; }
static inline TokenKind parser_kind(const Parser *p) { return (TokenKind)p->tokens.items[p->at].kind; }
static inline TokenKind parser_kind_after(const Parser *p) {
  // T_END never moves on, so there is always a token behind any other.
  const Token *t = &p->tokens.items[p->at];
  return (TokenKind)(t->kind == T_END ? T_END : t[1].kind);
}
static inline bool parser_accept(Parser *p, TokenKind kind) {
  if (parser_kind(p) != kind) return false;
  p->at++;
  return true;
}
// Whether the next token is this soft keyword.
bool parser_is_soft(const Parser *p, const char *word);
// NULL and false for functions that fail.
void *parser_fail(Parser *p, ParserFailure why);
bool parser_expect(Parser *p, TokenKind kind);
bool parser_enter(Parser *p, uint32_t cost);
static inline void parser_leave(Parser *p, uint32_t cost) { p->depth -= cost; }
bool parser_hold(Parser *p, void *item);
// Moves the items above `base` into a sequence. False when memory is refused.
bool parser_seq(Parser *p, size_t base, AnySeq *out);
#define PARSER_SEQ(p, base, seq) parser_seq((p), (base), (AnySeq *)(void *)(seq))
// From the token `start` to the last token read (not counting line ends and indentation).
AstPos parser_pos(const Parser *p, uint32_t start);
void *parser_new(Parser *p, size_t size);
Expr *parser_expr(Parser *p, ExprKind kind, uint32_t start);
// The name of a NAME token; NFKC-normalised.
const AstName *parser_name_of(Parser *p, const Token *token);
// The next token, which must be a NAME.
const AstName *parser_name(Parser *p);

// parse_expr.c
Expr *parse_star_expressions(Parser *p);
Expr *parse_expressions(Parser *p);
Expr *parse_expression(Parser *p);
Expr *parse_named_expression(Parser *p);
Expr *parse_star_named_expression(Parser *p);
Expr *parse_yield(Parser *p);
Expr *parse_disjunction(Parser *p);
Expr *parse_bitwise_or(Parser *p);
Expr *parse_atom(Parser *p);
// The arguments of a call up to the closing parenthesis, which is not read. `generator` allows a lone bare
// generator expression; it then starts at the token `open`.
bool parse_arguments(Parser *p, uint32_t open, bool generator, ExprSeq *args, KeywordSeq *keywords);
bool parse_comprehension_clauses(Parser *p, ComprehensionSeq *out);

// parse_target.c
Expr *parse_target_list(Parser *p); // star_targets, in Store context
// Turns an expression that was read into a target. False when it cannot be one.
bool parser_make_target(Parser *p, Expr *expr, Context context);

// parse_params.c
// Parameters up to `close` (T_RPAR or, for lambda, T_COLON), which is not read.
Arguments *parse_parameters(Parser *p, TokenKind close);

// parse_stmt.c
Mod *parse_module(Parser *p, ParseMode mode);
bool parse_case_body(Parser *p, StmtSeq *out); // `: block`

// parse_pattern.c
Stmt *parse_match(Parser *p); // NULL with why == PARSER_OK: this is no match statement
Pattern *parse_patterns(Parser *p);

// literal.c
Expr *parse_number(Parser *p);
Expr *parse_strings(Parser *p);

// fstring.c: the inside of f-strings, for parse_strings
typedef struct StringBuild StringBuild;
bool parse_fstring_part(Parser *p, StringBuild *build, const char *start, const char *end, bool raw,
                        const Token *token);

#endif
