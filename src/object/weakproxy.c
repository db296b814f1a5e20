/* clang-format off */
/* Weak proxies: every operation goes to the object while it lives. */
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

static Object *target(Object *self) { return weakref_get(self); }

/* The live object, or NULL with ReferenceError. */
static Object *alive(Object *self) {
  Object *o = target(self);
  if (o != NONE) return o;
  return err_format(T(ReferenceError), "weakly-referenced object no longer exists");
}
static bool is_proxy(const Object *o) { return TYPE(o) == T(WEAKPROXY) || TYPE(o) == T(WEAKCALLABLEPROXY); }
/* An operand: the object behind a proxy, or itself. */
static Object *behind(Object *o) { return is_proxy(o) ? alive(o) : o; }

static void proxy_dealloc(Object *self) {
  gc_untrack(self);
  weakref_detach((WeakRef *)self);
  CLEAR(((WeakRef *)self)->callback);
  object_free(self);
}
static void proxy_clear(Object *self) {
  weakref_detach((WeakRef *)self);
  CLEAR(((WeakRef *)self)->callback);
}
static void proxy_traverse(Object *self, Visitor *v) {
  VISIT(v, ((WeakRef *)self)->callback, EDGE_FIELD, "__callback__");
}
static Object *proxy_repr(Object *self) {
  Object *o = target(self);
  return str_format("<weakproxy at 0x%lx to %T at 0x%lx>", (unsigned long)((uintptr_t)self + ID_OFFSET), o,
                    (unsigned long)((uintptr_t)o + ID_OFFSET));
}

#define WITH(self, fail)                                                                                     \
  Object *live_ = alive(self);                                                                               \
  if (!live_) return fail;                                                                                   \
  HOLD(o, NEWREF(live_), "an operation on a weak proxy")

static Object *proxy_str(Object *self) {
  WITH(self, NULL);
  return object_str(o.obj);
}
static Object *proxy_getattro(Object *self, Object *name) {
  WITH(self, NULL);
  return object_getattr(o.obj, name);
}
static int proxy_setattro(Object *self, Object *name, Object *value) {
  WITH(self, -1);
  return object_setattr(o.obj, name, value);
}
static Object *proxy_compare(Object *a, Object *b, int op) {
  Object *x = behind(a), *y = x ? behind(b) : NULL;
  if (!y) return NULL;
  HOLD(left, NEWREF(x), "an operation on a weak proxy");
  HOLD(right, NEWREF(y), "an operation on a weak proxy");
  return hold_return(object_compare(x, y, op), &right, &left);
}
static Object *binary(Object *a, Object *b, int op) {
  Object *x = behind(a), *y = x ? behind(b) : NULL;
  if (!y) return NULL;
  HOLD(left, NEWREF(x), "an operation on a weak proxy");
  HOLD(right, NEWREF(y), "an operation on a weak proxy");
  return hold_return(number_binary(x, y, op), &right, &left);
}
#define BINARY(name, op)                                                                                     \
  static Object *proxy_##name(Object *a, Object *b) { return binary(a, b, op); }
BINARY(add, NB_ADD)
BINARY(subtract, NB_SUBTRACT)
BINARY(multiply, NB_MULTIPLY)
BINARY(remainder, NB_REMAINDER)
BINARY(lshift, NB_LSHIFT) BINARY(rshift, NB_RSHIFT) BINARY(and_, NB_AND) BINARY(xor_, NB_XOR)
    BINARY(or_, NB_OR) BINARY(floor_divide, NB_FLOOR_DIVIDE) BINARY(true_divide, NB_TRUE_DIVIDE)
        BINARY(matrix_multiply, NB_MATRIX_MULTIPLY) BINARY(inplace_add, NB_INPLACE_ADD)
            BINARY(inplace_subtract, NB_INPLACE_SUBTRACT) BINARY(inplace_multiply, NB_INPLACE_MULTIPLY)
                BINARY(inplace_remainder, NB_INPLACE_REMAINDER) BINARY(inplace_lshift, NB_INPLACE_LSHIFT)
                    BINARY(inplace_rshift, NB_INPLACE_RSHIFT) BINARY(inplace_and, NB_INPLACE_AND)
                        BINARY(inplace_xor, NB_INPLACE_XOR) BINARY(inplace_or, NB_INPLACE_OR)
                            BINARY(inplace_floor_divide,
                                   NB_INPLACE_FLOOR_DIVIDE) BINARY(inplace_true_divide,
                                                                   NB_INPLACE_TRUE_DIVIDE)
                                BINARY(inplace_matrix_multiply,
                                       NB_INPLACE_MATRIX_MULTIPLY) static Object *proxy_divmod(Object *a,
                                                                                               Object *b) {
  Object *x = behind(a), *y = x ? behind(b) : NULL;
  return y ? number_divmod(x, y) : NULL;
}
static Object *proxy_power(Object *a, Object *b, Object *m) {
  Object *x = behind(a), *y = x ? behind(b) : NULL, *z = y ? behind(m) : NULL;
  return z ? number_power(x, y, z) : NULL;
}
static Object *proxy_inplace_power(Object *a, Object *b, Object *m) {
  (void)m;
  return binary(a, b, NB_INPLACE_POWER);
}
#define UNARY(name, function)                                                                                \
  static Object *proxy_##name(Object *self) {                                                                \
    WITH(self, NULL);                                                                                        \
    return function(o.obj);                                                                                  \
  }
UNARY(negative, number_negative)
UNARY(positive, number_positive)
UNARY(absolute, number_absolute)
UNARY(invert, number_invert)
UNARY(int_, number_int) UNARY(float_, number_float) UNARY(index, number_index)
    UNARY(iter, object_iter) static Object *proxy_next(Object *self) {
  WITH(self, NULL);
  if (!iter_check(o.obj))
    return err_format(T(TypeError), "Weakref proxy referenced a non-iterator '%T' object", o.obj);
  return iter_next(o.obj);
}
static int proxy_bool(Object *self) {
  WITH(self, -1);
  return object_is_true(o.obj);
}
static ssize_t proxy_length(Object *self) {
  WITH(self, -1);
  return object_length(o.obj);
}
static int proxy_contains(Object *self, Object *item) {
  WITH(self, -1);
  return sequence_contains(o.obj, item);
}
static Object *proxy_getitem(Object *self, Object *key) {
  WITH(self, NULL);
  return object_getitem(o.obj, key);
}
static int proxy_setitem(Object *self, Object *key, Object *value) {
  WITH(self, -1);
  return object_setitem(o.obj, key, value);
}
static Object *proxy_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  WITH(self, NULL);
  return object_call(o.obj, args, nargs, kwnames);
}
static Object *proxy_bytes(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  WITH(self, NULL);
  return object_call_method0(o.obj, N(__bytes__));
}
static Object *proxy_reversed(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  WITH(self, NULL);
  return object_call_method0(o.obj, N(__reversed__));
}

static const MethodSpec proxy_methods[] = {
    {"__bytes__(self)", proxy_bytes, 0, NULL},
    {"__reversed__(self)", proxy_reversed, 0, NULL},
    {0},
};
#define PROXY_SLOTS                                                                                          \
  .dealloc = proxy_dealloc, .traverse = proxy_traverse, .clear = proxy_clear, .repr = proxy_repr,            \
  .str = proxy_str, .hash = hash_not_implemented, .getattro = proxy_getattro, .setattro = proxy_setattro,    \
  .richcompare = proxy_compare, .iter = proxy_iter, .iternext = proxy_next, .add = proxy_add,                \
  .subtract = proxy_subtract, .multiply = proxy_multiply, .remainder = proxy_remainder,                      \
  .divmod = proxy_divmod, .power = proxy_power, .negative = proxy_negative, .positive = proxy_positive,      \
  .absolute = proxy_absolute, .bool_ = proxy_bool, .invert = proxy_invert, .lshift = proxy_lshift,           \
  .rshift = proxy_rshift, .and_ = proxy_and_, .xor_ = proxy_xor_, .or_ = proxy_or_, .int_ = proxy_int_,      \
  .float_ = proxy_float_, .index = proxy_index, .floor_divide = proxy_floor_divide,                          \
  .true_divide = proxy_true_divide, .matrix_multiply = proxy_matrix_multiply,                                \
  .inplace_add = proxy_inplace_add, .inplace_subtract = proxy_inplace_subtract,                              \
  .inplace_multiply = proxy_inplace_multiply, .inplace_remainder = proxy_inplace_remainder,                  \
  .inplace_power = proxy_inplace_power, .inplace_lshift = proxy_inplace_lshift,                              \
  .inplace_rshift = proxy_inplace_rshift, .inplace_and = proxy_inplace_and,                                  \
  .inplace_xor = proxy_inplace_xor, .inplace_or = proxy_inplace_or,                                          \
  .inplace_floor_divide = proxy_inplace_floor_divide, .inplace_true_divide = proxy_inplace_true_divide,      \
  .inplace_matrix_multiply = proxy_inplace_matrix_multiply, .sq_length = proxy_length,                       \
  .sq_contains = proxy_contains, .mp_length = proxy_length, .mp_subscript = proxy_getitem,                   \
  .mp_ass_subscript = proxy_setitem
const TypeSpec weakproxy_spec = {
    .name = "weakref.ProxyType",
    .basic_size = sizeof(WeakRef),
    .flags = TYPE_GC,
    .methods = proxy_methods,
    .slots = {PROXY_SLOTS},
};
const TypeSpec weakcallableproxy_spec = {
    .name = "weakref.CallableProxyType",
    .basic_size = sizeof(WeakRef),
    .flags = TYPE_GC,
    .methods = proxy_methods,
    .slots = {PROXY_SLOTS, .call = proxy_call},
};
