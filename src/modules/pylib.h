/* Modules written in Python, embedded in the binary at build time from src/pylib/. */
#ifndef LASTREF_MODULES_PYLIB_H
#define LASTREF_MODULES_PYLIB_H
#include <stddef.h>
typedef struct PylibFile {
  const char *name, *text;
  size_t length;
} PylibFile;
extern const PylibFile pylib_files[]; /* ends with a NULL name */
#endif
