/* Traceback objects and the source lines they quote. */
#include "vm/traceback.h"

#include "object/bytes.h"
#include "vm/eval.h"

static Traceback *tb_of(Object *o) { return (Traceback *)o; }

void vm_traceback_here(Frame *f) {
  if (f->code->untraced) return;
  HOLD(exc, err_take(), "raising exception");
  BaseException *e = (BaseException *)exc.obj;
  bool reserve = mem_reserve(true);
  FrameObject *frame = frame_object(f);
  Traceback *tb = frame ? (Traceback *)object_new(T(TRACEBACK), 0) : NULL;
  mem_reserve(reserve);
  if (tb == NULL) { /* no memory for an entry: the exception goes on without it */
    err_clear();
    err_restore_steal(hold_take(&exc));
    return;
  }
  tb->next = e->traceback;
  tb->frame = NEWREF(frame);
  tb->lasti = (int)(f->prev_instr - f->code->instrs);
  tb->lineno = frame_line(f);
  e->traceback = (Object *)tb;
  gc_track((Object *)tb);
  err_restore_steal(hold_take(&exc));
}

/* ---- source lines ---- */

int vm_remember_source(Ref filename, const char *text, size_t length) {
  if (VM->file_texts == NULL) {
    VM->file_texts = dict_new();
    if (VM->file_texts == NULL) return -1;
  }
  HOLD(bytes, bytes_new(text, (ssize_t)length), "source text");
  return bytes.obj ? dict_set(VM->file_texts, filename, bytes.obj) : -1;
}

Own vm_source_line(Ref filename, int lineno) {
  if (VM->file_texts == NULL || lineno <= 0) return NULL;
  Object *bytes = dict_get(VM->file_texts, filename);
  if (bytes == NULL) {
    err_clear();
    return NULL;
  }
  const char *p = BYTES_DATA(bytes), *end = p + bytes_size(bytes);
  if (end - p >= 3 && !memcmp(p, "\xef\xbb\xbf", 3)) p += 3;
  for (int n = 1; n < lineno; n++) {
    while (p < end && *p != '\n' && *p != '\r') p++;
    if (p == end) return NULL;
    p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
  }
  const char *stop = p;
  while (stop < end && *stop != '\n' && *stop != '\r') stop++;
  if (p == end) return NULL;
  Object *line = str_from_utf8(p, stop - p);
  if (line == NULL) err_clear();
  return line;
}

/* ---- the type ---- */

static Own tb_get_next(Object *self) { return NEWREF(tb_of(self)->next ? tb_of(self)->next : NONE); }
static int tb_set_next(Object *self, Object *value) {
  if (value == NULL) {
    err_format(T(TypeError), "can't delete tb_next attribute");
    return -1;
  }
  if (value == NONE)
    value = NULL;
  else if (!IS_EXACT(value, TRACEBACK)) {
    err_format(T(TypeError), "expected traceback object, got '%T'", value);
    return -1;
  }
  for (Object *t = value; t; t = tb_of(t)->next)
    if (t == self) {
      err_format(T(ValueError), "traceback loop detected");
      return -1;
    }
  SETREF(tb_of(self)->next, XNEWREF(value));
  return 0;
}
static Own get_frame(Object *self) { return NEWREF((Object *)tb_of(self)->frame); }
static Own get_lasti(Object *self) { return int_from_i64(tb_of(self)->lasti * 2); }
static Own get_lineno(Object *self) {
  return tb_of(self)->lineno ? int_from_i64(tb_of(self)->lineno) : NEWREF(NONE);
}

static Object *traceback_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls;
  static const ArgSpec spec = {"TracebackType", {"tb_next", "tb_frame", "tb_lasti", "tb_lineno"}, 0, 4, 4, 4};
  Object *a[4];
  if (!args_bind(&spec, args, nargs, kwnames, a)) return NULL;
  if (a[0] != NONE && !IS_EXACT(a[0], TRACEBACK))
    return err_format(T(TypeError), "expected traceback object or None, got '%T'", a[0]);
  if (!IS_EXACT(a[1], FRAME))
    return err_format(T(TypeError), "TracebackType() argument 'tb_frame' must be frame, not %T", a[1]);
  int64_t lasti = int_as_i64(a[2]);
  if (err_occurred()) return NULL;
  int64_t lineno = int_as_i64(a[3]);
  if (err_occurred()) return NULL;
  Traceback *tb = (Traceback *)object_new(T(TRACEBACK), 0);
  if (tb == NULL) return NULL;
  tb->next = a[0] == NONE ? NULL : NEWREF(a[0]);
  tb->frame = (FrameObject *)NEWREF(a[1]);
  tb->lasti = (int)lasti / 2;
  tb->lineno = (int)lineno;
  gc_track((Object *)tb);
  return (Object *)tb;
}

static const FieldSpec traceback_fields[] = {
    FIELD(Traceback, next, "tb_next", FIELD_OWN, 0),
    FIELD(Traceback, frame, "tb_frame", FIELD_OWN, 0),
    {0},
};
static const GetSetSpec traceback_members[] = {
    {"tb_frame", get_frame, NULL, NULL},
    {"tb_lasti", get_lasti, NULL, NULL},
    {"tb_lineno", get_lineno, NULL, NULL},
    {0},
};
static const GetSetSpec traceback_getset[] = {
    {"tb_next", tb_get_next, tb_set_next, NULL},
    {0},
};
const TypeSpec traceback_spec = {
    .name = "traceback",
    .doc = "TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nCreate a new traceback object.",
    .basic_size = sizeof(Traceback),
    .flags = TYPE_GC | TYPE_TRASHCAN,
    .fields = traceback_fields,
    .members = traceback_members,
    .getset = traceback_getset,
    .slots = {.new_ = traceback_new,
              .dealloc = object_default_dealloc,
              .traverse = object_default_traverse,
              .clear = object_default_clear},
};
