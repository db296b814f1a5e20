#include "model/heapwalk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/room.h"
#include "heap/arena.h"
#include "heap/gc.h"
#include "heap/mem.h"
#include "model/model.h"

enum { FIXED_GRANULES = 0x100000 / 16 };

static uint32_t *index_slot(const Walk *w, const Object *o) {
  uintptr_t p = (uintptr_t)o;
  if (p - ARENA_BASE < 0x100000) return &w->index_fixed[(p - ARENA_BASE) >> 4];
  if (p - ARENA_SMALL_BASE < w->small_granules * 16) return &w->index_small[(p - ARENA_SMALL_BASE) >> 4];
  if (p - ARENA_LARGE_BASE < w->large_granules * 16) return &w->index_large[(p - ARENA_LARGE_BASE) >> 4];
  return NULL;
}

int32_t walk_index(const Walk *w, const Object *o) {
  const uint32_t *slot = index_slot(w, o);
  return slot ? (int32_t)*slot - 1 : -1;
}

static void add_object(Walk *w, Object *o) {
  uint32_t *slot = index_slot(w, o);
  if (!slot || *slot) return;
  if (!ROOM_FOR_ONE(w->objects, w->count, w->room, 32768)) {
    w->failed = true;
    return;
  }
  w->objects[w->count++] = o;
  *slot = (uint32_t)w->count;
}

/* Objects of a region are where the serial table has an entry. */
static void add_region(Walk *w, uintptr_t base, size_t granules) {
  const uint32_t *serials = SERIAL_TABLE + ((base - ARENA_BASE) >> 4);
  for (size_t i = 0; i < granules; i++) {
    if (i % 2 == 0 && i + 1 < granules) {
      uint64_t two;
      memcpy(&two, serials + i, sizeof two);
      if (!two) {
        i++;
        continue;
      }
    }
    if (serials[i]) add_object(w, (Object *)(base + i * 16));
  }
}

typedef struct Finder {
  RootVisitor base;
  Walk *walk;
  int32_t from;
  bool from_program;
  bool want_edges;
} Finder;

static void add_edge(Walk *w, int32_t from, int32_t to, EdgeKind kind, intptr_t where) {
  if (!ROOM_FOR_ONE(w->edges, w->edge_count, w->edge_room, 4096)) {
    w->failed = true;
    return;
  }
  w->edges[w->edge_count++] = (WalkEdge){from, to, kind, where};
}

static bool made_by_program(const Walk *w, const Object *o) {
  return (uintptr_t)o >= ARENA_SMALL_BASE && object_serial(o) > w->boot_serial;
}

static void found(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  Finder *f = (Finder *)v;
  int32_t to = walk_index(f->walk, target);
  if (to < 0) {
    /* A root or a static object that no table lists. */
    add_object(f->walk, target);
    return;
  }
  f->walk->indegree[to]++;
  if (f->walk->unlisted && to < f->walk->fixed && kind == EDGE_ITEM && f->from_program &&
      f->walk->listed[to]++ >= WALK_LISTED) {
    f->walk->unlisted[to]++;
    return;
  }
  if (f->want_edges && (f->from_program || made_by_program(f->walk, target)))
    add_edge(f->walk, f->from, to, kind, where);
}

static void found_frame(RootVisitor *v, Frame *frame) {
  Finder *f = (Finder *)v;
  Walk *w = f->walk;
  if (!frame) {
    f->from = FROM_ROOT;
    f->from_program = false;
    return;
  }
  if (!ROOM_FOR_ONE(w->frames, w->frame_count, w->frame_room, 64)) {
    w->failed = true;
    return;
  }
  f->from = FROM_ROOT - 1 - w->frame_count;
  f->from_program = true;
  w->frames[w->frame_count++] = frame;
}

static bool run(Walk *w, bool want_edges, bool brief) {
  *w = (Walk){.boot_serial = model_boot_serial()};
  w->small_granules = (size_t)HEAP->arenas_high * SMALL_ARENA / 16;
  w->large_granules = HEAP->large_top > ARENA_LARGE_BASE ? (HEAP->large_top - ARENA_LARGE_BASE) / 16 : 0;
  w->index_fixed = calloc(FIXED_GRANULES, sizeof(uint32_t));
  w->index_small = calloc(w->small_granules + 1, sizeof(uint32_t));
  w->index_large = calloc(w->large_granules + 1, sizeof(uint32_t));
  if (!w->index_fixed || !w->index_small || !w->index_large) {
    walk_free(w);
    return false;
  }
  for (int i = 0; i < TYPE_COUNT; i++) add_object(w, (Object *)&RT->types[i]);
  Object *const singles[] = {NONE, NOT_IMPLEMENTED, ELLIPSIS, TRUE, FALSE};
  for (size_t i = 0; i < ARRAY_LEN(singles); i++) add_object(w, singles[i]);
  for (size_t i = 0; i < ARRAY_LEN(RT->small_ints); i++) add_object(w, (Object *)&RT->small_ints[i]);
  w->fixed = w->count;
  if (brief) {
    w->listed = calloc((size_t)w->fixed + 1, sizeof *w->listed);
    w->unlisted = calloc((size_t)w->fixed + 1, sizeof *w->unlisted);
    w->failed |= !w->listed || !w->unlisted;
  }
  for (uint32_t a = 0; a < HEAP->arenas_high; a++)
    if (HEAP->arenas[a].mapped)
      add_region(w, ARENA_SMALL_BASE + (uintptr_t)a * SMALL_ARENA, SMALL_ARENA / 16);
  add_region(w, ARENA_LARGE_BASE, w->large_granules);
  w->indegree = calloc((size_t)w->count + 1, sizeof(uint32_t));
  if (!w->indegree || w->failed) {
    walk_free(w);
    return false;
  }
  int32_t known = w->count;
  Finder finder = {.base = {.base = {found}, .frame = found_frame},
                   .walk = w,
                   .from = FROM_ROOT,
                   .from_program = true,
                   .want_edges = want_edges};
  finder.from_program = false;
  vm_visit_roots(&finder.base);
  finder.base.frame = NULL;
  for (int32_t i = 0; i < known; i++) {
    Object *o = w->objects[i];
    finder.from = i;
    finder.from_program = made_by_program(w, o);
    if ((uintptr_t)o < ARENA_SMALL_BASE && TYPE_HAS(o->type, TYPE_SUB_TYPE))
      continue; /* built-in types: runtime_visit reported them */
    object_traverse(o, &finder.base.base);
  }
  return !w->failed;
}

bool walk_run(Walk *w, bool want_edges) { return run(w, want_edges, false); }
bool walk_run_brief(Walk *w) { return run(w, true, true); }

void walk_free(Walk *w) {
  free(w->objects);
  free(w->indegree);
  free(w->edges);
  free(w->index_fixed);
  free(w->index_small);
  free(w->index_large);
  free(w->frames);
  free(w->listed);
  free(w->unlisted);
  *w = (Walk){0};
}

uint32_t model_boot_serial(void) { return VM->boot_serial; }

char *model_audit(void) {
  Walk w;
  if (!walk_run(&w, false)) return strdup("audit: out of memory");
  char *message = NULL;
  int wrong = 0;
  for (int32_t i = 0; i < w.count; i++) {
    Object *o = w.objects[i];
    int64_t refs = o->refcnt;
    if (refs == (int64_t)w.indegree[i] || wrong++) continue;
    char text[120];
    object_describe(o, text, sizeof text);
    if (asprintf(&message, "audit: %s at %#lx has count %ld, but %u holders were found: %s", o->type->name,
                 (unsigned long)(uintptr_t)o, (long)refs, w.indegree[i], text) < 0)
      message = NULL;
  }
  if (message && wrong > 1) {
    char *more;
    if (asprintf(&more, "%s (and %d more)", message, wrong - 1) >= 0) {
      free(message);
      message = more;
    }
  }
  walk_free(&w);
  return message;
}
