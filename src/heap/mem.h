/* Memory of the debuggee: the small-object allocator, large blocks, object allocation.
 *
 * Invariants
 * - Requests of 1–512 bytes come from pools of one size class (multiples of 16) inside 1 MiB arenas, as in
 *   CPython's obmalloc: 16 KiB pools, last-in-first-out free blocks, the fullest usable arena first.
 * - Larger requests come from page runs of the same address space.
 * - Each block that holds an object has a serial number in the side table: the n-th object born in this
 *   history. (address, serial) names an object for its whole life, in both directions of time.
 * - Running over Control.memory_limit makes the call return NULL; the caller raises MemoryError. What an
 * exception needs to be told (its traceback, its text) may go beyond by MEM_RESERVE.
 */
#ifndef LASTREF_HEAP_MEM_H
#define LASTREF_HEAP_MEM_H

#include "heap/arena.h"
#include "heap/object.h"

/* Raw blocks, 16-byte aligned. mem_alloc(0) gives a distinct 16-byte block. NULL: over budget; no exception
 * set. */
void *mem_alloc(size_t size) MUST_USE;
void *mem_calloc(size_t size) MUST_USE;
void *mem_realloc(void *p, size_t size) MUST_USE; /* p may be NULL; on failure p stays valid */
void mem_free(void *p);                           /* p may be NULL */
size_t mem_block_size(const void *p);             /* usable bytes of the block */

/* Objects: refcnt 1, type set (a heap type's count goes up), the rest of the body zeroed, serial assigned.
 * NULL with MemoryError set on failure. `nitems` for types with item_size (0 otherwise); bytes used are
 * basic_size + nitems*item_size. gc_new leaves the object untracked and may run a collection first. */
Own object_new(Type *t, ssize_t nitems) MUST_USE;    /* picks GC or not by the type's flags */
Own object_new_sized(Type *t, size_t body) MUST_USE; /* explicit body size in bytes (without heads) */
Own object_resize(Object *o,
                  size_t body) MUST_USE; /* realloc of an untracked, unshared object; may move it */
/* Give the block back (no traversal; the dealloc slot's last act). Drops the heap type's reference. */
void object_free(Object *o);
/* Field-table driven defaults for the slots. */
void object_default_dealloc(Object *o); /* untrack, weakrefs, fields, free */
void object_default_traverse(Object *o, Visitor *v);
void object_default_clear(Object *o);
size_t object_size(Object *o); /* sys.getsizeof: with heads */

/* Serial number of a live object. */
#define SERIAL_TABLE ((uint32_t *)ARENA_SERIAL_BASE)
static inline uint32_t object_serial(const Object *o) {
  return SERIAL_TABLE[((uintptr_t)o - ARENA_BASE) >> 4];
}
void object_mark_born(Object *o); /* assign a serial: for types that keep free lists of their own */
void object_mark_dead(Object *o); /* before an object goes to a free list */

/* ---- the allocator's own state, here for the inline fast path ---- */
enum {
  POOL_SIZE = 16384,
  POOL_HEADER = 48,
  SMALL_MAX = 512,
  SMALL_CLASSES = SMALL_MAX / 16,
  SMALL_ARENA = 1 << 20,
  POOLS_PER_ARENA = SMALL_ARENA / POOL_SIZE,
  MEM_RESERVE = 2 * SMALL_ARENA,
  MAX_SMALL_ARENAS = (int)(ARENA_SMALL_MAX / SMALL_ARENA)
};
typedef struct Pool {       /* at the start of each 16 KiB pool in use */
  void *free;               /* last freed block; never NULL while the pool is in a used list */
  struct Pool *next, *prev; /* used list of the class; next: list of free pools of the arena */
  uint32_t used;            /* blocks handed out */
  uint32_t class_index;
  uint32_t next_offset; /* first byte never handed out */
  uint32_t max_offset;
  uint32_t arena;
} Pool;
typedef struct SmallArena {
  Pool *free_pools;     /* pools that were used before and are empty now */
  uint32_t fresh_pools; /* pools never used: the last ones of the arena */
  uint32_t free_count;  /* both together; POOLS_PER_ARENA: the arena itself is free */
  bool mapped;
} SmallArena;
typedef struct LargeBlock {  /* in front of each large block */
  struct LargeBlock *before; /* the physically preceding block, NULL for the first */
  size_t size;               /* of the whole block with this head; low bit: free */
} LargeBlock;
enum { LARGE_BINS = 25 * 16 };
/* A reference the memory engine itself holds while code of the program runs: a finalizer, a clear slot. */
typedef struct HeapHold {
  struct HeapHold *prev;
  Object *obj;
  const char *why;
} HeapHold;
typedef struct HeapState {
  Pool *used[SMALL_CLASSES + 1]; /* per class; [SMALL_CLASSES] unused */
  Pool none;                     /* stands for "no pool with room": free == NULL */
  uint32_t serial;               /* of the last object born */
  uint32_t arenas_high;          /* arenas [0, arenas_high) have been mapped at some time */
  SmallArena arenas[MAX_SMALL_ARENAS];
  uint32_t arenas_now, arenas_taken, arenas_most; /* mapped now; ever; at one time */
  LargeBlock *large_last;                         /* highest block */
  uintptr_t large_top, large_high;                /* end of the highest block; the highest it ever was */
  LargeBlock *large_bins[LARGE_BINS];
  uint64_t large_bitmap[(LARGE_BINS + 63) / 64];
  size_t charged; /* bytes of arenas and large blocks in use */
  uint64_t large_blocks;
  Object *trash;         /* objects waiting in the trashcan */
  bool reserve_open;     /* mem_reserve */
  HeapHold *holds;       /* innermost first; reported by vm_visit_roots */
  int32_t dealloc_depth; /* deaths inside each other: heap/dealloc.c */
} HeapState;
#define HEAP ((HeapState *)ARENA_HEAP_STATE)

bool mem_boot(void); /* on a fresh arena */
/* Opens or closes the reserve beyond the budget; gives whether it was open before. What was taken stays. */
bool mem_reserve(bool open);
/* At the end of the start: uses up pools that are nearly full, so that each size class has `blocks` free in
 * the pool it hands out next, and what a short program makes lies in one pool, as it mostly does in CPython.
 */
void mem_leave_room(uint32_t blocks);
void *mem_small_slow(uint32_t class_index);
void mem_pool_extend(Pool *pool);
static inline bool mem_is_small(const void *p) { return (uintptr_t)p - ARENA_SMALL_BASE < ARENA_SMALL_MAX; }
static inline Pool *mem_pool(const void *p) { return (Pool *)((uintptr_t)p & ~(uintptr_t)(POOL_SIZE - 1)); }
/* A block of (class_index + 1) * 16 bytes. */
static inline void *mem_small_alloc(uint32_t class_index) {
  Pool *pool = HEAP->used[class_index];
  void *block = pool->free;
  if (UNLIKELY(!block)) return mem_small_slow(class_index);
  pool->used++;
  memcpy(&pool->free, block, sizeof pool->free);
  if (UNLIKELY(!pool->free)) mem_pool_extend(pool);
  return block;
}
void mem_small_free_slow(Pool *pool, void *block);
/* Builds for tests overwrite what is freed: who still looks at it goes astray at once. */
static inline void mem_spoil(void *block, size_t size) {
#ifdef LASTREF_SANITIZE
  memset(block, 0xdb, size);
#else
  (void)block, (void)size;
#endif
}
static inline void mem_small_free(void *block) {
  Pool *pool = mem_pool(block);
  mem_spoil(block, (pool->class_index + 1) * 16ul);
  if (UNLIKELY(!pool->free || pool->used == 1)) {
    mem_small_free_slow(pool, block);
    return;
  }
  memcpy(block, &pool->free, sizeof pool->free);
  pool->free = block;
  pool->used--;
}
#define MEM_CLASS(bytes) ((uint32_t)(((bytes) + 15) / 16 - 1))
static inline void object_set_born(Object *o, Type *t) {
  o->refcnt = 1;
  o->type = t;
  SERIAL_TABLE[((uintptr_t)o - ARENA_BASE) >> 4] = ++HEAP->serial;
}

#endif
