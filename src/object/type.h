/* Inside of types: what type.c, slotdefs.c, descr.c, object.c and the evaluation loop share.
 *
 * Invariants
 * - A type's slots are complete: nothing inherited is NULL in the subtype. Setting a dunder on a class
 * updates its slots and those of its subclasses (type_update_slot).
 * - type->version is nonzero only while every attribute lookup through the type gives what it gave when the
 * version was assigned; type_modified() drops it here and in all subclasses.
 */
#ifndef LASTREF_OBJECT_TYPE_H
#define LASTREF_OBJECT_TYPE_H

#include "object/dict.h"
#include "object/function.h"
#include "object/genericalias.h"
#include "object/runtime.h"

/* ---- type.c: built-in types ---- */

extern const TypeSpec *const type_specs[T_BaseException]; /* in the order of types.def */
/* Phase one of the start: sizes, flags and slots, so that objects of the type can be made. */
void type_begin(Type *t, const TypeSpec *spec, Type *base);
Type *type_of_spec(const TypeSpec *spec); /* the static type of a built-in spec */
/* The parts of a type's attributes from its tables, into its dict. */
int type_fill_dict(Type *t, const TypeSpec *spec);
void type_inherit_slots(Type *t, const Type *from); /* NULL slots from a base */

/* ---- typenew.c: classes ---- */

int type_init_(Object *self, Object *const *args, ssize_t nargs, Object *kwnames);
Own type_new_(Type *meta, Object *const *args, ssize_t nargs, Object *kwnames);
Type *type_calculate_metaclass(Type *meta, Ref bases); /* borrowed; NULL with TypeError */
Type *type_best_base(Ref bases);                       /* borrowed; NULL with TypeError */
/* Instances of classes. */
void subtype_dealloc(Object *o);
void subtype_traverse(Object *o, Visitor *v);
void subtype_clear(Object *o);
/* A new instance of cls with its body zeroed, tracked. */
Own instance_new(Type *cls, ssize_t nitems) MUST_USE;
/* The same with its values ready: what object.__new__ makes, and only that, as in CPython. */
Own instance_new_plain(Type *cls) MUST_USE;
Own object_new_(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames);
int object_init_(Object *self, Object *const *args, ssize_t nargs, Object *kwnames);
/* CPython's tp_flags, for __flags__. */
uint64_t type_cpython_flags(const Type *t);
bool type_compatible_for_assignment(Type *from, Type *to, const char *attribute);
/* The exact layout, without __dict__ and __weakref__. */
const Type *type_solid_base(const Type *t);

/* ---- mro.c ---- */

Own mro_compute(Type *t) MUST_USE;           /* C3, a tuple */
int mro_update_hierarchy(Type *t, Ref undo); /* after __bases__ changed; undo: a list */
void mro_undo(Ref undo);
bool type_is_subtype_base_chain(const Type *a, const Type *b);
bool type_keeps_name(const Type *t);  /* a built-in type that CPython makes at run time */
bool type_make_subclass_tables(void); /* of types that CPython has subclassed before a program begins */
int type_add_subclass(Type *base, Type *t);
void type_remove_subclass(Type *base, Type *t);
Own type_subclasses_list(Ref t) MUST_USE;
int mro_install(Type *t); /* computes it, or asks the metaclass's mro() */

/* ---- typeattr.c ---- */

Own type_getattro(Object *type, Object *name);
int type_setattro(Object *type, Object *name, Object *value);
Own type_call(Object *type, Object *const *args, ssize_t nargs, Object *kwnames);
const char *type_short_name(const Type *t); /* behind the last dot */
Own type_name(Ref type) MUST_USE;           /* __name__ */
Own type_qualname(Ref type) MUST_USE;
Own type_module(Ref type) MUST_USE;    /* __module__; NULL + AttributeError */
Own type_full_name(Ref type) MUST_USE; /* module.qualname, without builtins */
Object *type_repr(Object *self);
extern const GetSetSpec type_members[], type_getset[];
extern const MethodSpec type_methods[];
void method_cache_visit(Visitor *v);
void method_cache_clear(void);

Own mapping_proxy_new(Ref mapping) MUST_USE; /* mappingproxy.c */

/* ---- slotdefs.c ---- */

void slot_rows_boot(void);                             /* interns the dunders */
int type_add_slot_wrappers(Type *t, const Slots *own); /* for the slots the spec fills itself */
void type_fix_slots(Type *t);             /* a new class: slots from what its dict and bases define */
void type_refresh_slots(Type *t);         /* all slots of t and its subclasses anew: the bases changed */
void type_update_slot(Type *t, Ref name); /* name was set or deleted on t */
bool slot_is_dunder(Ref name);
bool slot_init_is_python(const Type *t); /* t->slots.init calls a Python-level __init__ */
bool slot_new_is_python(const Type *t);
bool slot_getattr_is_python(const Type *t); /* __getattribute__ or __getattr__ defined by a class */
bool slot_setattr_is_python(const Type *t);
Own slot_call_dunder(Object *self, Object *name, Object *const *args,
                     ssize_t nargs) MUST_USE; /* AttributeError if missing */
Hash hash_not_implemented(Object *o);
Object *next_not_implemented(Object *self); /* the iternext slot of a class whose __next__ was deleted */
/* Looks `name` up on the type of self; 1: *out unbound function to call with self in front, 0: *out bound,
 * -1: missing without an exception, -2 error. *out is a new reference. */
int slot_lookup_method(Object *self, Object *name, Object **out);
void slot_set_new(Type *t); /* after __new__ changed */
Own wrapper_descriptor_new(Type *owner, int row) MUST_USE;
const char *wrapper_row_name(const void *row);
Own wrapper_row_call(const NativeDescr *d, Object *self, Object *const *args, ssize_t nargs,
                     Object *kwnames) MUST_USE;
const char *wrapper_row_doc(const void *row);

/* ---- function.c ---- */

Own staticmethod_new(Ref callable) MUST_USE;
Own classmethod_new(Ref callable) MUST_USE;
Object *staticmethod_callable(Ref sm); /* borrowed */

/* ---- native.c ---- */

Own method_descriptor_new(Type *owner, const NativeDef *def) MUST_USE;
Own native_new_function(Type *t) MUST_USE;        /* the built-in `__new__` of t */
bool native_takes_tuple(Ref f);                   /* a built-in function with METHOD_TUPLE */
bool native_is_new_of(Ref f, const Type **owner); /* is f such a built-in __new__ */
const char *native_def_doc(const NativeDef *def);
uint32_t native_def_flags(const NativeDef *def);
const char *native_def_signature(const NativeDef *def);
/* The part of a doc behind the signature line, and the signature, as str or None. */
Own doc_without_signature(const char *name, const char *doc) MUST_USE;
Own doc_signature(const char *name, const char *doc) MUST_USE;

/* The row of a type that shows a __sizeof__ of its own. */
#define SIZEOF_ROW(doc)                                                                                      \
  { "__sizeof__(self, /)", object_sizeof, 0, doc }
Object *object_sizeof(Object *self, Object *const *args, ssize_t nargs);
extern const MethodSpec descriptor_methods[]; /* __reduce__ of all descriptors of built-ins */
Own descriptor_qualname(Object *descr) MUST_USE;

/* ---- descr.c ---- */

Own getset_descriptor_new(Type *owner, const GetSetSpec *spec) MUST_USE;
typedef struct MemberSpec { /* of a member descriptor; in a memory block that lives as long as the descriptor
                             */
  const char *name;
  FieldKind kind;
  uint32_t offset, flags;
  const char *doc;
  const GetSetSpec *rule; /* of FIELD_COMPUTED */
} MemberSpec;
Own member_descriptor_new(Type *owner, const MemberSpec *spec, Object *name) MUST_USE; /* name may be NULL */
static inline bool descr_is_data(Ref d) { return TYPE(d)->slots.descr_set != NULL; }

/* ---- isinstance.c ---- */

int object_real_is_instance(Ref o, Ref cls); /* without __instancecheck__ */
int object_real_is_subclass(Ref c, Ref cls);
int type_merge_dicts(Ref dict, Ref cls); /* for dir() */

/* ---- object.c ---- */

/* Completes a pending AttributeError with name and obj if it has neither. */
void attribute_error_context(Ref o, Ref name);
/* Missing attribute "'T' object has no attribute 'x'"; returns NULL. */
Object *attribute_error(Ref o, Ref name);
Own object_getstate(Ref o) MUST_USE;
Object *object_reduce_ex_method(Object *self, Object *const *args, ssize_t nargs); /* reduce.c */
Object *object_reduce_method(Object *self, Object *const *args, ssize_t nargs);
int object_set_dict(Ref o, Ref value); /* o.__dict__ = value; value NULL: del o.__dict__ */

/* ---- err.c, exceptions.c ---- */

int exceptions_ready(void); /* bases of ExceptionGroup, the spare MemoryError */

#endif
