/* Code objects and the instruction format.
 *
 * Invariants
 * - instrs[0..count) are 32-bit words: instructions, each followed by its cache words (opcode.def). The order
 * of instructions, their arguments and lines are those CPython 3.11 compiles (tests compare with its dis),
 * with LINE added.
 * - LINE stands in front of exactly those instructions where CPython's line tracing reports a line event, per
 * edge: an edge that reports none jumps past it. So "a LINE was executed" = "a line event happened". Rule
 * (maybe_call_line_trace of 3.11): with prev the instruction run before in this frame, an event happens if
 * instr has a line and (line(instr) != line(prev), or instr lies before prev and is not SEND), or it is the
 * first instruction after the RESUME that opens the function. Where falling in must not report but a jump
 * must, a SKIP_LINE in front of the LINE leads past it. Handlers: code_enter_handler.
 * - One constant of one value (and type, sign of zero, kind) in a compilation unit is one object: all code
 * objects of the unit share it.
 */
#ifndef LASTREF_CODE_CODE_H
#define LASTREF_CODE_CODE_H

#include "heap/object.h"
#include "object/function.h"

#define EFFECT_VARIES 127
typedef enum Opcode {
#define OP(name, kind, cache, effect, caption) OP_##name,
#include "code/opcode.def"
#undef OP
  OP_COMPILER_COUNT
} Opcode;
typedef enum ArgKind {
  ARG_NONE,
  ARG_LINE,
  ARG_CONST,
  ARG_NAME,
  ARG_GLOBAL /* name index << 1 | push NULL */,
  ARG_LOCAL,
  ARG_COUNT,
  ARG_FLAGS,
  ARG_BINARY,
  ARG_COMPARE,
  ARG_JUMP_FORWARD,
  ARG_JUMP_BACKWARD
} ArgKind;
typedef struct OpcodeInfo {
  const char *name;
  ArgKind arg;
  uint8_t cache;
  int8_t effect;
  const char *caption;
} OpcodeInfo;
extern const OpcodeInfo opcode_info[OP_COMPILER_COUNT]; /* code/opcode.c */
extern const uint8_t
    opcode_base[256]; /* the compiler's opcode of each, specialised forms (code/specialized.def) included */

extern const char *const code_binary_signs[26],
    *const code_compare_signs[6]; /* by BINARY_OP's, COMPARE_OP's argument */

/* Net stack effect with an argument, when falling through or when jumping. */
int opcode_effect(unsigned op, uint32_t arg, bool jump);

typedef uint32_t Instr;
#define INSTR(op, arg) ((Instr)(op) | (Instr)(arg) << 8)
#define INSTR_OP(i)    ((uint8_t)(i))
#define INSTR_ARG(i)   ((uint32_t)(i) >> 8)

typedef struct Location { /* of one word of code; line 0 = none; columns are UTF-8 bytes, -1 = none */
  int32_t line, end_line;
  int16_t column, end_column; /* clipped to 32767 → -1 beyond */
} Location;
typedef struct ExceptionEntry { /* instrs [start, end) are protected; words */
  uint32_t start, end, target;
  uint16_t depth;
  bool lasti;
} ExceptionEntry;

enum CodeFlags {
  CO_OPTIMIZED = 1,
  CO_NEWLOCALS = 2,
  CO_VARARGS = 4,
  CO_VARKEYWORDS = 8,
  CO_NESTED = 16,
  CO_GENERATOR = 32,
  CO_COROUTINE = 128,
  CO_ITERABLE_COROUTINE = 256,
  CO_ASYNC_GENERATOR = 512,
  CO_FUTURE_ANNOTATIONS = 0x1000000
};
enum LocalKind {
  LOCAL_PLAIN = 0x20,
  LOCAL_CELL = 0x40,
  LOCAL_FREE = 0x80
}; /* bits; an argument that is a cell has both first */

struct Code {
  Object ob;
  int32_t flags, argcount, posonlyargcount, kwonlyargcount; /* argcount includes positional-only */
  int32_t nlocals, nlocalsplus, ncellvars, nfreevars, stacksize, firstlineno;
  int32_t unit; /* number of the compilation unit, for the model */
  uint32_t version;
  Object *consts;                     /* owned tuple */
  Object *names;                      /* owned tuple of interned str */
  Object *localsplusnames;            /* owned tuple: locals, cells, free variables */
  Object *localspluskinds;            /* owned bytes of LocalKind */
  Object *filename, *name, *qualname; /* owned str */
  Object *weaklist;
  Instr *instrs;              /* memory block */
  Location *locations;        /* memory block, one per word */
  ExceptionEntry *exceptions; /* memory block, sorted by start; an instruction's handler is the innermost
                                 covering it: entries do not overlap */
  int32_t count, exception_count;
  int32_t first_traceable; /* word index of RESUME */
  int32_t simple_args;  /* argcount of a function that takes nothing but positional arguments, else -1: set by
                           code_new */
  int32_t cpython_size; /* bytes its co_code would have in CPython, for getsizeof */
  uint8_t runs; /* how often it was begun, up to CODE_WARM: then CPython specialises its instructions */
  bool quiet; /* without LINE: code of the library that comes with lastref, and what it makes out of texts */
  bool untraced; /* of the library, C in CPython: leaves no entry in tracebacks */
};

enum { CODE_WARM = 8 };

/* Everything a code object is made of; the strings and tuples are borrowed, the arrays are copied. */
typedef struct CodeParts {
  Code proto; /* ob ignored */
} CodeParts;
static inline unsigned code_opcode(Instr i) { return opcode_base[INSTR_OP(i)]; }
/* The word of the instruction behind the one at `word`. */
static inline uint32_t code_next(const Code *c, uint32_t word) {
  return word + 1 + opcode_info[code_opcode(c->instrs[word])].cache;
}
/* Where the jump at `word` leads; -1: no jump. */
int64_t code_target(const Code *c, uint32_t word);
/* LINE and SKIP_LINE: what CPython does not have. */
static inline bool code_is_hidden(const Code *c, uint32_t word) {
  unsigned op = code_opcode(c->instrs[word]);
  return op == OP_LINE || op == OP_SKIP_LINE;
}
Own code_new(const CodeParts *parts) MUST_USE;
bool code_equal(const Code *a, const Code *b); /* as ==: same instructions, names, constants */
int code_line(const Code *c, const Instr *at); /* 0: none */
const ExceptionEntry *code_handler(const Code *c, const Instr *at); /* NULL: none */
/* Where to go on for a handler, when the instruction at `from` (the frame's prev_instr) raised: past the LINE
 * at the handler if CPython reports no line event there. An event happens if the lines differ or the handler
 * stands before `from`. */
static inline const Instr *code_enter_handler(const Code *c, const ExceptionEntry *e, const Instr *from) {
  const Instr *to = c->instrs + e->target;
  if (INSTR_OP(*to) == OP_LINE && c->locations[from - c->instrs].line == (int32_t)INSTR_ARG(*to) && to > from)
    to += 1 + opcode_info[OP_LINE].cache;
  return to;
}
/* Text as `dis` prints it, LINE left out: for tests and for the instruction view. */
Own code_disassemble(Ref code) MUST_USE;
/* Walks every path: stack depth, jump targets, indices. NULL if well-formed, else a message. */
const char *code_verify(const Code *c);

#endif
