/* The method resolution order (C3: Barrett et al., "A Monotonic Superclass Linearization for Dylan", OOPSLA
 * 1996; adopted for Python by S. Pedroni and G. van Rossum, "The Python 2.3 Method Resolution Order"), and
 * the tables of subclasses. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

bool type_is_subtype_base_chain(const Type *a, const Type *b) {
  for (; a; a = a->base)
    if (a == b) return true;
  return b == T(OBJECT);
}

bool type_is_subtype(const Type *a, const Type *b) {
  const Object *mro = a->mro; /* which a metaclass may have made without the class itself */
  if (!mro) return type_is_subtype_base_chain(a, b);
  Object *const *items = ((const Tuple *)mro)->items;
  for (ssize_t i = 0, n = ((const VarObject *)mro)->size; i < n; i++)
    if (items[i] == (const Object *)b) return true;
  return false;
}

/* ---- C3 ---- */

static bool in_tail(Object *list, ssize_t start, Object *c) {
  for (ssize_t i = start + 1; i < tuple_size(list); i++)
    if (tuple_item(list, i) == c) return true;
  return false;
}

static bool no_duplicate_bases(Object *bases) {
  for (ssize_t i = 0; i < tuple_size(bases); i++)
    for (ssize_t j = i + 1; j < tuple_size(bases); j++)
      if (tuple_item(bases, i) == tuple_item(bases, j)) {
        HOLD(name, type_name(tuple_item(bases, i)), "the MRO");
        if (name.obj) err_format(T(TypeError), "duplicate base class %U", name.obj);
        return false;
      }
  return true;
}

static COLD Object *inconsistent(Object *const *lists, const ssize_t *at, ssize_t n) {
  /* The heads that block each other, in the order of the lists, each once. */
  HOLD(seen, dict_new(), "the MRO");
  for (ssize_t i = 0; seen.obj && i < n; i++)
    if (at[i] < tuple_size(lists[i]) && dict_set(seen.obj, tuple_item(lists[i], at[i]), NONE) < 0)
      return NULL;
  HOLD(names, list_new(0), "the MRO");
  if (!seen.obj || !names.obj) return NULL;
  ssize_t position = 0;
  Object *c;
  while (dict_next(seen.obj, &position, &c, NULL, NULL)) {
    HOLD(name, type_name(c), "the MRO");
    if (!name.obj || list_append(names.obj, name.obj) < 0) return NULL;
  }
  HOLD(comma, str_from_ascii(", ", 2), "the MRO");
  HOLD(text, comma.obj ? str_join(comma.obj, names.obj) : NULL, "the MRO");
  if (!text.obj) return NULL;
  return err_format(T(TypeError), "Cannot create a consistent method resolution\norder (MRO) for bases %U",
                    text.obj);
}

Own mro_compute(Type *t) {
  Object *bases = t->bases;
  ssize_t n = tuple_size(bases);
  if (n == 0) return tuple_pack(1, (Object *)t);
  if (n == 1) { /* the usual case */
    Object *base = ((Type *)tuple_item(bases, 0))->mro;
    if (!base) return err_format(T(TypeError), "Cannot extend an incomplete type '%N'", tuple_item(bases, 0));
    ssize_t length = tuple_size(base);
    Object *mro = tuple_new(length + 1);
    if (!mro) return NULL;
    ((Tuple *)mro)->items[0] = NEWREF((Object *)t);
    for (ssize_t i = 0; i < length; i++) ((Tuple *)mro)->items[i + 1] = NEWREF(tuple_item(base, i));
    return mro;
  }
  if (!no_duplicate_bases(bases)) return NULL;
  size_t bytes = (size_t)(n + 1) * (sizeof(Object *) + sizeof(ssize_t));
  Object **lists = mem_alloc(bytes);
  if (!lists) return err_no_memory();
  ssize_t *at = (ssize_t *)(void *)(lists + n + 1);
  HOLD(result, NULL, "the MRO");
  for (ssize_t i = 0; i < n; i++) {
    lists[i] = ((Type *)tuple_item(bases, i))->mro;
    at[i] = 0;
    if (!lists[i]) {
      err_format(T(TypeError), "Cannot extend an incomplete type '%N'", tuple_item(bases, i));
      mem_free(lists);
      return NULL;
    }
  }
  lists[n] = bases;
  at[n] = 0;
  result.obj = list_new(0);
  bool ok = result.obj && list_append(result.obj, (Object *)t) == 0;
  for (ssize_t i = 0; ok && i <= n;) {
    ssize_t left = 0;
    for (i = 0; i <= n; i++) {
      if (at[i] >= tuple_size(lists[i])) continue;
      left++;
      Object *c = tuple_item(lists[i], at[i]);
      bool blocked = false;
      for (ssize_t j = 0; j <= n && !blocked; j++) blocked = in_tail(lists[j], at[j], c);
      if (blocked) continue;
      ok = list_append(result.obj, c) == 0;
      for (ssize_t j = 0; j <= n; j++)
        if (at[j] < tuple_size(lists[j]) && tuple_item(lists[j], at[j]) == c) at[j]++;
      break;
    }
    if (!ok || i <= n) continue;
    if (left) {
      inconsistent(lists, at, n + 1);
      ok = false;
    }
    break;
  }
  mem_free(lists);
  return hold_return(ok ? list_as_tuple(result.obj) : NULL, &result);
}

/* A metaclass may compute the order itself: what it gives must be a sequence of classes with a compatible
 * layout. */
static Own mro_from_metaclass(Type *t) {
  HOLD(given, object_call_method0((Object *)t, N(mro)), "mro()");
  if (!given.obj) return NULL;
  HOLD(mro, sequence_tuple(given.obj), "mro()");
  if (!mro.obj) return NULL;
  const Type *solid = type_solid_base(t);
  for (ssize_t i = 0; i < tuple_size(mro.obj); i++) {
    Object *c = tuple_item(mro.obj, i);
    if (!IS_SUB(c, TYPE)) return err_format(T(TypeError), "mro() returned a non-class ('%T')", c);
    if (!type_is_subtype(solid, type_solid_base((Type *)c)))
      return err_format(T(TypeError), "mro() returned base with unsuitable layout ('%N')", c);
  }
  return hold_return(hold_take(&mro), &given);
}

/* That of type.mro() through a metaclass that has none of its own: it comes as a list. */
static Own mro_by_list(Type *t) {
  HOLD(computed, mro_compute(t), "mro()");
  HOLD(list, computed.obj ? sequence_list(computed.obj) : NULL, "mro()");
  CLEAR(computed.obj);
  return list.obj ? hold_return(list_as_tuple(list.obj), &list) : NULL;
}

int mro_install(Type *t) {
  bool custom = TYPE(t) != T(TYPE) && type_lookup(TYPE(t), N(mro)) != dict_get(T(TYPE)->dict, N(mro));
  HOLD(old, XNEWREF(t->mro), "mro()");
  Object *mro = custom ? mro_from_metaclass(t) : TYPE(t) != T(TYPE) ? mro_by_list(t) : mro_compute(t);
  if (!mro) return -1;
  if (t->mro != old.obj) { /* the metaclass's mro() came here again and was faster */
    DECREF(mro);
    return 0;
  }
  SETREF(t->mro, mro);
  type_modified(t);
  return 0;
}

/* The order of t and of all below it anew; `undo` collects (class, new order, old order). */
int mro_update_hierarchy(Type *t, Ref undo) {
  HOLD(old, NEWREF(t->mro ? t->mro : NONE), "a change of __bases__");
  type_modified(t);
  if (mro_install(t) < 0) return -1;
  if (t->mro == old.obj) return 0;
  HOLD(entry, tuple_pack(3, (Object *)t, t->mro, old.obj), "a change of __bases__");
  if (!entry.obj || list_append(undo, entry.obj) < 0) return -1;
  HOLD(subs, type_subclasses_list((Object *)t), "a change of __bases__");
  if (!subs.obj) return -1;
  for (ssize_t i = 0; i < VARSIZE(subs.obj); i++)
    if (mro_update_hierarchy((Type *)list_item(subs.obj, i), undo) < 0) return -1;
  return 0;
}

void mro_undo(Ref undo) {
  for (ssize_t i = 0; i < VARSIZE(undo); i++) {
    Object *entry = list_item(undo, i);
    Type *t = (Type *)tuple_item(entry, 0);
    if (t->mro != tuple_item(entry, 1)) continue; /* changed again since */
    Object *old = tuple_item(entry, 2);
    SETREF(t->mro, old == NONE ? NULL : NEWREF(old));
    type_modified(t);
  }
}

/* ---- subclasses: id -> weak reference ---- */

/* Of these CPython's own start has made subclasses that have no counterpart here: their tables are there
 * before a program begins, and stay. */
static const uint8_t subclassed_at_start[] = {T_DICT,        T_TYPE,         T_PROPERTY,
                                              T_CLASSMETHOD, T_STATICMETHOD, T_SystemError};

bool type_make_subclass_tables(void) {
  for (size_t i = 0; i < ARRAY_LEN(subclassed_at_start); i++) {
    Type *t = &RT->types[subclassed_at_start[i]];
    if (!t->subclasses && !(t->subclasses = dict_new())) return false;
  }
  return true;
}

static bool keeps_table(const Type *t) {
  for (size_t i = 0; i < ARRAY_LEN(subclassed_at_start); i++)
    if (t == &RT->types[subclassed_at_start[i]]) return true;
  return false;
}

int type_add_subclass(Type *base, Type *t) {
  HOLD(key, int_from_u64((uint64_t)(uintptr_t)t + ID_OFFSET), "the table of subclasses");
  HOLD(ref, weakref_new((Object *)t, NULL), "the table of subclasses");
  if (!key.obj || !ref.obj) return -1;
  /* Last: what is made before it may set off a collection, in which the last subclass dies and with it the
   * table. */
  if (!base->subclasses && !(base->subclasses = dict_new())) return -1;
  return dict_set(base->subclasses, key.obj, ref.obj);
}

void type_remove_subclass(Type *base, Type *t) {
  if (!base->subclasses) return;
  HOLD(key, int_from_u64((uint64_t)(uintptr_t)t + ID_OFFSET), "the table of subclasses");
  if (!key.obj || (dict_get(base->subclasses, key.obj) && dict_del(base->subclasses, key.obj) < 0))
    err_clear();
  if (dict_size(base->subclasses) == 0 && !keeps_table(base)) CLEAR(base->subclasses);
}

Own type_subclasses_list(Ref self) {
  Type *t = (Type *)self;
  HOLD(list, list_new(0), "__subclasses__()");
  if (!list.obj || !t->subclasses) return hold_take(&list);
  ssize_t at = 0;
  Object *ref;
  while (dict_next(t->subclasses, &at, NULL, &ref, NULL)) {
    Object *s = weakref_get(ref);
    if (s != NONE && list_append(list.obj, s) < 0) return NULL;
  }
  return hold_take(&list);
}
