/* What the program printed, in line mode and in traces: nothing of it is written as it is, a terminal might
 * obey. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { PIECE = 4096 };

/* Pieces end between characters of UTF-8. */
static void print_line(const char *p, const char *end) {
  static char harmless[PIECE * 8];
  while (p < end) {
    size_t n = MIN((size_t)(end - p), (size_t)PIECE);
    if (p + n < end)
      for (int i = 0; i < 3 && n > 1 && ((unsigned char)p[n] & 0xC0) == 0x80; i++) n--;
    fwrite(harmless, 1, session_harmless(p, n, harmless), stdout);
    p += n;
  }
}

void cli_print_output(const Inputs *in, const char *before, uint64_t from, uint64_t upto, size_t most) {
  if (from < in->output_base) from = in->output_base;
  if (upto <= from) return;
  const char *p = in->output + (from - in->output_base), *end = in->output + (upto - in->output_base);
  if (most) {
    const char *start = end, *begin = p;
    for (size_t lines = 0; start > begin && lines <= most;) {
      start--;
      lines += start + 1 < end && *start == '\n';
    }
    if (start > begin) {
      size_t left_out = 0;
      for (p = start + 1; begin < p; begin++) left_out += *begin == '\n';
      printf("%s(%zu lines before these are left out here)\n", before, left_out);
    }
  }
  while (p < end) {
    const char *nl = memchr(p, '\n', (size_t)(end - p)), *stop = nl ? nl : end;
    fputs(before, stdout);
    print_line(p, stop);
    putchar('\n');
    p = stop + (nl != NULL);
  }
}
