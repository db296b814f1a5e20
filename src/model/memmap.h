/* The memory map: arenas, pools by size class, blocks, the lists of dead objects kept for reuse, large
 * blocks.
 *
 * Invariants
 * - A MemMap is plain data of one moment. memmap_blocks() and memmap_parts() read the paused arena besides
 * and are right only while the history is paused at the map's position.
 * - Addresses are those of the arena; add ID_OFFSET for id().
 * - In each pool: used + free + never == blocks, where kept blocks count as used (the type has them, not the
 * pool).
 * - Changes are told against the map of another position: blocks that hold something now and held nothing or
 * something else then are `born`; blocks that held something then and hold nothing or something else now are
 * `freed`.
 */
#ifndef LASTREF_MODEL_MEMMAP_H
#define LASTREF_MODEL_MEMMAP_H

#include "model/model.h"

enum { MAP_CLASSES = 32, MAP_LISTS = 26 };
/* What a block holds: the serial number of an object, or one of these. */
#define MAP_FREE  0u          /* given back: the pool hands it out again */
#define MAP_NEVER 0xfffffffdu /* not handed out since the pool serves this size */
#define MAP_KEPT  0xfffffffeu /* a dead object that its type keeps for the next one */
#define MAP_PART  0xffffffffu /* no object: memory of an object's inside, or of the engine */

typedef struct MapPool {
  uintptr_t address;
  uint32_t arena, number;     /* from 1, as told to a person */
  uint32_t size, blocks;      /* bytes of a block; how many */
  uint32_t used, free, never; /* blocks */
  uint32_t kept, of_program;  /* of the used ones */
  uint32_t born, freed;       /* since the position compared with */
  uint32_t first;             /* its first block in MemMap.holds */
  bool next;                  /* the next new block of this size comes from here */
} MapPool;
typedef struct MapClass {
  uint32_t size;
  int32_t first_pool, pool_count;
  uint64_t used, free, kept, of_program, born, freed; /* blocks; free: those never used too */
} MapClass;
typedef struct MapList { /* of one type */
  const char *what;
  int32_t items;                 /* of tuples */
  int32_t length, limit, before; /* before: at the position compared with */
  uint32_t size;                 /* of the block */
  uintptr_t next;                /* where the next object of the type will be; 0: empty */
} MapList;
typedef struct MapLarge {
  uintptr_t address;
  uint64_t size;   /* usable bytes */
  uint32_t serial; /* of the object in it, MAP_PART or MAP_FREE */
  Change change;
  uintptr_t object; /* in it, or whose inside it is; 0: the engine's */
  const char *part; /* which part of its owner it holds; NULL: the object itself */
} MapLarge;
typedef struct MemMap {
  Position position;
  bool compared;
  MapPool *pools; /* class after class, those with objects of the program first */
  int32_t pool_count;
  MapClass classes[MAP_CLASSES]; /* the same order; none without pools */
  int32_t class_count;
  uint32_t *holds; /* for each block of each pool: serial, or MAP_ */
  MapList lists[MAP_LISTS];
  int32_t list_count;
  MapLarge *large; /* by address */
  int32_t large_count, large_free;
  uint64_t large_bytes; /* in use */
  uint32_t arenas, unused_pools;
  int32_t *pool_at; /* by (address - ARENA_SMALL_BASE) / POOL_SIZE: index or MODEL_NONE */
  size_t pool_places;
  uintptr_t next_frame; /* where the frame of the next call will be */
} MemMap;
/* before: the map to compare with, or NULL. NULL: out of memory. */
MemMap *memmap_build(const History *h, const MemMap *before);
void memmap_free(MemMap *m);

/* One block of a pool in detail. */
typedef struct MapBlock {
  uintptr_t address;
  uint32_t holds;   /* serial, or MAP_ */
  uint32_t before;  /* the same at the position compared with */
  Change change;    /* NEW: born here; VALUE: another object took the place; GONE: freed */
  uintptr_t object; /* in it, or (MAP_PART) whose inside it is; 0: the engine's */
  const char *part; /* which part of its owner it holds */
  uint32_t turn; /* of a free one: 1 is the next to be handed out by this pool; of a kept one: of its type */
  int32_t list;  /* of a kept one: index into MemMap.lists */
} MapBlock;
/* out has room for pools[pool].blocks; memmap_changes() fills only address, holds, before, change and the
 * object of those that hold one. */
void memmap_changes(const MemMap *m, const MemMap *before, int32_t pool, MapBlock *out);
void memmap_blocks(const MemMap *m, const MemMap *before, int32_t pool, MapBlock *out);

/* Where an address lies. */
typedef struct MapPlace {
  int32_t pool, block; /* MODEL_NONE: in no pool */
  int32_t large;       /* index of a large block, or MODEL_NONE */
} MapPlace;
MapPlace memmap_place(const MemMap *m, uintptr_t address);

/* The memory an object has besides its own block: calls found(data, address, "its elements") for each. */
typedef void (*PartFn)(void *data, uintptr_t block, const char *what);
void memmap_parts(const Object *o, PartFn found, void *data);

/* ---- who lived in a block before: told by running the history again ---- */

typedef struct Occupant {
  uintptr_t address;
  uint32_t serial, tag; /* tag 0: no moment looked at has shown it */
  uint64_t born, freed; /* steps; born 0: before the steps looked at; freed 0: it lives */
  char type[48];
  char value[120]; /* just before the step in which it died; "" when it was born in that very step */
  int32_t born_line, freed_line; /* of source; 0: not known */
} Occupant;
typedef struct Occupants {
  uintptr_t block; /* [block, end) */
  uintptr_t end;
  uint64_t from, to; /* the steps looked at: [from, to) */
  Occupant *rows;    /* in the order of time */
  int32_t count, room;
} Occupants;
/* Makes `o` (all zero at first) tell of this block up to now; what an earlier call found out is used again.
 * Looks as far back as it needs for `wanted` dead ones, but not for ever. Moves through the history and comes
 * back. */
void occupants_update(Occupants *o, History *h, TagBook *tags, uintptr_t block, size_t size, int32_t wanted);
void occupants_free(Occupants *o);

#endif
