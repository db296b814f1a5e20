#include "object/textargs.h"

#include <string.h>

#include "object/protocol.h"

bool textargs_slice_index(Ref o, ssize_t *out) {
  if (o == NONE) return true;
  if (!number_check_index(o)) {
    err_format(T(TypeError), "slice indices must be integers or None or have an __index__ method");
    return false;
  }
  ssize_t v = object_as_index(o, NULL);
  if (v == -1 && err_occurred()) return false;
  *out = v;
  return true;
}

bool textargs_find(const char *type, const char *method, Object *const *args, ssize_t nargs, Object *kwnames,
                   Object **sub, ssize_t *start, ssize_t *end) {
  if (kwnames && VARSIZE(kwnames)) {
    err_format(T(TypeError), "%s.%s() takes no keyword arguments", type, method);
    return false;
  }
  if (nargs < 1 || nargs > 3) {
    err_format(T(TypeError), "%s() takes at %s %d argument%s (%zd given)", method,
               nargs < 1 ? "least" : "most", nargs < 1 ? 1 : 3, nargs < 1 ? "" : "s", nargs);
    return false;
  }
  *sub = args[0];
  *start = 0;
  *end = PTRDIFF_MAX;
  return (nargs < 2 || textargs_slice_index(args[1], start)) &&
         (nargs < 3 || textargs_slice_index(args[2], end));
}

bool textargs_ssize(Ref o, ssize_t *out) {
  if (IS_EXACT(o, INT) && int_is_compact(o)) {
    *out = int_value(o);
    return true;
  }
  HOLD(number, number_index(o), "an index");
  if (!number.obj) return false;
  int64_t v;
  if (!int_fits_i64(number.obj, &v)) {
    err_format(T(OverflowError), "Python int too large to convert to C ssize_t");
    return false;
  }
  *out = v;
  return true;
}

bool textargs_int(Ref o, int *out) {
  HOLD(number, number_index(o), "an index");
  if (!number.obj) return false;
  int64_t v;
  if (!int_fits_i64(number.obj, &v) || v > INT32_MAX || v < INT32_MIN) {
    err_format(T(OverflowError), "Python int too large to convert to C int");
    return false;
  }
  *out = (int)v;
  return true;
}

bool textargs_text(const char *function, const char *name, Ref o, const char **out) {
  *out = NULL;
  if (!o) return true;
  if (!IS_SUB(o, STR)) {
    err_format(T(TypeError), "%s() argument '%s' must be str, not %.50T", function, name, o);
    return false;
  }
  ssize_t n;
  const char *text = str_utf8(o, &n);
  if (!text) return false;
  if (strlen(text) != (size_t)n) {
    err_format(T(ValueError), "embedded null character");
    return false;
  }
  *out = text;
  return true;
}
