/* Wrapper descriptors (`int.__add__`) and method wrappers (`(1).__add__`): a slot of a built-in type as a
 * Python callable. */
#include "object/body.h"
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/slotdefs.h"
#include "object/tuple.h"
#include "object/slotcalls.h"
#include "object/type.h"

typedef struct MethodWrapper {
  Object ob;
  Object *descr, *self;
} MethodWrapper;

/* ---- docs ---- */

typedef struct DunderDoc {
  const char *dunder, *signature, *doc;
} DunderDoc;

#define SELF  "($self, /)"
#define VALUE "($self, value, /)"
#define KEY   "($self, key, /)"
#define CALL  "($self, /, *args, **kwargs)"
#define OP(name, sign)                                                                                       \
  {"__" name "__", VALUE, "Return self" sign "value."}, {                                                    \
    "__r" name "__", VALUE, "Return value" sign "self."                                                      \
  }
#define INPLACE(name, sign)                                                                                  \
  { "__i" name "__", VALUE, "Return self" sign "=value." }
static const DunderDoc dunder_docs[] = {
    {"__repr__", SELF, "Return repr(self)."},
    {"__hash__", SELF, "Return hash(self)."},
    {"__str__", SELF, "Return str(self)."},
    {"__getattribute__", "($self, name, /)", "Return getattr(self, name)."},
    {"__setattr__", "($self, name, value, /)", "Implement setattr(self, name, value)."},
    {"__delattr__", "($self, name, /)", "Implement delattr(self, name)."},
    {"__lt__", VALUE, "Return self<value."},
    {"__le__", VALUE, "Return self<=value."},
    {"__eq__", VALUE, "Return self==value."},
    {"__ne__", VALUE, "Return self!=value."},
    {"__gt__", VALUE, "Return self>value."},
    {"__ge__", VALUE, "Return self>=value."},
    {"__init__", CALL, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__call__", CALL, "Call self as a function."},
    OP("or", "|"),
    OP("add", "+"),
    OP("sub", "-"),
    OP("mul", "*"),
    OP("mod", "%"),
    OP("lshift", "<<"),
    OP("rshift", ">>"),
    OP("and", "&"),
    OP("xor", "^"),
    OP("floordiv", "//"),
    OP("truediv", "/"),
    OP("matmul", "@"),
    {"__divmod__", VALUE, "Return divmod(self, value)."},
    {"__rdivmod__", VALUE, "Return divmod(value, self)."},
    {"__pow__", "($self, value, mod=None, /)", "Return pow(self, value, mod)."},
    {"__rpow__", "($self, value, mod=None, /)", "Return pow(value, self, mod)."},
    {"__neg__", SELF, "-self"},
    {"__pos__", SELF, "+self"},
    {"__abs__", SELF, "abs(self)"},
    {"__bool__", SELF, "True if self else False"},
    {"__invert__", SELF, "~self"},
    {"__int__", SELF, "int(self)"},
    {"__float__", SELF, "float(self)"},
    {"__index__", SELF,
     "Return self converted to an integer, if self is suitable for use as an index into a list."},
    {"__iter__", SELF, "Implement iter(self)."},
    {"__len__", SELF, "Return len(self)."},
    {"__getitem__", KEY, "Return self[key]."},
    {"__setitem__", "($self, key, value, /)", "Set self[key] to value."},
    {"__delitem__", KEY, "Delete self[key]."},
    {"__contains__", KEY, "Return key in self."},
    INPLACE("or", "|"),
    INPLACE("sub", "-"),
    INPLACE("and", "&"),
    INPLACE("xor", "^"),
    INPLACE("mod", "%"),
    INPLACE("pow", "**"),
    INPLACE("lshift", "<<"),
    INPLACE("rshift", ">>"),
    INPLACE("floordiv", "//"),
    INPLACE("truediv", "/"),
    INPLACE("matmul", "@"),
    {"__iadd__", VALUE, "Implement self+=value."},
    {"__imul__", VALUE, "Implement self*=value."},
    {"__get__", "($self, instance, owner=None, /)",
     "Return an attribute of instance, which is of type owner."},
    {"__set__", "($self, instance, value, /)", "Set an attribute of instance to value."},
    {"__delete__", "($self, instance, /)", "Delete an attribute of instance."},
    {"__next__", SELF, "Implement next(self)."},
    {"__await__", SELF, "Return an iterator to be used in await expression."},
    {"__aiter__", SELF, "Return an awaitable, that resolves in asynchronous iterator."},
    {"__anext__", SELF, "Return a value or raise StopAsyncIteration."},
};

static const DunderDoc *find_doc(const SlotRow *row) {
  for (size_t i = 0; i < ARRAY_LEN(dunder_docs); i++)
    if (!strcmp(dunder_docs[i].dunder, row->dunder)) return &dunder_docs[i];
  return NULL;
}
const char *wrapper_row_name(const void *row) { return ((const SlotRow *)row)->dunder; }
const char *wrapper_row_doc(const void *row) {
  const DunderDoc *d = find_doc(row);
  return d ? d->doc : NULL;
}

/* ---- calling the slot ---- */

static bool want(ssize_t nargs, ssize_t n) {
  if (nargs == n) return true;
  err_format(T(TypeError), "expected %zd argument%s, got %zd", n, n == 1 ? "" : "s", nargs);
  return false;
}
static bool want_range(ssize_t nargs, ssize_t min, ssize_t max) {
  if (nargs >= min && nargs <= max) return true;
  bool few = nargs < min;
  ssize_t bound = few ? min : max;
  err_format(T(TypeError), " expected %s %zd argument%s, got %zd", few ? "at least" : "at most", bound,
             bound == 1 ? "" : "s", nargs);
  return false;
}

static Object *none_or_error(int result) { return result < 0 ? NULL : NEWREF(NONE); }
static Object *bool_or_error(int result) { return result < 0 ? NULL : BOOL_NEW(result); }
static bool index_of(Object *self, Object *o, ssize_t *i) {
  *i = object_as_index(o, T(OverflowError));
  if (*i == -1 && RT->exc) return false;
  if (*i < 0 && TYPE(self)->slots.sq_length) {
    ssize_t n = TYPE(self)->slots.sq_length(self);
    if (n < 0) return false;
    *i += n;
  }
  return true;
}

/* object.__setattr__(int, ...) must not get around the guard of type.__setattr__. */
static bool setattr_allowed(Object *self, AnyFn fn, const char *what) {
  Type *t = TYPE(self);
  while (t && TYPE_HAS(t, TYPE_HEAP) && !TYPE_HAS(t, TYPE_IMMUTABLE)) t = t->base;
  if (!t || (AnyFn)t->slots.setattro == fn) return true;
  if (!IS_SUB(self, TYPE)) return true;
  err_format(T(TypeError), "can't apply this %s to %T object", what, self);
  return false;
}

static Object *call_row(const SlotRow *row, AnyFn fn, Object *self, Object *const *args, ssize_t nargs,
                        Object *kwnames) {
  switch ((WrapKind)row->wrap) {
  case WRAP_HIDDEN: break;
  case WRAP_UNARY: return want(nargs, 0) ? ((UnaryFn)fn)(self) : NULL;
  case WRAP_HASH: {
    if (!want(nargs, 0)) return NULL;
    Hash h = ((HashFn)fn)(self);
    return h == -1 && RT->exc ? NULL : int_from_i64(h);
  }
  case WRAP_COMPARE: return want(nargs, 1) ? ((CompareFn)fn)(self, args[0], row->op) : NULL;
  case WRAP_CALL: return ((VectorFn)fn)(self, args, nargs, kwnames);
  case WRAP_GETATTR: return want(nargs, 1) ? ((BinaryFn)fn)(self, args[0]) : NULL;
  case WRAP_SETATTR:
    if (!want(nargs, 2) || !setattr_allowed(self, fn, "__setattr__")) return NULL;
    return none_or_error(((SetAttrFn)fn)(self, args[0], args[1]));
  case WRAP_DELATTR:
    if (!want(nargs, 1) || !setattr_allowed(self, fn, "__delattr__")) return NULL;
    return none_or_error(((SetAttrFn)fn)(self, args[0], NULL));
  case WRAP_NEXT: {
    if (!want(nargs, 0)) return NULL;
    Object *r = ((UnaryFn)fn)(self);
    return !r && !RT->exc ? err_set_none(T(StopIteration)) : r;
  }
  case WRAP_DESCR_GET: {
    if (!want_range(nargs, 1, 2)) return NULL;
    Object *obj = args[0] == NONE ? NULL : args[0], *type = nargs < 2 || args[1] == NONE ? NULL : args[1];
    if (!obj && !type) return err_format(T(TypeError), "__get__(None, None) is invalid");
    return ((DescrGetFn)fn)(self, obj, type);
  }
  case WRAP_DESCR_SET: return want(nargs, 2) ? none_or_error(((SetAttrFn)fn)(self, args[0], args[1])) : NULL;
  case WRAP_DESCR_DELETE: return want(nargs, 1) ? none_or_error(((SetAttrFn)fn)(self, args[0], NULL)) : NULL;
  case WRAP_INIT: return none_or_error(((InitFn)fn)(self, args, nargs, kwnames));
  case WRAP_DEL:
    if (!want(nargs, 0)) return NULL;
    ((FinalizeFn)fn)(self);
    RETURN_NONE;
  case WRAP_BINARY:
  case WRAP_ONE: return want(nargs, 1) ? ((BinaryFn)fn)(self, args[0]) : NULL;
  case WRAP_REFLECTED: return want(nargs, 1) ? ((BinaryFn)fn)(args[0], self) : NULL;
  case WRAP_POWER:
    return want_range(nargs, 1, 2) ? ((TernaryFn)fn)(self, args[0], nargs > 1 ? args[1] : NONE) : NULL;
  case WRAP_POWER_REFLECTED:
    return want_range(nargs, 1, 2) ? ((TernaryFn)fn)(args[0], self, nargs > 1 ? args[1] : NONE) : NULL;
  case WRAP_INPLACE_POWER: return want(nargs, 1) ? ((TernaryFn)fn)(self, args[0], NONE) : NULL;
  case WRAP_BOOL: return want(nargs, 0) ? bool_or_error(((InquiryFn)fn)(self)) : NULL;
  case WRAP_LEN: {
    if (!want(nargs, 0)) return NULL;
    ssize_t n = ((LengthFn)fn)(self);
    return n < 0 ? NULL : int_from_i64(n);
  }
  case WRAP_SETITEM: return want(nargs, 2) ? none_or_error(((SetAttrFn)fn)(self, args[0], args[1])) : NULL;
  case WRAP_DELITEM: return want(nargs, 1) ? none_or_error(((SetAttrFn)fn)(self, args[0], NULL)) : NULL;
  case WRAP_INDEX: {
    if (!want(nargs, 1)) return NULL;
    ssize_t n = object_as_index(args[0], T(OverflowError));
    return n == -1 && RT->exc ? NULL : ((IndexFn)fn)(self, n);
  }
  case WRAP_SQ_ITEM: {
    ssize_t i;
    return want(nargs, 1) && index_of(self, args[0], &i) ? ((IndexFn)fn)(self, i) : NULL;
  }
  case WRAP_SQ_SETITEM:
  case WRAP_SQ_DELITEM: {
    ssize_t i;
    bool set = row->wrap == WRAP_SQ_SETITEM;
    return want(nargs, set ? 2 : 1) && index_of(self, args[0], &i)
               ? none_or_error(((AssIndexFn)fn)(self, i, set ? args[1] : NULL))
               : NULL;
  }
  case WRAP_CONTAINS: return want(nargs, 1) ? bool_or_error(((ContainsFn)fn)(self, args[0])) : NULL;
  }
  return err_format(T(SystemError), "bad slot wrapper");
}

/* The number of arguments besides self: least and most. */
static void row_arity(const SlotRow *row, ssize_t *least, ssize_t *most) {
  *least = 1;
  switch ((WrapKind)row->wrap) {
  case WRAP_UNARY:
  case WRAP_HASH:
  case WRAP_NEXT:
  case WRAP_DEL:
  case WRAP_BOOL:
  case WRAP_LEN: *least = 0; break;
  case WRAP_SETATTR:
  case WRAP_DESCR_SET:
  case WRAP_SETITEM:
  case WRAP_SQ_SETITEM: *least = 2; break;
  default: break;
  }
  *most = *least;
  if (row->wrap == WRAP_POWER || row->wrap == WRAP_POWER_REFLECTED || row->wrap == WRAP_DESCR_GET) *most = 2;
}

static Object *call_row_body(const SlotRow *row, Object *self, Object *const *args, ssize_t nargs,
                             Object *kwnames) {
  if (row->wrap != WRAP_INIT && row->wrap != WRAP_CALL) {
    if (kwnames && tuple_size(kwnames))
      return err_format(T(TypeError), "wrapper %s() takes no keyword arguments", row->dunder);
    ssize_t least, most;
    row_arity(row, &least, &most);
    if (!(least == most ? want(nargs, least) : want_range(nargs, least, most))) return NULL;
  }
  return object_call_prepend(row->body, self, args, nargs, kwnames);
}

Own wrapper_row_call(const NativeDescr *d, Object *self, Object *const *args, ssize_t nargs,
                     Object *kwnames) {
  const SlotRow *row = d->def;
  if (row->body) return call_row_body(row, self, args, nargs, kwnames);
  if (kwnames && tuple_size(kwnames) && row->wrap != WRAP_INIT && row->wrap != WRAP_CALL)
    return err_format(T(TypeError), "wrapper %s() takes no keyword arguments", row->dunder);
  return call_row(row, slot_row_function(d->owner, row), self, args, nargs, kwnames);
}

/* The same for a caller that has the arguments in a tuple. */
static Own wrapper_row_call_tuple(const NativeDescr *d, Object *self, Object *const *args, ssize_t nargs,
                                  Object *kwnames, Object *tuple, Object *dict) {
  if (((const SlotRow *)d->def)->body) return wrapper_row_call(d, self, args, nargs, kwnames);
  if (((const SlotRow *)d->def)->wrap == WRAP_CALL && call_takes_tuple(self)) {
    RT->call_given = tuple;
    RT->call_given_dict = dict;
  }
  if (((const SlotRow *)d->def)->wrap == WRAP_INIT) {
    RT->call_tuple = tuple;
    RT->call_dict = dict;
  }
  Object *r = wrapper_row_call(d, self, args, nargs, kwnames);
  RT->call_given = RT->call_given_dict = RT->call_tuple = RT->call_dict = NULL;
  return r;
}

GetattrFn wrapper_getattr(Ref wrapper) {
  const NativeDescr *d = (const NativeDescr *)wrapper;
  return (GetattrFn)slot_row_function(d->owner, d->def);
}

/* ---- wrapper_descriptor ---- */

Own wrapper_descriptor_new(Type *owner, int row) {
  NativeDescr *d = (NativeDescr *)object_new(T(WRAPPER_DESCR), 0);
  if (!d) return NULL;
  d->owner = NEWREF(owner);
  d->name = NEWREF(RT->slot_names[row]);
  d->def = &slot_rows[row];
  gc_track((Object *)d);
  return (Object *)d;
}

Object *body_of_wrapper(Ref wrapper) { return ((const SlotRow *)((NativeDescr *)wrapper)->def)->body; }

Own wrapper_with_body_new(Type *owner, int row, Ref body) {
  SlotRow *own = mem_alloc(sizeof *own);
  if (!own) return err_no_memory();
  *own = slot_rows[row];
  own->body = body;
  Object *d = wrapper_descriptor_new(owner, row);
  if (d) ((NativeDescr *)d)->def = own;
  return d;
}

static Object *wrapper_call(Object *callable, Object *const *args, ssize_t nargs, Object *kwnames) {
  const NativeDescr *d = (const NativeDescr *)callable;
  if (nargs < 1)
    return err_format(T(TypeError), "descriptor '%U' of '%N' object needs an argument", d->name, d->owner);
  if (!object_is_instance_of(args[0], d->owner))
    return err_format(T(TypeError), "descriptor '%U' requires a '%N' object but received a '%T'", d->name,
                      d->owner, args[0]);
  CALL_ARGUMENTS(whole, args, nargs, kwnames);
  HOLD(rest, nargs > 1 ? tuple_from_array(args + 1, nargs - 1) : NEWREF(RT->empty_tuple),
       "the arguments of a call");
  if (!whole.good || !rest.obj || !recursion_enter(" while calling a Python object")) return NULL;
  Object *r = wrapper_row_call_tuple(d, args[0], args + 1, nargs - 1, kwnames, rest.obj, whole.named);
  recursion_leave();
  return hold_return(r, &rest, &whole_dict, &whole_tuple);
}

static Object *method_wrapper_new(Object *descr, Object *self) {
  MethodWrapper *w = (MethodWrapper *)object_new(T(METHOD_WRAPPER), 0);
  if (!w) return NULL;
  w->descr = NEWREF(descr);
  w->self = NEWREF(self);
  gc_track((Object *)w);
  return (Object *)w;
}

static Object *wrapper_get(Object *self, Object *obj, Object *type) {
  (void)type;
  const NativeDescr *d = (const NativeDescr *)self;
  if (!obj) return NEWREF(self);
  if (!object_is_instance_of(obj, d->owner))
    return err_format(T(TypeError), "descriptor '%U' for '%N' objects doesn't apply to a '%T' object",
                      d->name, d->owner, obj);
  return method_wrapper_new(self, obj);
}

static Object *wrapper_repr(Object *self) {
  const NativeDescr *d = (const NativeDescr *)self;
  return str_format("<slot wrapper '%U' of '%N' objects>", d->name, d->owner);
}
static Object *row_doc(const void *row) {
  const char *doc = wrapper_row_doc(row);
  return doc ? str_from_ascii(doc, -1) : NEWREF(NONE);
}
static Object *row_signature(const void *row) {
  const DunderDoc *d = find_doc(row);
  return d ? str_from_ascii(d->signature, -1) : NEWREF(NONE);
}
static Object *wrapper_get_doc(Object *self) { return row_doc(((NativeDescr *)self)->def); }
static Object *wrapper_get_signature(Object *self) { return row_signature(((NativeDescr *)self)->def); }
static Object *wrapper_get_qualname(Object *self) { return descriptor_qualname(self); }

static const GetSetSpec wrapper_getset[] = {
    {"__doc__", wrapper_get_doc, NULL, NULL},
    {"__qualname__", wrapper_get_qualname, NULL, NULL},
    {"__text_signature__", wrapper_get_signature, NULL, NULL},
    {0},
};
static const FieldSpec wrapper_fields[] = {
    FIELD(NativeDescr, owner, "__objclass__", FIELD_OWN, FIELD_MEMBER),
    FIELD(NativeDescr, name, "__name__", FIELD_OWN, FIELD_MEMBER),
    FIELD(NativeDescr, qualname, "__qualname__", FIELD_OWN, 0),
    {0},
};
const TypeSpec wrapper_descriptor_spec = {
    .name = "wrapper_descriptor",
    .basic_size = 56, /* CPython's: base row and function */
    .flags = TYPE_GC | TYPE_NO_NEW | TYPE_METHOD_DESCR,
    .fields = wrapper_fields,
    .methods = descriptor_methods,
    .getset = wrapper_getset,
    .slots = {.repr = wrapper_repr, .call = wrapper_call, .descr_get = wrapper_get},
};

/* ---- method-wrapper ---- */

static const NativeDescr *descr_of(Object *self) {
  return (const NativeDescr *)((MethodWrapper *)self)->descr;
}

static Object *method_wrapper_call(Object *callable, Object *const *args, ssize_t nargs, Object *kwnames) {
  CALL_ARGUMENTS(held, args, nargs, kwnames);
  if (!held.good || !recursion_enter(" while calling a Python object")) return NULL;
  Object *r = wrapper_row_call_tuple(descr_of(callable), ((MethodWrapper *)callable)->self, args, nargs,
                                     kwnames, held.given, held.named);
  recursion_leave();
  return hold_return(r, &held_dict, &held_tuple);
}
static Object *method_wrapper_repr(Object *self) {
  Object *target = ((MethodWrapper *)self)->self;
  return str_format("<method-wrapper '%s' of %T object at 0x%lx>", wrapper_row_name(descr_of(self)->def),
                    target, (unsigned long)((uintptr_t)target + ID_OFFSET));
}
static Object *method_wrapper_compare(Object *a, Object *b, int op) {
  if ((op != CMP_EQ && op != CMP_NE) || !IS_EXACT(a, METHOD_WRAPPER) || !IS_EXACT(b, METHOD_WRAPPER))
    return NEWREF(NOT_IMPLEMENTED);
  MethodWrapper *x = (MethodWrapper *)a, *y = (MethodWrapper *)b;
  return BOOL_NEW((x->descr == y->descr && x->self == y->self) == (op == CMP_EQ));
}
static Hash method_wrapper_hash(Object *self) {
  uintptr_t x = (uintptr_t)((MethodWrapper *)self)->self + ID_OFFSET,
            y = (uintptr_t)descr_of(self) + ID_OFFSET;
  Hash h = (Hash)((x >> 4 | x << 60) ^ (y >> 4 | y << 60));
  return h == -1 ? -2 : h;
}
static Object *method_wrapper_name(Object *self) { /* a new one each time, as CPython's */
  return str_from_utf8(str_utf8(descr_of(self)->name, NULL), -1);
}
static Object *method_wrapper_qualname(Object *self) {
  return descriptor_qualname((Object *)(uintptr_t)descr_of(self));
}
static Object *method_wrapper_objclass(Object *self) { return NEWREF((Object *)descr_of(self)->owner); }
static Object *method_wrapper_doc(Object *self) { return row_doc(descr_of(self)->def); }
static Object *method_wrapper_signature(Object *self) { return row_signature(descr_of(self)->def); }
static Object *method_wrapper_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(getattr, XNEWREF(dict_get_text(RT->builtins, "getattr")), "__reduce__()");
  HOLD(pair, tuple_pack(2, ((MethodWrapper *)self)->self, descr_of(self)->name), "__reduce__()");
  return hold_return(getattr.obj && pair.obj ? tuple_pack(2, getattr.obj, pair.obj) : NULL, &pair, &getattr);
}

static const MethodSpec method_wrapper_methods[] = {
    {"__reduce__(self)", method_wrapper_reduce, 0, NULL},
    {0},
};
static const GetSetSpec method_wrapper_getset[] = {
    {"__objclass__", method_wrapper_objclass, NULL, NULL},
    {"__name__", method_wrapper_name, NULL, NULL},
    {"__qualname__", method_wrapper_qualname, NULL, NULL},
    {"__doc__", method_wrapper_doc, NULL, NULL},
    {"__text_signature__", method_wrapper_signature, NULL, NULL},
    {0},
};
static const FieldSpec method_wrapper_fields[] = {
    FIELD(MethodWrapper, descr, "descriptor", FIELD_OWN, 0),
    FIELD(MethodWrapper, self, "__self__", FIELD_OWN, FIELD_MEMBER),
    {0},
};
const TypeSpec method_wrapper_spec = {
    .name = "method-wrapper",
    .basic_size = sizeof(MethodWrapper),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = method_wrapper_fields,
    .methods = method_wrapper_methods,
    .getset = method_wrapper_getset,
    .slots = {.repr = method_wrapper_repr,
              .call = method_wrapper_call,
              .richcompare = method_wrapper_compare,
              .hash = method_wrapper_hash},
};
