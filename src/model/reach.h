/* What the names of the program lead to at one moment, read from the paused arena without a walk of all of
 * it: for comparing many moments (lastref check). A Model (model.h) of the same moment says more of each
 * object.
 *
 * Invariants
 * - Objects get their numbers when they are asked for, and have them until the next reach_begin().
 * - Texts stay until reach_free(): a str never changes, and a text is kept by its address and serial number.
 * - Nothing of the program runs, and nothing is written into the arena.
 */
#ifndef LASTREF_MODEL_REACH_H
#define LASTREF_MODEL_REACH_H

#include "model/model.h"

enum { REACH_MOST_FRAMES = 1200 /* the module's and the innermost ones */ };

typedef struct ReachName {
  const char *name;
  NameScope scope;
  uint32_t serial; /* of the object */
  Object *object, *cell;
} ReachName;
typedef struct ReachFrame {
  const char *function;
  int32_t line;
  bool module, generator;
  int32_t first_name, name_count; /* bound names only */
} ReachFrame;
typedef struct ReachMoment {
  ReachFrame *frames; /* of the script, the outermost first */
  ReachName *names;
  int32_t frame_count, frame_room, name_count, name_room;
} ReachMoment;

typedef struct ReachPart {
  const char *label; /* as ModelPart.plain */
  Object *to;
} ReachPart;
typedef struct ReachObject {
  Object *object;
  const char *type;
  int64_t refs;
  int32_t first_part, part_count; /* -1: not asked for */
} ReachObject;

typedef struct Reach Reach;
Reach *reach_new(void); /* NULL: out of memory */
void reach_free(Reach *r);
/* Takes the moment the engine is paused at; the one before it is kept. False: out of memory. */
bool reach_begin(Reach *r);
const ReachMoment *reach_moment(const Reach *r);
const ReachMoment *reach_moment_before(const Reach *r); /* no frames: there was none */
/* Its number, given at first sight, or MODEL_NONE: out of memory. */
int32_t reach_number(Reach *r, Object *o);
/* Number of the object with this id(), or MODEL_NONE: not met. */
int32_t reach_find(const Reach *r, uint64_t address);
/* Until the next call of reach_number(). */
const ReachObject *reach_object(const Reach *r, int32_t number);
/* Its parts, about `most` of them at least, until the next call of this function. */
const ReachPart *reach_parts(Reach *r, int32_t number, int32_t most);
/* A str as harmless text without quotes. */
const char *reach_text(Reach *r, Object *str);

#endif
