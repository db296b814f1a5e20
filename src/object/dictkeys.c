/* Keys tables: see dictkeys.h. Probe sequence and growth follow the notes in CPython's documentation of dict.
 */
#include "object/dictkeys.h"

void keys_boot(void) {
  DictKeys *k = EMPTY_KEYS;
  memset(k, 0, sizeof *k);
  memset(k->indices, 0xff, 8);
  k->refcnt = 1;
  k->kind = KEYS_UNICODE;
}

static size_t entry_size(const DictKeys *k) {
  return keys_are_str(k) ? sizeof(DictUnicodeEntry) : sizeof(DictEntry);
}
size_t keys_bytes(const DictKeys *k) {
  return sizeof(DictKeys) + ((size_t)1 << k->log2_index_bytes) +
         (size_t)keys_room(keys_places(k)) * entry_size(k);
}

DictKeys *keys_new(uint8_t log2_size, bool str_keys) {
  ssize_t room = keys_room((size_t)1 << log2_size);
  uint8_t log2_bytes = log2_size < 8    ? log2_size
                       : log2_size < 16 ? (uint8_t)(log2_size + 1)
                       : log2_size < 32 ? (uint8_t)(log2_size + 2)
                                        : (uint8_t)(log2_size + 3);
  DictKeys *k = NULL;
  if (log2_size == KEYS_MIN_LOG2 && str_keys && RT->keys_free_list) {
    k = RT->keys_free_list;
    memcpy(&RT->keys_free_list, &k->usable, sizeof(void *));
    RT->keys_free_count--;
  } else if (log2_size < 40) {
    size_t one = str_keys ? sizeof(DictUnicodeEntry) : sizeof(DictEntry);
    k = mem_alloc(sizeof(DictKeys) + ((size_t)1 << log2_bytes) + (size_t)room * one);
  }
  if (!k) {
    err_no_memory();
    return NULL;
  }
  k->refcnt = 1;
  k->log2_size = log2_size;
  k->log2_index_bytes = log2_bytes;
  k->kind = str_keys ? KEYS_UNICODE : KEYS_GENERAL;
  k->pad = 0;
  k->version = 0;
  k->usable = room;
  k->nentries = 0;
  memset(k->indices, 0xff, (size_t)1 << log2_bytes);
  return k;
}

DictKeys *keys_clone(const DictKeys *from) {
  DictKeys *k = mem_alloc(keys_bytes(from));
  if (!k) {
    err_no_memory();
    return NULL;
  }
  memcpy(k, from, keys_bytes(from));
  k->version = 0;
  ssize_t n = k->nentries;
  if (keys_are_str(k)) {
    const DictUnicodeEntry *e = dict_unicode_entries(k);
    for (ssize_t i = 0; i < n; i++) {
      if (!e[i].value) continue;
      e[i].key->refcnt++;
      e[i].value->refcnt++;
    }
  } else {
    const DictEntry *e = dict_entries(k);
    for (ssize_t i = 0; i < n; i++) {
      if (!e[i].value) continue;
      e[i].key->refcnt++;
      e[i].value->refcnt++;
    }
  }
  return k;
}

void keys_free_block(DictKeys *k) {
  if (k->log2_size == KEYS_MIN_LOG2 && keys_are_str(k) && RT->keys_free_count < KEYS_FREE_MAX) {
    memcpy(&k->usable, &RT->keys_free_list, sizeof(void *));
    RT->keys_free_list = k;
    RT->keys_free_count++;
  } else {
    mem_free(k);
  }
}

/* What dies may run code, which must find the rest accounted for: only then the entries done are emptied. */
#define RELEASE(Entry, entries)                                                                              \
  do {                                                                                                       \
    Entry *e = entries;                                                                                      \
    for (ssize_t i = 0; i < n; i++) {                                                                        \
      Object *key = e[i].key, *value = e[i].value;                                                           \
      if (key && --key->refcnt == 0) {                                                                       \
        for (; emptied < i; emptied++) e[emptied].key = e[emptied].value = NULL;                             \
        e[i].key = NULL;                                                                                     \
        object_dealloc(key);                                                                                 \
      }                                                                                                      \
      if (value && --value->refcnt == 0) {                                                                   \
        for (; emptied <= i; emptied++) e[emptied].key = e[emptied].value = NULL;                            \
        object_dealloc(value);                                                                               \
      }                                                                                                      \
    }                                                                                                        \
  } while (0)

void keys_release_entries(DictKeys *k) {
  ssize_t n = k->nentries, emptied = 0;
  if (keys_are_str(k))
    RELEASE(DictUnicodeEntry, dict_unicode_entries(k));
  else
    RELEASE(DictEntry, dict_entries(k));
  k->nentries = 0;
}

/* ---- lookup ---- */

#define PROBE_NEXT(i, perturb, mask)                                                                         \
  do {                                                                                                       \
    (perturb) >>= PERTURB_SHIFT;                                                                             \
    (i) = ((i)*5 + (perturb) + 1) & (mask);                                                                  \
  } while (0)

static inline bool same_str(Ref a, Ref b, Hash hash_of_b) {
  const Str *x = (const Str *)a, *y = (const Str *)b;
  return x->hash == hash_of_b && x->length == y->length && x->kind == y->kind &&
         memcmp(str_data(x), str_data(y), (size_t)x->length * x->kind) == 0;
}

/* The probe sequence, made once for each width of the index table and kind of search (the last arguments are
 * constants). place (NULL: not wanted) receives the first place on the way where a new entry may go. */
enum SearchKind { SEARCH_STR, SEARCH_GENERAL, SEARCH_ANY_IN_STR };
static ALWAYS_INLINE ssize_t probe(const DictKeys *keys, Ref key, Hash hash, size_t *place, int width,
                                   enum SearchKind kind) {
  DictKeys *k = (DictKeys *)(uintptr_t)keys;
  size_t mask = keys_places(k) - 1, perturb = (size_t)hash, i = perturb & mask;
  bool have_place = false;
  for (;;) {
    ssize_t ix = width == 8    ? ((const int8_t *)k->indices)[i]
                 : width == 16 ? ((const int16_t *)(const void *)k->indices)[i]
                               : keys_index(k, i);
    if (ix >= 0) {
      if (kind == SEARCH_STR) {
        Object *found = dict_unicode_entries(k)[ix].key;
        if (found == key || same_str(found, key, hash)) return ix;
      } else {
        Object *found;
        Hash found_hash;
        if (kind == SEARCH_GENERAL) {
          found = dict_entries(k)[ix].key;
          found_hash = dict_entries(k)[ix].hash;
        } else {
          found = dict_unicode_entries(k)[ix].key;
          found_hash = ((Str *)found)->hash;
        }
        if (found == key) return ix;
        if (found_hash == hash) {
          int equal = equal_quick(found, key);
          if (equal == -2) return IX_ASK;
          if (equal) return ix;
        }
      }
    } else {
      if (place && !have_place) {
        *place = i;
        have_place = true;
      }
      if (ix == IX_EMPTY) return IX_EMPTY;
    }
    PROBE_NEXT(i, perturb, mask);
  }
}

ssize_t keys_lookup_str(const DictKeys *k, Ref key, Hash hash) {
  if (LIKELY(k->log2_size < 8)) return probe(k, key, hash, NULL, 8, SEARCH_STR);
  if (k->log2_size < 16) return probe(k, key, hash, NULL, 16, SEARCH_STR);
  return probe(k, key, hash, NULL, 0, SEARCH_STR);
}

ssize_t keys_lookup_quick(const DictKeys *k, Ref key, Hash hash) {
  if (UNLIKELY(keys_are_str(k))) {
    if (IS_EXACT(key, STR)) return keys_lookup_str(k, key, hash);
    return probe(k, key, hash, NULL, 0, SEARCH_ANY_IN_STR);
  }
  if (LIKELY(k->log2_size < 8)) return probe(k, key, hash, NULL, 8, SEARCH_GENERAL);
  if (k->log2_size < 16) return probe(k, key, hash, NULL, 16, SEARCH_GENERAL);
  return probe(k, key, hash, NULL, 0, SEARCH_GENERAL);
}

ssize_t keys_lookup_place(const DictKeys *k, Ref key, Hash hash, size_t *place) {
  if (keys_are_str(k)) {
    if (LIKELY(k->log2_size < 8)) return probe(k, key, hash, place, 8, SEARCH_STR);
    if (k->log2_size < 16) return probe(k, key, hash, place, 16, SEARCH_STR);
    return probe(k, key, hash, place, 0, SEARCH_STR);
  }
  if (LIKELY(k->log2_size < 8)) return probe(k, key, hash, place, 8, SEARCH_GENERAL);
  if (k->log2_size < 16) return probe(k, key, hash, place, 16, SEARCH_GENERAL);
  return probe(k, key, hash, place, 0, SEARCH_GENERAL);
}

ssize_t dict_lookup_asking(Dict *d, Ref key, Hash hash) {
restart:;
  DictKeys *k = d->keys;
  size_t mask = keys_places(k) - 1, perturb = (size_t)hash, i = perturb & mask;
  bool str_keys = keys_are_str(k);
  for (;;) {
    ssize_t ix = keys_index(k, i);
    if (ix == IX_EMPTY) return IX_EMPTY;
    if (ix >= 0) {
      Object *found = keys_key_at(k, ix);
      if (found == key) return ix;
      Hash found_hash = str_keys ? ((Str *)found)->hash : dict_entries(k)[ix].hash;
      if (found_hash == hash) {
        HOLD(start, NEWREF(found), "lookup in a dict");
        int equal = object_compare_bool(found, key, CMP_EQ);
        if (equal < 0) return IX_ERROR;
        if (k != d->keys || keys_key_at(k, ix) != found) goto restart; /* the comparison changed the dict */
        if (equal) return ix;
      }
    }
    PROBE_NEXT(i, perturb, mask);
  }
}

size_t keys_free_place(const DictKeys *k, Hash hash) {
  size_t mask = keys_places(k) - 1, perturb = (size_t)hash, i = perturb & mask;
  while (keys_index(k, i) >= 0) PROBE_NEXT(i, perturb, mask);
  return i;
}

size_t keys_place_of(const DictKeys *k, Hash hash, ssize_t ix) {
  size_t mask = keys_places(k) - 1, perturb = (size_t)hash, i = perturb & mask;
  while (keys_index(k, i) != ix) PROBE_NEXT(i, perturb, mask);
  return i;
}

/* One loop for each width of the index table and kind of entry. */
#define BUILD(int_type, hash_of_entry)                                                                       \
  do {                                                                                                       \
    int_type *indices = (int_type *)(void *)k->indices;                                                      \
    for (ssize_t ix = 0; ix < n; ix++) {                                                                     \
      size_t perturb = (size_t)(hash_of_entry), i = perturb & mask;                                          \
      while (indices[i] != IX_EMPTY) PROBE_NEXT(i, perturb, mask);                                           \
      indices[i] = (int_type)ix;                                                                             \
    }                                                                                                        \
  } while (0)
#define BUILD_ALL(hash_of_entry)                                                                             \
  do {                                                                                                       \
    if (k->log2_size < 8)                                                                                    \
      BUILD(int8_t, hash_of_entry);                                                                          \
    else if (k->log2_size < 16)                                                                              \
      BUILD(int16_t, hash_of_entry);                                                                         \
    else if (k->log2_size < 32)                                                                              \
      BUILD(int32_t, hash_of_entry);                                                                         \
    else                                                                                                     \
      BUILD(int64_t, hash_of_entry);                                                                         \
  } while (0)

void keys_build_indices(DictKeys *k, ssize_t n) {
  size_t mask = keys_places(k) - 1;
  if (keys_are_str(k)) {
    const DictUnicodeEntry *e = dict_unicode_entries(k);
    BUILD_ALL(((Str *)e[ix].key)->hash);
  } else {
    const DictEntry *e = dict_entries(k);
    BUILD_ALL(e[ix].hash);
  }
}

/* ---- resizing ---- */

/* Appends key and value (references handed over) to the entries of k, without the index table. */
static inline void put_entry(DictKeys *k, ssize_t at, Object *key, Hash hash, Object *value) {
  if (keys_are_str(k))
    dict_unicode_entries(k)[at] = (DictUnicodeEntry){key, value};
  else
    dict_entries(k)[at] = (DictEntry){hash, key, value};
}

int dict_resize(Dict *d, uint8_t log2_size, bool str_keys) {
  DictKeys *old = d->keys;
  DictValues *values = d->values;
  DictKeys *k = keys_new(log2_size, str_keys && keys_are_str(old));
  if (!k) return -1;
  ssize_t n = d->used;
  if (values) { /* split becomes combined: the values move, the keys get references of their own */
    for (ssize_t i = 0; i < n; i++) {
      ssize_t ix = values_nth(values, i);
      Object *key = dict_unicode_entries(old)[ix].key;
      put_entry(k, i, NEWREF(key), ((Str *)key)->hash, values->values[ix]);
    }
  } else if (keys_are_str(old)) {
    const DictUnicodeEntry *e = dict_unicode_entries(old);
    if (keys_are_str(k) && old->nentries == n) {
      memcpy(dict_unicode_entries(k), e, (size_t)n * sizeof *e);
    } else {
      for (ssize_t i = 0; i < n; e++)
        if (e->value) put_entry(k, i++, e->key, ((Str *)e->key)->hash, e->value);
    }
  } else {
    const DictEntry *e = dict_entries(old);
    if (old->nentries == n) {
      memcpy(dict_entries(k), e, (size_t)n * sizeof *e);
    } else {
      for (ssize_t i = 0; i < n; e++)
        if (e->value) dict_entries(k)[i++] = *e;
    }
  }
  keys_build_indices(k, n);
  k->usable -= n;
  k->nentries = n;
  d->keys = k;
  if (values) {
    d->values = NULL;
    values_free(values);
    dict_keys_release(old);
  } else if (old != EMPTY_KEYS) {
    keys_free_block(old);
  }
  return 0;
}

/* ---- tables shared by the instances of a class ---- */

DictKeys *dict_new_shared_keys(void) {
  DictKeys *k = keys_new(SHARED_KEYS_LOG2, true);
  if (!k) {
    err_clear();
    return NULL;
  }
  k->usable = SHARED_KEYS_MAX;
  k->kind = KEYS_SPLIT;
  memset(dict_unicode_entries(k), 0,
         (size_t)SHARED_KEYS_MAX * sizeof(DictUnicodeEntry)); /* the values stay NULL */
  return k;
}

/* Tables whose class is gone while dicts made of its instances live on: their names are roots. */
typedef struct Orphan {
  struct Orphan *next;
  DictKeys *keys;
} Orphan;

static void orphan_remove(DictKeys *k) {
  Orphan **link = (Orphan **)(void *)&RT->orphan_keys;
  while (*link && (*link)->keys != k) link = &(*link)->next;
  Orphan *found = *link;
  if (!found) return;
  *link = found->next;
  mem_free(found);
}

void dict_keys_release(DictKeys *k) {
  if (k == EMPTY_KEYS) return;
  if (--k->refcnt > 0) return;
  if (k->kind == KEYS_SPLIT && k->pad) orphan_remove(k);
  keys_release_entries(k);
  keys_free_block(k);
}

void dict_keys_orphan(void *shared_keys) {
  DictKeys *k = shared_keys;
  if (!k) return;
  if (k->refcnt > 1) {
    Orphan *o = mem_alloc(sizeof *o);
    if (o) {
      o->next = RT->orphan_keys;
      o->keys = k;
      RT->orphan_keys = o;
      k->pad = 1;
    }
  }
  dict_keys_release(k);
}

void dict_keys_visit(void *shared_keys, Visitor *v) {
  DictKeys *k = shared_keys;
  if (!k) return;
  for (ssize_t i = 0; i < k->nentries; i++)
    VISIT(v, dict_unicode_entries(k)[i].key, EDGE_ENGINE, "attribute names of a class");
}

void dict_visit_orphans(Visitor *v) {
  for (Orphan *o = RT->orphan_keys; o; o = o->next) dict_keys_visit(o->keys, v);
}

DictValues *values_new(ssize_t n) {
  size_t prefix = ((size_t)n + 2 + sizeof(Object *) - 1) & ~(sizeof(Object *) - 1);
  uint8_t *block = mem_alloc(prefix + (size_t)n * sizeof(Object *));
  if (!block) return NULL;
  memset(block, 0, prefix + (size_t)n * sizeof(Object *));
  DictValues *v = (DictValues *)(void *)(block + prefix);
  values_prefix(v)[-1] = (uint8_t)prefix;
  return v;
}
