#include "model/library.h"

#include <stdlib.h>

#include "model/heapwalk.h"
#include "object/containers.h"
#include "object/function.h"
#include "vm/eval.h"
#include "vm/generator.h"
#include "vm/import.h"

typedef enum Side { SIDE_NEITHER, SIDE_LIBRARY, SIDE_PROGRAM } Side;

static Side side_of_code(const Code *c) { return code_is_library(c) ? SIDE_LIBRARY : SIDE_PROGRAM; }

static Side side_of_name(const Object *name) {
  return name && name->type == T(STR) && import_is_library(name) ? SIDE_LIBRARY : SIDE_PROGRAM;
}

/* Made by a class statement, or a call of `type`. */
static bool is_made(const Type *t) { return TYPE_HAS(t, TYPE_HEAP) && t->name_obj && t->dict; }

static Side side_of_class(const Type *t) {
  if (!is_made(t)) return SIDE_LIBRARY;
  return side_of_name(dict_get(t->dict, N(__module__)));
}

/* By what an object is; what belongs to neither belongs to whoever leads to it. */
static Side side_of(const Object *o) {
  const Type *t = o->type;
  if (t == T(FUNCTION)) return side_of_code(((const Function *)o)->code);
  if (t == T(GENERATOR)) return side_of_code(((const Generator *)o)->code);
  if (t == T(FRAME)) /* one of the program may be kept by a traceback of the library */
    return code_is_library(((const FrameObject *)o)->frame->code) ? SIDE_LIBRARY : SIDE_NEITHER;
  if (t == T(MODULE)) return side_of_name(((const Module *)o)->name);
  if (TYPE_HAS(t, TYPE_SUB_TYPE)) return side_of_class((const Type *)o);
  if (VM->main_module && o == module_dict(VM->main_module)) return SIDE_PROGRAM;
  return is_made(t) ? side_of_class(t) : SIDE_NEITHER;
}

/* Here the way of the library ends, even where no name leads to: the program's names, and a generator of
 * its. */
static bool ends_way(const Object *o) {
  return (o->type == T(GENERATOR) || o->type == T(MODULE) || o->type == T(DICT)) &&
         side_of(o) == SIDE_PROGRAM;
}

typedef struct Count {
  RootVisitor base;
  Walk walk;
  int32_t *asked_at; /* of the walk's objects: which of those asked for; MODEL_NONE */
  uint8_t *visited;
  int32_t *pending, pending_count;
  const uint8_t *own;
  LibraryCount *counts;
  bool in_library, running; /* the references that come are the library's; those of a frame */
} Count;

/* The program's, whatever it is made of; or it is made by the program, and its names lead to it. */
static bool is_own(const Count *c, int32_t i, const Object *o) {
  return c->own[i] || side_of(o) == SIDE_PROGRAM;
}

static void add(Count *c, int32_t at) {
  if (c->visited[at]) return;
  c->visited[at] = 1;
  c->pending[c->pending_count++] = at;
}

static void found(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  (void)kind, (void)where;
  Count *c = (Count *)v;
  int32_t at = walk_index(&c->walk, target);
  if (!c->in_library || at < 0) return;
  int32_t i = c->asked_at[at];
  if (i != MODEL_NONE) {
    c->counts[i].held++;
    c->counts[i].running |= c->running;
  }
  if ((i == MODEL_NONE || !is_own(c, i, target)) && !ends_way(target)) add(c, at);
}

static void enter_frame(RootVisitor *v, Frame *f) {
  Count *c = (Count *)v;
  c->running = c->in_library = f && f->code && code_is_library(f->code);
}

static void count(Count *c, Object *const *objects, int32_t object_count) {
  for (int32_t i = 0; i < c->walk.count; i++) c->asked_at[i] = MODEL_NONE;
  for (int32_t i = 0; i < object_count; i++) {
    int32_t at = walk_index(&c->walk, objects[i]);
    if (at >= 0) c->asked_at[at] = i;
  }
  for (int32_t i = 0; i < c->walk.count; i++) {
    int32_t at = c->asked_at[i];
    const Object *o = c->walk.objects[i];
    if ((at == MODEL_NONE || !is_own(c, at, o)) && side_of(o) == SIDE_LIBRARY) add(c, i);
  }
  c->base = (RootVisitor){.base = {found}, .frame = enter_frame};
  vm_visit_roots(&c->base);
  c->in_library = true;
  c->running = false;
  while (c->pending_count) {
    Object *o = c->walk.objects[c->pending[--c->pending_count]];
    if ((uintptr_t)o >= ARENA_SMALL_BASE || !TYPE_HAS(o->type, TYPE_SUB_TYPE))
      object_traverse(o, &c->base.base);
  }
}

bool library_count(Object *const *objects, int32_t object_count, const uint8_t *own, LibraryCount *counts) {
  Count c = {.own = own, .counts = counts};
  for (int32_t i = 0; i < object_count; i++) counts[i] = (LibraryCount){0, false};
  if (!walk_run(&c.walk, false)) return false;
  size_t room = (size_t)c.walk.count + 1;
  c.asked_at = malloc(room * sizeof *c.asked_at);
  c.visited = calloc(room, 1);
  c.pending = malloc(room * sizeof *c.pending);
  bool good = c.asked_at && c.visited && c.pending;
  if (good) count(&c, objects, object_count);
  free(c.asked_at);
  free(c.visited);
  free(c.pending);
  walk_free(&c.walk);
  return good;
}
