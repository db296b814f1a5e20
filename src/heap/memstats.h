/* The small-object allocator counted: what its pools hold at this moment. Reads only.
 *
 * Invariants
 * - A pool counts for a size class while at least one of its blocks is handed out; every other pool of an
 * arena is unused, whichever class it served before.
 * - For each class used + free == pools * mem_pool_blocks(class).
 */
#ifndef LASTREF_HEAP_MEMSTATS_H
#define LASTREF_HEAP_MEMSTATS_H

#include "heap/mem.h"

typedef struct MemClassStats {
  uint32_t pools;
  uint64_t used, free; /* blocks */
} MemClassStats;
typedef struct MemStats {
  MemClassStats classes[SMALL_CLASSES];
  uint32_t arenas, arenas_taken, arenas_most; /* now; ever taken from the system; most at one time */
  uint32_t unused_pools;
} MemStats;
void mem_stats(MemStats *out);

/* Block size of a class, and how many of its blocks a pool has. */
static inline uint32_t mem_class_size(uint32_t class_index) { return (class_index + 1) * 16; }
static inline uint32_t mem_pool_blocks(uint32_t class_index) {
  return (POOL_SIZE - POOL_HEADER) / mem_class_size(class_index);
}
/* Pool `pool` of arena `arena`; whether it has ever been used, and whether it holds blocks now. */
static inline Pool *mem_pool_at(uint32_t arena, uint32_t pool) {
  return (Pool *)(ARENA_SMALL_BASE + (uintptr_t)arena * SMALL_ARENA + (uintptr_t)pool * POOL_SIZE);
}
static inline bool mem_pool_in_use(uint32_t arena, uint32_t pool) {
  const SmallArena *a = &HEAP->arenas[arena];
  return a->mapped && pool < POOLS_PER_ARENA - a->fresh_pools && mem_pool_at(arena, pool)->used;
}

#endif
