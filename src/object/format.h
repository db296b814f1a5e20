/* The format mini-language of format(value, spec), for int, float, complex and str. */
#ifndef LASTREF_OBJECT_FORMAT_H
#define LASTREF_OBJECT_FORMAT_H

#include "heap/object.h"

/* The argument of __format__: a str, else TypeError. */
bool format_check_spec(Ref spec) MUST_USE;
/* All borrowed arguments; ValueError with CPython's texts for a spec that does not fit. */
Own format_int(Ref value, Ref spec) MUST_USE; /* bool too */
Own format_float(Ref value, Ref spec) MUST_USE;
Own format_complex(Ref value, Ref spec) MUST_USE;
Own format_str(Ref value, Ref spec) MUST_USE;

#endif
