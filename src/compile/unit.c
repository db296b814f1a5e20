#include "compile/unit.h"

#include <stdarg.h>
#include <stdio.h>

#include "code/code.h"
#include "compile/footprint.h"
#include "heap/mem.h"
#include "object/bytes.h"
#include "object/complex.h"
#include "object/err.h"
#include "object/float.h"
#include "object/set.h"
#include "object/tuple.h"
#include "object/upcalls.h"

static void *region_from_heap(void *ctx, size_t size) {
  (void)ctx;
  return mem_alloc(size);
}

static void region_to_heap(void *ctx, void *p, size_t size) {
  (void)ctx;
  (void)size;
  mem_free(p);
}

Allocator unit_allocator(void) { return (Allocator){region_from_heap, region_to_heap, NULL}; }

void unit_error_memory(Unit *u) {
  if (!u->failed) err_no_memory();
  u->failed = true;
}

void *unit_alloc(Unit *u, size_t size) {
  void *p = region_zalloc(&u->region, size);
  if (!p) unit_error_memory(u);
  return p;
}

// ---- objects made during compilation ----

static bool list_push(ObjectList *list, Hold *hold, Own object) {
  if (list->count == list->capacity) {
    size_t capacity = list->capacity ? list->capacity * 2 : 64;
    Object **items = mem_realloc(list->items, capacity * sizeof *items);
    if (!items) return false;
    list->items = items;
    list->capacity = capacity;
  }
  list->items[list->count++] = object;
  hold_array(hold, list->items, (ssize_t)list->count);
  return true;
}

static Object *keep(Unit *u, ObjectList *list, Hold *hold, Own object) {
  if (!object) {
    u->failed = true;
    return NULL;
  }
  if (!list_push(list, hold, object)) {
    DECREF(object);
    unit_error_memory(u);
    return NULL;
  }
  return object;
}

Object *unit_keep(Unit *u, Own object) { return keep(u, &u->objects, u->hold_objects, object); }
Object *unit_keep_only(Unit *u, Own object) {
  if (!object || !u->objects.count) return unit_keep(u, object); // NULL: it has failed
  Object **last = &u->objects.items[u->objects.count - 1], *before = *last;
  *last = object;
  DECREF(before);
  return object;
}
Object *unit_keep_constant(Unit *u, Own object) { return keep(u, &u->arena, u->hold_arena, object); }

// ---- names ----

static bool names_grow(Unit *u) {
  size_t slots = u->name_slots ? u->name_slots * 2 : 64;
  NameEntry *names = region_array(&u->region, slots, sizeof *names);
  if (!names) return false;
  for (size_t i = 0; i < u->name_slots; i++) {
    if (!u->names[i].name) continue;
    size_t at = u->names[i].name->hash & (slots - 1);
    while (names[at].name) at = (at + 1) & (slots - 1);
    names[at] = u->names[i];
  }
  u->names = names;
  u->name_slots = slots;
  return true;
}

Object *unit_name(Unit *u, const AstName *name) {
  if (!name) return NONE;
  if (u->name_count * 2 >= u->name_slots && !names_grow(u)) {
    unit_error_memory(u);
    return NONE;
  }
  size_t at = name->hash & (u->name_slots - 1);
  for (; u->names[at].name; at = (at + 1) & (u->name_slots - 1))
    if (u->names[at].name == name) return u->names[at].object;
  Object *object = str_from_utf8(name->text, (ssize_t)name->len);
  if (object) str_intern_in_place(&object);
  object = unit_keep(u, object);
  if (!object) return NONE;
  u->names[at] = (NameEntry){name, object};
  u->name_count++;
  return object;
}

const AstName *unit_ast_name(Unit *u, const char *text) {
  const AstName *name = ast_name(u->ast, text, strlen(text));
  if (!name) unit_error_memory(u);
  return name;
}

// ---- constants ----

static bool is_name_like(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'))
      return false;
  }
  return true;
}

static Own constant_new(const Constant *c) {
  switch (c->kind) {
  case Constant_True: return NEWREF(TRUE);
  case Constant_False: return NEWREF(FALSE);
  case Constant_Ellipsis: return NEWREF(ELLIPSIS);
  case Constant_Int: return c->fits ? int_from_u64(c->value) : int_from_text(c->text, c->len, 0);
  case Constant_Float: return float_new(c->real);
  case Constant_Complex: return complex_new(0.0, c->real);
  case Constant_Bytes: return bytes_new(c->text, (ssize_t)c->len);
  case Constant_Str: {
    Object *s = str_from_utf8(c->text, (ssize_t)c->len);
    if (s && is_name_like(c->text, c->len)) str_intern_in_place(&s);
    return s;
  }
  default: return NEWREF(NONE);
  }
}

Object *unit_constant(Unit *u, Constant *constant) {
  if (constant->kind == Constant_Object) return (Object *)(uintptr_t)constant->value;
  Object *object = unit_keep_constant(u, constant_new(constant));
  if (!object) return NONE;
  constant->kind = Constant_Object;
  constant->value = (uintptr_t)object;
  return object;
}

void unit_make_constant(Expr *e, Object *value) {
  AstPos pos = e->pos;
  *e = (Expr){.pos = pos, .kind = Expr_Constant};
  e->Constant.value.kind = Constant_Object;
  e->Constant.value.value = (uintptr_t)value;
}

// ---- the pool ----

static uint64_t mix(uint64_t h, uint64_t v) {
  h = (h ^ v) * 0x9e3779b97f4a7c15u;
  return h ^ (h >> 29);
}

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static uint64_t pool_hash(Object *o) {
  uint64_t h = mix(1, (uintptr_t)TYPE(o));
  if (IS_EXACT(o, INT)) return mix(h, (uint64_t)int_hash(o));
  if (IS_EXACT(o, STR)) return mix(h, (uint64_t)str_hash(o));
  if (IS_EXACT(o, FLOAT)) return mix(h, bits_of(float_value(o)));
  if (IS_EXACT(o, COMPLEX))
    return mix(mix(h, bits_of(((const Complex *)(o))->real)), bits_of(((const Complex *)(o))->imag));
  if (IS_EXACT(o, BYTES)) {
    for (ssize_t i = 0; i < bytes_size(o); i++) h = mix(h, (uint8_t)BYTES_DATA(o)[i]);
    return h;
  }
  if (IS_EXACT(o, TUPLE)) {
    for (ssize_t i = 0; i < tuple_size(o); i++) h = mix(h, pool_hash(tuple_item(o, i)));
    return h;
  }
  if (IS_EXACT(o, FROZENSET)) {
    uint64_t sum = 0;
    Object *key;
    for (ssize_t at = 0; set_next(o, &at, &key);) sum += pool_hash(key);
    return mix(h, sum);
  }
  if (IS_EXACT(o, CODE)) return mix(h, (uint64_t)((Code *)o)->firstlineno);
  return mix(h, (uintptr_t)o);
}

static bool pool_equal(Object *a, Object *b) {
  if (a == b) return true;
  if (TYPE(a) != TYPE(b)) return false;
  if (IS_EXACT(a, INT)) return int_compare(a, b) == 0;
  if (IS_EXACT(a, STR)) return str_equal(a, b);
  // A NaN is no other NaN: constants that are not the same object stay apart.
  if (IS_EXACT(a, FLOAT))
    return float_value(a) == float_value(b) && bits_of(float_value(a)) == bits_of(float_value(b));
  if (IS_EXACT(a, COMPLEX))
    return ((const Complex *)(a))->real == ((const Complex *)(b))->real &&
           ((const Complex *)(a))->imag == ((const Complex *)(b))->imag &&
           bits_of(((const Complex *)(a))->real) == bits_of(((const Complex *)(b))->real) &&
           bits_of(((const Complex *)(a))->imag) == bits_of(((const Complex *)(b))->imag);
  if (IS_EXACT(a, BYTES))
    return bytes_size(a) == bytes_size(b) && memcmp(BYTES_DATA(a), BYTES_DATA(b), (size_t)bytes_size(a)) == 0;
  if (IS_EXACT(a, TUPLE)) {
    if (tuple_size(a) != tuple_size(b)) return false;
    for (ssize_t i = 0; i < tuple_size(a); i++)
      if (!pool_equal(tuple_item(a, i), tuple_item(b, i))) return false;
    return true;
  }
  if (IS_EXACT(a, FROZENSET)) {
    if (set_size(a) != set_size(b)) return false;
    Object *x, *y;
    for (ssize_t i = 0; set_next(a, &i, &x);) {
      bool found = false;
      for (ssize_t j = 0; !found && set_next(b, &j, &y);) found = pool_equal(x, y);
      if (!found) return false;
    }
    return true;
  }
  if (IS_EXACT(a, CODE)) return code_equal((Code *)a, (Code *)b);
  return false;
}

static bool pool_grow(Unit *u) {
  size_t slots = u->pool_slots ? u->pool_slots * 2 : 128;
  PoolEntry *pool = region_array(&u->region, slots, sizeof *pool);
  if (!pool) return false;
  for (size_t i = 0; i < u->pool_slots; i++) {
    if (!u->pool[i].object) continue;
    size_t at = u->pool[i].hash & (slots - 1);
    while (pool[at].object) at = (at + 1) & (slots - 1);
    pool[at] = u->pool[i];
  }
  u->pool = pool;
  u->pool_slots = slots;
  return true;
}

// A tuple or table that was made only to be looked up goes at once.
static void drop_last(Unit *u, Object *object) {
  size_t last = u->objects.count - 1;
  if (!u->objects.count || u->objects.items[last] != object || object->refcnt != 1) return;
  if (!IS_EXACT(object, TUPLE) && !IS_EXACT(object, BYTES)) return;
  u->objects.count = last;
  hold_array(u->hold_objects, u->objects.items, (ssize_t)last);
  DECREF(object);
}

static Object *merge(Unit *u, Object *object, bool items) {
  if (object == NONE || object == ELLIPSIS) return object;
  if (u->pool_count * 2 >= u->pool_slots && !pool_grow(u)) {
    unit_error_memory(u);
    return object;
  }
  uint64_t hash = pool_hash(object);
  size_t at = hash & (u->pool_slots - 1);
  for (; u->pool[at].object; at = (at + 1) & (u->pool_slots - 1))
    if (u->pool[at].hash == hash && pool_equal(u->pool[at].object, object)) {
      Object *known = u->pool[at].object;
      footprint_key(u, object, false);
      if (known != object) drop_last(u, object);
      return known;
    }
  // A folded text that looks like a name is interned, as every such constant of a code object.
  if (IS_EXACT(object, STR) && !((Str *)object)->interned && ((Str *)object)->ascii &&
      is_name_like(str_data((Str *)object), (size_t)str_length(object))) {
    Object *interned = NEWREF(object);
    str_intern_in_place(&interned);
    interned = unit_keep(u, interned);
    if (!interned) return object;
    object = interned;
  }
  u->pool[at] = (PoolEntry){hash, object};
  u->pool_count++;
  footprint_key(u, object, true);
  if (items &&
      IS_EXACT(object, TUPLE)) { // nobody else has seen it: its items give way to their representatives
    for (ssize_t i = 0; i < tuple_size(object); i++) {
      Object *item = tuple_item(object, i), *representative = merge(u, item, true);
      if (representative == item) continue;
      INCREF(representative);
      ((Tuple *)object)->items[i] = representative;
      DECREF(item);
    }
  }
  return object;
}

Object *unit_merge(Unit *u, Object *object) { return merge(u, object, true); }
Object *unit_merge_made(Unit *u, Object *object) { return merge(u, object, false); }

// ---- errors ----

static Own text_or_none(const char *text, ssize_t length) {
  return text ? str_from_utf8(text, length) : NEWREF(NONE);
}

static Type *diagnostic_class(DiagnosticKind kind) {
  switch (kind) {
  case DIAG_INDENTATION_ERROR: return T(IndentationError);
  case DIAG_TAB_ERROR: return T(TabError);
  case DIAG_VALUE_ERROR: return T(ValueError);
  case DIAG_MEMORY_ERROR: return T(MemoryError);
  case DIAG_RECURSION_ERROR: return T(RecursionError);
  case DIAG_SYSTEM_ERROR: return T(SystemError);
  default: return T(SyntaxError);
  }
}

void unit_raise(Unit *u, const Diagnostic *d) {
  if (u->failed) return;
  u->failed = true;
  Type *class = diagnostic_class(d->kind);
  if (d->kind == DIAG_MEMORY_ERROR) {
    err_set_none(class);
    return;
  }
  if (!d->has_position) {
    err_format(class, "%s", d->message ? d->message : "");
    return;
  }
  Object *parts[6] = {
      d->filename && strcmp(d->filename, u->filename) != 0 ? text_or_none(d->filename, -1)
                                                           : NEWREF(u->filename_object),
      int_from_i64(d->lineno),
      int_from_i64(d->offset),
      text_or_none(d->text, (ssize_t)d->text_len),
      int_from_i64(d->end_lineno),
      d->end_offset == NO_END_OFFSET ? NEWREF(NONE) : int_from_i64(d->end_offset),
  };
  bool complete = true;
  for (int i = 0; i < 6; i++) complete &= parts[i] != NULL;
  if (!complete) {
    for (int i = 0; i < 6; i++) XDECREF(parts[i]);
    if (!err_occurred()) err_no_memory();
    return;
  }
  HOLD(position, tuple_from_array_steal(parts, 6), "a syntax error");
  HOLD(message, str_from_utf8(d->message ? d->message : "", -1), "a syntax error");
  if (!position.obj || !message.obj) return;
  HOLD(args, tuple_pack(2, message.obj, position.obj), "a syntax error");
  if (args.obj) err_set_value(class, args.obj);
}

void unit_error(Unit *u, AstPos pos, const char *format, ...) {
  if (u->failed) return;
  char message[512];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  Diagnostic d = {0};
  diagnostic_at(&d, u->ast, DIAG_SYNTAX_ERROR, u->filename, u->source, u->source_length, pos, "%s", message);
  unit_raise(u, &d);
}

void unit_warn(Unit *u, WarningCategory category, AstPos pos, const char *format, ...) {
  if (u->failed) return;
  char message[512];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  Type *class = category == WARN_SYNTAX ? T(SyntaxWarning) : T(DeprecationWarning);
  if (vm_warn_explicit(class, u->filename_object, (int)pos.lineno, "%s", message) == 0) return;
  if (err_matches(class)) { // "error" filter: the warning becomes a syntax error at that place
    err_clear();
    unit_error(u, pos, "%s", message);
  }
  u->failed = true;
}
