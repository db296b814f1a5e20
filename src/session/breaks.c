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

#define NAME_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

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

void breaks_forget_met(Session *s) {
  for (size_t i = s->break_count; i-- > 0;)
    if (s->breaks[i].once && s->breaks[i].hits) drop(s, i);
}

static bool is_code_line(Session *s, int32_t line) {
  size_t n;
  const char *text = session_source_line(s, line, &n);
  while (text && n && isspace((unsigned char)*text)) text++, n--;
  return text && n && *text != '#';
}

/* Is a function or class of that name written in the source? If not, *near is the nearest name, if any is
 * near. */
static bool is_defined(Session *s, const char *name, char near[64]) {
  const char *dot = strrchr(name, '.'), *last = dot ? dot + 1 : name;
  int best = strlen(last) < 4 ? 2 : 3;
  *near = 0;
  for (int32_t line = 1; line <= s->line_count; line++) {
    size_t n;
    const char *text = session_source_line(s, line, &n), *end = text + n;
    for (const char *p = text; p + 5 < end; p++) { /* also behind `async` and semicolons */
      size_t skip = strncmp(p, "def ", 4) == 0 ? 4 : strncmp(p, "class ", 6) == 0 ? 6 : 0;
      if (!skip || (p > text && !isspace((unsigned char)p[-1]) && p[-1] != ';')) continue;
      const char *word = p + skip;
      while (word < end && *word == ' ') word++;
      size_t length = 0;
      while (word + length < end && (isalnum((unsigned char)word[length]) || word[length] == '_' ||
                                     (unsigned char)word[length] >= 128))
        length++;
      if (length == strlen(last) && strncmp(word, last, length) == 0) return true;
      int distance = word_distance(last, strlen(last), word, length);
      if (length && distance < best) {
        best = distance;
        snprintf(near, 64, "%.*s", (int)MIN(length, 63), word);
      }
    }
  }
  return false;
}

static Reply no_such_function(Session *s, const char *name, const char *near) {
  if (*near)
    return reply_text(true, "no function `%s` is in %s: did you mean `%s`?", name,
                      session_short_path(s, s->options.program.path), near);
  return reply_text(true, "no function `%s` is in %s: break takes a line number or one of its functions",
                    name, session_short_path(s, s->options.program.path));
}

/* Where the condition begins: behind " if ", or a comma, as some debuggers want it. Ends the place before it.
 */
static const char *split_condition(char *text) {
  char *found = strstr(text, " if "), *comma = strchr(text, ',');
  if (comma && (!found || comma < found)) found = comma;
  const char *condition = found ? found + (*found == ',' ? 1 : 4) : NULL;
  if (found) *found = 0;
  while (condition && isspace((unsigned char)*condition)) condition++;
  return condition && *condition ? condition : NULL;
}

/* "cart.py:12" is line 12, if that is the program. */
static void drop_file(Session *s, char *where) {
  char *colon = strrchr(where, ':');
  const char *path = s->options.program.path, *slash = strrchr(path, '/');
  if (!colon) return;
  *colon = 0;
  const char *given = strrchr(where, '/') ? strrchr(where, '/') + 1 : where;
  bool ours = strcmp(given, slash ? slash + 1 : path) == 0;
  *colon = ':';
  if (ours) memmove(where, colon + 1, strlen(colon + 1) + 1);
}

static Reply add_break(Session *s, const char *argument, bool once) {
  char *copy, *condition = NULL;
  if (!argument) {
    const Model *m = session_model(s);
    if (asprintf(&copy, "%d", m ? m->line : 0) < 0) return reply_text(true, "out of memory");
  } else
    copy = strdup(argument);
  const char *asked_for = split_condition(copy);
  char *wrong = asked_for ? session_syntax_error(s, asked_for) : NULL;
  if (wrong) {
    Reply r = reply_text(true, "the condition `%s` is no expression: %s", asked_for, wrong);
    free(wrong);
    free(copy);
    return r;
  }
  if (asked_for) condition = strdup(asked_for);
  drop_file(s, copy);
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
  char near[64];
  if (!by_line && *copy != '<' && !session_is_prompt(s) && !is_defined(s, copy, near)) {
    Reply r = no_such_function(s, copy, near);
    free(condition);
    free(copy);
    return r;
  }
  Breakpoint *b = break_add(s);
  if (!b) return reply_text(true, "out of memory");
  b->condition = condition;
  b->once = once;
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

/* The breakpoint whose number the text begins with; *rest is what follows it, NULL: nothing may. */
static Breakpoint *numbered(Session *s, const char *text, const char **rest) {
  char *end;
  unsigned long number = strtoul(text, &end, 10);
  if (end == text || (*end && (!rest || !isspace((unsigned char)*end)))) return NULL;
  while (isspace((unsigned char)*end)) end++;
  if (rest) *rest = end;
  for (size_t i = 0; i < s->break_count; i++)
    if (s->breaks[i].number == number) return &s->breaks[i];
  return NULL;
}

static Reply no_such_break(const Session *s, const char *argument) {
  char *all = info_breaks(s);
  Reply r = s->break_count && all
                ? reply_text(true, "there is no breakpoint %s; there are\n%s", argument, all)
                : reply_text(true, "there is no breakpoint %s: none is set", argument);
  free(all);
  return r;
}

static void apply(Session *s, CommandId id, size_t i) {
  if (id == CMD_DELETE)
    drop(s, i);
  else
    s->breaks[i].enabled = id == CMD_ENABLE;
}

static Reply set_condition(Session *s, const char *argument) {
  const char *condition = "";
  if (!argument)
    return reply_text(true, "the condition of which breakpoint? %s", command_table[CMD_CONDITION].help);
  Breakpoint *b = numbered(s, argument, &condition);
  if (!b) return no_such_break(s, argument);
  if (b->watch) return reply_text(true, "%u is a watch: it stops at every change", b->number);
  if (strncmp(condition, "if ", 3) == 0) condition += 3;
  char *wrong = *condition ? session_syntax_error(s, condition) : NULL;
  if (wrong) {
    Reply r = reply_text(true, "the condition `%s` is no expression: %s", condition, wrong);
    free(wrong);
    return r;
  }
  free(b->condition);
  b->condition = *condition ? strdup(condition) : NULL;
  return *condition ? reply_text(false, "breakpoint %u stops where %s is true", b->number, condition)
                    : reply_text(false, "breakpoint %u stops always", b->number);
}

Reply break_command(Session *s, CommandId id, const char *argument) {
  if (id == CMD_BREAK || id == CMD_TBREAK) return add_break(s, argument, id == CMD_TBREAK);
  if (id == CMD_WATCH) {
    if (!argument) return reply_text(true, "watch what? %s", command_table[CMD_WATCH].help);
    if (*argument == '#' && session_object(s, argument) == MODEL_NONE)
      return reply_text(true, "there is no object %s at this moment", argument);
    Breakpoint *b = break_add(s);
    if (!b) return reply_text(true, "out of memory");
    b->watch = strdup(argument);
    bool unbound = (isalpha((unsigned char)*argument) || *argument == '_') &&
                   !argument[strspn(argument, NAME_LETTERS)] && session_object(s, argument) == MODEL_NONE;
    return reply_text(false, "watch %u: stops when %s changes%s", b->number, argument,
                      unbound ? " (no name here is called so now)" : "");
  }
  if (id == CMD_CONDITION) return set_condition(s, argument);
  const char *did = id == CMD_DELETE ? "removed" : id == CMD_ENABLE ? "enabled" : "disabled";
  if (!argument || strcmp(argument, "all") == 0) {
    size_t n = s->break_count;
    for (size_t i = n; i-- > 0;) apply(s, id, i);
    return reply_text(false, "%zu %s", n, did);
  }
  Breakpoint *b = numbered(s, argument, NULL);
  if (!b) return no_such_break(s, argument);
  unsigned number = b->number;
  apply(s, id, (size_t)(b - s->breaks));
  return reply_text(false, "%u %s", number, did);
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
      Answer a;
      bool yes = session_is_true(s, b->condition, &a);
      if (a.kind == ANSWER_NONE || (a.kind == ANSWER_RAISED && a.failed)) { /* rather stop than pass it by */
        free(s->hit);
        int n = a.kind == ANSWER_NONE
                    ? asprintf(&s->hit, "breakpoint %u: its condition has no answer within %d seconds",
                               b->number, QUESTION_SECONDS)
                    : asprintf(&s->hit, "breakpoint %u: its condition `%s` has no answer here: %s", b->number,
                               b->condition, a.text ? a.text : "");
        if (n < 0) s->hit = NULL;
        free(a.text);
        b->hits++;
        return true;
      }
      free(a.text);
      if (a.kind == ANSWER_STOPPED) return false;
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
