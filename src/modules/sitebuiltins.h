/* exit, quit, help, copyright, credits, license: what the site module adds to builtins. */
#ifndef LASTREF_MODULES_SITEBUILTINS_H
#define LASTREF_MODULES_SITEBUILTINS_H

#include "object/runtime.h"

int sitebuiltins_add(Ref builtins); /* 0, -1 */

#endif
