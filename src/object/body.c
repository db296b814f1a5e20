/* Classes and functions of the library in Python that look as C: see body.h. */
#include "object/body.h"

#include <stdio.h>

#include "code/code.h"
#include "object/err.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slotdefs.h"
#include "object/support.h"
#include "object/tuple.h"
#include "object/type.h"

int body_keep(Ref body) {
  if (!RT->bodies) RT->bodies = list_new(0);
  return RT->bodies ? list_append(RT->bodies, body) : -1;
}

/* A copy that stays as long as the program. */
static const char *lasting_text(Ref str) {
  ssize_t length;
  const char *text = str_utf8(str, &length);
  if (!text) return NULL;
  char *copy = mem_alloc((size_t)length + 1);
  if (!copy) {
    err_no_memory();
    return NULL;
  }
  memcpy(copy, text, (size_t)length + 1);
  return copy;
}

/* ---- signatures ---- */

static Object *default_of(const Function *f, int32_t i) {
  const Code *code = f->code;
  if (i >= code->argcount)
    return f->kwdefaults ? dict_get(f->kwdefaults, tuple_item(code->localsplusnames, i)) : NULL;
  ssize_t n = f->defaults ? tuple_size(f->defaults) : 0;
  return i >= code->argcount - n ? tuple_item(f->defaults, i - (code->argcount - n)) : NULL;
}

static int add(Hold *text, Object *more) {
  HOLD(piece, more, "a signature");
  if (!piece.obj) return -1;
  SETREF(text->obj, str_format("%U%U", text->obj, piece.obj));
  return text->obj ? 0 : -1;
}

/* "name($self, /, other, context=None)", from the parameters of a function. first: what the one in front is
 * called, or NULL for a function of a module. */
static Own signature_of(Ref function, const char *name, const char *first) {
  const Function *f = (const Function *)function;
  HOLD(text, str_format("%s(%s", name, first ? first : "$module"), "a signature");
  if (!text.obj) return NULL;
  if (!IS_EXACT(function, FUNCTION)) return str_format("%s(%s, object, /)", name, first ? first : "$module");
  const Code *code = f->code;
  const int32_t begin = first != NULL, slash = MAX(code->posonlyargcount, begin), named = code->argcount;
  const int32_t all = named + code->kwonlyargcount, star = code->flags & CO_VARARGS ? all : -1;
  if (slash == begin && add(&text, str_format(", /"))) return NULL;
  for (int32_t i = begin; i < all; i++) {
    if (i == named && star < 0 && add(&text, str_format(", *"))) return NULL;
    if (i == named && star >= 0 && add(&text, str_format(", *%U", tuple_item(code->localsplusnames, star))))
      return NULL;
    Object *value = default_of(f, i);
    if (add(&text, value ? str_format(", %U=%R", tuple_item(code->localsplusnames, i), value)
                         : str_format(", %U", tuple_item(code->localsplusnames, i))))
      return NULL;
    if (i + 1 == slash && i + 1 > begin && add(&text, str_format(", /"))) return NULL;
  }
  if (star >= 0 && all == named && add(&text, str_format(", *%U", tuple_item(code->localsplusnames, star))))
    return NULL;
  if (code->flags & CO_VARKEYWORDS &&
      add(&text, str_format(", **%U", tuple_item(code->localsplusnames, all + (star >= 0)))))
    return NULL;
  return add(&text, str_format(")")) ? NULL : hold_take(&text);
}

static Object *doc_of(Ref function) {
  Object *doc = IS_EXACT(function, FUNCTION) ? ((Function *)function)->doc : NULL;
  return doc && IS_SUB(doc, STR) ? doc : NULL;
}

/* What the function is as a row of a table in C. A documentation may begin with the signature, as in C. */
static const NativeDef *definition(Ref function, Ref name, const char *first, const char *owner,
                                   uint32_t flags) {
  MethodSpec *spec = mem_alloc(sizeof *spec);
  const char *text = str_utf8(name, NULL);
  if (!spec) err_no_memory();
  if (!spec || !text) return NULL;
  Object *doc = doc_of(function);
  const char *said = doc ? lasting_text(doc) : NULL;
  if (doc && !said) return NULL;
  size_t n = strlen(text);
  const char *end = said && !strncmp(said, text, n) && said[n] == '(' ? strstr(said, ")\n--\n\n") : NULL;
  HOLD(signature, end ? str_from_utf8(said, end + 1 - said) : signature_of(function, text, first),
       "a signature");
  const char *lasting = signature.obj ? lasting_text(signature.obj) : NULL;
  if (!lasting || body_keep(function) < 0) return NULL;
  *spec = (MethodSpec){lasting, NULL, flags, said};
  return native_def_with_body(spec, owner, function);
}

/* ---- attributes ---- */

Own body_get(const AttributeBody *a, Ref obj) {
  if (a->get) return object_call1(a->get, obj);
  Object *value = *(Object **)(void *)((char *)obj + a->offset);
  return value ? NEWREF(value) : err_format(T(AttributeError), "%s", a->spec.name);
}

int body_set(const AttributeBody *a, Ref obj, Ref value) {
  if (!value) {
    err_format(T(AttributeError), "attribute '%s' of '%T' objects cannot be deleted", a->spec.name, obj);
    return -1;
  }
  if (!a->set) {
    Object **slot = (Object **)(void *)((char *)obj + a->offset);
    SETREF(*slot, NEWREF(value));
    return 0;
  }
  HOLD(done, object_call2(a->set, obj, value), "an attribute being set");
  return done.obj ? 0 : -1;
}

int64_t body_slot(Ref getset) {
  const AttributeBody *a = ((NativeDescr *)getset)->def;
  return a->spec.get || a->get ? -1 : (int64_t)a->offset;
}

static Own attribute_new(Type *t, Ref name, AttributeBody with, Ref doc) {
  AttributeBody *a = mem_alloc(sizeof *a);
  if (!a) return err_no_memory();
  *a = with;
  a->spec = (GetSetSpec){.name = lasting_text(name)};
  if (!a->spec.name) return NULL;
  if (doc && IS_SUB(doc, STR) && !(a->spec.doc = lasting_text(doc))) return NULL;
  if ((a->get && body_keep(a->get) < 0) || (a->set && body_keep(a->set) < 0)) return NULL;
  return getset_descriptor_new(t, &a->spec);
}

static bool is_among(Ref names, Ref name) {
  for (ssize_t i = 0; names && i < tuple_size(names); i++)
    if (str_equal(tuple_item(names, i), name)) return true;
  return false;
}

/* A slot: the library's own ones, with `_` in front, stay as they are. */
static Own slot_shown(Type *t, Ref name, Ref member, const BodyClass *how) {
  MemberSpec *m = (MemberSpec *)(uintptr_t)((NativeDescr *)member)->def;
  if (str_char((Str *)name, 0) == '_') return NEWREF(member);
  if (is_among(how->computed, name)) {
    bool guarded = dict_get_text(t->dict, "__setattr__") != NULL;
    return attribute_new(t, name, (AttributeBody){.offset = m->offset, .settable = guarded}, NULL);
  }

  m->flags &= ~(uint32_t)FIELD_WRITABLE;
  return NEWREF(member);
}

/* ---- classes ---- */

static int row_of(Ref name) {
  for (int i = 0; i < ROW_COUNT; i++)
    if (slot_rows[i].wrap != WRAP_HIDDEN && RT->slot_names[i] == name) return i;
  return -1;
}

static uint32_t named_flag(const BodyClass *how) { return how->nameless ? METHOD_NAMELESS : 0; }

static Own method_shown(Type *t, Ref name, Ref function, const BodyClass *how) {
  const int row = row_of(name);
  if (row >= 0) return body_keep(function) < 0 ? NULL : wrapper_with_body_new(t, row, function);
  const uint32_t defining = is_among(how->defining, name) ? METHOD_DEFINING : 0;
  const NativeDef *def = definition(function, name, "$self", type_short_name(t), named_flag(how) | defining);
  return def ? method_descriptor_new(t, def) : NULL;
}

/* What stands for a value of the class's namespace; the value itself where nothing changes. */
static Own shown(Type *t, Ref name, Ref value, const BodyClass *how) {
  const uint32_t named = named_flag(how);
  if (IS_EXACT(value, FUNCTION)) return method_shown(t, name, value, how);
  if (IS_EXACT(value, MEMBER_DESCR)) return slot_shown(t, name, value, how);
  if (IS_EXACT(value, PROPERTY)) {
    Property *p = (Property *)value;
    return attribute_new(t, name, (AttributeBody){.get = p->get, .set = p->set}, p->doc);
  }
  if (IS_EXACT(value, CLASSMETHOD)) {
    Object *callable = staticmethod_callable(value);
    const NativeDef *def = definition(callable, name, "$type", type_short_name(t), METHOD_CLASS | named);
    return def ? method_descriptor_new(t, def) : NULL;
  }
  if (IS_EXACT(value, STATICMETHOD) && name == N(__new__)) {
    const NativeDef *def =
        definition(staticmethod_callable(value), name, "$type", type_short_name(t), METHOD_STATIC | named);
    return def ? builtin_new(def, (Object *)t, NULL) : NULL;
  }
  return NEWREF(value);
}

static int show_all(Type *t, const BodyClass *how) {
  HOLD(names, dict_keys_list(t->dict), "a class being made");
  for (ssize_t i = 0; names.obj && i < VARSIZE(names.obj); i++) {
    Object *name = ((List *)names.obj)->items[i];
    HOLD(value, NEWREF(dict_get(t->dict, name)), "a class being made");
    HOLD(now, shown(t, name, value.obj, how), "a class being made");
    if (!now.obj || (now.obj != value.obj && dict_set(t->dict, name, now.obj) < 0)) return -1;
  }
  return names.obj ? 0 : -1;
}

int body_class(Type *t, const BodyClass *how) {
  HOLD(full, type_full_name((Object *)t), "a class being made");
  const char *name = full.obj ? lasting_text(full.obj) : NULL;
  if (!name) return -1;
  t->name = name;
  t->flags |= TYPE_IMMUTABLE; /* from here on its short name is behind the dot */
  if (show_all(t, how) < 0) return -1;
  HOLD(slots, str_intern("__slots__"), "a class being made");
  if (!slots.obj || (dict_get(t->dict, slots.obj) && dict_del(t->dict, slots.obj) < 0)) return -1;
  if (!dict_get(t->dict, N(__new__))) {
    if (dict_get(t->dict, N(__init__))) {
      HOLD(make, native_new_function(t), "a class being made");
      if (!make.obj || dict_set(t->dict, N(__new__), make.obj) < 0) return -1;
    } else {
      t->flags |= TYPE_NO_NEW;
      t->slots.new_ = NULL;
    }
  }
  if (how->basic_size) t->basic_size = MAX(t->basic_size, how->basic_size);
  if (!how->collected) t->flags &= ~(uint32_t)(TYPE_GC | TYPE_TRASHCAN);
  if (!how->base) t->flags &= ~(uint32_t)TYPE_BASE;
  if (how->size_of) t->slots.size_of = how->size_of;
  type_modified(t);
  return 0;
}

Own body_instance(Type *cls, Object *const *values, ssize_t count) {
  const Type *made = cls;
  while (made && !(TYPE_HAS(made, TYPE_IMMUTABLE) && TYPE_HAS(made, TYPE_HEAP))) made = made->base;
  if (!made || count > (ssize_t)made->slot_count)
    return err_format(T(TypeError), "%N has no such slots", cls);
  Object *o = instance_new_plain(cls);
  if (!o) return NULL;
  Object **slots = (Object **)(void *)((char *)o + made->slot_offset);
  for (ssize_t i = 0; i < count; i++) slots[i] = NEWREF(values[i]);
  return o;
}

/* ---- functions ---- */

Own body_function(Ref function, Ref module_name) {
  if (!IS_EXACT(function, FUNCTION)) return err_format(T(TypeError), "a function of the library is wanted");
  const Function *f = (const Function *)function;
  Object *name = module_name ? module_name : f->module;
  const char *owner = name && IS_SUB(name, STR) ? lasting_text(name) : NULL;
  if (!owner) return RT->exc ? NULL : err_format(T(TypeError), "a function of the library is wanted");
  const NativeDef *def = definition(function, f->name, NULL, owner, METHOD_STATIC);
  Object *module = def ? dict_get(RT->sys_modules, name) : NULL;
  return def ? builtin_new(def, module, name) : NULL;
}
