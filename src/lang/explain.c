#include "lang/explain.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "lang/peg.h"

// ---- raising ----

static char *copy_text(Explain *e, const char *text, size_t len) {
  char *copy = region_copy(e->region, text, len);
  if (!copy) e->memory_error = true;
  return copy;
}

// A line of source for an error: what is malformed in it becomes U+FFFD.
static char *copy_line(Explain *e, const char *text, size_t len, size_t *copied) {
  *copied = len;
  if (!e->source->unchecked) return copy_text(e, text, len);
  Buf line;
  buf_init(&line, e->region->from);
  for (const char *p = text; p < text + len;) {
    uint32_t cp;
    p += utf8_decode(p, text + len, false, &cp);
    buf_code_point(&line, cp == UTF8_BAD ? 0xFFFD : cp);
  }
  char *copy = line.failed ? NULL : copy_text(e, buf_str(&line), line.len);
  *copied = line.len;
  buf_free(&line);
  if (!copy) e->memory_error = true;
  return copy;
}

// The line with a number, without its newline, from what has been read of the text.
static const char *line_of(const Explain *e, int lineno, size_t *len) {
  const char *line = e->lexer.text, *end = e->lexer.line_end;
  for (int i = e->first_line; i < lineno; i++) {
    const char *newline = memchr(line, '\n', (size_t)(e->lexer.end - line));
    if (!newline || newline + 1 > end) break;
    line = newline + 1;
  }
  const char *newline = memchr(line, '\n', (size_t)(e->lexer.end - line));
  *len = (size_t)((newline ? newline : e->lexer.end) - line);
  return line;
}

static bool file_text(const Explain *e) {
  return e->options->from_file && e->options->mode == PARSE_FILE && !e->nested;
}

// CPython shows the line it is reading with its newline (and what precedes it, if a token began lines
// before), but an earlier line without it; a file's lines always whole.
static const char *shown_text(const Explain *e, int lineno, size_t *len) {
  const Lexer *lx = &e->lexer;
  if (file_text(e)) {
    const char *line = line_of(e, lineno, len);
    if (line + *len < lx->end) ++*len;
    return line;
  }
  if (lx->lineno <= lineno && lx->line_end > lx->buf) {
    *len = (size_t)(lx->line_end - lx->buf);
    return lx->buf;
  }
  return line_of(e, lineno, len);
}

// How many characters the first `bytes` bytes of a line are; a cut character counts.
static int count_chars(const char *line, size_t len, int bytes) {
  if (bytes < 0) return bytes;
  size_t limit = (size_t)bytes > len + 1 ? len + 1 : (size_t)bytes;
  if (limit > len) limit = len;
  int count = 0;
  for (const char *p = line; p < line + limit; count++) {
    uint32_t cp;
    p += utf8_decode(p, line + limit, true, &cp);
  }
  return (size_t)bytes > len ? count + ((size_t)bytes > len) : count;
}

// Positions as SyntaxError has them: columns from 1.
static void raise_exact(Explain *e, DiagnosticKind kind, int lineno, int offset, int end_lineno,
                        int end_offset, const char *message) {
  if (e->failed) return;
  e->failed = true;
  if (end_lineno == COLUMN_HERE) end_lineno = e->lexer.lineno;
  if (end_offset == COLUMN_HERE) end_offset = (int)(e->lexer.cur - e->lexer.line_start);
  char prefixed[640];
  if (e->nested) {
    snprintf(prefixed, sizeof prefixed, "f-string: %s", message);
    message = prefixed;
    offset -= (int)e->shift;
    end_offset -= (int)e->shift;
  }
  size_t len;
  const char *shown = shown_text(e, lineno, &len);
  const char *text = copy_line(e, shown, len, &len);
  if (e->source->decoded && !e->nested && text) {
    offset = count_chars(text, len, offset);
    if (end_offset > 0) end_offset = count_chars(text, len, end_offset);
  }
  *e->error = (Diagnostic){.kind = kind,
                           .message = copy_text(e, message, strlen(message)),
                           .lineno = lineno,
                           .offset = offset,
                           .end_lineno = end_lineno,
                           .end_offset = end_offset,
                           .text = text,
                           .text_len = len,
                           .has_position = true};
}

void explain_raise(Explain *e, DiagnosticKind kind, int lineno, int col, int end_lineno, int end_col,
                   const char *message) {
  raise_exact(e, kind, lineno, col == COLUMN_HERE ? col : col + 1, end_lineno,
              end_col == COLUMN_HERE ? end_col : end_col + 1, message);
}

static int column(uint32_t col) { return col == NO_COLUMN ? -1 : (int)col; }

void explain_raise_token(Explain *e, const Token *token, const char *message) {
  explain_raise(e, DIAG_SYNTAX_ERROR, (int)token->lineno, column(token->col), (int)token->end_lineno,
                column(token->end_col), message);
}

static void raise_unclosed(Explain *e) {
  const Lexer *lx = &e->lexer;
  char message[40];
  snprintf(message, sizeof message, "'%c' was never closed", lx->parens[lx->level - 1]);
  int line = lx->paren_lines[lx->level - 1];
  explain_raise(e, DIAG_SYNTAX_ERROR, line, lx->paren_cols[lx->level - 1], line, -1, message);
}

static int lexer_column(const Lexer *lx) { return lx->cur == lx->buf ? 0 : (int)(lx->cur - lx->line_start); }

void explain_raise_here(Explain *e, DiagnosticKind kind, const char *message) {
  if (e->failed) return;
  if (e->tokens.len == 0) {
    raise_exact(e, kind, 0, 0, 0, -1, message);
    return;
  }
  const Lexer *lx = &e->lexer;
  const Token *token = &e->tokens.items[e->tokens.len - 1];
  if (token->kind == T_ERROR && lx->done == LEX_EOF) {
    if (lx->level)
      raise_unclosed(e);
    else
      raise_exact(e, DIAG_SYNTAX_ERROR, (int)token->lineno, lexer_column(lx), (int)token->end_lineno, -1,
                  "unexpected EOF while parsing");
    return;
  }
  int here = lexer_column(lx); // of a token without a place of its own
  int offset = token->col == NO_COLUMN ? here : (int)token->col + 1;
  int end_offset = token->end_col == NO_COLUMN ? -1 : (int)token->end_col + 1;
  raise_exact(e, kind, (int)token->lineno, offset, (int)token->end_lineno, end_offset, message);
}

// The message of the lexer itself; its columns are final.
static void raise_lexer(Explain *e) {
  const Lexer *lx = &e->lexer;
  const char *newline = memchr(lx->error_line, '\n', (size_t)(lx->end - lx->error_line));
  size_t len = (size_t)((newline ? newline : lx->end) - lx->error_line);
  e->failed = true;
  *e->error = (Diagnostic){.kind = DIAG_SYNTAX_ERROR,
                           .message = copy_text(e, lx->message, strlen(lx->message)),
                           .lineno = lx->error_lineno,
                           .offset = lx->error_col,
                           .end_lineno = lx->error_lineno,
                           .end_offset = lx->error_end_col,
                           .has_position = true};
  e->error->text = copy_line(e, lx->error_line, len, &e->error->text_len);
}

void explain_lexer_error(Explain *e) {
  const Lexer *lx = &e->lexer;
  DiagnosticKind kind = DIAG_SYNTAX_ERROR;
  const char *message = "unknown parsing error";
  int col = 0;
  switch (lx->done) {
  case LEX_SYNTAX: raise_lexer(e); return;
  case LEX_EOF:
  case LEX_OK:
    if (lx->level)
      raise_unclosed(e);
    else
      explain_raise_here(e, DIAG_SYNTAX_ERROR, "unexpected EOF while parsing");
    return;
  case LEX_DEDENT:
    explain_raise_here(e, DIAG_INDENTATION_ERROR, "unindent does not match any outer indentation level");
    return;
  case LEX_TAB_SPACE:
    kind = DIAG_TAB_ERROR;
    message = "inconsistent use of tabs and spaces in indentation";
    break;
  case LEX_TOO_DEEP:
    kind = DIAG_INDENTATION_ERROR;
    message = "too many levels of indentation";
    break;
  case LEX_LINE_CONT:
    message = "unexpected character after line continuation character";
    col = (int)(lx->cur - lx->buf) - 1;
    if (col < 0) col = 0;
    break;
  }
  explain_raise(e, kind, lx->lineno, col, lx->lineno, -1, message);
}

// ---- the two passes ----

// A wrong token further on outranks what the grammar had to say.
static void check_rest(Explain *e) {
  if (e->interactive) return;
  const Lexer *lx = &e->lexer;
  uint32_t line = e->tokens.items[e->tokens.len - 1].lineno;
  Token token;
  do lexer_next(&e->lexer, &token);
  while (token.kind != T_ERROR && token.kind != T_END);
  if (token.kind != T_ERROR) return;
  bool unclosed = lx->done != LEX_SYNTAX && lx->level != 0 && (int)line > lx->paren_lines[lx->level - 1];
  if (lx->done != LEX_SYNTAX && !unclosed) return;
  e->failed = false;
  if (unclosed)
    raise_unclosed(e);
  else
    raise_lexer(e);
}

// What CPython says when neither pass had anything to say: where the first pass came to.
static void raise_generic(Explain *e, const Token *last) {
  const Lexer *lx = &e->lexer;
  if (last->kind == T_ERROR && lx->done == LEX_EOF) {
    if (lx->level)
      raise_unclosed(e);
    else
      explain_raise_here(e, DIAG_SYNTAX_ERROR, "unexpected EOF while parsing");
  } else if (last->kind == T_INDENT)
    explain_raise_here(e, DIAG_INDENTATION_ERROR, "unexpected indent");
  else if (last->kind == T_DEDENT)
    explain_raise_here(e, DIAG_INDENTATION_ERROR, "unexpected unindent");
  else {
    explain_raise_token(e, last, "invalid syntax");
    check_rest(e);
  }
}

static bool only_comments(const char *s) {
  for (;;) {
    while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\f') s++;
    if (*s != '#') return *s == '\0';
    while (*s && *s != '\n') s++;
  }
}

static void restart(Explain *e) {
  peg_forget(e);
  e->mark = e->depth = 0;
  e->failed = e->too_deep = false;
}

// The second pass: what is the mistake? `last` is where the first pass came to.
static void find_mistake(Explain *e, PegRule rule, const Token *last) {
  e->second = e->mistakes = true;
  restart(e);
  peg_match(e, rule);
  if (e->too_deep) {
    // CPython ends in MemoryError here: in a long list, every `a + b` opens a search to the end of the list
    // for a statement `a (+b, ...)` that lacks its parentheses. Look again, with less imagination.
    e->calls_only = true;
    restart(e);
    peg_match(e, rule);
    if (e->too_deep) e->failed = false;
  }
  if (!e->failed)
    raise_generic(e, last);
  else if (e->lexer.done == LEX_OK && !e->memory_error)
    check_rest(e);
}

// Runs the passes. True: the text matches.
static bool run(Explain *e, PegRule rule) {
  if (peg_match(e, rule)) {
    if (rule != RULE_interactive || e->interactive || only_comments(e->lexer.cur)) return true;
    explain_raise_here(e, DIAG_SYNTAX_ERROR, "multiple statements found while compiling a single statement");
    return false;
  }
  if (e->too_deep) e->memory_error = true;
  if (e->incomplete || e->memory_error || e->tokens.len == 0) return false;
  Token last = e->tokens.items[e->tokens.len - 1];
  if (!e->failed)
    find_mistake(e, rule, &last);
  else if (e->lexer.done == LEX_OK)
    check_rest(e);
  return false;
}

static void start(Explain *e, const Source *source, const ParseOptions *options, Region *region,
                  const char *text, size_t len, int lineno, Diagnostic *error) {
  memset(e, 0, offsetof(Explain, lexer));
  memset((char *)e + offsetof(Explain, tokens), 0, sizeof *e - offsetof(Explain, tokens));
  e->source = source;
  e->options = options;
  e->region = region;
  e->error = error;
  e->max_depth = options->max_depth ? options->max_depth : 6000;
  e->first_line = lineno;
  region_init(&e->scratch, region->from);
  lexer_init(&e->lexer, text, len);
  e->lexer.lineno = lineno - 1;
}

static void finish(Explain *e) {
  const Allocator *from = &e->region->from;
  region_free(&e->scratch);
  vec_free(&e->tokens, from);
  vec_free(&e->rows, from);
  if (e->memo) from->free(from->ctx, e->memo, e->memo_slots * sizeof *e->memo);
}

ExplainOutcome explain_source(const Source *source, const ParseOptions *options, Region *region, size_t from,
                              int lineno, bool interactive, Diagnostic *error, size_t *used) {
  static const PegRule starts[] = {RULE_file, RULE_interactive, RULE_eval};
  Explain e;
  start(&e, source, options, region, source->text + from, source->len - from, lineno, error);
  e.interactive = e.lexer.interactive = interactive;
  e.lexer.from_file = file_text(&e);
  ExplainOutcome outcome = run(&e, starts[options->mode]) ? EXPLAIN_FINE : EXPLAIN_ERROR;
  *used = from + (size_t)(e.lexer.cur - e.lexer.text);
  if (e.incomplete)
    outcome = EXPLAIN_INCOMPLETE;
  else if (e.memory_error || region->failed) {
    *error = (Diagnostic){.kind = DIAG_MEMORY_ERROR};
    outcome = EXPLAIN_ERROR;
  }
  finish(&e);
  return outcome;
}

void explain_nested(Explain *e, const NestedError *nested) {
  size_t len = (size_t)(nested->end - nested->start);
  char *text = region_alloc(&e->scratch, len + 4);
  if (!text) {
    e->memory_error = e->failed = true;
    return;
  }
  text[0] = '(';
  memcpy(text + 1, nested->start, len);
  memcpy(text + 1 + len, ")\n", 3);
  Explain inner;
  start(&inner, e->source, e->options, e->region, text, len + 3, nested->lineno, e->error);
  inner.nested = true;
  inner.shift = nested->shift;
  inner.max_depth = e->max_depth - e->depth;
  bool fine = run(&inner, RULE_fstring);
  if (fine) explain_raise_here(&inner, DIAG_SYNTAX_ERROR, "invalid syntax");
  e->memory_error |= inner.memory_error;
  e->failed = true;
  finish(&inner);
}
