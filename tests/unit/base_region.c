// Regions, vectors and buffers, with an allocator that counts and can refuse.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/region.h"
#include "base/vec.h"

typedef struct Budget {
  size_t live, left;
} Budget;

static void *budget_alloc(void *ctx, size_t size) {
  Budget *budget = ctx;
  if (size > budget->left) return NULL;
  budget->left -= size;
  budget->live += size;
  return malloc(size);
}

static void budget_free(void *ctx, void *p, size_t size) {
  Budget *budget = ctx;
  budget->live -= size;
  free(p);
}

static Allocator over(Budget *budget) { return (Allocator){budget_alloc, budget_free, budget}; }

static void blocks_are_aligned_and_apart(void **state) {
  (void)state;
  Budget budget = {.left = SIZE_MAX};
  Region region;
  region_init(&region, over(&budget));
  char *last = NULL;
  for (size_t size = 0; size < 3000; size += 7) {
    char *block = region_alloc(&region, size);
    assert_non_null(block);
    assert_int_equal((uintptr_t)block % 16, 0);
    assert_ptr_not_equal(block, last);
    memset(block, 0xA5, size);
    last = block;
  }
  region_free(&region);
  assert_int_equal(budget.live, 0);
}

static void big_blocks_get_their_own_chunk(void **state) {
  (void)state;
  Budget budget = {.left = SIZE_MAX};
  Region region;
  region_init(&region, over(&budget));
  char *block = region_zalloc(&region, 5 << 20);
  assert_non_null(block);
  for (size_t i = 0; i < 5 << 20; i += 4096) assert_int_equal(block[i], 0);
  assert_true(region.total >= 5 << 20);
  region_free(&region);
  assert_int_equal(region.total, 0);
}

static void refusal_is_remembered(void **state) {
  (void)state;
  Budget budget = {.left = 6000};
  Region region;
  region_init(&region, over(&budget));
  assert_non_null(region_alloc(&region, 100));
  assert_null(region_alloc(&region, 100000));
  assert_true(region.failed);
  assert_null(region_alloc(&region, SIZE_MAX));
  assert_null(region_array(&region, SIZE_MAX / 4, 16));
  region_free(&region);
  assert_false(region.failed);
  assert_int_equal(budget.live, 0);
}

static void release_goes_back_to_the_mark(void **state) {
  (void)state;
  Budget budget = {.left = SIZE_MAX};
  Region region;
  region_init(&region, over(&budget));
  char *kept = region_copy(&region, "kept", 4);
  RegionMark mark = region_mark(&region);
  size_t live = budget.live;
  void *next = region_alloc(&region, 16);
  for (int i = 0; i < 1000; i++) assert_non_null(region_alloc(&region, 1000));
  region_release(&region, mark);
  assert_int_equal(budget.live, live);
  assert_string_equal(kept, "kept");
  assert_ptr_equal(region_alloc(&region, 16), next);
  region_free(&region);
}

static void vectors_grow_and_survive_refusal(void **state) {
  (void)state;
  Budget budget = {.left = 4096};
  Allocator from = over(&budget);
  VEC(int) v = {0};
  int pushed = 0;
  while (vec_push(&v, &from, pushed)) pushed++;
  assert_int_equal(v.len, pushed);
  for (int i = 0; i < pushed; i++) assert_int_equal(v.items[i], i);
  assert_int_equal(vec_pop(&v), pushed - 1);
  vec_free(&v, &from);
  assert_int_equal(budget.live, 0);
}

static void buffers_are_text(void **state) {
  (void)state;
  Budget budget = {.left = SIZE_MAX};
  Buf buf;
  buf_init(&buf, over(&budget));
  assert_string_equal(buf_str(&buf), "");
  buf_text(&buf, "a");
  buf_char(&buf, 'b');
  buf_repeat(&buf, '-', 3);
  buf_code_point(&buf, 0x20AC);
  buf_printf(&buf, "%d%s", 42, "!");
  assert_string_equal(buf_str(&buf), "ab---\xE2\x82\xAC"
                                     "42!");
  for (int i = 0; i < 1000; i++) buf_text(&buf, "0123456789");
  assert_int_equal(buf.len, 11 + 10000);
  assert_int_equal(strlen(buf.data), buf.len);
  buf_free(&buf);
  assert_int_equal(budget.live, 0);
}

static void a_full_buffer_fails_once_and_for_all(void **state) {
  (void)state;
  Budget budget = {.left = 100};
  Buf buf;
  buf_init(&buf, over(&budget));
  buf_text(&buf, "fits");
  buf_repeat(&buf, 'x', 1000);
  assert_true(buf.failed);
  buf_text(&buf, "dropped");
  assert_string_equal(buf_str(&buf), "fits");
  buf_free(&buf);
  assert_int_equal(budget.live, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_are_aligned_and_apart),
      cmocka_unit_test(big_blocks_get_their_own_chunk),
      cmocka_unit_test(refusal_is_remembered),
      cmocka_unit_test(release_goes_back_to_the_mark),
      cmocka_unit_test(vectors_grow_and_survive_refusal),
      cmocka_unit_test(buffers_are_text),
      cmocka_unit_test(a_full_buffer_fails_once_and_for_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
