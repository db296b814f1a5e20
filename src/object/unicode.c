#include "object/unicode.h"

#include <stddef.h>
#include <utf8proc.h>

#include "base/attr.h"
#include "base/utf8.h"

typedef struct UnicodeRange {
  uint32_t first, last;
} UnicodeRange;
typedef struct UnicodeMapping {
  uint32_t from, to[3];
} UnicodeMapping;
#include "object/unicode_tables.h"

static bool in_ranges(const UnicodeRange *table, size_t n, uint32_t c) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (c > table[middle].last)
      low = middle + 1;
    else if (c < table[middle].first)
      high = middle;
    else
      return true;
  }
  return false;
}
#define IN(table, c) in_ranges(table, ARRAY_LEN(table), c)

bool unicode_is_printable(uint32_t c) { return c < 0x7f ? c >= ' ' : utf8_is_printable(c); }
bool unicode_is_space(uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f);
  return IN(spaces, c);
}
bool unicode_is_line_break(uint32_t c) {
  if (c < 0x80) return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e);
  return c == 0x85 || c == 0x2028 || c == 0x2029;
}
bool unicode_is_alpha(uint32_t c) {
  if (c < 0x80) return ((c | 32U) >= 'a' && (c | 32U) <= 'z');
  switch (utf8_category(c)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO: return true;
  default: return false;
  }
}
bool unicode_is_lower(uint32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return utf8_category(c) == UTF8PROC_CATEGORY_LL || IN(other_lower, c);
}
bool unicode_is_upper(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return utf8_category(c) == UTF8PROC_CATEGORY_LU || IN(other_upper, c);
}
bool unicode_is_title(uint32_t c) { return c >= 0x80 && utf8_category(c) == UTF8PROC_CATEGORY_LT; }
bool unicode_is_cased(uint32_t c) {
  return unicode_is_lower(c) || unicode_is_upper(c) || unicode_is_title(c);
}
bool unicode_is_case_ignorable(uint32_t c) {
  switch (utf8_category(c)) {
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_ME:
  case UTF8PROC_CATEGORY_CF:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_SK: return true;
  default: return IN(case_ignorable_others, c);
  }
}

bool unicode_is_decimal(uint32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : IN(decimals, c); }
bool unicode_is_digit(uint32_t c) { return unicode_is_decimal(c) || (c >= 0x80 && IN(digits, c)); }
bool unicode_is_numeric(uint32_t c) {
  if (unicode_is_digit(c)) return true;
  if (c < 0x80) return false;
  int category = utf8_category(c);
  return category == UTF8PROC_CATEGORY_NL || category == UTF8PROC_CATEGORY_NO || IN(numerics, c);
}
int unicode_decimal_value(uint32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9' ? (int)c - '0' : -1;
  for (size_t i = 0; i < ARRAY_LEN(decimals) && decimals[i].first <= c; i++)
    if (c <= decimals[i].last) return (int)((c - decimals[i].first) % 10);
  return -1;
}

static int map_char(const UnicodeMapping *table, size_t n, uint32_t c,
                    utf8proc_int32_t (*simple)(utf8proc_int32_t), uint32_t out[3]) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (table[middle].from < c)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < n && table[low].from == c) {
    int length = 0;
    while (length < 3 && table[low].to[length]) {
      out[length] = table[low].to[length];
      length++;
    }
    return length;
  }
  out[0] = (uint32_t)simple((utf8proc_int32_t)c);
  return 1;
}
static int one_char(uint32_t mapped, uint32_t out[3]) {
  out[0] = mapped;
  return 1;
}

int unicode_to_lower(uint32_t c, uint32_t out[3]) {
  if (c < 0x80) return one_char(c >= 'A' && c <= 'Z' ? c + 32 : c, out);
  return map_char(special_lower, ARRAY_LEN(special_lower), c, utf8proc_tolower, out);
}
int unicode_to_upper(uint32_t c, uint32_t out[3]) {
  if (c < 0x80) return one_char(c >= 'a' && c <= 'z' ? c - 32 : c, out);
  return map_char(special_upper, ARRAY_LEN(special_upper), c, utf8proc_toupper, out);
}
int unicode_to_title(uint32_t c, uint32_t out[3]) {
  if (c < 0x80) return one_char(c >= 'a' && c <= 'z' ? c - 32 : c, out);
  return map_char(special_title, ARRAY_LEN(special_title), c, utf8proc_totitle, out);
}
int unicode_fold(uint32_t c, uint32_t out[3]) {
  if (c < 0x80) return one_char(c >= 'A' && c <= 'Z' ? c + 32 : c, out);
  return map_char(special_fold, ARRAY_LEN(special_fold), c, utf8proc_tolower, out);
}

int unicode_width(uint32_t c) {
  if (c < 0x7f) return c >= ' ';
  return utf8proc_charwidth((utf8proc_int32_t)c);
}
const char *unicode_category(uint32_t c) {
  static const char pairs[][3] = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd",
                                  "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
                                  "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"};
  return pairs[utf8_category(c)];
}
