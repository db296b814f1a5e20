/* Parameters of a native function, and the binding of a call's arguments to them (args.c). */
#ifndef LASTREF_OBJECT_BIND_H
#define LASTREF_OBJECT_BIND_H

#include "heap/object.h"

typedef struct Params {
  const char *function;  /* "append" */
  const char *qualified; /* "list.append", for the texts that name it in full */
  const char *const *names;
  int8_t posonly, pos, total; /* total includes *args and **kwargs */
  int8_t star, star_star;     /* their indices or -1 */
  bool one_exactly;           /* the text "takes exactly one argument" */
  uint32_t required;          /* bit mask */
} Params;

/* out[total] receives borrowed values, NULL where absent; *args and **kwargs are left NULL for the caller to
 * make. false: TypeError set. */
bool bind_arguments(const Params *p, Object *const *args, ssize_t nargs, Object *kwnames,
                    Object **out) MUST_USE;
int bind_find_name(const Params *p, Ref key); /* index of a parameter that may be given by name, or -1 */

#endif
