#include "model/audit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "base/room.h"
#include "heap/arena.h"
#include "heap/gc.h"
#include "heap/mem.h"
#include "model/heapwalk.h"
#include "model/model.h"
#include "object/containers.h"
#include "object/dict.h"
#include "vm/async.h" /* generator_traverse */
#include "vm/fiber.h"
#include "vm/vm.h"

#define SPAN      (ARENA_LARGE_BASE + ARENA_LARGE_MAX - ARENA_BASE)
#define GRANULES  (SPAN / 16)
#define PAGES     (SPAN / ARENA_PAGE)
#define FIXED_END (ARENA_FIXED_BASE + ARENA_STACK_BASE - ARENA_BASE - ARENA_CONTROL_SIZE)
enum { IDLE_AUDITS = 40 }; /* unchanged for so long: comparing cost as much as a fault */
enum { BIG_HOLD = 16, FIXED_PLACES = 0x100000 / 16 };

typedef enum NodeKind { NODE_FREE, NODE_OBJECT, NODE_FRAME, NODE_HOLD, NODE_TYPE, NODE_TABLES } NodeKind;

typedef struct Node { /* a holder */
  uintptr_t base;     /* the object, the frame, the held array, the type */
  uintptr_t from, to; /* its own block */
  uint32_t *targets;  /* places of the objects it refers to, in the order of the walk */
  uint32_t *regions;  /* blocks without object that belong to it */
  uint32_t target_count, target_room, region_count, region_room;
  uint64_t seen; /* frames and holds: the audit that last found it in its chain */
  ssize_t hold_count;
  uint32_t next_free;
  uint32_t level; /* frames: how many frames lie below it */
  uint8_t kind;
  bool dirty;
} Node;

typedef struct Region { /* a block that holds no object */
  uintptr_t from, to;
  uint32_t *nodes;
  uint32_t count, room;
  uint64_t seen;
  uint32_t next_free;
} Region;

typedef struct Places {
  uint32_t *items;
  size_t count, room;
} Places;

typedef struct HotPage {
  uintptr_t address;
  uint64_t lines; /* those that matter; 0: not known yet */
  uint32_t idle;
} HotPage;

typedef uint64_t ChangedLines(const uint8_t *was, const uint8_t *now, uint64_t asked);

struct Audit {
  uint8_t *shadow;   /* byte at `p - ARENA_BASE` */
  uint32_t *owner;   /* by place: node * 2, or region * 2 + 1; 0: nobody's */
  int32_t *found;    /* by place: references found */
  uint8_t *page_hot; /* by page */
  HotPage *hot;
  volatile size_t hot_count;
  size_t hot_room;
  ChangedLines *changed_lines;
  Node *nodes;
  uint32_t node_count, node_room, free_node;
  Region *regions;
  uint32_t region_count, region_room, free_region;
  Places dirty, touched, born, died, targets, blocks;
  Places frames;   /* the running ones, outermost first */
  uint32_t steady; /* so many of them were not written to since the last audit: the chain up to there is as it
                      was */
  Places new_frames, holds, was_holds, live, was_live; /* was_: of the audit before */
  Object *fixed[FIXED_PLACES];
  uint32_t type_node[TYPE_COUNT], tables_node;
  uint32_t cache[ARRAY_LEN(RT->method_cache)];
  const Object *newborn; /* in nobody's hands yet: one reference is on its way */
  uint64_t audits, scans;
  bool failed;
};

static Audit *watching; /* whom the handler of write faults works for */
static struct sigaction handler_before;

static uint32_t place_of(uintptr_t p) { return (uint32_t)((p - ARENA_BASE) >> 4); }
static uintptr_t address_of(uint32_t place) { return ARENA_BASE + ((uintptr_t)place << 4); }

static void list_add(Audit *a, Places *l, uint32_t item) {
  if (!ROOM_FOR_ONE(l->items, l->count, l->room, 256)) {
    a->failed = true;
    return;
  }
  l->items[l->count++] = item;
}
static void list_swap(Places *a, Places *b) {
  Places t = *a;
  *a = *b;
  *b = t;
}

/* ---- pages ---- */

static const struct {
  uintptr_t from, to;
} parts[] = {{ARENA_FIXED_BASE, ARENA_STACK_BASE},
             {ARENA_SERIAL_BASE, ARENA_SMALL_BASE},
             {ARENA_SMALL_BASE, ARENA_SMALL_BASE + ARENA_SMALL_MAX},
             {ARENA_LARGE_BASE, ARENA_LARGE_BASE + ARENA_LARGE_MAX}};

static uintptr_t part_end(size_t i) { /* the objects' parts are as long as the budget */
  size_t length = parts[i].to - parts[i].from;
  if (i >= 2) length = MIN(length, CTRL->memory_limit + MEM_RESERVE);
  return parts[i].from + length;
}

static void on_write_fault(int sig, siginfo_t *info, void *context) {
  (void)context;
  uintptr_t page = (uintptr_t)info->si_addr & ~(ARENA_PAGE - 1);
  Audit *a = watching;
  bool ours = false;
  for (size_t i = 0; i < ARRAY_LEN(parts); i++) ours |= page >= parts[i].from && page < part_end(i);
  if (!a || !ours || a->page_hot[(page - ARENA_BASE) / ARENA_PAGE] || a->hot_count == a->hot_room ||
      mprotect((void *)page, ARENA_PAGE, PROT_READ | PROT_WRITE)) {
    sigaction(sig, &handler_before, NULL); /* a crash like any other */
    return;
  }
  a->page_hot[(page - ARENA_BASE) / ARENA_PAGE] = 1;
  a->hot[a->hot_count++] = (HotPage){page, 0, 0};
}

static void *reserve(size_t bytes) {
  void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? NULL : p;
}

/* ---- nodes and regions ---- */

static uint32_t node_new(Audit *a, NodeKind kind, uintptr_t base) {
  uint32_t id = a->free_node;
  if (id)
    a->free_node = a->nodes[id].next_free;
  else {
    if (a->node_count + 1 >= a->node_room) {
      uint32_t room = a->node_room ? a->node_room * 2 : 65536;
      Node *grown = realloc(a->nodes, room * sizeof *grown);
      if (!grown) {
        a->failed = true;
        return 0;
      }
      memset(grown + a->node_room, 0, (room - a->node_room) * sizeof *grown);
      a->nodes = grown;
      a->node_room = room;
    }
    id = ++a->node_count;
  }
  Node *n = &a->nodes[id];
  n->base = base;
  n->from = n->to = 0;
  n->kind = (uint8_t)kind;
  n->dirty = false;
  n->seen = 0;
  return id;
}

static void mark_dirty(Audit *a, uint32_t id) {
  Node *n = &a->nodes[id];
  if (n->kind == NODE_FRAME && n->level < a->steady) a->steady = n->level;
  if (n->dirty) return;
  n->dirty = true;
  list_add(a, &a->dirty, id);
}

static void claim(Audit *a, uintptr_t from, uintptr_t to, uint32_t owner) {
  for (uint32_t g = place_of(from), end = place_of(to + 15); g < end; g++) a->owner[g] = owner;
}
static void disclaim(Audit *a, uintptr_t from, uintptr_t to, uint32_t owner) {
  for (uint32_t g = place_of(from), end = place_of(to + 15); g < end; g++)
    if (a->owner[g] == owner) a->owner[g] = 0;
}

static void region_leave(Audit *a, uint32_t region, uint32_t node) {
  Region *r = &a->regions[region];
  for (uint32_t i = 0; i < r->count; i++)
    if (r->nodes[i] == node) {
      r->nodes[i] = r->nodes[--r->count];
      break;
    }
  if (r->count) return;
  disclaim(a, r->from, r->to, region * 2 + 1);
  r->from = r->to = 0;
  r->next_free = a->free_region;
  a->free_region = region;
}

static void region_join(Audit *a, uint32_t region, uint32_t node) {
  Region *r = &a->regions[region];
  if (!ROOM_FOR_ONE(r->nodes, r->count, r->room, 2)) {
    a->failed = true;
    return;
  }
  r->nodes[r->count++] = node;
}

static uint32_t region_at(Audit *a, uintptr_t from, uintptr_t to) {
  uint32_t known = a->owner[place_of(from)];
  if (known & 1 && a->regions[known / 2].from == from && a->regions[known / 2].to == to) return known / 2;
  uint32_t id = a->free_region;
  if (id)
    a->free_region = a->regions[id].next_free;
  else {
    if (a->region_count + 1 >= a->region_room) {
      uint32_t room = a->region_room ? a->region_room * 2 : 65536;
      Region *grown = realloc(a->regions, room * sizeof *grown);
      if (!grown) {
        a->failed = true;
        return 0;
      }
      memset(grown + a->region_room, 0, (room - a->region_room) * sizeof *grown);
      a->regions = grown;
      a->region_room = room;
    }
    id = ++a->region_count;
  }
  Region *r = &a->regions[id];
  r->from = from;
  r->to = to;
  r->count = 0;
  r->seen = 0;
  claim(a, from, to, id * 2 + 1);
  return id;
}

static void node_drop(Audit *a, uint32_t id) {
  Node *n = &a->nodes[id];
  for (uint32_t i = 0; i < n->target_count; i++) {
    a->found[n->targets[i]]--;
    list_add(a, &a->touched, n->targets[i]);
  }
  n->target_count = 0;
  for (uint32_t i = 0; i < n->region_count; i++) region_leave(a, n->regions[i], id);
  n->region_count = 0;
  disclaim(a, n->from, n->to, id * 2);
  n->kind = NODE_FREE;
  n->next_free = a->free_node;
  a->free_node = id;
}

/* The node of the object at a place, 0: none there. */
static uint32_t object_node(const Audit *a, uint32_t place) {
  uint32_t owner = a->owner[place];
  if (!owner || owner & 1) return 0;
  const Node *n = &a->nodes[owner / 2];
  return n->kind == NODE_OBJECT && place_of(n->base) == place ? owner / 2 : 0;
}

/* ---- blocks ---- */

/* The block that p points into: false if there is none, or (large ones) if p is not its beginning. */
static bool block_at(uintptr_t p, uintptr_t *from, uintptr_t *to) {
  if (p - ARENA_SMALL_BASE < (uintptr_t)HEAP->arenas_high * SMALL_ARENA) {
    const Pool *pool = mem_pool((void *)p);
    size_t size = (pool->class_index + 1) * 16ul, at = p - (uintptr_t)pool;
    if (!pool->max_offset || size > SMALL_MAX || at < POOL_HEADER) return false;
    *from = (uintptr_t)pool + POOL_HEADER + (at - POOL_HEADER) / size * size;
    *to = *from + size;
    return *to <= (uintptr_t)pool + POOL_SIZE;
  }
  if (p & 15 || p < ARENA_LARGE_BASE + sizeof(LargeBlock) || p >= HEAP->large_top) return false;
  const LargeBlock *b = (const LargeBlock *)p - 1;
  if (b->size & 15 || b->size < 64 || b->size > HEAP->large_top - (uintptr_t)b) return false;
  const LargeBlock *next = (const LargeBlock *)((uintptr_t)b + b->size);
  if ((uintptr_t)next != HEAP->large_top && next->before != b) return false;
  *from = p;
  *to = (uintptr_t)b + b->size;
  return true;
}

static bool block_has_object(uintptr_t from, uintptr_t to) {
  for (uintptr_t p = from; p < to && p <= from + 32; p += 16)
    if (object_serial((Object *)p)) return true;
  return false;
}

static size_t head_bytes(const Object *o) {
  if (!object_is_gc(o)) return 0;
  return TYPE_HAS(o->type, TYPE_MANAGED_DICT) ? 32 : 16;
}

/* The head of a large block that is no more may still stand inside a later one, before whole objects. */
static bool is_left_over(const Audit *a, uintptr_t from, uintptr_t to) {
  uint32_t known = a->owner[place_of(from)];
  if (known & 1 && a->regions[known / 2].from == from && a->regions[known / 2].to == to) return false;
  for (uint32_t g = place_of(from), end = place_of(to); g < end; g++) {
    uint32_t owner = a->owner[g];
    if (owner && !(owner & 1) && a->nodes[owner / 2].kind == NODE_OBJECT) return true;
  }
  return false;
}

static void find_regions(Audit *a, uintptr_t from, uintptr_t to, bool deep) {
  uint64_t scan = ++a->scans;
  a->blocks.count = 0;
  size_t done = 0;
  for (;;) {
    for (uintptr_t p = from; p + 8 <= to; p += 8) {
      uintptr_t value = *(const uintptr_t *)p & ~(uintptr_t)7, block, end;
      if (value < ARENA_SMALL_BASE || value >= ARENA_LARGE_BASE + ARENA_LARGE_MAX) continue;
      if (!block_at(value, &block, &end) || block_has_object(block, end)) continue;
      uint32_t owner = a->owner[place_of(block)];
      if (owner && !(owner & 1) && a->nodes[owner / 2].kind == NODE_FRAME) continue; /* the data stack */
      if (is_left_over(a, block, end)) continue;
      uint32_t r = region_at(a, block, end);
      if (a->failed || a->regions[r].seen == scan) continue;
      a->regions[r].seen = scan;
      list_add(a, &a->blocks, r);
    }
    if (!deep || done == a->blocks.count) break;
    const Region *r = &a->regions[a->blocks.items[done++]];
    from = r->from;
    to = r->to;
  }
}

/* Sets are found by their traversal: their table holds no pointers to further blocks. */
static bool wants_deep(const Object *o) {
  const Type *t = o->type;
  if (t->flags & ((uint32_t)TYPE_SUB_LIST | TYPE_SUB_TUPLE | TYPE_SUB_STR | TYPE_SUB_BYTES | TYPE_SUB_INT))
    return false;
  return t != T(DICT) && t->slots.traverse != T(SET)->slots.traverse;
}

static void update_regions(Audit *a, uint32_t id) {
  Node *n = &a->nodes[id];
  Object *o = (Object *)n->base;
  if (n->kind == NODE_OBJECT) {
    if (TYPE_HAS(o->type, TYPE_SUB_DICT) && ((Dict *)o)->values) { /* the keys are the class's */
      Dict *d = (Dict *)o;
      find_regions(a, (uintptr_t)&d->values, (uintptr_t)(&d->values + 1), false);
    } else if (IS_EXACT(o, TUPLE) || o->type->slots.traverse == generator_traverse)
      a->blocks.count = 0; /* a generator's frame points into its code's instructions: those are the code's */
    else
      find_regions(a, n->from, n->to, wants_deep(o));
  } else if (n->kind == NODE_TYPE)
    find_regions(a, n->base, n->base + sizeof(Type), false);
  else if (n->kind == NODE_HOLD)
    find_regions(a, (uintptr_t)&n->base, (uintptr_t)(&n->base + 1), false);
  else
    return;
  n = &a->nodes[id];
  if (n->region_count == a->blocks.count &&
      (!n->region_count || memcmp(n->regions, a->blocks.items, n->region_count * sizeof *n->regions) == 0)) {
    return;
  }
  for (size_t i = 0; i < a->blocks.count; i++) region_join(a, a->blocks.items[i], id);
  for (uint32_t i = 0; i < n->region_count; i++) region_leave(a, n->regions[i], id);
  if (a->blocks.count > n->region_room) {
    uint32_t *grown = realloc(n->regions, a->blocks.count * sizeof *grown);
    if (!grown) {
      a->failed = true;
      return;
    }
    n->regions = grown;
    n->region_room = (uint32_t)a->blocks.count;
  }
  n->region_count = (uint32_t)a->blocks.count;
  if (n->region_count) memcpy(n->regions, a->blocks.items, n->region_count * sizeof *n->regions);
}

/* ---- walking one holder ---- */

typedef struct Collector {
  RootVisitor base;
  Audit *audit;
  Places *into;
} Collector;

static void collect(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  (void)kind, (void)where;
  Collector *c = (Collector *)v;
  list_add(c->audit, c->into, place_of((uintptr_t)target));
}

/* What the list says now instead of what it said before; equal beginnings and ends are left alone. */
static void replace_targets(Audit *a, const uint32_t *old, size_t n, const uint32_t *now, size_t m) {
  size_t first = 0, last = 0;
  while (first < n && first < m && old[first] == now[first]) first++;
  while (last < n - first && last < m - first && old[n - 1 - last] == now[m - 1 - last]) last++;
  for (size_t i = first; i < n - last; i++) {
    a->found[old[i]]--;
    list_add(a, &a->touched, old[i]);
  }
  for (size_t i = first; i < m - last; i++) {
    a->found[now[i]]++;
    list_add(a, &a->touched, now[i]);
  }
}

static void own_block(Audit *a, uint32_t id) { /* of an object: claimed anew when it moved or grew */
  Node *n = &a->nodes[id];
  uintptr_t from, to;
  if (!block_at(n->base - head_bytes((Object *)n->base), &from, &to)) return;
  if (from == n->from && to == n->to) return;
  disclaim(a, n->from, n->to, id * 2);
  n->from = from;
  n->to = to;
  claim(a, from, to, id * 2);
}

static uintptr_t frame_end(const Frame *f) { return (uintptr_t)(f->localsplus + frame_slots(f->code) + 2); }

static void frame_block(Audit *a, uint32_t id) {
  Node *n = &a->nodes[id];
  uintptr_t from = (n->base + 15) & ~15ul, to = frame_end((Frame *)n->base);
  if (from == n->from && to == n->to) return;
  disclaim(a, n->from, n->to, id * 2);
  n->from = from;
  n->to = to;
  claim(a, from, to, id * 2);
}

static void engine_target(Audit *a, void *o) { list_add(a, &a->targets, place_of((uintptr_t)o)); }

static void walk_node(Audit *a, uint32_t id, const Hold *hold) {
  Collector c = {.base = {.base = {collect}}, .audit = a, .into = &a->targets};
  Visitor *v = &c.base.base;
  Node *n = &a->nodes[id];
  a->targets.count = 0;
  switch ((NodeKind)n->kind) {
  case NODE_OBJECT:
    own_block(a, id);
    object_traverse((Object *)n->base, v);
    break;
  case NODE_FRAME:
    frame_block(a, id);
    frame_visit((Frame *)n->base, v);
    break;
  case NODE_HOLD:
    for (ssize_t i = 0; hold && i < hold->count; i++) VISIT(v, hold->array[i], EDGE_NATIVE, hold->why);
    break;
  case NODE_TYPE:
    engine_target(a, (Object *)n->base);
    T(TYPE)->slots.traverse((Object *)n->base, v);
    break;
  case NODE_TABLES: runtime_visit_tables(v); break;
  default: return;
  }
  replace_targets(a, n->targets, n->target_count, a->targets.items, a->targets.count);
  if (a->targets.count > n->target_room) {
    size_t room = a->targets.count <= 4 ? a->targets.count : a->targets.count + a->targets.count / 2;
    uint32_t *grown = realloc(n->targets, room * sizeof *grown);
    if (!grown) {
      a->failed = true;
      return;
    }
    n->targets = grown;
    n->target_room = (uint32_t)room;
  }
  if (a->targets.count) memcpy(n->targets, a->targets.items, a->targets.count * sizeof *n->targets);
  n->target_count = (uint32_t)a->targets.count;
  update_regions(a, id);
}

/* ---- what changed ---- */

static bool within(uintptr_t p, const void *from, const void *to) {
  return p >= (uintptr_t)from && p < (uintptr_t)to;
}

static void fixed_changed(Audit *a, uintptr_t p) {
  if (within(p, RT->types, RT->types + TYPE_COUNT)) {
    size_t i = (p - (uintptr_t)RT->types) / sizeof(Type), at = (p - (uintptr_t)RT->types) % sizeof(Type);
    if (at == offsetof(Object, refcnt))
      list_add(a, &a->touched, place_of((uintptr_t)&RT->types[i]));
    else if (a->type_node[i])
      mark_dirty(a, a->type_node[i]);
  } else if (within(p, &RT->none, RT->names)) {
    uint32_t g = place_of(p);
    if (a->fixed[g] && (uintptr_t)a->fixed[g] == p) list_add(a, &a->touched, g);
  } else if (within(p, RT->names, &RT->exc) || within(p, RT->spec_types, &RT->spec_type_count + 1))
    mark_dirty(a, a->tables_node);
  else if (within(p, RT->method_cache, RT->method_cache + ARRAY_LEN(RT->method_cache))) {
    size_t i = (p - (uintptr_t)RT->method_cache) / sizeof RT->method_cache[0];
    const Object *name = RT->method_cache[i].name;
    uint32_t now = name ? place_of((uintptr_t)name) : 0;
    replace_targets(a, &a->cache[i], a->cache[i] != 0, &now, now != 0);
    a->cache[i] = now;
  }
}

static void heap_changed(Audit *a, uintptr_t p) {
  uint32_t g = place_of(p), owner = a->owner[g];
  if (!owner) return;
  if (owner & 1) {
    const Region *r = &a->regions[owner / 2];
    for (uint32_t i = 0; i < r->count; i++) mark_dirty(a, r->nodes[i]);
    return;
  }
  const Node *n = &a->nodes[owner / 2];
  if (n->kind == NODE_FRAME) { /* frames stand side by side, eight bytes apart */
    mark_dirty(a, owner / 2);
    for (uint32_t near = g - 1; near <= g + 1; near++) {
      uint32_t other = a->owner[near];
      if (other && !(other & 1) && a->nodes[other / 2].kind == NODE_FRAME) mark_dirty(a, other / 2);
    }
  } else if (p == n->base)
    list_add(a, &a->touched, place_of(n->base));
  else if (p > n->base || p < n->base - sizeof(GcHead))
    mark_dirty(a, owner / 2);
}

static void serial_changed(Audit *a, uintptr_t p, uint32_t was) {
  uint32_t place = (uint32_t)((p - ARENA_SERIAL_BASE) / 4);
  uint32_t now = *(const uint32_t *)p;
  if (was) list_add(a, &a->died, place);
  if (now) list_add(a, &a->born, place);
}

/* The lines of 64 bytes of a page that differ, bit by bit, among those asked for. */
static uint64_t changed_lines(const uint8_t *was, const uint8_t *now, uint64_t asked) {
  if (memcmp(was, now, ARENA_PAGE) == 0) return 0;
  uint64_t changed = 0;
  for (; asked; asked &= asked - 1) {
    int i = __builtin_ctzll(asked);
    changed |= (uint64_t)(memcmp(was + i * 64, now + i * 64, 64) != 0) << i;
  }
  return changed;
}

#ifdef __x86_64__
static __attribute__((target("avx2"))) uint64_t changed_lines_avx2(const uint8_t *was, const uint8_t *now,
                                                                   uint64_t asked) {
  const __m256i *w = (const __m256i *)was, *n = (const __m256i *)now;
  uint64_t changed = 0;
  for (int i = __builtin_ctzll(asked) & ~1; i < 64 && asked >> i; i += 2) {
    __m256i a = _mm256_or_si256(w[2 * i] ^ n[2 * i], w[2 * i + 1] ^ n[2 * i + 1]);
    __m256i b = _mm256_or_si256(w[2 * i + 2] ^ n[2 * i + 2], w[2 * i + 3] ^ n[2 * i + 3]);
    __m256i both = _mm256_or_si256(a, b);
    if (LIKELY(_mm256_testz_si256(both, both))) continue;
    changed |= (uint64_t)!_mm256_testz_si256(a, a) << i | (uint64_t)!_mm256_testz_si256(b, b) << (i + 1);
  }
  return changed & asked;
}

static __attribute__((target("avx512f"))) uint64_t changed_lines_avx512(const uint8_t *was,
                                                                        const uint8_t *now, uint64_t asked) {
  const __m512i *w = (const __m512i *)was, *n = (const __m512i *)now;
  uint64_t changed = 0;
  for (int i = __builtin_ctzll(asked) & ~3; i < 64 && asked >> i; i += 4) {
    __m512i d[4], any = w[i] ^ n[i];
    d[0] = any;
    for (int j = 1; j < 4; j++) any |= d[j] = w[i + j] ^ n[i + j];
    if (LIKELY(!_mm512_test_epi64_mask(any, any))) continue;
    for (int j = 0; j < 4; j++) changed |= (uint64_t)(_mm512_test_epi64_mask(d[j], d[j]) != 0) << (i + j);
  }
  return changed & asked;
}
#endif

static ChangedLines *changed_lines_here(void) { /* what this processor can do */
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512f")) return changed_lines_avx512;
  if (__builtin_cpu_supports("avx2")) return changed_lines_avx2;
#endif
  return changed_lines;
}

/* Of the engine's fixed state, the lines that hold references or counts which this audit follows by change.
 */
static uint64_t lines_of_interest(uintptr_t page) {
  if (page >= ARENA_STACK_BASE) return UINT64_MAX;
  const struct {
    const void *from, *to;
  } kept[] = {{RT->types, &RT->exc}, {RT->method_cache, &RT->spec_type_count + 1}};
  uint64_t lines = 0;
  for (size_t i = 0; i < ARRAY_LEN(kept); i++)
    for (uintptr_t line = page; line < page + ARENA_PAGE; line += 64)
      if (line + 64 > (uintptr_t)kept[i].from && line < (uintptr_t)kept[i].to)
        lines |= 1ull << (line - page) / 64;
  return lines;
}

static bool compare_page(Audit *a, uintptr_t page, uint64_t lines) {
  uint8_t *shadow = a->shadow + (page - ARENA_BASE);
  uint64_t changed = a->changed_lines(shadow, (const uint8_t *)page, lines);
  if (!changed) return false;
  for (uint64_t left = changed; left; left &= left - 1) {
    size_t at = (size_t)__builtin_ctzll(left) * 64;
    for (size_t w = at; w < at + 64; w += 8) {
      uint64_t was, now;
      memcpy(&was, shadow + w, 8);
      memcpy(&now, (void *)(page + w), 8);
      if (was == now) continue;
      uintptr_t p = page + w;
      if (p < ARENA_STACK_BASE)
        fixed_changed(a, p);
      else if (p < ARENA_SMALL_BASE) {
        if ((uint32_t)was != (uint32_t)now) serial_changed(a, p, (uint32_t)was);
        if (was >> 32 != now >> 32) serial_changed(a, p + 4, (uint32_t)(was >> 32));
      } else
        heap_changed(a, p);
    }
    memcpy(shadow + at, (void *)(page + at), 64);
  }
  return true;
}

/* One time from the first to the last, the next time back: the nearest of the processor's caches still holds
 * what was compared last. */
static void find_changes(Audit *a) {
  for (size_t k = 0, n = a->hot_count; k < n; k++) {
    HotPage *h = &a->hot[a->audits & 1 ? k : n - 1 - k];
    if (!h->lines) h->lines = lines_of_interest(h->address);
    if (h->lines && compare_page(a, h->address, h->lines))
      h->idle = 0;
    else
      h->idle++;
  }
  for (size_t i = 0; i < a->hot_count;) {
    HotPage *h = &a->hot[i];
    bool matters = h->lines != 0; /* what does not stays writable and is forgotten */
    if (matters && h->idle <= IDLE_AUDITS) {
      i++;
      continue;
    }
    if (matters) {
      mprotect((void *)h->address, ARENA_PAGE, PROT_READ);
      a->page_hot[(h->address - ARENA_BASE) / ARENA_PAGE] = 0;
    }
    *h = a->hot[--a->hot_count];
  }
}

/* ---- roots that are walked every time ---- */

/* From the innermost outwards, until a frame is met below which nothing was written: a program a hundred
 * thousand calls deep costs no more than one at the top. Frames of generators are theirs; they are passed. */
static void walk_frames(Audit *a) {
  a->new_frames.count = 0;
  size_t kept = 0;
  for (Frame *f = VM->frame; f; f = f->previous) {
    if (f->owner != FRAME_OWNED_BY_THREAD) continue;
    uintptr_t base = (uintptr_t)f;
    uint32_t owner = a->owner[place_of(base + 15)], id = owner / 2;
    if (!owner || owner & 1 || a->nodes[id].base != base || a->nodes[id].kind != NODE_FRAME) {
      id = node_new(a, NODE_FRAME, base);
      if (!id) return;
      a->nodes[id].level = UINT32_MAX;
      mark_dirty(a, id);
      /* Claimed at once: a frame of the last audit may have had the place. */
      frame_block(a, id);
    } else if (a->nodes[id].level < a->steady) {
      kept = a->nodes[id].level + 1;
      break;
    }
    a->nodes[id].seen = a->audits;
    list_add(a, &a->new_frames, id);
  }
  for (size_t i = kept; i < a->frames.count; i++)
    if (a->nodes[a->frames.items[i]].seen != a->audits) node_drop(a, a->frames.items[i]);
  a->frames.count = kept;
  for (size_t i = a->new_frames.count; i-- > 0;) {
    a->nodes[a->new_frames.items[i]].level = (uint32_t)a->frames.count;
    list_add(a, &a->frames, a->new_frames.items[i]);
  }
  a->steady = (uint32_t)a->frames.count;
}

static bool in_heap(uintptr_t p) {
  uintptr_t from, to;
  return p >= ARENA_SMALL_BASE && block_at(p, &from, &to);
}

static uint32_t hold_node(Audit *a, uintptr_t base) {
  for (size_t i = 0; i < a->was_holds.count; i++)
    if (a->nodes[a->was_holds.items[i]].base == base) return a->was_holds.items[i];
  return 0;
}

static void walk_live(Audit *a) {
  list_swap(&a->live, &a->was_live);
  a->live.count = 0;
  list_swap(&a->holds, &a->was_holds);
  a->holds.count = 0;
  Collector c = {.base = {.base = {collect}}, .audit = a, .into = &a->live};
  Visitor *v = &c.base.base;
  for (Frame *f = VM->limbo; f; f = f->previous) frame_visit(f, v);
  vm_visit_live(v);
  for (Hold *h = RT->holds; h; h = h->prev) {
    VISIT(v, h->obj, EDGE_NATIVE, h->why);
    if (h->count < BIG_HOLD || !in_heap((uintptr_t)h->array)) {
      for (ssize_t i = 0; i < h->count; i++) VISIT(v, h->array[i], EDGE_NATIVE, h->why);
      continue;
    }
    uint32_t id = hold_node(a, (uintptr_t)h->array);
    if (!id) {
      id = node_new(a, NODE_HOLD, (uintptr_t)h->array);
      if (!id) return;
      a->nodes[id].to = a->nodes[id].from = 0;
      a->nodes[id].dirty = true;
    }
    a->nodes[id].seen = a->audits;
    list_add(a, &a->holds, id);
    if (a->nodes[id].dirty || a->nodes[id].target_count == 0 || a->nodes[id].hold_count != h->count) {
      walk_node(a, id, h);
      a->nodes[id].hold_count = h->count;
      a->nodes[id].dirty = false;
    }
  }
  for (size_t i = 0; i < a->was_holds.count; i++)
    if (a->nodes[a->was_holds.items[i]].seen != a->audits) node_drop(a, a->was_holds.items[i]);
  replace_targets(a, a->was_live.items, a->was_live.count, a->live.items, a->live.count);
}

/* ---- the audit ---- */

static char *complain(const Object *o, uint32_t place, int32_t found) {
  char *message = NULL, text[160];
  if (!o) {
    if (asprintf(&message, "audit: %d references lead to %#lx, where no object lives", found,
                 (unsigned long)address_of(place)) < 0)
      message = NULL;
  } else {
    object_describe(o, text, sizeof text);
    if (asprintf(&message, "audit: %s at %#lx has count %ld, but %d holders were found: %s", o->type->name,
                 (unsigned long)(uintptr_t)o, (long)o->refcnt, found, text) < 0)
      message = NULL;
  }
  return message ? message : strdup("audit: a count is wrong");
}

static const Object *object_at_place(const Audit *a, uint32_t place) {
  if (place < FIXED_PLACES) return a->fixed[place];
  uint32_t id = object_node(a, place);
  return id ? (const Object *)a->nodes[id].base : NULL;
}

static char *check_place(const Audit *a, uint32_t place) {
  const Object *o = object_at_place(a, place);
  int64_t refs = o ? o->refcnt : 0;
  if (o && o == a->newborn) refs--;
  return refs == a->found[place] ? NULL : complain(o, place, a->found[place]);
}

static void take_births(Audit *a) {
  for (size_t i = 0; i < a->died.count; i++) {
    uint32_t id = object_node(a, a->died.items[i]);
    if (id) node_drop(a, id);
    list_add(a, &a->touched, a->died.items[i]);
  }
  for (size_t i = 0; i < a->born.count; i++) {
    uint32_t place = a->born.items[i];
    if (!object_serial((Object *)address_of(place)) || object_node(a, place)) continue;
    uint32_t id = node_new(a, NODE_OBJECT, address_of(place));
    if (!id) return;
    own_block(a, id);
    mark_dirty(a, id);
    list_add(a, &a->touched, place);
  }
}

static char *settle(Audit *a) {
  take_births(a);
  walk_frames(a);
  walk_live(a);
  for (size_t i = 0; i < a->dirty.count; i++) {
    uint32_t id = a->dirty.items[i];
    if (a->nodes[id].kind == NODE_FREE || !a->nodes[id].dirty) continue;
    a->nodes[id].dirty = false;
    if (a->nodes[id].kind != NODE_HOLD) walk_node(a, id, NULL);
  }
  char *wrong = a->failed ? strdup("audit: out of memory") : NULL;
  for (size_t i = 0; i < a->touched.count && !wrong; i++) wrong = check_place(a, a->touched.items[i]);
  a->dirty.count = a->touched.count = a->born.count = a->died.count = 0;
  return wrong;
}

char *audit_check(Audit *a, const Object *newborn) {
  a->audits++;
  if (a->newborn) list_add(a, &a->touched, place_of((uintptr_t)a->newborn));
  a->newborn = newborn;
  find_changes(a);
  return settle(a);
}

void audit_skipped(Audit *a) { a->steady = 0; }

uint64_t audit_count(const Audit *a) { return a->audits; }

char *audit_prove(Audit *a) {
  Walk w;
  if (!walk_run(&w, false)) return strdup("audit: out of memory");
  char *message = NULL;
  for (int32_t i = 0; i < w.count && !message; i++) {
    Object *o = w.objects[i];
    uint32_t place = place_of((uintptr_t)o);
    if (o->refcnt != (int64_t)w.indegree[i])
      message = complain(o, place, (int32_t)w.indegree[i]);
    else if (object_at_place(a, place) != o || a->found[place] != (int32_t)w.indegree[i]) {
      if (asprintf(&message,
                   "audit: of %s at %#lx the step by step audit knows %d holders, the whole walk %u",
                   o->type->name, (unsigned long)(uintptr_t)o, a->found[place], w.indegree[i]) < 0)
        message = NULL;
    }
  }
  walk_free(&w);
  return message;
}

static void add_fixed(Audit *a, Object *o) { a->fixed[place_of((uintptr_t)o)] = o; }

static char *first_walk(Audit *a) {
  for (int i = 0; i < TYPE_COUNT; i++) {
    if (!RT->types[i].head.ob.type) continue;
    add_fixed(a, (Object *)&RT->types[i]);
    a->type_node[i] = node_new(a, NODE_TYPE, (uintptr_t)&RT->types[i]);
    mark_dirty(a, a->type_node[i]);
  }
  Object *const singles[] = {NONE, NOT_IMPLEMENTED, ELLIPSIS, TRUE, FALSE};
  for (size_t i = 0; i < ARRAY_LEN(singles); i++) add_fixed(a, singles[i]);
  for (size_t i = 0; i < ARRAY_LEN(RT->small_ints); i++) add_fixed(a, (Object *)&RT->small_ints[i]);
  a->tables_node = node_new(a, NODE_TABLES, (uintptr_t)RT->names);
  mark_dirty(a, a->tables_node);
  ArenaRange ranges[ARENA_RANGES];
  int n = arena_ranges(ranges, fiber_stack_pointer());
  for (int r = 0; r < n; r++) /* against the empty shadow everything is new */
    if (ranges[r].digest)
      for (uintptr_t p = ranges[r].base; p < ranges[r].base + ranges[r].length; p += ARENA_PAGE)
        compare_page(a, p, UINT64_MAX);
  for (size_t i = 0; i < ARRAY_LEN(parts); i++)
    mprotect((void *)parts[i].from, part_end(i) - parts[i].from, PROT_READ);
  return settle(a);
}

Audit *audit_new(void) {
  Audit *a = calloc(1, sizeof *a);
  if (!a) return NULL;
  a->hot_room = PAGES;
  a->changed_lines = changed_lines_here();
  a->shadow = reserve(SPAN);
  a->owner = reserve(GRANULES * sizeof *a->owner);
  a->found = reserve(GRANULES * sizeof *a->found);
  a->page_hot = reserve(PAGES);
  a->hot = reserve(a->hot_room * sizeof *a->hot);
  if (!a->shadow || !a->owner || !a->found || !a->page_hot || !a->hot) {
    audit_free(a);
    return NULL;
  }
  struct sigaction act = {.sa_sigaction = on_write_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&act.sa_mask);
  sigaction(SIGSEGV, &act, &handler_before);
  watching = a;
  a->audits = 1;
  free(first_walk(a)); /* what is wrong from the beginning, audit_prove() finds */
  return a;
}

static void unmap(void *p, size_t bytes) {
  if (p) munmap(p, bytes);
}

void audit_free(Audit *a) {
  if (!a) return;
  if (watching == a) {
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
      mprotect((void *)parts[i].from, part_end(i) - parts[i].from, PROT_READ | PROT_WRITE);
    sigaction(SIGSEGV, &handler_before, NULL);
    watching = NULL;
  }
  for (uint32_t i = 1; a->nodes && i <= a->node_count; i++)
    free(a->nodes[i].targets), free(a->nodes[i].regions);
  for (uint32_t i = 1; a->regions && i <= a->region_count; i++) free(a->regions[i].nodes);
  free(a->nodes);
  free(a->regions);
  Places *const lists[] = {&a->dirty,  &a->touched,    &a->born,  &a->died,      &a->targets, &a->blocks,
                           &a->frames, &a->new_frames, &a->holds, &a->was_holds, &a->live,    &a->was_live};
  for (size_t i = 0; i < ARRAY_LEN(lists); i++) free(lists[i]->items);
  unmap(a->shadow, SPAN);
  unmap(a->owner, GRANULES * sizeof *a->owner);
  unmap(a->found, GRANULES * sizeof *a->found);
  unmap(a->page_hot, PAGES);
  unmap(a->hot, a->hot_room * sizeof *a->hot);
  free(a);
}
