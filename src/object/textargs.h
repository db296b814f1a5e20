/* Arguments as the methods of str, bytes and bytearray take them. */
#ifndef LASTREF_OBJECT_TEXTARGS_H
#define LASTREF_OBJECT_TEXTARGS_H

#include "object/runtime.h"

/* (sub[, start[, end]]) of find, count, startswith...: "find() takes at least 1 argument (0 given)". */
bool textargs_find(const char *type, const char *method, Object *const *args, ssize_t nargs, Object *kwnames,
                   Object **sub, ssize_t *start, ssize_t *end) MUST_USE;
/* A size: through __index__; OverflowError when it does not fit. */
bool textargs_ssize(Ref o, ssize_t *out) MUST_USE;
bool textargs_int(Ref o, int *out) MUST_USE;
/* A bound of a slice: None leaves *out; clips. */
bool textargs_slice_index(Ref o, ssize_t *out) MUST_USE;
/* UTF-8 of an argument that must be str without NUL; absent (NULL) gives NULL in *out.
 * TypeError "function() argument 'name' must be str, not X". */
bool textargs_text(const char *function, const char *name, Ref o, const char **out) MUST_USE;

#endif
