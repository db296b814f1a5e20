/* Text to bytes and back, and what to do about errors on the way.
 *
 * Encodings: utf-8, utf-8-sig, ascii, latin-1, utf-16/32 (and -le, -be), unicode_escape, raw_unicode_escape,
 * under all of their usual aliases; `errors` NULL means "strict". Encodings as NULL mean utf-8. Failures
 * raise UnicodeEncodeError, UnicodeDecodeError or LookupError with CPython's texts.
 */
#ifndef LASTREF_OBJECT_CODECS_H
#define LASTREF_OBJECT_CODECS_H

#include "object/runtime.h"

Own codec_encode(Ref s, const char *encoding, const char *errors) MUST_USE; /* bytes */
Own codec_decode(const char *bytes, ssize_t n, const char *encoding, const char *errors) MUST_USE;
/* str(o, encoding, errors): o is bytes-like. */
Own codec_decode_object(Ref o, const char *encoding, const char *errors) MUST_USE;
/* The body of a str literal (raw: without its prefix and quotes), bytes in UTF-8, with its escapes decoded;
 * for unicode_escape too. */
Own codec_unicode_escape_decode(const char *bytes, ssize_t n, const char *errors) MUST_USE;
/* codecs.lookup_error(name) for the handlers built in: 1 known, 0 unknown. */
bool codec_errors_known(const char *errors);
/* Canonical name ("utf-8") of a known encoding, or NULL. */
const char *codec_canonical(const char *encoding);
Own codec_register_error(Ref name, Ref handler) MUST_USE; /* None */

#endif
