/* The model: plain, read-only data about one moment of the program, built from the paused arena. Every view
 * is a function of it.
 *
 * Invariants
 * - It holds no pointer into the arena that a view may follow: texts are copied and harmless (no control
 * characters), objects are indices into `objects`.
 * - For every object shown, refs == the sum of `count` of its holders (model_audit proves it for all objects
 * of the arena).
 * - An object's tag is the same at every moment of its life, in both directions of time; tags are small
 * numbers given in order of first appearance.
 * - A model never runs the program's code: values are shown by structure.
 */
#ifndef LASTREF_MODEL_MODEL_H
#define LASTREF_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "heap/object.h"
#include "history/history.h"

enum { MODEL_NONE = -1, MODEL_MOST = 10000 /* objects that a person is shown: enough to walk through */ };

typedef enum Change { CHANGE_NONE, CHANGE_NEW, CHANGE_REFS, CHANGE_VALUE, CHANGE_BOUND, CHANGE_GONE } Change;
typedef enum NameScope {
  SCOPE_LOCAL,
  SCOPE_CELL,
  SCOPE_FREE,
  SCOPE_GLOBAL,
  SCOPE_CLASS,
  SCOPE_STACK
} NameScope;
const char *name_scope_text(NameScope s); /* "local", ... */
typedef enum FrameKind {
  FRAME_MODULE,
  FRAME_FUNCTION,
  FRAME_CLASS_BODY,
  FRAME_COMPREHENSION,
  FRAME_GENERATOR,
  FRAME_WAITING
} FrameKind; /* WAITING: a suspended generator */
enum Badge {
  BADGE_SMALL_INT = 1,
  BADGE_INTERNED = 2,
  BADGE_CONSTANT = 4,
  BADGE_SINGLETON = 8,
  BADGE_TRACKED = 16,
  BADGE_BUILTIN = 32,
  BADGE_FINALIZED = 64,
  BADGE_WEAKLY_REFERENCED = 128,
  BADGE_EXPORTED = 512, /* its memory is lent to a memoryview */
  BADGE_DYING = 256     /* count 0, being deallocated */
};

typedef struct ModelName {
  const char *name;
  NameScope scope;
  int32_t object; /* MODEL_NONE: not bound (yet, or deleted) */
  int32_t cell;   /* the cell object of a cell or free variable, else MODEL_NONE */
  Change change;
} ModelName;

typedef struct ModelFrame {
  const char *function, *qualname, *file;
  int32_t line; /* about to run, or running for frames that wait for a call */
  FrameKind kind;
  uint32_t id; /* small number, stable for the life of the frame */
  int32_t first_name, name_count;
  int32_t generator;    /* the object of a generator's frame, else MODEL_NONE */
  int32_t returning;    /* the value about to be returned (instruction steps), else MODEL_NONE */
  uint32_t code_serial; /* of its code object: tells the statements of a prompt session apart */
  Change change;
} ModelFrame;

typedef struct ModelHolder {
  EdgeKind kind;
  int32_t from;      /* object that holds, or MODEL_NONE */
  int32_t frame;     /* frame that holds, or MODEL_NONE */
  uint32_t count;    /* > 1 when many references of the engine are told together */
  const char *words; /* "name b in <module>", "element 2 of list #7" */
  int64_t index;     /* of an element; -1 */
  const char *label; /* name, key, attribute as text, or NULL */
} ModelHolder;

typedef struct ModelPart { /* a reference this object holds */
  EdgeKind kind;
  int32_t to;
  const char *label; /* "[2]", ".next", "['key']" */
  const char *plain; /* as the reference tracer writes it: "[2]", "next", "value 0", "(1)" */
} ModelPart;

typedef struct ModelObject {
  uint32_t tag;
  uint64_t address; /* id() */
  uint32_t serial;
  const char *type, *value; /* value: short, one line */
  int64_t refs;
  uint64_t size;     /* sys.getsizeof */
  int8_t generation; /* 0..2, 3 permanent, -1 not tracked */
  int64_t working; /* while the collector has it as a candidate: what is left of the copied count; else -1 */
  uint16_t badges; /* Badge bits */
  Change change;
  int64_t refs_before; /* count at the previous position; == refs if it did not change or is new */
  int32_t first_holder, holder_count;
  int32_t first_part, part_count;
  int32_t more_parts; /* left out: of very many references to small integers and the like, those behind the
                         first */
  bool shown;         /* made by the program, or named by it: what the heap list shows */
  bool from_names;    /* reachable from the frames' names */
  bool inner; /* a part that classes and functions are made of, and nothing else holds: __bases__, a slot's
                 descriptor */
  const char *lent; /* of an exporter: who looks at its memory; of a memoryview: whose; or NULL */
  uint64_t born;    /* line position of its birth when known from this view, else 0 */
} ModelObject;

typedef enum LogKind {
  LOG_BORN,
  LOG_BOUND,
  LOG_REFS,
  LOG_FREED,
  LOG_INTERN,
  LOG_CALL,
  LOG_RETURN,
  LOG_RAISE,
  LOG_MUTATED,
  LOG_GC,
  LOG_GC_DETAIL,
  LOG_WEAKREF,
  LOG_FINALIZER,
  LOG_OUTPUT
} LogKind;
typedef struct ModelLogRow { /* one row of the GC log */
  LogKind kind;
  Position at;
  int32_t tag;      /* object it is about, 0: none */
  int32_t line;     /* of source */
  const char *text; /* one sentence */
  int8_t depth;     /* 0; 1: happened inside a collection; 2: one edge or candidate of it */
  bool fold_start;  /* begins a collection; its details follow, deeper */
  bool fold_end;    /* ends it, and tells what came of it */
  bool of_library;  /* fold_start: set off by code of the library */
} ModelLogRow;

typedef struct ModelOutput { /* a line of output */
  const char *text;
  int32_t stream;
  uint64_t line; /* position.line during which it was printed */
} ModelOutput;

typedef struct Model {
  Position position;
  bool finished, waiting_input, waiting_prompt;
  bool idle; /* nothing runs: the one active frame stands for the module's names between statements and at the
                end */
  int32_t exit_status;
  const char *file;
  int32_t line, previous_line; /* about to run; just run; 0: none */
  int32_t column, end_column;  /* of the running expression when stepping inside a line: UTF-8 byte columns of
                                  `line`; -1 */
  int32_t end_line;
  const char *instruction;       /* about to run: "LOAD_NAME a"; NULL where none does */
  const char *instruction_words; /* what it does: "looks up the name `a`"; NULL with it */
  const char *caption;           /* one or two sentences: what the step did, what comes next */
  const char *exception;         /* being raised or handled now, or NULL */
  ModelFrame *frames;            /* the module first, the running one last; then waiting generators */
  int32_t frame_count, running;  /* running: index of the innermost active frame */
  ModelName *names;
  int32_t name_count;
  ModelObject *objects;
  int32_t object_count;
  int32_t *tag_index; /* of model_find_tag */
  uint32_t tag_mask;
  int32_t more_objects; /* of the program, alive but not among `objects`: too many to show */
  uint32_t last_serial; /* of the youngest object ever made at this moment */
  ModelHolder *holders;
  ModelPart *parts;
  ModelLogRow *log; /* of the last step; the session keeps the rest */
  int32_t log_count;
  uint64_t heap_bytes, heap_objects;
  int32_t gc_counts[3], gc_thresholds[3], gc_phase, gc_running;
  uint64_t output_length;
  const uint32_t *line_hits; /* how often line i has run, i in [0, line_hit_count) */
  int32_t line_hit_count;
  struct Region *memory; /* everything above */
} Model;

/* Tags that outlive a model. */
typedef struct TagBook TagBook;
TagBook *tag_book_new(void);
void tag_book_free(TagBook *book);
/* A copy that knows only the objects that were there when the newest serial number was `serial`; numbers that
 * `book` has given are not given again. NULL: out of memory. */
TagBook *tag_book_fork(const TagBook *book, uint32_t serial);
uint32_t tag_of(TagBook *book, uint64_t address, uint32_t serial);          /* given at first sight */
uint32_t tag_known(const TagBook *book, uint64_t address, uint32_t serial); /* 0: not seen yet */
/* Gives this number to this object, when both are free: for what was saved. */
void tag_book_put(TagBook *book, uint32_t tag, uint64_t address, uint32_t serial);
bool tag_find(const TagBook *book, uint32_t tag, uint64_t *address, uint32_t *serial);

/* The moment the history is paused at. before: the model of the position the person came from, for the
 * changes (may be NULL). most: how many objects to show, those nearest to names; 0: all, each holder by
 * itself. */
Model *model_build(History *h, TagBook *tags, const Model *before, int32_t most);
void model_free(Model *m);
bool model_is_own(const ModelObject *o);              /* made by the program, and no module */
bool model_is_preset(const char *name);               /* a name that every module has, such as __name__ */
int32_t model_find_tag(const Model *m, uint32_t tag); /* index or MODEL_NONE */

/* Counts every reference of the arena and compares: NULL if every object's count equals its holders, else a
 * message naming the first object that differs (malloc'ed). Engine paused. */
char *model_audit(void);
/* Of all objects: addresses, types, counts, values; the same in every process. Engine paused; 0: out of
 * memory. */
uint64_t model_digest(void);
/* Serial number of the last object made before the program began. */
uint32_t model_boot_serial(void);

/* A short text for an object by structure alone, harmless, at most `room` bytes with NUL. */
void object_describe(const Object *o, char *out, size_t room);
/* The name of a class as the program gave it: "Node", "list". Returns out. */
const char *object_type_text(const Type *t, char *out, size_t room);
/* Worth telling of when it is born or dies: not a passing helper of the engine. */
bool object_is_notable(const Object *o);
/* One reference in words: "attribute next of Node #4", holder being "Node #4". */
void edge_describe(EdgeKind kind, intptr_t where, const char *holder, char *out, size_t room);

/* What a step did: replays from `from` to `to` with the observer on and tells it in words. Ends at `to`.
 * Appends to rows (malloc'ed array). */
typedef struct StepStory {
  ModelLogRow *rows;
  int32_t count, room;
  char *caption;
  struct Region *memory;
} StepStory;
bool story_tell(History *h, TagBook *tags, Position from, Position to, StepStory *story);
void story_free(StepStory *story);

#endif
