/* Colours and glyphs. Colour never says anything alone: each meaning has a glyph or an attribute too. */
#ifndef LASTREF_TUI_THEME_H
#define LASTREF_TUI_THEME_H

#include <stdbool.h>

typedef enum Style {
#define STYLE(id, fg256, fg8, attributes) STYLE_##id,
#include "tui/theme.def"
#undef STYLE
  STYLE_COUNT
} Style;
typedef enum Glyph {
#define GLYPH(id, utf8, ascii) GLYPH_##id,
#include "tui/glyphs.def"
#undef GLYPH
  GLYPH_COUNT
} Glyph;

void theme_init(int colors, bool utf8);
void theme_set(Style s);
const char *glyph(Glyph g);
bool theme_utf8(void);

#endif
