/* The keys and the commands: each key means one thing in a pane, each word one command, and each is
 * explained. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tui/actions.h"
#include "tui/app.h"

static void no_key_twice(void **state) {
  (void)state;
  for (int i = 0; i < key_count; i++)
    for (int j = i + 1; j < key_count; j++)
      if (key_table[i].key == key_table[j].key && key_table[i].panes & key_table[j].panes)
        fail_msg("%s and %s are the same key", key_table[i].name, key_table[j].name);
}

static void every_key_is_explained(void **state) {
  (void)state;
  for (int i = 0; i < key_count; i++) {
    const KeyInfo *k = &key_table[i];
    bool twin = false; /* another key that does the same and is explained */
    for (int j = 0; j < key_count; j++)
      twin |= key_table[j].command == k->command && key_table[j].help && j != i;
    assert_true(k->help || twin);
    assert_true(k->panes & ((1u << PANE_COUNT) - 1));
    if (k->footer) assert_true(*k->name);
    if (k->command < ACTION_FIRST)
      assert_in_range(k->command, 0, COMMAND_COUNT - 1);
    else
      assert_in_range(k->command, ACTION_FIRST, ACTION_SUSPEND);
  }
}

/* In every pane a person can step, get help and leave. */
static void the_way_out(void **state) {
  (void)state;
  for (int p = 0; p < PANE_COUNT; p++) {
    int found = 0;
    for (int i = 0; i < key_count; i++)
      if (key_table[i].panes & 1u << p && key_table[i].footer && strchr("sSnq?", key_table[i].key)) found++;
    assert_int_equal(found, 5);
  }
}

static void each_word(void (*fn)(const char *word, size_t n, CommandId id)) {
  for (int i = 0; i < COMMAND_COUNT; i++) {
    fn(command_table[i].name, strlen(command_table[i].name), (CommandId)i);
    for (const char *p = command_table[i].aliases; *p;) {
      size_t n = strcspn(p, " ");
      fn(p, n, (CommandId)i);
      p += n + strspn(p + n, " ");
    }
  }
}
static void found_itself(const char *word, size_t n, CommandId id) {
  const CommandInfo *c = command_find(word, n);
  if (!c || c->id != id) fail_msg("`%.*s` does not name %s", (int)n, word, command_table[id].name);
}

static void words_are_unambiguous(void **state) {
  (void)state;
  each_word(found_itself);
  assert_int_equal(command_find("fin", 3)->id, CMD_FINISH);
  assert_int_equal(command_find("biog", 4)->id, CMD_BIOGRAPHY);
  assert_null(command_find("ba", 2)); /* several begin so */
  assert_null(command_find("", 0));
  assert_null(command_find("frobnicate", 10));
}

static void commands_have_help(void **state) {
  (void)state;
  for (int i = 0; i < COMMAND_COUNT; i++) {
    size_t n = strlen(command_table[i].name);
    assert_int_equal(strncmp(command_table[i].help, command_table[i].name, n), 0);
    assert_int_equal(command_table[i].id, i);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_key_twice), cmocka_unit_test(every_key_is_explained),
                                     cmocka_unit_test(the_way_out), cmocka_unit_test(words_are_unambiguous),
                                     cmocka_unit_test(commands_have_help)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
