/* object.__reduce_ex__ and its parts: how copy and pickle take an object apart. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

static Own copyreg(Object *name) {
  HOLD(module, vm_import_module("copyreg"), "__reduce_ex__()");
  return hold_return(module.obj ? object_getattr(module.obj, name) : NULL, &module);
}

/* The names of the __slots__ members of the classes, as copyreg._slotnames caches them; None for none. */
static Own slot_names(Type *t) {
  Object *cached = dict_get(t->dict, N(__slotnames__));
  if (cached) return NEWREF(cached);
  if (RT->exc) return NULL;
  HOLD(f, copyreg(N(_slotnames)), "__getstate__()");
  HOLD(names, f.obj ? object_call1(f.obj, (Object *)t) : NULL, "__getstate__()");
  if (!names.obj) return NULL;
  if (names.obj != NONE && !IS_SUB(names.obj, LIST))
    return err_format(T(TypeError), "copyreg._slotnames didn't return a list or None");
  return hold_return(hold_take(&names), &f);
}

static bool has_attributes(Object *o) {
  if (TYPE_HAS(TYPE(o), TYPE_MANAGED_DICT)) {
    ManagedDict *m = managed_dict(o);
    const DictKeys *k = TYPE(o)->cached_keys;
    if (m->dict) return dict_size(m->dict) > 0;
    for (ssize_t i = 0; m->values && i < k->nentries; i++)
      if (m->values->values[i]) return true;
    return false;
  }
  Object **place = object_dict_pointer(o);
  return place && *place && dict_size(*place) > 0;
}

static Own default_state(Object *o, bool required) {
  Type *t = TYPE(o);
  if (required && t->item_size && !IS_SUB(o, INT))
    return err_format(T(TypeError), "cannot pickle %N objects", t);
  HOLD(state, NULL, "__getstate__()");
  if (t->dict_offset && !IS_SUB(o, TYPE)) {
    if (has_attributes(o)) { /* an instance without attributes has no state */
      state.obj = object_get_dict(o);
      if (!state.obj) return NULL;
    }
  }
  if (!state.obj) state.obj = NEWREF(NONE);
  HOLD(names, slot_names(t), "__getstate__()");
  if (!names.obj) return NULL;
  ssize_t n = names.obj == NONE ? 0 : VARSIZE(names.obj);
  if (required) {
    size_t size = T(OBJECT)->basic_size;
    if (t->dict_offset && !TYPE_HAS(t, TYPE_MANAGED_DICT)) size += sizeof(Object *);
    if (t->weaklist_offset) size += sizeof(Object *);
    size += (size_t)n * sizeof(Object *);
    if (t->basic_size > size) return err_format(T(TypeError), "cannot pickle '%T' object", o);
  }
  if (n == 0) return hold_return(hold_take(&state), &names);
  HOLD(members, dict_new(), "__getstate__()");
  if (!members.obj) return NULL;
  for (ssize_t i = 0; i < n; i++) {
    HOLD(name, NEWREF(list_item(names.obj, i)), "__getstate__()");
    HOLD(value, NULL, "__getstate__()");
    int found = object_lookup_attr(o, name.obj, &value.obj);
    if (found < 0 || (found && dict_set(members.obj, name.obj, value.obj) < 0)) return NULL;
    if (VARSIZE(names.obj) != n)
      return err_format(T(RuntimeError), "__slotsname__ changed size during iteration");
  }
  return hold_return(dict_size(members.obj) ? tuple_pack(2, state.obj, members.obj) : hold_take(&state),
                     &members, &names);
}

Own object_getstate(Ref o) { return default_state(o, false); }

static Own get_state(Object *o, bool required) {
  HOLD(method, object_getattr(o, N(__getstate__)), "__reduce_ex__()");
  if (!method.obj) return NULL;
  bool own = IS_BUILTIN(method.obj) && ((Builtin *)method.obj)->self == o &&
             native_def_fn(((Builtin *)method.obj)->def) ==
                 native_def_fn(((NativeDescr *)dict_get(T(OBJECT)->dict, N(__getstate__)))->def);
  return hold_return(own ? default_state(o, required) : object_call0(method.obj), &method);
}

/* Arguments for __newobj__: *args a tuple or NULL, *kwargs a dict or NULL. */
static int new_arguments(Object *o, Object **args, Object **kwargs) {
  *args = *kwargs = NULL;
  HOLD(ex, object_lookup_special(o, N(__getnewargs_ex__)), "__getnewargs_ex__()");
  if (ex.obj) {
    HOLD(pair, object_call0(ex.obj), "__getnewargs_ex__()");
    if (!pair.obj) return -1;
    if (!IS_SUB(pair.obj, TUPLE)) {
      err_format(T(TypeError), "__getnewargs_ex__ should return a tuple, not '%T'", pair.obj);
      return -1;
    }
    if (tuple_size(pair.obj) != 2) {
      err_format(T(ValueError), "__getnewargs_ex__ should return a tuple of length 2, not %zd",
                 tuple_size(pair.obj));
      return -1;
    }
    Object *a = tuple_item(pair.obj, 0), *k = tuple_item(pair.obj, 1);
    if (!IS_SUB(a, TUPLE)) {
      err_format(T(TypeError),
                 "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'", a);
      return -1;
    }
    if (!IS_SUB(k, DICT)) {
      err_format(T(TypeError),
                 "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'", k);
      return -1;
    }
    *args = NEWREF(a);
    *kwargs = NEWREF(k);
    return 0;
  }
  if (RT->exc) return -1;
  HOLD(plain, object_lookup_special(o, N(__getnewargs__)), "__getnewargs__()");
  if (!plain.obj) return RT->exc ? -1 : 0;
  *args = object_call0(plain.obj);
  if (!*args) return -1;
  if (IS_SUB(*args, TUPLE)) return 0;
  err_format(T(TypeError), "__getnewargs__ should return a tuple, not '%T'", *args);
  CLEAR(*args);
  return -1;
}

static Own reduce_newobj(Object *o) {
  Type *t = TYPE(o);
  if (!t->slots.new_) return err_format(T(TypeError), "cannot pickle '%N' object", t);
  HOLD(args, NULL, "__reduce_ex__()");
  HOLD(kwargs, NULL, "__reduce_ex__()");
  if (new_arguments(o, &args.obj, &kwargs.obj) < 0) return NULL;
  HOLD(make, NULL, "__reduce_ex__()");
  HOLD(call, NULL, "__reduce_ex__()");
  bool has_args = args.obj != NULL;
  if (!kwargs.obj || dict_size(kwargs.obj) == 0) {
    make.obj = copyreg(N(__newobj__));
    if (!make.obj) return NULL;
    ssize_t n = args.obj ? tuple_size(args.obj) : 0;
    call.obj = tuple_new(n + 1);
    if (!call.obj) return NULL;
    ((Tuple *)call.obj)->items[0] = NEWREF((Object *)t);
    for (ssize_t i = 0; i < n; i++) ((Tuple *)call.obj)->items[i + 1] = NEWREF(tuple_item(args.obj, i));
  } else {
    make.obj = copyreg(N(__newobj_ex__));
    call.obj = make.obj ? tuple_pack(3, (Object *)t, args.obj, kwargs.obj) : NULL;
    if (!call.obj) return NULL;
  }
  HOLD(state, get_state(o, !(has_args || IS_SUB(o, LIST) || IS_SUB(o, DICT))), "__reduce_ex__()");
  if (!state.obj) return NULL;
  HOLD(items, IS_SUB(o, LIST) ? object_iter(o) : NEWREF(NONE), "__reduce_ex__()");
  HOLD(pairs, NULL, "__reduce_ex__()");
  if (!items.obj) return NULL;
  if (IS_SUB(o, DICT)) {
    HOLD(view, object_call_method0(o, N(items)), "__reduce_ex__()");
    pairs.obj = view.obj ? object_iter(view.obj) : NULL;
  } else
    pairs.obj = NEWREF(NONE);
  return hold_return(pairs.obj ? tuple_pack(5, make.obj, call.obj, state.obj, items.obj, pairs.obj) : NULL,
                     &pairs, &items, &state, &call, &make, &kwargs, &args);
}

static Own common_reduce(Object *o, int protocol) {
  if (protocol >= 2) return reduce_newobj(o);
  HOLD(module, vm_import_module("copyreg"), "__reduce_ex__()");
  HOLD(name, str_intern("_reduce_ex"), "__reduce_ex__()");
  HOLD(number, int_from_i64(protocol), "__reduce_ex__()");
  if (!module.obj || !name.obj || !number.obj) return NULL;
  HOLD(f, object_getattr(module.obj, name.obj), "__reduce_ex__()");
  return hold_return(f.obj ? object_call2(f.obj, o, number.obj) : NULL, &f, &number, &name, &module);
}

Own object_reduce_ex(Ref o, int protocol) {
  HOLD(method, object_getattr(o, N(__reduce_ex__)), "__reduce_ex__()");
  HOLD(number, int_from_i64(protocol), "__reduce_ex__()");
  return hold_return(method.obj && number.obj ? object_call1(method.obj, number.obj) : NULL, &number,
                     &method);
}

Object *object_reduce_ex_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ssize_t protocol = object_as_index(args[0], T(OverflowError));
  if (protocol == -1 && RT->exc) return NULL;
  /* A __reduce__ of one's own goes first. */
  HOLD(reduce, NULL, "__reduce_ex__()");
  int found = object_lookup_attr(self, N(__reduce__), &reduce.obj);
  if (found < 0) return NULL;
  if (found) {
    HOLD(own, object_getattr((Object *)TYPE(self), N(__reduce__)), "__reduce_ex__()");
    if (!own.obj) return NULL;
    bool overridden = own.obj != dict_get(T(OBJECT)->dict, N(__reduce__));
    CLEAR(own.obj);
    if (overridden) return hold_return(object_call0(reduce.obj), &own, &reduce);
    CLEAR(reduce.obj);
  }
  return hold_return(common_reduce(self, (int)protocol), &reduce);
}

Object *object_reduce_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return common_reduce(self, 0);
}
