// Parameters of functions and lambdas.
#include "lang/parser.h"

typedef enum Part { PART_POSITIONAL, PART_KEYWORD_ONLY, PART_DONE } Part;

static Arg *parse_param(Parser *p, TokenKind close, bool star_annotation) {
  uint32_t start = p->at;
  const AstName *name = parser_name(p);
  if (!name) return NULL;
  Expr *annotation = NULL;
  if (close == T_RPAR && parser_accept(p, T_COLON)) {
    uint32_t from = p->at;
    if (star_annotation && parser_accept(p, T_STAR)) {
      Expr *value = parse_bitwise_or(p);
      annotation = value ? parser_expr(p, Expr_Starred, from) : NULL;
      if (annotation) annotation->Starred.value = value;
    } else
      annotation = parse_expression(p);
    if (!annotation) return NULL;
  }
  Arg *arg = parser_new(p, sizeof *arg);
  if (!arg) return NULL;
  *arg = (Arg){.pos = parser_pos(p, start), .arg = name, .annotation = annotation};
  return arg;
}

static bool refuse(Parser *p) {
  parser_fail(p, PARSER_SYNTAX);
  return false;
}

// `*`, `*args`, `*args: *Ts`: what follows is keyword-only.
static bool parse_star(Parser *p, TokenKind close, Arguments *args) {
  p->at++;
  if (parser_kind(p) == T_COMMA)
    return parser_kind_after(p) == T_NAME || refuse(p); // `*,` needs a name behind it
  args->vararg = parse_param(p, close, true);
  return args->vararg != NULL;
}

static bool parse_plain(Parser *p, TokenKind close, Part part, ItemVec *defaults) {
  Arg *arg = parse_param(p, close, false);
  if (!arg || !parser_hold(p, arg)) return false;
  Expr *value = NULL;
  if (parser_accept(p, T_EQUAL)) {
    value = parse_expression(p);
    if (!value) return false;
  } else if (part == PART_POSITIONAL && defaults->len)
    return refuse(p);
  if (!value && part == PART_POSITIONAL) return true;
  if (vec_push(defaults, &p->region->from, (void *)value)) return true;
  parser_fail(p, PARSER_MEMORY);
  return false;
}

static bool copy_exprs(Parser *p, const ItemVec *items, ExprSeq *out) {
  *out = (ExprSeq){0};
  if (!items->len) return true;
  out->items = parser_new(p, items->len * sizeof *out->items);
  if (!out->items) return false;
  for (size_t i = 0; i < items->len; i++) out->items[i] = items->items[i];
  out->len = (uint32_t)items->len;
  return true;
}

static bool parse_list(Parser *p, TokenKind close, Arguments *args, ItemVec *defaults, ItemVec *kw_defaults) {
  size_t base = p->stack.len;
  Part part = PART_POSITIONAL;
  bool slash = false;
  while (parser_kind(p) != close) {
    if (part == PART_DONE) return refuse(p);
    switch (parser_kind(p)) {
    case T_SLASH:
      if (slash || part != PART_POSITIONAL || p->stack.len == base) return refuse(p);
      slash = true;
      p->at++;
      if (!PARSER_SEQ(p, base, &args->posonlyargs)) return false;
      break;
    case T_STAR:
      if (part != PART_POSITIONAL) return refuse(p);
      if (!PARSER_SEQ(p, base, &args->args) || !parse_star(p, close, args)) return false;
      part = PART_KEYWORD_ONLY;
      break;
    case T_DOUBLESTAR:
      p->at++;
      if (part == PART_POSITIONAL ? !PARSER_SEQ(p, base, &args->args)
                                  : !PARSER_SEQ(p, base, &args->kwonlyargs))
        return false;
      args->kwarg = parse_param(p, close, false);
      if (!args->kwarg) return false;
      part = PART_DONE;
      break;
    default:
      if (!parse_plain(p, close, part, part == PART_POSITIONAL ? defaults : kw_defaults)) return false;
    }
    if (!parser_accept(p, T_COMMA)) break;
  }
  if (part == PART_POSITIONAL && !PARSER_SEQ(p, base, &args->args)) return false;
  if (part == PART_KEYWORD_ONLY && !PARSER_SEQ(p, base, &args->kwonlyargs)) return false;
  return (parser_kind(p) == close || refuse(p)) && copy_exprs(p, defaults, &args->defaults) &&
         copy_exprs(p, kw_defaults, &args->kw_defaults);
}

Arguments *parse_parameters(Parser *p, TokenKind close) {
  Arguments *args = parser_new(p, sizeof *args);
  if (!args) return NULL;
  ItemVec defaults = {0}, kw_defaults = {0};
  bool ok = parse_list(p, close, args, &defaults, &kw_defaults);
  vec_free(&defaults, &p->region->from);
  vec_free(&kw_defaults, &p->region->from);
  return ok ? args : NULL;
}
