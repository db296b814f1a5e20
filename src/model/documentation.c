#include "model/documentation.h"

#include "object/dict.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/type.h"

/* Is `text` what `doc` tells behind the line with the signature? */
static bool ends_with(const char *doc, const char *text, size_t n) {
  size_t length = doc ? strlen(doc) : 0;
  if (length < n || memcmp(doc + (length - n), text, n) != 0) return false;
  return length == n || (length > n + 1 && doc[length - n - 1] == '\n' && doc[length - n - 2] == '\n');
}

static const char *doc_of(Ref o) {
  if (IS_EXACT(o, BUILTIN)) return native_def_doc(((const Builtin *)o)->def);
  const NativeDescr *d = (const NativeDescr *)o;
  if (IS_EXACT(o, METHOD_DESCR) || IS_EXACT(o, CLASSMETHOD_DESCR)) return native_def_doc(d->def);
  if (IS_EXACT(o, WRAPPER_DESCR)) return wrapper_row_doc(d->def);
  if (IS_EXACT(o, GETSET_DESCR)) return ((const GetSetSpec *)d->def)->doc;
  if (IS_EXACT(o, MEMBER_DESCR)) return ((const MemberSpec *)d->def)->doc;
  return NULL;
}

static bool in_dict(Ref dict, const char *text, size_t n) {
  Object *key, *value;
  ssize_t i = 0;
  while (dict && dict_next(dict, &i, &key, &value, NULL))
    if (ends_with(doc_of(value), text, n)) return true;
  return false;
}

static bool in_type(const Type *t, const char *text, size_t n) {
  return ends_with(t->spec->doc, text, n) || in_dict(t->dict, text, n);
}

bool is_documentation(Ref o) {
  if (!IS_EXACT(o, STR) || !STR(o)->ascii || !STR(o)->length) return false;
  const char *text = (const char *)str_data(STR(o));
  size_t n = (size_t)STR(o)->length;
  for (int i = 0; i < TYPE_COUNT; i++)
    if (in_type(&RT->types[i], text, n)) return true;
  for (int i = 0; i < RT->spec_type_count; i++)
    if (in_type((const Type *)RT->spec_types[i], text, n)) return true;
  Object *key, *value;
  ssize_t i = 0;
  while (dict_next(RT->sys_modules, &i, &key, &value, NULL))
    if (IS_EXACT(value, MODULE) && in_dict(module_dict(value), text, n)) return true;
  return false;
}
