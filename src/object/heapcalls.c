/* What the memory engine asks of the object layer (heap/upcalls.h). */
#include "heap/upcalls.h"

#include <stdio.h>

#include "heap/observer.h"
#include "object/containers.h"
#include "object/err.h"
#include "object/float.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/upcalls.h"

void heap_raise_no_memory(void) { err_no_memory(); }
bool heap_exception_pending(void) { return err_occurred(); }
Object *heap_exception_take(void) { return err_take(); }
void heap_exception_put(Object *exc) { err_restore_steal(exc); }
Object *gc_new_list(void) { return list_new(0); }
bool gc_save_garbage(Object *o) { return list_append(GC_STATE->garbage, o) == 0; }
void gc_unraisable(const char *where) {
  Object *text = str_from_ascii(where, -1);
  err_write_unraisable(text);
  XDECREF(text);
}

void gc_note_where(GcRecord *r) { vm_where(&r->line, &r->source_line, &r->of_library); }

void gc_debug_line(const char *text) { vm_note_stderr(text, strlen(text)); }

void gc_debug_object(const char *what, Object *o) {
  char line[256];
  int n = snprintf(line, sizeof line, "gc: %s <%s %#lx>\n", what, o->type->name,
                   (unsigned long)((uintptr_t)o + ID_OFFSET));
  vm_note_stderr(line, n < (int)sizeof line ? (size_t)n : sizeof line - 1);
}

void gc_call_callbacks(const char *phase, int generation, int64_t collected, int64_t uncollectable) {
  Object *callbacks = GC_STATE->callbacks;
  if (!callbacks || VARSIZE(callbacks) == 0) return;
  HOLD(info, dict_new(), "the garbage collector's callbacks");
  if (!info.obj) goto failed;
  const struct {
    const char *key;
    int64_t value;
  } rows[] = {{"generation", generation}, {"collected", collected}, {"uncollectable", uncollectable}};
  for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
    /* Texts of their own, not interned ones, as CPython makes them. */
    Object *v = int_from_i64(rows[i].value), *key = str_from_ascii(rows[i].key, -1);
    bool ok = v && key && dict_set(info.obj, key, v) == 0;
    XDECREF(v);
    XDECREF(key);
    if (!ok) goto failed;
  }
  {
    for (ssize_t i = 0; i < VARSIZE(callbacks); i++) {
      HOLD(callback, NEWREF(list_item(callbacks, i)), "the garbage collector's callbacks");
      /* Each call gets a text and a reference of its own, as CPython's does. */
      HOLD(name, str_from_ascii(phase, -1), "the garbage collector's callbacks");
      HOLD(argument, NEWREF(info.obj), "the garbage collector's callbacks");
      if (!name.obj) goto failed;
      Object *r = object_call2(callback.obj, name.obj, argument.obj);
      if (r)
        DECREF(r);
      else
        err_write_unraisable(callback.obj);
    }
  }
  return;
failed:
  err_write_unraisable(NONE);
}

/* ---- weak references in the collector ---- */

#define GC_NEXT(g) ((GcHead *)((g)->next & ~(uintptr_t)GC_UNREACHABLE_MARK))

int64_t gc_handle_weakrefs(GcHead *unreachable, GcHead *old) {
  (void)old;
  /* First every weak reference to an unreachable object is cleared, those with callbacks noted; only then do
   * callbacks run, so that none can reach garbage. A callback runs only if its weak reference is itself
   * reachable. */
  ssize_t count = 0, room = 0;
  Object **pending = NULL;
  HOLD(hold, NULL, "the garbage collector (weak references to call back)");
  for (GcHead *g = GC_NEXT(unreachable); g != unreachable; g = GC_NEXT(g)) {
    Object *o = gc_object(g);
    if (!o->type->weaklist_offset) continue;
    WeakRef **list = (WeakRef **)(void *)((char *)o + o->type->weaklist_offset);
    for (WeakRef *ref = *list, *next; ref; ref = next) {
      next = ref->next;
      Object *callback = ref->callback;
      OBSERVE(OBSERVE_MEMORY, EV_WEAKREF_CLEAR, o, ref, 0);
      gc_record(GC_STATE->total)->weakrefs++;
      weakref_detach(ref);
      if (!callback) continue;
      bool unreachable_ref =
          object_is_gc_dynamic((Object *)ref) && (gc_head((Object *)ref)->prev & GC_COLLECTING);
      if (unreachable_ref) continue;
      if (count == room) {
        ssize_t more = room ? room * 2 : 8;
        Object **grown = mem_realloc(pending, (size_t)more * sizeof *grown);
        if (!grown) break;
        pending = grown;
        room = more;
      }
      pending[count++] = NEWREF((Object *)ref);
      hold_array(&hold, pending, count);
    }
  }
  int64_t freed = 0;
  for (ssize_t i = 0; i < count; i++) {
    WeakRef *ref = (WeakRef *)pending[i];
    if (ref->callback) {
      gc_record(GC_STATE->total)->callbacks++;
      OBSERVE(OBSERVE_MEMORY, EV_WEAKREF_CALL, ref, ref->callback, 0);
      Object *callback = ref->callback; /* the weak reference, which `pending` holds, keeps it */
      Object *r = object_call1(callback, (Object *)ref);
      if (r)
        DECREF(r);
      else
        err_write_unraisable(callback);
    }
    if (ref->ob.refcnt == 1)
      freed++; /* the callback's weak reference was kept alive only by us: it counts as collected */
    pending[i] = NULL;
    DECREF(ref);
  }
  hold_array(&hold, NULL, 0);
  mem_free(pending);
  return freed;
}

/* ---- untracking and free lists ---- */

void gc_untrack_if_atomic(Object *o) {
  if (IS_EXACT(o, TUPLE))
    tuple_untrack_if_atomic(o);
  else if (IS_EXACT(o, DICT))
    dict_untrack_if_atomic(o);
}

void gc_clear_free_lists(void) {
  /* The order is CPython's clear_freelists(). */
  tuple_free_list_clear();
  float_clear_free_list();
  list_free_list_clear();
  dict_free_list_clear();
}
