/* _thread.RLock: the lock that a functools.cached_property has.
 *
 * Programs run in one thread here, so that a lock is always free or the caller's own: it counts how often.
 */
#include "modules/functools_parts.h"
#include "object/err.h"
#include "object/protocol.h"
#include "object/str.h"
#include "object/type.h"

enum { THREAD = 1 }; /* number of the one thread, as the owner */

typedef struct RLock { /* the size is CPython's */
  Object ob;
  void *lock;
  unsigned long owner, count;
  Object *weaklist;
} RLock;
#define RLOCK(o)     ((RLock *)(o))
#define METHOD(name) static Object *name(Object *self, Object *const *args, ssize_t nargs)

METHOD(acquire_method) {
  (void)args, (void)nargs;
  RLOCK(self)->owner = THREAD;
  RLOCK(self)->count++;
  return NEWREF(TRUE);
}

METHOD(release_method) {
  (void)args, (void)nargs;
  if (!RLOCK(self)->count) return err_format(T(RuntimeError), "cannot release un-acquired lock");
  if (--RLOCK(self)->count == 0) RLOCK(self)->owner = 0;
  RETURN_NONE;
}

METHOD(is_owned_method) {
  (void)args, (void)nargs;
  return BOOL_NEW(RLOCK(self)->count > 0);
}

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
    {"acquire(self, /, blocking=True, timeout=-1)", acquire_method, 0,
     "Lock the lock, once more if it is locked already. Returns True."},
    {"release(self, /)", release_method, 0, "Release the lock as often as it was acquired, to free it."},
    {"_is_owned(self, /)", is_owned_method, 0, "For internal use by `threading.Condition`."},
    {"__enter__(self, /)", acquire_method, 0, "Acquire the lock."},
    {"__exit__(self, /, *exc_info)", release_method, 0, "Release the lock."},
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

int functools_add_rlock(Ref module) {
  return module_add_steal(module, "RLock", type_from_spec(&rlock_spec, module));
}
