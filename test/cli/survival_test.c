/* SPDX-License-Identifier: Apache-2.0 */
/* survival_test.c: whatever a file holds, the verbs end with an exit code. The sanitizers watch. */
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
#include "cli/common/message.h"
#include "cli/verb.h"

enum {
  IMAGE_MAXIMUM = 4096
};

static char path[] = "survival.thimble";

static int call(int (*verb)(int, char **), char *name) {
  char fuel[] = "--fuel=100";
  char *arguments[] = {name, path, NULL, NULL};
  if (verb == thimble_verb_run)
    arguments[2] = fuel;
  return verb(arguments[2] ? 3 : 2, arguments);
}

static void try_all(const uint8_t *bytes, uint32_t length) {
  char run[] = "run", inspect[] = "inspect", disasm[] = "disasm";
  assert_true(file_write(path, bytes, length));
  assert_in_range(call(thimble_verb_run, run), EXIT_CODE_OK, EXIT_CODE_FAILURE);
  assert_in_range(call(thimble_verb_inspect, inspect), EXIT_CODE_OK, EXIT_CODE_FAILURE);
  assert_in_range(call(thimble_verb_disasm, disasm), EXIT_CODE_OK, EXIT_CODE_FAILURE);
}

/* Changes every byte of a sample in several ways. */
static void damage(const char *sample) {
  static const uint8_t differences[] = {1, 2, 4, 8, 16, 32, 64, 128, 255};
  struct file_bytes file;
  assert_true(file_read(&file, sample, IMAGE_MAXIMUM));
  for (uint32_t place = 0; place < file.length; place++)
    for (size_t i = 0; i < sizeof(differences); i++) {
      file.data[place] ^= differences[i];
      try_all(file.data, file.length);
      file.data[place] ^= differences[i];
    }
  file_free(&file);
}

static void damaged_images_do_no_harm(void **state) {
  (void)state;
  damage("wild.thimble");
  damage("hello.thimble");
  damage("narrow.thimble");
  damage("python.thimble");
}

static void a_shorter_image_does_no_harm(void **state) {
  (void)state;
  struct file_bytes file;
  assert_true(file_read(&file, "wild.thimble", IMAGE_MAXIMUM));
  for (uint32_t length = 0; length < file.length; length++)
    try_all(file.data, length);
  file_free(&file);
}

static void a_longer_image_does_no_harm(void **state) {
  (void)state;
  struct file_bytes file;
  assert_true(file_read(&file, "answer.thimble", IMAGE_MAXIMUM));
  try_all(file.data, file.length + 1); /* file_read() has put a NUL there */
  file_free(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(damaged_images_do_no_harm),
      cmocka_unit_test(a_shorter_image_does_no_harm),
      cmocka_unit_test(a_longer_image_does_no_harm),
  };
  /* Thousands of listings and messages help nobody; cmocka's own go to standard error too, so the
   * exit code tells. */
  if (!freopen("/dev/null", "w", stdout) || !freopen("survival.messages", "w", stderr))
    return EXIT_FAILURE;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  unlink(path);
  return failed;
}
