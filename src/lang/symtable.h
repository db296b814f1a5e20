// Which name means what, per block: the two passes of CPython's symbol table (collect, then analyze scopes).
//
// Invariants
// - One SymBlock per module, class, function, lambda, comprehension and (with annotations as strings)
// annotation; children in
//   the order of the source as CPython visits it (decorators, defaults, annotations before the body).
// - Names in a block are already mangled (__x in class C is _C__x); blocks keep the class for mangling.
// - After symtable_build every Symbol has its final scope.
// - Everything lives in the tree's Region.
#ifndef LASTREF_LANG_SYMTABLE_H
#define LASTREF_LANG_SYMTABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "lang/ast.h"
#include "lang/diagnostic.h"
#include "lang/future.h"

typedef enum BlockKind { BLOCK_FUNCTION, BLOCK_CLASS, BLOCK_MODULE, BLOCK_ANNOTATION } BlockKind;

typedef enum ComprehensionKind {
  COMP_NONE,
  COMP_LIST,
  COMP_DICT,
  COMP_SET,
  COMP_GENERATOR,
} ComprehensionKind;

typedef enum Scope {
  SCOPE_NONE,
  SCOPE_LOCAL,
  SCOPE_GLOBAL_EXPLICIT,
  SCOPE_GLOBAL_IMPLICIT,
  SCOPE_FREE,
  SCOPE_CELL,
} Scope;

typedef enum SymbolFlag {
  SYM_GLOBAL = 1,      // global statement
  SYM_LOCAL = 2,       // assigned here
  SYM_PARAM = 4,       // parameter
  SYM_NONLOCAL = 8,    // nonlocal statement
  SYM_USE = 16,        // read here
  SYM_FREE = 32,       // used here, defined in an enclosing block
  SYM_FREE_CLASS = 64, // free variable of a class that a method also needs
  SYM_IMPORT = 128,    // bound by import
  SYM_ANNOT = 256,     // annotated
  SYM_COMP_ITER = 512, // iteration variable of a comprehension
  SYM_BOUND = SYM_LOCAL | SYM_PARAM | SYM_IMPORT,
} SymbolFlag;

typedef struct Symbol {
  const AstName *name;
  uint16_t flags; // SymbolFlag bits
  uint8_t scope;  // Scope
} Symbol;

typedef struct SymBlock SymBlock;

struct SymBlock {
  BlockKind kind;
  const AstName *name; // "top", the class, function; "lambda", "listcomp", "setcomp", "dictcomp", "genexpr"
  const void
      *node; // the Mod, Stmt or Expr that makes the block; for an annotation block, the Arguments or Expr
  SymBlock *parent;
  SymBlock **children;
  uint32_t child_count, child_cap;
  Symbol *symbols; // in the order of first mention
  uint32_t symbol_count, symbol_cap;
  uint32_t *slots; // open-addressed index of symbols + 1
  uint32_t slot_count;
  const AstName *
      *varnames; // parameters in the order of co_varnames: positional, keyword-only, *args, **kwargs
  uint32_t varname_count, varname_cap;
  const AstName *private_class; // innermost class whose name mangles here, or NULL
  AstPos pos;                   // lineno and columns of the node
  bool nested;                  // inside a function, directly or not
  bool has_free;                // has free variables
  bool child_free;              // a child block has
  bool generator, coroutine;
  uint8_t comprehension; // ComprehensionKind
  bool varargs, varkeywords;
  bool returns_value;       // has a `return expr`
  bool needs_class_closure; // class whose methods use __class__ or super()
  bool comp_iter_target;    // visiting a comprehension target (used while building)
  uint8_t comp_iter_expr;   // depth inside a comprehension's iterable (used while building)
};

typedef struct SymTable {
  Ast *ast;
  SymBlock *top;
  Future future;
  struct {
    const void *node;
    SymBlock *block;
  } * blocks; // open-addressed by node
  uint32_t block_slots, block_count;
} SymTable;

// Builds the table for a whole tree. False with *error set (SyntaxError, RecursionError "maximum recursion
// depth exceeded during compilation", MemoryError). source and source_len (may be NULL, 0) give the error its
// text.
MUST_USE bool symtable_build(Ast *ast, const char *filename, const char *source, size_t source_len,
                             const Future *future, SymTable *table, Diagnostic *error);

// The block that a Mod, FunctionDef, ClassDef, Lambda, comprehension makes; NULL when the node makes none.
BORROWED SymBlock *symtable_block(const SymTable *table, const void *node);
// The symbol of a (mangled) name in a block, or NULL.
BORROWED Symbol *symtable_lookup(const SymBlock *block, const AstName *name);
// SCOPE_NONE when the block does not know the name.
Scope symtable_scope(const SymBlock *block, const AstName *name);
// The name as class-private mangling makes it: `private_class` may be NULL. NULL when memory is refused.
MUST_USE const AstName *symtable_mangle(Ast *ast, const AstName *private_class, const AstName *name);

// The names in the order of co_cellvars / co_freevars: sorted by code point. For a class with
// needs_class_closure, cells is just `__class__`. For freevars, SCOPE_FREE plus (in classes) SYM_FREE_CLASS.
// Allocated in the tree's region; false when memory is refused.
MUST_USE bool symtable_cellvars(const SymTable *table, const SymBlock *block, NameSeq *out);
MUST_USE bool symtable_freevars(const SymTable *table, const SymBlock *block, NameSeq *out);

// Fills a Diagnostic for a position in a tree, taking the text of the line from source; for later passes too
// (the compiler's "'return' outside function"). message is copied into the tree's region.
void diagnostic_at(Diagnostic *error, Ast *ast, DiagnosticKind kind, const char *filename, const char *source,
                   size_t source_len, AstPos pos, const char *format, ...) PRINTF_LIKE(8, 9);

#endif
