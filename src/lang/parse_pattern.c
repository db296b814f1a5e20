// The match statement and its patterns (PEP 634). `match`, `case` and `_` are ordinary names elsewhere.
#include "lang/parser.h"

#define COST_PATTERN 10

static Pattern *parse_pattern(Parser *p);

static Pattern *new_pattern(Parser *p, PatternKind kind, uint32_t start) {
  Pattern *node = parser_new(p, sizeof *node);
  if (!node) return NULL;
  node->kind = (uint8_t)kind;
  node->pos = parser_pos(p, start);
  return node;
}

// ---- literals ----

static bool is_complex(const Expr *expr) {
  return expr->kind == Expr_Constant && expr->Constant.value.kind == Constant_Complex;
}

static Expr *parse_signed_number(Parser *p) {
  uint32_t start = p->at;
  bool minus = parser_accept(p, T_MINUS);
  if (parser_kind(p) != T_NUMBER) return parser_fail(p, PARSER_SYNTAX);
  Expr *number = parse_number(p);
  if (!number || !minus) return number;
  Expr *node = parser_expr(p, Expr_UnaryOp, start);
  if (!node) return NULL;
  node->UnaryOp.op = UnaryOp_USub;
  node->UnaryOp.operand = number;
  return node;
}

// A number, or `1 + 2j`.
static Expr *parse_number_literal(Parser *p) {
  uint32_t start = p->at;
  Expr *left = parse_signed_number(p);
  if (!left || (parser_kind(p) != T_PLUS && parser_kind(p) != T_MINUS)) return left;
  Operator op = parser_kind(p) == T_PLUS ? Operator_Add : Operator_Sub;
  p->at++;
  if (parser_kind(p) != T_NUMBER) return parser_fail(p, PARSER_SYNTAX);
  Expr *right = parse_number(p);
  if (!right) return NULL;
  if (is_complex(left->kind == Expr_UnaryOp ? left->UnaryOp.operand : left) || !is_complex(right))
    return parser_fail(p, PARSER_SYNTAX);
  Expr *node = parser_expr(p, Expr_BinOp, start);
  if (!node) return NULL;
  node->BinOp.left = left;
  node->BinOp.op = op;
  node->BinOp.right = right;
  return node;
}

static bool singleton_kind(TokenKind kind, ConstantKind *constant) {
  switch (kind) {
  case T_NONE: *constant = Constant_None; return true;
  case T_TRUE: *constant = Constant_True; return true;
  case T_FALSE: *constant = Constant_False; return true;
  default: return false;
  }
}

static Pattern *value_pattern(Parser *p, uint32_t start, Expr *value) {
  Pattern *node = value ? new_pattern(p, Pattern_MatchValue, start) : NULL;
  if (node) node->MatchValue.value = value;
  return node;
}

// ---- names ----

// a, a.b, a.b.c
static Expr *parse_name_or_attr(Parser *p) {
  uint32_t start = p->at;
  const AstName *name = parser_name(p);
  Expr *node = name ? parser_expr(p, Expr_Name, start) : NULL;
  if (!node) return NULL;
  node->Name.id = name;
  while (parser_accept(p, T_DOT)) {
    const AstName *attr = parser_name(p);
    Expr *outer = attr ? parser_expr(p, Expr_Attribute, start) : NULL;
    if (!outer) return NULL;
    outer->Attribute.value = node;
    outer->Attribute.attr = attr;
    node = outer;
  }
  return node;
}

// A name that a pattern binds: not `_`.
static const AstName *parse_capture(Parser *p) {
  if (parser_is_soft(p, "_")) return parser_fail(p, PARSER_SYNTAX);
  const AstName *name = parser_name(p);
  TokenKind after = parser_kind(p);
  if (after == T_DOT || after == T_LPAR || after == T_EQUAL) return parser_fail(p, PARSER_SYNTAX);
  return name;
}

static bool parse_class_arguments(Parser *p, Pattern *node) {
  size_t base = p->stack.len;
  while (parser_kind(p) != T_RPAR && !(parser_kind(p) == T_NAME && parser_kind_after(p) == T_EQUAL)) {
    if (!parser_hold(p, parse_pattern(p))) return false;
    if (!parser_accept(p, T_COMMA)) break;
  }
  if (!PARSER_SEQ(p, base, &node->MatchClass.patterns)) return false;
  uint32_t count = 0;
  // name = pattern, ...: names and patterns alternate on the stack
  while (parser_kind(p) == T_NAME && parser_kind_after(p) == T_EQUAL) {
    const AstName *name = parser_name(p);
    if (!name || !parser_hold(p, (void *)(uintptr_t)name)) return false;
    p->at++;
    if (!parser_hold(p, parse_pattern(p))) return false;
    count++;
    if (!parser_accept(p, T_COMMA)) break;
  }
  if (!parser_expect(p, T_RPAR)) return false;
  if (!count) return true;
  const AstName **names = parser_new(p, count * sizeof *names);
  Pattern **patterns = parser_new(p, count * sizeof *patterns);
  if (!names || !patterns) return false;
  for (uint32_t i = 0; i < count; i++) {
    names[i] = p->stack.items[base + 2 * i];
    patterns[i] = p->stack.items[base + 2 * i + 1];
  }
  p->stack.len = base;
  node->MatchClass.kwd_attrs = (NameSeq){names, count};
  node->MatchClass.kwd_patterns = (PatternSeq){patterns, count};
  return true;
}

// A pattern that starts with a name: capture, wildcard, value or class.
static Pattern *parse_name_pattern(Parser *p) {
  uint32_t start = p->at;
  TokenKind after = parser_kind_after(p);
  if (after != T_DOT && after != T_LPAR) {
    if (after == T_EQUAL) return parser_fail(p, PARSER_SYNTAX);
    const AstName *name = NULL;
    if (parser_is_soft(p, "_"))
      p->at++;
    else if (!(name = parser_name(p)))
      return NULL;
    Pattern *node = new_pattern(p, Pattern_MatchAs, start);
    if (node) node->MatchAs.name = name;
    return node;
  }
  Expr *cls = parse_name_or_attr(p);
  if (!cls) return NULL;
  if (parser_kind(p) == T_EQUAL) return parser_fail(p, PARSER_SYNTAX);
  if (!parser_accept(p, T_LPAR)) return value_pattern(p, start, cls);
  Pattern *node = new_pattern(p, Pattern_MatchClass, start);
  if (!node || !parse_class_arguments(p, node)) return NULL;
  node->MatchClass.cls = cls;
  node->pos = parser_pos(p, start);
  return node;
}

// ---- sequences and mappings ----

static Pattern *parse_star_pattern(Parser *p) {
  uint32_t start = p->at;
  if (!parser_accept(p, T_STAR)) return parse_pattern(p);
  const AstName *name = NULL;
  if (parser_is_soft(p, "_"))
    p->at++;
  else if (!(name = parse_capture(p)))
    return NULL;
  Pattern *node = new_pattern(p, Pattern_MatchStar, start);
  if (node) node->MatchStar.name = name;
  return node;
}

// Patterns up to `close`, the first already read if not NULL; the caller reads `close`.
static Pattern *parse_sequence(Parser *p, uint32_t start, Pattern *first, TokenKind close) {
  size_t base = p->stack.len;
  if (first && !parser_hold(p, first)) return NULL;
  while (!first || parser_accept(p, T_COMMA)) {
    if (parser_kind(p) == close || (close == T_COLON && parser_kind(p) == T_IF)) break;
    first = parse_star_pattern(p);
    if (!parser_hold(p, first)) return NULL;
  }
  if (close != T_COLON && !parser_expect(p, close)) return NULL;
  Pattern *node = new_pattern(p, Pattern_MatchSequence, start);
  return node && PARSER_SEQ(p, base, &node->MatchSequence.patterns) ? node : NULL;
}

static Pattern *parse_group_or_sequence(Parser *p) {
  uint32_t start = p->at++;
  if (parser_kind(p) == T_RPAR) return parse_sequence(p, start, NULL, T_RPAR);
  bool star = parser_kind(p) == T_STAR;
  Pattern *first = parse_star_pattern(p);
  if (!first) return NULL;
  if (parser_kind(p) == T_COMMA) return parse_sequence(p, start, first, T_RPAR);
  if (star) return parser_fail(p, PARSER_SYNTAX);
  return parser_expect(p, T_RPAR) ? first : NULL;
}

static Expr *parse_mapping_key(Parser *p) {
  uint32_t start = p->at;
  ConstantKind constant;
  switch (parser_kind(p)) {
  case T_NUMBER:
  case T_MINUS: return parse_number_literal(p);
  case T_STRING: return parse_strings(p);
  case T_NAME: {
    if (parser_kind_after(p) != T_DOT) return parser_fail(p, PARSER_SYNTAX);
    return parse_name_or_attr(p);
  }
  default: break;
  }
  if (!singleton_kind(parser_kind(p), &constant)) return parser_fail(p, PARSER_SYNTAX);
  p->at++;
  Expr *node = parser_expr(p, Expr_Constant, start);
  if (node) node->Constant.value.kind = (uint8_t)constant;
  return node;
}

static Pattern *parse_mapping(Parser *p) {
  uint32_t start = p->at++;
  size_t base = p->stack.len;
  const AstName *rest = NULL;
  uint32_t count = 0;
  while (parser_kind(p) != T_RBRACE) {
    if (parser_accept(p, T_DOUBLESTAR)) {
      rest = parse_capture(p);
      if (!rest) return NULL;
      parser_accept(p, T_COMMA);
      break;
    }
    Expr *key = parse_mapping_key(p);
    if (!key || !parser_hold(p, key) || !parser_expect(p, T_COLON) || !parser_hold(p, parse_pattern(p)))
      return NULL;
    count++;
    if (!parser_accept(p, T_COMMA)) break;
  }
  if (!parser_expect(p, T_RBRACE)) return NULL;
  Pattern *node = new_pattern(p, Pattern_MatchMapping, start);
  Expr **keys = parser_new(p, count * sizeof *keys);
  Pattern **patterns = parser_new(p, count * sizeof *patterns);
  if (!node || !keys || !patterns) return NULL;
  for (uint32_t i = 0; i < count; i++) {
    keys[i] = p->stack.items[base + 2 * i];
    patterns[i] = p->stack.items[base + 2 * i + 1];
  }
  p->stack.len = base;
  node->MatchMapping.keys = (ExprSeq){keys, count};
  node->MatchMapping.patterns = (PatternSeq){patterns, count};
  node->MatchMapping.rest = rest;
  return node;
}

// ---- the rest ----

static Pattern *parse_closed(Parser *p) {
  uint32_t start = p->at;
  ConstantKind constant;
  switch (parser_kind(p)) {
  case T_NUMBER:
  case T_MINUS: return value_pattern(p, start, parse_number_literal(p));
  case T_STRING: return value_pattern(p, start, parse_strings(p));
  case T_NAME: return parse_name_pattern(p);
  case T_LPAR: return parse_group_or_sequence(p);
  case T_LSQB: p->at++; return parse_sequence(p, start, NULL, T_RSQB);
  case T_LBRACE: return parse_mapping(p);
  default: break;
  }
  if (!singleton_kind(parser_kind(p), &constant)) return parser_fail(p, PARSER_SYNTAX);
  p->at++;
  Pattern *node = new_pattern(p, Pattern_MatchSingleton, start);
  if (node) node->MatchSingleton.value.kind = (uint8_t)constant;
  return node;
}

static Pattern *parse_or_pattern(Parser *p) {
  uint32_t start = p->at;
  Pattern *first = parse_closed(p);
  if (!first || parser_kind(p) != T_VBAR) return first;
  size_t base = p->stack.len;
  if (!parser_hold(p, first)) return NULL;
  while (parser_accept(p, T_VBAR))
    if (!parser_hold(p, parse_closed(p))) return NULL;
  Pattern *node = new_pattern(p, Pattern_MatchOr, start);
  return node && PARSER_SEQ(p, base, &node->MatchOr.patterns) ? node : NULL;
}

static Pattern *parse_as_pattern(Parser *p) {
  uint32_t start = p->at;
  Pattern *pattern = parse_or_pattern(p);
  if (!pattern || !parser_accept(p, T_AS)) return pattern;
  const AstName *name = parse_capture(p);
  Pattern *node = name ? new_pattern(p, Pattern_MatchAs, start) : NULL;
  if (!node) return NULL;
  node->MatchAs.pattern = pattern;
  node->MatchAs.name = name;
  return node;
}

static Pattern *parse_pattern(Parser *p) {
  if (!parser_enter(p, COST_PATTERN)) return NULL;
  Pattern *node = parse_as_pattern(p);
  parser_leave(p, COST_PATTERN);
  return node;
}

Pattern *parse_patterns(Parser *p) {
  uint32_t start = p->at;
  bool star = parser_kind(p) == T_STAR;
  Pattern *first = parse_star_pattern(p);
  if (!first) return NULL;
  if (parser_kind(p) == T_COMMA) return parse_sequence(p, start, first, T_COLON);
  return star ? parser_fail(p, PARSER_SYNTAX) : first;
}

static MatchCase *parse_case(Parser *p) {
  if (!parser_is_soft(p, "case")) return parser_fail(p, PARSER_SYNTAX);
  p->at++;
  MatchCase *node = parser_new(p, sizeof *node);
  if (!node) return NULL;
  node->pattern = parse_patterns(p);
  if (!node->pattern) return NULL;
  if (parser_accept(p, T_IF) && !(node->guard = parse_named_expression(p))) return NULL;
  return parse_case_body(p, &node->body) ? node : NULL;
}

static Expr *parse_subject(Parser *p) {
  uint32_t start = p->at;
  bool star = parser_kind(p) == T_STAR;
  Expr *first = parse_star_named_expression(p);
  if (!first) return NULL;
  if (parser_kind(p) != T_COMMA) return star ? parser_fail(p, PARSER_SYNTAX) : first;
  size_t base = p->stack.len;
  if (!parser_hold(p, first)) return NULL;
  while (parser_accept(p, T_COMMA) && parser_kind(p) != T_COLON)
    if (!parser_hold(p, parse_star_named_expression(p))) return NULL;
  Expr *tuple = parser_expr(p, Expr_Tuple, start);
  return tuple && PARSER_SEQ(p, base, &tuple->Tuple.elts) ? tuple : NULL;
}

Stmt *parse_match(Parser *p) {
  uint32_t start = p->at++;
  size_t base = p->stack.len;
  uint32_t depth = p->depth;
  Expr *subject = parse_subject(p);
  if (!subject || !parser_accept(p, T_COLON) || !parser_accept(p, T_NEWLINE) || !parser_accept(p, T_INDENT)) {
    if (p->why == PARSER_SYNTAX) p->why = PARSER_OK; // an expression that starts with the name `match`, then
    p->at = start;
    p->stack.len = base;
    p->depth = depth;
    return NULL;
  }
  do
    if (!parser_hold(p, parse_case(p))) return NULL;
  while (parser_kind(p) != T_DEDENT);
  p->at++;
  Stmt *node = parser_new(p, sizeof *node);
  if (!node || !PARSER_SEQ(p, base, &node->Match.cases)) return NULL;
  node->kind = Stmt_Match;
  node->pos = parser_pos(p, start);
  node->Match.subject = subject;
  return node;
}
