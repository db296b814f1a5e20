/* slice objects and index arithmetic. */
#ifndef LASTREF_OBJECT_SLICE_H
#define LASTREF_OBJECT_SLICE_H
#include "heap/object.h"
typedef struct Slice {
  Object ob;
  Object *start, *stop, *step;
} Slice;
Own slice_new(Ref start, Ref stop, Ref step) MUST_USE; /* NULL stands for None */
int slice_unpack(Ref slice, ssize_t *start, ssize_t *stop,
                 ssize_t *step); /* clipped to ssize_t; -1 on error, step 0 is ValueError */
ssize_t slice_adjust(ssize_t length, ssize_t *start, ssize_t *stop, ssize_t step); /* the number of items */
#endif
