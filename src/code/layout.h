/* Code as CPython 3.11 would lay it out.
 *
 * Invariants: unit[w] is the 16-bit unit where the instruction of word w begins (EXTENDED_ARG included);
 * words that CPython does not have (LINE and the jump past it) carry the unit of the next instruction and
 * size 0. unit[count] == units.
 */
#ifndef LASTREF_CODE_LAYOUT_H
#define LASTREF_CODE_LAYOUT_H

#include "code/code.h"

typedef struct CodeLayout {
  uint32_t *unit, *size; /* memory blocks, one entry a word and one more */
  uint32_t units;
} CodeLayout;
bool code_layout(const Code *c, CodeLayout *l) MUST_USE; /* false: MemoryError */
void code_layout_free(CodeLayout *l);
/* The argument the instruction has there. */
uint32_t code_layout_argument(const Code *c, const CodeLayout *l, uint32_t word);

Own code_bytes(Ref code) MUST_USE;           /* co_code */
Own code_line_table(Ref code) MUST_USE;      /* co_linetable */
Own code_exception_table(Ref code) MUST_USE; /* co_exceptiontable */
Own code_old_line_table(Ref code) MUST_USE;  /* co_lnotab */
Own code_lines(Ref code) MUST_USE;           /* an iterator of (start, end, line or None) */
Own code_positions(Ref code) MUST_USE; /* an iterator of (line, end_line, column, end_column), one a unit */

#endif
