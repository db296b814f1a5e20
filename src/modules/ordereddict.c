/* collections.OrderedDict.
 *
 * Invariants
 * - The dict holds keys and values; a doubly linked list of nodes holds the order (and a second reference to
 * each key).
 * - fast[ix] is the node of entry ix of the dict's keys table `fast_keys`; when the dict has another table it
 * is built anew.
 * - state changes with every change of order, so that iterators notice; by STATE_CLEARED when all goes, which
 * iterators tell as a change of size.
 */
#include "modules/collections_parts.h"
#include "object/dictkeys.h"
#include "object/dictview.h"
#include "object/type.h"

#define STATE_CLEARED ((size_t)1 << 32)
typedef struct Node {
  Object *key; /* owned */
  Hash hash;
  struct Node *next, *prev;
} Node;
typedef struct OrderedDict {
  Dict dict;
  Node **fast;
  ssize_t fast_size;
  const DictKeys *fast_keys; /* borrowed, only compared */
  size_t state;
  Node *first, *last;
  Object *inst_dict, *weaklist;
} OrderedDict;
typedef struct OdIter {
  Object ob;
  int kind;
  Object *od;
  ssize_t size;
  size_t state;
  Object *result; /* items: the pair given last */
  Object *current;
} OdIter;
enum { OD_REVERSED = 1, OD_KEYS = 2, OD_VALUES = 4 };
extern const TypeSpec dict_spec, dict_keys_spec, dict_values_spec, dict_items_spec;
static const TypeSpec od_spec, oditer_spec, odkeys_spec, odvalues_spec, oditems_spec;
#define OD(o)        ((OrderedDict *)(o))
#define METHOD(name) static Object *name(Object *self, Object *const *args, ssize_t nargs)
#define UNUSED_ARGS  (void)args, (void)nargs

static bool is_od(Ref o) { return object_is_instance_of(o, collections_type(&od_spec)); }
static bool is_exact(Ref o) { return TYPE(o) == collections_type(&od_spec); }
static Object *iter_self(Object *self) { return NEWREF(self); }

/* ---- nodes ---- */

static int rebuild(OrderedDict *od) {
  DictKeys *k = od->dict.keys;
  ssize_t n = (ssize_t)keys_places(k);
  Node **fast = mem_calloc((size_t)n * sizeof(Node *));
  if (!fast) {
    err_no_memory();
    return -1;
  }
  for (Node *node = od->first; node; node = node->next) {
    ssize_t ix = dict_lookup(&od->dict, node->key, node->hash);
    if (ix == IX_ERROR || od->dict.keys != k) {
      mem_free(fast);
      if (ix != IX_ERROR) err_format(T(RuntimeError), "OrderedDict mutated during iteration");
      return -1;
    }
    if (ix >= 0) fast[ix] = node;
  }
  mem_free(od->fast);
  od->fast = fast;
  od->fast_size = n;
  od->fast_keys = k;
  return 0;
}
/* The place of the node of key; NULL with an exception, or without one when the dict lacks the key. */
static Node **place_of(OrderedDict *od, Ref key, Hash hash) {
  ssize_t ix = dict_lookup(&od->dict, key, hash);
  if (ix < 0) return NULL;
  if (od->fast_keys != od->dict.keys || od->fast_size != (ssize_t)keys_places(od->dict.keys)) {
    if (rebuild(od) < 0) return NULL;
    ix = dict_lookup(&od->dict, key, hash);
    if (ix < 0) return NULL;
  }
  return &od->fast[ix];
}
static Node *find(OrderedDict *od, Ref key, Hash hash) {
  if (!od->first) return NULL;
  Node **place = place_of(od, key, hash);
  return place ? *place : NULL;
}
static void link_last(OrderedDict *od, Node *node) {
  node->prev = od->last;
  node->next = NULL;
  if (od->last)
    od->last->next = node;
  else
    od->first = node;
  od->last = node;
  od->state++;
}
static void link_first(OrderedDict *od, Node *node) {
  node->prev = NULL;
  node->next = od->first;
  if (od->first)
    od->first->prev = node;
  else
    od->last = node;
  od->first = node;
  od->state++;
}
static void unlink_node(OrderedDict *od, Node *node) {
  if (od->first == node)
    od->first = node->next;
  else if (node->prev)
    node->prev->next = node->next;
  if (od->last == node)
    od->last = node->prev;
  else if (node->next)
    node->next->prev = node->prev;
  od->state++;
}
/* Takes the node of key away, if there is one. 0, -1 */
static int drop_node(OrderedDict *od, Ref key, Hash hash) {
  if (!od->first) return 0;
  Node **place = place_of(od, key, hash);
  if (!place || !*place) return err_occurred() ? -1 : 0;
  Node *node = *place;
  *place = NULL;
  unlink_node(od, node);
  Object *old = node->key;
  mem_free(node);
  DECREF(old);
  return 0;
}
static void clear_nodes(OrderedDict *od) {
  Node *node = od->first;
  mem_free(od->fast);
  od->fast = NULL;
  od->fast_size = 0;
  od->fast_keys = NULL;
  od->first = od->last = NULL;
  od->state += STATE_CLEARED;
  ssize_t n = 0, i = 0;
  for (Node *p = node; p; p = p->next) n++;
  Object **keys = n ? mem_alloc((size_t)n * sizeof(Object *)) : NULL;
  while (node) {
    Node *next = node->next;
    if (keys)
      keys[i++] = node->key;
    else
      DECREF(node->key);
    mem_free(node);
    node = next;
  }
  if (keys) {
    release_upwards(keys, n, "clearing of an OrderedDict");
    mem_free(keys);
  }
}

static int set_item_known_hash(Object *self, Ref key, Ref value, Hash hash) {
  OrderedDict *od = OD(self);
  if (dict_insert(&od->dict, key, hash, NEWREF(value)) < 0) return -1;
  HOLD(node_key, NEWREF(key), "insertion into an OrderedDict");
  Node **place = place_of(od, key, hash);
  if (!place) {
    if (!err_occurred()) err_key(key);
    return -1;
  }
  if (*place) return 0;
  Node *node = mem_alloc(sizeof *node);
  if (!node) {
    err_no_memory();
    return -1;
  }
  node->key = hold_take(&node_key);
  node->hash = hash;
  *place = node;
  link_last(od, node);
  return 0;
}
static int set_item(Object *self, Ref key, Ref value) {
  Hash hash = key_hash(key);
  return hash == -1 ? -1 : set_item_known_hash(self, key, value, hash);
}
static int del_item(Object *self, Ref key) {
  Hash hash = key_hash(key);
  if (hash == -1 || drop_node(OD(self), key, hash) < 0) return -1;
  return dict_del_known_hash(self, key, hash);
}
static int od_ass_subscript(Object *self, Object *key, Object *value) {
  return value ? set_item(self, key, value) : del_item(self, key);
}
/* Removes key and returns its value; fallback NULL: KeyError. */
static Own pop_key(Object *self, Ref key, Hash hash, Ref fallback) {
  if (find(OD(self), key,
           hash)) { /* searched once more to be taken out: so does CPython, and __eq__ sees it */
    if (drop_node(OD(self), key, hash) < 0) return NULL;
  } else if (err_occurred()) {
    return NULL;
  }
  return dict_pop_known_hash(self, key, hash, fallback);
}

/* ---- updating as collections.abc.MutableMapping does ---- */

static int add_pairs(Object *self, Ref pairs) {
  HOLD(it, object_iter(pairs), "update of an OrderedDict");
  if (!it.obj) return -1;
  for (;;) {
    HOLD(pair, iter_next(it.obj), "update of an OrderedDict");
    if (!pair.obj) return err_occurred() ? -1 : 0;
    HOLD(parts, object_iter(pair.obj), "update of an OrderedDict");
    if (!parts.obj) return -1;
    HOLD(key, iter_next(parts.obj), "update of an OrderedDict");
    HOLD(value, key.obj ? iter_next(parts.obj) : NULL, "update of an OrderedDict");
    if (!value.obj) {
      if (!err_occurred())
        err_format(T(ValueError), "need more than %d value%s to unpack", key.obj ? 1 : 0, key.obj ? "" : "s");
      return -1;
    }
    Object *more = iter_next(parts.obj);
    if (more) {
      DECREF(more);
      err_format(T(ValueError), "too many values to unpack (expected 2)");
    }
    if (err_occurred() || object_setitem(self, key.obj, value.obj) < 0) return -1;
  }
}
static int update_arg(Object *self, Ref arg) {
  if (IS_EXACT(arg, DICT)) {
    HOLD(items, dict_items_list(arg), "update of an OrderedDict");
    return items.obj ? add_pairs(self, items.obj) : -1;
  }
  Object *method;
  int found = object_lookup_attr(arg, N(keys), &method);
  if (found < 0) return -1;
  if (found) {
    HOLD(hold_method, method, "update of an OrderedDict");
    HOLD(keys, object_call0(method), "update of an OrderedDict");
    CLEAR(hold_method.obj);
    HOLD(it, keys.obj ? object_iter(keys.obj) : NULL, "update of an OrderedDict");
    if (!it.obj) return -1;
    CLEAR(keys.obj);
    for (;;) {
      HOLD(key, iter_next(it.obj), "update of an OrderedDict");
      if (!key.obj) return err_occurred() ? -1 : 0;
      HOLD(value, object_getitem(arg, key.obj), "update of an OrderedDict");
      if (!value.obj || object_setitem(self, key.obj, value.obj) < 0) return -1;
    }
  }
  found = object_lookup_attr(arg, N(items), &method);
  if (found < 0) return -1;
  if (!found) return add_pairs(self, arg);
  HOLD(hold_method, method, "update of an OrderedDict");
  HOLD(items, object_call0(method), "update of an OrderedDict");
  CLEAR(hold_method.obj);
  return items.obj ? add_pairs(self, items.obj) : -1;
}
static int update_all(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (nargs) {
    HOLD(other, NEWREF(args[0]), "update of an OrderedDict");
    if (update_arg(self, other.obj) < 0) return -1;
  }
  for (ssize_t i = 0; kwnames && i < tuple_size(kwnames); i++)
    if (object_setitem(self, tuple_item(kwnames, i), args[nargs + i]) < 0) return -1;
  return 0;
}

/* ---- life ---- */

static int od_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (nargs > 1) {
    err_format(T(TypeError), "expected at most 1 arguments, got %zd", nargs);
    return -1;
  }
  return update_all(self, args, nargs, kwnames);
}
static void od_dealloc(Object *self) {
  OrderedDict *od = OD(self);
  gc_untrack(self);
  CLEAR(od->inst_dict);
  if (od->weaklist) object_clear_weakrefs(self);
  clear_nodes(od);
  T(DICT)->slots.dealloc(self);
}
static void od_traverse(Object *self, Visitor *v) {
  OrderedDict *od = OD(self);
  VISIT(v, od->inst_dict, EDGE_FIELD, "__dict__");
  dict_visit(self, v);
  for (Node *node = od->first; node; node = node->next) VISIT(v, node->key, EDGE_KEY, 0);
}
static void od_clear_slot(Object *self) {
  CLEAR(OD(self)->inst_dict);
  dict_clear(self);
  clear_nodes(OD(self));
}
static size_t od_size_of(Object *self) {
  OrderedDict *od = OD(self);
  size_t size = T(DICT)->slots.size_of(self) + (size_t)od->fast_size * sizeof(Node *);
  return od->first ? size + (size_t)od->dict.used * sizeof(Node) : size;
}

/* ---- slots ---- */

/* The value of a node. The key is asked for its hash once more, as in CPython; should
 * it change the dictionary meanwhile, that is an error. Owned. */
static Own value_of(OrderedDict *od, Node *node) {
  size_t state = od->state;
  Hash hash = key_hash(node->key);
  if (hash == -1) return NULL;
  if (od->state == state) {
    HOLD(key, NEWREF(node->key), "search in an OrderedDict");
    HOLD(value, XNEWREF(dict_get_known_hash((Ref)od, key.obj, hash)), "search in an OrderedDict");
    if (!value.obj && !err_occurred()) err_key(key.obj);
    if (od->state == state) return hold_return(hold_take(&value), &value, &key);
  }
  if (!err_occurred()) err_format(T(RuntimeError), "OrderedDict mutated during iteration");
  return NULL;
}

static Own items_of(Object *self) {
  if (!is_exact(self)) {
    HOLD(items, object_call_method0(self, N(items)), "repr of an OrderedDict");
    return hold_return(items.obj ? sequence_list(items.obj) : NULL, &items);
  }
  HOLD(list, list_new(0), "repr of an OrderedDict");
  for (Node *node = OD(self)->first; list.obj && node; node = node->next) {
    HOLD(value, value_of(OD(self), node), "repr of an OrderedDict");
    if (!value.obj) return NULL;
    Object *pair = tuple_pack(2, node->key, value.obj);
    if (!pair || list_append_steal(list.obj, pair) < 0) return NULL;
  }
  return hold_take(&list);
}
static Object *od_repr(Object *self) {
  HOLD(hold_name, object_type_name(self), "repr()");
  Object *name = hold_name.obj;
  if (!name) return NULL;
  if (OD(self)->dict.used == 0) return hold_return(str_format("%U()", name), &hold_name);
  int running = repr_enter(self);
  if (running) return hold_return(running > 0 ? str_from_ascii("...", 3) : NULL, &hold_name);
  HOLD(items, items_of(self), "repr of an OrderedDict");
  Object *result = items.obj ? str_format("%U(%R)", name, items.obj) : NULL;
  repr_leave(self);
  return hold_return(result, &items, &hold_name);
}

static int same_order(OrderedDict *a, OrderedDict *b) {
  Node *x = a->first, *y = b->first;
  size_t state_a = a->state, state_b = b->state;
  for (; x && y; x = x->next, y = y->next) {
    int r = equal_quick(x->key, y->key);
    /* CPython takes no references here; where only the two dicts have one we do, lest a key die in the
     * comparison. */
    if (r == -2 && x->key->refcnt > 2 && y->key->refcnt > 2) r = object_compare_bool(x->key, y->key, CMP_EQ);
    if (r == -2) {
      HOLD(kx, NEWREF(x->key), "comparison of two OrderedDicts");
      HOLD(ky, NEWREF(y->key), "comparison of two OrderedDicts");
      r = object_compare_bool(kx.obj, ky.obj, CMP_EQ);
    }
    if (r <= 0) return r;
    if (a->state != state_a || b->state != state_b) {
      err_format(T(RuntimeError), "OrderedDict mutated during iteration");
      return -1;
    }
  }
  return !x && !y;
}
static Object *od_richcompare(Object *a, Object *b, int op) {
  if (!is_od(a) || !IS_SUB(b, DICT) || (op != CMP_EQ && op != CMP_NE)) return NEWREF(NOT_IMPLEMENTED);
  Object *r = T(DICT)->slots.richcompare(a, b, CMP_EQ);
  if (!r) return NULL;
  bool equal = r == TRUE;
  DECREF(r);
  if (equal && is_od(b)) {
    int same = same_order(OD(a), OD(b));
    if (same < 0) return NULL;
    equal = same;
  }
  return BOOL_NEW(equal == (op == CMP_EQ));
}
static Object *od_or(Object *a, Object *b) {
  Object *other = is_od(a) ? b : a;
  if (!IS_SUB(other, DICT)) return NEWREF(NOT_IMPLEMENTED);
  HOLD(result, object_call1((Object *)TYPE(is_od(a) ? a : b), a), "OrderedDict | dict");
  if (!result.obj || update_arg(result.obj, b) < 0) return NULL;
  return hold_take(&result);
}
static Object *od_inplace_or(Object *self, Object *other) {
  if (update_arg(self, other) < 0) return NULL;
  return NEWREF(self);
}

/* ---- iterators and views ---- */

static Own iter_make(Object *self, int kind) {
  HOLD(h, object_new(collections_type(&oditer_spec), 0), "iteration over an OrderedDict");
  OdIter *it = (OdIter *)h.obj;
  if (!it) return NULL;
  if ((kind & (OD_KEYS | OD_VALUES)) == (OD_KEYS | OD_VALUES)) {
    it->result = tuple_pack(2, NONE, NONE);
    if (!it->result) return NULL;
  }
  Node *node = kind & OD_REVERSED ? OD(self)->last : OD(self)->first;
  it->kind = kind;
  it->current = node ? NEWREF(node->key) : NULL;
  it->size = OD(self)->dict.used;
  it->state = OD(self)->state;
  it->od = NEWREF(self);
  gc_track(h.obj);
  return hold_take(&h);
}
/* The next key, owned; NULL at the end or with an exception. */
static Object *iter_key(OdIter *it) {
  if (!it->od) return NULL;
  OrderedDict *od = OD(it->od);
  if (!it->current) goto done;
  bool reordered = (od->state ^ it->state) % STATE_CLEARED != 0;
  if (!reordered && od->dict.used != it->size) {
    err_format(T(RuntimeError), "OrderedDict changed size during iteration");
    it->size = -1;
    goto done;
  }
  if (od->state != it->state) {
    err_format(T(RuntimeError), "OrderedDict mutated during iteration");
    goto done;
  }
  Object *key = it->current;
  Hash hash = key_hash(key);
  Node *node = hash == -1 ? NULL : find(od, key, hash);
  if (!node) {
    if (!err_occurred()) err_key(key);
    CLEAR(it->current);
    return NULL;
  }
  node = it->kind & OD_REVERSED ? node->prev : node->next;
  it->current = node ? NEWREF(node->key) : NULL;
  return key;
done:
  CLEAR(it->od);
  return NULL;
}
static Object *oditer_next(Object *self) {
  OdIter *it = (OdIter *)self;
  Object *key = iter_key(it);
  if (!key || !(it->kind & OD_VALUES)) return key;
  HOLD(hold_key, key, "iteration over an OrderedDict");
  Object *value = dict_get(it->od, key);
  if (!value) {
    if (!err_occurred()) err_key(key);
    CLEAR(it->od);
    return NULL;
  }
  INCREF(value);
  if (!(it->kind & OD_KEYS)) return hold_return(value, &hold_key);
  hold_take(&hold_key);
  return hold_return(pair_again(it->result, key, value), &hold_key);
}
static void oditer_visit(Object *self, Visitor *v) {
  OdIter *it = (OdIter *)self;
  VISIT(v, it->od, EDGE_FIELD, "OrderedDict");
  VISIT(v, it->result, EDGE_FIELD, "pair to be used again");
  VISIT(v, it->current, EDGE_FIELD, "next key");
}
METHOD(oditer_reduce) {
  UNUSED_ARGS;
  OdIter *it = (OdIter *)self;
  HOLD(copy, it->od ? iter_make(it->od, it->kind) : NULL, "__reduce__()");
  if (it->od && !copy.obj) return NULL;
  if (copy.obj) {
    OdIter *c = (OdIter *)copy.obj;
    Object *current = XNEWREF(it->current);
    SETREF(c->current, current);
    c->size = it->size;
    c->state = it->state;
  }
  HOLD(list, copy.obj ? sequence_list(copy.obj) : list_new(0), "__reduce__()");
  HOLD(fn, list.obj ? builtin_named("iter") : NULL, "__reduce__()");
  HOLD(arguments, fn.obj ? tuple_pack(1, list.obj) : NULL, "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(2, fn.obj, arguments.obj) : NULL, &arguments, &fn, &list,
                     &copy);
}
static const FieldSpec oditer_fields[] = {FIELD(OdIter, od, "OrderedDict", FIELD_OWN, 0),
                                          FIELD(OdIter, current, "next key", FIELD_OWN, 0),
                                          FIELD(OdIter, result, "pair to be used again", FIELD_OWN, 0),
                                          {0}};
static const MethodSpec oditer_methods[] = {REDUCE_ROW(oditer_reduce), {0}};
static const TypeSpec oditer_spec = {
    .name = "odict_iterator",
    .basic_size = sizeof(OdIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = oditer_fields,
    .methods = oditer_methods,
    .slots = {.traverse = oditer_visit, .iter = iter_self, .iternext = oditer_next},
};

#define VIEW(fn, iter_fn, reversed_fn, kind, spec_, name_, base_)                                            \
  static Object *iter_fn(Object *self) { return iter_make(((DictView *)self)->dict, kind); }                 \
  METHOD(reversed_fn) {                                                                                      \
    UNUSED_ARGS;                                                                                             \
    return iter_make(((DictView *)self)->dict, (kind) | OD_REVERSED);                                        \
  }                                                                                                          \
  static const MethodSpec fn##_rows[] = {{"__reversed__(self, /)", reversed_fn, 0, NULL}, {0}};              \
  static const TypeSpec spec_ = {                                                                            \
      .name = name_,                                                                                         \
      .base = &base_,                                                                                        \
      .basic_size = sizeof(DictView),                                                                        \
      .flags = TYPE_GC | TYPE_NO_NEW,                                                                        \
      .methods = fn##_rows,                                                                                  \
      .slots = {.iter = iter_fn},                                                                            \
  };                                                                                                         \
  METHOD(fn) {                                                                                               \
    UNUSED_ARGS;                                                                                             \
    return dictview_new(self, collections_type(&spec_));                                                     \
  }
VIEW(keys_method, odkeys_iter, odkeys_reversed, OD_KEYS, odkeys_spec, "odict_keys", dict_keys_spec)
VIEW(values_method, odvalues_iter, odvalues_reversed, OD_VALUES, odvalues_spec, "odict_values",
     dict_values_spec)
VIEW(items_method, oditems_iter, oditems_reversed, OD_KEYS | OD_VALUES, oditems_spec, "odict_items",
     dict_items_spec)

static Object *od_iter(Object *self) { return iter_make(self, OD_KEYS); }
METHOD(reversed_method) {
  UNUSED_ARGS;
  return iter_make(self, OD_KEYS | OD_REVERSED);
}

/* ---- methods ---- */

METHOD(fromkeys_method) {
  (void)nargs;
  HOLD(od, object_call0(self), "OrderedDict.fromkeys()");
  HOLD(it, od.obj ? object_iter(args[0]) : NULL, "OrderedDict.fromkeys()");
  if (!it.obj) return NULL;
  for (;;) {
    HOLD(key, iter_next(it.obj), "OrderedDict.fromkeys()");
    if (!key.obj) return hold_return(err_occurred() ? NULL : hold_take(&od), &key, &it);
    if (object_setitem(od.obj, key.obj, args[1] ? args[1] : NONE) < 0) return NULL;
  }
}
METHOD(sizeof_method) {
  UNUSED_ARGS;
  return int_from_i64((int64_t)od_size_of(self));
}
METHOD(reduce_method) {
  UNUSED_ARGS;
  HOLD(state, collections_state(self), "__reduce__()");
  HOLD(items, state.obj ? object_call_method0(self, N(items)) : NULL, "__reduce__()");
  HOLD(it, items.obj ? object_iter(items.obj) : NULL, "__reduce__()");
  HOLD(arguments, it.obj ? tuple_new(0) : NULL, "__reduce__()");
  return hold_return(
      arguments.obj ? tuple_pack(5, (Object *)TYPE(self), arguments.obj, state.obj, NONE, it.obj) : NULL,
      &arguments, &it, &items, &state);
}
METHOD(setdefault_method) {
  (void)nargs;
  Object *fallback = args[1] ? args[1] : NONE;
  if (is_exact(self)) {
    Object *value = dict_get(self, args[0]);
    if (value) return NEWREF(value);
    if (err_occurred() || set_item(self, args[0], fallback) < 0) return NULL;
    return NEWREF(fallback);
  }
  int there = sequence_contains(self, args[0]);
  if (there < 0) return NULL;
  if (there) return object_getitem(self, args[0]);
  if (object_setitem(self, args[0], fallback) < 0) return NULL;
  return NEWREF(fallback);
}
METHOD(pop_method) {
  (void)nargs;
  Hash hash = key_hash(args[0]);
  return hash == -1 ? NULL : pop_key(self, args[0], hash, args[1]);
}
METHOD(popitem_method) {
  (void)nargs;
  OrderedDict *od = OD(self);
  int last = args[0] ? object_is_true(args[0]) : 1;
  if (last < 0) return NULL;
  if (!od->first) return err_format(T(KeyError), "dictionary is empty");
  Node *node = last ? od->last : od->first;
  Hash hash = node->hash;
  HOLD(key, NEWREF(node->key), "OrderedDict.popitem()");
  HOLD(value, pop_key(self, key.obj, hash, NULL), "OrderedDict.popitem()");
  return hold_return(value.obj ? tuple_pack(2, key.obj, value.obj) : NULL, &value, &key);
}
METHOD(move_to_end_method) {
  (void)nargs;
  OrderedDict *od = OD(self);
  int last = args[1] ? object_is_true(args[1]) : 1;
  if (last < 0) return NULL;
  if (!od->first) return err_key(args[0]);
  Node *node = last ? od->last : od->first;
  if (args[0] != node->key) {
    Hash hash = key_hash(args[0]);
    if (hash == -1) return NULL;
    node = find(od, args[0], hash);
    if (!node) return err_occurred() ? NULL : err_key(args[0]);
    if (last && node != od->last) {
      unlink_node(od, node);
      link_last(od, node);
    } else if (!last && node != od->first) {
      unlink_node(od, node);
      link_first(od, node);
    }
  }
  RETURN_NONE;
}
METHOD(clear_method) {
  UNUSED_ARGS;
  dict_clear(self);
  clear_nodes(OD(self));
  RETURN_NONE;
}
/* copy[key] = value for the key of a node, which nobody holds for it while its hash is asked for: as in
 * CPython.
 */
static int copy_item(Object *copy, OrderedDict *od, Node *node, Object *value) {
  size_t state = od->state;
  if (TYPE(copy)->slots.mp_ass_subscript != od_ass_subscript) return object_setitem(copy, node->key, value);
  Hash hash = is_exact((Ref)od) ? node->hash : key_hash(node->key);
  if (hash == -1) return -1;
  if (od->state != state) return 0; /* the caller tells */
  HOLD(key, NEWREF(node->key), "OrderedDict.copy()");
  return set_item_known_hash(copy, key.obj, value, hash);
}
METHOD(copy_method) {
  UNUSED_ARGS;
  OrderedDict *od = OD(self);
  bool plain = TYPE(self)->slots.mp_subscript == T(DICT)->slots.mp_subscript;
  HOLD(copy, object_call0((Object *)TYPE(self)), "OrderedDict.copy()");
  size_t state = od->state;
  for (Node *node = od->first; copy.obj && node; node = node->next) {
    HOLD(value, plain ? value_of(od, node) : object_getitem(self, node->key), "OrderedDict.copy()");
    if (!value.obj || (od->state == state && copy_item(copy.obj, od, node, value.obj) < 0)) return NULL;
    if (od->state != state) return err_format(T(RuntimeError), "OrderedDict mutated during iteration");
  }
  return hold_take(&copy);
}
static Object *update_method(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!args_positional("update", nargs, NULL, 0, 1) || update_all(self, args, nargs, kwnames) < 0)
    return NULL;
  RETURN_NONE;
}

static const FieldSpec od_fields[] = {FIELD(OrderedDict, weaklist, "weak references", FIELD_WEAKLIST, 0),
                                      {0}};
static const GetSetSpec od_getset[] = {{"__dict__", object_get_dict, object_set_dict, NULL}, {0}};
static const MethodSpec od_methods[] = {
    {"fromkeys(cls, /, iterable, value=None)", fromkeys_method, METHOD_CLASS,
     "Create a new ordered dictionary with keys from iterable and values set to value."},
    {"__sizeof__(self, /)", sizeof_method, 0, NULL},
    REDUCE_ROW(reduce_method),
    {"setdefault(self, /, key, default=None)", setdefault_method, 0,
     "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key "
     "is in the "
     "dictionary, else default."},
    {"pop(self, /, key, default=<unrepresentable>)", pop_method, 0,
     "Remove key and return its value; default if it is absent, or a KeyError without a default."},
    {"popitem(self, /, last=True)", popitem_method, 0,
     "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last "
     "is true or FIFO "
     "order if false."},
    {"keys(self, /)", keys_method, 0, NULL},
    {"values(self, /)", values_method, 0, NULL},
    {"items(self, /)", items_method, 0, NULL},
    {"update(self, /, *args, **kwargs)", AS_RAW(update_method), METHOD_RAW | METHOD_TUPLE | METHOD_NAMED,
     NULL},
    {"clear(self, /)", clear_method, 0, "od.clear() -> None.  Remove all items from od."},
    {"copy(self, /)", copy_method, 0, "od.copy() -> a shallow copy of od"},
    {"__reversed__(self, /)", reversed_method, 0, "od.__reversed__() <==> reversed(od)"},
    {"move_to_end(self, /, key, last=True)", move_to_end_method, 0,
     "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element "
     "does not exist."},
    {0}};
static const TypeSpec od_spec = {
    .name = "collections.OrderedDict",
    .doc = "Dictionary that remembers insertion order",
    .base = &dict_spec,
    .basic_size = sizeof(OrderedDict),
    .flags = TYPE_GC | TYPE_BASE | TYPE_TRASHCAN | TYPE_SUB_DICT | TYPE_MAPPING | TYPE_MATCH_SELF,
    .weaklist_offset = offsetof(OrderedDict, weaklist),
    .dict_offset = offsetof(OrderedDict, inst_dict),
    .fields = od_fields,
    .methods = od_methods,
    .getset = od_getset,
    .slots = {.dealloc = od_dealloc,
              .traverse = od_traverse,
              .clear = od_clear_slot,
              .size_of = od_size_of,
              .init = od_init,
              .repr = od_repr,
              .richcompare = od_richcompare,
              .iter = od_iter,
              .or_ = od_or,
              .inplace_or = od_inplace_or,
              .mp_ass_subscript = od_ass_subscript},
};

int collections_add_ordereddict(Ref module) {
  const TypeSpec *hidden[] = {&oditer_spec, &odkeys_spec, &odvalues_spec, &oditems_spec};
  const char *names[] = {"_odict_iterator", "_odict_keys", "_odict_values", "_odict_items"};
  if (module_add_steal(module, "OrderedDict", type_from_spec(&od_spec, module)) < 0) return -1;
  for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
    if (module_add_steal(module, names[i], type_from_spec(hidden[i], module)) < 0) return -1;
  return 0;
}
