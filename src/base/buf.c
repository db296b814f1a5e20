#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void buf_init(Buf *buf, Allocator from) { *buf = (Buf){.from = from}; }

void buf_free(Buf *buf) {
  if (buf->data) buf->from.free(buf->from.ctx, buf->data, buf->cap);
  *buf = (Buf){.from = buf->from};
}

void buf_clear(Buf *buf) {
  buf->len = 0;
  buf->failed = false;
  if (buf->data) buf->data[0] = '\0';
}

bool buf_reserve(Buf *buf, size_t more) {
  if (buf->failed) return false;
  if (buf->cap > buf->len && more < buf->cap - buf->len) return true;
  size_t cap = buf->cap < 64 ? 64 : buf->cap * 2;
  if (more > SIZE_MAX / 4 || cap > SIZE_MAX / 4) {
    buf->failed = true;
    return false;
  }
  if (cap < buf->len + more + 1) cap = buf->len + more + 1;
  char *fresh = buf->from.alloc(buf->from.ctx, cap);
  if (!fresh) {
    buf->failed = true;
    return false;
  }
  if (buf->data) {
    memcpy(fresh, buf->data, buf->len + 1);
    buf->from.free(buf->from.ctx, buf->data, buf->cap);
  } else
    fresh[0] = '\0';
  buf->data = fresh;
  buf->cap = cap;
  return true;
}

void buf_bytes(Buf *buf, const void *bytes, size_t len) {
  if (!buf_reserve(buf, len)) return;
  if (len) memcpy(buf->data + buf->len, bytes, len);
  buf->len += len;
  buf->data[buf->len] = '\0';
}

void buf_char(Buf *buf, char c) { buf_bytes(buf, &c, 1); }

void buf_text(Buf *buf, const char *text) { buf_bytes(buf, text, strlen(text)); }

void buf_repeat(Buf *buf, char c, size_t count) {
  if (!buf_reserve(buf, count)) return;
  memset(buf->data + buf->len, c, count);
  buf->len += count;
  buf->data[buf->len] = '\0';
}

void buf_code_point(Buf *buf, uint32_t cp) {
  char bytes[4];
  buf_bytes(buf, bytes, utf8_encode(cp, bytes));
}

void buf_vprintf(Buf *buf, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int need = vsnprintf(NULL, 0, format, args);
  if (need < 0)
    buf->failed = true;
  else if (buf_reserve(buf, (size_t)need)) {
    vsnprintf(buf->data + buf->len, (size_t)need + 1, format, again);
    buf->len += (size_t)need;
  }
  va_end(again);
}

void buf_printf(Buf *buf, const char *format, ...) {
  va_list args;
  va_start(args, format);
  buf_vprintf(buf, format, args);
  va_end(args);
}

const char *buf_str(const Buf *buf) { return buf->data ? buf->data : ""; }
