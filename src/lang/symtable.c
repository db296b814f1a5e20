// First pass: collect the blocks and what each does with each name. The second is scope.c.
#include "lang/symtable.h"

#include <string.h>

#include "lang/symtable_build.h"

// CPython: the recursion limit of 1,000 times three.
#define MAX_DEPTH 3000

// ---- errors ----

#define FAIL(b, pos, ...)                                                                                    \
  (diagnostic_at((b)->error, (b)->ast, DIAG_SYNTAX_ERROR, (b)->filename, (b)->source, (b)->source_len,       \
                 (pos), __VA_ARGS__),                                                                        \
   false)

static bool no_memory(SymBuild *b) {
  *b->error = (Diagnostic){.kind = DIAG_MEMORY_ERROR};
  return false;
}

static bool enter(SymBuild *b) {
  if (++b->depth <= MAX_DEPTH) return true;
  *b->error = (Diagnostic){.kind = DIAG_RECURSION_ERROR,
                           .message = "maximum recursion depth exceeded during compilation",
                           .filename = b->filename};
  return false;
}

// ---- names ----

const AstName *symtable_mangle(Ast *ast, const AstName *private_class, const AstName *name) {
  if (!private_class || name->text[0] != '_' || name->text[1] != '_') return name;
  // Not __name__, and not the dotted names of imports.
  if ((name->text[name->len - 1] == '_' && name->text[name->len - 2] == '_') ||
      memchr(name->text, '.', name->len))
    return name;
  const char *class = private_class->text;
  while (*class == '_') class ++;
  if (!*class) return name;
  size_t class_len = strlen(class), len = 1 + class_len + name->len;
  char *text = region_alloc(ast->region, len + 1);
  if (!text) return NULL;
  text[0] = '_';
  memcpy(text + 1, class, class_len);
  memcpy(text + 1 + class_len, name->text, name->len);
  text[len] = '\0';
  return ast_name(ast, text, len);
}

Symbol *symtable_lookup(const SymBlock *block, const AstName *name) {
  if (!block->slot_count) return NULL;
  for (uint32_t at = name->hash & (block->slot_count - 1); block->slots[at];
       at = (at + 1) & (block->slot_count - 1)) {
    Symbol *symbol = &block->symbols[block->slots[at] - 1];
    if (symbol->name == name) return symbol;
  }
  return NULL;
}

Scope symtable_scope(const SymBlock *block, const AstName *name) {
  const Symbol *symbol = symtable_lookup(block, name);
  return symbol ? (Scope)symbol->scope : SCOPE_NONE;
}

static void place_symbol(SymBlock *block, uint32_t index) {
  uint32_t at = block->symbols[index].name->hash & (block->slot_count - 1);
  while (block->slots[at]) at = (at + 1) & (block->slot_count - 1);
  block->slots[at] = index + 1;
}

static bool grow_symbols(Region *region, SymBlock *block) {
  uint32_t cap = block->symbol_cap ? block->symbol_cap * 2 : 8;
  Symbol *symbols = region_array(region, cap, sizeof *symbols);
  uint32_t *slots = region_array(region, (size_t)cap * 2, sizeof *slots);
  if (!symbols || !slots) return false;
  if (block->symbol_count) memcpy(symbols, block->symbols, block->symbol_count * sizeof *symbols);
  block->symbols = symbols;
  block->symbol_cap = cap;
  block->slots = slots;
  block->slot_count = cap * 2;
  for (uint32_t i = 0; i < block->symbol_count; i++) place_symbol(block, i);
  return true;
}

Symbol *symbuild_symbol(Region *region, SymBlock *block, const AstName *name) {
  Symbol *symbol = symtable_lookup(block, name);
  if (symbol) return symbol;
  if (block->symbol_count == block->symbol_cap && !grow_symbols(region, block)) return NULL;
  block->symbols[block->symbol_count] = (Symbol){.name = name};
  place_symbol(block, block->symbol_count);
  return &block->symbols[block->symbol_count++];
}

static bool add_varname(SymBuild *b, SymBlock *block, const AstName *name) {
  if (block->varname_count == block->varname_cap) {
    uint32_t cap = block->varname_cap ? block->varname_cap * 2 : 4;
    const AstName **names = region_array(b->ast->region, cap, sizeof *names);
    if (!names) return no_memory(b);
    for (uint32_t i = 0; i < block->varname_count; i++) names[i] = block->varnames[i];
    block->varnames = names;
    block->varname_cap = cap;
  }
  block->varnames[block->varname_count++] = name;
  return true;
}

static bool define_in(SymBuild *b, SymBlock *block, const AstName *name, unsigned flag, AstPos pos) {
  const AstName *mangled = symtable_mangle(b->ast, b->private_class, name);
  Symbol *symbol = mangled ? symbuild_symbol(b->ast->region, block, mangled) : NULL;
  if (!symbol) return no_memory(b);
  if ((flag & SYM_PARAM) && (symbol->flags & SYM_PARAM))
    return FAIL(b, pos, "duplicate argument '%s' in function definition", name->text);
  unsigned flags = symbol->flags | flag;
  if (block->comp_iter_target) {
    // An iteration variable of a comprehension, which `:=` may not have bound.
    if (flags & (SYM_GLOBAL | SYM_NONLOCAL))
      return FAIL(b, pos, "comprehension inner loop cannot rebind assignment expression target '%s'",
                  name->text);
    flags |= SYM_COMP_ITER;
  }
  symbol->flags = (uint16_t)flags;
  if (flag & SYM_PARAM) return add_varname(b, block, mangled);
  if (flag & SYM_GLOBAL) {
    Symbol *global = symbuild_symbol(b->ast->region, b->top, mangled);
    if (!global) return no_memory(b);
    global->flags = (uint16_t)(global->flags | flag);
  }
  return true;
}

static bool define(SymBuild *b, const AstName *name, unsigned flag, AstPos pos) {
  return define_in(b, b->block, name, flag, pos);
}

static unsigned flags_of(SymBuild *b, const AstName *name) {
  const AstName *mangled = symtable_mangle(b->ast, b->private_class, name);
  const Symbol *symbol = mangled ? symtable_lookup(b->block, mangled) : NULL;
  return symbol ? symbol->flags : 0;
}

// Remembers where a global or nonlocal declaration stands, for errors that the second pass finds.
static bool record_directive(SymBuild *b, const AstName *name, AstPos pos) {
  SymDirective *directive = REGION_NEW(b->ast->region, SymDirective);
  if (!directive) return no_memory(b);
  directive->name = symtable_mangle(b->ast, b->private_class, name);
  directive->block = b->block;
  directive->pos = pos;
  directive->next = NULL;
  *b->directive_tail = directive;
  b->directive_tail = &directive->next;
  return directive->name || no_memory(b);
}

// ---- blocks ----

static uint32_t node_slot(const SymTable *table, const void *node) {
  uint64_t hash = (uint64_t)(uintptr_t)node * UINT64_C(0x9E3779B97F4A7C15);
  uint32_t at = (uint32_t)(hash >> 32) & (table->block_slots - 1);
  while (table->blocks[at].node && table->blocks[at].node != node) at = (at + 1) & (table->block_slots - 1);
  return at;
}

SymBlock *symtable_block(const SymTable *table, const void *node) {
  if (!table->block_slots || !node) return NULL;
  return table->blocks[node_slot(table, node)].block;
}

static bool register_block(SymBuild *b, SymBlock *block) {
  SymTable *table = b->table;
  if (table->block_count * 2 >= table->block_slots) {
    SymTable grown = *table;
    grown.block_slots = table->block_slots ? table->block_slots * 2 : 32;
    grown.blocks = region_array(b->ast->region, grown.block_slots, sizeof *grown.blocks);
    if (!grown.blocks) return no_memory(b);
    for (uint32_t i = 0; i < table->block_slots; i++)
      if (table->blocks[i].node) grown.blocks[node_slot(&grown, table->blocks[i].node)] = table->blocks[i];
    *table = grown;
  }
  uint32_t at = node_slot(table, block->node);
  table->blocks[at].node = block->node;
  table->blocks[at].block = block;
  table->block_count++;
  return true;
}

static bool add_child(SymBuild *b, SymBlock *parent, SymBlock *child) {
  if (parent->child_count == parent->child_cap) {
    uint32_t cap = parent->child_cap ? parent->child_cap * 2 : 4;
    SymBlock **children = region_array(b->ast->region, cap, sizeof *children);
    if (!children) return no_memory(b);
    for (uint32_t i = 0; i < parent->child_count; i++) children[i] = parent->children[i];
    parent->children = children;
    parent->child_cap = cap;
  }
  parent->children[parent->child_count++] = child;
  return true;
}

static bool open_block(SymBuild *b, BlockKind kind, const char *name, const AstName *ast_name_or_null,
                       const void *node, AstPos pos) {
  SymBlock *parent = b->block, *block = REGION_NEW(b->ast->region, SymBlock);
  const AstName *label = ast_name_or_null ? ast_name_or_null : ast_name(b->ast, name, strlen(name));
  if (!block || !label) return no_memory(b);
  block->kind = kind;
  block->name = label;
  block->node = node;
  block->parent = parent;
  block->pos = pos;
  block->private_class = b->private_class;
  if (parent) {
    block->nested = parent->nested || parent->kind == BLOCK_FUNCTION;
    // A := inside the iterable of a comprehension is refused however deep it stands.
    block->comp_iter_expr = parent->comp_iter_expr;
  }
  b->block = block;
  // Annotations that stay text have no effect on names: visited for their errors only.
  if (kind == BLOCK_ANNOTATION) return true;
  if (parent && !add_child(b, parent, block)) return false;
  return register_block(b, block);
}

static void close_block(SymBuild *b) { b->block = b->block->parent; }

// ---- expressions ----

static bool visit_expr(SymBuild *b, Expr *e);
static bool visit_stmts(SymBuild *b, StmtSeq body);
static bool visit_arguments(SymBuild *b, const Arguments *args);

static bool visit_exprs(SymBuild *b, ExprSeq exprs) {
  for (uint32_t i = 0; i < exprs.len; i++)
    if (exprs.items[i] && !visit_expr(b, exprs.items[i])) return false;
  return true;
}

static bool visit_optional(SymBuild *b, Expr *e) { return !e || visit_expr(b, e); }

static bool visit_keywords(SymBuild *b, KeywordSeq keywords) {
  for (uint32_t i = 0; i < keywords.len; i++)
    if (!visit_expr(b, keywords.items[i]->value)) return false;
  return true;
}

static bool check_annotation(SymBuild *b, const char *what, const Expr *e) {
  if (b->block->kind != BLOCK_ANNOTATION) return true;
  return FAIL(b, e->pos, "'%s' can not be used within an annotation", what);
}

static bool check_yield(SymBuild *b, const Expr *e) {
  static const char *const where[] = {"", "list comprehension", "dict comprehension", "set comprehension",
                                      "generator expression"};
  b->block->generator = true;
  if (b->block->comprehension == COMP_NONE) return true;
  return FAIL(b, e->pos, "'yield' inside %s", where[b->block->comprehension]);
}

// `:=` in a comprehension binds in the block around it.
static bool extend_namedexpr(SymBuild *b, const Expr *target) {
  const AstName *name = target->Name.id;
  for (SymBlock *block = b->block; block; block = block->parent) {
    const Symbol *symbol = symtable_lookup(block, name);
    unsigned flags = symbol ? symbol->flags : 0;
    if (block->comprehension != COMP_NONE) {
      if (flags & SYM_COMP_ITER)
        return FAIL(b, target->pos,
                    "assignment expression cannot rebind comprehension iteration variable '%s'", name->text);
      continue;
    }
    switch (block->kind) {
    case BLOCK_FUNCTION:
      return define(b, name, flags & SYM_GLOBAL ? SYM_GLOBAL : SYM_NONLOCAL, target->pos) &&
             record_directive(b, name, target->pos) && define_in(b, block, name, SYM_LOCAL, target->pos);
    case BLOCK_MODULE:
      return define(b, name, SYM_GLOBAL, target->pos) && record_directive(b, name, target->pos) &&
             define_in(b, block, name, SYM_GLOBAL, target->pos);
    case BLOCK_CLASS:
      return FAIL(b, target->pos,
                  "assignment expression within a comprehension cannot be used in a class body");
    case BLOCK_ANNOTATION: break;
    }
  }
  return true;
}

static bool visit_namedexpr(SymBuild *b, Expr *e) {
  if (!check_annotation(b, "named expression", e)) return false;
  if (b->block->comp_iter_expr)
    return FAIL(b, e->pos, "assignment expression cannot be used in a comprehension iterable expression");
  if (b->block->comprehension != COMP_NONE && !extend_namedexpr(b, e->NamedExpr.target)) return false;
  return visit_expr(b, e->NamedExpr.value) && visit_expr(b, e->NamedExpr.target);
}

static bool visit_target(SymBuild *b, Expr *target) {
  b->block->comp_iter_target = true;
  bool ok = visit_expr(b, target);
  b->block->comp_iter_target = false;
  return ok;
}

static bool visit_iterable(SymBuild *b, Expr *iter) {
  b->block->comp_iter_expr++;
  bool ok = visit_expr(b, iter);
  b->block->comp_iter_expr--;
  return ok;
}

static bool visit_clause(SymBuild *b, const Comprehension *clause) {
  if (!visit_target(b, clause->target) || !visit_iterable(b, clause->iter) || !visit_exprs(b, clause->ifs))
    return false;
  if (clause->is_async) b->block->coroutine = true;
  return true;
}

static bool visit_comprehension(SymBuild *b, Expr *e, ComprehensionKind kind, const char *name,
                                ComprehensionSeq clauses, Expr *elt, Expr *value) {
  const Comprehension *first = clauses.items[0];
  // The first iterable is evaluated in the block around.
  if (!visit_iterable(b, first->iter) || !open_block(b, BLOCK_FUNCTION, name, NULL, e, e->pos)) return false;
  SymBlock *block = b->block;
  block->comprehension = (uint8_t)kind;
  block->coroutine = first->is_async;
  const AstName *argument = ast_name(b->ast, ".0", 2);
  if (!argument) return no_memory(b);
  if (!define(b, argument, SYM_PARAM, e->pos) || !visit_target(b, first->target) ||
      !visit_exprs(b, first->ifs))
    return false;
  for (uint32_t i = 1; i < clauses.len; i++)
    if (!visit_clause(b, clauses.items[i])) return false;
  if (!visit_optional(b, value) || !visit_expr(b, elt)) return false;
  block->generator = kind == COMP_GENERATOR;
  close_block(b);
  if (block->coroutine && kind != COMP_GENERATOR) b->block->coroutine = true;
  return true;
}

static bool visit_lambda(SymBuild *b, Expr *e) {
  const Arguments *args = e->Lambda.args;
  if (!visit_exprs(b, args->defaults) || !visit_exprs(b, args->kw_defaults) ||
      !open_block(b, BLOCK_FUNCTION, "lambda", NULL, e, e->pos) || !visit_arguments(b, args) ||
      !visit_expr(b, e->Lambda.body))
    return false;
  close_block(b);
  return true;
}

static bool visit_name(SymBuild *b, const Expr *e) {
  if (!define(b, e->Name.id, e->Name.ctx == Context_Load ? SYM_USE : SYM_LOCAL, e->pos)) return false;
  // super() without arguments finds its class through the cell of __class__.
  if (e->Name.ctx != Context_Load || b->block->kind != BLOCK_FUNCTION ||
      strcmp(e->Name.id->text, "super") != 0)
    return true;
  const AstName *class = ast_name(b->ast, "__class__", 9);
  return class ? define(b, class, SYM_USE, e->pos) : no_memory(b);
}

static bool visit_expr_kind(SymBuild *b, Expr *e) {
  switch ((ExprKind)e->kind) {
  case Expr_NamedExpr: return visit_namedexpr(b, e);
  case Expr_BoolOp: return visit_exprs(b, e->BoolOp.values);
  case Expr_BinOp: return visit_expr(b, e->BinOp.left) && visit_expr(b, e->BinOp.right);
  case Expr_UnaryOp: return visit_expr(b, e->UnaryOp.operand);
  case Expr_Lambda: return visit_lambda(b, e);
  case Expr_IfExp:
    return visit_expr(b, e->IfExp.test) && visit_expr(b, e->IfExp.body) && visit_expr(b, e->IfExp.orelse);
  case Expr_Dict: return visit_exprs(b, e->Dict.keys) && visit_exprs(b, e->Dict.values);
  case Expr_Set: return visit_exprs(b, e->Set.elts);
  case Expr_ListComp:
    return visit_comprehension(b, e, COMP_LIST, "listcomp", e->ListComp.generators, e->ListComp.elt, NULL);
  case Expr_SetComp:
    return visit_comprehension(b, e, COMP_SET, "setcomp", e->SetComp.generators, e->SetComp.elt, NULL);
  case Expr_DictComp:
    return visit_comprehension(b, e, COMP_DICT, "dictcomp", e->DictComp.generators, e->DictComp.key,
                               e->DictComp.value);
  case Expr_GeneratorExp:
    return visit_comprehension(b, e, COMP_GENERATOR, "genexpr", e->GeneratorExp.generators,
                               e->GeneratorExp.elt, NULL);
  case Expr_Yield:
    return check_annotation(b, "yield expression", e) && visit_optional(b, e->Yield.value) &&
           check_yield(b, e);
  case Expr_YieldFrom:
    return check_annotation(b, "yield expression", e) && visit_expr(b, e->YieldFrom.value) &&
           check_yield(b, e);
  case Expr_Await:
    if (!check_annotation(b, "await expression", e) || !visit_expr(b, e->Await.value)) return false;
    b->block->coroutine = true;
    return true;
  case Expr_Compare: return visit_expr(b, e->Compare.left) && visit_exprs(b, e->Compare.comparators);
  case Expr_Call:
    return visit_expr(b, e->Call.func) && visit_exprs(b, e->Call.args) && visit_keywords(b, e->Call.keywords);
  case Expr_FormattedValue:
    return visit_expr(b, e->FormattedValue.value) && visit_optional(b, e->FormattedValue.format_spec);
  case Expr_JoinedStr: return visit_exprs(b, e->JoinedStr.values);
  case Expr_Attribute: return visit_expr(b, e->Attribute.value);
  case Expr_Subscript: return visit_expr(b, e->Subscript.value) && visit_expr(b, e->Subscript.slice);
  case Expr_Starred: return visit_expr(b, e->Starred.value);
  case Expr_Slice:
    return visit_optional(b, e->Slice.lower) && visit_optional(b, e->Slice.upper) &&
           visit_optional(b, e->Slice.step);
  case Expr_Name: return visit_name(b, e);
  case Expr_List: return visit_exprs(b, e->List.elts);
  case Expr_Tuple: return visit_exprs(b, e->Tuple.elts);
  case Expr_Constant:
  case Expr_COUNT: break;
  }
  return true;
}

static bool visit_expr(SymBuild *b, Expr *e) {
  if (!enter(b)) return false;
  bool ok = visit_expr_kind(b, e);
  b->depth--;
  return ok;
}

// ---- functions and classes ----

static bool define_args(SymBuild *b, ArgSeq args) {
  for (uint32_t i = 0; i < args.len; i++)
    if (!define(b, args.items[i]->arg, SYM_PARAM, args.items[i]->pos)) return false;
  return true;
}

static bool visit_arguments(SymBuild *b, const Arguments *args) {
  if (!define_args(b, args->posonlyargs) || !define_args(b, args->args) || !define_args(b, args->kwonlyargs))
    return false;
  if (args->vararg) {
    if (!define(b, args->vararg->arg, SYM_PARAM, args->vararg->pos)) return false;
    b->block->varargs = true;
  }
  if (args->kwarg) {
    if (!define(b, args->kwarg->arg, SYM_PARAM, args->kwarg->pos)) return false;
    b->block->varkeywords = true;
  }
  return true;
}

static bool text_annotations(const SymBuild *b) { return b->table->future.flags & FUTURE_ANNOTATIONS; }

static bool visit_annotation(SymBuild *b, Expr *annotation) {
  bool text = text_annotations(b);
  if (text && !open_block(b, BLOCK_ANNOTATION, "_annotation", NULL, annotation, annotation->pos))
    return false;
  if (!visit_expr(b, annotation)) return false;
  if (text) close_block(b);
  return true;
}

static bool visit_arg_annotations(SymBuild *b, ArgSeq args) {
  for (uint32_t i = 0; i < args.len; i++)
    if (!visit_optional(b, args.items[i]->annotation)) return false;
  return true;
}

static bool visit_annotations(SymBuild *b, const Stmt *s, const Arguments *args, Expr *returns) {
  bool text = text_annotations(b);
  if (text && !open_block(b, BLOCK_ANNOTATION, "_annotation", NULL, args, s->pos)) return false;
  if (!visit_arg_annotations(b, args->posonlyargs) || !visit_arg_annotations(b, args->args) ||
      (args->vararg && !visit_optional(b, args->vararg->annotation)) ||
      (args->kwarg && !visit_optional(b, args->kwarg->annotation)) ||
      !visit_arg_annotations(b, args->kwonlyargs))
    return false;
  if (text) close_block(b);
  return !returns || visit_annotation(b, returns);
}

static bool visit_function(SymBuild *b, Stmt *s) {
  // AsyncFunctionDef has the same members.
  const Arguments *args = s->FunctionDef.args;
  if (!define(b, s->FunctionDef.name, SYM_LOCAL, s->pos) || !visit_exprs(b, args->defaults) ||
      !visit_exprs(b, args->kw_defaults) || !visit_annotations(b, s, args, s->FunctionDef.returns) ||
      !visit_exprs(b, s->FunctionDef.decorator_list) ||
      !open_block(b, BLOCK_FUNCTION, NULL, s->FunctionDef.name, s, s->pos))
    return false;
  b->block->coroutine = s->kind == Stmt_AsyncFunctionDef;
  if (!visit_arguments(b, args) || !visit_stmts(b, s->FunctionDef.body)) return false;
  close_block(b);
  return true;
}

static bool visit_class(SymBuild *b, Stmt *s) {
  if (!define(b, s->ClassDef.name, SYM_LOCAL, s->pos) || !visit_exprs(b, s->ClassDef.bases) ||
      !visit_keywords(b, s->ClassDef.keywords) || !visit_exprs(b, s->ClassDef.decorator_list) ||
      !open_block(b, BLOCK_CLASS, NULL, s->ClassDef.name, s, s->pos))
    return false;
  const AstName *outer = b->private_class;
  b->private_class = b->block->private_class = s->ClassDef.name;
  bool ok = visit_stmts(b, s->ClassDef.body);
  b->private_class = outer;
  if (ok) close_block(b);
  return ok;
}

// ---- patterns ----

static bool visit_pattern(SymBuild *b, Pattern *p);

static bool visit_patterns(SymBuild *b, PatternSeq patterns) {
  for (uint32_t i = 0; i < patterns.len; i++)
    if (!visit_pattern(b, patterns.items[i])) return false;
  return true;
}

static bool capture(SymBuild *b, const AstName *name, AstPos pos) {
  return !name || define(b, name, SYM_LOCAL, pos);
}

static bool visit_pattern_kind(SymBuild *b, Pattern *p) {
  switch ((PatternKind)p->kind) {
  case Pattern_MatchValue: return visit_expr(b, p->MatchValue.value);
  case Pattern_MatchSequence: return visit_patterns(b, p->MatchSequence.patterns);
  case Pattern_MatchStar: return capture(b, p->MatchStar.name, p->pos);
  case Pattern_MatchMapping:
    return visit_exprs(b, p->MatchMapping.keys) && visit_patterns(b, p->MatchMapping.patterns) &&
           capture(b, p->MatchMapping.rest, p->pos);
  case Pattern_MatchClass:
    return visit_expr(b, p->MatchClass.cls) && visit_patterns(b, p->MatchClass.patterns) &&
           visit_patterns(b, p->MatchClass.kwd_patterns);
  case Pattern_MatchAs:
    return (!p->MatchAs.pattern || visit_pattern(b, p->MatchAs.pattern)) &&
           capture(b, p->MatchAs.name, p->pos);
  case Pattern_MatchOr: return visit_patterns(b, p->MatchOr.patterns);
  case Pattern_MatchSingleton:
  case Pattern_COUNT: break;
  }
  return true;
}

static bool visit_pattern(SymBuild *b, Pattern *p) {
  if (!enter(b)) return false;
  bool ok = visit_pattern_kind(b, p);
  b->depth--;
  return ok;
}

static bool visit_case(SymBuild *b, const MatchCase *c) {
  return visit_pattern(b, c->pattern) && visit_optional(b, c->guard) && visit_stmts(b, c->body);
}

// ---- statements ----

static bool visit_declaration(SymBuild *b, const Stmt *s) {
  bool global = s->kind == Stmt_Global;
  const char *word = global ? "global" : "nonlocal";
  NameSeq names = global ? s->Global.names : s->Nonlocal.names;
  for (uint32_t i = 0; i < names.len; i++) {
    const AstName *name = names.items[i];
    unsigned flags = flags_of(b, name);
    if (flags & SYM_PARAM) return FAIL(b, s->pos, "name '%s' is parameter and %s", name->text, word);
    if (flags & SYM_USE)
      return FAIL(b, s->pos, "name '%s' is used prior to %s declaration", name->text, word);
    if (flags & SYM_ANNOT) return FAIL(b, s->pos, "annotated name '%s' can't be %s", name->text, word);
    if (flags & SYM_LOCAL)
      return FAIL(b, s->pos, "name '%s' is assigned to before %s declaration", name->text, word);
    if (!define(b, name, global ? SYM_GLOBAL : SYM_NONLOCAL, s->pos) || !record_directive(b, name, s->pos))
      return false;
  }
  return true;
}

static bool visit_annassign(SymBuild *b, Stmt *s) {
  Expr *target = s->AnnAssign.target;
  if (target->kind == Expr_Name) {
    const AstName *name = target->Name.id;
    unsigned flags = flags_of(b, name);
    if ((flags & (SYM_GLOBAL | SYM_NONLOCAL)) && b->block != b->top && s->AnnAssign.simple)
      return FAIL(b, s->pos, "annotated name '%s' can't be %s", name->text,
                  flags & SYM_GLOBAL ? "global" : "nonlocal");
    if (s->AnnAssign.simple && !define(b, name, SYM_ANNOT | SYM_LOCAL, target->pos)) return false;
    if (!s->AnnAssign.simple && s->AnnAssign.value && !define(b, name, SYM_LOCAL, target->pos)) return false;
  } else if (!visit_expr(b, target))
    return false;
  return visit_annotation(b, s->AnnAssign.annotation) && visit_optional(b, s->AnnAssign.value);
}

static bool visit_aliases(SymBuild *b, AliasSeq names) {
  for (uint32_t i = 0; i < names.len; i++) {
    const Alias *alias = names.items[i];
    const AstName *name = alias->asname ? alias->asname : alias->name;
    if (strcmp(name->text, "*") == 0) {
      if (b->block->kind != BLOCK_MODULE) return FAIL(b, alias->pos, "import * only allowed at module level");
      continue;
    }
    const char *dot = memchr(name->text, '.', name->len); // import a.b binds a
    if (dot && !(name = ast_name(b->ast, name->text, (size_t)(dot - name->text)))) return no_memory(b);
    if (!define(b, name, SYM_IMPORT, alias->pos)) return false;
  }
  return true;
}

static bool visit_handlers(SymBuild *b, ExceptHandlerSeq handlers) {
  for (uint32_t i = 0; i < handlers.len; i++) {
    ExceptHandler *h = handlers.items[i];
    if (!visit_optional(b, h->type) || (h->name && !define(b, h->name, SYM_LOCAL, h->pos)) ||
        !visit_stmts(b, h->body))
      return false;
  }
  return true;
}

static bool visit_with(SymBuild *b, const Stmt *s) {
  for (uint32_t i = 0; i < s->With.items.len; i++) {
    const WithItem *item = s->With.items.items[i];
    if (!visit_expr(b, item->context_expr) || !visit_optional(b, item->optional_vars)) return false;
  }
  return visit_stmts(b, s->With.body);
}

static bool visit_match(SymBuild *b, const Stmt *s) {
  if (!visit_expr(b, s->Match.subject)) return false;
  for (uint32_t i = 0; i < s->Match.cases.len; i++)
    if (!visit_case(b, s->Match.cases.items[i])) return false;
  return true;
}

static bool visit_stmt_kind(SymBuild *b, Stmt *s) {
  switch ((StmtKind)s->kind) {
  case Stmt_FunctionDef:
  case Stmt_AsyncFunctionDef: return visit_function(b, s);
  case Stmt_ClassDef: return visit_class(b, s);
  case Stmt_Return:
    if (!s->Return.value) return true;
    if (!visit_expr(b, s->Return.value)) return false;
    b->block->returns_value = true;
    return true;
  case Stmt_Delete: return visit_exprs(b, s->Delete.targets);
  case Stmt_Assign: return visit_exprs(b, s->Assign.targets) && visit_expr(b, s->Assign.value);
  case Stmt_AnnAssign: return visit_annassign(b, s);
  case Stmt_AugAssign: return visit_expr(b, s->AugAssign.target) && visit_expr(b, s->AugAssign.value);
  case Stmt_For:
  case Stmt_AsyncFor:
    return visit_expr(b, s->For.target) && visit_expr(b, s->For.iter) && visit_stmts(b, s->For.body) &&
           visit_stmts(b, s->For.orelse);
  case Stmt_While:
    return visit_expr(b, s->While.test) && visit_stmts(b, s->While.body) && visit_stmts(b, s->While.orelse);
  case Stmt_If:
    return visit_expr(b, s->If.test) && visit_stmts(b, s->If.body) && visit_stmts(b, s->If.orelse);
  case Stmt_With:
  case Stmt_AsyncWith: return visit_with(b, s);
  case Stmt_Match: return visit_match(b, s);
  case Stmt_Raise: return visit_optional(b, s->Raise.exc) && visit_optional(b, s->Raise.cause);
  case Stmt_Try:
  case Stmt_TryStar: // else before the handlers, as CPython has it: the order of blocks shows
    return visit_stmts(b, s->Try.body) && visit_stmts(b, s->Try.orelse) &&
           visit_handlers(b, s->Try.handlers) && visit_stmts(b, s->Try.finalbody);
  case Stmt_Assert: return visit_expr(b, s->Assert.test) && visit_optional(b, s->Assert.msg);
  case Stmt_Import: return visit_aliases(b, s->Import.names);
  case Stmt_ImportFrom: return visit_aliases(b, s->ImportFrom.names);
  case Stmt_Global:
  case Stmt_Nonlocal: return visit_declaration(b, s);
  case Stmt_Expr: return visit_expr(b, s->Expr.value);
  case Stmt_Pass:
  case Stmt_Break:
  case Stmt_Continue:
  case Stmt_COUNT: break;
  }
  return true;
}

static bool visit_stmts(SymBuild *b, StmtSeq body) {
  for (uint32_t i = 0; i < body.len; i++) {
    if (!enter(b)) return false;
    bool ok = visit_stmt_kind(b, body.items[i]);
    b->depth--;
    if (!ok) return false;
  }
  return true;
}

bool symtable_build(Ast *ast, const char *filename, const char *source, size_t source_len,
                    const Future *future, SymTable *table, Diagnostic *error) {
  *table = (SymTable){.ast = ast};
  if (future) table->future = *future;
  SymBuild b = {.table = table,
                .ast = ast,
                .filename = filename,
                .source = source,
                .source_len = source_len,
                .error = error};
  b.directive_tail = &b.directives;
  Mod *mod = ast->mod;
  if (!open_block(&b, BLOCK_MODULE, "top", NULL, mod, (AstPos){0})) return false;
  b.top = table->top = b.block;
  bool ok = true;
  switch ((ModKind)mod->kind) {
  case Mod_Module: ok = visit_stmts(&b, mod->Module.body); break;
  case Mod_Interactive: ok = visit_stmts(&b, mod->Interactive.body); break;
  case Mod_Expression: ok = visit_expr(&b, mod->Expression.body); break;
  case Mod_COUNT: break;
  }
  return ok && symbuild_resolve(&b);
}
