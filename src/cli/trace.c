/* lastref trace: the history as text, or as JSON Lines. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "session/export.h"
#include "vm/fiber.h"

static int64_t no_more_input(void *data, char **line) {
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

/* ---- ^C: what was traced so far is written, and where it ends is said ---- */

static volatile sig_atomic_t stopped;
static History *traced;

static void on_interrupt(int sig) {
  (void)sig;
  stopped = 1;
  history_interrupt(traced);
}
static bool is_stopped(void *data, uint64_t line) {
  (void)data, (void)line;
  return stopped;
}
static void catch_interrupts(History *h) {
  struct sigaction before, a = {.sa_handler = on_interrupt, .sa_flags = SA_RESTART};
  traced = h;
  if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(SIGINT, &a, NULL);
}
/* As a program that ^C ends: whoever waits for us sees it. */
static void end_by_interrupt(uint64_t steps) {
  if (!stopped) return;
  fflush(stdout);
  fprintf(stderr, "lastref: stopped by ^C at step %llu\n", (unsigned long long)steps);
  signal(SIGINT, SIG_DFL);
  raise(SIGINT);
}

/* ---- text ---- */

static int trace_text(const CliOptions *o, Session *s) {
  History *h = session_history(s);
  uint64_t shown = 0, step = 0;
  for (;;) {
    const Model *m = session_model(s);
    if (!m) {
      fflush(stdout);
      fprintf(stderr, "lastref: out of memory\n");
      break;
    }
    if (h->now.line > 1 || h->finished) {
      const char *caption = m->caption;
      const char *next = strstr(caption, "Next, line ");
      if (!next) next = strstr(caption, "Next: line ");
      int n = next ? (int)(next - caption) : (int)strlen(caption);
      while (n && caption[n - 1] == ' ') n--;
      if (n) printf("      %.*s\n", n, caption);
      cli_print_output(&h->inputs, "      | ", shown, VM->output_length, 0);
      shown = VM->output_length;
    }
    if (h->finished || stopped || (o->max_steps && step >= o->max_steps)) break;
    size_t length = 0;
    const char *text = m->line ? session_source_line(s, m->line, &length) : NULL;
    if (m->running >= 0 && !m->idle) {
      printf("%5llu %*s%s:%d  %.*s\n", (unsigned long long)++step, m->running * 2, "",
             m->frames[m->running].function, m->line, (int)length, text ? text : "");
    }
    Reply r = session_do(s, CMD_STEP, 1, NULL);
    bool stop = r.result != MOVE_OK && r.result != MOVE_END;
    if (stop && r.text && !stopped) printf("%s\n", r.text);
    reply_free(&r);
    if (stop) break;
  }
  end_by_interrupt(step);
  return h->finished ? 0 : 1;
}

int cli_trace(const CliOptions *o) {
  char *text;
  size_t length;
  if (!cli_load(o->file, &text, &length)) return EXIT_USAGE;
  SessionOptions so = cli_session_options(o, text, length);
  const char *why = "";
  int status = 1;
  if (o->json) {
    so.history.no_checkpoints = true; /* the trace only goes forward */
    History *h = history_new(&so.program, &so.history, so.memory_budget, &why);
    if (h) {
      h->inputs.root = so.root;
      h->inputs.files = so.files;
      h->inputs.read_line = no_more_input;
      h->inputs.pass_fd[2] = 2;
      if (o->frozen_clock) h->inputs.frozen_clock = 1700000000ll * 1000000000;
      ExportOptions e = {.out = stdout, .max_steps = o->max_steps, .audit = o->audit, .stop = is_stopped};
      MoveResult r = history_start(h);
      catch_interrupts(h);
      status = export_records(h, r, &e) ? 0 : e.wrong ? 99 : 1;
      if (e.failed) fprintf(stderr, "lastref: out of memory\n");
      end_by_interrupt(e.steps);
      history_free(h);
    }
  } else {
    Session *s = session_open(&so, &why);
    if (s) {
      session_history(s)->inputs.read_line = no_more_input;
      catch_interrupts(session_history(s));
      status = trace_text(o, s);
      session_close(s);
    }
  }
  if (*why) fprintf(stderr, "lastref: %s\n", why);
  free(text);
  if ((fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE) {
    fprintf(stderr, "lastref: the trace could not be written whole: %s\n", strerror(errno));
    status = 1;
  }
  return status;
}
