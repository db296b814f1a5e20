/* Bound methods. */
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/support.h"
#include "object/tuple.h"
#include "object/type.h"

static Method *me(Object *o) { return (Method *)o; }

static Object *method_call(Object *o, Object *const *args, ssize_t nargs, Object *kwnames) {
  return object_call_prepend(me(o)->func, me(o)->self, args, nargs, kwnames);
}

Own method_new(Ref func, Ref self) {
  Method *m = (Method *)object_new(T(METHOD), 0);
  if (!m) return NULL;
  m->func = NEWREF(func);
  m->self = NEWREF(self);
  m->vectorcall = method_call;
  gc_track((Object *)m);
  return (Object *)m;
}

static Object *method_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls;
  if (!args_no_keywords("method", kwnames) || !args_positional("method", nargs, NULL, 2, 2)) return NULL;
  if (!object_is_callable(args[0])) return err_format(T(TypeError), "first argument must be callable");
  if (args[1] == NONE) return err_format(T(TypeError), "instance must not be None");
  return method_new(args[0], args[1]);
}

/* Everything that is not the method's own comes from its function. */
static Object *method_getattro(Object *o, Object *name) {
  Object *descr = type_lookup(T(METHOD), name);
  if (descr) {
    DescrGetFn get = TYPE(descr)->slots.descr_get;
    return get ? get(descr, o, (Object *)T(METHOD)) : NEWREF(descr);
  }
  return object_getattr(me(o)->func, name);
}

static Object *method_repr(Object *o) {
  HOLD(name, NULL, "repr() of a method");
  int found = object_lookup_attr(me(o)->func, N(__qualname__), &name.obj);
  if (found == 0) found = object_lookup_attr(me(o)->func, N(__name__), &name.obj);
  if (found < 0) return NULL;
  if (found && !IS_SUB(name.obj, STR)) CLEAR(name.obj);
  if (!name.obj) return hold_return(str_format("<bound method ? of %R>", me(o)->self), &name);
  return hold_return(str_format("<bound method %U of %R>", name.obj, me(o)->self), &name);
}

static Hash method_hash(Object *o) {
  uintptr_t x = (uintptr_t)me(o)->self + ID_OFFSET;
  Hash f = object_hash(me(o)->func);
  if (f == -1) return -1;
  Hash h = (Hash)(x >> 4 | x << 60) ^ f;
  return h == -1 ? -2 : h;
}

static Object *method_compare(Object *a, Object *b, int op) {
  if ((op != CMP_EQ && op != CMP_NE) || !IS_EXACT(a, METHOD) || !IS_EXACT(b, METHOD))
    return NEWREF(NOT_IMPLEMENTED);
  int equal = object_compare_bool(me(a)->func, me(b)->func, CMP_EQ);
  if (equal < 0) return NULL;
  if (equal) equal = me(a)->self == me(b)->self;
  return BOOL_NEW(equal == (op == CMP_EQ));
}

static Object *method_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(getattr, builtin_named("getattr"), "__reduce__()");
  HOLD(name, object_getattr(me(self)->func, N(__name__)), "__reduce__()");
  HOLD(pair, name.obj ? tuple_pack(2, me(self)->self, name.obj) : NULL, "__reduce__()");
  return hold_return(getattr.obj && pair.obj ? tuple_pack(2, getattr.obj, pair.obj) : NULL, &pair, &name,
                     &getattr);
}
static Object *method_doc(Object *self) {
  Object *doc;
  int found = object_lookup_attr(me(self)->func, N(__doc__), &doc);
  return found ? doc : NEWREF(NONE);
}

static void method_traverse(Object *o, Visitor *v) {
  VISIT(v, me(o)->func, EDGE_FIELD, "__func__");
  VISIT(v, me(o)->self, EDGE_SELF, 0);
}

static const MethodSpec method_methods[] = {
    {"__reduce__(self)", method_reduce, 0, NULL},
    {0},
};
static const GetSetSpec method_getset[] = {
    {"__doc__", method_doc, NULL, NULL},
    {0},
};
static const FieldSpec method_fields[] = {
    FIELD(Method, func, "__func__", FIELD_OWN, FIELD_MEMBER),
    FIELD(Method, self, "__self__", FIELD_OWN, FIELD_MEMBER),
    {0},
};
const TypeSpec method_spec = {
    .name = "method",
    .doc = "method(function, instance)\n--\n\nCreate a bound instance method object.",
    .basic_size = sizeof(Method),
    .flags = TYPE_GC | TYPE_VECTORCALL,
    .weaklist_offset = offsetof(Method, weaklist),
    .fields = method_fields,
    .methods = method_methods,
    .getset = method_getset,
    .slots = {.traverse = method_traverse,
              .new_ = method_new_slot,
              .repr = method_repr,
              .hash = method_hash,
              .richcompare = method_compare,
              .call = method_call,
              .getattro = method_getattro,
              .setattro = object_generic_setattr},
};
