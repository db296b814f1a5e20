/* Generic aliases: list[int]. */
#include "object/genericalias.h"

#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

typedef struct Alias {
  Object ob;
  Object *origin, *args, *parameters, *weaklist;
  bool starred; /* *tuple[int] */
  VectorFn vectorcall;
} Alias;
static Alias *al(Object *o) { return (Alias *)o; }

static Object *alias_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  Object *r = object_call(al(self)->origin, args, nargs, kwnames);
  if (!r) return NULL;
  HOLD(made, r, "a generic alias being called");
  if (object_setattr(r, N(__orig_class__), self) < 0) {
    if (!err_matches(T(AttributeError)) && !err_matches(T(TypeError))) return NULL;
    err_clear();
  }
  return hold_take(&made);
}

static Own alias_make(Type *cls, Ref origin, Ref args, bool starred) {
  HOLD(tuple, IS_SUB(args, TUPLE) ? NEWREF(args) : tuple_pack(1, args), "a generic alias");
  if (!tuple.obj) return NULL;
  Alias *a = (Alias *)instance_new(cls, 0);
  if (!a) return NULL;
  a->origin = NEWREF(origin);
  a->args = hold_take(&tuple);
  a->starred = starred;
  a->vectorcall = alias_call;
  return hold_return((Object *)a, &tuple);
}
Own generic_alias_new(Ref origin, Ref args) { return alias_make(T(GENERIC_ALIAS), origin, args, false); }

static Object *alias_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!args_no_keywords("GenericAlias", kwnames) || !args_positional("GenericAlias", nargs, NULL, 2, 2))
    return NULL;
  return alias_make(cls, args[0], args[1], false);
}

/* ---- text ---- */

/* How an argument reads: classes by their qualified name, ... and None as themselves. */
Own alias_item_text(Ref o) {
  if (o == ELLIPSIS) return str_from_ascii("...", 3);
  HOLD(origin, NULL, "repr() of a generic alias");
  HOLD(args, NULL, "repr() of a generic alias");
  HOLD(qualname, NULL, "repr() of a generic alias");
  HOLD(module, NULL, "repr() of a generic alias");
  int found = object_lookup_attr(o, N(__origin__), &origin.obj);
  if (found > 0) found = object_lookup_attr(o, N(__args__), &args.obj);
  if (found < 0) return NULL;
  if (found > 0) return hold_return(object_repr(o), &module, &qualname, &args, &origin); /* an alias itself */
  if (object_lookup_attr(o, N(__qualname__), &qualname.obj) < 0) return NULL;
  if (!qualname.obj) return hold_return(object_repr(o), &module, &qualname, &args, &origin);
  if (object_lookup_attr(o, N(__module__), &module.obj) < 0) return NULL;
  if (!module.obj || module.obj == NONE)
    return hold_return(object_repr(o), &module, &qualname, &args, &origin);
  if (IS_SUB(module.obj, STR) && str_equals_text(module.obj, "builtins"))
    return hold_return(object_str(qualname.obj), &module, &qualname, &args, &origin);
  return hold_return(str_format("%S.%S", module.obj, qualname.obj), &module, &qualname, &args, &origin);
}

static Object *alias_repr(Object *self) {
  Alias *a = al(self);
  HOLD(origin, alias_item_text(a->origin), "repr() of a generic alias");
  HOLD(parts, list_new(0), "repr() of a generic alias");
  if (!origin.obj || !parts.obj) return NULL;
  for (ssize_t i = 0; i < tuple_size(a->args); i++) {
    HOLD(part, alias_item_text(tuple_item(a->args, i)), "repr() of a generic alias");
    if (!part.obj || list_append(parts.obj, part.obj) < 0) return NULL;
  }
  HOLD(comma, str_from_ascii(", ", 2), "repr() of a generic alias");
  HOLD(text, comma.obj ? str_join(comma.obj, parts.obj) : NULL, "repr() of a generic alias");
  if (!text.obj) return NULL;
  return hold_return(
      str_format("%s%U[%s%U]", a->starred ? "*" : "", origin.obj, tuple_size(a->args) ? "" : "()", text.obj),
      &text, &comma, &parts, &origin);
}

/* ---- parameters: the type variables in the arguments ---- */

static bool is_type_variable(Ref o) {
  return type_lookup(TYPE(o), N(__typing_subst__)) != NULL && !IS_SUB(o, TYPE);
}

static int add_unique(Object *list, Object *o) {
  for (ssize_t i = 0; i < VARSIZE(list); i++)
    if (list_item(list, i) == o) return 0;
  return list_append(list, o);
}

static int collect(Object *list, Object *args) {
  for (ssize_t i = 0; i < tuple_size(args); i++) {
    Object *arg = tuple_item(args, i);
    if (IS_SUB(arg, TYPE)) continue;
    if (is_type_variable(arg)) {
      if (add_unique(list, arg) < 0) return -1;
      continue;
    }
    HOLD(inner, NULL, "the parameters of a generic alias");
    int found = object_lookup_attr(arg, N(__parameters__), &inner.obj);
    if (found < 0) return -1;
    for (ssize_t j = 0; found && IS_SUB(inner.obj, TUPLE) && j < tuple_size(inner.obj); j++)
      if (add_unique(list, tuple_item(inner.obj, j)) < 0) return -1;
  }
  return 0;
}

Own alias_parameters(Ref args) {
  HOLD(list, list_new(0), "the parameters of a generic alias");
  if (!list.obj || collect(list.obj, args) < 0) return NULL;
  return hold_return(list_as_tuple(list.obj), &list);
}

static ssize_t position_of(Object *params, Object *o) {
  for (ssize_t i = 0; i < tuple_size(params); i++)
    if (tuple_item(params, i) == o) return i;
  return -1;
}

/* self[item]: the arguments with their type variables replaced. */
Own alias_substitute(Ref self, Ref args, Ref parameters, Ref item) {
  ssize_t n = tuple_size(parameters);
  if (n == 0) return err_format(T(TypeError), "%R is not a generic class", self);
  HOLD(items, IS_SUB(item, TUPLE) ? NEWREF(item) : tuple_pack(1, item), "the arguments of a generic alias");
  if (!items.obj) return NULL;
  for (ssize_t i = 0; i < n; i++) {
    HOLD(prepare, NULL, "the arguments of a generic alias");
    int found = object_lookup_attr(tuple_item(parameters, i), N(__typing_prepare_subst__), &prepare.obj);
    if (found < 0) return NULL;
    if (!found || prepare.obj == NONE) continue;
    Object *prepared = object_call2(prepare.obj, self, items.obj);
    if (!prepared) return NULL;
    SETREF(items.obj, IS_SUB(prepared, TUPLE) ? prepared : tuple_pack(1, prepared));
    if (!items.obj) return NULL;
  }
  if (tuple_size(items.obj) != n)
    return err_format(T(TypeError), "Too %s arguments for %R; actual %zd, expected %zd",
                      tuple_size(items.obj) > n ? "many" : "few", self, tuple_size(items.obj), n);
  HOLD(list, list_new(0), "the arguments of a generic alias");
  if (!list.obj) return NULL;
  for (ssize_t i = 0; i < tuple_size(args); i++) {
    Object *arg = tuple_item(args, i);
    if (IS_SUB(arg, TYPE)) {
      if (list_append(list.obj, arg) < 0) return NULL;
      continue;
    }
    HOLD(result, NULL, "the arguments of a generic alias");
    if (is_type_variable(arg)) {
      ssize_t at = position_of(parameters, arg);
      result.obj = object_call_method1(arg, N(__typing_subst__), tuple_item(items.obj, at < 0 ? 0 : at));
    } else {
      HOLD(inner, NULL, "the arguments of a generic alias");
      if (object_lookup_attr(arg, N(__parameters__), &inner.obj) < 0) return NULL;
      if (inner.obj && IS_SUB(inner.obj, TUPLE) && tuple_size(inner.obj)) {
        HOLD(chosen, tuple_new(tuple_size(inner.obj)), "the arguments of a generic alias");
        if (!chosen.obj) return NULL;
        for (ssize_t j = 0; j < tuple_size(inner.obj); j++) {
          ssize_t at = position_of(parameters, tuple_item(inner.obj, j));
          ((Tuple *)chosen.obj)->items[j] =
              NEWREF(at < 0 ? tuple_item(inner.obj, j) : tuple_item(items.obj, at));
        }
        result.obj = object_getitem(arg, chosen.obj);
      } else
        result.obj = NEWREF(arg);
    }
    if (!result.obj) return NULL;
    if (IS_SUB(result.obj, TUPLE) && is_type_variable(arg) && TYPE(arg) != TYPE(result.obj)) {
      for (ssize_t j = 0; j < tuple_size(result.obj); j++)
        if (list_append(list.obj, tuple_item(result.obj, j)) < 0) return NULL;
    } else if (list_append(list.obj, result.obj) < 0)
      return NULL;
  }
  return hold_return(list_as_tuple(list.obj), &list, &items);
}

static int need_parameters(Alias *a) {
  if (!a->parameters) a->parameters = alias_parameters(a->args);
  return a->parameters ? 0 : -1;
}

static Object *alias_getitem(Object *self, Object *item) {
  Alias *a = al(self);
  if (need_parameters(a) < 0) return NULL;
  HOLD(args, alias_substitute(self, a->args, a->parameters, item), "a generic alias");
  return hold_return(args.obj ? alias_make(TYPE(self), a->origin, args.obj, a->starred) : NULL, &args);
}

/* ---- attributes ---- */

/* These are the alias's own; every other attribute is the origin's. */
static bool own_attribute(Object *name) {
  static const char *const names[] = {"__class__",       "__origin__",     "__args__",
                                      "__unpacked__",    "__parameters__", "__typing_unpacked_tuple_args__",
                                      "__mro_entries__", "__reduce_ex__",  "__reduce__",
                                      "__copy__",        "__deepcopy__"};
  for (size_t i = 0; i < ARRAY_LEN(names); i++)
    if (str_equals_text(name, names[i])) return true;
  return false;
}
static Object *alias_getattro(Object *self, Object *name) {
  if (IS_SUB(name, STR) && !own_attribute(name)) return object_getattr(al(self)->origin, name);
  return object_generic_getattr(self, name);
}
static Hash alias_hash(Object *self) {
  Hash a = object_hash(al(self)->origin);
  if (a == -1) return -1;
  Hash b = object_hash(al(self)->args);
  return b == -1 ? -1 : a ^ b;
}
static Object *alias_compare(Object *a, Object *b, int op) {
  if (!object_is_instance_of(a, T(GENERIC_ALIAS)) || !object_is_instance_of(b, T(GENERIC_ALIAS)) ||
      (op != CMP_EQ && op != CMP_NE))
    return NEWREF(NOT_IMPLEMENTED);
  int equal = al(a)->starred == al(b)->starred;
  if (equal) equal = object_compare_bool(al(a)->origin, al(b)->origin, CMP_EQ);
  if (equal > 0) equal = object_compare_bool(al(a)->args, al(b)->args, CMP_EQ);
  return equal < 0 ? NULL : BOOL_NEW(equal == (op == CMP_EQ));
}

static Object *alias_mro_entries(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return tuple_pack(1, al(self)->origin);
}
static Object *alias_instancecheck(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  return err_format(T(TypeError), "isinstance() argument 2 cannot be a parameterized generic");
}
static Object *alias_subclasscheck(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  return err_format(T(TypeError), "issubclass() argument 2 cannot be a parameterized generic");
}
static Object *alias_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(pair, tuple_pack(2, al(self)->origin, al(self)->args), "__reduce__()");
  return hold_return(pair.obj ? tuple_pack(2, (Object *)T(GENERIC_ALIAS), pair.obj) : NULL, &pair);
}
static Object *alias_dir(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(names, object_dir(al(self)->origin), "dir()");
  static const char *const own[] = {
      "__origin__", "__args__", "__parameters__", "__mro_entries__", "__reduce_ex__",
      "__reduce__", "__copy__", "__deepcopy__",   "__unpacked__",    "__typing_unpacked_tuple_args__",
      "__class__"};
  for (size_t i = 0; names.obj && i < ARRAY_LEN(own); i++) {
    HOLD(name, str_intern(own[i]), "dir()");
    int has = name.obj ? sequence_contains(names.obj, name.obj) : -1;
    if (has < 0 || (!has && list_append(names.obj, name.obj) < 0)) return NULL;
  }
  return hold_take(&names);
}
static Object *get_parameters(Object *self) {
  return need_parameters(al(self)) < 0 ? NULL : NEWREF(al(self)->parameters);
}
static Object *get_unpacked(Object *self) { return BOOL_NEW(al(self)->starred); }
static Object *get_unpacked_args(Object *self) {
  return NEWREF(al(self)->starred && al(self)->origin == (Object *)T(TUPLE) ? al(self)->args : NONE);
}

/* iter(tuple[int]) gives the starred form once: what `*tuple[int]` unpacks to. */
static Object *alias_iter(Object *self) {
  HOLD(starred, alias_make(T(GENERIC_ALIAS), al(self)->origin, al(self)->args, true),
       "iter() of a generic alias");
  HOLD(one, starred.obj ? tuple_pack(1, starred.obj) : NULL, "iter() of a generic alias");
  return hold_return(one.obj ? object_iter(one.obj) : NULL, &one, &starred);
}

static const MethodSpec alias_methods[] = {
    {"__mro_entries__(self, bases, /)", alias_mro_entries, 0, NULL},
    {"__instancecheck__(self, instance, /)", alias_instancecheck, 0, NULL},
    {"__subclasscheck__(self, cls, /)", alias_subclasscheck, 0, NULL},
    {"__reduce__(self)", alias_reduce, 0, NULL},
    {"__dir__(self)", alias_dir, 0, NULL},
    {0},
};
static const GetSetSpec alias_members[] = {
    {"__unpacked__", get_unpacked, NULL, NULL},
    {0},
};
static const GetSetSpec alias_getset[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__", get_unpacked_args, NULL, NULL},
    {0},
};
static const FieldSpec alias_fields[] = {
    FIELD(Alias, origin, "__origin__", FIELD_OWN, FIELD_MEMBER),
    FIELD(Alias, args, "__args__", FIELD_OWN, FIELD_MEMBER),
    FIELD(Alias, parameters, "__parameters__", FIELD_OWN, 0),
    {0},
};
static Object *alias_or(Object *a, Object *b) { return union_or(a, b); }
const TypeSpec genericalias_spec = {
    .name = "types.GenericAlias",
    .doc = "GenericAlias(origin, args, /)\n--\n\nRepresent a PEP 585 generic type\n\nE.g. for t = list[int], "
           "t.__origin__ is list and t.__args__ is (int,).",
    .basic_size = sizeof(Alias),
    .flags = TYPE_GC | TYPE_BASE | TYPE_VECTORCALL,
    .weaklist_offset = offsetof(Alias, weaklist),
    .fields = alias_fields,
    .methods = alias_methods,
    .members = alias_members,
    .getset = alias_getset,
    .slots = {.new_ = alias_new_slot,
              .repr = alias_repr,
              .hash = alias_hash,
              .richcompare = alias_compare,
              .call = alias_call,
              .getattro = alias_getattro,
              .setattro = object_generic_setattr,
              .mp_subscript = alias_getitem,
              .iter = alias_iter,
              .or_ = alias_or},
};
