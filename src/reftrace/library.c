#include "reftrace/library.h"

#include "reftrace/heap.h"

static char folder[1024]; /* of the library's files, with a slash at its end */
static Addr names;        /* sys.stdlib_module_names */
static Addr made_dealloc; /* what ends the instances of classes that Python makes */

/* Of the module os, whose file lies beside the others. */
static void look_at(Addr module) {
  Addr key, value;
  for (DictWalk w = dict_walk(word_at(module + MODULE_DICT)); dict_next(&w, &key, &value);) {
    if (str_is(key, "__spec__")) made_dealloc = word_at(type_of(value) + TYPE_DEALLOC);
    if (!str_is(key, "__file__") || type_of(value) != api.types[TYPE_STR]) continue;
    Bytes text = {0};
    put_str(&text, value);
    *(char *)bytes_add(&text, 1) = 0;
    char *slash = strrchr(text.data, '/');
    if (slash) snprintf(folder, sizeof folder, "%.*s", (int)(slash + 1 - text.data), text.data);
    bytes_free(&text);
  }
}

void library_start(void) {
  names = api.sys_get("stdlib_module_names");
  Addr modules = api.sys_get("modules"), key, value;
  for (DictWalk w = dict_walk(modules); dict_next(&w, &key, &value);)
    if (str_is(key, "os") && type_of(value) == api.types[TYPE_MODULE]) look_at(value);
}

static bool is_library_file(Addr file) {
  return type_of(file) == api.types[TYPE_STR] &&
         (str_starts(file, "<frozen ") || (*folder && str_starts(file, folder)));
}

bool library_is_code(Addr code) { return is_library_file(word_at(code + CODE_FILENAME)); }

/* ---- classes ---- */

typedef enum Origin { ORIGIN_BUILT_IN, ORIGIN_LIBRARY, ORIGIN_PROGRAM } Origin;
enum { CLASSES = 1 << 12 };
static struct {
  Addr type;
  uint32_t record;
  Origin origin;
} classes[CLASSES]; /* what was found out in this record */
static uint32_t record;

void library_begin(void) { record++; }

static bool is_library_name(Addr module) {
  Bytes text = {0};
  put_str(&text, module);
  *(char *)bytes_add(&text, 1) = 0;
  text.data[strcspn(text.data, ".")] = 0; /* the package's */
  Addr name = api.new_str(text.data);
  bool known = name && names && api.contains(names, name) == 1;
  if (name) api.let_go(name);
  bytes_free(&text);
  return known;
}

static Origin find_origin(Addr type) {
  if (!(type_flags(type) & TYPE_IS_MADE)) return ORIGIN_BUILT_IN;
  Addr module = heap_own_attribute(type, "__module__");
  if (!module || type_of(module) != api.types[TYPE_STR]) return ORIGIN_BUILT_IN;
  if (str_is(module, "__main__") || !is_library_name(module)) return ORIGIN_PROGRAM;
  /* C makes classes too, which lastref has as they are, but for these. Those that Python makes all end their
   * instances the same way. */
  static const char *const in_python[] = {"re", "_sre", "_json", "_queue"};
  for (size_t i = 0; i < sizeof in_python / sizeof *in_python; i++)
    if (str_is(module, in_python[i])) return ORIGIN_LIBRARY;
  return word_at(type + TYPE_DEALLOC) == made_dealloc ? ORIGIN_LIBRARY : ORIGIN_BUILT_IN;
}

static Origin origin_of(Addr type) {
  if (!(type_flags(type) & TYPE_IS_MADE)) return ORIGIN_BUILT_IN;
  size_t i = (type >> 4) % CLASSES;
  for (int tries = 0; tries < 8; tries++, i = (i + 1) % CLASSES) {
    if (classes[i].record == record && classes[i].type != type) continue;
    if (classes[i].record != record) {
      classes[i].type = type;
      classes[i].origin = find_origin(type);
      classes[i].record = record;
    }
    return classes[i].origin;
  }
  return find_origin(type);
}

bool library_is_class(Addr type) { return origin_of(type) == ORIGIN_LIBRARY; }

bool library_shares(Addr type) {
  if (!(type_flags(type) & TYPE_IS_MADE)) return false;
  if (library_is_class(type_of(type))) return true;
  Addr mro = word_at(type + TYPE_MRO);
  for (int64_t i = 0; mro && i < size_at(mro + OBJECT_SIZE); i++)
    if (library_is_class(word_at(mro + TUPLE_ITEMS + (Addr)i * WORD))) return true;
  return false;
}

/* ---- what the library holds ---- */

static const LibraryWalk *walking;
static Bytes pending;
static struct {
  Addr *slots; /* open addressing */
  size_t room, count;
} visited;

static size_t slot_of(Addr a) {
  size_t i = (a >> 4) * 0x9E3779B97F4A7C15u >> 20 & (visited.room - 1);
  while (visited.slots[i] && visited.slots[i] != a) i = (i + 1) & (visited.room - 1);
  return i;
}

/* false: it was there. */
static bool mark(Addr a) {
  static Bytes memory;
  if (2 * visited.count >= visited.room) {
    Bytes old = memory;
    size_t had = visited.room;
    const Addr *slots = visited.slots;
    memory = (Bytes){0};
    visited.room = had ? had * 2 : 1 << 16;
    visited.slots = bytes_add(&memory, visited.room * sizeof(Addr));
    memset(visited.slots, 0, visited.room * sizeof(Addr));
    for (size_t i = 0; i < had; i++)
      if (slots[i]) visited.slots[slot_of(slots[i])] = slots[i];
    bytes_free(&old);
  }
  size_t i = slot_of(a);
  if (visited.slots[i]) return false;
  visited.slots[i] = a;
  visited.count++;
  return true;
}

static Side side_of_code(Addr code) { return library_is_code(code) ? SIDE_LIBRARY : SIDE_PROGRAM; }

static Side side_of_module(Addr module) {
  Addr dict = word_at(module + MODULE_DICT), key, value;
  if (!dict || heap_is_main(dict)) return SIDE_PROGRAM;
  for (DictWalk w = dict_walk(dict); dict_next(&w, &key, &value);)
    if (type_of(key) == api.types[TYPE_STR] && str_is(key, "__file__"))
      return is_library_file(value) ? SIDE_LIBRARY : SIDE_PROGRAM;
  return SIDE_LIBRARY;
}

Side library_side(Addr object) {
  static const Side sides[] = {
      [ORIGIN_BUILT_IN] = SIDE_NEITHER, [ORIGIN_LIBRARY] = SIDE_LIBRARY, [ORIGIN_PROGRAM] = SIDE_PROGRAM};
  Addr type = type_of(object);
  if (type == api.types[TYPE_FUNCTION]) return side_of_code(word_at(object + FUNCTION_CODE));
  if (type == api.types[TYPE_GENERATOR]) return side_of_code(word_at(object + GENERATOR_CODE));
  if (type == api.types[TYPE_FRAME]) /* one of the program may be kept by a traceback of the library */
    return library_is_code(word_at(word_at(object + FRAME_OBJECT_FRAME) + FRAME_CODE)) ? SIDE_LIBRARY
                                                                                       : SIDE_NEITHER;
  if (type == api.types[TYPE_MODULE]) return side_of_module(object);
  if (type_flags(type) & TYPE_IS_TYPE)
    return origin_of(object) == ORIGIN_PROGRAM ? SIDE_PROGRAM : SIDE_LIBRARY;
  return heap_is_main(object) ? SIDE_PROGRAM : sides[origin_of(type)];
}

void library_root(Addr object) {
  Addr type = type_of(object);
  if (type_flags(type) & TYPE_IS_TYPE && !(type_flags(object) & TYPE_IS_MADE)) return; /* counts nothing */
  if (mark(object)) *(Addr *)bytes_add(&pending, sizeof object) = object;
}

/* Here the way of the library ends, even where no name leads to: the program's names, and a generator of
 * its. */
static bool ends_way(Addr object) {
  Addr type = type_of(object);
  return (type == api.types[TYPE_GENERATOR] || type == api.types[TYPE_MODULE] || heap_is_main(object)) &&
         library_side(object) == SIDE_PROGRAM;
}

/* data: NULL, but for what a running frame holds. */
static int visit(Addr object, void *data) {
  if (!walking->found(object, data != NULL) && type_flags(type_of(object)) & TYPE_IS_CONTAINER &&
      !ends_way(object))
    library_root(object);
  return 0;
}

/* A running frame; one that waits inside C code does not tell how many temporaries it has. */
static void visit_frame(Addr frame) {
  Addr code = word_at(frame + FRAME_CODE);
  int32_t count = int_at(frame + FRAME_STACK_TOP);
  if (count < 0) count = int_at(code + CODE_SLOTS);
  for (int32_t i = 0; i < count; i++) {
    Addr object = word_at(frame + FRAME_SLOTS + (Addr)i * WORD);
    if (object) visit(object, &walking);
  }
  visit(word_at(frame + FRAME_FUNCTION), &walking);
}

void library_walk(const LibraryWalk *walk, const Addr *generations, Addr frame) {
  walking = walk;
  for (; *generations; generations++)
    for (Addr at = word_at(*generations) & ~(Addr)3; at != *generations; at = word_at(at) & ~(Addr)3)
      if (library_side(at + GC_HEAD) == SIDE_LIBRARY) library_root(at + GC_HEAD);
  for (; frame; frame = word_at(frame + FRAME_PREVIOUS))
    if (library_is_code(word_at(frame + FRAME_CODE))) visit_frame(frame);
  while (pending.length) {
    pending.length -= sizeof(Addr);
    Addr object = *(const Addr *)(const void *)(pending.data + pending.length), type = type_of(object);
    int (*traverse)(Addr, Visit, void *);
    memcpy(&traverse, (const void *)(type + TYPE_TRAVERSE), sizeof traverse);
    if (traverse) traverse(object, visit, NULL);
  }
  memset(visited.slots, 0, visited.room * sizeof(Addr));
  visited.count = 0;
}
