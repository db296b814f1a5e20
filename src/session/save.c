/* Writing a session to a file. */
#include "session/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/malloc.h"
#include "session/internal.h"
#include "session/saved.h"

enum { MOST_TAGS = 3000 };

static void record(Buf *out, const char *key, const int64_t *numbers, size_t count, const char *text,
                   size_t length) {
  buf_text(out, key);
  for (size_t i = 0; i < count; i++) buf_printf(out, " %lld", (long long)numbers[i]);
  buf_printf(out, " : %zu\n", length);
  if (length) buf_bytes(out, text, length);
  buf_char(out, '\n');
}
#define RECORD(out, kind, text, length, ...)                                                                 \
  record(out, saved_keys[SAVED_##kind], (const int64_t[]){0, __VA_ARGS__} + 1,                               \
         sizeof((const int64_t[]){0, __VA_ARGS__}) / sizeof(int64_t) - 1, text, length)

static void put_text(Buf *out, SavedKey key, const char *text) {
  if (text) record(out, saved_keys[key], NULL, 0, text, strlen(text));
}

static void put_program(const Session *s, Buf *out) {
  const SessionOptions *o = &s->options;
  char folder[4096];
  RECORD(out, PROGRAM, o->program.path, strlen(o->program.path), o->program.kind, (int64_t)o->program.seed,
         (int64_t)o->history.budget, (int64_t)o->history.every, o->history.no_checkpoints,
         (int64_t)o->memory_budget, o->frozen_clock);
  RECORD(out, TEXT, o->program.text, o->program.length);
  if (getcwd(folder, sizeof folder)) put_text(out, SAVED_FOLDER, folder);
  put_text(out, SAVED_ROOT, o->root);
  put_text(out, SAVED_GIVEN, o->program.argv0);
  put_text(out, SAVED_STDLIB, o->program.stdlib);
  for (int i = 0; i < o->program.argc; i++) put_text(out, SAVED_ARGUMENT, o->program.argv[i]);
  for (const char *const *f = o->files; f && *f; f++) put_text(out, SAVED_FILE, *f);
}

static void put_branch(const Session *s, int32_t i, const int32_t *numbers, Buf *out) {
  const Branch *b = &s->branches[i];
  bool here = i == s->branch;
  const History *h = s->history;
  const Inputs *log = here ? &h->inputs : &b->future.log;
  const BranchPart *part = here ? &s->part : &b->part;
  Position at = here ? h->now : b->future.at;
  RECORD(out, BRANCH, b->name, strlen(b->name), here, numbers[b->parent], (int64_t)b->fork_line,
         (int64_t)b->fork_entry, (int64_t)(here ? h->frontier : b->future.frontier), (int64_t)at.line,
         at.instr, at.event, here ? h->waiting_input : b->future.waits);
  for (size_t k = 0; k < log->count; k++) {
    const InputEntry *e = &log->entries[k];
    RECORD(out, ENTRY, e->text, e->text && e->number > 0 ? (size_t)e->number : 0, e->kind, e->number,
           e->text != NULL);
    put_text(out, SAVED_NAME, e->name);
  }
  for (size_t k = 0; k < part->unit_count; k++)
    RECORD(out, UNIT, NULL, 0, (int64_t)part->units[k].entry, part->units[k].serial,
           (int64_t)part->units[k].at);
}

static void put_stops(const Session *s, const int32_t *numbers, Buf *out) {
  for (size_t i = 0; i < s->mark_count; i++) {
    const Mark *m = &s->marks[i];
    if (!s->branches[m->branch].name[0]) continue;
    RECORD(out, MARK, m->name, strlen(m->name), numbers[m->branch], (int64_t)m->at.line, m->at.instr,
           m->at.event, (int64_t)m->inputs);
  }
  for (size_t i = 0; i < s->break_count; i++) {
    const Breakpoint *b = &s->breaks[i];
    RECORD(out, BREAK, NULL, 0, b->number, b->line, b->enabled | b->once << 1, (int64_t)b->hits);
    put_text(out, SAVED_FUNCTION, b->function);
    put_text(out, SAVED_WATCH, b->watch);
    put_text(out, SAVED_CONDITION, b->condition);
  }
  for (size_t i = 0; i < s->display_count; i++) put_text(out, SAVED_DISPLAY, s->displays[i]);
}

/* The numbers of the objects a person sees now: they are the same when it is opened again. */
static void put_tags(Session *s, Buf *out) {
  const Model *m = s->model;
  int tags = 0;
  for (int32_t i = 0; m && i < m->object_count && tags < MOST_TAGS; i++) {
    const ModelObject *o = &m->objects[i];
    if (!o->shown && !o->from_names) continue;
    uint64_t address;
    uint32_t serial;
    if (!tag_find(s->tags, o->tag, &address, &serial)) continue;
    RECORD(out, TAG, NULL, 0, o->tag, (int64_t)address, serial);
    tags++;
  }
}

static bool write_whole(const char *path, const Buf *out, char **why) {
  char *temporary = NULL;
  if (asprintf(&temporary, "%s.%ld.new", path, (long)getpid()) < 0) return false;
  unlink(temporary);
  int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  bool ok = fd >= 0;
  for (size_t at = 0; ok && at < out->len;) {
    ssize_t n = write(fd, out->data + at, out->len - at);
    if (n < 0 && errno == EINTR) continue;
    ok = n > 0;
    if (ok) at += (size_t)n;
  }
  int error = errno;
  if (fd >= 0 && close(fd) != 0) ok = false;
  if (ok && rename(temporary, path) != 0) {
    ok = false;
    error = errno;
  }
  if (!ok && asprintf(why, "cannot write %s: %s", path, strerror(error)) < 0) *why = NULL;
  if (!ok && fd >= 0) unlink(temporary);
  free(temporary);
  return ok;
}

bool session_save(Session *s, const char *path, bool digest, char **why) {
  *why = NULL;
  Buf out;
  buf_init(&out, malloc_allocator());
  int32_t *numbers = malloc((size_t)s->branch_count * sizeof *numbers), kept = 0; /* without those gone */
  if (!numbers) {
    *why = strdup("out of memory");
    return false;
  }
  for (int32_t i = 0; i < s->branch_count; i++) numbers[i] = s->branches[i].name[0] ? kept++ : 0;
  buf_printf(&out, "%s %d\n", SAVED_MAGIC, SAVED_FORMAT);
  put_program(s, &out);
  RECORD(&out, SIZE, NULL, 0, s->granularity);
  for (int32_t i = 0; i < s->branch_count; i++)
    if (s->branches[i].name[0]) put_branch(s, i, numbers, &out);
  put_stops(s, numbers, &out);
  put_tags(s, &out);
  if (digest) RECORD(&out, DIGEST, NULL, 0, (int64_t)model_digest());
  buf_printf(&out, "%s %016llx\n", SAVED_SUM, (unsigned long long)XXH3_64bits(out.data, out.len));
  free(numbers);
  bool ok = write_whole(path, &out, why);
  buf_free(&out);
  return ok;
}
