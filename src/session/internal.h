/* What the session's files share. */
#ifndef LASTREF_SESSION_INTERNAL_H
#define LASTREF_SESSION_INTERNAL_H

#include "base/buf.h"
#include "session/session.h"

enum { MOST_UNDO = 200, MOST_LOG = 200000 };

typedef struct Unit { /* a statement of a prompt session */
  size_t entry;       /* its place in the input log */
  uint32_t serial;    /* the newest object when it was given: its code is younger */
  int32_t line_base;  /* lines of source before it */
} Unit;

struct Session {
  SessionOptions options;
  History *history;
  TagBook *tags;
  Model *model;  /* of now; NULL: to be built */
  Model *before; /* of the position we came from */
  char *caption;
  Granularity granularity;
  Breakpoint *breaks;
  size_t break_count, break_room;
  uint32_t next_break;
  Mark *marks;
  size_t mark_count, mark_room;
  Position undo[MOST_UNDO], redo[MOST_UNDO];
  size_t undo_count, redo_count;
  ModelLogRow *log; /* sorted by position */
  size_t log_count, log_room;
  ModelLogRow *biography;
  size_t biography_count;
  ModelOutput *output;
  size_t output_count, output_room;
  char *output_text;
  TimelineMark *timeline;
  size_t timeline_count, timeline_room;
  const char **lines; /* starts of the source's lines */
  size_t *line_lengths;
  int32_t line_count;
  size_t line_room;
  Unit *units;
  size_t unit_count, unit_room;
  Buf pending; /* the statement being typed */
  bool quiet;
  int32_t frame_up; /* frames above the running one that the person looks at */
  ProgressFn progress;
  void *progress_data;
  char *hit;            /* what a run stopped at */
  struct Region *texts; /* of the log rows */
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
/* info.c */
Reply info_command(Session *s, CommandId id, uint64_t count, const char *argument);
/* breaks.c */
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
  bool failed;
} Answer;
Answer session_evaluate(Session *s, const char *expression); /* text malloc'ed */
void timeline_add(Session *s, uint64_t line, char kind);
void log_merge(Session *s, const ModelLogRow *rows, int32_t count);

#endif
