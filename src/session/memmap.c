/* The memory map in words: see memmap.h. */
#include "session/memmap.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"
#include "heap/memstats.h"
#include "session/internal.h"

enum { OCCUPANTS_TOLD = 5, STEPS_WIDTH = 15, POOLS_SHOWN = 4 };

struct MapCache {
  MemMap *now, *before;
  Position before_at; /* {0}: compared with nothing */
  MapBlock *blocks;   /* of pool `blocks_of` at now */
  int32_t blocks_of;
  Occupants occupants;
  MapLine *lines;
  size_t count, room;
  Region texts;
  MapAsk asked; /* what `lines` answers */
  const Model *model;
  bool answered;
};

void map_cache_free(struct MapCache *c) {
  if (!c) return;
  memmap_free(c->now);
  memmap_free(c->before);
  free(c->blocks);
  occupants_free(&c->occupants);
  free(c->lines);
  region_free(&c->texts);
  free(c);
}

/* ---- the maps of now and of the position we came from ---- */

static MemMap *map_elsewhere(Session *s, Position at) {
  History *h = s->history;
  Position now = h->now;
  bool finished = h->finished, prompt = h->waiting_prompt, more = h->waiting_more;
  ProgressFn progress = h->progress;
  if (h->waiting_input) return NULL; /* a moment inside a step that a seek would not come back to */
  h->progress = NULL;                /* not to be stopped half-way: we have to come back */
  history_seek(h, at);
  MemMap *m = position_compare(h->now, at) == 0 ? memmap_build(h, NULL) : NULL;
  history_seek(h, now);
  h->finished = finished;
  h->waiting_prompt = prompt;
  h->waiting_more = more;
  h->progress = progress;
  return m;
}

static struct MapCache *map_now(Session *s) {
  struct MapCache *c = s->map;
  if (!c) {
    c = s->map = calloc(1, sizeof *c);
    if (!c) return NULL;
    region_init(&c->texts, malloc_allocator());
  }
  const Model *model = session_model(s);
  Position now = s->history->now, before = s->before ? s->before->position : (Position){0};
  if (position_compare(before, now) == 0) before = (Position){0};
  if (c->now && position_compare(c->now->position, now) == 0 && position_compare(c->before_at, before) == 0 &&
      c->model == model)
    return c;
  MemMap *old = NULL;
  if (before.line) {
    if (c->now && position_compare(c->now->position, before) == 0) {
      old = c->now;
      c->now = NULL;
    } else if (c->before && position_compare(c->before->position, before) == 0) {
      old = c->before;
      c->before = NULL;
    } else
      old = map_elsewhere(s, before);
  }
  memmap_free(c->now);
  memmap_free(c->before);
  free(c->blocks);
  c->blocks = NULL;
  c->before = old;
  c->before_at = before;
  c->now = memmap_build(s->history, old);
  c->model = model;
  c->answered = false;
  return c->now ? c : NULL;
}

static const MapBlock *blocks_of(struct MapCache *c, int32_t pool) {
  if (c->blocks && c->blocks_of == pool) return c->blocks;
  free(c->blocks);
  c->blocks = malloc(((size_t)c->now->pools[pool].blocks + 1) * sizeof *c->blocks);
  if (c->blocks) memmap_blocks(c->now, c->before, pool, c->blocks);
  c->blocks_of = pool;
  return c->blocks;
}

/* ---- lines ---- */

static MapLine *put(struct MapCache *c, MapLineKind kind) {
  static MapLine spare;
  if (!ROOM_FOR_ONE(c->lines, c->count, c->room, 64)) return &spare;
  MapLine *l = &c->lines[c->count++];
  *l = (MapLine){.kind = kind, .pool = MODEL_NONE, .block = MODEL_NONE, .text = ""};
  return l;
}

static PRINTF_LIKE(3, 4) void say(struct MapCache *c, MapLine *l, const char *format, ...) {
  char text[600];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  const char *copy = region_copy(&c->texts, text, strlen(text));
  l->text = copy ? copy : "";
}

static const char *commas(uint64_t n, char *out) { /* room for 32 */
  char digits[24];
  int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n), k = 0;
  for (int i = 0; i < length; i++) {
    out[k++] = digits[i];
    if ((length - i) % 3 == 1 && i + 1 < length) out[k++] = ',';
  }
  out[k] = 0;
  return out;
}

static const char *plural(uint64_t n) { return n == 1 ? "" : "s"; }

static uint32_t tag_at(const Session *s, uintptr_t block, uint32_t serial) {
  for (uintptr_t head = 0; head <= 32; head += 16) {
    uint32_t tag = tag_known(s->tags, block + head, serial);
    if (tag) return tag;
  }
  return 0;
}

/* "#7 list [1, 2]": objects of the model as everywhere; others, the library's and the engine's, without a
 * number. */
static uint32_t name_object(Session *s, const Object *o, char *out, size_t room) {
  const Model *m = session_model(s);
  uint32_t serial = object_serial(o), tag = tag_known(s->tags, (uintptr_t)o, serial);
  int32_t at = tag ? model_find_tag(m, tag) : MODEL_NONE;
  if (at != MODEL_NONE) {
    snprintf(out, room, "#%u %s %s", tag, m->objects[at].type, m->objects[at].value);
    return tag;
  }
  char type[80], value[160] = "";
  object_type_text(o->type, type, sizeof type);
  if (!m->position.event && !m->position.instr) /* between lines no object is half made */
    object_describe(o, value, sizeof value);
  snprintf(out, room, *value ? "%s %s" : "%s", type, value);
  return 0;
}

static const char *list_name(const MapList *l, char *out, size_t room) {
  if (l->items)
    snprintf(out, room, "tuple of %d", l->items);
  else
    snprintf(out, room, "%s", l->what);
  return out;
}

static uint32_t block_words(Session *s, const struct MapCache *c, const MapPool *p, const MapBlock *b,
                            char *out, size_t room) {
  char name[300], list[40], was[80] = "";
  uint32_t tag = 0;
  if (b->change == CHANGE_VALUE || b->change == CHANGE_GONE) {
    uint32_t old = b->before == MAP_PART ? 0 : tag_at(s, b->address, b->before);
    bool back = position_compare(c->before_at, c->now->position) > 0;
    if (old)
      snprintf(was, sizeof was,
               back        ? " (later #%u)"
               : b->object ? " (took the place of #%u)"
                           : " (#%u died here)",
               old);
  }
  switch (b->holds) {
  case MAP_FREE:
    if (b->turn == 1)
      snprintf(out, room, "free: %s%s", p->next ? "the next to be used" : "first in line in this pool", was);
    else
      snprintf(out, room, "free: number %u in line%s", b->turn, was);
    break;
  case MAP_NEVER: snprintf(out, room, "never used yet%s", was); break;
  case MAP_KEPT:
    if (b->list == MODEL_NONE)
      snprintf(out, room, "kept by its type for the next object%s", was);
    else if (list_name(&c->now->lists[b->list], list, sizeof list) && b->turn == 1)
      snprintf(out, room, "dead %s, kept: the next one comes here%s", list, was);
    else
      snprintf(out, room, "dead %s, kept: number %u in line%s", list, b->turn, was);
    break;
  case MAP_PART:
    if (b->object) {
      name_object(s, (const Object *)b->object, name, sizeof name);
      snprintf(out, room, "the %s of %s", b->part, name);
    } else
      snprintf(out, room, "no object: memory of the engine, or of an object's inside");
    break;
  default:
    if (b->object) tag = name_object(s, (const Object *)b->object, name, sizeof name);
    snprintf(out, room, "%s%s", b->object ? name : "an object", was);
  }
  return tag;
}

static void put_block(Session *s, struct MapCache *c, int32_t pool, int32_t block, const char *before) {
  const MapBlock *blocks = blocks_of(c, pool);
  if (!blocks) return;
  const MapPool *p = &c->now->pools[pool];
  char words[400];
  MapLine *l = put(c, MAP_LINE_BLOCK);
  l->pool = pool;
  l->block = block;
  l->change = blocks[block].change;
  l->tag = block_words(s, c, p, &blocks[block], words, sizeof words);
  say(c, l, "%s%3d  %s", before, block + 1, words);
}

/* ---- the block the map is about ---- */

static bool chosen_address(Session *s, const MapAsk *ask, uint64_t *address, uint32_t *serial) {
  *serial = 0;
  *address = ask->block;
  if (ask->block) return true;
  return ask->tag && tag_find(s->tags, ask->tag, address, serial);
}

static void put_occupants(Session *s, struct MapCache *c, uintptr_t block, size_t size, uint32_t here) {
  occupants_update(&c->occupants, s->history, s->tags, block, size, OCCUPANTS_TOLD);
  const Occupants *o = &c->occupants;
  uint64_t now = s->history->now.line;
  int32_t told = 0, left = 0;
  say(c, put(c, MAP_LINE_NOTE), "who lived in this block, the latest first:");
  for (int32_t i = o->count; i-- > 0;) {
    const Occupant *r = &o->rows[i];
    if (r->born >= now) continue;
    bool dead = r->freed && r->freed < now, lives = !dead && r->serial == here;
    if (!lives && told == OCCUPANTS_TOLD) {
      left++;
      continue;
    }
    MapLine *l = put(c, MAP_LINE_OCCUPANT);
    uint64_t end = dead ? r->freed : now;
    char steps[64], lines[64] = "", tag[16] = "";
    if (lives && r->born)
      snprintf(steps, sizeof steps, "since step %llu", (unsigned long long)r->born);
    else if (lives)
      snprintf(steps, sizeof steps, "from the start");
    else if (r->born == end)
      snprintf(steps, sizeof steps, "in step %llu", (unsigned long long)end);
    else if (r->born)
      snprintf(steps, sizeof steps, "steps %llu to %llu", (unsigned long long)r->born,
               (unsigned long long)end);
    else
      snprintf(steps, sizeof steps, "to step %llu", (unsigned long long)end);
    if (lives ? r->born_line : r->born_line == r->freed_line && r->born_line)
      snprintf(lines, sizeof lines, " (line %d)", r->born_line);
    else if (r->born_line && r->freed_line)
      snprintf(lines, sizeof lines, " (lines %d, %d)", r->born_line, r->freed_line);
    if (r->tag) snprintf(tag, sizeof tag, "#%u ", r->tag);
    l->step = lives ? r->born : end;
    l->tag = lives ? 0 : r->tag;
    say(c, l, "%-*s %s%s%s%s%s", STEPS_WIDTH, steps, tag, r->type, lives || !*r->value ? "" : " ",
        lives ? ": it is here now" : r->value, lines);
    told += !lives;
  }
  if (left || (!told && !left) || o->from > 1) {
    MapLine *l = put(c, MAP_LINE_NOTE);
    if (left)
      say(c, l, "and %d object%s before those", left, plural((uint64_t)left));
    else if (o->from > 1)
      say(c, l, "what lived here before step %llu is not looked for", (unsigned long long)o->from);
    else
      say(c, l,
          here ? "no other object has lived here since the program began"
               : "no object has lived here since the program began");
  }
}

typedef struct PartLines {
  Session *s;
  struct MapCache *c;
} PartLines;
static void put_part(void *data, uintptr_t block, const char *what) {
  PartLines *f = data;
  const MemMap *m = f->c->now;
  MapPlace at = memmap_place(m, block);
  if (at.pool == MODEL_NONE && at.large == MODEL_NONE) return;
  MapLine *l = put(f->c, MAP_LINE_BLOCK);
  l->pool = at.pool;
  l->block = at.block;
  if (at.pool != MODEL_NONE) {
    const MapPool *p = &m->pools[at.pool];
    say(f->c, l, "elsewhere its %s: block %d of pool %u, %u bytes", what, at.block + 1, p->number, p->size);
  } else
    say(f->c, l, "elsewhere its %s: a large block, %llu bytes", what,
        (unsigned long long)m->large[at.large].size);
}

static void put_chosen(Session *s, struct MapCache *c, const MapAsk *ask) {
  uint64_t address;
  uint32_t serial;
  MapLine *l;
  if (!chosen_address(s, ask, &address, &serial)) {
    l = put(c, MAP_LINE_NOTE);
    say(c, l, "choose an object (V l): its block, and who lived there before");
    return;
  }
  const MemMap *m = c->now;
  MapPlace at = memmap_place(m, address);
  bool alive = !ask->block && (!serial || object_serial((const Object *)address) == serial);
  char words[400];
  l = put(c, MAP_LINE_CHOSEN);
  if (alive) {
    l->tag = ask->tag;
    name_object(s, (const Object *)address, words, sizeof words);
    int32_t shown = model_find_tag(session_model(s), ask->tag);
    if (shown != MODEL_NONE)
      snprintf(words, sizeof words, "#%u %s %s", ask->tag, session_model(s)->objects[shown].type,
               session_model(s)->objects[shown].value);
    say(c, l, "%s", words);
  } else if (!ask->block)
    say(c, l, "#%u %s; its place:", ask->tag,
        serial > HEAP->serial ? "is not born yet" : "is dead at this moment");
  if (at.pool == MODEL_NONE) {
    if (ask->block) say(c, l, "the chosen block:");
    l = put(c, MAP_LINE_NOTE);
    if (at.large != MODEL_NONE)
      say(c, l, "a large block, %llu bytes: pools serve up to 512 bytes",
          (unsigned long long)m->large[at.large].size);
    else if (!serial && !ask->block)
      say(c, l, "in no pool: made at the start and there for ever");
    else
      say(c, l, "its pool is not in use at this moment");
    return;
  }
  const MapPool *p = &m->pools[at.pool];
  uintptr_t block = p->address + POOL_HEADER + (uintptr_t)at.block * p->size;
  if (ask->block) say(c, l, "the block at %#llx", (unsigned long long)(block + ID_OFFSET));
  l = put(c, MAP_LINE_POOL);
  l->pool = at.pool;
  say(c, l, "pool %u", p->number);
  l = put(c, MAP_LINE_NOTE);
  say(c, l, "block %d of %u, size class %u: for requests of %u to %u bytes", at.block + 1, p->blocks, p->size,
      p->size - 15, p->size);
  if (alive && address != block) {
    l = put(c, MAP_LINE_NOTE);
    say(c, l, "id %#llx, behind %llu bytes of collector's head", (unsigned long long)(address + ID_OFFSET),
        (unsigned long long)(address - block));
  }
  const MapBlock *blocks = blocks_of(c, at.pool);
  if (!blocks) return;
  if (!alive) put_block(s, c, at.pool, at.block, "now: ");
  if (alive) {
    PartLines parts = {s, c};
    memmap_parts((const Object *)address, put_part, &parts);
  }
  if (at.block > 0) put_block(s, c, at.pool, at.block - 1, "left: ");
  if (at.block + 1 < (int32_t)p->blocks) put_block(s, c, at.pool, at.block + 1, "right: ");
  blocks = blocks_of(c, at.pool);
  put_occupants(s, c, block, p->size, blocks && blocks[at.block].object ? blocks[at.block].holds : 0);
}

/* ---- the whole map ---- */

static void put_pool(struct MapCache *c, int32_t pool) {
  const MapPool *p = &c->now->pools[pool];
  MapLine *l = put(c, MAP_LINE_POOL);
  l->pool = pool;
  if (c->now->arenas > 1)
    say(c, l, "pool %u.%u", p->arena, p->number);
  else
    say(c, l, "pool %u", p->number);
}

static void put_totals(struct MapCache *c) {
  const MemMap *m = c->now;
  uint64_t used = 0, kept = 0, free_blocks = 0, used_bytes = 0, free_bytes = 0, heads = 0, rest = 0;
  for (int32_t i = 0; i < m->pool_count; i++) {
    const MapPool *p = &m->pools[i];
    used += p->used;
    kept += p->kept;
    free_blocks += p->free + p->never;
    used_bytes += (uint64_t)p->used * p->size;
    free_bytes += (uint64_t)(p->free + p->never) * p->size;
    heads += POOL_HEADER;
    rest += (POOL_SIZE - POOL_HEADER) % p->size;
  }
  char a[32], b[32], d[32], e[32];
  MapLine *l = put(c, MAP_LINE_HEADING);
  say(c, l, "%u arena%s of 1 MiB: %d pools of 16 KiB in use, %u not", m->arenas, plural(m->arenas),
      m->pool_count, m->unused_pools);
  say(c, put(c, MAP_LINE_NOTE), "blocks: %s used, %s of them kept dead, %s free", commas(used, a),
      commas(kept, b), commas(free_blocks, d));
  say(c, put(c, MAP_LINE_NOTE), "bytes: %s used, %s free, %s heads, %s ends", commas(used_bytes, a),
      commas(free_bytes, b), commas(heads, d), commas(rest, e));
  put(c, MAP_LINE_LEGEND);
}

static void put_class(struct MapCache *c, const MapClass *k, bool all) {
  MapLine *l = put(c, MAP_LINE_CLASS);
  char bytes[32], change[64] = "";
  l->pool = k->first_pool;
  l->change = k->born ? CHANGE_NEW : k->freed ? CHANGE_GONE : CHANGE_NONE;
  if (k->born || k->freed)
    snprintf(change, sizeof change, " +%llu -%llu", (unsigned long long)k->born,
             (unsigned long long)k->freed);
  say(c, l, "size class %u: %d pool%s, %llu used, %llu free, %s B%s", k->size, k->pool_count,
      plural((uint64_t)k->pool_count), (unsigned long long)(k->used - k->kept),
      (unsigned long long)(k->free + k->kept), commas(k->used * k->size, bytes), change);
  /* Of many pools those that tell something: changed by the step, next to be used, or among the first few. */
  int32_t others = 0, alike = 0, shown = 0;
  for (int32_t i = k->first_pool; i < k->first_pool + k->pool_count; i++) {
    const MapPool *p = &c->now->pools[i];
    bool telling = p->next || p->born || p->freed;
    if (all || telling || (p->of_program && shown < POOLS_SHOWN)) {
      shown++;
      put_pool(c, i);
    } else if (p->of_program)
      alike++;
    else
      others++;
  }
  if (alike)
    say(c, put(c, MAP_LINE_FOLD), "%d more pool%s with objects of the program", alike,
        plural((uint64_t)alike));
  if (others)
    say(c, put(c, MAP_LINE_FOLD),
        others == 1 ? "%d more pool holds nothing of the program"
                    : "%d more pools hold nothing of the program",
        others);
}

static void put_lists(Session *s, struct MapCache *c) {
  const MemMap *m = c->now;
  MapLine *l = put(c, MAP_LINE_HEADING);
  say(c, l, "Dead objects kept by their type for the next (free lists)");
  for (int32_t k = 0; k < m->list_count; k++) {
    const MapList *list = &m->lists[k];
    if (!list->length && !list->before && list->items > 3) continue;
    char name[40];
    MapPlace at = list->next ? memmap_place(m, list->next) : (MapPlace){MODEL_NONE, MODEL_NONE, MODEL_NONE};
    l = put(c, MAP_LINE_LIST);
    l->pool = at.pool;
    l->block = at.block;
    l->change = list->length > list->before   ? CHANGE_GONE
                : list->length < list->before ? CHANGE_NEW
                                              : CHANGE_NONE;
    list_name(list, name, sizeof name);
    if (!list->next)
      say(c, l, "%-11s none kept; the next takes a block of %u", name, list->size);
    else
      say(c, l, "%-11s %d of %d kept; next at %#llx", name, list->length, list->limit,
          (unsigned long long)(list->next + ID_OFFSET));
  }
  l = put(c, MAP_LINE_LIST);
  say(c, l, "%-11s on a stack; the next call's at %#llx", "frame",
      (unsigned long long)(m->next_frame + ID_OFFSET));
  (void)s;
}

static void put_large(Session *s, struct MapCache *c, bool all) {
  const MemMap *m = c->now;
  char bytes[32];
  MapLine *l = put(c, MAP_LINE_HEADING);
  int32_t used = m->large_count - m->large_free, folded = 0;
  say(c, l, "Large blocks (over 512 bytes): %d used, %s B, %d free", used, commas(m->large_bytes, bytes),
      m->large_free);
  for (int32_t i = 0; i < m->large_count; i++) {
    const MapLarge *b = &m->large[i];
    const Object *o = (const Object *)b->object;
    bool program = o && object_serial(o) > model_boot_serial();
    if (!all && !program && b->change == CHANGE_NONE) {
      folded += b->serial != MAP_FREE;
      continue;
    }
    char name[300];
    l = put(c, MAP_LINE_LARGE);
    l->change = b->change;
    if (b->serial == MAP_FREE)
      say(c, l, "%10s bytes  free", commas(b->size, bytes));
    else if (o) {
      l->tag = name_object(s, o, name, sizeof name);
      say(c, l, "%10s bytes  %s%s%s%s", commas(b->size, bytes), b->part ? "the " : "", b->part ? b->part : "",
          b->part ? " of " : "", name);
    } else
      say(c, l, "%10s bytes  memory of the engine", commas(b->size, bytes));
  }
  if (folded) {
    l = put(c, MAP_LINE_FOLD);
    say(c, l, "others, with nothing of the program: %d", folded);
  }
}

static void put_map(Session *s, struct MapCache *c, const MapAsk *ask) {
  const MemMap *m = c->now;
  put_chosen(s, c, ask);
  put_totals(c);
  int32_t folded = 0, pools = 0;
  for (int32_t i = 0; i < m->class_count; i++) {
    const MapClass *k = &m->classes[i];
    if (ask->all || k->of_program || k->born || k->freed)
      put_class(c, k, ask->all);
    else
      folded++, pools += k->pool_count;
  }
  if (folded)
    say(c, put(c, MAP_LINE_FOLD), "other size classes with nothing of the program: %d, with %d pools", folded,
        pools);
  put_lists(s, c);
  put_large(s, c, ask->all);
  static const char *const notes[] = {"A request is rounded up to a multiple of 16 bytes: its",
                                      "size class. A pool is cut into blocks of one size class.",
                                      "The block freed last is used first: so a new object often",
                                      "gets the place, and the id(), of one that just died."};
  for (size_t i = 0; i < ARRAY_LEN(notes); i++) put(c, MAP_LINE_NOTE)->text = notes[i];
}

static void put_blocks(Session *s, struct MapCache *c, int32_t pool) {
  const MapPool *p = &c->now->pools[pool];
  MapLine *l = put(c, MAP_LINE_POOL);
  l->pool = pool;
  say(c, l, "pool %u", p->number);
  l = put(c, MAP_LINE_NOTE);
  say(c, l, "%u blocks of %u bytes from %#llx on", p->blocks, p->size,
      (unsigned long long)(p->address + POOL_HEADER + ID_OFFSET));
  say(c, put(c, MAP_LINE_NOTE), "%u used, %u with a dead object kept, %u free, %u unused", p->used - p->kept,
      p->kept, p->free, p->never);
  const MapBlock *blocks = blocks_of(c, pool);
  for (uint32_t i = 0; blocks && i < p->blocks; i++) {
    uint32_t end = i;
    while (end < p->blocks && blocks[end].holds == MAP_NEVER && blocks[end].change == CHANGE_NONE) end++;
    if (end - i < 2) {
      put_block(s, c, pool, (int32_t)i, "");
      continue;
    }
    l = put(c, MAP_LINE_RUN);
    l->pool = pool;
    l->block = (int32_t)i;
    say(c, l, "%3u  to %u: never used yet", i + 1, end);
    i = end - 1;
  }
}

const MapLine *session_map_lines(Session *s, const MapAsk *ask, size_t *count) {
  *count = 0;
  struct MapCache *c = map_now(s);
  if (!c) return NULL;
  bool same = c->answered && c->asked.tag == ask->tag && c->asked.block == ask->block &&
              c->asked.pool == ask->pool && c->asked.all == ask->all;
  if (!same) {
    c->count = 0;
    region_free(&c->texts);
    region_init(&c->texts, malloc_allocator());
    MapPlace at = ask->pool ? memmap_place(c->now, ask->pool + POOL_HEADER)
                            : (MapPlace){MODEL_NONE, MODEL_NONE, MODEL_NONE};
    if (at.pool != MODEL_NONE)
      put_blocks(s, c, at.pool);
    else if (ask->pool)
      say(c, put(c, MAP_LINE_NOTE), "this pool is not in use at this moment");
    else
      put_map(s, c, ask);
    c->asked = *ask;
    c->answered = true;
  }
  *count = c->count;
  return c->lines;
}

uintptr_t session_map_chosen(Session *s, const MapAsk *ask) {
  uint64_t address;
  uint32_t serial;
  struct MapCache *c = map_now(s);
  if (!c || !chosen_address(s, ask, &address, &serial)) return 0;
  MapPlace at = memmap_place(c->now, address);
  if (at.pool == MODEL_NONE) return 0;
  const MapPool *p = &c->now->pools[at.pool];
  return p->address + POOL_HEADER + (uintptr_t)at.block * p->size;
}

uintptr_t session_map_pool_address(Session *s, int32_t pool) {
  struct MapCache *c = map_now(s);
  return c && pool >= 0 && pool < c->now->pool_count ? c->now->pools[pool].address : 0;
}

uintptr_t session_map_block_address(Session *s, int32_t pool, int32_t block) {
  uintptr_t address = session_map_pool_address(s, pool);
  return address && block >= 0 ? address + POOL_HEADER + (uintptr_t)block * s->map->now->pools[pool].size : 0;
}

MapPoolNumbers session_map_numbers(Session *s, int32_t pool) {
  struct MapCache *c = map_now(s);
  if (!c || pool < 0 || pool >= c->now->pool_count) return (MapPoolNumbers){0};
  const MapPool *p = &c->now->pools[pool];
  return (MapPoolNumbers){p->used - p->kept, p->blocks - p->used + p->kept, p->born, p->freed};
}

static MapCell cell_of(const MapBlock *blocks, uint32_t from, uint32_t to, uintptr_t chosen) {
  uint32_t used = 0, never = 0;
  bool born = false, gone = false;
  for (uint32_t i = from; i < to; i++) {
    const MapBlock *b = &blocks[i];
    if (b->address == chosen) return CELL_CHOSEN;
    born |= b->change == CHANGE_NEW || b->change == CHANGE_VALUE;
    gone |= b->change == CHANGE_GONE;
    never += b->holds == MAP_NEVER;
    used += b->holds != MAP_FREE && b->holds != MAP_NEVER && b->holds != MAP_KEPT;
  }
  uint32_t all = to - from;
  return born           ? CELL_BORN
         : gone         ? CELL_GONE
         : used == all  ? CELL_FULL
         : used         ? CELL_SOME
         : never == all ? CELL_NEVER
                        : CELL_FREE;
}

void session_map_bar(Session *s, int32_t pool, uintptr_t chosen, int width, MapCell *cells) {
  struct MapCache *c = map_now(s);
  for (int x = 0; x < width; x++) cells[x] = CELL_NONE;
  if (!c || width < 1 || pool < 0 || pool >= c->now->pool_count) return;
  const MapPool *p = &c->now->pools[pool];
  MapBlock *blocks = malloc(((size_t)p->blocks + 1) * sizeof *blocks);
  if (!blocks) return;
  memmap_changes(c->now, c->before, pool, blocks);
  uint32_t cells_used = MIN((uint32_t)width, p->blocks);
  for (uint32_t x = 0; x < cells_used; x++)
    cells[x] = cell_of(blocks, (uint32_t)((uint64_t)x * p->blocks / cells_used),
                       (uint32_t)((uint64_t)(x + 1) * p->blocks / cells_used), chosen);
  free(blocks);
}

/* ---- the command ---- */

static void print_pool(Session *s, Buf *out, const MapLine *l, uintptr_t chosen) {
  enum { WIDTH = 40 };
  static const char signs[] = ".-=#x+@";
  MapCell cells[WIDTH];
  session_map_bar(s, l->pool, chosen, WIDTH, cells);
  buf_printf(out, "  %-9s [", l->text);
  for (int i = 0; i < WIDTH; i++)
    if (cells[i] != CELL_NONE) buf_char(out, signs[cells[i]]);
  MapPoolNumbers n = session_map_numbers(s, l->pool);
  buf_printf(out, "] %u used, %u free", n.used, n.free);
  if (n.born || n.freed) buf_printf(out, "; +%u -%u", n.born, n.freed);
}

Reply map_command(Session *s, const char *argument) {
  MapAsk ask = {0};
  bool whole = !argument;
  int32_t at = argument ? session_object(s, argument) : MODEL_NONE;
  uint64_t address;
  uint32_t serial;
  if (at != MODEL_NONE)
    ask.tag = session_model(s)->objects[at].tag;
  else if (argument && *argument == '#' &&
           tag_find(s->tags, (uint32_t)strtoul(argument + 1, NULL, 10), &address, &serial))
    ask.tag = (uint32_t)strtoul(argument + 1, NULL, 10); /* dead, or not born yet: its place is still there */
  else if (argument && strcmp(argument, "all") == 0)
    ask.all = whole = true;
  else if (argument && strncmp(argument, "pool ", 5) == 0) {
    unsigned arena = 1, number = 0;
    if (sscanf(argument + 5, "%u.%u", &arena, &number) != 2) {
      number = (unsigned)strtoul(argument + 5, NULL, 10);
      arena = 1;
    }
    if (!number || number > POOLS_PER_ARENA || !arena || arena > MAX_SMALL_ARENAS)
      return reply_text(true, "which pool? `map` lists them: map pool 12");
    ask.pool = ARENA_SMALL_BASE + (uintptr_t)(arena - 1) * SMALL_ARENA + (uintptr_t)(number - 1) * POOL_SIZE;
    whole = true;
  } else if (argument)
    return reply_text(true, "there is no object or name `%s` at this moment", argument);
  size_t count;
  const MapLine *lines = session_map_lines(s, &ask, &count);
  if (!lines) return reply_text(true, "out of memory");
  uintptr_t chosen = session_map_chosen(s, &ask);
  Buf out;
  buf_init(&out, malloc_allocator());
  for (size_t i = 0; i < count; i++) {
    const MapLine *l = &lines[i];
    if (l->kind == MAP_LINE_HEADING && !whole) break;
    if (i == 0 && l->kind == MAP_LINE_NOTE && !ask.tag && !ask.pool) continue; /* how to choose in the view */
    if (out.len) buf_char(&out, '\n');
    const char *sign = l->change == CHANGE_NEW || l->change == CHANGE_VALUE ? "+"
                       : l->change == CHANGE_GONE                           ? "x"
                                                                            : " ";
    switch (l->kind) {
    case MAP_LINE_POOL: print_pool(s, &out, l, chosen); break;
    case MAP_LINE_LEGEND:
      buf_printf(&out, "  # used, = partly, - free, . unused, @ chosen, + taken and x freed by the step");
      break;
    case MAP_LINE_CHOSEN:
    case MAP_LINE_HEADING:
    case MAP_LINE_CLASS: buf_text(&out, l->text); break;
    default: buf_printf(&out, "%s %s", sign, l->text);
    }
  }
  return reply_take(&out);
}
