/* Line mode: the debugger's commands read from a file or a terminal, one sentence a step; and the >>> prompt
 * in line mode. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/reader.h"
#include "vm/fiber.h"

static Session *interrupted;
static void on_interrupt(int sig) {
  (void)sig;
  if (interrupted) session_interrupt(interrupted);
}

enum { LINES_FOR_A_PERSON = 100 };

static void show_new_output(Session *s, uint64_t *shown, bool person) {
  uint64_t upto = VM->output_length;
  if (upto < *shown) *shown = upto; /* we went back */
  cli_print_output(&session_history(s)->inputs, "| ", *shown, upto, person ? LINES_FOR_A_PERSON : 0);
  *shown = upto;
}

static void show_place(Session *s) {
  const Model *m = session_model(s);
  if (!m)
    printf("lastref has no memory left to show this moment\n");
  else if (m->caption && *m->caption)
    printf("%s\n", m->caption);
}

int cli_line_mode(const CliOptions *o) {
  CliProgram program;
  FILE *in = stdin;
  if (o->command_file && !(in = fopen(o->command_file, "re"))) {
    fprintf(stderr, "lastref: cannot read the commands in '%s'\n", o->command_file);
    return EXIT_USAGE;
  }
  if (!cli_open(o, &program)) {
    if (in != stdin) fclose(in);
    return EXIT_USAGE;
  }
  Session *s = program.session;
  interrupted = s;
  signal(SIGINT, on_interrupt);
  Reader *reader = reader_new(in);
  bool person = reader && reader_is_person(reader);
  uint64_t shown = 0;
  char *reopened = session_reopened(s);
  if (reopened) {
    printf("%s\n", reopened);
    shown = VM->output_length;
  }
  free(reopened);
  show_place(s);
  char last[256] = "";
  bool failed = !reader;
  if (!reader) fprintf(stderr, "lastref: out of memory\n");
  for (;;) {
    errno = 0;
    const char *command = reader ? reader_line(reader, "(lastref) ", NULL) : NULL;
    if (!command && person && errno == EINTR) { /* ^C while nothing runs */
      printf("\n`quit` ends lastref\n");
      continue;
    }
    if (!command) break;
    char *copy = strdup(command);
    if (!copy) break;
    copy[strcspn(copy, "\n")] = 0;
    if (copy[0] == '#') {
      free(copy);
      continue;
    }
    if (!copy[0] && person) { /* Enter alone repeats, as in other debuggers */
      free(copy);
      copy = strdup(last);
      if (!copy) break;
    } else
      snprintf(last, sizeof last, "%s", copy);
    if (!person && copy[0]) printf("(lastref) %s\n", copy);
    Reply r = session_command(s, copy);
    free(copy);
    show_new_output(s, &shown, person);
    if (r.text && *r.text) printf("%s\n", r.text);
    if (r.moved) show_place(s);
    failed |= r.error;
    bool quit = r.quit;
    reply_free(&r);
    fflush(stdout);
    if (quit) break;
    if (person) session_autosave(s);
  }
  reader_free(reader);
  if (in != stdin) fclose(in);
  interrupted = NULL;
  cli_close(&program);
  return failed && !person ? 1 : 0;
}

/* ---- the >>> prompt ---- */

/* A line that begins with a colon is a command of the debugger. */
static bool repl_command(Session *s, const char *text, uint64_t *shown, bool person) {
  session_set_quiet(s, false);
  Reply r = session_command(s, text);
  show_new_output(s, shown, person);
  if (r.text && *r.text) printf("%s\n", r.text);
  if (r.moved) show_place(s);
  bool quit = r.quit;
  reply_free(&r);
  session_set_quiet(s, true);
  return quit;
}

/* A statement typed at a past moment: does a new branch begin here? *line stays what was typed. */
static bool asks_to_branch(Session *s, Reader *reader, const char **line, size_t *n, const char *typed) {
  static char statement[65536];
  snprintf(statement, sizeof statement, "%s", *line);
  printf("This is a past moment. Branch here, in place of `%s`? All that follows is kept as `%s`.\n", typed,
         session_branch(s));
  const char *answer = reader_line(reader, "y: branch, n: after the last statement [y/n] ", NULL);
  *line = statement;
  *n = strlen(statement);
  return answer && (*answer == 'y' || *answer == 'Y');
}

int cli_repl(const CliOptions *o) {
  CliOptions without = *o;
  without.file = NULL;
  SessionOptions so = cli_session_options(&without, "", 0);
  const char *why = "";
  Session *s = session_open(&so, &why);
  Reader *reader = reader_new(stdin);
  if (!s || !reader) {
    fprintf(stderr, "lastref: %s\n", s ? "out of memory" : why);
    reader_free(reader);
    session_close(s);
    return 1;
  }
  History *h = session_history(s);
  h->inputs.pass_fd[1] = 1;
  h->inputs.pass_fd[2] = 2;
  session_set_quiet(s, true);
  interrupted = s;
  signal(SIGINT, on_interrupt);
  bool person = reader_is_person(reader), quit = false;
  if (person)
    printf("lastref %s: Python statements; lines that begin with : are commands of the debugger (:help)\n",
           LASTREF_VERSION);
  while (!h->finished && !quit) {
    size_t n = 0;
    bool input = h->waiting_input;
    errno = 0;
    const char *line = reader_line(reader, input ? "" : h->waiting_more ? "... " : ">>> ", &n);
    if (!line && person && errno == EINTR) { /* ^C */
      session_drop_statement(s);
      printf("\nKeyboardInterrupt\n");
      continue;
    }
    if (!line && person && !input) putchar('\n');
    uint64_t shown = VM->output_length;
    if (line && !input && !h->waiting_more && line[0] == ':') {
      char *copy = strdup(line + 1);
      if (!copy) break;
      quit = repl_command(s, copy, &shown, person);
      free(copy);
      fflush(stdout);
      continue;
    }
    const char *typed;
    if (!h->waiting_prompt && !h->waiting_input && person && line && session_can_fork(s, &typed) &&
        asks_to_branch(s, reader, &line, &n, typed)) {
      Reply r = session_do(s, CMD_FORK, 1, NULL);
      if (r.text) printf("%s\n", r.text);
      reply_free(&r);
    }
    if (!h->waiting_prompt &&
        !h->waiting_input) { /* at a past moment: statements go where the last one ended */
      Reply r = session_do(s, CMD_END, 1, NULL);
      reply_free(&r);
    }
    fflush(stdout);
    char *copy = line ? strndup(line, n) : strdup("");
    if (!copy) break;
    Reply r = session_input(s, copy, line ? n : 0);
    free(copy);
    if (r.error && r.text) fprintf(stderr, "lastref: %s\n", r.text);
    MoveResult result = r.result;
    while (result == MOVE_INTERRUPTED) { /* ^C: KeyboardInterrupt where it runs */
      Reply more = session_end_statement(s);
      result = more.error ? MOVE_FAILED : more.result;
      reply_free(&more);
    }
    if (person) session_autosave(s);
    bool stuck = !line && !h->finished;
    reply_free(&r);
    if (stuck) break;
  }
  int status = h->finished ? VM->exit_status : 0;
  interrupted = NULL;
  reader_free(reader);
  session_close(s);
  return status;
}
