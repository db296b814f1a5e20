/* A prompt session's statements. Each is a compilation unit whose lines count from 1; the source shown is all
 * of them, one below the other.
 *
 * Invariants
 * - Unit i is answer units[i].entry of the input log. Its code objects, and those of functions it defines,
 * are younger than units[i].serial and older than units[i + 1].serial: that is how a frame finds its unit.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"
#include "heap/mem.h"
#include "lang/parse.h"
#include "lang/units.h"
#include "session/internal.h"

bool session_is_prompt(const Session *s) { return s->options.program.kind == PROGRAM_PROMPT; }

const char *session_path(const Session *s) {
  const Program *p = &s->options.program;
  return p->argv0 ? p->argv0 : p->path;
}

const char *session_short_path(const Session *s, const char *file) {
  const char *folder = s->options.program.folder;
  if (strcmp(file, s->options.program.path) == 0) file = session_path(s);
  size_t n = folder ? strlen(folder) : 0;
  return n && strncmp(file, folder, n) == 0 && file[n] == '/' ? file + n + 1 : file;
}

void session_set_quiet(Session *s, bool quiet) { s->quiet = quiet; }

bool session_add_source(Session *s, const char *text, size_t length) {
  for (const char *p = text, *end = text + length; p < end;) {
    if ((size_t)s->line_count == s->line_room) {
      size_t room = s->line_room ? s->line_room * 2 : 64;
      const char **lines = realloc(s->lines, room * sizeof *lines);
      if (lines) s->lines = lines;
      size_t *lengths = realloc(s->line_lengths, room * sizeof *lengths);
      if (lengths) s->line_lengths = lengths;
      if (!lines || !lengths) return false;
      s->line_room = room;
    }
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    size_t n = (size_t)((stop ? stop : end) - p);
    s->lines[s->line_count] = p;
    s->line_lengths[s->line_count++] = n && p[n - 1] == '\r' ? n - 1 : n;
    p += n + 1;
  }
  return true;
}

static int32_t lines_before_pending(const Session *s) {
  int32_t lines = 0;
  const char *text = s->pending.data;
  for (size_t i = 0; i < s->pending.len; i++) lines += text[i] == '\n';
  return s->line_count - lines;
}

void session_drop_statement(Session *s) {
  if (s->pending.len) s->line_count = lines_before_pending(s);
  buf_clear(&s->pending);
  s->history->waiting_more = false;
}

static bool is_blank(const char *text, size_t n) {
  while (n && isspace((unsigned char)*text)) text++, n--;
  return !n || *text == '#';
}

static bool keep_unit(Session *s, int32_t line_base) {
  if (!ROOM_FOR_ONE(s->units, s->unit_count, s->unit_room, 32)) return false;
  s->units[s->unit_count++] = (Unit){s->history->inputs.count, HEAP->serial, line_base, s->history->now.line};
  return true;
}

Reply prompt_line(Session *s, const char *text, size_t length) {
  History *h = s->history;
  if (length && !s->pending.len && is_blank(text, length)) return (Reply){.result = MOVE_PROMPT};
  bool last = !length; /* the end of input ends the statement too */
  const char *copy = region_copy(s->texts, text, length);
  if (!copy || (length && !session_add_source(s, copy, length))) return reply_text(true, "out of memory");
  buf_bytes(&s->pending, text, length);
  if (!last && parse_wants_more(s->pending.data, s->pending.len, malloc_allocator())) {
    h->waiting_more = true;
    return (Reply){.result = MOVE_PROMPT};
  }
  h->waiting_more = false;
  bool ok = true;
  if (s->pending.len) {
    ok = keep_unit(s, lines_before_pending(s));
    ok = ok && inputs_add_line(&h->inputs, s->pending.data, s->pending.len);
  }
  if (last) ok = ok && inputs_add_line(&h->inputs, "", 0);
  buf_clear(&s->pending);
  return ok ? move_command(s, CMD_RUN, 1, NULL) : reply_text(true, "out of memory");
}

Reply session_end_statement(Session *s) {
  collector_forget(s);
  if (!history_raise_interrupt(s->history)) return reply_text(true, "nothing runs that could be interrupted");
  return move_command(s, CMD_END, 1, NULL);
}

static const Unit *unit_of(const Session *s, uint32_t serial) {
  const Unit *found = NULL;
  for (size_t i = 0; i < s->unit_count && s->units[i].serial < serial; i++) found = &s->units[i];
  return found;
}

int32_t prompt_line_shown(const Session *s, uint32_t code_serial, int32_t line) {
  if (!session_is_prompt(s) || line <= 0) return line;
  const Unit *u = unit_of(s, code_serial);
  return u ? u->line_base + line : line;
}

void prompt_place(const Session *s, Model *m) {
  if (!session_is_prompt(s)) return;
  for (int32_t i = 0; i < m->frame_count; i++) {
    ModelFrame *f = &m->frames[i];
    int32_t line = prompt_line_shown(s, f->code_serial, f->line);
    if (i == m->running && m->line) {
      m->end_line += line - m->line;
      m->line = line;
    }
    f->line = line;
  }
  m->line_hit_count = 0;
}

bool session_units(const char *path, const char *text, Buf *out) {
  Region region;
  region_init(&region, malloc_allocator());
  ParseOptions options = {.mode = PARSE_FILE, .filename = path, .from_file = true};
  ParseResult result;
  bool good = parse_source(text, strlen(text), &options, &region, &result) == PARSE_OK;
  LineRange range;
  for (uint32_t i = 0; good && unit_next(result.ast.mod->Module.body, &i, &range);)
    buf_printf(out, "%s%u-%u", out->len ? "," : "", range.from, range.to);
  region_free(&region);
  return good;
}
