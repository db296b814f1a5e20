// Prints the tree of each file named on the command line (or of standard input) as ast.dump does, one line a
// file:
//   astdump [-e|-s] [-n] FILE...     -e eval, -s single; -n: time only, print nothing
// Errors print as CPython's SyntaxError arguments, one line.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/malloc.h"
#include "lang/parse.h"

static bool read_stream(FILE *file, Buf *out) {
  char block[65536];
  for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;) buf_bytes(out, block, got);
  return !ferror(file) && !out->failed;
}

static void print_quoted(const char *text, size_t len) {
  putchar('"');
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c == '"' || c == '\\' || c < ' ' || c == 0x7F)
      printf("\\u%04x", c);
    else
      putchar(c);
  }
  putchar('"');
}

// As a JSON list: type, message, lineno, offset, end_lineno, end_offset, text.
static void print_error(const Diagnostic *error) {
  printf("[\"%s\", ", diagnostic_type(error->kind));
  if (error->message)
    print_quoted(error->message, strlen(error->message));
  else
    printf("null");
  if (error->has_position) {
    printf(", %d, %d, %d, %d, ", error->lineno, error->offset, error->end_lineno, error->end_offset);
    if (error->text)
      print_quoted(error->text, error->text_len);
    else
      printf("null");
  }
  printf("]\n");
}

static int run(const char *name, const char *bytes, size_t len, ParseOptions options, bool quiet) {
  Region region;
  region_init(&region, malloc_allocator());
  ParseResult result;
  options.filename = name;
  struct timespec before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  ParseOutcome outcome = parse_source(bytes, len, &options, &region, &result);
  clock_gettime(CLOCK_MONOTONIC, &after);
  if (quiet) {
    double ms = (double)(after.tv_sec - before.tv_sec) * 1e3 + (double)(after.tv_nsec - before.tv_nsec) / 1e6;
    printf("%s: %zu bytes, %.2f ms, %zu KiB, outcome %d\n", name, len, ms, region.total / 1024, (int)outcome);
  } else if (outcome == PARSE_OK) {
    Buf out;
    buf_init(&out, malloc_allocator());
    ast_dump(&out, AST_Mod, result.ast.mod, true);
    puts(buf_str(&out));
    buf_free(&out);
  } else if (outcome == PARSE_INCOMPLETE)
    puts("incomplete");
  else
    print_error(&result.error);
  region_free(&region);
  return outcome == PARSE_OK ? 0 : 1;
}

int main(int argc, char **argv) {
  ParseOptions options = {.mode = PARSE_FILE};
  bool quiet = false, text = false, records = false;
  int i = 1;
  for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
    switch (argv[i][1]) {
    case 'e': options.mode = PARSE_EVAL; break;
    case 's': options.mode = PARSE_SINGLE; break;
    case 'i': options.mode = PARSE_SINGLE, options.allow_incomplete = true; break;
    case 'n': quiet = true; break;
    case 't': text = true; break;              // the source is a str, not bytes
    case 'f': options.from_file = true; break; // as a script is run
    case 'r': records = true; break;           // standard input holds many programs, separated by NUL
    default: fprintf(stderr, "usage: astdump [-e|-s|-i] [-n] [-t] [-r] FILE...\n"); return 2;
    }
  }
  options.is_text = text;
  Buf source;
  buf_init(&source, malloc_allocator());
  int status = 0;
  if (i == argc) {
    if (!read_stream(stdin, &source)) return 2;
    const char *s = buf_str(&source), *end = s + source.len;
    if (!records) status = run("<string>", s, source.len, options, quiet);
    for (; records && s < end; s += strlen(s) + 1) status |= run("<string>", s, strlen(s), options, quiet);
  }
  for (; i < argc; i++) {
    FILE *file = fopen(argv[i], "rb");
    buf_clear(&source);
    if (!file || !read_stream(file, &source)) {
      perror(argv[i]);
      return 2;
    }
    fclose(file);
    status |= run(argv[i], buf_str(&source), source.len, options, quiet);
  }
  buf_free(&source);
  return status;
}
