/* lastref selfcheck: runs a program, then seeks to random positions and checks that the state there never
 * depends on the path. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/cli.h"
#include "vm/fiber.h"

static uint64_t next_random(uint64_t *state) { /* splitmix64 (Steele, Lea, Flood 2014) */
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
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
  size_t known_room = last < 2000000 ? (size_t)last + 1 : 0;
  uint64_t *known = calloc(known_room + 1, sizeof *known);
  double *times = calloc(seeks, sizeof *times), *backs = calloc(seeks, sizeof *backs);
  if (!known || !times || !backs) return 1;
  for (size_t i = 0; i < seeks; i++) {
    uint64_t line = 1 + next_random(&random) % last;
    double t0 = seconds();
    history_seek(h, (Position){line, 0, 0});
    times[i] = seconds() - t0;
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
      t0 = seconds();
      history_step_line(h, -1);
      backs[i] = seconds() - t0;
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
