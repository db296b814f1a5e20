/* Building containers and texts from the value stack, taking iterables apart. */
#include "object/bytes.h"
#include "vm/eval.h"

Own vm_build_set(Object **items, ssize_t n) {
  HOLD(set, set_new(NULL), "set display");
  bool failed = set.obj == NULL;
  for (ssize_t i = 0; i < n; i++) {
    if (!failed) failed = set_add(set.obj, items[i]) != 0;
    CLEAR(items[i]);
  }
  return failed ? NULL : hold_take(&set);
}

Own vm_build_map(Object *const *keys, Object *const *values, ssize_t step, ssize_t n) {
  return dict_from_items(keys, step, values, step, n);
}

Own vm_build_string(Object *const *items, ssize_t n) {
  ssize_t length = 0, nonempty = 0;
  uint32_t top = 0;
  Object *only = NULL;
  for (ssize_t i = 0; i < n; i++) {
    const Str *s = (const Str *)items[i];
    if (s->length == 0) continue;
    nonempty++;
    only = items[i];
    length += s->length;
    uint32_t most = s->ascii ? 127 : s->kind == 1 ? 255 : s->kind == 2 ? 0xffff : 0x10ffff;
    if (most > top) top = most;
  }
  if (nonempty == 0) return NEWREF((Object *)RT->empty_str);
  if (nonempty == 1 && IS_EXACT(only, STR)) return NEWREF(only);
  Object *res = str_new(length, top);
  if (res == NULL) return NULL;
  Str *r = (Str *)res;
  char *to = str_data(r);
  for (ssize_t i = 0; i < n; i++) {
    const Str *s = (const Str *)items[i];
    if (s->kind == r->kind) {
      memcpy(to, str_data(s), (size_t)s->length * s->kind);
      to += (size_t)s->length * s->kind;
    } else {
      for (ssize_t j = 0; j < s->length; j++) {
        uint32_t c = str_char(s, j);
        if (r->kind == 2) {
          uint16_t c2 = (uint16_t)c;
          memcpy(to, &c2, 2);
        } else {
          memcpy(to, &c, 4);
        }
        to += r->kind;
      }
    }
  }
  return res;
}

Own vm_list_extend(Ref list, Ref iterable) {
  Object *none = list_extend(list, iterable);
  if (none == NULL && err_matches(T(TypeError)) && TYPE(iterable)->slots.iter == NULL &&
      TYPE(iterable)->slots.sq_item == NULL) {
    err_clear();
    err_format(T(TypeError), "Value after * must be an iterable, not %T", iterable);
  }
  return none;
}

int vm_dict_update(Ref dict, Ref mapping) {
  if (dict_merge(dict, mapping, 1) == 0) return 0;
  if (err_matches(T(AttributeError))) {
    err_clear();
    err_format(T(TypeError), "'%T' object is not a mapping", mapping);
  }
  return -1;
}

/* "module.qualname()" for the texts of call errors. */
static Own function_text(Ref callable) {
  Object *qualname = NULL, *module = NULL;
  int found = object_lookup_attr(callable, N(__qualname__), &qualname);
  if (found < 0) return NULL;
  if (found == 0) return object_str(callable);
  HOLD(q, qualname, "error text of a call");
  found = object_lookup_attr(callable, N(__module__), &module);
  if (found < 0) return NULL;
  if (found && module != NONE) {
    HOLD(m, module, "error text of a call");
    if (!(IS_SUB(m.obj, STR) && str_equals_text(m.obj, "builtins")))
      return hold_return(str_format("%S.%S()", m.obj, q.obj), &m, &q);
  } else if (found) {
    DECREF(module);
  }
  return hold_return(str_format("%S()", q.obj), &q);
}

void vm_keyword_error(Ref callable, Ref kwargs) {
  if (err_matches(T(AttributeError))) {
    err_clear();
    HOLD(text, function_text(callable), "error text of a call");
    if (text.obj)
      err_format(T(TypeError), "%U argument after ** must be a mapping, not %T", text.obj, kwargs);
  } else if (err_matches(T(KeyError))) {
    HOLD(exc, err_take(), "error text of a call");
    exception_settle(exc.obj);
    Object *args = ((BaseException *)exc.obj)->args;
    if (args && IS_EXACT(args, TUPLE) && VARSIZE(args) == 1) {
      Object *key = tuple_item(args, 0);
      HOLD(text, function_text(callable), "error text of a call");
      if (text.obj == NULL) return;
      if (IS_SUB(key, STR))
        err_format(T(TypeError), "%U got multiple values for keyword argument '%S'", text.obj, key);
      else
        err_format(T(TypeError), "%U keywords must be strings", text.obj);
    } else {
      err_restore_steal(hold_take(&exc));
    }
  }
}

Own vm_dict_for_call(Ref callable, Ref kwargs) {
  HOLD(dict, dict_new(), "call");
  if (dict.obj == NULL) return NULL;
  if (dict_merge(dict.obj, kwargs, 2)) {
    vm_keyword_error(callable, kwargs);
    return NULL;
  }
  return hold_take(&dict);
}

Own vm_tuple_for_call(Ref callable, Ref args) {
  if (TYPE(args)->slots.iter == NULL && TYPE(args)->slots.sq_item == NULL) {
    HOLD(text, function_text(callable), "error text of a call");
    if (text.obj) err_format(T(TypeError), "%U argument after * must be an iterable, not %T", text.obj, args);
    return NULL;
  }
  return sequence_tuple(args);
}

int vm_unpack(Frame *f, Object **base, ssize_t before, ssize_t after) {
  HOLD(seq, *base, "unpacking");
  Object **top = base + before + (after >= 0 ? after + 1 : 0); /* one above the first item */
  for (Object **p = base; p < top; p++) *p = NULL;
  f->stack_top = (int32_t)(top - f->localsplus);
  HOLD(it, object_iter(seq.obj), "unpacking");
  Object **to = top;
  if (it.obj == NULL) {
    if (err_matches(T(TypeError)) && TYPE(seq.obj)->slots.iter == NULL &&
        TYPE(seq.obj)->slots.sq_item == NULL) {
      err_clear();
      err_format(T(TypeError), "cannot unpack non-iterable %T object", seq.obj);
    }
    goto failed;
  }
  for (ssize_t i = 0; i < before; i++) {
    Object *item = iter_next(it.obj);
    if (item == NULL) {
      if (!err_occurred()) {
        if (after < 0)
          err_format(T(ValueError), "not enough values to unpack (expected %zd, got %zd)", before, i);
        else
          err_format(T(ValueError), "not enough values to unpack (expected at least %zd, got %zd)",
                     before + after, i);
      }
      goto failed;
    }
    *--to = item;
  }
  if (after < 0) {
    Object *item = iter_next(it.obj);
    if (item == NULL) {
      if (err_occurred()) goto failed;
      return 0;
    }
    DECREF(item);
    err_format(T(ValueError), "too many values to unpack (expected %zd)", before);
    goto failed;
  }
  {
    Object *list = sequence_list(it.obj);
    if (list == NULL) goto failed;
    *--to = list;
    ssize_t n = VARSIZE(list);
    if (n < after) {
      err_format(T(ValueError), "not enough values to unpack (expected at least %zd, got %zd)",
                 before + after, before + n);
      goto failed;
    }
    for (ssize_t j = after; j > 0; j--) *--to = ((List *)list)->items[n - j];
    ((List *)list)->head.size = n - after;
  }
  return 0;
failed:
  for (; to < top; to++) CLEAR(*to);
  return -1;
}
