/* Generators, coroutines and asynchronous generators: a frame on the heap.
 *
 * Invariants
 * - One struct for the three types; sizes are CPython 3.11's (80 bytes, then the frame).
 * - state < GEN_COMPLETED: the frame holds references. While it runs, exc is linked into VM->exc_info.
 */
#ifndef LASTREF_VM_GENERATOR_H
#define LASTREF_VM_GENERATOR_H

#include "vm/vm.h"

enum GeneratorState {
  GEN_CREATED = -2,
  GEN_SUSPENDED = -1,
  GEN_EXECUTING = 0,
  GEN_COMPLETED = 1,
  GEN_CLEARED = 4
};

typedef struct Generator {
  Object ob;
  Code *code; /* owned */
  Object *weaklist;
  Object *name, *qualname; /* owned */
  ExcStackItem exc;        /* the exception handled inside */
  Object *origin_or_finalizer;
  char hooks_inited, closed, running_async;
  int8_t state;
  Object *frame_place[FRAME_WORDS]; /* its Frame; the slots follow: generator_frame() */
} Generator;

static inline Frame *generator_frame(Generator *g) { return (Frame *)(void *)g->frame_place; }
static inline Generator *generator_of_frame(Frame *f) {
  return (Generator *)(void *)((char *)f - offsetof(Generator, frame_place));
}
/* RETURN_GENERATOR: makes the object and moves the references of f into it. */
Own generator_new(Frame *f) MUST_USE;
/* Makes ready to run (state < GEN_EXECUTING): pushes value, links the exception state. Its frame is returned.
 */
Frame *generator_resume(Ref gen, Ref value);
/* The frame of an inlined generator returned, or ended with an exception: unlinks and clears it. value (may
 * be NULL) is only held. */
void vm_generator_returned(Frame *f, Object *value);
void vm_generator_failed(Frame *f);
/* send() as the evaluation loop wants it: a SendStatus (vm/eval.h); value NULL: next(). */
int vm_generator_send(Ref gen, Ref value, Object **result);
Own generator_close(Ref gen) MUST_USE;  /* None, or NULL with exception */
int generator_close_iter(Ref delegate); /* closes what a generator delegates to */
Own generator_throw(Ref gen, bool close_on_exit, Ref typ, Ref val, Ref tb) MUST_USE; /* val, tb may be NULL */
void generator_finalize_frame(Ref gen);     /* what frame.clear() does to a suspended one */
void generator_stop_iteration(Ref value);   /* StopIteration(value) becomes pending */
bool generator_check(Ref o);                /* exactly a generator */
Own generator_yield_from(Ref gen) MUST_USE; /* what it delegates to, or NULL without exception */

#endif
