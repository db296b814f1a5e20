/* Views of a dict and its iterators. */
#ifndef LASTREF_OBJECT_DICTVIEW_H
#define LASTREF_OBJECT_DICTVIEW_H
#include "heap/object.h"

typedef struct DictView { /* dict_keys, dict_values, dict_items */
  Object ob;
  Object *dict; /* owned */
} DictView;
typedef struct DictIter { /* the six iterators */
  Object ob;
  Object *dict; /* owned; NULL once exhausted */
  ssize_t used; /* the dict's size at the start; -1: it changed */
  ssize_t position;
  Object *result; /* owned: the tuple handed out last, for reuse (items only) */
  ssize_t left;
} DictIter;
Own dictview_new(Ref dict, Type *type) MUST_USE;
Own dictiter_new(Ref dict, Type *type) MUST_USE;
Own mapping_proxy_new(Ref mapping) MUST_USE; /* a read-only view, mappingproxy.c */
#endif
