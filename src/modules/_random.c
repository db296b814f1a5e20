/* _random: the Mersenne Twister (M. Matsumoto, T. Nishimura, "Mersenne Twister: a 623-dimensionally
 * equidistributed uniform pseudorandom number generator", 1998), seeded as CPython seeds it. The rest of
 * random is src/pylib/random.py.
 *
 * Invariant: index counts the words of state already given out; STATE means that a new batch is due.
 */
#include "base/sha512.h"
#include "modules/world.h"
#include "object/bytes.h"
#include "object/err.h"
#include "object/int_internal.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

enum { STATE = 624, SHIFT = 397 };

typedef struct Random {
  Object ob;
  int32_t index;
  uint32_t state[STATE];
} Random;

static uint32_t next_word(Random *r) {
  uint32_t *mt = r->state, y;
  if (r->index >= STATE) {
    for (int i = 0; i < STATE; i++) {
      y = (mt[i] & 0x80000000u) | (mt[(i + 1) % STATE] & 0x7FFFFFFFu);
      mt[i] = mt[(i + SHIFT) % STATE] ^ (y >> 1) ^ (y & 1 ? 0x9908B0DFu : 0);
    }
    r->index = 0;
  }
  y = mt[r->index++];
  y ^= y >> 11;
  y ^= y << 7 & 0x9D2C5680u;
  y ^= y << 15 & 0xEFC60000u;
  return y ^ y >> 18;
}

static void seed_word(Random *r, uint32_t s) {
  r->state[0] = s;
  for (uint32_t i = 1; i < STATE; i++)
    r->state[i] = 1812433253u * (r->state[i - 1] ^ r->state[i - 1] >> 30) + i;
  r->index = STATE;
}

static void seed_words(Random *r, const uint32_t *key, size_t n) {
  seed_word(r, 19650218u);
  uint32_t *mt = r->state;
  size_t i = 1, j = 0;
  for (size_t k = MAX(n, (size_t)STATE); k; k--) {
    mt[i] = (mt[i] ^ ((mt[i - 1] ^ mt[i - 1] >> 30) * 1664525u)) + key[j] + (uint32_t)j;
    if (++i >= STATE) {
      mt[0] = mt[STATE - 1];
      i = 1;
    }
    if (++j >= n) j = 0;
  }
  for (size_t k = STATE - 1; k; k--) {
    mt[i] = (mt[i] ^ ((mt[i - 1] ^ mt[i - 1] >> 30) * 1566083941u)) - (uint32_t)i;
    if (++i >= STATE) {
      mt[0] = mt[STATE - 1];
      i = 1;
    }
  }
  mt[0] = 0x80000000u;
}

static void seed_from_world(Random *r) {
  uint64_t x = world_entropy();
  uint32_t key[16];
  for (int i = 0; i < 16; i += 2) { /* splitmix64 */
    uint64_t z = x += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    key[i] = (uint32_t)z;
    key[i + 1] = (uint32_t)(z >> 32);
  }
  seed_words(r, key, ARRAY_LEN(key));
}

static bool seed_from(Random *r, Ref arg) {
  if (!arg || arg == NONE) {
    seed_from_world(r);
    return true;
  }
  HOLD(n, NULL, "random.seed()");
  if (IS_SUB(arg, INT))
    n.obj = int_absolute(arg);
  else {
    Hash h = object_hash(arg);
    if (h == -1) return false;
    n.obj = int_from_u64((uint64_t)h);
  }
  if (!n.obj) return false;
  IntView v;
  int_view(n.obj, &v);
  size_t count = MAX((size_t)(limbs_bits(v.p, v.n) + 31) / 32, (size_t)1);
  uint32_t small[64], *key = count <= ARRAY_LEN(small) ? small : mem_alloc(count * sizeof *key);
  if (!key) {
    err_no_memory();
    return false;
  }
  for (size_t i = 0; i < count; i++) key[i] = v.n ? (uint32_t)(v.p[i / 2] >> (i % 2 * 32)) : 0;
  seed_words(r, key, count);
  if (key != small) mem_free(key);
  return true;
}

static Own random_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)kwnames;
  Object *arg = nargs ? args[0] : NULL;
  HOLD(self, instance_new(cls, 0), "Random()");
  if (!self.obj || !seed_from((Random *)self.obj, arg)) return NULL;
  return hold_take(&self);
}

/* __init__ of subclasses takes the seed; the base ignores what __new__ used. */
static int random_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)self, (void)args, (void)nargs, (void)kwnames;
  return 0;
}

static Object *random_random(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  uint32_t a = next_word((Random *)self) >> 5, b = next_word((Random *)self) >> 6;
  return float_make((a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}

static Object *random_seed(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (!seed_from((Random *)self, args[0])) return NULL;
  RETURN_NONE;
}

static Object *random_getrandbits(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Random *r = (Random *)self;
  HOLD(index, number_index(args[0]), "getrandbits()");
  if (!index.obj) return NULL;
  int64_t k;
  if (!int_fits_i64(index.obj, &k) || k > INT32_MAX)
    return err_format(T(OverflowError), "Python int too large to convert to C int");
  if (k < 0) return err_format(T(ValueError), "number of bits must be non-negative");
  if (k == 0) return hold_return(NEWREF(int_small(0)), &index);
  if (k <= 32) return hold_return(int_new(next_word(r) >> (32 - k)), &index);
  ssize_t n = (k + 63) / 64;
  LIMBS(w, n);
  if (!w) return err_no_memory();
  w[n - 1] = 0;
  for (ssize_t i = 0; k > 0; i++, k -= 32) {
    uint32_t word = next_word(r);
    if (k < 32) word >>= 32 - k;
    if (i % 2)
      w[i / 2] |= (mp_limb_t)word << 32;
    else
      w[i / 2] = word;
  }
  return hold_return(int_from_limbs(false, (const uint64_t *)w, n), &index);
}

static Object *random_getstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Random *r = (Random *)self;
  Object *items[STATE + 1];
  for (int i = 0; i <= STATE; i++) {
    items[i] = int_new(i < STATE ? (int64_t)r->state[i] : r->index);
    if (!items[i]) {
      while (i--) DECREF(items[i]);
      return NULL;
    }
  }
  return tuple_from_array_steal(items, STATE + 1);
}

static Object *random_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Random *r = (Random *)self;
  if (!IS_SUB(args[0], TUPLE)) return err_format(T(TypeError), "state vector must be a tuple");
  if (tuple_size(args[0]) != STATE + 1) return err_format(T(ValueError), "state vector is the wrong size");
  uint32_t fresh[STATE];
  for (int i = 0; i <= STATE; i++) {
    Object *item = tuple_item(args[0], i);
    if (!IS_SUB(item, INT)) return err_format(T(TypeError), "an integer is required");
    if (int_sign(item) < 0)
      return err_format(T(OverflowError), "can't convert negative value to unsigned int");
    int64_t v;
    if (!int_fits_i64(item, &v))
      return err_format(T(OverflowError), "Python int too large to convert to C unsigned long");
    if (i < STATE)
      fresh[i] = (uint32_t)v;
    else if (v > STATE)
      return err_format(T(ValueError), "invalid state");
    else
      r->index = (int32_t)v;
  }
  memcpy(r->state, fresh, sizeof fresh);
  RETURN_NONE;
}

static const MethodSpec random_methods[] = {
    {"random(self, /)", random_random, 0, "random() -> x in the interval [0, 1)."},
    {"seed(self, n=None, /)", random_seed, 0,
     "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and "
     "the process identifier."},
    {"getstate(self, /)", random_getstate, 0, "getstate() -> tuple containing the current state."},
    {"setstate(self, state, /)", random_setstate, 0, "setstate(state) -> None.  Restores generator state."},
    {"getrandbits(self, k, /)", random_getrandbits, 0,
     "getrandbits(k) -> x.  Generates an int with k random bits."},
    {NULL, NULL, 0, NULL}};

static const TypeSpec random_spec = {
    .name = "_random.Random",
    .doc = "Random() -> create a random number generator with its own internal state.",
    .basic_size = sizeof(Random),
    .flags = TYPE_BASE,
    .methods = random_methods,
    .slots = {.new_ = random_new, .init = random_init}};

static Object *sha512_of(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  if (!IS_SUB(args[0], BYTES) && !object_is_instance_of(args[0], T(BYTEARRAY)))
    return err_format(T(TypeError), "a bytes-like object is required, not '%T'", args[0]);
  uint8_t digest[SHA512_DIGEST];
  sha512_digest(bytelike_data(args[0]), (size_t)bytes_size(args[0]), digest);
  return bytes_new(digest, SHA512_DIGEST);
}

/* Entropy of the host: n bytes, for SystemRandom. */
static Object *entropy_bytes(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  ssize_t n = object_as_index(args[0], T(OverflowError));
  if (n == -1 && err_occurred()) return NULL;
  if (n < 0) return err_format(T(ValueError), "negative argument not allowed");
  char small[8];
  uint64_t word = 0;
  if (n <= 1) {
    word = world_entropy();
    memcpy(small, &word, sizeof small);
    return bytes_new(small, n);
  }
  Object *out = bytes_new(NULL, n);
  for (ssize_t i = 0; out && i < n; i++) {
    if (i % 8 == 0) word = world_entropy();
    BYTES_DATA(out)[i] = (char)(word >> (i % 8 * 8));
  }
  return out;
}

static const MethodSpec functions[] = {
    {"sha512($module, data, /)", sha512_of, 0, "The SHA-512 digest of data."},
    {"urandom($module, size, /)", entropy_bytes, 0, "Random bytes from the host."},
    {NULL, NULL, 0, NULL}};

Own module_random_init(void) {
  HOLD(m, module_new("_random", "Module implements the Mersenne Twister random number generator."), "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0) return NULL;
  if (module_add_steal(m.obj, "Random", type_from_spec(&random_spec, m.obj)) < 0) return NULL;
  return hold_take(&m);
}
