/* The keys tables of dicts: open addressing over a compact array of entries, as CPython 3.11's. Only for
 * dict*.c, instancedict.c.
 *
 * Invariants
 * - The index table has 1 << log2_size places, each IX_EMPTY, IX_DUMMY (was used) or the number of an entry.
 * - usable + nentries <= 2/3 of the places (30 for tables shared by the instances of a class).
 * - A combined table belongs to one dict (refcnt 1); a split one to its class and to every dict made of an
 * instance.
 * - EMPTY_KEYS is the one table without room; it is never freed or changed.
 */
#ifndef LASTREF_OBJECT_DICTKEYS_H
#define LASTREF_OBJECT_DICTKEYS_H

#include "object/support.h"

enum { IX_EMPTY = -1, IX_DUMMY = -2, IX_ERROR = -3, IX_ASK = -4 /* a comparison must run Python code */ };
enum { KEYS_MIN_LOG2 = 3, KEYS_FREE_MAX = 80, SHARED_KEYS_MAX = 30, SHARED_KEYS_LOG2 = 6, PERTURB_SHIFT = 5 };

#define EMPTY_KEYS ((DictKeys *)(void *)RT->empty_keys)
#define DICT(o)    ((Dict *)(o))

static inline size_t keys_places(const DictKeys *k) { return (size_t)1 << k->log2_size; }
static inline ssize_t keys_room(size_t places) { return (ssize_t)((places << 1) / 3); }
static inline ssize_t keys_index(const DictKeys *k, size_t i) {
  if (k->log2_size < 8) return ((const int8_t *)k->indices)[i];
  if (k->log2_size < 16) return ((const int16_t *)(const void *)k->indices)[i];
  if (k->log2_size < 32) return ((const int32_t *)(const void *)k->indices)[i];
  return ((const int64_t *)(const void *)k->indices)[i];
}
static inline void keys_set_index(DictKeys *k, size_t i, ssize_t ix) {
  if (k->log2_size < 8)
    ((int8_t *)k->indices)[i] = (int8_t)ix;
  else if (k->log2_size < 16)
    ((int16_t *)(void *)k->indices)[i] = (int16_t)ix;
  else if (k->log2_size < 32)
    ((int32_t *)(void *)k->indices)[i] = (int32_t)ix;
  else
    ((int64_t *)(void *)k->indices)[i] = ix;
}
/* The least log2 of a table with at least `want` places (and 8). */
static inline uint8_t keys_log2_for(size_t want) {
  size_t n = (want | 8) - 1;
  return (uint8_t)(64 - __builtin_clzl(n | 7));
}
/* The least log2 of a table that holds n entries. */
static inline uint8_t keys_log2_holding(ssize_t n) { return keys_log2_for(((size_t)n * 3 + 1) / 2); }
static inline bool keys_are_str(const DictKeys *k) { return k->kind != KEYS_GENERAL; }
static inline ssize_t shared_keys_size(const DictKeys *k) { return k->nentries + k->usable; }

#define key_hash hash_of_key

void keys_boot(void);
DictKeys *keys_new(uint8_t log2_size, bool str_keys); /* NULL with MemoryError */
DictKeys *keys_clone(const DictKeys *k); /* of a combined table, with references to all it holds */
size_t keys_bytes(const DictKeys *k);
void keys_free_block(DictKeys *k); /* all references were taken out before */
void keys_release_entries(
    DictKeys *k); /* lets go of all keys and values in order; k must be visible to the audit */
void keys_build_indices(DictKeys *k, ssize_t n); /* places entries [0, n) in an empty index table */
ssize_t keys_lookup_str(const DictKeys *k, Ref key,
                        Hash hash); /* exact str key in a table of str: entry, or IX_EMPTY */
/* Any key in any table, as far as no Python code is needed: entry, IX_EMPTY, or IX_ASK. */
ssize_t keys_lookup_quick(const DictKeys *k, Ref key, Hash hash);
/* The same where a new key may be put in: a table of str is asked for exact str only. *place: where its index
 * goes if the key is absent. */
ssize_t keys_lookup_place(const DictKeys *k, Ref key, Hash hash, size_t *place);
/* Any key, any code: entry, IX_EMPTY, IX_ERROR. The caller holds d and key. */
ssize_t dict_lookup_asking(Dict *d, Ref key, Hash hash);
size_t keys_free_place(const DictKeys *k, Hash hash);              /* where a new entry with that hash goes */
size_t keys_place_of(const DictKeys *k, Hash hash, ssize_t ix);    /* where entry ix stands */
int dict_resize(Dict *d, uint8_t log2_size, bool str_keys);        /* into a new combined table; 0, -1 */
int dict_insert(Dict *d, Ref key, Hash hash, Object *value_steal); /* 0, -1; takes value in any case */

static inline ssize_t dict_lookup(Dict *d, Ref key, Hash hash) {
  if (LIKELY(IS_EXACT(key, STR)) && keys_are_str(d->keys)) return keys_lookup_str(d->keys, key, hash);
  ssize_t ix = keys_lookup_quick(d->keys, key, hash);
  return LIKELY(ix != IX_ASK) ? ix : dict_lookup_asking(d, key, hash);
}
/* Value of entry ix, borrowed; NULL in a split table where this dict has none. */
static inline Object *dict_value_at(const Dict *d, ssize_t ix) {
  if (d->values) return d->values->values[ix];
  return keys_are_str(d->keys) ? dict_unicode_entries(d->keys)[ix].value : dict_entries(d->keys)[ix].value;
}
static inline Object *keys_key_at(DictKeys *k, ssize_t ix) {
  return keys_are_str(k) ? dict_unicode_entries(k)[ix].key : dict_entries(k)[ix].key;
}

/* A version of the table for inline caches, assigned on demand; 0: none. */
static inline uint32_t keys_version(DictKeys *k) {
  if (!keys_are_str(k) || k == EMPTY_KEYS) return 0;
  if (!k->version && RT->keys_version < UINT32_MAX - 1) k->version = (uint32_t)++RT->keys_version;
  return k->version;
}

/* Values of a split table: preceded by [-1] bytes of the prefix, [-2] count, [-3-i] number of the entry that
 * was set i-th. */
static inline uint8_t *values_prefix(DictValues *v) { return (uint8_t *)v; }
static inline ssize_t values_count(DictValues *v) { return values_prefix(v)[-2]; }
static inline ssize_t values_nth(DictValues *v, ssize_t i) { return values_prefix(v)[-3 - i]; }
static inline void values_add_order(DictValues *v, ssize_t ix) {
  uint8_t *p = values_prefix(v);
  p[-3 - p[-2]] = (uint8_t)ix;
  p[-2]++;
}
static inline void values_remove_order(DictValues *v, ssize_t ix) {
  uint8_t *p = values_prefix(v);
  ssize_t i = 0, n = p[-2];
  while (p[-3 - i] != ix) i++;
  for (; i < n - 1; i++) p[-3 - i] = p[-4 - i];
  p[-2]--;
}
DictValues *values_new(ssize_t n); /* all NULL; NULL without an exception when memory is short */
static inline void values_free(DictValues *v) { mem_free(values_prefix(v) - values_prefix(v)[-1]); }
Own dict_from_parts(DictKeys *keys, DictValues *values,
                    ssize_t used) MUST_USE; /* untracked; takes over keys and values, also on failure */
static inline void dict_track_for(Dict *d, Ref key, Ref value) {
  if (gc_head((Object *)d)->next == 0 && (gc_may_be_tracked(key) || gc_may_be_tracked(value)))
    gc_track((Object *)d);
}
int dict_update_arg(Ref d, Ref arg); /* what dict(arg) and d.update(arg) do */

#endif
