#include "base/unicode_names.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

// The packed form
// - Names are sequences of words; word_chunks lists the words, frequent ones first, each followed by a space.
// Words
//   are joined by a space, except around the words that contain a hyphen ("_" in the list stands for a
//   space).
// - A number is one to three digits of base 91 (the printable characters but " \ and ?); its first digit says
// how
//   many: 60 first digits stand alone, the next 27 start two digits, the next 2 start three.
// - A name chunk is a sequence of entries: the code point (four plain digits for the first entry of a chunk,
// then
//   the distance from the one before), the numbers of the words, a space.
#include "base/unicode_names.inc"

#define BASE      91U
#define ONE_DIGIT 60U
#define TWO_DIGIT 27U

static unsigned digit(char c) {
  unsigned value = (unsigned char)c - 33U;
  return value - (c > '"') - (c > '?') - (c > '\\');
}

static uint32_t read_number(const char **s) {
  unsigned first = digit(*(*s)++);
  if (first < ONE_DIGIT) return first;
  unsigned second = digit(*(*s)++);
  if (first < ONE_DIGIT + TWO_DIGIT) return ONE_DIGIT + (first - ONE_DIGIT) * BASE + second;
  unsigned third = digit(*(*s)++);
  return ONE_DIGIT + TWO_DIGIT * BASE + ((first - ONE_DIGIT - TWO_DIGIT) * BASE + second) * BASE + third;
}

static uint32_t read_fixed(const char **s) {
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) value = value * BASE + digit(*(*s)++);
  return value;
}

static void write_number(uint32_t value, char out[4]) {
  static const char digits[] =
      "!#$%&'()*+,-./0123456789:;<=>@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
  if (value < ONE_DIGIT) {
    out[0] = digits[value];
    out[1] = '\0';
    return;
  }
  value -= ONE_DIGIT;
  if (value < TWO_DIGIT * BASE) {
    out[0] = digits[ONE_DIGIT + value / BASE];
    out[1] = digits[value % BASE];
    out[2] = '\0';
    return;
  }
  value -= TWO_DIGIT * BASE;
  out[0] = digits[ONE_DIGIT + TWO_DIGIT + value / BASE / BASE];
  out[1] = digits[value / BASE % BASE];
  out[2] = digits[value % BASE];
  out[3] = '\0';
}

// The number of a word; "_" stands for the space in words like "- ".
static bool find_word(const char *word, size_t len, uint32_t *number) {
  uint32_t at = 0;
  for (size_t i = 0; i < ARRAY_LEN(word_chunks); i++)
    for (const char *s = word_chunks[i]; *s; at++) {
      const char *end = strchr(s, ' ');
      if ((size_t)(end - s) == len && memcmp(s, word, len) == 0) {
        *number = at;
        return true;
      }
      s = end + 1;
    }
  return false;
}

static const char *word_text(uint32_t number, size_t *len) {
  for (size_t i = 0; i < ARRAY_LEN(word_chunks); i++)
    for (const char *s = word_chunks[i]; *s; number--) {
      const char *end = strchr(s, ' ');
      if (number == 0) {
        *len = (size_t)(end - s);
        return s;
      }
      s = end + 1;
    }
  *len = 0;
  return "";
}

static void skip_entry(const char **s) { *s = strchr(*s, ' ') + 1; }

static uint32_t find_packed(const char *const *chunks, size_t count, const char *packed) {
  size_t len = strlen(packed);
  for (size_t i = 0; i < count; i++) {
    uint32_t cp = 0;
    for (const char *s = chunks[i]; *s; skip_entry(&s)) {
      cp = s == chunks[i] ? read_fixed(&s) : cp + read_number(&s);
      if (strncmp(s, packed, len) == 0 && s[len] == ' ') return cp;
    }
  }
  return UTF8_BAD;
}

// ---- names by rule ----

static const struct {
  uint32_t first, last;
} ideographs[] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF}, {0x2A700, 0x2B738},
                  {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}};

static bool is_ideograph(uint32_t cp) {
  for (size_t i = 0; i < ARRAY_LEN(ideographs); i++)
    if (cp >= ideographs[i].first && cp <= ideographs[i].last) return true;
  return false;
}

static const char *const leads[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                    "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
static const char *const vowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                     "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char *const tails[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                    "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                    "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};

static uint32_t find_hangul(const char *name, size_t len) {
  for (uint32_t i = 0; i < 19U * 21U * 28U; i++) {
    char text[12];
    int size = snprintf(text, sizeof text, "%s%s%s", leads[i / 588], vowels[i / 28 % 21], tails[i % 28]);
    if ((size_t)size == len && memcmp(text, name, len) == 0) return 0xAC00 + i;
  }
  return UTF8_BAD;
}

static uint32_t find_ideograph(const char *digits, size_t len) {
  uint32_t cp = 0;
  if (len != 4 && len != 5) return UTF8_BAD;
  for (size_t i = 0; i < len; i++) {
    char c = digits[i];
    if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'F')) return UTF8_BAD;
    cp = cp << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'A' + 10);
  }
  return is_ideograph(cp) ? cp : UTF8_BAD;
}

// ---- names from the tables ----

// Splits a name into its words and packs their numbers. False: a word occurs in no name.
static bool pack(const char *name, size_t len, char *packed) {
  size_t i = 0, used = 0;
  bool word_before = false;
  while (i < len) {
    char word[UNICODE_NAME_MAX];
    size_t size = 0;
    bool hyphen = name[i] == '-' || (name[i] == ' ' && i + 1 < len && name[i + 1] == '-');
    if (hyphen) {
      if (name[i] == ' ') word[size++] = '_', i++;
      word[size++] = name[i++];
      if (size == 1 && i < len && name[i] == ' ') word[size++] = '_', i++;
    } else {
      if (word_before) {
        if (name[i] != ' ') return false;
        i++;
      }
      while (i < len && name[i] != ' ' && name[i] != '-') word[size++] = name[i++];
      if (!size) return false;
    }
    word_before = !hyphen;
    uint32_t number;
    if (!find_word(word, size, &number)) return false;
    write_number(number, packed + used);
    used += strlen(packed + used);
  }
  return used > 0;
}

uint32_t unicode_name_lookup(const char *name, size_t len) {
  char upper[UNICODE_NAME_MAX], packed[UNICODE_NAME_MAX * 3 + 4];
  if (len == 0 || len >= sizeof upper) return UTF8_BAD;
  for (size_t i = 0; i < len; i++)
    upper[i] = name[i] >= 'a' && name[i] <= 'z' ? (char)(name[i] - 32) : name[i];
  upper[len] = '\0';
  if (strncmp(upper, "HANGUL SYLLABLE ", 16) == 0) return find_hangul(upper + 16, len - 16);
  if (strncmp(upper, "CJK UNIFIED IDEOGRAPH-", 22) == 0) return find_ideograph(upper + 22, len - 22);
  if (memchr(upper, '_', len) || !pack(upper, len, packed)) return UTF8_BAD;
  uint32_t cp = find_packed(name_chunks, ARRAY_LEN(name_chunks), packed);
  return cp != UTF8_BAD ? cp : find_packed(alias_chunks, ARRAY_LEN(alias_chunks), packed);
}

static size_t unpack(const char *s, char out[UNICODE_NAME_MAX]) {
  size_t used = 0;
  bool word_before = false;
  while (*s != ' ') {
    size_t len;
    const char *word = word_text(read_number(&s), &len);
    bool hyphen = memchr(word, '-', len) != NULL;
    if (word_before && !hyphen) out[used++] = ' ';
    for (size_t i = 0; i < len; i++) out[used++] = word[i] == '_' ? ' ' : word[i];
    word_before = !hyphen;
  }
  out[used] = '\0';
  return used;
}

size_t unicode_name_of(uint32_t cp, char out[UNICODE_NAME_MAX]) {
  if (is_ideograph(cp))
    return (size_t)snprintf(out, UNICODE_NAME_MAX, "CJK UNIFIED IDEOGRAPH-%X", (unsigned)cp);
  if (cp >= 0xAC00 && cp <= 0xD7A3) {
    uint32_t i = cp - 0xAC00;
    return (size_t)snprintf(out, UNICODE_NAME_MAX, "HANGUL SYLLABLE %s%s%s", leads[i / 588],
                            vowels[i / 28 % 21], tails[i % 28]);
  }
  for (size_t i = 0; i < ARRAY_LEN(name_chunks); i++) {
    uint32_t at = 0;
    for (const char *s = name_chunks[i]; *s; skip_entry(&s)) {
      at = s == name_chunks[i] ? read_fixed(&s) : at + read_number(&s);
      if (at == cp) return unpack(s, out);
      if (at > cp) return 0;
    }
  }
  return 0;
}
