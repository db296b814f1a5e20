// One compilation unit while it is being compiled: its tree, its symbol table, and the pool of constants that
// all its code objects share.
//
// Invariants
// - Scratch memory is the unit's region over mem_alloc; nothing of it outlives the compilation.
// - Every object made during compilation is in `objects` (owned, seen by the audit), so all other pointers to
// objects are
//   borrowed. Objects that the syntax tree of CPython would own stand first in `arena` as well, in order of
//   creation.
// - `failed` is sticky: once set an exception is pending, and emitting goes on harmlessly until someone
// looks.
// - A constant of one type and value (sign of zero included) has one representative object: unit_merge.
#ifndef LASTREF_COMPILE_UNIT_H
#define LASTREF_COMPILE_UNIT_H

#include "base/region.h"
#include "compile/compile.h"
#include "lang/ast.h"
#include "lang/parse.h"
#include "lang/symtable.h"
#include "object/runtime.h"

// Constants the compiler has looked at are rewritten in the tree: Constant.kind is this and Constant.value
// the Object *.
enum { Constant_Object = 64 };

typedef struct PoolEntry {
  uint64_t hash;
  Object *object; // borrowed; NULL: free
} PoolEntry;

typedef struct NameEntry {
  const AstName *name; // NULL: free
  Object *object;      // borrowed
} NameEntry;

typedef struct ObjectList { // a growing array of owned references
  Object **items;           // memory block
  size_t count, capacity;
} ObjectList;

typedef struct Unit {
  Region region;
  Ast *ast;
  SymTable table;
  Future future;
  const char *filename; // UTF-8
  const char *source;   // for the text line of errors; NULL: none
  size_t source_length;
  Object *filename_object; // borrowed from objects
  uint32_t code_flags;     // future features that go into co_flags
  bool quiet;              // no LINE instructions: library code that a person does not step through
  CompileMode mode;
  int32_t number; // of the unit
  bool failed;
  bool leaves;          // a file or a text of the program: footprint.h
  size_t scope_tuple;   // where in `objects`, from 1, that of the scope in the module is: footprint.h
  uint32_t scopes_deep; // most scopes inside each other so far: footprint.h
  ObjectList objects, arena;
  Hold *hold_objects, *hold_arena;
  PoolEntry *pool; // open addressing, in the region
  size_t pool_slots, pool_count;
  NameEntry *names;
  size_t name_slots, name_count;
  struct Ins *spare; // one instruction to write to when memory is refused
} Unit;

// The region's allocator inside the engine.
Allocator unit_allocator(void);

// Takes over a new object until the end of the compilation; NULL marks the unit failed. Returns it borrowed,
// or NULL.
Object *unit_keep(Unit *u, Own object);
// The same; the newest one kept was made only for this one, and goes.
Object *unit_keep_only(Unit *u, Own object);
// The same for an object that the syntax tree would own.
Object *unit_keep_constant(Unit *u, Own object);
// Region memory; on refusal the unit fails with MemoryError and NULL is returned.
void *unit_alloc(Unit *u, size_t size);

// The interned str of a name; None when the unit fails.
Object *unit_name(Unit *u, const AstName *name);
// An interned name for ASCII text.
const AstName *unit_ast_name(Unit *u, const char *text);
// The object of a Constant expression (made on first use), borrowed; None when the unit fails.
Object *unit_constant(Unit *u, Constant *constant);
// Turns an expression into the constant `value` (borrowed, kept by the unit).
void unit_make_constant(Expr *e, Object *value);
static inline bool expr_is_constant(const Expr *e) { return e->kind == Expr_Constant; }
// The representative of a constant; takes it into the pool if it is the first of its value. Borrowed.
Object *unit_merge(Unit *u, Object *object);
// The same for a tuple of a code object, whose items are their own representatives. Borrowed.
Object *unit_merge_made(Unit *u, Object *object);

// Errors and warnings.
void unit_error_memory(Unit *u);
// A SyntaxError at a position.
void unit_error(Unit *u, AstPos pos, const char *format, ...) PRINTF_LIKE(3, 4);
// Raises what the front half reported. An end_offset of NO_END_OFFSET becomes None.
enum { NO_END_OFFSET = INT32_MIN };
void unit_raise(Unit *u, const Diagnostic *d);
// A SyntaxWarning or DeprecationWarning at a line; when warnings are errors the unit fails with SyntaxError.
void unit_warn(Unit *u, WarningCategory category, AstPos pos, const char *format, ...) PRINTF_LIKE(4, 5);

// fold.c: constant folding over the whole tree, as CPython's AST optimizer does before symbol tables are
// built.
void fold_tree(Unit *u, Mod *mod);
// unparse.c: the text of an annotation; kept by the unit, borrowed; NULL on failure.
Object *unparse_annotation(Unit *u, const Expr *e);
// gen.c: the code object of the whole unit; new reference or NULL.
Own gen_unit(Unit *u, Mod *mod) MUST_USE;

#endif
