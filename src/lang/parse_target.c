// Assignment targets. They are read as expressions first; what may stand on the left of `=` is then a
// property of the node: CPython's grammar spells the same set out a second time.
#include "lang/parser.h"

// A parenthesised starred expression cannot be read in the first place, so the node kinds decide.
static bool set_context(Parser *p, Expr *expr, Context context) {
  switch (expr->kind) {
  case Expr_Name: expr->Name.ctx = context; return true;
  case Expr_Attribute: expr->Attribute.ctx = context; return true;
  case Expr_Subscript: expr->Subscript.ctx = context; return true;
  case Expr_Starred:
    if (context == Context_Del || expr->Starred.value->kind == Expr_Starred) break;
    expr->Starred.ctx = context;
    return parser_make_target(p, expr->Starred.value, context);
  case Expr_Tuple:
  case Expr_List: {
    ExprSeq *elts = expr->kind == Expr_Tuple ? &expr->Tuple.elts : &expr->List.elts;
    for (uint32_t i = 0; i < elts->len; i++)
      if (!parser_make_target(p, elts->items[i], context)) return false;
    if (expr->kind == Expr_Tuple)
      expr->Tuple.ctx = context;
    else
      expr->List.ctx = context;
    return true;
  }
  default: break;
  }
  parser_fail(p, PARSER_SYNTAX);
  return false;
}

bool parser_make_target(Parser *p, Expr *expr, Context context) {
  if (!parser_enter(p, 3)) return false;
  bool ok = set_context(p, expr, context);
  parser_leave(p, 3);
  return ok;
}

static Expr *parse_target_item(Parser *p) {
  uint32_t start = p->at;
  if (!parser_accept(p, T_STAR)) return parse_bitwise_or(p);
  Expr *value = parse_bitwise_or(p);
  if (!value) return NULL;
  Expr *node = parser_expr(p, Expr_Starred, start);
  if (node) node->Starred.value = value;
  return node;
}

Expr *parse_target_list(Parser *p) {
  uint32_t start = p->at;
  Expr *first = parse_target_item(p);
  if (!first) return NULL;
  Expr *target = first;
  if (parser_kind(p) == T_COMMA) {
    size_t base = p->stack.len;
    if (!parser_hold(p, first)) return NULL;
    while (parser_accept(p, T_COMMA)) {
      TokenKind kind = parser_kind(p);
      if (kind == T_IN || kind == T_EQUAL) break;
      if (!parser_hold(p, parse_target_item(p))) return NULL;
    }
    target = parser_expr(p, Expr_Tuple, start);
    if (!target || !PARSER_SEQ(p, base, &target->Tuple.elts)) return NULL;
  }
  return parser_make_target(p, target, Context_Store) ? target : NULL;
}
