/* Saving as the person goes: a dropped connection loses nothing. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/room.h"
#include "history/clock.h"
#include "session/internal.h"
#include "session/save.h"

enum { KEPT = 40, DIGEST_BYTES = 16 << 20 };
#define LITTLE 0.005 /* seconds */
#define SHARE  0.05  /* of the time a person takes, at most */

/* The folder, made if `make`: malloc'ed, NULL when there is none. */
static char *folder(bool make) {
  const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
  char *path = NULL;
  if (state && *state ? asprintf(&path, "%s/lastref", state) < 0
                      : !home || !*home || asprintf(&path, "%s/.local/state/lastref", home) < 0)
    return NULL;
  for (char *p = path + 1; make && *p; p++)
    if (*p == '/') {
      *p = 0;
      mkdir(path, 0700);
      *p = '/';
    }
  if (make) mkdir(path, 0700);
  return path;
}

/* How the files of a program begin: its name, and a number for its place. */
static void prefix_of(const char *program, char *out, size_t room) {
  char *real = realpath(program, NULL);
  const char *whole = real ? real : program, *slash = strrchr(whole, '/'), *name = slash ? slash + 1 : whole;
  snprintf(out, room, "%.80s-%08x-", name, (unsigned)XXH3_64bits(whole, strlen(whole)));
  free(real);
}

static int by_age(const void *a, const void *b) { /* newest first */
  const struct timespec *x = a, *y = b;
  if (x->tv_sec != y->tv_sec) return x->tv_sec < y->tv_sec ? 1 : -1;
  return (x->tv_nsec < y->tv_nsec) - (x->tv_nsec > y->tv_nsec);
}

typedef struct Found {
  struct timespec when; /* first: by_age() reads it */
  char *path;
} Found;

/* The saved files that begin with prefix, newest first; *count of them. */
static Found *list_files(const char *in, const char *prefix, size_t *count) {
  *count = 0;
  DIR *d = opendir(in);
  Found *all = NULL;
  size_t room = 0;
  for (struct dirent *e; d && (e = readdir(d));) {
    if (!saved_is_name(e->d_name) || strncmp(e->d_name, prefix, strlen(prefix)) != 0) continue;
    char *path = NULL;
    struct stat st;
    if (asprintf(&path, "%s/%s", in, e->d_name) < 0) continue;
    if (!ROOM_FOR_ONE(all, *count, room, 32)) {
      free(path);
      break;
    }
    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
      free(path);
      continue;
    }
    all[(*count)++] = (Found){st.st_mtim, path};
  }
  if (d) closedir(d);
  if (all) qsort(all, *count, sizeof *all, by_age);
  return all;
}

static void drop_old(const char *in) {
  size_t n;
  Found *all = list_files(in, "", &n);
  for (size_t i = 0; i < n; i++) {
    if (i >= KEPT) unlink(all[i].path);
    free(all[i].path);
  }
  free(all);
}

char *autosave_newest(const char *path) {
  char prefix[128] = "", *in = folder(false), *newest = NULL;
  if (!in) return NULL;
  if (path) prefix_of(path, prefix, sizeof prefix);
  size_t n;
  Found *all = list_files(in, prefix, &n);
  for (size_t i = 0; i < n; i++)
    if (i)
      free(all[i].path);
    else
      newest = all[i].path;
  free(all);
  free(in);
  return newest;
}

/* A number that differs when there is something new to save. */
static uint64_t state_now(const Session *s) {
  const History *h = s->history;
  const uint64_t all[] = {h->now.line,
                          (uint64_t)h->now.instr << 32 | h->now.event,
                          h->inputs.count,
                          h->waiting_input,
                          (uint64_t)s->branch << 32 | (uint64_t)s->branch_count,
                          s->mark_count,
                          (uint64_t)s->next_break << 32 | s->break_count,
                          s->granularity};
  uint64_t sum = XXH3_64bits(all, sizeof all);
  for (size_t i = 0; i < s->mark_count; i++) sum = sum * 31 + s->marks[i].at.line;
  return sum | 1;
}

int session_autosave(Session *s) {
  if (!s->settings[SETTING_AUTOSAVE]) return -1;
  uint64_t state = state_now(s);
  if (!s->autosave_seen) s->autosave_seen = state; /* as it was opened */
  if (state == s->autosave_seen) return -1;
  double began = clock_seconds();
  double wait = s->autosave_cost / SHARE - (began - s->autosave_when);
  if (s->autosave_cost > LITTLE && wait > 0) return (int)(wait * 1000) + 1;
  if (!s->autosave_path) {
    char *in = folder(true), prefix[128];
    if (!in) return -1;
    prefix_of(session_is_prompt(s) ? "prompt" : session_path(s), prefix, sizeof prefix);
    drop_old(in);
    if (asprintf(&s->autosave_path, "%s/%s%ld.lastref", in, prefix, (long)getpid()) < 0)
      s->autosave_path = NULL;
    free(in);
    if (!s->autosave_path) return -1;
  }
  char *why;
  s->autosave_seen = state; /* what cannot be written now is not tried again and again */
  session_save(s, s->autosave_path, arena_heap_in_use() < DIGEST_BYTES, &why);
  free(why);
  s->autosave_when = clock_seconds();
  s->autosave_cost = s->autosave_when - began;
  return -1;
}
