/* A digest of the program's memory that means the same in every process and on every machine: unlike
 * arena_digest(), it does not see the addresses of the engine's own functions and tables. */
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "heap/mem.h"
#include "model/heapwalk.h"
#include "model/model.h"

uint64_t model_digest(void) {
  Walk w;
  if (!walk_run(&w, false)) return 0;
  const uint64_t clocks[] = {VM->output_length, VM->input_index, HEAP->serial, (uint64_t)w.count,
                             (uint64_t)w.frame_count};
  uint64_t sum = XXH3_64bits(clocks, sizeof clocks), all = 0;
  for (int32_t i = 0; i < w.count; i++) {
    const Object *o = w.objects[i];
    uint32_t serial = (uintptr_t)o >= ARENA_SMALL_BASE ? object_serial(o) : 0;
    const uint64_t head[] = {(uintptr_t)o, (uintptr_t)o->type, (uint64_t)o->refcnt, serial, w.indegree[i]};
    uint64_t one = XXH3_64bits(head, sizeof head);
    if (serial > w.boot_serial) { /* the program made it: its value too */
      char text[200];
      object_describe(o, text, sizeof text);
      one = XXH3_64bits_withSeed(text, strlen(text), one);
    }
    all += one; /* the order of the walk does not matter */
  }
  walk_free(&w);
  sum = XXH3_64bits_withSeed(&all, sizeof all, sum);
  return sum ? sum : 1;
}
