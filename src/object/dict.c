/* dict: the type and its operations. Tables are in dictkeys.c, views in dictview.c, attributes of instances
 * in instancedict.c. */
#include "object/dict.h"

#include "object/dictkeys.h"
#include "object/dictview.h"

/* ---- life ---- */

static Dict *dict_block(void) {
  Dict *d = RT->dict_free_list;
  if (d) {
    memcpy(&RT->dict_free_list, &d->keys, sizeof(void *));
    RT->dict_free_count--;
    d->keys = EMPTY_KEYS;
    d->ob.refcnt = 1;
    object_mark_born((Object *)d);
    return d;
  }
  if (UNLIKELY(!EMPTY_KEYS->refcnt)) keys_boot();
  return (Dict *)object_new(T(DICT), 0);
}

Own dict_from_parts(DictKeys *keys, DictValues *values, ssize_t used) {
  Dict *d = dict_block();
  if (!d) {
    if (values) {
      for (ssize_t i = 0; i < keys->nentries; i++) XDECREF(values->values[i]);
      values_free(values);
    }
    dict_keys_release(keys);
    return NULL;
  }
  d->keys = keys;
  d->values = values;
  d->used = used;
  d->version_tag = 0;
  return (Own)d;
}

Own dict_new(void) { return dict_from_parts(EMPTY_KEYS, NULL, 0); }

static Own new_with_room(ssize_t n, bool str_keys) {
  const uint8_t max_log2 = 17;
  if (n <= keys_room(1 << KEYS_MIN_LOG2)) return dict_new();
  uint8_t log2_size = n > keys_room((size_t)1 << max_log2) ? max_log2 : keys_log2_holding(n);
  DictKeys *k = keys_new(log2_size, str_keys);
  return k ? dict_from_parts(k, NULL, 0) : NULL;
}
Own dict_new_presized(ssize_t n) { return new_with_room(n, false); }

static void dict_dealloc(Object *self) {
  Dict *d = DICT(self);
  gc_untrack(self);
  if (d->values) {
    DictKeys *k = d->keys;
    for (ssize_t i = 0; i < k->nentries; i++) CLEAR(d->values->values[i]);
    values_free(d->values);
    d->values = NULL;
    d->keys = EMPTY_KEYS;
    dict_keys_release(k);
  } else if (d->keys && d->keys != EMPTY_KEYS) {
    keys_release_entries(d->keys);
    keys_free_block(d->keys);
    d->keys = EMPTY_KEYS;
  }
  if (RT->dict_free_count < DICT_FREE_LIST && TYPE(self) == T(DICT)) {
    object_mark_dead(self);
    memcpy(&d->keys, &RT->dict_free_list, sizeof(void *));
    RT->dict_free_list = d;
    RT->dict_free_count++;
  } else {
    object_free(self);
  }
}

void dict_free_list_clear(void) {
  Dict *d = RT->dict_free_list;
  RT->dict_free_list = NULL;
  RT->dict_free_count = 0;
  while (d) {
    Dict *next;
    memcpy(&next, &d->keys, sizeof(void *));
    object_free((Object *)d);
    d = next;
  }
  DictKeys *k = RT->keys_free_list;
  RT->keys_free_list = NULL;
  RT->keys_free_count = 0;
  while (k) {
    DictKeys *next;
    memcpy(&next, &k->usable, sizeof(void *));
    mem_free(k);
    k = next;
  }
}

void dict_visit(Object *self, Visitor *v) {
  Dict *d = DICT(self);
  DictKeys *k = d->keys;
  if (self == RT->interned || !k) return; /* the table of interned strings does not count its references */
  if (d->values) {
    for (ssize_t i = 0; i < k->nentries; i++)
      VISIT(v, d->values->values[i], EDGE_VALUE, dict_unicode_entries(k)[i].key);
  } else if (keys_are_str(k)) {
    DictUnicodeEntry *e = dict_unicode_entries(k);
    for (ssize_t i = 0; i < k->nentries; i++) {
      VISIT(v, e[i].value, EDGE_VALUE, e[i].key);
      VISIT(v, e[i].key, EDGE_KEY, 0);
    }
  } else {
    DictEntry *e = dict_entries(k);
    for (ssize_t i = 0; i < k->nentries; i++) {
      VISIT(v, e[i].value, EDGE_VALUE, e[i].key);
      VISIT(v, e[i].key, EDGE_KEY, 0);
    }
  }
}

void dict_untrack_if_atomic(Object *o) {
  Dict *d = DICT(o);
  if (!IS_EXACT(o, DICT) || !gc_is_tracked(o)) return;
  for (ssize_t i = 0; i < d->keys->nentries; i++) {
    Object *value = dict_value_at(d, i);
    if (!value) continue;
    if (gc_may_be_tracked(value)) return;
    if (!keys_are_str(d->keys) && gc_may_be_tracked(dict_entries(d->keys)[i].key)) return;
  }
  gc_untrack(o);
}

void dict_clear(Ref dict) {
  Dict *d = DICT(dict);
  DictKeys *k = d->keys;
  DictValues *values = d->values;
  if (k == EMPTY_KEYS) return;
  d->keys = EMPTY_KEYS;
  d->values = NULL;
  d->used = 0;
  ssize_t n = k->nentries;
  if (values) {
    release_upwards(values->values, n, "clearing of a dict");
    values_free(values);
    dict_keys_release(k);
    return;
  }
  Object **refs = (Object **)(void *)dict_unicode_entries(k);
  if (!keys_are_str(k)) { /* close up over the hashes, so that the references stand in a row */
    const DictEntry *e = dict_entries(k);
    for (ssize_t i = 0; i < n; i++) {
      Object *key = e[i].key, *value = e[i].value;
      refs[2 * i] = key;
      refs[2 * i + 1] = value;
    }
  }
  release_upwards(refs, 2 * n, "clearing of a dict");
  k->nentries = 0;
  keys_free_block(k);
}
static void dict_clear_slot(Object *self) { dict_clear(self); }

static size_t dict_size_of(Object *self) {
  Dict *d = DICT(self);
  size_t size = TYPE(self)->basic_size;
  if (d->values) size += (size_t)shared_keys_size(d->keys) * sizeof(Object *);
  if (d->keys->refcnt == 1 && d->keys != EMPTY_KEYS) size += keys_bytes(d->keys);
  return size;
}

/* ---- reading ---- */

Object *dict_get_known_hash(Ref dict, Ref key, Hash hash) {
  ssize_t ix = dict_lookup(DICT(dict), key, hash);
  return ix >= 0 ? dict_value_at(DICT(dict), ix) : NULL;
}
Object *dict_get(Ref dict, Ref key) {
  Hash hash = key_hash(key);
  return hash == -1 ? NULL : dict_get_known_hash(dict, key, hash);
}

Object *dict_get_text(Ref dict, const char *text) {
  AUTO_DECREF Object *key = str_from_utf8(text, -1);
  Object *value = key ? dict_get(dict, key) : NULL;
  if (!value && err_occurred()) err_clear();
  return value;
}

int dict_contains(Ref dict, Ref key) {
  Hash hash = key_hash(key);
  if (hash == -1) return -1;
  ssize_t ix = dict_lookup(DICT(dict), key, hash);
  if (ix == IX_ERROR) return -1;
  return ix >= 0 && dict_value_at(DICT(dict), ix) != NULL;
}

ssize_t dict_size(Ref dict) { return DICT(dict)->used; }

bool dict_next(Ref dict, ssize_t *position, Object **key, Object **value, Hash *hash) {
  Dict *d = DICT(dict);
  DictKeys *k = d->keys;
  ssize_t i = *position;
  Object *found_key, *found_value;
  Hash found_hash;
  if (d->values) {
    if (i < 0 || i >= d->used) return false;
    ssize_t ix = values_nth(d->values, i);
    found_key = dict_unicode_entries(k)[ix].key;
    found_value = d->values->values[ix];
    found_hash = ((Str *)found_key)->hash;
  } else if (keys_are_str(k)) {
    DictUnicodeEntry *e = dict_unicode_entries(k);
    if (i < 0) return false;
    while (i < k->nentries && !e[i].value) i++;
    if (i >= k->nentries) return false;
    found_key = e[i].key;
    found_value = e[i].value;
    found_hash = ((Str *)found_key)->hash;
  } else {
    DictEntry *e = dict_entries(k);
    if (i < 0) return false;
    while (i < k->nentries && !e[i].value) i++;
    if (i >= k->nentries) return false;
    found_key = e[i].key;
    found_value = e[i].value;
    found_hash = e[i].hash;
  }
  *position = i + 1;
  if (key) *key = found_key;
  if (value) *value = found_value;
  if (hash) *hash = found_hash;
  return true;
}

uint32_t dict_keys_version(Ref dict) {
  DictKeys *k = DICT(dict)->keys;
  if (k->kind != KEYS_UNICODE || k == EMPTY_KEYS) return 0;
  if (!k->version && RT->keys_version < UINT32_MAX - 1) k->version = (uint32_t)++RT->keys_version;
  return k->version;
}

ssize_t dict_lookup_index(Ref dict, Ref name) {
  Dict *d = DICT(dict);
  if (!IS_EXACT(name, STR) || !keys_are_str(d->keys)) return -1;
  ssize_t ix = keys_lookup_str(d->keys, name, key_hash(name));
  return ix >= 0 ? ix : -1;
}

/* ---- writing ---- */

/* A new key at the end of the entries, which have room. References handed over. */
static inline void append_entry(DictKeys *k, size_t place, DictValues *values, Object *key, Hash hash,
                                Object *value) {
  ssize_t ix = k->nentries;
  keys_set_index(k, place, ix);
  if (keys_are_str(k)) {
    DictUnicodeEntry *e = &dict_unicode_entries(k)[ix];
    e->key = key;
    if (values) {
      values_add_order(values, ix);
      values->values[ix] = value;
    } else {
      e->value = value;
    }
  } else {
    dict_entries(k)[ix] = (DictEntry){hash, key, value};
  }
  k->version = 0;
  k->usable--;
  k->nentries = ix + 1;
}

static int grow(Dict *d, bool str_keys) {
  return dict_resize(d, keys_log2_for((size_t)d->used * 3), str_keys);
}

/* Before a lookup that may end in an insertion: a table of str keys that meets another kind of key becomes
 * general. */
static inline int ready_for_key(Dict *d, Ref key) {
  if (IS_EXACT(key, STR) || !keys_are_str(d->keys)) return 0;
  return grow(d, false);
}

/* Inserts an absent key at a place of the index table (NO_PLACE: to be found). Takes value, also on failure.
 */
static const size_t NO_PLACE = SIZE_MAX;
static int insert_new(Dict *d, Ref key, Hash hash, Object *value, size_t place) {
  if (d->keys == EMPTY_KEYS) {
    DictKeys *k = keys_new(KEYS_MIN_LOG2, IS_EXACT(key, STR));
    if (!k) {
      DECREF(value);
      return -1;
    }
    d->keys = k;
    place = (size_t)hash & (keys_places(k) - 1);
  } else if (d->keys->usable <= 0) {
    d->keys->version = 0;
    if (grow(d, true) < 0) {
      DECREF(value);
      return -1;
    }
    place = NO_PLACE;
  }
  dict_track_for(d, key, value);
  if (place == NO_PLACE) place = keys_free_place(d->keys, hash);
  append_entry(d->keys, place, d->values, NEWREF(key), hash, value);
  d->used++;
  return 0;
}

/* Puts value in place of what entry ix of the dict holds. Takes value. */
static inline void replace_value(Dict *d, ssize_t ix, Ref key, Object *value) {
  dict_track_for(d, key, value);
  Object **place = d->values               ? &d->values->values[ix]
                   : keys_are_str(d->keys) ? &dict_unicode_entries(d->keys)[ix].value
                                           : &dict_entries(d->keys)[ix].value;
  Object *old = *place;
  *place = value;
  if (!old) { /* a split table: the shared keys have the name, this dict had not */
    values_add_order(d->values, ix);
    d->used++;
    return;
  }
  DECREF(old);
}

int dict_insert(Dict *d, Ref key, Hash hash, Object *value) {
  if (d->keys == EMPTY_KEYS) return insert_new(d, key, hash, value, NO_PLACE);
  if (ready_for_key(d, key) < 0) {
    DECREF(value);
    return -1;
  }
  size_t place;
  ssize_t ix = keys_lookup_place(d->keys, key, hash, &place);
  if (UNLIKELY(ix == IX_ASK)) {
    HOLD(hold_key, NEWREF(key), "insertion into a dict");
    HOLD(hold_value, value, "insertion into a dict");
    ix = dict_lookup_asking(d, key, hash);
    if (ix == IX_ERROR) return -1;
    hold_take(&hold_value);
    if (ix >= 0) {
      replace_value(d, ix, key, value);
      return 0;
    }
    return insert_new(d, key, hash, value, NO_PLACE);
  }
  if (ix >= 0) {
    replace_value(d, ix, key, value);
    return 0;
  }
  return insert_new(d, key, hash, value, place);
}

int dict_set_steal_value(Ref dict, Ref key, Object *value) {
  Hash hash = key_hash(key);
  if (UNLIKELY(hash == -1)) {
    DECREF(value);
    return -1;
  }
  return dict_insert(DICT(dict), key, hash, value);
}

/* A key that may run code when hashed or compared: it finds the references that CPython has taken by then.
 * Takes key and value. */
static int set_held(Dict *d, Object *key, Object *value) {
  HOLD(hold_key, key, "insertion into a dict");
  HOLD(hold_value, value, "insertion into a dict");
  Hash hash = key_hash(key);
  if (hash == -1) return -1;
  if (d->keys == EMPTY_KEYS) return insert_new(d, key, hash, hold_take(&hold_value), NO_PLACE);
  if (ready_for_key(d, key) < 0) return -1;
  ssize_t ix = dict_lookup(d, key, hash);
  if (ix == IX_ERROR) return -1;
  if (ix < 0) return insert_new(d, key, hash, hold_take(&hold_value), NO_PLACE);
  replace_value(d, ix, key, hold_take(&hold_value));
  return 0;
}

int dict_set(Ref dict, Ref key, Ref value) {
  if (UNLIKELY(!IS_EXACT(key, STR) && !IS_EXACT(key, INT)))
    return set_held(DICT(dict), NEWREF(key), NEWREF(value));
  return dict_insert(DICT(dict), key, key_hash(key), NEWREF(value));
}

int dict_set_steal(Ref dict, Object *key, Object *value) {
  if (UNLIKELY(!IS_EXACT(key, STR) && !IS_EXACT(key, INT))) return set_held(DICT(dict), key, value);
  HOLD(hold_key, key, "insertion into a dict"); /* what was there before may run code when it dies */
  return dict_insert(DICT(dict), key, key_hash(key), value);
}

int dict_set_text(Ref dict, const char *text, Ref value) {
  HOLD(hold_key, str_intern(text), "insertion into a dict");
  Object *key = hold_key.obj;
  return key ? dict_set(dict, key, value) : -1;
}

Own dict_from_items(Object *const *keys, ssize_t key_step, Object *const *values, ssize_t value_step,
                    ssize_t n) {
  bool str_keys = true;
  for (ssize_t i = 0; str_keys && i < n; i++) str_keys = IS_EXACT(keys[i * key_step], STR);
  HOLD(d, new_with_room(n, str_keys), "making of a dict");
  if (!d.obj) return NULL;
  for (ssize_t i = 0; i < n; i++)
    if (dict_set(d.obj, keys[i * key_step], values[i * value_step]) < 0) return NULL;
  return hold_take(&d);
}

/* Takes entry ix out; gives back its value (owned by the caller now). */
static Object *remove_entry(Dict *d, Hash hash, ssize_t ix) {
  DictKeys *k = d->keys;
  Object *value, *key;
  d->used--;
  if (d->values) {
    value = d->values->values[ix];
    d->values->values[ix] = NULL;
    values_remove_order(d->values, ix);
    return value;
  }
  keys_set_index(k, keys_place_of(k, hash, ix), IX_DUMMY);
  k->version = 0;
  if (keys_are_str(k)) {
    DictUnicodeEntry *e = &dict_unicode_entries(k)[ix];
    key = e->key;
    value = e->value;
    e->key = e->value = NULL;
  } else {
    DictEntry *e = &dict_entries(k)[ix];
    key = e->key;
    value = e->value;
    *e = (DictEntry){0, NULL, NULL};
  }
  if (IS_EXACT(key, STR) || key->refcnt > 1) {
    DECREF(key);
  } else {
    HOLD(hold_value, value, "deletion from a dict");
    DECREF(key);
    hold_take(&hold_value);
  }
  return value;
}

int dict_del_known_hash(Ref dict, Ref key, Hash hash) {
  Dict *d = DICT(dict);
  ssize_t ix = dict_lookup(d, key, hash);
  if (ix == IX_ERROR) return -1;
  if (ix < 0 || !dict_value_at(d, ix)) {
    err_key(key);
    return -1;
  }
  Object *value = remove_entry(d, hash, ix);
  DECREF(value);
  return 0;
}
int dict_del(Ref dict, Ref key) {
  Hash hash = key_hash(key);
  return hash == -1 ? -1 : dict_del_known_hash(dict, key, hash);
}

Own dict_pop_known_hash(Ref dict, Ref key, Hash hash, Ref fallback) {
  Dict *d = DICT(dict);
  if (d->used == 0) return fallback ? NEWREF(fallback) : err_key(key);
  ssize_t ix = dict_lookup(d, key, hash);
  if (ix == IX_ERROR) return NULL;
  if (ix < 0 || !dict_value_at(d, ix)) return fallback ? NEWREF(fallback) : err_key(key);
  return remove_entry(d, hash, ix);
}
Own dict_pop(Ref dict, Ref key, Ref fallback) {
  if (DICT(dict)->used == 0) return fallback ? NEWREF(fallback) : err_key(key);
  Hash hash = key_hash(key);
  return hash == -1 ? NULL : dict_pop_known_hash(dict, key, hash, fallback);
}

Object *dict_setdefault(Ref dict, Ref key, Ref fallback) {
  Dict *d = DICT(dict);
  Hash hash = key_hash(key);
  if (hash == -1) return NULL;
  if (d->keys != EMPTY_KEYS) {
    if (ready_for_key(d, key) < 0) return NULL;
    ssize_t ix = dict_lookup(d, key, hash);
    if (ix == IX_ERROR) return NULL;
    if (ix >= 0) {
      Object *value = dict_value_at(d, ix);
      if (value) return value;
      replace_value(d, ix, key, NEWREF(fallback));
      return fallback;
    }
  }
  return insert_new(d, key, hash, NEWREF(fallback), NO_PLACE) < 0 ? NULL : fallback;
}

/* ---- whole dicts ---- */

static bool iterates_as_dict(Ref o) { return TYPE(o)->slots.iter == T(DICT)->slots.iter; }

static int merge_dict(Dict *d, Dict *other, int override) {
  if (other == d || other->used == 0) return 0;
  if (d->used == 0) {
    override = 1;
    DictKeys *ok = other->keys;
    if (!other->values && other->used == ok->nentries &&
        (ok->log2_size == KEYS_MIN_LOG2 || keys_room(keys_places(ok) / 2) < other->used)) {
      DictKeys *k = keys_clone(ok);
      if (!k) return -1;
      DictKeys *old = d->keys;
      DictValues *old_values = d->values;
      d->keys = k;
      d->values = NULL;
      d->used = other->used;
      if (old_values) values_free(old_values);
      dict_keys_release(old);
      if (gc_is_tracked((Object *)other) && !gc_is_tracked((Object *)d)) gc_track((Object *)d);
      return 0;
    }
  }
  if (keys_room(keys_places(d->keys)) < other->used &&
      dict_resize(d, keys_log2_holding(d->used + other->used), keys_are_str(other->keys)) < 0)
    return -1;
  ssize_t size = other->keys->nentries, position = 0;
  Object *key, *value;
  Hash hash;
  while (dict_next((Ref)other, &position, &key, &value, &hash)) {
    if (override == 1 && IS_EXACT(key, STR) && keys_are_str(d->keys) && d->keys != EMPTY_KEYS) {
      if (dict_insert(d, key, hash, NEWREF(value)) < 0) return -1;
    } else {
      HOLD(hold_key, NEWREF(key), "update of a dict");
      HOLD(hold_value, NEWREF(value), "update of a dict");
      if (override != 1) {
        ssize_t ix = dict_lookup(d, key, hash);
        if (ix == IX_ERROR) return -1;
        if (ix >= 0 && dict_value_at(d, ix)) {
          if (override == 0) goto next;
          err_key(key);
          return -1;
        }
      }
      if (dict_insert(d, key, hash, NEWREF(value)) < 0) return -1;
    }
  next:
    if (size != other->keys->nentries) {
      err_format(T(RuntimeError), "dict mutated during update");
      return -1;
    }
  }
  return 0;
}

int dict_merge(Ref dict, Ref mapping, int override) {
  Dict *d = DICT(dict);
  if (IS_SUB(mapping, DICT) && iterates_as_dict(mapping)) return merge_dict(d, DICT(mapping), override);
  HOLD(keys, mapping_keys(mapping), "update of a dict");
  if (!keys.obj) return -1;
  HOLD(it, object_iter(keys.obj), "update of a dict");
  if (!it.obj) return -1;
  CLEAR(keys.obj);
  for (;;) {
    HOLD(key, iter_next(it.obj), "update of a dict");
    if (!key.obj) return err_occurred() ? -1 : 0;
    if (override != 1) {
      int there = dict_contains(dict, key.obj);
      if (there < 0) return -1;
      if (there > 0) {
        if (override == 0) continue;
        err_key(key.obj);
        return -1;
      }
    }
    HOLD(value, object_getitem(mapping, key.obj), "update of a dict");
    if (!value.obj || dict_set(dict, key.obj, value.obj) < 0) return -1;
  }
}

/* From an iterable of pairs. */
static int merge_pairs(Ref dict, Ref pairs) {
  HOLD(it, object_iter(pairs), "update of a dict");
  if (!it.obj) return -1;
  for (ssize_t i = 0;; i++) {
    HOLD(item, iter_next(it.obj), "update of a dict");
    if (!item.obj) return err_occurred() ? -1 : 0;
    HOLD(fast, sequence_fast(item.obj, ""), "update of a dict");
    if (!fast.obj) {
      if (err_matches(T(TypeError)))
        err_format(T(TypeError), "cannot convert dictionary update sequence element #%zd to a sequence", i);
      return -1;
    }
    ssize_t n = sequence_fast_length(fast.obj);
    if (n != 2) {
      err_format(T(ValueError), "dictionary update sequence element #%zd has length %zd; 2 is required", i,
                 n);
      return -1;
    }
    HOLD(key, NEWREF(sequence_fast_items(fast.obj)[0]), "update of a dict");
    HOLD(value, NEWREF(sequence_fast_items(fast.obj)[1]), "update of a dict");
    if (dict_set(dict, key.obj, value.obj) < 0) return -1;
  }
}

int dict_update_arg(Ref d, Ref arg) {
  if (IS_EXACT(arg, DICT)) return dict_merge(d, arg, 1);
  Object *keys;
  int found = object_lookup_attr(arg, N(keys), &keys);
  if (found < 0) return -1;
  if (!found) return merge_pairs(d, arg);
  DECREF(keys);
  return dict_merge(d, arg, 1);
}

int dict_update(Ref dict, Ref mapping_or_pairs) { return dict_update_arg(dict, mapping_or_pairs); }

Own dict_copy(Ref dict) {
  Dict *d = DICT(dict);
  if (d->used == 0) return dict_new();
  if (d->values) {
    ssize_t n = shared_keys_size(d->keys);
    DictValues *values = values_new(n);
    if (!values) return err_no_memory();
    HOLD(copy, object_new(T(DICT), 0), "copy of a dict");
    if (!copy.obj) {
      values_free(values);
      return NULL;
    }
    uint8_t prefix = values_prefix(values)[-1];
    memcpy(values_prefix(values) - prefix, values_prefix(d->values) - values_prefix(d->values)[-1],
           prefix - 1u);
    for (ssize_t i = 0; i < n; i++) values->values[i] = XNEWREF(d->values->values[i]);
    Dict *c = DICT(copy.obj);
    d->keys->refcnt++;
    c->keys = d->keys;
    c->values = values;
    c->used = d->used;
    if (gc_is_tracked(dict)) gc_track(copy.obj);
    return hold_take(&copy);
  }
  if (iterates_as_dict(dict) && d->used >= (d->keys->nentries * 2) / 3) {
    Object *copy = dict_new(); /* before the keys: making it may run the collector */
    DictKeys *k = copy ? keys_clone(d->keys) : NULL;
    if (!k) {
      XDECREF(copy);
      return NULL;
    }
    DICT(copy)->keys = k;
    DICT(copy)->used = d->used;
    if (gc_is_tracked(dict)) gc_track(copy);
    return copy;
  }
  HOLD(copy, dict_new(), "copy of a dict");
  if (!copy.obj || dict_merge(copy.obj, dict, 1) < 0) return NULL;
  return hold_take(&copy);
}

typedef enum ListWhat { LIST_KEYS, LIST_VALUES, LIST_ITEMS } ListWhat;
static Own list_of(Ref dict, ListWhat what) {
  HOLD(list, NULL, "list of a dict");
again:;
  ssize_t n = DICT(dict)->used;
  Object *made = list_new(n);
  SETREF(list.obj, made);
  if (!made) return NULL;
  if (what == LIST_ITEMS) {
    for (ssize_t i = 0; i < n; i++) {
      Object *pair = tuple_new(2);
      if (!pair) return NULL;
      ((List *)list.obj)->items[i] = pair;
    }
  }
  if (n != DICT(dict)->used) goto again; /* a collection changed it */
  ssize_t position = 0, i = 0;
  Object *key, *value;
  while (dict_next(dict, &position, &key, &value, NULL)) {
    Object **place = &((List *)list.obj)->items[i++];
    if (what == LIST_KEYS) *place = NEWREF(key);
    if (what == LIST_VALUES) *place = NEWREF(value);
    if (what == LIST_ITEMS) {
      ((Tuple *)*place)->items[0] = NEWREF(key);
      ((Tuple *)*place)->items[1] = NEWREF(value);
    }
  }
  return hold_take(&list);
}
Own dict_keys_list(Ref dict) { return list_of(dict, LIST_KEYS); }
Own dict_values_list(Ref dict) { return list_of(dict, LIST_VALUES); }
Own dict_items_list(Ref dict) { return list_of(dict, LIST_ITEMS); }

/* ---- slots ---- */

static Object *dict_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames;
  if (UNLIKELY(!EMPTY_KEYS->refcnt)) keys_boot();
  Object *o = object_new(cls, 0);
  if (!o) return NULL;
  DICT(o)->keys = EMPTY_KEYS;
  if (cls != T(DICT)) gc_track(o);
  return o;
}

static int update_common(Object *self, Object *const *args, ssize_t nargs, Object *kwnames,
                         const char *function) {
  HOLD(given, XNEWREF(RT->call_dict), "dict.update()");
  RT->call_dict = NULL;
  if (!args_positional(function, nargs, NULL, 0, 1)) return -1;
  if (nargs && dict_update_arg(self, args[0]) < 0) return -1;
  ssize_t n = kwnames ? tuple_size(kwnames) : 0;
  if (n && (function[0] != 'd' || !IS_EXACT(self, DICT))) { /* CPython merges the dict of the keywords */
    bool same = given.obj && dict_size(given.obj) == n;
    for (ssize_t i = 0; same && i < n; i++)
      same = dict_get(given.obj, tuple_item(kwnames, i)) == args[nargs + i];
    if (same) return dict_merge(self, given.obj, 1);
    HOLD(kw, new_with_room(n, true), "dict.update()");
    if (!kw.obj) return -1;
    for (ssize_t i = 0; i < n; i++)
      if (dict_set(kw.obj, tuple_item(kwnames, i), args[nargs + i]) < 0) return -1;
    return dict_merge(self, kw.obj, 1);
  }
  for (ssize_t i = 0; i < n; i++)
    if (dict_set(self, tuple_item(kwnames, i), args[nargs + i]) < 0) return -1;
  return 0;
}

static int dict_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  return update_common(self, args, nargs, kwnames, "dict");
}

static bool write_repr(StrWriter *w, Ref o) {
  AUTO_DECREF Object *text = object_repr(o);
  return text && str_writer_str(w, text);
}

static Object *dict_repr(Object *self) {
  int running = repr_enter(self);
  if (running) return running > 0 ? str_from_ascii("{...}", 5) : NULL;
  StrWriter w;
  str_writer_init(&w);
  bool ok = str_writer_char(&w, '{'), first = true;
  ssize_t position = 0;
  Object *key, *value;
  while (ok && dict_next(self, &position, &key, &value, NULL)) {
    HOLD(hold_key, NEWREF(key), "repr of a dict");
    HOLD(hold_value, NEWREF(value), "repr of a dict");
    if (!first) ok = str_writer_ascii(&w, ", ", 2);
    first = false;
    ok = ok && write_repr(&w, key) && str_writer_ascii(&w, ": ", 2) && write_repr(&w, value);
  }
  ok = ok && str_writer_char(&w, '}');
  repr_leave(self);
  if (!ok) {
    str_writer_discard(&w);
    return err_occurred() ? NULL : err_no_memory();
  }
  return str_writer_finish(&w);
}

static int dict_equal(Dict *a, Dict *b) {
  if (a->used != b->used) return 0;
  for (ssize_t i = 0; i < a->keys->nentries; i++) {
    Object *value = dict_value_at(a, i);
    if (!value) continue;
    Object *key = keys_key_at(a->keys, i);
    Hash hash = keys_are_str(a->keys) ? ((Str *)key)->hash : dict_entries(a->keys)[i].hash;
    HOLD(hold_value, NEWREF(value), "comparison of two dicts");
    HOLD(hold_key, NEWREF(key), "comparison of two dicts");
    ssize_t ix = dict_lookup(b, key, hash);
    if (ix == IX_ERROR) return -1;
    Object *other = ix >= 0 ? dict_value_at(b, ix) : NULL;
    if (!other) return 0;
    int equal = equal_quick(value, other);
    if (equal == -2) {
      HOLD(hold_other, NEWREF(other), "comparison of two dicts");
      equal = object_compare_bool(value, other, CMP_EQ);
    }
    if (equal <= 0) return equal;
  }
  return 1;
}

static Object *dict_richcompare(Object *a, Object *b, int op) {
  if (!IS_SUB(a, DICT) || !IS_SUB(b, DICT) || (op != CMP_EQ && op != CMP_NE)) return NEWREF(NOT_IMPLEMENTED);
  int equal = dict_equal(DICT(a), DICT(b));
  return equal < 0 ? NULL : BOOL_NEW(equal == (op == CMP_EQ));
}

static ssize_t dict_length(Object *self) { return DICT(self)->used; }

static Object *dict_subscript(Object *self, Object *key) {
  Hash hash = key_hash(key);
  if (hash == -1) return NULL;
  ssize_t ix = dict_lookup(DICT(self), key, hash);
  if (ix == IX_ERROR) return NULL;
  Object *value = ix >= 0 ? dict_value_at(DICT(self), ix) : NULL;
  if (LIKELY(value != NULL)) return NEWREF(value);
  if (!IS_EXACT(self, DICT)) {
    HOLD(missing, object_lookup_special(self, N(__missing__)), "dict[key]");
    if (missing.obj) {
      if (!recursion_enter(" while calling a Python object")) return NULL;
      Object *r = object_call1(missing.obj, key);
      recursion_leave();
      return hold_return(r, &missing);
    }
    if (err_occurred()) return NULL;
  }
  return err_key(key);
}

static int dict_ass_subscript(Object *self, Object *key, Object *value) {
  return value ? dict_set(self, key, value) : dict_del(self, key);
}

static Object *dict_or(Object *a, Object *b) {
  if (!IS_SUB(a, DICT) || !IS_SUB(b, DICT)) return NEWREF(NOT_IMPLEMENTED);
  HOLD(result, dict_copy(a), "dict | dict");
  if (!result.obj || dict_update_arg(result.obj, b) < 0) return NULL;
  return hold_take(&result);
}
static Object *dict_inplace_or(Object *a, Object *b) {
  if (dict_update_arg(a, b) < 0) return NULL;
  return NEWREF(a);
}

/* ---- methods ---- */

static Object *contains_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int there = dict_contains(self, args[0]);
  return there < 0 ? NULL : BOOL_NEW(there);
}
static Object *getitem_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return dict_subscript(self, args[0]);
}
static Object *sizeof_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_from_i64((int64_t)dict_size_of(self));
}
static Object *get_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Object *value = dict_get(self, args[0]);
  if (value) return NEWREF(value);
  if (err_occurred()) return NULL;
  return NEWREF(args[1] ? args[1] : NONE);
}
static Object *setdefault_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Object *value = dict_setdefault(self, args[0], args[1] ? args[1] : NONE);
  return XNEWREF(value);
}
static Object *pop_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return dict_pop(self, args[0], args[1]);
}

static Object *popitem_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Dict *d = DICT(self);
  HOLD(pair, tuple_new(2), "dict.popitem()");
  if (!pair.obj) return NULL;
  if (d->used == 0) return err_format(T(KeyError), "popitem(): dictionary is empty");
  if (d->values && dict_resize(d, d->keys->log2_size, true) < 0) return NULL;
  DictKeys *k = d->keys;
  k->version = 0;
  ssize_t i = k->nentries - 1;
  Object *key, *value;
  Hash hash;
  if (keys_are_str(k)) {
    DictUnicodeEntry *e = dict_unicode_entries(k);
    while (!e[i].value) i--;
    key = e[i].key;
    value = e[i].value;
    hash = ((Str *)key)->hash;
    e[i].key = e[i].value = NULL;
  } else {
    DictEntry *e = dict_entries(k);
    while (!e[i].value) i--;
    key = e[i].key;
    value = e[i].value;
    hash = e[i].hash;
    e[i] = (DictEntry){0, NULL, NULL};
  }
  keys_set_index(k, keys_place_of(k, hash, i), IX_DUMMY);
  k->nentries = i; /* the place in the index table stays used */
  d->used--;
  ((Tuple *)pair.obj)->items[0] = key;
  ((Tuple *)pair.obj)->items[1] = value;
  return hold_take(&pair);
}

static Object *keys_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return dictview_new(self, T(DICT_KEYS));
}
static Object *items_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return dictview_new(self, T(DICT_ITEMS));
}
static Object *values_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return dictview_new(self, T(DICT_VALUES));
}
static Object *reversed_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return dictiter_new(self, T(DICT_REV_KEY_ITER));
}
static Object *dict_iter(Object *self) { return dictiter_new(self, T(DICT_KEY_ITER)); }

static Object *update_method(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (update_common(self, args, nargs, kwnames, "update") < 0) return NULL;
  RETURN_NONE;
}
static Object *clear_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  dict_clear(self);
  RETURN_NONE;
}
static Object *copy_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return dict_copy(self);
}

static Object *fromkeys_method(Object *cls, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Object *iterable = args[0], *value = args[1] ? args[1] : NONE;
  HOLD(d, object_call0(cls), "dict.fromkeys()");
  if (!d.obj) return NULL;
  bool plain = IS_EXACT(d.obj, DICT);
  if (plain && DICT(d.obj)->used == 0 && IS_EXACT(iterable, DICT)) {
    Dict *from = DICT(iterable);
    if (dict_resize(DICT(d.obj), keys_log2_holding(from->used), keys_are_str(from->keys)) < 0) return NULL;
    ssize_t position = 0;
    Object *key;
    Hash hash;
    while (dict_next(iterable, &position, &key, NULL, &hash))
      if (dict_insert(DICT(d.obj), key, hash, NEWREF(value)) < 0) return NULL;
    return hold_take(&d);
  }
  if (plain && DICT(d.obj)->used == 0 && (IS_EXACT(iterable, SET) || IS_EXACT(iterable, FROZENSET))) {
    if (dict_resize(DICT(d.obj), keys_log2_holding(set_size(iterable)), false) < 0) return NULL;
    ssize_t position = 0;
    Object *key;
    while (set_next(iterable, &position, &key)) {
      HOLD(hold_key, NEWREF(key), "dict.fromkeys()");
      if (dict_set(d.obj, key, value) < 0) return NULL;
    }
    return hold_take(&d);
  }
  HOLD(it, object_iter(iterable), "dict.fromkeys()");
  if (!it.obj) return NULL;
  for (;;) {
    HOLD(key, iter_next(it.obj), "dict.fromkeys()");
    if (!key.obj) return hold_return(err_occurred() ? NULL : hold_take(&d), &key, &it);
    if ((plain ? dict_set(d.obj, key.obj, value) : object_setitem(d.obj, key.obj, value)) < 0) return NULL;
  }
}

static const MethodSpec dict_methods[] = {
    {"__contains__(self, key, /)", contains_method, METHOD_COEXIST,
     "True if the dictionary has the specified key, else False."},
    {"__getitem__(self, key, /)", getitem_method, METHOD_COEXIST, "Return self[key]."},
    {"__sizeof__(self, /)", sizeof_method, 0, "D.__sizeof__() -> size of D in memory, in bytes"},
    {"get(self, key, default=None, /)", get_method, 0,
     "Return the value for key if key is in the dictionary, else default."},
    {"setdefault(self, key, default=None, /)", setdefault_method, 0,
     "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key "
     "is in "
     "the dictionary, else default."},
    {"pop(self, key, default=<unrepresentable>, /)", pop_method, 0,
     "Remove the key and return its value; default if it is absent, or a KeyError without a default."},
    {"popitem(self, /)", popitem_method, 0,
     "Remove and return a (key, value) pair as a 2-tuple, the last one inserted.\n\nRaises KeyError if the "
     "dict is empty."},
    {"keys(self, /)", keys_method, 0, "D.keys() -> a set-like object providing a view on D's keys"},
    {"items(self, /)", items_method, 0, "D.items() -> a set-like object providing a view on D's items"},
    {"values(self, /)", values_method, 0, "D.values() -> an object providing a view on D's values"},
    {"update(self, /, *args, **kwargs)", AS_RAW(update_method), METHOD_RAW | METHOD_TUPLE | METHOD_NAMED,
     "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F."},
    {"fromkeys(cls, iterable, value=None, /)", fromkeys_method, METHOD_CLASS,
     "Create a new dictionary with keys from iterable and values set to value."},
    {"clear(self, /)", clear_method, 0, "D.clear() -> None.  Remove all items from D."},
    {"copy(self, /)", copy_method, 0, "D.copy() -> a shallow copy of D"},
    {"__reversed__(self, /)", reversed_method, 0, "Return a reverse iterator over the dict keys."},
    CLASS_GETITEM_ROW,
    {0}};

const TypeSpec dict_spec = {
    .name = "dict",
    .doc = "dict() -> new empty dictionary\ndict(mapping) -> new dictionary from a mapping's (key, value) "
           "pairs\n"
           "dict(iterable) -> new dictionary from an iterable of pairs\n"
           "dict(**kwargs) -> new dictionary with the name=value pairs of the keyword arguments",
    .basic_size = sizeof(Dict),
    .flags = TYPE_GC | TYPE_BASE | TYPE_TRASHCAN | TYPE_SUB_DICT | TYPE_MAPPING | TYPE_MATCH_SELF,
    .methods = dict_methods,
    .slots =
        {
            .dealloc = dict_dealloc,
            .traverse = dict_visit,
            .clear = dict_clear_slot,
            .size_of = dict_size_of,
            .new_ = dict_new_slot,
            .init = dict_init,
            .repr = dict_repr,
            .richcompare = dict_richcompare,
            .iter = dict_iter,
            .or_ = dict_or,
            .inplace_or = dict_inplace_or,
            .mp_length = dict_length,
            .mp_subscript = dict_subscript,
            .mp_ass_subscript = dict_ass_subscript,
            .sq_length = dict_length,
            .sq_contains = dict_contains,
        },
};
