/* Buffers: how one object lends its bytes to another (memoryview, bytes methods, struct, array).
 *
 * Invariants
 * - A filled Buffer owns a reference to `obj`, the exporter, until buffer_release(). While one is out, an
 * exporter whose memory could move counts it and refuses to resize (BufferError).
 * - len = product(shape) * itemsize. format NULL means "B". suboffsets are always NULL here.
 */
#ifndef LASTREF_OBJECT_BUFFER_H
#define LASTREF_OBJECT_BUFFER_H

#include "object/runtime.h"

struct Buffer {
  void *buf;
  Object *obj; /* owned */
  ssize_t len, itemsize;
  int readonly, ndim;
  const char *format; /* struct syntax; lives as long as the exporter lends */
  ssize_t *shape, *strides, *suboffsets;
  void *internal;
};

enum BufferFlags {
  BUFFER_SIMPLE = 0,
  BUFFER_WRITABLE = 1,
  BUFFER_FULL = 2 /* format, shape and strides wanted */
};
enum { BUFFER_MAX_DIMS = 64 };

static inline bool buffer_check(Ref o) { return o->type->slots.getbuffer != NULL; }
/* With BUFFER_SIMPLE the bytes are contiguous. 0, or -1 with TypeError "a bytes-like object is required, not
 * 'X'" or BufferError. Runs no Python code. */
int buffer_get(Ref o, Buffer *view, int flags) MUST_USE;
void buffer_release(Buffer *view); /* no effect when view->obj is NULL */
/* For exporters of plain bytes. */
int buffer_fill(Buffer *view, Object *exporter, void *bytes, ssize_t len, bool readonly, int flags) MUST_USE;
static inline void buffer_cleanup(Buffer *view) { buffer_release(view); }
/* An empty Buffer, released at the end of the scope; what it borrows from is held by the running call. */
#define AUTO_BUFFER(var)                                                                                     \
  Buffer var __attribute__((cleanup(buffer_cleanup))) = {0};                                                 \
  HOLD(var##_held, NULL, "bytes being read or written");                                                     \
  hold_array(&var##_held, &var.obj, 1)

/* Copies the items of any shape into len bytes, in order 'C' or 'F'. */
void buffer_copy(const Buffer *view, void *out, char order);
/* Whether the items lie without gaps, in order 'C', 'F' or 'A' (either). */
bool buffer_is_contiguous(const Buffer *view, char order);
Own memoryview_new(Ref exporter) MUST_USE;
Own memoryview_from_bytes(void *bytes, ssize_t len, bool readonly) MUST_USE;
/* The memory under such a view goes: whoever still has the view, or one made of it, finds it released. */
void memoryview_end(Object *view);

#endif
