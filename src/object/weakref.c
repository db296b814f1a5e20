/* Weak references: ref and the two kinds of proxy.
 *
 * Invariants
 * - The weak references to an object form a doubly linked list from the word at its type's weaklist_offset:
 * the plain ref without callback first, then the plain proxy, then all others, newest last.
 * - ref->object is NONE once the object died or the reference was detached; it is never a counted reference.
 */
#include "object/err.h"
#include "object/function.h"
#include "object/genericalias.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"
#include "heap/observer.h"

static WeakRef *wk(Object *o) { return (WeakRef *)o; }
static bool is_proxy(const Object *o) { return TYPE(o) == T(WEAKPROXY) || TYPE(o) == T(WEAKCALLABLEPROXY); }

static WeakRef **list_of(Object *o) {
  int32_t offset = TYPE(o)->weaklist_offset;
  if (!offset) return NULL;
  return (WeakRef **)(void *)((char *)o + offset);
}

/* The shareable references at the head of the list. */
static void find_basic(WeakRef *head, WeakRef **ref, WeakRef **proxy) {
  *ref = *proxy = NULL;
  if (head && !head->callback && TYPE(head) == T(WEAKREF)) {
    *ref = head;
    head = head->next;
  }
  if (head && !head->callback && is_proxy((Object *)head)) *proxy = head;
}

static void insert_after(WeakRef *w, WeakRef *prev) {
  w->prev = prev;
  w->next = prev->next;
  if (prev->next) prev->next->prev = w;
  prev->next = w;
}
static void insert_head(WeakRef *w, WeakRef **list) {
  WeakRef *next = *list;
  w->prev = NULL;
  w->next = next;
  if (next) next->prev = w;
  *list = w;
}

void weakref_detach(WeakRef *w) {
  if (!w->object || w->object == NONE) return;
  WeakRef **list = list_of(w->object);
  if (list && *list == w) *list = w->next;
  w->object = NONE;
  if (w->prev) w->prev->next = w->next;
  if (w->next) w->next->prev = w->prev;
  w->prev = w->next = NULL;
}

static Object *make(Type *kind, Object *o, Object *callback) {
  Object *w = instance_new(kind, 0);
  if (!w) return NULL;
  wk(w)->hash = -1;
  wk(w)->object = o;
  wk(w)->callback = XNEWREF(callback);
  return w;
}

static Object *ref_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args;
  if (nargs || (kwnames && tuple_size(kwnames))) {
    if (kwnames && tuple_size(kwnames))
      return err_format(T(TypeError), "weakref() takes no keyword arguments");
    err_format(T(TypeError), "weakref expected 0 arguments, got %zd", nargs);
    return NULL;
  }
  return NEWREF(weakref_get(self));
}

static bool supports(Object *o) {
  if (list_of(o)) return true;
  err_format(T(TypeError), "cannot create weak reference to '%T' object", o);
  return false;
}

static Own ref_to(Type *kind, Object *o, Object *callback) {
  if (callback == NONE) callback = NULL;
  if (!supports(o)) return NULL;
  WeakRef *ref, *proxy, **list = list_of(o);
  find_basic(*list, &ref, &proxy);
  if (!callback && kind == T(WEAKREF) && ref) return NEWREF((Object *)ref);
  Object *w = make(kind, o, callback);
  if (!w) return NULL;
  wk(w)->vectorcall = ref_call;
  find_basic(*list, &ref, &proxy); /* the allocation may have run a collection */
  if (!callback && kind == T(WEAKREF)) {
    if (ref) {
      wk(w)->object = NONE;
      DECREF(w);
      return NEWREF((Object *)ref);
    }
    insert_head(wk(w), list);
  } else {
    WeakRef *prev = proxy ? proxy : ref;
    if (prev)
      insert_after(wk(w), prev);
    else
      insert_head(wk(w), list);
  }
  return w;
}

Own weakref_new(Ref o, Ref callback) { return ref_to(T(WEAKREF), o, callback); }

Own weakref_proxy_new(Ref o, Ref callback) {
  if (callback == NONE) callback = NULL;
  if (!supports(o)) return NULL;
  WeakRef *ref, *proxy, **list = list_of(o);
  find_basic(*list, &ref, &proxy);
  if (!callback && proxy) return NEWREF((Object *)proxy);
  HOLD(kept, NEWREF(o), "a weak proxy being made");
  Object *w = make(object_is_callable(o) ? T(WEAKCALLABLEPROXY) : T(WEAKPROXY), o, callback);
  if (!w) return NULL;
  find_basic(*list, &ref, &proxy);
  if (!callback && proxy) {
    wk(w)->object = NONE;
    DECREF(w);
    return hold_return(NEWREF((Object *)proxy), &kept);
  }
  WeakRef *prev = callback ? (proxy ? proxy : ref) : ref;
  if (prev)
    insert_after(wk(w), prev);
  else
    insert_head(wk(w), list);
  return hold_return(w, &kept);
}

/* An object whose count is 0 is on its way out: perhaps it only waits in the trashcan. */
Object *weakref_get(Ref ref) {
  Object *o = wk(ref)->object;
  return o && o->refcnt > 0 ? o : NONE;
}

/* ---- the death of the object ---- */

static void call_back(WeakRef *w, Object *callback) {
  OBSERVE(OBSERVE_MEMORY, EV_WEAKREF_CALL, w, callback, 0);
  Object *r = object_call1(callback, (Object *)w);
  if (r)
    DECREF(r);
  else
    err_write_unraisable(callback);
}

/* All references become dead first; then the callbacks run, the newest first. */
void object_clear_weakrefs(Object *o) {
  WeakRef **list = list_of(o);
  if (!list) return;
  for (int shared = 0; shared < 2 && *list && !(*list)->callback;
       shared++) { /* the common reference and proxy */
    OBSERVE(OBSERVE_MEMORY, EV_WEAKREF_CLEAR, o, *list, 0);
    weakref_detach(*list);
  }
  if (!*list) return;
  ssize_t count = 0;
  for (WeakRef *w = *list; w; w = w->next) count += w->callback != NULL;
  if (count == 0) {
    while (*list) {
      OBSERVE(OBSERVE_MEMORY, EV_WEAKREF_CLEAR, o, *list, 0);
      weakref_detach(*list);
    }
    return;
  }
  HOLD(pending, err_take(), "the exception during weak reference callbacks");
  if (!(*list)->next) { /* the only one is called without a further reference to it, as in CPython */
    WeakRef *only = *list;
    OBSERVE(OBSERVE_MEMORY, EV_WEAKREF_CLEAR, o, only, 0);
    HOLD(callback, only->callback, "callback of a weak reference");
    weakref_detach(only);
    only->callback = NULL;
    if (only->ob.refcnt > 0) call_back(only, callback.obj);
    CLEAR(callback.obj);
    err_restore_steal(hold_take(&pending));
    return;
  }
  Object *small[16], **row = small;
  if (count * 2 > 16) row = mem_alloc((size_t)count * 2 * sizeof *row);
  ssize_t n = 0;
  HOLD(work, NULL, "weak references to call back");
  while (*list) {
    WeakRef *w = *list;
    Object *callback = w->callback;
    OBSERVE(OBSERVE_MEMORY, EV_WEAKREF_CLEAR, o, w, 0);
    weakref_detach(w);
    if (!callback || !row || w->ob.refcnt <= 0) continue; /* a reference that is dying itself does not call */
    w->callback = NULL;
    row[n++] = NEWREF((Object *)w);
    row[n++] = callback;
    hold_array(&work, row, n);
  }
  for (ssize_t i = 0; i < n; i += 2) call_back(wk(row[i]), row[i + 1]);
  while (n > 0) { /* all are kept until the last was called, as in CPython */
    Object *last = row[--n];
    hold_array(&work, row, n);
    DECREF(last);
  }
  hold_array(&work, NULL, 0);
  if (row != small) mem_free(row);
  err_restore_steal(hold_take(&pending));
}

/* ---- ref ---- */

static Object *ref_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)kwnames;
  if (nargs < 1 || nargs > 2) {
    if (!args_positional("__new__", nargs, NULL, 1, 2)) return NULL;
  }
  return ref_to(cls, args[0], nargs > 1 ? args[1] : NULL);
}
static int ref_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)self, (void)args;
  if (kwnames && tuple_size(kwnames) && !args_no_keywords("ref", kwnames)) return -1;
  return args_positional("__init__", nargs, NULL, 1, 2) ? 0 : -1;
}
static void ref_dealloc(Object *self) {
  gc_untrack(self);
  weakref_detach(wk(self));
  CLEAR(wk(self)->callback);
  object_free(self);
}
static void ref_clear(Object *self) {
  weakref_detach(wk(self));
  CLEAR(wk(self)->callback);
}
static void ref_traverse(Object *self, Visitor *v) {
  VISIT(v, wk(self)->callback, EDGE_FIELD, "__callback__");
}
static Hash ref_hash(Object *self) {
  WeakRef *w = wk(self);
  if (w->hash != -1) return w->hash;
  if (weakref_get(self) == NONE) {
    err_format(T(TypeError), "weak object has gone away");
    return -1;
  }
  HOLD(o, NEWREF(w->object), "hash() of a weak reference");
  return w->hash = object_hash(o.obj);
}
static Object *ref_repr(Object *self) {
  Object *o = weakref_get(self);
  unsigned long id = (unsigned long)((uintptr_t)self + ID_OFFSET);
  if (o == NONE) return str_format("<weakref at 0x%lx; dead>", id);
  HOLD(kept, NEWREF(o), "repr() of a weak reference");
  HOLD(name, NULL, "repr() of a weak reference");
  if (object_lookup_attr(o, N(__name__), &name.obj) < 0) return NULL;
  unsigned long target = (unsigned long)((uintptr_t)o + ID_OFFSET);
  if (!name.obj || !IS_SUB(name.obj, STR))
    return hold_return(str_format("<weakref at 0x%lx; to '%T' at 0x%lx>", id, o, target), &name, &kept);
  return hold_return(str_format("<weakref at 0x%lx; to '%T' at 0x%lx (%U)>", id, o, target, name.obj), &name,
                     &kept);
}
static Object *ref_compare(Object *a, Object *b, int op) {
  if ((op != CMP_EQ && op != CMP_NE) || !object_is_instance_of(a, T(WEAKREF)) ||
      !object_is_instance_of(b, T(WEAKREF)))
    return NEWREF(NOT_IMPLEMENTED);
  if (weakref_get(a) == NONE || weakref_get(b) == NONE) return BOOL_NEW((a == b) == (op == CMP_EQ));
  HOLD(x, NEWREF(wk(a)->object), "the comparison of weak references");
  HOLD(y, NEWREF(wk(b)->object), "the comparison of weak references");
  return hold_return(object_compare(x.obj, y.obj, op), &y, &x);
}
static Object *ref_class_getitem(Object *cls, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return generic_alias_new(cls, args[0]);
}
static Object *get_callback(Object *self) {
  Object *c = wk(self)->object == NONE ? NULL : wk(self)->callback;
  return NEWREF(c ? c : NONE);
}

static const MethodSpec ref_methods[] = {
    {"__class_getitem__(cls, item, /)", ref_class_getitem, METHOD_CLASS, "See PEP 585"},
    {0},
};
static const GetSetSpec ref_members[] = {
    {"__callback__", get_callback, NULL, NULL},
    {0},
};
static const GetSetSpec ref_getset[] = {
    {0},
};
const TypeSpec weakref_spec = {
    .name = "weakref.ReferenceType",
    .basic_size = sizeof(WeakRef),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC | TYPE_BASE | TYPE_VECTORCALL,
    .methods = ref_methods,
    .members = ref_members,
    .getset = ref_getset,
    .slots = {.dealloc = ref_dealloc,
              .traverse = ref_traverse,
              .clear = ref_clear,
              .repr = ref_repr,
              .hash = ref_hash,
              .richcompare = ref_compare,
              .call = ref_call,
              .new_ = ref_new,
              .init = ref_init},
};
_Static_assert(sizeof(WeakRef) <= 72, "a weak reference has CPython's size");
