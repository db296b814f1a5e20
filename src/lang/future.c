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

bool future_scan(const Ast *ast, const char *filename, Future *future, Diagnostic *error) {
  *future = (Future){0};
  if (ast->mod->kind == Mod_Expression) return true;
  StmtSeq body = ast->mod->kind == Mod_Module ? ast->mod->Module.body : ast->mod->Interactive.body;
  Ast *writable = &(Ast){.region = ast->region}; // for the text of an error
  for (uint32_t i = body.len && is_docstring(body.items[0]); i < body.len; i++) {
    const Stmt *stmt = body.items[i];
    if (stmt->kind != Stmt_ImportFrom || stmt->ImportFrom.level != 0) break;
    if (!stmt->ImportFrom.module || strcmp(stmt->ImportFrom.module->text, "__future__") != 0) break;
    for (uint32_t k = 0; k < stmt->ImportFrom.names.len; k++) {
      const Alias *alias = stmt->ImportFrom.names.items[k];
      const char *name = alias->name->text;
      const Feature *feature = find_feature(name);
      if (feature) {
        future->flags |= feature->flag;
        continue;
      }
      const char *format = strcmp(name, "braces") == 0 ? "not a chance" : NULL;
      if (format)
        diagnostic_at(error, writable, DIAG_SYNTAX_ERROR, filename, NULL, 0, stmt->pos, "%s", format);
      else
        diagnostic_at(error, writable, DIAG_SYNTAX_ERROR, filename, NULL, 0, stmt->pos,
                      "future feature %.100s is not defined", name);
      error->end_lineno = error->lineno; // CPython gives the start only
      error->end_offset = 0;
      return false;
    }
    future->last_line = stmt->pos.lineno;
  }
  return true;
}
