/* The observer: how the engine tells the host what it does, when asked (Control.observe). Off, it costs a
 * predicted test at births and deaths and nothing elsewhere. Implemented by history/ and model/; must not
 * touch the arena.
 *
 * Counts: a change of a reference count is not reported one by one. Between two instructions the host
 * compares the holders of each object (model/holders): since the audit proves that holders = count, the
 * difference of the two is every change with its reason.
 */
#ifndef LASTREF_HEAP_OBSERVER_H
#define LASTREF_HEAP_OBSERVER_H

#include "heap/object.h"

typedef enum EventKind {
#define EVENT(kind, group, words) EV_##kind,
#include "heap/events.def"
#undef EVENT
  EVENT_KINDS
} EventKind;

struct Observer {
  /* One event. o: the object it is about (may be NULL); a, b: as the row of events.def says. */
  void (*event)(EventKind kind, Object *o, intptr_t a, intptr_t b);
  /* Observing instructions: called before each; frame is a Frame * (vm/frame.h). */
  void (*instruction)(void *frame, const uint32_t *next_instr);
  /* Watching lines (dispatch[OP_LINE] == dispatch_line): called when a LINE is executed, its count already in
   * the line clock; true: pause here as if the countdown had run out. `line_instr` is the LINE instruction.
   */
  bool (*line)(void *frame, const uint32_t *line_instr);
};

void observer_report(EventKind kind, Object *o, intptr_t a,
                     intptr_t b); /* heap/observer.c: counts against event_limit */
#define OBSERVE(bit, kind, o, a, b)                                                                          \
  do {                                                                                                       \
    if (UNLIKELY(CTRL->observe & (bit)))                                                                     \
      observer_report((kind), (Object *)(o), (intptr_t)(a), (intptr_t)(b));                                  \
  } while (0)

#endif
