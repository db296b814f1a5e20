/* array: numbers of one machine type, side by side. */
#include <string.h>

#include "modules/ioparts.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/dict.h"
#include "object/float.h"
#include "object/function.h"
#include "object/list.h"
#include "object/slice.h"
#include "object/support.h"
#include "object/textargs.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

/* ---- machine types ---- */

typedef struct ElementKind {
  char code;
  const char *format;   /* in buffers */
  int8_t size, machine; /* machine: the code of the form in pickles */
} ElementKind;
static const ElementKind kinds[] = {
    {'b', "b", 1, 1},  {'B', "B", 1, 0},  {'u', "w", 4, 20}, {'h', "h", 2, 4},  {'H', "H", 2, 2},
    {'i', "i", 4, 8},  {'I', "I", 4, 6},  {'l', "l", 8, 12}, {'L', "L", 8, 10}, {'q', "q", 8, 12},
    {'Q', "Q", 8, 10}, {'f', "f", 4, 14}, {'d', "d", 8, 16}};

typedef struct Array { /* CPython's size: 64 */
  VarObject head;
  char *items;
  ssize_t allocated;
  const ElementKind *kind;
  Object *weaklist;
  ssize_t exports;
} Array;
#define ARR(o)  ((Array *)(o))
#define SIZE(o) VARSIZE(o)

static const TypeSpec array_spec;

static Type *array_base(Type *t) {
  while (t->spec == &array_spec && !t->module) t = t->base;
  return t;
}
static bool is_array(Ref o) {
  for (Type *t = TYPE(o); t; t = t->base)
    if (t->spec == &array_spec && t->module) return true;
  return false;
}

static Own get(const Array *a, ssize_t i) {
  const char *p = a->items + i * a->kind->size;
  switch (a->kind->code) {
  case 'b': return int_from_i64(*(const int8_t *)p);
  case 'B': return int_from_i64(*(const uint8_t *)p);
  case 'u': return str_from_char(*(const uint32_t *)(const void *)p);
  case 'h': return int_from_i64(*(const int16_t *)(const void *)p);
  case 'H': return int_from_i64(*(const uint16_t *)(const void *)p);
  case 'i': return int_from_i64(*(const int32_t *)(const void *)p);
  case 'I': return int_from_i64(*(const uint32_t *)(const void *)p);
  case 'l':
  case 'q': return int_from_i64(*(const int64_t *)(const void *)p);
  case 'L':
  case 'Q': return int_from_u64(*(const uint64_t *)(const void *)p);
  case 'f': return float_new((double)*(const float *)(const void *)p);
  default: return float_new(*(const double *)(const void *)p);
  }
}

static bool range_error(const char *text) {
  err_format(T(OverflowError), "%s", text);
  return false;
}

/* An int argument checked against least and most, with their texts; `wide` is said of what no long holds. */
static bool in_range(Ref number, int64_t least, int64_t most, const char *below, const char *above,
                     int64_t *out) {
  if (!int_fits_i64(number, out)) return range_error("Python int too large to convert to C long");
  if (*out < least) return range_error(below);
  return *out > most ? range_error(above) : true;
}

/* The bytes of a value in the machine type of the array. */
static bool convert(const ElementKind *kind, Ref value, char out[8]) {
  if (kind->code == 'u') {
    if (!IS_SUB(value, STR) || STR(value)->length != 1) {
      err_format(T(TypeError), "array item must be unicode character");
      return false;
    }
    uint32_t c = str_char(STR(value), 0);
    memcpy(out, &c, 4);
    return true;
  }
  if (kind->code == 'f' || kind->code == 'd') {
    double x = object_as_double(value);
    if (x == -1.0 && err_occurred()) return false;
    float f = (float)x;
    if (kind->code == 'f')
      memcpy(out, &f, 4);
    else
      memcpy(out, &x, 8);
    return true;
  }
  HOLD(number, number_index(value), "an array item");
  if (!number.obj) return false;
  int64_t v = 0;
  bool ok = true;
  switch (kind->code) {
  case 'b':
    ok = in_range(number.obj, INT16_MIN, INT16_MAX, "signed short integer is less than minimum",
                  "signed short integer is greater than maximum", &v) &&
         in_range(number.obj, INT8_MIN, INT8_MAX, "signed char is less than minimum",
                  "signed char is greater than maximum", &v);
    break;
  case 'B':
    ok = in_range(number.obj, 0, 255, "unsigned byte integer is less than minimum",
                  "unsigned byte integer is greater than maximum", &v);
    break;
  case 'h':
    ok = in_range(number.obj, INT16_MIN, INT16_MAX, "signed short integer is less than minimum",
                  "signed short integer is greater than maximum", &v);
    break;
  case 'H':
    ok = in_range(number.obj, INT32_MIN, INT32_MAX, "signed integer is less than minimum",
                  "signed integer is greater than maximum", &v) &&
         in_range(number.obj, 0, UINT16_MAX, "unsigned short is less than minimum",
                  "unsigned short is greater than maximum", &v);
    break;
  case 'i':
    ok = in_range(number.obj, INT32_MIN, INT32_MAX, "signed integer is less than minimum",
                  "signed integer is greater than maximum", &v);
    break;
  case 'l': ok = in_range(number.obj, INT64_MIN, INT64_MAX, "", "", &v); break;
  case 'q':
    if (!int_fits_i64(number.obj, &v)) ok = range_error("int too big to convert");
    break;
  default: { /* I, L, Q */
    bool q = kind->code == 'Q';
    HOLD(zero, int_from_i64(0), "an array item");
    if (int_compare(number.obj, zero.obj) < 0)
      return range_error(q ? "can't convert negative int to unsigned"
                           : "can't convert negative value to unsigned int");
    if (!int_fits_i64(number.obj, &v)) {
      HOLD(half, int_from_u64((uint64_t)1 << 63), "an array item");
      HOLD(rest, half.obj ? int_subtract(number.obj, half.obj) : NULL, "an array item");
      int64_t low;
      if (!rest.obj) return false;
      if (!int_fits_i64(rest.obj, &low))
        return range_error(q ? "int too big to convert"
                             : "Python int too large to convert to C unsigned long");
      v = (int64_t)((uint64_t)low + ((uint64_t)1 << 63));
      if (kind->code == 'I') return range_error("unsigned int is greater than maximum");
    } else if (kind->code == 'I' && v > (int64_t)UINT32_MAX)
      return range_error("unsigned int is greater than maximum");
  }
  }
  if (ok) memcpy(out, &v, 8);
  return ok;
}

/* ---- size ---- */

static bool may_resize(const Array *a) {
  if (!a->exports) return true;
  err_format(T(BufferError), "cannot resize an array that is exporting buffers");
  return false;
}

static bool resize(Array *a, ssize_t n) {
  ssize_t size = a->head.size;
  if (n != size && !may_resize(a)) return false;
  if (a->allocated >= n && size < n + 16 && a->items) {
    a->head.size = n;
    return true;
  }
  if (n == 0) {
    mem_free(a->items);
    a->items = NULL;
    a->head.size = a->allocated = 0;
    return true;
  }
  ssize_t allocated = (n >> 4) + (size < 8 ? 3 : 7) + n;
  char *block = n < PTRDIFF_MAX / 16 ? mem_realloc(a->items, (size_t)(allocated * a->kind->size)) : NULL;
  if (!block) {
    err_no_memory();
    return false;
  }
  a->items = block;
  a->head.size = n;
  a->allocated = allocated;
  return true;
}

static Own array_new_of(Type *type, const ElementKind *kind, ssize_t n) {
  Array *a = ARR(instance_new(type, 0));
  if (!a) return NULL;
  a->kind = kind;
  if (n == 0) return (Object *)a;
  a->items = n < PTRDIFF_MAX / 16 ? mem_calloc((size_t)(n * kind->size)) : NULL;
  if (!a->items) {
    DECREF(a);
    return err_no_memory();
  }
  a->allocated = a->head.size = n;
  return (Object *)a;
}

static Own like(Ref self, ssize_t n) { return array_new_of(array_base(TYPE(self)), ARR(self)->kind, n); }
static size_t byte_size(const Array *a) { return (size_t)(a->head.size * a->kind->size); }

/* CPython asks a value twice: whether it fits before it makes room, and what it is after that. */
static bool put_again(Array *a, ssize_t at, Ref value) {
  char item[8];
  if (IS_EXACT(value, INT) || IS_EXACT(value, FLOAT)) return true;
  if (!convert(a->kind, value, item)) return false;
  if (at < a->head.size) memcpy(a->items + at * a->kind->size, item, (size_t)a->kind->size);
  return true;
}

static bool append(Array *a, Ref value) {
  char item[8];
  if (!convert(a->kind, value, item) || !resize(a, a->head.size + 1)) return false;
  ssize_t at = a->head.size - 1;
  memcpy(a->items + at * a->kind->size, item, (size_t)a->kind->size);
  return put_again(a, at, value);
}

static bool extend_iterable(Array *a, Ref iterable) {
  HOLD(iterator, object_iter(iterable), "array.extend()");
  if (!iterator.obj) return false;
  for (;;) {
    HOLD(item, iter_next(iterator.obj), "array.extend()");
    if (!item.obj) return !err_occurred();
    if (!append(a, item.obj)) return false;
  }
}

static bool extend_array(Array *a, Array *b) {
  if (a->kind != b->kind) {
    err_format(T(TypeError), "can only extend with array of same kind");
    return false;
  }
  ssize_t n = a->head.size, m = b->head.size;
  if (!resize(a, n + m)) return false;
  if (m) memcpy(a->items + n * a->kind->size, b->items, (size_t)(m * a->kind->size));
  return true;
}

static bool extend_bytes(Array *a, Ref bytes) {
  AUTO_BUFFER(view);
  if (buffer_get(bytes, &view, BUFFER_SIMPLE) < 0) return false;
  if (view.len % a->kind->size) {
    err_format(T(ValueError), "bytes length not a multiple of item size");
    return false;
  }
  ssize_t n = a->head.size, m = view.len / a->kind->size;
  if (m == 0) return true;
  if (!resize(a, n + m)) return false;
  memcpy(a->items + n * a->kind->size, view.buf, (size_t)view.len);
  return true;
}

static bool extend_text(Array *a, Ref text) {
  ssize_t n = a->head.size, m = STR(text)->length;
  if (m == 0) return true;
  if (!resize(a, n + m)) return false;
  for (ssize_t i = 0; i < m; i++) ((uint32_t *)(void *)a->items)[n + i] = str_char(STR(text), i);
  return true;
}

/* ---- construction ---- */

static Own array_tp_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (cls->module && !args_no_keywords("array.array", kwnames)) return NULL;
  if (nargs < 1 || nargs > 2)
    return err_format(T(TypeError), "array() takes at %s %d argument%s (%zd given)",
                      nargs < 1 ? "least" : "most", nargs < 1 ? 1 : 2, nargs < 1 ? "" : "s", nargs);
  if (!IS_SUB(args[0], STR) || STR(args[0])->length != 1)
    return err_format(T(TypeError), "array() argument 1 must be a unicode character, not %.50T", args[0]);
  uint32_t code = str_char(STR(args[0]), 0);
  Object *initial = nargs > 1 ? args[1] : NULL;
  if (initial && code != 'u') {
    if (IS_SUB(initial, STR))
      return err_format(T(TypeError), "cannot use a str to initialize an array with typecode '%c'",
                        (int)code);
    if (is_array(initial) && ARR(initial)->kind->code == 'u')
      return err_format(T(TypeError), "cannot use a unicode array to initialize an array with typecode '%c'",
                        (int)code);
  }
  const ElementKind *kind = NULL;
  for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
    if ((uint32_t)kinds[i].code == code) kind = &kinds[i];
  if (!kind)
    return err_format(T(ValueError), "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  bool sequence = initial && (IS_SUB(initial, LIST) || IS_SUB(initial, TUPLE));
  HOLD(made, NULL, "array()");
  HOLD(iterator, NULL, "array()");
  bool direct = !initial || sequence || IS_SUB(initial, BYTES) ||
                object_is_instance_of(initial, T(BYTEARRAY)) || IS_SUB(initial, STR);
  if (!direct && !is_array(initial)) {
    iterator.obj = object_iter(initial);
    if (!iterator.obj) return NULL;
  }
  ssize_t n = sequence ? VARSIZE(initial) : initial && is_array(initial) ? SIZE(initial) : 0;
  made.obj = array_new_of(cls, kind, n);
  if (!made.obj || !initial) return hold_return(hold_take(&made), &iterator);
  Array *a = ARR(made.obj);
  bool ok = true;
  if (sequence || is_array(initial)) {
    for (ssize_t i = 0; ok && i < n; i++) {
      HOLD(item,
           is_array(initial) ? get(ARR(initial), i)
                             : NEWREF(IS_SUB(initial, LIST) ? list_item(initial, i) : tuple_item(initial, i)),
           "array()");
      char bytes[8];
      ok = item.obj && convert(kind, item.obj, bytes);
      if (ok) memcpy(a->items + i * kind->size, bytes, (size_t)kind->size);
    }
  } else if (iterator.obj)
    ok = extend_iterable(a, iterator.obj);
  else
    ok = IS_SUB(initial, STR) ? extend_text(a, initial) : extend_bytes(a, initial);
  return hold_return(ok ? hold_take(&made) : NULL, &iterator);
}

static void array_dealloc(Object *o) {
  if (TYPE_HAS(TYPE(o), TYPE_GC)) gc_untrack(o);
  if (ARR(o)->weaklist) object_clear_weakrefs(o);
  mem_free(ARR(o)->items);
  object_free(o);
}
static size_t array_size_of(Object *o) {
  return TYPE(o)->basic_size + (size_t)(ARR(o)->allocated * ARR(o)->kind->size);
}

/* ---- sequence ---- */

static ssize_t array_length(Object *o) { return SIZE(o); }
static Own array_item(Object *o, ssize_t i) {
  if (i < 0 || i >= SIZE(o)) return err_format(T(IndexError), "array index out of range");
  return get(ARR(o), i);
}
static Own array_subscript(Object *o, Object *key) {
  Array *a = ARR(o);
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return NULL;
    return array_item(o, i < 0 ? i + SIZE(o) : i);
  }
  if (!IS_EXACT(key, SLICE)) return err_format(T(TypeError), "array indices must be integers");
  ssize_t start, stop, step, size = a->kind->size;
  if (slice_unpack(key, &start, &stop, &step) < 0) return NULL;
  ssize_t n = slice_adjust(SIZE(o), &start, &stop, step);
  Object *r = like(o, MAX(n, 0));
  if (!r || n <= 0) return r;
  for (ssize_t i = 0, at = start; i < n; i++, at += step)
    memcpy(ARR(r)->items + i * size, a->items + at * size, (size_t)size);
  return r;
}

static int assign_slice(Array *a, Ref key, Ref value) {
  ssize_t start, stop, step, size = a->kind->size;
  if (slice_unpack(key, &start, &stop, &step) < 0) return -1;
  ssize_t length = a->head.size, n = slice_adjust(length, &start, &stop, step), m = 0;
  const char *from = NULL;
  HOLD(copy, NULL, "array assignment");
  if (value) {
    if (!is_array(value)) {
      err_format(T(TypeError), "can only assign array (not \"%.200T\") to array slice", value);
      return -1;
    }
    if (value == (Object *)a) {
      copy.obj = like(value, length);
      if (!copy.obj) return -1;
      if (length) memcpy(ARR(copy.obj)->items, a->items, byte_size(a));
      value = copy.obj;
    }
    if (ARR(value)->kind != a->kind) {
      err_format(T(TypeError), "bad argument type for built-in operation");
      return -1;
    }
    m = SIZE(value);
    from = ARR(value)->items;
  }
  if ((step < 0 && start < stop) || (step > 0 && start > stop)) stop = start;
  if (m != n && a->exports && !may_resize(a)) return -1;
  if (step == 1) {
    if (n > m) {
      memmove(a->items + (start + m) * size, a->items + stop * size, (size_t)((length - stop) * size));
      if (!resize(a, length + m - n)) return -1;
    } else if (n < m) {
      if (!resize(a, length + m - n)) return -1;
      memmove(a->items + (start + m) * size, a->items + stop * size,
              (size_t)((a->head.size - start - m) * size));
    }
    if (m) memcpy(a->items + start * size, from, (size_t)(m * size));
    return 0;
  }
  if (m == 0) { /* deletes every step-th item */
    if (n <= 0) return 0;
    if (step < 0) {
      start += step * (n - 1);
      step = -step;
    }
    ssize_t to = start;
    for (ssize_t i = 0; i < n; i++) {
      ssize_t at = start + i * step + 1, end = i + 1 < n ? at + step - 1 : length;
      memmove(a->items + to * size, a->items + at * size, (size_t)((end - at) * size));
      to += end - at;
    }
    return resize(a, length - n) ? 0 : -1;
  }
  if (m != n) {
    err_format(T(ValueError), "attempt to assign array of size %zd to extended slice of size %zd", m, n);
    return -1;
  }
  for (ssize_t i = 0, at = start; i < n; i++, at += step)
    memcpy(a->items + at * size, from + i * size, (size_t)size);
  return 0;
}

static int remove_at(Array *a, ssize_t i) {
  ssize_t size = a->kind->size, n = a->head.size;
  if (!may_resize(a)) return -1;
  memmove(a->items + i * size, a->items + (i + 1) * size, (size_t)((n - i - 1) * size));
  return resize(a, n - 1) ? 0 : -1;
}

static int array_ass_item(Object *o, ssize_t i, Object *value) {
  Array *a = ARR(o);
  if (i < 0 || i >= a->head.size) {
    err_format(T(IndexError), "array assignment index out of range");
    return -1;
  }
  if (!value) return remove_at(a, i);
  char item[8];
  if (!convert(a->kind, value, item)) return -1;
  if (i < a->head.size) memcpy(a->items + i * a->kind->size, item, (size_t)a->kind->size);
  return 0;
}
static int array_ass_subscript(Object *o, Object *key, Object *value) {
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return -1;
    return array_ass_item(o, i < 0 ? i + SIZE(o) : i, value);
  }
  if (IS_EXACT(key, SLICE)) return assign_slice(ARR(o), key, value);
  err_format(T(TypeError), "array indices must be integers");
  return -1;
}

static Own array_concat(Object *o, Object *other) {
  if (!is_array(other))
    return err_format(T(TypeError), "can only append array (not \"%.200T\") to array", other);
  if (ARR(o)->kind != ARR(other)->kind)
    return err_format(T(TypeError), "bad argument type for built-in operation");
  Object *r = like(o, SIZE(o) + SIZE(other));
  if (!r) return NULL;
  if (SIZE(o)) memcpy(ARR(r)->items, ARR(o)->items, byte_size(ARR(o)));
  if (SIZE(other)) memcpy(ARR(r)->items + byte_size(ARR(o)), ARR(other)->items, byte_size(ARR(other)));
  return r;
}
static Own array_inplace_concat(Object *o, Object *other) {
  if (!is_array(other))
    return err_format(T(TypeError), "can only extend array with array (not \"%.200T\")", other);
  return extend_array(ARR(o), ARR(other)) ? NEWREF(o) : NULL;
}
static Own array_repeat(Object *o, ssize_t n) {
  ssize_t size = SIZE(o);
  if (n < 0) n = 0;
  if (size && n > PTRDIFF_MAX / 16 / size) return err_no_memory();
  Object *r = like(o, size * n);
  for (ssize_t i = 0; r && size && i < n; i++)
    memcpy(ARR(r)->items + i * (ssize_t)byte_size(ARR(o)), ARR(o)->items, byte_size(ARR(o)));
  return r;
}
static Own array_inplace_repeat(Object *o, ssize_t n) {
  Array *a = ARR(o);
  ssize_t size = a->head.size;
  if (size == 0) return NEWREF(o);
  if (n < 0) n = 0;
  if (n > PTRDIFF_MAX / 16 / size) return err_no_memory();
  size_t unit = byte_size(a);
  if (!resize(a, size * n)) return NULL;
  for (ssize_t i = 1; i < n; i++) memcpy(a->items + i * (ssize_t)unit, a->items, unit);
  return NEWREF(o);
}

/* The place of a value from start to stop, -1 if there is none, -2 with an exception. */
static ssize_t search(Array *a, Ref value, ssize_t start, ssize_t stop) {
  for (ssize_t i = start; i < stop && i < a->head.size; i++) {
    HOLD(item, get(a, i), "a search in an array");
    int same = item.obj ? object_compare_bool(item.obj, value, CMP_EQ) : -1;
    if (same < 0) return -2;
    if (same) return i;
  }
  return -1;
}
static int array_contains(Object *o, Object *value) {
  ssize_t i = search(ARR(o), value, 0, PTRDIFF_MAX);
  return i == -2 ? -1 : i >= 0;
}

static Own array_richcompare(Object *a, Object *b, int op) {
  if (!is_array(a) || !is_array(b)) return NEWREF(NOT_IMPLEMENTED);
  if (SIZE(a) != SIZE(b) && (op == CMP_EQ || op == CMP_NE)) return BOOL_NEW(op == CMP_NE);
  ssize_t n = MIN(SIZE(a), SIZE(b));
  for (ssize_t i = 0; i < n && i < SIZE(a) && i < SIZE(b); i++) {
    HOLD(x, get(ARR(a), i), "the comparison of arrays");
    HOLD(y, get(ARR(b), i), "the comparison of arrays");
    int same = x.obj && y.obj ? object_compare_bool(x.obj, y.obj, CMP_EQ) : -1;
    if (same < 0) return NULL;
    if (same) continue;
    if (op == CMP_EQ || op == CMP_NE) return hold_return(BOOL_NEW(op == CMP_NE), &y, &x);
    return hold_return(object_compare(x.obj, y.obj, op), &y, &x);
  }
  return compare_sizes(SIZE(a), SIZE(b), op);
}

static Own list_of(Array *a) {
  HOLD(list, list_new(a->head.size), "array.tolist()");
  for (ssize_t i = 0; list.obj && i < a->head.size; i++)
    if (!(((List *)list.obj)->items[i] = get(a, i))) return NULL;
  return hold_take(&list);
}
static Own text_of(Array *a) { return str_from_kind(4, a->items, a->head.size); }

static Own array_repr(Object *o) {
  Array *a = ARR(o);
  if (a->head.size == 0) return str_format("%s('%c')", type_short_name(TYPE(o)), (int)a->kind->code);
  HOLD(values, a->kind->code == 'u' ? text_of(a) : list_of(a), "the repr of an array");
  return hold_return(
      values.obj ? str_format("%s('%c', %R)", type_short_name(TYPE(o)), (int)a->kind->code, values.obj)
                 : NULL,
      &values);
}

static int array_getbuffer(Object *o, Buffer *view, int flags) {
  Array *a = ARR(o);
  static const char nothing[1];
  (void)flags;
  *view = (Buffer){.buf = a->items ? a->items : (char *)(uintptr_t)nothing,
                   .obj = NEWREF(o),
                   .len = (ssize_t)byte_size(a),
                   .itemsize = a->kind->size,
                   .ndim = 1,
                   .format = flags & BUFFER_FULL ? a->kind->format : NULL};
  view->shape = &((VarObject *)o)->size;
  view->strides = &view->itemsize;
  a->exports++;
  return 0;
}
static void array_releasebuffer(Object *o, Buffer *view) {
  (void)view;
  ARR(o)->exports--;
}

/* ---- methods ---- */

#define METHOD(name) static Own array_##name(Object *self, Object *const *args, ssize_t nargs)
#define NONE_IF(ok)                                                                                          \
  if (!(ok)) return NULL;                                                                                    \
  RETURN_NONE

METHOD(append_method) {
  (void)nargs;
  NONE_IF(append(ARR(self), args[0]));
}
METHOD(extend) {
  (void)nargs;
  if (is_array(args[0])) { NONE_IF(extend_array(ARR(self), ARR(args[0]))); }
  NONE_IF(extend_iterable(ARR(self), args[0]));
}
METHOD(insert) {
  (void)nargs;
  Array *a = ARR(self);
  ssize_t i, n = a->head.size, size = a->kind->size;
  char item[8];
  if (!textargs_ssize(args[0], &i) || !convert(a->kind, args[1], item) || !resize(a, n + 1)) return NULL;
  if (i < 0) i = MAX(i + n, 0);
  if (i > n) i = n;
  memmove(a->items + (i + 1) * size, a->items + i * size, (size_t)((n - i) * size));
  memcpy(a->items + i * size, item, (size_t)size);
  if (!put_again(a, i, args[1])) return NULL;
  RETURN_NONE;
}
METHOD(pop) {
  Array *a = ARR(self);
  ssize_t i = -1;
  if (nargs && args[0] && !textargs_ssize(args[0], &i)) return NULL;
  if (a->head.size == 0) return err_format(T(IndexError), "pop from empty array");
  if (i < 0) i += a->head.size;
  if (i < 0 || i >= a->head.size) return err_format(T(IndexError), "pop index out of range");
  HOLD(item, get(a, i), "array.pop()");
  return item.obj && remove_at(a, i) == 0 ? hold_take(&item) : NULL;
}
METHOD(remove) {
  (void)nargs;
  ssize_t i = search(ARR(self), args[0], 0, PTRDIFF_MAX);
  if (i == -1) return err_format(T(ValueError), "array.remove(x): x not in array");
  NONE_IF(i >= 0 && remove_at(ARR(self), i) == 0);
}
METHOD(index) {
  ssize_t start = 0, stop = PTRDIFF_MAX, n = SIZE(self);
  if ((nargs > 1 && args[1] && !textargs_slice_index(args[1], &start)) ||
      (nargs > 2 && args[2] && !textargs_slice_index(args[2], &stop)))
    return NULL;
  if (start < 0) start = MAX(start + n, 0);
  if (stop < 0) stop += n;
  ssize_t i = search(ARR(self), args[0], start, stop);
  if (i == -1) return err_format(T(ValueError), "array.index(x): x not in array");
  return i < 0 ? NULL : int_from_i64(i);
}
METHOD(count) {
  (void)nargs;
  int64_t count = 0;
  for (ssize_t i = 0; (i = search(ARR(self), args[0], i, PTRDIFF_MAX)) != -1; i++) {
    if (i == -2) return NULL;
    count++;
  }
  return int_from_i64(count);
}
METHOD(reverse) {
  NO_ARGS;
  Array *a = ARR(self);
  ssize_t size = a->kind->size;
  char item[8];
  for (ssize_t i = 0, j = a->head.size - 1; i < j; i++, j--) {
    memcpy(item, a->items + i * size, (size_t)size);
    memcpy(a->items + i * size, a->items + j * size, (size_t)size);
    memcpy(a->items + j * size, item, (size_t)size);
  }
  RETURN_NONE;
}
METHOD(byteswap) {
  NO_ARGS;
  Array *a = ARR(self);
  ssize_t size = a->kind->size;
  for (ssize_t k = 0; k < a->head.size; k++)
    for (ssize_t i = k * size, j = i + size - 1; i < j; i++, j--) {
      char c = a->items[i];
      a->items[i] = a->items[j];
      a->items[j] = c;
    }
  RETURN_NONE;
}
METHOD(copy) {
  NO_ARGS;
  Object *r = like(self, SIZE(self));
  if (r && SIZE(self)) memcpy(ARR(r)->items, ARR(self)->items, byte_size(ARR(self)));
  return r;
}
METHOD(tolist) {
  NO_ARGS;
  return list_of(ARR(self));
}
METHOD(tobytes) {
  NO_ARGS;
  return bytes_new(ARR(self)->items, (ssize_t)byte_size(ARR(self)));
}
METHOD(frombytes) {
  (void)nargs;
  NONE_IF(extend_bytes(ARR(self), args[0]));
}
METHOD(fromlist) {
  (void)nargs;
  Array *a = ARR(self);
  if (!IS_SUB(args[0], LIST)) return err_format(T(TypeError), "arg must be list");
  ssize_t n = VARSIZE(args[0]), old = a->head.size;
  for (ssize_t i = 0; i < n; i++) {
    HOLD(item, NEWREF(list_item(args[0], i)), "array.fromlist()");
    if (!append(a, item.obj)) {
      HOLD(pending, err_take(), "array.fromlist()");
      (void)resize(a, old);
      err_restore_steal(hold_take(&pending));
      return NULL;
    }
    if (n != VARSIZE(args[0])) return err_format(T(RuntimeError), "list changed size during iteration");
  }
  RETURN_NONE;
}
METHOD(fromunicode) {
  (void)nargs;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "fromunicode() argument must be str, not %.50T", args[0]);
  if (ARR(self)->kind->code != 'u')
    return err_format(T(ValueError), "fromunicode() may only be called on unicode type arrays");
  NONE_IF(extend_text(ARR(self), args[0]));
}
METHOD(tounicode) {
  NO_ARGS;
  if (ARR(self)->kind->code != 'u')
    return err_format(T(ValueError), "tounicode() may only be called on unicode type arrays");
  return text_of(ARR(self));
}
METHOD(buffer_info) {
  NO_ARGS;
  HOLD(address,
       int_from_i64(ARR(self)->items ? (int64_t)(uintptr_t)ARR(self)->items + (int64_t)ID_OFFSET : 0),
       "array.buffer_info()");
  HOLD(length, int_from_i64(SIZE(self)), "array.buffer_info()");
  return hold_return(address.obj && length.obj ? tuple_pack(2, address.obj, length.obj) : NULL, &length,
                     &address);
}
METHOD(tofile) {
  (void)nargs;
  for (ssize_t at = 0, n = (ssize_t)byte_size(ARR(self)), block = 64 * 1024; at < n; at += block) {
    HOLD(bytes, bytes_new(ARR(self)->items + at, MIN(block, n - at)), "array.tofile()");
    HOLD(done, bytes.obj ? object_call_method1(args[0], N(write), bytes.obj) : NULL, "array.tofile()");
    if (!done.obj) return NULL;
  }
  RETURN_NONE;
}
METHOD(fromfile) {
  (void)nargs;
  ssize_t n;
  if (!textargs_ssize(args[1], &n)) return NULL;
  if (n < 0) return err_format(T(ValueError), "negative count");
  HOLD(size, int_from_i64(n * ARR(self)->kind->size), "array.fromfile()");
  HOLD(read, size.obj ? object_getattr(args[0], N(read)) : NULL,
       "array.fromfile()"); /* bound, as CPython's */
  HOLD(bytes, read.obj ? object_call1(read.obj, size.obj) : NULL, "array.fromfile()");
  if (!bytes.obj) return NULL;
  if (!IS_SUB(bytes.obj, BYTES)) return err_format(T(TypeError), "read() didn't return bytes");
  bool whole = VARSIZE(bytes.obj) == n * ARR(self)->kind->size;
  if (!extend_bytes(ARR(self), bytes.obj)) return NULL;
  if (!whole) return err_format(T(EOFError), "read() didn't return enough bytes");
  return hold_return(NEWREF(NONE), &bytes, &size);
}
METHOD(reduce_ex) {
  (void)nargs;
  ssize_t protocol;
  if (!textargs_ssize(args[0], &protocol)) return NULL;
  Array *a = ARR(self);
  Object **place = object_dict_pointer(self);
  HOLD(dict, NEWREF(place && *place ? *place : NONE), "array.__reduce_ex__()");
  HOLD(code, str_from_char((uint32_t)a->kind->code), "array.__reduce_ex__()");
  if (!code.obj) return NULL;
  if (protocol < 3) {
    HOLD(list, list_of(a), "array.__reduce_ex__()");
    HOLD(values, list.obj ? tuple_pack(2, code.obj, list.obj) : NULL, "array.__reduce_ex__()");
    return hold_return(values.obj ? tuple_pack(3, TYPE(self), values.obj, dict.obj) : NULL, &values, &list,
                       &code, &dict);
  }
  Object *module = array_base(TYPE(self))->module;
  Object *rebuild = dict_get_text(module_dict(module), "_array_reconstructor");
  HOLD(bytes, bytes_new(a->items, (ssize_t)byte_size(a)), "array.__reduce_ex__()");
  HOLD(machine, int_from_i64(a->kind->machine), "array.__reduce_ex__()");
  if (!rebuild || !bytes.obj || !machine.obj) return NULL;
  HOLD(values, tuple_pack(4, TYPE(self), code.obj, machine.obj, bytes.obj), "array.__reduce_ex__()");
  return hold_return(values.obj ? tuple_pack(3, rebuild, values.obj, dict.obj) : NULL, &values, &machine,
                     &bytes, &code, &dict);
}
static Own array_get_typecode(Object *self) { return str_from_char((uint32_t)ARR(self)->kind->code); }
static Own array_get_itemsize(Object *self) { return int_from_i64(ARR(self)->kind->size); }

static Own array_sizeof(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  return int_from_u64(array_size_of(self));
}
static const MethodSpec methods[] = {
    {"__sizeof__(self, /)", array_sizeof, 0, "Size of the array in memory, in bytes."},
    {"append(self, v, /)", array_append_method, 0, "Adds a value at the end."},
    {"buffer_info(self, /)", array_buffer_info, 0, "The address of the items and their number."},
    {"byteswap(self, /)", array_byteswap, 0, "Reverses the bytes of each item."},
    {"count(self, v, /)", array_count, 0, "How often a value occurs."},
    {"extend(self, bb, /)", array_extend, METHOD_DEFINING, "Adds the items of an iterable at the end."},
    {"fromfile(self, f, n, /)", array_fromfile, METHOD_DEFINING, "Adds n items read from a file."},
    {"fromlist(self, list, /)", array_fromlist, 0, "Adds the items of a list, all or none."},
    {"frombytes(self, buffer, /)", array_frombytes, 0, "Adds items given as machine bytes."},
    {"fromunicode(self, ustr, /)", array_fromunicode, 0, "Adds the characters of a text (typecode 'u')."},
    {"index(self, v, start=0, stop=9223372036854775807, /)", array_index, 0, "The first place of a value."},
    {"insert(self, i, v, /)", array_insert, 0, "Puts a value before place i."},
    {"pop(self, i=-1, /)", array_pop, 0, "Removes and returns an item, the last by default."},
    {"remove(self, v, /)", array_remove, 0, "Removes the first occurrence of a value."},
    {"reverse(self, /)", array_reverse, 0, "Reverses the items in place."},
    {"tobytes(self, /)", array_tobytes, 0, "The items as machine bytes."},
    {"tofile(self, f, /)", array_tofile, METHOD_DEFINING, "Writes the items to a file as machine bytes."},
    {"tolist(self, /)", array_tolist, 0, "The items as a list."},
    {"tounicode(self, /)", array_tounicode, 0, "The items as text (typecode 'u')."},
    {"__copy__(self, /)", array_copy, 0, "A copy."},
    {"__deepcopy__(self, unused, /)", array_copy, 0, "A copy."},
    {"__reduce_ex__(self, value, /)", array_reduce_ex, METHOD_DEFINING, "State for pickling."},
    {0}};
static const GetSetSpec getset[] = {
    {"typecode", array_get_typecode, NULL, "the typecode character used to create the array"},
    {"itemsize", array_get_itemsize, NULL, "the size, in bytes, of one array item"},
    {0}};
static const FieldSpec fields[] = {FIELD(Array, weaklist, "weak references", FIELD_WEAKLIST, 0), {0}};

static Own array_iter(Object *o) {
  Object *type = dict_get_text(module_dict(array_base(TYPE(o))->module), "_arrayiterator");
  if (!type) return err_format(T(RuntimeError), "module array is gone");
  ListIter *it = (ListIter *)object_new((Type *)type, 0);
  if (!it) return NULL;
  it->seq = NEWREF(o);
  gc_track((Object *)it);
  return (Object *)it;
}
static Own iter_step(Object *self) {
  ListIter *it = (ListIter *)self;
  if (!it->seq) return NULL;
  if (it->index < SIZE(it->seq)) return get(ARR(it->seq), it->index++);
  CLEAR(it->seq);
  return NULL;
}
static const FieldSpec iter_fields[] = {FIELD(ListIter, seq, "the array", FIELD_OWN, 0), {0}};
static const TypeSpec iter_spec = {
    .name = "array.arrayiterator",
    .basic_size = sizeof(ListIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = iter_fields,
    .slots = {.iter = object_incref, .iternext = iter_step},
};

static const TypeSpec array_spec = {
    .name = "array.array",
    .doc = "array(typecode [, initializer]) -> array\n\nNumbers of one machine type. typecode: b B h H i I l "
           "L q Q (ints), f d (floats), u (characters).",
    .basic_size = sizeof(Array),
    .flags = TYPE_GC | TYPE_BASE | TYPE_SEQUENCE,
    .weaklist_offset = offsetof(Array, weaklist),
    .fields = fields,
    .methods = methods,
    .getset = getset,
    .slots =
        {
            .new_ = array_tp_new,
            .dealloc = array_dealloc,
            .size_of = array_size_of,
            .repr = array_repr,
            .richcompare = array_richcompare,
            .iter = array_iter,
            .mp_length = array_length,
            .mp_subscript = array_subscript,
            .mp_ass_subscript = array_ass_subscript,
            .sq_length = array_length,
            .sq_concat = array_concat,
            .sq_repeat = array_repeat,
            .sq_item = array_item,
            .sq_ass_item = array_ass_item,
            .sq_contains = array_contains,
            .sq_inplace_concat = array_inplace_concat,
            .sq_inplace_repeat = array_inplace_repeat,
            .getbuffer = array_getbuffer,
            .releasebuffer = array_releasebuffer,
        },
};

static Own reconstruct(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  if (!IS_SUB(args[0], TYPE))
    return err_format(T(TypeError), "first argument must be a type object, not %.200T", args[0]);
  HOLD(array, object_call1(args[0], args[1]), "array._array_reconstructor()");
  if (!array.obj || !is_array(array.obj)) return NULL;
  return extend_bytes(ARR(array.obj), args[3]) ? hold_take(&array) : NULL;
}
static const MethodSpec functions[] = {
    {"_array_reconstructor($module, arraytype, typecode, mformat_code, items, /)", reconstruct, 0,
     "Internal. Used for pickling support."},
    {0}};

/* It is a MutableSequence to isinstance(). */
static bool is_registered(Ref type) {
  HOLD(abc, vm_import_module("collections.abc"), "loading array");
  HOLD(name, abc.obj ? str_intern("MutableSequence") : NULL, "loading array");
  HOLD(sequence, name.obj ? object_getattr(abc.obj, name.obj) : NULL, "loading array");
  HOLD(method, sequence.obj ? str_intern("register") : NULL, "loading array");
  HOLD(result, method.obj ? object_call_method1(sequence.obj, method.obj, type) : NULL, "loading array");
  return result.obj;
}

Own module_array_init(void) {
  HOLD(module, module_new("array", "Arrays of numbers of one machine type."), "the module array");
  Object *m = module.obj;
  if (!m || native_add_functions(m, functions) < 0) return NULL;
  HOLD(type, type_from_spec(&array_spec, m), "the module array");
  if (!type.obj || module_add(m, "array", type.obj) < 0 || module_add(m, "ArrayType", type.obj) < 0 ||
      module_add_steal(m, "_arrayiterator", type_from_spec(&iter_spec, m)) < 0 ||
      module_add_steal(m, "typecodes", str_from_ascii("bBuhHiIlLqQfd", -1)) < 0 || !is_registered(type.obj))
    return NULL;
  return hold_return(hold_take(&module), &type);
}
