// Names of Unicode characters, for "\N{...}" and unicodedata.
#ifndef LASTREF_BASE_UNICODE_NAMES_H
#define LASTREF_BASE_UNICODE_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

// The code point with this name or alias (any case), UTF8_BAD when there is none.
uint32_t unicode_name_lookup(const char *name, size_t len);

#endif
