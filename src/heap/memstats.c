#include "heap/memstats.h"

void mem_stats(MemStats *out) {
  *out = (MemStats){.arenas_taken = HEAP->arenas_taken, .arenas_most = HEAP->arenas_most};
  for (uint32_t a = 0; a < HEAP->arenas_high; a++) {
    if (!HEAP->arenas[a].mapped) continue;
    out->arenas++;
    out->unused_pools += HEAP->arenas[a].free_count;
    for (uint32_t i = 0; i < POOLS_PER_ARENA; i++) {
      if (!mem_pool_in_use(a, i)) continue;
      const Pool *p = mem_pool_at(a, i);
      MemClassStats *c = &out->classes[p->class_index];
      c->pools++;
      c->used += p->used;
      c->free += mem_pool_blocks(p->class_index) - p->used;
    }
  }
}
