/* What the object layer needs from the layers above it: implemented in vm/, called from here only through
 * this file. */
#ifndef LASTREF_OBJECT_UPCALLS_H
#define LASTREF_OBJECT_UPCALLS_H

#include "object/runtime.h"

/* vm/call.c: run a Python function. */
Own function_vectorcall(Object *function, Object *const *args, ssize_t nargs, Object *kwnames) MUST_USE;
/* vm/exceptions.c: the exception being handled now (borrowed) or NULL, for __context__. */
Object *vm_handled_exception(void);
Object *vm_current_globals(void);     /* borrowed; NULL if no Python frame runs */
Object *vm_current_builtins(void);    /* borrowed dict */
Own vm_current_locals(void) MUST_USE; /* what locals() gives */
/* vm/super: first argument and __class__ cell content of the running frame for super(); borrowed; false +
 * RuntimeError. */
bool vm_super_arguments(Object **type, Object **self);
Own vm_import(Ref name, Ref globals, Ref fromlist, int level) MUST_USE;
Own vm_import_module(const char *name) MUST_USE; /* absolute, the leaf module */
/* Warn as warnings.warn does; 0, or -1 when the warning became an exception. */
int vm_warn(Type *category, ssize_t stack_level, const char *format, ...);
/* A stream that nobody closed goes: source, as the program has it; where: the file itself. Raises nothing. */
void vm_warn_unclosed(Ref source, Ref where);
/* The same for a place in a source file: warnings.warn_explicit(message, category, filename, lineno), as the
 * compiler does. */
int vm_warn_explicit(Type *category, Ref filename, int lineno, const char *format, ...);
void vm_write_stderr(const char *text, size_t length); /* through sys.stderr when it is set, and flushed */
void vm_note_stderr(const char *text, size_t length);  /* the same, not flushed */
void vm_print_exception(Ref exc);                      /* with traceback, on sys.stderr */
/* What sys.unraisablehook shows of an exception: the traceback (or None), then the type and the text; no
 * causes, notes or suggestions. On sys.stderr; leaves no exception pending. */
void vm_print_unraisable(Ref type, Ref value, Ref trace);
Own vm_build_class(Object *const *args, ssize_t nargs, Object *kwnames) MUST_USE;
/* Hands an exception that nobody can receive to sys.unraisablehook; where: the object it came from, or NULL.
 * Leaves no exception pending. */
void vm_unraisable(Ref exc, Ref where);
/* Where the program stands: the line clock, the line of source of the running frame (0: none), whether that
 * is code of the embedded library or a module being imported. */
void vm_where(uint64_t *clock, int32_t *source_line, bool *of_library);
bool vm_stack_is_low(void); /* the engine's C stack has less than its reserve left */

#endif
