/* OSError: the subclass follows from errno, the arguments from their number. */
#include "object/exceptions.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

/* Numbers of Linux on x86-64, which is what the debuggee sees everywhere. */
static Type *class_for_errno(int64_t n) {
  switch (n) {
  case 1:
  case 13: return T(PermissionError);
  case 2: return T(FileNotFoundError);
  case 3: return T(ProcessLookupError);
  case 4: return T(InterruptedError);
  case 10: return T(ChildProcessError);
  case 11:
  case 114:
  case 115: return T(BlockingIOError);
  case 17: return T(FileExistsError);
  case 20: return T(NotADirectoryError);
  case 21: return T(IsADirectoryError);
  case 32:
  case 108: return T(BrokenPipeError);
  case 103: return T(ConnectionAbortedError);
  case 104: return T(ConnectionResetError);
  case 110: return T(TimeoutError);
  case 111: return T(ConnectionRefusedError);
  default: return T(OSError);
  }
}

/* A subclass with its own __init__ but not its own __new__ sets the fields in __init__, as it chooses the
 * arguments. */
static bool uses_init(const Type *t) {
  return t->slots.init != exc_OSError.slots.init && t->slots.new_ == exc_OSError.slots.new_;
}

static int fill(OSErrorObject *e, Object *const *args, ssize_t nargs) {
  e->written = -1;
  ssize_t kept = nargs;
  if (nargs >= 2 && nargs <= 5) {
    if (nargs > 2 && args[2] != NONE) {
      if (TYPE(e) == T(BlockingIOError) && number_check_index(args[2])) {
        e->written = object_as_index(args[2], T(ValueError));
        if (e->written == -1 && RT->exc) return -1;
      } else {
        SETREF(e->filename, NEWREF(args[2]));
        if (nargs > 4 && args[4] != NONE) SETREF(e->filename2, NEWREF(args[4]));
        kept = 2; /* filenames are not part of args */
      }
    }
    SETREF(e->myerrno, NEWREF(args[0]));
    SETREF(e->strerror, NEWREF(args[1]));
  }
  return base_exception_set_args((Object *)e, args, kept);
}

static Object *os_error_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  bool later = uses_init(cls);
  if (!later) {
    if (kwnames && tuple_size(kwnames) && !args_no_keywords(cls->name, kwnames)) return NULL;
    int64_t n;
    if (cls == T(OSError) && nargs >= 2 && nargs <= 5 && IS_SUB(args[0], INT) && int_fits_i64(args[0], &n))
      cls = class_for_errno(n);
  }
  HOLD(self, instance_new(cls, 0), "OSError()");
  if (!self.obj) return NULL;
  OSErrorObject *e = (OSErrorObject *)self.obj;
  e->written = -1;
  if (later) {
    e->base.args = tuple_new(0);
    if (!e->base.args) return NULL;
  } else if (fill(e, args, nargs) < 0)
    return NULL;
  return hold_take(&self);
}

static int os_error_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!uses_init(TYPE(self))) return 0;
  if (kwnames && tuple_size(kwnames) && !args_no_keywords(TYPE(self)->name, kwnames)) return -1;
  return fill((OSErrorObject *)self, args, nargs);
}

static Object *os_error_str(Object *self) {
  OSErrorObject *e = (OSErrorObject *)self;
  Object *number = e->myerrno ? e->myerrno : NONE, *text = e->strerror ? e->strerror : NONE;
  if (e->filename) {
    if (e->filename2) return str_format("[Errno %S] %S: %R -> %R", number, text, e->filename, e->filename2);
    return str_format("[Errno %S] %S: %R", number, text, e->filename);
  }
  if (e->myerrno && e->strerror) return str_format("[Errno %S] %S", number, text);
  return base_exception_str(self);
}

static Object *os_error_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  OSErrorObject *e = (OSErrorObject *)self;
  HOLD(all, NULL, "__reduce__()");
  if (tuple_size(e->base.args) == 2 && e->filename) {
    Object *number = tuple_item(e->base.args, 0), *text = tuple_item(e->base.args, 1);
    all.obj = e->filename2 ? tuple_pack(5, number, text, e->filename, NONE, e->filename2)
                           : tuple_pack(3, number, text, e->filename);
  } else
    all.obj = NEWREF(e->base.args);
  if (!all.obj) return NULL;
  if (e->base.dict) return hold_return(tuple_pack(3, (Object *)TYPE(self), all.obj, e->base.dict), &all);
  return hold_return(tuple_pack(2, (Object *)TYPE(self), all.obj), &all);
}

static Object *get_written(Object *self) {
  ssize_t n = ((OSErrorObject *)self)->written;
  if (n == -1) return err_set_value(T(AttributeError), N(characters_written));
  return int_from_i64(n);
}
static int set_written(Object *self, Object *value) {
  OSErrorObject *e = (OSErrorObject *)self;
  if (!value) {
    if (e->written == -1) {
      err_set_value(T(AttributeError), N(characters_written));
      return -1;
    }
    e->written = -1;
    return 0;
  }
  ssize_t n = object_as_index(value, T(ValueError));
  if (n == -1 && RT->exc) return -1;
  e->written = n;
  return 0;
}

static const MethodSpec os_error_methods[] = {
    {"__reduce__(self)", os_error_reduce, 0, NULL},
    {0},
};
static const GetSetSpec os_error_getset[] = {
    {"characters_written", get_written, set_written, NULL},
    {0},
};
static const FieldSpec os_error_fields[] = {
    FIELD(OSErrorObject, myerrno, "errno", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(OSErrorObject, strerror, "strerror", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(OSErrorObject, filename, "filename", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(OSErrorObject, filename2, "filename2", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    {0},
};
const TypeSpec exc_OSError = {
    .name = "OSError",
    .doc = "Base class for I/O related errors.",
    .base = &exc_Exception,
    .basic_size = sizeof(OSErrorObject),
    .flags = EXC_FLAGS,
    .fields = os_error_fields,
    .methods = os_error_methods,
    .getset = os_error_getset,
    .slots = {.new_ = os_error_new, .init = os_error_init, .str = os_error_str},
};
/* The subclasses by errno: rows EXCEPTION_OS. */
#define EXCEPTION(name, base, doc)
#define EXCEPTION_OS(name_, base_, doc_)                                                                     \
  const TypeSpec exc_##name_ = {.name = #name_,                                                              \
                                .doc = doc_,                                                                 \
                                .base = &exc_##base_,                                                        \
                                .flags = EXC_FLAGS,                                                          \
                                .slots = {.init = os_error_init}};
#define EXCEPTION_LIKE(name, base, doc)
#include "object/exceptions.def"
#undef EXCEPTION
