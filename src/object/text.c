#include "object/text.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

bool text_all_ascii(const char *bytes, ssize_t n) {
  const char *p = bytes, *end = bytes + n;
  for (; end - p >= 8; p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    if (word & HIGH_BITS) return false;
  }
  for (; p < end; p++)
    if ((unsigned char)*p & 0x80U) return false;
  return true;
}

uint32_t text_max_char(int kind, const void *d, ssize_t n) {
  if (kind == 1) return text_all_ascii(d, n) ? 0x7f : 0xff;
  uint32_t all = 0;
  if (kind == 2) {
    const uint16_t *p = d;
    for (ssize_t i = 0; i < n; i++) all |= p[i];
  } else {
    const uint32_t *p = d;
    uint32_t high = 0;
    for (ssize_t i = 0; i < n; i++) {
      all |= p[i];
      high |= p[i] >> 16;
    }
    if (high) return 0x10ffff;
  }
  return all < 0x80 ? 0x7f : all < 0x100 ? 0xff : 0xffff;
}

void text_copy(int dst_kind, void *dst, ssize_t at, int src_kind, const void *src, ssize_t from, ssize_t n) {
  if (n <= 0) return;
  if (dst_kind == src_kind) {
    memcpy((char *)dst + at * dst_kind, (const char *)src + from * src_kind, (size_t)n * (size_t)src_kind);
    return;
  }
#define COPY(D, S)                                                                                           \
  do {                                                                                                       \
    D *to = (D *)dst + at;                                                                                   \
    const S *be = (const S *)src + from;                                                                     \
    for (ssize_t i = 0; i < n; i++) to[i] = (D)be[i];                                                        \
  } while (0)
  switch (dst_kind * 8 + src_kind) {
  case 2 * 8 + 1: COPY(uint16_t, uint8_t); break;
  case 4 * 8 + 1: COPY(uint32_t, uint8_t); break;
  case 4 * 8 + 2: COPY(uint32_t, uint16_t); break;
  case 1 * 8 + 2: COPY(uint8_t, uint16_t); break;
  case 1 * 8 + 4: COPY(uint8_t, uint32_t); break;
  default: COPY(uint16_t, uint32_t); break;
  }
#undef COPY
}

void text_fill(int kind, void *dst, ssize_t at, uint32_t c, ssize_t n) {
  if (n <= 0) return;
  if (kind == 1) {
    memset((char *)dst + at, (int)c, (size_t)n);
    return;
  }
  for (ssize_t i = 0; i < n; i++) text_put(kind, dst, at + i, c);
}

ssize_t text_find_char(int kind, const void *hay, ssize_t n, uint32_t c) {
  if (n <= 0) return -1;
  if (kind == 1) {
    if (c > 0xff) return -1;
    const char *p = memchr(hay, (int)c, (size_t)n);
    return p ? p - (const char *)hay : -1;
  }
  if (kind == 2) {
    const uint16_t *p = hay;
    for (ssize_t i = 0; i < n; i++)
      if (p[i] == c) return i;
    return -1;
  }
  const uint32_t *p = hay;
  for (ssize_t i = 0; i < n; i++)
    if (p[i] == c) return i;
  return -1;
}

ssize_t text_rfind_char(int kind, const void *hay, ssize_t n, uint32_t c) {
  if (n <= 0) return -1;
  if (kind == 1) {
    if (c > 0xff) return -1;
    const char *p = memrchr(hay, (int)c, (size_t)n);
    return p ? p - (const char *)hay : -1;
  }
  while (n-- > 0)
    if (text_get(kind, hay, n) == c) return n;
  return -1;
}

ssize_t text_find(int kind, const void *hay, ssize_t n, const void *needle, ssize_t m) {
  if (m > n) return -1;
  if (m == 0) return 0;
  if (m == 1) return text_find_char(kind, hay, n, text_get(kind, needle, 0));
  if (kind == 1) {
    const char *start = hay, *p = start, *end = start + (n - m) + 1, *want = needle;
    /* Short texts: candidates by their first character. Long ones: an algorithm whose worst case is linear.
     */
    for (int tries = 0; tries < 32; tries++) {
      p = memchr(p, want[0], (size_t)(end - p));
      if (!p) return -1;
      if (p[m - 1] == want[m - 1] && memcmp(p + 1, want + 1, (size_t)m - 1) == 0) return p - start;
      if (++p == end) return -1;
    }
    p = memmem(p, (size_t)(start + n - p), needle, (size_t)m);
    return p ? p - start : -1;
  }
  uint32_t first = text_get(kind, needle, 0);
  for (ssize_t i = 0; i <= n - m; i++) {
    ssize_t skip = text_find_char(kind, text_at(kind, hay, i), n - m + 1 - i, first);
    if (skip < 0) return -1;
    i += skip;
    if (memcmp(text_at(kind, hay, i), needle, (size_t)(m * kind)) == 0) return i;
  }
  return -1;
}

ssize_t text_rfind(int kind, const void *hay, ssize_t n, const void *needle, ssize_t m) {
  if (m > n) return -1;
  if (m == 0) return n;
  uint32_t first = text_get(kind, needle, 0);
  for (ssize_t left = n - m + 1; left > 0;) {
    ssize_t i = text_rfind_char(kind, hay, left, first);
    if (i < 0) return -1;
    if (memcmp(text_at(kind, hay, i), needle, (size_t)(m * kind)) == 0) return i;
    left = i;
  }
  return -1;
}

ssize_t text_count(int kind, const void *hay, ssize_t n, const void *needle, ssize_t m, ssize_t max) {
  if (m == 0) return n + 1 < max ? n + 1 : max;
  ssize_t count = 0, at = 0;
  while (count < max) {
    ssize_t i = text_find(kind, text_at(kind, hay, at), n - at, needle, m);
    if (i < 0) break;
    count++;
    at += i + m;
  }
  return count;
}
