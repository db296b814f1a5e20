/* What anext(iterator, default) returns: awaiting it gives the default where the iterator is exhausted. */
#include "modules/anext.h"

#include "object/protocol.h"

typedef struct AnextAwaitable {
  Object ob;
  Object *wrapped, *fallback;
} AnextAwaitable;

Own anext_with_default(Ref awaitable, Ref fallback) {
  AnextAwaitable *a = (AnextAwaitable *)object_new(T(ANEXT_AWAITABLE), 0);
  if (!a) return NULL;
  a->wrapped = NEWREF(awaitable);
  a->fallback = NEWREF(fallback);
  gc_track((Object *)a);
  return (Object *)a;
}

/* The iterator behind the awaitable. */
static Own iterator_of(AnextAwaitable *a) {
  UnaryFn await = TYPE(a->wrapped)->slots.am_await;
  if (!await) {
    if (TYPE(a->wrapped)->slots.iternext) return NEWREF(a->wrapped); /* a generator-based coroutine */
    return err_format(T(TypeError), "object %.100T can't be used in 'await' expression", a->wrapped);
  }
  return await(a->wrapped);
}

/* Exhausted: StopIteration(default) instead of StopAsyncIteration. */
static Own finish(AnextAwaitable *a, Object *result) {
  if (result || !err_matches(T(StopAsyncIteration))) return result;
  err_clear();
  return err_stop_iteration(a->fallback);
}

static Own anext_next(Object *self) {
  AnextAwaitable *a = (AnextAwaitable *)self;
  HOLD(iterator, iterator_of(a), "anext()");
  if (!iterator.obj) return NULL;
  UnaryFn next = TYPE(iterator.obj)->slots.iternext;
  if (!next) return err_format(T(TypeError), "__anext__ must return an awaitable");
  return hold_return(finish(a, next(iterator.obj)), &iterator);
}

static Own forward(Object *self, Ref name, Object *const *args, ssize_t nargs) {
  AnextAwaitable *a = (AnextAwaitable *)self;
  HOLD(iterator, iterator_of(a), "anext()");
  return hold_return(iterator.obj ? finish(a, object_call_method(iterator.obj, name, args, nargs)) : NULL,
                     &iterator);
}
static Own anext_send(Object *self, Object *const *args, ssize_t nargs) {
  return forward(self, N(send), args, nargs);
}
static Own anext_throw(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)kwnames;
  return forward(self, N(throw), args, nargs);
}
static Own anext_close(Object *self, Object *const *args, ssize_t nargs) {
  return forward(self, N(close), args, nargs);
}

static const FieldSpec fields[] = {FIELD(AnextAwaitable, wrapped, "the awaitable", FIELD_OWN, 0),
                                   FIELD(AnextAwaitable, fallback, "the default", FIELD_OWN, 0),
                                   {0}};
static const MethodSpec methods[] = {{"send(self, value, /)", anext_send, 0, NULL},
                                     {"throw", AS_RAW(anext_throw), METHOD_RAW, NULL},
                                     {"close(self, /)", anext_close, 0, NULL},
                                     {0}};
const TypeSpec anext_awaitable_spec = {
    .name = "anext_awaitable",
    .basic_size = sizeof(AnextAwaitable),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = fields,
    .methods = methods,
    .slots = {.iter = object_incref, .iternext = anext_next, .am_await = object_incref},
};
