/* The state of the virtual machine, one struct at a constant address behind the Runtime: `VM`. */
#ifndef LASTREF_VM_VM_H
#define LASTREF_VM_VM_H

#include "object/runtime.h"
#include "vm/frame.h"

typedef struct ExcStackItem { /* the exception being handled, one item a generator or the base */
  Object *value;              /* owned or NULL */
  struct ExcStackItem *previous;
} ExcStackItem;

/* How sys.stdout treats what is written, as CPython's does by what its standard output is. */
typedef enum OutputMode {
  OUTPUT_LINES,   /* a terminal: text waits for the end of its line; the debugger shows it at once */
  OUTPUT_BLOCKS,  /* a file or a pipe: text waits until there is a block of it */
  OUTPUT_WATCHED, /* the same, but it is shown at once: what is compared with a python3 that writes to a pipe
                   */
  OUTPUT_THROUGH  /* text does not wait: python3 -u */
} OutputMode;

typedef enum PauseReason {
  PAUSE_LINE,     /* the countdown of lines ran out; the frame's next line has not run */
  PAUSE_INSTR,    /* observing: the instruction limit ran out */
  PAUSE_EVENT,    /* observing: the event limit ran out */
  PAUSE_INPUT,    /* input wanted and not in the log */
  PAUSE_FINISHED, /* the program ended; VM->exit_status */
  PAUSE_PROMPT,   /* prompt session: waits for the next statement */
  PAUSE_ANSWERED, /* a request of vm/inspect.h was answered */
  PAUSE_ABANDONED /* no pause: the engine was left in the middle of something (fiber_leave) */
} PauseReason;

/* One chunk of the data stack; frames follow it. */
typedef struct StackChunk {
  struct StackChunk *previous;
  char *resume; /* stack_top of the previous chunk when this one was entered */
  size_t size;
} StackChunk;

typedef struct Vm {
  Frame *frame;           /* running one, innermost */
  ExcStackItem *exc_info; /* top of the stack of handled exceptions */
  ExcStackItem exc_base;
  char *stack_chunk, *stack_top, *stack_limit; /* the data stack */
  Frame *limbo;                                /* frames being set up or torn down */
  char *spare_chunk;                           /* an emptied chunk of the data stack kept for the next call */
  uint64_t lines;                              /* line clock as of the last pause; see vm_lines() */
  uint64_t output_length;                      /* bytes written to both streams so far */
  uint64_t input_index;                        /* entries of the input log consumed */
  int32_t exit_status;
  uint64_t exit_line; /* position of the pause between the program's last line and the end of its names; 0:
                         not there yet */
  bool finished;
  Object *main_module;     /* owned */
  Object *unit_constants;  /* owned: what the syntax tree of the running script would hold */
  Object *script_path;     /* owned */
  bool library_is_loaded;  /* see Program */
  uint32_t boot_serial;    /* HEAP->serial when the engine is up and the program is about to be compiled */
  Object *import_function; /* owned: the original builtins.__import__ */
  Object *sys_dict;        /* owned: the namespace of module sys */
  Object *file_texts;      /* owned dict: filename -> bytes of the text, for tracebacks */
  Object *native_modules;  /* owned dict: every native module made, alive until the end as CPython's */
  Object *stdlib;          /* owned str or NULL: --stdlib DIR */
  Object *async_finalizer, *async_firstiter; /* sys.set_asyncgen_hooks */
  Object *unraisable_type; /* owned: type of what sys.unraisablehook gets, once there was one */
  bool ended_by_interrupt; /* an uncaught KeyboardInterrupt */
  uint64_t seed;
  OutputMode output_mode;
} Vm;

#define VM ((Vm *)(ARENA_FIXED_BASE + ((sizeof(Runtime) + 4095) & ~4095ul)))

static inline uint64_t vm_lines(void) {
  return CTRL->line_base + CTRL->line_quota - (uint64_t)CTRL->countdown;
}

/* vm/boot.c. What the fiber runs (vm/fiber.h): boots the runtime on a fresh arena, then runs the program,
 * then ends it as CPython does (flush, traceback of an uncaught exception, finalization of modules), pausing
 * with PAUSE_FINISHED. */
typedef enum ProgramKind {
  PROGRAM_SCRIPT,
  PROGRAM_PROMPT,
  PROGRAM_AS_PROMPT, /* each statement of a file a unit */
  PROGRAM_AS_CELLS   /* each cell of a file: they begin at lines `# %%` */
} ProgramKind;
typedef struct Program {
  ProgramKind kind;
  const char *path;   /* absolute, as shown in tracebacks */
  const char *argv0;  /* sys.argv[0]: as it was given; NULL: path */
  const char *folder; /* sys.path[0]; NULL: that of path */
  const char *text;   /* source; host memory, must outlive the run; copied into the arena at boot */
  size_t length;
  int argc;
  const char *const *argv; /* further arguments */
  const char *stdlib;      /* --stdlib DIR or NULL */
  OutputMode output;
  bool library_is_loaded; /* what loading modules of the library makes counts for nothing, see import.c */
  uint32_t collect_every; /* > 0: the collector's first threshold, for tests */
  uint64_t seed;          /* for what CPython takes from the system's entropy */
} Program;
void vm_main(const Program *program);

/* Runs one unit in the namespace of __main__; used by scripts, exec, the prompt. */
Own vm_run_code(Ref code, Ref globals, Ref locals) MUST_USE;
/* vm/eval.c. Runs f until it is left or (a generator's) yields. NULL with exception. The caller clears the
 * frame. */
Own vm_eval_frame(Frame *f) MUST_USE;
/* The same, beginning with the pending exception raised at the frame's current instruction. */
Own vm_eval_frame_throw(Frame *f) MUST_USE;
/* Every LINE asks the observer (dispatch_line), or none does again. */
void vm_watch_lines(bool on);
void vm_eval_boot(void); /* fills the dispatch tables of the control page */

/* Called by LINE when the countdown has run out; returns when the host lets the program go on. false: it
 * wants the program interrupted here (Control.interrupt): KeyboardInterrupt is set. */
bool vm_line_pause(Frame *f, const Instr *next);
void vm_observe_instruction(Frame *f, const Instr *next);

/* Every root: frames, exception stack, holds, runtime tables. With object_traverse of all live objects this
 * finds every counted reference (audit). Roots are reported with EDGE_ENGINE, EDGE_NATIVE, EDGE_EXCEPTION and
 * the frames' own kinds. */
typedef struct RootVisitor {
  Visitor base;
  void (*frame)(
      struct RootVisitor *v,
      Frame *f); /* called before a frame's references, with NULL behind the last one; may be NULL */
  void (*generator)(struct RootVisitor *v, Object *o); /* not a root; for the model */
} RootVisitor;
void vm_visit_roots(RootVisitor *v);
/* Of these the few that change from one instruction to the next, without frames and holds. */
void vm_visit_live(Visitor *v);

/* Opcodes that the loop writes over the compiler's while the program runs (code/specialized.def), and their
 * way back. */
uint8_t vm_base_opcode(uint8_t op);
static inline Instr vm_base_instr(Instr i) { return INSTR(vm_base_opcode(INSTR_OP(i)), INSTR_ARG(i)); }

#endif
