// Expressions.
#include "compile/gen.h"

#include "base/utf8.h"

#include "object/float.h"
#include "object/protocol.h"
#include "object/set.h"
#include "object/tuple.h"

// Up to about how many values an expression is built on the stack; longer displays grow piece by piece.
enum { STACK_USE_GUIDELINE = 30 };

void gen_exprs(Gen *g, const ExprSeq *seq) {
  for (uint32_t i = 0; i < seq->len && gen_ok(g); i++) gen_expr(g, seq->items[i]);
}

unsigned gen_binary_argument(Operator op, bool in_place) {
  static const uint8_t arguments[Operator_COUNT] = {
      [Operator_Add] = NB_ADD,
      [Operator_Sub] = NB_SUBTRACT,
      [Operator_Mult] = NB_MULTIPLY,
      [Operator_MatMult] = NB_MATRIX_MULTIPLY,
      [Operator_Div] = NB_TRUE_DIVIDE,
      [Operator_Mod] = NB_REMAINDER,
      [Operator_Pow] = NB_POWER,
      [Operator_LShift] = NB_LSHIFT,
      [Operator_RShift] = NB_RSHIFT,
      [Operator_BitOr] = NB_OR,
      [Operator_BitXor] = NB_XOR,
      [Operator_BitAnd] = NB_AND,
      [Operator_FloorDiv] = NB_FLOOR_DIVIDE,
  };
  return arguments[op] + (in_place ? NB_INPLACE_ADD : 0u);
}

void gen_compare_op(Gen *g, CmpOp op) {
  switch (op) {
  case CmpOp_Lt: emit_arg(g, OP_COMPARE_OP, CMP_LT); break;
  case CmpOp_LtE: emit_arg(g, OP_COMPARE_OP, CMP_LE); break;
  case CmpOp_Eq: emit_arg(g, OP_COMPARE_OP, CMP_EQ); break;
  case CmpOp_NotEq: emit_arg(g, OP_COMPARE_OP, CMP_NE); break;
  case CmpOp_Gt: emit_arg(g, OP_COMPARE_OP, CMP_GT); break;
  case CmpOp_GtE: emit_arg(g, OP_COMPARE_OP, CMP_GE); break;
  case CmpOp_Is: emit_arg(g, OP_IS_OP, 0); break;
  case CmpOp_IsNot: emit_arg(g, OP_IS_OP, 1); break;
  case CmpOp_In: emit_arg(g, OP_CONTAINS_OP, 0); break;
  default: emit_arg(g, OP_CONTAINS_OP, 1); break;
  }
}

// An attribute that is not on the line where its expression begins: instructions start at the name of the
// attribute.
void gen_attr_loc(Gen *g, const Expr *attribute) {
  int32_t end_line = (int32_t)attribute->pos.end_lineno, end_column = (int32_t)attribute->pos.end_col_offset;
  if (g->loc.line == end_line) return;
  g->loc.line = end_line;
  int32_t length = (int32_t)utf8_count(attribute->Attribute.attr->text, attribute->Attribute.attr->len);
  if (length <= end_column) {
    g->loc.column = end_column - length;
  } else {
    g->loc.column = -1;
    g->loc.end_column = -1;
  }
  g->loc.end_line = MAX(g->loc.line, g->loc.end_line);
  if (g->loc.line == g->loc.end_line) g->loc.end_column = MAX(g->loc.column, g->loc.end_column);
}

// ---- warnings about expressions that cannot mean what they say ----

static const char *literal_type(Gen *g, Expr *e) {
  switch (e->kind) {
  case Expr_Tuple: return "tuple";
  case Expr_List:
  case Expr_ListComp: return "list";
  case Expr_Dict:
  case Expr_DictComp: return "dict";
  case Expr_Set:
  case Expr_SetComp: return "set";
  case Expr_GeneratorExp: return "generator";
  case Expr_Lambda: return "function";
  case Expr_JoinedStr:
  case Expr_FormattedValue: return "str";
  case Expr_Constant: return TYPE(unit_constant(g->unit, &e->Constant.value))->name;
  default: return NULL;
  }
}

static bool is_singleton(Gen *g, Expr *e) {
  Object *o = unit_constant(g->unit, &e->Constant.value);
  return o == NONE || o == TRUE || o == FALSE || o == ELLIPSIS;
}

static void check_compare(Gen *g, Expr *e) {
  bool left = e->Compare.left->kind != Expr_Constant || is_singleton(g, e->Compare.left);
  for (uint32_t i = 0; i < e->Compare.ops.len && gen_ok(g); i++) {
    Expr *operand = e->Compare.comparators.items[i];
    bool right = operand->kind != Expr_Constant || is_singleton(g, operand);
    CmpOp op = e->Compare.ops.items[i];
    if ((op == CmpOp_Is || op == CmpOp_IsNot) && !(left && right)) {
      unit_warn(g->unit, WARN_SYNTAX, gen_pos(g),
                op == CmpOp_Is ? "\"is\" with a literal. Did you mean \"==\"?"
                               : "\"is not\" with a literal. Did you mean \"!=\"?");
      return;
    }
    left = right;
  }
}

static void check_subscript(Gen *g, Expr *value, Expr *index) {
  switch (value->kind) {
  case Expr_Constant: {
    Object *o = unit_constant(g->unit, &value->Constant.value);
    if (o != NONE && o != ELLIPSIS && !IS_SUB(o, INT) && !IS_EXACT(o, FLOAT) && !IS_EXACT(o, COMPLEX) &&
        !IS_EXACT(o, FROZENSET))
      break;
    FALLTHROUGH;
  }
  case Expr_Set:
  case Expr_SetComp:
  case Expr_GeneratorExp:
  case Expr_Lambda:
    unit_warn(g->unit, WARN_SYNTAX, gen_pos(g),
              "'%.200s' object is not subscriptable; perhaps you missed a comma?", literal_type(g, value));
    return;
  default: break;
  }
  switch (value->kind) {
  case Expr_Constant: {
    Object *o = unit_constant(g->unit, &value->Constant.value);
    if (!IS_EXACT(o, STR) && !IS_EXACT(o, BYTES) && !IS_EXACT(o, TUPLE)) return;
    break;
  }
  case Expr_Tuple:
  case Expr_List:
  case Expr_ListComp:
  case Expr_JoinedStr:
  case Expr_FormattedValue: break;
  default: return;
  }
  const char *index_type = literal_type(g, index);
  if (!index_type || index->kind == Expr_Slice) return;
  if (index->kind == Expr_Constant && IS_SUB(unit_constant(g->unit, &index->Constant.value), INT)) return;
  unit_warn(g->unit, WARN_SYNTAX, gen_pos(g),
            "%.200s indices must be integers or slices, not %.200s; perhaps you missed a comma?",
            literal_type(g, value), index_type);
}

// ---- displays ----

static bool all_constant(Expr *const *items, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (!items[i] || items[i]->kind != Expr_Constant) return false;
  return true;
}

static Object *constant_tuple(Gen *g, Expr *const *items, uint32_t n) {
  Object *t = unit_keep(g->unit, tuple_new((ssize_t)n));
  if (!t) return NONE;
  for (uint32_t i = 0; i < n; i++)
    ((Tuple *)t)->items[i] = NEWREF(unit_constant(g->unit, &items[i]->Constant.value));
  return t;
}

typedef struct Display { // how a list, tuple, set or argument list is built
  unsigned build, add, extend;
  bool tuple;
} Display;

static void gen_display(Gen *g, const ExprSeq *elts, uint32_t pushed, Display how) {
  uint32_t n = elts->len;
  if (n > 2 && all_constant(elts->items, n)) {
    Object *folded = constant_tuple(g, elts->items, n);
    if (how.tuple && !pushed) {
      emit_const(g, folded);
      return;
    }
    if (how.add == OP_SET_ADD) {
      folded = unit_keep_only(g->unit, frozenset_new(folded));
      if (!folded) return;
    }
    emit_arg(g, how.build, pushed);
    emit_const(g, folded);
    emit_arg(g, how.extend, 1);
    if (how.tuple) emit(g, OP_LIST_TO_TUPLE);
    return;
  }
  bool big = n + pushed > STACK_USE_GUIDELINE, star = false;
  for (uint32_t i = 0; i < n && !star; i++) star = elts->items[i]->kind == Expr_Starred;
  if (!star && !big) {
    gen_exprs(g, elts);
    emit_arg(g, how.tuple ? OP_BUILD_TUPLE : how.build, n + pushed);
    return;
  }
  bool built = big;
  if (big) emit_arg(g, how.build, pushed);
  for (uint32_t i = 0; i < n && gen_ok(g); i++) {
    Expr *elt = elts->items[i];
    if (elt->kind == Expr_Starred) {
      if (!built) emit_arg(g, how.build, i + pushed);
      built = true;
      gen_expr(g, elt->Starred.value);
      emit_arg(g, how.extend, 1);
    } else {
      gen_expr(g, elt);
      if (built) emit_arg(g, how.add, 1);
    }
  }
  if (how.tuple) emit(g, OP_LIST_TO_TUPLE);
}

void gen_star_args(Gen *g, const ExprSeq *args, uint32_t pushed) {
  gen_display(g, args, pushed, (Display){OP_BUILD_LIST, OP_LIST_APPEND, OP_LIST_EXTEND, true});
}

static void gen_unpack(Gen *g, const ExprSeq *elts) {
  bool star = false;
  for (uint32_t i = 0; i < elts->len; i++) {
    if (elts->items[i]->kind != Expr_Starred) continue;
    if (star) {
      gen_error(g, "multiple starred expressions in assignment");
      return;
    }
    if (i >= 1 << 8 || elts->len - i - 1 >= INT32_MAX >> 8) {
      gen_error(g, "too many expressions in star-unpacking assignment");
      return;
    }
    emit_arg(g, OP_UNPACK_EX, i + ((elts->len - i - 1) << 8));
    star = true;
  }
  if (!star) emit_arg(g, OP_UNPACK_SEQUENCE, elts->len);
  for (uint32_t i = 0; i < elts->len && gen_ok(g); i++) {
    Expr *elt = elts->items[i];
    gen_expr(g, elt->kind == Expr_Starred ? elt->Starred.value : elt);
  }
}

static void gen_pairs(Gen *g, Expr *e, uint32_t begin, uint32_t end) {
  uint32_t n = end - begin;
  Expr **keys = e->Dict.keys.items, **values = e->Dict.values.items;
  bool big = n * 2 > STACK_USE_GUIDELINE;
  if (n > 1 && !big && all_constant(keys + begin, n)) {
    for (uint32_t i = begin; i < end && gen_ok(g); i++) gen_expr(g, values[i]);
    emit_const(g, constant_tuple(g, keys + begin, n));
    emit_arg(g, OP_BUILD_CONST_KEY_MAP, n);
    return;
  }
  if (big) emit_arg(g, OP_BUILD_MAP, 0);
  for (uint32_t i = begin; i < end && gen_ok(g); i++) {
    gen_expr(g, keys[i]);
    gen_expr(g, values[i]);
    if (big) emit_arg(g, OP_MAP_ADD, 1);
  }
  if (!big) emit_arg(g, OP_BUILD_MAP, n);
}

static void gen_dict(Gen *g, Expr *e) {
  uint32_t n = e->Dict.values.len, pending = 0;
  bool built = false;
  for (uint32_t i = 0; i < n && gen_ok(g); i++) {
    bool unpacking = e->Dict.keys.items[i] == NULL;
    if (!unpacking && pending * 2 <= STACK_USE_GUIDELINE) {
      pending++;
      continue;
    }
    if (pending) {
      gen_pairs(g, e, i - pending, unpacking ? i : i + 1);
      if (built) emit_arg(g, OP_DICT_UPDATE, 1);
      built = true;
      pending = 0;
    }
    if (!unpacking) continue;
    if (!built) emit_arg(g, OP_BUILD_MAP, 0);
    built = true;
    gen_expr(g, e->Dict.values.items[i]);
    emit_arg(g, OP_DICT_UPDATE, 1);
  }
  if (pending) {
    gen_pairs(g, e, n - pending, n);
    if (built) emit_arg(g, OP_DICT_UPDATE, 1);
    built = true;
  }
  if (!built) emit_arg(g, OP_BUILD_MAP, 0);
}

// ---- the other kinds ----

static void gen_bool(Gen *g, Expr *e) {
  unsigned op = e->BoolOp.op == BoolOp_And ? OP_JUMP_IF_FALSE_OR_POP : OP_JUMP_IF_TRUE_OR_POP;
  Block *end = gen_block(g);
  uint32_t n = e->BoolOp.values.len;
  for (uint32_t i = 0; i + 1 < n && gen_ok(g); i++) {
    gen_expr(g, e->BoolOp.values.items[i]);
    emit_jump(g, op, end);
  }
  gen_expr(g, e->BoolOp.values.items[n - 1]);
  gen_use(g, end);
}

static void gen_compare(Gen *g, Expr *e) {
  check_compare(g, e);
  gen_expr(g, e->Compare.left);
  uint32_t last = e->Compare.ops.len - 1;
  if (last == 0) {
    gen_expr(g, e->Compare.comparators.items[0]);
    gen_compare_op(g, e->Compare.ops.items[0]);
    return;
  }
  Block *cleanup = gen_block(g);
  for (uint32_t i = 0; i < last && gen_ok(g); i++) {
    gen_expr(g, e->Compare.comparators.items[i]);
    emit_arg(g, OP_SWAP, 2);
    emit_arg(g, OP_COPY, 2);
    gen_compare_op(g, e->Compare.ops.items[i]);
    emit_jump(g, OP_JUMP_IF_FALSE_OR_POP, cleanup);
  }
  gen_expr(g, e->Compare.comparators.items[last]);
  gen_compare_op(g, e->Compare.ops.items[last]);
  Block *end = gen_block(g);
  emit_jump_noline(g, P_JUMP, end);
  gen_use(g, cleanup);
  emit_arg(g, OP_SWAP, 2);
  emit(g, OP_POP_TOP);
  gen_use(g, end);
}

static void gen_conditional(Gen *g, Expr *e) {
  Block *end = gen_block(g), *otherwise = gen_block(g);
  gen_jump_if(g, e->IfExp.test, otherwise, false);
  gen_expr(g, e->IfExp.body);
  emit_jump_noline(g, P_JUMP, end);
  gen_use(g, otherwise);
  gen_expr(g, e->IfExp.orelse);
  gen_use(g, end);
}

static void gen_joined(Gen *g, Expr *e) {
  uint32_t n = e->JoinedStr.values.len;
  if (n <= STACK_USE_GUIDELINE) {
    gen_exprs(g, &e->JoinedStr.values);
    if (n != 1) emit_arg(g, OP_BUILD_STRING, n);
    return;
  }
  const AstName *join = unit_ast_name(g->unit, "join");
  if (!join) return;
  emit_const(g, (Object *)RT->empty_str);
  emit_name(g, OP_LOAD_METHOD, join);
  emit_arg(g, OP_BUILD_LIST, 0);
  for (uint32_t i = 0; i < n && gen_ok(g); i++) {
    gen_expr(g, e->JoinedStr.values.items[i]);
    emit_arg(g, OP_LIST_APPEND, 1);
  }
  emit_call(g, 1);
}

static void gen_formatted(Gen *g, Expr *e) {
  gen_expr(g, e->FormattedValue.value);
  uint32_t flags = 0;
  switch (e->FormattedValue.conversion) {
  case 's': flags = 1; break;
  case 'r': flags = 2; break;
  case 'a': flags = 3; break;
  default: break;
  }
  if (e->FormattedValue.format_spec) {
    gen_expr(g, e->FormattedValue.format_spec);
    flags |= 4;
  }
  emit_arg(g, OP_FORMAT_VALUE, flags);
}

static void gen_attribute(Gen *g, Expr *e) {
  gen_expr(g, e->Attribute.value);
  gen_attr_loc(g, e);
  switch (e->Attribute.ctx) {
  case Context_Load: emit_name(g, OP_LOAD_ATTR, e->Attribute.attr); break;
  case Context_Store:
    if (gen_forbidden_name(g, e->Attribute.attr, Context_Store)) return;
    emit_name(g, OP_STORE_ATTR, e->Attribute.attr);
    break;
  default: emit_name(g, OP_DELETE_ATTR, e->Attribute.attr); break;
  }
}

static void gen_subscript(Gen *g, Expr *e) {
  static const uint8_t ops[3] = {OP_BINARY_SUBSCR, OP_STORE_SUBSCR, OP_DELETE_SUBSCR};
  if (e->Subscript.ctx == Context_Load) check_subscript(g, e->Subscript.value, e->Subscript.slice);
  gen_expr(g, e->Subscript.value);
  gen_expr(g, e->Subscript.slice);
  emit(g, ops[e->Subscript.ctx]);
}

static void gen_slice(Gen *g, Expr *e) {
  if (e->Slice.lower)
    gen_expr(g, e->Slice.lower);
  else
    emit_none(g);
  if (e->Slice.upper)
    gen_expr(g, e->Slice.upper);
  else
    emit_none(g);
  if (e->Slice.step) gen_expr(g, e->Slice.step);
  emit_arg(g, OP_BUILD_SLICE, e->Slice.step ? 3 : 2);
}

static void gen_await(Gen *g, Expr *e) {
  if (g->block->kind != BLOCK_FUNCTION) {
    gen_error(g, "'await' outside function");
    return;
  }
  if (g->kind != KIND_ASYNC_FUNCTION && g->kind != KIND_COMPREHENSION) {
    gen_error(g, "'await' outside async function");
    return;
  }
  gen_expr(g, e->Await.value);
  emit_arg(g, OP_GET_AWAITABLE, 0);
  emit_none(g);
  emit_yield_from(g, true);
}

static void gen_yield(Gen *g, Expr *e) {
  if (g->block->kind != BLOCK_FUNCTION) {
    gen_error(g, "'yield' outside function");
    return;
  }
  if (e->Yield.value)
    gen_expr(g, e->Yield.value);
  else
    emit_none(g);
  gen_yield_value(g);
}

void gen_yield_value(Gen *g) {
  if (g->block->generator && g->block->coroutine) emit(g, OP_ASYNC_GEN_WRAP);
  emit(g, OP_YIELD_VALUE);
  emit_arg(g, OP_RESUME, 1);
}

static void gen_yield_from(Gen *g, Expr *e) {
  if (g->block->kind != BLOCK_FUNCTION) {
    gen_error(g, "'yield' outside function");
    return;
  }
  if (g->kind == KIND_ASYNC_FUNCTION) {
    gen_error(g, "'yield from' inside async function");
    return;
  }
  gen_expr(g, e->YieldFrom.value);
  emit(g, OP_GET_YIELD_FROM_ITER);
  emit_none(g);
  emit_yield_from(g, false);
}

static void gen_sequence(Gen *g, const ExprSeq *elts, Context ctx, bool tuple) {
  if (ctx == Context_Store)
    gen_unpack(g, elts);
  else if (ctx == Context_Del)
    gen_exprs(g, elts);
  else
    gen_display(g, elts, 0, (Display){OP_BUILD_LIST, OP_LIST_APPEND, OP_LIST_EXTEND, tuple});
}

static void gen_expr_here(Gen *g, Expr *e) {
  static const uint8_t unary[UnaryOp_COUNT] = {[UnaryOp_Invert] = OP_UNARY_INVERT,
                                               [UnaryOp_Not] = OP_UNARY_NOT,
                                               [UnaryOp_UAdd] = OP_UNARY_POSITIVE,
                                               [UnaryOp_USub] = OP_UNARY_NEGATIVE};
  switch ((ExprKind)e->kind) {
  case Expr_BoolOp: gen_bool(g, e); break;
  case Expr_NamedExpr:
    gen_expr(g, e->NamedExpr.value);
    emit_arg(g, OP_COPY, 1);
    gen_expr(g, e->NamedExpr.target);
    break;
  case Expr_BinOp:
    gen_expr(g, e->BinOp.left);
    gen_expr(g, e->BinOp.right);
    emit_arg(g, OP_BINARY_OP, gen_binary_argument(e->BinOp.op, false));
    break;
  case Expr_UnaryOp:
    gen_expr(g, e->UnaryOp.operand);
    emit(g, unary[e->UnaryOp.op]);
    break;
  case Expr_Lambda: gen_lambda(g, e); break;
  case Expr_IfExp: gen_conditional(g, e); break;
  case Expr_Dict: gen_dict(g, e); break;
  case Expr_Set:
    gen_display(g, &e->Set.elts, 0, (Display){OP_BUILD_SET, OP_SET_ADD, OP_SET_UPDATE, false});
    break;
  case Expr_ListComp:
  case Expr_SetComp:
  case Expr_DictComp:
  case Expr_GeneratorExp: gen_comprehension(g, e); break;
  case Expr_Await: gen_await(g, e); break;
  case Expr_Yield: gen_yield(g, e); break;
  case Expr_YieldFrom: gen_yield_from(g, e); break;
  case Expr_Compare: gen_compare(g, e); break;
  case Expr_Call: gen_call(g, e); break;
  case Expr_FormattedValue: gen_formatted(g, e); break;
  case Expr_JoinedStr: gen_joined(g, e); break;
  case Expr_Constant: emit_const(g, unit_constant(g->unit, &e->Constant.value)); break;
  case Expr_Attribute: gen_attribute(g, e); break;
  case Expr_Subscript: gen_subscript(g, e); break;
  case Expr_Starred:
    gen_error(g, e->Starred.ctx == Context_Store ? "starred assignment target must be in a list or tuple"
                                                 : "can't use starred expression here");
    break;
  case Expr_Name: gen_nameop(g, e->Name.id, e->Name.ctx); break;
  case Expr_List: gen_sequence(g, &e->List.elts, e->List.ctx, false); break;
  case Expr_Tuple: gen_sequence(g, &e->Tuple.elts, e->Tuple.ctx, true); break;
  case Expr_Slice: gen_slice(g, e); break;
  case Expr_COUNT: break;
  }
}

void gen_expr(Gen *g, Expr *e) {
  if (!gen_ok(g)) return;
  Loc outer = g->loc;
  SET_LOC(g, e);
  gen_expr_here(g, e);
  g->loc = outer;
}

static void jump_if_chain(Gen *g, Expr *e, Block *target, bool condition) {
  SET_LOC(g, e);
  uint32_t last = e->Compare.ops.len - 1;
  check_compare(g, e);
  Block *cleanup = gen_block(g);
  gen_expr(g, e->Compare.left);
  for (uint32_t i = 0; i < last && gen_ok(g); i++) {
    gen_expr(g, e->Compare.comparators.items[i]);
    emit_arg(g, OP_SWAP, 2);
    emit_arg(g, OP_COPY, 2);
    gen_compare_op(g, e->Compare.ops.items[i]);
    emit_jump(g, P_POP_JUMP_IF_FALSE, cleanup);
  }
  gen_expr(g, e->Compare.comparators.items[last]);
  gen_compare_op(g, e->Compare.ops.items[last]);
  emit_jump(g, condition ? P_POP_JUMP_IF_TRUE : P_POP_JUMP_IF_FALSE, target);
  Block *end = gen_block(g);
  emit_jump_noline(g, P_JUMP, end);
  gen_use(g, cleanup);
  emit(g, OP_POP_TOP);
  if (!condition) emit_jump_noline(g, P_JUMP, target);
  gen_use(g, end);
}

void gen_jump_if(Gen *g, Expr *e, Block *target, bool condition) {
  if (!gen_ok(g)) return;
  switch ((ExprKind)e->kind) {
  case Expr_UnaryOp:
    if (e->UnaryOp.op == UnaryOp_Not) {
      gen_jump_if(g, e->UnaryOp.operand, target, !condition);
      return;
    }
    break;
  case Expr_BoolOp: {
    bool short_circuit = e->BoolOp.op == BoolOp_Or; // the truth that decides the whole
    Block *decided = short_circuit == condition ? target : gen_block(g);
    uint32_t last = e->BoolOp.values.len - 1;
    for (uint32_t i = 0; i < last; i++) gen_jump_if(g, e->BoolOp.values.items[i], decided, short_circuit);
    gen_jump_if(g, e->BoolOp.values.items[last], target, condition);
    if (decided != target) gen_use(g, decided);
    return;
  }
  case Expr_IfExp: {
    Block *end = gen_block(g), *otherwise = gen_block(g);
    gen_jump_if(g, e->IfExp.test, otherwise, false);
    gen_jump_if(g, e->IfExp.body, target, condition);
    emit_jump_noline(g, P_JUMP, end);
    gen_use(g, otherwise);
    gen_jump_if(g, e->IfExp.orelse, target, condition);
    gen_use(g, end);
    return;
  }
  case Expr_Compare:
    SET_LOC(g, e);
    if (e->Compare.ops.len > 1) {
      jump_if_chain(g, e, target, condition);
      return;
    }
    break;
  default: break;
  }
  gen_expr(g, e);
  emit_jump(g, condition ? P_POP_JUMP_IF_TRUE : P_POP_JUMP_IF_FALSE, target);
}
