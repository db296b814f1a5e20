/* Branches of a prompt session: a statement typed anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "session/session.h"

static Session *s;
static char last_text[4000];
static Reply keep(Reply r) {
  snprintf(last_text, sizeof last_text, "%s", r.text ? r.text : "");
  reply_free(&r);
  return r;
}
static Reply command(const char *text) { return keep(session_command(s, text)); }
static void type(const char *line) {
  char text[200];
  int n = snprintf(text, sizeof text, "%s\n", line);
  keep(session_input(s, text, (size_t)n));
}
static const char *value(const char *expression) {
  char text[100];
  snprintf(text, sizeof text, "print %s", expression);
  command(text);
  return last_text;
}
static const char *source(void) {
  static char all[2000];
  size_t at = 0;
  for (int32_t i = 1; i <= session_source_lines(s); i++) {
    size_t n;
    const char *line = session_source_line(s, i, &n);
    at += (size_t)snprintf(all + at, sizeof all - at, "%.*s|", (int)n, line);
  }
  return all;
}

static void statements_typed_anew(void **state) {
  (void)state;
  type("a = [1]");
  type("def grow(x):");
  type("    x.append(len(x))");
  type("");
  type("grow(a)");
  type("b = a[:]");
  History *h = session_history(s);
  uint64_t end = history_digest(h), last = h->now.line;
  assert_true(h->waiting_prompt);

  /* At the beginning of a statement it is that one that gives way. */
  command("goto line 5");
  const char *typed;
  assert_true(session_can_fork(s, &typed));
  assert_string_equal(typed, "grow(a)");
  Reply r = command("fork");
  assert_true(r.result == MOVE_PROMPT);
  assert_string_equal(source(), "a = [1]|def grow(x):|    x.append(len(x))||");
  type("a.clear()");
  type("b = 7");
  assert_string_equal(value("a, b"), "([], 7)");
  assert_string_equal(source(), "a = [1]|def grow(x):|    x.append(len(x))||a.clear()|b = 7|");

  command("branch main");
  assert_true(h->waiting_prompt);
  assert_int_equal(h->now.line, last);
  assert_true(history_digest(h) == end);
  assert_string_equal(value("a, b"), "([1, 1], [1, 1])");
  assert_string_equal(source(), "a = [1]|def grow(x):|    x.append(len(x))||grow(a)|b = a[:]|");
  type("c = 1");
  assert_string_equal(value("c"), "1");

  /* Inside a statement it ends first, and the next one gives way. */
  command("goto line 3");
  assert_true(session_can_fork(s, &typed));
  assert_string_equal(typed, "b = a[:]");
  command("fork mid");
  assert_true(h->waiting_prompt);
  assert_string_equal(value("a"), "[1, 1]");
  type("b = a");
  assert_string_equal(value("a is b"), "True");
  command("branch main");
  assert_string_equal(value("a is b"), "False");
  command("branch branch2");
  assert_string_equal(value("a, b"), "([], 7)");
  type("d = 3");
  assert_string_equal(value("d"), "3");
  command("branch main");
  assert_string_equal(value("c"), "1");
  command("branch branch2");
  assert_string_equal(value("d"), "3");
}

int main(void) {
  SessionOptions options = {.program = {.kind = PROGRAM_PROMPT, .path = "<stdin>", .text = "", .length = 0},
                            .history = {.every = 2, .verify = true}};
  const char *why = "";
  s = session_open(&options, &why);
  if (!s) {
    fprintf(stderr, "%s\n", why);
    return 1;
  }
  const struct CMUnitTest tests[] = {cmocka_unit_test(statements_typed_anew)};
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  session_close(s);
  return failed;
}
