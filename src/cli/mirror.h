/* The other side's moment, as its records tell it: each record says what has changed since the one before,
 * and here stands the whole.
 *
 * Invariants
 * - An object stands under its tag from the record that lists it until one says that it is gone.
 * - Names are shared by a frame and the same frame one moment before, while they are the same.
 * - Texts belong to the records they came with, which live as long as they are needed.
 */
#ifndef LASTREF_CLI_MIRROR_H
#define LASTREF_CLI_MIRROR_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TheirPart {
  const char *label;
  uint32_t tag;
} TheirPart;
typedef struct TheirObject {
  cJSON *record; /* NULL: not listed */
  const char *type, *checks;
  int64_t refs, size; /* size -1: asking would run the program's own code */
  int64_t held;       /* references that the library holds; -1: not told */
  bool running;       /* a running function of the library has it */
  TheirPart *parts;
  int32_t part_count;
} TheirObject;

typedef struct TheirName {
  const char *name, *scope;
  uint32_t object, cell; /* tags; cell 0: none */
} TheirName;
typedef struct TheirNames {
  cJSON *record;
  int32_t holders, count;
  TheirName rows[];
} TheirNames;
typedef struct TheirFrame {
  const char *function; /* belongs to names->record */
  int32_t line;         /* -1: not told */
  TheirNames *names;
} TheirFrame;
typedef struct TheirMoment {
  TheirFrame *frames; /* the outermost first */
  int32_t frame_count, frame_room;
  int32_t line;
  const char *function, *output;
  cJSON *record;
} TheirMoment;

typedef struct Mirror Mirror;
Mirror *mirror_new(void); /* NULL: out of memory */
void mirror_free(Mirror *m);
/* Takes one record of a line. False: it is not such a record, or memory ran out. */
bool mirror_read(Mirror *m, cJSON *record);
const TheirMoment *mirror_now(const Mirror *m);
const TheirMoment *mirror_before(const Mirror *m); /* no frames: there was none */
/* NULL: not listed. */
const TheirObject *mirror_object(const Mirror *m, uint32_t tag);
uint32_t mirror_tags(const Mirror *m); /* all tags told so far are smaller */

#endif
