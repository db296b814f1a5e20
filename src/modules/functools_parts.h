/* What the files of the module _functools share. */
#ifndef LASTREF_MODULES_FUNCTOOLS_PARTS_H
#define LASTREF_MODULES_FUNCTOOLS_PARTS_H

#include "heap/object.h"

int functools_add_lru_cache(Ref module); /* lru_cache.c; 0 or -1 */

#endif
