// The parser: trees of CPython's shape, prompts, encodings, limits, and every point at which memory can be
// refused.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/malloc.h"
#include "lang/parse.h"
#include "lang/symtable.h"

typedef struct Tree {
  const char *source, *dump;
} Tree;

static const Tree trees[] = {
#define TREE(source, dump) {source, dump},
#include "lang_trees.inc"
};

static void trees_are_pythons(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof trees / sizeof trees[0]; i++) {
    Region region;
    region_init(&region, malloc_allocator());
    ParseOptions options = {.mode = PARSE_FILE, .filename = "<string>", .is_text = true};
    ParseResult result;
    if (parse_source(trees[i].source, strlen(trees[i].source), &options, &region, &result) != PARSE_OK)
      fail_msg("refused: %s: %s", trees[i].source, result.error.message);
    Buf dump;
    buf_init(&dump, malloc_allocator());
    ast_dump(&dump, AST_Mod, result.ast.mod, true);
    assert_string_equal(buf_str(&dump), trees[i].dump);
    buf_free(&dump);
    region_free(&region);
  }
}

static ParseOutcome parse(const char *source, size_t len, ParseOptions options, Region *region,
                          ParseResult *result) {
  region_init(region, malloc_allocator());
  options.filename = "file.py";
  return parse_source(source, len, &options, region, result);
}

static void expect_error(const char *source, size_t len, ParseOptions options, DiagnosticKind kind,
                         const char *message) {
  Region region;
  ParseResult result;
  assert_int_equal(parse(source, len, options, &region, &result), PARSE_FAILED);
  assert_int_equal(result.error.kind, kind);
  if (message) assert_string_equal(result.error.message, message);
  assert_null(result.ast.mod);
  region_free(&region);
}

static void prompts_ask_for_more(void **state) {
  (void)state;
  static const struct {
    const char *source;
    bool more;
  } rows[] = {
      {"x = 1\n", false},      {"if 1:\n", true},      {"if 1:\n  x\n", true},   {"if 1:\n  x\n\n", false},
      {"x = (1,\n", true},     {"x = '''a\n", true},   {"x = \\\n", true},       {"\n", false},
      {"# c\n", false},        {"@f\n", true},         {"try:\n  x\n", true},    {"x = = 1\n", false},
      {"f(a b\n", false},      {"x = 'abc\n", false},  {"if 1: x\n", true},      {"if 1: x\n\n", false},
      {"class A:\n", true},    {"x = [\n\n1\n", true}, {"x = [\n\n1]\n", false}, {"", true},
      {"def f():\n\n", false}, {"f(\n'''\n", true},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (parse_wants_more(rows[i].source, strlen(rows[i].source), malloc_allocator()) != rows[i].more)
      fail_msg("%s", rows[i].source);
}

static void a_prompt_takes_one_statement(void **state) {
  (void)state;
  Region region;
  ParseResult result;
  const char *source = "x = 1\ny = 2\n";
  ParseOptions options = {.mode = PARSE_SINGLE, .allow_incomplete = true};
  assert_int_equal(parse(source, strlen(source), options, &region, &result), PARSE_OK);
  assert_int_equal(result.used, 6);
  assert_int_equal(result.ast.mod->Interactive.body.len, 1);
  region_free(&region);
}

static void encodings_are_honoured(void **state) {
  (void)state;
  ParseOptions file = {.from_file = true}, bytes = {0};
  expect_error(
      "x = '\xFF'\n", 8, file, DIAG_SYNTAX_ERROR,
      "Non-UTF-8 code starting with '\\xff' in file file.py on line 1, but no encoding declared; see "
      "https://peps.python.org/pep-0263/ for details");
  const char *unknown = "# coding: nonsense\n", *mixed = "\xEF\xBB\xBF# coding: latin-1\n";
  expect_error(unknown, strlen(unknown), file, DIAG_SYNTAX_ERROR, "encoding problem: nonsense");
  expect_error(unknown, strlen(unknown), bytes, DIAG_SYNTAX_ERROR, "unknown encoding: nonsense");
  expect_error(mixed, strlen(mixed), bytes, DIAG_SYNTAX_ERROR, "encoding problem: iso-8859-1 with BOM");
  expect_error("x\0y", 3, bytes, DIAG_VALUE_ERROR, "source code string cannot contain null bytes");
  expect_error("x\0y", 3, file, DIAG_SYNTAX_ERROR, "source code cannot contain null bytes");
  Region region;
  ParseResult result;
  const char *latin = "# -*- coding: latin-1 -*-\r\nx = '\xE9'\r\n";
  assert_int_equal(parse(latin, strlen(latin), bytes, &region, &result), PARSE_OK);
  const Constant *value = &result.ast.mod->Module.body.items[0]->Assign.value->Constant.value;
  assert_int_equal(value->len, 2);
  assert_memory_equal(value->text, "\xC3\xA9", 2);
  region_free(&region);
}

static void names_are_normalised_and_unique(void **state) {
  (void)state;
  Region region;
  ParseResult result;
  const char *source = "\xEF\xAC\x81x = fix\n"; // the ligature fi
  assert_int_equal(parse(source, strlen(source), (ParseOptions){.is_text = true}, &region, &result),
                   PARSE_OK);
  const Stmt *stmt = result.ast.mod->Module.body.items[0];
  assert_string_equal(stmt->Assign.targets.items[0]->Name.id->text, "fix");
  assert_ptr_equal(stmt->Assign.targets.items[0]->Name.id, stmt->Assign.value->Name.id);
  region_free(&region);
}

static char *repeated(const char *part, size_t count, const char *end) {
  size_t len = strlen(part);
  char *text = malloc(len * count + strlen(end) + 1);
  for (size_t i = 0; i < count; i++) memcpy(text + i * len, part, len);
  strcpy(text + len * count, end);
  return text;
}

static void depth_has_a_limit(void **state) {
  (void)state;
  static const struct {
    const char *part, *end;
    DiagnosticKind kind;
    const char *message;
  } rows[] = {
      {"(", "1\n", DIAG_SYNTAX_ERROR, "too many nested parentheses"},
      {"-", "1\n", DIAG_MEMORY_ERROR, NULL},
      {"not ", "1\n", DIAG_MEMORY_ERROR, NULL},
      {"lambda: ", "1\n", DIAG_MEMORY_ERROR, NULL},
      {"1 if 1 else ", "1\n", DIAG_MEMORY_ERROR, NULL},
      {"2 ** ", "1\n", DIAG_MEMORY_ERROR, NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char *text = repeated(rows[i].part, 20000, rows[i].end);
    expect_error(text, strlen(text), (ParseOptions){.is_text = true}, rows[i].kind, rows[i].message);
    free(text);
  }
}

static void long_texts_take_linear_time(void **state) {
  (void)state;
  static const char *const parts[] = {"x = 1\n", "x = 1; ", "[1, 2],", "f'{a}{b:{c}}' ", "'abc' "};
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    char *text = repeated(parts[i], 100000, "\n");
    Region region;
    ParseResult result;
    assert_int_equal(parse(text, strlen(text), (ParseOptions){.is_text = true}, &region, &result), PARSE_OK);
    region_free(&region);
    free(text);
  }
}

// ---- memory ----

typedef struct Counter {
  long left, live;
} Counter;

static void *counted_alloc(void *ctx, size_t size) {
  Counter *counter = ctx;
  if (counter->left-- <= 0) return NULL;
  counter->live++;
  return malloc(size ? size : 1);
}

static void counted_free(void *ctx, void *p, size_t size) {
  (void)size;
  ((Counter *)ctx)->live--;
  free(p);
}

static void refused_memory_is_an_error_and_nothing_leaks(void **state) {
  (void)state;
  static const char *const sources[] = {
      "def f(a, *b: int, c=1, **d) -> x:\n  return f'{a!r:>{b}} {c=}' 'd' if [i for i in x] else {1: 2, "
      "**e}\n"
      "class A(B, k=1):\n  __x = f(*a, b=1, **c)\n  def g(self): return super().g(__x)\n"
      "match x:\n  case A(1, b=[2, *_]) | {'k': v, **r} as z if w: pass\n"
      "try:\n  import a.b as c, d\nexcept* E as e:\n  global q\n  lambda: (yield)\n",
      "f(a b, c)\nx = '''\n",
      "x = f'{a b}'\n",
      "\xCE\xA9\xEF\xAC\x81 = 1\n",
  };
  for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
    for (long budget = 0;; budget++) {
      Counter counter = {.left = budget};
      Region region;
      region_init(&region, (Allocator){counted_alloc, counted_free, &counter});
      ParseOptions options = {.mode = PARSE_FILE, .filename = "<string>", .is_text = true};
      ParseResult result;
      SymTable table;
      Future future;
      Diagnostic error = {0};
      ParseOutcome outcome = parse_source(sources[i], strlen(sources[i]), &options, &region, &result);
      bool memory = outcome != PARSE_OK && result.error.kind == DIAG_MEMORY_ERROR;
      if (outcome == PARSE_OK)
        memory = !future_scan(&result.ast, "<string>", &future, &error) ||
                 !symtable_build(&result.ast, "<string>", NULL, 0, &future, &table, &error);
      if (memory && outcome == PARSE_OK) assert_int_equal(error.kind, DIAG_MEMORY_ERROR);
      bool refused = counter.left < 0;
      region_free(&region);
      assert_int_equal(counter.live, 0);
      if (!refused) {
        assert_false(memory);
        break;
      }
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(trees_are_pythons),
      cmocka_unit_test(prompts_ask_for_more),
      cmocka_unit_test(a_prompt_takes_one_statement),
      cmocka_unit_test(encodings_are_honoured),
      cmocka_unit_test(names_are_normalised_and_unique),
      cmocka_unit_test(depth_has_a_limit),
      cmocka_unit_test(long_texts_take_linear_time),
      cmocka_unit_test(refused_memory_is_an_error_and_nothing_leaks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
