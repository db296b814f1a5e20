// A libFuzzer target: any bytes through the parser and the symbol table, in a mode that the first byte
// chooses. Build with clang -fsanitize=fuzzer,address; without libFuzzer, -DFUZZ_MAIN makes a program that
// runs files.
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/malloc.h"
#include "lang/parse.h"
#include "lang/symtable.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  ParseOptions options = {
      .mode = (ParseMode)(data[0] % 3),
      .filename = "fuzz.py",
      .is_text = data[0] & 4,
      .from_file = data[0] & 8,
      .allow_incomplete = data[0] & 16 && data[0] % 3 == PARSE_SINGLE,
  };
  Region region;
  region_init(&region, malloc_allocator());
  ParseResult result;
  if (parse_source((const char *)data + 1, size - 1, &options, &region, &result) == PARSE_OK) {
    Future future;
    SymTable table;
    Diagnostic error;
    if (future_scan(&result.ast, "fuzz.py", &future, &error) &&
        !symtable_build(&result.ast, "fuzz.py", result.source, result.source_len, &future, &table, &error) &&
        error.kind == DIAG_NONE)
      abort();
  } else if (result.error.kind == DIAG_SYSTEM_ERROR)
    abort(); // the two parsers disagree
  region_free(&region);
  return 0;
}

#ifdef FUZZ_MAIN
int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    static uint8_t data[1 << 20];
    FILE *file = fopen(argv[i], "rb");
    if (!file) return 1;
    size_t size = fread(data, 1, sizeof data, file);
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
  }
  return 0;
}
#endif
