/* None, NotImplemented, Ellipsis: one object each, in the Runtime itself. */
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/upcalls.h"

/* They are never freed: an object that loses its last counted reference is a bug elsewhere, made harmless
 * here. */
static void keep_alive(Object *o) { o->refcnt = 1; }

static bool no_arguments(const char *name, ssize_t nargs, Object *kwnames) {
  if (!nargs && (!kwnames || !tuple_size(kwnames))) return true;
  err_format(T(TypeError), "%s takes no arguments", name);
  return false;
}

static Object *none_repr(Object *o) { return (void)o, str_intern("None"); }
static int none_bool(Object *o) { return (void)o, 0; }
static Object *none_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls, (void)args;
  return no_arguments("NoneType", nargs, kwnames) ? NEWREF(NONE) : NULL;
}
const TypeSpec none_spec = {
    .name = "NoneType",
    .flags = TYPE_SHARES_GETATTR,
    .basic_size = sizeof(Object),
    .slots = {.dealloc = keep_alive, .repr = none_repr, .bool_ = none_bool, .new_ = none_new},
};

static Object *notimplemented_repr(Object *o) { return (void)o, str_intern("NotImplemented"); }
static int notimplemented_bool(Object *o) {
  (void)o;
  return vm_warn(T(DeprecationWarning), 1, "NotImplemented should not be used in a boolean context") < 0 ? -1
                                                                                                         : 1;
}
static Object *notimplemented_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls, (void)args;
  return no_arguments("NotImplementedType", nargs, kwnames) ? NEWREF(NOT_IMPLEMENTED) : NULL;
}
static Object *reduce_by_name(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return str_intern(self == ELLIPSIS ? "Ellipsis" : "NotImplemented");
}
static const MethodSpec by_name_methods[] = {
    {"__reduce__(self)", reduce_by_name, 0, NULL},
    {0},
};
const TypeSpec notimplemented_spec = {
    .name = "NotImplementedType",
    .flags = TYPE_SHARES_GETATTR,
    .basic_size = sizeof(Object),
    .methods = by_name_methods,
    .slots = {.dealloc = keep_alive,
              .repr = notimplemented_repr,
              .bool_ = notimplemented_bool,
              .new_ = notimplemented_new},
};

static Object *ellipsis_repr(Object *o) { return (void)o, str_intern("Ellipsis"); }
static Object *ellipsis_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls, (void)args;
  return no_arguments("EllipsisType", nargs, kwnames) ? NEWREF(ELLIPSIS) : NULL;
}
const TypeSpec ellipsis_spec = {
    .name = "ellipsis",
    .basic_size = sizeof(Object),
    .methods = by_name_methods,
    .slots = {.dealloc = keep_alive, .repr = ellipsis_repr, .new_ = ellipsis_new},
};
