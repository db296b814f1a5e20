/* Tuples with named fields, such as sys.version_info: a type for each, made from rows of fields.
 *
 * Invariants
 * - The type's spec is the first member of a StructSeqSpec, so that its functions find the fields.
 * - The size of an instance counts the visible fields; those behind them have names only (tm_zone), and every
 *   field is filled from the beginning.
 */
#ifndef LASTREF_MODULES_STRUCTSEQ_H
#define LASTREF_MODULES_STRUCTSEQ_H

#include "object/runtime.h"

enum { STRUCTSEQ_MAX = 20 };
typedef struct StructSeqSpec {
  TypeSpec spec; /* its members are the fields in their order */
  int count, visible;
} StructSeqSpec;

extern const TypeSpec tuple_spec;
Object *structseq_repr(Object *self);
Object *structseq_make(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames);
void structseq_dealloc(Object *self);
void structseq_traverse(Object *self, Visitor *v);
extern const MethodSpec structseq_methods[];
/* STRUCTSEQ(name of the variable, "module.type", "doc", array of fields, how many are visible,
 *           0, or TYPE_NO_NEW: programs cannot make any) */
#define STRUCTSEQ(var, name_, doc_, fields_, visible_, flags_)                                               \
  static const StructSeqSpec var = {{.name = (name_),                                                        \
                                     .doc = (doc_),                                                          \
                                     .base = &tuple_spec,                                                    \
                                     .basic_size = sizeof(VarObject),                                        \
                                     .item_size = sizeof(Object *),                                          \
                                     .flags = TYPE_GC | TYPE_SUB_TUPLE | (flags_),                           \
                                     .methods = structseq_methods,                                           \
                                     .members = (fields_),                                                   \
                                     .slots = {.dealloc = structseq_dealloc,                                 \
                                               .traverse = structseq_traverse,                               \
                                               .repr = structseq_repr,                                       \
                                               .new_ = structseq_make}},                                     \
                                    (int)ARRAY_LEN(fields_) - 1,                                             \
                                    visible_}
/* Getters of the fields by number. */
/* clang-format off */
#define STRUCTSEQ_GETTERS                                                                                    \
  ITEM(0)                                                                                                    \
  ITEM(1)                                                                                                    \
  ITEM(2)                                                                                                    \
  ITEM(3) ITEM(4) ITEM(5) ITEM(6) ITEM(7) ITEM(8) ITEM(9) ITEM(10) ITEM(11) ITEM(12) ITEM(13) ITEM(14)       \
      ITEM(15) ITEM(16) ITEM(17) ITEM(18) ITEM(19)
/* clang-format on */
#define ITEM(n) Object *structseq_item_##n(Object *self);
STRUCTSEQ_GETTERS
#undef ITEM
/* The type, in a module or (NULL) in none. */
Own structseq_type(const StructSeqSpec *spec, Ref module) MUST_USE;
/* An instance with the values of all fields (taken, also on failure). */
Own structseq_new(Ref type, Object **values_steal, int count) MUST_USE;

#endif
