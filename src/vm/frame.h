/* Frames: one activation of a code object. They live in the data stack (a region of the arena outside the object pools)
 * or inside their generator object.
 *
 * Invariants
 * - stack_top counts the used words of localsplus (locals, cells, free variables, then the value stack) while the frame is not running in the
 *   evaluation loop's registers; at every pause it is exact, so that the roots can be walked.
 * - References in flight are CPython 3.11's: each stack word is an owned reference or NULL.
 */
#ifndef LASTREF_VM_FRAME_H
#define LASTREF_VM_FRAME_H

#include "code/code.h"
#include "object/function.h"

enum FrameOwner { FRAME_OWNED_BY_THREAD, FRAME_OWNED_BY_GENERATOR, FRAME_OWNED_BY_FRAME_OBJECT };
typedef struct FrameObject FrameObject;
typedef struct Frame {
  Function *func;      /* owned */
  Object *globals;     /* borrowed: the function holds it */
  Object *builtins;    /* borrowed */
  Object *locals;      /* owned: the namespace of module and class bodies; NULL in functions */
  Code *code;          /* owned */
  FrameObject *object; /* owned by the frame object's own count; NULL until somebody asks */
  struct Frame *previous;
  const Instr *prev_instr; /* the instruction running; before the first one while the call begins */
  int32_t stack_top;
  bool is_entry;       /* leaving it leaves this run of the evaluation loop */
  uint8_t owner;
  Object *localsplus[];
} Frame;

static inline Object **frame_stack(Frame *f) { return f->localsplus + f->code->nlocalsplus; }
int frame_line(const Frame *f); /* 0: none */
void frame_visit(Frame *f, Visitor *v); /* EDGE_LOCAL, EDGE_LOCAL_CELL, EDGE_FREE, EDGE_TEMPORARY, EDGE_FRAME_PART */

#endif
