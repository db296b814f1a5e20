/* Data descriptors: getset and member descriptors of built-in types and __slots__, and property. */
#include "object/body.h"
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

/* Body of getset and member descriptors; NativeDescr without its last word (48 bytes, as CPython's). */
static NativeDescr *nd(Object *o) { return (NativeDescr *)o; }
enum { SMALL_DESCR = offsetof(NativeDescr, vectorcall) };

static Object *descr_new(Type *kind, Type *owner, const void *def, Object *name_steal) {
  if (!name_steal) return NULL;
  HOLD(name, name_steal, "a descriptor being made");
  NativeDescr *d = (NativeDescr *)object_new(kind, 0);
  if (!d) return NULL;
  d->owner = NEWREF(owner);
  d->name = hold_take(&name);
  d->def = def;
  gc_track((Object *)d);
  return hold_return((Object *)d, &name);
}

Own getset_descriptor_new(Type *owner, const GetSetSpec *spec) {
  return descr_new(T(GETSET_DESCR), owner, spec, str_intern(spec->name));
}
Own member_descriptor_new(Type *owner, const MemberSpec *spec, Object *name) {
  return descr_new(T(MEMBER_DESCR), owner, spec, name ? NEWREF(name) : str_intern(spec->name));
}

static bool applies(const NativeDescr *d, Object *obj) {
  if (LIKELY(object_is_instance_of(obj, d->owner))) return true;
  err_format(T(TypeError), "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", d->name,
             d->owner, obj);
  return false;
}

/* ---- getset ---- */

static Object *getset_get(Object *self, Object *obj, Object *type) {
  (void)type;
  if (!obj) return NEWREF(self);
  if (!applies(nd(self), obj)) return NULL;
  const GetSetSpec *spec = nd(self)->def;
  return LIKELY(spec->get) ? spec->get(obj) : body_get((const AttributeBody *)nd(self)->def, obj);
}
static int getset_set(Object *self, Object *obj, Object *value) {
  const NativeDescr *d = nd(self);
  if (!applies(d, obj)) return -1;
  const GetSetSpec *spec = d->def;
  if (spec->set) return spec->set(obj, value);
  const AttributeBody *a = spec->get ? NULL : (const AttributeBody *)nd(self)->def;
  if (a && (a->set || a->settable)) return body_set(a, obj, value);
  err_format(T(AttributeError), "attribute '%U' of '%N' objects is not writable", d->name, d->owner);
  return -1;
}
static Object *getset_repr(Object *self) {
  return str_format("<attribute '%U' of '%N' objects>", nd(self)->name, nd(self)->owner);
}
static Object *getset_doc(Object *self) {
  const char *doc = ((const GetSetSpec *)nd(self)->def)->doc;
  return doc ? str_from_utf8(doc, -1) : NEWREF(NONE);
}

static const FieldSpec descr_fields[] = {
    FIELD(NativeDescr, owner, "__objclass__", FIELD_OWN, FIELD_MEMBER),
    FIELD(NativeDescr, name, "__name__", FIELD_OWN, FIELD_MEMBER),
    FIELD(NativeDescr, qualname, "__qualname__", FIELD_OWN, 0),
    {0},
};
static const GetSetSpec getset_getset[] = {
    {"__doc__", getset_doc, NULL, NULL},
    {"__qualname__", descriptor_qualname, NULL, NULL},
    {0},
};
const TypeSpec getset_descriptor_spec = {
    .name = "getset_descriptor",
    .basic_size = SMALL_DESCR,
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = descr_fields,
    .getset = getset_getset,
    .slots = {.repr = getset_repr, .descr_get = getset_get, .descr_set = getset_set},
};

/* ---- members ---- */

static void *member_place(const MemberSpec *m, Object *obj) { return (char *)obj + m->offset; }

static Object *member_get(Object *self, Object *obj, Object *type) {
  (void)type;
  if (!obj) return NEWREF(self);
  if (!applies(nd(self), obj)) return NULL;
  const MemberSpec *m = nd(self)->def;
  switch (m->kind) {
  case FIELD_COMPUTED: return m->rule->get(obj);
  case FIELD_SSIZE: return int_from_i64(*(ssize_t *)member_place(m, obj));
  case FIELD_INT: return int_from_i64(*(int *)member_place(m, obj));
  case FIELD_OWN: {
    Object *value = *(Object **)member_place(m, obj);
    if (value) return NEWREF(value);
    if (!(m->flags & FIELD_NULL_IS_ERROR)) RETURN_NONE;
    if (TYPE_HAS(nd(self)->owner, TYPE_HEAP))
      return err_format(T(AttributeError), "'%T' object has no attribute '%U'", obj, nd(self)->name);
    return err_set_value(T(AttributeError), nd(self)->name);
  }
  default: return err_format(T(SystemError), "bad member kind");
  }
}

static int member_set(Object *self, Object *obj, Object *value) {
  if (!applies(nd(self), obj)) return -1;
  const MemberSpec *m = nd(self)->def;
  if (!(m->flags & FIELD_WRITABLE)) {
    err_format(T(AttributeError), "readonly attribute");
    return -1;
  }
  if (m->kind == FIELD_COMPUTED) return m->rule->set(obj, value);
  if (m->kind == FIELD_OWN) {
    Object **place = member_place(m, obj);
    if (!value && !*place && (m->flags & FIELD_NULL_IS_ERROR)) {
      err_set_value(T(AttributeError), nd(self)->name);
      return -1;
    }
    Object *old = *place;
    *place = XNEWREF(value);
    XDECREF(old);
    return 0;
  }
  if (!value) {
    err_format(T(TypeError), "can't delete numeric/char attribute");
    return -1;
  }
  int64_t n = int_as_i64(value);
  if (n == -1 && RT->exc) return -1;
  if (m->kind == FIELD_SSIZE)
    *(ssize_t *)member_place(m, obj) = n;
  else
    *(int *)member_place(m, obj) = (int)n;
  return 0;
}
static Object *member_repr(Object *self) {
  return str_format("<member '%U' of '%N' objects>", nd(self)->name, nd(self)->owner);
}
static Object *member_doc(Object *self) {
  const char *doc = ((const MemberSpec *)nd(self)->def)->doc;
  return doc ? str_from_utf8(doc, -1) : NEWREF(NONE);
}
static void member_dealloc(Object *self) {
  gc_untrack(self);
  NativeDescr *d = nd(self);
  mem_free((void *)(uintptr_t)d->def);
  CLEAR(d->owner);
  CLEAR(d->name);
  CLEAR(d->qualname);
  object_free(self);
}

static const GetSetSpec member_getset[] = {
    {"__doc__", member_doc, NULL, NULL},
    {"__qualname__", descriptor_qualname, NULL, NULL},
    {0},
};
const TypeSpec member_descriptor_spec = {
    .name = "member_descriptor",
    .basic_size = SMALL_DESCR,
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = descr_fields,
    .methods = descriptor_methods,
    .getset = member_getset,
    .slots = {.dealloc = member_dealloc,
              .repr = member_repr,
              .descr_get = member_get,
              .descr_set = member_set},
};

/* ---- property ---- */

static Property *prop(Object *o) { return (Property *)o; }
static Object *none_to_null(Object *o) { return o == NONE ? NULL : o; }

static int take_getter_doc(Property *p, Object *getter) {
  HOLD(doc, NULL, "property()");
  int found = object_lookup_attr(getter, N(__doc__), &doc.obj);
  if (found <= 0) return found;
  if (TYPE(p) == T(PROPERTY))
    SETREF(p->doc, hold_take(&doc));
  else if (object_setattr((Object *)p, N(__doc__), doc.obj) < 0)
    return -1;
  p->getter_doc = 1;
  return 0;
}

static int property_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {
      .function = "property", .names = {"fget", "fset", "fdel", "doc"}, .pos = 4, .total = 4};
  Object *a[4];
  if (!args_bind(&spec, args, nargs, kwnames, a)) return -1;
  Property *p = prop(self);
  for (int i = 0; i < 3; i++)
    if (a[i]) a[i] = none_to_null(a[i]);
  SETREF(p->get, XNEWREF(a[0]));
  SETREF(p->set, XNEWREF(a[1]));
  SETREF(p->del, XNEWREF(a[2]));
  SETREF(p->doc, XNEWREF(a[3]));
  CLEAR(p->name);
  p->getter_doc = 0;
  if ((!a[3] || a[3] == NONE) && p->get) return take_getter_doc(p, p->get);
  return 0;
}

static COLD Object *no_accessor(Property *p, Object *obj, const char *what) {
  if (p->name && obj) {
    HOLD(qualname, object_getattr((Object *)TYPE(obj), N(__qualname__)), "property");
    return hold_return(qualname.obj ? err_format(T(AttributeError), "property %R of %R object has no %s",
                                                 p->name, qualname.obj, what)
                                    : NULL,
                       &qualname);
  }
  if (obj) {
    HOLD(qualname, object_getattr((Object *)TYPE(obj), N(__qualname__)), "property");
    return hold_return(
        qualname.obj ? err_format(T(AttributeError), "property of %R object has no %s", qualname.obj, what)
                     : NULL,
        &qualname);
  }
  return err_format(T(AttributeError), "property has no %s", what);
}

static Object *property_get(Object *self, Object *obj, Object *type) {
  (void)type;
  Property *p = prop(self);
  if (!obj || obj == NONE) return NEWREF(self);
  if (!p->get) return no_accessor(p, obj, "getter");
  return object_call1(p->get, obj);
}
static int property_set(Object *self, Object *obj, Object *value) {
  Property *p = prop(self);
  Object *f = value ? p->set : p->del;
  if (!f) {
    no_accessor(p, obj, value ? "setter" : "deleter");
    return -1;
  }
  Object *r = value ? object_call2(f, obj, value) : object_call1(f, obj);
  if (!r) return -1;
  DECREF(r);
  return 0;
}

/* A property like this one with one function replaced. */
static Object *property_with(Object *self, Object *get, Object *set, Object *del) {
  Property *p = prop(self);
  Object *doc = p->doc ? p->doc : NONE;
  if (!get || get == NONE) get = p->get ? p->get : NONE;
  if (!set || set == NONE) set = p->set ? p->set : NONE;
  if (!del || del == NONE) del = p->del ? p->del : NONE;
  if (p->getter_doc && get != NONE) doc = NONE; /* the getter's own doc again */
  Object *args[4] = {get, set, del, doc};
  Object *r = object_call((Object *)TYPE(self), args, 4, NULL);
  if (r && object_is_instance_of(r, T(PROPERTY))) SETREF(prop(r)->name, XNEWREF(p->name));
  return r;
}
static Object *property_getter(Object *self, Object *const *args, ssize_t nargs) {
  return (void)nargs, property_with(self, args[0], NULL, NULL);
}
static Object *property_setter(Object *self, Object *const *args, ssize_t nargs) {
  return (void)nargs, property_with(self, NULL, args[0], NULL);
}
static Object *property_deleter(Object *self, Object *const *args, ssize_t nargs) {
  return (void)nargs, property_with(self, NULL, NULL, args[0]);
}
static Object *property_set_name(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)kwnames;
  if (nargs != 2)
    return err_format(T(TypeError), "__set_name__() takes 2 positional arguments but %zd were given", nargs);
  SETREF(prop(self)->name, NEWREF(args[1]));
  RETURN_NONE;
}
static Object *property_is_abstract(Object *self) {
  Property *p = prop(self);
  Object *parts[3] = {p->get, p->set, p->del};
  for (int i = 0; i < 3; i++) {
    if (!parts[i]) continue;
    HOLD(flag, NULL, "__isabstractmethod__");
    int found = object_lookup_attr(parts[i], N(__isabstractmethod__), &flag.obj);
    if (found > 0) found = object_is_true(flag.obj);
    if (found) return hold_return(found < 0 ? NULL : NEWREF(TRUE), &flag);
  }
  return NEWREF(FALSE);
}
static Object *property_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames;
  return instance_new(cls, 0);
}

static const MethodSpec property_methods[] = {
    {"getter(self, fget, /)", property_getter, 0,
     "Descriptor to obtain a copy of the property with a different getter."},
    {"setter(self, fset, /)", property_setter, 0,
     "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter(self, fdel, /)", property_deleter, 0,
     "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__(self, owner, name, /)", AS_RAW(property_set_name), METHOD_RAW,
     "Method to set name of a property."},
    {0},
};
static const GetSetSpec property_getset[] = {
    {"__isabstractmethod__", property_is_abstract, NULL, NULL},
    {0},
};
static const FieldSpec property_fields[] = {
    FIELD(Property, get, "fget", FIELD_OWN, FIELD_MEMBER),
    FIELD(Property, set, "fset", FIELD_OWN, FIELD_MEMBER),
    FIELD(Property, del, "fdel", FIELD_OWN, FIELD_MEMBER),
    FIELD(Property, doc, "__doc__", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(Property, name, "name", FIELD_OWN, 0),
    {0},
};
const TypeSpec property_spec = {
    .name = "property",
    .doc = "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nProperty attribute.\n\n  fget\n    "
           "function to be used for getting an attribute value\n"
           "  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used "
           "for del'ing an attribute\n  doc\n    docstring\n",
    .basic_size = sizeof(Property),
    .flags = TYPE_GC | TYPE_BASE,
    .fields = property_fields,
    .methods = property_methods,
    .getset = property_getset,
    .slots = {.new_ = property_new,
              .init = property_init,
              .descr_get = property_get,
              .descr_set = property_set,
              .getattro = object_generic_getattr},
};
