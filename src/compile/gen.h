// Code generation: one Gen a code object being made, with its basic blocks.
//
// Invariants
// - A block ends after an instruction that jumps or leaves; emitting goes on in a new block that falls in
// from it.
// - Blocks hang together twice: `made` in order of creation (none is lost), `next` in the order of the code.
// - Ins.loc.line < 0: the instruction has no place in the source (it takes one over from its neighbours
// later, or none).
// - Arguments: constants index Gen.consts, names Gen.names, locals Gen.varnames; cells number the cell
// variables and then the
//   free ones until flow_fix_cells turns them into places in localsplus.
#ifndef LASTREF_COMPILE_GEN_H
#define LASTREF_COMPILE_GEN_H

#include "code/code.h"
#include "compile/unit.h"

// Instructions that exist only until assembly: jumps without direction, block set-up, and CPython's PRECALL,
// which counts for its optimiser.
enum PseudoOp {
  P_JUMP = OP_COMPILER_COUNT,
  P_JUMP_NO_INTERRUPT,
  P_POP_JUMP_IF_FALSE,
  P_POP_JUMP_IF_TRUE,
  P_POP_JUMP_IF_NONE,
  P_POP_JUMP_IF_NOT_NONE,
  P_SETUP_FINALLY,
  P_SETUP_CLEANUP,
  P_SETUP_WITH,
  P_POP_BLOCK,
  P_PRECALL,
};

typedef struct Loc {
  int32_t line, end_line, column, end_column;
} Loc;
#define NO_LOC ((Loc){-1, -1, -1, -1})

typedef struct Block Block;
typedef struct Ins {
  uint16_t op; // Opcode or PseudoOp
  uint32_t arg;
  Loc loc;
  Block *target; // of jumps and set-ups
  Block *except; // handler in force (flow_label_handlers)
} Ins;

typedef struct ExceptStack ExceptStack;
struct Block {
  Block *made; // made before this one
  Block *next;
  Ins *ins;
  uint32_t used, capacity;
  int32_t start_depth;
  uint32_t predecessors;
  uint32_t offset; // word of its first instruction (assembly)
  bool no_fallthrough, exit, visited, preserve_lasti;
  ExceptStack *stack;
};

typedef enum ScopeKind {
  KIND_MODULE,
  KIND_CLASS,
  KIND_FUNCTION,
  KIND_ASYNC_FUNCTION,
  KIND_LAMBDA,
  KIND_COMPREHENSION
} ScopeKind;

typedef enum FrameBlockKind {
  FB_WHILE,
  FB_FOR,
  FB_TRY_EXCEPT,
  FB_FINALLY_TRY,
  FB_FINALLY_END,
  FB_WITH,
  FB_ASYNC_WITH,
  FB_HANDLER_CLEANUP,
  FB_POP_VALUE,
  FB_EXCEPTION_HANDLER,
  FB_EXCEPTION_GROUP_HANDLER,
  FB_ASYNC_COMPREHENSION
} FrameBlockKind;
typedef struct FrameBlock {
  FrameBlockKind kind;
  Block *start, *exit;
  const void *datum; // finally body (StmtSeq), With statement, handler's name
} FrameBlock;
enum { MAX_NESTED_BLOCKS = 20 };

// Names or constants in the order of first use, with the way back from item to index.
typedef struct IndexTable {
  const void **items;
  uint32_t count, capacity;
  uint32_t *slots; // index + 1; slot_count is a power of two or 0
  uint32_t slot_count;
} IndexTable;

typedef struct Gen Gen;
struct Gen {
  Unit *unit;
  Gen *outer;
  SymBlock *block;
  ScopeKind kind;
  const AstName *name;
  const AstName *private_class;
  Object *qualname;           // borrowed; NULL for the module
  IndexTable varnames, names; // AstName
  IndexTable cells, frees;    // AstName: the cell variables, the free ones
  IndexTable consts;          // Object, representatives
  int32_t argcount, posonlyargcount, kwonlyargcount;
  int32_t first_line; // 0: not set yet
  Block *entry;
  Block *last_made; // newest block
  Block *current;
  Loc loc;
  FrameBlock frames[MAX_NESTED_BLOCKS];
  int frame_count;
  bool interactive; // statements of the prompt show their values
};

// ---- gen.c: scopes, blocks, emitting ----
Gen *gen_enter(Unit *u, Gen *outer, const AstName *name, ScopeKind kind, const void *node, int line);
static inline bool gen_ok(const Gen *g) { return !g->unit->failed; }
// In how many others this one lies.
static inline uint32_t gen_depth(const Gen *g) {
  uint32_t depth = 0;
  for (const Gen *o = g->outer; o; o = o->outer) depth++;
  return depth;
}
Block *gen_block(Gen *g);
void gen_use(Gen *g, Block *next);
Ins *block_append(Unit *u, Block *b); // never NULL
Ins *block_insert(Unit *u, Block *b, uint32_t at);
Loc loc_of(AstPos pos);
#define SET_LOC(g, node) ((g)->loc = loc_of((node)->pos))
#define UNSET_LOC(g)     ((g)->loc = NO_LOC)
AstPos gen_pos(const Gen *g); // the current location as a position, for errors
void emit(Gen *g, unsigned op);
void emit_arg(Gen *g, unsigned op, uint32_t arg);
void emit_at(Gen *g, unsigned op, uint32_t arg, Loc loc);
void emit_jump(Gen *g, unsigned op, Block *target);
void emit_jump_noline(Gen *g, unsigned op, Block *target);
void emit_const(Gen *g, Object *o); // o borrowed, kept by the unit
void emit_none(Gen *g);
void emit_small_int(Gen *g, int value);
void emit_constant_name(Gen *g, const AstName *name);
void emit_name(Gen *g, unsigned op, const AstName *name);       // mangles
void emit_plain_name(Gen *g, unsigned op, const AstName *name); // as it is
void emit_call(Gen *g, uint32_t nargs);
void emit_yield_from(Gen *g, bool await);
uint32_t gen_const_index(Gen *g, Object *o);
Object *gen_name_tuple(Gen *g, const AstName *const *names, uint32_t n); // kept by the unit
const AstName *gen_mangle(Gen *g, const AstName *name);
Scope gen_scope(const Gen *g, const AstName *mangled);
void gen_nameop(Gen *g, const AstName *name, Context context);
bool gen_push_frame(Gen *g, FrameBlockKind kind, Block *start, Block *exit, const void *datum);
void gen_pop_frame(Gen *g, FrameBlockKind kind);
bool gen_forbidden_name(Gen *g, const AstName *name, Context context);
void gen_error(Gen *g, const char *format, ...) PRINTF_LIKE(2, 3); // at the current location
uint32_t index_table_add(Unit *u, IndexTable *t, const void *item);
uint32_t gen_deref_index(const Gen *g, const AstName *mangled, bool cell);
int64_t index_table_find(const IndexTable *t, const void *item); // -1: absent

// ---- gen_stmt.c ----
Expr *body_docstring(Gen *g, const StmtSeq *body); // the constant, or NULL
void gen_body(Gen *g, const StmtSeq *body);
void gen_interactive_annotations(Gen *g, const StmtSeq *body);
void gen_stmts(Gen *g, const StmtSeq *body, uint32_t from);
void gen_stmt(Gen *g, Stmt *s);
// ---- gen_try.c: try, with, and leaving blocks ----
void gen_try(Gen *g, Stmt *s);
void gen_try_star(Gen *g, Stmt *s);
void gen_with(Gen *g, Stmt *s, uint32_t position);
void gen_async_with(Gen *g, Stmt *s, uint32_t position);
void gen_unwind(Gen *g, const FrameBlock *f, bool keep_top);
// Emits what leaving all blocks takes, up to the innermost loop if `loop` is given (then *loop is it, if
// there is one).
void gen_unwind_all(Gen *g, bool keep_top, FrameBlock **loop);
// ---- gen_def.c: functions, classes, lambdas, comprehensions ----
void gen_function(Gen *g, Stmt *s);
void gen_class(Gen *g, Stmt *s);
void gen_lambda(Gen *g, Expr *e);
void gen_comprehension(Gen *g, Expr *e);
void gen_annotation(Gen *g, Expr *annotation); // as a value, or as text under the future feature
// ---- gen_expr.c ----
void gen_expr(Gen *g, Expr *e);
void gen_exprs(Gen *g, const ExprSeq *seq);
void gen_jump_if(Gen *g, Expr *e, Block *target, bool condition);
unsigned gen_binary_argument(Operator op, bool in_place);
void gen_compare_op(Gen *g, CmpOp op);
void gen_attr_loc(Gen *g, const Expr *attribute);
void gen_yield_value(Gen *g);
void gen_star_args(Gen *g, const ExprSeq *args, uint32_t pushed); // a tuple of `pushed` values and args
// ---- gen_call.c ----
void gen_call(Gen *g, Expr *e);
void gen_call_rest(Gen *g, uint32_t pushed, const ExprSeq *args, const KeywordSeq *keywords);
// ---- gen_match.c ----
void gen_match(Gen *g, Stmt *s);

// ---- flow.c and assemble.c: blocks to code ----
int op_effect(unsigned op, uint32_t arg, bool jump);
bool ins_is_jump(const Ins *i);
bool ins_is_setup(const Ins *i);
static inline bool ins_has_target(const Ins *i) { return ins_is_jump(i) || ins_is_setup(i); }
// Optimises the graph as CPython's compiler does. `consts` is the code object's table.
void flow_optimize(Gen *g, Block *entry);
void flow_place_lines(Gen *g, Block *entry); // exits and artificial instructions get their lines
int flow_stack_depth(Gen *g, Block *entry, int start);
void flow_label_handlers(Gen *g, Block *entry);
void flow_clean(Block *b);
// Code object of a finished Gen, kept by the unit (borrowed); NULL on failure. add_none: falling off the end
// returns None.
Object *gen_assemble(Gen *g, bool add_none);

// lines.c: the words of the code with LINE instructions placed.
typedef struct Words {
  Instr *instrs;
  Location *locations;
  ExceptionEntry *exceptions;
  uint32_t count, exception_count, first_traceable;
} Words;
bool lines_assemble(Gen *g, Block *entry, Words *out);

#endif
