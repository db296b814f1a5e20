/* sys._debugmallocstats(): the tables of CPython 3.11, with the numbers of this allocator. */
#include <stdarg.h>
#include <stdio.h>

#include "heap/memstats.h"
#include "modules/sysinfo.h"
#include "object/freelists.h"
#include "object/upcalls.h"

static PRINTF_LIKE(1, 2) void put(const char *format, ...) {
  char line[200];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(line, sizeof line, format, args);
  va_end(args);
  if (n > 0) vm_write_stderr(line, MIN((size_t)n, sizeof line - 1));
}

/* "what            =              1,234": returns the number, for totals. */
static uint64_t put_total(const char *what, uint64_t value) {
  char digits[32], *p = digits + sizeof digits;
  int n = 0;
  *--p = 0;
  uint64_t rest = value;
  do {
    if (n && n % 3 == 0) *--p = ',';
    *--p = (char)('0' + (int)(rest % 10));
    n++;
  } while (rest /= 10);
  put("%-35s=%21s\n", what, p);
  return value;
}

static void put_free_list(FreeListKind kind) {
  FreeListInfo l = free_list_info(kind);
  char name[32], text[100], padded[112];
  if (!l.c_name) return;
  if (l.items)
    snprintf(name, sizeof name, "free %d-sized %s", l.items, l.c_name);
  else
    snprintf(name, sizeof name, "free %s", l.c_name);
  snprintf(text, sizeof text, "%d %ss * %zu bytes each", l.length, name, l.size);
  snprintf(padded, sizeof padded, "%48s ", text);
  put_total(padded, (uint64_t)l.length * l.size);
}

void sys_write_malloc_stats(void) {
  MemStats s;
  mem_stats(&s);
  put("Small block threshold = %d, in %d size classes.\n", SMALL_MAX, SMALL_CLASSES);
  put("\nclass   size   num pools   blocks in use  avail blocks\n"
      "-----   ----   ---------   -------------  ------------\n");
  uint64_t allocated = 0, available = 0, heads = 0, lost = 0;
  for (uint32_t c = 0; c < SMALL_CLASSES; c++) {
    const MemClassStats *k = &s.classes[c];
    uint32_t size = mem_class_size(c);
    if (!k->pools) continue;
    put("%5u %6u %11u %15llu %13llu\n", c, size, k->pools, (unsigned long long)k->used,
        (unsigned long long)k->free);
    allocated += k->used * size;
    available += k->free * size;
    heads += (uint64_t)k->pools * POOL_HEADER;
    lost += (uint64_t)k->pools * ((POOL_SIZE - POOL_HEADER) % size);
  }
  put("\n");
  put_total("# arenas allocated total", s.arenas_taken);
  put_total("# arenas reclaimed", s.arenas_taken - s.arenas);
  put_total("# arenas highwater mark", s.arenas_most);
  put_total("# arenas allocated current", s.arenas);
  char text[64];
  snprintf(text, sizeof text, "%u arenas * %d bytes/arena", s.arenas, SMALL_ARENA);
  put_total(text, (uint64_t)s.arenas * SMALL_ARENA);
  put("\n");
  uint64_t total = put_total("# bytes in allocated blocks", allocated);
  total += put_total("# bytes in available blocks", available);
  snprintf(text, sizeof text, "%u unused pools * %d bytes", s.unused_pools, POOL_SIZE);
  total += put_total(text, (uint64_t)s.unused_pools * POOL_SIZE);
  total += put_total("# bytes lost to pool headers", heads);
  total += put_total("# bytes lost to quantization", lost);
  total += put_total("# bytes lost to arena alignment", 0); /* arenas begin where a pool begins */
  put_total("Total", total);
  /* CPython finds the arena of an address in a tree of three levels; here it follows from the address, and
   * one flat table says which arenas are there. */
  put("\narena map counts\n");
  put_total("# arena map mid nodes", 0);
  put_total("# arena map bot nodes", 0);
  put("\n");
  total = put_total("# bytes lost to arena map root", sizeof HEAP->arenas);
  total += put_total("# bytes lost to arena map mid", 0);
  total += put_total("# bytes lost to arena map bot", 0);
  put_total("Total", total);
  put("\n");
  for (int k = 0; k < FREE_LISTS; k++) put_free_list((FreeListKind)k);
}
