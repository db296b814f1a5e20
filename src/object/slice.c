/* slice: see slice.h. One dead slice is kept for the next, as CPython 3.11 does. */
#include "object/slice.h"

#include "object/support.h"

#define SLICE(o) ((Slice *)(o))

Own slice_new(Ref start, Ref stop, Ref step) {
  Slice *s = RT->slice_cache;
  if (s) {
    RT->slice_cache = NULL;
    s->ob.refcnt = 1;
    object_mark_born((Object *)s);
  } else {
    s = (Slice *)object_new(T(SLICE), 0);
    if (!s) return NULL;
  }
  s->start = NEWREF(start ? start : NONE);
  s->stop = NEWREF(stop ? stop : NONE);
  s->step = NEWREF(step ? step : NONE);
  gc_track((Object *)s);
  return (Own)s;
}

static void slice_dealloc(Object *self) {
  Slice *s = SLICE(self);
  gc_untrack(self);
  CLEAR(s->step);
  CLEAR(s->start);
  CLEAR(s->stop);
  if (!RT->slice_cache) {
    object_mark_dead(self);
    RT->slice_cache = s;
  } else {
    object_free(self);
  }
}

/* One end of a slice as an index, clipped. */
static int slice_index(Ref o, ssize_t *out) {
  if (IS_EXACT(o, INT) && int_is_compact(o)) {
    *out = int_value(o);
    return 0;
  }
  if (!number_check_index(o)) {
    err_format(T(TypeError), "slice indices must be integers or None or have an __index__ method");
    return -1;
  }
  *out = object_as_index(o, NULL);
  return *out == -1 && err_occurred() ? -1 : 0;
}

int slice_unpack(Ref slice, ssize_t *start, ssize_t *stop, ssize_t *step) {
  Slice *s = SLICE(slice);
  *step = 1;
  if (s->step != NONE) {
    if (slice_index(s->step, step) < 0) return -1;
    if (*step == 0) {
      err_format(T(ValueError), "slice step cannot be zero");
      return -1;
    }
    if (*step < -INT64_MAX) *step = -INT64_MAX; /* so that it can be negated */
  }
  if (s->start == NONE)
    *start = *step < 0 ? INT64_MAX : 0;
  else if (slice_index(s->start, start) < 0)
    return -1;
  if (s->stop == NONE)
    *stop = *step < 0 ? INT64_MIN : INT64_MAX;
  else if (slice_index(s->stop, stop) < 0)
    return -1;
  return 0;
}

static ssize_t clip(ssize_t i, ssize_t length, ssize_t step) {
  if (i < 0) {
    i += length;
    if (i < 0) return step < 0 ? -1 : 0;
  } else if (i >= length) {
    return step < 0 ? length - 1 : length;
  }
  return i;
}

ssize_t slice_adjust(ssize_t length, ssize_t *start, ssize_t *stop, ssize_t step) {
  *start = clip(*start, length, step);
  *stop = clip(*stop, length, step);
  if (step < 0) return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
  return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}

static Object *slice_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls;
  if (!args_no_keywords("slice", kwnames) || !args_positional("slice", nargs, NULL, 1, 3)) return NULL;
  if (nargs == 1) return slice_new(NULL, args[0], NULL);
  return slice_new(args[0], args[1], nargs > 2 ? args[2] : NULL);
}

static Object *slice_repr(Object *self) {
  return str_format("slice(%R, %R, %R)", SLICE(self)->start, SLICE(self)->stop, SLICE(self)->step);
}

static Object *slice_richcompare(Object *a, Object *b, int op) {
  if (!IS_EXACT(a, SLICE) || !IS_EXACT(b, SLICE)) return NEWREF(NOT_IMPLEMENTED);
  if (a == b) return compare_sizes(0, 0, op);
  HOLD(ta, tuple_pack(3, SLICE(a)->start, SLICE(a)->stop, SLICE(a)->step), "comparison of two slices");
  HOLD(tb, ta.obj ? tuple_pack(3, SLICE(b)->start, SLICE(b)->stop, SLICE(b)->step) : NULL,
       "comparison of two slices");
  return hold_return(tb.obj ? object_compare(ta.obj, tb.obj, op) : NULL, &tb, &ta);
}

/* ---- indices(): integers of any size ---- */

/* Sign of an int: -1, 0, 1. */
static int sign_of(Ref o) {
  if (int_is_compact(o)) return int_value(o) > 0 ? 1 : int_value(o) < 0 ? -1 : 0;
  return ((Int *)o)->size < 0 ? -1 : 1;
}

static Own slice_end(Ref o) {
  if (number_check_index(o)) return number_index(o);
  return err_format(T(TypeError), "slice indices must be integers or None or have an __index__ method");
}

/* start or stop for a sequence of `length`: *out new. */
static Own adjusted_end(Ref end, Ref length, bool negative_step, Ref lower, Ref upper, bool is_start) {
  if (end == NONE) return NEWREF(is_start == negative_step ? upper : lower);
  HOLD(value, slice_end(end), "slice.indices()");
  if (!value.obj) return NULL;
  if (sign_of(value.obj) < 0) {
    AUTO_DECREF Object *sum = int_add(value.obj, length);
    if (!sum) return NULL;
    return hold_return(int_compare(sum, lower) < 0 ? NEWREF(lower) : TAKE(sum), &value);
  }
  return int_compare(value.obj, upper) > 0 ? NEWREF(upper) : hold_take(&value);
}

static Object *indices_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Slice *s = SLICE(self);
  HOLD(length, number_index(args[0]), "slice.indices()");
  if (!length.obj) return NULL;
  if (sign_of(length.obj) < 0) return err_format(T(ValueError), "length should not be negative");
  HOLD(step, s->step == NONE ? int_from_i64(1) : slice_end(s->step), "slice.indices()");
  if (!step.obj) return NULL;
  int sign = sign_of(step.obj);
  if (sign == 0) return err_format(T(ValueError), "slice step cannot be zero");
  HOLD(lower, int_from_i64(sign < 0 ? -1 : 0), "slice.indices()");
  HOLD(upper, lower.obj ? (sign < 0 ? int_add(length.obj, lower.obj) : NEWREF(length.obj)) : NULL,
       "slice.indices()");
  if (!upper.obj) return NULL;
  HOLD(start, adjusted_end(s->start, length.obj, sign < 0, lower.obj, upper.obj, true), "slice.indices()");
  if (!start.obj) return NULL;
  HOLD(stop, adjusted_end(s->stop, length.obj, sign < 0, lower.obj, upper.obj, false), "slice.indices()");
  if (!stop.obj) return NULL;
  return hold_return(tuple_pack(3, start.obj, stop.obj, step.obj), &stop, &start, &upper, &lower, &step,
                     &length);
}

static Object *reduce_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(state, tuple_pack(3, SLICE(self)->start, SLICE(self)->stop, SLICE(self)->step), "__reduce__()");
  return hold_return(state.obj ? tuple_pack(2, (Object *)TYPE(self), state.obj) : NULL, &state);
}

static const FieldSpec slice_fields[] = {FIELD(Slice, start, "start", FIELD_OWN, FIELD_MEMBER),
                                         FIELD(Slice, stop, "stop", FIELD_OWN, FIELD_MEMBER),
                                         FIELD(Slice, step, "step", FIELD_OWN, FIELD_MEMBER),
                                         {0}};
static const MethodSpec slice_methods[] = {
    {"indices(self, length, /)", indices_method, 0,
     "Start, stop and stride of this slice for a sequence of that length, out-of-range ends clipped."},
    {"__reduce__(self, /)", reduce_method, 0, "Return state information for pickling."},
    {0}};

const TypeSpec slice_spec = {
    .name = "slice",
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended "
           "slicing "
           "(e.g. a[0:10:2]).",
    .basic_size = sizeof(Slice),
    .flags = TYPE_GC,
    .fields = slice_fields,
    .methods = slice_methods,
    .slots = {.dealloc = slice_dealloc,
              .new_ = slice_new_slot,
              .repr = slice_repr,
              .richcompare = slice_richcompare},
};
