/* The log of what memory did: rows in the order of time, told when their steps are walked; what of it is
 * shown. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "session/internal.h"

enum { MOST_TOLD = 4000 }; /* a story of so many rows may be cut short */

const ModelLogRow *session_log(Session *s, size_t *count) {
  /* What lies ahead of now has not happened yet. */
  size_t n = s->log_count;
  while (n && position_compare(s->log[n - 1].at, s->history->now) > 0) n--;
  *count = n;
  return s->log;
}

void log_merge(Session *s, Position from, Position to, const ModelLogRow *rows, int32_t count) {
  if (count && (count >= MOST_TOLD || position_compare(rows[count - 1].at, to) > 0)) to = rows[count - 1].at;
  size_t first = s->log_count, end;
  while (first && position_compare(s->log[first - 1].at, from) > 0) first--;
  for (end = first; end < s->log_count && position_compare(s->log[end].at, to) <= 0;) end++;
  size_t added = (size_t)count, after = s->log_count - end;
  if (first + added + after > MOST_LOG) return;
  if (first + added + after > s->log_room) {
    size_t room = s->log_room * 2 + added + 64;
    ModelLogRow *grown = realloc(s->log, room * sizeof *grown);
    if (!grown) return;
    s->log = grown;
    s->log_room = room;
  }
  /* Told before, as often when a person walks back and forth: a row once told keeps its words. */
  bool same = end - first == added;
  for (size_t i = 0; i < added && same; i++)
    same = position_compare(s->log[first + i].at, rows[i].at) == 0 && s->log[first + i].kind == rows[i].kind;
  if (same) return;
  memmove(s->log + first + added, s->log + end, after * sizeof *s->log);
  for (size_t i = 0; i < added; i++) {
    ModelLogRow *row = &s->log[first + i];
    *row = rows[i];
    const char *copy = region_copy(s->texts, rows[i].text, strlen(rows[i].text));
    row->text = copy ? copy : "";
    if (row->fold_start && !row->of_library) timeline_add(s, row->at.line, 'g');
    if (row->kind == LOG_RAISE) timeline_add(s, row->at.line, 'x');
  }
  s->log_count = first + added + after;
}

/* ---- what is shown ---- */

static const char *const kind_texts[] = {"born",      "name",    "refs",      "died",  "intern",
                                         "call",      "return",  "exception", "set",   "gc",
                                         "gc-detail", "weakref", "del",       "output"};
const char *log_kind_text(LogKind k) { return kind_texts[k]; }

LogFilter *session_log_filter(Session *s) { return &s->log_filter; }

bool log_filter_shows(const LogFilter *f, const ModelLogRow *row) {
  if (f->tag) {
    char mention[24];
    int n = snprintf(mention, sizeof mention, "#%u", f->tag);
    const char *found = strstr(row->text, mention);
    if (row->tag != (int32_t)f->tag && (!found || isdigit((unsigned char)found[n]))) return false;
  }
  LogKind kind = row->kind == LOG_GC_DETAIL ? LOG_GC : row->kind;
  if (f->kinds) return f->kinds & 1u << kind;
  return f->full || f->tag || (kind != LOG_BORN && kind != LOG_INTERN);
}

void log_filter_text(const LogFilter *f, char *out, size_t room) {
  size_t n = (size_t)snprintf(out, room, "%s", f->kinds ? "only" : f->full ? "all" : "brief");
  for (size_t k = 0; k < ARRAY_LEN(kind_texts) && n < room; k++)
    if (f->kinds & 1u << k) n += (size_t)snprintf(out + n, room - n, " %s", kind_texts[k]);
  if (f->tag && n < room) snprintf(out + n, room - n, ", about #%u", f->tag);
}

/* A kind by its name or the beginning of it. */
static int kind_of(const char *word, size_t length) {
  for (size_t k = 0; k < ARRAY_LEN(kind_texts); k++)
    if (length && k != LOG_GC_DETAIL && strncmp(kind_texts[k], word, length) == 0) return (int)k;
  return -1;
}

Reply log_command(Session *s, const char *argument) {
  char text[200];
  if (argument) {
    LogFilter f = {0};
    for (const char *p = argument; *p;) {
      size_t n = strcspn(p, " ,");
      if (*p == '#')
        f.tag = (uint32_t)strtoul(p + 1, NULL, 10);
      else if (strncmp("all", p, n) == 0 && n == 3)
        f.full = true;
      else if (!(n == 5 && strncmp("brief", p, n) == 0)) {
        int k = kind_of(p, n);
        if (k < 0)
          return reply_text(
              true,
              "the log has no kind `%.*s`; there are born name died intern call return exception "
              "set gc weakref del, all, brief and #N",
              (int)n, p);
        f.kinds |= 1u << k;
      }
      p += n + strspn(p + n, " ,");
    }
    s->log_filter = f;
    log_filter_text(&f, text, sizeof text);
    return reply_text(false, "the log shows: %s", text);
  }
  size_t n;
  const ModelLogRow *rows = session_log(s, &n);
  Buf out;
  buf_init(&out, malloc_allocator());
  log_filter_text(&s->log_filter, text, sizeof text);
  buf_printf(&out, "what memory did (%s):", text);
  for (size_t i = 0; i < n; i++)
    if (log_filter_shows(&s->log_filter, &rows[i]) && (rows[i].depth < 2 || s->log_filter.full))
      buf_printf(&out, "\n  step %llu, line %d: %*s%s", (unsigned long long)rows[i].at.line, rows[i].line,
                 2 * rows[i].depth, "", rows[i].text);
  return reply_take(&out);
}
