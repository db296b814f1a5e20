// A growing buffer of bytes or text.
//
// Invariants
// - When data is not NULL, data[len] is NUL, so text can be used in place.
// - A refused allocation sets `failed` and drops that append and all later ones: check once, at the end.
#ifndef LASTREF_BASE_BUF_H
#define LASTREF_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/region.h"

typedef struct Buf {
  char *data;
  size_t len, cap;
  Allocator from;
  bool failed;
} Buf;

void buf_init(Buf *buf, Allocator from);
void buf_free(Buf *buf);
void buf_clear(Buf *buf); // keeps the memory and clears `failed`
// Makes room for `more` bytes behind len (and the NUL). False sets failed.
bool buf_reserve(Buf *buf, size_t more);
void buf_bytes(Buf *buf, const void *bytes, size_t len);
void buf_char(Buf *buf, char c);
void buf_text(Buf *buf, const char *text);
void buf_repeat(Buf *buf, char c, size_t count);
// One code point as UTF-8 (surrogates as WTF-8).
void buf_code_point(Buf *buf, uint32_t cp);
void buf_printf(Buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_vprintf(Buf *buf, const char *format, va_list args) PRINTF_LIKE(2, 0);
// The text so far, never NULL ("" when empty).
BORROWED const char *buf_str(const Buf *buf);

#endif
