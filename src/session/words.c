/* The words typed: which command one means, which it may have meant, and the help. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "session/internal.h"

const CommandInfo command_table[COMMAND_COUNT] = {
#define COMMAND(id, name, aliases, args, help) {CMD_##id, name, aliases, ARGS_##args, help},
#include "session/commands.def"
#undef COMMAND
};

static const struct {
  const char *words, *advice;
} elsewhere[] = {
#define ELSEWHERE(words, advice) {words, advice},
#include "session/elsewhere.def"
#undef ELSEWHERE
};

/* The help's lines: headings and, below each, its commands. */
static const struct {
  int command; /* -1: a heading */
  const char *heading;
} help_lines[] = {
#define COMMAND(id, name, aliases, args, help) {CMD_##id, NULL},
#define COMMAND_GROUP(heading)                 {-1, heading},
#include "session/commands.def"
#undef COMMAND
};

static bool word_in(const char *words, const char *word, size_t length) {
  for (const char *p = words; *p;) {
    size_t n = strcspn(p, " ");
    if (n == length && strncmp(p, word, n) == 0) return true;
    p += n + strspn(p + n, " ");
  }
  return false;
}

/* The commands whose name begins with the word; *first is one of them. */
static int beginning_with(const char *word, size_t length, const CommandInfo **first) {
  int n = 0;
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (length && strncmp(command_table[i].name, word, length) == 0 && !n++) *first = &command_table[i];
  return n;
}

static const char *advice_for(const char *word, size_t length) {
  for (size_t i = 0; i < ARRAY_LEN(elsewhere); i++)
    if (word_in(elsewhere[i].words, word, length)) return elsewhere[i].advice;
  return NULL;
}

const CommandInfo *command_find(const char *word, size_t length) {
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (strlen(command_table[i].name) == length && strncmp(command_table[i].name, word, length) == 0)
      return &command_table[i];
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (word_in(command_table[i].aliases, word, length)) return &command_table[i];
  if (advice_for(word, length)) return NULL;
  const CommandInfo *found = NULL;
  return beginning_with(word, length, &found) == 1 ? found : NULL;
}

int word_distance(const char *a, size_t na, const char *b, size_t nb) {
  enum { LONGEST = 40 };
  if (na > LONGEST || nb > LONGEST) return LONGEST;
  int before[LONGEST + 1], last[LONGEST + 1], row[LONGEST + 1] = {0};
  for (size_t j = 0; j <= nb; j++) last[j] = (int)j, before[j] = 0;
  for (size_t i = 1; i <= na; i++) {
    row[0] = (int)i;
    for (size_t j = 1; j <= nb; j++) {
      int least = MIN(last[j], row[j - 1]) + 1, other = last[j - 1] + (a[i - 1] != b[j - 1]);
      if (other < least) least = other;
      bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped && before[j - 2] + 1 < least) least = before[j - 2] + 1;
      row[j] = least;
    }
    memcpy(before, last, sizeof last);
    memcpy(last, row, sizeof row);
  }
  return last[nb];
}

/* The command whose name or alias is nearest, if it is near enough to have been meant. */
static const CommandInfo *nearest(const char *word, size_t length) {
  int best = length < 4 ? 2 : 3; /* farther than that it is another word */
  const CommandInfo *found = NULL;
  for (int i = 0; i < COMMAND_COUNT; i++) {
    const char *name = command_table[i].name, *others = command_table[i].aliases;
    while (*name) {
      size_t n = strcspn(name, " ");
      int distance = n < 3 || length < 3 ? best : word_distance(word, length, name, n);
      if (distance < best) best = distance, found = &command_table[i];
      name += n + strspn(name + n, " ");
      if (!*name) name = others, others = "";
    }
  }
  return found;
}

Reply command_unknown(const char *word, size_t length) {
  const char *advice = advice_for(word, length);
  if (advice) return reply_text(true, "`%.*s` is no command here: %s", (int)length, word, advice);
  const CommandInfo *near = NULL;
  int many = beginning_with(word, length, &near);
  if (many > 1) {
    Buf out;
    buf_init(&out, malloc_allocator());
    buf_printf(&out, "`%.*s` is the beginning of", (int)length, word);
    for (int i = 0, n = 0; i < COMMAND_COUNT; i++)
      if (strncmp(command_table[i].name, word, length) == 0)
        buf_printf(&out, "%s %s", n++ ? n == many ? " and" : "," : "", command_table[i].name);
    buf_text(&out, ": type more of it");
    Reply r = reply_take(&out);
    r.error = true;
    return r;
  }
  near = nearest(word, length);
  if (near)
    return reply_text(true, "there is no command `%.*s`: did you mean `%s`? `help` lists them all",
                      (int)length, word, near->name);
  return reply_text(true, "there is no command `%.*s`; `help` lists them all", (int)length, word);
}

Reply help_command(const char *argument) {
  if (argument) {
    size_t n = strlen(argument);
    const CommandInfo *c = command_find(argument, n);
    if (!c) return command_unknown(argument, n);
    return reply_text(false, "%s%s%s", c->help, *c->aliases ? "\n  also: " : "", c->aliases);
  }
  Buf out;
  buf_init(&out, malloc_allocator());
  for (size_t i = 0; i < ARRAY_LEN(help_lines); i++) {
    if (help_lines[i].command < 0) {
      buf_printf(&out, "%s\n", help_lines[i].heading);
      continue;
    }
    const CommandInfo *c = &command_table[help_lines[i].command];
    buf_printf(&out, "  %s%s%.*s%s\n", c->help, *c->aliases ? " (" : "", (int)strcspn(c->aliases, " "),
               c->aliases, *c->aliases ? ")" : "");
  }
  buf_text(&out, "A number in front repeats: 10n. A short form is in brackets; words may also be cut short.\n"
                 "`help COMMAND` tells about one.");
  return reply_take(&out);
}
