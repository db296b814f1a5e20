/* Calls of Python functions: the data stack, frames, binding of arguments to parameters, class statements. */
#include "object/body.h"
#include "object/slotcalls.h"
#include "object/type.h"
#include "vm/eval.h"

/* ---- the data stack ---- */

enum { STACK_CHUNK = 65536 };

Frame *frame_alloc(ssize_t slots) {
  size_t size = (size_t)(FRAME_WORDS + slots) * sizeof(Object *);
  if ((size_t)(VM->stack_limit - VM->stack_top) < size) {
    size_t want = STACK_CHUNK;
    while (want < size + sizeof(StackChunk)) want *= 2;
    StackChunk *chunk = (StackChunk *)(void *)VM->spare_chunk;
    VM->spare_chunk = NULL;
    if (chunk && chunk->size < want) {
      mem_free(chunk);
      chunk = NULL;
    }
    if (chunk == NULL) {
      chunk = mem_alloc(want);
      if (chunk == NULL) {
        err_no_memory();
        return NULL;
      }
      chunk->size = want;
    }
    chunk->previous = (StackChunk *)(void *)VM->stack_chunk;
    chunk->resume = VM->stack_top;
    VM->stack_chunk = (char *)chunk;
    VM->stack_top = (char *)(chunk + 1);
    VM->stack_limit = (char *)chunk + chunk->size;
  }
  Frame *f = (Frame *)(void *)VM->stack_top;
  VM->stack_top += size;
  return f;
}

void frame_pop(Frame *f) {
  StackChunk *chunk = (StackChunk *)(void *)VM->stack_chunk;
  if ((char *)f != (char *)(chunk + 1) || chunk->previous == NULL) {
    VM->stack_top = (char *)f;
    return;
  }
  VM->stack_top = chunk->resume;
  VM->stack_chunk = (char *)chunk->previous;
  VM->stack_limit = (char *)chunk->previous + chunk->previous->size;
  mem_free(VM->spare_chunk);
  VM->spare_chunk = (char *)chunk;
}

void frame_clear(Frame *f) {
  if (f->object) {
    FrameObject *o = f->object;
    f->object = NULL;
    if (o->ob.refcnt > 1) {
      HOLD(kept, o, "leaving a frame");
      frame_object_take(o, f);
      return;
    }
    f->previous = VM->limbo;
    VM->limbo = f;
    o->frame = NULL;
    DECREF(o);
  } else {
    f->previous = VM->limbo;
    VM->limbo = f;
  }
  for (int32_t i = 0; i < f->stack_top; i++) CLEAR(f->localsplus[i]);
  CLEAR(f->locals);
  CLEAR(f->func);
  CLEAR(f->code);
  VM->limbo = f->previous;
}

bool vm_enter_frame_slow(void) {
  if (!recursion_enter("")) return false;
  recursion_leave();
  return true;
}

/* ---- binding ---- */

static Own plural_names(Object *const *names, ssize_t n) {
  if (n == 1) return NEWREF(names[0]);
  if (n == 2) return str_format("%U and %U", names[0], names[1]);
  HOLD(text, str_format("%U", names[0]), "error text of a call");
  for (ssize_t i = 1; text.obj && i < n; i++) {
    Object *longer = str_format(i == n - 1 ? "%U, and %U" : "%U, %U", text.obj, names[i]);
    SETREF(text.obj, longer);
  }
  return text.obj ? hold_take(&text) : NULL;
}

static void missing_arguments(Frame *f, int32_t from, int32_t to, const char *kind) {
  HOLD(list, list_new(0), "error text of a call");
  if (list.obj == NULL) return;
  for (int32_t i = from; i < to; i++) {
    if (f->localsplus[i]) continue;
    Object *name = object_repr(tuple_item(f->code->localsplusnames, i));
    if (name == NULL || list_append_steal(list.obj, name)) return;
  }
  ssize_t n = VARSIZE(list.obj);
  HOLD(names, plural_names(((List *)list.obj)->items, n), "error text of a call");
  if (names.obj == NULL) return;
  err_format(T(TypeError), "%U() missing %zd required %s argument%s: %U", f->func->qualname, n, kind,
             n == 1 ? "" : "s", names.obj);
}

static void too_many_positional(Frame *f, ssize_t given, ssize_t ndefaults) {
  const Code *code = f->code;
  ssize_t kwonly_given = 0;
  for (int32_t i = code->argcount; i < code->argcount + code->kwonlyargcount; i++)
    kwonly_given += f->localsplus[i] != NULL;
  bool many;
  HOLD(sig, NULL, "error text of a call");
  if (ndefaults) {
    many = true;
    sig.obj = str_format("from %zd to %zd", (ssize_t)code->argcount - ndefaults, (ssize_t)code->argcount);
  } else {
    many = code->argcount != 1;
    sig.obj = str_format("%zd", (ssize_t)code->argcount);
  }
  if (sig.obj == NULL) return;
  HOLD(kwonly,
       kwonly_given ? str_format(" positional argument%s (and %zd keyword-only argument%s)",
                                 given != 1 ? "s" : "", kwonly_given, kwonly_given != 1 ? "s" : "")
                    : NEWREF((Object *)RT->empty_str),
       "error text of a call");
  if (kwonly.obj == NULL) return;
  err_format(T(TypeError), "%U() takes %U positional argument%s but %zd%U %s given", f->func->qualname,
             sig.obj, many ? "s" : "", given, kwonly.obj, given == 1 && !kwonly_given ? "was" : "were");
}

/* Positional-only parameters given by keyword? True: TypeError set. */
static bool positional_only_as_keyword(Frame *f, Object *kwnames) {
  const Code *code = f->code;
  HOLD(found, list_new(0), "error text of a call");
  if (found.obj == NULL) return true;
  for (int32_t k = 0; k < code->posonlyargcount; k++) {
    Object *name = tuple_item(code->localsplusnames, k);
    for (ssize_t i = 0; i < VARSIZE(kwnames); i++)
      if (str_equal(tuple_item(kwnames, i), name) && list_append(found.obj, name)) return true;
  }
  if (VARSIZE(found.obj) == 0) return false;
  HOLD(comma, str_from_ascii(", ", 2), "error text of a call");
  HOLD(names, comma.obj ? str_join(comma.obj, found.obj) : NULL, "error text of a call");
  if (names.obj)
    err_format(T(TypeError), "%U() got some positional-only arguments passed as keyword arguments: '%U'",
               f->func->qualname, names.obj);
  return true;
}

static Object *take_argument(Object **args, ssize_t i, bool steal) {
  Object *o = args[i];
  if (steal)
    args[i] = NULL;
  else
    INCREF(o);
  return o;
}

/* The rest of binding, with the frame in limbo. */
static bool bind_arguments(Frame *f, Object **args, ssize_t nargs, Object *kwnames, bool steal) {
  const Code *code = f->code;
  Function *func = f->func;
  Object **locals = f->localsplus;
  const int32_t total = code->argcount + code->kwonlyargcount;
  const int32_t star = code->flags & CO_VARARGS ? total : -1;
  const int32_t starstar = code->flags & CO_VARKEYWORDS ? total + (star >= 0) : -1;
  if (starstar >= 0) {
    locals[starstar] = dict_new();
    if (locals[starstar] == NULL) return false;
  }
  ssize_t n = nargs < code->argcount ? nargs : code->argcount;
  for (ssize_t i = 0; i < n; i++) locals[i] = take_argument(args, i, steal);
  if (star >= 0) {
    Object *rest;
    if (nargs > n) {
      rest = tuple_new(nargs - n);
      if (rest == NULL) return false;
      for (ssize_t i = n; i < nargs; i++) ((Tuple *)rest)->items[i - n] = take_argument(args, i, steal);
    } else {
      rest = NEWREF(RT->empty_tuple);
    }
    locals[star] = rest;
  }
  for (ssize_t k = 0; kwnames && k < VARSIZE(kwnames); k++) {
    Object *keyword = tuple_item(kwnames, k);
    if (!IS_SUB(keyword, STR)) {
      err_format(T(TypeError), "%U() keywords must be strings", func->qualname);
      return false;
    }
    int32_t j = code->posonlyargcount;
    for (; j < total; j++)
      if (tuple_item(code->localsplusnames, j) == keyword) break;
    if (j == total)
      for (j = code->posonlyargcount; j < total; j++)
        if (str_equal(tuple_item(code->localsplusnames, j), keyword)) break;
    if (j < total) {
      if (locals[j]) {
        err_format(T(TypeError), "%U() got multiple values for argument '%S'", func->qualname, keyword);
        return false;
      }
      locals[j] = take_argument(args, nargs + k, steal);
      continue;
    }
    if (starstar < 0) {
      if (code->posonlyargcount && positional_only_as_keyword(f, kwnames)) return false;
      err_format(T(TypeError), "%U() got an unexpected keyword argument '%S'", func->qualname, keyword);
      return false;
    }
    if (dict_set(locals[starstar], keyword, args[nargs + k])) return false;
    if (steal) CLEAR(args[nargs + k]);
  }
  if (nargs > code->argcount && star < 0) {
    too_many_positional(f, nargs, func->defaults ? VARSIZE(func->defaults) : 0);
    return false;
  }
  if (nargs < code->argcount) {
    ssize_t ndefaults = func->defaults ? VARSIZE(func->defaults) : 0;
    int32_t required = code->argcount - (int32_t)ndefaults;
    for (int32_t i = (int32_t)nargs; i < required; i++)
      if (locals[i] == NULL) {
        missing_arguments(f, 0, required, "positional");
        return false;
      }
    for (int32_t i = MAX(required, 0); i < code->argcount; i++)
      if (locals[i] == NULL) locals[i] = NEWREF(tuple_item(func->defaults, i - required));
  }
  bool missing = false;
  for (int32_t i = code->argcount; i < total; i++) {
    if (locals[i]) continue;
    Object *value =
        func->kwdefaults ? dict_get(func->kwdefaults, tuple_item(code->localsplusnames, i)) : NULL;
    if (value)
      locals[i] = NEWREF(value);
    else if (err_occurred())
      return false;
    else
      missing = true;
  }
  if (missing) {
    missing_arguments(f, code->argcount, total, "keyword-only");
    return false;
  }
  return true;
}

Frame *frame_bind(Function *func, Object *locals, Object **args, ssize_t nargs, Object *kwnames, bool steal) {
  const Code *code = func->code;
  Frame *f = frame_alloc(frame_slots(code));
  if (f == NULL) {
    DECREF(func);
    XDECREF(locals);
    return NULL;
  }
  frame_init(f, func, locals);
  for (int32_t i = 0; i < code->nlocalsplus; i++) f->localsplus[i] = NULL;
  if (kwnames == NULL && code->simple_args == nargs) {
    for (ssize_t i = 0; i < nargs; i++) f->localsplus[i] = take_argument(args, i, steal);
    return f;
  }
  f->previous = VM->limbo;
  VM->limbo = f;
  bool ok = (LIKELY(!func->native) || body_takes_arguments(func, args, nargs, kwnames)) &&
            bind_arguments(f, args, nargs, kwnames, steal);
  VM->limbo = f->previous;
  f->previous = NULL;
  if (ok) return f;
  frame_clear(f);
  frame_pop(f);
  return NULL;
}

/* ---- calls from C ---- */

/* Runs a bound frame to its end and clears it. */
static Own run_frame(Frame *f) {
  HOLD(result, vm_eval_frame(f), "returning call");
  frame_clear(f);
  frame_pop(f);
  return hold_take(&result);
}

Own function_vectorcall(Object *function, Object *const *args, ssize_t nargs, Object *kwnames) {
  Function *func = (Function *)function;
  Object *locals = func->code->flags & CO_OPTIMIZED ? NULL : NEWREF(func->globals);
  Frame *f = frame_bind(NEWREF(func), locals, (Object **)(uintptr_t)args, nargs, kwnames, false);
  return f ? run_frame(f) : NULL;
}

/* A function called with a namespace of its own: class bodies, exec. */
static Own call_with_locals(Function *func, Ref locals) {
  Frame *f = frame_bind(NEWREF(func), XNEWREF(locals), NULL, 0, NULL, false);
  return f ? run_frame(f) : NULL;
}

Own vm_run_code(Ref code, Ref globals, Ref locals) {
  Object *builtins = dict_get(globals, N(__builtins__));
  if (builtins && IS_EXACT(builtins, MODULE)) builtins = module_dict(builtins);
  if (builtins == NULL || !IS_SUB(builtins, DICT)) {
    if (err_occurred()) return NULL;
    builtins = RT->builtins;
  }
  HOLD(func, function_new(code, globals, builtins, NULL), "running code");
  if (func.obj == NULL) return NULL;
  SETREF(((Function *)func.obj)->doc, NEWREF(NONE)); /* its first constant is no documentation */
  return hold_return(call_with_locals((Function *)func.obj, locals ? locals : globals), &func);
}

/* ---- classes ---- */

/* __init__ of an inlined call of a class is over (value) or failed (NULL): clear, release the tuple and the
 * method. */
bool vm_init_returned(Frame *f, Object *value) {
  Object **extra = f->localsplus + frame_slots(f->code);
  HOLD(result, value, "returning call");
  HOLD(tuple, extra[0], "the call of a class");
  HOLD(method, extra[1], "the call of a class");
  f->mode = FRAME_PLAIN;
  frame_clear(f);
  frame_pop(f);
  CLEAR(method.obj);
  if (value && value != NONE) {
    err_format(T(TypeError), "__init__() should return None, not '%T'", value);
    return false;
  }
  return value != NULL;
}

void vm_getter_returned(Frame *f, Object *value) {
  Frame *caller = f->previous;
  HOLD(result, value, "returning call");
  HOLD(property, f->localsplus[frame_slots(f->code)], "a property");
  f->mode = FRAME_PLAIN;
  frame_clear(f);
  frame_pop(f);
  CLEAR(property.obj);
  if (!value) return;
  Object **place = &caller->localsplus[caller->stack_top - 1], *old = *place;
  *place = hold_take(&result);
  DECREF(old);
}

/* bases with every __mro_entries__ applied; a new reference, the same tuple if nothing changes. */
static Own update_bases(Ref bases) {
  HOLD(list, NULL, "class statement");
  for (ssize_t i = 0; i < VARSIZE(bases); i++) {
    Object *base = tuple_item(bases, i);
    Object *entries = NULL;
    if (!IS_SUB(base, TYPE) && object_lookup_attr(base, N(__mro_entries__), &entries) < 0) return NULL;
    if (entries == NULL) {
      if (list.obj && list_append(list.obj, base)) return NULL;
      continue;
    }
    HOLD(method, entries, "class statement");
    HOLD(fresh, object_call1(method.obj, bases), "class statement");
    if (fresh.obj == NULL) return NULL;
    if (!IS_SUB(fresh.obj, TUPLE)) return err_format(T(TypeError), "__mro_entries__ must return a tuple");
    if (list.obj == NULL) {
      list.obj = list_new(0);
      if (list.obj == NULL) return NULL;
      for (ssize_t j = 0; j < i; j++)
        if (list_append(list.obj, tuple_item(bases, j))) return NULL;
    }
    for (ssize_t j = 0; j < VARSIZE(fresh.obj); j++)
      if (list_append(list.obj, tuple_item(fresh.obj, j))) return NULL;
  }
  return hold_return(list.obj ? list_as_tuple(list.obj) : NEWREF(bases), &list);
}

Own vm_build_class(Object *const *args, ssize_t nargs, Object *kwnames) {
  if (nargs < 2) return err_format(T(TypeError), "__build_class__: not enough arguments");
  Function *func = (Function *)args[0];
  if (!IS_EXACT(func, FUNCTION)) return err_format(T(TypeError), "__build_class__: func must be a function");
  Object *name = args[1];
  if (!IS_SUB(name, STR)) return err_format(T(TypeError), "__build_class__: name is not a string");
  HOLD(orig_bases, tuple_from_array(args + 2, nargs - 2), "class statement");
  HOLD(bases, orig_bases.obj ? update_bases(orig_bases.obj) : NULL, "class statement");
  if (bases.obj == NULL) return NULL;
  if (bases.obj == orig_bases.obj) CLEAR(orig_bases.obj); /* one holder of the tuple */
  HOLD(meta, NULL, "class statement");
  HOLD(kwds, NULL, "class statement");
  if (kwnames && VARSIZE(kwnames)) {
    kwds.obj = dict_new();
    if (kwds.obj == NULL) return NULL;
    for (ssize_t i = 0; i < VARSIZE(kwnames); i++)
      if (dict_set(kwds.obj, tuple_item(kwnames, i), args[nargs + i])) return NULL;
    Object *given = dict_get(kwds.obj, N(metaclass));
    if (given) {
      meta.obj = NEWREF(given);
      if (dict_del(kwds.obj, N(metaclass))) return NULL;
    } else if (err_occurred()) {
      return NULL;
    }
  }
  bool is_class = true;
  if (meta.obj == NULL) {
    meta.obj =
        VARSIZE(bases.obj) ? NEWREF((Object *)TYPE(tuple_item(bases.obj, 0))) : NEWREF((Object *)T(TYPE));
  } else {
    is_class = IS_SUB(meta.obj, TYPE);
  }
  if (is_class) {
    Type *winner = type_calculate_metaclass((Type *)meta.obj, bases.obj);
    if (winner == NULL) return NULL;
    if ((Object *)winner != meta.obj) SETREF(meta.obj, NEWREF((Object *)winner));
  }
  HOLD(ns, NULL, "class statement");
  HOLD(prepare, NULL, "class statement");
  if (object_lookup_attr(meta.obj, N(__prepare__), &prepare.obj) < 0) return NULL;
  const bool light = !kwds.obj || dict_size(kwds.obj) <= NAMES_ON_STACK;
  NamesOnStack on_stack;
  HOLD(made, light ? NULL : dict_keys_list(kwds.obj), "class statement");
  if (made.obj) SETREF(made.obj, list_as_tuple(made.obj));
  if (!light && made.obj == NULL) return NULL;
  Object *kw_names = !light ? made.obj : kwds.obj ? names_on_stack(&on_stack, kwds.obj) : NULL;
  ssize_t nkw = kw_names ? VARSIZE(kw_names) : 0;
  enum { MAX_KEYWORDS = 61 };
  if (nkw > MAX_KEYWORDS) return err_format(T(TypeError), "too many keyword arguments in a class statement");
  Object *values[3 + MAX_KEYWORDS] = {name, bases.obj}; /* borrowed */
  if (prepare.obj == NULL) {
    ns.obj = dict_new();
  } else {
    for (ssize_t i = 0; i < nkw; i++) values[2 + i] = dict_get(kwds.obj, tuple_item(kw_names, i));
    ns.obj = object_call_dict(prepare.obj, values, 2, kw_names, kwds.obj);
    CLEAR(prepare.obj);
  }
  if (ns.obj == NULL) return NULL;
  if (!mapping_check(ns.obj))
    return err_format(T(TypeError), "%s.__prepare__() must return a mapping, not %T",
                      is_class ? ((Type *)meta.obj)->name : "<metaclass>", ns.obj);
  values[2] = ns.obj;
  for (ssize_t i = 0; i < nkw; i++) values[3 + i] = dict_get(kwds.obj, tuple_item(kw_names, i));
  HOLD(cell, call_with_locals(func, ns.obj), "class statement");
  if (cell.obj == NULL) return NULL;
  if (orig_bases.obj) {
    HOLD(key, str_intern("__orig_bases__"), "class statement");
    if (key.obj == NULL || object_setitem(ns.obj, key.obj, orig_bases.obj)) return NULL;
  }
  HOLD(cls, object_call_dict(meta.obj, values, 3, kw_names, kwds.obj), "class statement");
  if (cls.obj == NULL) return NULL;
  if (IS_SUB(cls.obj, TYPE) && IS_EXACT(cell.obj, CELL)) {
    Object *inside = ((Cell *)cell.obj)->value;
    if (inside == NULL)
      return err_format(T(RuntimeError),
                        "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?",
                        name, cls.obj);
    if (inside != cls.obj)
      return err_format(T(TypeError), "__class__ set to %R defining %R as %R", inside, name, cls.obj);
  }
  return hold_return(hold_take(&cls), &cell, &made, &prepare, &ns, &kwds, &meta, &bases, &orig_bases);
}
