#include "lang/diagnostic.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "lang/symtable.h"

const char *diagnostic_type(DiagnosticKind kind) {
  static const char *const names[] = {"",           "SyntaxError", "IndentationError", "TabError",
                                      "ValueError", "MemoryError", "RecursionError",   "SystemError"};
  return names[kind];
}

// The line with its newline, NULL when there is none with this number.
static const char *find_line(const char *source, size_t source_len, uint32_t lineno, size_t *len) {
  const char *line = source, *end = source + source_len;
  for (uint32_t i = 1; line && i < lineno; i++) {
    line = memchr(line, '\n', (size_t)(end - line));
    if (line) line++;
  }
  if (!line || line == end) return NULL;
  const char *newline = memchr(line, '\n', (size_t)(end - line));
  *len = (size_t)((newline ? newline + 1 : end) - line);
  return line;
}

void diagnostic_at(Diagnostic *error, Ast *ast, DiagnosticKind kind, const char *filename, const char *source,
                   size_t source_len, AstPos pos, const char *format, ...) {
  Buf text;
  buf_init(&text, ast->region->from);
  va_list args;
  va_start(args, format);
  buf_vprintf(&text, format, args);
  va_end(args);
  const char *message = text.failed ? NULL : region_copy(ast->region, buf_str(&text), text.len);
  buf_free(&text);
  if (!message) {
    *error = (Diagnostic){.kind = DIAG_MEMORY_ERROR};
    return;
  }
  *error = (Diagnostic){.kind = kind,
                        .message = message,
                        .filename = filename,
                        .lineno = (int)pos.lineno,
                        .offset = (int)pos.col_offset + 1,
                        .end_lineno = (int)pos.end_lineno,
                        .end_offset = (int)pos.end_col_offset + 1,
                        .has_position = true};
  size_t len = 0;
  const char *line = source ? find_line(source, source_len, pos.lineno, &len) : NULL;
  if (!line) return;
  error->text = region_copy(ast->region, line, len);
  error->text_len = error->text ? len : 0;
}
