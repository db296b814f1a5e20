#include "model/parts.h"

#include "heap/gc.h"
#include "model/build.h"
#include "object/containers.h"
#include "object/function.h"
#include "object/runtime.h"
#include "vm/generator.h"
#include "vm/vm.h"

typedef struct Filter {
  Visitor base;
  Visitor *to;
} Filter;

static void without_type(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  if (kind != EDGE_TYPE) ((Filter *)v)->to->visit(((Filter *)v)->to, target, kind, where);
}
static void names_only(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  if (kind == EDGE_LOCAL || kind == EDGE_LOCAL_CELL || kind == EDGE_FREE) {
    Object *name = (Object *)where;
    if (name && name->type == T(STR) && str_length(name) && str_char((Str *)name, 0) == '.') return;
    ((Filter *)v)->to->visit(((Filter *)v)->to, target, kind, where);
  }
}

static bool is_program_class(const Type *t) {
  if (!TYPE_HAS(t, TYPE_HEAP) || !t->dict) return false;
  Object *module = dict_get(t->dict, N(__module__));
  return module && module->type == T(STR) && str_equals_text(module, "__main__");
}

static void visit_class(Type *t, Visitor *v) {
  VISIT(v, t->bases, EDGE_FIELD, "__bases__");
  ssize_t at = 0;
  Object *key, *value;
  while (dict_next(t->dict, &at, &key, &value, NULL)) {
    if (key == N(__doc__) || key == N(__module__) || key == N(__dict__) || key == N(__weakref__)) continue;
    VISIT(v, value, EDGE_ATTRIBUTE, key);
  }
}

static void visit_function(Function *f, Visitor *v) {
  VISIT(v, f->defaults, EDGE_FIELD, "__defaults__");
  VISIT(v, f->kwdefaults, EDGE_FIELD, "__kwdefaults__");
  VISIT(v, f->closure, EDGE_FIELD, "__closure__");
  VISIT(v, f->dict, EDGE_FIELD, "__dict__");
  VISIT(v, f->annotations, EDGE_FIELD, "__annotations__");
}

void parts_visit(Object *o, Visitor *v) {
  Type *t = o->type;
  Filter filter = {{without_type}, v};
  if (o->refcnt == 0) return; /* dying: its parts are being let go */
  if (t == T(FUNCTION)) {
    if (code_is_of_script(((Function *)o)->code)) visit_function((Function *)o, v);
  } else if (TYPE_HAS(t, TYPE_SUB_TYPE)) {
    if (is_program_class((Type *)o)) visit_class((Type *)o, v);
  } else if (t == T(GENERATOR)) {
    filter.base.visit = names_only;
    if (code_is_of_script(((Generator *)o)->code) && ((Generator *)o)->state < GEN_COMPLETED)
      object_traverse(o, &filter.base);
  } else if (t == T(MODULE) || t == T(CODE) || t == T(FRAME) || t == T(TRACEBACK) || t == T(TEXT_IO) ||
             t == T(BUILTIN) || t == T(BUILTIN_METHOD) || t == T(METHOD_DESCR) || t == T(WRAPPER_DESCR) ||
             t == T(GETSET_DESCR) || t == T(MEMBER_DESCR)) {
    return;
  } else if (TYPE_HAS(t, TYPE_GC))
    object_traverse(o, &filter.base);
}

const char *const part_word_formats[PART_WORD_COUNT] = {[PART_INDEX] = "[%d]",
                                                        [PART_KEY] = "key %d",
                                                        [PART_VALUE] = "value %d",
                                                        [PART_MEMBER] = "(%d)",
                                                        [PART_OTHER] = "(part %d)"};

PartName part_name(PartNamer *n, EdgeKind kind, intptr_t where) {
  const Type *t = n->of->type;
  if ((t == T(LIST) || t == T(TUPLE)) && kind == EDGE_ITEM)
    return (PartName){.word = PART_INDEX, .number = (int32_t)where};
  if (t == T(DICT) && kind == EDGE_KEY) return (PartName){.word = PART_KEY, .number = n->keys++};
  if (t == T(DICT) && kind == EDGE_VALUE) return (PartName){.word = PART_VALUE, .number = n->values++};
  if (t == T(CELL)) return (PartName){.word = PART_TEXT, .text = "contents"};
  bool named = t == T(FUNCTION) || t == T(GENERATOR) || TYPE_HAS(t, TYPE_SUB_TYPE) ||
               (TYPE_HAS(t, TYPE_HEAP) && t->name_obj);
  if (named && where && edge_where_kind(kind) == WHERE_TEXT)
    return (PartName){.word = PART_TEXT, .text = (const char *)where};
  if (named && where && edge_where_kind(kind) == WHERE_OBJECT)
    return (PartName){.word = PART_NAME, .object = (Object *)where};
  bool member = t == T(SET) || t == T(FROZENSET);
  return (PartName){.word = member ? PART_MEMBER : PART_OTHER, .number = n->others++};
}
