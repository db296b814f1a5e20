// The rows of mistakes.def: what is said at the end of an alternative of the grammar, and where.
#include "lang/peg.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef enum How { AT, SPAN, RANGE, NAMED, HERE, REST, BLOCK, SPECIAL } How;

typedef struct Row {
  How how;
  const char *message;
} Row;

static const Row rows[] = {
#define MISTAKE(name, how, message) {how, message},
#include "lang/mistakes.def"
};

// ---- the tree of what was matched ----
// The matcher builds no nodes. Where a mistake needs one (for its kind, or for its position inside
// parentheses), the fast parser builds it from the tokens, which are known to be right.

typedef struct Sub {
  Ast ast;
  Parser parser;
  LiteralError literal;
} Sub;

static bool sub_start(Explain *e, Sub *sub, PegSpan span, TokenKind before_end) {
  memset(sub, 0, sizeof *sub);
  sub->ast.region = &e->scratch;
  parser_init(&sub->parser, &sub->ast, e->lexer.text, e->options);
  Parser *p = &sub->parser;
  p->unchecked = e->source->unchecked;
  p->literal = &sub->literal;
  for (uint32_t i = span.from; i < span.to; i++)
    if (!parser_push(p, e->tokens.items[i])) return false;
  Token end = e->tokens.items[span.to - 1];
  end.start = end.end;
  if (before_end != T_END) {
    end.kind = (uint8_t)before_end;
    if (!parser_push(p, end)) return false;
  }
  end.kind = T_END;
  return parser_push(p, end);
}

static Expr *parse_any(Parser *p) {
  if (parser_kind(p) == T_YIELD) return parse_yield(p);
  if (parser_kind(p) == T_NAME && parser_kind_after(p) == T_COLONEQ) return parse_named_expression(p);
  return parse_star_expressions(p);
}

// The expression that the tokens of a span are, NULL when they are none. Lives in e->scratch.
static Expr *expression_of(Explain *e, PegSpan span) {
  Sub sub;
  Expr *expr = NULL;
  if (span.to > span.from && sub_start(e, &sub, span, T_END)) {
    expr = parse_any(&sub.parser);
    if (expr && parser_kind(&sub.parser) != T_END) expr = NULL;
  }
  parser_free(&sub.parser);
  return expr;
}

typedef struct Call {
  ExprSeq args;
  KeywordSeq keywords;
} Call;

static bool arguments_of(Explain *e, PegSpan span, Call *call) {
  Sub sub;
  bool ok = sub_start(e, &sub, span, T_RPAR) &&
            parse_arguments(&sub.parser, 0, false, &call->args, &call->keywords);
  parser_free(&sub.parser);
  return ok;
}

// The end of a comprehension: of its last condition, or of what it iterates over.
static bool comprehension_end(Explain *e, PegSpan span, AstPos *end) {
  Sub sub;
  ComprehensionSeq clauses = {0};
  bool ok =
      sub_start(e, &sub, span, T_END) && parse_comprehension_clauses(&sub.parser, &clauses) && clauses.len;
  parser_free(&sub.parser);
  if (!ok) return false;
  const Comprehension *last = clauses.items[clauses.len - 1];
  *end = last->ifs.len ? last->ifs.items[last->ifs.len - 1]->pos : last->iter->pos;
  return true;
}

static const char *expression_name(const Expr *expr) {
  switch ((ExprKind)expr->kind) {
  case Expr_Attribute: return "attribute";
  case Expr_Subscript: return "subscript";
  case Expr_Starred: return "starred";
  case Expr_Name: return "name";
  case Expr_List: return "list";
  case Expr_Tuple: return "tuple";
  case Expr_Lambda: return "lambda";
  case Expr_Call: return "function call";
  case Expr_BoolOp:
  case Expr_BinOp:
  case Expr_UnaryOp: return "expression";
  case Expr_GeneratorExp: return "generator expression";
  case Expr_Yield:
  case Expr_YieldFrom: return "yield expression";
  case Expr_Await: return "await expression";
  case Expr_ListComp: return "list comprehension";
  case Expr_SetComp: return "set comprehension";
  case Expr_DictComp: return "dict comprehension";
  case Expr_Dict: return "dict literal";
  case Expr_Set: return "set display";
  case Expr_JoinedStr:
  case Expr_FormattedValue: return "f-string expression";
  case Expr_Compare: return "comparison";
  case Expr_IfExp: return "conditional expression";
  case Expr_NamedExpr: return "named expression";
  case Expr_Constant:
    switch ((ConstantKind)expr->Constant.value.kind) {
    case Constant_None: return "None";
    case Constant_True: return "True";
    case Constant_False: return "False";
    case Constant_Ellipsis: return "ellipsis";
    default: return "literal";
    }
  default: return "expression";
  }
}

// ---- positions ----

static AstPos span_pos(const Explain *e, PegSpan span) {
  const Token *first = &e->tokens.items[span.from], *last = &e->tokens.items[span.to - 1];
  if (last > first && last->kind == T_COMMA) last--;
  return (AstPos){first->lineno, first->col, last->end_lineno, last->end_col};
}

// Of the node the tokens make: without the parentheses around an expression.
static AstPos node_pos(Explain *e, PegSpan span) {
  if (span.to - span.from > 1) {
    const Expr *expr = expression_of(e, span);
    if (expr) return expr->pos;
  }
  return span_pos(e, span);
}

static MistakeOutcome raise_at(Explain *e, AstPos first, AstPos last, const char *message) {
  explain_raise(e, DIAG_SYNTAX_ERROR, (int)first.lineno, (int)first.col_offset, (int)last.end_lineno,
                (int)last.end_col_offset, message);
  return MISTAKE_RAISED;
}

PRINTF_LIKE(4, 5)
static MistakeOutcome raise_format(Explain *e, AstPos first, AstPos last, const char *format, ...) {
  char message[600];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  return raise_at(e, first, last, message);
}

// Fills a %s of a row's message.
static MistakeOutcome raise_named(Explain *e, AstPos first, AstPos last, const char *message,
                                  const char *name) {
  const char *mark = strstr(message, "%s");
  return raise_format(e, first, last, "%.*s%s%s", (int)(mark - message), message, name, mark + 2);
}

static MistakeOutcome raise_block(Explain *e, const char *message, const Token *keyword) {
  char text[120];
  const char *mark = strstr(message, "%d");
  if (mark)
    snprintf(text, sizeof text, "%.*s%u", (int)(mark - message), message, (unsigned)keyword->lineno);
  else
    snprintf(text, sizeof text, "%s", message);
  explain_raise_here(e, DIAG_INDENTATION_ERROR, text);
  return MISTAKE_RAISED;
}

// ---- special rows ----

typedef enum Targets { ASSIGNED, DELETED, ITERATED } Targets;

// The first part of an expression that cannot be a target, NULL when all of it can. Bounded by the depth of
// the tree.
static const Expr *invalid_target(const Expr *expr, Targets targets) {
  switch (expr->kind) {
  case Expr_List:
  case Expr_Tuple: {
    const ExprSeq *elts = expr->kind == Expr_List ? &expr->List.elts : &expr->Tuple.elts;
    for (uint32_t i = 0; i < elts->len; i++) {
      const Expr *bad = invalid_target(elts->items[i], targets);
      if (bad) return bad;
    }
    return NULL;
  }
  case Expr_Starred: return targets == DELETED ? expr : invalid_target(expr->Starred.value, targets);
  case Expr_Compare:
    // `a in b` of `for a in b` reads as a comparison
    if (targets != ITERATED) return expr;
    return expr->Compare.ops.items[0] == CmpOp_In ? invalid_target(expr->Compare.left, targets) : NULL;
  case Expr_Name:
  case Expr_Subscript:
  case Expr_Attribute: return NULL;
  default: return expr;
  }
}

static MistakeOutcome check_target(Explain *e, PegSpan span, Targets targets, const char *message) {
  const Expr *expr = expression_of(e, span);
  const Expr *bad = expr ? invalid_target(expr, targets) : NULL;
  return bad ? raise_named(e, bad->pos, bad->pos, message, expression_name(bad)) : MISTAKE_NONE;
}

static bool is_legacy(const Explain *e, const Expr *expr) {
  (void)e;
  return expr && expr->kind == Expr_Name &&
         (strcmp(expr->Name.id->text, "print") == 0 || strcmp(expr->Name.id->text, "exec") == 0);
}

static MistakeOutcome check_legacy(Explain *e, PegSpan a, PegSpan b, const char *message) {
  (void)message;
  const Expr *name = expression_of(e, a);
  if (!is_legacy(e, name)) return MISTAKE_NONE;
  const char *word = name->Name.id->text;
  return raise_format(e, name->pos, node_pos(e, b),
                      "Missing parentheses in call to '%s'. Did you mean %s(...)?", word, word);
}

static MistakeOutcome check_missing_comma(Explain *e, PegSpan a, PegSpan b, const char *message) {
  if (e->tokens.items[e->mark - 1].level == 0 || is_legacy(e, expression_of(e, a))) return MISTAKE_NONE;
  return raise_at(e, node_pos(e, a), node_pos(e, b), message);
}

static MistakeOutcome check_generator(Explain *e, PegSpan a, PegSpan b, const char *message) {
  AstPos end;
  if (!comprehension_end(e, b, &end)) return MISTAKE_NONE;
  return raise_at(e, node_pos(e, a), end, message);
}

static MistakeOutcome check_last_generator(Explain *e, PegSpan a, PegSpan b, const char *message) {
  Call call;
  AstPos end;
  if (!arguments_of(e, a, &call) || call.args.len <= 1 || !comprehension_end(e, b, &end)) return MISTAKE_NONE;
  return raise_at(e, call.args.items[call.args.len - 1]->pos, end, message);
}

static MistakeOutcome raise_positional(Explain *e, PegSpan a) {
  Call call;
  bool unpacked = false;
  if (arguments_of(e, a, &call))
    for (uint32_t i = 0; i < call.keywords.len; i++) unpacked |= !call.keywords.items[i]->arg;
  explain_raise_here(e, DIAG_SYNTAX_ERROR,
                     unpacked ? "positional argument follows keyword argument unpacking"
                              : "positional argument follows keyword argument");
  return MISTAKE_RAISED;
}

// From a to the last item of the list b.
static MistakeOutcome raise_comprehension_target(Explain *e, PegSpan a, PegSpan b, const char *message) {
  const Expr *list = expression_of(e, b);
  AstPos last = node_pos(e, b);
  const Token *first = &e->tokens.items[b.from];
  if (list && list->kind == Expr_Tuple && list->Tuple.elts.len) {
    const Expr *item = list->Tuple.elts.items[list->Tuple.elts.len - 1];
    // A tuple in parentheses is one item; a bare one is the list itself.
    bool bare = first->kind != T_LPAR || list->Tuple.elts.items[0]->pos.col_offset == list->pos.col_offset;
    if (bare) last = item->pos;
  }
  return raise_at(e, node_pos(e, a), last, message);
}

static MistakeOutcome check_number_kind(Explain *e, PegSpan a, bool imaginary, const char *message) {
  const Token *token = &e->tokens.items[a.from];
  char last = (char)(e->lexer.text[token->end - 1] | 0x20);
  bool hex = token->end - token->start > 1 && (e->lexer.text[token->start + 1] | 0x20) == 'x';
  if ((last == 'j' && !hex) == imaginary) return MISTAKE_MATCHED;
  return raise_at(e, span_pos(e, a), span_pos(e, a), message);
}

static MistakeOutcome check_not_equal(Explain *e, PegSpan a, const char *message) {
  bool barry = e->lexer.text[e->tokens.items[a.from].start] == '<';
  if (!e->options->barry_as_bdfl) return barry ? MISTAKE_NONE : MISTAKE_MATCHED;
  if (barry) return MISTAKE_MATCHED;
  explain_raise_here(e, DIAG_SYNTAX_ERROR, message);
  return MISTAKE_RAISED;
}

static MistakeOutcome raise_literal(Explain *e, const LiteralError *error) {
  if (!error->at)
    explain_raise_here(e, DIAG_SYNTAX_ERROR, error->message);
  else if (error->line_only)
    explain_raise(e, DIAG_SYNTAX_ERROR, (int)error->at->lineno, -1, (int)error->at->end_lineno, -1,
                  error->message);
  else
    explain_raise_token(e, error->at, error->message);
  return MISTAKE_RAISED;
}

static MistakeOutcome check_strings(Explain *e, PegSpan a) {
  Sub sub;
  MistakeOutcome outcome = MISTAKE_MATCHED;
  if (!sub_start(e, &sub, a, T_END) || !parse_strings(&sub.parser)) {
    switch (sub.parser.why) {
    case PARSER_LITERAL: outcome = raise_literal(e, &sub.literal); break;
    case PARSER_NESTED:
      explain_nested(e, &sub.parser.nested);
      outcome = MISTAKE_RAISED;
      break;
    default: e->memory_error = e->failed = true; outcome = MISTAKE_RAISED;
    }
  }
  parser_free(&sub.parser);
  return outcome;
}

bool mistake_check_number(Explain *e, const Token *token) {
  if (token->end - token->start <= 640) return true; // CPython allows no smaller limit
  Sub sub;
  uint32_t index = (uint32_t)(token - e->tokens.items);
  bool ok = sub_start(e, &sub, (PegSpan){index, index + 1}, T_END) && parse_number(&sub.parser);
  if (!ok && sub.parser.why == PARSER_LITERAL)
    raise_literal(e, &sub.literal);
  else if (!ok)
    e->memory_error = e->failed = true;
  parser_free(&sub.parser);
  return ok;
}

static MistakeOutcome check_special(Explain *e, Mistake mistake, PegSpan a, PegSpan b) {
  const char *message = rows[mistake].message;
  switch (mistake) {
  case MISTAKE_BARE_GENERATOR: return check_generator(e, a, b, message);
  case MISTAKE_BARE_GENERATOR_LAST: return check_last_generator(e, a, b, message);
  case MISTAKE_POSITIONAL_AFTER_KEYWORD: return raise_positional(e, a);
  case MISTAKE_KEYWORD_CONSTANT:
    return raise_named(e, span_pos(e, a), span_pos(e, b), message,
                       token_text((TokenKind)e->tokens.items[a.from].kind));
  case MISTAKE_LEGACY_STATEMENT: return check_legacy(e, a, b, message);
  case MISTAKE_MISSING_COMMA: return check_missing_comma(e, a, b, message);
  case MISTAKE_ASSIGN_TARGET: return check_target(e, a, ASSIGNED, message);
  case MISTAKE_DELETE_TARGET: return check_target(e, a, DELETED, message);
  case MISTAKE_FOR_TARGET: return check_target(e, a, ITERATED, message);
  case MISTAKE_COMPREHENSION_TARGET: return raise_comprehension_target(e, a, b, message);
  case MISTAKE_NO_DICT_COLON: {
    AstPos pos = node_pos(e, a);
    explain_raise(e, DIAG_SYNTAX_ERROR, (int)pos.lineno, (int)pos.end_col_offset - 1, (int)pos.end_lineno, -1,
                  message);
    return MISTAKE_RAISED;
  }
  case MISTAKE_NOT_REAL: return check_number_kind(e, a, false, message);
  case MISTAKE_NOT_IMAGINARY: return check_number_kind(e, a, true, message);
  case MISTAKE_NOT_EQUAL: return check_not_equal(e, a, message);
  case MISTAKE_STRINGS: return check_strings(e, a);
  default: return MISTAKE_NONE;
  }
}

MistakeOutcome mistake_check(Explain *e, Mistake mistake, PegSpan a, PegSpan b) {
  const Row *row = &rows[mistake];
  switch (row->how) {
  case AT: {
    AstPos pos = node_pos(e, a);
    return raise_at(e, pos, pos, row->message);
  }
  case SPAN: return raise_at(e, span_pos(e, a), span_pos(e, a), row->message);
  case RANGE: return raise_at(e, node_pos(e, a), node_pos(e, b), row->message);
  case NAMED: {
    const Expr *expr = expression_of(e, a);
    AstPos pos = node_pos(e, a);
    return raise_named(e, pos, pos, row->message, expr ? expression_name(expr) : "expression");
  }
  case HERE: explain_raise_here(e, DIAG_SYNTAX_ERROR, row->message); return MISTAKE_RAISED;
  case REST: {
    AstPos pos = node_pos(e, a);
    explain_raise(e, DIAG_SYNTAX_ERROR, (int)pos.lineno, (int)pos.col_offset, COLUMN_HERE, COLUMN_HERE,
                  row->message);
    return MISTAKE_RAISED;
  }
  case BLOCK: return raise_block(e, row->message, &e->tokens.items[a.from]);
  case SPECIAL: return check_special(e, mistake, a, b);
  }
  return MISTAKE_NONE;
}
