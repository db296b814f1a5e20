/* Expressions that are shown after every move. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/room.h"
#include "session/internal.h"

bool display_add(Session *s, char *expression) {
  if (!expression || !ROOM_FOR_ONE(s->displays, s->display_count, s->display_room, 4)) {
    free(expression);
    return false;
  }
  s->displays[s->display_count++] = expression;
  return true;
}

static void drop(Session *s, size_t i) {
  free(s->displays[i]);
  memmove(&s->displays[i], &s->displays[i + 1], (--s->display_count - i) * sizeof *s->displays);
}

/* "x = 3", or that it has no value here. */
static void put(Session *s, size_t i, Buf *out) {
  Answer a = session_evaluate(s, s->displays[i]);
  if (a.failed)
    buf_printf(out, "%s: %s", s->displays[i], a.text ? a.text : "no value here");
  else
    buf_printf(out, "%s = %s", s->displays[i], a.text);
  free(a.text);
}

void display_append(Session *s, Reply *r) {
  if (!s->display_count || r->quit) return;
  Buf out;
  buf_init(&out, malloc_allocator());
  if (r->text && *r->text) buf_printf(&out, "%s;  ", r->text);
  for (size_t i = 0; i < s->display_count; i++) {
    if (i) buf_text(&out, ";  ");
    put(s, i, &out);
  }
  char *text = strdup(buf_str(&out));
  buf_free(&out);
  if (!text) return;
  free(r->text);
  r->text = text;
}

static Reply listed(Session *s) {
  if (!s->display_count) return reply_text(false, "nothing is displayed: `display EXPR` begins");
  Buf out;
  buf_init(&out, malloc_allocator());
  for (size_t i = 0; i < s->display_count; i++) {
    buf_printf(&out, "%s%zu: ", i ? "\n" : "", i + 1);
    put(s, i, &out);
  }
  return reply_take(&out);
}

Reply display_command(Session *s, CommandId id, const char *argument) {
  if (id == CMD_UNDISPLAY) {
    if (!argument || strcmp(argument, "all") == 0) {
      while (s->display_count) drop(s, 0);
      return reply_text(false, "nothing is displayed any more");
    }
    char *end;
    unsigned long number = strtoul(argument, &end, 10);
    for (size_t i = 0; i < s->display_count; i++)
      if (strcmp(s->displays[i], argument) == 0 || (!*end && number == i + 1)) {
        Reply r = reply_text(false, "`%s` is displayed no more", s->displays[i]);
        drop(s, i);
        return r;
      }
    return reply_text(true, "`%s` is not displayed; `display` lists what is", argument);
  }
  if (!argument) return listed(s);
  for (size_t i = 0; i < s->display_count; i++)
    if (strcmp(s->displays[i], argument) == 0) return listed(s);
  char *why = session_syntax_error(s, argument);
  if (why) {
    Reply r = reply_text(true, "`%s` is no expression: %s", argument, why);
    free(why);
    return r;
  }
  if (!display_add(s, strdup(argument))) return reply_text(true, "out of memory");
  Buf out;
  buf_init(&out, malloc_allocator());
  put(s, s->display_count - 1, &out);
  return reply_take(&out);
}
