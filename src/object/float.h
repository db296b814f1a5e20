/* float: an IEEE double. Dead exact floats go to a free list of 100, as CPython's. */
#ifndef LASTREF_OBJECT_FLOAT_H
#define LASTREF_OBJECT_FLOAT_H

#include "heap/object.h"

typedef struct Float {
  Object ob;
  double value;
} Float;

enum { FLOAT_FREE_LIST = 100 };

static inline double float_value(const Object *o) { return ((const Float *)o)->value; }

Own float_new(double value) MUST_USE; /* number_fast.h has the same inline */
/* The value of a float, or of anything through __float__ or __index__; -1.0 with an exception set (check
 * err_occurred). */
double object_as_double(Ref o);
Own float_from_object(Ref o) MUST_USE; /* float(o) */
void float_clear_free_list(void);
/* float(text): ValueError when malformed. The str may hold Unicode digits. */
Own float_from_str(Ref str) MUST_USE;
Own float_repr(Object *o) MUST_USE;
Hash float_hash_double(Object *self, double value); /* NaN hashes by identity of self */
/* A float against an int, exactly: -1, 0, 1; value must not be NaN. */
int float_compare_int(double value, Ref i);
Own float_power(Object *a, Object *b, Object *modulus) MUST_USE; /* slot */
/* The text of value.hex(), and float.fromhex(text). */
Own float_hex(double value) MUST_USE;
Own float_from_hex(const char *text, ssize_t length) MUST_USE; /* an exact float */
/* value * 10**-digits rounded half to even and back, as round(value, digits). */
Own float_round(double value, int64_t digits) MUST_USE;
/* Floor division and modulo of floats; divisor nonzero. */
double float_mod(double a, double b);
double float_floor_div(double a, double b, double *mod); /* mod may be NULL */

#endif
