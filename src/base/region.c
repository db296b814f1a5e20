#include "base/region.h"

#include <string.h>

#define ALIGNMENT     16
#define FIRST_CHUNK   ((size_t)4096)
#define LARGEST_CHUNK ((size_t)1 << 18)

struct RegionChunk {
  RegionChunk *older;
  size_t size; // of the whole block, header included
};

#define HEADER ((sizeof(RegionChunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

void region_init(Region *region, Allocator from) { *region = (Region){.from = from}; }

static void drop_newest(Region *region) {
  RegionChunk *chunk = region->chunks;
  region->chunks = chunk->older;
  region->total -= chunk->size;
  region->from.free(region->from.ctx, chunk, chunk->size);
}

void region_free(Region *region) {
  while (region->chunks) drop_newest(region);
  region->next = region->end = NULL;
  region->failed = false;
}

static bool add_chunk(Region *region, size_t need) {
  size_t size = region->chunks ? region->chunks->size * 2 : FIRST_CHUNK;
  if (size > LARGEST_CHUNK) size = LARGEST_CHUNK;
  if (size - HEADER < need) {
    if (need > SIZE_MAX - HEADER) return false;
    size = need + HEADER;
  }
  RegionChunk *chunk = region->from.alloc(region->from.ctx, size);
  if (!chunk) return false;
  *chunk = (RegionChunk){.older = region->chunks, .size = size};
  region->chunks = chunk;
  region->total += size;
  region->next = (char *)chunk + HEADER;
  region->end = (char *)chunk + size;
  return true;
}

void *region_alloc(Region *region, size_t size) {
  if (UNLIKELY(size > SIZE_MAX / 2)) {
    region->failed = true;
    return NULL;
  }
  size_t rounded = size ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
  if (UNLIKELY((size_t)(region->end - region->next) < rounded) && !add_chunk(region, rounded)) {
    region->failed = true;
    return NULL;
  }
  void *block = region->next;
  region->next += rounded;
  return block;
}

void *region_zalloc(Region *region, size_t size) {
  void *block = region_alloc(region, size);
  return block ? memset(block, 0, size) : NULL;
}

void *region_array(Region *region, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    region->failed = true;
    return NULL;
  }
  return region_zalloc(region, bytes);
}

char *region_copy(Region *region, const void *bytes, size_t len) {
  char *copy = region_alloc(region, len + 1);
  if (!copy) return NULL;
  if (len) memcpy(copy, bytes, len);
  copy[len] = '\0';
  return copy;
}

RegionMark region_mark(const Region *region) { return (RegionMark){region->chunks, region->next}; }

void region_release(Region *region, RegionMark mark) {
  while (region->chunks != mark.chunk) drop_newest(region);
  region->next = mark.next;
  region->end = mark.chunk ? (char *)mark.chunk + mark.chunk->size : NULL;
  region->failed = false;
}
