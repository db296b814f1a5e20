// UTF-8, and WTF-8 where Python strings need it (a lone surrogate is three bytes ED A0..BF xx).
#ifndef LASTREF_BASE_UTF8_H
#define LASTREF_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

#define UTF8_BAD UINT32_MAX

// Reads one code point from [p, end), p < end. Returns the bytes used (1..4) and stores the code point;
// malformed input stores UTF8_BAD and returns the length of the maximal ill-formed prefix (at least 1), the
// unit that CPython replaces or reports. Surrogates are malformed unless `surrogates`.
unsigned utf8_decode(const char *p, const char *end, bool surrogates, uint32_t *cp);
// Writes 1..4 bytes for a code point below 0x110000 and returns how many.
unsigned utf8_encode(uint32_t cp, char out[4]);
// Bytes that utf8_encode would write.
static inline unsigned utf8_width(uint32_t cp) {
  return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
}
// The length of the longest well-formed prefix of text; equal to len when all of it is.
size_t utf8_valid_prefix(const char *text, size_t len, bool surrogates);
bool utf8_is_ascii(const char *text, size_t len);
// Code points in well-formed text.
size_t utf8_count(const char *text, size_t len);
// The byte offset of the code point number `index` in well-formed text, at most len.
size_t utf8_offset(const char *text, size_t len, size_t index);
// Whether a byte continues a sequence.
static inline bool utf8_is_tail(char c) { return ((unsigned char)c & 0xC0U) == 0x80U; }

// The general category (utf8proc's UTF8PROC_CATEGORY_*) as of Unicode 14, the version of Python 3.11.
int utf8_category(uint32_t cp);
// PEP 3131 identifiers, by code point (XID_Start or underscore; XID_Continue), as str.isidentifier counts
// them.
bool utf8_is_identifier_start(uint32_t cp);
bool utf8_is_identifier_continue(uint32_t cp);
// str.isprintable for one code point.
bool utf8_is_printable(uint32_t cp);

#endif
