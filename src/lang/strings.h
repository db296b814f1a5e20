// Inside the front end: how the pieces of a string literal become one node.
//
// Invariants: `text` is the literal text since the last expression; `parts` counts the nodes of the JoinedStr
// that are on the parser's stack. All nodes of one literal have the position of the whole literal.
#ifndef LASTREF_LANG_STRINGS_H
#define LASTREF_LANG_STRINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "lang/parser.h"

struct StringBuild {
  Buf text;
  AstPos pos;
  const AstName *kind; // "u" or NULL
};

// Records what is wrong, at the given token or (NULL) where the parser is. Returns false.
bool literal_fail(Parser *p, const Token *at, const char *format, ...) PRINTF_LIKE(3, 4);
// Appends the value of [start, end), which may have escapes unless `raw`, to `out`.
bool literal_decode(Parser *p, Buf *out, const char *start, const char *end, bool raw, bool bytes,
                    const Token *token);
// Pushes the text so far, if any, as a Constant onto the stack and empties it.
bool string_flush(Parser *p, StringBuild *build);
// A warning about an escape sequence, at the line of the token.
void literal_warn_escape(Parser *p, char c, const Token *token);

#endif
