// The hash SHA-256 (FIPS 180-4).
#ifndef LATENTS_SHA256_H
#define LATENTS_SHA256_H

#include <stddef.h>
#include <stdint.h>

/// Takes `blocks` blocks of 64 bytes into the eight words of the state.
void latents_sha256(uint32_t state[8], const uint8_t *bytes, size_t blocks);

#endif
