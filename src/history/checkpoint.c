#include "history/checkpoint.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/attr.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "vm/fiber.h"

struct Page {
  uint8_t *data;
  uint32_t refs;
  Page *next_free;
};

enum { PAGES_PER_SLAB = 256 };
typedef struct Slab {
  struct Slab *next;
  uint8_t *data; /* mapping of PAGES_PER_SLAB pages */
  Page pages[PAGES_PER_SLAB];
} Slab;

struct PageStore {
  Slab *slabs;
  Page *free;
  size_t pages_used, table_bytes;
};

PageStore *page_store_new(void) { return calloc(1, sizeof(PageStore)); }

void page_store_free(PageStore *store) {
  if (!store) return;
  for (Slab *s = store->slabs, *next; s; s = next) {
    next = s->next;
    munmap(s->data, PAGES_PER_SLAB * ARENA_PAGE);
    free(s);
  }
  free(store);
}

size_t page_store_bytes(const PageStore *store) {
  return store->pages_used * ARENA_PAGE + store->table_bytes;
}

static bool store_grow(PageStore *store) {
  Slab *s = malloc(sizeof *s);
  if (!s) return false;
  s->data =
      mmap(NULL, PAGES_PER_SLAB * ARENA_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (s->data == MAP_FAILED) {
    free(s);
    return false;
  }
  s->next = store->slabs;
  store->slabs = s;
  for (int i = PAGES_PER_SLAB; i--;) {
    s->pages[i] = (Page){s->data + (size_t)i * ARENA_PAGE, 0, store->free};
    store->free = &s->pages[i];
  }
  return true;
}

static Page *page_new(PageStore *store, const void *content) {
  if (!store->free && !store_grow(store)) return NULL;
  Page *p = store->free;
  store->free = p->next_free;
  p->refs = 1;
  memcpy(p->data, content, ARENA_PAGE);
  store->pages_used++;
  return p;
}

static void page_release(PageStore *store, Page *p) {
  if (--p->refs) return;
  p->next_free = store->free;
  store->free = p;
  store->pages_used--;
}

static bool page_is_zero(const void *page) {
  const uint64_t *w = page;
  /* Most pages that are not zero show it soon. */
  for (size_t i = 0; i < ARENA_PAGE / 8; i += 8)
    if (w[i] | w[i + 1] | w[i + 2] | w[i + 3] | w[i + 4] | w[i + 5] | w[i + 6] | w[i + 7]) return false;
  return true;
}

static size_t page_count(const ArenaRange *r) { return r->length / ARENA_PAGE; }

void checkpoint_free(PageStore *store, Checkpoint *c) {
  if (!c) return;
  for (int r = 0; r < ARENA_RANGES; r++) {
    size_t n = page_count(&c->ranges[r]);
    if (!c->pages[r]) continue;
    for (size_t i = 0; i < n; i++)
      if (c->pages[r][i]) page_release(store, c->pages[r][i]);
    free(c->pages[r]);
    store->table_bytes -= n * sizeof(Page *);
  }
  store->table_bytes -= sizeof *c;
  free(c);
}

/* The copy that `c` has of the page at `address` of range r. */
static Page *known_page(const Checkpoint *c, int r, uintptr_t address) {
  if (!c) return NULL;
  const ArenaRange *range = &c->ranges[r];
  if (address - range->base >= range->length) return NULL;
  return c->pages[r][(address - range->base) / ARENA_PAGE];
}

Checkpoint *checkpoint_take(PageStore *store, const Checkpoint *before, const Checkpoint *after) {
  Checkpoint *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  store->table_bytes += sizeof *c;
  arena_ranges(c->ranges, fiber_stack_pointer());
  for (int r = 0; r < ARENA_RANGES; r++) {
    size_t n = page_count(&c->ranges[r]);
    if (!n) continue;
    c->pages[r] = calloc(n, sizeof(Page *));
    if (!c->pages[r]) goto failed;
    store->table_bytes += n * sizeof(Page *);
    for (size_t i = 0; i < n; i++) {
      uintptr_t address = c->ranges[r].base + i * ARENA_PAGE;
      Page *known = known_page(before, r, address);
      if (!known || memcmp(known->data, (void *)address, ARENA_PAGE) != 0) {
        known = known_page(after, r, address);
        if (known && memcmp(known->data, (void *)address, ARENA_PAGE) != 0) known = NULL;
      }
      if (known) {
        known->refs++;
        c->pages[r][i] = known;
      } else if (!page_is_zero((void *)address)) {
        c->pages[r][i] = page_new(store, (void *)address);
        if (!c->pages[r][i]) goto failed;
      }
    }
  }
  return c;
failed:
  for (int r = 0; r < ARENA_RANGES; r++)
    if (!c->pages[r]) c->ranges[r].length = 0;
  checkpoint_free(store, c);
  return NULL;
}

static void wipe(uintptr_t from, uintptr_t to) {
  for (uintptr_t p = from; p < to; p += ARENA_PAGE)
    if (!page_is_zero((void *)p)) memset((void *)p, 0, ARENA_PAGE);
}

void checkpoint_restore(const Checkpoint *c) {
  ArenaRange now[ARENA_RANGES];
  arena_ranges(now, fiber_stack_pointer());
  for (int r = 0; r < ARENA_RANGES; r++) {
    const ArenaRange *then = &c->ranges[r];
    size_t n = page_count(then);
    for (size_t i = 0; i < n; i++) {
      void *address = (void *)(then->base + i * ARENA_PAGE);
      Page *p = c->pages[r][i];
      if (p) {
        if (memcmp(address, p->data, ARENA_PAGE) != 0) memcpy(address, p->data, ARENA_PAGE);
      } else if (!page_is_zero(address))
        memset(address, 0, ARENA_PAGE);
    }
    /* Pages that came into use after the checkpoint; the dead part of the stack may hold anything. */
    if (!now[r].digest) continue;
    if (!n)
      wipe(now[r].base, now[r].base + now[r].length);
    else if (now[r].base + now[r].length > then->base + then->length)
      wipe(then->base + then->length, now[r].base + now[r].length);
  }
}

uint64_t arena_digest(void) {
  ArenaRange ranges[ARENA_RANGES];
  arena_ranges(ranges, fiber_stack_pointer());
  XXH3_state_t *state = XXH3_createState();
  if (!state) return 0;
  XXH3_64bits_reset(state);
  for (int r = 0; r < ARENA_RANGES; r++) {
    if (!ranges[r].digest) continue;
    for (size_t i = 0; i < page_count(&ranges[r]); i++) {
      uintptr_t address = ranges[r].base + i * ARENA_PAGE;
      if (page_is_zero((void *)address)) continue;
      XXH3_64bits_update(state, &address, sizeof address);
      XXH3_64bits_update(state, (void *)address, ARENA_PAGE);
    }
  }
  uint64_t digest = XXH3_64bits_digest(state);
  XXH3_freeState(state);
  return digest ? digest : 1;
}

bool checkpoint_matches(const Checkpoint *c) {
  ArenaRange now[ARENA_RANGES];
  arena_ranges(now, fiber_stack_pointer());
  for (int r = 0; r < ARENA_RANGES; r++) {
    if (!now[r].digest) continue;
    for (size_t i = 0; i < page_count(&now[r]); i++) {
      uintptr_t address = now[r].base + i * ARENA_PAGE;
      const Page *p = known_page(c, r, address);
      if (p ? memcmp(p->data, (void *)address, ARENA_PAGE) != 0 : !page_is_zero((void *)address))
        return false;
    }
  }
  return true;
}
