// Syntax errors: type, message, position and text as CPython 3.11 gives them, for the programs of
// tests/lang_tools/snippets.txt. The expectations in lang_errors.inc are made by
// tests/lang_tools/make_tables.py.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/malloc.h"
#include "lang/parse.h"

typedef struct Row {
  ParseMode mode;
  const char *source, *type, *message;
  int lineno, offset, end_lineno, end_offset;
  const char *text;
} Row;

#define REFUSE(mode, source, type, message, lineno, offset, end_lineno, end_offset, text)                    \
  {mode, source, type, message, lineno, offset, end_lineno, end_offset, text},
#define ACCEPT(mode, source) {mode, source, NULL, NULL, 0, 0, 0, 0, NULL},

static const Row rows[] = {
#include "lang_errors.inc"
};

static void check(const Row *row) {
  Region region;
  region_init(&region, malloc_allocator());
  ParseOptions options = {.mode = row->mode, .filename = "<string>", .is_text = true};
  ParseResult result;
  ParseOutcome outcome = parse_source(row->source, strlen(row->source), &options, &region, &result);
  const Diagnostic *error = &result.error;
  if (!row->type) {
    if (outcome != PARSE_OK) fail_msg("refused: %s\n%s", row->source, error->message);
  } else {
    if (outcome != PARSE_FAILED) fail_msg("accepted: %s", row->source);
    bool same = strcmp(diagnostic_type(error->kind), row->type) == 0 &&
                strcmp(error->message, row->message) == 0 && error->lineno == row->lineno &&
                error->offset == row->offset && error->end_lineno == row->end_lineno &&
                error->end_offset == row->end_offset && error->text_len == strlen(row->text) &&
                memcmp(error->text, row->text, error->text_len) == 0;
    if (!same)
      fail_msg("%s\nwanted %s: %s (%d, %d, %d, %d)\ngot    %s: %s (%d, %d, %d, %d) %.*s", row->source,
               row->type, row->message, row->lineno, row->offset, row->end_lineno, row->end_offset,
               diagnostic_type(error->kind), error->message, error->lineno, error->offset, error->end_lineno,
               error->end_offset, (int)error->text_len, error->text);
  }
  region_free(&region);
}

static void errors_are_pythons(void **state) {
  (void)state;
  assert_true(sizeof rows / sizeof rows[0] > 1000);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) check(&rows[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(errors_are_pythons)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
