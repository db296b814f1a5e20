/* Raising and handling exceptions in native code. The pending exception is RT->exc: always a normalised
 * instance. */
#ifndef LASTREF_OBJECT_ERR_H
#define LASTREF_OBJECT_ERR_H

#include "object/runtime.h"

/* All err_set* set the pending exception (chaining __context__ to the one being handled) and return NULL.
 * Format as str_format. */
Object *err_format(Type *exc, const char *format, ...);
Object *err_set_value(Type *exc, Ref value); /* exc(value); a tuple value gives the arguments */
Object *err_set_none(Type *exc);
Object *err_no_memory(void);
Object *err_key(Ref key);              /* KeyError(key), a tuple key kept whole */
Object *err_stop_iteration(Ref value); /* value NULL: StopIteration() */
void err_restore_steal(Object *exc);   /* sets an instance as pending as it is; NULL clears */
static inline bool err_occurred(void) { return RT->exc != NULL; }
bool err_matches(Type *exc); /* is the pending exception an instance of exc */
bool err_given_matches(Ref exc, Ref type_or_tuple);
void err_clear(void);
Own err_take(void) MUST_USE;         /* the pending exception, which stops being pending; NULL if none */
void err_chain_context(Ref context); /* sets pending.__context__ unless it is set or itself */
/* A pending exception that nobody can receive (__del__, callback): printed as "Exception ignored in: ..." and
 * cleared. */
void err_write_unraisable(Ref where);
Object *err_bad_argument_type(const char *function, const char *expected,
                              Ref got); /* "f() argument must be X, not Y" */
Own exception_new(Type *exc, Object *const *args, ssize_t nargs) MUST_USE;
/* One with a text, as CPython raises its own errors: the tuple of its arguments is made when it is caught.
 * Until then `args` is the text itself; exception_settle() makes the tuple (before a handler runs, or when
 * somebody reads it). */
Own exception_new_text(Type *exc, Ref text) MUST_USE;
void exception_settle(Ref exc);

/* Layout of BaseException and those with fields the VM touches (exceptions.c). Field order as CPython's. */
typedef struct BaseException {
  Object ob;
  Object *dict, *args, *notes, *traceback, *context, *cause;
  char suppress_context;
} BaseException;
typedef struct StopIteration {
  BaseException base;
  Object *value;
} StopIteration;
typedef struct SystemExit {
  BaseException base;
  Object *code;
} SystemExit;
typedef struct NameError_ {
  BaseException base;
  Object *name;
} NameErrorObject;
typedef struct AttributeError_ {
  BaseException base;
  Object *obj, *name;
} AttributeErrorObject;
typedef struct ImportErrorObject {
  BaseException base;
  Object *msg, *name, *path;
} ImportErrorObject;
typedef struct SyntaxErrorObject {
  BaseException base;
  Object *msg, *filename, *lineno, *offset, *end_lineno, *end_offset, *text, *print_file_and_line;
} SyntaxErrorObject;

#endif
