// Hashing: xxHash for our own tables and digests, SipHash-1-3 where the debuggee can see the value.
#ifndef LASTREF_BASE_HASH_H
#define LASTREF_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

typedef struct Digest {
  uint64_t low, high;
} Digest;

// 64-bit hash for tables and for digests of state (XXH3).
uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed);
// 128-bit digest (XXH3).
Digest hash_digest(const void *bytes, size_t len, uint64_t seed);
// Mixes a word into a running hash; for keys made of a few words.
uint64_t hash_mix(uint64_t hash, uint64_t word);
// SipHash-1-3 (Aumasson, Bernstein, "SipHash: a fast short-input PRF", with 1 and 3 rounds).
uint64_t hash_siphash13(const void *bytes, size_t len, uint64_t k0, uint64_t k1);
// hash(bytes) of CPython 3.11 with PYTHONHASHSEED=0 (key zero): 0 for no bytes, -2 instead of -1. A str
// hashes its internal representation: 1, 2 or 4 bytes a character, native order.
int64_t hash_python(const void *bytes, size_t len);

#endif
