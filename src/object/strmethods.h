/* Between str.c and the files that hold its methods. */
#ifndef LASTREF_OBJECT_STRMETHODS_H
#define LASTREF_OBJECT_STRMETHODS_H

#include "object/runtime.h"

extern const MethodSpec str_methods[];
Own str_remainder(Object *format, Object *args) MUST_USE; /* the % operator */
/* Whether s[start:end] begins (or ends) with sub. */
bool str_tail_matches(Ref s, Ref sub, ssize_t start, ssize_t end, bool at_end);
Own str_format_call(Object *self, Object *const *args, ssize_t nargs,
                    Object *kwnames) MUST_USE; /* str.format */
Own str_format_map(Object *self, Object *const *args, ssize_t nargs) MUST_USE;
/* _string.formatter_parser and formatter_field_name_split, for string.Formatter. */
Own str_formatter_parser(Ref format) MUST_USE;
Own str_field_name_split(Ref name) MUST_USE;

#endif
