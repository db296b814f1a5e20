/* The methods bytes and bytearray have in common. Results are of the kind of self. */
#ifndef LASTREF_OBJECT_BYTESMETHODS_H
#define LASTREF_OBJECT_BYTESMETHODS_H

#include "object/runtime.h"

#define BYTELIKE(name) Own bytelike_##name(Object *self, Object *const *args, ssize_t nargs)
#define BYTELIKE_RAW(name)                                                                                   \
  Own bytelike_##name(Object *self, Object *const *args, ssize_t nargs, Object *kwnames)

BYTELIKE(capitalize);
BYTELIKE(center);
BYTELIKE_RAW(count);
BYTELIKE(decode);
BYTELIKE_RAW(endswith);
BYTELIKE(expandtabs);
BYTELIKE_RAW(find);
BYTELIKE(hex);
BYTELIKE_RAW(index);
BYTELIKE(isalnum);
BYTELIKE(isalpha);
BYTELIKE(isascii);
BYTELIKE(isdigit);
BYTELIKE(islower);
BYTELIKE(isspace);
BYTELIKE(istitle);
BYTELIKE(isupper);
BYTELIKE(join);
BYTELIKE(ljust);
BYTELIKE(lower);
BYTELIKE(lstrip);
BYTELIKE(maketrans);
BYTELIKE(partition);
BYTELIKE(removeprefix);
BYTELIKE(removesuffix);
BYTELIKE(replace);
BYTELIKE_RAW(rfind);
BYTELIKE_RAW(rindex);
BYTELIKE(rjust);
BYTELIKE(rpartition);
BYTELIKE(rsplit);
BYTELIKE(rstrip);
BYTELIKE(split);
BYTELIKE(splitlines);
BYTELIKE_RAW(startswith);
BYTELIKE(strip);
BYTELIKE(swapcase);
BYTELIKE(title);
BYTELIKE(translate);
BYTELIKE(upper);
BYTELIKE(zfill);
BYTELIKE(fromhex);

#define BYTELIKE_METHODS                                                                                     \
  {"capitalize(self, /)", bytelike_capitalize, 0,                                                            \
   "A copy with the first byte in upper case, the rest in lower (ASCII)."},                                  \
      {"center(self, width, fillchar=b' ', /)", bytelike_center, 0, "A copy centered in width bytes."},      \
      {"count", AS_RAW(bytelike_count), METHOD_RAW | METHOD_TUPLE,                                           \
       "B.count(sub[, start[, end]]) -> int\n\nHow often sub occurs in B[start:end] without overlap."},      \
      {"decode(self, /, encoding='utf-8', errors='strict')", bytelike_decode, 0,                             \
       "The text these bytes encode."},                                                                      \
      {"endswith", AS_RAW(bytelike_endswith), METHOD_RAW | METHOD_TUPLE,                                     \
       "B.endswith(suffix[, start[, end]]) -> bool\n\nWhether B[start:end] ends with suffix, or with one "   \
       "of a tuple of suffixes."},                                                                           \
      {"expandtabs(self, /, tabsize=8)", bytelike_expandtabs, 0, "A copy with tabs expanded to spaces."},    \
      {"find", AS_RAW(bytelike_find), METHOD_RAW | METHOD_TUPLE,                                             \
       "B.find(sub[, start[, end]]) -> int\n\nThe lowest index in B[start:end] where sub is found, or -1."}, \
      {"fromhex($type, string, /)", bytelike_fromhex, METHOD_CLASS,                                          \
       "Makes an object from hexadecimal digits; spaces between bytes are ignored."},                        \
      {"hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)", bytelike_hex, 0,                              \
       "The bytes in hexadecimal, with sep after every so many bytes."},                                     \
      {"index", AS_RAW(bytelike_index), METHOD_RAW | METHOD_TUPLE,                                           \
       "B.index(sub[, start[, end]]) -> int\n\nLike find, but raises ValueError when sub is not found."},    \
      {"isalnum(self, /)", bytelike_isalnum, 0,                                                              \
       "Whether there are bytes and all are ASCII letters or digits."},                                      \
      {"isalpha(self, /)", bytelike_isalpha, 0, "Whether there are bytes and all are ASCII letters."},       \
      {"isascii(self, /)", bytelike_isascii, 0, "Whether all bytes are below 128."},                         \
      {"isdigit(self, /)", bytelike_isdigit, 0, "Whether there are bytes and all are ASCII digits."},        \
      {"islower(self, /)", bytelike_islower, 0, "Whether there are letters and all are in lower case."},     \
      {"isspace(self, /)", bytelike_isspace, 0, "Whether there are bytes and all are ASCII white space."},   \
      {"istitle(self, /)", bytelike_istitle, 0,                                                              \
       "Whether upper case letters begin words and lower case ones follow."},                                \
      {"isupper(self, /)", bytelike_isupper, 0, "Whether there are letters and all are in upper case."},     \
      {"join(self, iterable_of_bytes, /)", bytelike_join, 0,                                                 \
       "Joins bytes-like objects with self between them."},                                                  \
      {"ljust(self, width, fillchar=b' ', /)", bytelike_ljust, 0,                                            \
       "A copy filled up on the right to width bytes."},                                                     \
      {"lower(self, /)", bytelike_lower, 0, "A copy in lower case (ASCII)."},                                \
      {"lstrip(self, bytes=None, /)", bytelike_lstrip, 0,                                                    \
       "A copy without leading white space, or without leading bytes of the given set."},                    \
      {"maketrans(frm, to, /)", bytelike_maketrans, METHOD_STATIC, "A table of 256 bytes for translate()."}, \
      {"partition(self, sep, /)", bytelike_partition, 0,                                                     \
       "The part before the first sep, sep, and the part after it."},                                        \
      {"removeprefix(self, prefix, /)", bytelike_removeprefix, 0,                                            \
       "A copy without the prefix if it is there."},                                                         \
      {"removesuffix(self, suffix, /)", bytelike_removesuffix, 0,                                            \
       "A copy without the suffix if it is there."},                                                         \
      {"replace(self, old, new, count=-1, /)", bytelike_replace, 0,                                          \
       "A copy with (the first count) occurrences of old replaced by new."},                                 \
      {"rfind", AS_RAW(bytelike_rfind), METHOD_RAW | METHOD_TUPLE,                                           \
       "B.rfind(sub[, start[, end]]) -> int\n\nThe highest index in B[start:end] where sub is found, or "    \
       "-1."},                                                                                               \
      {"rindex", AS_RAW(bytelike_rindex), METHOD_RAW | METHOD_TUPLE,                                         \
       "B.rindex(sub[, start[, end]]) -> int\n\nLike rfind, but raises ValueError when sub is not found."},  \
      {"rjust(self, width, fillchar=b' ', /)", bytelike_rjust, 0,                                            \
       "A copy filled up on the left to width bytes."},                                                      \
      {"rpartition(self, sep, /)", bytelike_rpartition, 0,                                                   \
       "The part before the last sep, sep, and the part after it."},                                         \
      {"rsplit(self, /, sep=None, maxsplit=-1)", bytelike_rsplit, 0,                                         \
       "The parts between separators, counted from the end."},                                               \
      {"rstrip(self, bytes=None, /)", bytelike_rstrip, 0,                                                    \
       "A copy without trailing white space, or without trailing bytes of the given set."},                  \
      {"split(self, /, sep=None, maxsplit=-1)", bytelike_split, 0,                                           \
       "The parts between separators (runs of white space for None)."},                                      \
      {"splitlines(self, /, keepends=False)", bytelike_splitlines, 0,                                        \
       "The lines, without their ends unless keepends."},                                                    \
      {"startswith", AS_RAW(bytelike_startswith), METHOD_RAW | METHOD_TUPLE,                                 \
       "B.startswith(prefix[, start[, end]]) -> bool\n\nWhether B[start:end] starts with prefix, or with "   \
       "one of a tuple of prefixes."},                                                                       \
      {"strip(self, bytes=None, /)", bytelike_strip, 0,                                                      \
       "A copy without white space, or bytes of the given set, at both ends."},                              \
      {"swapcase(self, /)", bytelike_swapcase, 0, "A copy with upper and lower case exchanged (ASCII)."},    \
      {"title(self, /)", bytelike_title, 0, "A copy in which words begin with upper case (ASCII)."},         \
      {"translate(self, table, /, delete=b'')", bytelike_translate, 0,                                       \
       "A copy without the bytes of delete, the others mapped by table."},                                   \
      {"upper(self, /)", bytelike_upper, 0, "A copy in upper case (ASCII)."}, {                              \
    "zfill(self, width, /)", bytelike_zfill, 0, "A copy filled up on the left with zeros, behind a sign."    \
  }

#endif
