/* The façade: a command goes in, a model comes out. Screen, line mode, trace and tests drive the program
 * through this alone.
 *
 * Invariants
 * - Commands are the rows of commands.def: name, keys, arguments, help are derived from it everywhere (`:`
 * line, keys, line mode, -x files, help, man page).
 * - After each command session_model() is the model of where we are, its changes relative to where we were
 * before the command.
 */
#ifndef LASTREF_SESSION_SESSION_H
#define LASTREF_SESSION_SESSION_H

#include "base/buf.h"
#include "model/collector.h"
#include "model/copymap.h"
#include "model/identity.h"
#include "model/model.h"

typedef enum CommandId {
#define COMMAND(id, name, aliases, args, help) CMD_##id,
#include "session/commands.def"
#undef COMMAND
  COMMAND_COUNT
} CommandId;
typedef enum ArgSyntax {
  ARGS_NONE,
  ARGS_COUNT,
  ARGS_LOCATION,
  ARGS_POSITION,
  ARGS_EXPR,
  ARGS_NAME_OR_TAG,
  ARGS_TAG,
  ARGS_WORD,
  ARGS_FILE,
  ARGS_TEXT
} ArgSyntax;
typedef struct CommandInfo {
  CommandId id;
  const char *name, *aliases; /* aliases separated by spaces */
  ArgSyntax args;
  const char *help; /* first line: synopsis and summary */
} CommandInfo;
extern const CommandInfo command_table[COMMAND_COUNT];
const CommandInfo *command_find(const char *word,
                                size_t length); /* by name, alias or unambiguous prefix; NULL */

/* How many letters to change, add, drop or swap: what was meant, where a word is known to nobody. */
int word_distance(const char *a, size_t na, const char *b, size_t nb);

typedef enum Granularity { STEP_LINE, STEP_EXPRESSION, STEP_INSTRUCTION, STEP_EVENT } Granularity;
const char *granularity_text(Granularity g);

typedef struct SessionOptions {
  Program program; /* kind, path, text … */
  HistoryOptions history;
  size_t memory_budget; /* of the debuggee; 0: default */
  bool frozen_clock;
  const char *const *files;
  const char *root;                 /* folder of the script */
  const struct SavedSession *saved; /* to be opened where it was left (session/save.h), or NULL */
} SessionOptions;

typedef struct Breakpoint {
  uint32_t number;
  int32_t line;    /* > 0, or */
  char *function;  /* name or qualname, or */
  char *watch;     /* expression watched: stops when its value changes; "#12": the object changes or dies */
  char *condition; /* or NULL */
  bool enabled, once; /* once: removed when it has stopped */
  uint64_t hits;
} Breakpoint;

typedef struct Mark {
  char name[16];
  Position at;
  int32_t branch;  /* where it was made, and */
  uint64_t inputs; /* how many answers lie before it: every branch that begins with these shares it */
} Mark;

enum { BRANCH_NAME = 24 };

/* settings.def */
typedef enum SettingId {
#define SETTING(id, name, values, first, help) SETTING_##id,
#include "session/settings.def"
#undef SETTING
  SETTING_COUNT
} SettingId;
typedef struct SettingInfo {
  const char *name, *values; /* values separated by spaces */
  int first;                 /* number of the value it begins with */
  const char *help;
} SettingInfo;
extern const SettingInfo setting_table[SETTING_COUNT];

typedef struct Session Session;
Session *session_open(const SessionOptions *options,
                      const char **why); /* runs to the first line; texts must outlive it */
void session_close(Session *s);
History *session_history(Session *s);
const Model *session_model(Session *s); /* of now; valid until the next command */
TagBook *session_tags(Session *s);

typedef struct Reply {
  MoveResult result; /* of a move; MOVE_OK otherwise */
  bool moved;        /* the position changed */
  bool error;        /* `text` says what is wrong and what to do */
  bool quit;
  char
      *text; /* for the message line or the line-mode transcript; may hold several lines; malloc'ed or NULL */
} Reply;
void reply_free(Reply *r);

/* Run one command given as text ("step 3", "break 12 if x > 3", "print a"). */
Reply session_command(Session *s, const char *text);
/* The same by id; count 1 and argument NULL are the defaults. */
Reply session_do(Session *s, CommandId id, uint64_t count, const char *argument);
Granularity session_granularity(const Session *s);
int session_setting(const Session *s, SettingId id); /* number of its value: off 0, on 1 */
void session_set(Session *s, SettingId id, int value);
/* A line for the program's input() (with its newline; length 0: end of input), or for the prompt; then runs
 * on. At the prompt lines are gathered until the statement is whole (history->waiting_more says that it is
 * not), then it runs to its end or a breakpoint. */
Reply session_input(Session *s, const char *text, size_t length);
/* The statement of the prompt that was stopped before it ended is interrupted for good: KeyboardInterrupt is
 * raised where it was stopped, as in CPython's prompt, and remembered like an answer. result is MOVE_PROMPT
 * when the prompt waits again. */
Reply session_end_statement(Session *s);
const Breakpoint *session_breakpoints(const Session *s, size_t *count);
const Mark *session_marks(const Session *s, size_t *count);
/* Branches: the futures of this program. What `fork` would do at this moment: false when nothing was typed
 * later that a new future could change; else typed is what gives way (one harmless line, valid until the next
 * command). */
bool session_can_fork(Session *s, const char **typed);
const char *session_branch(const Session *s);  /* the name of the one we are on */
size_t session_branch_count(const Session *s); /* alive ones */
/* Lines of source: NULL-terminated texts of the file shown; unit sessions: the statements so far. */
const char *session_source_line(const Session *s, int32_t line,
                                size_t *length); /* line from 1; NULL past the end */
int32_t session_source_lines(const Session *s);
bool session_is_prompt(const Session *s);
const char *session_path(const Session *s); /* of the program, as it was given */
/* The same of a file of the running code: without the program's folder. */
const char *session_short_path(const Session *s, const char *file);
/* Drops the lines of a statement that is not whole yet. */
void session_drop_statement(Session *s);
/* Faces that only print run without models and captions: session_input() then leaves them out. */
void session_set_quiet(Session *s, bool quiet);
/* The model of the position we came from, for what has gone since; NULL: none. */
const Model *session_before(const Session *s);
/* The frame the person looks at (u, d): index into the model's frames. */
int32_t session_frame(Session *s);
/* The log of all steps seen so far, in the order of time (rows of steps walked over at once are told when
 * asked for). */
const ModelLogRow *session_log(Session *s, size_t *count);
/* What of the log is shown. */
typedef struct LogFilter {
  bool full;      /* births, phases and edges of collections too */
  uint32_t kinds; /* bit 1 << LogKind; 0: all */
  uint32_t tag;   /* about this object alone; 0: all */
} LogFilter;
LogFilter *session_log_filter(Session *s); /* faces may change it */
bool log_filter_shows(const LogFilter *f, const ModelLogRow *row);
const char *log_kind_text(LogKind k); /* "born", "name", ... */
/* The filter in words: "brief", "all", "only gc died". */
void log_filter_text(const LogFilter *f, char *out, size_t room);
/* The collection that now lies in, told; NULL: the collector does not run at this moment. */
const Collection *session_collection(Session *s);
/* Collections that began up to now, the running one included. The newest GC_RECORDS are remembered: their
 * record, or NULL. */
uint64_t session_collections(const Session *s);
const GcRecord *session_collection_record(const Session *s, uint64_t number);
/* "step 33 line 32: gc.collect() was called, generation 2: 25 looked at, 2 unreachable, 25 survive" */
void collection_text(const GcRecord *r, char *out, size_t room);
/* "generation 0: count 35 of 700, 7 of the program's objects, next after 666 more": at this moment. */
void session_generation_text(Session *s, int generation, char *out, size_t room);
/* Text of the program made harmless: controls shown as ^X or \\x9b, tabs as blanks, invisible and
 * direction-changing characters dropped. Returns the length; `to` has room for 8 * n bytes. */
size_t session_harmless(const char *from, size_t n, char *to);
/* Output up to now, in lines. */
const ModelOutput *session_output(Session *s, size_t *count);
/* Completions for the `:` line: fills out with malloc'ed words, returns how many. */
size_t session_complete(Session *s, const char *line, size_t cursor, char **out, size_t room);
/* While the program runs long: called about 20 times a second; true stops it. */
void session_on_progress(Session *s, ProgressFn fn, void *data);
/* Has a person asked to stop? Called from a signal handler while the program runs, with the data of
 * session_on_progress. */
void session_on_stop_key(Session *s, bool (*pressed)(void *data));
void session_interrupt(Session *s); /* async-signal-safe */
/* The tick marks of the timeline: breakpoint hits, collections, exceptions, marks. */
typedef struct TimelineMark {
  uint64_t line;
  char kind; /* 'b' breakpoint, 'g' collection, 'x' exception, 'm' mark, 'f' a branch begins */
} TimelineMark;
const TimelineMark *session_timeline(Session *s, size_t *count);
/* Why is this object alive: a path from a root, one step a line (malloc'ed); NULL: it is not. */
char *session_why(Session *s, uint32_t tag);
/* The biography: rows in the order of time from birth to death (told by replaying its life; long lives are
 * told in part). */
const ModelLogRow *session_biography(Session *s, uint32_t tag, size_t *count);
/* How the program came to this moment (the steps are run again once and the result kept until it moves); the
 * model is to be asked for after it. NULL: out of memory. */
const Provenance *session_provenance(Session *s);
/* The copy map of the last copy of which object `tag` (0: any) is the original or the result; if it is part
 * of none, of the last copy. false: *why says why there is none. */
bool session_copies(Session *s, uint32_t tag, CopyMap *out, const char **why);
/* Of two objects of the model. */
bool session_copies_of(Session *s, int32_t original, int32_t copy, CopyMap *out);
/* Names that share, equal values that do not. */
bool session_identity(Session *s, Identity *out);

/* The lines of each statement of a file, as the prompt would take them: "1-1,3-7". False: its syntax is
 * wrong. */
bool session_units(const char *path, const char *text, Buf *out);

#endif
