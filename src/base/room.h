// Room for one more element in an array of the host side, over malloc. (Arrays over an Allocator: vec.h.)
#ifndef LASTREF_BASE_ROOM_H
#define LASTREF_BASE_ROOM_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// `items` is the address of a pointer to elements of `size` bytes: reallocates them to `room` elements.
// False: out of memory, and nothing has changed.
static inline bool room_resize(void *items, size_t size, size_t room) {
  void *old, *moved = NULL;
  memcpy(&old, items, sizeof old);
  size_t bytes;
  if (!__builtin_mul_overflow(size, room, &bytes)) moved = realloc(old, bytes);
  if (moved) memcpy(items, &moved, sizeof moved);
  return moved;
}

// Of `room` elements `count` are used: is there room for one more? It begins with `first` and doubles, so
// adding is amortised O(1). False: out of memory, and nothing has changed.
#define ROOM_FOR_ONE(items, count, room, first)                                                              \
  ((count) < (room) || (room_resize(&(items), sizeof *(items), (room) ? (size_t)(room)*2 : (first)) &&       \
                        ((room) = (room) ? (room)*2 : (first), true)))

#endif
