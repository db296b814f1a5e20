#include "lang/ast.h"

#include <string.h>

#include "base/hash.h"

// ---- names ----

static uint32_t hash_text(const char *text, size_t len) {
  uint64_t hash = len;
  for (; len >= 8; text += 8, len -= 8) {
    uint64_t word;
    memcpy(&word, text, 8);
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 32;
  }
  uint64_t word = 0;
  if (len) memcpy(&word, text, len);
  hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
  return (uint32_t)(hash ^ hash >> 32);
}

static bool grow_names(Ast *ast) {
  uint32_t slots = ast->name_slots ? ast->name_slots * 2 : 256;
  const AstName **fresh = region_array(ast->region, slots, sizeof *fresh);
  if (!fresh) return false;
  for (uint32_t i = 0; i < ast->name_slots; i++) {
    if (!ast->names[i]) continue;
    uint32_t at = ast->names[i]->hash & (slots - 1);
    while (fresh[at]) at = (at + 1) & (slots - 1);
    fresh[at] = ast->names[i];
  }
  ast->names = fresh;
  ast->name_slots = slots;
  return true;
}

const AstName *ast_name(Ast *ast, const char *text, size_t len) {
  if (ast->name_count * 2 >= ast->name_slots && !grow_names(ast)) return NULL;
  uint32_t hash = hash_text(text, len);
  uint32_t at = hash & (ast->name_slots - 1);
  for (; ast->names[at]; at = (at + 1) & (ast->name_slots - 1)) {
    const AstName *name = ast->names[at];
    if (name->hash == hash && name->len == len && memcmp(name->text, text, len) == 0) return name;
  }
  AstName *name = region_alloc(ast->region, sizeof(AstName) + len + 1);
  if (!name) return NULL;
  name->len = (uint32_t)len;
  name->hash = hash;
  name->ascii = true;
  for (size_t i = 0; i < len; i++)
    if ((unsigned char)text[i] & 0x80U) name->ascii = false;
  memcpy(name->text, text, len);
  name->text[len] = '\0';
  ast->names[at] = name;
  ast->name_count++;
  return name;
}

Expr *ast_expr(Ast *ast, ExprKind kind, AstPos pos) {
  Expr *node = REGION_NEW(ast->region, Expr);
  if (!node) return NULL;
  node->kind = (uint8_t)kind;
  node->pos = pos;
  return node;
}

Stmt *ast_stmt(Ast *ast, StmtKind kind, AstPos pos) {
  Stmt *node = REGION_NEW(ast->region, Stmt);
  if (!node) return NULL;
  node->kind = (uint8_t)kind;
  node->pos = pos;
  return node;
}

// ---- reflection ----
// One function per kind holds its constant shape. Field offsets come from a struct with the same members,
// which the function knows as Owner; `base` is where that struct starts inside the node.

#define REQ(T, f)   T *f;
#define OPT(T, f)   T *f;
#define SEQ(T, f)   T##Seq f;
#define GAPS(T, f)  T##Seq f;
#define NAME(f)     const AstName *f;
#define OPTNAME(f)  const AstName *f;
#define NAMES(f)    NameSeq f;
#define ENUM(T, f)  T f;
#define ENUMS(T, f) EnumSeq f;
#define INT(f)      int f;
#define CONST(f)    Constant f;
#define NOTHING(f)
#define AST_MOD(k, fields)                                                                                   \
  __extension__ typedef struct { fields } Owner_Mod_##k;
#define AST_STMT(k, fields)                                                                                  \
  __extension__ typedef struct { fields } Owner_Stmt_##k;
#define AST_EXPR(k, fields)                                                                                  \
  __extension__ typedef struct { fields } Owner_Expr_##k;
#define AST_PATTERN(k, fields)                                                                               \
  __extension__ typedef struct { fields } Owner_Pattern_##k;
#include "lang/ast.def"
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

#define FIELD(f, shape, type) {#f, shape, type, (uint16_t)(base + offsetof(Owner, f))},
#define REQ(T, f)             FIELD(f, SHAPE_REQ, AST_##T)
#define OPT(T, f)             FIELD(f, SHAPE_OPT, AST_##T)
#define SEQ(T, f)             FIELD(f, SHAPE_SEQ, AST_##T)
#define GAPS(T, f)            FIELD(f, SHAPE_GAPS, AST_##T)
#define NAME(f)               FIELD(f, SHAPE_NAME, AST_NoType)
#define OPTNAME(f)            FIELD(f, SHAPE_OPTNAME, AST_NoType)
#define NAMES(f)              FIELD(f, SHAPE_NAMES, AST_NoType)
#define ENUM(T, f)            FIELD(f, SHAPE_ENUM, AST_##T)
#define ENUMS(T, f)           FIELD(f, SHAPE_ENUMS, AST_##T)
#define INT(f)                FIELD(f, SHAPE_INT, AST_NoType)
#define CONST(f)              FIELD(f, SHAPE_CONST, AST_NoType)
#define NOTHING(f)            {#f, SHAPE_NOTHING, AST_NoType, 0},

#define SHAPE(function, owner, offset, label, position, ...)                                                 \
  static const AstShape *function(void) {                                                                    \
    typedef owner Owner;                                                                                     \
    enum { base = (int)(offset), owner_size UNUSED = (int)sizeof(Owner) };                                   \
    static const AstField fields[] = {__VA_ARGS__{NULL, SHAPE_NOTHING, AST_NoType, 0}};                      \
    static const AstShape shape = {label, fields, (uint8_t)(ARRAY_LEN(fields) - 1), position};               \
    return &shape;                                                                                           \
  }
#define AST_MOD(k, list)                      SHAPE(shape_Mod_##k, Owner_Mod_##k, offsetof(Mod, k), #k, false, list)
#define AST_STMT(k, list)                     SHAPE(shape_Stmt_##k, Owner_Stmt_##k, offsetof(Stmt, k), #k, true, list)
#define AST_EXPR(k, list)                     SHAPE(shape_Expr_##k, Owner_Expr_##k, offsetof(Expr, k), #k, true, list)
#define AST_PATTERN(k, list)                  SHAPE(shape_Pattern_##k, Owner_Pattern_##k, offsetof(Pattern, k), #k, true, list)
#define AST_HANDLER(k, list)                  SHAPE(shape_##k, k, 0, #k, true, list)
#define AST_PRODUCT(T, label, position, list) SHAPE(shape_##T, T, 0, #label, position, list)
#include "lang/ast.def"

const AstShape *ast_shape(AstType type, const void *node) {
  typedef const AstShape *Getter(void);
  static Getter *const mods[] = {
#define AST_MOD(k, list) shape_Mod_##k,
#include "lang/ast.def"
  };
  static Getter *const stmts[] = {
#define AST_STMT(k, list) shape_Stmt_##k,
#include "lang/ast.def"
  };
  static Getter *const exprs[] = {
#define AST_EXPR(k, list) shape_Expr_##k,
#include "lang/ast.def"
  };
  static Getter *const patterns[] = {
#define AST_PATTERN(k, list) shape_Pattern_##k,
#include "lang/ast.def"
  };
  switch (type) {
  case AST_Mod: return mods[((const Mod *)node)->kind]();
  case AST_Stmt: return stmts[((const Stmt *)node)->kind]();
  case AST_Expr: return exprs[((const Expr *)node)->kind]();
  case AST_Pattern:
    return patterns[((const Pattern *)node)->kind]();
// clang-format off
#define AST_HANDLER(k, list) case AST_##k: return shape_##k();
#define AST_PRODUCT(T, label, position, list) case AST_##T: return shape_##T();
// clang-format on
#include "lang/ast.def"
  default: return NULL;
  }
}

const char *ast_enum_name(AstType type, unsigned value) {
  static const char *const contexts[] = {
#define AST_CONTEXT(kind) #kind,
#include "lang/ast.def"
  };
  static const char *const boolops[] = {
#define AST_BOOLOP(kind) #kind,
#include "lang/ast.def"
  };
  static const char *const operators[] = {
#define AST_OPERATOR(kind) #kind,
#include "lang/ast.def"
  };
  static const char *const unaryops[] = {
#define AST_UNARYOP(kind) #kind,
#include "lang/ast.def"
  };
  static const char *const cmpops[] = {
#define AST_CMPOP(kind) #kind,
#include "lang/ast.def"
  };
  switch (type) {
  case AST_Context: return contexts[value];
  case AST_BoolOp: return boolops[value];
  case AST_Operator: return operators[value];
  case AST_UnaryOp: return unaryops[value];
  case AST_CmpOp: return cmpops[value];
  default: return "?";
  }
}
