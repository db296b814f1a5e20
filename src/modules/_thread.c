/* _thread: locks, for one thread.
 *
 * Programs run in one thread here. An RLock is always free or the caller's own: it counts how often. A lock
 * that is locked is never released while somebody waits for it: waiting without an end is refused, waiting
 * for a time ends at once. Starting a thread fails, as it does in CPython where the system has none to give.
 */
#include "object/err.h"
#include "object/float.h"
#include "object/function.h"
#include "object/int.h"
#include "object/protocol.h"
#include "object/str.h"
#include "object/type.h"

enum { THREAD = 1 }; /* number of the one thread, as the owner */

#define METHOD(name) static Object *name(Object *self, Object *const *args, ssize_t nargs)

/* May it be waited for? The arguments of acquire(). */
static bool wait_arguments(Ref blocking, Ref timeout, bool *waits, bool *for_ever) {
  int block = blocking ? object_is_true(blocking) : 1;
  if (block < 0) return false;
  HOLD(number, timeout ? number_float(timeout) : NULL, "acquire()");
  if (timeout && !number.obj) return false;
  double seconds = number.obj ? ((Float *)number.obj)->value : -1;
  if (!block && seconds != -1) {
    err_format(T(ValueError), "can't specify a timeout for a non-blocking call");
    return false;
  }
  if (seconds < 0 && seconds != -1) {
    err_format(T(ValueError), "timeout value must be positive");
    return false;
  }
  *waits = block;
  *for_ever = seconds == -1;
  return true;
}

/* ---- Lock ---- */

typedef struct Lock { /* the size is CPython's */
  Object ob;
  void *lock;
  Object *weaklist;
  bool locked;
} Lock;
#define LOCK(o) ((Lock *)(o))

METHOD(lock_acquire) {
  (void)nargs;
  bool waits, for_ever;
  if (!wait_arguments(args[0], args[1], &waits, &for_ever)) return NULL;
  if (!LOCK(self)->locked) {
    LOCK(self)->locked = true;
    return NEWREF(TRUE);
  }
  if (waits && for_ever)
    return err_format(T(RuntimeError), "acquire() would wait for ever: there is no other thread");
  return NEWREF(FALSE);
}
METHOD(lock_enter) {
  (void)args, (void)nargs;
  Object *none[2] = {NULL, NULL};
  return lock_acquire(self, none, 2);
}
METHOD(lock_release) {
  (void)args, (void)nargs;
  if (!LOCK(self)->locked) return err_format(T(RuntimeError), "release unlocked lock");
  LOCK(self)->locked = false;
  RETURN_NONE;
}
METHOD(lock_locked) { return (void)args, (void)nargs, BOOL_NEW(LOCK(self)->locked); }

static Object *lock_repr(Object *self) {
  return str_format("<%s %s object at %p>", LOCK(self)->locked ? "locked" : "unlocked", TYPE(self)->name,
                    self);
}

static const FieldSpec lock_fields[] = {FIELD(Lock, weaklist, "weak references", FIELD_WEAKLIST, 0), {0}};
static const MethodSpec lock_methods[] = {
    {"acquire_lock(self, /, blocking=True, timeout=-1)", lock_acquire, 0, "An older name of acquire()."},
    {"acquire(self, /, blocking=True, timeout=-1)", lock_acquire, 0,
     "Lock the lock; False if it is locked already and is not to be waited for."},
    {"release_lock(self, /)", lock_release, 0, "An older name of release()."},
    {"release(self, /)", lock_release, 0, "Free the lock."},
    {"locked_lock(self, /)", lock_locked, 0, "An older name of locked()."},
    {"locked(self, /)", lock_locked, 0, "Whether the lock is locked."},
    {"__enter__(self, /)", lock_enter, 0, "Lock the lock."},
    {"__exit__(self, /, *exc_info)", lock_release, 0, "Free the lock."},
    {0}};
static const TypeSpec lock_spec = {
    .name = "_thread.lock",
    .doc = "A lock: whoever has it keeps the others out until it is released.",
    .basic_size = sizeof(Lock),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC,
    .weaklist_offset = offsetof(Lock, weaklist),
    .fields = lock_fields,
    .methods = lock_methods,
    .slots = {.repr = lock_repr},
};

/* ---- RLock ---- */

typedef struct RLock { /* the size is CPython's */
  Object ob;
  void *lock;
  unsigned long owner, count;
  Object *weaklist;
} RLock;
#define RLOCK(o) ((RLock *)(o))

METHOD(rlock_acquire) {
  (void)args, (void)nargs;
  RLOCK(self)->owner = THREAD;
  RLOCK(self)->count++;
  return NEWREF(TRUE);
}

METHOD(rlock_release) {
  (void)args, (void)nargs;
  if (!RLOCK(self)->count) return err_format(T(RuntimeError), "cannot release un-acquired lock");
  if (--RLOCK(self)->count == 0) RLOCK(self)->owner = 0;
  RETURN_NONE;
}

METHOD(rlock_is_owned) { return (void)args, (void)nargs, BOOL_NEW(RLOCK(self)->count > 0); }

static Object *rlock_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames; /* CPython does not look at them either */
  return instance_new(cls, 0);
}

static Object *rlock_repr(Object *self) {
  const RLock *l = RLOCK(self);
  return str_format("<%s %T object owner=%lu count=%lu at %p>", l->count ? "locked" : "unlocked", self,
                    l->owner, l->count, self);
}

static const FieldSpec rlock_fields[] = {FIELD(RLock, weaklist, "weak references", FIELD_WEAKLIST, 0), {0}};
static const MethodSpec rlock_methods[] = {
    {"acquire(self, /, blocking=True, timeout=-1)", rlock_acquire, 0,
     "Lock the lock, once more if it is locked already. Returns True."},
    {"release(self, /)", rlock_release, 0, "Release the lock as often as it was acquired, to free it."},
    {"_is_owned(self, /)", rlock_is_owned, 0, "For internal use by `threading.Condition`."},
    {"__enter__(self, /)", rlock_acquire, 0, "Acquire the lock."},
    {"__exit__(self, /, *exc_info)", rlock_release, 0, "Release the lock."},
    {0}};
static const TypeSpec rlock_spec = {
    .name = "_thread.RLock",
    .basic_size = sizeof(RLock),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(RLock, weaklist),
    .fields = rlock_fields,
    .methods = rlock_methods,
    .slots = {.new_ = rlock_new, .repr = rlock_repr},
};

/* ---- the module ---- */

static Object *allocate_lock(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)args, (void)nargs;
  for (int i = 0; i < RT->spec_type_count; i++)
    if (((Type *)RT->spec_types[i])->spec == &lock_spec) return instance_new((Type *)RT->spec_types[i], 0);
  return err_format(T(SystemError), "no type of locks");
}
static Object *get_ident(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)args, (void)nargs;
  return int_from_i64(THREAD);
}
static Object *start_new_thread(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)args, (void)nargs;
  return err_format(T(RuntimeError), "can't start new thread: programs run in one thread here");
}

static const MethodSpec functions[] = {
    {"allocate_lock($module, /)", allocate_lock, 0, "A new lock."},
    {"get_ident($module, /)", get_ident, 0, "The number of the running thread, the only one."},
    {"start_new_thread($module, function, args, kwargs=None, /)", start_new_thread, 0,
     "Refused: programs run in one thread here."},
    {0}};

Own module_thread_init(void) {
  HOLD(m, module_new("_thread", "Locks, for one thread."), "import");
  HOLD(limit, int_from_i64(9223372036), "import");
  if (!m.obj || !limit.obj || native_add_functions(m.obj, functions) < 0 ||
      module_add_steal(m.obj, "RLock", type_from_spec(&rlock_spec, m.obj)) < 0 ||
      module_add_steal(m.obj, "LockType", type_from_spec(&lock_spec, m.obj)) < 0 ||
      module_add(m.obj, "error", (Object *)T(RuntimeError)) < 0 ||
      module_add_steal(m.obj, "TIMEOUT_MAX", number_float(limit.obj)) < 0)
    return NULL;
  return hold_return(hold_take(&m), &limit);
}
