/* Between dunders and slots, both ways.
 *
 * A row stands for one dunder of one slot. A built-in type that fills a slot shows a wrapper descriptor for
 * each of its rows
 * (`int.__add__`); a class that defines the dunder gets the row's dispatcher in the slot, which looks the
 * method up and calls it. The rows are made from slots.def; the wrappers are in slotwrap.c.
 *
 * Invariant: the rows of one slot are neighbours, and a slot's dispatcher is the same in all of them.
 */
#include "object/slotdefs.h"

#include "object/body.h"
#include "object/dict.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/tuple.h"
#include "object/type.h"

#define FN(f) ((AnyFn)(f))

/* ---- dispatchers ---- */

int slot_lookup_method(Object *self, Object *name, Object **out) {
  Object *f = type_lookup(TYPE(self), name);
  if (!f) return -1;
  if (TYPE_HAS(TYPE(f), TYPE_METHOD_DESCR)) {
    Object *body = IS_EXACT(f, WRAPPER_DESCR) ? body_of_wrapper(f) : NULL;
    *out = NEWREF(body ? body : f);
    return 1;
  }
  DescrGetFn get = TYPE(f)->slots.descr_get;
  *out = get ? get(f, self, (Object *)TYPE(self)) : NEWREF(f);
  return *out ? 0 : -2;
}

/* Calls the method found by slot_lookup_method. args[0] is self. Takes over func. */
static Object *call_found_steal(Object *func, int unbound, Object *const *args, ssize_t nargs) {
  HOLD(f, func, "a special method");
  return hold_return(
      unbound ? object_call(f.obj, args, nargs, NULL) : object_call(f.obj, args + 1, nargs - 1, NULL), &f);
}

/* args[0] is self; NULL without an exception when the dunder is missing and `missing_ok`. */
static Object *call_dunder(Object *name, Object *const *args, ssize_t nargs, bool missing_ok) {
  Object *func;
  int found = slot_lookup_method(args[0], name, &func);
  if (found >= 0) return call_found_steal(func, found, args, nargs);
  if (found == -1 && !missing_ok) err_set_value(T(AttributeError), name);
  return NULL;
}

Own slot_call_dunder(Object *self, Object *name, Object *const *args, ssize_t nargs) {
  Object *all[6] = {self};
  for (ssize_t i = 0; i < nargs && i < 5; i++) all[i + 1] = args[i];
  return call_dunder(name, all, nargs + 1, false);
}

#define ROW_NAME(row) (RT->slot_names[row])

static Object *dispatch_unary(Object *self, int row) { return call_dunder(ROW_NAME(row), &self, 1, false); }
static Object *dispatch_one(Object *self, Object *other, int row) {
  Object *args[2] = {self, other};
  return call_dunder(ROW_NAME(row), args, 2, false);
}

static Object *call_maybe(Object *self, Object *other, int row) {
  Object *args[2] = {self, other};
  Object *r = call_dunder(ROW_NAME(row), args, 2, true);
  if (!r && !RT->exc) return NEWREF(NOT_IMPLEMENTED);
  return r;
}

/* Does the class of right define the reflected method anew, compared with the class of left? */
static int is_overloaded(Object *left, Object *right, Object *name) {
  HOLD(b, NULL, "a reflected method");
  HOLD(a, NULL, "a reflected method");
  if (object_lookup_attr((Object *)TYPE(right), name, &b.obj) < 0) return -1;
  if (!b.obj) return 0;
  if (object_lookup_attr((Object *)TYPE(left), name, &a.obj) < 0) return -1;
  if (!a.obj) return 1;
  return object_compare_bool(a.obj, b.obj, CMP_NE);
}

/* The rule of binary operators on classes: the reflected method of a subclass goes first if it is its own.
 * `self_has` and `other_has`: the dispatcher is in the slot of that operand's class. */
static Object *dispatch_binary(Object *self, Object *other, int row, bool self_has, bool other_has) {
  bool try_other = TYPE(self) != TYPE(other) && other_has;
  if (self_has) {
    if (try_other && type_is_subtype(TYPE(other), TYPE(self))) {
      int own = is_overloaded(self, other, ROW_NAME(row + 1));
      if (own < 0) return NULL;
      if (own) {
        Object *r = call_maybe(other, self, row + 1);
        if (r != NOT_IMPLEMENTED) return r;
        DECREF(r);
        try_other = false;
      }
    }
    Object *r = call_maybe(self, other, row);
    if (r != NOT_IMPLEMENTED || TYPE(other) == TYPE(self)) return r;
    DECREF(r);
  }
  if (try_other) return call_maybe(other, self, row + 1);
  return NEWREF(NOT_IMPLEMENTED);
}

#define DISPATCH_NONE(f)
#define DISPATCH_UNARY(f)                                                                                    \
  static Object *slot_##f(Object *self) { return dispatch_unary(self, ROW_##f); }
#define DISPATCH_BINARY(f)                                                                                   \
  static Object *slot_##f(Object *self, Object *other) {                                                     \
    return dispatch_binary(self, other, ROW_##f, TYPE(self)->slots.f == slot_##f,                            \
                           TYPE(other)->slots.f == slot_##f);                                                \
  }
#define DISPATCH_INPLACE(f)                                                                                  \
  static Object *slot_##f(Object *self, Object *other) { return dispatch_one(self, other, ROW_##f); }
#define DISPATCH_GETITEM DISPATCH_INPLACE
#define DISPATCH_SQ_ITEM(f)                                                                                  \
  static Object *slot_##f(Object *self, ssize_t i) {                                                         \
    HOLD(index, int_from_i64(i), "an index");                                                                \
    return index.obj ? dispatch_one(self, index.obj, ROW_##f) : NULL;                                        \
  }
#define DISPATCH_LEN(f)                                                                                      \
  static ssize_t slot_##f(Object *self) { return dispatch_length(self, ROW_##f); }
#define DISPATCH_CUSTOM(f)

static ssize_t dispatch_length(Object *self, int row) {
  HOLD(r, dispatch_unary(self, row), "__len__()");
  if (!r.obj) return -1;
  SETREF(r.obj, number_index(r.obj));
  if (!r.obj) return -1;
  int64_t n;
  bool fits = int_fits_i64(r.obj, &n);
  if (fits ? n < 0 : int_compare(r.obj, (Object *)&RT->small_ints[-SMALL_INT_MIN]) < 0) {
    err_format(T(ValueError), "__len__() should return >= 0");
    return -1;
  }
  if (!fits) {
    err_format(T(OverflowError), "cannot fit '%T' into an index-sized integer", r.obj);
    return -1;
  }
  return (ssize_t)n;
}

static Object *slot_power(Object *self, Object *other, Object *modulus) {
  if (modulus == NONE)
    return dispatch_binary(self, other, ROW_power, TYPE(self)->slots.power == slot_power,
                           TYPE(other)->slots.power == slot_power);
  /* Three-argument pow() has no reflected form: the first operand's class decides. */
  if (TYPE(self)->slots.power == slot_power) {
    Object *args[3] = {self, other, modulus};
    return call_dunder(ROW_NAME(ROW_power), args, 3, false);
  }
  return NEWREF(NOT_IMPLEMENTED);
}
static Object *slot_inplace_power(Object *self, Object *other, Object *modulus) {
  (void)modulus;
  return dispatch_one(self, other, ROW_inplace_power);
}

static Object *slot_repr(Object *self) {
  Object *func;
  int found = slot_lookup_method(self, N(__repr__), &func);
  if (found >= 0) return call_found_steal(func, found, &self, 1);
  if (found == -2) err_clear();
  return str_format("<%T object at 0x%lx>", self, (unsigned long)((uintptr_t)self + ID_OFFSET));
}
static Object *slot_str(Object *self) { return dispatch_unary(self, ROW_str); }

Hash hash_not_implemented(Object *o) {
  err_format(T(TypeError), "unhashable type: '%T'", o);
  return -1;
}
static Hash slot_hash(Object *self) {
  Object *func;
  int found = slot_lookup_method(self, N(__hash__), &func);
  if (found == -2) err_clear();
  if (found >= 0 && func == NONE) {
    DECREF(func);
    found = -1;
  }
  if (found < 0) return hash_not_implemented(self);
  HOLD(r, call_found_steal(func, found, &self, 1), "__hash__()");
  if (!r.obj) return -1;
  if (!IS_SUB(r.obj, INT)) {
    err_format(T(TypeError), "__hash__ method should return an integer");
    return -1;
  }
  int64_t n;
  Hash h = int_fits_i64(r.obj, &n) ? (Hash)n : int_hash(r.obj);
  return h == -1 ? -2 : h;
}

static Object *slot_richcompare(Object *self, Object *other, int op) {
  Object *func, *args[2] = {self, other};
  int found = slot_lookup_method(self, ROW_NAME(ROW_richcompare + op), &func);
  if (found >= 0) return call_found_steal(func, found, args, 2);
  if (found == -2)
    err_clear(); /* a method that cannot be looked up is one that does not know, as in CPython */
  return NEWREF(NOT_IMPLEMENTED);
}

static Object *slot_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  Object *func;
  int found = slot_lookup_method(self, N(__call__), &func);
  if (found == -1) err_set_value(T(AttributeError), N(__call__));
  if (found < 0) return NULL;
  HOLD(f, func, "__call__()");
  CALL_ARGUMENTS(held, args, nargs, kwnames);
  if (!held.good || !recursion_enter(" while calling a Python object")) return NULL;
  Object *r = found ? object_call_prepend_dict(f.obj, self, args, nargs, kwnames)
                    : object_call(f.obj, args, nargs, kwnames);
  recursion_leave();
  return hold_return(r, &held_dict, &held_tuple, &f);
}

bool call_takes_tuple(Ref callable) {
  VectorFn call = TYPE(callable)->slots.call;
  if (call == type_call) return !type_takes_vector((Type *)callable);
  const Type *owner;
  return call == slot_call || IS_EXACT(callable, WRAPPER_DESCR) || IS_EXACT(callable, METHOD_WRAPPER) ||
         native_takes_tuple(callable) || native_is_new_of(callable, &owner);
}

static Object *getattr_hook(Object *self, Object *name, Object *hook) { /* hook is held by the caller */
  DescrGetFn get = TYPE(hook)->slots.descr_get;
  HOLD(bound, get ? get(hook, self, (Object *)TYPE(self)) : NEWREF(hook), "__getattr__()");
  return hold_return(bound.obj ? object_call(bound.obj, &name, 1, NULL) : NULL, &bound);
}
static Object *slot_getattro(Object *self, Object *name) {
  Object *own = type_lookup(TYPE(self), N(__getattribute__));
  Object *hook = type_lookup(TYPE(self), N(__getattr__));
  if (!hook) return dispatch_one(self, name, ROW_getattro);
  HOLD(kept, NEWREF(hook), "__getattr__()");
  Object *r;
  if (!own || (IS_EXACT(own, WRAPPER_DESCR) && wrapper_getattr(own) == object_generic_getattr)) {
    r = object_generic_getattr(self, name);
  } else {
    HOLD(method, NEWREF(own), "__getattribute__()");
    r = getattr_hook(self, name, own); /* bound, as CPython's when there is a __getattr__ too */
  }
  if (r || !err_matches(T(AttributeError))) return hold_return(r, &kept);
  err_clear();
  return hold_return(getattr_hook(self, name, kept.obj), &kept);
}
static int slot_setattro(Object *self, Object *name, Object *value) {
  Object *args[3] = {self, name, value};
  Object *r =
      value ? call_dunder(N(__setattr__), args, 3, false) : call_dunder(N(__delattr__), args, 2, false);
  if (!r) return -1;
  DECREF(r);
  return 0;
}

static Object *slot_iter(Object *self) {
  Object *func;
  int found = slot_lookup_method(self, N(__iter__), &func);
  if (found == -2) err_clear();
  if (found >= 0) {
    if (func != NONE) return call_found_steal(func, found, &self, 1);
    DECREF(func);
    return err_format(T(TypeError), "'%T' object is not iterable", self);
  }
  found = slot_lookup_method(self, N(__getitem__), &func);
  if (found == -2) err_clear();
  if (found < 0) return err_format(T(TypeError), "'%T' object is not iterable", self);
  DECREF(func);
  return iter_sequence_new(self);
}
static Object *slot_iternext(Object *self) { return call_dunder(N(__next__), &self, 1, false); }

static Object *slot_descr_get(Object *self, Object *obj, Object *type) {
  Object *get = type_lookup(TYPE(self), N(__get__));
  if (!get) return NEWREF(self);
  Object *args[3] = {self, obj ? obj : NONE, type ? type : NONE};
  return object_call(get, args, 3, NULL);
}
static int slot_descr_set(Object *self, Object *target, Object *value) {
  Object *args[3] = {self, target, value};
  Object *r = value ? call_dunder(N(__set__), args, 3, false) : call_dunder(N(__delete__), args, 2, false);
  if (!r) return -1;
  DECREF(r);
  return 0;
}

static int slot_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  Object *func;
  int found = slot_lookup_method(self, N(__init__), &func);
  if (found == -1) err_set_value(T(AttributeError), N(__init__));
  if (found < 0) return -1;
  HOLD(f, func, "__init__()");
  HOLD(r,
       found ? object_call_prepend_dict(f.obj, self, args, nargs, kwnames)
             : object_call(f.obj, args, nargs, kwnames),
       "__init__()");
  if (!r.obj) return -1;
  if (r.obj == NONE) return 0;
  err_format(T(TypeError), "__init__() should return None, not '%T'", r.obj);
  return -1;
}
static Object *slot_new_(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  HOLD(f, object_getattr((Object *)cls, N(__new__)), "__new__()");
  return hold_return(f.obj ? object_call_prepend_dict(f.obj, (Object *)cls, args, nargs, kwnames) : NULL, &f);
}
static void slot_finalize(Object *self) {
  Object *pending = err_take();
  HOLD(kept, pending, "the exception during __del__()");
  Object *func;
  int found = slot_lookup_method(self, N(__del__), &func);
  if (found >= 0) {
    HOLD(f, func, "__del__()");
    HOLD(r, found ? object_call(f.obj, &self, 1, NULL) : object_call(f.obj, NULL, 0, NULL), "__del__()");
    if (!r.obj) err_write_unraisable(f.obj);
  } else if (found == -2)
    err_clear();
  err_restore_steal(hold_take(&kept));
}

static int slot_bool_(Object *self) {
  Object *func;
  int found = slot_lookup_method(self, N(__bool__), &func);
  bool by_length = found == -1;
  if (by_length) {
    found = slot_lookup_method(self, N(__len__), &func);
    if (found == -1) return 1;
  }
  if (found < 0) return -1;
  HOLD(r, call_found_steal(func, found, &self, 1), by_length ? "__len__()" : "__bool__()");
  if (!r.obj) return -1;
  if (by_length) return object_is_true(r.obj);
  if (IS_EXACT(r.obj, BOOL)) return r.obj == TRUE;
  err_format(T(TypeError), "__bool__ should return bool, returned %T", r.obj);
  return -1;
}

static int set_or_delete(Object *self, Object *key, Object *value) {
  Object *args[3] = {self, key, value};
  Object *r =
      value ? call_dunder(N(__setitem__), args, 3, false) : call_dunder(N(__delitem__), args, 2, false);
  if (!r) return -1;
  DECREF(r);
  return 0;
}
static int slot_mp_ass_subscript(Object *self, Object *key, Object *value) {
  return set_or_delete(self, key, value);
}
static int slot_sq_ass_item(Object *self, ssize_t i, Object *value) {
  HOLD(index, int_from_i64(i), "an index");
  return index.obj ? set_or_delete(self, index.obj, value) : -1;
}
static int slot_sq_contains(Object *self, Object *item) {
  Object *func;
  int found = slot_lookup_method(self, N(__contains__), &func);
  if (found == -2) return -1;
  if (found == -1) return sequence_search(self, item);
  if (func == NONE) {
    DECREF(func);
    err_format(T(TypeError), "'%T' object is not a container", self);
    return -1;
  }
  Object *args[2] = {self, item};
  HOLD(r, call_found_steal(func, found, args, 2), "__contains__()");
  return r.obj ? object_is_true(r.obj) : -1;
}

static Object *await_part(Object *self, int row) {
  Object *r = call_dunder(ROW_NAME(row), &self, 1, true);
  if (!r && !RT->exc) err_format(T(AttributeError), "object %T does not have %U method", self, ROW_NAME(row));
  return r;
}
static Object *slot_am_await(Object *self) { return await_part(self, ROW_am_await); }
static Object *slot_am_aiter(Object *self) { return await_part(self, ROW_am_aiter); }
static Object *slot_am_anext(Object *self) { return await_part(self, ROW_am_anext); }

/* The dispatchers of the regular kinds. The others are written out above. */
#define DISPATCH_REPR                              DISPATCH_CUSTOM
#define DISPATCH_STR                               DISPATCH_CUSTOM
#define DISPATCH_HASH                              DISPATCH_CUSTOM
#define DISPATCH_COMPARE                           DISPATCH_CUSTOM
#define DISPATCH_CALL                              DISPATCH_CUSTOM
#define DISPATCH_GETATTR                           DISPATCH_CUSTOM
#define DISPATCH_SETATTR                           DISPATCH_CUSTOM
#define DISPATCH_ITER                              DISPATCH_CUSTOM
#define DISPATCH_NEXT                              DISPATCH_CUSTOM
#define DISPATCH_DESCR_GET                         DISPATCH_CUSTOM
#define DISPATCH_DESCR_SET                         DISPATCH_CUSTOM
#define DISPATCH_INIT                              DISPATCH_CUSTOM
#define DISPATCH_NEW                               DISPATCH_CUSTOM
#define DISPATCH_DEL                               DISPATCH_CUSTOM
#define DISPATCH_AWAIT                             DISPATCH_CUSTOM
#define DISPATCH_POWER                             DISPATCH_CUSTOM
#define DISPATCH_INPLACE_POWER                     DISPATCH_CUSTOM
#define DISPATCH_BOOL                              DISPATCH_CUSTOM
#define DISPATCH_SETITEM                           DISPATCH_CUSTOM
#define DISPATCH_SQ_SETITEM                        DISPATCH_CUSTOM
#define DISPATCH_CONTAINS                          DISPATCH_CUSTOM
#define DISPATCH_CONCAT                            DISPATCH_CUSTOM
#define DISPATCH_REPEAT                            DISPATCH_CUSTOM
#define DISPATCH_INPLACE_REPEAT                    DISPATCH_CUSTOM
#define SLOT(field, type, dunder, reflected, kind) DISPATCH_##kind(field)
#include "heap/slots.def"
#undef SLOT

/* ---- the rows ---- */

#define OFF(f)                           ((uint16_t)offsetof(Slots, f))
#define R(f, name, wrap, op, dispatcher) {name, OFF(f), wrap, op, FN(dispatcher), NULL},
#define TABLE_NONE(f, d, r)
#define TABLE_UNARY(f, d, r) R(f, d, WRAP_UNARY, 0, slot_##f)
#define TABLE_REPR           TABLE_UNARY
#define TABLE_STR            TABLE_UNARY
#define TABLE_ITER           TABLE_UNARY
#define TABLE_AWAIT          TABLE_UNARY
#define TABLE_HASH(f, d, r)  R(f, d, WRAP_HASH, 0, slot_##f)
#define TABLE_COMPARE(f, d, r)                                                                               \
  R(f, "__lt__", WRAP_COMPARE, CMP_LT, slot_##f)                                                             \
  R(f, "__le__", WRAP_COMPARE, CMP_LE, slot_##f)                                                             \
  R(f, "__eq__", WRAP_COMPARE, CMP_EQ, slot_##f)                                                             \
  R(f, "__ne__", WRAP_COMPARE, CMP_NE, slot_##f)                                                             \
  R(f, "__gt__", WRAP_COMPARE, CMP_GT, slot_##f) R(f, "__ge__", WRAP_COMPARE, CMP_GE, slot_##f)
#define TABLE_CALL(f, d, r)           R(f, d, WRAP_CALL, 0, slot_##f)
#define TABLE_GETATTR(f, d, r)        R(f, d, WRAP_GETATTR, 0, slot_##f) R(f, r, WRAP_HIDDEN, 0, slot_##f)
#define TABLE_SETATTR(f, d, r)        R(f, d, WRAP_SETATTR, 0, slot_##f) R(f, r, WRAP_DELATTR, 0, slot_##f)
#define TABLE_NEXT(f, d, r)           R(f, d, WRAP_NEXT, 0, slot_##f)
#define TABLE_DESCR_GET(f, d, r)      R(f, d, WRAP_DESCR_GET, 0, slot_##f)
#define TABLE_DESCR_SET(f, d, r)      R(f, d, WRAP_DESCR_SET, 0, slot_##f) R(f, r, WRAP_DESCR_DELETE, 0, slot_##f)
#define TABLE_INIT(f, d, r)           R(f, d, WRAP_INIT, 0, slot_##f)
#define TABLE_NEW(f, d, r)            R(f, d, WRAP_HIDDEN, 0, slot_##f)
#define TABLE_DEL(f, d, r)            R(f, d, WRAP_DEL, 0, slot_##f)
#define TABLE_BINARY(f, d, r)         R(f, d, WRAP_BINARY, 0, slot_##f) R(f, r, WRAP_REFLECTED, 0, slot_##f)
#define TABLE_INPLACE(f, d, r)        R(f, d, WRAP_ONE, 0, slot_##f)
#define TABLE_GETITEM(f, d, r)        R(f, d, WRAP_ONE, 0, slot_##f)
#define TABLE_CONCAT(f, d, r)         R(f, d, WRAP_ONE, 0, NULL)
#define TABLE_POWER(f, d, r)          R(f, d, WRAP_POWER, 0, slot_##f) R(f, r, WRAP_POWER_REFLECTED, 0, slot_##f)
#define TABLE_INPLACE_POWER(f, d, r)  R(f, d, WRAP_INPLACE_POWER, 0, slot_##f)
#define TABLE_BOOL(f, d, r)           R(f, d, WRAP_BOOL, 0, slot_##f)
#define TABLE_LEN(f, d, r)            R(f, d, WRAP_LEN, 0, slot_##f)
#define TABLE_SETITEM(f, d, r)        R(f, d, WRAP_SETITEM, 0, slot_##f) R(f, r, WRAP_DELITEM, 0, slot_##f)
#define TABLE_REPEAT(f, d, r)         R(f, d, WRAP_INDEX, 0, NULL) R(f, r, WRAP_INDEX, 0, NULL)
#define TABLE_INPLACE_REPEAT(f, d, r) R(f, d, WRAP_INDEX, 0, NULL)
#define TABLE_SQ_ITEM(f, d, r)        R(f, d, WRAP_SQ_ITEM, 0, slot_##f)
#define TABLE_SQ_SETITEM(f, d, r)     R(f, d, WRAP_SQ_SETITEM, 0, slot_##f) R(f, r, WRAP_SQ_DELITEM, 0, slot_##f)
#define TABLE_CONTAINS(f, d, r)       R(f, d, WRAP_CONTAINS, 0, slot_##f)
const SlotRow slot_rows[] = {
#define SLOT(field, type, dunder, reflected, kind) TABLE_##kind(field, dunder, reflected)
#include "heap/slots.def"
#undef SLOT
};
_Static_assert(ARRAY_LEN(slot_rows) == ROW_COUNT, "the enum and the table of rows agree");
_Static_assert(ROW_COUNT <= ARRAY_LEN(((Runtime *)0)->slot_names), "names for all rows");

void slot_rows_boot(void) {
  for (int i = 0; i < ROW_COUNT; i++) RT->slot_names[i] = str_intern(slot_rows[i].dunder);
}

static AnyFn *slot_at(Slots *slots, uint16_t offset) { return (AnyFn *)(void *)((char *)slots + offset); }
AnyFn slot_row_function(const Type *owner, const SlotRow *row) {
  return *slot_at((Slots *)(uintptr_t)&owner->slots, row->offset);
}

/* ---- built-in types: wrappers for the slots they fill ---- */

int type_add_slot_wrappers(Type *t, const Slots *own) {
  for (int i = 0; i < ROW_COUNT; i++) {
    const SlotRow *row = &slot_rows[i];
    AnyFn fn = *slot_at((Slots *)(uintptr_t)own, row->offset);
    if (!fn || row->wrap == WRAP_HIDDEN) continue;
    int has = dict_contains(t->dict, ROW_NAME(i));
    if (has < 0) return -1;
    if (has) continue;
    if (fn == FN(hash_not_implemented)) {
      if (dict_set(t->dict, ROW_NAME(i), NONE) < 0) return -1;
      continue;
    }
    Object *w = wrapper_descriptor_new(t, i);
    if (!w) return -1;
    int failed = dict_set(t->dict, ROW_NAME(i), w);
    DECREF(w);
    if (failed < 0) return -1;
  }
  return 0;
}

/* ---- classes: slots from what is defined ---- */

static bool is_builtin_type(const Type *t) { return !TYPE_HAS(t, TYPE_HEAP) || TYPE_HAS(t, TYPE_IMMUTABLE); }

/* The first class of the MRO that defines name, and what it defines. */
static Type *definer(const Type *t, Object *name, Object **what) {
  Object *mro = t->mro;
  for (ssize_t i = 0; i < tuple_size(mro); i++) {
    Type *c = (Type *)tuple_item(mro, i);
    *what = dict_get(c->dict, name);
    if (*what) return c;
    if (RT->exc) err_clear();
  }
  return NULL;
}

/* The function a definition stands for when calling it directly does the same; NULL: the dispatcher must look
 * it up. */
static AnyFn direct_function(const Type *t, Type *where, Object *what, const SlotRow *row,
                             bool *leave_empty) {
  *leave_empty = false;
  if (row->offset == OFF(hash) && what == NONE) return FN(hash_not_implemented);
  if (row->offset == OFF(new_)) {
    const Type *owner;
    if (IS_EXACT(what, STATICMETHOD)) return NULL;
    return native_is_new_of(what, &owner) && type_is_subtype(t, owner) ? FN(owner->slots.new_) : NULL;
  }
  if (IS_EXACT(what, WRAPPER_DESCR)) {
    const NativeDescr *d = (const NativeDescr *)what;
    const SlotRow *its = d->def;
    if (strcmp(its->dunder, row->dunder) != 0 || !type_is_subtype(t, d->owner)) return NULL;
    AnyFn fn = *slot_at(&d->owner->slots, row->offset);
    if (!fn) *leave_empty = true; /* `__add__` of a list is its concat slot, not its add slot */
    return fn;
  }
  if (is_builtin_type(where)) return *slot_at(&where->slots, row->offset);
  return NULL;
}

Object *next_not_implemented(Object *self) {
  return err_format(T(TypeError), "'%T' object is not iterable", self);
}

/* Computes the slot whose rows begin at `first`; returns the row behind them. */
static int compute_slot(Type *t, int first) {
  uint16_t offset = slot_rows[first].offset;
  AnyFn specific = NULL;
  bool dispatch = false, empty = false;
  int i = first;
  for (; i < ROW_COUNT && slot_rows[i].offset == offset; i++) {
    Object *what;
    Type *where = definer(t, ROW_NAME(i), &what);
    if (!where) continue;
    bool leave;
    AnyFn fn = direct_function(t, where, what, &slot_rows[i], &leave);
    if (leave)
      empty = true;
    else if (fn && (!specific || specific == fn))
      specific = fn;
    else
      dispatch = true;
  }
  AnyFn *place = slot_at(&t->slots, offset);
  if (dispatch)
    *place = slot_rows[first].dispatcher;
  else if (specific)
    *place = specific;
  else if (offset == OFF(iternext) && *place)
    *place = FN(next_not_implemented); /* an iterator that lost its __next__ may be in use */
  else
    *place = NULL;
  (void)empty;
  return i;
}

static void compute_rows_named(Type *t, Object *name) {
  for (int i = 0; i < ROW_COUNT; i++) {
    if (ROW_NAME(i) != name) continue;
    int first = i;
    while (first > 0 && slot_rows[first - 1].offset == slot_rows[i].offset) first--;
    compute_slot(t, first);
  }
}

bool slot_is_dunder(Ref name) {
  if (!IS_SUB(name, STR)) return false;
  const Str *s = (const Str *)name;
  if (!s->ascii || s->length < 5) return false;
  const char *p = str_data(s);
  return p[0] == '_' && p[1] == '_' && p[s->length - 1] == '_' && p[s->length - 2] == '_';
}

static Object *interned(Object *name) {
  if (((Str *)name)->interned) return NEWREF(name);
  Object *s = NEWREF(name);
  str_intern_in_place(&s);
  return s;
}

void type_fix_slots(Type *t) {
  if (tuple_size(t->bases) > 1) {
    for (int i = 0; i < ROW_COUNT;) i = compute_slot(t, i);
    return;
  }
  /* One base: its slots, but for what the class itself defines. */
  const Slots *from = &t->base->slots;
  for (int i = 0; i < ROW_COUNT; i++)
    *slot_at(&t->slots, slot_rows[i].offset) = *slot_at((Slots *)(uintptr_t)from, slot_rows[i].offset);
  ssize_t at = 0;
  Object *key;
  while (dict_next(t->dict, &at, &key, NULL, NULL)) {
    if (!slot_is_dunder(key)) continue;
    Object *name = interned(key);
    compute_rows_named(t, name);
    DECREF(name);
  }
}

static void update_subclasses(Type *t, Object *name) {
  if (!t->subclasses) return;
  ssize_t at = 0;
  Object *ref;
  while (dict_next(t->subclasses, &at, NULL, &ref, NULL)) {
    Object *sub = weakref_get(ref);
    if (sub == NONE) continue;
    Type *s = (Type *)sub;
    if (dict_get(s->dict, name)) continue;
    compute_rows_named(s, name);
    update_subclasses(s, name);
  }
}

void type_update_slot(Type *t, Ref name) {
  Object *n = interned(name);
  compute_rows_named(t, n);
  update_subclasses(t, n);
  DECREF(n);
}

void type_refresh_slots(Type *t) {
  for (int i = 0; i < ROW_COUNT;) i = compute_slot(t, i);
  if (!t->subclasses) return;
  ssize_t at = 0;
  Object *ref;
  while (dict_next(t->subclasses, &at, NULL, &ref, NULL)) {
    Object *sub = weakref_get(ref);
    if (sub != NONE) type_refresh_slots((Type *)sub);
  }
}

bool slot_init_is_python(const Type *t) { return t->slots.init == slot_init; }
bool slot_new_is_python(const Type *t) { return t->slots.new_ == slot_new_; }
bool slot_getattr_is_python(const Type *t) { return t->slots.getattro == slot_getattro; }
bool slot_setattr_is_python(const Type *t) { return t->slots.setattro == slot_setattro; }
