#include "lang/explain.h"
ExplainOutcome explain_source(const Source *source, const ParseOptions *options, Region *region, size_t from,
                              int lineno, bool interactive, Diagnostic *error, size_t *used) {
  (void)source;
  (void)options;
  (void)region;
  (void)from;
  (void)lineno;
  (void)interactive;
  (void)used;
  *error = (Diagnostic){.kind = DIAG_SYNTAX_ERROR, .message = "?"};
  return EXPLAIN_ERROR;
}
