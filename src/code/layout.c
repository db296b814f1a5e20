// How CPython 3.11 would lay the same code out: 16-bit units with EXTENDED_ARG, PRECALL and its own cache
// entries. For offsets as dis prints them, co_code, co_linetable, co_lines(), co_positions(), and the size of
// the object. The table formats are those of CPython's Objects/locations.md and exception_handling_notes.txt.
#include "code/layout.h"

#include "base/buf.h"
#include "heap/mem.h"
#include "object/bytes.h"
#include "object/err.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/tuple.h"

enum CPythonNumber {
#define CPYTHON(name, number, caches)      CPYTHON_##name = number,
#define CPYTHON_ONLY(name, number, caches) CPYTHON_##name = number,
#include "code/cpython311.def"
};

typedef struct CPythonInfo {
  uint8_t number, caches;
} CPythonInfo;

static const CPythonInfo cpython_info[OP_COMPILER_COUNT] = {
#define CPYTHON(name, number, caches) [OP_##name] = {number, caches},
#include "code/cpython311.def"
};

// RESUME of a module stands on line 0, which counts; no line at all has end_line 0 as well.
static bool has_line(const Location *l) { return l->line > 0 || l->end_line > 0; }

static uint32_t extensions(uint32_t arg) {
  return arg > 0xFFFFFF ? 3 : arg > 0xFFFF ? 2 : arg > 0xFF ? 1 : 0;
}

int64_t code_target(const Code *c, uint32_t word) {
  Instr i = c->instrs[word];
  switch (opcode_info[code_opcode(i)].arg) {
  case ARG_JUMP_FORWARD: return (int64_t)code_next(c, word) + INSTR_ARG(i);
  case ARG_JUMP_BACKWARD: return (int64_t)code_next(c, word) - INSTR_ARG(i);
  default: return -1;
  }
}

uint32_t code_layout_argument(const Code *c, const CodeLayout *l, uint32_t word) {
  int64_t target = code_target(c, word);
  if (target < 0) return INSTR_ARG(c->instrs[word]);
  uint32_t to = l->unit[target], after = l->unit[word] + l->size[word];
  return to >= after ? to - after : after - to;
}

static uint32_t cpython_size(const Code *c, const CodeLayout *l, uint32_t word) {
  if (code_is_hidden(c, word)) return 0;
  unsigned op = code_opcode(c->instrs[word]);
  uint32_t more = extensions(code_layout_argument(c, l, word)), size = 1 + more + cpython_info[op].caches;
  return op == OP_CALL ? size + more + 2 : size; // PRECALL and its cache entry
}

bool code_layout(const Code *c, CodeLayout *l) {
  uint32_t n = (uint32_t)c->count;
  *l = (CodeLayout){mem_calloc((n + 1) * sizeof(uint32_t)), mem_calloc((n + 1) * sizeof(uint32_t)), 0};
  if (!l->unit || !l->size) {
    code_layout_free(l);
    err_no_memory();
    return false;
  }
  // Jumps that grow an extension move others: sizes only grow, until nothing changes.
  for (bool changed = true; changed;) {
    changed = false;
    uint32_t at = 0;
    for (uint32_t w = 0; w < n; w = code_next(c, w)) {
      for (uint32_t k = w; k < code_next(c, w); k++) l->unit[k] = at;
      at += l->size[w];
    }
    l->unit[n] = l->units = at;
    for (uint32_t w = 0; w < n; w = code_next(c, w)) {
      uint32_t size = cpython_size(c, l, w);
      if (size <= l->size[w]) continue;
      l->size[w] = size;
      changed = true;
    }
  }
  return true;
}

void code_layout_free(CodeLayout *l) {
  mem_free(l->unit);
  mem_free(l->size);
  *l = (CodeLayout){0};
}

// ---- tables as bytes ----

static void *heap_alloc(void *ctx, size_t size) {
  (void)ctx;
  return mem_alloc(size);
}

static void heap_free(void *ctx, void *p, size_t size) {
  (void)ctx;
  (void)size;
  mem_free(p);
}

static Own buf_finish(Buf *b) {
  Object *result = b->failed ? err_no_memory() : bytes_new(b->len ? b->data : "", (ssize_t)b->len);
  buf_free(b);
  return result;
}

static void put_instruction(Buf *b, unsigned number, uint32_t arg, uint32_t caches) {
  for (uint32_t e = extensions(arg); e > 0; e--) {
    buf_char(b, (char)CPYTHON_EXTENDED_ARG);
    buf_char(b, (char)(arg >> (8 * e)));
  }
  buf_char(b, (char)number);
  buf_char(b, (char)arg);
  buf_repeat(b, CPYTHON_CACHE, (size_t)caches * 2);
}

static Own make_bytes(const Code *c, void (*make)(const Code *, const CodeLayout *, Buf *)) {
  CodeLayout l;
  if (!code_layout(c, &l)) return NULL;
  Buf b;
  buf_init(&b, (Allocator){heap_alloc, heap_free, NULL});
  make(c, &l, &b);
  code_layout_free(&l);
  return buf_finish(&b);
}

static void make_code(const Code *c, const CodeLayout *l, Buf *b) {
  for (uint32_t w = 0; w < (uint32_t)c->count; w = code_next(c, w)) {
    if (code_is_hidden(c, w)) continue;
    unsigned op = code_opcode(c->instrs[w]);
    uint32_t arg = opcode_info[op].arg == ARG_NONE ? 0 : code_layout_argument(c, l, w);
    if (op == OP_CALL) put_instruction(b, CPYTHON_PRECALL, arg, 1);
    put_instruction(b, cpython_info[op].number, arg, cpython_info[op].caches);
  }
}

Own code_bytes(Ref code) { return make_bytes((Code *)code, make_code); }

static void put_varint(Buf *b,
                       uint32_t value) { // 6 bits a byte, the least significant first, bit 6: more follow
  for (; value >= 64; value >>= 6) buf_char(b, (char)(0x40 | (value & 0x3F)));
  buf_char(b, (char)value);
}

static void put_signed_varint(Buf *b, int32_t value) {
  put_varint(b, value < 0 ? (uint32_t)-value << 1 | 1 : (uint32_t)value << 1);
}

static void put_location(Buf *b, const Location *at, uint32_t units, int32_t *line) {
  enum { SHORT = 0, ONE_LINE = 10, NO_COLUMNS = 13, LONG = 14, NONE_AT_ALL = 15 };
  unsigned head = 0x80 | (units - 1);
  if (at->line <= 0 && at->end_line <= 0) {
    buf_char(b, (char)(head | NONE_AT_ALL << 3));
    return;
  }
  int32_t delta = at->line - *line, column = at->column, end_column = at->end_column;
  *line = at->line;
  if (column < 0 || end_column < 0) {
    buf_char(b, (char)(head | NO_COLUMNS << 3));
    put_signed_varint(b, delta);
  } else if (at->end_line == at->line && delta == 0 && column < 80 && end_column - column < 16 &&
             end_column >= column) {
    buf_char(b, (char)(head | (unsigned)(SHORT + (column >> 3)) << 3));
    buf_char(b, (char)((column & 7) << 4 | (end_column - column)));
  } else if (at->end_line == at->line && delta >= 0 && delta < 3 && column < 128 && end_column < 128) {
    buf_char(b, (char)(head | (unsigned)(ONE_LINE + delta) << 3));
    buf_char(b, (char)column);
    buf_char(b, (char)end_column);
  } else {
    buf_char(b, (char)(head | LONG << 3));
    put_signed_varint(b, delta);
    put_varint(b, (uint32_t)(at->end_line - at->line));
    put_varint(b, (uint32_t)column + 1);
    put_varint(b, (uint32_t)end_column + 1);
  }
}

// Entries of the line table: each instruction in pieces of at most 8 units; PRECALL is an instruction of its
// own.
typedef struct Pieces {
  const Code *c;
  const CodeLayout *l;
  uint32_t word, left, second; // units left of this instruction, and of the CALL behind its PRECALL
} Pieces;

static uint32_t next_piece(Pieces *p) { // 0: no more
  while (p->left == 0) {
    if (p->second) {
      p->left = p->second;
      p->second = 0;
      break;
    }
    p->word = p->word == UINT32_MAX ? 0 : code_next(p->c, p->word);
    if (p->word >= (uint32_t)p->c->count) return 0;
    p->left = p->l->size[p->word];
    if (p->left && code_opcode(p->c->instrs[p->word]) == OP_CALL) {
      p->second = 1 + extensions(INSTR_ARG(p->c->instrs[p->word])) + cpython_info[OP_CALL].caches;
      p->left -= p->second;
    }
  }
  uint32_t units = MIN(p->left, 8u);
  p->left -= units;
  return units;
}

static void make_line_table(const Code *c, const CodeLayout *l, Buf *b) {
  Pieces p = {c, l, UINT32_MAX, 0, 0};
  int32_t line = c->firstlineno;
  for (uint32_t units; (units = next_piece(&p)) != 0;) put_location(b, &c->locations[p.word], units, &line);
}

Own code_line_table(Ref code) { return make_bytes((Code *)code, make_line_table); }

static void put_big_endian(Buf *b, uint32_t value, unsigned first) { // as the exception table has its numbers
  int shift = 0;
  while (shift < 24 && value >> (shift + 6)) shift += 6;
  for (; shift >= 0; shift -= 6, first = 0)
    buf_char(b, (char)(first | (shift ? 0x40u : 0u) | ((value >> shift) & 0x3F)));
}

static void make_exception_table(const Code *c, const CodeLayout *l, Buf *b) {
  for (int32_t i = 0; i < c->exception_count; i++) {
    const ExceptionEntry *e = &c->exceptions[i];
    put_big_endian(b, l->unit[e->start], 0x80);
    put_big_endian(b, l->unit[e->end] - l->unit[e->start], 0);
    put_big_endian(b, l->unit[e->target], 0);
    put_big_endian(b, (uint32_t)e->depth << 1 | e->lasti, 0);
  }
}

Own code_exception_table(Ref code) { return make_bytes((Code *)code, make_exception_table); }

static void put_lnotab(Buf *b, uint32_t bytes, int32_t lines) {
  for (; bytes > 255; bytes -= 255) {
    buf_char(b, (char)255);
    buf_char(b, 0);
  }
  int32_t step = lines < 0 ? -128 : 127;
  for (; lines > 127 || lines < -128; lines -= step, bytes = 0) {
    buf_char(b, (char)bytes);
    buf_char(b, (char)step);
  }
  buf_char(b, (char)bytes);
  buf_char(b, (char)lines);
}

static void make_lnotab(const Code *c, const CodeLayout *l, Buf *b) {
  uint32_t at = 0;
  int32_t line = c->firstlineno;
  for (uint32_t w = 0; w < (uint32_t)c->count; w = code_next(c, w)) {
    if (!l->size[w] || !has_line(&c->locations[w]) || c->locations[w].line == line) continue;
    put_lnotab(b, (l->unit[w] - at) * 2, c->locations[w].line - line);
    at = l->unit[w];
    line = c->locations[w].line;
  }
}

Own code_old_line_table(Ref code) { return make_bytes((Code *)code, make_lnotab); }

// ---- iterators ----

static Own number_or_none(int64_t value, bool none) { return none ? NEWREF(NONE) : int_from_i64(value); }

static bool append_tuple(Ref list, Object **parts, ssize_t n) {
  for (ssize_t i = 0; i < n; i++) {
    if (parts[i]) continue;
    for (ssize_t k = 0; k < n; k++) XDECREF(parts[k]);
    return false;
  }
  Object *t = tuple_from_array_steal(parts, n);
  return t && list_append_steal(list, t) == 0;
}

Own code_lines(Ref code) {
  const Code *c = (Code *)code;
  CodeLayout l;
  HOLD(list, list_new(0), "making an iterator of a code object");
  if (!list.obj || !code_layout(c, &l)) return NULL;
  Pieces p = {c, &l, UINT32_MAX, 0, 0};
  bool complete = true;
  uint32_t at = 0;
  for (uint32_t units; complete && (units = next_piece(&p)) != 0; at += units) {
    const Location *where = &c->locations[p.word];
    Object *parts[3] = {int_from_i64((int64_t)at * 2), int_from_i64((int64_t)(at + units) * 2),
                        number_or_none(where->line, !has_line(where))};
    complete = append_tuple(list.obj, parts, 3);
  }
  code_layout_free(&l);
  return hold_return(complete ? object_iter(list.obj) : NULL, &list);
}

Own code_positions(Ref code) {
  const Code *c = (Code *)code;
  CodeLayout l;
  HOLD(list, list_new(0), "making an iterator of a code object");
  if (!list.obj || !code_layout(c, &l)) return NULL;
  bool complete = true;
  for (uint32_t w = 0; complete && w < (uint32_t)c->count; w = code_next(c, w)) {
    const Location *where = &c->locations[w];
    for (uint32_t i = 0; complete && i < l.size[w]; i++) {
      bool none = !has_line(where);
      Object *parts[4] = {number_or_none(where->line, none), number_or_none(where->end_line, none),
                          number_or_none(where->column, where->column < 0),
                          number_or_none(where->end_column, where->end_column < 0)};
      complete = append_tuple(list.obj, parts, 4);
    }
  }
  code_layout_free(&l);
  return hold_return(complete ? object_iter(list.obj) : NULL, &list);
}
