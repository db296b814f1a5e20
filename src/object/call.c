/* Calling objects. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

static COLD Object *not_callable(Ref o) { return err_format(T(TypeError), "'%T' object is not callable", o); }

Own object_call(Ref callable, Object *const *args, ssize_t nargs, Ref kwnames) {
  VectorFn call = TYPE(callable)->slots.call;
  if (UNLIKELY(!call)) return not_callable(callable);
  if (UNLIKELY(kwnames && !tuple_size(kwnames))) kwnames = NULL;
  return call(callable, args, nargs, kwnames);
}

Own object_call0(Ref callable) { return object_call(callable, NULL, 0, NULL); }
Own object_call1(Ref callable, Ref arg) { return object_call(callable, &arg, 1, NULL); }
Own object_call2(Ref callable, Ref a, Ref b) {
  Object *args[2] = {a, b};
  return object_call(callable, args, 2, NULL);
}

enum { SMALL_CALL = 8 };

/* A call whose arguments do not lie in a row yet: copies them to `row` if they fit there, else to a memory
 * block. */
static Object **row_for(ssize_t total, Object **small) {
  if (total <= SMALL_CALL) return small;
  Object **row = mem_alloc((size_t)total * sizeof *row);
  if (!row) err_no_memory();
  return row;
}

CallArguments call_arguments_(Object *const *args, ssize_t nargs) {
  CallArguments a = {NULL, NULL, RT->call_given, RT->call_given_dict, true};
  RT->call_given = RT->call_given_dict = NULL;
  if (a.given) return a; /* the caller has it already, and the dict */
  a.given = a.tuple = nargs ? tuple_from_array(args, nargs) : NEWREF(RT->empty_tuple);
  a.good = a.tuple;
  return a;
}

Own call_tuple_taken(Object *const *args, ssize_t nargs) {
  Object *given = RT->call_tuple;
  RT->call_tuple = NULL;
  if (given && tuple_size(given) == nargs &&
      (nargs == 0 || !memcmp(((Tuple *)given)->items, args, (size_t)nargs * sizeof *args)))
    return NEWREF(given);
  return tuple_from_array(args, nargs);
}

Own call_arguments_dict_(CallArguments *a, Object *const *args, ssize_t nargs, Ref kwnames) {
  if (!kwnames || !a->tuple) return NULL;
  a->dict = dict_new();
  a->good = a->dict;
  for (ssize_t i = 0; a->dict && i < tuple_size(kwnames); i++)
    if (dict_set(a->dict, tuple_item(kwnames, i), args[nargs + i]) < 0) a->good = false;
  return a->named = a->dict;
}

/* As CPython calls with a dict of keyword arguments that it unpacks: every value is held once more, and the
 * names lie in a tuple made for it. */
static Own call_held(Ref callable, Object *first, Object *const *args, ssize_t nargs, Ref kwnames) {
  ssize_t before = first != NULL, values = before + nargs + tuple_size(kwnames);
  Object *small[SMALL_CALL], **row = row_for(values, small);
  if (!row) return NULL;
  if (first) row[0] = NEWREF(first);
  for (ssize_t i = before; i < values; i++) row[i] = NEWREF(args[i - before]);
  HOLD(held, NULL, "the arguments of a call");
  hold_array(&held, row, values);
  HOLD(names, tuple_from_array(((Tuple *)kwnames)->items, tuple_size(kwnames)), "the keywords of a call");
  Object *r = names.obj ? object_call(callable, row, before + nargs, names.obj) : NULL;
  for (ssize_t i = values - 1; i >= 0; i--) CLEAR(row[i]);
  hold_array(&held, NULL, 0);
  if (row != small) mem_free(row);
  return hold_return(r, &names, &held);
}

Own object_call_prepend_dict(Ref callable, Ref first, Object *const *args, ssize_t nargs, Ref kwnames) {
  return kwnames ? call_held(callable, first, args, nargs, kwnames)
                 : object_call_prepend(callable, first, args, nargs, NULL);
}

Own object_call_dict(Ref callable, Object *const *args, ssize_t nargs, Ref kwnames, Ref kwargs) {
  if (!kwnames || !tuple_size(kwnames)) return object_call(callable, args, nargs, NULL);
  if (!kwargs || !call_takes_tuple(callable)) return call_held(callable, NULL, args, nargs, kwnames);
  HOLD(tuple, tuple_from_array(args, nargs), "the arguments of a call");
  return tuple.obj ? hold_return(object_call_tuple(callable, tuple.obj, kwargs), &tuple) : NULL;
}

Own object_call_prepend(Ref callable, Ref first, Object *const *args, ssize_t nargs, Ref kwnames) {
  ssize_t values = nargs + (kwnames ? tuple_size(kwnames) : 0);
  Object *small[SMALL_CALL], **row = row_for(values + 1, small);
  if (!row) return NULL;
  row[0] = first;
  for (ssize_t i = 0; i < values; i++) row[i + 1] = args[i];
  Object *r = object_call(callable, row, nargs + 1, kwnames);
  if (row != small) mem_free(row);
  return r;
}

Object *names_on_stack(NamesOnStack *n, Ref dict) {
  ssize_t at = 0, i = 0;
  Object *key;
  memset(n, 0, sizeof *n);
  n->head = (VarObject){{INT64_C(1) << 32, T(TUPLE)}, dict_size(dict)};
  while (i < NAMES_ON_STACK && dict_next(dict, &at, &key, NULL, NULL)) n->items[i++] = key;
  return (Object *)&n->head;
}

Own object_call_tuple(Ref callable, Ref args, Ref kwargs) {
  ssize_t nargs = tuple_size(args), nkw = kwargs ? dict_size(kwargs) : 0;
  HOLD(kept_args, NEWREF(args), "the arguments of a call");
  const bool through = call_takes_tuple(callable); /* then the tuple and the dict go on as they are */
  if (nkw == 0) {
    if (through) RT->call_given = args;
    return hold_return(object_call(callable, ((Tuple *)args)->items, nargs, NULL), &kept_args);
  }
  Object *small[SMALL_CALL], **row = row_for(nargs + nkw, small);
  if (!row) return NULL;
  for (ssize_t i = 0; i < nargs; i++) row[i] = tuple_item(args, i);
  NamesOnStack on_stack;
  const bool light = through && nkw <= NAMES_ON_STACK;
  HOLD(made, light ? NULL : tuple_new(nkw), "the keyword arguments of a call");
  Object *names = light ? names_on_stack(&on_stack, kwargs) : made.obj;
  HOLD(kept_kwargs, NEWREF(kwargs), "the keyword arguments of a call");
  Object *r = NULL;
  if (names) {
    ssize_t at = 0, n = 0;
    Object *key, *value;
    bool good = true;
    while (n < nkw && dict_next(kwargs, &at, &key, &value, NULL)) {
      if (!light) ((Tuple *)names)->items[n] = NEWREF(key);
      row[nargs + n++] = value;
      if (!IS_SUB(key, STR)) good = false;
    }
    HOLD(values, NULL, "the arguments of a call");
    if (!through) { /* CPython takes references when it unpacks a dict */
      for (ssize_t i = 0; i < nargs + n; i++) INCREF(row[i]);
      hold_array(&values, row, nargs + n);
    }
    if (!good)
      err_format(T(TypeError), "keywords must be strings");
    else {
      if (through) {
        RT->call_given = args;
        RT->call_given_dict = kwargs;
      }
      r = object_call(callable, row, nargs, names);
    }
    if (!through) {
      for (ssize_t i = nargs + n - 1; i >= 0; i--) CLEAR(row[i]);
      hold_array(&values, NULL, 0);
    }
  }
  if (row != small) mem_free(row);
  return hold_return(r, &kept_kwargs, &made, &kept_args);
}

Own object_call_method(Ref o, Ref name, Object *const *args, ssize_t nargs) {
  Object *method;
  int unbound = object_get_method(o, name, &method);
  if (!method) return NULL;
  HOLD(m, method, "a method being called");
  return hold_return(
      unbound ? object_call_prepend(m.obj, o, args, nargs, NULL) : object_call(m.obj, args, nargs, NULL), &m);
}
Own object_call_method0(Ref o, Ref name) { return object_call_method(o, name, NULL, 0); }
Own object_call_method1(Ref o, Ref name, Ref arg) { return object_call_method(o, name, &arg, 1); }
