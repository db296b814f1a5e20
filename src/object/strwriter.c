/* Building text: StrWriter, and str_format() for the engine's own messages. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "object/protocol.h"
#include "object/str.h"
#include "object/text.h"
#include "object/tuple.h"

/* ---- StrWriter ---- */

void str_writer_init(StrWriter *w) {
  w->data = w->small;
  w->length = 0;
  w->capacity = (ssize_t)sizeof w->small;
  w->max_char = 0x7f;
  w->kind = 1;
  w->failed = false;
}

void str_writer_discard(StrWriter *w) {
  if (w->data != w->small) mem_free(w->data);
  str_writer_init(w);
}

/* Room for `more` characters up to max_char. */
static bool reserve(StrWriter *w, ssize_t more, uint32_t max_char) {
  if (max_char > w->max_char) w->max_char = max_char;
  int kind = max_char < 0x100 ? 1 : max_char < 0x10000 ? 2 : 4;
  if (kind < w->kind) kind = w->kind;
  if (LIKELY(kind == w->kind && more <= w->capacity - w->length)) return true;
  if (w->failed) return false;
  if (more > PTRDIFF_MAX / 8 - w->length) {
    w->failed = true;
    return false;
  }
  ssize_t want = w->length + more;
  ssize_t capacity = want + want / 2;
  char *block;
  if (kind == w->kind && w->data != w->small)
    block = mem_realloc(w->data, (size_t)(capacity * kind));
  else {
    block = mem_alloc((size_t)(capacity * kind));
    if (block) {
      text_copy(kind, block, 0, w->kind, w->data, 0, w->length);
      if (w->data != w->small) mem_free(w->data);
    }
  }
  if (!block) {
    w->failed = true;
    return false;
  }
  w->data = block;
  w->capacity = capacity;
  w->kind = kind;
  return true;
}

bool str_writer_char(StrWriter *w, uint32_t c) {
  if (!reserve(w, 1, c)) return false;
  text_put(w->kind, w->data, w->length++, c);
  return true;
}

bool str_writer_ascii(StrWriter *w, const char *text, ssize_t length) {
  if (length < 0) length = (ssize_t)strlen(text);
  if (!reserve(w, length, 0x7f)) return false;
  text_copy(w->kind, w->data, w->length, 1, text, 0, length);
  w->length += length;
  return true;
}

bool str_writer_part(StrWriter *w, Ref o, ssize_t start, ssize_t end) {
  Str *s = STR(o);
  if (start >= end) return !w->failed;
  uint32_t max = s->ascii ? 0x7f : 0;
  if (!max) max = text_max_char(s->kind, text_at(s->kind, s->data, start), end - start);
  if (!reserve(w, end - start, max)) return false;
  text_copy(w->kind, w->data, w->length, s->kind, s->data, start, end - start);
  w->length += end - start;
  return true;
}

bool str_writer_str(StrWriter *w, Ref s) { return str_writer_part(w, s, 0, STR(s)->length); }

bool str_writer_fill(StrWriter *w, uint32_t c, ssize_t count) {
  if (count <= 0) return !w->failed;
  if (!reserve(w, count, c)) return false;
  text_fill(w->kind, w->data, w->length, c, count);
  w->length += count;
  return true;
}

bool str_writer_utf8(StrWriter *w, const char *text, ssize_t length) {
  if (length < 0) length = (ssize_t)strlen(text);
  if (text_all_ascii(text, length)) return str_writer_ascii(w, text, length);
  const char *end = text + length;
  while (text < end) {
    uint32_t c;
    text += utf8_decode(text, end, true, &c);
    if (!str_writer_char(w, c == UTF8_BAD ? 0xFFFD : c)) return false;
  }
  return true;
}

bool str_writer_repr(StrWriter *w, Ref o) {
  Object *s = object_repr(o);
  if (!s) return false;
  bool ok = str_writer_str(w, s);
  DECREF(s);
  return ok;
}

Own str_writer_finish(StrWriter *w) {
  Object *s = NULL;
  if (w->failed)
    err_no_memory();
  else if (w->length == 1)
    s = str_from_char(text_get(w->kind, w->data, 0));
  else {
    s = str_new(w->length, w->max_char < 0x80 ? 0x7f : text_max_char(w->kind, w->data, w->length));
    if (s) text_copy(STR(s)->kind, STR(s)->data, 0, w->kind, w->data, 0, w->length);
  }
  str_writer_discard(w);
  return s;
}

char *str_decimal(int64_t v, char *end) {
  uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
  do *--end = (char)('0' + u % 10);
  while (u /= 10);
  if (v < 0) *--end = '-';
  return end;
}

/* ---- str_format ---- */

typedef struct Directive {
  bool left, zero;
  ssize_t width, precision; /* -1: none */
} Directive;

static bool put_padded(StrWriter *w, const Directive *d, Object *s) {
  ssize_t n = STR(s)->length;
  if (d->precision >= 0 && n > d->precision) n = d->precision;
  ssize_t pad = d->width - n;
  return (d->left || str_writer_fill(w, ' ', pad)) && str_writer_part(w, s, 0, n) &&
         (!d->left || str_writer_fill(w, ' ', pad));
}

static bool put_utf8(StrWriter *w, const Directive *d, const char *text) {
  /* The precision counts bytes and must not split a character. */
  if (!text) text = "(null)";
  ssize_t n = 0;
  while ((d->precision < 0 || n < d->precision) && text[n]) n++;
  while (n > 0 && text[n] && utf8_is_tail(text[n])) n--;
  ssize_t columns = (ssize_t)utf8_count(text, (size_t)n), pad = d->width - columns;
  return (d->left || str_writer_fill(w, ' ', pad)) && str_writer_utf8(w, text, n) &&
         (!d->left || str_writer_fill(w, ' ', pad));
}

/* Takes over `s`. */
static bool put_new(StrWriter *w, const Directive *d, Object *s) {
  if (!s) return false;
  bool ok = put_padded(w, d, s);
  DECREF(s);
  return ok;
}

static bool put_number(StrWriter *w, const Directive *d, char kind, int size, va_list *args) {
  char format[16], text[64];
  char *f = format;
  *f++ = '%';
  if (d->zero) *f++ = '0';
  if (d->left) *f++ = '-';
  *f++ = '*';
  *f++ = 'l';
  *f++ = 'l';
  *f++ = kind;
  *f = 0;
  long long v;
  if (kind == 'd' || kind == 'i')
    v = size == 0 ? va_arg(*args, int) : size == 1 ? va_arg(*args, long) : va_arg(*args, long long);
  else
    v = (long long)(size == 0   ? va_arg(*args, unsigned)
                    : size == 1 ? va_arg(*args, unsigned long)
                                : va_arg(*args, unsigned long long));
  int width = (int)MIN(d->width, 50);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  int n = snprintf(text, sizeof text, format, width, v);
#pragma GCC diagnostic pop
  return str_writer_ascii(w, text, n);
}

static bool format_all(StrWriter *w, const char *f, va_list *args) {
  while (*f) {
    const char *start = f;
    while (*f && *f != '%') f++;
    if (f > start && !str_writer_utf8(w, start, f - start)) return false;
    if (!*f) break;
    f++;
    Directive d = {.width = 0, .precision = -1};
    for (;; f++) {
      if (*f == '-')
        d.left = true;
      else if (*f == '0')
        d.zero = true;
      else
        break;
    }
    if (*f == '*') {
      d.width = va_arg(*args, int);
      f++;
    } else
      while (*f >= '0' && *f <= '9') d.width = d.width * 10 + (*f++ - '0');
    if (*f == '.') {
      f++;
      d.precision = 0;
      if (*f == '*') {
        d.precision = va_arg(*args, int);
        f++;
      } else
        while (*f >= '0' && *f <= '9') d.precision = d.precision * 10 + (*f++ - '0');
    }
    int size = 0;
    while (*f == 'l' || *f == 'z' || *f == 'j' || *f == 't') {
      size = *f == 'l' ? size + 1 : 1;
      f++;
    }
    bool ok = true;
    switch (*f) {
    case '%': ok = str_writer_char(w, '%'); break;
    case 'c': ok = str_writer_char(w, (uint32_t)va_arg(*args, int)); break;
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o': ok = put_number(w, &d, *f, size, args); break;
    case 'p': {
      char text[32];
      ok = str_writer_ascii(w, text, snprintf(text, sizeof text, "%p", va_arg(*args, void *)));
      break;
    }
    case 's': ok = put_utf8(w, &d, va_arg(*args, const char *)); break;
    case 'U': ok = put_padded(w, &d, va_arg(*args, Object *)); break;
    case 'V': {
      Object *o = va_arg(*args, Object *);
      const char *text = va_arg(*args, const char *);
      ok = o ? put_padded(w, &d, o) : put_utf8(w, &d, text);
      break;
    }
    case 'R': ok = put_new(w, &d, object_repr(va_arg(*args, Object *))); break;
    case 'S': ok = put_new(w, &d, object_str(va_arg(*args, Object *))); break;
    case 'A': ok = put_new(w, &d, object_ascii(va_arg(*args, Object *))); break;
    case 'T': {
      /* tp_name: with the module for types of modules, the bare name for classes. */
      ok = put_utf8(w, &d, TYPE(va_arg(*args, Object *))->name);
      break;
    }
    case 'N': ok = put_utf8(w, &d, va_arg(*args, Type *)->name); break;
    default: ok = str_writer_char(w, '%') && str_writer_char(w, (uint32_t)*f); break;
    }
    if (!ok) return false;
    if (*f) f++;
  }
  return true;
}

Own str_format_v(const char *format, __builtin_va_list args) {
  StrWriter w;
  str_writer_init(&w);
  va_list copy;
  va_copy(copy, args);
  bool ok = format_all(&w, format, &copy);
  va_end(copy);
  if (!ok && !w.failed) {
    str_writer_discard(&w);
    return NULL;
  }
  return str_writer_finish(&w);
}

Own str_format(const char *format, ...) {
  va_list args;
  va_start(args, format);
  Object *s = str_format_v(format, args);
  va_end(args);
  return s;
}
