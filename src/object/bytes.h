/* bytes and bytearray, and the methods they share.
 *
 * Invariants
 * - bytes: size bytes and a terminating 0 stand behind the head; hash is -1 until computed. The empty and the
 *   one-byte exact bytes objects are shared (RT->empty_bytes, RT->bytes_chars).
 * - bytearray: bytes = start[0..size), start inside block[0..alloc); block NULL when alloc is 0; a
 * terminating 0 follows the bytes. exports > 0 forbids any change of size. Growth as CPython's.
 */
#ifndef LASTREF_OBJECT_BYTES_H
#define LASTREF_OBJECT_BYTES_H

#include "object/runtime.h"

typedef struct Bytes {
  VarObject head;
  Hash hash;
  char data[1];
} Bytes;
typedef struct ByteArray {
  VarObject head;
  ssize_t alloc;
  char *block, *start;
  ssize_t exports;
} ByteArray;

#define BYTES_DATA(o) (((Bytes *)(o))->data)
static inline ssize_t bytes_size(Ref o) { return VARSIZE(o); }
/* A bytes object of n bytes, copied from data, or (data NULL) to be filled by the caller. */
Own bytes_new(const void *data, ssize_t n) MUST_USE;
Own bytes_from_object(Ref o) MUST_USE; /* bytes(o) for anything that bytes(o) takes but str */
Own bytes_concat(Ref a, Ref b) MUST_USE;
Own bytes_repr(Ref o, bool escape_single) MUST_USE; /* bytearray's repr escapes ' inside " as well */
Own bytes_percent(Ref format, Ref args, bool as_bytearray) MUST_USE;
/* Shrinks or grows an unshared exact bytes object; may move it; NULL on failure (the old one is released). */
Own bytes_resize(Object *o, ssize_t n) MUST_USE;

Own bytearray_new(const void *data, ssize_t n) MUST_USE;
int bytearray_resize(Ref o, ssize_t n);
#define BYTEARRAY_DATA(o) (((ByteArray *)(o))->start ? ((ByteArray *)(o))->start : (char *)(uintptr_t) "")

/* The data of a bytes or bytearray. */
static inline char *bytelike_data(Ref o) { return IS_SUB(o, BYTES) ? BYTES_DATA(o) : BYTEARRAY_DATA(o); }
extern const MethodSpec bytes_methods[], bytearray_methods[]; /* bytesmethods.c, bytearray.c */
int bytelike_contains(Object *self, Object *item);
/* Hexadecimal digits of bytes for .hex(sep, bytes_per_sep); sep NULL: none. */
Own bytes_hex(const char *data, ssize_t n, Ref sep, Ref bytes_per_sep) MUST_USE;

#endif
