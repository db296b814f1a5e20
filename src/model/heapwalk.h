/* The walk of the whole arena: every live object, every counted reference.
 *
 * Invariants
 * - After walk_run() `indegree[i]` is the number of references found to objects[i]; the audit holds when it
 * equals its count.
 * - `edges` lists the references to or from objects that the program made, and those of frames and native
 * code; references among built-in objects are only counted.
 */
#ifndef LASTREF_MODEL_HEAPWALK_H
#define LASTREF_MODEL_HEAPWALK_H

#include "heap/object.h"
#include "vm/vm.h"

enum { FROM_ROOT = -1 }; /* an edge of the engine itself */

typedef struct WalkEdge {
  int32_t from; /* object index; FROM_ROOT - 1 - frame for a frame's; FROM_ROOT for other roots */
  int32_t to;
  EdgeKind kind;
  intptr_t where;
} WalkEdge;

typedef struct Walk {
  Object **objects;
  uint32_t *indegree;
  int32_t count, room;
  WalkEdge *edges;
  size_t edge_count, edge_room;
  uint32_t *index_fixed, *index_small, *index_large; /* by 16-byte granule: object index + 1 */
  size_t small_granules, large_granules;
  Frame **frames; /* active ones, innermost first, as the roots report them */
  int32_t frame_count, frame_room;
  uint32_t boot_serial;
  int32_t fixed; /* the first so many objects stand outside the heap: small integers, None, built-in types */
  uint32_t *listed, *unlisted; /* walk_run_brief(): by object, below `fixed`: elements of lists and tuples
                                  that `edges` has, and those it has not */
  bool failed;
} Walk;

/* Engine paused. false: out of memory. */
bool walk_run(Walk *w, bool want_edges);
/* With edges, but of those from elements of lists and tuples to one fixed object only the first WALK_LISTED:
 * a long list of zeros says nothing more, and takes 24 bytes an element. */
enum { WALK_LISTED = 2000 };
bool walk_run_brief(Walk *w);
void walk_free(Walk *w);
int32_t walk_index(const Walk *w, const Object *o); /* -1: no live object stands there */

#endif
