/* Text that int(), float() and complex() read: a str reduced to ASCII, as their parsers see it. */
#ifndef LASTREF_OBJECT_NUMTEXT_H
#define LASTREF_OBJECT_NUMTEXT_H

#include "heap/object.h"

/* NUL-terminated; in `small` when it fits, else in a memory block. */
typedef struct NumberText {
  char *text;
  ssize_t length;
  char small[256];
} NumberText;

/* The characters of a str with Unicode decimal digits as ASCII digits, Unicode spaces as blanks, anything
 * else outside ASCII as '?'. false: MemoryError set. Free it with number_text_free in any case. */
bool number_text_from_str(NumberText *t, Ref str) MUST_USE;
void number_text_free(NumberText *t);
/* The value of a Unicode decimal digit (category Nd), or -1. */
int unicode_decimal(uint32_t c);
bool unicode_space(uint32_t c);
static inline bool ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline int ascii_digit_value(char c) { /* 0..35, 99 for anything else */
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'z' ? c - 'a' + 10
         : c >= 'A' && c <= 'Z' ? c - 'A' + 10
                                : 99;
}
/* Removes the underscores between digits: writes to out (which may be text) and returns the new length, or -1
 * when one is misplaced. */
ssize_t number_text_strip_underscores(const char *text, ssize_t length, char *out);

#endif
