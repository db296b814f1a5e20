#include "compile/footprint.h"

#include <math.h>
#include <string.h>

#include "object/bytes.h"
#include "object/complex.h"
#include "object/dict.h"
#include "object/float.h"
#include "object/list.h"
#include "object/set.h"
#include "object/tuple.h"

enum { SCOPE_DICTS = 5, BLOCK_LISTS = 2 };

static void keep_dicts(Unit *u, uint32_t n) {
  while (n-- && !u->failed) unit_keep(u, dict_new());
}
static void keep_lists(Unit *u, uint32_t n) {
  while (n-- && !u->failed) unit_keep(u, list_new(0));
}

static void keep_block(Unit *u, const SymBlock *block) {
  keep_dicts(u, 1);
  keep_lists(u, BLOCK_LISTS);
  uint32_t declared = 0; // by global and nonlocal: where, for messages
  for (uint32_t i = 0; i < block->symbol_count; i++)
    declared += (block->symbols[i].flags & (SYM_GLOBAL | SYM_NONLOCAL)) != 0;
  if (declared) keep_lists(u, 1);
  while (declared-- && !u->failed) unit_keep(u, tuple_new(5));
}

void footprint_symbols(Unit *u, bool complete) {
  if (!u->leaves) return;
  keep_dicts(u, 2);
  keep_lists(u, complete ? 3 : 2);
  for (uint32_t i = 0; i < u->table.block_slots; i++)
    if (u->table.blocks[i].block) keep_block(u, u->table.blocks[i].block);
}

void footprint_scope(Unit *u, uint32_t depth) {
  if (!u->leaves) return;
  if (depth == 1) {
    unit_keep(u, tuple_new(2));
    u->scope_tuple = u->objects.count;
  }
  if (depth < u->scopes_deep) return; // those of a scope that ended are used again
  u->scopes_deep = depth + 1;
  keep_dicts(u, SCOPE_DICTS);
}

void footprint_scope_ends(Unit *u, uint32_t depth) {
  if (!u->leaves || depth != 1 || u->failed) return;
  Object **place = &u->objects.items[u->scope_tuple - 1], *tuple = *place;
  *place = NEWREF(NONE);
  DECREF(tuple);
}

static bool is_negative_zero(double x) { return x == 0 && signbit(x); }

static Own key_of(Ref o) {
  if (IS_EXACT(o, BOOL) || IS_EXACT(o, BYTES)) return tuple_pack(2, TYPE(o), o);
  if (IS_EXACT(o, FLOAT))
    return is_negative_zero(float_value(o)) ? tuple_pack(3, TYPE(o), o, NONE) : tuple_pack(2, TYPE(o), o);
  if (IS_EXACT(o, COMPLEX)) {
    const Complex *c = (const Complex *)o;
    bool special = is_negative_zero(c->real) || is_negative_zero(c->imag);
    return special ? tuple_pack(3, TYPE(o), o, NONE) : tuple_pack(2, TYPE(o), o);
  }
  if (IS_EXACT(o, TUPLE)) {
    ssize_t n = tuple_size(o);
    HOLD(keys, n ? tuple_new(n) : NEWREF(RT->empty_tuple), "compiling");
    for (ssize_t i = 0; keys.obj && i < n; i++) {
      Object *key = key_of(tuple_item(o, i));
      if (!key) return NULL;
      ((Tuple *)keys.obj)->items[i] = key;
    }
    return keys.obj ? hold_return(tuple_pack(2, keys.obj, o), &keys) : NULL;
  }
  if (IS_EXACT(o, FROZENSET)) {
    HOLD(keys, tuple_new(set_size(o)), "compiling");
    Object *item;
    ssize_t n = 0;
    for (ssize_t at = 0; keys.obj && set_next(o, &at, &item);) {
      Object *key = key_of(item);
      if (!key) return NULL;
      ((Tuple *)keys.obj)->items[n++] = key;
    }
    HOLD(same, keys.obj ? frozenset_new(keys.obj) : NULL, "compiling");
    return same.obj ? hold_return(tuple_pack(2, same.obj, o), &same, &keys) : NULL;
  }
  return NEWREF(o);
}

void footprint_key(Unit *u, Object *constant, bool is_new) {
  if (!u->leaves || u->failed) return;
  Object *key = key_of(constant);
  if (!key)
    u->failed = true;
  else if (is_new)
    unit_keep(u, key);
  else
    DECREF(key);
}

// Bytes that are equal when CPython's table would be: `kind` keeps the tables apart.
static void table_key(Unit *u, char kind, const void *items, size_t size) {
  Object *bytes = bytes_new(NULL, (ssize_t)size + 1);
  if (!bytes) {
    u->failed = true;
    return;
  }
  char *to = BYTES_DATA(bytes);
  to[0] = kind;
  if (size) memcpy(to + 1, items, size);
  if (unit_keep(u, bytes)) unit_merge(u, bytes);
}

void footprint_tables(Unit *u, const Words *w, int32_t first_line) {
  if (!u->leaves || u->failed) return;
  Instr *instrs = unit_alloc(u, (w->count + 1) * sizeof *instrs);
  Location *places = unit_alloc(u, (w->count + 1) * sizeof *places);
  if (!instrs || !places) return;
  memset(places, 0, (w->count + 1) * sizeof *places);
  size_t n = 0;
  for (uint32_t i = 0; i < w->count;) {
    unsigned op = code_opcode(w->instrs[i]);
    uint32_t words = 1u + opcode_info[op].cache;
    if (op != OP_LINE && op != OP_SKIP_LINE) {
      Location at = w->locations[i];
      instrs[n] = w->instrs[i];
      places[n].line = at.line ? at.line - first_line : INT32_MIN;
      places[n].end_line = at.end_line - at.line;
      places[n].column = at.column;
      places[n].end_column = at.end_column;
      n++;
    }
    i += words;
  }
  ExceptionEntry *entries = unit_alloc(u, (w->exception_count + 1) * sizeof *entries);
  if (!entries) return;
  memset(entries, 0, (w->exception_count + 1) * sizeof *entries);
  for (uint32_t i = 0; i < w->exception_count; i++) {
    entries[i].start = w->exceptions[i].start;
    entries[i].end = w->exceptions[i].end;
    entries[i].target = w->exceptions[i].target;
    entries[i].depth = w->exceptions[i].depth;
    entries[i].lasti = w->exceptions[i].lasti;
  }
  table_key(u, 'e', entries, w->exception_count * sizeof *entries);
  table_key(u, 'l', places, n * sizeof *places);
  table_key(u, 'c', instrs, n * sizeof *instrs);
}
