// Inside the symbol table: the state of a build, shared by its two passes.
#ifndef LASTREF_LANG_SYMTABLE_BUILD_H
#define LASTREF_LANG_SYMTABLE_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/region.h"
#include "lang/symtable.h"

// A global or nonlocal declaration, or a := that makes one.
typedef struct SymDirective {
  struct SymDirective *next;
  const SymBlock *block;
  const AstName *name; // mangled
  AstPos pos;
} SymDirective;

typedef struct SymBuild {
  SymTable *table;
  Ast *ast;
  const char *filename, *source;
  size_t source_len;
  Diagnostic *error;
  SymBlock *block, *top; // the block being visited, the module
  const AstName *private_class;
  SymDirective *directives, **directive_tail;
  uint32_t depth;
} SymBuild;

// The symbol of a name in a block, made if it is not there; NULL when memory is refused.
MUST_USE Symbol *symbuild_symbol(Region *region, SymBlock *block, const AstName *name);
// The second pass. False with *b->error set.
MUST_USE bool symbuild_resolve(SymBuild *b);

#endif
