// The code object: making one, looking things up in it, what Python sees of it.
#include "code/code.h"

#include "code/layout.h"
#include "heap/mem.h"
#include "object/bytes.h"
#include "object/dict.h"
#include "object/err.h"
#include "object/type.h"
#include "object/protocol.h"
#include "object/tuple.h"

enum { CPYTHON_BASIC_SIZE = 184, CPYTHON_UNIT = 2 };
_Static_assert(sizeof(Code) <= CPYTHON_BASIC_SIZE, "a code object fits the size CPython gives it");

static void *copy_block(const void *from, size_t size, bool *failed) {
  void *to = mem_alloc(size);
  if (to)
    memcpy(to, from, size);
  else
    *failed = true;
  return to;
}

Own code_new(const CodeParts *parts) {
  Code *c = (Code *)object_new(T(CODE), 0);
  if (!c) return NULL;
  Object head = c->ob;
  *c = parts->proto;
  c->ob = head;
  c->weaklist = NULL;
  const int simple = CO_OPTIMIZED | CO_VARARGS | CO_VARKEYWORDS;
  c->simple_args = (c->flags & simple) == CO_OPTIMIZED && c->kwonlyargcount == 0 ? c->argcount : -1;
  INCREF(c->consts);
  INCREF(c->names);
  INCREF(c->localsplusnames);
  INCREF(c->localspluskinds);
  INCREF(c->filename);
  INCREF(c->name);
  INCREF(c->qualname);
  bool failed = false;
  c->instrs = copy_block(c->instrs, (size_t)c->count * sizeof *c->instrs, &failed);
  c->locations = copy_block(c->locations, (size_t)c->count * sizeof *c->locations, &failed);
  c->exceptions = copy_block(c->exceptions, (size_t)c->exception_count * sizeof *c->exceptions, &failed);
  CodeLayout l;
  if (failed) err_no_memory();
  if (failed || !code_layout(c, &l)) {
    DECREF(c);
    return NULL;
  }
  c->cpython_size = (int32_t)l.units * CPYTHON_UNIT;
  code_layout_free(&l);
  return (Own)c;
}

int code_line(const Code *c, const Instr *at) {
  ptrdiff_t word = at - c->instrs;
  return word < 0 || word >= c->count ? 0 : c->locations[word].line;
}

const ExceptionEntry *code_handler(const Code *c, const Instr *at) {
  ptrdiff_t word = at - c->instrs;
  int32_t low = 0, high = c->exception_count;
  while (low < high) {
    int32_t middle = low + (high - low) / 2;
    const ExceptionEntry *e = &c->exceptions[middle];
    if (word < (ptrdiff_t)e->start)
      high = middle;
    else if (word >= (ptrdiff_t)e->end)
      low = middle + 1;
    else
      return e;
  }
  return NULL;
}

// ---- equality ----

static bool constants_equal(Object *a, Object *b) {
  if (a == b) return true;
  if (TYPE(a) != TYPE(b)) return false;
  if (IS_EXACT(a, CODE)) return code_equal((Code *)a, (Code *)b);
  if (IS_EXACT(a, TUPLE)) {
    if (tuple_size(a) != tuple_size(b)) return false;
    for (ssize_t i = 0; i < tuple_size(a); i++)
      if (!constants_equal(tuple_item(a, i), tuple_item(b, i))) return false;
    return true;
  }
  int equal = object_compare_bool(a, b, CMP_EQ);
  if (equal < 0) err_clear();
  return equal > 0;
}

bool code_equal(const Code *a, const Code *b) {
  if (a == b) return true;
  if (!str_equal(a->name, b->name) || a->argcount != b->argcount ||
      a->posonlyargcount != b->posonlyargcount || a->kwonlyargcount != b->kwonlyargcount ||
      a->flags != b->flags || a->firstlineno != b->firstlineno || a->count != b->count ||
      a->exception_count != b->exception_count)
    return false;
  for (uint32_t w = 0; w < (uint32_t)a->count; w = code_next(a, w)) {
    if (code_opcode(a->instrs[w]) != code_opcode(b->instrs[w]) ||
        INSTR_ARG(a->instrs[w]) != INSTR_ARG(b->instrs[w]))
      return false;
    if (memcmp(&a->locations[w], &b->locations[w], sizeof(Location)) != 0) return false;
  }
  return constants_equal(a->consts, b->consts) && constants_equal(a->names, b->names) &&
         constants_equal(a->localsplusnames, b->localsplusnames) &&
         constants_equal(a->localspluskinds, b->localspluskinds);
}

static Object *code_richcompare(Object *a, Object *b, int op) {
  if ((op != CMP_EQ && op != CMP_NE) || !IS_EXACT(a, CODE) || !IS_EXACT(b, CODE))
    return NEWREF(NOT_IMPLEMENTED);
  return BOOL_NEW(code_equal((Code *)a, (Code *)b) == (op == CMP_EQ));
}

static Hash code_hash(Object *self) {
  const Code *c = (Code *)self;
  Object *parts[] = {c->name, c->consts, c->names, c->localsplusnames};
  Hash h = 0;
  for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
    Hash part = object_hash(parts[i]);
    if (part == -1) return -1;
    h ^= part;
  }
  h ^= (Hash)c->count ^ c->argcount ^ c->posonlyargcount ^ c->kwonlyargcount ^ c->flags;
  return h == -1 ? -2 : h;
}

// ---- what Python sees ----

static Object *code_repr(Object *self) {
  const Code *c = (Code *)self;
  int line = c->firstlineno ? c->firstlineno : -1;
  return str_format("<code object %U at 0x%lx, file \"%U\", line %d>", c->name,
                    (unsigned long)((uintptr_t)self + ID_OFFSET), c->filename, line);
}

static size_t code_size_of(Object *self) {
  return (CPYTHON_BASIC_SIZE + (size_t)((Code *)self)->cpython_size + 7) & ~(size_t)7;
}

static Own names_of_kind(const Code *c, unsigned kind) {
  ssize_t n = 0;
  const uint8_t *kinds = (const uint8_t *)BYTES_DATA(c->localspluskinds);
  for (int32_t i = 0; i < c->nlocalsplus; i++) n += (kinds[i] & kind) != 0;
  if (n == 0) return NEWREF(RT->empty_tuple);
  Object *t = tuple_new(n);
  if (!t) return NULL;
  n = 0;
  for (int32_t i = 0; i < c->nlocalsplus; i++)
    if (kinds[i] & kind) ((Tuple *)t)->items[n++] = NEWREF(tuple_item(c->localsplusnames, i));
  return t;
}

static Object *get_varnames(Object *self) { return names_of_kind((Code *)self, LOCAL_PLAIN); }
static Object *get_cellvars(Object *self) { return names_of_kind((Code *)self, LOCAL_CELL); }
static Object *get_freevars(Object *self) { return names_of_kind((Code *)self, LOCAL_FREE); }

static Object *method_lines(Object *self, Object *const *args, ssize_t nargs) {
  (void)args;
  (void)nargs;
  return code_lines(self);
}

static Object *method_positions(Object *self, Object *const *args, ssize_t nargs) {
  (void)args;
  (void)nargs;
  return code_positions(self);
}

// ---- replace() ----

typedef struct Replacement {
  const char *name;
  uint32_t offset;
  enum { REPLACE_INT, REPLACE_STR, REPLACE_TUPLE, REPLACE_FIXED } kind;
} Replacement;

static const Replacement replacements[] = {
    {"co_argcount", offsetof(Code, argcount), REPLACE_INT},
    {"co_posonlyargcount", offsetof(Code, posonlyargcount), REPLACE_INT},
    {"co_kwonlyargcount", offsetof(Code, kwonlyargcount), REPLACE_INT},
    {"co_stacksize", offsetof(Code, stacksize), REPLACE_INT},
    {"co_flags", offsetof(Code, flags), REPLACE_INT},
    {"co_firstlineno", offsetof(Code, firstlineno), REPLACE_INT},
    {"co_consts", offsetof(Code, consts), REPLACE_TUPLE},
    {"co_names", offsetof(Code, names), REPLACE_TUPLE},
    {"co_filename", offsetof(Code, filename), REPLACE_STR},
    {"co_name", offsetof(Code, name), REPLACE_STR},
    {"co_qualname", offsetof(Code, qualname), REPLACE_STR},
    // These have a form of their own here: a new value is taken only if it is the old one.
    {"co_nlocals", 0, REPLACE_FIXED},
    {"co_code", 0, REPLACE_FIXED},
    {"co_varnames", 0, REPLACE_FIXED},
    {"co_freevars", 0, REPLACE_FIXED},
    {"co_cellvars", 0, REPLACE_FIXED},
    {"co_linetable", 0, REPLACE_FIXED},
    {"co_exceptiontable", 0, REPLACE_FIXED},
};

static bool apply_replacement(Object *self, Code *to, Object *key, Object *value) {
  const Replacement *r = NULL;
  for (size_t i = 0; i < ARRAY_LEN(replacements) && !r; i++)
    if (str_equals_text(key, replacements[i].name)) r = &replacements[i];
  if (!r) {
    err_format(T(TypeError), "'%U' is an invalid keyword argument for replace()", key);
    return false;
  }
  char *field = (char *)to + r->offset;
  switch (r->kind) {
  case REPLACE_INT: {
    if (!IS_SUB(value, INT)) {
      err_format(T(TypeError), "'%T' object cannot be interpreted as an integer", value);
      return false;
    }
    int64_t number = int_as_i64(value);
    if (err_occurred()) return false;
    if (number < 0 || number > INT32_MAX) {
      err_format(T(ValueError), "%s must be a positive integer", r->name);
      return false;
    }
    int32_t narrow = (int32_t)number;
    memcpy(field, &narrow, sizeof narrow);
    return true;
  }
  case REPLACE_STR:
  case REPLACE_TUPLE: {
    bool is_str = r->kind == REPLACE_STR;
    if (is_str ? !IS_SUB(value, STR) : !IS_SUB(value, TUPLE)) {
      err_format(T(TypeError), "replace() argument '%s' must be %s, not %T", r->name,
                 is_str ? "str" : "tuple", value);
      return false;
    }
    if (!is_str &&
        tuple_size(value) < tuple_size(r->offset == offsetof(Code, consts) ? to->consts : to->names)) {
      err_format(T(ValueError), "code: %s is too small", r->name + 3);
      return false;
    }
    memcpy(field, &value, sizeof value);
    return true;
  }
  default: {
    HOLD(present, object_getattr(self, key), "replace() of a code object");
    int same = present.obj ? object_compare_bool(present.obj, value, CMP_EQ) : -1;
    if (same == 0) err_format(T(ValueError), "code: %s cannot be changed here", r->name);
    return same > 0;
  }
  }
}

static Object *method_replace(Object *self, Object *const *args, ssize_t nargs) {
  CodeParts parts = {.proto = *(Code *)self};
  Object *key, *value;
  for (ssize_t at = 0; nargs > 0 && args[0] && dict_next(args[0], &at, &key, &value, NULL);)
    if (!apply_replacement(self, &parts.proto, key, value)) return NULL;
  parts.proto.version = 0;
  Object *copy = code_new(&parts);
  for (uint32_t w = 0; copy && w < (uint32_t)((Code *)copy)->count;) { // the copy starts unspecialised
    Code *c = (Code *)copy;
    uint32_t next = code_next(c, w);
    c->instrs[w] = INSTR(code_opcode(c->instrs[w]), INSTR_ARG(c->instrs[w]));
    for (w++; w < next; w++) c->instrs[w] = 0;
  }
  return copy;
}

static void code_dealloc(Object *self) {
  Code *c = (Code *)self;
  if (c->weaklist) object_clear_weakrefs(self);
  mem_free(c->instrs);
  mem_free(c->locations);
  mem_free(c->exceptions);
  CLEAR(c->consts);
  CLEAR(c->names);
  CLEAR(c->localsplusnames);
  CLEAR(c->localspluskinds);
  CLEAR(c->filename);
  CLEAR(c->name);
  CLEAR(c->qualname);
  object_free(self);
}

static const FieldSpec code_fields[] = {
    FIELD(Code, argcount, "co_argcount", FIELD_INT, FIELD_MEMBER),
    FIELD(Code, posonlyargcount, "co_posonlyargcount", FIELD_INT, FIELD_MEMBER),
    FIELD(Code, kwonlyargcount, "co_kwonlyargcount", FIELD_INT, FIELD_MEMBER),
    FIELD(Code, stacksize, "co_stacksize", FIELD_INT, FIELD_MEMBER),
    FIELD(Code, flags, "co_flags", FIELD_INT, FIELD_MEMBER),
    FIELD(Code, names, "co_names", FIELD_OWN, FIELD_MEMBER),
    FIELD(Code, filename, "co_filename", FIELD_OWN, FIELD_MEMBER),
    FIELD(Code, name, "co_name", FIELD_OWN, FIELD_MEMBER),
    FIELD(Code, qualname, "co_qualname", FIELD_OWN, FIELD_MEMBER),
    FIELD(Code, firstlineno, "co_firstlineno", FIELD_INT, FIELD_MEMBER),
    FIELD(Code, consts, "co_consts", FIELD_OWN, FIELD_MEMBER),
    FIELD(Code, localsplusnames, "names of locals", FIELD_OWN, 0),
    FIELD(Code, localspluskinds, "kinds of locals", FIELD_OWN, 0),
    FIELD(Code, nlocals, "co_nlocals", FIELD_INT, FIELD_MEMBER),
    FIELD(Code, weaklist, "weak references", FIELD_WEAKLIST, 0),
    FIELD(Code, instrs, "instructions", FIELD_BLOCK, 0),
    FIELD(Code, locations, "locations", FIELD_BLOCK, 0),
    FIELD(Code, exceptions, "exception table", FIELD_BLOCK, 0),
    {NULL, FIELD_END, 0, 0, 0},
};

static const GetSetSpec code_members[] = {
    {"co_linetable", code_line_table, NULL, NULL},
    {"co_exceptiontable", code_exception_table, NULL, NULL},
    {0},
};
static const GetSetSpec code_getset[] = {
    {"co_code", code_bytes, NULL, NULL},       {"co_lnotab", code_old_line_table, NULL, NULL},
    {"co_varnames", get_varnames, NULL, NULL}, {"co_cellvars", get_cellvars, NULL, NULL},
    {"co_freevars", get_freevars, NULL, NULL}, {NULL, NULL, NULL, NULL},
};

static const MethodSpec code_methods[] = {
    SIZEOF_ROW(""),
    {"co_lines(self, /)", method_lines, 0, NULL},
    {"co_positions(self, /)", method_positions, 0, NULL},
    {"replace(self, /, **changes)", method_replace, 0,
     "Return a copy of the code object with new values for the specified fields."},
    {NULL, NULL, 0, NULL},
};

const TypeSpec code_spec = {
    .name = "code",
    .doc = "Create a code object.  Not for the faint of heart.",
    .basic_size = CPYTHON_BASIC_SIZE,
    .weaklist_offset = offsetof(Code, weaklist),
    .flags = TYPE_NO_NEW,
    .fields = code_fields,
    .methods = code_methods,
    .members = code_members,
    .getset = code_getset,
    .slots = {.dealloc = code_dealloc,
              .size_of = code_size_of,
              .repr = code_repr,
              .hash = code_hash,
              .richcompare = code_richcompare},
};
