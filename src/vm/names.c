/* Looking up, binding and deleting names, out of the evaluation loop's line. */
#include "object/bytes.h"
#include "vm/eval.h"

static void set_name(Ref name) {
  if (RT->exc && object_is_instance_of(RT->exc, T(NameError))) {
    NameErrorObject *e = (NameErrorObject *)RT->exc;
    if (e->name == NULL) e->name = NEWREF(name);
  }
}

void vm_name_error(Ref name) {
  err_format(T(NameError), "name '%U' is not defined", name);
  set_name(name);
}

void vm_unbound_error(Frame *f, uint32_t local) {
  Object *name = tuple_item(f->code->localsplusnames, local);
  if ((int32_t)local >= f->code->nlocalsplus - f->code->nfreevars) {
    err_format(T(NameError),
               "cannot access free variable '%U' where it is not associated with a value in enclosing scope",
               name);
    set_name(name);
  } else {
    err_format(T(UnboundLocalError),
               "cannot access local variable '%U' where it is not associated with a value", name);
  }
}

/* From the namespace of a module or class body. 1: *out new reference; 0 missing; -1. */
static int lookup_locals(Ref locals, Ref name, Object **out) {
  if (IS_EXACT(locals, DICT)) {
    *out = dict_get(locals, name);
    if (*out == NULL) return err_occurred() ? -1 : 0;
    INCREF(*out);
    return 1;
  }
  *out = object_getitem(locals, name);
  if (*out) return 1;
  if (!err_matches(T(KeyError))) return -1;
  err_clear();
  return 0;
}

Own vm_load_name(Frame *f, Ref name) {
  if (f->locals == NULL) return err_format(T(SystemError), "no locals when loading %R", name);
  Object *o = NULL;
  int found = lookup_locals(f->locals, name, &o);
  if (found) return found < 0 ? NULL : o;
  o = dict_get(f->globals, name);
  if (o == NULL && !err_occurred()) o = dict_get(f->builtins, name);
  if (o == NULL) {
    if (!err_occurred()) vm_name_error(name);
    return NULL;
  }
  return NEWREF(o);
}

Own vm_load_classderef(Frame *f, uint32_t local) {
  Object *o = NULL;
  int found = lookup_locals(f->locals, tuple_item(f->code->localsplusnames, local), &o);
  if (found) return found < 0 ? NULL : o;
  o = ((Cell *)f->localsplus[local])->value;
  if (o == NULL) {
    vm_unbound_error(f, local);
    return NULL;
  }
  return NEWREF(o);
}

int vm_store_name(Frame *f, Ref name, Ref value) {
  if (f->locals == NULL) {
    err_format(T(SystemError), "no locals found when storing %R", name);
    return -1;
  }
  return IS_EXACT(f->locals, DICT) ? dict_set(f->locals, name, value)
                                   : object_setitem(f->locals, name, value);
}

int vm_delete_name(Frame *f, Ref name) {
  if (f->locals == NULL) {
    err_format(T(SystemError), "no locals when deleting %R", name);
    return -1;
  }
  if (object_setitem(f->locals, name, NULL) == 0) return 0;
  if (err_matches(T(KeyError))) {
    err_clear();
    vm_name_error(name);
  }
  return -1;
}

int vm_setup_annotations(Frame *f) {
  if (f->locals == NULL) {
    err_format(T(SystemError), "no locals found when setting up annotations");
    return -1;
  }
  Object *o = NULL;
  int found = lookup_locals(f->locals, N(__annotations__), &o);
  if (found < 0) return -1;
  if (found) {
    DECREF(o);
    return 0;
  }
  HOLD(dict, dict_new(), "class statement");
  if (dict.obj == NULL) return -1;
  return vm_store_name(f, N(__annotations__), dict.obj);
}

Object *vm_current_globals(void) {
  Frame *f = frame_complete(VM->frame);
  return f ? f->globals : NULL;
}

Object *vm_current_builtins(void) {
  Frame *f = frame_complete(VM->frame);
  return f ? f->builtins : RT->builtins;
}

Own vm_current_locals(void) {
  Frame *f = frame_complete(VM->frame);
  if (f == NULL) return err_format(T(SystemError), "frame does not exist");
  return frame_locals(f);
}

bool vm_super_arguments(Object **type, Object **self) {
  Frame *f = VM->frame;
  if (f == NULL) {
    err_format(T(RuntimeError), "super(): no current frame");
    return false;
  }
  Code *code = f->code;
  if (code->argcount == 0) {
    err_format(T(RuntimeError), "super(): no arguments");
    return false;
  }
  Object *first = f->localsplus[0];
  /* An argument that a closure uses is in a cell from the first instructions on. */
  const uint8_t *kinds = (const uint8_t *)BYTES_DATA(code->localspluskinds);
  if (first && (kinds[0] & LOCAL_CELL) && IS_EXACT(first, CELL) && f->prev_instr >= code->instrs + 1)
    first = ((Cell *)first)->value;
  if (first == NULL) {
    err_format(T(RuntimeError), "super(): arg[0] deleted");
    return false;
  }
  for (int32_t i = code->nlocalsplus - code->nfreevars; i < code->nlocalsplus; i++) {
    if (!str_equals_text(tuple_item(code->localsplusnames, i), "__class__")) continue;
    Object *cell = f->localsplus[i];
    if (cell == NULL || !IS_EXACT(cell, CELL)) {
      err_format(T(RuntimeError), "super(): bad __class__ cell");
      return false;
    }
    Object *cls = ((Cell *)cell)->value;
    if (cls == NULL) {
      err_format(T(RuntimeError), "super(): empty __class__ cell");
      return false;
    }
    if (!IS_SUB(cls, TYPE)) {
      err_format(T(RuntimeError), "super(): __class__ is not a type (%T)", cls);
      return false;
    }
    *type = cls;
    *self = first;
    return true;
  }
  err_format(T(RuntimeError), "super(): __class__ cell not found");
  return false;
}
