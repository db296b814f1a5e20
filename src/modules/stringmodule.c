/* _string: what string.Formatter needs of the format parser. _codecs: encoding and decoding by name. */
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/codecs.h"
#include "object/codecserror.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/strmethods.h"
#include "object/textargs.h"
#include "object/tuple.h"

#define FN(name) static Own name(Object *module, Object *const *args, ssize_t nargs)

FN(formatter_parser) {
  (void)module, (void)nargs;
  if (!IS_SUB(args[0], STR)) return err_format(T(TypeError), "expected str, got %.200T", args[0]);
  return str_formatter_parser(args[0]);
}
FN(formatter_field_name_split) {
  (void)module, (void)nargs;
  if (!IS_SUB(args[0], STR)) return err_format(T(TypeError), "expected str, got %.200T", args[0]);
  return str_field_name_split(args[0]);
}
static const MethodSpec string_functions[] = {
    {"formatter_field_name_split($module, name, /)", formatter_field_name_split, 0,
     "The first part of a field name, and an iterator of the rest."},
    {"formatter_parser($module, format, /)", formatter_parser, 0, "The parts of a format string."},
    {0}};

Own module_string_init(void) {
  HOLD(m, module_new("_string", "string helper module"), "the module _string");
  return m.obj && native_add_functions(m.obj, string_functions) == 0 ? hold_take(&m) : NULL;
}

/* ---- _codecs ---- */

static bool names(const char *function, Object *const *args, const char **encoding, const char **errors) {
  return textargs_text(function, "encoding", args[1], encoding) &&
         textargs_text(function, "errors", args[2], errors);
}

FN(codecs_encode) {
  (void)module, (void)nargs;
  const char *encoding, *errors;
  if (!names("encode", args, &encoding, &errors)) return NULL;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "utf_8_encode() argument 1 must be str, not %.50T", args[0]);
  return codec_encode(args[0], encoding, errors);
}
FN(codecs_decode) {
  (void)module, (void)nargs;
  const char *encoding, *errors;
  if (!names("decode", args, &encoding, &errors)) return NULL;
  AUTO_BUFFER(view);
  if (buffer_get(args[0], &view, BUFFER_SIMPLE) < 0) return NULL;
  return codec_decode(view.buf, view.len, encoding, errors);
}
FN(codecs_canonical) {
  (void)module, (void)nargs;
  const char *encoding;
  if (!textargs_text("lookup", "encoding", args[0], &encoding)) return NULL;
  const char *name = codec_canonical(encoding);
  return name ? str_from_ascii(name, -1) : err_format(T(LookupError), "unknown encoding: %s", encoding);
}
FN(codecs_register_error) {
  (void)module, (void)nargs;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "register_error() argument 1 must be str, not %.50T", args[0]);
  return codec_register_error(args[0], args[1]);
}
FN(codecs_error_known) {
  (void)module, (void)nargs;
  const char *errors;
  if (!textargs_text("lookup_error", "name", args[0], &errors)) return NULL;
  return BOOL_NEW(codec_errors_known(errors));
}

static const MethodSpec codecs_functions[] = {
    {"encode($module, /, obj, encoding='utf-8', errors='strict')", codecs_encode, 0, "The bytes of a text."},
    {"decode($module, /, obj, encoding='utf-8', errors='strict')", codecs_decode, 0, "The text of bytes."},
    {"canonical($module, encoding, /)", codecs_canonical, 0, "The usual name of an encoding."},
    {"register_error($module, errors, handler, /)", codecs_register_error, 0,
     "Makes handler known for the errors argument of codecs."},
    {"error_known($module, name, /)", codecs_error_known, 0,
     "Whether there is an error handler of that name."},
    {0}};

Own module_codecs_init(void) {
  HOLD(m, module_new("_codecs", NULL), "the module _codecs");
  return m.obj && native_add_functions(m.obj, codecs_functions) == 0 ? hold_take(&m) : NULL;
}
