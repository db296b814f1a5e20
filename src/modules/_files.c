/* The module _files: what os needs of the files in memory. Errors come back as numbers; os.py raises them. */
#include <errno.h>

#include "modules/memfile.h"
#include "object/function.h"
#include "object/support.h"

static const char *path_text(Ref o) {
  if (IS_SUB(o, STR)) return str_utf8(o, NULL);
  err_format(T(TypeError), "expected str, not %T", o);
  return NULL;
}

/* The normalized absolute path. */
static Object *files_full(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  const char *text = path_text(args[0]);
  char *full = text ? memfile_path(text) : NULL;
  if (!full) return text ? err_no_memory() : NULL;
  Object *result = str_from_utf8(full, -1);
  mem_free(full);
  return result;
}

/* (is it a folder, size, time of the last change in ns), or None. */
static Object *files_look(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  const char *text = path_text(args[0]);
  if (!text) return NULL;
  MemFile *f = memfile_open(text);
  if (!f) RETURN_NONE;
  Object *parts[3] = {BOOL_NEW(f->folder), int_from_i64(f->size), int_from_i64(f->modified_ns)};
  memfile_close(f);
  return tuple_from_array_steal(parts, 3);
}

/* The full paths of all files and folders. */
static Object *files_all(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)args, (void)nargs;
  HOLD(list, list_new(0), "os");
  for (MemFile *f = memfile_next(NULL); list.obj && f; f = memfile_next(f)) {
    if (!f->path) continue;
    Object *s = str_from_utf8(f->path, -1);
    if (!s || list_append_steal(list.obj, s)) return NULL;
  }
  return hold_take(&list);
}

/* Makes a folder: 0 or the number of the error. */
static Object *files_make_folder(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  const char *text = path_text(args[0]);
  if (!text) return NULL;
  MemFile *f = memfile_open(text);
  int error = f ? EEXIST : 0;
  if (!f) f = memfile_create(text, true, &error);
  if (f)
    memfile_close(f);
  else if (!error)
    return err_no_memory();
  return int_from_i64(error);
}

static Object *files_remove(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  const char *text = path_text(args[0]);
  if (!text) return NULL;
  MemFile *f = memfile_open(text);
  if (!f) return int_from_i64(ENOENT);
  memfile_remove(f);
  memfile_close(f);
  return int_from_i64(0);
}

static Object *files_rename(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  const char *from = path_text(args[0]), *to = from ? path_text(args[1]) : NULL;
  if (!to) return NULL;
  MemFile *f = memfile_open(from);
  if (!f) return int_from_i64(ENOENT);
  MemFile *there = memfile_open(to);
  if (there && there != f) memfile_remove(there);
  if (there) memfile_close(there);
  bool ok = there == f || memfile_rename(f, to);
  memfile_close(f);
  return ok ? int_from_i64(0) : err_no_memory();
}

static const MethodSpec functions[] = {
    {"full($module, path, /)", files_full, 0, "The normalized absolute path."},
    {"look($module, path, /)", files_look, 0, "(folder, size, modified in ns), or None."},
    {"all($module, /)", files_all, 0, "The full paths of all files and folders."},
    {"make_folder($module, path, /)", files_make_folder, 0, "0 or an error number."},
    {"remove($module, path, /)", files_remove, 0, "0 or an error number."},
    {"rename($module, source, target, /)", files_rename, 0, "0 or an error number."},
    {0}};

Own module_files_init(void) {
  HOLD(m, module_new("_files", "The files in memory."), "import");
  return m.obj && native_add_functions(m.obj, functions) == 0 ? hold_take(&m) : NULL;
}
