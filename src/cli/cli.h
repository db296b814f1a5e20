/* The command line: options, and the ways to run without a screen. */
#ifndef LASTREF_CLI_CLI_H
#define LASTREF_CLI_CLI_H

#include "session/save.h"
#include "session/session.h"

typedef struct CliOptions {
  const char *file; /* program; NULL: the prompt */
  int argc;         /* of the program, behind the file */
  const char *const *argv;
  const char *command_file; /* -x */
  bool json, as_prompt, as_cells, plain, mouse, ascii, mono, reduced_motion, quick, frozen_clock, audit;
  bool audit_all, audit_lines, collections; /* for tests */
  bool no_record, resume;
  uint64_t checkpoint_every, collect_every;
  size_t memory, history; /* bytes; 0: default */
  const char *stdlib;
  const char *files[64];
  int file_count;
  uint64_t seed, max_steps;
  uint64_t time_limit; /* of check, seconds; 0: default */
  const char *without; /* of check: aspects left out, or NULL */
  bool whole;          /* of check: every line is compared whole, however often it runs */
} CliOptions;

enum { EXIT_USAGE = 2, EXIT_LOST_OUTPUT = 120 };

/* notebook.c: is it a notebook by its name? */
bool notebook_is(const char *path);
/* The code cells of a .ipynb file as a program with a line `# %%` before each (malloc'ed); NULL and *why. */
char *notebook_cells(const char *json, size_t length, size_t *program_length, const char **why);
/* Reads the program (the cells of a notebook): false after a message on stderr. text is malloc'ed. */
bool cli_load(const char *path, char **text, size_t *length);
typedef struct CliProgram { /* an open session, and what it needs */
  Session *session;
  SavedSession *saved;
  char *text;
  size_t length;
} CliProgram;
bool cli_open(const CliOptions *o,
              CliProgram *p); /* a program or a saved session; false after a message on stderr */
void cli_close(CliProgram *p);
/* Fills a Program and the session's options; the texts belong to the caller. */
SessionOptions cli_session_options(const CliOptions *o, const char *text, size_t length);

/* output.c: bytes [from, upto) of what was printed, harmless, line by line behind `before`; only the last
 * `most` lines (0: all). */
void cli_print_output(const Inputs *in, const char *before, uint64_t from, uint64_t upto, size_t most);

int cli_run(const CliOptions *o);   /* lastref run */
int cli_trace(const CliOptions *o); /* lastref trace */
int cli_check(
    const CliOptions *o); /* lastref check: the same program under python3, compared at every line */
int cli_line_mode(const CliOptions *o); /* -x, --plain, terminals without cursor addressing */
int cli_repl(const CliOptions *o);      /* lastref repl */
int cli_screen(const CliOptions *o);    /* the debugger */
int cli_selfcheck(const CliOptions *o); /* lastref selfcheck: random seeks, digests, audit */

#endif
