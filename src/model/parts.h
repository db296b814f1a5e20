/* Which references of an object a view follows: the parts a student thinks of, not the engine's own. */
#ifndef LASTREF_MODEL_PARTS_H
#define LASTREF_MODEL_PARTS_H
#include "heap/object.h"
/* Reports the parts of o: items, keys and values, attributes, cells, defaults, the names of waiting
 * generators; of classes and functions only when the program made them; of modules, code and other built-in
 * things nothing. */
void parts_visit(Object *o, Visitor *v);
#endif
