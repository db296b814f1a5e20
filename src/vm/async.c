/* Awaiting: awaitables, asynchronous iteration, asynchronous generators with their asend() and athrow()
 * objects. */
#include "vm/async.h"

#include "object/genericalias.h"
#include "object/type.h"
#include "vm/eval.h"

static Own self_iter(Object *self) { return NEWREF(self); }

int vm_send(Ref receiver, Ref value, Object **result) {
  *result = NULL;
  if (IS_EXACT(receiver, GENERATOR) || IS_EXACT(receiver, COROUTINE))
    return vm_generator_send(receiver, value, result);
  Object *r;
  if (value == NONE && iter_check(receiver))
    r = TYPE(receiver)->slots.iternext(receiver);
  else
    r = object_call_method1(receiver, N(send), value);
  if (r) {
    *result = r;
    return SEND_NEXT;
  }
  if (!err_occurred()) {
    *result = NEWREF(NONE);
    return SEND_RETURN;
  }
  if (!err_matches(T(StopIteration))) return SEND_ERROR;
  HOLD(exc, err_take(), "await");
  Object *v = ((StopIteration *)exc.obj)->value;
  *result = hold_return(NEWREF(v ? v : NONE), &exc);
  return SEND_RETURN;
}

Own coroutine_get_awaitable(Ref o) {
  if (IS_EXACT(o, COROUTINE)) return NEWREF(o);
  if (IS_EXACT(o, GENERATOR) && (((Generator *)o)->code->flags & CO_ITERABLE_COROUTINE)) return NEWREF(o);
  UnaryFn await = TYPE(o)->slots.am_await;
  if (await == NULL) return err_format(T(TypeError), "object %T can't be used in 'await' expression", o);
  Object *it = await(o);
  if (it == NULL) return NULL;
  if (IS_EXACT(it, COROUTINE)) {
    DECREF(it);
    return err_format(T(TypeError), "__await__() returned a coroutine");
  }
  if (!iter_check(it)) {
    HOLD(bad, it, "await");
    return err_format(T(TypeError), "__await__() returned non-iterator of type '%T'", it);
  }
  return it;
}

Own vm_get_awaitable(Ref o, int where) {
  Object *it = coroutine_get_awaitable(o);
  if (it == NULL) {
    if (TYPE(o)->slots.am_await == NULL && !IS_EXACT(o, COROUTINE) && where) {
      err_clear();
      return err_format(T(TypeError),
                        "'async with' received an object from %s that does not implement __await__: %T",
                        where == 1 ? "__aenter__" : "__aexit__", o);
    }
    return NULL;
  }
  if (IS_EXACT(it, COROUTINE)) {
    HOLD(yf, generator_yield_from(it), "await");
    if (yf.obj) {
      DECREF(it);
      return err_format(T(RuntimeError), "coroutine is being awaited already");
    }
  }
  return it;
}

Own vm_get_aiter(Ref o) {
  UnaryFn aiter = TYPE(o)->slots.am_aiter;
  if (aiter == NULL)
    return err_format(T(TypeError), "'async for' requires an object with __aiter__ method, got %T", o);
  Object *it = aiter(o);
  if (it && TYPE(it)->slots.am_anext == NULL) {
    HOLD(bad, it, "async for");
    return err_format(T(TypeError),
                      "'async for' received an object from __aiter__ that does not implement __anext__: %T",
                      it);
  }
  return it;
}

Own vm_get_anext(Ref it) {
  if (IS_EXACT(it, ASYNC_GENERATOR)) return TYPE(it)->slots.am_anext(it);
  UnaryFn anext = TYPE(it)->slots.am_anext;
  if (anext == NULL)
    return err_format(T(TypeError), "'async for' requires an iterator with __anext__ method, got %T", it);
  HOLD(next, anext(it), "async for");
  if (next.obj == NULL) return NULL;
  Object *awaitable = coroutine_get_awaitable(next.obj);
  if (awaitable == NULL) {
    HOLD(cause, err_take(), "async for");
    err_format(T(TypeError), "'async for' received an invalid object from __anext__: %T", next.obj);
    if (RT->exc) {
      BaseException *e = (BaseException *)RT->exc;
      SETREF(e->cause, NEWREF(cause.obj));
      e->suppress_context = 1;
      SETREF(e->context, NEWREF(cause.obj));
    }
  }
  return hold_return(awaitable, &next);
}

/* ---- asynchronous generators ---- */

typedef struct Wrapped {
  Object ob;
  Object *value;
} Wrapped;

Own async_gen_wrap(Ref value) {
  Wrapped *w = (Wrapped *)object_new(T(ASYNC_GEN_WRAPPED), 0);
  if (w == NULL) return NULL;
  w->value = NEWREF(value);
  gc_track((Object *)w);
  return (Object *)w;
}

static const FieldSpec wrapped_fields[] = {
    FIELD(Wrapped, value, "value", FIELD_OWN, 0),
    {0},
};
const TypeSpec async_gen_wrapped_spec = {
    .name = "async_generator_wrapped_value",
    .basic_size = sizeof(Wrapped),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = wrapped_fields,
    .slots = {.dealloc = object_default_dealloc,
              .traverse = object_default_traverse,
              .clear = object_default_clear},
};

enum AwaitState { AWAIT_INIT, AWAIT_ITER, AWAIT_CLOSED };
typedef struct AsyncSend {
  Object ob;
  Generator *gen;
  Object *value; /* to send; NULL: None */
  int state;
} AsyncSend;
typedef struct AsyncThrow {
  Object ob;
  Generator *gen;
  Object *args; /* of throw(); NULL: aclose() */
  int state;
} AsyncThrow;

/* A value that came out of the generator: a wrapped one is a yield, which ends the await. */
static Own unwrap_value(Generator *gen, Object *result) {
  if (result == NULL) {
    if (!err_occurred()) err_set_none(T(StopAsyncIteration));
    if (err_matches(T(StopAsyncIteration)) || err_matches(T(GeneratorExit))) gen->closed = 1;
    gen->running_async = 0;
    return NULL;
  }
  if (IS_EXACT(result, ASYNC_GEN_WRAPPED)) {
    HOLD(wrapped, result, "async generator");
    generator_stop_iteration(((Wrapped *)result)->value);
    gen->running_async = 0;
    return NULL;
  }
  return result;
}

static Own generator_send_or_null(Generator *gen, Ref value) {
  Object *result = NULL;
  int status = vm_generator_send((Object *)gen, value, &result);
  if (status == SEND_RETURN) {
    CLEAR(result);
    err_set_none(T(StopAsyncIteration));
  }
  return result;
}

static int init_hooks(Generator *gen) {
  if (gen->hooks_inited) return 0;
  gen->hooks_inited = 1;
  if (VM->async_finalizer) gen->origin_or_finalizer = NEWREF(VM->async_finalizer);
  if (VM->async_firstiter) {
    Object *r = object_call1(VM->async_firstiter, (Object *)gen);
    if (r == NULL) return -1;
    DECREF(r);
  }
  return 0;
}

static Own asend_new(Object *self, Ref value) {
  Generator *gen = (Generator *)self;
  if (init_hooks(gen)) return NULL;
  AsyncSend *a = (AsyncSend *)object_new(T(ASYNC_GEN_ASEND), 0);
  if (a == NULL) return NULL;
  a->gen = NEWREF(gen);
  a->value = XNEWREF(value);
  gc_track((Object *)a);
  return (Object *)a;
}
static Own ag_anext(Object *self) { return asend_new(self, NULL); }
static Own ag_asend(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return asend_new(self, args[0]);
}

static Own asend_run(AsyncSend *a, Ref arg) {
  if (a->state == AWAIT_CLOSED)
    return err_format(T(RuntimeError), "cannot reuse already awaited __anext__()/asend()");
  if (a->state == AWAIT_INIT) {
    if (a->gen->running_async)
      return err_format(T(RuntimeError), "anext(): asynchronous generator is already running");
    if (arg == NULL || arg == NONE) arg = a->value ? a->value : NONE;
    a->state = AWAIT_ITER;
  }
  a->gen->running_async = 1;
  Object *result = unwrap_value(a->gen, generator_send_or_null(a->gen, arg ? arg : NONE));
  if (result == NULL) a->state = AWAIT_CLOSED;
  return result;
}
static Own asend_send(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return asend_run((AsyncSend *)self, args[0]);
}
static Own asend_iternext(Object *self) { return asend_run((AsyncSend *)self, NULL); }
static Own asend_throw(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  AsyncSend *a = (AsyncSend *)self;
  if (a->state == AWAIT_CLOSED)
    return err_format(T(RuntimeError), "cannot reuse already awaited __anext__()/asend()");
  if (!args_positional("throw", nargs, kwnames, 1, 3)) return NULL;
  Object *result = generator_throw((Object *)a->gen, false, args[0], nargs > 1 ? args[1] : NULL,
                                   nargs > 2 ? args[2] : NULL);
  result = unwrap_value(a->gen, result);
  if (result == NULL) a->state = AWAIT_CLOSED;
  return result;
}
static Own asend_close(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ((AsyncSend *)self)->state = AWAIT_CLOSED;
  return NEWREF(NONE);
}
static const FieldSpec asend_fields[] = {
    FIELD(AsyncSend, gen, "generator", FIELD_OWN, 0),
    FIELD(AsyncSend, value, "value", FIELD_OWN, 0),
    {0},
};
static const MethodSpec asend_methods[] = {
    {"send(self, arg, /)", asend_send, 0, NULL},
    {"throw(self, *args)", AS_RAW(asend_throw), METHOD_RAW, NULL},
    {"close(self, /)", asend_close, 0, NULL},
    {0},
};
const TypeSpec async_gen_asend_spec = {
    .name = "async_generator_asend",
    .basic_size = sizeof(AsyncSend),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = asend_fields,
    .methods = asend_methods,
    .slots = {.dealloc = object_default_dealloc,
              .traverse = object_default_traverse,
              .clear = object_default_clear,
              .iter = self_iter,
              .iternext = asend_iternext,
              .am_await = self_iter},
};

static Own athrow_new(Generator *gen, Own args) {
  HOLD(held, args, "async generator");
  if (init_hooks(gen)) return NULL;
  AsyncThrow *a = (AsyncThrow *)object_new(T(ASYNC_GEN_ATHROW), 0);
  if (a == NULL) return NULL;
  a->gen = NEWREF(gen);
  a->args = hold_take(&held);
  gc_track((Object *)a);
  return hold_return((Object *)a, &held);
}
static Own ag_athrow(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!args_positional("athrow", nargs, kwnames, 1, 3)) return NULL;
  Object *tuple = tuple_from_array(args, nargs);
  return tuple ? athrow_new((Generator *)self, tuple) : NULL;
}
static Own ag_aclose(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return athrow_new((Generator *)self, NULL);
}

/* What came out of aclose(): a yield is an error, the end is the end of the await. */
static Own athrow_finish(AsyncThrow *a, Object *result) {
  if (a->args) {
    result = unwrap_value(a->gen, result);
    if (result == NULL) a->state = AWAIT_CLOSED;
    return result;
  }
  if (result) {
    if (!IS_EXACT(result, ASYNC_GEN_WRAPPED)) return result;
    DECREF(result);
    a->gen->running_async = 0;
    a->state = AWAIT_CLOSED;
    return err_format(T(RuntimeError), "async generator ignored GeneratorExit");
  }
  a->gen->running_async = 0;
  a->state = AWAIT_CLOSED;
  if (err_matches(T(StopAsyncIteration)) || err_matches(T(GeneratorExit))) {
    err_clear();
    err_set_none(T(StopIteration));
  }
  return NULL;
}

static Own athrow_run(AsyncThrow *a, Ref arg) {
  Generator *gen = a->gen;
  if (a->state == AWAIT_CLOSED)
    return err_format(T(RuntimeError), "cannot reuse already awaited aclose()/athrow()");
  if (a->state == AWAIT_INIT) {
    if (gen->state >= GEN_COMPLETED) {
      a->state = AWAIT_CLOSED;
      return err_set_none(T(StopIteration));
    }
    if (gen->running_async) {
      a->state = AWAIT_CLOSED;
      return err_format(T(RuntimeError), "%s: asynchronous generator is already running",
                        a->args ? "athrow()" : "aclose()");
    }
    if (gen->closed) {
      a->state = AWAIT_CLOSED;
      return err_set_none(T(StopAsyncIteration));
    }
    if (arg && arg != NONE)
      return err_format(T(RuntimeError), "can't send non-None value to a just-started coroutine");
    a->state = AWAIT_ITER;
    gen->running_async = 1;
    if (a->args == NULL) {
      gen->closed = 1;
      return athrow_finish(a, generator_throw((Object *)gen, false, (Object *)T(GeneratorExit), NULL, NULL));
    }
    ssize_t n = VARSIZE(a->args);
    return athrow_finish(a, generator_throw((Object *)gen, false, tuple_item(a->args, 0),
                                            n > 1 ? tuple_item(a->args, 1) : NULL,
                                            n > 2 ? tuple_item(a->args, 2) : NULL));
  }
  return athrow_finish(a, generator_send_or_null(gen, arg ? arg : NONE));
}
static Own athrow_send(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return athrow_run((AsyncThrow *)self, args[0]);
}
static Own athrow_iternext(Object *self) { return athrow_run((AsyncThrow *)self, NULL); }
static Own athrow_throw(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  AsyncThrow *a = (AsyncThrow *)self;
  if (a->state == AWAIT_CLOSED)
    return err_format(T(RuntimeError), "cannot reuse already awaited aclose()/athrow()");
  if (!args_positional("throw", nargs, kwnames, 1, 3)) return NULL;
  return athrow_finish(a, generator_throw((Object *)a->gen, false, args[0], nargs > 1 ? args[1] : NULL,
                                          nargs > 2 ? args[2] : NULL));
}
static Own athrow_close(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ((AsyncThrow *)self)->state = AWAIT_CLOSED;
  return NEWREF(NONE);
}
static const FieldSpec athrow_fields[] = {
    FIELD(AsyncThrow, gen, "generator", FIELD_OWN, 0),
    FIELD(AsyncThrow, args, "arguments", FIELD_OWN, 0),
    {0},
};
static const MethodSpec athrow_methods[] = {
    {"send(self, arg, /)", athrow_send, 0, NULL},
    {"throw(self, *args)", AS_RAW(athrow_throw), METHOD_RAW, NULL},
    {"close(self, /)", athrow_close, 0, NULL},
    {0},
};
const TypeSpec async_gen_athrow_spec = {
    .name = "async_generator_athrow",
    .basic_size = sizeof(AsyncThrow),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = athrow_fields,
    .methods = athrow_methods,
    .slots = {.dealloc = object_default_dealloc,
              .traverse = object_default_traverse,
              .clear = object_default_clear,
              .iter = self_iter,
              .iternext = athrow_iternext,
              .am_await = self_iter},
};

static Own ag_running(Object *o) { return BOOL_NEW(((Generator *)o)->running_async); }
static const GetSetSpec ag_members[] = {
    {"ag_running", ag_running, NULL, NULL},
    {"ag_code", generator_get_code, NULL, NULL},
    {0},
};
static const GetSetSpec ag_getset[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the async generator"},
    {"__qualname__", generator_get_qualname, generator_set_qualname, "qualified name of the async generator"},
    {"ag_await", generator_get_yieldfrom, NULL, "object being awaited on, or None"},
    {"ag_frame", generator_get_frame, NULL, NULL},
    {0},
};
static Own ag_class_getitem(Object *cls, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return generic_alias_new(cls, args[0]);
}
static const MethodSpec ag_methods[] = {
    SIZEOF_ROW(""),
    {"asend(self, value, /)", ag_asend, 0, "asend(v) -> send 'v' in generator."},
    {"athrow(self, *args)", AS_RAW(ag_athrow), METHOD_RAW,
     "athrow(typ[,val[,tb]]) -> raise exception in generator."},
    {"aclose(self, /)", ag_aclose, 0, "aclose() -> raise GeneratorExit inside generator."},
    {"__class_getitem__(cls, item, /)", ag_class_getitem, METHOD_CLASS, "See PEP 585"},
    {0},
};
const TypeSpec async_generator_spec = {
    .name = "async_generator",
    .basic_size = sizeof(Generator),
    .item_size = sizeof(Object *),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .weaklist_offset = offsetof(Generator, weaklist),
    .methods = ag_methods,
    .members = ag_members,
    .getset = ag_getset,
    .slots = {.dealloc = generator_dealloc,
              .traverse = generator_traverse,
              .size_of = generator_size,
              .finalize = generator_finalize,
              .repr = generator_repr,
              .am_aiter = self_iter,
              .am_anext = ag_anext},
};
