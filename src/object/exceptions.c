/* The built-in exceptions. Those that only have a name and a base come from exceptions.def as they stand; the
 * rest are below, in oserror.c, unicodeerror.c and exceptiongroup.c. */
#include "object/exceptions.h"

#include "object/dict.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/tuple.h"
#include "object/type.h"

static BaseException *exc_of(Object *o) { return (BaseException *)o; }

/* ---- BaseException ---- */

Object *base_exception_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)kwnames;
  BaseException *e = (BaseException *)instance_new(cls, 0);
  if (!e) return NULL;
  e->args = call_tuple_taken(args, nargs); /* what the class was called with is kept as it is */
  if (!e->args) {
    DECREF(e);
    return NULL;
  }
  return (Object *)e;
}

Own exception_new_text(Type *cls, Ref text) {
  if (TYPE_HAS(cls, TYPE_HEAP) || cls->slots.new_ != base_exception_new ||
      cls->slots.init != base_exception_init)
    return exception_new(cls, &text, 1);
  BaseException *e = (BaseException *)instance_new(cls, 0);
  if (e) e->args = NEWREF(text);
  return (Object *)e;
}

void exception_settle(Ref exc) {
  BaseException *e = exc_of(exc);
  if (!e->args || !IS_EXACT(e->args, STR)) return;
  HOLD(pending, err_take(), "an exception being raised");
  Object *tuple = tuple_pack(1, e->args);
  if (!tuple) {
    err_clear(); /* no memory for it: nothing is said about the error then */
    tuple = NEWREF(RT->empty_tuple);
  }
  SETREF(e->args, tuple);
  err_restore_steal(hold_take(&pending));
}
/* The tuple; NULL before __new__ has made one. */
static Object *args_of(Object *self) {
  exception_settle(self);
  return exc_of(self)->args;
}

int base_exception_set_args(Object *self, Object *const *args, ssize_t nargs) {
  Object *old = args_of(self), *given = RT->call_tuple; /* what __init__ was called with is kept as it is */
  RT->call_tuple = NULL;
  if (given && tuple_size(given) == nargs &&
      (nargs == 0 || !memcmp(((Tuple *)given)->items, args, (size_t)nargs * sizeof *args))) {
    if (given != old) SETREF(exc_of(self)->args, NEWREF(given));
    return 0;
  }
  if (old && tuple_size(old) == nargs &&
      (nargs == 0 || !memcmp(((Tuple *)old)->items, args, (size_t)nargs * sizeof *args)))
    return 0;
  Object *tuple = tuple_from_array(args, nargs);
  if (!tuple) return -1;
  SETREF(exc_of(self)->args, tuple);
  return 0;
}

int base_exception_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (kwnames && tuple_size(kwnames) && !args_no_keywords(TYPE(self)->name, kwnames)) return -1;
  return base_exception_set_args(self, args, nargs);
}

Object *base_exception_str(Object *self) {
  Object *args = args_of(self);
  if (!args || tuple_size(args) == 0) return NEWREF(N(empty));
  if (tuple_size(args) == 1) return object_str(tuple_item(args, 0));
  return object_str(args);
}

static Object *base_exception_repr(Object *self) {
  const char *name = type_short_name(TYPE(self));
  Object *args = args_of(self);
  if (!args) return str_format("%s()", name);
  if (tuple_size(args) == 1) return str_format("%s(%R)", name, tuple_item(args, 0));
  return str_format("%s%R", name, args);
}

static Object *base_exception_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  BaseException *e = exc_of(self);
  exception_settle(self);
  if (e->args && e->dict) return tuple_pack(3, (Object *)TYPE(self), e->args, e->dict);
  return tuple_pack(2, (Object *)TYPE(self), e->args);
}

static Object *base_exception_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Object *state = args[0], *key, *value;
  if (state == NONE) RETURN_NONE;
  if (!IS_SUB(state, DICT)) return err_format(T(TypeError), "state is not a dictionary");
  ssize_t i = 0;
  while (dict_next(state, &i, &key, &value, NULL)) {
    HOLD(k, NEWREF(key), "__setstate__()");
    HOLD(v, NEWREF(value), "__setstate__()");
    if (object_setattr(self, k.obj, v.obj) < 0) return NULL;
  }
  RETURN_NONE;
}

static int set_traceback(Object *self, Object *value) {
  if (!value) {
    err_format(T(TypeError), "__traceback__ may not be deleted");
    return -1;
  }
  if (value != NONE && !IS_EXACT(value, TRACEBACK)) {
    err_format(T(TypeError), "__traceback__ must be a traceback or None");
    return -1;
  }
  SETREF(exc_of(self)->traceback, value == NONE ? NULL : NEWREF(value));
  return 0;
}

static Object *base_exception_with_traceback(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return set_traceback(self, args[0]) < 0 ? NULL : NEWREF(self);
}

static Object *base_exception_add_note(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (!IS_SUB(args[0], STR)) return err_format(T(TypeError), "note must be a str, not '%T'", args[0]);
  HOLD(notes, NULL, "add_note()");
  if (object_lookup_attr(self, N(__notes__), &notes.obj) < 0) return NULL;
  if (!notes.obj) {
    notes.obj = list_new(0);
    if (!notes.obj || object_setattr(self, N(__notes__), notes.obj) < 0) return NULL;
  } else if (!IS_SUB(notes.obj, LIST))
    return err_format(T(TypeError), "Cannot add note: __notes__ is not a list");
  if (list_append(notes.obj, args[0]) < 0) return NULL;
  return hold_return(NEWREF(NONE), &notes);
}

static Object *or_none(Object *o) { return NEWREF(o ? o : NONE); }

static Object *get_args(Object *self) { return or_none(args_of(self)); }
static int set_args(Object *self, Object *value) {
  if (!value) {
    err_format(T(TypeError), "args may not be deleted");
    return -1;
  }
  Object *tuple = sequence_tuple(value);
  if (!tuple) return -1;
  SETREF(exc_of(self)->args, tuple);
  return 0;
}
static Object *get_traceback(Object *self) { return or_none(exc_of(self)->traceback); }
static Object *get_context(Object *self) { return or_none(exc_of(self)->context); }
static Object *get_cause(Object *self) { return or_none(exc_of(self)->cause); }

static int set_linked(Object **place, Object *value, const char *attribute, const char *what) {
  if (!value) {
    err_format(T(TypeError), "%s may not be deleted", attribute);
    return -1;
  }
  if (value != NONE && !IS_SUB(value, EXC)) {
    err_format(T(TypeError), "exception %s must be None or derive from BaseException", what);
    return -1;
  }
  SETREF(*place, value == NONE ? NULL : NEWREF(value));
  return 0;
}
static int set_context(Object *self, Object *value) {
  return set_linked(&exc_of(self)->context, value, "__context__", "context");
}
static int set_cause(Object *self, Object *value) {
  if (set_linked(&exc_of(self)->cause, value, "__cause__", "cause") < 0) return -1;
  exc_of(self)->suppress_context = 1;
  return 0;
}
static Object *get_suppress(Object *self) { return BOOL_NEW(exc_of(self)->suppress_context); }
static int set_suppress(Object *self, Object *value) {
  if (!value || !IS_EXACT(value, BOOL)) {
    err_format(T(TypeError),
               value ? "attribute value type must be bool" : "can't delete numeric/char attribute");
    return -1;
  }
  exc_of(self)->suppress_context = value == TRUE;
  return 0;
}
static Object *get_dict(Object *self) { return object_get_dict(self); }
static int set_dict(Object *self, Object *value) {
  if (!value || !IS_SUB(value, DICT)) {
    if (!value)
      err_format(T(TypeError), "cannot delete __dict__");
    else
      err_format(T(TypeError), "__dict__ must be set to a dictionary, not a '%T'", value);
    return -1;
  }
  SETREF(exc_of(self)->dict, NEWREF(value));
  return 0;
}

static const MethodSpec base_exception_methods[] = {
    {"__reduce__(self)", base_exception_reduce, 0, NULL},
    {"__setstate__(self, state, /)", base_exception_setstate, 0, NULL},
    {"with_traceback(self, tb, /)", base_exception_with_traceback, 0,
     "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."},
    {"add_note(self, note, /)", base_exception_add_note, 0,
     "Exception.add_note(note) --\n    add a note to the exception"},
    {0},
};
static const GetSetSpec base_exception_members[] = {
    {"__suppress_context__", get_suppress, set_suppress, NULL},
    {0},
};
static const GetSetSpec base_exception_getset[] = {
    {"__dict__", get_dict, set_dict, NULL},
    {"args", get_args, set_args, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL},
    {"__context__", get_context, set_context, "exception context"},
    {"__cause__", get_cause, set_cause, "exception cause"},
    {0},
};
static const FieldSpec base_exception_fields[] = {
    FIELD(BaseException, dict, "__dict__", FIELD_OWN, 0),
    FIELD(BaseException, args, "args", FIELD_OWN, 0),
    FIELD(BaseException, notes, "__notes__", FIELD_OWN, 0),
    FIELD(BaseException, traceback, "__traceback__", FIELD_OWN, 0),
    FIELD(BaseException, context, "__context__", FIELD_OWN, 0),
    FIELD(BaseException, cause, "__cause__", FIELD_OWN, 0),
    {0},
};
const TypeSpec exc_BaseException = {
    .name = "BaseException",
    .doc = "Common base class for all exceptions",
    .basic_size = sizeof(BaseException),
    .flags = EXC_FLAGS | TYPE_TRASHCAN,
    .dict_offset = offsetof(BaseException, dict),
    .fields = base_exception_fields,
    .methods = base_exception_methods,
    .members = base_exception_members,
    .getset = base_exception_getset,
    .slots = {.new_ = base_exception_new,
              .init = base_exception_init,
              .str = base_exception_str,
              .repr = base_exception_repr,
              .getattro = object_generic_getattr,
              .setattro = object_generic_setattr},
};

/* ---- those with a name, a base and a doc only ---- */

#define EXCEPTION(name_, base_, doc_)                                                                        \
  const TypeSpec exc_##name_ = {.name = #name_,                                                              \
                                .doc = doc_,                                                                 \
                                .base = &exc_##base_,                                                        \
                                .flags = EXC_FLAGS | TYPE_TRASHCAN,                                          \
                                .slots = {.new_ = base_exception_new, .init = base_exception_init}};
#define EXCEPTION_FIELDS(name, base, doc)
#define EXCEPTION_OS(name, base, doc)
#define EXCEPTION_LIKE(name, base, doc)
#include "object/exceptions.def"
#undef EXCEPTION

/* ---- StopIteration, SystemExit ---- */

static int stop_iteration_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (base_exception_init(self, args, nargs, kwnames) < 0) return -1;
  SETREF(((StopIteration *)self)->value, NEWREF(nargs > 0 ? args[0] : NONE));
  return 0;
}
static const FieldSpec stop_iteration_fields[] = {
    FIELD(StopIteration, value, "value", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    {0},
};
const TypeSpec exc_StopIteration = {
    .name = "StopIteration",
    .doc = "Signal the end from iterator.__next__().",
    .base = &exc_Exception,
    .basic_size = sizeof(StopIteration),
    .flags = EXC_FLAGS,
    .fields = stop_iteration_fields,
    .slots = {.init = stop_iteration_init},
};

static int system_exit_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (base_exception_init(self, args, nargs, kwnames) < 0) return -1;
  if (nargs == 0) return 0;
  Object *code = nargs == 1 ? args[0] : exc_of(self)->args;
  SETREF(((SystemExit *)self)->code, NEWREF(code));
  return 0;
}
static const FieldSpec system_exit_fields[] = {
    FIELD(SystemExit, code, "code", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    {0},
};
const TypeSpec exc_SystemExit = {
    .name = "SystemExit",
    .doc = "Request to exit from the interpreter.",
    .base = &exc_BaseException,
    .basic_size = sizeof(SystemExit),
    .flags = EXC_FLAGS,
    .fields = system_exit_fields,
    .slots = {.init = system_exit_init},
};

/* ---- KeyError, MemoryError ---- */

static Object *key_error_str(Object *self) {
  Object *args = args_of(self);
  /* A missing '' or ' ' would be invisible otherwise. */
  if (args && tuple_size(args) == 1) return object_repr(tuple_item(args, 0));
  return base_exception_str(self);
}
const TypeSpec exc_KeyError = {
    .name = "KeyError",
    .doc = "Mapping key not found.",
    .base = &exc_LookupError,
    .flags = EXC_FLAGS | TYPE_TRASHCAN,
    .slots = {.init = base_exception_init, .str = key_error_str},
};

/* A few dead ones wait for the moment when there is no memory to make one. */

Own memory_error_kept(void) {
  BaseException *e = RT->memory_error_free_list;
  if (!e) return NULL;
  RT->memory_error_free_list = e->dict;
  RT->memory_error_free_count--;
  e->dict = NULL;
  e->args = NEWREF(RT->empty_tuple);
  e->ob.refcnt = 1;
  object_mark_born((Object *)e);
  gc_track((Object *)e);
  return (Own)e;
}

static Object *memory_error_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  Object *kept = cls == T(MemoryError) ? memory_error_kept() : NULL;
  return kept ? kept : base_exception_new(cls, args, nargs, kwnames);
}

static void memory_error_dealloc(Object *self) {
  if (TYPE(self) != T(MemoryError) || RT->memory_error_free_count >= MEMORY_ERROR_FREE_LIST) {
    object_default_dealloc(self);
    return;
  }
  gc_untrack(self);
  object_default_clear(self);
  object_mark_dead(self);
  exc_of(self)->dict = RT->memory_error_free_list;
  RT->memory_error_free_list = self;
  RT->memory_error_free_count++;
}

const TypeSpec exc_MemoryError = {
    .name = "MemoryError",
    .doc = "Out of memory.",
    .base = &exc_Exception,
    .flags = EXC_FLAGS,
    .slots = {.new_ = memory_error_new, .init = base_exception_init, .dealloc = memory_error_dealloc},
};

/* ---- those with keyword-only details: NameError, AttributeError, ImportError ---- */

/* Takes name=..., obj=... into the given places; anything else is refused. */
static int take_keywords(const char *function, Object *const *values, Object *kwnames,
                         const char *const *names, Object **const *places) {
  ssize_t n = kwnames ? tuple_size(kwnames) : 0;
  for (ssize_t k = 0; k < n; k++) {
    Object *key = tuple_item(kwnames, k);
    int i = 0;
    while (names[i] && !str_equals_text(key, names[i])) i++;
    if (!names[i]) {
      err_format(T(TypeError), "'%U' is an invalid keyword argument for %s()", key, function);
      return -1;
    }
    SETREF(*places[i], NEWREF(values[k]));
  }
  return 0;
}

static int name_error_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  NameErrorObject *e = (NameErrorObject *)self;
  if (base_exception_set_args(self, args, nargs) < 0) return -1;
  CLEAR(e->name);
  return take_keywords("NameError", args + nargs, kwnames, (const char *const[]){"name", NULL},
                       (Object * *const[]){&e->name});
}
static const FieldSpec name_error_fields[] = {
    FIELD(NameErrorObject, name, "name", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    {0},
};
const TypeSpec exc_NameError = {
    .name = "NameError",
    .doc = "Name not found globally.",
    .base = &exc_Exception,
    .basic_size = sizeof(NameErrorObject),
    .flags = EXC_FLAGS,
    .fields = name_error_fields,
    .slots = {.init = name_error_init, .str = base_exception_str},
};

static int attribute_error_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  AttributeErrorObject *e = (AttributeErrorObject *)self;
  if (base_exception_set_args(self, args, nargs) < 0) return -1;
  CLEAR(e->name);
  CLEAR(e->obj);
  return take_keywords("AttributeError", args + nargs, kwnames, (const char *const[]){"name", "obj", NULL},
                       (Object * *const[]){&e->name, &e->obj});
}
static const FieldSpec attribute_error_fields[] = {
    FIELD(AttributeErrorObject, name, "name", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(AttributeErrorObject, obj, "obj", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    {0},
};
const TypeSpec exc_AttributeError = {
    .name = "AttributeError",
    .doc = "Attribute not found.",
    .base = &exc_Exception,
    .basic_size = sizeof(AttributeErrorObject),
    .flags = EXC_FLAGS,
    .fields = attribute_error_fields,
    .slots = {.init = attribute_error_init, .str = base_exception_str},
};

static int import_error_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  ImportErrorObject *e = (ImportErrorObject *)self;
  if (base_exception_set_args(self, args, nargs) < 0) return -1;
  CLEAR(e->name);
  CLEAR(e->path);
  if (take_keywords("ImportError", args + nargs, kwnames, (const char *const[]){"name", "path", NULL},
                    (Object * *const[]){&e->name, &e->path}) < 0)
    return -1;
  SETREF(e->msg, nargs == 1 ? NEWREF(args[0]) : NULL);
  return 0;
}
static Object *import_error_str(Object *self) {
  Object *msg = ((ImportErrorObject *)self)->msg;
  return msg && IS_EXACT(msg, STR) ? NEWREF(msg) : base_exception_str(self);
}
static Object *import_error_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ImportErrorObject *e = (ImportErrorObject *)self;
  HOLD(state, NULL, "__reduce__()");
  if (e->name || e->path) {
    state.obj = e->base.dict ? dict_copy(e->base.dict) : dict_new();
    if (!state.obj || (e->name && dict_set(state.obj, N(name), e->name) < 0) ||
        (e->path && dict_set(state.obj, N(path), e->path) < 0))
      return NULL;
  } else
    state.obj = XNEWREF(e->base.dict);
  if (!state.obj) return hold_return(tuple_pack(2, (Object *)TYPE(self), e->base.args), &state);
  return hold_return(tuple_pack(3, (Object *)TYPE(self), e->base.args, state.obj), &state);
}
static const FieldSpec import_error_fields[] = {
    FIELD(ImportErrorObject, msg, "msg", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(ImportErrorObject, name, "name", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(ImportErrorObject, path, "path", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    {0},
};
static const MethodSpec import_error_methods[] = {
    {"__reduce__(self)", import_error_reduce, 0, NULL},
    {0},
};
const TypeSpec exc_ImportError = {
    .name = "ImportError",
    .doc = "Import can't find module, or can't find name in module.",
    .base = &exc_Exception,
    .basic_size = sizeof(ImportErrorObject),
    .flags = EXC_FLAGS,
    .fields = import_error_fields,
    .methods = import_error_methods,
    .slots = {.init = import_error_init, .str = import_error_str},
};

/* ---- SyntaxError ---- */

static int syntax_error_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  SyntaxErrorObject *e = (SyntaxErrorObject *)self;
  if (base_exception_init(self, args, nargs, kwnames) < 0) return -1;
  if (nargs >= 1) SETREF(e->msg, NEWREF(args[0]));
  if (nargs != 2) return 0;
  HOLD(info, sequence_tuple(args[1]), "SyntaxError()");
  if (!info.obj) return -1;
  ssize_t n = tuple_size(info.obj);
  if (n < 4 || n > 6) {
    err_format(T(TypeError), "function takes at %s %d arguments (%zd given)", n < 4 ? "least" : "most",
               n < 4 ? 4 : 6, n);
    return -1;
  }
  Object **places[] = {&e->filename, &e->lineno, &e->offset, &e->text, &e->end_lineno, &e->end_offset};
  for (int i = 0; i < 6; i++) SETREF(*places[i], i < n ? NEWREF(tuple_item(info.obj, i)) : NULL);
  if (n == 5) {
    err_format(T(TypeError), "end_offset must be provided when end_lineno is provided");
    return -1;
  }
  return 0;
}

static Object *syntax_error_str(Object *self) {
  SyntaxErrorObject *e = (SyntaxErrorObject *)self;
  HOLD(file, NULL, "str() of a SyntaxError");
  if (e->filename && IS_SUB(e->filename, STR)) { /* without its folder */
    ssize_t n = str_length(e->filename), start = n;
    while (start > 0 && str_char((Str *)e->filename, start - 1) != '/') start--;
    file.obj = str_substring(e->filename, start, n);
    if (!file.obj) return NULL;
  }
  bool line = e->lineno && IS_EXACT(e->lineno, INT);
  HOLD(msg, NEWREF(e->msg ? e->msg : NONE), "str() of a SyntaxError");
  if (!file.obj && !line) return hold_return(object_str(msg.obj), &msg, &file);
  if (file.obj && line)
    return hold_return(str_format("%S (%U, line %S)", msg.obj, file.obj, e->lineno), &msg, &file);
  if (file.obj) return hold_return(str_format("%S (%U)", msg.obj, file.obj), &msg, &file);
  return hold_return(str_format("%S (line %S)", msg.obj, e->lineno), &msg, &file);
}

#define SYNTAX_FIELD(member)                                                                                 \
  FIELD(SyntaxErrorObject, member, #member, FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE)
static const FieldSpec syntax_error_fields[] = {
    SYNTAX_FIELD(msg),
    SYNTAX_FIELD(filename),
    SYNTAX_FIELD(lineno),
    SYNTAX_FIELD(offset),
    SYNTAX_FIELD(text),
    SYNTAX_FIELD(end_lineno),
    SYNTAX_FIELD(end_offset),
    SYNTAX_FIELD(print_file_and_line),
    {0},
};
const TypeSpec exc_SyntaxError = {
    .name = "SyntaxError",
    .doc = "Invalid syntax.",
    .base = &exc_Exception,
    .basic_size = sizeof(SyntaxErrorObject),
    .flags = EXC_FLAGS,
    .fields = syntax_error_fields,
    .slots = {.init = syntax_error_init, .str = syntax_error_str},
};

/* ---- subclasses that begin as their base does ---- */

#define INIT_SyntaxError      syntax_error_init
#define INIT_IndentationError syntax_error_init
#define INIT_ImportError      import_error_init
#define INIT_NameError        name_error_init
#define EXCEPTION(name, base, doc)
#define EXCEPTION_LIKE(name_, base_, doc_)                                                                   \
  const TypeSpec exc_##name_ = {.name = #name_,                                                              \
                                .doc = doc_,                                                                 \
                                .base = &exc_##base_,                                                        \
                                .flags = EXC_FLAGS,                                                          \
                                .slots = {.init = INIT_##base_}};
#define EXCEPTION_FIELDS(name, base, doc)
#define EXCEPTION_OS(name, base, doc)
#include "object/exceptions.def"
#undef EXCEPTION

/* ---- the table ---- */

const TypeSpec *exception_spec(int id) {
  static const TypeSpec *const specs[] = {
#define EXCEPTION(name, base, doc) &exc_##name,
#include "object/exceptions.def"
#undef EXCEPTION
  };
  return specs[id - T_BaseException];
}

int exceptions_ready(void) {
  Object *made[MEMORY_ERROR_FREE_LIST];
  RT->memory_error = exception_new(T(MemoryError), NULL, 0);
  bool good = RT->memory_error != NULL;
  for (int i = 0; i < MEMORY_ERROR_FREE_LIST; i++)
    good = (made[i] = exception_new(T(MemoryError), NULL, 0)) && good;
  for (int i = 0; i < MEMORY_ERROR_FREE_LIST; i++) XDECREF(made[i]);
  return good ? 0 : -1;
}
