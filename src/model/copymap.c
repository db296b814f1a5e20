#include "model/copymap.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"

enum { MOST_ROWS = 600, MOST_DEPTH = 14 };

typedef struct Walker {
  const Model *m;
  CopyMap *out;
  const CopyCall *call;
  uint8_t *counted; /* by object: already in the sums */
  int32_t *partner; /* by object of the original: the copy it was met with + 1 */
} Walker;

static const char *keepf(CopyMap *c, const char *format, ...) PRINTF_LIKE(2, 3);
static const char *keepf(CopyMap *c, const char *format, ...) {
  char text[400];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  const char *copy = region_copy(c->texts, text, strlen(text));
  return copy ? copy : "";
}

static CopyRow *add_row(Walker *w, CopyRow row) {
  CopyMap *c = w->out;
  if (c->count >= MOST_ROWS) return NULL;
  if (!ROOM_FOR_ONE(c->rows, c->count, c->room, 64)) return NULL;
  c->rows[c->count] = row;
  return &c->rows[c->count++];
}

static bool type_is(const ModelObject *o, const char *const *names) {
  for (; *names; names++)
    if (strcmp(o->type, *names) == 0) return true;
  return false;
}

/* Why both have one object. */
static const char *shared_note(Walker *w, const ModelObject *o, bool root) {
  static const char *const values[] = {"int",
                                       "float",
                                       "complex",
                                       "bool",
                                       "str",
                                       "bytes",
                                       "range",
                                       "slice",
                                       "NoneType",
                                       "ellipsis",
                                       "NotImplementedType",
                                       NULL};
  static const char *const code[] = {"function", "builtin_function_or_method",
                                     "type",     "ABCMeta",
                                     "EnumMeta", "module",
                                     "code",     "property",
                                     "weakref",  "ReferenceType",
                                     NULL};
  bool deep = w->call && w->call->deep;
  if (type_is(o, values))
    return strcmp(o->type, "NoneType") == 0 ? "None: there is only one"
                                            : keepf(w->out, "%s: never copied, cannot change", o->type);
  if (type_is(o, code))
    return keepf(w->out, "%s: copied as a reference only", strcmp(o->type, "type") == 0 ? "class" : o->type);
  if (strcmp(o->type, "tuple") == 0 || strcmp(o->type, "frozenset") == 0) {
    if (deep) return keepf(w->out, "%s: nothing in it can change", o->type);
    if (root) return keepf(w->out, "%s: cannot change, none is made", o->type);
    for (int32_t i = 0; i < o->part_count; i++)
      if (!type_is(&w->m->objects[w->m->parts[o->first_part + i].to], values))
        return keepf(w->out, "shared %s; its parts may change", o->type);
    return keepf(w->out, "%s: cannot change, so shared", o->type);
  }
  if (root) return "one object: this is no copy";
  if (deep) return "shared although deep: its class says so";
  return "shared: a change shows in both";
}

static bool made_by_call(const Walker *w, const ModelObject *o) {
  return !w->call || (o->serial > w->call->before && o->serial <= w->call->after);
}

static void count(Walker *w, int32_t at, CopyRelation relation) {
  if (w->counted[at]) return;
  w->counted[at] = 1;
  if (!w->call && relation != COPY_SHARED) relation = COPY_NEW;
  if (relation == COPY_SHARED)
    w->out->shared++;
  else if (relation == COPY_NEW) {
    w->out->made++;
    w->out->bytes += w->m->objects[at].size;
  } else
    w->out->since++;
}

static const ModelPart *part_at(const Walker *w, const ModelObject *o, int32_t i) {
  return &w->m->parts[o->first_part + i];
}

/* The part of `right` that goes with part i of `left`: same label, near the same place. Sets have no labels:
 * the same object first, then by order. */
static int32_t match(const Walker *w, const ModelObject *left, int32_t i, const ModelObject *right,
                     const uint8_t *taken) {
  const ModelPart *p = part_at(w, left, i);
  bool labelled =
      p->label[0] && strncmp(left->type, "set", 4) != 0 && strncmp(left->type, "frozenset", 10) != 0;
  int32_t other = MODEL_NONE;
  if (i < right->part_count && !taken[i] && part_at(w, right, i)->kind == p->kind && labelled &&
      strcmp(part_at(w, right, i)->label, p->label) == 0)
    return i;
  for (int32_t k = 0; k < right->part_count; k++) {
    const ModelPart *q = part_at(w, right, k);
    if (taken[k] || q->kind != p->kind) continue;
    if (labelled ? strcmp(q->label, p->label) == 0 : q->to == p->to) return k;
    if (!labelled && other == MODEL_NONE) other = k;
  }
  return other;
}

static void walk(Walker *w, int32_t left, int32_t right, int depth, const char *label, bool last,
                 uint32_t bars);

/* The parts in the order in which a person reads them: the engine walks lists from their end. */
static int32_t *reading_order(const Walker *w, const ModelObject *o) {
  int32_t *order = malloc(((size_t)o->part_count + 1) * sizeof *order);
  for (int32_t i = 0; order && i < o->part_count; i++) order[i] = i;
  for (int32_t i = 0; order && i < o->part_count;) {
    int32_t end = i;
    while (end < o->part_count && part_at(w, o, end)->kind == EDGE_ITEM) end++;
    if (end - i > 1 && strcmp(part_at(w, o, end - 1)->label, "[0]") == 0)
      for (int32_t a = i, b = end - 1; a < b; a++, b--) {
        int32_t t = order[a];
        order[a] = order[b];
        order[b] = t;
      }
    i = end + 1;
  }
  return order;
}

static void walk_parts(Walker *w, const ModelObject *l, const ModelObject *r, int depth, uint32_t bars) {
  uint8_t *taken = calloc((size_t)r->part_count + 1, 1);
  int32_t *with = malloc(((size_t)l->part_count + 1) * sizeof *with);
  int32_t *lefts = reading_order(w, l), *rights = reading_order(w, r);
  if (!taken || !with || !lefts || !rights) goto out;
  int32_t rows = 0; /* still to come: keys have none, the labels of the values tell them */
  for (int32_t i = 0; i < l->part_count; i++) {
    with[i] = match(w, l, i, r, taken);
    if (with[i] != MODEL_NONE) taken[with[i]] = 1;
    rows += part_at(w, l, i)->kind != EDGE_KEY;
  }
  for (int32_t i = 0; i < r->part_count; i++) rows += !taken[i] && part_at(w, r, i)->kind != EDGE_KEY;
  for (int32_t n = 0; n < l->part_count + r->part_count; n++) {
    int32_t i = n < l->part_count ? lefts[n] : rights[n - l->part_count];
    const ModelPart *p = part_at(w, n < l->part_count ? l : r, i);
    if (p->kind == EDGE_KEY || (n >= l->part_count && taken[i])) continue;
    bool final = --rows == 0;
    uint32_t below = final ? bars : bars | 1u << depth;
    if (n >= l->part_count)
      walk(w, MODEL_NONE, p->to, depth + 1, p->label, final, below);
    else
      walk(w, p->to, with[i] == MODEL_NONE ? MODEL_NONE : part_at(w, r, with[i])->to, depth + 1, p->label,
           final, below);
  }
out:
  free(taken);
  free(with);
  free(lefts);
  free(rights);
}

static void walk(Walker *w, int32_t left, int32_t right, int depth, const char *label, bool last,
                 uint32_t bars) {
  const Model *m = w->m;
  CopyRow row = {.left = left, .right = right, .depth = depth, .label = label, .last = last, .bars = bars};
  const ModelObject *l = left == MODEL_NONE ? NULL : &m->objects[left],
                    *r = right == MODEL_NONE ? NULL : &m->objects[right];
  if (!r) {
    row.relation = COPY_LEFT;
    row.note = w->call ? "not in the copy" : "only in the first";
    add_row(w, row);
    return;
  }
  if (!l) {
    row.relation = COPY_RIGHT;
    bool since = w->call && r->serial > w->call->after;
    row.note = since ? "put there after the copy" : w->call ? "not in the original" : "only in the second";
    count(w, right, COPY_SINCE);
    add_row(w, row);
    return;
  }
  if (l == r) {
    row.relation = COPY_SHARED;
    row.note = shared_note(w, l, depth == 0);
    count(w, right, COPY_SHARED);
    add_row(w, row);
    return;
  }
  if (!made_by_call(w, r)) {
    row.relation = COPY_SINCE;
    row.note = "put there after the copy";
    count(w, right, COPY_SINCE);
    add_row(w, row);
    return;
  }
  if (w->partner[left] == right + 1) {
    row.relation = COPY_MET;
    row.note = !w->call || !w->call->deep ? "the same pair as above" : "met before: the memo has it";
    add_row(w, row);
    return;
  }
  bool again = w->partner[left] != 0;
  w->partner[left] = right + 1;
  row.relation = COPY_NEW;
  row.note = !w->call ? (strcmp(l->type, r->type) == 0 ? "another object" : "another object of another type")
             : again  ? keepf(w->out, "one more copy of #%u: its sharing is lost", l->tag)
                      : keepf(w->out, "new: copy of #%u", l->tag);
  count(w, right, COPY_NEW);
  row.opened = depth < MOST_DEPTH && (l->part_count || r->part_count);
  if (add_row(w, row) && row.opened) walk_parts(w, l, r, depth, bars);
}

static const char *plural(int32_t n) { return n == 1 ? "" : "s"; }

static const char *head(CopyMap *c, const CopyCall *call, const ModelObject *a, const ModelObject *b) {
  const char *hole = strstr(call->how, "{}");
  if (call->how[0] == '{' && call->how[1] == '*') hole = strstr(call->how + 1, "{}");
  return hole ? keepf(c, "%.*s#%u%s %s #%u at step %llu, line %d", (int)(hole - call->how), call->how, a->tag,
                      hole + 2, a == b ? "gave back" : "made", b->tag, (unsigned long long)call->at.line,
                      call->line)
              : "";
}

bool copymap_build(const Model *m, int32_t original, int32_t copy, const CopyCall *call, CopyMap *out) {
  *out = (CopyMap){.call = call};
  Walker w = {.m = m, .out = out, .call = call};
  w.counted = calloc((size_t)m->object_count + 1, sizeof *w.counted);
  w.partner = calloc((size_t)m->object_count + 1, sizeof *w.partner);
  out->texts = malloc(sizeof *out->texts);
  bool ok = w.counted && w.partner && out->texts;
  if (out->texts) region_init(out->texts, malloc_allocator());
  if (ok) {
    walk(&w, original, copy, 0, "", true, 0);
    const ModelObject *a = &m->objects[original], *b = &m->objects[copy];
    out->head =
        call ? head(out, call, a, b) : keepf(out, "#%u %s beside #%u %s", a->tag, a->type, b->tag, b->type);
    int n = 0;
    if (original == copy)
      out->sums[n++] =
          keepf(out, "0 bytes: %s object, no copy was made", call ? "the call gave back the same" : "one");
    else if (!call)
      out->sums[n++] = keepf(out, "%d object%s in both, %d only in the second (%llu bytes)", out->shared,
                             plural(out->shared), out->made + out->since, (unsigned long long)out->bytes);
    else {
      out->sums[n++] = keepf(
          out, "%d object%s shared, %d new: the copy takes %llu bytes, the sizes of the new object%s",
          out->shared, plural(out->shared), out->made, (unsigned long long)out->bytes, plural(out->made));
      out->sums[n++] =
          call->deep ? "deep: every part that can change is copied too, once each (the memo), so sharing and "
                       "cycles are kept"
                     : "shallow: only the outermost object is new; its parts are the original's own";
      if (out->since)
        out->sums[n++] = keepf(out, "%d object%s came into the copy later, or from elsewhere", out->since,
                               plural(out->since));
    }
  }
  free(w.counted);
  free(w.partner);
  return ok;
}

void copymap_free(CopyMap *c) {
  free(c->rows);
  if (c->texts) {
    region_free(c->texts);
    free(c->texts);
  }
  *c = (CopyMap){0};
}
