// Inside the front end: from the bytes of a program to text, as PEP 263 says.
#ifndef LASTREF_LANG_SOURCE_H
#define LASTREF_LANG_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/region.h"
#include "lang/diagnostic.h"
#include "lang/parse.h"

typedef struct Source {
  char *text; // UTF-8, "\n" line ends, NUL behind the end; in the region
  size_t len;
  bool unchecked; // may be malformed UTF-8: literals and names report it where it matters
  bool decoded;   // the encoding was declared: columns in diagnostics count characters, not bytes
} Source;

// False with *error set.
MUST_USE bool source_decode(const char *bytes, size_t len, const ParseOptions *options, Region *region,
                            Source *out, Diagnostic *error);

#endif
