#include "modules/textio.h"

#include <string.h>

#include "modules/ioparts.h"
#include "modules/world.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/codecs.h"
#include "object/dict.h"
#include "object/function.h"
#include "object/int.h"
#include "object/list.h"
#include "object/text.h"
#include "object/textargs.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

#define TIO(o) ((TextIO *)(o))

/* ---- the host's side ---- */

void host_write(int stream, const char *bytes, size_t n) {
  if (n == 0) return;
  CTRL->host->write(CTRL->host_data, stream, bytes, n, VM->output_length);
  VM->output_length += n;
}

void host_flush(int stream) {
  if (stream > 0) CTRL->host->flush(CTRL->host_data, stream);
}

size_t stdin_line(const char **bytes) {
  for (;;) {
    int64_t n = CTRL->host->read_line(CTRL->host_data, VM->input_index, bytes);
    if (n >= 0) {
      VM->input_index++;
      return (size_t)n;
    }
    fiber_pause(PAUSE_INPUT);
  }
}

Object *sys_stream(Ref name) {
  Object *file = VM->sys_dict ? dict_get(VM->sys_dict, name) : NULL;
  return file == NONE ? NULL : file;
}

/* ---- any file ---- */

static Own textio_write(Object *self, Object *const *args, ssize_t nargs);

/* As CPython: the method write is asked for first, then the text; it is bound while it writes. */
static int write_by(Ref writer, Ref file, Ref o) {
  HOLD(text, object_str(o), "writing to a file");
  if (!text.obj) return -1;
  const Builtin *bound = IS_EXACT(writer, BUILTIN) ? (const Builtin *)writer : NULL;
  if (bound && bound->self == file && IS_EXACT(file, TEXT_IO) && native_def_fn(bound->def) == textio_write)
    return textio_write_str(file, text.obj);
  HOLD(result, object_call1(writer, text.obj), "writing to a file");
  return result.obj ? 0 : -1;
}

int file_write(Ref file, Ref o) {
  HOLD(writer, object_getattr(file, N(write)), "writing to a file");
  return writer.obj ? write_by(writer.obj, file, o) : -1;
}

int file_print(Hold *held, Ref o) {
  Object *file = held->obj;
  HOLD(writer, object_getattr(file, N(write)), "writing to a file");
  if (!writer.obj) return -1;
  bool holds = (IS_EXACT(writer.obj, BUILTIN) && ((Builtin *)writer.obj)->self == file) ||
               (IS_EXACT(writer.obj, METHOD) && ((Method *)writer.obj)->self == file);
  if (holds) CLEAR(held->obj);
  int status = write_by(writer.obj, file, o);
  if (holds) held->obj = NEWREF(file);
  return status;
}

int file_flush(Ref file) {
  HOLD(result, object_call_method0(file, N(flush)), "flushing a file");
  return result.obj ? 0 : -1;
}

Own file_get_line(Ref file) {
  HOLD(line, object_call_method0(file, N(readline)), "reading a line");
  if (!line.obj) return NULL;
  if (!IS_SUB(line.obj, STR) && !IS_SUB(line.obj, BYTES))
    return err_format(T(TypeError), "object.readline() returned non-string");
  bool text = IS_SUB(line.obj, STR);
  ssize_t n = text ? STR(line.obj)->length : VARSIZE(line.obj);
  if (n == 0) return err_format(T(EOFError), "EOF when reading a line");
  if (text)
    return str_char(STR(line.obj), n - 1) == '\n' ? str_substring(line.obj, 0, n - 1) : hold_take(&line);
  return hold_return(bytes_new(BYTES_DATA(line.obj), n - (BYTES_DATA(line.obj)[n - 1] == '\n')), &line);
}

/* ---- making ---- */

static bool set_newline(TextIO *t, Ref newline) {
  t->has_newline = newline && newline != NONE;
  t->newline[0] = t->newline[1] = t->newline[2] = 0;
  if (!t->has_newline) return true;
  if (!IS_SUB(newline, STR)) {
    err_format(T(TypeError), "newline must be str or None, not %.50T", newline);
    return false;
  }
  if (!str_equals_text(newline, "") && !str_equals_text(newline, "\n") && !str_equals_text(newline, "\r") &&
      !str_equals_text(newline, "\r\n")) {
    err_format(T(ValueError), "illegal newline value: %S", newline);
    return false;
  }
  for (ssize_t i = 0; i < STR(newline)->length; i++) t->newline[i] = (char)str_char(STR(newline), i);
  return true;
}

static bool set_mode(Object *o, const char *mode) {
  HOLD(text, str_intern(mode), "a stream");
  return text.obj && object_setattr(o, N(mode), text.obj) == 0;
}

Own textio_new(int stream) {
  TextIO *t = TIO(object_new(T(TEXT_IO), 0));
  if (!t) return NULL;
  HOLD(held, t, "a standard stream");
  t->stream = (int8_t)stream;
  t->encoding = NEWREF(N(utf8));
  t->errors = stream == 2 ? str_intern("backslashreplace") : NEWREF(N(strict));
  t->line_buffering = stream == 2 || (stream == 1 && VM->output_mode == OUTPUT_LINES);
  t->eager = stream == 2 || VM->output_mode != OUTPUT_BLOCKS;
  t->listless = t->eager && (stream == 2 || VM->output_mode != OUTPUT_WATCHED);
  gc_track((Object *)t);
  if (!t->errors || !set_mode((Object *)t, stream ? "w" : "r")) return NULL;
  return hold_take(&held);
}

Own textio_wrap(Object *buffer, Ref encoding, Ref errors, Ref newline, bool line_buffering) {
  HOLD(held, buffer, "a text stream");
  TextIO *t = TIO(object_new(T(TEXT_IO), 0));
  if (!t) return NULL;
  HOLD(made, t, "a text stream");
  t->stream = -1;
  gc_track((Object *)t);
  t->buffer = NEWREF(buffer);
  t->encoding = NEWREF(encoding && encoding != NONE ? encoding : N(utf8));
  t->errors = NEWREF(errors && errors != NONE ? errors : N(strict));
  t->line_buffering = line_buffering;
  t->mark_written = file_position(buffer) > 0;
  const char *name = str_utf8(t->encoding, NULL);
  if (!name) return NULL;
  if (!codec_canonical(name)) return err_format(T(LookupError), "unknown encoding: %s", name);
  return hold_return(set_newline(t, newline) ? hold_take(&made) : NULL, &held);
}

static bool need_text(Ref o, const char *what) {
  if (!o || o == NONE || IS_SUB(o, STR)) return true;
  err_format(T(TypeError), "TextIOWrapper() argument '%s' must be str or None, not %.50T", what, o);
  return false;
}

/* buffer.<method>(), for streams of any kind */
static Own buffer_call(TextIO *t, const char *method, Ref arg) {
  HOLD(name, str_intern(method), "a text stream");
  if (!name.obj || !t->buffer) return NULL;
  return hold_return(
      arg ? object_call_method1(t->buffer, name.obj, arg) : object_call_method0(t->buffer, name.obj), &name);
}

static int buffer_can(TextIO *t, const char *method, int stream_answer) {
  if (t->stream >= 0) return stream_answer;
  HOLD(answer, buffer_call(t, method, NULL), "a text stream");
  return answer.obj ? object_is_true(answer.obj) : -1;
}

/* Until __init__ has run it is no stream of any kind. */
static Own textio_tp_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  Object *o = io_tp_new(cls, args, nargs, kwnames);
  if (o) TIO(o)->stream = -1;
  return o;
}

static int textio_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"TextIOWrapper",
                               {"buffer", "encoding", "errors", "newline", "line_buffering", "write_through"},
                               0,
                               6,
                               6,
                               1};
  Object *v[6];
  TextIO *t = TIO(self);
  if (!args_bind(&spec, args, nargs, kwnames, v) || !need_text(v[1], "encoding") ||
      !need_text(v[2], "errors"))
    return -1;
  if (!set_newline(t, v[3])) return -1;
  t->stream = -1;
  SETREF(t->encoding, NEWREF(v[1] && v[1] != NONE ? v[1] : N(utf8)));
  SETREF(t->errors, NEWREF(v[2] && v[2] != NONE ? v[2] : N(strict)));
  const char *name = str_utf8(t->encoding, NULL);
  if (!name) return -1;
  if (!codec_canonical(name)) {
    err_format(T(LookupError), "unknown encoding: %s", name);
    return -1;
  }
  int lines = v[4] ? object_is_true(v[4]) : 0, through = v[5] ? object_is_true(v[5]) : 0;
  if (lines < 0 || through < 0) return -1;
  t->line_buffering = lines;
  t->write_through = through;
  t->closed = t->detached = t->at_end = false;
  SETREF(t->buffer, NEWREF(v[0]));
  int readable = buffer_can(t, "readable", 0), writable = readable < 0 ? -1 : buffer_can(t, "writable", 0),
      seekable = writable < 0 ? -1 : buffer_can(t, "seekable", 0);
  if (seekable < 0) return -1;
  t->can = (uint8_t)(1 | readable << 1 | writable << 2);
  if (seekable && writable) {
    HOLD(at, buffer_call(t, "tell", NULL), "TextIOWrapper()");
    if (!at.obj) return -1;
  }
  return 0;
}

/* ---- state ---- */

static bool usable(TextIO *t) {
  if (t->detached) {
    err_format(T(ValueError), "underlying buffer has been detached");
    return false;
  }
  if (!t->buffer && t->stream < 0) {
    err_format(T(ValueError), "I/O operation on uninitialized object");
    return false;
  }
  return true;
}

static bool is_open(TextIO *t) {
  if (!usable(t)) return false;
  int closed = t->stream >= 0 ? t->closed : io_is_closed(t->buffer);
  if (closed > 0) io_closed();
  return closed == 0;
}

static void forget_read(TextIO *t) {
  CLEAR(t->decoded);
  t->decoded_at = 0;
  mem_free(t->pending);
  t->pending = NULL;
  t->pending_length = 0;
  t->at_end = t->last_cr = false;
}

/* ---- writing ---- */

/* The same encoding without the byte order mark that begins a file. */
static const char *without_mark(const char *encoding) {
  const char *name = codec_canonical(encoding);
  if (!name) return encoding;
  return strcmp(name, "utf-16") == 0      ? "utf-16-le"
         : strcmp(name, "utf-32") == 0    ? "utf-32-le"
         : strcmp(name, "utf-8-sig") == 0 ? "utf-8"
                                          : encoding;
}

/* The encodings in which CPython passes ASCII text on as it is. */
static bool keeps_ascii(const char *encoding) {
  const char *name = codec_canonical(encoding);
  return name && (!strcmp(name, "utf-8") || !strcmp(name, "ascii") || !strcmp(name, "iso8859-1"));
}

/* Takes what waits out of the queue as one bytes object. */
static Own queue_take(TextIO *t) {
  HOLD(queue, t->queue, "writing text");
  t->queue = NULL;
  ssize_t n = t->queued;
  t->queued = 0;
  if (IS_SUB(queue.obj, BYTES)) return hold_take(&queue);
  if (IS_SUB(queue.obj, STR)) return hold_return(bytes_new(STR(queue.obj)->data, n), &queue);
  Object *joined = bytes_new(NULL, n);
  if (!joined) return NULL;
  char *to = BYTES_DATA(joined);
  for (ssize_t i = 0; i < VARSIZE(queue.obj); i++) {
    Object *part = list_item(queue.obj, i);
    bool text = IS_SUB(part, STR);
    size_t length = (size_t)(text ? STR(part)->length : VARSIZE(part));
    memcpy(to, text ? STR(part)->data : BYTES_DATA(part), length);
    to += length;
  }
  return hold_return(joined, &queue);
}

static void parts_clear(TextIO *t) {
  Object **parts = t->parts;
  ssize_t n = t->part_count;
  t->parts = NULL;
  t->part_count = t->part_room = t->queued = 0;
  for (ssize_t i = 0; i < n; i++) DECREF(parts[i]);
  mem_free(parts);
}

/* A stream that shows at once what is written keeps it for as long as CPython's does, but no list is seen to
 * come and go with each line. */
static bool parts_add(TextIO *t, Object *part, ssize_t n) {
  if (t->part_count == t->part_room) {
    ssize_t room = t->part_room ? t->part_room + (t->part_room >> 3) + 6 : 2; /* grows as a list */
    Object **grown = mem_realloc(t->parts, (size_t)room * sizeof *grown);
    if (!grown) {
      DECREF(part);
      err_no_memory();
      return false;
    }
    t->parts = grown;
    t->part_room = room;
  }
  t->parts[t->part_count++] = part;
  t->queued += n;
  return true;
}

/* Passes on what waits. */
static bool queue_flush(TextIO *t) {
  if (t->parts) parts_clear(t);
  if (!t->queue) return true;
  HOLD(bytes, queue_take(t), "writing text");
  if (!bytes.obj) return false;
  if (t->stream > 0) {
    if (!t->eager) host_write(t->stream, BYTES_DATA(bytes.obj), (size_t)VARSIZE(bytes.obj));
    return true;
  }
  HOLD(count, buffer_call(t, "write", bytes.obj), "writing text");
  return count.obj != NULL;
}

/* One more str (of ASCII) or bytes object waits. The order of what is made and let go of is CPython's. */
static bool queue_add(TextIO *t, Object *part, ssize_t n) {
  if (t->listless) return parts_add(t, part, n);
  HOLD(held, part, "writing text");
  if (t->queue && t->queued + n > IO_BUFFER_SIZE && !queue_flush(t)) return false;
  if (!t->queue)
    t->queue = hold_take(&held);
  else if (!IS_EXACT(t->queue, LIST)) {
    Object *list = list_new(2);
    if (!list) return false;
    ((List *)list)->items[0] = t->queue;
    ((List *)list)->items[1] = hold_take(&held);
    t->queue = list;
  } else if (list_append(t->queue, part) < 0)
    return false;
  t->queued += n;
  return true;
}

int textio_write_str(Ref o, Ref s) {
  TextIO *t = TIO(o);
  if (!is_open(t)) return -1;
  if (t->stream == 0) {
    io_unsupported("not writable");
    return -1;
  }
  HOLD(text, NEWREF(s), "writing text");
  bool translate = t->has_newline && t->newline[0] == '\r';
  bool ends_line = (translate || t->line_buffering) && str_find_char(s, '\n', 0, STR(s)->length) >= 0;
  bool flush = t->line_buffering && (ends_line || str_find_char(s, '\r', 0, STR(s)->length) >= 0);
  if (translate && ends_line) {
    HOLD(end, str_from_ascii(t->newline, -1), "writing text");
    if (!end.obj) return -1;
    Object *replaced = str_replace(s, (Object *)RT->latin1['\n'], end.obj, -1);
    if (!replaced) return -1;
    SETREF(text.obj, replaced);
  }
  const char *encoding = str_utf8(t->encoding, NULL), *errors = str_utf8(t->errors, NULL);
  if (!encoding || !errors) return -1;
  Str *written = STR(text.obj);
  bool as_it_is = written->ascii && written->length <= IO_BUFFER_SIZE &&
                  (t->encoding == N(utf8) || keeps_ascii(encoding));
  if (!as_it_is) {
    if (t->mark_written) encoding = without_mark(encoding);
    Object *bytes = codec_encode(text.obj, encoding, errors);
    if (!bytes) return -1;
    SETREF(text.obj, bytes);
  }
  t->mark_written = true;
  const char *data = as_it_is ? STR(text.obj)->data : BYTES_DATA(text.obj);
  ssize_t n = as_it_is ? STR(text.obj)->length : VARSIZE(text.obj);
  if (t->eager) host_write(t->stream, data, (size_t)n);
  if (!queue_add(t, hold_take(&text), n)) return -1;
  if ((t->queued >= IO_BUFFER_SIZE || flush || t->write_through ||
       (t->eager && VM->output_mode == OUTPUT_THROUGH)) &&
      !queue_flush(t))
    return -1;
  if (flush) {
    if (t->stream > 0)
      host_flush(t->stream);
    else {
      HOLD(flushed, buffer_call(t, "flush", NULL), "writing text");
      if (!flushed.obj) return -1;
    }
  }
  if (t->decoded) forget_read(t);
  return 0;
}

static Own textio_write(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "write() argument must be str, not %.50T", args[0]);
  if (textio_write_str(self, args[0]) < 0) return NULL;
  return int_from_i64(STR(args[0])->length);
}

/* ---- reading ---- */

static bool keep_pending(TextIO *t, const char *bytes, ssize_t n) {
  char *block = mem_realloc(t->pending, (size_t)(t->pending_length + n + 1));
  if (!block) {
    err_no_memory();
    return false;
  }
  if (n) memcpy(block + t->pending_length, bytes, (size_t)n);
  t->pending = block;
  t->pending_length += n;
  return true;
}

/* How many of the pending bytes can be decoded now: not the beginning of a character. */
static ssize_t whole_characters(const TextIO *t, const char *encoding) {
  ssize_t n = t->pending_length;
  if (t->at_end) return n;
  const char *name = codec_canonical(encoding);
  if (name && strcmp(name, "utf-8") == 0) {
    for (ssize_t back = 1; back <= 3 && back <= n; back++) {
      uint8_t c = (uint8_t)t->pending[n - back];
      if ((c & 0xC0) == 0x80) continue;
      ssize_t need = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
      return need > back ? n - back : n;
    }
    return n;
  }
  if (name && (strcmp(name, "ascii") == 0 || strcmp(name, "iso8859-1") == 0)) return n;
  return 0; /* the others when all is there */
}

/* Notes the line ends in new text; without a newline argument "\r\n" and "\r" become "\n". */
static Own translate_newlines(TextIO *t, Object *text) {
  if (!text || (t->has_newline && t->newline[0])) return text;
  Str *s = STR(text);
  bool returns = str_find_char(text, '\r', 0, s->length) >= 0;
  if (!returns) {
    if (str_find_char(text, '\n', 0, s->length) >= 0) t->newlines |= 2;
    return text;
  }
  HOLD(held, text, "reading text");
  StrWriter w;
  str_writer_init(&w);
  for (ssize_t i = 0; i < s->length; i++) {
    uint32_t c = str_char(s, i);
    if (c == '\r') {
      bool pair = i + 1 < s->length && str_char(s, i + 1) == '\n';
      t->newlines |= pair ? 4 : 1;
      i += pair;
      c = '\n';
    } else if (c == '\n')
      t->newlines |= 2;
    if (!t->has_newline) str_writer_char(&w, c);
  }
  if (!t->has_newline) return hold_return(str_writer_finish(&w), &held);
  str_writer_discard(&w);
  return hold_take(&held);
}

/* Reads more, or all there is; 1, 0 at the end, -1. What is decoded and not consumed stays in front. */
static int fill(TextIO *t, bool all) {
  if (t->at_end) return 0;
  const char *bytes;
  ssize_t n;
  HOLD(part, NULL, "reading text");
  if (t->stream == 0)
    n = (ssize_t)stdin_line(&bytes);
  else if (t->buffer && file_rest(t->buffer, &bytes, &n)) {
  } else {
    HOLD(size, int_from_i64(IO_BUFFER_SIZE), "reading text");
    HOLD(name, str_intern("read1"), "reading text");
    Object *method;
    int has = all ? 0 : name.obj ? object_lookup_attr(t->buffer, name.obj, &method) : -1;
    if (has < 0) return -1;
    if (has) {
      HOLD(read1, method, "reading text");
      part.obj = object_call1(read1.obj, size.obj);
    } else
      part.obj = buffer_call(t, "read", all ? NULL : size.obj);
    if (!part.obj) return -1;
    if (!IS_SUB(part.obj, BYTES)) {
      err_format(T(TypeError), "underlying read1() should have returned a bytes-like object, not '%.200T'",
                 part.obj);
      return -1;
    }
    bytes = BYTES_DATA(part.obj);
    n = VARSIZE(part.obj);
  }
  if (n == 0 || (all && part.obj)) t->at_end = true;
  if (!keep_pending(t, bytes, n)) return -1;
  const char *encoding = str_utf8(t->encoding, NULL), *errors = str_utf8(t->errors, NULL);
  if (!encoding || !errors) return -1;
  ssize_t ready = whole_characters(t, encoding);
  /* A "\r" at the end may be half of a line end. */
  if (ready && !t->at_end && t->stream != 0 && (!t->has_newline || !t->newline[0]) &&
      t->pending[ready - 1] == '\r')
    ready--;
  HOLD(text, translate_newlines(t, codec_decode(t->pending, ready, encoding, errors)), "reading text");
  if (!text.obj) return -1;
  memmove(t->pending, t->pending + ready, (size_t)(t->pending_length - ready));
  t->pending_length -= ready;
  if (t->decoded && t->decoded_at < STR(t->decoded)->length) {
    HOLD(rest, str_substring(t->decoded, t->decoded_at, STR(t->decoded)->length), "reading text");
    if (!rest.obj) return -1;
    Object *joined = str_concat(rest.obj, text.obj);
    if (!joined) return -1;
    SETREF(text.obj, joined);
  }
  SETREF(t->decoded, hold_take(&text));
  t->decoded_at = 0;
  return !t->at_end || STR(t->decoded)->length > 0;
}

static bool readable(TextIO *t) {
  if (!is_open(t) || !queue_flush(t)) return false;
  int can = t->can ? (t->can & 2) != 0 : buffer_can(t, "readable", t->stream == 0);
  if (can == 0) io_unsupported("not readable");
  return can > 0;
}

static ssize_t available(const TextIO *t) { return t->decoded ? STR(t->decoded)->length - t->decoded_at : 0; }

/* The next n characters of what is decoded. */
static Own consume(TextIO *t, ssize_t n) {
  if (n == 0 || !t->decoded) return (Object *)NEWREF(RT->empty_str);
  Object *text = str_substring(t->decoded, t->decoded_at, t->decoded_at + n);
  if (!text) return NULL;
  t->decoded_at += n;
  return text;
}

static Own textio_read(Object *self, Object *const *args, ssize_t nargs) {
  TextIO *t = TIO(self);
  ssize_t n;
  if (!io_size(nargs ? args[0] : NULL, &n) || !readable(t)) return NULL;
  while (n < 0 || available(t) < n) {
    int more = fill(t, n < 0);
    if (more < 0) return NULL;
    if (t->at_end) break;
  }
  ssize_t have = available(t);
  Object *text = consume(t, n < 0 ? have : MIN(n, have));
  t->at_end = false;
  return text;
}

/* The length of the next line in the decoded text, end included; -1 when its end is not there. */
static ssize_t line_length(const TextIO *t, ssize_t from) {
  if (!t->decoded) return -1;
  Str *s = STR(t->decoded);
  ssize_t i = t->decoded_at + from;
  if (!t->has_newline || (t->newline[0] == '\n')) {
    i = str_find_char(t->decoded, '\n', i, s->length);
    return i < 0 ? -1 : i + 1 - t->decoded_at;
  }
  for (; i < s->length; i++) {
    uint32_t c = str_char(s, i);
    bool pair = c == '\r' && i + 1 < s->length && str_char(s, i + 1) == '\n';
    if (!t->newline[0] && (c == '\n' || c == '\r')) return i + 1 + pair - t->decoded_at;
    if (t->newline[0] == '\r' && !t->newline[1] && c == '\r') return i + 1 - t->decoded_at;
    if (t->newline[1] && pair) return i + 2 - t->decoded_at;
  }
  return -1;
}

static Own read_line(TextIO *t, ssize_t limit) {
  for (ssize_t searched = 0;;) {
    ssize_t n = line_length(t, searched);
    if (n < 0 && limit >= 0 && available(t) >= limit) n = limit;
    if (n >= 0) return consume(t, limit >= 0 ? MIN(n, limit) : n);
    searched = available(t) ? available(t) - 1 : 0;
    if (fill(t, false) < 0) return NULL;
    if (t->at_end) {
      n = line_length(t, 0);
      if (n < 0) n = available(t);
      t->at_end = false;
      return consume(t, limit >= 0 ? MIN(n, limit) : n);
    }
  }
}

static Own textio_readline(Object *self, Object *const *args, ssize_t nargs) {
  TextIO *t = TIO(self);
  ssize_t limit;
  if (!io_size(nargs ? args[0] : NULL, &limit) || !readable(t)) return NULL;
  return read_line(t, limit);
}

static Own textio_next(Object *self) {
  TextIO *t = TIO(self);
  if (!readable(t)) return NULL;
  HOLD(line, IS_EXACT(self, TEXT_IO) ? read_line(t, -1) : object_call_method0(self, N(readline)),
       "reading lines");
  if (!line.obj) return NULL;
  if (!IS_SUB(line.obj, STR))
    return err_format(T(OSError), "readline() should have returned a str object, not '%.200T'", line.obj);
  return STR(line.obj)->length ? hold_take(&line) : NULL;
}

/* ---- position ---- */

static Own textio_seek(Object *self, Object *const *args, ssize_t nargs) {
  TextIO *t = TIO(self);
  int whence = 0;
  ssize_t at;
  if (!is_open(t)) return NULL;
  if (nargs > 1 && args[1] && !textargs_int(args[1], &whence)) return NULL;
  if (t->stream >= 0) return io_unsupported("underlying stream is not seekable");
  if (!textargs_ssize(args[0], &at)) return NULL;
  if (whence == 1) {
    if (at) return io_unsupported("can't do nonzero cur-relative seeks");
    HOLD(here, object_call_method0(self, N(tell)), "seek()");
    if (!here.obj || !textargs_ssize(here.obj, &at)) return NULL;
    whence = 0;
  } else if (whence == 2) {
    if (at) return io_unsupported("can't do nonzero end-relative seeks");
  } else if (whence != 0)
    return err_format(T(ValueError), "invalid whence (%d, should be %d, %d or %d)", whence, 0, 1, 2);
  if (whence == 0 && at < 0) return err_format(T(ValueError), "negative seek position %zd", at);
  HOLD(flushed, object_call_method0(self, N(flush)), "seek()");
  if (!flushed.obj) return NULL;
  forget_read(t);
  t->mark_written = whence != 0 || at != 0;
  HOLD(name, str_intern("seek"), "seek()");
  HOLD(where, int_from_i64(at), "seek()");
  HOLD(how, int_from_i64(whence), "seek()");
  if (!name.obj || !where.obj) return NULL;
  Object *values[] = {where.obj, how.obj};
  return hold_return(object_call_method(t->buffer, name.obj, values, 2), &how, &where, &name);
}

static Own textio_tell(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  TextIO *t = TIO(self);
  if (!is_open(t)) return NULL;
  if (t->stream >= 0) return io_unsupported("underlying stream is not seekable");
  if (!queue_flush(t)) return NULL;
  HOLD(flushed, object_call_method0(self, N(flush)), "tell()");
  if (!flushed.obj) return NULL;
  HOLD(position, buffer_call(t, "tell", NULL), "tell()");
  ssize_t at;
  if (!position.obj || !textargs_ssize(position.obj, &at)) return NULL;
  if (available(t)) { /* what was read ahead does not count */
    HOLD(rest, str_substring(t->decoded, t->decoded_at, STR(t->decoded)->length), "tell()");
    const char *encoding = str_utf8(t->encoding, NULL), *errors = str_utf8(t->errors, NULL);
    if (!rest.obj || !encoding || !errors) return NULL;
    HOLD(bytes, codec_encode(rest.obj, encoding, errors), "tell()");
    if (!bytes.obj) return NULL;
    at -= VARSIZE(bytes.obj);
  }
  return hold_return(int_from_i64(at - t->pending_length), &position);
}

static Own textio_truncate(Object *self, Object *const *args, ssize_t nargs) {
  TextIO *t = TIO(self);
  if (!is_open(t)) return NULL;
  if (t->stream >= 0) return io_unsupported("truncate");
  HOLD(flushed, object_call_method0(self, N(flush)), "truncate()");
  if (!flushed.obj) return NULL;
  return hold_return(buffer_call(t, "truncate", nargs && args[0] && args[0] != NONE ? args[0] : NULL),
                     &flushed);
}

/* ---- the rest of the protocol ---- */

static Own textio_flush(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  TextIO *t = TIO(self);
  if (!is_open(t) || !queue_flush(t)) return NULL;
  if (t->stream >= 0) {
    host_flush(t->stream);
    RETURN_NONE;
  }
  return buffer_call(t, "flush", NULL);
}

static Own textio_close(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  TextIO *t = TIO(self);
  if (t->stream >= 0 && !t->detached) {
    if (!t->closed && !queue_flush(t)) return NULL;
    t->closed = true;
    RETURN_NONE;
  }
  if (!usable(t)) return NULL;
  int closed = io_is_closed(t->buffer);
  if (closed < 0) return NULL;
  if (closed) RETURN_NONE;
  HOLD(flushed, object_call_method0(self, N(flush)), "close()");
  HOLD(pending, err_take(), "close()");
  HOLD(done, buffer_call(t, "close", NULL), "close()");
  if (pending.obj) {
    if (err_occurred())
      err_chain_context(pending.obj);
    else
      err_restore_steal(hold_take(&pending));
    return NULL;
  }
  return hold_return(hold_take(&done), &pending, &flushed);
}

static Own textio_get_buffer(Object *self) {
  TextIO *t = TIO(self);
  if (!usable(t)) return NULL;
  if (!t->buffer) {
    static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};
    HOLD(name, str_intern(names[t->stream]), "a standard stream");
    if (!name.obj) return NULL;
    t->buffer = file_new(t->stream ? T(BUFFERED_WRITER) : T(BUFFERED_READER), NULL, t->stream, name.obj,
                         t->stream ? "wb" : "rb");
    if (!t->buffer) return NULL;
  }
  return NEWREF(t->buffer);
}

static Own textio_detach(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  if (!usable(TIO(self))) return NULL;
  HOLD(flushed, object_call_method0(self, N(flush)), "detach()");
  HOLD(buffer, flushed.obj ? textio_get_buffer(self) : NULL, "detach()");
  if (!buffer.obj) return NULL;
  TIO(self)->detached = true;
  TIO(self)->eager = TIO(self)->listless = false;
  TIO(self)->stream = -1;
  CLEAR(TIO(self)->buffer);
  return hold_return(hold_take(&buffer), &flushed);
}

static Own textio_fileno(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  TextIO *t = TIO(self);
  if (!is_open(t)) return NULL;
  return t->stream >= 0 ? int_from_i64(t->stream) : buffer_call(t, "fileno", NULL);
}

static Own textio_isatty(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  TextIO *t = TIO(self);
  if (!is_open(t)) return NULL;
  return t->stream >= 0 ? BOOL_NEW(world_is_terminal(t->stream)) : buffer_call(t, "isatty", NULL);
}

#define CAN(name, method, answer)                                                                            \
  static Own textio_##name(Object *self, Object *const *args, ssize_t nargs) {                               \
    NO_ARGS;                                                                                                 \
    TextIO *t = TIO(self);                                                                                   \
    if (!is_open(t)) return NULL;                                                                            \
    int can = buffer_can(t, method, answer);                                                                 \
    return can < 0 ? NULL : BOOL_NEW(can);                                                                   \
  }
CAN(readable, "readable", t->stream == 0)
CAN(writable, "writable", t->stream > 0)
CAN(seekable, "seekable", false)

static Own textio_reconfigure(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  TextIO *t = TIO(self);
  Object *encoding = args[0], *errors = args[1], *newline = args[2];
  if (available(t) && ((encoding && encoding != NONE) || newline))
    return io_unsupported("It is not possible to set the encoding or newline of stream after the first read");
  if (!need_text(encoding, "encoding") || !need_text(errors, "errors")) return NULL;
  if (encoding && encoding != NONE) {
    const char *name = str_utf8(encoding, NULL);
    if (!name) return NULL;
    if (!codec_canonical(name)) return err_format(T(LookupError), "unknown encoding: %s", name);
    SETREF(t->encoding, strcmp(name, "utf-8") ? NEWREF(encoding) : NEWREF(N(utf8)));
    if (!errors || errors == NONE) SETREF(t->errors, NEWREF(N(strict)));
  }
  if (errors && errors != NONE) SETREF(t->errors, NEWREF(errors));
  if (newline && !set_newline(t, newline)) return NULL;
  for (int i = 3; i < 5; i++) {
    if (!args[i] || args[i] == NONE) continue;
    int on = object_is_true(args[i]);
    if (on < 0) return NULL;
    if (i == 3)
      t->line_buffering = on;
    else
      t->write_through = on;
  }
  HOLD(flushed, object_call_method0(self, N(flush)), "reconfigure()");
  if (!flushed.obj) return NULL;
  return hold_return(NEWREF(NONE), &flushed);
}

/* ---- attributes ---- */

static Own textio_get_encoding(Object *self) {
  return NEWREF(TIO(self)->encoding ? TIO(self)->encoding : NONE);
}
static Own textio_get_errors(Object *self) { return NEWREF(TIO(self)->errors ? TIO(self)->errors : NONE); }
static Own textio_get_name(Object *self) {
  HOLD(buffer, textio_get_buffer(self), "the name of a stream");
  return hold_return(buffer.obj ? object_getattr(buffer.obj, N(name)) : NULL, &buffer);
}
static Own textio_get_closed(Object *self) {
  TextIO *t = TIO(self);
  if (t->stream >= 0) return BOOL_NEW(t->closed);
  if (!usable(t)) return NULL;
  int closed = io_is_closed(t->buffer);
  return closed < 0 ? NULL : BOOL_NEW(closed);
}
static Own textio_get_newlines(Object *self) {
  static const char *const texts[] = {"\r", "\n", "\r\n"};
  uint8_t bits = TIO(self)->newlines;
  if (!bits) RETURN_NONE;
  if (!(bits & (bits - 1))) return str_from_ascii(texts[bits == 1 ? 0 : bits == 2 ? 1 : 2], -1);
  HOLD(tuple, tuple_new(__builtin_popcount(bits)), "newlines");
  if (!tuple.obj) return NULL;
  for (int i = 0, at = 0; i < 3; i++)
    if (bits & (1 << i) && !(((Tuple *)tuple.obj)->items[at++] = str_from_ascii(texts[i], -1))) return NULL;
  return hold_take(&tuple);
}
static Own textio_get_line_buffering(Object *self) { return BOOL_NEW(TIO(self)->line_buffering); }
static Own textio_get_write_through(Object *self) { return BOOL_NEW(TIO(self)->write_through); }
static Own textio_get_chunk(Object *self) {
  (void)self;
  return int_from_i64(IO_BUFFER_SIZE);
}

static Own textio_repr(Object *self) {
  StrWriter w;
  str_writer_init(&w);
  str_writer_ascii(&w, "<_io.TextIOWrapper", -1);
  Object *attributes[2];
  static const char *const labels[] = {" name=", " mode="};
  for (int i = 0; i < 2; i++) {
    int found = object_lookup_attr(self, i ? N(mode) : N(name), &attributes[i]);
    if (found <= 0) {
      err_clear();
      continue;
    }
    HOLD(value, attributes[i], "the repr of a stream");
    str_writer_ascii(&w, labels[i], -1);
    if (!str_writer_repr(&w, value.obj)) {
      str_writer_discard(&w);
      return NULL;
    }
  }
  str_writer_ascii(&w, " encoding=", -1);
  if (TIO(self)->encoding) (void)str_writer_repr(&w, TIO(self)->encoding);
  str_writer_char(&w, '>');
  return str_writer_finish(&w);
}

static const FieldSpec textio_fields[] = {FIELD(TextIO, buffer, "buffer", FIELD_OWN, 0),
                                          FIELD(TextIO, encoding, "encoding", FIELD_OWN, 0),
                                          FIELD(TextIO, errors, "errors", FIELD_OWN, 0),
                                          FIELD(TextIO, decoded, "text read ahead", FIELD_OWN, 0),
                                          FIELD(TextIO, queue, "text waiting to be written", FIELD_OWN, 0),
                                          FIELD(TextIO, dict, "__dict__", FIELD_OWN, 0),
                                          {0}};
static void textio_traverse(Object *o, Visitor *v) {
  io_traverse(o, v, textio_fields);
  for (ssize_t i = 0; i < TIO(o)->part_count; i++)
    VISIT(v, TIO(o)->parts[i], EDGE_FIELD, "text waiting to be written");
}
static void textio_clear(Object *o) {
  parts_clear(TIO(o));
  io_clear(o, textio_fields);
}
static void textio_dealloc(Object *o) {
  TextIO *t = TIO(o);
  if (object_finalize_from_dealloc(o)) return;
  gc_untrack(o);
  if (t->weaklist) object_clear_weakrefs(o);
  forget_read(t);
  textio_clear(o);
  object_free(o);
}
static void textio_finalize(Object *o) {
  TextIO *t = TIO(o);
  if (t->stream >= 0 || t->detached || !t->buffer) return;
  HOLD(pending, err_take(), "the end of a stream");
  int closed = io_is_closed(t->buffer);
  if (closed == 0) {
    file_warn_unclosed(t->buffer, o);
    Object *done = object_call_method0(o, N(close));
    XDECREF(done);
  }
  err_clear();
  err_restore_steal(hold_take(&pending));
}

static const MethodSpec textio_methods[] = {
    {"detach(self, /)", textio_detach, 0, "Separates the buffer from the text stream and returns it."},
    {"reconfigure(self, /, *, encoding=None, errors=None, newline=<unrepresentable>, line_buffering=None, "
     "write_through=None)",
     textio_reconfigure, 0, "Changes encoding, error handling, line ends, buffering."},
    {"write(self, text, /)", textio_write, 0, "Writes text; returns the number of characters."},
    {"read(self, size=-1, /)", textio_read, 0, "Reads at most size characters, all by default."},
    {"readline(self, size=-1, /)", textio_readline, 0, "Reads a line, at most size characters of it."},
    {"flush(self, /)", textio_flush, 0, "Writes out what is buffered."},
    {"close(self, /)", textio_close, 0, "Flushes and closes the stream."},
    {"fileno(self, /)", textio_fileno, 0, NULL},
    {"seekable(self, /)", textio_seekable, 0, NULL},
    {"readable(self, /)", textio_readable, 0, NULL},
    {"writable(self, /)", textio_writable, 0, NULL},
    {"isatty(self, /)", textio_isatty, 0, NULL},
    {"seek(self, cookie, whence=0, /)", textio_seek, 0, NULL},
    {"tell(self, /)", textio_tell, 0, NULL},
    {"truncate(self, pos=None, /)", textio_truncate, 0, NULL},
    {0}};
static const GetSetSpec textio_members[] = {
    {"encoding", textio_get_encoding, NULL, NULL},
    {"buffer", textio_get_buffer, NULL, NULL},
    {"line_buffering", textio_get_line_buffering, NULL, NULL},
    {"write_through", textio_get_write_through, NULL, NULL},
    {0},
};
static const GetSetSpec textio_getset[] = {
    {"name", textio_get_name, NULL, NULL},         {"closed", textio_get_closed, NULL, NULL},
    {"newlines", textio_get_newlines, NULL, NULL}, {"errors", textio_get_errors, NULL, NULL},
    {"_CHUNK_SIZE", textio_get_chunk, NULL, NULL}, {0}};
const TypeSpec textio_spec = {
    .name = "_io.TextIOWrapper",
    .doc = "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, "
           "write_through=False)\n--\n\nText over a binary stream.",
    .base = &text_io_base_spec,
    .basic_size = sizeof(TextIO),
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(TextIO, weaklist),
    .dict_offset = offsetof(TextIO, dict),
    .fields = textio_fields,
    .methods = textio_methods,
    .members = textio_members,
    .getset = textio_getset,
    .slots = {.new_ = textio_tp_new,
              .dealloc = textio_dealloc,
              .traverse = textio_traverse,
              .clear = textio_clear,
              .finalize = textio_finalize,
              .init = textio_init,
              .repr = textio_repr,
              .iternext = textio_next},
};
