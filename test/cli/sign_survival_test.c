/* SPDX-License-Identifier: Apache-2.0 */
/* sign_survival_test.c: whatever keys, policies and files of numbers hold, reading them ends with
 * an answer, and what was read can be written. The sanitizers watch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/common/file.h"
#include "cli/sign/key.h"
#include "cli/sign/policy_file.h"
#include "cli/sign/record_write.h"
#include "cli/sign/sequence.h"

static const char sample[] = "tenant = acme\n"
                             "keys = survival.pub.pem\n"
                             "grants = log, sensor(temperature)\n"
                             "  value-write(shared/t.)\n"
                             "hooks = timer request\n"
                             "memory = 4096\n"
                             "private = 4, 256, 10, kept\n"
                             "vendor = example.com\n"
                             "class = gadget\n";

typedef void try_function(const char *path);

/* Without the care of file_write(), which waits for the disk. */
static void put_file(const char *path, const uint8_t *bytes, size_t length) {
  FILE *stream = fopen(path, "wb");
  assert_non_null(stream);
  assert_int_equal(fwrite(bytes, 1, length, stream), length);
  assert_int_equal(fclose(stream), 0);
}

/* Changes every byte of the content in several ways, and cuts it off everywhere. */
static void damage(const char *path, const uint8_t *content, uint32_t length, try_function *try) {
  static const uint8_t differences[] = {1, 2, 4, 8, 16, 32, 64, 128, 255};
  uint8_t *bytes = malloc(length);
  assert_non_null(bytes);
  memcpy(bytes, content, length);
  for (uint32_t place = 0; place < length; place++) {
    for (size_t i = 0; i < sizeof differences; i++) {
      bytes[place] ^= differences[i];
      put_file(path, bytes, length);
      try(path);
      bytes[place] ^= differences[i];
    }
    put_file(path, bytes, place);
    try(path);
  }
  free(bytes);
}

/* A key that is read is of use. */
static void try_key(const char *path) {
  static const uint8_t message[] = "message";
  uint8_t signature[KEY_SIGNATURE_LENGTH];
  struct key key;
  if (!key_read(&key, path, KEY_EITHER))
    return;
  assert_int_equal(key.point[0], 4);
  if (key.private)
    assert_true(key_sign(&key, (struct thimble_bytes){message, sizeof message}, signature));
  key_free(&key);
}

static void try_policy(const char *path) {
  struct policy policy;
  if (policy_file_read(&policy, path, POLICY_OF_TENANT)) {
    struct file_bytes record = record_write(&policy);
    assert_in_range(record.length, 1, THIMBLE_RECORD_MAXIMUM);
    file_free(&record);
  }
  policy_free(&policy);
}

static void try_owner(const char *path) {
  struct policy policy;
  policy_file_read(&policy, path, POLICY_OF_OWNER);
  policy_free(&policy);
}

static void try_numbers(const char *path) {
  uint32_t number = 0;
  (void)path;
  if (sequence_take("survival.pem", "a/b", 0, &number))
    assert_in_range(number, 1, UINT32_MAX);
}

static void damaged_keys_do_no_harm(void **state) {
  (void)state;
  struct key key;
  assert_true(key_generate(&key));
  struct file_bytes private = key_private_text(&key);
  struct file_bytes public = key_public_text(&key);
  damage("survival.key", private.data, private.length, try_key);
  damage("survival.key", public.data, public.length, try_key);
  file_free(&private);
  file_free(&public);
  key_free(&key);
}

static void damaged_policies_do_no_harm(void **state) {
  (void)state;
  damage("survival.policy", (const uint8_t *)sample, sizeof sample - 1, try_policy);
  damage("survival.policy", (const uint8_t *)sample, sizeof sample - 1, try_owner);
}

static void damaged_numbers_do_no_harm(void **state) {
  static const char numbers[] = "a/b 7\n/ 12\n";
  (void)state;
  damage("survival.pem.sequence", (const uint8_t *)numbers, sizeof numbers - 1, try_numbers);
}

/* The policy names a public key, and the numbers are locked through a private one. */
static int make_files(void **state) {
  (void)state;
  struct key key;
  if (!key_generate(&key))
    return -1;
  struct file_bytes private = key_private_text(&key);
  struct file_bytes public = key_public_text(&key);
  bool made = file_write_private("survival.pem", private.data, private.length) &&
              file_write("survival.pub.pem", public.data, public.length);
  file_free(&private);
  file_free(&public);
  key_free(&key);
  return made ? 0 : -1;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(damaged_keys_do_no_harm),
      cmocka_unit_test(damaged_policies_do_no_harm),
      cmocka_unit_test(damaged_numbers_do_no_harm),
  };
  /* Thousands of messages help nobody; cmocka's own go to standard error too, so the exit code
   * tells.
   */
  if (!freopen("/dev/null", "w", stdout) || !freopen("sign-survival.messages", "w", stderr))
    return EXIT_FAILURE;
  return cmocka_run_group_tests(tests, make_files, NULL);
}
