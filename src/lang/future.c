#include "lang/future.h"

#include <string.h>

#include "lang/symtable.h"

typedef struct Feature {
  const char *name;
  uint32_t flag; // 0: always on by now
} Feature;

static const Feature features[] = {
    {"nested_scopes", 0},    {"generators", 0},
    {"division", 0},         {"absolute_import", 0},
    {"with_statement", 0},   {"print_function", 0},
    {"unicode_literals", 0}, {"barry_as_FLUFL", FUTURE_BARRY_AS_BDFL},
    {"generator_stop", 0},   {"annotations", FUTURE_ANNOTATIONS},
};

static const Feature *find_feature(const char *name) {
  for (size_t i = 0; i < ARRAY_LEN(features); i++)
    if (strcmp(features[i].name, name) == 0) return &features[i];
  return NULL;
}

static bool is_docstring(const Stmt *stmt) {
  return stmt->kind == Stmt_Expr && stmt->Expr.value->kind == Expr_Constant &&
         stmt->Expr.value->Constant.value.kind == Constant_Str;
}

static bool is_future(const Stmt *stmt) {
  return stmt->kind == Stmt_ImportFrom && stmt->ImportFrom.module &&
         strcmp(stmt->ImportFrom.module->text, "__future__") == 0;
}

// CPython gives these errors a start only. Returns false.
PRINTF_LIKE(5, 0)
static bool fail(const Ast *ast, const char *filename, const Stmt *stmt, Diagnostic *error,
                 const char *format, const char *name) {
  Ast *writable = &(Ast){.region = ast->region}; // for the text of the message
  diagnostic_at(error, writable, DIAG_SYNTAX_ERROR, filename, NULL, 0, stmt->pos, format, name);
  error->end_lineno = error->lineno;
  error->end_offset = 0;
  return false;
}

static bool read_features(const Ast *ast, const char *filename, const Stmt *stmt, Future *future,
                          Diagnostic *error) {
  for (uint32_t i = 0; i < stmt->ImportFrom.names.len; i++) {
    const char *name = stmt->ImportFrom.names.items[i]->name->text;
    const Feature *feature = find_feature(name);
    if (feature)
      future->flags |= feature->flag;
    else if (strcmp(name, "braces") == 0)
      return fail(ast, filename, stmt, error, "%s", "not a chance");
    else
      return fail(ast, filename, stmt, error, "future feature %.100s is not defined", name);
  }
  future->last_line = stmt->pos.lineno;
  return true;
}

bool future_scan(const Ast *ast, const char *filename, Future *future, Diagnostic *error) {
  *future = (Future){0};
  if (ast->mod->kind == Mod_Expression) return true;
  StmtSeq body = ast->mod->kind == Mod_Module ? ast->mod->Module.body : ast->mod->Interactive.body;
  bool done = false; // something else has come; only the rest of its line is still looked at
  uint32_t line = 0;
  for (uint32_t i = body.len && is_docstring(body.items[0]); i < body.len; i++) {
    const Stmt *stmt = body.items[i];
    if (done && stmt->pos.lineno > line) break;
    line = stmt->pos.lineno;
    if (!is_future(stmt))
      done = true;
    else if (done) {
      fail(ast, filename, stmt, error, "%s",
           "from __future__ imports must occur at the beginning of the file");
      error->offset--; // CPython's column counts from 0 here
      return false;
    } else if (!read_features(ast, filename, stmt, future, error))
      return false;
  }
  return true;
}
