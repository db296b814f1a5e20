/* The command `lastref`. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "vm/fiber.h"
#include "vm/host.h"

/* ---- a host without history: the engine talks to the process directly ---- */

typedef struct Direct {
  char *line;
  size_t line_size;
  char *file;
} Direct;

static void direct_write(void *data, int stream, const char *bytes, size_t n, uint64_t position) {
  (void)data, (void)position;
  while (n > 0) {
    ssize_t done = write(stream, bytes, n);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return;
    bytes += done;
    n -= (size_t)done;
  }
}
static int64_t direct_read_line(void *data, uint64_t index, const char **line) {
  (void)index;
  Direct *d = data;
  ssize_t n = getline(&d->line, &d->line_size, stdin);
  *line = d->line;
  return n < 0 ? 0 : n;
}
static int64_t direct_clock_ns(void *data, uint64_t index, ClockKind kind) {
  (void)data, (void)index;
  struct timespec t;
  if (kind == CLOCK_KIND_LOCAL_OFFSET) {
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    return (int64_t)local.tm_gmtoff * 1000000000;
  }
  clock_gettime(kind == CLOCK_KIND_TIME        ? CLOCK_REALTIME
                : kind == CLOCK_KIND_MONOTONIC ? CLOCK_MONOTONIC
                                               : CLOCK_PROCESS_CPUTIME_ID,
                &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}
static uint64_t direct_entropy(void *data, uint64_t index) {
  (void)data, (void)index;
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (uint64_t)t.tv_nsec * 0x9e3779b97f4a7c15u ^ (uint64_t)t.tv_sec;
}
static char *read_file(const char *path, int64_t *length) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat st;
  if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
    if (fd >= 0) {
      errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
      close(fd);
    }
    return NULL;
  }
  char *bytes = malloc((size_t)st.st_size + 1);
  ssize_t n = bytes ? read(fd, bytes, (size_t)st.st_size) : -1;
  close(fd);
  if (n < 0) {
    free(bytes);
    return NULL;
  }
  bytes[n] = 0;
  *length = n;
  return bytes;
}
static int64_t direct_file(void *data, uint64_t index, const char *path, const char **bytes) {
  (void)index;
  Direct *d = data;
  int64_t length = -1;
  free(d->file);
  d->file = read_file(path, &length);
  *bytes = d->file;
  return d->file ? length : -1;
}
static void direct_sleep_ns(void *data, uint64_t index, int64_t ns) {
  (void)data, (void)index;
  struct timespec t = {ns / 1000000000, ns % 1000000000};
  nanosleep(&t, NULL);
}
static const HostOps direct_ops = {direct_write, direct_read_line, direct_clock_ns, direct_entropy, direct_file, direct_sleep_ns};

static int command_run(int argc, char **argv) {
  ProgramKind kind = PROGRAM_SCRIPT;
  const char *stdlib = NULL;
  while (argc > 0 && argv[0][0] == '-' && argv[0][1]) {
    if (!strcmp(argv[0], "--as-prompt")) kind = PROGRAM_AS_PROMPT;
    else if (!strcmp(argv[0], "--stdlib") && argc > 1) {
      stdlib = argv[1];
      argc--, argv++;
    } else {
      fprintf(stderr, "lastref run: unknown option '%s'\n", argv[0]);
      return 2;
    }
    argc--, argv++;
  }
  if (argc < 1) {
    fprintf(stderr, "usage: lastref run [--as-prompt] [--stdlib DIR] FILE [ARGUMENTS]\n");
    return 2;
  }
  int64_t length = 0;
  char *text = read_file(argv[0], &length);
  if (text == NULL) {
    fprintf(stderr, "lastref: can't open file '%s': %s\n", argv[0], strerror(errno));
    return 2;
  }
  char *full = realpath(argv[0], NULL);
  const char *why = NULL;
  if (!arena_map((size_t)256 << 20, &why)) {
    fprintf(stderr, "lastref: %s\n", why);
    return 2;
  }
  Direct direct = {0};
  CTRL->host = &direct_ops;
  CTRL->host_data = &direct;
  CTRL->memory_limit = (uint64_t)256 << 20;
  CTRL->line_base = 0;
  CTRL->line_quota = INT64_MAX / 2;
  CTRL->countdown = INT64_MAX / 2;
  CTRL->instr_limit = CTRL->event_limit = -1;
  Program program = {.kind = kind,
                     .path = full ? full : argv[0],
                     .argv0 = argv[0],
                     .text = text,
                     .length = (size_t)length,
                     .argc = argc - 1,
                     .argv = (const char *const *)argv + 1,
                     .stdlib = stdlib};
  fiber_start(&program);
  while (fiber_resume() != PAUSE_FINISHED) {}
  return VM->exit_status;
}

int main(int argc, char **argv) {
  if (argc >= 2 && !strcmp(argv[1], "--version")) {
    printf("lastref %s\n", LASTREF_VERSION);
    return 0;
  }
  if (argc >= 2 && !strcmp(argv[1], "run")) return command_run(argc - 2, argv + 2);
  fprintf(stderr, "usage: lastref run FILE [ARGUMENTS]\n");
  return 2;
}
