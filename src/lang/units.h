/* A file as somebody would type it at the prompt: which of its lines belong to one statement.
 *
 * Invariants
 * - The statements come in the order of the file; those that share a line are one unit.
 */
#ifndef LASTREF_LANG_UNITS_H
#define LASTREF_LANG_UNITS_H

#include "lang/ast.h"

typedef struct LineRange {
  uint32_t from, to; /* numbers of the first and the last line, from 1 on */
} LineRange;
/* The unit that begins with body.items[*at]; *at: the statement behind it. False: there is no more. */
bool unit_next(StmtSeq body, uint32_t *at, LineRange *range);

#endif
