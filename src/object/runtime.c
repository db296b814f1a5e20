/* The start of the object layer, and the walk of what the Runtime itself holds. */
#include "object/runtime.h"

#include "object/bytes.h"
#include "object/dict.h"
#include "object/err.h"
#include "object/exceptions.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/set.h"
#include "object/tuple.h"
#include "object/type.h"

static const TypeSpec *spec_of(int id) { return id < T_BaseException ? type_specs[id] : exception_spec(id); }

/* Phase one: sizes, flags, slots. A base stands before its subtypes in the tables. */
static void begin_types(void) {
  for (int id = 0; id < TYPE_COUNT; id++) {
    const TypeSpec *spec = spec_of(id);
    Type *base = id == T_OBJECT ? NULL : spec->base ? type_of_spec(spec->base) : T(OBJECT);
    type_begin(&RT->types[id], spec, base);
  }
}

static void object_in_place(Object *o, Type *t) {
  o->refcnt = 1;
  o->type = t;
}

static void make_singletons(void) {
  object_in_place(NONE, T(NONE));
  object_in_place(NOT_IMPLEMENTED, T(NOT_IMPLEMENTED));
  object_in_place(ELLIPSIS, T(ELLIPSIS));
  object_in_place(FALSE, T(BOOL));
  object_in_place(TRUE, T(BOOL));
  RT->true_.value = 1;
  for (int i = 0; i <= SMALL_INT_MAX - SMALL_INT_MIN; i++) {
    object_in_place((Object *)&RT->small_ints[i], T(INT));
    RT->small_ints[i].value = SMALL_INT_MIN + i;
  }
}

static bool ready_types(void) {
  for (int id = 0; id < TYPE_COUNT; id++)
    if (!type_ready_from_spec(&RT->types[id], spec_of(id))) return false;
  return true;
}

void hold_release_last(Hold *h, Ref result) {
  Hold kept = hold_push_(&kept, result, "a result on its way");
  CLEAR(h->obj);
  kept.obj = NULL;
  hold_pop_(&kept);
}

bool runtime_boot(void) {
  RT->recursion_limit = 1000;
  RT->int_max_str_digits = 4300;
  begin_types();
  make_singletons();
  if (!str_boot() || !bytes_boot()) return false;
  RT->empty_tuple = tuple_empty_make();
  if (!RT->empty_tuple || !str_boot_interned()) return false;
  slot_rows_boot();
  if (!ready_types()) return false;
  return exceptions_ready() == 0;
}

/* ---- the walk ---- */

static void engine(Visitor *v, void *o, const char *what) { VISIT(v, o, EDGE_ENGINE, what); }

void runtime_visit_tables(Visitor *v) {
  engine(v, NONE, "None");
  engine(v, NOT_IMPLEMENTED, "NotImplemented");
  engine(v, ELLIPSIS, "Ellipsis");
  engine(v, TRUE, "True");
  engine(v, FALSE, "False");
  for (int i = 0; i <= SMALL_INT_MAX - SMALL_INT_MIN; i++) engine(v, &RT->small_ints[i], "small integers");
  for (int i = 0; i < NAME_COUNT; i++) engine(v, RT->names[i], "names the engine uses");
  for (size_t i = 0; i < ARRAY_LEN(RT->slot_names); i++)
    engine(v, RT->slot_names[i], "names the engine uses");
  for (int i = 0; i < 256; i++) {
    engine(v, RT->latin1[i], "one-character strings");
    engine(v, RT->bytes_chars[i], "one-byte bytes");
  }
  engine(v, RT->empty_str, "empty objects");
  engine(v, RT->empty_bytes, "empty objects");
  engine(v, RT->empty_tuple, "empty objects");
  engine(v, RT->empty_frozenset, "empty objects");
  for (int i = 0; i < RT->spec_type_count; i++) engine(v, RT->spec_types[i], "types of native modules");
  engine(v, RT->bodies, "what built-ins of the library do");
}

void runtime_visit_live(Visitor *v) {
  VISIT(v, RT->exc, EDGE_EXCEPTION, "the exception being raised");
  engine(v, RT->memory_error, "spare MemoryError");
  engine(v, RT->interned, "intern table");
  engine(v, RT->sys_modules, "sys.modules");
  engine(v, RT->builtins, "built-in names");
  engine(v, RT->thread_dict, "running repr()");
  engine(v, RT->exit_functions, "functions to call at the end");
  for (int i = 0; i < RT->keyword_tuple_count; i++)
    engine(v, RT->keyword_tuples[i], "names of a built-in function's keywords");
  engine(v, RT->struct_cache, "formats that struct knows");
  engine(v, GC_STATE->garbage, "gc.garbage");
  engine(v, GC_STATE->callbacks, "gc.callbacks");
  dict_visit_orphans(v);
}

void runtime_visit(Visitor *v) {
  for (int id = 0; id < TYPE_COUNT; id++) {
    Type *t = &RT->types[id];
    if (!t->head.ob.type) continue;
    engine(v, t, "built-in types");
    T(TYPE)->slots.traverse((Object *)t, v);
  }
  runtime_visit_tables(v);
  runtime_visit_live(v);
  method_cache_visit(v);
  for (Hold *h = RT->holds; h; h = h->prev) {
    VISIT(v, h->obj, EDGE_NATIVE, h->why);
    for (ssize_t i = 0; i < h->count; i++) VISIT(v, h->array[i], EDGE_NATIVE, h->why);
  }
}
