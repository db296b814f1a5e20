/* Iteration. */
#include "object/err.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/type.h"

Own object_iter(Ref o) {
  UnaryFn iter = TYPE(o)->slots.iter;
  if (UNLIKELY(!iter)) {
    if (sequence_check(o)) return iter_sequence_new(o);
    return err_format(T(TypeError), "'%T' object is not iterable", o);
  }
  Object *it = iter(o);
  if (it && UNLIKELY(!iter_check(it))) {
    HOLD(wrong, it, "iter()");
    return err_format(T(TypeError), "iter() returned non-iterator of type '%T'", it);
  }
  return it;
}

bool iter_check(Ref o) {
  UnaryFn next = TYPE(o)->slots.iternext;
  return next && next != next_not_implemented;
}

Own iter_next(Ref iterator) {
  Object *item = TYPE(iterator)->slots.iternext(iterator);
  if (LIKELY(item || !RT->exc)) return item;
  if (err_matches(T(StopIteration))) err_clear();
  return NULL;
}

/* A sequence has items by number; a dict has not, whatever its subclass defines. */
bool sequence_check(Ref o) { return TYPE(o)->slots.sq_item && !IS_SUB(o, DICT); }
