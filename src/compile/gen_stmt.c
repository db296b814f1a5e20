// Statements, but for try, with, match and definitions.
#include "compile/gen.h"

#include "object/tuple.h"

void gen_stmts(Gen *g, const StmtSeq *body, uint32_t from) {
  for (uint32_t i = from; i < body->len && gen_ok(g); i++) gen_stmt(g, body->items[i]);
}

// Whether a body contains an annotation (not in nested scopes): then it needs __annotations__.
static bool has_annotation(const StmtSeq *body);

static bool stmt_has_annotation(const Stmt *s) {
  switch (s->kind) {
  case Stmt_AnnAssign: return true;
  case Stmt_For: return has_annotation(&s->For.body) || has_annotation(&s->For.orelse);
  case Stmt_AsyncFor: return has_annotation(&s->AsyncFor.body) || has_annotation(&s->AsyncFor.orelse);
  case Stmt_While: return has_annotation(&s->While.body) || has_annotation(&s->While.orelse);
  case Stmt_If: return has_annotation(&s->If.body) || has_annotation(&s->If.orelse);
  case Stmt_With: return has_annotation(&s->With.body);
  case Stmt_AsyncWith: return has_annotation(&s->AsyncWith.body);
  case Stmt_Try:
    for (uint32_t i = 0; i < s->Try.handlers.len; i++)
      if (has_annotation(&s->Try.handlers.items[i]->body)) return true;
    return has_annotation(&s->Try.body) || has_annotation(&s->Try.orelse) ||
           has_annotation(&s->Try.finalbody);
  case Stmt_TryStar:
    for (uint32_t i = 0; i < s->TryStar.handlers.len; i++)
      if (has_annotation(&s->TryStar.handlers.items[i]->body)) return true;
    return has_annotation(&s->TryStar.body) || has_annotation(&s->TryStar.orelse) ||
           has_annotation(&s->TryStar.finalbody);
  case Stmt_Match:
    for (uint32_t i = 0; i < s->Match.cases.len; i++)
      if (has_annotation(&s->Match.cases.items[i]->body)) return true;
    return false;
  default: return false;
  }
}

static bool has_annotation(const StmtSeq *body) {
  for (uint32_t i = 0; i < body->len; i++)
    if (stmt_has_annotation(body->items[i])) return true;
  return false;
}

void gen_interactive_annotations(Gen *g, const StmtSeq *body) {
  if (has_annotation(body))
    emit_at(g, OP_SETUP_ANNOTATIONS, 0, (Loc){1, 1, 0, 0}); /* wherever the statement is */
}

Expr *body_docstring(Gen *g, const StmtSeq *body) {
  if (!body->len || body->items[0]->kind != Stmt_Expr) return NULL;
  Expr *e = body->items[0]->Expr.value;
  return e->kind == Expr_Constant && IS_EXACT(unit_constant(g->unit, &e->Constant.value), STR) ? e : NULL;
}

void gen_body(Gen *g, const StmtSeq *body) {
  if (g->kind == KIND_MODULE && body->len) SET_LOC(g, body->items[0]);
  if (has_annotation(body)) emit(g, OP_SETUP_ANNOTATIONS);
  Expr *doc = body_docstring(g, body);
  if (doc) {
    gen_expr(g, doc);
    UNSET_LOC(g);
    const AstName *name = unit_ast_name(g->unit, "__doc__");
    if (name) gen_nameop(g, name, Context_Store);
  }
  gen_stmts(g, body, doc != NULL);
}

static void gen_expr_stmt(Gen *g, Expr *value) {
  if (g->interactive) {
    gen_expr(g, value);
    emit(g, OP_PRINT_EXPR);
  } else if (value->kind == Expr_Constant) {
    emit(g, OP_NOP);
  } else {
    gen_expr(g, value);
    UNSET_LOC(g); // leaving the value alone is no step of its own
    emit(g, OP_POP_TOP);
  }
}

static void gen_if(Gen *g, Stmt *s) {
  Block *end = gen_block(g), *next = s->If.orelse.len ? gen_block(g) : end;
  gen_jump_if(g, s->If.test, next, false);
  gen_stmts(g, &s->If.body, 0);
  if (s->If.orelse.len) {
    emit_jump_noline(g, P_JUMP, end);
    gen_use(g, next);
    gen_stmts(g, &s->If.orelse, 0);
  }
  gen_use(g, end);
}

static void gen_for(Gen *g, Stmt *s) {
  Block *start = gen_block(g), *body = gen_block(g), *cleanup = gen_block(g), *end = gen_block(g);
  if (!gen_push_frame(g, FB_FOR, start, end, NULL)) return;
  gen_expr(g, s->For.iter);
  emit(g, OP_GET_ITER);
  gen_use(g, start);
  emit_jump(g, OP_FOR_ITER, cleanup);
  gen_use(g, body);
  gen_expr(g, s->For.target);
  gen_stmts(g, &s->For.body, 0);
  UNSET_LOC(g);
  emit_jump(g, P_JUMP, start);
  gen_use(g, cleanup);
  gen_pop_frame(g, FB_FOR);
  gen_stmts(g, &s->For.orelse, 0);
  gen_use(g, end);
}

static void gen_async_for(Gen *g, Stmt *s) {
  if (g->kind != KIND_ASYNC_FUNCTION) {
    gen_error(g, "'async for' outside async function");
    return;
  }
  Block *start = gen_block(g), *except = gen_block(g), *end = gen_block(g);
  gen_expr(g, s->AsyncFor.iter);
  emit(g, OP_GET_AITER);
  gen_use(g, start);
  if (!gen_push_frame(g, FB_FOR, start, end, NULL)) return;
  emit_jump(g, P_SETUP_FINALLY, except);
  emit(g, OP_GET_ANEXT);
  emit_none(g);
  emit_yield_from(g, true);
  emit(g, P_POP_BLOCK);
  gen_expr(g, s->AsyncFor.target);
  gen_stmts(g, &s->AsyncFor.body, 0);
  UNSET_LOC(g);
  emit_jump(g, P_JUMP, start);
  gen_pop_frame(g, FB_FOR);
  gen_use(g, except);
  SET_LOC(g, s->AsyncFor.iter); // the end of the loop belongs to the `for`, not to the body
  emit(g, OP_END_ASYNC_FOR);
  gen_stmts(g, &s->AsyncFor.orelse, 0);
  gen_use(g, end);
}

static void gen_while(Gen *g, Stmt *s) {
  Block *loop = gen_block(g), *body = gen_block(g), *anchor = gen_block(g), *end = gen_block(g);
  gen_use(g, loop);
  if (!gen_push_frame(g, FB_WHILE, loop, end, NULL)) return;
  gen_jump_if(g, s->While.test, anchor, false);
  gen_use(g, body);
  gen_stmts(g, &s->While.body, 0);
  SET_LOC(g, s);
  gen_jump_if(g, s->While.test, body, true);
  gen_pop_frame(g, FB_WHILE);
  gen_use(g, anchor);
  gen_stmts(g, &s->While.orelse, 0);
  gen_use(g, end);
}

static void gen_return(Gen *g, Stmt *s) {
  Expr *value = s->Return.value;
  bool computed = value && value->kind != Expr_Constant;
  if (g->block->kind != BLOCK_FUNCTION) {
    gen_error(g, "'return' outside function");
    return;
  }
  if (value && g->block->coroutine && g->block->generator) {
    gen_error(g, "'return' with value in async generator");
    return;
  }
  if (computed) {
    gen_expr(g, value);
  } else if (value) { // a place to stop at before the blocks are left
    SET_LOC(g, value);
    emit(g, OP_NOP);
  }
  if (!value || value->pos.lineno != s->pos.lineno) {
    SET_LOC(g, s);
    emit(g, OP_NOP);
  }
  gen_unwind_all(g, computed, NULL);
  if (!value)
    emit_none(g);
  else if (!computed)
    emit_const(g, unit_constant(g->unit, &value->Constant.value));
  emit(g, OP_RETURN_VALUE);
}

static void gen_leave_loop(Gen *g, bool again) {
  FrameBlock *loop = NULL;
  emit(g, OP_NOP);
  gen_unwind_all(g, false, &loop);
  if (!gen_ok(g)) return;
  if (!loop) {
    gen_error(g, again ? "'continue' not properly in loop" : "'break' outside loop");
    return;
  }
  if (again) {
    emit_jump(g, P_JUMP, loop->start);
  } else {
    gen_unwind(g, loop, false);
    emit_jump(g, P_JUMP, loop->exit);
  }
}

static void gen_aug_assign(Gen *g, Stmt *s) {
  Expr *target = s->AugAssign.target;
  Loc here = g->loc;
  SET_LOC(g, target);
  switch (target->kind) {
  case Expr_Attribute:
    gen_expr(g, target->Attribute.value);
    emit_arg(g, OP_COPY, 1);
    gen_attr_loc(g, target);
    emit_name(g, OP_LOAD_ATTR, target->Attribute.attr);
    break;
  case Expr_Subscript:
    gen_expr(g, target->Subscript.value);
    gen_expr(g, target->Subscript.slice);
    emit_arg(g, OP_COPY, 2);
    emit_arg(g, OP_COPY, 2);
    emit(g, OP_BINARY_SUBSCR);
    break;
  default: gen_nameop(g, target->Name.id, Context_Load); break;
  }
  g->loc = here;
  gen_expr(g, s->AugAssign.value);
  emit_arg(g, OP_BINARY_OP, gen_binary_argument(s->AugAssign.op, true));
  SET_LOC(g, target);
  switch (target->kind) {
  case Expr_Attribute:
    gen_attr_loc(g, target);
    emit_arg(g, OP_SWAP, 2);
    emit_name(g, OP_STORE_ATTR, target->Attribute.attr);
    break;
  case Expr_Subscript:
    emit_arg(g, OP_SWAP, 3);
    emit_arg(g, OP_SWAP, 2);
    emit(g, OP_STORE_SUBSCR);
    break;
  default: gen_nameop(g, target->Name.id, Context_Store); break;
  }
}

static void
gen_evaluated(Gen *g, Expr *e) { // evaluated for its effect, where an annotation's target is no simple name
  gen_expr(g, e);
  emit(g, OP_POP_TOP);
}

static void gen_evaluated_index(Gen *g, Expr *e) {
  switch (e->kind) {
  case Expr_Slice:
    if (e->Slice.lower) gen_evaluated(g, e->Slice.lower);
    if (e->Slice.upper) gen_evaluated(g, e->Slice.upper);
    if (e->Slice.step) gen_evaluated(g, e->Slice.step);
    break;
  case Expr_Tuple:
    for (uint32_t i = 0; i < e->Tuple.elts.len && gen_ok(g); i++)
      gen_evaluated_index(g, e->Tuple.elts.items[i]);
    break;
  default: gen_evaluated(g, e); break;
  }
}

static void gen_ann_assign(Gen *g, Stmt *s) {
  Expr *target = s->AnnAssign.target;
  bool stored = g->kind == KIND_MODULE || g->kind == KIND_CLASS;
  if (s->AnnAssign.value) {
    gen_expr(g, s->AnnAssign.value);
    gen_expr(g, target);
  }
  switch (target->kind) {
  case Expr_Name:
    if (gen_forbidden_name(g, target->Name.id, Context_Store)) return;
    if (s->AnnAssign.simple && stored) {
      const AstName *annotations = unit_ast_name(g->unit, "__annotations__");
      if (!annotations) return;
      gen_annotation(g, s->AnnAssign.annotation);
      emit_name(g, OP_LOAD_NAME, annotations);
      emit_constant_name(g, gen_mangle(g, target->Name.id));
      emit(g, OP_STORE_SUBSCR);
    }
    break;
  case Expr_Attribute:
    if (gen_forbidden_name(g, target->Attribute.attr, Context_Store)) return;
    if (!s->AnnAssign.value) gen_evaluated(g, target->Attribute.value);
    break;
  default:
    if (!s->AnnAssign.value) {
      gen_evaluated(g, target->Subscript.value);
      gen_evaluated_index(g, target->Subscript.slice);
    }
    break;
  }
  if (!s->AnnAssign.simple && stored && !(g->unit->future.flags & FUTURE_ANNOTATIONS))
    gen_evaluated(g, s->AnnAssign.annotation);
}

static void gen_assert(Gen *g, Stmt *s) {
  Expr *test = s->Assert.test;
  bool tuple = test->kind == Expr_Tuple && test->Tuple.elts.len;
  if (test->kind == Expr_Constant) {
    Object *o = unit_constant(g->unit, &test->Constant.value);
    tuple = IS_EXACT(o, TUPLE) && tuple_size(o);
  }
  if (tuple)
    unit_warn(g->unit, WARN_SYNTAX, gen_pos(g), "assertion is always true, perhaps remove parentheses?");
  Block *end = gen_block(g);
  gen_jump_if(g, test, end, true);
  emit(g, OP_LOAD_ASSERTION_ERROR);
  if (s->Assert.msg) {
    gen_expr(g, s->Assert.msg);
    emit_call(g, 0);
  }
  emit_arg(g, OP_RAISE_VARARGS, 1);
  gen_use(g, end);
}

static void gen_raise(Gen *g, Stmt *s) {
  uint32_t n = 0;
  if (s->Raise.exc) {
    gen_expr(g, s->Raise.exc);
    n++;
    if (s->Raise.cause) {
      gen_expr(g, s->Raise.cause);
      n++;
    }
  }
  emit_arg(g, OP_RAISE_VARARGS, n);
}

// ---- import ----

static const AstName *name_part(Gen *g, const AstName *name, size_t begin, size_t end) {
  const AstName *part = ast_name(g->unit->ast, name->text + begin, end - begin);
  if (!part) unit_error_memory(g->unit);
  return part;
}

static size_t find_dot(const AstName *name, size_t from) {
  const char *dot = memchr(name->text + from, '.', name->len - from);
  return dot ? (size_t)(dot - name->text) : name->len;
}

// `import a.b.c as m`: the module on the stack is a; m is its attribute b's attribute c.
static void gen_import_as(Gen *g, const AstName *name, const AstName *as) {
  size_t dot = find_dot(name, 0);
  if (dot == name->len) {
    gen_nameop(g, as, Context_Store);
    return;
  }
  while (true) {
    size_t begin = dot + 1;
    dot = find_dot(name, begin);
    const AstName *part = name_part(g, name, begin, dot);
    if (!part) return;
    emit_plain_name(g, OP_IMPORT_FROM, part);
    if (dot == name->len) break;
    emit_arg(g, OP_SWAP, 2);
    emit(g, OP_POP_TOP);
  }
  gen_nameop(g, as, Context_Store);
  emit(g, OP_POP_TOP);
}

static void gen_import(Gen *g, Stmt *s) {
  for (uint32_t i = 0; i < s->Import.names.len && gen_ok(g); i++) {
    const Alias *alias = s->Import.names.items[i];
    emit_small_int(g, 0);
    emit_none(g);
    emit_name(g, OP_IMPORT_NAME, alias->name);
    if (alias->asname) {
      gen_import_as(g, alias->name, alias->asname);
    } else {
      const AstName *first = name_part(g, alias->name, 0, find_dot(alias->name, 0));
      if (first) gen_nameop(g, first, Context_Store);
    }
  }
}

static void gen_import_from(Gen *g, Stmt *s) {
  const AliasSeq *names = &s->ImportFrom.names;
  const AstName *module = s->ImportFrom.module;
  emit_small_int(g, s->ImportFrom.level);
  if (s->pos.lineno > g->unit->future.last_line && module && strcmp(module->text, "__future__") == 0) {
    gen_error(g, "from __future__ imports must occur at the beginning of the file");
    return;
  }
  Object *tuple = unit_keep(g->unit, tuple_new((ssize_t)names->len));
  if (!tuple) return;
  for (uint32_t i = 0; i < names->len; i++)
    ((Tuple *)tuple)->items[i] = NEWREF(unit_name(g->unit, names->items[i]->name));
  emit_const(g, tuple);
  if (!module) module = unit_ast_name(g->unit, "");
  if (!module) return;
  emit_name(g, OP_IMPORT_NAME, module);
  for (uint32_t i = 0; i < names->len && gen_ok(g); i++) {
    const Alias *alias = names->items[i];
    if (i == 0 && alias->name->text[0] == '*') {
      emit(g, OP_IMPORT_STAR);
      return;
    }
    emit_name(g, OP_IMPORT_FROM, alias->name);
    gen_nameop(g, alias->asname ? alias->asname : alias->name, Context_Store);
  }
  emit(g, OP_POP_TOP);
}

void gen_stmt(Gen *g, Stmt *s) {
  if (!gen_ok(g)) return;
  SET_LOC(g, s);
  switch ((StmtKind)s->kind) {
  case Stmt_FunctionDef:
  case Stmt_AsyncFunctionDef: gen_function(g, s); break;
  case Stmt_ClassDef: gen_class(g, s); break;
  case Stmt_Return: gen_return(g, s); break;
  case Stmt_Delete: gen_exprs(g, &s->Delete.targets); break;
  case Stmt_Assign:
    gen_expr(g, s->Assign.value);
    for (uint32_t i = 0; i < s->Assign.targets.len && gen_ok(g); i++) {
      if (i + 1 < s->Assign.targets.len) emit_arg(g, OP_COPY, 1);
      gen_expr(g, s->Assign.targets.items[i]);
    }
    break;
  case Stmt_AugAssign: gen_aug_assign(g, s); break;
  case Stmt_AnnAssign: gen_ann_assign(g, s); break;
  case Stmt_For: gen_for(g, s); break;
  case Stmt_AsyncFor: gen_async_for(g, s); break;
  case Stmt_While: gen_while(g, s); break;
  case Stmt_If: gen_if(g, s); break;
  case Stmt_With: gen_with(g, s, 0); break;
  case Stmt_AsyncWith: gen_async_with(g, s, 0); break;
  case Stmt_Match: gen_match(g, s); break;
  case Stmt_Raise: gen_raise(g, s); break;
  case Stmt_Try: gen_try(g, s); break;
  case Stmt_TryStar: gen_try_star(g, s); break;
  case Stmt_Assert: gen_assert(g, s); break;
  case Stmt_Import: gen_import(g, s); break;
  case Stmt_ImportFrom: gen_import_from(g, s); break;
  case Stmt_Global:
  case Stmt_Nonlocal: break;
  case Stmt_Expr: gen_expr_stmt(g, s->Expr.value); break;
  case Stmt_Pass: emit(g, OP_NOP); break;
  case Stmt_Break: gen_leave_loop(g, false); break;
  case Stmt_Continue: gen_leave_loop(g, true); break;
  case Stmt_COUNT: break;
  }
}
