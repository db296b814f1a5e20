/* Importing modules: native ones, those embedded in the binary, files next to the script, a standard library
 * directory. */
#ifndef LASTREF_VM_IMPORT_H
#define LASTREF_VM_IMPORT_H

#include "vm/vm.h"

/* Creates the native module of that name (not yet in sys.modules); NULL without exception: there is none. */
Own import_native(const char *name) MUST_USE;
/* A module of the standard library, or of one of its packages, has this name (a str). */
bool import_is_library(const Object *name);
/* A new namespace for a module's code in d: __builtins__ and the like. */
int import_prepare_namespace(Ref d);

#endif
