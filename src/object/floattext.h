/* Floats as text and back. No objects here but the ones raised as errors. */
#ifndef LASTREF_OBJECT_FLOATTEXT_H
#define LASTREF_OBJECT_FLOATTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Value = digits * 10**exponent of a finite nonzero positive double, shortest that reads back the same,
 * nearest among these. */
typedef struct Decimal {
  uint64_t digits;
  int exponent;
} Decimal;
Decimal float_shortest(double value);

/* magnitude * 10**places as an integer, rounded half to even by its exact value; magnitude >= 0. false: too
 * large for this way (places above 17 or magnitude from 2**63 on). */
__extension__ typedef unsigned __int128 WideInt;
bool float_scaled(double magnitude, int places, WideInt *out);

enum FloatTextFlags {
  FLOAT_SIGN = 1,     /* always a sign */
  FLOAT_DOT_ZERO = 2, /* ".0" behind what looks like an int (type 'r' only) */
  FLOAT_ALT = 4,      /* the alternative form, as # */
  FLOAT_NO_NEG_ZERO = 8
};
/* type: 'e' 'E' 'f' 'F' 'g' 'G' with a precision, or 'r' for the shortest repr (precision 0). The text in a
 * memory block to free with mem_free, NUL-terminated; NULL when out of memory (no exception set). */
char *float_text(double value, char type, int precision, unsigned flags, ssize_t *length);
/* repr(value) into a buffer of at least 32 bytes; returns the length. */
int float_repr_text(double value, char *out);

/* The double that ASCII text [text, end) of a Python float literal begins with (sign, inf and nan included,
 * no spaces, no underscores, no hex); *stop behind it, or == text when there is none. text[end - text] must
 * be readable. */
double float_parse(const char *text, const char *end, const char **stop);
#endif
