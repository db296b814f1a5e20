// The graph of basic blocks: what CPython's compiler does to it between code generation and assembly, in the
// same order, because which instructions stay, and on which lines, decides what a tracer and a person see.
#include "compile/gen.h"

#include "object/err.h"
#include "object/protocol.h"
#include "object/tuple.h"

enum { MAX_COPIED_INSTRUCTIONS = 4 };

static Ins *last_ins(Block *b) { return b->used ? &b->ins[b->used - 1] : NULL; }

static Block *skip_empty(Block *b) {
  while (b->used == 0 && b->next) b = b->next;
  return b;
}

static void make_nop(Ins *i) {
  i->op = OP_NOP;
  i->arg = 0;
  i->target = NULL;
}

// ---- marks ----

static void mark_exits(Block *b) {
  for (uint32_t i = 0; i < b->used; i++) {
    Ins *ins = &b->ins[i];
    switch (ins->op) {
    case OP_RETURN_VALUE:
    case OP_RAISE_VARARGS:
    case OP_RERAISE:
      b->exit = true;
      b->no_fallthrough = true;
      break;
    case P_JUMP:
    case P_JUMP_NO_INTERRUPT: b->no_fallthrough = true; break;
    default: break;
    }
    if (ins_is_jump(ins)) ins->target = skip_empty(ins->target);
  }
}

static void clear_visited(Block *entry) {
  for (Block *b = entry; b; b = b->next) b->visited = false;
}

// ---- swaps ----

static bool is_swappable(unsigned op) { return op == OP_STORE_FAST || op == OP_POP_TOP; }

// Runs of SWAPs (as patterns and unpackings make them) become the shortest run with the same effect: the
// permutation is taken apart into cycles, each of which passes through the top.
static void shorten_swaps(Gen *g, Block *b, uint32_t *at) {
  Ins *run = &b->ins[*at];
  uint32_t depth = run[0].arg, length = 1, swaps = 1;
  for (; length < b->used - *at; length++) {
    if (run[length].op == OP_SWAP) {
      depth = MAX(depth, run[length].arg);
      swaps++;
    } else if (run[length].op != OP_NOP) {
      break;
    }
  }
  if (swaps < 2) return;
  const uint32_t DONE = UINT32_MAX;
  uint32_t *stack = unit_alloc(g->unit, depth * sizeof *stack);
  if (!stack) return;
  for (uint32_t i = 0; i < depth; i++) stack[i] = i;
  for (uint32_t i = 0; i < length; i++) {
    if (run[i].op != OP_SWAP) continue;
    uint32_t top = stack[0];
    stack[0] = stack[run[i].arg - 1];
    stack[run[i].arg - 1] = top;
  }
  // Written from the end of the run backwards, so the cycles are walked in reverse.
  uint32_t write = length;
  for (uint32_t i = 0; i < depth; i++) {
    if (stack[i] == (uint32_t)DONE || stack[i] == i) continue;
    for (uint32_t j = i;;) {
      if (j) {
        run[--write].op = OP_SWAP;
        run[write].arg = j + 1;
      }
      if (stack[j] == (uint32_t)DONE) break;
      uint32_t next = stack[j];
      stack[j] = (uint32_t)DONE;
      j = next;
    }
  }
  while (write > 0) make_nop(&run[--write]);
  *at += length - 1;
}

static int64_t next_swappable(const Block *b, int64_t i, int32_t line) {
  while (++i < b->used) {
    if (line >= 0 && b->ins[i].loc.line != line) return -1;
    if (b->ins[i].op == OP_NOP) continue;
    return is_swappable(b->ins[i].op) ? i : -1;
  }
  return -1;
}

static int64_t stored_local(const Ins *i) { return i->op == OP_STORE_FAST ? (int64_t)i->arg : -1; }

// SWAP followed by stores: the stores trade places instead.
static void apply_swaps(Block *b, int64_t i) {
  for (; i >= 0; i--) {
    Ins *swap = &b->ins[i];
    if (swap->op != OP_SWAP) {
      if (swap->op == OP_NOP || is_swappable(swap->op)) continue;
      return;
    }
    int64_t first = next_swappable(b, i, -1);
    if (first < 0) return;
    int64_t second = first;
    int32_t line = b->ins[first].loc.line;
    for (uint32_t count = swap->arg - 1; count > 0; count--) {
      second = next_swappable(b, second, line);
      if (second < 0) return;
    }
    int64_t x = stored_local(&b->ins[first]), y = stored_local(&b->ins[second]);
    if (x >= 0 || y >= 0) { // the order of two stores to one name must stay
      if (x == y) return;
      for (int64_t k = first + 1; k < second; k++) {
        int64_t z = stored_local(&b->ins[k]);
        if (z >= 0 && (z == x || z == y)) return;
      }
    }
    make_nop(swap);
    Ins moved = b->ins[first];
    b->ins[first] = b->ins[second];
    b->ins[second] = moved;
  }
}

// ---- one block ----

static void fold_build_tuple(Gen *g, Ins *build, uint32_t n) {
  for (uint32_t i = 1; i <= n; i++)
    if (build[-(int64_t)i].op != OP_LOAD_CONST) return;
  Object *t = unit_keep(g->unit, n ? tuple_new((ssize_t)n) : NEWREF(RT->empty_tuple));
  if (!t) return;
  for (uint32_t i = 0; i < n; i++) {
    Ins *load = &build[-(int64_t)n + i];
    Object *value = (Object *)(uintptr_t)g->consts.items[load->arg];
    ((Tuple *)t)->items[i] = NEWREF(value);
    make_nop(load);
  }
  build->op = OP_LOAD_CONST;
  build->arg = gen_const_index(g, t);
}

// A jump to a jump goes to the second one's target at once, if both stand on the same line.
static bool thread_jump(Ins *ins, const Ins *target, unsigned op) {
  if (ins->target == target->target || ins->loc.line != target->loc.line) return false;
  ins->target = target->target;
  ins->op = (uint16_t)op;
  return true;
}

// Returns true if the instruction changed and must be looked at again.
static bool optimize_jump(Ins *ins, const Ins *target) {
  bool on_true = ins->op == OP_JUMP_IF_TRUE_OR_POP;
  switch (ins->op) {
  case OP_JUMP_IF_FALSE_OR_POP:
  case OP_JUMP_IF_TRUE_OR_POP: {
    unsigned same_pop = on_true ? P_POP_JUMP_IF_TRUE : P_POP_JUMP_IF_FALSE;
    if (target->op == same_pop) return thread_jump(ins, target, same_pop);
    if (target->op == P_JUMP || target->op == ins->op) return thread_jump(ins, target, ins->op);
    if (target->op == (on_true ? OP_JUMP_IF_FALSE_OR_POP : OP_JUMP_IF_TRUE_OR_POP) ||
        target->op == (on_true ? P_POP_JUMP_IF_FALSE : P_POP_JUMP_IF_TRUE)) {
      if (ins->loc.line != target->loc.line) return false;
      ins->op = (uint16_t)same_pop; // the second test will not jump
      ins->target = ins->target->next;
      return true;
    }
    return false;
  }
  case P_POP_JUMP_IF_FALSE:
  case P_POP_JUMP_IF_TRUE:
  case P_POP_JUMP_IF_NONE:
  case P_POP_JUMP_IF_NOT_NONE: return target->op == P_JUMP && thread_jump(ins, target, ins->op);
  case P_JUMP: return target->op == P_JUMP && thread_jump(ins, target, P_JUMP);
  default: return false;
  }
}

static void optimize_load_const(Gen *g, Block *b, uint32_t i) {
  Ins *load = &b->ins[i], *next = i + 1 < b->used ? load + 1 : NULL;
  if (!next) return;
  Object *value = (Object *)(uintptr_t)g->consts.items[load->arg];
  switch (next->op) {
  case P_POP_JUMP_IF_FALSE:
  case P_POP_JUMP_IF_TRUE:
  case OP_JUMP_IF_FALSE_OR_POP:
  case OP_JUMP_IF_TRUE_OR_POP: {
    int truth = object_is_true(value);
    bool pops = next->op == P_POP_JUMP_IF_FALSE || next->op == P_POP_JUMP_IF_TRUE;
    bool jumps_if = next->op == P_POP_JUMP_IF_TRUE || next->op == OP_JUMP_IF_TRUE_OR_POP;
    if (truth < 0) {
      g->unit->failed = true;
      return;
    }
    bool jumps = (truth != 0) == jumps_if;
    if (pops || !jumps) make_nop(load);
    if (jumps) {
      next->op = P_JUMP;
      b->no_fallthrough = true;
    } else {
      make_nop(next);
    }
    return;
  }
  case OP_IS_OP: {
    Ins *jump = i + 2 < b->used ? load + 2 : NULL;
    if (value != NONE || !jump || (jump->op != P_POP_JUMP_IF_FALSE && jump->op != P_POP_JUMP_IF_TRUE)) return;
    bool is_not = next->arg == 1;
    jump->op = is_not != (jump->op == P_POP_JUMP_IF_FALSE) ? P_POP_JUMP_IF_NOT_NONE : P_POP_JUMP_IF_NONE;
    make_nop(load);
    make_nop(next);
    return;
  }
  default: return;
  }
}

static void optimize_block(Gen *g, Block *b) {
  for (uint32_t i = 0; i < b->used && gen_ok(g); i++) {
    Ins *ins = &b->ins[i];
    Ins *next = i + 1 < b->used ? ins + 1 : NULL;
    if (ins_has_target(ins)) {
      ins->target = skip_empty(ins->target);
      while (ins->target->used && optimize_jump(ins, &ins->target->ins[0]))
        ins->target = skip_empty(ins->target);
      continue;
    }
    switch (ins->op) {
    case OP_LOAD_CONST: optimize_load_const(g, b, i); break;
    case OP_BUILD_TUPLE:
      if (next && next->op == OP_UNPACK_SEQUENCE && next->arg == ins->arg && ins->arg >= 1 && ins->arg <= 3) {
        bool swap = ins->arg > 1;
        make_nop(ins);
        if (swap)
          next->op = OP_SWAP;
        else
          make_nop(next);
        break;
      }
      if (i >= ins->arg) fold_build_tuple(g, ins, ins->arg);
      break;
    case OP_SWAP:
      if (ins->arg == 1) {
        make_nop(ins);
        break;
      }
      shorten_swaps(g, b, &i);
      apply_swaps(b, i);
      break;
    case OP_PUSH_NULL:
      if (next && next->op == OP_LOAD_GLOBAL && !(next->arg & 1)) {
        make_nop(ins);
        next->arg |= 1;
      }
      break;
    default: break;
    }
  }
}

// Takes out the NOPs that no line needs.
void flow_clean(Block *b) {
  uint32_t kept = 0;
  int32_t previous_line = -1;
  for (uint32_t i = 0; i < b->used; i++) {
    int32_t line = b->ins[i].loc.line;
    if (b->ins[i].op == OP_NOP) {
      if (line < 0 || line == previous_line) continue;
      if (i + 1 < b->used) {
        Ins *next = &b->ins[i + 1];
        if (next->loc.line == line) continue;
        if (next->loc.line < 0) {
          next->loc = b->ins[i].loc;
          continue;
        }
      } else {
        Block *next = b->next;
        while (next && next->used == 0) next = next->next;
        if (next && next->ins[0].loc.line == line) continue;
      }
    }
    b->ins[kept++] = b->ins[i];
    previous_line = line;
  }
  b->used = kept;
}

// ---- the whole graph ----

static bool is_exit_without_line(const Block *b) {
  for (uint32_t i = 0; i < b->used; i++)
    if (b->ins[i].loc.line >= 0) return false;
  return b->exit && b->used;
}

// A jump to a short artificial exit (`return None` at the end of a body) becomes a copy of it.
static void copy_short_exit(Gen *g, Block *b) {
  Ins *last = last_ins(b);
  if (!last || last->op != P_JUMP) return;
  Block *target = last->target;
  if (!is_exit_without_line(target) || target->used > MAX_COPIED_INSTRUCTIONS) return;
  make_nop(last);
  for (uint32_t i = 0; i < target->used && gen_ok(g); i++) {
    Ins copy = target->ins[i];
    *block_append(g->unit, b) = copy;
  }
  b->exit = true;
}

static bool mark_reachable(Gen *g, Block *entry) {
  uint32_t count = 0;
  for (Block *b = entry; b; b = b->next) {
    b->predecessors = 0;
    b->visited = false;
    count++;
  }
  Block **todo = unit_alloc(g->unit, count * sizeof *todo);
  if (!todo) return false;
  uint32_t n = 0;
  entry->predecessors = 1;
  entry->visited = true;
  todo[n++] = entry;
  while (n) {
    Block *b = todo[--n];
    if (b->next && !b->no_fallthrough) {
      if (!b->next->visited) todo[n++] = b->next;
      b->next->visited = true;
      b->next->predecessors++;
    }
    for (uint32_t i = 0; i < b->used; i++) {
      if (!ins_has_target(&b->ins[i])) continue;
      Block *target = b->ins[i].target;
      if (!target->visited) todo[n++] = target;
      target->visited = true;
      target->predecessors++;
    }
  }
  return true;
}

static void drop_empty_blocks(Block *entry) {
  for (Block *b = entry; b; b = b->next)
    if (b->next) b->next = skip_empty(b->next);
  for (Block *b = entry; b; b = b->next)
    for (uint32_t i = 0; i < b->used; i++)
      if (ins_has_target(&b->ins[i])) b->ins[i].target = skip_empty(b->ins[i].target);
}

void flow_optimize(Gen *g, Block *entry) {
  // Blocks are extended before and after optimisation, the newest first: so what follows a `with` at the end
  // of a body is an exit already when the jump to it is looked at.
  for (Block *b = g->last_made; b; b = b->made) mark_exits(b);
  for (Block *b = g->last_made; b && gen_ok(g); b = b->made) copy_short_exit(g, b);
  for (Block *b = entry; b && gen_ok(g); b = b->next) {
    optimize_block(g, b);
    flow_clean(b);
  }
  for (Block *b = g->last_made; b && gen_ok(g); b = b->made) copy_short_exit(g, b);
  if (!gen_ok(g) || !mark_reachable(g, entry)) return;
  for (Block *b = entry; b; b = b->next) {
    if (b->predecessors) continue;
    b->used = 0;
    b->no_fallthrough = false;
  }
  for (Block *b = entry; b; b = b->next) flow_clean(b);
  drop_empty_blocks(entry);
  bool again = false;
  for (Block *b = entry; b; b = b->next) {
    Ins *last = last_ins(b);
    if (!last || (last->op != P_JUMP && last->op != P_JUMP_NO_INTERRUPT) || last->target != b->next) continue;
    b->no_fallthrough = false;
    make_nop(last); // it may still get a line, so it is not taken out yet
    again = true;
  }
  if (again) drop_empty_blocks(entry);
}

// ---- lines ----

static Block *copy_block(Gen *g, const Block *b) {
  Block *copy = gen_block(g);
  for (uint32_t i = 0; i < b->used && gen_ok(g); i++) *block_append(g->unit, copy) = b->ins[i];
  copy->exit = b->exit;
  copy->no_fallthrough = b->no_fallthrough;
  return copy;
}

// Artificial exits (return None at the end of a body) are copied for each jump to them, so that each copy
// belongs to the line it is reached from.
static void duplicate_exits(Gen *g, Block *entry) {
  for (Block *b = g->last_made; b && gen_ok(g);
       b = b->made) { // newest first: decides the order of the copies
    Ins *last = last_ins(b);
    if (!last || !ins_is_jump(last)) continue;
    Block *target = last->target;
    if (!is_exit_without_line(target) || target->predecessors < 2) continue;
    Block *copy = copy_block(g, target);
    if (!gen_ok(g)) return;
    last = last_ins(b);
    copy->ins[0].loc = last->loc;
    last->target = copy;
    target->predecessors--;
    copy->predecessors = 1;
    copy->next = target->next;
    target->next = copy;
  }
  for (Block *b = entry; b; b = b->next)
    while (b->next && b->next->used == 0) b->next = b->next->next;
  for (Block *b = entry; b; b = b->next) {
    if (b->no_fallthrough || !b->next || !b->used) continue;
    if (is_exit_without_line(b->next)) b->next->ins[0].loc = b->ins[b->used - 1].loc;
  }
}

static void propagate_lines(Block *entry) {
  for (Block *b = entry; b; b = b->next) {
    if (!b->used) continue;
    Loc previous = NO_LOC;
    for (uint32_t i = 0; i < b->used; i++) {
      if (b->ins[i].loc.line < 0)
        b->ins[i].loc = previous;
      else
        previous = b->ins[i].loc;
    }
    if (!b->no_fallthrough && b->next && b->next->predecessors == 1 && b->next->used &&
        b->next->ins[0].loc.line < 0)
      b->next->ins[0].loc = previous;
    Ins *last = last_ins(b);
    if (!ins_is_jump(last)) continue;
    Block *target = last->target;
    if (target->predecessors == 1 && target->ins[0].loc.line < 0) target->ins[0].loc = previous;
  }
}

static void give_exits_lines(Block *entry, int32_t first_line) {
  int32_t line = first_line;
  for (Block *b = entry; b; b = b->next) {
    if (!b->used) continue;
    Ins *last = last_ins(b);
    if (last->loc.line >= 0) {
      line = last->loc.line;
    } else if (last->op == OP_RETURN_VALUE) {
      for (uint32_t i = 0; i < b->used; i++) b->ins[i].loc.line = line;
    }
  }
}

void flow_place_lines(Gen *g, Block *entry) {
  duplicate_exits(g, entry);
  if (!gen_ok(g)) return;
  propagate_lines(entry);
  give_exits_lines(entry, g->first_line);
}

// ---- stack depth ----

int op_effect(unsigned op, uint32_t arg, bool jump) {
  switch (op) {
  case P_SETUP_FINALLY: return jump ? 1 : 0;
  case P_SETUP_CLEANUP: return jump ? 2 : 0;
  case P_SETUP_WITH:
    return jump ? 1 : 0; // the result of __enter__ goes, then the place and the exception come
  case P_POP_BLOCK:
  case P_JUMP:
  case P_JUMP_NO_INTERRUPT: return 0;
  case P_POP_JUMP_IF_FALSE:
  case P_POP_JUMP_IF_TRUE:
  case P_POP_JUMP_IF_NONE:
  case P_POP_JUMP_IF_NOT_NONE: return -1;
  case P_PRECALL: return -(int)arg;
  case OP_CALL: return -1; // P_PRECALL has accounted for the arguments
  default: return opcode_effect(op, arg, jump);
  }
}

int flow_stack_depth(Gen *g, Block *entry, int start) {
  uint32_t count = 0;
  for (Block *b = entry; b; b = b->next) {
    b->start_depth = INT32_MIN;
    count++;
  }
  Block **todo = unit_alloc(g->unit, count * sizeof *todo);
  if (!todo) return 0;
  uint32_t n = 0;
  int deepest = 0;
  entry->start_depth = start;
  todo[n++] = entry;
  while (n) {
    Block *b = todo[--n];
    int depth = b->start_depth;
    bool falls = true;
    for (uint32_t i = 0; i < b->used; i++) {
      Ins *ins = &b->ins[i];
      int after = depth + op_effect(ins->op, ins->arg, false);
      deepest = MAX(deepest, after);
      if (ins_has_target(ins)) {
        int there = depth + op_effect(ins->op, ins->arg, true);
        deepest = MAX(deepest, there);
        if (ins->target->start_depth < there && ins->target->start_depth == INT32_MIN) {
          ins->target->start_depth = there;
          todo[n++] = ins->target;
        }
      }
      depth = after;
      if (ins->op == P_JUMP || ins->op == P_JUMP_NO_INTERRUPT || ins->op == OP_RETURN_VALUE ||
          ins->op == OP_RAISE_VARARGS || ins->op == OP_RERAISE) {
        falls = false;
        break;
      }
    }
    if (falls && b->next && b->next->start_depth == INT32_MIN) {
      b->next->start_depth = depth;
      todo[n++] = b->next;
    }
  }
  return deepest;
}

// ---- handlers ----

struct ExceptStack {
  Block *handlers[MAX_NESTED_BLOCKS + 2];
  int depth;
};

static ExceptStack *copy_stack(Gen *g, const ExceptStack *s) {
  ExceptStack *copy = unit_alloc(g->unit, sizeof *copy);
  if (copy) *copy = *s;
  return copy;
}

static Block *stack_top(const ExceptStack *s) { return s->depth ? s->handlers[s->depth - 1] : NULL; }

void flow_label_handlers(Gen *g, Block *entry) {
  uint32_t count = 0;
  for (Block *b = entry; b; b = b->next) count++;
  clear_visited(entry);
  Block **todo = unit_alloc(g->unit, count * sizeof *todo);
  ExceptStack *empty = unit_alloc(g->unit, sizeof *empty);
  if (!todo || !empty) return;
  uint32_t n = 0;
  entry->stack = empty;
  entry->visited = true;
  todo[n++] = entry;
  while (n) {
    Block *b = todo[--n];
    ExceptStack *stack = copy_stack(g, b->stack);
    if (!stack) return;
    for (uint32_t i = 0; i < b->used; i++) {
      Ins *ins = &b->ins[i];
      if (ins->op == P_POP_BLOCK) {
        if (stack->depth > 0) stack->depth--;
        make_nop(ins);
        continue;
      }
      if (!ins_is_setup(ins)) ins->except = stack_top(stack);
      if (ins_has_target(ins) && !ins->target->visited) {
        ins->target->stack = copy_stack(g, stack);
        if (!ins->target->stack) return;
        ins->target->visited = true;
        todo[n++] = ins->target;
      }
      if (!ins_is_setup(ins)) continue;
      if (ins->op != P_SETUP_FINALLY) ins->target->preserve_lasti = true;
      if (stack->depth >= (int)ARRAY_LEN(stack->handlers)) {
        err_format(T(SystemError), "too many statically nested blocks");
        g->unit->failed = true;
        return;
      }
      stack->handlers[stack->depth++] = ins->target;
      make_nop(ins);
    }
    if (!b->no_fallthrough && b->next && !b->next->visited) {
      b->next->stack = stack;
      b->next->visited = true;
      todo[n++] = b->next;
    }
  }
}
