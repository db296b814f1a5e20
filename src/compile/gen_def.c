// What makes a code object of its own: functions, lambdas, classes, comprehensions.
#include "compile/gen.h"

#include "object/tuple.h"

enum MakeFunctionFlags { WITH_DEFAULTS = 1, WITH_KWDEFAULTS = 2, WITH_ANNOTATIONS = 4, WITH_CLOSURE = 8 };

void gen_annotation(Gen *g, Expr *annotation) {
  if (!(g->unit->future.flags & FUTURE_ANNOTATIONS)) {
    gen_expr(g, annotation);
    return;
  }
  Object *text = gen_ok(g) ? unparse_annotation(g->unit, annotation) : NULL;
  if (text) emit_const(g, text);
}

// ---- parameters ----

static void check_debug_parameters(Gen *g, const Arguments *a) {
  for (uint32_t i = 0; i < a->posonlyargs.len; i++)
    gen_forbidden_name(g, a->posonlyargs.items[i]->arg, Context_Store);
  for (uint32_t i = 0; i < a->args.len; i++) gen_forbidden_name(g, a->args.items[i]->arg, Context_Store);
  for (uint32_t i = 0; i < a->kwonlyargs.len; i++)
    gen_forbidden_name(g, a->kwonlyargs.items[i]->arg, Context_Store);
  if (a->vararg) gen_forbidden_name(g, a->vararg->arg, Context_Store);
  if (a->kwarg) gen_forbidden_name(g, a->kwarg->arg, Context_Store);
}

static uint32_t gen_defaults(Gen *g, const Arguments *a) {
  uint32_t flags = 0;
  if (a->defaults.len) {
    flags |= WITH_DEFAULTS;
    gen_exprs(g, &a->defaults);
    emit_arg(g, OP_BUILD_TUPLE, a->defaults.len);
  }
  const AstName **names = unit_alloc(g->unit, (a->kwonlyargs.len + 1) * sizeof *names);
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->kwonlyargs.len && gen_ok(g); i++) {
    if (!a->kw_defaults.items[i]) continue;
    names[n++] = gen_mangle(g, a->kwonlyargs.items[i]->arg);
    gen_expr(g, a->kw_defaults.items[i]);
  }
  if (n) {
    flags |= WITH_KWDEFAULTS;
    emit_const(g, gen_name_tuple(g, names, n));
    emit_arg(g, OP_BUILD_CONST_KEY_MAP, n);
  }
  return flags;
}

static uint32_t gen_one_annotation(Gen *g, const AstName *name, Expr *annotation) {
  if (!annotation || !gen_ok(g)) return 0;
  emit_constant_name(g, gen_mangle(g, name));
  if (!(g->unit->future.flags & FUTURE_ANNOTATIONS) && annotation->kind == Expr_Starred) { // *args: *Ts
    gen_expr(g, annotation->Starred.value);
    emit_arg(g, OP_UNPACK_SEQUENCE, 1);
  } else {
    gen_annotation(g, annotation);
  }
  return 2;
}

static uint32_t gen_annotations(Gen *g, const Arguments *a, Expr *returns) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->args.len; i++)
    n += gen_one_annotation(g, a->args.items[i]->arg, a->args.items[i]->annotation);
  for (uint32_t i = 0; i < a->posonlyargs.len; i++)
    n += gen_one_annotation(g, a->posonlyargs.items[i]->arg, a->posonlyargs.items[i]->annotation);
  if (a->vararg) n += gen_one_annotation(g, a->vararg->arg, a->vararg->annotation);
  for (uint32_t i = 0; i < a->kwonlyargs.len; i++)
    n += gen_one_annotation(g, a->kwonlyargs.items[i]->arg, a->kwonlyargs.items[i]->annotation);
  if (a->kwarg) n += gen_one_annotation(g, a->kwarg->arg, a->kwarg->annotation);
  if (returns) n += gen_one_annotation(g, unit_ast_name(g->unit, "return"), returns);
  if (!n) return 0;
  emit_arg(g, OP_BUILD_TUPLE, n);
  return WITH_ANNOTATIONS;
}

// ---- the function object ----

static void gen_make_function(Gen *g, Gen *inner, Object *code, uint32_t flags) {
  if (!code) return;
  if (inner->frees.count) {
    for (uint32_t i = 0; i < inner->frees.count; i++) {
      const AstName *name = inner->frees.items[i];
      bool class_cell = g->kind == KIND_CLASS && strcmp(name->text, "__class__") == 0;
      emit_arg(g, OP_LOAD_CLOSURE, gen_deref_index(g, name, class_cell || gen_scope(g, name) == SCOPE_CELL));
    }
    flags |= WITH_CLOSURE;
    emit_arg(g, OP_BUILD_TUPLE, inner->frees.count);
  }
  emit_const(g, code);
  emit_arg(g, OP_MAKE_FUNCTION, flags);
}

static void gen_decorators(Gen *g, const ExprSeq *decorators) { gen_exprs(g, decorators); }

static void gen_apply_decorators(Gen *g, const ExprSeq *decorators) {
  Loc here = g->loc;
  for (uint32_t i = decorators->len; i > 0; i--) {
    SET_LOC(g, decorators->items[i - 1]);
    emit_call(g, 0);
  }
  g->loc = here;
}

static int first_line_of(const Stmt *s, const ExprSeq *decorators) {
  return (int)(decorators->len ? decorators->items[0]->pos.lineno : s->pos.lineno);
}

static void set_parameters(Gen *g, const Arguments *a) {
  g->argcount = (int32_t)(a->posonlyargs.len + a->args.len);
  g->posonlyargcount = (int32_t)a->posonlyargs.len;
  g->kwonlyargcount = (int32_t)a->kwonlyargs.len;
}

void gen_function(Gen *g, Stmt *s) {
  bool async = s->kind == Stmt_AsyncFunctionDef;
  const AstName *name = async ? s->AsyncFunctionDef.name : s->FunctionDef.name;
  Arguments *args = async ? s->AsyncFunctionDef.args : s->FunctionDef.args;
  const StmtSeq *body = async ? &s->AsyncFunctionDef.body : &s->FunctionDef.body;
  const ExprSeq *decorators = async ? &s->AsyncFunctionDef.decorator_list : &s->FunctionDef.decorator_list;
  Expr *returns = async ? s->AsyncFunctionDef.returns : s->FunctionDef.returns;

  check_debug_parameters(g, args);
  gen_decorators(g, decorators);
  uint32_t flags = gen_defaults(g, args);
  flags |= gen_annotations(g, args, returns);
  if (!gen_ok(g)) return;

  Gen *inner = gen_enter(g->unit, g, name, async ? KIND_ASYNC_FUNCTION : KIND_FUNCTION, s,
                         first_line_of(s, decorators));
  if (!inner) return;
  Expr *doc = body_docstring(inner, body);
  gen_const_index(inner, doc ? unit_constant(g->unit, &doc->Constant.value) : NONE);
  set_parameters(inner, args);
  gen_stmts(inner, body, doc != NULL);
  Object *code = gen_assemble(inner, true);

  gen_make_function(g, inner, code, flags);
  gen_apply_decorators(g, decorators);
  gen_nameop(g, name, Context_Store);
}

void gen_lambda(Gen *g, Expr *e) {
  const AstName *name = unit_ast_name(g->unit, "<lambda>");
  check_debug_parameters(g, e->Lambda.args);
  uint32_t flags = gen_defaults(g, e->Lambda.args);
  if (!gen_ok(g)) return;
  Gen *inner = gen_enter(g->unit, g, name, KIND_LAMBDA, e, (int)e->pos.lineno);
  if (!inner) return;
  gen_const_index(inner, NONE); // so that no constant is taken for a docstring
  set_parameters(inner, e->Lambda.args);
  gen_expr(inner, e->Lambda.body);
  Object *code;
  if (inner->block->generator) {
    code = gen_assemble(inner, false);
  } else {
    emit(inner, OP_RETURN_VALUE);
    code = gen_assemble(inner, true);
  }
  gen_make_function(g, inner, code, flags);
}

// ---- classes ----

static void store_into_class(Gen *g, const char *name) {
  const AstName *n = unit_ast_name(g->unit, name);
  if (n) gen_nameop(g, n, Context_Store);
}

void gen_class(Gen *g, Stmt *s) {
  const ExprSeq *decorators = &s->ClassDef.decorator_list;
  gen_decorators(g, decorators);
  if (!gen_ok(g)) return;
  Gen *inner = gen_enter(g->unit, g, s->ClassDef.name, KIND_CLASS, s, first_line_of(s, decorators));
  if (!inner) return;
  inner->private_class = s->ClassDef.name;
  const AstName *module_name = unit_ast_name(g->unit, "__name__");
  if (!module_name) return;
  gen_nameop(inner, module_name, Context_Load);
  store_into_class(inner, "__module__");
  emit_const(inner, inner->qualname);
  store_into_class(inner, "__qualname__");
  gen_body(inner, &s->ClassDef.body);
  UNSET_LOC(inner);
  if (inner->block->needs_class_closure) {
    const AstName *cell = unit_ast_name(g->unit, "__class__");
    if (!cell) return;
    emit_arg(inner, OP_LOAD_CLOSURE, gen_deref_index(inner, cell, true));
    emit_arg(inner, OP_COPY, 1);
    store_into_class(inner, "__classcell__");
  } else {
    emit_none(inner);
  }
  emit(inner, OP_RETURN_VALUE);
  Object *code = gen_assemble(inner, true);
  if (!code) return;

  SET_LOC(g, s);
  emit(g, OP_PUSH_NULL);
  emit(g, OP_LOAD_BUILD_CLASS);
  gen_make_function(g, inner, code, 0);
  emit_constant_name(g, s->ClassDef.name);
  gen_call_rest(g, 2, &s->ClassDef.bases, &s->ClassDef.keywords);
  gen_apply_decorators(g, decorators);
  gen_nameop(g, s->ClassDef.name, Context_Store);
}

// ---- comprehensions ----

typedef struct Comp {
  ExprKind kind;
  const ComprehensionSeq *generators;
  Expr *elt, *value; // value: of dict comprehensions
} Comp;

static void gen_generator(Gen *g, const Comp *c, uint32_t index, uint32_t depth);

static void gen_element(Gen *g, const Comp *c, uint32_t depth) {
  gen_expr(g, c->elt);
  switch (c->kind) {
  case Expr_GeneratorExp:
    gen_yield_value(g);
    emit(g, OP_POP_TOP);
    break;
  case Expr_ListComp: emit_arg(g, OP_LIST_APPEND, depth + 1); break;
  case Expr_SetComp: emit_arg(g, OP_SET_ADD, depth + 1); break;
  default:
    gen_expr(g, c->value);
    emit_arg(g, OP_MAP_ADD, depth + 1);
    break;
  }
}

static void gen_filters_and_rest(Gen *g, const Comp *c, uint32_t index, uint32_t depth, Block *skip) {
  const Comprehension *generator = c->generators->items[index];
  for (uint32_t i = 0; i < generator->ifs.len && gen_ok(g); i++)
    gen_jump_if(g, generator->ifs.items[i], skip, false);
  if (index + 1 < c->generators->len)
    gen_generator(g, c, index + 1, depth);
  else
    gen_element(g, c, depth);
  gen_use(g, skip);
}

// The single item of `for x in [item]`: x is just assigned.
static Expr *only_item(const Expr *iter) {
  const ExprSeq *elts = iter->kind == Expr_List    ? &iter->List.elts
                        : iter->kind == Expr_Tuple ? &iter->Tuple.elts
                                                   : NULL;
  return elts && elts->len == 1 && elts->items[0]->kind != Expr_Starred ? elts->items[0] : NULL;
}

static void gen_sync_generator(Gen *g, const Comp *c, uint32_t index, uint32_t depth) {
  const Comprehension *generator = c->generators->items[index];
  Block *start = gen_block(g), *skip = gen_block(g), *anchor = gen_block(g);
  Expr *item = index ? only_item(generator->iter) : NULL;
  if (index == 0) {
    g->argcount = 1;
    emit_arg(g, OP_LOAD_FAST, 0);
  } else if (item) {
    gen_expr(g, item);
  } else {
    gen_expr(g, generator->iter);
    emit(g, OP_GET_ITER);
  }
  if (!item) {
    depth++;
    gen_use(g, start);
    emit_jump(g, OP_FOR_ITER, anchor);
  }
  gen_expr(g, generator->target);
  gen_filters_and_rest(g, c, index, depth, skip);
  if (!item) {
    emit_jump(g, P_JUMP, start);
    gen_use(g, anchor);
  }
}

static void gen_async_generator(Gen *g, const Comp *c, uint32_t index, uint32_t depth) {
  const Comprehension *generator = c->generators->items[index];
  Block *start = gen_block(g), *except = gen_block(g), *skip = gen_block(g);
  if (index == 0) {
    g->argcount = 1;
    emit_arg(g, OP_LOAD_FAST, 0);
  } else {
    gen_expr(g, generator->iter);
    emit(g, OP_GET_AITER);
  }
  gen_use(g, start);
  if (!gen_push_frame(g, FB_ASYNC_COMPREHENSION, start, NULL, NULL)) return;
  emit_jump(g, P_SETUP_FINALLY, except);
  emit(g, OP_GET_ANEXT);
  emit_none(g);
  emit_yield_from(g, true);
  emit(g, P_POP_BLOCK);
  gen_expr(g, generator->target);
  gen_filters_and_rest(g, c, index, depth + 1, skip);
  emit_jump(g, P_JUMP, start);
  gen_pop_frame(g, FB_ASYNC_COMPREHENSION);
  gen_use(g, except);
  emit(g, OP_END_ASYNC_FOR);
}

static void gen_generator(Gen *g, const Comp *c, uint32_t index, uint32_t depth) {
  if (!gen_ok(g)) return;
  if (c->generators->items[index]->is_async)
    gen_async_generator(g, c, index, depth);
  else
    gen_sync_generator(g, c, index, depth);
}

void gen_comprehension(Gen *g, Expr *e) {
  Comp c = {.kind = e->kind};
  const char *name;
  unsigned build = 0;
  switch (e->kind) {
  case Expr_ListComp:
    c = (Comp){e->kind, &e->ListComp.generators, e->ListComp.elt, NULL};
    name = "<listcomp>";
    build = OP_BUILD_LIST;
    break;
  case Expr_SetComp:
    c = (Comp){e->kind, &e->SetComp.generators, e->SetComp.elt, NULL};
    name = "<setcomp>";
    build = OP_BUILD_SET;
    break;
  case Expr_DictComp:
    c = (Comp){e->kind, &e->DictComp.generators, e->DictComp.key, e->DictComp.value};
    name = "<dictcomp>";
    build = OP_BUILD_MAP;
    break;
  default:
    c = (Comp){e->kind, &e->GeneratorExp.generators, e->GeneratorExp.elt, NULL};
    name = "<genexpr>";
    break;
  }
  const AstName *ast = unit_ast_name(g->unit, name);
  if (!ast) return;
  Gen *inner = gen_enter(g->unit, g, ast, KIND_COMPREHENSION, e, (int)e->pos.lineno);
  if (!inner) return;
  SET_LOC(inner, e);
  bool asynchronous = inner->block->coroutine;
  if (asynchronous && build && g->kind != KIND_ASYNC_FUNCTION && g->kind != KIND_COMPREHENSION) {
    gen_error(g, "asynchronous comprehension outside of an asynchronous function");
    return;
  }
  if (build) emit_arg(inner, build, 0);
  gen_generator(inner, &c, 0, 0);
  if (build) emit(inner, OP_RETURN_VALUE);
  Object *code = gen_assemble(inner, true);
  gen_make_function(g, inner, code, 0);
  const Comprehension *outermost = c.generators->items[0];
  gen_expr(g, outermost->iter);
  emit(g, outermost->is_async ? OP_GET_AITER : OP_GET_ITER);
  emit_call(g, 0);
  if (asynchronous && build) {
    emit_arg(g, OP_GET_AWAITABLE, 0);
    emit_none(g);
    emit_yield_from(g, true);
  }
}
