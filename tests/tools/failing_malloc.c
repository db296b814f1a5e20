/* For LD_PRELOAD: from the FAIL_AT-th request on there is no memory. Used by run_cli.py. */
#include <errno.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static int refused(void) {
  static long limit = -1, requests;
  if (limit < 0) {
    const char *text = getenv("FAIL_AT");
    limit = text ? atol(text) : 0;
  }
  if (!limit || ++requests < limit) return 0;
  errno = ENOMEM;
  return 1;
}

void *malloc(size_t size) { return refused() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return refused() ? NULL : __libc_calloc(count, size); }
void *realloc(void *p, size_t size) { return refused() ? NULL : __libc_realloc(p, size); }
