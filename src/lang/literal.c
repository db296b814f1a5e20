// Numbers and strings: from the text of tokens to values.
#include "lang/strings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode_names.h"
#include "base/utf8.h"

bool literal_fail(Parser *p, const Token *at, const char *format, ...) {
  parser_fail(p, PARSER_LITERAL);
  if (!p->literal) return false;
  va_list args;
  va_start(args, format);
  vsnprintf(p->literal->message, sizeof p->literal->message, format, args);
  va_end(args);
  p->literal->at = at;
  p->literal->line_only = false;
  return false;
}

// ---- numbers ----

static unsigned digit_value(char c) {
  return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a' + 10);
}

// `digits` has no underscores and, for base 10, no leading zeros.
static bool int_value(Parser *p, const char *digits, size_t len, unsigned base, const Token *token,
                      Constant *out) {
  size_t prefix = base == 10 ? 0 : 2;
  if (base == 10 && len > p->max_int_digits && p->max_int_digits != UINT32_MAX) {
    literal_fail(p, token,
                 "Exceeds the limit (%u digits) for integer string conversion: value has %zu digits; use "
                 "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
                 "literals to avoid decimal conversion limits.",
                 p->max_int_digits, len);
    if (p->literal) p->literal->line_only = true;
    return false;
  }
  uint64_t value = 0;
  bool fits = true;
  for (size_t i = prefix; fits && i < len; i++)
    fits = !__builtin_mul_overflow(value, (uint64_t)base, &value) &&
           !__builtin_add_overflow(value, (uint64_t)digit_value(digits[i]), &value);
  char *copy = region_copy(p->region, digits, len);
  if (!copy) return parser_fail(p, PARSER_MEMORY), false;
  for (size_t i = 0; i < len; i++)
    if (copy[i] >= 'A' && copy[i] <= 'Z') copy[i] |= 0x20;
  *out = (Constant){
      .kind = Constant_Int, .fits = fits, .base = (uint8_t)base, .len = (uint32_t)len, .text = copy};
  out->value = fits ? value : 0;
  return true;
}

static bool number_value(Parser *p, const char *digits, size_t len, const Token *token, Constant *out) {
  unsigned base = 10;
  if (len > 2 && digits[0] == '0') {
    char mark = (char)(digits[1] | 0x20);
    base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
  }
  bool imaginary = base == 10 && (digits[len - 1] | 0x20) == 'j';
  if (base == 10 && (imaginary || strpbrk(digits, ".eE"))) {
    *out = (Constant){.kind = imaginary ? Constant_Complex : Constant_Float, .real = strtod(digits, NULL)};
    return true;
  }
  if (base == 10)
    while (len > 1 && digits[0] == '0') digits++, len--;
  return int_value(p, digits, len, base, token, out);
}

Expr *parse_number(Parser *p) {
  uint32_t start = p->at;
  const Token token = *parser_token(p);
  p->at++;
  Expr *node = parser_expr(p, Expr_Constant, start);
  if (!node) return NULL;
  // Copied without underscores, NUL-terminated for strtod; on the C stack unless it is long.
  size_t len = token.end - token.start, kept = 0;
  char small[64];
  Allocator from = p->region->from;
  char *digits = len < sizeof small ? small : from.alloc(from.ctx, len + 1);
  if (!digits) return parser_fail(p, PARSER_MEMORY);
  for (size_t i = 0; i < len; i++)
    if (p->text[token.start + i] != '_') digits[kept++] = p->text[token.start + i];
  digits[kept] = '\0';
  bool ok = number_value(p, digits, kept, &p->tokens.items[start], &node->Constant.value);
  if (digits != small) from.free(from.ctx, digits, len + 1);
  return ok ? node : NULL;
}

// ---- escapes ----

void literal_warn_escape(Parser *p, char c, const Token *token) {
  if (!p->warn_region || !p->warn_tail) return;
  warning_add(p->warn_region, &p->warn_tail, WARN_DEPRECATION, (int)token->lineno,
              "invalid escape sequence '\\%c'", c);
}

// State of decoding one literal. Positions in messages count the bytes of what CPython's decoder gets to see:
// other than ASCII characters arrive there as \UXXXXXXXX.
typedef struct Escapes {
  Parser *p;
  const char *start, *s, *end;
  bool bytes;
  const Token *token;
  bool warned;
} Escapes;

static size_t decoder_position(const Escapes *e, const char *at) {
  size_t position = 0;
  for (const char *c = e->start; c < at;) {
    if ((unsigned char)*c < 0x80) {
      position++;
      if (*c++ == '\\') {
        if (c == e->end || ((unsigned char)*c & 0x80U))
          position += 5; // written as \u005c
        else if (c < at)
          position++, c++;
      }
    } else {
      uint32_t cp;
      c += utf8_decode(c, e->end, true, &cp);
      position += 10;
    }
  }
  return position;
}

static bool escape_fail(Escapes *e, const char *from, const char *what) {
  size_t first = decoder_position(e, from), last = decoder_position(e, e->s) - 1;
  if (first == last)
    return literal_fail(e->p, NULL,
                        "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position %zu: %s",
                        first, what);
  return literal_fail(e->p, NULL,
                      "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s",
                      first, last, what);
}

static bool is_hex(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

static bool hex_escape(Escapes *e, Buf *out, const char *from, unsigned count, const char *what) {
  uint32_t value = 0;
  unsigned seen = 0;
  for (; seen < count && e->s < e->end && is_hex(*e->s); seen++, e->s++)
    value = value << 4 | digit_value(*e->s);
  if (seen < count) {
    if (e->bytes)
      return literal_fail(e->p, NULL, "(value error) invalid \\x escape at position %zu",
                          (size_t)(from - e->start));
    return escape_fail(e, from, what);
  }
  if (value > 0x10FFFF) return escape_fail(e, from, "illegal Unicode character");
  if (e->bytes)
    buf_char(out, (char)value);
  else
    buf_code_point(out, value);
  return true;
}

static bool name_escape(Escapes *e, Buf *out, const char *from) {
  if (e->s < e->end && *e->s == '{') {
    const char *name = ++e->s;
    while (e->s < e->end && *e->s != '}') e->s++;
    if (e->s < e->end && e->s > name) {
      uint32_t cp = unicode_name_lookup(name, (size_t)(e->s - name));
      e->s++;
      if (cp == UTF8_BAD) return escape_fail(e, from, "unknown Unicode character name");
      buf_code_point(out, cp);
      return true;
    }
  }
  return escape_fail(e, from, "malformed \\N character escape");
}

static bool one_escape(Escapes *e, Buf *out) {
  const char *from = e->s++;
  if (e->s == e->end) { // only in the literal text of an f-string, in front of a brace
    buf_char(out, '\\');
    return true;
  }
  char c = *e->s++;
  switch (c) {
  case '\n': return true;
  case '\\':
  case '\'':
  case '"': buf_char(out, c); return true;
  case 'a': buf_char(out, '\a'); return true;
  case 'b': buf_char(out, '\b'); return true;
  case 'f': buf_char(out, '\f'); return true;
  case 'n': buf_char(out, '\n'); return true;
  case 'r': buf_char(out, '\r'); return true;
  case 't': buf_char(out, '\t'); return true;
  case 'v': buf_char(out, '\v'); return true;
  case '0':
  case '1':
  case '2':
  case '3':
  case '4':
  case '5':
  case '6':
  case '7': {
    uint32_t value = digit_value(c);
    for (int i = 0; i < 2 && e->s < e->end && *e->s >= '0' && *e->s <= '7'; i++)
      value = value * 8 + digit_value(*e->s++);
    if (e->bytes)
      buf_char(out, (char)value);
    else
      buf_code_point(out, value);
    return true;
  }
  case 'x': return hex_escape(e, out, from, 2, "truncated \\xXX escape");
  case 'u':
    if (e->bytes) break;
    return hex_escape(e, out, from, 4, "truncated \\uXXXX escape");
  case 'U':
    if (e->bytes) break;
    return hex_escape(e, out, from, 8, "truncated \\UXXXXXXXX escape");
  case 'N':
    if (e->bytes) break;
    return name_escape(e, out, from);
  default: break;
  }
  if (!e->warned && !((unsigned char)c & 0x80U)) literal_warn_escape(e->p, c, e->token);
  e->warned = true;
  buf_char(out, '\\');
  e->s--; // the character itself is copied with what follows
  return true;
}

// Source that nobody has checked (see Source) may be malformed inside a literal.
static bool check_text(Parser *p, const char *start, const char *end) {
  size_t len = (size_t)(end - start), good = utf8_valid_prefix(start, len, false);
  if (good == len) return true;
  uint32_t cp;
  unsigned bad = utf8_decode(start + good, end, false, &cp);
  unsigned char lead = (unsigned char)start[good];
  const char *why = lead < 0xC2 || lead > 0xF4 ? "invalid start byte" : "invalid continuation byte";
  if (start + good + bad == end && lead >= 0xC2 && lead <= 0xF4) why = "unexpected end of data";
  if (bad == 1)
    return literal_fail(p, NULL, "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                        lead, good, why);
  return literal_fail(p, NULL, "(unicode error) 'utf-8' codec can't decode bytes in position %zu-%zu: %s",
                      good, good + bad - 1, why);
}

bool literal_decode(Parser *p, Buf *out, const char *start, const char *end, bool raw, bool bytes,
                    const Token *token) {
  if (UNLIKELY(p->unchecked) && !bytes && !check_text(p, start, end)) return false;
  if (raw || !memchr(start, '\\', (size_t)(end - start))) {
    buf_bytes(out, start, (size_t)(end - start));
    return true;
  }
  Escapes e = {.p = p, .start = start, .s = start, .end = end, .bytes = bytes, .token = token};
  while (e.s < end) {
    const char *next = memchr(e.s, '\\', (size_t)(end - e.s));
    if (!next) next = end;
    buf_bytes(out, e.s, (size_t)(next - e.s));
    e.s = next;
    if (e.s == end) break;
    if (!one_escape(&e, out)) return false;
  }
  return true;
}

// ---- strings ----

typedef struct Prefix {
  bool bytes, raw, format;
  const char *start, *end; // between the quotes
} Prefix;

static Prefix split_string(const char *text, const Token *token) {
  Prefix prefix = {0};
  const char *s = text + token->start;
  for (;; s++) {
    char c = (char)(*s | 0x20);
    if (*s == '\'' || *s == '"') break;
    prefix.bytes |= c == 'b';
    prefix.raw |= c == 'r';
    prefix.format |= c == 'f';
  }
  const char *end = text + token->end;
  size_t quotes = end - s >= 6 && s[1] == s[0] && s[2] == s[0] ? 3 : 1;
  prefix.start = s + quotes;
  prefix.end = end - quotes;
  return prefix;
}

static bool text_constant(Parser *p, StringBuild *build, ConstantKind kind, Expr *node) {
  if (build->text.failed) return parser_fail(p, PARSER_MEMORY), false;
  char *copy = region_copy(p->region, buf_str(&build->text), build->text.len);
  if (!copy) return parser_fail(p, PARSER_MEMORY), false;
  node->kind = Expr_Constant;
  node->pos = build->pos;
  node->Constant.value = (Constant){.kind = (uint8_t)kind, .len = (uint32_t)build->text.len, .text = copy};
  node->Constant.kind = kind == Constant_Str ? build->kind : NULL;
  buf_clear(&build->text);
  return true;
}

bool string_flush(Parser *p, StringBuild *build) {
  if (!build->text.len && !build->text.failed) return true;
  Expr *node = parser_new(p, sizeof *node);
  return node && text_constant(p, build, Constant_Str, node) && parser_hold(p, node);
}

static bool add_string(Parser *p, StringBuild *build, const Prefix *prefix, const Token *token) {
  if (prefix->bytes && !utf8_is_ascii(prefix->start, (size_t)(prefix->end - prefix->start)))
    return literal_fail(p, NULL, "bytes can only contain ASCII literal characters");
  if (prefix->format) return parse_fstring_part(p, build, prefix->start, prefix->end, prefix->raw, token);
  return literal_decode(p, &build->text, prefix->start, prefix->end, prefix->raw, prefix->bytes, token);
}

static Expr *join_strings(Parser *p, StringBuild *build, uint32_t start, uint32_t end) {
  size_t base = p->stack.len;
  bool bytes = false, format = false;
  for (uint32_t i = start; i < end; i++) {
    const Token token = p->tokens.items[i]; // a copy: nested expressions append to the tokens
    Prefix prefix = split_string(p->text, &token);
    // A wrong literal is reported before the mixture of kinds.
    if (!add_string(p, build, &prefix, &token)) {
      if (p->literal && p->literal->at == &token) p->literal->at = &p->tokens.items[i];
      return NULL;
    }
    if (i > start && bytes != prefix.bytes) {
      literal_fail(p, NULL, "cannot mix bytes and nonbytes literals");
      return NULL;
    }
    bytes = prefix.bytes;
    format |= prefix.format;
  }
  Expr *node = parser_new(p, sizeof *node);
  if (!node) return NULL;
  if (!format) return text_constant(p, build, bytes ? Constant_Bytes : Constant_Str, node) ? node : NULL;
  if (!string_flush(p, build)) return NULL;
  node->kind = Expr_JoinedStr;
  node->pos = build->pos;
  return PARSER_SEQ(p, base, &node->JoinedStr.values) ? node : NULL;
}

Expr *parse_strings(Parser *p) {
  uint32_t start = p->at;
  while (parser_kind(p) == T_STRING) p->at++;
  uint32_t end = p->at;
  StringBuild build = {.pos = parser_pos(p, start)};
  buf_init(&build.text, p->region->from);
  Expr *node = NULL;
  if (p->text[p->tokens.items[start].start] != 'u' || (build.kind = ast_name(p->ast, "u", 1)))
    node = join_strings(p, &build, start, end);
  else
    parser_fail(p, PARSER_MEMORY);
  buf_free(&build.text);
  return node;
}
