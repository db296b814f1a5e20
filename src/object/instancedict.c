/* Attributes of instances: values in a row beside the object, names in the keys table of the class, as
 * CPython 3.11's.
 *
 * Invariants (of an object whose type has TYPE_MANAGED_DICT)
 * - values != NULL: dict == NULL, and the names are those of the type's cached_keys.
 * - Once somebody asks for __dict__ the values move into a dict with a split table; values becomes NULL.
 */
#include "object/dictkeys.h"

static DictKeys *class_keys(const Object *o) { return TYPE(o)->cached_keys; }

int instance_values_init(Object *o) {
  DictKeys *k = class_keys(o);
  ManagedDict *m = managed_dict(o);
  m->dict = NULL;
  m->values = NULL;
  if (!k) return 0;
  if (k->usable > 1) k->usable--; /* so that a class whose instances differ stops sharing soon */
  m->values = values_new(shared_keys_size(k));
  if (!m->values) {
    err_no_memory();
    return -1;
  }
  return 0;
}

Object *instance_values_get(Ref o, Ref name) {
  ManagedDict *m = managed_dict(o);
  if (m->values) {
    DictKeys *k = class_keys(o);
    if (UNLIKELY(!IS_EXACT(name, STR))) {
      Hash hash = key_hash(name);
      ssize_t i = hash == -1 ? IX_ERROR : keys_lookup_quick(k, name, hash);
      if (hash == -1) err_clear();
      return i >= 0 ? m->values->values[i] : NULL;
    }
    ssize_t ix = keys_lookup_str(k, name, key_hash(name));
    return ix >= 0 ? m->values->values[ix] : NULL;
  }
  if (!m->dict) return NULL;
  Object *value = dict_get(m->dict, name);
  if (!value && err_occurred()) err_clear();
  return value;
}

/* The dict with the instance's values, which it takes over. */
static Own dict_from_values(Object *o, DictValues *values) {
  DictKeys *k = class_keys(o);
  ssize_t used = 0;
  bool track = false;
  for (ssize_t i = 0; i < shared_keys_size(k); i++) {
    Object *value = values->values[i];
    if (!value) continue;
    used++;
    track |= gc_may_be_tracked(value);
  }
  k->refcnt++;
  Dict *d = DICT(dict_new());
  if (!d) {
    k->refcnt--;
    return NULL;
  }
  d->keys = k;
  d->values = values;
  d->used = used;
  if (track) gc_track((Object *)d);
  return (Own)d;
}

/* Moves the values into a dict. Borrowed; NULL on error. */
static Object *materialize(Object *o) {
  ManagedDict *m = managed_dict(o);
  if (m->dict) return m->dict;
  if (m->values) {
    Object *d = dict_from_values(o, m->values);
    if (!d) return NULL;
    m->values = NULL;
    m->dict = d;
    return d;
  }
  DictKeys *k = class_keys(o);
  if (k) {
    DictValues *values = values_new(shared_keys_size(k));
    if (!values) return err_no_memory();
    k->refcnt++;
    m->dict = dict_from_parts(k, values, 0);
  } else {
    m->dict = dict_new();
  }
  return m->dict;
}

static int no_attribute(Ref o, Ref name) {
  err_format(T(AttributeError), "'%.100s' object has no attribute '%U'", TYPE(o)->name, name);
  return -1;
}

static int set_in_dict(Object *o, Ref name, Ref value) {
  Object *d = materialize(o);
  if (!d) return -1;
  HOLD(hold, NEWREF(d), "attribute assignment");
  if (value) return dict_set(d, name, value);
  if (dict_del(d, name) == 0) return 0;
  if (!err_matches(T(KeyError))) return -1;
  err_clear();
  return no_attribute(o, name);
}

/* The entry for name in the shared table, added if there is room; IX_EMPTY if not. */
static ssize_t shared_entry(DictKeys *k, Ref name) {
  Hash hash = key_hash(name);
  ssize_t ix = keys_lookup_str(k, name, hash);
  if (ix != IX_EMPTY || k->usable <= 0) return ix;
  k->version = 0;
  ix = k->nentries;
  keys_set_index(k, keys_free_place(k, hash), ix);
  dict_unicode_entries(k)[ix].key = NEWREF(name);
  k->usable--;
  k->nentries++;
  return ix;
}

int instance_values_set(Ref o, Ref name, Ref value) {
  ManagedDict *m = managed_dict(o);
  if (!m->values) return set_in_dict(o, name, value);
  ssize_t ix = IS_EXACT(name, STR) ? shared_entry(class_keys(o), name) : IX_EMPTY;
  if (ix == IX_EMPTY) return set_in_dict(o, name, value);
  Object *old = m->values->values[ix];
  if (!old && !value) return no_attribute(o, name);
  m->values->values[ix] = XNEWREF(value);
  if (!old) {
    values_add_order(m->values, ix);
    return 0;
  }
  if (!value) values_remove_order(m->values, ix);
  DECREF(old);
  return 0;
}

Own instance_dict(Ref o) {
  ManagedDict *m = managed_dict(o);
  /* Who asks for the dict before there was an attribute gets a plain one. */
  if (!m->values && !m->dict) m->dict = dict_new();
  Object *d = materialize(o);
  return XNEWREF(d);
}
int instance_dict_make(Object *o) { return materialize(o) ? 0 : -1; }

int instance_dict_assign(Object *o, Ref dict) {
  if (managed_dict(o)->values && !materialize(o)) return -1;
  INCREF(dict);
  Object *old = managed_dict(o)->dict;
  managed_dict(o)->dict = dict;
  XDECREF(old);
  return 0;
}

void instance_dict_clear(Object *o) {
  ManagedDict *m = managed_dict(o);
  if (m->values) {
    DictKeys *k = class_keys(o);
    for (ssize_t i = 0; m->values && i < k->nentries; i++) {
      Object *old = m->values->values[i];
      if (!old) continue;
      m->values->values[i] = NULL;
      values_remove_order(m->values, i);
      DECREF(old);
    }
  } else {
    CLEAR(m->dict);
  }
}

void instance_dict_free(Object *o) {
  ManagedDict *m = managed_dict(o);
  if (m->values) {
    DictValues *values = m->values;
    DictKeys *k = class_keys(o);
    for (ssize_t i = 0; i < k->nentries; i++) CLEAR(values->values[i]);
    m->values = NULL;
    values_free(values);
  } else {
    CLEAR(m->dict);
  }
}

void instance_dict_visit(Object *o, Visitor *v) {
  ManagedDict *m = managed_dict(o);
  if (m->values) {
    DictKeys *k = class_keys(o);
    for (ssize_t i = 0; i < k->nentries; i++)
      VISIT(v, m->values->values[i], EDGE_ATTRIBUTE, dict_unicode_entries(k)[i].key);
  } else {
    VISIT(v, m->dict, EDGE_FIELD, "__dict__");
  }
}
