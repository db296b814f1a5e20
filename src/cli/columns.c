#include "cli/columns.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/utf8.h"

int columns_width(void) {
  struct winsize size;
  if (isatty(1) && ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return MIN((int)size.ws_col, 160);
  return 80;
}

int columns_cell(const char **text, int width) {
  const char *p = *text, *end = p + strlen(p), *last_space = NULL;
  int columns = 0;
  const char *q = p;
  while (q < end && columns < width) {
    if (*q == ' ') last_space = q;
    uint32_t cp;
    unsigned n = utf8_decode(q, end, false, &cp);
    columns += (unsigned char)*q < 32 || *q == 127 ? 2 : 1;
    q += n;
  }
  if (q < end && last_space && last_space > p + (q - p) / 2 && *q != ' ') q = last_space + 1;
  columns = 0;
  for (const char *r = p; r < q;) {
    uint32_t cp;
    unsigned n = utf8_decode(r, q, false, &cp);
    if ((unsigned char)*r < 32 || *r == 127) {
      printf("^%c", *r == 127 ? '?' : *r + 64);
      columns += 2;
    } else if (cp == UTF8_BAD || (cp >= 0x80 && cp < 0xA0)) {
      putchar('?');
      columns++;
    } else {
      fwrite(r, 1, n, stdout);
      columns++;
    }
    r += n;
  }
  *text = q;
  return columns;
}

void columns_print(const char *left_title, const char *left, const char *right_title, const char *right) {
  int width = (columns_width() - 7) / 2;
  printf("  %-*.*s | %.*s\n  ", width, width, left_title, width, right_title);
  for (int i = 0; i < width; i++) putchar('-');
  printf("-+-");
  for (int i = 0; i < width; i++) putchar('-');
  putchar('\n');
  while (*left || *right) {
    printf("  ");
    int used = columns_cell(&left, width);
    printf("%*s | ", width - used, "");
    columns_cell(&right, width);
    putchar('\n');
  }
}
