// Text as dis.dis() prints it: numbers, offsets and arguments are CPython's; LINE is left out.
#include "base/buf.h"
#include "code/code.h"
#include "code/layout.h"
#include "heap/mem.h"
#include "object/bytes.h"
#include "object/err.h"
#include "object/protocol.h"
#include "object/tuple.h"

static bool write_text(StrWriter *w, const char *text) { return str_writer_ascii(w, text, -1); }

static bool write_padded(StrWriter *w, const char *text, int width) { // to the left
  int length = (int)strlen(text);
  bool ok = write_text(w, text);
  for (; ok && length < width; length++) ok = str_writer_char(w, ' ');
  return ok;
}

static bool write_number(StrWriter *w, int64_t value, int width) { // to the right
  char digits[24];
  int n = 0;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do {
    digits[n++] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (value < 0) digits[n++] = '-';
  bool ok = true;
  for (int pad = width - n; ok && pad > 0; pad--) ok = str_writer_char(w, ' ');
  while (ok && n > 0) ok = str_writer_char(w, (uint32_t)digits[--n]);
  return ok;
}

static bool write_flags(StrWriter *w, uint32_t arg, const char *const *words, int n) {
  bool first = true, ok = true;
  for (int i = 0; i < n && ok; i++) {
    if (!(arg & 1u << i)) continue;
    if (!first) ok = write_text(w, ", ");
    first = false;
    ok = ok && write_text(w, words[i]);
  }
  return ok;
}

// The argument in words; nothing if there is nothing to say.
static bool write_argument(StrWriter *w, const Code *c, const CodeLayout *l, uint32_t word) {
  static const char *const function_parts[] = {"defaults", "kwdefaults", "annotations", "closure"};
  static const char *const conversions[] = {"", "str", "repr", "ascii"};
  unsigned op = code_opcode(c->instrs[word]);
  uint32_t arg = INSTR_ARG(c->instrs[word]);
  switch (opcode_info[op].arg) {
  case ARG_CONST: {
    AUTO_DECREF Object *repr = object_repr(tuple_item(c->consts, arg));
    return repr && str_writer_str(w, repr);
  }
  case ARG_NAME: return str_writer_str(w, tuple_item(c->names, arg));
  case ARG_GLOBAL:
    return (!(arg & 1) || write_text(w, "NULL + ")) && str_writer_str(w, tuple_item(c->names, arg >> 1));
  case ARG_LOCAL: return str_writer_str(w, tuple_item(c->localsplusnames, arg));
  case ARG_BINARY: return write_text(w, code_binary_signs[arg]);
  case ARG_COMPARE: return write_text(w, code_compare_signs[arg]);
  case ARG_JUMP_FORWARD:
  case ARG_JUMP_BACKWARD:
    return write_text(w, "to ") && write_number(w, (int64_t)l->unit[code_target(c, word)] * 2, 0);
  case ARG_FLAGS:
    if (op == OP_MAKE_FUNCTION) return write_flags(w, arg, function_parts, 4);
    if (op == OP_FORMAT_VALUE)
      return write_text(w, conversions[arg & 3]) &&
             (!(arg & 4) || write_text(w, arg & 3 ? ", with format" : "with format"));
    return true;
  default: return true;
  }
}

typedef struct Listing {
  StrWriter *w;
  int line_width, offset_width;
} Listing;

static bool write_row(const Listing *out, int32_t line, bool target, uint32_t unit, const char *name,
                      bool has_arg, uint32_t arg, Object *words) {
  StrWriter *w = out->w;
  bool ok = true;
  if (out->line_width) {
    if (line > 0)
      ok = write_number(w, line, out->line_width);
    else
      ok = write_padded(w, "", out->line_width);
    ok = ok && str_writer_char(w, ' ');
  }
  ok = ok && write_text(w, "    ") && write_text(w, target ? ">> " : "   ");
  ok = ok && write_number(w, (int64_t)unit * 2, out->offset_width) && str_writer_char(w, ' ');
  if (!has_arg) return ok && write_text(w, name) && str_writer_char(w, '\n');
  ok = ok && write_padded(w, name, 20) && str_writer_char(w, ' ') && write_number(w, arg, 5);
  if (ok && words && str_length(words))
    ok = write_text(w, " (") && str_writer_str(w, words) && str_writer_char(w, ')');
  return ok && str_writer_char(w, '\n');
}

static bool is_target(const Code *c, const uint8_t *targets, uint32_t word) {
  (void)c;
  return targets[word];
}

static void mark_target(const Code *c, uint8_t *targets, uint32_t word) {
  while (word < (uint32_t)c->count && code_is_hidden(c, word)) word = code_next(c, word);
  if (word < (uint32_t)c->count) targets[word] = 1;
}

static bool write_code(StrWriter *w, const Code *c, const CodeLayout *l, uint8_t *targets) {
  int32_t max_line = -1, shown = -1;
  bool first = true, ok = true;
  for (uint32_t i = 0; i < (uint32_t)c->count; i = code_next(c, i)) {
    max_line = MAX(max_line, c->locations[i].line);
    if (code_target(c, i) >= 0 && !code_is_hidden(c, i)) mark_target(c, targets, (uint32_t)code_target(c, i));
  }
  for (int32_t i = 0; i < c->exception_count; i++) mark_target(c, targets, c->exceptions[i].target);
  Listing out = {w, 3, 4};
  for (int32_t limit = 1000; max_line >= limit && limit < 100000000; limit *= 10) out.line_width++;
  for (uint32_t limit = 10000; l->units * 2 > limit; limit *= 10) out.offset_width++;
  for (uint32_t i = 0; ok && i < (uint32_t)c->count; i = code_next(c, i)) {
    if (code_is_hidden(c, i)) continue;
    unsigned op = code_opcode(c->instrs[i]);
    const Location *at = &c->locations[i];
    bool known = at->line > 0 || at->end_line > 0, starts = known && at->line != shown;
    if (starts) {
      if (!first) ok = str_writer_char(w, '\n');
      shown = at->line;
    }
    first = false;
    StrWriter words;
    str_writer_init(&words);
    if (!write_argument(&words, c, l, i)) {
      str_writer_discard(&words);
      return false;
    }
    AUTO_DECREF Object *text = str_writer_finish(&words);
    bool has_arg = opcode_info[op].arg != ARG_NONE;
    uint32_t arg = code_layout_argument(c, l, i), unit = l->unit[i];
    ok = ok && text != NULL;
    bool target = is_target(c, targets, i);
    if (ok && op == OP_CALL) {
      ok = write_row(&out, starts ? at->line : 0, target, unit, "PRECALL", true, arg, NULL);
      target = starts = false;
      unit += 2 + (arg > 0xFF) + (arg > 0xFFFF);
    }
    // A module's RESUME stands on line 0, which dis prints.
    if (ok && starts && at->line == 0) {
      ok = write_number(w, 0, out.line_width) && str_writer_char(w, ' ');
      Listing rest = out;
      rest.line_width = 0;
      ok = ok && write_row(&rest, 0, target, unit, opcode_info[op].name, has_arg, arg, text);
    } else {
      ok = ok &&
           write_row(&out, starts ? at->line : 0, target, unit, opcode_info[op].name, has_arg, arg, text);
    }
  }
  if (ok && c->exception_count) ok = write_text(w, "ExceptionTable:\n");
  for (int32_t i = 0; ok && i < c->exception_count; i++) {
    const ExceptionEntry *e = &c->exceptions[i];
    ok = write_text(w, "  ") && write_number(w, (int64_t)l->unit[e->start] * 2, 0) && write_text(w, " to ") &&
         write_number(w, (int64_t)l->unit[e->end] * 2 - 2, 0) && write_text(w, " -> ") &&
         write_number(w, (int64_t)l->unit[e->target] * 2, 0) && write_text(w, " [") &&
         write_number(w, e->depth, 0) && write_text(w, e->lasti ? "] lasti\n" : "]\n");
  }
  return ok;
}

static bool write_nested(StrWriter *w, Object *code) {
  const Code *c = (Code *)code;
  CodeLayout l;
  if (!recursion_enter(" in disassembly")) return false;
  bool ok = code_layout(c, &l);
  if (ok) {
    uint8_t *targets = mem_calloc((size_t)c->count + 1);
    ok = targets && write_code(w, c, &l, targets);
    if (!targets) err_no_memory();
    mem_free(targets);
    code_layout_free(&l);
  }
  for (ssize_t i = 0; ok && i < tuple_size(c->consts); i++) {
    Object *inner = tuple_item(c->consts, i);
    if (!IS_EXACT(inner, CODE)) continue;
    AUTO_DECREF Object *title = object_repr(inner);
    ok = title && write_text(w, "\nDisassembly of ") && str_writer_str(w, title) && write_text(w, ":\n") &&
         write_nested(w, inner);
  }
  recursion_leave();
  return ok;
}

Own code_disassemble(Ref code) {
  StrWriter w;
  str_writer_init(&w);
  if (!write_nested(&w, code)) {
    str_writer_discard(&w);
    return NULL;
  }
  return str_writer_finish(&w);
}
