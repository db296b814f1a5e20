/* super objects. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

typedef struct Super {
  Object ob;
  Type *type;     /* the class after which the search begins */
  Object *obj;    /* the instance or class it is bound to, or NULL */
  Type *obj_type; /* whose MRO is searched */
} Super;
static Super *su(Object *o) { return (Super *)o; }

/* The class whose MRO super(type, obj) walks; a new reference; TypeError if obj does not fit. */
static Type *check(Type *type, Object *obj) {
  if (IS_SUB(obj, TYPE) && type_is_subtype((Type *)obj, type)) return NEWREF((Type *)obj);
  if (type_is_subtype(TYPE(obj), type)) return NEWREF(TYPE(obj));
  HOLD(cls, NULL, "super()"); /* a proxy may claim a class */
  int found = object_lookup_attr(obj, N(__class__), &cls.obj);
  if (found < 0) return NULL;
  if (found && IS_SUB(cls.obj, TYPE) && (Type *)cls.obj != TYPE(obj) &&
      type_is_subtype((Type *)cls.obj, type))
    return (Type *)hold_take(&cls);
  err_format(T(TypeError), "super(type, obj): obj must be an instance or subtype of type");
  return NULL;
}

static Object *super_getattro(Object *self, Object *name) {
  const Super *s = su(self);
  bool is_class =
      IS_SUB(name, STR) && str_equal(name, N(__class__)); /* the class of the super object itself */
  if (!s->obj_type || is_class) return object_generic_getattr(self, name);
  HOLD(start_type, NEWREF((Object *)s->obj_type), "super()");
  Object *mro = s->obj_type->mro;
  if (!mro) return hold_return(object_generic_getattr(self, name), &start_type);
  HOLD(kept, NEWREF(mro), "super()");
  ssize_t i = 0, n = tuple_size(mro);
  while (i < n && tuple_item(mro, i) != (Object *)s->type) i++;
  for (i++; i < n; i++) {
    Object *found = dict_get(((Type *)tuple_item(mro, i))->dict, name);
    if (!found) {
      if (RT->exc) return NULL;
      continue;
    }
    HOLD(attr, NEWREF(found), "super()");
    DescrGetFn get = TYPE(found)->slots.descr_get;
    if (!get) return hold_return(hold_take(&attr), &kept, &start_type);
    return hold_return(get(found, s->obj == (Object *)s->obj_type ? NULL : s->obj, start_type.obj), &attr,
                       &kept, &start_type);
  }
  return hold_return(object_generic_getattr(self, name), &kept, &start_type);
}

static Object *super_repr(Object *self) {
  const Super *s = su(self);
  const char *name = s->type ? s->type->name : "NULL";
  if (s->obj_type) return str_format("<super: <class '%s'>, <%s object>>", name, s->obj_type->name);
  return str_format("<super: <class '%s'>, NULL>", name);
}

Own super_pair(Ref type, Ref obj) {
  HOLD(obj_type, check((Type *)type, obj), "super()");
  if (!obj_type.obj) return NULL;
  Super *made = (Super *)instance_new(T(SUPER), 0);
  if (!made) return NULL;
  made->type = (Type *)NEWREF(type);
  made->obj = NEWREF(obj);
  made->obj_type = (Type *)hold_take(&obj_type);
  return (Object *)made;
}

static Object *super_get(Object *self, Object *obj, Object *type) {
  (void)type;
  const Super *s = su(self);
  if (!obj || obj == NONE || s->obj) return NEWREF(self);
  if (TYPE(self) != T(SUPER)) return object_call2((Object *)TYPE(self), (Object *)s->type, obj);
  return super_pair((Object *)s->type, obj);
}

static Object *super_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames;
  return instance_new(cls, 0);
}

static int super_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (kwnames && tuple_size(kwnames) && !args_no_keywords("super", kwnames)) return -1;
  if (nargs > 2) {
    err_format(T(TypeError), "super() expected at most 2 arguments, got %zd", nargs);
    return -1;
  }
  Object *type = nargs > 0 ? args[0] : NULL, *obj = nargs > 1 && args[1] != NONE ? args[1] : NULL;
  if (!type) {
    if (!vm_super_arguments(&type, &obj)) return -1;
  } else if (!IS_SUB(type, TYPE)) {
    err_format(T(TypeError), "super() argument 1 must be a type, not %T", type);
    return -1;
  }
  Type *obj_type = NULL;
  if (obj && !(obj_type = check((Type *)type, obj))) return -1;
  Super *s = su(self);
  SETREF(s->type, (Type *)NEWREF(type));
  SETREF(s->obj, XNEWREF(obj));
  SETREF(s->obj_type, obj_type);
  return 0;
}

static const FieldSpec super_fields[] = {
    FIELD(Super, type, "__thisclass__", FIELD_OWN, FIELD_MEMBER),
    FIELD(Super, obj, "__self__", FIELD_OWN, FIELD_MEMBER),
    FIELD(Super, obj_type, "__self_class__", FIELD_OWN, FIELD_MEMBER),
    {0},
};
const TypeSpec super_spec = {
    .name = "super",
    .doc = "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super "
           "object\nsuper(type, obj) -> bound super object; requires "
           "isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, "
           "type)\nTypical use to call a cooperative "
           "superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works "
           "for class methods too:\nclass C(B):\n    "
           "@classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n",
    .basic_size = sizeof(Super),
    .flags = TYPE_GC | TYPE_BASE,
    .fields = super_fields,
    .slots = {.new_ = super_new,
              .init = super_init,
              .repr = super_repr,
              .getattro = super_getattro,
              .descr_get = super_get},
};
