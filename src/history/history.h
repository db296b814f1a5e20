/* Time: a program's execution as a line that can be walked in both directions.
 *
 * Invariants
 * - A Position names one moment for ever. `line` counts line events (CPython's) from 1: position {n,0,0} is
 * the pause just before the n-th line runs. `instr` counts instructions run since; `event` counts memory
 * events reported since that instruction began.
 * - The end of the program is position {total lines + 1, 0, 0}.
 * - Whatever path leads to a position, the state there is the same (the digest of every state is checked in
 * tests).
 * - Nothing is recorded but inputs, output and checkpoints; to know what happened in between, it is run
 * again.
 */
#ifndef LASTREF_HISTORY_HISTORY_H
#define LASTREF_HISTORY_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "heap/observer.h"
#include "history/checkpoint.h"
#include "history/inputs.h"
#include "history/stop.h"
#include "vm/vm.h"

typedef struct Position {
  uint64_t line;
  uint32_t instr, event;
} Position;
static inline int position_compare(Position a, Position b) {
  if (a.line != b.line) return a.line < b.line ? -1 : 1;
  if (a.instr != b.instr) return a.instr < b.instr ? -1 : 1;
  return a.event == b.event ? 0 : a.event < b.event ? -1 : 1;
}

typedef enum MoveResult {
  MOVE_OK,          /* arrived */
  MOVE_START,       /* cannot go back further: at the beginning */
  MOVE_END,         /* the program has ended (arrived at its end) */
  MOVE_INPUT,       /* the program waits for a line of input */
  MOVE_PROMPT,      /* a prompt session waits for the next statement */
  MOVE_INTERRUPTED, /* stopped by history_interrupt(); paused at a line */
  MOVE_NOT_FOUND,   /* a search met the beginning or the end without a hit; at the position where it began */
  MOVE_FAILED       /* out of memory on the host; the position is unchanged or at an earlier one */
} MoveResult;

typedef struct HistoryOptions {
  size_t budget;       /* bytes for checkpoints; 0: 256 MiB */
  uint64_t every;      /* tests: a checkpoint every n lines; 0: adaptive */
  bool no_checkpoints; /* tests and measurement: only the one at the beginning */
  bool verify;         /* tests: digests at checkpoints passed again must agree */
} HistoryOptions;

/* Called at a line event with the frame that runs it; true: a hit. Runs on the engine's stack: reads only. */
typedef bool (*LineTest)(void *data, Frame *frame, const Instr *line_instr);
/* Called now and then while the program runs long; true stops it. */
typedef bool (*ProgressFn)(void *data, uint64_t line);

typedef struct History History;
struct History {
  Program program;
  Inputs inputs;
  HistoryOptions options;
  PageStore *store;
  Checkpoint **points; /* sorted by line */
  size_t point_count, point_room;
  Position now;
  bool waiting_input, waiting_prompt, finished; /* what the engine waits for at `now` */
  bool waiting_more;                            /* the prompt's statement goes on: `...` */
  uint64_t prompt_seen;                         /* a face's note: the prompt it has shown itself for */
  uint64_t frontier;                            /* highest line reached so far */
  bool frontier_waits;                          /* ... where the program waits for a line of input */
  uint64_t end;                                 /* position.line of the end, 0: not known yet */
  uint64_t spacing;                             /* least distance of the spread tier, in lines */
  uint64_t stride;                              /* lines between pauses */
  double run_seconds, checkpoint_seconds;       /* in all, on new ground */
  double checkpoint_cost, since_point;          /* of the last one; run since the last one */
  uint64_t seeks, replayed_lines, divergences;
  volatile bool asked_to_stop;  /* by history_interrupt(); it becomes `interrupted` where it is heeded */
  volatile bool interrupted;    /* this move is being stopped */
  double question_until;        /* a question still running then has no answer; 0: none is asked */
  bool (*stop_key)(void *data); /* async-signal-safe: has a person asked to stop? progress_data; NULL */
  volatile bool pause_soon;     /* the next line is to pause, whoever wanted to run on */
  bool forced, recovering;      /* it did; going back to the line that was left */
  bool left;                    /* the last move was stopped inside a line: at what, where it is known */
  char left_at[48];
  StopHooks stop;
  ProgressFn progress;
  void *progress_data;
  LineTest test;
  void *test_data;
  uint64_t test_hit, test_before; /* recording searches: last hit, only lines below test_before */
  bool test_records;
  Observer observer;
};

/* Maps the arena if need be and prepares; the program has not begun. program's texts must outlive the
 * history. NULL + *why. */
History *history_new(const Program *program, const HistoryOptions *options, size_t memory_budget,
                     const char **why);
void history_free(History *h);
/* Run to the first line: boots the engine. */
MoveResult history_start(History *h);
/* Exactly there (or as near before it as the program goes: MOVE_END, MOVE_INPUT). */
MoveResult history_seek(History *h, Position target);
MoveResult history_to_end(History *h);
/* One line, instruction or event forward or back. */
MoveResult history_step_line(History *h, int direction);
MoveResult history_step_instr(History *h, int direction);
MoveResult history_step_event(History *h, int direction);
/* The nearest line event after (or before) now for which test is true; not found: back at now,
 * MOVE_END/MOVE_NOT_FOUND. */
MoveResult history_find(History *h, int direction, LineTest test, void *data);
/* Run from `from` to `to` with the observer on: events and instructions go to the sink's functions. Ends at
 * `to`. */
MoveResult history_replay(History *h, Position from, Position to, const Observer *sink,
                          uint32_t observe_bits);
/* The same for whole lines and without looking at instructions, at nearly full speed: runs lines [from, to).
 */
MoveResult history_replay_lines(History *h, uint64_t from, uint64_t to, const Observer *sink,
                                uint32_t observe_bits);
/* The program is to be interrupted at the line it is paused before: KeyboardInterrupt is raised there, now
 * and whenever it is run again. Answers and output past this moment go. */
bool history_raise_interrupt(History *h);
/* From a signal handler or the progress function: stop at the next pause, the next move at the latest. */
void history_interrupt(History *h);
/* Forget that; a command begins. */
void history_begin(History *h);
/* Does someone wish to stop? For loops that make many moves. */
bool history_stop_wanted(History *h);
/* The answer to MOVE_INPUT; the program is not resumed. */
bool history_give_input(History *h, const char *text, size_t length);
/* To the first checkpoint, the only one left. */
void history_rewind(History *h);
/* Drops the checkpoints that depend on more than the first `count` answers; if now does too, or waits for an
 * answer, goes back to the last one left. */
void history_keep_points(History *h, size_t count);
/* Evaluate source text in `frame` (NULL: the running one) on a copy of this moment, which is restored
 * afterwards. answer gets the repr, or, with failed = ANSWER_RAISED, the last line of the traceback. A
 * question that has no answer within QUESTION_SECONDS, also inside one long operation, is given up:
 * ANSWER_NONE; ANSWER_STOPPED: a person did not want to wait so long, and h->interrupted is set. */
enum { QUESTION_SECONDS = 2 };
enum { ANSWER_GIVEN, ANSWER_RAISED, ANSWER_NONE, ANSWER_STOPPED };
MoveResult history_evaluate(History *h, Frame *frame, const char *text, size_t length,
                            void (*answer)(void *data, const char *text, size_t length, int failed),
                            void *data);
uint64_t history_digest(History *h);
/* How many instructions the line at now.line runs (until the next line event): for moving back by
 * instructions. */
uint32_t history_line_instrs(History *h, uint64_t line);

#endif
