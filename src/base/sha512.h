// SHA-512 (FIPS 180-4), in one call.
#ifndef LASTREF_BASE_SHA512_H
#define LASTREF_BASE_SHA512_H

#include <stddef.h>
#include <stdint.h>

enum { SHA512_DIGEST = 64 };
void sha512_digest(const void *bytes, size_t len, uint8_t out[SHA512_DIGEST]);

#endif
