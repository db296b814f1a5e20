#include "tui/draw.h"

#include "tui/screen.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "base/utf8.h"

Row row_at(Rect r, int line) { return (Row){r.y + line, r.x, r.x + r.w, 0}; }

static int width_of(uint32_t c) {
  if (c < 127) return c >= 32 ? 1 : 0;
  int w = wcwidth((wchar_t)c);
  return w < 0 ? 0 : w;
}

int text_width(const char *text, size_t bytes) {
  int w = 0;
  for (const char *p = text, *end = text + bytes; p < end;) {
    uint32_t c;
    unsigned n = utf8_decode(p, end, false, &c);
    if (!n || c == UTF8_BAD) {
      w++;
      p++;
      continue;
    }
    w += width_of(c);
    p += n;
  }
  return w;
}

void row_textn(Row *row, Style s, const char *text, size_t bytes) {
  theme_set(s);
  for (const char *p = text, *end = text + bytes; p < end && row->x < row->end;) {
    uint32_t c;
    unsigned n = utf8_decode(p, end, false, &c);
    if (!n || c == UTF8_BAD) c = '?', n = 1;
    if (c == '\t') c = ' ';
    if (c < 32 || c == 127) c = '?';
    if (c > 127 && (!theme_utf8() || !utf8_is_printable(c))) c = '?';
    int w = width_of(c);
    p += n;
    if (w == 0) continue;
    if (row->skip > 0) {
      row->skip -= w;
      continue;
    }
    if (row->x + w > row->end) {
      mvaddch(row->y, row->x, ' ');
      row->x = row->end;
      break;
    }
    wchar_t wide[2] = {(wchar_t)c, 0};
    mvaddnwstr(row->y, row->x, wide, 1);
    row->x += w;
  }
}
void row_text(Row *row, Style s, const char *text) { row_textn(row, s, text, strlen(text)); }
void row_printf(Row *row, Style s, const char *format, ...) {
  char text[1024];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  row_text(row, s, text);
}
void row_fill(Row *row, Style s) {
  theme_set(s);
  if (row->x < row->end) mvhline(row->y, row->x, ' ', row->end - row->x);
  row->x = row->end;
}
void row_pad(Row *row, int column, int start) {
  theme_set(STYLE_PLAIN);
  int to = start + column;
  if (to > row->end) to = row->end;
  while (row->x < to) mvaddch(row->y, row->x++, ' ');
}
void draw_clear(Rect r) {
  for (int i = 0; i < r.h; i++) {
    Row row = row_at(r, i);
    row_fill(&row, STYLE_PLAIN);
  }
}
void draw_title(Rect r, int line, const char *title, bool focus, const char *right) {
  Row row = row_at(r, line);
  row_text(&row, STYLE_BORDER, glyph(GLYPH_HLINE));
  row_printf(&row, focus ? STYLE_TITLE_FOCUS : STYLE_TITLE, " %s ", title);
  int room = row.end - row.x - (right ? text_width(right, strlen(right)) + 3 : 0);
  while (room-- > 0) row_text(&row, STYLE_BORDER, glyph(GLYPH_HLINE));
  if (right && row.x < row.end) {
    row_printf(&row, STYLE_DIM, " %s ", right);
    row_text(&row, STYLE_BORDER, glyph(GLYPH_HLINE));
  }
}

size_t text_fits(const char *utf8, int width) {
  size_t n = strlen(utf8), fits = 0;
  if (text_width(utf8, n) <= width) return n;
  for (size_t i = 1; i < n && text_width(utf8, i) <= width; i++)
    if (utf8[i] == ' ') fits = i;
  return fits ? fits : n;
}
