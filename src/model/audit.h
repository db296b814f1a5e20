/* The audit of every reference, made fast enough for every instruction: what changed since the last audit is
 * found, and only that is walked again.
 *
 * Invariants
 * - A shadow holds the arena as it was at the last audit. Pages that nobody writes are write-protected; the
 * first write to one makes it hot, and hot pages are compared with their shadow at every audit.
 * - For each holder (object, frame, table of the engine) the targets found last time are kept; the sum over
 * all holders is `found`, and `found` of an object equals its count, or the audit fails.
 * - A holder is walked again when a word changed in its own block or in a block without object that its words
 * point to. Counts and collector's heads are no reason: they hold no references.
 * - Of the running frames only those above the first one that nothing was written to are gone through.
 * - audit_prove() walks everything anew (model/heapwalk.h) and compares: so the shortcuts are checked too.
 */
#ifndef LASTREF_MODEL_AUDIT_H
#define LASTREF_MODEL_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "heap/object.h"

typedef struct Audit Audit;

/* Takes the state as it is now. From here to audit_free() a handler for SIGSEGV is set. NULL: out of memory.
 */
Audit *audit_new(void);
void audit_free(Audit *a);
/* What happened since the last call; may run on the engine's stack. NULL: every count is right. The message
 * is the caller's to free. newborn, or NULL: the object whose birth is just being told, whose first reference
 * is still on its way. */
char *audit_check(Audit *a, const Object *newborn);
/* More than one instruction or event happened since the last audit: the chain of frames is gone through anew.
 */
void audit_skipped(Audit *a);
char *audit_prove(Audit *a);
uint64_t audit_count(const Audit *a); /* audits made */

#endif
