/* Sequences and mappings: length, items, membership. */
#include "object/dict.h"
#include "object/err.h"
#include "object/genericalias.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/tuple.h"
#include "object/type.h"

/* ---- length ---- */

ssize_t object_length(Ref o) {
  const Slots *s = &TYPE(o)->slots;
  LengthFn length = s->sq_length ? s->sq_length : s->mp_length;
  if (LIKELY(length)) return length(o);
  err_format(T(TypeError), "object of type '%T' has no len()", o);
  return -1;
}

ssize_t object_length_hint(Ref o, ssize_t fallback) {
  const Slots *s = &TYPE(o)->slots;
  if (s->sq_length || s->mp_length) {
    ssize_t n = object_length(o);
    if (n >= 0) return n;
    if (!err_matches(T(TypeError))) return -1;
    err_clear();
  }
  HOLD(method, object_lookup_special(o, N(__length_hint__)), "length_hint()");
  if (!method.obj) return RT->exc ? -1 : fallback;
  HOLD(r, object_call0(method.obj), "length_hint()");
  if (!r.obj) {
    if (!err_matches(T(TypeError))) return -1;
    err_clear();
    return fallback;
  }
  if (r.obj == NOT_IMPLEMENTED) return fallback;
  if (!IS_SUB(r.obj, INT)) {
    err_format(T(TypeError), "__length_hint__ must be an integer, not %T", r.obj);
    return -1;
  }
  ssize_t n = object_as_index(r.obj, T(OverflowError));
  if (n == -1 && RT->exc) return -1;
  if (n < 0) {
    err_format(T(ValueError), "__length_hint__() should return >= 0");
    return -1;
  }
  return n;
}

/* ---- items ---- */

static COLD Object *class_getitem(Object *cls, Object *key) {
  if (cls == (Object *)T(TYPE)) return generic_alias_new(cls, key);
  HOLD(method, NULL, "__class_getitem__()");
  int found = object_lookup_attr(cls, N(__class_getitem__), &method.obj);
  if (found < 0) return NULL;
  if (found && method.obj != NONE) return hold_return(object_call1(method.obj, key), &method);
  return err_format(T(TypeError), "type '%N' is not subscriptable", cls);
}

/* o[i] through the sequence slot, i already an index. */
static Object *item_at(Object *o, ssize_t i) {
  const Slots *s = &TYPE(o)->slots;
  if (i < 0 && s->sq_length) {
    ssize_t n = s->sq_length(o);
    if (n < 0) return NULL;
    i += n;
  }
  return s->sq_item(o, i);
}

Own object_getitem(Ref o, Ref key) {
  const Slots *s = &TYPE(o)->slots;
  if (LIKELY(s->mp_subscript)) return s->mp_subscript(o, key);
  if (s->sq_item) {
    if (!number_check_index(key))
      return err_format(T(TypeError), "sequence index must be integer, not '%T'", key);
    ssize_t i = object_as_index(key, T(IndexError));
    return i == -1 && RT->exc ? NULL : item_at(o, i);
  }
  if (IS_SUB(o, TYPE)) return class_getitem(o, key);
  return err_format(T(TypeError), "'%T' object is not subscriptable", o);
}

/* Has the type a table of sequence operations in CPython? Classes always have. It decides between two
 * wordings. */
static bool has_sequence_side(const Type *t) {
  const Slots *s = &t->slots;
  return TYPE_HAS(t, TYPE_HEAP) || s->sq_length || s->sq_item || s->sq_concat || s->sq_contains;
}

int object_setitem(Ref o, Ref key, Ref value) {
  const Slots *s = &TYPE(o)->slots;
  if (LIKELY(s->mp_ass_subscript)) return s->mp_ass_subscript(o, key, value);
  if (s->sq_ass_item) {
    if (!number_check_index(key)) {
      err_format(T(TypeError), "sequence index must be integer, not '%T'", key);
      return -1;
    }
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && RT->exc) return -1;
    if (i < 0 && s->sq_length) {
      ssize_t n = s->sq_length(o);
      if (n < 0) return -1;
      i += n;
    }
    return s->sq_ass_item(o, i, value);
  }
  if (has_sequence_side(TYPE(o)) && number_check_index(key)) { /* first the number, then the complaint */
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && RT->exc) return -1;
  }
  if (value)
    err_format(T(TypeError), "'%T' object does not support item assignment", o);
  else if (has_sequence_side(TYPE(o)) && number_check_index(key))
    err_format(T(TypeError), "'%T' object doesn't support item deletion", o);
  else
    err_format(T(TypeError), "'%T' object does not support item deletion", o);
  return -1;
}

Own sequence_item(Ref o, ssize_t i) {
  if (LIKELY(TYPE(o)->slots.sq_item)) return item_at(o, i);
  if (TYPE(o)->slots.mp_subscript) return err_format(T(TypeError), "'%T' is not a sequence", o);
  return err_format(T(TypeError), "'%T' object does not support indexing", o);
}

/* ---- membership ---- */

int sequence_search(Ref iterable, Ref item) {
  HOLD(it, object_iter(iterable), "`in`");
  if (!it.obj) {
    if (err_matches(T(TypeError))) {
      err_clear();
      err_format(T(TypeError), "argument of type '%T' is not iterable", iterable);
    }
    return -1;
  }
  for (;;) {
    HOLD(next, iter_next(it.obj), "`in`");
    if (!next.obj) return RT->exc ? -1 : 0;
    int equal = object_compare_bool(next.obj, item, CMP_EQ);
    if (equal) return equal;
  }
}

int sequence_contains(Ref o, Ref item) {
  ContainsFn contains = TYPE(o)->slots.sq_contains;
  return contains ? contains(o, item) : sequence_search(o, item);
}

/* ---- whole sequences ---- */

Own sequence_list(Ref iterable) {
  HOLD(list, list_new(0), "list()");
  if (!list.obj) return NULL;
  Object *none = list_extend(list.obj, iterable);
  if (!none) return NULL;
  DECREF(none);
  return hold_take(&list);
}

Own sequence_tuple(Ref iterable) {
  if (IS_EXACT(iterable, TUPLE)) return NEWREF(iterable);
  if (IS_EXACT(iterable, LIST)) return list_as_tuple(iterable);
  HOLD(it, object_iter(iterable), "tuple()");
  if (!it.obj) return NULL;
  ssize_t room = object_length_hint(iterable, 10), n = 0;
  if (room < 0) return NULL;
  HOLD(tuple, room ? tuple_new(room) : NULL, "tuple()");
  if (room && !tuple.obj) return NULL;
  if (room) gc_untrack(tuple.obj); /* nobody shall find it half filled */
  for (Object *item; (item = iter_next(it.obj)); ((Tuple *)tuple.obj)->items[n++] = item) {
    if (n < room) continue;
    room += 10;
    room += room >> 2;
    HOLD(waiting, item, "tuple()");
    tuple.obj = tuple.obj ? tuple_resize_steal(tuple.obj, room) : tuple_new(room);
    if (!tuple.obj) return NULL;
    gc_untrack(tuple.obj);
    (void)hold_take(&waiting);
  }
  if (RT->exc) return NULL;
  if (!n) {
    CLEAR(tuple.obj);
    return hold_return(NEWREF(RT->empty_tuple), &it);
  }
  if (n < room)
    tuple.obj = tuple_resize_steal(tuple.obj, n);
  else
    gc_track(tuple.obj);
  return hold_return(hold_take(&tuple), &it);
}

Own sequence_fast(Ref o, const char *message) {
  if (IS_EXACT(o, LIST) || IS_EXACT(o, TUPLE)) return NEWREF(o);
  HOLD(it, object_iter(o), "a sequence being read");
  if (!it.obj) {
    if (message && err_matches(T(TypeError))) {
      err_clear();
      err_format(T(TypeError), "%s", message);
    }
    return NULL;
  }
  return hold_return(sequence_list(it.obj), &it);
}
Object **sequence_fast_items(Ref fast) {
  return IS_SUB(fast, LIST) ? ((List *)fast)->items : ((Tuple *)fast)->items;
}
ssize_t sequence_fast_length(Ref fast) { return VARSIZE(fast); }

/* ---- mappings ---- */

bool mapping_check(Ref o) { return TYPE(o)->slots.mp_subscript != NULL; }

static Own mapping_list(Ref o, Object *name, Own (*of_dict)(Ref)) {
  if (IS_EXACT(o, DICT)) return of_dict(o);
  HOLD(view, object_call_method0(o, name), "a mapping being read");
  if (!view.obj) return NULL;
  HOLD(it, object_iter(view.obj), "a mapping being read");
  if (!it.obj) {
    if (err_matches(T(TypeError))) {
      err_clear();
      err_format(T(TypeError), "%T.%U() returned a non-iterable (type %T)", o, name, view.obj);
    }
    return NULL;
  }
  CLEAR(view.obj); /* it may be the last that holds the mapping: the iterator does */
  return hold_return(sequence_list(it.obj), &it, &view);
}
Own mapping_items(Ref o) { return mapping_list(o, N(items), dict_items_list); }
Own mapping_keys(Ref o) { return mapping_list(o, N(keys), dict_keys_list); }
