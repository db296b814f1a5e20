/* Frames: one activation of a code object. They live in the data stack (chunks outside the object pools)
 * or inside their generator object, or, once left while somebody keeps them, inside their frame object.
 *
 * Invariants
 * - stack_top counts the used words of localsplus (locals, cells, free variables, then the value stack) while
 * the frame is not running in the evaluation loop's registers; at every pause it is exact, so that the roots
 * can be walked.
 * - References in flight are CPython 3.11's: each stack word is an owned reference or NULL.
 * - A frame that is being set up or torn down is not in the chain of running frames but in VM->limbo (linked
 * by `previous`), so that its references are accounted for while finalizers run.
 */
#ifndef LASTREF_VM_FRAME_H
#define LASTREF_VM_FRAME_H

#include "code/code.h"
#include "object/function.h"

enum FrameOwner { FRAME_OWNED_BY_THREAD, FRAME_OWNED_BY_GENERATOR, FRAME_OWNED_BY_FRAME_OBJECT };
/* What becomes of the value with which a frame is left. */
enum FrameMode {
  FRAME_PLAIN,   /* pushed on the caller's stack */
  FRAME_REPLACE, /* takes the place of the top of the caller's stack */
  FRAME_ENTRY,   /* returned to the C caller of the evaluation loop */
  FRAME_CALL_EX, /* f(*args): takes the place of [NULL, function, arguments, keywords] on the caller\'s stack
                  */
  FRAME_INIT, /* __init__ run by a call of its class: must be None; the instance stands in the caller's stack.
                 Two more words behind the value stack: the argument tuple and the method */
  FRAME_GEN_ITER, /* generator resumed by FOR_ITER */
  FRAME_GEN_SEND  /* generator resumed by SEND */
};
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
  bool is_entry;  /* leaving it leaves this run of the evaluation loop */
  uint8_t owner;  /* FrameOwner */
  uint8_t mode;   /* FrameMode */
  uint8_t resume; /* words from prev_instr to where it goes on when the call it made returns */
  Object *localsplus[];
} Frame;

enum { FRAME_WORDS = sizeof(Frame) / sizeof(Object *) };

static inline Object **frame_stack(Frame *f) { return f->localsplus + f->code->nlocalsplus; }
/* Words of localsplus that the frame has room for. */
static inline int32_t frame_slots(const Code *c) { return c->nlocalsplus + c->stacksize; }
int frame_line(const Frame *f);        /* 0: none */
bool code_is_library(const Code *c);   /* of the library that comes with lastref */
bool code_is_of_script(const Code *c); /* of the program's own file; false at the prompt, which has none */
/* A call still binding its arguments or making its cells: not shown in tracebacks. */
static inline bool frame_is_incomplete(const Frame *f) {
  return f->owner != FRAME_OWNED_BY_GENERATOR && f->prev_instr < f->code->instrs + f->code->first_traceable;
}
void frame_visit(Frame *f,
                 Visitor *v); /* EDGE_LOCAL, EDGE_LOCAL_CELL, EDGE_FREE, EDGE_TEMPORARY, EDGE_FRAME_PART */

/* vm/call.c: the data stack. */
Frame *
frame_alloc(ssize_t slots) MUST_USE; /* room for a frame of so many localsplus words; NULL + MemoryError */
void frame_pop(Frame *f);            /* gives back the newest one */
/* Fills a frame's head; takes the reference to func and that to locals (or NULL); localsplus is not touched.
 */
static inline void frame_init(Frame *f, Function *func, Object *locals) {
  Code *code = func->code;
  f->func = func;
  f->globals = func->globals;
  f->builtins = func->builtins;
  f->locals = locals;
  f->code = NEWREF(code);
  f->object = NULL;
  f->previous = NULL;
  f->prev_instr = code->instrs - 1;
  f->stack_top = code->nlocalsplus;
  f->is_entry = false;
  f->owner = FRAME_OWNED_BY_THREAD;
  f->mode = FRAME_PLAIN;
  f->resume = 0;
}
/* Lets go of all the frame holds (in CPython's order), or hands it over to its frame object when somebody
 * keeps that. The frame is not in the chain of running ones any more. Does not free the frame's memory. */
void frame_clear(Frame *f);
/* A new frame with the arguments bound, taking the reference to func and to locals (also on failure); NULL +
 * TypeError and so on. args are borrowed, or with `steal` taken: each taken entry is set to NULL in args at
 * once. */
Frame *frame_bind(Function *func, Object *locals, Object **args, ssize_t nargs, Object *kwnames,
                  bool steal) MUST_USE;

/* vm/frameobject.c */
struct FrameObject {
  Object ob;
  FrameObject *back; /* owned or NULL; only once the frame is left */
  Frame *frame;      /* the running frame, or the one below */
  Object *trace;
  int lineno;
  char trace_lines, trace_opcodes, fast_as_locals;
  Object *own[]; /* room for a Frame and its slots: frame_object_own() */
};
static inline Frame *frame_object_own(FrameObject *o) { return (Frame *)(void *)o->own; }
FrameObject *frame_object(Frame *f); /* borrowed: the frame's object, made if need be; NULL + MemoryError */
void frame_object_take(FrameObject *o, Frame *f); /* the frame is left, but its object lives on */
int frame_fast_to_locals(Frame *f);               /* fills f->locals with what locals() gives */
Own frame_locals(Frame *f) MUST_USE;
/* The next complete frame from f outwards (f itself included), or NULL. */
Frame *frame_complete(Frame *f);

#endif
