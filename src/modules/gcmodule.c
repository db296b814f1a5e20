/* The module gc: a window on the collector (heap/gc.h). */
#include "heap/gc.h"

#include "modules/module_state.h"
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "vm/generator.h"

#define GC_NEXT(g) ((GcHead *)((g)->next & ~(uintptr_t)GC_UNREACHABLE_MARK))

static bool int_argument(Object *o, int *out) {
  ssize_t n = object_as_index(o, T(OverflowError));
  if (n == -1 && RT->exc) return false;
  if (n != (int)n) {
    err_format(T(OverflowError),
               n > 0 ? "signed integer is greater than maximum" : "signed integer is less than minimum");
    return false;
  }
  *out = (int)n;
  return true;
}

static Object *gc_enable(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  GC_STATE->enabled = true;
  RETURN_NONE;
}
static Object *gc_disable(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  GC_STATE->enabled = false;
  RETURN_NONE;
}
static Object *gc_isenabled(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  return BOOL_NEW(GC_STATE->enabled);
}

static Object *gc_collect_(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  int generation = GC_GENERATIONS - 1;
  if (args[0] && !int_argument(args[0], &generation)) return NULL;
  if (generation < 0 || generation >= GC_GENERATIONS) return err_format(T(ValueError), "invalid generation");
  return int_from_i64(gc_collect(generation, GC_CAUSE_CALL));
}

static Object *gc_set_debug(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  int flags;
  if (!int_argument(args[0], &flags)) return NULL;
  GC_STATE->debug = flags;
  RETURN_NONE;
}
static Object *gc_get_debug(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  return int_from_i64(GC_STATE->debug);
}

static Own three_ints(const int values[3]) {
  HOLD(tuple, tuple_new(3), "gc");
  if (!tuple.obj) return NULL;
  for (int i = 0; i < 3; i++) {
    Object *n = int_from_i64(values[i]);
    if (!n) return NULL;
    ((Tuple *)tuple.obj)->items[i] = n;
  }
  return hold_take(&tuple);
}

static Object *gc_set_threshold(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)self;
  if (!args_no_keywords("gc.set_threshold", kwnames)) return NULL;
  if (nargs < 1 || nargs > 3)
    return err_format(T(TypeError), "set_threshold() takes at %s %d argument%s (%zd given)",
                      nargs < 1 ? "least" : "most", nargs < 1 ? 1 : 3, nargs < 1 ? "" : "s", nargs);
  HOLD(tuple, tuple_from_array(args, nargs), "gc.set_threshold()"); /* CPython's takes one, and it counts */
  if (!tuple.obj) return NULL;
  for (ssize_t i = 0; i < nargs; i++) { /* one by one: those before a wrong one are set, as in CPython */
    int value;
    if (!int_argument(args[i], &value)) return NULL;
    GC_STATE->generations[i].threshold = value;
  }
  return hold_return(NEWREF(NONE), &tuple);
}
static Object *gc_get_threshold(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  const GcGeneration *g = GC_STATE->generations;
  return three_ints((const int[]){g[0].threshold, g[1].threshold, g[2].threshold});
}
static Object *gc_get_count(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  const GcGeneration *g = GC_STATE->generations;
  return three_ints((const int[]){g[0].count, g[1].count, g[2].count});
}

/* ---- objects ---- */

static int append_generation(Object *list, GcHead *head) {
  for (GcHead *g = GC_NEXT(head); g != head; g = GC_NEXT(g)) {
    Object *o = gc_object(g);
    if (o != list && list_append(list, o) < 0) return -1;
  }
  return 0;
}

static Object *gc_get_objects(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  Object *which = args[0] && args[0] != NONE ? args[0] : NULL;
  ssize_t generation = -1;
  if (which) {
    if (!number_check_index(which))
      return err_format(T(TypeError), "argument should be integer or None, not '%T'", which);
    generation = object_as_index(which, T(OverflowError));
    if (generation == -1 && RT->exc) return NULL;
    if (generation >= GC_GENERATIONS)
      return err_format(T(ValueError),
                        "generation parameter must be less than the number of available generations (%d)",
                        GC_GENERATIONS);
    if (generation < -1) return err_format(T(ValueError), "generation parameter cannot be negative");
  }
  HOLD(list, list_new(0), "gc.get_objects()");
  if (!list.obj) return NULL;
  for (int i = 0; i < GC_GENERATIONS; i++)
    if ((generation < 0 || generation == i) &&
        append_generation(list.obj, &GC_STATE->generations[i].head) < 0)
      return NULL;
  return hold_take(&list);
}

/* What CPython's traversal would not report: references of the engine, the keys of a dict that has only str
 * keys, and what the frame of a generator holds while it runs. */
static bool not_shown(Object *holder, EdgeKind kind) {
  if (kind == EDGE_LOCAL || kind == EDGE_LOCAL_CELL || kind == EDGE_FREE || kind == EDGE_TEMPORARY)
    return TYPE(holder) != T(FRAME) && ((Generator *)holder)->state == GEN_EXECUTING;
  return kind == EDGE_ENGINE ||
         (kind == EDGE_KEY && IS_SUB(holder, DICT) && ((Dict *)holder)->keys->kind != KEYS_GENERAL);
}

typedef struct RefererSearch {
  Visitor base;
  Object *holder, *wanted; /* wanted: tuple */
  bool found;
} RefererSearch;

static void look_for(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  (void)where;
  RefererSearch *s = (RefererSearch *)v;
  if (not_shown(s->holder, kind)) return;
  for (ssize_t i = 0; !s->found && i < tuple_size(s->wanted); i++)
    s->found = tuple_item(s->wanted, i) == target;
}

static Object *gc_get_referrers(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  HOLD(list, list_new(0), "gc.get_referrers()");
  if (!list.obj) return NULL;
  for (int i = 0; i < GC_GENERATIONS; i++) {
    GcHead *head = &GC_STATE->generations[i].head;
    for (GcHead *g = GC_NEXT(head); g != head; g = GC_NEXT(g)) {
      Object *o = gc_object(g);
      if (o == args[0] || o == list.obj) continue;
      RefererSearch s = {{look_for}, o, args[0], false};
      object_traverse(o, &s.base);
      if (s.found && list_append(list.obj, o) < 0) return NULL;
    }
  }
  return hold_take(&list);
}

typedef struct Collect {
  Visitor base;
  Object *holder, *list;
  bool failed;
} Collect;

static void append_target(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  (void)where;
  Collect *c = (Collect *)v;
  if (!not_shown(c->holder, kind) && !c->failed && list_append(c->list, target) < 0) c->failed = true;
}

static Object *gc_get_referents(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  HOLD(list, list_new(0), "gc.get_referents()");
  if (!list.obj) return NULL;
  for (ssize_t i = 0; i < tuple_size(args[0]); i++) {
    Object *o = tuple_item(args[0], i);
    if (!object_is_gc_dynamic(o)) continue;
    Collect c = {{append_target}, o, list.obj, false};
    object_traverse(o, &c.base);
    if (c.failed) return NULL;
  }
  return hold_take(&list);
}

static Object *gc_is_tracked_(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  return BOOL_NEW(object_is_gc_dynamic(args[0]) && gc_is_tracked(args[0]));
}
static Object *gc_is_finalized_(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  return BOOL_NEW(object_is_gc_dynamic(args[0]) && gc_is_finalized(args[0]));
}

static Object *gc_get_stats(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  GcStats stats[GC_GENERATIONS];
  memcpy(stats, GC_STATE->stats, sizeof stats); /* making the dicts may collect */
  HOLD(list, list_new(0), "gc.get_stats()");
  if (!list.obj) return NULL;
  for (int i = 0; i < GC_GENERATIONS; i++) {
    const struct {
      const char *name;
      int64_t value;
    } rows[] = {{"collections", stats[i].collections},
                {"collected", stats[i].collected},
                {"uncollectable", stats[i].uncollectable}};
    HOLD(dict, dict_new(), "gc.get_stats()");
    for (size_t j = 0; j < ARRAY_LEN(rows); j++) {
      HOLD(n, int_from_i64(rows[j].value), "gc.get_stats()");
      if (!dict.obj || !n.obj || dict_set_text(dict.obj, rows[j].name, n.obj) < 0) return NULL;
    }
    if (list_append(list.obj, dict.obj) < 0) return NULL;
  }
  return hold_take(&list);
}

/* ---- the permanent generation ---- */

static void move_all(GcHead *from, GcHead *to) {
  if (from->next == (uintptr_t)from) return;
  GcHead *first = (GcHead *)from->next, *last = (GcHead *)from->prev, *tail = (GcHead *)to->prev;
  tail->next = (uintptr_t)first;
  first->prev = (first->prev & 3) | (uintptr_t)tail;
  last->next = (uintptr_t)to;
  to->prev = (uintptr_t)last;
  from->next = from->prev = (uintptr_t)from;
}

static Object *gc_freeze(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  for (int i = 0; i < GC_GENERATIONS; i++) {
    move_all(&GC_STATE->generations[i].head, &GC_STATE->permanent);
    GC_STATE->generations[i].count = 0;
  }
  RETURN_NONE;
}
static Object *gc_unfreeze(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  move_all(&GC_STATE->permanent, &GC_STATE->generations[GC_GENERATIONS - 1].head);
  RETURN_NONE;
}
static Object *gc_get_freeze_count(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  int64_t n = 0;
  GcHead *head = &GC_STATE->permanent;
  for (GcHead *g = GC_NEXT(head); g != head; g = GC_NEXT(g)) n++;
  return int_from_i64(n);
}

static const MethodSpec functions[] = {
    {"enable($module, /)", gc_enable, 0, "Enable automatic garbage collection."},
    {"disable($module, /)", gc_disable, 0, "Disable automatic garbage collection."},
    {"isenabled($module, /)", gc_isenabled, 0, "Returns true if automatic garbage collection is enabled."},
    {"set_debug($module, flags, /)", gc_set_debug, 0,
     "Set the garbage collection debugging flags.\n\n  flags\n    An integer that can have the following "
     "bits turned on:\n      DEBUG_STATS - Print "
     "statistics during collection.\n      DEBUG_COLLECTABLE - Print collectable objects found.\n      "
     "DEBUG_UNCOLLECTABLE - Print unreachable but "
     "uncollectable objects\n        found.\n      DEBUG_SAVEALL - Save objects to gc.garbage rather than "
     "freeing them.\n      DEBUG_LEAK - Debug "
     "leaking programs (everything but STATS).\n\nDebugging information is written to sys.stderr."},
    {"get_debug($module, /)", gc_get_debug, 0, "Get the garbage collection debugging flags."},
    {"get_count($module, /)", gc_get_count, 0, "Return a three-tuple of the current collection counts."},
    {"set_threshold(threshold0, [threshold1, threshold2])", AS_RAW(gc_set_threshold), METHOD_RAW,
     "set_threshold(threshold0, [threshold1, threshold2]) -> None\n\nSets the collection thresholds.  "
     "Setting threshold0 to zero disables\ncollection.\n"},
    {"get_threshold($module, /)", gc_get_threshold, 0, "Return the current collection thresholds."},
    {"collect($module, /, generation=2)", gc_collect_, 0,
     "Run the garbage collector.\n\nWith no arguments, run a full collection.  The optional argument\nmay be "
     "an integer specifying which generation to "
     "collect.  A ValueError\nis raised if the generation number is invalid.\n\nThe number of unreachable "
     "objects is returned."},
    {"get_objects($module, /, generation=None)", gc_get_objects, 0,
     "Return a list of objects tracked by the collector (excluding the list returned).\n\n  generation\n    "
     "Generation to extract the objects from.\n\n"
     "If generation is not None, return only the objects tracked by the collector\nthat are in that "
     "generation."},
    {"get_stats($module, /)", gc_get_stats, 0,
     "Return a list of dictionaries containing per-generation statistics."},
    {"is_tracked($module, obj, /)", gc_is_tracked_, 0,
     "Returns true if the object is tracked by the garbage collector.\n\nSimple atomic objects will return "
     "false."},
    {"is_finalized($module, obj, /)", gc_is_finalized_, 0,
     "Returns true if the object has been already finalized by the GC."},
    {"get_referrers($module, *objs)", gc_get_referrers, METHOD_TUPLE,
     "get_referrers(*objs) -> list\nReturn the list of objects that directly refer to any of objs."},
    {"get_referents($module, *objs)", gc_get_referents, METHOD_TUPLE,
     "get_referents(*objs) -> list\nReturn the list of objects that are directly referred to by objs."},
    {"freeze($module, /)", gc_freeze, 0,
     "Freeze all current tracked objects and ignore them for future collections.\n\nThis can be used before "
     "a POSIX fork() call to make the gc "
     "copy-on-write friendly.\nNote: collection before a POSIX fork() call may free pages for future "
     "allocation\nwhich can cause copy-on-write."},
    {"unfreeze($module, /)", gc_unfreeze, 0,
     "Unfreeze all objects in the permanent generation.\n\nPut all objects in the permanent generation back "
     "into oldest generation."},
    {"get_freeze_count($module, /)", gc_get_freeze_count, 0,
     "Return the number of objects in the permanent generation."},
    {0},
};

static const char doc[] = "This module provides access to the garbage collector for reference "
                          "cycles.\n\nenable() -- Enable automatic garbage collection.\ndisable() -- "
                          "Disable automatic garbage collection.\nisenabled() -- Returns true if automatic "
                          "collection is enabled.\ncollect() -- Do a full collection right "
                          "now.\nget_count() -- Return the current collection counts.\nget_stats() -- Return "
                          "list of dictionaries containing per-generation stats.\n"
                          "set_debug() -- Set debugging flags.\nget_debug() -- Get debugging "
                          "flags.\nset_threshold() -- Set the collection thresholds.\nget_threshold() -- "
                          "Return the current the collection thresholds.\nget_objects() -- Return a list of "
                          "all objects tracked by the collector.\nis_tracked() -- Returns "
                          "true if a given object is tracked.\nis_finalized() -- Returns true if a given "
                          "object has been already finalized.\nget_referrers() -- Return the "
                          "list of objects that refer to an object.\nget_referents() -- Return the list of "
                          "objects that an object refers to.\nfreeze() -- Freeze all "
                          "tracked objects and ignore them for future collections.\nunfreeze() -- Unfreeze "
                          "all objects in the permanent generation.\nget_freeze_count() -- "
                          "Return the number of objects in the permanent generation.\n";

Own module_gc_init(void) {
  HOLD(m, module_new("gc", doc), "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0) return NULL;
  if (!GC_STATE->garbage && !(GC_STATE->garbage = list_new(0))) return NULL;
  if (!GC_STATE->callbacks && !(GC_STATE->callbacks = list_new(0))) return NULL;
  if (module_add(m.obj, "garbage", GC_STATE->garbage) < 0 ||
      module_add(m.obj, "callbacks", GC_STATE->callbacks) < 0)
    return NULL;
  static const struct {
    const char *name;
    int value;
  } flags[] = {{"DEBUG_STATS", GC_DEBUG_STATS},
               {"DEBUG_COLLECTABLE", GC_DEBUG_COLLECTABLE},
               {"DEBUG_UNCOLLECTABLE", GC_DEBUG_UNCOLLECTABLE},
               {"DEBUG_SAVEALL", GC_DEBUG_SAVEALL},
               {"DEBUG_LEAK", GC_DEBUG_LEAK}};
  for (size_t i = 0; i < ARRAY_LEN(flags); i++)
    if (module_add_steal(m.obj, flags[i].name, int_from_i64(flags[i].value)) < 0) return NULL;
  return hold_take(&m);
}
