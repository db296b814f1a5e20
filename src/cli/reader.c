#include "cli/reader.h"

#include <histedit.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct Reader {
  FILE *in;
  EditLine *el;
  History *history;
  char *line;
  size_t room;
  const char *prompt;
};

static char *prompt_of(EditLine *el) {
  Reader *r;
  el_get(el, EL_CLIENTDATA, &r);
  return (char *)(uintptr_t)r->prompt;
}

Reader *reader_new(FILE *in) {
  Reader *r = calloc(1, sizeof *r);
  if (!r) return NULL;
  r->in = in;
  r->prompt = "";
  if (in != stdin || !isatty(0)) return r;
  r->el = el_init("lastref", stdin, stdout, stderr);
  r->history = history_init();
  HistEvent ev;
  if (r->history) history(r->history, &ev, H_SETSIZE, 500);
  if (r->el) {
    el_set(r->el, EL_CLIENTDATA, r);
    el_set(r->el, EL_PROMPT, prompt_of);
    el_set(r->el, EL_EDITOR, "emacs");
    el_set(r->el, EL_SIGNAL, 1);
    if (r->history) el_set(r->el, EL_HIST, history, r->history);
  }
  return r;
}

void reader_free(Reader *r) {
  if (!r) return;
  if (r->el) el_end(r->el);
  if (r->history) history_end(r->history);
  free(r->line);
  free(r);
}

bool reader_is_person(const Reader *r) { return r->el != NULL; }

const char *reader_line(Reader *r, const char *prompt, size_t *length) {
  r->prompt = prompt;
  if (r->el) {
    int n = 0;
    const char *line = el_gets(r->el, &n);
    if (!line || n <= 0) return NULL;
    HistEvent ev;
    if (r->history && n > 1) history(r->history, &ev, H_ENTER, line);
    if (length) *length = (size_t)n;
    return line;
  }
  ssize_t n = getline(&r->line, &r->room, r->in);
  if (n < 0) return NULL;
  if (length) *length = (size_t)n;
  return r->line;
}
