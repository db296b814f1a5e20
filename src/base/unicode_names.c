#include "base/unicode_names.h"

#include "base/utf8.h"

uint32_t unicode_name_lookup(const char *name, size_t len) {
  (void)name;
  (void)len;
  return UTF8_BAD;
}
