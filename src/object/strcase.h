/* Case and kinds of characters: the methods of str in strcase.c. */
#ifndef LASTREF_OBJECT_STRCASE_H
#define LASTREF_OBJECT_STRCASE_H

#include "object/runtime.h"

#define STR_METHOD(name) Own str_method_##name(Object *self, Object *const *args, ssize_t nargs)
STR_METHOD(capitalize);
STR_METHOD(casefold);
STR_METHOD(isalnum);
STR_METHOD(isalpha);
STR_METHOD(isascii);
STR_METHOD(isdecimal);
STR_METHOD(isdigit);
STR_METHOD(isidentifier);
STR_METHOD(islower);
STR_METHOD(isnumeric);
STR_METHOD(isprintable);
STR_METHOD(isspace);
STR_METHOD(istitle);
STR_METHOD(isupper);
STR_METHOD(lower);
STR_METHOD(swapcase);
STR_METHOD(title);
STR_METHOD(upper);

#endif
