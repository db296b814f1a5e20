/* Notebooks: the code cells of a .ipynb file as one program. */
#include <cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/malloc.h"
#include "cli/cli.h"

bool notebook_is(const char *path) {
  size_t n = path ? strlen(path) : 0;
  return n > 6 && strcmp(path + n - 6, ".ipynb") == 0;
}

/* A cell's source is a string or a list of lines. */
static void put_source(Buf *out, const cJSON *source) {
  const cJSON *line;
  if (cJSON_IsString(source)) buf_text(out, source->valuestring);
  cJSON_ArrayForEach(line, source) {
    if (cJSON_IsString(line)) buf_text(out, line->valuestring);
  }
}

char *notebook_cells(const char *json, size_t length, size_t *program_length, const char **why) {
  cJSON *root = cJSON_ParseWithLength(json, length);
  const cJSON *cells = cJSON_GetObjectItemCaseSensitive(root, "cells"), *cell;
  if (!cJSON_IsArray(cells)) {
    *why = root ? "it has no list of cells" : "it is not JSON";
    cJSON_Delete(root);
    return NULL;
  }
  Buf out;
  buf_init(&out, malloc_allocator());
  cJSON_ArrayForEach(cell, cells) {
    const cJSON *type = cJSON_GetObjectItemCaseSensitive(cell, "cell_type");
    if (!cJSON_IsString(type) || strcmp(type->valuestring, "code") != 0) continue;
    buf_text(&out, "# %%\n");
    put_source(&out, cJSON_GetObjectItemCaseSensitive(cell, "source"));
    if (out.len && out.data[out.len - 1] != '\n') buf_char(&out, '\n');
  }
  cJSON_Delete(root);
  char *text = strdup(buf_str(&out));
  *program_length = text ? strlen(text) : 0;
  buf_free(&out);
  if (!text) *why = "out of memory";
  return text;
}
