#include "compile/compile.h"

#include "compile/footprint.h"
#include "compile/unit.h"
#include "heap/mem.h"
#include "object/err.h"
#include "object/list.h"
#include "object/tuple.h"

static void list_release(ObjectList *list, Hold *hold) {
  for (size_t i = list->count; i > 0; i--) {
    hold_array(hold, list->items, (ssize_t)i - 1);
    DECREF(list->items[i - 1]);
  }
  hold_array(hold, NULL, 0);
  mem_free(list->items);
  *list = (ObjectList){0};
}

static void report_warnings(Unit *u, const ParseWarning *w) {
  for (; w && !u->failed; w = w->next)
    unit_warn(u, w->category, (AstPos){(uint32_t)w->lineno, 0, (uint32_t)w->lineno, 0}, "%s", w->message);
}

static Own compile_tree(Unit *u, Mod *mod, uint32_t flags) {
  Diagnostic error = {0};
  if (!future_scan(u->ast, u->filename, &u->future, &error)) {
    error.end_offset = NO_END_OFFSET; // CPython leaves it None here
    unit_raise(u, &error);
    return NULL;
  }
  if (flags & COMPILE_FUTURE_ANNOTATIONS) u->future.flags |= FUTURE_ANNOTATIONS;
  u->code_flags = u->future.flags;
  fold_tree(u, mod);
  if (u->failed) return NULL;
  if (!symtable_build(u->ast, u->filename, u->source, u->source_length, &u->future, &u->table, &error)) {
    footprint_symbols(u, false);
    unit_raise(u, &error);
    return NULL;
  }
  footprint_symbols(u, true);
  return gen_unit(u, mod);
}

Own compile_source(const char *text, size_t length, Ref filename, CompileMode mode, uint32_t flags,
                   bool *incomplete, Object **keep_constants) {
  static const ParseMode modes[] = {[COMPILE_EXEC] = PARSE_FILE,
                                    [COMPILE_EVAL] = PARSE_EVAL,
                                    [COMPILE_SINGLE] = PARSE_SINGLE,
                                    [COMPILE_CELL] = PARSE_FILE};
  if (incomplete) *incomplete = false;
  if (keep_constants) *keep_constants = NULL;
  const char *filename_text = str_utf8(filename, NULL);
  if (!filename_text) return NULL;

  HOLD(objects, NULL, "compiler");
  HOLD(arena, NULL, "compiler");
  const bool quiet = (flags & COMPILE_QUIET) != 0, called = !quiet && (flags & COMPILE_CALLED);
  const bool listed = called || (keep_constants && (flags & COMPILE_SCRIPT));
  HOLD(kept, listed ? list_new(0) : NULL, "compiler"); // made first: CPython's parser has a list, too
  if (listed && !kept.obj) return NULL;
  Unit unit = {.filename = filename_text, .mode = mode, .hold_objects = &objects, .hold_arena = &arena};
  Unit *u = &unit;
  region_init(&u->region, unit_allocator());
  u->filename_object = unit_keep(u, NEWREF(filename));
  u->quiet = quiet;
  u->leaves = called || ((flags & COMPILE_SCRIPT) && !quiet);
  u->number = RT->next_unit++;

  ParseOptions options = {.mode = modes[mode],
                          .filename = filename_text,
                          .is_text = (flags & COMPILE_TEXT) != 0,
                          .from_file = (flags & COMPILE_SCRIPT) != 0,
                          .allow_incomplete = (flags & COMPILE_ALLOW_INCOMPLETE) != 0,
                          .max_int_digits =
                              RT->int_max_str_digits > 0 ? (uint32_t)RT->int_max_str_digits : UINT32_MAX};
  ParseResult parsed = {0};
  ParseOutcome outcome = parse_source(text, length, &options, &u->region, &parsed);
  Object *code = NULL;
  u->ast = &parsed.ast;
  if (filename_text[0] != '<') { // CPython reads the line from the file; there is none for "<string>"
    u->source = parsed.source;
    u->source_length = parsed.source_len;
  }
  if (outcome != PARSE_INCOMPLETE) report_warnings(u, parsed.warnings);
  if (u->failed) {
  } else if (outcome == PARSE_INCOMPLETE && incomplete) {
    *incomplete = true;
  } else if (outcome != PARSE_OK) {
    unit_raise(u, &parsed.error);
  } else {
    code = compile_tree(u, parsed.ast.mod, flags);
  }
  HOLD(result, code, "compilation");
  if (code && keep_constants) {
    if (!listed) {
      kept.obj = tuple_from_array(u->arena.items, (ssize_t)u->arena.count);
      if (!kept.obj) CLEAR(result.obj);
    }
    for (size_t i = 0; listed && i < u->arena.count && result.obj; i++)
      if (list_append(kept.obj, u->arena.items[i])) CLEAR(result.obj);
    if (result.obj) *keep_constants = hold_take(&kept);
  }
  list_release(&u->arena, &arena);
  list_release(&u->objects, &objects);
  region_free(&u->region);
  CLEAR(kept.obj);
  return hold_take(&result);
}
