/* Buffered streams over a raw stream of the program's own: what is read ahead lies in a block, and the raw
 * stream is asked for as much, and as often, as CPython's buffers ask.
 *
 * Invariants
 * - block[at, end) has been read and not handed out; the raw stream stands at its end, at raw_at (-1: not
 * known).
 * - While the raw stream is called nothing else uses the buffer (busy), and what it was lent is taken back
 * after. */
#include <string.h>

#include "modules/ioparts.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/int.h"
#include "object/memoryview.h"

enum { NOTHING_YET = -2, FAILED = -1 };

static ssize_t ahead(const File *f) { return f->end - f->at; }
static void forget_ahead(File *f) { f->at = f->end = 0; }

/* Enters the buffer: false with RuntimeError where the raw stream, called by it, calls it. */
static bool enter(File *f) {
  if (f->raw && !f->busy) return true;
  if (f->raw)
    err_format(T(RuntimeError), "reentrant call inside %R", f);
  else
    err_format(T(ValueError), "raw stream has been detached");
  return false;
}

/* A method of the raw stream, with one or two arguments or none. */
static Own call_on(File *f, Object *raw, const char *method, Ref arg, Ref second) {
  HOLD(name, str_intern(method), "a buffered stream");
  if (!name.obj) return NULL;
  Object *args[2] = {(Object *)arg, (Object *)second};
  f->busy = true;
  Object *result =
      arg ? object_call_method(raw, name.obj, args, second ? 2 : 1) : object_call_method0(raw, name.obj);
  f->busy = false;
  return hold_return(result, &name);
}
static Own call_raw(File *f, const char *method, Ref arg, Ref second) {
  if (!f->raw) return err_format(T(ValueError), "raw stream has been detached");
  return call_on(f, f->raw, method, arg, second);
}

/* raw.readinto() or raw.write() with a view on these bytes; how many it took, NOTHING_YET for None, FAILED.
 */
static ssize_t lend(File *f, const char *method, char *bytes, ssize_t n, bool readonly) {
  HOLD(view, memoryview_from_bytes(bytes, n, readonly), "a buffered stream");
  HOLD(count, view.obj ? call_raw(f, method, view.obj, NULL) : NULL, "a buffered stream");
  if (view.obj) memoryview_end(view.obj);
  if (!count.obj) return FAILED;
  if (count.obj == NONE) return NOTHING_YET;
  ssize_t got = object_as_index(count.obj, T(ValueError));
  if (got == -1 && err_occurred()) return FAILED;
  if (got < 0 || got > n) {
    err_format(T(OSError), "raw %s() returned invalid length %zd (should have been between 0 and %zd)",
               method, got, n);
    return FAILED;
  }
  if (got > 0 && f->raw_at >= 0) f->raw_at += got;
  return got;
}

static ssize_t fill(File *f) {
  ssize_t got = lend(f, "readinto", f->block + f->end, f->buffer_size - f->end, false);
  if (got > 0) f->end += got;
  return got;
}

static ssize_t position_from(Object *answer) {
  HOLD(position, answer, "a buffered stream");
  if (!position.obj) return FAILED;
  ssize_t at = object_as_index(position.obj, T(ValueError));
  if (at == -1 && err_occurred()) return FAILED;
  if (at >= 0) return at;
  err_format(T(OSError), "Raw stream returned invalid position %zd", at);
  return FAILED;
}
static ssize_t ask_position(File *f) {
  ssize_t at = position_from(call_raw(f, "tell", NULL, NULL));
  if (at >= 0) f->raw_at = at;
  return at;
}
static ssize_t go_to(File *f, ssize_t target, int whence) {
  HOLD(to, int_from_i64(target), "seek()");
  HOLD(how, int_from_i64(whence), "seek()");
  ssize_t at = to.obj && how.obj ? position_from(call_raw(f, "seek", to.obj, how.obj)) : FAILED;
  if (at >= 0) f->raw_at = at;
  return at;
}

/* What the raw stream must be able to do; otherwise UnsupportedOperation. */
static bool raw_can(File *f, Object *raw, const char *method, const char *otherwise) {
  HOLD(can, call_on(f, raw, method, NULL, NULL), "a buffered stream");
  if (can.obj && can.obj != TRUE) io_unsupported(otherwise);
  return can.obj == TRUE;
}
static bool seekable(File *f, Object *raw) {
  return raw_can(f, raw, "seekable", "File or stream is not seekable.");
}
static bool readable(File *f, Object *raw) {
  return raw_can(f, raw, "readable", "File or stream is not readable.");
}
static bool writable(File *f, Object *raw) {
  return raw_can(f, raw, "writable", "File or stream is not writable.");
}

int foreign_begin(File *f, Object *raw, ssize_t size) {
  const bool random = object_is_instance_of((Object *)f, T(BUFFERED_RANDOM));
  const bool reads = random || object_is_instance_of((Object *)f, T(BUFFERED_READER)),
             writes = random || !reads;
  if ((random && !seekable(f, raw)) || (reads && !readable(f, raw)) || (writes && !writable(f, raw)))
    return -1;
  if (size <= 0) {
    err_format(T(ValueError), "buffer size must be strictly positive");
    return -1;
  }
  char *block = reads ? mem_realloc(f->block, (size_t)size) : f->block;
  if (reads && !block) {
    err_no_memory();
    return -1;
  }
  f->block = block;
  f->buffer_size = size;
  f->readable = reads;
  f->writable = writes;
  f->stream = -1;
  f->foreign = true;
  SETREF(f->raw, NEWREF(raw));
  f->raw_at = -1;
  forget_ahead(f);
  if (ask_position(f) < 0) err_clear();
  return 0;
}

int foreign_write(File *f, char *bytes, ssize_t n) {
  if (!enter(f)) return -1;
  if (ahead(f) && go_to(f, -ahead(f), 1) < 0) return -1;
  forget_ahead(f);
  while (n > 0) {
    ssize_t took = lend(f, "write", bytes, n, true);
    if (took == NOTHING_YET) err_format(T(BlockingIOError), "write could not complete without blocking");
    if (took < 0) return -1;
    bytes += took;
    n -= took;
  }
  return 0;
}

/* What was read of the bytes asked for: None where there is nothing yet. */
static Own part_of(Hold *out, ssize_t written, ssize_t got) {
  if (got == NOTHING_YET && !written) RETURN_NONE;
  if (written == VARSIZE(out->obj)) return hold_take(out);
  return hold_return(bytes_new(BYTES_DATA(out->obj), written), out);
}

static Own read_all(File *f) {
  HOLD(front, bytes_new(f->block + f->at, ahead(f)), "read()");
  forget_ahead(f);
  HOLD(name, str_intern("readall"), "read()");
  Object *found = NULL;
  int has = front.obj && name.obj ? object_lookup_attr(f->raw, name.obj, &found) : -1;
  if (has < 0) return NULL;
  if (has) {
    HOLD(readall, found, "read()");
    f->busy = true;
    HOLD(rest, object_call0(readall.obj), "read()");
    f->busy = false;
    if (rest.obj && rest.obj != NONE && !IS_SUB(rest.obj, BYTES))
      return err_format(T(TypeError), "readall() should return bytes");
    if (!rest.obj || VARSIZE(front.obj) == 0) return hold_return(hold_take(&rest), &readall, &name, &front);
    Object *whole = rest.obj == NONE ? NEWREF(front.obj) : bytes_concat(front.obj, rest.obj);
    return hold_return(whole, &rest, &readall, &name, &front);
  }
  for (;;) {
    HOLD(part, call_raw(f, "read", NULL, NULL), "read()");
    if (!part.obj) return NULL;
    if (part.obj != NONE && !IS_SUB(part.obj, BYTES))
      return err_format(T(TypeError), "read() should return bytes");
    if (part.obj == NONE || VARSIZE(part.obj) == 0)
      return hold_return(VARSIZE(front.obj) || part.obj != NONE ? NEWREF(front.obj) : NEWREF(NONE), &part);
    Object *joined = bytes_concat(front.obj, part.obj);
    if (!joined) return NULL;
    SETREF(front.obj, joined);
  }
}

Own foreign_read(File *f, ssize_t n) {
  if (!enter(f) || file_flush_waiting(f) < 0) return NULL;
  if (n < 0) return read_all(f);
  HOLD(out, bytes_new(NULL, n), "read()");
  if (!out.obj) return NULL;
  char *to = BYTES_DATA(out.obj);
  ssize_t written = MIN(n, ahead(f));
  memcpy(to, f->block + f->at, (size_t)written);
  f->at += written;
  if (written == n) return hold_take(&out);
  forget_ahead(f);
  while (n - written >= f->buffer_size) { /* whole blocks go past the buffer */
    ssize_t got = lend(f, "readinto", to + written, (n - written) / f->buffer_size * f->buffer_size, false);
    if (got == FAILED) return NULL;
    if (got <= 0) return part_of(&out, written, got);
    written += got;
  }
  while (written < n && f->end < f->buffer_size) {
    ssize_t got = fill(f);
    if (got == FAILED) return NULL;
    if (got <= 0) return part_of(&out, written, got);
    ssize_t part = MIN(got, n - written);
    memcpy(to + written, f->block + f->at, (size_t)part);
    f->at += part;
    written += part;
  }
  return part_of(&out, written, 0);
}

Own foreign_read1(File *f, ssize_t n) {
  if (n < 0) n = f->buffer_size;
  if (!enter(f)) return NULL;
  ssize_t have = MIN(n, ahead(f));
  if (have || n == 0) {
    f->at += have;
    return bytes_new(f->block + f->at - have, have);
  }
  if (file_flush_waiting(f) < 0) return NULL;
  HOLD(out, bytes_new(NULL, n), "read1()");
  if (!out.obj) return NULL;
  forget_ahead(f);
  ssize_t got = lend(f, "readinto", BYTES_DATA(out.obj), n, false);
  return got == FAILED ? NULL : part_of(&out, MAX(got, 0), 0);
}

Own foreign_peek(File *f) {
  if (!enter(f) || file_flush_waiting(f) < 0) return NULL;
  if (!ahead(f)) {
    forget_ahead(f);
    if (fill(f) == FAILED) return NULL;
  }
  return bytes_new(f->block + f->at, ahead(f));
}

Own foreign_readinto(File *f, char *to, ssize_t n) {
  if (!enter(f) || file_flush_waiting(f) < 0) return NULL;
  ssize_t written = MIN(n, ahead(f)), got = 0;
  memcpy(to, f->block + f->at, (size_t)written);
  f->at += written;
  for (; written < n; written += got) {
    forget_ahead(f);
    if (n - written > f->buffer_size)
      got = lend(f, "readinto", to + written, n - written, false);
    else if ((got = fill(f)) > 0) {
      got = MIN(got, n - written);
      memcpy(to + written, f->block, (size_t)got);
      f->at = got;
    }
    if (got == FAILED) return NULL;
    if (got == NOTHING_YET && !written) RETURN_NONE;
    if (got <= 0) break;
  }
  return int_from_i64(written);
}

Own foreign_readline(File *f, ssize_t limit) {
  if (!enter(f) || file_flush_waiting(f) < 0) return NULL;
  HOLD(line, bytes_new(NULL, 0), "readline()");
  while (line.obj) {
    ssize_t most = ahead(f), left = limit < 0 ? most : limit - VARSIZE(line.obj);
    if (most > left) most = left;
    const char *from = f->block + f->at, *end = most ? memchr(from, '\n', (size_t)most) : NULL;
    if (end) most = end + 1 - from;
    HOLD(part, bytes_new(from, most), "readline()");
    Object *joined = part.obj ? bytes_concat(line.obj, part.obj) : NULL;
    if (!joined) return NULL;
    SETREF(line.obj, joined);
    f->at += most;
    if (end || (limit >= 0 && VARSIZE(line.obj) >= limit)) break;
    forget_ahead(f);
    ssize_t got = fill(f);
    if (got == FAILED) return NULL;
    if (got <= 0) break;
  }
  return hold_take(&line);
}

Own foreign_tell(File *f) {
  if (!enter(f)) return NULL;
  ssize_t at = ask_position(f);
  return at < 0 ? NULL : int_from_i64(at - ahead(f) + f->waiting_length);
}

Own foreign_seek(File *f, ssize_t target, int whence) {
  if (whence < 0 || whence > 2) return err_format(T(ValueError), "whence value %d unsupported", whence);
  if (!enter(f) || !seekable(f, f->raw)) return NULL;
  if (whence != 2 && f->readable) {
    ssize_t now = f->raw_at >= 0 ? f->raw_at : ask_position(f);
    if (now < 0) return NULL;
    ssize_t by = whence == 0 ? target - (now - ahead(f)) : target;
    if (ahead(f) > 0 && by >= -f->at && by <= ahead(f)) {
      f->at += by;
      return int_from_i64(now - ahead(f));
    }
  }
  if (file_flush_waiting(f) < 0) return NULL;
  if (whence == 1) target -= ahead(f);
  ssize_t at = go_to(f, target, whence);
  if (at < 0) return NULL;
  forget_ahead(f);
  return int_from_i64(at);
}
