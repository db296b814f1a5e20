/* Settings: rows of settings.def, changed with `set NAME VALUE`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "session/internal.h"

const SettingInfo setting_table[SETTING_COUNT] = {
#define SETTING(id, name, values, first, help) {name, values, first, help},
#include "session/settings.def"
#undef SETTING
};

/* The i-th word of the values; its length, 0 behind the last. */
static size_t value_at(const char *values, int i, const char **word) {
  const char *p = values;
  for (; i-- > 0 && *p;) p += strcspn(p, " "), p += *p == ' ';
  *word = p;
  return strcspn(p, " ");
}

void settings_begin(Session *s) {
  for (int i = 0; i < SETTING_COUNT; i++) s->settings[i] = setting_table[i].first;
}

int session_setting(const Session *s, SettingId id) {
  return id == SETTING_STEP ? (int)s->granularity : s->settings[id];
}

void session_set(Session *s, SettingId id, int value) {
  if (id == SETTING_STEP) s->granularity = (Granularity)value;
  s->settings[id] = value;
}

static void put_setting(const Session *s, int id, Buf *out) {
  const SettingInfo *info = &setting_table[id];
  const char *word;
  size_t n = value_at(info->values, session_setting(s, (SettingId)id), &word);
  buf_printf(out, "%s%-15s%-12.*s%s", out->len ? "\n" : "", info->name, (int)n, word, info->help);
}

static int setting_named(const char *name, size_t n) {
  int found = -1;
  for (int i = 0; i < SETTING_COUNT; i++) {
    if (strncmp(setting_table[i].name, name, n) != 0) continue;
    if (!setting_table[i].name[n]) return i;
    found = found < 0 ? i : -2;
  }
  return found < 0 ? -1 : found;
}

Reply settings_command(Session *s, const char *argument) {
  Buf out;
  buf_init(&out, malloc_allocator());
  if (!argument) {
    for (int i = 0; i < SETTING_COUNT; i++) put_setting(s, i, &out);
    return reply_take(&out);
  }
  size_t n = strcspn(argument, " =\t");
  int id = setting_named(argument, n);
  const char *value = argument + n + strspn(argument + n, " =\t");
  if (id < 0) return reply_text(true, "there is no setting `%.*s`; `set` alone lists them", (int)n, argument);
  if (!*value) {
    put_setting(s, id, &out);
    return reply_take(&out);
  }
  const char *word;
  size_t m, length = strlen(value);
  for (int i = 0; (m = value_at(setting_table[id].values, i, &word)); i++)
    if (length <= m && strncmp(word, value, length) == 0 &&
        (length == m || length > 1 || id == SETTING_STEP)) {
      session_set(s, (SettingId)id, i);
      return reply_text(false, "%s is now %.*s", setting_table[id].name, (int)m, word);
    }
  return reply_text(true, "%s is one of: %s", setting_table[id].name, setting_table[id].values);
}

size_t settings_complete(const char *line, size_t start, void (*offer)(void *data, const char *word),
                         void *data) {
  const char *p = line + strspn(line, " ");
  if (strncmp(p, "set ", 4) != 0) return 0;
  p += 4;
  p += strspn(p, " ");
  if (p >= line + start) { /* the name */
    for (int i = 0; i < SETTING_COUNT; i++) offer(data, setting_table[i].name);
    return 1;
  }
  int id = setting_named(p, strcspn(p, " ="));
  const char *word;
  size_t n;
  for (int i = 0; id >= 0 && (n = value_at(setting_table[id].values, i, &word)); i++) {
    char text[32];
    snprintf(text, sizeof text, "%.*s", (int)n, word);
    offer(data, text);
  }
  return 1;
}
