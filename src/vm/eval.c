/* The evaluation loop.
 *
 * Invariants
 * - While an instruction runs, `next` points to the word behind it (its cache words, if it has any), `sp` to
 * the first free word of the value stack, `frame` is VM->frame. SAVE() writes both back; it comes before
 * anything that can pause, fail or run Python code, DROP included.
 * - Operands stay on the value stack while their operation runs; results are stored before operands are
 * released. So every reference is accounted for whenever Python code runs.
 * - Dispatch goes through CTRL->dispatch, which the host may exchange at any pause: frames suspended in C
 * calls below go on with the table of the moment.
 * - Calls of Python functions continue in this loop: a frame with is_entry set ends this run of it.
 */
#include "vm/eval.h"

#include "heap/observer.h"
#include "object/body.h"
#include "object/dictkeys.h"
#include "object/number_fast.h"
#include "object/support.h"
#include "object/type.h"
#include "vm/host.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpedantic" /* computed goto */
#endif

enum EvalStart { EVAL_RUN, EVAL_THROW, EVAL_BOOT };

static const uint8_t single_opcode[256] = {
#define OP(name, kind, cache, effect, caption) [OP_##name] = OP_##name,
#include "code/opcode.def"
#undef OP
#define SPECIAL(name, base, single) [OP_##name] = OP_##single,
#include "code/specialized.def"
#undef SPECIAL
};
static const uint8_t base_opcode[256] = {
#define OP(name, kind, cache, effect, caption) [OP_##name] = OP_##name,
#include "code/opcode.def"
#undef OP
#define SPECIAL(name, base, single) [OP_##name] = OP_##base,
#include "code/specialized.def"
#undef SPECIAL
};
_Static_assert(OP_COUNT <= 256, "opcodes have one byte");

uint8_t vm_base_opcode(uint8_t op) { return base_opcode[op]; }

/* The last reference that a frame being left held: the frame is in limbo while it goes. */
static NOINLINE void drop_from_frame(Frame *f, Object *o) {
  f->previous = VM->limbo;
  VM->limbo = f;
  object_dealloc(o);
  VM->limbo = f->previous;
}

/* Lets go of what a frame that returned holds: frame_clear's common case. */
static ALWAYS_INLINE void clear_frame(Frame *f) {
  if (UNLIKELY(f->object != NULL)) {
    frame_clear(f);
    return;
  }
  Object **end = f->localsplus + f->stack_top;
  for (Object **p = f->localsplus; p < end; p++) {
    Object *o = *p;
    if (o) {
      *p = NULL;
      if (--o->refcnt == 0) drop_from_frame(f, o);
    }
  }
  if (UNLIKELY(f->locals != NULL)) {
    Object *o = f->locals;
    f->locals = NULL;
    if (--o->refcnt == 0) drop_from_frame(f, o);
  }
  Object *func = (Object *)f->func, *code = (Object *)f->code;
  f->func = NULL;
  if (--func->refcnt == 0) drop_from_frame(f, func);
  if (UNLIKELY(--code->refcnt == 0)) object_dealloc(code);
}

static ALWAYS_INLINE void free_frame(Frame *f) {
  if (UNLIKELY((char *)f == VM->stack_chunk + sizeof(StackChunk)))
    frame_pop(f);
  else
    VM->stack_top = (char *)f;
}

static ALWAYS_INLINE Frame *alloc_frame(const Code *code, ssize_t extra) {
  size_t size = (size_t)(FRAME_WORDS + frame_slots(code) + extra) * sizeof(Object *);
  char *top = VM->stack_top;
  if (UNLIKELY((size_t)(VM->stack_limit - top) < size)) return frame_alloc(frame_slots(code) + extra);
  VM->stack_top = top + size;
  return (Frame *)(void *)top;
}

/* & | ^ << >> on one-digit ints; the guard of BINARY_BITS_INT and the specialiser allow only these. */
static ALWAYS_INLINE int64_t int_bits(uint32_t op, int64_t a, int64_t b) {
  switch (op) {
  case NB_AND:
  case NB_INPLACE_AND: return a & b;
  case NB_OR:
  case NB_INPLACE_OR: return a | b;
  case NB_LSHIFT:
  case NB_INPLACE_LSHIFT: return (int64_t)((uint64_t)a << b);
  case NB_RSHIFT:
  case NB_INPLACE_RSHIFT: return a >> b;
  default: return a ^ b;
  }
}

#define SAVE()   (frame->prev_instr = next - 1, frame->stack_top = (int32_t)(sp - frame->localsplus))
#define ARG      (instr >> 8)
#define PUSH(o)  (*sp++ = (Object *)(o))
#define POP()    (*--sp)
#define LOCAL(i) (frame->localsplus[i])
#define NAME_ARG tuple_item(frame->code->names, ARG)
/* Release a reference that is no longer in the frame. */
#define DROP(o)                                                                                              \
  do {                                                                                                       \
    Object *drop_ = (Object *)(o);                                                                           \
    if (--drop_->refcnt == 0) {                                                                              \
      SAVE();                                                                                                \
      object_dealloc(drop_);                                                                                 \
    }                                                                                                        \
  } while (0)
#define XDROP(o)                                                                                             \
  do {                                                                                                       \
    Object *xdrop_ = (Object *)(o);                                                                          \
    if (xdrop_ && --xdrop_->refcnt == 0) {                                                                   \
      SAVE();                                                                                                \
      object_dealloc(xdrop_);                                                                                \
    }                                                                                                        \
  } while (0)
/* The same for an exact compact int and an exact float: straight back to where they came from. */
#define DROP_INT(o)                                                                                          \
  do {                                                                                                       \
    Object *drop_ = (o);                                                                                     \
    if (--drop_->refcnt == 0) {                                                                              \
      if (UNLIKELY(CTRL->observe & OBSERVE_MEMORY)) SAVE();                                                  \
      object_mark_dead(drop_);                                                                               \
      mem_small_free(drop_);                                                                                 \
    }                                                                                                        \
  } while (0)
#define DROP_FLOAT(o)                                                                                        \
  do {                                                                                                       \
    Object *drop_ = (o);                                                                                     \
    if (--drop_->refcnt == 0) {                                                                              \
      if (UNLIKELY(CTRL->observe & OBSERVE_MEMORY)) SAVE();                                                  \
      float_dealloc(drop_);                                                                                  \
    }                                                                                                        \
  } while (0)
/* The two operands on top become `res`; NULL: error. */
#define FINISH_BINARY(res)                                                                                   \
  do {                                                                                                       \
    Object *left_ = sp[-2], *right_ = sp[-1];                                                                \
    sp[-2] = (res);                                                                                          \
    DROP(left_);                                                                                             \
    sp--;                                                                                                    \
    DROP(right_);                                                                                            \
    if (UNLIKELY(sp[-1] == NULL)) {                                                                          \
      sp--;                                                                                                  \
      goto error;                                                                                            \
    }                                                                                                        \
  } while (0)
/* Told before it happens, so that nothing is under way. */
#define STORE_EVENT(kind, o, a, b)                                                                           \
  do {                                                                                                       \
    if (UNLIKELY(CTRL->observe & OBSERVE_STORES)) {                                                          \
      SAVE();                                                                                                \
      observer_report((kind), (Object *)(o), (intptr_t)(a), (intptr_t)(b));                                  \
    }                                                                                                        \
  } while (0)
#define CASE(name) L_##name:
#define NEXT()                                                                                               \
  do {                                                                                                       \
    instr = *next++;                                                                                         \
    goto * CTRL->dispatch[(uint8_t)instr];                                                                   \
  } while (0)
/* Run the instruction again that was just rewritten (it was already observed). */
#define AGAIN()                                                                                              \
  do {                                                                                                       \
    instr = next[-1];                                                                                        \
    goto * CTRL->dispatch_fast[(uint8_t)instr];                                                              \
  } while (0)
/* Cache word 0 counts up; at 2 the instruction looks at its operands. A failed or undone specialisation sets
 * it far below. */
#define ADAPT()        (UNLIKELY(++*(int32_t *)next >= 2))
#define CLEAR_FRAME(f) clear_frame(f)
#define FREE_FRAME(f)  free_frame(f)

static Object *eval_loop(Frame *frame, enum EvalStart start) {
  static const void *const labels[256] = {
#define OP(name, kind, cache, effect, caption) [OP_##name] = &&L_##name,
#include "code/opcode.def"
#undef OP
#define SPECIAL(name, base, single) [OP_##name] = &&L_##name,
#include "code/specialized.def"
#undef SPECIAL
  };
  Instr *next;
  Object **sp;
  Object **consts;
  Object *kwnames = NULL;
  Object *result;
  Object **base;
  Instr instr;

  if (start == EVAL_BOOT) {
    for (int i = 0; i < 256; i++) CTRL->dispatch_fast[i] = labels[i] ? labels[i] : &&L_unknown;
    CTRL->dispatch_observe = &&L_observe;
    CTRL->dispatch_line = &&L_observe_line;
    for (int i = 0; i < 256; i++)
      CTRL->dispatch[i] =
          CTRL->observe & OBSERVE_INSTRUCTIONS ? CTRL->dispatch_observe : CTRL->dispatch_fast[i];
    return NULL;
  }
  if (UNLIKELY(start == EVAL_THROW)) {
    VM->frame = frame;
    if (UNLIKELY(RT->recursion_depth >= RT->recursion_limit) && !vm_enter_frame_slow()) {
      RT->recursion_depth++;
      goto exit_unwind;
    }
    RT->recursion_depth++;
    next = (Instr *)(uintptr_t)frame->prev_instr + 1;
    sp = frame->localsplus + frame->stack_top;
    consts = ((Tuple *)frame->code->consts)->items;
    goto error;
  }

start_frame:
  VM->frame = frame;
  if (UNLIKELY(RT->recursion_depth >= RT->recursion_limit) && !vm_enter_frame_slow()) {
    RT->recursion_depth++;
    sp = frame->localsplus + frame->stack_top;
    goto exit_unwind;
  }
  RT->recursion_depth++;
  if (UNLIKELY(frame->code->runs < CODE_WARM)) frame->code->runs++;
  OBSERVE(OBSERVE_FRAMES, EV_CALL, frame->code, frame, 0);
  next = (Instr *)(uintptr_t)frame->prev_instr + 1;
  sp = frame->localsplus + frame->stack_top;
  consts = ((Tuple *)frame->code->consts)->items;
  NEXT();

resume_frame: /* a call made by `frame` returned: its value is on the saved stack */
  next = (Instr *)(uintptr_t)frame->prev_instr + frame->resume;
  sp = frame->localsplus + frame->stack_top;
  consts = ((Tuple *)frame->code->consts)->items;
  NEXT();

L_observe:
  SAVE();
  vm_observe_instruction(frame, next - 1);
  goto * CTRL->dispatch_fast[single_opcode[(uint8_t)instr]];

L_observe_line: /* the host watches lines: LINE, with a question in between */
  next[0]++;
  SAVE();
  if (--CTRL->countdown < 0 ||
      (CTRL->observer && CTRL->observer->line && CTRL->observer->line(frame, next - 1)))
    if (!vm_line_pause(frame, next - 1)) goto error;
  next += 1;
  NEXT();

L_unknown:
  SAVE();
  err_format(T(SystemError), "unknown opcode %d", (int)INSTR_OP(instr));
  goto error;

#include "vm/ops_names.inc"
#include "vm/ops_data.inc"
#include "vm/ops_flow.inc"
#include "vm/ops_call.inc"
#include "vm/ops_special.inc"

unbound_local:
  SAVE();
  vm_unbound_error(frame, ARG);
  goto error;
unbound_cell:
  SAVE();
  vm_unbound_error(frame, ARG);
  goto error;

error:
  SAVE();
  kwnames = NULL;
  if (UNLIKELY(RT->exc == NULL)) err_format(T(SystemError), "error return without exception set");
  if (!frame_is_incomplete(frame)) {
    if (((BaseException *)RT->exc)->traceback == NULL) OBSERVE(OBSERVE_FRAMES, EV_RAISE, RT->exc, 0, 0);
    vm_traceback_here(frame);
  }

exception_unwind : {
  /* RERAISE has set prev_instr back to where the exception came from; the handler is that of the instruction
   * running. */
  const Instr *from = frame->prev_instr;
  const ExceptionEntry *handler = code_handler(frame->code, next - 1);
  Object **bottom = frame_stack(frame) + (handler ? handler->depth : 0);
  while (sp > bottom) {
    Object *o = POP();
    XDROP(o);
  }
  frame->prev_instr = from;
  if (handler == NULL) {
    frame->stack_top = (int32_t)(sp - frame->localsplus);
    OBSERVE(OBSERVE_FRAMES, EV_UNWIND, frame->code, RT->exc, 0);
    goto exit_unwind;
  }
  if (handler->lasti) {
    Object *lasti = int_from_i64(frame->prev_instr - frame->code->instrs);
    if (lasti == NULL) goto exception_unwind;
    PUSH(lasti);
  }
  next = (Instr *)(uintptr_t)code_enter_handler(frame->code, handler, frame->prev_instr);
  frame->stack_top = (int32_t)(sp - frame->localsplus);
  exception_settle(RT->exc);
  OBSERVE(OBSERVE_FRAMES, EV_CATCH, RT->exc, frame, 0);
  PUSH(RT->exc);
  RT->exc = NULL;
  NEXT();
}

exit_unwind : {
  RT->recursion_depth--;
  Frame *caller = frame->previous;
  VM->frame = caller;
  switch (frame->mode) {
  case FRAME_REPLACE: vm_getter_returned(frame, NULL); break;
  case FRAME_PLAIN:
  case FRAME_CALL_EX:
    clear_frame(frame);
    free_frame(frame);
    break;
  case FRAME_INIT:
    vm_init_returned(frame, NULL);
    RT->recursion_depth--;
    frame = caller;
    goto init_failed;
  case FRAME_GEN_ITER:
  case FRAME_GEN_SEND: vm_generator_failed(frame); break;
  default: return NULL;
  }
  frame = caller;
  next = (Instr *)(uintptr_t)frame->prev_instr + 1;
  sp = frame->localsplus + frame->stack_top;
  consts = ((Tuple *)frame->code->consts)->items;
  goto error;
}
}

Own vm_eval_frame(Frame *f) {
  f->is_entry = true;
  f->mode = FRAME_ENTRY;
  f->previous = VM->frame;
  if (UNLIKELY(vm_stack_is_low())) {
    err_format(T(RecursionError), "maximum recursion depth exceeded");
    return NULL;
  }
  return eval_loop(f, EVAL_RUN);
}

Own vm_eval_frame_throw(Frame *f) {
  f->is_entry = true;
  f->mode = FRAME_ENTRY;
  f->previous = VM->frame;
  return eval_loop(f, EVAL_THROW);
}

void vm_watch_lines(bool on) {
  for (int i = 0; i < 256; i++) { /* superinstructions may contain a LINE: they run their first half alone */
    const void *alone = CTRL->dispatch_fast[single_opcode[i]];
    CTRL->dispatch[i] = !on                           ? CTRL->dispatch_fast[i]
                        : single_opcode[i] == OP_LINE ? CTRL->dispatch_line
                                                      : alone;
  }
}

void vm_eval_boot(void) { (void)eval_loop(NULL, EVAL_BOOT); }

bool vm_line_pause(Frame *f, const Instr *next) {
  (void)next;
  do {
    CTRL->countdown++; /* this line has not run yet */
    VM->lines = vm_lines();
    fiber_pause(PAUSE_LINE);
  } while (--CTRL->countdown < 0);
  if (LIKELY(!CTRL->interrupt)) return true;
  CTRL->interrupt = 0;
  if (!f) return true; /* the program has ended */
  VM->input_index++;   /* recorded like an answer */
  err_set_none(T(KeyboardInterrupt));
  return false;
}

void vm_observe_instruction(Frame *f, const Instr *next) {
  while (CTRL->instr_limit == 0 && (CTRL->observe & OBSERVE_INSTRUCTIONS)) {
    VM->lines = vm_lines();
    fiber_pause(PAUSE_INSTR);
  }
  if (CTRL->instr_limit > 0) CTRL->instr_limit--;
  /* Told when it really runs: not by one who stops before it. */
  if (CTRL->observer && CTRL->observer->instruction && (CTRL->observe & OBSERVE_INSTRUCTIONS))
    CTRL->observer->instruction(f, next);
}
