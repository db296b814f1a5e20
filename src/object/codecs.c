#include "object/codecs.h"

#include <stdio.h>
#include <string.h>

#include "base/unicode_names.h"
#include "base/utf8.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/codecserror.h"
#include "object/protocol.h"
#include "object/text.h"

/* ---- names ---- */

typedef enum Encoding {
  UTF8,
  UTF8_SIG,
  ASCII,
  LATIN1,
  UTF16,
  UTF16_LE,
  UTF16_BE,
  UTF32,
  UTF32_LE,
  UTF32_BE,
  UNICODE_ESCAPE,
  RAW_UNICODE_ESCAPE,
  ENCODINGS,
  NOT_TEXT,
  UNKNOWN
} Encoding;

/* As errors name them. */
static const char *const encoding_names[ENCODINGS] = {[UTF8] = "utf-8",
                                                      [UTF8_SIG] = "utf-8",
                                                      [ASCII] = "ascii",
                                                      [LATIN1] = "latin-1",
                                                      [UTF16] = "utf-16",
                                                      [UTF16_LE] = "utf-16-le",
                                                      [UTF16_BE] = "utf-16-be",
                                                      [UTF32] = "utf-32",
                                                      [UTF32_LE] = "utf-32-le",
                                                      [UTF32_BE] = "utf-32-be",
                                                      [UNICODE_ESCAPE] = "unicodeescape",
                                                      [RAW_UNICODE_ESCAPE] = "rawunicodeescape"};

static const struct {
  const char *name;
  Encoding encoding;
} aliases[] = {{"utf_8", UTF8},
               {"utf8", UTF8},
               {"u8", UTF8},
               {"utf", UTF8},
               {"cp65001", UTF8},
               {"utf8_ucs2", UTF8},
               {"utf8_ucs4", UTF8},
               {"utf_8_sig", UTF8_SIG},
               {"ascii", ASCII},
               {"us_ascii", ASCII},
               {"us", ASCII},
               {"646", ASCII},
               {"ansi_x3.4_1968", ASCII},
               {"ansi_x3_4_1968", ASCII},
               {"ansi_x3.4_1986", ASCII},
               {"cp367", ASCII},
               {"csascii", ASCII},
               {"ibm367", ASCII},
               {"iso646_us", ASCII},
               {"iso_646.irv_1991", ASCII},
               {"iso_ir_6", ASCII},
               {"latin_1", LATIN1},
               {"latin1", LATIN1},
               {"latin", LATIN1},
               {"l1", LATIN1},
               {"8859", LATIN1},
               {"cp819", LATIN1},
               {"csisolatin1", LATIN1},
               {"ibm819", LATIN1},
               {"iso8859", LATIN1},
               {"iso8859_1", LATIN1},
               {"iso_8859_1", LATIN1},
               {"iso_8859_1_1987", LATIN1},
               {"iso_ir_100", LATIN1},
               {"utf_16", UTF16},
               {"utf16", UTF16},
               {"u16", UTF16},
               {"utf_16_le", UTF16_LE},
               {"utf_16le", UTF16_LE},
               {"unicodelittleunmarked", UTF16_LE},
               {"utf_16_be", UTF16_BE},
               {"utf_16be", UTF16_BE},
               {"unicodebigunmarked", UTF16_BE},
               {"utf_32", UTF32},
               {"utf32", UTF32},
               {"u32", UTF32},
               {"utf_32_le", UTF32_LE},
               {"utf_32le", UTF32_LE},
               {"utf_32_be", UTF32_BE},
               {"utf_32be", UTF32_BE},
               {"unicode_escape", UNICODE_ESCAPE},
               {"raw_unicode_escape", RAW_UNICODE_ESCAPE},
               {"rot13", NOT_TEXT},
               {"rot_13", NOT_TEXT},
               {"hex", NOT_TEXT},
               {"hex_codec", NOT_TEXT},
               {"base64", NOT_TEXT},
               {"base64_codec", NOT_TEXT},
               {"base_64", NOT_TEXT},
               {"zlib", NOT_TEXT},
               {"zip", NOT_TEXT},
               {"bz2", NOT_TEXT},
               {"uu", NOT_TEXT},
               {"quopri", NOT_TEXT}};

/* Letters in lower case, runs of other characters but digits and dots as one underscore. */
static void normalize(const char *name, char out[40]) {
  size_t n = 0;
  bool gap = false;
  for (; *name && n < 38; name++) {
    char c = *name;
    if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') {
      if (gap && n) out[n++] = '_';
      gap = false;
      out[n++] = c;
    } else
      gap = true;
  }
  out[n] = 0;
}

static Encoding encoding_of(const char *name) {
  if (!name || strcmp(name, "utf-8") == 0) return UTF8;
  char plain[40];
  normalize(name, plain);
  for (size_t i = 0; i < ARRAY_LEN(aliases); i++)
    if (strcmp(plain, aliases[i].name) == 0) return aliases[i].encoding;
  return UNKNOWN;
}

const char *codec_canonical(const char *name) {
  Encoding e = encoding_of(name);
  switch (e) {
  case UTF8_SIG: return "utf-8-sig";
  case LATIN1: return "iso8859-1";
  case UNICODE_ESCAPE: return "unicode-escape";
  case RAW_UNICODE_ESCAPE: return "raw-unicode-escape";
  default: return e < ENCODINGS ? encoding_names[e] : NULL;
  }
}

static Object *unknown(Encoding e, const char *name, const char *verb) {
  if (e == NOT_TEXT)
    return err_format(T(LookupError),
                      "'%.400s' is not a text encoding; use codecs.%s() to handle arbitrary codecs", name,
                      verb);
  return err_format(T(LookupError), "unknown encoding: %s", name);
}

/* ---- output of an encoder ---- */

typedef struct Out {
  char *data;
  size_t length, capacity;
  bool failed;
} Out;

static char *out_room(Out *out, size_t more) {
  if (out->capacity - out->length < more) {
    size_t capacity = (out->length + more) * 3 / 2 + 32;
    char *block = mem_realloc(out->data, capacity);
    if (!block) {
      out->failed = true;
      return NULL;
    }
    out->data = block;
    out->capacity = capacity;
  }
  return out->data + out->length;
}
static void out_bytes(Out *out, const char *bytes, size_t n) {
  char *to = out_room(out, n);
  if (!to) return;
  memcpy(to, bytes, n);
  out->length += n;
}
static void out_unit(Out *out, uint32_t v, int width, bool big) {
  char bytes[4];
  for (int i = 0; i < width; i++) bytes[i] = (char)(v >> 8 * (big ? width - 1 - i : i));
  out_bytes(out, bytes, (size_t)width);
}

/* One character in the encoding; false when it has none there. */
static bool encode_char(Out *out, Encoding e, uint32_t c) {
  char text[12];
  bool surrogate = c >= 0xD800 && c <= 0xDFFF;
  switch (e) {
  case ASCII:
    if (c >= 0x80) return false;
    text[0] = (char)c;
    out_bytes(out, text, 1);
    return true;
  case LATIN1:
    if (c >= 0x100) return false;
    text[0] = (char)c;
    out_bytes(out, text, 1);
    return true;
  case UTF16:
  case UTF16_LE:
  case UTF16_BE:
    if (surrogate) return false;
    if (c < 0x10000)
      out_unit(out, c, 2, e == UTF16_BE);
    else {
      out_unit(out, 0xD800 + ((c - 0x10000) >> 10), 2, e == UTF16_BE);
      out_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF), 2, e == UTF16_BE);
    }
    return true;
  case UTF32:
  case UTF32_LE:
  case UTF32_BE:
    if (surrogate) return false;
    out_unit(out, c, 4, e == UTF32_BE);
    return true;
  case UNICODE_ESCAPE:
  case RAW_UNICODE_ESCAPE: {
    bool raw = e == RAW_UNICODE_ESCAPE;
    int n = 1;
    if (c >= 0x10000)
      n = snprintf(text, sizeof text, "\\U%08x", c);
    else if (c >= 0x100)
      n = snprintf(text, sizeof text, "\\u%04x", c);
    else if (!raw && (c == '\t' || c == '\n' || c == '\r' || c == '\\'))
      n = snprintf(text, sizeof text, "\\%c", c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\');
    else if (!raw && (c < ' ' || c >= 0x7f))
      n = snprintf(text, sizeof text, "\\x%02x", c);
    else
      text[0] = (char)c;
    out_bytes(out, text, (size_t)n);
    return true;
  }
  default:
    if (surrogate) return false;
    out_bytes(out, text, utf8_encode(c, text));
    return true;
  }
}

enum { REPLACEMENT_MAX = UNICODE_NAME_MAX + 5 };

/* What an error handler puts in place of one character, in ASCII. */
static int replacement_text(ErrorHandler handler, uint32_t c, char text[REPLACEMENT_MAX]) {
  char name[UNICODE_NAME_MAX];
  switch (handler) {
  case ON_ERROR_REPLACE: text[0] = '?'; return 1;
  case ON_ERROR_XMLCHARREF: return snprintf(text, REPLACEMENT_MAX, "&#%u;", c);
  case ON_ERROR_NAME:
    if (unicode_name_of(c, name)) return snprintf(text, REPLACEMENT_MAX, "\\N{%s}", name);
    FALLTHROUGH;
  case ON_ERROR_BACKSLASH:
    return snprintf(text, REPLACEMENT_MAX, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
  default: return 0;
  }
}

static bool pass_surrogate(Out *out, Encoding e, uint32_t c) {
  char text[4];
  if (c < 0xD800 || c > 0xDFFF) return false;
  switch (e) {
  case UTF8:
  case UTF8_SIG: out_bytes(out, text, utf8_encode(c, text)); return true;
  case UTF16:
  case UTF16_LE:
  case UTF16_BE: out_unit(out, c, 2, e == UTF16_BE); return true;
  case UTF32:
  case UTF32_LE:
  case UTF32_BE: out_unit(out, c, 4, e == UTF32_BE); return true;
  default: return false;
  }
}

static bool encodable(Encoding e, uint32_t c) {
  return e == ASCII ? c < 0x80 : e == LATIN1 ? c < 0x100 : c < 0xD800 || c > 0xDFFF;
}

/* Treats the characters [start, end), which cannot be encoded; *next: where to go on. */
static bool encode_error(Out *out, Encoding e, Ref s, ssize_t start, ssize_t end, const char *errors,
                         ErrorHandler handler, ssize_t *next) {
  const char *name = encoding_names[e];
  const char *reason = e == ASCII    ? "ordinal not in range(128)"
                       : e == LATIN1 ? "ordinal not in range(256)"
                                     : "surrogates not allowed";
  *next = end;
  switch (handler) {
  case ON_ERROR_IGNORE: return true;
  case ON_ERROR_REPLACE:
  case ON_ERROR_XMLCHARREF:
  case ON_ERROR_BACKSLASH:
  case ON_ERROR_NAME:
    for (ssize_t i = start; i < end; i++) {
      char text[REPLACEMENT_MAX];
      int n = replacement_text(handler, str_char(STR(s), i), text);
      for (int k = 0; k < n; k++) encode_char(out, e, (uint8_t)text[k]);
    }
    return true;
  case ON_ERROR_SURROGATEESCAPE:
    if (e != UTF8 && e != UTF8_SIG && e != ASCII && e != LATIN1) break;
    for (; start < end; start++) {
      uint32_t c = str_char(STR(s), start);
      if (c < 0xDC80 || c > 0xDCFF) break;
      char byte = (char)(c - 0xDC00);
      out_bytes(out, &byte, 1);
    }
    if (start == end) return true;
    break;
  case ON_ERROR_SURROGATEPASS: {
    ssize_t i = start;
    while (i < end && pass_surrogate(out, e, str_char(STR(s), i))) i++;
    if (i == end) return true;
    break;
  }
  case ON_ERROR_OTHER: {
    HOLD(exception, make_encode_error(name, s, start, end, reason), "a codec");
    if (!exception.obj) return false;
    HOLD(text, call_error_handler(errors, true, exception.obj, STR(s)->length, next), "a codec");
    if (!text.obj) return false;
    if (IS_SUB(text.obj, BYTES)) {
      out_bytes(out, BYTES_DATA(text.obj), (size_t)VARSIZE(text.obj));
      return true;
    }
    for (ssize_t i = 0; i < STR(text.obj)->length; i++)
      if (!encode_char(out, e, str_char(STR(text.obj), i))) {
        raise_encode_error(name, s, start, end, reason);
        return false;
      }
    return true;
  }
  default: break;
  }
  raise_encode_error(name, s, start, end, reason);
  return false;
}

Own codec_encode(Ref o, const char *encoding, const char *errors) {
  Encoding e = encoding_of(encoding);
  if (e >= ENCODINGS) return unknown(e, encoding, "encode");
  Str *s = STR(o);
  if (s->ascii && (e == UTF8 || e == ASCII || e == LATIN1)) return bytes_new(s->data, s->length);
  if (e == LATIN1 && s->kind == 1) return bytes_new(s->data, s->length);
  ErrorHandler handler = ON_ERROR_OTHER;
  bool resolved = false, runs = e == ASCII || e == LATIN1 || e == UTF8 || e == UTF8_SIG;
  Out out = {0};
  if (e == UTF8_SIG) out_bytes(&out, "\xEF\xBB\xBF", 3);
  if (e == UTF16) out_bytes(&out, "\xFF\xFE", 2);
  if (e == UTF32) out_bytes(&out, "\xFF\xFE\0\0", 4);
  bool ok = true;
  for (ssize_t i = 0; ok && i < s->length && !out.failed;) {
    uint32_t c = str_char(s, i);
    if (encode_char(&out, e, c)) {
      i++;
      continue;
    }
    ssize_t end = i + 1;
    while (runs && end < s->length && !encodable(e, str_char(s, end))) end++;
    if (!resolved) handler = error_handler_of(errors);
    resolved = true;
    ok = encode_error(&out, e, o, i, end, errors, handler, &i);
  }
  Object *result = NULL;
  if (out.failed)
    err_no_memory();
  else if (ok)
    result = bytes_new(out.data, (ssize_t)out.length);
  mem_free(out.data);
  return result;
}

/* ---- decoding ---- */

typedef struct Input {
  const uint8_t *p;
  ssize_t n;
  Encoding encoding;
  const char *errors;
  StrWriter *w;
} Input;

static bool is_utf16(Encoding e) { return e == UTF16 || e == UTF16_LE || e == UTF16_BE; }
static bool is_utf32(Encoding e) { return e == UTF32 || e == UTF32_LE || e == UTF32_BE; }

/* Treats the malformed bytes [start, end); *next: where to go on. */
static bool decode_error(Input *in, ssize_t start, ssize_t end, const char *reason, ssize_t *next) {
  const char *name = encoding_names[in->encoding];
  *next = end;
  switch (error_handler_of(in->errors)) {
  case ON_ERROR_IGNORE: return true;
  case ON_ERROR_REPLACE: return str_writer_char(in->w, 0xFFFD);
  case ON_ERROR_BACKSLASH:
    for (ssize_t i = start; i < end; i++) {
      char text[8];
      str_writer_ascii(in->w, text, snprintf(text, sizeof text, "\\x%02x", in->p[i]));
    }
    return true;
  case ON_ERROR_SURROGATEESCAPE: {
    ssize_t i = start;
    for (; i < end && i < start + 4 && in->p[i] >= 0x80; i++) str_writer_char(in->w, 0xDC00U + in->p[i]);
    *next = i;
    if (i > start) return true;
    break;
  }
  case ON_ERROR_SURROGATEPASS: {
    const uint8_t *p = in->p + start;
    uint32_t c = 0;
    ssize_t width = 0;
    Encoding e = in->encoding;
    if ((e == UTF8 || e == UTF8_SIG) && in->n - start >= 3 && p[0] == 0xED && (p[1] & 0xC0) == 0x80 &&
        (p[2] & 0xC0) == 0x80) {
      width = 3;
      c = (p[0] & 15U) << 12 | (p[1] & 63U) << 6 | (p[2] & 63U);
    } else if (is_utf16(e) && in->n - start >= 2) {
      width = 2;
      c = e == UTF16_BE ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
    } else if (is_utf32(e) && in->n - start >= 4) {
      width = 4;
      c = e == UTF32_BE ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]
                        : (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
    }
    if (c < 0xD800 || c > 0xDFFF) break;
    *next = start + width;
    return str_writer_char(in->w, c);
  }
  case ON_ERROR_OTHER: {
    HOLD(exception, make_decode_error(name, (const char *)in->p, in->n, start, end, reason), "a codec");
    if (!exception.obj) return false;
    HOLD(text, call_error_handler(in->errors, false, exception.obj, in->n, next), "a codec");
    return text.obj && str_writer_str(in->w, text.obj);
  }
  case ON_ERROR_XMLCHARREF:
  case ON_ERROR_NAME:
    err_format(T(TypeError), "don't know how to handle UnicodeDecodeError in error callback");
    return false;
  default: break;
  }
  raise_decode_error(name, (const char *)in->p, in->n, start, end, reason);
  return false;
}

static bool decode_utf8(Input *in, ssize_t i) {
  const char *text = (const char *)in->p;
  while (i < in->n) {
    ssize_t run = i;
    while (run < in->n && in->p[run] < 0x80) run++;
    if (run > i && !str_writer_ascii(in->w, text + i, run - i)) return false;
    i = run;
    if (i == in->n) break;
    uint32_t c;
    unsigned used = utf8_decode(text + i, text + in->n, false, &c);
    if (c != UTF8_BAD) {
      if (!str_writer_char(in->w, c)) return false;
      i += used;
      continue;
    }
    uint8_t lead = in->p[i];
    const char *reason = "invalid continuation byte";
    if (lead < 0xC2 || lead > 0xF4)
      reason = "invalid start byte";
    else if (i + (ssize_t)used == in->n)
      reason = "unexpected end of data";
    if (!decode_error(in, i, i + (ssize_t)used, reason, &i)) return false;
  }
  return true;
}

static bool decode_ascii(Input *in) {
  for (ssize_t i = 0; i < in->n;) {
    ssize_t run = i;
    while (run < in->n && in->p[run] < 0x80) run++;
    if (run > i && !str_writer_ascii(in->w, (const char *)in->p + i, run - i)) return false;
    i = run;
    if (i < in->n && !decode_error(in, i, i + 1, "ordinal not in range(128)", &i)) return false;
  }
  return true;
}

static bool decode_utf16(Input *in) {
  ssize_t i = 0;
  const uint8_t *p = in->p;
  if (in->encoding == UTF16) {
    bool big = in->n >= 2 && p[0] == 0xFE && p[1] == 0xFF;
    if (big || (in->n >= 2 && p[0] == 0xFF && p[1] == 0xFE)) i = 2;
    in->encoding = big ? UTF16_BE : UTF16_LE;
  }
  bool big = in->encoding == UTF16_BE;
#define UNIT(at) (big ? (uint32_t)p[at] << 8 | p[(at) + 1] : (uint32_t)p[(at) + 1] << 8 | p[at])
  while (i < in->n) {
    ssize_t left = in->n - i;
    const char *reason = NULL;
    ssize_t end = i + 2;
    if (left < 2) {
      reason = "truncated data";
      end = in->n;
    } else {
      uint32_t c = UNIT(i);
      if (c < 0xD800 || c > 0xDFFF) {
        if (!str_writer_char(in->w, c)) return false;
        i += 2;
        continue;
      }
      if (c >= 0xDC00)
        reason = "illegal encoding";
      else if (left < 4) {
        reason = "unexpected end of data";
        end = in->n;
      } else {
        uint32_t d = UNIT(i + 2);
        if (d >= 0xDC00 && d <= 0xDFFF) {
          if (!str_writer_char(in->w, 0x10000 + ((c - 0xD800) << 10) + (d - 0xDC00))) return false;
          i += 4;
          continue;
        }
        reason = "illegal UTF-16 surrogate";
      }
    }
    if (!decode_error(in, i, end, reason, &i)) return false;
  }
#undef UNIT
  return true;
}

static bool decode_utf32(Input *in) {
  ssize_t i = 0;
  const uint8_t *p = in->p;
  if (in->encoding == UTF32) {
    bool big = in->n >= 4 && !p[0] && !p[1] && p[2] == 0xFE && p[3] == 0xFF;
    if (big || (in->n >= 4 && p[0] == 0xFF && p[1] == 0xFE && !p[2] && !p[3])) i = 4;
    in->encoding = big ? UTF32_BE : UTF32_LE;
  }
  bool big = in->encoding == UTF32_BE;
  while (i < in->n) {
    const char *reason;
    ssize_t end = i + 4;
    if (in->n - i < 4) {
      reason = "truncated data";
      end = in->n;
    } else {
      const uint8_t *q = p + i;
      uint32_t c = big ? (uint32_t)q[0] << 24 | (uint32_t)q[1] << 16 | (uint32_t)q[2] << 8 | q[3]
                       : (uint32_t)q[3] << 24 | (uint32_t)q[2] << 16 | (uint32_t)q[1] << 8 | q[0];
      if (c > 0x10FFFF)
        reason = "code point not in range(0x110000)";
      else if (c >= 0xD800 && c <= 0xDFFF)
        reason = "code point in surrogate code point range(0xd800, 0xe000)";
      else {
        if (!str_writer_char(in->w, c)) return false;
        i += 4;
        continue;
      }
    }
    if (!decode_error(in, i, end, reason, &i)) return false;
  }
  return true;
}

/* ---- backslash escapes ---- */

static int hex_value(uint8_t c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/* Reads `count` hexadecimal digits at i; false with *end behind those there are. */
static bool hex_digits(const Input *in, ssize_t i, int count, uint32_t *value, ssize_t *end) {
  *value = 0;
  for (; count > 0 && i < in->n && hex_value(in->p[i]) >= 0; count--, i++)
    *value = *value << 4 | (uint32_t)hex_value(in->p[i]);
  *end = i;
  return count == 0;
}

static bool decode_escapes(Input *in) {
  for (ssize_t i = 0; i < in->n;) {
    uint8_t c = in->p[i];
    if (c != '\\') {
      if (!str_writer_char(in->w, c)) return false;
      i++;
      continue;
    }
    ssize_t start = i++, end;
    if (i == in->n) {
      if (!decode_error(in, start, in->n, "\\ at end of string", &i)) return false;
      continue;
    }
    c = in->p[i++];
    static const char simple[] = "\\\\''\"\"a\ab\bf\fn\nr\rt\tv\v";
    const char *found = NULL;
    for (const char *s = simple; *s; s += 2)
      if (*s == (char)c) found = s;
    uint32_t value;
    if (found) {
      if (!str_writer_char(in->w, (uint8_t)found[1])) return false;
    } else if (c == '\n') {
      continue;
    } else if (c >= '0' && c <= '7') {
      value = c - '0';
      for (int k = 0; k < 2 && i < in->n && in->p[i] >= '0' && in->p[i] <= '7'; k++)
        value = value * 8 + (in->p[i++] - '0');
      if (!str_writer_char(in->w, value)) return false;
    } else if (c == 'x' || c == 'u' || c == 'U') {
      const char *reason = c == 'x'   ? "truncated \\xXX escape"
                           : c == 'u' ? "truncated \\uXXXX escape"
                                      : "truncated \\UXXXXXXXX escape";
      bool whole = hex_digits(in, i, c == 'x' ? 2 : c == 'u' ? 4 : 8, &value, &end);
      if (whole && value > 0x10FFFF) reason = "illegal Unicode character";
      if (!whole || value > 0x10FFFF) {
        if (!decode_error(in, start, end, reason, &i)) return false;
        continue;
      }
      if (!str_writer_char(in->w, value)) return false;
      i = end;
    } else if (c == 'N') {
      const char *reason = "malformed \\N character escape";
      end = i;
      if (i < in->n && in->p[i] == '{') {
        end = i + 1;
        while (end < in->n && in->p[end] != '}') end++;
        if (end < in->n && end > i + 1) {
          reason = "unknown Unicode character name";
          value = unicode_name_lookup((const char *)in->p + i + 1, (size_t)(end - i - 1));
          end++;
          if (value != UTF8_BAD) {
            if (!str_writer_char(in->w, value)) return false;
            i = end;
            continue;
          }
        }
      }
      if (!decode_error(in, start, end, reason, &i)) return false;
    } else {
      if (!str_writer_char(in->w, '\\') || !str_writer_char(in->w, c)) return false;
    }
  }
  return true;
}

static bool decode_raw_escapes(Input *in) {
  for (ssize_t i = 0; i < in->n;) {
    uint8_t c = in->p[i];
    if (c != '\\' || i + 1 >= in->n || (in->p[i + 1] != 'u' && in->p[i + 1] != 'U')) {
      if (!str_writer_char(in->w, c)) return false;
      i++;
      if (c == '\\' && i < in->n && !str_writer_char(in->w, in->p[i++])) return false;
      continue;
    }
    ssize_t start = i, end;
    bool wide = in->p[i + 1] == 'U';
    uint32_t value;
    if (!hex_digits(in, i + 2, wide ? 8 : 4, &value, &end)) {
      if (!decode_error(in, start, end, wide ? "truncated \\UXXXXXXXX escape" : "truncated \\uXXXX escape",
                        &i))
        return false;
    } else if (value > 0x10FFFF) {
      if (!decode_error(in, start, end, "\\Uxxxxxxxx out of range", &i)) return false;
    } else {
      if (!str_writer_char(in->w, value)) return false;
      i = end;
    }
  }
  return true;
}

static Own decode(const char *bytes, ssize_t n, Encoding e, const char *errors) {
  if ((e == UTF8 || e == ASCII) && text_all_ascii(bytes, n)) return str_from_ascii(bytes, n);
  if (e == LATIN1) return str_from_kind(1, bytes, n);
  StrWriter w;
  str_writer_init(&w);
  Input in = {.p = (const uint8_t *)bytes, .n = n, .encoding = e, .errors = errors, .w = &w};
  bool ok;
  switch (e) {
  case ASCII: ok = decode_ascii(&in); break;
  case UTF16:
  case UTF16_LE:
  case UTF16_BE: ok = decode_utf16(&in); break;
  case UTF32:
  case UTF32_LE:
  case UTF32_BE: ok = decode_utf32(&in); break;
  case UNICODE_ESCAPE: ok = decode_escapes(&in); break;
  case RAW_UNICODE_ESCAPE: ok = decode_raw_escapes(&in); break;
  case UTF8_SIG:
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
      in.p += 3;
      in.n -= 3;
    }
    ok = decode_utf8(&in, 0);
    break;
  default: ok = decode_utf8(&in, 0); break;
  }
  if (!ok && !w.failed) {
    str_writer_discard(&w);
    return NULL;
  }
  return str_writer_finish(&w);
}

Own codec_decode(const char *bytes, ssize_t n, const char *encoding, const char *errors) {
  Encoding e = encoding_of(encoding);
  if (e >= ENCODINGS) return unknown(e, encoding, "decode");
  return decode(bytes, n, e, errors);
}

Own codec_unicode_escape_decode(const char *bytes, ssize_t n, const char *errors) {
  return decode(bytes, n, UNICODE_ESCAPE, errors);
}

Own codec_decode_object(Ref o, const char *encoding, const char *errors) {
  if (IS_SUB(o, BYTES)) return codec_decode(BYTES_DATA(o), VARSIZE(o), encoding, errors);
  if (IS_SUB(o, STR)) return err_format(T(TypeError), "decoding str is not supported");
  AUTO_BUFFER(view);
  if (!buffer_check(o))
    return err_format(T(TypeError), "decoding to str: need a bytes-like object, %.80T found", o);
  if (buffer_get(o, &view, BUFFER_SIMPLE) < 0) return NULL;
  return codec_decode(view.buf, view.len, encoding, errors);
}
