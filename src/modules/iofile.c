/* FileIO and the buffered streams. One structure serves all: a position in an in-memory file, a standard
 * stream, or another raw stream that the program made. What is written waits in the object until it is
 * flushed, as a learner of files must see. */
#include <errno.h>
#include <string.h>

#include "modules/ioparts.h"
#include "modules/world.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/textargs.h"
#include "object/type.h"
#include "object/upcalls.h"

#define FILE_OF(o)   ((File *)(o))
#define METHOD(name) static Own method_##name(Object *self, Object *const *args, ssize_t nargs)

static bool is_raw(Ref o) { return object_is_instance_of(o, T(FILE_IO)); }

enum { FILE_BLOCK = 4096 }; /* a block of a file, the size of a buffer unless one is asked for */

Own file_new(Type *type, MemFile *file, int stream, Ref name, const char *mode) {
  File *f = FILE_OF(object_new(type, 0));
  if (!f) return NULL;
  f->file = file;
  if (file) file->refs++;
  f->stream = (int8_t)stream;
  f->name = NEWREF(name);
  if (type != T(FILE_IO)) f->buffer_size = FILE_BLOCK;
  bool plus = strchr(mode, '+') != NULL;
  f->readable = plus || strchr(mode, 'r') != NULL;
  f->writable = plus || !strchr(mode, 'r');
  f->appending = strchr(mode, 'a') != NULL;
  f->created = strchr(mode, 'x') != NULL;
  if (f->appending && file) f->position = file->size;
  gc_track((Object *)f);
  return (Object *)f;
}

static bool is_open(File *f) {
  if (f->foreign && f->raw) {
    int closed = io_is_closed(f->raw);
    if (closed > 0) err_format(T(ValueError), "I/O operation on closed file.");
    return closed == 0;
  }
  if (f->foreign) {
    err_format(T(ValueError), "raw stream has been detached");
    return false;
  }
  if (!f->closed && (f->file || f->stream >= 0)) return true;
  if (f->closed)
    err_format(T(ValueError), "I/O operation on closed file");
  else
    err_format(T(ValueError), "I/O operation on uninitialized object");
  return false;
}

/* "read of closed file" and the like */
static bool open_for(File *f, const char *what) {
  int closed = f->foreign && f->raw ? io_is_closed(f->raw) : f->closed;
  if (closed < 0) return false;
  if (closed && !is_raw((Object *)f)) {
    err_format(T(ValueError), "%s %s closed file", what, strcmp(what, "write") == 0 ? "to" : "of");
    return false;
  }
  return is_open(f);
}
static bool can_read(File *f, const char *what) {
  if (!open_for(f, what)) return false;
  if (f->readable) return true;
  io_unsupported(is_raw((Object *)f) ? "File not open for reading" : what);
  return false;
}
static bool can_write(File *f) {
  if (!open_for(f, "write")) return false;
  if (f->writable) return true;
  io_unsupported(is_raw((Object *)f) ? "File not open for writing" : "write");
  return false;
}

static Own raw_call(File *f, const char *method, Ref arg) {
  HOLD(name, str_intern(method), "a buffered stream");
  if (!name.obj) return NULL;
  if (!f->raw) return err_format(T(ValueError), "raw stream has been detached");
  return hold_return(arg ? object_call_method1(f->raw, name.obj, arg) : object_call_method0(f->raw, name.obj),
                     &name);
}

/* ---- writing ---- */

static bool put(File *f, const char *bytes, ssize_t n) {
  if (!memfile_write(f->file, f->appending ? f->file->size : f->position, bytes, n)) {
    err_no_memory();
    return false;
  }
  f->position = f->appending && !f->ahead ? f->file->size : f->position + n;
  return true;
}

int file_flush_waiting(File *f) {
  if (!f->waiting_length) return 0;
  ssize_t n = f->waiting_length;
  f->waiting_length = 0;
  if (f->foreign) return foreign_write(f, f->waiting, n);
  return put(f, f->waiting, n) ? 0 : -1;
}

int file_write_bytes(Ref o, const char *bytes, ssize_t n) {
  File *f = FILE_OF(o);
  if (f->stream > 0) {
    host_write(f->stream, bytes, (size_t)n);
    return 0;
  }
  if (is_raw(o)) return put(f, bytes, n) ? 0 : -1;
  if (f->waiting_length + n > IO_BUFFER_SIZE && file_flush_waiting(f) < 0) return -1;
  if (n > IO_BUFFER_SIZE && !f->foreign) return put(f, bytes, n) ? 0 : -1;
  if (!f->waiting || n > IO_BUFFER_SIZE) {
    char *block = mem_realloc(f->waiting, (size_t)MAX(n, IO_BUFFER_SIZE));
    if (!block) {
      err_no_memory();
      return -1;
    }
    f->waiting = block;
  }
  memcpy(f->waiting + f->waiting_length, bytes, (size_t)n);
  f->waiting_length += n;
  return 0;
}

METHOD(write_method) {
  (void)nargs;
  File *f = FILE_OF(self);
  if (IS_SUB(args[0], STR)) return err_format(T(TypeError), "a bytes-like object is required, not 'str'");
  AUTO_BUFFER(view);
  if (!can_write(f) || buffer_get(args[0], &view, BUFFER_SIMPLE) < 0 ||
      file_write_bytes(self, view.buf, view.len) < 0)
    return NULL;
  return int_from_i64(view.len);
}
METHOD(flush) {
  NO_ARGS;
  File *f = FILE_OF(self);
  if (!open_for(f, "flush")) return NULL;
  bool to_end = f->appending && f->waiting_length && !f->foreign;
  if (file_flush_waiting(f) < 0) return NULL;
  f->ahead = false;
  if (to_end) f->position = f->file->size;
  if (f->foreign) return raw_call(f, "flush", NULL);
  RETURN_NONE;
}

ssize_t file_position(Ref o) {
  if (!IS_EXACT(o, BUFFERED_READER) && !IS_EXACT(o, BUFFERED_WRITER) && !IS_EXACT(o, BUFFERED_RANDOM))
    return 0;
  return FILE_OF(o)->foreign ? 0 : FILE_OF(o)->position + FILE_OF(o)->waiting_length;
}

/* ---- reading ---- */

bool file_rest(Ref o, const char **bytes, ssize_t *n) {
  if (!IS_EXACT(o, BUFFERED_READER) && !IS_EXACT(o, BUFFERED_RANDOM)) return false;
  File *f = FILE_OF(o);
  if (f->foreign || !f->file || f->closed || !f->readable) return false;
  if (file_flush_waiting(f) < 0) err_clear();
  ssize_t at = MIN(f->position, f->file->size);
  *bytes = f->file->data + at;
  *n = f->file->size - at;
  f->position += *n;
  return true;
}

static void read_ahead(File *f, ssize_t from) {
  if (!f->ahead && from < f->file->size) {
    f->ahead = true;
    f->ahead_from = from;
  }
}

static Own take_bytes(File *f, ssize_t size) {
  if (f->stream >= 0) { /* standard input, line by line */
    HOLD(all, bytes_new(NULL, 0), "read()");
    while (all.obj && (size < 0 || VARSIZE(all.obj) < size)) {
      ssize_t n = f->waiting_length;
      if (!n) {
        const char *line;
        n = (ssize_t)stdin_line(&line);
        if (n == 0) break;
        char *block = mem_realloc(f->waiting, (size_t)n);
        if (!block) return err_no_memory();
        f->waiting = block;
        memcpy(block, line, (size_t)n);
        f->waiting_length = n;
      }
      ssize_t part = size < 0 ? n : MIN(n, size - VARSIZE(all.obj));
      HOLD(piece, bytes_new(f->waiting, part), "read()");
      memmove(f->waiting, f->waiting + part, (size_t)(n - part));
      f->waiting_length = n - part;
      Object *joined = piece.obj ? bytes_concat(all.obj, piece.obj) : NULL;
      if (!joined) return NULL;
      SETREF(all.obj, joined);
    }
    return hold_take(&all);
  }
  if (file_flush_waiting(f) < 0) return NULL;
  ssize_t at = MIN(f->position, f->file->size), left = f->file->size - at;
  ssize_t n = size < 0 || size > left ? left : size;
  Object *bytes = bytes_new(f->file->data + at, n);
  read_ahead(f, at);
  if (bytes) f->position += n;
  return bytes;
}

static Own read_size(Object *self, Object *size, const char *what) {
  File *f = FILE_OF(self);
  ssize_t n;
  if (!io_size(size, &n) || !can_read(f, what)) return NULL;
  if (f->foreign) return foreign_read(f, n);
  return take_bytes(f, n);
}
METHOD(read) { return read_size(self, nargs ? args[0] : NULL, "read"); }
METHOD(read1) {
  File *f = FILE_OF(self);
  ssize_t n;
  if (!f->foreign) return read_size(self, nargs ? args[0] : NULL, "read");
  return io_size(nargs ? args[0] : NULL, &n) && can_read(f, "read") ? foreign_read1(f, n) : NULL;
}
METHOD(readall) {
  NO_ARGS;
  return read_size(self, NULL, "read");
}
METHOD(peek) {
  NO_ARGS;
  File *f = FILE_OF(self);
  if (!can_read(f, "peek")) return NULL;
  if (f->foreign) return foreign_peek(f);
  if (f->stream >= 0) return bytes_new(f->waiting, f->waiting_length);
  ssize_t at = f->position;
  Object *bytes = take_bytes(f, IO_BUFFER_SIZE);
  f->position = at;
  return bytes;
}
METHOD(readinto) {
  (void)nargs;
  AUTO_BUFFER(view);
  if (buffer_get(args[0], &view, BUFFER_WRITABLE) < 0) return NULL;
  if (FILE_OF(self)->foreign)
    return can_read(FILE_OF(self), "readinto") ? foreign_readinto(FILE_OF(self), view.buf, view.len) : NULL;
  HOLD(size, int_from_i64(view.len), "readinto()");
  HOLD(bytes, read_size(self, size.obj, "readinto"), "readinto()");
  if (!bytes.obj) return NULL;
  ssize_t n = MIN(VARSIZE(bytes.obj), view.len);
  memcpy(view.buf, BYTES_DATA(bytes.obj), (size_t)n);
  return hold_return(int_from_i64(n), &bytes, &size);
}

static Own next_line(File *f, ssize_t limit) {
  if (f->foreign) return foreign_readline(f, limit);
  if (f->stream >= 0) {
    HOLD(buffer, bytes_new(NULL, 0), "readline()");
    while (buffer.obj && (limit < 0 || VARSIZE(buffer.obj) < limit)) {
      HOLD(byte, take_bytes(f, 1), "readline()");
      if (!byte.obj || !IS_SUB(byte.obj, BYTES)) return NULL;
      if (VARSIZE(byte.obj) == 0) break;
      Object *joined = bytes_concat(buffer.obj, byte.obj);
      if (!joined) return NULL;
      SETREF(buffer.obj, joined);
      if (BYTES_DATA(byte.obj)[0] == '\n') break;
    }
    return hold_take(&buffer);
  }
  if (file_flush_waiting(f) < 0) return NULL;
  ssize_t at = MIN(f->position, f->file->size), left = f->file->size - at;
  const char *p = f->file->data + at, *end = left ? memchr(p, '\n', (size_t)left) : NULL;
  ssize_t n = end ? end + 1 - p : left;
  if (limit >= 0 && n > limit) n = limit;
  read_ahead(f, at);
  f->position += n;
  return bytes_new(p, n);
}
METHOD(readline) {
  ssize_t limit;
  if (!io_size(nargs ? args[0] : NULL, &limit) || !can_read(FILE_OF(self), "readline")) return NULL;
  return next_line(FILE_OF(self), limit);
}
static Own file_next(Object *self) {
  if (!can_read(FILE_OF(self), "readline")) return NULL;
  HOLD(line, next_line(FILE_OF(self), -1), "reading lines");
  return line.obj && VARSIZE(line.obj) ? hold_take(&line) : NULL;
}

/* ---- position ---- */

METHOD(seek) {
  File *f = FILE_OF(self);
  int whence = 0;
  ssize_t at;
  if (!open_for(f, "seek") || (nargs > 1 && args[1] && !textargs_int(args[1], &whence)) ||
      !textargs_ssize(args[0], &at))
    return NULL;
  if (f->foreign) return foreign_seek(f, at, whence);
  if (file_flush_waiting(f) < 0) return NULL;
  if (f->stream >= 0) return io_unsupported("File or stream is not seekable.");
  if (whence < 0 || whence > 2) return err_format(T(ValueError), "whence value %d unsupported", whence);
  at += whence == 1 ? f->position : whence == 2 ? f->file->size : 0;
  if (at < 0) return io_error(EINVAL, NULL);
  f->ahead = f->ahead && whence != 2 && at >= f->ahead_from && at <= f->file->size;
  f->position = at;
  return int_from_i64(at);
}
METHOD(tell) {
  NO_ARGS;
  File *f = FILE_OF(self);
  if (f->foreign) return foreign_tell(f);
  if (!open_for(f, "tell")) return NULL;
  if (f->stream >= 0) return io_error(ESPIPE, NULL);
  return int_from_i64(f->position + f->waiting_length);
}
METHOD(truncate) {
  File *f = FILE_OF(self);
  if (!can_write(f) || file_flush_waiting(f) < 0) return NULL;
  ssize_t size = f->position;
  if (nargs && args[0] && args[0] != NONE && !textargs_ssize(args[0], &size)) return NULL;
  if (f->foreign || f->stream >= 0) return io_unsupported("truncate");
  if (size < 0) return io_error(EINVAL, NULL);
  if (!memfile_resize(f->file, size)) return err_no_memory();
  return int_from_i64(size);
}

/* ---- state ---- */

METHOD(close) {
  NO_ARGS;
  File *f = FILE_OF(self);
  if (f->closed) RETURN_NONE;
  int status = file_flush_waiting(f);
  f->closed = true;
  mem_free(f->waiting);
  f->waiting = NULL;
  f->waiting_length = 0;
  if (f->foreign) {
    if (status < 0) return NULL;
    return raw_call(f, "close", NULL);
  }
  if (f->raw) FILE_OF(f->raw)->closed = true;
  if (f->file) {
    memfile_close(f->file);
    f->file = NULL;
  }
  if (status < 0) return NULL;
  RETURN_NONE;
}
METHOD(fileno) {
  NO_ARGS;
  File *f = FILE_OF(self);
  if (!is_open(f)) return NULL;
  if (f->foreign) return raw_call(f, "fileno", NULL);
  return int_from_i64(f->stream >= 0 ? f->stream : 3);
}
METHOD(isatty) {
  NO_ARGS;
  File *f = FILE_OF(self);
  if (!is_open(f)) return NULL;
  return BOOL_NEW(f->stream >= 0 && world_is_terminal(f->stream));
}
static Own ask(Object *self, const char *method, bool answer) {
  File *f = FILE_OF(self);
  if (!is_open(f)) return NULL;
  return f->foreign && answer ? raw_call(f, method, NULL) : BOOL_NEW(answer);
}
METHOD(readable) {
  NO_ARGS;
  return ask(self, "readable", FILE_OF(self)->readable);
}
METHOD(writable) {
  NO_ARGS;
  return ask(self, "writable", FILE_OF(self)->writable);
}
METHOD(seekable) {
  NO_ARGS;
  return ask(self, "seekable", FILE_OF(self)->stream < 0);
}
METHOD(detach) {
  NO_ARGS;
  File *f = FILE_OF(self);
  if (!f->foreign) return io_unsupported("detach");
  if (!is_open(f)) return NULL;
  if (f->busy) return err_format(T(RuntimeError), "reentrant call inside %R", self);
  if (file_flush_waiting(f) < 0) return NULL;
  HOLD(flushed, raw_call(f, "flush", NULL), "detach()");
  if (!flushed.obj) return NULL;
  Object *raw = f->raw;
  f->raw = NULL;
  return raw;
}
static Own file_get_closed(Object *self) {
  File *f = FILE_OF(self);
  if (f->foreign && f->raw) {
    int closed = io_is_closed(f->raw);
    return closed < 0 ? NULL : BOOL_NEW(closed);
  }
  return BOOL_NEW(f->closed);
}
static const char *mode_text(const File *f) {
  if (f->created) return f->readable ? "xb+" : "xb";
  if (f->appending) return f->readable ? "ab+" : "ab";
  return f->readable && f->writable ? "rb+" : f->readable ? "rb" : "wb";
}
static Own file_get_mode(Object *self) {
  File *f = FILE_OF(self);
  return f->foreign ? object_getattr(f->raw, N(mode)) : str_from_ascii(mode_text(f), -1);
}
static Own file_get_name(Object *self) {
  File *f = FILE_OF(self);
  return f->foreign ? object_getattr(f->raw, N(name)) : NEWREF(f->name ? f->name : NONE);
}
static Own file_get_raw(Object *self) {
  File *f = FILE_OF(self);
  if (!f->raw) {
    f->raw = file_new(T(FILE_IO), f->file, f->stream, f->name ? f->name : NONE, mode_text(f));
    if (!f->raw) return NULL;
  }
  return NEWREF(f->raw);
}
static Own file_get_closefd(Object *self) { return BOOL_NEW(FILE_OF(self)->stream < 0); }

static Own file_repr(Object *self) {
  File *f = FILE_OF(self);
  if (is_raw(self)) {
    if (f->closed) return str_format("<_io.FileIO [closed]>");
    return str_format("<_io.FileIO name=%R mode='%s' closefd=%s>", f->name ? f->name : NONE, mode_text(f),
                      f->stream < 0 ? "True" : "False");
  }
  HOLD(name, file_get_name(self), "the repr of a stream");
  if (!name.obj) {
    err_clear();
    return hold_return(str_format("<%s>", TYPE(self)->name), &name);
  }
  return hold_return(str_format("<%s name=%R>", TYPE(self)->name, name.obj), &name);
}

/* ---- making and ending ---- */

static int buffered_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"BufferedReader", {"raw", "buffer_size"}, 0, 2, 2, 1};
  Object *v[2];
  ssize_t size = 8192;
  if (!args_bind(&spec, args, nargs, kwnames, v)) return -1;
  File *f = FILE_OF(self);
  if (v[1] && !textargs_ssize(v[1], &size)) return -1;
  if (f->busy || (f->file && !f->foreign)) {
    err_format(T(RuntimeError), "reentrant call inside %R", self);
    return -1;
  }
  return foreign_begin(f, v[0], size);
}

/* Until __init__ has run it is no stream of any kind. */
static Own file_tp_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  Object *o = io_tp_new(cls, args, nargs, kwnames);
  if (o) FILE_OF(o)->stream = -1;
  return o;
}

static int file_io_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"FileIO", {"file", "mode", "closefd", "opener"}, 0, 4, 4, 1};
  Object *v[4];
  if (!args_bind(&spec, args, nargs, kwnames, v)) return -1;
  HOLD(mode, v[1] ? NEWREF(v[1]) : str_from_ascii("r", 1), "FileIO()");
  if (!mode.obj) return -1;
  HOLD(binary, str_format("%Ub", mode.obj), "FileIO()");
  HOLD(zero, int_from_i64(0), "FileIO()");
  if (!binary.obj || !zero.obj) return -1;
  Object *full[8] = {v[0], binary.obj, zero.obj};
  HOLD(opened, io_open(full, 8), "FileIO()");
  if (!opened.obj) return -1;
  File *f = FILE_OF(self), *from = FILE_OF(opened.obj);
  f->file = from->file;
  from->file = NULL;
  f->stream = from->stream;
  f->readable = from->readable;
  f->writable = from->writable;
  f->appending = from->appending;
  f->created = from->created;
  f->position = from->position;
  f->closed = false;
  from->closed = true;
  SETREF(f->name, NEWREF(v[0]));
  return 0;
}

void file_warn_unclosed(Ref stream, Ref source) {
  Type *const types[] = {T(BUFFERED_READER), T(BUFFERED_WRITER), T(BUFFERED_RANDOM), T(FILE_IO)};
  bool is_file = false;
  for (size_t i = 0; i < ARRAY_LEN(types); i++) is_file = is_file || object_is_instance_of(stream, types[i]);
  const File *f = is_file ? FILE_OF(stream) : NULL;
  if (f && !f->closed && !f->foreign && f->file && f->stream < 0)
    vm_warn_unclosed(source, f->raw ? f->raw : stream);
}

static void file_finalize(Object *o) {
  File *f = FILE_OF(o);
  if (f->closed) return;
  HOLD(pending, err_take(), "the end of a stream");
  file_warn_unclosed(o, o);
  if (f->foreign ? f->raw != NULL : f->file != NULL) {
    Object *done = method_close(o, NULL, 0);
    XDECREF(done);
  }
  err_clear();
  err_restore_steal(hold_take(&pending));
}
static const FieldSpec fields[] = {FIELD(File, raw, "raw", FIELD_OWN, 0),
                                   FIELD(File, name, "name", FIELD_OWN, 0),
                                   FIELD(File, dict, "__dict__", FIELD_OWN, 0),
                                   {0}};
static void file_traverse(Object *o, Visitor *v) { io_traverse(o, v, fields); }
static void file_clear(Object *o) { io_clear(o, fields); }
static void file_dealloc(Object *o) {
  File *f = FILE_OF(o);
  if (object_finalize_from_dealloc(o)) return;
  gc_untrack(o);
  if (f->weaklist) object_clear_weakrefs(o);
  if (!f->closed && f->file) {
    if (file_flush_waiting(f) < 0) err_clear();
    memfile_close(f->file);
    f->file = NULL;
  } else if (f->file)
    memfile_close(f->file);
  mem_free(f->waiting);
  mem_free(f->block);
  io_clear(o, fields);
  object_free(o);
}

#define COMMON                                                                                               \
  {"flush(self, /)", method_flush, 0, NULL}, {"close(self, /)", method_close, 0, NULL},                      \
      {"seek(self, target, whence=0, /)", method_seek, 0, NULL}, {"tell(self, /)", method_tell, 0, NULL},    \
      {"truncate(self, pos=None, /)", method_truncate, 0, NULL},                                             \
      {"fileno(self, /)", method_fileno, 0, NULL}, {"isatty(self, /)", method_isatty, 0, NULL},              \
      {"readable(self, /)", method_readable, 0, NULL}, {"writable(self, /)", method_writable, 0, NULL},      \
      {"seekable(self, /)", method_seekable, 0, NULL},                                                       \
      {"readline(self, size=-1, /)", method_readline, 0, NULL},                                              \
      {"read(self, size=-1, /)", method_read, 0, NULL},                                                      \
      {"readinto(self, buffer, /)", method_readinto, 0, NULL}, {                                             \
    "write(self, buffer, /)", method_write_method, 0, NULL                                                   \
  }

static const MethodSpec raw_methods[] = {COMMON, {"readall(self, /)", method_readall, 0, NULL}, {0}};
static const MethodSpec buffered_methods[] = {COMMON,
                                              {"read1(self, size=-1, /)", method_read1, 0, NULL},
                                              {"peek(self, size=0, /)", method_peek, 0, NULL},
                                              {"detach(self, /)", method_detach, 0, NULL},
                                              {0}};
static const GetSetSpec raw_getset[] = {{"closed", file_get_closed, NULL, NULL},
                                        {"mode", file_get_mode, NULL, NULL},
                                        {"name", file_get_name, NULL, NULL},
                                        {"closefd", file_get_closefd, NULL, NULL},
                                        {0}};
static const GetSetSpec buffered_members[] = {{"raw", file_get_raw, NULL, NULL}, {0}};
static const GetSetSpec buffered_getset[] = {{"closed", file_get_closed, NULL, NULL},
                                             {"mode", file_get_mode, NULL, NULL},
                                             {"name", file_get_name, NULL, NULL},
                                             {0}};

/* CPython's FileIO has no more than a descriptor, its mode and the size of blocks. */
static size_t file_io_size(Object *self) { return TYPE(self) == T(FILE_IO) ? 48 : TYPE(self)->basic_size; }
static size_t buffered_size(Object *self) {
  const File *f = FILE_OF(self);
  bool closed = f->closed;
  if (f->foreign && f->raw && IS_EXACT(f->raw, FILE_IO)) closed = FILE_OF(f->raw)->closed;
  return TYPE(self)->basic_size + (closed ? 0 : (size_t)f->buffer_size);
}

const TypeSpec file_io_spec = {
    .name = "_io.FileIO",
    .doc = "FileIO(file, mode='r', closefd=True, opener=None)\n--\n\nA file without a buffer.",
    .base = &raw_io_base_spec,
    .basic_size = sizeof(File),
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(File, weaklist),
    .dict_offset = offsetof(File, dict),
    .fields = fields,
    .methods = raw_methods,
    .getset = raw_getset,
    .slots = {.new_ = file_tp_new,
              .dealloc = file_dealloc,
              .traverse = file_traverse,
              .clear = file_clear,
              .size_of = file_io_size,
              .finalize = file_finalize,
              .init = file_io_init,
              .repr = file_repr,
              .iternext = file_next},
};
#define BUFFERED(spec, title, text)                                                                          \
  const TypeSpec spec = {                                                                                    \
      .name = "_io." title,                                                                                  \
      .doc = title "(raw, buffer_size=8192)\n--\n\n" text,                                                   \
      .base = &buffered_io_base_spec,                                                                        \
      .basic_size = sizeof(File),                                                                            \
      .flags = TYPE_GC | TYPE_BASE,                                                                          \
      .weaklist_offset = offsetof(File, weaklist),                                                           \
      .dict_offset = offsetof(File, dict),                                                                   \
      .fields = fields,                                                                                      \
      .methods = buffered_methods,                                                                           \
      .members = buffered_members,                                                                           \
      .getset = buffered_getset,                                                                             \
      .slots = {.new_ = file_tp_new,                                                                         \
                .dealloc = file_dealloc,                                                                     \
                .traverse = file_traverse,                                                                   \
                .clear = file_clear,                                                                         \
                .size_of = buffered_size,                                                                    \
                .finalize = file_finalize,                                                                   \
                .init = buffered_init,                                                                       \
                .repr = file_repr,                                                                           \
                .iternext = file_next},                                                                      \
  }
BUFFERED(buffered_reader_spec, "BufferedReader", "A buffered stream to read from.");
BUFFERED(buffered_writer_spec, "BufferedWriter", "A buffered stream to write to.");
BUFFERED(buffered_random_spec, "BufferedRandom", "A buffered stream to read from and write to.");
