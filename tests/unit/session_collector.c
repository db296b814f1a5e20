/* Walking through a collection: every event is a moment one can stop at, and what is told of it agrees with
 * the state of the engine at that moment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "heap/gc.h"
#include "session/session.h"

static const char program[] = "import gc\n"
                              "from weakref import ref\n"
                              "gc.disable()\n"
                              "class Node:\n"
                              "    def __init__(self, back):\n"
                              "        self.pair = self\n"
                              "        self.back = back\n"
                              "    def __del__(self):\n"
                              "        if self.back:\n"
                              "            saved.append(self)\n"
                              "def tell(dead):\n"
                              "    print('cleared')\n"
                              "saved = []\n"
                              "watch = ref(Node(False), tell)\n"
                              "loop = [saved]\n"
                              "loop.append(loop)\n"
                              "phoenix = Node(True)\n"
                              "del loop, phoenix\n"
                              "print(gc.collect())\n"
                              "print(len(saved), watch())\n";
static Session *s;

static char last_text[8000];
static Reply command(const char *text) {
  Reply r = session_command(s, text);
  snprintf(last_text, sizeof last_text, "%s", r.text ? r.text : "");
  reply_free(&r);
  return r;
}
static Position now(void) { return session_history(s)->now; }

static const ModelObject *object_of(uint32_t tag) {
  const Model *m = session_model(s);
  int32_t at = model_find_tag(m, tag);
  return at == MODEL_NONE ? NULL : &m->objects[at];
}

/* The rows that the stops add up to against the copied counts in the arena. */
static void compare_counts(const Collection *c, int32_t stop) {
  CollectorRow *rows = calloc((size_t)c->object_count + 1, sizeof *rows);
  assert_non_null(rows);
  int32_t n = collection_rows(c, stop, rows);
  for (int32_t i = 0; i < n; i++) {
    const ModelObject *o = object_of(c->objects[rows[i].object].tag);
    if (!o || o->working < 0) continue;
    if (o->working != rows[i].left)
      print_error("stop %d: #%u has %lld left, told are %lld\n", stop, o->tag, (long long)o->working,
                  (long long)rows[i].left);
    assert_int_equal(o->working, rows[i].left);
  }
  free(rows);
}

static void every_stop_is_a_moment(void **state) {
  (void)state;
  command("start");
  command("collection");
  const Collection *c = session_collection(s);
  assert_non_null(c);
  assert_true(c->record.done);
  assert_int_equal(c->stops[0].kind, EV_GC_START);
  assert_int_equal(c->stops[c->stop_count - 1].kind, EV_GC_END);
  int32_t count = c->stop_count;
  assert_in_range(count, 60, 120);
  uint64_t *digests = calloc((size_t)count, sizeof *digests);
  assert_non_null(digests);
  for (int32_t i = 0; i < count; i++) {
    c = session_collection(s);
    assert_non_null(c);
    if (position_compare(now(), c->stops[i].at) != 0)
      print_error("stop %d (%s): at %llu.%u.%u, wanted %llu.%u.%u\n", i, c->stops[i].text,
                  (unsigned long long)now().line, now().instr, now().event,
                  (unsigned long long)c->stops[i].at.line, c->stops[i].at.instr, c->stops[i].at.event);
    assert_int_equal(position_compare(now(), c->stops[i].at), 0);
    assert_string_equal(session_model(s)->caption, c->stops[i].text);
    assert_int_equal(session_model(s)->gc_phase, c->stops[i].phase);
    compare_counts(c, i);
    char *wrong = model_audit();
    if (wrong) print_error("stop %d: %s\n", i, wrong);
    assert_null(wrong);
    digests[i] = history_digest(session_history(s));
    if (i + 1 < count) command("gc-step");
  }
  for (int32_t i = count - 1; i > 0; i--) {
    command("back-gc-step");
    assert_int_equal(position_compare(now(), session_collection(s)->stops[i - 1].at), 0);
    assert_true(digests[i - 1] == history_digest(session_history(s)));
  }
  free(digests);
}

static const struct {
  const char *value; /* how the object's value begins */
  Fate end;
} fates[] = {{"<function tell>", FATE_REACHABLE},
             {"<Node back=False", FATE_FREED},
             {"[[], [", FATE_FREED},
             {"<Node back=True", FATE_BACK},
             {"(<class 'object'>,)", FATE_UNTRACKED}};

static void fates_are_told(void **state) {
  (void)state;
  command("start");
  command("collection");
  const Collection *c = session_collection(s);
  CollectorRow *rows = calloc((size_t)c->object_count + 1, sizeof *rows);
  assert_non_null(rows);
  int32_t n = collection_rows(c, c->stop_count - 1, rows);
  for (size_t f = 0; f < sizeof fates / sizeof *fates; f++) {
    bool found = false;
    for (int32_t i = 0; i < n; i++) {
      const CollectorObject *o = &c->objects[rows[i].object];
      const char *at = strstr(o->value, fates[f].value);
      if (!at && strncmp(fates[f].value, "<Node", 5) == 0) at = strstr(o->value, fates[f].value + 6);
      if (!at) continue;
      found = true;
      if (rows[i].fate != fates[f].end) print_error("%s: %s\n", o->value, fate_text(rows[i].fate));
      assert_int_equal(rows[i].fate, fates[f].end);
      break;
    }
    if (!found) print_error("%s is not there\n", fates[f].value);
    assert_true(found);
  }
  free(rows);
  assert_int_equal(c->record.unreachable, 3);
  assert_int_equal(c->record.weakrefs, 1);
  assert_int_equal(c->record.callbacks, 1);
  assert_int_equal(c->record.finalizers, 2);
  assert_int_equal(c->record.resurrected, 1);
  assert_int_equal(c->record.found, 2);
}

static void phases_forward_and_back(void **state) {
  (void)state;
  command("start");
  command("collection");
  for (int p = GC_PHASE_COPY; p < GC_PHASES; p++) {
    command("]");
    assert_int_equal(session_model(s)->gc_phase, p);
  }
  command("]"); /* the end */
  assert_int_equal(session_model(s)->gc_phase, GC_PHASE_NONE);
  for (int p = GC_PHASES - 1; p >= GC_PHASE_COPY; p--) {
    command("back-phase");
    assert_int_equal(session_model(s)->gc_phase, p);
  }
  command("[");
  Position start = session_collection(s)->stops[0].at;
  assert_int_equal(position_compare(now(), start), 0);
}

static void events_of_the_step_size(void **state) {
  (void)state;
  command("start");
  command("collection");
  command("size event");
  command("step");
  command("step");
  assert_int_equal(position_compare(now(), session_collection(s)->stops[2].at), 0);
  command("back-step");
  assert_int_equal(position_compare(now(), session_collection(s)->stops[1].at), 0);
  command("size line");
}

static void log_filters(void **state) {
  (void)state;
  command("start");
  command("goto end");
  command("log gc");
  assert_non_null(strstr(last_text, "only gc"));
  command("log");
  assert_non_null(strstr(last_text, "gc.collect() was called in line 19"));
  assert_null(strstr(last_text, "now names"));
  command("log name");
  command("log");
  assert_non_null(strstr(last_text, "`saved` now names"));
  assert_null(strstr(last_text, "collection"));
  assert_true(command("log nonsense").error);
  command("log brief");
}

static int setup(void **state) {
  (void)state;
  SessionOptions o = {0};
  o.program.path = "prog.py";
  o.program.text = program;
  o.program.length = sizeof program - 1;
  o.frozen_clock = true;
  const char *why = NULL;
  s = session_open(&o, &why);
  return s ? 0 : -1;
}
static int teardown(void **state) {
  (void)state;
  session_close(s);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_stop_is_a_moment), cmocka_unit_test(fates_are_told),
      cmocka_unit_test(phases_forward_and_back), cmocka_unit_test(events_of_the_step_size),
      cmocka_unit_test(log_filters)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
