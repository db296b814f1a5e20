/* What the files of the module operator share. */
#ifndef LASTREF_MODULES_OPERATOR_PARTS_H
#define LASTREF_MODULES_OPERATOR_PARTS_H

#include "heap/object.h"

/* Adds itemgetter, attrgetter and methodcaller to the module; 0 or -1. */
int operator_add_getters(Ref module);

#endif
