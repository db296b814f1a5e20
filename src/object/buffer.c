#include "object/buffer.h"

#include "object/err.h"

int buffer_get(Ref o, Buffer *view, int flags) {
  if (!buffer_check(o)) {
    *view = (Buffer){0};
    err_format(T(TypeError), "a bytes-like object is required, not '%.100T'", o);
    return -1;
  }
  return o->type->slots.getbuffer(o, view, flags);
}

void buffer_release(Buffer *view) {
  Object *o = view->obj;
  if (!o) return;
  if (o->type->slots.releasebuffer) o->type->slots.releasebuffer(o, view);
  view->obj = NULL;
  DECREF(o);
}

int buffer_fill(Buffer *view, Object *exporter, void *bytes, ssize_t len, bool readonly, int flags) {
  if (readonly && (flags & BUFFER_WRITABLE)) {
    *view = (Buffer){0};
    err_format(T(BufferError), "Object is not writable.");
    return -1;
  }
  *view = (Buffer){.buf = bytes,
                   .obj = XNEWREF(exporter),
                   .len = len,
                   .itemsize = 1,
                   .readonly = readonly,
                   .ndim = 1,
                   .format = flags & BUFFER_FULL ? "B" : NULL};
  view->shape = &view->len;
  view->strides = &view->itemsize;
  return 0;
}
