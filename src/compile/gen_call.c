// Calls.
#include "compile/gen.h"

#include "object/tuple.h"

enum { STACK_USE_GUIDELINE = 30 };

// `module.function(...)` of a module imported at the top level is an attribute, not a method.
static bool is_imported_name(Gen *g, const Expr *e) {
  if (e->kind != Expr_Name) return false;
  const Symbol *symbol = symtable_lookup(g->unit->table.top, e->Name.id);
  return symbol && (symbol->flags & SYM_IMPORT);
}

static bool has_star(const ExprSeq *args) {
  for (uint32_t i = 0; i < args->len; i++)
    if (args->items[i]->kind == Expr_Starred) return true;
  return false;
}

static bool has_double_star(const KeywordSeq *keywords) {
  for (uint32_t i = 0; i < keywords->len; i++)
    if (!keywords->items[i]->arg) return true;
  return false;
}

static Object *keyword_tuple(Gen *g, const KeywordSeq *keywords, uint32_t begin, uint32_t end) {
  Object *t = unit_keep(g->unit, tuple_new((ssize_t)(end - begin)));
  if (!t) return NONE;
  for (uint32_t i = begin; i < end; i++)
    ((Tuple *)t)->items[i - begin] = NEWREF(unit_name(g->unit, keywords->items[i]->arg));
  return t;
}

static bool check_keywords(Gen *g, const KeywordSeq *keywords) {
  for (uint32_t i = 0; i < keywords->len; i++) {
    const Keyword *k = keywords->items[i];
    if (!k->arg) continue;
    if (gen_forbidden_name(g, k->arg, Context_Store)) return false;
    for (uint32_t j = i + 1; j < keywords->len; j++) {
      if (keywords->items[j]->arg != k->arg) continue;
      SET_LOC(g, keywords->items[j]);
      gen_error(g, "keyword argument repeated: %s", k->arg->text);
      return false;
    }
  }
  return true;
}

static void gen_keyword_values(Gen *g, const KeywordSeq *keywords) {
  for (uint32_t i = 0; i < keywords->len && gen_ok(g); i++) gen_expr(g, keywords->items[i]->value);
  emit_arg(g, OP_KW_NAMES, gen_const_index(g, keyword_tuple(g, keywords, 0, keywords->len)));
}

static void gen_keyword_dict(Gen *g, const KeywordSeq *keywords, uint32_t begin, uint32_t end) {
  uint32_t n = end - begin;
  bool big = n * 2 > STACK_USE_GUIDELINE;
  if (n > 1 && !big) {
    for (uint32_t i = begin; i < end && gen_ok(g); i++) gen_expr(g, keywords->items[i]->value);
    emit_const(g, keyword_tuple(g, keywords, begin, end));
    emit_arg(g, OP_BUILD_CONST_KEY_MAP, n);
    return;
  }
  if (big) emit_at(g, OP_BUILD_MAP, 0, NO_LOC);
  for (uint32_t i = begin; i < end && gen_ok(g); i++) {
    emit_constant_name(g, keywords->items[i]->arg);
    gen_expr(g, keywords->items[i]->value);
    if (big) emit_at(g, OP_MAP_ADD, 1, NO_LOC);
  }
  if (!big) emit_arg(g, OP_BUILD_MAP, n);
}

static void gen_call_unpacking(Gen *g, uint32_t pushed, const ExprSeq *args, const KeywordSeq *keywords) {
  if (pushed == 0 && args->len == 1 && args->items[0]->kind == Expr_Starred)
    gen_expr(g, args->items[0]->Starred.value);
  else
    gen_star_args(g, args, pushed);
  if (keywords->len) {
    bool built = false;
    uint32_t pending = 0;
    for (uint32_t i = 0; i < keywords->len && gen_ok(g); i++) {
      if (keywords->items[i]->arg) {
        pending++;
        continue;
      }
      if (pending) {
        gen_keyword_dict(g, keywords, i - pending, i);
        if (built) emit_arg(g, OP_DICT_MERGE, 1);
        built = true;
        pending = 0;
      }
      if (!built) emit_arg(g, OP_BUILD_MAP, 0);
      built = true;
      gen_expr(g, keywords->items[i]->value);
      emit_arg(g, OP_DICT_MERGE, 1);
    }
    if (pending) {
      gen_keyword_dict(g, keywords, keywords->len - pending, keywords->len);
      if (built) emit_arg(g, OP_DICT_MERGE, 1);
    }
  }
  emit_arg(g, OP_CALL_FUNCTION_EX, keywords->len > 0);
}

void gen_call_rest(Gen *g, uint32_t pushed, const ExprSeq *args, const KeywordSeq *keywords) {
  if (!check_keywords(g, keywords)) return;
  if (args->len + keywords->len * 2 > STACK_USE_GUIDELINE || has_star(args) || has_double_star(keywords)) {
    gen_call_unpacking(g, pushed, args, keywords);
    return;
  }
  gen_exprs(g, args);
  if (keywords->len) gen_keyword_values(g, keywords);
  emit_call(g, pushed + args->len + keywords->len);
}

static bool gen_method_call(Gen *g, Expr *e) {
  Expr *method = e->Call.func;
  const ExprSeq *args = &e->Call.args;
  const KeywordSeq *keywords = &e->Call.keywords;
  if (method->kind != Expr_Attribute || method->Attribute.ctx != Context_Load) return false;
  if (is_imported_name(g, method->Attribute.value)) return false;
  if (args->len + keywords->len + (keywords->len != 0) >= STACK_USE_GUIDELINE) return false;
  if (has_star(args) || has_double_star(keywords)) return false;
  if (!check_keywords(g, keywords)) return true;
  gen_expr(g, method->Attribute.value);
  SET_LOC(g, method);
  gen_attr_loc(g, method);
  emit_name(g, OP_LOAD_METHOD, method->Attribute.attr);
  gen_exprs(g, args);
  if (keywords->len) gen_keyword_values(g, keywords);
  SET_LOC(g, e);
  gen_attr_loc(g, method);
  emit_call(g, args->len + keywords->len);
  return true;
}

static void check_callable(Gen *g, Expr *e) {
  const char *type = NULL;
  switch (e->kind) {
  case Expr_Constant: type = TYPE(unit_constant(g->unit, &e->Constant.value))->name; break;
  case Expr_Tuple: type = "tuple"; break;
  case Expr_List:
  case Expr_ListComp: type = "list"; break;
  case Expr_Dict:
  case Expr_DictComp: type = "dict"; break;
  case Expr_Set:
  case Expr_SetComp: type = "set"; break;
  case Expr_GeneratorExp: type = "generator"; break;
  case Expr_JoinedStr:
  case Expr_FormattedValue: type = "str"; break;
  default: return;
  }
  unit_warn(g->unit, WARN_SYNTAX, gen_pos(g), "'%.200s' object is not callable; perhaps you missed a comma?",
            type);
}

void gen_call(Gen *g, Expr *e) {
  if (gen_method_call(g, e)) return;
  check_callable(g, e->Call.func);
  SET_LOC(g, e->Call.func);
  emit(g, OP_PUSH_NULL);
  SET_LOC(g, e);
  gen_expr(g, e->Call.func);
  gen_call_rest(g, 0, &e->Call.args, &e->Call.keywords);
}
