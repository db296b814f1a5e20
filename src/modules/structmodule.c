/* struct: values to bytes and back, by a format string. */
#include <math.h>
#include <string.h>

#include "modules/ioparts.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/dict.h"
#include "object/codecs.h"
#include "object/float.h"
#include "object/list.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/textargs.h"
#include "object/tuple.h"
#include "object/type.h"

/* ---- formats ---- */

typedef struct StructCode { /* one item of a format */
  char kind;
  bool own_range; /* the ranges are told as native packing tells them */
  ssize_t count, size, offset;
} StructCode;

typedef struct Format {
  StructCode *codes; /* memory block */
  ssize_t ncodes, values, size;
  bool big;
} Format;

typedef struct StructObject { /* CPython's size: 56 */
  Object ob;
  Format *parsed; /* memory block */
  Object *format; /* owned bytes */
  Object *weaklist;
  ssize_t spare[2];
} StructObject;

static Object *fail(Ref module, const char *text) {
  HOLD(held, NULL, "struct");
  Object *error = dict_get_text(module_dict(module), "error");
  if (!error) return err_format(T(ValueError), "%s", text);
  held.obj = NEWREF(error);
  return err_format((Type *)error, "%s", text);
}
#define FAIL(module, ...)                                                                                    \
  __extension__({                                                                                            \
    Object *text_ = str_format(__VA_ARGS__);                                                                 \
    HOLD(text_held_, text_, "struct");                                                                       \
    text_ ? fail(module, str_utf8(text_, NULL)) : NULL;                                                      \
  })

static ssize_t code_size(char kind, bool native) {
  switch (kind) {
  case 'x':
  case 'c':
  case 's':
  case 'p':
  case 'b':
  case 'B':
  case '?': return 1;
  case 'h':
  case 'H':
  case 'e': return 2;
  case 'i':
  case 'I':
  case 'f': return 4;
  case 'l':
  case 'L': return native ? 8 : 4;
  case 'q':
  case 'Q':
  case 'd': return 8;
  case 'n':
  case 'N':
  case 'P': return native ? 8 : 0;
  default: return 0;
  }
}

static bool parse(Ref module, const char *text, Format *f) {
  bool native = true, align = true;
  *f = (Format){0};
  if (*text == '@' || *text == '=' || *text == '<' || *text == '>' || *text == '!') {
    native = align = *text == '@';
    f->big = *text == '>' || *text == '!';
    text++;
  }
  size_t room = strlen(text) + 1;
  f->codes = mem_alloc(room * sizeof(StructCode));
  if (!f->codes) {
    err_no_memory();
    return false;
  }
  for (const char *p = text; *p; p++) {
    if (*p == ' ' || (*p >= '\t' && *p <= '\r')) continue;
    ssize_t count = 1;
    if (*p >= '0' && *p <= '9') {
      count = 0;
      for (; *p >= '0' && *p <= '9'; p++)
        if (__builtin_mul_overflow(count, 10, &count) || __builtin_add_overflow(count, *p - '0', &count))
          goto too_long;
      if (!*p) {
        fail(module, "repeat count given without format specifier");
        return false;
      }
    }
    ssize_t size = code_size(*p, native), end;
    if (!size) {
      fail(module, "bad char in struct format");
      return false;
    }
    ssize_t unit = *p == 's' || *p == 'p' || *p == 'x' || *p == 'c' ? 1 : size;
    if (align && unit > 1) {
      ssize_t over = f->size % unit;
      if (over && __builtin_add_overflow(f->size, unit - over, &f->size)) goto too_long;
    }
    bool differs = !native && (*p == 'l' || *p == 'L');
    f->codes[f->ncodes++] = (StructCode){*p, *p == 'f' ? native : !f->big && !differs, count, size, f->size};
    if (__builtin_mul_overflow(count, size, &end) || __builtin_add_overflow(f->size, end, &f->size))
      goto too_long;
    f->values += *p == 's' || *p == 'p' ? 1 : *p == 'x' ? 0 : count;
  }
  return true;
too_long:
  fail(module, "total struct size too long");
  return false;
}

/* ---- one value ---- */

static void put_word(char *to, uint64_t v, ssize_t size, bool big) {
  for (ssize_t i = 0; i < size; i++) to[big ? size - 1 - i : i] = (char)(v >> 8 * i);
}
static uint64_t get_word(const char *from, ssize_t size, bool big) {
  uint64_t v = 0;
  for (ssize_t i = 0; i < size; i++) v |= (uint64_t)(uint8_t)from[big ? size - 1 - i : i] << 8 * i;
  return v;
}

/* IEEE half precision, ties to even. */
static bool to_half(double x, uint64_t *out) {
  uint64_t sign = signbit(x) ? 0x8000 : 0;
  if (isnan(x)) {
    *out = sign | 0x7e00;
    return true;
  }
  if (isinf(x)) {
    *out = sign | 0x7c00;
    return true;
  }
  int exponent;
  double m = frexp(fabs(x), &exponent); /* 0.5 <= m < 1 */
  if (x == 0) {
    *out = sign;
    return true;
  }
  exponent--; /* 1 <= 2m < 2 */
  if (exponent > 15) return false;
  uint64_t bits;
  if (exponent < -14) /* subnormal: units of 2**-24 */
    bits = (uint64_t)rint(ldexp(fabs(x), 24));
  else
    bits = ((uint64_t)(exponent + 15) << 10) + (uint64_t)rint((2 * m - 1) * 1024);
  if (bits >= 0x7c00) return false;
  *out = sign | bits;
  return true;
}
static double from_half(uint64_t bits) {
  int exponent = (int)(bits >> 10 & 31);
  double fraction = (double)(bits & 1023), x;
  if (exponent == 31)
    x = fraction != 0 ? (double)NAN : (double)INFINITY;
  else if (exponent == 0)
    x = ldexp(fraction, -24);
  else
    x = ldexp(1 + fraction / 1024, exponent - 15);
  return bits & 0x8000 ? -x : x;
}

static bool pack_float(Ref module, const StructCode *c, bool big, char *to, Ref value) {
  double x = object_as_double(value);
  if (x == -1.0 && err_occurred()) {
    err_clear();
    fail(module, "required argument is not a float");
    return false;
  }
  uint64_t bits;
  if (c->kind == 'd')
    memcpy(&bits, &x, 8);
  else if (c->kind == 'f') {
    float f = (float)x;
    if (isinf(f) && !isinf(x) && !c->own_range) goto too_large;
    uint32_t word;
    memcpy(&word, &f, 4);
    bits = word;
  } else if (!to_half(x, &bits))
    goto too_large;
  put_word(to, bits, c->size, big);
  return true;
too_large:
  if (IS_SUB(value, INT))
    fail(module, "int too large to convert");
  else
    err_format(T(OverflowError), "float too large to pack with %c format", (int)c->kind);
  return false;
}

static bool out_of_range(Ref module, const StructCode *c) {
  bool is_signed = c->kind >= 'a';
  if (c->own_range && c->size == 1)
    fail(module, is_signed ? "byte format requires -128 <= number <= 127"
                           : "ubyte format requires 0 <= number <= 255");
  else if (c->own_range && c->size == 2)
    fail(module, is_signed ? "short format requires -32768 <= number <= 32767"
                           : "ushort format requires 0 <= number <= 65535");
  else if (c->size == 8)
    fail(module, c->own_range ? "argument out of range" : "int too large to convert");
  else if (is_signed)
    (void)FAIL(module, "'%c' format requires %lld <= number <= %lld", (int)c->kind,
               -(1LL << (8 * c->size - 1)), (1LL << (8 * c->size - 1)) - 1);
  else
    (void)FAIL(module, "'%c' format requires 0 <= number <= %lld", (int)c->kind, (1LL << 8 * c->size) - 1);
  return false;
}

static bool pack_int(Ref module, const StructCode *c, bool big, char *to, Ref value) {
  HOLD(number,
       IS_SUB(value, INT)          ? NEWREF(value)
       : number_check_index(value) ? number_index(value)
                                   : NULL,
       "struct");
  if (!number.obj) {
    if (err_occurred()) return false;
    fail(module, "required argument is not an integer");
    return false;
  }
  int64_t v = 0;
  bool fits = int_fits_i64(number.obj, &v), is_signed = c->kind >= 'a';
  bool word = c->size == 8 || c->kind == 'I' || c->kind == 'L' ||
              (!c->own_range && !is_signed); /* read as an unsigned long */
  if (c->kind == 'P') is_signed = false;
  if (!fits && (!is_signed || c->kind == 'P')) { /* the upper half of the unsigned range */
    HOLD(half, int_from_u64((uint64_t)1 << 63), "struct");
    HOLD(rest, half.obj ? int_subtract(number.obj, half.obj) : NULL, "struct");
    int64_t low;
    if (!rest.obj) return false;
    if (int_fits_i64(rest.obj, &low) && low >= 0) {
      if (c->size < 8) return out_of_range(module, c);
      put_word(to, (uint64_t)low + ((uint64_t)1 << 63), 8, big);
      return true;
    }
  }
  if (!fits || (word && !is_signed && v < 0 && c->kind != 'P')) {
    if (c->size == 8 && !c->own_range)
      fail(module, "int too large to convert");
    else
      fail(module, "argument out of range");
    return false;
  }
  if (c->size < 8) {
    int64_t least = is_signed ? -(1LL << (8 * c->size - 1)) : 0;
    int64_t most = is_signed ? (1LL << (8 * c->size - 1)) - 1 : (1LL << 8 * c->size) - 1;
    if (v < least || v > most) return out_of_range(module, c);
  }
  put_word(to, (uint64_t)v, c->size, big);
  return true;
}

static bool pack_value(Ref module, const StructCode *c, bool big, char *to, Ref value) {
  switch (c->kind) {
  case 'c':
    if (!IS_SUB(value, BYTES) || VARSIZE(value) != 1) {
      fail(module, "char format requires a bytes object of length 1");
      return false;
    }
    *to = BYTES_DATA(value)[0];
    return true;
  case '?': {
    int truth = object_is_true(value);
    *to = (char)truth;
    return truth >= 0;
  }
  case 'e':
  case 'f':
  case 'd': return pack_float(module, c, big, to, value);
  default: return pack_int(module, c, big, to, value);
  }
}

static bool pack_bytes(Ref module, const StructCode *c, char *to, Ref value) {
  bool array = object_is_instance_of(value, T(BYTEARRAY));
  if (!IS_SUB(value, BYTES) && !array) {
    (void)FAIL(module, "argument for '%c' must be a bytes object", (int)c->kind);
    return false;
  }
  ssize_t n = VARSIZE(value);
  if (c->kind == 's')
    memcpy(to, bytelike_data(value), (size_t)MIN(n, c->count));
  else if (c->count > 0) { /* a length byte first */
    n = MIN(n, c->count - 1);
    memcpy(to + 1, bytelike_data(value), (size_t)n);
    to[0] = (char)MIN(n, 255);
  }
  return true;
}

/* Writes all values; to has f->size zeroed bytes. */
static bool pack_all(Ref module, const Format *f, char *to, Object *const *values) {
  ssize_t at = 0;
  for (ssize_t i = 0; i < f->ncodes; i++) {
    const StructCode *c = &f->codes[i];
    if (c->kind == 'x') continue;
    if (c->kind == 's' || c->kind == 'p') {
      if (!pack_bytes(module, c, to + c->offset, values[at++])) return false;
      continue;
    }
    for (ssize_t k = 0; k < c->count; k++)
      if (!pack_value(module, c, f->big, to + c->offset + k * c->size, values[at++])) return false;
  }
  return true;
}

static Own unpack_value(Ref module, const StructCode *c, bool big, const char *from) {
  switch (c->kind) {
  case 'c': return bytes_new(from, 1);
  case '?': return BOOL_NEW(*from != 0);
  case 's': return bytes_new(from, c->count);
  case 'p': {
    if (c->count == 0) return err_format(T(SystemError), "Negative size passed to PyBytes_FromStringAndSize");
    return bytes_new(from + 1, MIN((uint8_t)*from, c->count - 1));
  }
  default: break;
  }
  (void)module;
  uint64_t v = get_word(from, c->size, big);
  switch (c->kind) {
  case 'd': {
    double x;
    memcpy(&x, &v, 8);
    return float_new(x);
  }
  case 'f': {
    uint32_t word = (uint32_t)v;
    float x;
    memcpy(&x, &word, 4);
    return float_new((double)x);
  }
  case 'e': return float_new(from_half(v));
  case 'B':
  case 'H':
  case 'I':
  case 'L':
  case 'Q':
  case 'N':
  case 'P': return int_from_u64(v);
  default: {
    int shift = (int)(64 - 8 * c->size);
    return int_from_i64((int64_t)(v << shift) >> shift);
  }
  }
}

static Own unpack_all(Ref module, const Format *f, const char *from) {
  HOLD(tuple, tuple_new(f->values), "struct.unpack()");
  if (!tuple.obj) return NULL;
  Object **items = ((Tuple *)tuple.obj)->items;
  ssize_t at = 0;
  for (ssize_t i = 0; i < f->ncodes; i++) {
    const StructCode *c = &f->codes[i];
    if (c->kind == 'x') continue;
    ssize_t n = c->kind == 's' || c->kind == 'p' ? 1 : c->count;
    for (ssize_t k = 0; k < n; k++)
      if (!(items[at++] = unpack_value(module, c, f->big, from + c->offset + k * c->size))) return NULL;
  }
  return hold_take(&tuple);
}

/* ---- the operations, for a parsed format ---- */

static Own do_pack(Ref module, const Format *f, Object *const *values, ssize_t n) {
  if (n != f->values) return FAIL(module, "pack expected %zd items for packing (got %zd)", f->values, n);
  HOLD(bytes, bytes_new(NULL, f->size), "struct.pack()");
  if (!bytes.obj) return NULL;
  if (f->size == 0) return pack_all(module, f, (char[1]){0}, values) ? hold_take(&bytes) : NULL;
  return pack_all(module, f, BYTES_DATA(bytes.obj), values) ? hold_take(&bytes) : NULL;
}

/* Checks an offset against a buffer; false with struct.error. */
static bool check_offset(Ref module, const Format *f, ssize_t *offset, ssize_t length, bool packing) {
  if (*offset < 0) {
    if (*offset + f->size > 0) {
      (void)FAIL(module,
                 packing ? "no space to pack %zd bytes at offset %zd"
                         : "not enough data to unpack %zd bytes at offset %zd",
                 f->size, *offset);
      return false;
    }
    if (*offset + length < 0) {
      (void)FAIL(module, "offset %zd out of range for %zd-byte buffer", *offset, length);
      return false;
    }
    *offset += length;
  }
  if (length - *offset < f->size) {
    (void)FAIL(module,
               packing ? "pack_into requires a buffer of at least %zu bytes for packing %zd bytes at offset "
                         "%zd (actual buffer size is %zd)"
                       : "unpack_from requires a buffer of at least %zu bytes for unpacking %zd bytes at "
                         "offset %zd (actual buffer size is %zd)",
               (size_t)f->size + (size_t)*offset, f->size, *offset, length);
    return false;
  }
  return true;
}

static Own do_pack_into(Ref module, const Format *f, Object *const *args, ssize_t n) {
  if (n - 2 != f->values) {
    if (n == 0) return fail(module, "pack_into expected buffer argument");
    if (n == 1) return fail(module, "pack_into expected offset argument");
    return FAIL(module, "pack_into expected %zd items for packing (got %zd)", f->values, n - 2);
  }
  AUTO_BUFFER(view);
  if (!buffer_check(args[0]) || buffer_get(args[0], &view, BUFFER_WRITABLE) < 0) {
    err_clear();
    return err_format(T(TypeError), "argument must be read-write bytes-like object, not %.50T", args[0]);
  }
  ssize_t offset;
  if (!textargs_ssize(args[1], &offset) || !check_offset(module, f, &offset, view.len, true)) return NULL;
  char *to = (char *)view.buf + offset;
  memset(to, 0, (size_t)f->size);
  if (!pack_all(module, f, to, args + 2)) return NULL;
  RETURN_NONE;
}

static Own do_unpack(Ref module, const Format *f, Ref bytes) {
  AUTO_BUFFER(view);
  if (buffer_get(bytes, &view, BUFFER_SIMPLE) < 0) return NULL;
  if (view.len != f->size) return FAIL(module, "unpack requires a buffer of %zd bytes", f->size);
  return unpack_all(module, f, view.buf);
}

static Own do_unpack_from(Ref module, const Format *f, Ref bytes, Ref offset_object) {
  AUTO_BUFFER(view);
  ssize_t offset = 0;
  if (buffer_get(bytes, &view, BUFFER_SIMPLE) < 0 ||
      (offset_object && !textargs_ssize(offset_object, &offset)) ||
      !check_offset(module, f, &offset, view.len, false))
    return NULL;
  return unpack_all(module, f, (char *)view.buf + offset);
}

/* ---- Struct ---- */

#define SELF(o) ((StructObject *)(o))

static const TypeSpec struct_spec;

/* The module of the type Struct, for a subclass. */
static Object *struct_module(Type *t) {
  while (!t->module) t = t->base;
  return t->module;
}

static Own format_bytes(Ref format) {
  if (IS_SUB(format, STR)) return codec_encode(format, "ascii", NULL);
  if (IS_SUB(format, BYTES)) return NEWREF(format);
  return err_format(T(TypeError), "Struct() argument 1 must be a str or bytes object, not %.200T", format);
}

static int struct_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"Struct", {"format"}, 0, 1, 1, 1};
  Object *v[1];
  if (!args_bind(&spec, args, nargs, kwnames, v)) return -1;
  Object *text = format_bytes(v[0]);
  if (!text) return -1;
  SETREF(SELF(self)->format, text);
  Format f = {0};
  if (strlen(BYTES_DATA(text)) != (size_t)VARSIZE(text)) {
    fail(struct_module(TYPE(self)), "embedded null character");
    return -1;
  }
  if (!parse(struct_module(TYPE(self)), BYTES_DATA(text), &f)) {
    mem_free(f.codes);
    return -1;
  }
  if (SELF(self)->parsed)
    mem_free(SELF(self)->parsed->codes);
  else
    SELF(self)->parsed = mem_alloc(sizeof(Format));
  if (!SELF(self)->parsed) {
    mem_free(f.codes);
    err_no_memory();
    return -1;
  }
  *SELF(self)->parsed = f;
  return 0;
}
static Own struct_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  NO_ARGS, (void)kwnames;
  return instance_new(cls, 0);
}
static void struct_dealloc(Object *o) {
  gc_untrack(o);
  if (SELF(o)->weaklist) object_clear_weakrefs(o);
  if (SELF(o)->parsed) mem_free(SELF(o)->parsed->codes);
  mem_free(SELF(o)->parsed);
  CLEAR(SELF(o)->format);
  object_free(o);
}
static const Format *ready(Object *self) {
  if (SELF(self)->parsed) return SELF(self)->parsed;
  err_format(T(RuntimeError), "Struct object is not initialized");
  return NULL;
}

/* Iterating over a buffer: the pieces as a list's iterator would give them. */
typedef struct UnpackIter {
  Object ob;
  Object *structure; /* owned */
  Buffer view;
  ssize_t at;
} UnpackIter;
static void iter_dealloc(Object *o) {
  gc_untrack(o);
  buffer_release(&((UnpackIter *)o)->view);
  CLEAR(((UnpackIter *)o)->structure);
  object_free(o);
}
static void iter_traverse(Object *o, Visitor *v) {
  VISIT(v, ((UnpackIter *)o)->structure, EDGE_FIELD, "the Struct");
  VISIT(v, ((UnpackIter *)o)->view.obj, EDGE_FIELD, "the buffer");
}
static Own iter_step(Object *o) {
  UnpackIter *it = (UnpackIter *)o;
  if (!it->structure) return NULL;
  const Format *f = SELF(it->structure)->parsed;
  if (it->at >= it->view.len) {
    CLEAR(it->structure);
    buffer_release(&it->view);
    return NULL;
  }
  const char *from = (char *)it->view.buf + it->at;
  it->at += f->size;
  return unpack_all(struct_module(TYPE(it->structure)), f, from);
}
static Own iter_length(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  UnpackIter *it = (UnpackIter *)self;
  return int_from_i64(it->structure ? (it->view.len - it->at) / SELF(it->structure)->parsed->size : 0);
}
static const MethodSpec iter_methods[] = {{"__length_hint__(self, /)", iter_length, 0, NULL}, {0}};
static const TypeSpec iter_spec = {
    .name = "_struct.unpack_iterator",
    .basic_size = sizeof(UnpackIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .methods = iter_methods,
    .slots = {.dealloc = iter_dealloc,
              .traverse = iter_traverse,
              .iter = object_incref,
              .iternext = iter_step},
};

static Own do_iter(Ref module, Ref structure, Ref bytes) {
  const Format *f = ready(structure);
  if (!f) return NULL;
  if (f->size == 0) return fail(module, "cannot iteratively unpack with a struct of length 0");
  Object *type = dict_get_text(module_dict(module), "_unpack_iterator");
  if (!type) return err_format(T(RuntimeError), "module struct is gone");
  UnpackIter *it = (UnpackIter *)object_new((Type *)type, 0);
  if (!it) return NULL;
  HOLD(held, it, "struct.iter_unpack()");
  it->structure = NEWREF(structure);
  gc_track((Object *)it);
  if (buffer_get(bytes, &it->view, BUFFER_SIMPLE) < 0) return NULL;
  if (it->view.len % f->size)
    return FAIL(module, "iterative unpacking requires a buffer of a multiple of %zd bytes", f->size);
  return hold_take(&held);
}

static Own struct_pack(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  const Format *f = ready(self);
  return f && args_no_keywords("pack", kwnames) ? do_pack(struct_module(TYPE(self)), f, args, nargs) : NULL;
}
static Own struct_pack_into(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  const Format *f = ready(self);
  return f && args_no_keywords("pack_into", kwnames) ? do_pack_into(struct_module(TYPE(self)), f, args, nargs)
                                                     : NULL;
}
static Own struct_unpack(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  const Format *f = ready(self);
  return f ? do_unpack(struct_module(TYPE(self)), f, args[0]) : NULL;
}
static Own struct_unpack_from(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  const Format *f = ready(self);
  return f ? do_unpack_from(struct_module(TYPE(self)), f, args[0], args[1]) : NULL;
}
static Own struct_iter_unpack(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return do_iter(struct_module(TYPE(self)), self, args[0]);
}
static size_t struct_size_of(Object *self) { /* CPython's: 32 bytes for each code, and for their end */
  const Format *f = SELF(self)->parsed;
  size_t codes = 1;
  for (ssize_t i = 0; f && i < f->ncodes; i++) codes += f->codes[i].kind != 'x';
  return TYPE(self)->basic_size + 32 * codes;
}
static Own struct_sizeof(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  return int_from_u64(struct_size_of(self));
}
static Own struct_get_format(Object *self) {
  Object *format = SELF(self)->format;
  return format ? codec_decode(BYTES_DATA(format), VARSIZE(format), NULL, NULL)
                : NEWREF((Object *)RT->empty_str);
}
static Own struct_get_size(Object *self) {
  return int_from_i64(SELF(self)->parsed ? SELF(self)->parsed->size : -1);
}

static const FieldSpec struct_fields[] = {FIELD(StructObject, format, "format", FIELD_OWN, 0),
                                          FIELD(StructObject, weaklist, "weak references", FIELD_WEAKLIST, 0),
                                          {0}};
static const MethodSpec struct_methods[] = {
    {"pack", AS_RAW(struct_pack), METHOD_RAW, "S.pack(v1, v2, ...) -> bytes"},
    {"pack_into", AS_RAW(struct_pack_into), METHOD_RAW, "S.pack_into(buffer, offset, v1, v2, ...)"},
    {"unpack(self, buffer, /)", struct_unpack, 0, "The values in the bytes, as a tuple."},
    {"unpack_from(self, /, buffer, offset=0)", struct_unpack_from, 0,
     "The values in the bytes from an offset on."},
    {"iter_unpack(self, buffer, /)", struct_iter_unpack, 0,
     "An iterator over the tuples one behind the other in the bytes."},
    {"__sizeof__(self, /)", struct_sizeof, 0, "S.__sizeof__() -> size of S in memory, in bytes"},
    {0}};
static const GetSetSpec struct_getset[] = {{"format", struct_get_format, NULL, "struct format string"},
                                           {"size", struct_get_size, NULL, "struct size in bytes"},
                                           {0}};
static const TypeSpec struct_spec = {
    .name = "_struct.Struct",
    .doc = "Struct(fmt) --> compiled struct object",
    .basic_size = sizeof(StructObject),
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(StructObject, weaklist),
    .fields = struct_fields,
    .methods = struct_methods,
    .getset = struct_getset,
    .slots = {.new_ = struct_new, .init = struct_init, .size_of = struct_size_of, .dealloc = struct_dealloc},
};

/* ---- functions of the module ---- */

enum { CACHED_FORMATS = 100 }; /* as many as CPython keeps */

/* Struct(format), from the cache if it was used before. */
static Own compiled(Ref module, Ref format) {
  if (!RT->struct_cache && !(RT->struct_cache = dict_new())) return NULL;
  Object *known = dict_get(RT->struct_cache, format);
  if (known || RT->exc) return XNEWREF(known);
  Object *type = dict_get_text(module_dict(module), "Struct");
  if (!type) return err_format(T(RuntimeError), "module struct is gone");
  HOLD(made, object_call1(type, format), "struct");
  if (!made.obj) return NULL;
  if (dict_size(RT->struct_cache) >= CACHED_FORMATS) dict_clear(RT->struct_cache);
  if (dict_set(RT->struct_cache, format, made.obj) < 0) err_clear();
  return hold_take(&made);
}
#define WITH_FORMAT(result)                                                                                  \
  HOLD(s, compiled(module, args[0]), "struct");                                                              \
  return hold_return(s.obj ? (result) : NULL, &s)

static Own module_pack(Object *module, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!args_no_keywords("pack", kwnames)) return NULL;
  if (nargs == 0) return err_format(T(TypeError), "missing format argument");
  WITH_FORMAT(do_pack(module, SELF(s.obj)->parsed, args + 1, nargs - 1));
}
static Own module_pack_into(Object *module, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!args_no_keywords("pack_into", kwnames)) return NULL;
  if (nargs == 0) return err_format(T(TypeError), "missing format argument");
  WITH_FORMAT(do_pack_into(module, SELF(s.obj)->parsed, args + 1, nargs - 1));
}
static Own module_unpack(Object *module, Object *const *args, ssize_t nargs) {
  (void)nargs;
  WITH_FORMAT(do_unpack(module, SELF(s.obj)->parsed, args[1]));
}
static Own module_unpack_from(Object *module, Object *const *args, ssize_t nargs) {
  (void)nargs;
  WITH_FORMAT(do_unpack_from(module, SELF(s.obj)->parsed, args[1], args[2]));
}
static Own module_iter_unpack(Object *module, Object *const *args, ssize_t nargs) {
  (void)nargs;
  WITH_FORMAT(do_iter(module, s.obj, args[1]));
}
static Own module_calcsize(Object *module, Object *const *args, ssize_t nargs) {
  (void)nargs;
  WITH_FORMAT(int_from_i64(SELF(s.obj)->parsed->size));
}
static Own module_clearcache(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, NO_ARGS;
  if (RT->struct_cache) dict_clear(RT->struct_cache);
  RETURN_NONE;
}

static const MethodSpec functions[] = {
    {"_clearcache($module, /)", module_clearcache, 0, "Clear the internal cache."},
    {"calcsize($module, format, /)", module_calcsize, 0, "The size in bytes of what the format describes."},
    {"iter_unpack($module, format, buffer, /)", module_iter_unpack, 0,
     "An iterator over the tuples one behind the other in the bytes."},
    {"pack", AS_RAW(module_pack), METHOD_RAW, "pack(format, v1, v2, ...) -> bytes\n\nThe values as bytes."},
    {"pack_into", AS_RAW(module_pack_into), METHOD_RAW,
     "pack_into(format, buffer, offset, v1, v2, ...)\n\nWrites the values into a buffer."},
    {"unpack($module, format, buffer, /)", module_unpack, 0, "The values in the bytes, as a tuple."},
    {"unpack_from($module, format, /, buffer, offset=0)", module_unpack_from, 0,
     "The values in the bytes from an offset on."},
    {0}};

Own module_struct_init(void) {
  HOLD(module,
       module_new(
           "struct",
           "Values to bytes and back, by a format: byte order first (@ = < > !), then counts and codes."),
       "the module struct");
  Object *m = module.obj;
  if (!m || native_add_functions(m, functions) < 0) return NULL;
  HOLD(name, str_from_ascii("error", -1), "the module struct");
  HOLD(bases, tuple_pack(1, T(Exception)), "the module struct");
  HOLD(dict, dict_new(), "the module struct");
  HOLD(own, str_from_ascii("struct", -1), "the module struct");
  if (!name.obj || !bases.obj || !dict.obj || !own.obj || dict_set(dict.obj, N(__module__), own.obj) < 0)
    return NULL;
  if (module_add_steal(m, "error", type_call_new(T(TYPE), name.obj, bases.obj, dict.obj, NULL, NULL)) < 0 ||
      module_add_steal(m, "Struct", type_from_spec(&struct_spec, m)) < 0 ||
      module_add_steal(m, "_unpack_iterator", type_from_spec(&iter_spec, m)) < 0)
    return NULL;
  static const char *const public[] = {"calcsize",    "pack",        "pack_into", "unpack",
                                       "unpack_from", "iter_unpack", "Struct",    "error"};
  HOLD(all, list_new(0), "the module struct");
  for (size_t i = 0; all.obj && i < ARRAY_LEN(public); i++) {
    HOLD(text, str_intern(public[i]), "the module struct");
    if (!text.obj || list_append(all.obj, text.obj) < 0) return NULL;
  }
  return hold_return(all.obj && module_add(m, "__all__", all.obj) == 0 ? hold_take(&module) : NULL, &all,
                     &own, &dict, &bases, &name);
}
