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
enum { OFTEN = 100, MOST_WAITING = 1 << 16, FIRST_HOLDERS = 100 };

/* A line that ran here and is compared in short: see src/reftrace/tracer.c. */
typedef struct ShortLine {
  int32_t line;
  const char *function;
} ShortLine;

typedef struct Check {
  const CliOptions *options;
  ReferencePython python;
  Reference *reference;
  Session *session;
  Comparison *comparison;
  Reach *reach;
  Mirror *mirror;
  uint64_t lines, shown; /* line events compared; output compared so far */
  uint64_t whole;        /* of the lines, how many were compared whole */
  bool follows;          /* the last one was */
  int32_t line_before;   /* the last one compared; 0: none */
  uint64_t *runs;        /* how often each line ran */
  int32_t runs_room;
  ShortLine *waiting; /* [MOST_WAITING]: ran here, not told by python3 yet */
  int32_t waiting_count;
  ShortLine here; /* the newest line */
  bool here_in_short;
  uint64_t seen; /* lines that ran here, or are about to */
  bool left;     /* the program's own code has ended here: what still runs belongs to the shutdown */
  Buf printed;   /* here, from the start */
  Buf plain;     /* what python3 prints without the tracer, once asked for */
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
  if (c->whole < c->lines)
    printf("  in short: %llu of the lines, runs of a line that had run %d times and more (--whole compares "
           "all)\n",
           (unsigned long long)(c->lines - c->whole), OFTEN);
  const uint64_t *allowances = comparison_allowances(c->comparison);
  for (int i = 0; i < ALLOWANCE_COUNT; i++)
    if (allowances[i])
      printf("  may differ, and did: %llu %s\n", (unsigned long long)allowances[i], allowance_words[i]);
}

/* line: the one to run, the last one counted; 0: at the end. */
static int report_difference(Check *c, int32_t line) {
  const Difference *d = comparison_difference(c->comparison);
  printf("%s: lastref and %s differ", c->options->file, c->python.version);
  uint64_t agreed = c->lines - (line != 0);
  if (c->lines)
    printf(" (they agree at %llu line%s before)", (unsigned long long)agreed, agreed == 1 ? "" : "s");
  printf("\n\n");
  print_source(c, "line run:     ", c->line_before);
  if (line)
    print_source(c, "line to run:  ", line);
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
      continue;
    }
    size_t n = strspn(p, "0123456789.");
    if (n && p > text + 3 && memcmp(p - 4, " in ", 4) == 0 && p[n] == 's' && p[n + 1] == '\n') {
      buf_text(out, "TIME"); /* how unittest ends */
      p += n;
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

/* One of them has ended, the other goes on. What ours said last tells why. ours, theirs: lines to run, 0:
 * ended. */
static void set_early_end(Check *c, int32_t ours, int32_t theirs) {
  char goes_on[64], ended[300];
  snprintf(goes_on, sizeof goes_on, "goes on with line %d", ours ? ours : theirs);
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

static void set_other_line(Check *c, const ShortLine *ours, int32_t line, const char *function) {
  char a[300], b[300];
  snprintf(a, sizeof a, "line %d of %.200s", ours->line, ours->function);
  snprintf(b, sizeof b, "line %d of %.200s", line, function);
  comparison_set(c->comparison, "which line runs next", a, b);
}

/* ---- lines in short ---- */

/* This run of the line is one of those told in short, on both sides: see `is_often` in src/reftrace/tracer.c.
 */
static bool is_often(Check *c, int32_t line) {
  if (c->options->whole || line < 0) return false;
  if (line >= c->runs_room) {
    int32_t room = line * 2 + 256;
    uint64_t *runs = realloc(c->runs, (size_t)room * sizeof *runs);
    if (!runs) return false; /* it will be told as a difference: better than to go on with wrong numbers */
    memset(runs + c->runs_room, 0, (size_t)(room - c->runs_room) * sizeof *runs);
    c->runs = runs;
    c->runs_room = room;
  }
  uint64_t n = ++c->runs[line], every = 1;
  while (OFTEN * every * 2 <= n) every *= 2;
  return n % every != 0;
}

/* Whether the line is of code that runs while the interpreter shuts down. Such code begins with a frame that
 * is not the module's. */
static bool has_left(Check *c, const Frame *f) {
  if (VM->exit_line ||
      (!c->options->as_prompt && !f->previous && !str_equals_text(f->code->name, "<module>")))
    c->left = true;
  return c->left;
}

/* A line is about to run; reads only, as the engine may be on its way. False: it waits to be compared in
 * short. */
static bool stop_at_line(void *data, Frame *f, const Instr *instr) {
  (void)instr;
  Check *c = data;
  if (!f || !code_is_of_script(f->code)) return false;
  uint64_t most = c->options->max_steps;
  c->here = (ShortLine){frame_line(f), reach_text(c->reach, f->code->name)};
  bool cut = c->seen++ >= most && most;
  c->here_in_short = !cut && !has_left(c, f) && is_often(c, c->here.line);
  if (!c->here_in_short || c->waiting_count == MOST_WAITING) return true;
  c->waiting[c->waiting_count++] = c->here;
  return false;
}

/* Goes on to the next line that does not wait: c->here. */
static MoveResult to_next_line(Check *c) {
  History *h = session_history(c->session);
  if (!c->seen && h->finished) return MOVE_END;
  if (!c->seen && stop_at_line(c, VM->frame, NULL)) return MOVE_OK;
  return history_find(h, 1, stop_at_line, c);
}

/* `text`: "=LINE@FUNCTION LINE LINE@FUNCTION ...", what python3 told of lines in short. They must be those
 * that wait here. `next` is the line that is to run here then, NULL: none. Returns an exit status, or -1. */
static int compare_short(Check *c, char *text, const ShortLine *next) {
  const char *function = "?", *same = NULL; /* same: ours, when it was compared with `function` */
  int32_t at = 0;
  for (char *p = text + 1; *p;) {
    char *end;
    int32_t line = (int32_t)strtol(p, &end, 10);
    if (end == p) return report_unknown(c, "a record cannot be read");
    p = end;
    if (*p == '@') {
      function = ++p;
      p += strcspn(p, " ");
      same = NULL;
    }
    if (*p) *p++ = 0;
    const ShortLine *ours = at < c->waiting_count ? &c->waiting[at] : next;
    c->lines++;
    if (!ours) {
      set_early_end(c, 0, line);
      c->lines--;
      return report_difference(c, 0);
    }
    bool agree = at < c->waiting_count && ours->line == line;
    if (agree && ours->function != same) agree = strcmp(ours->function, function) == 0;
    if (!agree) {
      set_other_line(c, ours, line, function);
      return report_difference(c, ours->line);
    }
    same = ours->function;
    c->line_before = line;
    at++;
  }
  memmove(c->waiting, c->waiting + at, (size_t)(c->waiting_count - at) * sizeof *c->waiting);
  c->waiting_count -= at;
  c->follows = false;
  return -1;
}

/* ---- a record ---- */

static int ended_by_itself(Check *c) {
  char why[600];
  const char *errors = reference_errors(c->reference), *last = errors + strlen(errors);
  while (last > errors && last[-1] == '\n') last--;
  const char *start = last;
  while (start > errors && start[-1] != '\n') start--;
  snprintf(why, sizeof why, "%s ended by itself (%s %d)%s%.*s", c->python.version,
           reference_status(c->reference) < 0 ? "signal" : "status", abs(reference_status(c->reference)),
           last > start ? ": " : "", (int)MIN(last - start, 400), start);
  return report_unknown(c, why);
}

/* A count differs where we are: python3 runs once more, up to there and then on, and tells from there on what
 * the library holds; the moment is compared again. Walking through all its objects takes time, which is saved
 * where there is no need. */
static bool compare_without_held(Check *c) {
  Reference *r = reference_again(c->reference, c->lines);
  Mirror *mirror = r ? mirror_new() : NULL;
  other_process = reference_process(r);
  uint64_t step = 0;
  while (mirror && step < c->lines) {
    char *text;
    size_t length;
    if (reference_next(r, &text, &length) != REFERENCE_RECORD) break;
    if (*text == '=') continue;
    cJSON *record = cJSON_ParseWithLength(text, length);
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(record, "step");
    const cJSON *event = cJSON_GetObjectItemCaseSensitive(record, "event");
    bool line = cJSON_IsNumber(number) && cJSON_IsString(event) && strcmp(event->valuestring, "line") == 0;
    if (!line) {
      cJSON_Delete(record);
      break;
    }
    step = (uint64_t)number->valuedouble;
    if (!mirror_read(mirror, record)) break;
  }
  if (step != c->lines) {
    mirror_free(mirror);
    reference_stop(r);
    other_process = reference_process(c->reference);
    return false;
  }
  reference_stop(c->reference);
  c->reference = r;
  bool same = comparison_again(c->comparison, mirror);
  mirror_free(c->mirror);
  c->mirror = mirror;
  return same;
}

/* The moment both are at, with python3's record of it. Takes the record. */
static int compare_whole(Check *c, cJSON *record) {
  Buf printed;
  buf_init(&printed, malloc_allocator());
  int32_t line = frame_line(VM->frame);
  int answer = -1;
  c->lines++;
  c->whole++;
  take_printed(c, &printed);
  cJSON *theirs = cJSON_GetObjectItemCaseSensitive(record, "output");
  if (cJSON_IsString(theirs) &&
      output_was_disturbed(c, &printed, theirs->valuestring, strlen(theirs->valuestring), false))
    cJSON_SetValuestring(theirs, buf_str(&printed));
  bool holders = c->whole <= FIRST_HOLDERS || (c->whole & (c->whole - 1)) == 0;
  if (!mirror_read(c->mirror, record))
    answer = report_unknown(c, "a record cannot be read");
  else if (!reach_begin(c->reach))
    answer = report_unknown(c, "the memory for it is used up");
  else if ((!comparison_line(c->comparison, buf_str(&printed), printed.len, c->follows) &&
            !(comparison_wants_held(c->comparison) && compare_without_held(c))) ||
           (holders && !comparison_holders(c->comparison)))
    answer = report_difference(c, line);
  c->follows = true;
  c->line_before = line;
  buf_free(&printed);
  return answer;
}

/* What python3 tells next, to be compared with what waits here, and where that is all, with where we are:
 * `next`, NULL at the end, or, with `more`, on the way. Returns an exit status, or -1; *whole: the moment we
 * are at is compared. */
static int compare_record(Check *c, const ShortLine *next, bool more, bool *whole) {
  char *text;
  size_t length;
  ReferenceResult result = reference_next(c->reference, &text, &length);
  if (result != REFERENCE_RECORD && result != REFERENCE_END) return report_unknown(c, why_stopped(c, result));
  if (result == REFERENCE_RECORD && *text == '=') return compare_short(c, text, next);
  cJSON *record = result == REFERENCE_RECORD ? cJSON_ParseWithLength(text, length) : NULL;
  const cJSON *event = cJSON_GetObjectItemCaseSensitive(record, "event");
  if (!cJSON_IsString(event)) { /* it ended without saying so */
    cJSON_Delete(record);
    return ended_by_itself(c);
  }
  if (strcmp(event->valuestring, "cut") == 0) {
    c->cut = true;
    cJSON_Delete(record);
    return report_agreement(c);
  }
  bool end = strcmp(event->valuestring, "end") == 0;
  if (end && !c->waiting_count && !more && (!next || c->left)) {
    bool same = compare_ends(c, record);
    cJSON_Delete(record);
    return stopped ? report_unknown(c, why_stopped(c, REFERENCE_RECORD))
           : same  ? report_agreement(c)
                   : report_difference(c, 0);
  }
  if (end || !next || c->waiting_count) {
    const ShortLine *ours = c->waiting_count ? &c->waiting[0] : next;
    const cJSON *line = cJSON_GetObjectItemCaseSensitive(record, "line");
    const cJSON *function = cJSON_GetObjectItemCaseSensitive(record, "function");
    int32_t their_line = line ? line->valueint : 0;
    if (ours) c->lines++;
    if (end || !ours)
      set_early_end(c, ours ? ours->line : 0, their_line);
    else
      set_other_line(c, ours, their_line, cJSON_IsString(function) ? function->valuestring : "?");
    cJSON_Delete(record);
    return report_difference(c, ours ? ours->line : 0);
  }
  *whole = true;
  return compare_whole(c, record);
}

static int compare_runs(Check *c) {
  int answer = -1;
  while (answer < 0) {
    MoveResult move = to_next_line(c);
    if (stopped || (move != MOVE_OK && move != MOVE_END))
      return report_unknown(c, why_stopped(c, REFERENCE_RECORD));
    bool whole = false;
    if (move == MOVE_OK && c->here_in_short) { /* no more can wait */
      while (answer < 0 && c->waiting_count == MOST_WAITING) answer = compare_record(c, NULL, true, &whole);
      if (answer < 0) c->waiting[c->waiting_count++] = c->here;
    } else
      while (answer < 0 && !whole)
        answer = compare_record(c, move == MOVE_END ? NULL : &c->here, false, &whole);
  }
  return answer;
}

int cli_check(const CliOptions *o) {
  Check c = {.options = o};
  unsigned without = 0;
  char message[1024];
  if (o->as_cells || notebook_is(o->file)) {
    fprintf(stderr, "lastref: check compares scripts, and with --as-prompt statements, but no cells\n");
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
  Buf units;
  buf_init(&units, malloc_allocator());
  if (o->as_prompt && (!session_units(o->file, text, &units) || units.len > 100000)) {
    fprintf(stderr, "lastref: check --as-prompt takes only a file without errors in its syntax, of less than "
                    "10,000 statements\n");
    buf_free(&units);
    buf_free(&c.printed);
    buf_free(&c.plain);
    free(text);
    return EXIT_USAGE;
  }
  uint64_t seconds = o->time_limit ? o->time_limit : TIME_LIMIT;
  watch_signals(seconds);
  const char *why = "";
  char modules[4000] = "";
  imported_modules(text, o->file, modules, sizeof modules);
  ReferenceOptions ro = {.file = o->file,
                         .modules = modules,
                         .units = o->as_prompt ? buf_str(&units) : NULL,
                         .argc = o->argc,
                         .argv = o->argv,
                         .max_steps = o->max_steps,
                         .max_objects = OBJECT_LIMIT,
                         .often = o->whole ? 0 : OFTEN,
                         .deadline = clock_seconds() + (double)seconds,
                         .stop = &stopped};
  int status = EXIT_UNKNOWN;
  c.reference = reference_start(&c.python, &ro, &why);
  other_process = reference_process(c.reference);
  SessionOptions so = cli_session_options(o, text, length);
  so.program.library_is_loaded = true; /* as the tracer has it */
  so.program.output = OUTPUT_WATCHED;  /* as the python3 that is watched, which writes to a pipe */
  so.history.no_checkpoints = true;    /* we only go forward */
  c.reach = reach_new();
  c.mirror = mirror_new();
  c.waiting = malloc(MOST_WAITING * sizeof *c.waiting);
  bool ready = c.reference && c.reach && c.mirror && c.waiting && (c.session = session_open(&so, &why));
  if (ready)
    c.comparison = comparison_new(
        without, &(ComparisonSides){c.reach, c.mirror, session_history(c.session), session_tags(c.session)});
  if (ready && c.comparison) {
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
  buf_free(&units);
  comparison_free(c.comparison);
  mirror_free(c.mirror);
  reach_free(c.reach);
  free(c.waiting);
  free(c.runs);
  session_close(c.session);
  free(text);
  fflush(stdout);
  return status;
}
