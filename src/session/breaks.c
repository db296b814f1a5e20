/* Breakpoints and watches. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/internal.h"
#include "base/room.h"
#include "heap/mem.h"
#include "object/containers.h"
#include "vm/fiber.h"

Breakpoint *break_add(Session *s) {
  if (!ROOM_FOR_ONE(s->breaks, s->break_count, s->break_room, 8)) return NULL;
  Breakpoint *b = &s->breaks[s->break_count++];
  *b = (Breakpoint){.number = s->next_break++, .enabled = true};
  return b;
}

static void drop(Session *s, size_t i) {
  Breakpoint *b = &s->breaks[i];
  free(b->function);
  free(b->watch);
  free(b->condition);
  memmove(b, b + 1, (s->break_count - i - 1) * sizeof *b);
  s->break_count--;
}

static bool is_code_line(Session *s, int32_t line) {
  size_t n;
  const char *text = session_source_line(s, line, &n);
  while (text && n && isspace((unsigned char)*text)) text++, n--;
  return text && n && *text != '#';
}

static Reply add_break(Session *s, const char *argument) {
  char *copy, *condition = NULL;
  if (!argument) {
    const Model *m = session_model(s);
    if (asprintf(&copy, "%d", m ? m->line : 0) < 0) return reply_text(true, "out of memory");
  } else
    copy = strdup(argument);
  char *where = strstr(copy, " if ");
  if (where) {
    condition = strdup(where + 4);
    *where = 0;
  }
  size_t n = strlen(copy);
  while (n && isspace((unsigned char)copy[n - 1])) copy[--n] = 0;
  char *end;
  long line = strtol(copy, &end, 10);
  bool by_line = n && !*end;
  if (by_line && (line < 1 || line > s->line_count)) {
    free(copy);
    free(condition);
    return reply_text(true, "there is no line %ld: the file has %d", line, s->line_count);
  }
  if (by_line) {
    long asked = line;
    while (line < s->line_count && !is_code_line(s, (int32_t)line)) line++;
    if (!is_code_line(s, (int32_t)line)) {
      free(copy);
      free(condition);
      return reply_text(true, "nothing runs at or after line %ld", asked);
    }
  } else
    for (char *p = copy; *p; p++)
      if (!isalnum((unsigned char)*p) && !strchr("_.<>", *p) && (unsigned char)*p < 128) {
        free(condition);
        Reply r = reply_text(true, "`%s` is neither a line number nor the name of a function", copy);
        free(copy);
        return r;
      }
  Breakpoint *b = break_add(s);
  if (!b) return reply_text(true, "out of memory");
  b->condition = condition;
  Reply r;
  if (by_line) {
    b->line = (int32_t)line;
    r = reply_text(false, "breakpoint %u at line %ld%s%s", b->number, line, condition ? " if " : "",
                   condition ? condition : "");
    free(copy);
  } else {
    b->function = copy;
    r = reply_text(false, "breakpoint %u at the calls of %s%s%s", b->number, copy, condition ? " if " : "",
                   condition ? condition : "");
  }
  return r;
}

Reply break_command(Session *s, CommandId id, const char *argument) {
  if (id == CMD_BREAK) return add_break(s, argument);
  if (id == CMD_WATCH) {
    if (!argument) return reply_text(true, "watch what? %s", command_table[CMD_WATCH].help);
    if (*argument == '#' && session_object(s, argument) == MODEL_NONE)
      return reply_text(true, "there is no object %s at this moment", argument);
    Breakpoint *b = break_add(s);
    if (!b) return reply_text(true, "out of memory");
    b->watch = strdup(argument);
    return reply_text(false, "watch %u: stops when %s changes", b->number, argument);
  }
  if (!argument || strcmp(argument, "all") == 0) {
    size_t n = s->break_count;
    while (s->break_count) drop(s, s->break_count - 1);
    return reply_text(false, "%zu removed", n);
  }
  unsigned long number = strtoul(argument, NULL, 10);
  for (size_t i = 0; i < s->break_count; i++)
    if (s->breaks[i].number == number) {
      drop(s, i);
      return reply_text(false, "%lu removed", number);
    }
  return reply_text(true, "there is no breakpoint %s", argument);
}

static bool function_matches(const Frame *f, const char *name) {
  const Code *c = f->code;
  return str_equals_text(c->name, name) || str_equals_text(c->qualname, name);
}

static bool in_script(const Frame *f) { return !VM->script_path || code_is_of_script(f->code); }

/* A name's object in the running frame, then the module: for watches. */
static const Object *watched(const Frame *f, const char *name) {
  const Code *c = f->code;
  for (int i = 0; i < c->nlocalsplus; i++)
    if (str_equals_text(tuple_item(c->localsplusnames, i), name)) {
      const Object *v = f->localsplus[i];
      return v && v->type == T(CELL) ? ((const Cell *)v)->value : v;
    }
  const Object *v =
      f->locals && TYPE_HAS(f->locals->type, TYPE_SUB_DICT) ? dict_get_text(f->locals, name) : NULL;
  return v ? v : dict_get_text(f->globals, name);
}

static char *watch_value(Session *s, const Breakpoint *b) {
  char *out = NULL;
  if (*b->watch == '#') {
    uint64_t address;
    uint32_t serial;
    if (!tag_find(s->tags, (uint32_t)strtoul(b->watch + 1, NULL, 10), &address, &serial))
      return strdup("gone");
    const Object *o = (const Object *)address;
    if (serial && object_serial(o) != serial) return strdup("gone");
    char text[400];
    object_describe(o, text, sizeof text);
    if (asprintf(&out, "%s, count %ld", text, (long)o->refcnt) < 0) out = NULL;
    return out;
  }
  bool simple = isalpha((unsigned char)*b->watch) || *b->watch == '_';
  for (const char *p = b->watch; *p && simple; p++) simple = isalnum((unsigned char)*p) || *p == '_';
  if (simple && VM->frame) {
    const Object *o = watched(VM->frame, b->watch);
    char text[400] = "not bound";
    if (o) object_describe(o, text, sizeof text);
    if (asprintf(&out, "%s@%lx.%u", text, (unsigned long)(uintptr_t)o,
                 o && (uintptr_t)o >= ARENA_SMALL_BASE ? object_serial(o) : 0) < 0)
      out = NULL;
    return out;
  }
  return NULL;
}

char *break_watch_value(Session *s, const Breakpoint *b) { return watch_value(s, b); }

bool break_hit(Session *s, Frame *frame, const Instr *line_instr, bool conditions) {
  if (!frame || !line_instr || !in_script(frame)) return false;
  int line = prompt_line_shown(s, object_serial(&frame->code->ob), code_line(frame->code, line_instr));
  for (size_t i = 0; i < s->break_count; i++) {
    Breakpoint *b = &s->breaks[i];
    if (!b->enabled || b->watch) continue;
    bool here = b->line ? b->line == line
                        : function_matches(frame, b->function) &&
                              line_instr <= frame->code->instrs + frame->code->first_traceable + 1;
    if (!here) continue;
    if (!conditions) return true;
    if (b->condition) {
      Answer a = session_evaluate(s, b->condition);
      bool yes = a.text && !a.failed && strcmp(a.text, "False") != 0 && strcmp(a.text, "0") != 0 &&
                 strcmp(a.text, "None") != 0 && strcmp(a.text, "''") != 0 && strcmp(a.text, "[]") != 0 &&
                 strcmp(a.text, "{}") != 0 && strcmp(a.text, "()") != 0;
      free(a.text);
      if (a.kind == ANSWER_STOPPED) return false;
      if (a.kind == ANSWER_NONE) { /* rather stop than wait again at every line */
        free(s->hit);
        if (asprintf(&s->hit, "breakpoint %u: its condition has no answer within %d seconds", b->number,
                     QUESTION_SECONDS) < 0)
          s->hit = NULL;
        return true;
      }
      if (!yes) continue;
    }
    b->hits++;
    free(s->hit);
    if (b->line) {
      if (asprintf(&s->hit, "breakpoint %u, line %d", b->number, b->line) < 0) s->hit = NULL;
    } else if (asprintf(&s->hit, "breakpoint %u, %s is called", b->number, b->function) < 0)
      s->hit = NULL;
    return true;
  }
  return false;
}
