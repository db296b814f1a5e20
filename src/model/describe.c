/* Objects as short text, by structure alone: nothing of the program runs. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "heap/mem.h"
#include "model/model.h"
#include "object/bytes.h"
#include "object/containers.h"
#include "object/err.h"
#include "object/float.h"
#include "object/function.h"
#include "object/memoryview.h"
#include "object/runtime.h"
#include "object/support.h"
#include "vm/generator.h"

typedef struct Out {
  char *p, *end;
} Out;

static void put(Out *o, const char *text, size_t n) {
  size_t room = (size_t)(o->end - o->p);
  if (n > room) n = room;
  memcpy(o->p, text, n);
  o->p += n;
}
static void puts_(Out *o, const char *text) { put(o, text, strlen(text)); }
static PRINTF_LIKE(2, 3) void putf(Out *o, const char *format, ...) {
  char line[256];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(line, sizeof line, format, args);
  va_end(args);
  if (n > 0) put(o, line, MIN((size_t)n, sizeof line - 1));
}
static bool full(const Out *o) { return o->end - o->p < 4; }

/* Never raw: controls become escapes, invisible and direction-changing characters too. */
static void put_char(Out *o, uint32_t c, char quote) {
  if (c == '\n')
    puts_(o, "\\n");
  else if (c == '\t')
    puts_(o, "\\t");
  else if (c == '\r')
    puts_(o, "\\r");
  else if (c == '\\' && quote)
    puts_(o, "\\\\");
  else if (quote && c == (uint32_t)quote)
    putf(o, "\\%c", quote);
  else if (c < 32 || c == 127 || (c >= 0x80 && c < 0xA0))
    putf(o, "\\x%02x", c);
  else if (c >= 0x80 && !utf8_is_printable(c))
    putf(o, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
  else {
    char bytes[4];
    put(o, bytes, utf8_encode(c, bytes));
  }
}

static void put_str(Out *o, const Object *s, bool quoted) {
  const Str *str = (const Str *)s;
  char quote = '\'';
  if (quoted) {
    bool single = false, dbl = false;
    for (ssize_t i = 0; i < str->length; i++) {
      uint32_t c = str_char(str, i);
      single |= c == '\'';
      dbl |= c == '"';
    }
    if (single && !dbl) quote = '"';
    put(o, &quote, 1);
  }
  for (ssize_t i = 0; i < str->length && !full(o); i++) {
    if (i == 60 && str->length > 70) {
      puts_(o, "...");
      break;
    }
    put_char(o, str_char(str, i), quoted ? quote : 0);
  }
  if (quoted) put(o, &quote, 1);
}

static void put_bytes(Out *o, const char *bytes, ssize_t n) {
  puts_(o, "b'");
  for (ssize_t i = 0; i < n && !full(o); i++) {
    if (i == 40) {
      puts_(o, "...");
      break;
    }
    unsigned char c = (unsigned char)bytes[i];
    if (c < 127 && c >= 32 && c != '\'' && c != '\\')
      put(o, (const char *)&c, 1);
    else if (c == '\\' || c == '\'')
      putf(o, "\\%c", c);
    else if (c == '\n')
      puts_(o, "\\n");
    else
      putf(o, "\\x%02x", c);
  }
  puts_(o, "'");
}

static void put_memory(Out *o, const MemoryView *v) {
  if (v->flags & VIEW_RELEASED || !v->mbuf || v->mbuf->flags & MBUF_RELEASED) {
    puts_(o, "<released memoryview>");
    return;
  }
  const Buffer *b = &v->view;
  putf(o, "<memoryview of %zd byte%s", b->len, b->len == 1 ? "" : "s");
  if (b->ndim == 1 && b->itemsize == 1 && b->strides && b->strides[0] == 1) {
    puts_(o, ": ");
    put_bytes(o, b->buf, b->len);
  }
  puts_(o, ">");
}

static void put_double(Out *o, double d) {
  char text[40];
  for (int precision = 15; precision <= 17; precision++) {
    snprintf(text, sizeof text, "%.*g", precision, d);
    if (strtod(text, NULL) == d) break;
  }
  puts_(o, text);
  if (!strpbrk(text, ".en")) puts_(o, ".0");
}

static void put_int(Out *o, const Object *x) {
  const Int *v = (const Int *)x;
  if (v->size == 0) {
    putf(o, "%lld", (long long)v->value);
    return;
  }
  size_t n = (size_t)(v->size < 0 ? -v->size : v->size);
  if (n > 2) {
    putf(o, "%s0x%llx...", v->size < 0 ? "-" : "", (unsigned long long)v->limb[n - 1]);
    putf(o, " (%zu bits)", n * 64 - (size_t)__builtin_clzll(v->limb[n - 1]));
    return;
  }
  __extension__ typedef unsigned __int128 Wide;
  Wide m = n == 2 ? (Wide)v->limb[1] << 64 | v->limb[0] : v->limb[0];
  char digits[48], *p = digits + sizeof digits;
  *--p = 0;
  do *--p = (char)('0' + (int)(m % 10));
  while (m /= 10);
  if (v->size < 0) *--p = '-';
  puts_(o, p);
}

static void describe(Out *o, const Object *x, int depth);

static void put_items(Out *o, Object *const *items, ssize_t n, int depth) {
  for (ssize_t i = 0; i < n; i++) {
    if (i) puts_(o, ", ");
    if (full(o) || i == (depth ? 8 : 24)) { /* inside others the beginning is enough */
      puts_(o, "...");
      break;
    }
    if (items[i])
      describe(o, items[i], depth + 1);
    else
      puts_(o, "<nothing>");
  }
}

static const char *last_part(const char *name) {
  const char *dot = strrchr(name, '.');
  return dot ? dot + 1 : name;
}

static void put_type_name(Out *o, const Type *t) {
  if (t->name_obj)
    put_str(o, t->name_obj, false);
  else
    puts_(o, t->name ? last_part(t->name) : "?"); /* a type being made has no name yet */
}

typedef struct AttributeList {
  Visitor base;
  Out *out;
  int depth, count;
} AttributeList;
static void put_attribute(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  AttributeList *list = (AttributeList *)v;
  if (kind == EDGE_FIELD && where && strcmp((const char *)where, "__dict__") == 0 &&
      target->type == T(DICT)) {
    /* The attributes of an instance whose __dict__ somebody asked for. */
    ssize_t at = 0;
    Object *key, *value;
    while (((const Dict *)target)->keys && dict_next(target, &at, &key, &value, NULL))
      put_attribute(v, value, EDGE_ATTRIBUTE, (intptr_t)key);
    return;
  }
  if ((kind != EDGE_ATTRIBUTE && kind != EDGE_SLOT) || full(list->out) || list->count > 9) return;
  if (list->count++) puts_(list->out, ", ");
  if (list->count > 9) {
    puts_(list->out, "...");
    return;
  }
  if (kind == EDGE_ATTRIBUTE && IS_SUB((Object *)where, STR))
    put_str(list->out, (Object *)where, false);
  else if (kind == EDGE_SLOT)
    puts_(list->out, (const char *)where);
  puts_(list->out, "=");
  describe(list->out, target, list->depth + 1);
}

/* ---- types that are written by their parts: kinds.def ---- */

static const struct Kind {
  const char *type, *before, *parts, *after;
} kinds[] = {
#define KIND(type, before, parts, after) {type, before, parts, after},
#include "model/kinds.def"
#undef KIND
};

/* "Pattern", or "re.Pattern" for a class of a module in Python. */
static void full_type_name(const Type *t, char *out, size_t room) {
  Out name = {out, out + room - 1};
  Object *module = TYPE_HAS(t, TYPE_HEAP) && t->dict ? dict_get(t->dict, N(__module__)) : NULL;
  if (module && module->type == T(STR)) {
    put_str(&name, module, false);
    puts_(&name, ".");
  }
  put_type_name(&name, t);
  *name.p = 0;
}

static const struct Kind *kind_of(const Type *t) {
  char name[120];
  full_type_name(t, name, sizeof name);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i].type, name) == 0) return &kinds[i];
  return NULL;
}

typedef struct PartList {
  Visitor base;
  Out *out;
  const char *field; /* wanted; "*": elements */
  size_t length;
  int depth, count;
} PartList;

static void put_part(Visitor *v, Object *target, EdgeKind kind, intptr_t where) {
  PartList *list = (PartList *)v;
  const char *label = kind == EDGE_ITEM                                    ? "*"
                      : where && (kind == EDGE_FIELD || kind == EDGE_SLOT) ? (const char *)where
                                                                           : "";
  if (strlen(label) != list->length || strncmp(label, list->field, list->length) != 0 || full(list->out))
    return;
  if (list->count++) puts_(list->out, ", ");
  if (list->count <= 24)
    describe(list->out, target, list->depth + 1);
  else if (list->count == 25)
    puts_(list->out, "...");
}

static void put_kind(Out *o, const struct Kind *kind, const Object *x, int depth) {
  puts_(o, kind->before);
  PartList list = {{put_part}, o, NULL, 0, depth, 0};
  AttributeList attributes = {{put_attribute}, o, depth, 0};
  if (kind->parts[0] == '=')
    object_traverse((Object *)(uintptr_t)x, &attributes.base);
  else
    for (const char *p = kind->parts; *p; p += list.length + (p[list.length] == ',')) {
      list.field = p;
      list.length = strcspn(p, ",");
      object_traverse((Object *)(uintptr_t)x, &list.base);
    }
  puts_(o, kind->after);
}

static void describe(Out *o, const Object *x, int depth) {
  if (!x) { /* a part of a container that is being filled or taken apart */
    puts_(o, "-");
    return;
  }
  const Type *t = x->type;
  const struct Kind *kind;
  if (x == NONE)
    puts_(o, "None");
  else if (x == TRUE)
    puts_(o, "True");
  else if (x == FALSE)
    puts_(o, "False");
  else if (x == NOT_IMPLEMENTED)
    puts_(o, "NotImplemented");
  else if (x == ELLIPSIS)
    puts_(o, "Ellipsis");
  else if (t == T(INT))
    put_int(o, x);
  else if (t == T(FLOAT))
    put_double(o, ((const Float *)x)->value);
  else if (t == T(STR))
    put_str(o, x, true);
  else if (t == T(BYTES))
    put_bytes(o, (const char *)x + sizeof(VarObject) + sizeof(Hash), VARSIZE(x));
  else if (t == T(BYTEARRAY)) {
    puts_(o, "bytearray(");
    put_bytes(o, ((const ByteArray *)x)->start, VARSIZE(x));
    puts_(o, ")");
  } else if (t == T(MEMORYVIEW))
    put_memory(o, (const MemoryView *)x);
  else if (TYPE_HAS(t, TYPE_SUB_TYPE)) {
    puts_(o, "<class '");
    put_type_name(o, (const Type *)x);
    puts_(o, "'>");
  } else if (t == T(FUNCTION)) {
    puts_(o, "<function ");
    if (((const Function *)x)->qualname) put_str(o, ((const Function *)x)->qualname, false);
    puts_(o, ">");
  } else if (t == T(MODULE)) {
    puts_(o, "<module ");
    if (((const Module *)x)->name) put_str(o, ((const Module *)x)->name, true);
    puts_(o, ">");
  } else if (t == T(METHOD)) {
    puts_(o, "<bound method ");
    const Object *func = ((const Method *)x)->func;
    if (func && func->type == T(FUNCTION)) put_str(o, ((const Function *)func)->qualname, false);
    puts_(o, ">");
  } else if (IS_BUILTIN(x)) {
    putf(o, "<built-in %s>",
         ((const Builtin *)x)->def ? native_def_name(((const Builtin *)x)->def) : "function");
  } else if (t == T(CODE)) {
    puts_(o, "<code ");
    if (((const Code *)x)->name) put_str(o, ((const Code *)x)->name, false);
    puts_(o, ">");
  } else if (t == T(CELL)) {
    puts_(o, "<cell");
    if (((const Cell *)x)->value) {
      puts_(o, ": ");
      describe(o, ((const Cell *)x)->value, depth + 1);
    }
    puts_(o, ">");
  } else if (depth >= 3) {
    puts_(o, t == T(LIST) ? "[...]" : t == T(TUPLE) ? "(...)" : t == T(DICT) ? "{...}" : "<");
    if (t != T(LIST) && t != T(TUPLE) && t != T(DICT)) {
      put_type_name(o, t);
      puts_(o, ">");
    }
  } else if (TYPE_HAS(t, TYPE_SUB_LIST)) {
    puts_(o, "[");
    put_items(o, ((const List *)x)->items, ((const List *)x)->items ? VARSIZE(x) : 0, depth);
    puts_(o, "]");
  } else if (TYPE_HAS(t, TYPE_SUB_TUPLE)) {
    if (t != T(TUPLE)) put_type_name(o, t);
    puts_(o, "(");
    put_items(o, ((const Tuple *)x)->items, VARSIZE(x), depth);
    puts_(o, VARSIZE(x) == 1 ? ",)" : ")");
  } else if (TYPE_HAS(t, TYPE_SUB_DICT)) {
    puts_(o, "{");
    ssize_t at = 0;
    Object *key, *value;
    int n = 0;
    while (((const Dict *)x)->keys && dict_next((Object *)(uintptr_t)x, &at, &key, &value, NULL)) {
      if (n) puts_(o, ", ");
      if (full(o) || n++ == 16) {
        puts_(o, "...");
        break;
      }
      describe(o, key, depth + 1);
      puts_(o, ": ");
      describe(o, value, depth + 1);
    }
    puts_(o, "}");
  } else if (t == T(SET) || t == T(FROZENSET)) {
    if (t == T(FROZENSET)) puts_(o, "frozenset(");
    if (((const Set *)x)->used == 0)
      puts_(o, t == T(SET) ? "set()" : "");
    else {
      puts_(o, "{");
      ssize_t at = 0;
      Object *key;
      int n = 0;
      while (set_next((Object *)(uintptr_t)x, &at, &key)) {
        if (n) puts_(o, ", ");
        if (full(o) || n++ == 16) {
          puts_(o, "...");
          break;
        }
        describe(o, key, depth + 1);
      }
      puts_(o, "}");
    }
    if (t == T(FROZENSET)) puts_(o, ")");
  } else if (TYPE_HAS(t, TYPE_SUB_EXC)) {
    put_type_name(o, t);
    const Object *args = ((const BaseException *)x)->args;
    puts_(o, "(");
    if (args && args->type == T(TUPLE)) put_items(o, ((const Tuple *)args)->items, VARSIZE(args), depth);
    if (args && args->type == T(STR)) describe(o, args, depth + 1); /* not caught yet: no tuple yet */
    puts_(o, ")");
  } else if (t == T(SLICE)) {
    Object *const parts[] = {((const Slice *)x)->start, ((const Slice *)x)->stop, ((const Slice *)x)->step};
    puts_(o, "slice(");
    put_items(o, parts, 3, depth);
    puts_(o, ")");
  } else if (t == T(WEAKREF)) {
    const Object *target = ((const WeakRef *)x)->object;
    puts_(o, "<weakref ");
    if (!target || target == NONE)
      puts_(o, "(dead)");
    else {
      puts_(o, "to ");
      describe(o, target, depth + 1);
    }
    puts_(o, ">");
  } else if (t == T(GENERATOR)) {
    puts_(o, "<generator ");
    if (((const Generator *)x)->qualname) put_str(o, ((const Generator *)x)->qualname, false);
    puts_(o, ">");
  } else if (t == T(RANGE_ITER)) {
    const RangeIter *it = (const RangeIter *)x;
    if (it->index < it->length)
      putf(o, "<iterator over a range, next %lld>", (long long)(it->start + it->index * it->step));
    else
      puts_(o, "<iterator over a range, at its end>");
  } else if ((kind = kind_of(t)))
    put_kind(o, kind, x, depth);
  else if (TYPE_HAS(t, TYPE_HEAP) && object_is_gc(x)) {
    AttributeList list = {{put_attribute}, o, depth, 0};
    puts_(o, "<");
    put_type_name(o, t);
    Out body = *o;
    puts_(o, " ");
    object_traverse((Object *)(uintptr_t)x, &list.base);
    if (!list.count) o->p = body.p;
    puts_(o, ">");
  } else {
    puts_(o, "<");
    put_type_name(o, t);
    puts_(o, ">");
  }
}

void object_describe(const Object *x, char *text, size_t room) {
  Out o = {text, text + room - 5};
  describe(&o, x, 0);
  if (o.p >= o.end - 3) { /* clipped: cut at a character, say so, and close what the text began with */
    static const char open[] = "<[{('\"", close[] = ">]})'\"";
    while (o.p > text && utf8_is_tail(o.p[-1])) o.p--;
    if (o.p > text && (unsigned char)o.p[-1] >= 0xC0) o.p--;
    while (o.p > text + 1 && strchr("., ", o.p[-1])) o.p--;
    memcpy(o.p, "...", 3);
    o.p += 3;
    const char *opened = strchr(open, *text);
    if (opened && *text) *o.p++ = close[opened - open];
  }
  *o.p = 0;
}

const char *object_type_text(const Type *t, char *out, size_t room) {
  if (t->name_obj) {
    object_describe(t->name_obj, out, room);
    size_t n = strlen(out);
    if (n >= 2) {
      memmove(out, out + 1, n - 2);
      out[n - 2] = 0;
    }
  } else {
    const char *dot = t->name ? strrchr(t->name, '.') : NULL;
    snprintf(out, room, "%s", dot ? dot + 1 : t->name ? t->name : "class");
  }
  return out;
}
