/* The module builtins: the built-in functions, types and constants. */
#include <string.h>

#include "code/code.h"
#include "compile/compile.h"
#include "modules/anext.h"
#include "modules/io.h"
#include "modules/sitebuiltins.h"
#include "modules/textio.h"
#include "object/bind.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/containers.h"
#include "object/float.h"
#include "object/float.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/text.h"
#include "object/textargs.h"
#include "object/upcalls.h"
#include "vm/vm.h"

#define FN(name) static Own builtin_##name(Object *module, Object *const *args, ssize_t nargs)
#define RAW(name)                                                                                            \
  static Own builtin_##name(Object *module, Object *const *args, ssize_t nargs, Object *kwnames)
#define ONE (void)module, (void)nargs

static bool no_keywords(const char *name, Object *kwnames) {
  if (LIKELY(!kwnames || VARSIZE(kwnames) == 0)) return true;
  err_format(T(TypeError), "%s() takes no keyword arguments", name);
  return false;
}

/* "f expected at least 2 arguments, got 1" */
static bool count_is(const char *name, ssize_t nargs, Object *kwnames, ssize_t least, ssize_t most) {
  if (UNLIKELY(!no_keywords(name, kwnames))) return false;
  if (LIKELY(nargs >= least && nargs <= most)) return true;
  ssize_t bound = nargs < least ? least : most;
  err_format(T(TypeError), "%s expected %s%zd argument%s, got %zd", name,
             least == most   ? ""
             : nargs < least ? "at least "
                             : "at most ",
             bound, bound == 1 ? "" : "s", nargs);
  return false;
}

static Own bound_name(Ref o) {
  if (IS_SUB(o, STR)) return o;
  return err_format(T(TypeError), "attribute name must be string, not '%.200T'", o);
}

/* ---- numbers ---- */

FN(abs) {
  ONE;
  return number_absolute(args[0]);
}
FN(divmod) {
  ONE;
  return number_divmod(args[0], args[1]);
}
FN(pow) {
  ONE;
  return number_power(args[0], args[1], args[2]);
}

static Own in_base(Ref o, int base) {
  HOLD(number, number_index(o), "a conversion to digits");
  return hold_return(number.obj ? int_to_str(number.obj, base, true) : NULL, &number);
}
FN(bin) {
  ONE;
  return in_base(args[0], 2);
}
FN(oct) {
  ONE;
  return in_base(args[0], 8);
}
FN(hex) {
  ONE;
  return in_base(args[0], 16);
}

FN(round) {
  ONE;
  HOLD(method, object_lookup_special(args[0], N(__round__)), "round()");
  if (!method.obj) {
    if (err_occurred()) return NULL;
    return err_format(T(TypeError), "type %.100T doesn't define __round__ method", args[0]);
  }
  return hold_return(
      args[1] && args[1] != NONE ? object_call1(method.obj, args[1]) : object_call0(method.obj), &method);
}

FN(chr) {
  ONE;
  int c;
  if (!textargs_int(args[0], &c)) {
    if (err_matches(T(OverflowError)) && !IS_SUB(args[0], INT)) return NULL;
    return NULL;
  }
  if (c < 0 || c > 0x10ffff) return err_format(T(ValueError), "chr() arg not in range(0x110000)");
  return str_from_char((uint32_t)c);
}

FN(ord) {
  ONE;
  Object *o = args[0];
  ssize_t n;
  if (IS_SUB(o, STR)) {
    n = STR(o)->length;
    if (n == 1) return int_from_i64(str_char(STR(o), 0));
  } else if (IS_SUB(o, BYTES) || object_is_instance_of(o, T(BYTEARRAY))) {
    n = VARSIZE(o);
    if (n == 1) return int_from_i64((uint8_t)bytelike_data(o)[0]);
  } else
    return err_format(T(TypeError), "ord() expected string of length 1, but %.200T found", o);
  return err_format(T(TypeError), "ord() expected a character, but string of length %zd found", n);
}

/* sum() of ints while the total fits a word, then of floats, then of anything. */
RAW(sum) {
  (void)module;
  static const ArgSpec spec = {"sum", {"iterable", "start"}, 1, 2, 2, 1};
  Object *v[2];
  if (!args_bind(&spec, args, nargs, kwnames, v)) return NULL;
  HOLD(iterator, object_iter(v[0]), "sum()");
  if (!iterator.obj) return NULL;
  if (v[1] && (IS_SUB(v[1], STR) || IS_SUB(v[1], BYTES) || object_is_instance_of(v[1], T(BYTEARRAY)))) {
    bool str = IS_SUB(v[1], STR);
    const char *what = str ? "strings" : IS_SUB(v[1], BYTES) ? "bytes" : "bytearray";
    return err_format(T(TypeError), "sum() can't sum %s [use %s.join(seq) instead]", what,
                      str ? "''" : "b''");
  }
  HOLD(total, v[1] ? NEWREF(v[1]) : int_from_i64(0), "sum()");
  UnaryFn next = TYPE(iterator.obj)->slots.iternext;
  for (;;) {
    if (IS_EXACT(total.obj, INT) && int_is_compact(total.obj)) {
      int64_t sum = int_value(total.obj);
      for (;;) {
        Object *item = next(iterator.obj);
        if (!item) {
          if (err_occurred()) {
            if (!err_matches(T(StopIteration))) return NULL;
            err_clear();
          }
          return hold_return(int_from_i64(sum), &total, &iterator);
        }
        if ((IS_EXACT(item, INT) || IS_EXACT(item, BOOL)) && int_is_compact(item) &&
            !__builtin_add_overflow(sum, int_value(item), &sum)) {
          DECREF(item);
          continue;
        }
        if ((IS_EXACT(item, INT) || IS_EXACT(item, BOOL)) && int_is_compact(item))
          sum = (int64_t)((uint64_t)sum - (uint64_t)int_value(item)); /* the overflow wrapped: undo */
        HOLD(kept, item, "sum()");
        Object *so_far = int_from_i64(sum);
        if (!so_far) return NULL;
        SETREF(total.obj, so_far);
        Object *added = number_binary(total.obj, kept.obj, NB_ADD);
        if (!added) return NULL;
        SETREF(total.obj, added);
        break;
      }
      continue;
    }
    if (IS_EXACT(total.obj, FLOAT)) {
      double sum = float_value(total.obj);
      for (;;) {
        Object *item = next(iterator.obj);
        if (!item) {
          if (err_occurred()) {
            if (!err_matches(T(StopIteration))) return NULL;
            err_clear();
          }
          return hold_return(float_new(sum), &total, &iterator);
        }
        if (IS_EXACT(item, FLOAT)) {
          sum += float_value(item);
          DECREF(item);
          continue;
        }
        if (IS_EXACT(item, INT) && int_is_compact(item)) {
          sum += (double)int_value(item);
          DECREF(item);
          continue;
        }
        HOLD(kept, item, "sum()");
        Object *so_far = float_new(sum);
        if (!so_far) return NULL;
        SETREF(total.obj, so_far);
        Object *added = number_binary(total.obj, kept.obj, NB_ADD);
        if (!added) return NULL;
        SETREF(total.obj, added);
        break;
      }
      continue;
    }
    HOLD(item, iter_next(iterator.obj), "sum()");
    if (!item.obj) return hold_return(err_occurred() ? NULL : hold_take(&total), &item, &iterator);
    Object *added = number_binary(total.obj, item.obj, NB_ADD);
    if (!added) return NULL;
    SETREF(total.obj, added);
  }
}

/* ---- truth, order ---- */

static Own quantify(Ref iterable, bool stop_at, const char *why) {
  HOLD(iterator, object_iter(iterable), why);
  if (!iterator.obj) return NULL;
  for (;;) {
    HOLD(item, iter_next(iterator.obj), why);
    if (!item.obj) return hold_return(err_occurred() ? NULL : BOOL_NEW(!stop_at), &item, &iterator);
    int truth = object_is_true(item.obj);
    if (truth < 0) return NULL;
    if ((truth != 0) == stop_at) return hold_return(BOOL_NEW(stop_at), &item, &iterator);
  }
}
FN(all) {
  ONE;
  return quantify(args[0], false, "all()");
}
FN(any) {
  ONE;
  return quantify(args[0], true, "any()");
}

/* Offers one candidate of min() or max(), whose reference is taken over; best and its key are held by the
 * caller. */
static bool offer(Hold *best, Hold *best_key, Object *item, Ref key, int op, const char *why) {
  HOLD(candidate, item, why);
  HOLD(value, NULL, why);
  if (key) {
    value.obj = object_call1(key, item);
    if (!value.obj) return false;
  } else
    value.obj = NEWREF(item);
  if (!best->obj) {
    best->obj = hold_take(&candidate);
    best_key->obj = hold_take(&value);
    return true;
  }
  int better = object_compare_bool(value.obj, best_key->obj, op);
  if (better < 0) return false;
  if (better) {
    Object *old = best->obj, *old_key = best_key->obj;
    best->obj = hold_take(&candidate);
    best_key->obj = hold_take(&value);
    candidate.obj = old;
    value.obj = old_key;
  }
  return true;
}

static Own extreme(Object *const *args, ssize_t nargs, Object *kwnames, int op) {
  const char *name = op == CMP_GT ? "max" : "min", *why = op == CMP_GT ? "max()" : "min()";
  Object *key = NULL, *fallback = NULL;
  if (nargs == 0) return err_format(T(TypeError), "%s expected at least 1 argument, got 0", name);
  for (ssize_t i = 0; kwnames && i < VARSIZE(kwnames); i++) {
    Object *kw = tuple_item(kwnames, i);
    if (str_equals_text(kw, "key"))
      key = args[nargs + i];
    else if (str_equals_text(kw, "default"))
      fallback = args[nargs + i];
    else
      return err_format(T(TypeError), "'%U' is an invalid keyword argument for %s()", kw, name);
  }
  if (key == NONE) key = NULL;
  if (nargs > 1 && fallback)
    return err_format(T(TypeError), "Cannot specify a default for %s() with multiple positional arguments",
                      name);
  HOLD(iterator, NULL, why); /* as CPython's, which goes through the tuple of its arguments */
  iterator.obj = object_iter(nargs > 1 ? RT->empty_tuple : args[0]);
  if (!iterator.obj) return NULL;
  if (nargs == 2 && !key && IS_EXACT(args[0], INT) && IS_EXACT(args[1], INT) && int_is_compact(args[0]) &&
      int_is_compact(args[1])) {
    int64_t a = int_value(args[0]), b = int_value(args[1]);
    return hold_return(NEWREF((op == CMP_GT ? b > a : b < a) ? args[1] : args[0]), &iterator);
  }
  HOLD(best, NULL, why);
  HOLD(best_key, NULL, why);
  if (nargs > 1) {
    for (ssize_t i = 0; i < nargs; i++)
      if (!offer(&best, &best_key, NEWREF(args[i]), key, op, why)) return NULL;
    return hold_return(hold_take(&best), &best_key, &iterator);
  }
  for (Object *item; (item = iter_next(iterator.obj));)
    if (!offer(&best, &best_key, item, key, op, why)) return NULL;
  if (err_occurred()) return NULL;
  if (best.obj) return hold_return(hold_take(&best), &iterator, &best_key);
  if (fallback) return hold_return(NEWREF(fallback), &iterator, &best_key, &best);
  return err_format(T(ValueError), "%s() arg is an empty sequence", name);
}
RAW(min) {
  (void)module;
  return extreme(args, nargs, kwnames, CMP_LT);
}
RAW(max) {
  (void)module;
  return extreme(args, nargs, kwnames, CMP_GT);
}

RAW(sorted) {
  (void)module;
  if (nargs != 1) return err_format(T(TypeError), "sorted expected 1 argument, got %zd", nargs);
  HOLD(list, sequence_list(args[0]), "sorted()");
  if (!list.obj) return NULL;
  Object *key = NULL;
  int reverse = 0;
  if (kwnames && !keywords_are_met(KW_sort)) { /* sorted() calls list.sort() */
    RT->keywords_met |= (uint64_t)1 << KW_sort;
    native_meet_keywords(dict_get_text(T(LIST)->dict, "sort"));
  }
  for (ssize_t i = 0; kwnames && i < VARSIZE(kwnames); i++) {
    Object *kw = tuple_item(kwnames, i);
    if (str_equals_text(kw, "key"))
      key = args[nargs + i] == NONE ? NULL : args[nargs + i];
    else if (str_equals_text(kw, "reverse")) {
      if (!textargs_int(args[nargs + i], &reverse)) return NULL;
    } else
      return err_format(T(TypeError), "'%U' is an invalid keyword argument for sort()", kw);
  }
  HOLD(method, object_getattr(list.obj, N(sort)),
       "sorted()"); /* bound, as in CPython: the collector sees it */
  if (!method.obj || !recursion_enter(" while calling a Python object")) return NULL;
  int sorted = list_sort(list.obj, key, reverse != 0);
  recursion_leave();
  if (sorted < 0) return NULL;
  return hold_return(hold_take(&list), &method);
}

/* ---- objects ---- */

FN(ascii) {
  ONE;
  return object_ascii(args[0]);
}
FN(repr) {
  ONE;
  return object_repr(args[0]);
}
FN(callable) {
  ONE;
  return BOOL_NEW(object_is_callable(args[0]));
}
FN(id) {
  ONE;
  return int_from_u64((uint64_t)(uintptr_t)args[0] + ID_OFFSET);
}
FN(len) {
  ONE;
  ssize_t n = object_length(args[0]);
  return n < 0 ? NULL : int_from_i64(n);
}
FN(hash) {
  ONE;
  Hash h = object_hash(args[0]);
  return h == -1 && err_occurred() ? NULL : int_from_i64(h);
}

RAW(isinstance) {
  (void)module;
  if (UNLIKELY(nargs != 2 || kwnames) && !count_is("isinstance", nargs, kwnames, 2, 2)) return NULL;
  if ((Object *)TYPE(args[0]) == args[1]) return NEWREF(TRUE);
  int yes = object_is_instance(args[0], args[1]);
  return yes < 0 ? NULL : BOOL_NEW(yes);
}
RAW(issubclass) {
  (void)module;
  if (!count_is("issubclass", nargs, kwnames, 2, 2)) return NULL;
  int yes = object_is_subclass(args[0], args[1]);
  return yes < 0 ? NULL : BOOL_NEW(yes);
}

RAW(getattr) {
  (void)module;
  if (!count_is("getattr", nargs, kwnames, 2, 3) || !bound_name(args[1])) return NULL;
  if (nargs == 2) return object_getattr(args[0], args[1]);
  Object *value;
  int found = object_lookup_attr(args[0], args[1], &value);
  return found < 0 ? NULL : found ? value : NEWREF(args[2]);
}
RAW(hasattr) {
  (void)module;
  if (!count_is("hasattr", nargs, kwnames, 2, 2) || !bound_name(args[1])) return NULL;
  Object *value;
  int found = object_lookup_attr(args[0], args[1], &value);
  if (found > 0) DECREF(value);
  return found < 0 ? NULL : BOOL_NEW(found);
}
FN(setattr) {
  ONE;
  if (!bound_name(args[1]) || object_setattr(args[0], args[1], args[2]) < 0) return NULL;
  RETURN_NONE;
}
FN(delattr) {
  ONE;
  if (!bound_name(args[1]) || object_setattr(args[0], args[1], NULL) < 0) return NULL;
  RETURN_NONE;
}

RAW(format) {
  (void)module;
  if (!count_is("format", nargs, kwnames, 1, 2)) return NULL;
  if (nargs > 1 && !IS_SUB(args[1], STR))
    return err_format(T(TypeError), "format() argument 2 must be str, not %.50T", args[1]);
  return object_format(args[0], nargs > 1 ? args[1] : NULL);
}

/* ---- iterating ---- */

RAW(iter) {
  (void)module;
  if (!count_is("iter", nargs, kwnames, 1, 2)) return NULL;
  if (nargs == 1) return object_iter(args[0]);
  if (!object_is_callable(args[0])) return err_format(T(TypeError), "iter(v, w): v must be callable");
  return callable_iterator_new(args[0], args[1]);
}

RAW(next) {
  (void)module;
  if (!count_is("next", nargs, kwnames, 1, 2)) return NULL;
  UnaryFn step = TYPE(args[0])->slots.iternext;
  if (UNLIKELY(!step || !iter_check(args[0])))
    return err_format(T(TypeError), "'%.200T' object is not an iterator", args[0]);
  Object *item = step(args[0]);
  if (item) return item;
  if (nargs == 2) {
    if (err_occurred()) {
      if (!err_matches(T(StopIteration))) return NULL;
      err_clear();
    }
    return NEWREF(args[1]);
  }
  return err_occurred() ? NULL : err_set_none(T(StopIteration));
}

FN(aiter) {
  ONE;
  UnaryFn aiter = TYPE(args[0])->slots.am_aiter;
  if (!aiter) return err_format(T(TypeError), "'%.200T' object is not an async iterable", args[0]);
  Object *it = aiter(args[0]);
  if (!it || TYPE(it)->slots.am_anext) return it;
  HOLD(wrong, it, "aiter()");
  return err_format(T(TypeError), "aiter() returned not an async iterator of type '%.200T'", it);
}

RAW(anext) {
  (void)module;
  if (!count_is("anext", nargs, kwnames, 1, 2)) return NULL;
  UnaryFn anext = TYPE(args[0])->slots.am_anext;
  if (!anext) return err_format(T(TypeError), "'%.200T' object is not an async iterator", args[0]);
  HOLD(awaitable, anext(args[0]), "anext()");
  if (!awaitable.obj || nargs == 1) return hold_take(&awaitable);
  return err_format(T(NotImplementedError), "anext() with a default is not supported yet");
}

/* ---- namespaces ---- */

FN(globals) {
  ONE, (void)args;
  Object *globals = vm_current_globals();
  return NEWREF(globals ? globals : NONE);
}
FN(locals) {
  ONE, (void)args;
  return vm_current_locals();
}

RAW(vars) {
  (void)module;
  if (!count_is("vars", nargs, kwnames, 0, 1)) return NULL;
  if (nargs == 0) return vm_current_locals();
  Object *dict;
  int found = object_lookup_attr(args[0], N(__dict__), &dict);
  if (found == 0) return err_format(T(TypeError), "vars() argument must have __dict__ attribute");
  return found < 0 ? NULL : dict;
}

RAW(dir) {
  (void)module;
  if (!count_is("dir", nargs, kwnames, 0, 1)) return NULL;
  if (nargs) return object_dir(args[0]);
  HOLD(locals, vm_current_locals(), "dir()");
  if (!locals.obj) return NULL;
  HOLD(keys, mapping_keys(locals.obj), "dir()");
  if (!keys.obj) return NULL;
  if (!IS_SUB(keys.obj, LIST))
    return err_format(T(TypeError), "dir(): expected keys() of locals to be a list, not '%.200T'", keys.obj);
  return hold_return(list_sort(keys.obj, NULL, false) < 0 ? NULL : hold_take(&keys), &locals);
}

/* ---- code ---- */

/* The text of a source argument; *text is valid as long as o and *copy live. */
static bool source_text(Ref o, const char *function, const char *what, const char **text, ssize_t *length,
                        Buffer *view) {
  if (IS_SUB(o, STR)) {
    if (!(*text = str_utf8(o, length))) return false;
  } else if (buffer_check(o)) {
    if (buffer_get(o, view, BUFFER_SIMPLE) < 0) return false;
    *text = view->buf;
    *length = view->len;
  } else {
    err_format(T(TypeError), "%s() arg 1 must be a %s object", function, what);
    return false;
  }
  if (memchr(*text, 0, (size_t)*length)) {
    err_format(T(ValueError), "source code string cannot contain null bytes");
    return false;
  }
  return true;
}

static uint32_t inherited_flags(void) {
  return VM->frame && (VM->frame->code->flags & CO_FUTURE_ANNOTATIONS) ? COMPILE_FUTURE_ANNOTATIONS : 0;
}

/* A text without a file that the library makes code of (the methods of a dataclass) is library code too: no
 * person wrote it. */
static uint32_t library_flag(void) {
  return VM->frame && VM->frame->code->quiet ? COMPILE_QUIET : COMPILE_CALLED;
}

/* The first compile() makes CPython's classes of syntax trees, for good: as many objects for the collector to
 * count. */
static void count_tree_classes(void) {
  enum { TREE_CLASSES_OBJECTS = 745 };
  if (RT->tree_classes_counted || GC_STATE->paused) return;
  RT->tree_classes_counted = true;
  for (int i = 0; i < TREE_CLASSES_OBJECTS; i++) gc_maybe_collect();
}

static uint32_t text_flag(BORROWED Ref source) { return IS_SUB(source, STR) ? COMPILE_TEXT : 0; }

/* Fills in what eval and exec leave out. *g and *l are borrowed, from the caller's arguments or the current
 * frame; `kept` holds what had to be made. */
static bool namespaces(BORROWED Ref globals, BORROWED Ref locals, Object **g, Object **l, Hold *kept) {
  if (!globals || globals == NONE) {
    Object *current = vm_current_globals();
    if (!current) {
      err_format(T(TypeError), "eval must be given globals and locals when called without a frame");
      return false;
    }
    *g = current;
    if (!locals || locals == NONE) {
      kept->obj = vm_current_locals();
      *l = kept->obj;
      if (*l == current) CLEAR(kept->obj); /* the frame holds it */
    } else
      *l = locals;
    if (!*l) return false;
  } else {
    *g = globals;
    *l = !locals || locals == NONE ? globals : locals;
  }
  int has = dict_contains(*g, N(__builtins__));
  if (has < 0) return false;
  return has || dict_set(*g, N(__builtins__), vm_current_builtins()) == 0;
}

/* Who holds the constants of a text while its code runs, as CPython's tree does. */
static const char syntax_tree[] = "syntax tree of the running text";

RAW(eval) {
  (void)module;
  if (!count_is("eval", nargs, kwnames, 1, 3)) return NULL;
  Object *globals = nargs > 1 && args[1] != NONE ? args[1] : NULL;
  Object *locals = nargs > 2 && args[2] != NONE ? args[2] : NULL;
  if (locals && !mapping_check(locals)) return err_format(T(TypeError), "locals must be a mapping");
  if (globals && !IS_SUB(globals, DICT))
    return err_format(T(TypeError), mapping_check(globals)
                                        ? "globals must be a real dict; try eval(code, {}, mapping)"
                                        : "globals must be a dict");
  Object *g, *l;
  HOLD(made, NULL, "eval()");
  if (!namespaces(globals, locals, &g, &l, &made)) return NULL;
  if (IS_EXACT(args[0], CODE)) {
    if (((Code *)args[0])->nfreevars)
      return err_format(T(TypeError), "code object passed to eval() may not contain free variables");
    return hold_return(vm_run_code(args[0], g, l), &made);
  }
  const char *text;
  ssize_t length;
  AUTO_BUFFER(view);
  if (!source_text(args[0], "eval", "string, bytes or code", &text, &length, &view)) return NULL;
  while (length && (*text == ' ' || *text == '\t')) text++, length--;
  HOLD(tree, NULL, syntax_tree);
  HOLD(code,
       compile_source(text, (size_t)length, N(string_dot), COMPILE_EVAL,
                      inherited_flags() | library_flag() | text_flag(args[0]), NULL, &tree.obj),
       "eval()");
  return hold_return(code.obj ? vm_run_code(code.obj, g, l) : NULL, &code, &tree, &made);
}

RAW(exec) {
  (void)module;
  static const ArgSpec spec = {"exec", {"source", "globals", "locals", "closure"}, 3, 3, 4, 1};
  Object *v[4];
  if (!args_bind(&spec, args, nargs, kwnames, v)) return NULL;
  Object *globals = v[1] && v[1] != NONE ? v[1] : NULL, *locals = v[2] && v[2] != NONE ? v[2] : NULL;
  Object *closure = v[3] && v[3] != NONE ? v[3] : NULL;
  if (globals && !IS_SUB(globals, DICT))
    return err_format(T(TypeError), "exec() globals must be a dict, not %.100T", globals);
  if (locals && !mapping_check(locals))
    return err_format(T(TypeError), "locals must be a mapping or None, not %.100T", locals);
  Object *g, *l;
  HOLD(made, NULL, "exec()");
  if (!namespaces(globals, locals, &g, &l, &made)) return NULL;
  HOLD(tree, NULL, syntax_tree);
  HOLD(code, NULL, "exec()");
  if (IS_EXACT(v[0], CODE)) {
    ssize_t free = ((Code *)v[0])->nfreevars;
    if (free == 0 && closure) return err_format(T(TypeError), "cannot use a closure with this code object");
    if (free) {
      bool fits = closure && IS_EXACT(closure, TUPLE) && tuple_size(closure) == free;
      for (ssize_t i = 0; fits && i < free; i++) fits = IS_EXACT(tuple_item(closure, i), CELL);
      if (!fits)
        return err_format(T(TypeError), "code object requires a closure of exactly length %zd", free);
      HOLD(function, function_new(v[0], g, vm_current_builtins(), ((Code *)v[0])->qualname), "exec()");
      if (!function.obj) return NULL;
      SETREF(((Function *)function.obj)->closure, NEWREF(closure));
      HOLD(result, object_call0(function.obj), "exec()");
      if (!result.obj) return NULL;
      return hold_return(NEWREF(NONE), &result, &function, &code, &tree, &made);
    }
    code.obj = NEWREF(v[0]);
  } else {
    if (closure) return err_format(T(TypeError), "closure can only be used when source is a code object");
    const char *text;
    ssize_t length;
    AUTO_BUFFER(view);
    if (!source_text(v[0], "exec", "string, bytes or code", &text, &length, &view)) return NULL;
    code.obj = compile_source(text, (size_t)length, N(string_dot), COMPILE_EXEC,
                              inherited_flags() | library_flag() | text_flag(v[0]), NULL, &tree.obj);
  }
  if (!code.obj) return NULL;
  Object *result = vm_run_code(code.obj, g, l);
  if (!result) return NULL;
  DECREF(result);
  return hold_return(NEWREF(NONE), &code, &tree, &made);
}

FN(compile) {
  ONE;
  enum { ONLY_AST = 0x400, FUTURE_ANNOTATIONS = 0x1000000, KNOWN = 0x1FF2600 | 0x400 | 0x10 };
  int flags = 0, optimize = -1;
  if (args[3] && !textargs_int(args[3], &flags)) return NULL;
  int dont_inherit = args[4] ? object_is_true(args[4]) : 0;
  if (dont_inherit < 0 || (args[5] && !textargs_int(args[5], &optimize))) return NULL;
  HOLD(filename, IS_SUB(args[1], STR) ? NEWREF(args[1]) : NULL, "compile()");
  if (!filename.obj) {
    if (!IS_SUB(args[1], BYTES))
      return err_format(T(TypeError), "expected str, bytes or os.PathLike object, not %.200T", args[1]);
    filename.obj = str_from_utf8(BYTES_DATA(args[1]), VARSIZE(args[1]));
    if (!filename.obj) return NULL;
  }
  if (!IS_SUB(args[2], STR))
    return err_format(T(TypeError), "compile() argument 'mode' must be str, not %.50T", args[2]);
  if (flags & ~KNOWN) return err_format(T(ValueError), "compile(): unrecognised flags");
  if (optimize < -1 || optimize > 2) return err_format(T(ValueError), "compile(): invalid optimize value");
  CompileMode mode;
  if (str_equals_text(args[2], "exec"))
    mode = COMPILE_EXEC;
  else if (str_equals_text(args[2], "eval"))
    mode = COMPILE_EVAL;
  else if (str_equals_text(args[2], "single"))
    mode = COMPILE_SINGLE;
  else if (str_equals_text(args[2], "func_type"))
    return err_format(T(ValueError), "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  else
    return err_format(T(ValueError), "compile() mode must be 'exec', 'eval' or 'single'");
  if (flags & ONLY_AST)
    return err_format(T(NotImplementedError), "compile() cannot return a syntax tree here");
  uint32_t how = dont_inherit ? 0 : inherited_flags();
  count_tree_classes();
  how |= str_equals_text(filename.obj, "<string>") ? library_flag() : library_flag() & COMPILE_CALLED;
  if (flags & FUTURE_ANNOTATIONS) how |= COMPILE_FUTURE_ANNOTATIONS;
  const char *text;
  ssize_t length;
  AUTO_BUFFER(view);
  if (!source_text(args[0], "compile", "string, bytes or AST", &text, &length, &view)) return NULL;
  if (mode == COMPILE_EVAL)
    while (length && (*text == ' ' || *text == '\t')) text++, length--;
  return hold_return(
      compile_source(text, (size_t)length, filename.obj, mode, how | text_flag(args[0]), NULL, NULL),
      &filename);
}

FN(import) {
  ONE;
  int level = 0;
  if (args[4] && !textargs_int(args[4], &level)) return NULL;
  if (!IS_SUB(args[0], STR)) return err_format(T(TypeError), "module name must be a string");
  if (level < 0) return err_format(T(ValueError), "level must be >= 0");
  return vm_import(args[0], args[1], args[3], level);
}

RAW(build_class) {
  (void)module;
  return vm_build_class(args, nargs, kwnames);
}

RAW(breakpoint) {
  (void)module;
  Object *hook = dict_get_text(VM->sys_dict, "breakpointhook");
  if (!hook) RETURN_NONE;
  HOLD(held, NEWREF(hook), "breakpoint()");
  return hold_return(object_call(hook, args, nargs, kwnames), &held);
}

/* ---- text in and out ---- */

RAW(print) {
  (void)module;
  static const char *const names[] = {"sep", "end", "file", "flush"};
  Object *sep = NULL, *end = NULL, *file = NULL, *flush = NULL;
  if (UNLIKELY(!keywords_are_met(KW_print))) keywords_meet("print", names, ARRAY_LEN(names));
  for (ssize_t i = 0; kwnames && i < VARSIZE(kwnames); i++) {
    Object *kw = tuple_item(kwnames, i), *value = args[nargs + i];
    if (str_equals_text(kw, "sep"))
      sep = value;
    else if (str_equals_text(kw, "end"))
      end = value;
    else if (str_equals_text(kw, "file"))
      file = value;
    else if (str_equals_text(kw, "flush"))
      flush = value;
    else
      return err_format(T(TypeError), "'%U' is an invalid keyword argument for print()", kw);
  }
  if (!file || file == NONE) {
    file = dict_get(VM->sys_dict, N(stdout));
    if (!file) return err_occurred() ? NULL : err_format(T(RuntimeError), "lost sys.stdout");
    if (file == NONE) RETURN_NONE;
  }
  HOLD(held, NEWREF(file), "print()");
  HOLD(objects, tuple_from_array(args, nargs), "print()"); /* as CPython's print, which takes *args */
  if (!objects.obj) return NULL;
  if (sep == NONE) sep = NULL;
  if (end == NONE) end = NULL;
  if (sep && !IS_SUB(sep, STR))
    return err_format(T(TypeError), "sep must be None or a string, not %.200T", sep);
  if (end && !IS_SUB(end, STR))
    return err_format(T(TypeError), "end must be None or a string, not %.200T", end);
  for (ssize_t i = 0; i < nargs; i++) {
    if (i && file_print(&held, sep ? sep : (Object *)RT->latin1[' ']) < 0) return NULL;
    if (file_print(&held, args[i]) < 0) return NULL;
  }
  if (file_print(&held, end ? end : (Object *)RT->latin1['\n']) < 0) return NULL;
  int want = flush ? object_is_true(flush) : 0;
  if (want < 0 || (want && file_flush(file) < 0)) return NULL;
  CLEAR(objects.obj); /* before the result is there: it may be the last to hold what it holds */
  CLEAR(held.obj);
  return hold_return(NEWREF(NONE), &objects, &held);
}

RAW(input) {
  (void)module;
  if (!count_is("input", nargs, kwnames, 0, 1)) return NULL;
  Object *in = sys_stream(N(stdin)), *out = sys_stream(N(stdout)), *errors = sys_stream(N(stderr));
  if (!in) return err_format(T(RuntimeError), "input(): lost sys.stdin");
  if (!out) return err_format(T(RuntimeError), "input(): lost sys.stdout");
  if (!errors) return err_format(T(RuntimeError), "input(): lost sys.stderr");
  HOLD(held_in, NEWREF(in), "input()");
  HOLD(held_out, NEWREF(out), "input()");
  if (file_flush(errors) < 0) err_clear();
  if (nargs) {
    HOLD(text, object_str(args[0]), "input()");
    if (!text.obj || file_write(out, text.obj) < 0) return NULL;
  }
  if (file_flush(out) < 0) err_clear();
  return hold_return(file_get_line(in), &held_out, &held_in);
}

FN(open) {
  ONE;
  return io_open(args, nargs);
}

/* ---- the module ---- */

static const MethodSpec functions[] = {
    {"__build_class__", AS_RAW(builtin_build_class), METHOD_RAW,
     "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nWhat a class statement calls."},
    {"__import__($module, /, name, globals=None, locals=None, fromlist=(), level=0)", builtin_import, 0,
     "Imports a module. What an import statement calls; prefer importlib.import_module()."},
    {"abs($module, x, /)", builtin_abs, 0, "Return the absolute value of the argument."},
    {"all($module, iterable, /)", builtin_all, 0, "True if every item is true (or there are none)."},
    {"any($module, iterable, /)", builtin_any, 0, "True if some item is true."},
    {"ascii($module, obj, /)", builtin_ascii, 0, "repr() with everything beyond ASCII escaped."},
    {"bin($module, number, /)", builtin_bin, 0, "An integer in binary: bin(10) is '0b1010'."},
    {"breakpoint", AS_RAW(builtin_breakpoint), METHOD_RAW,
     "breakpoint(*args, **kws)\n\nCalls sys.breakpointhook(*args, **kws)."},
    {"callable($module, obj, /)", builtin_callable, 0, "Whether the object can be called."},
    {"chr($module, i, /)", builtin_chr, 0, "The character with that code point, 0 <= i <= 0x10ffff."},
    {"compile($module, /, source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, "
     "_feature_version=-1)",
     builtin_compile, 0, "Source to a code object for exec() or eval(). mode: 'exec', 'eval' or 'single'."},
    {"delattr($module, obj, name, /)", builtin_delattr, 0, "delattr(x, 'y') is del x.y"},
    {"dir", AS_RAW(builtin_dir), METHOD_RAW | METHOD_TUPLE,
     "dir([object]) -> list of strings\n\nThe names in the current scope, or the attributes of an object."},
    {"divmod($module, x, y, /)", builtin_divmod, 0, "The tuple (x//y, x%y)."},
    {"eval($module, source, globals=None, locals=None, /)", AS_RAW(builtin_eval), METHOD_RAW,
     "The value of an expression given as text or as a code object."},
    {"exec($module, source, globals=None, locals=None, /, *, closure=None)", AS_RAW(builtin_exec), METHOD_RAW,
     "Runs statements given as text or as a code object."},
    {"format($module, value, format_spec='', /)", AS_RAW(builtin_format), METHOD_RAW,
     "value.__format__(format_spec): the text of a value in the form the spec asks for."},
    {"getattr", AS_RAW(builtin_getattr), METHOD_RAW,
     "getattr(object, name[, default]) -> value\n\ngetattr(x, 'y') is x.y; the default is returned when "
     "there is no such attribute."},
    {"globals($module, /)", builtin_globals, 0, "The dictionary of the current module's names."},
    {"hasattr($module, obj, name, /)", AS_RAW(builtin_hasattr), METHOD_RAW,
     "Whether getattr(obj, name) succeeds."},
    {"hash($module, obj, /)", builtin_hash, 0, "The hash value: equal objects have equal ones."},
    {"hex($module, number, /)", builtin_hex, 0, "An integer in hexadecimal: hex(255) is '0xff'."},
    {"id($module, obj, /)", builtin_id, 0,
     "The identity of an object: unique among the objects that live at the same time."},
    {"input($module, prompt='', /)", AS_RAW(builtin_input), METHOD_RAW,
     "Reads a line from standard input, without its end. The prompt is printed first. EOFError at the end."},
    {"isinstance($module, obj, class_or_tuple, /)", AS_RAW(builtin_isinstance), METHOD_RAW,
     "Whether the object is an instance of the class, of a subclass, or of one class of a tuple."},
    {"issubclass($module, cls, class_or_tuple, /)", AS_RAW(builtin_issubclass), METHOD_RAW,
     "Whether the class is or derives from the class, or one class of a tuple."},
    {"iter", AS_RAW(builtin_iter), METHOD_RAW,
     "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nAn iterator over the items; or one "
     "that calls until the sentinel is returned."},
    {"aiter($module, async_iterable, /)", builtin_aiter, 0,
     "The asynchronous iterator of an asynchronous iterable."},
    {"len($module, obj, /)", builtin_len, 0, "Return the number of items in a container."},
    {"locals($module, /)", builtin_locals, 0, "A dictionary of the current scope's local names."},
    {"max", AS_RAW(builtin_max), METHOD_RAW | METHOD_TUPLE | METHOD_NAMED,
     "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> "
     "value\n\nThe biggest item; the first of equal ones."},
    {"min", AS_RAW(builtin_min), METHOD_RAW | METHOD_TUPLE | METHOD_NAMED,
     "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> "
     "value\n\nThe smallest item; the first of equal ones."},
    {"next", AS_RAW(builtin_next), METHOD_RAW,
     "next(iterator[, default])\n\nThe next item; at the end the default, or StopIteration."},
    {"anext($module, aiterator, default=<unrepresentable>, /)", AS_RAW(builtin_anext), METHOD_RAW,
     "The next item of an asynchronous iterator, to be awaited."},
    {"oct($module, number, /)", builtin_oct, 0, "An integer in octal: oct(8) is '0o10'."},
    {"ord($module, c, /)", builtin_ord, 0, "The code point of a one-character string."},
    {"pow($module, /, base, exp, mod=None)", builtin_pow, 0, "base**exp, or base**exp % mod."},
    {"print($module, /, *args, sep=' ', end='\\n', file=None, flush=False)", AS_RAW(builtin_print),
     METHOD_RAW, "Prints the values, with sep between them and end behind, to file or sys.stdout."},
    {"repr($module, obj, /)", builtin_repr, 0,
     "The text that describes the object, often as one would write it in source."},
    {"round($module, /, number, ndigits=None)", builtin_round, 0,
     "Rounds to that many decimal digits, to an int without ndigits; halves go to the even neighbour."},
    {"setattr($module, obj, name, value, /)", builtin_setattr, 0, "setattr(x, 'y', v) is x.y = v"},
    {"sorted($module, iterable, /, *, key=None, reverse=False)", AS_RAW(builtin_sorted), METHOD_RAW,
     "A new list of the items in ascending order of the items, or of key(item); equal ones keep their "
     "order."},
    {"sum($module, iterable, /, start=0)", AS_RAW(builtin_sum), METHOD_RAW,
     "The start value plus all items."},
    {"vars", AS_RAW(builtin_vars), METHOD_RAW | METHOD_TUPLE,
     "vars([object]) -> dictionary\n\nobject.__dict__; without an object, locals()."},
    {0}};

static const struct {
  const char *name;
  TypeId type;
} types[] = {{"bool", T_BOOL},
             {"memoryview", T_MEMORYVIEW},
             {"bytearray", T_BYTEARRAY},
             {"bytes", T_BYTES},
             {"classmethod", T_CLASSMETHOD},
             {"complex", T_COMPLEX},
             {"dict", T_DICT},
             {"enumerate", T_ENUMERATE},
             {"filter", T_FILTER},
             {"float", T_FLOAT},
             {"frozenset", T_FROZENSET},
             {"property", T_PROPERTY},
             {"int", T_INT},
             {"list", T_LIST},
             {"map", T_MAP},
             {"object", T_OBJECT},
             {"range", T_RANGE},
             {"reversed", T_REVERSED},
             {"set", T_SET},
             {"slice", T_SLICE},
             {"staticmethod", T_STATICMETHOD},
             {"str", T_STR},
             {"super", T_SUPER},
             {"tuple", T_TUPLE},
             {"type", T_TYPE},
             {"zip", T_ZIP}};

static const struct {
  const char *name;
  TypeId type;
} exceptions[] = {
#define EXCEPTION(name, base, doc) {#name, T_##name},
#include "object/exceptions.def"
#undef EXCEPTION
    {"EnvironmentError", T_OSError},
    {"IOError", T_OSError},
};

static const MethodSpec open_function[] = {
    {"open($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, "
     "opener=None)",
     builtin_open, 0,
     "Opens a file of the program's in-memory file system and returns a stream.\n\nmode: 'r' read, 'w' write "
     "anew, 'x' create, 'a' append, with 'b' for bytes, 't' for text, '+' for both ways."},
    {0}};

Own module_builtins_init(void) {
  HOLD(module, module_new("builtins", "Built-in functions, types, exceptions, and other objects."),
       "the module builtins");
  Object *m = module.obj;
  if (!m || native_add_functions(m, functions) < 0) return NULL;
  if (module_add(m, "None", NONE) < 0 || module_add(m, "Ellipsis", ELLIPSIS) < 0 ||
      module_add(m, "NotImplemented", NOT_IMPLEMENTED) < 0 || module_add(m, "False", FALSE) < 0 ||
      module_add(m, "True", TRUE) < 0)
    return NULL;
  for (size_t i = 0; i < ARRAY_LEN(types); i++)
    if (module_add(m, types[i].name, (Object *)&RT->types[types[i].type]) < 0) return NULL;
  if (module_add(m, "__debug__", TRUE) < 0) return NULL;
  for (size_t i = 0; i < ARRAY_LEN(exceptions); i++)
    if (module_add(m, exceptions[i].name, (Object *)&RT->types[exceptions[i].type]) < 0) return NULL;
  HOLD(io, str_from_ascii("io", 2), "the module builtins");
  const NativeDef *def = native_def(open_function);
  if (!io.obj || !def || module_add_steal(m, "open", builtin_new(def, m, io.obj)) < 0) return NULL;
  if (sitebuiltins_add(m) < 0) return NULL;
  return hold_return(hold_take(&module), &io);
}
