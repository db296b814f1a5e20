/* dict: insertion-ordered, compact, with keys tables that instances of one class share, as CPython 3.11's.
 *
 * Invariants
 * - values == NULL: combined table, the entries hold key, hash, value. values != NULL: split table, the keys
 * are shared and values are in `values` in the order of the keys' entries.
 * - keys->version identifies the set and places of the keys: it is nonzero only while an inline cache may
 * rely on it and drops to 0 when the keys table changes.
 * - Sizes of keys tables (and so sys.getsizeof) and growth follow CPython: usable 2/3, growth to used*3.
 */
#ifndef LASTREF_OBJECT_DICT_H
#define LASTREF_OBJECT_DICT_H
#include "heap/object.h"

typedef struct DictEntry {
  Hash hash;
  Object *key, *value;
} DictEntry;
typedef struct DictUnicodeEntry { /* all keys exact str */
  Object *key, *value;
} DictUnicodeEntry;
enum DictKeysKind { KEYS_GENERAL, KEYS_UNICODE, KEYS_SPLIT };
typedef struct DictKeys {
  int64_t refcnt;
  uint8_t log2_size;        /* of the index table */
  uint8_t log2_index_bytes; /* bytes of the whole index table */
  uint8_t kind;             /* DictKeysKind */
  uint8_t pad;
  uint32_t version; /* 0: none assigned */
  ssize_t usable, nentries;
  char indices[]; /* int8/16/32/64 by size, then the entries */
} DictKeys;
typedef struct DictValues {
  Object *values[1]; /* preceded by the insertion order bytes as in CPython 3.11 */
} DictValues;
enum { DICT_FREE_LIST = 80 }; /* dead dicts kept for the next */
typedef struct Dict {
  Object ob;
  ssize_t used;
  uint64_t version_tag;
  DictKeys *keys;
  DictValues *values;
} Dict;

Own dict_new(void) MUST_USE;
Own dict_new_presized(ssize_t n) MUST_USE;
Own dict_from_items(Object *const *keys, ssize_t key_step, Object *const *values, ssize_t value_step,
                    ssize_t n) MUST_USE;                   /* {k: v, ...} */
Object *dict_get(Ref dict, Ref key);                       /* borrowed; NULL with exception only on error */
Object *dict_get_known_hash(Ref dict, Ref key, Hash hash); /* borrowed */
Object *dict_get_text(Ref dict, const char *key);          /* borrowed; errors swallowed */
int dict_set(Ref dict, Ref key, Ref value);
int dict_set_steal_value(Ref dict, Ref key, Object *value); /* takes value also on failure */
int dict_set_steal(Ref dict, Object *key, Object *value);   /* takes both also on failure */
int dict_set_text(Ref dict, const char *key, Ref value);    /* key interned */
int dict_del(Ref dict, Ref key);                            /* KeyError if absent */
int dict_contains(Ref dict, Ref key);
Own dict_pop(Ref dict, Ref key, Ref fallback) MUST_USE; /* fallback NULL: KeyError */
Own dict_pop_known_hash(Ref dict, Ref key, Hash hash, Ref fallback) MUST_USE;
int dict_del_known_hash(Ref dict, Ref key, Hash hash);
Object *dict_setdefault(Ref dict, Ref key, Ref fallback); /* borrowed */
int dict_update(Ref dict, Ref mapping_or_pairs);
int dict_merge(Ref dict, Ref mapping, int override); /* 0 keep, 1 replace, 2 KeyError on a duplicate key */
Own dict_copy(Ref dict) MUST_USE;
void dict_clear(Ref dict);
ssize_t dict_size(Ref dict);
bool dict_next(Ref dict, ssize_t *position, Object **key, Object **value,
               Hash *hash); /* borrowed; any out may be NULL */
Own dict_keys_list(Ref dict) MUST_USE;
Own dict_values_list(Ref dict) MUST_USE;
Own dict_items_list(Ref dict) MUST_USE;
/* For inline caches. The version of the keys table (assigned on demand, 0 when it cannot have one) and the
 * entry's index. */
uint32_t dict_keys_version(Ref dict);
ssize_t dict_lookup_index(Ref dict, Ref name); /* index of the entry of an exact str key, -1 missing */
static inline DictUnicodeEntry *dict_unicode_entries(DictKeys *k) {
  return (DictUnicodeEntry *)(void *)(k->indices + ((size_t)1 << k->log2_index_bytes));
}
static inline DictEntry *dict_entries(DictKeys *k) {
  return (DictEntry *)(void *)(k->indices + ((size_t)1 << k->log2_index_bytes));
}
/* Instances with a managed dict: two words in front of the GcHead. */
typedef struct ManagedDict {
  DictValues *values; /* inline values while no dict object exists */
  Object *dict;       /* the dict object once someone asked for it */
} ManagedDict;
static inline ManagedDict *managed_dict(const Object *o) {
  return (ManagedDict *)((uintptr_t)o - sizeof(GcHead) - sizeof(ManagedDict));
}
DictKeys *dict_new_shared_keys(void);         /* for a class: type->cached_keys */
void dict_keys_release(DictKeys *k);          /* a dict lets go of its table */
void dict_keys_orphan(void *shared_keys);     /* a dying class lets go of its cached_keys (may be NULL) */
int instance_values_init(Object *o);          /* for what object.__new__ makes of TYPE_MANAGED_DICT types */
Object *instance_values_get(Ref o, Ref name); /* borrowed or NULL, no exception */
int instance_values_set(Ref o, Ref name,
                        Ref value); /* value NULL deletes; may turn the values into a dict; 0, -1 */
Own instance_dict(Ref o) MUST_USE;  /* o.__dict__ of a managed-dict instance */
int instance_dict_make(Object *o);  /* the dict for its first attribute, when there is no row of values */
void instance_dict_free(Object *o);
void instance_dict_visit(Object *o,
                         Visitor *v); /* EDGE_ATTRIBUTE edges, or the dict as EDGE_FIELD "__dict__" */
void dict_visit(Object *o, Visitor *v);
void instance_dict_clear(Object *o);           /* for the collector: lets go of all attributes */
int instance_dict_assign(Object *o, Ref dict); /* o.__dict__ = dict */
/* The names of a shared keys table are counted references: its class reports them (its traverse calls
 * dict_keys_visit(type->cached_keys)), and once the class is gone the roots do (dict_visit_orphans). */
void dict_keys_visit(void *shared_keys, Visitor *v);
void dict_visit_orphans(Visitor *v);
void dict_untrack_if_atomic(Object *o); /* for the collector */
void dict_free_list_clear(void);
#endif
