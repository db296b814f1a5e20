// The inside of f-strings as 3.11 reads it: the string token is scanned for braces, and what is between them
// is lexed and parsed in place, as if it stood in parentheses.
#include "lang/strings.h"

#include <string.h>

#include "base/utf8.h"

typedef struct Scan {
  Parser *p;
  StringBuild *build;
  const char *s, *end;
  bool raw;
  const Token *token;
  // Lines are counted as the scan proceeds: `counted` is in line `lineno`, which starts at `line`.
  const char *counted, *line;
  int lineno;
} Scan;

static bool parse_pieces(Scan *scan, int depth);

// Literal text up to an expression, the end, or a doubled brace. *again: a doubled brace, go on with more
// literal.
static bool scan_literal(Scan *scan, int depth, bool *again) {
  const char *start = scan->s, *s = scan->s, *end = scan->end;
  *again = false;
  const char *stop = NULL; // where the literal ends, if not at s
  while (s < end) {
    char c = *s++;
    if (!scan->raw && c == '\\' && s < end) {
      c = *s++;
      if (c == 'N') { // \N{name}: its braces are not ours
        if (s < end && *s++ == '{')
          while (s < end && *s++ != '}') {}
        continue;
      }
      if (c == '{') literal_warn_escape(scan->p, c, scan->token);
    }
    if (c != '{' && c != '}') continue;
    if (depth == 0) {
      if (s < end && *s == c) {
        stop = s;
        scan->s = s + 1;
        *again = true;
        break;
      }
      if (c == '}') {
        scan->s = s - 1;
        return literal_fail(scan->p, NULL, "f-string: single '}' is not allowed");
      }
    }
    s--;
    break;
  }
  if (!stop) stop = scan->s = s;
  return literal_decode(scan->p, &scan->build->text, start, stop, scan->raw, false, scan->token);
}

// Finds where the expression that starts at scan->s ends: at one of !:}= outside parentheses and strings.
static bool scan_expression(Scan *scan) {
  Parser *p = scan->p;
  char quote = '\0', parens[LEXER_MAX_PARENS];
  int quotes = 0, level = 0;
  const char *s = scan->s, *end = scan->end;
  for (; s < end; s++) {
    char c = *s;
    if (c == '\\') return literal_fail(p, NULL, "f-string expression part cannot include a backslash");
    bool triple = (c == '\'' || c == '"') && s + 2 < end && s[1] == c && s[2] == c;
    if (quote) {
      if (c != quote) continue;
      if (quotes == 3) {
        if (!triple) continue;
        s += 2;
      }
      quote = '\0';
      continue;
    }
    switch (c) {
    case '\'':
    case '"':
      quotes = triple ? 3 : 1;
      if (triple) s += 2;
      quote = c;
      continue;
    case '(':
    case '[':
    case '{':
      if (level >= LEXER_MAX_PARENS) return literal_fail(p, NULL, "f-string: too many nested parenthesis");
      parens[level++] = c;
      continue;
    case '#': return literal_fail(p, NULL, "f-string expression part cannot include '#'");
    case '!':
    case ':':
    case '=':
    case '<':
    case '>':
      if (level) continue;
      if (c != ':' && s + 1 < end && s[1] == '=') { // != == <= >=
        s++;
        continue;
      }
      if (c == '<' || c == '>') continue;
      break;
    case ')':
    case ']':
    case '}': {
      if (level == 0) {
        if (c == '}') break;
        return literal_fail(p, NULL, "f-string: unmatched '%c'", c);
      }
      char open = parens[--level];
      if ((open == '(' && c == ')') || (open == '[' && c == ']') || (open == '{' && c == '}')) continue;
      return literal_fail(
          p, NULL, "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'", c, open);
    }
    default: continue;
    }
    break;
  }
  scan->s = s;
  if (quote) return literal_fail(p, NULL, "f-string: unterminated string");
  if (level) return literal_fail(p, NULL, "f-string: unmatched '%c'", parens[level - 1]);
  if (s >= end) return literal_fail(p, NULL, "f-string: expecting '}'");
  return true;
}

static bool only_blank(const char *s, const char *end) {
  while (s < end && (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\f')) s++;
  return s == end;
}

// Whether a newline follows the opening brace, blanks aside: CPython then takes the column of the expression
// to be 0.
static bool newline_follows(const char *s) {
  while (*s == ' ' || *s == '\t' || *s == '\f') s++;
  return *s == '\n' || *s == '}';
}

static void count_lines(Scan *scan, const char *to) {
  const char *newline;
  while ((newline = memchr(scan->counted, '\n', (size_t)(to - scan->counted)))) {
    scan->counted = scan->line = newline + 1;
    scan->lineno++;
  }
  scan->counted = to;
}

// Lexes [start, end) behind the tokens there are, with parentheses around it. False: memory, or a lexical
// error.
static bool lex_expression(Scan *scan, const char *start, const char *end) {
  Parser *p = scan->p;
  Lexer lexer;
  const char *brace = start - 1;
  int lineno = scan->lineno;
  lexer_init_inside(&lexer, p->text, start, end, lineno, scan->line);
  lexer.warn_region = p->warn_region;
  lexer.warn_tail = p->warn_tail;
  uint32_t col = (uint32_t)(brace - lexer.line_start);
  if (lineno == (int)scan->token->lineno)
    col = scan->token->col + (uint32_t)(brace - p->text) - scan->token->start;
  if (newline_follows(start)) col = lineno == (int)scan->token->lineno ? scan->token->col : 0;
  p->nested.shift = col;
  uint32_t at = (uint32_t)(brace - p->text), line = (uint32_t)lineno;
  Token token = {at, at + 1, line, col, line, col + 1, T_LPAR, 1};
  if (!parser_push(p, token)) return false;
  for (;;) {
    lexer_next(&lexer, &token);
    if (token.kind == T_ERROR) break;
    if (!parser_push(p, token)) return false;
  }
  p->warn_tail = lexer.warn_tail;
  if (lexer.done != LEX_EOF || lexer.level != 1) return parser_fail(p, PARSER_SYNTAX), false;
  at = (uint32_t)(end - p->text);
  line = (uint32_t)lexer.lineno;
  col = (uint32_t)(end - lexer.line_start);
  token = (Token){at, at + 1, line, col, line, col + 1, T_RPAR, 0};
  Token last = {at + 1, at + 1, line, col + 1, line, col + 1, T_END, 0};
  return parser_push(p, token) && parser_push(p, last);
}

static Expr *parse_inside(Scan *scan, const char *start, const char *end) {
  Parser *p = scan->p;
  char stop = *end;
  if (only_blank(start, end)) {
    if (stop == '!' || stop == ':' || stop == '=')
      literal_fail(p, NULL, "f-string: expression required before '%c'", stop);
    else
      literal_fail(p, NULL, "f-string: empty expression not allowed");
    return NULL;
  }
  count_lines(scan, start);
  int lineno = scan->lineno;
  size_t count = p->tokens.len;
  uint32_t at = p->at;
  p->at = (uint32_t)count;
  Expr *node = NULL;
  bool lexed = lex_expression(scan, start, end);
  uint32_t shift = p->nested.shift; // nested f-strings inside have their own
  if (lexed) {
    node = parse_star_expressions(p);
    if (node && parser_kind(p) != T_END) node = parser_fail(p, PARSER_SYNTAX);
  }
  if (!node && p->why == PARSER_SYNTAX) {
    p->why = PARSER_NESTED;
    p->nested = (NestedError){.start = start, .end = end, .lineno = lineno, .shift = shift};
  } else if (!node && p->why == PARSER_LITERAL && p->literal) {
    // A wrong literal inside the expression: explained as part of the expression, not of this string.
    p->why = PARSER_NESTED;
    p->nested = (NestedError){.start = start, .end = end, .lineno = lineno, .shift = shift};
  }
  p->at = at;
  p->tokens.len = count;
  return node;
}

static Expr *format_spec(Scan *scan, int depth) {
  Parser *p = scan->p;
  size_t base = p->stack.len;
  if (!parse_pieces(scan, depth + 1)) return NULL;
  // The spec itself and its last literal have the position of their own token, not that of the whole run of
  // strings.
  AstPos whole = scan->build->pos;
  const Token *t = scan->token;
  scan->build->pos = (AstPos){t->lineno, t->col, t->end_lineno, t->end_col};
  Expr *spec = string_flush(p, scan->build) ? parser_new(p, sizeof *spec) : NULL;
  scan->build->pos = whole;
  if (!spec) return NULL;
  spec->kind = Expr_JoinedStr;
  spec->pos = (AstPos){t->lineno, t->col, t->end_lineno, t->end_col};
  return PARSER_SEQ(p, base, &spec->JoinedStr.values) ? spec : NULL;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// {expression = !r :spec}, scan->s at the brace. Pushes the literal text in front of it and the
// FormattedValue.
static bool parse_replacement(Scan *scan, int depth) {
  Parser *p = scan->p;
  if (depth >= 2) return literal_fail(p, NULL, "f-string: expressions nested too deeply");
  const char *start = ++scan->s;
  if (!scan_expression(scan)) return false;
  const char *end = scan->s, *text_end = NULL;
  Expr *value = parse_inside(scan, start, end);
  if (!value) return false;
  if (*scan->s == '=') {
    scan->s++;
    while (is_space(*scan->s)) scan->s++;
    text_end = scan->s;
    if (scan->s >= scan->end) return literal_fail(p, NULL, "f-string: expecting '}'");
  }
  int conversion = -1;
  if (*scan->s == '!') {
    scan->s++;
    if (scan->s >= scan->end) return literal_fail(p, NULL, "f-string: expecting '}'");
    conversion = (unsigned char)*scan->s++;
    if (conversion != 's' && conversion != 'r' && conversion != 'a')
      return literal_fail(p, NULL, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
  }
  if (scan->s >= scan->end) return literal_fail(p, NULL, "f-string: expecting '}'");
  if (text_end) buf_bytes(&scan->build->text, start, (size_t)(text_end - start));
  if (!string_flush(p, scan->build)) return false;
  Expr *spec = NULL;
  if (*scan->s == ':') {
    scan->s++;
    if (scan->s >= scan->end) return literal_fail(p, NULL, "f-string: expecting '}'");
    spec = format_spec(scan, depth);
    if (!spec) return false;
  }
  if (scan->s >= scan->end || *scan->s != '}') return literal_fail(p, NULL, "f-string: expecting '}'");
  scan->s++;
  if (text_end && !spec && conversion == -1) conversion = 'r';
  Expr *node = parser_new(p, sizeof *node);
  if (!node) return false;
  node->kind = Expr_FormattedValue;
  node->pos = scan->build->pos;
  node->FormattedValue.value = value;
  node->FormattedValue.conversion = conversion;
  node->FormattedValue.format_spec = spec;
  return parser_hold(p, node);
}

// Literals and replacements, to the end of the string or (depth > 0, a format spec) to the closing brace.
static bool parse_pieces(Scan *scan, int depth) {
  for (;;) {
    bool again;
    if (!scan_literal(scan, depth, &again)) return false;
    if (again) continue;
    if (scan->s >= scan->end || *scan->s == '}') break;
    if (!parse_replacement(scan, depth)) return false;
  }
  if (depth > 0 && (scan->s >= scan->end || *scan->s != '}'))
    return literal_fail(scan->p, NULL, "f-string: expecting '}'");
  return true;
}

// The start of the line of a token; remembered, because a line may hold very many f-strings.
static const char *line_of(Parser *p, const Token *token) {
  if (p->line_known != token->lineno) {
    const char *line = p->text + token->start;
    while (line > p->text && line[-1] != '\n') line--;
    p->line_known = token->lineno;
    p->line_start = line;
  }
  return p->line_start;
}

bool parse_fstring_part(Parser *p, StringBuild *build, const char *start, const char *end, bool raw,
                        const Token *token) {
  Scan scan = {.p = p, .build = build, .s = start, .end = end, .raw = raw, .token = token};
  scan.counted = start;
  scan.line = line_of(p, token);
  scan.lineno = (int)token->lineno;
  return parse_pieces(&scan, 0);
}
