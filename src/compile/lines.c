// From blocks to words: directions of jumps, places, and the LINE instructions.
//
// CPython 3.11 reports a line event in front of instruction I, coming from P in the same frame, if I has a
// line, is no RESUME, and: P is the RESUME that opens the function; or P's line is another; or I stands
// before P and is no SEND. Coming out of the exception table P is the instruction that raised, which is known
// only then: see code_enter_handler.
//
// An instruction that needs an event on some way in gets a LINE in front; jumps that must not report aim
// behind it. Where falling in must not report, a SKIP_LINE in front of the LINE leads past it.
#include "compile/gen.h"

#include "object/err.h"

typedef struct Place { // of one instruction
  Ins *ins;
  uint32_t line_at, at; // words; line_at == at: no LINE
  bool fall_in;         // the instruction before can go on to this one
  bool event_falling, event_jumping, handler;
} Place;

static bool falls_through(const Ins *i) {
  switch (i->op) {
  case OP_RETURN_VALUE:
  case OP_RAISE_VARARGS:
  case OP_RERAISE:
  case OP_JUMP_FORWARD:
  case OP_JUMP_BACKWARD:
  case OP_JUMP_BACKWARD_NO_INTERRUPT: return false;
  default: return true;
  }
}

static uint16_t directed(unsigned op, bool forward) {
  switch (op) {
  case P_JUMP: return forward ? OP_JUMP_FORWARD : OP_JUMP_BACKWARD;
  case P_JUMP_NO_INTERRUPT: return forward ? OP_JUMP_FORWARD : OP_JUMP_BACKWARD_NO_INTERRUPT;
  case P_POP_JUMP_IF_FALSE: return forward ? OP_POP_JUMP_FORWARD_IF_FALSE : OP_POP_JUMP_BACKWARD_IF_FALSE;
  case P_POP_JUMP_IF_TRUE: return forward ? OP_POP_JUMP_FORWARD_IF_TRUE : OP_POP_JUMP_BACKWARD_IF_TRUE;
  case P_POP_JUMP_IF_NONE: return forward ? OP_POP_JUMP_FORWARD_IF_NONE : OP_POP_JUMP_BACKWARD_IF_NONE;
  case P_POP_JUMP_IF_NOT_NONE:
    return forward ? OP_POP_JUMP_FORWARD_IF_NOT_NONE : OP_POP_JUMP_BACKWARD_IF_NOT_NONE;
  default: return (uint16_t)op;
  }
}

// Numbers the instructions (Block.offset is the number of its first one), drops PRECALL, directs the jumps.
static uint32_t number_instructions(Block *entry) {
  for (Block *b = entry; b; b = b->next) b->visited = false;
  uint32_t n = 0;
  for (Block *b = entry; b; b = b->next) {
    b->visited = true;
    b->offset = n;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < b->used; i++) {
      if (b->ins[i].op == P_PRECALL) continue;
      b->ins[kept] = b->ins[i];
      if (ins_is_jump(&b->ins[kept]))
        b->ins[kept].op = directed(b->ins[kept].op, !b->ins[kept].target->visited);
      kept++;
    }
    b->used = kept;
    n += kept;
  }
  return n;
}

static bool reports(const Place *from, const Place *to, const Place *opening) {
  const Ins *i = to->ins;
  if (i->loc.line < 0 || i->op == OP_RESUME || to <= opening) return false;
  if (from <= opening || from->ins->loc.line != i->loc.line) return true;
  return to < from && i->op != OP_SEND;
}

static Location location_of(Loc loc) {
  if (loc.line < 0) return (Location){0, 0, -1, -1};
  Location l = {loc.line, loc.end_line, -1, -1};
  if (loc.column >= 0 && loc.column <= INT16_MAX && loc.end_column >= 0 && loc.end_column <= INT16_MAX) {
    l.column = (int16_t)loc.column;
    l.end_column = (int16_t)loc.end_column;
  }
  return l;
}

static void decide(Place *places, uint32_t n, const Place *opening) {
  for (uint32_t i = 0; i < n; i++) {
    Place *p = &places[i];
    p->fall_in = i > 0 && falls_through(places[i - 1].ins);
    if (p->fall_in) p->event_falling = reports(p - 1, p, opening);
    if (ins_is_jump(p->ins)) {
      Place *target = &places[p->ins->target->offset];
      if (reports(p, target, opening)) target->event_jumping = true;
    }
    if (p->ins->except) {
      Place *handler = &places[p->ins->except->offset];
      if (handler->ins->loc.line >= 0) handler->handler = true;
    }
  }
}

bool lines_assemble(Gen *g, Block *entry, Words *out) {
  Unit *u = g->unit;
  uint32_t n = number_instructions(entry);
  Place *places = unit_alloc(u, (n + 1) * sizeof *places);
  if (!places || !gen_ok(g)) return false;
  const Place *opening = places;
  for (Block *b = entry; b; b = b->next)
    for (uint32_t i = 0; i < b->used; i++) places[b->offset + i].ins = &b->ins[i];
  while (opening->ins->op != OP_RESUME && opening < places + n - 1) opening++;
  if (!u->quiet) decide(places, n, opening);

  uint32_t at = 0;
  for (uint32_t i = 0; i < n; i++) {
    Place *p = &places[i];
    bool line = p->event_falling || p->event_jumping || p->handler;
    if (line && p->fall_in && !p->event_falling) at++;
    p->line_at = at;
    if (line) at += 1u + opcode_info[OP_LINE].cache;
    p->at = at;
    at += 1u + opcode_info[p->ins->op].cache;
  }
  *out = (Words){.count = at};
  out->instrs = unit_alloc(u, at * sizeof *out->instrs);
  out->locations = unit_alloc(u, at * sizeof *out->locations);
  out->exceptions = unit_alloc(u, (n + 1) * sizeof *out->exceptions);
  if (!gen_ok(g)) return false;
  out->first_traceable = opening->at;

  Block *handler = NULL;
  uint32_t word = 0, start = 0;
  for (uint32_t i = 0; i < n; i++) {
    Place *p = &places[i];
    const Ins *ins = p->ins;
    if (ins->except != handler) {
      if (handler) {
        out->exceptions[out->exception_count++] = (ExceptionEntry){
            start, word, places[handler->offset].line_at,
            (uint16_t)(handler->start_depth - 1 - handler->preserve_lasti), handler->preserve_lasti};
      }
      handler = ins->except;
      start = word;
    }
    uint32_t first = word;
    if (word < p->line_at) out->instrs[word++] = INSTR(OP_SKIP_LINE, 0);
    if (word < p->at) {
      out->instrs[word] = INSTR(OP_LINE, ins->loc.line);
      word = p->at;
    }
    uint32_t arg = ins->arg, after = word + 1u + opcode_info[ins->op].cache;
    if (ins_is_jump(ins)) {
      const Place *target = &places[ins->target->offset];
      uint32_t to = !u->quiet && reports(p, target, opening) ? target->line_at : target->at;
      arg = to > word ? to - after : after - to;
    }
    if (arg > 0xFFFFFF) {
      err_format(T(MemoryError), "code object too large");
      u->failed = true;
      return false;
    }
    out->instrs[word] = INSTR(ins->op, arg);
    word = after;
    for (Location l = location_of(ins->loc); first < word; first++) out->locations[first] = l;
  }
  if (handler)
    out->exceptions[out->exception_count++] = (ExceptionEntry){
        start, word, places[handler->offset].line_at,
        (uint16_t)(handler->start_depth - 1 - handler->preserve_lasti), handler->preserve_lasti};
  return true;
}
