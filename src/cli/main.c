#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tui/app.h"
#include "tui/term.h"

typedef enum OptionId {
#define OPTION(id, name, argument, help) OPT_##id,
#include "cli/options.def"
#undef OPTION
  OPT_COUNT
} OptionId;
static const struct {
  const char *name, *argument, *help;
} option_table[] = {
#define OPTION(id, name, argument, help) {name, argument, help},
#include "cli/options.def"
#undef OPTION
};

typedef int (*CommandFn)(const CliOptions *);
static const struct {
  const char *name;
  CommandFn fn;
  bool needs_file;
  const char *synopsis, *help;
} modes[] = {
    {"run", cli_run, true, "run FILE [ARGS]", "run it as python3 would: same output, same exit status"},
    {"trace", cli_trace, true, "trace [--json] FILE [ARGS]", "print its history, step by step"},
    {"check", cli_check, true, "check FILE [ARGS]",
     "run it here and under python3 3.11, and compare at every line"},
    {"repl", cli_repl, false, "repl", "the >>> prompt in line mode"},
    {"selfcheck", cli_selfcheck, true, "selfcheck FILE [ARGS]",
     "seek at random and compare digests, audit the counts"},
};

static void usage(FILE *out) {
  fprintf(out, "lastref steps through a Python program's memory, forward and back.\n\n"
               "  lastref [OPTIONS] FILE.py [ARGS]    open the debugger on it\n"
               "  lastref [OPTIONS] SESSION.lastref   go on with a saved session\n"
               "  lastref                             open the >>> prompt in the same screen\n");
  for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
    fprintf(out, "  lastref %-27s %s\n", modes[i].synopsis, modes[i].help);
  fprintf(out, "\nOptions (before FILE; what stands behind it is the program's):\n");
  for (int i = 0; i < OPT_COUNT; i++) {
    if (i == OPT_NO_RECORD) fprintf(out, "\nFor tests and measurements:\n");
    char left[40];
    snprintf(left, sizeof left, "--%s%s%s", option_table[i].name, option_table[i].argument ? " " : "",
             option_table[i].argument ? option_table[i].argument : "");
    fprintf(out, "  %-24s %s\n", left, option_table[i].help);
  }
}

static bool number(const char *text, const char *option, uint64_t *out) {
  char *end;
  errno = 0;
  unsigned long long v = strtoull(text, &end, 10);
  if (errno || *end || end == text || *text == '-') {
    fprintf(stderr, "lastref: --%s takes a number, not `%s`\n", option, text);
    return false;
  }
  *out = v;
  return true;
}

/* One option at argv[*at]; false: stop with status 2 (message printed). */
static bool take_option(CliOptions *o, int argc, char **argv, int *at, bool *done) {
  const char *word = argv[*at];
  char shortened[64];
  const char *value = NULL;
  if (strcmp(word, "-x") == 0)
    word = "--commands";
  else if (strcmp(word, "-h") == 0)
    word = "--help";
  else if (strcmp(word, "-V") == 0)
    word = "--version";
  const char *equals = strchr(word, '=');
  if (equals) {
    snprintf(shortened, sizeof shortened, "%.*s", (int)(equals - word), word);
    word = shortened;
    value = equals + 1;
  }
  int id = -1;
  for (int i = 0; i < OPT_COUNT; i++)
    if (strncmp(word, "--", 2) == 0 && strcmp(word + 2, option_table[i].name) == 0) id = i;
  if (id < 0) {
    int near = -1, best = 3;
    for (int i = 0; i < OPT_COUNT; i++) {
      const char *given = word + strspn(word, "-");
      int distance = word_distance(given, strlen(given), option_table[i].name, strlen(option_table[i].name));
      if (distance < best) best = distance, near = i;
    }
    if (near >= 0)
      fprintf(stderr, "lastref: there is no option `%s`: did you mean `--%s`? See lastref --help\n",
              argv[*at], option_table[near].name);
    else
      fprintf(stderr, "lastref: there is no option `%s`; see lastref --help\n", argv[*at]);
    return false;
  }
  if (option_table[id].argument && !value) {
    if (*at + 1 >= argc) {
      fprintf(stderr, "lastref: --%s needs %s behind it\n", option_table[id].name, option_table[id].argument);
      return false;
    }
    value = argv[++*at];
  }
  uint64_t n = 0;
  const char *name = option_table[id].name;
  switch ((OptionId)id) {
  case OPT_HELP:
    usage(stdout);
    *done = true;
    break;
  case OPT_VERSION:
    printf("lastref %s\n", LASTREF_VERSION);
    *done = true;
    break;
  case OPT_COMMANDS: o->command_file = value; break;
  case OPT_PLAIN: o->plain = true; break;
  case OPT_JSON: o->json = true; break;
  case OPT_WHOLE: o->whole = true; break;
  case OPT_AS_PROMPT: o->as_prompt = true; break;
  case OPT_AS_CELLS: o->as_cells = true; break;
  case OPT_FILE_:
    if (o->file_count < 63) o->files[o->file_count++] = value;
    break;
  case OPT_STDLIB: o->stdlib = value; break;
  case OPT_MEMORY:
    if (!number(value, name, &n)) return false;
    if (n < 4 || n > 700) {
      fprintf(stderr, "lastref: --memory is between 4 and 700 MiB\n");
      return false;
    }
    o->memory = (size_t)n << 20;
    break;
  case OPT_HISTORY:
    if (!number(value, name, &n)) return false;
    if (n < 1 || n > 1 << 20) {
      fprintf(stderr, "lastref: --history is at least 1 MiB\n");
      return false;
    }
    o->history = (size_t)n << 20;
    break;
  case OPT_MAX_STEPS: return number(value, name, &o->max_steps);
  case OPT_TIME:
    if (!number(value, name, &o->time_limit)) return false;
    if (!o->time_limit || o->time_limit > 1000000) {
      fprintf(stderr, "lastref: --time is between 1 and 1000000 seconds\n");
      return false;
    }
    break;
  case OPT_WITHOUT: o->without = value; break;
  case OPT_SEED: return number(value, name, &o->seed);
  case OPT_EVERY: return number(value, name, &o->checkpoint_every);
  case OPT_COLLECT: return number(value, name, &o->collect_every);
  case OPT_FROZEN: o->frozen_clock = true; break;
  case OPT_RESUME: o->resume = true; break;
  case OPT_MOUSE: o->mouse = true; break;
  case OPT_ASCII: o->ascii = true; break;
  case OPT_MONO: o->mono = true; break;
  case OPT_STILL: o->reduced_motion = true; break;
  case OPT_QUICK: o->quick = true; break;
  case OPT_NO_RECORD: o->no_record = true; break;
  case OPT_AUDIT: o->audit = true; break;
  case OPT_COLLECTIONS: o->collections = true; break;
  case OPT_AUDIT_ALL: o->audit_all = true; break;
  case OPT_AUDIT_LINES: o->audit_lines = true; break;
  case OPT_COUNT: break;
  }
  return true;
}

bool cli_load(const char *path, char **text, size_t *length) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &st) != 0) {
    fprintf(stderr, "lastref: can't open file '%s': [Errno %d] %s\n", path, errno, strerror(errno));
    if (fd >= 0) close(fd);
    return false;
  }
  if (S_ISDIR(st.st_mode)) {
    fprintf(stderr, "lastref: '%s' is a folder; give a Python file in it\n", path);
    close(fd);
    return false;
  }
  size_t room = S_ISREG(st.st_mode) ? (size_t)st.st_size + 1 : 65536, n = 0;
  char *bytes = malloc(room + 1);
  while (bytes) {
    if (n == room) {
      if (room > (64u << 20)) {
        fprintf(stderr, "lastref: '%s' is larger than 64 MiB: too large for a program\n", path);
        free(bytes);
        close(fd);
        return false;
      }
      char *grown = realloc(bytes, room * 2 + 1);
      if (!grown) break;
      bytes = grown;
      room *= 2;
    }
    ssize_t r = read(fd, bytes + n, room - n);
    if (r < 0 && errno == EINTR) continue;
    if (r < 0) {
      fprintf(stderr, "lastref: can't read '%s': %s\n", path, strerror(errno));
      free(bytes);
      close(fd);
      return false;
    }
    if (r == 0) break;
    n += (size_t)r;
  }
  close(fd);
  if (!bytes) {
    fprintf(stderr, "lastref: out of memory reading '%s'\n", path);
    return false;
  }
  bytes[n] = 0;
  if (notebook_is(path)) {
    const char *why = "";
    char *cells = notebook_cells(bytes, n, &n, &why);
    free(bytes);
    if (!cells) {
      fprintf(stderr, "lastref: '%s' is no notebook: %s\n", path, why);
      return false;
    }
    bytes = cells;
  }
  *text = bytes;
  *length = n;
  return true;
}

/* As CPython does: the program's path is the working folder and what was given, unchanged; the folder that
 * imports are looked up in is that of the file itself, behind all links. Tests have a working folder of their
 * own, so that the objects of paths are as long everywhere. */
static void script_paths(const char *file, char path[PATH_MAX], char folder[PATH_MAX]) {
  const char *given = getenv("LASTREF_TEST_FOLDER");
  char working[PATH_MAX], real[PATH_MAX];
  if (given)
    snprintf(working, sizeof working, "%s", given);
  else if (!getcwd(working, sizeof working))
    *working = 0;
  if (*file == '/' || !*working)
    snprintf(path, PATH_MAX, "%s", file);
  else
    snprintf(path, PATH_MAX, "%s/%s", working, file);
  const char *whole = !given && realpath(file, real) ? real : path, *slash = strrchr(whole, '/');
  snprintf(folder, PATH_MAX, "%.*s", slash ? (int)(slash - whole) + (slash == whole) : 1,
           slash ? whole : ".");
}

SessionOptions cli_session_options(const CliOptions *o, const char *text, size_t length) {
  static char path[PATH_MAX], root[PATH_MAX];
  path[0] = root[0] = 0;
  if (o->file) script_paths(o->file, path, root);
  return (SessionOptions){
      .program = {.kind = !o->file                              ? PROGRAM_PROMPT
                          : o->as_cells || notebook_is(o->file) ? PROGRAM_AS_CELLS
                          : o->as_prompt                        ? PROGRAM_AS_PROMPT
                                                                : PROGRAM_SCRIPT,
                  .path = o->file ? path : "<stdin>",
                  .argv0 = o->file,
                  .folder = o->file ? root : NULL,
                  .text = text,
                  .length = length,
                  .argc = o->argc,
                  .argv = o->argv,
                  .stdlib = o->stdlib,
                  .output = OUTPUT_THROUGH,
                  .collect_every = (uint32_t)o->collect_every,
                  .seed = o->seed},
      .history = {.budget = o->history, .every = o->checkpoint_every, .no_checkpoints = o->no_record},
      .memory_budget = o->memory,
      .frozen_clock = o->frozen_clock,
      .files = o->file_count ? o->files : NULL,
      .root = root};
}

/* The program, from a saved session or the file itself. false after a message on stderr. */
bool cli_open(const CliOptions *o, CliProgram *p) {
  *p = (CliProgram){0};
  char why[600];
  char *newest = o->resume ? autosave_newest(o->file) : NULL;
  const char *saved = newest ? newest : !o->resume && o->file && saved_is_name(o->file) ? o->file : NULL;
  if (o->resume && !newest) {
    fprintf(stderr, "lastref: no session %s%s has been saved on this machine\n",
            o->file ? "of " : "of any program", o->file ? o->file : "");
    return false;
  }
  if (saved) {
    p->saved = saved_read(saved, why, sizeof why);
    free(newest);
    if (!p->saved) {
      fprintf(stderr, "lastref: %s\n", why);
      return false;
    }
    const char *folder = saved_folder(p->saved);
    if (*folder && chdir(folder) != 0) /* where the program finds what it reads */
      fprintf(stderr, "lastref: the folder '%s' of the saved session is gone: files are looked for here\n",
              folder);
  } else if (o->file && !cli_load(o->file, &p->text, &p->length))
    return false;
  SessionOptions so =
      p->saved ? *saved_options(p->saved) : cli_session_options(o, p->text ? p->text : "", p->length);
  so.program.output = OUTPUT_LINES;
  const char *open_why = "";
  p->session = session_open(&so, &open_why);
  if (!p->session) fprintf(stderr, "lastref: %s\n", open_why);
  if (!p->session) cli_close(p);
  return p->session;
}

void cli_close(CliProgram *p) {
  session_close(p->session);
  saved_free(p->saved);
  free(p->text);
  *p = (CliProgram){0};
}

int cli_screen(const CliOptions *o) {
  CliProgram p;
  if (!cli_open(o, &p)) return EXIT_USAGE;
  TermOptions t = {o->mouse, o->ascii, o->mono, o->reduced_motion};
  const char *why = "";
  if (!term_open(&t, &why)) {
    fprintf(stderr, "lastref: %s\n", why);
    cli_close(&p);
    return EXIT_USAGE;
  }
  session_set(p.session, SETTING_COLOURS, !o->mono && !getenv("NO_COLOR"));
  session_set(p.session, SETTING_ASCII, o->ascii);
  session_set(p.session, SETTING_MOUSE, o->mouse);
  session_set(p.session, SETTING_STILL, o->reduced_motion);
  session_set(p.session, SETTING_QUICK, o->quick);
  session_set(p.session, SETTING_AUTOSAVE, !getenv("LASTREF_TEST_MARKS") || getenv("XDG_STATE_HOME"));
  int status = app_run(p.session);
  term_close();
  cli_close(&p);
  return status;
}

/* Perhaps the word was meant to be one of ours. */
static void no_such_file(const char *word) {
  fprintf(stderr, "lastref: can't open file '%s': [Errno %d] %s\n", word, errno, strerror(errno));
  if (strchr(word, '/') || strchr(word, '.')) return;
  const char *near = strcmp(word, "help") == 0 ? "--help" : NULL;
  int best = 3;
  for (size_t i = 0; i < sizeof modes / sizeof *modes && !near; i++) {
    int distance = word_distance(word, strlen(word), modes[i].name, strlen(modes[i].name));
    if (distance < best) best = distance, near = modes[i].name;
  }
  if (near) fprintf(stderr, "lastref: did you mean `lastref %s`?\n", near);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  setlocale(LC_NUMERIC, "C");
  CliOptions o = {0};
  CommandFn command = NULL;
  bool needs_file = false, done = false;
  int at = 1;
  for (; at < argc; at++) {
    if (argv[at][0] == '-' && argv[at][1]) {
      if (strcmp(argv[at], "--") == 0) {
        at++;
        break;
      }
      if (!take_option(&o, argc, argv, &at, &done)) return EXIT_USAGE;
      if (done) return 0;
      continue;
    }
    size_t mode = 0;
    for (; !command && mode < sizeof modes / sizeof *modes; mode++)
      if (strcmp(argv[at], modes[mode].name) == 0) break;
    if (command || mode == sizeof modes / sizeof *modes) break;
    command = modes[mode].fn;
    needs_file = modes[mode].needs_file;
  }
  if (at < argc) {
    o.file = argv[at];
    o.argc = argc - at - 1;
    o.argv = (const char *const *)(argv + at + 1);
  }
  if (needs_file && !o.file) {
    fprintf(stderr, "lastref: which file? See lastref --help\n");
    return EXIT_USAGE;
  }
  if (!command && o.file && access(o.file, F_OK) != 0 && !o.resume) {
    no_such_file(o.file);
    return EXIT_USAGE;
  }
  if (command) return command(&o);
  if (o.resume || (o.file && saved_is_name(o.file))) /* it may be of a prompt, and has commands of its own */
    return o.command_file || o.plain || !isatty(0) || !isatty(1) || !term_can_address() ? cli_line_mode(&o)
                                                                                        : cli_screen(&o);
  if (o.plain && !o.file && !o.command_file) return cli_repl(&o);
  if (o.command_file || o.plain) return cli_line_mode(&o);
  if (!isatty(0) || !isatty(1) || !term_can_address()) {
    if (!o.file) return cli_repl(&o);
    if (isatty(0)) {
      fprintf(stderr,
              "lastref: this terminal cannot place its cursor: line mode (help lists the commands)\n");
      return cli_line_mode(&o);
    }
    fprintf(stderr, "lastref: not a terminal; use `lastref trace %s` for text, or -x COMMANDS\n", o.file);
    return EXIT_USAGE;
  }
  return cli_screen(&o);
}
