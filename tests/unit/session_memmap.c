/* The memory map on a small program: it adds up, it agrees with the walk of the heap, and it knows what comes
 * next. The engine runs in this process. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "heap/memstats.h"
#include "model/heapwalk.h"
#include "session/memmap.h"

static const char program[] = "class Point:\n"
                              "    def __init__(self, x):\n"
                              "        self.x = x\n"
                              "a = [1, 2, 3]\n"
                              "del a\n"
                              "b = ['one', 'two']\n"
                              "def use(n):\n"
                              "    t = (n, n + 1)\n"
                              "    d = {n: t}\n"
                              "    return len(d)\n"
                              "for i in range(6):\n"
                              "    use(i)\n"
                              "points = [Point(i) for i in range(300)]\n"
                              "del points\n"
                              "f = 2.5\n"
                              "g = f * 3\n"
                              "del g\n"
                              "text = 'x' * 2000\n"
                              "text += 'y'\n"
                              "b += [None] * 400\n"
                              "b.clear()\n"
                              "import gc\n"
                              "d = {}\n"
                              "del d\n"
                              "gc.collect()\n"
                              "e = {}\n"
                              "d = 1\n";
static Session *s;

static void command(const char *text) {
  Reply r = session_command(s, text);
  reply_free(&r);
}

static const ModelObject *named(const char *name) {
  const Model *m = session_model(s);
  for (int32_t i = 0; i < m->name_count; i++)
    if (strcmp(m->names[i].name, name) == 0 && m->names[i].object != MODEL_NONE)
      return &m->objects[m->names[i].object];
  return NULL;
}

static void adds_up(const MemMap *m) {
  MemStats stats;
  mem_stats(&stats);
  uint64_t used[SMALL_CLASSES] = {0}, kept = 0;
  for (int32_t i = 0; i < m->pool_count; i++) {
    const MapPool *p = &m->pools[i];
    assert_int_equal(p->used + p->free + p->never, p->blocks);
    assert_int_equal(p->used, ((const Pool *)p->address)->used);
    used[p->size / 16 - 1] += p->used;
    kept += p->kept;
  }
  for (int c = 0; c < SMALL_CLASSES; c++) assert_int_equal(used[c], stats.classes[c].used);
  uint64_t listed = 0;
  for (int32_t k = 0; k < m->list_count; k++) listed += (uint64_t)m->lists[k].length;
  assert_int_equal(kept, listed);
  Walk w;
  assert_true(walk_run(&w, false));
  for (int32_t i = 0; i < w.count; i++) {
    uintptr_t at = (uintptr_t)w.objects[i];
    if (at < ARENA_SMALL_BASE) continue;
    MapPlace place = memmap_place(m, at);
    if (place.pool != MODEL_NONE)
      assert_int_equal(m->holds[m->pools[place.pool].first + (uint32_t)place.block],
                       object_serial(w.objects[i]));
    else {
      assert_int_not_equal(place.large, MODEL_NONE);
      assert_int_equal(m->large[place.large].serial, object_serial(w.objects[i]));
    }
  }
  walk_free(&w);
}

static void the_map_adds_up_at_every_step(void **state) {
  (void)state;
  command("start");
  MemMap *before = NULL;
  for (int i = 0; i < 900; i++) {
    MemMap *m = memmap_build(session_history(s), before);
    assert_non_null(m);
    adds_up(m);
    for (int32_t k = 0; before && k < m->pool_count;
         k++) { /* what was taken and freed explains the difference */
      const MapPool *p = &m->pools[k];
      size_t place = (p->address - ARENA_SMALL_BASE) / POOL_SIZE;
      int32_t old = place < before->pool_places ? before->pool_at[place] : MODEL_NONE;
      if (old == MODEL_NONE || before->pools[old].size != p->size) continue;
      const MapPool *was = &before->pools[old];
      assert_int_equal((int64_t)(p->used - p->kept) - (int64_t)(was->used - was->kept),
                       (int64_t)p->born - (int64_t)p->freed);
    }
    memmap_free(before);
    before = m;
    if (session_history(s)->finished) break;
    history_step_line(session_history(s), 1);
  }
  memmap_free(before);
  assert_true(session_history(s)->finished);
}

static const MapLine *line_of(const MapLine *lines, size_t count, MapLineKind kind, const char *text) {
  for (size_t i = 0; i < count; i++)
    if (lines[i].kind == kind && strstr(lines[i].text, text)) return &lines[i];
  return NULL;
}

static void a_dead_lists_place_is_the_next_ones(void **state) {
  (void)state;
  size_t count;
  command("start");
  command("until 5");
  uint64_t address = named("a")->address;
  MapAsk ask = {.tag = named("a")->tag};
  uint32_t tag = ask.tag;
  const MapLine *lines = session_map_lines(s, &ask, &count);
  assert_non_null(line_of(lines, count, MAP_LINE_CHOSEN, "list [1, 2, 3]"));
  assert_non_null(line_of(lines, count, MAP_LINE_OCCUPANT, "it is here now (line 4)"));
  assert_non_null(line_of(lines, count, MAP_LINE_BLOCK, "elsewhere its elements"));
  command("step");
  lines = session_map_lines(s, &ask, &count);
  assert_non_null(line_of(lines, count, MAP_LINE_CHOSEN, "is dead at this moment"));
  char expected[80];
  snprintf(expected, sizeof expected, "the next one comes here (#%u died here)", tag);
  assert_non_null(line_of(lines, count, MAP_LINE_BLOCK, expected));
  const MapLine *list = line_of(lines, count, MAP_LINE_LIST, "list");
  snprintf(expected, sizeof expected, "next at %#llx", (unsigned long long)address);
  assert_non_null(strstr(list->text, expected));
  command("step");
  assert_int_equal(named("b")->address, address);
  ask.tag = named("b")->tag;
  lines = session_map_lines(s, &ask, &count);
  snprintf(expected, sizeof expected, "#%u list [1, 2, 3] (lines 4, 5)", tag);
  const MapLine *occupant = line_of(lines, count, MAP_LINE_OCCUPANT, expected);
  assert_non_null(occupant);
  assert_int_equal(occupant->tag, tag);
  uint64_t now = session_history(s)->now.line;
  assert_true(occupant->step < now);
  command("back-step"); /* and back: the place is empty again */
  lines = session_map_lines(s, &ask, &count);
  assert_non_null(line_of(lines, count, MAP_LINE_CHOSEN, "is not born yet"));
  snprintf(expected, sizeof expected, "(later #%u)", ask.tag);
  assert_non_null(line_of(lines, count, MAP_LINE_BLOCK, expected));
}

/* The dead dict's block goes back to its pool with the collection: that is no second death. */
static void a_free_list_given_back(void **state) {
  (void)state;
  size_t count;
  command("start");
  command("until 24");
  MapAsk ask = {.block = (uintptr_t)(named("d")->address - ID_OFFSET)};
  command("until 27");
  const MapLine *lines = session_map_lines(s, &ask, &count);
  assert_non_null(line_of(lines, count, MAP_LINE_OCCUPANT, "dict {} (lines 23, 24)"));
  for (size_t i = 0; i < count; i++) /* each was seen to be born */
    assert_true(lines[i].kind != MAP_LINE_OCCUPANT || strncmp(lines[i].text, "to step", 7) != 0);
}

static void asking_leaves_the_moment_alone(void **state) {
  (void)state;
  size_t count;
  command("start");
  command("until 16");
  static const char *const sizes[] = {"size line", "size expression", "size instruction", "size event"};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    command(sizes[i]);
    for (int k = 0; k < 4; k++) {
      command(k < 3 ? "step" : "back-step");
      Position at = session_history(s)->now;
      uint64_t digest = history_digest(session_history(s));
      for (uint32_t tag = 1; tag < 20; tag++) {
        MapAsk ask = {.tag = tag, .all = tag & 1};
        assert_non_null(session_map_lines(s, &ask, &count));
      }
      MapAsk pool = {.pool = session_map_pool_address(s, 0)};
      assert_non_null(session_map_lines(s, &pool, &count));
      assert_int_equal(position_compare(session_history(s)->now, at), 0);
      assert_true(history_digest(session_history(s)) == digest);
    }
  }
  command("size line");
}

static int open_session(void **state) {
  (void)state;
  const char *why = "";
  SessionOptions options = {.program = {.kind = PROGRAM_SCRIPT,
                                        .path = "program.py",
                                        .text = program,
                                        .length = sizeof program - 1},
                            .frozen_clock = true,
                            .root = "."};
  s = session_open(&options, &why);
  if (!s) print_error("%s\n", why);
  return s ? 0 : -1;
}
static int close_session(void **state) {
  (void)state;
  session_close(s);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_map_adds_up_at_every_step),
      cmocka_unit_test(a_dead_lists_place_is_the_next_ones),
      cmocka_unit_test(a_free_list_given_back),
      cmocka_unit_test(asking_leaves_the_moment_alone),
  };
  return cmocka_run_group_tests(tests, open_session, close_session);
}
