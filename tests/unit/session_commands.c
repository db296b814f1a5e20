/* The session's commands on small programs: the engine runs in this process. One program a test process, as
 * there is one arena: the tests share it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "session/session.h"

static const char program[] = "def double(n):\n"
                              "    result = n * 2\n"
                              "    return result\n"
                              "a = [1, 2]\n"
                              "b = a\n"
                              "total = 0\n"
                              "for i in range(3):\n"
                              "    total += double(i)\n"
                              "    b.append(total)\n"
                              "print('total', total)\n"
                              "del a\n";
static Session *s;

static char last_text[4000];
static Reply command(const char *text) {
  Reply r = session_command(s, text);
  snprintf(last_text, sizeof last_text, "%s", r.text ? r.text : "");
  reply_free(&r);
  return r;
}
static uint64_t step(void) { return session_history(s)->now.line; }
static int32_t line(void) { return session_model(s)->line; }

static const ModelObject *named(const char *name) {
  const Model *m = session_model(s);
  for (int32_t i = 0; i < m->name_count; i++)
    if (strcmp(m->names[i].name, name) == 0 && m->names[i].object != MODEL_NONE)
      return &m->objects[m->names[i].object];
  return NULL;
}

static void begin(void) {
  command("start");
  command("size line");
  command("delete all");
  assert_int_equal(step(), 1);
  assert_int_equal(line(), 1);
}

static void steps_and_back(void **state) {
  (void)state;
  begin();
  for (int i = 0; i < 6; i++) command("step");
  assert_int_equal(step(), 7);
  for (int i = 0; i < 3; i++) command("back-step");
  assert_int_equal(step(), 4);
  command("3s");
  assert_int_equal(step(), 7);
  command("step 2");
  assert_int_equal(step(), 9);
  assert_true(command("back-step 100").result == MOVE_START);
  assert_int_equal(step(), 1);
}

static void aliasing_is_seen(void **state) {
  (void)state;
  begin();
  command("until 6");
  const ModelObject *a = named("a"), *b = named("b");
  assert_non_null(a);
  assert_ptr_equal(a, b);
  assert_int_equal(a->refs, 2);
  assert_string_equal(a->value, "[1, 2]");
  uint64_t sum = 0;
  for (int32_t i = 0; i < a->holder_count; i++) sum += session_model(s)->holders[a->first_holder + i].count;
  assert_int_equal(sum, 2);
  uint32_t tag = a->tag;
  command("end");
  command("start");
  command("until 6");
  assert_int_equal(named("a")->tag, tag); /* the same for ever */
}

static void over_into_out(void **state) {
  (void)state;
  begin();
  command("until 8");
  uint64_t at = step();
  command("next");
  assert_int_equal(line(), 9);
  command("back-next");
  assert_int_equal(step(), at);
  command("step");
  assert_int_equal(line(), 2);
  assert_int_equal(session_model(s)->running, 1);
  command("up");
  assert_int_equal(session_frame(s), 0);
  assert_true(command("up").error);
  command("down");
  command("finish");
  assert_int_equal(line(), 9);
  command("back-step");
  command("back-finish");
  assert_int_equal(step(), at);
}

/* Searching back misses no line, wherever the search pauses on its way. */
static void every_line_back(void **state) {
  (void)state;
  begin();
  command("until 4");
  command("goto line 6");
  uint64_t at = step();
  for (int i = 1; i <= 3; i++) {
    command("back-next");
    assert_int_equal(step(), at - (uint64_t)i);
  }
  for (int to = 4; to <= 6; to++) {
    command("goto line 6");
    char text[20];
    snprintf(text, sizeof text, "goto line %d", to == 6 ? 5 : to);
    command(text);
    assert_int_equal(line(), to == 6 ? 5 : to);
  }
}

static void breakpoints(void **state) {
  (void)state;
  begin();
  assert_false(command("break 9").error);
  command("run");
  assert_int_equal(line(), 9);
  command("run");
  assert_string_equal(named("i")->value, "1");
  command("back-run");
  assert_string_equal(named("i")->value, "0");
  begin();
  command("break double if n == 2");
  command("run");
  assert_int_equal(line(), 2);
  assert_string_equal(named("n")->value, "2");
  assert_true(command("break 999").error);
  assert_true(command("break ???").error);
  assert_true(command("delete 77").error);
  begin();
  command("watch total");
  command("run");
  assert_non_null(strstr(last_text, "total changed"));
}

static void questions_change_nothing(void **state) {
  (void)state;
  begin();
  command("goto 12");
  uint64_t digest = history_digest(session_history(s));
  assert_false(command("print a + [9]").error);
  assert_string_equal(last_text, "[1, 2, 0, 9]");
  assert_true(command("print nobody").error);
  assert_non_null(strstr(last_text, "NameError"));
  assert_false(command("print a.append(5)").error);
  assert_false(command("refs a").error);
  assert_non_null(strstr(last_text, "in all; its count is 2"));
  assert_false(command("why a").error);
  assert_false(command("biography a").error);
  assert_non_null(strstr(last_text, "`a` now names"));
  assert_false(command("info").error);
  assert_false(command("help step").error);
  assert_int_equal(step(), 12);
  assert_true(history_digest(session_history(s)) == digest);
}

static void jumps_undone(void **state) {
  (void)state;
  begin();
  command("goto 10");
  command("mark here");
  command("end");
  command("to here");
  assert_int_equal(step(), 10);
  command("undo");
  assert_int_not_equal(step(), 10);
  command("redo");
  assert_int_equal(step(), 10);
  assert_true(command("to nowhere").error);
  command("when total == 2");
  assert_string_equal(named("total")->value, "2");
  command("last total");
  assert_string_equal(named("total")->value, "2");
}

static void output_is_a_prefix(void **state) {
  (void)state;
  size_t n;
  begin();
  session_output(s, &n);
  assert_int_equal(n, 0);
  command("end");
  const ModelOutput *rows = session_output(s, &n);
  assert_int_equal(n, 1);
  assert_string_equal(rows[0].text, "total 6");
  command("until 10");
  session_output(s, &n);
  assert_int_equal(n, 0);
}

static void finer_steps(void **state) {
  (void)state;
  begin();
  command("goto 5");
  command("size instruction");
  for (int i = 0; i < 3; i++) command("step");
  assert_int_equal(session_history(s)->now.instr, 3);
  for (int i = 0; i < 3; i++) command("back-step");
  assert_int_equal(session_history(s)->now.instr, 0);
  assert_int_equal(step(), 5);
  command("size event");
  command("step");
  command("back-step");
  assert_int_equal(step(), 5);
  assert_true(command("size huge").error);
}

static void settings_are_a_table(void **state) {
  (void)state;
  begin();
  for (int i = 0; i < SETTING_COUNT; i++) {
    char text[100], value[40];
    snprintf(text, sizeof text, "set %s", setting_table[i].name);
    assert_false(command(text).error);
    assert_non_null(strstr(last_text, setting_table[i].help));
    const char *last = strrchr(setting_table[i].values, ' ') + 1;
    snprintf(value, sizeof value, "set %s %s", setting_table[i].name, last);
    assert_false(command(value).error);
    assert_int_equal(session_setting(s, (SettingId)i), i == SETTING_STEP ? STEP_EVENT : 1);
  }
  assert_int_equal(session_granularity(s), STEP_EVENT);
  assert_true(command("set mouse perhaps").error);
  assert_true(command("set nothing on").error);
  char *words[20];
  size_t n = session_complete(s, "set mou", 7, words, 20);
  assert_int_equal(n, 1);
  assert_string_equal(words[0], "mouse");
  free(words[0]);
  n = session_complete(s, "set mouse o", 11, words, 20);
  assert_int_equal(n, 2);
  while (n) free(words[--n]);
}

/* One record a line that runs and one for the end; the moment we are at stays. */
static void the_history_exported(void **state) {
  (void)state;
  begin();
  command("step 5");
  uint64_t at = step(), digest = history_digest(session_history(s));
  char text[100], path[64];
  snprintf(path, sizeof path, "/tmp/export-%p.json", (void *)s);
  snprintf(text, sizeof text, "export %s", path);
  assert_false(command(text).error);
  assert_int_equal(step(), at);
  assert_true(history_digest(session_history(s)) == digest);
  FILE *f = fopen(path, "r");
  assert_non_null(f);
  static char line[100000];
  size_t lines = 0;
  bool ended = false, printed = false;
  while (fgets(line, sizeof line, f)) {
    lines++;
    ended = strstr(line, "\"event\":\"end\"") != NULL;
    printed |= strstr(line, "total 6") != NULL;
  }
  fclose(f);
  remove(path);
  command("end");
  assert_int_equal(lines, step());
  assert_true(ended && printed);
  assert_true(command("export /no/such/folder/x").error);
}

static void nonsense(void **state) {
  (void)state;
  begin();
  static const char *const words[] = {
      "frobnicate", "step x",      "step -1",         "goto",      "goto abc",
      "refs",       "refs nobody", "why #999999",     "watch",     "print",
      "print (",    "mark",        "until 999",       "until abc", "when",
      "last",       "start 3",     "help frobnicate", "input x",   "info nothing"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    Reply r = command(words[i]);
    if (!r.error && r.result == MOVE_OK) fail_msg("`%s` was taken: %s", words[i], last_text);
    assert_int_equal(step(), 1);
  }
}

int main(void) {
  SessionOptions options = {
      .program = {.kind = PROGRAM_SCRIPT, .path = "small.py", .text = program, .length = sizeof program - 1}};
  const char *why = "";
  s = session_open(&options, &why);
  if (!s) {
    fprintf(stderr, "%s\n", why);
    return 1;
  }
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(steps_and_back),       cmocka_unit_test(aliasing_is_seen),
      cmocka_unit_test(over_into_out),        cmocka_unit_test(every_line_back),
      cmocka_unit_test(breakpoints),          cmocka_unit_test(questions_change_nothing),
      cmocka_unit_test(jumps_undone),         cmocka_unit_test(output_is_a_prefix),
      cmocka_unit_test(finer_steps),          cmocka_unit_test(settings_are_a_table),
      cmocka_unit_test(the_history_exported), cmocka_unit_test(nonsense)};
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  session_close(s);
  return failed;
}
