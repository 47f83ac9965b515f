/* SPDX-License-Identifier: Apache-2.0 */
/* sha256_test.c: SHA-256 gives the digests of FIPS 180-4's examples, whatever the pieces. */
#include <string.h>

#include <thimble/crypto.h>

#include "ebpf/hex.h"
#include "unit.h"

static struct thimble_bytes text(const char *string) {
  return (struct thimble_bytes){(const uint8_t *)string, (uint32_t)strlen(string)};
}

static void check(const uint8_t digest[THIMBLE_DIGEST_SIZE], const char *expected) {
  uint8_t bytes[THIMBLE_DIGEST_SIZE];
  uint32_t length;
  assert_true(hex_read(expected, strlen(expected), bytes, sizeof bytes, &length));
  assert_int_equal(length, sizeof bytes);
  assert_memory_equal(digest, bytes, sizeof bytes);
}

static void known_digests(void **state) {
  (void)state;
  static const struct {
    const char *message, *digest;
  } known[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
  };
  for (uint32_t i = 0; i < COUNT(known); i++) {
    uint8_t digest[THIMBLE_DIGEST_SIZE];
    thimble_sha256(text(known[i].message), digest);
    check(digest, known[i].digest);
  }
}

static void a_million_letters(void **state) {
  (void)state;
  uint8_t letters[1000], digest[THIMBLE_DIGEST_SIZE];
  struct thimble_sha256 hash;
  memset(letters, 'a', sizeof letters);
  thimble_sha256_start(&hash);
  for (uint32_t i = 0; i < 1000; i++)
    thimble_sha256_add(&hash, (struct thimble_bytes){letters, sizeof letters});
  thimble_sha256_finish(&hash, digest);
  check(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* Every length around two blocks, cut at every place, and finished in between. */
static void pieces_do_not_matter(void **state) {
  (void)state;
  uint8_t message[130], whole[THIMBLE_DIGEST_SIZE], digest[THIMBLE_DIGEST_SIZE];
  for (uint32_t i = 0; i < sizeof message; i++)
    message[i] = (uint8_t)(i * 7);
  for (uint32_t length = 0; length <= sizeof message; length += 13) {
    thimble_sha256((struct thimble_bytes){message, length}, whole);
    for (uint32_t cut = 0; cut <= length; cut++) {
      struct thimble_sha256 hash;
      thimble_sha256_start(&hash);
      thimble_sha256_add(&hash, (struct thimble_bytes){NULL, 0});
      thimble_sha256_add(&hash, (struct thimble_bytes){message, cut});
      thimble_sha256_finish(&hash, digest);
      thimble_sha256_add(&hash, (struct thimble_bytes){message + cut, length - cut});
      thimble_sha256_finish(&hash, digest);
      assert_memory_equal(digest, whole, sizeof digest);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_digests),
      cmocka_unit_test(a_million_letters),
      cmocka_unit_test(pieces_do_not_matter),
  };
  return cmocka_run_group_tests_name("SHA-256", tests, NULL, NULL);
}
