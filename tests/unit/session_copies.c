/* Copy maps: programs run to their end, and lines the map of their last copy (or of two names) must contain.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "session/session.h"

typedef struct Case {
  const char *program, *command;
  const char *lines[6]; /* `!` in front: must not be there */
} Case;

static const Case cases[] = {
    {"import copy\na = [[1], [1]]\nb = copy.copy(a)\n",
     "copies",
     {"copy.copy(#", "at step 3, line 3", "[0] #", "shared: a change shows in both",
      "2 objects shared, 1 new", "shallow"}},
    {"import copy\nx = [1]\na = [x, x]\nb = copy.deepcopy(a)\n",
     "copies",
     {"copy.deepcopy(#", "[1] #", "met before: the memo has it", "1 object shared, 2 new", "176 bytes",
      "deep"}},
    {"import copy\na = []\na.append(a)\nb = copy.deepcopy(a)\n",
     "copies",
     {"met before: the memo has it", "0 objects shared, 1 new"}},
    {"import copy\na = (1, 'x')\nb = copy.deepcopy(a)\n",
     "copies",
     {"gave back #", "tuple: nothing in it can change", "no copy was made"}},
    {"import copy\na = ([1], 2)\nb = copy.deepcopy(a)\n",
     "copies",
     {"new: copy of #", "int: never copied, cannot change", "2 objects shared, 2 new"}},
    {"a = [1, [2]]\nb = a[:]\n",
     "copies",
     {"[:] made #", "2 objects shared, 1 new: the copy takes 72 bytes"}},
    {"a = [1, [2]]\nb = list(a)\n", "copies", {"list(#", "shallow"}},
    {"a = [1, [2]]\nb = a.copy()\n", "copies", {".copy() made #"}},
    {"a = [1, [2]]\nb = [*a]\n", "copies", {"[*#", "2 objects shared, 1 new"}},
    {"a = {'k': [2]}\nb = dict(a)\n", "copies", {"dict(#", "['k'] #", "1 object shared, 1 new"}},
    {"a = {'k': [2]}\nb = {**a}\n", "copies", {"{**#", "['k'] #"}},
    {"a = {1, 2}\nb = set(a)\n", "copies", {"set(#", "2 objects shared, 1 new"}},
    {"a = bytearray(b'xy')\nb = a[:]\n", "copies", {"[:] made", "bytearray(b'xy')"}},
    {"a = [1, 2]\nb = [1, 2]\nc = list(range(3))\nd = [1, 2, 3, 4]\ne = a[1:]\n",
     "copies",
     {"no copy has been made yet"}},
    {"a = [[1]]\nb = a.copy()\nb.append([2])\nb[0] = [3]\n",
     "copies",
     {"put there after the copy", "[1] | #", "2 objects came into the copy later"}},
    {"a = [[1]]\nb = a.copy()\na.clear()\n",
     "copies",
     {"not in the original", "came into the copy later, or from elsewhere"}},
    {"import copy\nclass N:\n    def __init__(self, v):\n        self.v = v\na = N([1])\nb = "
     "copy.deepcopy(a)\n",
     "copies",
     {"N", "new: copy of #", "deep"}},
    {"import copy\nclass N:\n    def __init__(self, v):\n        self.v = v\n    def __deepcopy__(self, "
     "memo):\n        return self\n"
     "a = [N(1)]\nb = copy.deepcopy(a)\n",
     "copies",
     {"shared although deep: its class says so"}},
    {"import copy\nclass N:\n    def copy(self):\n        return N()\na = N()\nb = a.copy()\n",
     "copies",
     {".copy() made #"}},
    {"import copy\na = [1]\nb = [[2]]\nc = a.copy()\nd = b.copy()\n", "copies a", {"#", "line 4", "!line 5"}},
    {"a = [1, [2]]\nb = [1, [2]]\n",
     "copies a b",
     {"beside", "another object", "2 objects in both, 2 only in the second"}},
    {"import copy\na = [1]\ntry:\n    copy.deepcopy(x for x in a)\nexcept TypeError:\n    pass\nb = a[:]\n",
     "copies",
     {"[:] made #", "line 7"}},
    {"import copy\ndef f(x):\n    return copy.copy(x)\na = [f([1]), f([2])]\nb = f(a)\n",
     "copies",
     {"copy.copy(#", "line 3"}},
};

/* One arena a process: each program in its own. */
static int in_child(int (*test)(const Case *), const Case *c) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) _exit(test(c));
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

static int map_of(const Case *c) {
  SessionOptions options = {
      .program = {
          .kind = PROGRAM_SCRIPT, .path = "case.py", .text = c->program, .length = strlen(c->program)}};
  const char *why = "";
  Session *s = session_open(&options, &why);
  if (!s) return 98;
  Reply r = session_command(s, "end");
  reply_free(&r);
  r = session_command(s, c->command);
  int wrong = 0;
  for (size_t k = 0; k < sizeof c->lines / sizeof *c->lines && c->lines[k]; k++) {
    bool absent = c->lines[k][0] == '!';
    if ((strstr(r.text ? r.text : "", c->lines[k] + absent) != NULL) != absent) continue;
    fprintf(stderr, "---\n%sexpected `%s`, got: %s\n", c->program, c->lines[k], r.text ? r.text : "");
    wrong = 1;
  }
  reply_free(&r);
  session_close(s);
  return wrong;
}

static void maps(void **state) {
  (void)state;
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) wrong += in_child(map_of, &cases[i]) != 0;
  assert_int_equal(wrong, 0);
}

/* The same map at the same moment, whichever way it is come to. */
static void both_directions(void **state) {
  (void)state;
  static const char program[] =
      "import copy\na = [[1], 2]\nb = copy.deepcopy(a)\nc = a[:]\nd = list(c)\nprint(d)\n";
  SessionOptions options = {
      .program = {.kind = PROGRAM_SCRIPT, .path = "case.py", .text = program, .length = sizeof program - 1}};
  const char *why = "";
  Session *s = session_open(&options, &why);
  assert_non_null(s);
  char texts[8][1500];
  for (int direction = 0; direction < 2; direction++)
    for (int n = 1; n <= 6; n++) {
      int at = direction ? 7 - n : n;
      char command[30];
      snprintf(command, sizeof command, "goto %d", at);
      Reply r = session_command(s, command);
      reply_free(&r);
      r = session_command(s, "copies");
      if (direction)
        assert_string_equal(texts[at], r.text);
      else
        snprintf(texts[at], sizeof texts[at], "%s", r.text);
      reply_free(&r);
    }
  assert_string_equal(texts[2], "no copy has been made yet");
  assert_non_null(strstr(texts[4], "deepcopy"));
  assert_non_null(strstr(texts[5], "[:]"));
  session_close(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(maps), cmocka_unit_test(both_directions)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
