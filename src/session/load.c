/* Reading a saved session and going back to where it was. Nothing in the file is believed: every record is
 * checked before it is used. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "model/heapwalk.h"
#include "base/room.h"
#include "session/internal.h"
#include "session/saved.h"

const char *const saved_keys[] = {
#define SAVED(id, key, numbers, text) key,
#include "session/saved.def"
#undef SAVED
};
static const uint8_t number_counts[] = {
#define SAVED(id, key, numbers, text) numbers,
#include "session/saved.def"
#undef SAVED
};

bool saved_is_name(const char *path) {
  size_t n = strlen(path), m = strlen(".lastref");
  return n > m && strcmp(path + n - m, ".lastref") == 0;
}

void saved_free(SavedSession *saved) {
  if (!saved) return;
  free(saved->records);
  free(saved->bytes);
  free(saved->arguments);
  free(saved->files);
  free(saved);
}

const SessionOptions *saved_options(const SavedSession *saved) { return &saved->options; }
const char *saved_folder(const SavedSession *saved) { return saved->folder ? saved->folder : ""; }

/* ---- the file ---- */

static char *read_file(const char *path, size_t *length, char *why, size_t room) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat st;
  char *bytes = NULL;
  if (fd < 0 || fstat(fd, &st) != 0)
    snprintf(why, room, "cannot open '%s': %s", path, strerror(errno));
  else if (!S_ISREG(st.st_mode))
    snprintf(why, room, "'%s' is not a file", path);
  else if (st.st_size > SAVED_LIMIT)
    snprintf(why, room, "'%s' is larger than %d MiB: too large for a saved session", path, SAVED_LIMIT >> 20);
  else if (!(bytes = malloc((size_t)st.st_size + 1)))
    snprintf(why, room, "out of memory reading '%s'", path);
  size_t n = 0;
  while (bytes && n < (size_t)st.st_size) {
    ssize_t got = read(fd, bytes + n, (size_t)st.st_size - n);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    n += (size_t)got;
  }
  if (fd >= 0) close(fd);
  if (bytes) bytes[n] = 0;
  *length = n;
  return bytes;
}

/* The record at *at; *at moves behind it. */
static bool read_record(char **at, char *end, SavedRecord *r) {
  char *p = *at;
  size_t n = strcspn(p, " \n");
  *r = (SavedRecord){.key = SAVED_KEYS};
  for (int k = 0; k < SAVED_KEYS; k++)
    if (strlen(saved_keys[k]) == n && memcmp(saved_keys[k], p, n) == 0) r->key = (SavedKey)k;
  if (r->key == SAVED_KEYS) return false;
  p += n;
  for (int i = 0; i < number_counts[r->key]; i++) {
    char *stop;
    errno = 0;
    r->n[i] = strtoll(p, &stop, 10);
    if (stop == p || *p != ' ' || errno) return false;
    p = stop;
  }
  if (strncmp(p, " : ", 3) != 0 || p[3] < '0' || p[3] > '9') return false;
  char *stop;
  errno = 0;
  unsigned long long length = strtoull(p + 3, &stop, 10);
  if (errno || *stop != '\n' || length >= (unsigned long long)(end - stop) || stop[1 + length] != '\n')
    return false;
  r->text = stop + 1;
  r->length = (size_t)length;
  stop[1 + length] = 0;
  *at = stop + length + 2;
  return true;
}

static bool add_record(SavedSession *s, const SavedRecord *r) {
  if (!ROOM_FOR_ONE(s->records, s->count, s->room, 128)) return false;
  s->records[s->count++] = *r;
  return true;
}

static bool size_between(int64_t n, int64_t low, int64_t high) { return n >= low && n <= high; }

/* Do the records make sense one behind the other? Fills the options. */
static bool understand(SavedSession *s) {
  size_t arguments = 0, files = 0, entries = 0, branches = 0, current = 0;
  bool text = false, has_break = false;
  SessionOptions *o = &s->options;
  s->arguments = calloc(s->count + 1, sizeof *s->arguments);
  s->files = calloc(s->count + 1, sizeof *s->files);
  if (!s->count || s->records[0].key != SAVED_PROGRAM || !s->arguments || !s->files) return false;
  for (size_t i = 0; i < s->count; i++) {
    const SavedRecord *r = &s->records[i];
    bool plain = strlen(r->text) == r->length; /* no NUL inside */
    switch (r->key) {
    case SAVED_PROGRAM:
      if (i || !plain || !size_between(r->n[0], PROGRAM_SCRIPT, PROGRAM_AS_CELLS) || r->n[2] < 0 ||
          r->n[3] < 0 || (r->n[5] && !size_between(r->n[5], 4 << 20, 700 << 20)))
        return false;
      o->program.kind = (ProgramKind)r->n[0];
      o->program.path = r->text;
      o->program.seed = (uint64_t)r->n[1];
      o->history = (HistoryOptions){
          .budget = (size_t)r->n[2], .every = (uint64_t)r->n[3], .no_checkpoints = r->n[4] != 0};
      o->memory_budget = (size_t)r->n[5];
      o->frozen_clock = r->n[6] != 0;
      break;
    case SAVED_TEXT:
      o->program.text = r->text;
      o->program.length = r->length;
      text = true;
      break;
    case SAVED_FOLDER: s->folder = r->text; break;
    case SAVED_ROOT: o->root = o->program.folder = r->text; break;
    case SAVED_GIVEN: o->program.argv0 = r->text; break;
    case SAVED_STDLIB: o->program.stdlib = r->text; break;
    case SAVED_ARGUMENT: s->arguments[arguments++] = r->text; break;
    case SAVED_FILE: s->files[files++] = r->text; break;
    case SAVED_SIZE:
      if (!size_between(r->n[0], STEP_LINE, STEP_EVENT)) return false;
      break;
    case SAVED_BRANCH:
      if (!plain || !r->length || r->length >= BRANCH_NAME || r->n[1] < 0 || (size_t)r->n[1] > branches ||
          r->n[5] < 1 || !size_between(r->n[6], 0, UINT32_MAX) || !size_between(r->n[7], 0, UINT32_MAX) ||
          r->n[3] < 0)
        return false;
      current += r->n[0] != 0;
      branches++;
      entries = 0;
      break;
    case SAVED_ENTRY:
      if (!branches || !size_between(r->n[0], INPUT_LINE, INPUT_INTERRUPT)) return false;
      if ((r->n[0] == INPUT_LINE || r->n[0] == INPUT_FILE) && r->n[2] && (size_t)r->n[1] != r->length)
        return false;
      if (r->n[0] == INPUT_LINE && r->n[1] && !r->n[2]) return false;
      if (r->n[0] == INPUT_FILE && !r->n[2] && r->n[1] >= 0) return false;
      entries++;
      break;
    case SAVED_NAME:
      if (!entries) return false;
      break;
    case SAVED_UNIT:
      if (r->n[0] < 0 || (size_t)r->n[0] >= entries) return false;
      break;
    case SAVED_MARK:
      if (!plain || r->length >= sizeof((Mark *)0)->name || r->n[0] < 0 || (size_t)r->n[0] >= branches)
        return false;
      break;
    case SAVED_BREAK: has_break = true; break;
    case SAVED_FUNCTION:
    case SAVED_WATCH:
    case SAVED_CONDITION:
      if (!has_break) return false;
      break;
    case SAVED_TAG:
      if (!size_between(r->n[0], 1, 1 << 20) || !size_between(r->n[2], 0, UINT32_MAX)) return false;
      break;
    default: break;
    }
  }
  o->program.argc = (int)arguments;
  o->program.argv = s->arguments;
  o->files = files ? s->files : NULL;
  o->saved = s;
  return text && branches && current == 1;
}

SavedSession *saved_read(const char *path, char *why, size_t room) {
  size_t length;
  char *bytes = read_file(path, &length, why, room);
  if (!bytes) return NULL;
  SavedSession *s = calloc(1, sizeof *s);
  if (!s) {
    free(bytes);
    snprintf(why, room, "out of memory");
    return NULL;
  }
  s->bytes = bytes;
  size_t n = strlen(SAVED_MAGIC);
  if (length < n + 2 || memcmp(bytes, SAVED_MAGIC " ", n + 1) != 0) {
    snprintf(why, room, "'%s' is not a session that lastref has saved", path);
    saved_free(s);
    return NULL;
  }
  char *at;
  long format = strtol(bytes + n, &at, 10);
  if (format != SAVED_FORMAT) {
    snprintf(why, room,
             "'%s' was saved in format %ld and this lastref reads format %d: another version wrote it", path,
             format, SAVED_FORMAT);
    saved_free(s);
    return NULL;
  }
  /* "sum " 16 digits newline */
  size_t tail = strlen(SAVED_SUM) + 18;
  bool ok = length > tail + n && *at == '\n' &&
            memcmp(bytes + length - tail, SAVED_SUM " ", strlen(SAVED_SUM) + 1) == 0;
  char *end = ok ? bytes + length - tail : bytes;
  ok = ok && strtoull(end + strlen(SAVED_SUM) + 1, NULL, 16) == XXH3_64bits(bytes, (size_t)(end - bytes));
  SavedRecord r;
  for (at++; ok && at < end;) ok = read_record(&at, end, &r) && add_record(s, &r);
  if (!ok || !understand(s)) {
    snprintf(why, room, "'%s' is damaged or cut short: its checksum does not agree; open the program itself",
             path);
    saved_free(s);
    return NULL;
  }
  return s;
}

/* ---- back to the moment ---- */

static bool fill_log(const SavedSession *saved, size_t branch_record, Inputs *log) {
  for (size_t i = branch_record + 1; i < saved->count && saved->records[i].key != SAVED_BRANCH; i++) {
    const SavedRecord *r = &saved->records[i], *next = i + 1 < saved->count ? r + 1 : NULL;
    if (r->key != SAVED_ENTRY) continue;
    const char *name = next && next->key == SAVED_NAME ? next->text : NULL;
    if (!inputs_add(log, (InputKind)r->n[0], r->n[1], r->n[2] ? r->text : NULL, r->length, name))
      return false;
  }
  return true;
}

static size_t current_record(const SavedSession *saved) {
  size_t i = 0;
  while (saved->records[i].key != SAVED_BRANCH || !saved->records[i].n[0]) i++;
  return i;
}

bool saved_prepare(Session *s, const SavedSession *saved) {
  Inputs *log = &s->history->inputs;
  if (!fill_log(saved, current_record(saved), log)) return false;
  /* What was typed is given after the start, so that the first checkpoint depends on none of it. */
  s->held = log->count;
  for (size_t i = log->count; i-- > 0;)
    if (log->entries[i].kind == INPUT_LINE) s->held = i;
  size_t all = log->count;
  log->count = s->held;
  s->held = all;
  return true;
}

/* Statements of a prompt session: their lines become the source shown. */
static bool fill_units(Session *s, const SavedSession *saved, size_t branch_record, const Inputs *log,
                       BranchPart *part) {
  if (s->options.program.kind != PROGRAM_PROMPT) return true;
  BranchPart own = s->part; /* session_add_source() works on the session's */
  s->lines = NULL;
  s->line_lengths = NULL;
  s->line_count = 0;
  s->line_room = 0;
  bool ok = true;
  part->units = calloc(saved->count + 1, sizeof *part->units);
  for (size_t i = branch_record + 1;
       part->units && ok && i < saved->count && saved->records[i].key != SAVED_BRANCH; i++) {
    const SavedRecord *r = &saved->records[i];
    if (r->key != SAVED_UNIT) continue;
    const InputEntry *e = &log->entries[r->n[0]];
    if (e->kind != INPUT_LINE) return false;
    part->units[part->unit_count++] =
        (Unit){(size_t)r->n[0], (uint32_t)r->n[1], s->line_count, (uint64_t)r->n[2]};
    const char *copy = region_copy(s->texts, e->text ? e->text : "", (size_t)e->number);
    ok = copy && session_add_source(s, copy, (size_t)e->number);
  }
  part->unit_room = saved->count + 1;
  part->lines = s->lines;
  part->line_lengths = s->line_lengths;
  part->line_count = s->line_count;
  part->line_room = s->line_room;
  s->lines = own.lines;
  s->line_lengths = own.line_lengths;
  s->line_count = own.line_count;
  s->line_room = own.line_room;
  return ok && part->units;
}

static bool same_lines(const Session *s, BranchPart *part) { /* a script's source, for another branch */
  size_t n = (size_t)s->line_count;
  part->lines = malloc((n + 1) * sizeof *part->lines);
  part->line_lengths = malloc((n + 1) * sizeof *part->line_lengths);
  if (!part->lines || !part->line_lengths) return false;
  if (n) memcpy(part->lines, s->lines, n * sizeof *part->lines);
  if (n) memcpy(part->line_lengths, s->line_lengths, n * sizeof *part->line_lengths);
  part->line_count = s->line_count;
  part->line_room = n + 1;
  return true;
}

static bool go_branches(Session *s, const SavedSession *saved) {
  int32_t at = 0;
  for (size_t i = 0; i < saved->count; i++) {
    const SavedRecord *r = &saved->records[i];
    if (r->key != SAVED_BRANCH) continue;
    Branch *b = at ? branch_add(s) : &s->branches[0];
    if (!b) return false;
    snprintf(b->name, sizeof b->name, "%s", r->text);
    b->parent = (int32_t)r->n[1];
    b->fork_line = (uint64_t)r->n[2];
    b->fork_entry = (size_t)r->n[3];
    if (r->n[0]) {
      s->branch = at;
      BranchPart part = {0};
      if (!fill_units(s, saved, i, &s->history->inputs, &part)) return false;
      if (part.units) { /* a prompt's: the source is its statements */
        free(s->lines);
        free(s->line_lengths);
        free(s->units);
        s->lines = part.lines;
        s->line_lengths = part.line_lengths;
        s->line_count = part.line_count;
        s->line_room = part.line_room;
        s->units = part.units;
        s->unit_count = part.unit_count;
        s->unit_room = part.unit_room;
      }
    } else {
      b->future = (HistoryBranch){.frontier = (uint64_t)r->n[4],
                                  .at = {(uint64_t)r->n[5], (uint32_t)r->n[6], (uint32_t)r->n[7]},
                                  .waits = r->n[8] != 0,
                                  .unseen = true};
      if (!fill_log(saved, i, &b->future.log) || !fill_units(s, saved, i, &b->future.log, &b->part) ||
          !(b->part.tags = tag_book_new()) || (!b->part.lines && !same_lines(s, &b->part)))
        return false;
    }
    at++;
  }
  for (int32_t i = 0; i < s->branch_count; i++)
    if (s->branches[i].fork_line && i == s->branch) timeline_add(s, s->branches[i].fork_line, 'f');
  return true;
}

static char *copy_text(const SavedRecord *r) { return strdup(r->text); }

static bool go_stops(Session *s, const SavedSession *saved) {
  Breakpoint *b = NULL;
  for (size_t i = 0; i < saved->count; i++) {
    const SavedRecord *r = &saved->records[i];
    switch (r->key) {
    case SAVED_MARK: {
      Mark *grown = realloc(s->marks, (s->mark_count + 1) * sizeof *grown);
      if (!grown) return false;
      s->marks = grown;
      s->mark_room = s->mark_count + 1;
      Mark *m = &s->marks[s->mark_count++];
      *m = (Mark){.at = {(uint64_t)r->n[1], (uint32_t)r->n[2], (uint32_t)r->n[3]},
                  .branch = (int32_t)r->n[0],
                  .inputs = (uint64_t)r->n[4]};
      snprintf(m->name, sizeof m->name, "%s", r->text);
      timeline_add(s, m->at.line, 'm');
      break;
    }
    case SAVED_BREAK:
      if (!(b = break_add(s))) return false;
      b->number = (uint32_t)r->n[0];
      b->line = (int32_t)r->n[1];
      b->enabled = r->n[2] & 1;
      b->once = r->n[2] & 2;
      b->hits = (uint64_t)r->n[3];
      if (b->number >= s->next_break) s->next_break = b->number + 1;
      break;
    case SAVED_FUNCTION:
      free(b->function);
      b->function = copy_text(r);
      break;
    case SAVED_WATCH:
      free(b->watch);
      b->watch = copy_text(r);
      break;
    case SAVED_CONDITION:
      free(b->condition);
      b->condition = copy_text(r);
      break;
    case SAVED_DISPLAY:
      if (!display_add(s, copy_text(r))) return false;
      break;
    case SAVED_SIZE: s->granularity = (Granularity)r->n[0]; break;
    default: break;
    }
  }
  for (size_t i = 0; i < s->break_count; i++) { /* one that says nothing would stop everywhere */
    const Breakpoint *x = &s->breaks[i];
    if (!x->function && !x->watch && x->line < 1) s->breaks[i].enabled = false, s->breaks[i].line = 1;
  }
  return true;
}

/* The numbers of objects, of those that are there. */
static void go_tags(Session *s, const SavedSession *saved) {
  Walk w;
  bool ok = walk_run(&w, false);
  for (size_t i = 0; ok && i < saved->count; i++) {
    const SavedRecord *r = &saved->records[i];
    if (r->key != SAVED_TAG) continue;
    const Object *o = (const Object *)(uintptr_t)r->n[1];
    int32_t at = walk_index(&w, o);
    if (at >= 0 && w.objects[at] == o)
      tag_book_put(s->tags, (uint32_t)r->n[0], (uint64_t)r->n[1], (uint32_t)r->n[2]);
  }
  if (ok) walk_free(&w);
}

bool saved_go(Session *s, const SavedSession *saved) {
  History *h = s->history;
  const SavedRecord *here = &saved->records[current_record(saved)];
  h->inputs.count = s->held;
  if (!go_branches(s, saved) || !go_stops(s, saved)) return false;
  MoveResult r =
      history_seek(h, (Position){(uint64_t)here->n[5], (uint32_t)here->n[6], (uint32_t)here->n[7]});
  if (here->n[8] && r == MOVE_OK) history_step_line(h, 1);
  go_tags(s, saved);
  if ((uint64_t)here->n[4] > h->frontier) h->frontier = (uint64_t)here->n[4];
  move_tell(s, h->now);
  return true;
}

static bool source_changed(const SavedSession *saved) {
  const SessionOptions *o = &saved->options;
  if (o->program.kind == PROGRAM_PROMPT) return false;
  size_t length;
  char why[64], *now = read_file(o->program.path, &length, why, sizeof why);
  bool changed = now && (length != o->program.length || memcmp(now, o->program.text, length) != 0);
  free(now);
  return changed;
}

char *session_reopened(Session *s) {
  const SavedSession *saved = s->options.saved;
  if (!saved) return NULL;
  const char *agrees = "";
  for (size_t i = 0; i < saved->count; i++)
    if (saved->records[i].key == SAVED_DIGEST && (uint64_t)saved->records[i].n[0] != model_digest())
      agrees = "; memory differs from what was saved: another version of lastref ran it then";
  char *text = NULL;
  if (asprintf(&text, "the saved session goes on at step %" PRIu64 "%s%s%s%s", s->history->now.line,
               source_changed(saved) ? "; " : "", source_changed(saved) ? session_path(s) : "",
               source_changed(saved) ? " has changed since: this is its text as it was" : "", agrees) < 0)
    text = NULL;
  return text;
}
