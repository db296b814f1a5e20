#include "lang/lexer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

#define END_OF_TEXT (-1)
#define TAB_SIZE    8

void lexer_init(Lexer *lexer, const char *text, size_t len) {
  memset(lexer, 0, offsetof(Lexer, indents));
  lexer->indents[0] = lexer->alt_indents[0] = 0;
  lexer->text = lexer->cur = lexer->line_start = lexer->line_end = lexer->buf = text;
  lexer->end = text + len;
  lexer->at_line_start = true;
  lexer->fstring_line = 0;
  lexer->fstring_col = 0;
  lexer->message[0] = '\0';
  lexer->error_lineno = lexer->error_col = lexer->error_end_col = 0;
  lexer->error_line = NULL;
  lexer->warn_region = NULL;
  lexer->warn_tail = NULL;
}

void lexer_init_inside(Lexer *lexer, const char *text, const char *start, const char *end, int lineno,
                       const char *line) {
  lexer_init(lexer, text, 0);
  lexer->end = end;
  lexer->at_line_start = false;
  lexer->lineno = lineno;
  lexer->line_start = lexer->buf = line;
  lexer->cur = start;
  const char *newline = memchr(start, '\n', (size_t)(end - start));
  lexer->line_end = newline ? newline + 1 : end;
  lexer->level = 1;
  lexer->parens[0] = '(';
  lexer->paren_lines[0] = lineno;
  lexer->paren_cols[0] = 0;
  lexer->fstring_line = lineno;
  lexer->fstring_col = (uint32_t)(start - 1 - line);
}

const char *token_text(TokenKind kind) {
  static const char *const texts[] = {
#define TOKEN(kind)          "",
#define OPERATOR(kind, text) text,
#define KEYWORD(kind, text)  text,
#include "lang/tokens.def"
  };
  return texts[kind];
}

void warning_add(Region *region, ParseWarning ***tail, WarningCategory category, int lineno,
                 const char *format, ...) {
  Buf text;
  buf_init(&text, region->from);
  va_list args;
  va_start(args, format);
  buf_vprintf(&text, format, args);
  va_end(args);
  ParseWarning *warning = REGION_NEW(region, ParseWarning);
  char *message = region_copy(region, buf_str(&text), text.len);
  buf_free(&text);
  if (!warning || !message) return; // the region remembers the failure
  *warning = (ParseWarning){.category = category, .message = message, .lineno = lineno};
  **tail = warning;
  *tail = &warning->next;
}

// ---- characters ----

// Enters the next line. False at the end of the text.
static bool enter_line(Lexer *lx) {
  if (lx->done != LEX_OK) return false;
  if (lx->line_end >= lx->end) {
    lx->done = LEX_EOF;
    lx->hit_end = true;
    if (lx->from_file && !lx->start) lx->buf = lx->cur;
    return false;
  }
  const char *newline = memchr(lx->line_end, '\n', (size_t)(lx->end - lx->line_end));
  if (!lx->start) lx->buf = lx->cur;
  lx->line_start = lx->cur;
  lx->line_end = newline ? newline + 1 : lx->end;
  lx->lineno++;
  return true;
}

static inline int next_char(Lexer *lx) {
  if (UNLIKELY(lx->cur == lx->line_end) && !enter_line(lx)) return END_OF_TEXT;
  return (unsigned char)*lx->cur++;
}

static inline void back(Lexer *lx, int c) {
  if (c != END_OF_TEXT) lx->cur--;
}

static bool is_digit(int c) { return c >= '0' && c <= '9'; }

static bool is_hex_digit(int c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static bool is_name_start(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
}

static bool is_name_char(int c) { return is_name_start(c) || is_digit(c); }

// ---- errors ----

// Records a syntax error at cur; col and end_col are characters from 1, or -1 for "up to cur" and "none".
static TokenKind fail_range(Lexer *lx, int col, int end_col, const char *format, va_list args) {
  vsnprintf(lx->message, sizeof lx->message, format, args);
  if (col < 0) {
    col = 0;
    for (const char *p = lx->line_start; p < lx->cur; col++) {
      uint32_t cp;
      p += utf8_decode(p, lx->cur, false, &cp);
    }
  }
  lx->error_lineno = lx->lineno;
  lx->error_col = col;
  lx->error_end_col = end_col < 0 ? col : end_col;
  lx->error_line = lx->line_start;
  lx->done = LEX_SYNTAX;
  return T_ERROR;
}

PRINTF_LIKE(2, 3) static TokenKind fail(Lexer *lx, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fail_range(lx, -1, -1, format, args);
  va_end(args);
  return T_ERROR;
}

PRINTF_LIKE(4, 5) static TokenKind fail_at(Lexer *lx, int col, int end_col, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fail_range(lx, col, end_col, format, args);
  va_end(args);
  return T_ERROR;
}

static TokenKind fail_line(Lexer *lx, LexDone why) {
  lx->done = why;
  lx->cur = lx->line_end;
  return T_ERROR;
}

// ---- numbers ----

// Whether the text goes on with these letters and, if `whole`, the word ends there.
static bool follows(Lexer *lx, const char *word, bool whole) {
  size_t len = strlen(word), left = (size_t)(lx->line_end - lx->cur);
  if (left < len || memcmp(lx->cur, word, len) != 0) return false;
  return !whole || left == len || !is_name_char((unsigned char)lx->cur[len]);
}

// c, just read, is the character behind a number. Keywords may follow directly (`1if x else y`), with a
// warning.
static bool check_number_end(Lexer *lx, int c, const char *kind) {
  bool keyword =
      (c == 'a' && follows(lx, "nd", true)) || (c == 'e' && follows(lx, "lse", true)) ||
      (c == 'f' && follows(lx, "or", true)) ||
      (c == 'i' && (follows(lx, "f", false) || follows(lx, "n", false) || follows(lx, "s", false))) ||
      (c == 'o' && follows(lx, "r", true)) || (c == 'n' && follows(lx, "ot", true));
  if (keyword) {
    if (lx->warn_region)
      warning_add(lx->warn_region, &lx->warn_tail, WARN_SYNTAX, lx->lineno, "invalid %s literal", kind);
    return true;
  }
  if (!is_name_char(c)) return true;
  back(lx, c);
  fail(lx, "invalid %s literal", kind);
  return false;
}

// The rest of a run of decimal digits and single underscores. Returns the character behind it, 0 after an
// error.
static int decimal_tail(Lexer *lx) {
  for (;;) {
    int c;
    do c = next_char(lx);
    while (is_digit(c));
    if (c != '_') return c;
    c = next_char(lx);
    if (is_digit(c)) continue;
    back(lx, c);
    fail(lx, "invalid decimal literal");
    return 0;
  }
}

typedef struct Radix {
  const char *name;
  char highest;
} Radix;

static bool is_radix_digit(const Radix *radix, int c) {
  return radix->highest == 'f' ? is_hex_digit(c) : c >= '0' && c <= radix->highest;
}

// 0x, 0o, 0b have been read.
static TokenKind prefixed_number(Lexer *lx, const Radix *radix) {
  int c = next_char(lx);
  do {
    if (c == '_') c = next_char(lx);
    if (!is_radix_digit(radix, c)) {
      if (is_digit(c)) return fail(lx, "invalid digit '%c' in %s literal", c, radix->name);
      back(lx, c);
      return fail(lx, "invalid %s literal", radix->name);
    }
    do c = next_char(lx);
    while (is_radix_digit(radix, c));
  } while (c == '_');
  if (is_digit(c)) return fail(lx, "invalid digit '%c' in %s literal", c, radix->name);
  if (!check_number_end(lx, c, radix->name)) return T_ERROR;
  back(lx, c);
  return T_NUMBER;
}

// c is the character behind the digits of the mantissa.
static TokenKind number_exponent(Lexer *lx, int c) {
  if (c == 'e' || c == 'E') {
    int e = c;
    c = next_char(lx);
    if (c == '+' || c == '-') {
      c = next_char(lx);
      if (!is_digit(c)) {
        back(lx, c);
        return fail(lx, "invalid decimal literal");
      }
    } else if (!is_digit(c)) {
      back(lx, c);
      if (!check_number_end(lx, e, "decimal")) return T_ERROR;
      back(lx, e);
      return T_NUMBER;
    }
    c = decimal_tail(lx);
    if (c == 0) return T_ERROR;
  }
  const char *kind = "decimal";
  if (c == 'j' || c == 'J') {
    c = next_char(lx);
    kind = "imaginary";
  }
  if (!check_number_end(lx, c, kind)) return T_ERROR;
  back(lx, c);
  return T_NUMBER;
}

// The dot has been read, and c behind it.
static TokenKind number_fraction(Lexer *lx, int c) {
  if (is_digit(c)) {
    c = decimal_tail(lx);
    if (c == 0) return T_ERROR;
  }
  return number_exponent(lx, c);
}

static TokenKind leading_zero(Lexer *lx) {
  int c = next_char(lx);
  switch (c) {
  case 'x':
  case 'X': return prefixed_number(lx, &(Radix){"hexadecimal", 'f'});
  case 'o':
  case 'O': return prefixed_number(lx, &(Radix){"octal", '7'});
  case 'b':
  case 'B': return prefixed_number(lx, &(Radix){"binary", '1'});
  default: break;
  }
  for (;;) {
    if (c == '_') {
      c = next_char(lx);
      if (!is_digit(c)) {
        back(lx, c);
        return fail(lx, "invalid decimal literal");
      }
    }
    if (c != '0') break;
    c = next_char(lx);
  }
  const char *zeros_end = lx->cur;
  bool more = is_digit(c);
  if (more) {
    c = decimal_tail(lx);
    if (c == 0) return T_ERROR;
  }
  if (c == '.') return number_fraction(lx, next_char(lx));
  if (c == 'e' || c == 'E' || c == 'j' || c == 'J') return number_exponent(lx, c);
  if (more) {
    back(lx, c);
    return fail_at(
        lx, (int)(lx->start + 1 - lx->line_start), (int)(zeros_end - lx->line_start),
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
  }
  if (!check_number_end(lx, c, "decimal")) return T_ERROR;
  back(lx, c);
  return T_NUMBER;
}

static TokenKind read_number(Lexer *lx, int c) {
  if (c == '0') return leading_zero(lx);
  c = decimal_tail(lx);
  if (c == 0) return T_ERROR;
  if (c == '.') return number_fraction(lx, next_char(lx));
  return number_exponent(lx, c);
}

// ---- strings ----

// The opening quote has been read.
static TokenKind read_string(Lexer *lx, int quote, Token *token) {
  token->lineno = (uint32_t)lx->lineno;
  const char *first_line = lx->line_start;
  token->col = (uint32_t)(lx->start - first_line);
  int size = 1, seen = 0;
  int c = next_char(lx);
  if (c == quote) {
    c = next_char(lx);
    if (c == quote)
      size = 3;
    else
      seen = 1; // the empty string
  }
  if (c != quote) back(lx, c);
  while (seen != size) {
    c = next_char(lx);
    if (c == END_OF_TEXT || (size == 1 && c == '\n')) {
      int last = lx->lineno;
      lx->cur = lx->start + 1;
      lx->line_start = first_line;
      lx->lineno = (int)token->lineno;
      return fail(lx, "unterminated %sstring literal (detected at line %d)",
                  size == 3 ? "triple-quoted " : "", last);
    }
    if (c == quote)
      seen++;
    else {
      seen = 0;
      if (c == '\\') next_char(lx);
    }
  }
  return T_STRING;
}

// ---- names ----

static uint8_t keyword_kind(const char *text, size_t len) {
  static const struct {
    const char *text;
    uint8_t kind;
  } words[] = {
#define KEYWORD(kind, text) {text, T_##kind},
#include "lang/tokens.def"
  };
  // The table is in ASCII order; per first letter, where to look.
  if (len < 2 || len > 8) return T_NAME;
  unsigned char first = (unsigned char)text[0];
  if (first > 'y' || (first < 'a' && first != 'F' && first != 'N' && first != 'T')) return T_NAME;
  size_t low = 0, high = ARRAY_LEN(words);
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = strncmp(text, words[middle].text, len);
    if (order == 0) {
      if (words[middle].text[len] == '\0') return words[middle].kind;
      order = -1;
    }
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return T_NAME;
}

// Checks a name with non-ASCII characters; on failure cur is behind the first character that does not belong.
static bool check_identifier(Lexer *lx) {
  const char *p = lx->start;
  while (p < lx->cur) {
    uint32_t cp;
    const char *at = p;
    p += utf8_decode(p, lx->cur, false, &cp);
    bool ok =
        cp != UTF8_BAD && (at == lx->start ? utf8_is_identifier_start(cp) : utf8_is_identifier_continue(cp));
    if (ok) continue;
    lx->cur = p;
    if (cp == UTF8_BAD)
      fail(lx, "(unicode error) invalid UTF-8");
    else if (utf8_is_printable(cp))
      fail(lx, "invalid character '%.*s' (U+%04X)", (int)(p - at), at, (unsigned)cp);
    else
      fail(lx, "invalid non-printable character U+%04X", (unsigned)cp);
    return false;
  }
  return true;
}

// ---- operators ----

static uint8_t operator_kind(Lexer *lx, int c) {
  const char *p = lx->cur, *end = lx->line_end;
  char c2 = p < end ? p[0] : '\0';
  char c3 = c2 != '\0' && p + 1 < end ? p[1] : '\0';
#define TAKE(count, kind) return (void)(lx->cur += (count)), (uint8_t)(kind)
  switch (c) {
  case '(': return T_LPAR;
  case ')': return T_RPAR;
  case '[': return T_LSQB;
  case ']': return T_RSQB;
  case '{': return T_LBRACE;
  case '}': return T_RBRACE;
  case ',': return T_COMMA;
  case ';': return T_SEMI;
  case '~': return T_TILDE;
  case '.':
    if (c2 == '.' && c3 == '.') TAKE(2, T_ELLIPSIS);
    return T_DOT;
  case ':':
    if (c2 == '=') TAKE(1, T_COLONEQ);
    return T_COLON;
  case '+':
    if (c2 == '=') TAKE(1, T_PLUSEQ);
    return T_PLUS;
  case '-':
    if (c2 == '=') TAKE(1, T_MINUSEQ);
    if (c2 == '>') TAKE(1, T_RARROW);
    return T_MINUS;
  case '*':
    if (c2 == '*' && c3 == '=') TAKE(2, T_DOUBLESTAREQ);
    if (c2 == '*') TAKE(1, T_DOUBLESTAR);
    if (c2 == '=') TAKE(1, T_STAREQ);
    return T_STAR;
  case '/':
    if (c2 == '/' && c3 == '=') TAKE(2, T_DOUBLESLASHEQ);
    if (c2 == '/') TAKE(1, T_DOUBLESLASH);
    if (c2 == '=') TAKE(1, T_SLASHEQ);
    return T_SLASH;
  case '|':
    if (c2 == '=') TAKE(1, T_VBAREQ);
    return T_VBAR;
  case '&':
    if (c2 == '=') TAKE(1, T_AMPEREQ);
    return T_AMPER;
  case '%':
    if (c2 == '=') TAKE(1, T_PERCENTEQ);
    return T_PERCENT;
  case '^':
    if (c2 == '=') TAKE(1, T_CIRCUMFLEXEQ);
    return T_CIRCUMFLEX;
  case '@':
    if (c2 == '=') TAKE(1, T_ATEQ);
    return T_AT;
  case '=':
    if (c2 == '=') TAKE(1, T_EQEQ);
    return T_EQUAL;
  case '!':
    if (c2 == '=') TAKE(1, T_NOTEQ);
    return T_STRAY;
  case '<':
    if (c2 == '<' && c3 == '=') TAKE(2, T_LSHIFTEQ);
    if (c2 == '<') TAKE(1, T_LSHIFT);
    if (c2 == '=') TAKE(1, T_LESSEQ);
    if (c2 == '>') TAKE(1, T_NOTEQ); // <>: the grammar looks at the text
    return T_LESS;
  case '>':
    if (c2 == '>' && c3 == '=') TAKE(2, T_RSHIFTEQ);
    if (c2 == '>') TAKE(1, T_RSHIFT);
    if (c2 == '=') TAKE(1, T_GREATEREQ);
    return T_GREATER;
  default: return T_STRAY;
  }
#undef TAKE
}

static TokenKind open_paren(Lexer *lx, TokenKind kind, int c) {
  if (lx->level >= LEXER_MAX_PARENS) return fail(lx, "too many nested parentheses");
  lx->parens[lx->level] = (char)c;
  lx->paren_lines[lx->level] = lx->lineno;
  lx->paren_cols[lx->level] = (int)(lx->start - lx->line_start);
  lx->level++;
  return kind;
}

static TokenKind close_paren(Lexer *lx, TokenKind kind, int c) {
  if (!lx->level) return fail(lx, "unmatched '%c'", c);
  lx->level--;
  int opening = lx->parens[lx->level];
  if ((opening == '(' && c == ')') || (opening == '[' && c == ']') || (opening == '{' && c == '}'))
    return kind;
  int line = lx->paren_lines[lx->level];
  if (line != lx->lineno)
    return fail(lx, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, opening,
                line);
  return fail(lx, "closing parenthesis '%c' does not match opening parenthesis '%c'", c, opening);
}

// ---- lines ----

// The backslash has been read. False: it does not end its line, or the text ends behind it.
static bool continue_line(Lexer *lx) {
  int c = next_char(lx);
  if (c != '\n') {
    lx->done = LEX_LINE_CONT;
    return false;
  }
  c = next_char(lx);
  if (c == END_OF_TEXT) {
    lx->done = LEX_EOF;
    lx->cur = lx->line_end;
    return false;
  }
  back(lx, c);
  return true;
}

// Measures the indentation of a line and works out what it means. False after an error.
static bool read_indentation(Lexer *lx, bool *blank) {
  int col = 0, alt = 0, continued = 0, c; // alt counts tabs as one: both must agree on the order of lines
  for (;;) {
    c = next_char(lx);
    if (c == ' ')
      col++, alt++;
    else if (c == '\t') {
      col = (col / TAB_SIZE + 1) * TAB_SIZE;
      alt++;
    } else if (c == '\f')
      col = alt = 0;
    else if (c == '\\') {
      // The whitespace in front of the first backslash is the indentation of all the joined lines.
      continued = continued ? continued : col;
      if (!continue_line(lx)) return false;
    } else
      break;
  }
  back(lx, c);
  if (c == '#' || c == '\n') {
    if (col == 0 && c == '\n' && lx->interactive)
      *blank = false;
    else if (lx->interactive && lx->lineno == 1) {
      *blank = false;
      col = alt = 0;
    } else
      *blank = true;
  }
  if (*blank || lx->level) return true;
  if (continued) col = alt = continued;
  if (col == lx->indents[lx->indent]) {
    if (alt != lx->alt_indents[lx->indent]) goto tabs;
  } else if (col > lx->indents[lx->indent]) {
    if (lx->indent + 1 >= LEXER_MAX_INDENT) {
      fail_line(lx, LEX_TOO_DEEP);
      return false;
    }
    if (alt <= lx->alt_indents[lx->indent]) goto tabs;
    lx->pending++;
    lx->indent++;
    lx->indents[lx->indent] = col;
    lx->alt_indents[lx->indent] = alt;
  } else {
    while (lx->indent > 0 && col < lx->indents[lx->indent]) {
      lx->pending--;
      lx->indent--;
    }
    if (col != lx->indents[lx->indent]) {
      fail_line(lx, LEX_DEDENT);
      return false;
    }
    if (alt != lx->alt_indents[lx->indent]) goto tabs;
  }
  return true;
tabs:
  fail_line(lx, LEX_TAB_SPACE);
  return false;
}

static TokenKind read_name(Lexer *lx, int c, Token *token) {
  bool b = false, r = false, u = false, f = false;
  for (;;) { // a string prefix?
    if (!(b || u || f) && (c == 'b' || c == 'B'))
      b = true;
    else if (!(b || u || r || f) && (c == 'u' || c == 'U'))
      u = true;
    else if (!(r || u) && (c == 'r' || c == 'R'))
      r = true;
    else if (!(f || b || u) && (c == 'f' || c == 'F'))
      f = true;
    else
      break;
    c = next_char(lx);
    if (c == '"' || c == '\'') return read_string(lx, c, token);
  }
  bool foreign = false;
  while (is_name_char(c)) {
    foreign |= c >= 128;
    c = next_char(lx);
  }
  back(lx, c);
  if (foreign) return check_identifier(lx) ? T_NAME : T_ERROR;
  return keyword_kind(lx->start, (size_t)(lx->cur - lx->start));
}

// Reads one token's text: its kind, with lx->start at its first character (NULL for indentation and the end).
// *end is one past its last character.
static TokenKind read_token(Lexer *lx, Token *token, const char **end) {
  *end = NULL;
  bool blank;
next_line:
  lx->start = NULL;
  blank = false;
  if (lx->at_line_start) {
    lx->at_line_start = false;
    if (!read_indentation(lx, &blank)) return T_ERROR;
  }
  lx->start = lx->cur;
  if (lx->pending) {
    lx->start = NULL;
    if (lx->pending < 0) {
      lx->pending++;
      return T_DEDENT;
    }
    lx->pending--;
    return T_INDENT;
  }
  int c;
again:
  lx->start = NULL;
  do c = next_char(lx);
  while (c == ' ' || c == '\t' || c == '\f');
  lx->start = c == END_OF_TEXT ? NULL : lx->cur - 1;
  if (c == '#') {
    lx->cur = lx->line_end; // skip to the newline, or to the end if the last line has none
    if (lx->cur[-1] == '\n') lx->cur--;
    c = next_char(lx);
    // The token starts where its last character is; at the end there is none.
    lx->start = c == END_OF_TEXT ? NULL : lx->start;
  }
  if (c == END_OF_TEXT) return lx->level == 0 && lx->done == LEX_EOF ? T_END : T_ERROR;
  TokenKind kind;
  if (is_name_start(c))
    kind = read_name(lx, c, token);
  else if (c == '\n') {
    lx->at_line_start = true;
    if (blank || lx->level > 0) goto next_line;
    *end = lx->cur - 1;
    return T_NEWLINE;
  } else if (is_digit(c))
    kind = read_number(lx, c);
  else if (c == '.' && lx->cur < lx->line_end && is_digit((unsigned char)*lx->cur))
    kind = number_fraction(lx, next_char(lx));
  else if (c == '"' || c == '\'')
    kind = read_string(lx, c, token);
  else if (c == '\\') {
    if (!continue_line(lx)) return T_ERROR;
    goto again;
  } else {
    kind = operator_kind(lx, c);
    switch (c) {
    case '(':
    case '[':
    case '{': kind = open_paren(lx, kind, c); break;
    case ')':
    case ']':
    case '}': kind = close_paren(lx, kind, c); break;
    default:
      if (c < 0x20 || c == 0x7F) kind = fail(lx, "invalid non-printable character U+%04X", (unsigned)c);
    }
  }
  *end = lx->cur;
  return kind;
}

void lexer_next(Lexer *lx, Token *token) {
  const char *end;
  TokenKind kind = T_ERROR;
  if (lx->done == LEX_OK || lx->done == LEX_EOF)
    kind = read_token(lx, token, &end);
  else
    end = NULL;
  token->kind = (uint8_t)kind;
  token->level = (uint8_t)lx->level;
  if (kind == T_ERROR) end = NULL;
  const char *start = end ? lx->start : NULL;
  if (kind != T_STRING) {
    token->lineno = (uint32_t)lx->lineno;
    token->col = start && start >= lx->line_start ? (uint32_t)(start - lx->line_start) : NO_COLUMN;
  } else if ((int)token->lineno == lx->fstring_line && lx->lineno != lx->fstring_line)
    token->col -= lx->fstring_col;
  token->end_lineno = (uint32_t)lx->lineno;
  token->end_col = end && end >= lx->line_start ? (uint32_t)(end - lx->line_start) : NO_COLUMN;
  token->start = (uint32_t)((start ? start : lx->cur) - lx->text);
  token->end = (uint32_t)((end ? end : lx->cur) - lx->text);
}
