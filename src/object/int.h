/* int: any size.
 *
 * Invariants
 * - size == 0: the value is the int64 in `value` ("compact"). Otherwise |size| limbs of magnitude follow in
 * limb[] (little endian, top limb nonzero), the sign is size's, and the value does not fit int64. One value
 * has one form.
 * - The block is as large as CPython's for the same value (24 bytes and 4 for each 30-bit digit), so that
 * size classes agree; our limbs never need more than that rounded up to 16.
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

Own int_from_i64(int64_t v) MUST_USE; /* number_fast.h has the same inline */
Own int_from_u64(uint64_t v) MUST_USE;
Own int_from_double(double v) MUST_USE; /* truncates; OverflowError/ValueError for inf, nan */
/* From ASCII text as int(text, base) takes it: base 2..36 or 0, spaces, sign, prefix and underscores checked
 * here; ValueError when malformed. base 0 as in source. */
Own int_from_text(const char *digits, size_t length, int base) MUST_USE;
/* The same from a str with Unicode digits and spaces. */
Own int_from_str(Ref str, int base) MUST_USE;
/* int_from_text that names `shown` in its error. */
Own int_from_shown_text(const char *text, size_t length, int base, Ref shown) MUST_USE;
/* int(o) for any o without a base: as PyNumber_Long. */
Own int_from_object(Ref o) MUST_USE;
/* From little-endian limbs of magnitude; top limbs may be zero. */
Own int_from_limbs(bool negative, const uint64_t *limbs, ssize_t n) MUST_USE;
/* From little- or big-endian bytes, and back: false with OverflowError when it does not fit `length` bytes.
 */
Own int_from_byte_array(const uint8_t *bytes, size_t length, bool little, bool is_signed) MUST_USE;
bool int_to_byte_array(Ref o, uint8_t *bytes, size_t length, bool little, bool is_signed) MUST_USE;
/* An exact int of the same value (o itself if it is exact already). */
Own int_exact(Ref o) MUST_USE;
/* -1 with OverflowError when it does not fit (check err_occurred); o must be an int. */
int64_t int_as_i64(Ref o);
/* Fits: true and *out; does not fit: false, no exception. */
bool int_fits_i64(Ref o, int64_t *out);
/* The low 64 bits in two's complement. */
uint64_t int_low_bits(Ref o);
/* An index: o must have __index__; out of ssize_t range: clips if exc is NULL, else raises exc. -1 +
 * exception on error. */
ssize_t object_as_index(Ref o, Type *exc);
double int_as_double(Ref o); /* -1.0 + OverflowError "int too large to convert to float" */
/* o = result * 2**exponent with 0.5 <= |result| < 1, correctly rounded; 0 gives 0. Never fails. */
double int_frexp(Ref o, int64_t *exponent);
Hash int_hash(Object *o);
int int_sign(Ref o);
int64_t int_bit_length(Ref o);
bool int_is_odd(Ref o);
/* sys.getsizeof of an int or of an instance of a subclass, without the dict pointer's place. */
size_t int_size_of(Object *o);
/* Bytes of the part of a subclass instance that holds the value (its further fields, such as __dict__, come
 * behind). */
size_t int_value_size(Ref o);

/* Operations on ints (or instances of subclasses); the result is an exact int. */
Own int_add(Object *a, Object *b) MUST_USE;
Own int_subtract(Object *a, Object *b) MUST_USE;
Own int_multiply(Object *a, Object *b) MUST_USE;
Own int_negative(Object *a) MUST_USE;
Own int_absolute(Object *a) MUST_USE;
Own int_invert(Object *a) MUST_USE;
Own int_floor_divide(Object *a, Object *b) MUST_USE; /* ZeroDivisionError */
Own int_remainder(Object *a, Object *b) MUST_USE;
/* Quotient and remainder, floor (rounded down) or truncated; either out may be NULL. */
bool int_divmod_floor(Ref a, Ref b, Object **quotient, Object **remainder) MUST_USE;
bool int_divmod_near(Ref a, Ref b, Object **quotient,
                     Object **remainder) MUST_USE; /* nearest, ties to even */
Own int_true_divide(Object *a, Object *b) MUST_USE;
Own int_power(Object *a, Object *b, Object *modulus) MUST_USE; /* modulus NULL or None: none */
Own int_shift_left(Object *a, int64_t bits) MUST_USE;          /* bits >= 0 */
Own int_shift_right(Object *a, int64_t bits) MUST_USE;         /* bits >= 0 */
Own int_lshift(Object *a, Object *b) MUST_USE;
Own int_rshift(Object *a, Object *b) MUST_USE;
Own int_and(Object *a, Object *b) MUST_USE;
Own int_or(Object *a, Object *b) MUST_USE;
Own int_xor(Object *a, Object *b) MUST_USE;
Own int_gcd(Ref a, Ref b) MUST_USE;
Own int_isqrt(Ref a) MUST_USE;                         /* a >= 0 */
int int_compare(Ref a, Ref b);                         /* -1, 0, 1 */
Own int_to_str(Ref o, int base, bool prefix) MUST_USE; /* ValueError over int_max_str_digits in base 10 */
Own int_repr(Object *o) MUST_USE;
/* Digits without sign or prefix: NUL-terminated memory block to free with mem_free, and its length; NULL +
 * exception. */
char *int_digits(Ref o, int base, ssize_t *length) MUST_USE;

#endif
