/* The memory map: see memmap.h. */
#include "model/memmap.h"

#include <stdlib.h>
#include <string.h>

#include "heap/memstats.h"
#include "object/bytes.h"
#include "object/containers.h"
#include "object/dictkeys.h"
#include "object/freelists.h"
#include "vm/vm.h"

/* ---- what the blocks of a pool hold ---- */

static uintptr_t first_block(uintptr_t pool) { return pool + POOL_HEADER; }

/* An object begins at its block, or behind the heads of the collector and of a managed dict. */
static uintptr_t object_in(uintptr_t block, uint32_t size) {
  const uint32_t *serials = &SERIAL_TABLE[(block - ARENA_BASE) >> 4];
  for (uint32_t head = 0; head <= 2; head++)
    if (head * 16 < size && serials[head]) return block + head * 16;
  return 0;
}

static uint32_t index_in(const MapPool *p, uintptr_t address) {
  return (uint32_t)((address - first_block(p->address)) / p->size);
}

static const void *chain_next(const void *block) {
  const void *next;
  memcpy(&next, block, sizeof next);
  return next;
}

static void fill_pool(MapPool *p, uint32_t *holds) {
  const Pool *pool = (const Pool *)p->address;
  for (uint32_t i = 0; i < p->blocks; i++) {
    uintptr_t at = first_block(p->address) + (uintptr_t)i * p->size;
    if (at >= p->address + pool->next_offset) {
      holds[i] = MAP_NEVER;
      p->never++;
      continue;
    }
    uintptr_t object = object_in(at, p->size);
    holds[i] = object ? object_serial((const Object *)object) : MAP_PART;
    if (object && holds[i] > model_boot_serial()) p->of_program++;
  }
  for (const void *b = pool->free; b; b = chain_next(b)) {
    uint32_t i = index_in(p, (uintptr_t)b);
    if (i >= p->blocks || holds[i] == MAP_FREE) break;
    if (holds[i] == MAP_NEVER) p->never--;
    holds[i] = MAP_FREE;
    p->free++;
  }
  p->used = p->blocks - p->free - p->never;
}

/* ---- changes ---- */

static bool occupied(uint32_t holds) { return holds && holds != MAP_NEVER && holds != MAP_KEPT; }

static const uint32_t *held_before(const MemMap *before, const MapPool *p) {
  size_t place = (p->address - ARENA_SMALL_BASE) / POOL_SIZE;
  int32_t at = before && place < before->pool_places ? before->pool_at[place] : MODEL_NONE;
  if (at == MODEL_NONE || before->pools[at].size != p->size) return NULL;
  return before->holds + before->pools[at].first;
}

static Change change_of(uint32_t now, uint32_t then) {
  if (now == then) return CHANGE_NONE;
  if (occupied(now)) return occupied(then) ? CHANGE_VALUE : CHANGE_NEW;
  return occupied(then) ? CHANGE_GONE : CHANGE_NONE;
}

static void compare_pool(MapPool *p, const uint32_t *now, const uint32_t *then) {
  for (uint32_t i = 0; i < p->blocks; i++) {
    Change c = change_of(now[i], then ? then[i] : MAP_FREE);
    p->born += c == CHANGE_NEW || c == CHANGE_VALUE;
    p->freed += c == CHANGE_GONE || c == CHANGE_VALUE;
  }
}

/* ---- memory of an object outside its own block ---- */

static uintptr_t block_of_values(const DictValues *values) {
  /* Where each was set stands in front of them: so many bytes as the byte before the first says. */
  return (uintptr_t)values - ((const uint8_t *)values)[-1];
}

void memmap_parts(const Object *o, PartFn found, void *data) {
  const Type *t = o->type;
  if (TYPE_HAS(t, TYPE_SUB_LIST)) {
    const List *l = (const List *)o;
    if (l->items) found(data, (uintptr_t)l->items, "elements");
  } else if (TYPE_HAS(t, TYPE_SUB_DICT)) {
    const Dict *d = (const Dict *)o;
    if (d->keys && d->keys != EMPTY_KEYS && !d->values) found(data, (uintptr_t)d->keys, "table");
    if (d->values) found(data, block_of_values(d->values), "values");
  } else if (t == T(SET) || t == T(FROZENSET)) {
    const Set *s = (const Set *)o;
    if (s->table && s->table != s->small_table) found(data, (uintptr_t)s->table, "table");
  } else if (t == T(BYTEARRAY)) {
    const ByteArray *b = (const ByteArray *)o;
    if (b->block) found(data, (uintptr_t)b->block, "bytes");
  } else if (TYPE_HAS(t, TYPE_SUB_TYPE)) {
    const Type *self = (const Type *)o;
    if (self->cached_keys) found(data, (uintptr_t)self->cached_keys, "table of instance names");
  }
  if (TYPE_HAS(t, TYPE_MANAGED_DICT)) {
    const ManagedDict *m = managed_dict(o);
    if (m->values) found(data, block_of_values(m->values), "attribute values");
  }
}

/* Calls found for the parts of every object; *owner is the object while it does. */
static void all_parts(const Object **owner, PartFn found, void *data) {
  const uintptr_t ends[2][2] = {
      {ARENA_SMALL_BASE, ARENA_SMALL_BASE + (uintptr_t)HEAP->arenas_high * SMALL_ARENA},
      {ARENA_LARGE_BASE, HEAP->large_top}};
  for (int r = 0; r < 2; r++) {
    const uint32_t *serials = &SERIAL_TABLE[(ends[r][0] - ARENA_BASE) >> 4];
    size_t granules = ends[r][1] > ends[r][0] ? (ends[r][1] - ends[r][0]) / 16 : 0;
    for (size_t i = 0; i < granules; i++) {
      if (!serials[i]) continue;
      *owner = (const Object *)(ends[r][0] + i * 16);
      if ((*owner)->type) memmap_parts(*owner, found, data);
    }
  }
}

/* ---- building ---- */

static int by_place(const void *x, const void *y) {
  const MapPool *a = x, *b = y;
  if (a->size != b->size) return a->size < b->size ? -1 : 1;
  if (!a->of_program != !b->of_program) return a->of_program ? -1 : 1;
  return a->address < b->address ? -1 : a->address > b->address;
}
static int by_program(const void *x, const void *y) {
  const MapClass *a = x, *b = y;
  if (!a->of_program != !b->of_program) return a->of_program ? -1 : 1;
  return a->size < b->size ? -1 : a->size > b->size;
}

static bool add_pools(MemMap *m) {
  size_t blocks = 0, pools = 0;
  for (uint32_t a = 0; a < HEAP->arenas_high; a++)
    for (uint32_t i = 0; i < POOLS_PER_ARENA; i++)
      if (mem_pool_in_use(a, i)) {
        pools++;
        blocks += mem_pool_blocks(mem_pool_at(a, i)->class_index);
      }
  m->pool_places = (size_t)HEAP->arenas_high * POOLS_PER_ARENA;
  m->pools = calloc(pools + 1, sizeof *m->pools);
  m->holds = malloc((blocks + 1) * sizeof *m->holds);
  m->pool_at = malloc((m->pool_places + 1) * sizeof *m->pool_at);
  if (!m->pools || !m->holds || !m->pool_at) return false;
  uint32_t at = 0;
  for (size_t i = 0; i < m->pool_places; i++) m->pool_at[i] = MODEL_NONE;
  for (uint32_t a = 0; a < HEAP->arenas_high; a++)
    for (uint32_t i = 0; i < POOLS_PER_ARENA; i++) {
      if (!mem_pool_in_use(a, i)) continue;
      const Pool *pool = mem_pool_at(a, i);
      MapPool *p = &m->pools[m->pool_count++];
      *p = (MapPool){.address = (uintptr_t)pool,
                     .arena = a + 1,
                     .number = i + 1,
                     .size = mem_class_size(pool->class_index),
                     .blocks = mem_pool_blocks(pool->class_index),
                     .first = at,
                     .next = HEAP->used[pool->class_index] == pool};
      fill_pool(p, m->holds + at);
      at += p->blocks;
    }
  qsort(m->pools, (size_t)m->pool_count, sizeof *m->pools, by_place);
  for (int32_t i = 0; i < m->pool_count; i++)
    m->pool_at[(m->pools[i].address - ARENA_SMALL_BASE) / POOL_SIZE] = i;
  return true;
}

static void add_classes(MemMap *m) {
  for (int32_t i = 0; i < m->pool_count; i++) {
    const MapPool *p = &m->pools[i];
    MapClass *c = m->class_count ? &m->classes[m->class_count - 1] : NULL;
    if (!c || c->size != p->size) {
      c = &m->classes[m->class_count++];
      *c = (MapClass){.size = p->size, .first_pool = i};
    }
    c->pool_count++;
    c->used += p->used;
    c->free += p->free + p->never;
    c->kept += p->kept;
    c->of_program += p->of_program;
    c->born += p->born;
    c->freed += p->freed;
  }
  qsort(m->classes, (size_t)m->class_count, sizeof *m->classes, by_program);
}

/* Pools all of whose blocks were freed are no more: their blocks count as freed in their class. */
static void count_gone_pools(MemMap *m, const MemMap *before) {
  for (int32_t i = 0; i < before->pool_count; i++) {
    const MapPool *old = &before->pools[i];
    size_t place = (old->address - ARENA_SMALL_BASE) / POOL_SIZE;
    if (place < m->pool_places && m->pool_at[place] != MODEL_NONE) continue;
    for (int32_t c = 0; c < m->class_count; c++)
      if (m->classes[c].size == old->size) m->classes[c].freed += old->used - old->kept;
  }
}

static void add_lists(MemMap *m, const MemMap *before) {
  for (int k = 0; k < FREE_LISTS && m->list_count < MAP_LISTS; k++) {
    FreeListInfo l = free_list_info((FreeListKind)k);
    MapList *out = &m->lists[m->list_count++];
    *out = (MapList){.what = l.what,
                     .items = l.items,
                     .length = l.length,
                     .limit = l.limit,
                     .before = before ? before->lists[k].length : l.length,
                     .size = (uint32_t)((l.head + l.size + 15) / 16 * 16),
                     .next = (uintptr_t)l.first};
    int32_t guard = 0;
    for (const void *o = l.first; o && guard++ < l.length; o = free_list_after((FreeListKind)k, o)) {
      uintptr_t block = (uintptr_t)o - l.head;
      size_t place = (block - ARENA_SMALL_BASE) / POOL_SIZE;
      if (place >= m->pool_places || m->pool_at[place] == MODEL_NONE) continue;
      MapPool *p = &m->pools[m->pool_at[place]];
      m->holds[p->first + index_in(p, block)] = MAP_KEPT;
      p->kept++;
    }
  }
}

typedef struct LargeOwners {
  MemMap *m;
  const Object *owner;
} LargeOwners;
static void note_large_owner(void *data, uintptr_t block, const char *what) {
  const LargeOwners *f = data;
  if (block < ARENA_LARGE_BASE) return;
  for (int32_t i = 0; i < f->m->large_count; i++) {
    MapLarge *l = &f->m->large[i];
    if (l->address == block) l->object = (uintptr_t)f->owner, l->part = what;
  }
}

static uint32_t large_holds(MapLarge *l) {
  for (uintptr_t head = 0; head <= 32; head += 16) {
    const Object *o = (const Object *)(l->address + head);
    if (!object_serial(o)) continue;
    l->object = (uintptr_t)o;
    return object_serial(o);
  }
  return MAP_PART;
}

static bool add_large(MemMap *m, const MemMap *before) {
  int32_t n = 0;
  uintptr_t top = HEAP->large_top;
  for (uintptr_t at = ARENA_LARGE_BASE; at < top; at += ((const LargeBlock *)at)->size & ~(size_t)1) n++;
  m->large = calloc((size_t)n + 1, sizeof *m->large);
  if (!m->large) return false;
  int32_t old = 0;
  for (uintptr_t at = ARENA_LARGE_BASE; at < top;) {
    const LargeBlock *b = (const LargeBlock *)at;
    size_t size = b->size & ~(size_t)1;
    bool is_free = b->size & 1;
    MapLarge *l = &m->large[m->large_count++];
    *l = (MapLarge){.address = at + sizeof *b, .size = size - sizeof *b};
    l->serial = is_free ? MAP_FREE : large_holds(l);
    if (is_free)
      m->large_free++;
    else
      m->large_bytes += l->size;
    if (before) {
      while (old < before->large_count && before->large[old].address < l->address) old++;
      const MapLarge *was =
          old < before->large_count && before->large[old].address == l->address ? &before->large[old] : NULL;
      l->change = change_of(l->serial, was ? was->serial : MAP_FREE);
      if (was && l->change == CHANGE_NONE && was->size != l->size && !is_free) l->change = CHANGE_VALUE;
    }
    at += size;
  }
  LargeOwners owners = {m, NULL};
  all_parts(&owners.owner, note_large_owner, &owners);
  return true;
}

MemMap *memmap_build(const History *h, const MemMap *before) {
  MemMap *m = calloc(1, sizeof *m);
  if (!m) return NULL;
  m->position = h->now;
  m->compared = before != NULL;
  if (!add_pools(m) || !add_large(m, before)) {
    memmap_free(m);
    return NULL;
  }
  add_lists(m, before);
  for (int32_t i = 0; before && i < m->pool_count; i++)
    compare_pool(&m->pools[i], m->holds + m->pools[i].first, held_before(before, &m->pools[i]));
  add_classes(m);
  if (before) count_gone_pools(m, before);
  MemStats stats;
  mem_stats(&stats);
  m->arenas = stats.arenas;
  m->unused_pools = stats.unused_pools;
  m->next_frame = (uintptr_t)VM->stack_top;
  return m;
}

void memmap_free(MemMap *m) {
  if (!m) return;
  free(m->pools);
  free(m->holds);
  free(m->pool_at);
  free(m->large);
  free(m);
}

/* ---- details ---- */

void memmap_changes(const MemMap *m, const MemMap *before, int32_t pool, MapBlock *out) {
  const MapPool *p = &m->pools[pool];
  const uint32_t *then = m->compared ? held_before(before, p) : NULL;
  for (uint32_t i = 0; i < p->blocks; i++) {
    uint32_t now = m->holds[p->first + i], was = !m->compared ? now : then ? then[i] : MAP_FREE;
    out[i] = (MapBlock){.address = first_block(p->address) + (uintptr_t)i * p->size,
                        .holds = now,
                        .before = was,
                        .change = change_of(now, was),
                        .list = MODEL_NONE};
    if (occupied(now) && now != MAP_PART) out[i].object = object_in(out[i].address, p->size);
  }
}

typedef struct PoolOwners {
  const MapPool *pool;
  MapBlock *blocks;
  const Object *owner;
} PoolOwners;
static void note_owner(void *data, uintptr_t block, const char *what) {
  PoolOwners *f = data;
  if (block < first_block(f->pool->address) || block >= f->pool->address + POOL_SIZE) return;
  MapBlock *b = &f->blocks[index_in(f->pool, block)];
  if (b->holds != MAP_PART) return;
  b->object = (uintptr_t)f->owner;
  b->part = what;
}

void memmap_blocks(const MemMap *m, const MemMap *before, int32_t pool, MapBlock *out) {
  memmap_changes(m, before, pool, out);
  const MapPool *p = &m->pools[pool];
  PoolOwners owners = {p, out, NULL};
  all_parts(&owners.owner, note_owner, &owners);
  uint32_t turn = 0;
  for (const void *b = ((const Pool *)p->address)->free; b && turn < p->free; b = chain_next(b))
    out[index_in(p, (uintptr_t)b)].turn = ++turn;
  for (int32_t k = 0; k < m->list_count; k++) {
    if (m->lists[k].size != p->size) continue;
    FreeListInfo l = free_list_info((FreeListKind)k);
    turn = 0;
    for (const void *o = l.first; o && (int32_t)turn < l.length; o = free_list_after((FreeListKind)k, o)) {
      turn++;
      uintptr_t block = (uintptr_t)o - l.head;
      if (block < first_block(p->address) || block >= p->address + POOL_SIZE) continue;
      MapBlock *b = &out[index_in(p, block)];
      b->turn = turn;
      b->list = k;
    }
  }
}

MapPlace memmap_place(const MemMap *m, uintptr_t address) {
  MapPlace place = {MODEL_NONE, MODEL_NONE, MODEL_NONE};
  size_t at = (address - ARENA_SMALL_BASE) / POOL_SIZE;
  if (address >= ARENA_SMALL_BASE && at < m->pool_places && m->pool_at[at] != MODEL_NONE) {
    const MapPool *p = &m->pools[m->pool_at[at]];
    if (address >= first_block(p->address) && index_in(p, address) < p->blocks) {
      place.pool = m->pool_at[at];
      place.block = (int32_t)index_in(p, address);
    }
  }
  for (int32_t i = 0; i < m->large_count; i++)
    if (address >= m->large[i].address && address < m->large[i].address + m->large[i].size) place.large = i;
  return place;
}
