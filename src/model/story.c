/* What a step did, in words: the step is run again with the observer on and each thing that happens becomes a
 * row. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"
#include "heap/gc.h"
#include "heap/mem.h"
#include "model/collector.h"
#include "model/model.h"
#include "object/containers.h"
#include "object/function.h"
#include "vm/generator.h"
#include "vm/vm.h"

enum { MOST_ROWS = 4000 };

typedef struct Teller {
  History *h;
  TagBook *tags;
  StepStory *story;
  uint32_t serial_at_start; /* objects born later are new in this step */
  int64_t instr;            /* the running one, from 0; -1: none of this line yet */
  int32_t source_line;
  uint32_t events;
  int32_t tentative; /* row of what the running instruction is about to do, should it not fail; -1: none */
  int32_t ended;     /* row of `e = None`, with which an except block ends; -1: none */
  const Object *ended_name;
  char ended_text[300]; /* and what to say instead, if `del e` follows */
} Teller;
static Teller *teller; /* of the replay under way: callbacks of the engine carry no pointer of ours */

static PRINTF_LIKE(3, 4) ModelLogRow *add_row(LogKind kind, const Object *about, const char *format, ...) {
  StepStory *s = teller->story;
  static ModelLogRow spare;
  if (s->count >= MOST_ROWS) return &spare;
  if (!ROOM_FOR_ONE(s->rows, s->count, s->room, 32)) return &spare;
  char text[600];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  uint32_t tag = 0;
  if (about)
    tag = tag_of(teller->tags, (uintptr_t)about,
                 (uintptr_t)about < ARENA_SMALL_BASE ? 0 : object_serial(about));
  const char *copy = region_copy(s->memory, text, strlen(text));
  /* What an instruction is about to do has not happened at the moment before it. */
  uint32_t events = teller->events ? teller->events : 1;
  s->rows[s->count] =
      (ModelLogRow){.kind = kind,
                    .at = {vm_lines(), teller->instr < 0 ? 0 : (uint32_t)teller->instr, events},
                    .tag = (int32_t)tag,
                    .line = teller->source_line,
                    .text = copy ? copy : "",
                    .depth = GC_STATE->running_generation < 0 ? 0
                             : kind == LOG_GC_DETAIL          ? 2
                                                              : 1};
  return &s->rows[s->count++];
}

/* ---- naming things ---- */

static bool is_plain(const Object *o) { /* known by its value rather than by a number */
  const Type *t = o->type;
  return t == T(INT) || t == T(FLOAT) || t == T(BOOL) || t == T(NONE) || t == T(STR) || t == T(BYTES) ||
         t == T(COMPLEX) || t == T(ELLIPSIS);
}

static uint32_t tag_here(const Object *o) {
  return tag_of(teller->tags, (uintptr_t)o, (uintptr_t)o < ARENA_SMALL_BASE ? 0 : object_serial(o));
}

/* "list #4 [1, 2]", "int 5" */
static const char *mention(const Object *o, char *out, size_t room, bool value) {
  char type[80], text[100];
  object_type_text(o->type, type, sizeof type);
  if (is_plain(o)) {
    object_describe(o, text, sizeof text);
    snprintf(out, room, "%s%s%s", o->type == T(NONE) ? "" : type, o->type == T(NONE) ? "" : " ", text);
    return out;
  }
  uint32_t tag = tag_of(teller->tags, (uintptr_t)o, (uintptr_t)o < ARENA_SMALL_BASE ? 0 : object_serial(o));
  if (TYPE_HAS(o->type, TYPE_SUB_TYPE) || o->type == T(FUNCTION) || o->type == T(MODULE)) {
    object_describe(o, text, sizeof text);
    snprintf(out, room, "%s", text);
    return out;
  }
  if (value) {
    object_describe(o, text, sizeof text);
    snprintf(out, room, "%s #%u %s", type, tag, text);
  } else
    snprintf(out, room, "%s #%u", type, tag);
  return out;
}

static const char *mention_exception(const Object *o, char *out, size_t room) {
  object_describe(o, out, room);
  return out;
}

static const char *plain_name(const Object *s, char *out, size_t room) {
  object_describe(s, out, room);
  size_t n = strlen(out);
  if (n >= 2 && s->type == T(STR)) {
    memmove(out, out + 1, n - 2);
    out[n - 2] = 0;
  }
  return out;
}

static bool is_new(const Object *o) {
  return (uintptr_t)o >= ARENA_SMALL_BASE && object_serial(o) > teller->serial_at_start;
}
static bool of_program(const Object *o) {
  return (uintptr_t)o >= ARENA_SMALL_BASE && object_serial(o) > model_boot_serial();
}

/* Another name of this frame (or of the module) for the same object, or NULL. */
static const char *other_name(Frame *f, const Object *o, const char *except, char *out, size_t room) {
  const Code *c = f->code;
  for (int i = 0; i < c->nlocalsplus; i++) {
    const Object *v = f->localsplus[i];
    if (v && v->type == T(CELL)) v = ((const Cell *)v)->value;
    if (v != o) continue;
    plain_name(tuple_item(c->localsplusnames, i), out, room);
    if (strcmp(out, except) != 0 && out[0] != '.') return out;
  }
  if (f->locals && TYPE_HAS(f->locals->type, TYPE_SUB_DICT) && !(c->flags & CO_OPTIMIZED)) {
    ssize_t at = 0;
    Object *key, *value;
    while (dict_next(f->locals, &at, &key, &value, NULL)) {
      if (value != o || key->type != T(STR)) continue;
      plain_name(key, out, room);
      if (strcmp(out, except) != 0 && strncmp(out, "__", 2) != 0) return out;
    }
  }
  return NULL;
}

/* ---- instructions ---- */

/* "; its default for `basket` is list #1 [], one object for all calls": of a function just made, the first
 * default that calls could change. */
static void tell_default(const Object *value, char *out, size_t room) {
  *out = 0;
  if (value->type != T(FUNCTION) || !is_new(value)) return;
  const Function *f = (const Function *)value;
  Object *defaults = f->defaults;
  int n = defaults && defaults->type == T(TUPLE) ? (int)VARSIZE(defaults) : 0, first = f->code->argcount - n;
  for (int i = 0; i < n && first >= 0; i++) {
    Object *o = tuple_item(defaults, i);
    if (!TYPE_HAS(o->type, TYPE_SUB_LIST | TYPE_SUB_DICT) && o->type != T(SET) && o->type != T(BYTEARRAY))
      continue;
    char name[100], what[160];
    snprintf(out, room, "; its default for `%s` is %s, one object for all calls",
             plain_name(tuple_item(f->code->localsplusnames, first + i), name, sizeof name),
             mention(o, what, sizeof what, true));
    return;
  }
}

static void tell_store(Frame *f, const Object *name, Object *old, Object *value) {
  char n[100], what[220], other[100], was[120];
  plain_name(name, n, sizeof n);
  if (strcmp(n, "__qualname__") == 0 || strcmp(n, "__module__") == 0) return;
  if (strncmp(n, "__", 2) == 0 && !of_program(value)) return;
  mention(value, what, sizeof what, true);
  const char *also = is_plain(value) ? NULL : other_name(f, value, n, other, sizeof other);
  char count[80] = "";
  if (of_program(value) && !is_plain(value)) {
    if (is_new(value) || value->refcnt == 1)
      snprintf(count, sizeof count, "; its count is %ld", (long)value->refcnt);
    else
      snprintf(count, sizeof count, "; its count goes from %ld to %ld", (long)value->refcnt - 1,
               (long)value->refcnt);
  }
  char lost[200] = "";
  if (old && old != value) {
    mention(old, was, sizeof was, false);
    if (old->type == T(FUNCTION) && value->type == T(FUNCTION)) { /* of one name: numbers tell them apart */
      char text[120];
      object_describe(value, text, sizeof text);
      snprintf(was, sizeof was, "function #%u", tag_here(old));
      snprintf(what, sizeof what, "function #%u %s", tag_here(value), text);
    }
    if (is_plain(old))
      snprintf(lost, sizeof lost, " instead of %s", was);
    else
      snprintf(lost, sizeof lost, " instead of %s, which %s", was,
               old->refcnt <= 1 ? "loses its last reference" : "loses a reference");
  }
  if (also) {
    char type[80];
    snprintf(what, sizeof what, "the same %s as `%s`", object_type_text(value->type, type, sizeof type),
             also);
  }
  char shared[320];
  tell_default(value, shared, sizeof shared);
  teller->ended = -1;
  if (value == NONE && old && TYPE_HAS(old->type, TYPE_SUB_EXC)) {
    teller->ended = teller->story->count;
    teller->ended_name = name;
    snprintf(teller->ended_text, sizeof teller->ended_text,
             "the except block ends, and its name `%s` is deleted; %s %s", n, was,
             old->refcnt <= 1 ? "loses its last reference" : "loses a reference");
  }
  add_row(LOG_BOUND, value, "`%s` now names %s%s%s%s", n, what, lost, count, shared);
}

static void tell_delete(const Object *name, Object *old) {
  char n[100], was[160];
  plain_name(name, n, sizeof n);
  if (!old) return;
  StepStory *s = teller->story;
  if (old == NONE && teller->ended >= 0 && teller->ended < s->count && teller->ended_name == name) {
    const char *text = region_copy(s->memory, teller->ended_text, strlen(teller->ended_text));
    if (text) s->rows[teller->ended].text = text;
    teller->ended = -1;
    return;
  }
  mention(old, was, sizeof was, false);
  if (old->refcnt <= 1)
    add_row(LOG_BOUND, old, "the name `%s` is deleted; that was the last reference to %s", n, was);
  else if (is_plain(old))
    add_row(LOG_BOUND, old, "the name `%s` is deleted; %s lives on", n, was);
  else
    add_row(LOG_BOUND, old, "the name `%s` is deleted; %s lives on with a count of %ld", n, was,
            (long)old->refcnt - 1);
}

/* What was told of the instruction that now fails did not happen. */
static void take_back(void) {
  StepStory *s = teller->story;
  if (teller->tentative < 0 || teller->tentative >= s->count) return;
  memmove(s->rows + teller->tentative, s->rows + teller->tentative + 1,
          (size_t)(--s->count - teller->tentative) * sizeof *s->rows);
  teller->tentative = -1;
}

/* Is the attribute one that the class computes? */
static bool is_property(const Object *o, Object *name) {
  Object *mro = o->type->mro;
  for (ssize_t i = 0; mro && i < VARSIZE(mro); i++) {
    const Type *t = (const Type *)tuple_item(mro, i);
    Object *found = t->dict ? dict_get(t->dict, name) : NULL;
    if (found) return found->type == T(PROPERTY);
  }
  return false;
}

static Object *stack_word(const Frame *f, int below_top) {
  int at = f->stack_top - 1 - below_top;
  return at >= f->code->nlocalsplus ? f->localsplus[at] : NULL;
}

static Object *name_value(Object *dict, Object *name) {
  return dict && TYPE_HAS(dict->type, TYPE_SUB_DICT) ? dict_get(dict, name) : NULL;
}

static bool of_script(const Frame *f) { return !VM->script_path || code_is_of_script(f->code); }

static void tell_instruction(void *frame, const uint32_t *next) {
  Frame *f = frame;
  teller->instr++;
  teller->events = 0;
  teller->tentative = -1;
  const Code *c = f->code;
  int line = code_line(c, next);
  if (line) teller->source_line = line;
  if (code_opcode(*next) == OP_LINE) teller->instr = -1;
  if (!of_script(f)) return;
  uint32_t op = code_opcode(*next), arg = INSTR_ARG(*next); /* joined and specialised forms too */
  Object *top = stack_word(f, 0);
  switch (op) {
  case OP_STORE_NAME:
    if (top) tell_store(f, tuple_item(c->names, arg), name_value(f->locals, tuple_item(c->names, arg)), top);
    break;
  case OP_STORE_GLOBAL:
    if (top) tell_store(f, tuple_item(c->names, arg), name_value(f->globals, tuple_item(c->names, arg)), top);
    break;
  case OP_STORE_FAST:
    if (top) tell_store(f, tuple_item(c->localsplusnames, arg), f->localsplus[arg], top);
    break;
  case OP_STORE_DEREF:
    if (top && f->localsplus[arg] && f->localsplus[arg]->type == T(CELL))
      tell_store(f, tuple_item(c->localsplusnames, arg), ((Cell *)f->localsplus[arg])->value, top);
    break;
  case OP_DELETE_NAME:
    tell_delete(tuple_item(c->names, arg), name_value(f->locals, tuple_item(c->names, arg)));
    break;
  case OP_DELETE_GLOBAL:
    tell_delete(tuple_item(c->names, arg), name_value(f->globals, tuple_item(c->names, arg)));
    break;
  case OP_DELETE_FAST: tell_delete(tuple_item(c->localsplusnames, arg), f->localsplus[arg]); break;
  case OP_STORE_ATTR: {
    char n[100], holder[160], what[200];
    Object *value = stack_word(f, 1);
    if (!top || !value) break;
    teller->tentative = teller->story->count;
    add_row(LOG_MUTATED, top,
            is_property(top, tuple_item(c->names, arg)) ? "attribute `%s` of %s is set to %s"
                                                        : "attribute `%s` of %s now refers to %s",
            plain_name(tuple_item(c->names, arg), n, sizeof n), mention(top, holder, sizeof holder, false),
            mention(value, what, sizeof what, true));
    break;
  }
  case OP_STORE_SUBSCR: {
    char key[120], holder[160], what[200];
    Object *container = stack_word(f, 1), *value = stack_word(f, 2);
    if (!top || !container || !value) break;
    object_describe(top, key, sizeof key);
    teller->tentative = teller->story->count;
    /* A list or dictionary holds what it is given; what others make of it is their own affair. */
    add_row(LOG_MUTATED, container,
            TYPE_HAS(container->type, TYPE_SUB_LIST | TYPE_SUB_DICT) ? "%s[%s] now refers to %s"
                                                                     : "%s[%s] is set to %s",
            mention(container, holder, sizeof holder, false), key, mention(value, what, sizeof what, true));
    break;
  }
  case OP_DELETE_SUBSCR: {
    char key[120], holder[160];
    Object *container = stack_word(f, 1);
    if (!top || !container) break;
    object_describe(top, key, sizeof key);
    teller->tentative = teller->story->count;
    add_row(LOG_MUTATED, container, "entry [%s] is removed from %s", key,
            mention(container, holder, sizeof holder, false));
    break;
  }
  default: break;
  }
}

/* ---- events ---- */

bool object_is_notable(const Object *o) {
  const Type *t = o->type;
  if (is_plain(o) || (uintptr_t)o < ARENA_SMALL_BASE) return false;
  return t != T(TUPLE) && t != T(CODE) && t != T(FRAME) && t != T(CELL) && t != T(METHOD) &&
         t != T(BUILTIN) && t != T(BUILTIN_METHOD) && t != T(SLICE) && t != T(LIST_ITER) &&
         t != T(RANGE_ITER) && t != T(TUPLE_ITER) && t != T(STR_ITER) && t != T(DICT_KEY_ITER) &&
         t != T(DICT_VALUE_ITER) && t != T(DICT_ITEM_ITER) && t != T(RANGE) && t != T(GETSET_DESCR) &&
         t != T(MEMBER_DESCR) && t != T(TRACEBACK) && t != T(METHOD_WRAPPER) && t != T(ENUMERATE) &&
         t != T(ZIP) && t != T(MAP) && t != T(DICT_ITEMS) && t != T(DICT_KEYS) && t != T(DICT_VALUES) &&
         t != T(SET_ITER) && t != T(WRAPPER_DESCR) && t != T(METHOD_DESCR);
}

/* While code of the embedded library runs, what happens is its own business, but for collections and deaths
 * of the program's objects. */
static bool in_library(void) { return VM->frame && code_is_library(VM->frame->code); }
static bool in_import(void) { return VM->frame && code_opcode(*VM->frame->prev_instr) == OP_IMPORT_NAME; }

static bool is_special(const Object *name) {
  return str_equals_text((Ref)(uintptr_t)name, "__init__") ||
         str_equals_text((Ref)(uintptr_t)name, "__del__");
}

/* A module, or a class of another module than the program's own. */
static bool is_of_library(const Object *o) {
  if (o->type == T(MODULE)) return true;
  if (!TYPE_HAS(o->type, TYPE_SUB_TYPE) || !((const Type *)o)->dict) return false;
  const Object *module = dict_get(((const Type *)o)->dict, N(__module__));
  return !module || module->type != T(STR) || !str_equals_text((Ref)(uintptr_t)module, "__main__");
}

/* What begins with this frame, "%s" being the name. A generator function only makes its generator when it is
 * called; the body begins with the first value asked for. */
static const char *call_words(const Code *c, const Frame *f) {
  if (!(c->flags & CO_OPTIMIZED)) return "the body of `%s` runs";
  if (!(c->flags & CO_GENERATOR)) return "`%s` is called";
  if (!f || f->owner != FRAME_OWNED_BY_GENERATOR) return "`%s` is called and makes a generator";
  return code_opcode(*f->prev_instr) == OP_RETURN_GENERATOR ? "the generator `%s` begins"
                                                            : "the generator `%s` goes on";
}

static void tell_event(EventKind kind, Object *o, intptr_t a, intptr_t b) {
  char what[220], more[160];
  teller->events++;
  if (kind <= EV_SETATTR && in_library()) return;
  /* Of what the collector and the finalizers touch, only objects a person has met are told: the others are
   * the library's. */
  bool met = o && (uintptr_t)o >= ARENA_SMALL_BASE && tag_known(teller->tags, (uintptr_t)o, object_serial(o));
  if (!met && o && (kind >= EV_FINALIZE && kind != EV_WEAKREF_CALL && kind != EV_GC_UNREACHABLE)) return;
  switch (kind) {
  case EV_BORN:
    if (object_is_notable(o) &&
        of_program(o)) { /* its parts are not there yet: told by type and number alone */
      char type[80];
      uint32_t tag = tag_of(teller->tags, (uintptr_t)o, object_serial(o));
      add_row(LOG_BORN, o, "%s #%u is born", object_type_text(o->type, type, sizeof type), tag);
    }
    break;
  case EV_FREED:
    if (o->type == T(FUNCTION) && !VM->frame && !VM->exit_line)
      break;                                      /* what a statement of the prompt ran as */
    if (!VM->frame && (!met || is_new(o))) break; /* of the taking down of the interpreter itself */
    if (object_is_notable(o) && of_program(o)) {  /* its parts are gone */
      char type[80];
      uint32_t tag = tag_of(teller->tags, (uintptr_t)o, object_serial(o));
      add_row(LOG_FREED, o, "%s #%u is freed", object_type_text(o->type, type, sizeof type), tag);
    }
    break;
  case EV_CALL:
    if (o && o->type == T(CODE) && !str_equals_text(((Code *)o)->name, "<module>"))
      add_row(LOG_CALL, NULL, call_words((Code *)o, (const Frame *)a),
              plain_name(((Code *)o)->name, what, sizeof what));
    break;
  case EV_RETURN:
    if (o && o->type == T(CODE) && a && ((Code *)o)->flags & CO_OPTIMIZED &&
        !((Object *)a == NONE && is_special(((Code *)o)->name)))
      add_row(LOG_RETURN, (Object *)a, "`%s` returns %s", plain_name(((Code *)o)->name, more, sizeof more),
              mention((Object *)a, what, sizeof what, true));
    break;
  case EV_YIELD:
    if (o && o->type == T(CODE) && a)
      add_row(LOG_RETURN, (Object *)a, "`%s` yields %s and waits",
              plain_name(((Code *)o)->name, more, sizeof more),
              mention((Object *)a, what, sizeof what, true));
    break;
  case EV_RAISE:
    take_back();
    if (o) {
      object_describe(o, what, sizeof what);
      add_row(LOG_RAISE, o, "%s is raised", what);
    }
    break;
  case EV_CATCH:
    if (o) {
      object_describe(o, what, sizeof what);
      add_row(LOG_RAISE, o, "%s is caught", what);
    }
    break;
  case EV_UNWIND:
    if (o && o->type == T(CODE) && str_equals_text(((Code *)o)->name, "<module>"))
      add_row(LOG_RAISE, NULL, "nothing catches %s",
              a ? mention_exception((const Object *)a, what, sizeof what) : "the exception");
    else if (o && o->type == T(CODE))
      add_row(LOG_RAISE, NULL, "`%s` ends with the exception",
              plain_name(((Code *)o)->name, what, sizeof what));
    break;
  case EV_FINALIZE:
    if (o->type == T(GENERATOR) && ((Generator *)o)->state >= GEN_COMPLETED)
      break; /* nothing is left of it */
    add_row(LOG_FINALIZER, o, "the finalizer of %s runs", mention(o, what, sizeof what, false));
    break;
  case EV_RESURRECT:
    add_row(LOG_FINALIZER, o, "%s came back to life", mention(o, what, sizeof what, false));
    break;
  case EV_WEAKREF_CLEAR:
    if (in_import() || is_of_library(o) || (!VM->frame && !TYPE_HAS(o->type, TYPE_HEAP))) break;
    add_row(LOG_WEAKREF, o, "a weak reference to %s is cleared", mention(o, what, sizeof what, false));
    break;
  case EV_WEAKREF_CALL: add_row(LOG_WEAKREF, o, "the callback of a weak reference runs"); break;
  case EV_INTERN_HIT: /* compiling a module looks up all its names */
    if (!in_import())
      add_row(LOG_INTERN, NULL, "%s was interned before and is used again",
              mention(o, what, sizeof what, true));
    break;
  case EV_GC_START: {
    const GcRecord *r = gc_record(GC_STATE->total);
    gc_cause_text(r, what, sizeof what);
    ModelLogRow *row = add_row(LOG_GC, NULL, "collection of generation %ld (%s%s)", (long)a, what,
                               r->of_library ? ", while a module was imported" : "");
    row->depth = 0;
    row->fold_start = true;
    row->of_library = r->of_library;
    break;
  }
  case EV_GC_END: {
    char numbers[300];
    gc_numbers_text(gc_record(GC_STATE->total), numbers, sizeof numbers);
    add_row(LOG_GC, NULL, "the collection of generation %ld ends: %s", (long)a, numbers)->fold_end = true;
    break;
  }
  case EV_GC_PHASE:
    if (a != GC_PHASE_NONE) add_row(LOG_GC_DETAIL, NULL, "%s", gc_phase_words((GcPhase)a))->depth = 1;
    break;
  case EV_GC_CANDIDATE:
    if (of_program(o))
      add_row(LOG_GC_DETAIL, o, "%s is a candidate; its count %ld is copied",
              mention(o, what, sizeof what, false), (long)a);
    break;
  case EV_GC_SUBTRACT:
    if (of_program(o) && a)
      add_row(LOG_GC_DETAIL, o, "%s holds %s: one subtracted, %ld left",
              mention((Object *)a, more, sizeof more, false), mention(o, what, sizeof what, false), (long)b);
    break;
  case EV_GC_REACHABLE:
    if (of_program(o))
      add_row(LOG_GC_DETAIL, o, "%s is reachable from outside", mention(o, what, sizeof what, false));
    break;
  case EV_GC_TENTATIVE:
    if (of_program(o)) add_row(LOG_GC_DETAIL, o, "%s may be garbage", mention(o, what, sizeof what, false));
    break;
  case EV_GC_REACHED:
    if (of_program(o) && a)
      add_row(LOG_GC_DETAIL, o, "%s holds %s, which is kept with it",
              mention((Object *)a, more, sizeof more, false), mention(o, what, sizeof what, false));
    break;
  case EV_GC_REVIVED:
    if (of_program(o) && a)
      add_row(LOG_GC_DETAIL, o, "%s is not garbage after all: %s holds it",
              mention(o, what, sizeof what, false), mention((Object *)a, more, sizeof more, false));
    break;
  case EV_GC_UNREACHABLE:
    add_row(LOG_GC_DETAIL, o, "%s is garbage", mention(o, what, sizeof what, false));
    break;
  case EV_GC_CLEAR:
    add_row(LOG_GC_DETAIL, o, "%s lets go of what it holds", mention(o, what, sizeof what, false));
    break;
  case EV_GC_SAVED:
    add_row(LOG_GC_DETAIL, o, "%s is put into gc.garbage", mention(o, what, sizeof what, false));
    break;
  case EV_GC_PROMOTE:
    if (of_program(o) && object_is_notable(o))
      add_row(LOG_GC_DETAIL, o, "%s survives into generation %ld", mention(o, what, sizeof what, false),
              (long)a);
    break;
  default: break;
  }
}

/* ---- the caption ---- */

static int weight(LogKind kind) {
  switch (kind) {
  case LOG_RAISE: return 6;
  case LOG_BOUND:
  case LOG_MUTATED: return 5;
  case LOG_FINALIZER:
  case LOG_GC:
  case LOG_WEAKREF: return 4;
  case LOG_RETURN: return 3;
  case LOG_CALL: return 3;
  case LOG_FREED: return 2;
  default: return 0;
  }
}

static void capitalise(char *s) {
  if (*s >= 'a' && *s <= 'z') *s = (char)(*s - 32);
}

/* The caption does not speak of what was born and died within the step, of the beginning of a collection that
 * has ended, of one that found nothing, and of the library's own. */
static bool is_passing(const StepStory *s, int32_t at) {
  const ModelLogRow *row = &s->rows[at];
  if (row->fold_end) {
    int32_t start = at;
    while (start >= 0 && !s->rows[start].fold_start) start--;
    return strstr(row->text, ": 0 of ") != NULL || (start >= 0 && s->rows[start].of_library);
  }
  if (row->fold_start) {
    for (int32_t i = at + 1; i < s->count; i++)
      if (s->rows[i].fold_end) return true;
    return false;
  }
  if (row->kind != LOG_FREED) return false;
  for (int32_t i = 0; i < at; i++)
    if (s->rows[i].kind == LOG_BORN && s->rows[i].tag == row->tag) return true;
  return false;
}

static char *make_caption(const StepStory *s) {
  /* The weightiest rows, at most three, in the order in which they happened. */
  int32_t chosen[3];
  int n = 0;
  for (int w = 6; w >= 1 && n < 3; w--)
    for (int32_t i = 0; i < s->count && n < 3; i++)
      if (weight(s->rows[i].kind) == w && !is_passing(s, i)) chosen[n++] = i;
  for (int i = 1; i < n; i++)
    for (int j = i; j && chosen[j] < chosen[j - 1]; j--) {
      int32_t t = chosen[j];
      chosen[j] = chosen[j - 1];
      chosen[j - 1] = t;
    }
  Buf out;
  buf_init(&out, malloc_allocator());
  for (int i = 0; i < n; i++) {
    char text[600];
    snprintf(text, sizeof text, "%s", s->rows[chosen[i]].text);
    capitalise(text);
    if (i) buf_char(&out, ' ');
    buf_text(&out, text);
    buf_char(&out, '.');
  }
  char *caption = strdup(buf_str(&out));
  buf_free(&out);
  return caption;
}

static bool no_line_test(void *frame, const uint32_t *instr) {
  (void)frame, (void)instr;
  return false;
}

bool story_tell(History *h, TagBook *tags, Position from, Position to, StepStory *story) {
  *story = (StepStory){0};
  story->memory = malloc(sizeof *story->memory);
  if (!story->memory) return false;
  region_init(story->memory, malloc_allocator());
  if (history_seek(h, from) != MOVE_OK) {
    history_seek(h, to);
    return false;
  }
  Teller t = {.h = h,
              .tags = tags,
              .story = story,
              .serial_at_start = HEAP->serial,
              .instr = from.event ? (int64_t)from.instr : (int64_t)from.instr - 1,
              .events = from.event,
              .tentative = -1,
              .ended = -1};
  if (VM->frame) t.source_line = frame_line(VM->frame);
  teller = &t;
  const Observer sink = {tell_event, tell_instruction, no_line_test};
  history_replay(h, from, to, &sink, ~0u);
  teller = NULL;
  if (position_compare(h->now, to) != 0)
    history_seek(h, to); /* a person did not want to wait: told in part */
  story->caption = make_caption(story);
  return true;
}

void story_free(StepStory *story) {
  free(story->rows);
  free(story->caption);
  if (story->memory) {
    region_free(story->memory);
    free(story->memory);
  }
  *story = (StepStory){0};
}
