/* What the session's files share. */
#ifndef LASTREF_SESSION_INTERNAL_H
#define LASTREF_SESSION_INTERNAL_H

#include "base/buf.h"
#include "history/branch.h"
#include "session/session.h"

enum { MOST_UNDO = 200, MOST_LOG = 200000 };

typedef struct Unit { /* a statement of a prompt session */
  size_t entry;       /* its place in the input log */
  uint32_t serial;    /* the newest object when it was given: its code is younger */
  int32_t line_base;  /* lines of source before it */
  uint64_t at;        /* position.line at which it was given */
} Unit;

typedef struct Jump { /* a moment to come back to */
  Position at;
  int32_t branch;
} Jump;

/* What differs from branch to branch: the log of rows (sorted by position), the lines of source, a prompt's
 * units. */
#define BRANCH_FIELDS                                                                                        \
  TagBook *tags;                                                                                             \
  ModelLogRow *log;                                                                                          \
  size_t log_count, log_room;                                                                                \
  TimelineMark *timeline;                                                                                    \
  size_t timeline_count, timeline_room;                                                                      \
  const char **lines;                                                                                        \
  size_t *line_lengths;                                                                                      \
  int32_t line_count;                                                                                        \
  size_t line_room;                                                                                          \
  Unit *units;                                                                                               \
  size_t unit_count, unit_room;
typedef struct BranchPart {
  BRANCH_FIELDS
} BranchPart;

typedef struct Branch {
  char name[BRANCH_NAME]; /* empty: it is gone */
  HistoryBranch future;   /* the current one's is in the history */
  BranchPart part;        /* the current one's is in the session */
  int32_t parent;
  uint64_t fork_line; /* where it left its parent; 0: the first one */
  size_t fork_entry;  /* answers it began with */
} Branch;

struct Session {
  SessionOptions options;
  History *history;
  union { /* of the current branch */
    struct {
      BRANCH_FIELDS
    };
    BranchPart part;
  };
  Branch *branches;
  int32_t branch_count, branch; /* branch: the current one */
  Model *model;                 /* of now; NULL: to be built */
  Model *before;                /* of the position we came from */
  char *caption;
  Granularity granularity;
  int settings[SETTING_COUNT]; /* but the step size, which is granularity */
  Breakpoint *breaks;
  size_t break_count, break_room;
  uint32_t next_break;
  char **displays; /* expressions */
  size_t display_count, display_room;
  Mark *marks;
  size_t mark_count, mark_room;
  Jump undo[MOST_UNDO], redo[MOST_UNDO];
  size_t undo_count, redo_count;
  ModelLogRow *biography;
  size_t biography_count;
  Provenance *provenance; /* as of its `to` in that branch; NULL: to be traced */
  int32_t provenance_branch;
  ModelOutput *output;
  size_t output_count, output_room;
  char *output_text;
  char *typed; /* what session_can_fork() told last */
  Buf pending; /* the statement being typed */
  bool quiet;
  size_t held;                         /* answers withheld while the program starts (load.c) */
  char *autosave_path;                 /* of this run; NULL: none yet */
  uint64_t autosave_seen;              /* what the last one said */
  double autosave_cost, autosave_when; /* seconds */
  int32_t frame_up;                    /* frames above the running one that the person looks at */
  ProgressFn progress;
  void *progress_data;
  bool (*stop_key)(void *data);
  char *hit;              /* what a run stopped at */
  Collection *collection; /* the one walked through last */
  LogFilter log_filter;
  struct Region *texts; /* of the log rows */
  struct MapCache *map; /* the memory map last asked for, or NULL */
};

/* prompt.c */
Reply prompt_line(Session *s, const char *text, size_t length);
void prompt_place(const Session *s, Model *m); /* lines of units become lines of the source shown */
int32_t prompt_line_shown(const Session *s, uint32_t code_serial, int32_t line);
bool session_add_source(Session *s, const char *text,
                        size_t length); /* lines; texts must outlive the session */
/* move.c */
Reply move_command(Session *s, CommandId id, uint64_t count, const char *argument);
bool move_is(CommandId id);
char *move_first_caption(Session *s); /* before anything has run; malloc'ed */
void move_forget_model(Session *s);
void move_tell(Session *s, Position from); /* the caption of now, and the log since `from` */
/* branches.c */
Reply branch_list(Session *s);
/* Goes to branch `to`, to where it was left; models of the other one are dropped. */
MoveResult branch_switch(Session *s, int32_t to);
/* Is the moment of m also one of the current branch? */
bool branch_shares(const Session *s, const Mark *m);
/* The commands `fork` and `branch NAME`: *said is the answer (malloc'ed), or *error. */
MoveResult branch_fork(Session *s, const char *name, char **said, char **error);
MoveResult branch_go(Session *s, const char *name, char **said, char **error);
bool branches_begin(Session *s);
Branch *branch_add(Session *s);
void branches_free(Session *s);
/* collector.c */
Reply collector_command(Session *s, CommandId id, const char *argument);
MoveResult collector_move(Session *s, CommandId id, uint64_t count, const char *argument, char **error);
/* A step of one event, over those that concern no object shown: inside a collection there are thousands. */
MoveResult collector_step(Session *s, int direction);
void collector_forget(Session *s);
const char *collector_caption(Session *s); /* of the collector's event just passed, or NULL */
/* log.c */
Reply log_command(Session *s, const char *argument);
/* settings.c */
void settings_begin(Session *s);
Reply settings_command(Session *s, const char *argument);
/* Offers words for `set NAME VALUE`; 0: the line is no such command. */
size_t settings_complete(const char *line, size_t start, void (*offer)(void *data, const char *word),
                         void *data);
/* words.c */
Reply command_unknown(const char *word, size_t length); /* what it may have meant, and what to do instead */
Reply help_command(const char *argument);
/* display.c */
Reply display_command(Session *s, CommandId id, const char *argument);
bool display_add(Session *s, char *expression); /* takes it, malloc'ed; false: out of memory */
void display_append(Session *s, Reply *r);      /* what is displayed, behind the text of a move */
/* info.c */
char *info_breaks(const Session *s); /* malloc'ed */
Reply info_command(Session *s, CommandId id, uint64_t count, const char *argument);
/* memmap.c */
Reply map_command(Session *s, const char *argument);
void map_cache_free(struct MapCache *c); /* may be NULL */
/* copies.c */
Reply copies_command(Session *s, CommandId id, const char *argument);
/* breaks.c */
Breakpoint *break_add(Session *s);  /* a new one, enabled, that says nothing yet */
void breaks_forget_met(Session *s); /* those that stop once and have */
Reply break_command(Session *s, CommandId id, const char *argument);
char *
break_watch_value(Session *s,
                  const Breakpoint *b); /* malloc'ed; equal texts mean no change; NULL: must be evaluated */
bool break_hit(Session *s, Frame *frame, const Instr *line_instr,
               bool conditions); /* on the engine's stack when !conditions */
/* helpers */
Reply reply_text(bool error, const char *format, ...) PRINTF_LIKE(2, 3);
Reply reply_take(Buf *text);
/* A tag given as "#12", or a name visible now: index into the model's objects, or MODEL_NONE. */
int32_t session_object(Session *s, const char *word);
typedef struct Answer {
  char *text;
  bool failed; /* text says why */
  int kind;    /* ANSWER_GIVEN ... of the history */
} Answer;
Answer session_evaluate(Session *s, const char *expression); /* text malloc'ed */
/* Is it true here? *a says why not, if it could not be answered (its text is malloc'ed). */
bool session_is_true(Session *s, const char *expression, Answer *a);
char *session_syntax_error(Session *s, const char *expression); /* malloc'ed; NULL: it is an expression */
void timeline_add(Session *s, uint64_t line, char kind);
/* rows: all that happened in (from, to]; they take the place of what was told of it before. */
void log_merge(Session *s, Position from, Position to, const ModelLogRow *rows, int32_t count);

#endif
