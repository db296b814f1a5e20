/* Commands about copies and identity: what the copy map and the identity view show, as text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "heap/mem.h"
#include "session/internal.h"

/* Statements of the prompt count their lines from 1; what is shown is all of them, one below the other. */
static void place_lines(Session *s, Provenance *p) {
  for (size_t i = 0; i < p->binding_count; i++)
    p->bindings[i].line = prompt_line_shown(s, p->bindings[i].code_serial, p->bindings[i].line);
  for (size_t i = 0; i < p->making_count; i++)
    p->makings[i].line = prompt_line_shown(s, p->makings[i].code_serial, p->makings[i].line);
  for (size_t i = 0; i < p->copy_count; i++)
    p->copies[i].line = prompt_line_shown(s, p->copies[i].code_serial, p->copies[i].line);
}

const Provenance *session_provenance(Session *s) {
  History *h = s->history;
  Provenance *p = s->provenance;
  if (p && position_compare(p->to, h->now) == 0 && p->serial_at_to == HEAP->serial &&
      s->provenance_branch == s->branch)
    return p;
  provenance_free(p);
  s->provenance_branch = s->branch;
  s->provenance = p = provenance_trace(h);
  if (p && session_is_prompt(s)) place_lines(s, p);
  return p;
}

static int32_t object_at(const Model *m, ObjectRef o) {
  for (int32_t i = 0; i < m->object_count; i++)
    if (m->objects[i].address == o.address + ID_OFFSET && (m->objects[i].serial == o.serial)) return i;
  return MODEL_NONE;
}

static ObjectRef ref_of(const ModelObject *o) { return (ObjectRef){o->address - ID_OFFSET, o->serial}; }

bool session_copies(Session *s, uint32_t tag, CopyMap *out, const char **why) {
  const Provenance *p = session_provenance(s);
  const Model *m = session_model(s);
  if (!p || !m) {
    *why = "out of memory";
    return false;
  }
  int32_t chosen = tag ? model_find_tag(m, tag) : MODEL_NONE;
  const CopyCall *call = NULL;
  /* The newest copy whose two objects are there to be shown. */
  for (int pass = chosen == MODEL_NONE ? 1 : 0; pass < 2 && !call; pass++)
    for (size_t i = p->copy_count; i-- > 0 && !call;) {
      const CopyCall *c = &p->copies[i];
      ObjectRef one = pass == 0 ? ref_of(&m->objects[chosen]) : (ObjectRef){0};
      if (pass == 0 && !object_ref_same(c->original, one) && !object_ref_same(c->copy, one)) continue;
      if (object_at(m, c->original) != MODEL_NONE && object_at(m, c->copy) != MODEL_NONE) call = c;
    }
  if (!call) {
    *why = !p->copy_count
               ? p->from.line > 1 ? "no copy was made in the last 100,000 steps" : "no copy has been made yet"
               : "the copies made so far are not alive at this moment";
    return false;
  }
  if (!copymap_build(m, object_at(m, call->original), object_at(m, call->copy), call, out)) {
    *why = "out of memory";
    return false;
  }
  return true;
}

bool session_copies_of(Session *s, int32_t original, int32_t copy, CopyMap *out) {
  const Provenance *p = session_provenance(s);
  const Model *m = session_model(s);
  if (!p || !m) return false;
  const CopyCall *call = NULL;
  for (size_t i = 0; i < p->copy_count; i++)
    if (object_ref_same(p->copies[i].original, ref_of(&m->objects[original])) &&
        object_ref_same(p->copies[i].copy, ref_of(&m->objects[copy])))
      call = &p->copies[i];
  return copymap_build(m, original, copy, call, out);
}

bool session_identity(Session *s, Identity *out) {
  const Provenance *p = session_provenance(s);
  const Model *m = session_model(s);
  *out = (Identity){0};
  return p && m && identity_build(m, p, out);
}

/* ---- as text ---- */

static bool two_words(const char *argument, char *first, char *second, size_t room) {
  size_t n = strcspn(argument, " \t,");
  const char *rest = argument + n + strspn(argument + n, " \t,");
  size_t k = strcspn(rest, " \t,");
  if (!n || !k || n >= room || k >= room) return false;
  memcpy(first, argument, n);
  first[n] = 0;
  memcpy(second, rest, k);
  second[k] = 0;
  return true;
}

static void put_map(Buf *out, const Model *m, const CopyMap *c) {
  buf_printf(out, "%s", c->head);
  for (int32_t i = 0; i < c->count; i++) {
    const CopyRow *row = &c->rows[i];
    buf_printf(out, "\n  ");
    buf_repeat(out, ' ', (size_t)row->depth * 2);
    const ModelObject *l = row->left == MODEL_NONE ? NULL : &m->objects[row->left],
                      *r = row->right == MODEL_NONE ? NULL : &m->objects[row->right];
    if (row->label[0]) buf_printf(out, "%s ", row->label);
    if (l) buf_printf(out, "#%u %s", l->tag, l->type);
    if (l && !row->opened) buf_printf(out, " %s", l->value);
    if (r && r != l) buf_printf(out, "%s#%u %s", l ? " | " : "| ", r->tag, r->type);
    if (r && r != l && !row->opened && row->relation != COPY_MET) buf_printf(out, " %s", r->value);
    buf_printf(out, "  (%s)", row->note);
  }
  for (int i = 0; i < 3 && c->sums[i]; i++) buf_printf(out, "\n%s", c->sums[i]);
}

static Reply copies(Session *s, const char *argument) {
  CopyMap map;
  const char *why = "out of memory";
  char first[100], second[100];
  bool ok;
  if (argument && two_words(argument, first, second, sizeof first)) {
    int32_t a = session_object(s, first), b = session_object(s, second);
    if (a == MODEL_NONE || b == MODEL_NONE)
      return reply_text(true, "there is no object or name `%s` at this moment",
                        a == MODEL_NONE ? first : second);
    ok = session_copies_of(s, a, b, &map);
  } else {
    int32_t a = argument ? session_object(s, argument) : MODEL_NONE;
    if (argument && a == MODEL_NONE)
      return reply_text(true, "there is no object or name `%s` at this moment", argument);
    ok = session_copies(s, argument ? session_model(s)->objects[a].tag : 0, &map, &why);
  }
  if (!ok) return reply_text(true, "%s", why);
  Buf out;
  buf_init(&out, malloc_allocator());
  put_map(&out, session_model(s), &map);
  copymap_free(&map);
  return reply_take(&out);
}

/* The name as seen from the frame looked at, then in the other frames; index into m->names. */
static int32_t name_called(Session *s, const char *word, int32_t except) {
  const Model *m = session_model(s);
  for (int pass = 0; pass < 2; pass++)
    for (int32_t f = pass ? m->frame_count - 1 : m->running - s->frame_up; f >= 0; f--)
      for (int32_t i = 0; i < m->frames[f].name_count; i++) {
        int32_t at = m->frames[f].first_name + i;
        if (at != except && strcmp(m->names[at].name, word) == 0) return at;
      }
  return MODEL_NONE;
}

static void put_identity(Buf *out, const Identity *i) {
  for (int32_t k = 0; k < i->count; k++) {
    const IdentityRow *row = &i->rows[k];
    buf_printf(out, "%s%s%s", k ? "\n" : "",
               row->kind == IDENTITY_TITLE    ? ""
               : row->kind == IDENTITY_REASON ? "    "
                                              : "  ",
               row->text);
  }
}

static Reply sharing(Session *s, const char *argument) {
  Identity all = {0};
  char first[100], second[100];
  if (argument) {
    if (!two_words(argument, first, second, sizeof first))
      return reply_text(true, "sharing of which two names? %s", command_table[CMD_SHARING].help);
    int32_t a = name_called(s, first, MODEL_NONE),
            b = name_called(s, second, strcmp(first, second) == 0 ? a : MODEL_NONE);
    const Model *m = session_model(s);
    if (a == MODEL_NONE || b == MODEL_NONE || m->names[a].object == MODEL_NONE ||
        m->names[b].object == MODEL_NONE)
      return reply_text(true, "there is no name `%s` at this moment",
                        a == MODEL_NONE || m->names[a].object == MODEL_NONE ? first : second);
    const Provenance *p = session_provenance(s);
    if (!p || !identity_of_names(session_model(s), p, a, b, &all)) return reply_text(true, "out of memory");
  } else if (!session_identity(s, &all))
    return reply_text(true, "out of memory");
  Buf out;
  buf_init(&out, malloc_allocator());
  if (!all.count) buf_printf(&out, "no two names share an object, and no two values are equal");
  put_identity(&out, &all);
  identity_free(&all);
  return reply_take(&out);
}

Reply copies_command(Session *s, CommandId id, const char *argument) {
  return id == CMD_COPIES ? copies(s, argument) : sharing(s, argument);
}
