#include "lang/source.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

typedef enum Codec { CODEC_UTF8, CODEC_ASCII, CODEC_LATIN1, CODEC_LATIN9, CODEC_CP1252, CODEC_UNKNOWN } Codec;

typedef struct Decoder {
  const ParseOptions *options;
  Region *region;
  Diagnostic *error;
} Decoder;

PRINTF_LIKE(3, 4) static bool fail(Decoder *d, DiagnosticKind kind, const char *format, ...) {
  Buf text;
  buf_init(&text, d->region->from);
  va_list args;
  va_start(args, format);
  buf_vprintf(&text, format, args);
  va_end(args);
  char *message = region_copy(d->region, buf_str(&text), text.len);
  buf_free(&text);
  *d->error = (Diagnostic){.kind = message ? kind : DIAG_MEMORY_ERROR, .message = message};
  return false;
}

static bool no_memory(Decoder *d) {
  *d->error = (Diagnostic){.kind = DIAG_MEMORY_ERROR};
  return false;
}

// ---- the coding cookie, PEP 263 ----

static bool is_cookie_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

// Looks for `coding[:=] *name` in a line. False when the line has something other than a comment, so that the
// next one cannot have a cookie.
static bool find_cookie(const char *line, const char *end, const char **name, size_t *len) {
  const char *s = line;
  while (s < end && (*s == ' ' || *s == '\t' || *s == '\f')) s++;
  if (s == end || *s == '\n' || *s == '\r') return true;
  if (*s != '#') return false;
  for (; end - s > 7; s++) {
    if (memcmp(s, "coding", 6) != 0 || (s[6] != ':' && s[6] != '=')) continue;
    const char *start = s + 7;
    while (start < end && (*start == ' ' || *start == '\t')) start++;
    const char *stop = start;
    while (stop < end && is_cookie_char(*stop)) stop++;
    if (stop > start) {
      *name = start;
      *len = (size_t)(stop - start);
      break;
    }
  }
  return true;
}

static bool starts_name(const char *name, const char *with) {
  size_t len = strlen(with);
  return strncmp(name, with, len) == 0 && (name[len] == '\0' || name[len] == '-');
}

// The codec, and its name as CPython puts it into messages.
static Codec find_codec(char *name) {
  char normal[16];
  size_t i = 0;
  for (; i < sizeof normal - 1 && name[i]; i++) {
    char c = name[i] == '_' ? '-' : name[i];
    normal[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
  }
  normal[i] = '\0';
  if (starts_name(normal, "utf-8") || strcmp(normal, "utf8") == 0 || strcmp(normal, "u8") == 0)
    return CODEC_UTF8;
  if (starts_name(normal, "latin-1") || starts_name(normal, "iso-8859-1") ||
      starts_name(normal, "iso-latin-1")) {
    strcpy(name, "iso-8859-1"); // the caller leaves room
    return CODEC_LATIN1;
  }
  if (strcmp(normal, "latin1") == 0 || strcmp(normal, "iso8859-1") == 0 || strcmp(normal, "l1") == 0)
    return CODEC_LATIN1;
  if (strcmp(normal, "ascii") == 0 || strcmp(normal, "us-ascii") == 0) return CODEC_ASCII;
  if (strcmp(normal, "iso-8859-15") == 0 || strcmp(normal, "latin-9") == 0 || strcmp(normal, "latin9") == 0)
    return CODEC_LATIN9;
  if (strcmp(normal, "cp1252") == 0 || strcmp(normal, "windows-1252") == 0) return CODEC_CP1252;
  return CODEC_UNKNOWN;
}

// ---- decoding ----

static uint32_t decode_byte(Codec codec, unsigned char c) {
  static const uint16_t cp1252[] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  if (c < 0x80) return c;
  switch (codec) {
  case CODEC_LATIN1: return c;
  case CODEC_CP1252: return c >= 0xA0 ? c : cp1252[c - 0x80] ? cp1252[c - 0x80] : UTF8_BAD;
  case CODEC_LATIN9:
    switch (c) {
    case 0xA4: return 0x20AC;
    case 0xA6: return 0x160;
    case 0xA8: return 0x161;
    case 0xB4: return 0x17D;
    case 0xB8: return 0x17E;
    case 0xBC: return 0x152;
    case 0xBD: return 0x153;
    case 0xBE: return 0x178;
    default: return c;
    }
  default: return UTF8_BAD;
  }
}

static bool convert(Decoder *d, Codec codec, const char *name, const char *bytes, size_t len, Buf *out) {
  for (size_t i = 0; i < len; i++) {
    uint32_t cp = decode_byte(codec, (unsigned char)bytes[i]);
    if (cp != UTF8_BAD) {
      buf_code_point(out, cp);
      continue;
    }
    if (d->options->from_file) return fail(d, DIAG_SYNTAX_ERROR, "encoding problem: %s", name);
    if (codec == CODEC_ASCII)
      return fail(d, DIAG_SYNTAX_ERROR,
                  "'ascii' codec can't decode byte 0x%02x in position %zu: ordinal not in range(128)",
                  (unsigned char)bytes[i], i);
    return fail(d, DIAG_SYNTAX_ERROR,
                "'charmap' codec can't decode byte 0x%02x in position %zu: character maps to <undefined>",
                (unsigned char)bytes[i], i);
  }
  return !out->failed || no_memory(d);
}

// Copies with "\r\n" and "\r" as "\n", and a newline behind the last line of a file.
static bool copy_lines(Decoder *d, const char *bytes, size_t len, Source *out) {
  char *text = region_alloc(d->region, len + 2), *to = text;
  if (!text) return no_memory(d);
  const char *s = bytes, *end = bytes + len;
  while (s < end) {
    const char *cr = memchr(s, '\r', (size_t)(end - s));
    size_t run = (size_t)((cr ? cr : end) - s);
    memcpy(to, s, run);
    to += run;
    if (!cr) break;
    *to++ = '\n';
    s = cr + 1;
    if (s < end && *s == '\n') s++;
  }
  if (d->options->mode == PARSE_FILE && to > text && to[-1] != '\n') *to++ = '\n';
  *to = '\0';
  out->text = text;
  out->len = (size_t)(to - text);
  return true;
}

static int line_at(const char *bytes, size_t offset) {
  int line = 1;
  for (size_t i = 0; i < offset; i++) line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
  return line;
}

static bool check_nul(Decoder *d, const char *bytes, size_t len) {
  if (!len) return true;
  const char *nul = memchr(bytes, '\0', len);
  if (!nul) return true;
  if (!d->options->from_file)
    return fail(d, DIAG_VALUE_ERROR, "source code string cannot contain null bytes");
  fail(d, DIAG_SYNTAX_ERROR, "source code cannot contain null bytes");
  d->error->has_position = true;
  d->error->lineno = line_at(bytes, (size_t)(nul - bytes));
  const char *line = nul;
  while (line > bytes && line[-1] != '\n' && line[-1] != '\r') line--;
  d->error->text_len = (size_t)(nul - line);
  d->error->text = region_copy(d->region, line, d->error->text_len);
  if (!d->error->text || utf8_valid_prefix(line, d->error->text_len, false) < d->error->text_len)
    d->error->text_len = 0;
  return false;
}

static bool check_utf8(Decoder *d, const char *bytes, size_t len, bool declared, Source *out) {
  size_t good = utf8_valid_prefix(bytes, len, d->options->is_text);
  if (good == len) return true;
  out->unchecked = true;
  if (!d->options->from_file || declared) return true;
  return fail(d, DIAG_SYNTAX_ERROR,
              "Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; see "
              "https://peps.python.org/pep-0263/ for details",
              (unsigned char)bytes[good], d->options->filename ? d->options->filename : "?",
              line_at(bytes, good));
}

static bool decode_declared(Decoder *d, const char *bytes, size_t len, bool bom, const char *cookie,
                            size_t cookie_len, Source *out) {
  char name[64] = "iso-8859-1"; // at least as long as what find_codec may put there
  if (cookie_len >= sizeof name) cookie_len = sizeof name - 1;
  memcpy(name, cookie, cookie_len);
  name[cookie_len] = '\0';
  Codec codec = find_codec(name);
  out->decoded = true;
  // With a byte order mark only the canonical spelling of UTF-8 will do.
  if (codec == CODEC_UTF8 && !(bom && (name[3] != '-' && name[3] != '_')))
    return check_utf8(d, bytes, len, true, out) && copy_lines(d, bytes, len, out);
  if (bom) return fail(d, DIAG_SYNTAX_ERROR, "encoding problem: %s with BOM", name);
  if (codec == CODEC_UNKNOWN)
    return fail(d, DIAG_SYNTAX_ERROR, d->options->from_file ? "encoding problem: %s" : "unknown encoding: %s",
                name);
  Buf converted;
  buf_init(&converted, d->region->from);
  bool ok = convert(d, codec, name, bytes, len, &converted) &&
            copy_lines(d, buf_str(&converted), converted.len, out);
  buf_free(&converted);
  return ok;
}

bool source_decode(const char *bytes, size_t len, const ParseOptions *options, Region *region, Source *out,
                   Diagnostic *error) {
  Decoder d = {.options = options, .region = region, .error = error};
  *out = (Source){.decoded = options->is_text};
  if (len > INT32_MAX / 2) return no_memory(&d);
  if (!check_nul(&d, bytes, len)) return false;
  if (options->is_text) return check_utf8(&d, bytes, len, true, out) && copy_lines(&d, bytes, len, out);
  bool bom = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
  if (bom) {
    bytes += 3;
    len -= 3;
    out->decoded = true;
  }
  const char *cookie = NULL, *line = bytes, *end = bytes + len;
  size_t cookie_len = 0;
  for (int i = 0; i < 2 && line < end && !cookie; i++) {
    const char *stop = line;
    while (stop < end && *stop != '\n' && *stop != '\r') stop++;
    if (!find_cookie(line, stop, &cookie, &cookie_len)) break;
    line = stop + (end - stop >= 2 && stop[0] == '\r' && stop[1] == '\n' ? 2 : 1);
  }
  if (cookie) return decode_declared(&d, bytes, len, bom, cookie, cookie_len, out);
  return check_utf8(&d, bytes, len, bom, out) && copy_lines(&d, bytes, len, out);
}
