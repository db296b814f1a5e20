// Small words the rest of the code is written with: ownership marks, branch hints, compiler checks.
// Nothing here generates code of its own.
#ifndef LASTREF_BASE_ATTR_H
#define LASTREF_BASE_ATTR_H

#include <stddef.h>

// Ownership, for the reader (and for the checking build of the object layer, which makes the types distinct):
// NEW: the caller receives something it must release. BORROWED: the caller must not release it.
#define NEW
#define BORROWED

// AUTO(f) releases a local at the end of its scope with f(&local); take(&local) hands it out instead.
#define AUTO(release) __attribute__((cleanup(release)))
#define take(place)                                                                                          \
  __extension__({                                                                                            \
    __typeof__(place) take_place_ = (place);                                                                 \
    __typeof__(*take_place_) take_value_ = *take_place_;                                                     \
    *take_place_ = (__typeof__(*take_place_)){0};                                                            \
    take_value_;                                                                                             \
  })

#define LIKELY(x)   __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

#define MUST_USE      __attribute__((warn_unused_result))
#define NORETURN      __attribute__((noreturn))
#define COLD          __attribute__((cold, noinline))
#define NOINLINE      __attribute__((noinline))
#define ALWAYS_INLINE __attribute__((always_inline)) inline
#define UNUSED        __attribute__((unused))
// format_index is the place of the format argument, first that of the first value (0 for a va_list), both
// from 1.
#define PRINTF_LIKE(format_index, first) __attribute__((__format__(__printf__, format_index, first)))
#define FALLTHROUGH                      __attribute__((fallthrough))

#define ARRAY_LEN(a)  (sizeof(a) / sizeof((a)[0]))
#define UNREACHABLE() __builtin_unreachable()

#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

#endif
