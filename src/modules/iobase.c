/* The base classes of module io: what every stream can do with its own read, write, close. */
#include <errno.h>
#include <string.h>

#include "modules/ioparts.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/support.h"
#include "object/textargs.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

Object *io_unsupported(const char *what) {
  HOLD(module, vm_import_module("_io"), "an unsupported operation");
  HOLD(name, str_from_ascii("UnsupportedOperation", -1), "an unsupported operation");
  HOLD(type, module.obj && name.obj ? object_getattr(module.obj, name.obj) : NULL,
       "an unsupported operation");
  return hold_return(type.obj ? err_format((Type *)type.obj, "%s", what) : NULL, &type, &name, &module);
}

Object *io_closed(void) { return err_format(T(ValueError), "I/O operation on closed file."); }

static const char *error_text(int number) {
  switch (number) {
  case ENOENT: return "No such file or directory";
  case EBADF: return "Bad file descriptor";
  case ENOMEM: return "Cannot allocate memory";
  case EACCES: return "Permission denied";
  case EEXIST: return "File exists";
  case ENOTDIR: return "Not a directory";
  case EISDIR: return "Is a directory";
  case EINVAL: return "Invalid argument";
  case ESPIPE: return "Illegal seek";
  case ENOTEMPTY: return "Directory not empty";
  default: return "Input/output error";
  }
}

Object *io_error(int number, Ref filename) {
  HOLD(n, int_from_i64(number), "an I/O error");
  HOLD(text, str_from_ascii(error_text(number), -1), "an I/O error");
  if (!n.obj || !text.obj) return NULL;
  Object *args[] = {n.obj, text.obj, filename};
  HOLD(exception, object_call((Object *)T(OSError), args, filename ? 3 : 2, NULL), "an I/O error");
  return hold_return(exception.obj ? err_set_value(TYPE(exception.obj), exception.obj) : NULL, &exception,
                     &text, &n);
}

bool io_size(Ref o, ssize_t *size) {
  *size = -1;
  if (!o || o == NONE) return true;
  if (!number_check_index(o)) {
    err_format(T(TypeError), "argument should be integer or None, not '%.200T'", o);
    return false;
  }
  return textargs_ssize(o, size);
}

static Own name_text(const char *text) { return str_intern(text); }
static Own attr(Ref o, const char *name) {
  HOLD(n, name_text(name), "a stream");
  return hold_return(n.obj ? object_getattr(o, n.obj) : NULL, &n);
}
static Own call0(Ref o, const char *name) {
  HOLD(n, name_text(name), "a stream");
  return hold_return(n.obj ? object_call_method0(o, n.obj) : NULL, &n);
}
static Own call1(Ref o, const char *name, Ref arg) {
  HOLD(n, name_text(name), "a stream");
  return hold_return(n.obj && arg ? object_call_method1(o, n.obj, arg) : NULL, &n);
}

/* The same by way of a bound method, where CPython calls with a format for the arguments. */
static Own call_bound(Ref o, const char *name, Ref arg) {
  HOLD(n, name_text(name), "a stream");
  HOLD(method, n.obj && arg ? object_getattr(o, n.obj) : NULL, "a stream");
  return hold_return(method.obj ? object_call1(method.obj, arg) : NULL, &method, &n);
}

int io_is_closed(Ref self) {
  HOLD(closed, attr(self, "closed"), "a stream");
  return closed.obj ? object_is_true(closed.obj) : -1;
}
static bool check_open(Ref self) {
  int closed = io_is_closed(self);
  if (closed > 0) io_closed();
  return closed == 0;
}

#define RAW_METHOD(name)                                                                                     \
  static Own base_##name(Object *self, Object *const *args, ssize_t nargs, Object *kwnames)
#define METHOD(name) static Own base_##name(Object *self, Object *const *args, ssize_t nargs)

RAW_METHOD(seek) {
  (void)self, NO_ARGS, (void)kwnames;
  return io_unsupported("seek");
}
RAW_METHOD(truncate) {
  (void)self, NO_ARGS, (void)kwnames;
  return io_unsupported("truncate");
}
METHOD(fileno) {
  (void)self, NO_ARGS;
  return io_unsupported("fileno");
}
METHOD(detach) {
  (void)self, NO_ARGS;
  return io_unsupported("detach");
}
METHOD(tell) {
  NO_ARGS;
  HOLD(name, name_text("seek"), "tell()");
  HOLD(zero, int_from_i64(0), "tell()");
  HOLD(one, int_from_i64(1), "tell()");
  if (!name.obj) return NULL;
  Object *values[] = {zero.obj, one.obj};
  return hold_return(object_call_method(self, name.obj, values, 2), &one, &zero, &name);
}
static int own_closed(Ref self) {
  HOLD(name, name_text("__IOBase_closed"), "a stream");
  Object *value;
  int found = name.obj ? object_lookup_attr(self, name.obj, &value) : -1;
  if (found > 0) {
    found = object_is_true(value);
    DECREF(value);
  }
  return found;
}
METHOD(flush) {
  NO_ARGS;
  int closed = own_closed(self);
  if (closed < 0) return NULL;
  if (closed) return io_closed();
  RETURN_NONE;
}
METHOD(close) {
  NO_ARGS;
  int closed = own_closed(self);
  if (closed < 0) return NULL;
  if (closed) RETURN_NONE;
  HOLD(flushed, call0(self, "flush"), "close()");
  HOLD(pending, err_take(), "close()");
  HOLD(name, name_text("__IOBase_closed"), "close()");
  if (!name.obj || object_setattr(self, name.obj, TRUE) < 0) return NULL;
  if (pending.obj) {
    err_restore_steal(hold_take(&pending));
    return NULL;
  }
  return hold_return(NEWREF(NONE), &name, &pending, &flushed);
}
static Own base_get_closed(Object *self) {
  int closed = own_closed(self);
  return closed < 0 ? NULL : BOOL_NEW(closed);
}
METHOD(no) {
  (void)self, NO_ARGS;
  return NEWREF(FALSE);
}
METHOD(isatty) {
  NO_ARGS;
  return check_open(self) ? NEWREF(FALSE) : NULL;
}
METHOD(enter) {
  NO_ARGS;
  return check_open(self) ? NEWREF(self) : NULL;
}
static Own base_exit(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  NO_ARGS, (void)kwnames;
  return call0(self, "close");
}
static Own base_iter(Object *self) { return check_open(self) ? NEWREF(self) : NULL; }
static Own base_next(Object *self) {
  HOLD(line, call0(self, "readline"), "reading lines");
  if (!line.obj) return NULL;
  ssize_t n = object_length(line.obj);
  return n > 0 ? hold_take(&line) : NULL;
}

METHOD(readline) {
  ssize_t size;
  if (!io_size(nargs ? args[0] : NULL, &size)) return NULL;
  HOLD(buffer, bytearray_new(NULL, 0), "readline()");
  HOLD(one, int_from_i64(1), "readline()");
  while (buffer.obj && (size < 0 || VARSIZE(buffer.obj) < size)) {
    HOLD(byte, call_bound(self, "read", one.obj), "readline()");
    if (!byte.obj) return NULL;
    if (!IS_SUB(byte.obj, BYTES))
      return err_format(T(OSError), "read() should have returned a bytes object, not '%.200T'", byte.obj);
    ssize_t n = VARSIZE(buffer.obj);
    if (VARSIZE(byte.obj) == 0) break;
    if (bytearray_resize(buffer.obj, n + VARSIZE(byte.obj)) < 0) return NULL;
    memcpy(BYTEARRAY_DATA(buffer.obj) + n, BYTES_DATA(byte.obj), (size_t)VARSIZE(byte.obj));
    if (BYTEARRAY_DATA(buffer.obj)[VARSIZE(buffer.obj) - 1] == '\n') break;
  }
  return hold_return(buffer.obj ? bytes_new(BYTEARRAY_DATA(buffer.obj), VARSIZE(buffer.obj)) : NULL, &one,
                     &buffer);
}
METHOD(readlines) {
  ssize_t hint;
  if (!io_size(nargs ? args[0] : NULL, &hint)) return NULL;
  HOLD(list, list_new(0), "readlines()");
  HOLD(iterator, list.obj ? object_iter(self) : NULL, "readlines()");
  if (!iterator.obj) return NULL;
  for (ssize_t total = 0;;) {
    HOLD(line, iter_next(iterator.obj), "readlines()");
    if (!line.obj) return hold_return(err_occurred() ? NULL : hold_take(&list), &line, &iterator);
    if (list_append(list.obj, line.obj) < 0) return NULL;
    ssize_t n = object_length(line.obj);
    if (n < 0) return NULL;
    total += n;
    if (hint > 0 && total > hint) return hold_return(hold_take(&list), &line, &iterator);
  }
}
METHOD(writelines) {
  (void)nargs;
  if (!check_open(self)) return NULL;
  HOLD(iterator, object_iter(args[0]), "writelines()");
  if (!iterator.obj) return NULL;
  for (;;) {
    HOLD(line, iter_next(iterator.obj), "writelines()");
    if (!line.obj) break;
    HOLD(written, call1(self, "write", line.obj), "writelines()");
    if (!written.obj) return NULL;
  }
  if (err_occurred()) return NULL;
  return hold_return(NEWREF(NONE), &iterator);
}
static Own check(Ref self, const char *method, const char *message) {
  HOLD(able, call0(self, method), "a stream");
  if (!able.obj) return NULL;
  if (able.obj != TRUE) return hold_return(io_unsupported(message), &able);
  return hold_take(&able);
}
METHOD(check_readable) {
  NO_ARGS;
  return check(self, "readable", "File or stream is not readable.");
}
METHOD(check_writable) {
  NO_ARGS;
  return check(self, "writable", "File or stream is not writable.");
}
METHOD(check_seekable) {
  NO_ARGS;
  return check(self, "seekable", "File or stream is not seekable.");
}
METHOD(check_closed) {
  NO_ARGS;
  if (!check_open(self)) return NULL;
  RETURN_NONE;
}
/* A stream that nobody refers to any more closes itself; errors of that are nobody's. */
static void base_finalize(Object *self) {
  HOLD(pending, err_take(), "the end of a stream");
  int closed = io_is_closed(self);
  if (closed == 0) {
    Object *done = call0(self, "close");
    XDECREF(done);
  }
  err_clear();
  err_restore_steal(hold_take(&pending));
}

Own io_tp_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  NO_ARGS, (void)kwnames; /* __init__ takes them */
  return instance_new(cls, 0);
}

static const FieldSpec base_fields[] = {FIELD(IoBase, dict, "__dict__", FIELD_OWN, 0),
                                        FIELD(IoBase, weaklist, "weak references", FIELD_WEAKLIST, 0),
                                        {0}};
void io_traverse(Object *o, Visitor *v, const FieldSpec *fields) {
  for (const FieldSpec *f = fields; f->kind != FIELD_END; f++)
    if (f->kind == FIELD_OWN) VISIT(v, *(Object **)(void *)((char *)o + f->offset), EDGE_FIELD, f->name);
}
void io_clear(Object *o, const FieldSpec *fields) {
  for (const FieldSpec *f = fields; f->kind != FIELD_END; f++)
    if (f->kind == FIELD_OWN) CLEAR(*(Object **)(void *)((char *)o + f->offset));
}

static const MethodSpec base_methods[] = {
    {"seek", AS_RAW(base_seek), METHOD_RAW, "Change the position."},
    {"tell(self, /)", base_tell, 0, "The position."},
    {"truncate", AS_RAW(base_truncate), METHOD_RAW, "Resize the stream."},
    {"flush(self, /)", base_flush, 0, "Write out what is buffered."},
    {"close(self, /)", base_close, 0, "Flush and close; more calls do nothing."},
    {"seekable(self, /)", base_no, 0, "Whether the position can be changed."},
    {"readable(self, /)", base_no, 0, "Whether the stream can be read."},
    {"writable(self, /)", base_no, 0, "Whether the stream can be written."},
    {"_checkClosed(self, /)", base_check_closed, 0, NULL},
    {"_checkSeekable(self, /)", base_check_seekable, 0, NULL},
    {"_checkReadable(self, /)", base_check_readable, 0, NULL},
    {"_checkWritable(self, /)", base_check_writable, 0, NULL},
    {"fileno(self, /)", base_fileno, 0, "The file descriptor, when there is one."},
    {"isatty(self, /)", base_isatty, 0, "Whether the stream is a terminal."},
    {"__enter__(self, /)", base_enter, 0, NULL},
    {"__exit__", AS_RAW(base_exit), METHOD_RAW, NULL},
    {"readline(self, size=-1, /)", base_readline, 0, "The next line, at most size bytes."},
    {"readlines(self, hint=-1, /)", base_readlines, 0,
     "A list of the lines; with a hint, of about that many bytes."},
    {"writelines(self, lines, /)", base_writelines, 0, "Writes each of the lines; no line ends are added."},
    {0}};
static const GetSetSpec base_getset[] = {
    {"closed", base_get_closed, NULL, NULL}, {"__dict__", object_get_dict, NULL, NULL}, {0}};
const TypeSpec io_base_spec = {
    .name = "_io._IOBase",
    .doc = "The base class of all streams.",
    .basic_size = sizeof(IoBase),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(IoBase, weaklist),
    .dict_offset = offsetof(IoBase, dict),
    .fields = base_fields,
    .methods = base_methods,
    .getset = base_getset,
    .slots = {.new_ = io_tp_new, .iter = base_iter, .iternext = base_next, .finalize = base_finalize},
};

/* ---- raw ---- */

METHOD(raw_read) {
  ssize_t size;
  if (!io_size(nargs ? args[0] : NULL, &size)) return NULL;
  if (size < 0) return call0(self, "readall");
  HOLD(buffer, bytearray_new(NULL, size), "read()");
  HOLD(count, buffer.obj ? call1(self, "readinto", buffer.obj) : NULL, "read()");
  if (!count.obj || count.obj == NONE) return hold_return(hold_take(&count), &buffer);
  ssize_t n = object_as_index(count.obj, T(ValueError));
  if (n == -1 && err_occurred()) return NULL;
  if (n < 0) return err_format(T(SystemError), "Negative size passed to PyBytes_FromStringAndSize");
  return hold_return(bytes_new(BYTEARRAY_DATA(buffer.obj), MIN(n, size)), &count, &buffer);
}
METHOD(raw_readall) {
  NO_ARGS;
  HOLD(size, int_from_i64(IO_BUFFER_SIZE), "readall()");
  HOLD(all, bytes_new(NULL, 0), "readall()");
  for (;;) {
    HOLD(part, call_bound(self, "read", size.obj), "readall()");
    if (!part.obj) return NULL;
    if (part.obj == NONE && VARSIZE(all.obj) == 0) return hold_return(hold_take(&part), &all, &size);
    if (part.obj == NONE) return hold_return(hold_take(&all), &part, &size);
    if (!IS_SUB(part.obj, BYTES)) return err_format(T(TypeError), "read() should return bytes");
    if (VARSIZE(part.obj) == 0) return hold_return(hold_take(&all), &part, &size);
    Object *joined = bytes_concat(all.obj, part.obj);
    if (!joined) return NULL;
    SETREF(all.obj, joined);
  }
}
static const MethodSpec raw_methods[] = {{"read(self, size=-1, /)", base_raw_read, 0, NULL},
                                         {"readall(self, /)", base_raw_readall, 0, "Read until the end."},
                                         {0}};
const TypeSpec raw_io_base_spec = {
    .name = "_io._RawIOBase",
    .doc = "Base class of raw binary streams.",
    .base = &io_base_spec,
    .basic_size = sizeof(IoBase),
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(IoBase, weaklist),
    .dict_offset = offsetof(IoBase, dict),
    .methods = raw_methods,
};

/* ---- buffered ---- */

static Own into(Object *self, const char *method, Ref target) {
  AUTO_BUFFER(view);
  if (buffer_get(target, &view, BUFFER_WRITABLE) < 0) return NULL;
  HOLD(size, int_from_i64(view.len), "readinto()");
  HOLD(bytes, call_bound(self, method, size.obj), "readinto()");
  if (!bytes.obj) return NULL;
  if (!IS_SUB(bytes.obj, BYTES)) return err_format(T(TypeError), "%s() should return bytes", method);
  ssize_t n = VARSIZE(bytes.obj);
  if (n > view.len)
    return err_format(T(ValueError), "read() returned too much data: %zd bytes requested, %zd returned",
                      view.len, n);
  memcpy(view.buf, BYTES_DATA(bytes.obj), (size_t)n);
  return hold_return(int_from_i64(n), &bytes, &size);
}
METHOD(readinto) {
  (void)nargs;
  return into(self, "read", args[0]);
}
METHOD(readinto1) {
  (void)nargs;
  return into(self, "read1", args[0]);
}
RAW_METHOD(buffered_read) {
  (void)self, NO_ARGS, (void)kwnames;
  return io_unsupported("read");
}
RAW_METHOD(buffered_read1) {
  (void)self, NO_ARGS, (void)kwnames;
  return io_unsupported("read1");
}
RAW_METHOD(buffered_write) {
  (void)self, NO_ARGS, (void)kwnames;
  return io_unsupported("write");
}
static const MethodSpec buffered_base_methods[] = {{"detach(self, /)", base_detach, 0, NULL},
                                                   {"read", AS_RAW(base_buffered_read), METHOD_RAW, NULL},
                                                   {"read1", AS_RAW(base_buffered_read1), METHOD_RAW, NULL},
                                                   {"readinto(self, buffer, /)", base_readinto, 0, NULL},
                                                   {"readinto1(self, buffer, /)", base_readinto1, 0, NULL},
                                                   {"write", AS_RAW(base_buffered_write), METHOD_RAW, NULL},
                                                   {0}};
const TypeSpec buffered_io_base_spec = {
    .name = "_io._BufferedIOBase",
    .doc = "Base class of buffered binary streams.",
    .base = &io_base_spec,
    .basic_size = sizeof(IoBase),
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(IoBase, weaklist),
    .dict_offset = offsetof(IoBase, dict),
    .methods = buffered_base_methods,
};

/* ---- text ---- */

RAW_METHOD(text_read) {
  (void)self, NO_ARGS, (void)kwnames;
  return io_unsupported("read");
}
RAW_METHOD(text_readline) {
  (void)self, NO_ARGS, (void)kwnames;
  return io_unsupported("readline");
}
RAW_METHOD(text_write) {
  (void)self, NO_ARGS, (void)kwnames;
  return io_unsupported("write");
}
static Own text_none(Object *self) {
  (void)self;
  RETURN_NONE;
}
static const MethodSpec text_base_methods[] = {{"detach(self, /)", base_detach, 0, NULL},
                                               {"read", AS_RAW(base_text_read), METHOD_RAW, NULL},
                                               {"readline", AS_RAW(base_text_readline), METHOD_RAW, NULL},
                                               {"write", AS_RAW(base_text_write), METHOD_RAW, NULL},
                                               {0}};
static const GetSetSpec text_base_getset[] = {{"encoding", text_none, NULL, NULL},
                                              {"newlines", text_none, NULL, NULL},
                                              {"errors", text_none, NULL, NULL},
                                              {0}};
const TypeSpec text_io_base_spec = {
    .name = "_io._TextIOBase",
    .doc = "Base class of text streams.",
    .base = &io_base_spec,
    .basic_size = sizeof(IoBase),
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(IoBase, weaklist),
    .dict_offset = offsetof(IoBase, dict),
    .methods = text_base_methods,
    .getset = text_base_getset,
};
