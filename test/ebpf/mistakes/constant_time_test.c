/* SPDX-License-Identifier: Apache-2.0 */
/* constant_time_test.c: elsewhere each access walked a list of regions, so that the last one in it
 * was slow. Here an access takes the same number of the board's instructions in every region and at
 * every offset. */
#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "emulated/board.h"
#include "unit.h"

static struct container container;
static uint8_t context[40];
static const struct thimble_event event = {context, sizeof context, sizeof context};

static void run(void *argument) {
  struct thimble_outcome *outcome = argument;
  *outcome = container_run(&container, &event, UINT32_MAX);
}

/* Instructions of a whole run that makes this access. */
static uint32_t count_access(instruction_t access, uint32_t region, uint32_t offset) {
  static const uint8_t bytes[40];
  const struct container_parts parts = {TEXT(ADDRESS(1, region, offset), access, EXIT),
                                        .frame_size = 40, .read_only = {bytes, 40},
                                        .data = {bytes, 40}};
  struct thimble_outcome outcome;
  check_loads(&container, &parts);
  uint32_t instructions = thimble_board_count(run, &outcome);
  assert_int_equal(outcome.kind, THIMBLE_DONE);
  return instructions;
}

static void access_takes_constant_time(void **state) {
  (void)state;
  static const instruction_t accesses[] = {LOAD8(0, 1, 0), LOAD64(0, 1, 0), SLOT(0x91, 0, 1, 0, 0),
                                           STORE8(1, 0, 2), STORE64(1, 0, 2)};
  static const uint32_t offsets[] = {0, 1, 31, 32};
  for (uint32_t i = 0; i < COUNT(accesses); i++) {
    uint32_t expected = count_access(accesses[i], STACK, 0);
    bool stores = (accesses[i].head & 7) == 3;
    for (uint32_t region = STACK; region <= CONTEXT; region++)
      for (uint32_t k = 0; k < COUNT(offsets) && !(stores && region == READ_ONLY); k++)
        assert_int_equal(count_access(accesses[i], region, offsets[k]), expected);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(access_takes_constant_time),
  };
  return cmocka_run_group_tests_name("constant time", tests, NULL, NULL);
}
