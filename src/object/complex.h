/* complex: two doubles. */
#ifndef LASTREF_OBJECT_COMPLEX_H
#define LASTREF_OBJECT_COMPLEX_H

#include "heap/object.h"

typedef struct Complex {
  Object ob;
  double real, imag;
} Complex;

typedef struct ComplexValue {
  double real, imag;
} ComplexValue;

Own complex_new(double real, double imag) MUST_USE;
/* The value of any number, through __complex__, __float__ or __index__; false with an exception. */
bool object_as_complex(Ref o, ComplexValue *out) MUST_USE;
Own complex_repr(Object *o) MUST_USE;

#endif
