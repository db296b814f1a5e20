#include "model/buffers.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/region.h"
#include "object/bytes.h"
#include "object/memoryview.h"

static const Object *object_of(const ModelObject *o) {
  return (const Object *)(uintptr_t)(o->address - ID_OFFSET);
}

static const char *keep(Model *m, const char *text) {
  const char *copy = region_copy(m->memory, text, strlen(text));
  return copy ? copy : NULL;
}

/* NULL: released, or no view at all. */
static const MemoryView *open_view(const ModelObject *o) {
  const Object *object = object_of(o);
  if (!object->refcnt || object->type != T(MEMORYVIEW)) return NULL;
  const MemoryView *v = (const MemoryView *)object;
  return v->flags & VIEW_RELEASED || !v->mbuf || v->mbuf->flags & MBUF_RELEASED ? NULL : v;
}

static PRINTF_LIKE(3, 4) void put(char *out, size_t room, const char *format, ...) {
  size_t n = strlen(out);
  va_list args;
  va_start(args, format);
  vsnprintf(out + n, room - n, format, args);
  va_end(args);
}

/* What views lie on the memory of o: each buffer asked for is one export; slices and casts of a view share
 * it. */
static void tell_exporter(Model *m, ModelObject *o) {
  const Object *exporter = object_of(o);
  char text[400] = "", views[240] = "";
  const ManagedBuffer *seen[64];
  int count = 0, shown = 0, exports = 0;
  for (int32_t i = 0; i < m->object_count; i++) {
    const MemoryView *v = open_view(&m->objects[i]);
    if (!v || v->mbuf->master.obj != exporter) continue;
    bool met = false;
    for (int k = 0; k < exports; k++) met |= seen[k] == v->mbuf;
    if (!met && exports < (int)(sizeof seen / sizeof *seen)) seen[exports++] = v->mbuf;
    count++;
    if (shown < 12) put(views, sizeof views, "%s#%u", shown++ ? ", " : "", m->objects[i].tag);
  }
  bool grows = exporter->type == T(BYTEARRAY);
  ssize_t lent = grows ? ((const ByteArray *)exporter)->exports : exports;
  if (!count && !lent) return;
  put(text, sizeof text, "exported %zd time%s", lent, lent == 1 ? "" : "s");
  if (count) put(text, sizeof text, ": by memoryview %s%s", views, count > shown ? ", ..." : "");
  if (lent > exports) put(text, sizeof text, "%s the running operation", count ? " and" : ": by");
  if (TYPE_HAS(exporter->type, TYPE_SUB_BYTES))
    put(text, sizeof text, "; bytes cannot change, so nothing is locked");
  else
    put(text, sizeof text, "; resizing it raises BufferError");
  o->lent = keep(m, text);
  o->badges |= BADGE_EXPORTED;
}

static void tell_view(Model *m, ModelObject *o) {
  const MemoryView *v = (const MemoryView *)object_of(o);
  if (!v->head.ob.refcnt) return;
  if (!open_view(o)) {
    o->lent = "released: it looks at nothing any more";
    return;
  }
  for (int32_t i = 0; i < m->object_count; i++) {
    if (object_of(&m->objects[i]) != v->mbuf->master.obj) continue;
    const ModelObject *of = &m->objects[i];
    char text[200];
    snprintf(text, sizeof text, "a window on %zd byte%s of %s #%u%s: no copy, the bytes are its own",
             v->view.len, v->view.len == 1 ? "" : "s", of->type, of->tag,
             v->view.readonly ? ", to read only" : "");
    o->lent = keep(m, text);
    return;
  }
}

void buffers_tell(Model *m) {
  bool any = false;
  for (int32_t i = 0; i < m->object_count; i++) {
    const Object *o = object_of(&m->objects[i]);
    if (o->type == T(MEMORYVIEW)) {
      tell_view(m, &m->objects[i]);
      any = true;
    } else if (o->refcnt && o->type == T(BYTEARRAY) && ((const ByteArray *)o)->exports)
      any = true;
  }
  for (int32_t i = 0; any && i < m->object_count; i++) {
    const Object *o = object_of(&m->objects[i]);
    if (o->refcnt && o->type != T(MEMORYVIEW) && buffer_check((Ref)(uintptr_t)o))
      tell_exporter(m, &m->objects[i]);
  }
}
