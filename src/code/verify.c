// A check of code objects, for tests and for whoever takes code from elsewhere: every path is walked.
#include "code/code.h"
#include "heap/mem.h"
#include "object/tuple.h"

typedef struct Verifier {
  const Code *c;
  int32_t *depth; // at each word; -1: not reached yet
  uint32_t *todo; // words to walk from
  uint32_t pending;
  const char *error;
} Verifier;

static bool leaves(unsigned op) {
  return op == OP_RETURN_VALUE || op == OP_RAISE_VARARGS || op == OP_RERAISE;
}

static bool always_jumps(unsigned op) {
  return op == OP_JUMP_FORWARD || op == OP_JUMP_BACKWARD || op == OP_JUMP_BACKWARD_NO_INTERRUPT;
}

static bool fail(Verifier *v, const char *error) {
  if (!v->error) v->error = error;
  return false;
}

static bool reach(Verifier *v, int64_t word, int depth) {
  if (word < 0 || word >= v->c->count) return fail(v, "a jump leaves the code");
  if (depth < 0) return fail(v, "the stack runs empty");
  if (depth > v->c->stacksize) return fail(v, "the stack grows over its size");
  if (v->depth[word] == depth) return true;
  if (v->depth[word] != -1) return fail(v, "two ways to one instruction with different depths");
  v->depth[word] = depth;
  v->todo[v->pending++] = (uint32_t)word;
  return true;
}

static bool argument_fits(Verifier *v, unsigned op, uint32_t arg) {
  const Code *c = v->c;
  switch (opcode_info[op].arg) {
  case ARG_CONST: return (ssize_t)arg < tuple_size(c->consts) || fail(v, "no such constant");
  case ARG_NAME: return (ssize_t)arg < tuple_size(c->names) || fail(v, "no such name");
  case ARG_GLOBAL: return (ssize_t)(arg >> 1) < tuple_size(c->names) || fail(v, "no such name");
  case ARG_LOCAL: return (int32_t)arg < c->nlocalsplus || fail(v, "no such local");
  default: return true;
  }
}

static bool step(Verifier *v, uint32_t word) {
  const Code *c = v->c;
  unsigned op = code_opcode(c->instrs[word]);
  uint32_t arg = INSTR_ARG(c->instrs[word]);
  int depth = v->depth[word];
  if (op >= OP_COMPILER_COUNT) return fail(v, "no such opcode");
  if (!argument_fits(v, op, arg)) return false;
  const ExceptionEntry *handler = code_handler(c, &c->instrs[word]);
  if (handler && !reach(v, handler->target, handler->depth + handler->lasti + 1)) return false;
  int64_t target = code_target(c, word);
  if (target >= 0 && !reach(v, target, depth + opcode_effect(op, arg, true))) return false;
  if (leaves(op) || always_jumps(op)) return true;
  if (op == OP_SKIP_LINE) {
    if (word + 1 >= (uint32_t)c->count || code_opcode(c->instrs[word + 1]) != OP_LINE)
      return fail(v, "SKIP_LINE without LINE");
    return reach(v, code_next(c, word + 1), depth);
  }
  if (op == OP_RETURN_GENERATOR) depth++; // the value sent in first comes on the stack
  return reach(v, code_next(c, word), depth + opcode_effect(op, arg, false));
}

const char *code_verify(const Code *c) {
  Verifier v = {c, mem_alloc((size_t)c->count * sizeof(int32_t) + 4),
                mem_alloc((size_t)c->count * sizeof(uint32_t) + 4), 0, NULL};
  if (!v.depth || !v.todo) {
    v.error = "out of memory";
  } else {
    for (int32_t i = 0; i < c->count; i++) v.depth[i] = -1;
    if (c->count) reach(&v, 0, 0);
    while (v.pending && !v.error) step(&v, v.todo[--v.pending]);
  }
  mem_free(v.depth);
  mem_free(v.todo);
  return v.error;
}
