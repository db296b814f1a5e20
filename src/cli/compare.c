#include "cli/compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/utf8.h"
#include "heap/mem.h"
#include "model/documentation.h"
#include "model/library.h"

const AspectInfo aspect_table[ASPECT_COUNT] = {
#define ASPECT(id, word, words) {word, words},
#include "cli/aspects.def"
#undef ASPECT
};

const char *const allowance_words[ALLOWANCE_COUNT] = {
#define ALLOWANCE(id, words) words,
#include "cli/allowances.def"
#undef ALLOWANCE
};

/* How we came to an object: by a name of a frame, or by a part of another object. */
typedef struct Way {
  int32_t from;      /* our index of the object whose part it is, or MODEL_NONE */
  const char *label; /* the name, or the part's label */
  const char *frame; /* function of the name, NULL for the module's */
  bool cell;         /* the cell of that name */
} Way;

/* The matching of the two sides, for one moment. */
typedef struct Match {
  uint32_t tag; /* of theirs, 0: not met */
  Way way;
} Match;

struct Comparison {
  unsigned without;
  Reach *ours;
  Mirror *theirs;
  History *history;
  TagBook *tags;
  int32_t *back; /* their tag -> our object, or MODEL_NONE */
  uint32_t back_room;
  Match *matches; /* of our objects */
  int32_t match_count, match_room;
  int32_t *queue, queued, queue_room;   /* our objects, in the order they were met; all that are compared */
  int32_t *late, late_count, late_done; /* those of the library, whose parts come last */
  int32_t *counted, counted_count;      /* those whose counts differ, unless the library holds them in other
                                           numbers */
  bool wants_held, follows;             /* follows: the moment before was one line before */
  bool failed;                          /* out of memory */
  Difference difference;
  uint64_t figures[ASPECT_COUNT], allowances[ALLOWANCE_COUNT];
  uint64_t figures_before[ASPECT_COUNT], allowances_before[ALLOWANCE_COUNT]; /* this line */
};

bool aspects_read(const char *list, unsigned *bits, char *bad, size_t room) {
  for (const char *p = list; *p;) {
    size_t n = strcspn(p, ",");
    bool known = false;
    for (int i = 0; i < ASPECT_COUNT; i++)
      if (strlen(aspect_table[i].word) == n && strncmp(p, aspect_table[i].word, n) == 0) {
        *bits |= 1u << i;
        known = true;
      }
    if (!known) {
      snprintf(bad, room, "%.*s", (int)n, p);
      return false;
    }
    p += n + (p[n] == ',');
  }
  return true;
}

Comparison *comparison_new(unsigned without, const ComparisonSides *sides) {
  Comparison *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->without = without;
  c->ours = sides->ours;
  c->theirs = sides->theirs;
  c->history = sides->history;
  c->tags = sides->tags;
  buf_init(&c->difference.what, malloc_allocator());
  buf_init(&c->difference.ours, malloc_allocator());
  buf_init(&c->difference.theirs, malloc_allocator());
  return c;
}

void comparison_free(Comparison *c) {
  if (!c) return;
  free(c->matches);
  free(c->queue);
  free(c->late);
  free(c->counted);
  free(c->back);
  buf_free(&c->difference.what);
  buf_free(&c->difference.ours);
  buf_free(&c->difference.theirs);
  free(c);
}

const Difference *comparison_difference(const Comparison *c) { return &c->difference; }
const uint64_t *comparison_figures(const Comparison *c) { return c->figures; }

uint64_t *comparison_allowances(Comparison *c) { return c->allowances; }

bool comparison_compares(const Comparison *c, Aspect a) { return !(c->without & 1u << a); }

/* ---- the matching ---- */

/* Room for the tags that are known by now. */
static bool begin_matching(Comparison *c) {
  uint32_t tags = mirror_tags(c->theirs);
  for (int32_t i = 0; i < c->queued; i++) c->back[c->matches[c->queue[i]].tag] = MODEL_NONE;
  c->queued = c->match_count = c->late_count = c->late_done = c->counted_count = 0;
  if (tags < c->back_room) return true;
  uint32_t room = tags + tags / 2 + 1024;
  int32_t *back = realloc(c->back, room * sizeof *back);
  if (!back) return false;
  for (uint32_t i = c->back_room; i < room; i++) back[i] = MODEL_NONE;
  c->back = back;
  c->back_room = room;
  return true;
}

/* The matching of our object, which begins as none. */
static Match *match_of(Comparison *c, int32_t mine) {
  if (mine >= c->match_room || c->queued >= c->queue_room) {
    int32_t room = MAX(mine + 1, c->match_room) * 2 + 1024;
    Match *matches = realloc(c->matches, (size_t)room * sizeof *matches);
    if (matches) c->matches = matches;
    int32_t **const lists[] = {&c->queue, &c->late, &c->counted};
    for (size_t i = 0; i < ARRAY_LEN(lists) && matches; i++) {
      int32_t *list = realloc(*lists[i], (size_t)room * sizeof *list);
      if (list)
        *lists[i] = list;
      else
        matches = NULL;
    }
    if (!matches) {
      c->failed = true;
      return NULL;
    }
    c->match_room = c->queue_room = room;
  }
  for (; c->match_count <= mine; c->match_count++) c->matches[c->match_count] = (Match){0};
  return &c->matches[mine];
}

/* ---- words ---- */

static void say(Buf *b, const char *s) { buf_text(b, s); }

/* "element 2 of `rows`", "attribute next of `a` in walk()" */
static void say_way(const Comparison *c, Buf *b, const Way *w, int depth) {
  if (w->cell) say(b, "the cell of ");
  if (w->from == MODEL_NONE) {
    buf_printf(b, "`%s`", w->label ? w->label : "?");
    if (w->frame) buf_printf(b, " in %s", w->frame);
    return;
  }
  const char *l = w->label;
  if (*l == '[')
    buf_printf(b, "element %.*s", (int)strcspn(l + 1, "]"), l + 1);
  else if (strncmp(l, "value ", 6) == 0)
    buf_printf(b, "the value of entry %s", l + 6);
  else if (strncmp(l, "key ", 4) == 0)
    buf_printf(b, "the key of entry %s", l + 4);
  else if (*l == '(')
    buf_printf(b, "part %.*s", (int)strcspn(l + 1, ")"), l + 1);
  else if (strcmp(l, "contents") == 0)
    say(b, "the contents");
  else
    buf_printf(b, "attribute %s", l);
  say(b, " of ");
  if (depth > 6)
    say(b, "...");
  else
    say_way(c, b, &c->matches[w->from].way, depth + 1);
}

static void begin_difference(Comparison *c) {
  buf_clear(&c->difference.what);
  buf_clear(&c->difference.ours);
  buf_clear(&c->difference.theirs);
}

void comparison_set(Comparison *c, const char *what, const char *ours, const char *theirs) {
  begin_difference(c);
  say(&c->difference.what, what);
  say(&c->difference.ours, ours);
  say(&c->difference.theirs, theirs);
}

static bool differ(Comparison *c, const char *what, const char *ours, const char *theirs) {
  comparison_set(c, what, ours, theirs);
  return false;
}

static bool differ_at(Comparison *c, const char *what, const Way *way, const char *ours, const char *theirs) {
  begin_difference(c);
  say(&c->difference.what, what);
  say_way(c, &c->difference.what, way, 0);
  say(&c->difference.ours, ours);
  say(&c->difference.theirs, theirs);
  return false;
}

/* ---- text ---- */

/* The next character as both sides write it: malformed bytes as U+FFFD, NUL as U+2400. */
static uint32_t next_char(const char **p, const char *end) {
  uint32_t cp;
  *p += utf8_decode(*p, end, false, &cp);
  return cp == UTF8_BAD ? 0xFFFD : cp ? cp : 0x2400;
}

/* The line of `from`..`end` around `at`, for a person. */
static void quote_line(Buf *b, const char *from, const char *at, const char *end) {
  const char *start = at;
  while (start > from && start[-1] != '\n' && at - start < 300) start--;
  if (start == end) {
    say(b, "(nothing more)");
    return;
  }
  if (*start == '\n' && start == at) say(b, "(an empty line)");
  for (const char *p = start; p < end && *p != '\n' && b->len < 600;) {
    uint32_t cp = next_char(&p, end);
    buf_code_point(b, cp);
  }
}

/* Behind " at " an address, as reprs tell it; the characters it has, 0: none. */
static size_t address_length(const char *from, const char *at, const char *end) {
  if (at - from < 4 || memcmp(at - 4, " at ", 4) != 0 || end - at < 3 || memcmp(at, "0x", 2) != 0) return 0;
  size_t n = 2;
  while (at + n < end && strchr("0123456789abcdef", at[n]) && at[n]) n++;
  return n > 6 ? n : 0;
}

/* One more character, or address, of both. */
typedef struct TextPair {
  const char *ours, *at, *end, *theirs, *their_at, *their_end;
} TextPair;

static bool next_of_both(TextPair *t, bool *addresses_differ) {
  size_t n = address_length(t->ours, t->at, t->end);
  size_t their_n = n ? address_length(t->theirs, t->their_at, t->their_end) : 0;
  if (!their_n) return next_char(&t->at, t->end) == next_char(&t->their_at, t->their_end);
  *addresses_differ = n != their_n || memcmp(t->at, t->their_at, n) != 0;
  t->at += n;
  t->their_at += their_n;
  return true;
}

bool comparison_same_text(const char *ours, size_t length, const char *theirs, size_t their_length) {
  TextPair t = {ours, ours, ours + length, theirs, theirs, theirs + their_length};
  bool ignored;
  while (t.at < t.end && t.their_at < t.their_end)
    if (!next_of_both(&t, &ignored)) return false;
  return t.at == t.end && t.their_at == t.their_end;
}

bool comparison_text(Comparison *c, const char *what, const char *ours, size_t length, const char *theirs,
                     size_t their_length) {
  TextPair t = {ours, ours, ours + length, theirs, theirs, theirs + their_length}, before = t;
  c->figures[ASPECT_OUTPUT] += length;
  const char *line = ours, *their_line = theirs;
  for (; t.at < t.end && t.their_at < t.their_end; before = t) {
    bool addresses_differ = false;
    if (!next_of_both(&t, &addresses_differ)) break;
    if (addresses_differ) c->allowances[ALLOWANCE_ADDRESS_TEXT]++;
    if (t.at[-1] == '\n') line = t.at, their_line = t.their_at;
  }
  const char *p = before.at, *end = t.end, *q = before.their_at, *their_end = t.their_end;
  if (p == end && q == their_end) return true;
  begin_difference(c);
  size_t number_of_line = 1;
  for (const char *s = ours; s < line; s++) number_of_line += *s == '\n';
  say(&c->difference.what, what);
  if (number_of_line > 1) buf_printf(&c->difference.what, " (line %zu of it)", number_of_line);
  /* Long lines are shown from a little before the place where they differ. */
  quote_line(&c->difference.ours, line, p - line > 300 ? p : line, end);
  quote_line(&c->difference.theirs, their_line, p - line > 300 ? q : their_line, their_end);
  return false;
}

/* ---- identity ---- */

/* An object that the library made, in its own way: L; whose class inherits from such a one: l. */
static bool is_librarys(const TheirObject *their, bool shares) {
  return strchr(their->checks, 'L') || (shares && strchr(their->checks, 'l'));
}
static const TheirObject *their_object(const Comparison *c, int32_t mine) {
  return mirror_object(c->theirs, c->matches[mine].tag);
}
static bool from_library(const Comparison *c, const Way *w) {
  const TheirObject *from = w->from == MODEL_NONE ? NULL : their_object(c, w->from);
  return from && is_librarys(from, false);
}
static bool allow_inside(Comparison *c) {
  c->allowances[ALLOWANCE_INSIDE]++;
  return true;
}

/* Our object and theirs are reached the same way: from now on they are the same one on both sides. */
static bool pair(Comparison *c, Object *object, uint32_t tag, Way way) {
  if (!object || !tag || tag >= c->back_room) return true;
  int32_t mine = reach_number(c->ours, object);
  Match *match = mine == MODEL_NONE ? NULL : match_of(c, mine);
  if (!match) {
    c->failed = true;
    return differ(c, "the comparison", "out of memory", "");
  }
  int32_t known_back = c->back[tag];
  c->figures[ASPECT_IDENTITIES]++;
  if (!match->tag && known_back == MODEL_NONE) {
    *match = (Match){tag, way};
    c->back[tag] = mine;
    c->queue[c->queued++] = mine;
    return true;
  }
  if (match->tag == tag && known_back == mine) return true;
  if (!comparison_compares(c, ASPECT_IDENTITIES)) return true;
  if (from_library(c, &way) || (match->tag && from_library(c, &match->way)) ||
      (known_back != MODEL_NONE && from_library(c, &c->matches[known_back].way)))
    return allow_inside(c);
  const TheirObject *their = mirror_object(c->theirs, tag);
  /* A string of one character may be shared or not; of one beyond the listed objects nothing is known. */
  if (their ? strchr(their->checks, '1') != NULL : strcmp(reach_object(c->ours, mine)->type, "str") == 0)
    return true;
  Buf same, other;
  buf_init(&same, malloc_allocator());
  buf_init(&other, malloc_allocator());
  bool known = match->tag;
  const Way *first = known ? &match->way : &c->matches[known_back].way;
  say(&same, "the same object as ");
  say(&other, "another object than ");
  say_way(c, &same, first, 0);
  say_way(c, &other, first, 0);
  differ_at(c, "which object is ", &way, buf_str(known ? &same : &other), buf_str(known ? &other : &same));
  buf_free(&same);
  buf_free(&other);
  return false;
}

/* ---- names ---- */

/* A name of the program: not an argument of a comprehension (".0"), not what every module has. */
static bool is_name(const char *name, bool module) {
  return name[0] != '.' && !(module && model_is_preset(name));
}

static const ReachName *our_names(const Comparison *c, const ReachFrame *f) {
  return reach_moment(c->ours)->names + f->first_name;
}

static bool differ_names(Comparison *c, const ReachFrame *f, const TheirNames *names, bool module) {
  begin_difference(c);
  Difference *d = &c->difference;
  const ReachName *ours = our_names(c, f);
  buf_printf(&d->what, "the names in %s", module ? "the module" : f->function);
  for (int32_t i = 0; i < f->name_count; i++) {
    bool there = !is_name(ours[i].name, module);
    for (int32_t k = 0; k < names->count && !there; k++)
      there = strcmp(names->rows[k].name, ours[i].name) == 0;
    if (!there) buf_printf(&d->ours, "%s%s", d->ours.len ? ", " : "only here: ", ours[i].name);
  }
  for (int32_t k = 0; k < names->count; k++) {
    const char *name = names->rows[k].name;
    bool there = !is_name(name, module);
    for (int32_t i = 0; i < f->name_count && !there; i++) there = strcmp(ours[i].name, name) == 0;
    if (!there) buf_printf(&d->theirs, "%s%s", d->theirs.len ? ", " : "only here: ", name);
  }
  return false;
}

static const char *rest_scope(const char *scope) { return strcmp(scope, "class") == 0 ? "local" : scope; }

/* A name among `count`, from *at on and round: both sides list names in the same order nearly always. */
static const ReachName *find_name(const ReachName *names, int32_t count, const char *name, int32_t *at) {
  for (int32_t i = 0; i < count; i++) {
    int32_t k = *at + i < count ? *at + i : *at + i - count;
    if (strcmp(names[k].name, name) != 0) continue;
    *at = k + 1 < count ? k + 1 : 0;
    return &names[k];
  }
  return NULL;
}

/* The names of one frame: the same ones, in whatever order, each pair with its objects. */
static bool compare_frame(Comparison *c, const ReachFrame *f, const TheirFrame *their) {
  const TheirNames *names = their->names;
  const ReachName *mine = our_names(c, f);
  bool module = strcmp(their->function, "<module>") == 0;
  int32_t ours = 0, theirs = 0, at = 0;
  for (int32_t i = 0; i < f->name_count; i++) ours += is_name(mine[i].name, module);
  for (int32_t k = 0; k < names->count; k++) {
    const TheirName *t = &names->rows[k];
    if (!is_name(t->name, module)) continue;
    theirs++;
    const ReachName *found = find_name(mine, f->name_count, t->name, &at);
    if (!found) return comparison_compares(c, ASPECT_NAMES) ? differ_names(c, f, names, module) : true;
    c->figures[ASPECT_NAMES]++;
    const char *scope = rest_scope(name_scope_text(found->scope));
    Way way = {MODEL_NONE, found->name, module ? NULL : f->function, false};
    if (!module && strcmp(scope, t->scope) != 0 && comparison_compares(c, ASPECT_NAMES))
      return differ_at(c, "the scope of ", &way, scope, t->scope);
    if (!pair(c, found->object, t->object, way)) return false;
    way.cell = true;
    if (!pair(c, found->cell, t->cell, way)) return false;
  }
  return ours == theirs || !comparison_compares(c, ASPECT_NAMES) || differ_names(c, f, names, module);
}

static bool differ_frames(Comparison *c) {
  const ReachMoment *m = reach_moment(c->ours);
  const TheirMoment *t = mirror_now(c->theirs);
  begin_difference(c);
  say(&c->difference.what, "the functions that are running");
  for (int32_t i = 0; i < m->frame_count; i++)
    buf_printf(&c->difference.ours, "%s%s", i ? " > " : "", m->frames[i].function);
  for (int32_t i = 0; i < t->frame_count; i++)
    buf_printf(&c->difference.theirs, "%s%s", i ? " > " : "", t->frames[i].function);
  return false;
}

static bool compare_frames(Comparison *c) {
  const ReachMoment *m = reach_moment(c->ours);
  const TheirMoment *t = mirror_now(c->theirs);
  for (int32_t i = 0; i < m->frame_count; i++) {
    const ReachFrame *f = &m->frames[i];
    const TheirFrame *their = &t->frames[i];
    if (i >= t->frame_count || strcmp(f->function, their->function) != 0) return differ_frames(c);
    int32_t line = i + 1 == t->frame_count ? t->line : their->line;
    if (line >= 0 && line != f->line) {
      char a[32], b[32], what[300];
      snprintf(what, sizeof what, "the line that %.200s waits at", f->function);
      snprintf(a, sizeof a, "line %d", f->line);
      snprintf(b, sizeof b, "line %d", line);
      return differ(c, what, a, b);
    }
    if (!compare_frame(c, f, their)) return false;
  }
  return m->frame_count == t->frame_count || differ_frames(c);
}

/* ---- objects ---- */

static void say_holders(Buf *b, const Model *m, const ModelObject *o) {
  for (int32_t i = 0; i < o->holder_count && i < 12; i++) {
    const ModelHolder *h = &m->holders[o->first_holder + i];
    buf_printf(b, "%s%s", i ? "; " : ": ", h->words);
    if (h->count > 1) buf_printf(b, " (%u times)", h->count);
  }
  if (o->holder_count > 12) say(b, "; ...");
}

static bool differ_count(Comparison *c, const ReachObject *o, const Way *way, const TheirObject *their) {
  begin_difference(c);
  Difference *d = &c->difference;
  say(&d->what, "how many references there are to ");
  say_way(c, &d->what, way, 0);
  buf_printf(&d->what, " (%s)", o->type);
  buf_printf(&d->theirs, "%lld", (long long)their->refs);
  if (their->held > 0) buf_printf(&d->theirs, ", %lld of them of the library", (long long)their->held);
  buf_printf(&d->ours, "%lld", (long long)o->refs);
  Model *m = model_build(c->history, c->tags, NULL, 0);
  uint64_t address = (uintptr_t)o->object + ID_OFFSET;
  for (int32_t i = 0; m && i < m->object_count; i++)
    if (m->objects[i].address == address) say_holders(&d->ours, m, &m->objects[i]);
  model_free(m);
  return false;
}

/* Whether a missing part is a difference: only where both sides list the parts of such an object the same
 * way. */
static bool lists_alike(const ReachPart *parts, int32_t count, const TheirObject *their) {
  if (!count || !their->part_count) return false;
  for (int32_t i = 0; i < count; i++) {
    const char *l = parts[i].label;
    if (l[0] == '(' || strncmp(l, "__", 2) == 0) return false;
  }
  for (int32_t i = 0; i < their->part_count; i++) {
    const char *l = their->parts[i].label;
    if (l[0] == '(' || strncmp(l, "__", 2) == 0 || strstr(l, "\uFFFD")) return false;
  }
  return true;
}

static bool is_sequence_label(const char *l) {
  return *l == '[' || strncmp(l, "value ", 6) == 0 || strcmp(l, "contents") == 0;
}

static bool compare_parts(Comparison *c, int32_t mine, const TheirObject *their, bool all) {
  const ReachPart *parts = reach_parts(c->ours, mine, 2 * their->part_count + 1024);
  int32_t count = reach_object(c->ours, mine)->part_count, at = 0, matched = 0;
  bool alike = all && lists_alike(parts, count, their);
  for (int32_t k = 0; k < their->part_count; k++) {
    const char *label = their->parts[k].label;
    const ReachPart *found = NULL;
    for (int32_t i = 0; i < count && !found; i++) {
      int32_t q = at + i < count ? at + i : at + i - count;
      if (strcmp(parts[q].label, label) != 0) continue;
      found = &parts[q];
      at = q + 1 < count ? q + 1 : 0;
    }
    Way way = {mine, found ? found->label : label, NULL, false};
    if (!found) {
      if (strncmp(label, "key ", 4) == 0)
        continue; /* keys that a class shares among its instances are the class's */
      if (!all || (!alike && !is_sequence_label(label))) continue;
      if (!is_librarys(their, true)) return differ_at(c, "", &way, "is not there", "is there");
      allow_inside(c);
      continue;
    }
    matched++;
    if (!pair(c, found->to, their->parts[k].tag, way)) return false;
  }
  for (int32_t i = 0; i < count && all && matched < count; i++) {
    const char *label = parts[i].label;
    if ((!alike && !is_sequence_label(label)) || strncmp(label, "key ", 4) == 0) continue;
    bool there = false;
    for (int32_t k = 0; k < their->part_count && !there; k++)
      there = strcmp(their->parts[k].label, label) == 0;
    Way way = {mine, label, NULL, false};
    if (there) continue;
    if (!is_librarys(their, true)) return differ_at(c, "", &way, "is there", "is not there");
    allow_inside(c);
  }
  return true;
}

static bool compare_size(Comparison *c, const ReachObject *o, const TheirObject *their, const Way *way) {
  if (!strchr(their->checks, 's') || their->size < 0 || !comparison_compares(c, ASPECT_SIZES)) return true;
  uint64_t size = o->refs ? object_size(o->object) : 0;
  c->figures[ASPECT_SIZES]++;
  if ((int64_t)size == their->size) return true;
  if (strchr(their->checks, 'a')) {
    c->allowances[ALLOWANCE_ADDRESS]++;
    return true;
  }
  if (is_librarys(their, true)) return allow_inside(c);
  if (o->refs && is_documentation(o->object)) {
    c->allowances[ALLOWANCE_DOCUMENTATION]++;
    return true;
  }
  char a[64], b[64];
  snprintf(a, sizeof a, "%llu bytes", (unsigned long long)size);
  snprintf(b, sizeof b, "%lld bytes", (long long)their->size);
  differ_at(c, "the size of ", way, a, b);
  buf_printf(&c->difference.what, " (%s)", o->type);
  return false;
}

static bool compare_count(Comparison *c, int32_t mine, const TheirObject *their) {
  const ReachObject *o = reach_object(c->ours, mine);
  if (!strchr(their->checks, 'c') || !comparison_compares(c, ASPECT_COUNTS)) return true;
  c->figures[ASPECT_COUNTS]++;
  if (o->refs == their->refs) return true;
  c->wants_held = their->held < 0;
  if (c->wants_held) return differ_count(c, o, &c->matches[mine].way, their);
  c->counted[c->counted_count++] = mine;
  return true;
}

/* All but its parts when it is the library's: they come after those of all others. */
static bool compare_object(Comparison *c, int32_t mine) {
  const ReachObject *o = reach_object(c->ours, mine);
  const TheirObject *their = their_object(c, mine);
  if (!their) return true; /* beyond the objects the record lists */
  const Way way = c->matches[mine].way;
  c->figures[ASPECT_TYPES]++;
  if (strcmp(o->type, their->type) != 0) {
    if (!comparison_compares(c, ASPECT_TYPES)) return true;
    if (from_library(c, &way)) return allow_inside(c);
    return differ_at(c, "the type of ", &way, o->type, their->type);
  }
  if (!compare_size(c, o, their, &way) || !compare_count(c, mine, their)) return false;
  bool all = strchr(their->checks, 'P') != NULL;
  if (!all && !strchr(their->checks, 'p')) return true;
  if (!is_librarys(their, false)) return compare_parts(c, mine, their, all);
  c->late[c->late_count++] = mine;
  return true;
}

enum { REACHED_MOST = 100000 };

/* Numbers for all that the names lead to, also by parts that the other side lacks; how many there are. */
static int32_t reach_all(Reach *r, int32_t count) {
  for (int32_t i = 0; i < count && count < REACHED_MOST; i++) {
    const ReachPart *parts = reach_parts(r, i, REACHED_MOST);
    int32_t part_count = reach_object(r, i)->part_count;
    for (int32_t k = 0; k < part_count; k++) count = MAX(count, reach_number(r, parts[k].to) + 1);
  }
  return count;
}

/* Without the references that the library holds here and there, the counts agree. */
static bool compare_held(Comparison *c) {
  if (!c->counted_count) return true;
  int32_t count = reach_all(c->ours, c->match_count);
  size_t room = (size_t)count + 1;
  uint8_t *own = calloc(room, 1);
  LibraryCount *held = calloc(room, sizeof *held);
  Object **objects = calloc(room, sizeof *objects);
  for (int32_t i = 0; own && objects && i < count; i++) {
    const TheirObject *their = i < c->match_count && c->matches[i].tag ? their_object(c, i) : NULL;
    own[i] = their && !is_librarys(their, false);
    objects[i] = reach_object(c->ours, i)->object;
  }
  bool same = own && held && objects && library_count(objects, count, own, held);
  if (!same) differ(c, "the comparison", "out of memory", "");
  for (int32_t i = 0; same && i < c->counted_count; i++) {
    int32_t mine = c->counted[i];
    const ReachObject *o = reach_object(c->ours, mine);
    const TheirObject *their = their_object(c, mine);
    int64_t rest = o->refs - held[mine].held, their_rest = their->refs - their->held;
    /* What C code of the library has while it runs cannot be found. */
    same = rest == their_rest || (rest < their_rest && (held[mine].running || their->running));
    if (same)
      c->allowances[ALLOWANCE_HELD]++;
    else {
      differ_count(c, o, &c->matches[mine].way, their);
      buf_printf(&c->difference.ours, "; %u of them of the library", held[mine].held);
    }
  }
  free(own);
  free(held);
  free(objects);
  return same;
}

static bool compare_objects(Comparison *c) {
  int32_t at = 0;
  for (;;) {
    if (at < c->queued) {
      if (!compare_object(c, c->queue[at++])) return false;
    } else if (c->late_done < c->late_count) {
      int32_t mine = c->late[c->late_done++];
      const TheirObject *their = their_object(c, mine);
      if (!compare_parts(c, mine, their, strchr(their->checks, 'P') != NULL)) return false;
    } else
      return compare_held(c);
  }
}

bool comparison_holders(Comparison *c) {
  Model *m = model_build(c->history, c->tags, NULL, 0);
  bool good = true;
  for (int32_t i = 0; m && i < m->object_count && good; i++) {
    const ModelObject *o = &m->objects[i];
    if (!o->from_names) continue;
    int64_t sum = 0;
    for (int32_t k = 0; k < o->holder_count; k++) sum += m->holders[o->first_holder + k].count;
    good = sum == o->refs;
    if (good) continue;
    int32_t mine = reach_find(c->ours, o->address);
    bool met = mine != MODEL_NONE && mine < c->match_count && c->matches[mine].tag;
    Way way = met ? c->matches[mine].way : (Way){MODEL_NONE, o->value, NULL, false};
    differ_at(c, "how many references there are, and who holds them, to ", &way, "", "");
    buf_printf(&c->difference.ours, "%lld", (long long)o->refs);
    say_holders(&c->difference.ours, m, o);
    buf_printf(&c->difference.theirs, "%lld", (long long)o->refs);
  }
  model_free(m);
  return good;
}

/* ---- over time ---- */

/* A name that both records have: does it still refer to the same object? The other side's tags stand for
 * addresses, so a new object in the dead one's place counts as the same there, and is no difference when it
 * takes that place here too. */
static bool compare_frame_with_before(Comparison *c, int32_t depth) {
  const ReachMoment *m = reach_moment(c->ours), *b = reach_moment_before(c->ours);
  const ReachFrame *f = &m->frames[depth], *g = &b->frames[depth];
  const TheirNames *names = mirror_now(c->theirs)->frames[depth].names;
  const TheirNames *names_before = mirror_before(c->theirs)->frames[depth].names;
  int32_t at = 0, at_before = 0, q = 0;
  for (int32_t k = 0; k < names->count && names_before->count; k++) {
    const TheirName *p = &names->rows[k];
    /* Names come in the order of their making: the lists run side by side. */
    int32_t tries = 0;
    while (tries < names_before->count && strcmp(p->name, names_before->rows[q].name) != 0) {
      tries++;
      q = q + 1 < names_before->count ? q + 1 : 0;
    }
    if (tries == names_before->count) continue;
    uint32_t now = p->object, before = names_before->rows[q].object;
    q = q + 1 < names_before->count ? q + 1 : 0;
    const TheirObject *their = mirror_object(c->theirs, now);
    if (!their || !strchr(their->checks, 'c')) continue;
    const ReachName *mine = find_name(m->names + f->first_name, f->name_count, p->name, &at);
    const ReachName *was = find_name(b->names + g->first_name, g->name_count, p->name, &at_before);
    if (!mine || !was) continue;
    if (now == before ? mine->object == was->object
                      : mine->object != was->object || mine->serial != was->serial)
      continue;
    Way way = {MODEL_NONE, mine->name, depth ? f->function : NULL, false};
    static const char kept[] = "still the same object as one line before",
                      fresh[] = "a new object since one line before";
    return differ_at(c, "which object is ", &way, now == before ? fresh : kept, now == before ? kept : fresh);
  }
  return true;
}

static bool compare_with_before(Comparison *c) {
  const ReachMoment *m = reach_moment(c->ours), *b = reach_moment_before(c->ours);
  int32_t theirs_before = mirror_before(c->theirs)->frame_count;
  for (int32_t i = 0; i < m->frame_count && i < b->frame_count && i < theirs_before; i++) {
    const ReachFrame *f = &m->frames[i];
    if (strcmp(f->function, b->frames[i].function) != 0) break;
    /* The running function, or a generator, may be another call of the same one. */
    if (f->generator || (i && i == m->frame_count - 1)) continue;
    if (!compare_frame_with_before(c, i)) return false;
  }
  return true;
}

/* ---- a moment ---- */

static bool compare_moment(Comparison *c) {
  c->wants_held = false;
  if (c->failed || !begin_matching(c)) return differ(c, "the comparison", "out of memory", "");
  return compare_frames(c) && compare_objects(c) &&
         (!c->follows || !comparison_compares(c, ASPECT_IDENTITIES) || compare_with_before(c));
}

bool comparison_line(Comparison *c, const char *printed, size_t printed_length, bool follows) {
  const ReachMoment *m = reach_moment(c->ours);
  const TheirMoment *t = mirror_now(c->theirs);
  c->wants_held = false;
  c->follows = follows;
  const ReachFrame *running = m->frame_count ? &m->frames[m->frame_count - 1] : NULL;
  int32_t line = running ? running->line : 0;
  const char *function = running ? running->function : "?";
  if (line != t->line || strcmp(function, t->function) != 0) {
    char a[300], b[300];
    snprintf(a, sizeof a, "line %d of %.200s", line, function);
    snprintf(b, sizeof b, "line %d of %.200s", t->line, t->function);
    return differ(c, "which line runs next", a, b);
  }
  if (comparison_compares(c, ASPECT_OUTPUT) && !comparison_text(c, "what the line before printed", printed,
                                                                printed_length, t->output, strlen(t->output)))
    return false;
  memcpy(c->figures_before, c->figures, sizeof c->figures);
  memcpy(c->allowances_before, c->allowances, sizeof c->allowances);
  return compare_moment(c);
}

bool comparison_wants_held(const Comparison *c) { return c->wants_held; }

bool comparison_again(Comparison *c, Mirror *theirs) {
  for (int32_t i = 0; i < c->queued; i++) c->back[c->matches[c->queue[i]].tag] = MODEL_NONE;
  c->queued = 0;
  c->theirs = theirs;
  memcpy(c->figures, c->figures_before, sizeof c->figures);
  memcpy(c->allowances, c->allowances_before, sizeof c->allowances);
  return compare_moment(c);
}
