#include "object/memoryview.h"

#include <string.h>

#include "base/hash.h"
#include "object/bytes.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slice.h"
#include "object/support.h"
#include "object/textargs.h"
#include "object/tuple.h"

#define MV(o)   ((MemoryView *)(o))
#define NO_ARGS (void)args, (void)nargs

/* ---- shapes ---- */

static bool contiguous(const Buffer *v, bool fortran) {
  if (v->ndim == 0 || (v->len == 0 && v->ndim > 1)) return true;
  if (v->ndim == 1) return v->shape[0] == 1 || v->strides[0] == v->itemsize;
  ssize_t step = v->itemsize;
  for (int k = 0; k < v->ndim; k++) {
    int d = fortran ? k : v->ndim - 1 - k;
    if (v->shape[d] > 1 && v->strides[d] != step) return false;
    step *= v->shape[d];
  }
  return true;
}

bool buffer_is_contiguous(const Buffer *v, char order) {
  if (!v->shape || !v->strides) return true;
  return order == 'C'   ? contiguous(v, false)
         : order == 'F' ? contiguous(v, true)
                        : contiguous(v, false) || contiguous(v, true);
}

/* Copies dimensions d.. of the items at p to out, whose strides are to[]. */
static void copy_items(const Buffer *v, int d, const char *p, const ssize_t *to, char *out) {
  if (d == v->ndim) {
    memcpy(out, p, (size_t)v->itemsize);
    return;
  }
  for (ssize_t i = 0; i < v->shape[d]; i++) copy_items(v, d + 1, p + i * v->strides[d], to, out + i * to[d]);
}

void buffer_copy(const Buffer *v, void *out, char order) {
  if (v->len == 0) return;
  if (order == 'A') order = buffer_is_contiguous(v, 'F') && !buffer_is_contiguous(v, 'C') ? 'F' : 'C';
  if (buffer_is_contiguous(v, order)) {
    memcpy(out, v->buf, (size_t)v->len);
    return;
  }
  ssize_t to[BUFFER_MAX_DIMS], step = v->itemsize;
  for (int k = 0; k < v->ndim; k++) {
    int d = order == 'F' ? k : v->ndim - 1 - k;
    to[d] = step;
    step *= v->shape[d];
  }
  copy_items(v, 0, v->buf, to, out);
}

/* ---- making ---- */

static bool alive(const MemoryView *m) {
  if (!(m->flags & VIEW_RELEASED) && !(m->mbuf->flags & MBUF_RELEASED)) return true;
  err_format(T(ValueError), "operation forbidden on released memoryview object");
  return false;
}

/* A view on mbuf like src (NULL: the whole), with room for ndim dimensions; shape and strides are those of
 * src when ndim is src's. Not tracked yet. */
static MemoryView *view_new(ManagedBuffer *mbuf, const Buffer *src, int ndim) {
  if (mbuf->flags & MBUF_RELEASED) {
    err_format(T(ValueError), "operation forbidden on released memoryview object");
    return NULL;
  }
  if (!src) src = &mbuf->master;
  MemoryView *m = MV(object_new(T(MEMORYVIEW), 3 * (ndim ? ndim : 1)));
  if (!m) return NULL;
  m->head.size = 3 * (ndim ? ndim : 1);
  m->hash = -1;
  m->view = *src;
  m->view.shape = m->array;
  m->view.strides = m->array + ndim;
  m->view.suboffsets = NULL;
  m->view.ndim = ndim;
  m->view.internal = NULL;
  if (!m->view.format) m->view.format = "B";
  if (ndim == src->ndim && ndim) {
    if (ndim == 1) {
      m->array[0] = src->shape ? src->shape[0] : src->len / src->itemsize;
      m->array[1] = src->strides ? src->strides[0] : src->itemsize;
    } else {
      memcpy(m->view.shape, src->shape, (size_t)ndim * sizeof(ssize_t));
      memcpy(m->view.strides, src->strides, (size_t)ndim * sizeof(ssize_t));
    }
  }
  m->mbuf = NEWREF(mbuf);
  mbuf->exports++;
  return m;
}

static Own view_tracked(MemoryView *m) {
  if (m) gc_track((Object *)m);
  return (Object *)m;
}

static ManagedBuffer *managed_new(void) {
  ManagedBuffer *b = (ManagedBuffer *)object_new(T(MANAGED_BUFFER), 0);
  if (b) gc_track((Object *)b);
  return b;
}

Own memoryview_new(Ref exporter) {
  if (IS_EXACT(exporter, MEMORYVIEW)) {
    MemoryView *m = MV(exporter);
    return alive(m) ? view_tracked(view_new(m->mbuf, &m->view, m->view.ndim)) : NULL;
  }
  if (!buffer_check(exporter))
    return err_format(T(TypeError), "memoryview: a bytes-like object is required, not '%.200T'", exporter);
  HOLD(managed, managed_new(), "memoryview()");
  ManagedBuffer *b = (ManagedBuffer *)managed.obj;
  if (!b || buffer_get(exporter, &b->master, BUFFER_FULL) < 0) return NULL;
  return hold_return(view_tracked(view_new(b, NULL, b->master.ndim)), &managed);
}

Own memoryview_from_bytes(void *bytes, ssize_t len, bool readonly) {
  HOLD(managed, managed_new(), "memoryview()");
  ManagedBuffer *b = (ManagedBuffer *)managed.obj;
  if (!b || buffer_fill(&b->master, NULL, bytes, len, readonly, BUFFER_FULL) < 0) return NULL;
  return hold_return(view_tracked(view_new(b, NULL, 1)), &managed);
}

void memoryview_end(Object *view) {
  ManagedBuffer *b = MV(view)->mbuf;
  b->flags |= MBUF_RELEASED;
}

static Own memory_tp_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"memoryview", {"object"}, 0, 1, 1, 1};
  (void)cls;
  Object *v[1];
  return args_bind(&spec, args, nargs, kwnames, v) ? memoryview_new(v[0]) : NULL;
}

/* ---- life ---- */

static void managed_release(ManagedBuffer *b) {
  if (b->flags & MBUF_RELEASED) return;
  b->flags |= MBUF_RELEASED;
  if (gc_is_tracked((Object *)b)) gc_untrack((Object *)b);
  buffer_release(&b->master);
}
static void managed_dealloc(Object *o) {
  gc_untrack(o);
  managed_release((ManagedBuffer *)o);
  object_free(o);
}
static void managed_traverse(Object *o, Visitor *v) {
  VISIT(v, ((ManagedBuffer *)o)->master.obj, EDGE_FIELD, "the exporter");
}
static void managed_clear(Object *o) {
  if (((ManagedBuffer *)o)->exports == 0) managed_release((ManagedBuffer *)o);
}

/* Gives the view up unless it has lent buffers itself. */
static int view_release(MemoryView *m) {
  if (m->flags & VIEW_RELEASED) return 0;
  if (m->exports) {
    err_format(T(BufferError), "memoryview has %zd exported buffer%s", m->exports,
               m->exports == 1 ? "" : "s");
    return -1;
  }
  m->flags |= VIEW_RELEASED;
  if (--m->mbuf->exports == 0) managed_release(m->mbuf);
  return 0;
}

static void memory_dealloc(Object *o) {
  MemoryView *m = MV(o);
  gc_untrack(o);
  if (m->mbuf) {
    view_release(m);
    CLEAR(m->mbuf);
  }
  if (m->weaklist) object_clear_weakrefs(o);
  object_free(o);
}
static void memory_traverse(Object *o, Visitor *v) {
  VISIT(v, MV(o)->mbuf, EDGE_FIELD, "the managed buffer");
}
static void memory_clear(Object *o) {
  MemoryView *m = MV(o);
  if (!m->mbuf) return;
  if (view_release(m) < 0) err_clear();
}

/* ---- as an exporter ---- */

static int memory_getbuffer(Object *o, Buffer *view, int flags) {
  MemoryView *m = MV(o);
  *view = (Buffer){0};
  if (!alive(m)) return -1;
  if ((flags & BUFFER_WRITABLE) && m->view.readonly) {
    err_format(T(BufferError), "memoryview: underlying buffer is not writable");
    return -1;
  }
  if (!(flags & BUFFER_FULL) && !buffer_is_contiguous(&m->view, 'C')) {
    err_format(T(BufferError), "memoryview: underlying buffer is not C-contiguous");
    return -1;
  }
  *view = m->view;
  if (!(flags & BUFFER_FULL)) view->format = NULL;
  view->obj = NEWREF(o);
  m->exports++;
  return 0;
}
static void memory_releasebuffer(Object *o, Buffer *view) {
  (void)view;
  MV(o)->exports--;
}

/* ---- items ---- */

static bool item_format(const MemoryView *m, char *kind) {
  if (memory_format_size(m->view.format, kind)) return true;
  err_format(T(NotImplementedError), "memoryview: format %s not supported", m->view.format);
  return false;
}

static char *place(const Buffer *v, char *p, int d, ssize_t i) {
  ssize_t n = v->shape[d];
  if (i < 0) i += n;
  if (i < 0 || i >= n) {
    err_format(T(IndexError), "index out of bounds on dimension %d", d + 1);
    return NULL;
  }
  return p + i * v->strides[d];
}

static char *place_of_tuple(const Buffer *v, Ref key) {
  ssize_t n = tuple_size(key);
  if (n > v->ndim) {
    err_format(T(TypeError), "cannot index %zd-dimension view with %zd-element tuple", (ssize_t)v->ndim, n);
    return NULL;
  }
  char *p = v->buf;
  for (ssize_t d = 0; d < n; d++) {
    ssize_t i = object_as_index(tuple_item(key, d), T(IndexError));
    if (i == -1 && err_occurred()) return NULL;
    if (!(p = place(v, p, (int)d, i))) return NULL;
  }
  return p;
}

static bool all_items(Ref key, bool (*test)(Ref)) {
  for (ssize_t i = 0; i < tuple_size(key); i++)
    if (!test(tuple_item(key, i))) return false;
  return true;
}
static bool is_slice(Ref o) { return IS_EXACT(o, SLICE); }

static Own memory_item(Object *o, ssize_t i) {
  MemoryView *m = MV(o);
  char kind;
  if (!alive(m) || !item_format(m, &kind)) return NULL;
  if (m->view.ndim == 0) return err_format(T(TypeError), "invalid indexing of 0-dim memory");
  if (m->view.ndim > 1)
    return err_format(T(NotImplementedError), "multi-dimensional sub-views are not implemented");
  char *p = place(&m->view, m->view.buf, 0, i);
  return p ? memory_unpack(p, kind) : NULL;
}

static bool slice_view(Buffer *v, Ref key) {
  ssize_t start, stop, step;
  if (slice_unpack(key, &start, &stop, &step) < 0) return false;
  ssize_t n = slice_adjust(v->shape[0], &start, &stop, step);
  v->buf = (char *)v->buf + v->strides[0] * start;
  v->shape[0] = n;
  v->strides[0] *= step;
  v->len = v->itemsize;
  for (int d = 0; d < v->ndim; d++) v->len *= v->shape[d];
  return true;
}

static Own memory_subscript(Object *o, Object *key) {
  MemoryView *m = MV(o);
  char kind;
  if (!alive(m)) return NULL;
  if (m->view.ndim == 0) {
    if (IS_EXACT(key, TUPLE) && tuple_size(key) == 0)
      return item_format(m, &kind) ? memory_unpack(m->view.buf, kind) : NULL;
    if (key == ELLIPSIS) return NEWREF(o);
    return err_format(T(TypeError), "invalid indexing of 0-dim memory");
  }
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    return i == -1 && err_occurred() ? NULL : memory_item(o, i);
  }
  if (IS_EXACT(key, SLICE)) {
    MemoryView *part = view_new(m->mbuf, &m->view, m->view.ndim);
    if (!part) return NULL;
    HOLD(held, view_tracked(part), "a memoryview slice");
    return slice_view(&part->view, key) ? hold_take(&held) : NULL;
  }
  if (IS_EXACT(key, TUPLE) && all_items(key, number_check_index)) {
    if (!item_format(m, &kind)) return NULL;
    if (tuple_size(key) < m->view.ndim)
      return err_format(T(NotImplementedError), "sub-views are not implemented");
    char *p = place_of_tuple(&m->view, key);
    return p ? memory_unpack(p, kind) : NULL;
  }
  if (IS_EXACT(key, TUPLE) && all_items(key, is_slice))
    return err_format(T(NotImplementedError), "multi-dimensional slicing is not implemented");
  return err_format(T(TypeError), "memoryview: invalid slice key");
}

static bool same_format(const char *a, const char *b) {
  if (!a) a = "B";
  if (!b) b = "B";
  return strcmp(*a == '@' ? a + 1 : a, *b == '@' ? b + 1 : b) == 0;
}

static int assign_slice(MemoryView *m, Ref key, Ref value) {
  AUTO_BUFFER(src);
  if (buffer_get(value, &src, BUFFER_FULL) < 0) return -1;
  ssize_t shape[1] = {m->view.shape[0]}, strides[1] = {m->view.strides[0]};
  Buffer dest = m->view;
  dest.shape = shape;
  dest.strides = strides;
  if (!slice_view(&dest, key)) return -1;
  bool fits = same_format(dest.format, src.format) && dest.itemsize == src.itemsize && src.ndim == 1 &&
              src.shape[0] == shape[0];
  if (!fits) {
    err_format(T(ValueError), "memoryview assignment: lvalue and rvalue have different structures");
    return -1;
  }
  if (src.len == 0) return 0;
  char *block = mem_alloc((size_t)src.len); /* the two may overlap */
  if (!block) {
    err_no_memory();
    return -1;
  }
  buffer_copy(&src, block, 'C');
  for (ssize_t i = 0; i < shape[0]; i++)
    memcpy((char *)dest.buf + i * strides[0], block + i * dest.itemsize, (size_t)dest.itemsize);
  mem_free(block);
  return 0;
}

static int memory_ass_subscript(Object *o, Object *key, Object *value) {
  MemoryView *m = MV(o);
  char kind;
  if (!alive(m) || !item_format(m, &kind)) return -1;
  if (m->view.readonly) {
    err_format(T(TypeError), "cannot modify read-only memory");
    return -1;
  }
  if (!value) {
    err_format(T(TypeError), "cannot delete memory");
    return -1;
  }
  char *p = NULL;
  if (m->view.ndim == 0) {
    if (key == ELLIPSIS || (IS_EXACT(key, TUPLE) && tuple_size(key) == 0))
      p = m->view.buf;
    else
      err_format(T(TypeError), "invalid indexing of 0-dim memory");
  } else if (number_check_index(key)) {
    if (m->view.ndim > 1) {
      err_format(T(NotImplementedError), "sub-views are not implemented");
      return -1;
    }
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return -1;
    p = place(&m->view, m->view.buf, 0, i);
  } else if (IS_EXACT(key, SLICE) && m->view.ndim == 1)
    return assign_slice(m, key, value);
  else if (IS_EXACT(key, TUPLE) && all_items(key, number_check_index)) {
    if (tuple_size(key) < m->view.ndim)
      err_format(T(NotImplementedError), "sub-views are not implemented");
    else
      p = place_of_tuple(&m->view, key);
  } else if (IS_EXACT(key, SLICE) || (IS_EXACT(key, TUPLE) && all_items(key, is_slice)))
    err_format(T(NotImplementedError), "memoryview slice assignments are currently restricted to ndim = 1");
  else
    err_format(T(TypeError), "memoryview: invalid slice key");
  if (!p) return -1;
  char item[8]; /* the conversion may run code that releases the view */
  if (!memory_pack(item, value, m->view.format, kind) || !alive(m)) return -1;
  memcpy(p, item, (size_t)m->view.itemsize);
  return 0;
}

static ssize_t memory_length(Object *o) {
  MemoryView *m = MV(o);
  if (!alive(m)) return -1;
  return m->view.ndim == 0 ? 1 : m->view.shape[0];
}

/* ---- comparison, hash, text ---- */

/* Whether the items of dimensions d.. are equal: 1, 0, -1. */
static int equal_items(const Buffer *a, const char *p, const Buffer *b, const char *q, int d, char ka,
                       char kb) {
  if (d == a->ndim) {
    if (ka == kb && ka != 'f' && ka != 'd') return memcmp(p, q, (size_t)a->itemsize) == 0;
    HOLD(x, memory_unpack(p, ka), "the comparison of memoryviews");
    HOLD(y, memory_unpack(q, kb), "the comparison of memoryviews");
    if (!x.obj || !y.obj) return -1;
    HOLD(same, object_compare(x.obj, y.obj, CMP_EQ), "the comparison of memoryviews");
    return same.obj ? same.obj == TRUE : -1;
  }
  for (ssize_t i = 0; i < a->shape[d]; i++) {
    int same = equal_items(a, p + i * a->strides[d], b, q + i * b->strides[d], d + 1, ka, kb);
    if (same <= 0) return same;
  }
  return 1;
}

static Own memory_richcompare(Object *a, Object *b, int op) {
  if ((op != CMP_EQ && op != CMP_NE) || !IS_EXACT(a, MEMORYVIEW)) return NEWREF(NOT_IMPLEMENTED);
  MemoryView *m = MV(a);
  int equal;
  bool dead = m->flags & VIEW_RELEASED || m->mbuf->flags & MBUF_RELEASED;
  if (!dead && !buffer_check(b)) return NEWREF(NOT_IMPLEMENTED);
  if (IS_EXACT(b, MEMORYVIEW))
    dead = dead || MV(b)->flags & VIEW_RELEASED || MV(b)->mbuf->flags & MBUF_RELEASED;
  if (dead)
    equal = a == b;
  else {
    AUTO_BUFFER(other);
    if (buffer_get(b, &other, BUFFER_FULL) < 0) {
      err_clear();
      return NEWREF(NOT_IMPLEMENTED);
    }
    char ka, kb;
    equal = m->view.ndim == other.ndim;
    for (int d = 0; equal && d < other.ndim; d++) equal = m->view.shape[d] == other.shape[d];
    equal = equal && memory_format_size(m->view.format, &ka) && memory_format_size(other.format, &kb);
    if (equal) equal = equal_items(&m->view, m->view.buf, &other, other.buf, 0, ka, kb);
    if (err_occurred()) return NULL;
  }
  return BOOL_NEW((equal != 0) == (op == CMP_EQ));
}

static Hash memory_hash(Object *o) {
  MemoryView *m = MV(o);
  if (m->hash != -1) return m->hash;
  if (!alive(m)) return -1;
  char kind;
  if (!m->view.readonly) {
    err_format(T(ValueError), "cannot hash writable memoryview object");
    return -1;
  }
  if (!memory_format_size(m->view.format, &kind) || (kind != 'B' && kind != 'b' && kind != 'c')) {
    err_format(T(ValueError), "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    return -1;
  }
  if (m->view.obj && object_hash(m->view.obj) == -1 && err_occurred()) return -1;
  if (buffer_is_contiguous(&m->view, 'C')) return m->hash = hash_python(m->view.buf, (size_t)m->view.len);
  char *block = mem_alloc((size_t)m->view.len);
  if (!block) {
    err_no_memory();
    return -1;
  }
  buffer_copy(&m->view, block, 'C');
  m->hash = hash_python(block, (size_t)m->view.len);
  mem_free(block);
  return m->hash;
}

static Own memory_repr(Object *o) {
  return str_format("<%smemory at 0x%lx>", MV(o)->flags & VIEW_RELEASED ? "released " : "",
                    (unsigned long)((uintptr_t)o + ID_OFFSET));
}

/* ---- methods ---- */

static Own memory_release(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  if (view_release(MV(self)) < 0) return NULL;
  RETURN_NONE;
}
static Own memory_enter(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  return alive(MV(self)) ? NEWREF(self) : NULL;
}
static Own memory_exit(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)kwnames;
  return memory_release(self, args, nargs);
}

static Own list_of(const Buffer *v, const char *p, int d, char kind) {
  if (d == v->ndim) return memory_unpack(p, kind);
  HOLD(list, list_new(v->shape[d]), "memoryview.tolist()");
  if (!list.obj) return NULL;
  for (ssize_t i = 0; i < v->shape[d]; i++) {
    Object *item = list_of(v, p + i * v->strides[d], d + 1, kind);
    if (!item) return NULL;
    ((List *)list.obj)->items[i] = item;
  }
  return hold_take(&list);
}
static Own memory_tolist(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  char kind;
  if (!alive(MV(self)) || !item_format(MV(self), &kind)) return NULL;
  return list_of(&MV(self)->view, MV(self)->view.buf, 0, kind);
}

static Own memory_tobytes(Object *self, Object *const *args, ssize_t nargs) {
  char order = 'C';
  const char *text = NULL;
  if (nargs && args[0] && args[0] != NONE && !IS_SUB(args[0], STR))
    return err_format(T(TypeError), "tobytes() argument 'order' must be str or None, not %.50T", args[0]);
  if (nargs && args[0] && args[0] != NONE && !textargs_text("tobytes", "order", args[0], &text)) return NULL;
  if (!alive(MV(self))) return NULL;
  if (text) {
    if (strcmp(text, "C") && strcmp(text, "F") && strcmp(text, "A"))
      return err_format(T(ValueError), "order must be 'C', 'F' or 'A'");
    order = text[0];
  }
  const Buffer *v = &MV(self)->view;
  Object *bytes = bytes_new(NULL, v->len);
  if (bytes && v->len) buffer_copy(v, BYTES_DATA(bytes), order);
  return bytes;
}

static Own memory_hex(Object *self, Object *const *args, ssize_t nargs) {
  Object *sep = nargs > 0 ? args[0] : NULL;
  int n = 1;
  if (nargs > 1 && args[1] && !textargs_int(args[1], &n)) return NULL;
  if (!alive(MV(self))) return NULL;
  HOLD(number, nargs > 1 && args[1] ? int_from_i64(n) : NULL, "memoryview.hex()");
  Object *every = number.obj;
  const Buffer *v = &MV(self)->view;
  if (buffer_is_contiguous(v, 'C')) return bytes_hex(v->buf, v->len, sep, every);
  HOLD(bytes, memory_tobytes(self, NULL, 0), "memoryview.hex()");
  return hold_return(bytes.obj ? bytes_hex(BYTES_DATA(bytes.obj), VARSIZE(bytes.obj), sep, every) : NULL,
                     &bytes);
}

static Own memory_toreadonly(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  if (!alive(MV(self))) return NULL;
  MemoryView *m = view_new(MV(self)->mbuf, &MV(self)->view, MV(self)->view.ndim);
  if (m) m->view.readonly = 1;
  return view_tracked(m);
}

static const char *native_format(char kind) {
  static const char texts[] = "c\0b\0B\0h\0H\0i\0I\0l\0L\0q\0Q\0n\0N\0f\0d\0?\0P";
  const char *t = texts;
  while (*t != kind) t += 2;
  return t;
}
static bool is_byte(char kind) { return kind == 'b' || kind == 'B' || kind == 'c'; }

static bool cast_shape(MemoryView *m, Ref shape) {
  Buffer *v = &m->view;
  ssize_t len = v->itemsize, ndim = sequence_fast_length(shape);
  v->ndim = (int)ndim;
  if (ndim == 0) {
    if (len == v->len) return true;
    err_format(T(TypeError), "memoryview: product(shape) * itemsize != buffer size");
    return false;
  }
  for (ssize_t d = 0; d < ndim; d++) {
    Object *o = sequence_fast_items(shape)[d];
    if (!IS_SUB(o, INT)) {
      err_format(T(TypeError), "memoryview.cast(): elements of shape must be integers");
      return false;
    }
    int64_t n;
    if (!int_fits_i64(o, &n)) {
      err_format(T(OverflowError), "Python int too large to convert to C ssize_t");
      return false;
    }
    if (n <= 0) {
      err_format(T(ValueError), "memoryview.cast(): elements of shape must be integers > 0");
      return false;
    }
    if (__builtin_mul_overflow(len, n, &len)) {
      err_format(T(ValueError), "memoryview.cast(): product(shape) > SSIZE_MAX");
      return false;
    }
    v->shape[d] = n;
  }
  if (len != v->len) {
    err_format(T(TypeError), "memoryview: product(shape) * itemsize != buffer size");
    return false;
  }
  ssize_t step = v->itemsize;
  for (ssize_t d = ndim - 1; d >= 0; d--) {
    v->strides[d] = step;
    step *= v->shape[d];
  }
  return true;
}

static Own memory_cast(Object *self, Object *const *args, ssize_t nargs) {
  MemoryView *m = MV(self);
  Object *shape = nargs > 1 ? args[1] : NULL;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "cast() argument 'format' must be str, not %.50T", args[0]);
  if (!alive(m)) return NULL;
  if (!buffer_is_contiguous(&m->view, 'C'))
    return err_format(T(TypeError), "memoryview: casts are restricted to C-contiguous views");
  if (shape || m->view.ndim != 1)
    for (int d = 0; d < m->view.ndim; d++)
      if (m->view.shape[d] == 0)
        return err_format(T(TypeError), "memoryview: cannot cast view with zeros in shape or strides");
  ssize_t ndim = 1;
  if (shape) {
    if (!IS_SUB(shape, LIST) && !IS_SUB(shape, TUPLE))
      return err_format(T(TypeError), "shape must be a list or a tuple");
    ndim = VARSIZE(shape);
    if (ndim > BUFFER_MAX_DIMS)
      return err_format(T(ValueError), "memoryview: number of dimensions must not exceed %d",
                        BUFFER_MAX_DIMS);
    if (m->view.ndim != 1 && ndim != 1)
      return err_format(T(TypeError), "memoryview: cast must be 1D -> ND or ND -> 1D");
  }
  const char *format = str_utf8(args[0], NULL);
  char from, to;
  if (!format) return NULL;
  ssize_t itemsize = memory_format_size(format, &to);
  if (!memory_format_size(m->view.format, &from))
    return err_format(
        T(ValueError),
        "memoryview: source format must be a native single character format prefixed with an optional '@'");
  if (!itemsize)
    return err_format(T(ValueError), "memoryview: destination format must be a native single character "
                                     "format prefixed with an optional '@'");
  if (!is_byte(from) && !is_byte(to))
    return err_format(T(TypeError), "memoryview: cannot cast between two non-byte formats");
  if (m->view.len % itemsize)
    return err_format(T(TypeError), "memoryview: length is not a multiple of itemsize");
  MemoryView *r = view_new(m->mbuf, &m->view, ndim > 1 ? (int)ndim : 1);
  if (!r) return NULL;
  HOLD(held, view_tracked(r), "memoryview.cast()");
  r->view.format = native_format(to);
  r->view.itemsize = itemsize;
  r->view.ndim = 1;
  r->view.shape[0] = m->view.len / itemsize;
  r->view.strides[0] = itemsize;
  return !shape || cast_shape(r, shape) ? hold_take(&held) : NULL;
}

static const MethodSpec memory_methods[] = {
    {"release(self, /)", memory_release, 0,
     "Gives the exporter its memory back; the view can no longer be used."},
    {"tobytes(self, /, order='C')", memory_tobytes, 0,
     "The items as bytes, in C or Fortran order, or as they lie ('A')."},
    {"hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)", memory_hex, 0,
     "The bytes in hexadecimal, with sep after every so many bytes."},
    {"tolist(self, /)", memory_tolist, 0, "The items as a list (of lists)."},
    {"cast(self, /, format, shape=<unrepresentable>)", memory_cast, 0,
     "The same bytes seen in another format or shape."},
    {"toreadonly(self, /)", memory_toreadonly, 0, "A view of the same memory that cannot write."},
    {"__enter__(self, /)", memory_enter, 0, NULL},
    {"__exit__", AS_RAW(memory_exit), METHOD_RAW, NULL},
    {0}};

/* ---- attributes ---- */

#define GETTER(name, result)                                                                                 \
  static Own get_##name(Object *self) {                                                                      \
    const Buffer *v = &MV(self)->view;                                                                       \
    return alive(MV(self)) ? (result) : NULL;                                                                \
  }
static Own sizes(const ssize_t *array, int n) {
  HOLD(tuple, tuple_new(array ? n : 0), "an attribute of a memoryview");
  for (int i = 0; tuple.obj && array && i < n; i++)
    if (!(((Tuple *)tuple.obj)->items[i] = int_from_i64(array[i]))) return NULL;
  return hold_take(&tuple);
}
static ssize_t byte_count(const Buffer *v) {
  ssize_t n = v->itemsize;
  for (int d = 0; d < v->ndim; d++) n *= v->shape[d];
  return n;
}
GETTER(obj, NEWREF(v->obj ? v->obj : NONE))
GETTER(nbytes, int_from_i64(byte_count(v)))
GETTER(readonly, BOOL_NEW(v->readonly))
GETTER(itemsize, int_from_i64(v->itemsize))
GETTER(format, str_from_ascii(v->format, -1))
GETTER(ndim, int_from_i64(v->ndim))
GETTER(shape, sizes(v->shape, v->ndim))
GETTER(strides, sizes(v->strides, v->ndim))
GETTER(suboffsets, sizes(v->suboffsets, v->ndim))
GETTER(c_contiguous, BOOL_NEW(buffer_is_contiguous(v, 'C')))
GETTER(f_contiguous, BOOL_NEW(buffer_is_contiguous(v, 'F')))
GETTER(contiguous, BOOL_NEW(buffer_is_contiguous(v, 'A')))

static const GetSetSpec memory_getset[] = {
    {"obj", get_obj, NULL, "The object whose memory is seen."},
    {"nbytes", get_nbytes, NULL, "The bytes the items take without gaps."},
    {"readonly", get_readonly, NULL, "Whether the memory cannot be written through the view."},
    {"itemsize", get_itemsize, NULL, "The bytes of one item."},
    {"format", get_format, NULL, "The format of an item, in the syntax of module struct."},
    {"ndim", get_ndim, NULL, "The number of dimensions."},
    {"shape", get_shape, NULL, "The number of items in each dimension."},
    {"strides", get_strides, NULL, "The bytes from one item to the next in each dimension."},
    {"suboffsets", get_suboffsets, NULL, "Always empty here."},
    {"c_contiguous", get_c_contiguous, NULL, "Whether the items lie without gaps in C order."},
    {"f_contiguous", get_f_contiguous, NULL, "Whether the items lie without gaps in Fortran order."},
    {"contiguous", get_contiguous, NULL, "Whether the items lie without gaps."},
    {0}};

/* ---- iterator ---- */

typedef struct MemoryIter {
  Object ob;
  ssize_t index, length;
  Object *view; /* owned; NULL when exhausted */
} MemoryIter;

static Own memory_iter(Object *o) {
  MemoryView *m = MV(o);
  char kind;
  if (!alive(m)) return NULL;
  if (m->view.ndim == 0) return err_format(T(TypeError), "invalid indexing of 0-dim memory");
  if (m->view.ndim > 1)
    return err_format(T(NotImplementedError), "multi-dimensional sub-views are not implemented");
  if (!item_format(m, &kind)) return NULL;
  MemoryIter *it = (MemoryIter *)object_new(T(MEMORYVIEW_ITER), 0);
  if (!it) return NULL;
  it->length = m->view.shape[0];
  it->view = NEWREF(o);
  gc_track((Object *)it);
  return (Object *)it;
}
static Own iter_step(Object *self) {
  MemoryIter *it = (MemoryIter *)self;
  if (!it->view) return NULL;
  if (it->index < it->length) return memory_item(it->view, it->index++);
  CLEAR(it->view);
  return NULL;
}

static const FieldSpec iter_fields[] = {FIELD(MemoryIter, view, "the memoryview", FIELD_OWN, 0), {0}};
const TypeSpec memoryview_iterator_spec = {
    .name = "memory_iterator",
    .basic_size = 48,
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = iter_fields,
    .slots = {.iter = object_incref, .iternext = iter_step},
};
const TypeSpec managed_buffer_spec = {
    .name = "managedbuffer",
    .basic_size = sizeof(ManagedBuffer),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .slots = {.dealloc = managed_dealloc, .traverse = managed_traverse, .clear = managed_clear},
};
const TypeSpec memoryview_spec = {
    .name = "memoryview",
    .doc = "memoryview(object)\n--\n\nA view of the memory of an object that lends it (bytes, bytearray, "
           "array...).",
    .basic_size = sizeof(MemoryView),
    .item_size = sizeof(ssize_t),
    .flags = TYPE_GC | TYPE_SEQUENCE,
    .weaklist_offset = offsetof(MemoryView, weaklist),
    .methods = memory_methods,
    .getset = memory_getset,
    .slots =
        {
            .dealloc = memory_dealloc,
            .traverse = memory_traverse,
            .clear = memory_clear,
            .new_ = memory_tp_new,
            .repr = memory_repr,
            .hash = memory_hash,
            .richcompare = memory_richcompare,
            .iter = memory_iter,
            .mp_length = memory_length,
            .mp_subscript = memory_subscript,
            .mp_ass_subscript = memory_ass_subscript,
            .sq_length = memory_length,
            .sq_item = memory_item,
            .getbuffer = memory_getbuffer,
            .releasebuffer = memory_releasebuffer,
        },
};
