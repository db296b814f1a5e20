/* Memory of the debuggee: the small-object allocator, large blocks, object allocation.
 *
 * Invariants
 * - Requests of 1–512 bytes come from pools of one size class (multiples of 16) inside 1 MiB arenas, as in
 *   CPython's obmalloc: 16 KiB pools, last-in-first-out free blocks, the fullest usable arena first.
 * - Larger requests come from page runs of the same address space.
 * - Each block that holds an object has a serial number in the side table: the n-th object born in this
 *   history. (address, serial) names an object for its whole life, in both directions of time.
 * - Running over Control.memory_limit makes the call return NULL; the caller raises MemoryError.
 */
#ifndef LASTREF_HEAP_MEM_H
#define LASTREF_HEAP_MEM_H

#include "heap/object.h"

/* Raw blocks, 16-byte aligned. mem_alloc(0) gives a distinct 16-byte block. NULL: over budget; no exception set. */
void *mem_alloc(size_t size) MUST_USE;
void *mem_calloc(size_t size) MUST_USE;
void *mem_realloc(void *p, size_t size) MUST_USE; /* p may be NULL; on failure p stays valid */
void mem_free(void *p);                           /* p may be NULL */
size_t mem_block_size(const void *p);             /* usable bytes of the block */

/* Objects: refcnt 1, type set (a heap type's count goes up), the rest of the body zeroed, serial assigned.
 * NULL with MemoryError set on failure. `nitems` for types with item_size (0 otherwise); bytes used are
 * basic_size + nitems*item_size. gc_new leaves the object untracked and may run a collection first. */
Own object_new(Type *t, ssize_t nitems) MUST_USE;       /* picks GC or not by the type's flags */
Own object_new_sized(Type *t, size_t body) MUST_USE;    /* explicit body size in bytes (without heads) */
Own object_resize(Object *o, size_t body) MUST_USE;     /* realloc of an untracked, unshared object; may move it */
/* Give the block back (no traversal; the dealloc slot's last act). Drops the heap type's reference. */
void object_free(Object *o);
/* Field-table driven defaults for the slots. */
void object_default_dealloc(Object *o); /* untrack, weakrefs, fields, free */
void object_default_traverse(Object *o, Visitor *v);
void object_default_clear(Object *o);
size_t object_size(Object *o); /* sys.getsizeof: with heads */

/* Serial number of a live object. */
#define SERIAL_TABLE ((uint32_t *)ARENA_SERIAL_BASE)
static inline uint32_t object_serial(const Object *o) { return SERIAL_TABLE[((uintptr_t)o - ARENA_BASE) >> 4]; }
void object_mark_born(Object *o); /* assign a serial: for types that keep free lists of their own */
void object_mark_dead(Object *o); /* before an object goes to a free list */

#endif
