/* operator.itemgetter, attrgetter, methodcaller: callables that remember what to fetch. */
#include "modules/operator_parts.h"

#include "object/containers.h"
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/slotcalls.h"
#include "object/type.h"
#include "object/upcalls.h"

/* Body sizes are those of CPython's structures, which keep a vectorcall pointer besides. */

typedef struct ItemGetter {
  Object ob;
  Object *items; /* the key, or the tuple of several */
  ssize_t count;
  void *spare[2];
} ItemGetter;

typedef struct AttrGetter {
  Object ob;
  Object *names; /* tuple: of interned str, or of tuples of them for dotted names */
  void *spare[2];
} AttrGetter;

typedef struct MethodCaller {
  Object ob;
  Object *name, *args, *kwargs; /* interned str, tuple, dict or NULL */
} MethodCaller;

/* One argument and no keywords. */
static bool takes_one(const char *name, ssize_t nargs, Object *kwnames) {
  if (LIKELY(nargs == 1 && !kwnames)) return true;
  if (!args_no_keywords(name, kwnames)) return false;
  return args_positional(name, nargs, NULL, 1, 1);
}

static Own finish(Hold *self) {
  gc_track(self->obj);
  return hold_take(self);
}

/* name(first, second, ...) for repr; the parts' reprs joined. */
static Own repr_with(const char *name, Ref parts, Ref kwargs) {
  HOLD(texts, list_new(0), "repr()");
  if (!texts.obj) return NULL;
  for (ssize_t i = 0; i < tuple_size(parts); i++) {
    Object *text = object_repr(tuple_item(parts, i));
    if (!text || list_append_steal(texts.obj, text) < 0) return NULL;
  }
  ssize_t at = 0;
  Object *key, *value;
  while (kwargs && dict_next(kwargs, &at, &key, &value, NULL)) {
    Object *text = str_format("%U=%R", key, value);
    if (!text || list_append_steal(texts.obj, text) < 0) return NULL;
  }
  HOLD(comma, str_from_ascii(", ", 2), "repr()");
  HOLD(joined, comma.obj ? str_join(comma.obj, texts.obj) : NULL, "repr()");
  return hold_return(joined.obj ? str_format("%s(%U)", name, joined.obj) : NULL, &joined, &comma, &texts);
}

/* (type, parts) */
static Own reduce_with(Object *self, Ref parts) { return tuple_pack(2, (Object *)self->type, parts); }

static Own repr_guarded(Object *self, const char *name, Ref parts, Ref kwargs) {
  int running = repr_enter(self);
  if (running) return running < 0 ? NULL : str_format("%s(...)", name);
  Object *text = repr_with(name, parts, kwargs);
  repr_leave(self);
  return text;
}

/* ---- itemgetter ---- */

static Own itemgetter_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!args_no_keywords("itemgetter", kwnames)) return NULL;
  if (nargs < 1) return err_format(T(TypeError), "itemgetter expected 1 argument, got 0");
  HOLD(self, object_new(cls, 0), "itemgetter()");
  if (!self.obj) return NULL;
  ItemGetter *g = (ItemGetter *)self.obj;
  g->items = nargs == 1 ? NEWREF(args[0]) : call_tuple_taken(args, nargs);
  g->count = nargs;
  return hold_return(g->items ? finish(&self) : NULL, &self);
}

static Object *itemgetter_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!takes_one("itemgetter", nargs, kwnames)) return NULL;
  Object *keys = ((ItemGetter *)self)->items;
  ssize_t n = ((ItemGetter *)self)->count;
  if (n == 1) return object_getitem(args[0], keys);
  HOLD(out, tuple_new(n), "itemgetter()");
  for (ssize_t i = 0; out.obj && i < n; i++) {
    Object *value = object_getitem(args[0], tuple_item(keys, i));
    if (!value) return NULL;
    ((Tuple *)out.obj)->items[i] = value;
  }
  return hold_take(&out);
}

static Own itemgetter_parts(Object *self) {
  ItemGetter *g = (ItemGetter *)self;
  return g->count == 1 ? tuple_pack(1, g->items) : NEWREF(g->items);
}
static Object *itemgetter_repr(Object *self) {
  HOLD(parts, itemgetter_parts(self), "repr()");
  return parts.obj ? hold_return(repr_guarded(self, "operator.itemgetter", parts.obj, NULL), &parts) : NULL;
}
static Object *itemgetter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(parts, itemgetter_parts(self), "itemgetter()");
  return parts.obj ? hold_return(reduce_with(self, parts.obj), &parts) : NULL;
}

static const MethodSpec itemgetter_methods[] = {
    {"__reduce__(self, /)", itemgetter_reduce, 0, "Return state information for pickling"},
    {NULL, NULL, 0, NULL}};
static const FieldSpec itemgetter_fields[] = {FIELD(ItemGetter, items, "item", FIELD_OWN, 0),
                                              {NULL, FIELD_END, 0, 0, 0}};
static const TypeSpec itemgetter_spec = {
    .name = "operator.itemgetter",
    .doc = "itemgetter(item, ...) --> itemgetter object\n\nReturn a callable object that fetches the given "
           "item(s) from its operand.\n"
           "After f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call "
           "g(r) returns (r[2], r[5], r[3])",
    .basic_size = sizeof(ItemGetter),
    .flags = TYPE_GC,
    .fields = itemgetter_fields,
    .methods = itemgetter_methods,
    .slots = {.new_ = itemgetter_new, .call = itemgetter_call, .repr = itemgetter_repr}};

/* ---- attrgetter ---- */

/* "a.b" as ("a", "b"); a name without a dot as itself, interned. */
static Own split_name(Ref name) {
  const Str *s = (const Str *)name;
  ssize_t dots = 0;
  for (ssize_t i = 0; i < s->length; i++) dots += str_char(s, i) == '.';
  if (!dots) {
    Object *whole = NEWREF(name);
    if (IS_EXACT(whole, STR)) str_intern_in_place(&whole);
    return whole;
  }
  HOLD(parts, tuple_new(dots + 1), "attrgetter()");
  ssize_t start = 0, at = 0;
  for (ssize_t i = 0; parts.obj && i <= s->length; i++) {
    if (i < s->length && str_char(s, i) != '.') continue;
    Object *part = str_substring(name, start, i);
    if (!part) return NULL;
    str_intern_in_place(&part);
    ((Tuple *)parts.obj)->items[at++] = part;
    start = i + 1;
  }
  return hold_take(&parts);
}

static Own attrgetter_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!args_no_keywords("attrgetter", kwnames)) return NULL;
  if (nargs < 1) return err_format(T(TypeError), "attrgetter expected 1 argument, got 0");
  HOLD(self, object_new(cls, 0), "attrgetter()");
  if (!self.obj) return NULL;
  AttrGetter *g = (AttrGetter *)self.obj;
  g->names = tuple_new(nargs);
  if (!g->names) return NULL;
  for (ssize_t i = 0; i < nargs; i++) {
    if (!IS_SUB(args[i], STR)) return err_format(T(TypeError), "attribute name must be a string");
    if (!(((Tuple *)g->names)->items[i] = split_name(args[i]))) return NULL;
  }
  return hold_return(finish(&self), &self);
}

static Own fetch(Ref o, Ref name) {
  if (!IS_SUB(name, TUPLE)) return object_getattr(o, name);
  HOLD(at, NEWREF(o), "attrgetter()");
  for (ssize_t i = 0; i < tuple_size(name); i++) {
    Object *next = object_getattr(at.obj, tuple_item(name, i));
    if (!next) return NULL;
    SETREF(at.obj, next);
  }
  return hold_take(&at);
}

static Object *attrgetter_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!takes_one("attrgetter", nargs, kwnames)) return NULL;
  Object *names = ((AttrGetter *)self)->names;
  ssize_t n = tuple_size(names);
  if (n == 1) return fetch(args[0], tuple_item(names, 0));
  HOLD(out, tuple_new(n), "attrgetter()");
  for (ssize_t i = 0; out.obj && i < n; i++) {
    Object *value = fetch(args[0], tuple_item(names, i));
    if (!value) return NULL;
    ((Tuple *)out.obj)->items[i] = value;
  }
  return hold_take(&out);
}

/* The names as they were given: with dots. */
static Own attrgetter_texts(Object *self) {
  Object *names = ((AttrGetter *)self)->names;
  HOLD(dot, str_from_ascii(".", 1), "attrgetter()");
  HOLD(texts, dot.obj ? tuple_new(tuple_size(names)) : NULL, "attrgetter()");
  for (ssize_t i = 0; texts.obj && i < tuple_size(names); i++) {
    Object *name = tuple_item(names, i), *text = IS_SUB(name, STR) ? NEWREF(name) : str_join(dot.obj, name);
    if (!text) return NULL;
    ((Tuple *)texts.obj)->items[i] = text;
  }
  return hold_return(hold_take(&texts), &dot);
}
static Object *attrgetter_repr(Object *self) {
  HOLD(texts, attrgetter_texts(self), "repr()");
  return texts.obj ? hold_return(repr_guarded(self, "operator.attrgetter", texts.obj, NULL), &texts) : NULL;
}
static Object *attrgetter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(texts, attrgetter_texts(self), "attrgetter()");
  return texts.obj ? hold_return(reduce_with(self, texts.obj), &texts) : NULL;
}

static const MethodSpec attrgetter_methods[] = {
    {"__reduce__(self, /)", attrgetter_reduce, 0, "Return state information for pickling"},
    {NULL, NULL, 0, NULL}};
static const FieldSpec attrgetter_fields[] = {FIELD(AttrGetter, names, "attr", FIELD_OWN, 0),
                                              {NULL, FIELD_END, 0, 0, 0}};
static const TypeSpec attrgetter_spec = {
    .name = "operator.attrgetter",
    .doc = "attrgetter(attr, ...) --> attrgetter object\n\nReturn a callable object that fetches the given "
           "attribute(s) from its operand.\n"
           "After f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', "
           "'date'), the call g(r) returns (r.name, r.date).\n"
           "After h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, "
           "r.name.last).",
    .basic_size = sizeof(AttrGetter),
    .flags = TYPE_GC,
    .fields = attrgetter_fields,
    .methods = attrgetter_methods,
    .slots = {.new_ = attrgetter_new, .call = attrgetter_call, .repr = attrgetter_repr}};

/* ---- methodcaller ---- */

static Own methodcaller_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (nargs < 1) return err_format(T(TypeError), "methodcaller needs at least one argument, the method name");
  if (!IS_SUB(args[0], STR)) return err_format(T(TypeError), "method name must be a string");
  HOLD(self, object_new(cls, 0), "methodcaller()");
  if (!self.obj) return NULL;
  MethodCaller *c = (MethodCaller *)self.obj;
  c->name = NEWREF(args[0]);
  if (IS_EXACT(c->name, STR)) str_intern_in_place(&c->name);
  c->args = tuple_from_array(args + 1, nargs - 1);
  c->kwargs = kwnames && tuple_size(kwnames) ? dict_new() : NULL;
  if (!c->args || (kwnames && tuple_size(kwnames) && !c->kwargs)) return NULL;
  for (ssize_t i = 0; kwnames && i < tuple_size(kwnames); i++)
    if (dict_set(c->kwargs, tuple_item(kwnames, i), args[nargs + i]) < 0) return NULL;
  return hold_return(finish(&self), &self);
}

static Object *methodcaller_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!takes_one("methodcaller", nargs, kwnames)) return NULL;
  MethodCaller *c = (MethodCaller *)self;
  HOLD(arguments, tuple_pack(1, args[0]), "methodcaller()"); /* as CPython passes them */
  if (!arguments.obj) return NULL;
  if (!recursion_enter(" while calling a Python object")) return NULL;
  HOLD(method, object_getattr(args[0], c->name), "methodcaller()");
  HOLD(result, method.obj ? object_call_tuple(method.obj, c->args, c->kwargs) : NULL, "methodcaller()");
  recursion_leave();
  return hold_return(hold_take(&result), &method, &arguments);
}

static Object *methodcaller_repr(Object *self) {
  MethodCaller *c = (MethodCaller *)self;
  HOLD(first, tuple_pack(1, c->name), "repr()");
  HOLD(parts, first.obj ? number_binary(first.obj, c->args, NB_ADD) : NULL, "repr()");
  return hold_return(parts.obj ? repr_guarded(self, "operator.methodcaller", parts.obj, c->kwargs) : NULL,
                     &parts, &first);
}

static Object *methodcaller_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  MethodCaller *c = (MethodCaller *)self;
  if (c->kwargs) { /* (partial(methodcaller, name, **kwargs), args) */
    HOLD(functools, vm_import_module("functools"), "methodcaller()");
    HOLD(name, functools.obj ? str_intern("partial") : NULL, "methodcaller()");
    HOLD(partial, name.obj ? object_getattr(functools.obj, name.obj) : NULL, "methodcaller()");
    HOLD(start, partial.obj ? tuple_pack(2, (Object *)self->type, c->name) : NULL, "methodcaller()");
    HOLD(made, start.obj ? object_call_tuple(partial.obj, start.obj, c->kwargs) : NULL, "methodcaller()");
    return hold_return(made.obj ? tuple_pack(2, made.obj, c->args) : NULL, &made, &start, &partial, &name,
                       &functools);
  }
  HOLD(first, tuple_pack(1, c->name), "methodcaller()");
  HOLD(parts, first.obj ? number_binary(first.obj, c->args, NB_ADD) : NULL, "methodcaller()");
  return hold_return(parts.obj ? reduce_with(self, parts.obj) : NULL, &parts, &first);
}

static const MethodSpec methodcaller_methods[] = {
    {"__reduce__(self, /)", methodcaller_reduce, 0, "Return state information for pickling"},
    {NULL, NULL, 0, NULL}};
static const FieldSpec methodcaller_fields[] = {FIELD(MethodCaller, name, "name", FIELD_OWN, 0),
                                                FIELD(MethodCaller, args, "args", FIELD_OWN, 0),
                                                FIELD(MethodCaller, kwargs, "kwargs", FIELD_OWN, 0),
                                                {NULL, FIELD_END, 0, 0, 0}};
static const TypeSpec methodcaller_spec = {
    .name = "operator.methodcaller",
    .doc = "methodcaller(name, ...) --> methodcaller object\n\nReturn a callable object that calls the given "
           "method on its operand.\n"
           "After f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', "
           "'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
    .basic_size = sizeof(MethodCaller),
    .flags = TYPE_GC,
    .fields = methodcaller_fields,
    .methods = methodcaller_methods,
    .slots = {.new_ = methodcaller_new, .call = methodcaller_call, .repr = methodcaller_repr}};

int operator_add_getters(Ref module) {
  if (module_add_steal(module, "itemgetter", type_from_spec(&itemgetter_spec, module)) < 0) return -1;
  if (module_add_steal(module, "attrgetter", type_from_spec(&attrgetter_spec, module)) < 0) return -1;
  return module_add_steal(module, "methodcaller", type_from_spec(&methodcaller_spec, module));
}
