/* Who holds an object, in words: each reference the walk found is one holder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/build.h"
#include "object/containers.h"
#include "object/function.h"
#include "object/runtime.h"
#include "vm/generator.h"

static const char *const edge_words[] = {
#define EDGE(kind, where, words) words,
#include "heap/edges.def"
#undef EDGE
};
static const uint8_t edge_where[] = {
#define EDGE(kind, where, words) WHERE_##where,
#include "heap/edges.def"
#undef EDGE
};

static int by_target(const void *a, const void *b) {
  const WalkEdge *x = a, *y = b;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  return x->from == y->from ? 0 : x->from < y->from ? -1 : 1;
}

static void find_owners(Build *b) {
  const Walk *w = &b->walk;
  size_t n = 0;
  for (int pass = 0; pass < 2; pass++) {
    if (pass && !(b->owners = malloc((n + 1) * sizeof *b->owners))) {
      b->failed = true;
      return;
    }
    n = 0;
    for (size_t i = 0; i < w->edge_count; i++) {
      const WalkEdge *e = &w->edges[i];
      if (b->shown_at[e->to] != MODEL_NONE || w->indegree[e->to] != 1 || e->from < 0) continue;
      if (pass) b->owners[n] = *e;
      n++;
    }
  }
  b->owner_count = n;
  qsort(b->owners, n, sizeof *b->owners, by_target);
}

static const WalkEdge *owner_of(const Build *b, int32_t walk_at) {
  if (b->shown_at[walk_at] != MODEL_NONE || !b->owner_count) return NULL;
  WalkEdge wanted = {.to = walk_at};
  size_t low = 0, high = b->owner_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (b->owners[middle].to < wanted.to)
      low = middle + 1;
    else
      high = middle;
  }
  return low < b->owner_count && b->owners[low].to == walk_at ? &b->owners[low] : NULL;
}

/* Of what object this dict is the namespace: walk index, -1 for a dict of its own. */
static int32_t namespace_of(const Build *b, int32_t walk_at) {
  const WalkEdge *e = b->walk.objects[walk_at]->type == T(DICT) ? owner_of(b, walk_at) : NULL;
  return e && e->kind == EDGE_FIELD && e->where && strcmp((const char *)e->where, "__dict__") == 0 ? e->from
                                                                                                   : -1;
}

enum {
  NAMED_THROUGH = 4
}; /* so many objects one inside the other: further in, or round in a circle, says nobody more */
static void name_object(Build *b, int32_t walk_at, int through, char *out, size_t room);

/* A part that is not shown, by what holds it: "__bases__ of class B". */
static bool name_by_owner(Build *b, int32_t walk_at, int through, char *out, size_t room) {
  const WalkEdge *e = owner_of(b, walk_at);
  if (!e || e->kind == EDGE_TYPE || through >= NAMED_THROUGH) return false;
  char owner[100];
  int32_t of = namespace_of(b, e->from);
  name_object(b, of >= 0 ? of : e->from, through + 1, owner, sizeof owner);
  if (strncmp(owner, "a ", 2) == 0) return false;
  if (e->kind == EDGE_FIELD && e->where)
    snprintf(out, room, "%s of %s", (const char *)e->where, owner);
  else if (e->kind == EDGE_ITEM)
    snprintf(out, room, "element %ld of %s", (long)e->where, owner);
  else if ((e->kind == EDGE_ATTRIBUTE || (e->kind == EDGE_VALUE && of >= 0)) && e->where)
    snprintf(out, room, "attribute %s of %s", build_text_of(b, (Object *)e->where), owner);
  else
    return false;
  return true;
}

static void name_object(Build *b, int32_t walk_at, int through, char *out, size_t room) {
  Object *o = b->walk.objects[walk_at];
  int32_t shown = b->shown_at[walk_at];
  const Type *t = o->type;
  if (TYPE_HAS(t, TYPE_SUB_TYPE)) {
    snprintf(out, room, "class %s",
             ((Type *)o)->name_obj ? build_text_of(b, ((Type *)o)->name_obj) : ((Type *)o)->name);
    return;
  }
  if (t == T(FUNCTION)) {
    snprintf(out, room, "function %s", build_text_of(b, ((Function *)o)->qualname));
    return;
  }
  if (t == T(CODE)) {
    snprintf(out, room, "%s", build_text_of(b, ((Code *)o)->qualname));
    return;
  }
  if (t == T(MODULE)) {
    snprintf(out, room, "module %s", build_text_of(b, ((Module *)o)->name));
    return;
  }
  const char *type = t->name_obj ? build_text_of(b, t->name_obj) : t->name;
  const char *dot = strrchr(type, '.');
  if (shown != MODEL_NONE)
    snprintf(out, room, "%s #%u", dot ? dot + 1 : type, b->m->objects[shown].tag);
  else if ((Object *)o == RT->sys_modules)
    snprintf(out, room, "sys.modules");
  else if (!name_by_owner(b, walk_at, through, out, room))
    snprintf(out, room, "a %s", dot ? dot + 1 : type);
}

EdgeWhere edge_where_kind(EdgeKind kind) { return (EdgeWhere)edge_where[kind]; }

/* The words of edges.def with {0}, {o}, {f} filled in. */
static void fill_words(const char *words, const char *zero, const char *object, const char *frame, char *out,
                       size_t room) {
  size_t n = 0;
  for (const char *p = words; *p && n + 1 < room;) {
    const char *part = NULL;
    if (p[0] == '{' && p[1] && p[2] == '}') {
      part = p[1] == '0' ? zero : p[1] == 'o' ? object : frame;
      p += 3;
      size_t length = MIN(strlen(part), room - 1 - n);
      memcpy(out + n, part, length);
      n += length;
    } else
      out[n++] = *p++;
  }
  out[n] = 0;
}

/* What `where` of an edge says, as text; "" for nothing. */
static void edge_where_text(EdgeKind kind, intptr_t where, char *out, size_t room) {
  out[0] = 0;
  if (edge_where[kind] == WHERE_INDEX) snprintf(out, room, "%ld", (long)where);
  if (edge_where[kind] == WHERE_TEXT && where) snprintf(out, room, "%s", (const char *)where);
  if (edge_where[kind] != WHERE_OBJECT || !where) return;
  const Object *label = (const Object *)where;
  object_describe(label, out, room);
  size_t n = strlen(out);
  if (label->type != T(STR) || kind == EDGE_VALUE || n < 2) return;
  memmove(out, out + 1, n - 2);
  out[n - 2] = 0;
}

void edge_describe(EdgeKind kind, intptr_t where, const char *holder, char *out, size_t room) {
  char zero[160];
  edge_where_text(kind, where, zero, sizeof zero);
  fill_words(edge_words[kind], zero, holder, holder, out, room);
}

static ModelHolder holder_of(Build *b, const WalkEdge *e) {
  ModelHolder h = {.kind = e->kind, .from = MODEL_NONE, .frame = MODEL_NONE, .count = 1, .index = -1};
  char zero[128] = "", object[160] = "", frame[200] = "", words[400];
  switch (edge_where[e->kind]) {
  case WHERE_TEXT: snprintf(zero, sizeof zero, "%s", e->where ? (const char *)e->where : ""); break;
  case WHERE_INDEX:
    snprintf(zero, sizeof zero, "%ld", (long)e->where);
    h.index = e->where;
    break;
  case WHERE_OBJECT:
    if (e->where) {
      char text[120];
      Object *label = (Object *)e->where;
      if (label->type == T(STR) && e->kind != EDGE_VALUE)
        snprintf(zero, sizeof zero, "%s", build_text_of(b, label));
      else {
        object_describe(label, text, sizeof text);
        snprintf(zero, sizeof zero, "%s", text);
      }
    }
    break;
  default: break;
  }
  if (zero[0]) h.label = build_keep(b, zero);
  const char *pattern = edge_words[e->kind];
  if (e->from < FROM_ROOT) {
    int32_t at = FROM_ROOT - 1 - e->from;
    h.frame = b->frame_at ? b->frame_at[at] : MODEL_NONE;
    Frame *f = b->walk.frames[at];
    snprintf(frame, sizeof frame, "%s", build_text_of(b, f->code->name));
  } else if (e->from >= 0) {
    Object *from = b->walk.objects[e->from];
    int32_t of = namespace_of(b, e->from);
    h.from = b->shown_at[of >= 0 ? of : e->from];
    name_object(b, of >= 0 ? of : e->from, 0, object, sizeof object);
    if (from == b->main_dict && e->kind == EDGE_VALUE && e->where) {
      snprintf(zero, sizeof zero, "%s", build_text_of(b, (Object *)e->where));
      h.label = build_keep(b, zero);
      h.kind = EDGE_LOCAL;
      pattern = "name {0} in <module>";
    } else if (from == b->main_dict && e->kind == EDGE_KEY)
      pattern = "a name's text in <module>";
    else if (of >= 0 && (e->kind == EDGE_VALUE || e->kind == EDGE_KEY)) {
      if (e->where) snprintf(zero, sizeof zero, "%s", build_text_of(b, (Object *)e->where));
      bool module = b->walk.objects[of]->type == T(MODULE), value = e->kind == EDGE_VALUE;
      if (value) h.label = build_keep(b, zero);
      if (value && !module) h.kind = EDGE_ATTRIBUTE;
      pattern = !value   ? h.from == MODEL_NONE ? "a name's text in the library" : "a name's text in {o}"
                : module ? "name {0} in {o}"
                         : edge_words[EDGE_ATTRIBUTE];
    } else if (from->type == T(GENERATOR))
      snprintf(frame, sizeof frame, "the waiting %s", object);
  }
  fill_words(pattern, zero, object, frame[0] ? frame : object, words, sizeof words);
  h.words = build_keep(b, words);
  return h;
}

enum { MOST_HOLDERS = 1000 };

/* The holder of these words among those from..end: parts of the library that a person cannot tell apart, as
 * "key of a dict", are one row. */
static ModelHolder *told_before(ModelHolder *from, ModelHolder *end, const ModelHolder *h) {
  if (h->from != MODEL_NONE || h->frame != MODEL_NONE) return NULL;
  for (; from < end; from++)
    if (from->from == MODEL_NONE && from->frame == MODEL_NONE && strcmp(from->words, h->words) == 0)
      return from;
  return NULL;
}

/* Is the object only a part of what a class or a function is made of? */
static bool is_inner(const Model *m, const ModelObject *o) {
  static const char *const descriptors[] = {"member_descriptor", "getset_descriptor"};
  static const char *const fields[] = {"__bases__", "__mro__", "__closure__", "__annotations__", "__dict__"};
  static const char *const owners[] = {"type", "function", "classmethod", "staticmethod"};
  static const char *const attributes[] = {"__annotations__", "__dataclass_fields__", "__dataclass_params__"};
  bool descriptor = false;
  for (size_t i = 0; i < ARRAY_LEN(descriptors); i++) descriptor |= strcmp(o->type, descriptors[i]) == 0;
  for (int32_t i = 0; i < o->holder_count; i++) {
    const ModelHolder *h = &m->holders[o->first_holder + i];
    if (h->kind == EDGE_LOCAL || h->kind == EDGE_LOCAL_CELL || h->kind == EDGE_FREE) return false;
    if (descriptor) continue;
    bool field = false, owner = h->from == MODEL_NONE;
    for (size_t k = 0; k < ARRAY_LEN(fields); k++)
      field |= h->kind == EDGE_FIELD && h->label && strcmp(h->label, fields[k]) == 0;
    for (size_t k = 0; k < ARRAY_LEN(attributes); k++)
      field |= h->kind == EDGE_ATTRIBUTE && h->label && strcmp(h->label, attributes[k]) == 0;
    for (size_t k = 0; k < ARRAY_LEN(owners) && !owner; k++)
      owner = strcmp(m->objects[h->from].type, owners[k]) == 0;
    if (!field || !owner) return false;
  }
  return o->holder_count > 0;
}

/* The edges by what they lead to, those to one object by what they come from. There may be millions: each
 * goes to its object's place at once, where those that the walk found in order already are. */
static void sort_edges(Walk *w) {
  size_t *next = calloc((size_t)w->count + 2, sizeof *next), at = 0;
  WalkEdge *sorted = malloc((w->edge_count + 1) * sizeof *sorted);
  if (next && sorted) {
    for (size_t i = 0; i < w->edge_count; i++) next[w->edges[i].to + 1]++;
    for (int32_t i = 0; i < w->count; i++) next[i + 1] += next[i];
    for (size_t i = 0; i < w->edge_count; i++) sorted[next[w->edges[i].to]++] = w->edges[i];
    for (int32_t i = 0; i < w->count; at = next[i++]) { /* next[i]: now the end of the edges to object i */
      bool in_order = true;
      for (size_t k = at + 1; k < next[i] && in_order; k++) in_order = sorted[k - 1].from <= sorted[k].from;
      if (!in_order) qsort(sorted + at, next[i] - at, sizeof *sorted, by_target);
    }
    free(w->edges);
    w->edges = sorted;
    w->edge_room = w->edge_count + 1;
  } else {
    free(sorted);
    qsort(w->edges, w->edge_count, sizeof *w->edges, by_target);
  }
  free(next);
}

void build_holders(Build *b) {
  Model *m = b->m;
  Walk *w = &b->walk;
  find_owners(b);
  size_t kept = 0;
  for (size_t i = 0; i < w->edge_count; i++)
    if (b->shown_at[w->edges[i].to] != MODEL_NONE) w->edges[kept++] = w->edges[i];
  w->edge_count = kept;
  sort_edges(w);
  m->holders = calloc(kept + (size_t)m->object_count * 2 + 1, sizeof *m->holders);
  int32_t n = 0;
  int32_t *recorded = calloc((size_t)m->object_count + 1, sizeof *recorded);
  if (!m->holders || !recorded) {
    free(recorded);
    b->failed = true;
    return;
  }
  for (size_t i = 0; i < kept;) {
    int32_t to = w->edges[i].to;
    ModelObject *o = &m->objects[b->shown_at[to]];
    size_t end = i;
    while (end < kept && w->edges[end].to == to) end++;
    recorded[b->shown_at[to]] = (int32_t)(end - i);
    o->first_holder = n;
    /* Names first: that is what a student looks for. Of very many, the rest are told as one. */
    size_t told = 0;
    for (int pass = 0; pass < 2; pass++)
      for (size_t j = i; j < end; j++) {
        const WalkEdge *e = &w->edges[j];
        bool is_name = e->kind == EDGE_LOCAL || e->kind == EDGE_LOCAL_CELL || e->kind == EDGE_FREE ||
                       (e->from >= 0 && w->objects[e->from] == b->main_dict && e->kind == EDGE_VALUE);
        if (is_name != (pass == 0)) continue;
        if (b->most && told++ >= MOST_HOLDERS) continue;
        ModelHolder h = holder_of(b, e);
        ModelHolder *same = b->most ? told_before(m->holders + o->first_holder, m->holders + n, &h) : NULL;
        if (same)
          same->count++;
        else
          m->holders[n++] = h;
      }
    uint32_t unlisted = w->unlisted && to < w->fixed ? w->unlisted[to] : 0;
    told += unlisted;
    if (told > MOST_HOLDERS) {
      uint32_t rest = (uint32_t)(told - MOST_HOLDERS);
      m->holders[n++] = (ModelHolder){
          EDGE_ENGINE, MODEL_NONE, MODEL_NONE, rest, "other holders, too many to list them one by one",
          -1,          NULL};
    }
    uint32_t others = w->indegree[to] - (uint32_t)(end - i) - unlisted;
    if (others)
      m->holders[n++] = (ModelHolder){
          EDGE_ENGINE, MODEL_NONE, MODEL_NONE, others, "the engine and its built-in objects", -1, NULL};
    o->holder_count = n - o->first_holder;
    i = end;
  }
  for (int32_t i = 0; i < m->object_count; i++) {
    uint32_t all = w->indegree[b->order[i]];
    if (recorded[i] || !all) continue;
    m->objects[i].first_holder = n;
    m->objects[i].holder_count = 1;
    m->holders[n++] = (ModelHolder){
        EDGE_ENGINE, MODEL_NONE, MODEL_NONE, all, "the engine and its built-in objects", -1, NULL};
  }
  free(recorded);
  for (int32_t i = 0; i < m->object_count; i++) m->objects[i].inner = is_inner(m, &m->objects[i]);
}
