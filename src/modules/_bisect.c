/* The module _bisect: search and insertion in sorted sequences. */
#include "object/function.h"
#include "object/support.h"

#define METHOD(name) static Object *name(Object *self, Object *const *args, ssize_t nargs)

/* Where x belongs, right (or left) of equal items; x is compared with key(item). -1 on error. */
static ssize_t search(Ref a, Ref x, Ref lo_arg, Ref hi_arg, Ref key, bool right) {
  ssize_t lo = 0, hi = -1;
  if (lo_arg && index_argument(lo_arg, &lo) < 0) return -1;
  if (hi_arg && hi_arg != NONE && index_argument(hi_arg, &hi) < 0) return -1;
  if (lo < 0) {
    err_format(T(ValueError), "lo must be non-negative");
    return -1;
  }
  if (hi == -1) {
    hi = object_length(a);
    if (hi < 0) return -1;
  }
  while (lo < hi) {
    ssize_t middle = (ssize_t)(((size_t)lo + (size_t)hi) / 2);
    HOLD(item, sequence_item(a, middle), "bisect");
    if (!item.obj) return -1;
    if (key) {
      Object *k = object_call1(key, item.obj);
      if (!k) return -1;
      SETREF(item.obj, k);
    }
    int r = right ? object_compare_bool(x, item.obj, CMP_LT) : object_compare_bool(item.obj, x, CMP_LT);
    if (r < 0) return -1;
    if (r == right)
      hi = middle;
    else
      lo = middle + 1;
  }
  return lo;
}
static Object *bisect(Object *const *args, bool right) {
  Ref key = args[4] && args[4] != NONE ? args[4] : NULL;
  ssize_t i = search(args[0], args[1], args[2], args[3], key, right);
  return i < 0 ? NULL : int_from_i64(i);
}
static Object *insort(Object *const *args, bool right) {
  Ref key = args[4] && args[4] != NONE ? args[4] : NULL;
  HOLD(x, key ? object_call1(key, args[1]) : NULL, "bisect");
  if (key && !x.obj) return NULL;
  ssize_t i = search(args[0], key ? x.obj : args[1], args[2], args[3], key, right);
  if (i < 0) return NULL;
  if (IS_EXACT(args[0], LIST)) {
    if (list_insert(args[0], i, args[1]) < 0) return NULL;
    return hold_return(NEWREF(NONE), &x);
  }
  HOLD(name, str_intern("insert"), "bisect");
  HOLD(index, int_from_i64(i), "bisect");
  Object *both[2] = {index.obj, args[1]};
  Object *r = name.obj && index.obj ? object_call_method(args[0], name.obj, both, 2) : NULL;
  if (!r) return NULL;
  DECREF(r);
  return hold_return(NEWREF(NONE), &index, &name, &x);
}
METHOD(bisect_right) { return (void)self, (void)nargs, bisect(args, true); }
METHOD(bisect_left) { return (void)self, (void)nargs, bisect(args, false); }
METHOD(insort_right) { return (void)self, (void)nargs, insort(args, true); }
METHOD(insort_left) { return (void)self, (void)nargs, insort(args, false); }

static const MethodSpec functions[] = {
    {"bisect_right($module, /, a, x, lo=0, hi=None, *, key=None)", bisect_right, 0,
     "Return the index where to insert item x in list a, assuming a is sorted, behind equal items."},
    {"insort_right($module, /, a, x, lo=0, hi=None, *, key=None)", insort_right, 0,
     "Insert item x in list a, and keep it sorted assuming a is sorted, behind equal items."},
    {"bisect_left($module, /, a, x, lo=0, hi=None, *, key=None)", bisect_left, 0,
     "Return the index where to insert item x in list a, assuming a is sorted, in front of equal items."},
    {"insort_left($module, /, a, x, lo=0, hi=None, *, key=None)", insort_left, 0,
     "Insert item x in list a, and keep it sorted assuming a is sorted, in front of equal items."},
    {0}};

Own module_bisect_init(void) {
  HOLD(m, module_new("_bisect", "Bisection algorithms."), "import");
  return m.obj && native_add_functions(m.obj, functions) == 0 ? hold_take(&m) : NULL;
}
