// Where memory comes from, and a bump allocator over it.
//
// Invariants
// - An Allocator is three words and stateless itself: the engine passes one over its arena, the host one over
// malloc.
// - A Region owns its chunks; everything in it dies together. Blocks are 16-byte aligned.
// - When the allocator refuses, region_alloc returns NULL and `failed` stays set until region_free or
// region_release.
#ifndef LASTREF_BASE_REGION_H
#define LASTREF_BASE_REGION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

typedef struct Allocator {
  void *(*alloc)(void *ctx, size_t size);        // NULL when refused; 16-byte aligned
  void (*free)(void *ctx, void *p, size_t size); // size as passed to alloc
  void *ctx;
} Allocator;

// Host code gets an Allocator over malloc from "base/malloc.h".

typedef struct RegionChunk RegionChunk;

typedef struct Region {
  Allocator from;
  RegionChunk *chunks; // newest first
  char *next, *end;    // free space of the newest chunk
  size_t total;        // bytes obtained from the allocator
  bool failed;
} Region;

typedef struct RegionMark {
  RegionChunk *chunk;
  char *next;
} RegionMark;

// Starts an empty region; takes no memory yet, cannot fail.
void region_init(Region *region, Allocator from);
// Gives everything back. The region is empty and usable afterwards.
void region_free(Region *region);
// Uninitialised bytes, or NULL when memory is refused (or size overflows). size 0 gives a valid unique
// pointer.
MUST_USE void *region_alloc(Region *region, size_t size);
// The same, zeroed.
MUST_USE void *region_zalloc(Region *region, size_t size);
// count * size zeroed bytes with overflow check.
MUST_USE void *region_array(Region *region, size_t count, size_t size);
// A copy of bytes with a NUL behind it.
MUST_USE char *region_copy(Region *region, const void *bytes, size_t len);
// The position now; region_release gives back all that was allocated since.
RegionMark region_mark(const Region *region);
void region_release(Region *region, RegionMark mark);

#define REGION_NEW(region, T) ((T *)region_zalloc((region), sizeof(T)))

#endif
