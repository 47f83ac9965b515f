/* SPDX-License-Identifier: Apache-2.0 */
/* cases_test.c: what a device does with each envelope of cases.txt. */
#include <string.h>

#include "suit/table.h"
#include "unit.h"

static void every_case(void **state) {
  (void)state;
  static struct device device;
  struct suit_case row;
  uint32_t wrong = 0, count = 0;
  suit_table_start();
  for (; suit_table_next(&row); count++) {
    const char *said =
        device_process(&device, &suit_table_device, row.envelope, suit_table_signers());
    assert_false(device.trace.cut);
    if (strcmp(said, row.expected) == 0)
      continue;
    print_message("%s:\n  expected %s\n  but was  %s\n", row.name, row.expected, said);
    wrong++;
  }
  assert_true(count > 200);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_case)};
  return cmocka_run_group_tests_name("SUIT cases", tests, NULL, NULL);
}
