/* The methods of str: searching, splitting, stripping, filling, replacing, translating. Case is in strcase.c.
 */
#include "object/strmethods.h"

#include <string.h>

#include "object/codecs.h"
#include "object/dict.h"
#include "object/format.h"
#include "object/list.h"
#include "object/type.h"
#include "object/protocol.h"
#include "object/strcase.h"
#include "object/text.h"
#include "object/textargs.h"
#include "object/tuple.h"
#include "object/unicode.h"

#define METHOD(name) static Own method_##name(Object *self, Object *const *args, ssize_t nargs)
#define RAW(name)    static Own method_##name(Object *self, Object *const *args, ssize_t nargs, Object *kwnames)
#define NO_ARGS      (void)args, (void)nargs

/* self as the result of an operation that changed nothing. */
static Own whole(Ref self) {
  if (IS_EXACT(self, STR)) return NEWREF(self);
  return str_from_kind(STR(self)->kind, STR(self)->data, STR(self)->length);
}
static Own part(Ref self, ssize_t start, ssize_t end) {
  return start == 0 && end >= STR(self)->length ? whole(self) : str_substring(self, start, end);
}
static bool need_str(Ref o, const char *format) {
  if (IS_SUB(o, STR)) return true;
  err_format(T(TypeError), format, o);
  return false;
}

/* The characters of `o` as an array of a wider kind: o's own, or a block to be freed. NULL + MemoryError. */
typedef struct Needle {
  const void *data;
  ssize_t length;
  void *block;
} Needle;
static bool needle_get(Ref o, int kind, Needle *n) {
  Str *s = STR(o);
  *n = (Needle){.data = s->data, .length = s->length};
  if (s->kind == kind || s->length == 0) return true;
  n->data = n->block = mem_alloc((size_t)s->length * (size_t)kind);
  if (!n->block) {
    err_no_memory();
    return false;
  }
  text_copy(kind, n->block, 0, s->kind, s->data, 0, s->length);
  return true;
}

/* ---- searching ---- */

/* false on error; *at: the place or -1 */
static bool search(Object *self, const char *name, Object *const *args, ssize_t nargs, Object *kwnames,
                   bool last, ssize_t *at) {
  Object *sub;
  ssize_t start, end;
  if (!textargs_find("str", name, args, nargs, kwnames, &sub, &start, &end) ||
      !need_str(sub, "must be str, not %.100T"))
    return false;
  Str *s = STR(self);
  text_clip(s->length, &start, &end);
  *at = -1;
  if (end - start < STR(sub)->length || STR(sub)->kind > s->kind) return true;
  Needle n;
  if (!needle_get(sub, s->kind, &n)) return false;
  ssize_t i = (last ? text_rfind : text_find)(s->kind, text_at(s->kind, s->data, start), end - start, n.data,
                                              n.length);
  mem_free(n.block);
  if (i >= 0) *at = i + start;
  return true;
}
static Own search_result(Object *self, const char *name, Object *const *args, ssize_t nargs, Object *kwnames,
                         bool last, bool must) {
  ssize_t at;
  if (!search(self, name, args, nargs, kwnames, last, &at)) return NULL;
  if (at < 0 && must) return err_format(T(ValueError), "substring not found");
  return int_from_i64(at);
}
RAW(find) { return search_result(self, "find", args, nargs, kwnames, false, false); }
RAW(rfind) { return search_result(self, "rfind", args, nargs, kwnames, true, false); }
RAW(index) { return search_result(self, "index", args, nargs, kwnames, false, true); }
RAW(rindex) { return search_result(self, "rindex", args, nargs, kwnames, true, true); }
RAW(count) {
  Object *sub;
  ssize_t start, end;
  if (!textargs_find("str", "count", args, nargs, kwnames, &sub, &start, &end) ||
      !need_str(sub, "must be str, not %.100T"))
    return NULL;
  Str *s = STR(self);
  text_clip(s->length, &start, &end);
  if (end - start < STR(sub)->length || STR(sub)->kind > s->kind) return int_from_i64(0);
  Needle n;
  if (!needle_get(sub, s->kind, &n)) return NULL;
  ssize_t count =
      text_count(s->kind, text_at(s->kind, s->data, start), end - start, n.data, n.length, PTRDIFF_MAX);
  mem_free(n.block);
  return int_from_i64(count);
}

bool str_tail_matches(Ref self, Ref sub, ssize_t start, ssize_t end, bool at_end) {
  Str *s = STR(self), *t = STR(sub);
  text_clip(s->length, &start, &end);
  ssize_t m = t->length;
  if (end - start < m) return false;
  if (m == 0) return true;
  ssize_t at = at_end ? end - m : start;
  if (s->kind == t->kind) return memcmp(text_at(s->kind, s->data, at), t->data, (size_t)(m * s->kind)) == 0;
  if (t->kind > s->kind) return false;
  for (ssize_t i = 0; i < m; i++)
    if (str_char(s, at + i) != str_char(t, i)) return false;
  return true;
}

static Own tail_method(Object *self, const char *name, Object *const *args, ssize_t nargs, Object *kwnames,
                       bool at_end) {
  Object *sub;
  ssize_t start, end;
  if (!textargs_find("str", name, args, nargs, kwnames, &sub, &start, &end)) return NULL;
  if (IS_SUB(sub, TUPLE)) {
    for (ssize_t i = 0; i < tuple_size(sub); i++) {
      Object *item = tuple_item(sub, i);
      if (!IS_SUB(item, STR))
        return err_format(T(TypeError), "tuple for %s must only contain str, not %.100T", name, item);
      if (str_tail_matches(self, item, start, end, at_end)) return NEWREF(TRUE);
    }
    return NEWREF(FALSE);
  }
  if (!IS_SUB(sub, STR))
    return err_format(T(TypeError), "%s first arg must be str or a tuple of str, not %.100T", name, sub);
  return BOOL_NEW(str_tail_matches(self, sub, start, end, at_end));
}
RAW(startswith) { return tail_method(self, "startswith", args, nargs, kwnames, false); }
RAW(endswith) { return tail_method(self, "endswith", args, nargs, kwnames, true); }

/* ---- filling ---- */

static Own pad(Ref self, ssize_t left, ssize_t right, uint32_t fill) {
  Str *s = STR(self);
  left = MAX(left, 0);
  right = MAX(right, 0);
  if (left == 0 && right == 0) return whole(self);
  if (left > PTRDIFF_MAX - s->length || right > PTRDIFF_MAX - (left + s->length))
    return err_format(T(OverflowError), "padded string is too long");
  uint32_t max = s->ascii ? 0x7f : s->kind == 1 ? 0xff : s->kind == 2 ? 0xffff : 0x10ffff;
  Object *o = str_new(left + s->length + right, MAX(max, fill));
  if (!o) return NULL;
  Str *r = STR(o);
  text_fill(r->kind, r->data, 0, fill, left);
  text_copy(r->kind, r->data, left, s->kind, s->data, 0, s->length);
  text_fill(r->kind, r->data, left + s->length, fill, right);
  return o;
}
static Own justify(Object *self, Object *const *args, ssize_t nargs, int side) {
  ssize_t width;
  uint32_t fill = ' ';
  if (!textargs_ssize(args[0], &width)) return NULL;
  if (nargs > 1 && args[1]) {
    if (!need_str(args[1], "The fill character must be a unicode character, not %.100T")) return NULL;
    if (STR(args[1])->length != 1)
      return err_format(T(TypeError), "The fill character must be exactly one character long");
    fill = str_char(STR(args[1]), 0);
  }
  ssize_t n = STR(self)->length;
  if (n >= width) return whole(self);
  ssize_t margin = width - n;
  if (side) return pad(self, side > 0 ? margin : 0, side > 0 ? 0 : margin, fill);
  ssize_t left = margin / 2 + (margin & width & 1);
  return pad(self, left, margin - left, fill);
}
METHOD(center) { return justify(self, args, nargs, 0); }
METHOD(ljust) { return justify(self, args, nargs, -1); }
METHOD(rjust) { return justify(self, args, nargs, 1); }
METHOD(zfill) {
  (void)nargs;
  ssize_t width;
  if (!textargs_ssize(args[0], &width)) return NULL;
  Str *s = STR(self);
  if (s->length >= width) return whole(self);
  ssize_t fill = width - s->length;
  Object *r = pad(self, fill, 0, '0');
  if (r && s->length) {
    uint32_t c = str_char(s, 0);
    if (c == '+' || c == '-') {
      text_put(STR(r)->kind, STR(r)->data, 0, c);
      text_put(STR(r)->kind, STR(r)->data, fill, '0');
    }
  }
  return r;
}
METHOD(expandtabs) {
  int tab = 8;
  if (nargs && args[0] && !textargs_int(args[0], &tab)) return NULL;
  Str *s = STR(self);
  if (str_find_char(self, '\t', 0, s->length) < 0) return whole(self);
  StrWriter w;
  str_writer_init(&w);
  ssize_t column = 0;
  for (ssize_t i = 0; i < s->length && !w.failed; i++) {
    uint32_t c = str_char(s, i);
    if (c == '\t') {
      ssize_t add = tab > 0 ? tab - column % tab : 0;
      str_writer_fill(&w, ' ', add);
      column += add;
    } else {
      column = c == '\n' || c == '\r' ? 0 : column + 1;
      str_writer_char(&w, c);
    }
  }
  return str_writer_finish(&w);
}

/* ---- stripping ---- */

enum { LEFT = 1, RIGHT = 2 };
static Own strip(Object *self, Object *const *args, ssize_t nargs, int ends, const char *name) {
  Str *s = STR(self);
  ssize_t start = 0, end = s->length;
  if (nargs == 0 || !args[0] || args[0] == NONE) {
    if (ends & LEFT)
      while (start < end && unicode_is_space(str_char(s, start))) start++;
    if (ends & RIGHT)
      while (end > start && unicode_is_space(str_char(s, end - 1))) end--;
    return part(self, start, end);
  }
  if (!IS_SUB(args[0], STR)) return err_format(T(TypeError), "%s arg must be None or str", name);
  Str *set = STR(args[0]);
  if (ends & LEFT)
    while (start < end && text_find_char(set->kind, set->data, set->length, str_char(s, start)) >= 0) start++;
  if (ends & RIGHT)
    while (end > start && text_find_char(set->kind, set->data, set->length, str_char(s, end - 1)) >= 0) end--;
  return part(self, start, end);
}
METHOD(strip) { return strip(self, args, nargs, LEFT | RIGHT, "strip"); }
METHOD(lstrip) { return strip(self, args, nargs, LEFT, "lstrip"); }
METHOD(rstrip) { return strip(self, args, nargs, RIGHT, "rstrip"); }
METHOD(removeprefix) {
  (void)nargs;
  if (!need_str(args[0], "removeprefix() argument must be str, not %.50T")) return NULL;
  ssize_t n = STR(args[0])->length;
  return str_tail_matches(self, args[0], 0, PTRDIFF_MAX, false) ? part(self, n, STR(self)->length)
                                                                : whole(self);
}
METHOD(removesuffix) {
  (void)nargs;
  if (!need_str(args[0], "removesuffix() argument must be str, not %.50T")) return NULL;
  ssize_t n = STR(args[0])->length;
  return str_tail_matches(self, args[0], 0, PTRDIFF_MAX, true) ? part(self, 0, STR(self)->length - n)
                                                               : whole(self);
}

/* ---- splitting ---- */

enum { SPLIT_PREALLOC = 12 };

/* A list with room for the parts, as CPython makes it. */
static Own parts_list(ssize_t max) {
  Object *list = list_new(max >= SPLIT_PREALLOC ? SPLIT_PREALLOC : max + 1);
  if (list) VARSIZE(list) = 0;
  return list;
}
static inline bool add_part(Ref list, Ref self, ssize_t start, ssize_t end) {
  Object *o = str_substring(self, start, end);
  if (UNLIKELY(!o)) return false;
  List *l = (List *)list;
  if (LIKELY(l->head.size < l->allocated)) {
    l->items[l->head.size++] = o;
    return true;
  }
  return list_append_steal(list, o) == 0;
}
static inline bool ascii_space(uint8_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f);
}

static bool split_ascii(Ref list, Ref self, ssize_t max) {
  const uint8_t *p = STR(self)->data;
  ssize_t n = STR(self)->length, i = 0;
  while (max-- > 0) {
    while (i < n && ascii_space(p[i])) i++;
    if (i == n) return true;
    ssize_t start = i;
    while (i < n && !ascii_space(p[i])) i++;
    if (!add_part(list, self, start, i)) return false;
  }
  while (i < n && ascii_space(p[i])) i++;
  return i == n || add_part(list, self, i, n);
}
static bool split_space(Ref list, Ref self, ssize_t max) {
  Str *s = STR(self);
  if (s->ascii) return split_ascii(list, self, max);
  ssize_t n = s->length, i = 0;
  while (max-- > 0) {
    while (i < n && unicode_is_space(str_char(s, i))) i++;
    if (i == n) return true;
    ssize_t start = i;
    while (i < n && !unicode_is_space(str_char(s, i))) i++;
    if (!add_part(list, self, start, i)) return false;
  }
  while (i < n && unicode_is_space(str_char(s, i))) i++;
  return i == n || add_part(list, self, i, n);
}
static bool rsplit_space(Ref list, Ref self, ssize_t max) {
  Str *s = STR(self);
  ssize_t i = s->length;
  while (max-- > 0) {
    while (i > 0 && unicode_is_space(str_char(s, i - 1))) i--;
    if (i == 0) return list_reverse(list) == 0;
    ssize_t end = i;
    while (i > 0 && !unicode_is_space(str_char(s, i - 1))) i--;
    if (!add_part(list, self, i, end)) return false;
  }
  while (i > 0 && unicode_is_space(str_char(s, i - 1))) i--;
  if (i > 0 && !add_part(list, self, 0, i)) return false;
  return list_reverse(list) == 0;
}
static bool split_at(Ref list, Ref self, const Needle *sep, ssize_t max, bool from_end) {
  Str *s = STR(self);
  int kind = s->kind;
  ssize_t n = s->length, m = sep->length;
  if (from_end) {
    ssize_t end = n;
    while (max-- > 0) {
      ssize_t i = text_rfind(kind, s->data, end, sep->data, m);
      if (i < 0) break;
      if (!add_part(list, self, i + m, end)) return false;
      end = i;
    }
    return add_part(list, self, 0, end) && list_reverse(list) == 0;
  }
  ssize_t start = 0;
  while (max-- > 0) {
    ssize_t i = text_find(kind, text_at(kind, s->data, start), n - start, sep->data, m);
    if (i < 0) break;
    if (!add_part(list, self, start, start + i)) return false;
    start += i + m;
  }
  return add_part(list, self, start, n);
}

static Own split_method(Object *self, Object *const *args, ssize_t nargs, bool from_end) {
  const char *why = from_end ? "str.rsplit()" : "str.split()";
  ssize_t max = -1;
  if (nargs > 1 && args[1] && !textargs_ssize(args[1], &max)) return NULL;
  if (max < 0) max = PTRDIFF_MAX;
  Object *sep = nargs > 0 && args[0] && args[0] != NONE ? args[0] : NULL;
  Str *s = STR(self);
  if (sep) {
    if (!need_str(sep, "must be str or None, not %.100T")) return NULL;
    if (STR(sep)->length == 0) return err_format(T(ValueError), "empty separator");
    if (STR(sep)->kind > s->kind || STR(sep)->length > s->length) { /* cannot occur */
      HOLD(alone, list_new(0), why);
      Object *o = whole(self);
      return alone.obj && o && list_append_steal(alone.obj, o) == 0 ? hold_take(&alone) : NULL;
    }
  }
  HOLD(list, parts_list(max), why);
  if (!list.obj) return NULL;
  if (!sep) return (from_end ? rsplit_space : split_space)(list.obj, self, max) ? hold_take(&list) : NULL;
  Needle n;
  if (!needle_get(sep, s->kind, &n)) return NULL;
  bool ok = split_at(list.obj, self, &n, max, from_end);
  mem_free(n.block);
  return ok ? hold_take(&list) : NULL;
}
METHOD(split) { return split_method(self, args, nargs, false); }
METHOD(rsplit) { return split_method(self, args, nargs, true); }

METHOD(splitlines) {
  int keep = 0;
  if (nargs && args[0] && !textargs_int(args[0], &keep)) return NULL;
  HOLD(list, list_new(0), "str.splitlines()");
  if (!list.obj) return NULL;
  Str *s = STR(self);
  ssize_t n = s->length;
  for (ssize_t i = 0; i < n;) {
    ssize_t start = i;
    while (i < n && !unicode_is_line_break(str_char(s, i))) i++;
    ssize_t end = i;
    if (i < n) i += str_char(s, i) == '\r' && i + 1 < n && str_char(s, i + 1) == '\n' ? 2 : 1;
    if (!add_part(list.obj, self, start, keep ? i : end)) return NULL;
  }
  return hold_take(&list);
}

static Own partition(Object *self, Ref sep, bool last) {
  if (!need_str(sep, "must be str, not %.100T")) return NULL;
  Str *s = STR(self);
  ssize_t m = STR(sep)->length, i = -1;
  if (m == 0) return err_format(T(ValueError), "empty separator");
  if (STR(sep)->kind <= s->kind && m <= s->length) {
    Needle n;
    if (!needle_get(sep, s->kind, &n)) return NULL;
    i = (last ? text_rfind : text_find)(s->kind, s->data, s->length, n.data, m);
    mem_free(n.block);
  }
  HOLD(result, tuple_new(3), "str.partition()");
  if (!result.obj) return NULL;
  Object **items = ((Tuple *)result.obj)->items;
  if (i < 0) {
    items[last ? 2 : 0] = NEWREF(self);
    items[1] = (Object *)NEWREF(RT->empty_str);
    items[last ? 0 : 2] = (Object *)NEWREF(RT->empty_str);
  } else {
    items[0] = str_substring(self, 0, i);
    items[1] = NEWREF(sep);
    items[2] = str_substring(self, i + m, s->length);
  }
  return items[0] && items[2] ? hold_take(&result) : NULL;
}
METHOD(partition) {
  (void)nargs;
  return partition(self, args[0], false);
}
METHOD(rpartition) {
  (void)nargs;
  return partition(self, args[0], true);
}

METHOD(join) {
  (void)nargs;
  return str_join(self, args[0]);
}

/* ---- replacing ---- */

Own str_replace(Ref self, Ref old, Ref new, ssize_t max) {
  Str *s = STR(self), *o = STR(old), *t = STR(new);
  if (max < 0) max = PTRDIFF_MAX;
  if (s->length < o->length || max == 0 || o->kind > s->kind || str_equal(old, new)) return whole(self);
  Needle n;
  if (!needle_get(old, s->kind, &n)) return NULL;
  ssize_t m = n.length, first = text_find(s->kind, s->data, s->length, n.data, m);
  ssize_t count = first < 0 ? 0
                  : m == 0  ? text_count(s->kind, s->data, s->length, n.data, m, max)
                            : 1 + text_count(s->kind, text_at(s->kind, s->data, first + m),
                                             s->length - first - m, n.data, m, max - 1);
  if (count == 0) {
    mem_free(n.block);
    return whole(self);
  }
  if (t->length > m && count > (PTRDIFF_MAX - s->length) / (t->length - m)) {
    mem_free(n.block);
    return err_format(T(OverflowError), "replace string is too long");
  }
  ssize_t total = s->length + count * (t->length - m);
  int kind = MAX(s->kind, t->kind);
  bool ascii = s->ascii && t->ascii;
  /* A wide character may be replaced away: then the result is narrowed at the end. */
  Object *result = str_new(total, ascii ? 0x7f : kind == 1 ? 0xff : kind == 2 ? 0xffff : 0x10ffff);
  if (!result || total == 0) {
    mem_free(n.block);
    return result;
  }
  void *to = STR(result)->data;
  ssize_t at = 0, from = 0;
  for (ssize_t k = 0; k < count; k++) {
    ssize_t i = m   ? text_find(s->kind, text_at(s->kind, s->data, from), s->length - from, n.data, m)
                : k ? 1
                    : 0;
    text_copy(kind, to, at, s->kind, s->data, from, i);
    at += i;
    text_copy(kind, to, at, t->kind, t->data, 0, t->length);
    at += t->length;
    from += i + m;
  }
  text_copy(kind, to, at, s->kind, s->data, from, s->length - from);
  mem_free(n.block);
  if (!ascii && text_max_char(kind, to, total) < (kind == 1 ? 0x80U : kind == 2 ? 0x100U : 0x10000U)) {
    Object *narrow = str_from_kind(kind, to, total);
    DECREF(result);
    return narrow;
  }
  return result;
}

METHOD(replace) {
  ssize_t max = -1;
  if (!need_str(args[0], "replace() argument 1 must be str, not %.50T") ||
      !need_str(args[1], "replace() argument 2 must be str, not %.50T") ||
      (nargs > 2 && args[2] && !textargs_ssize(args[2], &max)))
    return NULL;
  return str_replace(self, args[0], args[1], max);
}

/* What a table of translate() says about a character: a str, a character as an int, None (it goes), NULL
 * without an exception: it stays. */
static Own translated(Object *table, uint32_t c) {
  HOLD(key, int_from_i64(c), "str.translate()");
  HOLD(value, key.obj ? object_getitem(table, key.obj) : NULL, "str.translate()");
  if (!value.obj) {
    if (err_matches(T(LookupError))) err_clear();
    return NULL;
  }
  if (IS_SUB(value.obj, INT)) {
    int64_t v;
    if (!int_fits_i64(value.obj, &v) || v < 0 || v > 0x10ffff)
      return err_format(T(ValueError), "character mapping must be in range(0x110000)");
  } else if (value.obj != NONE && !IS_SUB(value.obj, STR))
    return err_format(T(TypeError), "character mapping must return integer, None or str");
  return hold_return(hold_take(&value), &key);
}

enum { CHAR_UNKNOWN = 0xff, CHAR_GONE = 0xfe };
/* The ASCII character that stands for c, or CHAR_GONE; CHAR_UNKNOWN: something longer or else, or an
 * exception. */
static uint8_t translated_ascii(Object *table, uint32_t c) {
  Object *value = translated(table, c);
  if (!value) return RT->exc ? CHAR_UNKNOWN : (uint8_t)c;
  const bool gone = value == NONE;
  int64_t v = 128;
  if (IS_SUB(value, INT))
    (void)int_fits_i64(value, &v);
  else if (!gone && STR(value)->length == 1)
    v = str_char(STR(value), 0);
  DECREF(value);
  return gone ? CHAR_GONE : v < 128 ? (uint8_t)v : CHAR_UNKNOWN;
}

/* As in CPython the table is asked once for each character of an ASCII text, until it gives something that is
 * not ASCII or not one character; from there on for every one, and, behind one that goes, once more for the
 * next that does not. */
METHOD(translate) {
  (void)nargs;
  Str *s = STR(self);
  Object *table = args[0];
  StrWriter w;
  str_writer_init(&w);
  ssize_t i = 0;
  uint8_t known[128];
  memset(known, CHAR_UNKNOWN, sizeof known);
  for (; s->ascii && i < s->length; i++) {
    uint32_t c = str_char(s, i);
    if (known[c] == CHAR_UNKNOWN) known[c] = translated_ascii(table, c);
    if (RT->exc) goto fail;
    if (known[c] == CHAR_UNKNOWN) break;
    if (known[c] != CHAR_GONE) str_writer_char(&w, known[c]);
  }
  while (i < s->length) {
    uint32_t c = str_char(s, i++);
    HOLD(value, translated(table, c), "str.translate()");
    int64_t v;
    if (!value.obj) {
      if (RT->exc) goto fail;
      str_writer_char(&w, c);
    } else if (IS_SUB(value.obj, INT) && int_fits_i64(value.obj, &v))
      str_writer_char(&w, (uint32_t)v);
    else if (value.obj != NONE)
      str_writer_str(&w, value.obj);
    for (bool more = value.obj == NONE; more && i < s->length; i += more) {
      HOLD(next, translated(table, str_char(s, i)), "str.translate()");
      if (RT->exc) goto fail;
      more = next.obj == NONE;
    }
  }
  return str_writer_finish(&w);
fail:
  str_writer_discard(&w);
  return NULL;
}

METHOD(maketrans) {
  (void)self;
  Object *x = args[0], *y = nargs > 1 ? args[1] : NULL, *z = nargs > 2 ? args[2] : NULL;
  if (y && !need_str(y, "maketrans() argument 2 must be str, not %.50T")) return NULL;
  if (z && !need_str(z, "maketrans() argument 3 must be str, not %.50T")) return NULL;
  HOLD(table, dict_new(), "str.maketrans()");
  if (!table.obj) return NULL;
  if (y) {
    if (!need_str(x, "first maketrans argument must be a string if there is a second argument")) return NULL;
    if (STR(x)->length != STR(y)->length)
      return err_format(T(ValueError), "the first two maketrans arguments must have equal length");
    for (ssize_t i = 0; i < STR(x)->length; i++) {
      HOLD(key, int_from_i64(str_char(STR(x), i)), "str.maketrans()");
      HOLD(value, int_from_i64(str_char(STR(y), i)), "str.maketrans()");
      if (!key.obj || !value.obj || dict_set(table.obj, key.obj, value.obj) < 0) return NULL;
    }
    for (ssize_t i = 0; z && i < STR(z)->length; i++) {
      HOLD(key, int_from_i64(str_char(STR(z), i)), "str.maketrans()");
      if (!key.obj || dict_set(table.obj, key.obj, NONE) < 0) return NULL;
    }
    return hold_take(&table);
  }
  if (!IS_EXACT(x, DICT))
    return err_format(T(TypeError), "if you give only one argument to maketrans it must be a dict");
  ssize_t position = 0;
  Object *key, *value;
  while (dict_next(x, &position, &key, &value, NULL)) {
    if (IS_SUB(key, STR)) {
      if (STR(key)->length != 1)
        return err_format(T(ValueError), "string keys in translate table must be of length 1");
      HOLD(number, int_from_i64(str_char(STR(key), 0)), "str.maketrans()");
      if (!number.obj || dict_set(table.obj, number.obj, value) < 0) return NULL;
    } else if (IS_SUB(key, INT)) {
      if (dict_set(table.obj, key, value) < 0) return NULL;
    } else
      return err_format(T(TypeError), "keys in translate table must be strings or integers");
  }
  return hold_take(&table);
}

/* ---- other forms ---- */

METHOD(encode) {
  const char *encoding = NULL, *errors = NULL;
  if ((nargs > 0 && !textargs_text("encode", "encoding", args[0], &encoding)) ||
      (nargs > 1 && !textargs_text("encode", "errors", args[1], &errors)))
    return NULL;
  return codec_encode(self, encoding, errors);
}
METHOD(format_spec) {
  (void)nargs;
  if (!format_check_spec(args[0])) return NULL;
  if (STR(args[0])->length == 0) return IS_EXACT(self, STR) ? NEWREF(self) : object_str(self);
  return format_str(self, args[0]);
}
METHOD(getnewargs) {
  NO_ARGS;
  HOLD(copy, str_from_kind(STR(self)->kind, STR(self)->data, STR(self)->length), "str.__getnewargs__()");
  return hold_return(copy.obj ? tuple_pack(1, copy.obj) : NULL, &copy);
}

#define M(name) str_method_##name
const MethodSpec str_methods[] = {
    SIZEOF_ROW("Return the size of the string in memory, in bytes."),
    {"encode(self, /, encoding='utf-8', errors='strict')", method_encode, 0,
     "The bytes of the text in an encoding; errors: 'strict', 'ignore', 'replace', 'backslashreplace', "
     "'xmlcharrefreplace', 'namereplace', 'surrogateescape', 'surrogatepass'."},
    {"replace(self, old, new, count=-1, /)", method_replace, 0,
     "A copy with (the first count) occurrences of old replaced by new."},
    {"split(self, /, sep=None, maxsplit=-1)", method_split, 0,
     "A list of the parts between separators; without sep, between runs of white space, empty parts left "
     "out."},
    {"rsplit(self, /, sep=None, maxsplit=-1)", method_rsplit, 0,
     "Like split, but a maxsplit counts from the end."},
    {"join(self, iterable, /)", method_join, 0,
     "Joins the strings of an iterable with this string between them.\n\nExample: '.'.join(['ab', 'pq', "
     "'rs']) -> 'ab.pq.rs'"},
    {"capitalize(self, /)", M(capitalize), 0,
     "A copy whose first character is in title case, the rest in lower."},
    {"casefold(self, /)", M(casefold), 0, "A form for comparisons that ignore case."},
    {"title(self, /)", M(title), 0, "A copy in which words begin with a capital and go on in lower case."},
    {"center(self, width, fillchar=' ', /)", method_center, 0, "A copy centered in width characters."},
    {"count", AS_RAW(method_count), METHOD_RAW | METHOD_TUPLE,
     "S.count(sub[, start[, end]]) -> int\n\nHow often sub occurs in S[start:end] without overlap."},
    {"expandtabs(self, /, tabsize=8)", method_expandtabs, 0, "A copy with tabs expanded to spaces."},
    {"find", AS_RAW(method_find), METHOD_RAW | METHOD_TUPLE,
     "S.find(sub[, start[, end]]) -> int\n\nThe lowest index in S[start:end] where sub is found, or -1."},
    {"partition(self, sep, /)", method_partition, 0,
     "The part before the first sep, sep, and the part after it; (self, '', '') when it is not found."},
    {"index", AS_RAW(method_index), METHOD_RAW | METHOD_TUPLE,
     "S.index(sub[, start[, end]]) -> int\n\nLike find, but raises ValueError when sub is not found."},
    {"ljust(self, width, fillchar=' ', /)", method_ljust, 0,
     "A copy filled up on the right to width characters."},
    {"lower(self, /)", M(lower), 0, "A copy in lower case."},
    {"lstrip(self, chars=None, /)", method_lstrip, 0,
     "A copy without leading white space, or without leading characters of the given set."},
    {"rfind", AS_RAW(method_rfind), METHOD_RAW | METHOD_TUPLE,
     "S.rfind(sub[, start[, end]]) -> int\n\nThe highest index in S[start:end] where sub is found, or -1."},
    {"rindex", AS_RAW(method_rindex), METHOD_RAW | METHOD_TUPLE,
     "S.rindex(sub[, start[, end]]) -> int\n\nLike rfind, but raises ValueError when sub is not found."},
    {"rjust(self, width, fillchar=' ', /)", method_rjust, 0,
     "A copy filled up on the left to width characters."},
    {"rstrip(self, chars=None, /)", method_rstrip, 0,
     "A copy without trailing white space, or without trailing characters of the given set."},
    {"rpartition(self, sep, /)", method_rpartition, 0,
     "The part before the last sep, sep, and the part after it; ('', '', self) when it is not found."},
    {"splitlines(self, /, keepends=False)", method_splitlines, 0,
     "A list of the lines, without their ends unless keepends."},
    {"strip(self, chars=None, /)", method_strip, 0,
     "A copy without white space, or characters of the given set, at both ends."},
    {"swapcase(self, /)", M(swapcase), 0, "A copy with upper and lower case exchanged."},
    {"translate(self, table, /)", method_translate, 0,
     "A copy in which each character is replaced by what table[its code point] gives: a code point, a "
     "string, or None to leave it out."},
    {"upper(self, /)", M(upper), 0, "A copy in upper case."},
    {"startswith", AS_RAW(method_startswith), METHOD_RAW | METHOD_TUPLE,
     "S.startswith(prefix[, start[, end]]) -> bool\n\nWhether S[start:end] starts with prefix, or with one "
     "of a tuple of prefixes."},
    {"endswith", AS_RAW(method_endswith), METHOD_RAW | METHOD_TUPLE,
     "S.endswith(suffix[, start[, end]]) -> bool\n\nWhether S[start:end] ends with suffix, or with one of a "
     "tuple of suffixes."},
    {"removeprefix(self, prefix, /)", method_removeprefix, 0, "A copy without the prefix if it is there."},
    {"removesuffix(self, suffix, /)", method_removesuffix, 0, "A copy without the suffix if it is there."},
    {"isascii(self, /)", M(isascii), 0, "Whether all characters are ASCII."},
    {"islower(self, /)", M(islower), 0, "Whether there are cased characters and all of them are lower case."},
    {"isupper(self, /)", M(isupper), 0, "Whether there are cased characters and all of them are upper case."},
    {"istitle(self, /)", M(istitle), 0, "Whether capitals begin words and lower case letters go on."},
    {"isspace(self, /)", M(isspace), 0, "Whether there are characters and all are white space."},
    {"isdecimal(self, /)", M(isdecimal), 0, "Whether there are characters and all are decimal digits."},
    {"isdigit(self, /)", M(isdigit), 0, "Whether there are characters and all are digits."},
    {"isnumeric(self, /)", M(isnumeric), 0, "Whether there are characters and all stand for numbers."},
    {"isalpha(self, /)", M(isalpha), 0, "Whether there are characters and all are letters."},
    {"isalnum(self, /)", M(isalnum), 0, "Whether there are characters and all are letters or numbers."},
    {"isidentifier(self, /)", M(isidentifier), 0,
     "Whether the string is a valid name (keywords included: see keyword.iskeyword)."},
    {"isprintable(self, /)", M(isprintable), 0, "Whether repr() would show all characters as they are."},
    {"zfill(self, width, /)", method_zfill, 0, "A copy filled up on the left with zeros, behind a sign."},
    {"format", AS_RAW(str_format_call), METHOD_RAW | METHOD_TUPLE | METHOD_NAMED,
     "S.format(*args, **kwargs) -> str\n\nA copy in which fields in braces are replaced by the arguments "
     "they name."},
    {"format_map(self, mapping, /)", str_format_map, 0,
     "S.format_map(mapping) -> str\n\nLike S.format(**mapping), with the mapping used itself."},
    {"maketrans(x, y=<unrepresentable>, z=<unrepresentable>, /)", method_maketrans, METHOD_STATIC,
     "A table for translate(): from a dictionary, or from two strings of one length and one of characters to "
     "leave out."},
    {"__format__(self, format_spec, /)", method_format_spec, 0, "The string in the form the spec asks for."},
    {"__getnewargs__(self)", method_getnewargs, 0, NULL},
    {0}};
