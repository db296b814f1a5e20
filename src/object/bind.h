/* Parameters of a native function, and the binding of a call's arguments to them (args.c). */
#ifndef LASTREF_OBJECT_BIND_H
#define LASTREF_OBJECT_BIND_H

#include "object/runtime.h"

typedef struct Params {
  const char *function;  /* "append" */
  const char *qualified; /* "list.append", for the texts that name it in full */
  const char *const *names;
  int8_t posonly, pos, total; /* total includes *args and **kwargs */
  int8_t star, star_star;     /* their indices or -1 */
  bool one_exactly;           /* the text "takes exactly one argument" */
  bool nameless;              /* the texts on keywords say just "function" */
  uint32_t required;          /* bit mask */
} Params;

/* out[total] receives borrowed values, NULL where absent; *args and **kwargs are left NULL for the caller to
 * make. false: TypeError set. */
bool bind_arguments(const Params *p, Object *const *args, ssize_t nargs, Object *kwnames,
                    Object **out) MUST_USE;
typedef enum KeywordsRow {
#define KEYWORDS(function, first_name) KW_##function,
#include "object/keywords.def"
#undef KEYWORDS
  KW_COUNT
} KeywordsRow;
/* object/keywords.def: is there a row for a function with these parameters, and what happens when such a
 * function has to look at its keyword names for the first time: by itself, or for functions known by name
 * once in a run. Memory running out is no error here. */
int keywords_row(const char *function, const char *first_name);
void keywords_make(const char *const *names, int n);
void keywords_meet(const char *function, const char *const *names, int n);
static inline bool keywords_are_met(KeywordsRow row) { return RT->keywords_met >> row & 1; }
void native_meet_keywords(Ref method);        /* a method descriptor: as if it were called with a keyword */
int bind_find_name(const Params *p, Ref key); /* index of a parameter that may be given by name, or -1 */

#endif
