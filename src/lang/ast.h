// The syntax tree. Shapes come from ast.def: `stmt->kind == Stmt_If` goes with `stmt->If.test`,
// `stmt->If.body`.
//
// Invariants
// - A tree lives in one Region and is never freed piece by piece. It refers to nothing outside the region
// except the
//   file name in diagnostics.
// - Names are interned per tree, NFKC-normalised: inside one tree equal names are equal pointers.
// - Sequences are held by value; an empty one has len 0 and may have items NULL.
// - Columns count UTF-8 bytes from 0, lines from 1, as in the `ast` module; the end is one past the last
// byte.
// - Nodes are plain data: a later pass (constant folding) may overwrite a node in place.
#ifndef LASTREF_LANG_AST_H
#define LASTREF_LANG_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/region.h"

typedef struct Mod Mod;
typedef struct Stmt Stmt;
typedef struct Expr Expr;
typedef struct Pattern Pattern;
typedef struct ExceptHandler ExceptHandler;
typedef struct Comprehension Comprehension;
typedef struct Arguments Arguments;
typedef struct Arg Arg;
typedef struct Keyword Keyword;
typedef struct Alias Alias;
typedef struct WithItem WithItem;
typedef struct MatchCase MatchCase;

// An identifier (or dotted import name). text is NUL-terminated UTF-8.
typedef struct AstName {
  uint32_t len; // bytes
  uint32_t hash;
  bool ascii;
  char text[];
} AstName;

typedef struct AstPos {
  uint32_t lineno, col_offset, end_lineno, end_col_offset;
} AstPos;

typedef enum ConstantKind {
  Constant_None,
  Constant_True,
  Constant_False,
  Constant_Ellipsis,
  Constant_Int,   // text, len: digits without underscores, with 0x/0o/0b prefix in lower case if any; `value`
                  // if `fits`
  Constant_Float, // real
  Constant_Complex, // real is the imaginary part
  Constant_Str,     // text, len: UTF-8, lone surrogates as WTF-8; may contain NUL
  Constant_Bytes,   // text, len
} ConstantKind;

typedef struct Constant {
  uint8_t kind; // ConstantKind
  bool fits;    // Int: the value is `value`
  uint8_t base; // Int: 2, 8, 10 or 16
  uint32_t len;
  const char *text; // NUL-terminated for convenience
  union {
    uint64_t value;
    double real;
  };
} Constant;

typedef struct StmtSeq {
  Stmt **items;
  uint32_t len;
} StmtSeq;
typedef struct ExprSeq {
  Expr **items;
  uint32_t len;
} ExprSeq;
typedef struct PatternSeq {
  Pattern **items;
  uint32_t len;
} PatternSeq;
typedef struct ExceptHandlerSeq {
  ExceptHandler **items;
  uint32_t len;
} ExceptHandlerSeq;
typedef struct ComprehensionSeq {
  Comprehension **items;
  uint32_t len;
} ComprehensionSeq;
typedef struct ArgSeq {
  Arg **items;
  uint32_t len;
} ArgSeq;
typedef struct KeywordSeq {
  Keyword **items;
  uint32_t len;
} KeywordSeq;
typedef struct AliasSeq {
  Alias **items;
  uint32_t len;
} AliasSeq;
typedef struct WithItemSeq {
  WithItem **items;
  uint32_t len;
} WithItemSeq;
typedef struct MatchCaseSeq {
  MatchCase **items;
  uint32_t len;
} MatchCaseSeq;
typedef struct NameSeq {
  const AstName **items;
  uint32_t len;
} NameSeq;
typedef struct EnumSeq {
  uint8_t *items;
  uint32_t len;
} EnumSeq;
typedef struct AnySeq {
  void **items;
  uint32_t len;
} AnySeq; // layout shared by all sequences of pointers

typedef enum Context {
#define AST_CONTEXT(kind) Context_##kind,
#include "lang/ast.def"
  Context_COUNT
} Context;

typedef enum BoolOp {
#define AST_BOOLOP(kind) BoolOp_##kind,
#include "lang/ast.def"
  BoolOp_COUNT
} BoolOp;

typedef enum Operator {
#define AST_OPERATOR(kind) Operator_##kind,
#include "lang/ast.def"
  Operator_COUNT
} Operator;

typedef enum UnaryOp {
#define AST_UNARYOP(kind) UnaryOp_##kind,
#include "lang/ast.def"
  UnaryOp_COUNT
} UnaryOp;

typedef enum CmpOp {
#define AST_CMPOP(kind) CmpOp_##kind,
#include "lang/ast.def"
  CmpOp_COUNT
} CmpOp;

typedef enum ModKind {
#define AST_MOD(kind, fields) Mod_##kind,
#include "lang/ast.def"
  Mod_COUNT
} ModKind;

typedef enum StmtKind {
#define AST_STMT(kind, fields) Stmt_##kind,
#include "lang/ast.def"
  Stmt_COUNT
} StmtKind;

typedef enum ExprKind {
#define AST_EXPR(kind, fields) Expr_##kind,
#include "lang/ast.def"
  Expr_COUNT
} ExprKind;

typedef enum PatternKind {
#define AST_PATTERN(kind, fields) Pattern_##kind,
#include "lang/ast.def"
  Pattern_COUNT
} PatternKind;

#define REQ(T, f)   T *f;
#define OPT(T, f)   T *f;
#define SEQ(T, f)   T##Seq f;
#define GAPS(T, f)  T##Seq f;
#define NAME(f)     const AstName *f;
#define OPTNAME(f)  const AstName *f;
#define NAMES(f)    NameSeq f;
#define ENUM(T, f)  T f;
#define ENUMS(T, f) EnumSeq f; // of T
#define INT(f)      int f;
#define CONST(f)    Constant f;
#define NOTHING(f)

struct Mod {
  uint8_t kind; // ModKind
  __extension__ union {
#define AST_MOD(k, fields)                                                                                   \
  struct {                                                                                                   \
    fields                                                                                                   \
  } k;
#include "lang/ast.def"
  };
};

struct Stmt {
  AstPos pos;
  uint8_t kind; // StmtKind
  __extension__ union {
#define AST_STMT(k, fields)                                                                                  \
  struct {                                                                                                   \
    fields                                                                                                   \
  } k;
#include "lang/ast.def"
  };
};

struct Expr {
  AstPos pos;
  uint8_t kind; // ExprKind
  __extension__ union {
#define AST_EXPR(k, fields)                                                                                  \
  struct {                                                                                                   \
    fields                                                                                                   \
  } k;
#include "lang/ast.def"
  };
};

struct Pattern {
  AstPos pos;
  uint8_t kind; // PatternKind
  __extension__ union {
#define AST_PATTERN(k, fields)                                                                               \
  struct {                                                                                                   \
    fields                                                                                                   \
  } k;
#include "lang/ast.def"
  };
};

#define AST_HANDLER(k, fields)                                                                               \
  struct k {                                                                                                 \
    AstPos pos;                                                                                              \
    fields                                                                                                   \
  };
#include "lang/ast.def"

#define AST_POSITION_0
#define AST_POSITION_1 AstPos pos;
#define AST_PRODUCT(T, name, has_position, fields)                                                           \
  struct T {                                                                                                 \
    AST_POSITION_##has_position fields                                                                       \
  };
#include "lang/ast.def"
#undef AST_POSITION_0
#undef AST_POSITION_1

#undef REQ
#undef OPT
#undef SEQ
#undef GAPS
#undef NAME
#undef OPTNAME
#undef NAMES
#undef ENUM
#undef ENUMS
#undef INT
#undef CONST
#undef NOTHING

// A tree and what it needs to live: its names and its region.
typedef struct Ast {
  Region *region;
  Mod *mod;
  const AstName **names; // open-addressed set of name_slots entries (a power of two)
  uint32_t name_slots, name_count;
} Ast;

// The interned name for UTF-8 text that is already normalised; NULL when memory is refused.
MUST_USE const AstName *ast_name(Ast *ast, const char *text, size_t len);

// Constructors for passes that build nodes: zeroed, kind and position set; NULL when memory is refused.
MUST_USE Expr *ast_expr(Ast *ast, ExprKind kind, AstPos pos);
MUST_USE Stmt *ast_stmt(Ast *ast, StmtKind kind, AstPos pos);

// ---- reflection: the generic walk ----

typedef enum AstType {
  AST_Mod,
  AST_Stmt,
  AST_Expr,
  AST_Pattern,
  AST_ExceptHandler,
  AST_Comprehension,
  AST_Arguments,
  AST_Arg,
  AST_Keyword,
  AST_Alias,
  AST_WithItem,
  AST_MatchCase,
  AST_Context,
  AST_BoolOp,
  AST_Operator,
  AST_UnaryOp,
  AST_CmpOp,
  AST_NoType, // names, integers, constants
} AstType;

typedef enum AstFieldShape {
  SHAPE_REQ,
  SHAPE_OPT,
  SHAPE_SEQ,
  SHAPE_GAPS,
  SHAPE_NAME,
  SHAPE_OPTNAME,
  SHAPE_NAMES,
  SHAPE_ENUM,
  SHAPE_ENUMS,
  SHAPE_INT,
  SHAPE_CONST,
  SHAPE_NOTHING,
} AstFieldShape;

typedef struct AstField {
  const char *name;
  uint8_t shape; // AstFieldShape
  uint8_t type;  // AstType of the node or enumeration
  uint16_t offset;
} AstField;

typedef struct AstShape {
  const char *name; // "BinOp", "comprehension"
  const AstField *fields;
  uint8_t field_count;
  bool has_position; // then the node starts with an AstPos
} AstShape;

// The shape of a node, for type one of AST_Mod .. AST_MatchCase.
BORROWED const AstShape *ast_shape(AstType type, const void *node);
// "Load", "Add", ...
BORROWED const char *ast_enum_name(AstType type, unsigned value);
// Appends node in the format of ast.dump(node, include_attributes=attributes). Recursion is bounded by the
// depth of the tree.
typedef struct Buf Buf;
void ast_dump(Buf *out, AstType type, const void *node, bool attributes);

#endif
