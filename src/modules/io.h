/* The module io and the program's files, which live in memory and never touch the disk. */
#ifndef LASTREF_MODULES_IO_H
#define LASTREF_MODULES_IO_H

#include "object/runtime.h"

/* open(): args as its signature says (file, mode, buffering, encoding, errors, newline, closefd, opener),
 * NULL where absent. */
Own io_open(Object *const *args, ssize_t nargs) MUST_USE;
Own module_io_init(void) MUST_USE;

#endif
