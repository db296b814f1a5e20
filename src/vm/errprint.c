/* Printing exceptions as CPython 3.11 does: traceback with the ranges marked, causes and contexts, notes,
 * exception groups, suggestions.
 *
 * The whole text is made first and written at once, so a failing sys.stderr cannot leave half of it. */
#include "base/region.h"
#include "lang/parse.h"
#include "object/exceptions.h"
#include "vm/eval.h"
#include "vm/host.h"
#include "vm/traceback.h"

enum { SAME_ENTRIES = 3, TRACE_LIMIT = 1000, GROUP_WIDTH = 15, GROUP_DEPTH = 10, SOURCE_INDENT = 4 };

typedef struct Printer {
  StrWriter out;
  Object *seen; /* set of exceptions printed, by address: owned by a Hold of the caller */
  int depth;    /* of exception groups */
  bool need_close;
} Printer;

static void text(Printer *p, const char *s) { str_writer_ascii(&p->out, s, -1); }
static void spaces(Printer *p, ssize_t n) {
  while (n-- > 0) str_writer_char(&p->out, ' ');
}
static void str(Printer *p, Object *s) {
  if (s) str_writer_str(&p->out, s);
}
static const char *margin(const Printer *p) { return p->depth ? "| " : ""; }
static void indent_margin(Printer *p, const char *m) {
  spaces(p, 2 * p->depth);
  text(p, m);
}
/* A formatted piece, taken over. */
static void piece(Printer *p, Own s) {
  if (s == NULL) {
    err_clear();
    return;
  }
  str_writer_str(&p->out, s);
  DECREF(s);
}

/* ---- the marks below a source line ---- */

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/* Characters in the first n bytes of the UTF-8 of line. */
static ssize_t characters_of(const char *utf8, ssize_t length, ssize_t n) {
  ssize_t count = 0;
  if (n > length) n = length;
  for (ssize_t i = 0; i < n; i++) count += ((unsigned char)utf8[i] & 0xc0) != 0x80;
  return count;
}

static void *region_get(void *ctx, size_t size) {
  (void)ctx;
  return mem_alloc(size);
}
static void region_put(void *ctx, void *block, size_t size) {
  (void)ctx, (void)size;
  mem_free(block);
}

/* The operator of a binary operation or the brackets of a subscript inside the segment: byte offsets. */
static bool find_anchors(const char *segment, size_t length, ssize_t *left, ssize_t *right) {
  Region region;
  region_init(&region, (Allocator){region_get, region_put, NULL});
  ParseOptions options = {.mode = PARSE_FILE, .filename = "<segment>", .is_text = true};
  ParseResult result;
  bool found = false;
  if (parse_source(segment, length, &options, &region, &result) == PARSE_OK && result.ast.mod &&
      result.ast.mod->Module.body.len == 1) {
    const Stmt *s = result.ast.mod->Module.body.items[0];
    const Expr *e = s->kind == Stmt_Expr ? s->Expr.value : NULL;
    if (e && e->kind == Expr_BinOp) {
      const Expr *a = e->BinOp.left, *b = e->BinOp.right;
      if (a->pos.end_lineno == b->pos.lineno) {
        for (int i = (int)a->pos.end_col_offset; i < (int)b->pos.col_offset; i++) {
          if (is_space(segment[i])) continue;
          *left = i;
          *right = i + 1;
          if (i + 1 < (int)b->pos.col_offset && !is_space(segment[i + 1])) ++*right;
          found = true;
          break;
        }
      }
    } else if (e && e->kind == Expr_Subscript) {
      *left = e->Subscript.value->pos.end_col_offset;
      *right = e->Subscript.slice->pos.end_col_offset + 1;
      found = true;
    }
  }
  region_free(&region);
  return found;
}

/* The marks below a line of source text, which is shown without its indentation: from byte `column` to
 * `end_column`, -1 where the marked part goes on behind the line. Nothing where they would mark the whole
 * line.
 */
static void marks(Printer *p, const char *utf8, ssize_t length, ssize_t column, ssize_t end_column) {
  ssize_t strip = 0;
  while (strip < length && is_space(utf8[strip])) strip++;
  ssize_t chars = characters_of(utf8, length, length);
  ssize_t start = characters_of(utf8, length, column), end = characters_of(utf8, length, end_column);
  ssize_t left = -1, right = -1;
  bool marked = false;
  if (end_column >= 0) {
    ssize_t from = MIN(column, length), to = MIN(end_column, length);
    if (from < to) {
      ssize_t l, r;
      char *segment = mem_alloc((size_t)(to - from) + 1);
      if (segment) {
        memcpy(segment, utf8 + from, (size_t)(to - from));
        segment[to - from] = 0;
        if (find_anchors(segment, (size_t)(to - from), &l, &r)) {
          left = characters_of(segment, to - from, l) + start;
          right = characters_of(segment, to - from, r) + start;
          marked = true;
        }
        mem_free(segment);
      }
    }
  } else {
    ssize_t i = length;
    while (--i >= 0 && is_space(utf8[i])) {}
    end = characters_of(utf8, length, i + 1);
  }
  if (end - start == chars - strip && !marked) return;
  indent_margin(p, margin(p));
  for (ssize_t at = strip - SOURCE_INDENT; ++at <= end;) {
    if (at <= start)
      text(p, " ");
    else if (marked && left < at && at <= right)
      text(p, "^");
    else
      text(p, marked ? "~" : "^");
  }
  text(p, "\n");
}

Own vm_source_marks(Ref line, ssize_t column, ssize_t end_column) {
  ssize_t length = 0;
  const char *utf8 = str_utf8(line, &length);
  if (utf8 == NULL) return NULL;
  Printer p = {.depth = 0};
  str_writer_init(&p.out);
  marks(&p, utf8, length, column, end_column);
  return str_writer_finish(&p.out);
}

/* CPython reads source lines through the module io, which is gone once the ending program's modules are. */
static bool sources_out_of_reach(void) {
  return RT->sys_modules == NULL || dict_size(RT->sys_modules) == 0 ||
         dict_get_text(RT->sys_modules, "io") == NONE;
}

/* The source line of a traceback entry and the marks under it. */
static void source_line(Printer *p, const Code *code, int lasti, int lineno) {
  if (sources_out_of_reach()) return;
  HOLD(line, vm_source_line(code->filename, lineno), "printing a traceback");
  if (line.obj == NULL) return;
  ssize_t length = 0;
  const char *utf8 = str_utf8(line.obj, &length);
  if (utf8 == NULL) {
    err_clear();
    return;
  }
  ssize_t strip = 0;
  while (strip < length && is_space(utf8[strip])) strip++;
  indent_margin(p, margin(p));
  spaces(p, SOURCE_INDENT);
  piece(p, str_from_utf8(utf8 + strip, length - strip));
  text(p, "\n");
  if (lasti < 0 || lasti >= code->count) return;
  const Location loc = code->locations[lasti];
  if (loc.line <= 0 || loc.end_line <= 0 || loc.column < 0 || loc.end_column < 0) return;
  marks(p, utf8, length, loc.column, loc.line == loc.end_line ? loc.end_column : -1);
}

static void repeated(Printer *p, int64_t count) {
  count -= SAME_ENTRIES;
  indent_margin(p, margin(p));
  piece(p, str_format(count > 1 ? "  [Previous line repeated %lld more times]\n"
                                : "  [Previous line repeated %lld more time]\n",
                      (long long)count));
}

static void traceback(Printer *p, Traceback *tb) {
  int64_t limit = TRACE_LIMIT, depth = 0;
  HOLD(name, str_intern("tracebacklimit"), "printing a traceback");
  Object *set = name.obj && VM->sys_dict ? dict_get(VM->sys_dict, name.obj) : NULL;
  if (set && IS_SUB(set, INT) && int_is_compact(set)) limit = int_value(set);
  for (Traceback *t = tb; t; t = (Traceback *)t->next) depth++;
  while (tb && depth > limit) {
    depth--;
    tb = (Traceback *)tb->next;
  }
  Object *last_file = NULL, *last_name = NULL;
  int last_line = -1;
  int64_t same = 0;
  for (; tb; tb = (Traceback *)tb->next) {
    const Code *code = tb->frame->frame->code;
    if (code == NULL) continue;
    if (last_file == NULL || code->filename != last_file || last_line != tb->lineno ||
        code->name != last_name) {
      if (same > SAME_ENTRIES) repeated(p, same);
      last_file = code->filename;
      last_line = tb->lineno;
      last_name = code->name;
      same = 0;
    }
    if (++same > SAME_ENTRIES) continue;
    indent_margin(p, margin(p));
    piece(p, str_format("  File \"%U\", line %d, in %U\n", code->filename, tb->lineno, code->name));
    source_line(p, code, tb->lasti, tb->lineno);
  }
  if (same > SAME_ENTRIES) repeated(p, same);
}

/* ---- the last line ---- */

/* The place and text of a SyntaxError. */
static void syntax_error_place(Printer *p, const SyntaxErrorObject *e) {
  if (e->lineno == NULL || !IS_SUB(e->lineno, INT)) return; /* an error without a place */
  indent_margin(p, margin(p));
  int64_t lineno = 0, offset = -1, end_offset = -1;
  if (e->lineno && IS_SUB(e->lineno, INT)) int_fits_i64(e->lineno, &lineno);
  if (e->offset && IS_SUB(e->offset, INT)) int_fits_i64(e->offset, &offset);
  if (e->end_offset && IS_SUB(e->end_offset, INT)) int_fits_i64(e->end_offset, &end_offset);
  if (e->filename && e->filename != NONE)
    piece(p, str_format("  File \"%S\", line %lld\n", e->filename, (long long)lineno));
  else
    piece(p, str_format("  File \"<string>\", line %lld\n", (long long)lineno));
  if (e->text == NULL || !IS_SUB(e->text, STR)) return;
  ssize_t length = str_length(e->text), from = 0;
  const Str *t = (const Str *)e->text;
  /* CPython shows a range for SyntaxError itself only, not for IndentationError and other subclasses. */
  bool range = TYPE(e) == T(SyntaxError) && end_offset > 0 && end_offset > offset;
  ssize_t carets = range ? (ssize_t)(end_offset - offset) : 1;
  ssize_t at = (ssize_t)offset - 1;
  if (length > 0 && str_char(t, length - 1) == '\n') length--;
  for (;;) { /* only the line the offset is in */
    ssize_t nl = from;
    while (nl < length && str_char(t, nl) != '\n') nl++;
    if (nl >= length || nl - from >= at) break;
    at -= nl + 1 - from;
    from = nl + 1;
  }
  while (from < length &&
         (str_char(t, from) == ' ' || str_char(t, from) == '\t' || str_char(t, from) == '\f')) {
    from++;
    at--;
  }
  indent_margin(p, margin(p));
  text(p, "    ");
  piece(p, str_substring(e->text, from, length));
  text(p, "\n");
  if (at < 0 || offset < 0) return;
  indent_margin(p, margin(p));
  text(p, "    ");
  spaces(p, at);
  while (carets-- > 0) text(p, "^");
  text(p, "\n");
}

static void notes(Printer *p, Object *exc) {
  Object *found = NULL;
  if (object_lookup_attr(exc, N(__notes__), &found) <= 0) {
    err_clear();
    return;
  }
  HOLD(list, found, "printing an exception");
  if (!IS_EXACT(found, LIST) && !IS_EXACT(found, TUPLE)) {
    indent_margin(p, margin(p));
    Object *r = object_repr(found);
    if (r)
      piece(p, r);
    else {
      err_clear();
      text(p, "<__notes__ repr() failed>");
    }
    text(p, "\n");
    return;
  }
  ssize_t n = sequence_fast_length(found);
  for (ssize_t i = 0; i < n; i++) {
    HOLD(note, NEWREF(sequence_fast_items(found)[i]), "printing an exception");
    HOLD(s, object_str(note.obj), "printing an exception");
    if (s.obj == NULL) {
      err_clear();
      indent_margin(p, margin(p));
      text(p, "<note str() failed>\n");
      continue;
    }
    ssize_t length = str_length(s.obj), from = 0;
    do {
      ssize_t to = from;
      while (to < length && str_char((Str *)s.obj, to) != '\n') to++;
      indent_margin(p, margin(p));
      piece(p, str_substring(s.obj, from, to));
      text(p, "\n");
      from = to + 1;
    } while (from < length);
  }
}

/* The type's name with its module; dot: what stands between "<unknown>" and the name. */
static void type_name(Printer *p, Ref type, const char *dot) {
  Object *module = NULL;
  if (object_lookup_attr(type, N(__module__), &module) < 0) err_clear();
  HOLD(m, module, "printing an exception");
  if (m.obj == NULL || !IS_SUB(m.obj, STR)) {
    text(p, "<unknown>");
    text(p, dot);
  } else if (!str_equals_text(m.obj, "builtins") && !str_equals_text(m.obj, "__main__")) {
    str(p, m.obj);
    text(p, ".");
  }
  Object *qualname = object_getattr(type, N(__qualname__));
  if (qualname && IS_SUB(qualname, STR))
    piece(p, qualname);
  else {
    err_clear();
    XDECREF(qualname);
    text(p, "<unknown>");
  }
}

static void message(Printer *p, Object *exc) {
  indent_margin(p, margin(p));
  type_name(p, (Object *)TYPE(exc), ".");
  HOLD(value, NULL, "printing an exception");
  if (object_is_instance_of(exc, T(SyntaxError))) {
    Object *msg = ((SyntaxErrorObject *)exc)->msg;
    value.obj = object_str(msg ? msg : NONE);
  } else {
    value.obj = object_str(exc);
  }
  if (value.obj == NULL) {
    err_clear();
    text(p, ": <exception str() failed>");
  } else if (str_length(value.obj)) {
    text(p, ": ");
    str(p, value.obj);
  }
  HOLD(hint, vm_suggestion(exc), "printing an exception");
  if (hint.obj) piece(p, str_format(". Did you mean: '%U'?", hint.obj));
  text(p, "\n");
}

static void one_exception(Printer *p, Object *exc) {
  const BaseException *e = (const BaseException *)exc;
  if (e->traceback && IS_EXACT(e->traceback, TRACEBACK)) {
    bool group = object_is_instance_of(exc, T(BaseExceptionGroup));
    indent_margin(p, group && p->depth == 1 ? "+ " : margin(p));
    text(p, group ? "Exception Group Traceback (most recent call last):\n"
                  : "Traceback (most recent call last):\n");
    traceback(p, (Traceback *)e->traceback);
  }
  if (object_is_instance_of(exc, T(SyntaxError))) syntax_error_place(p, (SyntaxErrorObject *)exc);
  message(p, exc);
  notes(p, exc);
}

/* ---- causes, contexts, groups ---- */

static void print_recursive(Printer *p, Object *exc);

static void print_group(Printer *p, Object *exc) {
  if (p->depth > GROUP_DEPTH) {
    indent_margin(p, margin(p));
    piece(p, str_format("... (max_group_depth is %d)\n", GROUP_DEPTH));
    return;
  }
  if (p->depth == 0) p->depth = 1;
  one_exception(p, exc);
  Object *excs = ((ExceptionGroupObject *)exc)->excs;
  ssize_t total = VARSIZE(excs), n = total <= GROUP_WIDTH ? total : GROUP_WIDTH + 1;
  p->need_close = false;
  for (ssize_t i = 0; i < n; i++) {
    bool last = i == n - 1, cut = i >= GROUP_WIDTH;
    if (last) p->need_close = true;
    spaces(p, 2 * p->depth);
    text(p, i == 0 ? "+-" : "  ");
    if (cut)
      text(p, "+---------------- ... ----------------\n");
    else
      piece(p, str_format("+---------------- %zd ----------------\n", i + 1));
    p->depth++;
    if (!cut) {
      if (recursion_enter(" in print_exception_group")) {
        print_recursive(p, tuple_item(excs, i));
        recursion_leave();
      } else {
        err_clear();
      }
    } else {
      indent_margin(p, margin(p));
      piece(p, str_format("and %zd more exception%s\n", total - GROUP_WIDTH,
                          total - GROUP_WIDTH > 1 ? "s" : ""));
    }
    if (last && p->need_close) {
      spaces(p, 2 * p->depth);
      text(p, "+------------------------------------\n");
      p->need_close = false;
    }
    p->depth--;
  }
  if (p->depth == 1) p->depth = 0;
}

static bool seen_before(Printer *p, Object *exc) {
  Object *id = int_from_i64((int64_t)(uintptr_t)exc);
  bool seen = true;
  if (id) {
    int found = set_contains(p->seen, id);
    seen = found != 0;
    if (found == 0 && set_add(p->seen, id)) err_clear();
    DECREF(id);
  }
  err_clear();
  return seen;
}

static void print_chained(Printer *p, Object *exc, const char *words) {
  bool close = p->need_close;
  if (recursion_enter(" in print_chained")) {
    print_recursive(p, exc);
    recursion_leave();
  } else {
    err_clear();
  }
  p->need_close = close;
  indent_margin(p, margin(p));
  text(p, "\n");
  indent_margin(p, margin(p));
  text(p, words);
  indent_margin(p, margin(p));
  text(p, "\n");
}

static void print_recursive(Printer *p, Object *exc) {
  (void)seen_before(p, exc);
  const BaseException *e = (const BaseException *)exc;
  if (e->cause) {
    if (!seen_before(p, e->cause))
      print_chained(p, e->cause, "The above exception was the direct cause of the following exception:\n");
  } else if (e->context && !e->suppress_context) {
    if (!seen_before(p, e->context))
      print_chained(p, e->context, "During handling of the above exception, another exception occurred:\n");
  }
  if (object_is_instance_of(exc, T(BaseExceptionGroup)))
    print_group(p, exc);
  else
    one_exception(p, exc);
}

Own vm_exception_text(Ref exc) {
  HOLD(seen, set_new(NULL), "printing an exception");
  if (seen.obj == NULL) return NULL;
  HOLD(kept, NEWREF(exc), "printing an exception");
  Printer p = {.seen = seen.obj};
  str_writer_init(&p.out);
  print_recursive(&p, exc);
  return hold_return(str_writer_finish(&p.out), &kept, &seen);
}

/* ---- to sys.stderr ---- */

static void write_raw(const char *bytes, size_t length) {
  CTRL->host->write(CTRL->host_data, 2, bytes, length, VM->output_length);
  VM->output_length += length;
}

/* What is only noted is not flushed, and the file not held: its method does that (as PySys_WriteStderr). */
static void write_str(Ref s, bool note) {
  HOLD(saved, err_take(), "writing to stderr");
  Object *file = VM->sys_dict ? dict_get(VM->sys_dict, N(stderr)) : NULL;
  if (file == NULL) {
    err_clear();
    ssize_t length = 0;
    const char *utf8 = str_utf8(s, &length);
    if (utf8)
      write_raw(utf8, (size_t)length);
    else
      err_clear();
  } else if (file != NONE) {
    HOLD(f, note ? NULL : NEWREF(file), "writing to stderr");
    Object *r = object_call_method1(file, N(write), s);
    if (r)
      DECREF(r);
    else
      err_clear();
    r = note ? NULL : object_call_method0(file, N(flush));
    if (r)
      DECREF(r);
    else
      err_clear();
  }
  err_restore_steal(hold_take(&saved));
}

static void write_text(const char *utf8, size_t length, bool note) {
  HOLD(saved, err_take(), "writing to stderr");
  HOLD(s, str_from_utf8(utf8, (ssize_t)length), "writing to stderr");
  if (s.obj)
    write_str(s.obj, note);
  else
    err_clear();
  err_restore_steal(hold_take(&saved));
}
void vm_write_stderr(const char *utf8, size_t length) { write_text(utf8, length, false); }
void vm_note_stderr(const char *utf8, size_t length) { write_text(utf8, length, true); }

void vm_print_exception(Ref exc) {
  HOLD(s, vm_exception_text(exc), "printing an exception");
  if (s.obj)
    write_str(s.obj, false);
  else
    err_clear();
}

void vm_print_unraisable(Ref type, Ref value, Ref trace) {
  Printer p = {0};
  str_writer_init(&p.out);
  if (IS_EXACT(trace, TRACEBACK)) {
    text(&p, "Traceback (most recent call last):\n");
    traceback(&p, (Traceback *)trace);
  }
  if (type != NONE) {
    type_name(&p, type, "");
    if (value != NONE) {
      text(&p, ": ");
      HOLD(words, object_str(value), "an exception that nobody receives");
      if (words.obj) {
        str(&p, words.obj);
      } else {
        err_clear();
        text(&p, "<exception str() failed>");
      }
    }
    text(&p, "\n");
  }
  HOLD(s, str_writer_finish(&p.out), "an exception that nobody receives");
  if (s.obj)
    write_str(s.obj, false);
  else
    err_clear();
}
