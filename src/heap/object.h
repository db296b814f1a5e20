/* Objects, types and reference counts: what every engine layer is built on.
 *
 * Invariants
 * - An object is a reference count, a type and a value; it lives in the arena and never moves.
 * - `refcnt` equals the number of references that the walk of roots and objects finds (audit.h):
 *   each reference is visible to some `traverse`, to a frame, or to a Hold.
 * - A GC object has a GcHead directly in front; a type with TYPE_MANAGED_DICT has two more words in
 *   front of that: [values][dict][gc prev/next][object] (see managed_dict()).
 * - Sizes are CPython's: basic_size, item_size and the head give sys.getsizeof and the size class.
 */
#ifndef LASTREF_HEAP_OBJECT_H
#define LASTREF_HEAP_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

#include "base/attr.h"
#include "heap/control.h"

typedef struct Type Type;
typedef struct Object {
  int64_t refcnt;
  Type *type;
} Object;

/* Ownership in signatures: Own is a reference the receiver must release or pass on, Ref is borrowed
 * (valid as long as the lender keeps its own). */
typedef Object *Own;
typedef Object *Ref;

typedef struct VarObject {
  Object ob;
  ssize_t size;
} VarObject;

typedef struct GcHead {
  uintptr_t next; /* 0: not tracked */
  uintptr_t prev; /* low bits: GC_FINALIZED, GC_COLLECTING; during a collection: copied count */
} GcHead;

/* One reference found by a walk: `kind` and `where` label it (edges.def). */
typedef enum EdgeKind {
#define EDGE(kind, where, words) EDGE_##kind,
#include "heap/edges.def"
#undef EDGE
  EDGE_KINDS
} EdgeKind;

typedef struct Visitor Visitor;
struct Visitor {
  void (*visit)(Visitor *v, Object *target, EdgeKind kind, intptr_t where);
};
/* Report one owned reference; target may be NULL (ignored). */
#define VISIT(v, target, kind, where)                                                                        \
  do {                                                                                                       \
    Object *visit_o_ = (Object *)(target);                                                                   \
    if (visit_o_) (v)->visit((v), visit_o_, (kind), (intptr_t)(where));                                      \
  } while (0)

typedef struct Buffer Buffer; /* object/buffer.h */
typedef int64_t Hash;         /* -1 means "exception set" */
enum CompareOp { CMP_LT, CMP_LE, CMP_EQ, CMP_NE, CMP_GT, CMP_GE };

typedef void (*DeallocFn)(Object *self);
typedef void (*TraverseFn)(Object *self, Visitor *v);
typedef void (*ClearFn)(Object *self);
typedef size_t (*SizeFn)(Object *self);
typedef void (*FinalizeFn)(Object *self); /* keeps the pending exception as it is */
typedef Object *(*UnaryFn)(Object *self);
typedef Object *(*BinaryFn)(Object *a, Object *b);
typedef Object *(*TernaryFn)(Object *a, Object *b, Object *c);
typedef Object *(*CompareFn)(Object *a, Object *b, int op);
typedef Hash (*HashFn)(Object *self);
typedef int (*InquiryFn)(Object *self);              /* 1, 0, -1 error */
typedef ssize_t (*LengthFn)(Object *self);           /* -1 error */
typedef Object *(*IndexFn)(Object *self, ssize_t i); /* a negative index already had the length added */
typedef int (*AssIndexFn)(Object *self, ssize_t i, Object *value);       /* value NULL deletes; 0 or -1 */
typedef int (*ContainsFn)(Object *self, Object *item);                   /* 1, 0, -1 */
typedef int (*SetAttrFn)(Object *self, Object *name, Object *value);     /* value NULL deletes; 0 or -1 */
typedef Object *(*DescrGetFn)(Object *descr, Object *obj, Object *type); /* obj NULL: through the class */
/* The one calling convention: positional values then the values of kwnames (a tuple of str, or NULL).
 * All borrowed. `nargs` counts the positional ones only. */
typedef Object *(*VectorFn)(Object *callable, Object *const *args, ssize_t nargs, Object *kwnames);
typedef Object *(*NewFn)(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames);
typedef int (*InitFn)(Object *self, Object *const *args, ssize_t nargs, Object *kwnames);
typedef int (*GetBufferFn)(Object *exporter, Buffer *view, int flags);
typedef void (*ReleaseBufferFn)(Object *exporter, Buffer *view);

typedef struct Slots {
#define SLOT(field, type, dunder, reflected, kind) type field;
#include "heap/slots.def"
#undef SLOT
} Slots;

/* A field of a type: gives traversal, deallocation, `obj.field` members and the ledger's label. */
typedef enum FieldKind {
  FIELD_END,
  FIELD_OWN,      /* Object *, owned: traversed, cleared, released on deallocation */
  FIELD_ITEMS,    /* inline Object *[size] at offset, VarObject size */
  FIELD_ARRAY,    /* Object **, with the ssize_t count at `aux` offset; the array is a memory block */
  FIELD_BLOCK,    /* void *: a memory block freed on deallocation, holds no references */
  FIELD_WEAKLIST, /* head of the list of weak references */
  FIELD_COMPUTED, /* a function gives it: for members only */
  FIELD_SSIZE,    /* ssize_t, for members only */
  FIELD_INT       /* int, for members only */
} FieldKind;
enum FieldFlags {
  FIELD_MEMBER = 1,       /* visible as a read-only attribute `name`; NULL shows None */
  FIELD_WRITABLE = 2,     /* a visible member that can be assigned */
  FIELD_NULL_IS_ERROR = 4 /* a NULL member raises AttributeError */
};
typedef struct FieldSpec {
  const char *name;
  FieldKind kind;
  uint32_t offset;
  uint32_t aux;
  uint32_t flags;
} FieldSpec;
#define FIELD(Struct, member, label, kind_, flags_)                                                          \
  { label, kind_, (uint32_t)offsetof(Struct, member), 0, flags_ }

/* A native method or function. args holds one entry for each parameter of the signature, bound by name
 * and position; an absent optional parameter is NULL; `*args` is a tuple, `**kwargs` a dict. nargs is the
 * number of entries. */
typedef Object *(*NativeFn)(Object *self, Object *const *args, ssize_t nargs);
enum MethodFlags {
  METHOD_CLASS = 1,     /* self is the class */
  METHOD_STATIC = 2,    /* self is NULL */
  METHOD_RAW = 4,       /* fn is a VectorFn: takes (self, args, nargs, kwnames) unbound, checks itself */
  METHOD_COEXIST = 8,   /* replaces the slot wrapper of the same name */
  METHOD_TUPLE = 16,    /* its arguments lie in a tuple while it runs, as those of CPython's METH_VARARGS */
  METHOD_NAMED = 32,    /* with METHOD_TUPLE: keywords too, in a dict (METH_KEYWORDS) */
  METHOD_NAMELESS = 64, /* texts on its arguments say just "function" */
  METHOD_DEFINING = 128 /* bound, it knows the class that defines it: CPython's METH_METHOD */
};
typedef struct MethodSpec {
  const char
      *signature; /* "sort(self, /, *, key=None, reverse=False)"; functions of modules: "f($module, x, /)" */
  NativeFn fn;    /* or a VectorFn cast through AS_RAW for METHOD_RAW */
  uint32_t flags;
  const char *doc;
} MethodSpec;
#define AS_RAW(f) ((NativeFn)(void (*)(void))(f))

typedef struct GetSetSpec {
  const char *name;
  Object *(*get)(Object *self);
  int (*set)(Object *self, Object *value); /* NULL: read-only; value NULL deletes */
  const char *doc;
} GetSetSpec;

enum TypeFlags {
  TYPE_HEAP = 1 << 0, /* made by a class statement or type() */
  TYPE_BASE = 1 << 1, /* may be subclassed */
  TYPE_GC = 1 << 2,   /* instances have a GcHead */
  TYPE_READY = 1 << 3,
  TYPE_IMMUTABLE = 1 << 4,    /* attributes cannot be set */
  TYPE_NO_NEW = 1 << 5,       /* cannot be instantiated by calling */
  TYPE_MANAGED_DICT = 1 << 6, /* two words before the GcHead: values, dict */
  TYPE_METHOD_DESCR = 1 << 7, /* behaves like an unbound method: LOAD_METHOD need not bind */
  TYPE_ABSTRACT = 1 << 8,
  TYPE_VECTORCALL = 1 << 9,
  TYPE_MATCH_SELF = 1 << 10,
  TYPE_SEQUENCE = 1 << 11,
  TYPE_MAPPING = 1 << 12,
  TYPE_HAS_FINALIZER = 1 << 13,  /* a Python class with __del__ */
  TYPE_INLINE_SLOTS = 1 << 14,   /* has __slots__ members in FieldSpec-less offsets (type.slot_members) */
  TYPE_SHARES_GETATTR = 1 << 15, /* a spec right under object that shows no __getattribute__ of its own */
  TYPE_TRASHCAN = 1 << 16,       /* deaths nested in a death of such a type are counted: heap/dealloc.c */
  /* fast subclass checks */
  TYPE_SUB_INT = 1 << 24,
  TYPE_SUB_LIST = 1 << 25,
  TYPE_SUB_TUPLE = 1 << 26,
  TYPE_SUB_BYTES = 1 << 27,
  TYPE_SUB_STR = 1 << 28,
  TYPE_SUB_DICT = 1 << 29,
  TYPE_SUB_EXC = 1 << 30
};
#define TYPE_SUB_TYPE (1u << 31)

typedef struct TypeSpec TypeSpec;
struct TypeSpec {
  const char *name;     /* "list", or "collections.deque" with its module */
  const char *doc;      /* text signature first, as CPython: "list(iterable=(), /)\n--\n\n..." */
  const TypeSpec *base; /* NULL: object */
  uint32_t basic_size;  /* CPython's tp_basicsize where it differs from sizeof: what getsizeof and the size
                           class use */
  uint32_t item_size;
  uint32_t flags;
  uint32_t weaklist_offset;  /* 0: no weak references */
  uint32_t dict_offset;      /* 0: no __dict__ */
  const FieldSpec *fields;   /* ends with FIELD_END; NULL: none */
  const MethodSpec *methods; /* ends with NULL signature */
  const GetSetSpec *members; /* ends with NULL name: shown as members, though they lie elsewhere than there */
  const GetSetSpec *getset;  /* ends with NULL name */
  Slots slots;
};

struct Type {
  VarObject head;
  const char *name; /* tp_name of a built-in, UTF-8 of name_obj of a class */
  uint32_t flags;
  uint32_t version; /* attribute cache version; 0: none assigned; changes whenever a lookup could change */
  uint32_t basic_size;
  uint32_t item_size;
  int32_t weaklist_offset;
  int32_t dict_offset;
  const TypeSpec *spec; /* of the nearest built-in: layout and fields */
  Slots slots;
  Type *base;         /* owned */
  Object *dict;       /* owned dict */
  Object *bases;      /* owned tuple */
  Object *mro;        /* owned tuple, contains the type itself */
  Object *subclasses; /* owned dict or NULL: id -> weakref */
  Object *weaklist;
  Object *name_obj;                 /* owned str; NULL for built-ins */
  Object *qualname;                 /* owned str; NULL for built-ins */
  Object *module;                   /* owned module object for spec types of modules, or NULL */
  Object *slot_names;               /* owned tuple of __slots__ or NULL */
  void *cached_keys;                /* shared keys for instances' dicts (object/dict.h) */
  uint32_t slot_offset, slot_count; /* Object * members added by __slots__ of this class itself */
};

/* Reference counts. DECREF may run arbitrary Python code (finalizers, callbacks). */
void object_dealloc(Object *o); /* heap/dealloc.c: calls the type's dealloc, through the trashcan when deep */

static inline Object *object_incref(Object *o) {
  o->refcnt++;
  return o;
}
static inline void object_decref(Object *o) {
  if (--o->refcnt == 0) object_dealloc(o);
}
#define INCREF(o) ((void)object_incref((Object *)(o)))
#define DECREF(o) object_decref((Object *)(o))
#define XINCREF(o)                                                                                           \
  do {                                                                                                       \
    Object *xi_ = (Object *)(o);                                                                             \
    if (xi_) xi_->refcnt++;                                                                                  \
  } while (0)
#define XDECREF(o)                                                                                           \
  do {                                                                                                       \
    Object *xd_ = (Object *)(o);                                                                             \
    if (xd_) object_decref(xd_);                                                                             \
  } while (0)
/* New reference to o, keeping its C type. */
#define NEWREF(o) ((__typeof__(o))object_incref((Object *)(o)))
#define XNEWREF(o)                                                                                           \
  __extension__({                                                                                            \
    __typeof__(o) xn_ = (o);                                                                                 \
    if (xn_) ((Object *)xn_)->refcnt++;                                                                      \
    xn_;                                                                                                     \
  })
/* Set a variable to NULL, then release what it held (safe against re-entry). */
#define CLEAR(var)                                                                                           \
  do {                                                                                                       \
    Object *cl_ = (Object *)(var);                                                                           \
    (var) = NULL;                                                                                            \
    if (cl_) object_decref(cl_);                                                                             \
  } while (0)
/* Steal `value` into `var`, then release what it held. */
#define SETREF(var, value)                                                                                   \
  do {                                                                                                       \
    Object *sr_ = (Object *)(var);                                                                           \
    (var) = (value);                                                                                         \
    if (sr_) object_decref(sr_);                                                                             \
  } while (0)

static inline void decref_cleanup(void *p) {
  Object *o;
  memcpy(&o, p, sizeof o);
  if (o) object_decref(o);
}
/* `AUTO_DECREF Object *x = f();` releases x when it goes out of scope; return it with TAKE(x).
 * For references that are NOT held across code that can run Python: those need a HOLD (object/runtime.h). */
#define AUTO_DECREF __attribute__((cleanup(decref_cleanup)))
#define TAKE(var)                                                                                            \
  __extension__({                                                                                            \
    __typeof__(var) tk_ = (var);                                                                             \
    (var) = NULL;                                                                                            \
    tk_;                                                                                                     \
  })

#define TYPE(o)           (((const Object *)(o))->type)
#define VARSIZE(o)        (((VarObject *)(o))->size)
#define TYPE_HAS(t, flag) (((t)->flags & (uint32_t)(flag)) != 0)

/* True if a is b or derives from it (by the MRO). */
bool type_is_subtype(const Type *a, const Type *b);
static inline bool object_is_instance_of(const Object *o, const Type *t) {
  return o->type == t || type_is_subtype(o->type, t);
}

#endif
