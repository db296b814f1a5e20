#include "tui/theme.h"

#include "tui/screen.h"

static struct { bool utf8, colors, grey; } theme; /* grey: what is dim is a colour */

static const struct {
  short fg256, fg8;
  attr_t attributes;
} styles[] = {
#define STYLE(id, fg256, fg8, attributes) {fg256, fg8, (attr_t)(attributes)},
#include "tui/theme.def"
#undef STYLE
};
static const char *const glyphs[][2] = {
#define GLYPH(id, utf8, ascii) {utf8, ascii},
#include "tui/glyphs.def"
#undef GLYPH
};

void theme_init(int colors, bool utf8) {
  theme.utf8 = utf8;
  theme.colors = colors >= 8;
  theme.grey = colors >= 256 && !(term_attrs() & A_DIM);
  for (short i = 0; theme.colors && i < STYLE_COUNT; i++) {
    bool dim = styles[i].attributes & A_DIM && !theme.grey;
    init_pair((short)(i + 1), dim ? -1 : colors >= 256 ? styles[i].fg256 : styles[i].fg8, -1);
  }
}
void theme_set(Style s) {
  attr_t a = styles[s].attributes;
  if (theme.grey) a &= ~(attr_t)A_DIM;
  if (theme.colors && s == STYLE_KEYWORD) a = A_NORMAL; /* bold is for what happens now */
  attr_set(a, theme.colors ? (short)(s + 1) : 0, NULL);
}
const char *glyph(Glyph g) { return glyphs[g][theme.utf8 ? 0 : 1]; }
bool theme_utf8(void) { return theme.utf8; }
