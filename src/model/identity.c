#include "model/identity.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"
#include "object/bytes.h"
#include "object/complex.h"
#include "object/containers.h"
#include "object/float.h"
#include "object/function.h"
#include "vm/generator.h"
#include "vm/vm.h"

enum { MOST_DEPTH = 6, MOST_MEMBERS = 200, MOST_PAIRS = 60, MOST_COMPARED = 300 };

/* ---- facts of the engine ---- */

const char *identity_special(const Object *o) {
  const Type *t = o->type;
  if (o == NONE) return "there is only one None";
  if (o == TRUE || o == FALSE) return "there is only one True and one False";
  if (o == ELLIPSIS) return "there is only one Ellipsis";
  if (o == NOT_IMPLEMENTED) return "there is only one NotImplemented";
  if ((uintptr_t)o - (uintptr_t)RT->small_ints < sizeof RT->small_ints)
    return "small-int cache: each int from -5 to 256 is made once, when Python starts, and used by all";
  if (o == RT->empty_tuple) return "there is only one empty tuple: it cannot change, so one is enough";
  if (o == (const Object *)RT->empty_str)
    return "there is only one empty string: it cannot change, so one is enough";
  if (o == RT->empty_bytes) return "there is only one empty bytes object: it cannot change, so one is enough";
  if (t == T(STR) && ((const Str *)o)->length == 1 && str_char((const Str *)o, 0) < 256 &&
      RT->latin1[str_char((const Str *)o, 0)] == (const Str *)o)
    return "one-character strings (up to U+00FF) are made once and used by all";
  if (t == T(BYTES) && VARSIZE(o) == 1 && RT->bytes_chars[(uint8_t)((const Bytes *)o)->data[0]] == o)
    return "bytes objects of length one are made once and used by all";
  return NULL;
}

static bool is_interned(const Object *o) { return o->type == T(STR) && ((const Str *)o)->interned; }

static bool looks_like_name(const Object *o) {
  const Str *s = (const Str *)o;
  for (ssize_t i = 0; i < s->length; i++) {
    uint32_t c = str_char(s, i);
    if (!(c < 128 &&
          (c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))))
      return false;
  }
  return true;
}

/* ---- equality by structure ---- */

static bool number_of(const Object *o, double *d, const Object **as_int) {
  const Type *t = o->type;
  *as_int = NULL;
  if (t == T(INT) || t == T(BOOL)) {
    *as_int = o;
    return true;
  }
  if (t == T(FLOAT)) {
    *d = ((const Float *)o)->value;
    return true;
  }
  return false;
}

static int equal_numbers(const Object *a, const Object *b) {
  double x = 0, y = 0;
  const Object *i, *j;
  if (!number_of(a, &x, &i) || !number_of(b, &y, &j)) return -1;
  if (i && j) return int_compare((Ref)(uintptr_t)i, (Ref)(uintptr_t)j) == 0;
  if (!i && !j) return x == y;
  const Object *whole = i ? i : j;
  double d = i ? y : x;
  if (!int_is_compact(whole)) return -1;
  int64_t v = int_value(whole);
  return d >= -9007199254740992.0 && d <= 9007199254740992.0 && (double)v == d && v >= -9007199254740992 &&
         v <= 9007199254740992;
}

static int equal(const Object *a, const Object *b, int depth);

static int equal_items(Object *const *x, Object *const *y, ssize_t n, int depth) {
  for (ssize_t i = 0; i < n; i++) {
    int e = equal(x[i], y[i], depth + 1);
    if (e != 1) return e;
  }
  return 1;
}

static int equal_dicts(const Object *a, const Object *b, int depth) {
  if (((const Dict *)a)->used != ((const Dict *)b)->used) return 0;
  if (((const Dict *)a)->used > MOST_MEMBERS) return -1;
  ssize_t i = 0;
  Object *key, *value, *other_key, *other;
  while (dict_next((Ref)(uintptr_t)a, &i, &key, &value, NULL)) {
    ssize_t j = 0;
    int found = 0;
    while (!found && dict_next((Ref)(uintptr_t)b, &j, &other_key, &other, NULL)) {
      int same = equal(key, other_key, depth + 1);
      if (same < 0) return -1;
      if (!same) continue;
      found = 1;
      int e = equal(value, other, depth + 1);
      if (e != 1) return e;
    }
    if (!found) return 0;
  }
  return 1;
}

static int equal_sets(const Object *a, const Object *b, int depth) {
  if (((const Set *)a)->used != ((const Set *)b)->used) return 0;
  if (((const Set *)a)->used > MOST_MEMBERS) return -1;
  ssize_t i = 0;
  Object *key, *other;
  while (set_next((Ref)(uintptr_t)a, &i, &key)) {
    ssize_t j = 0;
    int found = 0;
    while (!found && set_next((Ref)(uintptr_t)b, &j, &other)) {
      found = equal(key, other, depth + 1);
      if (found < 0) return -1;
    }
    if (!found) return 0;
  }
  return 1;
}

static bool is_comparable(const Object *o) {
  const Type *t = o->type;
  return t == T(INT) || t == T(BOOL) || t == T(FLOAT) || t == T(COMPLEX) || t == T(STR) || t == T(BYTES) ||
         t == T(BYTEARRAY) || t == T(TUPLE) || t == T(LIST) || t == T(DICT) || t == T(SET) ||
         t == T(FROZENSET);
}

static int equal(const Object *a, const Object *b, int depth) {
  if (!a || !b || depth > MOST_DEPTH) return -1;
  if (a == b) return a->type == T(FLOAT) ? ((const Float *)a)->value == ((const Float *)b)->value : 1;
  if (!a->refcnt || !b->refcnt) return -1;
  const Type *t = a->type, *u = b->type;
  if (!is_comparable(a) ||
      !is_comparable(b)) /* instances may say what they like; functions and None do not */
    return t == T(NONE) || u == T(NONE) ? 0 : -1;
  double d;
  const Object *as_int;
  if (number_of(a, &d, &as_int) && number_of(b, &d, &as_int)) return equal_numbers(a, b);
  if ((t == T(SET) || t == T(FROZENSET)) && (u == T(SET) || u == T(FROZENSET)))
    return equal_sets(a, b, depth);
  if ((t == T(BYTES) || t == T(BYTEARRAY)) && (u == T(BYTES) || u == T(BYTEARRAY)))
    return VARSIZE(a) == VARSIZE(b) &&
           memcmp(t == T(BYTES) ? ((const Bytes *)a)->data : ((const ByteArray *)a)->start,
                  u == T(BYTES) ? ((const Bytes *)b)->data : ((const ByteArray *)b)->start,
                  (size_t)VARSIZE(a)) == 0;
  if (t != u) return 0;
  if (t == T(STR)) return str_equal((Ref)(uintptr_t)a, (Ref)(uintptr_t)b);
  if (t == T(COMPLEX))
    return ((const Complex *)a)->real == ((const Complex *)b)->real &&
           ((const Complex *)a)->imag == ((const Complex *)b)->imag;
  if (t == T(TUPLE))
    return VARSIZE(a) != VARSIZE(b) ? 0
           : VARSIZE(a) > MOST_MEMBERS
               ? -1
               : equal_items(((const Tuple *)a)->items, ((const Tuple *)b)->items, VARSIZE(a), depth);
  if (t == T(LIST))
    return VARSIZE(a) != VARSIZE(b) ? 0
           : VARSIZE(a) > MOST_MEMBERS
               ? -1
               : equal_items(((const List *)a)->items, ((const List *)b)->items, VARSIZE(a), depth);
  if (t == T(DICT)) return equal_dicts(a, b, depth);
  return -1;
}

int identity_equal(const Object *a, const Object *b) { return equal(a, b, 0); }

/* ---- the names of the moment ---- */

typedef struct NameRef {
  int32_t name, frame;
  uintptr_t scope;
  const Object *object;
  uintptr_t cell;
  const Binding *binding;
} NameRef;

typedef struct Report {
  const Model *m;
  const Provenance *p;
  Identity *out;
  NameRef *names;
  int32_t name_count;
} Report;

static const Object *object_of(const Model *m, int32_t at) {
  return (const Object *)(uintptr_t)(m->objects[at].address - ID_OFFSET);
}

static const Frame *frame_of(const Model *m, const ModelFrame *f) {
  if (f->generator != MODEL_NONE) return generator_frame((Generator *)(uintptr_t)object_of(m, f->generator));
  if (m->idle) return NULL;
  uint32_t depth = 0;
  for (const Frame *at = VM->frame; at; at = at->previous) depth++;
  for (const Frame *at = VM->frame; at; at = at->previous, depth--)
    if (depth == f->id) return at;
  return NULL;
}

static bool find_names(Report *r) {
  const Model *m = r->m;
  r->names = calloc((size_t)m->name_count + 1, sizeof *r->names);
  if (!r->names) return false;
  for (int32_t i = 0; i < m->frame_count; i++) {
    const ModelFrame *mf = &m->frames[i];
    const Frame *f = frame_of(m, mf);
    for (int32_t k = 0; k < mf->name_count; k++) {
      int32_t at = mf->first_name + k;
      const ModelName *n = &m->names[at];
      if (n->object == MODEL_NONE) continue;
      NameRef *ref = &r->names[r->name_count++];
      *ref = (NameRef){at, i, 0, object_of(m, n->object), 0, NULL};
      if (n->cell != MODEL_NONE)
        ref->cell = ref->scope = (uintptr_t)object_of(m, n->cell);
      else if (n->scope == SCOPE_GLOBAL || n->scope == SCOPE_CLASS)
        ref->scope = f ? (uintptr_t)f->locals : VM->main_module ? (uintptr_t)module_dict(VM->main_module) : 0;
      else
        ref->scope = (uintptr_t)f;
      ref->binding = provenance_binding(r->p, ref->scope, n->name, object_ref(ref->object));
    }
  }
  return true;
}

static const char *keepf(Report *r, const char *format, ...) PRINTF_LIKE(2, 3);
static const char *keepf(Report *r, const char *format, ...) {
  char text[900];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  const char *copy = region_copy(r->out->texts, text, strlen(text));
  return copy ? copy : "";
}

static void add(Report *r, IdentityKind kind, uint32_t tag, uint32_t other, Change change, const char *text) {
  Identity *o = r->out;
  if (!ROOM_FOR_ONE(o->rows, o->count, o->room, 32)) return;
  o->rows[o->count++] = (IdentityRow){kind, tag, other, change, text};
}

/* "b", "x in f" */
static const char *called(Report *r, const NameRef *n) {
  const ModelFrame *f = &r->m->frames[n->frame];
  const char *name = r->m->names[n->name].name;
  return f->kind == FRAME_MODULE ? keepf(r, "%s", name) : keepf(r, "%s in %s", name, f->function);
}

static const char *when(Report *r, const Binding *b) {
  return b->line > 0 ? keepf(r, "step %llu, line %d", (unsigned long long)b->at.line, b->line)
                     : keepf(r, "step %llu", (unsigned long long)b->at.line);
}

/* ---- why they are one ---- */

static const char *unit_words(const Report *r, const Binding *b) {
  if (!b->of_program) return "one compiled text";
  return r->p->kind == PROGRAM_SCRIPT     ? "the script"
         : r->p->kind == PROGRAM_AS_CELLS ? "one cell"
                                          : "one statement of the prompt";
}

static const char *binding_reason(Report *r, const NameRef *n, const NameRef *other) {
  const Binding *b = n->binding;
  const char *name = r->m->names[n->name].name, *first = r->m->names[other->name].name, *at = when(r, b);
  switch (b->kind) {
  case BIND_NAME:
    if (strcmp(b->from, first) == 0 && b->from_scope == other->scope)
      return keepf(r, "same binding: `%s = %s` at %s copied the reference, not the object", name, b->from,
                   at);
    return keepf(r, "same binding: at %s `%s` was bound to the object that `%s` named", at, name, b->from);
  case BIND_CHAIN:
    return keepf(r, "same binding: one statement (%s) bound `%s` and `%s` to one value", at, b->from, name);
  case BIND_ARGUMENT:
    return keepf(r,
                 "same binding: the call of %s (%s) passed this object as `%s`; an argument is never copied",
                 b->from, at, name);
  case BIND_CALL:
    return b->from ? keepf(r, "same object: the call of `%s` gave it back and `%s` was bound to it (%s)",
                           b->from, name, at)
                   : keepf(r, "same object: a call gave it back and `%s` was bound to it (%s)", name, at);
  case BIND_LOOP:
    return keepf(r, "same object: the for statement took it from what it runs over, as `%s` (%s)", name, at);
  case BIND_PART:
    return keepf(r, "same object: `%s` was bound to it where it was kept, in a container or object (%s)",
                 name, at);
  case BIND_MADE: return keepf(r, "same object: `%s` was bound to it at %s", name, at);
  default: return keepf(r, "same object: `%s` was bound to it at %s", name, at);
  }
}

static const char *interned_reason(Report *r, const NameRef *a, const NameRef *b) {
  const Binding *bindings[] = {a->binding, b->binding};
  for (int i = 0; i < 2; i++)
    if (bindings[i] && bindings[i]->kind == BIND_CALL && bindings[i]->from &&
        strcmp(bindings[i]->from, "intern") == 0)
      return keepf(
          r, "interned string: sys.intern() gave `%s` the one string of this text in the intern table (%s)",
          r->m->names[i ? b->name : a->name].name, when(r, bindings[i]));
  return looks_like_name(a->object) ? "interned string: a constant that looks like a name (letters, digits, "
                                      "_) is kept once, in the intern "
                                      "table, for all units"
                                    : "interned string: the intern table keeps one string of this text";
}

static const ModelObject *object_named(const Report *r, const NameRef *n) {
  return &r->m->objects[r->m->names[n->name].object];
}

/* Was it made by the compiler? */
static bool is_constant(const Report *r, const ModelObject *o) {
  const Making *k = provenance_making(r->p, o->serial);
  return k ? k->unit >= 0
           : r->p->from.line <= 1 && o->serial > model_boot_serial() && o->serial <= r->p->serial_at_from;
}

static const char *same_reason(Report *r, const NameRef *a, const NameRef *b) {
  if (a->cell && a->cell == b->cell)
    return keepf(r, "one variable: the cell of `%s` is shared by both functions", r->m->names[a->name].name);
  const char *special = identity_special(a->object);
  if (special) return special;
  /* The later binding is the one that made them two names of one object. */
  const NameRef *late = a, *early = b;
  if (!a->binding || (b->binding && position_compare(b->binding->at, a->binding->at) > 0))
    late = b, early = a;
  const Binding *l = late->binding, *e = early->binding;
  if (l && (l->kind == BIND_NAME || l->kind == BIND_CHAIN || l->kind == BIND_ARGUMENT))
    return binding_reason(r, late, early);
  if (is_interned(a->object)) return interned_reason(r, a, b);
  if (l && e && l->kind == BIND_CONSTANT && e->kind == BIND_CONSTANT) {
    if (l->unit != e->unit) return "same object: a constant that two compilation units hold";
    return keepf(
        r, "shared constant: equal constants of one compilation unit (%s) are one object%s; lines %d and %d",
        unit_words(r, l), l->folded || e->folded ? ", those the compiler computed (folded) too" : "", e->line,
        l->line);
  }
  if (l && (l->kind == BIND_CALL || l->kind == BIND_PART) && is_constant(r, object_named(r, a)))
    return keepf(
        r, "shared constant: `%s` got it from %s (%s); it is a constant, one object for all code of its unit",
        r->m->names[late->name].name,
        l->kind == BIND_PART ? "a container or object"
        : l->from            ? keepf(r, "the call of `%s`", l->from)
                             : "a call",
        when(r, l));
  if (l) return binding_reason(r, late, early);
  return "same object: how the second name came to it lies before the steps looked at";
}

/* ---- why they are two ---- */

static const char *type_name(const Object *o) {
  const char *name = o->type->name ? o->type->name : "object", *dot = strrchr(name, '.');
  return dot ? dot + 1 : name;
}

static bool is_mutable(const Object *o) {
  const Type *t = o->type;
  return t == T(LIST) || t == T(DICT) || t == T(SET) || t == T(BYTEARRAY);
}

/* How an object came to be, for a sentence: "#4 by the operator `+` (line 3)". */
static const char *made_words(Report *r, const ModelObject *o, bool *compiled, int32_t *unit) {
  const Making *k = provenance_making(r->p, o->serial);
  *compiled = false;
  *unit = -1;
  if (!k) {
    /* Older than what was run again: constants of the script, if that goes back to the beginning. */
    if (r->p->from.line <= 1 && o->serial > model_boot_serial() && o->serial <= r->p->serial_at_from) {
      *compiled = true;
      return keepf(r, "#%u by the compiler, before the first line", o->tag);
    }
    return NULL;
  }
  if (k->unit >= 0) {
    *compiled = true;
    *unit = k->unit;
    return keepf(r, "#%u by the compiler", o->tag);
  }
  return k->line > 0 ? keepf(r, "#%u by %s (line %d)", o->tag, k->action, k->line)
                     : keepf(r, "#%u by %s", o->tag, k->action);
}

static const char *computed_rule(const Object *o) {
  const Type *t = o->type;
  if (t == T(INT)) return "an int outside -5..256 that is computed is a new object each time";
  if (t == T(STR))
    return "a string that is computed is a new object: only constants that look like names and sys.intern() "
           "share";
  if (t == T(FLOAT) || t == T(COMPLEX)) return "every computed float or complex is a new object";
  if (t == T(BYTES)) return "bytes that are computed are a new object";
  if (t == T(TUPLE)) return "a tuple that is not a constant is made anew each time it is computed";
  return "what is computed is a new object each time";
}

static const char *unit_rule(const Object *o) {
  const Type *t = o->type;
  if (t == T(INT)) return "; only -5..256 are shared everywhere";
  if (t == T(STR)) return "; only strings that look like names are shared everywhere";
  return "";
}

static const char *different_reason(Report *r, const NameRef *a, const NameRef *b) {
  const Model *m = r->m;
  const ModelObject *x = &m->objects[m->names[a->name].object], *y = &m->objects[m->names[b->name].object];
  if (a->object->type != b->object->type)
    return keepf(r, "equal values of two types: an object has one type, so %s and %s are never one object",
                 type_name(a->object), type_name(b->object));
  bool xc, yc;
  int32_t xu, yu;
  const char *xw = made_words(r, x, &xc, &xu), *yw = made_words(r, y, &yc, &yu);
  if (is_mutable(a->object))
    return xw && yw ? keepf(r, "a %s can change, so each display, call and copy makes one of its own: %s, %s",
                            type_name(a->object), xw, yw)
                    : keepf(r, "a %s can change, so each display, call and copy makes one of its own",
                            type_name(a->object));
  if (xc && yc) {
    if (xu == yu)
      return "constants of one unit that are equal but differ in type or in the sign of zero are kept apart";
    return keepf(r, "constants of two compilation units%s: each unit makes its own%s",
                 r->p->kind == PROGRAM_SCRIPT     ? ""
                 : r->p->kind == PROGRAM_AS_CELLS ? " (each cell is compiled alone)"
                                                  : " (the prompt compiles each statement alone)",
                 unit_rule(a->object));
  }
  if (!xw || !yw) return "made at different times, at least one before the steps looked at";
  return keepf(r, "%s: %s, %s", computed_rule(a->object), xw, yw);
}

/* ---- the report ---- */

static void tell_group(Report *r, int32_t first, const bool *done) {
  const NameRef *a = &r->names[first];
  const ModelObject *o = object_named(r, a);
  char names[400] = "";
  Change change = CHANGE_NONE;
  for (int32_t i = first; i < r->name_count; i++) {
    if (r->names[i].object != a->object) continue;
    size_t n = strlen(names);
    snprintf(names + n, sizeof names - n, "%s%s", n ? " = " : "", called(r, &r->names[i]));
    if (r->m->names[r->names[i].name].change != CHANGE_NONE) change = r->m->names[r->names[i].name].change;
  }
  (void)done;
  add(r, IDENTITY_GROUP, o->tag, 0, change, keepf(r, "%s: #%u %s %s", names, o->tag, o->type, o->value));
  const char *last = NULL;
  const NameRef *previous = a;
  for (int32_t i = first + 1; i < r->name_count; i++) {
    const NameRef *b = &r->names[i];
    if (b->object != a->object) continue;
    /* A name bound from another of the group is told with that one. */
    const NameRef *partner = previous;
    for (int32_t j = first; j < i && b->binding && b->binding->from; j++)
      if (r->names[j].object == a->object && r->names[j].scope == b->binding->from_scope &&
          strcmp(r->m->names[r->names[j].name].name, b->binding->from) == 0)
        partner = &r->names[j];
    const char *why = same_reason(r, partner, b);
    if (!last || strcmp(last, why) != 0) add(r, IDENTITY_REASON, o->tag, 0, CHANGE_NONE, why);
    last = why;
    previous = b;
  }
}

static void tell_pair(Report *r, const NameRef *a, const NameRef *b) {
  const ModelObject *x = object_named(r, a), *y = object_named(r, b);
  Change change = x->change == CHANGE_NEW || y->change == CHANGE_NEW ? CHANGE_NEW : CHANGE_NONE;
  if (a->object->type == b->object->type)
    add(r, IDENTITY_PAIR, x->tag, y->tag, change,
        keepf(r, "%s is not %s: #%u and #%u, both %s %s", called(r, a), called(r, b), x->tag, y->tag, x->type,
              x->value));
  else
    add(r, IDENTITY_PAIR, x->tag, y->tag, change,
        keepf(r, "%s is not %s: #%u %s %s and #%u %s %s", called(r, a), called(r, b), x->tag, x->type,
              x->value, y->tag, y->type, y->value));
  add(r, IDENTITY_REASON, x->tag, y->tag, CHANGE_NONE, different_reason(r, a, b));
}

static bool begin(Report *r, const Model *m, const Provenance *p, Identity *out) {
  *out = (Identity){0};
  *r = (Report){.m = m, .p = p, .out = out};
  if (!(out->texts = malloc(sizeof *out->texts))) return false;
  region_init(out->texts, malloc_allocator());
  return find_names(r);
}

bool identity_build(const Model *m, const Provenance *p, Identity *out) {
  Report r;
  if (!begin(&r, m, p, out)) return false;
  bool *done = calloc((size_t)r.name_count + 1, sizeof *done);
  if (!done) {
    free(r.names);
    return false;
  }
  int groups = 0, pairs = 0;
  for (int special = 0; special < 2; special++) /* those that all programs share come last */
    for (int32_t i = 0; i < r.name_count; i++) {
      if (done[i] || (identity_special(r.names[i].object) != NULL) != special) continue;
      int more = 0;
      for (int32_t j = i + 1; j < r.name_count; j++)
        if (r.names[j].object == r.names[i].object) done[j] = true, more++;
      if (!more) continue;
      if (!groups++) add(&r, IDENTITY_TITLE, 0, 0, CHANGE_NONE, "Names of one object");
      tell_group(&r, i, done);
    }
  /* Each object with the first one it equals: of many equal ones all pairs would tell the same. */
  int32_t most = MIN(r.name_count, MOST_COMPARED);
  for (int32_t j = 1; j < most && pairs < MOST_PAIRS; j++)
    for (int32_t i = 0; i < j && !done[j]; i++) {
      if (done[i] || r.names[i].object == r.names[j].object) continue;
      if (identity_equal(r.names[i].object, r.names[j].object) != 1) continue;
      if (!pairs++) add(&r, IDENTITY_TITLE, 0, 0, CHANGE_NONE, "Equal, but not the same object");
      tell_pair(&r, &r.names[i], &r.names[j]);
      break;
    }
  free(done);
  free(r.names);
  return true;
}

bool identity_of_names(const Model *m, const Provenance *p, int32_t a, int32_t b, Identity *out) {
  Report r;
  if (!begin(&r, m, p, out)) return false;
  const NameRef *x = NULL, *y = NULL;
  for (int32_t i = 0; i < r.name_count; i++) {
    if (r.names[i].name == a) x = &r.names[i];
    if (r.names[i].name == b) y = &r.names[i];
  }
  if (x && y && x->object == y->object) {
    const ModelObject *o = object_named(&r, x);
    add(&r, IDENTITY_GROUP, o->tag, 0, CHANGE_NONE,
        keepf(&r, "%s is %s: #%u %s %s", called(&r, x), called(&r, y), o->tag, o->type, o->value));
    add(&r, IDENTITY_REASON, o->tag, 0, CHANGE_NONE,
        x == y ? "one name is one reference to one object" : same_reason(&r, x, y));
  } else if (x && y) {
    int e = identity_equal(x->object, y->object);
    if (e == 1)
      tell_pair(&r, x, y);
    else {
      const ModelObject *o = object_named(&r, x), *q = object_named(&r, y);
      add(&r, IDENTITY_PAIR, o->tag, q->tag, CHANGE_NONE,
          keepf(&r, "%s is not %s: #%u %s %s and #%u %s %s", called(&r, x), called(&r, y), o->tag, o->type,
                o->value, q->tag, q->type, q->value));
      add(&r, IDENTITY_REASON, o->tag, q->tag, CHANGE_NONE,
          e == 0 ? "two values that differ are two objects"
                 : "two objects; whether they are equal is for the program's own code to say");
    }
  }
  free(r.names);
  return true;
}

void identity_free(Identity *i) {
  free(i->rows);
  if (i->texts) {
    region_free(i->texts);
    free(i->texts);
  }
  *i = (Identity){0};
}

int32_t identity_also(const Model *m, int32_t name) {
  int32_t object = m->names[name].object, found = MODEL_NONE;
  if (object == MODEL_NONE || m->objects[object].badges & (BADGE_SINGLETON | BADGE_SMALL_INT | BADGE_BUILTIN))
    return MODEL_NONE;
  for (int32_t i = 0; i < m->frame_count; i++) {
    const ModelFrame *f = &m->frames[i];
    bool own = name >= f->first_name && name < f->first_name + f->name_count;
    for (int32_t k = f->first_name; k < f->first_name + f->name_count; k++)
      if (k != name && m->names[k].object == object && (own || found == MODEL_NONE)) {
        found = k;
        if (own) return found;
      }
  }
  return found;
}
