/* The import system.
 *
 * Invariants
 * - A module is in sys.modules before its body runs, and is taken out again if the body raises.
 * - The order of search: native modules, embedded ones, then the folders of sys.path (or of the package)
 * through the host, which records what it gives.
 */
#include "vm/import.h"

#include <stdio.h>

#include "compile/compile.h"
#include "modules/pylib.h"
#include "object/freelists.h"
#include "object/type.h"
#include "heap/gc.h"
#include "vm/eval.h"
#include "vm/host.h"
#include "vm/traceback.h"

typedef Own (*ModuleInit)(void);
#define MODULE(name, init, cost) Own init(void);
#include "modules/modules.def"
#undef MODULE
typedef enum LoadingCost { FREE, COUNTED } LoadingCost;
static const struct {
  const char *name;
  ModuleInit init;
  LoadingCost cost;
} native_modules[] = {
#define MODULE(name, init, cost) {name, init, cost},
#include "modules/modules.def"
#undef MODULE
};
static const char *const stdlib_names[] = {
#define NAME(name) name,
#include "modules/stdlib_names.def"
#undef NAME
};

static bool is_stdlib_name(const char *name, size_t length) {
  bool known = false;
  for (size_t i = 0; i < ARRAY_LEN(stdlib_names); i++)
    known = known || (!strncmp(stdlib_names[i], name, length) && !stdlib_names[i][length]);
  return known;
}

bool import_is_library(const Object *name) {
  char text[100];
  size_t n = 0;
  for (; n < sizeof text && (ssize_t)n < str_length(name); n++) {
    uint32_t c = str_char((const Str *)name, (ssize_t)n);
    if (c == '.' || c > 126) break;
    text[n] = (char)c;
  }
  return is_stdlib_name(text, n);
}

static const PylibFile *embedded(const char *name) {
  for (const PylibFile *f = pylib_files; f->name; f++)
    if (!strcmp(f->name, name)) return f;
  return NULL;
}

/* Has an embedded module submodules? Then it is a package. */
static bool embedded_is_package(const char *name) {
  size_t n = strlen(name);
  for (const PylibFile *f = pylib_files; f->name; f++)
    if (!strncmp(f->name, name, n) && f->name[n] == '.') return true;
  for (size_t i = 0; i < ARRAY_LEN(native_modules); i++)
    if (!strncmp(native_modules[i].name, name, n) && native_modules[i].name[n] == '.') return true;
  return false;
}

Own import_native(const char *name) {
  for (size_t i = 0; i < ARRAY_LEN(native_modules); i++)
    if (!strcmp(native_modules[i].name, name)) return native_modules[i].init();
  return NULL;
}

/* ---- errors ---- */

/* A note for a module that CPython has and this program has not. */
static void add_available_note(const char *name) {
  bool known = is_stdlib_name(name, strlen(name));
  if (!known || RT->exc == NULL) return;
  HOLD(exc, err_take(), "import statement");
  HOLD(list, list_new(0), "import statement");
  for (size_t i = 0; list.obj && i < ARRAY_LEN(native_modules); i++) {
    Object *s = str_from_ascii(native_modules[i].name, -1);
    if (s && native_modules[i].name[0] != '_' && !strchr(native_modules[i].name, '.'))
      (void)list_append_steal(list.obj, s);
    else
      XDECREF(s);
  }
  for (const PylibFile *f = pylib_files; list.obj && f->name; f++) {
    Object *s = str_from_ascii(f->name, -1);
    if (s && f->name[0] != '_' && !strchr(f->name, '.'))
      (void)list_append_steal(list.obj, s);
    else
      XDECREF(s);
  }
  HOLD(comma, str_from_ascii(", ", 2), "import statement");
  if (list.obj && list_sort(list.obj, NULL, false) == 0 && comma.obj) {
    HOLD(names, str_join(comma.obj, list.obj), "import statement");
    HOLD(note, names.obj ? str_format("lastref has these modules: builtins, sys, %U", names.obj) : NULL,
         "import statement");
    HOLD(notes, note.obj ? list_new(0) : NULL, "import statement");
    if (notes.obj && list_append(notes.obj, note.obj) == 0)
      (void)object_setattr(exc.obj, N(__notes__), notes.obj);
  }
  err_clear();
  err_restore_steal(hold_take(&exc));
}

static void set_import_names(Ref name, Ref path) {
  if (RT->exc == NULL || !object_is_instance_of(RT->exc, T(ImportError))) return;
  ImportErrorObject *e = (ImportErrorObject *)RT->exc;
  if (name) SETREF(e->name, NEWREF(name));
  if (path) SETREF(e->path, NEWREF(path));
}

static Object *not_found(Ref name, const char *detail, Ref parent) {
  if (parent)
    err_format(T(ModuleNotFoundError), detail, name, parent);
  else
    err_format(T(ModuleNotFoundError), detail, name);
  set_import_names(name, NULL);
  const char *utf8 = str_utf8(name, NULL);
  if (utf8 && !parent) add_available_note(utf8);
  return NULL;
}

/* ---- making modules ---- */

int import_prepare_namespace(Ref d) {
  if (dict_contains(d, N(__builtins__)) == 0) return dict_set(d, N(__builtins__), RT->builtins);
  return err_occurred() ? -1 : 0;
}

/* A small stand-in for importlib's ModuleSpec. */
static Own make_spec(Ref name, Ref origin, Ref locations) {
  static const char *const names[] = {"name", "loader", "origin", "submodule_search_locations",
                                      "_initializing"};
  HOLD(list, list_new(0), "import statement");
  for (size_t i = 0; list.obj && i < ARRAY_LEN(names); i++) {
    Object *s = str_intern(names[i]);
    if (s == NULL || list_append_steal(list.obj, s)) return NULL;
  }
  HOLD(kwnames, list.obj ? list_as_tuple(list.obj) : NULL, "import statement");
  if (kwnames.obj == NULL) return NULL;
  Object *values[] = {name, NONE, origin ? origin : NONE, locations ? locations : NONE, TRUE};
  return hold_return(object_call((Object *)T(NAMESPACE), values, 0, kwnames.obj), &kwnames, &list);
}

static void spec_finished(Ref module) {
  HOLD(saved, err_take(), "import statement");
  Object *spec = dict_get(module_dict(module), N(__spec__));
  if (spec && spec != NONE) {
    HOLD(s, NEWREF(spec), "import statement");
    (void)object_setattr(s.obj, N(_initializing), FALSE);
  }
  err_clear();
  err_restore_steal(hold_take(&saved));
}

/* Everything before the last dot; "" without one. */
static Own parent_of(Ref name) {
  ssize_t n = str_length(name);
  while (n > 0 && str_char((Str *)name, n - 1) != '.') n--;
  return n ? str_substring(name, 0, n - 1) : NEWREF((Object *)RT->empty_str);
}

/* ---- functions that CPython has no frames for ---- */

static bool is_untraced(const char *module, const char *name) {
  static const struct {
    const char *module, *name;
  } rows[] = {
#define UNTRACED(m, n) {m, n},
#include "vm/untraced.def"
#undef UNTRACED
  };
  for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
    if (strcmp(rows[i].module, module) != 0) continue;
    size_t n = strlen(rows[i].name);
    bool open = rows[i].name[n - 1] == '*';
    if (open ? strncmp(name, rows[i].name, n - 1) == 0 : strcmp(name, rows[i].name) == 0) return true;
  }
  return false;
}

static void mark_untraced(const char *module, Code *code) {
  const char *name = str_utf8(code->qualname, NULL);
  code->untraced = name && is_untraced(module, name);
  for (ssize_t i = 0; i < tuple_size(code->consts); i++) {
    Object *o = tuple_item(code->consts, i);
    if (IS_EXACT(o, CODE)) mark_untraced(module, (Code *)o);
  }
}

/* Compiles and runs the text of a module. `locations` (a list) makes it a package. New reference to what
 * sys.modules then holds. */
static Own run_source(Ref name, Ref filename, const char *text, size_t length, Ref locations) {
  if (vm_remember_source(filename, text, length)) return NULL;
  /* Stepping stays in the program: the library that comes with lastref reports no lines. */
  const char *file = str_utf8(filename, NULL);
  uint32_t flags = file && strncmp(file, "<lastref>/", 10) == 0 ? COMPILE_QUIET : COMPILE_SCRIPT;
  HOLD(code, compile_source(text, length, filename, COMPILE_EXEC, flags, NULL, NULL), "import statement");
  if (code.obj == NULL) return NULL;
  const char *utf8 = str_utf8(name, NULL);
  if (utf8 && flags == COMPILE_QUIET) mark_untraced(utf8, (Code *)code.obj);
  HOLD(module, utf8 ? module_new(utf8, NULL) : NULL, "import statement");
  if (module.obj == NULL) return NULL;
  Object *d = module_dict(module.obj);
  HOLD(package, locations ? NEWREF(name) : parent_of(name), "import statement");
  HOLD(spec, make_spec(name, filename, locations), "import statement");
  if (package.obj == NULL || spec.obj == NULL) return NULL;
  if (dict_set(d, N(__package__), package.obj) || dict_set(d, N(__spec__), spec.obj)) return NULL;
  if (locations && dict_set(d, N(__path__), locations)) return NULL;
  if (dict_set(d, N(__file__), filename) || import_prepare_namespace(d)) return NULL;
  if (dict_set(RT->sys_modules, name, module.obj)) return NULL;
  HOLD(value, vm_run_code(code.obj, d, d), "import statement");
  if (value.obj == NULL) {
    HOLD(exc, err_take(), "import statement");
    if (dict_del(RT->sys_modules, name)) err_clear();
    err_restore_steal(hold_take(&exc));
    return NULL;
  }
  spec_finished(module.obj);
  Object *now = dict_get(RT->sys_modules, name);
  if (now == NULL) {
    if (!err_occurred()) err_format(T(KeyError), "%R not in sys.modules as expected", name);
    return NULL;
  }
  return hold_return(NEWREF(now), &value, &spec, &package, &module, &code);
}

/* Tries folder/tail.py and folder/tail/__init__.py. 1: *out, 0: neither, -1. */
static int from_folder(Ref folder, const char *tail, Ref name, Object **out) {
  const char *dir = str_utf8(folder, NULL);
  if (dir == NULL) return -1;
  static const char *const forms[2] = {"%s%s%s/__init__.py", "%s%s%s.py"};
  for (int i = 0; i < 2; i++) {
    char path[4096];
    int n = snprintf(path, sizeof path, forms[i], dir, dir[0] ? "/" : "", tail);
    if (n < 0 || n >= (int)sizeof path) continue;
    const char *bytes = NULL;
    int64_t length = CTRL->host->file(CTRL->host_data, VM->input_index++, path, &bytes);
    if (length < 0) continue;
    /* The host's memory is valid only until the next call: keep a copy. */
    char *copy = mem_alloc((size_t)length + 1);
    if (copy == NULL) {
      err_no_memory();
      return -1;
    }
    memcpy(copy, bytes, (size_t)length);
    copy[length] = 0;
    HOLD(filename, str_from_utf8(path, n), "import statement");
    HOLD(locations, NULL, "import statement");
    if (i == 0 && filename.obj) {
      locations.obj = list_new(0);
      Object *here = locations.obj ? str_from_utf8(path, n - (ssize_t)strlen("/__init__.py")) : NULL;
      if (here == NULL || list_append_steal(locations.obj, here)) {
        mem_free(copy);
        return -1;
      }
    }
    *out = filename.obj ? run_source(name, filename.obj, copy, (size_t)length, locations.obj) : NULL;
    mem_free(copy);
    return *out ? 1 : -1;
  }
  return 0;
}

/* A module that comes with lastref; NULL without an exception: there is none of that name. */
static Own load_own(Ref name, const char *full) {
  HOLD(native, import_native(full), "import statement");
  if (native.obj == NULL && err_occurred()) return NULL;
  if (native.obj) {
    if (IS_EXACT(native.obj, MODULE)) {
      ((Module *)native.obj)->is_builtin = true;
      if (embedded_is_package(full)) {
        HOLD(empty, list_new(0), "import statement");
        if (empty.obj == NULL || dict_set(module_dict(native.obj), N(__path__), empty.obj)) return NULL;
      }
    }
    if (dict_set(RT->sys_modules, name, native.obj) || dict_set(VM->native_modules, name, native.obj))
      return NULL;
    return hold_take(&native);
  }
  const PylibFile *file = embedded(full);
  if (!file) return NULL;
  HOLD(filename, str_format("<lastref>/%s.py", full), "import statement");
  HOLD(locations, embedded_is_package(full) ? list_new(0) : NULL, "import statement");
  return hold_return(filename.obj ? run_source(name, filename.obj, file->text, file->length, locations.obj)
                                  : NULL,
                     &locations, &filename, &native);
}

/* CPython makes the same when it loads this module, so the collector counts it. */
static bool is_counted(const char *full) {
  if (VM->library_is_loaded) return false;
  for (size_t i = 0; i < ARRAY_LEN(native_modules); i++)
    if (!strcmp(native_modules[i].name, full)) return native_modules[i].cost == COUNTED;
  return false;
}

/* The same. Where loading it is not to be seen, the collector and the free lists are afterwards as before. */
static Own load_own_unseen(Ref name, const char *full) {
  if (is_counted(full)) {
    GC_STATE->generations[0].count++; /* CPython's has a ModuleSpec */
    return load_own(name, full);
  }
  GcPause pause = gc_pause();
  FreeListsAside aside;
  if (pause.outermost) free_lists_put_aside(&aside);
  HOLD(module, load_own(name, full), "import statement");
  if (pause.outermost) gc_collect_unseen(); /* in CPython, one that begins while it loads takes most of it */
  if (pause.outermost) free_lists_put_back(&aside);
  gc_resume(&pause);
  return hold_take(&module);
}

/* Loads a module that is not in sys.modules. path: of the parent package (a sequence), or NULL for sys.path.
 */
static Own load(Ref name, Ref path) {
  const char *full = str_utf8(name, NULL);
  if (full == NULL) return NULL;
  const char *tail = strrchr(full, '.');
  tail = tail ? tail + 1 : full;
  Object *own = load_own_unseen(name, full);
  if (own || err_occurred()) return own;
  if (path == NULL) path = dict_get(VM->sys_dict, N(path));
  if (path && (IS_SUB(path, LIST) || IS_SUB(path, TUPLE))) {
    for (ssize_t i = 0; i < sequence_fast_length(path); i++) {
      HOLD(folder, NEWREF(sequence_fast_items(path)[i]), "import statement");
      if (!IS_SUB(folder.obj, STR)) continue;
      Object *module = NULL;
      int found = from_folder(folder.obj, tail, name, &module);
      if (found) return hold_return(found > 0 ? module : NULL, &folder);
    }
  }
  return NULL;
}

static Own import_absolute(Ref name);

static Own find_and_load(Ref name) {
  HOLD(parent, parent_of(name), "import statement");
  if (parent.obj == NULL) return NULL;
  HOLD(path, NULL, "import statement");
  HOLD(parent_module, NULL, "import statement");
  if (str_length(parent.obj)) {
    parent_module.obj = import_absolute(parent.obj);
    if (parent_module.obj == NULL) return NULL;
    Object *now = dict_get(RT->sys_modules, name);
    if (now) return hold_return(NEWREF(now), &parent_module, &path, &parent);
    if (object_lookup_attr(parent_module.obj, N(__path__), &path.obj) < 0) return NULL;
    if (path.obj == NULL)
      return hold_return(not_found(name, "No module named %R; %R is not a package", parent.obj),
                         &parent_module, &path, &parent);
  }
  HOLD(module, load(name, path.obj), "import statement");
  if (module.obj == NULL)
    return hold_return(err_occurred() ? NULL : not_found(name, "No module named %R", NULL), &module,
                       &parent_module, &path, &parent);
  if (parent_module.obj) {
    ssize_t n = str_length(parent.obj) + 1;
    HOLD(tail, str_substring(name, n, str_length(name)), "import statement");
    if (tail.obj) {
      Object *t = hold_take(&tail);
      str_intern_in_place(&t);
      tail.obj = t;
    }
    if (tail.obj == NULL || object_setattr(parent_module.obj, tail.obj, module.obj)) return NULL;
  }
  return hold_return(hold_take(&module), &parent_module, &path, &parent);
}

static Own import_absolute(Ref name) {
  Object *module = dict_get(RT->sys_modules, name);
  if (module == NONE) {
    err_format(T(ModuleNotFoundError), "import of %R halted; None in sys.modules", name);
    set_import_names(name, NULL);
    return NULL;
  }
  if (module) return NEWREF(module);
  if (err_occurred()) return NULL;
  return find_and_load(name);
}

Own vm_import_module(const char *name) {
  HOLD(s, str_intern(name), "import");
  return hold_return(s.obj ? import_absolute(s.obj) : NULL, &s);
}

/* The absolute name of a relative import. */
static Own resolve(Ref name, Ref globals, int level) {
  if (globals == NULL || !IS_SUB(globals, DICT)) return err_format(T(KeyError), "'__name__' not in globals");
  Object *package = dict_get(globals, N(__package__));
  HOLD(p, NULL, "import statement");
  if (package && package != NONE) {
    if (!IS_SUB(package, STR)) return err_format(T(TypeError), "package must be a string");
    p.obj = NEWREF(package);
  } else {
    Object *spec = dict_get(globals, N(__spec__));
    if ((spec == NULL || spec == NONE) &&
        vm_warn(T(ImportWarning), 1,
                "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__") <
            0)
      return NULL;
    Object *own = dict_get(globals, N(__name__));
    if (own == NULL) return err_format(T(KeyError), "'__name__' not in globals");
    if (!IS_SUB(own, STR)) return err_format(T(TypeError), "__name__ must be a string");
    p.obj = dict_contains(globals, N(__path__)) == 1 ? NEWREF(own) : parent_of(own);
  }
  if (p.obj == NULL) return NULL;
  if (str_length(p.obj) == 0) {
    err_format(T(ImportError), "attempted relative import with no known parent package");
    return NULL;
  }
  for (int i = 1; i < level; i++) {
    Object *up = parent_of(p.obj);
    if (up && str_length(up) == 0) {
      DECREF(up);
      return err_format(T(ImportError), "attempted relative import beyond top-level package");
    }
    SETREF(p.obj, up);
    if (p.obj == NULL) return NULL;
  }
  return str_length(name) ? str_format("%U.%U", p.obj, name) : hold_take(&p);
}

/* For `from package import a, b`: submodules that are not attributes yet. */
static int import_submodules(Ref module, Ref fromlist, bool recursive) {
  HOLD(seq, sequence_tuple(fromlist), "import statement");
  if (seq.obj == NULL) return -1;
  HOLD(own, object_getattr(module, N(__name__)), "import statement");
  if (own.obj == NULL) return -1;
  for (ssize_t i = 0; i < VARSIZE(seq.obj); i++) {
    Object *item = tuple_item(seq.obj, i);
    if (!IS_SUB(item, STR)) {
      if (recursive)
        err_format(T(TypeError), "Item in %U.__all__ must be str, not %T", own.obj, item);
      else
        err_format(T(TypeError), "Item in ``from list'' must be str, not %T", item);
      return -1;
    }
    if (str_equals_text(item, "*")) {
      Object *all = NULL;
      int found = recursive ? 0 : object_lookup_attr(module, N(__all__), &all);
      if (found < 0) return -1;
      HOLD(a, all, "import statement");
      if (found && import_submodules(module, all, true)) return -1;
      continue;
    }
    Object *there = NULL;
    int found = object_lookup_attr(module, item, &there);
    if (found < 0) return -1;
    if (found) {
      DECREF(there);
      continue;
    }
    HOLD(full, str_format("%U.%U", own.obj, item), "import statement");
    if (full.obj == NULL) return -1;
    Object *m = import_absolute(full.obj);
    if (m) {
      DECREF(m);
    } else if (err_matches(T(ModuleNotFoundError)) && ((ImportErrorObject *)RT->exc)->name &&
               str_equal(((ImportErrorObject *)RT->exc)->name, full.obj)) {
      err_clear();
    } else {
      return -1;
    }
  }
  return 0;
}

Own vm_import(Ref name, Ref globals, Ref fromlist, int level) {
  if (!IS_SUB(name, STR)) return err_format(T(TypeError), "module name must be a string");
  if (level < 0) return err_format(T(ValueError), "level must be >= 0");
  if (level == 0 && str_length(name) == 0) return err_format(T(ValueError), "Empty module name");
  HOLD(full, level ? resolve(name, globals, level) : NEWREF(name), "import statement");
  if (full.obj == NULL) return NULL;
  HOLD(module, import_absolute(full.obj), "import statement");
  if (module.obj == NULL) return NULL;
  int has_from = 0;
  if (fromlist && fromlist != NONE) {
    has_from = object_is_true(fromlist);
    if (has_from < 0) return NULL;
  }
  if (!has_from) {
    ssize_t n = str_length(name), dot = 0;
    while (dot < n && str_char((Str *)name, dot) != '.') dot++;
    if (dot == n && (level == 0 || n > 0)) return hold_return(hold_take(&module), &full);
    if (level == 0) {
      HOLD(top, str_substring(name, 0, dot), "import statement");
      return hold_return(top.obj ? import_absolute(top.obj) : NULL, &top, &module, &full);
    }
    if (n == 0) return hold_return(hold_take(&module), &full);
    HOLD(top, str_substring(full.obj, 0, str_length(full.obj) - (n - dot)), "import statement");
    return hold_return(top.obj ? import_absolute(top.obj) : NULL, &top, &module, &full);
  }
  Object *path = NULL;
  int found = object_lookup_attr(module.obj, N(__path__), &path);
  if (found < 0) return NULL;
  if (found) {
    DECREF(path);
    if (import_submodules(module.obj, fromlist, false)) return NULL;
  }
  return hold_return(hold_take(&module), &full);
}

/* ---- what the opcodes ask ---- */

Own vm_import_name(Frame *f, Ref name, Ref fromlist, Ref level) {
  Object *function = dict_get(f->builtins, N(__import__));
  if (function == NULL) return err_occurred() ? NULL : err_format(T(ImportError), "__import__ not found");
  if (function == VM->import_function) return vm_import(name, f->globals, fromlist, (int)int_as_i64(level));
  HOLD(held, NEWREF(function), "import statement");
  Object *args[5] = {name, f->globals, f->locals ? f->locals : NONE, fromlist, level};
  return hold_return(object_call(held.obj, args, 5, NULL), &held);
}

Own vm_import_from(Ref module, Ref name) {
  Object *value = NULL;
  int found = object_lookup_attr(module, name, &value);
  if (found) return found > 0 ? value : NULL;
  HOLD(package, NULL, "import statement");
  if (object_lookup_attr(module, N(__name__), &package.obj) < 0) return NULL;
  if (package.obj && !IS_SUB(package.obj, STR)) CLEAR(package.obj);
  if (package.obj) {
    HOLD(full, str_format("%U.%U", package.obj, name), "import statement");
    if (full.obj == NULL) return NULL;
    Object *m = dict_get(RT->sys_modules, full.obj);
    if (m) return hold_return(NEWREF(m), &full, &package);
    if (err_occurred()) return NULL;
  }
  HOLD(shown, package.obj ? NEWREF(package.obj) : str_from_ascii("<unknown module name>", -1),
       "import statement");
  HOLD(path, NULL, "import statement");
  HOLD(spec, NULL, "import statement");
  HOLD(running, NULL, "import statement");
  if (shown.obj == NULL || object_lookup_attr(module, N(__file__), &path.obj) < 0 ||
      object_lookup_attr(module, N(__spec__), &spec.obj) < 0 ||
      (spec.obj && spec.obj != NONE && object_lookup_attr(spec.obj, N(_initializing), &running.obj) < 0))
    return NULL;
  if (path.obj && !IS_SUB(path.obj, STR)) CLEAR(path.obj);
  if (path.obj == NULL)
    err_format(T(ImportError), "cannot import name %R from %R (unknown location)", name, shown.obj);
  else if (running.obj == TRUE)
    err_format(T(ImportError),
               "cannot import name %R from partially initialized module %R (most likely due to a circular "
               "import) (%S)",
               name, shown.obj, path.obj);
  else
    err_format(T(ImportError), "cannot import name %R from %R (%S)", name, shown.obj, path.obj);
  set_import_names(shown.obj, path.obj);
  return NULL;
}

int vm_import_star(Frame *f, Ref module) {
  if (f->locals == NULL) {
    err_format(T(SystemError), "no locals found during 'import *'");
    return -1;
  }
  HOLD(names, NULL, "import statement");
  HOLD(dict, NULL, "import statement");
  if (object_lookup_attr(module, N(__all__), &names.obj) < 0) return -1;
  bool skip_private = false;
  if (names.obj == NULL) {
    if (object_lookup_attr(module, N(__dict__), &dict.obj) < 0) return -1;
    if (dict.obj == NULL) {
      err_format(T(ImportError), "from-import-* object has no __dict__ and no __all__");
      return -1;
    }
    names.obj = mapping_keys(dict.obj);
    if (names.obj == NULL) return -1;
    skip_private = true;
  }
  for (ssize_t i = 0;; i++) {
    HOLD(name, sequence_item(names.obj, i), "import statement");
    if (name.obj == NULL) {
      if (!err_matches(T(IndexError))) return -1;
      err_clear();
      return 0;
    }
    if (!IS_SUB(name.obj, STR)) {
      HOLD(own, object_getattr(module, N(__name__)), "import statement");
      if (own.obj == NULL) return -1;
      if (skip_private)
        err_format(T(TypeError), "Key in %U.__dict__ must be str, not %T", own.obj, name.obj);
      else
        err_format(T(TypeError), "Item in %U.__all__ must be str, not %T", own.obj, name.obj);
      return -1;
    }
    if (skip_private && str_length(name.obj) && str_char((Str *)name.obj, 0) == '_') continue;
    HOLD(value, object_getattr(module, name.obj), "import statement");
    if (value.obj == NULL || vm_store_name(f, name.obj, value.obj)) return -1;
  }
}
