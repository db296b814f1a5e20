/* Commands that tell without moving. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/room.h"
#include "heap/gc.h"
#include "heap/mem.h"
#include "model/graph.h"
#include "session/export.h"
#include "session/internal.h"
#include "session/save.h"

static Reply print(Session *s, const char *argument) {
  if (!argument) return reply_text(true, "print what? %s", command_table[CMD_PRINT].help);
  Answer a = session_evaluate(s, argument);
  if (!a.failed && a.text && !*a.text) { /* a statement */
    free(a.text);
    a.text = strdup("it was run on a copy of this moment, and nothing has changed");
  }
  return (Reply){.error = a.failed, .text = a.text};
}

static int32_t wanted(Session *s, const char *argument, Reply *r) {
  int32_t at = argument ? session_object(s, argument) : MODEL_NONE;
  if (at == MODEL_NONE)
    *r = argument ? reply_text(true, "there is no object or name `%s` at this moment", argument)
                  : reply_text(true, "which object? Give a name or its #number");
  return at;
}

static void put_object(Buf *out, const ModelObject *o) {
  buf_printf(out, "#%u %s %s", o->tag, o->type, o->value);
}

static Reply refs(Session *s, const char *argument) {
  Reply r;
  int32_t at = wanted(s, argument, &r);
  if (at == MODEL_NONE) return r;
  const Model *m = session_model(s);
  const ModelObject *o = &m->objects[at];
  Buf out;
  buf_init(&out, malloc_allocator());
  put_object(&out, o);
  buf_printf(&out, "\n");
  uint64_t sum = 0;
  for (int32_t i = 0; i < o->holder_count; i++) {
    const ModelHolder *h = &m->holders[o->first_holder + i];
    buf_printf(&out, "  %4u  %s\n", h->count, h->words);
    sum += h->count;
  }
  buf_printf(&out, "  %4llu  in all; its count is %lld", (unsigned long long)sum, (long long)o->refs);
  if (o->lent) buf_printf(&out, "\n  %s", o->lent);
  return reply_take(&out);
}

/* Breadth first from the names: the shortest path. */
char *session_why(Session *s, uint32_t tag) {
  const Model *m = session_model(s);
  int32_t target = m ? model_find_tag(m, tag) : MODEL_NONE;
  if (target == MODEL_NONE) return NULL;
  int32_t *from = malloc((size_t)m->object_count * sizeof *from),
          *queue = malloc((size_t)m->object_count * sizeof *queue);
  const char **how = calloc((size_t)m->object_count, sizeof *how);
  if (!from || !queue || !how) {
    free(from);
    free(queue);
    free(how);
    return NULL;
  }
  int32_t head = 0, tail = 0;
  for (int32_t i = 0; i < m->object_count; i++) from[i] = -2;
  for (int32_t i = 0; i < m->object_count; i++)
    for (int32_t k = 0; k < m->objects[i].holder_count; k++) {
      const ModelHolder *h = &m->holders[m->objects[i].first_holder + k];
      bool root = h->from == MODEL_NONE || h->kind == EDGE_LOCAL;
      if (!root || from[i] != -2) continue;
      from[i] = -1;
      how[i] = h->words;
      queue[tail++] = i;
    }
  while (head < tail && from[target] == -2) {
    int32_t at = queue[head++];
    for (int32_t k = 0; k < m->objects[at].part_count; k++) {
      const ModelPart *p = &m->parts[m->objects[at].first_part + k];
      if (from[p->to] != -2) continue;
      from[p->to] = at;
      how[p->to] = p->label;
      queue[tail++] = p->to;
    }
  }
  /* What no part leads to may still be told by who holds it. */
  for (bool more = true; more && from[target] == -2;) {
    more = false;
    for (int32_t i = 0; i < m->object_count; i++)
      for (int32_t k = 0; k < m->objects[i].holder_count && from[i] == -2; k++) {
        const ModelHolder *h = &m->holders[m->objects[i].first_holder + k];
        if (h->from == MODEL_NONE || from[h->from] == -2) continue;
        from[i] = h->from;
        how[i] = h->words;
        more = true;
      }
  }
  Buf out;
  buf_init(&out, malloc_allocator());
  if (from[target] == -2)
    buf_printf(
        &out,
        "#%u is reached from no name: only the cycle it is part of keeps it, until the collector finds it",
        tag);
  else {
    int32_t path[256], n = 0;
    for (int32_t at = target; at >= 0 && n < 256; at = from[at]) path[n++] = at;
    buf_printf(&out, "#%u is alive because this leads to it:\n", tag);
    for (int32_t i = n; i-- > 0;) {
      const ModelObject *o = &m->objects[path[i]];
      if (i == n - 1) buf_printf(&out, "%s\n", how[path[i]]);
      buf_printf(&out, "  %s%s#%u %s %s%s", i == n - 1 ? "-> " : how[path[i]], i == n - 1 ? "" : " -> ",
                 o->tag, o->type, o->value, i ? "\n" : "");
    }
  }
  free(from);
  free(queue);
  free(how);
  char *text = strdup(buf_str(&out));
  buf_free(&out);
  return text;
}

static Reply why(Session *s, const char *argument) {
  Reply r;
  int32_t at = wanted(s, argument, &r);
  if (at == MODEL_NONE) return r;
  return (Reply){.text = session_why(s, session_model(s)->objects[at].tag)};
}

/* ---- biography ---- */

typedef struct Life {
  uint64_t address;
  uint32_t serial;
  uint64_t first_dead;
} Life;

static bool alive(const Life *l) {
  return l->serial == 0 || object_serial((Object *)l->address) == l->serial;
}

const ModelLogRow *session_biography(Session *s, uint32_t tag, size_t *count) {
  *count = 0;
  Life life;
  if (!tag_find(s->tags, tag, &life.address, &life.serial)) return NULL;
  History *h = s->history;
  Position now = h->now;
  bool waiting = h->waiting_input;
  /* Rows of the log speak of it already, if its steps were walked; the rest is told by running the lines
   * around. */
  free(s->biography);
  s->biography = NULL;
  s->biography_count = 0;
  size_t room = 0;
  uint64_t last = now.line, first = 1;
  if (!waiting && life.serial) {
    /* Serial numbers only grow: the first line at which the counter has passed this one saw the birth. */
    uint64_t low = 1, high = now.line;
    while (low < high) {
      uint64_t mid = low + (high - low) / 2;
      if (history_seek(h, (Position){mid, 0, 0}) != MOVE_OK) break;
      if (HEAP->serial >= life.serial)
        high = mid;
      else
        low = mid + 1;
    }
    first = low > 1 ? low - 1 : 1;
    if (last - first > 2000) first = last - 2000;
    StepStory story;
    history_seek(h, (Position){first, 0, 0});
    if (story_tell(h, s->tags, (Position){first, 0, 0}, now, &story))
      log_merge(s, (Position){first, 0, 0}, now, story.rows, story.count);
    story_free(&story);
    history_seek(h, now);
  }
  (void)alive;
  for (size_t i = 0; i < s->log_count; i++) {
    const ModelLogRow *row = &s->log[i];
    char mention[24];
    int n = snprintf(mention, sizeof mention, "#%u", tag);
    const char *found = strstr(row->text, mention);
    bool about = row->tag == (int32_t)tag || (found && !isdigit((unsigned char)found[n]));
    if (!about || position_compare(row->at, now) > 0) continue;
    if (!ROOM_FOR_ONE(s->biography, s->biography_count, room, 32)) break;
    s->biography[s->biography_count++] = *row;
  }
  *count = s->biography_count;
  return s->biography;
}

static Reply biography(Session *s, const char *argument) {
  Reply r;
  int32_t at = wanted(s, argument, &r);
  if (at == MODEL_NONE) return r;
  const ModelObject *o = &session_model(s)->objects[at];
  Buf out;
  buf_init(&out, malloc_allocator());
  put_object(&out, o);
  size_t n;
  const ModelLogRow *rows = session_biography(s, o->tag, &n);
  for (size_t i = 0; i < n; i++)
    buf_printf(&out, "\n  step %llu, line %d: %s", (unsigned long long)rows[i].at.line, rows[i].line,
               rows[i].text);
  if (!n) buf_printf(&out, "\n  it was there before the steps that were walked");
  return reply_take(&out);
}

/* ---- info ---- */

static void put_names(const Model *m, const ModelFrame *f, Buf *out) {
  for (int32_t k = 0; k < f->name_count; k++) {
    const ModelName *n = &m->names[f->first_name + k];
    if (n->object == MODEL_NONE)
      buf_printf(out, "      %s (%s) is not bound\n", n->name, name_scope_text(n->scope));
    else {
      const ModelObject *o = &m->objects[n->object];
      buf_printf(out, "      %s -> #%u %s %s (%s, count %lld)\n", n->name, o->tag, o->type, o->value,
                 name_scope_text(n->scope), (long long)o->refs);
    }
  }
}

static void info_frames(Session *s, Buf *out, bool names) {
  const Model *m = session_model(s);
  for (int32_t i = 0; i < m->frame_count; i++) {
    const ModelFrame *f = &m->frames[i];
    buf_printf(out, "%s%s, line %d%s\n", i == m->running - s->frame_up ? "> " : "  ", f->function, f->line,
               f->kind == FRAME_WAITING ? " (waits)" : "");
    if (names) put_names(m, f, out);
  }
}

static Reply locals(Session *s) {
  const Model *m = session_model(s);
  int32_t at = session_frame(s);
  if (at < 0) return reply_text(true, "no function runs at this moment");
  Buf out;
  buf_init(&out, malloc_allocator());
  buf_printf(&out, "%s, line %d\n", m->frames[at].function, m->frames[at].line);
  put_names(m, &m->frames[at], &out);
  if (!m->frames[at].name_count) buf_text(&out, "      no names yet\n");
  out.data[--out.len] = 0;
  return reply_take(&out);
}

/* The functions that run, numbered as `frame` takes them, each with its line of source. */
static Reply where(Session *s) {
  const Model *m = session_model(s);
  Buf out;
  buf_init(&out, malloc_allocator());
  for (int32_t i = 0; i <= m->running; i++) {
    const ModelFrame *f = &m->frames[i];
    size_t n = 0;
    const char *text = NULL;
    if (f->file && strcmp(f->file, s->options.program.path) == 0) text = session_source_line(s, f->line, &n);
    while (text && n && isspace((unsigned char)*text)) text++, n--;
    buf_printf(&out, "%s%s %d  %s, line %d", i ? "\n" : "", i == session_frame(s) ? ">" : " ", m->running - i,
               f->function, f->line);
    if (text) buf_printf(&out, ": %.*s", (int)n, text);
  }
  if (m->running < 0 || m->idle) {
    buf_free(&out);
    return reply_text(false, "no function runs at this moment");
  }
  return reply_take(&out);
}

char *info_breaks(const Session *s) {
  Buf out;
  buf_init(&out, malloc_allocator());
  for (size_t i = 0; i < s->break_count; i++) {
    const Breakpoint *b = &s->breaks[i];
    buf_printf(&out, "%s  %u  ", i ? "\n" : "", b->number);
    if (b->watch)
      buf_printf(&out, "watch %s", b->watch);
    else if (b->line)
      buf_printf(&out, "line %d", b->line);
    else
      buf_printf(&out, "calls of %s", b->function);
    if (b->condition) buf_printf(&out, " if %s", b->condition);
    if (b->once) buf_text(&out, ", once");
    if (!b->enabled) buf_text(&out, ", disabled");
    if (b->hits == 1)
      buf_text(&out, ", hit once");
    else
      buf_printf(&out, ", hit %llu times", (unsigned long long)b->hits);
  }
  char *text = strdup(buf_str(&out));
  buf_free(&out);
  return text;
}

static void info_heap(Session *s, Buf *out) {
  const Model *m = session_model(s);
  for (int32_t i = 0; i < m->object_count; i++) {
    const ModelObject *o = &m->objects[i];
    buf_printf(out, "  #%-4u %-12s count %-4lld %5llu bytes  %s\n", o->tag, o->type, (long long)o->refs,
               (unsigned long long)o->size, o->value);
  }
}

static void info_gc(Session *s, Buf *out) {
  const Model *m = session_model(s);
  buf_printf(out, "counts %d %d %d of thresholds %d %d %d; %llu objects, %llu bytes of memory\n",
             m->gc_counts[0], m->gc_counts[1], m->gc_counts[2], m->gc_thresholds[0], m->gc_thresholds[1],
             m->gc_thresholds[2], (unsigned long long)m->heap_objects, (unsigned long long)m->heap_bytes);
  buf_text(
      out,
      "  the first counts objects made less objects freed: past its threshold generation 0 is collected;\n"
      "  the others count collections of the generation before\n");
  for (int g = 0; g < GC_GENERATIONS; g++)
    buf_printf(out, "generation %d: %lld collections, %lld collected\n", g,
               (long long)GC_STATE->stats[g].collections, (long long)GC_STATE->stats[g].collected);
}

static Reply info(Session *s, const char *argument) {
  static const char *const others[][2] = {
      {"breakpoints", "breaks"}, {"watchpoints", "breaks"}, {"b", "breaks"},
      {"stack", "frames"},       {"args", "locals"},        {"variables", "names"},
      {"objects", "heap"},       {"memory", "heap"},        {"source", "history"},
  };
  const char *what = argument ? argument : "";
  for (size_t i = 0; i < ARRAY_LEN(others); i++) /* what other debuggers call it */
    if (strcmp(what, others[i][0]) == 0) what = others[i][1];
  size_t n = strlen(what);
  Buf out;
  buf_init(&out, malloc_allocator());
  History *h = s->history;
  if (!n || strncmp("history", what, n) == 0) {
    buf_printf(&out, "step %llu", (unsigned long long)h->now.line);
    if (h->now.instr) buf_printf(&out, ".%u", h->now.instr);
    if (h->end) buf_printf(&out, " of %llu", (unsigned long long)h->end);
    buf_printf(&out, ", step size %s; %zu checkpoint%s, %.1f MiB\n", granularity_text(s->granularity),
               h->point_count, h->point_count == 1 ? "" : "s",
               (double)page_store_bytes(h->store) / (1 << 20));
    if (!n) info_frames(s, &out, true);
  } else if (strncmp("frames", what, n) == 0)
    info_frames(s, &out, false);
  else if (strncmp("names", what, n) == 0)
    info_frames(s, &out, true);
  else if (strncmp("locals", what, n) == 0)
    return locals(s);
  else if (strncmp("heap", what, n) == 0)
    info_heap(s, &out);
  else if (strncmp("gc", what, n) == 0)
    info_gc(s, &out);
  else if (strncmp("breaks", what, n) == 0)
    return (Reply){.text = s->break_count
                               ? info_breaks(s)
                               : strdup("no breakpoint is set: `break LINE` or `break FUNCTION` sets one")};
  else if (strncmp("marks", what, n) == 0)
    for (size_t i = 0; i < s->mark_count; i++)
      buf_printf(&out, "  %s at step %llu\n", s->marks[i].name, (unsigned long long)s->marks[i].at.line);
  else if (strncmp("output", what, n) == 0) {
    size_t lines;
    const ModelOutput *rows = session_output(s, &lines);
    for (size_t i = 0; i < lines; i++) buf_printf(&out, "%s\n", rows[i].text);
  } else {
    buf_free(&out);
    return reply_text(true, "no such information: %s", command_table[CMD_INFO].help);
  }
  if (out.len && out.data[out.len - 1] == '\n') out.data[--out.len] = 0;
  return reply_take(&out);
}

static Reply list(Session *s, const char *argument) {
  const Model *m = session_model(s);
  long line = argument ? strtol(argument, NULL, 10) : m->line;
  Buf out;
  buf_init(&out, malloc_allocator());
  for (int32_t i = (int32_t)MAX(1, line - 5); i <= MIN(line + 5, s->line_count); i++) {
    size_t n;
    const char *text = session_source_line(s, i, &n);
    buf_printf(&out, "%s%4d  %.*s\n", i == m->line ? ">" : " ", i, (int)n, text);
  }
  if (out.len) out.data[--out.len] = 0;
  return reply_take(&out);
}

static Reply mark(Session *s, const char *argument) {
  if (!argument || strlen(argument) >= sizeof s->marks->name)
    return reply_text(true, "mark with which name? At most 15 letters");
  Mark *m = NULL;
  for (size_t i = 0; i < s->mark_count; i++)
    if (strcmp(s->marks[i].name, argument) == 0) m = &s->marks[i];
  if (!m) {
    if (!ROOM_FOR_ONE(s->marks, s->mark_count, s->mark_room, 8)) return reply_text(true, "out of memory");
    m = &s->marks[s->mark_count++];
    snprintf(m->name, sizeof m->name, "%s", argument);
  }
  m->at = s->history->now;
  m->branch = s->branch;
  m->inputs = VM->input_index;
  timeline_add(s, m->at.line, 'm');
  return reply_text(false, "`%s` is step %llu", m->name, (unsigned long long)m->at.line);
}

static Reply size(Session *s, const char *argument) {
  if (argument && (strcmp(argument, "+") == 0 || strcmp(argument, "-") == 0)) {
    int g = (int)s->granularity + (*argument == '+' ? 1 : -1);
    s->granularity = (Granularity)(g < STEP_LINE ? STEP_LINE : g > STEP_EVENT ? STEP_EVENT : g);
  } else {
    bool found = false;
    for (int g = STEP_LINE; g <= STEP_EVENT && argument; g++)
      if (strncmp(granularity_text((Granularity)g), argument, strlen(argument)) == 0) {
        s->granularity = (Granularity)g;
        found = true;
        break;
      }
    if (!found) return reply_text(true, "which size? %s", command_table[CMD_SIZE].help);
  }
  return reply_text(false, "a step is now one %s", granularity_text(s->granularity));
}

static Reply frame_numbered(Session *s, const char *argument) {
  const Model *m = session_model(s);
  if (m->running < 0 || m->idle) return reply_text(true, "no function runs at this moment");
  char *end;
  long up = argument ? strtol(argument, &end, 10) : s->frame_up;
  if (argument && (*end || end == argument || up < 0 || up > m->running))
    return reply_text(true, "there is no frame %s: `where` shows their numbers, 0 to %d", argument,
                      m->running);
  s->frame_up = (int32_t)up;
  const ModelFrame *f = &m->frames[m->running - s->frame_up];
  return reply_text(false, "%s, line %d", f->function, f->line);
}

static Reply frame(Session *s, int64_t by) {
  const Model *m = session_model(s);
  int64_t up = s->frame_up + by;
  if (m->running < 0 || m->idle) return reply_text(true, "no frame runs");
  if (up < 0 || up > m->running)
    return reply_text(true, up < 0 ? "this is the running frame" : "this is the outermost frame");
  s->frame_up = (int32_t)up;
  const ModelFrame *f = &m->frames[m->running - s->frame_up];
  return reply_text(false, "%s, line %d", f->function, f->line);
}

static Reply save(Session *s, const char *argument) {
  if (!argument) return reply_text(true, "save to which file? %s", command_table[CMD_SAVE].help);
  char *path = NULL, *why;
  if (asprintf(&path, "%s%s", argument, saved_is_name(argument) ? "" : ".lastref") < 0)
    return reply_text(true, "out of memory");
  bool ok = session_save(s, path, true, &why);
  Reply r = ok ? reply_text(false, "saved; `lastref %s` opens it at this step", path)
               : reply_text(true, "%s", why ? why : "out of memory");
  free(why);
  free(path);
  return r;
}

static bool export_stops(void *data, uint64_t line) {
  (void)line;
  return history_stop_wanted(data);
}

static Reply export(Session *s, const char *argument) {
  if (!argument) return reply_text(true, "export to which file? %s", command_table[CMD_EXPORT].help);
  History *h = s->history;
  Position now = h->now;
  bool waits = h->waiting_input;
  ExportOptions o = {.out = fopen(argument, "we"), .stop = export_stops, .stop_data = h};
  if (!o.out) return reply_text(true, "cannot write %s: %s", argument, strerror(errno));
  MoveResult r = history_seek(h, (Position){1, 0, 0});
  bool ok = export_records(h, r, &o);
  ok = fclose(o.out) == 0 && ok;
  h->interrupted = false;
  history_seek(h, now);
  if (waits) history_step_line(h, 1);
  if (!ok) return reply_text(true, o.failed ? "out of memory" : "%s could not be written whole", argument);
  return reply_text(false, "%llu steps written to %s%s", (unsigned long long)o.steps, argument,
                    o.last == MOVE_END           ? ", to the end of the program"
                    : o.last == MOVE_INTERRUPTED ? "; stopped before the end"
                                                 : "");
}

static Reply graph(Session *s, const char *argument) {
  Reply r;
  int32_t root = argument ? wanted(s, argument, &r) : MODEL_NONE;
  if (argument && root == MODEL_NONE) return r;
  const Model *m = session_model(s);
  Graph *g = malloc(sizeof *g);
  if (!g) return reply_text(true, "out of memory");
  graph_build(m, root, session_frame(s), GRAPH_BOXES, g);
  Buf out;
  buf_init(&out, malloc_allocator());
  for (int i = 0; i < g->name_count; i++)
    buf_printf(&out, "%s -> #%u\n", g->names[i].name, m->objects[g->boxes[g->names[i].box].object].tag);
  for (int i = 0; i < g->box_count; i++) {
    const GraphBox *b = &g->boxes[i];
    const ModelObject *o = &m->objects[b->object];
    buf_printf(&out, "#%u %s x%lld%s%s\n", o->tag, o->type, (long long)o->refs, b->slot_count ? "" : " ",
               b->slot_count ? "" : o->value);
    for (int k = 0; k < b->slot_count; k++) {
      const ModelObject *to = &m->objects[b->slots[k].object];
      if (graph_is_box(m, b->slots[k].object))
        buf_printf(&out, "  %s -> #%u\n", b->slots[k].label, to->tag);
      else
        buf_printf(&out, "  %s %s\n", b->slots[k].label, to->value);
    }
    if (b->left_out) buf_printf(&out, "  %d more\n", b->left_out);
  }
  if (!g->box_count) buf_text(&out, "no name here refers to a list, a dictionary or another object of parts");
  if (out.len && out.data[out.len - 1] == '\n') out.data[--out.len] = 0;
  free(g);
  return reply_take(&out);
}

Reply info_command(Session *s, CommandId id, uint64_t count, const char *argument) {
  switch (id) {
  case CMD_PRINT: return print(s, argument);
  case CMD_WHY: return why(s, argument);
  case CMD_GRAPH: return graph(s, argument);
  case CMD_REFS: return refs(s, argument);
  case CMD_BIOGRAPHY: return biography(s, argument);
  case CMD_MAP: return map_command(s, argument);
  case CMD_INFO: return info(s, argument);
  case CMD_LIST: return list(s, argument);
  case CMD_WHERE: return where(s);
  case CMD_LOCALS: return locals(s);
  case CMD_FRAME: return frame_numbered(s, argument);
  case CMD_GC: return info(s, "gc");
  case CMD_MARK: return mark(s, argument);
  case CMD_BRANCHES: return branch_list(s);
  case CMD_SIZE: return size(s, argument);
  case CMD_UP: return frame(s, (int64_t)count);
  case CMD_DOWN: return frame(s, -(int64_t)count);
  case CMD_HELP: return help_command(argument);
  case CMD_SAVE: return save(s, argument);
  case CMD_INPUT: {
    char *line = NULL;
    if (asprintf(&line, "%s\n", argument ? argument : "") < 0) return reply_text(true, "out of memory");
    Reply r = session_input(s, line, strlen(line));
    free(line);
    return r;
  }
  case CMD_EXPORT: return export(s, argument);
  case CMD_SET: return settings_command(s, argument);
  default: return reply_text(true, "not a command here");
  }
}
