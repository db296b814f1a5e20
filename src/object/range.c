/* range: start, stop, step and length are exact ints of any size.
 *
 * Invariants
 * - Neither a range nor its iterators are known to the collector: ints cannot form cycles.
 * - Arithmetic on exact ints never runs Python code, so plain locals hold the intermediate results.
 */
#include "object/support.h"

typedef struct Range {
  Object ob;
  Object *start, *stop, *step, *length; /* owned exact ints */
} Range;
typedef struct LongRangeIter {
  Object ob;
  Object *index, *start, *step, *length; /* owned ints */
} LongRangeIter;
#define RANGE(o) ((Range *)(o))

/* ---- making ---- */

static int sign_of(Ref o) {
  if (int_is_compact(o)) return int_value(o) > 0 ? 1 : int_value(o) < 0 ? -1 : 0;
  return ((Int *)o)->size < 0 ? -1 : 1;
}
static bool is_one(Ref o) { return int_is_compact(o) && int_value(o) == 1; }

/* The number of items of low, low + step, ... below (above, for a negative step) high. */
static uint64_t length_i64(int64_t low, int64_t high, int64_t step) {
  if (step > 0) return low < high ? 1 + ((uint64_t)high - 1 - (uint64_t)low) / (uint64_t)step : 0;
  return low > high ? 1 + ((uint64_t)low - 1 - (uint64_t)high) / (0 - (uint64_t)step) : 0;
}

static Own length_of(Ref start, Ref stop, Ref step) {
  if (int_is_compact(start) && int_is_compact(stop) && int_is_compact(step))
    return int_from_u64(length_i64(int_value(start), int_value(stop), int_value(step)));
  bool up = sign_of(step) > 0;
  Ref low = up ? start : stop, high = up ? stop : start;
  if (int_compare(low, high) >= 0) return int_from_i64(0);
  /* 1 + (high - low - 1) // |step| */
  AUTO_DECREF Object *one = int_from_i64(1);
  AUTO_DECREF Object *zero = int_from_i64(0);
  AUTO_DECREF Object *stride = up ? NEWREF(step) : int_subtract(zero, step);
  AUTO_DECREF Object *span = stride ? int_subtract(high, low) : NULL;
  AUTO_DECREF Object *inner = span ? int_subtract(span, one) : NULL;
  AUTO_DECREF Object *steps = inner ? number_binary(inner, stride, NB_FLOOR_DIVIDE) : NULL;
  return steps ? int_add(steps, one) : NULL;
}

/* Takes the three references, also on failure. */
static Own range_make_steal(Type *cls, Object *start, Object *stop, Object *step) {
  Object *length = start && stop && step ? length_of(start, stop, step) : NULL;
  Range *r = length ? (Range *)object_new(cls, 0) : NULL;
  if (!r) {
    XDECREF(start);
    XDECREF(stop);
    XDECREF(step);
    XDECREF(length);
    return NULL;
  }
  r->start = start;
  r->stop = stop;
  r->step = step;
  r->length = length;
  return (Own)r;
}

/* An exact int from an argument. */
static Own exact_index(Ref o) {
  if (IS_EXACT(o, INT)) return NEWREF(o);
  HOLD(i, number_index(o), "range()");
  if (!i.obj || IS_EXACT(i.obj, INT)) return hold_take(&i);
  if (int_is_compact(i.obj)) return hold_return(int_from_i64(int_value(i.obj)), &i);
  AUTO_DECREF Object *zero = int_from_i64(0);
  return hold_return(int_add(i.obj, zero), &i);
}

static Object *range_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!args_no_keywords("range", kwnames) || !args_positional("range", nargs, NULL, 1, 3)) return NULL;
  if (nargs == 1) {
    Object *stop = exact_index(args[0]);
    return stop ? range_make_steal(cls, int_from_i64(0), stop, int_from_i64(1)) : NULL;
  }
  HOLD(start, exact_index(args[0]), "range()");
  if (!start.obj) return NULL;
  HOLD(stop, exact_index(args[1]), "range()");
  if (!stop.obj) return NULL;
  HOLD(step, nargs > 2 ? exact_index(args[2]) : int_from_i64(1), "range()");
  if (!step.obj) return NULL;
  if (sign_of(step.obj) == 0) return err_format(T(ValueError), "range() arg 3 must not be zero");
  return range_make_steal(cls, hold_take(&start), hold_take(&stop), hold_take(&step));
}

/* ---- items ---- */

/* start + i * step */
static Own item_at(const Range *r, Ref i) {
  if (int_is_compact(r->start) && int_is_compact(r->step) && int_is_compact(i)) {
    int64_t product, sum;
    if (!__builtin_mul_overflow(int_value(i), int_value(r->step), &product) &&
        !__builtin_add_overflow(int_value(r->start), product, &sum))
      return int_from_i64(sum);
  }
  if (is_one(r->step)) return int_add(r->start, i);
  AUTO_DECREF Object *product = int_multiply(i, r->step);
  return product ? int_add(r->start, product) : NULL;
}

/* range[i], i an int, possibly negative. */
static Own item_checked(const Range *r, Ref i) {
  HOLD(at, sign_of(i) < 0 ? int_add(r->length, i) : NEWREF(i), "an index into a range");
  if (!at.obj) return NULL;
  if (sign_of(at.obj) < 0 || int_compare(at.obj, r->length) >= 0)
    return err_format(T(IndexError), "range object index out of range");
  return hold_return(item_at(r, at.obj), &at);
}

static Own slice_part(Ref part) {
  if (IS_EXACT(part, INT)) return NEWREF(part);
  if (!number_check_index(part))
    return err_format(T(TypeError), "slice indices must be integers or None or have an __index__ method");
  return exact_index(part);
}

/* One end of a slice, clipped into [lower, upper]. */
static Own slice_end(Ref part, Ref length, Ref lower, Ref upper, bool upper_by_default) {
  if (part == NONE) return NEWREF(upper_by_default ? upper : lower);
  HOLD(value, slice_part(part), "a slice of a range");
  if (!value.obj) return NULL;
  if (sign_of(value.obj) < 0) {
    HOLD(sum, int_add(value.obj, length), "a slice of a range");
    if (!sum.obj) return NULL;
    return hold_return(int_compare(sum.obj, lower) < 0 ? NEWREF(lower) : hold_take(&sum), &value);
  }
  return int_compare(value.obj, upper) > 0 ? NEWREF(upper) : hold_take(&value);
}

static Own range_slice(const Range *r, Ref slice) {
  const Slice *s = (const Slice *)slice;
  HOLD(step, s->step == NONE ? int_from_i64(1) : slice_part(s->step), "a slice of a range");
  if (!step.obj) return NULL;
  if (sign_of(step.obj) == 0) return err_format(T(ValueError), "slice step cannot be zero");
  bool down = sign_of(step.obj) < 0;
  HOLD(lower, int_from_i64(down ? -1 : 0), "a slice of a range");
  HOLD(upper, lower.obj ? (down ? int_add(r->length, lower.obj) : NEWREF(r->length)) : NULL,
       "a slice of a range");
  if (!upper.obj) return NULL;
  HOLD(first, slice_end(s->start, r->length, lower.obj, upper.obj, down), "a slice of a range");
  HOLD(last, first.obj ? slice_end(s->stop, r->length, lower.obj, upper.obj, !down) : NULL,
       "a slice of a range");
  if (!last.obj) return NULL;
  HOLD(new_step, int_multiply(r->step, step.obj), "a slice of a range");
  HOLD(new_start, new_step.obj ? item_at(r, first.obj) : NULL, "a slice of a range");
  HOLD(new_stop, new_start.obj ? item_at(r, last.obj) : NULL, "a slice of a range");
  if (!new_stop.obj) return NULL;
  return hold_return(
      range_make_steal(T(RANGE), hold_take(&new_start), hold_take(&new_stop), hold_take(&new_step)), &last,
      &first, &upper, &lower, &step);
}

static Object *range_subscript(Object *self, Object *key) {
  if (number_check_index(key)) {
    HOLD(i, exact_index(key), "an index into a range");
    return hold_return(i.obj ? item_checked(RANGE(self), i.obj) : NULL, &i);
  }
  if (IS_EXACT(key, SLICE)) return range_slice(RANGE(self), key);
  return err_format(T(TypeError), "range indices must be integers or slices, not %T", key);
}

static Object *range_item(Object *self, ssize_t i) {
  if (i < 0) return err_format(T(IndexError), "range object index out of range");
  AUTO_DECREF Object *index = int_from_i64(i);
  return index ? item_checked(RANGE(self), index) : NULL;
}

static ssize_t range_length(Object *self) {
  int64_t n;
  if (int_fits_i64(RANGE(self)->length, &n)) return n;
  err_format(T(OverflowError), "Python int too large to convert to C ssize_t");
  return -1;
}

static int range_bool(Object *self) { return sign_of(RANGE(self)->length) != 0; }

/* Exact ints and bools: membership by arithmetic. */
static int contains_int(const Range *r, Ref o) {
  bool up = sign_of(r->step) > 0;
  if (up ? int_compare(r->start, o) > 0 || int_compare(o, r->stop) >= 0
         : int_compare(o, r->start) > 0 || int_compare(r->stop, o) >= 0)
    return 0;
  AUTO_DECREF Object *distance = int_subtract(o, r->start);
  AUTO_DECREF Object *rest = distance ? number_binary(distance, r->step, NB_REMAINDER) : NULL;
  return rest ? sign_of(rest) == 0 : -1;
}
static bool is_plain_int(Ref o) { return IS_EXACT(o, INT) || IS_EXACT(o, BOOL); }

/* Compares with each item in turn. count_all: how many are equal; otherwise the index of the first, or -1
 * with *found false. */
static int64_t search(Object *self, Object *value, bool count_all, bool *failed) {
  HOLD(it, object_iter(self), "range");
  int64_t i = 0, count = 0;
  *failed = true;
  if (!it.obj) return -1;
  for (;; i++) {
    HOLD(item, iter_next(it.obj), "range");
    if (!item.obj) {
      if (err_occurred()) return -1;
      break;
    }
    int r = object_compare_bool(item.obj, value, CMP_EQ);
    if (r < 0) return -1;
    if (r > 0) {
      if (!count_all) {
        *failed = false;
        return i;
      }
      count++;
    }
  }
  *failed = false;
  return count_all ? count : -1;
}

static int range_contains(Object *self, Object *item) {
  if (is_plain_int(item)) return contains_int(RANGE(self), item);
  bool failed;
  int64_t i = search(self, item, false, &failed);
  return failed ? -1 : i >= 0;
}

static Object *count_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (is_plain_int(args[0])) {
    int r = contains_int(RANGE(self), args[0]);
    return r < 0 ? NULL : int_from_i64(r);
  }
  bool failed;
  int64_t n = search(self, args[0], true, &failed);
  return failed ? NULL : int_from_i64(n);
}

static Object *index_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  const Range *r = RANGE(self);
  if (!is_plain_int(args[0])) {
    bool failed;
    int64_t i = search(self, args[0], false, &failed);
    if (failed) return NULL;
    return i >= 0 ? int_from_i64(i) : err_format(T(ValueError), "sequence.index(x): x not in sequence");
  }
  int found = contains_int(r, args[0]);
  if (found < 0) return NULL;
  if (!found) return err_format(T(ValueError), "%R is not in range", args[0]);
  AUTO_DECREF Object *distance = int_subtract(args[0], r->start);
  if (!distance || is_one(r->step)) return TAKE(distance);
  return number_binary(distance, r->step, NB_FLOOR_DIVIDE);
}

/* ---- as a value ---- */

static Object *range_repr(Object *self) {
  const Range *r = RANGE(self);
  if (is_one(r->step)) return str_format("range(%R, %R)", r->start, r->stop);
  return str_format("range(%R, %R, %R)", r->start, r->stop, r->step);
}

static bool range_equal(const Range *a, const Range *b) {
  if (a == b) return true;
  if (int_compare(a->length, b->length) != 0) return false;
  if (sign_of(a->length) == 0) return true;
  if (int_compare(a->start, b->start) != 0) return false;
  return is_one(a->length) || int_compare(a->step, b->step) == 0;
}

static Object *range_richcompare(Object *a, Object *b, int op) {
  if (!IS_EXACT(b, RANGE) || (op != CMP_EQ && op != CMP_NE)) return NEWREF(NOT_IMPLEMENTED);
  return BOOL_NEW(range_equal(RANGE(a), RANGE(b)) == (op == CMP_EQ));
}

static Hash range_hash(Object *self) {
  const Range *r = RANGE(self);
  bool empty = sign_of(r->length) == 0;
  HOLD(key, tuple_pack(3, r->length, empty ? NONE : r->start, empty || is_one(r->length) ? NONE : r->step),
       "hash of a range");
  return key.obj ? object_hash(key.obj) : -1;
}

static Object *reduce_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  const Range *r = RANGE(self);
  HOLD(state, tuple_pack(3, r->start, r->stop, r->step), "__reduce__()");
  return hold_return(state.obj ? tuple_pack(2, (Object *)TYPE(self), state.obj) : NULL, &state);
}

static void range_visit(Object *self, Visitor *v) {
  VISIT(v, RANGE(self)->start, EDGE_FIELD, "start");
  VISIT(v, RANGE(self)->stop, EDGE_FIELD, "stop");
  VISIT(v, RANGE(self)->step, EDGE_FIELD, "step");
  VISIT(v, RANGE(self)->length, EDGE_FIELD, "length");
}
static void range_dealloc(Object *self) {
  CLEAR(RANGE(self)->start);
  CLEAR(RANGE(self)->stop);
  CLEAR(RANGE(self)->step);
  CLEAR(RANGE(self)->length);
  object_free(self);
}

/* ---- iterators ---- */

static Own range_iter_i64(int64_t start, int64_t step, uint64_t length) {
  RangeIter *it = (RangeIter *)object_new(T(RANGE_ITER), 0);
  if (!it) return NULL;
  it->index = 0;
  it->start = start;
  it->step = step;
  it->length = (int64_t)length;
  return (Own)it;
}

/* Takes start and step, also on failure. */
static Own long_iter_steal(Object *start, Object *step, Ref length) {
  Object *zero = start && step ? int_from_i64(0) : NULL;
  LongRangeIter *it = zero ? (LongRangeIter *)object_new(T(LONGRANGE_ITER), 0) : NULL;
  if (!it) {
    XDECREF(start);
    XDECREF(step);
    XDECREF(zero);
    return NULL;
  }
  it->index = zero;
  it->start = start;
  it->step = step;
  it->length = NEWREF(length);
  return (Own)it;
}

/* Whether the iterator's arithmetic stays in 64 bits even one step past the end. */
static bool fits_fast(int64_t stop, int64_t step, uint64_t length) {
  if (length > INT64_MAX) return false;
  if (!length) return true;
  return step > 0 ? stop <= INT64_MAX - (step - 1) : stop >= INT64_MIN + (-1 - step);
}

static Object *range_iter(Object *self) {
  const Range *r = RANGE(self);
  if (int_is_compact(r->start) && int_is_compact(r->stop) && int_is_compact(r->step)) {
    int64_t start = int_value(r->start), stop = int_value(r->stop), step = int_value(r->step);
    uint64_t n = length_i64(start, stop, step);
    if (fits_fast(stop, step, n)) return range_iter_i64(start, step, n);
  }
  return long_iter_steal(NEWREF(r->start), NEWREF(r->step), r->length);
}

static Object *reversed_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  const Range *r = RANGE(self);
  if (int_is_compact(r->start) && int_is_compact(r->stop) && int_is_compact(r->step)) {
    int64_t start = int_value(r->start), stop = int_value(r->stop), step = int_value(r->step);
    uint64_t n = length_i64(start, stop, step);
    bool room = step > 0 ? start >= INT64_MIN + step : step != INT64_MIN && start <= INT64_MAX + step;
    if (n <= INT64_MAX && room)
      return range_iter_i64((int64_t)((uint64_t)start + (n - 1) * (uint64_t)step), 0 - step, n);
  }
  AUTO_DECREF Object *one = int_from_i64(1);
  AUTO_DECREF Object *zero = int_from_i64(0);
  AUTO_DECREF Object *last = int_subtract(r->length, one);
  if (!last) return NULL;
  return long_iter_steal(item_at(r, last), int_subtract(zero, r->step), r->length);
}

static Object *rangeiter_next(Object *self) {
  RangeIter *it = (RangeIter *)self;
  if (it->index >= it->length) return NULL;
  return int_from_i64(it->start + it->index++ * it->step);
}
static Object *iter_self(Object *self) { return NEWREF(self); }

static Object *rangeiter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_from_i64(((RangeIter *)self)->length - ((RangeIter *)self)->index);
}

/* (iter, (range,), index); takes range and index. */
static Own reduce_with_steal(Object *range, Object *index) {
  HOLD(held_range, range, "__reduce__()");
  HOLD(held_index, index, "__reduce__()");
  HOLD(fn, builtin_named("iter"), "__reduce__()");
  if (!range || !index || !fn.obj) return NULL;
  HOLD(arguments, tuple_pack(1, range), "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(3, fn.obj, arguments.obj, index) : NULL, &arguments, &fn,
                     &held_index, &held_range);
}

static Object *rangeiter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  const RangeIter *it = (const RangeIter *)self;
  Object *range = range_make_steal(T(RANGE), int_from_i64(it->start),
                                   int_from_i64(it->start + it->length * it->step), int_from_i64(it->step));
  return reduce_with_steal(range, int_from_i64(it->index));
}

static Object *rangeiter_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  RangeIter *it = (RangeIter *)self;
  ssize_t i;
  if (index_argument(args[0], &i) < 0) return NULL;
  it->index = i < 0 ? 0 : i > it->length ? it->length : i;
  RETURN_NONE;
}

static Object *longiter_next(Object *self) {
  LongRangeIter *it = (LongRangeIter *)self;
  if (int_compare(it->index, it->length) >= 0) return NULL;
  AUTO_DECREF Object *one = int_from_i64(1);
  Object *next = int_add(it->index, one);
  if (!next) return NULL;
  AUTO_DECREF Object *product = int_multiply(it->index, it->step);
  Object *item = product ? int_add(it->start, product) : NULL;
  if (!item) {
    DECREF(next);
    return NULL;
  }
  SETREF(it->index, next);
  return item;
}

static Object *longiter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_subtract(((LongRangeIter *)self)->length, ((LongRangeIter *)self)->index);
}

static Object *longiter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  const LongRangeIter *it = (const LongRangeIter *)self;
  AUTO_DECREF Object *span = int_multiply(it->length, it->step);
  Object *stop = span ? int_add(it->start, span) : NULL;
  if (!stop) return NULL;
  return reduce_with_steal(range_make_steal(T(RANGE), NEWREF(it->start), stop, NEWREF(it->step)),
                           NEWREF(it->index));
}

static Object *longiter_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  LongRangeIter *it = (LongRangeIter *)self;
  if (!IS_SUB(args[0], INT)) return err_format(T(TypeError), "state must be an int, not %T", args[0]);
  Object *i;
  if (sign_of(args[0]) < 0)
    i = int_from_i64(0);
  else
    i = NEWREF(int_compare(args[0], it->length) > 0 ? it->length : args[0]);
  if (!i) return NULL;
  SETREF(it->index, i);
  RETURN_NONE;
}

static void longiter_visit(Object *self, Visitor *v) {
  LongRangeIter *it = (LongRangeIter *)self;
  VISIT(v, it->index, EDGE_FIELD, "index");
  VISIT(v, it->start, EDGE_FIELD, "start");
  VISIT(v, it->step, EDGE_FIELD, "step");
  VISIT(v, it->length, EDGE_FIELD, "length");
}
static void longiter_dealloc(Object *self) {
  LongRangeIter *it = (LongRangeIter *)self;
  CLEAR(it->index);
  CLEAR(it->start);
  CLEAR(it->step);
  CLEAR(it->length);
  object_free(self);
}

static const MethodSpec rangeiter_methods[] = {
    {"__length_hint__(self, /)", rangeiter_length_hint, 0,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", rangeiter_reduce, 0, "Return state information for pickling."},
    {"__setstate__(self, state, /)", rangeiter_setstate, 0, "Set state information for unpickling."},
    {0}};
static const MethodSpec longiter_methods[] = {
    {"__length_hint__(self, /)", longiter_length_hint, 0,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", longiter_reduce, 0, "Return state information for pickling."},
    {"__setstate__(self, state, /)", longiter_setstate, 0, "Set state information for unpickling."},
    {0}};
const TypeSpec range_iterator_spec = {
    .name = "range_iterator",
    .basic_size = sizeof(RangeIter),
    .flags = TYPE_NO_NEW,
    .methods = rangeiter_methods,
    .slots = {.iter = iter_self, .iternext = rangeiter_next},
};
const TypeSpec longrange_iterator_spec = {
    .name = "longrange_iterator",
    .basic_size = sizeof(LongRangeIter),
    .flags = TYPE_NO_NEW,
    .methods = longiter_methods,
    .slots = {.dealloc = longiter_dealloc,
              .traverse = longiter_visit,
              .iter = iter_self,
              .iternext = longiter_next},
};

static const FieldSpec range_fields[] = {FIELD(Range, start, "start", FIELD_OWN, FIELD_MEMBER),
                                         FIELD(Range, stop, "stop", FIELD_OWN, FIELD_MEMBER),
                                         FIELD(Range, step, "step", FIELD_OWN, FIELD_MEMBER),
                                         FIELD(Range, length, "length", FIELD_OWN, 0),
                                         {0}};
static const MethodSpec range_methods[] = {
    {"__reversed__(self, /)", reversed_method, 0, "Return a reverse iterator."},
    {"__reduce__(self, /)", reduce_method, 0, NULL},
    {"count(self, value, /)", count_method, 0,
     "rangeobject.count(value) -> integer -- return number of occurrences of value"},
    {"index(self, value, /)", index_method, 0,
     "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not "
     "present."},
    {0}};
const TypeSpec range_spec = {
    .name = "range",
    .doc =
        "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nThe integers from start "
        "(inclusive) to stop (exclusive) by step.",
    .basic_size = sizeof(Range),
    .flags = TYPE_SEQUENCE,
    .fields = range_fields,
    .methods = range_methods,
    .slots =
        {
            .dealloc = range_dealloc,
            .traverse = range_visit,
            .new_ = range_new_slot,
            .repr = range_repr,
            .hash = range_hash,
            .richcompare = range_richcompare,
            .iter = range_iter,
            .bool_ = range_bool,
            .mp_length = range_length,
            .mp_subscript = range_subscript,
            .sq_length = range_length,
            .sq_item = range_item,
            .sq_contains = range_contains,
        },
};
