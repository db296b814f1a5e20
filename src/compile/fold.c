// Constant folding on the tree, with the limits that keep folded constants small.
//
// The order matters: children first, and whatever cannot be computed (an error, a result that would be too
// large) stays as it is and fails when it runs. No folding runs Python code: operands are exact built-in
// constants.
#include "compile/unit.h"

#include "object/bytes.h"
#include "object/err.h"
#include "object/protocol.h"
#include "object/set.h"
#include "object/tuple.h"
#include "object/upcalls.h"

enum {
  MAX_INT_BITS = 128,
  MAX_COLLECTION_ITEMS = 256,
  MAX_TEXT_LENGTH = 4096,
  MAX_TOTAL_ITEMS = 1024,
  FRAME_SCALE = 3
};

typedef struct Fold {
  Unit *u;
  int64_t depth, limit;
} Fold;

static void fold_expr(Fold *f, Expr *e);
static void fold_stmts(Fold *f, const StmtSeq *body);

static bool descend(Fold *f) {
  if (f->u->failed) return false;
  if (++f->depth <= f->limit && !vm_stack_is_low()) return true;
  err_format(T(RecursionError), "maximum recursion depth exceeded during compilation");
  f->u->failed = true;
  return false;
}

static void fold_exprs(Fold *f, const ExprSeq *seq) {
  for (uint32_t i = 0; i < seq->len; i++)
    if (seq->items[i]) fold_expr(f, seq->items[i]);
}

static Object *value_of(Fold *f, Expr *e) { return unit_constant(f->u, &e->Constant.value); }

// Replaces e by the constant `value` (new reference); NULL: leaves it and forgets the error.
static void replace(Fold *f, Expr *e, Own value) {
  if (!value) {
    if (err_occurred()) err_clear();
    return;
  }
  Object *kept = unit_keep_constant(f->u, value);
  if (kept) unit_make_constant(e, kept);
}

// ---- binary operators ----

static int64_t bit_length(Object *i) {
  int64_t v;
  if (int_fits_i64(i, &v)) {
    uint64_t magnitude = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    return magnitude ? 64 - __builtin_clzll(magnitude) : 0;
  }
  return int_bit_length(i);
}

static bool is_zero(Object *i) {
  int64_t v;
  return int_fits_i64(i, &v) && v == 0;
}

static bool is_negative(Object *i) {
  AUTO_DECREF Object *zero = int_from_i64(0);
  return zero && int_compare(i, zero) < 0;
}

// The number of items in nested tuples and frozensets stays within `budget`; returns what is left, or -1.
static int64_t spend_items(Object *o, int64_t budget) {
  if (IS_EXACT(o, TUPLE)) {
    budget -= tuple_size(o);
    for (ssize_t i = 0; budget >= 0 && i < tuple_size(o); i++) budget = spend_items(tuple_item(o, i), budget);
  } else if (IS_EXACT(o, FROZENSET)) {
    Object *key;
    budget -= set_size(o);
    for (ssize_t at = 0; budget >= 0 && set_next(o, &at, &key);) budget = spend_items(key, budget);
  }
  return budget;
}

static bool may_multiply(Object *a, Object *b) {
  if (IS_EXACT(a, INT) && IS_EXACT(b, INT))
    return is_zero(a) || is_zero(b) || bit_length(a) + bit_length(b) <= MAX_INT_BITS;
  if (!IS_EXACT(a, INT)) {
    if (!IS_EXACT(b, INT)) return true;
    Object *swap = a;
    a = b;
    b = swap;
  }
  int64_t times;
  bool fits = int_fits_i64(a, &times);
  if (IS_EXACT(b, TUPLE) || IS_EXACT(b, FROZENSET)) {
    ssize_t size = IS_EXACT(b, TUPLE) ? tuple_size(b) : set_size(b);
    if (!size) return true;
    if (!fits || times < 0 || times > MAX_COLLECTION_ITEMS / size) return false;
    return !times || spend_items(b, MAX_TOTAL_ITEMS / times) >= 0;
  }
  if (IS_EXACT(b, STR) || IS_EXACT(b, BYTES)) {
    ssize_t size = IS_EXACT(b, STR) ? str_length(b) : bytes_size(b);
    return !size || (fits && times >= 0 && times <= MAX_TEXT_LENGTH / size);
  }
  return true;
}

static bool may_power(Object *a, Object *b) {
  if (!IS_EXACT(a, INT) || !IS_EXACT(b, INT) || is_zero(a) || is_zero(b) || is_negative(b)) return true;
  int64_t exponent;
  return int_fits_i64(b, &exponent) && bit_length(a) <= MAX_INT_BITS / exponent;
}

static bool may_shift(Object *a, Object *b) {
  if (!IS_EXACT(a, INT) || !IS_EXACT(b, INT) || is_zero(a) || is_zero(b)) return true;
  int64_t places;
  if (!int_fits_i64(b, &places) || places < 0 || places > MAX_INT_BITS) return false;
  return bit_length(a) <= MAX_INT_BITS - places;
}

static const uint8_t binary_ops[Operator_COUNT] = {
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

// ---- '...' % (a, b) with simple conversions becomes an f-string ----

typedef struct Conversion {
  uint32_t letter; // s, r, a
  bool left;
  int width, precision; // -1: none
} Conversion;

static bool read_number(const Str *s, ssize_t *at, int *out) {
  int value = 0;
  for (int digits = 0; *at < s->length && str_char(s, *at) >= '0' && str_char(s, *at) <= '9';
       digits++, (*at)++) {
    if (digits >= 2) return false;
    value = value * 10 + (int)(str_char(s, *at) - '0');
  }
  *out = value;
  return true;
}

// Behind a '%'. False: nothing that an f-string can say.
static bool read_conversion(const Str *s, ssize_t *at, Conversion *c) {
  *c = (Conversion){0, false, -1, -1};
  for (; *at < s->length; (*at)++) {
    uint32_t flag = str_char(s, *at);
    if (flag == '-')
      c->left = true;
    else if (flag != '+' && flag != ' ' && flag != '#' && flag != '0')
      break;
  }
  if (*at < s->length && str_char(s, *at) >= '0' && str_char(s, *at) <= '9' && !read_number(s, at, &c->width))
    return false;
  if (*at < s->length && str_char(s, *at) == '.') {
    (*at)++;
    c->precision = 0;
    if (*at < s->length && str_char(s, *at) >= '0' && str_char(s, *at) <= '9' &&
        !read_number(s, at, &c->precision))
      return false;
  }
  if (*at >= s->length) return false;
  c->letter = str_char(s, (*at)++);
  return c->letter == 's' || c->letter == 'r' || c->letter == 'a';
}

static Expr *text_node(Fold *f, Own text, AstPos pos) {
  Object *kept = text ? unit_keep_constant(f->u, text) : NULL;
  Expr *e = kept ? ast_expr(f->u->ast, Expr_Constant, pos) : NULL;
  if (e)
    unit_make_constant(e, kept);
  else
    unit_error_memory(f->u);
  return e;
}

static Expr *formatted_node(Fold *f, Expr *value, const Conversion *c) {
  Expr *e = ast_expr(f->u->ast, Expr_FormattedValue, value->pos);
  if (!e) {
    unit_error_memory(f->u);
    return NULL;
  }
  e->FormattedValue.value = value;
  e->FormattedValue.conversion = (int)c->letter;
  e->FormattedValue.format_spec = NULL;
  Object *spec = NULL;
  const char *align = !c->left && c->width > 0 ? ">" : "";
  if (c->width >= 0 && c->precision >= 0)
    spec = str_format("%s%d.%d", align, c->width, c->precision);
  else if (c->width >= 0)
    spec = str_format("%s%d", align, c->width);
  else if (c->precision >= 0)
    spec = str_format(".%d", c->precision);
  else
    return e;
  e->FormattedValue.format_spec = text_node(f, spec, value->pos);
  return e;
}

// Text up to the next conversion, "%%" unescaped; NULL without an error: there is none. *at stands behind it.
static Own read_literal(const Str *s, ssize_t *at) {
  StrWriter w;
  str_writer_init(&w);
  while (*at < s->length) {
    uint32_t c = str_char(s, *at);
    if (c == '%') {
      if (*at + 1 >= s->length || str_char(s, *at + 1) != '%') break;
      (*at)++;
    }
    str_writer_char(&w, c);
    (*at)++;
  }
  return str_writer_finish(&w);
}

static void fold_format(Fold *f, Expr *e) {
  Object *format = value_of(f, e->BinOp.left);
  const ExprSeq *args = &e->BinOp.right->Tuple.elts;
  const Str *s = (const Str *)format;
  for (uint32_t i = 0; i < args->len; i++)
    if (args->items[i]->kind == Expr_Starred) return;
  Expr **values = unit_alloc(f->u, ((size_t)args->len * 2 + 1) * sizeof *values);
  if (!values) return;
  uint32_t n = 0, used = 0;
  for (ssize_t at = 0;;) {
    Object *literal = read_literal(s, &at);
    if (!literal) {
      err_clear();
      return;
    }
    if (str_length(literal)) {
      static const AstPos nowhere = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
      values[n++] = text_node(f, literal, nowhere);
    } else {
      DECREF(literal);
    }
    if (f->u->failed) return;
    if (at >= s->length) break;
    at++; // the '%'
    Conversion c;
    if (used >= args->len || !read_conversion(s, &at, &c)) return;
    Expr *node = formatted_node(f, args->items[used++], &c);
    if (!node) return;
    values[n++] = node;
  }
  if (used < args->len) return;
  AstPos pos = e->pos;
  *e = (Expr){.pos = pos, .kind = Expr_JoinedStr};
  e->JoinedStr.values = (ExprSeq){values, n};
}

static void fold_binary(Fold *f, Expr *e) {
  Expr *left = e->BinOp.left, *right = e->BinOp.right;
  if (left->kind != Expr_Constant) return;
  if (e->BinOp.op == Operator_Mod && right->kind == Expr_Tuple && IS_EXACT(value_of(f, left), STR)) {
    fold_format(f, e);
    return;
  }
  if (right->kind != Expr_Constant) return;
  Object *a = value_of(f, left), *b = value_of(f, right);
  if (f->u->failed) return;
  switch (e->BinOp.op) {
  case Operator_Mult:
    if (!may_multiply(a, b)) return;
    break;
  case Operator_Pow:
    if (!may_power(a, b)) return;
    break;
  case Operator_LShift:
    if (!may_shift(a, b)) return;
    break;
  case Operator_Mod:
    if (IS_EXACT(a, STR) || IS_EXACT(a, BYTES)) return;
    break;
  default: break;
  }
  replace(f, e, number_binary(a, b, binary_ops[e->BinOp.op]));
}

// ---- the other foldings ----

static void fold_unary(Fold *f, Expr *e) {
  Expr *operand = e->UnaryOp.operand;
  if (operand->kind != Expr_Constant) {
    if (e->UnaryOp.op != UnaryOp_Not || operand->kind != Expr_Compare || operand->Compare.ops.len != 1)
      return;
    static const uint8_t opposite[CmpOp_COUNT] = {[CmpOp_Is] = CmpOp_IsNot + 1,
                                                  [CmpOp_IsNot] = CmpOp_Is + 1,
                                                  [CmpOp_In] = CmpOp_NotIn + 1,
                                                  [CmpOp_NotIn] = CmpOp_In + 1};
    uint8_t op = opposite[operand->Compare.ops.items[0]];
    if (!op) return; // the others may be overloaded
    operand->Compare.ops.items[0] = (uint8_t)(op - 1);
    *e = *operand;
    return;
  }
  Object *value = value_of(f, operand);
  if (f->u->failed) return;
  switch (e->UnaryOp.op) {
  case UnaryOp_Invert: replace(f, e, number_invert(value)); break;
  case UnaryOp_UAdd: replace(f, e, number_positive(value)); break;
  case UnaryOp_USub: replace(f, e, number_negative(value)); break;
  default: {
    int truth = object_is_true(value);
    replace(f, e, truth < 0 ? NULL : BOOL_NEW(!truth));
    break;
  }
  }
}

static Own constant_tuple(Fold *f, const ExprSeq *elts) {
  for (uint32_t i = 0; i < elts->len; i++)
    if (elts->items[i]->kind != Expr_Constant) return NULL;
  Object *t = elts->len ? tuple_new((ssize_t)elts->len) : NEWREF(RT->empty_tuple);
  for (uint32_t i = 0; t && i < elts->len; i++) ((Tuple *)t)->items[i] = NEWREF(value_of(f, elts->items[i]));
  return t;
}

static void fold_tuple(Fold *f, Expr *e) {
  if (e->Tuple.ctx == Context_Load) replace(f, e, constant_tuple(f, &e->Tuple.elts));
}

static void fold_subscript(Fold *f, Expr *e) {
  if (e->Subscript.ctx != Context_Load || e->Subscript.value->kind != Expr_Constant ||
      e->Subscript.slice->kind != Expr_Constant)
    return;
  Object *value = value_of(f, e->Subscript.value), *index = value_of(f, e->Subscript.slice);
  if (!f->u->failed) replace(f, e, object_getitem(value, index));
}

// What is only iterated over or searched in: a list may be a tuple, a set of constants a frozenset.
static void fold_iterable(Fold *f, Expr *e) {
  if (e->kind == Expr_List) {
    ExprSeq elts = e->List.elts;
    for (uint32_t i = 0; i < elts.len; i++)
      if (elts.items[i]->kind == Expr_Starred) return;
    e->kind = Expr_Tuple;
    e->Tuple.elts = elts;
    e->Tuple.ctx = Context_Load;
    fold_tuple(f, e);
  } else if (e->kind == Expr_Set) {
    HOLD(items, constant_tuple(f, &e->Set.elts), "compiling");
    if (items.obj) replace(f, e, frozenset_new(items.obj));
  }
}

static void fold_compare(Fold *f, Expr *e) {
  fold_expr(f, e->Compare.left);
  fold_exprs(f, &e->Compare.comparators);
  if (f->u->failed) return;
  uint32_t last = e->Compare.ops.len - 1;
  CmpOp op = e->Compare.ops.items[last];
  if (op == CmpOp_In || op == CmpOp_NotIn) fold_iterable(f, e->Compare.comparators.items[last]);
}

static void fold_generators(Fold *f, const ComprehensionSeq *generators) {
  for (uint32_t i = 0; i < generators->len; i++) {
    Comprehension *c = generators->items[i];
    fold_expr(f, c->target);
    fold_expr(f, c->iter);
    fold_exprs(f, &c->ifs);
    if (!f->u->failed) fold_iterable(f, c->iter);
  }
}

static void fold_parameters(Fold *f, Arguments *a) {
  if (!(f->u->future.flags & FUTURE_ANNOTATIONS)) {
    const ArgSeq *groups[] = {&a->posonlyargs, &a->args, &a->kwonlyargs};
    for (size_t k = 0; k < ARRAY_LEN(groups); k++)
      for (uint32_t i = 0; i < groups[k]->len; i++)
        if (groups[k]->items[i]->annotation) fold_expr(f, groups[k]->items[i]->annotation);
    if (a->vararg && a->vararg->annotation) fold_expr(f, a->vararg->annotation);
    if (a->kwarg && a->kwarg->annotation) fold_expr(f, a->kwarg->annotation);
  }
  fold_exprs(f, &a->kw_defaults);
  fold_exprs(f, &a->defaults);
}

static void fold_keywords(Fold *f, const KeywordSeq *keywords) {
  for (uint32_t i = 0; i < keywords->len; i++) fold_expr(f, keywords->items[i]->value);
}

static void fold_optional(Fold *f, Expr *e) {
  if (e) fold_expr(f, e);
}

static void fold_expr(Fold *f, Expr *e) {
  if (!descend(f)) return;
  switch ((ExprKind)e->kind) {
  case Expr_BoolOp: fold_exprs(f, &e->BoolOp.values); break;
  case Expr_NamedExpr: fold_expr(f, e->NamedExpr.value); break;
  case Expr_BinOp:
    fold_expr(f, e->BinOp.left);
    fold_expr(f, e->BinOp.right);
    if (!f->u->failed) fold_binary(f, e);
    break;
  case Expr_UnaryOp:
    fold_expr(f, e->UnaryOp.operand);
    if (!f->u->failed) fold_unary(f, e);
    break;
  case Expr_Lambda:
    fold_parameters(f, e->Lambda.args);
    fold_expr(f, e->Lambda.body);
    break;
  case Expr_IfExp:
    fold_expr(f, e->IfExp.test);
    fold_expr(f, e->IfExp.body);
    fold_expr(f, e->IfExp.orelse);
    break;
  case Expr_Dict:
    fold_exprs(f, &e->Dict.keys);
    fold_exprs(f, &e->Dict.values);
    break;
  case Expr_Set: fold_exprs(f, &e->Set.elts); break;
  case Expr_ListComp:
    fold_expr(f, e->ListComp.elt);
    fold_generators(f, &e->ListComp.generators);
    break;
  case Expr_SetComp:
    fold_expr(f, e->SetComp.elt);
    fold_generators(f, &e->SetComp.generators);
    break;
  case Expr_DictComp:
    fold_expr(f, e->DictComp.key);
    fold_expr(f, e->DictComp.value);
    fold_generators(f, &e->DictComp.generators);
    break;
  case Expr_GeneratorExp:
    fold_expr(f, e->GeneratorExp.elt);
    fold_generators(f, &e->GeneratorExp.generators);
    break;
  case Expr_Await: fold_expr(f, e->Await.value); break;
  case Expr_Yield: fold_optional(f, e->Yield.value); break;
  case Expr_YieldFrom: fold_expr(f, e->YieldFrom.value); break;
  case Expr_Compare: fold_compare(f, e); break;
  case Expr_Call:
    fold_expr(f, e->Call.func);
    fold_exprs(f, &e->Call.args);
    fold_keywords(f, &e->Call.keywords);
    break;
  case Expr_FormattedValue:
    fold_expr(f, e->FormattedValue.value);
    fold_optional(f, e->FormattedValue.format_spec);
    break;
  case Expr_JoinedStr: fold_exprs(f, &e->JoinedStr.values); break;
  case Expr_Attribute: fold_expr(f, e->Attribute.value); break;
  case Expr_Subscript:
    fold_expr(f, e->Subscript.value);
    fold_expr(f, e->Subscript.slice);
    if (!f->u->failed) fold_subscript(f, e);
    break;
  case Expr_Starred: fold_expr(f, e->Starred.value); break;
  case Expr_Slice:
    fold_optional(f, e->Slice.lower);
    fold_optional(f, e->Slice.upper);
    fold_optional(f, e->Slice.step);
    break;
  case Expr_List: fold_exprs(f, &e->List.elts); break;
  case Expr_Tuple:
    fold_exprs(f, &e->Tuple.elts);
    if (!f->u->failed) fold_tuple(f, e);
    break;
  case Expr_Name:
    if (e->Name.ctx == Context_Load && strcmp(e->Name.id->text, "__debug__") == 0)
      replace(f, e, NEWREF(TRUE));
    break;
  case Expr_Constant: value_of(f, e); break;
  case Expr_COUNT: break;
  }
  f->depth--;
}

// ---- patterns and statements ----

static void fold_pattern(Fold *f, Pattern *p) {
  if (!descend(f)) return;
  const PatternSeq *children = NULL;
  switch ((PatternKind)p->kind) {
  case Pattern_MatchValue: fold_expr(f, p->MatchValue.value); break;
  case Pattern_MatchSequence: children = &p->MatchSequence.patterns; break;
  case Pattern_MatchMapping:
    fold_exprs(f, &p->MatchMapping.keys);
    children = &p->MatchMapping.patterns;
    break;
  case Pattern_MatchClass:
    fold_expr(f, p->MatchClass.cls);
    for (uint32_t i = 0; i < p->MatchClass.patterns.len; i++)
      fold_pattern(f, p->MatchClass.patterns.items[i]);
    children = &p->MatchClass.kwd_patterns;
    break;
  case Pattern_MatchAs:
    if (p->MatchAs.pattern) fold_pattern(f, p->MatchAs.pattern);
    break;
  case Pattern_MatchOr: children = &p->MatchOr.patterns; break;
  default: break;
  }
  for (uint32_t i = 0; children && i < children->len; i++) fold_pattern(f, children->items[i]);
  f->depth--;
}

static bool is_string_statement(Fold *f, const StmtSeq *body) {
  if (!body->len || body->items[0]->kind != Stmt_Expr) return false;
  Expr *e = body->items[0]->Expr.value;
  return e->kind == Expr_Constant && IS_EXACT(value_of(f, e), STR);
}

static void fold_body(Fold *f, const StmtSeq *body) {
  bool documented = is_string_statement(f, body);
  fold_stmts(f, body);
  if (f->u->failed || documented || !is_string_statement(f, body)) return;
  // An expression that only folding made a string is no docstring: an f-string of one constant instead.
  Stmt *s = body->items[0];
  Expr **values = unit_alloc(f->u, sizeof *values);
  Expr *joined = ast_expr(f->u->ast, Expr_JoinedStr, s->pos);
  if (!values || !joined) {
    unit_error_memory(f->u);
    return;
  }
  values[0] = s->Expr.value;
  joined->JoinedStr.values = (ExprSeq){values, 1};
  s->Expr.value = joined;
}

static void fold_handlers(Fold *f, const ExceptHandlerSeq *handlers) {
  for (uint32_t i = 0; i < handlers->len; i++) {
    fold_optional(f, handlers->items[i]->type);
    fold_stmts(f, &handlers->items[i]->body);
  }
}

static void fold_with_items(Fold *f, const WithItemSeq *items) {
  for (uint32_t i = 0; i < items->len; i++) {
    fold_expr(f, items->items[i]->context_expr);
    fold_optional(f, items->items[i]->optional_vars);
  }
}

static void fold_stmt(Fold *f, Stmt *s) {
  if (!descend(f)) return;
  bool annotations = !(f->u->future.flags & FUTURE_ANNOTATIONS);
  switch ((StmtKind)s->kind) {
  case Stmt_FunctionDef:
    fold_parameters(f, s->FunctionDef.args);
    fold_body(f, &s->FunctionDef.body);
    fold_exprs(f, &s->FunctionDef.decorator_list);
    if (annotations) fold_optional(f, s->FunctionDef.returns);
    break;
  case Stmt_AsyncFunctionDef:
    fold_parameters(f, s->AsyncFunctionDef.args);
    fold_body(f, &s->AsyncFunctionDef.body);
    fold_exprs(f, &s->AsyncFunctionDef.decorator_list);
    if (annotations) fold_optional(f, s->AsyncFunctionDef.returns);
    break;
  case Stmt_ClassDef:
    fold_exprs(f, &s->ClassDef.bases);
    fold_keywords(f, &s->ClassDef.keywords);
    fold_body(f, &s->ClassDef.body);
    fold_exprs(f, &s->ClassDef.decorator_list);
    break;
  case Stmt_Return: fold_optional(f, s->Return.value); break;
  case Stmt_Delete: fold_exprs(f, &s->Delete.targets); break;
  case Stmt_Assign:
    fold_exprs(f, &s->Assign.targets);
    fold_expr(f, s->Assign.value);
    break;
  case Stmt_AugAssign:
    fold_expr(f, s->AugAssign.target);
    fold_expr(f, s->AugAssign.value);
    break;
  case Stmt_AnnAssign:
    fold_expr(f, s->AnnAssign.target);
    if (annotations) fold_expr(f, s->AnnAssign.annotation);
    fold_optional(f, s->AnnAssign.value);
    break;
  case Stmt_For:
    fold_expr(f, s->For.target);
    fold_expr(f, s->For.iter);
    fold_stmts(f, &s->For.body);
    fold_stmts(f, &s->For.orelse);
    if (!f->u->failed) fold_iterable(f, s->For.iter);
    break;
  case Stmt_AsyncFor:
    fold_expr(f, s->AsyncFor.target);
    fold_expr(f, s->AsyncFor.iter);
    fold_stmts(f, &s->AsyncFor.body);
    fold_stmts(f, &s->AsyncFor.orelse);
    break;
  case Stmt_While:
    fold_expr(f, s->While.test);
    fold_stmts(f, &s->While.body);
    fold_stmts(f, &s->While.orelse);
    break;
  case Stmt_If:
    fold_expr(f, s->If.test);
    fold_stmts(f, &s->If.body);
    fold_stmts(f, &s->If.orelse);
    break;
  case Stmt_With:
    fold_with_items(f, &s->With.items);
    fold_stmts(f, &s->With.body);
    break;
  case Stmt_AsyncWith:
    fold_with_items(f, &s->AsyncWith.items);
    fold_stmts(f, &s->AsyncWith.body);
    break;
  case Stmt_Match:
    fold_expr(f, s->Match.subject);
    for (uint32_t i = 0; i < s->Match.cases.len; i++) {
      MatchCase *c = s->Match.cases.items[i];
      fold_pattern(f, c->pattern);
      fold_optional(f, c->guard);
      fold_stmts(f, &c->body);
    }
    break;
  case Stmt_Raise:
    fold_optional(f, s->Raise.exc);
    fold_optional(f, s->Raise.cause);
    break;
  case Stmt_Try:
    fold_stmts(f, &s->Try.body);
    fold_handlers(f, &s->Try.handlers);
    fold_stmts(f, &s->Try.orelse);
    fold_stmts(f, &s->Try.finalbody);
    break;
  case Stmt_TryStar:
    fold_stmts(f, &s->TryStar.body);
    fold_handlers(f, &s->TryStar.handlers);
    fold_stmts(f, &s->TryStar.orelse);
    fold_stmts(f, &s->TryStar.finalbody);
    break;
  case Stmt_Assert:
    fold_expr(f, s->Assert.test);
    fold_optional(f, s->Assert.msg);
    break;
  case Stmt_Expr: fold_expr(f, s->Expr.value); break;
  default: break;
  }
  f->depth--;
}

static void fold_stmts(Fold *f, const StmtSeq *body) {
  for (uint32_t i = 0; i < body->len && !f->u->failed; i++) fold_stmt(f, body->items[i]);
}

void fold_tree(Unit *u, Mod *mod) {
  Fold f = {u, (int64_t)RT->recursion_depth * FRAME_SCALE, (int64_t)RT->recursion_limit * FRAME_SCALE};
  switch (mod->kind) {
  case Mod_Module: fold_body(&f, &mod->Module.body); break;
  case Mod_Interactive: fold_stmts(&f, &mod->Interactive.body); break;
  default: fold_expr(&f, mod->Expression.body); break;
  }
}
