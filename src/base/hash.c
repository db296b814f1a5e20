#include "base/hash.h"

#include <string.h>

#define XXH_INLINE_ALL // one-shot functions only: no state, no allocation, no library to link
#include <xxhash.h>

uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed) {
  return XXH3_64bits_withSeed(len ? bytes : "", len, seed);
}

Digest hash_digest(const void *bytes, size_t len, uint64_t seed) {
  XXH128_hash_t h = XXH3_128bits_withSeed(len ? bytes : "", len, seed);
  return (Digest){.low = h.low64, .high = h.high64};
}

uint64_t hash_mix(uint64_t hash, uint64_t word) {
  // The finaliser of SplitMix64 over the sum: every input bit reaches every output bit.
  uint64_t z = (hash * UINT64_C(0xD6E8FEB86659FD93) ^ word) + UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

static uint64_t rotate(uint64_t x, unsigned by) { return x << by | x >> (64 - by); }

static void sip_round(uint64_t v[4]) {
  v[0] += v[1];
  v[2] += v[3];
  v[1] = rotate(v[1], 13) ^ v[0];
  v[3] = rotate(v[3], 16) ^ v[2];
  v[0] = rotate(v[0], 32);
  v[2] += v[1];
  v[0] += v[3];
  v[1] = rotate(v[1], 17) ^ v[2];
  v[3] = rotate(v[3], 21) ^ v[0];
  v[2] = rotate(v[2], 32);
}

static uint64_t load_little(const unsigned char *p, size_t count) {
  uint64_t word = 0;
  for (size_t i = 0; i < count; i++) word |= (uint64_t)p[i] << (8 * i);
  return word;
}

uint64_t hash_siphash13(const void *bytes, size_t len, uint64_t k0, uint64_t k1) {
  uint64_t v[4] = {k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d),
                   k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573)};
  const unsigned char *p = bytes;
  size_t left = len;
  for (; left >= 8; p += 8, left -= 8) {
    uint64_t word = load_little(p, 8);
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
  }
  uint64_t last = (uint64_t)len << 56 | load_little(p, left);
  v[3] ^= last;
  sip_round(v);
  v[0] ^= last;
  v[2] ^= 0xff;
  sip_round(v);
  sip_round(v);
  sip_round(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

int64_t hash_python(const void *bytes, size_t len) {
  if (len == 0) return 0;
  int64_t hash = (int64_t)hash_siphash13(bytes, len, 0, 0);
  return hash == -1 ? -2 : hash;
}
