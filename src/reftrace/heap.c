#include "reftrace/heap.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "reftrace/library.h"

char heap_script[4096];

/* How the parts of a type are found. */
typedef enum Shape {
  SHAPE_OTHER,
  SHAPE_LEAF,
  SHAPE_LIST,
  SHAPE_TUPLE,
  SHAPE_DICT,
  SHAPE_FUNCTION,
  SHAPE_CELL,
  SHAPE_CLASS,
  SHAPE_GENERATOR
} Shape;
static const uint8_t shapes[TYPE_COUNT] = {
    [TYPE_INT] = SHAPE_LEAF,
    [TYPE_FLOAT] = SHAPE_LEAF,
    [TYPE_COMPLEX] = SHAPE_LEAF,
    [TYPE_BOOL] = SHAPE_LEAF,
    [TYPE_STR] = SHAPE_LEAF,
    [TYPE_BYTES] = SHAPE_LEAF,
    [TYPE_BYTEARRAY] = SHAPE_LEAF,
    [TYPE_RANGE] = SHAPE_LEAF,
    [TYPE_NONE] = SHAPE_LEAF,
    [TYPE_MODULE] = SHAPE_LEAF,
    [TYPE_BUILTIN] = SHAPE_LEAF,
    [TYPE_CODE] = SHAPE_LEAF,
    [TYPE_FRAME] = SHAPE_LEAF,
    [TYPE_TRACEBACK] = SHAPE_LEAF,
    [TYPE_ELLIPSIS] = SHAPE_LEAF,
    [TYPE_NOT_IMPLEMENTED] = SHAPE_LEAF,
    [TYPE_WRAPPER_DESCRIPTOR] = SHAPE_LEAF,
    [TYPE_METHOD_DESCRIPTOR] = SHAPE_LEAF,
    [TYPE_GETSET] = SHAPE_LEAF,
    [TYPE_MEMBER] = SHAPE_LEAF,
    [TYPE_METHOD_WRAPPER] = SHAPE_LEAF,
    [TYPE_LIST] = SHAPE_LIST,
    [TYPE_TUPLE] = SHAPE_TUPLE,
    [TYPE_DICT] = SHAPE_DICT,
    [TYPE_FUNCTION] = SHAPE_FUNCTION,
    [TYPE_CELL] = SHAPE_CELL,
    [TYPE_TYPE] = SHAPE_CLASS,
    [TYPE_GENERATOR] = SHAPE_GENERATOR,
};

/* What of an object can be compared with another interpreter: c its count, s its size, p its parts, P its
 * parts and which there are. Types that are not here: "csP". The counts of the first ones are the
 * interpreter's own business; the order of the members of a set that hash by address is nobody's promise. */
static const struct {
  const char *checks, *types;
} compared[] = {
    {"", " module code frame traceback builtin_function_or_method method_descriptor wrapper_descriptor "
         "getset_descriptor "
         "member_descriptor method-wrapper classmethod_descriptor TextIOWrapper mappingproxy range slice "
         "bool NoneType "
         "ellipsis NotImplementedType "},
    {"s", " int float complex str bytes "},
    {"sP", " tuple "},
    {"cs", " set frozenset "},
    {"csp", " function generator method "},
    {"cp", " type "},
};

/* ---- what is known of addresses and types ---- */

typedef struct Known {
  Addr address;
  uint64_t digest; /* of its entry then */
  uint32_t tag;
  uint32_t at;     /* among those the record lists */
  uint32_t seen;   /* number of the record that led to it last */
  uint32_t listed; /* number of the record that had an entry for it last, be it unchanged */
} Known;
static Bytes known; /* a hash table, by address */
static size_t known_count;
static uint32_t record = 1;

typedef struct TypeFacts { /* of built-in types, which never change */
  Addr type;
  Shape shape;
  const char *checks;
} TypeFacts;
static TypeFacts type_facts[1024];

static size_t hash(Addr a) { return (size_t)((a >> 4) * 0x9E3779B97F4A7C15u >> 20); }

static Known *known_find(Addr a) {
  Known *table = (Known *)known.data;
  size_t mask = known.length / sizeof *table - 1, i = hash(a) & mask;
  while (table[i].address && table[i].address != a) i = (i + 1) & mask;
  return &table[i];
}

static Known *known_get(Addr a) {
  size_t room = known.length / sizeof(Known);
  if (2 * known_count >= room) {
    Bytes old = known, grown = {0};
    size_t wanted = room ? room * 2 : 1 << 12;
    memset(bytes_add(&grown, wanted * sizeof(Known)), 0, wanted * sizeof(Known));
    known = grown;
    for (size_t i = 0; i < room; i++) {
      const Known *k = (const Known *)old.data + i;
      if (k->address) *known_find(k->address) = *k;
    }
    bytes_free(&old);
  }
  Known *k = known_find(a);
  if (!k->address) *k = (Known){.address = a, .tag = (uint32_t)++known_count};
  return k;
}

int64_t heap_tag(Addr a) { return known_get(a)->tag; }

static Addr sizeof_name; /* the str "__sizeof__" that object has it under */
static Addr foreign_dicts[4], main_dict;

void heap_main_dict(Addr dict) {
  heap_foreign_dict(dict);
  main_dict = dict;
}

bool heap_is_main(Addr object) {
  return object == main_dict ||
         (type_of(object) == api.types[TYPE_MODULE] && word_at(object + MODULE_DICT) == main_dict);
}

void heap_foreign_dict(Addr dict) {
  for (size_t i = 0; i < sizeof foreign_dicts / sizeof *foreign_dicts; i++)
    if (!foreign_dicts[i]) {
      foreign_dicts[i] = dict;
      return;
    }
}

static bool is_foreign_dict(Addr a) {
  for (size_t i = 0; i < sizeof foreign_dicts / sizeof *foreign_dicts && foreign_dicts[i]; i++)
    if (foreign_dicts[i] == a) return true;
  return false;
}

void heap_start(void) {
  library_start();
  Addr modules = api.sys_get("modules"), key, value;
  heap_foreign_dict(modules);
  for (DictWalk w = dict_walk(modules); dict_next(&w, &key, &value);)
    if (str_is(key, "builtins")) heap_foreign_dict(word_at(value + 16));
  for (DictWalk w = dict_walk(word_at(api.types[TYPE_OBJECT] + TYPE_NAMESPACE)); dict_next(&w, &key, &value);)
    if (str_is(key, "__sizeof__")) sizeof_name = key;
}

static const char *type_text(Addr type, Addr *name) {
  if (type_flags(type) & TYPE_IS_MADE) {
    *name = word_at(type + HEAP_TYPE_NAME);
    return NULL;
  }
  const char *text = (const char *)word_at(type + TYPE_NAME), *dot = strrchr(text, '.');
  return dot ? dot + 1 : text;
}

static const TypeFacts *facts_of(Addr type) {
  static const TypeFacts made = {0, SHAPE_OTHER, "csP"};
  size_t i = hash(type) & 1023;
  for (size_t tries = 0; tries < 1024; tries++, i = (i + 1) & 1023) {
    if (type_facts[i].type == type) return &type_facts[i];
    if (type_facts[i].type) continue;
    if (type_flags(type) & TYPE_IS_MADE) return &made;
    TypeFacts f = {type, SHAPE_OTHER, "csP"};
    for (int t = 0; t < TYPE_COUNT; t++)
      if (api.types[t] == type) f.shape = shapes[t];
    Addr none;
    const char *name = type_text(type, &none);
    char word[128];
    snprintf(word, sizeof word, " %s ", name);
    for (size_t k = 0; k < sizeof compared / sizeof *compared; k++)
      if (strstr(compared[k].types, word)) f.checks = compared[k].checks;
    type_facts[i] = f;
    return &type_facts[i];
  }
  return &made;
}

bool heap_is_program_code(Addr code) {
  /* Nearly all code of a file shares one str; another may stand in a dead one's place, so only hits are kept.
   */
  static Addr last;
  Addr name = word_at(code + CODE_FILENAME);
  if (name != last) {
    if (type_of(name) != api.types[TYPE_STR] || !str_is(name, heap_script)) return false;
    last = name;
  }
  return true;
}

Addr heap_own_attribute(Addr type, const char *name) {
  Addr dict = word_at(type + TYPE_NAMESPACE), key, value;
  if (dict)
    for (DictWalk w = dict_walk(dict); dict_next(&w, &key, &value);)
      if (type_of(key) == api.types[TYPE_STR] && str_is(key, name)) return value;
  return 0;
}

static bool is_program_class(Addr type) {
  Addr module = heap_own_attribute(type, "__module__");
  return module && type_of(module) == api.types[TYPE_STR] && str_is(module, "__main__");
}

/* A function or class that the script did not make: who else holds it is not the script's business. */
static bool is_foreign(Addr object, Addr type) {
  if (type == api.types[TYPE_FUNCTION]) return !heap_is_program_code(word_at(object + FUNCTION_CODE));
  if (type_flags(type) & TYPE_IS_TYPE)
    return !(type_flags(object) & TYPE_IS_MADE) || !is_program_class(object);
  return is_foreign_dict(object);
}

/* ---- parts ---- */

typedef enum LabelKind { LABEL_INDEX, LABEL_KEY, LABEL_VALUE, LABEL_OTHER, LABEL_STR, LABEL_TEXT } LabelKind;
typedef struct Part {
  LabelKind kind;
  Addr label; /* a number, a str, or a C text */
  Addr to;
} Part;
typedef struct Found {
  Addr object, type;
  int64_t refs, held; /* held: by the library, where that is asked for */
  int64_t size;       /* -1: not known */
  size_t part, part_count;
  bool shares, library; /* its class inherits from the library; the object is the library's */
  bool running;         /* a running function of the library has it */
} Found;
static Bytes parts, found, pending, inside; /* inside: what only objects of the library lead to */
static int64_t limit;
static const Addr *generations; /* where `held` is asked for: heads of the collector's lists */

void heap_count_library(const Addr *lists) { generations = lists; }
static Bytes entries, entries_before; /* addresses: of this record, of the one before */
static size_t parts_end;              /* more of one object are not told */
static bool only_changes;

static bool parts_are_full(void) { return parts.length >= parts_end; }

static void add_part(LabelKind kind, Addr label, Addr to) {
  if (!to || parts_are_full()) return;
  Part *p = bytes_add(&parts, sizeof *p);
  *p = (Part){kind, label, to};
}
static void add_text_part(const char *label, Addr to) { add_part(LABEL_TEXT, (Addr)label, to); }

static void slot_parts(Addr slots, int64_t count) {
  for (int64_t i = 0; i < count && !parts_are_full(); i++)
    add_part(LABEL_INDEX, (Addr)i, word_at(slots + (Addr)i * WORD));
}

static void dict_parts(Addr dict) {
  if (is_foreign_dict(dict)) return;
  Addr key, value, i = 0;
  for (DictWalk w = dict_walk(dict); !parts_are_full() && dict_next(&w, &key, &value); i++) {
    add_part(LABEL_KEY, i, key);
    add_part(LABEL_VALUE, i, value);
  }
}

static void function_parts(Addr f) {
  if (!heap_is_program_code(word_at(f + FUNCTION_CODE))) return;
  add_text_part("__defaults__", word_at(f + FUNCTION_DEFAULTS));
  add_text_part("__kwdefaults__", word_at(f + FUNCTION_KWDEFAULTS));
  add_text_part("__closure__", word_at(f + FUNCTION_CLOSURE));
  add_text_part("__dict__", word_at(f + FUNCTION_DICT));
  add_text_part("__annotations__", word_at(f + FUNCTION_ANNOTATIONS));
}

/* The names in a suspended generator's frame; cells appear as themselves. */
static void generator_parts(Addr g) {
  Addr code = word_at(g + GENERATOR_CODE);
  int8_t state = (int8_t)byte_at(g + GENERATOR_STATE);
  if (!heap_is_program_code(code) || state == GENERATOR_CLEARED || state == GENERATOR_DONE) return;
  Addr names = word_at(code + CODE_SLOT_NAMES) + TUPLE_ITEMS, slots = g + GENERATOR_FRAME + FRAME_SLOTS;
  for (int32_t i = 0; i < int_at(code + CODE_SLOTS); i++) {
    Addr name = word_at(names + (Addr)i * WORD);
    if (byte_at(name + STR_ASCII_TEXT) != '.') add_part(LABEL_STR, name, word_at(slots + (Addr)i * WORD));
  }
}

/* A class the program made: its own namespace. Classes of libraries are not looked into. */
static void class_parts(Addr type) {
  if (!(type_flags(type) & TYPE_IS_MADE) || !is_program_class(type)) return;
  add_text_part("__bases__", word_at(type + TYPE_BASES));
  Addr key, value;
  for (DictWalk w = dict_walk(word_at(type + TYPE_NAMESPACE)); dict_next(&w, &key, &value);)
    if (!str_is(key, "__doc__") && !str_is(key, "__module__") && !str_is(key, "__dict__") &&
        !str_is(key, "__weakref__"))
      add_part(LABEL_STR, key, value);
}

static bool has_part(size_t from, Addr to) {
  const Part *all = (const Part *)parts.data;
  for (size_t i = from; i < parts.length / sizeof *all; i++)
    if (all[i].to == to) return true;
  return false;
}

typedef struct Visitor {
  Addr skip, index;
  size_t first; /* own parts of before are left out; SIZE_MAX: all are told */
} Visitor;

static int visit_other(Addr object, void *data) {
  Visitor *v = data;
  Addr index = v->index++;
  if (parts_are_full()) return 1;
  if (object == v->skip || (v->first != SIZE_MAX && has_part(v->first, object))) return 0;
  add_part(LABEL_OTHER, index, object);
  return 0;
}

static void visited_parts(Addr object, Addr type, size_t first) {
  int (*traverse)(Addr, Visit, void *);
  memcpy(&traverse, (const void *)(type + TYPE_TRAVERSE), sizeof traverse);
  Visitor v = {type, 0, first};
  if (traverse) traverse(object, visit_other, &v);
}

/* The `__slots__` of a class and its bases. */
static void class_slots(Addr object, Addr type) {
  Addr mro = word_at(type + TYPE_MRO), key, member;
  for (int64_t i = 0; mro && i < size_at(mro + OBJECT_SIZE); i++) {
    Addr base = word_at(mro + TUPLE_ITEMS + (Addr)i * WORD);
    if (!(type_flags(base) & TYPE_IS_MADE) || !word_at(base + TYPE_NAMESPACE)) continue;
    for (DictWalk w = dict_walk(word_at(base + TYPE_NAMESPACE)); dict_next(&w, &key, &member);) {
      if (type_of(member) != api.types[TYPE_MEMBER]) continue;
      Addr definition = word_at(member + MEMBER_DEFINITION);
      int32_t kind = int_at(definition + DEFINITION_KIND);
      if (kind == MEMBER_OBJECT || kind == MEMBER_OBJECT_EX)
        add_part(LABEL_STR, key, word_at(object + word_at(definition + DEFINITION_OFFSET)));
    }
  }
}

/* An instance of a class made in Python: attributes and slots by name, then what a built-in base holds. */
static void instance_parts(Addr object, Addr type) {
  size_t first = parts.length / sizeof(Part);
  if (type_flags(type) & TYPE_MANAGES_DICT) {
    Addr values = word_at(object - 4 * WORD), dict = word_at(object - 3 * WORD), key, value;
    if (values)
      for (DictWalk w = keys_walk(word_at(type + HEAP_TYPE_CACHED_KEYS), values);
           dict_next(&w, &key, &value);)
        add_part(LABEL_STR, key, value);
    else
      add_text_part("__dict__", dict);
  }
  class_slots(object, type);
  visited_parts(object, type, first);
}

static void other_parts(Addr object, Addr type) {
  uint32_t flags = type_flags(type);
  if (flags & TYPE_IS_TYPE)
    class_parts(object); /* an instance of a metaclass */
  else if (flags & TYPE_IS_MADE && heap_own_attribute(type, "__module__"))
    instance_parts(object, type);
  else if (flags & TYPE_IS_CONTAINER)
    visited_parts(object, type, SIZE_MAX);
}

static void add_parts(Addr object, Addr type) {
  parts_end = parts.length + ((size_t)limit + 1) * sizeof(Part);
  switch (facts_of(type)->shape) {
  case SHAPE_LEAF: break;
  case SHAPE_LIST: slot_parts(word_at(object + LIST_ITEMS), size_at(object + OBJECT_SIZE)); break;
  case SHAPE_TUPLE: slot_parts(object + TUPLE_ITEMS, size_at(object + OBJECT_SIZE)); break;
  case SHAPE_DICT: dict_parts(object); break;
  case SHAPE_FUNCTION: function_parts(object); break;
  case SHAPE_CELL: add_text_part("contents", word_at(object + CELL_CONTENTS)); break;
  case SHAPE_CLASS: class_parts(object); break;
  case SHAPE_GENERATOR: generator_parts(object); break;
  case SHAPE_OTHER: other_parts(object, type); break;
  }
}

/* ---- a record ---- */

void heap_begin(int64_t most) {
  record++;
  limit = most;
  parts.length = found.length = pending.length = inside.length = 0;
  library_begin();
  Bytes before = entries_before;
  entries_before = entries;
  entries = before;
  entries.length = 0;
}

void heap_only_changes(void) { only_changes = true; }

void heap_root(Addr object) {
  Known *k = known_get(object);
  if (k->seen == record) return;
  k->seen = record;
  *(Addr *)bytes_add(&pending, sizeof object) = object;
}

/* sys.getsizeof, unless a class of the program answers it itself: -1. */
static int64_t size_of(Addr object, Addr type) {
  if (!(type_flags(type) & TYPE_IS_READY)) return -1; /* asking would make it so, and leave objects */
  if (type_flags(type) & TYPE_IS_MADE) {
    Addr method = api.type_lookup(type, sizeof_name);
    if (!method || type_of(method) != api.types[TYPE_METHOD_DESCRIPTOR]) return -1;
  }
  int64_t size = (int64_t)api.get_size(object);
  if (size < 0) api.error_restore(0, 0, 0);
  return size;
}

/* A number that is an address of something here, or the hash made of one. */
static bool is_address(uint64_t n) {
  static const uint64_t page = 4096;
  unsigned char in_memory;
  return (n >= 1 << 16 && n >> 47 == 0 && mincore((void *)(n & ~(page - 1)), page, &in_memory) == 0) ||
         (n >= 1 << 12 && n >> 43 == 0 && mincore((void *)((n << 4) & ~(page - 1)), page, &in_memory) == 0);
}

/* A number or text that tells an address or where the program is: its size is by nature another than
 * elsewhere. */
static bool tells_place(Addr object, Addr type) {
  if (type == api.types[TYPE_INT]) {
    int64_t size = size_at(object + OBJECT_SIZE);
    if (size < 1 || size > 2) return false;
    uint64_t n = (uint32_t)int_at(object + INT_DIGITS);
    if (size == 2) n |= (uint64_t)(uint32_t)int_at(object + INT_DIGITS + 4) << 30;
    return is_address(n);
  }
  if (type != api.types[TYPE_STR] || size_at(object + STR_LENGTH) < 7) return false;
  static Bytes text;
  text.length = 0;
  put_str(&text, object);
  *(char *)bytes_add(&text, 1) = 0;
  if (strspn(text.data, "0123456789") == text.length - 1) return is_address(strtoull(text.data, NULL, 10));
  for (const char *p = text.data; (p = strstr(p, "0x")); p += 2)
    if (strspn(p + 2, "0123456789abcdef") >= 5 && is_address(strtoull(p + 2, NULL, 16))) return true;
  return strstr(text.data, heap_script) != NULL;
}

static void put_label(Bytes *out, const Part *p) {
  switch (p->kind) {
  case LABEL_INDEX:
    put_text(out, "[");
    put_number(out, (int64_t)p->label);
    put_text(out, "]");
    break;
  case LABEL_KEY:
  case LABEL_VALUE:
    put_text(out, p->kind == LABEL_KEY ? "key " : "value ");
    put_number(out, (int64_t)p->label);
    break;
  case LABEL_OTHER:
    put_text(out, "(");
    put_number(out, (int64_t)p->label);
    put_text(out, ")");
    break;
  case LABEL_STR: put_str(out, p->label); break;
  case LABEL_TEXT: put_text(out, (const char *)p->label); break;
  }
}

static void put_object(Bytes *out, const Found *f) {
  Addr name = 0;
  const char *text = type_text(f->type, &name);
  put_text(out, "\"");
  put_number(out, heap_tag(f->object));
  put_text(out, "\":{\"type\":\"");
  if (text)
    put_text(out, text);
  else
    put_str(out, name);
  put_text(out, "\",\"refs\":");
  put_number(out, f->refs);
  if (generations) {
    put_text(out, ",\"held\":");
    put_number(out, f->held);
    if (f->running) put_text(out, ",\"running\":true");
  }
  put_text(out, ",\"size\":");
  if (f->size < 0)
    put_text(out, "null");
  else
    put_number(out, f->size);
  put_text(out, ",\"address\":");
  put_number(out, (int64_t)f->object);
  put_text(out, ",\"checks\":\"");
  const char *checks = !f->part_count && is_foreign(f->object, f->type) ? "" : facts_of(f->type)->checks;
  if (f->type == api.types[TYPE_STR] && size_at(f->object + STR_LENGTH) == 1) checks = "s1";
  bool all = (int64_t)f->part_count <= limit, place = tells_place(f->object, f->type);
  for (; *checks; checks++) *(char *)bytes_add(out, 1) = *checks == 'P' && !all ? 'p' : *checks;
  if (place) put_text(out, "a");
  if (f->library || f->shares) put_text(out, f->library ? "L" : "l");
  put_text(out, "\"");
  if (f->part_count) {
    const Part *p = (const Part *)parts.data + f->part;
    put_text(out, ",\"parts\":[");
    for (int64_t i = 0; i < (int64_t)f->part_count && i < limit; i++, p++) {
      put_text(out, i ? ",[\"" : "[\"");
      put_label(out, p);
      put_text(out, "\",");
      put_number(out, heap_tag(p->to));
      put_text(out, "]");
    }
    put_text(out, "]");
  }
  put_text(out, "}");
}

/* The next one that is to be listed: of those that objects of the library lead to only when there is no
 * other. 0: none. */
static Addr next_pending(size_t *at, size_t *at_inside) {
  if (*at < pending.length / sizeof(Addr)) return ((const Addr *)(const void *)pending.data)[(*at)++];
  while (*at_inside < inside.length / sizeof(Addr)) {
    Addr object = ((const Addr *)(const void *)inside.data)[(*at_inside)++];
    Known *k = known_get(object);
    if (k->seen == record) continue;
    k->seen = record;
    return object;
  }
  return 0;
}

static void list_objects(int64_t most) {
  size_t at = 0, at_inside = 0;
  for (int64_t i = 0; i < most; i++) {
    bool from_library = at == pending.length / sizeof(Addr);
    Addr object = next_pending(&at, &at_inside);
    if (!object) break;
    Addr type = type_of(object);
    Found f = {.object = object,
               .type = type,
               .refs = size_at(object + OBJECT_REFS),
               .size = -1,
               .part = parts.length / sizeof(Part)};
    f.shares = library_shares(type_flags(type) & TYPE_IS_TYPE ? object : type);
    Side side = library_side(object);
    f.library = side == SIDE_LIBRARY || (from_library && side == SIDE_NEITHER);
    add_parts(object, type);
    f.part_count = parts.length / sizeof(Part) - f.part;
    for (size_t k = 0; k < f.part_count; k++) {
      Addr to = ((const Part *)parts.data)[f.part + k].to;
      if (f.library)
        *(Addr *)bytes_add(&inside, sizeof to) = to;
      else if ((int64_t)(pending.length / sizeof(Addr)) < most)
        heap_root(to);
    }
    *(Found *)bytes_add(&found, sizeof f) = f;
  }
}

static bool count_held(Addr object, bool by_running) {
  if (!known_count) return false;
  const Known *k = known_find(object);
  if (!k->address || k->seen != record) return false;
  Found *f = (Found *)found.data + k->at;
  if (k->at >= found.length / sizeof *f || f->object != object) return false; /* beyond the limit */
  f->held++;
  f->running |= by_running;
  return !f->library;
}

static void count_library(Addr frame) {
  static const LibraryWalk walk = {count_held};
  size_t count = found.length / sizeof(Found);
  const Found *all = (const Found *)found.data;
  for (size_t i = 0; i < count; i++) known_find(all[i].object)->at = (uint32_t)i;
  for (size_t i = 0; i < count; i++)
    if (all[i].library && type_flags(all[i].type) & TYPE_IS_CONTAINER) library_root(all[i].object);
  library_walk(&walk, generations, frame);
}

/* ---- what has changed ---- */

/* What tells a str from another in its place. */
static uint64_t mix_str(uint64_t h, Addr str) {
  Addr text_hash = word_at(str + STR_HASH);
  h = heap_mix(heap_mix(h, text_hash), word_at(str + STR_LENGTH));
  if (text_hash != (Addr)-1) return h;
  static Bytes text;
  text.length = 0;
  if (size_at(str + STR_LENGTH) <= 4096) put_str(&text, str);
  for (size_t i = 0; i < text.length; i++) h = heap_mix(h, (uint8_t)text.data[i]);
  return h;
}

/* What the object's size depends on lies in its own fixed part: not in keys that instances share, nor where a
 * class of any kind says how large it is. */
static bool size_is_in_it(const Found *f) {
  Shape shape = facts_of(f->type)->shape;
  return shape != SHAPE_OTHER && !(shape == SHAPE_DICT && word_at(f->object + DICT_VALUES));
}

/* A number for all that an entry is made of: two entries that read differently have different ones. */
static uint64_t digest(const Found *f) {
  Shape shape = facts_of(f->type)->shape;
  uint64_t h = heap_mix((uint64_t)f->refs, f->type);
  h = heap_mix(h, (uint64_t)f->size);
  h = heap_mix(h, (uint64_t)f->held * 16 + f->shares * 8u + f->library * 4u + f->running * 2u +
                      (generations != NULL));
  if (type_flags(f->type) & TYPE_IS_MADE) h = mix_str(h, word_at(f->type + HEAP_TYPE_NAME));
  if (shape != SHAPE_OTHER) {
    Addr end = size_at(f->type + TYPE_BASIC_SIZE) < 96 ? word_at(f->type + TYPE_BASIC_SIZE) : 96;
    if (end < OBJECT_SIZE) end = OBJECT_SIZE;
    for (Addr at = OBJECT_SIZE; at + WORD <= end; at += WORD) h = heap_mix(h, word_at(f->object + at));
    if (f->type == api.types[TYPE_INT]) h = heap_mix(h, word_at(f->object + INT_DIGITS));
    if (f->type == api.types[TYPE_STR]) h = mix_str(h, f->object);
  }
  const Part *p = (const Part *)parts.data + f->part;
  h = heap_mix(h, f->part_count);
  for (size_t i = 0; i < f->part_count; i++, p++) {
    h = heap_mix(heap_mix(h, p->to), (uint64_t)p->kind << 56 ^ p->label);
    if (p->kind == LABEL_STR) h = mix_str(h, p->label);
  }
  return h;
}

/* The entry is as it was in the record before. */
static bool is_unchanged(const Found *f) {
  if (!only_changes) return false;
  *(Addr *)bytes_add(&entries, sizeof(Addr)) = f->object;
  uint64_t now = digest(f);
  Known *k = known_get(f->object);
  bool same = k->listed == record - 1 && k->digest == now;
  k->listed = record;
  k->digest = now;
  return same;
}

void heap_put_gone(Bytes *out) {
  const Addr *all = (const Addr *)entries_before.data;
  bool first = true;
  for (size_t i = 0; i < entries_before.length / sizeof *all; i++) {
    const Known *k = known_get(all[i]);
    if (k->listed == record) continue;
    if (!first) put_text(out, ",");
    first = false;
    put_number(out, k->tag);
  }
}

void heap_put(Bytes *out, Addr frame) {
  int64_t roots = (int64_t)(pending.length / sizeof(Addr));
  limit = limit > roots ? limit : roots;
  list_objects(limit);
  if (generations) count_library(frame);
  bool first = true;
  for (size_t i = 0; i < found.length / sizeof(Found); i++) {
    Found *f = (Found *)found.data + i;
    bool fixed = size_is_in_it(f);
    if (!fixed) f->size = size_of(f->object, f->type);
    if (is_unchanged(f)) continue;
    if (fixed) f->size = size_of(f->object, f->type);
    if (!first) put_text(out, ",");
    first = false;
    put_object(out, f);
  }
}
