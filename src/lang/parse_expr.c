// Expressions, from `a, *b` down to atoms: precedence climbing for the binary operators, one function each
// for the rest.
#include "lang/parser.h"

// Roughly the grammar rules CPython is in per level of nesting, see parser_enter.
#define COST_EXPRESSION 4
#define COST_GROUP      20

static bool starts_expression(TokenKind kind) {
  switch (kind) {
  case T_NAME:
  case T_NUMBER:
  case T_STRING:
  case T_LPAR:
  case T_LSQB:
  case T_LBRACE:
  case T_PLUS:
  case T_MINUS:
  case T_TILDE:
  case T_NOT:
  case T_LAMBDA:
  case T_AWAIT:
  case T_NONE:
  case T_TRUE:
  case T_FALSE:
  case T_ELLIPSIS: return true;
  default: return false;
  }
}

static bool starts_starred(TokenKind kind) { return kind == T_STAR || starts_expression(kind); }

static Expr *starred(Parser *p, Expr *(*operand)(Parser *)) {
  uint32_t start = p->at++;
  Expr *value = operand(p);
  if (!value) return NULL;
  Expr *node = parser_expr(p, Expr_Starred, start);
  if (node) node->Starred.value = value;
  return node;
}

static Expr *parse_star_expression(Parser *p) {
  return parser_kind(p) == T_STAR ? starred(p, parse_bitwise_or) : parse_expression(p);
}

Expr *parse_star_named_expression(Parser *p) {
  return parser_kind(p) == T_STAR ? starred(p, parse_bitwise_or) : parse_named_expression(p);
}

// The rest of a tuple without parentheses: `first` has been read, a comma is next.
static Expr *parse_bare_tuple(Parser *p, uint32_t start, Expr *first, Expr *(*item)(Parser *)) {
  size_t base = p->stack.len;
  if (!parser_hold(p, first)) return NULL;
  while (parser_accept(p, T_COMMA)) {
    if (item == parse_expression ? !starts_expression(parser_kind(p)) : !starts_starred(parser_kind(p)))
      break;
    if (!parser_hold(p, item(p))) return NULL;
  }
  Expr *tuple = parser_expr(p, Expr_Tuple, start);
  return tuple && PARSER_SEQ(p, base, &tuple->Tuple.elts) ? tuple : NULL;
}

Expr *parse_star_expressions(Parser *p) {
  uint32_t start = p->at;
  Expr *first = parse_star_expression(p);
  if (!first || parser_kind(p) != T_COMMA) return first;
  return parse_bare_tuple(p, start, first, parse_star_expression);
}

Expr *parse_expressions(Parser *p) {
  uint32_t start = p->at;
  Expr *first = parse_expression(p);
  if (!first || parser_kind(p) != T_COMMA) return first;
  return parse_bare_tuple(p, start, first, parse_expression);
}

Expr *parse_yield(Parser *p) {
  uint32_t start = p->at;
  if (!parser_expect(p, T_YIELD)) return NULL;
  Expr *value = NULL;
  ExprKind kind = Expr_Yield;
  if (parser_accept(p, T_FROM)) {
    kind = Expr_YieldFrom;
    value = parse_expression(p);
    if (!value) return NULL;
  } else if (starts_starred(parser_kind(p))) {
    value = parse_star_expressions(p);
    if (!value) return NULL;
  }
  Expr *node = parser_expr(p, kind, start);
  if (!node) return NULL;
  if (kind == Expr_Yield)
    node->Yield.value = value;
  else
    node->YieldFrom.value = value;
  return node;
}

static Expr *parse_name(Parser *p) {
  uint32_t start = p->at;
  const AstName *name = parser_name(p);
  if (!name) return NULL;
  Expr *node = parser_expr(p, Expr_Name, start);
  if (node) node->Name.id = name;
  return node;
}

Expr *parse_named_expression(Parser *p) {
  if (parser_kind(p) != T_NAME || parser_kind_after(p) != T_COLONEQ) return parse_expression(p);
  uint32_t start = p->at;
  Expr *target = parse_name(p);
  if (!target) return NULL;
  target->Name.ctx = Context_Store;
  p->at++;
  Expr *value = parse_expression(p);
  if (!value) return NULL;
  Expr *node = parser_expr(p, Expr_NamedExpr, start);
  if (!node) return NULL;
  node->NamedExpr.target = target;
  node->NamedExpr.value = value;
  return node;
}

// ---- lambda and conditional ----

static Expr *parse_lambda(Parser *p) {
  uint32_t start = p->at++;
  Arguments *args = parse_parameters(p, T_COLON);
  if (!args || !parser_expect(p, T_COLON)) return NULL;
  Expr *body = parse_expression(p);
  if (!body) return NULL;
  Expr *node = parser_expr(p, Expr_Lambda, start);
  if (!node) return NULL;
  node->Lambda.args = args;
  node->Lambda.body = body;
  return node;
}

static Expr *parse_conditional(Parser *p) {
  uint32_t start = p->at;
  if (parser_kind(p) == T_LAMBDA) return parse_lambda(p);
  Expr *body = parse_disjunction(p);
  if (!body || parser_kind(p) != T_IF) return body;
  p->at++;
  Expr *test = parse_disjunction(p);
  if (!test || !parser_expect(p, T_ELSE)) return NULL;
  Expr *orelse = parse_expression(p);
  if (!orelse) return NULL;
  Expr *node = parser_expr(p, Expr_IfExp, start);
  if (!node) return NULL;
  node->IfExp.test = test;
  node->IfExp.body = body;
  node->IfExp.orelse = orelse;
  return node;
}

Expr *parse_expression(Parser *p) {
  if (!parser_enter(p, COST_EXPRESSION)) return NULL;
  Expr *node = parse_conditional(p);
  parser_leave(p, COST_EXPRESSION);
  return node;
}

// ---- boolean operators and comparisons ----

static Expr *parse_comparison(Parser *p);

static Expr *parse_inversion(Parser *p) {
  if (LIKELY(parser_kind(p) != T_NOT)) return parse_comparison(p);
  uint32_t start = p->at++;
  if (!parser_enter(p, 1)) return NULL;
  Expr *operand = parse_inversion(p);
  parser_leave(p, 1);
  if (!operand) return NULL;
  Expr *node = parser_expr(p, Expr_UnaryOp, start);
  if (!node) return NULL;
  node->UnaryOp.op = UnaryOp_Not;
  node->UnaryOp.operand = operand;
  return node;
}

static Expr *parse_boolean(Parser *p, TokenKind word, BoolOp op, Expr *(*operand)(Parser *)) {
  uint32_t start = p->at;
  Expr *first = operand(p);
  if (!first || parser_kind(p) != word) return first;
  size_t base = p->stack.len;
  if (!parser_hold(p, first)) return NULL;
  while (parser_accept(p, word))
    if (!parser_hold(p, operand(p))) return NULL;
  Expr *node = parser_expr(p, Expr_BoolOp, start);
  if (!node) return NULL;
  node->BoolOp.op = op;
  return PARSER_SEQ(p, base, &node->BoolOp.values) ? node : NULL;
}

static Expr *parse_conjunction(Parser *p) { return parse_boolean(p, T_AND, BoolOp_And, parse_inversion); }

Expr *parse_disjunction(Parser *p) { return parse_boolean(p, T_OR, BoolOp_Or, parse_conjunction); }

// Reads a comparison operator. CmpOp_COUNT: there is none.
static CmpOp comparison_operator(Parser *p) {
  CmpOp op = CmpOp_COUNT;
  switch (parser_kind(p)) {
  case T_EQEQ: op = CmpOp_Eq; break;
  case T_NOTEQ: {
    // "<>" lexes as != too; which of the two is right depends on PEP 401.
    bool barry = p->text[parser_token(p)->start] == '<';
    if (barry != p->barry_as_bdfl) return CmpOp_COUNT;
    op = CmpOp_NotEq;
    break;
  }
  case T_LESS: op = CmpOp_Lt; break;
  case T_LESSEQ: op = CmpOp_LtE; break;
  case T_GREATER: op = CmpOp_Gt; break;
  case T_GREATEREQ: op = CmpOp_GtE; break;
  case T_IN: op = CmpOp_In; break;
  case T_IS:
    op = CmpOp_Is;
    if (parser_kind_after(p) == T_NOT) {
      p->at++;
      op = CmpOp_IsNot;
    }
    break;
  case T_NOT:
    if (parser_kind_after(p) != T_IN) return CmpOp_COUNT;
    p->at++;
    op = CmpOp_NotIn;
    break;
  default: return CmpOp_COUNT;
  }
  p->at++;
  return op;
}

static Expr *parse_comparison(Parser *p) {
  uint32_t start = p->at;
  Expr *left = parse_bitwise_or(p);
  if (!left) return NULL;
  CmpOp op = comparison_operator(p);
  if (LIKELY(op == CmpOp_COUNT)) return left;
  size_t base = p->stack.len;
  // The stack holds operand, operator, operand, ...; operators as numbers.
  uint32_t count = 0;
  for (; op != CmpOp_COUNT; op = comparison_operator(p), count++) {
    Expr *right = parse_bitwise_or(p);
    if (!right || !parser_hold(p, right) || !parser_hold(p, (void *)((uintptr_t)op + 1))) return NULL;
  }
  Expr *node = parser_expr(p, Expr_Compare, start);
  uint8_t *ops = parser_new(p, count);
  Expr **comparators = parser_new(p, count * sizeof *comparators);
  if (!node || !ops || !comparators) return NULL;
  for (uint32_t i = 0; i < count; i++) {
    comparators[i] = p->stack.items[base + 2 * i];
    ops[i] = (uint8_t)((uintptr_t)p->stack.items[base + 2 * i + 1] - 1);
  }
  p->stack.len = base;
  node->Compare.left = left;
  node->Compare.ops = (EnumSeq){ops, count};
  node->Compare.comparators = (ExprSeq){comparators, count};
  return node;
}

// ---- arithmetic ----

typedef struct BinaryRow {
  uint8_t strength; // 0: no binary operator
  uint8_t op;
} BinaryRow;

static BinaryRow binary_row(TokenKind kind) {
  switch (kind) {
  case T_VBAR: return (BinaryRow){1, Operator_BitOr};
  case T_CIRCUMFLEX: return (BinaryRow){2, Operator_BitXor};
  case T_AMPER: return (BinaryRow){3, Operator_BitAnd};
  case T_LSHIFT: return (BinaryRow){4, Operator_LShift};
  case T_RSHIFT: return (BinaryRow){4, Operator_RShift};
  case T_PLUS: return (BinaryRow){5, Operator_Add};
  case T_MINUS: return (BinaryRow){5, Operator_Sub};
  case T_STAR: return (BinaryRow){6, Operator_Mult};
  case T_SLASH: return (BinaryRow){6, Operator_Div};
  case T_DOUBLESLASH: return (BinaryRow){6, Operator_FloorDiv};
  case T_PERCENT: return (BinaryRow){6, Operator_Mod};
  case T_AT: return (BinaryRow){6, Operator_MatMult};
  default: return (BinaryRow){0, 0};
  }
}

static Expr *binary_node(Parser *p, uint32_t start, Expr *left, Operator op, Expr *right) {
  Expr *node = parser_expr(p, Expr_BinOp, start);
  if (!node) return NULL;
  node->BinOp.left = left;
  node->BinOp.op = op;
  node->BinOp.right = right;
  return node;
}

static Expr *parse_primary(Parser *p);

static Expr *parse_power(Parser *p);

static Expr *parse_factor(Parser *p) {
  UnaryOp op;
  switch (parser_kind(p)) {
  case T_PLUS: op = UnaryOp_UAdd; break;
  case T_MINUS: op = UnaryOp_USub; break;
  case T_TILDE: op = UnaryOp_Invert; break;
  default: return parse_power(p);
  }
  uint32_t start = p->at++;
  if (!parser_enter(p, 1)) return NULL;
  Expr *operand = parse_factor(p);
  parser_leave(p, 1);
  if (!operand) return NULL;
  Expr *node = parser_expr(p, Expr_UnaryOp, start);
  if (!node) return NULL;
  node->UnaryOp.op = op;
  node->UnaryOp.operand = operand;
  return node;
}

static Expr *parse_power(Parser *p) {
  uint32_t start = p->at;
  Expr *base;
  if (parser_accept(p, T_AWAIT)) {
    Expr *value = parse_primary(p);
    if (!value) return NULL;
    base = parser_expr(p, Expr_Await, start);
    if (base) base->Await.value = value;
  } else
    base = parse_primary(p);
  if (!base || !parser_accept(p, T_DOUBLESTAR)) return base;
  if (!parser_enter(p, 2)) return NULL;
  Expr *exponent = parse_factor(p);
  parser_leave(p, 2);
  return exponent ? binary_node(p, start, base, Operator_Pow, exponent) : NULL;
}

// Operators at least as strong as `least`; the recursion is at most one call per strength.
static Expr *parse_binary(Parser *p, unsigned least) {
  uint32_t start = p->at;
  Expr *left = parse_factor(p);
  while (left) {
    BinaryRow row = binary_row(parser_kind(p));
    if (row.strength < least || row.strength == 0) break;
    p->at++;
    Expr *right = parse_binary(p, row.strength + 1U);
    left = right ? binary_node(p, start, left, (Operator)row.op, right) : NULL;
  }
  return left;
}

Expr *parse_bitwise_or(Parser *p) { return parse_binary(p, 1); }

// ---- primaries ----

static Expr *parse_slice(Parser *p) {
  uint32_t start = p->at;
  Expr *lower = NULL, *upper = NULL, *step = NULL;
  if (parser_kind(p) != T_COLON) {
    lower = parse_named_expression(p);
    if (!lower || parser_kind(p) != T_COLON) return lower;
    // `a[(x := 1):2]` is a slice, `a[x := 1:2]` is an error, left to the caller.
    if (lower->kind == Expr_NamedExpr && p->tokens.items[start].kind == T_NAME) return lower;
  }
  p->at++;
  if (starts_expression(parser_kind(p)) && !(upper = parse_expression(p))) return NULL;
  if (parser_accept(p, T_COLON) && starts_expression(parser_kind(p)) && !(step = parse_expression(p)))
    return NULL;
  Expr *node = parser_expr(p, Expr_Slice, start);
  if (!node) return NULL;
  node->Slice.lower = lower;
  node->Slice.upper = upper;
  node->Slice.step = step;
  return node;
}

static Expr *parse_slice_item(Parser *p) {
  return parser_kind(p) == T_STAR ? starred(p, parse_expression) : parse_slice(p);
}

static Expr *parse_slices(Parser *p) {
  uint32_t start = p->at;
  Expr *first = parse_slice_item(p);
  if (!first) return NULL;
  if (parser_kind(p) != T_COMMA && first->kind != Expr_Starred) return first;
  size_t base = p->stack.len;
  if (!parser_hold(p, first)) return NULL;
  while (parser_accept(p, T_COMMA) && parser_kind(p) != T_RSQB)
    if (!parser_hold(p, parse_slice_item(p))) return NULL;
  Expr *tuple = parser_expr(p, Expr_Tuple, start);
  return tuple && PARSER_SEQ(p, base, &tuple->Tuple.elts) ? tuple : NULL;
}

static Keyword *parse_keyword(Parser *p) {
  uint32_t start = p->at;
  const AstName *name = NULL;
  if (!parser_accept(p, T_DOUBLESTAR)) {
    name = parser_name(p);
    if (!name) return NULL;
    p->at++; // =
  }
  Expr *value = parse_expression(p);
  if (!value) return NULL;
  Keyword *keyword = parser_new(p, sizeof *keyword);
  if (!keyword) return NULL;
  *keyword = (Keyword){.pos = parser_pos(p, start), .arg = name, .value = value};
  return keyword;
}

static Expr *comprehension(Parser *p, ExprKind kind, uint32_t start, Expr *elt, Expr *value,
                           TokenKind close) {
  ComprehensionSeq generators;
  if (!parse_comprehension_clauses(p, &generators)) return NULL;
  if (!parser_expect(p, close)) return NULL;
  Expr *node = parser_expr(p, kind, start);
  if (!node) return NULL;
  switch (kind) {
  case Expr_ListComp: node->ListComp.elt = elt, node->ListComp.generators = generators; break;
  case Expr_SetComp: node->SetComp.elt = elt, node->SetComp.generators = generators; break;
  case Expr_DictComp:
    node->DictComp.key = elt, node->DictComp.value = value, node->DictComp.generators = generators;
    break;
  default: node->GeneratorExp.elt = elt, node->GeneratorExp.generators = generators; break;
  }
  return node;
}

static bool at_comprehension(const Parser *p) {
  return parser_kind(p) == T_FOR || (parser_kind(p) == T_ASYNC && parser_kind_after(p) == T_FOR);
}

bool parse_arguments(Parser *p, uint32_t open, bool generator, ExprSeq *args, KeywordSeq *keywords) {
  // Positional and keyword arguments alternate (*a after b=1), so the keywords go to a list in the region
  // first.
  size_t base = p->stack.len;
  struct Held {
    struct Held *next;
    Keyword *keyword;
  } *held = NULL, **tail = &held;
  uint32_t keyword_count = 0;
  bool unpacked = false; // ** seen
  *args = (ExprSeq){0};
  *keywords = (KeywordSeq){0};
  while (parser_kind(p) != T_RPAR) {
    TokenKind kind = parser_kind(p);
    if (kind == T_DOUBLESTAR || (kind == T_NAME && parser_kind_after(p) == T_EQUAL)) {
      unpacked |= kind == T_DOUBLESTAR;
      Keyword *keyword = parse_keyword(p);
      struct Held *cell = keyword ? parser_new(p, sizeof *cell) : NULL;
      if (!cell) return false;
      cell->keyword = keyword;
      *tail = cell;
      tail = &cell->next;
      keyword_count++;
    } else if (kind == T_STAR) {
      if (unpacked) return parser_fail(p, PARSER_SYNTAX), false;
      if (!parser_hold(p, starred(p, parse_expression))) return false;
    } else {
      if (keyword_count) return parser_fail(p, PARSER_SYNTAX), false;
      bool first = p->stack.len == base;
      Expr *value = parse_named_expression(p);
      if (!value) return false;
      if (at_comprehension(p)) {
        if (!generator || !first) return parser_fail(p, PARSER_SYNTAX), false;
        value = comprehension(p, Expr_GeneratorExp, open, value, NULL, T_RPAR);
        if (!value) return false;
        p->at--; // the caller reads the parenthesis
        if (!parser_hold(p, value)) return false;
        break;
      }
      if (!parser_hold(p, value)) return false;
    }
    if (!parser_accept(p, T_COMMA)) break;
  }
  if (!PARSER_SEQ(p, base, args)) return false;
  if (keyword_count) {
    keywords->items = parser_new(p, keyword_count * sizeof *keywords->items);
    if (!keywords->items) return false;
    for (struct Held *cell = held; cell; cell = cell->next) keywords->items[keywords->len++] = cell->keyword;
  }
  return true;
}

static Expr *parse_call(Parser *p, uint32_t start, Expr *func) {
  uint32_t open = p->at++;
  if (!parser_enter(p, COST_GROUP)) return NULL;
  ExprSeq args;
  KeywordSeq keywords;
  bool ok = parse_arguments(p, open, true, &args, &keywords);
  parser_leave(p, COST_GROUP);
  if (!ok || !parser_expect(p, T_RPAR)) return NULL;
  Expr *node = parser_expr(p, Expr_Call, start);
  if (!node) return NULL;
  node->Call.func = func;
  node->Call.args = args;
  node->Call.keywords = keywords;
  return node;
}

static Expr *parse_subscript(Parser *p, uint32_t start, Expr *value) {
  p->at++;
  if (!parser_enter(p, COST_GROUP)) return NULL;
  Expr *slice = parse_slices(p);
  parser_leave(p, COST_GROUP);
  if (!slice || !parser_expect(p, T_RSQB)) return NULL;
  Expr *node = parser_expr(p, Expr_Subscript, start);
  if (!node) return NULL;
  node->Subscript.value = value;
  node->Subscript.slice = slice;
  return node;
}

static Expr *parse_primary(Parser *p) {
  uint32_t start = p->at;
  Expr *node = parse_atom(p);
  while (node) {
    switch (parser_kind(p)) {
    case T_DOT: {
      p->at++;
      const AstName *attr = parser_name(p);
      if (!attr) return NULL;
      Expr *outer = parser_expr(p, Expr_Attribute, start);
      if (!outer) return NULL;
      outer->Attribute.value = node;
      outer->Attribute.attr = attr;
      node = outer;
      break;
    }
    case T_LPAR: node = parse_call(p, start, node); break;
    case T_LSQB: node = parse_subscript(p, start, node); break;
    default: return node;
    }
  }
  return NULL;
}

// ---- displays and comprehensions ----

static Comprehension *parse_clause(Parser *p) {
  Comprehension *clause = parser_new(p, sizeof *clause);
  if (!clause) return NULL;
  clause->is_async = parser_accept(p, T_ASYNC);
  if (!parser_expect(p, T_FOR)) return NULL;
  clause->target = parse_target_list(p);
  if (!clause->target || !parser_expect(p, T_IN)) return NULL;
  clause->iter = parse_disjunction(p);
  if (!clause->iter) return NULL;
  size_t base = p->stack.len;
  while (parser_accept(p, T_IF))
    if (!parser_hold(p, parse_disjunction(p))) return NULL;
  return PARSER_SEQ(p, base, &clause->ifs) ? clause : NULL;
}

bool parse_comprehension_clauses(Parser *p, ComprehensionSeq *out) {
  size_t base = p->stack.len;
  while (at_comprehension(p))
    if (!parser_hold(p, parse_clause(p))) return false;
  return PARSER_SEQ(p, base, out);
}

// The items of a tuple, list or set up to `close`; the first has been read and a comma follows it.
static Expr *parse_items(Parser *p, ExprKind kind, uint32_t start, Expr *first, TokenKind close) {
  size_t base = p->stack.len;
  if (first && !parser_hold(p, first)) return NULL;
  while (parser_accept(p, T_COMMA) && parser_kind(p) != close)
    if (!parser_hold(p, parse_star_named_expression(p))) return NULL;
  if (!parser_expect(p, close)) return NULL;
  Expr *node = parser_expr(p, kind, start);
  if (!node) return NULL;
  ExprSeq *elts = kind == Expr_Tuple  ? &node->Tuple.elts
                  : kind == Expr_List ? &node->List.elts
                                      : &node->Set.elts;
  return PARSER_SEQ(p, base, elts) ? node : NULL;
}

static Expr *parse_parenthesised(Parser *p) {
  uint32_t start = p->at++;
  if (parser_accept(p, T_RPAR)) return parser_expr(p, Expr_Tuple, start);
  if (parser_kind(p) == T_YIELD) {
    Expr *value = parse_yield(p);
    return value && parser_expect(p, T_RPAR) ? value : NULL;
  }
  Expr *first = parse_star_named_expression(p);
  if (!first) return NULL;
  if (parser_kind(p) == T_COMMA) return parse_items(p, Expr_Tuple, start, first, T_RPAR);
  if (first->kind == Expr_Starred) return parser_fail(p, PARSER_SYNTAX);
  if (at_comprehension(p)) return comprehension(p, Expr_GeneratorExp, start, first, NULL, T_RPAR);
  return parser_expect(p, T_RPAR) ? first : NULL;
}

static Expr *parse_list(Parser *p) {
  uint32_t start = p->at++;
  if (parser_accept(p, T_RSQB)) return parser_expr(p, Expr_List, start);
  bool star = parser_kind(p) == T_STAR;
  Expr *first = parse_star_named_expression(p);
  if (!first) return NULL;
  if (!star && at_comprehension(p)) return comprehension(p, Expr_ListComp, start, first, NULL, T_RSQB);
  return parse_items(p, Expr_List, start, first, T_RSQB);
}

// One `key: value` or `**mapping` onto the stack, as two items; a missing key is represented by the value
// itself.
static bool parse_pair(Parser *p) {
  Expr *key = NULL, *value;
  if (parser_accept(p, T_DOUBLESTAR))
    value = parse_bitwise_or(p);
  else {
    key = parse_expression(p);
    if (!key || !parser_expect(p, T_COLON)) return false;
    value = parse_expression(p);
  }
  return value && parser_hold(p, key ? key : value) && parser_hold(p, value);
}

static Expr *finish_dict(Parser *p, uint32_t start, size_t base) {
  while (parser_accept(p, T_COMMA) && parser_kind(p) != T_RBRACE)
    if (!parse_pair(p)) return NULL;
  if (!parser_expect(p, T_RBRACE)) return NULL;
  uint32_t count = (uint32_t)((p->stack.len - base) / 2);
  Expr *node = parser_expr(p, Expr_Dict, start);
  Expr **keys = parser_new(p, count * sizeof *keys);
  Expr **values = parser_new(p, count * sizeof *values);
  if (!node || !keys || !values) return NULL;
  for (uint32_t i = 0; i < count; i++) {
    Expr *key = p->stack.items[base + 2 * i];
    values[i] = p->stack.items[base + 2 * i + 1];
    keys[i] = key == values[i] ? NULL : key;
  }
  p->stack.len = base;
  node->Dict.keys = (ExprSeq){keys, count};
  node->Dict.values = (ExprSeq){values, count};
  return node;
}

static Expr *parse_braces(Parser *p) {
  uint32_t start = p->at++;
  if (parser_accept(p, T_RBRACE)) return parser_expr(p, Expr_Dict, start);
  size_t base = p->stack.len;
  if (parser_kind(p) == T_DOUBLESTAR) return parse_pair(p) ? finish_dict(p, start, base) : NULL;
  bool star = parser_kind(p) == T_STAR;
  Expr *first = parse_star_named_expression(p);
  if (!first) return NULL;
  if (!star && parser_kind(p) == T_COLON) {
    if (p->tokens.items[start + 2].kind == T_COLONEQ) return parser_fail(p, PARSER_SYNTAX);
    p->at++;
    Expr *value = parse_expression(p);
    if (!value) return NULL;
    if (at_comprehension(p)) return comprehension(p, Expr_DictComp, start, first, value, T_RBRACE);
    return parser_hold(p, first) && parser_hold(p, value) ? finish_dict(p, start, base) : NULL;
  }
  if (!star && at_comprehension(p)) return comprehension(p, Expr_SetComp, start, first, NULL, T_RBRACE);
  return parse_items(p, Expr_Set, start, first, T_RBRACE);
}

static Expr *parse_constant_word(Parser *p, ConstantKind kind) {
  uint32_t start = p->at++;
  Expr *node = parser_expr(p, Expr_Constant, start);
  if (node) node->Constant.value.kind = (uint8_t)kind;
  return node;
}

Expr *parse_atom(Parser *p) {
  Expr *(*display)(Parser *);
  switch (parser_kind(p)) {
  case T_NAME: return parse_name(p);
  case T_NUMBER: return parse_number(p);
  case T_STRING: return parse_strings(p);
  case T_NONE: return parse_constant_word(p, Constant_None);
  case T_TRUE: return parse_constant_word(p, Constant_True);
  case T_FALSE: return parse_constant_word(p, Constant_False);
  case T_ELLIPSIS: return parse_constant_word(p, Constant_Ellipsis);
  case T_LPAR: display = parse_parenthesised; break;
  case T_LSQB: display = parse_list; break;
  case T_LBRACE: display = parse_braces; break;
  default: return parser_fail(p, PARSER_SYNTAX);
  }
  if (!parser_enter(p, COST_GROUP)) return NULL;
  Expr *node = display(p);
  parser_leave(p, COST_GROUP);
  return node;
}
