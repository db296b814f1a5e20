/* What the memory engine needs from the object layer; implemented in object/heapcalls.c. */
#ifndef LASTREF_HEAP_UPCALLS_H
#define LASTREF_HEAP_UPCALLS_H

#include "heap/gc.h"

void heap_raise_no_memory(void); /* sets MemoryError */
bool heap_exception_pending(void);
/* Take the pending exception away and put it back: the collector and deallocation run code in between. */
Object *heap_exception_take(void);
void heap_exception_put(Object *exc);
void gc_call_callbacks(const char *phase, int generation, int64_t collected, int64_t uncollectable);
/* Clear weak references to unreachable objects; run the callbacks of reachable references. Objects whose
 * callback may run move to `old`. Returns how many weak references had callbacks run. */
int64_t gc_handle_weakrefs(GcHead *unreachable, GcHead *old);
void gc_note_where(GcRecord *record); /* line clock, line of source, library or not */
void gc_untrack_if_atomic(Object *o); /* a tuple or dict whose contents cannot form a cycle */
void gc_clear_free_lists(void);
bool gc_save_garbage(Object *o);      /* append to gc.garbage */
void gc_debug_line(const char *text); /* a line of gc.set_debug output, on stderr */
void gc_debug_object(const char *what, Object *o);
void gc_unraisable(const char *where);
Object *gc_new_list(void);
void object_clear_weakrefs(Object *o); /* all weak references to o die, callbacks run */
void heap_pause_at_event(void);        /* vm/fiber.c: the observer's event limit ran out */

#endif
