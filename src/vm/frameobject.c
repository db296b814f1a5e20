/* Frame objects: what sys._getframe and tracebacks show of a frame, and keep of it once it is left. */
#include "object/bytes.h"
#include "vm/eval.h"

static FrameObject *frame_of(Object *o) { return (FrameObject *)o; }
static bool owns_frame(const FrameObject *o) {
  return (const Object *const *)(const void *)o->frame == (const Object *const *)o->own;
}

int frame_line(const Frame *f) { return f->code ? code_line(f->code, f->prev_instr) : 0; }

bool code_is_library(const Code *c) { return c->quiet; }

bool code_is_of_script(const Code *c) {
  return c && VM->script_path && c->filename &&
         (c->filename == VM->script_path || str_equal(c->filename, VM->script_path));
}

void vm_where(uint64_t *clock, int32_t *source_line, bool *of_library) {
  const Frame *f = frame_complete(VM->frame);
  *clock = vm_lines();
  *source_line = f ? frame_line(f) : 0;
  *of_library = f && (code_is_library(f->code) || code_opcode(*f->prev_instr) == OP_IMPORT_NAME);
}

Frame *frame_complete(Frame *f) {
  while (f && frame_is_incomplete(f)) f = f->previous;
  return f;
}

FrameObject *frame_object(Frame *f) {
  if (f->object) return f->object;
  HOLD(exc, err_take(), "making a frame object");
  FrameObject *o = (FrameObject *)object_new_sized(
      T(FRAME), sizeof(FrameObject) + sizeof(Frame) + (size_t)frame_slots(f->code) * sizeof(Object *));
  if (o == NULL) return NULL;
  o->frame = f;
  o->trace_lines = 1;
  f->object = o;
  if (exc.obj) err_restore_steal(hold_take(&exc));
  return o;
}

void frame_object_take(FrameObject *o, Frame *f) {
  Frame *own = frame_object_own(o);
  memcpy(own, f, sizeof *f + (size_t)f->stack_top * sizeof(Object *));
  own->owner = FRAME_OWNED_BY_FRAME_OBJECT;
  own->object = NULL;
  own->previous = NULL;
  own->is_entry = false;
  o->frame = own;
  Frame *caller = frame_complete(f->previous);
  if (caller && o->back == NULL) {
    HOLD(pending, err_take(), "leaving a frame"); /* which may be left because of it */
    FrameObject *back = frame_object(caller);
    if (back)
      o->back = NEWREF(back);
    else
      err_clear();
    err_restore_steal(hold_take(&pending));
  }
  if (!gc_is_tracked((Object *)o)) gc_track((Object *)o);
}

/* ---- references ---- */

void frame_visit(Frame *f, Visitor *v) {
  VISIT(v, f->func, EDGE_FRAME_PART, "function");
  VISIT(v, f->code, EDGE_FRAME_PART, "code");
  VISIT(v, f->locals, EDGE_FRAME_PART, "namespace");
  VISIT(v, f->object, EDGE_FRAME_PART, "frame object");
  const Code *code = f->code;
  if (code == NULL) return;
  const uint8_t *kinds = (const uint8_t *)BYTES_DATA(code->localspluskinds);
  int32_t n = f->stack_top < code->nlocalsplus ? f->stack_top : code->nlocalsplus;
  for (int32_t i = 0; i < n; i++) {
    Object *o = f->localsplus[i];
    if (o == NULL) continue;
    EdgeKind kind = kinds[i] & LOCAL_FREE                          ? EDGE_FREE
                    : (kinds[i] & LOCAL_CELL) && IS_EXACT(o, CELL) ? EDGE_LOCAL_CELL
                                                                   : EDGE_LOCAL;
    VISIT(v, o, kind, (intptr_t)tuple_item(code->localsplusnames, i));
  }
  for (int32_t i = n; i < f->stack_top; i++) VISIT(v, f->localsplus[i], EDGE_TEMPORARY, i - n);
  if (f->mode == FRAME_REPLACE) VISIT(v, f->localsplus[frame_slots(code)], EDGE_FRAME_PART, "property");
  if (f->mode == FRAME_INIT) {
    Object **extra = f->localsplus + frame_slots(code);
    VISIT(v, extra[0], EDGE_FRAME_PART, "arguments");
    VISIT(v, extra[1], EDGE_FRAME_PART, "method");
  }
}

static void frame_traverse(Object *self, Visitor *v) {
  FrameObject *o = frame_of(self);
  VISIT(v, o->back, EDGE_FIELD, "f_back");
  VISIT(v, o->trace, EDGE_FIELD, "f_trace");
  if (owns_frame(o)) frame_visit(frame_object_own(o), v);
}

/* What f_locals has shown stays in the dict that it showed. */
static void clear_locals(Frame *f) {
  for (int32_t i = 0; i < f->stack_top; i++) CLEAR(f->localsplus[i]);
}

static void frame_tp_clear(Object *self) {
  FrameObject *o = frame_of(self);
  CLEAR(o->trace);
  if (!owns_frame(o)) return;
  Frame *f = frame_object_own(o);
  int32_t top = f->stack_top;
  clear_locals(f);
  f->stack_top = top < f->code->nlocalsplus ? top : f->code->nlocalsplus;
}

static void frame_dealloc(Object *self) {
  FrameObject *o = frame_of(self);
  gc_untrack(self);
  Frame *f = o->frame && owns_frame(o) ? frame_object_own(o) : NULL;
  if (f) {
    f->previous = VM->limbo;
    VM->limbo = f;
    o->frame = NULL;
    CLEAR(f->func);
    CLEAR(f->locals);
    for (int32_t i = 0; i < f->stack_top; i++) CLEAR(f->localsplus[i]);
  }
  CLEAR(o->back);
  CLEAR(o->trace);
  if (f) {
    CLEAR(f->code);
    VM->limbo = f->previous;
  }
  object_free(self);
}

static size_t frame_size(Object *self) {
  const Frame *f = frame_of(self)->frame;
  return sizeof(FrameObject) + sizeof(Frame) +
         (f && f->code ? (size_t)frame_slots(f->code) * sizeof(Object *) : 0);
}

/* ---- locals ---- */

/* Does the frame hold cells already (its MAKE_CELL and COPY_FREE_VARS ran)? */
static Object *local_value(Frame *f, int32_t i, uint8_t kind) {
  Object *o = i < f->stack_top ? f->localsplus[i] : NULL;
  if (o && (kind & (LOCAL_CELL | LOCAL_FREE)) && IS_EXACT(o, CELL)) return ((Cell *)o)->value;
  if (o == NULL && (kind & LOCAL_FREE) && f->func->closure) {
    int32_t k = i - (f->code->nlocalsplus - f->code->nfreevars);
    return ((Cell *)tuple_item(f->func->closure, k))->value;
  }
  return o;
}

int frame_fast_to_locals(Frame *f) {
  if (f->locals == NULL) {
    f->locals = dict_new();
    if (f->locals == NULL) return -1;
  }
  const Code *code = f->code;
  const uint8_t *kinds = (const uint8_t *)BYTES_DATA(code->localspluskinds);
  for (int32_t i = 0; i < code->nlocalsplus; i++) {
    uint8_t kind = kinds[i];
    if ((kind & LOCAL_FREE) && !(code->flags & CO_OPTIMIZED)) continue;
    Object *value = local_value(f, i, kind), *name = tuple_item(code->localsplusnames, i);
    if (value == NULL) {
      if (object_setitem(f->locals, name, NULL)) {
        if (!err_matches(T(KeyError))) return -1;
        err_clear();
      }
    } else if (object_setitem(f->locals, name, value)) {
      return -1;
    }
  }
  return 0;
}

Own frame_locals(Frame *f) {
  if (frame_fast_to_locals(f)) return NULL;
  return NEWREF(f->locals);
}

/* ---- attributes ---- */

static Own get_locals(Object *self) { return frame_locals(frame_of(self)->frame); }
static Own get_lineno(Object *self) {
  int line = frame_line(frame_of(self)->frame);
  return line ? int_from_i64(line) : NEWREF(NONE);
}
static Own get_lasti(Object *self) {
  const Frame *f = frame_of(self)->frame;
  ssize_t lasti = f->prev_instr - f->code->instrs;
  return int_from_i64(lasti < 0 ? -1 : lasti * 2);
}
static Own get_globals(Object *self) { return NEWREF(frame_of(self)->frame->globals); }
static Own get_builtins(Object *self) { return NEWREF(frame_of(self)->frame->builtins); }
static Own get_code(Object *self) { return NEWREF((Object *)frame_of(self)->frame->code); }
static Own get_back(Object *self) {
  FrameObject *o = frame_of(self);
  if (o->back) return NEWREF((Object *)o->back);
  if (owns_frame(o)) return NEWREF(NONE);
  Frame *f = frame_complete(o->frame->previous);
  if (f == NULL) return NEWREF(NONE);
  FrameObject *back = frame_object(f);
  return back ? NEWREF((Object *)back) : NULL;
}
static Own get_trace(Object *self) { return NEWREF(frame_of(self)->trace ? frame_of(self)->trace : NONE); }
static int set_trace(Object *self, Object *value) {
  if (value == NONE) value = NULL;
  SETREF(frame_of(self)->trace, XNEWREF(value));
  return 0;
}

static Own frame_repr(Object *self) {
  const Frame *f = frame_of(self)->frame;
  return str_format("<frame at 0x%zx, file %R, line %d, code %S>", (size_t)((uintptr_t)self + ID_OFFSET),
                    f->code->filename, frame_line(f), f->code->name);
}

static Own frame_clear_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  FrameObject *o = frame_of(self);
  Frame *f = o->frame;
  if (f->owner == FRAME_OWNED_BY_THREAD)
    return err_format(T(RuntimeError), "cannot clear an executing frame");
  if (f->owner == FRAME_OWNED_BY_GENERATOR) {
    Generator *g = generator_of_frame(f);
    if (g->state == GEN_EXECUTING) return err_format(T(RuntimeError), "cannot clear an executing frame");
    generator_finalize_frame((Object *)g);
    return NEWREF(NONE);
  }
  clear_locals(f);
  return NEWREF(NONE);
}

static const GetSetSpec frame_getset[] = {
    {"f_back", get_back, NULL, NULL},
    {"f_locals", get_locals, NULL, NULL},
    {"f_lineno", get_lineno, NULL, NULL},
    {"f_trace", get_trace, set_trace, NULL},
    {"f_globals", get_globals, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL},
    {"f_code", get_code, NULL, NULL},
    {"f_lasti", get_lasti, NULL, NULL},
    {0},
};
static const MethodSpec frame_methods[] = {
    {"clear(self, /)", frame_clear_method, 0, "F.clear(): clear most references held by the frame"},
    {0},
};

const TypeSpec frame_spec = {
    .name = "frame",
    .basic_size = sizeof(FrameObject) + sizeof(Frame),
    .item_size = sizeof(Object *),
    .flags = TYPE_GC | TYPE_NO_NEW | TYPE_TRASHCAN,
    .methods = frame_methods,
    .getset = frame_getset,
    .slots = {.dealloc = frame_dealloc,
              .traverse = frame_traverse,
              .clear = frame_tp_clear,
              .size_of = frame_size,
              .repr = frame_repr},
};
