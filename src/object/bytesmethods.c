#include "object/bytesmethods.h"

#include <string.h>

#include "object/buffer.h"
#include "object/bytes.h"
#include "object/codecs.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/text.h"
#include "object/textargs.h"
#include "object/tuple.h"

#define SELF_DATA   bytelike_data(self)
#define SELF_SIZE   VARSIZE(self)
#define UNUSED_ARGS (void)args, (void)nargs

static bool is_upper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(uint8_t c) { return c >= 'a' && c <= 'z'; }
static bool is_alpha(uint8_t c) { return is_upper(c) || is_lower(c); }
static bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
static bool is_alnum(uint8_t c) { return is_alpha(c) || is_digit(c); }
static bool is_space(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static uint8_t to_upper(uint8_t c) { return is_lower(c) ? (uint8_t)(c - 32) : c; }
static uint8_t to_lower(uint8_t c) { return is_upper(c) ? (uint8_t)(c + 32) : c; }

/* ---- results ---- */

static Own make_like(Ref self, const void *data, ssize_t n) {
  return IS_SUB(self, BYTES) ? bytes_new(data, n) : bytearray_new(data, n);
}
static char *fresh_data(Ref o) { return IS_SUB(o, BYTES) ? BYTES_DATA(o) : BYTEARRAY_DATA(o); }
static Own whole(Ref self) {
  return IS_EXACT(self, BYTES) ? NEWREF(self) : make_like(self, bytelike_data(self), VARSIZE(self));
}
static Own part(Ref self, ssize_t start, ssize_t end) {
  if (start == 0 && end == VARSIZE(self)) return whole(self);
  return make_like(self, bytelike_data(self) + start, end - start);
}

/* ---- searching ---- */

/* The bytes looked for: a byte value or a bytes-like object. */
typedef struct Needle {
  Buffer view;
  const char *data;
  ssize_t size;
  char byte;
} Needle;

static bool needle_get(Ref o, Needle *needle) {
  needle->view.obj = NULL;
  if (buffer_check(o)) {
    if (buffer_get(o, &needle->view, BUFFER_SIMPLE) < 0) return false;
    needle->data = needle->view.buf;
    needle->size = needle->view.len;
    return true;
  }
  if (!number_check_index(o)) {
    err_format(T(TypeError), "argument should be integer or bytes-like object, not '%.200T'", o);
    return false;
  }
  ssize_t v = object_as_index(o, NULL);
  if (v == -1 && err_occurred()) return false;
  if (v < 0 || v > 255) {
    err_format(T(ValueError), "byte must be in range(0, 256)");
    return false;
  }
  needle->byte = (char)v;
  needle->data = &needle->byte;
  needle->size = 1;
  return true;
}

static const char *type_text(Ref self) { return IS_SUB(self, BYTES) ? "bytes" : "bytearray"; }

/* find, rfind: false on error, else *at is the place or -1. */
static bool search(Object *self, const char *name, Object *const *args, ssize_t nargs, Object *kwnames,
                   bool last, ssize_t *at) {
  Object *sub;
  ssize_t start, end;
  if (!textargs_find(type_text(self), name, args, nargs, kwnames, &sub, &start, &end)) return false;
  Needle needle;
  if (!needle_get(sub, &needle)) return false;
  text_clip(SELF_SIZE, &start, &end);
  *at = -1;
  if (start <= end) {
    *at = (last ? text_rfind : text_find)(1, SELF_DATA + start, end - start, needle.data, needle.size);
    if (*at >= 0) *at += start;
  }
  buffer_release(&needle.view);
  return true;
}

static Own search_result(Object *self, const char *name, Object *const *args, ssize_t nargs, Object *kwnames,
                         bool last, bool must) {
  ssize_t at;
  if (!search(self, name, args, nargs, kwnames, last, &at)) return NULL;
  if (at < 0 && must) return err_format(T(ValueError), "subsection not found");
  return int_from_i64(at);
}

BYTELIKE_RAW(find) { return search_result(self, "find", args, nargs, kwnames, false, false); }
BYTELIKE_RAW(rfind) { return search_result(self, "rfind", args, nargs, kwnames, true, false); }
BYTELIKE_RAW(index) { return search_result(self, "index", args, nargs, kwnames, false, true); }
BYTELIKE_RAW(rindex) { return search_result(self, "rindex", args, nargs, kwnames, true, true); }

BYTELIKE_RAW(count) {
  Object *sub;
  ssize_t start, end;
  if (!textargs_find(type_text(self), "count", args, nargs, kwnames, &sub, &start, &end)) return NULL;
  Needle needle;
  if (!needle_get(sub, &needle)) return NULL;
  text_clip(SELF_SIZE, &start, &end);
  ssize_t n =
      start > end ? 0 : text_count(1, SELF_DATA + start, end - start, needle.data, needle.size, PTRDIFF_MAX);
  buffer_release(&needle.view);
  return int_from_i64(n);
}

int bytelike_contains(Object *self, Object *item) {
  Needle needle;
  if (number_check_index(item)) {
    ssize_t v = object_as_index(item, NULL);
    if (v == -1 && err_occurred()) return -1;
    if (v < 0 || v > 255) {
      err_format(T(ValueError), "byte must be in range(0, 256)");
      return -1;
    }
    return memchr(SELF_DATA, (int)v, (size_t)SELF_SIZE) != NULL;
  }
  if (buffer_get(item, &needle.view, BUFFER_SIMPLE) < 0) return -1;
  bool found = text_find(1, SELF_DATA, SELF_SIZE, needle.view.buf, needle.view.len) >= 0;
  buffer_release(&needle.view);
  return found;
}

/* 1, 0, -1 with an exception */
static int tail_match(Ref self, Ref sub, ssize_t start, ssize_t end, bool at_end) {
  Buffer view;
  if (buffer_get(sub, &view, BUFFER_SIMPLE) < 0) return -1;
  text_clip(VARSIZE(self), &start, &end);
  bool match = false;
  if (end - start >= view.len && start <= VARSIZE(self)) {
    const char *from = bytelike_data(self) + (at_end ? end - view.len : start);
    match = memcmp(from, view.buf, (size_t)view.len) == 0;
  }
  buffer_release(&view);
  return match;
}

static Own tail_method(Object *self, const char *name, Object *const *args, ssize_t nargs, Object *kwnames,
                       bool at_end) {
  Object *sub;
  ssize_t start, end;
  if (!textargs_find(type_text(self), name, args, nargs, kwnames, &sub, &start, &end)) return NULL;
  if (IS_SUB(sub, TUPLE)) {
    for (ssize_t i = 0; i < tuple_size(sub); i++) {
      int match = tail_match(self, tuple_item(sub, i), start, end, at_end);
      if (match < 0) return NULL;
      if (match) return NEWREF(TRUE);
    }
    return NEWREF(FALSE);
  }
  int match = tail_match(self, sub, start, end, at_end);
  if (match < 0) {
    if (err_matches(T(TypeError))) {
      err_clear();
      err_format(T(TypeError), "%s first arg must be bytes or a tuple of bytes, not %.100T", name, sub);
    }
    return NULL;
  }
  return BOOL_NEW(match);
}

BYTELIKE_RAW(startswith) { return tail_method(self, "startswith", args, nargs, kwnames, false); }
BYTELIKE_RAW(endswith) { return tail_method(self, "endswith", args, nargs, kwnames, true); }

/* ---- kinds of bytes ---- */

static Own all_are(Object *self, bool (*test)(uint8_t)) {
  const uint8_t *p = (const uint8_t *)SELF_DATA;
  ssize_t n = SELF_SIZE;
  for (ssize_t i = 0; i < n; i++)
    if (!test(p[i])) return NEWREF(FALSE);
  return BOOL_NEW(n > 0);
}
static Own cased(Object *self, bool (*wanted)(uint8_t), bool (*unwanted)(uint8_t)) {
  const uint8_t *p = (const uint8_t *)SELF_DATA;
  bool any = false;
  for (ssize_t i = 0; i < SELF_SIZE; i++) {
    if (unwanted(p[i])) return NEWREF(FALSE);
    any = any || wanted(p[i]);
  }
  return BOOL_NEW(any);
}
BYTELIKE(isalnum) {
  UNUSED_ARGS;
  return all_are(self, is_alnum);
}
BYTELIKE(isalpha) {
  UNUSED_ARGS;
  return all_are(self, is_alpha);
}
BYTELIKE(isdigit) {
  UNUSED_ARGS;
  return all_are(self, is_digit);
}
BYTELIKE(isspace) {
  UNUSED_ARGS;
  return all_are(self, is_space);
}
BYTELIKE(isascii) {
  UNUSED_ARGS;
  return BOOL_NEW(text_all_ascii(SELF_DATA, SELF_SIZE));
}
BYTELIKE(islower) {
  UNUSED_ARGS;
  return cased(self, is_lower, is_upper);
}
BYTELIKE(isupper) {
  UNUSED_ARGS;
  return cased(self, is_upper, is_lower);
}
BYTELIKE(istitle) {
  UNUSED_ARGS;
  const uint8_t *p = (const uint8_t *)SELF_DATA;
  bool any = false, previous = false;
  for (ssize_t i = 0; i < SELF_SIZE; i++) {
    if (is_upper(p[i]) ? previous : is_lower(p[i]) ? !previous : false) return NEWREF(FALSE);
    previous = is_alpha(p[i]);
    any = any || previous;
  }
  return BOOL_NEW(any);
}

/* ---- case ---- */

static Own mapped(Object *self, uint8_t (*map)(uint8_t)) {
  Object *r = make_like(self, NULL, SELF_SIZE);
  if (!r) return NULL;
  const uint8_t *from = (const uint8_t *)SELF_DATA;
  uint8_t *to = (uint8_t *)fresh_data(r);
  for (ssize_t i = 0; i < SELF_SIZE; i++) to[i] = map(from[i]);
  return r;
}
static uint8_t swap_case(uint8_t c) { return is_upper(c) ? to_lower(c) : to_upper(c); }
BYTELIKE(lower) {
  UNUSED_ARGS;
  return mapped(self, to_lower);
}
BYTELIKE(upper) {
  UNUSED_ARGS;
  return mapped(self, to_upper);
}
BYTELIKE(swapcase) {
  UNUSED_ARGS;
  return mapped(self, swap_case);
}
BYTELIKE(capitalize) {
  Object *r = bytelike_lower(self, args, nargs);
  if (r && VARSIZE(r)) fresh_data(r)[0] = (char)to_upper((uint8_t)fresh_data(r)[0]);
  return r;
}
BYTELIKE(title) {
  Object *r = bytelike_lower(self, args, nargs);
  if (!r) return NULL;
  bool previous = false;
  uint8_t *p = (uint8_t *)fresh_data(r);
  for (ssize_t i = 0; i < VARSIZE(r); i++) {
    bool letter = is_alpha(p[i]);
    if (letter && !previous) p[i] = to_upper(p[i]);
    previous = letter;
  }
  return r;
}

/* ---- filling ---- */

static Own padded(Object *self, const char *name, Object *const *args, ssize_t nargs, int side) {
  ssize_t width;
  if (!textargs_ssize(args[0], &width)) return NULL;
  char fill = ' ';
  if (nargs > 1 && args[1]) {
    Object *f = args[1];
    if (!(IS_SUB(f, BYTES) || IS_EXACT(f, BYTEARRAY)) || VARSIZE(f) != 1)
      return err_format(T(TypeError), "%s() argument 2 must be a byte string of length 1, not %.50T", name,
                        f);
    fill = bytelike_data(f)[0];
  }
  ssize_t pad = width - SELF_SIZE;
  if (pad <= 0) return whole(self);
  ssize_t left = side < 0 ? 0 : side > 0 ? pad : pad / 2 + (pad & width & 1);
  Object *r = make_like(self, NULL, width);
  if (!r) return NULL;
  memset(fresh_data(r), fill, (size_t)left);
  memcpy(fresh_data(r) + left, SELF_DATA, (size_t)SELF_SIZE);
  memset(fresh_data(r) + left + SELF_SIZE, fill, (size_t)(pad - left));
  return r;
}
BYTELIKE(center) { return padded(self, "center", args, nargs, 0); }
BYTELIKE(ljust) { return padded(self, "ljust", args, nargs, -1); }
BYTELIKE(rjust) { return padded(self, "rjust", args, nargs, 1); }
BYTELIKE(zfill) {
  (void)nargs;
  ssize_t width;
  if (!textargs_ssize(args[0], &width)) return NULL;
  ssize_t n = SELF_SIZE, pad = width - n;
  if (pad <= 0) return whole(self);
  Object *r = make_like(self, NULL, width);
  if (!r) return NULL;
  char *to = fresh_data(r);
  memset(to, '0', (size_t)pad);
  memcpy(to + pad, SELF_DATA, (size_t)n);
  if (n && (to[pad] == '+' || to[pad] == '-')) {
    to[0] = to[pad];
    to[pad] = '0';
  }
  return r;
}
BYTELIKE(expandtabs) {
  int tab = 8;
  if (nargs && args[0] && !textargs_int(args[0], &tab)) return NULL;
  const char *p = SELF_DATA;
  ssize_t n = SELF_SIZE, total = 0, column = 0;
  for (int pass = 0;; pass++) {
    Object *r = NULL;
    char *to = NULL;
    if (pass) {
      if (!(r = make_like(self, NULL, total))) return NULL;
      to = fresh_data(r);
    }
    column = 0;
    ssize_t at = 0;
    for (ssize_t i = 0; i < n; i++) {
      ssize_t add = 1;
      if (p[i] == '\t') {
        add = tab > 0 ? tab - column % tab : 0;
        column += add;
        if (to) memset(to + at, ' ', (size_t)add);
      } else {
        column = p[i] == '\n' || p[i] == '\r' ? 0 : column + 1;
        if (to) to[at] = p[i];
      }
      if (add > PTRDIFF_MAX - at) return err_format(T(OverflowError), "result too long");
      at += add;
    }
    if (pass) return r;
    total = at;
  }
}

/* ---- stripping ---- */

static Own strip(Object *self, Object *const *args, ssize_t nargs, int ends) {
  bool set[256] = {0};
  if (nargs && args[0] && args[0] != NONE) {
    Buffer view;
    if (buffer_get(args[0], &view, BUFFER_SIMPLE) < 0) return NULL;
    for (ssize_t i = 0; i < view.len; i++) set[((uint8_t *)view.buf)[i]] = true;
    buffer_release(&view);
  } else
    for (int c = 0; c < 256; c++) set[c] = is_space((uint8_t)c);
  const uint8_t *p = (const uint8_t *)SELF_DATA;
  ssize_t start = 0, end = SELF_SIZE;
  if (ends & 1)
    while (start < end && set[p[start]]) start++;
  if (ends & 2)
    while (end > start && set[p[end - 1]]) end--;
  return part(self, start, end);
}
BYTELIKE(strip) { return strip(self, args, nargs, 3); }
BYTELIKE(lstrip) { return strip(self, args, nargs, 1); }
BYTELIKE(rstrip) { return strip(self, args, nargs, 2); }

BYTELIKE(removeprefix) {
  (void)nargs;
  Buffer view;
  if (buffer_get(args[0], &view, BUFFER_SIMPLE) < 0) return NULL;
  ssize_t n = view.len <= SELF_SIZE && memcmp(SELF_DATA, view.buf, (size_t)view.len) == 0 ? view.len : 0;
  buffer_release(&view);
  return part(self, n, SELF_SIZE);
}
BYTELIKE(removesuffix) {
  (void)nargs;
  Buffer view;
  if (buffer_get(args[0], &view, BUFFER_SIMPLE) < 0) return NULL;
  ssize_t end = SELF_SIZE;
  if (view.len <= end && memcmp(SELF_DATA + end - view.len, view.buf, (size_t)view.len) == 0) end -= view.len;
  buffer_release(&view);
  return part(self, 0, end);
}

/* ---- splitting ---- */

enum { SPLIT_PREALLOC = 12 };

/* A list with room for the parts, as CPython makes it. */
static Own parts_list(ssize_t max) {
  Object *list = list_new(max >= SPLIT_PREALLOC ? SPLIT_PREALLOC : max + 1);
  if (list) VARSIZE(list) = 0;
  return list;
}
static bool add_part(Ref list, Ref self, ssize_t start, ssize_t end) {
  Object *o = start == 0 && end == VARSIZE(self) ? whole(self)
                                                 : make_like(self, bytelike_data(self) + start, end - start);
  return o && list_append_steal(list, o) == 0;
}

static bool split_space(Ref list, Ref self, ssize_t max) {
  const uint8_t *p = (const uint8_t *)bytelike_data(self);
  ssize_t n = VARSIZE(self), i = 0;
  while (max-- > 0) {
    while (i < n && is_space(p[i])) i++;
    if (i == n) return true;
    ssize_t start = i;
    while (i < n && !is_space(p[i])) i++;
    if (!add_part(list, self, start, i)) return false;
  }
  while (i < n && is_space(p[i])) i++;
  return i == n || add_part(list, self, i, n);
}
static bool rsplit_space(Ref list, Ref self, ssize_t max) {
  const uint8_t *p = (const uint8_t *)bytelike_data(self);
  ssize_t i = VARSIZE(self);
  while (max-- > 0) {
    while (i > 0 && is_space(p[i - 1])) i--;
    if (i == 0) return list_reverse(list) == 0;
    ssize_t end = i;
    while (i > 0 && !is_space(p[i - 1])) i--;
    if (!add_part(list, self, i, end)) return false;
  }
  while (i > 0 && is_space(p[i - 1])) i--;
  if (i > 0 && !add_part(list, self, 0, i)) return false;
  return list_reverse(list) == 0;
}
static bool split_at(Ref list, Ref self, const char *sep, ssize_t m, ssize_t max, bool from_end) {
  const char *p = bytelike_data(self);
  ssize_t n = VARSIZE(self);
  if (from_end) {
    ssize_t end = n;
    while (max-- > 0) {
      ssize_t i = text_rfind(1, p, end, sep, m);
      if (i < 0) break;
      if (!add_part(list, self, i + m, end)) return false;
      end = i;
    }
    return add_part(list, self, 0, end) && list_reverse(list) == 0;
  }
  ssize_t start = 0;
  while (max-- > 0) {
    ssize_t i = text_find(1, p + start, n - start, sep, m);
    if (i < 0) break;
    if (!add_part(list, self, start, start + i)) return false;
    start += i + m;
  }
  return add_part(list, self, start, n);
}

static Own split_method(Object *self, Object *const *args, ssize_t nargs, bool from_end) {
  ssize_t max = -1;
  if (nargs > 1 && args[1] && !textargs_ssize(args[1], &max)) return NULL;
  if (max < 0) max = PTRDIFF_MAX;
  AUTO_BUFFER(view);
  bool space = nargs == 0 || !args[0] || args[0] == NONE;
  if (!space) {
    if (buffer_get(args[0], &view, BUFFER_SIMPLE) < 0) return NULL;
    if (view.len == 0) return err_format(T(ValueError), "empty separator");
  }
  HOLD(list, parts_list(max), from_end ? "rsplit()" : "split()");
  bool ok = list.obj && (space ? (from_end ? rsplit_space : split_space)(list.obj, self, max)
                               : split_at(list.obj, self, view.buf, view.len, max, from_end));
  return ok ? hold_take(&list) : NULL;
}
BYTELIKE(split) { return split_method(self, args, nargs, false); }
BYTELIKE(rsplit) { return split_method(self, args, nargs, true); }

BYTELIKE(splitlines) {
  int keep = 0;
  if (nargs && args[0] && !textargs_int(args[0], &keep)) return NULL;
  HOLD(list, list_new(0), "splitlines()");
  if (!list.obj) return NULL;
  const char *p = SELF_DATA;
  ssize_t n = SELF_SIZE;
  for (ssize_t i = 0; i < n;) {
    ssize_t start = i;
    while (i < n && p[i] != '\n' && p[i] != '\r') i++;
    ssize_t end = i;
    if (i < n) i += p[i] == '\r' && i + 1 < n && p[i + 1] == '\n' ? 2 : 1;
    if (!add_part(list.obj, self, start, keep ? i : end)) return NULL;
  }
  return hold_take(&list);
}

static Own partition(Object *self, Ref sep, bool last) {
  AUTO_BUFFER(view);
  if (buffer_get(sep, &view, BUFFER_SIMPLE) < 0) return NULL;
  if (view.len == 0) return err_format(T(ValueError), "empty separator");
  HOLD(result, tuple_new(3), "partition()");
  if (!result.obj) return NULL;
  Object **items = ((Tuple *)result.obj)->items;
  ssize_t n = SELF_SIZE, m = view.len;
  ssize_t i = (last ? text_rfind : text_find)(1, SELF_DATA, n, view.buf, m);
  if (i < 0) {
    items[last ? 2 : 0] = whole(self);
    items[1] = make_like(self, NULL, 0);
    items[last ? 0 : 2] = make_like(self, NULL, 0);
  } else {
    items[0] = make_like(self, SELF_DATA, i);
    items[1] = IS_SUB(self, BYTES) ? NEWREF(sep) : make_like(self, view.buf, m);
    items[2] = make_like(self, SELF_DATA + i + m, n - i - m);
  }
  return items[0] && items[1] && items[2] ? hold_take(&result) : NULL;
}
/* A bytes separator given to bytes is returned itself; other buffers are copied first, as CPython does for
 * bytearray only. */
BYTELIKE(partition) {
  (void)nargs;
  return partition(self, args[0], false);
}
BYTELIKE(rpartition) {
  (void)nargs;
  return partition(self, args[0], true);
}

/* ---- joining, replacing ---- */

BYTELIKE(join) {
  (void)nargs;
  HOLD(fast, sequence_fast(args[0], "can only join an iterable"), "join()");
  if (!fast.obj) return NULL;
  ssize_t n = sequence_fast_length(fast.obj);
  Object **items = sequence_fast_items(fast.obj);
  if (n == 0) return hold_return(make_like(self, NULL, 0), &fast);
  if (n == 1 && IS_EXACT(self, BYTES) && IS_EXACT(items[0], BYTES))
    return hold_return(NEWREF(items[0]), &fast);
  if (n == 1 && IS_SUB(self, BYTES) && IS_EXACT(items[0], BYTES)) return hold_return(NEWREF(items[0]), &fast);
  ssize_t total = 0;
  for (int pass = 0;; pass++) {
    Object *r = pass ? make_like(self, NULL, total) : NULL;
    if (pass && !r) return NULL;
    char *to = pass ? fresh_data(r) : NULL;
    ssize_t at = 0;
    for (ssize_t i = 0; i < n; i++) {
      Buffer view;
      if (!buffer_check(items[i]) || buffer_get(items[i], &view, BUFFER_SIMPLE) < 0) {
        CLEAR(r);
        if (err_occurred()) err_clear();
        return err_format(T(TypeError), "sequence item %zd: expected a bytes-like object, %.80T found", i,
                          items[i]);
      }
      if (i) {
        if (to) memcpy(to + at, SELF_DATA, (size_t)SELF_SIZE);
        at += SELF_SIZE;
      }
      if (to) memcpy(to + at, view.buf, (size_t)view.len);
      if (view.len > PTRDIFF_MAX / 2 - at) {
        buffer_release(&view);
        return err_format(T(OverflowError), "join() result is too long");
      }
      at += view.len;
      buffer_release(&view);
    }
    if (pass) return hold_return(r, &fast);
    total = at;
  }
}

BYTELIKE(replace) {
  ssize_t max = -1;
  AUTO_BUFFER(old);
  AUTO_BUFFER(new);
  if (buffer_get(args[0], &old, BUFFER_SIMPLE) < 0 || buffer_get(args[1], &new, BUFFER_SIMPLE) < 0)
    return NULL;
  if (nargs > 2 && args[2] && !textargs_ssize(args[2], &max)) return NULL;
  if (max < 0) max = PTRDIFF_MAX;
  const char *p = SELF_DATA;
  ssize_t n = SELF_SIZE, count = text_count(1, p, n, old.buf, old.len, max);
  if (count == 0 || (old.len == new.len &&memcmp(old.buf, new.buf, (size_t)old.len) == 0)) return whole(self);
  if (new.len > old.len && count > (PTRDIFF_MAX - n) / (new.len - old.len))
    return err_format(T(OverflowError), "replace bytes is too long");
  Object *r = make_like(self, NULL, n + count * (new.len - old.len));
  if (!r) return NULL;
  char *to = fresh_data(r);
  ssize_t from = 0;
  if (old.len == 0) { /* between the bytes */
    for (ssize_t i = 0; i < count; i++) {
      memcpy(to, new.buf, (size_t) new.len);
      to += new.len;
      if (i + 1 < count) *to++ = p[from++];
    }
    memcpy(to, p + from, (size_t)(n - from));
    return r;
  }
  while (count-- > 0) {
    ssize_t i = text_find(1, p + from, n - from, old.buf, old.len);
    memcpy(to, p + from, (size_t)i);
    memcpy(to + i, new.buf, (size_t) new.len);
    to += i + new.len;
    from += i + old.len;
  }
  memcpy(to, p + from, (size_t)(n - from));
  return r;
}

/* ---- tables ---- */

BYTELIKE(maketrans) {
  (void)self, (void)nargs;
  AUTO_BUFFER(from);
  AUTO_BUFFER(to);
  if (buffer_get(args[0], &from, BUFFER_SIMPLE) < 0 || buffer_get(args[1], &to, BUFFER_SIMPLE) < 0)
    return NULL;
  if (from.len != to.len) return err_format(T(ValueError), "maketrans arguments must have same length");
  Object *table = bytes_new(NULL, 256);
  if (!table) return NULL;
  uint8_t *p = (uint8_t *)BYTES_DATA(table);
  for (int c = 0; c < 256; c++) p[c] = (uint8_t)c;
  for (ssize_t i = 0; i < from.len; i++) p[((uint8_t *)from.buf)[i]] = ((uint8_t *)to.buf)[i];
  return table;
}

BYTELIKE(translate) {
  AUTO_BUFFER(table);
  AUTO_BUFFER(gone);
  if (args[0] != NONE) {
    if (buffer_get(args[0], &table, BUFFER_SIMPLE) < 0) return NULL;
    if (table.len != 256) return err_format(T(ValueError), "translation table must be 256 characters long");
  }
  if (nargs > 1 && args[1] && buffer_get(args[1], &gone, BUFFER_SIMPLE) < 0) return NULL;
  bool drop[256] = {0};
  for (ssize_t i = 0; i < gone.len; i++) drop[((uint8_t *)gone.buf)[i]] = true;
  const uint8_t *from = (const uint8_t *)SELF_DATA;
  ssize_t n = SELF_SIZE, kept = 0;
  bool changed = false;
  for (ssize_t i = 0; i < n; i++) {
    kept += !drop[from[i]];
    changed = changed || drop[from[i]] || (table.obj && ((uint8_t *)table.buf)[from[i]] != from[i]);
  }
  if (!changed && IS_EXACT(self, BYTES)) return NEWREF(self);
  const bool shrinks = !IS_SUB(self, BYTES); /* a bytearray keeps some of the room for all */
  Object *r = make_like(self, NULL, shrinks ? n : kept);
  if (!r) return NULL;
  uint8_t *to = (uint8_t *)fresh_data(r);
  for (ssize_t i = 0, at = 0; i < n; i++)
    if (!drop[from[i]]) to[at++] = table.obj ? ((uint8_t *)table.buf)[from[i]] : from[i];
  HOLD(made, r, "bytearray.translate()");
  if (shrinks && bytearray_resize(made.obj, kept) < 0) return NULL;
  return hold_take(&made);
}

/* ---- text ---- */

BYTELIKE(decode) {
  const char *encoding = NULL, *errors = NULL;
  if ((nargs > 0 && !textargs_text("decode", "encoding", args[0], &encoding)) ||
      (nargs > 1 && !textargs_text("decode", "errors", args[1], &errors)))
    return NULL;
  return codec_decode(SELF_DATA, SELF_SIZE, encoding, errors);
}

Own bytes_hex(const char *data, ssize_t n, Ref sep, Ref bytes_per_sep) {
  static const char digits[] = "0123456789abcdef";
  int group = 1;
  if (bytes_per_sep && !textargs_int(bytes_per_sep, &group)) return NULL;
  uint32_t mark = 0;
  if (sep) {
    ssize_t m = object_length(sep);
    if (m < 0) return NULL;
    if (m != 1) return err_format(T(ValueError), "sep must be length 1.");
    if (IS_SUB(sep, STR))
      mark = str_char(STR(sep), 0);
    else if (IS_SUB(sep, BYTES))
      mark = (uint8_t)BYTES_DATA(sep)[0];
    else
      return err_format(T(TypeError), "sep must be str or bytes.");
    if (mark > 127) return err_format(T(ValueError), "sep must be ASCII.");
  }
  ssize_t every = group < 0 ? -(ssize_t)group : group, seps = sep && every && n ? (n - 1) / every : 0;
  if (n > PTRDIFF_MAX / 2 - seps) return err_no_memory();
  if (n == 0) return (Object *)NEWREF(RT->empty_str);
  Object *r = str_new(2 * n + seps, 0x7f);
  if (!r) return NULL;
  char *to = str_data(STR(r));
  for (ssize_t i = 0; i < n; i++) {
    if (seps && i && (group > 0 ? n - i : i) % every == 0) *to++ = (char)mark;
    uint8_t c = (uint8_t)data[i];
    *to++ = digits[c >> 4];
    *to++ = digits[c & 15];
  }
  return r;
}

BYTELIKE(hex) {
  return bytes_hex(SELF_DATA, SELF_SIZE, nargs > 0 ? args[0] : NULL, nargs > 1 ? args[1] : NULL);
}

static int hex_digit(uint32_t c) {
  return c >= '0' && c <= '9'   ? (int)c - '0'
         : c >= 'a' && c <= 'f' ? (int)c - 'a' + 10
         : c >= 'A' && c <= 'F' ? (int)c - 'A' + 10
                                : -1;
}

BYTELIKE(fromhex) {
  (void)nargs;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "fromhex() argument must be str, not %.50T", args[0]);
  Str *s = STR(args[0]);
  char *block = mem_alloc((size_t)s->length / 2 + 1);
  if (!block) return err_no_memory();
  ssize_t n = 0, i = 0, bad = -1;
  if (!s->ascii) {
    while (bad < 0 && str_char(s, i) < 128) i++;
    bad = i;
  }
  for (i = 0; bad < 0 && i < s->length;) {
    uint32_t c = str_char(s, i);
    if (is_space((uint8_t)c)) {
      i++;
      continue;
    }
    int high = hex_digit(c), low = -1;
    if (high < 0)
      bad = i;
    else if (i + 1 >= s->length || (low = hex_digit(str_char(s, i + 1))) < 0)
      bad = i + 1;
    else {
      block[n++] = (char)(high << 4 | low);
      i += 2;
    }
  }
  Object *plain = bad >= 0 ? err_format(T(ValueError),
                                        "non-hexadecimal number found in fromhex() arg at position %zd", bad)
                           : bytes_new(block, n);
  mem_free(block);
  if (!plain || (Object *)self == (Object *)T(BYTES)) return plain;
  HOLD(held, plain, "fromhex()");
  if (self == (Object *)T(BYTEARRAY))
    return hold_return(bytearray_new(BYTES_DATA(plain), VARSIZE(plain)), &held);
  return hold_return(object_call1(self, plain), &held);
}

/* ---- the table of bytes ---- */

static Own bytes_getnewargs(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  HOLD(copy, bytes_new(SELF_DATA, SELF_SIZE), "__getnewargs__()");
  return hold_return(copy.obj ? tuple_pack(1, copy.obj) : NULL, &copy);
}
static Own bytes_dunder_bytes(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  return whole(self);
}

const MethodSpec bytes_methods[] = {
    BYTELIKE_METHODS,
    {"__getnewargs__(self)", bytes_getnewargs, 0, NULL},
    {"__bytes__(self, /)", bytes_dunder_bytes, 0, "Convert this value to exact type bytes."},
    {0}};
