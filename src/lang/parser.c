#include "lang/parser.h"

#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/utf8.h"

// CPython's parser stops at 6,000 nested rules; `cost` in parser_enter approximates how many it would be in.
#define DEFAULT_DEPTH      6000
#define DEFAULT_INT_DIGITS 4300

void parser_init(Parser *p, Ast *ast, const char *text, const ParseOptions *options) {
  memset(p, 0, sizeof *p);
  p->ast = ast;
  p->region = ast->region;
  p->text = text;
  p->max_depth = options->max_depth ? options->max_depth : DEFAULT_DEPTH;
  p->max_int_digits = options->max_int_digits ? options->max_int_digits : DEFAULT_INT_DIGITS;
  p->barry_as_bdfl = options->barry_as_bdfl;
}

void parser_free(Parser *p) {
  vec_free(&p->tokens, &p->region->from);
  vec_free(&p->stack, &p->region->from);
}

bool parser_push(Parser *p, Token token) {
  if (vec_push(&p->tokens, &p->region->from, token)) return true;
  p->why = PARSER_MEMORY;
  return false;
}

void *parser_fail(Parser *p, ParserFailure why) {
  if (p->why == PARSER_OK) p->why = why;
  return NULL;
}

bool parser_expect(Parser *p, TokenKind kind) {
  if (parser_accept(p, kind)) return true;
  parser_fail(p, PARSER_SYNTAX);
  return false;
}

bool parser_is_soft(const Parser *p, const char *word) {
  const Token *t = parser_token(p);
  size_t len = t->end - t->start;
  return t->kind == T_NAME && strlen(word) == len && memcmp(p->text + t->start, word, len) == 0;
}

bool parser_enter(Parser *p, uint32_t cost) {
  p->depth += cost;
  if (LIKELY(p->depth <= p->max_depth)) return true;
  parser_fail(p, PARSER_DEPTH);
  return false;
}

bool parser_hold(Parser *p, void *item) {
  if (!item) return false;
  if (vec_push(&p->stack, &p->region->from, item)) return true;
  parser_fail(p, PARSER_MEMORY);
  return false;
}

bool parser_seq(Parser *p, size_t base, AnySeq *out) {
  size_t count = p->stack.len - base;
  *out = (AnySeq){0};
  if (count == 0) return true;
  void **items = region_alloc(p->region, count * sizeof *items);
  if (!items) {
    parser_fail(p, PARSER_MEMORY);
    return false;
  }
  memcpy(items, p->stack.items + base, count * sizeof *items);
  p->stack.len = base;
  *out = (AnySeq){.items = items, .len = (uint32_t)count};
  return true;
}

AstPos parser_pos(const Parser *p, uint32_t start) {
  const Token *first = &p->tokens.items[start];
  const Token *last = &p->tokens.items[p->at ? p->at - 1 : 0];
  while (last > first && (last->kind == T_NEWLINE || last->kind == T_INDENT || last->kind == T_DEDENT))
    last--;
  return (AstPos){first->lineno, first->col, last->end_lineno, last->end_col};
}

void *parser_new(Parser *p, size_t size) {
  void *node = region_zalloc(p->region, size);
  return node ? node : parser_fail(p, PARSER_MEMORY);
}

Expr *parser_expr(Parser *p, ExprKind kind, uint32_t start) {
  Expr *node = parser_new(p, sizeof(Expr));
  if (!node) return NULL;
  node->kind = (uint8_t)kind;
  node->pos = parser_pos(p, start);
  return node;
}

// NFKC without utf8proc's own allocation: decompose into our scratch memory, compose in place.
static const AstName *normalised_name(Parser *p, const char *text, size_t len) {
  const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
  const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
  utf8proc_ssize_t count = utf8proc_decompose(bytes, (utf8proc_ssize_t)len, NULL, 0, options);
  if (count < 0) return parser_fail(p, PARSER_SYNTAX);
  Allocator from = p->region->from;
  size_t size = ((size_t)count + 1) * sizeof(utf8proc_int32_t);
  utf8proc_int32_t *points = from.alloc(from.ctx, size);
  if (!points) return parser_fail(p, PARSER_MEMORY);
  const AstName *name = NULL;
  count = utf8proc_decompose(bytes, (utf8proc_ssize_t)len, points, count, options);
  if (count >= 0) count = utf8proc_normalize_utf32(points, count, options);
  Buf out;
  buf_init(&out, from);
  for (utf8proc_ssize_t i = 0; i < count; i++) buf_code_point(&out, (uint32_t)points[i]);
  if (!out.failed && count >= 0) name = ast_name(p->ast, buf_str(&out), out.len);
  buf_free(&out);
  from.free(from.ctx, points, size);
  return name ? name : parser_fail(p, PARSER_MEMORY);
}

const AstName *parser_name_of(Parser *p, const Token *token) {
  const char *text = p->text + token->start;
  size_t len = token->end - token->start;
  if (UNLIKELY(!utf8_is_ascii(text, len))) return normalised_name(p, text, len);
  const AstName *name = ast_name(p->ast, text, len);
  return name ? name : parser_fail(p, PARSER_MEMORY);
}

const AstName *parser_name(Parser *p) {
  if (parser_kind(p) != T_NAME) return parser_fail(p, PARSER_SYNTAX);
  return parser_name_of(p, &p->tokens.items[p->at++]);
}
