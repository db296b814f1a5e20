// A finished Gen becomes a code object.
#include "compile/gen.h"

#include "compile/footprint.h"
#include "object/bytes.h"
#include "object/err.h"
#include "object/tuple.h"

static uint32_t code_flags(const Gen *g) {
  uint32_t flags = g->unit->code_flags;
  const SymBlock *b = g->block;
  if (b->kind != BLOCK_FUNCTION) return flags;
  flags |= CO_NEWLOCALS | CO_OPTIMIZED;
  if (b->nested) flags |= CO_NESTED;
  if (b->generator && !b->coroutine) flags |= CO_GENERATOR;
  if (!b->generator && b->coroutine) flags |= CO_COROUTINE;
  if (b->generator && b->coroutine) flags |= CO_ASYNC_GENERATOR;
  if (b->varargs) flags |= CO_VARARGS;
  if (b->varkeywords) flags |= CO_VARKEYWORDS;
  return flags;
}

// Where the cell and free variables stand in localsplus: a cell that is a parameter shares the parameter's
// place.
typedef struct Layout {
  uint32_t *places;   // of cells, then free variables
  uint32_t total;     // words of localsplus
  uint32_t cells_end; // the first free variable's place
} Layout;

static Layout lay_out(Gen *g) {
  uint32_t ncells = g->cells.count, nfrees = g->frees.count, nlocals = g->varnames.count;
  Layout l = {unit_alloc(g->unit, (ncells + nfrees + 1) * sizeof(uint32_t)), nlocals, nlocals};
  if (!l.places) return l;
  for (uint32_t i = 0; i < ncells; i++) {
    int64_t parameter = index_table_find(&g->varnames, g->cells.items[i]);
    l.places[i] = parameter >= 0 ? (uint32_t)parameter : l.total++;
  }
  l.cells_end = l.total;
  for (uint32_t i = 0; i < nfrees; i++) l.places[ncells + i] = l.total++;
  return l;
}

static void fix_cells(Block *entry, const Layout *l) {
  for (Block *b = entry; b; b = b->next) {
    for (uint32_t i = 0; i < b->used; i++) {
      switch (b->ins[i].op) {
      case OP_MAKE_CELL:
      case OP_LOAD_CLOSURE:
      case OP_LOAD_DEREF:
      case OP_STORE_DEREF:
      case OP_DELETE_DEREF:
      case OP_LOAD_CLASSDEREF: b->ins[i].arg = l->places[b->ins[i].arg]; break;
      default: break;
      }
    }
  }
}

static void insert(Gen *g, Block *entry, uint32_t at, unsigned op, uint32_t arg, Loc loc) {
  Ins *i = block_insert(g->unit, entry, at);
  i->op = (uint16_t)op;
  i->arg = arg;
  i->loc = loc;
}

// What a frame does before it begins: take the closure, make cells (in the order of their places), become a
// generator.
static void insert_prefix(Gen *g, Block *entry, const Layout *l, uint32_t flags) {
  if (flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) {
    Loc loc = {g->first_line, g->first_line, -1, -1};
    insert(g, entry, 0, OP_RETURN_GENERATOR, 0, loc);
    insert(g, entry, 1, OP_POP_TOP, 0, loc);
  }
  uint32_t made = 0;
  for (uint32_t place = 0; place < l->cells_end && made < g->cells.count && gen_ok(g); place++)
    for (uint32_t i = 0; i < g->cells.count; i++)
      if (l->places[i] == place) insert(g, entry, made++, OP_MAKE_CELL, i, NO_LOC);
  if (g->frees.count) insert(g, entry, 0, OP_COPY_FREE_VARS, g->frees.count, NO_LOC);
}

// How many constants are in use; the first one always stays (it may be the docstring).
static uint32_t used_constants(const Gen *g, const Block *entry) {
  uint32_t used = 1;
  for (const Block *b = entry; b; b = b->next)
    for (uint32_t i = 0; i < b->used; i++)
      if (b->ins[i].op == OP_LOAD_CONST || b->ins[i].op == OP_KW_NAMES) used = MAX(used, b->ins[i].arg + 1);
  return MIN(used, g->consts.count);
}

static Object *constant_tuple(Gen *g, uint32_t n) {
  Object *t = unit_keep(g->unit, n ? tuple_new((ssize_t)n) : NEWREF(RT->empty_tuple));
  if (!t) return NULL;
  for (uint32_t i = 0; i < n; i++) ((Tuple *)t)->items[i] = NEWREF((Object *)(uintptr_t)g->consts.items[i]);
  return unit_merge_made(g->unit, t);
}

static Object *table_tuple(Gen *g, const IndexTable *table) {
  Object *t = unit_keep(g->unit, table->count ? tuple_new((ssize_t)table->count) : NEWREF(RT->empty_tuple));
  if (!t) return NULL;
  for (uint32_t i = 0; i < table->count; i++)
    ((Tuple *)t)->items[i] = NEWREF(unit_name(g->unit, table->items[i]));
  return unit_merge_made(g->unit, t);
}

// Names and kinds of localsplus.
static bool describe_locals(Gen *g, const Layout *l, Code *code) {
  uint32_t ncells = g->cells.count, nfrees = g->frees.count, nlocals = g->varnames.count;
  uint8_t *kinds = unit_alloc(g->unit, l->total + 1);
  Object *names = unit_keep(g->unit, l->total ? tuple_new((ssize_t)l->total) : NEWREF(RT->empty_tuple));
  if (!kinds || !names) return false;
  const AstName **at = unit_alloc(g->unit, (l->total + 1) * sizeof *at);
  if (!at) return false;
  for (uint32_t i = 0; i < nlocals; i++) {
    at[i] = g->varnames.items[i];
    kinds[i] = LOCAL_PLAIN;
  }
  for (uint32_t i = 0; i < ncells; i++) {
    at[l->places[i]] = g->cells.items[i];
    kinds[l->places[i]] |= LOCAL_CELL;
  }
  for (uint32_t i = 0; i < nfrees; i++) {
    at[l->places[ncells + i]] = g->frees.items[i];
    kinds[l->places[ncells + i]] = LOCAL_FREE;
  }
  for (uint32_t i = 0; i < l->total; i++) ((Tuple *)names)->items[i] = NEWREF(unit_name(g->unit, at[i]));
  code->localsplusnames = unit_merge_made(g->unit, names);
  code->localspluskinds = unit_keep(g->unit, bytes_new(kinds, (ssize_t)l->total));
  code->nlocals = (int32_t)nlocals;
  code->ncellvars = (int32_t)ncells;
  code->nfreevars = (int32_t)nfrees;
  code->nlocalsplus = (int32_t)l->total;
  return gen_ok(g);
}

Object *gen_assemble(Gen *g, bool add_none) {
  Unit *u = g->unit;
  if (!gen_ok(g)) return NULL;
  if (!g->current->used || g->current->ins[g->current->used - 1].op != OP_RETURN_VALUE) {
    UNSET_LOC(g);
    if (add_none) emit_none(g);
    emit(g, OP_RETURN_VALUE);
  }
  Block *entry = g->entry;
  uint32_t flags = code_flags(g);
  Layout layout = lay_out(g);
  if (!gen_ok(g)) return NULL;
  insert_prefix(g, entry, &layout, flags);
  fix_cells(entry, &layout);
  flow_optimize(g, entry);
  if (!gen_ok(g)) return NULL;
  uint32_t nconsts = used_constants(g, entry);
  flow_place_lines(g, entry);
  bool generator = g->block->generator || g->block->coroutine;
  int depth = flow_stack_depth(g, entry, generator ? 1 : 0);
  flow_label_handlers(g, entry);
  for (Block *b = entry; b; b = b->next) flow_clean(b);
  Words words;
  if (!gen_ok(g) || !lines_assemble(g, entry, &words)) return NULL;

  footprint_tables(u, &words, g->first_line);
  CodeParts parts = {0};
  Code *c = &parts.proto;
  c->names = table_tuple(g, &g->names);
  c->consts = constant_tuple(g, nconsts);
  if (!describe_locals(g, &layout, c)) return NULL;
  c->filename = u->filename_object;
  c->name = unit_name(u, g->name);
  c->qualname = g->qualname ? g->qualname : c->name;
  if (!gen_ok(g)) return NULL;
  c->flags = (int32_t)flags;
  c->argcount = g->argcount;
  c->posonlyargcount = g->posonlyargcount;
  c->kwonlyargcount = g->kwonlyargcount;
  c->stacksize = depth;
  c->firstlineno = g->first_line;
  c->unit = u->number;
  c->instrs = words.instrs;
  c->locations = words.locations;
  c->exceptions = words.exceptions;
  c->count = (int32_t)words.count;
  c->exception_count = (int32_t)words.exception_count;
  c->first_traceable = (int32_t)words.first_traceable;
  c->quiet = u->quiet;
  Object *code = unit_keep(u, code_new(&parts));
  footprint_scope_ends(u, gen_depth(g));
  return code;
}
