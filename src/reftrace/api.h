/* What of the traced Python we call, and what we have of the system: its symbols, found at run time, so that
 * the library can be loaded into any program; memory and text that are ours alone.
 *
 * Invariants
 * - No malloc: the traced program's blocks must be where they would be without us. Ours come from mmap.
 */
#ifndef REFTRACE_API_H
#define REFTRACE_API_H

#include <stdio.h>

#include "reftrace/layout.h"

typedef struct Allocator { /* what PyMem_GetAllocator gives: all its functions take the first word */
  void *ctx;
  void *(*malloc)(void *, size_t);
  void *(*calloc)(void *, size_t, size_t);
  void *(*realloc)(void *, void *, size_t);
  void (*free)(void *, void *);
} Allocator;
typedef int (*TraceFunction)(Addr self, Addr frame_object, int what, Addr arg);
typedef int (*Visit)(Addr object, void *data);
enum { DOMAIN_MEMORY = 1, DOMAIN_OBJECTS = 2 };

typedef enum TypeId {
#define TYPE(id, symbol) TYPE_##id,
#include "reftrace/api.def"
#undef TYPE
  TYPE_COUNT
} TypeId;

typedef struct Api {
  Addr types[TYPE_COUNT], none;
  Addr stream_type, buffer_type; /* of sys.stdout and its buffer */
  const char *(*version)(void);
  void (*set_trace)(TraceFunction, Addr);
  Addr (*interpreter)(void);
  Addr (*thread)(void);
  int (*line_of)(Addr code, int byte);
  void (*get_allocator)(int domain, Allocator *);
  void (*set_allocator)(int domain, const Allocator *);
  size_t (*get_size)(Addr);
  Addr (*call)(Addr callable, const Addr *arguments, size_t count, Addr names);
  Addr (*type_lookup)(Addr type, Addr name); /* borrowed */
  void (*error_restore)(Addr, Addr, Addr);
  Addr (*sys_get)(const char *); /* borrowed */
  int (*gil_take)(void);
  void (*gil_give)(int);
  Addr (*new_str)(const char *), (*import)(const char *); /* new references */
  int (*contains)(Addr container, Addr object);
  void (*let_go)(Addr);
  int64_t (*collect)(void);
  Addr (*run_file)(FILE *, const char *path, int start, Addr globals, Addr locals, int close,
                   void *flags);                                                   /* new */
  Addr (*add_module)(const char *), (*module_dict)(Addr), (*error_occurred)(void); /* borrowed */
  int (*error_matches)(Addr);
  void (*error_print)(void);
  Addr (*call_method)(Addr, const char *name, const char *format, ...); /* new */
  Addr *system_exit;
  Addr (*new_list)(int64_t), (*new_tuple)(int64_t), (*new_dict)(void), (*new_float)(double); /* new ones */
  int (*gc_enable)(void), (*gc_disable)(void);
} Api;
extern Api api;

/* Finds the symbols. NULL, or what is missing or elsewhere than in CPython 3.11. */
const char *api_find(void);
/* The same for what can only be looked at with the interpreter at rest: between gil_take and gil_give. */
const char *api_check(void);

/* ---- memory ---- */

typedef struct Bytes { /* grows; never shrinks */
  char *data;
  size_t length, room;
} Bytes;
/* Room for n more bytes; ends the process when there is none. */
void bytes_reserve(Bytes *b, size_t n);
static inline void *bytes_add(Bytes *b, size_t n) {
  if (b->room - b->length < n) bytes_reserve(b, n);
  void *p = b->data + b->length;
  b->length += n;
  return p;
}
void bytes_free(Bytes *b);
_Noreturn void give_up(const char *why);

/* ---- JSON text ---- */

void put_text(Bytes *b, const char *text); /* as it is */
void put_number(Bytes *b, int64_t n);
void put_utf8(Bytes *b, const char *text, size_t length); /* escaped; malformed bytes as U+FFFD */
void put_str(Bytes *b, Addr str);                         /* the characters of a str, escaped */
bool str_is(Addr str, const char *text);                  /* an ASCII str with these characters */
bool str_starts(Addr str, const char *text);              /* with these at its start */
bool str_equal(Addr str, Addr other);

#endif
