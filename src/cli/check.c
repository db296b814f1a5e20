/* lastref check: runs the program here and under the python3 of this machine, and compares at every line. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/malloc.h"
#include "cli/cli.h"
#include "cli/compare.h"
#include "cli/columns.h"
#include "cli/reference.h"
#include "history/clock.h"
#include "vm/fiber.h"

enum { EXIT_AGREE = 0, EXIT_DIFFER = 1, EXIT_UNKNOWN = 2, TIME_LIMIT = 60, OBJECT_LIMIT = 1000 };

typedef struct Check {
  const CliOptions *options;
  ReferencePython python;
  Reference *reference;
  Session *session;
  Comparison *comparison;
  uint64_t lines, shown; /* line events compared; output compared so far */
  Buf printed;           /* here, from the start */
  Buf plain;             /* what python3 prints without the tracer, once asked for */
  bool asked_plain;
  bool cut; /* --max-steps was reached */
} Check;

/* ---- ways to stop ---- */

static volatile sig_atomic_t stopped; /* the signal */
static Session *volatile running;
static volatile int other_process;

/* The first signal asks; should the engine be deep inside one long operation, two seconds later all ends. */
static void on_stop(int sig) {
  if (stopped) {
    static const char late[] = "lastref: stopped inside a long operation of the program\n";
    if (other_process > 0) kill(-other_process, SIGKILL);
    ssize_t n = write(2, late, sizeof late - 1);
    (void)n;
    _exit(sig == SIGALRM && stopped == SIGALRM ? EXIT_UNKNOWN : 130);
  }
  stopped = sig;
  if (running) session_interrupt(running);
  setitimer(ITIMER_REAL, &(struct itimerval){{2, 0}, {2, 0}}, NULL);
}

static void watch_signals(uint64_t seconds) {
  struct sigaction act = {.sa_handler = on_stop};
  const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGALRM};
  for (size_t i = 0; i < ARRAY_LEN(signals); i++) sigaction(signals[i], &act, NULL);
  signal(SIGPIPE, SIG_IGN);
  setitimer(ITIMER_REAL, &(struct itimerval){{2, 0}, {(time_t)seconds, 0}}, NULL);
}

/* ---- input: what is typed or piped in goes to both ---- */

static int64_t read_for_both(void *data, char **line) {
  Check *c = data;
  size_t room = 0;
  char *text = NULL;
  ssize_t n = stopped ? -1 : getline(&text, &room, stdin);
  if (n <= 0) {
    free(text);
    reference_give(c->reference, NULL, 0);
    return 0;
  }
  reference_give(c->reference, text, (size_t)n);
  *line = text;
  return n;
}

/* ---- what was printed ---- */

/* The output differs: does python3 print without the tracer what we have printed so far? Then it was
 * disturbed. */
static bool plain_agrees(Check *c, bool whole) {
  if (!c->asked_plain) {
    c->asked_plain = true;
    if (!reference_plain(c->reference, &c->plain)) buf_clear(&c->plain);
  }
  if (!c->plain.len || c->plain.len < c->printed.len || (whole && c->plain.len != c->printed.len))
    return false;
  return memcmp(buf_str(&c->plain), buf_str(&c->printed), c->printed.len) == 0;
}

/* What went to stdout here since the last comparison: to `ours`, and to all that was printed. */
static void take_printed(Check *c, Buf *ours) {
  buf_clear(ours);
  inputs_output(&session_history(c->session)->inputs, 1, c->shown, VM->output_length, ours);
  c->shown = VM->output_length;
  buf_bytes(&c->printed, ours->data, ours->len);
}

/* Does python3's output since the last comparison differ from ours only because it is traced? whole: it is
 * the last output. */
static bool output_was_disturbed(Check *c, const Buf *ours, const char *theirs, size_t length, bool whole) {
  if (!comparison_compares(c->comparison, ASPECT_OUTPUT) ||
      comparison_same_text(buf_str(ours), ours->len, theirs, length) || !plain_agrees(c, whole))
    return false;
  comparison_allowances(c->comparison)[ALLOWANCE_OUTPUT]++;
  return true;
}

/* ---- what the program imports ---- */

/* The modules named by the lines of `text` that begin with `import` or `from`, with commas, but not those
 * that stand beside the program. They are asked for, not run: a text in quotes that looks like such a line
 * does no harm. */
static void imported_modules(const char *text, const char *file, char *out, size_t room) {
  const char *slash = strrchr(file, '/');
  size_t n = 0;
  for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
    const char *p = line + strspn(line, " \t");
    bool from = strncmp(p, "from ", 5) == 0;
    if (!from && strncmp(p, "import ", 7) != 0) continue;
    p += from ? 5 : 7;
    for (bool more = true; more;) {
      p += strspn(p, " \t");
      static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
      size_t length = strspn(p, letters);
      char path[5000];
      snprintf(path, sizeof path, "%.*s%.*s", slash ? (int)(slash + 1 - file) : 0, file,
               (int)strcspn(p, ". ,;\r\n"), p);
      bool beside = access(path, F_OK) == 0;
      strncat(path, ".py", sizeof path - strlen(path) - 1);
      beside = beside || access(path, F_OK) == 0;
      if (length && *p != '.' && !beside && n + length + 2 < room)
        n += (size_t)snprintf(out + n, room - n, "%s%.*s", n ? "," : "", (int)length, p);
      p += length + strspn(p + length, " \t");
      if (strncmp(p, "as ", 3) == 0) {
        p += 3 + strspn(p + 3, " \t");
        p += strspn(p, letters);
      }
      more = !from && *p == ',';
      p++;
    }
  }
}

/* ---- the report ---- */

static void print_source(Check *c, const char *before, int32_t line) {
  size_t length;
  const char *text = line > 0 ? session_source_line(c->session, line, &length) : NULL;
  if (!text) return;
  while (length && (text[length - 1] == '\n' || text[length - 1] == '\r')) length--;
  char row[400];
  snprintf(row, sizeof row, "%.*s", (int)MIN(length, 300), text);
  const char *p = row;
  printf("  %s %4d  ", before, line);
  columns_cell(&p, MAX(columns_width() - 16, 20));
  printf("%s\n", *p ? "..." : "");
}

static void print_figures(const Check *c) {
  const uint64_t *figures = comparison_figures(c->comparison);
  printf("  compared:");
  for (int i = 0; i < ASPECT_COUNT; i++)
    printf("%s %llu %s", i ? "," : "", (unsigned long long)figures[i], aspect_table[i].words);
  printf("\n");
  const uint64_t *allowances = comparison_allowances(c->comparison);
  for (int i = 0; i < ALLOWANCE_COUNT; i++)
    if (allowances[i])
      printf("  may differ, and did: %llu %s\n", (unsigned long long)allowances[i], allowance_words[i]);
}

static int report_difference(Check *c, const Model *m, int32_t line_before) {
  const Difference *d = comparison_difference(c->comparison);
  printf("%s: lastref and %s differ", c->options->file, c->python.version);
  if (c->lines)
    printf(" (they agree at %llu line%s before)", (unsigned long long)c->lines - (m != NULL),
           c->lines - (m != NULL) == 1 ? "" : "s");
  printf("\n\n");
  print_source(c, "line run:     ", line_before);
  if (m)
    print_source(c, "line to run:  ", m->line);
  else
    printf("  at the end of the program\n");
  char title[96];
  snprintf(title, sizeof title, "%s has", c->python.version);
  const char *what = buf_str(&d->what);
  printf("\n");
  while (*what) {
    printf("  ");
    columns_cell(&what, columns_width() - 4);
    putchar('\n');
  }
  printf("\n");
  columns_print(title, buf_str(&d->theirs), "lastref has", buf_str(&d->ours));
  return EXIT_DIFFER;
}

static int report_unknown(const Check *c, const char *why) {
  fflush(stdout);
  fprintf(stderr, "lastref: %s could not be compared to its end: %s; at %llu line%s before that they agree\n",
          c->options->file, why, (unsigned long long)c->lines, c->lines == 1 ? "" : "s");
  return stopped == SIGINT ? 130 : EXIT_UNKNOWN;
}

static int report_agreement(const Check *c) {
  printf("%s: lastref and %s agree at %s %llu line%s that ran%s\n", c->options->file, c->python.version,
         c->lines == 1 ? "the" : "all", (unsigned long long)c->lines, c->lines == 1 ? "" : "s",
         c->cut ? " (--max-steps ended it there)" : ", and at the end");
  print_figures(c);
  return EXIT_AGREE;
}

/* ---- running both ---- */

/* Steps to the next line of the program itself, or to its end. */
static MoveResult to_next_line(Session *s, bool first) {
  History *h = session_history(s);
  MoveResult r = first ? (h->finished ? MOVE_END : MOVE_OK) : history_step_line(h, 1);
  while (r == MOVE_OK && !(VM->frame && code_is_of_script(VM->frame->code))) r = history_step_line(h, 1);
  return r;
}

static const char *why_stopped(const Check *c, ReferenceResult result) {
  static char text[200];
  if (stopped == SIGALRM || result == REFERENCE_LATE) {
    snprintf(text, sizeof text, "the time is over (%llu s; --time N gives more)",
             (unsigned long long)(c->options->time_limit ? c->options->time_limit : TIME_LIMIT));
    return text;
  }
  if (stopped || result == REFERENCE_INTERRUPTED) return "it was interrupted";
  if (result == REFERENCE_TOO_LONG) return "one line of it printed or made more than can be compared";
  return "the memory for it is used up";
}

/* Standard error without the addresses, which differ from one run to the next. */
static void plain_errors(Buf *out, const char *text, size_t length) {
  for (const char *p = text, *end = text + length; p < end;) {
    if (p[0] == '0' && p[1] == 'x' && p > text && p[-1] == ' ') {
      buf_text(out, "0xADDRESS");
      p += 2 + strspn(p + 2, "0123456789abcdef");
    } else
      buf_char(out, *p++);
  }
}

/* The other program has ended, and ours has nothing left but what happens while an interpreter shuts down:
 * what was printed since, the exit status, standard error. */
static bool compare_ends(Check *c, const cJSON *record) {
  History *h = session_history(c->session);
  const cJSON *output = cJSON_GetObjectItemCaseSensitive(record, "output");
  const cJSON *skip = cJSON_GetObjectItemCaseSensitive(record, "skip");
  const char *rest;
  size_t rest_length;
  if (!h->finished) history_to_end(h);
  if (stopped || reference_rest(c->reference, &rest, &rest_length) != REFERENCE_END) return true;
  size_t told = cJSON_IsNumber(skip) ? MIN((size_t)skip->valuedouble, rest_length) : 0;
  int status = reference_status(c->reference);
  Buf ours, theirs, errors, mine;
  Buf *const all[] = {&ours, &theirs, &errors, &mine};
  for (size_t i = 0; i < ARRAY_LEN(all); i++) buf_init(all[i], malloc_allocator());
  take_printed(c, &ours);
  buf_text(&theirs, cJSON_IsString(output) ? output->valuestring : "");
  buf_bytes(&theirs, rest + told, rest_length - told);
  bool same = !comparison_compares(c->comparison, ASPECT_OUTPUT) ||
              output_was_disturbed(c, &ours, buf_str(&theirs), theirs.len, true) ||
              comparison_text(c->comparison, "what was printed last", buf_str(&ours), ours.len,
                              buf_str(&theirs), theirs.len);
  if (same && status != VM->exit_status) {
    char a[32], b[32];
    snprintf(a, sizeof a, "%d", VM->exit_status);
    snprintf(b, sizeof b, "%d", status);
    comparison_set(c->comparison, "the exit status", a, b);
    same = false;
  }
  if (same && comparison_compares(c->comparison, ASPECT_OUTPUT) &&
      !h->inputs.output_base) { /* none was dropped */
    buf_clear(&ours);
    inputs_output(&h->inputs, 2, 0, VM->output_length, &ours);
    plain_errors(&mine, buf_str(&ours), ours.len);
    const char *their_errors = reference_errors(c->reference);
    plain_errors(&errors, their_errors, strlen(their_errors));
    same = comparison_text(c->comparison, "what was printed on standard error", buf_str(&mine), mine.len,
                           buf_str(&errors), errors.len);
  }
  for (size_t i = 0; i < ARRAY_LEN(all); i++) buf_free(all[i]);
  return same;
}

/* One of them has ended, the other goes on. What ours said last tells why. */
static void set_early_end(Check *c, const Model *ours, const cJSON *record) {
  char goes_on[64], ended[300];
  const cJSON *line = cJSON_GetObjectItemCaseSensitive(record, "line");
  snprintf(goes_on, sizeof goes_on, "goes on with line %d",
           ours   ? ours->line
           : line ? (int)line->valuedouble
                  : 0);
  Buf errors;
  buf_init(&errors, malloc_allocator());
  if (!ours) inputs_output(&session_history(c->session)->inputs, 2, 0, VM->output_length, &errors);
  const char *p = buf_str(&errors);
  size_t end = errors.len, from;
  while (end && p[end - 1] == '\n') end--;
  for (from = end; from && p[from - 1] != '\n';) from--;
  snprintf(ended, sizeof ended, end ? "has ended: %.*s" : "has ended", (int)MIN(end - from, 200), p + from);
  comparison_set(c->comparison, "how the program goes on", ours ? goes_on : ended, ours ? ended : goes_on);
  buf_free(&errors);
}

/* The next line of the program under python3; NULL: it has ended, or will not go on. */
static cJSON *next_line(Reference *r) {
  char *text;
  size_t length;
  cJSON *record = NULL;
  if (reference_next(r, &text, &length) == REFERENCE_RECORD) record = cJSON_ParseWithLength(text, length);
  const cJSON *event = cJSON_GetObjectItemCaseSensitive(record, "event");
  if (cJSON_IsString(event) && strcmp(event->valuestring, "line") == 0) return record;
  cJSON_Delete(record);
  return NULL;
}

/* A count differs at the newest line: python3 runs once more, up to there and then on, and tells from there
 * on what the library holds; the line is compared again. Walking through all its objects takes time, which is
 * saved where there is no need. */
static bool compare_without_held(Check *c) {
  Reference *r = reference_again(c->reference, c->lines);
  if (!r) return false;
  other_process = reference_process(r);
  cJSON *before = NULL, *record = NULL;
  for (uint64_t i = 0; i < c->lines && (i == 0 || record); i++) {
    cJSON_Delete(before);
    before = record;
    record = next_line(r);
  }
  if (!record) {
    cJSON_Delete(before);
    reference_stop(r);
    return false;
  }
  reference_stop(c->reference);
  c->reference = r;
  return comparison_again(c->comparison, before, record);
}

static int compare_runs(Check *c) {
  History *h = session_history(c->session);
  Buf printed;
  buf_init(&printed, malloc_allocator());
  int32_t line_before = 0;
  int answer = -1;
  Model *before = NULL; /* belongs to the comparison */
  while (answer < 0) {
    char *text;
    size_t length;
    MoveResult move = to_next_line(c->session, c->lines == 0);
    if (stopped || (move != MOVE_OK && move != MOVE_END)) {
      answer = report_unknown(c, why_stopped(c, REFERENCE_RECORD));
      break;
    }
    ReferenceResult result = reference_next(c->reference, &text, &length);
    if (result != REFERENCE_RECORD && result != REFERENCE_END) {
      answer = report_unknown(c, why_stopped(c, result));
      break;
    }
    cJSON *record = result == REFERENCE_RECORD ? cJSON_ParseWithLength(text, length) : NULL;
    const cJSON *event = cJSON_GetObjectItemCaseSensitive(record, "event");
    if (!cJSON_IsString(event)) { /* it ended without saying so */
      char why[600];
      const char *errors = reference_errors(c->reference), *last = errors + strlen(errors);
      while (last > errors && last[-1] == '\n') last--;
      const char *start = last;
      while (start > errors && start[-1] != '\n') start--;
      snprintf(why, sizeof why, "%s ended by itself (%s %d)%s%.*s", c->python.version,
               reference_status(c->reference) < 0 ? "signal" : "status", abs(reference_status(c->reference)),
               last > start ? ": " : "", (int)MIN(last - start, 400), start);
      answer = report_unknown(c, why);
      cJSON_Delete(record);
      break;
    }
    if (strcmp(event->valuestring, "cut") == 0) {
      c->cut = true;
      cJSON_Delete(record);
      answer = report_agreement(c);
    } else if (move == MOVE_END || strcmp(event->valuestring, "end") == 0) {
      Model *m = move == MOVE_END ? NULL : model_build(h, session_tags(c->session), before, 0);
      bool both =
          strcmp(event->valuestring, "end") == 0 && (!m || strcmp(m->frames[0].function, "<module>") != 0);
      if (both) {
        model_free(m);
        m = NULL;
        bool same = compare_ends(c, record);
        answer = stopped ? report_unknown(c, why_stopped(c, REFERENCE_RECORD))
                 : same  ? report_agreement(c)
                         : report_difference(c, NULL, line_before);
      } else {
        set_early_end(c, m, record);
        answer = report_difference(c, m, line_before);
      }
      model_free(m);
      cJSON_Delete(record);
    } else {
      Model *m = model_build(h, session_tags(c->session), before, 0);
      if (!m) {
        cJSON_Delete(record);
        answer = report_unknown(c, "the memory for it is used up");
        break;
      }
      c->lines++;
      take_printed(c, &printed);
      cJSON *theirs = cJSON_GetObjectItemCaseSensitive(record, "output");
      if (cJSON_IsString(theirs) &&
          output_was_disturbed(c, &printed, theirs->valuestring, strlen(theirs->valuestring), false))
        cJSON_SetValuestring(theirs, buf_str(&printed));
      if (!comparison_line(c->comparison, m, record, buf_str(&printed), printed.len) &&
          !(comparison_wants_held(c->comparison) && compare_without_held(c)))
        answer = report_difference(c, m, line_before);
      before = m;
      line_before = m->line;
    }
  }
  buf_free(&printed);
  return answer;
}

int cli_check(const CliOptions *o) {
  Check c = {.options = o};
  unsigned without = 0;
  char message[1024];
  if (o->as_prompt) {
    fprintf(stderr, "lastref: check compares whole scripts: leave --as-prompt out\n");
    return EXIT_USAGE;
  }
  if (o->without && !aspects_read(o->without, &without, message, sizeof message)) {
    fprintf(stderr, "lastref: --without takes some of");
    for (int i = 0; i < ASPECT_COUNT; i++) fprintf(stderr, "%s%s", i ? "," : " ", aspect_table[i].word);
    fprintf(stderr, ", not `%s`\n", message);
    return EXIT_USAGE;
  }
  char *text;
  size_t length;
  if (!cli_load(o->file, &text, &length)) return EXIT_USAGE;
  if (!reference_find(&c.python, message, sizeof message)) {
    fprintf(stderr, "lastref: %s\n", message);
    free(text);
    return EXIT_USAGE;
  }
  buf_init(&c.printed, malloc_allocator());
  buf_init(&c.plain, malloc_allocator());
  uint64_t seconds = o->time_limit ? o->time_limit : TIME_LIMIT;
  watch_signals(seconds);
  const char *why = "";
  char modules[4000] = "";
  imported_modules(text, o->file, modules, sizeof modules);
  ReferenceOptions ro = {.file = o->file,
                         .modules = modules,
                         .argc = o->argc,
                         .argv = o->argv,
                         .max_steps = o->max_steps,
                         .max_objects = OBJECT_LIMIT,
                         .deadline = clock_seconds() + (double)seconds,
                         .stop = &stopped};
  int status = EXIT_UNKNOWN;
  c.reference = reference_start(&c.python, &ro, &why);
  other_process = reference_process(c.reference);
  SessionOptions so = cli_session_options(o, text, length);
  so.program.output = OUTPUT_WATCHED; /* as the python3 that is watched, which writes to a pipe */
  so.history.no_checkpoints = true;   /* we only go forward */
  c.comparison = comparison_new(without);
  if (c.reference && c.comparison && (c.session = session_open(&so, &why))) {
    session_set_quiet(c.session, true);
    running = c.session;
    session_history(c.session)->inputs.read_line = read_for_both;
    session_history(c.session)->inputs.data = &c;
    status = compare_runs(&c);
    running = NULL;
  } else
    fprintf(stderr, "lastref: %s\n", *why ? why : "out of memory");
  reference_stop(c.reference);
  other_process = 0;
  buf_free(&c.printed);
  buf_free(&c.plain);
  comparison_free(c.comparison);
  session_close(c.session);
  free(text);
  fflush(stdout);
  return status;
}
