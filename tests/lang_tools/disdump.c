// Compiles files and writes all there is to know of their code, in a form that tests/tools/disdiff.py
// compares with CPython's.
//   tool_disdump [-v] FILE...   (-v: the disassembly for people instead)
// "-" reads file names from stdin, one a line.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "code/code.h"
#include "code/layout.h"
#include "compile/compile.h"
#include "heap/arena.h"
#include "heap/gc.h"
#include "heap/mem.h"
#include "object/bytes.h"
#include "object/protocol.h"
#include "object/set.h"
#include "object/tuple.h"
#include "vm/fiber.h"
#include "vm/host.h"

static void put_str(Object *s) {
  ssize_t n = 0;
  const char *text = s ? str_utf8(s, &n) : NULL;
  if (text)
    fwrite(text, 1, (size_t)n, stdout);
  else
    fputs("<?>", stdout);
}

static void put_repr(Object *o) {
  Object *repr = o ? object_repr(o) : NULL;
  put_str(repr);
  XDECREF(repr);
}

static void put_line(const char *head, Own o) {
  printf("%s ", head);
  put_repr(o);
  putchar('\n');
  XDECREF(o);
}

static void put_hex(const char *head, Own bytes) {
  printf("%s ", head);
  for (ssize_t i = 0; bytes && i < bytes_size(bytes); i++) printf("%02x", (uint8_t)BYTES_DATA(bytes)[i]);
  putchar('\n');
  XDECREF(bytes);
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void put_constant(Object *o) {
  if (IS_EXACT(o, CODE)) {
    printf("<code ");
    put_str(((Code *)o)->qualname);
    putchar('>');
  } else if (IS_EXACT(o, TUPLE)) {
    putchar('(');
    for (ssize_t i = 0; i < tuple_size(o); i++) {
      put_constant(tuple_item(o, i));
      putchar(',');
    }
    putchar(')');
  } else if (IS_EXACT(o, FROZENSET)) {
    size_t n = 0;
    char **items = calloc((size_t)set_size(o) + 1, sizeof *items);
    Object *key;
    for (ssize_t at = 0; set_next(o, &at, &key);) {
      Object *repr = object_repr(key);
      items[n++] = strdup(repr ? str_utf8(repr, NULL) : "<?>");
      XDECREF(repr);
    }
    qsort(items, n, sizeof *items, by_text);
    printf("frozenset(");
    for (size_t i = 0; i < n; i++) {
      printf("%s,", items[i]);
      free(items[i]);
    }
    putchar(')');
    free(items);
  } else {
    put_repr(o);
  }
}

static Own attribute(Object *o, const char *name) {
  Object *n = str_intern(name), *value = object_getattr(o, n);
  DECREF(n);
  return value;
}

static void put_code(Object *code) {
  Code *c = (Code *)code;
  printf("C ");
  put_str(c->name);
  putchar('|');
  put_str(c->qualname);
  printf("\nI %d %d %d %d %d %d %d\n", c->argcount, c->posonlyargcount, c->kwonlyargcount, c->nlocals,
         c->stacksize, c->flags, c->firstlineno);
  put_hex("B", code_bytes(code));
  put_hex("L", code_line_table(code));
  put_hex("X", code_exception_table(code));
  put_line("N", NEWREF(c->names));
  put_line("V", attribute(code, "co_varnames"));
  put_line("W", attribute(code, "co_cellvars"));
  put_line("Y", attribute(code, "co_freevars"));
  const char *bad = code_verify(c);
  if (bad) printf("! %s\n", bad);
  printf("K %zd\n", tuple_size(c->consts));
  for (ssize_t i = 0; i < tuple_size(c->consts); i++) {
    put_constant(tuple_item(c->consts, i));
    putchar('\n');
  }
  for (ssize_t i = 0; i < tuple_size(c->consts); i++)
    if (IS_EXACT(tuple_item(c->consts, i), CODE)) put_code(tuple_item(c->consts, i));
}

static void dump_file(const char *path, bool people) {
  FILE *f = fopen(path, "rb");
  if (!f) return;
  size_t length = 0, capacity = 1 << 16;
  char *text = malloc(capacity);
  for (size_t n; (n = fread(text + length, 1, capacity - length, f)) > 0;) {
    length += n;
    if (length == capacity) text = realloc(text, capacity *= 2);
  }
  fclose(f);
  Object *name = str_from_utf8("<test>", -1);
  Object *code = compile_source(text, length, name, COMPILE_EXEC, 0, NULL, NULL);
  DECREF(name);
  free(text);
  if (!people) printf("F %s\n", path);
  if (!code) {
    Object *exc = err_take();
    printf("E %s ", exc ? TYPE(exc)->name : "none");
    put_repr(exc);
    putchar('\n');
    XDECREF(exc);
    return;
  }
  if (people) {
    Object *listing = code_disassemble(code);
    put_str(listing);
    XDECREF(listing);
  } else {
    put_code(code);
  }
  DECREF(code);
}

static void ignore_write(void *data, int stream, const char *bytes, size_t n, uint64_t position) {
  (void)data, (void)stream, (void)bytes, (void)n, (void)position;
}

int main(int argc, char **argv) {
  const char *why = NULL;
  bool people = false;
  if (!arena_map((size_t)512 << 20, &why)) {
    fprintf(stderr, "%s\n", why);
    return 1;
  }
  if (!mem_boot() || !gc_boot() || !runtime_boot()) {
    fprintf(stderr, "cannot start the object layer\n");
    return 1;
  }
  static const HostOps quiet = {.write = ignore_write}; // warnings go nowhere
  CTRL->host = &quiet;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-v") == 0) {
      people = true;
    } else if (strcmp(argv[i], "-") == 0) {
      char line[4096];
      while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        dump_file(line, people);
      }
    } else {
      dump_file(argv[i], people);
    }
    fflush(stdout);
  }
  return 0;
}
