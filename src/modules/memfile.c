#include "modules/memfile.h"

#include <errno.h>
#include <string.h>

#include "modules/module_state.h"
#include "modules/world.h"

typedef struct MemFiles {
  MemFile *first;
} MemFiles;

static MemFiles *files(void) {
  void **place = &MODULE_STATE(IO);
  if (!*place) *place = mem_calloc(sizeof(MemFiles));
  return *place;
}

char *memfile_path(const char *path) {
  size_t n = strlen(path) + sizeof MEMFILE_CWD + 2;
  char *out = mem_alloc(n), *to = out;
  if (!out) return NULL;
  if (*path != '/') {
    memcpy(out, MEMFILE_CWD, sizeof MEMFILE_CWD - 1);
    to += sizeof MEMFILE_CWD - 1;
  }
  while (*path) {
    while (*path == '/') path++;
    size_t part = strcspn(path, "/");
    if (part == 2 && path[0] == '.' && path[1] == '.') {
      while (to > out && *--to != '/') {}
    } else if (part && !(part == 1 && path[0] == '.')) {
      *to++ = '/';
      memcpy(to, path, part);
      to += part;
    }
    path += part;
  }
  if (to == out) *to++ = '/';
  *to = 0;
  return out;
}

static MemFile *find(const char *full) {
  MemFiles *all = files();
  for (MemFile *f = all ? all->first : NULL; f; f = f->next)
    if (f->path && strcmp(f->path, full) == 0) return f;
  return NULL;
}

static MemFile *add(char *full, bool folder) {
  MemFiles *all = files();
  MemFile *f = all ? mem_calloc(sizeof(MemFile)) : NULL;
  if (!f) {
    mem_free(full);
    return NULL;
  }
  f->path = full;
  f->folder = folder;
  f->refs = 1;
  MemFile **end = &all->first;
  while (*end) end = &(*end)->next;
  *end = f;
  return f;
}

static void drop(MemFile *f) {
  if (f->path || f->refs > 0) return;
  for (MemFile **p = &files()->first; *p; p = &(*p)->next)
    if (*p == f) {
      *p = f->next;
      break;
    }
  mem_free(f->data);
  mem_free(f);
}

/* Folders that are there without having been made: the root, the working folder, those the script lies in. */
static bool is_given_folder(const char *full) {
  static const char *const given[] = {"/", "/home", MEMFILE_CWD, "/tmp"};
  for (size_t i = 0; i < ARRAY_LEN(given); i++)
    if (strcmp(full, given[i]) == 0) return true;
  const char *script = VM->script_path ? str_utf8(VM->script_path, NULL) : NULL;
  char *path = script ? memfile_path(script) : NULL;
  size_t n = strlen(full);
  bool inside = path && strncmp(path, full, n) == 0 && path[n] == '/';
  mem_free(path);
  return inside;
}

MemFile *memfile_open(const char *path) {
  char *full = memfile_path(path);
  if (!full) return NULL;
  MemFile *f = find(full);
  if (f) {
    mem_free(full);
    f->refs++;
    return f;
  }
  if (is_given_folder(full)) return add(full, true);
  const char *bytes;
  int64_t n = CTRL->host->file ? CTRL->host->file(CTRL->host_data, VM->input_index++, path, &bytes) : -1;
  if (n < 0) {
    mem_free(full);
    return NULL;
  }
  f = add(full, false);
  if (f && !memfile_write(f, 0, bytes, n)) {
    f->refs = 0;
    memfile_remove(f);
    return NULL;
  }
  return f;
}

/* Whether the folder a full path lies in exists. */
static bool parent_exists(char *full) {
  char *slash = strrchr(full, '/');
  if (slash == full) return true;
  *slash = 0;
  MemFile *f = memfile_open(full);
  *slash = '/';
  if (!f) return false;
  bool folder = f->folder;
  memfile_close(f);
  return folder;
}

MemFile *memfile_create(const char *path, bool folder, int *error) {
  char *full = memfile_path(path);
  *error = ENOMEM;
  if (!full) return NULL;
  if (!parent_exists(full)) {
    *error = ENOENT;
    mem_free(full);
    return NULL;
  }
  *error = 0;
  MemFile *f = add(full, folder);
  return f;
}

void memfile_close(MemFile *f) {
  f->refs--;
  drop(f);
}

void memfile_remove(MemFile *f) {
  mem_free(f->path);
  f->path = NULL;
  drop(f);
}

bool memfile_rename(MemFile *f, const char *path) {
  char *full = memfile_path(path);
  if (!full) return false;
  MemFile *old = find(full);
  if (old && old != f) memfile_remove(old);
  mem_free(f->path);
  f->path = full;
  return true;
}

bool memfile_resize(MemFile *f, ssize_t size) {
  if (size > f->capacity) {
    ssize_t capacity = size + size / 2 + 64;
    char *block = mem_realloc(f->data, (size_t)capacity);
    if (!block) return false;
    f->data = block;
    f->capacity = capacity;
  }
  if (size > f->size) memset(f->data + f->size, 0, (size_t)(size - f->size));
  f->size = size;
  return true;
}

bool memfile_write(MemFile *f, ssize_t at, const char *bytes, ssize_t n) {
  if (n > PTRDIFF_MAX / 4 || at > PTRDIFF_MAX / 4) return false;
  if (at + n > f->size && !memfile_resize(f, at + n)) return false;
  if (n) memcpy(f->data + at, bytes, (size_t)n);
  return true;
}

MemFile *memfile_next(const MemFile *f) {
  MemFiles *all = files();
  return f ? f->next : all ? all->first : NULL;
}
