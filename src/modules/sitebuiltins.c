#include "modules/sitebuiltins.h"

#include "modules/textio.h"
#include "object/dict.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "vm/vm.h"

/* ---- exit, quit ---- */

typedef struct Quitter {
  Object ob;
  Object *name;
} Quitter;

static Own quitter_repr(Object *self) {
  return str_format("Use %U() or Ctrl-D (i.e. EOF) to exit", ((Quitter *)self)->name);
}
static Own quitter_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"Quitter.__call__", {"code"}, 0, 1, 1, 0};
  Object *v[1];
  (void)self;
  if (!args_bind(&spec, args, nargs, kwnames, v)) return NULL;
  Object *code = v[0] ? v[0] : NONE;
  HOLD(exception, exception_new(T(SystemExit), &code, 1), "exit()");
  return hold_return(exception.obj ? err_set_value(T(SystemExit), exception.obj) : NULL, &exception);
}
static const FieldSpec quitter_fields[] = {FIELD(Quitter, name, "name", FIELD_OWN, FIELD_MEMBER), {0}};
static const TypeSpec quitter_spec = {
    .name = "_sitebuiltins.Quitter",
    .basic_size = sizeof(Quitter),
    .flags = TYPE_SHARES_GETATTR | TYPE_NO_NEW | TYPE_GC,
    .fields = quitter_fields,
    .slots = {.repr = quitter_repr, .call = quitter_call},
};

/* ---- copyright, credits, license ---- */

typedef struct Printer {
  Object ob;
  Object *name, *text;
} Printer;

static Own printer_repr(Object *self) { return NEWREF(((Printer *)self)->text); }
static Own printer_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args;
  Object *out = sys_stream(N(stdout));
  if (!args_none("_Printer.__call__", nargs, kwnames)) return NULL;
  if (out &&
      (file_write(out, ((Printer *)self)->text) < 0 || file_write(out, (Object *)RT->latin1['\n']) < 0))
    return NULL;
  RETURN_NONE;
}
static const FieldSpec printer_fields[] = {
    FIELD(Printer, name, "name", FIELD_OWN, 0), FIELD(Printer, text, "text", FIELD_OWN, 0), {0}};
static const TypeSpec printer_spec = {
    .name = "_sitebuiltins._Printer",
    .basic_size = sizeof(Printer),
    .flags = TYPE_SHARES_GETATTR | TYPE_NO_NEW | TYPE_GC,
    .fields = printer_fields,
    .slots = {.repr = printer_repr, .call = printer_call},
};

/* ---- help ---- */

static bool put_line(Ref out, Object *text) {
  HOLD(held, text, "help()");
  return text && file_write(out, text) == 0 && file_write(out, (Object *)RT->latin1['\n']) == 0;
}

/* The public attributes of a class or module that have a doc, one line each. */
static bool put_members(Ref out, Ref o) {
  HOLD(names, object_dir(o), "help()");
  HOLD(iterator, names.obj ? object_iter(names.obj) : NULL, "help()");
  if (!iterator.obj) return false;
  for (;;) {
    HOLD(name, iter_next(iterator.obj), "help()");
    if (!name.obj) return !err_occurred();
    if (!IS_SUB(name.obj, STR) || (STR(name.obj)->length && str_char(STR(name.obj), 0) == '_')) continue;
    Object *member, *doc;
    int found = object_lookup_attr(o, name.obj, &member);
    if (found < 0) return false;
    if (!found) continue;
    HOLD(value, member, "help()");
    found = object_lookup_attr(value.obj, N(__doc__), &doc);
    if (found < 0) return false;
    HOLD(text, found ? doc : NULL, "help()");
    bool described = text.obj && IS_SUB(text.obj, STR) && object_is_callable(value.obj);
    HOLD(first, described ? NEWREF(text.obj) : (Object *)NEWREF(RT->empty_str), "help()");
    ssize_t end = str_find_char(first.obj, '\n', 0, STR(first.obj)->length);
    HOLD(line, str_substring(first.obj, 0, end < 0 ? STR(first.obj)->length : end), "help()");
    if (!line.obj || !put_line(out, STR(line.obj)->length ? str_format(" |  %U: %U", name.obj, line.obj)
                                                          : str_format(" |  %U", name.obj)))
      return false;
  }
}

static Own helper_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)self;
  if (!args_positional("help", nargs, kwnames, 0, 1)) return NULL;
  Object *out = sys_stream(N(stdout));
  if (!out) RETURN_NONE;
  HOLD(held, NEWREF(out), "help()");
  if (nargs == 0) {
    if (!put_line(out, str_from_ascii("help(object) shows what an object is and what it can do.", -1)))
      return NULL;
    return hold_return(NEWREF(NONE), &held);
  }
  Object *o = args[0];
  bool container = IS_SUB(o, TYPE) || object_is_instance_of(o, T(MODULE));
  Object *subject = o, *attribute;
  int named = object_lookup_attr(o, N(__name__), &attribute);
  if (named < 0) return NULL;
  HOLD(name, named ? attribute : NULL, "help()");
  if (!named) {
    subject = (Object *)TYPE(o);
    container = true;
    name.obj = object_type_name(o);
    if (!name.obj) return NULL;
  }
  const char *kind = object_is_instance_of(subject, T(MODULE)) ? "module"
                     : IS_SUB(subject, TYPE)                   ? "class"
                                                               : "function";
  if (!put_line(out, str_format("Help on %s %S:\n", kind, name.obj))) return NULL;
  HOLD(signature, NULL, "help()");
  if (!container) {
    HOLD(key, str_intern("__text_signature__"), "help()");
    Object *text;
    int found = key.obj ? object_lookup_attr(subject, key.obj, &text) : -1;
    if (found < 0) return NULL;
    if (found) signature.obj = text;
    if (!put_line(out, str_format("%S%S", name.obj,
                                  signature.obj && IS_SUB(signature.obj, STR) ? signature.obj
                                                                              : (Object *)RT->empty_str)))
      return NULL;
  }
  Object *doc;
  int found = object_lookup_attr(subject, N(__doc__), &doc);
  if (found < 0) return NULL;
  HOLD(text, found ? doc : NULL, "help()");
  if (text.obj && IS_SUB(text.obj, STR)) {
    HOLD(newline, str_from_ascii("\n", 1), "help()");
    HOLD(indent, str_from_ascii(container ? "\n |  " : "\n    ", -1), "help()");
    HOLD(body, newline.obj && indent.obj ? str_replace(text.obj, newline.obj, indent.obj, -1) : NULL,
         "help()");
    if (!body.obj || !put_line(out, str_format(container ? " |  %U" : "    %U", body.obj))) return NULL;
  }
  if (container && (!put_line(out, str_from_ascii(" |", -1)) || !put_members(out, subject))) return NULL;
  return hold_return(NEWREF(NONE), &text, &signature, &name, &held);
}
static Own helper_repr(Object *self) {
  (void)self;
  return str_from_ascii("Type help() for interactive help, or help(object) for help about object.", -1);
}
static const TypeSpec helper_spec = {
    .name = "_sitebuiltins._Helper",
    .basic_size = sizeof(Object),
    .flags = TYPE_SHARES_GETATTR | TYPE_NO_NEW,
    .slots = {.repr = helper_repr, .call = helper_call},
};

/* ---- */

static Own make(const TypeSpec *spec, Ref builtins, const char *const *texts, int n) {
  HOLD(type, type_from_spec(spec, builtins), "starting");
  Object *o = type.obj ? object_new((Type *)type.obj, 0) : NULL;
  if (!o) return NULL;
  HOLD(held, o, "starting");
  Object **fields = (Object **)(o + 1);
  for (int i = 0; i < n; i++)
    if (!(fields[i] = str_from_ascii(texts[i], -1))) return NULL;
  if (TYPE_HAS(TYPE(o), TYPE_GC)) gc_track(o);
  return hold_return(hold_take(&held), &type);
}

int sitebuiltins_add(Ref m) {
  static const char *const quit[] = {"quit"}, *const leave[] = {"exit"};
  static const char *const printers[][2] = {
      {"copyright", "lastref runs Python programs on an object engine of its own."},
      {"credits",
       "Python is a creation of Guido van Rossum and many others. See www.python.org for more information."},
      {"license", "See the license of lastref. Python itself is not part of it."}};
  if (module_add_steal(m, "quit", make(&quitter_spec, m, quit, 1)) < 0 ||
      module_add_steal(m, "exit", make(&quitter_spec, m, leave, 1)) < 0)
    return -1;
  for (size_t i = 0; i < ARRAY_LEN(printers); i++)
    if (module_add_steal(m, printers[i][0], make(&printer_spec, m, printers[i], 2)) < 0) return -1;
  return module_add_steal(m, "help", make(&helper_spec, m, NULL, 0));
}
