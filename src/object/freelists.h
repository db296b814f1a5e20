/* The lists of dead objects that some types keep for the next one, as one table: for sys._debugmallocstats()
 * and for the memory map.
 *
 * Invariants
 * - The order of the kinds down to the longest tuples is that in which CPython 3.11 tells them.
 * - What is taken last is given out first: `first` is where the next object of the type will be.
 * - The memory of a kept object still counts as used for the allocator.
 */
#ifndef LASTREF_OBJECT_FREELISTS_H
#define LASTREF_OBJECT_FREELISTS_H

#include "object/runtime.h"

enum { TUPLE_FREE_LISTS = 20 };
typedef enum FreeListKind {
  FREE_LIST_DICT,
  FREE_LIST_FLOAT,
  FREE_LIST_LIST,
  FREE_LIST_TUPLE, /* of one item; the longer ones follow */
  FREE_LIST_KEYS = FREE_LIST_TUPLE + TUPLE_FREE_LISTS,
  FREE_LIST_SLICE,
  FREE_LIST_MEMORY_ERROR,
  FREE_LISTS
} FreeListKind;
typedef struct FreeListInfo {
  const char *what;      /* "list"; the table of a dict: "dict table" */
  const char *c_name;    /* as CPython tells it: "PyListObject"; NULL: it does not */
  int32_t items;         /* of the tuples; 0 for the others */
  int32_t length, limit; /* dead objects kept, at most so many */
  size_t size;           /* of one, without the collector's head */
  size_t head;           /* bytes in front of it */
  const void *first;     /* the next to be used; NULL when empty */
} FreeListInfo;
/* All lists but that of slices, taken away for a while: what is loaded from the library neither uses up what
 * waits for the program nor leaves anything there. */
typedef struct FreeListsAside {
  char lists[offsetof(Runtime, tuple_free_count) + sizeof((Runtime *)0)->tuple_free_count -
             offsetof(Runtime, float_free_list)];
} FreeListsAside;
void free_lists_put_aside(FreeListsAside *aside);      /* they are empty then */
void free_lists_put_back(const FreeListsAside *aside); /* what came into them meanwhile is given up */
FreeListInfo free_list_info(FreeListKind kind);
const void *free_list_after(FreeListKind kind, const void *kept); /* the one used after it, or NULL */

#endif
