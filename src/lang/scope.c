// Second pass of the symbol table: the scope of every name in every block.
//
// CPython hands sets of bound, free and global names down and up the blocks. Here a name is looked up along
// the chain of enclosing blocks instead, and the free names of a block go to its parent as a list; the
// results are the same.
#include "lang/symtable_build.h"

#include <string.h>

#include "base/vec.h"

typedef VEC(const AstName *) NameVec;

typedef enum Seen { SEEN_NOWHERE, SEEN_BOUND, SEEN_GLOBAL } Seen;

// What an enclosing block makes of a name that `block` itself does not bind.
static Seen seen_outside(const SymBlock *block, const AstName *name) {
  for (const SymBlock *outer = block->parent; outer; outer = outer->parent) {
    if (outer->kind == BLOCK_CLASS) { // invisible from inside, but for the cell of the class itself
      if (strcmp(name->text, "__class__") == 0) return SEEN_BOUND;
      continue;
    }
    const Symbol *symbol = symtable_lookup(outer, name);
    if (!symbol) continue;
    if (symbol->flags & SYM_GLOBAL) return SEEN_GLOBAL;
    if (symbol->flags & SYM_NONLOCAL) return SEEN_BOUND;
    if (symbol->flags & SYM_BOUND) return outer->kind == BLOCK_FUNCTION ? SEEN_BOUND : SEEN_NOWHERE;
  }
  return SEEN_NOWHERE;
}

// An error at the declaration of a name.
static bool fail_at_directive(SymBuild *b, const SymBlock *block, const AstName *name, const char *before,
                              const char *quoted, const char *after) {
  AstPos pos = block->pos;
  for (const SymDirective *d = b->directives; d; d = d->next)
    if (d->block == block && d->name == name) {
      pos = d->pos;
      break;
    }
  diagnostic_at(b->error, b->ast, DIAG_SYNTAX_ERROR, b->filename, b->source, b->source_len, pos, "%s%s%s",
                before, quoted, after);
  return false;
}

static bool resolve_name(SymBuild *b, SymBlock *block, Symbol *symbol) {
  const AstName *name = symbol->name;
  if (symbol->flags & SYM_GLOBAL) {
    if (symbol->flags & SYM_NONLOCAL)
      return fail_at_directive(b, block, name, "name '", name->text, "' is nonlocal and global");
    symbol->scope = SCOPE_GLOBAL_EXPLICIT;
    return true;
  }
  if (symbol->flags & SYM_NONLOCAL) {
    if (!block->parent)
      return fail_at_directive(b, block, name, "nonlocal declaration not allowed at module level", "", "");
    if (seen_outside(block, name) != SEEN_BOUND)
      return fail_at_directive(b, block, name, "no binding for nonlocal '", name->text, "' found");
    symbol->scope = SCOPE_FREE;
    block->has_free = true;
    return true;
  }
  if (symbol->flags & SYM_BOUND) {
    symbol->scope = SCOPE_LOCAL;
    return true;
  }
  Seen seen = seen_outside(block, name);
  symbol->scope = seen == SEEN_BOUND ? SCOPE_FREE : SCOPE_GLOBAL_IMPLICIT;
  if (seen == SEEN_BOUND || (seen == SEEN_NOWHERE && block->nested)) block->has_free = true;
  return true;
}

// A name that a child needs from here or from further out. Pushes it if it is from further out.
static bool take_free(SymBuild *b, SymBlock *block, const AstName *name, NameVec *free) {
  Symbol *symbol = symtable_lookup(block, name);
  if (block->kind == BLOCK_FUNCTION && symbol &&
      (symbol->scope == SCOPE_LOCAL || symbol->scope == SCOPE_CELL)) {
    symbol->scope = SCOPE_CELL;
    return true;
  }
  if (block->kind == BLOCK_CLASS && strcmp(name->text, "__class__") == 0) {
    block->needs_class_closure = true;
    return true;
  }
  if (symbol) {
    // A class that binds the name itself still passes the outer one through to its methods.
    if (block->kind != BLOCK_CLASS || !(symbol->flags & (SYM_BOUND | SYM_GLOBAL)))
      return true; // free here, and passed on
    if (symbol->flags & SYM_FREE_CLASS) return true;
    symbol->flags |= SYM_FREE_CLASS;
  } else {
    symbol = symbuild_symbol(b->ast->region, block, name);
    if (!symbol) goto memory;
    symbol->scope = SCOPE_FREE;
    return true; // passed on with the other free symbols of this block
  }
  if (vec_push(free, &b->ast->region->from, name)) return true;
memory:
  *b->error = (Diagnostic){.kind = DIAG_MEMORY_ERROR};
  return false;
}

// Resolves a block and those inside it. Appends to `up` the names it needs from outside. Recursion is bounded
// by the depth of the tree, which the first pass has checked.
static bool resolve_block(SymBuild *b, SymBlock *block, NameVec *up) {
  const Allocator *from = &b->ast->region->from;
  for (uint32_t i = 0; i < block->symbol_count; i++)
    if (!resolve_name(b, block, &block->symbols[i])) return false;
  NameVec free = {0}; // of the children
  bool ok = true;
  for (uint32_t i = 0; ok && i < block->child_count; i++) {
    ok = resolve_block(b, block->children[i], &free);
    if (block->children[i]->has_free || block->children[i]->child_free) block->child_free = true;
  }
  for (size_t i = 0; ok && i < free.len; i++) ok = take_free(b, block, free.items[i], up);
  vec_free(&free, from);
  for (uint32_t i = 0; ok && i < block->symbol_count; i++) {
    if (block->symbols[i].scope != SCOPE_FREE) continue;
    ok = vec_push(up, from, block->symbols[i].name);
    if (!ok) *b->error = (Diagnostic){.kind = DIAG_MEMORY_ERROR};
  }
  return ok;
}

bool symbuild_resolve(SymBuild *b) {
  NameVec up = {0};
  bool ok = resolve_block(b, b->top, &up);
  vec_free(&up, &b->ast->region->from);
  return ok;
}

// ---- cells and free variables ----

static void sort_names(const AstName **names, uint32_t count) {
  // Heap sort by code points, which is the order of UTF-8 bytes: no recursion, no worst case.
  for (uint32_t start = count / 2, end = count; end > 1;) {
    const AstName *item;
    if (start > 0)
      item = names[--start];
    else {
      item = names[--end];
      names[end] = names[0];
    }
    uint32_t root = start;
    for (uint32_t child; (child = 2 * root + 1) < end; root = child) {
      if (child + 1 < end && strcmp(names[child + 1]->text, names[child]->text) > 0) child++;
      if (strcmp(names[child]->text, item->text) <= 0) break;
      names[root] = names[child];
    }
    names[root] = item;
  }
}

static bool collect(const SymTable *table, const SymBlock *block, Scope scope, unsigned flag, NameSeq *out) {
  *out = (NameSeq){0};
  uint32_t count = 0;
  for (uint32_t i = 0; i < block->symbol_count; i++)
    count += block->symbols[i].scope == scope || (block->symbols[i].flags & flag);
  if (!count) return true;
  out->items = region_array(table->ast->region, count, sizeof *out->items);
  if (!out->items) return false;
  for (uint32_t i = 0; i < block->symbol_count; i++)
    if (block->symbols[i].scope == scope || (block->symbols[i].flags & flag))
      out->items[out->len++] = block->symbols[i].name;
  sort_names(out->items, out->len);
  return true;
}

bool symtable_cellvars(const SymTable *table, const SymBlock *block, NameSeq *out) {
  if (block->kind != BLOCK_CLASS || !block->needs_class_closure)
    return collect(table, block, SCOPE_CELL, 0, out);
  *out = (NameSeq){.items = region_array(table->ast->region, 1, sizeof *out->items), .len = 1};
  if (!out->items) return false;
  out->items[0] = ast_name(table->ast, "__class__", 9);
  return out->items[0] != NULL;
}

bool symtable_freevars(const SymTable *table, const SymBlock *block, NameSeq *out) {
  return collect(table, block, SCOPE_FREE, SYM_FREE_CLASS, out);
}
