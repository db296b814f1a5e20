/* itertools that combine: product, permutations, combinations, combinations_with_replacement. Each keeps the
 * tuple it gave last and changes it in place when nobody else has it. */
#include "modules/itertools_parts.h"

#define SELF(Struct) Struct *const z = (Struct *)self
#define UNUSED_ARGS  (void)args, (void)nargs

typedef struct Product {
  Object ob;
  Object *pools; /* tuple of tuples */
  ssize_t *indices;
  Object *result; /* NULL before the first */
  int stopped;
} Product;
typedef struct Combinations { /* with_replacement too */
  Object ob;
  Object *pool;
  ssize_t *indices;
  Object *result;
  ssize_t r;
  int stopped;
} Combinations;
typedef struct Permutations {
  Object ob;
  Object *pool;
  ssize_t *indices, *cycles;
  Object *result;
  ssize_t r;
  int stopped;
} Permutations;

static ssize_t *numbers_new(ssize_t n) {
  ssize_t *a = mem_alloc((size_t)n * sizeof *a);
  if (!a) err_no_memory();
  return a;
}
static inline void put(Object *tuple, ssize_t i, Object *item) {
  INCREF(item);
  SETREF(((Tuple *)tuple)->items[i], item);
}
/* Makes *result a tuple that only the iterator has. */
static bool own_result(Object **result) {
  if ((*result)->refcnt > 1) {
    Object *copy = tuple_from_array(((Tuple *)*result)->items, tuple_size(*result));
    if (!copy) return false;
    SETREF(*result, copy);
  } else if (tuple_size(*result) && !gc_is_tracked(*result)) {
    gc_track(*result);
  }
  return true;
}
static Own numbers_tuple(const ssize_t *a, ssize_t n) {
  HOLD(t, tuple_new(n), "__reduce__()");
  for (ssize_t i = 0; t.obj && i < n; i++) {
    Object *v = int_from_i64(a[i]);
    if (!v) return NULL;
    ((Tuple *)t.obj)->items[i] = v;
  }
  return hold_take(&t);
}
/* Reads n indices from a state tuple, clipped into [0, limit). */
static bool read_numbers(Ref state, ssize_t *a, ssize_t n) {
  if (!IS_SUB(state, TUPLE) || tuple_size(state) != n) {
    err_format(T(ValueError), "invalid arguments");
    return false;
  }
  for (ssize_t i = 0; i < n; i++)
    if (index_argument(tuple_item(state, i), &a[i]) < 0) return false;
  return true;
}
static ssize_t clip(ssize_t i, ssize_t limit) { return i < 0 ? 0 : i > limit - 1 ? limit - 1 : i; }

/* ---- product ---- */

static const TypeSpec product_spec;
static Object *product_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  ssize_t repeat = 1, nkw = kwnames ? tuple_size(kwnames) : 0;
  if (nkw > 1) return err_format(T(TypeError), "product() takes at most 1 keyword argument (%zd given)", nkw);
  if (nkw) {
    if (!str_equals_text(tuple_item(kwnames, 0), "repeat"))
      return err_format(T(TypeError), "'%U' is an invalid keyword argument for product()",
                        tuple_item(kwnames, 0));
    if (index_argument(args[nargs], &repeat) < 0) return NULL;
    if (repeat < 0) return err_format(T(ValueError), "repeat argument cannot be negative");
  }
  ssize_t given = repeat == 0 ? 0 : nargs, n;
  if (__builtin_mul_overflow(given, repeat, &n) || n > (ssize_t)(INT64_MAX / 64))
    return err_format(T(OverflowError), "repeat argument too large");
  ssize_t *indices = numbers_new(n);
  if (!indices) return NULL;
  HOLD(pools, tuple_new(n), "itertools.product()");
  ssize_t i = 0;
  for (; pools.obj && i < n; i++) {
    Object *pool = i < given ? sequence_tuple(args[i]) : NEWREF(tuple_item(pools.obj, i - given));
    if (!pool) break;
    ((Tuple *)pools.obj)->items[i] = pool;
    indices[i] = 0;
  }
  Product *z = pools.obj && i == n ? (Product *)object_new(cls, 0) : NULL;
  if (!z) {
    mem_free(indices);
    return NULL;
  }
  z->pools = hold_take(&pools);
  z->indices = indices;
  gc_track((Object *)z);
  return hold_return((Object *)z, &pools);
}

static Object *product_next(Object *self) {
  SELF(Product);
  if (z->stopped) return NULL;
  ssize_t n = tuple_size(z->pools), i;
  if (!z->result) {
    z->result = tuple_new(n);
    if (!z->result) goto empty;
    for (i = 0; i < n; i++) {
      Object *pool = tuple_item(z->pools, i);
      if (tuple_size(pool) == 0) goto empty;
      put(z->result, i, tuple_item(pool, 0));
    }
    return NEWREF(z->result);
  }
  if (!own_result(&z->result)) goto empty;
  for (i = n - 1; i >= 0; i--) {
    Object *pool = tuple_item(z->pools, i);
    if (++z->indices[i] < tuple_size(pool)) {
      put(z->result, i, tuple_item(pool, z->indices[i]));
      break;
    }
    z->indices[i] = 0;
    put(z->result, i, tuple_item(pool, 0));
  }
  if (i >= 0) return NEWREF(z->result);
empty:
  z->stopped = 1;
  return NULL;
}
static Object *product_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Product);
  if (z->stopped) {
    HOLD(nothing, tuple_new(0), "__reduce__()");
    return hold_return(itertools_reduce_steal(self, tuple_pack(1, nothing.obj), NULL), &nothing);
  }
  HOLD(arguments, NEWREF(z->pools), "__reduce__()");
  HOLD(state, z->result ? numbers_tuple(z->indices, tuple_size(z->pools)) : NULL, "__reduce__()");
  return itertools_reduce_steal(self, hold_take(&arguments), hold_take(&state));
}
static Object *product_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  SELF(Product);
  ssize_t n = tuple_size(z->pools);
  if (!read_numbers(args[0], z->indices, n)) return NULL;
  HOLD(result, tuple_new(n), "__setstate__()");
  if (!result.obj) return NULL;
  for (ssize_t i = 0; i < n; i++) {
    Object *pool = tuple_item(z->pools, i);
    if (tuple_size(pool) == 0) {
      z->stopped = 1;
      return hold_return(NEWREF(NONE), &result);
    }
    z->indices[i] = clip(z->indices[i], tuple_size(pool));
    put(result.obj, i, tuple_item(pool, z->indices[i]));
  }
  Object *r = hold_take(&result);
  SETREF(z->result, r);
  return hold_return(NEWREF(NONE), &result);
}
static size_t product_size_of(Object *self) {
  return TYPE(self)->basic_size + (size_t)(tuple_size(((Product *)self)->pools)) * sizeof(ssize_t);
}
static Object *product_sizeof(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  return int_from_i64((int64_t)product_size_of(self));
}
static const FieldSpec product_fields[] = {FIELD(Product, pools, "pools", FIELD_OWN, 0),
                                           FIELD(Product, result, "tuple to be used again", FIELD_OWN, 0),
                                           FIELD(Product, indices, "indices", FIELD_BLOCK, 0),
                                           {0}};
static const MethodSpec product_methods[] = {
    REDUCE_ROW(product_reduce), SETSTATE_ROW(product_setstate), SIZEOF_ROW(product_sizeof), {0}};
SIZED_TYPE(product_spec, "product", Product,
           "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.  "
           "Equivalent to "
           "nested for-loops.",
           product_fields, product_methods, product_new, product_next, product_size_of);

/* ---- combinations ---- */

static Own combine_new(Type *cls, const char *name, Object *const *args, ssize_t nargs, Object *kwnames,
                       bool repeating) {
  const ArgSpec spec = {name, {"iterable", "r"}, 0, 2, 2, 2};
  Object *got[2];
  ssize_t r;
  if (!args_bind(&spec, args, nargs, kwnames, got) || index_argument(got[1], &r) < 0) return NULL;
  HOLD(pool, sequence_tuple(got[0]), "itertools");
  if (!pool.obj) return NULL;
  if (r < 0) return err_format(T(ValueError), "r must be non-negative");
  ssize_t n = tuple_size(pool.obj);
  ssize_t *indices = r < INT64_MAX / 64 ? numbers_new(r) : err_no_memory() ? NULL : NULL;
  Combinations *z = indices ? (Combinations *)object_new(cls, 0) : NULL;
  if (!z) {
    mem_free(indices);
    return NULL;
  }
  for (ssize_t i = 0; i < r; i++) indices[i] = repeating ? 0 : i;
  z->pool = hold_take(&pool);
  z->indices = indices;
  z->r = r;
  z->stopped = repeating ? n == 0 && r > 0 : r > n;
  gc_track((Object *)z);
  return hold_return((Own)z, &pool);
}
static Object *combinations_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  return combine_new(cls, "combinations", args, nargs, kwnames, false);
}
static Object *replacing_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  return combine_new(cls, "combinations_with_replacement", args, nargs, kwnames, true);
}

/* The tuple for all the indices. */
static Own picked(Ref pool, const ssize_t *indices, ssize_t r) {
  Object *result = tuple_new(r);
  for (ssize_t i = 0; result && i < r; i++)
    ((Tuple *)result)->items[i] = NEWREF(tuple_item(pool, indices[i]));
  return result;
}

static Object *combinations_next(Object *self) {
  SELF(Combinations);
  if (z->stopped) return NULL;
  if (!z->result) {
    z->result = picked(z->pool, z->indices, z->r);
    if (!z->result) goto empty;
    return NEWREF(z->result);
  }
  if (!own_result(&z->result)) goto empty;
  ssize_t n = tuple_size(z->pool), i = z->r - 1;
  while (i >= 0 && z->indices[i] == i + n - z->r) i--;
  if (i < 0) goto empty;
  z->indices[i]++;
  for (ssize_t j = i + 1; j < z->r; j++) z->indices[j] = z->indices[j - 1] + 1;
  for (; i < z->r; i++) put(z->result, i, tuple_item(z->pool, z->indices[i]));
  return NEWREF(z->result);
empty:
  z->stopped = 1;
  return NULL;
}
static Object *replacing_next(Object *self) {
  SELF(Combinations);
  if (z->stopped) return NULL;
  if (!z->result) {
    z->result = picked(z->pool, z->indices, z->r);
    if (!z->result) goto empty;
    return NEWREF(z->result);
  }
  if (!own_result(&z->result)) goto empty;
  ssize_t n = tuple_size(z->pool), i = z->r - 1;
  while (i >= 0 && z->indices[i] == n - 1) i--;
  if (i < 0) goto empty;
  ssize_t index = z->indices[i] + 1;
  for (; i < z->r; i++) {
    z->indices[i] = index;
    put(z->result, i, tuple_item(z->pool, index));
  }
  return NEWREF(z->result);
empty:
  z->stopped = 1;
  return NULL;
}

/* (type, (pool, r)[, state]); takes state. */
static Own combine_reduce_steal(Object *self, Ref pool, ssize_t r, Object *state) {
  HOLD(held, state, "__reduce__()");
  HOLD(number, int_from_i64(r), "__reduce__()");
  HOLD(arguments, number.obj ? tuple_pack(2, pool, number.obj) : NULL, "__reduce__()");
  return hold_return(arguments.obj ? itertools_reduce_steal(self, hold_take(&arguments), hold_take(&held))
                                   : NULL,
                     &arguments, &number);
}
static Object *combinations_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Combinations);
  if (!z->result) return combine_reduce_steal(self, z->pool, z->r, NULL);
  if (z->stopped) {
    HOLD(nothing, tuple_new(0), "__reduce__()");
    return hold_return(combine_reduce_steal(self, nothing.obj, z->r, NULL), &nothing);
  }
  return combine_reduce_steal(self, z->pool, z->r, numbers_tuple(z->indices, z->r));
}
static Object *combinations_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  SELF(Combinations);
  bool repeating = TYPE(self)->slots.iternext == replacing_next;
  ssize_t n = tuple_size(z->pool);
  if (!read_numbers(args[0], z->indices, z->r)) return NULL;
  for (ssize_t i = 0; i < z->r; i++) z->indices[i] = clip(z->indices[i], repeating ? n : i + n - z->r + 1);
  Object *result = picked(z->pool, z->indices, z->r);
  if (!result) return NULL;
  SETREF(z->result, result);
  RETURN_NONE;
}
static size_t combinations_size_of(Object *self) {
  return TYPE(self)->basic_size + (size_t)(((Combinations *)self)->r) * sizeof(ssize_t);
}
static Object *combinations_sizeof(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  return int_from_i64((int64_t)combinations_size_of(self));
}
static const FieldSpec combinations_fields[] = {
    FIELD(Combinations, pool, "pool", FIELD_OWN, 0),
    FIELD(Combinations, result, "tuple to be used again", FIELD_OWN, 0),
    FIELD(Combinations, indices, "indices", FIELD_BLOCK, 0),
    {0}};
static const MethodSpec combinations_methods[] = {REDUCE_ROW(combinations_reduce),
                                                  SETSTATE_ROW(combinations_setstate),
                                                  SIZEOF_ROW(combinations_sizeof),
                                                  {0}};
SIZED_TYPE(combinations_spec, "combinations", Combinations,
           "combinations(iterable, r)\n--\n\nReturn successive r-length combinations of elements in the "
           "iterable.\n\n"
           "combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)",
           combinations_fields, combinations_methods, combinations_new, combinations_next,
           combinations_size_of);
SIZED_TYPE(replacing_spec, "combinations_with_replacement", Combinations,
           "combinations_with_replacement(iterable, r)\n--\n\nReturn successive r-length combinations of "
           "elements in the "
           "iterable allowing individual elements to have successive repeats.",
           combinations_fields, combinations_methods, replacing_new, replacing_next, combinations_size_of);

/* ---- permutations ---- */

static Object *permutations_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"permutations", {"iterable", "r"}, 0, 2, 2, 1};
  Object *got[2];
  if (!args_bind(&spec, args, nargs, kwnames, got)) return NULL;
  HOLD(pool, sequence_tuple(got[0]), "itertools.permutations()");
  if (!pool.obj) return NULL;
  ssize_t n = tuple_size(pool.obj), r = n;
  if (got[1] && got[1] != NONE) {
    if (!IS_SUB(got[1], INT)) return err_format(T(TypeError), "Expected int as r");
    if (index_argument(got[1], &r) < 0) return NULL;
  }
  if (r < 0) return err_format(T(ValueError), "r must be non-negative");
  if (r >= INT64_MAX / 64) return err_no_memory();
  ssize_t *indices = numbers_new(n), *cycles = indices ? numbers_new(r) : NULL;
  Permutations *z = cycles ? (Permutations *)object_new(cls, 0) : NULL;
  if (!z) {
    mem_free(indices);
    mem_free(cycles);
    return NULL;
  }
  for (ssize_t i = 0; i < n; i++) indices[i] = i;
  for (ssize_t i = 0; i < r; i++) cycles[i] = n - i;
  z->pool = hold_take(&pool);
  z->indices = indices;
  z->cycles = cycles;
  z->r = r;
  z->stopped = r > n;
  gc_track((Object *)z);
  return hold_return((Object *)z, &pool);
}

static Object *permutations_next(Object *self) {
  SELF(Permutations);
  if (z->stopped) return NULL;
  if (!z->result) {
    z->result = picked(z->pool, z->indices, z->r);
    if (!z->result) goto empty;
    return NEWREF(z->result);
  }
  ssize_t n = tuple_size(z->pool), i;
  if (n == 0 || !own_result(&z->result)) goto empty;
  for (i = z->r - 1; i >= 0; i--) {
    if (--z->cycles[i] == 0) { /* rotate what follows */
      ssize_t index = z->indices[i];
      for (ssize_t j = i; j < n - 1; j++) z->indices[j] = z->indices[j + 1];
      z->indices[n - 1] = index;
      z->cycles[i] = n - i;
      continue;
    }
    ssize_t j = n - z->cycles[i], index = z->indices[i];
    z->indices[i] = z->indices[j];
    z->indices[j] = index;
    for (ssize_t k = i; k < z->r; k++) put(z->result, k, tuple_item(z->pool, z->indices[k]));
    break;
  }
  if (i >= 0) return NEWREF(z->result);
empty:
  z->stopped = 1;
  return NULL;
}
static Object *permutations_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Permutations);
  if (!z->result) return combine_reduce_steal(self, z->pool, z->r, NULL);
  if (z->stopped) {
    HOLD(nothing, tuple_new(0), "__reduce__()");
    return hold_return(combine_reduce_steal(self, nothing.obj, z->r, NULL), &nothing);
  }
  HOLD(indices, numbers_tuple(z->indices, tuple_size(z->pool)), "__reduce__()");
  HOLD(cycles, indices.obj ? numbers_tuple(z->cycles, z->r) : NULL, "__reduce__()");
  return hold_return(
      cycles.obj ? combine_reduce_steal(self, z->pool, z->r, tuple_pack(2, indices.obj, cycles.obj)) : NULL,
      &cycles, &indices);
}
static Object *permutations_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  SELF(Permutations);
  if (!IS_SUB(args[0], TUPLE)) return err_format(T(TypeError), "state is not a tuple");
  if (tuple_size(args[0]) != 2)
    return err_format(T(TypeError), "function takes exactly 2 arguments (%zd given)", tuple_size(args[0]));
  ssize_t n = tuple_size(z->pool);
  if (!read_numbers(tuple_item(args[0], 0), z->indices, n) ||
      !read_numbers(tuple_item(args[0], 1), z->cycles, z->r))
    return NULL;
  for (ssize_t i = 0; i < n; i++) z->indices[i] = clip(z->indices[i], n);
  for (ssize_t i = 0; i < z->r; i++)
    z->cycles[i] = z->cycles[i] < 1 ? 1 : z->cycles[i] > n - i ? n - i : z->cycles[i];
  Object *result = picked(z->pool, z->indices, z->r);
  if (!result) return NULL;
  SETREF(z->result, result);
  RETURN_NONE;
}
static size_t permutations_size_of(Object *self) {
  return TYPE(self)->basic_size +
         (size_t)(tuple_size(((Permutations *)self)->pool) + ((Permutations *)self)->r) * sizeof(ssize_t);
}
static Object *permutations_sizeof(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  return int_from_i64((int64_t)permutations_size_of(self));
}
static const FieldSpec permutations_fields[] = {
    FIELD(Permutations, pool, "pool", FIELD_OWN, 0),
    FIELD(Permutations, result, "tuple to be used again", FIELD_OWN, 0),
    FIELD(Permutations, indices, "indices", FIELD_BLOCK, 0),
    FIELD(Permutations, cycles, "cycles", FIELD_BLOCK, 0),
    {0}};
static const MethodSpec permutations_methods[] = {REDUCE_ROW(permutations_reduce),
                                                  SETSTATE_ROW(permutations_setstate),
                                                  SIZEOF_ROW(permutations_sizeof),
                                                  {0}};
SIZED_TYPE(permutations_spec, "permutations", Permutations,
           "permutations(iterable, r=None)\n--\n\nReturn successive r-length permutations of elements in "
           "the iterable.\n\n"
           "permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)",
           permutations_fields, permutations_methods, permutations_new, permutations_next,
           permutations_size_of);

int itertools_add_combine(Ref module) {
  if (module_add_steal(module, "combinations", type_from_spec(&combinations_spec, module)) < 0) return -1;
  if (module_add_steal(module, "combinations_with_replacement", type_from_spec(&replacing_spec, module)) < 0)
    return -1;
  if (module_add_steal(module, "permutations", type_from_spec(&permutations_spec, module)) < 0) return -1;
  return module_add_steal(module, "product", type_from_spec(&product_spec, module));
}
