/* What the files of the built-in exceptions share. */
#ifndef LASTREF_OBJECT_EXCEPTIONS_H
#define LASTREF_OBJECT_EXCEPTIONS_H

#include "object/err.h"

#define EXCEPTION(name, base, doc) extern const TypeSpec exc_##name;
#include "object/exceptions.def"
#undef EXCEPTION
/* The spec of an exception whose TypeId is T_name. */
const TypeSpec *exception_spec(int id);

typedef struct OSErrorObject { /* CPython's size: 112 */
  BaseException base;
  Object *myerrno, *strerror, *filename, *filename2;
  ssize_t written; /* BlockingIOError; -1: not set */
} OSErrorObject;
typedef struct UnicodeErrorObject {
  BaseException base;
  Object *encoding, *object;
  ssize_t start, end;
  Object *reason;
} UnicodeErrorObject;
typedef struct ExceptionGroupObject {
  BaseException base;
  Object *msg, *excs;
} ExceptionGroupObject;

Object *base_exception_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames);
int base_exception_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames);
Object *base_exception_str(Object *self);
/* Sets self->args to the positional ones, keeping the tuple when it already holds them. */
int base_exception_set_args(Object *self, Object *const *args, ssize_t nargs);
/* The part of a group that consists of leaves of the exceptions in the list `keep`; None if there are none.
 */
Own exception_group_projection(Ref group, Ref keep) MUST_USE;
enum { MEMORY_ERROR_FREE_LIST = 16 }; /* dead MemoryErrors kept for the next */
Own memory_error_kept(void) MUST_USE; /* one of them; NULL: none left */
#define EXC_FLAGS (TYPE_GC | TYPE_BASE | TYPE_SUB_EXC)

#endif
