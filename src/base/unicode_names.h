// Names of Unicode characters as of Unicode 14, for "\N{...}" and unicodedata.
#ifndef LASTREF_BASE_UNICODE_NAMES_H
#define LASTREF_BASE_UNICODE_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

#define UNICODE_NAME_MAX 128 // room for any name and its NUL

// The code point with this name or alias (any case), UTF8_BAD when there is none. Takes some tens of
// microseconds.
uint32_t unicode_name_lookup(const char *name, size_t len);
// Writes the name of a code point and a NUL. Returns its length, 0 when it has no name.
size_t unicode_name_of(uint32_t cp, char out[UNICODE_NAME_MAX]);

#endif
