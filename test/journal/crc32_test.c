/* SPDX-License-Identifier: Apache-2.0 */
/* crc32_test.c: the checksum is the one that everybody means. */
#include "journal/crc32.h"
#include "unit.h"

static struct thimble_bytes view(const void *data, uint32_t length) {
  return (struct thimble_bytes){data, length};
}

static void has_the_published_check_value(void **state) {
  (void)state;
  assert_int_equal(~thimble_crc32(THIMBLE_CRC32_START, view("123456789", 9)), 0xcbf43926);
}

static void can_go_on(void **state) {
  (void)state;
  uint32_t crc = thimble_crc32(THIMBLE_CRC32_START, view("1234", 4));
  assert_int_equal(~thimble_crc32(crc, view("56789", 5)), 0xcbf43926);
  assert_int_equal(thimble_crc32(crc, view(NULL, 0)), crc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(has_the_published_check_value),
      cmocka_unit_test(can_go_on),
  };
  return cmocka_run_group_tests_name("CRC-32", tests, NULL, NULL);
}
