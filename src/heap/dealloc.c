/* Deaths: the trashcan, finalizers, and the defaults that follow from a type's field table. */
#include "heap/gc.h"
#include "heap/mem.h"
#include "heap/observer.h"
#include "heap/upcalls.h"

/* Deaths nest: that of a list may be that of its items. CPython's lists, tuples, dicts, sets, frames,
 * tracebacks, built-in functions, simple exceptions and instances of Python classes (TYPE_TRASHCAN) count how
 * deep they nest; beyond a limit the object waits until the outermost of them is done. The others nest there
 * as deep as they like; here they wait, too, before the stack runs out.
 *
 * HEAP->dealloc_depth counts both: all of them in its low 16 bits, those of TYPE_TRASHCAN above. */
enum {
  LEVEL = 1,
  TRASH_LEVEL = 1 << 16,
  TRASH_NESTING = 50 * TRASH_LEVEL, /* CPython's PyTrash_UNWIND_LEVEL */
  MOST_NESTING = 1000
};

/* The link of the trash chain is kept in the head of an untracked object. */
static Object *trash_link(const Object *o) { return (Object *)(gc_head(o)->prev & ~(uintptr_t)3); }
static void trash_set_link(Object *o, Object *next) {
  gc_head(o)->prev = (uintptr_t)next | (gc_head(o)->prev & 3);
}

/* The emptying itself is a level, and each object's death another. */
static void trash_empty(void) {
  HEAP->dealloc_depth += TRASH_LEVEL;
  while (HEAP->trash) {
    Object *o = HEAP->trash;
    int32_t step = TYPE_HAS(o->type, TYPE_TRASHCAN) ? TRASH_LEVEL + LEVEL : LEVEL;
    HEAP->trash = trash_link(o);
    gc_head(o)->prev &= 3;
    HEAP->dealloc_depth += step;
    o->type->slots.dealloc(o);
    HEAP->dealloc_depth -= step;
  }
  HEAP->dealloc_depth -= TRASH_LEVEL;
}

void object_dealloc(Object *o) {
  DeallocFn dealloc = o->type->slots.dealloc;
  if (!object_is_gc(o)) {
    dealloc(o);
    return;
  }
  bool counted = TYPE_HAS(o->type, TYPE_TRASHCAN);
  int32_t depth = HEAP->dealloc_depth, step = counted ? TRASH_LEVEL + LEVEL : LEVEL;
  if (UNLIKELY((counted && depth >= TRASH_NESTING) || (depth & (TRASH_LEVEL - 1)) >= MOST_NESTING)) {
    gc_untrack(o);
    trash_set_link(o, HEAP->trash);
    HEAP->trash = o;
    return;
  }
  HEAP->dealloc_depth = depth + step;
  dealloc(o);
  HEAP->dealloc_depth = depth;
  if (UNLIKELY(HEAP->trash != NULL) && (depth == 0 || (counted && depth < TRASH_LEVEL))) trash_empty();
}

void object_finalize_once(Object *o) {
  FinalizeFn finalize = o->type->slots.finalize;
  if (!finalize || gc_is_finalized(o)) return;
  if (object_is_gc(o)) gc_set_finalized(o);
  OBSERVE(OBSERVE_MEMORY, EV_FINALIZE, o, 0, 0);
  finalize(o);
}

bool object_finalize_from_dealloc(Object *o) {
  if (!o->type->slots.finalize || gc_is_finalized(o)) return false;
  o->refcnt = 1; /* alive while the finalizer runs */
  HeapHold hold = {HEAP->holds, o, "finalizer"};
  HEAP->holds = &hold;
  object_finalize_once(o);
  HEAP->holds = hold.prev;
  if (--o->refcnt == 0) return false;
  OBSERVE(OBSERVE_MEMORY, EV_RESURRECT, o, 0, 0);
  return true;
}

/* ---- from the field table ---- */

static Object **field_place(Object *o, const FieldSpec *f) {
  return (Object **)(void *)((char *)o + f->offset);
}

/* The fields of a type and of the built-in types it derives from, the most derived first. */
#define FOR_EACH_FIELD(o, f)                                                                                 \
  for (const TypeSpec *spec_ = (o)->type->spec; spec_; spec_ = spec_->base)                                  \
    for (const FieldSpec *f = spec_->fields; f && f->kind != FIELD_END; f++)

void object_default_traverse(Object *o, Visitor *v) {
  FOR_EACH_FIELD(o, f) {
    switch (f->kind) {
    case FIELD_OWN: VISIT(v, *field_place(o, f), EDGE_FIELD, f->name); break;
    case FIELD_ITEMS:
      for (ssize_t i = 0; i < VARSIZE(o); i++) VISIT(v, field_place(o, f)[i], EDGE_ITEM, i);
      break;
    case FIELD_ARRAY: {
      Object **items = (Object **)(void *)*field_place(o, f);
      ssize_t n;
      memcpy(&n, (char *)o + f->aux, sizeof n);
      for (ssize_t i = 0; items && i < n; i++) VISIT(v, items[i], EDGE_ITEM, i);
      break;
    }
    default: break;
    }
  }
}

void object_default_clear(Object *o) {
  FOR_EACH_FIELD(o, f) {
    if (f->kind == FIELD_OWN) CLEAR(*field_place(o, f));
  }
}

static void release_fields(Object *o) {
  FOR_EACH_FIELD(o, f) {
    switch (f->kind) {
    case FIELD_OWN: CLEAR(*field_place(o, f)); break;
    case FIELD_ITEMS:
      for (ssize_t i = VARSIZE(o); --i >= 0;) CLEAR(field_place(o, f)[i]);
      break;
    case FIELD_ARRAY: {
      Object **items = (Object **)(void *)*field_place(o, f);
      ssize_t n;
      memcpy(&n, (char *)o + f->aux, sizeof n);
      *field_place(o, f) = NULL;
      memset((char *)o + f->aux, 0, sizeof n);
      for (ssize_t i = n; items && --i >= 0;) CLEAR(items[i]);
      mem_free(items);
      break;
    }
    case FIELD_BLOCK: {
      void *block = *field_place(o, f);
      *field_place(o, f) = NULL;
      mem_free(block);
      break;
    }
    default: break;
    }
  }
}

void object_default_dealloc(Object *o) {
  if (object_is_gc(o)) gc_untrack(o);
  if (o->type->weaklist_offset) object_clear_weakrefs(o);
  release_fields(o);
  object_free(o);
}

size_t object_size(Object *o) {
  const Type *t = o->type;
  size_t head = !object_is_gc(o) ? 0 : TYPE_HAS(t, TYPE_MANAGED_DICT) ? 4 * sizeof(void *) : sizeof(GcHead);
  size_t body;
  if (t->slots.size_of)
    body = t->slots.size_of(o);
  else
    body = t->basic_size +
           (t->item_size ? (size_t)(VARSIZE(o) < 0 ? -VARSIZE(o) : VARSIZE(o)) * t->item_size : 0);
  return body + head;
}
