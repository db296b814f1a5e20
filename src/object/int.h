/* int: any size.
 *
 * Invariants
 * - size == 0: the value is the int64 in `value` ("compact"). Otherwise |size| limbs of magnitude follow in limb[] (little
 *   endian, top limb nonzero), the sign is size's, and the value does not fit int64. One value has one form.
 * - The block is as large as CPython's for the same value (28 bytes + 4 for each further 30-bit digit; 0 has 28 in our block, getsizeof 24 → see int.c).
 * - Values -5..256 of exact type int are always the cached objects RT->small_ints.
 */
#ifndef LASTREF_OBJECT_INT_H
#define LASTREF_OBJECT_INT_H

#include "heap/object.h"

typedef struct Int {
  Object ob;
  int64_t size;
  union {
    int64_t value;
    uint64_t limb[1];
  };
} Int;

static inline bool int_is_compact(const Object *o) { return ((const Int *)o)->size == 0; }
static inline int64_t int_value(const Object *o) { return ((const Int *)o)->value; } /* compact only */

Own int_from_i64(int64_t v) MUST_USE;
Own int_from_u64(uint64_t v) MUST_USE;
Own int_from_double(double v) MUST_USE; /* truncates; OverflowError/ValueError for inf, nan */
/* From digits in base 2..36 with optional sign and underscores already validated as Python's int(text, base); base 0 as in source. */
Own int_from_text(const char *digits, size_t length, int base) MUST_USE;
/* -1 with OverflowError when it does not fit (check err_occurred); o must be an int. */
int64_t int_as_i64(Ref o);
/* Fits: true and *out; does not fit: false, no exception. */
bool int_fits_i64(Ref o, int64_t *out);
/* An index: o must have __index__; out of ssize_t range: clips if exc is NULL, else raises exc. -1 + exception on error. */
ssize_t object_as_index(Ref o, Type *exc);
double int_as_double(Ref o); /* -1.0 + OverflowError "int too large to convert to float" */
Hash int_hash(Object *o);
Own int_add(Object *a, Object *b) MUST_USE; /* both ints (or subclasses) */
Own int_subtract(Object *a, Object *b) MUST_USE;
Own int_multiply(Object *a, Object *b) MUST_USE;
int int_compare(Ref a, Ref b); /* -1, 0, 1 */
Own int_to_str(Ref o, int base, bool prefix) MUST_USE; /* ValueError over int_max_str_digits in base 10 */

#endif
