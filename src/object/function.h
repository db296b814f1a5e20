/* Functions, methods, cells, descriptors, modules: layouts that the evaluation loop and the model read. Sizes
 * as CPython's. */
#ifndef LASTREF_OBJECT_FUNCTION_H
#define LASTREF_OBJECT_FUNCTION_H
#include "heap/object.h"

typedef struct Code Code; /* code/code.h */
typedef struct Function {
  Object ob;
  Object *globals, *builtins, *name, *qualname; /* owned */
  Code *code;                                   /* owned */
  Object *defaults, *kwdefaults, *closure;      /* tuple, dict, tuple of cells; owned or NULL */
  Object *doc, *dict, *weaklist, *module, *annotations;
  VectorFn vectorcall;
  uint32_t version; /* for inline caches; 0 after a change that matters */
  uint32_t native;  /* where the definition of the built-in lies whose body this is, or 0: body.h */
} Function;
Own function_new(Ref code, Ref globals, Ref builtins, Ref qualname) MUST_USE;

typedef struct Method { /* bound */
  Object ob;
  Object *func, *self, *weaklist;
  VectorFn vectorcall;
} Method;
Own method_new(Ref func, Ref self) MUST_USE;

typedef struct Property { /* descr.c */
  Object ob;
  Object *get, *set, *del, *doc, *name;
  int getter_doc;
} Property;

typedef struct Cell {
  Object ob;
  Object *value; /* owned or NULL */
} Cell;
Own cell_new(Ref value) MUST_USE; /* value may be NULL */

/* How a parsed native signature is called (native.c). */
typedef struct NativeDef NativeDef;
typedef struct Builtin { /* builtin_function_or_method */
  Object ob;
  const NativeDef *def;
  Object *self, *module, *weaklist;
  VectorFn vectorcall;
} Builtin;
typedef struct BuiltinMethod { /* builtin_method */
  Builtin builtin;
  Type *cls; /* owned */
} BuiltinMethod;
#define IS_BUILTIN(o) (IS_EXACT(o, BUILTIN) || IS_EXACT(o, BUILTIN_METHOD))
typedef struct NativeDescr { /* method_descriptor, classmethod_descriptor, getset, member, wrapper */
  Object ob;
  Type *owner; /* owned */
  Object *name, *qualname;
  const void *def; /* NativeDef, GetSetSpec, member or slot row */
  VectorFn vectorcall;
} NativeDescr;
/* Parses the signature into a NativeDef (memory block that lives for ever). */
const NativeDef *native_def(const MethodSpec *spec);
const char *native_def_name(const NativeDef *def);
bool native_def_takes_self_only(const NativeDef *def); /* no parameters */
/* Neither no, nor one parameter, nor a tuple of arguments: CPython's METH_FASTCALL. `callable`: a built-in
 * function or method descriptor. */
bool native_is_fast(Ref callable);
bool native_def_takes_one(const NativeDef *def); /* exactly one positional-only parameter */
NativeFn native_def_fn(const NativeDef *def);
Own builtin_new(const NativeDef *def, Ref self, Ref module) MUST_USE;
int native_add_functions(Ref module, const MethodSpec *functions);

typedef struct Module {
  Object ob;
  Object *dict, *name, *weaklist;
  bool is_builtin; /* written in C: shown as "(built-in)" */
  void *spare;
} Module;
Own module_new(const char *name, const char *doc) MUST_USE;
static inline Object *module_dict(Ref m) { return ((Module *)m)->dict; }
int module_add(Ref m, const char *name, Ref value);
int module_add_steal(Ref m, const char *name, Object *value);

/* type.c */
bool type_ready_from_spec(Type *t, const TypeSpec *spec);      /* built-in types at start */
Own type_from_spec(const TypeSpec *spec, Ref module) MUST_USE; /* a module's type, on the heap, immutable */
Own type_call_new(Type *meta, Ref name, Ref bases, Ref dict, Object *const *kw, Ref kwnames) MUST_USE;
/* super(type, obj), made without a call as the making of a class does. */
Own super_pair(Ref type, Ref obj) MUST_USE;
void type_modified(Type *t);
uint32_t type_version(Type *t); /* assigns one if need be; 0: cannot */

/* weakref.c */
typedef struct WeakRef {
  Object ob;
  Object *object; /* borrowed, NONE when dead */
  Object *callback;
  Hash hash;
  struct WeakRef *prev, *next;
  VectorFn vectorcall;
} WeakRef;
Own weakref_new(Ref o, Ref callback) MUST_USE;
Own weakref_proxy_new(Ref o, Ref callback) MUST_USE;
void weakref_detach(WeakRef *ref); /* out of its object's list: dead from now on, the callback stays */
Object *weakref_get(Ref ref);      /* borrowed, NONE when dead */
#endif
