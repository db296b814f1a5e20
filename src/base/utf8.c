#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

unsigned utf8_decode(const char *text, const char *end, bool surrogates, uint32_t *cp) {
  const unsigned char *p = (const unsigned char *)text;
  size_t left = (size_t)(end - text);
  unsigned lead = p[0];
  if (lead < 0x80) {
    *cp = lead;
    return 1;
  }
  *cp = UTF8_BAD;
  if (lead < 0xC2 || lead > 0xF4) return 1;
  unsigned need = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The second byte carries all the restrictions: no overlong forms, no surrogates, nothing above 10FFFF.
  unsigned low = 0x80, high = 0xBF;
  if (lead == 0xE0)
    low = 0xA0;
  else if (lead == 0xED && !surrogates)
    high = 0x9F;
  else if (lead == 0xF0)
    low = 0x90;
  else if (lead == 0xF4)
    high = 0x8F;
  if (left < 2 || p[1] < low || p[1] > high) return 1;
  uint32_t value = need == 2 ? lead & 0x1FU : need == 3 ? lead & 0x0FU : lead & 0x07U;
  value = value << 6 | (p[1] & 0x3FU);
  for (unsigned i = 2; i < need; i++) {
    if (i >= left || (p[i] & 0xC0U) != 0x80U) return i;
    value = value << 6 | (p[i] & 0x3FU);
  }
  *cp = value;
  return need;
}

unsigned utf8_encode(uint32_t cp, char out[4]) {
  if (cp < 0x80) {
    out[0] = (char)cp;
    return 1;
  }
  if (cp < 0x800) {
    out[0] = (char)(0xC0U | cp >> 6);
    out[1] = (char)(0x80U | (cp & 0x3FU));
    return 2;
  }
  if (cp < 0x10000) {
    out[0] = (char)(0xE0U | cp >> 12);
    out[1] = (char)(0x80U | (cp >> 6 & 0x3FU));
    out[2] = (char)(0x80U | (cp & 0x3FU));
    return 3;
  }
  out[0] = (char)(0xF0U | cp >> 18);
  out[1] = (char)(0x80U | (cp >> 12 & 0x3FU));
  out[2] = (char)(0x80U | (cp >> 6 & 0x3FU));
  out[3] = (char)(0x80U | (cp & 0x3FU));
  return 4;
}

// Length of the leading run of ASCII, eight bytes at a time.
static size_t ascii_run(const char *text, size_t len) {
  size_t i = 0;
  for (; i + 8 <= len; i += 8) {
    uint64_t word;
    memcpy(&word, text + i, 8);
    if (word & UINT64_C(0x8080808080808080)) break;
  }
  while (i < len && !((unsigned char)text[i] & 0x80U)) i++;
  return i;
}

size_t utf8_valid_prefix(const char *text, size_t len, bool surrogates) {
  const char *p = text, *end = text + len;
  while (p < end) {
    p += ascii_run(p, (size_t)(end - p));
    if (p == end) break;
    uint32_t cp;
    unsigned used = utf8_decode(p, end, surrogates, &cp);
    if (cp == UTF8_BAD) break;
    p += used;
  }
  return (size_t)(p - text);
}

bool utf8_is_ascii(const char *text, size_t len) { return ascii_run(text, len) == len; }

size_t utf8_count(const char *text, size_t len) {
  size_t count = 0;
  for (size_t i = 0; i < len; i++) count += !utf8_is_tail(text[i]);
  return count;
}

size_t utf8_offset(const char *text, size_t len, size_t index) {
  size_t at = 0;
  for (; at < len; at++) {
    if (utf8_is_tail(text[at])) continue;
    if (index == 0) break;
    index--;
  }
  return at;
}

// Assigned by Unicode 15, which utf8proc 2.8 knows; Python 3.11 has Unicode 14, where they are unassigned.
static const struct {
  uint32_t first, last;
} newer[] = {
    {0xCF3, 0xCF3},     {0xECE, 0xECE},     {0x10EFD, 0x10EFF}, {0x1123F, 0x11241}, {0x11B00, 0x11B09},
    {0x11F00, 0x11F10}, {0x11F12, 0x11F3A}, {0x11F3E, 0x11F59}, {0x1342F, 0x1342F}, {0x13439, 0x13455},
    {0x1B132, 0x1B132}, {0x1B155, 0x1B155}, {0x1D2C0, 0x1D2D3}, {0x1DF25, 0x1DF2A}, {0x1E030, 0x1E06D},
    {0x1E08F, 0x1E08F}, {0x1E4D0, 0x1E4F9}, {0x1F6DC, 0x1F6DC}, {0x1F774, 0x1F776}, {0x1F77B, 0x1F77F},
    {0x1F7D9, 0x1F7D9}, {0x1FA75, 0x1FA77}, {0x1FA87, 0x1FA88}, {0x1FAAD, 0x1FAAF}, {0x1FABB, 0x1FABD},
    {0x1FABF, 0x1FABF}, {0x1FACE, 0x1FACF}, {0x1FADA, 0x1FADB}, {0x1FAE8, 0x1FAE8}, {0x1FAF7, 0x1FAF8},
    {0x2B739, 0x2B739}, {0x31350, 0x323AF},
};

int utf8_category(uint32_t cp) {
  if (cp >= newer[0].first)
    for (size_t i = 0; i < ARRAY_LEN(newer) && cp >= newer[i].first; i++)
      if (cp <= newer[i].last) return UTF8PROC_CATEGORY_CN;
  return (int)utf8proc_category((utf8proc_int32_t)cp);
}

// Characters that have the ID property but whose NFKC form has not (UAX 31, "NFKC modifications").
static bool loses_under_nfkc(uint32_t cp, bool start) {
  switch (cp) {
  case 0x37A:
  case 0x309B:
  case 0x309C:
  case 0xFDFA:
  case 0xFDFB:
  case 0xFE70:
  case 0xFE72:
  case 0xFE74:
  case 0xFE76:
  case 0xFE78:
  case 0xFE7A:
  case 0xFE7C:
  case 0xFE7E: return true;
  case 0xE33:
  case 0xEB3:
  case 0xFF9E:
  case 0xFF9F: return start;
  default: return cp >= 0xFC5E && cp <= 0xFC63;
  }
}

bool utf8_is_identifier_start(uint32_t cp) {
  if (cp < 0x80) return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == '_';
  if (loses_under_nfkc(cp, true) || cp == 0x2E2F) return false;
  switch (utf8_category(cp)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_NL: return true;
  default: return cp == 0x1885 || cp == 0x1886 || cp == 0x2118 || cp == 0x212E; // Other_ID_Start
  }
}

bool utf8_is_identifier_continue(uint32_t cp) {
  if (cp < 0x80) return utf8_is_identifier_start(cp) || (cp >= '0' && cp <= '9');
  if (loses_under_nfkc(cp, false) || cp == 0x2E2F) return false;
  switch (utf8_category(cp)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_PC: return true;
  default:
    return cp == 0xB7 || cp == 0x387 || (cp >= 0x1369 && cp <= 0x1371) || cp == 0x19DA || // Other_ID_Continue
           cp == 0x1885 || cp == 0x1886 || cp == 0x2118 || cp == 0x212E;
  }
}

bool utf8_is_printable(uint32_t cp) {
  if (cp == ' ') return true;
  switch (utf8_category(cp)) {
  case UTF8PROC_CATEGORY_CC:
  case UTF8PROC_CATEGORY_CF:
  case UTF8PROC_CATEGORY_CS:
  case UTF8PROC_CATEGORY_CO:
  case UTF8PROC_CATEGORY_CN:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
  case UTF8PROC_CATEGORY_ZS: return false;
  default: return true;
  }
}
