/* functools._lru_cache_wrapper.
 *
 * Invariants
 * - cache maps keys to results (maxsize < 0) or to links (maxsize > 0); the dict owns the links, the ring
 * around root only orders them, the least recently used first.
 * - A link in the ring holds its key and its result; the wrapper's traverse reports both, since a link is not
 * known to the collector.
 */
#include "modules/functools_parts.h"
#include "object/dictkeys.h"
#include "object/function.h"
#include "object/type.h"

typedef struct Link {
  Object ob;
  struct Link *prev, *next;
  Hash hash;
  Object *key, *result;
} Link;
typedef struct LruCache {
  Link root; /* its ob is the object's; its hash counts changes of the ring: what the wrapper holds changes
                with it, and the audit looks for changed words of its block */
  VectorFn spare;
  int typed;
  Object *cache;
  ssize_t hits;
  Object *function;
  ssize_t maxsize; /* -1: unbounded */
  ssize_t misses;
  Object *mark;    /* stands between positional and keyword arguments in keys */
  Type *link_type; /* borrowed */
  Object *info_type, *dict, *weaklist;
} LruCache;
#define LRU(o)       ((LruCache *)(o))
#define METHOD(name) static Object *name(Object *self, Object *const *args, ssize_t nargs)
#define UNUSED_ARGS  (void)args, (void)nargs
static const TypeSpec link_spec;

static void unlink_link(Link *l) {
  l->prev->next = l->next;
  l->next->prev = l->prev;
}

static void link_dealloc(Object *self) {
  Link *l = (Link *)self;
  HOLD(result, l->result, "lru_cache");
  l->result = NULL;
  if (l->prev) unlink_link(l);
  CLEAR(l->key);
  object_free(self);
}
static const TypeSpec link_spec = {
    .name = "functools._lru_list_elem",
    .basic_size = sizeof(Link),
    .flags = TYPE_NO_NEW,
    .slots = {.dealloc = link_dealloc},
};
static void append_link(LruCache *c, Link *l) {
  Link *last = c->root.prev;
  c->root.hash++;
  last->next = c->root.prev = l;
  l->prev = last;
  l->next = &c->root;
}

/* The key for a call: the only argument itself when it is an exact str or int, else a tuple. */
static Own make_key(LruCache *c, Ref arguments, Object *const *values, Ref kwnames) {
  ssize_t n = tuple_size(arguments), nkw = kwnames ? tuple_size(kwnames) : 0;
  if (!c->typed && !nkw) {
    if (n == 1) {
      Object *only = tuple_item(arguments, 0);
      if (IS_EXACT(only, STR) || IS_EXACT(only, INT)) return NEWREF(only);
    }
    return NEWREF(arguments);
  }
  ssize_t size = n + (nkw ? 1 + 2 * nkw : 0) + (c->typed ? n + nkw : 0), at = 0;
  Object *key = tuple_new(size);
  if (!key || !size) return key;
  Object **items = ((Tuple *)key)->items;
  for (ssize_t i = 0; i < n; i++) items[at++] = NEWREF(tuple_item(arguments, i));
  if (nkw) {
    items[at++] = NEWREF(c->mark);
    for (ssize_t i = 0; i < nkw; i++) {
      items[at++] = NEWREF(tuple_item(kwnames, i));
      items[at++] = NEWREF(values[i]);
    }
  }
  if (c->typed) {
    for (ssize_t i = 0; i < n; i++) items[at++] = NEWREF((Object *)TYPE(tuple_item(arguments, i)));
    for (ssize_t i = 0; i < nkw; i++) items[at++] = NEWREF((Object *)TYPE(values[i]));
  }
  return key;
}

/* Puts key -> result into a bounded cache after a miss. 0 or -1. */
static int remember(LruCache *c, Object *key, Hash hash, Object *result) {
  if (dict_get_known_hash(c->cache, key, hash)) return 0; /* the call itself added it */
  if (err_occurred()) return -1;
  if (DICT(c->cache)->used < c->maxsize || c->root.next == &c->root) {
    Link *l = (Link *)object_new(c->link_type, 0);
    if (!l) return -1;
    l->hash = hash;
    l->key = NEWREF(key);
    l->result = NEWREF(result);
    append_link(c, l);
    if (dict_insert(DICT(c->cache), key, hash, (Object *)l) < 0) { return -1; }
    return 0;
  }
  /* Full: the oldest link is used again. */
  Link *l = c->root.next;
  HOLD(link, NEWREF((Object *)l), "lru_cache");
  HOLD(old_key, l->key, "lru_cache");
  HOLD(old_result, l->result, "lru_cache");
  unlink_link(l);
  c->root.hash++;
  l->key = l->result = NULL;
  HOLD(popped, dict_pop_known_hash(c->cache, old_key.obj, l->hash, NONE), "lru_cache");
  if (!popped.obj) return -1;
  if (popped.obj == NONE) return 0; /* somebody else removed it meanwhile */
  l->hash = hash;
  l->key = NEWREF(key);
  l->result = NEWREF(result);
  append_link(c, l);
  if (dict_insert(DICT(c->cache), key, hash, hold_take(&link)) < 0) return -1;
  return 0;
}

static Object *cached_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  LruCache *c = LRU(self);
  ssize_t nkw = kwnames ? tuple_size(kwnames) : 0;
  HOLD(arguments, tuple_from_array(args, nargs), "lru_cache");
  HOLD(keywords, nkw ? dict_from_items(((Tuple *)kwnames)->items, 1, args + nargs, 1, nkw) : NULL,
       "lru_cache");
  if (!arguments.obj || (nkw && !keywords.obj)) return NULL;
  if (c->maxsize == 0) {
    c->misses++;
    return hold_return(object_call_tuple(c->function, arguments.obj, keywords.obj), &keywords, &arguments);
  }
  HOLD(key, make_key(c, arguments.obj, args + nargs, kwnames), "lru_cache");
  if (!key.obj) return NULL;
  Hash hash = key_hash(key.obj);
  if (hash == -1) return NULL;
  Object *found = dict_get_known_hash(c->cache, key.obj, hash);
  if (found) {
    c->hits++;
    if (c->maxsize < 0) return hold_return(NEWREF(found), &key, &keywords, &arguments);
    unlink_link((Link *)found);
    append_link(c, (Link *)found);
    return hold_return(NEWREF(((Link *)found)->result), &key, &keywords, &arguments);
  }
  if (err_occurred()) return NULL;
  c->misses++;
  HOLD(result, object_call_tuple(c->function, arguments.obj, keywords.obj), "lru_cache");
  if (!result.obj) return NULL;
  if (c->maxsize < 0 ? dict_insert(DICT(c->cache), key.obj, hash, NEWREF(result.obj)) < 0
                     : remember(c, key.obj, hash, result.obj) < 0)
    return NULL;
  return hold_return(hold_take(&result), &key, &keywords, &arguments);
}
static Object *lru_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!recursion_enter(" while calling a Python object")) return NULL;
  Object *r = cached_call(self, args, nargs, kwnames);
  recursion_leave();
  return r;
}

static Object *lru_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {
      "lru_cache", {"user_function", "maxsize", "typed", "cache_info_type"}, 0, 4, 4, 4};
  Object *got[4];
  ssize_t maxsize;
  if (!args_bind(&spec, args, nargs, kwnames, got)) return NULL;
  if (!object_is_callable(got[0])) return err_format(T(TypeError), "the first argument must be callable");
  if (got[1] == NONE) {
    maxsize = -1;
  } else if (number_check_index(got[1])) {
    if (index_argument(got[1], &maxsize) < 0) return NULL;
    if (maxsize < 0) maxsize = 0;
  } else {
    return err_format(T(TypeError), "maxsize should be integer or None");
  }
  int typed = object_is_true(got[2]);
  if (typed < 0) return NULL;
  HOLD(cache, dict_new(), "lru_cache");
  HOLD(mark, cache.obj ? object_call0((Object *)T(OBJECT)) : NULL, "lru_cache");
  if (!mark.obj) return NULL;
  LruCache *c = LRU(object_new(cls, 0));
  if (!c) return NULL;
  c->root.prev = c->root.next = &c->root;
  c->typed = typed;
  c->cache = hold_take(&cache);
  c->function = NEWREF(got[0]);
  c->maxsize = maxsize;
  c->mark = hold_take(&mark);
  c->info_type = NEWREF(got[3]);
  for (int i = 0; i < RT->spec_type_count; i++)
    if (((Type *)RT->spec_types[i])->spec == &link_spec) c->link_type = (Type *)RT->spec_types[i];
  gc_track((Object *)c);
  return hold_return((Object *)c, &mark, &cache);
}

/* Takes all links out of the ring; the references they held go to refs (2 each). Returns how many. */
static ssize_t ring_length(const LruCache *c) {
  ssize_t n = 0;
  if (c->root.next)
    for (const Link *l = c->root.next; l != &c->root; l = l->next) n++;
  return n;
}
static void forget_links(LruCache *c) {
  ssize_t n = ring_length(c), at = 0;
  Object **refs = n ? mem_alloc((size_t)n * 2 * sizeof(Object *)) : NULL;
  c->root.hash++;
  if (c->root.next) {
    for (Link *l = c->root.next; l != &c->root;) {
      Link *next = l->next;
      if (refs) {
        refs[at++] = l->key;
        refs[at++] = l->result;
        l->key = l->result = NULL;
      }
      l->prev = l->next = l;
      l = next;
    }
    c->root.next = c->root.prev = &c->root;
  }
  if (refs) { /* accounted for while the links die */
    HOLD(held, NULL, "lru_cache");
    hold_array(&held, refs, at);
    dict_clear(c->cache);
    hold_array(&held, NULL, 0);
  } else
    dict_clear(c->cache);
  if (refs) {
    release_upwards(refs, at, "lru_cache");
    mem_free(refs);
  }
}
static void lru_clear(Object *self) {
  LruCache *c = LRU(self);
  if (c->cache) forget_links(c);
  CLEAR(c->cache);
  CLEAR(c->function);
  CLEAR(c->mark);
  CLEAR(c->info_type);
  CLEAR(c->dict);
}
static void lru_dealloc(Object *self) {
  gc_untrack(self);
  if (LRU(self)->weaklist) object_clear_weakrefs(self);
  lru_clear(self);
  object_free(self);
}
static void lru_visit(Object *self, Visitor *v) {
  LruCache *c = LRU(self);
  if (c->root.next) {
    for (Link *l = c->root.next; l != &c->root; l = l->next) {
      VISIT(v, l->key, EDGE_FIELD, "remembered key");
      VISIT(v, l->result, EDGE_FIELD, "remembered result");
    }
  }
  VISIT(v, c->cache, EDGE_FIELD, "cache");
  VISIT(v, c->function, EDGE_FIELD, "__wrapped__");
  VISIT(v, c->mark, EDGE_FIELD, "keyword mark");
  VISIT(v, c->info_type, EDGE_FIELD, "type of cache_info()");
  VISIT(v, c->dict, EDGE_FIELD, "__dict__");
}

static Object *lru_get(Object *self, Object *o, Object *type) {
  (void)type;
  return !o || o == NONE ? NEWREF(self) : method_new(self, o);
}
METHOD(info_method) {
  UNUSED_ARGS;
  LruCache *c = LRU(self);
  HOLD(hits, int_from_i64(c->hits), "cache_info()");
  HOLD(misses, int_from_i64(c->misses), "cache_info()");
  HOLD(maxsize, c->maxsize == -1 ? NEWREF(NONE) : int_from_i64(c->maxsize), "cache_info()");
  HOLD(size, int_from_i64(DICT(c->cache)->used), "cache_info()");
  if (!hits.obj || !misses.obj || !maxsize.obj || !size.obj) return NULL;
  Object *all[4] = {hits.obj, misses.obj, maxsize.obj, size.obj};
  return hold_return(object_call(c->info_type, all, 4, NULL), &size, &maxsize, &misses, &hits);
}
METHOD(clear_method) {
  UNUSED_ARGS;
  LRU(self)->hits = LRU(self)->misses = 0;
  forget_links(LRU(self));
  RETURN_NONE;
}
METHOD(reduce_method) {
  UNUSED_ARGS;
  return object_getattr(self, N(__qualname__));
}
METHOD(self_method) {
  UNUSED_ARGS;
  return NEWREF(self);
}
static const FieldSpec lru_fields[] = {FIELD(LruCache, weaklist, "weak references", FIELD_WEAKLIST, 0), {0}};
static const GetSetSpec lru_getset[] = {{"__dict__", object_get_dict, object_set_dict, NULL}, {0}};
static const MethodSpec lru_methods[] = {
    {"cache_info(self, /)", info_method, 0, "Report cache statistics"},
    {"cache_clear(self, /)", clear_method, 0, "Clear the cache and cache statistics"},
    {"__reduce__(self, /)", reduce_method, 0, NULL},
    {"__copy__(self, /)", self_method, 0, NULL},
    {"__deepcopy__(self, memo, /)", self_method, 0, NULL},
    {0}};
static const TypeSpec lru_spec = {
    .name = "functools._lru_cache_wrapper",
    .doc = "Create a cached callable that wraps another function.",
    .basic_size = sizeof(LruCache),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC | TYPE_BASE | TYPE_METHOD_DESCR,
    .weaklist_offset = offsetof(LruCache, weaklist),
    .dict_offset = offsetof(LruCache, dict),
    .fields = lru_fields,
    .methods = lru_methods,
    .getset = lru_getset,
    .slots = {.dealloc = lru_dealloc,
              .traverse = lru_visit,
              .clear = lru_clear,
              .new_ = lru_new,
              .call = lru_call,
              .descr_get = lru_get},
};

int functools_add_lru_cache(Ref module) {
  if (module_add_steal(module, "_lru_cache_wrapper", type_from_spec(&lru_spec, module)) < 0) return -1;
  return module_add_steal(module, "_lru_list_elem", type_from_spec(&link_spec, module));
}
