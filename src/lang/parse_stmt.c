// Statements, blocks and the three kinds of module.
#include "lang/parser.h"

#define COST_BLOCK 12

static bool parse_block(Parser *p, StmtSeq *out);
static Stmt *parse_compound(Parser *p);

static Stmt *new_stmt(Parser *p, StmtKind kind, uint32_t start) {
  Stmt *node = parser_new(p, sizeof *node);
  if (!node) return NULL;
  node->kind = (uint8_t)kind;
  node->pos = parser_pos(p, start);
  return node;
}

static bool starts_statement_expression(TokenKind kind) {
  switch (kind) {
  case T_NEWLINE:
  case T_SEMI:
  case T_END: return false;
  default: return true;
  }
}

// ---- simple statements ----

static Expr *parse_value(Parser *p) {
  return parser_kind(p) == T_YIELD ? parse_yield(p) : parse_star_expressions(p);
}

static bool augmented_operator(TokenKind kind, Operator *op) {
  switch (kind) {
  case T_PLUSEQ: *op = Operator_Add; return true;
  case T_MINUSEQ: *op = Operator_Sub; return true;
  case T_STAREQ: *op = Operator_Mult; return true;
  case T_ATEQ: *op = Operator_MatMult; return true;
  case T_SLASHEQ: *op = Operator_Div; return true;
  case T_PERCENTEQ: *op = Operator_Mod; return true;
  case T_AMPEREQ: *op = Operator_BitAnd; return true;
  case T_VBAREQ: *op = Operator_BitOr; return true;
  case T_CIRCUMFLEXEQ: *op = Operator_BitXor; return true;
  case T_LSHIFTEQ: *op = Operator_LShift; return true;
  case T_RSHIFTEQ: *op = Operator_RShift; return true;
  case T_DOUBLESTAREQ: *op = Operator_Pow; return true;
  case T_DOUBLESLASHEQ: *op = Operator_FloorDiv; return true;
  default: return false;
  }
}

static bool is_single_target(const Expr *expr) {
  return expr->kind == Expr_Name || expr->kind == Expr_Attribute || expr->kind == Expr_Subscript;
}

static Stmt *parse_annotated(Parser *p, uint32_t start, Expr *target) {
  if (!is_single_target(target)) return parser_fail(p, PARSER_SYNTAX);
  bool simple = target->kind == Expr_Name && p->tokens.items[start].kind == T_NAME;
  p->at++;
  Expr *annotation = parse_expression(p), *value = NULL;
  if (!annotation) return NULL;
  if (parser_accept(p, T_EQUAL) && !(value = parse_value(p))) return NULL;
  Stmt *node = parser_make_target(p, target, Context_Store) ? new_stmt(p, Stmt_AnnAssign, start) : NULL;
  if (!node) return NULL;
  node->AnnAssign.target = target;
  node->AnnAssign.annotation = annotation;
  node->AnnAssign.value = value;
  node->AnnAssign.simple = simple;
  return node;
}

static Stmt *parse_assignment(Parser *p, uint32_t start, Expr *first) {
  size_t base = p->stack.len;
  Expr *value = first;
  while (parser_accept(p, T_EQUAL)) {
    if (value->kind == Expr_Yield || value->kind == Expr_YieldFrom) return parser_fail(p, PARSER_SYNTAX);
    if (!parser_make_target(p, value, Context_Store) || !parser_hold(p, value)) return NULL;
    value = parse_value(p);
    if (!value) return NULL;
  }
  Stmt *node = new_stmt(p, Stmt_Assign, start);
  if (!node || !PARSER_SEQ(p, base, &node->Assign.targets)) return NULL;
  node->Assign.value = value;
  return node;
}

static Stmt *parse_expression_statement(Parser *p) {
  uint32_t start = p->at;
  bool yields = parser_kind(p) == T_YIELD;
  Expr *first = parse_value(p);
  if (!first) return NULL;
  TokenKind kind = parser_kind(p);
  Operator op;
  if (!yields) {
    if (kind == T_EQUAL) return parse_assignment(p, start, first);
    if (kind == T_COLON) return parse_annotated(p, start, first);
    if (augmented_operator(kind, &op)) {
      if (!is_single_target(first) || !parser_make_target(p, first, Context_Store))
        return parser_fail(p, PARSER_SYNTAX);
      p->at++;
      Expr *value = parse_value(p);
      Stmt *node = value ? new_stmt(p, Stmt_AugAssign, start) : NULL;
      if (!node) return NULL;
      node->AugAssign.target = first;
      node->AugAssign.op = op;
      node->AugAssign.value = value;
      return node;
    }
  }
  Stmt *node = new_stmt(p, Stmt_Expr, start);
  if (node) node->Expr.value = first;
  return node;
}

static Stmt *parse_return(Parser *p) {
  uint32_t start = p->at++;
  Expr *value = NULL;
  if (starts_statement_expression(parser_kind(p)) && !(value = parse_star_expressions(p))) return NULL;
  Stmt *node = new_stmt(p, Stmt_Return, start);
  if (node) node->Return.value = value;
  return node;
}

static Stmt *parse_raise(Parser *p) {
  uint32_t start = p->at++;
  Expr *exc = NULL, *cause = NULL;
  if (starts_statement_expression(parser_kind(p))) {
    exc = parse_expression(p);
    if (!exc) return NULL;
    if (parser_accept(p, T_FROM) && !(cause = parse_expression(p))) return NULL;
  }
  Stmt *node = new_stmt(p, Stmt_Raise, start);
  if (!node) return NULL;
  node->Raise.exc = exc;
  node->Raise.cause = cause;
  return node;
}

static Stmt *parse_scope_names(Parser *p, StmtKind kind) {
  uint32_t start = p->at++;
  size_t base = p->stack.len;
  do {
    const AstName *name = parser_name(p);
    if (!name || !vec_push(&p->stack, &p->region->from, (void *)(uintptr_t)name))
      return parser_fail(p, PARSER_MEMORY);
  } while (parser_accept(p, T_COMMA));
  Stmt *node = new_stmt(p, kind, start);
  if (!node) return NULL;
  NameSeq *names = kind == Stmt_Global ? &node->Global.names : &node->Nonlocal.names;
  return PARSER_SEQ(p, base, names) ? node : NULL;
}

static Stmt *parse_delete(Parser *p) {
  uint32_t start = p->at++;
  size_t base = p->stack.len;
  do {
    Expr *target = parse_bitwise_or(p);
    if (!target || !parser_make_target(p, target, Context_Del) || !parser_hold(p, target)) return NULL;
  } while (parser_accept(p, T_COMMA) && starts_statement_expression(parser_kind(p)));
  Stmt *node = new_stmt(p, Stmt_Delete, start);
  return node && PARSER_SEQ(p, base, &node->Delete.targets) ? node : NULL;
}

static Stmt *parse_assert(Parser *p) {
  uint32_t start = p->at++;
  Expr *test = parse_expression(p), *msg = NULL;
  if (!test) return NULL;
  if (parser_accept(p, T_COMMA) && !(msg = parse_expression(p))) return NULL;
  Stmt *node = new_stmt(p, Stmt_Assert, start);
  if (!node) return NULL;
  node->Assert.test = test;
  node->Assert.msg = msg;
  return node;
}

// a.b.c as one name.
static const AstName *parse_dotted_name(Parser *p) {
  const AstName *name = parser_name(p);
  while (name && parser_accept(p, T_DOT)) {
    const AstName *part = parser_name(p);
    if (!part) return NULL;
    char *joined = parser_new(p, (size_t)name->len + part->len + 2);
    if (!joined) return NULL;
    size_t len = 0;
    for (uint32_t i = 0; i < name->len; i++) joined[len++] = name->text[i];
    joined[len++] = '.';
    for (uint32_t i = 0; i < part->len; i++) joined[len++] = part->text[i];
    name = ast_name(p->ast, joined, len);
    if (!name) return parser_fail(p, PARSER_MEMORY);
  }
  return name;
}

static Alias *parse_alias(Parser *p, bool dotted) {
  uint32_t start = p->at;
  const AstName *name = dotted ? parse_dotted_name(p) : parser_name(p), *asname = NULL;
  if (!name) return NULL;
  if (parser_accept(p, T_AS) && !(asname = parser_name(p))) return NULL;
  Alias *alias = parser_new(p, sizeof *alias);
  if (!alias) return NULL;
  *alias = (Alias){.pos = parser_pos(p, start), .name = name, .asname = asname};
  return alias;
}

static Stmt *parse_import(Parser *p) {
  uint32_t start = p->at++;
  size_t base = p->stack.len;
  do
    if (!parser_hold(p, parse_alias(p, true))) return NULL;
  while (parser_accept(p, T_COMMA));
  Stmt *node = new_stmt(p, Stmt_Import, start);
  return node && PARSER_SEQ(p, base, &node->Import.names) ? node : NULL;
}

static Alias *parse_star_alias(Parser *p) {
  uint32_t start = p->at++;
  Alias *alias = parser_new(p, sizeof *alias);
  const AstName *name = ast_name(p->ast, "*", 1);
  if (!alias || !name) return parser_fail(p, PARSER_MEMORY);
  *alias = (Alias){.pos = parser_pos(p, start), .name = name};
  return alias;
}

static Stmt *parse_import_from(Parser *p) {
  uint32_t start = p->at++;
  int level = 0;
  for (;; p->at++) {
    if (parser_kind(p) == T_DOT)
      level++;
    else if (parser_kind(p) == T_ELLIPSIS)
      level += 3;
    else
      break;
  }
  const AstName *module = NULL;
  if ((level == 0 || parser_kind(p) != T_IMPORT) && !(module = parse_dotted_name(p))) return NULL;
  if (!parser_expect(p, T_IMPORT)) return NULL;
  size_t base = p->stack.len;
  if (parser_kind(p) == T_STAR) {
    if (!parser_hold(p, parse_star_alias(p))) return NULL;
  } else {
    bool open = parser_accept(p, T_LPAR);
    do {
      if (!parser_hold(p, parse_alias(p, false))) return NULL;
    } while (parser_accept(p, T_COMMA) && !(open && parser_kind(p) == T_RPAR));
    if (open && !parser_expect(p, T_RPAR)) return NULL;
  }
  Stmt *node = new_stmt(p, Stmt_ImportFrom, start);
  if (!node || !PARSER_SEQ(p, base, &node->ImportFrom.names)) return NULL;
  node->ImportFrom.module = module;
  node->ImportFrom.level = level;
  return node;
}

static Stmt *parse_word(Parser *p, StmtKind kind) {
  uint32_t start = p->at++;
  return new_stmt(p, kind, start);
}

static Stmt *parse_simple(Parser *p) {
  switch (parser_kind(p)) {
  case T_RETURN: return parse_return(p);
  case T_IMPORT: return parse_import(p);
  case T_FROM: return parse_import_from(p);
  case T_RAISE: return parse_raise(p);
  case T_PASS: return parse_word(p, Stmt_Pass);
  case T_BREAK: return parse_word(p, Stmt_Break);
  case T_CONTINUE: return parse_word(p, Stmt_Continue);
  case T_DEL: return parse_delete(p);
  case T_ASSERT: return parse_assert(p);
  case T_GLOBAL: return parse_scope_names(p, Stmt_Global);
  case T_NONLOCAL: return parse_scope_names(p, Stmt_Nonlocal);
  default: return parse_expression_statement(p);
  }
}

// Simple statements up to and including the end of the line, onto the stack.
static bool parse_simple_line(Parser *p) {
  do
    if (!parser_hold(p, parse_simple(p))) return false;
  while (parser_accept(p, T_SEMI) && parser_kind(p) != T_NEWLINE);
  return parser_expect(p, T_NEWLINE);
}

// ---- compound statements ----

static bool parse_else(Parser *p, TokenKind word, StmtSeq *out) {
  *out = (StmtSeq){0};
  return !parser_accept(p, word) || (parser_expect(p, T_COLON) && parse_block(p, out));
}

static Stmt *parse_if(Parser *p) {
  uint32_t start = p->at++;
  Expr *test = parse_named_expression(p);
  if (!test || !parser_expect(p, T_COLON)) return NULL;
  StmtSeq body, orelse = {0};
  if (!parse_block(p, &body)) return NULL;
  if (parser_kind(p) == T_ELIF) {
    if (!parser_enter(p, 1)) return NULL;
    size_t base = p->stack.len;
    bool ok = parser_hold(p, parse_if(p)) && PARSER_SEQ(p, base, &orelse);
    parser_leave(p, 1);
    if (!ok) return NULL;
  } else if (!parse_else(p, T_ELSE, &orelse))
    return NULL;
  Stmt *node = new_stmt(p, Stmt_If, start);
  if (!node) return NULL;
  node->If.test = test;
  node->If.body = body;
  node->If.orelse = orelse;
  return node;
}

static Stmt *parse_while(Parser *p) {
  uint32_t start = p->at++;
  Expr *test = parse_named_expression(p);
  StmtSeq body, orelse;
  if (!test || !parser_expect(p, T_COLON) || !parse_block(p, &body) || !parse_else(p, T_ELSE, &orelse))
    return NULL;
  Stmt *node = new_stmt(p, Stmt_While, start);
  if (!node) return NULL;
  node->While.test = test;
  node->While.body = body;
  node->While.orelse = orelse;
  return node;
}

static Stmt *parse_for(Parser *p, uint32_t start, bool is_async) {
  p->at++;
  Expr *target = parse_target_list(p);
  if (!target || !parser_expect(p, T_IN)) return NULL;
  Expr *iter = parse_star_expressions(p);
  StmtSeq body, orelse;
  if (!iter || !parser_expect(p, T_COLON) || !parse_block(p, &body) || !parse_else(p, T_ELSE, &orelse))
    return NULL;
  Stmt *node = new_stmt(p, is_async ? Stmt_AsyncFor : Stmt_For, start);
  if (!node) return NULL;
  node->For.target = target; // AsyncFor has the same members
  node->For.iter = iter;
  node->For.body = body;
  node->For.orelse = orelse;
  return node;
}

static WithItem *parse_with_item(Parser *p) {
  WithItem *item = parser_new(p, sizeof *item);
  if (!item) return NULL;
  item->context_expr = parse_expression(p);
  if (!item->context_expr) return NULL;
  if (!parser_accept(p, T_AS)) return item;
  item->optional_vars = parser_kind(p) == T_STAR ? parse_star_named_expression(p) : parse_bitwise_or(p);
  return item->optional_vars && parser_make_target(p, item->optional_vars, Context_Store) ? item : NULL;
}

// with (a as b, c as d): the parentheses may belong to the statement or to an expression; the first is tried
// first.
static bool parse_with_parenthesised(Parser *p, WithItemSeq *items) {
  uint32_t start = p->at;
  size_t base = p->stack.len;
  uint32_t depth = p->depth;
  p->at++;
  bool ok = true;
  do ok = parser_hold(p, parse_with_item(p));
  while (ok && parser_accept(p, T_COMMA) && parser_kind(p) != T_RPAR);
  if (ok && parser_accept(p, T_RPAR) && parser_kind(p) == T_COLON) return PARSER_SEQ(p, base, items);
  if (p->why == PARSER_SYNTAX) p->why = PARSER_OK;
  p->at = start;
  p->stack.len = base;
  p->depth = depth;
  return false;
}

static Stmt *parse_with(Parser *p, uint32_t start, bool is_async) {
  p->at++;
  WithItemSeq items;
  if (parser_kind(p) != T_LPAR || !parse_with_parenthesised(p, &items)) {
    if (p->why != PARSER_OK) return NULL;
    size_t base = p->stack.len;
    do
      if (!parser_hold(p, parse_with_item(p))) return NULL;
    while (parser_accept(p, T_COMMA));
    if (!PARSER_SEQ(p, base, &items)) return NULL;
  }
  StmtSeq body;
  if (!parser_expect(p, T_COLON) || !parse_block(p, &body)) return NULL;
  Stmt *node = new_stmt(p, is_async ? Stmt_AsyncWith : Stmt_With, start);
  if (!node) return NULL;
  node->With.items = items; // AsyncWith has the same members
  node->With.body = body;
  return node;
}

static ExceptHandler *parse_handler(Parser *p, bool group) {
  uint32_t start = p->at++;
  Expr *type = NULL;
  const AstName *name = NULL;
  if (parser_accept(p, T_STAR) != group) return parser_fail(p, PARSER_SYNTAX);
  if (group || parser_kind(p) != T_COLON) {
    type = parse_expression(p);
    if (!type || (parser_accept(p, T_AS) && !(name = parser_name(p)))) return NULL;
  }
  StmtSeq body;
  if (!parser_expect(p, T_COLON) || !parse_block(p, &body)) return NULL;
  ExceptHandler *handler = parser_new(p, sizeof *handler);
  if (!handler) return NULL;
  *handler = (ExceptHandler){.pos = parser_pos(p, start), .type = type, .name = name, .body = body};
  return handler;
}

static Stmt *parse_try(Parser *p) {
  uint32_t start = p->at++;
  StmtSeq body, orelse = {0}, finalbody = {0};
  ExceptHandlerSeq handlers = {0};
  if (!parser_expect(p, T_COLON) || !parse_block(p, &body)) return NULL;
  bool group = false;
  if (parser_kind(p) == T_EXCEPT) {
    group = parser_kind_after(p) == T_STAR;
    size_t base = p->stack.len;
    while (parser_kind(p) == T_EXCEPT)
      if (!parser_hold(p, parse_handler(p, group))) return NULL;
    if (!PARSER_SEQ(p, base, &handlers) || !parse_else(p, T_ELSE, &orelse)) return NULL;
  } else if (parser_kind(p) != T_FINALLY)
    return parser_fail(p, PARSER_SYNTAX);
  if (!parse_else(p, T_FINALLY, &finalbody)) return NULL;
  Stmt *node = new_stmt(p, group ? Stmt_TryStar : Stmt_Try, start);
  if (!node) return NULL;
  node->Try.body = body; // TryStar has the same members
  node->Try.handlers = handlers;
  node->Try.orelse = orelse;
  node->Try.finalbody = finalbody;
  return node;
}

static Stmt *parse_function(Parser *p, uint32_t start, bool is_async, ExprSeq decorators) {
  p->at++;
  const AstName *name = parser_name(p);
  if (!name || !parser_expect(p, T_LPAR)) return NULL;
  Arguments *args = parse_parameters(p, T_RPAR);
  if (!args || !parser_expect(p, T_RPAR)) return NULL;
  Expr *returns = NULL;
  if (parser_accept(p, T_RARROW) && !(returns = parse_expression(p))) return NULL;
  StmtSeq body;
  if (!parser_expect(p, T_COLON) || !parse_block(p, &body)) return NULL;
  Stmt *node = new_stmt(p, is_async ? Stmt_AsyncFunctionDef : Stmt_FunctionDef, start);
  if (!node) return NULL;
  node->FunctionDef.name = name; // AsyncFunctionDef has the same members
  node->FunctionDef.args = args;
  node->FunctionDef.body = body;
  node->FunctionDef.decorator_list = decorators;
  node->FunctionDef.returns = returns;
  return node;
}

static Stmt *parse_class(Parser *p, ExprSeq decorators) {
  uint32_t start = p->at++;
  const AstName *name = parser_name(p);
  if (!name) return NULL;
  ExprSeq bases = {0};
  KeywordSeq keywords = {0};
  if (parser_accept(p, T_LPAR) &&
      (!parse_arguments(p, 0, false, &bases, &keywords) || !parser_expect(p, T_RPAR)))
    return NULL;
  StmtSeq body;
  if (!parser_expect(p, T_COLON) || !parse_block(p, &body)) return NULL;
  Stmt *node = new_stmt(p, Stmt_ClassDef, start);
  if (!node) return NULL;
  node->ClassDef.name = name;
  node->ClassDef.bases = bases;
  node->ClassDef.keywords = keywords;
  node->ClassDef.body = body;
  node->ClassDef.decorator_list = decorators;
  return node;
}

static Stmt *parse_async(Parser *p, ExprSeq decorators) {
  uint32_t start = p->at++;
  switch (parser_kind(p)) {
  case T_DEF: return parse_function(p, start, true, decorators);
  case T_FOR: return decorators.len ? parser_fail(p, PARSER_SYNTAX) : parse_for(p, start, true);
  case T_WITH: return decorators.len ? parser_fail(p, PARSER_SYNTAX) : parse_with(p, start, true);
  default: return parser_fail(p, PARSER_SYNTAX);
  }
}

static Stmt *parse_decorated(Parser *p) {
  size_t base = p->stack.len;
  ExprSeq decorators;
  while (parser_accept(p, T_AT))
    if (!parser_hold(p, parse_named_expression(p)) || !parser_expect(p, T_NEWLINE)) return NULL;
  if (!PARSER_SEQ(p, base, &decorators)) return NULL;
  switch (parser_kind(p)) {
  case T_DEF: return parse_function(p, p->at, false, decorators);
  case T_CLASS: return parse_class(p, decorators);
  case T_ASYNC: return parse_async(p, decorators);
  default: return parser_fail(p, PARSER_SYNTAX);
  }
}

// NULL with why == PARSER_OK: no compound statement starts here.
static Stmt *parse_compound(Parser *p) {
  switch (parser_kind(p)) {
  case T_IF: return parse_if(p);
  case T_WHILE: return parse_while(p);
  case T_FOR: return parse_for(p, p->at, false);
  case T_TRY: return parse_try(p);
  case T_WITH: return parse_with(p, p->at, false);
  case T_DEF: return parse_function(p, p->at, false, (ExprSeq){0});
  case T_CLASS: return parse_class(p, (ExprSeq){0});
  case T_ASYNC: return parse_async(p, (ExprSeq){0});
  case T_AT: return parse_decorated(p);
  case T_NAME: return parser_is_soft(p, "match") ? parse_match(p) : NULL;
  default: return NULL;
  }
}

// One statement, or one line of simple statements, onto the stack.
static bool parse_statement(Parser *p) {
  Stmt *compound = parse_compound(p);
  if (compound) return parser_hold(p, compound);
  return p->why == PARSER_OK && parse_simple_line(p);
}

static bool parse_indented(Parser *p) {
  if (!parser_expect(p, T_INDENT)) return false;
  do
    if (!parse_statement(p)) return false;
  while (parser_kind(p) != T_DEDENT);
  p->at++;
  return true;
}

static bool parse_block(Parser *p, StmtSeq *out) {
  size_t base = p->stack.len;
  if (!parser_enter(p, COST_BLOCK)) return false;
  bool ok = parser_accept(p, T_NEWLINE) ? parse_indented(p) : parse_simple_line(p);
  parser_leave(p, COST_BLOCK);
  return ok && PARSER_SEQ(p, base, out);
}

bool parse_case_body(Parser *p, StmtSeq *out) { return parser_expect(p, T_COLON) && parse_block(p, out); }

// ---- modules ----

static Mod *new_mod(Parser *p, ModKind kind) {
  Mod *mod = parser_new(p, sizeof *mod);
  if (mod) mod->kind = (uint8_t)kind;
  return mod;
}

static Mod *parse_file(Parser *p) {
  size_t base = p->stack.len;
  while (parser_kind(p) != T_END) {
    p->statement = p->at;
    if (!parse_statement(p)) return NULL;
  }
  Mod *mod = new_mod(p, Mod_Module);
  return mod && PARSER_SEQ(p, base, &mod->Module.body) ? mod : NULL;
}

static Mod *parse_interactive(Parser *p) {
  size_t base = p->stack.len;
  if (parser_kind(p) == T_NEWLINE) {
    Stmt *pass = parse_word(p, Stmt_Pass);
    if (!pass) return NULL;
    const Token *t = &p->tokens.items[p->at - 1];
    pass->pos = (AstPos){t->lineno, t->col, t->end_lineno, t->end_col};
    if (!parser_hold(p, pass)) return NULL;
  } else {
    Stmt *compound = parse_compound(p);
    if (compound ? !parser_hold(p, compound) || !parser_expect(p, T_NEWLINE)
                 : p->why != PARSER_OK || !parse_simple_line(p))
      return NULL;
  }
  Mod *mod = new_mod(p, Mod_Interactive);
  return mod && PARSER_SEQ(p, base, &mod->Interactive.body) ? mod : NULL;
}

static Mod *parse_eval(Parser *p) {
  Expr *body = parse_expressions(p);
  if (!body) return NULL;
  while (parser_accept(p, T_NEWLINE)) {}
  if (!parser_expect(p, T_END)) return NULL;
  p->at--; // the end stays
  Mod *mod = new_mod(p, Mod_Expression);
  if (mod) mod->Expression.body = body;
  return mod;
}

Mod *parse_module(Parser *p, ParseMode mode) {
  switch (mode) {
  case PARSE_SINGLE: return parse_interactive(p);
  case PARSE_EVAL: return parse_eval(p);
  default: return parse_file(p);
  }
}
