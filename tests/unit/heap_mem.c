/* The allocator: reuse, classes, large blocks, the budget. Runs on the host's stack; no Python objects. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "heap/arena.h"
#include "heap/gc.h"
#include "heap/mem.h"

static int fresh(void **state) {
  (void)state;
  static bool mapped;
  const char *why = "";
  if (!mapped && !arena_map(32u << 20, &why)) fail_msg("%s", why);
  mapped = true;
  arena_reset();
  return mem_boot() && gc_boot() ? 0 : -1;
}

static void last_freed_is_first_used(void **state) {
  (void)state;
  void *other = mem_alloc(500); /* keeps the arena: an empty one would be given back and begin anew */
  void *a = mem_alloc(48), *b = mem_alloc(48);
  assert_true(other && a && b && a != b);
  mem_free(a);
  mem_free(b);
  assert_ptr_equal(mem_alloc(40), b);
  assert_ptr_equal(mem_alloc(33), a);
}

static void classes_are_multiples_of_sixteen(void **state) {
  (void)state;
  for (size_t n = 1; n <= SMALL_MAX; n++) {
    void *p = mem_alloc(n);
    assert_non_null(p);
    assert_int_equal((uintptr_t)p % 16, 0);
    assert_int_equal(mem_block_size(p), (n + 15) / 16 * 16);
    memset(p, 0xA5, n);
  }
}

static void an_emptied_arena_is_given_back(void **state) {
  (void)state;
  enum { MANY = 20000 };
  void **all = malloc(MANY * sizeof *all);
  size_t before = arena_heap_in_use();
  for (int i = 0; i < MANY; i++) assert_non_null(all[i] = mem_alloc(256));
  assert_true(arena_heap_in_use() >= before + 4 * SMALL_ARENA);
  for (int i = 0; i < MANY; i++) mem_free(all[(i * 7919) % MANY]);
  assert_true(arena_heap_in_use() <= before + SMALL_ARENA);
  free(all);
}

static void large_blocks_keep_their_content(void **state) {
  (void)state;
  enum { MANY = 400 };
  struct {
    unsigned char *p;
    size_t n;
  } all[MANY] = {{0}};
  unsigned seed = 12345;
  for (int round = 0; round < 20000; round++) {
    seed = seed * 1103515245u + 12345u;
    int i = (int)(seed >> 8) % MANY;
    size_t n = 513 + (seed >> 4) % 30000;
    if (!all[i].p) {
      assert_non_null(all[i].p = mem_alloc(n));
    } else if (round % 3) {
      size_t keep = all[i].n < n ? all[i].n : n;
      assert_non_null(all[i].p = mem_realloc(all[i].p, n));
      for (size_t k = 0; k < keep; k += 97) assert_int_equal(all[i].p[k], (unsigned char)i);
    } else {
      mem_free(all[i].p);
      all[i].p = NULL;
      continue;
    }
    all[i].n = n;
    memset(all[i].p, i, n);
  }
  for (int i = 0; i < MANY; i++) {
    for (size_t k = 0; all[i].p && k < all[i].n; k += 101) assert_int_equal(all[i].p[k], (unsigned char)i);
    mem_free(all[i].p);
  }
  assert_int_equal(HEAP->large_blocks, 0);
  assert_int_equal(HEAP->large_top, ARENA_LARGE_BASE);
}

static void over_budget_is_refused(void **state) {
  (void)state;
  assert_null(mem_alloc(33u << 20));
  size_t got = 0;
  while (mem_alloc(100000)) got++;
  assert_in_range(got, 200, 340);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(last_freed_is_first_used, fresh),
      cmocka_unit_test_setup(classes_are_multiples_of_sixteen, fresh),
      cmocka_unit_test_setup(an_emptied_arena_is_given_back, fresh),
      cmocka_unit_test_setup(large_blocks_keep_their_content, fresh),
      cmocka_unit_test_setup(over_budget_is_refused, fresh),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
