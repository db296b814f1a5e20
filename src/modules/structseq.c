#include "modules/structseq.h"

#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

#define ITEM(n)                                                                                              \
  Object *structseq_item_##n(Object *self) { return NEWREF(tuple_item(self, n)); }
STRUCTSEQ_GETTERS
#undef ITEM

Object *structseq_repr(Object *self) {
  const StructSeqSpec *s = (const StructSeqSpec *)(const void *)TYPE(self)->spec;
  StrWriter w;
  str_writer_init(&w);
  str_writer_ascii(&w, s->spec.name, -1);
  str_writer_char(&w, '(');
  for (int i = 0; i < s->count; i++) {
    Object *r = object_repr(tuple_item(self, i));
    if (r == NULL) {
      str_writer_discard(&w);
      return NULL;
    }
    if (i) str_writer_ascii(&w, ", ", 2);
    str_writer_ascii(&w, s->names[i], -1);
    str_writer_char(&w, '=');
    str_writer_str(&w, r);
    DECREF(r);
  }
  str_writer_char(&w, ')');
  return str_writer_finish(&w);
}

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
      ((Tuple *)o)->items[i] = values[i];
    else
      XDECREF(values[i]);
  }
  if (o) {
    VARSIZE(o) = count;
    gc_track(o);
  }
  return o;
}
