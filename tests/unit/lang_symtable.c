// The symbol table: scopes, the order of cells and free variables, mangling, and the errors it finds. The
// comparison with CPython's own tables over whole libraries is tests/lang_tools/compare_symbols.py.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/malloc.h"
#include "lang/parse.h"
#include "lang/symtable.h"

typedef struct Table {
  Region region;
  ParseResult result;
  Future future;
  SymTable table;
  Diagnostic error;
  bool ok;
} Table;

static void build(Table *t, const char *source) {
  region_init(&t->region, malloc_allocator());
  t->error = (Diagnostic){0};
  ParseOptions options = {.mode = PARSE_FILE, .filename = "<string>", .is_text = true};
  if (parse_source(source, strlen(source), &options, &t->region, &t->result) != PARSE_OK)
    fail_msg("%s", source);
  t->ok = future_scan(&t->result.ast, "<string>", &t->future, &t->error) &&
          symtable_build(&t->result.ast, "<string>", t->result.source, t->result.source_len, &t->future,
                         &t->table, &t->error);
}

static const SymBlock *child(const SymBlock *block, uint32_t index) {
  assert_true(index < block->child_count);
  return block->children[index];
}

static Scope scope_of(const Table *t, const SymBlock *block, const char *name) {
  Ast *ast = t->table.ast;
  return symtable_scope(block, ast_name(ast, name, strlen(name)));
}

static void names_get_their_scopes(void **state) {
  (void)state;
  Table t;
  build(&t, "import os\n"
            "def f(a, *, b, **k):\n"
            "  global g; g = 1\n"
            "  c = a\n"
            "  def h():\n"
            "    nonlocal c\n"
            "    c = b + len(os)\n"
            "  return lambda: h\n");
  assert_true(t.ok);
  const SymBlock *f = child(t.table.top, 0), *h = child(f, 0), *lambda = child(f, 1);
  assert_int_equal(scope_of(&t, t.table.top, "f"), SCOPE_LOCAL);
  assert_int_equal(scope_of(&t, f, "g"), SCOPE_GLOBAL_EXPLICIT);
  assert_int_equal(scope_of(&t, f, "a"), SCOPE_LOCAL);
  assert_int_equal(scope_of(&t, f, "b"), SCOPE_CELL);
  assert_int_equal(scope_of(&t, f, "c"), SCOPE_CELL);
  assert_int_equal(scope_of(&t, f, "h"), SCOPE_CELL);
  assert_int_equal(scope_of(&t, h, "c"), SCOPE_FREE);
  assert_int_equal(scope_of(&t, h, "len"), SCOPE_GLOBAL_IMPLICIT);
  assert_int_equal(scope_of(&t, h, "nothing"), SCOPE_NONE);
  assert_int_equal(scope_of(&t, lambda, "h"), SCOPE_FREE);
  assert_ptr_equal(symtable_block(&t.table, t.result.ast.mod->Module.body.items[1]), f);
  assert_int_equal(f->varname_count, 3);
  assert_string_equal(f->varnames[0]->text, "a");
  assert_string_equal(f->varnames[2]->text, "k");
  NameSeq names;
  assert_true(symtable_cellvars(&t.table, f, &names));
  assert_int_equal(names.len, 3);
  assert_string_equal(names.items[0]->text, "b");
  assert_string_equal(names.items[1]->text, "c");
  assert_string_equal(names.items[2]->text, "h");
  assert_true(symtable_freevars(&t.table, h, &names));
  assert_int_equal(names.len, 2);
  region_free(&t.region);
}

static void classes_hide_their_names_but_lend_their_cell(void **state) {
  (void)state;
  Table t;
  build(&t, "def f():\n"
            "  x = 1\n"
            "  class A:\n"
            "    x = x\n"
            "    __y = 2\n"
            "    def g(self): return super(), x, self.__y\n");
  assert_true(t.ok);
  const SymBlock *f = child(t.table.top, 0), *a = child(f, 0), *g = child(a, 0);
  assert_true(a->needs_class_closure);
  assert_int_equal(scope_of(&t, f, "x"), SCOPE_CELL);
  assert_int_equal(scope_of(&t, a, "x"), SCOPE_LOCAL);
  assert_int_equal(scope_of(&t, a, "_A__y"), SCOPE_LOCAL);
  assert_int_equal(scope_of(&t, g, "x"), SCOPE_FREE);
  assert_int_equal(scope_of(&t, g, "__class__"), SCOPE_FREE);
  NameSeq names;
  assert_true(symtable_cellvars(&t.table, a, &names));
  assert_int_equal(names.len, 1);
  assert_string_equal(names.items[0]->text, "__class__");
  assert_true(symtable_freevars(&t.table, a, &names)); // x, for the sake of g
  assert_int_equal(names.len, 1);
  region_free(&t.region);
}

static void comprehensions_are_functions(void **state) {
  (void)state;
  Table t;
  build(&t, "def f(x): return [y := i + j for i in x for j in i]\n");
  assert_true(t.ok);
  const SymBlock *f = child(t.table.top, 0), *comp = child(f, 0);
  assert_int_equal(comp->comprehension, COMP_LIST);
  assert_string_equal(comp->varnames[0]->text, ".0");
  assert_int_equal(scope_of(&t, comp, "i"), SCOPE_LOCAL);
  assert_int_equal(scope_of(&t, comp, "y"), SCOPE_FREE);
  assert_int_equal(scope_of(&t, f, "y"), SCOPE_CELL);
  region_free(&t.region);
}

static void errors_are_pythons(void **state) {
  (void)state;
  static const struct {
    const char *source, *message;
    int lineno, offset, end_lineno, end_offset;
  } rows[] = {
      // what CPython 3.11 says; offsets in bytes
      {"def f(a,a): pass\n", "duplicate argument 'a' in function definition", 1, 9, 1, 10},
      {"def f():\n print(x)\n global x\n", "name 'x' is used prior to global declaration", 3, 2, 3, 10},
      {"def f():\n nonlocal x\n", "no binding for nonlocal 'x' found", 2, 2, 2, 12},
      {"nonlocal x\n", "nonlocal declaration not allowed at module level", 1, 1, 1, 11},
      {"def f(x):\n global x\n", "name 'x' is parameter and global", 2, 2, 2, 10},
      {"def f():\n x=1\n nonlocal x\n", "name 'x' is assigned to before nonlocal declaration", 3, 2, 3, 12},
      {"def f():\n global x\n x: int\n", "annotated name 'x' can't be global", 3, 2, 3, 8},
      {"def f():\n global x\n nonlocal x\n", "name 'x' is nonlocal and global", 2, 2, 2, 10},
      {"class A:\n [y:=x for x in z]\n",
       "assignment expression within a comprehension cannot be used in a class body", 2, 3, 2, 4},
      {"[x:=1 for x in y]\n", "assignment expression cannot rebind comprehension iteration variable 'x'", 1,
       2, 1, 3},
      {"[i for i in (y:=z)]\n", "assignment expression cannot be used in a comprehension iterable expression",
       1, 14, 1, 18},
      {"[(yield) for x in y]\n", "'yield' inside list comprehension", 1, 3, 1, 8},
      {"def f():\n from x import *\n", "import * only allowed at module level", 2, 16, 2, 17},
      {"from __future__ import braces\n", "not a chance", 1, 1, 1, 0},
      {"from __future__ import foo\n", "future feature foo is not defined", 1, 1, 1, 0},
      {"from __future__ import annotations\nx: (y:=1)\n",
       "'named expression' can not be used within an annotation", 2, 5, 2, 9},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    Table t;
    build(&t, rows[i].source);
    if (t.ok) fail_msg("accepted: %s", rows[i].source);
    assert_string_equal(t.error.message, rows[i].message);
    assert_int_equal(t.error.lineno, rows[i].lineno);
    assert_int_equal(t.error.offset, rows[i].offset);
    assert_int_equal(t.error.end_lineno, rows[i].end_lineno);
    assert_int_equal(t.error.end_offset, rows[i].end_offset);
    region_free(&t.region);
  }
}

static void deep_trees_end_in_recursion_error(void **state) {
  (void)state;
  enum { COUNT = 10000 };
  static char source[2 * COUNT + 3];
  for (int i = 0; i < COUNT; i++) memcpy(source + 2 * i, "1+", 2);
  memcpy(source + 2 * COUNT, "1\n", 3);
  Table t;
  build(&t, source);
  assert_false(t.ok);
  assert_int_equal(t.error.kind, DIAG_RECURSION_ERROR);
  assert_string_equal(t.error.message, "maximum recursion depth exceeded during compilation");
  region_free(&t.region);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_get_their_scopes),
      cmocka_unit_test(classes_hide_their_names_but_lend_their_cell),
      cmocka_unit_test(comprehensions_are_functions),
      cmocka_unit_test(errors_are_pythons),
      cmocka_unit_test(deep_trees_end_in_recursion_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
