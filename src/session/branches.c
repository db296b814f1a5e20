/* Branches of a session: a statement or an answer is typed anew, the old future is kept and can be gone back
 * to.
 *
 * Invariants
 * - branches[s->branch] is the one we are on; its log and its part are empty there, they are in the history
 * and in the session. The others are kept whole.
 * - Numbers of objects (#12) are never given twice, whatever branch they are of; those of objects that were
 * there at the fork are the same in both.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/utf8.h"
#include "session/internal.h"

enum { MOST_BRANCHES = 100 };

Branch *branch_add(Session *s) {
  Branch *grown = realloc(s->branches, ((size_t)s->branch_count + 1) * sizeof *grown);
  if (!grown) return NULL;
  s->branches = grown;
  grown[s->branch_count] = (Branch){0};
  return &grown[s->branch_count++];
}

bool branches_begin(Session *s) {
  Branch *first = branch_add(s);
  if (first) snprintf(first->name, sizeof first->name, "main");
  return first;
}

static void part_free(BranchPart *p) {
  tag_book_free(p->tags);
  free(p->log);
  free(p->timeline);
  free(p->lines);
  free(p->line_lengths);
  free(p->units);
  *p = (BranchPart){0};
}

static void branch_drop(Branch *b) {
  history_branch_free(&b->future);
  part_free(&b->part);
  b->name[0] = 0;
}

void branches_free(Session *s) {
  for (int32_t i = 0; i < s->branch_count; i++)
    if (i != s->branch) branch_drop(&s->branches[i]);
  free(s->branches);
  s->branches = NULL;
  s->branch_count = 0;
}

const char *session_branch(const Session *s) { return s->branches[s->branch].name; }
size_t session_branch_count(const Session *s) {
  size_t n = 0;
  for (int32_t i = 0; i < s->branch_count; i++) n += s->branches[i].name[0] != 0;
  return n;
}

static int32_t branch_named(const Session *s, const char *name) {
  for (int32_t i = 0; i < s->branch_count; i++)
    if (*name && strcmp(s->branches[i].name, name) == 0) return i;
  return -1;
}

bool branch_shares(const Session *s, const Mark *m) {
  const Branch *of = &s->branches[m->branch];
  if (m->branch == s->branch || !of->name[0]) return true;
  return m->inputs <= inputs_common(&s->history->inputs, &of->future.log);
}

/* The answer a fork at this moment would ask for again: of a statement that is about to begin that statement,
 * else the next that was typed. SIZE_MAX: none. */
static size_t fork_entry(const Session *s) {
  const History *h = s->history;
  if (h->waiting_input || h->waiting_prompt) return SIZE_MAX;
  for (size_t i = s->unit_count; i-- > 0 && !h->now.instr && !h->now.event;)
    if (s->units[i].at == h->now.line && s->units[i].entry < VM->input_index) return s->units[i].entry;
  return history_next_line(h);
}

bool session_can_fork(Session *s, const char **typed) {
  size_t entry = fork_entry(s);
  if (entry == SIZE_MAX) return false;
  if (!typed) return true;
  const InputEntry *e = &s->history->inputs.entries[entry];
  const char *text = e->text ? e->text : "";
  size_t n = strcspn(text, "\n"), at = 0;
  free(s->typed);
  s->typed = malloc(n + 8);
  if (!s->typed) return false;
  for (const char *p = text, *end = text + n; p < end && at < 40;) {
    uint32_t c;
    unsigned used = utf8_decode(p, end, false, &c);
    if (used && c != UTF8_BAD && c >= 32 && c != 127 && (c < 128 || utf8_is_printable(c))) {
      memcpy(s->typed + at, p, used);
      at += used;
    } else
      s->typed[at++] = '?';
    p += used ? used : 1;
  }
  s->typed[at] = 0;
  *typed = s->typed;
  return true;
}

static void *copy_of(const void *from, size_t bytes) {
  void *to = malloc(bytes + 1);
  if (to && bytes) memcpy(to, from, bytes);
  return to;
}

/* The part of a branch that begins now, where answer `entry` is asked for: what lies before is copied from p.
 */
static bool part_fork(const BranchPart *p, const History *h, size_t entry, BranchPart *out) {
  size_t units = 0, rows = 0, marks = 0;
  while (units < p->unit_count && p->units[units].entry < entry) units++;
  while (rows < p->log_count && position_compare(p->log[rows].at, h->now) < 0) rows++;
  int32_t lines = units < p->unit_count ? p->units[units].line_base : p->line_count;
  *out = (BranchPart){.tags = tag_book_fork(p->tags, HEAP->serial),
                      .log = copy_of(p->log, rows * sizeof *p->log),
                      .log_count = rows,
                      .log_room = rows,
                      .timeline = copy_of(p->timeline, p->timeline_count * sizeof *p->timeline),
                      .timeline_room = p->timeline_count,
                      .lines = copy_of(p->lines, (size_t)lines * sizeof *p->lines),
                      .line_lengths = copy_of(p->line_lengths, (size_t)lines * sizeof *p->line_lengths),
                      .line_count = lines,
                      .line_room = (size_t)lines,
                      .units = copy_of(p->units, units * sizeof *p->units),
                      .unit_count = units,
                      .unit_room = units};
  if (!out->tags || !out->log || !out->timeline || !out->lines || !out->line_lengths || !out->units) {
    part_free(out);
    return false;
  }
  for (size_t i = 0; i < p->timeline_count; i++)
    if (p->timeline[i].line < h->now.line) out->timeline[marks++] = p->timeline[i];
  out->timeline_count = marks;
  return true;
}

/* Models compare objects by their numbers, which mean something else on another branch. */
static void forget_models(Session *s) {
  move_forget_model(s);
  model_free(s->before);
  s->before = NULL;
  map_cache_free(s->map);
  s->map = NULL;
  collector_forget(s); /* told of the other branch */
  s->frame_up = 0;
}

static bool is_name(const char *name) {
  size_t n = strlen(name);
  for (size_t i = 0; i < n; i++)
    if (!isalnum((unsigned char)name[i]) && !strchr("_-", name[i])) return false;
  return n && n < BRANCH_NAME;
}

MoveResult branch_fork(Session *s, const char *wanted, char **said, char **error) {
  char name[BRANCH_NAME + 8];
  if (wanted && (!is_name(wanted) || branch_named(s, wanted) >= 0)) {
    if (asprintf(error,
                 is_name(wanted) ? "there is a branch `%s` already"
                                 : "`%s` cannot be a name: letters, digits, - and _",
                 wanted) < 0)
      *error = NULL;
    return MOVE_FAILED;
  }
  size_t entry = fork_entry(s);
  if (entry == SIZE_MAX || session_branch_count(s) >= MOST_BRANCHES) {
    *error = strdup(entry == SIZE_MAX
                        ? "nothing was typed after this moment that could be typed anew: go back to before "
                          "it first"
                        : "there are too many branches");
    return MOVE_FAILED;
  }
  snprintf(name, sizeof name, "%s", wanted ? wanted : "");
  for (int n = s->branch_count + 1; !wanted && (!*name || branch_named(s, name) >= 0); n++)
    snprintf(name, sizeof name, "branch%d", n);
  HistoryBranch old;
  int32_t parent = s->branch;
  session_drop_statement(s);
  if (!branch_add(s)) return MOVE_FAILED;
  MoveResult r = history_fork(s->history, entry, &old);
  BranchPart part;
  if (r == MOVE_FAILED || !part_fork(&s->part, s->history, entry, &part)) {
    if (r != MOVE_FAILED) { /* the old future again */
      history_take(s->history, &old);
      history_branch_free(&old);
    }
    s->branch_count--;
    return MOVE_FAILED;
  }
  forget_models(s);
  s->branches[parent].future = old;
  s->branches[parent].part = s->part;
  s->part = part;
  s->branch = s->branch_count - 1;
  Branch *b = &s->branches[s->branch];
  snprintf(b->name, sizeof b->name, "%.*s", BRANCH_NAME - 1, name);
  b->parent = parent;
  b->fork_line = s->history->now.line;
  b->fork_entry = entry;
  timeline_add(s, b->fork_line, 'f');
  if (asprintf(said, "branch `%s` begins here; `:branch %s` goes back to the old future", b->name,
               s->branches[parent].name) < 0)
    *said = NULL;
  return r;
}

MoveResult branch_switch(Session *s, int32_t to) {
  int32_t from = s->branch;
  session_drop_statement(s);
  forget_models(s);
  HistoryBranch b = s->branches[to].future;
  MoveResult r = history_take(s->history, &b);
  s->branches[to].future = (HistoryBranch){0};
  s->branches[from].future = b;
  s->branches[from].part = s->part;
  s->part = s->branches[to].part;
  s->branches[to].part = (BranchPart){0};
  s->branch = to;
  s->history->prompt_seen = 0;
  Branch *left = &s->branches[from];
  if (from && left->future.log.count <= left->fork_entry)
    branch_drop(left); /* nothing was ever typed on it */
  return r;
}

MoveResult branch_go(Session *s, const char *name, char **said, char **error) {
  int32_t to = branch_named(s, name);
  if (to < 0 || to == s->branch) {
    if (asprintf(error, to < 0 ? "there is no branch `%s`; `branches` lists them" : "we are on branch `%s`",
                 name) < 0)
      *error = NULL;
    return MOVE_FAILED;
  }
  MoveResult r = branch_switch(s, to);
  History *h = s->history;
  if (h->finished && VM->exit_line) r = history_seek(h, (Position){VM->exit_line, 0, 0});
  if (asprintf(said, "on branch `%s` again, at step %llu", s->branches[to].name,
               (unsigned long long)h->now.line) < 0)
    *said = NULL;
  return r;
}

Reply branch_list(Session *s) {
  Buf out;
  buf_init(&out, malloc_allocator());
  for (int32_t i = 0; i < s->branch_count; i++) {
    const Branch *b = &s->branches[i];
    if (!b->name[0]) continue;
    bool here = i == s->branch;
    const Inputs *log = here ? &s->history->inputs : &b->future.log;
    size_t typed = 0;
    for (size_t k = 0; k < log->count; k++) typed += log->entries[k].kind == INPUT_LINE;
    uint64_t last = here ? s->history->frontier : b->future.frontier;
    buf_printf(&out, "%s%s %s", out.len ? "\n" : "", here ? ">" : " ", b->name);
    if (b->fork_line)
      buf_printf(&out, ", from `%s` at step %llu",
                 s->branches[b->parent].name[0] ? s->branches[b->parent].name : "?",
                 (unsigned long long)b->fork_line);
    buf_printf(&out, ": %zu line%s typed, seen up to step %llu", typed, typed == 1 ? "" : "s",
               (unsigned long long)last);
  }
  return reply_take(&out);
}
