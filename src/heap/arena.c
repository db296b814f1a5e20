#include "heap/arena.h"

#include <errno.h>
#include <sys/mman.h>

#include "heap/mem.h"

/* The parts of the reservation; `budgeted` ones are as long as the budget asks. */
static bool map_part(uintptr_t base, size_t length) {
  void *p = mmap((void *)base, length, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
  if (p == (void *)base) return true;
  if (p != MAP_FAILED) munmap(p, length);
  return false;
}

static size_t part_length(size_t budget, size_t most) { return MIN(budget + MEM_RESERVE, most); }

bool arena_map(size_t budget, const char **why) {
  budget = (budget + SMALL_ARENA - 1) & ~(size_t)(SMALL_ARENA - 1);
  size_t small = part_length(budget, ARENA_SMALL_MAX), large = part_length(budget, ARENA_LARGE_MAX);
  size_t serials = (ARENA_SMALL_BASE - ARENA_SERIAL_BASE);
  bool ok = map_part(ARENA_BASE, ARENA_SERIAL_BASE - ARENA_BASE) && map_part(ARENA_SERIAL_BASE, serials) &&
            map_part(ARENA_SMALL_BASE, small) && map_part(ARENA_LARGE_BASE, large);
  if (!ok) {
    *why = errno == EEXIST
               ? "the address range 0x10000000-0x70000000 is already taken in this process"
               : "cannot reserve address space for the program's memory: a limit (ulimit -v) is too low; "
                 "raise it or give a smaller --memory";
    return false;
  }
  mprotect((void *)ARENA_STACK_BASE, ARENA_PAGE, PROT_NONE);
  CTRL->memory_limit = budget;
  return true;
}

void arena_reset(void) {
  size_t limit = CTRL->memory_limit;
  size_t small = part_length(limit, ARENA_SMALL_MAX), large = part_length(limit, ARENA_LARGE_MAX);
  madvise((void *)ARENA_FIXED_BASE, ARENA_SERIAL_BASE - ARENA_FIXED_BASE, MADV_DONTNEED);
  madvise((void *)ARENA_SERIAL_BASE, ARENA_SMALL_BASE - ARENA_SERIAL_BASE, MADV_DONTNEED);
  madvise((void *)ARENA_SMALL_BASE, small, MADV_DONTNEED);
  madvise((void *)ARENA_LARGE_BASE, large, MADV_DONTNEED);
}

static uintptr_t page_up(uintptr_t p) { return (p + ARENA_PAGE - 1) & ~(ARENA_PAGE - 1); }
static uintptr_t page_down(uintptr_t p) { return p & ~(ARENA_PAGE - 1); }
static uintptr_t serial_address(uintptr_t p) { return ARENA_SERIAL_BASE + ((p - ARENA_BASE) >> 4) * 4; }

int arena_ranges(ArenaRange out[ARENA_RANGES], uintptr_t stack_pointer) {
  uintptr_t small_end = ARENA_SMALL_BASE + (uintptr_t)HEAP->arenas_high * SMALL_ARENA;
  uintptr_t large_end = page_up(HEAP->large_high);
  /* The red zone below the stack pointer belongs to the paused code. */
  uintptr_t stack = page_down(stack_pointer - 256), stack_end = ARENA_STACK_BASE + ARENA_STACK_SIZE;
  uintptr_t s0 = page_down(serial_address(ARENA_SMALL_BASE)), s1 = page_up(serial_address(small_end));
  uintptr_t l0 = page_down(serial_address(ARENA_LARGE_BASE)), l1 = page_up(serial_address(large_end));
  ArenaRange ranges[ARENA_RANGES] = {
      {ARENA_FIXED_BASE, ARENA_STACK_BASE - ARENA_FIXED_BASE, true},
      {stack, stack_end - stack, false},
      {s0, s1 - s0, true},
      {l0, large_end > ARENA_LARGE_BASE ? l1 - l0 : 0, true},
      {ARENA_SMALL_BASE, small_end - ARENA_SMALL_BASE, true},
      {ARENA_LARGE_BASE, large_end > ARENA_LARGE_BASE ? large_end - ARENA_LARGE_BASE : 0, true},
  };
  memcpy(out, ranges, sizeof ranges);
  return ARENA_RANGES;
}

size_t arena_heap_in_use(void) { return HEAP->charged; }
