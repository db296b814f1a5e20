/* Where native modules keep what they need beyond their namespace: one pointer each in RT->module_state, to a
 * memory block or a module's object. A module that needs one adds a row here. Owned references behind it must
 * be visible to runtime roots or objects. */
#ifndef LASTREF_MODULES_MODULE_STATE_H
#define LASTREF_MODULES_MODULE_STATE_H

#include "object/runtime.h"

enum ModuleStateId {
  MODULE_STATE_SYS,
  MODULE_STATE_GC,
  MODULE_STATE_RANDOM,
  MODULE_STATE_ITERTOOLS,
  MODULE_STATE_COLLECTIONS,
  MODULE_STATE_FUNCTOOLS,
  MODULE_STATE_WEAKREF,
  MODULE_STATE_IO,
  MODULE_STATE_OPERATOR,
  MODULE_STATE_FILES,
  MODULE_STATE_ABC,
  MODULE_STATE_ABC_FORGET,
  MODULE_STATE_COUNT
};
_Static_assert(MODULE_STATE_COUNT <= 32, "RT->module_state is full");
#define MODULE_STATE(id) (RT->module_state[MODULE_STATE_##id])

#endif
