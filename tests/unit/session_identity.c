/* Reasons why two names have one object, or two equal objects: a table of programs, each run to its end, two
 * names, and words the reason must contain. */
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
  const char *program;
  ProgramKind kind;
  const char *names;
  const char *first, *reason; /* what the first line begins with; what the reason contains */
} Case;

#define S PROGRAM_SCRIPT
#define P PROGRAM_AS_PROMPT
#define C PROGRAM_AS_CELLS

static const Case cases[] = {
    /* one object */
    {"a = [1]\nb = a\n", S, "a b", "a is b", "`b = a` at step 2, line 2"},
    {"a = [1]\nb = a\nc = b\n", S, "a c", "a is c", "to the object that `b` named"},
    {"a = [1]\nb = a\nc = b\n", S, "b c", "b is c", "`c = b` at step 3, line 3"},
    {"a = b = {}\n", S, "a b", "a is b", "one statement (step 1, line 1)"},
    {"a = {}\nb = 5\nb, c = a, b\n", S, "a b", "a is b", "`b = a` at step 3, line 3"},
    {"a = 7\nb = int('7')\n", S, "a b", "a is b", "small-int cache"},
    {"a = 256\nb = 255 + 1\n", P, "a b", "a is b", "small-int cache"},
    {"a = None\nb = print()\n", S, "a b", "a is b", "only one None"},
    {"a = True\nb = 1 == 1\n", S, "a b", "a is b", "only one True"},
    {"a = ()\nb = tuple([])\n", P, "a b", "a is b", "one empty tuple"},
    {"a = ''\nb = 'x'[1:]\n", P, "a b", "a is b", "one empty string"},
    {"a = b''\nb = bytes(0)\n", P, "a b", "a is b", "one empty bytes"},
    {"a = 'x'\nb = 'yx'[1]\n", P, "a b", "a is b", "one-character strings"},
    {"a = b'x'\nb = b'yx'[1:]\n", P, "a b", "a is b", "length one"},
    {"a = 257\nb = 257\n", S, "a b", "a is b", "one compilation unit (the script)"},
    {"a = 257; b = 257\n", P, "a b", "a is b", "one statement of the prompt"},
    {"a = 1.5\nb = 3.0 / 2\n", S, "a b", "a is b", "(folded)"},
    {"a = 500 + 500\nb = 1000\n", S, "a b", "a is b", "(folded)"},
    {"a = (1, 'x y')\nb = (1, 'x y')\n", S, "a b", "a is b", "one compilation unit"},
    {"a, b = 257, 257\n", S, "a b", "a is b", "one compilation unit"},
    {"a = 'wtf!'\nb = 'wtf!'\n", S, "a b", "a is b", "one compilation unit"},
    {"a = 'wtf'\nb = 'wtf'\n", P, "a b", "a is b", "looks like a name"},
    {"a = 'wtf'\nb = 'wtf'\n", S, "a b", "a is b", "interned string"},
    {"import sys\na = sys.intern('a b')\nb = sys.intern(' '.join(['a', 'b']))\n", S, "a b", "a is b",
     "sys.intern()"},
    {"def f():\n    return 257\na = 257\nb = f()\n", S, "a b", "a is b", "the call of `f`"},
    {"a = [1]\ndef f(x):\n    global g\n    g = x\n    return x\nb = f(a)\n", S, "a b", "a is b",
     "the call of `f` gave it back"},
    {"a = [1]\ndef f(x):\n    global g\n    g = x\nf(a)\n", S, "a g", "a is g",
     "to the object that `x` named"},
    {"a = [1]\nfor b in [a]:\n    pass\n", S, "a b", "a is b", "the for statement took it"},
    {"a = [1]\nb = [a][0]\n", S, "a b", "a is b", "where it was kept"},
    {"a = len\nb = len\n", S, "a b", "a is b", "to the object that `len` named"},
    {"def f():\n    x = [1]\n    def g():\n        yield x\n    h = g()\n    next(h)\n    yield h\ng = "
     "f()\nh = next(g)\n",
     S, "x x", "x in ", "one variable: the cell of `x`"},
    {"a = 257\nb = 257\n# %%\nc = 257\n", C, "a b", "a is b", "one cell"},
    /* two equal objects */
    {"a = 257\n# %%\nb = 257\n", C, "a b", "a is not b", "each cell is compiled alone"},
    {"a = [1]\nb = [1]\n", S, "a b", "a is not b", "a list can change"},
    {"a = [1]\nb = a[:]\n", S, "a b", "a is not b", "the subscript `[...]` (line 2)"},
    {"a = {}\nb = dict()\n", S, "a b", "a is not b", "the call of `dict` (line 2)"},
    {"import copy\na = {1, 2}\nb = copy.copy(a)\n", S, "a b", "a is not b", "the call of `copy` (line 3)"},
    {"a = 257\nb = 257\n", P, "a b", "a is not b",
     "two compilation units (the prompt compiles each statement alone)"},
    {"a = 257\nexec('b = 257')\n", S, "a b", "a is not b", "two compilation units"},
    {"a = 'wtf!'\nb = 'wtf!'\n", P, "a b", "a is not b", "look like names"},
    {"a = 1.5\nb = 1.5\n", P, "a b", "a is not b", "two compilation units"},
    {"a = 257\nb = int('257')\n", S, "a b", "a is not b", "the call of `int` (line 2)"},
    {"a = 257\nx = 256\nb = x + 1\n", S, "a b", "a is not b", "the operator `+` (line 3)"},
    {"a = 'hello'\nb = ''.join(['hel', 'lo'])\n", S, "a b", "a is not b",
     "a string that is computed is a new object"},
    {"x = 3.0\na = x / 2\nb = x / 2\n", S, "a b", "a is not b", "every computed float"},
    {"x = 1\na = (x, 2)\nb = (x, 2)\n", S, "a b", "a is not b", "a tuple that is not a constant"},
    {"a = 0.0\nb = -0.0\n", S, "a b", "a is not b", "the sign of zero"},
    {"a = 1\nb = 1.0\n", S, "a b", "a is not b", "two types"},
    {"a = True\nb = 1\n", S, "a b", "a is not b", "two types"},
    {"a = frozenset()\nb = frozenset()\n", S, "a b", "a is not b", "new object each time"},
    /* no claim where the program's own code decides, or where values differ */
    {"class C:\n    def __eq__(self, o):\n        print('asked')\n        return True\na = C()\nb = C()\n", S,
     "a b", "a is not b", "the program's own code"},
    {"a = [1]\nb = [2]\n", S, "a b", "a is not b", "two values that differ"},
    {"a = 2 ** 100\nb = 2 ** 101\n", S, "a b", "a is not b", "two values that differ"},
};

/* One arena a process: each program in its own. */
static int in_child(int (*test)(const Case *), const Case *c) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) _exit(test(c));
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

static int reason_of(const Case *c) {
  SessionOptions options = {
      .program = {.kind = c->kind, .path = "case.py", .text = c->program, .length = strlen(c->program)}};
  const char *why = "";
  Session *s = session_open(&options, &why);
  if (!s) return 98;
  Reply r = session_command(s, "end");
  reply_free(&r);
  char command[80];
  snprintf(command, sizeof command, "sharing %s", c->names);
  r = session_command(s, command);
  const char *text = r.text ? r.text : "";
  int wrong = r.error || !strstr(text, c->first) || !strstr(text, c->reason);
  if (wrong)
    fprintf(stderr, "---\n%sexpected `%s` ... `%s`, got: %s\n", c->program, c->first, c->reason, text);
  reply_free(&r);
  session_close(s);
  return wrong;
}

static void reasons(void **state) {
  (void)state;
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) wrong += in_child(reason_of, &cases[i]) != 0;
  assert_int_equal(wrong, 0);
}

/* Asking changes nothing: neither the moment nor the state. */
static void asking_is_free(void **state) {
  (void)state;
  static const char program[] =
      "class C:\n    def __eq__(self, o):\n        print('asked')\n        return True\n"
      "    def __repr__(self):\n        print('shown')\n        return 'C'\n"
      "    def __hash__(self):\n        return 1\n"
      "a = {C(): 1}\nb = {C(): 1}\nc = [C()]\nd = [C()]\ne = c[:]\nprint('end')\n";
  SessionOptions options = {
      .program = {.kind = PROGRAM_SCRIPT, .path = "case.py", .text = program, .length = sizeof program - 1}};
  const char *why = "";
  Session *s = session_open(&options, &why);
  assert_non_null(s);
  Reply r = session_command(s, "goto line 15");
  reply_free(&r);
  uint64_t before = history_digest(session_history(s)), step = session_history(s)->now.line;
  static const char *const questions[] = {"sharing", "sharing a b", "sharing c d",
                                          "copies",  "copies c e",  "copies a b"};
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
    r = session_command(s, questions[i]);
    assert_false(r.error);
    assert_null(strstr(r.text, "asked"));
    reply_free(&r);
    assert_true(history_digest(session_history(s)) == before);
    assert_true(session_history(s)->now.line == step);
  }
  size_t lines;
  session_output(s, &lines);
  assert_int_equal(lines, 0);
  session_close(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reasons), cmocka_unit_test(asking_is_free)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
