// The text of an expression, as `from __future__ import annotations` stores it.
//
// Parentheses appear where the level of the surroundings is higher than the expression's own.
#include "compile/unit.h"

#include "object/complex.h"
#include "object/float.h"
#include "object/protocol.h"

typedef enum Level {
  LEVEL_TUPLE,
  LEVEL_TEST, // if-else, lambda
  LEVEL_OR,
  LEVEL_AND,
  LEVEL_NOT,
  LEVEL_COMPARE,
  LEVEL_EXPR,
  LEVEL_BIT_OR = LEVEL_EXPR,
  LEVEL_BIT_XOR,
  LEVEL_BIT_AND,
  LEVEL_SHIFT,
  LEVEL_ARITH,
  LEVEL_TERM,
  LEVEL_FACTOR,
  LEVEL_POWER,
  LEVEL_AWAIT,
  LEVEL_ATOM
} Level;

typedef struct Unparse {
  Unit *u;
  StrWriter *w;
} Unparse;

static void put_expr(Unparse *p, const Expr *e, Level level);

static void put(Unparse *p, const char *text) {
  if (!p->u->failed && !str_writer_ascii(p->w, text, -1)) p->u->failed = true;
}

static void put_if(Unparse *p, bool condition, const char *text) {
  if (condition) put(p, text);
}

static void put_str(Unparse *p, Object *s) {
  if (!p->u->failed && !str_writer_str(p->w, s)) p->u->failed = true;
}

static void put_name(Unparse *p, const AstName *name) { put_str(p, unit_name(p->u, name)); }

static void put_list(Unparse *p, const ExprSeq *seq, Level level) {
  for (uint32_t i = 0; i < seq->len; i++) {
    put_if(p, i > 0, ", ");
    put_expr(p, seq->items[i], level);
  }
}

static void put_constant(Unparse *p, const Expr *e) {
  Constant constant = e->Constant.value;
  Object *o = unit_constant(p->u, &constant);
  if (p->u->failed) return;
  if (o == ELLIPSIS) {
    put(p, "...");
    return;
  }
  if (e->Constant.kind) put_name(p, e->Constant.kind);
  Object *repr = object_repr(o);
  if (repr &&
      (IS_EXACT(o, FLOAT) || IS_EXACT(o, COMPLEX))) { // there is no literal "inf": a number that overflows
    Object *from = str_from_ascii("inf", 3), *to = str_from_ascii("1e309", 5);
    Object *args[2] = {from, to};
    Object *name = str_intern("replace");
    Object *replaced = from && to && name ? object_call_method(repr, name, args, 2) : NULL;
    XDECREF(from);
    XDECREF(to);
    XDECREF(name);
    DECREF(repr);
    repr = replaced;
  }
  if (!repr) {
    p->u->failed = true;
    return;
  }
  put_str(p, repr);
  DECREF(repr);
}

static void put_parameter(Unparse *p, const Arg *a) {
  put_name(p, a->arg);
  if (!a->annotation) return;
  put(p, ": ");
  put_expr(p, a->annotation, LEVEL_TEST);
}

static void put_parameters(Unparse *p, const Arguments *a) {
  bool first = true;
  uint32_t positional = a->posonlyargs.len + a->args.len;
  for (uint32_t i = 0; i < positional; i++) {
    put_if(p, !first, ", ");
    first = false;
    put_parameter(p,
                  i < a->posonlyargs.len ? a->posonlyargs.items[i] : a->args.items[i - a->posonlyargs.len]);
    if (i + a->defaults.len >= positional) {
      put(p, "=");
      put_expr(p, a->defaults.items[i + a->defaults.len - positional], LEVEL_TEST);
    }
    put_if(p, a->posonlyargs.len && i + 1 == a->posonlyargs.len, ", /");
  }
  if (a->vararg || a->kwonlyargs.len) {
    put_if(p, !first, ", ");
    first = false;
    put(p, "*");
    if (a->vararg) put_parameter(p, a->vararg);
  }
  for (uint32_t i = 0; i < a->kwonlyargs.len; i++) {
    put_if(p, !first, ", ");
    first = false;
    put_parameter(p, a->kwonlyargs.items[i]);
    if (!a->kw_defaults.items[i]) continue;
    put(p, "=");
    put_expr(p, a->kw_defaults.items[i], LEVEL_TEST);
  }
  if (a->kwarg) {
    put_if(p, !first, ", ");
    put(p, "**");
    put_parameter(p, a->kwarg);
  }
}

static void put_generators(Unparse *p, const ComprehensionSeq *generators) {
  for (uint32_t i = 0; i < generators->len; i++) {
    const Comprehension *c = generators->items[i];
    put(p, c->is_async ? " async for " : " for ");
    put_expr(p, c->target, LEVEL_TUPLE);
    put(p, " in ");
    put_expr(p, c->iter, LEVEL_TEST + 1);
    for (uint32_t k = 0; k < c->ifs.len; k++) {
      put(p, " if ");
      put_expr(p, c->ifs.items[k], LEVEL_TEST + 1);
    }
  }
}

// ---- f-strings: the body is made as text, then written as a literal ----

static void put_escaped(Unparse *p, Object *text) {
  const Str *s = (const Str *)text;
  for (ssize_t i = 0; i < s->length && !p->u->failed; i++) {
    uint32_t c = str_char(s, i);
    if ((c == '{' || c == '}') && !str_writer_char(p->w, c)) p->u->failed = true;
    if (!str_writer_char(p->w, c)) p->u->failed = true;
  }
}

static void put_joined_body(Unparse *p, const Expr *e);

static void put_formatted(Unparse *p, const Expr *e) {
  StrWriter w;
  str_writer_init(&w);
  Unparse inner = {p->u, &w};
  put_expr(&inner, e->FormattedValue.value, LEVEL_TEST + 1);
  Object *text = str_writer_finish(&w);
  if (!text) {
    p->u->failed = true;
    return;
  }
  put(p, str_length(text) && str_char((Str *)text, 0) == '{' ? "{ " : "{");
  put_str(p, text);
  DECREF(text);
  if (e->FormattedValue.conversion > 0) {
    char conversion[3] = {'!', (char)e->FormattedValue.conversion, 0};
    put(p, conversion);
  }
  if (e->FormattedValue.format_spec) {
    put(p, ":");
    put_joined_body(p, e->FormattedValue.format_spec);
  }
  put(p, "}");
}

static void put_joined_body(Unparse *p, const Expr *e) {
  switch (e->kind) {
  case Expr_Constant: {
    Constant constant = e->Constant.value;
    put_escaped(p, unit_constant(p->u, &constant));
    break;
  }
  case Expr_FormattedValue: put_formatted(p, e); break;
  case Expr_JoinedStr:
    for (uint32_t i = 0; i < e->JoinedStr.values.len; i++) put_joined_body(p, e->JoinedStr.values.items[i]);
    break;
  default: break;
  }
}

static void put_joined(Unparse *p, const Expr *e) {
  StrWriter w;
  str_writer_init(&w);
  Unparse inner = {p->u, &w};
  put_joined_body(&inner, e);
  Object *body = str_writer_finish(&w), *repr = body ? object_repr(body) : NULL;
  XDECREF(body);
  if (!repr) {
    p->u->failed = true;
    return;
  }
  put(p, "f");
  put_str(p, repr);
  DECREF(repr);
}

// ---- operators ----

typedef struct Sign {
  const char *text;
  Level level;
} Sign;

static void put_binary(Unparse *p, const Expr *e, Level level) {
  static const Sign signs[Operator_COUNT] = {
      [Operator_Add] = {" + ", LEVEL_ARITH},      [Operator_Sub] = {" - ", LEVEL_ARITH},
      [Operator_Mult] = {" * ", LEVEL_TERM},      [Operator_MatMult] = {" @ ", LEVEL_TERM},
      [Operator_Div] = {" / ", LEVEL_TERM},       [Operator_Mod] = {" % ", LEVEL_TERM},
      [Operator_LShift] = {" << ", LEVEL_SHIFT},  [Operator_RShift] = {" >> ", LEVEL_SHIFT},
      [Operator_BitOr] = {" | ", LEVEL_BIT_OR},   [Operator_BitXor] = {" ^ ", LEVEL_BIT_XOR},
      [Operator_BitAnd] = {" & ", LEVEL_BIT_AND}, [Operator_FloorDiv] = {" // ", LEVEL_TERM},
      [Operator_Pow] = {" ** ", LEVEL_POWER},
  };
  Sign sign = signs[e->BinOp.op];
  bool right = e->BinOp.op == Operator_Pow; // groups to the right
  put_if(p, level > sign.level, "(");
  put_expr(p, e->BinOp.left, sign.level + right);
  put(p, sign.text);
  put_expr(p, e->BinOp.right, sign.level + !right);
  put_if(p, level > sign.level, ")");
}

static void put_compare(Unparse *p, const Expr *e, Level level) {
  static const char *const signs[CmpOp_COUNT] = {
      [CmpOp_Eq] = " == ", [CmpOp_NotEq] = " != ",     [CmpOp_Lt] = " < ",  [CmpOp_LtE] = " <= ",
      [CmpOp_Gt] = " > ",  [CmpOp_GtE] = " >= ",       [CmpOp_Is] = " is ", [CmpOp_IsNot] = " is not ",
      [CmpOp_In] = " in ", [CmpOp_NotIn] = " not in ",
  };
  put_if(p, level > LEVEL_COMPARE, "(");
  put_expr(p, e->Compare.left, LEVEL_COMPARE + 1);
  for (uint32_t i = 0; i < e->Compare.ops.len; i++) {
    put(p, signs[e->Compare.ops.items[i]]);
    put_expr(p, e->Compare.comparators.items[i], LEVEL_COMPARE + 1);
  }
  put_if(p, level > LEVEL_COMPARE, ")");
}

static void put_unary(Unparse *p, const Expr *e, Level level) {
  static const char *const signs[UnaryOp_COUNT] = {
      [UnaryOp_Invert] = "~", [UnaryOp_Not] = "not ", [UnaryOp_UAdd] = "+", [UnaryOp_USub] = "-"};
  Level own = e->UnaryOp.op == UnaryOp_Not ? LEVEL_NOT : LEVEL_FACTOR;
  put_if(p, level > own, "(");
  put(p, signs[e->UnaryOp.op]);
  put_expr(p, e->UnaryOp.operand, own);
  put_if(p, level > own, ")");
}

static void put_bool(Unparse *p, const Expr *e, Level level) {
  Level own = e->BoolOp.op == BoolOp_And ? LEVEL_AND : LEVEL_OR;
  put_if(p, level > own, "(");
  for (uint32_t i = 0; i < e->BoolOp.values.len; i++) {
    put_if(p, i > 0, own == LEVEL_AND ? " and " : " or ");
    put_expr(p, e->BoolOp.values.items[i], own + 1);
  }
  put_if(p, level > own, ")");
}

static void put_call(Unparse *p, const Expr *e) {
  put_expr(p, e->Call.func, LEVEL_ATOM);
  if (e->Call.args.len == 1 && !e->Call.keywords.len && e->Call.args.items[0]->kind == Expr_GeneratorExp) {
    put_expr(p, e->Call.args.items[0], LEVEL_TEST);
    return;
  }
  put(p, "(");
  put_list(p, &e->Call.args, LEVEL_TEST);
  for (uint32_t i = 0; i < e->Call.keywords.len; i++) {
    const Keyword *k = e->Call.keywords.items[i];
    put_if(p, i > 0 || e->Call.args.len, ", ");
    if (k->arg) {
      put_name(p, k->arg);
      put(p, "=");
    } else {
      put(p, "**");
    }
    put_expr(p, k->value, LEVEL_TEST);
  }
  put(p, ")");
}

static void put_dict(Unparse *p, const Expr *e) {
  put(p, "{");
  for (uint32_t i = 0; i < e->Dict.values.len; i++) {
    put_if(p, i > 0, ", ");
    if (e->Dict.keys.items[i]) {
      put_expr(p, e->Dict.keys.items[i], LEVEL_TEST);
      put(p, ": ");
      put_expr(p, e->Dict.values.items[i], LEVEL_TEST);
    } else {
      put(p, "**");
      put_expr(p, e->Dict.values.items[i], LEVEL_EXPR);
    }
  }
  put(p, "}");
}

static void put_tuple(Unparse *p, const Expr *e, Level level) {
  if (!e->Tuple.elts.len) {
    put(p, "()");
    return;
  }
  put_if(p, level > LEVEL_TUPLE, "(");
  put_list(p, &e->Tuple.elts, LEVEL_TEST);
  put_if(p, e->Tuple.elts.len == 1, ",");
  put_if(p, level > LEVEL_TUPLE, ")");
}

static void put_comprehension(Unparse *p, const char *open, const Expr *key, const Expr *value,
                              const ComprehensionSeq *generators, const char *close) {
  put(p, open);
  put_expr(p, key, LEVEL_TEST);
  if (value) {
    put(p, ": ");
    put_expr(p, value, LEVEL_TEST);
  }
  put_generators(p, generators);
  put(p, close);
}

static void put_attribute(Unparse *p, const Expr *e) {
  put_expr(p, e->Attribute.value, LEVEL_ATOM);
  bool integer = false;
  if (e->Attribute.value->kind == Expr_Constant) {
    Constant constant = e->Attribute.value->Constant.value;
    integer = constant.kind == Constant_Int;
  }
  put(p, integer ? " ." : ".");
  put_name(p, e->Attribute.attr);
}

static void put_slice(Unparse *p, const Expr *e) {
  if (e->Slice.lower) put_expr(p, e->Slice.lower, LEVEL_TEST);
  put(p, ":");
  if (e->Slice.upper) put_expr(p, e->Slice.upper, LEVEL_TEST);
  if (!e->Slice.step) return;
  put(p, ":");
  put_expr(p, e->Slice.step, LEVEL_TEST);
}

static void put_expr(Unparse *p, const Expr *e, Level level) {
  if (p->u->failed) return;
  switch ((ExprKind)e->kind) {
  case Expr_BoolOp: put_bool(p, e, level); break;
  case Expr_NamedExpr:
    put_if(p, level > LEVEL_TUPLE, "(");
    put_expr(p, e->NamedExpr.target, LEVEL_ATOM);
    put(p, " := ");
    put_expr(p, e->NamedExpr.value, LEVEL_ATOM);
    put_if(p, level > LEVEL_TUPLE, ")");
    break;
  case Expr_BinOp: put_binary(p, e, level); break;
  case Expr_UnaryOp: put_unary(p, e, level); break;
  case Expr_Lambda: {
    const Arguments *a = e->Lambda.args;
    put_if(p, level > LEVEL_TEST, "(");
    put(p, a->posonlyargs.len || a->args.len || a->vararg || a->kwonlyargs.len || a->kwarg ? "lambda "
                                                                                           : "lambda");
    put_parameters(p, a);
    put(p, ": ");
    put_expr(p, e->Lambda.body, LEVEL_TEST);
    put_if(p, level > LEVEL_TEST, ")");
    break;
  }
  case Expr_IfExp:
    put_if(p, level > LEVEL_TEST, "(");
    put_expr(p, e->IfExp.body, LEVEL_TEST + 1);
    put(p, " if ");
    put_expr(p, e->IfExp.test, LEVEL_TEST + 1);
    put(p, " else ");
    put_expr(p, e->IfExp.orelse, LEVEL_TEST);
    put_if(p, level > LEVEL_TEST, ")");
    break;
  case Expr_Dict: put_dict(p, e); break;
  case Expr_Set:
    put(p, "{");
    put_list(p, &e->Set.elts, LEVEL_TEST);
    put(p, "}");
    break;
  case Expr_GeneratorExp:
    put_comprehension(p, "(", e->GeneratorExp.elt, NULL, &e->GeneratorExp.generators, ")");
    break;
  case Expr_ListComp: put_comprehension(p, "[", e->ListComp.elt, NULL, &e->ListComp.generators, "]"); break;
  case Expr_SetComp: put_comprehension(p, "{", e->SetComp.elt, NULL, &e->SetComp.generators, "}"); break;
  case Expr_DictComp:
    put_comprehension(p, "{", e->DictComp.key, e->DictComp.value, &e->DictComp.generators, "}");
    break;
  case Expr_Yield:
    put(p, "(yield");
    if (e->Yield.value) {
      put(p, " ");
      put_expr(p, e->Yield.value, LEVEL_TUPLE);
    }
    put(p, ")");
    break;
  case Expr_YieldFrom:
    put(p, "(yield from ");
    put_expr(p, e->YieldFrom.value, LEVEL_TEST);
    put(p, ")");
    break;
  case Expr_Await:
    put_if(p, level > LEVEL_AWAIT, "(");
    put(p, "await ");
    put_expr(p, e->Await.value, LEVEL_ATOM);
    put_if(p, level > LEVEL_AWAIT, ")");
    break;
  case Expr_Compare: put_compare(p, e, level); break;
  case Expr_Call: put_call(p, e); break;
  case Expr_Constant: put_constant(p, e); break;
  case Expr_JoinedStr:
  case Expr_FormattedValue: put_joined(p, e); break;
  case Expr_Attribute: put_attribute(p, e); break;
  case Expr_Starred:
    put(p, "*");
    put_expr(p, e->Starred.value, LEVEL_EXPR);
    break;
  case Expr_Name: put_name(p, e->Name.id); break;
  case Expr_List:
    put(p, "[");
    put_list(p, &e->List.elts, LEVEL_TEST);
    put(p, "]");
    break;
  case Expr_Tuple: put_tuple(p, e, level); break;
  case Expr_Subscript:
    put_expr(p, e->Subscript.value, LEVEL_ATOM);
    put(p, "[");
    put_expr(p, e->Subscript.slice, LEVEL_TUPLE);
    put(p, "]");
    break;
  case Expr_Slice: put_slice(p, e); break;
  case Expr_COUNT: break;
  }
}

Object *unparse_annotation(Unit *u, const Expr *e) {
  StrWriter w;
  str_writer_init(&w);
  Unparse p = {u, &w};
  put_expr(&p, e, LEVEL_TEST);
  if (u->failed) {
    str_writer_discard(&w);
    return NULL;
  }
  return unit_keep(u, str_writer_finish(&w));
}
