/* Line mode: the debugger's commands read from a file or a terminal, one sentence a step; and the >>> prompt in line mode. */
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

static void show_new_output(Session *s, uint64_t *shown) {
  const Inputs *in = &session_history(s)->inputs;
  uint64_t upto = VM->output_length;
  if (upto < *shown) *shown = upto; /* we went back */
  if (*shown < in->output_base) *shown = in->output_base;
  size_t n;
  if (upto > *shown) {
    const ModelOutput *rows = session_output(s, &n);
    (void)rows;
    const char *p = in->output + (*shown - in->output_base), *end = in->output + (upto - in->output_base);
    while (p < end) {
      const char *nl = memchr(p, '\n', (size_t)(end - p));
      const char *stop = nl ? nl : end;
      printf("| ");
      for (; p < stop; p++) {
        unsigned char c = (unsigned char)*p;
        if (c < 32 || c == 127) printf("^%c", c == 127 ? '?' : c + 64);
        else putchar(c);
      }
      putchar('\n');
      p = stop + (nl != NULL);
    }
  }
  *shown = upto;
}

static void show_place(Session *s) {
  const Model *m = session_model(s);
  if (m && m->caption && *m->caption) printf("%s\n", m->caption);
}

int cli_line_mode(const CliOptions *o) {
  char *text = NULL;
  size_t length = 0;
  if (o->file && !cli_load(o->file, &text, &length)) return EXIT_USAGE;
  FILE *in = stdin;
  if (o->command_file && !(in = fopen(o->command_file, "re"))) {
    fprintf(stderr, "lastref: cannot read the commands in '%s'\n", o->command_file);
    free(text);
    return EXIT_USAGE;
  }
  SessionOptions so = cli_session_options(o, text ? text : "", length);
  const char *why = "";
  Session *s = session_open(&so, &why);
  if (!s) {
    fprintf(stderr, "lastref: %s\n", why);
    free(text);
    return 1;
  }
  interrupted = s;
  signal(SIGINT, on_interrupt);
  Reader *reader = reader_new(in);
  bool person = reader && reader_is_person(reader);
  uint64_t shown = 0;
  show_place(s);
  char last[256] = "";
  bool failed = false;
  for (;;) {
    const char *command = reader ? reader_line(reader, "(lastref) ", NULL) : NULL;
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
    } else snprintf(last, sizeof last, "%s", copy);
    if (!person && copy[0]) printf("(lastref) %s\n", copy);
    Reply r = session_command(s, copy);
    free(copy);
    show_new_output(s, &shown);
    if (r.text && *r.text) printf("%s\n", r.text);
    if (r.moved) show_place(s);
    failed |= r.error;
    bool quit = r.quit;
    reply_free(&r);
    fflush(stdout);
    if (quit) break;
  }
  reader_free(reader);
  if (in != stdin) fclose(in);
  interrupted = NULL;
  session_close(s);
  free(text);
  return failed && !person ? 1 : 0;
}

/* ---- the >>> prompt ---- */

static Reader *prompt_reader;
static int64_t read_statement(void *data, char **line) {
  (void)data;
  size_t n = 0;
  /* sys.ps1 and ps2 are shown by the engine where CPython shows them; libedit shows them itself. */
  const char *text = reader_line(prompt_reader, "", &n);
  if (!text) return 0;
  *line = malloc(n + 1);
  if (!*line) return 0;
  memcpy(*line, text, n);
  (*line)[n] = 0;
  return (int64_t)n;
}

int cli_repl(const CliOptions *o) {
  CliOptions without = *o;
  without.file = NULL;
  SessionOptions so = cli_session_options(&without, "", 0);
  const char *why = "";
  History *h = history_new(&so.program, &so.history, so.memory_budget, &why);
  if (!h) {
    fprintf(stderr, "lastref: %s\n", why);
    return 1;
  }
  prompt_reader = reader_new(stdin);
  h->inputs.pass_fd[1] = 1;
  h->inputs.pass_fd[2] = 2;
  h->inputs.read_line = read_statement;
  MoveResult r = history_start(h);
  while (r == MOVE_OK) r = history_to_end(h);
  int status = r == MOVE_END ? VM->exit_status : 1;
  reader_free(prompt_reader);
  history_free(h);
  return status;
}
