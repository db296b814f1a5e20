/* Traces a program under CPython 3.11 without disturbing what is measured.
 *
 * This library is loaded into `python3 PROGRAM.py ARGS...` by LD_PRELOAD. Python starts as ever; when it
 * opens the program's file to run it, a trace function of ours is set, and before each line that runs, one
 * JSON record is written: where we are, the frames of the program with their names, and every object those
 * names lead to, with its exact reference count.
 *
 * Invariants
 * - The interpreter's structures are read as memory: nothing is counted that the program did not count
 * itself, and what little is called (sys.getsizeof) gets its memory from us.
 * - A trace function gets a frame object, which an untraced program does not have. It is made in memory of
 * ours, not counted by the collector, and taken back when the frame ends. Should the program ask for it
 * meanwhile, it is counted, and takes a block of its size, from then on.
 * - The collector is off while we run and its counters are as before after us, so collections come when they
 * would.
 * - Where CPython, while it is traced, would call a method of a built-in type through a bound method made for
 * the occasion, it gets a stand-in of ours, which calls as an untraced CPython does: see our_bind. What
 * remains different from an untraced run: no instruction is specialised, and an exception has its object
 * earlier.
 *
 * The record:
 *   {"step":N, "event":"line", "line":L, "function":NAME,
 *    "frames":[{"function":NAME, "line":L, "names":[{"name":S, "scope":"local|cell|free|global",
 * "object":TAG, "cell":TAG}]}], "objects":{TAG:{"type":S, "refs":N, "size":N, "address":N, "checks":FLAGS,
 * "parts":[[LABEL, TAG]]}}, "output":TEXT} At the end of the program {"step":N, "event":"end", "output":TEXT,
 * "skip":N}, then what the program prints while the interpreter shuts down, as it is; its first `skip` bytes
 * were told already. {"event":"cut"}: the greatest number of steps is reached. Tags stand for addresses.
 * `parts` are the references an object holds, in a fixed order. `checks` says what of an object another
 * interpreter must agree with: c its count, s its size, p its parts, P its parts and which there are; 1 a
 * string of one character, which may or may not be the shared one; a it tells an address or the path of the
 * program; L it is of the library, l its class inherits from the library. `held`: how many of its references
 * the library has (library.h). `size` is null where computing it would
 * run the program's own code. In all texts NUL is written as U+2400 and a lone surrogate as U+FFFD, for
 * readers that end a text there. Where more than MOST_FRAMES of the program run, the module's and the
 * innermost ones are told.
 *
 * LASTREF_UNITS=FROM-TO,... are the lines of the file's statements, when they are to be compiled one by one.
 * LASTREF_TRACE=FD:OBJECTS:STEPS:OFTEN:HELD:MODULES:FILE tells where the records go, how many objects one
 * lists, for how many lines there is one (0: all), OFTEN, from which line on they tell `held` (0: never), the
 * modules of the standard library that the program imports (with commas), and the program's file.
 *
 * OFTEN is 0 where each line has a record of its own, and each record is whole. Otherwise records tell what
 * has changed since the one before: `objects` lacks those whose entry would be the same, `gone` has the tags
 * of those that are not to be listed any more, and in `frames` stands [FROM, COUNT] for frames as they were
 * in the record before, from that index on, and [FROM, 1, LINE] for one that is at another line now. And a
 * line of the source that ran OFTEN times is told in short from then on, but every second of its next OFTEN
 * runs, every fourth of the 2 * OFTEN after them, and so on: `is_often`. `=LINE@FUNCTION LINE LINE@FUNCTION
 * ...` are such lines, with the function where it is another than before.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reftrace/heap.h"

enum { LENT_RECURSION = 200, LARGEST_FRAME = 1 << 20, MOST_FRAMES = 1200, FULL_PIPE = 1 << 15 };

static struct {
  bool armed, on, ended; /* waiting for the program's file; tracing; the last record is written */
  int records;           /* file descriptor */
  int64_t most_objects, most_steps, often, step;
  int64_t count_from; /* the line from which on "held" is told; 0: never */
  struct stat file;
  Addr thread, collector; /* collector: address of its switch, see find_collector */
  Addr main_frame;
  const char *units;             /* lines of the statements to be compiled one by one, or NULL: a script */
  char modules[4096];            /* names with commas */
  Allocator under, under_memory; /* of objects; of other memory */
  Bytes out;
} tracer = {.records = -1};

/* ---- the collector ---- */

/* Addresses of the collector's switch and its counters, beside the thresholds. */
static Addr gc_switch, gc_counts[3], gc_stats, gc_lists[5]; /* lists: their heads, then 0 */

static const char *find_collector(void) {
  Addr base = api.interpreter();
  static const int32_t thresholds[] = {700, 10, 10};
  for (Addr a = base; a < base + 8192; a += WORD) {
    bool here = true; /* three generations: a list's head (next, previous), threshold, count */
    for (int i = 0; i < 3 && here; i++) {
      Addr head = a + (Addr)i * 24;
      here = int_at(head + 16) == thresholds[i] && int_at(head + 20) >= 0 && int_at(head + 20) < 100000;
    }
    for (int i = 0; i < 3 && here; i++) {
      Addr head = a + (Addr)i * 24, next = word_at(head) & ~(Addr)3;
      here = next && (word_at(next + 8) & ~(Addr)3) == head;
    }
    if (!here) continue;
    for (Addr s = a - 64; s < a; s += 4) {
      int32_t was = int_at(s);
      if (was != 1) continue;
      api.gc_disable();
      bool off = int_at(s) == 0;
      api.gc_enable();
      if (off && int_at(s) == 1) {
        gc_switch = s;
        gc_lists[3] = a + 80; /* behind the three and a pointer: the permanent one */
        gc_stats = a + 104;
        for (int i = 0; i < 3; i++) {
          gc_lists[i] = a + (Addr)i * 24;
          gc_counts[i] = gc_lists[i] + 20;
        }
        return NULL;
      }
    }
  }
  return "collector";
}

/* ---- memory for what is made on our behalf ---- */

/* Before each frame object of ours. */
typedef struct FrameSlot {
  struct FrameSlot *next; /* while free */
  void *shadow;           /* the block it takes since the program has it */
  uint32_t size_class;
  bool asked; /* the program has or had it */
} FrameSlot;

enum { SLOT_CLASSES = 24 };
static FrameSlot *free_slots[SLOT_CLASSES];
static char *slots_start, *slots_next, *slots_end;
static char *scratch_base, *scratch_start, *scratch_next, *scratch_end; /* below start: kept */
static int64_t scratch_blocks;                                          /* in use */
static bool scratch_on;
static int32_t switch_borrowed = -1; /* the switch's value while a frame object is made for us */

static void *reserve(size_t size) {
  void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) give_up("out of memory");
  return p;
}

static void *slot_take(size_t size) {
  unsigned class = 0;
  while ((size_t)64 << class < size + sizeof(FrameSlot)) class ++;
  FrameSlot *s = free_slots[class];
  if (s)
    free_slots[class] = s->next;
  else {
    size_t room = (size_t)64 << class;
    if ((size_t)(slots_end - slots_next) < room) {
      size_t more = room > (size_t)64 << 20 ? room : (size_t)64 << 20;
      if (slots_start) return NULL; /* all of it in use */
      slots_start = slots_next = reserve(more * 16);
      slots_end = slots_start + more * 16;
    }
    s = (FrameSlot *)(void *)slots_next;
    slots_next += room;
  }
  *s = (FrameSlot){.size_class = class};
  return s + 1;
}

static void slot_give(FrameSlot *s) {
  s->next = free_slots[s->size_class];
  free_slots[s->size_class] = s;
}

/* The frame object's memory is ours: its slot; else NULL. */
static FrameSlot *slot_of(Addr frame_object) {
  char *p = (char *)(frame_object - GC_HEAD);
  return p >= slots_start && p < slots_next ? (FrameSlot *)(void *)p - 1 : NULL;
}

static bool is_resume(Addr instruction) {
  return byte_at(instruction) == OP_RESUME || byte_at(instruction) == OP_RESUME_QUICK;
}

static size_t frame_object_size(Addr code) {
  return GC_HEAD + FRAME_OBJECT_SIZE +
         WORD * ((size_t)int_at(code + CODE_SLOTS) + (size_t)int_at(code + CODE_STACK_SIZE));
}

/* This allocation makes the frame object for the trace function: the frame is just being entered and has
 * none. */
static bool is_for_us(size_t size) {
  if (!tracer.on || int_at(tracer.thread + THREAD_TRACING)) return false;
  Addr c_frame = word_at(tracer.thread + THREAD_C_FRAME), frame = word_at(c_frame + C_FRAME_CURRENT);
  return frame && byte_at(c_frame + C_FRAME_TRACES) && !word_at(frame + FRAME_OBJECT) &&
         is_resume(word_at(frame + FRAME_INSTRUCTION)) &&
         frame_object_size(word_at(frame + FRAME_CODE)) == size;
}

static void *our_malloc(void *ctx, size_t size) {
  if (scratch_on) {
    size = (size + 31) & ~(size_t)15;
    if ((size_t)(scratch_end - scratch_next) < size) return NULL;
    scratch_next += size;
    scratch_blocks++;
    return scratch_next - size + 16; /* objects may be aligned to 16 behind two words */
  }
  if (is_for_us(size)) {
    void *p = slot_take(size);
    if (p) {
      /* It is about to be counted, and a collection might start. */
      switch_borrowed = int_at(gc_switch);
      put_int(gc_switch, 0);
      put_int(gc_counts[0], int_at(gc_counts[0]) - 1);
      return p;
    }
  }
  return tracer.under.malloc(ctx, size);
}

static void our_free(void *ctx, void *p) {
  char *c = p;
  if (c >= scratch_base && c < scratch_end) {
    scratch_blocks--;
    return;
  }
  if (c >= slots_start && c < slots_next) {
    FrameSlot *s = (FrameSlot *)p - 1;
    if (s->shadow) tracer.under.free(tracer.under.ctx, s->shadow);
    slot_give(s);
    return;
  }
  tracer.under.free(ctx, p);
}

static void *our_calloc(void *ctx, size_t n, size_t size) {
  if (scratch_on) {
    void *p = size && n > SIZE_MAX / size ? NULL : our_malloc(ctx, n * size);
    return p ? memset(p, 0, n * size) : NULL;
  }
  return tracer.under.calloc(ctx, n, size);
}

static void *our_realloc(void *ctx, void *p, size_t size) {
  char *c = p;
  bool scratch = c >= scratch_base && c < scratch_end;
  if (!scratch && (p || !scratch_on)) return tracer.under.realloc(ctx, p, size);
  void *q = our_malloc(ctx, size);
  if (q && p) {
    size_t had = (size_t)(scratch_end - c); /* at most */
    memmove(q, p, had < size ? had : size);
    our_free(ctx, p);
  }
  return q;
}

/* This allocation makes the table of a code object's lines that tracing uses. */
static bool is_line_table(size_t size) {
  if (!tracer.on || int_at(tracer.thread + THREAD_TRACING)) return false;
  Addr c_frame = word_at(tracer.thread + THREAD_C_FRAME), frame = word_at(c_frame + C_FRAME_CURRENT);
  if (!frame || !byte_at(c_frame + C_FRAME_TRACES)) return false;
  Addr code = word_at(frame + FRAME_CODE);
  size_t count = (size_t)size_at(code + OBJECT_SIZE);
  return !word_at(code + CODE_LINE_TABLE) && (size == 2 * count || size == 4 * count);
}

static void *memory_malloc(void *ctx, size_t size) {
  void *p = is_line_table(size) ? slot_take(size) : NULL;
  return p ? p : tracer.under_memory.malloc(ctx, size);
}

static void memory_free(void *ctx, void *p) {
  char *c = p;
  if (c >= slots_start && c < slots_next)
    slot_give((FrameSlot *)p - 1);
  else
    tracer.under_memory.free(ctx, p);
}

/* The program has got hold of the frame object: in an untraced run it was made then. */
static void notice_asked(Addr frame_object) {
  FrameSlot *s = slot_of(frame_object);
  if (!s || s->asked || size_at(frame_object) <= 1) return;
  s->asked = true;
  Addr code = word_at(word_at(frame_object + FRAME_OBJECT_FRAME) + FRAME_CODE);
  s->shadow = tracer.under.malloc(tracer.under.ctx, frame_object_size(code));
  put_int(gc_counts[0], int_at(gc_counts[0]) + 1);
}

/* The frame ends or waits as a generator: nobody but us has the object. */
static void take_back(Addr frame, Addr frame_object) {
  FrameSlot *s = slot_of(frame_object);
  if (!s || size_at(frame_object) != 1) return;
  put_word(frame + FRAME_OBJECT, 0);
  if (s->asked && int_at(gc_counts[0]) > 0) put_int(gc_counts[0], int_at(gc_counts[0]) - 1);
  if (s->shadow) tracer.under.free(tracer.under.ctx, s->shadow);
  slot_give(s);
}

/* ---- methods of built-in types ---- */

/* Called in the place of a bound method. */
typedef struct StandIn {
  int64_t refs;
  Addr type;
  Addr (*call)(Addr self, Addr *arguments, size_t count, Addr names);
  Addr method, object; /* borrowed: the caller has them */
  struct StandIn *next;
} StandIn;
typedef Addr (*Bind)(Addr method, Addr object, Addr type);

static _Alignas(16) char stand_in_type[512];
static StandIn *free_stand_ins;
static Addr expected_method, expected_object; /* of the call that is about to run; 0: none */
static Bind real_bind;

static Addr stand_in_call(Addr self, Addr *arguments, size_t count, Addr names) {
  /* One place before the arguments is ours: there the object comes back to. */
  const StandIn *s = (const StandIn *)self;
  Addr method = s->method, before = arguments[-1];
  arguments[-1] = s->object;
  Addr result = api.call(method, arguments - 1, (count & ~((size_t)1 << 63)) + 1, names);
  arguments[-1] = before;
  return result;
}

static void stand_in_end(Addr self) {
  StandIn *s = (StandIn *)self;
  s->next = free_stand_ins;
  free_stand_ins = s;
}

/* The descriptor's own binding, but for the call of `expected_method`, which a traced CPython is about to do.
 */
static Addr our_bind(Addr method, Addr object, Addr type) {
  if (!expected_method || method != expected_method || object != expected_object)
    return real_bind(method, object, type);
  expected_method = 0;
  StandIn *s = free_stand_ins;
  if (s)
    free_stand_ins = s->next;
  else if (!(s = slot_take(sizeof *s)))
    return real_bind(method, object, type);
  *s = (StandIn){1, (Addr)stand_in_type, stand_in_call, method, object, NULL};
  return (Addr)s;
}

static void bind_for_tracing(void) {
  static const char name[] = "method";
  void (*dealloc)(Addr) = stand_in_end;
  Addr type = (Addr)stand_in_type, method = api.types[TYPE_METHOD_DESCRIPTOR];
  put_word(type + OBJECT_REFS, 1);
  put_word(type + OBJECT_TYPE, api.types[TYPE_TYPE]);
  put_word(type + TYPE_NAME, (Addr)name);
  put_word(type + TYPE_BASIC_SIZE, sizeof(StandIn));
  memcpy((void *)(type + TYPE_DEALLOC), &dealloc, sizeof dealloc);
  put_word(type + TYPE_CALL_OFFSET, offsetof(StandIn, call));
  put_word(type + TYPE_FLAGS, TYPE_HAS_FAST_CALL | TYPE_IS_READY);
  Bind ours = our_bind;
  memcpy(&real_bind, (const void *)(method + TYPE_BIND), sizeof real_bind);
  memcpy((void *)(method + TYPE_BIND), &ours, sizeof ours);
}

/* Which method of a built-in type the instruction that is about to run calls, and on what. */
static void expect_call(Addr frame) {
  Addr instruction = word_at(frame + FRAME_INSTRUCTION);
  uint8_t operation = byte_at(instruction), argument = byte_at(instruction + 1);
  int32_t top = int_at(frame + FRAME_STACK_TOP);
  Addr end = frame + FRAME_SLOTS + (Addr)top * WORD, function, first = 0;
  expected_method = 0;
  switch (operation) {
  case OP_CALL:
  case OP_CALL_ADAPTIVE:
  case OP_CALL_PY_EXACT_ARGS:
  case OP_CALL_PY_WITH_DEFAULTS:
    if (top < argument + 2) return;
    function = word_at(end - (Addr)(argument + 2) * WORD);
    first = word_at(end - (Addr)(argument + 1) * WORD);
    if (!function) {
      function = first;
      first = argument ? word_at(end - (Addr)argument * WORD) : 0;
    }
    break;
  case OP_CALL_FUNCTION_EX: {
    Addr call = end - WORD - (argument & 1) * WORD, tuple = word_at(call);
    function = word_at(call - WORD);
    if (type_of(tuple) == api.types[TYPE_TUPLE] && size_at(tuple + OBJECT_SIZE))
      first = word_at(tuple + TUPLE_ITEMS);
    break;
  }
  default: return;
  }
  if (!first || !function || type_of(function) != api.types[TYPE_METHOD_DESCRIPTOR]) return;
  expected_method = function;
  expected_object = first;
}

/* ---- what was printed ---- */

static Addr stream;                  /* sys.stdout at the start */
static int printed = -1;             /* what went to file descriptor 1 */
static int64_t printed_before, told; /* bytes dropped from that file; bytes told so far */
static Bytes unflushed;
/* The last part of it waits in the text layer, from the piece `first` on, behind the bytes of the layer below
 * whenever those were written. */
static struct Waiting {
  Addr first;
  int64_t bytes;
} waiting, told_waiting;

static void add_unflushed(Addr piece) {
  if (type_of(piece) == api.types[TYPE_BYTES]) {
    size_t n = (size_t)size_at(piece + OBJECT_SIZE);
    memcpy(bytes_add(&unflushed, n), (const void *)(piece + BYTES_TEXT), n);
  } else if (type_of(piece) == api.types[TYPE_STR]) { /* ASCII */
    size_t n = (size_t)size_at(piece + STR_LENGTH);
    memcpy(bytes_add(&unflushed, n), (const void *)(piece + STR_ASCII_TEXT), n);
  } else if (type_of(piece) == api.types[TYPE_LIST]) {
    Addr items = word_at(piece + LIST_ITEMS);
    for (int64_t i = 0; i < size_at(piece + OBJECT_SIZE); i++) add_unflushed(word_at(items + (Addr)i * WORD));
  }
}

/* What waits in sys.stdout's buffers. */
static void read_unflushed(void) {
  unflushed.length = 0;
  waiting = (struct Waiting){0, 0};
  if (!stream || type_of(stream) != api.stream_type || size_at(stream) <= 0) return;
  Addr buffer = word_at(stream + STREAM_BUFFER), pending = word_at(stream + STREAM_PENDING);
  if (buffer && api.buffer_type == type_of(buffer)) {
    int64_t from = size_at(buffer + BUFFER_WRITE_FROM), to = size_at(buffer + BUFFER_WRITE_TO);
    Addr bytes = word_at(buffer + BUFFER_BYTES);
    if (bytes && to != -1 && from < to)
      memcpy(bytes_add(&unflushed, (size_t)(to - from)), (const void *)(bytes + (Addr)from),
             (size_t)(to - from));
  }
  if (!pending) return;
  int64_t below = (int64_t)unflushed.length;
  add_unflushed(pending);
  bool list = type_of(pending) == api.types[TYPE_LIST];
  waiting.first = !list                            ? pending
                  : size_at(pending + OBJECT_SIZE) ? word_at(word_at(pending + LIST_ITEMS))
                                                   : 0;
  waiting.bytes = (int64_t)unflushed.length - below;
}

/* Bytes from one place to another of all that was printed, what waits included; `total` of them are through.
 */
static void add_printed(Bytes *text, int64_t from, int64_t to, int64_t total) {
  if (from < total && from < to) {
    size_t n = (size_t)((to < total ? to : total) - from);
    char *p = bytes_add(text, n);
    ssize_t got = pread(printed, p, n, from - printed_before);
    if (got < 0 || (size_t)got < n) text->length -= n - (size_t)(got < 0 ? 0 : got);
    from += (int64_t)n;
  }
  if (from < to)
    memcpy(bytes_add(text, (size_t)(to - from)), unflushed.data + (from - total), (size_t)(to - from));
}

static void put_printed(Bytes *out) {
  static Bytes text;
  text.length = 0;
  read_unflushed();
  struct stat st;
  int64_t in_file = fstat(printed, &st) == 0 ? st.st_size : 0, total = printed_before + in_file;
  int64_t all = total + (int64_t)unflushed.length, below = all - waiting.bytes;
  if (waiting.first && waiting.first == told_waiting.first && waiting.bytes >= told_waiting.bytes) {
    add_printed(&text, told - told_waiting.bytes, below, total);
    add_printed(&text, below + told_waiting.bytes, all, total);
  } else
    add_printed(&text, told, all, total);
  if (told < all) told = all;
  told_waiting = waiting;
  if (in_file && told >= total) { /* all of the file is told */
    printed_before += in_file;
    if (ftruncate(printed, 0) != 0 || lseek(printed, 0, SEEK_SET) != 0) printed_before -= in_file;
  }
  put_utf8(out, text.data, text.length);
}

static void send(void) {
  for (size_t sent = 0; sent < tracer.out.length;) {
    ssize_t n = write(tracer.records, tracer.out.data + sent, tracer.out.length - sent);
    if (n <= 0) break;
    sent += (size_t)n;
  }
  tracer.out.length = 0;
}

/* The last record. From now on what is printed goes where the records went. */
static void finish(const char *event) {
  Bytes *out = &tracer.out;
  tracer.ended = true;
  put_text(out, "{\"step\":");
  put_number(out, tracer.step + 1);
  put_text(out, ",\"event\":\"");
  put_text(out, event);
  put_text(out, "\",\"output\":\"");
  put_printed(out);
  put_text(out, "\",\"skip\":");
  put_number(out, told - printed_before);
  put_text(out, "}\n");
  send();
  dup2(tracer.records, 1);
}

/* ---- a record ---- */

static void put_name(Bytes *out, bool *first, Addr name, const char *scope, Addr object, Addr cell) {
  put_text(out, *first ? "{\"name\":\"" : ",{\"name\":\"");
  *first = false;
  put_str(out, name);
  put_text(out, "\",\"scope\":\"");
  put_text(out, scope);
  put_text(out, "\",\"object\":");
  put_number(out, heap_tag(object));
  if (cell) {
    put_text(out, ",\"cell\":");
    put_number(out, heap_tag(cell));
  }
  put_text(out, "}");
}

static bool is_preset(Addr name) {
  static const char *const presets[] = {"__name__",     "__doc__",  "__package__",
                                        "__loader__",   "__spec__", "__annotations__",
                                        "__builtins__", "__file__", "__cached__"};
  for (size_t i = 0; i < sizeof presets / sizeof *presets; i++)
    if (str_is(name, presets[i])) return true;
  return false;
}

/* A frame of the program as the record tells it. */
typedef struct FrameSeen {
  Addr frame, instruction;
  int32_t line;
  uint64_t digest; /* of its names */
} FrameSeen;

/* Its names: each is a root of the heap. Puts them into `out`, or only their digest together, for which all
 * that is told of them counts. */
static uint64_t frame_names(Addr frame, Bytes *out) {
  Addr code = word_at(frame + FRAME_CODE);
  bool module = str_is(word_at(code + CODE_NAME), "<module>"), first = true;
  uint64_t digest = heap_mix(code, word_at(code + CODE_SLOT_NAMES));
  Addr names = word_at(code + CODE_SLOT_NAMES) + TUPLE_ITEMS,
       kinds = word_at(code + CODE_SLOT_KINDS) + BYTES_TEXT;
  for (int32_t i = 0; i < int_at(code + CODE_SLOTS); i++) {
    Addr value = word_at(frame + FRAME_SLOTS + (Addr)i * WORD), cell = 0;
    uint8_t kind = byte_at(kinds + (Addr)i);
    digest = heap_mix(digest, value);
    if (!value) continue;
    if (kind & (SLOT_CELL | SLOT_FREE)) {
      cell = value;
      if (!out) heap_root(cell);
      value = word_at(cell + CELL_CONTENTS);
      digest = heap_mix(digest, value);
      if (!value) continue;
    }
    if (!out)
      heap_root(value);
    else
      put_name(out, &first, word_at(names + (Addr)i * WORD),
               kind & SLOT_FREE   ? "free"
               : kind & SLOT_CELL ? "cell"
                                  : "local",
               value, cell);
  }
  Addr space = word_at(frame + FRAME_LOCALS), key, value;
  if (!(int_at(code + CODE_FLAGS) & CODE_IS_OPTIMIZED) && space && type_flags(type_of(space)) & TYPE_IS_DICT)
    for (DictWalk w = dict_walk(space); dict_next(&w, &key, &value);) {
      if (type_of(key) != api.types[TYPE_STR] || (module && is_preset(key))) continue;
      digest = heap_mix(heap_mix(heap_mix(digest, key), word_at(key + STR_HASH)), value);
      if (!out)
        heap_root(value);
      else
        put_name(out, &first, key, module ? "global" : "local", value, 0);
    }
  return digest;
}

static void put_frame(Bytes *out, const FrameSeen *f) {
  put_text(out, "{\"function\":\"");
  put_str(out, word_at(word_at(f->frame + FRAME_CODE) + CODE_NAME));
  put_text(out, "\",\"line\":");
  if (f->line < 0)
    put_text(out, "null");
  else
    put_number(out, f->line);
  put_text(out, ",\"names\":[");
  frame_names(f->frame, out);
  put_text(out, "]}");
}

static void put_frames_as_before(Bytes *out, size_t from, size_t count, int32_t line) {
  put_text(out, "[");
  put_number(out, (int64_t)from);
  put_text(out, ",");
  put_number(out, (int64_t)count);
  if (line >= 0) {
    put_text(out, ",");
    put_number(out, line);
  }
  put_text(out, "]");
}

/* The frame is still being entered: what runs meanwhile (a collection, when a generator is made) does not
 * find it. */
static bool is_being_entered(Addr frame) {
  enum { INSTRUCTION_SIZE = 2 };
  Addr code = word_at(frame + FRAME_CODE);
  return word_at(frame + FRAME_INSTRUCTION) <
         code + CODE_INSTRUCTIONS + (Addr)int_at(code + CODE_FIRST_TRACEABLE) * INSTRUCTION_SIZE;
}

/* The frames of the program, the outermost first. */
static void put_frames(Bytes *out, Addr innermost, int line) {
  static Bytes chain, seen, seen_before;
  chain.length = 0;
  for (Addr f = innermost; f; f = word_at(f + FRAME_PREVIOUS)) {
    if (!heap_is_program_code(word_at(f + FRAME_CODE)) || (f != innermost && is_being_entered(f))) continue;
    if (chain.length / sizeof f >= MOST_FRAMES) f = tracer.main_frame;
    *(Addr *)bytes_add(&chain, sizeof f) = f;
    if (f == tracer.main_frame) break;
  }
  Bytes before = seen_before;
  seen_before = seen;
  seen = before;
  seen.length = 0;
  const FrameSeen *old = (const FrameSeen *)seen_before.data;
  size_t count = chain.length / sizeof(Addr), old_count = tracer.often ? seen_before.length / sizeof *old : 0;
  size_t at = 0, run_from = 0,
         run = 0; /* where the next one may be in `old`; frames as before, not put yet */
  bool first = true;
  for (size_t i = count; i-- > 0;) {
    Addr frame = ((const Addr *)chain.data)[i], code = word_at(frame + FRAME_CODE);
    FrameSeen f = {frame, word_at(frame + FRAME_INSTRUCTION), line, frame_names(frame, NULL)};
    size_t k = at;
    while (k < old_count && k < at + 8 && old[k].frame != frame) k++;
    bool known = k < old_count && old[k].frame == frame && old[k].digest == f.digest;
    if (i && known && old[k].instruction == f.instruction)
      f.line = old[k].line;
    else if (i)
      f.line = api.line_of(code, (int)(f.instruction - code - CODE_INSTRUCTIONS));
    else
      f.instruction = 0; /* it is within its line: not to be told from when it waits */
    *(FrameSeen *)bytes_add(&seen, sizeof f) = f;
    bool same = known && f.line == old[k].line;
    if (run && (!same || k != run_from + run)) {
      if (!first) put_text(out, ",");
      first = false;
      put_frames_as_before(out, run_from, run, -1);
      run = 0;
    }
    if (known) at = k + 1;
    if (same) {
      if (!run++) run_from = k;
      continue;
    }
    if (!first) put_text(out, ",");
    first = false;
    if (known && f.line >= 0)
      put_frames_as_before(out, k, 1, f.line);
    else
      put_frame(out, &f);
  }
  if (!run) return;
  if (!first) put_text(out, ",");
  put_frames_as_before(out, run_from, run, -1);
}

static void put_record(Addr frame, int line) {
  Bytes *out = &tracer.out;
  heap_begin(tracer.most_objects);
  put_text(out, "{\"step\":");
  put_number(out, tracer.step);
  put_text(out, ",\"event\":\"line\",\"line\":");
  put_number(out, line);
  put_text(out, ",\"function\":\"");
  put_str(out, word_at(word_at(frame + FRAME_CODE) + CODE_NAME));
  put_text(out, "\",\"frames\":[");
  put_frames(out, frame, line);
  if (tracer.step == 1) heap_main_dict(word_at(frame + FRAME_LOCALS));
  if (tracer.count_from && tracer.step >= tracer.count_from) heap_count_library(gc_lists);
  put_text(out, "],\"objects\":{");
  heap_put(out, frame);
  if (tracer.often) {
    put_text(out, "},\"gone\":[");
    heap_put_gone(out);
    put_text(out, "],\"output\":\"");
  } else
    put_text(out, "},\"output\":\"");
  put_printed(out);
  put_text(out, "\"}\n");
  send();
}

/* ---- a line ---- */

/* The traced Python as if nothing had happened: its counters, the depth of its stack and of its deaths (what
 * we let go of deep inside them would wait, and hold on to the program's objects). */
typedef struct Saved {
  int32_t nesting;
  Addr later;
  int32_t counts[3], enabled;
} Saved;

static Saved begin(void) {
  Saved s = {.enabled = switch_borrowed >= 0 ? switch_borrowed : int_at(gc_switch)};
  switch_borrowed = -1;
  for (int i = 0; i < 3; i++) s.counts[i] = int_at(gc_counts[i]);
  put_int(gc_switch, 0);
  s.nesting = int_at(tracer.thread + THREAD_TRASH_NESTING);
  s.later = word_at(tracer.thread + THREAD_TRASH_LATER);
  put_int(tracer.thread + THREAD_TRASH_NESTING, 0);
  put_word(tracer.thread + THREAD_TRASH_LATER, 0);
  Addr remaining = tracer.thread + THREAD_RECURSION_REMAINING;
  put_int(remaining, int_at(remaining) + LENT_RECURSION);
  scratch_next = scratch_start;
  scratch_on = true;
  return s;
}

static void end(const Saved *s) {
  scratch_on = false;
  if (scratch_blocks) { /* the interpreter keeps something that it made */
    scratch_start = scratch_next;
    scratch_blocks = 0;
  }
  Addr remaining = tracer.thread + THREAD_RECURSION_REMAINING;
  put_int(remaining, int_at(remaining) - LENT_RECURSION);
  put_int(tracer.thread + THREAD_TRASH_NESTING, s->nesting);
  put_word(tracer.thread + THREAD_TRASH_LATER, s->later);
  for (int i = 0; i < 3; i++) put_int(gc_counts[i], s->counts[i]);
  put_int(gc_switch, s->enabled);
}

static bool in_short; /* the last record is of such lines, and may go on */

static void end_short(void) {
  if (in_short) put_text(&tracer.out, "\n");
  in_short = false;
}

/* This run of the line is one of those told in short. */
static bool is_often(int line) {
  static Bytes runs; /* of each line */
  if (!tracer.often || line < 0) return false;
  size_t size = runs.length / sizeof(int64_t);
  if ((size_t)line >= size) {
    size_t more = ((size_t)line + 1 - size) * sizeof(int64_t);
    memset(bytes_add(&runs, more), 0, more);
  }
  int64_t n = ++((int64_t *)(void *)runs.data)[line], every = 1;
  while (tracer.often * every * 2 <= n) every *= 2;
  return n % every != 0;
}

static void put_short(Addr code, int line) {
  static uint64_t last;
  Bytes *out = &tracer.out;
  Addr name = word_at(code + CODE_NAME);
  uint64_t function = heap_mix(heap_mix(code, name), word_at(name + STR_HASH));
  put_text(out, in_short ? " " : "=");
  put_number(out, line);
  if (!in_short || function != last) {
    put_text(out, "@");
    put_str(out, name);
  }
  in_short = true;
  last = function;
  if (out->length < FULL_PIPE) return;
  end_short();
  send();
}

static void at_line(Addr frame, Addr code, int line) {
  if (tracer.most_steps && tracer.step >= tracer.most_steps) {
    end_short();
    finish("cut"); /* nobody reads on: the rest of the program need not run */
    _exit(0);
  }
  tracer.step++;
  if (is_often(line)) {
    put_short(code, line);
    return;
  }
  end_short();
  Saved saved = begin();
  put_record(frame, line);
  end(&saved);
}

/* ---- the trace function ---- */

static int on_event(Addr self, Addr frame_object, int what, Addr arg) {
  (void)self;
  if (switch_borrowed >= 0) {
    put_int(gc_switch, switch_borrowed);
    switch_borrowed = -1;
  }
  expected_method = 0;
  if (!tracer.on) return 0;
  Addr frame = word_at(frame_object + FRAME_OBJECT_FRAME), code = word_at(frame + FRAME_CODE);
  bool ours = heap_is_program_code(code);
  FrameSlot *slot = slot_of(frame_object);
  notice_asked(frame_object);
  switch (what) {
  case TRACE_CALL:
    if (slot) {
      *(uint8_t *)(frame_object + FRAME_OBJECT_TRACE_LINES) = ours;
      *(uint8_t *)(frame_object + FRAME_OBJECT_TRACE_INSTRUCTIONS) = 1;
    }
    if (ours && tracer.units && str_is(word_at(code + CODE_NAME), "<module>") && tracer.main_frame)
      tracer.main_frame = frame; /* of the next statement */
    if (ours && !tracer.main_frame) { tracer.main_frame = frame; }
    break;
  case TRACE_INSTRUCTION: expect_call(frame); break;
  case TRACE_LINE:
    if (ours && tracer.main_frame) at_line(frame, code, int_at(frame_object + FRAME_OBJECT_LINE));
    break;
  case TRACE_RETURN: {
    bool waits = arg && byte_at(word_at(frame + FRAME_INSTRUCTION)) == OP_YIELD_VALUE;
    take_back(frame, frame_object);
    if (frame == tracer.main_frame && !waits && !tracer.units) {
      tracer.on = false;
      end_short();
      finish("end");
      api.set_trace(NULL, 0);
    }
    break;
  }
  default: break;
  }
  return 0;
}

/* The library sets the trace function that it found (doctest does, when an example has run): it would find
 * none of ours. */
static Addr (*real_settrace)(Addr, Addr);

static Addr our_settrace(Addr module, Addr function) {
  if (!tracer.on || function != api.none) return real_settrace(module, function);
  put_word(function, word_at(function) + 1);
  return function;
}

static void keep_tracing(void) {
  Addr function = api.sys_get("settrace");
  if (!function || type_of(function) != api.types[TYPE_BUILTIN]) return;
  Addr call = word_at(function + BUILTIN_METHOD) + METHOD_CALL;
  memcpy(&real_settrace, (const void *)call, sizeof real_settrace);
  Addr (*ours)(Addr, Addr) = our_settrace;
  memcpy((void *)call, &ours, sizeof ours);
}

/* ---- start and end ---- */

/* Moves what is in one list of the collector into another one: the words of a head are next and previous, the
 * low bits of an object's are flags. */
static void move_list(Addr from, Addr to) {
  Addr first = word_at(from), last = word_at(from + WORD), tail = word_at(to + WORD);
  if (first == from) return;
  put_word(tail, first);
  put_word(first + WORD, tail | (word_at(first + WORD) & 3));
  put_word(last, to);
  put_word(to + WORD, last);
  put_word(from, from);
  put_word(from + WORD, from);
}

/* The lists of free blocks, as full as they are when Python opens a file: see leave_dead_objects in
 * vm/boot.c. */
static void fill_free_lists(void) {
  static const uint8_t counts[] = {4, 6, 4, /* lists, dicts, floats; tuples of one item, of two, ... */
                                   5, 3, 3, 2, 3, 0, 1, 0, 2, 0, 0, 0, 1, 0, 1, 0, 1, 2, 0, 1};
  for (size_t kind = 0; kind < sizeof counts; kind++) {
    Addr made[8];
    for (int i = 0; i < counts[kind]; i++)
      made[i] = kind == 0   ? api.new_list(0)
                : kind == 1 ? api.new_dict()
                : kind == 2 ? api.new_float(i + 0.5)
                            : api.new_tuple((int64_t)kind - 2);
    for (int i = counts[kind]; i-- > 0;)
      if (made[i]) api.let_go(made[i]);
  }
}

static bool load_library(char *names) {
  bool loaded = false;
  Addr known = api.sys_get("stdlib_module_names");
  char *rest;
  for (char *name = strtok_r(names, ",", &rest); name && known; name = strtok_r(NULL, ",", &rest)) {
    char first[100];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(name, "."), name);
    Addr text = api.new_str(first);
    Addr module = text && api.contains(known, text) == 1 ? api.import(name) : 0;
    loaded = loaded || module;
    if (module)
      api.let_go(module);
    else
      api.error_restore(0, 0, 0);
    if (text) api.let_go(text);
  }
  return loaded;
}

static void make_list(Addr head) {
  put_word(head, head);
  put_word(head + WORD, head);
}

/* What loading a module of the library makes is the library's business: those that the program is going to
 * import are there before it begins, as old as can be. Their garbage is collected, the collector counts
 * nothing of it, and the lists of free blocks, which a full collection empties, are as before. */
static void prepare_library(void) {
  enum { GC_LONG_LIVED = 96 }; /* behind the statistics: two numbers that put off full collections */
  Addr heads[3][2];            /* what was there before */
  int64_t stats[9], long_lived[2];
  memcpy(stats, (const void *)gc_stats, sizeof stats);
  memcpy(long_lived, (const void *)(gc_stats + GC_LONG_LIVED), sizeof long_lived);
  for (int i = 0; i < 3; i++) {
    make_list((Addr)heads[i]);
    move_list(gc_lists[i], (Addr)heads[i]);
  }
  if (load_library(tracer.modules)) {
    api.collect();
    fill_free_lists();
  }
  for (int i = 0; i < 2; i++) move_list(gc_lists[i], gc_lists[2]);
  for (int i = 0; i < 3; i++) move_list((Addr)heads[i], gc_lists[i]);
  memcpy((void *)gc_stats, stats, sizeof stats);
  memcpy((void *)(gc_stats + GC_LONG_LIVED), long_lived, sizeof long_lived);
  /* Which it has depends on what is installed beside Python, and on the environment: here, Debian's bare one.
   */
  static const int32_t start_counts[] = {16, 8, 0};
  for (int i = 0; i < 3; i++) put_int(gc_counts[i], start_counts[i]);
}

/* The program's own files get the numbers that they would get without us. */
static int out_of_the_way(int fd) {
  int high = fcntl(fd, F_DUPFD_CLOEXEC, 200);
  if (high < 0) return fd;
  close(fd);
  return high;
}

static void start(const char *path) {
  tracer.armed = false;
  snprintf(heap_script, sizeof heap_script, "%s", path);
  const char *missing = api_find();
  int gil = missing ? 0 : api.gil_take(); /* files are opened without it */
  if (!missing) missing = api_check();
  if (!missing) missing = find_collector();
  if (missing) {
    static char why[200];
    snprintf(why, sizeof why, "this Python keeps its %s elsewhere than CPython 3.11 does", missing);
    give_up(why);
  }
  tracer.thread = api.thread();
  prepare_library();
  stream = api.sys_get("stdout");
  if (stream) {
    if (strcmp((const char *)word_at(type_of(stream) + TYPE_NAME), "_io.TextIOWrapper") == 0)
      api.stream_type = type_of(stream);
    Addr type = type_of(word_at(stream + STREAM_BUFFER));
    if (strcmp((const char *)word_at(type + TYPE_NAME), "_io.BufferedWriter") == 0) api.buffer_type = type;
  }
  printed = out_of_the_way(memfd_create("output", MFD_CLOEXEC));
  if (printed < 0 || dup2(printed, 1) < 0) give_up("no file for what the program prints");
  scratch_base = scratch_start = reserve(1 << 24);
  scratch_end = scratch_start + (1 << 24);
  api.get_allocator(DOMAIN_OBJECTS, &tracer.under);
  Allocator ours = {tracer.under.ctx, our_malloc, our_calloc, our_realloc, our_free};
  api.set_allocator(DOMAIN_OBJECTS, &ours);
  api.get_allocator(DOMAIN_MEMORY, &tracer.under_memory);
  ours = tracer.under_memory;
  ours.malloc = memory_malloc;
  ours.free = memory_free;
  api.set_allocator(DOMAIN_MEMORY, &ours);
  heap_start();
  bind_for_tracing();
  keep_tracing();
  api.set_trace(on_event, 0);
  TraceFunction set;
  memcpy(&set, (const void *)(tracer.thread + THREAD_TRACE_FUNCTION), sizeof set);
  if (set != on_event) give_up("this Python keeps its threads elsewhere than CPython 3.11 does");
  tracer.on = true;
  api.gil_give(gil);
}

/* ---- statement by statement ---- */

static void end_of_statements(void) {
  tracer.on = false;
  end_short();
  finish("end");
  api.set_trace(NULL, 0);
}

/* Line `number` of the text, or its end. */
static const char *line_of(const char *text, long number) {
  for (; number > 1 && *text; number--) {
    const char *end = strchr(text, '\n');
    text = end ? end + 1 : text + strlen(text);
  }
  return text;
}

/* As the prompt does behind each statement. */
static void flush_streams(void) {
  static const char *const names[] = {"stderr", "stdout"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    Addr file = api.sys_get(names[i]), flushed = file ? api.call_method(file, "flush", NULL) : 0;
    if (flushed)
      api.let_go(flushed);
    else
      api.error_restore(0, 0, 0);
  }
}

/* The file, as somebody would type it: each statement a unit of its own, its lines in their places. */
static void run_statements(FILE *file, const char *path) {
  enum { COMPILE_SINGLE = 256 };
  Bytes text = {0}, unit = {0};
  for (size_t n = 1; n;) {
    char *p = bytes_add(&text, 4096);
    n = fread(p, 1, 4096, file);
    text.length -= 4096 - n;
  }
  *(char *)bytes_add(&text, 1) = 0;
  int gil = api.gil_take();
  Addr space = api.module_dict(api.add_module("__main__"));
  char *rest = NULL;
  for (const char *p = tracer.units; *p; p = *rest == ',' ? rest + 1 : rest) {
    long from = strtol(p, &rest, 10), to = *rest == '-' ? strtol(rest + 1, &rest, 10) : from;
    const char *start = line_of(text.data, from), *end = line_of(start, to - from + 2);
    unit.length = 0;
    memset(bytes_add(&unit, (size_t)from - 1), '\n', (size_t)from - 1);
    memcpy(bytes_add(&unit, (size_t)(end - start)), start, (size_t)(end - start));
    memcpy(bytes_add(&unit, 2), "\n", 2);
    FILE *one = fmemopen(unit.data, unit.length - 1, "r");
    Addr result = one ? api.run_file(one, path, COMPILE_SINGLE, space, space, 1, NULL) : 0;
    if (result) api.let_go(result);
    if (api.error_occurred()) {
      if (api.error_matches(*api.system_exit)) end_of_statements();
      api.error_print();
    }
    flush_streams();
  }
  end_of_statements();
  api.gil_give(gil);
}

/* Python opens the program's file with this, when all else is ready. */
__attribute__((visibility("default"))) FILE *fopen64(const char *path, const char *mode);
FILE *fopen64(const char *path, const char *mode) {
  FILE *(*real)(const char *, const char *);
  void *p = dlsym(RTLD_NEXT, "fopen64");
  memcpy(&real, &p, sizeof real);
  FILE *file = real(path, mode);
  struct stat st;
  if (tracer.armed && file && mode[0] == 'r' && fstat(fileno(file), &st) == 0 &&
      st.st_ino == tracer.file.st_ino && st.st_dev == tracer.file.st_dev) {
    start(path);
    if (tracer.units) {
      run_statements(file, path);
      fclose(file);
      file = real("/dev/null", mode); /* nothing is left of it */
    }
  }
  return file;
}
__attribute__((visibility("default"), alias("fopen64"))) FILE *fopen(const char *path, const char *mode);

static void in_child(void) { tracer.on = tracer.armed = false, tracer.ended = true; }

/* As a program finds it that runs under lastref: os.environ takes blocks, many or few. */
static void bare_environment(void) {
  static const char *const kept[] = {"PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "LC_ALL", "COLUMNS", "TZ"};
  enum { KEPT = sizeof kept / sizeof *kept };
  const char *values[KEPT];
  for (int i = 0; i < KEPT; i++) values[i] = getenv(kept[i]);
  clearenv();
  for (int i = 0; i < KEPT; i++)
    if (values[i]) setenv(kept[i], values[i], 1);
}

/* The library is loaded: into Python, or into a script that starts it. */
__attribute__((constructor)) static void prepare(void) {
  const char *given = getenv("LASTREF_TRACE");
  if (!given || !dlsym(RTLD_DEFAULT, "PyEval_SetTrace"))
    return; /* a program that starts Python, not Python */
  char *rest;
  tracer.records = (int)strtol(given, &rest, 10);
  tracer.most_objects = *rest ? strtoll(rest + 1, &rest, 10) : 0;
  tracer.most_steps = *rest ? strtoll(rest + 1, &rest, 10) : 0;
  tracer.often = *rest ? strtoll(rest + 1, &rest, 10) : 0;
  if (tracer.often) heap_only_changes();
  tracer.count_from = *rest ? strtoll(rest + 1, &rest, 10) : 0;
  const char *file = *rest ? strchr(rest + 1, ':') : NULL;
  if (file) snprintf(tracer.modules, sizeof tracer.modules, "%.*s", (int)(file - rest - 1), rest + 1);
  tracer.armed = file && stat(file + 1, &tracer.file) == 0;
  if (!tracer.most_objects) tracer.most_objects = INT64_MAX / 2;
  tracer.units = getenv("LASTREF_UNITS");
  if (tracer.units) {
    static Bytes units; /* the environment goes */
    size_t n = strlen(tracer.units) + 1;
    tracer.units = memcpy(bytes_add(&units, n), tracer.units, n);
  }
  tracer.records = out_of_the_way(tracer.records);
  const char *library = getenv("LD_PRELOAD");
  if (library && strcmp(library, "/proc/self/fd/3") == 0) close(3);
  bare_environment();
  pthread_atfork(NULL, NULL, in_child);
}

/* Without a line of the program having run, as when it cannot be compiled. */
__attribute__((destructor)) static void last_words(void) {
  if (tracer.ended || tracer.records < 0 || printed < 0) return;
  tracer.on = false;
  stream = 0; /* flushed */
  end_short();
  finish("end");
}
