/* lastref run: as python3 FILE, with the recording on. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "heap/gc.h"
#include "history/clock.h"
#include "model/audit.h"
#include "vm/fiber.h"

static int64_t read_stdin_line(void *data, char **line) {
  (void)data;
  size_t room = 0;
  char *text = NULL;
  ssize_t n = getline(&text, &room, stdin);
  if (n < 0) {
    clearerr(stdin);
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

/* ---- the audit at every instruction ---- */

static Audit *auditor;
static double prove_cost, last_proof;
static bool lines_only; /* --audit-lines */

enum { EXIT_AUDIT = 99, PROOF_AUDITS = 4096 };

static const char *const event_names[] = {
#define EVENT(kind, group, words) #kind,
#include "heap/events.def"
#undef EVENT
};
static int last_event = -1;

static void audit_wrong(char *wrong) {
  if (!wrong) return;
  const Frame *f = VM->frame;
  unsigned op = f ? code_opcode(*f->prev_instr) : OP_COMPILER_COUNT;
  fprintf(stderr, "line %d (event %llu), %s, %s, audit %llu: %s\n", f ? frame_line(f) : 0,
          (unsigned long long)vm_lines(), op < OP_COMPILER_COUNT ? opcode_info[op].name : "no instruction",
          last_event < 0 ? "before it" : event_names[last_event], (unsigned long long)audit_count(auditor),
          wrong);
  char *whole = audit_prove(auditor); /* is it true, or a mistake of the shortcut? */
  fprintf(stderr, "the whole walk says: %s\n", whole ? whole : "all counts are right");
  fflush(NULL);
  _exit(EXIT_AUDIT);
}

/* The whole walk now and then: often, but for a tenth of the time. */
static void audit_now(const Object *newborn) {
  audit_wrong(audit_check(auditor, newborn));
  if (newborn || audit_count(auditor) % PROOF_AUDITS) return;
  double now = clock_seconds();
  if (now - last_proof < 10 * prove_cost) return;
  audit_wrong(audit_prove(auditor));
  last_proof = clock_seconds();
  prove_cost = last_proof - now;
}

static void audit_instruction(void *frame, const uint32_t *next) {
  (void)frame;
  last_event = -1;
  if (lines_only) {
    if (code_opcode(*next) != OP_LINE) return;
    audit_skipped(auditor);
  }
  audit_now(NULL);
}
/* Numbers and plain texts come and go in the middle of arithmetic: nobody can look then, and nothing of the
 * program can run. At the birth of an object that the collector may track a collection can begin (not if it
 * is taken from a free list: no size is told), and with whatever has a type of the program, or refers to
 * others, a finalizer can. */
static bool concerns_audit(EventKind kind, const Object *o, intptr_t size) {
  if (kind == EV_BORN) return object_is_gc(o) && size > 0;
  return kind != EV_FREED || object_is_gc(o) || TYPE_HAS(o->type, TYPE_HEAP);
}
static void audit_event(EventKind kind, Object *o, intptr_t a, intptr_t b) {
  (void)b;
  if (!concerns_audit(kind, o, a)) return;
  last_event = (int)kind;
  audit_now(kind == EV_BORN ? o : NULL);
}

static MoveResult run_audited(History *h, bool only_lines) {
  lines_only = only_lines;
  const Observer sink = {lines_only ? NULL : audit_event, audit_instruction, NULL};
  auditor = audit_new();
  if (!auditor) return MOVE_FAILED;
  audit_wrong(audit_prove(auditor));
  MoveResult r;
  do
    r = history_replay(h, h->now, (Position){UINT64_MAX, 0, 0}, &sink,
                       OBSERVE_INSTRUCTIONS | (lines_only ? 0 : OBSERVE_MEMORY | OBSERVE_GC));
  while (r == MOVE_OK);
  audit_wrong(audit_check(auditor, NULL));
  audit_wrong(audit_prove(auditor));
  if (getenv("LASTREF_STATS"))
    fprintf(stderr, "%llu audits, the counts held\n", (unsigned long long)audit_count(auditor));
  audit_free(auditor);
  return r;
}

static History *interrupted;
static void on_interrupt(int sig) {
  (void)sig;
  history_interrupt(interrupted);
}
/* ^C is KeyboardInterrupt in the program, unless whoever started us wants it ignored. */
static void catch_interrupts(History *h) {
  struct sigaction before, a = {.sa_handler = on_interrupt}; /* no SA_RESTART: a read ends */
  if (sigaction(SIGINT, NULL, &before) != 0 || before.sa_handler == SIG_IGN) return;
  interrupted = h;
  sigaction(SIGINT, &a, NULL);
}

int cli_run(const CliOptions *o) {
  char *text;
  size_t length;
  if (!cli_load(o->file, &text, &length)) return EXIT_USAGE;
  SessionOptions so = cli_session_options(o, text, length);
  const char *unbuffered = getenv("PYTHONUNBUFFERED"), *why = "";
  so.program.output = unbuffered && *unbuffered ? OUTPUT_THROUGH : isatty(1) ? OUTPUT_LINES : OUTPUT_BLOCKS;
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
  if (!unbuffered || !*unbuffered) inputs_buffer(&h->inputs);
  flush_on_crash(&h->inputs);
  if (o->frozen_clock) h->inputs.frozen_clock = 1700000000ll * 1000000000;
  MoveResult r = history_start(h);
  int status = 1;
  if ((o->audit_all || o->audit_lines) && r == MOVE_OK)
    r = run_audited(h, o->audit_lines);
  else if (o->audit) {
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
  } else if (r == MOVE_OK) {
    catch_interrupts(h);
    r = history_to_end(h);
    while (r == MOVE_INTERRUPTED && history_raise_interrupt(h)) r = history_to_end(h);
  }
  if (r == MOVE_END) status = VM->exit_status;
  bool by_interrupt = r == MOVE_END && VM->ended_by_interrupt;
  if (getenv("LASTREF_STATS"))
    fprintf(stderr, "lines %llu, checkpoints %zu, %.1f MiB of history, spacing %llu\n",
            (unsigned long long)h->now.line, h->point_count, (double)page_store_bytes(h->store) / (1 << 20),
            (unsigned long long)h->spacing);
  inputs_flush(&h->inputs);
  if (r == MOVE_FAILED) fprintf(stderr, "lastref: out of memory\n");
  int lost = h->inputs.pass_failed && h->inputs.pass_error != EPIPE ? h->inputs.pass_error : 0;
  if (lost) { /* nobody reads on: that is no error; a full disk is, and python3 ends with this status */
    fprintf(stderr, "lastref: not all that the program printed could be written: %s\n", strerror(lost));
    status = EXIT_LOST_OUTPUT;
  }
  history_free(h);
  free(text);
  if (by_interrupt) { /* as python3: whoever waits for us sees by what we ended */
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
  }
  return status;
}
