#include "tui/theme.h"

#include "tui/screen.h"

static struct { bool utf8, colors; } theme;

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
  for (short i = 0; theme.colors && i < STYLE_COUNT; i++)
    init_pair((short)(i + 1), colors >= 256 ? styles[i].fg256 : styles[i].fg8, -1);
}
void theme_set(Style s) {
  attr_t a = styles[s].attributes;
  /* Where colour tells plain from dim, the attribute is left out: dim text is hard to read on many screens.
   */
  if (theme.colors && styles[s].fg256 >= 0) a &= ~(attr_t)A_DIM;
  if (theme.colors && s == STYLE_KEYWORD) a = A_NORMAL; /* bold is for what happens now */
  attr_set(a, theme.colors ? (short)(s + 1) : 0, NULL);
}
const char *glyph(Glyph g) { return glyphs[g][theme.utf8 ? 0 : 1]; }
bool theme_utf8(void) { return theme.utf8; }
