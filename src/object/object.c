/* The protocol every object follows: text, hash, truth, comparison, attributes; and the type `object`. */
#include "object/dict.h"
#include "object/err.h"
#include "object/format.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/set.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

/* ---- text ---- */

Own object_repr(Ref o) {
  if (IS_EXACT(o, STR)) return str_repr(o);
  if (!recursion_enter(" while getting the repr of an object")) return NULL;
  Object *r = TYPE(o)->slots.repr(o);
  recursion_leave();
  if (r && UNLIKELY(!IS_SUB(r, STR))) {
    HOLD(wrong, r, "repr()");
    return err_format(T(TypeError), "__repr__ returned non-string (type %T)", r);
  }
  return r;
}

Own object_str(Ref o) {
  if (IS_EXACT(o, STR)) return NEWREF(o);
  if (!TYPE(o)->slots.str) return object_repr(o);
  if (!recursion_enter(" while getting the str of an object")) return NULL;
  Object *r = TYPE(o)->slots.str(o);
  recursion_leave();
  if (r && UNLIKELY(!IS_SUB(r, STR))) {
    HOLD(wrong, r, "str()");
    return err_format(T(TypeError), "__str__ returned non-string (type %T)", r);
  }
  return r;
}

Own object_ascii(Ref o) {
  Object *r = object_repr(o);
  if (!r || ((Str *)r)->ascii) return r;
  HOLD(repr, r, "ascii()");
  StrWriter w;
  str_writer_init(&w);
  static const char hex[] = "0123456789abcdef";
  for (ssize_t i = 0, n = str_length(r); i < n; i++) {
    uint32_t c = str_char((Str *)r, i);
    if (c < 128) {
      str_writer_char(&w, c);
      continue;
    }
    int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    str_writer_char(&w, '\\');
    str_writer_char(&w, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    while (digits--) str_writer_char(&w, (uint32_t)(unsigned char)hex[c >> (4 * digits) & 15]);
  }
  return hold_return(str_writer_finish(&w), &repr);
}

Own object_format(Ref o, Ref spec) {
  if (spec && !IS_SUB(spec, STR))
    return err_format(T(SystemError), "Format specifier must be a string, not %T", spec);
  if (!spec || str_length(spec) == 0) {
    if (IS_EXACT(o, STR)) return NEWREF(o);
    if (IS_EXACT(o, INT)) return object_str(o);
  }
  HOLD(method, object_lookup_special(o, N(__format__)), "format()");
  if (!method.obj)
    return hold_return(RT->exc ? NULL : err_format(T(TypeError), "Type %T doesn't define __format__", o),
                       &method);
  Object *r = object_call1(method.obj, spec ? spec : N(empty));
  if (r && !IS_SUB(r, STR)) {
    HOLD(wrong, r, "format()");
    return err_format(T(TypeError), "__format__ must return a str, not %T", r);
  }
  return hold_return(r, &method);
}

int repr_enter(Ref o) {
  if (!RT->repr_running) {
    if (!RT->thread_dict && !(RT->thread_dict = dict_new())) return -1;
    HOLD(made, list_new(0), "repr()");
    if (!made.obj || dict_set_text(RT->thread_dict, "Py_Repr", made.obj)) return -1;
    RT->repr_running = made.obj;
  }
  Object *list = RT->repr_running;
  for (ssize_t i = VARSIZE(list); --i >= 0;)
    if (list_item(list, i) == o) return 1;
  return list_append(list, o);
}

void repr_leave(Ref o) {
  List *list = (List *)RT->repr_running;
  if (!list) return;
  for (ssize_t i = list->head.size; --i >= 0;) {
    if (list->items[i] != o) continue;
    memmove(&list->items[i], &list->items[i + 1], (size_t)(list->head.size - i - 1) * sizeof(Object *));
    list->head.size--;
    DECREF(o);
    return;
  }
}

/* ---- hash, truth ---- */

Hash object_hash(Ref o) {
  HashFn hash = TYPE(o)->slots.hash;
  return hash ? hash(o) : hash_not_implemented(o);
}

int object_is_true(Ref o) {
  if (o == TRUE) return 1;
  if (o == FALSE || o == NONE) return 0;
  const Slots *s = &TYPE(o)->slots;
  if (s->bool_) return s->bool_(o);
  LengthFn length = s->mp_length ? s->mp_length : s->sq_length;
  if (!length) return 1;
  ssize_t n = length(o);
  return n > 0 ? 1 : (int)n;
}

/* ---- comparison ---- */

static const char *const op_texts[] = {"<", "<=", "==", "!=", ">", ">="};
static const uint8_t swapped_op[] = {CMP_GT, CMP_GE, CMP_EQ, CMP_NE, CMP_LT, CMP_LE};

static Object *compare(Object *a, Object *b, int op) {
  bool tried_reflected = false;
  CompareFn f = TYPE(b)->slots.richcompare;
  if (TYPE(a) != TYPE(b) && f && type_is_subtype(TYPE(b), TYPE(a))) {
    tried_reflected = true;
    Object *r = f(b, a, swapped_op[op]);
    if (r != NOT_IMPLEMENTED) return r;
    DECREF(r);
  }
  if ((f = TYPE(a)->slots.richcompare)) {
    Object *r = f(a, b, op);
    if (r != NOT_IMPLEMENTED) return r;
    DECREF(r);
  }
  if (!tried_reflected && (f = TYPE(b)->slots.richcompare)) {
    Object *r = f(b, a, swapped_op[op]);
    if (r != NOT_IMPLEMENTED) return r;
    DECREF(r);
  }
  if (op == CMP_EQ) return BOOL_NEW(a == b);
  if (op == CMP_NE) return BOOL_NEW(a != b);
  return err_format(T(TypeError), "'%s' not supported between instances of '%T' and '%T'", op_texts[op], a,
                    b);
}

Own object_compare(Ref a, Ref b, int op) {
  if (!recursion_enter(" in comparison")) return NULL;
  Object *r = compare(a, b, op);
  recursion_leave();
  return r;
}

int object_compare_bool(Ref a, Ref b, int op) {
  if (a == b) {
    if (op == CMP_EQ) return 1;
    if (op == CMP_NE) return 0;
  }
  Object *r = object_compare(a, b, op);
  if (!r) return -1;
  int truth;
  if (r == TRUE || r == FALSE) {
    truth = r == TRUE;
    DECREF(r);
  } else {
    HOLD(kept, r, "the result of a comparison");
    truth = object_is_true(r);
  }
  return truth;
}

/* ---- attributes ---- */

void attribute_error_context(Ref o, Ref name) {
  if (!RT->exc || !object_is_instance_of(RT->exc, T(AttributeError))) return;
  AttributeErrorObject *e = (AttributeErrorObject *)RT->exc;
  if (e->name || e->obj) return;
  e->name = NEWREF(name);
  e->obj = NEWREF(o);
}

Object *attribute_error(Ref o, Ref name) {
  err_format(T(AttributeError), "'%T' object has no attribute '%U'", o, name);
  attribute_error_context(o, name);
  return NULL;
}

static COLD Object *bad_name(Ref name) {
  return err_format(T(TypeError), "attribute name must be string, not '%T'", name);
}

Own object_getattr(Ref o, Ref name) {
  if (UNLIKELY(!IS_SUB(name, STR))) return bad_name(name);
  Object *r = TYPE(o)->slots.getattro(o, name);
  if (UNLIKELY(!r)) attribute_error_context(o, name);
  return r;
}

static Object *found_in_instance(Object *o, Object *name) {
  Type *t = TYPE(o);
  if (TYPE_HAS(t, TYPE_MANAGED_DICT)) {
    ManagedDict *m = managed_dict(o);
    if (m->values) return instance_values_get(o, name);
    return m->dict ? dict_get(m->dict, name) : NULL;
  }
  if (!t->dict_offset) return NULL;
  Object **place = object_dict_pointer(o);
  return place && *place ? dict_get(*place, name) : NULL;
}

/* Can the lookup of name in the instance run code of the program: the equality of a key that is no str? */
static bool lookup_runs_code(Object *o, Object *name) {
  if (!IS_EXACT(name, STR)) return true;
  Type *t = TYPE(o);
  if (TYPE_HAS(t, TYPE_MANAGED_DICT) && managed_dict(o)->values) return false;
  Object **place = object_dict_pointer(o);
  return place && *place && (!IS_EXACT(*place, DICT) || ((Dict *)*place)->keys->kind == KEYS_GENERAL);
}

/* The generic lookup without an error when there is nothing: *result NULL and 0; 1 found; -1 error. */
static int generic_lookup(Object *o, Object *name, Object **result) {
  Type *t = TYPE(o);
  *result = NULL;
  Object *descr = type_lookup(t, name);
  DescrGetFn get = NULL;
  HOLD(kept, NULL, "an attribute of a class");
  if (descr) {
    get = TYPE(descr)->slots.descr_get;
    if (get && TYPE(descr)->slots.descr_set) {
      kept.obj = NEWREF(descr);
      *result = hold_return(get(descr, o, (Object *)t), &kept);
      return *result ? 1 : -1;
    }
  }
  if (t->dict_offset) {
    if (descr && UNLIKELY(lookup_runs_code(o, name))) kept.obj = NEWREF(descr);
    Object *value = found_in_instance(o, name);
    if (value) {
      *result = NEWREF(value);
      return 1;
    }
    if (UNLIKELY(RT->exc)) return -1;
  }
  if (!descr) return 0;
  if (!get) {
    *result = NEWREF(descr);
    return 1;
  }
  if (!kept.obj) kept.obj = NEWREF(descr);
  *result = hold_return(get(descr, o, (Object *)t), &kept);
  return *result ? 1 : -1;
}

Own object_generic_getattr(Object *o, Object *name) {
  if (UNLIKELY(!IS_SUB(name, STR))) return bad_name(name);
  Object *r;
  int found = generic_lookup(o, name, &r);
  if (LIKELY(found > 0)) return r;
  if (found == 0) attribute_error(o, name);
  return NULL;
}

int object_lookup_attr(Ref o, Ref name, Object **result) {
  *result = NULL;
  if (UNLIKELY(!IS_SUB(name, STR))) {
    bad_name(name);
    return -1;
  }
  BinaryFn getattro = TYPE(o)->slots.getattro;
  if (getattro == object_generic_getattr) { /* no exception is made just to be thrown away */
    int found = generic_lookup(o, name, result);
    if (found >= 0 || !err_matches(T(AttributeError))) return found;
    err_clear();
    return 0;
  }
  *result = getattro(o, name);
  if (*result) return 1;
  if (!err_matches(T(AttributeError))) return -1;
  err_clear();
  return 0;
}

int object_setattr(Ref o, Ref name, Ref value) {
  if (UNLIKELY(!IS_SUB(name, STR))) {
    bad_name(name);
    return -1;
  }
  HOLD(key, NEWREF(name), "the name of an attribute");
  if (IS_EXACT(key.obj, STR) && !((Str *)name)->interned) str_intern_in_place(&key.obj);
  return TYPE(o)->slots.setattro(o, key.obj, value);
}

static COLD int no_such_attribute(Object *o, Object *name, Object *descr) {
  if (IS_SUB(o, TYPE))
    err_format(T(AttributeError), "type object '%N' has no attribute '%U'", o, name);
  else if (descr)
    err_format(T(AttributeError), "'%T' object attribute '%U' is read-only", o, name);
  else
    err_format(T(AttributeError), "'%T' object has no attribute '%U'", o, name);
  return -1;
}

static int set_in_dict(Object **place, Object *o, Object *name, Object *value, Object *descr) {
  if (!*place) {
    if (!value) return no_such_attribute(o, name, NULL);
    *place = dict_new();
    if (!*place) return -1;
  }
  HOLD(dict, NEWREF(*place), "the dict of an object");
  if (value) return dict_set(dict.obj, name, value);
  int has = dict_contains(dict.obj, name);
  if (has < 0) return -1;
  (void)descr;
  return has ? dict_del(dict.obj, name) : no_such_attribute(o, name, NULL);
}

int object_generic_setattr(Object *o, Object *name, Object *value) {
  if (UNLIKELY(!IS_SUB(name, STR))) {
    bad_name(name);
    return -1;
  }
  Type *t = TYPE(o);
  HOLD(kept_type, NEWREF((Object *)t),
       "attribute assignment"); /* what is let go may run code: CPython holds the type meanwhile */
  Object *descr = type_lookup(t, name);
  if (descr) {
    SetAttrFn set = TYPE(descr)->slots.descr_set;
    if (set) {
      HOLD(kept, NEWREF(descr), "an attribute of a class");
      return set(descr, o, value);
    }
  }
  if (TYPE_HAS(t, TYPE_MANAGED_DICT)) {
    ManagedDict *m = managed_dict(o);
    if (m->values) {
      if (!value && !instance_values_get(o, name)) return no_such_attribute(o, name, NULL);
      return instance_values_set(o, name, value);
    }
    if (m->dict || value) {
      if (!m->dict && instance_dict_make(o) < 0) return -1;
      return set_in_dict(&m->dict, o, name, value, descr);
    }
    return no_such_attribute(o, name, NULL);
  }
  Object **place = t->dict_offset ? object_dict_pointer(o) : NULL;
  if (!place) return no_such_attribute(o, name, descr);
  return set_in_dict(place, o, name, value, descr);
}

int object_get_method(Ref o, Ref name, Object **method) {
  Type *t = TYPE(o);
  *method = NULL;
  if (t->slots.getattro != object_generic_getattr || UNLIKELY(!IS_SUB(name, STR))) {
    *method = object_getattr(o, name);
    return 0;
  }
  Object *descr = type_lookup(t, name);
  if (descr && TYPE_HAS(TYPE(descr), TYPE_METHOD_DESCR) && (!t->dict_offset || !lookup_runs_code(o, name))) {
    Object *value = t->dict_offset ? found_in_instance(o, name) : NULL;
    if (UNLIKELY(RT->exc)) return 0;
    *method = NEWREF(value ? value : descr);
    return value == NULL;
  }
  int found = generic_lookup(o, name, method);
  if (found == 0)
    attribute_error(o, name);
  else if (found < 0)
    attribute_error_context(o, name);
  return 0;
}

Own object_lookup_special(Ref o, Ref name) {
  Object *f = type_lookup(TYPE(o), name);
  if (!f) return NULL;
  DescrGetFn get = TYPE(f)->slots.descr_get;
  if (!get) return NEWREF(f);
  HOLD(kept, NEWREF(f), "a special method");
  return hold_return(get(f, o, (Object *)TYPE(o)), &kept);
}

/* ---- __dict__ ---- */

/* How many 30-bit digits CPython would store: what the size of an int subclass's body is made of. */
static size_t cpython_digits(const Object *o) {
  const Int *n = (const Int *)o;
  if (n->size == 0) {
    uint64_t v = n->value < 0 ? 0 - (uint64_t)n->value : (uint64_t)n->value;
    return v < (1ull << 30) ? 1 : v < (1ull << 60) ? 2 : 3;
  }
  size_t limbs = (size_t)(n->size < 0 ? -n->size : n->size);
  size_t bits = limbs * 64 - (size_t)__builtin_clzll(n->limb[limbs - 1]);
  return (bits + 29) / 30;
}

Object **object_dict_pointer(Ref o) {
  Type *t = TYPE(o);
  if (!t->dict_offset) return NULL;
  if (TYPE_HAS(t, TYPE_MANAGED_DICT)) return &managed_dict(o)->dict;
  if (t->dict_offset > 0) return (Object **)(void *)((char *)o + t->dict_offset);
  size_t items =
      TYPE_HAS(t, TYPE_SUB_INT) ? cpython_digits(o) : (size_t)(VARSIZE(o) < 0 ? -VARSIZE(o) : VARSIZE(o));
  size_t size = (t->basic_size + items * t->item_size + sizeof(Object *) - 1) & ~(sizeof(Object *) - 1);
  return (Object **)(void *)((char *)o + size + t->dict_offset);
}

Own object_get_dict(Ref o) {
  if (TYPE_HAS(TYPE(o), TYPE_MANAGED_DICT)) return instance_dict(o);
  Object **place = object_dict_pointer(o);
  if (!place) return err_format(T(AttributeError), "This object has no __dict__");
  if (!*place) *place = dict_new();
  return XNEWREF(*place);
}

int object_set_dict(Ref o, Ref value) {
  if (value && !IS_SUB(value, DICT)) {
    err_format(T(TypeError), "__dict__ must be set to a dictionary, not a '%T'", value);
    return -1;
  }
  if (TYPE_HAS(TYPE(o), TYPE_MANAGED_DICT)) {
    HOLD(dict, value ? NEWREF(value) : dict_new(), "__dict__");
    return dict.obj ? instance_dict_assign(o, dict.obj) : -1;
  }
  Object **place = object_dict_pointer(o);
  if (!place) {
    err_format(T(AttributeError), "This object has no __dict__");
    return -1;
  }
  SETREF(*place, XNEWREF(value));
  return 0;
}

/* ---- dir(), callable, names ---- */

Own object_dir(Ref o) {
  HOLD(method, object_lookup_special(o, N(__dir__)), "dir()");
  if (!method.obj)
    return hold_return(RT->exc ? NULL : err_format(T(TypeError), "object does not provide __dir__"), &method);
  HOLD(names, object_call0(method.obj), "dir()");
  CLEAR(method.obj);
  HOLD(list, names.obj ? sequence_list(names.obj) : NULL, "dir()");
  if (!list.obj || list_sort(list.obj, NULL, false) < 0) return NULL;
  return hold_return(hold_take(&list), &names, &method);
}

bool object_is_callable(Ref o) { return TYPE(o)->slots.call != NULL; }
Own object_type_name(Ref o) { return type_name((Object *)TYPE(o)); }

/* ---- the type object ---- */

static Object *object_repr_(Object *self) {
  HOLD(name, type_full_name((Object *)TYPE(self)), "repr()");
  if (!name.obj) return NULL;
  return hold_return(
      str_format("<%U object at 0x%lx>", name.obj, (unsigned long)((uintptr_t)self + ID_OFFSET)), &name);
}
static Object *object_str_(Object *self) { return TYPE(self)->slots.repr(self); }
static Hash object_hash_(Object *self) {
  uintptr_t x = (uintptr_t)self + ID_OFFSET;
  Hash h = (Hash)(x >> 4 | x << 60);
  return h == -1 ? -2 : h;
}
static Object *object_richcompare_(Object *a, Object *b, int op) {
  if (op == CMP_EQ) return NEWREF(a == b ? TRUE : NOT_IMPLEMENTED);
  if (op != CMP_NE || !TYPE(a)->slots.richcompare) return NEWREF(NOT_IMPLEMENTED);
  /* != is the opposite of what == says. */
  Object *r = TYPE(a)->slots.richcompare(a, b, CMP_EQ);
  if (!r || r == NOT_IMPLEMENTED) return r;
  HOLD(equal, r, "!=");
  int truth = object_is_true(r);
  return hold_return(truth < 0 ? NULL : BOOL_NEW(!truth), &equal);
}

static Object *get_class(Object *self) { return NEWREF((Object *)TYPE(self)); }
static int set_class(Object *self, Object *value) {
  if (!value) {
    err_format(T(TypeError), "can't delete __class__ attribute");
    return -1;
  }
  if (!IS_SUB(value, TYPE)) {
    err_format(T(TypeError), "__class__ must be set to a class, not '%T' object", value);
    return -1;
  }
  Type *from = TYPE(self), *to = (Type *)value;
  bool modules = type_is_subtype(to, T(MODULE)) && type_is_subtype(from, T(MODULE));
  if (!modules && (TYPE_HAS(to, TYPE_IMMUTABLE) || TYPE_HAS(from, TYPE_IMMUTABLE))) {
    err_format(T(TypeError),
               "__class__ assignment only supported for mutable types or ModuleType subclasses");
    return -1;
  }
  if (!type_compatible_for_assignment(from, to, "__class__")) return -1;
  /* The keys shared by the old class do not fit the new one. */
  if (TYPE_HAS(from, TYPE_MANAGED_DICT) && managed_dict(self)->values && instance_dict_make(self) < 0)
    return -1;
  if (TYPE_HAS(to, TYPE_HEAP)) INCREF(to);
  self->type = to;
  if (TYPE_HAS(from, TYPE_HEAP)) DECREF(from);
  return 0;
}

static Object *object_format_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "__format__() argument must be str, not %T", args[0]);
  if (str_length(args[0]) > 0)
    return err_format(T(TypeError), "unsupported format string passed to %T.__format__", self);
  return object_str(self);
}
Object *object_sizeof(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  const Type *t = TYPE(self);
  if (t->slots.size_of) return int_from_u64(t->slots.size_of(self));
  ssize_t items = t->item_size ? VARSIZE(self) : 0;
  return int_from_i64((int64_t)t->basic_size + (items < 0 ? -items : items) * (int64_t)t->item_size);
}
static Object *object_dir_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(own, NULL, "dir()");
  if (object_lookup_attr(self, N(__dict__), &own.obj) < 0) return NULL;
  HOLD(dict, own.obj && IS_SUB(own.obj, DICT) ? dict_copy(own.obj) : dict_new(), "dir()");
  if (!dict.obj) return NULL;
  HOLD(cls, NULL, "dir()");
  int found = object_lookup_attr(self, N(__class__), &cls.obj);
  if (found < 0 || (found && type_merge_dicts(dict.obj, cls.obj) < 0)) return NULL;
  return hold_return(dict_keys_list(dict.obj), &cls, &dict, &own);
}
static Object *object_init_subclass(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  RETURN_NONE;
}
static Object *object_subclasshook(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)self, (void)args, (void)nargs, (void)kwnames;
  return NEWREF(NOT_IMPLEMENTED);
}
static Object *object_getstate_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return object_getstate(self);
}

static const MethodSpec object_methods[] = {
    {"__reduce_ex__(self, protocol, /)", object_reduce_ex_method, 0, "Helper for pickle."},
    {"__reduce__(self, /)", object_reduce_method, 0, "Helper for pickle."},
    {"__getstate__(self, /)", object_getstate_method, 0, "Helper for pickle."},
    {"__subclasshook__(cls, *args)", AS_RAW(object_subclasshook), METHOD_CLASS | METHOD_RAW,
     "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by "
     "abc.ABCMeta.__subclasscheck__().\nIt "
     "should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is "
     "used.  Otherwise, it\noverrides "
     "the normal algorithm (and the outcome is cached).\n"},
    {"__init_subclass__(cls)", object_init_subclass, METHOD_CLASS,
     "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may "
     "be\noverridden to extend subclasses.\n"},
    {"__format__(self, format_spec, /)", object_format_method, 0, "Default object formatter."},
    {"__sizeof__(self, /)", object_sizeof, 0, "Size of object in memory, in bytes."},
    {"__dir__(self, /)", object_dir_method, 0, "Default dir() implementation."},
    {0},
};
static const GetSetSpec object_getset[] = {
    {"__class__", get_class, set_class, "the object's class"},
    {0},
};
const TypeSpec object_spec = {
    .name = "object",
    .doc = "object()\n--\n\nThe base class of the class hierarchy.\n\nWhen called, it accepts no arguments "
           "and returns a new featureless\n"
           "instance that has no instance attributes and cannot be given any.\n",
    .basic_size = sizeof(Object),
    .flags = TYPE_BASE,
    .methods = object_methods,
    .getset = object_getset,
    .slots = {.dealloc = object_default_dealloc,
              .repr = object_repr_,
              .str = object_str_,
              .hash = object_hash_,
              .richcompare = object_richcompare_,
              .getattro = object_generic_getattr,
              .setattro = object_generic_setattr,
              .new_ = object_new_,
              .init = object_init_},
};
