#include "history/inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/room.h"
#include "history/stop.h"
#include "vm/vm.h"

enum { FILE_LIMIT = 64 << 20, PASS_BLOCK = 8192 /* as CPython */ };

void inputs_init(Inputs *in) {
  *in = (Inputs){.output_limit = 64u << 20, .pass_fd = {-1, -1, -1}, .frozen_clock = -1};
}

static void entry_free(InputEntry *e) {
  free(e->text);
  free(e->name);
}

void inputs_free(Inputs *in) {
  for (size_t i = 0; i < in->count; i++) entry_free(&in->entries[i]);
  free(in->entries);
  free(in->output);
  free(in->chunks);
  free(in->pass_waiting);
  *in = (Inputs){0};
}

static InputEntry *entry_add(Inputs *in, InputKind kind) {
  if (!ROOM_FOR_ONE(in->entries, in->count, in->room, 32)) return NULL;
  InputEntry *e = &in->entries[in->count++];
  *e = (InputEntry){.kind = kind};
  in->interrupts |= kind == INPUT_INTERRUPT;
  return e;
}

bool inputs_add(Inputs *in, InputKind kind, int64_t number, const char *text, size_t length,
                const char *name) {
  char *copy = text ? malloc(length + 1) : NULL, *name_copy = name ? strdup(name) : NULL;
  InputEntry *e = (text && !copy) || (name && !name_copy) ? NULL : entry_add(in, kind);
  if (!e) {
    free(copy);
    free(name_copy);
    return false;
  }
  if (copy) {
    memcpy(copy, text, length);
    copy[length] = 0;
  }
  e->text = copy;
  e->name = name_copy;
  e->number = number;
  return true;
}

bool inputs_add_line(Inputs *in, const char *text, size_t length) {
  return inputs_add(in, INPUT_LINE, (int64_t)length, text, length, NULL);
}

static size_t text_length(const InputEntry *e) { return e->text && e->number > 0 ? (size_t)e->number : 0; }

bool inputs_copy(const Inputs *from, Inputs *to, size_t count) {
  bool ok = true;
  for (size_t i = 0; ok && i < count; i++) {
    const InputEntry *e = &from->entries[i];
    ok = inputs_add(to, e->kind, e->number, e->text, text_length(e), e->name);
  }
  to->output = malloc(from->output_length + 1);
  to->chunks = malloc((from->chunk_count + 1) * sizeof *to->chunks);
  if (!ok || !to->output || !to->chunks) {
    inputs_free(to);
    return false;
  }
  if (from->output_length) memcpy(to->output, from->output, from->output_length);
  if (from->chunk_count) memcpy(to->chunks, from->chunks, from->chunk_count * sizeof *to->chunks);
  to->output_length = from->output_length;
  to->output_room = from->output_length + 1;
  to->output_base = from->output_base;
  to->chunk_count = from->chunk_count;
  to->chunk_room = from->chunk_count + 1;
  return true;
}

void inputs_swap(Inputs *a, Inputs *b) {
  Inputs old = *a;
#define EXCHANGE(field) (a->field = b->field, b->field = old.field)
  EXCHANGE(interrupts), EXCHANGE(entries), EXCHANGE(count), EXCHANGE(room);
  EXCHANGE(output), EXCHANGE(output_length), EXCHANGE(output_room), EXCHANGE(output_base);
  EXCHANGE(chunks), EXCHANGE(chunk_count), EXCHANGE(chunk_room);
#undef EXCHANGE
}

size_t inputs_common(const Inputs *a, const Inputs *b) {
  size_t n = MIN(a->count, b->count), i = 0;
  for (; i < n; i++) {
    const InputEntry *x = &a->entries[i], *y = &b->entries[i];
    if (x->kind != y->kind || x->number != y->number || !x->text != !y->text) break;
    if (text_length(x) && memcmp(x->text, y->text, text_length(x)) != 0) break;
  }
  return i;
}

void inputs_output(const Inputs *in, int stream, uint64_t from, uint64_t upto, struct Buf *out) {
  from = MAX(from, in->output_base);
  size_t first = 0;
  for (size_t last = in->chunk_count; first < last;) { /* the first one that ends behind `from` */
    size_t middle = first + (last - first) / 2;
    const OutputChunk *k = &in->chunks[middle];
    if (k->offset + k->length > from)
      last = middle;
    else
      first = middle + 1;
  }
  for (; first < in->chunk_count && in->chunks[first].offset < upto; first++) {
    const OutputChunk *k = &in->chunks[first];
    uint64_t start = MAX(k->offset, from), end = MIN(k->offset + k->length, upto);
    if (k->stream == stream && start < end)
      buf_bytes(out, in->output + (start - in->output_base), (size_t)(end - start));
  }
}

void inputs_truncate(Inputs *in, size_t count, uint64_t output) {
  while (in->count > count) entry_free(&in->entries[--in->count]);
  if (output >= in->output_base && output - in->output_base < in->output_length)
    in->output_length = (size_t)(output - in->output_base);
  while (in->chunk_count && in->chunks[in->chunk_count - 1].offset >= output) in->chunk_count--;
  OutputChunk *last = in->chunk_count ? &in->chunks[in->chunk_count - 1] : NULL;
  if (last && last->offset + last->length > output) last->length = (uint32_t)(output - last->offset);
}

static InputEntry *logged(Inputs *in, uint64_t index, InputKind kind) {
  if (index >= in->count) return NULL;
  return in->entries[index].kind == kind ? &in->entries[index] : NULL;
}

/* ---- output ---- */

static void pass_on(Inputs *in, int stream, const char *bytes, size_t n) {
  int fd = stream == 1 || stream == 2 ? in->pass_fd[stream] : -1;
  while (fd >= 0 && n && !in->pass_failed) {
    ssize_t w = write(fd, bytes, n);
    if (w >= 0) {
      bytes += w;
      n -= (size_t)w;
    } else if (errno == EAGAIN) {
      struct pollfd p = {fd, POLLOUT, 0};
      poll(&p, 1, -1);
    } else if (errno != EINTR) {
      in->pass_failed = true;
      in->pass_error = errno;
    }
  }
}

void inputs_buffer(Inputs *in) {
  if (in->pass_fd[1] < 0 || in->pass_waiting || !(in->pass_waiting = malloc(PASS_BLOCK))) return;
  in->pass_buffered = true;
  in->pass_lines = isatty(in->pass_fd[1]);
}

void inputs_flush(Inputs *in) {
  size_t n = in->pass_length;
  in->pass_length = 0;
  pass_on(in, 1, in->pass_waiting, n);
}

static void pass_or_hold(Inputs *in, int stream, const char *bytes, size_t n) {
  if (stream != 1 || !in->pass_buffered) {
    pass_on(in, stream, bytes, n);
    return;
  }
  if (in->pass_length + n > PASS_BLOCK) inputs_flush(in);
  if (n > PASS_BLOCK)
    pass_on(in, stream, bytes, n);
  else {
    memcpy(in->pass_waiting + in->pass_length, bytes, n);
    in->pass_length += n;
  }
  if (in->pass_lines && memchr(bytes, '\n', n)) inputs_flush(in);
}

static void host_flush(void *data, int stream) {
  if (stream == 1) inputs_flush(data);
}

static bool host_is_terminal(void *data, uint64_t index, int stream) {
  Inputs *in = data;
  InputEntry *e = logged(in, index, INPUT_TERMINAL);
  if (e) return e->number != 0;
  bool is = isatty(stream);
  e = entry_add(in, INPUT_TERMINAL);
  if (e) e->number = is;
  return is;
}

/* Over the limit the older half goes; what is shown says so. */
static void drop_old_output(Inputs *in) {
  size_t drop = in->output_length / 2;
  memmove(in->output, in->output + drop, in->output_length - drop);
  in->output_length -= drop;
  in->output_base += drop;
  size_t first = 0;
  while (first < in->chunk_count && in->chunks[first].offset + in->chunks[first].length <= in->output_base)
    first++;
  memmove(in->chunks, in->chunks + first, (in->chunk_count - first) * sizeof *in->chunks);
  in->chunk_count -= first;
}

static void host_write(void *data, int stream, const char *bytes, size_t n, uint64_t position) {
  Inputs *in = data;
  uint64_t end = in->output_base + in->output_length;
  if (position < end) { /* printed before, on an earlier run through this moment */
    size_t known = (size_t)MIN((uint64_t)n, end - position);
    bytes += known;
    n -= known;
    position += known;
  }
  if (!n) return;
  pass_or_hold(in, stream, bytes, n);
  if (!in->output_limit) {
    in->output_base += n;
    return;
  }
  if (in->output_length + n > in->output_limit && in->output_length) drop_old_output(in);
  if (in->output_length + n > in->output_room) {
    size_t room = MAX(in->output_room * 2, in->output_length + n + 4096);
    char *grown = realloc(in->output, room);
    if (!grown) { /* shown as dropped, never as something else */
      in->output_base += in->output_length + n;
      in->output_length = in->chunk_count = 0;
      return;
    }
    in->output = grown;
    in->output_room = room;
  }
  memcpy(in->output + in->output_length, bytes, n);
  in->output_length += n;
  uint64_t line = vm_lines();
  OutputChunk *last = in->chunk_count ? &in->chunks[in->chunk_count - 1] : NULL;
  if (last && last->stream == stream && last->line == line && last->length < (1u << 30)) {
    last->length += (uint32_t)n;
    return;
  }
  if (!ROOM_FOR_ONE(in->chunks, in->chunk_count, in->chunk_room, 256)) return;
  in->chunks[in->chunk_count++] = (OutputChunk){position, line, (uint32_t)n, stream};
}

/* ---- input ---- */

static int64_t host_read_line(void *data, uint64_t index, const char **line) {
  Inputs *in = data;
  InputEntry *e = logged(in, index, INPUT_LINE);
  if (!e) {
    if (!in->read_line) return -1;
    char *text = NULL;
    int64_t n = in->read_line(in->data, &text);
    if (n <= 0 && stop_asked()) { /* ^C, no end of input */
      free(text);
      return -1;
    }
    e = entry_add(in, INPUT_LINE);
    if (!e) {
      free(text);
      return 0;
    }
    e->text = text;
    e->number = n < 0 ? 0 : n;
  }
  *line = e->text;
  return e->number;
}

static int64_t now_ns(clockid_t id) {
  struct timespec t;
  clock_gettime(id, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t host_clock(void *data, uint64_t index, ClockKind kind) {
  Inputs *in = data;
  InputEntry *e = logged(in, index, INPUT_CLOCK);
  if (e) return e->number;
  int64_t value = 0;
  if (in->frozen_clock >= 0)
    value = in->frozen_clock + (int64_t)index * 1000000;
  else
    switch (kind) {
    case CLOCK_KIND_TIME: value = now_ns(CLOCK_REALTIME); break;
    case CLOCK_KIND_MONOTONIC: value = now_ns(CLOCK_MONOTONIC); break;
    case CLOCK_KIND_CPU: value = now_ns(CLOCK_PROCESS_CPUTIME_ID); break;
    case CLOCK_KIND_LOCAL_OFFSET: {
      time_t t = time(NULL);
      struct tm tm;
      localtime_r(&t, &tm);
      value = (int64_t)tm.tm_gmtoff;
      break;
    }
    }
  e = entry_add(in, INPUT_CLOCK);
  if (e) e->number = value;
  return value;
}

static uint64_t host_entropy(void *data, uint64_t index) {
  Inputs *in = data;
  InputEntry *e = logged(in, index, INPUT_ENTROPY);
  if (e) return (uint64_t)e->number;
  uint64_t value = in->seed * 0x9E3779B97F4A7C15u + index;
  if (!in->seed && getrandom(&value, sizeof value, 0) != (ssize_t)sizeof value) value = index;
  e = entry_add(in, INPUT_ENTROPY);
  if (e) e->number = (int64_t)value;
  return value;
}

/* Only regular files below the script's folder, the --stdlib folder, or named with --file may be read. */
static bool below(const char *folder, const char *path) {
  if (!folder || strstr(path, "/../") || strncmp(path, "../", 3) == 0) return false;
  if (strcmp(folder, ".") == 0 && *path != '/') return true;
  size_t n = strlen(folder);
  return strncmp(path, folder, n) == 0 && (!n || folder[n - 1] == '/' || path[n] == '/');
}

static bool may_read(const Inputs *in, const char *path) {
  for (const char *const *f = in->files; f && *f; f++)
    if (strcmp(*f, path) == 0) return true;
  return below(in->root, path) || below(in->stdlib, path);
}

static char *read_whole(const char *path, int64_t *length) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return NULL;
  struct stat st;
  char *text = NULL;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= FILE_LIMIT) {
    size_t room = (size_t)st.st_size, n = 0;
    text = malloc(room + 1);
    while (text && n < room) {
      ssize_t r = read(fd, text + n, room - n);
      if (r <= 0) break;
      n += (size_t)r;
    }
    if (text) {
      text[n] = 0;
      *length = (int64_t)n;
    }
  }
  close(fd);
  return text;
}

static int64_t host_file(void *data, uint64_t index, const char *path, const char **bytes) {
  Inputs *in = data;
  InputEntry *e = logged(in, index, INPUT_FILE);
  if (!e) {
    int64_t length = -1;
    char *text = may_read(in, path) ? read_whole(path, &length) : NULL;
    e = entry_add(in, INPUT_FILE);
    if (!e) {
      free(text);
      return -1;
    }
    e->text = text;
    e->number = text ? length : -1;
    e->name = strdup(path);
  }
  *bytes = e->text;
  return e->number;
}

static void host_sleep(void *data, uint64_t index, int64_t ns) {
  Inputs *in = data;
  if (logged(in, index, INPUT_SLEEP)) return;
  if (in->frozen_clock < 0 && ns > 0) {
    struct timespec t = {ns / 1000000000, ns % 1000000000};
    while (nanosleep(&t, &t) != 0 && errno == EINTR)
      if (stop_asked()) return;
  }
  entry_add(in, INPUT_SLEEP);
}

bool inputs_interrupt(Inputs *in, size_t index, uint64_t line, uint64_t output) {
  inputs_truncate(in, index, output);
  InputEntry *e = entry_add(in, INPUT_INTERRUPT);
  if (e) e->number = (int64_t)line;
  return e != NULL;
}

bool inputs_interrupted(const Inputs *in, size_t index, uint64_t line) {
  return index < in->count && in->entries[index].kind == INPUT_INTERRUPT &&
         (uint64_t)in->entries[index].number == line;
}

uint64_t inputs_next_interrupt(const Inputs *in, size_t index, uint64_t line) {
  for (size_t i = index; in->interrupts && i < in->count; i++)
    if (in->entries[i].kind == INPUT_INTERRUPT && (uint64_t)in->entries[i].number > line)
      return (uint64_t)in->entries[i].number;
  return UINT64_MAX;
}

/* ---- what the engine calls: it is never left inside (history/stop.h) ---- */

#define GUARDED(RESULT, NAME, PARAMETERS, ARGUMENTS)                                                         \
  static RESULT guarded_##NAME PARAMETERS {                                                                  \
    stop_guard();                                                                                            \
    RESULT result = host_##NAME ARGUMENTS;                                                                   \
    stop_unguard();                                                                                          \
    return result;                                                                                           \
  }
GUARDED(int64_t, read_line, (void *data, uint64_t index, const char **line), (data, index, line))
GUARDED(int64_t, clock, (void *data, uint64_t index, ClockKind kind), (data, index, kind))
GUARDED(uint64_t, entropy, (void *data, uint64_t index), (data, index))
GUARDED(int64_t, file, (void *data, uint64_t index, const char *path, const char **bytes),
        (data, index, path, bytes))
GUARDED(bool, is_terminal, (void *data, uint64_t index, int stream), (data, index, stream))
static void guarded_write(void *data, int stream, const char *bytes, size_t n, uint64_t position) {
  stop_guard();
  host_write(data, stream, bytes, n, position);
  stop_unguard();
}
static void guarded_sleep(void *data, uint64_t index, int64_t ns) {
  stop_guard();
  host_sleep(data, index, ns);
  stop_unguard();
}
static void guarded_flush(void *data, int stream) {
  stop_guard();
  host_flush(data, stream);
  stop_unguard();
}

const HostOps inputs_host_ops = {guarded_write, guarded_read_line, guarded_clock, guarded_entropy,
                                 guarded_file,  guarded_sleep,     guarded_flush, guarded_is_terminal};

/* ---- for questions about a moment ---- */

static void mute_write(void *data, int stream, const char *bytes, size_t n, uint64_t position) {
  (void)data, (void)stream, (void)bytes, (void)n, (void)position;
}
static int64_t mute_read_line(void *data, uint64_t index, const char **line) {
  (void)data, (void)index;
  *line = "";
  return 0;
}
static int64_t mute_clock(void *data, uint64_t index, ClockKind kind) {
  (void)data, (void)index, (void)kind;
  return 0;
}
static uint64_t mute_entropy(void *data, uint64_t index) { return ((Inputs *)data)->seed + index; }
static int64_t mute_file(void *data, uint64_t index, const char *path, const char **bytes) {
  (void)data, (void)index, (void)path, (void)bytes;
  return -1;
}
static void mute_sleep(void *data, uint64_t index, int64_t ns) { (void)data, (void)index, (void)ns; }
static void mute_flush(void *data, int stream) { (void)data, (void)stream; }
static bool mute_is_terminal(void *data, uint64_t index, int stream) {
  (void)data, (void)index, (void)stream;
  return false;
}
const HostOps inputs_mute_ops = {mute_write, mute_read_line, mute_clock, mute_entropy,
                                 mute_file,  mute_sleep,     mute_flush, mute_is_terminal};
