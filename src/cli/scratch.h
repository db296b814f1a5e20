/* A process may change files in its working folder without anybody else seeing it.
 *
 * Invariants
 * - What is written lies in memory, over the folder as it is (an overlay in a mount namespace of the
 * process), and goes with the process. Nothing outside the folder can be written, made or removed where the
 * kernel has Landlock to forbid it.
 */
#ifndef LASTREF_CLI_SCRATCH_H
#define LASTREF_CLI_SCRATCH_H

#include <stdbool.h>

/* For a new process with one thread. False: the system does not allow such folders; files may then be read
 * only. */
bool scratch_enter(void);

#endif
