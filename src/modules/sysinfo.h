/* The part of module sys that describes the machine and the interpreter. */
#ifndef LASTREF_MODULES_SYSINFO_H
#define LASTREF_MODULES_SYSINFO_H

#include "object/runtime.h"

int sys_add_information(Ref module); /* version, flags, float_info, ...; 0, -1 */
void sys_write_malloc_stats(void);   /* what sys._debugmallocstats() prints */

#endif
