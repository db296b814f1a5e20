#include "history/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/room.h"
#include "history/clock.h"
#include "vm/fiber.h"
#include "vm/inspect.h"

enum { POINT_PINNED = 1, POINT_LADDER = 2 };
enum { FIRST_STRIDE = 2048, MOST_POINTS = 1500, LADDER_POINTS = 48, NEAR = 24 };
#define CHECKPOINT_SHARE 0.015 /* of the run time */
#define PAUSE_SECONDS                                                                                        \
  0.001                      /* how often the engine is paused to look whether a checkpoint or a stop is due \
                              */
#define REPLAY_SECONDS 0.008 /* between checkpoints on ground that was run before */
#define NO_LIMIT       (-1)

static History
    *watcher; /* whom the observer's callbacks belong to: one history runs at a time, as there is one arena */

/* ---- checkpoints kept ---- */

static size_t point_after(const History *h, uint64_t line) { /* index of the first checkpoint past `line` */
  size_t low = 0, high = h->point_count;
  while (low < high) {
    size_t mid = (low + high) / 2;
    if (h->points[mid]->line <= line)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}
static Checkpoint *point_at_or_before(const History *h, uint64_t line) {
  size_t i = point_after(h, line);
  return i ? h->points[i - 1] : NULL;
}

static void point_drop(History *h, size_t i) {
  checkpoint_free(h->store, h->points[i]);
  memmove(h->points + i, h->points + i + 1, (h->point_count - i - 1) * sizeof *h->points);
  h->point_count--;
}

/* One state alone may be larger than the budget: then there is room for it and a little more, because
 * checkpoints close to each other share nearly all pages, and with none but the first and the last every step
 * back would run the program from its beginning. */
static size_t length_of(const ArenaRange ranges[ARENA_RANGES]) {
  size_t length = 0;
  for (int r = 0; r < ARENA_RANGES; r++) length += ranges[r].length;
  return length;
}
static size_t budget_now(const History *h) {
  size_t one = h->point_count ? length_of(h->points[h->point_count - 1]->ranges) : 0;
  return MAX(h->options.budget, one + one / 4);
}

/* Over budget: of the spread tier every second goes and the spacing doubles; of the ladder those far from
 * here. */
static void thin_out(History *h) {
  size_t ladder = 0;
  for (size_t i = 0; i < h->point_count; i++) ladder += (h->points[i]->flags & POINT_LADDER) != 0;
  while (ladder > LADDER_POINTS) {
    size_t farthest = 0;
    uint64_t distance = 0;
    for (size_t i = 0; i < h->point_count; i++) {
      if (!(h->points[i]->flags & POINT_LADDER)) continue;
      uint64_t line = h->points[i]->line, d = line > h->now.line ? line - h->now.line : h->now.line - line;
      if (d >= distance) distance = d, farthest = i;
    }
    point_drop(h, farthest);
    ladder--;
  }
  int rounds = 0;
  while ((page_store_bytes(h->store) > budget_now(h) || h->point_count > MOST_POINTS) && rounds++ < 40) {
    size_t kept = 0, seen = 0, before = h->point_count;
    for (size_t i = 0; i < before; i++) {
      Checkpoint *c = h->points[i];
      bool keep = i == 0 || (c->flags & POINT_PINNED) || (!(c->flags & POINT_LADDER) && seen++ % 2 == 1);
      if (keep)
        h->points[kept++] = c;
      else
        checkpoint_free(h->store, c);
    }
    h->point_count = kept;
    if (!h->options.every) h->spacing = h->spacing ? h->spacing * 2 : h->frontier / (kept ? kept : 1);
    if (kept == before) break;
  }
}

static Checkpoint *point_add(History *h, uint32_t flags) {
  size_t at = point_after(h, h->now.line);
  if (at && h->points[at - 1]->line == h->now.line) {
    Checkpoint *known = h->points[at - 1];
    if (!(flags & POINT_LADDER)) known->flags &= ~(uint32_t)POINT_LADDER;
    known->flags |= flags & POINT_PINNED;
    if (h->options.verify && !checkpoint_matches(known)) h->divergences++;
    return known;
  }
  if (!ROOM_FOR_ONE(h->points, h->point_count, h->point_room, 64)) return NULL;
  double began = clock_seconds();
  Checkpoint *c =
      checkpoint_take(h->store, at ? h->points[at - 1] : NULL, at < h->point_count ? h->points[at] : NULL);
  h->checkpoint_cost = clock_seconds() - began;
  if (!(flags & POINT_LADDER) && h->now.line >= h->frontier) h->checkpoint_seconds += h->checkpoint_cost;
  if (!c) return NULL;
  c->line = h->now.line;
  c->inputs = VM->input_index;
  c->flags = flags;
  memmove(h->points + at + 1, h->points + at, (h->point_count - at) * sizeof *h->points);
  h->points[at] = c;
  h->point_count++;
  if (page_store_bytes(h->store) > budget_now(h) || h->point_count > MOST_POINTS || (flags & POINT_LADDER))
    thin_out(h);
  return c;
}

/* Where the names have gone memory has little in common with any moment before: a large one is rather run to
 * again. */
static void point_add_end(History *h) {
  ArenaRange now[ARENA_RANGES];
  arena_ranges(now, fiber_stack_pointer());
  if (length_of(now) <= h->options.budget / 8) point_add(h, POINT_PINNED);
}

/* ---- running ---- */

static void observe_off(void) {
  memcpy(CTRL->dispatch, CTRL->dispatch_fast, sizeof CTRL->dispatch);
  CTRL->observe = 0;
  CTRL->instr_limit = CTRL->event_limit = NO_LIMIT;
}
static void observe_instructions(int64_t limit) {
  for (size_t i = 0; i < ARRAY_LEN(CTRL->dispatch); i++) CTRL->dispatch[i] = CTRL->dispatch_observe;
  CTRL->observe |= OBSERVE_INSTRUCTIONS;
  CTRL->instr_limit = limit;
}

static bool test_line(History *h, void *frame, const uint32_t *instr) {
  if (!h->test) return false;
  if (h->test_records) {
    uint64_t line = vm_lines();
    if (line < h->test_before && h->test(h->test_data, frame, instr)) h->test_hit = line;
    return false;
  }
  return h->test(h->test_data, frame, instr);
}

static bool watch_line(void *frame, const uint32_t *instr) {
  History *h = watcher;
  stop_guard();
  bool hit = test_line(h, frame, instr);
  h->forced = !hit && h->pause_soon;
  if (hit || h->forced)
    stop_unguard_to_pause();
  else
    stop_unguard();
  return hit || h->forced;
}

/* ---- stopping (history/stop.h) ---- */

static MoveResult forward(History *h, uint64_t target, bool *hit);
static void restore(History *h, const Checkpoint *c);

static bool stop_wanted(void *data) {
  History *h = data;
  if (!h->interrupted && (h->asked_to_stop || (h->stop_key && h->stop_key(h->progress_data)))) {
    h->asked_to_stop = false;
    h->interrupted = true;
  }
  return h->interrupted;
}
static void pause_at_next_line(void *data) {
  History *h = data;
  if (CTRL->observe) return; /* it pauses there anyhow */
  h->pause_soon = true;
  vm_watch_lines(true);
}
/* A question is stopped by its own clock too. */
static bool question_stop_wanted(void *data) {
  const History *h = data;
  return clock_seconds() > h->question_until || stop_wanted(data);
}
static void no_pause(void *data) { (void)data; }

/* The engine was left inside line `line`: back to the moment before it, or, when a person does not want to
 * wait for that either, to the checkpoint before. */
static void recover(History *h, uint64_t line) {
  const Hold *doing = RT->holds;
  h->left = true;
  snprintf(h->left_at, sizeof h->left_at, "%s", doing && doing->why ? doing->why : "");
  Checkpoint *c = point_at_or_before(h, line);
  const Observer *observer = CTRL->observer;
  LineTest test = h->test;
  h->test = NULL;
  restore(h, c);
  CTRL->observer = &h->observer;
  h->interrupted = false;
  if (!h->recovering) {
    h->recovering = true;
    forward(h, line, NULL);
    h->recovering = false;
  }
  h->interrupted = true;
  h->test = test;
  CTRL->observer = observer;
  if (test) vm_watch_lines(true);
}

/* Let the engine run for at most `lines` line events; sets now. The line clock counts the lines that ran:
 * paused before line n it stands at n - 1, inside line n at n. */
static int run(History *h, uint64_t lines) {
  bool inside = h->now.instr || h->now.event || h->waiting_input;
  CTRL->line_base = inside || !h->now.line ? h->now.line : h->now.line - 1;
  CTRL->line_quota = !h->now.line ? 0 : inside ? lines - 1 : lines;
  CTRL->countdown = (int64_t)CTRL->line_quota;
  CTRL->interrupt =
      h->inputs.interrupts && !inside && inputs_interrupted(&h->inputs, (size_t)VM->input_index, h->now.line);
  h->waiting_input = h->waiting_prompt = h->forced = false;
  if (h->pause_soon) {
    h->pause_soon = false;
    if (!CTRL->observe) vm_watch_lines(h->test != NULL);
  }
  int reason = stop_resume(&h->stop, h->point_count > 0);
  switch (reason) {
  case PAUSE_ABANDONED: recover(h, MAX(vm_lines(), 1)); break;
  case PAUSE_LINE: h->now = (Position){vm_lines() + 1, 0, 0}; break;
  case PAUSE_FINISHED:
    h->now = (Position){vm_lines() + 1, 0, 0};
    h->finished = true;
    h->end = h->now.line;
    break;
  case PAUSE_INPUT:
    h->waiting_input = true;
    h->now = (Position){vm_lines(), 0, 0};
    break;
  case PAUSE_PROMPT:
    h->waiting_prompt = true;
    h->now = (Position){vm_lines() + 1, 0, 0};
    break;
  default: break;
  }
  if (h->now.line > h->frontier) {
    h->frontier = h->now.line;
    h->frontier_waits = false;
  }
  if (h->waiting_input && h->now.line == h->frontier) h->frontier_waits = true;
  return reason;
}

static MoveResult result_of(int reason) {
  switch (reason) {
  case PAUSE_FINISHED: return MOVE_END;
  case PAUSE_INPUT: return MOVE_INPUT;
  case PAUSE_PROMPT: return MOVE_PROMPT;
  case PAUSE_ABANDONED: return MOVE_INTERRUPTED;
  default: return MOVE_OK;
  }
}

/* Is it time for a checkpoint of the spread tier? On new ground they may take their share of the run time; on
 * known ground, where a person is looking around, every few milliseconds of running are worth one. */
static bool spread_due(History *h, uint64_t last_point) {
  if (h->options.every) return h->now.line >= last_point + h->options.every;
  if (h->now.line < last_point + h->spacing) return false;
  if (h->now.line < h->frontier) return h->since_point > REPLAY_SECONDS;
  return h->checkpoint_seconds + h->checkpoint_cost <= CHECKPOINT_SHARE * h->run_seconds;
}

/* Forward at full speed to the pause before line `target`, leaving checkpoints. stop_at_hits: the line test
 * pauses. */
static MoveResult forward(History *h, uint64_t target, bool *hit) {
  if (h->now.instr || h->now.event) { /* leave the middle of the line */
    observe_off();
    if (h->test) vm_watch_lines(true); /* a search goes on watching */
    int reason = run(h, 1);
    if (reason != PAUSE_LINE) return result_of(reason);
    if (hit && h->test(h->test_data, VM->frame, VM->frame ? VM->frame->prev_instr : NULL)) {
      *hit = true;
      return MOVE_OK;
    }
  }
  while (h->now.line < target && !h->finished) {
    bool spread = !h->options.no_checkpoints;
    uint64_t from = h->now.line, next = MIN(target, from + (h->options.every ? h->options.every : h->stride));
    if (h->inputs.interrupts)
      next = MIN(next, inputs_next_interrupt(&h->inputs, (size_t)VM->input_index, from));
    double began = clock_seconds();
    int reason = run(h, next - from);
    double took = clock_seconds() - began;
    if (h->now.line >= h->frontier) h->run_seconds += took;
    h->since_point += took;
    h->replayed_lines += h->now.line - from;
    if (next - from == h->stride) { /* pauses about a millisecond apart */
      if (took < PAUSE_SECONDS / 2 && h->stride < (1u << 30))
        h->stride *= 2;
      else if (took > PAUSE_SECONDS * 2 && h->stride > 16)
        h->stride /= 2;
    }
    if (reason != PAUSE_LINE) return result_of(reason);
    if (h->test && h->test_records && h->now.line < h->test_before && /* a line paused at is not reported */
        h->test(h->test_data, VM->frame, VM->frame ? VM->frame->prev_instr : NULL))
      h->test_hit = h->now.line;
    if (h->forced && h->stride > 16) h->stride /= 2;
    if (hit && h->now.line < next && !h->forced) {
      *hit = true;
      return MOVE_OK;
    }
    if (spread) {
      const Checkpoint *before = point_at_or_before(h, h->now.line);
      if (spread_due(h, before ? before->line : 0)) {
        size_t after = point_after(h, h->now.line);
        bool wanted = after == h->point_count || h->points[after]->line > h->now.line + h->spacing / 2;
        if (wanted || h->options.every) point_add(h, 0);
        h->since_point = 0;
      }
    }
    if (hit && h->test && h->now.line == next &&
        h->test(h->test_data, VM->frame, VM->frame ? VM->frame->prev_instr : NULL)) {
      *hit = true;
      return MOVE_OK;
    }
    if (history_stop_wanted(h)) return MOVE_INTERRUPTED;
  }
  return h->finished ? MOVE_END : MOVE_OK;
}

static void restore(History *h, const Checkpoint *c) {
  checkpoint_restore(c);
  h->now = (Position){c->line, 0, 0};
  h->finished = h->end && c->line == h->end;
  h->since_point = 0;
  h->waiting_input = h->waiting_prompt = false;
  observe_off();
  h->seeks++;
}

/* Run on to `line`, leaving a few checkpoints close behind it, so that further steps back are short. */
static MoveResult forward_with_ladder(History *h, uint64_t line) {
  while (!h->options.no_checkpoints && line > h->now.line + 2 * NEAR) {
    uint64_t left = line - h->now.line;
    MoveResult r = forward(h, left > 8 * NEAR ? h->now.line + left - left / 4 : line - NEAR, NULL);
    if (r != MOVE_OK) return r;
    point_add(h, POINT_LADDER);
    if (h->now.line + NEAR >= line) break;
  }
  return forward(h, line, NULL);
}

static MoveResult to_line(History *h, uint64_t line) {
  if (line < 1) line = 1;
  bool inside = h->now.instr || h->now.event || h->waiting_input;
  bool back = line < h->now.line || (line == h->now.line && inside);
  Checkpoint *best = point_at_or_before(h, line);
  if (best && (back || best->line > h->now.line + (inside ? 1 : 0))) {
    restore(h, best);
    return forward_with_ladder(h, line);
  }
  return forward(h, line, NULL);
}

static MoveResult into_line(History *h, uint32_t instr, uint32_t event) {
  if (!instr && !event) return MOVE_OK;
  CTRL->observer = &h->observer;
  uint64_t line = h->now.line;
  int reason;
  if (instr) {
    observe_instructions(instr);
    reason = run(h, 1);
    if (reason != PAUSE_INSTR) {
      observe_off();
      return result_of(reason);
    }
    h->now = (Position){line, instr, 0};
  }
  if (event) {
    observe_instructions(1);
    CTRL->observe = ~0u;
    CTRL->event_limit = event;
    reason = run(h, 1);
    CTRL->observe = OBSERVE_INSTRUCTIONS;
    if (reason != PAUSE_EVENT) {
      observe_off();
      if (reason == PAUSE_INSTR) h->now = (Position){line, instr + 1, 0};
      return result_of(reason);
    }
    h->now = (Position){line, instr, event};
  }
  return MOVE_OK;
}

/* ---- the interface ---- */

History *history_new(const Program *program, const HistoryOptions *options, size_t memory_budget,
                     const char **why) {
  if (!arena_map(memory_budget ? memory_budget : ARENA_DEFAULT_BUDGET, why)) return NULL;
  History *h = calloc(1, sizeof *h);
  if (!h || !(h->store = page_store_new())) {
    free(h);
    *why = "out of memory";
    return NULL;
  }
  h->program = *program;
  if (options) h->options = *options;
  if (!h->options.budget) h->options.budget = 256u << 20;
  h->spacing = h->options.every;
  h->stride = FIRST_STRIDE;
  inputs_init(&h->inputs);
  h->inputs.seed = program->seed;
  h->inputs.stdlib = program->stdlib;
  h->observer.line = watch_line;
  h->stop = (StopHooks){stop_wanted, pause_at_next_line, h};
  return h;
}

void history_free(History *h) {
  if (!h) return;
  while (h->point_count) point_drop(h, h->point_count - 1);
  free(h->points);
  page_store_free(h->store);
  inputs_free(&h->inputs);
  free(h);
}

MoveResult history_start(History *h) {
  watcher = h;
  CTRL->host = &inputs_host_ops;
  CTRL->host_data = &h->inputs;
  CTRL->observer = &h->observer;
  h->now = (Position){0};
  fiber_start(&h->program);
  int reason = run(h, 1);
  if (reason == PAUSE_LINE || reason == PAUSE_PROMPT) point_add(h, POINT_PINNED);
  return result_of(reason);
}

MoveResult history_seek(History *h, Position target) {
  h->interrupted = false;
  int order = position_compare(target, h->now);
  if (order == 0 && !h->waiting_input) return h->finished ? MOVE_END : MOVE_OK;
  bool same_line = target.line == h->now.line && order > 0 && !h->now.instr && !h->now.event && !h->finished;
  if (!same_line) {
    MoveResult r = to_line(h, target.line);
    if (r != MOVE_OK) return r;
  }
  return into_line(h, target.instr, target.event);
}

MoveResult history_to_end(History *h) {
  h->interrupted = false;
  if (h->end) return history_seek(h, (Position){h->end, 0, 0});
  MoveResult r = forward(h, UINT64_MAX, NULL);
  if (r == MOVE_END) point_add_end(h);
  return r;
}

MoveResult history_step_line(History *h, int direction) {
  if (direction > 0) {
    if (h->finished) return MOVE_END;
    return history_seek(h, (Position){h->now.line + 1, 0, 0});
  }
  if (h->now.instr || h->now.event || h->waiting_input) return history_seek(h, (Position){h->now.line, 0, 0});
  if (h->now.line <= 1) return MOVE_START;
  return history_seek(h, (Position){h->now.line - 1, 0, 0});
}

/* Stopped on the way: back to where the step began. */
static MoveResult stay(History *h, Position at) {
  history_seek(h, at);
  return MOVE_INTERRUPTED;
}

typedef struct InstrCount {
  Observer sink;
  uint32_t instrs, events;
} InstrCount;
static InstrCount *counting;
static void count_instr(void *frame, const uint32_t *next) {
  (void)frame, (void)next;
  counting->instrs++;
  counting->events = 0;
}
static void count_event(EventKind kind, Object *o, intptr_t a, intptr_t b) {
  (void)kind, (void)o, (void)a, (void)b;
  counting->events++;
}

/* Runs the rest of the line with counting on. */
static void count_line(History *h, uint64_t line, InstrCount *count) {
  *count = (InstrCount){.sink = {count_event, count_instr, NULL}};
  counting = count;
  history_replay(h, (Position){line, 0, 0}, (Position){line + 1, 0, 0}, &count->sink, 0);
}

uint32_t history_line_instrs(History *h, uint64_t line) {
  InstrCount count;
  count_line(h, line, &count);
  return count.instrs;
}

MoveResult history_step_instr(History *h, int direction) {
  Position p = h->now;
  if (direction > 0) {
    if (h->finished) return MOVE_END;
    return history_seek(h, (Position){p.line, p.instr + 1, 0});
  }
  if (p.event) return history_seek(h, (Position){p.line, p.instr, 0});
  if (p.instr) return history_seek(h, (Position){p.line, p.instr - 1, 0});
  if (p.line <= 1) return MOVE_START;
  uint32_t n = history_line_instrs(h, p.line - 1);
  if (h->interrupted) return stay(h, p);
  return history_seek(h, (Position){p.line - 1, n ? n - 1 : 0, 0});
}

/* How many events the instruction at {line, instr} reports. */
static uint32_t instr_events(History *h, Position at) {
  if (history_seek(h, (Position){at.line, at.instr, 0}) != MOVE_OK) return 0;
  InstrCount count = {.sink = {count_event, count_instr, NULL}};
  counting = &count;
  CTRL->observer = &count.sink;
  observe_instructions(1);
  CTRL->observe = ~0u;
  uint64_t line = h->now.line;
  int reason = run(h, 1);
  uint32_t events = count.events;
  observe_off();
  CTRL->observer = &h->observer;
  if (reason == PAUSE_INSTR) h->now = (Position){line, at.instr + 1, 0};
  return events;
}

MoveResult history_step_event(History *h, int direction) {
  Position p = h->now;
  if (direction > 0) {
    if (h->finished) return MOVE_END;
    return history_seek(h, (Position){p.line, p.instr, p.event + 1});
  }
  if (p.event) return history_seek(h, (Position){p.line, p.instr, p.event - 1});
  MoveResult r = history_step_instr(h, -1);
  if (r != MOVE_OK) return r;
  Position before = h->now;
  uint32_t n = instr_events(h, before);
  if (h->interrupted) return stay(h, p);
  return history_seek(h, (Position){before.line, before.instr, n});
}

static void watch_on(History *h, LineTest test, void *data, bool records, uint64_t before) {
  h->test = test;
  h->test_data = data;
  h->test_records = records;
  h->test_before = before;
  h->test_hit = 0;
  vm_watch_lines(true);
  CTRL->observer = &h->observer;
}
static void watch_off(History *h) {
  h->test = NULL;
  vm_watch_lines(false);
}

static MoveResult find_forward(History *h, LineTest test, void *data) {
  Position from = h->now;
  if (h->finished) return MOVE_END;
  if (h->now.instr || h->now.event) observe_off();
  watch_on(h, test, data, false, 0);
  bool hit = false;
  MoveResult r = forward(h, UINT64_MAX, &hit);
  watch_off(h);
  if (hit) return MOVE_OK;
  if (r == MOVE_END) point_add_end(h);
  (void)from;
  return r;
}

static MoveResult find_back(History *h, LineTest test, void *data) {
  Position from = h->now;
  bool inside = from.instr || from.event || h->waiting_input;
  uint64_t before = inside ? from.line + 1 : from.line, upto = before;
  while (upto > 1) {
    Checkpoint *c = point_at_or_before(h, upto - 1);
    if (!c) break;
    uint64_t first = c->line;
    restore(h, c);
    uint64_t hit_at_start = test(data, VM->frame, VM->frame ? VM->frame->prev_instr : NULL) ? first : 0;
    watch_on(h, test, data, true, upto);
    MoveResult r = upto - 1 > first ? forward(h, upto - 1, NULL) : MOVE_OK;
    uint64_t hit = h->test_hit ? h->test_hit : hit_at_start;
    watch_off(h);
    if (r == MOVE_INTERRUPTED) return stay(h, from);
    if (hit) return history_seek(h, (Position){hit, 0, 0});
    upto = first;
    if (first <= 1) break;
  }
  history_seek(h, from);
  return MOVE_NOT_FOUND;
}

MoveResult history_find(History *h, int direction, LineTest test, void *data) {
  h->interrupted = false;
  return direction > 0 ? find_forward(h, test, data) : find_back(h, test, data);
}

/* The observer of a replay is the host's: the engine is not left while it is told something. */
static const Observer *told;
static void tell_event(EventKind kind, Object *o, intptr_t a, intptr_t b) {
  stop_guard();
  told->event(kind, o, a, b);
  stop_unguard();
}
static void tell_instruction(void *frame, const uint32_t *next) {
  stop_guard();
  told->instruction(frame, next);
  stop_unguard();
}

MoveResult history_replay(History *h, Position from, Position to, const Observer *sink, uint32_t bits) {
  MoveResult r = history_seek(h, from);
  if (r != MOVE_OK) return r;
  told = sink;
  const Observer guarded = {sink->event ? tell_event : NULL, sink->instruction ? tell_instruction : NULL,
                            NULL};
  CTRL->observer = &guarded;
  while (r == MOVE_OK && position_compare(h->now, to) < 0) {
    bool last = h->now.line == to.line;
    CTRL->observe = bits | OBSERVE_INSTRUCTIONS;
    int reason;
    Position at = h->now;
    if (last && to.instr > at.instr) {
      observe_instructions(to.instr - at.instr);
      reason = run(h, 1);
      if (reason == PAUSE_INSTR) h->now = (Position){at.line, to.instr, 0};
    } else if (last) { /* the last instruction in part */
      observe_instructions(1);
      CTRL->observe = ~0u;
      CTRL->event_limit = to.event - at.event;
      reason = run(h, 1);
      if (reason == PAUSE_EVENT)
        h->now = to;
      else if (reason == PAUSE_INSTR)
        h->now = (Position){at.line, at.instr + 1, 0};
    } else {
      observe_instructions(NO_LIMIT);
      reason = run(h, 1);
    }
    r = result_of(reason);
    if (r == MOVE_OK && history_stop_wanted(h)) r = MOVE_INTERRUPTED;
  }
  observe_off();
  CTRL->observer = &h->observer;
  return r;
}

MoveResult history_replay_lines(History *h, uint64_t from, uint64_t to, const Observer *sink, uint32_t bits) {
  MoveResult r = history_seek(h, (Position){from, 0, 0});
  if (r != MOVE_OK) return r;
  told = sink;
  const Observer guarded = {sink->event ? tell_event : NULL, NULL, NULL};
  CTRL->observer = &guarded;
  CTRL->observe = bits & ~(uint32_t)OBSERVE_INSTRUCTIONS;
  r = forward(h, to, NULL);
  observe_off();
  CTRL->observer = &h->observer;
  return r;
}

void history_interrupt(History *h) {
  h->asked_to_stop = true;
  stop_look();
}

void history_begin(History *h) { h->asked_to_stop = h->interrupted = h->left = false; }

bool history_stop_wanted(History *h) {
  if (h->asked_to_stop || (h->progress && h->progress(h->progress_data, h->now.line))) {
    h->asked_to_stop = false;
    h->interrupted = true;
  }
  return h->interrupted;
}

bool history_raise_interrupt(History *h) {
  if (h->now.instr || h->now.event || h->waiting_input || h->finished) return false;
  if (!inputs_interrupt(&h->inputs, (size_t)VM->input_index, h->now.line, VM->output_length)) return false;
  size_t kept = 0;
  for (size_t i = 0; i < h->point_count; i++)
    if (h->points[i]->line <= h->now.line)
      h->points[kept++] = h->points[i];
    else
      checkpoint_free(h->store, h->points[i]);
  h->point_count = kept;
  h->frontier = h->now.line;
  h->end = 0;
  return true;
}

bool history_give_input(History *h, const char *text, size_t length) {
  if (!h->waiting_input) return false;
  return inputs_add_line(&h->inputs, text, length);
}

void history_keep_points(History *h, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < h->point_count; i++)
    if (h->points[i]->inputs <= count)
      h->points[kept++] = h->points[i];
    else
      checkpoint_free(h->store, h->points[i]);
  h->point_count = kept;
  bool waits = h->waiting_input || h->waiting_prompt; /* perhaps for what is answered now */
  if ((VM->input_index > count || waits) && kept) restore(h, h->points[kept - 1]);
}

void history_rewind(History *h) {
  while (h->point_count > 1) point_drop(h, h->point_count - 1);
  if (h->point_count) restore(h, h->points[0]);
}

uint64_t history_digest(History *h) {
  (void)h;
  return arena_digest();
}

static void give_up(void (*answer)(void *data, const char *text, size_t length, int failed), void *data) {
  char text[120];
  int n = snprintf(text, sizeof text,
                   "no answer within %d seconds: the question was given up, nothing has changed",
                   QUESTION_SECONDS);
  answer(data, text, (size_t)n, ANSWER_NONE);
}

MoveResult history_evaluate(History *h, Frame *frame, const char *text, size_t length,
                            void (*answer)(void *data, const char *text, size_t length, int failed),
                            void *data) {
  Checkpoint *here = checkpoint_take(h->store, point_at_or_before(h, h->now.line), NULL);
  if (!here) return MOVE_FAILED;
  Position now = h->now;
  bool finished = h->finished, input = h->waiting_input, prompt = h->waiting_prompt;
  observe_off();
  CTRL->request = REQUEST_EVALUATE;
  CTRL->request_text = text;
  CTRL->request_length = length;
  CTRL->request_frame = frame;
  CTRL->answer = answer;
  CTRL->answer_data = data;
  CTRL->host = &inputs_mute_ops; /* a question may neither print nor read */
  uint64_t base = CTRL->line_base, quota = CTRL->line_quota;
  int64_t countdown = CTRL->countdown;
  CTRL->countdown = INT64_MAX / 2; /* a question is limited by time, not by lines */
  CTRL->line_quota = (uint64_t)CTRL->countdown;
  const StopHooks stop = {question_stop_wanted, no_pause, h};
  h->interrupted = false;
  h->question_until = clock_seconds() + QUESTION_SECONDS;
  int reason = stop_resume(&stop, true);
  if (reason == PAUSE_ABANDONED && h->interrupted)
    answer(data, "stopped; nothing has changed", 28, ANSWER_STOPPED);
  else if (reason != PAUSE_ANSWERED)
    give_up(answer, data);
  CTRL->request = REQUEST_NONE;
  CTRL->host = &inputs_host_ops;
  checkpoint_restore(here);
  checkpoint_free(h->store, here);
  CTRL->line_base = base;
  CTRL->line_quota = quota;
  CTRL->countdown = countdown;
  h->now = now;
  h->finished = finished;
  h->waiting_input = input;
  h->waiting_prompt = prompt;
  return MOVE_OK;
}
