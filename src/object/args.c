/* Binding arguments to parameters for native code that has no signature text of its own (METHOD_RAW, new_,
 * init). */
#include <string.h>

#include "object/bind.h"
#include "object/err.h"
#include "object/protocol.h"
#include "object/tuple.h"

/* The texts follow from how CPython would have written the same function: with positional-only parameters it
 * checks the number alone ("f expected at most 2 arguments, got 3"); with names it goes through the keyword
 * parser ("f() takes ..."). */

static bool check_count(const char *function, ssize_t nargs, ssize_t min, ssize_t max) {
  if (nargs >= min && (max < 0 || nargs <= max)) return true;
  bool few = nargs < min;
  ssize_t bound = few ? min : max;
  err_format(T(TypeError), "%s expected %s%zd argument%s, got %zd", function,
             min == max ? ""
             : few      ? "at least "
                        : "at most ",
             bound, bound == 1 ? "" : "s", nargs);
  return false;
}

static bool reject_keywords(const char *qualified, Object *kwnames) {
  if (!kwnames || !tuple_size(kwnames)) return true;
  err_format(T(TypeError), "%s() takes no keyword arguments", qualified);
  return false;
}

int bind_find_name(const Params *p, Ref key) {
  for (int i = p->posonly; i < p->total; i++)
    if (i != p->star && i != p->star_star && str_equals_text(key, p->names[i])) return i;
  return -1;
}

static bool bind_keywords_checked(const Params *p, Object *const *args, ssize_t nargs, Object *kwnames,
                                  Object **out) {
  const char *name = p->nameless ? "function" : p->function, *call = p->nameless ? "" : "()";
  ssize_t nkw = kwnames ? tuple_size(kwnames) : 0;
  int total = p->total - (p->star >= 0) - (p->star_star >= 0);
  int required_pos = 0;
  while (required_pos < p->pos && (p->required >> required_pos & 1)) required_pos++;
  if (p->star < 0 && p->star_star < 0) {
    if (nargs + nkw > total) {
      err_format(T(TypeError), "%s%s takes at most %d %sargument%s (%zd given)", name, call, total,
                 nargs == 0 ? "keyword " : "", total == 1 ? "" : "s", nargs + nkw);
      return false;
    }
  }
  if (p->star < 0 && nargs > p->pos) {
    if (p->pos == 0)
      err_format(T(TypeError), "%s%s takes no positional arguments", name, call);
    else
      err_format(T(TypeError), "%s%s takes %s %d positional argument%s (%zd given)", name, call,
                 required_pos < p->pos ? "at most" : "exactly", p->pos, p->pos == 1 ? "" : "s", nargs);
    return false;
  }
  int minposonly = MIN((int)p->posonly, required_pos);
  if (nargs < minposonly) {
    err_format(T(TypeError), "%s%s takes %s %d positional argument%s (%zd given)", name, call,
               minposonly < p->pos ? "at least" : "exactly", minposonly, minposonly == 1 ? "" : "s", nargs);
    return false;
  }
  ssize_t given = MIN(nargs, (ssize_t)p->pos);
  for (ssize_t i = 0; i < given; i++) out[i] = args[i];
  ssize_t unknown = -1;
  for (ssize_t k = 0; k < nkw; k++) {
    Object *key = tuple_item(kwnames, k);
    int i = bind_find_name(p, key);
    if (i < 0) {
      if (unknown < 0) unknown = k;
      continue;
    }
    if (i < given) {
      err_format(T(TypeError), "argument for %s%s given by name ('%U') and position (%d)", name, call, key,
                 i + 1);
      return false;
    }
    out[i] = args[nargs + k];
  }
  for (int i = 0; i < p->total; i++) {
    if (i == p->star || i == p->star_star || out[i] || !(p->required >> i & 1)) continue;
    if (i < p->posonly) continue;
    err_format(T(TypeError), "%s%s missing required argument '%s' (pos %d)", name, call, p->names[i], i + 1);
    return false;
  }
  if (unknown >= 0 && p->star_star < 0) {
    err_format(T(TypeError), "'%U' is an invalid keyword argument for %s%s", tuple_item(kwnames, unknown),
               p->nameless ? "this function" : p->function, call);
    return false;
  }
  return true;
}

bool bind_arguments(const Params *p, Object *const *args, ssize_t nargs, Object *kwnames, Object **out) {
  for (int i = 0; i < p->total; i++) out[i] = NULL;
  bool only_positional = p->posonly == p->total - (p->star >= 0) && p->star_star < 0;
  if (!only_positional) return bind_keywords_checked(p, args, nargs, kwnames, out);
  if (!reject_keywords(p->qualified, kwnames)) return false;
  int required = 0;
  while (required < p->posonly && (p->required >> required & 1)) required++;
  if (p->total == 0) {
    if (nargs == 0) return true;
    err_format(T(TypeError), "%s() takes no arguments (%zd given)", p->qualified, nargs);
    return false;
  }
  if (p->total == 1 && required == 1 && p->one_exactly) {
    if (nargs != 1) {
      err_format(T(TypeError), "%s() takes exactly one argument (%zd given)", p->qualified, nargs);
      return false;
    }
  } else if (!check_count(p->function, nargs, required, p->star >= 0 ? -1 : p->posonly))
    return false;
  ssize_t n = MIN(nargs, (ssize_t)p->posonly);
  for (ssize_t i = 0; i < n; i++) out[i] = args[i];
  return true;
}

/* ---- the tuples of keyword names ---- */

int keywords_row(const char *function, const char *first_name) {
  static const struct {
    const char *function, *first_name;
  } rows[] = {
#define KEYWORDS(function, first_name) {#function, first_name},
#include "object/keywords.def"
#undef KEYWORDS
  };
  _Static_assert(KW_COUNT <= 64, "RT->keywords_met has one bit for each");
  for (size_t i = 0; i < ARRAY_LEN(rows); i++)
    if (!strcmp(function, rows[i].function) && !strcmp(first_name, rows[i].first_name)) return (int)i;
  return -1;
}

void keywords_make(const char *const *names, int n) {
  if (RT->keyword_tuple_count == (int)ARRAY_LEN(RT->keyword_tuples)) return;
  HOLD(tuple, tuple_new(n), "arguments of a built-in");
  if (!tuple.obj) {
    err_clear();
    return;
  }
  for (int i = 0; i < n; i++) {
    Object *name = str_intern(names[i]);
    if (!name) {
      err_clear();
      return;
    }
    ((Tuple *)tuple.obj)->items[i] = name;
  }
  RT->keyword_tuples[RT->keyword_tuple_count++] = hold_take(&tuple);
}

void keywords_meet(const char *function, const char *const *names, int n) {
  int row = n > 0 ? keywords_row(function, names[0]) : -1;
  if (row < 0 || (RT->keywords_met & (uint64_t)1 << row)) return;
  RT->keywords_met |= (uint64_t)1 << row;
  keywords_make(names, n);
}

bool args_bind(const ArgSpec *spec, Object *const *args, ssize_t nargs, Object *kwnames, Object **out) {
  Params p = {.function = spec->function,
              .qualified = spec->function,
              .names = (const char *const *)spec->names,
              .posonly = spec->posonly,
              .pos = spec->pos,
              .total = spec->total,
              .star = -1,
              .star_star = -1,
              .required = (1u << spec->required) - 1};
  if ((kwnames && tuple_size(kwnames)) || nargs < spec->required || nargs > spec->pos)
    keywords_meet(spec->function, p.names + spec->posonly, spec->total - spec->posonly);
  return bind_arguments(&p, args, nargs, kwnames, out);
}

bool args_none(const char *function, ssize_t nargs, Object *kwnames) {
  if (nargs == 0 && (!kwnames || !tuple_size(kwnames))) return true;
  err_format(T(TypeError), "%s() takes no arguments", function);
  return false;
}

bool args_no_keywords(const char *function, Object *kwnames) { return reject_keywords(function, kwnames); }

bool args_positional(const char *function, ssize_t nargs, Object *kwnames, ssize_t min, ssize_t max) {
  return reject_keywords(function, kwnames) && check_count(function, nargs, min, max);
}
