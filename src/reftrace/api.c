#include "reftrace/api.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

Api api;

/* ---- symbols ---- */

static bool find(void *slot, const char *name) {
  void *p = dlsym(RTLD_DEFAULT, name);
  memcpy(slot, &p, sizeof p);
  return p != NULL;
}

const char *api_find(void) {
  static const struct {
    void *slot;
    const char *name;
  } functions[] = {
      {&api.version, "Py_GetVersion"},
      {&api.set_trace, "PyEval_SetTrace"},
      {&api.interpreter, "PyInterpreterState_Get"},
      {&api.thread, "PyThreadState_Get"},
      {&api.line_of, "PyCode_Addr2Line"},
      {&api.get_allocator, "PyMem_GetAllocator"},
      {&api.set_allocator, "PyMem_SetAllocator"},
      {&api.get_size, "_PySys_GetSizeOf"},
      {&api.call, "PyObject_Vectorcall"},
      {&api.type_lookup, "_PyType_Lookup"},
      {&api.error_restore, "PyErr_Restore"},
      {&api.sys_get, "PySys_GetObject"},
      {&api.gil_take, "PyGILState_Ensure"},
      {&api.gil_give, "PyGILState_Release"},
      {&api.new_str, "PyUnicode_FromString"},
      {&api.import, "PyImport_ImportModule"},
      {&api.contains, "PySequence_Contains"},
      {&api.let_go, "Py_DecRef"},
      {&api.collect, "PyGC_Collect"},
      {&api.run_file, "PyRun_FileExFlags"},
      {&api.new_list, "PyList_New"},
      {&api.new_tuple, "PyTuple_New"},
      {&api.new_dict, "PyDict_New"},
      {&api.new_float, "PyFloat_FromDouble"},
      {&api.add_module, "PyImport_AddModule"},
      {&api.module_dict, "PyModule_GetDict"},
      {&api.error_occurred, "PyErr_Occurred"},
      {&api.error_matches, "PyErr_ExceptionMatches"},
      {&api.error_print, "PyErr_Print"},
      {&api.call_method, "PyObject_CallMethod"},
      {&api.system_exit, "PyExc_SystemExit"},
      {&api.gc_enable, "PyGC_Enable"},
      {&api.gc_disable, "PyGC_Disable"},
  };
  if (!find(&api.none, "_Py_NoneStruct")) return "None";
  static const struct {
    Addr *slot;
    const char *name;
  } types[] = {
#define TYPE(id, symbol) {&api.types[TYPE_##id], symbol},
#include "reftrace/api.def"
#undef TYPE
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    if (!find(functions[i].slot, functions[i].name)) return functions[i].name;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (!find(types[i].slot, types[i].name)) return types[i].name;
  if (strncmp(api.version(), "3.11.", 5) != 0) return "version";
  static const struct {
    TypeId type;
    int64_t size;
  } sizes[] = {{TYPE_TYPE, HEAP_TYPE_SIZE},
               {TYPE_FRAME, FRAME_OBJECT_SIZE},
               {TYPE_CODE, CODE_INSTRUCTIONS},
               {TYPE_DICT, 48},
               {TYPE_FUNCTION, 136},
               {TYPE_GENERATOR, 152},
               {TYPE_LIST, 40},
               {TYPE_CELL, 24},
               {TYPE_MEMBER, 48}};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    if (size_at(api.types[sizes[i].type] + TYPE_BASIC_SIZE) != sizes[i].size) return "structures";
  return NULL;
}

const char *api_check(void) {
  Addr modules = api.sys_get("modules"), key, value;
  if (!modules || type_of(modules) != api.types[TYPE_DICT]) return "sys.modules";
  DictWalk w = dict_walk(modules);
  bool there = false;
  while (!there && dict_next(&w, &key, &value))
    there =
        type_of(key) == api.types[TYPE_STR] && str_is(key, "sys") && type_of(value) == api.types[TYPE_MODULE];
  return there ? NULL : "dicts";
}

/* ---- memory ---- */

_Noreturn void give_up(const char *why) {
  static const char start[] = "reftrace: ";
  ssize_t n = write(2, start, sizeof start - 1);
  n = write(2, why, strlen(why));
  n = write(2, "\n", 1);
  (void)n;
  _exit(70);
}

void bytes_reserve(Bytes *b, size_t n) {
  size_t room = b->room ? b->room : 1 << 16;
  while (room - b->length < n) room *= 2;
  if (room == b->room) return;
  void *p = b->data ? mremap(b->data, b->room, room, MREMAP_MAYMOVE)
                    : mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) give_up("out of memory");
  b->data = p;
  b->room = room;
}

void bytes_free(Bytes *b) {
  if (b->data) munmap(b->data, b->room);
  *b = (Bytes){0};
}

/* ---- text ---- */

void put_text(Bytes *b, const char *text) {
  size_t n = strlen(text);
  memcpy(bytes_add(b, n), text, n);
}

void put_number(Bytes *b, int64_t n) {
  char digits[24], *p = digits + sizeof digits;
  uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;
  do *--p = (char)('0' + rest % 10);
  while (rest /= 10);
  if (n < 0) *--p = '-';
  size_t length = (size_t)(digits + sizeof digits - p);
  memcpy(bytes_add(b, length), p, length);
}

static void put_char(Bytes *b, uint32_t c) {
  bytes_reserve(b, 8);
  char *p = b->data + b->length, *start = p;
  if (c >= 0xD800 && c <= 0xDFFF) c = 0xFFFD;
  if (c == 0) c = 0x2400;
  if (c < 0x20) {
    static const char hex[] = "0123456789abcdef";
    memcpy(p, "\\u00", 4);
    p[4] = hex[c >> 4];
    p[5] = hex[c & 15];
    p += 6;
  } else if (c < 0x80) {
    if (c == '"' || c == '\\') *p++ = '\\';
    *p++ = (char)c;
  } else if (c < 0x800) {
    *p++ = (char)(0xC0 | c >> 6);
    *p++ = (char)(0x80 | (c & 63));
  } else if (c < 0x10000) {
    *p++ = (char)(0xE0 | c >> 12);
    *p++ = (char)(0x80 | (c >> 6 & 63));
    *p++ = (char)(0x80 | (c & 63));
  } else {
    *p++ = (char)(0xF0 | c >> 18);
    *p++ = (char)(0x80 | (c >> 12 & 63));
    *p++ = (char)(0x80 | (c >> 6 & 63));
    *p++ = (char)(0x80 | (c & 63));
  }
  b->length += (size_t)(p - start);
}

void put_utf8(Bytes *b, const char *text, size_t length) {
  const uint8_t *p = (const uint8_t *)text, *end = p + length;
  while (p < end) {
    /* A malformed sequence is one U+FFFD for its longest valid beginning. */
    uint8_t first = *p++;
    int more = first < 0x80   ? 0
               : first < 0xC2 ? -1
               : first < 0xE0 ? 1
               : first < 0xF0 ? 2
               : first < 0xF5 ? 3
                              : -1;
    uint32_t c = more <= 0 ? first : first & (0x3Fu >> more);
    uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (; more > 0 && p < end && *p >= low && *p <= high; more--, low = 0x80, high = 0xBF)
      c = c << 6 | (*p++ & 63);
    put_char(b, more ? 0xFFFD : c);
  }
}

typedef struct StrText {
  Addr text;
  int64_t length;
  unsigned kind; /* bytes a character; 0: not there */
} StrText;

static StrText str_text(Addr str) {
  uint32_t state = (uint32_t)int_at(str + STR_STATE);
  bool compact = state & 32, ascii = state & 64, ready = state & 128;
  StrText t = {0, size_at(str + STR_LENGTH), ready ? state >> 2 & 7 : 0};
  if (ready)
    t.text = !compact ? word_at(str + STR_OTHER_TEXT) : str + (ascii ? STR_ASCII_TEXT : STR_OTHER_TEXT);
  return t;
}

static uint32_t char_at(const StrText *t, int64_t i) {
  if (t->kind == 1) return byte_at(t->text + (Addr)i);
  if (t->kind == 2) return *(const uint16_t *)(t->text + 2 * (Addr)i);
  return *(const uint32_t *)(t->text + 4 * (Addr)i);
}

void put_str(Bytes *b, Addr str) {
  StrText t = str_text(str);
  if (t.kind)
    for (int64_t i = 0; i < t.length; i++) put_char(b, char_at(&t, i));
}

bool str_is(Addr str, const char *text) {
  StrText t = str_text(str);
  size_t n = strlen(text);
  return t.kind == 1 && t.length == (int64_t)n && memcmp((const char *)t.text, text, n) == 0;
}

bool str_starts(Addr str, const char *text) {
  StrText t = str_text(str);
  size_t n = strlen(text);
  return t.kind == 1 && t.length >= (int64_t)n && memcmp((const char *)t.text, text, n) == 0;
}

bool str_equal(Addr str, Addr other) {
  StrText a = str_text(str), b = str_text(other);
  return str == other || (a.kind && a.kind == b.kind && a.length == b.length &&
                          memcmp((const char *)a.text, (const char *)b.text, (size_t)a.length * a.kind) == 0);
}
