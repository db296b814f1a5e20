/* What all objects share: the built-in types, singletons, caches, interned names, the pending exception, and
 * the references that running native code holds. One struct at a constant address in the arena: `RT`.
 *
 * Invariants
 * - RT->exc is the pending exception (an owned, normalised BaseException instance) or NULL. A function that
 * fails returns NULL, -1 or false with it set; one that succeeds leaves it NULL.
 * - Every owned reference that native code holds in a C local across a call that may run Python code is in a
 * Hold. So the audit can account for it ("held by the running sorted()").
 * - A function lets go of its holds before it hands out its result, not after: what dies then may run Python
 * code, and the result must be held meanwhile. So `return hold_return(result, &newest, ..., &oldest)`.
 */
#ifndef LASTREF_OBJECT_RUNTIME_H
#define LASTREF_OBJECT_RUNTIME_H

#include "heap/gc.h"
#include "heap/mem.h"
#include "heap/object.h"
#include "object/int.h"
#include "object/str.h"

typedef enum TypeId {
#define TYPE_ROW(id, spec) T_##id,
#include "object/types.def"
#undef TYPE_ROW
#define EXCEPTION(name, base, doc) T_##name,
#include "object/exceptions.def"
#undef EXCEPTION
  TYPE_COUNT
} TypeId;

typedef enum NameId {
#define NAME(n)            NAME_##n,
#define NAME_TEXT(n, text) NAME_##n,
#include "object/names.def"
#undef NAME
#undef NAME_TEXT
  NAME_COUNT
} NameId;

/* One or several owned references held by running native code. Lives in a C local; strictly nested. */
typedef struct Hold {
  struct Hold *prev;
  Object *obj;     /* owned, or NULL */
  Object **array;  /* further owned references (entries may be NULL), or NULL */
  ssize_t count;   /* of array */
  const char *why; /* for the ledger: "sorted()", "the comparison of two lists" */
} Hold;

enum { SMALL_INT_MIN = -5, SMALL_INT_MAX = 256 };

typedef struct Runtime {
  Type types[TYPE_COUNT];
  Object none, not_implemented, ellipsis;
  Int false_, true_;
  Int small_ints[SMALL_INT_MAX - SMALL_INT_MIN + 1];
  Object *names[NAME_COUNT]; /* interned str, owned */
  Object *slot_names[128];   /* interned dunders of the slot rows (object/slotdefs.c), owned */
  Str *latin1[256];          /* one-character strings, owned, made at start */
  Str *empty_str;
  Object *empty_bytes, *bytes_chars[256];
  Object *empty_tuple, *empty_frozenset;
  Object *exc;          /* pending exception */
  Object *memory_error; /* spare instance, for when there is no memory for the exception either */
  Hold *holds;
  Object *interned;       /* dict: str -> str; its references to the keys are not counted (as CPython's) */
  Object *codec_handlers; /* dict: name -> function of codecs.register_error, owned, or NULL */
  Object *sys_modules;    /* dict, owned */
  Object *builtins;       /* dict of module builtins, owned */
  uint32_t next_type_version;
  int32_t c_depth;                          /* native recursion: enter_recursion() */
  int32_t recursion_depth, recursion_limit; /* Python frames + native, as CPython counts them */
  int32_t int_max_str_digits;
  int32_t next_unit; /* compilation units numbered from 0 */
  bool in_shutdown, refusing, without_memory;
  void *float_free_list;
  int32_t float_free_count;
  void *list_free_list;
  int32_t list_free_count;
  void *dict_free_list;
  int32_t dict_free_count;
  void *keys_free_list;
  int32_t keys_free_count;
  void *tuple_free_list[20];
  int32_t tuple_free_count[20]; /* the last of the free lists: see FreeListsAside */
  void *slice_cache;
  void *memory_error_free_list;
  int32_t memory_error_free_count;
  uint64_t empty_keys[5]; /* the keys table of every empty dict (object/dictkeys.h) */
  uint64_t set_dummy;     /* its address marks removed entries of sets */
  void *orphan_keys;      /* shared keys tables whose class is gone (object/dictkeys.h) */
  Type *type_cache_dummy;
  struct {
    uint32_t version;
    uint32_t pad;
    Object *name;
    Object *value;
  } method_cache[4096]; /* name owned, value borrowed: type.c */
  uint64_t dict_version, keys_version, func_version;
  Object *thread_dict;     /* what CPython keeps for a thread: of repr_running, owned or NULL */
  Object *repr_running;    /* list of objects whose repr is running (for "[...]"), borrowed from there */
  Object *spec_types[160]; /* types that native modules made (type_from_spec), owned: native code finds them
                              here */
  Object *bodies; /* list of the Python functions behind built-ins of the library, owned or NULL: body.h */
  int32_t spec_type_count;
  Object *call_given;      /* borrowed: the argument tuple with which a callable that wants one is called now
                              (slotcalls.h); taken at once */
  Object *call_given_dict; /* borrowed: the dict that goes with it, or NULL */
  Object *call_tuple;      /* borrowed: the argument tuple of the class whose __new__ runs, which an exception
                              keeps as its args */
  Object *call_dict;       /* borrowed: the dict of its keyword arguments, or of those of dict.update() */
  const struct NativeDef *new_def; /* the definition that the built-in __new__ of all types share */
  Object *keyword_tuples[96];      /* owned, made for ever: object/keywords.def */
  int32_t keyword_tuple_count;
  bool tree_classes_counted; /* compile() has been called */
  uint64_t keywords_met;     /* rows of that table whose function has been called, bit by bit (not methods) */
  Object *struct_cache;      /* dict: format -> Struct, of the functions of struct; owned or NULL */
  Object *exit_functions;    /* list of (function, args, kwargs) registered with atexit; owned or NULL */
  void *module_state[32];    /* one pointer for each native module that needs one: modules/module_state.h */
} Runtime;

#define RT              ((Runtime *)ARENA_FIXED_BASE)
#define T(id)           (&RT->types[T_##id])
#define N(name)         (RT->names[NAME_##name])
#define NONE            (&RT->none)
#define NOT_IMPLEMENTED (&RT->not_implemented)
#define ELLIPSIS        (&RT->ellipsis)
#define TRUE            ((Object *)&RT->true_)
#define FALSE           ((Object *)&RT->false_)
#define IS_EXACT(o, id) (TYPE(o) == T(id))
#define IS_SUB(o, FLAG) TYPE_HAS(TYPE(o), TYPE_SUB_##FLAG) /* IS_SUB(o, STR), IS_SUB(o, DICT), ... */
#define RETURN_NONE     return NEWREF(NONE)
#define BOOL_NEW(x)     NEWREF((x) ? TRUE : FALSE)

static inline Hold hold_push_(Hold *self, Object *obj, const char *why) {
  Hold h = {RT->holds, obj, NULL, 0, why};
  RT->holds = self;
  return h;
}
static inline void hold_pop_(Hold *h) {
  RT->holds = h->prev;
  if (h->obj) DECREF(h->obj);
}
/* HOLD(list, list_new(0), "sorted()"): list.obj is an owned reference seen by the audit and released at the
 * end of the scope. hold_take(&list) hands it out. An array is added with hold_array(&h, items, n) and must
 * be taken off (NULL, 0) before the scope ends. Declare holds only at block scope, never jump over one. */
#define HOLD(var, init, why)                                                                                 \
  Hold var __attribute__((cleanup(hold_pop_))) = hold_push_(&var, (Object *)(init), (why))
static inline Object *hold_take(Hold *h) {
  Object *o = h->obj;
  h->obj = NULL;
  return o;
}
/* The end of a function with holds: `return hold_return(result, &b, &a)` releases b, then a, with the result
 * (owned, or NULL) declared as long as one of them dies. */
#define hold_return(result, ...)                                                                             \
  ((__typeof__(result))HOLD_RETURN_((Object *)(result), __VA_ARGS__, NULL, NULL, NULL, NULL, NULL, NULL,     \
                                    NULL, NULL))
#define HOLD_RETURN_(result, a, b, c, d, e, f, g, h, ...) hold_return_(result, a, b, c, d, e, f, g, h)
void hold_release_last(Hold *h, Ref result);
static ALWAYS_INLINE void hold_release_(Hold *h, Ref result) {
  if (!h || !h->obj) return;
  if (h->obj->refcnt == 1) {
    hold_release_last(h, result);
    return;
  }
  h->obj->refcnt--;
  h->obj = NULL;
}
static ALWAYS_INLINE Own hold_return_(Own result, Hold *a, Hold *b, Hold *c, Hold *d, Hold *e, Hold *f,
                                      Hold *g, Hold *h) {
  hold_release_(a, result), hold_release_(b, result), hold_release_(c, result), hold_release_(d, result);
  hold_release_(e, result), hold_release_(f, result), hold_release_(g, result), hold_release_(h, result);
  return result;
}
static inline void hold_array(Hold *h, Object **items, ssize_t count) {
  h->array = items;
  h->count = count;
}

/* Native recursion guard: false with RecursionError("maximum recursion depth exceeded" + where) set. `where`
 * begins with a space, e.g. " while getting the repr of an object". Also fails when the engine's C stack runs
 * short. */
bool recursion_refuse(const char *where); /* sets the exception; false */
enum { STACK_RESERVE = 256 * 1024 };      /* of the engine's C stack, for what happens after the refusal */
MUST_USE static inline bool recursion_enter(const char *where) {
  if (UNLIKELY(RT->recursion_depth >= RT->recursion_limit ||
               (uintptr_t)__builtin_frame_address(0) < ARENA_STACK_BASE + STACK_RESERVE))
    return recursion_refuse(where);
  RT->recursion_depth++;
  return true;
}
static inline void recursion_leave(void) { RT->recursion_depth--; }

/* Start of the object layer: types, singletons, names, exceptions. Called once on a fresh arena (vm/boot.c).
 */
bool runtime_boot(void) MUST_USE;
/* Reports every reference that RT itself owns, and what the objects in RT (built-in types) hold. For
 * vm_visit_roots. */
void runtime_visit(Visitor *v);
/* Parts of it, for an audit that walks only what changed: the tables between RT->names and RT->exc, with the
 * singletons and the types of native modules; what changes from one instruction to the next. The rest are the
 * built-in types, the cache of methods and the holds. */
void runtime_visit_tables(Visitor *v);
void runtime_visit_live(Visitor *v);

#endif
