/* lastref run: as python3 FILE, with the recording on. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "vm/fiber.h"

static int64_t read_stdin_line(void *data, char **line) {
  (void)data;
  size_t room = 0;
  char *text = NULL;
  ssize_t n = getline(&text, &room, stdin);
  if (n < 0) {
    free(text);
    return 0;
  }
  *line = text;
  return n;
}

/* What the program printed is not lost when lastref itself goes down. */
#ifdef LASTREF_SANITIZE
static void flush_on_crash(Inputs *in) { (void)in; }
#else
static Inputs *crash_inputs;
static void on_crash(int sig) {
  inputs_flush(crash_inputs);
  signal(sig, SIG_DFL);
  raise(sig);
}
static void flush_on_crash(Inputs *in) {
  static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
  static char stack[16384];
  stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&own, NULL);
  crash_inputs = in;
  struct sigaction a = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK | SA_RESETHAND};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &a, NULL);
}
#endif

int cli_run(const CliOptions *o) {
  char *text;
  size_t length;
  if (!cli_load(o->file, &text, &length)) return EXIT_USAGE;
  SessionOptions so = cli_session_options(o, text, length);
  const char *why = "";
  History *h = history_new(&so.program, &so.history, so.memory_budget, &why);
  if (!h) {
    fprintf(stderr, "lastref: %s\n", why);
    free(text);
    return 1;
  }
  signal(SIGPIPE, SIG_IGN);
  h->inputs.root = so.root;
  h->inputs.files = so.files;
  h->inputs.pass_fd[1] = 1;
  h->inputs.pass_fd[2] = 2;
  h->inputs.read_line = read_stdin_line;
  const char *unbuffered = getenv("PYTHONUNBUFFERED");
  if (!unbuffered || !*unbuffered) inputs_buffer(&h->inputs);
  flush_on_crash(&h->inputs);
  if (o->frozen_clock) h->inputs.frozen_clock = 1700000000ll * 1000000000;
  MoveResult r = history_start(h);
  int status = 1;
  if (o->audit) {
    while (r == MOVE_OK) {
      char *wrong = model_audit();
      if (wrong) {
        fprintf(stderr, "step %llu: %s\n", (unsigned long long)h->now.line, wrong);
        free(wrong);
        history_free(h);
        free(text);
        return 99;
      }
      r = history_step_line(h, 1);
    }
  } else if (r == MOVE_OK)
    r = history_to_end(h);
  if (r == MOVE_END) status = VM->exit_status;
  if (getenv("LASTREF_STATS"))
    fprintf(stderr, "lines %llu, checkpoints %zu, %.1f MiB of history, spacing %llu\n",
            (unsigned long long)h->now.line, h->point_count, (double)page_store_bytes(h->store) / (1 << 20),
            (unsigned long long)h->spacing);
  inputs_flush(&h->inputs);
  history_free(h);
  free(text);
  return status;
}
