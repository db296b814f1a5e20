/* str: immutable text in CPython's compact form: 1, 2 or 4 bytes a character, the smallest that fits.
 *
 * Invariants
 * - kind is 1, 2 or 4 and minimal for the content; ascii implies kind 1. Characters follow the head and a
 * terminating 0 follows them.
 * - hash is -1 until computed. Sizes are CPython 3.11's: ASCII head 48, other head 72 (str_data() knows).
 */
#ifndef LASTREF_OBJECT_STR_H
#define LASTREF_OBJECT_STR_H

#include "heap/object.h"

enum StrInterned { STR_NOT_INTERNED, STR_INTERNED, STR_INTERNED_IMMORTAL };

typedef struct Str {
  Object ob;
  ssize_t length; /* in characters */
  Hash hash;
  uint8_t interned;
  uint8_t kind;
  uint8_t ascii;
  uint8_t flags;
  uint32_t pad;
  void *data; /* the characters: behind the head, or (instances of subclasses) in a block of their own */
} Str;
typedef struct StrWide { /* not ASCII */
  Str head;
  ssize_t utf8_length;
  char *utf8; /* cached UTF-8 (memory block) or NULL */
  ssize_t spare_length;
} StrWide;

enum { STR_SEPARATE = 1 /* flags: data is a memory block, the object has the full head */ };
#define STR(o) ((Str *)(o))
static inline void *str_data(const Str *s) { return s->data; }
static inline uint32_t text_char(int kind, const void *d, ssize_t i) {
  return kind == 1   ? ((const uint8_t *)d)[i]
         : kind == 2 ? ((const uint16_t *)d)[i]
                     : ((const uint32_t *)d)[i];
}
static inline uint32_t str_char(const Str *s, ssize_t i) {
  const void *d = str_data(s);
  return s->kind == 1   ? ((const uint8_t *)d)[i]
         : s->kind == 2 ? ((const uint16_t *)d)[i]
                        : ((const uint32_t *)d)[i];
}
static inline ssize_t str_length(const Object *o) { return ((const Str *)o)->length; }

Own str_new(ssize_t length, uint32_t max_char)
    MUST_USE; /* characters undefined; caller fills them; length 0 gives the singleton */
Own str_from_utf8(const char *text, ssize_t length)
    MUST_USE; /* length -1: NUL-terminated; surrogates allowed as WTF-8; UnicodeDecodeError if malformed */
Own str_from_ascii(const char *text, ssize_t length) MUST_USE;
Own str_from_char(uint32_t c) MUST_USE;                                 /* latin-1 characters are shared */
Own str_from_kind(int kind, const void *data, ssize_t length) MUST_USE; /* finds the minimal kind */
/* printf-like: %s %.*s UTF-8, %d %i %u %ld %lld %zd %zu %x %c %%, and %R repr, %S str, %A ascii, %U a str
 * object, %V (obj or NULL, text), %T the type name of an object, %N name of a Type. */
Own str_format(const char *format, ...) MUST_USE;
Own str_format_v(const char *format, __builtin_va_list args) MUST_USE;
/* UTF-8 of s, NUL-terminated, owned by s; *length may be NULL. NULL + UnicodeEncodeError for surrogates. */
const char *str_utf8(Ref s, ssize_t *length);
bool str_equal(Ref a, Ref b);                  /* both str */
bool str_equals_text(Ref s, const char *text); /* ASCII text */
int str_compare(Ref a, Ref b);                 /* -1, 0, 1 by code point */
Hash str_hash(Object *o);
Own str_concat(Ref a, Ref b) MUST_USE;
/* Append b to *a in place when *a is the only reference (as CPython's `s += t`); *a becomes NULL on failure.
 */
void str_append_steal(Object **a, Ref b);
Own str_substring(Ref s, ssize_t start, ssize_t end) MUST_USE;
Own str_join(Ref separator, Ref iterable) MUST_USE;
Own str_intern(const char *text) MUST_USE; /* the interned str with that text */
void str_intern_in_place(Object **s); /* replaces *s by the interned equal str, taking over the reference */
bool str_is_identifier(Ref s);
Own str_repr(Object *s) MUST_USE;

/* The characters the engine shares, the empty str and the interned names (names.def): first thing of
 * runtime_boot, as soon as the types' sizes and flags are set. bytes_boot likewise for bytes. Both may run
 * before type dicts exist. */
bool str_boot(void) MUST_USE;
bool str_boot_interned(void) MUST_USE; /* once dicts can be made: interns the names */
bool bytes_boot(void) MUST_USE;
Own str_upper(Ref s) MUST_USE;
Own str_lower(Ref s) MUST_USE;
bool str_contains(Ref s, Ref sub); /* both str */
ssize_t str_find(Ref s, Ref sub, ssize_t start,
                 ssize_t end); /* like s.find(sub, start, end), bounds already clipped; -1 */
ssize_t str_find_char(Ref s, uint32_t c, ssize_t start, ssize_t end);
bool str_starts_with(Ref s, Ref prefix);
Own str_replace(Ref s, Ref old, Ref new, ssize_t max) MUST_USE;
Own str_percent(Ref format, Ref args) MUST_USE; /* format % args */
Own str_format_method(Ref format, Ref args, Ref kwargs)
    MUST_USE; /* format.format(*args, **kwargs); kwargs may be any mapping or NULL */

/* Building text piece by piece. In a C local: small texts stay in `small`. */
typedef struct StrWriter {
  char *data;               /* small, or a memory block */
  ssize_t length, capacity; /* in characters */
  uint32_t max_char;
  int kind;
  bool failed;
  char small[256];
} StrWriter;
void str_writer_init(StrWriter *w);
bool str_writer_char(StrWriter *w, uint32_t c);
bool str_writer_ascii(StrWriter *w, const char *text, ssize_t length); /* length -1: NUL-terminated */
bool str_writer_str(StrWriter *w, Ref s);
bool str_writer_part(StrWriter *w, Ref s, ssize_t start, ssize_t end); /* s[start:end] */
bool str_writer_fill(StrWriter *w, uint32_t c, ssize_t count);
bool str_writer_utf8(StrWriter *w, const char *text, ssize_t length); /* malformed bytes become U+FFFD */
char *str_decimal(int64_t v, char *end);      /* the decimal text of v in front of end; where it begins */
bool str_writer_repr(StrWriter *w, Ref o);    /* repr(o) */
Own str_writer_finish(StrWriter *w) MUST_USE; /* frees the writer's memory; NULL + MemoryError if it failed */
void str_writer_discard(StrWriter *w);

#endif
