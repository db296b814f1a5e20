/* The history as JSON Lines: one record before each line of the program that runs, one at its end. */
#include "session/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/malloc.h"
#include "base/utf8.h"
#include "object/str.h"

/* ---- JSON: written piece by piece, so that a record of a large heap needs no tree in memory ---- */

static void json_textn(Buf *b, const char *text, size_t n) {
  buf_char(b, '"');
  for (size_t i = 0; i < n;) {
    unsigned char c = (unsigned char)text[i];
    uint32_t cp;
    unsigned used = utf8_decode(text + i, text + n, false, &cp);
    if (c == '"' || c == '\\')
      buf_printf(b, "\\%c", c), i++;
    else if (c == '\n')
      buf_text(b, "\\n"), i++;
    else if (c < 32 || c == 127)
      buf_printf(b, "\\u%04x", c), i++;
    else if (!used || cp == UTF8_BAD)
      buf_text(b, "\\ufffd"), i++;
    else
      buf_bytes(b, text + i, used), i += used;
  }
  buf_char(b, '"');
}
static void json_text(Buf *b, const char *text) { json_textn(b, text, strlen(text)); }

static void json_frames(Buf *b, const Model *m) {
  buf_text(b, "\"frames\":[");
  bool first_frame = true;
  for (int32_t i = 0; i <= m->running; i++) {
    const ModelFrame *f = &m->frames[i];
    if (strcmp(f->file, m->frames[0].file) != 0) continue;
    buf_printf(b, "%s{\"function\":", first_frame ? "" : ",");
    first_frame = false;
    json_text(b, f->function);
    if (f->line)
      buf_printf(b, ",\"line\":%d,\"names\":[", f->line);
    else
      buf_text(b, ",\"line\":null,\"names\":["); /* an instruction that belongs to no line */
    bool first = true;
    for (int32_t k = 0; k < f->name_count; k++) {
      const ModelName *n = &m->names[f->first_name + k];
      if (n->object == MODEL_NONE) continue;
      buf_printf(b, "%s{\"name\":", first ? "" : ",");
      first = false;
      json_text(b, n->name);
      buf_printf(b, ",\"scope\":\"%s\",\"object\":%u", name_scope_text(n->scope), m->objects[n->object].tag);
      if (n->cell != MODEL_NONE) buf_printf(b, ",\"cell\":%u", m->objects[n->cell].tag);
      buf_char(b, '}');
    }
    buf_text(b, "]}");
  }
  buf_text(b, "],");
}

static void json_objects(Buf *b, const Model *m) {
  buf_text(b, "\"objects\":{");
  bool first = true;
  for (int32_t i = 0; i < m->object_count; i++) {
    const ModelObject *o = &m->objects[i];
    if (!o->from_names) continue;
    buf_printf(b, "%s\"%u\":{\"type\":", first ? "" : ",", o->tag);
    first = false;
    json_text(b, o->type);
    buf_printf(b, ",\"refs\":%lld,\"value\":", (long long)o->refs);
    json_text(b, o->value);
    buf_printf(b, ",\"size\":%llu,\"address\":%llu,\"holders\":[", (unsigned long long)o->size,
               (unsigned long long)o->address);
    for (int32_t k = 0; k < o->holder_count; k++) {
      const ModelHolder *h = &m->holders[o->first_holder + k];
      buf_printf(b, "%s{\"who\":", k ? "," : "");
      json_text(b, h->words);
      if (h->from != MODEL_NONE) buf_printf(b, ",\"object\":%u", m->objects[h->from].tag);
      if (h->count != 1) buf_printf(b, ",\"count\":%u", h->count);
      buf_char(b, '}');
    }
    buf_text(b, "]");
    if (o->part_count) {
      buf_text(b, ",\"parts\":[");
      for (int32_t k = 0; k < o->part_count; k++) {
        const ModelPart *p = &m->parts[o->first_part + k];
        if (k) buf_char(b, ',');
        buf_char(b, '[');
        json_text(b, p->plain);
        buf_printf(b, ",%u]", m->objects[p->to].tag);
      }
      buf_char(b, ']');
    }
    buf_char(b, '}');
  }
  buf_text(b, "},");
}

static const char *change_text(Change c) {
  static const char *const texts[] = {"", "new", "refs", "value", "bound", "gone"};
  return texts[c];
}

static void json_changes(Buf *b, const Model *m, const Model *before) {
  buf_text(b, "\"changes\":[");
  bool first = true;
  for (int32_t i = 0; i < m->object_count; i++) {
    const ModelObject *o = &m->objects[i];
    if (o->change == CHANGE_NONE || !o->from_names) continue;
    buf_printf(b, "%s{\"object\":%u,\"change\":\"%s\"", first ? "" : ",", o->tag, change_text(o->change));
    if (o->refs != o->refs_before) buf_printf(b, ",\"refs_before\":%lld", (long long)o->refs_before);
    buf_char(b, '}');
    first = false;
  }
  for (int32_t i = 0; before && i < before->object_count; i++)
    if (before->objects[i].from_names && model_find_tag(m, before->objects[i].tag) == MODEL_NONE) {
      buf_printf(b, "%s{\"object\":%u,\"change\":\"gone\"}", first ? "" : ",", before->objects[i].tag);
      first = false;
    }
  buf_text(b, "],");
}

static void json_output(Buf *b, const Inputs *in, uint64_t *shown, uint64_t upto) {
  buf_text(b, "\"output\":");
  Buf text;
  buf_init(&text, malloc_allocator());
  inputs_output(in, 1, *shown, upto, &text); /* stdout alone, as the reference tracer gives it */
  json_textn(b, buf_str(&text), text.len);
  buf_free(&text);
  *shown = upto;
}

static bool of_program(const Frame *f) { /* the script, or a statement of the prompt */
  if (!f) return false;
  const Object *file = (const Object *)f->code->filename;
  if (!VM->script_path) return str_equals_text((Object *)(uintptr_t)file, "<stdin>");
  return code_is_of_script(f->code);
}

bool export_records(History *h, MoveResult r, ExportOptions *o) {
  TagBook *tags = tag_book_new();
  Model *before = NULL;
  Buf b;
  buf_init(&b, malloc_allocator());
  uint64_t shown = 0, step = 0;
  while (r == MOVE_OK && (!o->max_steps || step < o->max_steps)) {
    if (of_program(VM->frame)) {
      Model *m = model_build(h, tags, before, 0);
      if (!m) {
        o->failed = true;
        break;
      }
      if (o->audit) {
        char *wrong = model_audit();
        if (wrong) {
          fprintf(stderr, "step %llu: %s\n", (unsigned long long)h->now.line, wrong);
          free(wrong);
          o->wrong = true;
        }
      }
      buf_clear(&b);
      buf_printf(&b,
                 "{\"step\":%llu,\"event\":\"line\",\"line\":%d,\"function\":", (unsigned long long)++step,
                 m->line);
      json_text(&b, m->running >= 0 ? m->frames[m->running].function : "?");
      buf_char(&b, ',');
      json_frames(&b, m);
      json_objects(&b, m);
      json_changes(&b, m, before);
      json_output(&b, &h->inputs, &shown, VM->output_length);
      buf_text(&b, "}\n");
      fwrite(b.data, 1, b.len, o->out);
      model_free(before);
      before = m;
      if (o->wrong) break;
    }
    if (o->stop && o->stop(o->stop_data, h->now.line)) {
      r = MOVE_INTERRUPTED;
      break;
    }
    r = history_step_line(h, 1);
  }
  if (r == MOVE_END) {
    buf_clear(&b);
    buf_printf(&b, "{\"step\":%llu,\"event\":\"end\",\"status\":%d,", (unsigned long long)step + 1,
               VM->exit_status);
    json_output(&b, &h->inputs, &shown, VM->output_length);
    buf_text(&b, "}\n");
    fwrite(b.data, 1, b.len, o->out);
  }
  buf_free(&b);
  model_free(before);
  tag_book_free(tags);
  o->steps = step;
  o->last = r;
  return !o->failed && !o->wrong && !ferror(o->out);
}
