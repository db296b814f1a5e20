/* What enters and leaves the program: the input log, which makes execution repeatable, and the output log.
 *
 * Invariants
 * - Entry i of the input log answers the engine's i-th question, for ever; when the program is run again it
 * is given, not asked.
 * - The output log is append-only; output before VM->output_length is what has been printed at this moment.
 * Going back shows less of it, running again writes nothing twice.
 */
#ifndef LASTREF_HISTORY_INPUTS_H
#define LASTREF_HISTORY_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vm/host.h"

struct Buf; /* base/buf.h */

typedef enum InputKind {
  INPUT_LINE,
  INPUT_CLOCK,
  INPUT_ENTROPY,
  INPUT_FILE,
  INPUT_SLEEP,
  INPUT_TERMINAL,
  INPUT_INTERRUPT /* ^C in a program that runs without the debugger, or at the prompt */
} InputKind;
typedef struct InputEntry {
  InputKind kind;
  int64_t number; /* clock, entropy; line before which the program was interrupted; length of text, -1: no
                     such file; 0 for a line: end of input */
  char *text;     /* owned or NULL; of a file its contents, NUL-terminated */
  char *name;     /* path of a file */
} InputEntry;

typedef struct OutputChunk { /* one write of the program */
  uint64_t offset, line;     /* bytes before it, line clock when written */
  uint32_t length;
  int32_t stream;
} OutputChunk;

typedef struct Inputs {
  InputEntry *entries;
  size_t count, room;
  bool interrupts; /* is there, or was there, any INPUT_INTERRUPT? */
  char *output;    /* bytes [output_base, output_base + output_length) of what was printed */
  size_t output_length, output_room;
  uint64_t output_base; /* > 0 when the beginning was dropped: see output_limit */
  size_t output_limit;  /* bytes kept at most */
  OutputChunk *chunks;
  size_t chunk_count, chunk_room;
  /* The face's part: where lines come from when the log has none. NULL: the caller pauses and asks. Returns
   * the length, 0 at the end. */
  int64_t (*read_line)(void *data, char **line);
  void *data;
  int pass_fd[3];     /* stream 1 and 2 are also written here when >= 0 */
  bool pass_buffered; /* stream 1 is passed on as CPython would write it: a terminal gets lines, anything else
                         blocks */
  bool pass_lines;
  char *pass_waiting;
  size_t pass_length;
  bool pass_failed;     /* a write failed (broken pipe): no more are tried */
  int pass_error;       /* ... with this errno */
  int64_t frozen_clock; /* >= 0: a deterministic clock that starts here and advances 1 ms a question (tests,
                           demos) */
  uint64_t seed;
  const char *root;         /* folder of the script: imports are looked up there */
  const char *const *files; /* --file NAME ... : what open() may read; NULL-terminated */
  const char *stdlib;
} Inputs;

void inputs_init(Inputs *in);
/* Pass on stream 1 in lines or blocks from now on. Without memory for it nothing changes. */
void inputs_buffer(Inputs *in);
/* What waits is written now. Async-signal-safe. */
void inputs_flush(Inputs *in);
void inputs_free(Inputs *in);
/* Answer a PAUSE_INPUT: text is copied; length 0 is the end of input. false: out of memory. */
bool inputs_add_line(Inputs *in, const char *text, size_t length);
/* Appends what went to `stream` from byte `from` of all output up to byte `upto`, without what was dropped.
 */
void inputs_output(const Inputs *in, int stream, uint64_t from, uint64_t upto, struct Buf *out);
/* Forget entries from `count` on and output past `output` (a new branch of the history begins). */
void inputs_truncate(Inputs *in, size_t count, uint64_t output);
/* to: an empty one; gets copies of the first `count` entries, and of all output. false: out of memory, to is
 * empty. */
bool inputs_copy(const Inputs *from, Inputs *to, size_t count);
/* Exchanges entries and output, and nothing else. */
void inputs_swap(Inputs *a, Inputs *b);
/* How many entries the two have in common from the first on. */
size_t inputs_common(const Inputs *a, const Inputs *b);
/* Adds an entry as it was recorded; text (length bytes or NULL) and name are copied. */
bool inputs_add(Inputs *in, InputKind kind, int64_t number, const char *text, size_t length,
                const char *name);
/* The program is interrupted before `line`, as answer number `index`: later answers and later output go. */
bool inputs_interrupt(Inputs *in, size_t index, uint64_t line, uint64_t output);
/* Is the program interrupted before `line` by answer `index`? */
bool inputs_interrupted(const Inputs *in, size_t index, uint64_t line);
/* The first line after `line` before which an answer from `index` on interrupts; UINT64_MAX: none. */
uint64_t inputs_next_interrupt(const Inputs *in, size_t index, uint64_t line);
extern const HostOps inputs_mute_ops; /* for questions about a moment: nothing is printed or read */
extern const HostOps inputs_host_ops; /* data: an Inputs * */

#endif
