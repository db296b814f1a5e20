#include "heap/mem.h"

#include "heap/gc.h"
#include "heap/observer.h"
#include "heap/upcalls.h"

/* ---- small blocks: pools of one size class, as in CPython's obmalloc ---- */

static uintptr_t arena_base(uint32_t i) { return ARENA_SMALL_BASE + (uintptr_t)i * SMALL_ARENA; }

static size_t limit_now(void) { return CTRL->memory_limit + (HEAP->reserve_open ? MEM_RESERVE : 0); }

bool mem_reserve(bool open) {
  bool was = HEAP->reserve_open;
  HEAP->reserve_open = open;
  return was;
}

static bool charge(size_t bytes) {
  if (HEAP->charged + bytes > limit_now()) return false;
  HEAP->charged += bytes;
  return true;
}

/* The arena with the fewest free pools that has one, so that emptier ones can be given back. */
static SmallArena *pick_arena(uint32_t *index) {
  SmallArena *best = NULL;
  for (uint32_t i = 0; i < HEAP->arenas_high; i++) {
    SmallArena *a = &HEAP->arenas[i];
    if (a->mapped && a->free_count && (!best || a->free_count < best->free_count)) best = a, *index = i;
  }
  if (best) return best;
  uint32_t limit = (uint32_t)(MIN(limit_now(), ARENA_SMALL_MAX) / SMALL_ARENA);
  for (uint32_t i = 0; i < limit; i++) {
    SmallArena *a = &HEAP->arenas[i];
    if (a->mapped) continue;
    if (!charge(SMALL_ARENA)) return NULL;
    *a = (SmallArena){NULL, POOLS_PER_ARENA, POOLS_PER_ARENA, true};
    HEAP->arenas_taken++;
    if (++HEAP->arenas_now > HEAP->arenas_most) HEAP->arenas_most = HEAP->arenas_now;
    if (i >= HEAP->arenas_high) HEAP->arenas_high = i + 1;
    *index = i;
    return a;
  }
  return NULL;
}

static Pool *pool_new(uint32_t class_index) {
  uint32_t index = 0;
  SmallArena *a = pick_arena(&index);
  if (!a) return NULL;
  Pool *pool = a->free_pools;
  if (pool)
    a->free_pools = pool->next;
  else
    pool = (Pool *)(arena_base(index) + (uintptr_t)(POOLS_PER_ARENA - a->fresh_pools--) * POOL_SIZE);
  a->free_count--;
  uint32_t size = (class_index + 1) * 16;
  if (pool->class_index != class_index || !pool->max_offset || !pool->free) {
    pool->class_index = class_index;
    pool->max_offset = POOL_SIZE - size;
    pool->next_offset = POOL_HEADER + size;
    pool->free = (char *)pool + POOL_HEADER;
    memset(pool->free, 0, sizeof(void *));
  }
  pool->arena = index;
  pool->used = 0;
  return pool;
}

/* A pool of the class that was emptied and is used again keeps its chain of free blocks, as in CPython. */
void *mem_small_slow(uint32_t class_index) {
  Pool *pool = pool_new(class_index);
  if (!pool) return NULL;
  pool->next = pool->prev = NULL;
  HEAP->used[class_index] = pool;
  return mem_small_alloc(class_index);
}

static void pool_unlink(Pool *pool) {
  if (pool->prev)
    pool->prev->next = pool->next;
  else
    HEAP->used[pool->class_index] = pool->next ? pool->next : &HEAP->none;
  if (pool->next) pool->next->prev = pool->prev;
}

/* The chain of freed blocks ran out: carve the next block, or take the full pool out of the list. */
void mem_pool_extend(Pool *pool) {
  if (pool->next_offset <= pool->max_offset) {
    pool->free = (char *)pool + pool->next_offset;
    pool->next_offset += (pool->class_index + 1) * 16;
    memset(pool->free, 0, sizeof(void *));
    return;
  }
  pool_unlink(pool);
}

static void arena_release(uint32_t index) {
  SmallArena *a = &HEAP->arenas[index];
  /* Wiped, so that a fresh arena is all zero and checkpoints find equal pages. */
  memset((void *)arena_base(index), 0, SMALL_ARENA);
  memset(a, 0, sizeof *a);
  HEAP->arenas_now--;
  HEAP->charged -= SMALL_ARENA;
}

void mem_small_free_slow(Pool *pool, void *block) {
  bool was_full = pool->free == NULL;
  memcpy(block, &pool->free, sizeof pool->free);
  pool->free = block;
  pool->used--;
  if (was_full) { /* back into use, in front */
    Pool *first = HEAP->used[pool->class_index];
    if (first == &HEAP->none) first = NULL;
    pool->prev = NULL;
    pool->next = first;
    if (first) first->prev = pool;
    HEAP->used[pool->class_index] = pool;
  }
  if (pool->used) return;
  pool_unlink(pool);
  SmallArena *a = &HEAP->arenas[pool->arena];
  pool->next = a->free_pools;
  a->free_pools = pool;
  if (++a->free_count == POOLS_PER_ARENA) arena_release(pool->arena);
}

/* ---- large blocks: two-level segregated fit (Masmano et al., "TLSF", ECRTS 2004), blocks merged with free
 * neighbours ---- */

static size_t large_size(const LargeBlock *b) { return b->size & ~(size_t)1; }
static bool large_is_free(const LargeBlock *b) { return b->size & 1; }
static LargeBlock *large_after(LargeBlock *b) {
  LargeBlock *n = (LargeBlock *)((char *)b + large_size(b));
  return (uintptr_t)n < HEAP->large_top ? n : NULL;
}
/* Free blocks keep their list links in the body. */
typedef struct FreeLinks {
  LargeBlock *next, *prev;
} FreeLinks;
static FreeLinks *links(LargeBlock *b) { return (FreeLinks *)(b + 1); }

static int bin_of(size_t size) { /* size >= 32 */
  int high = 63 - __builtin_clzll(size);
  int bin = (high - 5) * 16 + (int)((size >> (high - 4)) & 15);
  return bin < LARGE_BINS ? bin : LARGE_BINS - 1;
}
static void bin_insert(LargeBlock *b) {
  int bin = bin_of(large_size(b));
  LargeBlock *first = HEAP->large_bins[bin];
  *links(b) = (FreeLinks){first, NULL};
  if (first) links(first)->prev = b;
  HEAP->large_bins[bin] = b;
  HEAP->large_bitmap[bin / 64] |= 1ull << (bin % 64);
  b->size |= 1;
}
static void bin_remove(LargeBlock *b) {
  int bin = bin_of(large_size(b));
  FreeLinks *l = links(b);
  if (l->prev)
    links(l->prev)->next = l->next;
  else {
    HEAP->large_bins[bin] = l->next;
    if (!l->next) HEAP->large_bitmap[bin / 64] &= ~(1ull << (bin % 64));
  }
  if (l->next) links(l->next)->prev = l->prev;
  b->size &= ~(size_t)1;
}
static LargeBlock *bin_find(size_t size) {
  int bin = bin_of(size);
  /* The own bin may hold blocks that are too small: look at a few of them. */
  int tries = 8;
  for (LargeBlock *b = HEAP->large_bins[bin]; b && tries--; b = links(b)->next)
    if (large_size(b) >= size) return b;
  int word = ++bin / 64;
  if (bin >= LARGE_BINS) return NULL;
  uint64_t bits = HEAP->large_bitmap[word] & (~0ull << (bin % 64));
  while (!bits) {
    if (++word >= (int)ARRAY_LEN(HEAP->large_bitmap)) return NULL;
    bits = HEAP->large_bitmap[word];
  }
  return HEAP->large_bins[word * 64 + __builtin_ctzll(bits)];
}

/* Cut b to `size`; the rest becomes a free block (merged with what follows). */
static void large_split(LargeBlock *b, size_t size) {
  size_t rest = large_size(b) - size;
  if (rest < 64) return;
  LargeBlock *r = (LargeBlock *)((char *)b + size);
  b->size = size;
  r->before = b;
  r->size = rest;
  LargeBlock *after = large_after(r);
  if (after) {
    after->before = r;
    if (large_is_free(after)) {
      bin_remove(after);
      r->size += large_size(after);
      LargeBlock *next = large_after(r);
      if (next)
        next->before = r;
      else
        HEAP->large_last = r;
    }
  } else
    HEAP->large_last = r;
  bin_insert(r);
}

static LargeBlock *large_grow(size_t size) {
  uintptr_t top = HEAP->large_top;
  size_t room = MIN(limit_now(), ARENA_LARGE_MAX);
  if (top + size > ARENA_LARGE_BASE + room) return NULL;
  LargeBlock *b = (LargeBlock *)top;
  b->before = HEAP->large_last;
  b->size = size;
  HEAP->large_last = b;
  HEAP->large_top = top + size;
  if (HEAP->large_top > HEAP->large_high) HEAP->large_high = HEAP->large_top;
  return b;
}

static void *large_alloc(size_t bytes) {
  if (bytes > limit_now()) return NULL;
  size_t size = ((bytes + 15) & ~(size_t)15) + sizeof(LargeBlock);
  if (HEAP->charged + size > limit_now()) return NULL;
  LargeBlock *b = bin_find(size);
  if (b) {
    bin_remove(b);
    large_split(b, size);
  } else if (!(b = large_grow(size)))
    return NULL;
  HEAP->charged += large_size(b);
  HEAP->large_blocks++;
  return b + 1;
}

static void large_free(void *p) {
  LargeBlock *b = (LargeBlock *)p - 1;
  mem_spoil(p, large_size(b) - sizeof *b);
  HEAP->charged -= large_size(b);
  HEAP->large_blocks--;
  LargeBlock *after = large_after(b);
  if (after && large_is_free(after)) {
    bin_remove(after);
    b->size += large_size(after);
  }
  if (b->before && large_is_free(b->before)) {
    LargeBlock *before = b->before;
    bin_remove(before);
    before->size += large_size(b);
    b = before;
  }
  after = large_after(b);
  if (after) {
    after->before = b;
    bin_insert(b);
  } else { /* the highest block goes back to the end of the region */
    HEAP->large_last = b->before;
    HEAP->large_top = (uintptr_t)b;
  }
}

/* Grow or shrink in place where the neighbour allows it. */
static bool large_resize_in_place(void *p, size_t bytes) {
  LargeBlock *b = (LargeBlock *)p - 1;
  size_t size = ((bytes + 15) & ~(size_t)15) + sizeof(LargeBlock), old = large_size(b);
  if (size > old) {
    if (HEAP->charged + (size - old) > limit_now()) return false;
    LargeBlock *after = large_after(b);
    if (!after) {
      size_t room = MIN(limit_now(), ARENA_LARGE_MAX);
      if ((uintptr_t)b + size > ARENA_LARGE_BASE + room) return false;
      b->size = size;
      HEAP->large_top = (uintptr_t)b + size;
      if (HEAP->large_top > HEAP->large_high) HEAP->large_high = HEAP->large_top;
      HEAP->charged += size - old;
      return true;
    }
    if (!large_is_free(after) || old + large_size(after) < size) return false;
    bin_remove(after);
    b->size = old + large_size(after);
    LargeBlock *next = large_after(b);
    if (next)
      next->before = b;
    else
      HEAP->large_last = b;
  }
  large_split(b, size);
  HEAP->charged += large_size(b) - old;
  return true;
}

/* ---- raw blocks ---- */

void *mem_alloc(size_t size) {
  if (LIKELY(size <= SMALL_MAX)) return mem_small_alloc(size ? MEM_CLASS(size) : 0);
  return large_alloc(size);
}

void *mem_calloc(size_t size) {
  void *p = mem_alloc(size);
  if (p) memset(p, 0, size);
  return p;
}

void mem_free(void *p) {
  if (!p) return;
  if (mem_is_small(p))
    mem_small_free(p);
  else
    large_free(p);
}

size_t mem_block_size(const void *p) {
  if (mem_is_small(p)) return (size_t)(mem_pool(p)->class_index + 1) * 16;
  return large_size((const LargeBlock *)p - 1) - sizeof(LargeBlock);
}

void *mem_realloc(void *p, size_t size) {
  if (!p) return mem_alloc(size);
  size_t old = mem_block_size(p);
  if (mem_is_small(p)) {
    /* As CPython's pymalloc_realloc: a block that still fits stays, unless it would waste more than a
     * quarter. */
    if (size <= old && 4 * size > 3 * old) return p;
  } else if (size > SMALL_MAX && large_resize_in_place(p, size))
    return p;
  void *fresh = mem_alloc(size);
  if (!fresh) return size <= old ? p : NULL;
  memcpy(fresh, p, MIN(size, old));
  mem_free(p);
  return fresh;
}

bool mem_boot(void) {
  for (int i = 0; i <= SMALL_CLASSES; i++) HEAP->used[i] = &HEAP->none;
  HEAP->large_top = HEAP->large_high = ARENA_LARGE_BASE;
  return true;
}

/* ---- objects ---- */

static size_t head_size(const Type *t) {
  if (!TYPE_HAS(t, TYPE_GC)) return 0;
  return TYPE_HAS(t, TYPE_MANAGED_DICT) ? 4 * sizeof(void *) : sizeof(GcHead);
}

Own object_new_sized(Type *t, size_t body) {
  size_t head = head_size(t);
  if (head) gc_maybe_collect();
  char *block = mem_alloc(head + body);
  if (UNLIKELY(!block)) {
    heap_raise_no_memory();
    return NULL;
  }
  memset(block, 0, head + body);
  Object *o = (Object *)(void *)(block + head);
  object_set_born(o, t);
  if (TYPE_HAS(t, TYPE_HEAP)) INCREF(t);
  OBSERVE(OBSERVE_MEMORY, EV_BORN, o, head + body, 0);
  return o;
}

Own object_new(Type *t, ssize_t nitems) {
  size_t body = t->basic_size + (size_t)nitems * t->item_size;
  if (t->dict_offset < 0)
    body = (body + sizeof(Object *) - 1) & ~(sizeof(Object *) - 1); /* its dict ends there */
  return object_new_sized(t, body);
}

Own object_resize(Object *o, size_t body) {
  size_t head = head_size(o->type);
  uint32_t serial = object_serial(o);
  char *block = mem_realloc((char *)o - head, head + body);
  if (!block) {
    heap_raise_no_memory();
    return NULL;
  }
  Object *moved = (Object *)(void *)(block + head);
  if (moved != o) SERIAL_TABLE[((uintptr_t)o - ARENA_BASE) >> 4] = 0; /* nobody stands there any more */
  SERIAL_TABLE[((uintptr_t)moved - ARENA_BASE) >> 4] = serial;
  return moved;
}

void object_mark_born(Object *o) {
  SERIAL_TABLE[((uintptr_t)o - ARENA_BASE) >> 4] = ++HEAP->serial;
  OBSERVE(OBSERVE_MEMORY, EV_BORN, o, 0, 0);
}

void object_mark_dead(Object *o) {
  OBSERVE(OBSERVE_MEMORY, EV_FREED, o, 0, 0);
  SERIAL_TABLE[((uintptr_t)o - ARENA_BASE) >> 4] = 0;
}

void object_free(Object *o) {
  Type *t = o->type;
  size_t head = head_size(t);
  object_mark_dead(o);
  if (head) gc_count_freed();
  mem_free((char *)o - head);
  if (TYPE_HAS(t, TYPE_HEAP)) DECREF(t);
}

void mem_leave_room(uint32_t blocks) {
  for (uint32_t c = 0; c < SMALL_CLASSES; c++) {
    uint32_t size = (c + 1) * 16, capacity = (uint32_t)((POOL_SIZE - sizeof(Pool)) / size);
    if (capacity < blocks * 2) continue; /* so large that few lie in a pool at any time */
    while (HEAP->used[c]->free && capacity - HEAP->used[c]->used < blocks)
      if (!mem_small_alloc(c)) return;
  }
}
