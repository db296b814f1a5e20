#include "session/session.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"
#include "base/utf8.h"
#include "session/internal.h"
#include "session/saved.h"
#include "vm/fiber.h"

const char *granularity_text(Granularity g) {
  static const char *const texts[] = {"line", "expression", "instruction", "event"};
  return texts[g];
}

/* ---- replies ---- */

Reply reply_text(bool error, const char *format, ...) {
  Reply r = {.error = error};
  va_list args;
  va_start(args, format);
  if (vasprintf(&r.text, format, args) < 0) r.text = NULL;
  va_end(args);
  return r;
}

Reply reply_take(Buf *text) {
  Reply r = {.text = strdup(buf_str(text))};
  buf_free(text);
  return r;
}

void reply_free(Reply *r) {
  free(r->text);
  r->text = NULL;
}

/* ---- life ---- */

static bool on_progress(void *data, uint64_t line) {
  Session *s = data;
  return s->progress && s->progress(s->progress_data, line);
}
/* From a signal handler: touches nothing but the two pointers. */
static bool stop_key(void *data) {
  const Session *s = data;
  return s->stop_key && s->stop_key(s->progress_data);
}

Session *session_open(const SessionOptions *options, const char **why) {
  Session *s = calloc(1, sizeof *s);
  if (!s || !(s->texts = malloc(sizeof *s->texts))) {
    free(s);
    *why = "out of memory";
    return NULL;
  }
  region_init(s->texts, malloc_allocator());
  buf_init(&s->pending, malloc_allocator());
  s->options = *options;
  s->next_break = 1;
  settings_begin(s);
  s->tags = tag_book_new();
  s->history = history_new(&options->program, &options->history, options->memory_budget, why);
  if (!s->history || !s->tags || !branches_begin(s)) {
    session_close(s);
    return NULL;
  }
  s->history->inputs.root = options->root;
  s->history->inputs.files = options->files;
  if (options->frozen_clock) s->history->inputs.frozen_clock = 1700000000ll * 1000000000;
  s->history->progress = on_progress;
  s->history->progress_data = s;
  s->history->stop_key = stop_key;
  session_add_source(s, options->program.text, options->program.length);
  if (options->saved && !saved_prepare(s, options->saved)) {
    *why = "out of memory";
    session_close(s);
    return NULL;
  }
  history_start(s->history);
  if (options->saved && !saved_go(s, options->saved)) {
    *why = "the saved session cannot be opened: it is damaged, or memory is short";
    session_close(s);
    return NULL;
  }
  return s;
}

void session_close(Session *s) {
  if (!s) return;
  branches_free(s);
  history_free(s->history);
  tag_book_free(s->tags);
  map_cache_free(s->map);
  model_free(s->model);
  model_free(s->before);
  free(s->caption);
  for (size_t i = 0; i < s->break_count; i++) {
    free(s->breaks[i].function);
    free(s->breaks[i].watch);
    free(s->breaks[i].condition);
  }
  free(s->breaks);
  for (size_t i = 0; i < s->display_count; i++) free(s->displays[i]);
  free(s->displays);
  free(s->marks);
  free(s->log);
  free(s->biography);
  provenance_free(s->provenance);
  free(s->output);
  free(s->output_text);
  free(s->timeline);
  free(s->lines);
  free(s->line_lengths);
  free(s->hit);
  collection_free(s->collection);
  free(s->units);
  free(s->typed);
  free(s->autosave_path);
  buf_free(&s->pending);
  if (s->texts) {
    region_free(s->texts);
    free(s->texts);
  }
  free(s);
}

History *session_history(Session *s) { return s->history; }
TagBook *session_tags(Session *s) { return s->tags; }
Granularity session_granularity(const Session *s) { return s->granularity; }
void session_on_progress(Session *s, ProgressFn fn, void *data) {
  s->progress = fn;
  s->progress_data = data;
}
void session_on_stop_key(Session *s, bool (*pressed)(void *data)) { s->stop_key = pressed; }
void session_interrupt(Session *s) { history_interrupt(s->history); }

const Model *session_model(Session *s) {
  if (!s->model) {
    s->model = model_build(s->history, s->tags, s->before, MODEL_MOST);
    if (s->model) prompt_place(s, s->model);
    if (s->model && !s->caption && !s->quiet && s->history->now.line == 1) s->caption = move_first_caption(s);
    if (s->model && s->caption) s->model->caption = s->caption;
  }
  return s->model;
}

/* ---- commands as text ---- */

Reply session_command(Session *s, const char *text) {
  while (isspace((unsigned char)*text)) text++;
  uint64_t count = 1;
  bool counted = false;
  if (isdigit((unsigned char)*text)) {
    char *end;
    count = strtoull(text, &end, 10);
    counted = true;
    text = end;
  }
  if (!*text) return reply_text(false, "%s", "");
  size_t n = 0;
  if (isalpha((unsigned char)text[0]))
    while (isalpha((unsigned char)text[n]) || text[n] == '-') n++;
  else
    n = 1;
  const CommandInfo *info = command_find(text, n);
  if (!info) return command_unknown(text, n);
  const char *argument = text + n;
  while (isspace((unsigned char)*argument)) argument++;
  char *copy = strdup(argument);
  size_t length = copy ? strlen(copy) : 0;
  while (length && isspace((unsigned char)copy[length - 1])) copy[--length] = 0;
  Reply r;
  if (info->args == ARGS_COUNT && length) {
    char *end;
    unsigned long long v = strtoull(copy, &end, 10);
    if (*end || copy[0] == '-')
      r = reply_text(true, "`%s` takes a number: %s", info->name, info->help);
    else
      r = session_do(s, info->id, v, NULL);
  } else if (info->args == ARGS_NONE && length)
    r = reply_text(true, "`%s` takes nothing behind it: %s", info->name, info->help);
  else
    r = session_do(s, info->id, counted ? count : 1, length ? copy : NULL);
  free(copy);
  return r;
}

Reply session_do(Session *s, CommandId id, uint64_t count, const char *argument) {
  history_begin(s->history);
  if (id == CMD_QUIT) return (Reply){.quit = true};
  if (!move_is(id) && !session_model(s))
    return reply_text(true, "out of memory: there is no picture of this moment");
  switch (id) {
  case CMD_BREAK:
  case CMD_TBREAK:
  case CMD_DELETE:
  case CMD_ENABLE:
  case CMD_DISABLE:
  case CMD_CONDITION:
  case CMD_WATCH: return break_command(s, id, argument);
  case CMD_DISPLAY:
  case CMD_UNDISPLAY: return display_command(s, id, argument);
  default: break;
  }
  if (id == CMD_COLLECTOR) return collector_command(s, id, argument);
  if (id == CMD_LOG) return log_command(s, argument);
  if (id == CMD_COPIES || id == CMD_SHARING) return copies_command(s, id, argument);
  if (move_is(id)) return move_command(s, id, count ? count : 1, argument);
  return info_command(s, id, count, argument);
}

Reply session_input(Session *s, const char *text, size_t length) {
  History *h = s->history;
  if (!h->waiting_input && !h->waiting_prompt)
    return reply_text(true, session_can_fork(s, NULL)
                                ? "nothing is asked for now; `fork` asks again for what was typed next"
                                : "the program does not wait for input now");
  collector_forget(s);
  if (h->waiting_prompt) return prompt_line(s, text, length);
  if (!inputs_add_line(&h->inputs, text, length)) return reply_text(true, "out of memory");
  if (session_is_prompt(s)) return move_command(s, CMD_RUN, 1, NULL);
  return move_command(s, CMD_STEP, 1, NULL);
}

/* ---- what faces ask for ---- */

const Model *session_before(const Session *s) { return s->before; }
int32_t session_frame(Session *s) {
  const Model *m = session_model(s);
  if (!m) return MODEL_NONE;
  return m->running - s->frame_up < 0 ? m->running : m->running - s->frame_up;
}
const Breakpoint *session_breakpoints(const Session *s, size_t *count) {
  *count = s->break_count;
  return s->breaks;
}
const Mark *session_marks(const Session *s, size_t *count) {
  *count = s->mark_count;
  return s->marks;
}
const char *session_source_line(const Session *s, int32_t line, size_t *length) {
  if (line < 1 || line > s->line_count) return NULL;
  *length = s->line_lengths[line - 1];
  return s->lines[line - 1];
}
int32_t session_source_lines(const Session *s) { return s->line_count; }

void timeline_add(Session *s, uint64_t line, char kind) {
  for (size_t i = 0; i < s->timeline_count; i++)
    if (s->timeline[i].line == line && s->timeline[i].kind == kind) return;
  if (!ROOM_FOR_ONE(s->timeline, s->timeline_count, s->timeline_room, 32)) return;
  s->timeline[s->timeline_count++] = (TimelineMark){line, kind};
}

const TimelineMark *session_timeline(Session *s, size_t *count) {
  *count = s->timeline_count;
  return s->timeline;
}

size_t session_harmless(const char *from, size_t n, char *to) {
  size_t out = 0;
  for (const char *p = from, *end = from + n; p < end;) {
    uint32_t c;
    unsigned used = utf8_decode(p, end, false, &c);
    if (!used || c == UTF8_BAD) {
      to[out++] = '?';
      p++;
      continue;
    }
    if (c == '\t') {
      do to[out++] = ' ';
      while (out % 8);
    } else if (c < 32 || c == 127) {
      to[out++] = '^';
      to[out++] = (char)(c == 127 ? '?' : c + 64);
    } else if (c >= 0x80 && c < 0xA0) { /* some terminals take these for ESC and a letter */
      static const char digits[] = "0123456789abcdef";
      memcpy(to + out, (char[]){'\\', 'x', digits[c >> 4], digits[c & 15]}, 4);
      out += 4;
    } else if (c < 128 || utf8_is_printable(c)) {
      memcpy(to + out, p, used);
      out += used;
    }
    p += used;
  }
  return out;
}

const ModelOutput *session_output(Session *s, size_t *count) {
  const Inputs *in = &s->history->inputs;
  uint64_t upto = VM->output_length;
  size_t length =
      upto > in->output_base ? (size_t)MIN(upto - in->output_base, (uint64_t)in->output_length) : 0;
  size_t show_from = length > (1u << 20) ? length - (1u << 20) : 0; /* the last MiB */
  free(s->output_text);
  s->output_text = malloc((length - show_from) * 8 + 16);
  s->output_count = 0;
  char *to = s->output_text;
  size_t chunk = 0;
  for (size_t at = show_from; to && at < length;) {
    const char *start = in->output + at, *stop = memchr(start, '\n', length - at);
    size_t n = stop ? (size_t)(stop - start) : length - at;
    if (!ROOM_FOR_ONE(s->output, s->output_count, s->output_room, 128)) break;
    uint64_t offset = in->output_base + at;
    while (chunk + 1 < in->chunk_count && in->chunks[chunk + 1].offset <= offset) chunk++;
    const OutputChunk *c = in->chunk_count ? &in->chunks[chunk] : NULL;
    size_t m = session_harmless(start, n, to);
    to[m] = 0;
    s->output[s->output_count++] = (ModelOutput){to, c ? c->stream : 1, c ? c->line : 0};
    to += m + 1;
    at += n + 1;
  }
  *count = s->output_count;
  return s->output;
}

int32_t session_object(Session *s, const char *word) {
  const Model *m = session_model(s);
  if (!m || !word) return MODEL_NONE;
  if (*word == '#') return model_find_tag(m, (uint32_t)strtoul(word + 1, NULL, 10));
  for (int32_t f = m->running - s->frame_up; f >= 0; f--)
    for (int32_t i = 0; i < m->frames[f].name_count; i++) {
      const ModelName *n = &m->names[m->frames[f].first_name + i];
      if (strcmp(n->name, word) == 0) return n->object;
    }
  return MODEL_NONE;
}

/* The beginning of an answer of megabytes says as much to a person. */
static void take_answer(void *data, const char *text, size_t length, int failed) {
  enum { MOST = 20000, NOTE = 60 };
  Answer *a = data;
  size_t shown = length > MOST ? MOST : length;
  while (shown < length && shown && ((unsigned char)text[shown] & 0xC0) == 0x80) shown--;
  free(a->text);
  a->text = malloc(shown * 8 + NOTE);
  if (a->text) {
    size_t n = session_harmless(text, shown, a->text);
    a->text[n] = 0;
    if (shown < length) snprintf(a->text + n, NOTE, "... (%zu more bytes)", length - shown);
  }
  a->failed = failed != ANSWER_GIVEN;
  a->kind = failed;
}

Answer session_evaluate(Session *s, const char *expression) {
  Answer a = {NULL, false, ANSWER_GIVEN};
  Frame *f = VM->frame;
  for (int32_t up = s->frame_up; f && up > 0; up--) f = f->previous;
  if (history_evaluate(s->history, f, expression, strlen(expression), take_answer, &a) != MOVE_OK ||
      !a.text) {
    free(a.text);
    a = (Answer){strdup("the expression could not be evaluated here"), true, ANSWER_RAISED};
  }
  if (a.failed && a.text && !*a.text) { /* there is nothing left to ask */
    free(a.text);
    a.text = strdup("the program has ended and its names are gone: S goes back to where they are");
  }
  return a;
}

bool session_is_true(Session *s, const char *expression, Answer *a) {
  char *question;
  *a = (Answer){NULL, true, ANSWER_RAISED};
  if (asprintf(&question, "not not (%s\n)", expression) < 0) return false;
  *a = session_evaluate(s, question);
  free(question);
  return !a->failed && a->text && strcmp(a->text, "True") == 0;
}

char *session_syntax_error(Session *s, const char *expression) {
  char *question;
  if (asprintf(&question, "lambda: (%s\n)", expression) < 0) return NULL;
  Answer a = session_evaluate(s, question); /* compiled, and not run */
  free(question);
  if (a.failed && a.text && strstr(a.text, "SyntaxError")) return a.text;
  free(a.text);
  return NULL;
}

static bool offer(const char *word, const char *prefix, size_t n, char **out, size_t *count, size_t room) {
  if (*count >= room) return false;
  if (strncmp(word, prefix, n) == 0) out[(*count)++] = strdup(word);
  return true;
}

typedef struct Offers {
  const char *prefix;
  size_t n;
  char **out;
  size_t count, room;
} Offers;
static void offer_word(void *data, const char *word) {
  Offers *o = data;
  offer(word, o->prefix, o->n, o->out, &o->count, o->room);
}

size_t session_complete(Session *s, const char *line, size_t cursor, char **out, size_t room) {
  size_t start = cursor;
  while (start && (isalnum((unsigned char)line[start - 1]) || strchr("_-#", line[start - 1]))) start--;
  const char *prefix = line + start;
  size_t n = cursor - start, count = 0;
  bool first = true;
  for (size_t i = 0; i < start; i++)
    if (!isspace((unsigned char)line[i])) first = false;
  if (first || strncmp(line, "help", 4) == 0)
    for (int i = 0; i < COMMAND_COUNT; i++) offer(command_table[i].name, prefix, n, out, &count, room);
  Offers words = {prefix, n, out, count, room};
  if (!first && settings_complete(line, start, offer_word, &words)) return words.count;
  if (!first && strncmp(line, "branch ", 7) == 0) {
    for (int32_t i = 0; i < s->branch_count; i++)
      if (s->branches[i].name[0]) offer_word(&words, s->branches[i].name);
    return words.count;
  }
  if (!first && strncmp(line, "to ", 3) == 0) {
    for (size_t i = 0; i < s->mark_count; i++) offer_word(&words, s->marks[i].name);
    return words.count;
  }
  if (!first) {
    const Model *m = session_model(s);
    for (int32_t i = 0; m && i < m->name_count; i++) {
      bool seen = false;
      for (size_t j = 0; j < count; j++) seen |= strcmp(out[j], m->names[i].name) == 0;
      if (!seen) offer(m->names[i].name, prefix, n, out, &count, room);
    }
    for (int32_t i = 0; m && i < m->object_count && *prefix == '#'; i++) {
      char tag[16];
      snprintf(tag, sizeof tag, "#%u", m->objects[i].tag);
      offer(tag, prefix, n, out, &count, room);
    }
  }
  return count;
}
