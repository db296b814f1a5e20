// try, with, and what it takes to leave them.
#include "compile/gen.h"

static void emit_reraise_after_handler(Gen *g) { // the exception came while handling another one
  emit_arg(g, OP_COPY, 3);
  emit(g, OP_POP_EXCEPT);
  emit_arg(g, OP_RERAISE, 1);
}

static void emit_exit_call(Gen *g) { // __exit__(None, None, None)
  emit_none(g);
  emit_none(g);
  emit_none(g);
  emit_call(g, 2);
}

static void emit_await(Gen *g, uint32_t what) {
  emit_arg(g, OP_GET_AWAITABLE, what);
  emit_none(g);
  emit_yield_from(g, true);
}

static void emit_forget_name(Gen *g,
                             const AstName *name) { // the `as` name of a handler: name = None; del name
  emit_none(g);
  gen_nameop(g, name, Context_Store);
  gen_nameop(g, name, Context_Del);
}

void gen_unwind(Gen *g, const FrameBlock *f, bool keep_top) {
  switch (f->kind) {
  case FB_WHILE:
  case FB_EXCEPTION_HANDLER:
  case FB_EXCEPTION_GROUP_HANDLER:
  case FB_ASYNC_COMPREHENSION: break;
  case FB_FOR:
  case FB_POP_VALUE:
    if (keep_top) emit_arg(g, OP_SWAP, 2);
    emit(g, OP_POP_TOP);
    break;
  case FB_TRY_EXCEPT: emit(g, P_POP_BLOCK); break;
  case FB_FINALLY_TRY:
    emit(g, P_POP_BLOCK);
    if (keep_top && !gen_push_frame(g, FB_POP_VALUE, NULL, NULL, NULL)) return;
    gen_stmts(g, f->datum, 0);
    if (keep_top) gen_pop_frame(g, FB_POP_VALUE);
    UNSET_LOC(g); // what follows appears to belong to the finally block's end, not to the leaving statement
    break;
  case FB_FINALLY_END:
    if (keep_top) emit_arg(g, OP_SWAP, 2);
    emit(g, OP_POP_TOP);
    if (keep_top) emit_arg(g, OP_SWAP, 2);
    emit(g, P_POP_BLOCK);
    emit(g, OP_POP_EXCEPT);
    break;
  case FB_WITH:
  case FB_ASYNC_WITH:
    SET_LOC(g, (const Stmt *)f->datum);
    emit(g, P_POP_BLOCK);
    if (keep_top) emit_arg(g, OP_SWAP, 2);
    emit_exit_call(g);
    if (f->kind == FB_ASYNC_WITH) emit_await(g, 2);
    emit(g, OP_POP_TOP);
    UNSET_LOC(g);
    break;
  case FB_HANDLER_CLEANUP:
    if (f->datum) emit(g, P_POP_BLOCK);
    if (keep_top) emit_arg(g, OP_SWAP, 2);
    emit(g, P_POP_BLOCK);
    emit(g, OP_POP_EXCEPT);
    if (f->datum) emit_forget_name(g, f->datum);
    break;
  }
}

void gen_unwind_all(Gen *g, bool keep_top, FrameBlock **loop) {
  if (g->frame_count == 0 || !gen_ok(g)) return;
  FrameBlock *top = &g->frames[g->frame_count - 1];
  if (top->kind == FB_EXCEPTION_GROUP_HANDLER) {
    gen_error(g, "'break', 'continue' and 'return' cannot appear in an except* block");
    return;
  }
  if (loop && (top->kind == FB_WHILE || top->kind == FB_FOR)) {
    *loop = top;
    return;
  }
  FrameBlock copy = *top; // out of force while its own leaving code is made
  g->frame_count--;
  gen_unwind(g, &copy, keep_top);
  gen_unwind_all(g, keep_top, loop);
  g->frames[g->frame_count++] = copy;
}

// ---- try ----

static void gen_handler_body(Gen *g, const ExceptHandler *h, Block *end) {
  Block *cleanup_end = h->name ? gen_block(g) : NULL, *cleanup_body = gen_block(g);
  if (h->name) {
    gen_nameop(g, h->name, Context_Store);
    emit_jump(g, P_SETUP_CLEANUP, cleanup_end);
  } else {
    emit(g, OP_POP_TOP);
  }
  gen_use(g, cleanup_body);
  if (!gen_push_frame(g, FB_HANDLER_CLEANUP, cleanup_body, NULL, h->name)) return;
  gen_stmts(g, &h->body, 0);
  gen_pop_frame(g, FB_HANDLER_CLEANUP);
  UNSET_LOC(g);
  emit(g, P_POP_BLOCK);
  if (h->name) emit(g, P_POP_BLOCK);
  emit(g, OP_POP_EXCEPT);
  if (h->name) emit_forget_name(g, h->name);
  emit_jump(g, P_JUMP, end);
  if (!h->name) return;
  gen_use(g, cleanup_end);
  UNSET_LOC(g);
  emit_forget_name(g, h->name);
  emit_arg(g, OP_RERAISE, 1);
}

static void gen_try_except(Gen *g, Stmt *s) {
  const ExceptHandlerSeq *handlers = &s->Try.handlers;
  Block *body = gen_block(g), *except = gen_block(g), *end = gen_block(g), *cleanup = gen_block(g);
  emit_jump(g, P_SETUP_FINALLY, except);
  gen_use(g, body);
  if (!gen_push_frame(g, FB_TRY_EXCEPT, body, NULL, NULL)) return;
  gen_stmts(g, &s->Try.body, 0);
  gen_pop_frame(g, FB_TRY_EXCEPT);
  emit_at(g, P_POP_BLOCK, 0, NO_LOC);
  gen_stmts(g, &s->Try.orelse, 0);
  emit_jump_noline(g, P_JUMP, end);

  gen_use(g, except);
  UNSET_LOC(g);
  emit_jump(g, P_SETUP_CLEANUP, cleanup);
  emit(g, OP_PUSH_EXC_INFO);
  if (!gen_push_frame(g, FB_EXCEPTION_HANDLER, NULL, NULL, NULL)) return;
  for (uint32_t i = 0; i < handlers->len && gen_ok(g); i++) {
    const ExceptHandler *h = handlers->items[i];
    SET_LOC(g, h);
    if (!h->type && i + 1 < handlers->len) {
      gen_error(g, "default 'except:' must be last");
      return;
    }
    except = gen_block(g);
    if (h->type) {
      gen_expr(g, h->type);
      emit(g, OP_CHECK_EXC_MATCH);
      emit_jump(g, P_POP_JUMP_IF_FALSE, except);
    }
    gen_handler_body(g, h, end);
    gen_use(g, except);
  }
  UNSET_LOC(g);
  gen_pop_frame(g, FB_EXCEPTION_HANDLER);
  emit_arg(g, OP_RERAISE, 0);
  gen_use(g, cleanup);
  emit_reraise_after_handler(g);
  gen_use(g, end);
}

// One except* clause; goes on in `next` with [exc, list of what the handlers raised, what is not handled
// yet].
static void gen_star_handler(Gen *g, const ExceptHandler *h, bool first, Block *next) {
  Block *match = gen_block(g);
  if (first) {
    emit_arg(g, OP_COPY, 1);
    emit_arg(g, OP_BUILD_LIST, 0);
    emit_arg(g, OP_SWAP, 2);
  }
  if (h->type) {
    gen_expr(g, h->type);
    emit(g, OP_CHECK_EG_MATCH);
    emit_arg(g, OP_COPY, 1);
    emit_jump(g, P_POP_JUMP_IF_NOT_NONE, match);
    emit(g, OP_POP_TOP);
    emit_jump(g, P_JUMP, next);
  }
  gen_use(g, match);
  Block *cleanup_end = gen_block(g), *cleanup_body = gen_block(g);
  if (h->name)
    gen_nameop(g, h->name, Context_Store);
  else
    emit(g, OP_POP_TOP);
  emit_jump(g, P_SETUP_CLEANUP, cleanup_end);
  gen_use(g, cleanup_body);
  if (!gen_push_frame(g, FB_HANDLER_CLEANUP, cleanup_body, NULL, h->name)) return;
  gen_stmts(g, &h->body, 0);
  gen_pop_frame(g, FB_HANDLER_CLEANUP);
  UNSET_LOC(g);
  emit(g, P_POP_BLOCK);
  if (h->name) emit_forget_name(g, h->name);
  emit_jump(g, P_JUMP, next);
  gen_use(g, cleanup_end);
  UNSET_LOC(g);
  if (h->name) emit_forget_name(g, h->name);
  emit_arg(g, OP_LIST_APPEND, 3);
  emit(g, OP_POP_TOP);
  emit_jump(g, P_JUMP, next);
  gen_use(g, next);
}

static void gen_try_star_except(Gen *g, Stmt *s) {
  const ExceptHandlerSeq *handlers = &s->TryStar.handlers;
  Block *body = gen_block(g), *except = gen_block(g), *orelse = gen_block(g), *end = gen_block(g);
  Block *cleanup = gen_block(g), *reraise_star = gen_block(g);
  emit_jump(g, P_SETUP_FINALLY, except);
  gen_use(g, body);
  if (!gen_push_frame(g, FB_TRY_EXCEPT, body, NULL, NULL)) return;
  gen_stmts(g, &s->TryStar.body, 0);
  gen_pop_frame(g, FB_TRY_EXCEPT);
  emit_at(g, P_POP_BLOCK, 0, NO_LOC);
  emit_jump_noline(g, P_JUMP, orelse);

  gen_use(g, except);
  UNSET_LOC(g);
  emit_jump(g, P_SETUP_CLEANUP, cleanup);
  emit(g, OP_PUSH_EXC_INFO);
  if (!gen_push_frame(g, FB_EXCEPTION_GROUP_HANDLER, NULL, NULL, NULL)) return;
  for (uint32_t i = 0; i < handlers->len && gen_ok(g); i++) {
    SET_LOC(g, handlers->items[i]);
    except = gen_block(g);
    gen_star_handler(g, handlers->items[i], i == 0, except);
    if (i + 1 == handlers->len) {
      emit_arg(g, OP_LIST_APPEND, 1);
      emit_jump(g, P_JUMP, reraise_star);
    }
  }
  UNSET_LOC(g);
  gen_pop_frame(g, FB_EXCEPTION_GROUP_HANDLER);
  Block *reraise = gen_block(g);
  gen_use(g, reraise_star);
  emit(g, OP_PREP_RERAISE_STAR);
  emit_arg(g, OP_COPY, 1);
  emit_jump(g, P_POP_JUMP_IF_NOT_NONE, reraise);
  emit(g, OP_POP_TOP);
  emit(g, P_POP_BLOCK);
  emit(g, OP_POP_EXCEPT);
  emit_jump(g, P_JUMP, end);
  gen_use(g, reraise);
  emit(g, P_POP_BLOCK);
  emit_arg(g, OP_SWAP, 2);
  emit(g, OP_POP_EXCEPT);
  emit_arg(g, OP_RERAISE, 0);
  gen_use(g, cleanup);
  emit_reraise_after_handler(g);
  gen_use(g, orelse);
  gen_stmts(g, &s->TryStar.orelse, 0);
  gen_use(g, end);
}

static void gen_try_finally(Gen *g, Stmt *s, bool star) {
  const StmtSeq *final = star ? &s->TryStar.finalbody : &s->Try.finalbody;
  Block *body = gen_block(g), *end = gen_block(g), *exit = gen_block(g), *cleanup = gen_block(g);
  emit_jump(g, P_SETUP_FINALLY, end);
  gen_use(g, body);
  if (!gen_push_frame(g, FB_FINALLY_TRY, body, end, final)) return;
  if (star) {
    if (s->TryStar.handlers.len)
      gen_try_star_except(g, s);
    else
      gen_stmts(g, &s->TryStar.body, 0);
  } else {
    if (s->Try.handlers.len)
      gen_try_except(g, s);
    else
      gen_stmts(g, &s->Try.body, 0);
  }
  emit_at(g, P_POP_BLOCK, 0, NO_LOC);
  gen_pop_frame(g, FB_FINALLY_TRY);
  gen_stmts(g, final, 0);
  emit_jump_noline(g, P_JUMP, exit);
  gen_use(g, end); // the same statements for when an exception is passing
  if (!gen_push_frame(g, FB_FINALLY_END, end, NULL, NULL)) return;
  UNSET_LOC(g);
  emit_jump(g, P_SETUP_CLEANUP, cleanup);
  emit(g, OP_PUSH_EXC_INFO);
  gen_stmts(g, final, 0);
  gen_pop_frame(g, FB_FINALLY_END);
  emit_arg(g, OP_RERAISE, 0);
  gen_use(g, cleanup);
  emit_reraise_after_handler(g);
  gen_use(g, exit);
}

void gen_try(Gen *g, Stmt *s) {
  if (s->Try.finalbody.len)
    gen_try_finally(g, s, false);
  else
    gen_try_except(g, s);
}

void gen_try_star(Gen *g, Stmt *s) {
  if (s->TryStar.finalbody.len)
    gen_try_finally(g, s, true);
  else
    gen_try_star_except(g, s);
}

// ---- with ----

static void gen_with_except_finish(Gen *g, Block *cleanup) {
  Block *suppress = gen_block(g);
  UNSET_LOC(g);
  emit_jump(g, P_POP_JUMP_IF_TRUE, suppress);
  emit_arg(g, OP_RERAISE, 2);
  gen_use(g, cleanup);
  emit_reraise_after_handler(g);
  gen_use(g, suppress);
  emit(g, OP_POP_TOP);
  emit(g, P_POP_BLOCK);
  emit(g, OP_POP_EXCEPT);
  emit(g, OP_POP_TOP);
  emit(g, OP_POP_TOP);
}

void gen_with(Gen *g, Stmt *s, uint32_t position) {
  const WithItem *item = s->With.items.items[position];
  Block *block = gen_block(g), *final = gen_block(g), *exit = gen_block(g), *cleanup = gen_block(g);
  gen_expr(g, item->context_expr);
  emit(g, OP_BEFORE_WITH);
  emit_jump(g, P_SETUP_WITH, final);
  gen_use(g, block);
  if (!gen_push_frame(g, FB_WITH, block, final, s)) return;
  if (item->optional_vars)
    gen_expr(g, item->optional_vars);
  else
    emit(g, OP_POP_TOP);
  if (position + 1 == s->With.items.len)
    gen_stmts(g, &s->With.body, 0);
  else
    gen_with(g, s, position + 1);
  UNSET_LOC(g);
  emit(g, P_POP_BLOCK);
  gen_pop_frame(g, FB_WITH);
  SET_LOC(g, s);
  emit_exit_call(g);
  emit(g, OP_POP_TOP);
  emit_jump(g, P_JUMP, exit);
  gen_use(g, final);
  emit_jump(g, P_SETUP_CLEANUP, cleanup);
  emit(g, OP_PUSH_EXC_INFO);
  emit(g, OP_WITH_EXCEPT_START);
  gen_with_except_finish(g, cleanup);
  gen_use(g, exit);
}

void gen_async_with(Gen *g, Stmt *s, uint32_t position) {
  if (g->kind != KIND_ASYNC_FUNCTION) {
    gen_error(g, "'async with' outside async function");
    return;
  }
  const WithItem *item = s->AsyncWith.items.items[position];
  Block *block = gen_block(g), *final = gen_block(g), *exit = gen_block(g), *cleanup = gen_block(g);
  gen_expr(g, item->context_expr);
  emit(g, OP_BEFORE_ASYNC_WITH);
  emit_await(g, 1);
  emit_jump(g, P_SETUP_WITH, final);
  gen_use(g, block);
  if (!gen_push_frame(g, FB_ASYNC_WITH, block, final, s)) return;
  if (item->optional_vars)
    gen_expr(g, item->optional_vars);
  else
    emit(g, OP_POP_TOP);
  if (position + 1 == s->AsyncWith.items.len)
    gen_stmts(g, &s->AsyncWith.body, 0);
  else
    gen_async_with(g, s, position + 1);
  gen_pop_frame(g, FB_ASYNC_WITH);
  emit(g, P_POP_BLOCK);
  SET_LOC(g, s);
  emit_exit_call(g);
  emit_await(g, 2);
  emit(g, OP_POP_TOP);
  emit_jump(g, P_JUMP, exit);
  gen_use(g, final);
  emit_jump(g, P_SETUP_CLEANUP, cleanup);
  emit(g, OP_PUSH_EXC_INFO);
  emit(g, OP_WITH_EXCEPT_START);
  emit_await(g, 2);
  gen_with_except_finish(g, cleanup);
  gen_use(g, exit);
}
