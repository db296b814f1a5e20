/* lastref selfcheck: runs a program, then seeks to random positions and checks that the state there never
 * depends on the path. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "heap/gc.h"
#include "history/clock.h"
#include "vm/fiber.h"

static uint64_t next_random(uint64_t *state) { /* splitmix64 (Steele, Lea, Flood 2014) */
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* ---- inside collections ---- */

typedef struct Moment { /* a position inside a collection, after an event */
  Position at;
  EventKind kind;
  uint64_t digest; /* 0: not visited yet */
} Moment;

static struct {
  Position at;
  Moment *kept[EVENT_KINDS]; /* by kind, so that the rare ones are visited too */
  size_t count[EVENT_KINDS], seen[EVENT_KINDS], share;
  uint64_t random;
} moments;

static void moment_line(void) {
  uint64_t line = vm_lines();
  if (line != moments.at.line) moments.at = (Position){line, UINT32_MAX, 0};
}
static void moment_instruction(void *frame, const uint32_t *next) {
  (void)frame, (void)next;
  moment_line();
  moments.at.instr++; /* the first one of a line is number 0 */
  moments.at.event = 0;
}
static void moment_event(EventKind kind, Object *o, intptr_t a, intptr_t b) {
  (void)o, (void)a, (void)b;
  moment_line();
  moments.at.event++;
  if (GC_STATE->running_generation < 0 || moments.at.instr == UINT32_MAX) return;
  size_t n = moments.seen[kind]++, place = n;
  if (n >= moments.share && (place = next_random(&moments.random) % (n + 1)) >= moments.share) return;
  moments.kept[kind][place] = (Moment){moments.at, kind, 0};
  if (moments.count[kind] <= place) moments.count[kind] = place + 1;
}

static int by_position(const void *a, const void *b) {
  return position_compare(((const Moment *)a)->at, ((const Moment *)b)->at);
}

/* Random jumps between the events of collections: near ones within a collection and far ones; steps of one
 * event forward and back. The state after an event must be the same on every way to it. */
static size_t check_collections(History *h, size_t jumps, uint64_t seed, bool audit) {
  static const Observer sink = {moment_event, moment_instruction, NULL};
  moments.share = jumps / 100 + 4; /* each is visited a few times */
  moments.random = seed;
  for (int k = 0; k < EVENT_KINDS; k++)
    if (!(moments.kept[k] = calloc(moments.share, sizeof(Moment)))) return 1;
  history_seek(h, (Position){1, 0, 0});
  history_replay(h, h->now, (Position){h->end, 0, 0}, &sink, ~0u);
  Moment *all = calloc(moments.share * EVENT_KINDS, sizeof *all);
  size_t count = 0, events = 0, wrong = 0, again = 0;
  int kinds = 0;
  if (!all) return 1;
  for (int k = 0; k < EVENT_KINDS; k++) {
    memcpy(all + count, moments.kept[k], moments.count[k] * sizeof *all);
    count += moments.count[k];
    events += moments.seen[k];
    kinds += moments.count[k] != 0;
    free(moments.kept[k]);
  }
  if (!count) {
    printf("no collection ran\n");
    free(all);
    return 1;
  }
  qsort(all, count, sizeof *all, by_position);
  size_t here = 0;
  for (size_t i = 0; i < jumps; i++) {
    uint64_t r = next_random(&moments.random);
    here = r & 1 ? (here + count - 8 + (r >> 8) % 17) % count : (r >> 8) % count;
    Moment *m = &all[here];
    MoveResult moved = history_seek(h, m->at);
    if (moved != MOVE_OK || position_compare(h->now, m->at) != 0) {
      wrong++;
      fprintf(stderr, "line event %llu, instruction %u, event %u cannot be reached\n",
              (unsigned long long)m->at.line, m->at.instr, m->at.event);
      continue;
    }
    uint64_t digest = history_digest(h);
    again += m->digest != 0;
    if (m->digest && m->digest != digest) {
      wrong++;
      fprintf(stderr, "the state at line event %llu, instruction %u, event %u depends on the path\n",
              (unsigned long long)m->at.line, m->at.instr, m->at.event);
    }
    m->digest = digest;
    if (audit && i % 8 == 0 && m->kind != EV_BORN) { /* what is just born is in nobody's hands yet */
      char *message = model_audit();
      if (message) {
        wrong++;
        fprintf(stderr, "line event %llu, instruction %u, event %u: %s\n", (unsigned long long)m->at.line,
                m->at.instr, m->at.event, message);
        free(message);
      }
    }
    if (r >> 60) continue; /* now and then a step forward and back, event by event */
    history_step_event(h, 1);
    history_step_event(h, -1);
    if (position_compare(h->now, m->at) == 0 && history_digest(h) != digest) {
      wrong++;
      fprintf(stderr, "the state at line event %llu, instruction %u, event %u differs after a step\n",
              (unsigned long long)m->at.line, m->at.instr, m->at.event);
    }
  }
  printf("%zu events of %d kinds inside collections; %zu jumps between %zu of them, %zu to a place seen "
         "before; %zu wrong\n",
         events, kinds, jumps, count, again, wrong + (size_t)h->divergences);
  free(all);
  return wrong;
}

int cli_selfcheck(const CliOptions *o) {
  char *text;
  size_t length;
  if (!cli_load(o->file, &text, &length)) return EXIT_USAGE;
  SessionOptions so = cli_session_options(o, text, length);
  so.history.verify = true;
  const char *why = "";
  History *h = history_new(&so.program, &so.history, so.memory_budget, &why);
  if (!h) {
    fprintf(stderr, "lastref: %s\n", why);
    return 1;
  }
  h->inputs.root = so.root;
  h->inputs.files = so.files;
  h->inputs.frozen_clock = 1700000000ll * 1000000000;
  MoveResult r = history_start(h);
  if (r == MOVE_OK) r = history_to_end(h);
  uint64_t last = h->now.line;
  size_t seeks = o->max_steps ? o->max_steps : 200, wrong = 0, instrs = 0;
  uint64_t random = o->seed + 1;
  if (o->collections) {
    bool failed = r != MOVE_END || check_collections(h, seeks, random, o->audit) || h->divergences;
    history_free(h);
    free(text);
    return failed;
  }
  size_t known_room = last < 2000000 ? (size_t)last + 1 : 0;
  uint64_t *known = calloc(known_room + 1, sizeof *known);
  double *times = calloc(seeks, sizeof *times), *backs = calloc(seeks, sizeof *backs);
  if (!known || !times || !backs) return 1;
  for (size_t i = 0; i < seeks; i++) {
    uint64_t line = 1 + next_random(&random) % last;
    double t0 = clock_seconds();
    history_seek(h, (Position){line, 0, 0});
    times[i] = clock_seconds() - t0;
    if (line < known_room) {
      uint64_t d = history_digest(h);
      if (known[line] && known[line] != d) {
        wrong++;
        fprintf(stderr, "the state at line event %llu depends on the path\n", (unsigned long long)line);
      }
      known[line] = d;
      /* One more line and back again; into the line and back. */
      uint32_t k = (uint32_t)(next_random(&random) % 4);
      if (k == 0 && line < last) {
        history_step_line(h, 1);
        history_step_line(h, -1);
      } else if (k == 1 && !h->finished) {
        instrs++;
        history_seek(h, (Position){line, 1 + (uint32_t)(next_random(&random) % 5), 0});
        history_seek(h, (Position){line, 0, 0});
      }
      if (h->now.line == line && history_digest(h) != d) {
        wrong++;
        fprintf(stderr, "the state at line event %llu differs after a step and its undoing\n",
                (unsigned long long)line);
      }
    }
    if (h->now.line > 1) {
      t0 = clock_seconds();
      history_step_line(h, -1);
      backs[i] = clock_seconds() - t0;
    }
    if (o->audit && i % 16 == 0) {
      char *message = model_audit();
      if (message) {
        wrong++;
        fprintf(stderr, "line event %llu: %s\n", (unsigned long long)h->now.line, message);
        free(message);
      }
    }
  }
  qsort(times, seeks, sizeof *times, by_value);
  qsort(backs, seeks, sizeof *backs, by_value);
  printf("%llu line events, %zu seeks (%zu into a line), %zu checkpoints, %.1f MiB; seek p50 %.2f ms p99 "
         "%.2f ms; back p50 %.2f ms p99 %.2f ms; %zu wrong\n",
         (unsigned long long)last - 1, seeks, instrs, h->point_count,
         (double)page_store_bytes(h->store) / (1 << 20), times[seeks / 2] * 1e3,
         times[seeks * 99 / 100] * 1e3, backs[seeks / 2] * 1e3, backs[seeks * 99 / 100] * 1e3,
         wrong + h->divergences);
  bool bad = wrong || h->divergences;
  free(known);
  free(times);
  free(backs);
  history_free(h);
  free(text);
  return bad;
}
