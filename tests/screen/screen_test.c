/* clang-format off */
/* Screen tests: runs the real binary on a pseudo-terminal, types keys, and compares what it draws, as libvterm sees it, with the screens
 * written in the .test files.
 *
 *   screen_test BINARY FOLDER-OR-FILE [--update]
 *
 * A .test file is a list of lines:
 *   size ROWS COLS          before open
 *   env NAME=VALUE          before open
 *   open ARGS...            starts the binary (paths relative to the repository)
 *   keys TEXT               typed; \n \t \e \xHH and <Right> <Left> <Up> <Down> <Home> <End> are understood
 *   send TEXT               the same, but the program need not wait for keys behind it: it runs
 *   resize ROWS COLS
 *   resize-now ROWS COLS    while it runs
 *   keep FROM TO COLS       remembers the left COLS columns of these rows, and the timeline's `step N of M`
 *   kept                    and now they are the same again
 *   memory MIB              the program has at no time had more than this in memory
 *   signal NAME             TERM HUP INT QUIT SEGV WINCH to the process
 *   screen ... end          the whole screen, line by line, trailing blanks ignored; `~~~` in a line skips the rest of it
 *   has TEXT / lacks TEXT   somewhere on the screen
 *   row N TEXT              row N (from 0) contains TEXT
 *   bytes MAX               the last keys drew at most MAX bytes, in one write
 *   walk KEYS MAX SPARED    each key by itself costs one write of at most MAX bytes; at most SPARED of them leave the
 *                           ends of rows for when the keys rest
 *   signal-now NAME         while it runs
 *   stopped                 the process is stopped, and the terminal is as it was before; `signal CONT` continues it
 *   exit STATUS             the process has ended with STATUS (or -SIGNAL); the terminal is as it was before
 *   hangup                  the terminal vanishes; then `exit`
 */
/* clang-format on */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <dirent.h>
#include <vterm.h>

enum { MOST_LINES = 4000, FIRST_WAIT = 20000, QUIET = 2, MOST_ARGS = 32 };

typedef struct Run {
  const char *binary, *file;
  int line_number;
  int rows, cols, master;
  pid_t child;
  VTerm *vt;
  VTermScreen *screen;
  char env[8][128];
  int env_count;
  struct termios before;
  size_t bytes, reads, marks, updates; /* of the last keys: bytes, reads; frames, and the largest one */
  size_t largest, within;
  bool rested; /* the program has sent what it left for when the keys rest, which is not counted */
  int failures, checks;
  int status;
  bool ended, alternate, mouse;
  char *kept[64]; /* rows */
  int kept_from, kept_count, kept_cols;
  char kept_step[80];
} Run;

static void fail(Run *r, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fprintf(stdout, "%s:%d: ", r->file, r->line_number);
  vfprintf(stdout, format, args);
  putchar('\n');
  va_end(args);
  r->failures++;
}

static char *row_text(Run *r, int row) {
  char *out = calloc(1, (size_t)r->cols * 8 + 1);
  size_t n = 0;
  for (int col = 0; out && col < r->cols; col++) {
    VTermScreenCell cell;
    VTermPos pos = {row, col};
    if (!vterm_screen_get_cell(r->screen, pos, &cell) || cell.chars[0] == (uint32_t)-1) continue;
    if (!cell.chars[0]) out[n++] = ' ';
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != (uint32_t)-1; i++) {
      uint32_t c = cell.chars[i];
      if (c < 0x80)
        out[n++] = (char)c;
      else if (c < 0x800)
        out[n++] = (char)(0xC0 | c >> 6), out[n++] = (char)(0x80 | (c & 63));
      else if (c < 0x10000)
        out[n++] = (char)(0xE0 | c >> 12), out[n++] = (char)(0x80 | (c >> 6 & 63)),
        out[n++] = (char)(0x80 | (c & 63));
      else
        out[n++] = (char)(0xF0 | c >> 18), out[n++] = (char)(0x80 | (c >> 12 & 63)),
        out[n++] = (char)(0x80 | (c >> 6 & 63)), out[n++] = (char)(0x80 | (c & 63));
    }
  }
  while (n && out[n - 1] == ' ') out[--n] = 0;
  return out;
}

static void show(Run *r) {
  for (int i = 0; i < r->rows; i++) {
    char *t = row_text(r, i);
    printf("    |%s\n", t);
    free(t);
  }
}

static void note_end(Run *r) {
  int status;
  if (!r->ended && waitpid(r->child, &status, WNOHANG) == r->child) {
    r->ended = true;
    r->status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
}

/* SCREEN_DUMP=FILE keeps what was drawn, for measuring. */
static void dump(const char *bytes, size_t n) {
  const char *path = getenv("SCREEN_DUMP");
  FILE *f = path ? fopen(path, "ae") : NULL;
  if (!f) return;
  fwrite(bytes, 1, n, f);
  fclose(f);
}

/* A frame ends with the mark of a synchronized update, which is at the end of a write. */
static void count_updates(Run *r, const char *bytes, size_t n) {
  for (const char *p = bytes, *end = bytes + n; p < end;) {
    const char *mark = memmem(p, (size_t)(end - p), "\033[?2026l", 8);
    const char *to = mark ? mark + 8 : end;
    r->within += (size_t)(to - p);
    if (mark) {
      r->updates++;
      if (r->within > r->largest) r->largest = r->within;
      r->within = 0;
    }
    p = to;
  }
}

/* Reads until the program waits for keys: it sends a mark then. */
static void settle(Run *r, bool want_mark) {
  char buffer[65536];
  int waited = 0;
  size_t marks = r->marks;
  r->bytes = r->reads = r->updates = r->largest = r->within = 0;
  r->rested = false;
  for (;;) {
    struct pollfd p = {r->master, POLLIN, 0};
    bool have = !want_mark || r->marks > marks;
    int n = poll(&p, 1, have ? QUIET : 20);
    if (n > 0) {
      ssize_t got = read(r->master, buffer, sizeof buffer);
      if (got <= 0) break;
      const char *rest = memmem(buffer, (size_t)got, "\033]7778\a", 7);
      size_t counts = r->rested ? 0 : rest ? (size_t)(rest - buffer) : (size_t)got;
      r->rested |= rest != NULL;
      r->bytes += counts;
      r->reads++;
      count_updates(r, buffer, counts);
      dump(buffer, (size_t)got);
      for (ssize_t i = 0; i + 7 < got; i++)
        if (memcmp(buffer + i, "\033]7777;", 7) == 0) {
          r->marks++;
          const char *bell = memchr(buffer + i, '\a', (size_t)(got - i));
          if (bell && !r->rested) r->bytes -= (size_t)(bell + 1 - (buffer + i));
        }
      for (ssize_t i = 0; i + 7 < got; i++) {
        if (memcmp(buffer + i, "\033[?1049", 7) == 0) r->alternate = buffer[i + 7] == 'h';
        if (memcmp(buffer + i, "\033[?1000", 7) == 0) r->mouse = buffer[i + 7] == 'h';
      }
      vterm_input_write(r->vt, buffer, (size_t)got);
      continue;
    }
    note_end(r);
    if (r->ended || have) break;
    waited += 20;
    if (waited > FIRST_WAIT) {
      fail(r, "no frame came within %d ms", FIRST_WAIT);
      break;
    }
  }
}

static void open_program(Run *r, char *words) {
  char *argv[MOST_ARGS] = {(char *)(size_t)r->binary};
  int argc = 1;
  for (char *w = strtok(words, " \n"); w && argc < MOST_ARGS - 1; w = strtok(NULL, " \n")) argv[argc++] = w;
  struct winsize size = {.ws_row = (unsigned short)r->rows, .ws_col = (unsigned short)r->cols};
  int slave;
  if (openpty(&r->master, &slave, NULL, NULL, &size) != 0) {
    fail(r, "no pseudo-terminal: %s", strerror(errno));
    return;
  }
  tcgetattr(slave, &r->before);
  r->child = fork();
  if (r->child == 0) {
    close(r->master);
    login_tty(slave);
    setenv("TERM", "xterm-256color", 1);
    setenv("LANG", "C.UTF-8", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("LASTREF_TEST_MARKS", "1", 1);
    setenv("LASTREF_TEST_FOLDER", "/lessons", 1);
    unsetenv("NO_COLOR");
    for (int i = 0; i < r->env_count; i++) putenv(r->env[i]);
    execv(r->binary, argv);
    _exit(127);
  }
  close(slave);
  r->vt = vterm_new(r->rows, r->cols);
  vterm_set_utf8(r->vt, 1);
  r->screen = vterm_obtain_screen(r->vt);
  vterm_screen_enable_altscreen(r->screen, 1);
  vterm_screen_reset(r->screen, 1);
  r->ended = false;
  settle(r, true);
}

static void close_program(Run *r) {
  if (!r->vt) return;
  if (!r->ended) {
    kill(r->child, SIGKILL);
    waitpid(r->child, NULL, 0);
  }
  if (r->master >= 0) close(r->master);
  vterm_free(r->vt);
  r->vt = NULL;
}

static void type(Run *r, const char *text, bool waits) {
  static const char *const named[][2] = {{"<Right>", "\033OC"}, {"<Left>", "\033OD"}, {"<Up>", "\033OA"},
                                         {"<Down>", "\033OB"},  {"<Home>", "\033OH"}, {"<End>", "\033OF"},
                                         {"<Space>", " "},      {"<F1>", "\033OP"}};
  char out[4096];
  size_t n = 0;
  for (const char *p = text; *p && n + 8 < sizeof out;) {
    bool found = false;
    for (size_t i = 0; i < sizeof named / sizeof *named && !found; i++)
      if (strncmp(p, named[i][0], strlen(named[i][0])) == 0) {
        memcpy(out + n, named[i][1], strlen(named[i][1]));
        n += strlen(named[i][1]);
        p += strlen(named[i][0]);
        found = true;
      }
    if (found) continue;
    if (*p == '\\' && p[1]) {
      unsigned hex;
      if (p[1] == 'x' && sscanf(p + 2, "%2x", &hex) == 1) {
        out[n++] = (char)hex;
        p += 4;
        continue;
      }
      out[n++] = p[1] == 'n' ? '\r' : p[1] == 't' ? '\t' : p[1] == 'e' ? '\033' : p[1];
      p += 2;
      continue;
    }
    out[n++] = *p++;
  }
  if (write(r->master, out, n) != (ssize_t)n) fail(r, "cannot type");
  settle(r, waits);
}

static bool screen_has(Run *r, const char *text) {
  bool found = false;
  for (int i = 0; i < r->rows && !found; i++) {
    char *t = row_text(r, i);
    found = strstr(t, text) != NULL;
    free(t);
  }
  return found;
}

/* `~~~` in an expected row: what follows may be anything. */
static bool row_matches(const char *have, const char *want) {
  const char *open = strstr(want, "~~~");
  return open ? strncmp(have, want, (size_t)(open - want)) == 0 : strcmp(have, want) == 0;
}

/* With update, rows that match stay as they are written and the others become what is seen. */
static bool screen_matches(Run *r, char **want, int n) {
  bool same = true;
  for (int i = 0; i < r->rows && same; i++) {
    char *have = row_text(r, i);
    same = row_matches(have, i < n ? want[i] : "");
    free(have);
  }
  return same;
}

/* On a busy machine the last bytes may come late: what is wanted is looked for a while longer. */
static bool later(Run *r, int *tries) {
  if (r->ended || r->master < 0 || (*tries)++ >= 60) return false;
  usleep(50000);
  settle(r, false);
  return true;
}

static void compare(Run *r, char **want, int n, FILE *update) {
  r->checks++;
  for (int tries = 0; !update && !screen_matches(r, want, n) && later(r, &tries);) continue;
  for (int i = 0; i < r->rows; i++) {
    char *have = row_text(r, i);
    const char *line = i < n ? want[i] : "";
    bool same = row_matches(have, line);
    if (update)
      fprintf(update, "%s\n", same ? line : have);
    else if (!same)
      fail(r, "row %d differs\n    wanted |%s\n    got    |%s", i, line, have);
    free(have);
    if (!same && !update) {
      show(r);
      return;
    }
  }
}

/* "step 12 of 40+" on the timeline; else "". */
static void step_text(Run *r, char *out, size_t room) {
  *out = 0;
  for (int i = r->rows; i-- > 0 && !*out;) {
    char *row = row_text(r, i), *at = strstr(row, " step ");
    if (at && at[6] >= '0' && at[6] <= '9' && strstr(at, " of ")) snprintf(out, room, "%s", at + 1);
    free(row);
  }
}

static char *kept_text(Run *r, int i) {
  char *row = row_text(r, i), *end = row;
  for (int n = 0; n < r->kept_cols && *end; n++) do
      end++;
    while (((unsigned char)*end & 0xC0) == 0x80);
  *end = 0;
  return row;
}

static void keep_rows(Run *r, const char *argument) {
  int from = 0, to = 0;
  sscanf(argument, "%d %d %d", &from, &to, &r->kept_cols);
  for (int i = 0; i < r->kept_count; i++) free(r->kept[i]);
  r->kept_from = from;
  r->kept_count = 0;
  for (int i = from; i <= to && i < r->rows && r->kept_count < 64; i++)
    r->kept[r->kept_count++] = kept_text(r, i);
  step_text(r, r->kept_step, sizeof r->kept_step);
}

/* The first row that is not what it was; -1: none. */
static int not_kept(Run *r) {
  char step[sizeof r->kept_step];
  for (int i = 0; i < r->kept_count; i++) {
    char *have = kept_text(r, r->kept_from + i);
    bool same = strcmp(have, r->kept[i]) == 0;
    free(have);
    if (!same) return r->kept_from + i;
  }
  step_text(r, step, sizeof step);
  return strcmp(step, r->kept_step) == 0 ? -1 : r->rows;
}

static void want_kept(Run *r) {
  r->checks++;
  int wrong;
  for (int tries = 0; (wrong = not_kept(r)) >= 0 && later(r, &tries);) continue;
  if (wrong < 0) return;
  fail(r, "row %d is not what it was: |%s", wrong,
       wrong < r->rows ? r->kept[wrong - r->kept_from] : r->kept_step);
  show(r);
}

static void want_memory(Run *r, int most) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", (int)r->child);
  FILE *f = fopen(path, "re");
  long kib = -1;
  while (f && fgets(line, sizeof line, f)) sscanf(line, "VmHWM: %ld", &kib);
  if (f) fclose(f);
  r->checks++;
  if (kib < 0 || kib / 1024 > most) fail(r, "it has had %ld MiB in memory", kib / 1024);
  if (getenv("SCREEN_VERBOSE")) printf("%s:%d: %ld MiB\n", r->file, r->line_number, kib / 1024);
}

static void want_terminal(Run *r) {
  if (r->alternate) fail(r, "left in the alternate screen");
  if (r->mouse) fail(r, "the mouse was left on");
  struct termios now;
  if (r->master >= 0 && tcgetattr(r->master, &now) == 0 &&
      (now.c_lflag != r->before.c_lflag || now.c_iflag != r->before.c_iflag ||
       now.c_oflag != r->before.c_oflag))
    fail(r, "the terminal's modes were not restored");
}

static void want_stopped(Run *r) {
  r->checks++;
  int status = 0;
  for (int i = 0; i < 500 && !WIFSTOPPED(status); i++) {
    settle(r, false);
    if (waitpid(r->child, &status, WNOHANG | WUNTRACED) != r->child) status = 0;
    if (!WIFSTOPPED(status)) usleep(10000);
  }
  if (!WIFSTOPPED(status)) fail(r, "it is not stopped");
  settle(r, false);
  want_terminal(r);
}

static void want_exit(Run *r, int status) {
  r->checks++;
  for (int i = 0; i < 500 && !r->ended; i++) {
    settle(r, false);
    note_end(r);
    if (!r->ended) usleep(10000);
  }
  if (!r->ended) {
    fail(r, "still running");
    return;
  }
  if (r->status != status) fail(r, "ended with %d, not %d", r->status, status);
  want_terminal(r);
}

static int signal_of(const char *name) {
  static const struct {
    const char *name;
    int sig;
  } all[] = {{"TERM", SIGTERM}, {"HUP", SIGHUP},   {"INT", SIGINT},   {"QUIT", SIGQUIT}, {"SEGV", SIGSEGV},
             {"BUS", SIGBUS},   {"ABRT", SIGABRT}, {"TSTP", SIGTSTP}, {"CONT", SIGCONT}, {"WINCH", SIGWINCH}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (strcmp(all[i].name, name) == 0) return all[i].sig;
  return SIGTERM;
}

static bool run_file(const char *binary, const char *path, bool update, int *checks) {
  FILE *f = fopen(path, "re");
  if (!f) return false;
  char *lines[MOST_LINES];
  int count = 0;
  char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, f) >= 0 && count < MOST_LINES) {
    line[strcspn(line, "\n")] = 0;
    lines[count++] = strdup(line);
  }
  fclose(f);
  free(line);
  FILE *out = update ? fopen(path, "we") : NULL;
  Run r = {.binary = binary, .file = path, .rows = 24, .cols = 80, .master = -1};
  for (int i = 0; i < count; i++) {
    r.line_number = i + 1;
    char *text = lines[i], *argument = strchr(text, ' ');
    if (out) fprintf(out, "%s\n", text);
    argument = argument ? argument + 1 : text + strlen(text);
    if (!*text || *text == '#') continue;
    if (strncmp(text, "size ", 5) == 0)
      sscanf(argument, "%d %d", &r.rows, &r.cols);
    else if (strncmp(text, "env ", 4) == 0) {
      if (r.env_count < 8) snprintf(r.env[r.env_count++], sizeof r.env[0], "%s", argument);
    } else if (strncmp(text, "open ", 5) == 0 || strcmp(text, "open") == 0) {
      close_program(&r);
      char *copy = strdup(argument);
      open_program(&r, copy);
      free(copy);
    } else if (!r.vt)
      fail(&r, "`open` first");
    else if (strncmp(text, "keys ", 5) == 0)
      type(&r, argument, true);
    else if (strncmp(text, "send ", 5) == 0)
      type(&r, argument, false);
    else if (strncmp(text, "keep ", 5) == 0)
      keep_rows(&r, argument);
    else if (strcmp(text, "kept") == 0)
      want_kept(&r);
    else if (strncmp(text, "memory ", 7) == 0)
      want_memory(&r, atoi(argument));
    else if (strncmp(text, "resize ", 7) == 0 || strncmp(text, "resize-now ", 11) == 0) {
      sscanf(argument, "%d %d", &r.rows, &r.cols);
      struct winsize size = {.ws_row = (unsigned short)r.rows, .ws_col = (unsigned short)r.cols};
      vterm_set_size(r.vt, r.rows, r.cols);
      ioctl(r.master, TIOCSWINSZ, &size);
      settle(&r, text[6] == ' ');
    } else if (strncmp(text, "signal ", 7) == 0 || strncmp(text, "signal-now ", 11) == 0) {
      kill(r.child, signal_of(argument));
      settle(&r, strcmp(text, "signal CONT") == 0);
    } else if (strcmp(text, "stopped") == 0)
      want_stopped(&r);
    else if (strcmp(text, "hangup") == 0) {
      close(r.master);
      r.master = -1;
      for (int k = 0; k < 300 && !r.ended; k++) {
        note_end(&r);
        usleep(10000);
      }
      r.checks++;
      if (!r.ended) fail(&r, "still running after the terminal vanished");
    } else if (strcmp(text, "screen") == 0) {
      int end = i + 1;
      while (end < count && strcmp(lines[end], "end") != 0) end++;
      compare(&r, lines + i + 1, end - i - 1, out);
      if (out) fprintf(out, "end\n");
      i = end;
    } else if (strncmp(text, "has ", 4) == 0 || strncmp(text, "lacks ", 6) == 0) {
      r.checks++;
      bool want = *text == 'h';
      for (int tries = 0; screen_has(&r, argument) != want && later(&r, &tries);) continue;
      if (screen_has(&r, argument) != want) {
        fail(&r, "the screen %s `%s`", want ? "lacks" : "has", argument);
        show(&r);
      }
    } else if (strncmp(text, "row ", 4) == 0) {
      r.checks++;
      int row = atoi(argument);
      char *have = row_text(&r, row);
      const char *want = strchr(argument, ' ');
      if (!want || !strstr(have, want + 1)) fail(&r, "row %d is |%s", row, have);
      free(have);
    } else if (strncmp(text, "walk ", 5) == 0) {
      char keys[256];
      size_t most = 0, may = 0, spared = 0;
      sscanf(argument, "%255s %zu %zu", keys, &most, &may);
      r.checks++;
      for (const char *k = keys; *k; k++) {
        type(&r, (char[]){*k, 0}, true);
        spared += r.rested;
        if (r.bytes > most || r.updates > 1)
          fail(&r, "key %zu wrote %zu bytes, in %zu writes", (size_t)(k - keys) + 1, r.bytes, r.updates);
      }
      if (spared > may) fail(&r, "%zu of the keys left something for later", spared);
      if (getenv("SCREEN_VERBOSE")) printf("%s:%d: %zu spared\n", r.file, r.line_number, spared);
    } else if (strncmp(text, "bytes ", 6) == 0) {
      r.checks++;
      if (r.bytes > (size_t)atoi(argument)) fail(&r, "%zu bytes were drawn", r.bytes);
    } else if (strncmp(text, "exit ", 5) == 0)
      want_exit(&r, atoi(argument));
    else
      fail(&r, "what is `%s`?", text);
  }
  close_program(&r);
  for (int i = 0; i < r.kept_count; i++) free(r.kept[i]);
  if (out) fclose(out);
  for (int i = 0; i < count; i++) free(lines[i]);
  *checks += r.checks;
  return r.failures == 0;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  bool update = argc > 3 && strcmp(argv[3], "--update") == 0;
  char *binary = realpath(argv[1], NULL), *where = realpath(argv[2], NULL);
  if (!binary || !where) {
    fprintf(stderr, "no such file\n");
    return 2;
  }
  char *files[1000];
  int count = 0;
  struct stat st;
  stat(where, &st);
  if (S_ISDIR(st.st_mode)) {
    DIR *d = opendir(where);
    for (struct dirent *e; d && (e = readdir(d)) && count < 1000;) {
      size_t n = strlen(e->d_name);
      if (n > 5 && strcmp(e->d_name + n - 5, ".test") == 0 &&
          asprintf(&files[count], "%s/%s", where, e->d_name) > 0)
        count++;
    }
    if (d) closedir(d);
  } else
    files[count++] = strdup(where);
  qsort(files, (size_t)count, sizeof *files, by_name);
  if (chdir(TEST_SOURCE_DIR) != 0) return 2;
  int passed = 0, failed = 0, checks = 0;
  for (int i = 0; i < count; i++) {
    if (run_file(binary, files[i], update, &checks))
      passed++;
    else
      failed++;
    free(files[i]);
  }
  free(binary);
  free(where);
  printf("%d checks in %d files\n%d passed, %d failed\n", checks, count, passed, failed);
  return failed != 0;
}
