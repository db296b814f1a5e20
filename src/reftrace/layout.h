/* Where CPython 3.11 on 64-bit machines keeps what we read, and how we read it.
 *
 * Invariants
 * - Everything is read as memory, by address: no reference is made, nothing is allocated, no code runs.
 * - The offsets are facts about 3.11's released binaries; layout_problem (api.h) refuses a Python where the
 * ones that can be asked for are not as expected.
 */
#ifndef REFTRACE_LAYOUT_H
#define REFTRACE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uintptr_t Addr; /* of an object or a structure of the traced Python; 0: none */

static inline Addr word_at(Addr a) { return *(const Addr *)a; }
static inline int64_t size_at(Addr a) { return *(const int64_t *)a; }
static inline int32_t int_at(Addr a) { return *(const int32_t *)a; }
static inline uint8_t byte_at(Addr a) { return *(const uint8_t *)a; }
static inline void put_word(Addr a, Addr value) { *(Addr *)a = value; }
static inline void put_int(Addr a, int32_t value) { *(int32_t *)a = value; }

enum {
  WORD = 8,
  GC_HEAD = 16,
  OBJECT_REFS = 0,
  OBJECT_TYPE = 8,
  OBJECT_SIZE = 16, /* of tuples, lists, bytes */

  TYPE_NAME = 24,
  TYPE_BASIC_SIZE = 32,
  TYPE_DEALLOC = 48,
  TYPE_CALL_OFFSET = 56,
  TYPE_FLAGS = 168,
  TYPE_TRAVERSE = 184,
  TYPE_NAMESPACE = 264,
  TYPE_BIND = 272, /* __get__ */
  TYPE_BASES = 336,
  TYPE_MRO = 344,
  HEAP_TYPE_NAME = 848,
  HEAP_TYPE_CACHED_KEYS = 872,
  HEAP_TYPE_SIZE = 904,

  MODULE_DICT = 16,
  BUILTIN_METHOD = 16,
  METHOD_CALL = 8,

  CODE_FLAGS = 48,
  CODE_STACK_SIZE = 68,
  CODE_SLOTS = 76, /* nlocalsplus */
  CODE_SLOT_NAMES = 96,
  CODE_SLOT_KINDS = 104,
  CODE_FILENAME = 112,
  CODE_NAME = 120,
  CODE_LINE_TABLE = 160,
  CODE_FIRST_TRACEABLE = 168, /* how many instructions come before a frame is entered */
  CODE_INSTRUCTIONS = 184,

  FRAME_OBJECT_FRAME = 24,
  FRAME_OBJECT_LINE = 40,
  FRAME_OBJECT_TRACE_LINES = 44,
  FRAME_OBJECT_TRACE_INSTRUCTIONS = 45,
  FRAME_OBJECT_SIZE = 120,

  FRAME_FUNCTION = 0,
  FRAME_LOCALS = 24,
  FRAME_CODE = 32,
  FRAME_OBJECT = 40,
  FRAME_PREVIOUS = 48,
  FRAME_INSTRUCTION = 56,
  FRAME_STACK_TOP = 64, /* in values from FRAME_SLOTS; -1 while it runs */
  FRAME_SLOTS = 72,

  THREAD_RECURSION_REMAINING = 32,
  THREAD_TRACING = 44,
  THREAD_C_FRAME = 56,
  THREAD_TRACE_FUNCTION = 72,
  THREAD_TRASH_NESTING = 168, /* how deep deaths nest */
  THREAD_TRASH_LATER = 176,   /* who waits to die */
  C_FRAME_TRACES = 0,
  C_FRAME_CURRENT = 8,

  DICT_KEYS = 32,
  DICT_VALUES = 40,
  KEYS_LOG2_INDEX_BYTES = 9,
  KEYS_KIND = 10,
  KEYS_COUNT = 24,
  KEYS_INDICES = 32,

  LIST_ITEMS = 24,
  TUPLE_ITEMS = 24,
  BYTES_TEXT = 32,
  INT_DIGITS = 24, /* of 30 bits */
  STR_LENGTH = 16,
  STR_HASH = 24, /* -1: not asked for yet */
  STR_STATE = 32,
  STR_ASCII_TEXT = 48,
  STR_OTHER_TEXT = 72,

  FUNCTION_CODE = 48,
  FUNCTION_DEFAULTS = 56,
  FUNCTION_KWDEFAULTS = 64,
  FUNCTION_CLOSURE = 72,
  FUNCTION_DICT = 88,
  FUNCTION_ANNOTATIONS = 112,
  CELL_CONTENTS = 16,
  GENERATOR_CODE = 16,
  GENERATOR_STATE = 75,
  GENERATOR_FRAME = 80,
  MEMBER_DEFINITION = 40,
  DEFINITION_KIND = 8,
  DEFINITION_OFFSET = 16,

  STREAM_BUFFER = 32,
  STREAM_PENDING = 136,
  BUFFER_WRITABLE = 36,
  BUFFER_BYTES = 56,
  BUFFER_WRITE_FROM = 88,
  BUFFER_WRITE_TO = 96,
};

enum {
  TYPE_IS_MADE = 1 << 9,
  TYPE_MANAGES_DICT = 1 << 4,
  TYPE_HAS_FAST_CALL = 1 << 11,
  TYPE_IS_READY = 1 << 12,
  TYPE_IS_CONTAINER = 1 << 14,
  TYPE_IS_LIST = 1 << 25,
  TYPE_IS_DICT = 1 << 29,
  CODE_IS_OPTIMIZED = 1,
  SLOT_CELL = 0x40,
  SLOT_FREE = 0x80,
  MEMBER_OBJECT = 6,
  MEMBER_OBJECT_EX = 16,
  GENERATOR_DONE = 4,
  GENERATOR_CLEARED = 1,
};
#define TYPE_IS_TYPE (1u << 31)

/* Instructions, with their quickened forms. */
enum {
  OP_RESUME = 151,
  OP_RESUME_QUICK = 150,
  OP_YIELD_VALUE = 86,
  OP_CALL = 171,
  OP_CALL_ADAPTIVE = 22,
  OP_CALL_PY_EXACT_ARGS = 23,
  OP_CALL_PY_WITH_DEFAULTS = 24,
  OP_CALL_FUNCTION_EX = 142,
};

/* What a trace function is told of. */
enum {
  TRACE_CALL,
  TRACE_EXCEPTION,
  TRACE_LINE,
  TRACE_RETURN,
  TRACE_C_CALL,
  TRACE_C_EXCEPTION,
  TRACE_C_RETURN,
  TRACE_INSTRUCTION
};

static inline Addr type_of(Addr object) { return word_at(object + OBJECT_TYPE); }
static inline uint32_t type_flags(Addr type) { return (uint32_t)word_at(type + TYPE_FLAGS); }

/* The entries of a dict, in its own order. */
typedef struct DictWalk {
  Addr rows, values; /* values: those of an instance whose class has the keys; else 0 */
  int64_t count, at;
  bool text_keys; /* rows of key and value; else of hash, key and value */
} DictWalk;
static inline DictWalk keys_walk(Addr keys, Addr values) {
  return (DictWalk){keys + KEYS_INDICES + (Addr)(1ull << byte_at(keys + KEYS_LOG2_INDEX_BYTES)), values,
                    size_at(keys + KEYS_COUNT), 0, byte_at(keys + KEYS_KIND) != 0};
}
static inline DictWalk dict_walk(Addr dict) {
  return keys_walk(word_at(dict + DICT_KEYS), word_at(dict + DICT_VALUES));
}
static inline bool dict_next(DictWalk *w, Addr *key, Addr *value) {
  while (w->at < w->count) {
    int64_t i = w->at++;
    Addr row = w->rows + (Addr)i * (w->text_keys ? 2 * WORD : 3 * WORD) + (w->text_keys ? 0 : WORD);
    *key = word_at(row);
    *value = w->values && w->text_keys ? word_at(w->values + (Addr)i * WORD) : word_at(row + WORD);
    if (*value) return true;
  }
  return false;
}

#endif
