/* Python functions, static methods, class methods. What a call does is in vm/call.c (function_vectorcall). */
#include "object/function.h"

#include "code/code.h"
#include "object/dict.h"
#include "object/err.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

static Function *fn(Object *o) { return (Function *)o; }

Own function_new(Ref code, Ref globals, Ref builtins, Ref qualname) {
  Code *c = (Code *)code;
  Function *f = (Function *)object_new(T(FUNCTION), 0);
  if (!f) return NULL;
  f->globals = NEWREF(globals);
  f->builtins = XNEWREF(builtins);
  f->name = NEWREF(c->name);
  f->qualname = NEWREF(qualname ? qualname : c->qualname);
  f->code = NEWREF(c);
  f->vectorcall = function_vectorcall;
  Object *doc = tuple_size(c->consts) > 0 ? tuple_item(c->consts, 0) : NONE;
  f->doc = NEWREF(IS_SUB(doc, STR) ? doc : NONE);
  Object *module = dict_get(globals, N(__name__));
  f->module = XNEWREF(module);
  gc_track((Object *)f);
  return (Object *)f;
}

static void changed(Function *f) { f->version = 0; }

/* ---- attributes ---- */

static Object *or_none(Object *o) { return NEWREF(o ? o : NONE); }
static Object *get_code(Object *o) { return NEWREF((Object *)fn(o)->code); }
static int set_code(Object *o, Object *value) {
  Function *f = fn(o);
  if (!value || !IS_EXACT(value, CODE)) {
    err_format(T(TypeError), "__code__ must be set to a code object");
    return -1;
  }
  int32_t free_vars = ((Code *)value)->nfreevars;
  ssize_t cells = f->closure ? tuple_size(f->closure) : 0;
  if (free_vars != cells) {
    err_format(T(ValueError), "%U() requires a code object with %zd free vars, not %d", f->name, cells,
               free_vars);
    return -1;
  }
  changed(f);
  SETREF(f->code, (Code *)NEWREF(value));
  return 0;
}
static Object *get_name(Object *o) { return NEWREF(fn(o)->name); }
static Object *get_qualname(Object *o) { return NEWREF(fn(o)->qualname); }
static int set_text(Object **place, Object *value, const char *attribute) {
  if (!value || !IS_SUB(value, STR)) {
    err_format(T(TypeError), "%s must be set to a string object", attribute);
    return -1;
  }
  SETREF(*place, NEWREF(value));
  return 0;
}
static int set_name(Object *o, Object *value) { return set_text(&fn(o)->name, value, "__name__"); }
static int set_qualname(Object *o, Object *value) {
  return set_text(&fn(o)->qualname, value, "__qualname__");
}
static Object *get_defaults(Object *o) { return or_none(fn(o)->defaults); }
static int set_defaults(Object *o, Object *value) {
  if (value == NONE) value = NULL;
  if (value && !IS_SUB(value, TUPLE)) {
    err_format(T(TypeError), "__defaults__ must be set to a tuple object");
    return -1;
  }
  changed(fn(o));
  SETREF(fn(o)->defaults, XNEWREF(value));
  return 0;
}
static Object *get_kwdefaults(Object *o) { return or_none(fn(o)->kwdefaults); }
static int set_kwdefaults(Object *o, Object *value) {
  if (value == NONE) value = NULL;
  if (value && !IS_SUB(value, DICT)) {
    err_format(T(TypeError), "__kwdefaults__ must be set to a dict object");
    return -1;
  }
  changed(fn(o));
  SETREF(fn(o)->kwdefaults, XNEWREF(value));
  return 0;
}
/* MAKE_FUNCTION leaves a flat tuple of names and values; the dict is made when somebody looks. */
static Object *annotations_dict(Function *f) {
  if (!f->annotations)
    f->annotations = dict_new();
  else if (IS_EXACT(f->annotations, TUPLE)) {
    HOLD(dict, dict_new(), "__annotations__");
    if (!dict.obj) return NULL;
    for (ssize_t i = 0; i + 1 < tuple_size(f->annotations); i += 2)
      if (dict_set(dict.obj, tuple_item(f->annotations, i), tuple_item(f->annotations, i + 1)) < 0)
        return NULL;
    SETREF(f->annotations, hold_take(&dict));
  }
  return f->annotations;
}
static Object *get_annotations(Object *o) {
  Object *a = annotations_dict(fn(o));
  return XNEWREF(a);
}
static int set_annotations(Object *o, Object *value) {
  if (value == NONE) value = NULL;
  if (value && !IS_SUB(value, DICT)) {
    err_format(T(TypeError), "__annotations__ must be set to a dict object");
    return -1;
  }
  changed(fn(o));
  SETREF(fn(o)->annotations, XNEWREF(value));
  return 0;
}
static Object *get_dict(Object *o) { return object_get_dict(o); }
static int set_dict(Object *o, Object *value) {
  if (value) return object_set_dict(o, value);
  err_format(T(TypeError), "cannot delete __dict__");
  return -1;
}

/* ---- making one by hand ---- */

static Object *function_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {.function = "function",
                               .names = {"code", "globals", "name", "argdefs", "closure"},
                               .pos = 5,
                               .total = 5,
                               .required = 2};
  (void)cls;
  Object *a[5];
  if (!args_bind(&spec, args, nargs, kwnames, a)) return NULL;
  if (!IS_EXACT(a[0], CODE))
    return err_format(T(TypeError), "function() argument 'code' must be code, not %T", a[0]);
  if (!IS_SUB(a[1], DICT))
    return err_format(T(TypeError), "function() argument 'globals' must be dict, not %T", a[1]);
  Code *code = (Code *)a[0];
  if (a[2] == NONE) a[2] = NULL;
  if (a[3] == NONE) a[3] = NULL;
  if (a[4] == NONE) a[4] = NULL;
  if (a[2] && !IS_SUB(a[2], STR)) return err_format(T(TypeError), "arg 3 (name) must be None or string");
  if (a[3] && !IS_SUB(a[3], TUPLE)) return err_format(T(TypeError), "arg 4 (defaults) must be None or tuple");
  if (a[4] && !IS_SUB(a[4], TUPLE))
    return err_format(T(TypeError), code->nfreevars ? "arg 5 (closure) must be tuple"
                                                    : "arg 5 (closure) must be None or tuple");
  if (!a[4] && code->nfreevars) return err_format(T(TypeError), "arg 5 (closure) must be tuple");
  ssize_t cells = a[4] ? tuple_size(a[4]) : 0;
  if (cells != code->nfreevars)
    return err_format(T(ValueError), "%U requires closure of length %d, not %zd", code->name, code->nfreevars,
                      cells);
  for (ssize_t i = 0; i < cells; i++)
    if (!IS_EXACT(tuple_item(a[4], i), CELL))
      return err_format(T(TypeError), "arg 5 (closure) expected cell, found %T", tuple_item(a[4], i));
  Object *builtins = dict_get(a[1], N(__builtins__));
  if (builtins && IS_EXACT(builtins, MODULE)) builtins = module_dict(builtins);
  if (!builtins || !IS_SUB(builtins, DICT)) builtins = vm_current_builtins();
  Function *f = (Function *)function_new(a[0], a[1], builtins ? builtins : RT->builtins, NULL);
  if (!f) return NULL;
  if (a[2]) SETREF(f->name, NEWREF(a[2]));
  f->defaults = XNEWREF(a[3]);
  f->closure = XNEWREF(a[4]);
  return (Object *)f;
}

static Object *function_repr(Object *o) {
  return str_format("<function %U at 0x%lx>", fn(o)->qualname, (unsigned long)((uintptr_t)o + ID_OFFSET));
}
static Object *function_call(Object *o, Object *const *args, ssize_t nargs, Object *kwnames) {
  return fn(o)->vectorcall(o, args, nargs, kwnames);
}
static Object *function_get(Object *self, Object *obj, Object *type) {
  (void)type;
  return obj ? method_new(self, obj) : NEWREF(self);
}

static void function_traverse(Object *o, Visitor *v) {
  Function *f = fn(o);
  VISIT(v, f->globals, EDGE_FIELD, "__globals__");
  VISIT(v, f->builtins, EDGE_FIELD, "__builtins__");
  VISIT(v, f->name, EDGE_FIELD, "__name__");
  VISIT(v, f->qualname, EDGE_FIELD, "__qualname__");
  VISIT(v, f->code, EDGE_FIELD, "__code__");
  VISIT(v, f->defaults, EDGE_FIELD, "__defaults__");
  VISIT(v, f->kwdefaults, EDGE_FIELD, "__kwdefaults__");
  VISIT(v, f->closure, EDGE_FIELD, "__closure__");
  VISIT(v, f->doc, EDGE_FIELD, "__doc__");
  VISIT(v, f->dict, EDGE_FIELD, "__dict__");
  VISIT(v, f->module, EDGE_FIELD, "__module__");
  VISIT(v, f->annotations, EDGE_FIELD, "__annotations__");
}

static void release(Function *f) {
  CLEAR(f->globals);
  CLEAR(f->builtins);
  CLEAR(f->module);
  CLEAR(f->defaults);
  CLEAR(f->kwdefaults);
  CLEAR(f->doc);
  CLEAR(f->dict);
  CLEAR(f->closure);
  CLEAR(f->annotations);
}
static void function_clear(Object *o) {
  Function *f = fn(o);
  changed(f);
  release(
      f); /* the code, the name and the qualified name stay: they cannot be part of a cycle by themselves */
}
static void function_dealloc(Object *o) {
  Function *f = fn(o);
  gc_untrack(o);
  if (f->weaklist) object_clear_weakrefs(o);
  release(f);
  CLEAR(f->code);
  CLEAR(f->name);
  CLEAR(f->qualname);
  object_free(o);
}

static const GetSetSpec function_getset[] = {
    {"__code__", get_code, set_code, NULL},
    {"__defaults__", get_defaults, set_defaults, NULL},
    {"__kwdefaults__", get_kwdefaults, set_kwdefaults, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__dict__", get_dict, set_dict, NULL},
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {0},
};
static const FieldSpec function_fields[] = {
    FIELD(Function, closure, "__closure__", FIELD_OWN, FIELD_MEMBER),
    FIELD(Function, doc, "__doc__", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(Function, globals, "__globals__", FIELD_OWN, FIELD_MEMBER),
    FIELD(Function, module, "__module__", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(Function, builtins, "__builtins__", FIELD_OWN, FIELD_MEMBER),
    {0},
};
const TypeSpec function_spec = {
    .name = "function",
    .doc = "function(code, globals, name=None, argdefs=None, closure=None)\n--\n\nCreate a function "
           "object.\n\n  code\n    a code object\n  globals\n"
           "    the globals dictionary\n  name\n    a string that overrides the name from the code object\n  "
           "argdefs\n    a tuple that specifies the "
           "default argument values\n  closure\n    a tuple that supplies the bindings for free variables",
    .basic_size = sizeof(Function),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC | TYPE_METHOD_DESCR | TYPE_VECTORCALL,
    .weaklist_offset = offsetof(Function, weaklist),
    .dict_offset = offsetof(Function, dict),
    .fields = function_fields,
    .getset = function_getset,
    .slots = {.dealloc = function_dealloc,
              .traverse = function_traverse,
              .clear = function_clear,
              .new_ = function_new_slot,
              .repr = function_repr,
              .call = function_call,
              .descr_get = function_get},
};

/* ---- staticmethod, classmethod ---- */

typedef struct Wrapper {
  Object ob;
  Object *callable, *dict;
} Wrapper;
static Wrapper *wr(Object *o) { return (Wrapper *)o; }

Object *staticmethod_callable(Ref sm) { return wr(sm)->callable; }

/* The wrapper shows the attributes of what it wraps. */
static int copy_attributes(Object *wrapper, Object *wrapped) {
  Object *const names[] = {N(__module__), N(__name__), N(__qualname__), N(__doc__), N(__annotations__)};
  for (size_t i = 0; i < ARRAY_LEN(names); i++) {
    HOLD(value, NULL, "a method wrapper");
    int found = object_lookup_attr(wrapped, names[i], &value.obj);
    if (found < 0 || (found && object_setattr(wrapper, names[i], value.obj) < 0)) return -1;
  }
  return 0;
}

/* As CPython's own code makes them: without copying the attributes. */
static Object *wrapper_bare(Type *kind, Ref callable) {
  Object *o = instance_new(kind, 0);
  if (o) wr(o)->callable = NEWREF(callable);
  return o;
}
Own staticmethod_new(Ref callable) { return wrapper_bare(T(STATICMETHOD), callable); }
Own classmethod_new(Ref callable) { return wrapper_bare(T(CLASSMETHOD), callable); }

static Object *wrapper_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames;
  Object *o = instance_new(cls, 0);
  if (o) wr(o)->callable = NEWREF(NONE);
  return o;
}
static int wrapper_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  const char *name = object_is_instance_of(self, T(STATICMETHOD)) ? "staticmethod" : "classmethod";
  if (!args_positional(name, nargs, kwnames, 1, 1)) return -1;
  SETREF(wr(self)->callable, NEWREF(args[0]));
  return copy_attributes(self, args[0]);
}
static Object *wrapper_is_abstract(Object *self) {
  HOLD(flag, NULL, "__isabstractmethod__");
  if (!wr(self)->callable) return hold_return(NEWREF(FALSE), &flag);
  int found = object_lookup_attr(wr(self)->callable, N(__isabstractmethod__), &flag.obj);
  if (found > 0) found = object_is_true(flag.obj);
  return hold_return(found < 0 ? NULL : BOOL_NEW(found), &flag);
}
static Object *wrapper_wrapped(Object *self) { return or_none(wr(self)->callable); }

static Object *classmethod_get(Object *self, Object *obj, Object *type) {
  Object *f = wr(self)->callable;
  if (!f) return err_format(T(RuntimeError), "uninitialized classmethod object");
  if (!type) type = (Object *)TYPE(obj);
  if (TYPE(f)->slots.descr_get) return TYPE(f)->slots.descr_get(f, type, type);
  return method_new(f, type);
}
static Object *staticmethod_get(Object *self, Object *obj, Object *type) {
  (void)obj, (void)type;
  Object *f = wr(self)->callable;
  return f ? NEWREF(f) : err_format(T(RuntimeError), "uninitialized staticmethod object");
}
static Object *staticmethod_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  return object_call(wr(self)->callable, args, nargs, kwnames);
}
static Object *classmethod_repr(Object *self) { return str_format("<classmethod(%R)>", wr(self)->callable); }
static Object *staticmethod_repr(Object *self) {
  return str_format("<staticmethod(%R)>", wr(self)->callable);
}

static const FieldSpec wrapper_fields[] = {
    FIELD(Wrapper, callable, "__func__", FIELD_OWN, FIELD_MEMBER),
    FIELD(Wrapper, dict, "__dict__", FIELD_OWN, 0),
    {0},
};
static const GetSetSpec wrapper_members[] = {
    {"__wrapped__", wrapper_wrapped, NULL, NULL},
    {0},
};
static const GetSetSpec wrapper_getset[] = {
    {"__isabstractmethod__", wrapper_is_abstract, NULL, NULL},
    {"__dict__", get_dict, set_dict, NULL},
    {0},
};
const TypeSpec classmethod_spec = {
    .name = "classmethod",
    .doc = "classmethod(function) -> method\n\nConvert a function to be a class method.\n\nA class method "
           "receives the class as implicit first argument,\n"
           "just like an instance method receives the instance.\nTo declare a class method, use this "
           "idiom:\n\n  class C:\n      @classmethod\n"
           "      def f(cls, arg1, arg2, argN):\n          ...\n\nIt can be called either on the class (e.g. "
           "C.f()) or on an instance\n(e.g. C().f()).  "
           "The instance is ignored except for its class.\nIf a class method is called for a derived class, "
           "the derived class\nobject is passed as the "
           "implied first argument.\n\nClass methods are different than C++ or Java static methods.\nIf you "
           "want those, see the staticmethod builtin.",
    .basic_size = sizeof(Wrapper),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC | TYPE_BASE,
    .dict_offset = offsetof(Wrapper, dict),
    .fields = wrapper_fields,
    .members = wrapper_members,
    .getset = wrapper_getset,
    .slots = {.new_ = wrapper_new_slot,
              .init = wrapper_init,
              .repr = classmethod_repr,
              .descr_get = classmethod_get},
};
const TypeSpec staticmethod_spec = {
    .name = "staticmethod",
    .doc = "staticmethod(function) -> method\n\nConvert a function to be a static method.\n\nA static method "
           "does not receive an implicit first argument.\n"
           "To declare a static method, use this idiom:\n\n     class C:\n         @staticmethod\n         "
           "def f(arg1, arg2, argN):\n             ...\n\n"
           "It can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()). Both the "
           "class and the instance are ignored, and\nneither "
           "is passed implicitly as the first argument to the method.\n\nStatic methods in Python are "
           "similar to those found in Java or C++.\nFor a more "
           "advanced concept, see the classmethod builtin.",
    .basic_size = sizeof(Wrapper),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC | TYPE_BASE,
    .dict_offset = offsetof(Wrapper, dict),
    .fields = wrapper_fields,
    .members = wrapper_members,
    .getset = wrapper_getset,
    .slots = {.new_ = wrapper_new_slot,
              .init = wrapper_init,
              .repr = staticmethod_repr,
              .descr_get = staticmethod_get,
              .call = staticmethod_call},
};
