/* What the files of module io share. */
#ifndef LASTREF_MODULES_IOPARTS_H
#define LASTREF_MODULES_IOPARTS_H

#include "modules/io.h"
#include "modules/memfile.h"
#include "modules/textio.h"
#include "object/protocol.h"

/* Methods that all streams inherit keep their state in these two. */
typedef struct IoBase {
  Object ob;
  Object *dict, *weaklist;
} IoBase;

/* FileIO and the buffered streams: an in-memory file, a standard stream, or (buffered only) any raw stream.
 */
typedef struct File {
  Object ob;
  MemFile *file; /* counted; NULL: not one of ours */
  Object *raw;   /* owned: a stream given to BufferedReader() and friends; or the FileIO made on demand */
  Object *name;  /* owned */
  ssize_t position;
  char *waiting; /* bytes written and not yet in the file */
  ssize_t waiting_length;
  int8_t stream; /* 0, 1, 2: a standard stream; else -1 */
  bool readable, writable, appending, closed, created;
  bool foreign; /* raw is the program's own stream */
  bool ahead; /* CPython's buffer holds what follows ahead_from: appending then moves the position by what was
                 written only */
  ssize_t ahead_from;
  ssize_t buffer_size; /* of the block that CPython has beside the object until it is closed */
  /* foreign: modules/iobuffer.c */
  char *block; /* buffer_size bytes; NULL: only written to */
  ssize_t at, end, raw_at;
  bool busy;
  ssize_t spare[1];
  Object *dict, *weaklist;
} File;

/* Buffers over a raw stream of the program's own; results as the methods of those names have. */
int foreign_begin(File *f, Object *raw,
                  ssize_t size); /* 0, or -1 with exception: it cannot do what it must */
int foreign_write(File *f, char *bytes, ssize_t n);
Own foreign_read(File *f, ssize_t n);
Own foreign_read1(File *f, ssize_t n);
Own foreign_peek(File *f);
Own foreign_readinto(File *f, char *to, ssize_t n);
Own foreign_readline(File *f, ssize_t limit);
Own foreign_tell(File *f);
Own foreign_seek(File *f, ssize_t target, int whence);

/* A file of ours goes that nobody closed: the warning that CPython has for it. source: it, or the stream over
 * it. */
void file_warn_unclosed(Ref stream, Ref source);

typedef struct TextIO {
  Object ob;
  Object *buffer;            /* owned; NULL for a standard stream until somebody asks, and when detached */
  Object *encoding, *errors; /* owned str */
  Object *decoded;           /* owned str read ahead, or NULL */
  Object *queue;  /* owned: what was written and not passed on: a str or bytes, a list of them, or NULL */
  Object **parts; /* owned, each: the same where `listless`: a memory block, or NULL */
  ssize_t part_count, part_room;
  ssize_t queued; /* bytes waiting */
  ssize_t decoded_at;
  char *pending; /* bytes read and not yet decoded */
  ssize_t pending_length;
  int8_t stream;   /* 0, 1, 2: a standard stream; else -1 */
  char newline[3]; /* "", "\n", "\r", "\r\n" with has_newline */
  bool has_newline, closed, detached, at_end, line_buffering, write_through, last_cr;
  bool listless; /* what waits lies in `parts` */
  bool eager;    /* a standard stream that shows at once what is written, though the queue still holds it */
  bool mark_written; /* the byte order mark that begins the file, or what stands in its place */
  uint8_t newlines;  /* bits of what was translated: 1 \r, 2 \n, 4 \r\n */
  uint8_t can;       /* what the buffer said when it was given: 1: it was asked, 2: readable, 4: writable */
  ssize_t spare[6];
  Object *weaklist, *dict;
} TextIO;

enum { IO_BUFFER_SIZE = 8192 };

/* Raises io.UnsupportedOperation; NULL. */
Object *io_unsupported(const char *what);
/* Raises ValueError "I/O operation on closed file."; NULL. */
Object *io_closed(void);
/* OSError(number, text, filename), which becomes the right subclass; NULL. */
Object *io_error(int number, Ref filename);
/* A size argument: None or absent is -1. */
bool io_size(Ref o, ssize_t *size) MUST_USE;
/* self.closed: 1, 0, -1. */
int io_is_closed(Ref self);
/* File opened on a MemFile, or on a standard stream; type is FILE_IO or one of the buffered. */
Own file_new(Type *type, MemFile *file, int stream, Ref name, const char *mode) MUST_USE;
/* All that is left to read, as a view on memory valid until the file changes; false: not one of our files. */
bool file_rest(Ref o, const char **bytes, ssize_t *n);
int file_write_bytes(Ref file, const char *bytes, ssize_t n); /* of our own kind; 0, -1 */
int file_flush_waiting(File *f);
ssize_t file_position(Ref o); /* of our own kind; else 0 */
/* TextIOWrapper over a buffer (reference taken over). */
Own textio_wrap(Object *buffer, Ref encoding, Ref errors, Ref newline, bool line_buffering) MUST_USE;
extern const TypeSpec io_base_spec, raw_io_base_spec, buffered_io_base_spec, text_io_base_spec;
Own io_tp_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames);
/* The layouts of the streams are not extensions of IoBase's: each type walks its own fields only. */
void io_traverse(Object *o, Visitor *v, const FieldSpec *fields);
void io_clear(Object *o, const FieldSpec *fields);
void host_write(int stream, const char *bytes, size_t n);
void host_flush(int stream); /* what was written is to be seen now */
#define NO_ARGS (void)args, (void)nargs

#endif
