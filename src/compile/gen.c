// Scopes, blocks and emitting; the code object of a whole unit.
#include "compile/gen.h"

#include <stdarg.h>
#include <stdio.h>

#include "compile/footprint.h"
#include "object/err.h"
#include "object/tuple.h"

// ---- tables ----

static uint32_t pointer_hash(const void *p) {
  uint64_t h = (uintptr_t)p * 0x9e3779b97f4a7c15u;
  return (uint32_t)(h >> 32);
}

int64_t index_table_find(const IndexTable *t, const void *item) {
  if (!t->slot_count) return -1;
  for (uint32_t at = pointer_hash(item) & (t->slot_count - 1); t->slots[at];
       at = (at + 1) & (t->slot_count - 1))
    if (t->items[t->slots[at] - 1] == item) return t->slots[at] - 1;
  return -1;
}

static bool index_table_grow(Unit *u, IndexTable *t) {
  uint32_t capacity = t->capacity ? t->capacity * 2 : 8;
  const void **items = region_array(&u->region, capacity, sizeof *items);
  uint32_t *slots = region_array(&u->region, capacity * 2, sizeof *slots);
  if (!items || !slots) {
    unit_error_memory(u);
    return false;
  }
  if (t->count) memcpy(items, t->items, t->count * sizeof *items);
  for (uint32_t i = 0; i < t->count; i++) {
    uint32_t at = pointer_hash(items[i]) & (capacity * 2 - 1);
    while (slots[at]) at = (at + 1) & (capacity * 2 - 1);
    slots[at] = i + 1;
  }
  *t = (IndexTable){items, t->count, capacity, slots, capacity * 2};
  return true;
}

uint32_t index_table_add(Unit *u, IndexTable *t, const void *item) {
  int64_t found = index_table_find(t, item);
  if (found >= 0) return (uint32_t)found;
  if (t->count == t->capacity && !index_table_grow(u, t)) return 0;
  uint32_t at = pointer_hash(item) & (t->slot_count - 1);
  while (t->slots[at]) at = (at + 1) & (t->slot_count - 1);
  t->items[t->count] = item;
  t->slots[at] = ++t->count;
  return t->count - 1;
}

// ---- blocks ----

Block *gen_block(Gen *g) {
  Block *b = unit_alloc(g->unit, sizeof *b);
  if (!b) return g->last_made; // failed: anything will do
  b->start_depth = INT32_MIN;
  b->made = g->last_made;
  g->last_made = b;
  return b;
}

void gen_use(Gen *g, Block *next) {
  if (next == g->current) return;
  g->current->next = next;
  g->current = next;
}

static bool block_reserve(Unit *u, Block *b) {
  if (b->used < b->capacity) return true;
  uint32_t capacity = b->capacity ? b->capacity * 2 : 8;
  Ins *ins = region_array(&u->region, capacity, sizeof *ins);
  if (!ins) {
    unit_error_memory(u);
    return false;
  }
  if (b->used) memcpy(ins, b->ins, b->used * sizeof *ins);
  b->ins = ins;
  b->capacity = capacity;
  return true;
}

Ins *block_append(Unit *u, Block *b) {
  if (!block_reserve(u, b)) {
    if (b->used) return &b->ins[b->used - 1]; // failed: overwrite
    b->ins = u->spare;
    b->capacity = 1;
  }
  Ins *i = &b->ins[b->used++];
  *i = (Ins){0};
  return i;
}

Ins *block_insert(Unit *u, Block *b, uint32_t at) {
  block_append(u, b);
  if (u->failed) return &b->ins[b->used - 1];
  memmove(&b->ins[at + 1], &b->ins[at], (b->used - 1 - at) * sizeof *b->ins);
  b->ins[at] = (Ins){0};
  return &b->ins[at];
}

// ---- emitting ----

Loc loc_of(AstPos pos) {
  return (Loc){(int32_t)pos.lineno, (int32_t)pos.end_lineno, (int32_t)pos.col_offset,
               (int32_t)pos.end_col_offset};
}

AstPos gen_pos(const Gen *g) {
  return (AstPos){(uint32_t)MAX(g->loc.line, 0), (uint32_t)MAX(g->loc.column, 0),
                  (uint32_t)MAX(g->loc.end_line, 0), (uint32_t)MAX(g->loc.end_column, 0)};
}

bool ins_is_jump(const Ins *i) {
  switch (i->op) {
  case P_JUMP:
  case P_JUMP_NO_INTERRUPT:
  case P_POP_JUMP_IF_FALSE:
  case P_POP_JUMP_IF_TRUE:
  case P_POP_JUMP_IF_NONE:
  case P_POP_JUMP_IF_NOT_NONE:
  case OP_JUMP_IF_FALSE_OR_POP:
  case OP_JUMP_IF_TRUE_OR_POP:
  case OP_FOR_ITER:
  case OP_SEND:
  case OP_JUMP_FORWARD:
  case OP_JUMP_BACKWARD:
  case OP_JUMP_BACKWARD_NO_INTERRUPT:
  case OP_POP_JUMP_FORWARD_IF_FALSE:
  case OP_POP_JUMP_FORWARD_IF_TRUE:
  case OP_POP_JUMP_FORWARD_IF_NONE:
  case OP_POP_JUMP_FORWARD_IF_NOT_NONE:
  case OP_POP_JUMP_BACKWARD_IF_FALSE:
  case OP_POP_JUMP_BACKWARD_IF_TRUE:
  case OP_POP_JUMP_BACKWARD_IF_NONE:
  case OP_POP_JUMP_BACKWARD_IF_NOT_NONE: return true;
  default: return false;
  }
}

bool ins_is_setup(const Ins *i) {
  return i->op == P_SETUP_FINALLY || i->op == P_SETUP_CLEANUP || i->op == P_SETUP_WITH;
}

static bool ends_block(const Ins *i) {
  return ins_is_jump(i) || i->op == OP_RETURN_VALUE || i->op == OP_RAISE_VARARGS || i->op == OP_RERAISE;
}

static Ins *append(Gen *g, unsigned op, uint32_t arg, Loc loc) {
  if (g->current->used && ends_block(&g->current->ins[g->current->used - 1])) gen_use(g, gen_block(g));
  Ins *i = block_append(g->unit, g->current);
  i->op = (uint16_t)op;
  i->arg = arg;
  i->loc = loc;
  return i;
}

void emit(Gen *g, unsigned op) { append(g, op, 0, g->loc); }
void emit_arg(Gen *g, unsigned op, uint32_t arg) { append(g, op, arg, g->loc); }
void emit_at(Gen *g, unsigned op, uint32_t arg, Loc loc) { append(g, op, arg, loc); }
void emit_jump(Gen *g, unsigned op, Block *target) { append(g, op, 0, g->loc)->target = target; }
void emit_jump_noline(Gen *g, unsigned op, Block *target) { append(g, op, 0, NO_LOC)->target = target; }

uint32_t gen_const_index(Gen *g, Object *o) {
  if (g->unit->failed) return 0;
  return index_table_add(g->unit, &g->consts, unit_merge(g->unit, o));
}

void emit_const(Gen *g, Object *o) { emit_arg(g, OP_LOAD_CONST, gen_const_index(g, o)); }
void emit_none(Gen *g) { emit_const(g, NONE); }
void emit_small_int(Gen *g, int value) {
  Object *o = unit_keep(g->unit, int_from_i64(value));
  if (o) emit_const(g, o);
}

const AstName *gen_mangle(Gen *g, const AstName *name) {
  const AstName *mangled = symtable_mangle(g->unit->ast, g->private_class, name);
  if (!mangled) unit_error_memory(g->unit);
  return mangled ? mangled : name;
}

void emit_constant_name(Gen *g, const AstName *name) { emit_const(g, unit_name(g->unit, name)); }
void emit_plain_name(Gen *g, unsigned op, const AstName *name) {
  emit_arg(g, op, index_table_add(g->unit, &g->names, name));
}
void emit_name(Gen *g, unsigned op, const AstName *name) { emit_plain_name(g, op, gen_mangle(g, name)); }

void emit_call(Gen *g, uint32_t nargs) {
  emit_arg(g, P_PRECALL, nargs);
  emit_arg(g, OP_CALL, nargs);
}

void emit_yield_from(Gen *g, bool await) {
  Block *start = gen_block(g), *resume = gen_block(g), *exit = gen_block(g);
  gen_use(g, start);
  emit_jump(g, OP_SEND, exit);
  gen_use(g, resume);
  emit(g, OP_YIELD_VALUE);
  emit_arg(g, OP_RESUME, await ? 3 : 2);
  emit_jump(g, P_JUMP_NO_INTERRUPT, start);
  gen_use(g, exit);
}

Object *gen_name_tuple(Gen *g, const AstName *const *names, uint32_t n) {
  Object *t = unit_keep(g->unit, tuple_new((ssize_t)n));
  if (!t) return NONE;
  for (uint32_t i = 0; i < n; i++) ((Tuple *)t)->items[i] = NEWREF(unit_name(g->unit, names[i]));
  return t;
}

// ---- names ----

uint32_t gen_deref_index(const Gen *g, const AstName *mangled, bool cell) {
  int64_t place = index_table_find(cell ? &g->cells : &g->frees, mangled);
  return (uint32_t)MAX(place, 0) + (cell ? 0 : g->cells.count);
}

Scope gen_scope(const Gen *g, const AstName *mangled) { return symtable_scope(g->block, mangled); }

bool gen_forbidden_name(Gen *g, const AstName *name, Context context) {
  if (name->len != 9 || memcmp(name->text, "__debug__", 9) != 0) return false;
  if (context == Context_Store)
    gen_error(g, "cannot assign to __debug__");
  else if (context == Context_Del)
    gen_error(g, "cannot delete __debug__");
  else
    return false;
  return true;
}

void gen_nameop(Gen *g, const AstName *name, Context context) {
  static const uint8_t ops[4][3] = {
      {OP_LOAD_NAME, OP_STORE_NAME, OP_DELETE_NAME},
      {OP_LOAD_FAST, OP_STORE_FAST, OP_DELETE_FAST},
      {OP_LOAD_GLOBAL, OP_STORE_GLOBAL, OP_DELETE_GLOBAL},
      {OP_LOAD_DEREF, OP_STORE_DEREF, OP_DELETE_DEREF},
  };
  if (!gen_ok(g) || gen_forbidden_name(g, name, context)) return;
  const AstName *mangled = gen_mangle(g, name);
  bool in_function = g->block->kind == BLOCK_FUNCTION;
  switch (gen_scope(g, mangled)) {
  case SCOPE_FREE:
  case SCOPE_CELL: {
    unsigned op = ops[3][context];
    if (context == Context_Load && g->block->kind == BLOCK_CLASS) op = OP_LOAD_CLASSDEREF;
    emit_arg(g, op, gen_deref_index(g, mangled, gen_scope(g, mangled) == SCOPE_CELL));
    return;
  }
  case SCOPE_LOCAL:
    if (!in_function) break;
    emit_arg(g, ops[1][context], index_table_add(g->unit, &g->varnames, mangled));
    return;
  case SCOPE_GLOBAL_IMPLICIT:
    if (!in_function) break;
    FALLTHROUGH;
  case SCOPE_GLOBAL_EXPLICIT: {
    uint32_t index = index_table_add(g->unit, &g->names, mangled);
    emit_arg(g, ops[2][context], context == Context_Load ? index << 1 : index);
    return;
  }
  default: break;
  }
  emit_plain_name(g, ops[0][context], mangled);
}

// ---- blocks of statements that must be left in order ----

bool gen_push_frame(Gen *g, FrameBlockKind kind, Block *start, Block *exit, const void *datum) {
  if (g->frame_count >= MAX_NESTED_BLOCKS) {
    gen_error(g, "too many statically nested blocks");
    return false;
  }
  g->frames[g->frame_count++] = (FrameBlock){kind, start, exit, datum};
  return true;
}

void gen_pop_frame(Gen *g, FrameBlockKind kind) {
  (void)kind;
  if (g->frame_count > 0) g->frame_count--;
}

void gen_error(Gen *g, const char *format, ...) {
  char message[512];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  unit_error(g->unit, gen_pos(g), "%s", message);
}

// ---- scopes ----

static Object *qualified_name(Gen *g) {
  Unit *u = g->unit;
  Gen *parent = g->outer;
  Object *name = unit_name(u, g->name);
  if (!parent->outer) return name; // directly in the module
  if (g->kind == KIND_FUNCTION || g->kind == KIND_ASYNC_FUNCTION || g->kind == KIND_CLASS) {
    const AstName *mangled = gen_mangle(parent, g->name);
    if (gen_scope(parent, mangled) == SCOPE_GLOBAL_EXPLICIT) return name;
  }
  bool locals =
      parent->kind == KIND_FUNCTION || parent->kind == KIND_ASYNC_FUNCTION || parent->kind == KIND_LAMBDA;
  return unit_keep(u, str_format(locals ? "%U.<locals>.%U" : "%U.%U", parent->qualname, name));
}

Gen *gen_enter(Unit *u, Gen *outer, const AstName *name, ScopeKind kind, const void *node, int line) {
  Gen *g = unit_alloc(u, sizeof *g);
  SymBlock *block = symtable_block(&u->table, node);
  if (!g) return NULL;
  if (!block) {
    err_format(T(SystemError), "compiler: a scope without a symbol table");
    u->failed = true;
    return NULL;
  }
  *g = (Gen){.unit = u, .outer = outer, .block = block, .kind = kind, .name = name, .first_line = line};
  g->private_class = outer ? outer->private_class : NULL;
  for (uint32_t i = 0; i < block->varname_count; i++) index_table_add(u, &g->varnames, block->varnames[i]);
  NameSeq cells = {0}, frees = {0};
  if (!symtable_cellvars(&u->table, block, &cells) || !symtable_freevars(&u->table, block, &frees))
    unit_error_memory(u);
  for (uint32_t i = 0; i < cells.len; i++) index_table_add(u, &g->cells, cells.items[i]);
  for (uint32_t i = 0; i < frees.len; i++) index_table_add(u, &g->frees, frees.items[i]);
  g->entry = g->current = gen_block(g);
  if (!g->current) return NULL;
  footprint_scope(u, gen_depth(g));
  if (kind == KIND_MODULE) {
    emit_at(g, OP_RESUME, 0, (Loc){0, line, 0, 0});
    UNSET_LOC(g);
  } else {
    g->qualname = qualified_name(g);
    g->loc = (Loc){line, line, 0, 0};
    emit(g, OP_RESUME);
  }
  return u->failed ? NULL : g;
}

/* A notebook's cell: the value of its last statement is shown, if it is an expression. */
static void gen_cell(Gen *g, const StmtSeq *body) {
  StmtSeq first = *body, last = {0};
  if (body->len && body->items[body->len - 1]->kind == Stmt_Expr) {
    first.len--;
    last.items = body->items + first.len;
    last.len = 1;
  }
  gen_interactive_annotations(g, body);
  gen_stmts(g, &first, 0);
  g->interactive = true;
  gen_stmts(g, &last, 0);
}

Own gen_unit(Unit *u, Mod *mod) {
  const AstName *name = unit_ast_name(u, "<module>");
  u->spare = unit_alloc(u, sizeof(Ins));
  if (!name || !u->spare) return NULL;
  Gen *g = gen_enter(u, NULL, name, KIND_MODULE, mod, 1);
  if (!g) return NULL;
  bool add_none = true;
  switch (mod->kind) {
  case Mod_Module:
    if (u->mode == COMPILE_CELL)
      gen_cell(g, &mod->Module.body);
    else
      gen_body(g, &mod->Module.body);
    break;
  case Mod_Interactive:
    g->interactive = true;
    gen_interactive_annotations(g, &mod->Interactive.body);
    gen_stmts(g, &mod->Interactive.body, 0);
    break;
  default: gen_expr(g, mod->Expression.body); add_none = false;
  }
  Object *code = gen_assemble(g, add_none);
  return code ? NEWREF(code) : NULL;
}
