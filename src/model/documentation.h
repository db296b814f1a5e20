/* Is a text the documentation of something built in? What is built in here is documented in words of our own.
 */
#ifndef LASTREF_MODEL_DOCUMENTATION_H
#define LASTREF_MODEL_DOCUMENTATION_H

#include "object/runtime.h"

/* Of a type, a method, an attribute or a function written in C. Engine paused; nothing of the program runs.
 */
bool is_documentation(Ref text);

#endif
