/* memoryview: a window on the memory of an exporter.
 *
 * Invariants
 * - All views made from one another share a ManagedBuffer, which holds the exporter's buffer; mbuf->exports
 * counts the views not released. At 0 the exporter gets its buffer back.
 * - exports of a view counts the buffers lent by the view itself; while there are any it cannot be released.
 * - view.shape, strides point into array[]; view.obj is borrowed from the ManagedBuffer.
 */
#ifndef LASTREF_OBJECT_MEMORYVIEW_H
#define LASTREF_OBJECT_MEMORYVIEW_H

#include "object/buffer.h"
#include "object/runtime.h"

enum { MBUF_RELEASED = 1, VIEW_RELEASED = 1 };
typedef struct ManagedBuffer {
  Object ob;
  int flags;
  ssize_t exports;
  Buffer master; /* owns the reference to the exporter */
} ManagedBuffer;

typedef struct MemoryView {
  VarObject head;
  ManagedBuffer *mbuf; /* owned */
  Hash hash;
  int flags;
  ssize_t exports;
  Buffer view;
  Object *weaklist;
  ssize_t array[]; /* shape, strides, suboffsets */
} MemoryView;

/* One value of a native format character ('B', 'd', ...) read from memory; memviewitem.c. */
Own memory_unpack(const char *p, char format) MUST_USE;
/* Writes a value; false with TypeError or ValueError naming the format. */
bool memory_pack(char *p, Ref value, const char *format, char kind);
/* Size of a native format ("i", "@i"); 0 when it is none. *kind gets the character. */
ssize_t memory_format_size(const char *format, char *kind);

#endif
