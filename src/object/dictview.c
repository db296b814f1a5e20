/* Views of dicts and their iterators: see dictview.h. */
#include "object/dictview.h"

#include "object/dictkeys.h"

#define VIEW(o)      ((DictView *)(o))
#define VIEW_DICT(o) DICT(VIEW(o)->dict)

/* ---- iterators ---- */

Own dictiter_new(Ref dict, Type *type) {
  HOLD(held, object_new(type, 0), "iteration over a dict");
  DictIter *it = (DictIter *)held.obj;
  if (!it) return NULL;
  Dict *d = DICT(dict);
  it->dict = NEWREF(dict);
  it->used = it->left = d->used;
  if (type == T(DICT_REV_KEY_ITER) || type == T(DICT_REV_ITEM_ITER) || type == T(DICT_REV_VALUE_ITER))
    it->position = d->values ? d->used - 1 : d->keys->nentries - 1;
  if (type == T(DICT_ITEM_ITER) || type == T(DICT_REV_ITEM_ITER)) {
    it->result = tuple_pack(2, NONE, NONE);
    if (!it->result) return NULL;
  }
  gc_track(held.obj);
  return hold_take(&held);
}

static void iter_exhaust(DictIter *it) {
  Object *d = it->dict;
  it->dict = NULL;
  DECREF(d);
}

/* Steps forward: false at the end or with an exception. Borrowed key and value. */
static inline bool step(DictIter *it, Object **key, Object **value) {
  Dict *d = DICT(it->dict);
  if (!d) return false;
  if (UNLIKELY(it->used != d->used)) {
    err_format(T(RuntimeError), "dictionary changed size during iteration");
    it->used = -1; /* and stays so */
    return false;
  }
  DictKeys *k = d->keys;
  ssize_t i = it->position;
  if (d->values) {
    if (i >= d->used) goto end;
    ssize_t ix = values_nth(d->values, i);
    *key = dict_unicode_entries(k)[ix].key;
    *value = d->values->values[ix];
  } else if (keys_are_str(k)) {
    const DictUnicodeEntry *e = dict_unicode_entries(k);
    while (i < k->nentries && !e[i].value) i++;
    if (i >= k->nentries) goto end;
    *key = e[i].key;
    *value = e[i].value;
  } else {
    const DictEntry *e = dict_entries(k);
    while (i < k->nentries && !e[i].value) i++;
    if (i >= k->nentries) goto end;
    *key = e[i].key;
    *value = e[i].value;
  }
  if (UNLIKELY(it->left == 0)) { /* as many removed as added behind */
    err_format(T(RuntimeError), "dictionary keys changed during iteration");
    iter_exhaust(it);
    return false;
  }
  it->position = i + 1;
  it->left--;
  return true;
end:
  iter_exhaust(it);
  return false;
}

static bool step_back(DictIter *it, Object **key, Object **value) {
  Dict *d = DICT(it->dict);
  if (!d) return false;
  if (it->used != d->used) {
    err_format(T(RuntimeError), "dictionary changed size during iteration");
    it->used = -1;
    return false;
  }
  ssize_t i = it->position;
  if (i < 0) goto end;
  if (d->values) {
    ssize_t ix = values_nth(d->values, i);
    *key = dict_unicode_entries(d->keys)[ix].key;
    *value = d->values->values[ix];
  } else {
    while (i >= 0 && !dict_value_at(d, i)) i--;
    if (i < 0) goto end;
    *key = keys_key_at(d->keys, i);
    *value = dict_value_at(d, i);
  }
  it->position = i - 1;
  it->left--;
  return true;
end:
  iter_exhaust(it);
  return false;
}

static Object *iter_self(Object *self) { return NEWREF(self); }

static inline Object *pair_result(DictIter *it, Object *key, Object *value) {
  return pair_again(it->result, NEWREF(key), NEWREF(value));
}

static Object *keyiter_next(Object *self) {
  Object *key, *value;
  return step((DictIter *)self, &key, &value) ? NEWREF(key) : NULL;
}
static Object *valueiter_next(Object *self) {
  Object *key, *value;
  return step((DictIter *)self, &key, &value) ? NEWREF(value) : NULL;
}
static Object *itemiter_next(Object *self) {
  Object *key, *value;
  return step((DictIter *)self, &key, &value) ? pair_result((DictIter *)self, key, value) : NULL;
}
static Object *revkeyiter_next(Object *self) {
  Object *key, *value;
  return step_back((DictIter *)self, &key, &value) ? NEWREF(key) : NULL;
}
static Object *revvalueiter_next(Object *self) {
  Object *key, *value;
  return step_back((DictIter *)self, &key, &value) ? NEWREF(value) : NULL;
}
static Object *revitemiter_next(Object *self) {
  Object *key, *value;
  return step_back((DictIter *)self, &key, &value) ? pair_result((DictIter *)self, key, value) : NULL;
}

static ssize_t items_left(const DictIter *it) {
  return it->dict && it->used == DICT(it->dict)->used ? it->left : 0;
}
static Object *iter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_from_i64(items_left((DictIter *)self));
}

/* (iter, ([what is left],)), this iterator staying where it is. */
static Object *iter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  DictIter copy = *(DictIter *)self;
  HOLD(hold_dict, XNEWREF(copy.dict), "__reduce__()");
  copy.dict = XNEWREF(copy.dict);
  HOLD(hold_copy, copy.dict, "__reduce__()");
  HOLD(fn, builtin_named("iter"), "__reduce__()");
  HOLD(list, fn.obj ? list_new(0) : NULL, "__reduce__()");
  if (!list.obj || list_reserve(list.obj, items_left(&copy)) < 0) return NULL;
  Type *t = TYPE(self);
  bool back = t == T(DICT_REV_KEY_ITER) || t == T(DICT_REV_VALUE_ITER) || t == T(DICT_REV_ITEM_ITER);
  Object *key, *value;
  while (back ? step_back(&copy, &key, &value) : step(&copy, &key, &value)) {
    Object *item;
    if (t == T(DICT_KEY_ITER) || t == T(DICT_REV_KEY_ITER))
      item = NEWREF(key);
    else if (t == T(DICT_VALUE_ITER) || t == T(DICT_REV_VALUE_ITER))
      item = NEWREF(value);
    else
      item = tuple_pack(2, key, value);
    if (!item || list_append_steal(list.obj, item) < 0) return NULL;
  }
  hold_copy.obj = copy.dict; /* NULL when the walk reached the end */
  if (err_occurred()) return NULL;
  HOLD(arguments, tuple_pack(1, list.obj), "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(2, fn.obj, arguments.obj) : NULL, &arguments, &list, &fn,
                     &hold_copy, &hold_dict);
}

static const FieldSpec iter_fields[] = {FIELD(DictIter, dict, "dict", FIELD_OWN, 0),
                                        FIELD(DictIter, result, "pair to be used again", FIELD_OWN, 0),
                                        {0}};
static const MethodSpec iter_methods[] = {
    {"__length_hint__(self, /)", iter_length_hint, 0,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iter_reduce, 0, "Return state information for pickling."},
    {0}};
#define DICT_ITERATOR(spec, name_, next_, flags_)                                                            \
  const TypeSpec spec = {                                                                                    \
      .name = name_,                                                                                         \
      .basic_size = sizeof(DictIter),                                                                        \
      .flags = TYPE_GC | TYPE_NO_NEW | (flags_),                                                             \
      .fields = iter_fields,                                                                                 \
      .methods = iter_methods,                                                                               \
      .slots = {.iter = iter_self, .iternext = next_},                                                       \
  };
DICT_ITERATOR(dict_keyiterator_spec, "dict_keyiterator", keyiter_next, 0)
DICT_ITERATOR(dict_valueiterator_spec, "dict_valueiterator", valueiter_next, 0)
DICT_ITERATOR(dict_itemiterator_spec, "dict_itemiterator", itemiter_next, 0)
DICT_ITERATOR(dict_reversekeyiterator_spec, "dict_reversekeyiterator", revkeyiter_next, TYPE_SHARES_GETATTR)
DICT_ITERATOR(dict_reversevalueiterator_spec, "dict_reversevalueiterator", revvalueiter_next, 0)
DICT_ITERATOR(dict_reverseitemiterator_spec, "dict_reverseitemiterator", revitemiter_next, 0)

/* ---- views ---- */

Own dictview_new(Ref dict, Type *type) {
  if (!IS_SUB(dict, DICT))
    return err_format(T(TypeError), "%s() requires a dict argument, not '%T'", type->name, dict);
  DictView *v = (DictView *)object_new(type, 0);
  if (!v) return NULL;
  v->dict = NEWREF(dict);
  gc_track((Object *)v);
  return (Own)v;
}

static bool is_keys(Ref o) { return object_is_instance_of(o, T(DICT_KEYS)); }
static bool is_items(Ref o) { return object_is_instance_of(o, T(DICT_ITEMS)); }
static bool is_view_set(Ref o) { return is_keys(o) || is_items(o); }
static bool is_any_set(Ref o) {
  return object_is_instance_of(o, T(SET)) || object_is_instance_of(o, T(FROZENSET));
}

static ssize_t view_length(Object *self) { return VIEW(self)->dict ? VIEW_DICT(self)->used : 0; }

static Object *keys_iter(Object *self) { return dictiter_new(VIEW(self)->dict, T(DICT_KEY_ITER)); }
static Object *values_iter(Object *self) { return dictiter_new(VIEW(self)->dict, T(DICT_VALUE_ITER)); }
static Object *items_iter(Object *self) { return dictiter_new(VIEW(self)->dict, T(DICT_ITEM_ITER)); }

static Object *view_repr(Object *self) {
  int running = repr_enter(self);
  if (running) return running > 0 ? str_from_ascii("...", 3) : NULL;
  Object *result = NULL;
  HOLD(list, sequence_list(self), "repr of a view");
  if (list.obj) result = str_format("%s(%R)", TYPE(self)->name, list.obj);
  repr_leave(self);
  return hold_return(result, &list);
}

static int keys_contains(Object *self, Object *key) { return dict_contains(VIEW(self)->dict, key); }

static int items_contains(Object *self, Object *item) {
  if (!IS_SUB(item, TUPLE) || tuple_size(item) != 2) return 0;
  Object *found = dict_get(VIEW(self)->dict, tuple_item(item, 0));
  if (!found) return err_occurred() ? -1 : 0;
  HOLD(held, NEWREF(found), "in");
  return object_compare_bool(found, tuple_item(item, 1), CMP_EQ);
}

/* Is everything in `small` in `big`: 1, 0, -1. */
static int all_in(Ref small, Ref big) {
  HOLD(it, object_iter(small), "comparison of views");
  if (!it.obj) return -1;
  for (;;) {
    HOLD(item, iter_next(it.obj), "comparison of views");
    if (!item.obj) return err_occurred() ? -1 : 1;
    int r = sequence_contains(big, item.obj);
    if (r <= 0) return r;
  }
}

static Object *view_richcompare(Object *self, Object *other, int op) {
  if (!is_any_set(other) && !is_view_set(other)) return NEWREF(NOT_IMPLEMENTED);
  ssize_t n = object_length(self), m = n < 0 ? -1 : object_length(other);
  if (m < 0) return NULL;
  int r = 0;
  switch (op) {
  case CMP_EQ:
  case CMP_NE:
    if (n == m) r = all_in(self, other);
    if (op == CMP_NE && r >= 0) r = !r;
    break;
  case CMP_LT: r = n < m ? all_in(self, other) : 0; break;
  case CMP_LE: r = n <= m ? all_in(self, other) : 0; break;
  case CMP_GT: r = n > m ? all_in(other, self) : 0; break;
  default: r = n >= m ? all_in(other, self) : 0; break;
  }
  return r < 0 ? NULL : BOOL_NEW(r);
}

/* A set of what is in the view (the left operand may be any iterable when reflected). */
static Own view_to_set(Ref o) {
  if (is_keys(o)) return set_new(VIEW(o)->dict && IS_EXACT(VIEW(o)->dict, DICT) ? VIEW(o)->dict : o);
  return set_new(o);
}

static Object *update_with(Object *a, Object *b, const char *method) {
  HOLD(result, view_to_set(a), "operation on views");
  if (!result.obj) return NULL;
  HOLD(name, str_intern(method), "operation on views");
  Object *none = name.obj ? object_call_method1(result.obj, name.obj, b) : NULL;
  if (!none) return NULL;
  DECREF(none);
  return hold_return(hold_take(&result), &name);
}
static Object *view_sub(Object *a, Object *b) { return update_with(a, b, "difference_update"); }
static Object *view_or(Object *a, Object *b) {
  HOLD(result, view_to_set(a), "operation on views");
  if (!result.obj || set_update(result.obj, b) < 0) return NULL;
  return hold_take(&result);
}

/* Both are items views: the pairs in one only. */
static Own items_xor(Ref a, Ref b) {
  Dict *x = VIEW_DICT(a), *y = VIEW_DICT(b);
  if (y->used > x->used) {
    Dict *t = x;
    x = y;
    y = t;
  }
  HOLD(rest, dict_copy((Ref)x), "operation on views");
  HOLD(result, rest.obj ? set_new(NULL) : NULL, "operation on views");
  if (!result.obj) return NULL;
  ssize_t position = 0;
  Object *key, *value;
  Hash hash;
  while (dict_next((Ref)y, &position, &key, &value, &hash)) {
    HOLD(hold_key, NEWREF(key), "operation on views");
    HOLD(hold_value, NEWREF(value), "operation on views");
    Object *other = dict_get_known_hash(rest.obj, key, hash);
    if (!other && err_occurred()) return NULL;
    bool remove = false;
    if (other) {
      HOLD(hold_other, NEWREF(other), "operation on views");
      int equal = object_compare_bool(value, other, CMP_EQ);
      if (equal < 0) return NULL;
      remove = equal;
    }
    if (remove) {
      if (dict_del(rest.obj, key) < 0) return NULL;
    } else {
      HOLD(pair, tuple_pack(2, key, value), "operation on views");
      if (!pair.obj || set_add(result.obj, pair.obj) < 0) return NULL;
    }
  }
  HOLD(items, dictview_new(rest.obj, T(DICT_ITEMS)), "operation on views");
  if (!items.obj || set_update(result.obj, items.obj) < 0) return NULL;
  return hold_return(hold_take(&result), &items, &rest);
}

static Object *view_xor(Object *a, Object *b) {
  if (is_items(a) && is_items(b)) return items_xor(a, b);
  return update_with(a, b, "symmetric_difference_update");
}

static Object *view_and(Object *a, Object *b) {
  if (!is_view_set(a)) { /* reflected: the view comes first */
    Object *t = a;
    a = b;
    b = t;
  }
  ssize_t n = object_length(a);
  if (n < 0) return NULL;
  /* A set on the other side that is not smaller is intersected with the view; a longer view is asked by a
   * shorter one. */
  if (IS_EXACT(b, SET) && n <= set_size(b)) {
    HOLD(name, str_intern("intersection"), "operation on views");
    return hold_return(name.obj ? object_call_method1(b, name.obj, a) : NULL, &name);
  }
  if (is_view_set(b) && view_length(b) > n) {
    Object *t = a;
    a = b;
    b = t;
  }
  HOLD(result, set_new(NULL), "operation on views");
  HOLD(it, result.obj ? object_iter(b) : NULL, "operation on views");
  if (!it.obj) return NULL;
  for (;;) {
    HOLD(item, iter_next(it.obj), "operation on views");
    if (!item.obj) return hold_return(err_occurred() ? NULL : hold_take(&result), &item, &it);
    int r = is_keys(a) ? keys_contains(a, item.obj) : items_contains(a, item.obj);
    if (r < 0 || (r && set_add(result.obj, item.obj) < 0)) return NULL;
  }
}

static Object *isdisjoint_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Object *other = args[0];
  if (self == other) return BOOL_NEW(view_length(self) == 0);
  if (is_any_set(other) || is_view_set(other)) {
    ssize_t n = view_length(self), m = object_length(other);
    if (m < 0) return NULL;
    if (m > n) {
      other = self;
      self = args[0];
    }
  }
  HOLD(it, object_iter(other), "isdisjoint()");
  if (!it.obj) return NULL;
  for (;;) {
    HOLD(item, iter_next(it.obj), "isdisjoint()");
    if (!item.obj) return hold_return(err_occurred() ? NULL : NEWREF(TRUE), &item, &it);
    int r = sequence_contains(self, item.obj);
    if (r < 0) return NULL;
    if (r) return hold_return(NEWREF(FALSE), &item, &it);
  }
}

#define REVERSED_METHOD(name, type)                                                                          \
  static Object *name(Object *self, Object *const *args, ssize_t nargs) {                                    \
    (void)args, (void)nargs;                                                                                 \
    return dictiter_new(VIEW(self)->dict, T(type));                                                          \
  }
REVERSED_METHOD(keys_reversed, DICT_REV_KEY_ITER)
REVERSED_METHOD(values_reversed, DICT_REV_VALUE_ITER)
REVERSED_METHOD(items_reversed, DICT_REV_ITEM_ITER)

static Object *mapping_get(Object *self) { return mapping_proxy_new(VIEW(self)->dict); }

static const FieldSpec view_fields[] = {FIELD(DictView, dict, "dict", FIELD_OWN, 0), {0}};
static const GetSetSpec view_getset[] = {
    {"mapping", mapping_get, NULL, "dictionary that this view refers to"}, {0}};
#define VIEW_METHODS(reversed, text)                                                                         \
  { "__reversed__(self, /)", reversed, 0, text }
#define DISJOINT_ROW                                                                                         \
  {                                                                                                          \
    "isdisjoint(self, other, /)", isdisjoint_method, 0,                                                      \
        "Return True if the view and the given iterable have a null intersection."                           \
  }
static const MethodSpec keys_methods[] = {
    DISJOINT_ROW, VIEW_METHODS(keys_reversed, "Return a reverse iterator over the dict keys."), {0}};
static const MethodSpec items_methods[] = {
    DISJOINT_ROW, VIEW_METHODS(items_reversed, "Return a reverse iterator over the dict items."), {0}};
static const MethodSpec values_methods[] = {
    VIEW_METHODS(values_reversed, "Return a reverse iterator over the dict values."), {0}};

const TypeSpec dict_keys_spec = {
    .name = "dict_keys",
    .basic_size = sizeof(DictView),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = view_fields,
    .methods = keys_methods,
    .getset = view_getset,
    .slots = {.repr = view_repr,
              .richcompare = view_richcompare,
              .iter = keys_iter,
              .subtract = view_sub,
              .and_ = view_and,
              .xor_ = view_xor,
              .or_ = view_or,
              .sq_length = view_length,
              .sq_contains = keys_contains},
};
const TypeSpec dict_items_spec = {
    .name = "dict_items",
    .basic_size = sizeof(DictView),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = view_fields,
    .methods = items_methods,
    .getset = view_getset,
    .slots = {.repr = view_repr,
              .richcompare = view_richcompare,
              .iter = items_iter,
              .subtract = view_sub,
              .and_ = view_and,
              .xor_ = view_xor,
              .or_ = view_or,
              .sq_length = view_length,
              .sq_contains = items_contains},
};
const TypeSpec dict_values_spec = {
    .name = "dict_values",
    .basic_size = sizeof(DictView),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = view_fields,
    .methods = values_methods,
    .getset = view_getset,
    .slots = {.repr = view_repr, .iter = values_iter, .sq_length = view_length},
};
