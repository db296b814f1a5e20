/* The instruction that a frame runs next, in the disassembler's text and in words. */
#ifndef LASTREF_MODEL_INSTRUCTION_H
#define LASTREF_MODEL_INSTRUCTION_H
#include <stdbool.h>
#include <stddef.h>

#include "vm/frame.h"

/* inside: paused between two instructions of a line; else at the line's start, where LINE itself has begun.
 * text: "LOAD_NAME pieces"; words: "looks up the name `pieces`" (opcode.def's caption). Harmless, cut to
 * their room. False where no instruction is to be told of. Engine paused. */
bool instruction_describe(const Frame *f, bool inside, char *text, size_t text_room, char *words,
                          size_t words_room);
#endif
