/* Unions of types: int | str. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/genericalias.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/set.h"
#include "object/tuple.h"
#include "object/type.h"

typedef struct Union {
  Object ob;
  Object *args, *parameters;
} Union;
static Union *un(Object *o) { return (Union *)o; }

static bool unionable(Ref o) {
  return o == NONE || IS_SUB(o, TYPE) || IS_EXACT(o, GENERIC_ALIAS) || IS_EXACT(o, UNION);
}

/* Adds the members of o, without those that are there already. */
static int add_members(Object *list, Ref o) {
  if (IS_EXACT(o, UNION)) {
    for (ssize_t i = 0; i < tuple_size(un(o)->args); i++)
      if (add_members(list, tuple_item(un(o)->args, i)) < 0) return -1;
    return 0;
  }
  Object *member = o == NONE ? (Object *)T(NONE) : o;
  for (ssize_t i = 0; i < VARSIZE(list); i++) {
    Object *other = list_item(list, i);
    if (other == member) return 0;
    if (!IS_EXACT(other, GENERIC_ALIAS) || !IS_EXACT(member, GENERIC_ALIAS)) continue;
    int equal = object_compare_bool(other, member, CMP_EQ);
    if (equal) return equal < 0 ? -1 : 0;
  }
  return list_append(list, member);
}

static Own union_of_list(Object *list) {
  if (VARSIZE(list) == 1) return NEWREF(list_item(list, 0));
  HOLD(args, list_as_tuple(list), "a union of types");
  if (!args.obj) return NULL;
  Union *u = (Union *)object_new(T(UNION), 0);
  if (!u) return NULL;
  u->args = hold_take(&args);
  gc_track((Object *)u);
  return hold_return((Object *)u, &args);
}

Own union_or(Object *a, Object *b) {
  if (!unionable(a) || !unionable(b)) return NEWREF(NOT_IMPLEMENTED);
  HOLD(list, list_new(0), "a union of types");
  if (!list.obj || add_members(list.obj, a) < 0 || add_members(list.obj, b) < 0) return NULL;
  return hold_return(union_of_list(list.obj), &list);
}

static Object *union_repr(Object *self) {
  HOLD(parts, list_new(0), "repr() of a union");
  if (!parts.obj) return NULL;
  for (ssize_t i = 0; i < tuple_size(un(self)->args); i++) {
    Object *arg = tuple_item(un(self)->args, i);
    HOLD(part, arg == (Object *)T(NONE) ? str_from_ascii("None", 4) : alias_item_text(arg),
         "repr() of a union");
    if (!part.obj || list_append(parts.obj, part.obj) < 0) return NULL;
  }
  HOLD(bar, str_from_ascii(" | ", 3), "repr() of a union");
  return hold_return(bar.obj ? str_join(bar.obj, parts.obj) : NULL, &bar, &parts);
}
static Hash union_hash(Object *self) {
  HOLD(set, frozenset_new(un(self)->args), "hash() of a union");
  return set.obj ? object_hash(set.obj) : -1;
}
static Object *union_compare(Object *a, Object *b, int op) {
  if ((op != CMP_EQ && op != CMP_NE) || !IS_EXACT(b, UNION)) return NEWREF(NOT_IMPLEMENTED);
  HOLD(x, set_new(un(a)->args), "the comparison of unions");
  HOLD(y, set_new(un(b)->args), "the comparison of unions");
  return hold_return(x.obj && y.obj ? object_compare(x.obj, y.obj, op) : NULL, &y, &x);
}
static Object *union_getattro(Object *self, Object *name) {
  if (IS_SUB(name, STR) && str_equals_text(name, "__module__"))
    return object_getattr((Object *)TYPE(self), name);
  return object_generic_getattr(self, name);
}
static int need_parameters(Union *u) {
  if (!u->parameters) u->parameters = alias_parameters(u->args);
  return u->parameters ? 0 : -1;
}
static Object *union_getitem(Object *self, Object *item) {
  Union *u = un(self);
  if (need_parameters(u) < 0) return NULL;
  HOLD(args, alias_substitute(self, u->args, u->parameters, item), "a union of types");
  if (!args.obj) return NULL;
  HOLD(result, NEWREF(tuple_item(args.obj, 0)), "a union of types");
  for (ssize_t i = 1; i < tuple_size(args.obj); i++) {
    SETREF(result.obj, number_binary(result.obj, tuple_item(args.obj, i), NB_OR));
    if (!result.obj) return NULL;
  }
  return hold_return(hold_take(&result), &args);
}

static Object *check(Object *self, Object *o, int (*test)(Ref, Ref), const char *function) {
  for (ssize_t i = 0; i < tuple_size(un(self)->args); i++)
    if (IS_EXACT(tuple_item(un(self)->args, i), GENERIC_ALIAS))
      return err_format(T(TypeError), "%s() argument 2 cannot be a parameterized generic", function);
  for (ssize_t i = 0; i < tuple_size(un(self)->args); i++) {
    Object *arg = tuple_item(un(self)->args, i);
    if (!IS_SUB(arg, TYPE)) continue;
    int r = test(o, arg);
    if (r) return r < 0 ? NULL : NEWREF(TRUE);
  }
  return NEWREF(FALSE);
}
static Object *union_instancecheck(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return check(self, args[0], object_is_instance, "isinstance");
}
static Object *union_subclasscheck(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (!IS_SUB(args[0], TYPE)) return err_format(T(TypeError), "issubclass() arg 1 must be a class");
  return check(self, args[0], object_is_subclass, "issubclass");
}
static Object *get_parameters(Object *self) {
  return need_parameters(un(self)) < 0 ? NULL : NEWREF(un(self)->parameters);
}

static const MethodSpec union_methods[] = {
    {"__instancecheck__(self, instance, /)", union_instancecheck, 0, NULL},
    {"__subclasscheck__(self, cls, /)", union_subclasscheck, 0, NULL},
    {0},
};
static const GetSetSpec union_getset[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the types.UnionType."},
    {0},
};
static const FieldSpec union_fields[] = {
    FIELD(Union, args, "__args__", FIELD_OWN, FIELD_MEMBER),
    FIELD(Union, parameters, "__parameters__", FIELD_OWN, 0),
    {0},
};
const TypeSpec uniontype_spec = {
    .name = "types.UnionType",
    .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
    .basic_size = sizeof(Union),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = union_fields,
    .methods = union_methods,
    .getset = union_getset,
    .slots = {.repr = union_repr,
              .hash = union_hash,
              .richcompare = union_compare,
              .getattro = union_getattro,
              .mp_subscript = union_getitem,
              .or_ = union_or},
};
