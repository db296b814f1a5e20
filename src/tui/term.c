#include "tui/term.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "base/attr.h"
#include "history/clock.h"

enum {
  MOST_AREAS = 24,
  MOST_SPARES = 64,
  LOOK_AGAIN = 1000,
  REST_DELAY = 10 /* ms */,
  PAUSE = 100 /* ms */,
  QUIT_KEY = 28 /* ^\\ ends it at once, as everywhere */
};

static struct {
  bool open, saved, test_marks;
  int tty;    /* where frames are written; input comes from fd 0 */
  int memory; /* memory file ncurses draws into */
  FILE *memory_file;
  SCREEN *screen;
  WINDOW *input; /* keys are read through a pad: reading through a window would draw behind our back */
  struct termios before, during;
  bool mouse_on;
  TermMouse mouse;
  double clicked;    /* when */
  char restore[512]; /* gives the terminal back */
  size_t restore_length;
  char enter[512];
  TermOptions options;
  volatile sig_atomic_t resized;
  uint64_t frames;
  Canvas canvas;
  bool by_canvas;  /* the terminal is like ECMA-48: frames are worked out here */
  bool unfinished; /* there is more to send than the last frame held */
  CanvasArea order[MOST_AREAS];
  int order_count;
  TermSpare spares[MOST_SPARES];
  int spare_count;
  uint32_t spare_mark;
  bool spared; /* the last frame shows something shortened */
  cchar_t *cells;
  int cells_room;
  char *buffer;
  size_t buffer_room;
  void *alternate_stack;
} term;

static const char mouse_begin[] = "\033[?1000h\033[?1006h", mouse_end[] = "\033[?1006l\033[?1000l";
static const int fatal_signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV,
                                    SIGBUS,  SIGFPE, SIGILL, SIGABRT};

static void write_all(int fd, const char *bytes, size_t n) {
  while (n) {
    ssize_t w = write(fd, bytes, n);
    if (w > 0) {
      bytes += w;
      n -= (size_t)w;
    } else if (w < 0 && errno == EAGAIN) {
      struct pollfd p = {fd, POLLOUT, 0};
      poll(&p, 1, 1000);
    } else if (w < 0 && errno == EINTR)
      continue;
    else
      return;
  }
}

/* Async-signal-safe. */
static void give_back(void) {
  if (!term.saved) return;
  term.saved = false;
  ssize_t w = term.mouse_on ? write(term.tty, mouse_end, sizeof mouse_end - 1) : 0;
  w = write(term.tty, term.restore, term.restore_length);
  (void)w;
  tcsetattr(0, TCSADRAIN, &term.before);
}

static void on_fatal(int sig) {
  give_back();
  signal(sig, SIG_DFL);
  raise(sig);
}
/* The screen library ends the program by itself when it is out of memory. */
static void ended_by_library(void) {
  if (!term.saved) return;
  give_back();
  static const char text[] = "lastref: out of memory\n";
  ssize_t w = write(2, text, sizeof text - 1);
  (void)w;
}
static void take_over(void);

/* Stopped (^Z, or by someone else): the terminal is the shell's until we go on. */
static void on_stop(int sig) {
  (void)sig;
  give_back();
  raise(SIGSTOP);
}
static void on_continue(int sig) {
  (void)sig;
  if (!term.saved) take_over();
  tcsetattr(0, TCSADRAIN, &term.during);
  term.resized = 1; /* all is drawn again */
}
static void on_resize(int sig) {
  (void)sig;
  term.resized = 1;
}

static size_t add_cap(char *out, size_t room, size_t at, const char *cap) {
  const char *text = tigetstr((char *)(uintptr_t)cap);
  if (!text || text == (char *)-1) return at;
  size_t n = strlen(text);
  if (at + n + 1 >= room) return at;
  memcpy(out + at, text, n + 1);
  return at + n;
}

bool term_can_address(void) {
  int error;
  const char *name = getenv("TERM");
  if (!name || !*name || strcmp(name, "dumb") == 0) return false;
  if (setupterm((char *)(uintptr_t)name, 1, &error) != OK) return true; /* unknown: xterm-256color is tried */
  const char *cup = tigetstr((char *)(uintptr_t) "cup");
  return cup && cup != (char *)-1;
}

bool term_is_utf8(void) { return !term.options.ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }
int term_colors(void) { return term.options.mono || getenv("NO_COLOR") || !has_colors() ? 0 : COLORS; }

void term_size(int *rows, int *cols) {
  struct winsize w;
  if (ioctl(term.tty, TIOCGWINSZ, &w) == 0 && w.ws_row && w.ws_col) {
    *rows = w.ws_row;
    *cols = w.ws_col;
    return;
  }
  *rows = getenv("LINES") ? atoi(getenv("LINES")) : 24;
  *cols = getenv("COLUMNS") ? atoi(getenv("COLUMNS")) : 80;
}

static void fit(void) {
  int rows, cols;
  term_size(&rows, &cols);
  resizeterm(MAX(rows, 1), MAX(cols, 1));
  canvas_forget(&term.canvas);
}

int term_resized(void) {
  int r = term.resized;
  term.resized = 0;
  if (r) fit();
  return r;
}

static void take_over(void) {
  tcgetattr(0, &term.before);
  term.during = term.before;
  cfmakeraw(&term.during);
  term.during.c_cc[VMIN] = 1;
  term.during.c_cc[VTIME] = 0;
  tcsetattr(0, TCSADRAIN, &term.during);
  term.saved = true;
  write_all(term.tty, term.enter, strlen(term.enter));
  if (term.mouse_on) write_all(term.tty, mouse_begin, sizeof mouse_begin - 1);
}

static void set_signals(void) {
  term.alternate_stack = malloc(65536);
  if (term.alternate_stack) {
    stack_t s = {.ss_sp = term.alternate_stack, .ss_size = 65536};
    sigaltstack(&s, NULL);
  }
  struct sigaction a = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK | SA_NODEFER};
  sigemptyset(&a.sa_mask);
  for (size_t i = 0; i < ARRAY_LEN(fatal_signals); i++) sigaction(fatal_signals[i], &a, NULL);
  a.sa_flags = SA_RESTART;
  a.sa_handler = on_resize;
  sigaction(SIGWINCH, &a, NULL);
  a.sa_handler = on_stop;
  sigaction(SIGTSTP, &a, NULL);
  a.sa_handler = on_continue;
  sigaction(SIGCONT, &a, NULL);
  signal(SIGPIPE, SIG_IGN);
}

/* What terminals send for these keys whatever their description says. */
static void define_keys(void) {
  static const struct {
    const char *bytes;
    int key;
  } all[] = {{"\033[A", KEY_UP},     {"\033OA", KEY_UP},     {"\033[B", KEY_DOWN},  {"\033OB", KEY_DOWN},
             {"\033[C", KEY_RIGHT},  {"\033OC", KEY_RIGHT},  {"\033[D", KEY_LEFT},  {"\033OD", KEY_LEFT},
             {"\033[H", KEY_HOME},   {"\033OH", KEY_HOME},   {"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME},
             {"\033[F", KEY_END},    {"\033OF", KEY_END},    {"\033[4~", KEY_END},  {"\033[8~", KEY_END},
             {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[3~", KEY_DC},   {"\033[Z", KEY_BTAB}};
  for (size_t i = 0; i < ARRAY_LEN(all); i++) define_key(all[i].bytes, all[i].key);
}

/* ---- the mouse: SGR reports (1006) of buttons (1000), as terminals of today send them ---- */

static void mouse_on(bool on) {
  if (on == term.mouse_on) return;
  term.mouse_on = on;
  write_all(term.tty, on ? mouse_begin : mouse_end, sizeof mouse_begin - 1);
}

TermMouse term_mouse(void) { return term.mouse; }

/* "<0;12;5M": true for what is told on. */
static bool mouse_report(const char *text, char final) {
  int button, x, y;
  if (sscanf(text, "<%d;%d;%d", &button, &x, &y) != 3 || final != 'M' || x < 1 || y < 1) return false;
  button &= ~28; /* shift, meta, control */
  if (button != 0 && button != 64 && button != 65) return false;
  double now = clock_seconds();
  bool same = term.mouse.what == TERM_CLICK && term.mouse.y == y - 1 && term.mouse.x == x - 1;
  bool twice = button == 0 && same && !term.mouse.twice && now - term.clicked < 0.4;
  term.mouse.what = button == 0 ? TERM_CLICK : button == 64 ? TERM_WHEEL_UP : TERM_WHEEL_DOWN;
  term.mouse.y = y - 1;
  term.mouse.x = x - 1;
  term.mouse.twice = twice;
  term.clicked = now;
  return true;
}

/* The rest of an escape sequence that ncurses does not know: 0 when there was none, else the key it is. */
static int32_t other_sequence(void) {
  wint_t c;
  char text[64];
  int n = 0;
  wtimeout(term.input, 0);
  if (wget_wch(term.input, &c) != OK) return 0;
  if (c != '[' && c != 'O') {
    unget_wch((wchar_t)c);
    return 0;
  }
  wtimeout(term.input, 50); /* the rest may come later on a slow line */
  while (n < 63 && wget_wch(term.input, &c) == OK && c < 128) {
    text[n++] = (char)c;
    if (c >= 0x40 && c <= 0x7e) break;
  }
  text[n] = 0;
  return term.mouse_on && n && mouse_report(text, text[n - 1]) ? TERM_MOUSE : TERM_KEY | 0xFFFF;
}

void term_set(bool ascii, bool mono, bool mouse) {
  term.options.ascii = ascii;
  if (!mono && term.options.mono && has_colors() && !getenv("NO_COLOR")) {
    start_color();
    use_default_colors();
  }
  term.options.mono = mono;
  mouse_on(mouse);
}

static bool cap_begins(const char *cap, const char *with) {
  const char *text = tigetstr((char *)(uintptr_t)cap);
  return text && text != (char *)-1 && strncmp(text, with, strlen(with)) == 0;
}
/* Sequences of ECMA-48 as tui/canvas.c writes them? */
static void look_at_terminal(void) {
  term.by_canvas =
      cap_begins("cup", "\033[%i%p1%d;%p2%dH") && cap_begins("el", "\033[K") &&
      (!has_colors() || cap_begins("setaf", "\033[3%p1%dm") || cap_begins("setaf", "\033[%?%p1%{8}%<"));
  term.canvas.can_erase = cap_begins("ech", "\033[%p1%dX");
}

bool term_open(const TermOptions *options, const char **why) {
  term.options = *options;
  if (!isatty(0) || !isatty(1)) {
    *why = "the screen needs a terminal; `lastref trace FILE` prints the history as text, `lastref -x "
           "COMMANDS FILE` runs commands";
    return false;
  }
  term.tty = 1;
  term.test_marks = getenv("LASTREF_TEST_MARKS") != NULL;
  term.memory = memfd_create("lastref-screen", MFD_CLOEXEC);
  if (term.memory < 0 || !(term.memory_file = fdopen(term.memory, "w+"))) {
    *why = "cannot make a memory file to draw into";
    return false;
  }
  use_env(FALSE);
  const char *name = getenv("TERM");
  term.screen = newterm((char *)(uintptr_t)(name ? name : "xterm-256color"), term.memory_file, stdin);
  if (!term.screen) term.screen = newterm((char *)(uintptr_t) "xterm-256color", term.memory_file, stdin);
  if (!term.screen) term.screen = newterm((char *)(uintptr_t) "vt100", term.memory_file, stdin);
  if (!term.screen) {
    *why = "this TERM is unknown here and neither xterm-256color nor vt100 is in the terminal database; "
           "install ncurses-base or use `lastref repl`";
    return false;
  }
  set_term(term.screen);
  size_t at = 0;
  memcpy(term.restore, "\033[?2004l", 8);
  at = 8;
  at = add_cap(term.restore, sizeof term.restore, at, "sgr0");
  at = add_cap(term.restore, sizeof term.restore, at, "rmkx");
  at = add_cap(term.restore, sizeof term.restore, at, "cnorm");
  at = add_cap(term.restore, sizeof term.restore, at, "rmcup");
  term.restore_length = at;
  at = add_cap(term.enter, sizeof term.enter, 0, "smcup");
  add_cap(term.enter, sizeof term.enter, at, "smkx");
  set_signals();
  atexit(ended_by_library);
  take_over();
  term.input = newpad(1, 1);
  if (!term.input) term.input = stdscr;
  keypad(term.input, TRUE);
  meta(term.input, TRUE);
  define_keys();
  set_escdelay(150);
  leaveok(stdscr, FALSE);
  idlok(stdscr, FALSE);
  if (has_colors() && !getenv("NO_COLOR") && !options->mono) {
    start_color();
    use_default_colors();
  }
  define_key(NULL, KEY_MOUSE); /* its reports are read here */
  look_at_terminal();
  fit();
  term.open = true;
  return true;
}

void term_close(void) {
  if (!term.open) return;
  term.open = false;
  endwin();
  give_back();
  delscreen(term.screen);
  fclose(term.memory_file);
  free(term.buffer);
  term.buffer = NULL;
  canvas_free(&term.canvas);
  free(term.cells);
  term.cells = NULL;
  stack_t off = {.ss_flags = SS_DISABLE};
  sigaltstack(&off, NULL);
  free(term.alternate_stack);
}

/* "\033[" parameters "m" at p: its length, else 0. */
static size_t sgr_at(const char *p, const char *end) {
  if (end - p < 3 || p[0] != '\033' || p[1] != '[') return 0;
  const char *q = p + 2;
  while (q < end && ((*q >= '0' && *q <= '9') || *q == ';')) q++;
  return q < end && *q == 'm' ? (size_t)(q + 1 - p) : 0;
}

/* Says the same in fewer bytes: no other character set is ever used, and colours that follow each other go
 * into one sequence. */
static size_t shorten(char *text, size_t n) {
  char *to = text;
  const char *p = text, *end = text + n;
  while (p < end) {
    if (end - p >= 3 && memcmp(p, "\033(B", 3) == 0) {
      p += 3;
      continue;
    }
    size_t sgr = sgr_at(p, end);
    if (!sgr) {
      *to++ = *p++;
      continue;
    }
    memmove(to, p, sgr);
    to += sgr;
    p += sgr;
    for (;;) {
      while (end - p >= 3 && memcmp(p, "\033(B", 3) == 0) p += 3;
      size_t more = sgr_at(p, end);
      if (!more) break;
      if (to[-2] == '[')
        to[-1] = '0', *to++ = ';';
      else
        to[-1] = ';';
      if (more == 3)
        *to++ = '0', *to++ = 'm';
      else {
        memmove(to, p + 2, more - 2);
        to += more - 2;
      }
      p += more;
    }
  }
  return (size_t)(to - text);
}

static void flush_by_ncurses(void) {
  if (ftruncate(term.memory, 0) != 0) return;
  lseek(term.memory, 0, SEEK_SET);
  wnoutrefresh(stdscr);
  doupdate();
  fflush(term.memory_file);
  off_t n = lseek(term.memory, 0, SEEK_END);
  if (n < 0) return;
  size_t need = (size_t)n + 64;
  if (need > term.buffer_room) {
    char *grown = realloc(term.buffer, need);
    if (!grown) return;
    term.buffer = grown;
    term.buffer_room = need;
  }
  char *p = term.buffer;
  if (n) {
    memcpy(p, "\033[?2026h", 8);
    p += 8;
    ssize_t r = pread(term.memory, p, (size_t)n, 0);
    if (r > 0) p += shorten(p, (size_t)r);
    memcpy(p, "\033[?2026l", 8);
    p += 8;
  }
  if (p != term.buffer) write_all(term.tty, term.buffer, (size_t)(p - term.buffer));
}

void term_order(const CanvasArea *areas, int n) {
  if (n > MOST_AREAS) n = MOST_AREAS;
  memcpy(term.order, areas, (size_t)n * sizeof *areas);
  term.order_count = n;
}

/* The style of a cell of ncurses, as ncurses would show it on this terminal. */
static CanvasLook look_of(attr_t attributes, short pair) {
  CanvasLook l = {-1, 0};
  short fg = -1, bg = -1;
  if (pair && pair_content(pair, &fg, &bg) == OK) l.colour = fg;
  l.flags = (uint8_t)((attributes & A_BOLD ? CANVAS_BOLD : 0) | (attributes & A_DIM ? CANVAS_DIM : 0) |
                      (attributes & A_UNDERLINE ? CANVAS_UNDERLINE : 0) |
                      (attributes & A_REVERSE ? CANVAS_REVERSE : 0));
  return l;
}

/* The wanted screen, out of stdscr. */
static bool take_cells(void) {
  Canvas *f = &term.canvas;
  int rows, cols, y, x;
  getmaxyx(stdscr, rows, cols);
  getyx(stdscr, y, x);
  if (!canvas_resize(f, rows, cols)) return false;
  if (term.cells_room < cols + 1) {
    cchar_t *grown = realloc(term.cells, (size_t)(cols + 1) * sizeof *grown);
    if (!grown) return false;
    term.cells = grown;
    term.cells_room = cols + 1;
  }
  for (int row = 0; row < rows; row++) {
    CanvasCell *want = f->want + (size_t)row * (size_t)cols;
    if (mvin_wchnstr(row, 0, term.cells, cols) == ERR) return false;
    for (int i = 0; i < cols; i++) {
      wchar_t text[CCHARW_MAX + 1] = {0};
      attr_t attributes;
      short pair;
      if (getcchar(&term.cells[i], text, &attributes, &pair, NULL) != OK || !text[0]) text[0] = ' ';
      CanvasLook look = look_of(attributes, pair);
      want[i] = canvas_cell((uint32_t)text[0], look);
      if (text[0] > 127 && wcwidth(text[0]) == 2 && i + 1 < cols) want[++i] = (CanvasCell){0, look};
    }
  }
  move(y, x);
  return true;
}

void term_spare(const TermSpare *spares, int n, uint32_t mark) {
  if (n > MOST_SPARES) n = MOST_SPARES;
  memcpy(term.spares, spares, (size_t)n * sizeof *spares);
  term.spare_count = n;
  term.spare_mark = mark;
}

/* Shortens what is wanted until it fits into one frame; false: nothing is shortened, it fits or nothing
 * helps. */
static bool spare_some(int y, int x) {
  Canvas *f = &term.canvas;
  int level = 0, last = 0;
  for (int i = 0; i < term.spare_count; i++) last = MAX(last, term.spares[i].level);
  while (!canvas_fits(f, term.order, term.order_count, y, x, TERM_FRAME_BYTES)) {
    if (level++ == last) {
      take_cells();
      return false;
    }
    for (int i = 0; i < term.spare_count; i++)
      if (term.spares[i].level == level) canvas_spare(f, term.spares[i].area, term.spare_mark);
  }
  return level > 0;
}

static void send_frame(void) {
  Canvas *f = &term.canvas;
  int y, x;
  getyx(stdscr, y, x);
  bool fresh = f->shown[0].c == CANVAS_UNKNOWN; /* a whole new screen is sent at once */
  term.spared = !fresh && term.spare_count && spare_some(y, x);
  term.spare_count = 0;
  term.unfinished = !canvas_write(f, term.order, term.order_count, y, x, fresh ? SIZE_MAX : TERM_FRAME_BYTES);
  if (!f->length) return;
  write_all(term.tty, f->bytes, f->length);
}

bool term_fits(void) {
  Canvas *f = &term.canvas;
  int y, x;
  if (!term.by_canvas || !take_cells()) return true;
  getyx(stdscr, y, x);
  return canvas_fits(f, term.order, term.order_count, y, x, TERM_FRAME_BYTES);
}

void term_flush(void) {
  if (!term.by_canvas)
    flush_by_ncurses();
  else if (take_cells())
    send_frame();
}

void term_repaint(void) {
  clearok(curscr, TRUE);
  canvas_forget(&term.canvas);
}

bool term_input_pending(void) {
  struct pollfd p = {0, POLLIN, 0};
  return poll(&p, 1, 0) > 0;
}

bool term_stop_typed(void) {
  char bytes[256];
  int waiting = 0;
  bool stop = false;
  while (!stop && ioctl(0, FIONREAD, &waiting) == 0 && waiting > 0) {
    ssize_t n = read(0, bytes, MIN((size_t)waiting, sizeof bytes));
    if (n <= 0) break;
    for (ssize_t i = 0; i < n; i++) {
      if (bytes[i] == QUIT_KEY) on_fatal(SIGQUIT);
      bool sequence = bytes[i] == 27 && i + 1 < n && (bytes[i + 1] == '[' || bytes[i + 1] == 'O');
      stop |= bytes[i] == 3 || bytes[i] == ' ' || bytes[i] == 'q' || (bytes[i] == 27 && !sequence);
    }
  }
  return stop;
}

void term_note(const char *text) {
  const Canvas *c = &term.canvas;
  if (!term.by_canvas || !c->shown) return;
  char out[200];
  size_t n = 0;
  /* No printf here: digits by hand. */
  static const char before[] = "\0337\033[", middle[] = ";1H\033[0;1m", after[] = "\033[m\033[K\0338";
  memcpy(out, before, sizeof before - 1);
  n = sizeof before - 1;
  char digits[8];
  size_t d = 0;
  for (int row = c->rows; row > 0; row /= 10) digits[d++] = (char)('0' + row % 10);
  while (d) out[n++] = digits[--d];
  memcpy(out + n, middle, sizeof middle - 1);
  n += sizeof middle - 1;
  for (size_t i = 0; text[i] && i < 100 && (int)i < c->cols - 1; i++) out[n++] = text[i];
  memcpy(out + n, after, sizeof after - 1);
  n += sizeof after - 1;
  ssize_t w = write(term.tty, out, n);
  (void)w;
  canvas_forget_row(&term.canvas, c->rows - 1);
}

int32_t term_key(int timeout) {
  for (bool told = false, told_pause = false;;) {
    if (term.resized) return TERM_RESIZED;
    struct pollfd p = {0, POLLIN, 0};
    /* ncurses may hold characters it has read ahead: ask it first. */
    wtimeout(term.input, 0);
    wint_t c;
    int kind = wget_wch(term.input, &c);
    if (kind == KEY_CODE_YES) {
      if (c == KEY_RESIZE) return TERM_RESIZED;
      return TERM_KEY | (int32_t)c;
    }
    int32_t other = kind == OK && c == 27 ? other_sequence() : 0;
    if (other) return other;
    if (kind == OK && c == QUIT_KEY) on_fatal(SIGQUIT);
    if (kind == OK) return (int32_t)c;
    if (term.test_marks && timeout < 0 && !told && !term.unfinished && !term.spared &&
        !term_input_pending()) { /* tests: all that was typed has been dealt with */
      char mark[40];
      write_all(term.tty, mark,
                (size_t)snprintf(mark, sizeof mark, "\033]7777;%llu\a", (unsigned long long)++term.frames));
      told = true;
    }
    if (term.test_marks && term.spared && !told_pause) { /* what comes next is not part of the step */
      write_all(term.tty, "\033]7778\a", 7);
      told_pause = true;
    }
    int delay = term.unfinished ? REST_DELAY : PAUSE;
    bool rest = (term.unfinished || term.spared) && (timeout < 0 || timeout > delay);
    /* A resize may be told just before the wait begins: it is looked for again. */
    int r = poll(&p, 1, rest ? delay : timeout < 0 ? LOOK_AGAIN : timeout);
    if (r == 0 && rest) {
      if (!term.spared || take_cells()) send_frame();
      continue;
    }
    if (r == 0 && timeout < 0) continue;
    if (r == 0) return TERM_TIMEOUT;
    if (r < 0) {
      if (errno == EINTR) continue;
      return TERM_GONE;
    }
    if (p.revents & (POLLERR | POLLNVAL)) return TERM_GONE;
    if ((p.revents & POLLHUP) && !(p.revents & POLLIN)) return TERM_GONE;
    int waiting = 0;
    if (ioctl(0, FIONREAD, &waiting) != 0 || (waiting == 0 && (p.revents & POLLHUP))) return TERM_GONE;
  }
}

void term_suspend(void) { on_stop(SIGTSTP); }
