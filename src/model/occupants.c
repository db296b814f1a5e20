/* Who lived in a block before: the history is run again with births and deaths reported, and those within the
 * block are kept. */
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/room.h"
#include "heap/mem.h"
#include "model/memmap.h"
#include "vm/vm.h"

enum { FIRST_SPAN = 2000, WIDER = 16, MOST_STEPS = 400000, MOST_ROWS = 4096, MOST_TOLD = 8 };

static Occupants *hearing; /* of the replay under way: callbacks of the engine carry no pointer of ours */

static Occupant *add(Occupants *o, const Object *object, uint32_t serial) {
  if (!ROOM_FOR_ONE(o->rows, o->count, o->room, 16)) return NULL;
  Occupant *row = &o->rows[o->count++];
  *row = (Occupant){.address = (uintptr_t)object, .serial = serial};
  object_type_text(object->type, row->type, sizeof row->type);
  return row;
}

static void hear(EventKind kind, Object *object, intptr_t a, intptr_t b) {
  (void)a, (void)b;
  Occupants *o = hearing;
  if ((kind != EV_BORN && kind != EV_FREED) || (uintptr_t)object < o->block || (uintptr_t)object >= o->end ||
      o->count >= MOST_ROWS)
    return;
  uint32_t serial = object_serial(object);
  if (!serial) return; /* dead for long: its type gives the block back only now */
  uint64_t now = vm_lines();
  Occupant *last = o->count ? &o->rows[o->count - 1] : NULL;
  if (kind == EV_BORN) {
    if (last && !last->freed) last->freed = now; /* it moved away as it grew */
    Occupant *row = add(o, object, serial);
    if (row) row->born = now;
  } else {
    if (!last || last->freed || last->serial != serial) last = add(o, object, serial);
    if (last) last->freed = now;
  }
}

/* Steps [from, to) heard; the lines run at full speed but for the calls to hear(). */
static void hear_lines(Occupants *into, History *h, uint64_t from, uint64_t to) {
  if (from >= to) return;
  hearing = into;
  const Observer sink = {hear, NULL, NULL};
  history_replay_lines(h, from, to, &sink, OBSERVE_MEMORY);
  hearing = NULL;
}

/* Puts the earlier rows in front; one that lived through the seam is one row. */
static void put_in_front(Occupants *o, Occupants *earlier) {
  Occupant *last = earlier->count ? &earlier->rows[earlier->count - 1] : NULL;
  int32_t skip = 0;
  if (last && !last->freed && o->count) {
    if (o->rows[0].serial == last->serial) {
      last->freed = o->rows[0].freed;
      skip = 1;
    } else
      last->freed = o->rows[0].born;
  }
  int32_t count = earlier->count + o->count - skip;
  Occupant *rows = realloc(earlier->rows, ((size_t)count + 1) * sizeof *rows);
  if (!rows) {
    free(earlier->rows);
    return;
  }
  if (o->count > skip)
    memcpy(rows + earlier->count, o->rows + skip, (size_t)(o->count - skip) * sizeof *rows);
  free(o->rows);
  o->rows = rows;
  o->count = o->room = count;
  o->from = earlier->from;
}

static int32_t dead_rows(const Occupants *o) {
  int32_t n = 0;
  for (int32_t i = 0; i < o->count; i++) n += o->rows[i].freed != 0;
  return n;
}

static const Object *lives_in(const Occupants *o) {
  for (uintptr_t at = o->block; at < o->end && at < o->block + 48; at += 16)
    if (object_serial((const Object *)at)) return (const Object *)at;
  return NULL;
}

/* What can only be seen at the moments themselves: the value before the death, the lines of source. */
static void look_closer(Occupants *o, History *h, TagBook *tags, uint64_t before) {
  int32_t told = 0;
  for (int32_t i = o->count; i-- > 0 && told < MOST_TOLD;) {
    Occupant *row = &o->rows[i];
    if (row->born >= before) continue;
    told++;
    row->tag = tag_known(tags, row->address, row->serial);
    if (row->freed && !row->freed_line) {
      if (history_seek(h, (Position){row->freed, 0, 0}) != MOVE_OK) continue;
      row->freed_line = VM->frame ? frame_line(VM->frame) : 0;
      const Object *object = (const Object *)row->address;
      if (row->born != row->freed && object_serial(object) == row->serial)
        object_describe(object, row->value, sizeof row->value);
    }
    if (row->born && !row->born_line) {
      if (row->born == row->freed)
        row->born_line = row->freed_line;
      else if (history_seek(h, (Position){row->born, 0, 0}) == MOVE_OK)
        row->born_line = VM->frame ? frame_line(VM->frame) : 0;
    }
  }
}

void occupants_free(Occupants *o) {
  free(o->rows);
  *o = (Occupants){0};
}

void occupants_update(Occupants *o, History *h, TagBook *tags, uintptr_t block, size_t size, int32_t wanted) {
  Position now = h->now;
  if (o->block != block || o->end != block + size || h->frontier < o->to || now.line < o->from) {
    occupants_free(o);
    o->block = block;
    o->end = block + size;
    o->from = o->to = now.line;
  }
  if (h->waiting_input) return; /* a moment inside a step that a seek would not come back to */
  bool finished = h->finished, prompt = h->waiting_prompt, more = h->waiting_more;
  ProgressFn progress = h->progress;
  h->progress = NULL; /* not to be stopped half-way: we have to come back */
  hear_lines(o, h, o->to, now.line);
  if (o->to < now.line) o->to = now.line;
  for (uint64_t span = FIRST_SPAN; o->from > 1 && dead_rows(o) < wanted && o->to - o->from < MOST_STEPS;
       span *= WIDER) {
    Occupants earlier = {.block = block, .end = o->end};
    earlier.from = o->from > span ? o->from - span : 1;
    hear_lines(&earlier, h, earlier.from, o->from);
    put_in_front(o, &earlier);
  }
  look_closer(o, h, tags, now.line);
  history_seek(h, now);
  h->finished = finished;
  h->waiting_prompt = prompt;
  h->waiting_more = more;
  h->progress = progress;
  /* One that is still there at the end of what was heard, but not in the memory, has moved away. */
  const Object *there = lives_in(o);
  Occupant *last = o->count ? &o->rows[o->count - 1] : NULL;
  if (last && !last->freed && o->to == now.line && !now.instr && !now.event &&
      (!there || object_serial(there) != last->serial))
    last->freed = now.line > 1 ? now.line - 1 : 1;
}
