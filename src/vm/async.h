/* Awaiting and asynchronous generators: what generator.c and async.c share. */
#ifndef LASTREF_VM_ASYNC_H
#define LASTREF_VM_ASYNC_H

#include "vm/generator.h"

void generator_traverse(Object *o, Visitor *v);
void generator_dealloc(Object *o);
void generator_finalize(Object *o);
size_t generator_size(Object *o);
Own generator_repr(Object *o) MUST_USE;
Own generator_get_name(Object *o) MUST_USE;
Own generator_get_qualname(Object *o) MUST_USE;
int generator_set_name(Object *o, Object *value);
int generator_set_qualname(Object *o, Object *value);
Own generator_get_yieldfrom(Object *o) MUST_USE;
Own generator_get_frame(Object *o) MUST_USE;
Own generator_get_code(Object *o) MUST_USE;
Own generator_get_suspended(Object *o) MUST_USE;
Object *generator_throw_method(Object *self, Object *const *args, ssize_t nargs, Object *kwnames);
/* The iterator that `await o` drives; NULL with TypeError. */
Own coroutine_get_awaitable(Ref o) MUST_USE;

#endif
