/* SPDX-License-Identifier: Apache-2.0 */
/* openssl_test.c: on random keys, messages and signatures, good and spoilt, thimble_es256_verify()
 * and OpenSSL say the same, and SHA-256 gives the same digests. */
#include <stdio.h>
#include <string.h>

#include <openssl/sha.h>

#include <thimble/crypto.h>

#include "crypto/openssl.h"
#include "random.h"
#include "seeds.h"
#include "unit.h"

enum {
  MESSAGE = 200
};

static void fill(struct random *random, uint8_t *bytes, uint32_t length) {
  for (uint32_t i = 0; i < length; i++)
    bytes[i] = (uint8_t)random_number(random);
}

static BIGNUM *random_scalar(struct random *random) {
  uint8_t bytes[32];
  fill(random, bytes, sizeof bytes);
  if (random_once_in(random, 8))
    memset(bytes, random_once_in(random, 2) ? 0 : 0xff, random_below(random, 31));
  return sum(number_of_bytes(bytes), number(0));
}

static void sign(struct random *random, const uint8_t digest[32], uint8_t key[65],
                 uint8_t signature[64]) {
  BIGNUM *d = random_scalar(random), *k = random_scalar(random), *r = x_of(k);
  point_of(d, key);
  number_write(r, signature);
  number_write(quotient(sum(number_of_bytes(digest), product(r, d)), k), signature + 32);
}

/* One change, in one of two cases. */
static bool spoil(struct random *random, uint8_t key[65], uint8_t signature[64]) {
  if (random_once_in(random, 2))
    return false;
  if (random_once_in(random, 3))
    key[random_below(random, 65)] ^= (uint8_t)(1u << random_below(random, 8));
  else
    signature[random_below(random, 64)] ^= (uint8_t)(1u << random_below(random, 8));
  return true;
}

static void compare(uint32_t seed) {
  struct random random;
  uint8_t message[MESSAGE], digest[32], expected[32], key[65], signature[64];
  random_start(&random, seed);
  uint32_t length = random_below(&random, MESSAGE + 1);
  fill(&random, message, length);
  thimble_sha256((struct thimble_bytes){message, length}, digest);
  SHA256(message, length, expected);
  assert_memory_equal(digest, expected, sizeof digest);
  sign(&random, digest, key, signature);
  bool spoilt = spoil(&random, key, signature);
  bool accepted = thimble_es256_verify((struct thimble_bytes){key, sizeof key}, digest,
                                       (struct thimble_bytes){signature, sizeof signature});
  if (accepted == spoilt || accepted != openssl_accepts(key, message, length, signature))
    fail_msg("seed %u: %s", (unsigned)seed, accepted ? "accepted" : "rejected");
  numbers_release();
}

static void both_say_the_same(void **state) {
  (void)state;
  curve_start();
  for_each_seed(2000, compare);
}

/* Every special multiple of G with every special multiple of the key. */
static void try_key(const uint8_t key[65]) {
  static const int64_t factors[] = {1, 2, 3, 4, 5, 16, -1, -2, -3, 0x5555555555555555};
  for (uint32_t i = 0; i < COUNT(factors); i++)
    for (uint32_t j = 0; j < COUNT(factors); j++) {
      uint8_t digest[32], signature[64];
      const struct thimble_bytes key_view = {key, 65}, signature_view = {signature, 64};
      sign_without_private_key(key, number(factors[i]), number(factors[j]), digest, signature);
      assert_true(openssl_accepts_digest(key, digest, signature));
      assert_true(thimble_es256_verify(key_view, digest, signature_view));
      signature[63] ^= 1;
      assert_false(openssl_accepts_digest(key, digest, signature));
      assert_false(thimble_es256_verify(key_view, digest, signature_view));
      numbers_release();
    }
}

/* Keys with the least and the greatest coordinates. */
static void keys_at_the_edges(void **state) {
  (void)state;
  uint32_t keys = 0;
  uint8_t key[65];
  curve_start();
  for (int32_t x = -8; x <= 8; x++)
    for (uint32_t odd = 0; odd < 2; odd++)
      if (point_with_x(x, odd == 1, key)) {
        try_key(key);
        keys++;
      }
  assert_true(keys > 8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_say_the_same),
      cmocka_unit_test(keys_at_the_edges),
  };
  return cmocka_run_group_tests_name("ES256 and OpenSSL", tests, NULL, NULL);
}
