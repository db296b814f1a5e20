/* Checkpoints: tables of references to immutable copies of the arena's pages.
 *
 * Invariants
 * - A page copy never changes and is shared by every checkpoint in which the page has that content; dropping
 * a checkpoint is a release of each of its pages.
 * - A page that is all zero is not stored.
 * - Taking and restoring need the engine paused; a restore leaves the arena exactly as it was when the
 * checkpoint was taken (pages that came into use later are zero again).
 */
#ifndef LASTREF_HISTORY_CHECKPOINT_H
#define LASTREF_HISTORY_CHECKPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "heap/arena.h"

typedef struct Page Page;
typedef struct PageStore PageStore;

typedef struct Checkpoint {
  ArenaRange ranges[ARENA_RANGES];
  Page **pages[ARENA_RANGES]; /* one entry a page; NULL: all zero */
  uint64_t line;              /* line clock */
  uint64_t inputs;            /* entries of the input log consumed: what it depends on */
  uint64_t digest;            /* of the digest ranges; 0: not computed */
  uint32_t flags;             /* the history's use */
} Checkpoint;

PageStore *page_store_new(void);
void page_store_free(PageStore *store);
size_t page_store_bytes(const PageStore *store); /* page copies alive, and the tables of the checkpoints */

/* Copies what differs from both `before` and `after` (checkpoints whose pages are likely the same, or NULL).
 * NULL when out of memory. */
Checkpoint *checkpoint_take(PageStore *store, const Checkpoint *before, const Checkpoint *after);
void checkpoint_restore(const Checkpoint *checkpoint);
void checkpoint_free(PageStore *store, Checkpoint *checkpoint);
/* XXH3 of the state now: every page in use but the engine's C stack. */
uint64_t arena_digest(void);
/* Do the pages in use equal the checkpoint's, the C stack left out? For tests. */
bool checkpoint_matches(const Checkpoint *checkpoint);

#endif
