#include "model/reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"
#include "heap/mem.h"
#include "model/parts.h"
#include "object/containers.h"
#include "vm/generator.h"

typedef struct Slot { /* of the table of objects; another moment's is free */
  Object *object;
  uint32_t moment;
  int32_t number;
} Slot;
typedef struct Text {
  const Object *str;
  uint32_t serial;
  const char *text;
} Text;
typedef struct Numbered { /* labels with a number, as they were needed */
  const char **texts;
  int32_t count;
} Numbered;

struct Reach {
  Region memory;
  ReachMoment now, before;
  uint32_t moment;
  Slot *slots;
  size_t slot_count, used; /* a power of two; of this moment */
  ReachObject *objects;
  int32_t object_count, object_room;
  ReachPart *parts;
  int32_t part_count, part_room;
  Text *texts;
  size_t text_room, text_count;
  Numbered numbered[PART_WORD_COUNT];
  bool failed;
};

Reach *reach_new(void) {
  Reach *r = calloc(1, sizeof *r);
  if (r) region_init(&r->memory, malloc_allocator());
  return r;
}

void reach_free(Reach *r) {
  if (!r) return;
  ReachMoment *const both[] = {&r->now, &r->before};
  for (int i = 0; i < 2; i++) {
    free(both[i]->frames);
    free(both[i]->names);
  }
  for (int i = 0; i < PART_WORD_COUNT; i++) free(r->numbered[i].texts);
  free(r->slots);
  free(r->objects);
  free(r->parts);
  free(r->texts);
  region_free(&r->memory);
  free(r);
}

const ReachMoment *reach_moment(const Reach *r) { return &r->now; }
const ReachMoment *reach_moment_before(const Reach *r) { return &r->before; }
const ReachObject *reach_object(const Reach *r, int32_t number) { return &r->objects[number]; }

/* ---- texts ---- */

static size_t hash_of(const Object *o) { return (size_t)(((uintptr_t)o >> 4) * 0x9E3779B97F4A7C15u >> 20); }

static const char *keep(Reach *r, const char *text, size_t length) {
  char *copy = region_copy(&r->memory, text, length);
  if (!copy) r->failed = true;
  return copy ? copy : "";
}

static const char *make_text(Reach *r, Object *str) {
  char text[200];
  object_describe(str, text, sizeof text);
  size_t n = strlen(text);
  return str->type == T(STR) && n >= 2 ? keep(r, text + 1, n - 2) : keep(r, text, n);
}

/* One that died leaves its place to what has its address. */
static Text *text_slot(const Reach *r, const Object *str) {
  size_t i = hash_of(str) & (r->text_room - 1);
  while (r->texts[i].str && r->texts[i].str != str) i = (i + 1) & (r->text_room - 1);
  return &r->texts[i];
}

const char *reach_text(Reach *r, Object *str) {
  if (!str) return "?";
  if (2 * r->text_count >= r->text_room) {
    Text *old = r->texts;
    size_t old_room = r->text_room, room = old_room ? old_room * 2 : 1024;
    Text *texts = calloc(room, sizeof *texts);
    if (!texts) {
      r->failed = true;
      return "";
    }
    r->texts = texts;
    r->text_room = room;
    for (size_t i = 0; i < old_room; i++)
      if (old[i].str) *text_slot(r, old[i].str) = old[i];
    free(old);
  }
  Text *t = text_slot(r, str);
  uint32_t serial = (uintptr_t)str < ARENA_SMALL_BASE ? 0 : object_serial(str);
  if (t->str && t->serial == serial) return t->text;
  r->text_count += !t->str;
  *t = (Text){str, serial, make_text(r, str)};
  return t->text;
}

static const char *numbered_label(Reach *r, PartWord word, int32_t number) {
  Numbered *n = &r->numbered[word];
  if (number >= n->count) {
    int32_t count = MAX(number + 1, n->count * 2);
    const char **texts = realloc(n->texts, (size_t)count * sizeof *texts);
    if (!texts) {
      r->failed = true;
      return "";
    }
    n->texts = texts;
    for (int32_t i = n->count; i < count; i++) {
      char text[40];
      int length = snprintf(text, sizeof text, part_word_formats[word], i);
      texts[i] = keep(r, text, (size_t)length);
    }
    n->count = count;
  }
  return n->texts[number];
}

/* ---- objects ---- */

static Slot *slot_of(const Reach *r, const Object *o) {
  size_t i = hash_of(o) & (r->slot_count - 1);
  while (r->slots[i].moment == r->moment && r->slots[i].object != o) i = (i + 1) & (r->slot_count - 1);
  return &r->slots[i];
}

static bool grow_slots(Reach *r) {
  size_t count = r->slot_count ? r->slot_count * 2 : 4096;
  Slot *slots = calloc(count, sizeof *slots);
  if (!slots) return false;
  free(r->slots);
  r->slots = slots;
  r->slot_count = count;
  for (int32_t i = 0; i < r->object_count; i++)
    *slot_of(r, r->objects[i].object) = (Slot){r->objects[i].object, r->moment, i};
  return true;
}

int32_t reach_number(Reach *r, Object *o) {
  if (2 * r->used >= r->slot_count && !grow_slots(r)) {
    r->failed = true;
    return MODEL_NONE;
  }
  Slot *s = slot_of(r, o);
  if (s->moment == r->moment) return s->number;
  if (!ROOM_FOR_ONE(r->objects, r->object_count, r->object_room, 256)) {
    r->failed = true;
    return MODEL_NONE;
  }
  const Type *t = o->type;
  const char *type;
  if (t->name_obj)
    type = reach_text(r, t->name_obj);
  else {
    const char *dot = t->name ? strrchr(t->name, '.') : NULL;
    type = dot ? dot + 1 : t->name ? t->name : "?";
  }
  r->objects[r->object_count] = (ReachObject){o, type, o->refcnt, 0, -1};
  *s = (Slot){o, r->moment, r->object_count};
  r->used++;
  return r->object_count++;
}

int32_t reach_find(const Reach *r, uint64_t address) {
  const Object *o = (const Object *)(uintptr_t)(address - ID_OFFSET);
  const Slot *s = r->slot_count ? slot_of(r, o) : NULL;
  return s && s->moment == r->moment ? s->number : MODEL_NONE;
}

/* ---- parts ---- */

typedef struct PartList {
  Visitor base;
  Reach *r;
  PartNamer namer;
  int32_t first, most;
} PartList;

static void add_part(Reach *r, const char *label, Object *to) {
  if (!ROOM_FOR_ONE(r->parts, r->part_count, r->part_room, 256)) {
    r->failed = true;
    return;
  }
  r->parts[r->part_count++] = (ReachPart){label, to};
}

static void part_visit(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  PartList *l = (PartList *)v;
  if (l->r->part_count - l->first >= l->most) return;
  PartName name = part_name(&l->namer, kind, where);
  const char *label = name.word == PART_TEXT   ? name.text
                      : name.word == PART_NAME ? reach_text(l->r, name.object)
                                               : numbered_label(l->r, name.word, name.number);
  add_part(l->r, label, target);
}

const ReachPart *reach_parts(Reach *r, int32_t number, int32_t most) {
  ReachObject *o = &r->objects[number];
  if (o->part_count < 0) {
    Object *of = o->object;
    int32_t first = r->part_count;
    PartList list = {{part_visit}, r, {.of = of}, first, most};
    if (of->refcnt && (of->type == T(LIST) || of->type == T(TUPLE))) {
      /* In their order, and not more than needed: there may be millions. */
      Object *const *items = of->type == T(LIST) ? ((List *)of)->items : ((Tuple *)of)->items;
      int32_t count = (int32_t)MIN(((VarObject *)of)->size, most);
      for (int32_t i = 0; i < count; i++)
        if (items[i]) add_part(r, numbered_label(r, PART_INDEX, i), items[i]);
    } else
      parts_visit(of, &list.base);
    o->first_part = first;
    o->part_count = r->part_count - first;
  }
  return r->parts + o->first_part;
}

/* ---- frames and names ---- */

static void add_name(Reach *r, const char *name, NameScope scope, Object *value, Object *cell) {
  ReachMoment *m = &r->now;
  if (!ROOM_FOR_ONE(m->names, m->name_count, m->name_room, 256)) {
    r->failed = true;
    return;
  }
  uint32_t serial = (uintptr_t)value < ARENA_SMALL_BASE ? 0 : object_serial(value);
  m->names[m->name_count++] = (ReachName){name, scope, serial, value, cell};
}

/* A cell variable's slot holds the value itself until MAKE_CELL has run. */
static void add_fast_names(Reach *r, const Frame *f) {
  const Code *c = f->code;
  for (int i = 0; i < c->nlocalsplus; i++) {
    uint8_t kind = (uint8_t)((const char *)c->localspluskinds)[sizeof(VarObject) + sizeof(Hash) + (size_t)i];
    Object *value = f->localsplus[i], *cell = NULL;
    if (value && (kind & (LOCAL_CELL | LOCAL_FREE)) && value->type == T(CELL)) {
      cell = value;
      value = ((Cell *)cell)->value;
    }
    NameScope scope = kind & LOCAL_FREE ? SCOPE_FREE : kind & LOCAL_CELL ? SCOPE_CELL : SCOPE_LOCAL;
    const char *name = value ? reach_text(r, tuple_item(c->localsplusnames, i)) : "";
    if (value && name[0] != '.') add_name(r, name, scope, value, cell);
  }
}

static void add_dict_names(Reach *r, Object *dict, bool module) {
  ssize_t at = 0;
  Object *key, *value;
  while (dict_next(dict, &at, &key, &value, NULL)) {
    const char *name = key->type == T(STR) ? reach_text(r, key) : NULL;
    if (name && !(module && name[0] == '_' && model_is_preset(name)))
      add_name(r, name, module ? SCOPE_GLOBAL : SCOPE_CLASS, value, NULL);
  }
}

static void add_frame(Reach *r, const Frame *f) {
  ReachMoment *m = &r->now;
  if (!ROOM_FOR_ONE(m->frames, m->frame_count, m->frame_room, 256)) {
    r->failed = true;
    return;
  }
  const Code *c = f->code;
  bool fast = c->flags & CO_OPTIMIZED;
  ReachFrame frame = {.function = reach_text(r, c->name),
                      .line = frame_line(f),
                      .module = !fast && f->locals == f->globals,
                      .generator = f->owner == FRAME_OWNED_BY_GENERATOR,
                      .first_name = m->name_count};
  add_fast_names(r, f);
  if (f->locals && TYPE_HAS(f->locals->type, TYPE_SUB_DICT) && !fast)
    add_dict_names(r, f->locals, frame.module);
  frame.name_count = m->name_count - frame.first_name;
  m->frames[m->frame_count++] = frame;
}

static bool is_told(const Frame *f) { return !frame_is_incomplete(f) && code_is_of_script(f->code); }

bool reach_begin(Reach *r) {
  ReachMoment before = r->before;
  r->before = r->now;
  r->now = before;
  r->now.frame_count = r->now.name_count = 0;
  r->object_count = r->part_count = 0;
  r->used = 0;
  r->moment++;
  const Frame *chain[REACH_MOST_FRAMES + 1], *outermost = NULL;
  int32_t count = 0;
  for (const Frame *f = VM->frame; f; f = f->previous) {
    if (!is_told(f)) continue;
    if (count < REACH_MOST_FRAMES)
      chain[count++] = f;
    else
      outermost = f;
  }
  if (outermost) chain[count++] = outermost;
  while (count) add_frame(r, chain[--count]);
  return !r->failed;
}
