/* Compilation: what comes out is well-formed, prompts wait for more lines, constants are one object, nothing
 * leaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "code/code.h"
#include "compile/compile.h"
#include "heap/arena.h"
#include "heap/gc.h"
#include "heap/mem.h"
#include "object/dict.h"
#include "object/err.h"
#include "object/tuple.h"

static int fresh(void **state) {
  (void)state;
  static bool mapped;
  const char *why = "";
  if (!mapped && !arena_map(128u << 20, &why)) fail_msg("%s", why);
  mapped = true;
  arena_reset();
  return mem_boot() && gc_boot() && runtime_boot() ? 0 : -1;
}

static Object *compile_text(const char *text, CompileMode mode, uint32_t flags, bool *incomplete,
                            Object **constants) {
  Object *name = str_from_utf8("<test>", -1);
  Object *code = compile_source(text, strlen(text), name, mode, flags, incomplete, constants);
  DECREF(name);
  return code;
}

static Object *compiled(const char *text) {
  Object *code = compile_text(text, COMPILE_EXEC, 0, NULL, NULL);
  assert_non_null(code);
  return code;
}

static void verify_all(Object *code) {
  const char *bad = code_verify((Code *)code);
  if (bad) fail_msg("%s: %s", str_utf8(((Code *)code)->qualname, NULL), bad);
  Object *consts = ((Code *)code)->consts;
  for (ssize_t i = 0; i < tuple_size(consts); i++)
    if (IS_EXACT(tuple_item(consts, i), CODE)) verify_all(tuple_item(consts, i));
}

static const char everything[] =
    "import a.b as c, d\nfrom e import *\n"
    "def f(a, *b, c=1, **d):\n"
    "  for x in a:\n    try:\n      with x as y, b: return y\n    except (A, B) as e: continue\n    finally: "
    "c = 2\n"
    "  while a: a = not a and b or c < d < 3\n"
    "  return lambda: [i for i in a if i for j in {k: 1 for k in c}]\n"
    "async def g(a):\n  async with a as b:\n    async for c in b: yield await c\n"
    "class C(D, k=1):\n  x: int = 1\n  def m(self): return super().m()\n"
    "match f:\n  case [a, *_, {'k': C(x=1) | None}] if a: pass\n  case _: del f\n"
    "try: pass\nexcept* V as e: print(f'{e!r:>{f}}')\n"
    "a, *b = c[1:2], *d, {**e}\nassert a, b\nglobal z; z += (yy := 1)\n";

static void all_code_is_well_formed(void **state) {
  (void)state;
  Object *code = compiled(everything);
  verify_all(code);
  DECREF(code);
}

static size_t blocks_in_use(void) { return arena_heap_in_use(); }

static void nothing_is_left_behind(void **state) {
  (void)state;
  DECREF(compiled(everything)); // interned names and free lists stay
  int64_t holds = RT->holds != NULL;
  size_t before = blocks_in_use();
  for (int i = 0; i < 50; i++) DECREF(compiled(everything));
  for (int i = 0; i < 50; i++) {
    assert_null(compile_text("def f():\n  x = [1000, 2000]\n  break\n", COMPILE_EXEC, 0, NULL, NULL));
    assert_true(err_matches(T(SyntaxError)));
    err_clear();
  }
  assert_int_equal(RT->holds != NULL, holds);
  assert_true(blocks_in_use() <= before + (1u << 20));
}

static void a_prompt_waits_for_more(void **state) {
  (void)state;
  static const char *const unfinished[] = {"if x:\n",  "def f():\n  return 1\n", "x = (1,\n",
                                           "'''abc\n", "for i in x: pass\n",     "@d\n"};
  static const char *const finished[] = {"x = 1\n", "if x:\n  y\n\n", "x = (1,\n2)\n", "'''abc\n'''\n"};
  for (size_t i = 0; i < ARRAY_LEN(unfinished); i++) {
    bool incomplete = false;
    assert_null(compile_text(unfinished[i], COMPILE_SINGLE, COMPILE_ALLOW_INCOMPLETE, &incomplete, NULL));
    assert_true(incomplete);
    assert_false(err_occurred());
  }
  for (size_t i = 0; i < ARRAY_LEN(finished); i++) {
    bool incomplete = true;
    Object *code = compile_text(finished[i], COMPILE_SINGLE, COMPILE_ALLOW_INCOMPLETE, &incomplete, NULL);
    assert_non_null(code);
    assert_false(incomplete);
    DECREF(code);
  }
}

static void constants_of_a_unit_are_shared(void **state) {
  (void)state;
  Object *code = compiled("a = 257\ndef f(): return 257, 'x y', 1.5\nb = 'x y'\nc = -0.0\nd = 0.0\n");
  Object *outer = ((Code *)code)->consts, *inner = NULL;
  for (ssize_t i = 0; i < tuple_size(outer); i++)
    if (IS_EXACT(tuple_item(outer, i), CODE)) inner = ((Code *)tuple_item(outer, i))->consts;
  assert_non_null(inner);
  Object *folded = tuple_item(inner, 1); // (257, 'x y', 1.5)
  assert_true(IS_EXACT(folded, TUPLE));
  assert_ptr_equal(tuple_item(folded, 0), tuple_item(outer, 0));
  bool shared_text = false;
  for (ssize_t i = 0; i < tuple_size(outer); i++)
    shared_text |= tuple_item(outer, i) == tuple_item(folded, 1);
  assert_true(shared_text);
  DECREF(code);
}

static void kept_constants_hold_one_more_reference(void **state) {
  (void)state;
  Object *kept = NULL, *code = compile_text("a = 123456789\n", COMPILE_EXEC, 0, NULL, &kept);
  assert_non_null(code);
  assert_non_null(kept);
  Object *number = tuple_item(((Code *)code)->consts, 0);
  assert_int_equal(number->refcnt, 2);
  DECREF(kept);
  assert_int_equal(number->refcnt, 1);
  DECREF(code);
}

static unsigned count_op(const Code *c, unsigned op) {
  unsigned n = 0;
  for (uint32_t w = 0; w < (uint32_t)c->count; w = code_next(c, w)) n += code_opcode(c->instrs[w]) == op;
  return n;
}

static void lines_stand_where_events_happen(void **state) {
  (void)state;
  // Straight code: one LINE a line. A loop's head reports when it is jumped back to, not when it is fallen
  // into.
  Object *code = compiled("a = 1\nb = 2; c = 3\n\n\nd = (4,\n e)\n");
  assert_int_equal(count_op((Code *)code, OP_LINE),
                   5); // the tuple is built on line 5, its name is read on line 6
  DECREF(code);
  code = compiled("for i in x: pass\n");
  assert_int_equal(count_op((Code *)code, OP_SKIP_LINE), 1);
  assert_int_equal(count_op((Code *)code, OP_LINE), 2);
  DECREF(code);
}

static void memory_may_run_out_anywhere(void **state) {
  (void)state;
  DECREF(compiled(everything));
  size_t limit = CTRL->memory_limit;
  for (size_t room = 0; room < 600000; room += 4096) {
    CTRL->memory_limit = arena_heap_in_use() + room;
    Object *code = compile_text(everything, COMPILE_EXEC, 0, NULL, NULL);
    CTRL->memory_limit = limit;
    if (code) {
      DECREF(code);
      continue;
    }
    assert_true(err_occurred());
    assert_true(err_matches(T(MemoryError)));
    err_clear();
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(all_code_is_well_formed, fresh),
      cmocka_unit_test_setup(nothing_is_left_behind, fresh),
      cmocka_unit_test_setup(a_prompt_waits_for_more, fresh),
      cmocka_unit_test_setup(constants_of_a_unit_are_shared, fresh),
      cmocka_unit_test_setup(kept_constants_hold_one_more_reference, fresh),
      cmocka_unit_test_setup(lines_stand_where_events_happen, fresh),
      cmocka_unit_test_setup(memory_may_run_out_anywhere, fresh),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
