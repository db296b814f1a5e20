/* A model in the making: shared by the files that fill in its parts, seen by nobody else.
 *
 * Invariants
 * - shown_at and order are each other's inverse for the objects shown.
 * - All texts of the model lie in its own region: build_keep() copies there.
 */
#ifndef LASTREF_MODEL_BUILD_H
#define LASTREF_MODEL_BUILD_H

#include "base/region.h"
#include "model/heapwalk.h"
#include "model/model.h"

typedef struct Build {
  Model *m;
  Walk walk;
  TagBook *tags;
  Region *memory;
  int32_t *shown_at; /* walk index -> model object, or MODEL_NONE */
  int32_t *order;    /* model object -> walk index */
  int32_t *frame_at; /* walk's frame -> model frame, or MODEL_NONE */
  int32_t order_count, order_room;
  int32_t name_room, frame_room;
  Object *main_dict;
  bool inside_line; /* between two of its instructions or events */
  bool capped;      /* there were more */
  bool failed;      /* out of memory: no model, rather than one that lacks something */
  int32_t most;     /* objects shown, 0: all */
  int32_t named;    /* of those shown, how many a name reaches: they stand first */
  /* Of objects not shown that one reference holds: that reference. It says what they are: the namespace of a
   * class, the __bases__ of one. */
  WalkEdge *owners; /* by target */
  size_t owner_count;
} Build;

/* A copy of the text that lives as long as the model; "" when out of memory (the region has failed then). */
const char *build_keep(Build *b, const char *text);
/* A str object as harmless text, without quotes; kept. */
const char *build_text_of(Build *b, const Object *s);
/* Fills in the holders of every object shown; owns what it needs in b. Edges to other objects are dropped. */
void build_holders(Build *b);

typedef enum EdgeWhere { WHERE_NOTHING, WHERE_TEXT, WHERE_INDEX, WHERE_OBJECT } EdgeWhere;
EdgeWhere edge_where_kind(EdgeKind kind); /* what `where` of such an edge is (heap/edges.def) */

#endif
