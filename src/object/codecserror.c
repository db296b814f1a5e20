#include "object/codecserror.h"

#include <string.h>

#include "object/bytes.h"
#include "object/codecs.h"
#include "object/dict.h"
#include "object/protocol.h"
#include "object/tuple.h"

static const char *const handler_names[] = {
    [ON_ERROR_STRICT] = "strict",
    [ON_ERROR_IGNORE] = "ignore",
    [ON_ERROR_REPLACE] = "replace",
    [ON_ERROR_BACKSLASH] = "backslashreplace",
    [ON_ERROR_XMLCHARREF] = "xmlcharrefreplace",
    [ON_ERROR_NAME] = "namereplace",
    [ON_ERROR_SURROGATEESCAPE] = "surrogateescape",
    [ON_ERROR_SURROGATEPASS] = "surrogatepass",
};

ErrorHandler error_handler_of(const char *errors) {
  if (!errors) return ON_ERROR_STRICT;
  if (RT->codec_handlers && dict_get_text(RT->codec_handlers, errors)) return ON_ERROR_OTHER;
  for (int i = 0; i < ON_ERROR_OTHER; i++)
    if (strcmp(errors, handler_names[i]) == 0) return (ErrorHandler)i;
  return ON_ERROR_OTHER;
}

bool codec_errors_known(const char *errors) {
  return error_handler_of(errors) != ON_ERROR_OTHER ||
         (RT->codec_handlers && dict_get_text(RT->codec_handlers, errors));
}

Own codec_register_error(Ref name, Ref handler) {
  if (!object_is_callable(handler)) return err_format(T(TypeError), "handler must be callable");
  if (!RT->codec_handlers && !(RT->codec_handlers = dict_new())) return NULL;
  if (dict_set(RT->codec_handlers, name, handler) < 0) return NULL;
  RETURN_NONE;
}

static Own make_error(Type *type, const char *encoding, Object *object, ssize_t start, ssize_t end,
                      const char *reason) {
  HOLD(held, object, "a codec");
  HOLD(name, str_from_ascii(encoding, -1), "a codec");
  HOLD(from, int_from_i64(start), "a codec");
  HOLD(to, int_from_i64(end), "a codec");
  HOLD(why, str_from_ascii(reason, -1), "a codec");
  if (!object || !name.obj || !from.obj || !to.obj || !why.obj) return NULL;
  Object *args[] = {name.obj, object, from.obj, to.obj, why.obj};
  return hold_return(object_call((Object *)type, args, 5, NULL), &why, &to, &from, &name, &held);
}
Own make_encode_error(const char *encoding, Ref s, ssize_t start, ssize_t end, const char *reason) {
  return make_error(T(UnicodeEncodeError), encoding, NEWREF(s), start, end, reason);
}
Own make_decode_error(const char *encoding, const char *bytes, ssize_t n, ssize_t start, ssize_t end,
                      const char *reason) {
  return make_error(T(UnicodeDecodeError), encoding, bytes_new(bytes, n), start, end, reason);
}

static Object *raise_made(Object *exception) {
  if (!exception) return NULL;
  HOLD(held, exception, "a codec");
  return err_set_value(TYPE(exception), exception);
}
Object *raise_encode_error(const char *encoding, Ref s, ssize_t start, ssize_t end, const char *reason) {
  return raise_made(make_encode_error(encoding, s, start, end, reason));
}
Object *raise_decode_error(const char *encoding, const char *bytes, ssize_t n, ssize_t start, ssize_t end,
                           const char *reason) {
  return raise_made(make_decode_error(encoding, bytes, n, start, end, reason));
}

Own call_error_handler(const char *errors, bool encoding, Ref exception, ssize_t length, ssize_t *next) {
  Object *handler = RT->codec_handlers ? dict_get_text(RT->codec_handlers, errors) : NULL;
  if (!handler) return err_format(T(LookupError), "unknown error handler name '%.400s'", errors);
  HOLD(held, NEWREF(handler), "a codec");
  HOLD(answer, object_call1(handler, exception), "a codec");
  if (!answer.obj) return NULL;
  Object *text = NULL, *position = NULL;
  if (IS_SUB(answer.obj, TUPLE) && tuple_size(answer.obj) == 2) {
    text = tuple_item(answer.obj, 0);
    position = tuple_item(answer.obj, 1);
  }
  if (!text || !IS_SUB(position, INT) || !(IS_SUB(text, STR) || (encoding && IS_SUB(text, BYTES))))
    return err_format(T(TypeError), encoding ? "encoding error handler must return (str/bytes, int) tuple"
                                             : "decoding error handler must return (str, int) tuple");
  ssize_t at = object_as_index(position, T(IndexError));
  if (at == -1 && err_occurred()) return NULL;
  if (at < 0) at += length;
  if (at < 0 || at > length)
    return err_format(T(IndexError), "position %zd from error handler out of bounds",
                      at < 0 ? at - length : at);
  *next = at;
  return hold_return(NEWREF(text), &answer, &held);
}
