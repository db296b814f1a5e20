/* Characters in arrays of 1, 2 or 4 bytes each: what str, bytes and bytearray share. No objects here.
 *
 * Invariants: `kind` is the width in bytes of a character; lengths and positions count characters.
 */
#ifndef LASTREF_OBJECT_TEXT_H
#define LASTREF_OBJECT_TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

static inline uint32_t text_get(int kind, const void *d, ssize_t i) {
  return kind == 1   ? ((const uint8_t *)d)[i]
         : kind == 2 ? ((const uint16_t *)d)[i]
                     : ((const uint32_t *)d)[i];
}
static inline void text_put(int kind, void *d, ssize_t i, uint32_t c) {
  if (kind == 1)
    ((uint8_t *)d)[i] = (uint8_t)c;
  else if (kind == 2)
    ((uint16_t *)d)[i] = (uint16_t)c;
  else
    ((uint32_t *)d)[i] = c;
}
static inline int text_kind_for(uint32_t max_char) {
  return max_char < 0x100 ? 1 : max_char < 0x10000 ? 2 : 4;
}
static inline const char *text_at(int kind, const void *d, ssize_t i) { return (const char *)d + i * kind; }

/* 0x7f, 0xff, 0xffff or 0x10ffff: the smallest that bounds all characters. */
uint32_t text_max_char(int kind, const void *d, ssize_t n);
bool text_all_ascii(const char *bytes, ssize_t n);
/* dst[at..] = src[from..from+n); dst_kind must hold the characters. */
void text_copy(int dst_kind, void *dst, ssize_t at, int src_kind, const void *src, ssize_t from, ssize_t n);
void text_fill(int kind, void *dst, ssize_t at, uint32_t c, ssize_t n);

/* The first (last) place of needle in hay, both of one kind, or -1. An empty needle is found at 0 (at n). */
ssize_t text_find(int kind, const void *hay, ssize_t n, const void *needle, ssize_t m);
ssize_t text_rfind(int kind, const void *hay, ssize_t n, const void *needle, ssize_t m);
ssize_t text_find_char(int kind, const void *hay, ssize_t n, uint32_t c);
ssize_t text_rfind_char(int kind, const void *hay, ssize_t n, uint32_t c);
/* Non-overlapping occurrences, at most max. */
ssize_t text_count(int kind, const void *hay, ssize_t n, const void *needle, ssize_t m, ssize_t max);

/* start, end of s.find(sub, start, end) for a length: clips as slices do. */
static inline void text_clip(ssize_t length, ssize_t *start, ssize_t *end) {
  if (*end > length)
    *end = length;
  else if (*end < 0) {
    *end += length;
    if (*end < 0) *end = 0;
  }
  if (*start < 0) {
    *start += length;
    if (*start < 0) *start = 0;
  }
}

#endif
