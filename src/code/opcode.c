#include "code/code.h"

const OpcodeInfo opcode_info[OP_COMPILER_COUNT] = {
#define OP(name, kind, cache, effect, caption) {#name, ARG_##kind, cache, effect, caption},
#include "code/opcode.def"
#undef OP
};

const uint8_t opcode_base[256] = {
#define OP(name, kind, cache, effect, caption) OP_##name,
#include "code/opcode.def"
#undef OP
#define SPECIAL(name, base, single) OP_##base,
#include "code/specialized.def"
#undef SPECIAL
};

int opcode_effect(unsigned op, uint32_t arg, bool jump) {
  int n = (int)arg;
  switch (op) {
  case OP_CALL: return -n - 1;
  case OP_LOAD_GLOBAL: return (arg & 1) + 1;
  case OP_BUILD_TUPLE:
  case OP_BUILD_LIST:
  case OP_BUILD_SET:
  case OP_BUILD_STRING: return 1 - n;
  case OP_BUILD_MAP: return 1 - 2 * n;
  case OP_BUILD_CONST_KEY_MAP: return -n;
  case OP_BUILD_SLICE: return n == 3 ? -2 : -1;
  case OP_FORMAT_VALUE: return (arg & 4) ? -1 : 0;
  case OP_UNPACK_SEQUENCE: return n - 1;
  case OP_UNPACK_EX: return (n & 0xFF) + (n >> 8);
  case OP_FOR_ITER: return jump ? -1 : 1;
  case OP_SEND: return jump ? -1 : 0;
  case OP_JUMP_IF_FALSE_OR_POP:
  case OP_JUMP_IF_TRUE_OR_POP: return jump ? 0 : -1;
  case OP_CALL_FUNCTION_EX: return -2 - ((arg & 1) != 0);
  case OP_MAKE_FUNCTION: return -((arg & 1) != 0) - ((arg & 2) != 0) - ((arg & 4) != 0) - ((arg & 8) != 0);
  case OP_RAISE_VARARGS: return -n;
  default: return opcode_info[op].effect;
  }
}

const char *const code_binary_signs[26] = {
    "+",  "&",  "//",  "<<",  "@",  "*",  "%",  "|",  "**",  ">>",  "-",  "/",  "^",
    "+=", "&=", "//=", "<<=", "@=", "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^="};
const char *const code_compare_signs[6] = {"<", "<=", "==", "!=", ">", ">="};
