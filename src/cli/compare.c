#include "cli/compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/utf8.h"
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

struct Comparison {
  unsigned without;
  Model *ours, *ours_before;
  cJSON *theirs, *theirs_before;
  cJSON **by_tag; /* their objects of this record */
  size_t tag_room;
  int32_t *back;                        /* their tag -> our object, or MODEL_NONE */
  uint32_t *forward;                    /* our object -> their tag, 0: not met */
  Way *ways;                            /* of our objects */
  int32_t *queue, queued;               /* our objects, in the order they were met; all that are compared */
  int32_t *late, late_count, late_done; /* those of the library, whose parts come last */
  int32_t *counted, counted_count;      /* those whose counts differ, unless the library holds them in other
                                           numbers */
  bool wants_held;
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

Comparison *comparison_new(unsigned without) {
  Comparison *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->without = without;
  buf_init(&c->difference.what, malloc_allocator());
  buf_init(&c->difference.ours, malloc_allocator());
  buf_init(&c->difference.theirs, malloc_allocator());
  return c;
}

static void forget_tags(Comparison *c) {
  free(c->forward);
  free(c->ways);
  free(c->queue);
  free(c->late);
  free(c->counted);
  c->forward = NULL;
  c->ways = NULL;
  c->queue = c->late = c->counted = NULL;
  c->late_count = c->late_done = c->counted_count = 0;
}

void comparison_free(Comparison *c) {
  if (!c) return;
  model_free(c->ours);
  model_free(c->ours_before);
  cJSON_Delete(c->theirs);
  cJSON_Delete(c->theirs_before);
  forget_tags(c);
  free(c->by_tag);
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

/* ---- reading the record ---- */

static const cJSON *field(const cJSON *o, const char *name) {
  return cJSON_GetObjectItemCaseSensitive(o, name);
}
static int64_t number(const cJSON *o, const char *name) {
  const cJSON *v = field(o, name);
  return cJSON_IsNumber(v) ? (int64_t)v->valuedouble : 0;
}
static const char *text(const cJSON *o, const char *name) {
  const cJSON *v = field(o, name);
  return cJSON_IsString(v) ? v->valuestring : "";
}
static uint32_t tag_in(const cJSON *o, const char *name) { return (uint32_t)number(o, name); }
static const cJSON *their_object(const Comparison *c, uint32_t tag) {
  return tag < c->tag_room ? c->by_tag[tag] : NULL;
}

static void forget_objects(Comparison *c) {
  for (int32_t i = 0; i < c->queued; i++) c->back[c->forward[c->queue[i]]] = MODEL_NONE;
  c->queued = 0;
  const cJSON *objects = c->theirs ? field(c->theirs, "objects") : NULL;
  for (const cJSON *o = objects ? objects->child : NULL; o; o = o->next) {
    size_t tag = strtoul(o->string, NULL, 10);
    if (tag < c->tag_room) c->by_tag[tag] = NULL;
  }
}

/* The record's objects by their tag. */
static bool index_objects(Comparison *c) {
  const cJSON *objects = field(c->theirs, "objects"), *frames = field(c->theirs, "frames");
  size_t most = 0;
  for (const cJSON *o = objects ? objects->child : NULL; o; o = o->next) {
    most = MAX(most, strtoul(o->string, NULL, 10));
    const cJSON *parts = field(o, "parts");
    for (const cJSON *p = parts ? parts->child : NULL; p; p = p->next)
      most = MAX(most, p->child && p->child->next ? (size_t)p->child->next->valuedouble : 0);
  }
  for (const cJSON *f = frames ? frames->child : NULL; f; f = f->next) {
    const cJSON *names = field(f, "names");
    for (const cJSON *n = names ? names->child : NULL; n; n = n->next)
      most = MAX(most, MAX((size_t)tag_in(n, "object"), (size_t)tag_in(n, "cell")));
  }
  if (most >= c->tag_room) {
    size_t room = most + most / 2 + 1024;
    cJSON **by_tag = realloc(c->by_tag, room * sizeof *by_tag);
    if (by_tag) c->by_tag = by_tag;
    int32_t *back = realloc(c->back, room * sizeof *back);
    if (back) c->back = back;
    if (!by_tag || !back) return false;
    for (size_t i = c->tag_room; i < room; i++) by_tag[i] = NULL, back[i] = MODEL_NONE;
    c->tag_room = room;
  }
  for (cJSON *o = objects ? objects->child : NULL; o; o = o->next)
    c->by_tag[strtoul(o->string, NULL, 10)] = o;
  return true;
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
    say_way(c, b, &c->ways[w->from], depth + 1);
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
static bool is_librarys(const cJSON *their, bool shares) {
  const char *checks = text(their, "checks");
  return strchr(checks, 'L') || (shares && strchr(checks, 'l'));
}
static bool from_library(const Comparison *c, const Way *w) {
  return w->from != MODEL_NONE && is_librarys(their_object(c, c->forward[w->from]), false);
}
static bool allow_inside(Comparison *c) {
  c->allowances[ALLOWANCE_INSIDE]++;
  return true;
}

/* Our object and theirs are reached the same way: from now on they are the same one on both sides. */
static bool pair(Comparison *c, int32_t mine, uint32_t tag, Way way) {
  if (mine == MODEL_NONE || !tag || tag >= c->tag_room) return true;
  uint32_t known = c->forward[mine];
  int32_t known_back = c->back[tag];
  c->figures[ASPECT_IDENTITIES]++;
  if (!known && known_back == MODEL_NONE) {
    c->forward[mine] = tag;
    c->back[tag] = mine;
    c->ways[mine] = way;
    c->queue[c->queued++] = mine;
    return true;
  }
  if (known == tag && known_back == mine) return true;
  if (!comparison_compares(c, ASPECT_IDENTITIES)) return true;
  if (from_library(c, &way) || (known && from_library(c, &c->ways[mine])) ||
      (known_back != MODEL_NONE && from_library(c, &c->ways[known_back])))
    return allow_inside(c);
  const cJSON *their = their_object(c, tag);
  /* A string of one character may be shared or not; of one beyond the listed objects nothing is known. */
  if (their ? strchr(text(their, "checks"), '1') != NULL : strcmp(c->ours->objects[mine].type, "str") == 0)
    return true;
  Buf same, other;
  buf_init(&same, malloc_allocator());
  buf_init(&other, malloc_allocator());
  const Way *first = known ? &c->ways[mine] : &c->ways[known_back];
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

static bool differ_names(Comparison *c, const ModelFrame *f, const cJSON *names, bool module) {
  begin_difference(c);
  Difference *d = &c->difference;
  buf_printf(&d->what, "the names in %s", module ? "the module" : f->function);
  for (int32_t i = 0; i < f->name_count; i++) {
    const ModelName *n = &c->ours->names[f->first_name + i];
    bool there = n->object == MODEL_NONE || !is_name(n->name, module);
    for (const cJSON *t = names->child; t && !there; t = t->next)
      there = strcmp(text(t, "name"), n->name) == 0;
    if (!there) buf_printf(&d->ours, "%s%s", d->ours.len ? ", " : "only here: ", n->name);
  }
  for (const cJSON *t = names->child; t; t = t->next) {
    bool there = !is_name(text(t, "name"), module);
    for (int32_t i = 0; i < f->name_count && !there; i++) {
      const ModelName *n = &c->ours->names[f->first_name + i];
      there = n->object != MODEL_NONE && strcmp(text(t, "name"), n->name) == 0;
    }
    if (!there) buf_printf(&d->theirs, "%s%s", d->theirs.len ? ", " : "only here: ", text(t, "name"));
  }
  return false;
}

static const char *rest_scope(const char *scope) { return strcmp(scope, "class") == 0 ? "local" : scope; }

/* The names of one frame: the same ones, in whatever order, each pair with its objects. */
static bool compare_frame(Comparison *c, const ModelFrame *f, const cJSON *their) {
  const cJSON *names = field(their, "names");
  bool module = strcmp(text(their, "function"), "<module>") == 0;
  if (!names) return true;
  int32_t ours = 0, theirs = 0;
  for (int32_t i = 0; i < f->name_count; i++) {
    const ModelName *n = &c->ours->names[f->first_name + i];
    ours += n->object != MODEL_NONE && is_name(n->name, module);
  }
  /* Both sides list names in the same order nearly always: look on from where the last one was. */
  int32_t at = 0;
  for (const cJSON *t = names->child; t; t = t->next) {
    const char *name = text(t, "name");
    if (!is_name(name, module)) continue;
    theirs++;
    const ModelName *found = NULL;
    for (int32_t i = 0; i < f->name_count && !found; i++) {
      const ModelName *n = &c->ours->names[f->first_name + (at + i) % f->name_count];
      if (n->object != MODEL_NONE && strcmp(n->name, name) == 0) {
        found = n;
        at = (at + i + 1) % f->name_count;
      }
    }
    if (!found) return comparison_compares(c, ASPECT_NAMES) ? differ_names(c, f, names, module) : true;
    c->figures[ASPECT_NAMES]++;
    const char *scope = rest_scope(name_scope_text(found->scope));
    Way way = {MODEL_NONE, found->name, module ? NULL : f->function, false};
    if (!module && strcmp(scope, text(t, "scope")) != 0 && comparison_compares(c, ASPECT_NAMES))
      return differ_at(c, "the scope of ", &way, scope, text(t, "scope"));
    if (!pair(c, found->object, tag_in(t, "object"), way)) return false;
    way.cell = true;
    if (found->cell != MODEL_NONE && field(t, "cell") && !pair(c, found->cell, tag_in(t, "cell"), way))
      return false;
  }
  return ours == theirs || !comparison_compares(c, ASPECT_NAMES) || differ_names(c, f, names, module);
}

static bool differ_frames(Comparison *c, const cJSON *frames) {
  begin_difference(c);
  say(&c->difference.what, "the functions that are running");
  for (int32_t i = 0; i <= c->ours->running; i++)
    if (strcmp(c->ours->frames[i].file, c->ours->frames[0].file) == 0)
      buf_printf(&c->difference.ours, "%s%s", i ? " > " : "", c->ours->frames[i].function);
  for (const cJSON *f = frames->child; f; f = f->next)
    buf_printf(&c->difference.theirs, "%s%s", f == frames->child ? "" : " > ", text(f, "function"));
  return false;
}

static bool compare_frames(Comparison *c) {
  const Model *m = c->ours;
  const cJSON *frames = field(c->theirs, "frames");
  if (!frames) return differ(c, "the record of python3", "", "no frames");
  const cJSON *their = frames->child;
  for (int32_t i = 0; i <= m->running; i++) {
    const ModelFrame *f = &m->frames[i];
    if (strcmp(f->file, m->frames[0].file) != 0) continue;
    if (!their || strcmp(f->function, text(their, "function")) != 0) return differ_frames(c, frames);
    if (cJSON_IsNumber(field(their, "line")) && number(their, "line") != f->line) {
      char a[32], b[32], what[300];
      snprintf(what, sizeof what, "the line that %.200s waits at", f->function);
      snprintf(a, sizeof a, "line %d", f->line);
      snprintf(b, sizeof b, "line %lld", (long long)number(their, "line"));
      return differ(c, what, a, b);
    }
    if (!compare_frame(c, f, their)) return false;
    their = their->next;
  }
  return !their || differ_frames(c, frames);
}

/* ---- objects ---- */

static bool differ_count(Comparison *c, const ModelObject *o, const Way *way, const cJSON *their) {
  begin_difference(c);
  Difference *d = &c->difference;
  say(&d->what, "how many references there are to ");
  say_way(c, &d->what, way, 0);
  buf_printf(&d->what, " (%s)", o->type);
  if (!their)
    buf_printf(&d->theirs, "%lld", (long long)o->refs);
  else {
    int64_t held = number(their, "held");
    buf_printf(&d->theirs, "%lld", (long long)number(their, "refs"));
    if (held) buf_printf(&d->theirs, ", %lld of them of the library", (long long)held);
  }
  buf_printf(&d->ours, "%lld", (long long)o->refs);
  for (int32_t i = 0; i < o->holder_count && i < 12; i++) {
    const ModelHolder *h = &c->ours->holders[o->first_holder + i];
    buf_printf(&d->ours, "%s%s", i ? "; " : ": ", h->words);
    if (h->count > 1) buf_printf(&d->ours, " (%u times)", h->count);
  }
  if (o->holder_count > 12) say(&d->ours, "; ...");
  return false;
}

/* Whether a missing part is a difference: only where both sides list the parts of such an object the same
 * way. */
static bool lists_alike(const Comparison *c, const ModelObject *o, const cJSON *their_parts) {
  if (!o->part_count || !their_parts || !their_parts->child) return false;
  for (int32_t i = 0; i < o->part_count; i++) {
    const char *l = c->ours->parts[o->first_part + i].plain;
    if (l[0] == '(' || strncmp(l, "__", 2) == 0) return false;
  }
  for (const cJSON *p = their_parts->child; p; p = p->next) {
    const char *l = p->child ? p->child->valuestring : "(";
    if (l[0] == '(' || strncmp(l, "__", 2) == 0 || strstr(l, "\uFFFD")) return false;
  }
  return true;
}

static bool is_sequence_label(const char *l) {
  return *l == '[' || strncmp(l, "value ", 6) == 0 || strcmp(l, "contents") == 0;
}

static bool compare_parts(Comparison *c, int32_t mine, const cJSON *their, bool all) {
  const ModelObject *o = &c->ours->objects[mine];
  const cJSON *parts = field(their, "parts");
  bool alike = all && lists_alike(c, o, parts);
  int32_t at = 0, matched = 0;
  for (const cJSON *p = parts ? parts->child : NULL; p; p = p->next) {
    if (!p->child || !p->child->next) continue;
    const char *label = p->child->valuestring;
    const ModelPart *found = NULL;
    for (int32_t i = 0; i < o->part_count && !found; i++) {
      const ModelPart *q = &c->ours->parts[o->first_part + (at + i) % o->part_count];
      if (strcmp(q->plain, label) == 0) {
        found = q;
        at = (at + i + 1) % o->part_count;
      }
    }
    Way way = {mine, found ? found->plain : label, NULL, false};
    if (!found) {
      if (strncmp(label, "key ", 4) == 0)
        continue; /* keys that a class shares among its instances are the class's */
      if (!all || (!alike && !is_sequence_label(label))) continue;
      if (!is_librarys(their, true)) return differ_at(c, "", &way, "is not there", "is there");
      allow_inside(c);
      continue;
    }
    matched++;
    if (!pair(c, found->to, (uint32_t)p->child->next->valuedouble, way)) return false;
  }
  if (matched < o->part_count && all)
    for (int32_t i = 0; i < o->part_count; i++) {
      const ModelPart *q = &c->ours->parts[o->first_part + i];
      if (!alike && !is_sequence_label(q->plain)) continue;
      if (strncmp(q->plain, "key ", 4) == 0) continue;
      bool there = false;
      for (const cJSON *p = parts ? parts->child : NULL; p && !there; p = p->next)
        there = p->child && strcmp(p->child->valuestring, q->plain) == 0;
      Way way = {mine, q->plain, NULL, false};
      if (there) continue;
      if (!is_librarys(their, true)) return differ_at(c, "", &way, "is there", "is not there");
      allow_inside(c);
    }
  return true;
}

static bool compare_size(Comparison *c, const ModelObject *o, const cJSON *their, const Way *way) {
  const char *checks = text(their, "checks");
  if (!strchr(checks, 's') || !cJSON_IsNumber(field(their, "size")) || !comparison_compares(c, ASPECT_SIZES))
    return true;
  c->figures[ASPECT_SIZES]++;
  if ((int64_t)o->size == number(their, "size")) return true;
  if (strchr(checks, 'a')) {
    c->allowances[ALLOWANCE_ADDRESS]++;
    return true;
  }
  if (is_librarys(their, true)) return allow_inside(c);
  char a[64], b[64];
  snprintf(a, sizeof a, "%llu bytes", (unsigned long long)o->size);
  snprintf(b, sizeof b, "%lld bytes", (long long)number(their, "size"));
  differ_at(c, "the size of ", way, a, b);
  buf_printf(&c->difference.what, " (%s)", o->type);
  return false;
}

static bool compare_count(Comparison *c, int32_t mine, const cJSON *their) {
  const ModelObject *o = &c->ours->objects[mine];
  if (!strchr(text(their, "checks"), 'c') || !comparison_compares(c, ASPECT_COUNTS)) return true;
  c->figures[ASPECT_COUNTS]++;
  if (o->refs == number(their, "refs")) return true;
  c->wants_held = !field(their, "held");
  if (c->wants_held) return differ_count(c, o, &c->ways[mine], their);
  c->counted[c->counted_count++] = mine;
  return true;
}

/* All but its parts when it is the library's: they come after those of all others. */
static bool compare_object(Comparison *c, int32_t mine) {
  const ModelObject *o = &c->ours->objects[mine];
  const cJSON *their = their_object(c, c->forward[mine]);
  if (!their) return true; /* beyond the objects the record lists */
  const Way *way = &c->ways[mine];
  const char *checks = text(their, "checks");
  c->figures[ASPECT_TYPES]++;
  if (strcmp(o->type, text(their, "type")) != 0) {
    if (!comparison_compares(c, ASPECT_TYPES)) return true;
    if (from_library(c, way)) return allow_inside(c);
    return differ_at(c, "the type of ", way, o->type, text(their, "type"));
  }
  if (!compare_size(c, o, their, way) || !compare_count(c, mine, their)) return false;
  bool all = strchr(checks, 'P') != NULL;
  if (!all && !strchr(checks, 'p')) return true;
  if (!is_librarys(their, false)) return compare_parts(c, mine, their, all);
  c->late[c->late_count++] = mine;
  return true;
}

/* Without the references that the library holds here and there, the counts agree. */
static bool compare_held(Comparison *c) {
  if (!c->counted_count) return true;
  const Model *m = c->ours;
  size_t room = (size_t)m->object_count + 1;
  uint8_t *own = calloc(room, 1);
  uint32_t *held = calloc(room, sizeof *held);
  for (int32_t i = 0; own && i < m->object_count; i++) {
    const cJSON *their = c->forward[i] ? their_object(c, c->forward[i]) : NULL;
    own[i] = their && !is_librarys(their, false);
  }
  bool same = own && held && library_count(m, own, held);
  if (!same) differ(c, "the comparison", "out of memory", "");
  for (int32_t i = 0; same && i < c->counted_count; i++) {
    int32_t mine = c->counted[i];
    const cJSON *their = their_object(c, c->forward[mine]);
    int64_t rest = m->objects[mine].refs - held[mine];
    int64_t their_rest = number(their, "refs") - number(their, "held");
    /* What C code has that a running function of the library called cannot be found. */
    same = rest == their_rest || (rest < their_rest && held[mine] && field(their, "running"));
    if (same)
      c->allowances[ALLOWANCE_HELD]++;
    else {
      differ_count(c, &m->objects[mine], &c->ways[mine], their);
      buf_printf(&c->difference.ours, "; %u of them of the library", held[mine]);
    }
  }
  free(own);
  free(held);
  return same;
}

static bool compare_objects(Comparison *c) {
  int32_t at = 0;
  for (;;) {
    if (at < c->queued) {
      if (!compare_object(c, c->queue[at++])) return false;
    } else if (c->late_done < c->late_count) {
      int32_t mine = c->late[c->late_done++];
      const cJSON *their = their_object(c, c->forward[mine]);
      if (!compare_parts(c, mine, their, strchr(text(their, "checks"), 'P') != NULL)) return false;
    } else
      return compare_held(c);
  }
}

/* The holders of every object add up to its count: what the count is worth. */
static bool compare_holders(Comparison *c) {
  const Model *m = c->ours;
  for (int32_t i = 0; i < m->object_count; i++) {
    const ModelObject *o = &m->objects[i];
    if (!o->from_names) continue;
    int64_t sum = 0;
    for (int32_t k = 0; k < o->holder_count; k++) sum += m->holders[o->first_holder + k].count;
    if (sum == o->refs) continue;
    Way way = c->forward[i] ? c->ways[i] : (Way){MODEL_NONE, o->value, NULL, false};
    differ_count(c, o, &way, NULL);
    say(&c->difference.what, " and who holds them");
    return false;
  }
  return true;
}

/* ---- over time ---- */

static const cJSON *their_frame(const cJSON *record, int32_t depth) {
  const cJSON *frames = field(record, "frames");
  return frames ? cJSON_GetArrayItem(frames, depth) : NULL;
}

/* A name that both records have: does it still refer to the same object? The other side's tags stand for
 * addresses, so a new object in the dead one's place counts as the same there, and is no difference when it
 * takes that place here too. */
static bool compare_with_before(Comparison *c) {
  const Model *m = c->ours, *b = c->ours_before;
  if (!b) return true;
  for (int32_t i = 0, depth = -1; i <= m->running && i <= b->running; i++) {
    const ModelFrame *f = &m->frames[i], *g = &b->frames[i];
    if (strcmp(f->file, m->frames[0].file) == 0) depth++;
    if (strcmp(f->function, g->function) != 0) break;
    /* The running function, or a generator, may be another call of the same one. */
    if (strcmp(f->file, m->frames[0].file) != 0 || f->kind == FRAME_GENERATOR || (i && i == m->running))
      continue;
    const cJSON *names = field(their_frame(c->theirs, depth), "names");
    const cJSON *names_before = field(their_frame(c->theirs_before, depth), "names");
    const cJSON *q = names_before ? names_before->child : NULL;
    for (const cJSON *p = names ? names->child : NULL; p && q; p = p->next) {
      /* Names come in the order of their making: the lists run side by side. */
      if (strcmp(text(p, "name"), text(q, "name")) != 0) {
        for (q = names_before->child; q && strcmp(text(p, "name"), text(q, "name")) != 0;) q = q->next;
        if (!q) {
          q = names_before->child;
          continue;
        }
      }
      uint32_t now = tag_in(p, "object"), before = tag_in(q, "object");
      q = q->next ? q->next : names_before->child;
      const cJSON *their = their_object(c, now);
      if (!their || !strchr(text(their, "checks"), 'c')) continue;
      const ModelName *mine = NULL, *mine_before = NULL;
      for (int32_t k = 0; k < f->name_count && !mine; k++)
        if (strcmp(m->names[f->first_name + k].name, text(p, "name")) == 0)
          mine = &m->names[f->first_name + k];
      for (int32_t k = 0; k < g->name_count && !mine_before; k++)
        if (strcmp(b->names[g->first_name + k].name, text(p, "name")) == 0)
          mine_before = &b->names[g->first_name + k];
      if (!mine || !mine_before || mine->object == MODEL_NONE || mine_before->object == MODEL_NONE) continue;
      const ModelObject *o = &m->objects[mine->object], *was = &b->objects[mine_before->object];
      if (now == before ? o->address == was->address : o->tag != was->tag) continue;
      Way way = {MODEL_NONE, mine->name, i ? f->function : NULL, false};
      static const char kept[] = "still the same object as one line before",
                        fresh[] = "a new object since one line before";
      return differ_at(c, "which object is ", &way, now == before ? fresh : kept,
                       now == before ? kept : fresh);
    }
  }
  return true;
}

/* ---- a moment ---- */

static bool compare_moment(Comparison *c) {
  const Model *m = c->ours;
  forget_tags(c);
  size_t room = (size_t)m->object_count + 1;
  c->forward = calloc(room, sizeof *c->forward);
  c->ways = calloc(room, sizeof *c->ways);
  c->queue = calloc(room, sizeof *c->queue);
  c->late = calloc(room, sizeof *c->late);
  c->counted = calloc(room, sizeof *c->counted);
  c->queued = 0;
  c->wants_held = false;
  if (!c->forward || !c->ways || !c->queue || !c->late || !c->counted || !index_objects(c))
    return differ(c, "the comparison", "out of memory", "");
  return compare_frames(c) && compare_objects(c) && compare_holders(c) &&
         (!comparison_compares(c, ASPECT_IDENTITIES) || compare_with_before(c));
}

bool comparison_line(Comparison *c, Model *m, cJSON *record, const char *printed, size_t printed_length) {
  forget_objects(c);
  c->wants_held = false;
  model_free(c->ours_before);
  cJSON_Delete(c->theirs_before);
  c->ours_before = c->ours;
  c->theirs_before = c->theirs;
  c->ours = m;
  c->theirs = record;
  const char *function = m->running >= 0 ? m->frames[m->running].function : "?";
  if (m->line != number(record, "line") || strcmp(function, text(record, "function")) != 0) {
    char a[300], b[300];
    snprintf(a, sizeof a, "line %d of %.200s", m->line, function);
    snprintf(b, sizeof b, "line %lld of %.200s", (long long)number(record, "line"), text(record, "function"));
    return differ(c, "which line runs next", a, b);
  }
  if (comparison_compares(c, ASPECT_OUTPUT) &&
      !comparison_text(c, "what the line before printed", printed, printed_length, text(record, "output"),
                       strlen(text(record, "output"))))
    return false;
  memcpy(c->figures_before, c->figures, sizeof c->figures);
  memcpy(c->allowances_before, c->allowances, sizeof c->allowances);
  return compare_moment(c);
}

bool comparison_wants_held(const Comparison *c) { return c->wants_held; }

bool comparison_again(Comparison *c, cJSON *before, cJSON *record) {
  forget_objects(c);
  cJSON_Delete(c->theirs_before);
  cJSON_Delete(c->theirs);
  c->theirs_before = before;
  c->theirs = record;
  memcpy(c->figures, c->figures_before, sizeof c->figures);
  memcpy(c->allowances, c->allowances_before, sizeof c->allowances);
  return compare_moment(c);
}
