#include "object/str.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "heap/observer.h"
#include "object/bytes.h"
#include "object/codecs.h"
#include "object/dict.h"
#include "object/protocol.h"
#include "object/slice.h"
#include "object/strmethods.h"
#include "object/text.h"
#include "object/tuple.h"
#include "object/unicode.h"

/* ---- making ---- */

enum { SMALL_BODY = 512 }; /* the largest block of the small-object allocator */

static NOINLINE Str *str_alloc_large(ssize_t length, int kind, bool ascii) {
  size_t head = ascii ? sizeof(Str) : sizeof(StrWide);
  if (length > (PTRDIFF_MAX - (ssize_t)head) / kind - 1) {
    err_no_memory();
    return NULL;
  }
  Str *s = STR(object_new_sized(T(STR), head + (size_t)(length + 1) * (size_t)kind));
  if (!s) return NULL;
  s->length = length;
  s->hash = -1;
  s->kind = (uint8_t)kind;
  s->ascii = ascii;
  s->data = (char *)s + head;
  return s;
}

/* The characters are undefined but for the terminating 0. */
static inline Str *str_alloc(ssize_t length, int kind, bool ascii) {
  size_t head = ascii ? sizeof(Str) : sizeof(StrWide);
  if (UNLIKELY((size_t)length >= SMALL_BODY)) return str_alloc_large(length, kind, ascii);
  size_t body = head + (size_t)(length + 1) * (size_t)kind;
  if (UNLIKELY(body > SMALL_BODY)) return str_alloc_large(length, kind, ascii);
  Str *s = mem_small_alloc(MEM_CLASS(body));
  if (UNLIKELY(!s)) return str_alloc_large(length, kind, ascii);
  object_set_born(&s->ob, T(STR));
  s->length = length;
  s->hash = -1;
  s->interned = s->flags = 0;
  s->kind = (uint8_t)kind;
  s->ascii = ascii;
  s->pad = 0;
  char *data = (char *)s + head;
  s->data = data;
  if (!ascii) {
    ((StrWide *)s)->utf8_length = ((StrWide *)s)->spare_length = 0;
    ((StrWide *)s)->utf8 = NULL;
  }
  memset(data + (size_t)length * (size_t)kind, 0, (size_t)kind);
  OBSERVE(OBSERVE_MEMORY, EV_BORN, s, body, 0);
  return s;
}

Own str_new(ssize_t length, uint32_t max_char) {
  if (length == 0) return (Object *)NEWREF(RT->empty_str);
  return (Object *)str_alloc(length, text_kind_for(max_char), max_char < 0x80);
}

Own str_from_char(uint32_t c) {
  if (c < 0x100) return (Object *)NEWREF(RT->latin1[c]);
  Str *s = str_alloc(1, c < 0x10000 ? 2 : 4, false);
  if (s) text_put(s->kind, s->data, 0, c);
  return (Object *)s;
}

Own str_from_kind(int kind, const void *data, ssize_t length) {
  if (length == 0) return (Object *)NEWREF(RT->empty_str);
  if (length == 1) return str_from_char(text_get(kind, data, 0));
  uint32_t max = text_max_char(kind, data, length);
  Str *s = str_alloc(length, text_kind_for(max), max < 0x80);
  if (s) text_copy(s->kind, s->data, 0, kind, data, 0, length);
  return (Object *)s;
}

Own str_from_ascii(const char *text, ssize_t length) {
  if (length < 0) length = (ssize_t)strlen(text);
  if (length == 0) return (Object *)NEWREF(RT->empty_str);
  if (length == 1) return (Object *)NEWREF(RT->latin1[(uint8_t)text[0]]);
  Str *s = str_alloc(length, 1, true);
  if (s) memcpy(s->data, text, (size_t)length);
  return (Object *)s;
}

Own str_from_utf8(const char *text, ssize_t length) {
  if (length < 0) length = (ssize_t)strlen(text);
  if (text_all_ascii(text, length)) return str_from_ascii(text, length);
  const char *end = text + length;
  ssize_t count = 0;
  uint32_t c, max = 0;
  for (const char *p = text; p < end; count++) {
    p += utf8_decode(p, end, true, &c);
    if (c == UTF8_BAD) return codec_decode(text, length, "utf-8", "strict");
    if (c > max) max = c;
  }
  if (count == 1) return str_from_char(max);
  Str *s = str_alloc(count, text_kind_for(max), false);
  if (!s) return NULL;
  ssize_t i = 0;
  for (const char *p = text; p < end; i++) {
    p += utf8_decode(p, end, true, &c);
    text_put(s->kind, s->data, i, c);
  }
  return (Object *)s;
}

/* ---- starting ---- */

static Str *boot_char(uint32_t c) {
  Str *s = str_alloc(1, 1, c < 0x80);
  if (s) text_put(1, s->data, 0, c);
  return s;
}

bool str_boot(void) {
  static const char *const names[NAME_COUNT] = {
#define NAME(n)            #n,
#define NAME_TEXT(n, text) text,
#include "object/names.def"
#undef NAME
#undef NAME_TEXT
  };
  RT->empty_str = str_alloc(0, 1, true);
  if (!RT->empty_str) return false;
  for (uint32_t c = 0; c < 256; c++)
    if (!(RT->latin1[c] = boot_char(c))) return false;
  for (int i = 0; i < NAME_COUNT; i++)
    if (!(RT->names[i] = str_from_ascii(names[i], -1))) return false;
  return true;
}

bool str_boot_interned(void) {
  if (!RT->interned && !(RT->interned = dict_new())) return false;
  for (int i = 0; i < NAME_COUNT; i++) str_intern_in_place(&RT->names[i]);
  return !err_occurred();
}

/* ---- life ---- */

static void forget_interned(Str *s) {
  /* The table's two references (key and value) were not counted: count them for the deletion to take them
   * away. */
  s->ob.refcnt = 3;
  HOLD(pending, err_take(), "the end of an interned str");
  if (dict_del(RT->interned, (Object *)s) < 0) err_clear();
  s->interned = STR_NOT_INTERNED;
  err_restore_steal(hold_take(&pending));
  s->ob.refcnt = 0;
}

static void str_dealloc(Object *o) {
  Str *s = STR(o);
  if (LIKELY(o->type == T(STR) && s->ascii && !s->interned && mem_is_small(s))) {
    OBSERVE(OBSERVE_MEMORY, EV_FREED, o, 0, 0);
    SERIAL_TABLE[((uintptr_t)o - ARENA_BASE) >> 4] = 0;
    mem_small_free(s);
    return;
  }
  if (UNLIKELY(s->interned)) forget_interned(s);
  if (s->flags & STR_SEPARATE) {
    mem_free(s->data);
    mem_free(((StrWide *)s)->utf8);
  } else if (!s->ascii)
    mem_free(((StrWide *)s)->utf8);
  object_free(o);
}

static size_t str_size_of(Object *o) {
  Str *s = STR(o);
  size_t bytes = (size_t)(s->length + 1) * s->kind;
  if ((s->flags & STR_SEPARATE || !s->ascii) && ((StrWide *)s)->utf8)
    bytes += (size_t)((StrWide *)s)->utf8_length + 1;
  if (s->flags & STR_SEPARATE) return 80 + bytes;
  return (s->ascii ? sizeof(Str) : sizeof(StrWide)) + bytes;
}

/* ---- interning ---- */

void str_intern_in_place(Object **place) {
  Object *o = *place;
  if (!o || !IS_EXACT(o, STR) || STR(o)->interned || !RT->interned) return;
  Object *known = dict_get(RT->interned, o);
  if (known) {
    OBSERVE(OBSERVE_STORES, EV_INTERN_HIT, known, 0, 0);
    if (known == o) return;
    INCREF(known);
    *place = known;
    DECREF(o);
    return;
  }
  if (err_occurred() || dict_set(RT->interned, o, o) < 0) {
    err_clear();
    return;
  }
  o->refcnt -= 2;
  STR(o)->interned = STR_INTERNED;
}

Own str_intern(const char *text) {
  HOLD(s, str_from_utf8(text, -1), "interning");
  if (s.obj) str_intern_in_place(&s.obj);
  return hold_take(&s);
}

/* ---- hashing and comparison ---- */

Hash str_hash(Object *o) {
  Str *s = STR(o);
  if (s->hash == -1) s->hash = hash_python(s->data, (size_t)s->length * s->kind);
  return s->hash;
}

bool str_equal(Ref a, Ref b) {
  if (a == b) return true;
  const Str *x = STR(a), *y = STR(b);
  if (x->length != y->length || x->kind != y->kind) return false;
  if (x->length == 0) return true;
  return *(const uint8_t *)x->data == *(const uint8_t *)y->data &&
         memcmp(x->data, y->data, (size_t)x->length * x->kind) == 0;
}

bool str_equals_text(Ref o, const char *text) {
  const Str *s = STR(o);
  size_t n = strlen(text);
  return s->ascii && (size_t)s->length == n && memcmp(s->data, text, n) == 0;
}

int str_compare(Ref a, Ref b) {
  const Str *x = STR(a), *y = STR(b);
  ssize_t n = MIN(x->length, y->length);
  if (x->kind == 1 && y->kind == 1) {
    const uint8_t *p = x->data, *q = y->data;
    if (n && *p != *q) return *p < *q ? -1 : 1;
    int c = memcmp(x->data, y->data, (size_t)n);
    if (c) return c < 0 ? -1 : 1;
  } else {
    for (ssize_t i = 0; i < n; i++) {
      uint32_t c = str_char(x, i), d = str_char(y, i);
      if (c != d) return c < d ? -1 : 1;
    }
  }
  return x->length < y->length ? -1 : x->length > y->length;
}

static Own str_richcompare(Object *a, Object *b, int op) {
  if (!IS_SUB(a, STR) || !IS_SUB(b, STR)) return NEWREF(NOT_IMPLEMENTED);
  if (op == CMP_EQ) return BOOL_NEW(str_equal(a, b));
  if (op == CMP_NE) return BOOL_NEW(!str_equal(a, b));
  int c = a == b ? 0 : str_compare(a, b);
  bool yes = op == CMP_LT ? c < 0 : op == CMP_LE ? c <= 0 : op == CMP_GT ? c > 0 : c >= 0;
  return BOOL_NEW(yes);
}

/* ---- UTF-8 ---- */

const char *str_utf8(Ref o, ssize_t *length) {
  Str *s = STR(o);
  if (s->ascii) {
    if (length) *length = s->length;
    return s->data;
  }
  StrWide *w = (StrWide *)s;
  if (!w->utf8) {
    ssize_t size = 0;
    for (ssize_t i = 0; i < s->length; i++) {
      uint32_t c = str_char(s, i);
      if (c >= 0xD800 && c <= 0xDFFF) {
        Object *bytes = codec_encode(o, "utf-8", "strict");
        XDECREF(bytes);
        return NULL;
      }
      size += utf8_width(c);
    }
    char *out = mem_alloc((size_t)size + 1);
    if (!out) {
      err_no_memory();
      return NULL;
    }
    char *p = out;
    for (ssize_t i = 0; i < s->length; i++) p += utf8_encode(str_char(s, i), p);
    *p = 0;
    w->utf8 = out;
    w->utf8_length = size;
  }
  if (length) *length = w->utf8_length;
  return w->utf8;
}

/* ---- joining ---- */

Own str_concat(Ref a, Ref b) {
  Str *x = STR(a), *y = STR(b);
  if (y->length == 0 && IS_EXACT(a, STR)) return NEWREF(a);
  if (x->length == 0 && IS_EXACT(b, STR)) return NEWREF(b);
  int kind = MAX(x->kind, y->kind);
  if (x->length > PTRDIFF_MAX - y->length)
    return err_format(T(OverflowError), "strings are too large to concat");
  Str *s = str_alloc(x->length + y->length, kind, x->ascii && y->ascii);
  if (!s) return NULL;
  text_copy(kind, s->data, 0, x->kind, x->data, 0, x->length);
  text_copy(kind, s->data, x->length, y->kind, y->data, 0, y->length);
  return (Object *)s;
}

static bool modifiable(const Str *s) {
  return s->ob.refcnt == 1 && s->hash == -1 && !s->interned && s->ob.type == T(STR);
}

void str_append_steal(Object **place, Ref b) {
  Str *s = STR(*place), *t = STR(b);
  if (s->length == 0 && IS_EXACT(b, STR)) {
    *place = NEWREF(b);
    DECREF(s);
    return;
  }
  if (t->length == 0 && IS_EXACT(*place, STR)) return;
  if (modifiable(s) && t->kind <= s->kind && (t->ascii || !s->ascii) && t != s &&
      s->length <= PTRDIFF_MAX / 8 - t->length) {
    size_t head = s->ascii ? sizeof(Str) : sizeof(StrWide);
    ssize_t old = s->length, length = old + t->length;
    if (!s->ascii) {
      mem_free(((StrWide *)s)->utf8);
      ((StrWide *)s)->utf8 = NULL;
    }
    Str *moved = STR(object_resize((Object *)s, head + (size_t)(length + 1) * s->kind));
    if (!moved) {
      CLEAR(*place);
      return;
    }
    moved->data = (char *)moved + head;
    moved->length = length;
    text_copy(moved->kind, moved->data, old, t->kind, t->data, 0, t->length);
    text_put(moved->kind, moved->data, length, 0);
    *place = (Object *)moved;
    return;
  }
  Object *joined = str_concat((Object *)s, b);
  SETREF(*place, joined);
}

static Own str_sq_concat(Object *a, Object *b) {
  if (!IS_SUB(b, STR)) return err_format(T(TypeError), "can only concatenate str (not \"%.200T\") to str", b);
  return str_concat(a, b);
}

static Own str_repeat(Object *o, ssize_t n) {
  Str *s = STR(o);
  if (n < 1 || s->length == 0) return (Object *)NEWREF(RT->empty_str);
  if (n == 1 && IS_EXACT(o, STR)) return NEWREF(o);
  if (s->length > PTRDIFF_MAX / n) return err_format(T(OverflowError), "repeated string is too long");
  ssize_t total = s->length * n;
  Str *r = str_alloc(total, s->kind, s->ascii);
  if (!r) return NULL;
  if (s->length == 1)
    text_fill(s->kind, r->data, 0, str_char(s, 0), total);
  else {
    size_t unit = (size_t)s->length * s->kind, all = unit * (size_t)n, done = unit;
    char *to = r->data;
    memcpy(to, s->data, unit);
    while (done < all) {
      size_t part = MIN(done, all - done);
      memcpy(to + done, to, part);
      done += part;
    }
  }
  return (Object *)r;
}

Own str_join(Ref separator, Ref iterable) {
  HOLD(fast, sequence_fast(iterable, "can only join an iterable"), "str.join()");
  if (!fast.obj) return NULL;
  Object **items = sequence_fast_items(fast.obj);
  ssize_t n = sequence_fast_length(fast.obj);
  HOLD(result, NULL, "str.join()");
  if (n == 0) {
    result.obj = (Object *)NEWREF(RT->empty_str);
    goto done;
  }
  if (n == 1 && IS_EXACT(items[0], STR)) {
    result.obj = NEWREF(items[0]);
    goto done;
  }
  Str *sep = separator ? STR(separator) : RT->empty_str;
  ssize_t total = 0;
  int kind = 1;
  bool ascii = true;
  if (n > 1 && sep->length) {
    kind = sep->kind;
    ascii = sep->ascii;
  }
  for (ssize_t i = 0; i < n; i++) {
    if (!IS_SUB(items[i], STR)) {
      err_format(T(TypeError), "sequence item %zd: expected str instance, %.80T found", i, items[i]);
      goto done;
    }
    Str *s = STR(items[i]);
    ssize_t add = s->length + (i ? sep->length : 0);
    if (add > PTRDIFF_MAX - total) {
      err_format(T(OverflowError), "join() result is too long for a Python string");
      goto done;
    }
    total += add;
    if (s->kind > kind) kind = s->kind;
    ascii = ascii && s->ascii;
  }
  if (total == 0) {
    result.obj = (Object *)NEWREF(RT->empty_str);
    goto done;
  }
  Str *r = str_alloc(total, kind, ascii);
  if (!r) goto done;
  ssize_t at = 0;
  if (kind == 1) {
    char *to = r->data;
    for (ssize_t i = 0; i < n; i++) {
      if (i && sep->length) {
        memcpy(to + at, sep->data, (size_t)sep->length);
        at += sep->length;
      }
      Str *s = STR(items[i]);
      memcpy(to + at, s->data, (size_t)s->length);
      at += s->length;
    }
  } else {
    for (ssize_t i = 0; i < n; i++) {
      if (i) {
        text_copy(kind, r->data, at, sep->kind, sep->data, 0, sep->length);
        at += sep->length;
      }
      Str *s = STR(items[i]);
      text_copy(kind, r->data, at, s->kind, s->data, 0, s->length);
      at += s->length;
    }
  }
  result.obj = (Object *)r;
done:
  CLEAR(fast.obj); /* releasing a list made here may run code */
  return hold_return(hold_take(&result), &fast);
}

/* ---- parts ---- */

Own str_substring(Ref o, ssize_t start, ssize_t end) {
  Str *s = STR(o);
  if (end > s->length) end = s->length;
  if (start == 0 && end == s->length && IS_EXACT(o, STR)) return NEWREF(o);
  if (start >= end) return (Object *)NEWREF(RT->empty_str);
  ssize_t n = end - start;
  if (n == 1) return str_from_char(str_char(s, start));
  if (s->ascii) return str_from_ascii((const char *)s->data + start, n);
  return str_from_kind(s->kind, text_at(s->kind, s->data, start), n);
}

bool str_contains(Ref o, Ref sub) { return str_find(o, sub, 0, STR(o)->length) >= 0; }

ssize_t str_find_char(Ref o, uint32_t c, ssize_t start, ssize_t end) {
  Str *s = STR(o);
  ssize_t i = text_find_char(s->kind, text_at(s->kind, s->data, start), end - start, c);
  return i < 0 ? -1 : i + start;
}

ssize_t str_find(Ref o, Ref sub, ssize_t start, ssize_t end) {
  Str *s = STR(o), *t = STR(sub);
  if (end - start < t->length || t->kind > s->kind) return -1;
  if (t->length == 1) return str_find_char(o, str_char(t, 0), start, end);
  const void *needle = t->data;
  void *wide = NULL;
  if (t->kind < s->kind && t->length) {
    wide = mem_alloc((size_t)t->length * s->kind);
    if (!wide) return -1;
    text_copy(s->kind, wide, 0, t->kind, t->data, 0, t->length);
    needle = wide;
  }
  ssize_t i = text_find(s->kind, text_at(s->kind, s->data, start), end - start, needle, t->length);
  mem_free(wide);
  return i < 0 ? -1 : i + start;
}

bool str_starts_with(Ref o, Ref prefix) { return str_tail_matches(o, prefix, 0, STR(o)->length, false); }

bool str_is_identifier(Ref o) {
  Str *s = STR(o);
  if (s->length == 0 || !utf8_is_identifier_start(str_char(s, 0))) return false;
  for (ssize_t i = 1; i < s->length; i++)
    if (!utf8_is_identifier_continue(str_char(s, i))) return false;
  return true;
}

static int str_sq_contains(Object *o, Object *sub) {
  if (!IS_SUB(sub, STR)) {
    err_format(T(TypeError), "'in <string>' requires string as left operand, not %.100T", sub);
    return -1;
  }
  return str_contains(o, sub);
}

static ssize_t str_len(Object *o) { return STR(o)->length; }

static Own str_item(Object *o, ssize_t i) {
  Str *s = STR(o);
  if ((size_t)i >= (size_t)s->length) return err_format(T(IndexError), "string index out of range");
  return str_from_char(str_char(s, i));
}

static Own str_subscript(Object *o, Object *key) {
  Str *s = STR(o);
  if (IS_EXACT(key, INT) && int_is_compact(key)) {
    ssize_t i = int_value(key);
    if (i < 0) i += s->length;
    return str_item(o, i);
  }
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return NULL;
    if (i < 0) i += s->length;
    return str_item(o, i);
  }
  if (IS_EXACT(key, SLICE)) {
    ssize_t start, stop, step;
    if (slice_unpack(key, &start, &stop, &step) < 0) return NULL;
    ssize_t n = slice_adjust(s->length, &start, &stop, step);
    if (n <= 0) return (Object *)NEWREF(RT->empty_str);
    if (step == 1) return str_substring(o, start, stop);
    if (n == 1) return str_from_char(str_char(s, start));
    if (s->kind == 1) {
      Str *r = str_alloc(n, 1, s->ascii);
      if (!r) return NULL;
      const uint8_t *from = s->data;
      uint8_t *to = r->data;
      for (ssize_t i = 0, at = start; i < n; i++, at += step) to[i] = from[at];
      if (s->ascii || !text_all_ascii((char *)to, n)) return (Object *)r;
      Object *narrow = str_from_ascii((char *)to, n);
      DECREF(r);
      return narrow;
    }
    char *block = mem_alloc((size_t)n * s->kind);
    if (!block) return err_no_memory();
    for (ssize_t i = 0, at = start; i < n; i++, at += step) text_put(s->kind, block, i, str_char(s, at));
    Object *r = str_from_kind(s->kind, block, n);
    mem_free(block);
    return r;
  }
  return err_format(T(TypeError), "string indices must be integers, not '%.200T'", key);
}

/* ---- text of it ---- */

static Own str_str(Object *o) {
  if (IS_EXACT(o, STR)) return NEWREF(o);
  return str_from_kind(STR(o)->kind, STR(o)->data, STR(o)->length);
}

Own str_repr(Object *o) {
  Str *s = STR(o);
  ssize_t n = s->length, singles = 0, doubles = 0, extra = 0;
  bool ascii = s->ascii;
  uint32_t max = 0x7f;
  const void *d = s->data;
  int kind = s->kind;
  for (ssize_t i = 0; i < n; i++) {
    uint32_t c = text_get(kind, d, i);
    ssize_t add = 0;
    if (c == '\'')
      singles++;
    else if (c == '"')
      doubles++;
    else if (c == '\\' || c == '\t' || c == '\n' || c == '\r')
      add = 1;
    else if (c < ' ' || c == 0x7f)
      add = 3;
    else if (c >= 0x80) {
      if (!unicode_is_printable(c))
        add = c < 0x100 ? 3 : c < 0x10000 ? 5 : 9;
      else if (c > max)
        max = c;
    }
    extra += add;
  }
  if (extra > PTRDIFF_MAX - n - singles - 2)
    return err_format(T(OverflowError), "string is too long to generate repr");
  uint32_t quote = '\'';
  if (singles) {
    if (doubles)
      extra += singles;
    else
      quote = '"';
  }
  Str *r = str_alloc(n + extra + 2, text_kind_for(max), max < 0x80);
  if (!r) return NULL;
  if (ascii && extra == 0) {
    char *to = r->data;
    to[0] = to[n + 1] = (char)quote;
    memcpy(to + 1, d, (size_t)n);
    return (Object *)r;
  }
  static const char hex[] = "0123456789abcdef";
  int rk = r->kind;
  void *to = r->data;
  ssize_t at = 0;
  text_put(rk, to, at++, quote);
  for (ssize_t i = 0; i < n; i++) {
    uint32_t c = text_get(kind, d, i);
    if (c == quote || c == '\\') {
      text_put(rk, to, at++, '\\');
      text_put(rk, to, at++, c);
    } else if (c == '\t' || c == '\n' || c == '\r') {
      text_put(rk, to, at++, '\\');
      text_put(rk, to, at++, c == '\t' ? 't' : c == '\n' ? 'n' : 'r');
    } else if (c < ' ' || c == 0x7f || (c >= 0x80 && !unicode_is_printable(c))) {
      int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
      text_put(rk, to, at++, '\\');
      text_put(rk, to, at++, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
      while (digits-- > 0) text_put(rk, to, at++, (uint32_t)hex[c >> (4 * digits) & 15]);
    } else
      text_put(rk, to, at++, c);
  }
  text_put(rk, to, at++, quote);
  return (Object *)r;
}

/* ---- construction ---- */

static Own str_make(Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"str", {"object", "encoding", "errors"}, 0, 3, 3, 0};
  if (nargs == 1 && !kwnames) return object_str(args[0]);
  Object *v[3];
  if (!args_bind(&spec, args, nargs, kwnames, v)) return NULL;
  const char *text[3] = {0};
  for (int i = 1; i < 3; i++) {
    if (!v[i]) continue;
    if (!IS_SUB(v[i], STR))
      return err_format(T(TypeError), "str() argument '%s' must be str, not %.50T", spec.names[i], v[i]);
    ssize_t n;
    text[i] = str_utf8(v[i], &n);
    if (!text[i]) return NULL;
    if (strlen(text[i]) != (size_t)n) return err_format(T(ValueError), "embedded null character");
  }
  if (!v[0]) return (Object *)NEWREF(RT->empty_str);
  if (!v[1] && !v[2]) return object_str(v[0]);
  return codec_decode_object(v[0], text[1], text[2]);
}

static Own str_tp_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  Object *plain = str_make(args, nargs, kwnames);
  if (!plain || cls == T(STR)) return plain;
  Str *from = STR(plain);
  HOLD(held, plain, "str()");
  Str *s = STR(object_new(cls, 0));
  if (!s) return NULL;
  size_t bytes = (size_t)(from->length + 1) * from->kind;
  s->length = from->length;
  s->hash = from->hash;
  s->kind = from->kind;
  s->ascii = from->ascii;
  s->data = mem_alloc(bytes);
  if (!s->data) {
    s->flags = 0;
    s->ascii = 1;
    DECREF(s);
    return err_no_memory();
  }
  s->flags = STR_SEPARATE;
  memcpy(s->data, from->data, bytes);
  if (TYPE_HAS(cls, TYPE_GC) && !gc_is_tracked((Object *)s)) gc_track((Object *)s);
  return hold_return((Object *)s, &held);
}

/* ---- iterators ---- */

typedef struct StrIter {
  Object ob;
  ssize_t index;
  Object *str; /* owned; NULL when exhausted */
} StrIter;

static Own str_iter(Object *o) {
  StrIter *it = (StrIter *)object_new(STR(o)->ascii ? T(STR_ASCII_ITER) : T(STR_ITER), 0);
  if (!it) return NULL;
  it->str = NEWREF(o);
  gc_track((Object *)it);
  return (Object *)it;
}

static Own str_iter_next(Object *self) {
  StrIter *it = (StrIter *)self;
  Str *s = STR(it->str);
  if (!s) return NULL;
  if (it->index < s->length) return str_from_char(str_char(s, it->index++));
  CLEAR(it->str);
  return NULL;
}

static Own str_ascii_iter_next(Object *self) {
  StrIter *it = (StrIter *)self;
  Str *s = STR(it->str);
  if (!s) return NULL;
  if (it->index < s->length) return (Object *)NEWREF(RT->latin1[((const uint8_t *)s->data)[it->index++]]);
  CLEAR(it->str);
  return NULL;
}

static Own iter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  StrIter *it = (StrIter *)self;
  return int_from_i64(it->str ? STR(it->str)->length - it->index : 0);
}

static Own iter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  StrIter *it = (StrIter *)self;
  HOLD(builtin, NEWREF(dict_get_text(RT->builtins, "iter")), "__reduce__()");
  if (!it->str) {
    HOLD(empty, tuple_pack(1, RT->empty_str), "__reduce__()");
    return hold_return(empty.obj ? tuple_pack(2, builtin.obj, empty.obj) : NULL, &empty, &builtin);
  }
  HOLD(inner, tuple_pack(1, it->str), "__reduce__()");
  HOLD(index, int_from_i64(it->index), "__reduce__()");
  if (!inner.obj || !index.obj) return NULL;
  return hold_return(tuple_pack(3, builtin.obj, inner.obj, index.obj), &index, &inner, &builtin);
}

static Own iter_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  StrIter *it = (StrIter *)self;
  ssize_t i = object_as_index(args[0], T(OverflowError));
  if (i == -1 && err_occurred()) return NULL;
  if (it->str) it->index = i < 0 ? 0 : MIN(i, STR(it->str)->length);
  RETURN_NONE;
}

static const FieldSpec iter_fields[] = {FIELD(StrIter, str, "the string", FIELD_OWN, 0), {0}};
static const MethodSpec iter_methods[] = {
    {"__length_hint__(self, /)", iter_length_hint, 0, "An estimate of the number of items left."},
    {"__reduce__(self, /)", iter_reduce, 0, "State for pickling."},
    {"__setstate__(self, state, /)", iter_setstate, 0, "Sets the position."},
    {0}};

const TypeSpec str_iterator_spec = {
    .name = "str_iterator",
    .basic_size = sizeof(StrIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = iter_fields,
    .methods = iter_methods,
    .slots = {.iter = object_incref, .iternext = str_iter_next},
};
const TypeSpec str_ascii_iterator_spec = {
    .name = "str_ascii_iterator",
    .basic_size = sizeof(StrIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = iter_fields,
    .methods = iter_methods,
    .slots = {.iter = object_incref, .iternext = str_ascii_iter_next},
};

const TypeSpec str_spec = {
    .name = "str",
    .doc = "str(object='') -> str\n"
           "str(bytes_or_buffer[, encoding[, errors]]) -> str\n"
           "\n"
           "Text made of Unicode characters: the string form of an object, or bytes decoded with\n"
           "an encoding ('utf-8' unless given) and a way to treat errors ('strict' unless given).",
    .basic_size = 80,
    .flags = TYPE_BASE | TYPE_SUB_STR | TYPE_MATCH_SELF,
    .methods = str_methods,
    .slots =
        {
            .dealloc = str_dealloc,
            .size_of = str_size_of,
            .new_ = str_tp_new,
            .repr = str_repr,
            .str = str_str,
            .hash = str_hash,
            .richcompare = str_richcompare,
            .iter = str_iter,
            .remainder = str_remainder,
            .mp_length = str_len,
            .mp_subscript = str_subscript,
            .sq_length = str_len,
            .sq_concat = str_sq_concat,
            .sq_repeat = str_repeat,
            .sq_item = str_item,
            .sq_contains = str_sq_contains,
        },
};
