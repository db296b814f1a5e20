/* The module _heapq: binary heaps in lists, the order of comparisons as CPython's. */
#include "object/function.h"
#include "object/support.h"

#define METHOD(name) static Object *name(Object *self, Object *const *args, ssize_t nargs)
#define ITEMS(heap)  (((List *)(heap))->items)
#define SIZE(heap)   VARSIZE(heap)

static bool check_heap(const char *function, Ref heap) {
  if (IS_SUB(heap, LIST)) return true;
  err_format(T(TypeError), "%s must be list, not %T", function, heap);
  return false;
}
static bool check_item(Ref heap) {
  if (SIZE(heap)) return true;
  err_format(T(IndexError), "index out of range");
  return false;
}

/* a < b, the items held: 1, 0, -1. RuntimeError when the list's size changed. */
static int less(Ref heap, ssize_t i, ssize_t j) {
  Object *a = ITEMS(heap)[i], *b = ITEMS(heap)[j];
  if (IS_EXACT(a, INT) && IS_EXACT(b, INT) && int_is_compact(a) && int_is_compact(b))
    return int_value(a) < int_value(b);
  ssize_t size = SIZE(heap);
  HOLD(hold_a, NEWREF(a), "heapq");
  HOLD(hold_b, NEWREF(b), "heapq");
  int r = object_compare_bool(a, b, CMP_LT);
  if (r >= 0 && size != SIZE(heap)) {
    err_format(T(RuntimeError), "list changed size during iteration");
    return -1;
  }
  return r;
}
static void swap(Ref heap, ssize_t i, ssize_t j) {
  Object *t = ITEMS(heap)[i];
  ITEMS(heap)[i] = ITEMS(heap)[j];
  ITEMS(heap)[j] = t;
}

/* Moves the item at `at` towards the root. */
static int sift_down(Ref heap, ssize_t root, ssize_t at, bool max) {
  while (at > root) {
    ssize_t parent = (at - 1) >> 1;
    int r = max ? less(heap, parent, at) : less(heap, at, parent);
    if (r < 0) return -1;
    if (!r) break;
    swap(heap, at, parent);
    at = parent;
  }
  return 0;
}
/* Moves the item at `at` to a leaf along the smaller (greater) children, then back up. */
static int sift_up(Ref heap, ssize_t at, bool max) {
  ssize_t size = SIZE(heap), root = at;
  if (at >= size) {
    err_format(T(IndexError), "index out of range");
    return -1;
  }
  while (at < size >> 1) {
    ssize_t child = 2 * at + 1;
    if (child + 1 < size) {
      int r = max ? less(heap, child + 1, child) : less(heap, child, child + 1);
      if (r < 0) return -1;
      if (!r) child++;
    }
    swap(heap, at, child);
    at = child;
  }
  return sift_down(heap, root, at, max);
}

METHOD(heappush) {
  (void)self, (void)nargs;
  if (!check_heap("heappush() argument 1", args[0]) || list_append(args[0], args[1]) < 0 ||
      sift_down(args[0], 0, SIZE(args[0]) - 1, false) < 0)
    return NULL;
  RETURN_NONE;
}
static Object *pop(Ref heap, bool max) {
  if (!check_item(heap)) return NULL;
  ssize_t n = SIZE(heap);
  HOLD(last, NEWREF(ITEMS(heap)[n - 1]), "heapq");
  if (list_set_slice(heap, n - 1, n, NULL) < 0) return NULL;
  if (n == 1) return hold_take(&last);
  HOLD(top, ITEMS(heap)[0], "heapq");
  ITEMS(heap)[0] = hold_take(&last);
  return hold_return(sift_up(heap, 0, max) < 0 ? NULL : hold_take(&top), &last);
}
METHOD(heappop) {
  (void)self, (void)nargs;
  return check_heap("heappop() argument", args[0]) ? pop(args[0], false) : NULL;
}
METHOD(heappop_max) {
  (void)self, (void)nargs;
  return check_heap("_heappop_max() argument", args[0]) ? pop(args[0], true) : NULL;
}
static Object *replace(Ref heap, Ref item, bool max) {
  if (!check_item(heap)) return NULL;
  HOLD(top, ITEMS(heap)[0], "heapq");
  ITEMS(heap)[0] = NEWREF(item);
  return sift_up(heap, 0, max) < 0 ? NULL : hold_take(&top);
}
METHOD(heapreplace) {
  (void)self, (void)nargs;
  return check_heap("heapreplace() argument 1", args[0]) ? replace(args[0], args[1], false) : NULL;
}
METHOD(heapreplace_max) {
  (void)self, (void)nargs;
  return check_heap("_heapreplace_max() argument 1", args[0]) ? replace(args[0], args[1], true) : NULL;
}
METHOD(heappushpop) {
  (void)self, (void)nargs;
  Object *heap = args[0], *item = args[1];
  if (!check_heap("heappushpop() argument 1", heap)) return NULL;
  if (SIZE(heap) == 0) return NEWREF(item);
  {
    HOLD(top, NEWREF(ITEMS(heap)[0]), "heapq");
    int r = object_compare_bool(top.obj, item, CMP_LT);
    if (r < 0) return NULL;
    if (r == 0) return hold_return(NEWREF(item), &top);
  }
  return replace(heap, item, false);
}
static Object *heapify_(Ref heap, bool max) {
  ssize_t n = SIZE(heap);
  if (n <= 2500) {
    for (ssize_t i = (n >> 1) - 1; i >= 0; i--)
      if (sift_up(heap, i, max) < 0) return NULL;
    RETURN_NONE;
  }
  /* Large: each subtree is finished while it is in the cache, following the parent as soon as both children
   * are done. */
  ssize_t first_leaf = n >> 1, half = first_leaf >> 1, leftmost = 1;
  while (leftmost * 2 <= first_leaf + 1) leftmost *= 2;
  leftmost--;
  for (int row = 0; row < 2; row++) {
    ssize_t from = row ? first_leaf - 1 : leftmost - 1, to = row ? leftmost : half;
    for (ssize_t i = from; i >= to; i--) {
      for (ssize_t j = i;; j >>= 1) {
        if (sift_up(heap, j, max) < 0) return NULL;
        if (!(j & 1)) break;
      }
    }
  }
  RETURN_NONE;
}
METHOD(heapify) {
  (void)self, (void)nargs;
  return check_heap("heapify() argument", args[0]) ? heapify_(args[0], false) : NULL;
}
METHOD(heapify_max) {
  (void)self, (void)nargs;
  return check_heap("_heapify_max() argument", args[0]) ? heapify_(args[0], true) : NULL;
}

static const MethodSpec functions[] = {
    {"heappush($module, heap, item, /)", heappush, 0, "Push item onto heap, maintaining the heap invariant."},
    {"heappushpop($module, heap, item, /)", heappushpop, 0,
     "Push item on the heap, then pop and return the smallest item from the heap."},
    {"heappop($module, heap, /)", heappop, 0,
     "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heapreplace($module, heap, item, /)", heapreplace, 0,
     "Pop and return the current smallest value, and add the new item."},
    {"heapify($module, heap, /)", heapify, 0, "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"_heappop_max($module, heap, /)", heappop_max, 0, "Maxheap variant of heappop."},
    {"_heapify_max($module, heap, /)", heapify_max, 0, "Maxheap variant of heapify."},
    {"_heapreplace_max($module, heap, item, /)", heapreplace_max, 0, "Maxheap variant of heapreplace."},
    {0}};

Own module_heapq_init(void) {
  HOLD(m, module_new("_heapq", "Heap queue algorithm (a.k.a. priority queue)."), "import");
  return m.obj && native_add_functions(m.obj, functions) == 0 ? hold_take(&m) : NULL;
}
