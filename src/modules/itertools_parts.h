/* What the files of the module itertools share. */
#ifndef LASTREF_MODULES_ITERTOOLS_PARTS_H
#define LASTREF_MODULES_ITERTOOLS_PARTS_H

#include "object/function.h"
#include "object/support.h"

/* The types each file adds to the module; 0 or -1. */
int itertools_add_linear(Ref module);  /* itertools_linear.c: one input in, one out */
int itertools_add_several(Ref module); /* itertools.c: chain, zip_longest, groupby, tee */
int itertools_add_combine(Ref module); /* itertools_combine.c: product, permutations, combinations */

static inline Object *itertools_self(Object *self) { return NEWREF(self); }
static inline Object *next_of(Object *it) { return TYPE(it)->slots.iternext(it); }
/* (type, arguments[, state]); takes over both (state may be NULL), also on failure. */
Own itertools_reduce_steal(Object *self, Object *arguments, Object *state) MUST_USE;
/* Tracks and hands out. */
static inline Own itertools_finish(Hold *h) {
  gc_track(h->obj);
  return hold_take(h);
}
/* Only positional arguments, min to max of them; keywords are refused for the type itself, as CPython does.
 */
static inline bool itertools_arguments(Type *cls, const TypeSpec *spec, const char *name, ssize_t nargs,
                                       Object *kwnames, ssize_t min, ssize_t max) {
  return !(cls->spec == spec && !(cls->slots.init != T(OBJECT)->slots.init) &&
           !args_no_keywords(name, kwnames)) &&
         args_positional(name, nargs, NULL, min, max);
}
#define REDUCE_ROW(fn)                                                                                       \
  { "__reduce__(self, /)", fn, 0, "Return state information for pickling." }
#define SETSTATE_ROW(fn)                                                                                     \
  { "__setstate__(self, state, /)", fn, 0, "Set state information for unpickling." }
#define SIZEOF_ROW(fn)                                                                                       \
  { "__sizeof__(self, /)", fn, 0, "Returns size in memory, in bytes." }
#define ITERATOR_TYPE(spec_, name_, Struct, doc_, fields_, methods_, new__, next_)                           \
  SIZED_TYPE(spec_, name_, Struct, doc_, fields_, methods_, new__, next_, NULL)
#define SIZED_TYPE(spec_, name_, Struct, doc_, fields_, methods_, new__, next_, size_of_)                    \
  static const TypeSpec spec_ = {                                                                            \
      .name = "itertools." name_,                                                                            \
      .doc = doc_,                                                                                           \
      .basic_size = sizeof(Struct),                                                                          \
      .flags = TYPE_GC | TYPE_BASE,                                                                          \
      .fields = fields_,                                                                                     \
      .methods = methods_,                                                                                   \
      .slots = {.new_ = new__, .iter = itertools_self, .iternext = next_, .size_of = size_of_},              \
  }

#endif
