// Prints the symbol table of each program on standard input (separated by NUL), one line each, as JSON: a
// block is [type, name, lineno, nested, [[symbol, flags, scope]...] sorted by symbol, [children...]]; an
// error is its arguments.
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/malloc.h"
#include "lang/parse.h"
#include "lang/symtable.h"

static void print_block(const SymBlock *block) {
  static const char *const kinds[] = {"function", "class", "module", "annotation"};
  printf("[\"%s\", \"%s\", %u, %s, [", kinds[block->kind], block->name->text, block->pos.lineno,
         block->nested ? "true" : "false");
  for (uint32_t i = 0; i < block->symbol_count; i++) {
    const Symbol *s = &block->symbols[i];
    printf("%s[\"%s\", %u, %u]", i ? ", " : "", s->name->text, (unsigned)s->flags, (unsigned)s->scope);
  }
  printf("], [");
  for (uint32_t i = 0; i < block->varname_count; i++)
    printf("%s\"%s\"", i ? ", " : "", block->varnames[i]->text);
  printf("], [");
  for (uint32_t i = 0; i < block->child_count; i++) {
    if (i) printf(", ");
    print_block(block->children[i]);
  }
  printf("]]");
}

static void run(const char *source, size_t len) {
  Region region;
  region_init(&region, malloc_allocator());
  ParseOptions options = {.mode = PARSE_FILE, .filename = "<string>", .is_text = true};
  ParseResult result;
  Future future;
  SymTable table;
  Diagnostic error;
  if (parse_source(source, len, &options, &region, &result) != PARSE_OK)
    printf("null\n");
  else if (!future_scan(&result.ast, "<string>", &future, &error) ||
           !symtable_build(&result.ast, "<string>", NULL, 0, &future, &table, &error))
    printf("{\"error\": [\"%s\", \"%s\", %d, %d, %d, %d]}\n", diagnostic_type(error.kind),
           error.message ? error.message : "", error.lineno, error.offset, error.end_lineno,
           error.end_offset);
  else {
    print_block(table.top);
    printf("\n");
  }
  region_free(&region);
}

int main(void) {
  Buf source;
  buf_init(&source, malloc_allocator());
  char block[65536];
  for (size_t got; (got = fread(block, 1, sizeof block, stdin)) > 0;) buf_bytes(&source, block, got);
  const char *s = buf_str(&source), *end = s + source.len;
  for (; s < end; s += strlen(s) + 1) run(s, strlen(s));
  buf_free(&source);
  return 0;
}
