#include "object/numtext.h"

#include "base/utf8.h"
#include "heap/mem.h"
#include "object/err.h"

#include <utf8proc.h>

bool unicode_space(uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Decimal digits stand in runs of ten that begin with zero (Unicode Standard, 4.6), so the place in the run
 * is the value. */
int unicode_decimal(uint32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
  if (utf8_category(c) != UTF8PROC_CATEGORY_ND) return -1;
  uint32_t first = c;
  while (utf8_category(first - 1) == UTF8PROC_CATEGORY_ND) first--;
  return (int)((c - first) % 10);
}

bool number_text_from_str(NumberText *t, Ref str) {
  const Str *s = (const Str *)str;
  t->length = s->length;
  t->text = (size_t)s->length < sizeof t->small ? t->small : mem_alloc((size_t)s->length + 1);
  if (!t->text) {
    err_no_memory();
    return false;
  }
  t->text[s->length] = 0;
  if (s->ascii)
    memcpy(t->text, str_data(s), (size_t)s->length);
  else
    for (ssize_t i = 0; i < s->length; i++) {
      uint32_t c = str_char(s, i);
      int digit = c < 0x80 ? -1 : unicode_decimal(c);
      t->text[i] = c < 0x80 ? (char)c : digit >= 0 ? (char)('0' + digit) : unicode_space(c) ? ' ' : '?';
    }
  return true;
}

void number_text_free(NumberText *t) {
  if (t->text && t->text != t->small) mem_free(t->text);
}

ssize_t number_text_strip_underscores(const char *text, ssize_t length, char *out) {
  ssize_t n = 0;
  char before = 0;
  for (ssize_t i = 0; i < length; i++) {
    char c = text[i];
    if (c == '_') {
      if (before < '0' || before > '9') return -1;
    } else {
      if (before == '_' && (c < '0' || c > '9')) return -1;
      out[n++] = c;
    }
    before = c;
  }
  return before == '_' ? -1 : n;
}
