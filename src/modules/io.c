#include "modules/io.h"

#include <errno.h>
#include <string.h>

#include "modules/ioparts.h"
#include "object/bytes.h"
#include "object/codecs.h"
#include "object/dict.h"
#include "object/function.h"
#include "object/textargs.h"
#include "object/tuple.h"
#include "object/type.h"

/* ---- open ---- */

typedef struct Mode {
  bool creating, reading, writing, appending, updating, text, binary;
} Mode;

static bool parse_mode(const char *text, Mode *m) {
  *m = (Mode){0};
  for (const char *p = text; *p; p++) {
    bool *flag = *p == 'x'   ? &m->creating
                 : *p == 'r' ? &m->reading
                 : *p == 'w' ? &m->writing
                 : *p == 'a' ? &m->appending
                 : *p == '+' ? &m->updating
                 : *p == 't' ? &m->text
                 : *p == 'b' ? &m->binary
                             : NULL;
    if (!flag || *flag) {
      err_format(T(ValueError), "invalid mode: '%s'", text);
      return false;
    }
    *flag = true;
  }
  const char *wrong = NULL;
  if (m->text && m->binary)
    wrong = "can't have text and binary mode at once";
  else if (m->creating + m->reading + m->writing + m->appending > 1)
    wrong = "must have exactly one of create/read/write/append mode";
  else if (m->creating + m->reading + m->writing + m->appending == 0)
    wrong = "Must have exactly one of create/read/write/append mode and at most one plus";
  if (wrong) err_format(T(ValueError), "%s", wrong);
  return !wrong;
}

/* The path as text, through __fspath__; an int is a standard stream. */
static Own file_name(Ref file) {
  if (IS_SUB(file, STR) || IS_SUB(file, BYTES) || IS_SUB(file, INT)) return NEWREF(file);
  HOLD(method, NULL, "open()");
  HOLD(name, str_intern("__fspath__"), "open()");
  if (!name.obj) return NULL;
  method.obj = object_lookup_special(file, name.obj);
  if (!method.obj) {
    if (err_occurred()) return NULL;
    return err_format(T(TypeError), "expected str, bytes or os.PathLike object, not %.200T", file);
  }
  HOLD(path, object_call0(method.obj), "open()");
  if (path.obj && !IS_SUB(path.obj, STR) && !IS_SUB(path.obj, BYTES))
    return err_format(T(TypeError), "expected %.200T.__fspath__() to return str or bytes, not %.200T", file,
                      path.obj);
  return hold_return(hold_take(&path), &name, &method);
}

static bool optional_text(Ref o, const char *name) {
  if (!o || o == NONE || IS_SUB(o, STR)) return true;
  err_format(T(TypeError), "open() argument '%s' must be str or None, not %.50T", name, o);
  return false;
}

/* The in-memory file for a path, made if the mode says so; counted. NULL with an exception. */
static MemFile *open_path(const char *path, const Mode *m, Ref shown) {
  MemFile *f = memfile_open(path);
  int error = 0;
  if (f && f->folder)
    error = EISDIR;
  else if (f && m->creating)
    error = EEXIST;
  else if (!f && m->reading)
    error = ENOENT;
  else if (!f)
    f = memfile_create(path, false, &error);
  else if (m->writing && !memfile_resize(f, 0))
    error = ENOMEM;
  if (!error) return f;
  if (f) memfile_close(f);
  io_error(error, shown);
  return NULL;
}

Own io_open(Object *const *args, ssize_t nargs) {
  (void)nargs;
  Object *encoding = args[3], *errors = args[4], *newline = args[5];
  const char *mode = "r";
  int buffering = -1;
  HOLD(name, file_name(args[0]), "open()");
  if (!name.obj || (args[1] && !textargs_text("open", "mode", args[1], &mode)) ||
      (args[2] && !textargs_int(args[2], &buffering)))
    return NULL;
  Mode m;
  if (!parse_mode(mode, &m) || !optional_text(encoding, "encoding") || !optional_text(errors, "errors") ||
      !optional_text(newline, "newline"))
    return NULL;
  const char *wrong = NULL;
  if (m.binary && encoding && encoding != NONE)
    wrong = "binary mode doesn't take an encoding argument";
  else if (m.binary && errors && errors != NONE)
    wrong = "binary mode doesn't take an errors argument";
  else if (m.binary && newline && newline != NONE)
    wrong = "binary mode doesn't take a newline argument";
  if (wrong) return err_format(T(ValueError), "%s", wrong);
  MemFile *file = NULL;
  int stream = -1;
  if (IS_SUB(name.obj, INT)) {
    ssize_t fd;
    if (!textargs_ssize(name.obj, &fd)) return NULL;
    if (fd < 0) return err_format(T(ValueError), "negative file descriptor");
    if (fd > 2) return hold_return(io_error(EBADF, name.obj), &name);
    stream = (int)fd;
  } else {
    ssize_t n;
    const char *path = IS_SUB(name.obj, STR) ? str_utf8(name.obj, &n) : BYTES_DATA(name.obj);
    if (!path) return NULL;
    if (IS_SUB(name.obj, BYTES)) n = VARSIZE(name.obj);
    if (strlen(path) != (size_t)n) return err_format(T(ValueError), "embedded null byte");
    if (n == 0) return hold_return(io_error(ENOENT, name.obj), &name);
    if (!(file = open_path(path, &m, name.obj))) return NULL;
  }
  char raw_mode[4] = {m.creating  ? 'x'
                      : m.reading ? 'r'
                      : m.writing ? 'w'
                                  : 'a',
                      'b', m.updating ? '+' : 0, 0};
  Type *type = buffering == 0 && m.binary ? T(FILE_IO)
               : m.updating               ? T(BUFFERED_RANDOM)
               : m.reading                ? T(BUFFERED_READER)
                                          : T(BUFFERED_WRITER);
  Object *buffer = file_new(type, file, stream, args[0], raw_mode);
  if (buffer && buffering > 1) ((File *)buffer)->buffer_size = buffering;
  if (file) memfile_close(file); /* the stream counts it now */
  if (!buffer || m.binary) return hold_return(buffer, &name);
  HOLD(held, buffer, "open()");
  if (buffering == 0) return err_format(T(ValueError), "can't have unbuffered text I/O");
  HOLD(locale, str_intern("UTF-8"), "open()");
  if (!locale.obj) return NULL;
  HOLD(text,
       textio_wrap(NEWREF(buffer), encoding && encoding != NONE ? encoding : locale.obj, errors, newline,
                   buffering == 1),
       "open()");
  HOLD(shown, str_intern(mode), "open()");
  if (!text.obj || !shown.obj || object_setattr(text.obj, N(mode), shown.obj) < 0) return NULL;
  return hold_return(hold_take(&text), &shown, &locale, &held, &name);
}

/* ---- the module ---- */

static Own open_function(Object *module, Object *const *args, ssize_t nargs) {
  (void)module;
  return io_open(args, nargs);
}
static Own text_encoding(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  if (args[0] != NONE) return NEWREF(args[0]);
  return str_from_ascii("locale", -1);
}

static Own open_code(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "open_code() argument 'path' must be str, not %T", args[0]);
  HOLD(mode, str_intern("rb"), "open_code()");
  Object *full[8] = {args[0], mode.obj};
  return mode.obj ? hold_return(io_open(full, 8), &mode) : NULL;
}

static const MethodSpec functions[] = {
    {"open($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, "
     "opener=None)",
     open_function, 0, "Opens a file of the program's in-memory file system and returns a stream."},
    {"open_code($module, /, path)", open_code, 0, "Opens a file of code, to read its bytes."},
    {"text_encoding($module, encoding, stacklevel=2, /)", text_encoding, 0,
     "The encoding, or \"locale\" for None."},
    {0}};

static const struct {
  const char *name;
  TypeId type;
} types[] = {{"_IOBase", T_IO_BASE},
             {"_RawIOBase", T_RAW_IO_BASE},
             {"_BufferedIOBase", T_BUFFERED_IO_BASE},
             {"_TextIOBase", T_TEXT_IO_BASE},
             {"FileIO", T_FILE_IO},
             {"BytesIO", T_BYTES_IO},
             {"StringIO", T_STRING_IO},
             {"BufferedReader", T_BUFFERED_READER},
             {"BufferedWriter", T_BUFFERED_WRITER},
             {"BufferedRandom", T_BUFFERED_RANDOM},
             {"TextIOWrapper", T_TEXT_IO}};

Own module_io_init(void) {
  HOLD(module,
       module_new("_io", "Streams: text and binary, over the program's in-memory files and over memory."),
       "the module io");
  Object *m = module.obj;
  if (!m || native_add_functions(m, functions) < 0) return NULL;
  Object *builtin = dict_get_text(RT->builtins, "open"); /* io.open is open */
  if (builtin && IS_EXACT(builtin, BUILTIN) && module_add(m, "open", builtin) < 0) return NULL;
  for (size_t i = 0; i < ARRAY_LEN(types); i++)
    if (module_add(m, types[i].name, (Object *)&RT->types[types[i].type]) < 0) return NULL;
  if (module_add_steal(m, "DEFAULT_BUFFER_SIZE", int_from_i64(IO_BUFFER_SIZE)) < 0 ||
      module_add(m, "BlockingIOError", (Object *)T(BlockingIOError)) < 0)
    return NULL;
  HOLD(name, str_from_ascii("UnsupportedOperation", -1), "the module io");
  HOLD(bases, tuple_pack(2, T(OSError), T(ValueError)), "the module io");
  HOLD(dict, dict_new(), "the module io");
  HOLD(io, str_from_ascii("io", 2), "the module io");
  if (!name.obj || !bases.obj || !dict.obj || !io.obj || dict_set(dict.obj, N(__module__), io.obj) < 0)
    return NULL;
  if (module_add_steal(m, "UnsupportedOperation",
                       type_call_new(T(TYPE), name.obj, bases.obj, dict.obj, NULL, NULL)) < 0)
    return NULL;
  return hold_return(hold_take(&module), &io, &dict, &bases, &name);
}
