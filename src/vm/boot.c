/* A program from its first instruction to its last: starting the machine, running, printing what was not
 * caught, taking everything apart. */
#include <stdio.h>

#include "base/region.h"
#include "compile/compile.h"
#include "lang/parse.h"
#include "lang/units.h"
#include "object/bytes.h"
#include "object/float.h"
#include "object/slice.h"
#include "object/type.h"
#include "vm/eval.h"
#include "vm/fiber.h"
#include "vm/host.h"
#include "vm/import.h"
#include "vm/traceback.h"

Own module_builtins_init(void);
Own module_sys_init(void);

enum { FIRST_CHUNK = 65536 };

/* ---- start ---- */

static bool stack_boot(void) {
  StackChunk *chunk = mem_alloc(FIRST_CHUNK);
  if (chunk == NULL) return false;
  *chunk = (StackChunk){NULL, NULL, FIRST_CHUNK};
  VM->stack_chunk = (char *)chunk;
  VM->stack_top = (char *)(chunk + 1);
  VM->stack_limit = (char *)chunk + FIRST_CHUNK;
  return true;
}

static bool make_builtins(void) {
  HOLD(module, module_builtins_init(), "starting");
  if (module.obj == NULL) return false;
  ((Module *)module.obj)->is_builtin = true;
  Object *dict = module_dict(module.obj);
  if (RT->builtins != dict) SETREF(RT->builtins, NEWREF(dict));
  Object *import = dict_get(dict, N(__import__));
  VM->import_function = XNEWREF(import);
  return dict_set(RT->sys_modules, N(builtins), module.obj) == 0 &&
         dict_set(VM->native_modules, N(builtins), module.obj) == 0;
}

static bool make_sys(const Program *program) {
  HOLD(module, module_sys_init(), "starting");
  if (module.obj == NULL) return false;
  ((Module *)module.obj)->is_builtin = true;
  VM->sys_dict = NEWREF(module_dict(module.obj));
  if (dict_set(RT->sys_modules, N(sys), module.obj) || dict_set(VM->native_modules, N(sys), module.obj))
    return false;
  HOLD(argv, list_new(0), "starting");
  HOLD(path, list_new(0), "starting");
  if (argv.obj == NULL || path.obj == NULL) return false;
  const char *first = program->argv0 ? program->argv0 : program->path ? program->path : "";
  Object *s = str_from_utf8(first, -1);
  if (s == NULL || list_append_steal(argv.obj, s)) return false;
  for (int i = 0; i < program->argc; i++) {
    s = str_from_utf8(program->argv[i], -1);
    if (s == NULL || list_append_steal(argv.obj, s)) return false;
  }
  /* The script's folder, then the standard library if one was given. */
  const char *script = program->path ? program->path : "";
  const char *slash = strrchr(script, '/');
  s = program->folder ? str_from_utf8(program->folder, -1)
                      : str_from_utf8(script, slash ? (slash == script ? 1 : slash - script) : 0);
  if (s == NULL || list_append_steal(path.obj, s)) return false;
  if (program->stdlib) {
    VM->stdlib = str_from_utf8(program->stdlib, -1);
    if (VM->stdlib == NULL || list_append(path.obj, VM->stdlib)) return false;
  }
  HOLD(orig, list_slice(argv.obj, 0, VARSIZE(argv.obj)), "starting");
  return orig.obj && dict_set_text(VM->sys_dict, "argv", argv.obj) == 0 &&
         dict_set_text(VM->sys_dict, "path", path.obj) == 0 &&
         dict_set_text(VM->sys_dict, "orig_argv", orig.obj) == 0;
}

static bool make_main(void) {
  VM->main_module = module_new("__main__", NULL);
  if (VM->main_module == NULL) return false;
  Object *d = module_dict(VM->main_module);
  HOLD(annotations, dict_new(), "starting");
  Object *builtins = dict_get(RT->sys_modules, N(builtins));
  return annotations.obj && dict_set(d, N(__annotations__), annotations.obj) == 0 &&
         dict_set(d, N(__builtins__), builtins) == 0 &&
         dict_set(RT->sys_modules, N(__main__), VM->main_module) == 0;
}

static bool boot(const Program *program) {
  VM->exc_info = &VM->exc_base;
  VM->seed = program->seed;
  VM->output_mode = program->output;
  if (!mem_boot() || !gc_boot() || !runtime_boot() || !stack_boot()) return false;
  if (RT->recursion_limit == 0) RT->recursion_limit = 1000;
  vm_eval_boot();
  VM->native_modules = dict_new();
  if (RT->sys_modules == NULL) RT->sys_modules = dict_new();
  if (VM->native_modules == NULL || RT->sys_modules == NULL) return false;
  if (!make_builtins() || !make_sys(program) || !type_make_subclass_tables()) return false;
  mem_leave_room(32); /* tables of __main__ that the growing program gives back lie with its own things */
  return make_main();
}

/* ---- the end of a unit ---- */

static void flush(Ref name) {
  HOLD(saved, err_take(), "flushing");
  Object *file = VM->sys_dict ? dict_get(VM->sys_dict, name) : NULL;
  if (file && file != NONE) {
    HOLD(f, NEWREF(file), "flushing");
    Object *r = object_call_method0(f.obj, N(flush));
    XDECREF(r);
  }
  err_clear();
  err_restore_steal(hold_take(&saved));
}
static void flush_all(void) {
  flush(N(stdout));
  flush(N(stderr));
}

/* The exit status that a SystemExit asks for; its message, if it has one, is printed. */
static int system_exit_status(Ref exc) {
  Object *code = ((SystemExit *)exc)->code;
  flush(N(stdout));
  if (code == NULL || code == NONE) return 0;
  if (IS_SUB(code, INT)) {
    int64_t n = 0;
    if (!int_fits_i64(code, &n)) return 255;
    return (int)(n & 0xff);
  }
  HOLD(text, object_str(code), "exit");
  ssize_t length = 0;
  const char *utf8 = text.obj ? str_utf8(text.obj, &length) : NULL;
  if (utf8)
    vm_write_stderr(utf8, (size_t)length);
  else
    err_clear();
  vm_write_stderr("\n", 1);
  return 1;
}

/* The pending exception was not caught: as PyErr_Print. True: it ends the program, with *status. */
static bool tell_uncaught(int *status) {
  HOLD(exc, err_take(), "uncaught exception");
  if (object_is_instance_of(exc.obj, T(SystemExit))) {
    *status = system_exit_status(exc.obj);
    return true;
  }
  VM->ended_by_interrupt = object_is_instance_of(exc.obj, T(KeyboardInterrupt));
  *status = VM->ended_by_interrupt ? 130 : 1;
  Object *tb = ((BaseException *)exc.obj)->traceback;
  if (tb == NULL) tb = NONE;
  HOLD(traceback, NEWREF(tb), "uncaught exception");
  if (dict_set(VM->sys_dict, N(last_type), (Object *)TYPE(exc.obj)) ||
      dict_set(VM->sys_dict, N(last_value), exc.obj) ||
      dict_set(VM->sys_dict, N(last_traceback), traceback.obj))
    err_clear();
  Object *hook = dict_get(VM->sys_dict, N(excepthook)),
         *original = dict_get_text(VM->sys_dict, "__excepthook__");
  if (hook == NULL) {
    vm_write_stderr("sys.excepthook is missing\n", 26);
    vm_print_exception(exc.obj);
  } else if (hook == original) {
    vm_print_exception(exc.obj);
  } else {
    HOLD(h, NEWREF(hook), "uncaught exception");
    Object *args[3] = {(Object *)TYPE(exc.obj), exc.obj, traceback.obj};
    Object *r = object_call(h.obj, args, 3, NULL);
    if (r == NULL) {
      if (err_matches(T(SystemExit))) {
        HOLD(second, err_take(), "uncaught exception");
        *status = system_exit_status(second.obj);
        return true;
      }
      HOLD(second, err_take(), "uncaught exception");
      vm_write_stderr("Error in sys.excepthook:\n", 25);
      vm_print_exception(second.obj);
      vm_write_stderr("\nOriginal exception was:\n", 25);
      vm_print_exception(exc.obj);
    }
    XDECREF(r);
  }
  flush_all();
  return false;
}

/* The same where the program has filled its memory. */
static bool print_uncaught(int *status) {
  bool reserve = mem_reserve(true);
  bool ends = tell_uncaught(status);
  mem_reserve(reserve);
  return ends;
}

/* Compiles and runs a unit in __main__. The constants the syntax tree would hold stay alive while it runs.
 * NULL with exception. */
static Own run_unit(const char *text, size_t length, Ref filename, CompileMode mode) {
  Object *constants = NULL;
  uint32_t how = mode == COMPILE_EXEC ? COMPILE_SCRIPT : COMPILE_TEXT;
  HOLD(code, compile_source(text, length, filename, mode, how, NULL, &constants), "running program");
  SETREF(VM->unit_constants, constants);
  if (code.obj == NULL) {
    CLEAR(VM->unit_constants);
    return NULL;
  }
  Object *d = module_dict(VM->main_module);
  HOLD(value, vm_run_code(code.obj, d, d), "running program");
  CLEAR(code.obj);
  CLEAR(VM->unit_constants);
  return hold_return(hold_take(&value), &code);
}

static int run_script(const Program *program) {
  HOLD(filename, str_from_utf8(program->path ? program->path : "<stdin>", -1), "running program");
  if (filename.obj == NULL) return 1;
  VM->script_path = NEWREF(filename.obj);
  if (vm_remember_source(filename.obj, program->text, program->length)) return 1;
  Object *d = module_dict(VM->main_module);
  HOLD(cached, str_intern("__cached__"), "running program");
  if (dict_set(d, N(__file__), filename.obj) || dict_set(d, cached.obj, NONE)) return 1;
  int status = 0;
  HOLD(value, run_unit(program->text, program->length, filename.obj, COMPILE_EXEC), "running program");
  flush_all();
  if (value.obj == NULL) (void)print_uncaught(&status);
  HOLD(saved, err_take(), "running program");
  if (dict_del(d, N(__file__))) err_clear();
  if (dict_del(d, cached.obj)) err_clear();
  return status;
}

/* One statement as typed at the prompt, or one cell. True: the program ends, with *status. */
static bool run_part(const char *text, size_t length, Ref filename, CompileMode mode, int *status) {
  HOLD(value, run_unit(text, length, filename, mode), "running statement");
  flush_all();
  if (value.obj) return false;
  int ignored = 0;
  if (!print_uncaught(&ignored)) return false;
  *status = ignored;
  return true;
}

static int run_prompt(void) {
  HOLD(filename, str_from_ascii("<stdin>", -1), "running program");
  int status = 0;
  for (;;) {
    const char *line = NULL;
    int64_t n = CTRL->host->read_line(CTRL->host_data, VM->input_index, &line);
    if (n < 0) {
      VM->lines = vm_lines();
      fiber_pause(PAUSE_PROMPT);
      continue;
    }
    VM->input_index++;
    if (n == 0) return 0;
    char *copy = mem_alloc((size_t)n + 1);
    if (copy == NULL) return 1;
    memcpy(copy, line, (size_t)n);
    copy[n] = 0;
    bool end = run_part(copy, (size_t)n, filename.obj, COMPILE_SINGLE, &status);
    mem_free(copy);
    if (end) return status;
  }
}

static void *region_get(void *ctx, size_t size) {
  (void)ctx;
  return mem_alloc(size);
}
static void region_put(void *ctx, void *block, size_t size) {
  (void)ctx, (void)size;
  mem_free(block);
}

/* Where line `n` (from 1) begins. */
static const char *line_start(const char *text, size_t length, uint32_t n) {
  const char *p = text, *end = text + length;
  while (--n && p < end) {
    const char *nl = memchr(p, '\n', (size_t)(end - p));
    p = nl ? nl + 1 : end;
  }
  return p;
}

/* Runs the lines [start, end) of a file as a unit of its own, its lines in their places: `before` of them
 * come first. True: the program ends, with *status. */
static bool run_lines(const char *start, const char *end, uint32_t before, Ref filename, CompileMode mode,
                      int *status) {
  size_t n = (size_t)(end - start), pad = before;
  char *unit = mem_alloc(pad + n + 2);
  if (unit == NULL) {
    *status = 1;
    return true;
  }
  memset(unit, '\n', pad);
  memcpy(unit + pad, start, n);
  unit[pad + n] = '\n';
  unit[pad + n + 1] = 0;
  bool ended = run_part(unit, pad + n + 1, filename, mode, status);
  mem_free(unit);
  return ended;
}

static const char *next_line(const char *p, const char *end) {
  const char *nl = memchr(p, '\n', (size_t)(end - p));
  return nl ? nl + 1 : end;
}

static bool starts_with_word(const char *p, const char *end, const char *word) {
  size_t n = strlen(word);
  if ((size_t)(end - p) < n || memcmp(p, word, n) != 0) return false;
  return (size_t)(end - p) == n ||
         !((p[n] >= '0' && p[n] <= '9') || ((p[n] | 32) >= 'a' && (p[n] | 32) <= 'z') || p[n] == '_');
}

static bool is_blank_line(const char *p, const char *end) {
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\f' || *p == '\r')) p++;
  return p == end || *p == '\n' || *p == '#';
}

/* May a statement begin at this line, or does it belong to the one above? */
static bool may_begin(const char *p, const char *end) {
  static const char *const clauses[] = {"else", "elif", "except", "finally"};
  if (is_blank_line(p, end)) return false;
  for (size_t i = 0; i < ARRAY_LEN(clauses); i++)
    if (starts_with_word(p, end, clauses[i])) return false;
  return *p != ' ' && *p != '\t';
}

static bool parses(const Program *program, const char *from, const char *to) {
  Region region;
  region_init(&region, (Allocator){region_get, region_put, NULL});
  ParseOptions options = {.mode = PARSE_FILE, .filename = program->path, .is_text = true};
  ParseResult result;
  bool whole = parse_source(from, (size_t)(to - from), &options, &region, &result) == PARSE_OK;
  region_free(&region);
  return whole;
}

/* A file with an error in its syntax, as somebody would type it: up to the faulty statement all run, that one
 * is reported, the next ones run. Its statements are found by trying: a piece that ends before a line at the
 * margin is one if it parses, or if no more lines could mend it. */
static int run_faulty_as_prompt(const Program *program, Ref filename) {
  const char *p = program->text, *end = p + program->length;
  int status = 0;
  uint32_t line = 0;
  while (p < end) {
    const char *stop = next_line(p, end);
    if (is_blank_line(p, end)) {
      p = stop;
      line++;
      continue;
    }
    uint32_t lines = 1;
    for (;; stop = next_line(stop, end), lines++) {
      /* A statement of one line stands alone, also where the next line is indented by mistake. */
      bool simple = lines == 1 && parses(program, p, stop);
      if (lines == 1 && !simple &&
          !parse_wants_more(p, (size_t)(stop - p), (Allocator){region_get, region_put, NULL}))
        break; /* wrong already: no more lines are asked for */
      while (!simple && stop < end && !may_begin(stop, end)) stop = next_line(stop, end), lines++;
      if (simple && stop < end && !may_begin(stop, end) && !is_blank_line(stop, end) && *stop != ' ' &&
          *stop != '\t')
        continue; /* an else or the like */
      if (stop >= end || simple || parses(program, p, stop)) break;
      if (!parse_wants_more(p, (size_t)(stop - p), (Allocator){region_get, region_put, NULL})) break;
    }
    if (run_lines(p, stop, line, filename, COMPILE_SINGLE, &status)) break;
    p = stop;
    line += lines;
  }
  return status;
}

static bool begin_file(const Program *program, Object **filename) {
  *filename = str_from_utf8(program->path, -1);
  if (*filename == NULL || vm_remember_source(*filename, program->text, program->length)) return false;
  VM->script_path = NEWREF(*filename);
  return true;
}

/* A script, each of its statements (those on one line together) a unit of its own, its lines in their places.
 */
static int run_as_prompt(const Program *program) {
  HOLD(filename, NULL, "running program");
  if (!begin_file(program, &filename.obj)) return 1;
  Region region;
  region_init(&region, (Allocator){region_get, region_put, NULL});
  ParseOptions options = {.mode = PARSE_FILE, .filename = program->path, .from_file = true};
  ParseResult result;
  int status = 0;
  if (parse_source(program->text, program->length, &options, &region, &result) != PARSE_OK) {
    region_free(&region);
    return run_faulty_as_prompt(program, filename.obj);
  }
  const StmtSeq body = result.ast.mod->Module.body;
  LineRange range;
  for (uint32_t i = 0; unit_next(body, &i, &range);) {
    const char *start = line_start(result.source, result.source_len, range.from);
    const char *end = line_start(result.source, result.source_len, range.to + 1);
    if (run_lines(start, end, range.from - 1, filename.obj, COMPILE_SINGLE, &status)) break;
  }
  region_free(&region);
  return status;
}

/* "# %%", "#%% title" */
static bool is_cell_mark(const char *p, const char *end) {
  if (p == end || *p++ != '#') return false;
  while (p < end && *p == ' ') p++;
  return end - p >= 2 && p[0] == '%' && p[1] == '%';
}

/* Each cell a unit of its own, its lines in their places; an error ends the cell, as it does in a notebook,
 * and the next cell runs. */
static int run_as_cells(const Program *program) {
  HOLD(filename, NULL, "running program");
  if (!begin_file(program, &filename.obj)) return 1;
  const char *p = program->text, *end = p + program->length;
  int status = 0;
  uint32_t line = 0;
  while (p < end) {
    const char *stop = next_line(p, end);
    uint32_t lines = 1;
    bool blank = is_blank_line(p, end);
    while (stop < end && !is_cell_mark(stop, end)) {
      blank = blank && is_blank_line(stop, end);
      stop = next_line(stop, end);
      lines++;
    }
    if (!blank && run_lines(p, stop, line, filename.obj, COMPILE_CELL, &status)) break;
    p = stop;
    line += lines;
  }
  return status;
}

/* ---- the end ---- */

/* Sets all names of a module to None, first the private ones: as _PyModule_ClearDict. */
static void clear_namespace(Ref dict) {
  for (int round = 0; round < 2; round++) {
    ssize_t position = 0;
    Object *key, *value;
    while (dict_next(dict, &position, &key, &value, NULL)) {
      if (value == NONE || !IS_EXACT(key, STR)) continue;
      uint32_t c0 = str_length(key) > 0 ? str_char((Str *)key, 0) : 0,
               c1 = str_length(key) > 1 ? str_char((Str *)key, 1) : 0;
      bool wanted = round == 0 ? c0 == '_' && c1 != '_' : c0 != '_' || !str_equals_text(key, "__builtins__");
      if (wanted && dict_set(dict, key, NONE)) err_clear();
    }
  }
}

static void run_exit_functions(void) {
  Object *atexit = RT->sys_modules ? dict_get_text(RT->sys_modules, "atexit") : NULL;
  if (atexit == NULL) return;
  HOLD(module, NEWREF(atexit), "ending");
  HOLD(name, str_intern("_run_exitfuncs"), "ending");
  Object *r = name.obj ? object_call_method0(module.obj, name.obj) : NULL;
  if (r)
    DECREF(r);
  else if (err_occurred())
    err_write_unraisable(NULL);
}

static void finalize(void) {
  run_exit_functions();
  flush_all();
  RT->in_shutdown = true;
  if (GC_STATE->enabled) gc_collect(GC_GENERATIONS - 1, GC_CAUSE_EXIT);
  /* Places where user values hide. */
  static const char *const hidden[] = {"path",
                                       "argv",
                                       "ps1",
                                       "ps2",
                                       "last_type",
                                       "last_value",
                                       "last_traceback",
                                       "path_hooks",
                                       "path_importer_cache",
                                       "meta_path",
                                       "__interactivehook__"};
  if (dict_set_text(RT->builtins, "_", NONE)) err_clear();
  for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
    if (dict_set_text(VM->sys_dict, hidden[i], NONE)) err_clear();
  static const char *const streams[3][2] = {
      {"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
  for (int i = 0; i < 3; i++) {
    Object *o = dict_get_text(VM->sys_dict, streams[i][1]);
    if (dict_set_text(VM->sys_dict, streams[i][0], o ? o : NONE)) err_clear();
  }
  /* sys.modules lets go of every module; those still alive afterwards are remembered by weak references. */
  HOLD(refs, list_new(0), "ending");
  HOLD(names, dict_keys_list(RT->sys_modules), "ending");
  for (ssize_t i = 0; names.obj && refs.obj && i < VARSIZE(names.obj); i++) {
    Object *name = list_item(names.obj, i), *module = dict_get(RT->sys_modules, name);
    if (module && IS_EXACT(module, MODULE)) {
      Object *ref = weakref_new(module, NULL);
      if (ref == NULL || list_append_steal(refs.obj, ref)) err_clear();
    }
    if (dict_set(RT->sys_modules, name, NONE)) err_clear();
  }
  CLEAR(names.obj);
  dict_clear(RT->sys_modules);
  CLEAR(VM->main_module);
  gc_collect(GC_GENERATIONS - 1, GC_CAUSE_TEARDOWN);
  Object *builtins_dict = RT->builtins;
  for (ssize_t i = refs.obj ? VARSIZE(refs.obj) : 0; i-- > 0;) {
    Object *module = weakref_get(list_item(refs.obj, i));
    if (module == NULL || module == NONE) continue;
    HOLD(m, NEWREF(module), "ending");
    if (module_dict(m.obj) == builtins_dict || module_dict(m.obj) == VM->sys_dict) continue;
    clear_namespace(module_dict(m.obj));
  }
  CLEAR(RT->struct_cache);
  flush_all();
}

/* One more line event, of no frame: the program has ended and its names are still there to be looked at. */
static void pause_at_exit(void) {
  VM->exit_line = vm_lines() + 1;
  if (--CTRL->countdown < 0) (void)vm_line_pause(NULL, NULL);
}

/* CPython comes out of its start with a few dead objects that wait for the next of their type, and a program
 * can tell: only when they are used up do new lists compete with new dicts for the same blocks. Here are as
 * many as wait when a short script begins to run. */
static void leave_dead_objects(void) {
  enum { LISTS = 4, DICTS = 6, FLOATS = 4, MOST = 8 };
  /* of one item, of two, ... */
  static const uint8_t tuples[] = {5, 3, 3, 2, 3, 0, 1, 0, 2, 0, 0, 0, 1, 0, 1, 0, 1, 2, 0, 1};
  Object *made[MOST];
  for (size_t kind = 0; kind < 3 + ARRAY_LEN(tuples); kind++) {
    int n = kind == 0 ? LISTS : kind == 1 ? DICTS : kind == 2 ? FLOATS : tuples[kind - 3];
    for (int i = 0; i < n; i++)
      made[i] = kind == 0   ? list_new(0)
                : kind == 1 ? dict_new()
                : kind == 2 ? float_new(i + 0.5)
                            : tuple_new((ssize_t)kind - 2);
    while (n-- > 0) XDECREF(made[n]);
  }
  Object *slice = slice_new(NULL, NULL, NULL);
  XDECREF(slice);
  err_clear();
  mem_leave_room(32);
}

/* Where CPython's collector stands when a short script begins to run; what was made at the start here is as
 * old as that. So the first collections come when a person who knows CPython expects them. */
static void set_collector_counts(void) {
  gc_age_young();
  GC_STATE->generations[0].count = 16;
  GC_STATE->generations[1].count = 8;
  GC_STATE->generations[2].count = 0;
  GC_STATE->stats[0] = (GcStats){.collections = 8, .collected = 24};
}

void vm_main(const Program *program) {
  int status = 1;
  if (boot(program)) {
    leave_dead_objects();
    set_collector_counts();
    if (program->collect_every) GC_STATE->generations[0].threshold = (int)program->collect_every;
    VM->library_is_loaded = program->library_is_loaded;
    VM->boot_serial = HEAP->serial;
    switch (program->kind) {
    case PROGRAM_SCRIPT: status = run_script(program); break;
    case PROGRAM_PROMPT: status = run_prompt(); break;
    case PROGRAM_AS_PROMPT: status = run_as_prompt(program); break;
    case PROGRAM_AS_CELLS: status = run_as_cells(program); break;
    }
    VM->exit_status = status;
    pause_at_exit();
    finalize();
  } else {
    static const char message[] = "lastref: the engine cannot start: not enough memory\n";
    CTRL->host->write(CTRL->host_data, 2, message, sizeof message - 1, VM->output_length);
    VM->output_length += sizeof message - 1;
  }
  VM->exit_status = status;
  VM->finished = true;
  VM->lines = vm_lines();
  fiber_pause(PAUSE_FINISHED);
}
