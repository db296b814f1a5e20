/* Saved sessions: what one process saves, another reopens at the same step with the same memory. Each session
 * is in a process of its own, as there is one arena a process. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "session/save.h"

static char path[200];
static const char program[] = "name = input('name? ')\n"
                              "n = int(input('how many? '))\n"
                              "words = [name] * n\n"
                              "pairs = [(w, [w]) for w in words]\n"
                              "print(words)\n"
                              "del words\n";

static void run(Session *s, const char *const *commands) {
  for (; *commands; commands++) {
    Reply r = session_command(s, *commands);
    if (r.error) {
      fprintf(stderr, "%s: %s\n", *commands, r.text ? r.text : "");
      _exit(3);
    }
    reply_free(&r);
  }
}

typedef struct Moment { /* what must be the same */
  Position at;
  uint64_t digest;
  char branch[BRANCH_NAME], output[400], objects[2000], source[400];
  size_t branches, marks, breaks;
  Granularity size;
  bool waits_input, waits_prompt;
} Moment;

static void look(Session *s, Moment *m) {
  memset(m, 0, sizeof *m);
  const History *h = session_history(s);
  m->at = h->now;
  m->digest = model_digest();
  snprintf(m->branch, sizeof m->branch, "%s", session_branch(s));
  m->branches = session_branch_count(s);
  session_marks(s, &m->marks);
  session_breakpoints(s, &m->breaks);
  m->size = session_granularity(s);
  m->waits_input = h->waiting_input;
  m->waits_prompt = h->waiting_prompt;
  size_t n, at = 0;
  const ModelOutput *rows = session_output(s, &n);
  for (size_t i = 0; i < n; i++)
    at += (size_t)snprintf(m->output + at, sizeof m->output - at, "%s|", rows[i].text);
  const Model *model = session_model(s);
  at = 0;
  for (int32_t i = 0; i < model->object_count && at < sizeof m->objects - 100; i++) {
    const ModelObject *o = &model->objects[i];
    if (o->shown)
      at += (size_t)snprintf(m->objects + at, sizeof m->objects - at, "#%u %.40s %lld|", o->tag, o->value,
                             (long long)o->refs);
  }
  at = 0;
  for (int32_t i = 1; i <= session_source_lines(s) && at < 300; i++) {
    size_t length;
    const char *line = session_source_line(s, i, &length);
    at += (size_t)snprintf(m->source + at, sizeof m->source - at, "%.*s|", (int)length, line);
  }
}

static SessionOptions options_of(ProgramKind kind) {
  return (SessionOptions){.program = {.kind = kind,
                                      .path = kind == PROGRAM_PROMPT ? "<stdin>" : "no_such_folder/asks.py",
                                      .text = kind == PROGRAM_PROMPT ? "" : program,
                                      .length = kind == PROGRAM_PROMPT ? 0 : sizeof program - 1}};
}

/* In a process: open (what was saved, or anew), do, save if asked, tell the moment. */
static int in_process(ProgramKind kind, bool saved, const char *const *commands, bool save, Moment *out) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  fflush(stdout);
  pid_t child = fork();
  if (!child) {
    char message[300];
    SavedSession *from = saved ? saved_read(path, message, sizeof message) : NULL;
    if (saved && !from) _exit(4);
    SessionOptions o = saved ? *saved_options(from) : options_of(kind);
    const char *why = "";
    Session *s = session_open(&o, &why);
    if (!s) _exit(5);
    run(s, commands);
    Moment m;
    look(s, &m);
    char *wrong = NULL;
    if (save && !session_save(s, path, true, &wrong)) _exit(6);
    if (saved) {
      char *note = session_reopened(s);
      if (!*commands && (!note || strstr(note, "differs"))) _exit(7);
      free(note);
    }
    ssize_t n = write(ends[1], &m, sizeof m);
    session_close(s);
    saved_free(from);
    _exit(n == (ssize_t)sizeof m ? 0 : 8);
  }
  close(ends[1]);
  size_t got = 0;
  ssize_t n;
  while (out && (n = read(ends[0], (char *)out + got, sizeof *out - got)) > 0) got += (size_t)n;
  close(ends[0]);
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void same_moment(const Moment *a, const Moment *b) {
  assert_int_equal(position_compare(a->at, b->at), 0);
  assert_true(a->digest == b->digest);
  assert_string_equal(a->branch, b->branch);
  assert_string_equal(a->output, b->output);
  assert_string_equal(a->objects, b->objects);
  assert_string_equal(a->source, b->source);
  assert_int_equal(a->branches, b->branches);
  assert_int_equal(a->marks, b->marks);
  assert_int_equal(a->breaks, b->breaks);
  assert_int_equal(a->size, b->size);
  assert_int_equal(a->waits_input, b->waits_input);
  assert_int_equal(a->waits_prompt, b->waits_prompt);
}

static const char *const nothing[] = {NULL};

static void reopened_everywhere(void **state) {
  (void)state;
  static const char *const ways[][16] = {
      {NULL},
      {"step", NULL}, /* waits for a name */
      {"step", "input Ann", NULL},
      {"end", "input Ann", "end", "input 2", "end", NULL},
      {"end", "input Ann", "end", "input 2", "end", "goto 4", "mark here", "break 5 if n > 1", "watch name",
       NULL},
      {"end", "input Ann", "end", "input 2", "goto 4", "size instruction", "step 3", NULL},
      {"end", "input Ann", "end", "input 2", "goto 4", "size event", "step 7", NULL},
      {"end", "input Ann", "end", "input 2", "end", "goto 2", "fork two", "input 3", "end", "back-step",
       NULL},
      {"end", "input Ann", "end", "input 2", "end", "goto 2", "fork two", "input 3", "end", "branch main",
       NULL},
  };
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    Moment saved, reopened;
    assert_int_equal(in_process(PROGRAM_SCRIPT, false, ways[i], true, &saved), 0);
    assert_int_equal(in_process(PROGRAM_SCRIPT, true, nothing, false, &reopened), 0);
    same_moment(&saved, &reopened);
  }
}

static void other_branches_reopened(void **state) {
  (void)state;
  static const char *const way[] = {"end",    "input Ann", "end",     "input 2", "end",
                                    "goto 2", "fork two",  "input 3", NULL};
  static const char *const to_main[] = {"branch main", "end", NULL};
  Moment saved, here, there;
  assert_int_equal(in_process(PROGRAM_SCRIPT, false, way, true, &saved), 0);
  static const char *const go[] = {"end", "input Ann", "end", "input 2", "end", NULL};
  assert_int_equal(in_process(PROGRAM_SCRIPT, false, go, false, &here), 0);
  assert_int_equal(in_process(PROGRAM_SCRIPT, true, to_main, false, &there), 0);
  assert_true(here.digest == there.digest);
  assert_string_equal(here.output, there.output);
  assert_string_equal(there.branch, "main");
}

static void prompts_reopened(void **state) {
  (void)state;
  static const char *const ways[][16] = {
      {"input a = [1]", "input b = a", NULL},
      {"input a = [1]", "input b = a", "input b.append(2)", "goto 2", NULL},
      {"input a = [1]", "input b = a", "goto 2", "fork two", "input b = a[:]", "input c = b", NULL},
      {"input a = [1]", "input b = a", "goto 2", "fork two", "input b = a[:]", "input c = b", "branch main",
       NULL}};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    Moment saved, reopened;
    assert_int_equal(in_process(PROGRAM_PROMPT, false, ways[i], true, &saved), 0);
    assert_int_equal(in_process(PROGRAM_PROMPT, true, nothing, false, &reopened), 0);
    same_moment(&saved, &reopened);
  }
  /* ... and goes on: the first statement typed anew, and the other branch again. */
  static const char *const again[] = {"start",  "branch two", "input d = 1", "branch main",
                                      "goto 2", "fork",       "input x = 1", NULL};
  Moment m;
  assert_int_equal(in_process(PROGRAM_PROMPT, true, again, false, &m), 0);
  assert_string_equal(m.source, "a = [1]|x = 1|");
}

/* Whatever is in a file, opening it ends in words or in a session. */
static void damaged(void **state) {
  (void)state;
  static const char *const way[] = {"end",      "input Ann", "end",    "input 2", "goto 2",
                                    "fork two", "input 3",   "mark m", "break 3", NULL};
  Moment m;
  assert_int_equal(in_process(PROGRAM_SCRIPT, false, way, true, &m), 0);
  FILE *f = fopen(path, "r");
  assert_non_null(f);
  static char good[20000], bad[20000];
  size_t n = fread(good, 1, sizeof good, f);
  fclose(f);
  uint32_t random = 12345;
  int opened = 0;
  for (int i = 0; i < 300; i++) {
    memcpy(bad, good, n);
    size_t length = n;
    random = random * 1664525 + 1013904223;
    if (i % 3 == 0) /* cut short */
      length = random % n;
    else /* changed, and, in a third of them, with a checksum that agrees */
      for (int k = 0; k < 1 + i % 5; k++) {
        random = random * 1664525 + 1013904223;
        bad[16 + random % (n - 40)] = (char)("0123456789 -\n:a"[random >> 28]);
      }
    if (i % 3 == 2) {
      char sum[40];
      snprintf(sum, sizeof sum, "sum %016llx\n", (unsigned long long)XXH3_64bits(bad, n - 21));
      memcpy(bad + n - 21, sum, 21);
    }
    f = fopen(path, "w");
    assert_non_null(f);
    fwrite(bad, 1, length, f);
    fclose(f);
    char why[300] = "";
    SavedSession *s = saved_read(path, why, sizeof why);
    assert_true(s || *why);
    if (i % 3 != 2) assert_true(!s || memcmp(good, bad, n) == 0);
    saved_free(s);
    if (!s) continue;
    opened++;
    int status = in_process(PROGRAM_SCRIPT, true, nothing, false, &m);
    if (status != 0 && status != 5 && status != 7) fail_msg("case %d: ended with %d", i, status);
  }
  assert_true(opened > 5);
  /* files of other kinds */
  static const char *const texts[] = {"", "print(1)\n", "lastref session 99\n", "lastref session 1\nsum 0\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char why[300] = "";
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(texts[i], f);
    fclose(f);
    assert_null(saved_read(path, why, sizeof why));
    assert_true(strlen(why) > 10);
  }
}

int main(void) {
  const char *folder = getenv("TMPDIR");
  snprintf(path, sizeof path, "%s/saved-%ld.lastref", folder ? folder : "/tmp", (long)getpid());
  const struct CMUnitTest tests[] = {cmocka_unit_test(reopened_everywhere),
                                     cmocka_unit_test(other_branches_reopened),
                                     cmocka_unit_test(prompts_reopened), cmocka_unit_test(damaged)};
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  unlink(path);
  return failed;
}
