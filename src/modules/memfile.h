/* The files of the debuggee: they live in its memory and never touch the disk.
 *
 * Invariants
 * - A path is absolute and normalized. A file is found by at most one path; removing it takes the path away,
 * the bytes stay as long as somebody has it open (refs).
 * - Files of the host that the program may read come in on the first look, through HostOps.file, and are then
 * ours.
 */
#ifndef LASTREF_MODULES_MEMFILE_H
#define LASTREF_MODULES_MEMFILE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/attr.h"

typedef struct MemFile {
  struct MemFile *next;
  char *path; /* NULL once removed */
  char *data;
  ssize_t size, capacity;
  int32_t refs;
  bool folder;
  int64_t modified_ns;
} MemFile;

#define MEMFILE_CWD "/home/user"

/* The normalized absolute form of a path, in a memory block to free with mem_free; NULL when out of memory.
 */
char *memfile_path(const char *path);
/* The file at a path (as the program gave it), counted, or NULL. */
MemFile *memfile_open(const char *path);
/* A new file or folder at the path, which must be free; NULL when out of memory or (*error = errno) when its
 * folder is missing. */
MemFile *memfile_create(const char *path, bool folder, int *error);
void memfile_close(MemFile *f);
/* Takes the path away. */
void memfile_remove(MemFile *f);
bool memfile_rename(MemFile *f, const char *path);
/* Grows or shrinks, filling with zeros; false when out of memory. */
bool memfile_resize(MemFile *f, ssize_t size);
bool memfile_write(MemFile *f, ssize_t at, const char *bytes, ssize_t n);
/* All files, for listing folders: start with NULL. */
MemFile *memfile_next(const MemFile *f);

#endif
