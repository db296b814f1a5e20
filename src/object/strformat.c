/* str.format() and str.format_map(): replacement fields in braces (PEP 3101). */
#include "object/dict.h"
#include "object/format.h"
#include "object/protocol.h"
#include "object/strmethods.h"
#include "object/text.h"
#include "object/tuple.h"
#include "object/unicode.h"

/* Part of a str. */
typedef struct Span {
  Str *s;
  ssize_t start, end;
} Span;
static uint32_t span_char(Span t, ssize_t i) { return str_char(t.s, i); }
static bool span_empty(Span t) { return t.start >= t.end; }
static Own span_str(Span t) { return str_substring((Object *)t.s, t.start, t.end); }
static bool fail(const char *text) {
  err_format(T(ValueError), "%s", text);
  return false;
}

/* A piece of a format: literal text, then perhaps a field. */
typedef struct Piece {
  Span literal, name, spec;
  uint32_t conversion; /* 0: none */
  bool field, nested_spec;
} Piece;

static bool parse_field(Span *text, Piece *piece) {
  uint32_t c = 0;
  piece->name = (Span){text->s, text->start, text->start};
  while (text->start < text->end) {
    c = span_char(*text, text->start++);
    if (c == '{') return fail("unexpected '{' in field name");
    if (c == '[') {
      while (text->start < text->end && span_char(*text, text->start) != ']') text->start++;
      continue;
    }
    if (c == '}' || c == ':' || c == '!') break;
  }
  piece->name.end = text->start - 1;
  if (c != '!' && c != ':') return c == '}' ? true : fail("expected '}' before end of string");
  if (c == '!') {
    if (text->start >= text->end) return fail("end of string while looking for conversion specifier");
    piece->conversion = span_char(*text, text->start++);
    if (text->start < text->end) {
      c = span_char(*text, text->start++);
      if (c == '}') return true;
      if (c != ':') return fail("expected ':' after conversion specifier");
    }
  }
  piece->spec = (Span){text->s, text->start, text->end - 1};
  for (int depth = 1; text->start < text->end;) {
    c = span_char(*text, text->start++);
    if (c == '{') {
      piece->nested_spec = true;
      depth++;
    } else if (c == '}' && --depth == 0) {
      piece->spec.end = text->start - 1;
      return true;
    }
  }
  return fail("unmatched '{' in format spec");
}

/* The next piece; 1, 0 at the end, -1 with an exception. */
static int next_piece(Span *text, Piece *piece) {
  *piece = (Piece){.spec = {text->s, 0, 0}, .name = {text->s, 0, 0}};
  if (span_empty(*text)) return 0;
  ssize_t start = text->start;
  uint32_t c = 0;
  bool markup = false;
  while (text->start < text->end) {
    c = span_char(*text, text->start++);
    if (c == '{' || c == '}') {
      markup = true;
      break;
    }
  }
  bool at_end = text->start >= text->end;
  ssize_t end = text->start;
  if (markup) {
    if (c == '}' && (at_end || span_char(*text, text->start) != '}'))
      return fail("Single '}' encountered in format string") - 1;
    if (at_end) return fail("Single '{' encountered in format string") - 1;
    if (span_char(*text, text->start) == c) { /* doubled: a literal brace */
      text->start++;
      markup = false;
    } else
      end--;
  }
  piece->literal = (Span){text->s, start, end};
  if (!markup) return 1;
  piece->field = true;
  return parse_field(text, piece) ? 1 : -1;
}

/* ---- names of fields: first(.attribute | [index])* ---- */

/* The value of a span of digits, -1 when it is none, -2 with an exception. */
static ssize_t span_integer(Span t) {
  ssize_t v = 0;
  if (span_empty(t)) return -1;
  for (ssize_t i = t.start; i < t.end; i++) {
    int digit = unicode_decimal_value(span_char(t, i));
    if (digit < 0) return -1;
    if (v > (PTRDIFF_MAX - digit) / 10) return fail("Too many decimal digits in format string") - 2;
    v = v * 10 + digit;
  }
  return v;
}

static Span first_name(Span *name) {
  Span first = *name;
  while (name->start < name->end && span_char(*name, name->start) != '.' &&
         span_char(*name, name->start) != '[')
    name->start++;
  first.end = name->start;
  return first;
}

/* The next .attribute or [index]: 1, 0 at the end, -1 with an exception. index is -1 for a key or attribute.
 */
static int next_step(Span *rest, bool *attribute, Span *step, ssize_t *index) {
  if (span_empty(*rest)) return 0;
  uint32_t c = span_char(*rest, rest->start++);
  *index = -1;
  *attribute = c == '.';
  *step = (Span){rest->s, rest->start, rest->start};
  if (c == '.') {
    while (rest->start < rest->end && span_char(*rest, rest->start) != '.' &&
           span_char(*rest, rest->start) != '[')
      rest->start++;
    step->end = rest->start;
  } else if (c == '[') {
    while (rest->start < rest->end && span_char(*rest, rest->start) != ']') rest->start++;
    if (rest->start >= rest->end) return fail("Missing ']' in format string") - 1;
    step->end = rest->start++;
    *index = span_integer(*step);
    if (*index == -2) return -1;
  } else
    return fail("Only '.' or '[' may follow ']' in format field specifier") - 1;
  if (span_empty(*step)) return fail("Empty attribute in format string") - 1;
  return 1;
}

/* ---- formatting ---- */

enum Numbering { NUMBERING_OPEN, NUMBERING_AUTO, NUMBERING_MANUAL };
typedef struct Format {
  Object *const *args; /* NULL: there are no positional ones */
  ssize_t nargs;
  Object *kwnames; /* their values follow args */
  Object *mapping; /* or a mapping */
  enum Numbering numbering;
  ssize_t next_number;
  Hold *whole; /* the str that is the result as it is: "{}".format(text) is text */
} Format;

static Own named_argument(Format *f, Span name) {
  HOLD(key, span_str(name), "str.format()");
  if (!key.obj) return NULL;
  if (f->mapping) {
    if (!IS_EXACT(f->mapping, DICT)) return hold_return(object_getitem(f->mapping, key.obj), &key);
    Object *value = dict_get(f->mapping, key.obj);
    return hold_return(value ? NEWREF(value) : err_occurred() ? NULL : err_key(key.obj), &key);
  }
  for (ssize_t i = 0; f->kwnames && i < tuple_size(f->kwnames); i++)
    if (str_equal(tuple_item(f->kwnames, i), key.obj))
      return hold_return(NEWREF(f->args[f->nargs + i]), &key);
  return err_key(key.obj);
}

static Own field_value(Format *f, Span name) {
  Span first = first_name(&name);
  ssize_t index = span_integer(first);
  if (index == -2) return NULL;
  bool empty = span_empty(first);
  if (empty || index >= 0) {
    enum Numbering wanted = empty ? NUMBERING_AUTO : NUMBERING_MANUAL;
    if (f->numbering == NUMBERING_OPEN) f->numbering = wanted;
    if (f->numbering != wanted)
      return err_format(T(ValueError),
                        empty ? "cannot switch from manual field specification to automatic field numbering"
                              : "cannot switch from automatic field numbering to manual field specification");
    if (empty) index = f->next_number++;
  }
  HOLD(value, NULL, "str.format()");
  if (index < 0)
    value.obj = named_argument(f, first);
  else if (!f->args)
    return err_format(T(ValueError), "Format string contains positional fields");
  else if (index >= f->nargs)
    return err_format(T(IndexError), "Replacement index %zd out of range for positional args tuple", index);
  else
    value.obj = NEWREF(f->args[index]);
  for (;;) {
    if (!value.obj) return NULL;
    bool attribute;
    Span step;
    int more = next_step(&name, &attribute, &step, &index);
    if (more < 0) return NULL;
    if (!more) return hold_take(&value);
    HOLD(key, index >= 0 && !attribute ? int_from_i64(index) : span_str(step), "str.format()");
    if (!key.obj) return NULL;
    Object *inner;
    if (attribute)
      inner = object_getattr(value.obj, key.obj);
    else if (index >= 0 && TYPE(value.obj)->slots.sq_item && !IS_SUB(value.obj, DICT))
      inner = sequence_item(value.obj, index);
    else
      inner = object_getitem(value.obj, key.obj);
    SETREF(value.obj, inner);
  }
}

static bool build(Format *f, StrWriter *w, Span text, int depth);

/* Writes the text of a field; `last` and nothing before: the text itself is the result. */
static bool put_text(Format *f, StrWriter *w, Object *text, bool last) {
  if (!last || w->length) return str_writer_str(w, text);
  f->whole->obj = NEWREF(text);
  return true;
}

static bool put_field(Format *f, StrWriter *w, const Piece *piece, int depth, bool last) {
  HOLD(value, field_value(f, piece->name), "str.format()");
  if (!value.obj) return false;
  if (piece->conversion) {
    Object *converted;
    switch (piece->conversion) {
    case 'r': converted = object_repr(value.obj); break;
    case 's': converted = object_str(value.obj); break;
    case 'a': converted = object_ascii(value.obj); break;
    default:
      converted = piece->conversion > 32 && piece->conversion < 127
                      ? err_format(T(ValueError), "Unknown conversion specifier %c", (int)piece->conversion)
                      : err_format(T(ValueError), "Unknown conversion specifier \\x%x", piece->conversion);
    }
    if (!converted) return false;
    SETREF(value.obj, converted);
  }
  if (IS_EXACT(value.obj, INT) && int_is_compact(value.obj) && span_empty(piece->spec)) {
    char text[24], *from = str_decimal(int_value(value.obj), text + sizeof text);
    return str_writer_ascii(w, from, text + sizeof text - from);
  }
  HOLD(spec, NULL, "str.format()");
  if (piece->nested_spec) {
    StrWriter inner;
    str_writer_init(&inner);
    if (!build(f, &inner, piece->spec, depth - 1)) {
      str_writer_discard(&inner);
      return false;
    }
    spec.obj = str_writer_finish(&inner);
  } else
    spec.obj = span_str(piece->spec);
  if (!spec.obj) return false;
  if (IS_EXACT(value.obj, STR) && STR(spec.obj)->length == 0) return put_text(f, w, value.obj, last);
  HOLD(text, object_format(value.obj, spec.obj), "str.format()");
  return text.obj && put_text(f, w, text.obj, last);
}

static bool build(Format *f, StrWriter *w, Span text, int depth) {
  if (depth < 0) return fail("Max string recursion exceeded");
  Piece piece;
  int more;
  while ((more = next_piece(&text, &piece)) > 0) {
    if (!str_writer_part(w, (Object *)piece.literal.s, piece.literal.start, piece.literal.end)) {
      err_no_memory();
      return false;
    }
    if (piece.field && !put_field(f, w, &piece, depth, depth == 1 && span_empty(text))) {
      if (!err_occurred()) err_no_memory();
      return false;
    }
  }
  return more == 0;
}

static Own format_with(Format *f, Ref format) {
  StrWriter w;
  str_writer_init(&w);
  HOLD(whole, NULL, "str.format()");
  f->whole = &whole;
  if (!build(f, &w, (Span){STR(format), 0, STR(format)->length}, 2 - 1)) {
    str_writer_discard(&w);
    return NULL;
  }
  if (whole.obj) {
    str_writer_discard(&w);
    return hold_take(&whole);
  }
  return hold_return(str_writer_finish(&w), &whole);
}

Own str_format_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static Object *const none[1];
  Format f = {.args = args ? args : none, .nargs = nargs, .kwnames = kwnames};
  return format_with(&f, self);
}

Own str_format_map(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Format f = {.mapping = args[0]};
  return format_with(&f, self);
}

Own str_format_method(Ref format, Ref args, Ref kwargs) {
  Format f = {.args = ((Tuple *)args)->items, .nargs = tuple_size(args), .mapping = kwargs};
  return format_with(&f, format);
}

/* ---- for string.Formatter ---- */

/* Both look at the text as they are asked for its parts, so what is wrong with it is told then. */
typedef struct PartsIter {
  Object head;
  Object *str;
  ssize_t start, end; /* what is left of it */
  ssize_t index;      /* only there to be counted: the size is CPython's */
} PartsIter;
static const FieldSpec parts_fields[] = {FIELD(PartsIter, str, "the format", FIELD_OWN, 0), {0}};

static Own formatter_next(Object *self) {
  PartsIter *it = (PartsIter *)self;
  Span text = {STR(it->str), it->start, it->end};
  Piece piece;
  int more = next_piece(&text, &piece);
  it->start = text.start;
  if (more <= 0) return NULL;
  HOLD(row, tuple_new(4), "the parts of a format");
  if (!row.obj) return NULL;
  Object **items = ((Tuple *)row.obj)->items;
  items[0] = span_str(piece.literal);
  items[1] = piece.field ? span_str(piece.name) : NEWREF(NONE);
  items[2] = piece.field ? span_str(piece.spec) : NEWREF(NONE);
  items[3] = piece.field && piece.conversion ? str_from_char(piece.conversion) : NEWREF(NONE);
  return items[0] && items[1] && items[2] && items[3] ? hold_take(&row) : NULL;
}
const TypeSpec formatter_iterator_spec = {
    .name = "formatteriterator",
    .basic_size = offsetof(PartsIter, index),
    .flags = TYPE_NO_NEW,
    .fields = parts_fields,
    .slots = {.iter = object_incref, .iternext = formatter_next},
};

static Own field_name_next(Object *self) {
  PartsIter *it = (PartsIter *)self;
  Span rest = {STR(it->str), it->start, it->end}, step;
  bool attribute;
  int more = next_step(&rest, &attribute, &step, &it->index);
  it->start = rest.start;
  if (more <= 0) return NULL;
  HOLD(key, it->index >= 0 && !attribute ? int_from_i64(it->index) : span_str(step),
       "the parts of a field name");
  return hold_return(key.obj ? tuple_pack(2, attribute ? TRUE : FALSE, key.obj) : NULL, &key);
}
const TypeSpec field_name_iterator_spec = {
    .name = "fieldnameiterator",
    .basic_size = sizeof(PartsIter),
    .flags = TYPE_NO_NEW,
    .fields = parts_fields,
    .slots = {.iter = object_incref, .iternext = field_name_next},
};

static Own parts_new(Type *type, Span text) {
  PartsIter *it = (PartsIter *)object_new(type, 0);
  if (!it) return NULL;
  it->str = NEWREF((Object *)text.s);
  it->start = text.start;
  it->end = text.end;
  return (Object *)it;
}
Own str_formatter_parser(Ref format) {
  return parts_new(T(FORMATTER_ITER), (Span){STR(format), 0, STR(format)->length});
}
Own str_field_name_split(Ref name) {
  Span rest = {STR(name), 0, STR(name)->length};
  Span first = first_name(&rest);
  ssize_t index = span_integer(first);
  if (index == -2) return NULL;
  HOLD(head, index >= 0 ? int_from_i64(index) : span_str(first), "the parts of a field name");
  HOLD(iterator, head.obj ? parts_new(T(FIELD_NAME_ITER), rest) : NULL, "the parts of a field name");
  return hold_return(iterator.obj ? tuple_pack(2, head.obj, iterator.obj) : NULL, &iterator, &head);
}
