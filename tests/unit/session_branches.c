/* Branches of a program that reads input: an answer typed anew, the old future kept and found again to the
 * byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "session/session.h"

static const char program[] = "name = input('name? ')\n"
                              "n = int(input('how many? '))\n"
                              "words = []\n"
                              "for i in range(n):\n"
                              "    words.append(name + str(i))\n"
                              "print(words)\n";
static Session *s;

static char last_text[4000];
static Reply command(const char *text) {
  Reply r = session_command(s, text);
  snprintf(last_text, sizeof last_text, "%s", r.text ? r.text : "");
  reply_free(&r);
  return r;
}
static uint64_t step(void) { return session_history(s)->now.line; }

static const char *printed(void) {
  static char all[4000];
  size_t n, at = 0;
  const ModelOutput *rows = session_output(s, &n);
  all[0] = 0;
  for (size_t i = 0; i < n; i++) at += (size_t)snprintf(all + at, sizeof all - at, "%s|", rows[i].text);
  return all;
}

/* The digest of the state at every line of the branch we are on. */
typedef struct Digests {
  uint64_t at[200];
  size_t count;
} Digests;
static Digests digests(void) {
  Digests d = {.count = 0};
  History *h = session_history(s);
  command("start");
  for (;;) {
    if (!h->waiting_input) d.at[d.count++] = history_digest(h);
    uint64_t before = step();
    bool waited = h->waiting_input;
    command("step");
    if (h->finished || d.count == 190 || (step() == before && h->waiting_input == waited)) break;
  }
  return d;
}

static void fork_and_return(void **state) {
  (void)state;
  command("end");
  command("input Ann");
  command("end");
  command("input 3");
  command("end");
  assert_string_equal(printed(), "name? how many? ['Ann0', 'Ann1', 'Ann2']|");
  Digests main_digests = digests();
  assert_true(main_digests.count > 8);

  command("goto 2"); /* before the second question */
  const char *typed;
  assert_true(session_can_fork(s, &typed));
  assert_string_equal(typed, "3");
  assert_true(command("input 5").error); /* nothing is asked for here */
  Reply r = command("fork");
  assert_false(r.error);
  assert_true(r.result == MOVE_INPUT);
  assert_string_equal(session_branch(s), "branch2");
  assert_string_equal(printed(), "name? how many? |");
  command("input 1");
  command("end");
  assert_string_equal(printed(), "name? how many? ['Ann0']|");
  Digests other = digests();
  assert_true(other.count < main_digests.count);
  assert_int_equal(other.at[1], main_digests.at[1]); /* the shared past */
  command("end");
  command("print n");
  assert_string_equal(last_text, "1");

  assert_false(command("branch main").error);
  command("end");
  assert_string_equal(printed(), "name? how many? ['Ann0', 'Ann1', 'Ann2']|");
  Digests again = digests();
  assert_int_equal(again.count, main_digests.count);
  assert_memory_equal(again.at, main_digests.at, again.count * sizeof *again.at);

  assert_false(command("branch branch2").error);
  Digests other_again = digests();
  assert_int_equal(other_again.count, other.count);
  assert_memory_equal(other_again.at, other.at, other.count * sizeof *other.at);
}

static void fork_of_a_fork(void **state) {
  (void)state;
  command("branch main");
  command("start");
  assert_false(command("fork early").error);
  command("input Bo");
  command("end");
  command("input 2");
  command("end");
  assert_string_equal(printed(), "name? how many? ['Bo0', 'Bo1']|");
  command("goto 3");
  assert_true(command("fork").error); /* all answers lie behind */
  command("goto 2");
  assert_true(command("fork main").error); /* that name is taken */
  assert_true(command("fork a/b").error);
  assert_false(command("fork late").error);
  command("input 0");
  command("end");
  assert_string_equal(printed(), "name? how many? []|");
  command("branch early");
  command("end");
  assert_string_equal(printed(), "name? how many? ['Bo0', 'Bo1']|");
  command("branch main");
  command("end");
  assert_string_equal(printed(), "name? how many? ['Ann0', 'Ann1', 'Ann2']|");
  command("branches");
  assert_non_null(strstr(last_text, "> main"));
  assert_non_null(strstr(last_text, "late, from `early`"));
}

static void undo_and_marks_know_the_branch(void **state) {
  (void)state;
  if (strcmp(session_branch(s), "main") != 0) command("branch main");
  command("end");
  command("mark far");
  command("goto 1");
  command("mark near");
  command("branch late");
  assert_string_equal(session_branch(s), "late");
  command("undo");
  assert_string_equal(session_branch(s), "main");
  command("redo");
  assert_string_equal(session_branch(s), "late");
  command("end");
  command("to near"); /* a moment that both share */
  assert_string_equal(session_branch(s), "late");
  command("to far");
  assert_string_equal(session_branch(s), "main");
  assert_string_equal(printed(), "name? how many? ['Ann0', 'Ann1', 'Ann2']|");
}

/* Numbers of objects born in different futures never stand for each other. */
static void tags_are_of_one_branch(void **state) {
  (void)state;
  if (strcmp(session_branch(s), "main") != 0) command("branch main");
  command("end");
  command("refs words");
  unsigned long in_main = strtoul(last_text + 1, NULL, 10);
  command("branch early");
  command("end");
  command("refs words");
  unsigned long in_early = strtoul(last_text + 1, NULL, 10);
  assert_int_not_equal(in_main, in_early);
  command("branch main");
  command("end");
  command("refs words");
  assert_int_equal(strtoul(last_text + 1, NULL, 10), in_main);
}

static void an_untouched_branch_is_dropped(void **state) {
  (void)state;
  size_t n = session_branch_count(s);
  command("goto 2");
  command("fork idle");
  assert_int_equal(session_branch_count(s), n + 1);
  command("branch main");
  assert_int_equal(session_branch_count(s), n);
  assert_true(command("branch idle").error);
}

int main(void) {
  SessionOptions options = {
      .program = {.kind = PROGRAM_SCRIPT, .path = "asks.py", .text = program, .length = sizeof program - 1},
      .history = {.every = 3, .verify = true}};
  const char *why = "";
  s = session_open(&options, &why);
  if (!s) {
    fprintf(stderr, "%s\n", why);
    return 1;
  }
  const struct CMUnitTest tests[] = {cmocka_unit_test(fork_and_return), cmocka_unit_test(fork_of_a_fork),
                                     cmocka_unit_test(undo_and_marks_know_the_branch),
                                     cmocka_unit_test(tags_are_of_one_branch),
                                     cmocka_unit_test(an_untouched_branch_is_dropped)};
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  if (session_history(s)->divergences) {
    fprintf(stderr, "%llu divergences\n", (unsigned long long)session_history(s)->divergences);
    failed++;
  }
  session_close(s);
  return failed;
}
