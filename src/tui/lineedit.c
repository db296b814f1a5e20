#include "tui/lineedit.h"

#include "tui/screen.h"
#include <fcntl.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <ucontext.h>
#include <unistd.h>
#include <wchar.h>

#ifdef LASTREF_SANITIZE
#include <sanitizer/common_interface_defs.h>
#endif

#include "base/attr.h"
#include "base/utf8.h"
#include "tui/term.h"

enum {
  STACK_SIZE = 512 * 1024,
  LIBRARY_ROOM = 256 * 1024,
  MOST_TEXT = 4096,
  HISTORY_LINES = 500,
  MOST_COMPLETIONS = 200
};

struct LineEdit {
  EditLine *el;
  HistoryW *history;
  char *history_path;
  int master, slave;
  FILE *null_in, *null_out;
  ucontext_t host, own;
  char *stack;
  const void *host_stack;
  size_t host_stack_size;
  wchar_t next;
  bool has_next, cancel, running, finished;
  CompleteFn complete;
  void *data;
  char text[MOST_TEXT * 4];
  char done[MOST_TEXT * 4];
  char hint[512];
};

static void to_editor(LineEdit *e) {
#ifdef LASTREF_SANITIZE
  void *fake = NULL;
  __sanitizer_start_switch_fiber(&fake, e->stack, STACK_SIZE);
  swapcontext(&e->host, &e->own);
  __sanitizer_finish_switch_fiber(fake, NULL, NULL);
#else
  swapcontext(&e->host, &e->own);
#endif
}
static void to_host(LineEdit *e) {
#ifdef LASTREF_SANITIZE
  void *fake = NULL;
  __sanitizer_start_switch_fiber(&fake, e->host_stack, e->host_stack_size);
  swapcontext(&e->own, &e->host);
  __sanitizer_finish_switch_fiber(fake, &e->host_stack, &e->host_stack_size);
#else
  swapcontext(&e->own, &e->host);
#endif
}

static size_t narrow(const wchar_t *from, size_t n, char *to, size_t room) {
  size_t at = 0;
  for (size_t i = 0; i < n && at + 5 < room; i++) at += utf8_encode((uint32_t)from[i], to + at);
  to[at] = 0;
  return at;
}

static int get_char(EditLine *el, wchar_t *c) {
  LineEdit *e;
  el_get(el, EL_CLIENTDATA, &e);
  while (!e->has_next && !e->cancel) to_host(e);
  if (e->cancel) return 0;
  *c = e->next;
  e->has_next = false;
  return 1;
}

static wchar_t *no_prompt(EditLine *el) {
  (void)el;
  static wchar_t empty[1];
  return empty;
}

static unsigned char on_tab(EditLine *el, int key) {
  (void)key;
  LineEdit *e;
  el_get(el, EL_CLIENTDATA, &e);
  size_t cursor;
  lineedit_text(e, &cursor);
  char *words[MOST_COMPLETIONS];
  size_t n = e->complete ? e->complete(e->data, e->text, cursor, words, MOST_COMPLETIONS) : 0;
  unsigned char result = CC_ERROR;
  e->hint[0] = 0;
  if (n) {
    size_t start = cursor;
    while (start && !strchr(" \t()[]{},.=+*/'\"", e->text[start - 1])) start--;
    size_t have = cursor - start, common = strlen(words[0]);
    for (size_t i = 1; i < n; i++) {
      size_t k = 0;
      while (k < common && words[i][k] == words[0][k]) k++;
      common = k;
    }
    if (common > have) {
      char add[256];
      snprintf(add, sizeof add, "%.*s%s", (int)MIN(common - have, sizeof add - 2), words[0] + have,
               n == 1 ? " " : "");
      el_insertstr(el, add);
      result = CC_REFRESH;
    } else {
      size_t at = 0;
      for (size_t i = 0; i < n && at + 2 < sizeof e->hint; i++)
        at += (size_t)snprintf(e->hint + at, sizeof e->hint - at, "%s%s", i ? "  " : "", words[i]);
      result = CC_REFRESH;
    }
  }
  for (size_t i = 0; i < n; i++) free(words[i]);
  return result;
}

static void editor_loop(unsigned low, unsigned high) {
  LineEdit *e = (LineEdit *)((uintptr_t)low | (uintptr_t)high << 32);
#ifdef LASTREF_SANITIZE
  __sanitizer_finish_switch_fiber(NULL, &e->host_stack, &e->host_stack_size);
#endif
  for (;;) {
    int count = 0;
    const wchar_t *line = el_wgets(e->el, &count);
    if (e->cancel || !line) {
      e->done[0] = 0;
    } else {
      size_t n = (size_t)count;
      while (n && (line[n - 1] == L'\n' || line[n - 1] == L'\r')) n--;
      narrow(line, n, e->done, sizeof e->done);
      if (n) {
        HistEventW ev;
        wchar_t *copy = malloc((n + 1) * sizeof *copy);
        if (copy) {
          wmemcpy(copy, line, n);
          copy[n] = 0;
          history_w(e->history, &ev, H_ENTER, copy);
          free(copy);
        }
      }
    }
    e->finished = true;
    e->running = false;
    to_host(e);
  }
}

static void history_load(LineEdit *e) {
  if (!e->history_path) return;
  int fd = open(e->history_path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  FILE *f = fd >= 0 ? fdopen(fd, "r") : NULL;
  if (!f) {
    if (fd >= 0) close(fd);
    return;
  }
  char line[MOST_TEXT];
  HistEventW ev;
  while (fgets(line, sizeof line, f)) {
    wchar_t wide[MOST_TEXT];
    line[strcspn(line, "\n")] = 0;
    size_t n = mbstowcs(wide, line, MOST_TEXT - 1);
    if (n == (size_t)-1 || !n) continue;
    wide[n] = 0;
    history_w(e->history, &ev, H_ENTER, wide);
  }
  fclose(f);
}

static void history_save(LineEdit *e) {
  if (!e->history_path) return;
  char temporary[1024];
  snprintf(temporary, sizeof temporary, "%s.%ld", e->history_path, (long)getpid());
  int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
  if (!f) return;
  HistEventW ev;
  for (int r = history_w(e->history, &ev, H_LAST); r >= 0; r = history_w(e->history, &ev, H_PREV)) {
    char line[MOST_TEXT * 4];
    narrow(ev.str, wcslen(ev.str), line, sizeof line);
    line[strcspn(line, "\n")] = 0;
    fprintf(f, "%s\n", line);
  }
  if (fclose(f) == 0)
    rename(temporary, e->history_path);
  else
    unlink(temporary);
}

static void make_context(LineEdit *e) {
  getcontext(&e->own);
  e->own.uc_stack.ss_sp = e->stack;
  e->own.uc_stack.ss_size = STACK_SIZE;
  uintptr_t self = (uintptr_t)e;
  makecontext(&e->own, (void (*)(void))editor_loop, 2, (unsigned)self, (unsigned)(self >> 32));
}

LineEdit *lineedit_new(const char *history_path, CompleteFn complete, void *data) {
  LineEdit *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  e->complete = complete;
  e->data = data;
  e->history_path = history_path ? strdup(history_path) : NULL;
  e->slave = -1;
  e->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (e->master >= 0 && grantpt(e->master) == 0 && unlockpt(e->master) == 0)
    e->slave = open(ptsname(e->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  e->null_in = fopen("/dev/null", "re");
  e->null_out = fopen("/dev/null", "we");
  e->stack = malloc(STACK_SIZE);
  void *room = malloc(LIBRARY_ROOM); /* libedit does not look whether it got what it asks for */
  free(room);
  if (e->slave < 0 || !e->null_in || !e->null_out || !e->stack || !room) {
    lineedit_free(e);
    return NULL;
  }
  struct winsize w = {.ws_row = 24, .ws_col = 4000};
  ioctl(e->slave, TIOCSWINSZ, &w);
  e->el = el_init_fd("lastref", e->null_in, e->null_out, e->null_out, e->slave, e->slave, e->slave);
  e->history = history_winit();
  if (!e->el || !e->history) {
    lineedit_free(e);
    return NULL;
  }
  HistEventW ev;
  history_w(e->history, &ev, H_SETSIZE, HISTORY_LINES);
  history_w(e->history, &ev, H_SETUNIQUE, 1);
  el_wset(e->el, EL_CLIENTDATA, e);
  el_wset(e->el, EL_SIGNAL, 0);
  el_wset(e->el, EL_EDITOR, L"emacs");
  el_wset(e->el, EL_PROMPT, no_prompt);
  el_wset(e->el, EL_HIST, history_w, e->history);
  el_wset(e->el, EL_GETCFN, get_char);
  el_set(e->el, EL_ADDFN, "lastref-complete", "Complete the word", on_tab);
  el_set(e->el, EL_BIND, "\t", "lastref-complete", NULL);
  history_load(e);
  make_context(e);
  return e;
}

void lineedit_free(LineEdit *e) {
  if (!e) return;
  if (e->history) history_save(e);
  if (e->el) el_end(e->el);
  if (e->history) history_wend(e->history);
  if (e->null_in) fclose(e->null_in);
  if (e->null_out) fclose(e->null_out);
  if (e->slave >= 0) close(e->slave);
  if (e->master >= 0) close(e->master);
  free(e->stack);
  free(e->history_path);
  free(e);
}

/* What libedit writes to its pseudo-terminal is thrown away, so that it never fills up. */
static void drain(LineEdit *e) {
  char waste[4096];
  int n = 0;
  while (ioctl(e->master, FIONREAD, &n) == 0 && n > 0 && read(e->master, waste, sizeof waste) > 0) {}
}

void lineedit_begin(LineEdit *e) {
  if (e->running) lineedit_key(e, 7);
  e->cancel = e->finished = e->has_next = false;
  e->running = true;
  e->hint[0] = 0;
  to_editor(e);
  drain(e);
}

static LineState feed(LineEdit *e, wchar_t c) {
  e->next = c;
  e->has_next = true;
  to_editor(e);
  drain(e);
  return e->finished ? LINE_DONE : LINE_EDITING;
}

static LineState cancel(LineEdit *e) {
  e->cancel = true;
  to_editor(e);
  drain(e);
  return LINE_CANCELLED;
}

LineState lineedit_key(LineEdit *e, int32_t key) {
  static const struct {
    int32_t key;
    wchar_t control;
  } moves[] = {{TERM_KEY | KEY_LEFT, 2},        {TERM_KEY | KEY_RIGHT, 6}, {TERM_KEY | KEY_UP, 16},
               {TERM_KEY | KEY_DOWN, 14},       {TERM_KEY | KEY_HOME, 1},  {TERM_KEY | KEY_END, 5},
               {TERM_KEY | KEY_BACKSPACE, 127}, {TERM_KEY | KEY_DC, 4},    {TERM_KEY | KEY_ENTER, L'\n'}};
  if (!e->running) return LINE_CANCELLED;
  size_t cursor;
  if (key != '\t') e->hint[0] = 0;
  for (size_t i = 0; i < ARRAY_LEN(moves); i++)
    if (key == moves[i].key) {
      if (key == (TERM_KEY | KEY_DC) && !*lineedit_text(e, &cursor)) return LINE_EDITING;
      return feed(e, moves[i].control);
    }
  if (key & TERM_KEY) return LINE_EDITING;
  if (key == 27 || key == 7 || key == 3) return cancel(e);
  if (key == '\r') key = '\n';
  if (key == 8) key = 127;
  if (key == 4 && !*lineedit_text(e, &cursor)) {
    cancel(e);
    return LINE_END_OF_FILE;
  }
  /* The control keys libedit may see: the others run editors, stop the terminal, or change its mode. */
  if (key < 32 && !strchr("\1\2\4\5\6\t\n\13\16\20\24\25\27\31", (int)key)) return LINE_EDITING;
  if (key == 0 || (key >= 128 && (key & 0xFF) < 32)) return LINE_EDITING;
  return feed(e, (wchar_t)key);
}

const char *lineedit_text(LineEdit *e, size_t *cursor) {
  if (e->finished) {
    *cursor = strlen(e->done);
    return e->done;
  }
  const LineInfoW *info = el_wline(e->el);
  size_t n = (size_t)(info->lastchar - info->buffer), at = (size_t)(info->cursor - info->buffer);
  if (n > MOST_TEXT - 1) n = MOST_TEXT - 1;
  *cursor = narrow(info->buffer, MIN(at, n), e->text, sizeof e->text);
  narrow(info->buffer, n, e->text, sizeof e->text);
  return e->text;
}

const char *lineedit_hint(const LineEdit *e) { return e->hint; }
