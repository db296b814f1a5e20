#include "lang/units.h"

#include "base/attr.h"

static uint32_t first_line(const Stmt *s) {
  const ExprSeq *decorators = s->kind == Stmt_FunctionDef        ? &s->FunctionDef.decorator_list
                              : s->kind == Stmt_AsyncFunctionDef ? &s->AsyncFunctionDef.decorator_list
                              : s->kind == Stmt_ClassDef         ? &s->ClassDef.decorator_list
                                                                 : NULL;
  return decorators && decorators->len ? decorators->items[0]->pos.lineno : s->pos.lineno;
}

bool unit_next(StmtSeq body, uint32_t *at, LineRange *range) {
  if (*at >= body.len) return false;
  *range = (LineRange){first_line(body.items[*at]), body.items[*at]->pos.end_lineno};
  for (++*at; *at < body.len && first_line(body.items[*at]) <= range->to; ++*at)
    range->to = MAX(range->to, body.items[*at]->pos.end_lineno);
  return true;
}
