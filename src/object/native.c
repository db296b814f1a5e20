/* Native functions and methods: their definitions from signature text, the objects that stand for them, their
 * calls. */
#include <stdio.h>

#include "object/bind.h"
#include "object/body.h"
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

/* ---- definitions ---- */

enum { MAX_PARAMS = 24 };
typedef enum CallShape {
  SHAPE_SELF_ONLY,
  SHAPE_ONE,
  SHAPE_POSITIONAL,
  SHAPE_NAMED,
  SHAPE_RAW,
  SHAPE_TUPLE, /* METHOD_TUPLE: one of the others inside */
  SHAPE_BODY   /* a function of the library in Python: body.h */
} CallShape;

struct NativeDef {
  const MethodSpec *spec;
  NativeFn fn;
  const char *name; /* NUL-terminated, in `text` */
  uint8_t shape;    /* CallShape */
  uint8_t inside;   /* with SHAPE_TUPLE: the shape of the function itself */
  int8_t posonly, pos, total, star, star_star;
  int8_t required_count;
  bool has_self;       /* the signature's first parameter stands for self, the module or the class */
  bool makes_instance; /* of SHAPE_BODY: a __new__ */
  bool makes_keywords; /* object/keywords.def: at the first call that needs them */
  uint32_t required;
  Object *body;        /* of SHAPE_BODY; borrowed from RT->bodies */
  const char *owner;   /* of SHAPE_BODY: for the texts of errors; a class, a module, or NULL */
  const char *names[]; /* then the text they point into */
};

static bool name_char(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The end of a default value: the next comma or closing parenthesis outside of brackets and quotes. */
static const char *skip_default(const char *p) {
  int depth = 0;
  for (; *p; p++) {
    if (*p == '\'' || *p == '"') {
      char quote = *p++;
      while (*p && *p != quote) p += (*p == '\\' && p[1]) ? 2 : 1;
      if (!*p) return p;
    } else if (*p == '(' || *p == '[' || *p == '{' || *p == '<')
      depth++;
    else if (depth && (*p == ')' || *p == ']' || *p == '}' || *p == '>'))
      depth--;
    else if (!depth && (*p == ',' || *p == ')'))
      return p;
  }
  return p;
}

static bool word_is(const char *word, size_t length, const char *text) {
  return strlen(text) == length && !memcmp(word, text, length);
}

const NativeDef *native_def(const MethodSpec *spec) {
  const char *sig = spec->signature, *p = sig;
  while (name_char(*p)) p++;
  size_t name_length = (size_t)(p - sig);
  struct {
    const char *text;
    size_t length;
  } found[MAX_PARAMS];
  NativeDef d = {.spec = spec, .fn = spec->fn, .star = -1, .star_star = -1};
  int total = 0, posonly = 0, pos = -1;
  bool first = true;
  if (*p == '(') p++;
  while (*p && *p != ')') {
    while (*p == ' ' || *p == ',' || *p == '\n') p++;
    if (*p == ')' || !*p) break;
    if (*p == '/') {
      posonly = total;
      p++;
      continue;
    }
    int stars = 0;
    while (*p == '*') stars++, p++;
    if (stars == 1 && !name_char(*p)) { /* keyword-only from here */
      if (pos < 0) pos = total;
      continue;
    }
    bool dollar = *p == '$';
    if (dollar) p++;
    const char *word = p;
    while (name_char(*p)) p++;
    size_t length = (size_t)(p - word);
    if (!length) { /* something unexpected: leave the rest alone */
      p = skip_default(*p ? p + 1 : p);
      continue;
    }
    while (*p == ' ') p++;
    bool has_default = *p == '=' || *p == ':';
    if (has_default) p = skip_default(p + 1);
    bool is_self = first && !stars &&
                   (dollar || (!(spec->flags & METHOD_STATIC) &&
                               (word_is(word, length, "self") || word_is(word, length, "cls"))));
    first = false;
    if (is_self) {
      d.has_self = true;
      continue;
    }
    if (total == MAX_PARAMS) break;
    found[total].text = word;
    found[total].length = length;
    if (stars == 1) {
      if (pos < 0) pos = total;
      d.star = (int8_t)total;
    } else if (stars == 2) {
      if (pos < 0) pos = total;
      d.star_star = (int8_t)total;
    } else if (!has_default) {
      d.required |= 1u << total;
      d.required_count++;
    }
    total++;
  }
  if (pos < 0) pos = total;
  d.posonly = (int8_t)posonly;
  d.pos = (int8_t)pos;
  d.total = (int8_t)total;
  if (spec->flags & METHOD_RAW)
    d.shape = SHAPE_RAW;
  else if (total == 0)
    d.shape = SHAPE_SELF_ONLY;
  else if (total == 1 && posonly == 1 && d.required == 1)
    d.shape = SHAPE_ONE;
  else if (posonly == total)
    d.shape = SHAPE_POSITIONAL;
  else
    d.shape = SHAPE_NAMED;
  d.inside = d.shape;
  if (spec->flags & METHOD_TUPLE) d.shape = SHAPE_TUPLE;

  size_t bytes = sizeof d + (size_t)total * sizeof(char *) + name_length + 1;
  for (int i = 0; i < total; i++) bytes += found[i].length + 1;
  NativeDef *def = mem_alloc(bytes);
  if (!def) {
    err_no_memory();
    return NULL;
  }
  *def = d;
  char *text = (char *)(def->names + total);
  def->name = text;
  memcpy(text, sig, name_length);
  text[name_length] = 0;
  text += name_length + 1;
  for (int i = 0; i < total; i++) {
    def->names[i] = text;
    memcpy(text, found[i].text, found[i].length);
    text[found[i].length] = 0;
    text += found[i].length + 1;
  }
  def->makes_keywords =
      d.inside == SHAPE_NAMED && posonly < total && keywords_row(def->name, def->names[posonly]) >= 0;
  return def;
}

const char *native_def_name(const NativeDef *def) { return def->name; }
const char *native_def_doc(const NativeDef *def) { return def->spec->doc; }
uint32_t native_def_flags(const NativeDef *def) { return def->spec->flags; }
const char *native_def_signature(const NativeDef *def) { return def->spec->signature + strlen(def->name); }
bool native_is_fast(Ref callable) {
  const NativeDef *def = IS_EXACT(callable, BUILTIN)        ? ((Builtin *)callable)->def
                         : IS_EXACT(callable, METHOD_DESCR) ? ((NativeDescr *)callable)->def
                                                            : NULL;
  return def && (def->shape == SHAPE_POSITIONAL || def->shape == SHAPE_NAMED || def->shape == SHAPE_RAW);
}
bool native_def_takes_self_only(const NativeDef *def) { return def->shape == SHAPE_SELF_ONLY; }
bool native_def_takes_one(const NativeDef *def) { return def->shape == SHAPE_ONE; }
NativeFn native_def_fn(const NativeDef *def) { return def->fn; }

/* ---- calls ---- */

static VectorFn as_raw(NativeFn fn) { return (VectorFn)(void (*)(void))fn; }

static COLD void meet_keywords(const NativeDef *def) {
  ((NativeDef *)(uintptr_t)def)->makes_keywords = false;
  keywords_make(def->names + def->posonly, def->total - def->posonly);
}

void native_meet_keywords(Ref method) {
  const NativeDef *def = ((NativeDescr *)method)->def;
  if (def->makes_keywords) meet_keywords(def);
}

static void write_qualified(char *out, size_t size, const char *prefix, const char *name);

static Params params_of(const NativeDef *def, const char *qualified) {
  return (Params){.function = def->name,
                  .qualified = qualified,
                  .names = def->names,
                  .posonly = def->posonly,
                  .pos = def->pos,
                  .total = def->total,
                  .star = def->star,
                  .star_star = def->star_star,
                  .one_exactly = true,
                  .nameless = def->spec->flags & METHOD_NAMELESS,
                  .required = def->required};
}

/* Do the parameters take these arguments? TypeError in the words of C if not. */
static bool body_takes(const NativeDef *def, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (LIKELY(!kwnames && nargs < MAX_PARAMS && (nargs <= def->pos || def->star >= 0) &&
             !(def->required >> nargs)))
    return true;
  char qualified[160];
  write_qualified(qualified, sizeof qualified, def->owner, def->name);
  Object *out[MAX_PARAMS];
  const Params p = params_of(def, qualified);
  return bind_arguments(&p, args, nargs, kwnames, out);
}

static bool new_takes(Type *t, Object *const *args, ssize_t nargs);

static Object *call_body(const NativeDef *def, Object *self, Object *const *args, ssize_t nargs,
                         Object *kwnames) {
  if (kwnames && !tuple_size(kwnames)) kwnames = NULL;
  if (def->makes_instance && !new_takes((Type *)self, args, nargs)) return NULL;
  const int first = def->makes_instance; /* the class is no argument that is counted */
  if (!body_takes(def, args + first, nargs - first, kwnames)) return NULL;
  if (def->spec->flags & METHOD_STATIC) return object_call(def->body, args, nargs, kwnames);
  return object_call_prepend(def->body, self, args, nargs, kwnames);
}

bool body_takes_arguments(const Function *body, Object *const *args, ssize_t nargs, Ref kwnames) {
  const NativeDef *def = (const NativeDef *)(uintptr_t)body->native;
  bool with_self = (def->makes_instance || !(def->spec->flags & METHOD_STATIC)) && nargs > 0;
  return body_takes(def, args + with_self, nargs - with_self, kwnames);
}

const NativeDef *native_def_with_body(const MethodSpec *spec, const char *owner, Ref body) {
  NativeDef *def = (NativeDef *)(uintptr_t)native_def(spec);
  if (!def) return NULL;
  def->inside = def->shape;
  def->shape = SHAPE_BODY;
  def->makes_keywords = false;
  def->makes_instance = !strcmp(def->name, "__new__");
  def->body = body;
  def->owner = owner;
  if (IS_EXACT(body, FUNCTION)) ((Function *)body)->native = (uint32_t)(uintptr_t)def;
  return def;
}

Object *body_of_method(Ref descr) {
  const NativeDef *def = ((NativeDescr *)descr)->def;
  return def->shape == SHAPE_BODY ? def->body : NULL;
}

Object *body_of_builtin(Ref builtin, Object **self) {
  const NativeDef *def = ((Builtin *)builtin)->def;
  *self = def->spec->flags & METHOD_STATIC ? NULL : ((Builtin *)builtin)->self;
  return def->shape == SHAPE_BODY ? def->body : NULL;
}

/* *args and **kwargs of a call, held while the function runs. tuple, dict: what the caller has made of them,
 * or NULL. */
static Object *call_named(const NativeDef *def, const char *qualified, Object *self, Object *const *args,
                          ssize_t nargs, Object *kwnames, Object *tuple, Object *dict) {
  Object *out[MAX_PARAMS];
  const Params p = params_of(def, qualified);
  if (UNLIKELY(def->makes_keywords)) meet_keywords(def);
  if (!bind_arguments(&p, args, nargs, kwnames, out)) return NULL;
  if (def->star < 0 && def->star_star < 0) return def->fn(self, out, def->total);
  HOLD(extra, NULL, "arguments of a built-in");
  HOLD(named, NULL, "arguments of a built-in");
  if (def->star >= 0) {
    ssize_t spare = nargs > def->pos ? nargs - def->pos : 0;
    extra.obj = tuple && !def->pos ? NEWREF(tuple) : tuple_from_array(args + (nargs - spare), spare);
    if (!extra.obj) return NULL;
    out[def->star] = extra.obj;
  }
  if (def->star_star >= 0) {
    ssize_t nkw = kwnames ? tuple_size(kwnames) : 0, spare = 0;
    for (ssize_t k = 0; dict && k < nkw; k++) spare += bind_find_name(&p, tuple_item(kwnames, k)) < 0;
    named.obj = dict && spare == nkw ? NEWREF(dict) : dict_new();
    if (!named.obj) return NULL;
    for (ssize_t k = 0; named.obj != dict && k < nkw; k++)
      if (bind_find_name(&p, tuple_item(kwnames, k)) < 0 &&
          dict_set(named.obj, tuple_item(kwnames, k), args[nargs + k]) < 0)
        return NULL;
    out[def->star_star] = named.obj;
  }
  return hold_return(def->fn(self, out, def->total), &named, &extra);
}

/* The name for "list.append() takes no arguments": the class of a method, the module of a function unless
 * builtins. */
static void write_qualified(char *out, size_t size, const char *prefix, const char *name) {
  const char *dot = prefix ? strrchr(prefix, '.') : NULL; /* a class of a module goes without the module */
  if (prefix)
    snprintf(out, size, "%s.%s", dot ? dot + 1 : prefix, name);
  else
    snprintf(out, size, "%s", name);
}

static COLD Object *call_failed(const NativeDef *def, const char *prefix, Object *const *args, ssize_t nargs,
                                Object *kwnames) {
  char qualified[160];
  write_qualified(qualified, sizeof qualified, prefix, def->name);
  Object *out[MAX_PARAMS];
  const Params p = params_of(def, qualified);
  if (bind_arguments(&p, args, nargs, kwnames, out))
    err_format(T(SystemError), "bad call of %s()", def->name);
  return NULL;
}

static Object *call_positional(const NativeDef *def, const char *prefix, Object *self, Object *const *args,
                               ssize_t nargs, Object *kwnames) {
  int required = def->required_count;
  if (UNLIKELY((kwnames && tuple_size(kwnames)) || nargs < required || nargs > def->total))
    return call_failed(def, prefix, args, nargs, kwnames);
  if (nargs == def->total) return def->fn(self, args, nargs);
  Object *out[MAX_PARAMS];
  for (ssize_t i = 0; i < nargs; i++) out[i] = args[i];
  for (int i = (int)nargs; i < def->total; i++) out[i] = NULL;
  return def->fn(self, out, def->total);
}

static Object *call_shaped(const NativeDef *def, CallShape shape, const char *prefix, Object *self,
                           Object *const *args, ssize_t nargs, Object *kwnames, Object *tuple, Object *dict) {
  switch (shape) {
  case SHAPE_TUPLE: {
    if (kwnames && tuple_size(kwnames) && !(def->spec->flags & METHOD_NAMED)) { /* refused before that */
      RT->call_given = RT->call_given_dict = NULL;
      return call_shaped(def, def->inside, prefix, self, args, nargs, kwnames, NULL, NULL);
    }
    CALL_ARGUMENTS(held, args, nargs, kwnames);
    if (!held.good) return NULL;
    RT->call_dict = def->inside == SHAPE_RAW ? held.named : NULL;
    Object *r = call_shaped(def, def->inside, prefix, self, args, nargs, kwnames, held.given, held.named);
    RT->call_dict = NULL;
    return hold_return(r, &held_dict, &held_tuple);
  }
  case SHAPE_BODY: return call_body(def, self, args, nargs, kwnames);
  case SHAPE_RAW: return as_raw(def->fn)(self, args, nargs, kwnames);
  case SHAPE_SELF_ONLY:
    if (UNLIKELY(nargs || (kwnames && tuple_size(kwnames))))
      return call_failed(def, prefix, args, nargs, kwnames);
    return def->fn(self, args, 0);
  case SHAPE_ONE:
    if (UNLIKELY(nargs != 1 || (kwnames && tuple_size(kwnames))))
      return call_failed(def, prefix, args, nargs, kwnames);
    return def->fn(self, args, 1);
  case SHAPE_POSITIONAL: return call_positional(def, prefix, self, args, nargs, kwnames);
  case SHAPE_NAMED:
    /* All by position: what is missing has a default. */
    if (LIKELY(!kwnames && def->star < 0 && def->star_star < 0 && nargs <= def->pos &&
               !(def->required >> nargs))) {
      if (nargs == def->total) return def->fn(self, args, nargs);
      Object *out[MAX_PARAMS];
      for (ssize_t i = 0; i < nargs; i++) out[i] = args[i];
      for (int i = (int)nargs; i < def->total; i++) out[i] = NULL;
      return def->fn(self, out, def->total);
    }
    break;
  }
  char qualified[160];
  if (UNLIKELY(def->posonly == def->total - (def->star >= 0) && def->star_star < 0 && kwnames)) {
    write_qualified(qualified, sizeof qualified, prefix, def->name);
    return call_named(def, qualified, self, args, nargs, kwnames, tuple, dict);
  }
  return call_named(def, def->name, self, args, nargs, kwnames, tuple, dict);
}

static Object *call_def(const NativeDef *def, const char *prefix, Object *self, Object *const *args,
                        ssize_t nargs, Object *kwnames) {
  return call_shaped(def, def->shape, prefix, self, args, nargs, kwnames, NULL, NULL);
}

/* ---- builtin_function_or_method ---- */

static const char *builtin_prefix(const Builtin *b) {
  if (!b->module)
    return b->self ? (IS_SUB(b->self, TYPE) ? ((Type *)b->self)->name : TYPE(b->self)->name) : NULL;
  if (!IS_SUB(b->module, STR) || str_equals_text(b->module, "builtins")) return NULL;
  return str_utf8(b->module, NULL);
}

static Object *builtin_run(Builtin *b, Object *const *args, ssize_t nargs, Object *kwnames) {
  const NativeDef *def = b->def;
  Object *self = b->self;
  switch ((CallShape)def->shape) { /* the usual ones without computing a name for errors */
  case SHAPE_RAW: return as_raw(def->fn)(self, args, nargs, kwnames);
  case SHAPE_SELF_ONLY:
    if (LIKELY(!nargs && !kwnames)) return def->fn(self, args, 0);
    break;
  case SHAPE_ONE:
    if (LIKELY(nargs == 1 && !kwnames)) return def->fn(self, args, 1);
    break;
  default: break;
  }
  const char *prefix = builtin_prefix(b);
  if (UNLIKELY(!prefix && RT->exc)) return NULL;
  return call_def(def, prefix, self, args, nargs, kwnames);
}

static Object *builtin_call(Object *callable, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (UNLIKELY(!recursion_enter(" while calling a Python object"))) {
    RT->call_given = RT->call_given_dict = NULL;
    return NULL;
  }
  Object *r = builtin_run((Builtin *)callable, args, nargs, kwnames);
  recursion_leave();
  return r;
}

static Own builtin_of(Type *type, const NativeDef *def, Ref self, Ref module) {
  Builtin *b = (Builtin *)object_new(type, 0);
  if (!b) return NULL;
  b->def = def;
  b->self = XNEWREF(self);
  b->module = XNEWREF(module);
  b->vectorcall = builtin_call;
  gc_track((Object *)b);
  return (Object *)b;
}

Own builtin_new(const NativeDef *def, Ref self, Ref module) {
  return builtin_of(T(BUILTIN), def, self, module);
}

/* A method found through an object. */
static Own builtin_bound(const NativeDescr *d, Ref self) {
  const NativeDef *def = d->def;
  if (LIKELY(!(def->spec->flags & METHOD_DEFINING))) return builtin_new(def, self, NULL);
  Object *b = builtin_of(T(BUILTIN_METHOD), def, self, NULL);
  if (b) ((BuiltinMethod *)b)->cls = NEWREF(d->owner);
  return b;
}

int native_add_functions(Ref module, const MethodSpec *functions) {
  Object *name = ((Module *)module)->name;
  for (const MethodSpec *f = functions; f->signature; f++) {
    const NativeDef *def = native_def(f);
    if (!def) return -1;
    Object *b = builtin_new(def, module, name);
    if (!b) return -1;
    if (module_add_steal(module, def->name, b) < 0) return -1;
  }
  return 0;
}

static Object *builtin_repr(Object *self) {
  const Builtin *b = (const Builtin *)self;
  if (!b->self || object_is_instance_of(b->self, T(MODULE)))
    return str_format("<built-in function %s>", b->def->name);
  return str_format("<built-in method %s of %s object at 0x%lx>", b->def->name, TYPE(b->self)->name,
                    (unsigned long)((uintptr_t)b->self + ID_OFFSET));
}

static Object *builtin_compare(Object *a, Object *b, int op) {
  if ((op != CMP_EQ && op != CMP_NE) || !IS_BUILTIN(a) || !IS_BUILTIN(b)) return NEWREF(NOT_IMPLEMENTED);
  bool same =
      ((Builtin *)a)->self == ((Builtin *)b)->self && ((Builtin *)a)->def->fn == ((Builtin *)b)->def->fn;
  return BOOL_NEW(same == (op == CMP_EQ));
}

static Hash pointer_hash(const void *p) {
  uintptr_t x = (uintptr_t)p + ID_OFFSET;
  Hash h = (Hash)((x >> 4) | (x << 60));
  return h == -1 ? -2 : h;
}

static Hash builtin_hash(Object *self) {
  const Builtin *b = (const Builtin *)self;
  uintptr_t fn;
  memcpy(&fn, &b->def, sizeof fn);
  Hash h = pointer_hash(b->self) ^ (Hash)(fn >> 4);
  return h == -1 ? -2 : h;
}

static Object *builtin_get_name(Object *self) { return str_from_utf8(((Builtin *)self)->def->name, -1); }

static Object *builtin_get_qualname(Object *self) {
  const Builtin *b = (const Builtin *)self;
  if (!b->self || object_is_instance_of(b->self, T(MODULE))) return builtin_get_name(self);
  Object *type = IS_SUB(b->self, TYPE) ? b->self : (Object *)TYPE(b->self);
  HOLD(qualname, object_getattr(type, N(__qualname__)), "__qualname__");
  if (!qualname.obj) return NULL;
  return hold_return(str_format("%S.%s", qualname.obj, b->def->name), &qualname);
}

static Object *builtin_get_self(Object *self) {
  const Builtin *b = (const Builtin *)self;
  return NEWREF(b->self ? b->self : NONE);
}

static Object *native_doc(const NativeDef *def) {
  if (def->makes_instance) def = RT->new_def;
  return def->spec->doc ? doc_without_signature(def->name, def->spec->doc) : NEWREF(NONE);
}

static Object *native_text_signature(const NativeDef *def) {
  const char *sig = def->makes_instance ? "($type, *args, **kwargs)" : native_def_signature(def);
  if (!sig || *sig != '(' || (def->body && !def->spec->doc && !def->makes_instance)) RETURN_NONE;
  if (def->has_self) { /* shown as $self, so that inspect knows to leave it out */
    const char *rest = sig + 1;
    if (*rest == '$') return str_from_utf8(sig, -1);
    size_t length = 0;
    while (name_char(rest[length])) length++;
    bool slash = strchr(sig, '/') != NULL;
    if (rest[length] == ')') return str_format("($self, /)");
    return str_format(slash ? "($self%s" : "($self, /%s", rest + length);
  }
  return str_from_utf8(sig, -1);
}

static Object *builtin_get_doc(Object *self) { return native_doc(((Builtin *)self)->def); }
static Object *builtin_get_text_signature(Object *self) {
  return native_text_signature(((Builtin *)self)->def);
}

static Object *builtin_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  const Builtin *b = (const Builtin *)self;
  if (!b->self || object_is_instance_of(b->self, T(MODULE))) return builtin_get_name(self);
  HOLD(getattr, dict_get_text(RT->builtins, "getattr"), "__reduce__");
  if (!getattr.obj) return hold_return(NEWREF(NONE), &getattr);
  INCREF(getattr.obj);
  HOLD(name, builtin_get_name(self), "__reduce__");
  HOLD(pair, name.obj ? tuple_pack(2, b->self, name.obj) : NULL, "__reduce__");
  return hold_return(pair.obj ? tuple_pack(2, getattr.obj, pair.obj) : NULL, &pair, &name, &getattr);
}

static const MethodSpec builtin_methods[] = {
    {"__reduce__(self)", builtin_reduce, 0, NULL},
    {0},
};
static const GetSetSpec builtin_getset[] = {
    {"__doc__", builtin_get_doc, NULL, NULL},
    {"__name__", builtin_get_name, NULL, NULL},
    {"__qualname__", builtin_get_qualname, NULL, NULL},
    {"__self__", builtin_get_self, NULL, NULL},
    {"__text_signature__", builtin_get_text_signature, NULL, NULL},
    {0},
};
static const FieldSpec builtin_fields[] = {
    FIELD(Builtin, self, "__self__", FIELD_OWN, 0),
    FIELD(Builtin, module, "__module__", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    {0},
};
const TypeSpec builtin_spec = {
    .name = "builtin_function_or_method",
    .basic_size = sizeof(Builtin),
    .flags = TYPE_GC | TYPE_NO_NEW | TYPE_TRASHCAN | TYPE_VECTORCALL,
    .weaklist_offset = offsetof(Builtin, weaklist),
    .fields = builtin_fields,
    .methods = builtin_methods,
    .getset = builtin_getset,
    .slots = {.repr = builtin_repr,
              .hash = builtin_hash,
              .call = builtin_call,
              .richcompare = builtin_compare},
};

static const FieldSpec builtin_method_fields[] = {
    FIELD(BuiltinMethod, cls, "the class that defines it", FIELD_OWN, 0),
    {0},
};
const TypeSpec builtin_method_spec = {
    .name = "builtin_method",
    .base = &builtin_spec,
    .basic_size = sizeof(BuiltinMethod),
    .flags = TYPE_GC | TYPE_NO_NEW | TYPE_TRASHCAN | TYPE_VECTORCALL,
    .fields = builtin_method_fields,
};

/* ---- method descriptors: list.append ---- */

static COLD Object *bad_self(const NativeDescr *d, ssize_t nargs, Object *first) {
  if (nargs < 1)
    return err_format(T(TypeError), "unbound method %s.%U() needs an argument", type_short_name(d->owner),
                      d->name);
  return err_format(T(TypeError), "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", d->name,
                    d->owner, first);
}

static Object *method_descriptor_call(Object *callable, Object *const *args, ssize_t nargs, Object *kwnames) {
  const NativeDescr *d = (const NativeDescr *)callable;
  if (UNLIKELY(nargs < 1 || !object_is_instance_of(args[0], d->owner)))
    return bad_self(d, nargs, nargs ? args[0] : NULL);
  if (UNLIKELY(!recursion_enter(" while calling a Python object"))) return NULL;
  Object *r = call_def(d->def, d->owner->name, args[0], args + 1, nargs - 1, kwnames);
  recursion_leave();
  return r;
}

static Object *descriptor_new(Type *kind, Type *owner, const NativeDef *def, VectorFn call) {
  NativeDescr *d = (NativeDescr *)object_new(kind, 0);
  if (!d) return NULL;
  d->owner = NEWREF(owner);
  d->name = str_intern(def->name);
  d->def = def;
  d->vectorcall = call;
  gc_track((Object *)d);
  if (!d->name) {
    DECREF(d);
    return NULL;
  }
  return (Object *)d;
}

static Object *method_descriptor_get(Object *self, Object *obj, Object *type) {
  (void)type;
  const NativeDescr *d = (const NativeDescr *)self;
  if (!obj) return NEWREF(self);
  if (!object_is_instance_of(obj, d->owner))
    return err_format(T(TypeError), "descriptor '%U' for '%N' objects doesn't apply to a '%T' object",
                      d->name, d->owner, obj);
  return builtin_bound(d, obj);
}

static Object *classmethod_descriptor_get(Object *self, Object *obj, Object *type) {
  const NativeDescr *d = (const NativeDescr *)self;
  if (!type) {
    if (!obj)
      return err_format(T(TypeError), "descriptor '%U' for type '%N' needs either an object or a type",
                        d->name, d->owner);
    type = (Object *)TYPE(obj);
  }
  if (!IS_SUB(type, TYPE))
    return err_format(T(TypeError), "descriptor '%U' for type '%N' needs a type, not a '%T' as arg 2",
                      d->name, d->owner, type);
  if (!type_is_subtype((Type *)type, d->owner))
    return err_format(T(TypeError), "descriptor '%U' requires a subtype of '%N' but received '%N'", d->name,
                      d->owner, type);
  return builtin_new(d->def, type, NULL);
}

static Object *classmethod_descriptor_call(Object *callable, Object *const *args, ssize_t nargs,
                                           Object *kwnames) {
  const NativeDescr *d = (const NativeDescr *)callable;
  if (nargs < 1)
    return err_format(T(TypeError), "descriptor '%U' of '%N' object needs an argument", d->name, d->owner);
  HOLD(bound, classmethod_descriptor_get(callable, NULL, args[0]), "class method");
  return hold_return(bound.obj ? object_call(bound.obj, args + 1, nargs - 1, kwnames) : NULL, &bound);
}

Own method_descriptor_new(Type *owner, const NativeDef *def) {
  if (def->spec->flags & METHOD_CLASS)
    return descriptor_new(T(CLASSMETHOD_DESCR), owner, def, classmethod_descriptor_call);
  return descriptor_new(T(METHOD_DESCR), owner, def, method_descriptor_call);
}

static Object *descriptor_repr(Object *self) {
  const NativeDescr *d = (const NativeDescr *)self;
  return str_format("<method '%U' of '%N' objects>", d->name, d->owner);
}

static Object *descriptor_doc(Object *self) { return native_doc(((NativeDescr *)self)->def); }
static Object *descriptor_signature(Object *self) {
  return native_text_signature(((NativeDescr *)self)->def);
}

Own descriptor_qualname(Object *self) {
  NativeDescr *d = (NativeDescr *)self;
  if (!d->qualname) {
    HOLD(owner, object_getattr((Object *)d->owner, N(__qualname__)), "__qualname__");
    if (!owner.obj) return NULL;
    d->qualname = str_format("%S.%U", owner.obj, d->name);
  }
  return XNEWREF(d->qualname);
}

static Object *descriptor_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  const NativeDescr *d = (const NativeDescr *)self;
  HOLD(getattr, XNEWREF(dict_get_text(RT->builtins, "getattr")), "__reduce__");
  HOLD(pair, tuple_pack(2, (Object *)d->owner, d->name), "__reduce__");
  return hold_return(getattr.obj && pair.obj ? tuple_pack(2, getattr.obj, pair.obj) : NULL, &pair, &getattr);
}

const MethodSpec descriptor_methods[] = {
    {"__reduce__(self)", descriptor_reduce, 0, NULL},
    {0},
};
static const GetSetSpec method_descriptor_getset[] = {
    {"__doc__", descriptor_doc, NULL, NULL},
    {"__qualname__", descriptor_qualname, NULL, NULL},
    {"__text_signature__", descriptor_signature, NULL, NULL},
    {0},
};
static const FieldSpec method_descriptor_fields[] = {
    FIELD(NativeDescr, owner, "__objclass__", FIELD_OWN, FIELD_MEMBER),
    FIELD(NativeDescr, name, "__name__", FIELD_OWN, FIELD_MEMBER),
    FIELD(NativeDescr, qualname, "__qualname__", FIELD_OWN, 0),
    {0},
};
const TypeSpec method_descriptor_spec = {
    .name = "method_descriptor",
    .basic_size = sizeof(NativeDescr),
    .flags = TYPE_GC | TYPE_NO_NEW | TYPE_METHOD_DESCR | TYPE_VECTORCALL,
    .fields = method_descriptor_fields,
    .methods = descriptor_methods,
    .getset = method_descriptor_getset,
    .slots = {.repr = descriptor_repr, .call = method_descriptor_call, .descr_get = method_descriptor_get},
};
const TypeSpec classmethod_descriptor_spec = {
    .name = "classmethod_descriptor",
    .basic_size = sizeof(NativeDescr),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = method_descriptor_fields,
    .getset = method_descriptor_getset,
    .slots = {.repr = descriptor_repr,
              .call = classmethod_descriptor_call,
              .descr_get = classmethod_descriptor_get},
};

/* ---- the built-in __new__ of a type ---- */

/* May the __new__ of t be called with these: is the first a class derived from it? */
static bool new_takes(Type *t, Object *const *args, ssize_t nargs) {
  if (nargs < 1)
    err_format(T(TypeError), "%N.__new__(): not enough arguments", t);
  else if (!IS_SUB(args[0], TYPE))
    err_format(T(TypeError), "%N.__new__(X): X is not a type object (%T)", t, args[0]);
  else if (!type_is_subtype((Type *)args[0], t))
    err_format(T(TypeError), "%N.__new__(%N): %N is not a subtype of %N", t, args[0], args[0], t);
  else
    return true;
  return false;
}

static Object *new_wrapper(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  Type *t = (Type *)self;
  CALL_ARGUMENTS(whole, args, nargs,
                 kwnames); /* CPython's takes a tuple, and a slice of it without the class */
  if (!whole.good) return NULL;
  if (!new_takes(t, args, nargs)) return NULL;
  Type *sub = (Type *)args[0];
  /* object.__new__(dict) would make a broken object: the nearest built-in's own __new__ must run. */
  const Type *builtin = sub;
  while (builtin && slot_new_is_python(builtin)) builtin = builtin->base;
  if (builtin && builtin->slots.new_ != t->slots.new_)
    return err_format(T(TypeError), "%N.__new__(%N) is not safe, use %N.__new__()", t, sub, builtin);
  HOLD(rest, nargs > 1 ? tuple_from_array(args + 1, nargs - 1) : NEWREF(RT->empty_tuple),
       "the arguments of __new__()");
  if (!rest.obj) return NULL;
  RT->call_tuple = rest.obj;
  Object *o = t->slots.new_(sub, args + 1, nargs - 1, kwnames);
  RT->call_tuple = NULL;
  return hold_return(o, &rest, &whole_dict, &whole_tuple);
}

static const MethodSpec new_spec = {
    "__new__($type, *args, **kwargs)", AS_RAW(new_wrapper), METHOD_RAW,
    "Create and return a new object.  See help(type) for accurate signature."};

Own native_new_function(Type *t) {
  const NativeDef *def = RT->new_def ? RT->new_def : (RT->new_def = native_def(&new_spec));
  return def ? builtin_new(def, (Object *)t, NULL) : NULL;
}

bool native_takes_tuple(Ref f) { return IS_EXACT(f, BUILTIN) && ((Builtin *)f)->def->shape == SHAPE_TUPLE; }

bool native_is_new_of(Ref f, const Type **owner) {
  if (!IS_EXACT(f, BUILTIN) || ((Builtin *)f)->def != RT->new_def) return false;
  *owner = (const Type *)((Builtin *)f)->self;
  return true;
}

/* ---- docs ---- */

/* "name(signature)\n--\n\ntext": where the text begins, or doc itself. */
static const char *signature_end(const char *name, const char *doc) {
  const char *dot = name ? strrchr(name, '.') : NULL;
  if (dot) name = dot + 1;
  size_t n = name ? strlen(name) : 0;
  if (!name || strncmp(doc, name, n) != 0 || doc[n] != '(') return NULL;
  return strstr(doc, ")\n--\n\n");
}

Own doc_without_signature(const char *name, const char *doc) {
  if (!doc) RETURN_NONE;
  const char *end = signature_end(name, doc);
  return str_from_utf8(end ? end + 6 : doc, -1);
}

Own doc_signature(const char *name, const char *doc) {
  const char *end = doc ? signature_end(name, doc) : NULL;
  if (!end) RETURN_NONE;
  const char *dot = strrchr(name, '.');
  const char *start = doc + strlen(dot ? dot + 1 : name);
  return str_from_utf8(start, end + 1 - start);
}
