#include "model/provenance.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/malloc.h"
#include "base/region.h"
#include "base/room.h"
#include "heap/mem.h"
#include "object/containers.h"
#include "object/function.h"
#include "vm/vm.h"

enum { RING = 8, FRAMES_KNOWN = 64, MOST_COPIES_OPEN = 32, MOST_MAKINGS = 1 << 19 };

/* An instruction that a frame has run. */
typedef struct Ran {
  uint8_t op;
  uint32_t arg, word;
  const Object *loaded; /* what a LOAD_ took */
  uintptr_t scope;      /* where the name it looked up is */
  const char *name;     /* name looked up, or what was called */
} Ran;

/* The last instructions of the frame at this address; frames that share a place forget each other. */
typedef struct Known {
  const Frame *frame;
  const Code *code;
  Ran ring[RING];
  uint32_t count;
} Known;

typedef struct OpenCopy {
  const Frame *frame;
  const Instr *resume; /* where the frame goes on with the copy on its stack */
  CopyCall call;
} OpenCopy;

typedef struct Tracer {
  const History *h;
  Provenance *p;
  Known known[FRAMES_KNOWN];
  OpenCopy open[MOST_COPIES_OPEN];
  int open_count;
  uint32_t instr;
  uint32_t serial;    /* newest object when the last instruction began */
  int32_t next_unit;  /* RT->next_unit then */
  const char *action; /* of the last instruction of the program's code */
  Position action_at;
  int32_t action_line;
  uint32_t action_code;
} Tracer;
static Tracer *tracer; /* of the replay under way: callbacks of the engine carry no pointer of ours */

ObjectRef object_ref(const Object *o) {
  return (ObjectRef){(uintptr_t)o, (uintptr_t)o < ARENA_SMALL_BASE ? 0 : object_serial(o)};
}

static const char *keep(const char *text) {
  const char *copy = region_copy(tracer->p->texts, text, strlen(text));
  return copy ? copy : "";
}

static PRINTF_LIKE(1, 2) const char *keepf(const char *format, ...) {
  char text[200];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  return keep(text);
}

/* A str object's characters, harmless and without quotes. */
static const char *name_text(const Object *s, char *out, size_t room) {
  object_describe(s, out, room);
  size_t n = strlen(out);
  if (s->type == T(STR) && n >= 2) {
    memmove(out, out + 1, n - 2);
    out[n - 2] = 0;
  }
  return out;
}

static const char *keep_name(const Object *s) {
  char text[120];
  return s ? keep(name_text(s, text, sizeof text)) : "?";
}

static bool starts_with(const Object *str, const char *mark) {
  const Str *s = (const Str *)str;
  size_t n = strlen(mark);
  if (!s || s->ob.type != T(STR) || s->length < (ssize_t)n) return false;
  for (size_t i = 0; i < n; i++)
    if (str_char(s, (ssize_t)i) != (uint32_t)mark[i]) return false;
  return true;
}
static bool is_library(const Code *c) { return starts_with(c->filename, "<lastref>/"); }

static Object *stack_word(const Frame *f, int below_top) {
  int at = f->stack_top - 1 - below_top;
  return at >= f->code->nlocalsplus ? f->localsplus[at] : NULL;
}

/* ---- what an instruction takes and calls ---- */

static const char *callable_name(const Object *c, char *out, size_t room) {
  const Type *t = c->type;
  if (t == T(METHOD)) return callable_name(((const Method *)c)->func, out, room);
  if (t == T(FUNCTION)) return name_text(((const Function *)c)->qualname, out, room);
  if (IS_BUILTIN(c))
    snprintf(out, room, "%s", native_def_name(((const Builtin *)c)->def));
  else if (t == T(METHOD_DESCR) || t == T(WRAPPER_DESCR))
    return name_text(((const NativeDescr *)c)->name, out, room);
  else if (TYPE_HAS(t, TYPE_SUB_TYPE)) {
    const Type *of = (const Type *)c;
    if (of->name_obj) return name_text(of->name_obj, out, room);
    const char *dot = of->name ? strrchr(of->name, '.') : NULL;
    snprintf(out, room, "%s", dot ? dot + 1 : of->name ? of->name : "class");
  } else {
    const char *dot = t->name ? strrchr(t->name, '.') : NULL;
    snprintf(out, room, "%s", dot ? dot + 1 : t->name ? t->name : "object");
  }
  return out;
}

/* The callable and the first argument of the CALL about to run; *given: how many there are in all. */
static Object *call_target(const Frame *f, uint32_t arg, Object **first, uint32_t *given) {
  Object *method = stack_word(f, (int)arg + 1), *self = stack_word(f, (int)arg);
  if (method) {
    *first = self;
    *given = arg + 1;
    return method;
  }
  *first = arg ? stack_word(f, (int)arg - 1) : NULL;
  *given = arg;
  return self;
}

static const Object *cell_value(const Object *o) {
  return o && o->type == T(CELL) ? ((const Cell *)o)->value : o;
}

static Ran look(Frame *f, const Instr *next, unsigned op, uint32_t arg) {
  const Code *c = f->code;
  Ran r = {(uint8_t)op, arg, (uint32_t)(next - c->instrs), NULL, 0, NULL};
  Object *name = NULL;
  switch (op) {
  case OP_LOAD_CONST: r.loaded = tuple_item(c->consts, arg); break;
  case OP_LOAD_FAST:
    name = tuple_item(c->localsplusnames, arg);
    r.loaded = f->localsplus[arg];
    r.scope = (uintptr_t)f;
    break;
  case OP_LOAD_DEREF:
  case OP_LOAD_CLASSDEREF:
    name = tuple_item(c->localsplusnames, arg);
    r.loaded = cell_value(f->localsplus[arg]);
    r.scope = (uintptr_t)f->localsplus[arg];
    break;
  case OP_LOAD_NAME:
  case OP_LOAD_GLOBAL: {
    name = tuple_item(c->names, op == OP_LOAD_GLOBAL ? arg >> 1 : arg);
    Object *const places[] = {op == OP_LOAD_NAME ? f->locals : NULL, f->globals, f->builtins};
    for (size_t i = 0; i < ARRAY_LEN(places) && !r.loaded; i++)
      if (places[i] && TYPE_HAS(places[i]->type, TYPE_SUB_DICT)) {
        r.loaded = dict_get(places[i], name);
        r.scope = (uintptr_t)places[i];
      }
    break;
  }
  case OP_CALL: {
    Object *first;
    uint32_t given;
    const Object *callable = call_target(f, arg, &first, &given);
    char text[120];
    if (callable) r.name = keep(callable_name(callable, text, sizeof text));
    break;
  }
  default: break;
  }
  if (name && r.loaded) r.name = keep_name(name);
  return r;
}

/* "the operator `+`": for the reason why there are two. */
static const char *action_words(const Ran *r) {
  switch (r->op) {
  case OP_BINARY_OP: return keepf("the operator `%s`", r->arg < 26 ? code_binary_signs[r->arg] : "?");
  case OP_UNARY_NEGATIVE: return "the operator `-`";
  case OP_UNARY_POSITIVE: return "the operator `+`";
  case OP_UNARY_INVERT: return "the operator `~`";
  case OP_CALL:
  case OP_CALL_FUNCTION_EX: return r->name ? keepf("the call of `%s`", r->name) : "a call";
  case OP_BUILD_LIST:
  case OP_LIST_EXTEND:
  case OP_LIST_APPEND: return "the display `[...]`";
  case OP_BUILD_TUPLE:
  case OP_LIST_TO_TUPLE: return "the tuple display `(...)`";
  case OP_BUILD_SET:
  case OP_SET_UPDATE: return "the display `{...}`";
  case OP_BUILD_MAP:
  case OP_BUILD_CONST_KEY_MAP:
  case OP_DICT_UPDATE: return "the display `{...}`";
  case OP_BUILD_STRING:
  case OP_FORMAT_VALUE: return "the f-string";
  case OP_BINARY_SUBSCR: return "the subscript `[...]`";
  case OP_FOR_ITER: return "the iterator of the for statement";
  case OP_MAKE_FUNCTION: return "def or lambda";
  case OP_LOAD_ATTR:
  case OP_LOAD_METHOD: return "the attribute access";
  case OP_IMPORT_NAME:
  case OP_IMPORT_FROM: return "the import";
  case OP_UNPACK_SEQUENCE:
  case OP_UNPACK_EX: return "the unpacking";
  default: return "the running statement";
  }
}

/* ---- which instruction made what ---- */

static void close_making(void) {
  Provenance *p = tracer->p;
  uint32_t now = HEAP->serial;
  if (now == tracer->serial) return;
  bool compiled = RT->next_unit != tracer->next_unit;
  if (p->making_count < MOST_MAKINGS && ROOM_FOR_ONE(p->makings, p->making_count, p->making_room, 64))
    p->makings[p->making_count++] =
        (Making){.first = tracer->serial + 1,
                 .last = now,
                 .at = tracer->action_at,
                 .line = tracer->action_line,
                 .code_serial = tracer->action_code,
                 .unit = compiled ? RT->next_unit - 1 : -1,
                 .action = tracer->action ? tracer->action : "the running statement"};
  tracer->serial = now;
  tracer->next_unit = RT->next_unit;
}

/* ---- what binds a name ---- */

static bool in_constants(const Object *tuple, const Object *o, int depth) {
  for (ssize_t i = 0; i < VARSIZE(tuple); i++) {
    const Object *c = tuple_item((Ref)(uintptr_t)tuple, i);
    if (c == o || (depth < 4 && c && c->type == T(TUPLE) && in_constants(c, o, depth + 1))) return true;
  }
  return false;
}

/* Does the source text of a constant compute something? Strings are skipped. */
static bool is_expression(const char *text, size_t n) {
  char quote = 0;
  for (size_t i = 0; i < n; i++) {
    if (quote) {
      if (text[i] == '\\')
        i++;
      else if (text[i] == quote)
        quote = 0;
    } else if (text[i] == '\'' || text[i] == '"')
      quote = text[i];
    else if (text[i] == '#')
      while (i + 1 < n && text[i + 1] != '\n') i++;
    else if (strchr("+-*/%<>&|^~", text[i]) &&
             !((text[i] == '-' || text[i] == '+') && i && (text[i - 1] == 'e' || text[i - 1] == 'E')))
      return true;
  }
  return false;
}

static bool is_folded(const Code *c, uint32_t word) {
  const Program *program = &tracer->h->program;
  if (!code_is_of_script(c) || !program->text) return false;
  const Location *at = &c->locations[word];
  if (at->line <= 0 || at->line != at->end_line || at->column < 0 || at->end_column <= at->column)
    return false;
  const char *p = program->text, *end = p + program->length;
  for (int32_t line = 1; line < at->line && p < end; line++) {
    const char *nl = memchr(p, '\n', (size_t)(end - p));
    p = nl ? nl + 1 : end;
  }
  if (end - p < at->end_column) return false;
  return is_expression(p + at->column, (size_t)(at->end_column - at->column));
}

static const Ran *ran(const Known *k, uint32_t back) { /* 0: the last one */
  return k->frame && back < k->count && back < RING ? &k->ring[(k->count - 1 - back) % RING] : NULL;
}

static bool is_store(unsigned op) {
  return op == OP_STORE_NAME || op == OP_STORE_GLOBAL || op == OP_STORE_FAST || op == OP_STORE_DEREF;
}

static void set_origin(Binding *b, const Code *c, const Known *k, const Object *value) {
  uint32_t back = 0;
  const Ran *r = ran(k, 0);
  while (r && is_store(r->op)) r = ran(k, ++back);
  if (back && r && r->op == OP_COPY) { /* a = b = value */
    b->kind = BIND_CHAIN;
    b->from = ran(k, 0)->name;
    b->from_scope = ran(k, 0)->scope;
    return;
  }
  if (r && r->op == OP_COPY) r = ran(k, ++back);
  if (r && r->op == OP_SWAP)
    while (r && r->loaded != value) r = ran(k, ++back);
  if (!r) return;
  switch (r->op) {
  case OP_LOAD_CONST:
    b->kind = BIND_CONSTANT;
    b->folded = is_folded(c, r->word);
    break;
  case OP_UNPACK_SEQUENCE:
  case OP_UNPACK_EX:
    b->kind = value->type != T(FUNCTION) && in_constants(c->consts, value, 0) ? BIND_CONSTANT : BIND_PART;
    break;
  case OP_LOAD_NAME:
  case OP_LOAD_FAST:
  case OP_LOAD_DEREF:
  case OP_LOAD_CLASSDEREF:
  case OP_LOAD_GLOBAL:
    if (r->loaded != value) break;
    b->kind = BIND_NAME;
    b->from = r->name;
    b->from_scope = r->scope;
    break;
  case OP_CALL:
    b->kind = BIND_CALL;
    b->from = r->name;
    break;
  case OP_CALL_FUNCTION_EX: b->kind = BIND_CALL; break;
  case OP_FOR_ITER: b->kind = BIND_LOOP; break;
  case OP_BINARY_SUBSCR:
  case OP_LOAD_ATTR:
  case OP_IMPORT_FROM: b->kind = BIND_PART; break;
  default: b->kind = BIND_MADE; break;
  }
}

static Binding *add_binding(uintptr_t scope, const Object *name, const Object *value, const Code *c,
                            int32_t line) {
  Provenance *p = tracer->p;
  if (!ROOM_FOR_ONE(p->bindings, p->binding_count, p->binding_room, 64)) return NULL;
  Binding *b = &p->bindings[p->binding_count++];
  *b = (Binding){.scope = scope,
                 .name = keep_name(name),
                 .object = object_ref(value),
                 .at = {vm_lines(), tracer->instr, 0},
                 .line = line,
                 .code_serial = object_serial(&c->ob),
                 .unit = c->unit,
                 .of_program = !VM->script_path || code_is_of_script(c)};
  return b;
}

static void note_store(Frame *f, const Known *k, Ran *r, int32_t line) {
  const Code *c = f->code;
  const Object *value = stack_word(f, 0), *name = NULL;
  uintptr_t scope = 0;
  switch (r->op) {
  case OP_STORE_NAME:
    name = tuple_item(c->names, r->arg);
    scope = (uintptr_t)f->locals;
    break;
  case OP_STORE_GLOBAL:
    name = tuple_item(c->names, r->arg);
    scope = (uintptr_t)f->globals;
    break;
  case OP_STORE_FAST:
    name = tuple_item(c->localsplusnames, r->arg);
    scope = (uintptr_t)f;
    break;
  default:
    name = tuple_item(c->localsplusnames, r->arg);
    scope = (uintptr_t)f->localsplus[r->arg];
    break;
  }
  if (!value || !name) return;
  Binding *b = add_binding(scope, name, value, c, line);
  if (!b) return;
  r->scope = scope;
  r->name = b->name;
  r->loaded = value;
  set_origin(b, c, k, value);
}

static void note_arguments(Frame *f) {
  const Code *c = f->code;
  int n =
      c->argcount + c->kwonlyargcount + ((c->flags & CO_VARARGS) != 0) + ((c->flags & CO_VARKEYWORDS) != 0);
  const Frame *caller = f->previous;
  int32_t line = caller ? frame_line((Frame *)(uintptr_t)caller) : 0;
  const char *function = keep_name(c->qualname);
  for (int i = 0; i < n && i < c->nlocalsplus; i++) {
    const Object *slot = f->localsplus[i], *value = cell_value(slot);
    if (!value) continue;
    Binding *b = add_binding(slot->type == T(CELL) ? (uintptr_t)slot : (uintptr_t)f,
                             tuple_item(c->localsplusnames, i), value, c, line);
    if (!b) return;
    b->kind = BIND_ARGUMENT;
    b->from = function;
  }
}

/* ---- copies ---- */

static bool is_container(const Object *o) {
  const Type *t = o->type;
  return TYPE_HAS(t, TYPE_SUB_LIST) || TYPE_HAS(t, TYPE_SUB_TUPLE) || TYPE_HAS(t, TYPE_SUB_DICT) ||
         t == T(SET) || t == T(FROZENSET) || t == T(BYTEARRAY) || t == T(BYTES);
}

static const char *last_word(const char *name) {
  const char *dot = strrchr(name, '.');
  return dot ? dot + 1 : name;
}
static bool name_is(const char *name, const char *const *names) {
  name = last_word(name);
  for (; *names; names++)
    if (strcmp(name, *names) == 0) return true;
  return false;
}

/* Is the CALL about to run one that copies its first argument or self? */
static const char *copying_call(const Frame *f, uint32_t arg, const Object **original, bool *deep) {
  static const char *const methods[] = {"copy", "__copy__", "__deepcopy__", "clone", NULL};
  Object *first;
  uint32_t given;
  const Object *callable = call_target(f, arg, &first, &given);
  if (!callable) return NULL;
  char name[120];
  callable_name(callable, name, sizeof name);
  *deep = false;
  *original = first;
  if (callable->type == T(FUNCTION) && first) {
    const Code *c = ((const Function *)callable)->code;
    if (starts_with(c->filename, "<lastref>/copy.py")) {
      *deep = strcmp(name, "deepcopy") == 0;
      return *deep ? "copy.deepcopy({})" : strcmp(name, "copy") == 0 ? "copy.copy({})" : NULL;
    }
    return name_is(name, methods) ? keepf("{}.%s()", last_word(name)) : NULL;
  }
  if (callable->type == T(METHOD) && name_is(name, methods)) {
    *original = ((const Method *)callable)->self;
    return keepf("{}.%s()", last_word(name));
  }
  if (IS_BUILTIN(callable) && name_is(name, methods) && ((const Builtin *)callable)->self) {
    *original = ((const Builtin *)callable)->self;
    return (*original)->type == T(MODULE) ? NULL : keepf("{}.%s()", name);
  }
  if (callable->type == T(METHOD_DESCR) && name_is(name, methods) && first) return keepf("{}.%s()", name);
  if (given == 1 && first && is_container(first) &&
      (callable == (Object *)T(LIST) || callable == (Object *)T(TUPLE) || callable == (Object *)T(SET) ||
       callable == (Object *)T(FROZENSET) || callable == (Object *)T(DICT) ||
       callable == (Object *)T(BYTEARRAY))) {
    bool from_dict = TYPE_HAS(first->type, TYPE_SUB_DICT);
    if (from_dict != (callable == (Object *)T(DICT)))
      return NULL; /* of the keys, or of pairs: no copy of it */
    return keepf("%s({})", name);
  }
  return NULL;
}

static const char *copying(const Frame *f, const Ran *r, const Known *k, const Instr *next,
                           const Object **original, bool *deep) {
  const Object *top = stack_word(f, 0), *below = stack_word(f, 1);
  *deep = false;
  switch (r->op) {
  case OP_CALL: return copying_call(f, r->arg, original, deep);
  case OP_BINARY_SUBSCR: {
    if (!top || !below || top->type != T(SLICE) || !is_container(below)) return NULL;
    const Slice *s = (const Slice *)top;
    *original = below;
    return s->start == NONE && s->stop == NONE && s->step == NONE ? "{}[:]" : NULL;
  }
  case OP_LIST_EXTEND:
  case OP_SET_UPDATE:
  case OP_DICT_UPDATE: {
    /* [*x] alone: what stands behind it takes the whole display. */
    const Ran *before = ran(k, 0);
    if (!top || !below || !before || before->op == OP_LOAD_CONST || !is_container(top)) return NULL;
    if ((r->op == OP_DICT_UPDATE) != TYPE_HAS(top->type, TYPE_SUB_DICT)) return NULL;
    if (r->op == OP_LIST_EXTEND  ? below->type != T(LIST) || VARSIZE(below)
        : r->op == OP_SET_UPDATE ? below->type != T(SET) || ((const Set *)below)->used
                                 : below->type != T(DICT) || ((const Dict *)below)->used)
      return NULL;
    unsigned then = code_opcode(f->code->instrs[code_next(f->code, (uint32_t)(next - f->code->instrs))]);
    if (!is_store(then) && then != OP_RETURN_VALUE && then != OP_CALL) return NULL;
    *original = top;
    return r->op == OP_LIST_EXTEND ? "[*{}]" : r->op == OP_SET_UPDATE ? "{*{}}" : "{**{}}";
  }
  default: return NULL;
  }
}

static void end_copies(const Frame *f, const Instr *next) {
  Provenance *p = tracer->p;
  for (int i = tracer->open_count; i-- > 0;) {
    OpenCopy *o = &tracer->open[i];
    if (o->frame != f) continue;
    const Object *made = stack_word(f, 0);
    /* Otherwise the call failed and the frame goes on elsewhere. */
    if (next == o->resume && made && ROOM_FOR_ONE(p->copies, p->copy_count, p->copy_room, 64)) {
      CopyCall call = o->call;
      call.copy = object_ref(made);
      call.after = HEAP->serial;
      call.done = (Position){vm_lines(), tracer->instr, 0};
      p->copies[p->copy_count++] = call;
    }
    tracer->open_count = i; /* and those begun inside it */
  }
}

static void begin_copy(const Frame *f, const Ran *r, const Known *k, const Instr *next, int32_t line) {
  const Object *original = NULL;
  bool deep;
  const char *how = copying(f, r, k, next, &original, &deep);
  bool display = r->op == OP_LIST_EXTEND || r->op == OP_SET_UPDATE || r->op == OP_DICT_UPDATE;
  if (!how || !original || tracer->open_count == MOST_COPIES_OPEN) return;
  tracer->open[tracer->open_count++] =
      (OpenCopy){f,
                 f->code->instrs + code_next(f->code, (uint32_t)(next - f->code->instrs)),
                 {.original = object_ref(original),
                  .how = how,
                  .deep = deep,
                  .before = display ? object_serial(stack_word(f, 1)) - 1 : HEAP->serial,
                  .at = {vm_lines(), tracer->instr, 0},
                  .line = line,
                  .code_serial = object_serial(&f->code->ob)}};
}

/* ---- the replay ---- */

static void trace_instruction(void *frame, const uint32_t *next) {
  Frame *f = frame;
  const Code *c = f->code;
  unsigned op = code_opcode(*next);
  tracer->instr = INSTR_OP(*next) == OP_LINE || op == OP_LINE ? 0 : tracer->instr + 1;
  if (is_library(c)) return;
  close_making();
  end_copies(f, next);
  Known *k = &tracer->known[((uintptr_t)f >> 4) % FRAMES_KNOWN];
  if (k->frame != f || k->code != c) *k = (Known){.frame = f, .code = c};
  if (op == OP_LINE || op == OP_SKIP_LINE || op == OP_NOP) return;
  uint32_t arg = INSTR_ARG(*next);
  int32_t line = code_line(c, next);
  if (op == OP_RESUME) {
    if (arg == 0 && c->flags & CO_OPTIMIZED) note_arguments(f);
    k->count = 0;
    return;
  }
  Ran r = look(f, next, op, arg);
  if (is_store(op)) note_store(f, k, &r, line);
  begin_copy(f, &r, k, next, line);
  k->ring[k->count++ % RING] = r;
  tracer->action = action_words(&r);
  tracer->action_at = (Position){vm_lines(), tracer->instr, 0};
  tracer->action_line = line;
  tracer->action_code = object_serial(&c->ob);
}

static void trace_event(EventKind kind, Object *o, intptr_t a, intptr_t b) {
  (void)kind, (void)o, (void)a, (void)b;
}
static bool trace_line(void *frame, const uint32_t *instr) {
  (void)frame, (void)instr;
  return false;
}

Provenance *provenance_trace(History *h) {
  Provenance *p = calloc(1, sizeof *p);
  Tracer *t = calloc(1, sizeof *t);
  if (!p || !t || !(p->texts = malloc(sizeof *p->texts))) {
    free(p);
    free(t);
    return NULL;
  }
  region_init(p->texts, malloc_allocator());
  Position now = h->now;
  p->kind = h->program.kind;
  p->to = now;
  p->from = (Position){now.line > MOST_TRACED_LINES ? now.line - MOST_TRACED_LINES : 1, 0, 0};
  bool replays =
      !h->waiting_input && position_compare(p->from, now) < 0 && history_seek(h, p->from) == MOVE_OK;
  p->serial_at_from = HEAP->serial;
  if (replays) {
    *t = (Tracer){.h = h, .p = p, .serial = HEAP->serial, .next_unit = RT->next_unit};
    tracer = t;
    const Observer sink = {trace_event, trace_instruction, trace_line};
    history_replay(h, p->from, now, &sink, OBSERVE_INSTRUCTIONS);
    close_making();
    tracer = NULL;
  }
  if (position_compare(h->now, now) != 0) history_seek(h, now);
  p->serial_at_to = HEAP->serial;
  free(t);
  return p;
}

void provenance_free(Provenance *p) {
  if (!p) return;
  free(p->makings);
  free(p->bindings);
  free(p->copies);
  region_free(p->texts);
  free(p->texts);
  free(p);
}

/* ---- questions ---- */

const Making *provenance_making(const Provenance *p, uint32_t serial) {
  size_t low = 0, high = p->making_count;
  while (low < high) {
    size_t mid = (low + high) / 2;
    if (p->makings[mid].last < serial)
      low = mid + 1;
    else
      high = mid;
  }
  return low < p->making_count && p->makings[low].first <= serial ? &p->makings[low] : NULL;
}

const Binding *provenance_binding(const Provenance *p, uintptr_t scope, const char *name, ObjectRef object) {
  for (size_t i = p->binding_count; i-- > 0;) {
    const Binding *b = &p->bindings[i];
    if (b->scope == scope && strcmp(b->name, name) == 0) return object_ref_same(b->object, object) ? b : NULL;
  }
  return NULL;
}

const CopyCall *provenance_copy(const Provenance *p, Position now, ObjectRef one) {
  const CopyCall *found = NULL;
  for (size_t i = 0; i < p->copy_count; i++) {
    const CopyCall *c = &p->copies[i];
    if (position_compare(c->done, now) > 0) continue;
    if (one.address && !object_ref_same(c->original, one) && !object_ref_same(c->copy, one)) continue;
    found = c;
  }
  return found;
}
