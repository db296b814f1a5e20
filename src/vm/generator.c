/* Generators and coroutines: creation, sending, throwing, closing, finalization. */
#include "vm/generator.h"

#include "heap/observer.h"
#include "object/genericalias.h"
#include "object/type.h"
#include "vm/async.h"
#include "vm/eval.h"

static Generator *gen_of(Object *o) { return (Generator *)o; }

Own generator_new(Frame *f) {
  const Code *code = f->code;
  int32_t flags = code->flags;
  Type *t = flags & CO_COROUTINE         ? T(COROUTINE)
            : flags & CO_ASYNC_GENERATOR ? T(ASYNC_GENERATOR)
                                         : T(GENERATOR);
  size_t body = sizeof(Generator) + (size_t)frame_slots(code) * sizeof(Object *);
  Generator *g = (Generator *)object_new_sized(t, body);
  if (g == NULL) return NULL;
  g->code = NEWREF(f->code);
  g->name = NEWREF(f->func->name);
  g->qualname = NEWREF(f->func->qualname);
  memcpy((void *)g->frame_place, f, sizeof *f + (size_t)f->stack_top * sizeof(Object *));
  Frame *own = generator_frame(g);
  own->previous = NULL;
  own->owner = FRAME_OWNED_BY_GENERATOR;
  own->is_entry = false;
  own->mode = FRAME_ENTRY;
  if (own->object) own->object->frame = own;
  g->state = GEN_CREATED;
  gc_track((Object *)g);
  return (Object *)g;
}

bool generator_check(Ref o) { return IS_EXACT(o, GENERATOR); }

Frame *generator_resume(Ref gen, Ref value) {
  Generator *g = gen_of(gen);
  Frame *f = generator_frame(g);
  f->localsplus[f->stack_top++] = NEWREF(value);
  g->exc.previous = VM->exc_info;
  VM->exc_info = &g->exc;
  g->state = GEN_EXECUTING;
  return f;
}

/* Takes the generator's exception state off the stack. */
static void unlink_state(Generator *g) {
  VM->exc_info = g->exc.previous;
  g->exc.previous = NULL;
  generator_frame(g)->previous = NULL;
}

static void release_frame(Generator *g) {
  CLEAR(g->exc.value);
  g->state = GEN_CLEARED;
  frame_clear(generator_frame(g));
}

/* An exception that may not leave a generator becomes RuntimeError. */
static void convert_exception(Generator *g) {
  const char *kind = IS_EXACT(g, COROUTINE)         ? "coroutine"
                     : IS_EXACT(g, ASYNC_GENERATOR) ? "async generator"
                                                    : "generator";
  const char *what = err_matches(T(StopIteration)) ? "StopIteration"
                     : IS_EXACT(g, ASYNC_GENERATOR) && err_matches(T(StopAsyncIteration))
                         ? "StopAsyncIteration"
                         : NULL;
  if (what == NULL) return;
  HOLD(cause, err_take(), "ending generator");
  err_format(T(RuntimeError), "%s raised %s", kind, what);
  if (RT->exc == NULL) return;
  BaseException *e = (BaseException *)RT->exc;
  SETREF(e->cause, NEWREF(cause.obj));
  e->suppress_context = 1;
  SETREF(e->context, NEWREF(cause.obj));
}

void vm_generator_returned(Frame *f, Object *value) {
  Generator *g = generator_of_frame(f);
  unlink_state(g);
  HOLD(kept, value, "returning generator");
  release_frame(g);
  hold_take(&kept);
}

void vm_generator_failed(Frame *f) {
  Generator *g = generator_of_frame(f);
  unlink_state(g);
  convert_exception(g);
  release_frame(g);
}

/* Runs until the next yield. value NULL: asked by next(). */
static int send_ex(Generator *g, Ref value, Object **result, bool throwing, bool closing) {
  *result = NULL;
  const bool coro = IS_EXACT(g, COROUTINE), async = IS_EXACT(g, ASYNC_GENERATOR);
  const char *kind = coro ? "coroutine" : async ? "async generator" : "generator";
  if (g->state == GEN_CREATED && value && value != NONE) {
    err_format(T(TypeError), "can't send non-None value to a just-started %s", kind);
    return SEND_ERROR;
  }
  if (g->state == GEN_EXECUTING) {
    err_format(T(ValueError), "%s already executing", kind);
    return SEND_ERROR;
  }
  if (g->state >= GEN_COMPLETED) {
    if (coro && !closing) {
      err_format(T(RuntimeError), "cannot reuse already awaited coroutine");
    } else if (value && !throwing) {
      *result = NEWREF(NONE);
      return SEND_RETURN;
    }
    return SEND_ERROR;
  }
  Frame *f = generator_resume((Object *)g, value ? value : NONE);
  if (throwing && g->exc.value &&
      g->exc.value != NONE) { /* what it handles is the context of what is thrown in */
    Object *thrown = err_take();
    vm_set_exception_steal(thrown);
  }
  HOLD(out, throwing ? vm_eval_frame_throw(f) : vm_eval_frame(f), "running generator");
  unlink_state(g);
  if (out.obj) {
    if (g->state == GEN_SUSPENDED) {
      *result = hold_take(&out);
      return SEND_NEXT;
    }
    if (out.obj == NONE && !async && value == NULL) CLEAR(out.obj); /* exhausted, for next() */
  } else {
    convert_exception(g);
  }
  release_frame(g);
  *result = hold_take(&out);
  return *result ? SEND_RETURN : SEND_ERROR;
}

int vm_generator_send(Ref gen, Ref value, Object **result) {
  return send_ex(gen_of(gen), value, result, false, false);
}

/* The result of send_ex as send() and throw() give it. */
static Own finish_send(Generator *g, int status, Object *result) {
  if (status != SEND_RETURN) return result;
  HOLD(returned, result, "the value a generator returned");
  if (IS_EXACT(g, ASYNC_GENERATOR))
    err_set_none(T(StopAsyncIteration));
  else
    generator_stop_iteration(result);
  return NULL;
}

void generator_stop_iteration(Ref value) {
  if (value == NONE)
    err_set_none(T(StopIteration));
  else
    err_stop_iteration(value);
}

static Own send_value(Generator *g, Ref value, bool throwing, bool closing) {
  Object *result = NULL;
  int status = send_ex(g, value, &result, throwing, closing);
  return finish_send(g, status, result);
}

static Own gen_send(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return send_value(gen_of(self), args[0], false, false);
}

static Own gen_iternext(Object *self) {
  Object *result = NULL;
  int status = send_ex(gen_of(self), NULL, &result, false, false);
  if (status != SEND_RETURN) return result;
  HOLD(returned, result, "the value a generator returned");
  if (result != NONE) generator_stop_iteration(result);
  return NULL;
}

Own generator_yield_from(Ref gen) {
  Generator *g = gen_of(gen);
  if (g->state != GEN_SUSPENDED) return NULL;
  Frame *f = generator_frame(g);
  /* Suspended in a delegation: SEND, YIELD_VALUE, RESUME with the mark of yield from or await. */
  const Instr next = vm_base_instr(f->prev_instr[1]);
  if (INSTR_OP(next) != OP_RESUME || (INSTR_ARG(next) & 3) < 2) return NULL;
  return XNEWREF(f->localsplus[f->stack_top - 1]);
}

int generator_close_iter(Ref yf) {
  Object *r;
  if (IS_EXACT(yf, GENERATOR) || IS_EXACT(yf, COROUTINE)) {
    r = generator_close(yf);
    if (r == NULL) return -1;
  } else {
    Object *method = NULL;
    int found = object_lookup_attr(yf, N(close), &method);
    if (found < 0) err_write_unraisable(yf);
    if (found <= 0) return 0;
    HOLD(m, method, "closing generator");
    r = hold_return(object_call0(m.obj), &m);
    if (r == NULL) return -1;
  }
  DECREF(r);
  return 0;
}

Own generator_close(Ref gen) {
  Generator *g = gen_of(gen);
  int bad = 0;
  HOLD(yf, generator_yield_from(gen), "closing generator");
  if (yf.obj) {
    int8_t state = g->state;
    g->state = GEN_EXECUTING;
    bad = generator_close_iter(yf.obj);
    g->state = state;
    CLEAR(yf.obj);
  }
  if (!bad) err_set_none(T(GeneratorExit));
  Object *result = send_value(g, NONE, true, true);
  if (result) {
    const char *kind = IS_EXACT(g, COROUTINE)         ? "coroutine"
                       : IS_EXACT(g, ASYNC_GENERATOR) ? "async generator"
                                                      : "generator";
    DECREF(result);
    return err_format(T(RuntimeError), "%s ignored GeneratorExit", kind);
  }
  if (err_matches(T(StopIteration)) || err_matches(T(GeneratorExit))) {
    err_clear();
    return hold_return(NEWREF(NONE), &yf);
  }
  return NULL;
}

static Own gen_close(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return generator_close(self);
}

/* Normalises the three arguments of throw() into the pending exception; false: another one was raised. */
static bool raise_thrown(Ref typ, Ref val, Ref tb) {
  if (tb == NONE) tb = NULL;
  if (tb && !IS_EXACT(tb, TRACEBACK)) {
    err_format(T(TypeError), "throw() third argument must be a traceback object");
    return false;
  }
  HOLD(exc, NULL, "throw()");
  if (IS_SUB(typ, TYPE) && TYPE_HAS((Type *)typ, TYPE_SUB_EXC)) {
    if (val && val != NONE && object_is_instance_of(val, (Type *)typ))
      exc.obj = NEWREF(val);
    else if (val == NULL || val == NONE)
      exc.obj = object_call0(typ);
    else if (IS_SUB(val, TUPLE))
      exc.obj = object_call(typ, ((Tuple *)val)->items, VARSIZE(val), NULL);
    else
      exc.obj = object_call1(typ, val);
    if (exc.obj && !IS_SUB(exc.obj, EXC)) {
      err_format(T(TypeError), "calling %R should have returned an instance of BaseException, not %T", typ,
                 exc.obj);
      return false;
    }
  } else if (IS_SUB(typ, EXC)) {
    if (val && val != NONE) {
      err_format(T(TypeError), "instance exception may not have a separate value");
      return false;
    }
    exc.obj = NEWREF(typ);
  } else {
    err_format(T(TypeError), "exceptions must be classes or instances deriving from BaseException, not %T",
               typ);
    return false;
  }
  if (exc.obj == NULL) return false;
  if (tb) SETREF(((BaseException *)exc.obj)->traceback, NEWREF(tb));
  err_restore_steal(hold_take(&exc));
  return true;
}

/* After a delegate raised or returned: go on in the delegating generator. */
static Own resume_delegating(Generator *g) {
  Frame *f = generator_frame(g);
  /* Leave the SEND loop: the delegate goes, and execution continues where SEND jumps to when it is exhausted.
   */
  Object *delegate = f->localsplus[--f->stack_top];
  f->localsplus[f->stack_top] = NULL;
  DECREF(delegate);
  const Instr *send = f->prev_instr - 1;
  f->prev_instr = send + INSTR_ARG(*send);
  if (err_occurred() && err_matches(T(StopIteration))) {
    HOLD(exc, err_take(), "throw()");
    HOLD(value, XNEWREF(((StopIteration *)exc.obj)->value), "throw()");
    CLEAR(exc.obj);
    return hold_return(send_value(g, value.obj ? value.obj : NONE, false, false), &value, &exc);
  }
  return send_value(g, NONE, true, false);
}

Own generator_throw(Ref gen, bool close_on_exit, Ref typ, Ref val, Ref tb) {
  Generator *g = gen_of(gen);
  HOLD(yf, generator_yield_from(gen), "throw()");
  if (yf.obj) {
    if (close_on_exit && err_given_matches(typ, (Object *)T(GeneratorExit))) {
      int8_t state = g->state;
      g->state = GEN_EXECUTING;
      int bad = generator_close_iter(yf.obj);
      g->state = state;
      CLEAR(yf.obj);
      if (bad) return hold_return(send_value(g, NONE, true, false), &yf);
      goto throw_here;
    }
    Object *result;
    if (IS_EXACT(yf.obj, GENERATOR) || IS_EXACT(yf.obj, COROUTINE)) {
      int8_t state = g->state;
      g->state = GEN_EXECUTING;
      Frame *f = generator_frame(g);
      f->previous = VM->frame; /* visible in tracebacks as the delegating frame */
      VM->frame = f;
      result = generator_throw(yf.obj, close_on_exit, typ, val, tb);
      VM->frame = f->previous;
      f->previous = NULL;
      g->state = state;
    } else {
      Object *method = NULL;
      int found = object_lookup_attr(yf.obj, N(throw), &method);
      if (found < 0) return NULL;
      if (found == 0) {
        CLEAR(yf.obj);
        goto throw_here;
      }
      HOLD(m, method, "throw()");
      Object *args[3] = {typ, val ? val : NULL, tb ? tb : NULL};
      ssize_t n = tb ? 3 : val ? 2 : 1;
      if (n == 3 && val == NULL) args[1] = NONE;
      int8_t state = g->state;
      g->state = GEN_EXECUTING; /* but not on the stack: CPython puts only generators there */
      result = hold_return(object_call(m.obj, args, n, NULL), &m);
      g->state = state;
    }
    if (result) return hold_return(result, &yf);
    CLEAR(yf.obj);
    return resume_delegating(g);
  }
throw_here:
  if (!raise_thrown(typ, val, tb)) return NULL;
  return hold_return(send_value(g, NONE, true, false), &yf);
}

Object *generator_throw_method(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!args_positional("throw", nargs, kwnames, 1, 3)) return NULL;
  return generator_throw(self, true, args[0], nargs > 1 ? args[1] : NULL, nargs > 2 ? args[2] : NULL);
}

/* ---- life ---- */

void generator_traverse(Object *o, Visitor *v) {
  Generator *g = gen_of(o);
  VISIT(v, g->code, EDGE_FIELD, "gi_code");
  VISIT(v, g->name, EDGE_FIELD, "__name__");
  VISIT(v, g->qualname, EDGE_FIELD, "__qualname__");
  VISIT(v, g->origin_or_finalizer, EDGE_FIELD, "finalizer");
  VISIT(v, g->exc.value, EDGE_EXCEPTION, "the exception it handles");
  if (g->state < GEN_COMPLETED) frame_visit(generator_frame(g), v);
}

void generator_finalize(Object *self) {
  Generator *g = gen_of(self);
  if (g->state >= GEN_COMPLETED) return;
  HOLD(saved, err_take(), "finalizing generator");
  if (IS_EXACT(g, ASYNC_GENERATOR) && g->origin_or_finalizer && !g->closed) {
    Object *r = object_call1(g->origin_or_finalizer, self);
    if (r)
      DECREF(r);
    else
      err_write_unraisable(self);
    err_restore_steal(hold_take(&saved));
    return;
  }
  if (IS_EXACT(g, COROUTINE) && g->state == GEN_CREATED) {
    if (vm_warn(T(RuntimeWarning), 1, "coroutine '%S' was never awaited", g->qualname) < 0)
      err_write_unraisable(self);
  } else {
    Object *r = generator_close(self);
    if (r)
      DECREF(r);
    else if (err_occurred())
      err_write_unraisable(self);
  }
  err_restore_steal(hold_take(&saved));
}

void generator_dealloc(Object *o) {
  Generator *g = gen_of(o);
  gc_untrack(o);
  if (g->weaklist) object_clear_weakrefs(o);
  gc_track(o);
  if (object_finalize_from_dealloc(o)) return;
  gc_untrack(o);
  if (IS_EXACT(g, ASYNC_GENERATOR)) CLEAR(g->origin_or_finalizer);
  if (g->state < GEN_COMPLETED) {
    g->state = GEN_CLEARED;
    generator_frame(g)->previous = NULL;
    frame_clear(generator_frame(g));
  }
  if (IS_EXACT(g, COROUTINE)) CLEAR(g->origin_or_finalizer);
  CLEAR(g->code);
  CLEAR(g->name);
  CLEAR(g->qualname);
  CLEAR(g->exc.value);
  object_free(o);
}

size_t generator_size(Object *o) {
  const Generator *g = (const Generator *)o;
  return sizeof(Generator) + (size_t)(g->code ? frame_slots(g->code) : 0) * sizeof(Object *);
}

/* ---- attributes ---- */

Own generator_repr(Object *o) {
  Generator *g = gen_of(o);
  const char *kind = IS_EXACT(o, COROUTINE)         ? "coroutine"
                     : IS_EXACT(o, ASYNC_GENERATOR) ? "async_generator"
                                                    : "generator";
  return str_format("<%s object %S at 0x%zx>", kind, g->qualname, (size_t)((uintptr_t)o + ID_OFFSET));
}
Own generator_get_name(Object *o) { return NEWREF(gen_of(o)->name); }
Own generator_get_qualname(Object *o) { return NEWREF(gen_of(o)->qualname); }
int generator_set_name(Object *o, Object *value) {
  if (value == NULL || !IS_SUB(value, STR)) {
    err_format(T(TypeError), "__name__ must be set to a string object");
    return -1;
  }
  SETREF(gen_of(o)->name, NEWREF(value));
  return 0;
}
int generator_set_qualname(Object *o, Object *value) {
  if (value == NULL || !IS_SUB(value, STR)) {
    err_format(T(TypeError), "__qualname__ must be set to a string object");
    return -1;
  }
  SETREF(gen_of(o)->qualname, NEWREF(value));
  return 0;
}
Own generator_get_yieldfrom(Object *o) {
  Object *yf = generator_yield_from(o);
  return yf ? yf : err_occurred() ? NULL : NEWREF(NONE);
}
Own generator_get_running(Object *o) { return BOOL_NEW(gen_of(o)->state == GEN_EXECUTING); }
Own generator_get_suspended(Object *o) { return BOOL_NEW(gen_of(o)->state == GEN_SUSPENDED); }
Own generator_get_frame(Object *o) {
  Generator *g = gen_of(o);
  if (g->state >= GEN_COMPLETED) return NEWREF(NONE);
  FrameObject *f = frame_object(generator_frame(g));
  return f ? NEWREF((Object *)f) : NULL;
}
Own generator_get_code(Object *o) { return NEWREF((Object *)gen_of(o)->code); }

static const GetSetSpec gen_members[] = {
    {"gi_code", generator_get_code, NULL, NULL},
    {0},
};
static const GetSetSpec gen_getset[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the generator"},
    {"__qualname__", generator_get_qualname, generator_set_qualname, "qualified name of the generator"},
    {"gi_yieldfrom", generator_get_yieldfrom, NULL, "object being iterated by yield from, or None"},
    {"gi_running", generator_get_running, NULL, NULL},
    {"gi_frame", generator_get_frame, NULL, NULL},
    {"gi_suspended", generator_get_suspended, NULL, NULL},
    {0},
};
static const MethodSpec gen_methods[] = {
    {"send(self, arg, /)", gen_send, 0,
     "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration."},
    {"throw(self, *args)", AS_RAW(generator_throw_method), METHOD_RAW,
     "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or "
     "raise\nStopIteration."},
    {"close(self, /)", gen_close, 0, "close() -> raise GeneratorExit inside generator."},
    SIZEOF_ROW(""),
    {0},
};
static Own self_iter(Object *self) { return NEWREF(self); }

const TypeSpec generator_spec = {
    .name = "generator",
    .basic_size = sizeof(Generator),
    .item_size = sizeof(Object *),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .weaklist_offset = offsetof(Generator, weaklist),
    .methods = gen_methods,
    .members = gen_members,
    .getset = gen_getset,
    .slots = {.dealloc = generator_dealloc,
              .traverse = generator_traverse,
              .size_of = generator_size,
              .finalize = generator_finalize,
              .repr = generator_repr,
              .iter = self_iter,
              .iternext = gen_iternext},
};

/* ---- coroutines ---- */

typedef struct CoroutineWrapper {
  Object ob;
  Object *coroutine;
} CoroutineWrapper;

static Own coro_await(Object *self) {
  CoroutineWrapper *w = (CoroutineWrapper *)object_new(T(COROUTINE_WRAPPER), 0);
  if (w == NULL) return NULL;
  w->coroutine = NEWREF(self);
  gc_track((Object *)w);
  return (Object *)w;
}
static Own get_origin(Object *o) {
  Object *origin = gen_of(o)->origin_or_finalizer;
  return NEWREF(origin ? origin : NONE);
}
static const GetSetSpec coro_members[] = {
    {"cr_code", generator_get_code, NULL, NULL},
    {"cr_origin", get_origin, NULL, NULL},
    {0},
};
static const GetSetSpec coro_getset[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the coroutine"},
    {"__qualname__", generator_get_qualname, generator_set_qualname, "qualified name of the coroutine"},
    {"cr_await", generator_get_yieldfrom, NULL, "object being awaited on, or None"},
    {"cr_running", generator_get_running, NULL, NULL},
    {"cr_frame", generator_get_frame, NULL, NULL},
    {"cr_suspended", generator_get_suspended, NULL, NULL},
    {0},
};
static const MethodSpec coro_methods[] = {
    {"send(self, arg, /)", gen_send, 0,
     "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration."},
    {"throw(self, *args)", AS_RAW(generator_throw_method), METHOD_RAW,
     "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated "
     "value or raise\nStopIteration."},
    {"close(self, /)", gen_close, 0, "close() -> raise GeneratorExit inside coroutine."},
    SIZEOF_ROW(""),
    {0},
};
const TypeSpec coroutine_spec = {
    .name = "coroutine",
    .basic_size = sizeof(Generator),
    .item_size = sizeof(Object *),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .weaklist_offset = offsetof(Generator, weaklist),
    .methods = coro_methods,
    .members = coro_members,
    .getset = coro_getset,
    .slots = {.dealloc = generator_dealloc,
              .traverse = generator_traverse,
              .size_of = generator_size,
              .finalize = generator_finalize,
              .repr = generator_repr,
              .am_await = coro_await},
};

static Own wrapper_iternext(Object *self) { return gen_iternext(((CoroutineWrapper *)self)->coroutine); }
static Own wrapper_send(Object *self, Object *const *args, ssize_t nargs) {
  return gen_send(((CoroutineWrapper *)self)->coroutine, args, nargs);
}
static Own wrapper_throw(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  return generator_throw_method(((CoroutineWrapper *)self)->coroutine, args, nargs, kwnames);
}
static Own wrapper_close(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return generator_close(((CoroutineWrapper *)self)->coroutine);
}
static const MethodSpec wrapper_methods[] = {
    {"send(self, arg, /)", wrapper_send, 0,
     "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration."},
    {"throw(self, *args)", AS_RAW(wrapper_throw), METHOD_RAW,
     "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated "
     "value or raise\nStopIteration."},
    {"close(self, /)", wrapper_close, 0, "close() -> raise GeneratorExit inside coroutine."},
    {0},
};
static const FieldSpec wrapper_fields[] = {
    FIELD(CoroutineWrapper, coroutine, "coroutine", FIELD_OWN, 0),
    {0},
};
const TypeSpec coroutine_wrapper_spec = {
    .name = "coroutine_wrapper",
    .doc = "A wrapper object implementing __await__ for coroutines.",
    .basic_size = sizeof(CoroutineWrapper),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = wrapper_fields,
    .methods = wrapper_methods,
    .slots = {.dealloc = object_default_dealloc,
              .traverse = object_default_traverse,
              .clear = object_default_clear,
              .iter = self_iter,
              .iternext = wrapper_iternext},
};

void generator_finalize_frame(Ref gen) { generator_finalize(gen); }
