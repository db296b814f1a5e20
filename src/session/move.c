/* Moves in time: each becomes a seek or a search of the history, then the caption and the log of what was
 * passed. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "session/internal.h"
#include "vm/fiber.h"

enum { TELL_LINES = 3000, SHORT_RUN = 1 };

void move_forget_model(Session *s) {
  model_free(s->model);
  s->model = NULL;
}

bool move_is(CommandId id) {
  switch (id) {
  case CMD_STEP:
  case CMD_BACK_STEP:
  case CMD_NEXT:
  case CMD_BACK_NEXT:
  case CMD_FINISH:
  case CMD_BACK_FINISH:
  case CMD_RUN:
  case CMD_BACK_RUN:
  case CMD_GOTO:
  case CMD_UNTIL:
  case CMD_START:
  case CMD_END:
  case CMD_LAST:
  case CMD_WHEN:
  case CMD_COLLECTION:
  case CMD_NEXT_PHASE:
  case CMD_BACK_PHASE:
  case CMD_GC_STEP:
  case CMD_BACK_GC_STEP:
  case CMD_RETURN_TO:
  case CMD_BRANCH:
  case CMD_FORK:
  case CMD_UNDO:
  case CMD_REDO: return true;
  default: return false;
  }
}

/* ---- tests on frames ---- */

static int depth_of(const Frame *f) {
  int n = 0;
  for (; f; f = f->previous)
    if (!frame_is_incomplete(f)) n++;
  return n;
}

typedef struct FrameTest {
  const Session *session;
  const Frame *frame;
  int depth;
  int line;
} FrameTest;

static bool chain_has(const Frame *from, const Frame *f) {
  for (; from; from = from->previous)
    if (from == f) return true;
  return false;
}

static bool test_over(void *data, Frame *frame, const Instr *at) {
  (void)at;
  const FrameTest *t = data;
  return frame == t->frame || !chain_has(frame, t->frame);
}
static bool test_out(void *data, Frame *frame, const Instr *at) {
  (void)at;
  const FrameTest *t = data;
  return frame != t->frame && !chain_has(frame, t->frame);
}
static bool test_depth_at_most(void *data, Frame *frame, const Instr *at) {
  (void)at;
  return depth_of(frame) <= ((FrameTest *)data)->depth;
}
static bool test_line(void *data, Frame *frame, const Instr *at) {
  const FrameTest *t = data;
  if (!frame || !at) return false;
  if (VM->script_path && !code_is_of_script(frame->code)) return false;
  return prompt_line_shown(t->session, object_serial(&frame->code->ob), code_line(frame->code, at)) ==
         t->line;
}

/* ---- runs to a breakpoint or watch ---- */

typedef struct Run {
  Session *s;
  char **baseline; /* per breakpoint; NULL for those that are no simple watch */
} Run;

static bool run_test(void *data, Frame *frame, const Instr *at) {
  Run *r = data;
  if (break_hit(r->s, frame, at, false)) return true;
  for (size_t i = 0; i < r->s->break_count; i++) {
    if (!r->baseline[i]) continue;
    char *now = break_watch_value(r->s, &r->s->breaks[i]);
    bool changed = now && strcmp(now, r->baseline[i]) != 0;
    free(now);
    if (changed) return true;
  }
  return false;
}

static void baselines(Run *r) {
  for (size_t i = 0; i < r->s->break_count; i++) {
    free(r->baseline[i]);
    const Breakpoint *b = &r->s->breaks[i];
    r->baseline[i] = b->watch && b->enabled ? break_watch_value(r->s, b) : NULL;
  }
}

/* Which watch changed; its text goes to the message. */
static bool watch_changed(Run *r) {
  for (size_t i = 0; i < r->s->break_count; i++) {
    Breakpoint *b = &r->s->breaks[i];
    if (!r->baseline[i]) continue;
    char *now = break_watch_value(r->s, b);
    bool changed = now && strcmp(now, r->baseline[i]) != 0;
    if (changed) {
      b->hits++;
      char *at = strrchr(now, '@');
      if (at) *at = 0;
      free(r->s->hit);
      if (asprintf(&r->s->hit, "%s changed: %s", b->watch, now) < 0) r->s->hit = NULL;
    }
    free(now);
    if (changed) return true;
  }
  return false;
}

/* Expressions that must be evaluated at every line. */
typedef struct Watched {
  Session *s;
  char **values; /* per breakpoint; NULL: not one of these */
  bool any;
} Watched;

/* Has one changed? Its text goes to the message; so does that one has no answer, and then nothing is gained
 * by going on either. */
static bool watched_changed(Watched *w, bool first) {
  Session *s = w->s;
  for (size_t i = 0; i < s->break_count; i++) {
    Breakpoint *b = &s->breaks[i];
    if (first ? !b->watch || !b->enabled : !w->values[i]) continue;
    if (first) {
      char *simple = break_watch_value(s, b);
      free(simple);
      if (simple) continue;
    }
    Answer a = session_evaluate(s, b->watch);
    char *old = w->values[i];
    bool none = a.kind == ANSWER_NONE, changed = !first && a.text && old && strcmp(a.text, old) != 0;
    if (a.kind == ANSWER_STOPPED) {
      free(a.text);
      return false;
    }
    w->any = true;
    if (none || changed) {
      b->hits += changed;
      free(s->hit);
      if ((none ? asprintf(&s->hit, "watch %u: `%s` has no answer within %d seconds", b->number, b->watch,
                           QUESTION_SECONDS)
                : asprintf(&s->hit, "%s changed: %s", b->watch, a.text)) < 0)
        s->hit = NULL;
    }
    free(old);
    w->values[i] = a.text;
    if (none || changed) return true;
  }
  return false;
}

static MoveResult run_to_hit(Session *s, int direction) {
  History *h = s->history;
  Run r = {s, calloc(s->break_count + 1, sizeof(char *))};
  Watched w = {s, calloc(s->break_count + 1, sizeof(char *)), false};
  MoveResult result = r.baseline && w.values ? MOVE_OK : MOVE_FAILED;
  bool hit = result == MOVE_OK && watched_changed(&w, true);
  if (h->interrupted) result = MOVE_INTERRUPTED;
  if (result == MOVE_OK) baselines(&r);
  while (result == MOVE_OK && !hit) {
    result = w.any ? history_step_line(h, direction) : history_find(h, direction, run_test, &r);
    if (result != MOVE_OK) break;
    hit = break_hit(s, VM->frame, VM->frame ? VM->frame->prev_instr : NULL, true) || watch_changed(&r) ||
          (w.any && !h->interrupted && watched_changed(&w, false));
    if (hit)
      timeline_add(s, h->now.line, 'b');
    else if (h->interrupted || history_stop_wanted(h))
      result = MOVE_INTERRUPTED;
  }
  if (direction < 0 && (result == MOVE_NOT_FOUND || result == MOVE_START)) {
    history_seek(h, (Position){1, 0, 0});
    result = MOVE_START;
  }
  for (size_t i = 0; i < s->break_count; i++) {
    if (r.baseline) free(r.baseline[i]);
    if (w.values) free(w.values[i]);
  }
  free(w.values);
  free(r.baseline);
  return result;
}

typedef struct Last {
  Session *s;
  const Breakpoint *b;
  const char *now;
} Last;
static bool test_other_value(void *data, Frame *frame, const Instr *at) {
  (void)frame, (void)at;
  const Last *l = data;
  char *then = break_watch_value(l->s, l->b);
  bool other = then && strcmp(then, l->now) != 0;
  free(then);
  return other;
}

/* Back to the last moment at which the name or object had another value: one line after it is the change. */
static MoveResult last_change(Session *s, const char *what, char **error) {
  Breakpoint b = {.watch = (char *)(uintptr_t)what, .enabled = true};
  char *now = break_watch_value(s, &b);
  if (!now) {
    if (asprintf(error, "`%s` is neither a name nor a #number", what) < 0) *error = NULL;
    return MOVE_FAILED;
  }
  Last l = {s, &b, now};
  MoveResult r = history_find(s->history, -1, test_other_value, &l);
  free(now);
  return r == MOVE_OK ? history_step_line(s->history, 1) : r;
}

static MoveResult first_when(Session *s, const char *expression) {
  History *h = s->history;
  Position from = h->now;
  MoveResult r = history_seek(h, (Position){1, 0, 0});
  bool asked = false; /* was there an answer anywhere? */
  char *why = NULL;   /* or else why there was none, somewhere where names are */
  while (r == MOVE_OK) {
    Answer a;
    bool yes = session_is_true(s, expression, &a);
    asked |= !a.failed;
    if (a.failed && VM->frame) {
      free(why);
      why = a.text;
    } else
      free(a.text);
    if (a.kind == ANSWER_NONE &&
        asprintf(&s->hit, "`%s` has no answer here within %d seconds", expression, QUESTION_SECONDS) < 0)
      s->hit = NULL;
    bool stopped = a.kind == ANSWER_STOPPED;
    if (yes || a.kind == ANSWER_NONE || stopped) {
      free(why);
      return stopped ? MOVE_INTERRUPTED : MOVE_OK;
    }
    r = history_step_line(h, 1);
    if (r == MOVE_OK && history_stop_wanted(h)) r = MOVE_INTERRUPTED;
  }
  if (r != MOVE_INTERRUPTED) {
    history_seek(s->history, from);
    r = MOVE_NOT_FOUND;
    if (!asked && why &&
        asprintf(&s->hit, "not found: we are where we were (no step could answer: %s)", why) < 0)
      s->hit = NULL;
  }
  free(why);
  return r;
}

/* ---- steps of each size ---- */

static int32_t column_now(void) {
  const Frame *f = VM->frame;
  if (!f) return -1;
  ptrdiff_t word = f->prev_instr - f->code->instrs;
  return word >= 0 && word < f->code->count
             ? f->code->locations[word].column * 4096 + f->code->locations[word].end_column
             : -1;
}

static MoveResult step_expression(History *h, int direction) {
  int32_t column = column_now();
  uint64_t line = h->now.line;
  MoveResult r;
  do { /* a loop may be all there is of an expression */
    r = history_step_instr(h, direction);
    if (r == MOVE_OK && history_stop_wanted(h)) r = MOVE_INTERRUPTED;
  } while (r == MOVE_OK && h->now.line == line && h->now.instr && column_now() == column);
  return r;
}

static MoveResult step_one(Session *s, int direction) {
  History *h = s->history;
  switch (s->granularity) {
  case STEP_EXPRESSION: return step_expression(h, direction);
  case STEP_INSTRUCTION: return history_step_instr(h, direction);
  case STEP_EVENT: return collector_step(s, direction);
  default: return history_step_line(h, direction);
  }
}

static MoveResult step_many(Session *s, uint64_t count, int direction) {
  History *h = s->history;
  if (s->granularity == STEP_LINE && count > 1) {
    uint64_t line = h->now.line;
    uint64_t target = direction > 0 ? line + count : line > count ? line - count : 1;
    MoveResult r = history_seek(h, (Position){target, 0, 0});
    return direction < 0 && r == MOVE_OK && line <= count ? MOVE_START : r;
  }
  MoveResult r = MOVE_OK;
  while (count-- && r == MOVE_OK) {
    r = step_one(s, direction);
    if (r == MOVE_OK && count && history_stop_wanted(s->history)) r = MOVE_INTERRUPTED;
  }
  return r;
}

static MoveResult over(Session *s, uint64_t count) {
  MoveResult r = MOVE_OK;
  while (count-- && r == MOVE_OK) {
    if (history_stop_wanted(s->history)) return MOVE_INTERRUPTED;
    FrameTest t = {.frame = VM->frame};
    if (s->history->finished) return MOVE_END;
    r = VM->frame ? history_find(s->history, 1, test_over, &t) : history_step_line(s->history, 1);
  }
  return r;
}
static MoveResult back_over(Session *s, uint64_t count) {
  MoveResult r = MOVE_OK;
  while (count-- && r == MOVE_OK) {
    if (history_stop_wanted(s->history)) return MOVE_INTERRUPTED;
    FrameTest t = {.depth = depth_of(VM->frame)};
    if (s->history->now.instr || s->history->now.event)
      r = history_step_line(s->history, -1);
    else
      r = VM->frame ? history_find(s->history, -1, test_depth_at_most, &t)
                    : history_step_line(s->history, -1);
    if (r == MOVE_NOT_FOUND) r = MOVE_START;
  }
  return r;
}
static MoveResult out(Session *s, uint64_t count) {
  MoveResult r = MOVE_OK;
  while (count-- && r == MOVE_OK) {
    if (history_stop_wanted(s->history)) return MOVE_INTERRUPTED;
    FrameTest t = {.frame = VM->frame};
    r = VM->frame ? history_find(s->history, 1, test_out, &t) : history_to_end(s->history);
  }
  return r;
}
static MoveResult back_out(Session *s, uint64_t count) {
  MoveResult r = MOVE_OK;
  while (count-- && r == MOVE_OK) {
    if (history_stop_wanted(s->history)) return MOVE_INTERRUPTED;
    FrameTest t = {.depth = depth_of(VM->frame) - 1};
    if (t.depth < 1)
      return history_seek(s->history, (Position){1, 0, 0}) == MOVE_OK ? MOVE_START : MOVE_FAILED;
    r = history_find(s->history, -1, test_depth_at_most, &t);
    if (r == MOVE_NOT_FOUND) r = MOVE_START;
  }
  return r;
}

static bool test_past(void *data, Frame *frame, const Instr *at) {
  const FrameTest *t = data;
  if (frame != t->frame) return !chain_has(frame, t->frame);
  return at &&
         prompt_line_shown(t->session, object_serial(&frame->code->ob), code_line(frame->code, at)) > t->line;
}

/* On to a line of this function behind this one, or out of it: past a loop. */
static MoveResult past_line(Session *s) {
  const Frame *f = VM->frame;
  if (!f) return history_to_end(s->history);
  const Instr *at = f->prev_instr;
  FrameTest t = {.session = s,
                 .frame = f,
                 .line = prompt_line_shown(s, object_serial(&f->code->ob), code_line(f->code, at))};
  return history_find(s->history, 1, test_past, &t);
}

static MoveResult to_source_line(Session *s, const char *text, char **error) {
  char *end;
  long line = strtol(text, &end, 10);
  int n = 0;
  if (end == text || *end)
    n = asprintf(error, "`%s` is no line number", text);
  else if (line < 1 || line > s->line_count)
    n = asprintf(error, "there is no line %ld: the file has %d", line, s->line_count);
  if (n < 0) *error = NULL;
  if (n) return MOVE_FAILED;
  FrameTest t = {.session = s, .line = (int)line};
  Position from = s->history->now;
  MoveResult r = history_find(s->history, 1, test_line, &t);
  if (r == MOVE_OK || r == MOVE_INTERRUPTED || r == MOVE_INPUT) return r;
  history_seek(s->history, from);
  r = history_find(s->history, -1, test_line, &t);
  if ((r == MOVE_NOT_FOUND || r == MOVE_START) &&
      asprintf(&s->hit, "line %ld runs neither before nor after this moment: we are where we were", line) < 0)
    s->hit = NULL;
  return r;
}

/* The end as a person means it: the last line has run, the names are still there. */
static MoveResult to_exit(History *h) {
  MoveResult r = history_to_end(h);
  if (r == MOVE_END && VM->exit_line) return history_seek(h, (Position){VM->exit_line, 0, 0});
  return r;
}

/* A move of many steps does not run past that end: what follows is the dying of the names, and worth a key of
 * its own. */
static MoveResult not_past_exit(History *h, Position from, MoveResult r) {
  Position stop = {VM->exit_line, 0, 0};
  if (!stop.line || from.line >= stop.line || position_compare(h->now, stop) <= 0) return r;
  MoveResult back = history_seek(h, stop);
  return back == MOVE_OK ? MOVE_END : back;
}

static MoveResult go_to(Session *s, const char *argument, char **error) {
  char *end;
  if (!argument) argument = "";
  if (strncmp(argument, "line", 4) == 0 && isspace((unsigned char)argument[4]))
    return to_source_line(s, argument + 5, error);
  if (strcmp(argument, "start") == 0) return history_seek(s->history, (Position){1, 0, 0});
  if (strcmp(argument, "end") == 0) return to_exit(s->history);
  double v = strtod(argument, &end);
  if (end == argument || v < 0) {
    if (asprintf(error, "goto where? %s", command_table[CMD_GOTO].help) < 0) *error = NULL;
    return MOVE_FAILED;
  }
  if (*end == '%') {
    MoveResult r = MOVE_OK;
    History *h = s->history;
    if (!h->end) r = history_to_end(h);
    bool part = r == MOVE_INTERRUPTED; /* perhaps it has no end: then of what is known of it */
    if (r != MOVE_END && r != MOVE_OK && !part) return r;
    uint64_t last = h->end ? h->end : h->frontier;
    r = history_seek(h, (Position){1 + (uint64_t)((double)(last - 1) * MIN(v, 100) / 100), 0, 0});
    if (part && r == MOVE_OK &&
        asprintf(&s->hit, "stopped before the end was known: this is %g%% of the %" PRIu64 " steps so far",
                 MIN(v, 100), last) < 0)
      s->hit = NULL;
    return r;
  }
  Position p = {strtoull(argument, &end, 10), 0, 0}; /* LINE.INSTRUCTION.EVENT */
  if (*end == '.') p.instr = (uint32_t)strtoul(end + 1, &end, 10);
  if (*end == '.') p.event = (uint32_t)strtoul(end + 1, &end, 10);
  if (*end) {
    if (asprintf(error, "goto where? %s", command_table[CMD_GOTO].help) < 0) *error = NULL;
    return MOVE_FAILED;
  }
  MoveResult r = history_seek(s->history, p);
  if (r == MOVE_END && p.line > s->history->end &&
      asprintf(&s->hit, "there are only %" PRIu64 " steps: this is the end (exit status %d)",
               s->history->end - 1, VM->exit_status) < 0)
    s->hit = NULL;
  return r;
}

/* ---- captions ---- */

static void append_next(Session *s, Buf *out) {
  const Model *m = s->model;
  size_t n;
  if (s->history->finished) {
    char *rest = strdup(buf_str(out)); /* many deaths may come behind it */
    buf_clear(out);
    buf_printf(out, "The program has ended with exit status %d.%s%s", m->exit_status,
               rest && *rest ? " " : "", rest ? rest : "");
    free(rest);
    return;
  }
  if (s->history->waiting_input) {
    buf_clear(out);
    buf_printf(out, "Line %d asks for a line of input: i types it (in the output pane Enter too).", m->line);
    return;
  }
  if (s->history->waiting_prompt) {
    if (!out->len) buf_printf(out, "The prompt waits for the next statement.");
    return;
  }
  if (session_is_prompt(s) && m->idle) {
    buf_printf(out, "%sNothing has run yet.", out->len ? " " : "");
    return;
  }
  if (m->idle && m->position.line == 1 && m->exit_status) { /* a SyntaxError, most often */
    const ModelOutput *rows = session_output(s, &n);
    buf_clear(out);
    buf_printf(out, "Nothing of the program can run: %s", n ? rows[n - 1].text : "it ended at once");
    buf_text(out, ". The output pane (5) shows where it fails.");
    return;
  }
  if (m->running < 0 || m->idle || !m->line) {
    if (m->running < 0 || m->idle)
      buf_printf(out, "%sThe program has come to its end with exit status %d; next, its names go.",
                 out->len ? " " : "", m->exit_status);
    return;
  }
  const char *text = session_source_line(s, m->line, &n);
  while (text && n && isspace((unsigned char)*text)) text++, n--;
  if (m->position.instr || m->position.event) {
    if (m->instruction)
      buf_printf(out, "%sNext in line %d: %s, which %s.", out->len ? " " : "", m->line, m->instruction,
                 m->instruction_words);
    return;
  }
  if (!out->len && m->position.line == 1) buf_printf(out, "Nothing of the program has run yet.");
  if (text && strcmp(m->file, s->options.program.path) == 0)
    buf_printf(out, "%sNext, line %d: %.*s", out->len ? " " : "", m->line, (int)MIN(n, 60), text);
  else
    buf_printf(out, "%sNext: line %d of %s", out->len ? " " : "", m->line, session_short_path(s, m->file));
}

/* Objects whose value changed in the last step and that the story did not speak of: a method did it. */
static void append_changes(Session *s, const Model *since, Buf *out) {
  const Model *m = s->model;
  int told = 0;
  for (int32_t i = 0; i < m->object_count && told < 2; i++) {
    const ModelObject *o = &m->objects[i];
    if (!o->from_names || !o->holder_count || (o->badges & BADGE_BUILTIN)) continue;
    int32_t at = model_find_tag(since, o->tag);
    if (at == MODEL_NONE || strcmp(since->objects[at].value, o->value) == 0) continue;
    bool direct = since->objects[at].part_count != o->part_count; /* its own parts, not those of a part */
    if (!direct) {
      const ModelObject *old = &since->objects[at];
      for (int32_t k = 0; k < o->part_count && !direct; k++)
        direct = m->objects[m->parts[o->first_part + k].to].tag !=
                 since->objects[since->parts[old->first_part + k].to].tag;
    }
    char mention[24];
    snprintf(mention, sizeof mention, "#%u", o->tag);
    if ((!direct && o->part_count) || (out->len && strstr(buf_str(out), mention)) ||
        strcmp(o->type, "module") == 0)
      continue;
    bool cell = strcmp(o->type, "cell") == 0;
    buf_printf(out, "%sThe %s #%u%s is now %s", out->len ? " " : "", o->type, o->tag,
               cell ? ", which functions defined inside share," : "", o->value);
    int names = 0;
    for (int32_t k = 0; k < o->holder_count; k++) {
      const ModelHolder *h = &m->holders[o->first_holder + k];
      if (h->kind != EDGE_LOCAL || !h->label || names == 3) continue;
      buf_printf(out, "%s`%s`", names++ ? " and " : ", seen through ", h->label);
    }
    buf_char(out, '.');
    told++;
  }
}

/* What was printed since, or that nothing happened: no step is without a sentence. */
static void append_output(Session *s, uint64_t since, Buf *out) {
  size_t n;
  const ModelOutput *rows = session_output(s, &n);
  if (VM->output_length > since && n) {
    const char *text = rows[n - 1].text + strspn(rows[n - 1].text, " ");
    size_t length = strlen(text);
    while (length && text[length - 1] == ' ') length--;
    bool ends = length && strchr(".!?:", text[length - 1]);
    buf_printf(out, "%sPrinted: %.*s%s", out->len ? " " : "", (int)MIN(length, 60), text,
               length > 60 ? "..."
               : ends      ? ""
                           : ".");
  } else if (!out->len)
    buf_printf(out, "Nothing in memory changed that a name can reach.");
}

/* What the instruction just run does comes before what happened with it. */
static void prepend_instruction(const Model *earlier, Buf *out) {
  char *rest = strdup(buf_str(out));
  buf_clear(out);
  buf_printf(out, "%s %s.%s%s", earlier->instruction, earlier->instruction_words, rest && *rest ? " " : "",
             rest ? rest : "");
  free(rest);
}

char *move_first_caption(Session *s) {
  Buf text;
  buf_init(&text, malloc_allocator());
  append_next(s, &text);
  char *caption = strdup(buf_str(&text));
  buf_free(&text);
  return caption;
}

/* Behind a MemoryError of the allocator, which has no text of its own: what is full. */
static void tell_memory(Buf *text) {
  static const char raised[] = "MemoryError() is raised";
  char *whole = strdup(buf_str(text)), *found = whole ? strstr(whole, raised) : NULL;
  if (found) {
    found += sizeof raised - 1;
    buf_clear(text);
    buf_printf(text, "%.*s (the %zu MiB of --memory are full)%s", (int)(found - whole), whole,
               (size_t)CTRL->memory_limit >> 20, found);
  }
  free(whole);
}

/* What the last step before now did; the log gets all that was passed since `from`. */
void move_tell(Session *s, Position from) {
  History *h = s->history;
  Position now = h->now;
  Buf text;
  buf_init(&text, malloc_allocator());
  Position since = now;
  if (now.event)
    since.event--;
  else if (now.instr)
    since.instr--;
  else if (s->granularity != STEP_LINE && from.line + 1 == now.line && from.instr)
    since = from;
  else if (now.line > 1)
    since = (Position){now.line - 1, 0, 0};
  bool ahead = position_compare(from, since) < 0 && now.line - from.line <= TELL_LINES;
  Position begin = ahead ? from : since;
  bool input = h->waiting_input;
  Model *earlier = NULL;
  if (position_compare(since, now) < 0 && !input && !h->finished && history_seek(h, since) == MOVE_OK) {
    earlier = model_build(h, s->tags, NULL, MODEL_MOST);
    if (earlier) prompt_place(s, earlier);
    history_seek(h, now);
  }
  if (position_compare(begin, now) < 0 && begin.line >= 1) {
    StepStory story;
    if (story_tell(h, s->tags, begin, now, &story)) {
      log_merge(s, begin, now, story.rows, story.count);
      if (ahead) { /* the caption is of the last step alone */
        StepStory last;
        if (story_tell(h, s->tags, since, now, &last)) buf_text(&text, last.caption ? last.caption : "");
        story_free(&last);
      } else
        buf_text(&text, story.caption ? story.caption : "");
    }
    story_free(&story);
  }
  tell_memory(&text);
  if (input) history_step_line(h, 1); /* to where it waits */
  free(s->caption);
  s->caption = NULL;
  session_model(s);
  if (s->model) {
    if (earlier) {
      if (earlier->instruction && s->granularity != STEP_LINE && !now.event)
        prepend_instruction(earlier, &text);
      append_changes(s, earlier, &text);
      append_output(s, earlier->output_length, &text);
      if (earlier->running >= 0 && earlier->file && s->model->file &&
          (s->model->idle || strcmp(earlier->file, s->model->file) == 0))
        s->model->previous_line = earlier->line;
    }
    const char *collector = collector_caption(s);
    if (collector) {
      buf_clear(&text);
      buf_text(&text, collector);
    } else
      append_next(s, &text);
    free(s->caption);
    s->caption = strdup(buf_str(&text));
    s->model->caption = s->caption ? s->caption : "";
  }
  model_free(earlier);
  buf_free(&text);
}

/* ---- the command ---- */

static void remember(Jump *stack, size_t *count, Jump p) {
  if (*count == MOST_UNDO) memmove(stack, stack + 1, (--*count) * sizeof *stack);
  stack[(*count)++] = p;
}

/* What a stop came to, and how to go on: s, S and c are words of line mode too. */
static char *stopped_text(Session *s) {
  History *h = s->history;
  const Model *m = session_model(s);
  if (!m || !m->line) return strdup("stopped: c goes on, s and S step forward and back");
  char place[100], *text = NULL;
  bool own = strcmp(m->file, s->options.program.path) == 0 || session_is_prompt(s);
  snprintf(place, sizeof place, "line %d%s%.60s", m->line, own ? "" : " of ",
           own ? "" : session_short_path(s, m->file));
  int n = h->left
              ? asprintf(&text, "stopped inside %s: this is the moment before it; c begins it again", place)
              : asprintf(&text, "stopped before %s: c goes on, s and S step forward and back", place);
  return n < 0 ? NULL : text;
}

static char *no_such_mark(const Session *s, const char *name) {
  Buf out;
  buf_init(&out, malloc_allocator());
  if (name)
    buf_printf(&out, "there is no mark `%s`", name);
  else
    buf_text(&out, "to which mark?");
  for (size_t i = 0; i < s->mark_count; i++)
    buf_printf(&out, "%s `%s`", i ? "," : name ? "; there are" : " There are", s->marks[i].name);
  if (!s->mark_count)
    buf_text(&out, name ? "; `mark NAME` makes one" : " There is none yet: `mark NAME` makes one");
  char *text = strdup(buf_str(&out));
  buf_free(&out);
  return text;
}

static Reply move_done(Session *s, Reply reply) {
  if (reply.moved) breaks_forget_met(s);
  if (reply.moved && !s->quiet) display_append(s, &reply);
  return reply;
}

Reply move_command(Session *s, CommandId id, uint64_t count, const char *argument) {
  if (id == CMD_BRANCH && !argument) return branch_list(s);
  History *h = s->history;
  Position from = h->now;
  Jump here = {from, s->branch};
  if (!s->quiet) session_model(s);
  free(s->hit);
  s->hit = NULL;
  char *error = NULL, *said = NULL;
  MoveResult r = MOVE_OK;
  bool jump = true;
  int32_t frame_up = s->frame_up;
  s->frame_up = 0; /* conditions are asked of the function that runs, not of the one looked at */
  history_begin(h);
  switch (id) {
  case CMD_STEP: r = not_past_exit(h, from, step_many(s, count, 1)), jump = count > 1; break;
  case CMD_BACK_STEP: r = step_many(s, count, -1), jump = count > 1; break;
  case CMD_NEXT: r = not_past_exit(h, from, over(s, count)); break;
  case CMD_BACK_NEXT: r = back_over(s, count); break;
  case CMD_FINISH: r = not_past_exit(h, from, out(s, count)); break;
  case CMD_BACK_FINISH: r = back_out(s, count); break;
  case CMD_RUN: r = run_to_hit(s, 1); break;
  case CMD_BACK_RUN: r = run_to_hit(s, -1); break;
  case CMD_GOTO: r = go_to(s, argument, &error); break;
  case CMD_UNTIL:
    r = argument ? to_source_line(s, argument, &error) : not_past_exit(h, from, past_line(s));
    break;
  case CMD_COLLECTION:
  case CMD_NEXT_PHASE:
  case CMD_BACK_PHASE: r = collector_move(s, id, count, argument, &error); break;
  case CMD_GC_STEP:
  case CMD_BACK_GC_STEP:
    r = collector_move(s, id, count, argument, &error);
    jump = count > 1;
    break;
  case CMD_START: r = history_seek(h, (Position){1, 0, 0}); break;
  case CMD_END: r = to_exit(h); break;
  case CMD_LAST:
    if (argument) {
      r = last_change(s, argument, &error);
      if (r == MOVE_OK && position_compare(from, h->now) == 0)
        said = strdup("it changed in the step just before this moment");
    } else
      error = strdup("the last change of what? Give a name or #number");
    break;
  case CMD_WHEN:
    if (argument)
      r = first_when(s, argument);
    else
      error = strdup("when what is true? Give an expression");
    break;
  case CMD_RETURN_TO: {
    const Mark *found = NULL;
    for (size_t i = 0; i < s->mark_count; i++)
      if (argument && strcmp(s->marks[i].name, argument) == 0) found = &s->marks[i];
    if (found) {
      if (!branch_shares(s, found)) branch_switch(s, found->branch);
      r = history_seek(h, found->at);
    } else
      error = no_such_mark(s, argument);
    break;
  }
  case CMD_UNDO:
  case CMD_REDO: {
    Jump *stack = id == CMD_UNDO ? s->undo : s->redo;
    size_t *n = id == CMD_UNDO ? &s->undo_count : &s->redo_count;
    jump = false;
    if (!*n) {
      error = strdup(id == CMD_UNDO ? "there is no jump to undo" : "there is nothing to redo");
      break;
    }
    Jump to = stack[--*n];
    if (id == CMD_UNDO)
      remember(s->redo, &s->redo_count, here);
    else
      remember(s->undo, &s->undo_count, here);
    if (to.branch != s->branch && s->branches[to.branch].name[0]) branch_switch(s, to.branch);
    r = history_seek(h, to.at);
    break;
  }
  case CMD_FORK: r = branch_fork(s, argument, &said, &error); break;
  case CMD_BRANCH: r = branch_go(s, argument, &said, &error); break;
  default: break;
  }
  if (id == CMD_BRANCH || id == CMD_FORK || id == CMD_UNDO || id == CMD_REDO)
    collector_forget(s); /* another branch has other collections */
  if (error) {
    s->frame_up = frame_up;
    return (Reply){.error = true, .text = error, .result = MOVE_FAILED};
  }
  bool switched = here.branch != s->branch;
  bool moved = position_compare(from, h->now) != 0 || switched;
  if (switched) from = h->now; /* nothing between the two moments to tell */
  if (moved) {
    if (jump) remember(s->undo, &s->undo_count, here);
    model_free(s->before);
    s->before = s->model;
    s->model = NULL;
    if (s->before) s->before->caption = "";
  } else {
    move_forget_model(s);
    s->frame_up = frame_up;
  }
  if (s->quiet) {
    free(s->caption);
    s->caption = NULL;
  } else
    move_tell(s, from);
  Reply reply = {.result = r, .moved = moved};
  if (said && r != MOVE_FAILED) {
    reply.text = said;
    return move_done(s, reply);
  }
  free(said);
  switch (r) {
  case MOVE_START: reply.text = strdup("this is the beginning of the program"); break;
  case MOVE_END:
    if (s->hit) {
      reply.text = s->hit;
      s->hit = NULL;
    } else if (asprintf(&reply.text, "the program has %s (exit status %d)",
                        h->finished ? "ended" : "come to its end", VM->exit_status) < 0)
      reply.text = NULL;
    break;
  case MOVE_INTERRUPTED: reply.text = stopped_text(s); break;
  case MOVE_INPUT: reply.text = strdup("the program asks for a line of input: i types it"); break;
  case MOVE_NOT_FOUND:
    reply.text = s->hit ? s->hit : strdup("not found: we are where we were");
    s->hit = NULL;
    break;
  case MOVE_FAILED:
    reply.error = true;
    reply.text = strdup("out of memory: try a smaller --history");
    break;
  default:
    if (s->hit) {
      reply.text = s->hit;
      s->hit = NULL;
    } else if (!moved && r == MOVE_OK)
      reply.text = strdup("we are there already");
  }
  return move_done(s, reply);
}
