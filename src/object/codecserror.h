/* Error handlers of the codecs. */
#ifndef LASTREF_OBJECT_CODECSERROR_H
#define LASTREF_OBJECT_CODECSERROR_H

#include "object/runtime.h"

typedef enum ErrorHandler {
  ON_ERROR_STRICT,
  ON_ERROR_IGNORE,
  ON_ERROR_REPLACE,
  ON_ERROR_BACKSLASH,
  ON_ERROR_XMLCHARREF,
  ON_ERROR_NAME,
  ON_ERROR_SURROGATEESCAPE,
  ON_ERROR_SURROGATEPASS,
  ON_ERROR_OTHER /* a registered function, or unknown */
} ErrorHandler;

ErrorHandler error_handler_of(const char *errors);
/* Raises UnicodeEncodeError / UnicodeDecodeError. Returns NULL. */
Object *raise_encode_error(const char *encoding, Ref s, ssize_t start, ssize_t end, const char *reason);
Object *raise_decode_error(const char *encoding, const char *bytes, ssize_t n, ssize_t start, ssize_t end,
                           const char *reason);
/* Calls the registered handler `errors` with the exception; its replacement (str, or bytes when encoding) as
 * a new reference and the position to go on at; NULL with an exception. length: of what is being converted.
 */
Own call_error_handler(const char *errors, bool encoding, Ref exception, ssize_t length,
                       ssize_t *next) MUST_USE;
Own make_encode_error(const char *encoding, Ref s, ssize_t start, ssize_t end, const char *reason) MUST_USE;
Own make_decode_error(const char *encoding, const char *bytes, ssize_t n, ssize_t start, ssize_t end,
                      const char *reason) MUST_USE;

#endif
