/* list[int] and int | str. */
#ifndef LASTREF_OBJECT_GENERICALIAS_H
#define LASTREF_OBJECT_GENERICALIAS_H

#include "heap/object.h"

/* What a `__class_getitem__` of a built-in type returns. */
Own generic_alias_new(Ref origin, Ref args) MUST_USE;
/* `a | b` for types; NOT_IMPLEMENTED when an operand is not a type. */
Own union_or(Object *a, Object *b) MUST_USE;
/* For the two of them: the text of an argument, the type variables in arguments, arguments with those
 * replaced. */
Own alias_item_text(Ref o) MUST_USE;
Own alias_parameters(Ref args) MUST_USE;
Own alias_substitute(Ref self, Ref args, Ref parameters, Ref item) MUST_USE;

#endif
