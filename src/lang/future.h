// `from __future__ import` at the top of a module.
#ifndef LASTREF_LANG_FUTURE_H
#define LASTREF_LANG_FUTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "lang/ast.h"
#include "lang/diagnostic.h"

typedef enum FutureFlag {
  FUTURE_BARRY_AS_BDFL = 0x400000,
  FUTURE_GENERATOR_STOP = 0x800000,
  FUTURE_ANNOTATIONS = 0x1000000,
} FutureFlag;

typedef struct Future {
  uint32_t flags;     // FutureFlag bits, CPython's values of co_flags
  uint32_t last_line; // of the last __future__ import; one in a later line is an error for the compiler to
                      // report: "from __future__ imports must occur at the beginning of the file"
} Future;

// Reads the features. False with *error set: unknown feature, or `braces` ("not a chance").
MUST_USE bool future_scan(const Ast *ast, const char *filename, Future *future, Diagnostic *error);

#endif
