/* Making classes: what type.__new__ does. Layout as CPython 3.11's: the base's body, then the __slots__
 * members sorted by name, then a dict pointer at the end for bases of variable size, then the list of weak
 * references; other dicts are managed, in front of the object. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

/* ---- metaclass, base, layout ---- */

Type *type_calculate_metaclass(Type *meta, Ref bases) {
  Type *winner = meta;
  for (ssize_t i = 0; i < tuple_size(bases); i++) {
    Type *t = TYPE(tuple_item(bases, i));
    if (type_is_subtype(winner, t)) continue;
    if (type_is_subtype(t, winner)) {
      winner = t;
      continue;
    }
    err_format(T(TypeError), "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                             "subclass of the metaclasses of all its bases");
    return NULL;
  }
  return winner;
}

/* Does t add something to the body of its base that instances of both could not share? */
static bool adds_to_layout(const Type *t, const Type *base) {
  size_t size = t->basic_size;
  if (t->item_size || base->item_size) return size != base->basic_size || t->item_size != base->item_size;
  if (TYPE_HAS(t, TYPE_HEAP) && t->weaklist_offset && !base->weaklist_offset &&
      (size_t)t->weaklist_offset + sizeof(Object *) == size)
    size -= sizeof(Object *);
  return size != base->basic_size;
}

const Type *type_solid_base(const Type *t) {
  for (; t->base; t = t->base)
    if (adds_to_layout(t, t->base)) return t;
  return t;
}

Type *type_best_base(Ref bases) {
  Type *best = NULL;
  const Type *winner = NULL;
  for (ssize_t i = 0; i < tuple_size(bases); i++) {
    Object *b = tuple_item(bases, i);
    if (!IS_SUB(b, TYPE)) {
      err_format(T(TypeError), "bases must be types");
      return NULL;
    }
    Type *t = (Type *)b;
    if (!TYPE_HAS(t, TYPE_BASE)) {
      err_format(T(TypeError), "type '%N' is not an acceptable base type", t);
      return NULL;
    }
    const Type *candidate = type_solid_base(t);
    if (!winner || type_is_subtype(candidate, winner)) {
      if (!winner || candidate != winner) best = t;
      winner = candidate;
    } else if (!type_is_subtype(winner, candidate)) {
      err_format(T(TypeError), "multiple bases have instance lay-out conflict");
      return NULL;
    }
  }
  return best;
}

static bool same_slots_added(const Type *a, const Type *b) {
  if (a->base != b->base) return false;
  ssize_t n = (ssize_t)a->basic_size, base = (ssize_t)a->base->basic_size;
  if (a->basic_size != b->basic_size || a->item_size != b->item_size || a->dict_offset != b->dict_offset ||
      a->weaklist_offset != b->weaklist_offset || n < base)
    return false;
  Object *x = a->slot_names, *y = b->slot_names;
  ssize_t count = x ? tuple_size(x) : 0;
  if ((y ? tuple_size(y) : 0) != count) return false;
  if (count)
    for (ssize_t i = 0; i < tuple_size(x); i++)
      if (!str_equal(tuple_item(x, i), tuple_item(y, i))) return false;
  return true;
}

static bool same_body(const Type *a, const Type *b) {
  return a->basic_size == b->basic_size && a->item_size == b->item_size && a->dict_offset == b->dict_offset &&
         a->weaklist_offset == b->weaklist_offset && TYPE_HAS(a, TYPE_GC) == TYPE_HAS(b, TYPE_GC);
}

bool type_compatible_for_assignment(Type *from, Type *to, const char *attribute) {
  if (TYPE_HAS(from, TYPE_GC) != TYPE_HAS(to, TYPE_GC)) {
    err_format(T(TypeError), "%s assignment: '%N' deallocator differs from '%N'", attribute, to, from);
    return false;
  }
  Type *x = to, *y = from;
  while (x->base && x->base != y->base && same_body(x, x->base) && !x->slot_count) x = x->base;
  while (y->base && x->base != y->base && same_body(y, y->base) && !y->slot_count) y = y->base;
  if (x == y || (x->base == y->base && same_slots_added(x, y))) return true;
  err_format(T(TypeError), "%s assignment: '%N' object layout differs from '%N'", attribute, to, from);
  return false;
}

/* ---- instances ---- */

Own instance_new(Type *cls, ssize_t nitems) {
  Object *o = object_new(cls, nitems);
  if (o && TYPE_HAS(cls, TYPE_GC)) gc_track(o);
  return o;
}
Own instance_new_plain(Type *cls) {
  Object *o = object_new(cls, 0);
  if (UNLIKELY(!o)) return NULL;
  if (TYPE_HAS(cls, TYPE_MANAGED_DICT) && UNLIKELY(instance_values_init(o) < 0)) {
    object_free(o);
    return err_no_memory();
  }
  if (TYPE_HAS(cls, TYPE_GC)) gc_track(o);
  return o;
}

static bool has_arguments(ssize_t nargs, Object *kwnames) {
  return nargs || (kwnames && tuple_size(kwnames));
}

static COLD Object *abstract_instance(Type *cls) {
  HOLD(methods, object_getattr((Object *)cls, N(__abstractmethods__)), "object()");
  HOLD(sorted, methods.obj ? sequence_list(methods.obj) : NULL, "object()");
  if (!sorted.obj || list_sort(sorted.obj, NULL, false) < 0) return NULL;
  HOLD(comma, str_from_ascii(", ", 2), "object()");
  HOLD(text, comma.obj ? str_join(comma.obj, sorted.obj) : NULL, "object()");
  if (!text.obj) return NULL;
  return err_format(T(TypeError), "Can't instantiate abstract class %N with abstract method%s %U", cls,
                    VARSIZE(sorted.obj) == 1 ? "" : "s", text.obj);
}

Own object_new_(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args;
  if (UNLIKELY(has_arguments(nargs, kwnames))) {
    if (cls->slots.new_ != object_new_)
      return err_format(T(TypeError),
                        "object.__new__() takes exactly one argument (the type to instantiate)");
    if (cls->slots.init == object_init_) return err_format(T(TypeError), "%N() takes no arguments", cls);
  }
  if (UNLIKELY(TYPE_HAS(cls, TYPE_ABSTRACT))) return abstract_instance(cls);
  return instance_new_plain(cls);
}

int object_init_(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args;
  if (LIKELY(!has_arguments(nargs, kwnames))) return 0;
  Type *t = TYPE(self);
  if (t->slots.init != object_init_) {
    err_format(T(TypeError), "object.__init__() takes exactly one argument (the instance to initialize)");
    return -1;
  }
  if (t->slots.new_ == object_new_) {
    err_format(T(TypeError), "%N.__init__() takes exactly one argument (the instance to initialize)", t);
    return -1;
  }
  return 0;
}

/* The nearest base that is not a class: its slots take care of the part of the body that it knows. */
static Type *builtin_base(Type *t) {
  while (t->slots.dealloc == subtype_dealloc) t = t->base;
  return t;
}

static Object **slot_members(const Type *t, Object *o) {
  return (Object **)(void *)((char *)o + t->slot_offset);
}

/* The dict pointer that this class itself added behind a body of variable size, or NULL. */
static Object **tail_dict(const Type *t, Object *o) {
  if (TYPE_HAS(t, TYPE_MANAGED_DICT) || t->dict_offset >= 0) return NULL;
  return object_dict_pointer(o);
}

static void clear_slot_members(Type *t, Object *o, const Type *stop) {
  for (; t != stop; t = t->base) {
    Object **m = slot_members(t, o);
    for (uint32_t i = 0; i < t->slot_count; i++) CLEAR(m[i]);
  }
}

void subtype_dealloc(Object *o) {
  Type *t = TYPE(o), *base = builtin_base(t);
  if (t->slots.finalize && object_finalize_from_dealloc(o)) return;
  t = TYPE(o);
  gc_untrack(o);
  if (t->weaklist_offset && !base->weaklist_offset) {
    if (*(Object **)(void *)((char *)o + t->weaklist_offset)) object_clear_weakrefs(o);
  }
  clear_slot_members(t, o, base);
  if (TYPE_HAS(t, TYPE_MANAGED_DICT))
    instance_dict_free(o);
  else {
    Object **dict = tail_dict(t, o);
    if (dict) CLEAR(*dict);
  }
  base->slots.dealloc(o);
}

void subtype_traverse(Object *o, Visitor *v) {
  Type *t = TYPE(o), *base = builtin_base(t);
  for (Type *c = t; c != base; c = c->base) {
    Object **m = slot_members(c, o);
    for (uint32_t i = 0; i < c->slot_count; i++)
      VISIT(v, m[i], EDGE_SLOT, str_utf8(tuple_item(c->slot_names, (ssize_t)i), NULL));
  }
  if (TYPE_HAS(t, TYPE_MANAGED_DICT))
    instance_dict_visit(o, v);
  else {
    Object **dict = tail_dict(t, o);
    if (dict) VISIT(v, *dict, EDGE_FIELD, "__dict__");
  }
  if (base->slots.traverse) base->slots.traverse(o, v);
}

void subtype_clear(Object *o) {
  Type *t = TYPE(o), *base = builtin_base(t);
  clear_slot_members(t, o, base);
  if (TYPE_HAS(t, TYPE_MANAGED_DICT))
    instance_dict_clear(o);
  else {
    Object **dict = tail_dict(t, o);
    if (dict) CLEAR(*dict);
  }
  if (base->slots.clear) base->slots.clear(o);
}

/* ---- the attributes every class gets: __dict__ and __weakref__ of its instances ---- */

static Object *get_weakref(Object *o) {
  int32_t offset = TYPE(o)->weaklist_offset;
  if (!offset) return err_format(T(AttributeError), "This object has no __weakref__");
  Object *head = *(Object **)(void *)((char *)o + offset);
  return NEWREF(head ? head : NONE);
}
/* The __dict__ descriptor of a built-in base with a dict of its own (type, module, the exceptions), or NULL:
 * it decides then. */
static Object *dict_of_builtin_base(Object *o) {
  Type *t = TYPE(o);
  for (; t->base; t = t->base)
    if (t->dict_offset && (!TYPE_HAS(t, TYPE_HEAP) || TYPE_HAS(t, TYPE_IMMUTABLE))) break;
  return t->base ? type_lookup(t, N(__dict__)) : NULL;
}
static COLD int wrong_dict_descriptor(Object *o) {
  err_format(T(TypeError), "this __dict__ descriptor does not support '%T' objects", o);
  return -1;
}
static Object *get_instance_dict(Object *o) {
  Object *descr = dict_of_builtin_base(o);
  if (!descr) return object_get_dict(o);
  DescrGetFn get = TYPE(descr)->slots.descr_get;
  if (get && descr_is_data(descr)) return get(descr, o, (Object *)TYPE(o));
  wrong_dict_descriptor(o);
  return NULL;
}
static int set_instance_dict(Object *o, Object *value) {
  Object *descr = dict_of_builtin_base(o);
  if (!descr) return object_set_dict(o, value);
  return descr_is_data(descr) ? TYPE(descr)->slots.descr_set(descr, o, value) : wrong_dict_descriptor(o);
}

static const GetSetSpec dict_getset = {"__dict__", get_instance_dict, set_instance_dict,
                                       "dictionary for instance variables (if defined)"};
static const GetSetSpec weakref_getset = {"__weakref__", get_weakref, NULL,
                                          "list of weak references to the object (if defined)"};

static int add_getset(Type *t, const GetSetSpec *spec, Object *name) {
  if (dict_get(t->dict, name)) return 0;
  Object *d = getset_descriptor_new(t, spec);
  if (!d) return -1;
  int result = dict_set(t->dict, name, d);
  DECREF(d);
  return result;
}

/* ---- __slots__ ---- */

typedef struct ClassPlan { /* what is known while the class is being made */
  Type *meta, *base;
  Object *name, *bases, *dict; /* borrowed, but dict: owned by the caller's hold */
  Object *slots;               /* list of member names, sorted, or NULL */
  bool may_dict, may_weak, add_dict, add_weak;
} ClassPlan;

/* `__x` becomes `_Class__x`, as in the code of the class. */
static Own mangle(Ref class_name, Ref name) {
  ssize_t n = str_length(name), m = str_length(class_name), start = 0;
  if (n < 2 || str_char((Str *)name, 0) != '_' || str_char((Str *)name, 1) != '_') return NEWREF(name);
  if (n >= 4 && str_char((Str *)name, n - 1) == '_' && str_char((Str *)name, n - 2) == '_')
    return NEWREF(name);
  for (ssize_t i = 0; i < n; i++)
    if (str_char((Str *)name, i) == '.') return NEWREF(name);
  while (start < m && str_char((Str *)class_name, start) == '_') start++;
  if (start == m) return NEWREF(name);
  Object *stem = str_substring(class_name, start, m);
  if (!stem) return NULL;
  Object *result = str_format("_%U%U", stem, name);
  DECREF(stem);
  return result;
}

/* The names in the order of the members, also to `owner`. */
static int take_slots(ClassPlan *p, Object *slots, Hold *owner) {
  HOLD(names, IS_SUB(slots, STR) ? tuple_pack(1, slots) : sequence_tuple(slots), "__slots__");
  if (!names.obj) return -1;
  ssize_t n = tuple_size(names.obj);
  if (n > 0 && p->base->item_size) {
    err_format(T(TypeError), "nonempty __slots__ not supported for subtype of '%N'", p->base);
    return -1;
  }
  HOLD(list, list_new(0), "__slots__");
  if (!list.obj) return -1;
  for (ssize_t i = 0; i < n; i++) {
    Object *s = tuple_item(names.obj, i);
    if (!IS_SUB(s, STR)) {
      err_format(T(TypeError), "__slots__ items must be strings, not '%T'", s);
      return -1;
    }
    if (!str_is_identifier(s)) {
      err_format(T(TypeError), "__slots__ must be identifiers");
      return -1;
    }
    if (str_equals_text(s, "__dict__")) {
      if (!p->may_dict || p->add_dict) {
        err_format(T(TypeError), "__dict__ slot disallowed: we already got one");
        return -1;
      }
      p->add_dict = true;
      continue;
    }
    if (str_equals_text(s, "__weakref__")) {
      if (!p->may_weak || p->add_weak) {
        err_format(T(TypeError),
                   "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
        return -1;
      }
      p->add_weak = true;
      continue;
    }
    HOLD(name, mangle(p->name, s), "__slots__");
    if (!name.obj) return -1;
    str_intern_in_place(&name.obj);
    int clash = dict_contains(p->dict, name.obj);
    /* The class body may define these two along with the slot. */
    if (clash > 0 && !str_equals_text(name.obj, "__qualname__") &&
        !str_equals_text(name.obj, "__classcell__")) {
      err_format(T(ValueError), "%R in __slots__ conflicts with class variable", name.obj);
      return -1;
    }
    if (clash < 0 || list_append(list.obj, name.obj) < 0) return -1;
  }
  if (list_sort(list.obj, NULL, false) < 0) return -1;
  owner->obj = p->slots = list_as_tuple(list.obj);
  return p->slots ? 0 : -1;
}

/* Other bases than the best one may bring a dict or weak references along. */
static void look_at_secondary_bases(ClassPlan *p) {
  if (!((p->may_dict && !p->add_dict) || (p->may_weak && !p->add_weak))) return;
  for (ssize_t i = 0; i < tuple_size(p->bases); i++) {
    Type *b = (Type *)tuple_item(p->bases, i);
    if (b == p->base) continue;
    if (p->may_dict && b->dict_offset) p->add_dict = true;
    if (p->may_weak && b->weaklist_offset) p->add_weak = true;
  }
}

/* ---- type.__new__ ---- */

static bool check_arguments(Object *const *args, ssize_t nargs) {
  static const char *const kinds[] = {"str", "tuple", "dict"};
  if (nargs != 3) {
    err_format(T(TypeError), "type.__new__() takes exactly 3 arguments (%zd given)", nargs);
    return false;
  }
  const bool good[] = {IS_SUB(args[0], STR), IS_SUB(args[1], TUPLE), IS_SUB(args[2], DICT)};
  for (int i = 0; i < 3; i++)
    if (!good[i]) {
      err_format(T(TypeError), "type.__new__() argument %d must be %s, not %T", i + 1, kinds[i], args[i]);
      return false;
    }
  return true;
}

static int set_names(Type *t, const char *text, Object *name) {
  t->name = text;
  t->name_obj = NEWREF(name);
  Object *qualname = dict_get(t->dict, N(__qualname__));
  if (!qualname) {
    t->qualname = NEWREF(name);
    return RT->exc ? -1 : 0;
  }
  if (!IS_SUB(qualname, STR)) {
    err_format(T(TypeError), "type __qualname__ must be a str, not %T", qualname);
    return -1;
  }
  t->qualname = NEWREF(qualname);
  return dict_del(t->dict, N(__qualname__));
}

static int set_module_from_caller(Type *t) {
  int has = dict_contains(t->dict, N(__module__));
  if (has) return has < 0 ? -1 : 0;
  Object *globals = vm_current_globals();
  Object *module = globals ? dict_get(globals, N(__name__)) : NULL;
  return module ? dict_set(t->dict, N(__module__), module) : RT->exc ? -1 : 0;
}

/* __new__ becomes a static method, __init_subclass__ and __class_getitem__ class methods, when written as
 * functions. */
static int wrap_function(Type *t, Object *name, Object *(*make)(Object *)) {
  Object *f = dict_get(t->dict, name);
  if (!f || !IS_EXACT(f, FUNCTION)) return RT->exc ? -1 : 0;
  HOLD(wrapped, make(f), "a class being made");
  return wrapped.obj ? dict_set(t->dict, name, wrapped.obj) : -1;
}

static int add_slot_members(Type *t, const ClassPlan *p, uint32_t offset) {
  ssize_t n = p->slots ? tuple_size(p->slots) : 0;
  t->slot_offset = offset;
  t->slot_count = (uint32_t)n;
  for (ssize_t i = 0; i < n; i++) {
    Object *name = tuple_item(p->slots, i);
    MemberSpec *m = mem_alloc(sizeof *m);
    if (!m) {
      err_no_memory();
      return -1;
    }
    *m = (MemberSpec){str_utf8(name, NULL),
                      FIELD_OWN,
                      offset + (uint32_t)i * (uint32_t)sizeof(Object *),
                      FIELD_MEMBER | FIELD_WRITABLE | FIELD_NULL_IS_ERROR,
                      NULL,
                      NULL};
    HOLD(d, member_descriptor_new(t, m, name), "__slots__");
    if (!d.obj) {
      mem_free(m);
      return -1;
    }
    if (dict_set(t->dict, name, d.obj) < 0) return -1;
  }
  return 0;
}

static int store_class_cell(Type *t) {
  Object *cell = dict_get(t->dict, N(__classcell__));
  if (!cell) return RT->exc ? -1 : 0;
  if (!IS_EXACT(cell, CELL)) {
    err_format(T(TypeError), "__classcell__ must be a nonlocal cell, not %R", (Object *)TYPE(cell));
    return -1;
  }
  SETREF(((Cell *)cell)->value, NEWREF((Object *)t));
  return dict_del(t->dict, N(__classcell__));
}

/* Slots without a dunder come down the MRO as they are. */
static void inherit_plain_slots(Type *t) {
  Slots *s = &t->slots;
  for (ssize_t i = 1; i < tuple_size(t->mro); i++) {
    const Slots *b = &((Type *)tuple_item(t->mro, i))->slots;
    if (!s->size_of) s->size_of = b->size_of;
    if (!s->getbuffer) {
      s->getbuffer = b->getbuffer;
      s->releasebuffer = b->releasebuffer;
    }
  }
}

static int complete(Type *t, const ClassPlan *p) {
  static const uint32_t inherited = TYPE_SUB_INT | TYPE_SUB_LIST | TYPE_SUB_TUPLE | TYPE_SUB_BYTES |
                                    TYPE_SUB_STR | TYPE_SUB_DICT | TYPE_SUB_EXC | TYPE_MATCH_SELF;
  t->flags |= p->base->flags & (inherited | TYPE_SUB_TYPE);
  for (ssize_t i = 1; i < tuple_size(t->mro); i++)
    t->flags |= ((Type *)tuple_item(t->mro, i))->flags & (TYPE_SEQUENCE | TYPE_MAPPING);
  if (!dict_get(t->dict, N(__doc__)) && dict_set(t->dict, N(__doc__), NONE) < 0) return -1;
  /* __eq__ without __hash__: not hashable. */
  if (dict_get(t->dict, N(__eq__)) && !dict_get(t->dict, N(__hash__)) &&
      dict_set(t->dict, N(__hash__), NONE) < 0)
    return -1;
  t->slots.dealloc = subtype_dealloc;
  t->slots.traverse = subtype_traverse;
  t->slots.clear = subtype_clear;
  inherit_plain_slots(t);
  for (ssize_t i = 0; i < tuple_size(t->bases); i++)
    if (type_add_subclass((Type *)tuple_item(t->bases, i), t) < 0) return -1;
  t->flags |= TYPE_READY;
  type_fix_slots(t);
  return 0;
}

static int call_set_names(Type *t) {
  HOLD(snapshot, dict_copy(t->dict), "__set_name__()");
  if (!snapshot.obj) return -1;
  ssize_t at = 0;
  Object *key, *value;
  while (dict_next(snapshot.obj, &at, &key, &value, NULL)) {
    HOLD(hook, object_lookup_special(value, N(__set_name__)), "__set_name__()");
    if (!hook.obj) {
      if (RT->exc) return -1;
      continue;
    }
    HOLD(result, object_call2(hook.obj, (Object *)t, key), "__set_name__()");
    if (result.obj) continue;
    HOLD(cause, err_take(), "__set_name__()");
    err_format(T(RuntimeError), "Error calling __set_name__ on '%T' instance %R in '%N'", value, key, t);
    if (RT->exc && cause.obj) {
      BaseException *e = (BaseException *)RT->exc;
      SETREF(e->cause, NEWREF(cause.obj));
      SETREF(e->context, NEWREF(cause.obj));
      e->suppress_context = 1;
    }
    return -1;
  }
  return 0;
}

static int call_init_subclass(Type *t, Object *const *kwvalues, Object *kwnames) {
  HOLD(super, super_pair((Object *)t, (Object *)t), "__init_subclass__()");
  HOLD(hook, super.obj ? object_getattr(super.obj, N(__init_subclass__)) : NULL, "__init_subclass__()");
  if (!hook.obj) return -1;
  CLEAR(super.obj);
  HOLD(result, object_call_dict(hook.obj, kwvalues, 0, kwnames, NULL), "__init_subclass__()");
  return result.obj ? 0 : -1;
}

static Object *make(ClassPlan *p, const char *text) {
  Type *base = p->base;
  ssize_t nslots = p->slots ? tuple_size(p->slots) : 0;
  HOLD(made, object_new(p->meta, nslots), "a class being made");
  Type *t = (Type *)made.obj;
  if (!t) return NULL;
  t->head.size = nslots;
  t->flags = TYPE_HEAP | TYPE_BASE | TYPE_GC | TYPE_TRASHCAN;
  t->spec = base->spec;
  t->base = NEWREF(base);
  t->bases = NEWREF(p->bases);
  t->dict = NEWREF(p->dict);
  t->slot_names = XNEWREF(p->slots);
  if (TYPE_HAS(base, TYPE_MANAGED_DICT)) t->flags |= TYPE_MANAGED_DICT;
  t->name = "";
  gc_track((Object *)t);
  if (TYPE_HAS(p->meta, TYPE_MANAGED_DICT) && instance_values_init((Object *)t) < 0) return NULL;
  if (set_names(t, text, p->name) < 0 || set_module_from_caller(t) < 0) return NULL;
  if (wrap_function(t, N(__new__), staticmethod_new) < 0 ||
      wrap_function(t, N(__init_subclass__), classmethod_new) < 0 ||
      wrap_function(t, N(__class_getitem__), classmethod_new) < 0)
    return NULL;
  uint32_t size = base->basic_size;
  uint32_t members = size;
  size += (uint32_t)nslots * (uint32_t)sizeof(Object *);
  t->dict_offset = base->dict_offset;
  t->weaklist_offset = base->weaklist_offset;
  if (p->add_dict && base->item_size) {
    t->dict_offset = -(int32_t)sizeof(Object *);
    size += (uint32_t)sizeof(Object *);
  }
  if (p->add_weak) {
    t->weaklist_offset = (int32_t)size;
    size += (uint32_t)sizeof(Object *);
  }
  if (p->add_dict && !base->item_size) {
    t->flags |= TYPE_MANAGED_DICT;
    t->dict_offset = -(int32_t)(size + 3 * sizeof(Object *));
  }
  t->basic_size = size;
  t->item_size = base->item_size;
  if (store_class_cell(t) < 0 || mro_install(t) < 0 || add_slot_members(t, p, members) < 0) return NULL;
  if (p->add_dict && add_getset(t, &dict_getset, N(__dict__)) < 0) return NULL;
  if (p->add_weak && add_getset(t, &weakref_getset, N(__weakref__)) < 0) return NULL;
  if (complete(t, p) < 0) return NULL;
  if (TYPE_HAS(t, TYPE_MANAGED_DICT)) t->cached_keys = dict_new_shared_keys();
  return hold_take(&made);
}

Own type_new_(Type *meta, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!check_arguments(args, nargs)) return NULL;
  Object *bases = args[1];
  ClassPlan p = {.name = args[0]};
  HOLD(owned_bases, NULL, "a class being made");
  HOLD(owned_dict, NULL, "a class being made");
  HOLD(owned_slots, NULL, "a class being made");
  if (tuple_size(bases) == 0) {
    owned_bases.obj = tuple_pack(1, (Object *)T(OBJECT));
    if (!owned_bases.obj) return NULL;
    p.meta = meta;
    p.base = T(OBJECT);
    bases = owned_bases.obj;
  } else {
    for (ssize_t i = 0; i < tuple_size(bases); i++) {
      Object *b = tuple_item(bases, i);
      if (IS_SUB(b, TYPE)) continue;
      HOLD(hook, NULL, "type()");
      int found = object_lookup_attr(b, N(__mro_entries__), &hook.obj);
      if (found < 0) return NULL;
      if (found)
        return err_format(T(TypeError), "type() doesn't support MRO entry resolution; use types.new_class()");
    }
    Type *winner = type_calculate_metaclass(meta, bases);
    if (!winner) return NULL;
    if (winner != meta && winner->slots.new_ != type_new_)
      return hold_return(winner->slots.new_ ? winner->slots.new_(winner, args, nargs, kwnames) : NULL,
                         &owned_slots, &owned_dict, &owned_bases);
    p.meta = winner;
    p.base = type_best_base(bases);
    if (!p.base) return NULL;
    owned_bases.obj = NEWREF(bases);
  }
  p.bases = bases;
  ssize_t length;
  const char *text = str_utf8(p.name, &length);
  if (!text) return NULL;
  if (strlen(text) != (size_t)length)
    return err_format(T(ValueError), "type name must not contain null characters");
  owned_dict.obj = dict_copy(args[2]);
  if (!owned_dict.obj) return NULL;
  p.dict = owned_dict.obj;
  p.may_dict = p.base->dict_offset == 0;
  p.may_weak = p.base->weaklist_offset == 0 && p.base->item_size == 0;
  Object *slots = dict_get(p.dict, N(__slots__));
  if (!slots && RT->exc) return NULL;
  if (!slots) {
    p.add_dict = p.may_dict;
    p.add_weak = p.may_weak;
  } else {
    if (take_slots(&p, slots, &owned_slots) < 0) return NULL; /* the copied dict has them */
    look_at_secondary_bases(&p);
  }
  HOLD(made, make(&p, text), "a class being made");
  if (!made.obj) return NULL;
  if (call_set_names((Type *)made.obj) < 0 || call_init_subclass((Type *)made.obj, args + nargs, kwnames) < 0)
    return NULL;
  return hold_return(hold_take(&made), &owned_slots, &owned_dict, &owned_bases);
}

Own type_call_new(Type *meta, Ref name, Ref bases, Ref dict, Object *const *kw, Ref kwnames) {
  Object *args[32] = {name, bases, dict};
  ssize_t nkw = kwnames ? tuple_size(kwnames) : 0;
  if (nkw > 29) return err_format(T(TypeError), "too many keyword arguments");
  for (ssize_t i = 0; i < nkw; i++) args[3 + i] = kw[i];
  return object_call((Object *)meta, args, 3, kwnames);
}

int type_init_(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)self, (void)args;
  if (kwnames && tuple_size(kwnames) && nargs == 1) {
    err_format(T(TypeError), "type.__init__() takes no keyword arguments");
    return -1;
  }
  if (nargs == 1 || nargs == 3) return 0;
  err_format(T(TypeError), "type.__init__() takes 1 or 3 arguments");
  return -1;
}
