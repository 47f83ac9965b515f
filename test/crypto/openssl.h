/* SPDX-License-Identifier: Apache-2.0 */
/* openssl.h: ES256 by OpenSSL, on the computer: the oracle of the tests, and signatures with a
 * nonce of the test's choice, which reach the corners of the arithmetic. A mistake ends the
 * program. */
#ifndef THIMBLE_TEST_CRYPTO_OPENSSL_H
#define THIMBLE_TEST_CRYPTO_OPENSSL_H

#include <stdbool.h>
#include <stdint.h>

#include <openssl/bn.h>

/* What P-256 needs; started once, never freed. */
struct curve {
  BIGNUM *order, *prime;
};

const struct curve *curve_start(void);

/* Frees all numbers that the functions below have made. */
void numbers_release(void);

/* New numbers; the arithmetic is modulo the order, and division is by the inverse. */
BIGNUM *number(int64_t value);
BIGNUM *number_of_bytes(const uint8_t bytes[32]);
BIGNUM *sum(const BIGNUM *left, const BIGNUM *right);
BIGNUM *difference(const BIGNUM *left, const BIGNUM *right);
BIGNUM *product(const BIGNUM *left, const BIGNUM *right);
BIGNUM *quotient(const BIGNUM *left, const BIGNUM *right);

/* The number as 32 bytes; it is below 2^256. */
void number_write(const BIGNUM *value, uint8_t bytes[32]);

/* multiplier × G as an uncompressed point. */
void point_of(const BIGNUM *multiplier, uint8_t bytes[65]);

/* The x coordinate of multiplier × G, modulo the order. */
BIGNUM *x_of(const BIGNUM *multiplier);

/* The key for which (x mod n, s) is a signature of digest, where x is the lowest coordinate of a
 * point that is not below the order. */
void key_for_large_x(const uint8_t digest[32], const BIGNUM *s, uint8_t key[65], BIGNUM **x);

/* The point with this x coordinate, modulo p, and an even or odd y. False: there is none. */
bool point_with_x(int32_t x, bool odd, uint8_t point[65]);

/* A signature by a key whose private half nobody knows: of first × G + second × key, which is not
 * the point at infinity. It is of a digest that it chooses. */
void sign_without_private_key(const uint8_t key[65], const BIGNUM *first, const BIGNUM *second,
                              uint8_t digest[32], uint8_t signature[64]);

/* What OpenSSL says of a signature of a digest. */
bool openssl_accepts_digest(const uint8_t key[65], const uint8_t digest[32],
                            const uint8_t signature[64]);

/* What OpenSSL says of a key and a signature of proper length. */
bool openssl_accepts(const uint8_t key[65], const uint8_t *message, uint32_t length,
                     const uint8_t signature[64]);

#endif
