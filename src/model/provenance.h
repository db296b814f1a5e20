/* Where things came from: the program's past, run again with the observer on, and three kinds of facts kept:
 * which instruction made which objects, what bound each name, and every copy made.
 *
 * Invariants
 * - `makings` are sorted by serial number (numbers only grow with time): objects numbered first..last were
 * made while that instruction of the program's code ran, or (unit >= 0) while that unit was compiled.
 * - `bindings` and `copies` are in the order of time. An object is named by address and serial number, as in
 * the tag book; it may be dead by now.
 * - What is told of library code is told of the program's instruction that called it.
 */
#ifndef LASTREF_MODEL_PROVENANCE_H
#define LASTREF_MODEL_PROVENANCE_H

#include "model/model.h"

enum { MOST_TRACED_LINES = 100000 };

typedef struct ObjectRef {
  uintptr_t address;
  uint32_t serial; /* 0: there from the start */
} ObjectRef;
ObjectRef object_ref(const Object *o);
static inline bool object_ref_same(ObjectRef a, ObjectRef b) {
  return a.address == b.address && a.serial == b.serial;
}

typedef enum BindKind {
  BIND_OTHER,
  BIND_NAME,     /* b = a: `from` is the other name */
  BIND_CHAIN,    /* a = b = value: `from` is the name bound just before */
  BIND_CONSTANT, /* b = 257 */
  BIND_ARGUMENT, /* parameter of a call: `from` is the function */
  BIND_CALL,     /* what a call returned: `from` is what was called */
  BIND_LOOP,     /* the next item of a for statement */
  BIND_PART,     /* taken out of a container, an object or a module */
  BIND_MADE      /* what the instruction before made: an operator, a display */
} BindKind;

typedef struct Binding {
  uintptr_t scope; /* the frame, cell or namespace the name is in */
  const char *name, *from;
  uintptr_t from_scope; /* BIND_NAME: where that name is */
  ObjectRef object;
  Position at;
  int32_t line;         /* of source */
  uint32_t code_serial; /* of the code that did it */
  BindKind kind;
  int32_t unit;    /* compilation unit of the code that bound it */
  bool of_program; /* that code is of the program's own file or prompt */
  bool folded;     /* BIND_CONSTANT: computed by the compiler from an expression */
} Binding;

typedef struct Making {
  uint32_t first, last;
  Position at;
  int32_t line;
  uint32_t code_serial;
  int32_t unit;       /* compiled as part of this unit; -1: made by an instruction */
  const char *action; /* "the operator `+`", "the call of `list`": what the instruction does */
} Making;

typedef struct CopyCall {
  ObjectRef original, copy;
  const char *how;        /* "copy.deepcopy({})", "list({})", "{}[:]": {} is the original */
  bool deep;              /* a deepcopy, with a memo */
  uint32_t before, after; /* objects numbered in (before, after] were made by it */
  Position at, done;
  int32_t line;
  uint32_t code_serial;
} CopyCall;

typedef struct Provenance {
  ProgramKind kind;
  Position from, to; /* what was run again */
  uint32_t serial_at_to;
  uint32_t serial_at_from; /* newest object then */
  Making *makings;
  size_t making_count, making_room;
  Binding *bindings;
  size_t binding_count, binding_room;
  CopyCall *copies;
  size_t copy_count, copy_room;
  struct Region *texts;
} Provenance;

/* Runs the history again up to where it is (at most the last MOST_TRACED_LINES lines); ends where it was.
 * NULL: out of memory. */
Provenance *provenance_trace(History *h);
void provenance_free(Provenance *p);

/* What made an object; NULL: it was there before `from`. */
const Making *provenance_making(const Provenance *p, uint32_t serial);
/* The binding that holds for a name now, NULL: not seen. Only if it bound this object. */
const Binding *provenance_binding(const Provenance *p, uintptr_t scope, const char *name, ObjectRef object);
/* The last copy done before `now` whose original or copy is `one` (serial and address 0: any). */
const CopyCall *provenance_copy(const Provenance *p, Position now, ObjectRef one);

#endif
