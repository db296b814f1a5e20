/* BaseExceptionGroup and ExceptionGroup (PEP 654). */
#include "object/dict.h"
#include "object/exceptions.h"
#include "object/genericalias.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

static ExceptionGroupObject *group_of(Object *o) { return (ExceptionGroupObject *)o; }
static bool is_group(Object *o) { return object_is_instance_of(o, T(BaseExceptionGroup)); }

static Object *group_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)kwnames;
  if (nargs != 2)
    return err_format(T(TypeError), "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zd given)",
                      nargs);
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "BaseExceptionGroup.__new__() argument 1 must be str, not %T", args[0]);
  const Slots *s = &TYPE(args[1])->slots;
  if (!s->sq_item || IS_SUB(args[1], DICT))
    return err_format(T(TypeError), "second argument (exceptions) must be a sequence");
  HOLD(excs, sequence_tuple(args[1]), "ExceptionGroup()");
  if (!excs.obj) return NULL;
  if (!tuple_size(excs.obj))
    return err_format(T(ValueError), "second argument (exceptions) must be a non-empty sequence");
  bool base_exceptions = false;
  for (ssize_t i = 0; i < tuple_size(excs.obj); i++) {
    Object *e = tuple_item(excs.obj, i);
    if (!IS_SUB(e, EXC))
      return err_format(T(ValueError), "Item %zd of second argument (exceptions) is not an exception", i);
    if (!object_is_instance_of(e, T(Exception))) base_exceptions = true;
  }
  if (cls == T(BaseExceptionGroup)) {
    if (!base_exceptions) cls = T(ExceptionGroup);
  } else if (base_exceptions) {
    if (cls == T(ExceptionGroup))
      return err_format(T(TypeError), "Cannot nest BaseExceptions in an ExceptionGroup");
    if (type_is_subtype(cls, T(Exception)))
      return err_format(T(TypeError), "Cannot nest BaseExceptions in '%N'", cls);
  }
  Object *self = base_exception_new(cls, args, nargs, NULL);
  if (!self) return NULL;
  group_of(self)->msg = NEWREF(args[0]);
  group_of(self)->excs = hold_take(&excs);
  return hold_return(self, &excs);
}

static Object *group_str(Object *self) {
  ssize_t n = tuple_size(group_of(self)->excs);
  return str_format("%S (%zd sub-exception%s)", group_of(self)->msg, n, n == 1 ? "" : "s");
}

static Object *group_derive(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  HOLD(pair, tuple_pack(2, group_of(self)->msg, args[0]), "derive()");
  return hold_return(
      pair.obj ? object_call((Object *)T(BaseExceptionGroup), ((Tuple *)pair.obj)->items, 2, NULL) : NULL,
      &pair);
}

/* A group like `orig` with other members: traceback, context, cause and notes go along. */
static Object *group_subset(Object *orig, Object *excs) {
  if (!tuple_size(excs) && IS_EXACT(excs, TUPLE)) RETURN_NONE;
  HOLD(made, object_call_method1(orig, N(derive), excs), "split()");
  if (!made.obj) return NULL;
  if (!is_group(made.obj))
    return err_format(T(TypeError), "derive must return an instance of BaseExceptionGroup");
  BaseException *from = (BaseException *)orig, *to = (BaseException *)made.obj;
  SETREF(to->traceback, XNEWREF(from->traceback));
  SETREF(to->context, XNEWREF(from->context));
  SETREF(to->cause, XNEWREF(from->cause));
  if (from->cause) to->suppress_context = 1;
  HOLD(notes, NULL, "split()");
  int found = object_lookup_attr(orig, N(__notes__), &notes.obj);
  if (found < 0) return NULL;
  if (found && TYPE(notes.obj)->slots.sq_item) {
    HOLD(copy, sequence_list(notes.obj), "split()");
    if (!copy.obj || object_setattr(made.obj, N(__notes__), copy.obj) < 0) return NULL;
  }
  return hold_return(hold_take(&made), &notes);
}

enum Matcher { MATCH_TYPE, MATCH_PREDICATE, MATCH_LEAVES };

/* Is exc one of the leaves of the groups in the list? */
static bool is_leaf_of(Object *exc, Object *const *items, ssize_t n) {
  for (ssize_t i = 0; i < n; i++) {
    if (items[i] == exc) return true;
    if (is_group(items[i])) {
      Object *inner = group_of(items[i])->excs;
      if (is_leaf_of(exc, ((Tuple *)inner)->items, tuple_size(inner))) return true;
    }
  }
  return false;
}

static int find_matcher(Object *value, enum Matcher *kind) {
  if (IS_EXACT(value, FUNCTION)) {
    *kind = MATCH_PREDICATE;
    return 0;
  }
  *kind = MATCH_TYPE;
  if (IS_SUB(value, TYPE) && TYPE_HAS((Type *)value, TYPE_SUB_EXC)) return 0;
  bool good = IS_EXACT(value, TUPLE);
  for (ssize_t i = 0; good && i < tuple_size(value); i++)
    good = IS_SUB(tuple_item(value, i), TYPE) && TYPE_HAS((Type *)tuple_item(value, i), TYPE_SUB_EXC);
  if (good) return 0;
  err_format(T(TypeError), "expected a function, exception type or tuple of exception types");
  return -1;
}

static int matches(Object *exc, enum Matcher kind, Object *value) {
  if (kind == MATCH_TYPE) return err_given_matches(exc, value);
  if (kind == MATCH_LEAVES) return !is_group(exc) && is_leaf_of(exc, ((List *)value)->items, VARSIZE(value));
  HOLD(answer, object_call1(value, exc), "the predicate of split()");
  return answer.obj ? object_is_true(answer.obj) : -1;
}

/* *match and *rest get new references (None for nothing); rest may be NULL when not wanted. */
static int split(Object *exc, enum Matcher kind, Object *value, Object **match, Object **rest) {
  *match = NULL;
  if (rest) *rest = NULL;
  int m = matches(exc, kind, value);
  if (m < 0) return -1;
  if (m) {
    *match = NEWREF(exc);
    if (rest) *rest = NEWREF(NONE);
    return 0;
  }
  if (!is_group(exc)) {
    *match = NEWREF(NONE);
    if (rest) *rest = NEWREF(exc);
    return 0;
  }
  if (!recursion_enter(" in exceptiongroup_split_recursive")) return -1;
  HOLD(matching, list_new(0), "split()");
  HOLD(others, list_new(0), "split()");
  int result = matching.obj && others.obj ? 0 : -1;
  Object *excs = group_of(exc)->excs;
  for (ssize_t i = 0; result == 0 && i < tuple_size(excs); i++) {
    HOLD(part, NULL, "split()");
    HOLD(other, NULL, "split()");
    result = split(tuple_item(excs, i), kind, value, &part.obj, rest ? &other.obj : NULL);
    if (result == 0 && part.obj != NONE) result = list_append(matching.obj, part.obj);
    if (result == 0 && rest && other.obj != NONE) result = list_append(others.obj, other.obj);
  }
  recursion_leave();
  if (result < 0) return -1;
  HOLD(first, VARSIZE(matching.obj) ? group_subset(exc, matching.obj) : NEWREF(NONE), "split()");
  if (!first.obj) return -1;
  if (rest) {
    *rest = VARSIZE(others.obj) ? group_subset(exc, others.obj) : NEWREF(NONE);
    if (!*rest) return -1;
  }
  *match = hold_take(&first);
  return 0;
}

Own exception_group_projection(Ref group, Ref keep) {
  HOLD(match, NULL, "except*");
  return split(group, MATCH_LEAVES, keep, &match.obj, NULL) < 0 ? NULL : hold_take(&match);
}

static Object *group_split(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  enum Matcher kind;
  HOLD(match, NULL, "split()");
  HOLD(rest, NULL, "split()");
  if (find_matcher(args[0], &kind) < 0 || split(self, kind, args[0], &match.obj, &rest.obj) < 0) return NULL;
  return hold_return(tuple_pack(2, match.obj, rest.obj), &rest, &match);
}

static Object *group_subgroup(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  enum Matcher kind;
  HOLD(match, NULL, "subgroup()");
  if (find_matcher(args[0], &kind) < 0 || split(self, kind, args[0], &match.obj, NULL) < 0) return NULL;
  return hold_take(&match);
}

static Object *group_class_getitem(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return generic_alias_new(self, args[0]);
}

static const MethodSpec group_methods[] = {
    {"__class_getitem__(cls, item, /)", group_class_getitem, METHOD_CLASS, "See PEP 585"},
    {"derive(self, excs, /)", group_derive, 0, NULL},
    {"split(self, condition, /)", group_split, 0, NULL},
    {"subgroup(self, condition, /)", group_subgroup, 0, NULL},
    {0},
};
static const FieldSpec group_fields[] = {
    FIELD(ExceptionGroupObject, msg, "message", FIELD_OWN, FIELD_MEMBER),
    FIELD(ExceptionGroupObject, excs, "exceptions", FIELD_OWN, FIELD_MEMBER),
    {0},
};
const TypeSpec exc_BaseExceptionGroup = {
    .name = "BaseExceptionGroup",
    .doc = "A combination of multiple unrelated exceptions.",
    .base = &exc_BaseException,
    .basic_size = sizeof(ExceptionGroupObject),
    .flags = EXC_FLAGS,
    .fields = group_fields,
    .methods = group_methods,
    .slots = {.new_ = group_new, .init = base_exception_init, .str = group_str},
};
/* Derives from Exception too: runtime.c gives it both bases. Its instances have room for weak references, as
 * CPython's. */
typedef struct ExceptionGroupBody {
  ExceptionGroupObject group;
  Object *weaklist;
} ExceptionGroupBody;
const TypeSpec exc_ExceptionGroup = {
    .name = "ExceptionGroup",
    .base = &exc_BaseExceptionGroup,
    .basic_size = sizeof(ExceptionGroupBody),
    .flags = EXC_FLAGS,
    .weaklist_offset = offsetof(ExceptionGroupBody, weaklist),
};
