/* Built-in types: from a TypeSpec row to a type object.
 *
 * The start has two phases. type_begin gives each static type its sizes, flags and slots, so that objects of
 * it can be made; type_ready_from_spec then makes its dict, bases, MRO and descriptors, which are such
 * objects.
 */
#include <stdio.h>

#include "object/dictkeys.h"
#include "object/err.h"
#include "object/exceptions.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

#define TYPE_ROW(id, spec) extern const TypeSpec spec;
#include "object/types.def"
#undef TYPE_ROW
const TypeSpec *const type_specs[T_BaseException] = {
#define TYPE_ROW(id, spec) &spec,
#include "object/types.def"
#undef TYPE_ROW
};

Type *type_of_spec(const TypeSpec *spec) {
  for (int i = 0; i < TYPE_COUNT; i++)
    if (RT->types[i].spec == spec) return &RT->types[i];
  return NULL;
}

/* ---- phase one ---- */

static bool compares_or_hashes(const Slots *s) { return s->richcompare || s->hash; }

void type_inherit_slots(Type *t, const Type *from) {
  Slots *to = &t->slots;
  const Slots *base = &from->slots;
  bool own_equality = compares_or_hashes(to); /* equality and hash are inherited together or not at all */
  CompareFn compare = to->richcompare;
  HashFn hash = to->hash;
#define SLOT(field, type, dunder, reflected, kind)                                                           \
  if (!to->field) to->field = base->field;
#include "heap/slots.def"
#undef SLOT
  if (own_equality) {
    to->richcompare = compare;
    to->hash = hash;
    if (!to->richcompare) to->richcompare = base->richcompare;
    if (!to->hash) to->hash = hash_not_implemented;
  }
}

enum {
  INHERITED_FLAGS = TYPE_GC | TYPE_MATCH_SELF | TYPE_SEQUENCE | TYPE_MAPPING | TYPE_SUB_INT | TYPE_SUB_LIST |
                    TYPE_SUB_TUPLE | TYPE_SUB_BYTES | TYPE_SUB_STR | TYPE_SUB_DICT | TYPE_SUB_EXC
};

void type_begin(Type *t, const TypeSpec *spec, Type *base) {
  t->head.ob.refcnt = 1;
  t->head.ob.type = T(TYPE);
  t->name = spec->name;
  t->spec = spec;
  t->base = base;
  t->flags = spec->flags | TYPE_IMMUTABLE;
  t->basic_size = spec->basic_size;
  t->item_size = spec->item_size;
  t->weaklist_offset = (int32_t)spec->weaklist_offset;
  t->dict_offset = (int32_t)spec->dict_offset;
  t->slots = spec->slots;
  bool fields = spec->fields != NULL;
  if (!base) { /* object */
    if (!t->slots.dealloc) t->slots.dealloc = object_default_dealloc;
    return;
  }
  t->flags |= base->flags & ((uint32_t)INHERITED_FLAGS | TYPE_SUB_TYPE);
  if (!t->basic_size) t->basic_size = base->basic_size;
  if (!t->item_size) t->item_size = base->item_size;
  if (!t->weaklist_offset) t->weaklist_offset = base->weaklist_offset;
  if (!t->dict_offset) t->dict_offset = base->dict_offset;
  if (fields && !t->slots.traverse &&
      (!base->slots.traverse || base->slots.traverse == object_default_traverse))
    t->slots.traverse = object_default_traverse;
  if (fields && !t->slots.clear && TYPE_HAS(t, TYPE_GC) &&
      (!base->slots.clear || base->slots.clear == object_default_clear))
    t->slots.clear = object_default_clear;
  /* A type of its own right under object without a constructor cannot be made by calling it. */
  if (base == T(OBJECT) && !spec->slots.new_) t->flags |= TYPE_NO_NEW;
  type_inherit_slots(t, base);
  if (TYPE_HAS(t, TYPE_NO_NEW)) t->slots.new_ = NULL;
}

/* ---- phase two ---- */

static int add(Type *t, Object *name, Object *descr) {
  if (!descr) return -1;
  int result = dict_set(t->dict, name, descr);
  DECREF(descr);
  return result;
}

static int add_text(Type *t, const char *name, Object *descr) {
  HOLD(held, descr, "a type being made");
  HOLD(key, str_intern(name), "a type being made");
  if (!key.obj) return -1;
  return dict_get(t->dict, key.obj) ? 0 : add(t, key.obj, hold_take(&held));
}

static int add_method(Type *t, const MethodSpec *m) {
  const NativeDef *def = native_def(m);
  if (!def) return -1;
  const char *name = native_def_name(def);
  HOLD(key, str_intern(name), "a type being made");
  if (!key.obj) return -1;
  if (!(m->flags & METHOD_COEXIST) && dict_get(t->dict, key.obj)) return 0;
  if (!(m->flags & METHOD_STATIC)) return add(t, key.obj, method_descriptor_new(t, def));
  HOLD(f, builtin_new(def, (Object *)t, NULL), "a type being made");
  return add(t, key.obj, f.obj ? staticmethod_new(f.obj) : NULL);
}

int type_fill_dict(Type *t, const TypeSpec *spec) {
  if (spec->slots.new_ && !TYPE_HAS(t, TYPE_NO_NEW) && add(t, N(__new__), native_new_function(t)) < 0)
    return -1;
  Slots own = spec->slots;
  if (t->base == T(OBJECT) && !(spec->flags & TYPE_SHARES_GETATTR) && !own.getattro)
    own.getattro = object_generic_getattr;
  if (t->base && t->base->slots.finalize) own.finalize = NULL; /* __del__ is the base's */
  if (type_add_slot_wrappers(t, &own) < 0) return -1;
  for (const MethodSpec *m = spec->methods; m && m->signature; m++)
    if (add_method(t, m) < 0) return -1;
  for (const FieldSpec *f = spec->fields; f && f->kind != FIELD_END; f++) {
    if (!(f->flags & FIELD_MEMBER)) continue;
    MemberSpec *m = mem_alloc(sizeof *m);
    if (!m) return -1;
    *m = (MemberSpec){f->name, f->kind, f->offset, f->flags, NULL, NULL};
    if (add_text(t, f->name, member_descriptor_new(t, m, NULL)) < 0) return -1;
  }
  for (const GetSetSpec *g = spec->members; g && g->name; g++) {
    MemberSpec *m = mem_alloc(sizeof *m);
    if (!m) return -1;
    *m = (MemberSpec){g->name, FIELD_COMPUTED, 0, g->set ? FIELD_WRITABLE : 0, g->doc, g};
    if (add_text(t, g->name, member_descriptor_new(t, m, NULL)) < 0) return -1;
  }
  for (const GetSetSpec *g = spec->getset; g && g->name; g++)
    if (add_text(t, g->name, getset_descriptor_new(t, g)) < 0) return -1;
  if (!dict_get(t->dict, N(__doc__)) && add(t, N(__doc__), doc_without_signature(spec->name, spec->doc)) < 0)
    return -1;
  /* Equality of its own without a hash: not hashable. */
  if (t->slots.hash == hash_not_implemented && !dict_get(t->dict, N(__hash__)) && !spec->slots.hash &&
      spec->slots.richcompare && dict_set(t->dict, N(__hash__), NONE) < 0)
    return -1;
  return 0;
}

static Object *bases_of(Type *t) {
  if (!t->base) return NEWREF(RT->empty_tuple);
  if (t == T(ExceptionGroup)) return tuple_pack(2, (Object *)t->base, (Object *)T(Exception));
  return tuple_pack(1, (Object *)t->base);
}

static int make_ready(Type *t, const TypeSpec *spec) {
  if (t->base) INCREF(t->base);
  t->dict = dict_new();
  t->bases = bases_of(t);
  if (!t->dict || !t->bases) return -1;
  t->mro = mro_compute(t);
  if (!t->mro || type_fill_dict(t, spec) < 0) return -1;
  for (ssize_t i = 0; i < tuple_size(t->bases); i++)
    if (type_add_subclass((Type *)tuple_item(t->bases, i), t) < 0) return -1;
  t->flags |= TYPE_READY;
  return 0;
}

bool type_ready_from_spec(Type *t, const TypeSpec *spec) {
  if (make_ready(t, spec) < 0) return false;
  if (t == T(ExceptionGroup) && dict_set(t->dict, N(__module__), N(builtins)) < 0) return false;
  return true;
}

Own type_from_spec(const TypeSpec *spec, Ref module) {
  Type *base = spec->base ? type_of_spec(spec->base) : T(OBJECT);
  if (!base) { /* derives from another type of a module: it must have been made before */
    for (int i = 0; i < RT->spec_type_count && !base; i++)
      if (((Type *)RT->spec_types[i])->spec == spec->base) base = (Type *)RT->spec_types[i];
    if (!base) return err_format(T(SystemError), "the base of %s is not ready", spec->name);
  }
  Type *t = (Type *)object_new(T(TYPE), 0);
  if (!t) return NULL;
  type_begin(t, spec, base);
  t->flags |= TYPE_HEAP;
  t->module = XNEWREF(module);
  HOLD(made, t, "a type being made");
  if (make_ready(t, spec) < 0) return NULL;
  if (type_keeps_name(t)) {
    HOLD(where, type_module((Object *)t), "a type being made");
    t->qualname = str_from_ascii(type_short_name(t), -1); /* its __name__ too, an own str */
    if (!t->qualname || !where.obj || dict_set(t->dict, N(__module__), where.obj) < 0) return NULL;
  }
  gc_track((Object *)t);
  if (RT->spec_type_count < (int)ARRAY_LEN(RT->spec_types))
    RT->spec_types[RT->spec_type_count++] = NEWREF((Object *)t);
  return hold_take(&made);
}

/* ---- life of type objects that classes and modules make ---- */

static void type_dealloc(Object *self) {
  Type *t = (Type *)self;
  gc_untrack(self);
  if (t->bases)
    for (ssize_t i = 0; i < tuple_size(t->bases); i++)
      type_remove_subclass((Type *)tuple_item(t->bases, i), t);
  object_clear_weakrefs(self);
  CLEAR(t->base);
  CLEAR(t->dict);
  CLEAR(t->bases);
  CLEAR(t->mro);
  CLEAR(t->subclasses);
  CLEAR(t->module);
  CLEAR(t->slot_names);
  CLEAR(t->qualname);
  CLEAR(t->name_obj);
  if (t->cached_keys) {
    dict_keys_orphan(t->cached_keys);
    t->cached_keys = NULL;
  }
  object_free(self);
}

static void type_traverse(Object *self, Visitor *v) {
  Type *t = (Type *)self;
  VISIT(v, t->dict, EDGE_FIELD, "__dict__");
  VISIT(v, t->mro, EDGE_FIELD, "__mro__");
  VISIT(v, t->bases, EDGE_FIELD, "__bases__");
  VISIT(v, t->base, EDGE_FIELD, "__base__");
  VISIT(v, t->module, EDGE_FIELD, "module");
  VISIT(v, t->subclasses, EDGE_ENGINE, "table of subclasses");
  VISIT(v, t->slot_names, EDGE_ENGINE, "names of slots");
  VISIT(v, t->name_obj, EDGE_ENGINE, "name of a class");
  VISIT(v, t->qualname, EDGE_ENGINE, "qualified name of a class");
  if (t->cached_keys) dict_keys_visit(t->cached_keys, v);
}

/* As CPython: the dict and the MRO suffice to break cycles; the names and bases are needed while instances
 * are torn down. */
static void type_clear(Object *self) {
  Type *t = (Type *)self;
  type_modified(t);
  if (t->dict) dict_clear(t->dict);
  CLEAR(t->module);
  CLEAR(t->mro);
}

static size_t type_size(Object *self) {
  const Type *t = (const Type *)self;
  if (!TYPE_HAS(t, TYPE_HEAP) || (TYPE_HAS(t, TYPE_IMMUTABLE) && !type_keeps_name(t))) return 408;
  size_t keys = t->cached_keys ? keys_bytes(t->cached_keys) : 0;
  return TYPE(self)->basic_size + keys;
}

static Object *type_or(Object *a, Object *b) { return union_or(a, b); }

#define TYPE_MEMBER(field, name, kind) FIELD(Type, field, name, kind, FIELD_MEMBER)
static const FieldSpec type_fields[] = {
    TYPE_MEMBER(basic_size, "__basicsize__", FIELD_INT),
    TYPE_MEMBER(item_size, "__itemsize__", FIELD_INT),
    TYPE_MEMBER(weaklist_offset, "__weakrefoffset__", FIELD_INT),
    TYPE_MEMBER(base, "__base__", FIELD_OWN),
    TYPE_MEMBER(dict_offset, "__dictoffset__", FIELD_INT),
    TYPE_MEMBER(mro, "__mro__", FIELD_OWN),
    {0},
};
const TypeSpec type_spec = {
    .name = "type",
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .basic_size = 904,
    .item_size = 40,
    .flags = TYPE_GC | TYPE_BASE | TYPE_SUB_TYPE | TYPE_VECTORCALL,
    .weaklist_offset = offsetof(Type, weaklist),
    .dict_offset = offsetof(Type, dict),
    .fields = type_fields,
    .methods = type_methods,
    .members = type_members,
    .getset = type_getset,
    .slots = {.dealloc = type_dealloc,
              .traverse = type_traverse,
              .clear = type_clear,
              .size_of = type_size,
              .repr = type_repr,
              .call = type_call,
              .getattro = type_getattro,
              .setattro = type_setattro,
              .new_ = type_new_,
              .init = type_init_,
              .or_ = type_or},
};
_Static_assert(sizeof(Type) <= 904, "a class fits the size CPython gives it");
