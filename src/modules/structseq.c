#include "modules/structseq.h"

#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

static const StructSeqSpec *spec_of(const Type *t) { return (const StructSeqSpec *)(const void *)t->spec; }
static Object **items(Object *o) { return ((Tuple *)o)->items; }
static const char *field_name(const StructSeqSpec *s, int i) { return s->spec.members[i].name; }

#define ITEM(n)                                                                                              \
  Object *structseq_item_##n(Object *self) { return NEWREF(items(self)[n]); }
STRUCTSEQ_GETTERS
#undef ITEM

Object *structseq_repr(Object *self) {
  const StructSeqSpec *s = spec_of(TYPE(self));
  StrWriter w;
  str_writer_init(&w);
  str_writer_ascii(&w, s->spec.name, -1);
  str_writer_char(&w, '(');
  for (int i = 0; i < s->visible; i++) {
    Object *r = object_repr(items(self)[i]);
    if (r == NULL) {
      str_writer_discard(&w);
      return NULL;
    }
    if (i) str_writer_ascii(&w, ", ", 2);
    str_writer_ascii(&w, field_name(s, i), -1);
    str_writer_char(&w, '=');
    str_writer_str(&w, r);
    DECREF(r);
  }
  str_writer_char(&w, ')');
  return str_writer_finish(&w);
}

/* ---- life ---- */

Own structseq_new(Ref type, Object **values, int count) {
  Object *o = NULL;
  bool complete = type != NULL;
  for (int i = 0; i < count; i++) complete = complete && values[i];
  if (complete) { /* a collection may run here */
    HOLD(held, NULL, "making of a tuple");
    hold_array(&held, values, count);
    o = object_new((Type *)type, count);
    hold_array(&held, NULL, 0);
  }
  for (int i = 0; i < count; i++) {
    if (o)
      items(o)[i] = values[i];
    else
      XDECREF(values[i]);
  }
  if (o) {
    VARSIZE(o) = spec_of((Type *)type)->visible;
    gc_track(o);
  }
  return o;
}

void structseq_dealloc(Object *self) {
  gc_untrack(self);
  for (int i = 0; i < spec_of(TYPE(self))->count; i++) CLEAR(items(self)[i]);
  object_free(self);
}

void structseq_traverse(Object *self, Visitor *v) {
  const StructSeqSpec *s = spec_of(TYPE(self));
  for (int i = 0; i < s->count; i++) {
    if (i < s->visible)
      VISIT(v, items(self)[i], EDGE_ITEM, i);
    else
      VISIT(v, items(self)[i], EDGE_FIELD, field_name(s, i));
  }
}

/* ---- made by programs, copied, kept ---- */

Object *structseq_make(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {
      .function = "structseq", .names = {"sequence", "dict"}, .pos = 2, .total = 2, .required = 1};
  const StructSeqSpec *s = spec_of(cls);
  Object *given[2];
  if (!args_bind(&spec, args, nargs, kwnames, given)) return NULL;
  HOLD(sequence, sequence_tuple(given[0]), "making of a tuple");
  if (!sequence.obj) {
    if (err_matches(T(TypeError))) err_format(T(TypeError), "constructor requires a sequence");
    return NULL;
  }
  Object *dict = given[1];
  if (dict && !IS_SUB(dict, DICT))
    return err_format(T(TypeError), "%s() takes a dict as second arg, if any", s->spec.name);
  ssize_t n = tuple_size(sequence.obj);
  if (n < s->visible || n > s->count)
    return err_format(T(TypeError), "%s() takes a%s %d-sequence (%zd-sequence given)", s->spec.name,
                      s->visible == s->count ? ""
                      : n < s->visible       ? "n at least"
                                             : "n at most",
                      n < s->visible ? s->visible : s->count, n);
  Object *values[STRUCTSEQ_MAX];
  for (int i = 0; i < s->count; i++) {
    Object *value = i < n ? tuple_item(sequence.obj, i) : dict ? dict_get_text(dict, field_name(s, i)) : NULL;
    values[i] = NEWREF(value ? value : NONE);
  }
  return hold_return(structseq_new((Object *)cls, values, s->count), &sequence);
}

static Object *method_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  const StructSeqSpec *s = spec_of(TYPE(self));
  HOLD(visible, tuple_from_array(items(self), s->visible), "__reduce__()");
  HOLD(rest, dict_new(), "__reduce__()");
  if (!visible.obj || !rest.obj) return NULL;
  for (int i = s->visible; i < s->count; i++) {
    HOLD(name, str_intern(field_name(s, i)), "__reduce__()");
    if (!name.obj || dict_set(rest.obj, name.obj, items(self)[i]) < 0) return NULL;
  }
  HOLD(parts, tuple_pack(2, visible.obj, rest.obj), "__reduce__()");
  return hold_return(parts.obj ? tuple_pack(2, (Object *)TYPE(self), parts.obj) : NULL, &parts, &rest,
                     &visible);
}

const MethodSpec structseq_methods[] = {
    {"__reduce__(self)", method_reduce, 0, NULL},
    {0},
};

/* ---- the type ---- */

static int set_steal(Type *t, const char *name, Object *value) {
  HOLD(held, value, "a type being made");
  HOLD(key, str_intern(name), "a type being made");
  return value && key.obj ? dict_set(t->dict, key.obj, value) : -1;
}

static Own names(const StructSeqSpec *s) {
  HOLD(tuple, tuple_new(s->visible), "a type being made");
  for (int i = 0; tuple.obj && i < s->visible; i++)
    if (!(items(tuple.obj)[i] = str_intern(field_name(s, i)))) return NULL;
  return hold_take(&tuple);
}

Own structseq_type(const StructSeqSpec *s, Ref module) {
  HOLD(type, type_from_spec(&s->spec, module), "a type being made");
  Type *t = (Type *)type.obj;
  if (!t || set_steal(t, "n_sequence_fields", int_from_i64(s->visible)) < 0 ||
      set_steal(t, "n_fields", int_from_i64(s->count)) < 0 ||
      set_steal(t, "n_unnamed_fields", int_from_i64(0)) < 0 || set_steal(t, "__match_args__", names(s)) < 0)
    return NULL;
  return hold_take(&type);
}
