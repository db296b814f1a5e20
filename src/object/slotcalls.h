/* Small helpers between call.c, iter.c, sequence.c and the slot dispatchers. */
#ifndef LASTREF_OBJECT_SLOTCALLS_H
#define LASTREF_OBJECT_SLOTCALLS_H

#include <stdbool.h>

#include "heap/object.h"

/* callable(first, *args, **kw): args as for object_call. */
Own object_call_prepend(Ref callable, Ref first, Object *const *args, ssize_t nargs, Ref kwnames) MUST_USE;
/* The same with the references CPython takes when it unpacks a dict of keyword arguments: on every value,
 * `first` included. */
Own object_call_prepend_dict(Ref callable, Ref first, Object *const *args, ssize_t nargs,
                             Ref kwnames) MUST_USE;
/* callable(*args, **kwargs), where CPython has the dict `kwargs` (kwnames and the values behind args are the
 * same once more): it goes on as it is to what takes one, and is unpacked for others. kwargs NULL: the
 * callable takes none. */
Own object_call_dict(Ref callable, Object *const *args, ssize_t nargs, Ref kwnames, Ref kwargs) MUST_USE;
/* What CPython makes to call something that takes a tuple and a dict: CALL_ARGUMENTS(a, args, nargs, kwnames)
 * holds them to the end of the scope; a.good is false when they could not be made. The tuple is held while
 * the dict is made. */
typedef struct CallArguments {
  Object *tuple, *dict;  /* owned by the holds of CALL_ARGUMENTS */
  Object *given, *named; /* the tuple and the dict made or, when the caller had them, those */
  bool good;
} CallArguments;
CallArguments call_arguments_(Object *const *args, ssize_t nargs);
Own call_arguments_dict_(CallArguments *a, Object *const *args, ssize_t nargs, Ref kwnames);
#define CALL_ARGUMENTS(var, args, nargs, kwnames)                                                            \
  CallArguments var = call_arguments_((args), (nargs));                                                      \
  HOLD(var##_tuple, var.tuple, "the arguments of a call");                                                   \
  HOLD(var##_dict, call_arguments_dict_(&var, (args), (nargs), (kwnames)), "the keyword arguments of a call")
/* The keys of a dict as a tuple on the C stack: CPython makes none where a dict goes on as it is. It borrows
 * the keys, and nobody keeps the names of a call. No more than NAMES_ON_STACK. */
enum { NAMES_ON_STACK = 8 };
typedef struct NamesOnStack {
  GcHead gc;
  VarObject head;
  Object *items[NAMES_ON_STACK];
} NamesOnStack;
Object *names_on_stack(NamesOnStack *n, Ref dict);
/* Would CPython make a tuple of the arguments to call this (no vectorcall)? Then a caller that has one
 * announces it in RT->call_given. */
bool call_takes_tuple(Ref callable);
bool type_takes_vector(const Type *t);
/* In __new__ of a type that keeps the tuple it is called with: that tuple, or one made of the arguments. */
Own call_tuple_taken(Object *const *args, ssize_t nargs) MUST_USE;
Own iter_sequence_new(Ref o) MUST_USE;       /* iterator over o[0], o[1], ... */
bool sequence_check(Ref o);                  /* has items by number */
int sequence_search(Ref iterable, Ref item); /* membership by iteration; 1, 0, -1 */

#endif
