/* One moment of the program here (model/reach.h) against what the other Python's records tell of the same
 * moment (mirror.h).
 *
 * Invariants
 * - Nothing is assumed about the other side's tags but that inside one record the same tag is the same
 * object: the objects of the two sides are matched one to one, starting from the names, and every
 * disagreement of the matching is a difference of identity.
 * - What of an object is compared is the record's to say ("checks"): there is no list of types here.
 * - Only what the names lead to on both sides is looked at, and what of it a record lists.
 * - The first difference found ends the comparison; its texts are for a person and harmless.
 */
#ifndef LASTREF_CLI_COMPARE_H
#define LASTREF_CLI_COMPARE_H

#include "base/buf.h"
#include "cli/mirror.h"
#include "model/reach.h"

/* The aspects that --without can leave out. */
typedef enum Aspect {
#define ASPECT(id, word, words) ASPECT_##id,
#include "cli/aspects.def"
#undef ASPECT
  ASPECT_COUNT
} Aspect;
typedef struct AspectInfo {
  const char *word, *words; /* of the command line; in a sentence */
} AspectInfo;
extern const AspectInfo aspect_table[ASPECT_COUNT];
/* Reads "counts,sizes" into bits; false: *bad is the word that is no aspect. */
bool aspects_read(const char *list, unsigned *bits, char *bad, size_t room);

typedef struct Comparison Comparison;
/* What is compared. In the words for a difference stands what a whole model of that moment says. */
typedef struct ComparisonSides {
  Reach *ours;
  Mirror *theirs;
  History *history;
  TagBook *tags;
} ComparisonSides;
/* without: bits of the aspects left out. NULL: out of memory. */
Comparison *comparison_new(unsigned without, const ComparisonSides *sides);
void comparison_free(Comparison *c);
/* Compares the moments that both sides are at. printed: what the program printed here since the last one
 * (UTF-8); follows: the last one was one line before. False: they differ, or memory ran out: see
 * comparison_difference. */
bool comparison_line(Comparison *c, const char *printed, size_t printed_length, bool follows);
/* After comparison_line: a count differs, and the records do not tell which references the library holds. */
bool comparison_wants_held(const Comparison *c);
/* The same moment once more, and what follows, with a mirror of records that tell it. */
bool comparison_again(Comparison *c, Mirror *theirs);
/* The holders of every object the names lead to add up to its count. Takes a walk of the whole arena. */
bool comparison_holders(Comparison *c);
bool comparison_compares(const Comparison *c, Aspect a); /* not left out */
/* Whether two texts are the same, malformed bytes counting as U+FFFD and NUL as U+2400. */
bool comparison_same_text(const char *ours, size_t length, const char *theirs, size_t their_length);
/* Text against text, e.g. what was printed at the end; `what` says which text. False: they differ. */
bool comparison_text(Comparison *c, const char *what, const char *ours, size_t length, const char *theirs,
                     size_t their_length);
void comparison_set(Comparison *c, const char *what, const char *ours, const char *theirs);

typedef struct Difference {
  Buf what, ours, theirs;
} Difference;
const Difference *comparison_difference(const Comparison *c);
/* How many of each aspect were compared so far. */
const uint64_t *comparison_figures(const Comparison *c);
/* How many were found to differ where they may, for each reason. */
typedef enum Allowance {
#define ALLOWANCE(id, words) ALLOWANCE_##id,
#include "cli/allowances.def"
#undef ALLOWANCE
  ALLOWANCE_COUNT
} Allowance;
extern const char *const allowance_words[ALLOWANCE_COUNT];
uint64_t *comparison_allowances(Comparison *c);

#endif
