/* mappingproxy: a read-only view of a mapping, as type.__dict__ gives. */
#include "object/dictview.h"
#include "object/support.h"

typedef struct MappingProxy {
  Object ob;
  Object *mapping; /* owned */
} MappingProxy;
#define MAPPING(o) (((MappingProxy *)(o))->mapping)

Own mapping_proxy_new(Ref mapping) {
  MappingProxy *p = (MappingProxy *)object_new(T(MAPPING_PROXY), 0);
  if (!p) return NULL;
  p->mapping = NEWREF(mapping);
  gc_track((Object *)p);
  return (Own)p;
}

static Object *proxy_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"mappingproxy", {"mapping"}, 0, 1, 1, 1};
  Object *mapping;
  (void)cls;
  if (!args_bind(&spec, args, nargs, kwnames, &mapping)) return NULL;
  if (!mapping_check(mapping) || IS_SUB(mapping, LIST) || IS_SUB(mapping, TUPLE))
    return err_format(T(TypeError), "mappingproxy() argument must be a mapping, not %T", mapping);
  return mapping_proxy_new(mapping);
}

static ssize_t proxy_length(Object *self) { return object_length(MAPPING(self)); }
static Object *proxy_getitem(Object *self, Object *key) { return object_getitem(MAPPING(self), key); }
static int proxy_contains(Object *self, Object *key) {
  if (IS_EXACT(MAPPING(self), DICT)) return dict_contains(MAPPING(self), key);
  return sequence_contains(MAPPING(self), key);
}
static Object *proxy_iter(Object *self) { return object_iter(MAPPING(self)); }
static Object *proxy_repr(Object *self) { return str_format("mappingproxy(%R)", MAPPING(self)); }
static Object *proxy_str(Object *self) { return object_str(MAPPING(self)); }
static Object *proxy_richcompare(Object *self, Object *other, int op) {
  return object_compare(MAPPING(self), other, op);
}
static Object *proxy_or(Object *a, Object *b) {
  if (IS_EXACT(a, MAPPING_PROXY)) a = MAPPING(a);
  if (IS_EXACT(b, MAPPING_PROXY)) b = MAPPING(b);
  return number_binary(a, b, NB_OR);
}
static Object *proxy_inplace_or(Object *self, Object *other) {
  (void)other;
  return err_format(T(TypeError), "'|=' is not supported by %T; use '|' instead", self);
}

static Object *call_mapping(Object *self, const char *name, Object *const *args, ssize_t nargs) {
  HOLD(method, str_intern(name), "mappingproxy");
  return hold_return(method.obj ? object_call_method(MAPPING(self), method.obj, args, nargs) : NULL, &method);
}
static Object *get_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Object *both[2] = {args[0], args[1] ? args[1] : NONE};
  return call_mapping(self, "get", both, 2);
}
#define FORWARD(name, text)                                                                                  \
  static Object *name(Object *self, Object *const *args, ssize_t nargs) {                                    \
    (void)nargs;                                                                                             \
    return call_mapping(self, text, args, 0);                                                                \
  }
FORWARD(keys_method, "keys")
FORWARD(values_method, "values")
FORWARD(items_method, "items")
FORWARD(copy_method, "copy")
FORWARD(reversed_method, "__reversed__")

static const FieldSpec proxy_fields[] = {FIELD(MappingProxy, mapping, "mapping", FIELD_OWN, 0), {0}};
static const MethodSpec proxy_methods[] = {
    {"get(self, key, default=None, /)", get_method, 0,
     "Return the value for key if key is in the mapping, else default."},
    {"keys(self, /)", keys_method, 0, "a set-like object providing a view on D's keys"},
    {"values(self, /)", values_method, 0, "an object providing a view on D's values"},
    {"items(self, /)", items_method, 0, "a set-like object providing a view on D's items"},
    {"copy(self, /)", copy_method, 0, "a shallow copy of D"},
    {"__reversed__(self, /)", reversed_method, 0, "D.__reversed__() -> reverse iterator"},
    CLASS_GETITEM_ROW,
    {0}};
const TypeSpec mappingproxy_spec = {
    .name = "mappingproxy",
    .basic_size = sizeof(MappingProxy),
    .flags = TYPE_GC | TYPE_MAPPING,
    .fields = proxy_fields,
    .methods = proxy_methods,
    .slots = {.new_ = proxy_new_slot,
              .repr = proxy_repr,
              .str = proxy_str,
              .richcompare = proxy_richcompare,
              .iter = proxy_iter,
              .or_ = proxy_or,
              .inplace_or = proxy_inplace_or,
              .mp_length = proxy_length,
              .mp_subscript = proxy_getitem,
              .sq_length = proxy_length,
              .sq_contains = proxy_contains},
};
