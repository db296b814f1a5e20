#include "model/instruction.h"

#include <stdio.h>
#include <string.h>

#include "code/code.h"
#include "model/model.h"
#include "object/tuple.h"

/* A name without its quotes. */
static void name_text(const Object *name, char *out, size_t room) {
  object_describe(name, out, room);
  size_t n = strlen(out);
  if (n >= 2 && out[0] == '\'') {
    memmove(out, out + 1, n - 2);
    out[n - 2] = 0;
  }
}

static void argument_text(const Code *c, uint32_t word, char *out, size_t room, bool *name) {
  unsigned op = code_opcode(c->instrs[word]);
  uint32_t arg = INSTR_ARG(c->instrs[word]);
  *out = 0;
  *name = false;
  switch (opcode_info[op].arg) {
  case ARG_CONST: object_describe(tuple_item(c->consts, arg), out, room); return;
  case ARG_GLOBAL: arg >>= 1; /* fall through */
  case ARG_NAME: name_text(tuple_item(c->names, arg), out, room), *name = true; return;
  case ARG_LOCAL: name_text(tuple_item(c->localsplusnames, arg), out, room), *name = true; return;
  case ARG_BINARY: snprintf(out, room, "%s", code_binary_signs[arg]); return;
  case ARG_COMPARE: snprintf(out, room, "%s", code_compare_signs[arg]); return;
  case ARG_JUMP_FORWARD:
  case ARG_JUMP_BACKWARD: {
    int64_t target = code_target(c, word);
    if (target >= 0 && target < c->count && c->locations[target].line > 0)
      snprintf(out, room, "to line %d", c->locations[target].line);
    return;
  }
  case ARG_COUNT:
  case ARG_LINE: snprintf(out, room, "%u", arg); return;
  default: return;
  }
}

bool instruction_describe(const Frame *f, bool inside, char *text, size_t text_room, char *words,
                          size_t words_room) {
  const Code *c = f->code;
  ptrdiff_t word = f->prev_instr - c->instrs;
  if (word < 0 || word >= c->count) return false;
  if (!inside) word = code_next(c, (uint32_t)word);
  if (word >= c->count) return false;
  const OpcodeInfo *info = &opcode_info[code_opcode(c->instrs[word])];
  char argument[120];
  bool name;
  argument_text(c, (uint32_t)word, argument, sizeof argument, &name);
  bool shown = *argument && info->arg != ARG_LINE;
  snprintf(text, text_room, "%s%s%s", info->name, shown ? " " : "", shown ? argument : "");
  const char *mark = strstr(info->caption, "{arg}"), *quote = name ? "`" : "";
  if (mark)
    snprintf(words, words_room, "%.*s%s%s%s%s", (int)(mark - info->caption), info->caption, quote, argument,
             quote, mark + strlen("{arg}"));
  else
    snprintf(words, words_room, "%s", info->caption);
  return true;
}
