/* anext() with a default. */
#ifndef LASTREF_MODULES_ANEXT_H
#define LASTREF_MODULES_ANEXT_H

#include "object/runtime.h"

Own anext_with_default(Ref awaitable, Ref fallback) MUST_USE;

#endif
