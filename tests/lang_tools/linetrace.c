// Runs a program and writes its line events, one a line: function TAB line. Output of the program is dropped.
//   tool_linetrace FILE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "code/code.h"
#include "history/history.h"

static const char *script;

static bool note(void *data, Frame *frame, const Instr *line_instr) {
  (void)data;
  const char *file = str_utf8(frame->code->filename, NULL), *name = str_utf8(frame->code->name, NULL);
  if (file && name && strcmp(file, script) == 0) printf("%s\t%d\n", name, code_line(frame->code, line_instr));
  return false;
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  script = argv[1];
  FILE *f = fopen(script, "rb");
  if (!f) return 2;
  size_t length = 0, capacity = 1 << 22;
  char *text = malloc(capacity + 1);
  length = fread(text, 1, capacity, f);
  text[length] = 0;
  fclose(f);
  Program program = {.kind = PROGRAM_SCRIPT, .path = script, .text = text, .length = length};
  HistoryOptions options = {.no_checkpoints = true};
  const char *why = NULL;
  History *h = history_new(&program, &options, (size_t)256 << 20, &why);
  if (!h) {
    fprintf(stderr, "%s\n", why);
    return 1;
  }
  if (history_start(h) != MOVE_OK) return 1;
  note(NULL, VM->frame, VM->frame->prev_instr);
  while (true) {
    MoveResult r = history_find(h, 1, note, NULL);
    if (r != MOVE_INPUT) break;
    history_give_input(h, "", 0);
  }
  return 0;
}
