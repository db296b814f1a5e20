#include "object/strcase.h"

#include "object/err.h"
#include "object/text.h"
#include "object/unicode.h"

#define UNUSED_ARGS (void)args, (void)nargs

/* ---- kinds ---- */

static Own all_are(Object *self, bool (*test)(uint32_t)) {
  Str *s = STR(self);
  for (ssize_t i = 0; i < s->length; i++)
    if (!test(str_char(s, i))) return NEWREF(FALSE);
  return BOOL_NEW(s->length > 0);
}
static bool is_alnum(uint32_t c) { return unicode_is_alpha(c) || unicode_is_numeric(c); }
STR_METHOD(isalnum) {
  UNUSED_ARGS;
  return all_are(self, is_alnum);
}
STR_METHOD(isalpha) {
  UNUSED_ARGS;
  return all_are(self, unicode_is_alpha);
}
STR_METHOD(isdecimal) {
  UNUSED_ARGS;
  return all_are(self, unicode_is_decimal);
}
STR_METHOD(isdigit) {
  UNUSED_ARGS;
  return all_are(self, unicode_is_digit);
}
STR_METHOD(isnumeric) {
  UNUSED_ARGS;
  return all_are(self, unicode_is_numeric);
}
STR_METHOD(isspace) {
  UNUSED_ARGS;
  return all_are(self, unicode_is_space);
}
STR_METHOD(isprintable) {
  UNUSED_ARGS;
  return STR(self)->length ? all_are(self, unicode_is_printable) : NEWREF(TRUE);
}
STR_METHOD(isascii) {
  UNUSED_ARGS;
  return BOOL_NEW(STR(self)->ascii);
}
STR_METHOD(isidentifier) {
  UNUSED_ARGS;
  return BOOL_NEW(str_is_identifier(self));
}

static Own cased(Object *self, bool (*wanted)(uint32_t), bool (*unwanted)(uint32_t)) {
  Str *s = STR(self);
  bool any = false;
  for (ssize_t i = 0; i < s->length; i++) {
    uint32_t c = str_char(s, i);
    if (unwanted(c) || unicode_is_title(c)) return NEWREF(FALSE);
    any = any || wanted(c);
  }
  return BOOL_NEW(any);
}
STR_METHOD(islower) {
  UNUSED_ARGS;
  return cased(self, unicode_is_lower, unicode_is_upper);
}
STR_METHOD(isupper) {
  UNUSED_ARGS;
  return cased(self, unicode_is_upper, unicode_is_lower);
}
STR_METHOD(istitle) {
  UNUSED_ARGS;
  Str *s = STR(self);
  bool any = false, previous = false;
  for (ssize_t i = 0; i < s->length; i++) {
    uint32_t c = str_char(s, i);
    bool capital = unicode_is_upper(c) || unicode_is_title(c), small = !capital && unicode_is_lower(c);
    if (capital ? previous : small && !previous) return NEWREF(FALSE);
    previous = capital || small;
    any = any || previous;
  }
  return BOOL_NEW(any);
}

/* ---- case ---- */

/* A capital sigma becomes the final form at the end of a word: after a cased letter and before none,
 * case-ignorable characters left out (Unicode, 3.13, Final_Sigma). */
static uint32_t lower_sigma(const Str *s, ssize_t i) {
  ssize_t j = i - 1;
  while (j >= 0 && unicode_is_case_ignorable(str_char(s, j))) j--;
  if (j < 0 || !unicode_is_cased(str_char(s, j))) return 0x3c3;
  j = i + 1;
  while (j < s->length && unicode_is_case_ignorable(str_char(s, j))) j++;
  return j == s->length || !unicode_is_cased(str_char(s, j)) ? 0x3c2 : 0x3c3;
}

static int lower_at(const Str *s, ssize_t i, uint32_t out[3]) {
  uint32_t c = str_char(s, i);
  if (c == 0x3a3) {
    out[0] = lower_sigma(s, i);
    return 1;
  }
  return unicode_to_lower(c, out);
}

/* Builds a str from what `map` makes of each place; state is the map's own. */
static Own mapped(Object *self, int (*map)(const Str *s, ssize_t i, uint32_t out[3], bool *state)) {
  Str *s = STR(self);
  bool state = false;
  uint32_t out[3];
  if (s->ascii) { /* one character for each, all ASCII */
    if (s->length == 1) {
      (void)map(s, 0, out, &state);
      return str_from_char(out[0]);
    }
    Object *r = str_new(s->length, 0x7f);
    if (!r) return NULL;
    char *to = str_data(STR(r));
    for (ssize_t i = 0; i < s->length; i++) {
      (void)map(s, i, out, &state);
      to[i] = (char)out[0];
    }
    return r;
  }
  StrWriter w;
  str_writer_init(&w);
  for (ssize_t i = 0; i < s->length; i++) {
    int n = map(s, i, out, &state);
    for (int k = 0; k < n; k++) str_writer_char(&w, out[k]);
  }
  return str_writer_finish(&w);
}

static int map_lower(const Str *s, ssize_t i, uint32_t out[3], bool *state) {
  (void)state;
  return lower_at(s, i, out);
}
static int map_upper(const Str *s, ssize_t i, uint32_t out[3], bool *state) {
  (void)state;
  return unicode_to_upper(str_char(s, i), out);
}
static int map_fold(const Str *s, ssize_t i, uint32_t out[3], bool *state) {
  (void)state;
  return unicode_fold(str_char(s, i), out);
}
static int map_swap(const Str *s, ssize_t i, uint32_t out[3], bool *state) {
  (void)state;
  uint32_t c = str_char(s, i);
  if (unicode_is_upper(c)) return lower_at(s, i, out);
  if (unicode_is_lower(c)) return unicode_to_upper(c, out);
  out[0] = c;
  return 1;
}
static int map_capitalize(const Str *s, ssize_t i, uint32_t out[3], bool *state) {
  (void)state;
  return i == 0 ? unicode_to_title(str_char(s, 0), out) : lower_at(s, i, out);
}
static int map_title(const Str *s, ssize_t i, uint32_t out[3], bool *state) {
  uint32_t c = str_char(s, i);
  int n = *state ? lower_at(s, i, out) : unicode_to_title(c, out);
  *state = unicode_is_cased(c);
  return n;
}

static Own ascii_case(Object *self, char low, char high) {
  Str *s = STR(self);
  const char *from = s->data;
  if (s->length == 1) {
    char c = from[0];
    return (Object *)NEWREF(RT->latin1[(uint8_t)(c >= low && c <= high ? c ^ 32 : c)]);
  }
  Object *r = str_new(s->length, 0x7f);
  if (!r) return NULL;
  char *to = str_data(STR(r));
  for (ssize_t i = 0; i < s->length; i++) {
    char c = from[i];
    to[i] = (char)(c ^ (c >= low && c <= high ? 32 : 0));
  }
  return r;
}

Own str_lower(Ref s) { return STR(s)->ascii ? ascii_case(s, 'A', 'Z') : mapped(s, map_lower); }
Own str_upper(Ref s) { return STR(s)->ascii ? ascii_case(s, 'a', 'z') : mapped(s, map_upper); }
STR_METHOD(lower) {
  UNUSED_ARGS;
  return str_lower(self);
}
STR_METHOD(upper) {
  UNUSED_ARGS;
  return str_upper(self);
}
STR_METHOD(casefold) {
  UNUSED_ARGS;
  return STR(self)->ascii ? ascii_case(self, 'A', 'Z') : mapped(self, map_fold);
}
STR_METHOD(swapcase) {
  UNUSED_ARGS;
  return mapped(self, map_swap);
}
STR_METHOD(capitalize) {
  UNUSED_ARGS;
  return mapped(self, map_capitalize);
}
STR_METHOD(title) {
  UNUSED_ARGS;
  return mapped(self, map_title);
}
