/* set and frozenset: see set.h. Probes, growth and the ways of combining are CPython 3.11's, so that the
 * orders of iteration agree.
 *
 * Invariants
 * - An entry is free (key NULL), in use, or a dummy: the key is SET_DUMMY (a marker that is never counted)
 * with hash -1.
 * - fill counts entries in use and dummies, used those in use; fill * 5 < mask * 3 after each insertion.
 */
#include "object/set.h"

#include "object/support.h"

#define SET(o)    ((Set *)(o))
#define SET_DUMMY ((Object *)(void *)&RT->set_dummy)
enum { SET_MIN = 8, LINEAR_PROBES = 9, SET_PERTURB_SHIFT = 5 };

static bool is_set(Ref o) {
  return IS_EXACT(o, SET) || IS_EXACT(o, FROZENSET) || type_is_subtype(TYPE(o), T(SET)) ||
         type_is_subtype(TYPE(o), T(FROZENSET));
}
static bool in_use(const SetEntry *e) { return e->key && e->key != SET_DUMMY; }

#define set_key_hash hash_of_key

/* ---- the table ---- */

#define PROBES_AT(i, mask) ((i) + LINEAR_PROBES <= (mask) ? LINEAR_PROBES : 0)
#define NEXT_PLACE(i, perturb, mask)                                                                         \
  do {                                                                                                       \
    (perturb) >>= SET_PERTURB_SHIFT;                                                                         \
    (i) = ((i)*5 + 1 + (perturb)) & (mask);                                                                  \
  } while (0)

/* 1 equal, 0 not, -1 error; the comparison changed the table: -2 not equal, -3 equal. */
static inline int entry_equals(Set *s, const SetEntry *e, Ref key) {
  Object *found = e->key;
  int r = equal_quick(found, key);
  if (r >= 0) return r;
  const SetEntry *table = s->table;
  HOLD(start, NEWREF(found), "lookup in a set");
  r = object_compare_bool(found, key, CMP_EQ);
  if (r < 0) return -1;
  return table != s->table || e->key != found ? r ? -3 : -2 : r;
}

/* The entry with an equal key, or the free one where the search ended; NULL on error. */
static SetEntry *find(Set *s, Ref key, Hash hash) {
restart:;
  size_t mask = (size_t)s->mask, perturb = (size_t)hash, i = perturb & mask;
  for (;;) {
    SetEntry *e = &s->table[i];
    ssize_t probes = (ssize_t)PROBES_AT(i, mask);
    do {
      if (!e->key) return e;
      if (e->hash == hash && e->key != SET_DUMMY) {
        int r = entry_equals(s, e, key);
        if (r == -1) return NULL;
        if (r < -1) goto restart;
        if (r) return e;
      }
      e++;
    } while (probes--);
    NEXT_PLACE(i, perturb, mask);
  }
}

/* Into a table without dummies and without that key. */
static void insert_clean(SetEntry *table, size_t mask, Object *key, Hash hash) {
  size_t perturb = (size_t)hash, i = perturb & mask;
  for (;;) {
    SetEntry *e = &table[i];
    ssize_t probes = (ssize_t)PROBES_AT(i, mask);
    do {
      if (!e->key) {
        e->key = key;
        e->hash = hash;
        return;
      }
      e++;
    } while (probes--);
    NEXT_PLACE(i, perturb, mask);
  }
}

/* To the least power of two above `least_used` places. */
static int table_resize(Set *s, ssize_t least_used) {
  size_t size = SET_MIN;
  while (size <= (size_t)least_used) size <<= 1;
  SetEntry *old = s->table, *fresh, copy[SET_MIN];
  bool old_is_block = old != s->small_table;
  if (size == SET_MIN) {
    fresh = s->small_table;
    if (fresh == old) {
      if (s->fill == s->used) return 0;
      memcpy(copy, old, sizeof copy); /* rebuilt in place, to be rid of the dummies */
      old = copy;
    }
  } else {
    fresh = size > SIZE_MAX / 32 ? NULL : mem_alloc(size * sizeof(SetEntry));
    if (!fresh) {
      err_no_memory();
      return -1;
    }
  }
  memset(fresh, 0, size * sizeof(SetEntry));
  ssize_t old_mask = s->mask;
  s->mask = (ssize_t)size - 1;
  s->table = fresh;
  s->fill = s->used;
  for (ssize_t i = 0; i <= old_mask; i++)
    if (in_use(&old[i])) insert_clean(fresh, size - 1, old[i].key, old[i].hash);
  if (old_is_block) mem_free(old);
  return 0;
}

static int grow(Set *s) { return table_resize(s, s->used > 50000 ? s->used * 2 : s->used * 4); }

/* Adds key unless there is an equal one. */
static int add_hashed(Set *s, Ref key, Hash hash) {
restart:;
  size_t mask = (size_t)s->mask, perturb = (size_t)hash, i = perturb & mask;
  SetEntry *dummy = NULL, *e;
  for (;;) {
    e = &s->table[i];
    ssize_t probes = (ssize_t)PROBES_AT(i, mask);
    do {
      if (!e->key) goto absent;
      if (e->key == SET_DUMMY) {
        dummy = e; /* the last one met is used again */
      } else if (e->hash == hash) {
        int r = equal_quick(e->key, key);
        if (r == -2) {
          HOLD(hold_key, NEWREF(key), "insertion into a set");
          r = entry_equals(s, e, key);
        }
        if (r == -1) return -1;
        if (r == -2) goto restart;
        if (r) return 0; /* there was an equal one, even if it is gone since */
      }
      e++;
    } while (probes--);
    NEXT_PLACE(i, perturb, mask);
  }
absent:
  s->used++;
  if (dummy) {
    dummy->key = NEWREF(key);
    dummy->hash = hash;
    return 0;
  }
  s->fill++;
  e->key = NEWREF(key);
  e->hash = hash;
  return (size_t)s->fill * 5 < mask * 3 ? 0 : grow(s);
}

static int contains_hashed(Set *s, Ref key, Hash hash) {
  const SetEntry *e = find(s, key, hash);
  return e ? e->key != NULL : -1;
}

static int discard_hashed(Set *s, Ref key, Hash hash) {
  SetEntry *e = find(s, key, hash);
  if (!e) return -1;
  Object *old = e->key;
  if (!old) return 0;
  e->key = SET_DUMMY;
  e->hash = -1;
  s->used--;
  DECREF(old);
  return 1;
}

/* The next entry in use at or behind *position; NULL at the end. */
static SetEntry *next_entry(Set *s, ssize_t *position) {
  for (ssize_t i = *position; i <= s->mask; i++) {
    if (in_use(&s->table[i])) {
      *position = i + 1;
      return &s->table[i];
    }
  }
  *position = s->mask + 1;
  return NULL;
}

/* Lets go of the keys of a detached table, in its order. */
static void release_table(SetEntry *table, ssize_t places) {
  Object **refs = (Object **)(void *)table;
  ssize_t n = 0;
  for (ssize_t i = 0; i < places; i++)
    if (in_use(&table[i])) refs[n++] = table[i].key;
  release_upwards(refs, n, "clearing of a set");
}

static void clear_table(Set *s) {
  SetEntry *table = s->table, copy[SET_MIN];
  ssize_t places = s->mask + 1;
  bool is_block = table != s->small_table;
  if (!s->fill && !is_block) return;
  if (!is_block) {
    memcpy(copy, table, sizeof copy);
    table = copy;
  }
  memset(s->small_table, 0, sizeof s->small_table);
  s->table = s->small_table;
  s->mask = SET_MIN - 1;
  s->fill = s->used = 0;
  s->hash = -1;
  release_table(table, places);
  if (is_block) mem_free(table);
}

/* ---- life ---- */

static Set *set_block(Type *cls) {
  Set *s = SET(object_new(cls, 0));
  if (!s) return NULL;
  s->mask = SET_MIN - 1;
  s->table = s->small_table;
  s->hash = -1;
  gc_track((Object *)s);
  return s;
}

static void set_dealloc(Object *self) {
  Set *s = SET(self);
  gc_untrack(self);
  if (s->weaklist) object_clear_weakrefs(self);
  ssize_t left = s->used, emptied = 0;
  SetEntry *table = s->table;
  for (ssize_t i = 0; left > 0; i++) {
    Object *key = table[i].key;
    if (!key || key == SET_DUMMY) continue;
    left--;
    if (--key->refcnt == 0) { /* what dies may run code, which must find the rest accounted for */
      for (; emptied <= i; emptied++) table[emptied].key = NULL;
      object_dealloc(key);
    }
  }
  if (s->table != s->small_table) mem_free(s->table);
  s->table = NULL; /* it holds nothing any more when its own death is told */
  object_free(self);
}

static void set_traverse(Object *self, Visitor *v) {
  Set *s = SET(self);
  if (!s->table) return;
  for (ssize_t i = 0; i <= s->mask; i++)
    if (in_use(&s->table[i])) VISIT(v, s->table[i].key, EDGE_ITEM, i);
}
static void set_clear_slot(Object *self) { clear_table(SET(self)); }

static size_t set_size_of(Object *self) {
  size_t size = TYPE(self)->basic_size;
  if (SET(self)->table != SET(self)->small_table) size += (size_t)(SET(self)->mask + 1) * sizeof(SetEntry);
  return size;
}

/* ---- combining ---- */

static int merge_set(Set *s, Set *other) {
  if (s == other || other->used == 0) return 0;
  if ((s->fill + other->used) * 5 >= s->mask * 3 && table_resize(s, (s->used + other->used) * 2) < 0)
    return -1;
  if (s->fill == 0) {
    if (s->mask == other->mask && other->fill == other->used) {
      for (ssize_t i = 0; i <= other->mask; i++) {
        s->table[i] = other->table[i];
        XINCREF(s->table[i].key);
      }
    } else {
      for (ssize_t i = 0; i <= other->mask; i++)
        if (in_use(&other->table[i]))
          insert_clean(s->table, (size_t)s->mask, NEWREF(other->table[i].key), other->table[i].hash);
    }
    s->fill = s->used = other->used;
    return 0;
  }
  for (ssize_t i = 0; i <= other->mask; i++) {
    SetEntry *e = &other->table[i];
    if (!in_use(e)) continue;
    if (add_hashed(s, e->key, e->hash) < 0) return -1;
  }
  return 0;
}

static int add_key(Set *s, Ref key) {
  Hash hash = set_key_hash(key);
  return hash == -1 ? -1 : add_hashed(s, key, hash);
}

static int update_from(Set *s, Ref iterable) {
  if (is_set(iterable)) return merge_set(s, SET(iterable));
  if (IS_EXACT(iterable, DICT)) {
    ssize_t n = dict_size(iterable), position = 0;
    if ((s->fill + n) * 5 >= s->mask * 3 && table_resize(s, (s->used + n) * 2) < 0) return -1;
    Object *key;
    Hash hash;
    while (dict_next(iterable, &position, &key, NULL, &hash)) {
      HOLD(hold_key, NEWREF(key), "update of a set");
      if (add_hashed(s, key, hash) < 0) return -1;
    }
    return 0;
  }
  HOLD(it, object_iter(iterable), "update of a set");
  if (!it.obj) return -1;
  for (;;) {
    HOLD(key, iter_next(it.obj), "update of a set");
    if (!key.obj) return err_occurred() ? -1 : 0;
    if (add_key(s, key.obj) < 0) return -1;
  }
}

static Own make_set(Type *cls, Ref iterable) {
  HOLD(s, set_block(cls), cls == T(SET) ? "set()" : "frozenset()");
  if (!s.obj || (iterable && update_from(SET(s.obj), iterable) < 0)) return NULL;
  return hold_take(&s);
}
static Type *base_type(Ref o) {
  if (IS_EXACT(o, SET) || IS_EXACT(o, FROZENSET)) return TYPE(o);
  return type_is_subtype(TYPE(o), T(SET)) ? T(SET) : T(FROZENSET);
}

static Own copy_as_base(Ref s) { return make_set(base_type(s), s); }

static int difference_update(Set *s, Ref other) {
  if ((Object *)s == other) {
    clear_table(s);
    return 0;
  }
  if (is_set(other)) {
    HOLD(smaller, NULL, "difference of sets");
    if ((SET(other)->used >> 3) > s->used) {
      /* A much larger other: only what is in both matters. */
      smaller.obj = make_set(base_type((Ref)s), NULL);
      if (!smaller.obj) return -1;
      ssize_t at = 0;
      SetEntry *e;
      while ((e = next_entry(s, &at))) {
        Hash hash = e->hash;
        HOLD(key, NEWREF(e->key), "difference of sets");
        int r = contains_hashed(SET(other), key.obj, hash);
        if (r < 0 || (r && add_hashed(SET(smaller.obj), key.obj, hash) < 0)) return -1;
      }
      other = smaller.obj;
    }
    ssize_t at = 0;
    SetEntry *e;
    while ((e = next_entry(SET(other), &at))) {
      Hash hash = e->hash;
      HOLD(key, NEWREF(e->key), "difference of sets");
      if (discard_hashed(s, key.obj, hash) < 0) return -1;
    }
  } else {
    HOLD(it, object_iter(other), "difference of sets");
    if (!it.obj) return -1;
    for (;;) {
      HOLD(key, iter_next(it.obj), "difference of sets");
      if (!key.obj) {
        if (err_occurred()) return -1;
        break;
      }
      Hash hash = set_key_hash(key.obj);
      if (hash == -1 || discard_hashed(s, key.obj, hash) < 0) return -1;
    }
  }
  if ((size_t)(s->fill - s->used) <= (size_t)s->mask / 4) return 0;
  return grow(s);
}

static Own difference(Set *s, Ref other) {
  bool other_is_set = is_set(other);
  ssize_t other_size;
  if (other_is_set)
    other_size = SET(other)->used;
  else if (IS_EXACT(other, DICT))
    other_size = dict_size(other);
  else
    other_size = -1;
  if (other_size < 0 || (s->used >> 2) > other_size) {
    HOLD(copy, copy_as_base((Ref)s), "difference of sets");
    if (!copy.obj || difference_update(SET(copy.obj), other) < 0) return NULL;
    return hold_take(&copy);
  }
  HOLD(result, make_set(base_type((Ref)s), NULL), "difference of sets");
  if (!result.obj) return NULL;
  ssize_t at = 0;
  SetEntry *e;
  while ((e = next_entry(s, &at))) {
    Hash hash = e->hash;
    HOLD(key, NEWREF(e->key), "difference of sets");
    int r;
    if (other_is_set) {
      r = contains_hashed(SET(other), key.obj, hash);
    } else {
      r = dict_get_known_hash(other, key.obj, hash) != NULL;
      if (!r && err_occurred()) r = -1;
    }
    if (r < 0 || (!r && add_hashed(SET(result.obj), key.obj, hash) < 0)) return NULL;
  }
  return hold_take(&result);
}

static Own intersection(Set *s, Ref other) {
  if ((Ref)s == other) return copy_as_base((Ref)s);
  HOLD(result, make_set(base_type((Ref)s), NULL), "intersection of sets");
  if (!result.obj) return NULL;
  if (is_set(other)) {
    Set *walked = SET(other), *asked = s;
    if (walked->used > asked->used) {
      walked = s;
      asked = SET(other);
    }
    ssize_t at = 0;
    SetEntry *e;
    while ((e = next_entry(walked, &at))) {
      Hash hash = e->hash;
      HOLD(key, NEWREF(e->key), "intersection of sets");
      int r = contains_hashed(asked, key.obj, hash);
      if (r < 0 || (r && add_hashed(SET(result.obj), key.obj, hash) < 0)) return NULL;
    }
    return hold_take(&result);
  }
  HOLD(it, object_iter(other), "intersection of sets");
  if (!it.obj) return NULL;
  for (;;) {
    HOLD(key, iter_next(it.obj), "intersection of sets");
    if (!key.obj) return hold_return(err_occurred() ? NULL : hold_take(&result), &key, &it);
    Hash hash = set_key_hash(key.obj);
    if (hash == -1) return NULL;
    int r = contains_hashed(s, key.obj, hash);
    if (r < 0 || (r && add_hashed(SET(result.obj), key.obj, hash) < 0)) return NULL;
    if (r && SET(result.obj)->used >= s->used) return hold_return(hold_take(&result), &key, &it);
  }
}

static int symmetric_difference_update(Set *s, Ref other) {
  if ((Ref)s == other) {
    clear_table(s);
    return 0;
  }
  if (IS_EXACT(other, DICT)) {
    ssize_t position = 0;
    Object *key;
    Hash hash;
    while (dict_next(other, &position, &key, NULL, &hash)) {
      HOLD(hold_key, NEWREF(key), "symmetric difference of sets");
      int r = discard_hashed(s, key, hash);
      if (r < 0 || (r == 0 && add_hashed(s, key, hash) < 0)) return -1;
    }
    return 0;
  }
  HOLD(other_set, is_set(other) ? NEWREF(other) : make_set(base_type((Ref)s), other),
       "symmetric difference of sets");
  if (!other_set.obj) return -1;
  ssize_t at = 0;
  SetEntry *e;
  while ((e = next_entry(SET(other_set.obj), &at))) {
    Hash hash = e->hash;
    HOLD(key, NEWREF(e->key), "symmetric difference of sets");
    int r = discard_hashed(s, key.obj, hash);
    if (r < 0 || (r == 0 && add_hashed(s, key.obj, hash) < 0)) return -1;
  }
  return 0;
}

static Own symmetric_difference(Ref s, Ref other) {
  HOLD(result, make_set(base_type(s), other), "symmetric difference of sets");
  if (!result.obj || symmetric_difference_update(SET(result.obj), s) < 0) return NULL;
  return hold_take(&result);
}

/* Exchanges the contents of two sets. */
static void swap_bodies(Set *a, Set *b) {
  Set copy = *a;
  bool a_small = a->table == a->small_table, b_small = b->table == b->small_table;
  a->fill = b->fill;
  a->used = b->used;
  a->mask = b->mask;
  a->table = b_small ? a->small_table : b->table;
  memcpy(a->small_table, b->small_table, sizeof a->small_table);
  b->fill = copy.fill;
  b->used = copy.used;
  b->mask = copy.mask;
  b->table = a_small ? b->small_table : copy.table;
  memcpy(b->small_table, copy.small_table, sizeof b->small_table);
  a->hash = b->hash = -1;
}

/* 1, 0, -1 */
static int is_subset(Set *s, Ref other) {
  HOLD(other_set, is_set(other) ? NEWREF(other) : make_set(T(SET), other), "comparison of sets");
  if (!other_set.obj) return -1;
  if (s->used > SET(other_set.obj)->used) return 0;
  ssize_t at = 0;
  SetEntry *e;
  while ((e = next_entry(s, &at))) {
    Hash hash = e->hash;
    HOLD(key, NEWREF(e->key), "comparison of sets");
    int r = contains_hashed(SET(other_set.obj), key.obj, hash);
    if (r <= 0) return r;
  }
  return 1;
}

static int is_superset(Set *s, Ref other) {
  if (is_set(other)) return is_subset(SET(other), (Ref)s);
  HOLD(it, object_iter(other), "comparison of sets");
  if (!it.obj) return -1;
  for (;;) {
    HOLD(key, iter_next(it.obj), "comparison of sets");
    if (!key.obj) return err_occurred() ? -1 : 1;
    Hash hash = set_key_hash(key.obj);
    int r = hash == -1 ? -1 : contains_hashed(s, key.obj, hash);
    if (r <= 0) return r;
  }
}

/* ---- for other native code ---- */

Own set_new(Ref iterable) { return make_set(T(SET), iterable); }
Own frozenset_new(Ref iterable) { return make_set(T(FROZENSET), iterable); }
int set_add(Ref set, Ref key) { return add_key(SET(set), key); }
int set_discard(Ref set, Ref key) {
  Hash hash = set_key_hash(key);
  return hash == -1 ? -1 : discard_hashed(SET(set), key, hash);
}
int set_contains(Ref set, Ref key) {
  Hash hash = set_key_hash(key);
  return hash == -1 ? -1 : contains_hashed(SET(set), key, hash);
}
int set_update(Ref set, Ref iterable) { return update_from(SET(set), iterable); }
ssize_t set_size(Ref set) { return SET(set)->used; }
bool set_next(Ref set, ssize_t *position, Object **key) {
  SetEntry *e = next_entry(SET(set), position);
  if (e) *key = e->key;
  return e != NULL;
}

/* ---- slots ---- */

static Object *set_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames;
  return make_set(cls, NULL);
}

static int set_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if ((IS_EXACT(self, SET) || TYPE(self)->slots.new_ == T(SET)->slots.new_) &&
      !args_no_keywords("set", kwnames))
    return -1;
  if (!args_positional("set", nargs, NULL, 0, 1)) return -1;
  if (SET(self)->fill) clear_table(SET(self));
  SET(self)->hash = -1;
  return nargs ? update_from(SET(self), args[0]) : 0;
}

static Object *frozenset_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if ((cls == T(FROZENSET) || cls->slots.init == T(FROZENSET)->slots.init) &&
      !args_no_keywords("frozenset", kwnames))
    return NULL;
  if (!args_positional("frozenset", nargs, NULL, 0, 1)) return NULL;
  Ref iterable = nargs ? args[0] : NULL;
  if (cls == T(FROZENSET) && iterable && IS_EXACT(iterable, FROZENSET)) return NEWREF(iterable);
  return make_set(cls, iterable);
}

static Object *set_repr(Object *self) {
  int running = repr_enter(self);
  if (running) return running > 0 ? str_format("%s(...)", TYPE(self)->name) : NULL;
  if (!SET(self)->used) {
    repr_leave(self);
    return str_format("%s()", TYPE(self)->name);
  }
  HOLD(keys, sequence_list(self), "repr of a set");
  Object *result = NULL;
  if (keys.obj) {
    AUTO_DECREF Object *text = object_repr(keys.obj);
    AUTO_DECREF Object *inner = text ? str_substring(text, 1, str_length(text) - 1) : NULL;
    if (inner)
      result =
          IS_EXACT(self, SET) ? str_format("{%U}", inner) : str_format("%s({%U})", TYPE(self)->name, inner);
  }
  repr_leave(self);
  return hold_return(result, &keys);
}

static uint64_t shuffle_bits(uint64_t h) { return ((h ^ 89869747u) ^ (h << 16)) * 3644798167u; }

static Hash frozenset_hash(Object *self) {
  Set *s = SET(self);
  if (s->hash != -1) return s->hash;
  uint64_t hash = 0;
  for (ssize_t i = 0; i <= s->mask; i++) hash ^= shuffle_bits((uint64_t)s->table[i].hash);
  if ((s->mask + 1 - s->fill) & 1) hash ^= shuffle_bits(0); /* the free entries */
  if ((s->fill - s->used) & 1) hash ^= shuffle_bits(UINT64_MAX);
  hash ^= ((uint64_t)s->used + 1) * 1927868237u;
  hash ^= (hash >> 11) ^ (hash >> 25);
  hash = hash * 69069u + 907133923u;
  if (hash == UINT64_MAX) hash = 590923713u;
  s->hash = (Hash)hash;
  return s->hash;
}

static int set_equal(Set *a, Set *b) {
  if (a->used != b->used) return 0;
  if (a->hash != -1 && b->hash != -1 && a->hash != b->hash) return 0;
  return is_subset(a, (Ref)b);
}

static Object *set_richcompare(Object *a, Object *b, int op) {
  if (!is_set(b)) return NEWREF(NOT_IMPLEMENTED);
  int r;
  switch (op) {
  case CMP_EQ: r = set_equal(SET(a), SET(b)); break;
  case CMP_NE:
    r = set_equal(SET(a), SET(b));
    if (r >= 0) r = !r;
    break;
  case CMP_LE: r = is_subset(SET(a), b); break;
  case CMP_GE: r = is_superset(SET(a), b); break;
  case CMP_LT: r = SET(a)->used < SET(b)->used ? is_subset(SET(a), b) : 0; break;
  default: r = SET(a)->used > SET(b)->used ? is_superset(SET(a), b) : 0; break;
  }
  return r < 0 ? NULL : BOOL_NEW(r);
}

static ssize_t set_length(Object *self) { return SET(self)->used; }

/* A set looked for in a set stands for the frozenset of the same items. */
static int replace_unhashable_set(Object *key, Hold *stand_in) {
  if (!type_is_subtype(TYPE(key), T(SET)) || !err_matches(T(TypeError))) return -1;
  err_clear();
  stand_in->obj = make_set(T(FROZENSET), key);
  return stand_in->obj ? 0 : -1;
}

static int set_contains_slot(Object *self, Object *key) {
  Hash hash = set_key_hash(key);
  if (hash != -1) return contains_hashed(SET(self), key, hash);
  HOLD(stand_in, NULL, "in");
  return replace_unhashable_set(key, &stand_in) < 0 ? -1 : set_contains(self, stand_in.obj);
}

#define SET_OPERATOR(name, make)                                                                             \
  static Object *name(Object *a, Object *b) {                                                                \
    if (!is_set(a) || !is_set(b)) return NEWREF(NOT_IMPLEMENTED);                                            \
    return make;                                                                                             \
  }
static Own union_of_two(Ref a, Ref b) {
  HOLD(result, make_set(base_type(a), a), "union of sets");
  if (!result.obj) return NULL;
  if (a != b && update_from(SET(result.obj), b) < 0) return NULL;
  return hold_take(&result);
}
SET_OPERATOR(set_or, union_of_two(a, b))
SET_OPERATOR(set_and, intersection(SET(a), b))
SET_OPERATOR(set_sub, difference(SET(a), b))
SET_OPERATOR(set_xor, symmetric_difference(a, b))

static int intersection_update_one(Set *s, Ref other) {
  HOLD(result, intersection(s, other), "intersection of sets");
  if (!result.obj) return -1;
  swap_bodies(s, SET(result.obj));
  return 0;
}

#define SET_INPLACE(name, update)                                                                            \
  static Object *name(Object *a, Object *b) {                                                                \
    if (!is_set(b)) return NEWREF(NOT_IMPLEMENTED);                                                          \
    if ((update) < 0) return NULL;                                                                           \
    return NEWREF(a);                                                                                        \
  }
SET_INPLACE(set_inplace_or, update_from(SET(a), b))
SET_INPLACE(set_inplace_and, intersection_update_one(SET(a), b))
SET_INPLACE(set_inplace_sub, difference_update(SET(a), b))
SET_INPLACE(set_inplace_xor, symmetric_difference_update(SET(a), b))

/* ---- methods ---- */

static Object *add_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (add_key(SET(self), args[0]) < 0) return NULL;
  RETURN_NONE;
}
static Object *clear_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  clear_table(SET(self));
  RETURN_NONE;
}
static Object *copy_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  if (IS_EXACT(self, FROZENSET)) return NEWREF(self);
  return copy_as_base(self);
}

/* 1 removed, 0 absent, -1 */
static int discard_key(Object *self, Object *key) {
  Hash hash = set_key_hash(key);
  if (hash != -1) return discard_hashed(SET(self), key, hash);
  HOLD(stand_in, NULL, "set.discard()");
  return replace_unhashable_set(key, &stand_in) < 0 ? -1 : set_discard(self, stand_in.obj);
}
static Object *discard_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (discard_key(self, args[0]) < 0) return NULL;
  RETURN_NONE;
}
static Object *remove_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int r = discard_key(self, args[0]);
  if (r < 0) return NULL;
  if (r == 0) return err_key(args[0]);
  RETURN_NONE;
}
static Object *contains_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int r = set_contains_slot(self, args[0]);
  return r < 0 ? NULL : BOOL_NEW(r);
}

static Object *pop_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Set *s = SET(self);
  if (s->used == 0) return err_format(T(KeyError), "pop from an empty set");
  ssize_t i = s->finger & s->mask;
  while (!in_use(&s->table[i])) i = i == s->mask ? 0 : i + 1;
  Object *key = s->table[i].key;
  s->table[i] = (SetEntry){SET_DUMMY, -1};
  s->used--;
  s->finger = i + 1;
  return key;
}

static Object *union_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  HOLD(result, copy_as_base(self), "set.union()");
  if (!result.obj) return NULL;
  for (ssize_t i = 0; i < tuple_size(args[0]); i++) {
    Object *other = tuple_item(args[0], i);
    if (other != self && update_from(SET(result.obj), other) < 0) return NULL;
  }
  return hold_take(&result);
}
static Object *update_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  for (ssize_t i = 0; i < tuple_size(args[0]); i++)
    if (update_from(SET(self), tuple_item(args[0], i)) < 0) return NULL;
  RETURN_NONE;
}
static Own intersect_all(Object *self, Ref others) {
  ssize_t n = tuple_size(others);
  if (n == 0) return copy_as_base(self);
  HOLD(result, NEWREF(self), "set.intersection()");
  for (ssize_t i = 0; i < n; i++) {
    Object *next = intersection(SET(result.obj), tuple_item(others, i));
    if (!next) return NULL;
    SETREF(result.obj, next);
  }
  return hold_take(&result);
}
static Object *intersection_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return intersect_all(self, args[0]);
}
static Object *intersection_update_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  HOLD(result, intersect_all(self, args[0]), "set.intersection_update()");
  if (!result.obj) return NULL;
  swap_bodies(SET(self), SET(result.obj));
  CLEAR(result.obj);
  return hold_return(NEWREF(NONE), &result);
}
static Object *difference_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ssize_t n = tuple_size(args[0]);
  if (n == 0) return copy_as_base(self);
  HOLD(result, difference(SET(self), tuple_item(args[0], 0)), "set.difference()");
  if (!result.obj) return NULL;
  for (ssize_t i = 1; i < n; i++)
    if (difference_update(SET(result.obj), tuple_item(args[0], i)) < 0) return NULL;
  return hold_take(&result);
}
static Object *difference_update_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  for (ssize_t i = 0; i < tuple_size(args[0]); i++)
    if (difference_update(SET(self), tuple_item(args[0], i)) < 0) return NULL;
  RETURN_NONE;
}
static Object *symmetric_difference_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return symmetric_difference(self, args[0]);
}
static Object *symmetric_difference_update_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (symmetric_difference_update(SET(self), args[0]) < 0) return NULL;
  RETURN_NONE;
}

static Object *isdisjoint_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Object *other = args[0];
  if (self == other) return BOOL_NEW(SET(self)->used == 0);
  if (is_set(other)) {
    Set *walked = SET(other), *asked = SET(self);
    if (walked->used > asked->used) {
      walked = SET(self);
      asked = SET(other);
    }
    ssize_t at = 0;
    SetEntry *e;
    while ((e = next_entry(walked, &at))) {
      Hash hash = e->hash;
      HOLD(key, NEWREF(e->key), "set.isdisjoint()");
      int r = contains_hashed(asked, key.obj, hash);
      if (r < 0) return NULL;
      if (r) return hold_return(NEWREF(FALSE), &key);
    }
    return NEWREF(TRUE);
  }
  HOLD(it, object_iter(other), "set.isdisjoint()");
  if (!it.obj) return NULL;
  for (;;) {
    HOLD(key, iter_next(it.obj), "set.isdisjoint()");
    if (!key.obj) return hold_return(err_occurred() ? NULL : NEWREF(TRUE), &key, &it);
    int r = set_contains(self, key.obj);
    if (r < 0) return NULL;
    if (r) return hold_return(NEWREF(FALSE), &key, &it);
  }
}
static Object *issubset_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int r = is_subset(SET(self), args[0]);
  return r < 0 ? NULL : BOOL_NEW(r);
}
static Object *issuperset_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int r = is_superset(SET(self), args[0]);
  return r < 0 ? NULL : BOOL_NEW(r);
}
static Object *sizeof_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_from_i64((int64_t)set_size_of(self));
}
/* (type, ([items],), instance dict or None) */
static Object *reduce_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(keys, sequence_list(self), "__reduce__()");
  HOLD(arguments, keys.obj ? tuple_pack(1, keys.obj) : NULL, "__reduce__()");
  if (!arguments.obj) return NULL;
  Object *dict = NULL;
  if (object_lookup_attr(self, N(__dict__), &dict) < 0) return NULL;
  HOLD(state, dict ? dict : NEWREF(NONE), "__reduce__()");
  return hold_return(tuple_pack(3, (Object *)TYPE(self), arguments.obj, state.obj), &state, &arguments,
                     &keys);
}

/* ---- iterator ---- */

typedef struct SetIter {
  Object ob;
  Object *set; /* owned; NULL once exhausted */
  ssize_t used, position, left;
} SetIter;

static Object *set_iter(Object *self) {
  SetIter *it = (SetIter *)object_new(T(SET_ITER), 0);
  if (!it) return NULL;
  it->set = NEWREF(self);
  it->used = it->left = SET(self)->used;
  gc_track((Object *)it);
  return (Object *)it;
}
static Object *setiter_self(Object *self) { return NEWREF(self); }
static Object *setiter_next(Object *self) {
  SetIter *it = (SetIter *)self;
  Set *s = SET(it->set);
  if (!s) return NULL;
  if (it->used != s->used) {
    err_format(T(RuntimeError), "Set changed size during iteration");
    it->used = -1;
    return NULL;
  }
  SetEntry *e = next_entry(s, &it->position);
  if (e) {
    it->left--;
    return NEWREF(e->key);
  }
  it->set = NULL;
  DECREF(s);
  return NULL;
}
static Object *setiter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  SetIter *it = (SetIter *)self;
  return int_from_i64(it->set && it->used == SET(it->set)->used ? it->left : 0);
}
static Object *setiter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  SetIter *it = (SetIter *)self;
  HOLD(fn, builtin_named("iter"), "__reduce__()");
  if (!fn.obj) return NULL;
  HOLD(list, list_new(0), "__reduce__()");
  if (!list.obj) return NULL;
  if (it->set) { /* what is left, without moving this iterator */
    if (it->used != SET(it->set)->used)
      return err_format(T(RuntimeError), "Set changed size during iteration");
    if (list_reserve(list.obj, it->left) < 0) return NULL;
    ssize_t at = it->position;
    SetEntry *e;
    while ((e = next_entry(SET(it->set), &at)))
      if (list_append(list.obj, e->key) < 0) return NULL;
  }
  HOLD(arguments, tuple_pack(1, list.obj), "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(2, fn.obj, arguments.obj) : NULL, &arguments, &list, &fn);
}

static const FieldSpec setiter_fields[] = {FIELD(SetIter, set, "set", FIELD_OWN, 0), {0}};
static const MethodSpec setiter_methods[] = {
    {"__length_hint__(self, /)", setiter_length_hint, 0,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", setiter_reduce, 0, "Return state information for pickling."},
    {0}};
const TypeSpec set_iterator_spec = {
    .name = "set_iterator",
    .basic_size = sizeof(SetIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = setiter_fields,
    .methods = setiter_methods,
    .slots = {.iter = setiter_self, .iternext = setiter_next},
};

#define COMMON_ROWS                                                                                          \
  {"copy(self, /)", copy_method, 0, "Return a shallow copy of a set."},                                      \
      {"difference(self, /, *others)", difference_method, METHOD_TUPLE,                                      \
       "Return the difference of two or more sets as a new set."},                                           \
      {"intersection(self, /, *others)", intersection_method, METHOD_TUPLE,                                  \
       "Return the intersection of two sets as a new set."},                                                 \
      {"isdisjoint(self, other, /)", isdisjoint_method, 0,                                                   \
       "Return True if two sets have a null intersection."},                                                 \
      {"issubset(self, other, /)", issubset_method, 0, "Report whether another set contains this set."},     \
      {"issuperset(self, other, /)", issuperset_method, 0, "Report whether this set contains another set."}, \
      {"symmetric_difference(self, other, /)", symmetric_difference_method, 0,                               \
       "Return the symmetric difference of two sets as a new set."},                                         \
      {"union(self, /, *others)", union_method, METHOD_TUPLE, "Return the union of sets as a new set."},     \
      {"__contains__(self, object, /)", contains_method, METHOD_COEXIST, "x.__contains__(y) <==> y in x."},  \
      {"__reduce__(self, /)", reduce_method, 0, "Return state information for pickling."},                   \
      {"__sizeof__(self, /)", sizeof_method, 0, "S.__sizeof__() -> size of S in memory, in bytes"},          \
      CLASS_GETITEM_ROW

static const MethodSpec set_methods[] = {
    {"add(self, object, /)", add_method, 0,
     "Add an element to a set.\n\nThis has no effect if the element is already present."},
    {"clear(self, /)", clear_method, 0, "Remove all elements from this set."},
    {"discard(self, object, /)", discard_method, 0, "Remove an element from a set if it is a member."},
    {"difference_update(self, /, *others)", difference_update_method, METHOD_TUPLE,
     "Remove all elements of another set from this set."},
    {"intersection_update(self, /, *others)", intersection_update_method, METHOD_TUPLE,
     "Update a set with the intersection of itself and another."},
    {"pop(self, /)", pop_method, 0,
     "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty."},
    {"remove(self, object, /)", remove_method, 0,
     "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a "
     "KeyError."},
    {"symmetric_difference_update(self, other, /)", symmetric_difference_update_method, 0,
     "Update a set with the symmetric difference of itself and another."},
    {"update(self, /, *others)", update_method, METHOD_TUPLE,
     "Update a set with the union of itself and others."},
    COMMON_ROWS,
    {0}};
static const MethodSpec frozenset_methods[] = {COMMON_ROWS, {0}};
static const FieldSpec set_fields[] = {FIELD(Set, weaklist, "weak references", FIELD_WEAKLIST, 0), {0}};

const TypeSpec set_spec = {
    .name = "set",
    .doc = "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection "
           "of unique "
           "elements.",
    .basic_size = sizeof(Set),
    .flags = TYPE_GC | TYPE_BASE | TYPE_TRASHCAN | TYPE_MATCH_SELF,
    .weaklist_offset = offsetof(Set, weaklist),
    .fields = set_fields,
    .methods = set_methods,
    .slots =
        {
            .dealloc = set_dealloc,
            .traverse = set_traverse,
            .clear = set_clear_slot,
            .size_of = set_size_of,
            .new_ = set_new_slot,
            .init = set_init,
            .repr = set_repr,
            .richcompare = set_richcompare,
            .iter = set_iter,
            .subtract = set_sub,
            .and_ = set_and,
            .xor_ = set_xor,
            .or_ = set_or,
            .inplace_subtract = set_inplace_sub,
            .inplace_and = set_inplace_and,
            .inplace_xor = set_inplace_xor,
            .inplace_or = set_inplace_or,
            .sq_length = set_length,
            .sq_contains = set_contains_slot,
        },
};
const TypeSpec frozenset_spec = {
    .name = "frozenset",
    .doc = "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an "
           "immutable "
           "unordered collection of unique elements.",
    .basic_size = sizeof(Set),
    .flags = TYPE_GC | TYPE_BASE | TYPE_TRASHCAN | TYPE_MATCH_SELF,
    .weaklist_offset = offsetof(Set, weaklist),
    .fields = set_fields,
    .methods = frozenset_methods,
    .slots =
        {
            .dealloc = set_dealloc,
            .traverse = set_traverse,
            .clear = set_clear_slot,
            .size_of = set_size_of,
            .new_ = frozenset_new_slot,
            .repr = set_repr,
            .hash = frozenset_hash,
            .richcompare = set_richcompare,
            .iter = set_iter,
            .subtract = set_sub,
            .and_ = set_and,
            .xor_ = set_xor,
            .or_ = set_or,
            .sq_length = set_length,
            .sq_contains = set_contains_slot,
        },
};
