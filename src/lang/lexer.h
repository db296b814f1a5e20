// Text to tokens, by the rules of Python's reference manual, chapter 2, with CPython's error texts.
//
// Invariants
// - The text is UTF-8 with "\n" line ends and a NUL behind its end.
// - `lineno` and `line_start` describe the line that `cur` last read from: a new line is entered when its
// first
//   character is needed, not when the newline before it is read. Positions of errors depend on it.
// - After a token of kind T_ERROR, `done` says why; T_ERROR repeats for ever.
// - No allocation except for warnings.
#ifndef LASTREF_LANG_LEXER_H
#define LASTREF_LANG_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/region.h"
#include "lang/diagnostic.h"

typedef enum TokenKind {
#define TOKEN(kind)          T_##kind,
#define OPERATOR(kind, text) T_##kind,
#define KEYWORD(kind, text)  T_##kind,
#include "lang/tokens.def"
  TOKEN_KIND_COUNT
} TokenKind;

#define LEXER_MAX_INDENT 100
#define LEXER_MAX_PARENS 200

// Columns are bytes; NO_COLUMN where CPython has -1 (indentation and end tokens).
#define NO_COLUMN UINT32_MAX

typedef struct Token {
  uint32_t start, end; // offsets in the text
  uint32_t lineno, col, end_lineno, end_col;
  uint8_t kind;  // TokenKind
  uint8_t level; // open parentheses after this token
} Token;

typedef enum LexDone {
  LEX_OK,
  LEX_EOF,       // the end was reached
  LEX_SYNTAX,    // error in `message`, at `error_*`
  LEX_DEDENT,    // unindent does not match
  LEX_TAB_SPACE, // inconsistent tabs
  LEX_TOO_DEEP,  // too many indentation levels
  LEX_LINE_CONT, // character after a backslash
} LexDone;

typedef struct Lexer {
  const char *text, *end;
  const char *cur;        // next character
  const char *line_start; // of the line entered last
  const char *line_end;   // where the next line starts
  const char
      *buf; // where the text of a diagnostic starts: the line, or the start of a token over several lines
  const char *start; // of the token being read; NULL between tokens
  int lineno;
  LexDone done;
  bool at_line_start;
  bool hit_end;     // a character behind the end was wanted
  bool from_file;   // a script: at its end between tokens there is no line to point into
  bool interactive; // a prompt: an empty line ends a compound statement
  int pending;      // indents (> 0) or dedents (< 0) still to hand out
  int indent, level;
  int indents[LEXER_MAX_INDENT], alt_indents[LEXER_MAX_INDENT];
  char parens[LEXER_MAX_PARENS];
  int paren_lines[LEXER_MAX_PARENS], paren_cols[LEXER_MAX_PARENS];
  // An expression inside an f-string starts at column fstring_col of line fstring_line. CPython counts the
  // columns of a string that starts in that line and ends in a later one from there.
  int fstring_line;
  uint32_t fstring_col;
  // With LEX_SYNTAX: the message, its line, and columns in characters from 1 (-1: none).
  char message[160];
  int error_lineno, error_col, error_end_col;
  const char *error_line;
  Region *warn_region; // where warnings go; NULL: nowhere
  ParseWarning **warn_tail;
} Lexer;

void lexer_init(Lexer *lexer, const char *text, size_t len);
// Starts in the middle of a text, inside a parenthesis: for the expression [start, end) of an f-string,
// `brace` being where its opening brace is.
void lexer_init_inside(Lexer *lexer, const char *text, const char *start, const char *end, int lineno,
                       const char *line);
void lexer_next(Lexer *lexer, Token *token);
// "(", "while", ...; "" for kinds without fixed text.
BORROWED const char *token_text(TokenKind kind);
// Adds a warning to the end of a list.
void warning_add(Region *region, ParseWarning ***tail, WarningCategory category, int lineno,
                 const char *format, ...) PRINTF_LIKE(5, 6);

#endif
