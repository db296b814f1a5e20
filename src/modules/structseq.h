/* Tuples with named fields, such as sys.version_info: a type for each, made from a list of names.
 *
 * Invariants: the type's spec is the first member of a StructSeqSpec, so that the repr finds the names.
 */
#ifndef LASTREF_MODULES_STRUCTSEQ_H
#define LASTREF_MODULES_STRUCTSEQ_H

#include "object/runtime.h"

enum { STRUCTSEQ_MAX = 20 };
typedef struct StructSeqSpec {
  TypeSpec spec;
  const char *const *names;
  int count;
} StructSeqSpec;

extern const TypeSpec tuple_spec;
Object *structseq_repr(Object *self);
/* STRUCTSEQ(name of the variable, "module.type", "doc", names array, getset array) */
#define STRUCTSEQ(var, name_, doc_, names_, getset_)                                                         \
  static const StructSeqSpec var = {{.name = (name_),                                                        \
                                     .doc = (doc_),                                                          \
                                     .base = &tuple_spec,                                                    \
                                     .basic_size = sizeof(VarObject),                                        \
                                     .item_size = sizeof(Object *),                                          \
                                     .flags = TYPE_GC | TYPE_NO_NEW | TYPE_SUB_TUPLE,                        \
                                     .getset = (getset_),                                                    \
                                     .slots = {.repr = structseq_repr}},                                     \
                                    names_,                                                                  \
                                    (int)ARRAY_LEN(names_)}
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
/* An instance with the values (taken, also on failure) of a type made with type_from_spec. */
Own structseq_new(Ref type, Object **values_steal, int count) MUST_USE;

#endif
