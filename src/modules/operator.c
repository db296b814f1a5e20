/* The module operator: the operators as functions. The callable classes are in operator_getters.c. */
#include "modules/operator_parts.h"

#include "object/containers.h"
#include "object/err.h"
#include "object/function.h"
#include "object/number_fast.h"
#include "object/protocol.h"

#define NATIVE(name) static Object *name(Object *module, Object *const *args, ssize_t nargs)
#define UNUSED_PARTS (void)module, (void)nargs

#define COMPARE(name, op)                                                                                    \
  NATIVE(op_##name) {                                                                                        \
    UNUSED_PARTS;                                                                                            \
    return object_compare(args[0], args[1], op);                                                             \
  }
COMPARE(lt, CMP_LT)
COMPARE(le, CMP_LE)
COMPARE(eq, CMP_EQ)
COMPARE(ne, CMP_NE)
COMPARE(gt, CMP_GT)
COMPARE(ge, CMP_GE)

#define BINARY(name, op)                                                                                     \
  NATIVE(op_##name) {                                                                                        \
    UNUSED_PARTS;                                                                                            \
    return number_binary(args[0], args[1], op);                                                              \
  }
BINARY(add, NB_ADD)
BINARY(sub, NB_SUBTRACT)
BINARY(mul, NB_MULTIPLY)
BINARY(matmul, NB_MATRIX_MULTIPLY)
BINARY(floordiv, NB_FLOOR_DIVIDE)
BINARY(truediv, NB_TRUE_DIVIDE)
BINARY(mod, NB_REMAINDER)
BINARY(lshift, NB_LSHIFT)
BINARY(rshift, NB_RSHIFT)
BINARY(and, NB_AND)
BINARY(xor, NB_XOR)
BINARY(or, NB_OR)
BINARY(iadd, NB_INPLACE_ADD)
BINARY(isub, NB_INPLACE_SUBTRACT)
BINARY(imul, NB_INPLACE_MULTIPLY)
BINARY(imatmul, NB_INPLACE_MATRIX_MULTIPLY)
BINARY(ifloordiv, NB_INPLACE_FLOOR_DIVIDE)
BINARY(itruediv, NB_INPLACE_TRUE_DIVIDE)
BINARY(imod, NB_INPLACE_REMAINDER)
BINARY(ilshift, NB_INPLACE_LSHIFT)
BINARY(irshift, NB_INPLACE_RSHIFT)
BINARY(iand, NB_INPLACE_AND)
BINARY(ixor, NB_INPLACE_XOR)
BINARY(ior, NB_INPLACE_OR)
BINARY(ipow, NB_INPLACE_POWER)

NATIVE(op_pow) {
  UNUSED_PARTS;
  return number_power(args[0], args[1], NULL);
}

#define UNARY(name, function)                                                                                \
  NATIVE(op_##name) {                                                                                        \
    UNUSED_PARTS;                                                                                            \
    return function(args[0]);                                                                                \
  }
UNARY(neg, number_negative)
UNARY(pos, number_positive)
UNARY(abs, number_absolute)
UNARY(invert, number_invert)

NATIVE(op_index) {
  UNUSED_PARTS;
  HOLD(index, number_index(args[0]), "operator.index()");
  return hold_return(index.obj ? int_exact(index.obj) : NULL, &index);
}

NATIVE(op_truth) {
  UNUSED_PARTS;
  int truth = object_is_true(args[0]);
  return truth < 0 ? NULL : BOOL_NEW(truth);
}
NATIVE(op_not) {
  UNUSED_PARTS;
  int truth = object_is_true(args[0]);
  return truth < 0 ? NULL : BOOL_NEW(!truth);
}
NATIVE(op_is) {
  UNUSED_PARTS;
  return BOOL_NEW(args[0] == args[1]);
}
NATIVE(op_is_not) {
  UNUSED_PARTS;
  return BOOL_NEW(args[0] != args[1]);
}

/* ---- sequences ---- */

static bool is_sequence(Ref o) {
  if (IS_SUB(o, DICT)) return false;
  return o->type->slots.sq_item != NULL;
}

static Own concat(Ref a, Ref b, bool in_place) {
  const Slots *s = &a->type->slots;
  if (in_place && s->sq_inplace_concat) return s->sq_inplace_concat(a, b);
  if (s->sq_concat) return s->sq_concat(a, b);
  if (is_sequence(a) && is_sequence(b)) return number_binary(a, b, in_place ? NB_INPLACE_ADD : NB_ADD);
  return err_format(T(TypeError), "'%T' object can't be concatenated", a);
}
NATIVE(op_concat) {
  UNUSED_PARTS;
  return concat(args[0], args[1], false);
}
NATIVE(op_iconcat) {
  UNUSED_PARTS;
  return concat(args[0], args[1], true);
}
NATIVE(op_contains) {
  UNUSED_PARTS;
  int found = sequence_contains(args[0], args[1]);
  return found < 0 ? NULL : BOOL_NEW(found);
}
NATIVE(op_getitem) {
  UNUSED_PARTS;
  return object_getitem(args[0], args[1]);
}
NATIVE(op_setitem) {
  UNUSED_PARTS;
  if (object_setitem(args[0], args[1], args[2]) < 0) return NULL;
  RETURN_NONE;
}
NATIVE(op_delitem) {
  UNUSED_PARTS;
  if (object_setitem(args[0], args[1], NULL) < 0) return NULL;
  RETURN_NONE;
}

/* Counts the items equal to `item`, or finds the first; -1 on error. */
static ssize_t search(Ref iterable, Ref item, bool count) {
  HOLD(iterator, object_iter(iterable), count ? "operator.countOf()" : "operator.indexOf()");
  if (!iterator.obj) {
    if (err_matches(T(TypeError)))
      err_format(T(TypeError), "argument of type '%T' is not iterable", iterable);
    return -1;
  }
  ssize_t n = 0, place = 0;
  for (;; place++) {
    HOLD(next, iter_next(iterator.obj), count ? "operator.countOf()" : "operator.indexOf()");
    if (!next.obj) break;
    int equal = object_compare_bool(next.obj, item, CMP_EQ);
    if (equal < 0) return -1;
    if (equal && !count) return place;
    n += equal;
  }
  if (err_occurred()) return -1;
  if (count) return n;
  err_format(T(ValueError), "sequence.index(x): x not in sequence");
  return -1;
}
NATIVE(op_countOf) {
  UNUSED_PARTS;
  ssize_t n = search(args[0], args[1], true);
  return n < 0 ? NULL : int_new(n);
}
NATIVE(op_indexOf) {
  UNUSED_PARTS;
  ssize_t n = search(args[0], args[1], false);
  return n < 0 ? NULL : int_new(n);
}
NATIVE(op_length_hint) {
  UNUSED_PARTS;
  ssize_t fallback = 0;
  if (args[1]) {
    fallback = object_as_index(args[1], T(OverflowError));
    if (fallback == -1 && err_occurred()) return NULL;
  }
  ssize_t n = object_length_hint(args[0], fallback);
  return n == -1 && err_occurred() ? NULL : int_new(n);
}

static Object *op_call(Object *module, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)module;
  if (nargs < 1) return err_format(T(TypeError), "call expected at least 1 argument, got 0");
  return object_call(args[0], args + 1, nargs - 1, kwnames);
}

NATIVE(op_compare_digest) {
  UNUSED_PARTS;
  return object_compare(args[0], args[1], CMP_EQ);
}

static const MethodSpec operator_functions[] = {
    {"truth($module, a, /)", op_truth, 0, "Return True if a is true, False otherwise."},
    {"contains($module, a, b, /)", op_contains, 0, "Same as b in a (note reversed operands)."},
    {"indexOf($module, a, b, /)", op_indexOf, 0, "Return the first index of b in a."},
    {"countOf($module, a, b, /)", op_countOf, 0,
     "Return the number of items in a which are, or which equal, b."},
    {"is_($module, a, b, /)", op_is, 0, "Same as a is b."},
    {"is_not($module, a, b, /)", op_is_not, 0, "Same as a is not b."},
    {"add($module, a, b, /)", op_add, 0, "Same as a + b."},
    {"sub($module, a, b, /)", op_sub, 0, "Same as a - b."},
    {"mul($module, a, b, /)", op_mul, 0, "Same as a * b."},
    {"matmul($module, a, b, /)", op_matmul, 0, "Same as a @ b."},
    {"floordiv($module, a, b, /)", op_floordiv, 0, "Same as a // b."},
    {"truediv($module, a, b, /)", op_truediv, 0, "Same as a / b."},
    {"mod($module, a, b, /)", op_mod, 0, "Same as a % b."},
    {"neg($module, a, /)", op_neg, 0, "Same as -a."},
    {"pos($module, a, /)", op_pos, 0, "Same as +a."},
    {"abs($module, a, /)", op_abs, 0, "Same as abs(a)."},
    {"inv($module, a, /)", op_invert, 0, "Same as ~a."},
    {"invert($module, a, /)", op_invert, 0, "Same as ~a."},
    {"lshift($module, a, b, /)", op_lshift, 0, "Same as a << b."},
    {"rshift($module, a, b, /)", op_rshift, 0, "Same as a >> b."},
    {"not_($module, a, /)", op_not, 0, "Same as not a."},
    {"and_($module, a, b, /)", op_and, 0, "Same as a & b."},
    {"xor($module, a, b, /)", op_xor, 0, "Same as a ^ b."},
    {"or_($module, a, b, /)", op_or, 0, "Same as a | b."},
    {"iadd($module, a, b, /)", op_iadd, 0, "Same as a += b."},
    {"isub($module, a, b, /)", op_isub, 0, "Same as a -= b."},
    {"imul($module, a, b, /)", op_imul, 0, "Same as a *= b."},
    {"imatmul($module, a, b, /)", op_imatmul, 0, "Same as a @= b."},
    {"ifloordiv($module, a, b, /)", op_ifloordiv, 0, "Same as a //= b."},
    {"itruediv($module, a, b, /)", op_itruediv, 0, "Same as a /= b."},
    {"imod($module, a, b, /)", op_imod, 0, "Same as a %= b."},
    {"ilshift($module, a, b, /)", op_ilshift, 0, "Same as a <<= b."},
    {"irshift($module, a, b, /)", op_irshift, 0, "Same as a >>= b."},
    {"iand($module, a, b, /)", op_iand, 0, "Same as a &= b."},
    {"ixor($module, a, b, /)", op_ixor, 0, "Same as a ^= b."},
    {"ior($module, a, b, /)", op_ior, 0, "Same as a |= b."},
    {"concat($module, a, b, /)", op_concat, 0, "Same as a + b, for a and b sequences."},
    {"iconcat($module, a, b, /)", op_iconcat, 0, "Same as a += b, for a and b sequences."},
    {"getitem($module, a, b, /)", op_getitem, 0, "Same as a[b]."},
    {"setitem($module, a, b, c, /)", op_setitem, 0, "Same as a[b] = c."},
    {"delitem($module, a, b, /)", op_delitem, 0, "Same as del a[b]."},
    {"pow($module, a, b, /)", op_pow, 0, "Same as a ** b."},
    {"ipow($module, a, b, /)", op_ipow, 0, "Same as a **= b."},
    {"lt($module, a, b, /)", op_lt, 0, "Same as a < b."},
    {"le($module, a, b, /)", op_le, 0, "Same as a <= b."},
    {"eq($module, a, b, /)", op_eq, 0, "Same as a == b."},
    {"ne($module, a, b, /)", op_ne, 0, "Same as a != b."},
    {"gt($module, a, b, /)", op_gt, 0, "Same as a > b."},
    {"ge($module, a, b, /)", op_ge, 0, "Same as a >= b."},
    {"index($module, a, /)", op_index, 0, "Same as a.__index__()"},
    {"length_hint($module, obj, default=0, /)", op_length_hint, 0,
     "Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when "
     "building from an iterable.\n\n"
     "If the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by "
     "an arbitrary amount.\nThe result will be an integer >= 0."},
    {"call($module, obj, /, *args, **kwargs)", AS_RAW(op_call), METHOD_RAW, "Same as obj(*args, **kwargs)."},
    {"_compare_digest($module, a, b, /)", op_compare_digest, 0, "Return 'a == b'."},
    {NULL, NULL, 0, NULL}};

/* __lt__ and so on are second names of the functions. */
static const char *const DUNDERS[][2] = {{"__lt__", "lt"},
                                         {"__le__", "le"},
                                         {"__eq__", "eq"},
                                         {"__ne__", "ne"},
                                         {"__ge__", "ge"},
                                         {"__gt__", "gt"},
                                         {"__not__", "not_"},
                                         {"__abs__", "abs"},
                                         {"__add__", "add"},
                                         {"__and__", "and_"},
                                         {"__call__", "call"},
                                         {"__floordiv__", "floordiv"},
                                         {"__index__", "index"},
                                         {"__inv__", "inv"},
                                         {"__invert__", "invert"},
                                         {"__lshift__", "lshift"},
                                         {"__mod__", "mod"},
                                         {"__mul__", "mul"},
                                         {"__matmul__", "matmul"},
                                         {"__neg__", "neg"},
                                         {"__or__", "or_"},
                                         {"__pos__", "pos"},
                                         {"__pow__", "pow"},
                                         {"__rshift__", "rshift"},
                                         {"__sub__", "sub"},
                                         {"__truediv__", "truediv"},
                                         {"__xor__", "xor"},
                                         {"__concat__", "concat"},
                                         {"__contains__", "contains"},
                                         {"__delitem__", "delitem"},
                                         {"__getitem__", "getitem"},
                                         {"__setitem__", "setitem"},
                                         {"__iadd__", "iadd"},
                                         {"__iand__", "iand"},
                                         {"__iconcat__", "iconcat"},
                                         {"__ifloordiv__", "ifloordiv"},
                                         {"__ilshift__", "ilshift"},
                                         {"__imod__", "imod"},
                                         {"__imul__", "imul"},
                                         {"__imatmul__", "imatmul"},
                                         {"__ior__", "ior"},
                                         {"__ipow__", "ipow"},
                                         {"__irshift__", "irshift"},
                                         {"__isub__", "isub"},
                                         {"__itruediv__", "itruediv"},
                                         {"__ixor__", "ixor"}};

static const char *const ALL[] = {
    "abs",          "add",       "and_",     "attrgetter", "call",        "concat", "contains", "countOf",
    "delitem",      "eq",        "floordiv", "ge",         "getitem",     "gt",     "iadd",     "iand",
    "iconcat",      "ifloordiv", "ilshift",  "imatmul",    "imod",        "imul",   "index",    "indexOf",
    "inv",          "invert",    "ior",      "ipow",       "irshift",     "is_",    "is_not",   "isub",
    "itemgetter",   "itruediv",  "ixor",     "le",         "length_hint", "lshift", "lt",       "matmul",
    "methodcaller", "mod",       "mul",      "ne",         "neg",         "not_",   "or_",      "pos",
    "pow",          "rshift",    "setitem",  "sub",        "truediv",     "truth",  "xor"};

Own module_operator_init(void) {
  HOLD(m,
       module_new("operator",
                  "Operator interface.\n\nThis module exports a set of functions implemented in C "
                  "corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\n"
                  "is equivalent to the expression x+y."),
       "import");
  if (!m.obj || native_add_functions(m.obj, operator_functions) < 0 || operator_add_getters(m.obj) < 0)
    return NULL;
  Object *names = module_dict(m.obj);
  for (size_t i = 0; i < ARRAY_LEN(DUNDERS); i++) {
    Object *function = dict_get_text(names, DUNDERS[i][1]);
    if (!function || dict_set_text(names, DUNDERS[i][0], function) < 0) return NULL;
  }
  HOLD(all, list_new(0), "import");
  for (size_t i = 0; i < ARRAY_LEN(ALL); i++) {
    Object *name = all.obj ? str_intern(ALL[i]) : NULL;
    if (!name || list_append_steal(all.obj, name) < 0) return NULL;
  }
  if (module_add(m.obj, "__all__", all.obj) < 0) return NULL;
  return hold_return(hold_take(&m), &all);
}
