#include "heap/observer.h"

#include "heap/upcalls.h"

void observer_report(EventKind kind, Object *o, intptr_t a, intptr_t b) {
  if (CTRL->observer && CTRL->observer->event) CTRL->observer->event(kind, o, a, b);
  if (CTRL->event_limit >= 0 && --CTRL->event_limit <= 0) {
    CTRL->event_limit = -1;
    heap_pause_at_event();
  }
}
