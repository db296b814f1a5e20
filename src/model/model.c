#include "model/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"
#include "heap/gc.h"
#include "heap/mem.h"
#include "model/buffers.h"
#include "model/build.h"
#include "model/heapwalk.h"
#include "model/instruction.h"
#include "model/parts.h"
#include "object/containers.h"
#include "object/err.h"
#include "vm/generator.h"

/* ---- building ---- */

const char *build_keep(Build *b, const char *text) {
  char *copy = region_copy(b->memory, text, strlen(text));
  return copy ? copy : "";
}
/* A str object as harmless text, without quotes. */
const char *build_text_of(Build *b, const Object *s) {
  char text[200];
  if (!s) return "?";
  object_describe(s, text, sizeof text);
  size_t n = strlen(text);
  if (s->type == T(STR) && n >= 2) {
    text[n - 1] = 0;
    return build_keep(b, text + 1);
  }
  return build_keep(b, text);
}

static bool made_by_program(const Object *o) {
  return (uintptr_t)o >= ARENA_SMALL_BASE && object_serial(o) > model_boot_serial();
}

/* The model's index of an object, which is then shown. */
static int32_t show(Build *b, Object *o) {
  int32_t at = walk_index(&b->walk, o);
  if (at < 0) return MODEL_NONE;
  if (b->shown_at[at] != MODEL_NONE) return b->shown_at[at];
  if (b->most && b->order_count >= b->most) {
    b->capped = true;
    return MODEL_NONE;
  }
  if (!ROOM_FOR_ONE(b->order, b->order_count, b->order_room, 256)) {
    b->failed = true;
    return MODEL_NONE;
  }
  b->order[b->order_count] = at;
  return b->shown_at[at] = b->order_count++;
}

bool model_is_preset(const char *name) {
  static const char *const presets[] = {"__name__",     "__doc__",  "__package__",
                                        "__loader__",   "__spec__", "__annotations__",
                                        "__builtins__", "__file__", "__cached__"};
  for (size_t i = 0; i < ARRAY_LEN(presets); i++)
    if (strcmp(name, presets[i]) == 0) return true;
  return false;
}

static ModelName *add_name(Build *b, const char *name, NameScope scope, Object *value, Object *cell) {
  Model *m = b->m;
  if (!ROOM_FOR_ONE(m->names, m->name_count, b->name_room, 64)) {
    b->failed = true;
    return NULL;
  }
  ModelName *n = &m->names[m->name_count++];
  *n = (ModelName){name, scope, value ? show(b, value) : MODEL_NONE, cell ? show(b, cell) : MODEL_NONE,
                   CHANGE_NONE};
  return n;
}

/* A cell variable's slot holds the value itself until MAKE_CELL has run. */
static void add_fast_names(Build *b, Frame *f) {
  const Code *c = f->code;
  for (int i = 0; i < c->nlocalsplus; i++) {
    uint8_t kind = (uint8_t)((const char *)c->localspluskinds)[sizeof(VarObject) + sizeof(Hash) + (size_t)i];
    Object *value = f->localsplus[i], *cell = NULL;
    Object *name = tuple_item(c->localsplusnames, i);
    if (str_length(name) && str_char((Str *)name, 0) == '.') continue;
    NameScope scope = kind & LOCAL_FREE ? SCOPE_FREE : kind & LOCAL_CELL ? SCOPE_CELL : SCOPE_LOCAL;
    if (value && (kind & (LOCAL_CELL | LOCAL_FREE)) && value->type == T(CELL)) {
      cell = value;
      value = ((Cell *)cell)->value;
    }
    add_name(b, build_text_of(b, name), scope, value, cell);
  }
}

static FrameKind kind_of(const Code *c, const Frame *f) {
  Object *name = c->name;
  if (f->owner == FRAME_OWNED_BY_GENERATOR) return FRAME_GENERATOR;
  if (c->flags & CO_OPTIMIZED)
    return str_equals_text(name, "<listcomp>") || str_equals_text(name, "<setcomp>") ||
                   str_equals_text(name, "<dictcomp>")
               ? FRAME_COMPREHENSION
               : FRAME_FUNCTION;
  return f->locals == f->globals ? FRAME_MODULE : FRAME_CLASS_BODY;
}

static bool frame_room(Build *b) {
  Model *m = b->m;
  b->failed |= !ROOM_FOR_ONE(m->frames, m->frame_count, b->frame_room, 32);
  return !b->failed;
}

static void add_dict_names(Build *b, Object *dict, bool module) {
  ssize_t at = 0;
  Object *key, *value;
  while (dict_next(dict, &at, &key, &value, NULL)) {
    const char *name = key->type == T(STR) ? build_text_of(b, key) : NULL;
    if (name && !(module && model_is_preset(name)))
      add_name(b, name, module ? SCOPE_GLOBAL : SCOPE_CLASS, value, NULL);
  }
}

/* Between statements of the prompt and at the end no frame runs, but the module's names are there. */
static void add_idle_frame(Build *b) {
  Model *m = b->m;
  if (!b->main_dict || !frame_room(b)) return;
  ModelFrame frame = {.function = "<module>",
                      .qualname = "<module>",
                      .file = "",
                      .kind = FRAME_MODULE,
                      .id = 1,
                      .first_name = m->name_count,
                      .generator = MODEL_NONE,
                      .returning = MODEL_NONE};
  add_dict_names(b, b->main_dict, true);
  frame.name_count = m->name_count - frame.first_name;
  m->frames[m->frame_count++] = frame;
  m->idle = true;
}

/* The values that the running expression has on the frame's value stack, the first pushed first. */
static void add_stack(Build *b, Frame *f) {
  int first = f->code->nlocalsplus;
  for (int i = first; i < f->stack_top; i++) {
    char name[24];
    snprintf(name, sizeof name, "(stack %d)", i - first + 1);
    if (f->localsplus[i]) add_name(b, build_keep(b, name), SCOPE_STACK, f->localsplus[i], NULL);
  }
}

static void add_frame(Build *b, Frame *f, uint32_t id) {
  Model *m = b->m;
  if (!frame_room(b)) return;
  const Code *c = f->code;
  ModelFrame frame = {.function = build_text_of(b, c->name),
                      .qualname = build_text_of(b, c->qualname),
                      .file = build_text_of(b, c->filename),
                      .line = frame_line(f),
                      .kind = kind_of(c, f),
                      .id = id,
                      .first_name = m->name_count,
                      .generator = MODEL_NONE,
                      .returning = MODEL_NONE,
                      .code_serial = object_serial(&c->ob)};
  if (c->nlocalsplus) add_fast_names(b, f);
  if (f->locals && TYPE_HAS(f->locals->type, TYPE_SUB_DICT) && !(c->flags & CO_OPTIMIZED))
    add_dict_names(b, f->locals, frame.kind == FRAME_MODULE);
  if (b->inside_line && f == VM->frame) add_stack(b, f);
  if (INSTR_OP(*f->prev_instr) == OP_RETURN_VALUE && f->stack_top > c->nlocalsplus && f == VM->frame)
    frame.returning = show(b, f->localsplus[f->stack_top - 1]);
  frame.name_count = m->name_count - frame.first_name;
  m->frames[m->frame_count++] = frame;
}

/* Code of the library that comes with lastref is not shown, as native code is not. */
static void add_frames(Build *b) {
  /* The walk reports the running frames, innermost first, then those being torn down, which are shown no
   * more. */
  int32_t chain = 0;
  for (const Frame *f = VM->frame; f; f = f->previous) chain++;
  b->frame_at = malloc(((size_t)b->walk.frame_count + 1) * sizeof *b->frame_at);
  b->failed |= !b->frame_at;
  for (int32_t i = 0; b->frame_at && i < b->walk.frame_count; i++) b->frame_at[i] = MODEL_NONE;
  for (int32_t i = MIN(chain, b->walk.frame_count); i-- > 0;) {
    Frame *f = b->walk.frames[i];
    if (frame_is_incomplete(f) || code_is_library(f->code)) continue;
    if (b->frame_at) b->frame_at[i] = b->m->frame_count;
    add_frame(b, f, (uint32_t)(chain - i));
  }
  if (!b->m->frame_count && !b->m->finished) add_idle_frame(b);
  b->m->running = b->m->frame_count - 1;
  for (int32_t i = 0; i < b->walk.count; i++) {
    Object *o = b->walk.objects[i];
    if (o->type != T(GENERATOR) || !made_by_program(o)) continue;
    Generator *g = (Generator *)o;
    if ((g->state != GEN_SUSPENDED && g->state != GEN_CREATED) || code_is_library(g->code)) continue;
    add_frame(b, generator_frame(g), 0);
    ModelFrame *frame = &b->m->frames[b->m->frame_count - 1];
    frame->kind = FRAME_WAITING;
    frame->generator = show(b, o);
  }
}

/* ---- what is shown ---- */

typedef struct Spread {
  Visitor base;
  Build *b;
} Spread;
static void spread_visit(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  (void)kind, (void)where;
  show(((Spread *)v)->b, target);
}

static void spread(Build *b, int32_t from) {
  Spread s = {{spread_visit}, b};
  for (int32_t i = from; i < b->order_count; i++) parts_visit(b->walk.objects[b->order[i]], &s.base);
}

static bool is_internal(const Object *o) {
  const Type *t = o->type;
  return t == T(CODE) || t == T(FRAME) || t == T(MODULE) || t == T(STR) || t == T(BYTES) || t == T(INT) ||
         t == T(FLOAT) || t == T(GETSET_DESCR) || t == T(MEMBER_DESCR) || t == T(WRAPPER_DESCR) ||
         t == T(METHOD_DESCR) || t == T(BUILTIN) || t == T(BUILTIN_METHOD);
}

/* What the engine holds to run the program at all, rather than to do something for it. */
static bool is_starting(const char *why) {
  return why && (strcmp(why, "running program") == 0 || strcmp(why, "import statement") == 0);
}

/* Objects the program made that no name reaches: values of the running expression, and those that only each
 * other keep alive. */
/* The function object that a statement or script runs as: the engine's scaffolding. */
static bool is_unit(const Object *o) {
  return o->type == T(FUNCTION) && str_equals_text(((const Function *)o)->name, "<module>");
}

/* What live objects of the program reach; edges stand in the order of their holders, as the walk found them.
 */
static bool mark_reached(const Walk *w, uint8_t *reached) {
  size_t *first = malloc(((size_t)w->count + 2) * sizeof *first);
  int32_t *stack = malloc(((size_t)w->count + 1) * sizeof *stack), depth = 0;
  if (!first || !stack) {
    free(first);
    free(stack);
    return false;
  }
  size_t at = 0;
  for (; at < w->edge_count && w->edges[at].from < 0; at++) continue;
  for (int32_t i = 0; i <= w->count; i++) {
    first[i] = at;
    while (at < w->edge_count && w->edges[at].from == i) at++;
  }
  for (size_t i = 0; i < w->edge_count; i++) {
    const WalkEdge *e = &w->edges[i];
    if (reached[e->to] || (e->from >= 0 && made_by_program(w->objects[e->from]))) continue;
    reached[e->to] = 1;
    stack[depth++] = e->to;
  }
  while (depth) {
    int32_t from = stack[--depth];
    for (size_t i = first[from]; i < first[from + 1]; i++) {
      int32_t to = w->edges[i].to;
      if (reached[to]) continue;
      reached[to] = 1;
      stack[depth++] = to;
    }
  }
  free(first);
  free(stack);
  return true;
}

static void show_unnamed(Build *b) {
  Walk *w = &b->walk;
  uint8_t *reached = calloc((size_t)w->count + 1, 1);
  if (reached && mark_reached(w, reached)) {
    for (size_t i = 0; i < w->edge_count; i++) {
      const WalkEdge *e = &w->edges[i];
      Object *o = w->objects[e->to];
      bool temporary = e->from < FROM_ROOT && e->kind == EDGE_TEMPORARY;
      bool engine =
          e->from == FROM_ROOT &&
          (e->kind == EDGE_EXCEPTION || (e->kind == EDGE_NATIVE && !is_starting((const char *)e->where)));
      if ((temporary || engine) && made_by_program(o) && o->type != T(CODE) && o->type != T(MODULE) &&
          !is_unit(o))
        show(b, o);
    }
    for (int32_t i = 0; i < w->count; i++)
      if (!reached[i] && made_by_program(w->objects[i]) && !is_internal(w->objects[i]))
        show(b, w->objects[i]);
  } else
    b->failed = true;
  free(reached);
}

/* ---- objects ---- */

static int8_t generation_of(const Object *o) {
  if (!object_is_gc_dynamic(o) || !gc_is_tracked(o)) return -1;
  return 0; /* told apart below, by walking the lists */
}

static void mark_generations(Build *b) {
  for (int g = 0; g <= GC_GENERATIONS; g++) {
    const GcHead *list = g < GC_GENERATIONS ? &GC_STATE->generations[g].head : &GC_STATE->permanent;
    size_t guard = 0;
    for (const GcHead *at = (const GcHead *)list->next; at != list && guard++ < 100000000;
         at = (const GcHead *)(at->next & ~(uintptr_t)3)) {
      if (!at) break;
      int32_t i = walk_index(&b->walk, gc_object(at));
      if (i >= 0 && b->shown_at[i] != MODEL_NONE) b->m->objects[b->shown_at[i]].generation = (int8_t)g;
    }
  }
}

static uint16_t badges_of(const Object *o) {
  uint32_t badges = 0;
  if ((uintptr_t)o - (uintptr_t)RT->small_ints < sizeof RT->small_ints) badges |= BADGE_SMALL_INT;
  if (o == NONE || o == TRUE || o == FALSE || o == ELLIPSIS || o == NOT_IMPLEMENTED || o == RT->empty_tuple ||
      o == (Object *)RT->empty_str || o == RT->empty_bytes || o == RT->empty_frozenset)
    badges |= BADGE_SINGLETON;
  if (o->type == T(STR) && ((const Str *)o)->interned) badges |= BADGE_INTERNED;
  if (object_is_gc_dynamic(o) && gc_is_tracked(o)) badges |= BADGE_TRACKED;
  if (gc_is_finalized(o)) badges |= BADGE_FINALIZED;
  if (!made_by_program(o)) badges |= BADGE_BUILTIN;
  if (o->refcnt == 0) badges |= BADGE_DYING;
  if (o->type->weaklist_offset > 0) {
    void *list;
    memcpy(&list, (const char *)o + o->type->weaklist_offset, sizeof list);
    if (list) badges |= BADGE_WEAKLY_REFERENCED;
  }
  return (uint16_t)badges;
}

static void fill_objects(Build *b, int32_t named) {
  Model *m = b->m;
  m->objects = calloc((size_t)b->order_count + 1, sizeof *m->objects);
  if (!m->objects) return;
  m->object_count = b->order_count;
  for (int32_t i = 0; i < b->order_count; i++) {
    Object *o = b->walk.objects[b->order[i]];
    char value[160];
    object_describe(o, value, sizeof value);
    bool fixed = (uintptr_t)o < ARENA_SMALL_BASE;
    uint32_t serial = fixed ? 0 : object_serial(o);
    char type[96];
    const Type *t = o->type;
    if (t->name_obj)
      snprintf(type, sizeof type, "%s", build_text_of(b, t->name_obj));
    else {
      const char *dot = t->name ? strrchr(t->name, '.') : NULL;
      snprintf(type, sizeof type, "%s", dot ? dot + 1 : t->name ? t->name : "?");
    }
    m->objects[i] = (ModelObject){.tag = tag_of(b->tags, (uintptr_t)o, serial),
                                  .address = (uintptr_t)o + ID_OFFSET,
                                  .serial = serial,
                                  .type = build_keep(b, type),
                                  .value = build_keep(b, value),
                                  .refs = o->refcnt,
                                  .refs_before = o->refcnt,
                                  .size = o->refcnt ? object_size(o) : 0,
                                  .generation = generation_of(o),
                                  .working = gc_working_count(o),
                                  .badges = badges_of(o),
                                  .shown = true,
                                  .from_names = i < named};
  }
  for (int32_t i = 0; i < b->order_count; i++) b->failed |= !m->objects[i].tag; /* the tag book has no room */
  mark_generations(b);
}

/* ---- parts ---- */

typedef struct PartList {
  Visitor base;
  Build *b;
  ModelPart *parts;
  int32_t count, room;
  int32_t first, left_out; /* of the object looked at now */
  PartNamer namer;
} PartList;

/* Of what is referred to from everywhere a person is shown so many parts of each object, and all while there
 * are not more than so many altogether. */
enum { PARTS_OF_ONE = 1000, PARTS_OF_ALL = 100000 };

static const char *plain_label(PartList *l, EdgeKind kind, intptr_t where) {
  PartName name = part_name(&l->namer, kind, where);
  char text[40];
  if (name.word == PART_NAME) return build_text_of(l->b, name.object);
  if (name.word != PART_TEXT) snprintf(text, sizeof text, part_word_formats[name.word], name.number);
  return build_keep(l->b, name.word == PART_TEXT ? name.text : text);
}

static void part_visit(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  PartList *l = (PartList *)v;
  int32_t at = walk_index(&l->b->walk, target);
  if (at < 0 || l->b->shown_at[at] == MODEL_NONE) return;
  if (l->b->most && l->count >= PARTS_OF_ALL && l->count - l->first >= PARTS_OF_ONE &&
      (at < l->b->walk.fixed || target->refcnt > PARTS_OF_ONE)) {
    l->left_out++;
    return;
  }
  if (!ROOM_FOR_ONE(l->parts, l->count, l->room, 256)) {
    l->b->failed = true;
    return;
  }
  char label[140], text[120];
  switch (edge_where_kind(kind)) {
  case WHERE_INDEX: snprintf(label, sizeof label, kind == EDGE_ITEM ? "[%ld]" : "%ld", (long)where); break;
  case WHERE_TEXT: snprintf(label, sizeof label, ".%s", where ? (const char *)where : ""); break;
  case WHERE_OBJECT: {
    Object *o = (Object *)where;
    if (!o)
      snprintf(label, sizeof label, "?");
    else if (kind == EDGE_VALUE || kind == EDGE_KEY) {
      object_describe(o, text, sizeof text);
      snprintf(label, sizeof label, kind == EDGE_KEY ? "key" : "[%s]", text);
    } else
      snprintf(label, sizeof label, kind == EDGE_ATTRIBUTE ? ".%s" : "%s", build_text_of(l->b, o));
    break;
  }
  default:
    snprintf(label, sizeof label, "%s", kind == EDGE_CELL ? "contents" : kind == EDGE_SELF ? "self" : "");
    break;
  }
  l->parts[l->count++] =
      (ModelPart){kind, l->b->shown_at[at], build_keep(l->b, label), plain_label(l, kind, where)};
}

static void fill_parts(Build *b) {
  Model *m = b->m;
  PartList list = {.base = {part_visit}, .b = b};
  for (int32_t i = 0; i < m->object_count; i++) {
    m->objects[i].first_part = list.first = list.count;
    list.left_out = 0;
    list.namer = (PartNamer){.of = b->walk.objects[b->order[i]]};
    parts_visit(b->walk.objects[b->order[i]], &list.base);
    m->objects[i].part_count = list.count - m->objects[i].first_part;
    m->objects[i].more_parts = list.left_out;
  }
  m->parts = list.parts;
}

/* ---- changes ---- */

bool model_is_own(const ModelObject *o) {
  return !(o->badges & BADGE_BUILTIN) && strcmp(o->type, "module") != 0;
}

/* Open addressing: a power of two of slots, at most half full; the tags are small numbers and spread by
 * themselves. */
static bool index_tags(Model *m) {
  uint32_t slots = 16;
  while (slots < (uint32_t)m->object_count * 2) slots *= 2;
  m->tag_index = malloc(slots * sizeof *m->tag_index);
  if (!m->tag_index) return false;
  m->tag_mask = slots - 1;
  for (uint32_t i = 0; i < slots; i++) m->tag_index[i] = MODEL_NONE;
  for (int32_t i = 0; i < m->object_count; i++) {
    uint32_t at = m->objects[i].tag & m->tag_mask;
    while (m->tag_index[at] != MODEL_NONE) at = (at + 1) & m->tag_mask;
    m->tag_index[at] = i;
  }
  return true;
}

int32_t model_find_tag(const Model *m, uint32_t tag) {
  for (uint32_t at = tag & m->tag_mask; m->tag_index[at] != MODEL_NONE; at = (at + 1) & m->tag_mask)
    if (m->objects[m->tag_index[at]].tag == tag) return m->tag_index[at];
  return MODEL_NONE;
}

static bool mark_changes(Model *m, const Model *before) {
  if (!before) return true;
  uint32_t most = 0;
  for (int32_t i = 0; i < before->object_count; i++) most = MAX(most, before->objects[i].tag);
  int32_t *old_at = malloc(((size_t)most + 1) * sizeof *old_at);
  if (!old_at) return false;
  for (uint32_t t = 0; t <= most; t++) old_at[t] = MODEL_NONE;
  for (int32_t i = 0; i < before->object_count; i++)
    if (before->objects[i].change != CHANGE_GONE) old_at[before->objects[i].tag] = i;
  for (int32_t i = 0; i < m->object_count; i++) {
    ModelObject *o = &m->objects[i];
    int32_t at = o->tag <= most ? old_at[o->tag] : MODEL_NONE;
    if (at == MODEL_NONE) { /* where not all are shown, one that was there may come into view */
      if (!before->more_objects || o->serial > before->last_serial) o->change = CHANGE_NEW;
      continue;
    }
    const ModelObject *old = &before->objects[at];
    o->refs_before = old->refs;
    if (strcmp(old->value, o->value) != 0)
      o->change = CHANGE_VALUE;
    else if (old->refs != o->refs)
      o->change = CHANGE_REFS;
  }
  free(old_at);
  for (int32_t f = 0; f < m->frame_count; f++) {
    ModelFrame *frame = &m->frames[f];
    const ModelFrame *old = NULL;
    for (int32_t g = 0; g < before->frame_count && !old; g++)
      if (before->frames[g].id == frame->id && strcmp(before->frames[g].function, frame->function) == 0)
        old = &before->frames[g];
    if (!old) {
      frame->change = CHANGE_NEW;
      continue;
    }
    for (int32_t i = 0; i < frame->name_count; i++) {
      ModelName *n = &m->names[frame->first_name + i];
      const ModelName *was = NULL;
      for (int32_t j = 0; j < old->name_count && !was; j++)
        if (strcmp(before->names[old->first_name + j].name, n->name) == 0)
          was = &before->names[old->first_name + j];
      uint32_t now_tag = n->object == MODEL_NONE ? 0 : m->objects[n->object].tag;
      uint32_t old_tag = !was || was->object == MODEL_NONE ? 0 : before->objects[was->object].tag;
      if (now_tag && !old_tag)
        n->change = CHANGE_NEW;
      else if (now_tag != old_tag)
        n->change = CHANGE_BOUND;
    }
  }
  return true;
}

/* ---- how often each line has run: the counters of the LINE instructions ---- */

static void fill_hits(Build *b) {
  Model *m = b->m;
  int32_t last = 0;
  for (int pass = 0; pass < 2; pass++) {
    uint32_t *hits = NULL;
    if (pass == 1) {
      hits = region_array(b->memory, (size_t)last + 1, sizeof *hits);
      if (!hits) return; /* the region has failed */
      memset(hits, 0, ((size_t)last + 1) * sizeof *hits);
      m->line_hits = hits;
      m->line_hit_count = last + 1;
    }
    for (int32_t i = 0; i < b->walk.count; i++) {
      const Code *c = (const Code *)b->walk.objects[i];
      if (c->ob.type != T(CODE) || !c->instrs || !made_by_program(b->walk.objects[i]) || !c->filename ||
          !code_is_of_script(c))
        continue;
      for (int32_t at = 0; at < c->count;) {
        unsigned op = code_opcode(c->instrs[at]);
        if (op == OP_LINE) {
          int32_t line = (int32_t)INSTR_ARG(c->instrs[at]);
          if (pass == 0)
            last = MAX(last, line);
          else if (line <= last)
            hits[line] += c->instrs[at + 1];
        }
        at += 1 + (op < OP_COMPILER_COUNT ? opcode_info[op].cache : 0);
      }
    }
  }
}

/* ---- the whole ---- */

static void fill_position(Build *b, const History *h) {
  Model *m = b->m;
  m->column = m->end_column = -1;
  m->previous_line = 0;
  if (m->running < 0) return;
  m->line = m->frames[m->running].line;
  m->file = m->frames[m->running].file;
  Frame *f = VM->frame;
  if (!f || h->finished || h->waiting_input || h->waiting_prompt) return;
  const Code *c = f->code;
  ptrdiff_t word = f->prev_instr - c->instrs;
  if (word < 0 || word >= c->count) return;
  char text[160], words[200];
  if (instruction_describe(f, b->inside_line, text, sizeof text, words, sizeof words)) {
    m->instruction = build_keep(b, text);
    m->instruction_words = build_keep(b, words);
  }
  if (!b->inside_line) return;
  const Location *at = &c->locations[word];
  if (at->line == m->line) {
    m->column = at->column;
    m->end_column = at->end_line == at->line ? at->end_column : -1;
    m->end_line = at->end_line;
  }
}

/* The named first, then those that are near to them, then what no name reaches. */
static void choose_objects(Build *b) {
  int32_t all = b->most;
  b->most = all - all / 10;
  spread(b, 0);
  int32_t named = b->named = b->order_count;
  b->most = all;
  show_unnamed(b);
  spread(b, named);
  int32_t count = 0;
  for (int32_t i = 0; b->capped && i < b->walk.count; i++) {
    const Object *o = b->walk.objects[i];
    count += b->shown_at[i] == MODEL_NONE && made_by_program(o) && !is_internal(o);
  }
  b->m->more_objects = count;
}

Model *model_build(History *h, TagBook *tags, const Model *before, int32_t most) {
  Model *m = calloc(1, sizeof *m);
  Build b = {.m = m, .tags = tags, .inside_line = h->now.instr || h->now.event, .most = most};
  if (!m || !(m->memory = malloc(sizeof *m->memory))) goto failed;
  region_init(m->memory, malloc_allocator());
  b.memory = m->memory;
  m->position = h->now;
  m->finished = h->finished;
  m->waiting_input = h->waiting_input;
  m->waiting_prompt = h->waiting_prompt;
  m->exit_status = VM->exit_status;
  m->output_length = VM->output_length;
  m->caption = "";
  m->running = MODEL_NONE;
  if (!(most ? walk_run_brief(&b.walk) : walk_run(&b.walk, true))) goto failed;
  b.shown_at = malloc(((size_t)b.walk.count + 1) * sizeof *b.shown_at);
  if (!b.shown_at) goto failed;
  for (int32_t i = 0; i < b.walk.count; i++) b.shown_at[i] = MODEL_NONE;
  b.main_dict = VM->main_module ? module_dict(VM->main_module) : NULL;
  add_frames(&b);
  choose_objects(&b);
  fill_objects(&b, b.named);
  if (!m->objects || !index_tags(m)) goto failed;
  build_holders(&b);
  fill_parts(&b);
  fill_position(&b, h);
  fill_hits(&b);
  if (VM->exc_info && VM->exc_info->value) {
    char text[160];
    object_describe(VM->exc_info->value, text, sizeof text);
    m->exception = build_keep(&b, text);
  }
  m->heap_bytes = arena_heap_in_use();
  m->heap_objects = (uint64_t)b.walk.count;
  m->last_serial = HEAP->serial;
  for (int g = 0; g < GC_GENERATIONS; g++) {
    m->gc_counts[g] = GC_STATE->generations[g].count;
    m->gc_thresholds[g] = GC_STATE->generations[g].threshold;
  }
  m->gc_phase = GC_STATE->phase;
  m->gc_running = GC_STATE->running_generation;
  buffers_tell(m);
  if (!mark_changes(m, before) || b.failed || m->memory->failed) goto failed;
  walk_free(&b.walk);
  free(b.shown_at);
  free(b.order);
  free(b.frame_at);
  free(b.owners);
  return m;
failed:
  walk_free(&b.walk);
  free(b.shown_at);
  free(b.order);
  free(b.frame_at);
  free(b.owners);
  model_free(m);
  return NULL;
}

void model_free(Model *m) {
  if (!m) return;
  free(m->frames);
  free(m->names);
  free(m->objects);
  free(m->holders);
  free(m->parts);
  free(m->tag_index);
  if (m->memory) {
    region_free(m->memory);
    free(m->memory);
  }
  free(m);
}

const char *name_scope_text(NameScope s) {
  static const char *const texts[] = {"local", "cell", "free", "global", "local", "stack"};
  return texts[s];
}

/* ---- tags: an open-addressing map from (address, serial) to a small number ---- */

typedef struct TagEntry {
  uint64_t address;
  uint32_t serial, tag;
} TagEntry;
struct TagBook {
  TagEntry *slots;
  size_t mask;
  TagEntry *by_tag; /* [tag - 1] */
  uint32_t count;
};

TagBook *tag_book_new(void) { return calloc(1, sizeof(TagBook)); }
void tag_book_free(TagBook *book) {
  if (!book) return;
  free(book->slots);
  free(book->by_tag);
  free(book);
}

static TagEntry *tag_slot(const TagBook *book, uint64_t address, uint32_t serial);
static bool tag_grow(TagBook *book);

TagBook *tag_book_fork(const TagBook *book, uint32_t serial) {
  TagBook *new = tag_book_new();
  while (new && book->mask > new->mask)
    if (!tag_grow(new)) {
      tag_book_free(new);
      return NULL;
    }
  if (!new) return NULL;
  new->count = book->count;
  for (uint32_t t = 0; t < book->count; t++) {
    TagEntry e = book->by_tag[t];
    new->by_tag[t] = (TagEntry){0, 0, t + 1}; /* a number of the other future: nothing of this one */
    if (e.serial > serial) continue;
    new->by_tag[t] = e;
    *tag_slot(new, e.address, e.serial) = e;
  }
  return new;
}

static TagEntry *tag_slot(const TagBook *book, uint64_t address, uint32_t serial) {
  size_t i = (size_t)((address >> 4) * 0x9E3779B97F4A7C15u ^ serial * 0xC2B2AE3D27D4EB4Fu);
  for (i ^= i >> 29;; i++) {
    TagEntry *e = &book->slots[i & book->mask];
    if (!e->tag || (e->address == address && e->serial == serial)) return e;
  }
}

static bool tag_grow(TagBook *book) {
  size_t size = book->mask ? (book->mask + 1) * 2 : 1024;
  TagEntry *slots = calloc(size, sizeof *slots), *by_tag = realloc(book->by_tag, size * sizeof *by_tag);
  if (!slots || !by_tag) {
    free(slots);
    if (by_tag) book->by_tag = by_tag;
    return false;
  }
  free(book->slots);
  book->slots = slots;
  book->mask = size - 1;
  book->by_tag = by_tag;
  for (uint32_t t = 0; t < book->count; t++)
    if (by_tag[t].address) *tag_slot(book, by_tag[t].address, by_tag[t].serial) = by_tag[t];
  return true;
}

uint32_t tag_known(const TagBook *book, uint64_t address, uint32_t serial) {
  return book->mask ? tag_slot(book, address, serial)->tag : 0;
}

uint32_t tag_of(TagBook *book, uint64_t address, uint32_t serial) {
  if ((size_t)book->count * 2 >= book->mask && !tag_grow(book)) return 0;
  TagEntry *e = tag_slot(book, address, serial);
  if (!e->tag) {
    *e = (TagEntry){address, serial, ++book->count};
    book->by_tag[e->tag - 1] = *e;
  }
  return e->tag;
}

void tag_book_put(TagBook *book, uint32_t tag, uint64_t address, uint32_t serial) {
  if (!tag || !address) return;
  while ((size_t)tag * 2 >= book->mask)
    if (!tag_grow(book)) return;
  TagEntry *e = tag_slot(book, address, serial);
  if (e->tag || (tag <= book->count && book->by_tag[tag - 1].address)) return;
  while (book->count < tag) book->by_tag[book->count] = (TagEntry){0, 0, book->count + 1}, book->count++;
  *e = book->by_tag[tag - 1] = (TagEntry){address, serial, tag};
}

bool tag_find(const TagBook *book, uint32_t tag, uint64_t *address, uint32_t *serial) {
  if (!tag || tag > book->count || !book->by_tag[tag - 1].address) return false;
  *address = book->by_tag[tag - 1].address;
  *serial = book->by_tag[tag - 1].serial;
  return true;
}
