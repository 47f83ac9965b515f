/* SPDX-License-Identifier: Apache-2.0 */
/* trap_test.c: each way a run is stopped, with the position of the instruction and what its reason
 * speaks of. */
#include "loaded.h"
#include "unit.h"

#define TYPES "01[ 03 60 00 01 7e 60 01 7f 01 7f 60 00 00 ] "
/* Memory of 64 bytes; data segment 0 of 4 bytes, passive. */
#define MEMORY(code)                                                                \
  TYPES "03[ 01 00 ] 05[ 01 08 40 00 ] 0c[ 01 ] 0a[ 01 [ 00 " code " 42 00 0b ] ] " \
        "0b[ 01 01 04 01 02 03 04 ]"
/* A table of 4: function 0, function 1, null, null; element segment 1 of 1, passive. */
#define TABLE(code)                                                                   \
  TYPES "03[ 02 00 01 ] 04[ 01 70 00 04 ] 09[ 02 00 41 00 0b 02 00 01 01 00 01 00 ] " \
        "0a[ 02 [ 00 " code " 42 00 0b ] [ 00 20 00 0b ] ]"

struct trap {
  enum thimble_reason reason;
  uint64_t address;
  const char *text;
};

static const struct trap traps[] = {
    {THIMBLE_REASON_UNREACHABLE, 0, MEMORY("01 @00")},
    {THIMBLE_REASON_DIVISION, 0, MEMORY("41 01 41 00 @6d 1a")},
    {THIMBLE_REASON_DIVISION, 0, MEMORY("42 01 42 00 @82 1a")},
    {THIMBLE_REASON_OVERFLOW, 0, MEMORY("41 80 80 80 80 78 41 7f @6d 1a")},
    {THIMBLE_REASON_CONVERSION, 0, MEMORY("43 00 00 c0 7f @a8 1a")},
    {THIMBLE_REASON_OVERFLOW, 0, MEMORY("43 00 00 80 7f @a8 1a")},

    /* Reads and writes at the end, at the ends of 32 and 33 bits, and with long immediates. */
    {THIMBLE_REASON_MEMORY_ACCESS, 61, MEMORY("41 3d @28 02 00 1a")},
    {THIMBLE_REASON_MEMORY_ACCESS, 64, MEMORY("41 3f @2d 00 01 1a")},
    {THIMBLE_REASON_MEMORY_ACCESS, 63, MEMORY("41 3f @2f 00 00 1a")},
    {THIMBLE_REASON_MEMORY_ACCESS, 57, MEMORY("41 39 @29 00 00 1a")},
    {THIMBLE_REASON_MEMORY_ACCESS, 0xffffffff, MEMORY("41 7f @2d 00 00 1a")},
    {THIMBLE_REASON_MEMORY_ACCESS, 0xffffffff, MEMORY("41 7f @28 00 00 1a")},
    {THIMBLE_REASON_MEMORY_ACCESS, 0x100000000, MEMORY("41 7f @2d 00 01 1a")},
    {THIMBLE_REASON_MEMORY_ACCESS, 0x1fffffffe, MEMORY("41 7f @2d 00 ff ff ff ff 0f 1a")},
    {THIMBLE_REASON_MEMORY_ACCESS, 64, MEMORY("41 00 @2d 80 00 c0 00 1a")},
    {THIMBLE_REASON_MEMORY_ACCESS, 61, MEMORY("41 3d 41 00 @36 02 00")},
    {THIMBLE_REASON_MEMORY_ACCESS, 64, MEMORY("41 3f 41 00 @3a 00 01")},
    {THIMBLE_REASON_MEMORY_ACCESS, 57, MEMORY("41 39 42 00 @37 00 00")},
    {THIMBLE_REASON_MEMORY_ACCESS, 0x100000002, MEMORY("41 7f 41 00 @3b 00 03")},
    {THIMBLE_REASON_MEMORY_ACCESS, 0x10000007e, MEMORY("41 7f 42 00 @3e 00 ff 80 00")},

    /* Ranges. An empty one may begin at the end and no further. */
    {THIMBLE_REASON_MEMORY_ACCESS, 63, MEMORY("41 3f 41 00 41 02 @fc 0b 00")},
    {THIMBLE_REASON_MEMORY_ACCESS, 65, MEMORY("41 c1 00 41 00 41 00 @fc 0b 00")},
    {THIMBLE_REASON_MEMORY_ACCESS, 63, MEMORY("41 3f 41 00 41 02 @fc 0a 00 00")},
    {THIMBLE_REASON_MEMORY_ACCESS, 63, MEMORY("41 00 41 3f 41 02 @fc 0a 00 00")},
    {THIMBLE_REASON_MEMORY_ACCESS, 1, MEMORY("41 01 41 00 41 7f @fc 0a 00 00")},
    {THIMBLE_REASON_MEMORY_ACCESS, 63, MEMORY("41 3f 41 00 41 02 @fc 08 00 00")},
    {THIMBLE_REASON_MEMORY_ACCESS, 3, MEMORY("41 00 41 03 41 02 @fc 08 00 00")},
    {THIMBLE_REASON_MEMORY_ACCESS, 0, MEMORY("fc 09 00 41 00 41 00 41 01 @fc 08 00 00")},

    {THIMBLE_REASON_TABLE_ACCESS, 4, TABLE("41 04 @25 00 1a")},
    {THIMBLE_REASON_TABLE_ACCESS, 0xffffffff, TABLE("41 7f d0 70 @26 00")},
    {THIMBLE_REASON_TABLE_ACCESS, 3, TABLE("41 03 d0 70 41 02 @fc 11 00")},
    {THIMBLE_REASON_TABLE_ACCESS, 5, TABLE("41 05 d0 70 41 00 @fc 11 00")},
    {THIMBLE_REASON_TABLE_ACCESS, 3, TABLE("41 03 41 00 41 02 @fc 0e 00 00")},
    {THIMBLE_REASON_TABLE_ACCESS, 3, TABLE("41 00 41 03 41 02 @fc 0e 00 00")},
    {THIMBLE_REASON_TABLE_ACCESS, 4, TABLE("41 04 41 00 41 01 @fc 0c 01 00")},
    {THIMBLE_REASON_TABLE_ACCESS, 0, TABLE("41 00 41 00 41 02 @fc 0c 01 00")},
    {THIMBLE_REASON_TABLE_ACCESS, 0, TABLE("fc 0d 01 41 00 41 00 41 01 @fc 0c 01 00")},
    {THIMBLE_REASON_TABLE_ACCESS, 0, TABLE("41 00 41 00 41 01 @fc 0c 00 00")},

    {THIMBLE_REASON_TABLE_ACCESS, 4, TABLE("41 04 @11 02 00")},
    {THIMBLE_REASON_NO_FUNCTION, 2, TABLE("41 02 @11 02 00")},
    {THIMBLE_REASON_FUNCTION_TYPE, 0, TABLE("41 01 @11 02 00")},
    {THIMBLE_REASON_TABLE_ACCESS, 4, TABLE("41 04 @13 00 00")},
    {THIMBLE_REASON_NO_FUNCTION, 2, TABLE("41 02 @13 00 00")},
    {THIMBLE_REASON_FUNCTION_TYPE, 0, TABLE("41 01 @13 00 00")},

    /* Recursion: the call that finds no room. */
    {THIMBLE_REASON_STACK, 0, TABLE("@10 00 1a")},
    {THIMBLE_REASON_STACK, 0, TABLE("41 00 @11 00 00 1a")},
};

static void each_trap_is_where_it_happens(void **unused) {
  (void)unused;
  for (uint32_t i = 0; i < COUNT(traps); i++) {
    module_must_load(&(struct module_parts){.text = traps[i].text});
    module_must_trap(traps[i].reason, traps[i].address);
    module_must_trap(traps[i].reason, traps[i].address);
  }
}

/* What trapped used fuel for each instruction, the last one included, and cannot go on: it begins
 * anew. */
static void a_trap_counts_and_is_not_resumed(void **unused) {
  (void)unused;
  module_must_load(&(struct module_parts){.text = MEMORY("01 01 @00")});
  assert_int_equal(module_run(NULL, FUEL_ENOUGH).fuel_used, 3);
  struct thimble_outcome outcome = module_resume(NULL, FUEL_ENOUGH);
  assert_int_equal(outcome.reason, THIMBLE_REASON_UNREACHABLE);
  assert_int_equal(outcome.fuel_used, 3);
}

/* The instruction that would trap is not reached. */
static void fuel_ends_before_a_trap(void **unused) {
  (void)unused;
  module_must_load(&(struct module_parts){.text = MEMORY("01 01 @00")});
  struct thimble_outcome outcome = module_run(NULL, 2);
  assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
  assert_int_equal(outcome.place, loaded_mark);
  assert_int_equal(module_resume(NULL, 1).reason, THIMBLE_REASON_UNREACHABLE);
}

/* A store whose end is outside leaves the bytes before the end as they were. */
static void a_trap_stores_nothing(void **unused) {
  (void)unused;
  uint8_t context[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  const struct thimble_event event = {context, 8, 8};
  module_must_load(&(struct module_parts){
      .room = 8,
      .text = "01[ 02 60 02 7f 7f 00 60 00 00 ] 03[ 01 00 ] 05[ 01 08 40 00 ] "
              "0a[ 01 [ 00 41 3d 41 7f 36 02 00 0b ] ]"});
  assert_int_equal(module_run(&event, FUEL_ENOUGH).reason, THIMBLE_REASON_MEMORY_ACCESS);
  for (uint8_t i = 0; i < 8; i++)
    assert_int_equal(context[i], i + 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_trap_is_where_it_happens),
      cmocka_unit_test(a_trap_counts_and_is_not_resumed),
      cmocka_unit_test(fuel_ends_before_a_trap),
      cmocka_unit_test(a_trap_stores_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
