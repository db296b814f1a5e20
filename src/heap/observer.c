#include "heap/observer.h"

void observer_report(EventKind kind, Object *o, intptr_t a, intptr_t b) {
  if (CTRL->observer && CTRL->observer->event) CTRL->observer->event(kind, o, a, b);
}
