/* SPDX-License-Identifier: Apache-2.0 */
/* parameters_test.c: what an image says of its module, and what is refused before anything runs. */
#include "loaded.h"
#include "unit.h"

/* Functions, by type: 0 () to (), 1 () to i32, 2 () to i64, 3 (i32 i32) to i64, 4 (i32) to i32,
 * 5 () to f32, 6 () to i32 i32, 7 (i32 i64) to (); none of an entry's value is left out. */
#define MODULE                                                                            \
  "01[ 08 60 00 00 60 00 01 7f 60 00 01 7e 60 02 7f 7f 01 7e 60 01 7f 01 7f 60 00 01 7d " \
  "60 00 02 7f 7f 60 02 7f 7e 00 ] 03[ 08 00 01 02 03 04 05 06 07 ] 05[ 01 08 20 00 ] "   \
  "0a[ 08 [ 00 0b ] [ 00 41 7e 0b ] [ 00 42 80 80 80 80 70 0b ] [ 00 20 00 ad 0b ] "      \
  "[ 00 20 00 0b ] [ 00 43 00 00 00 00 0b ] [ 00 41 00 41 00 0b ] [ 00 0b ] ]"

static void an_entry_returns_nothing_or_an_integer(void **unused) {
  (void)unused;
  const int64_t values[] = {0, -2, -0x100000000, 32};
  for (uint32_t entry = 0; entry < COUNT(values); entry++) {
    module_must_load(&(struct module_parts){.text = MODULE, .entry = entry});
    module_must_return(values[entry]);
  }
}

static void must_refuse(const struct module_parts *parts, enum thimble_reason reason,
                        uint32_t detail) {
  assert_int_equal(module_load(parts), THIMBLE_ERROR_REFUSED);
  assert_int_equal(loaded_refusal.reason, reason);
  assert_int_equal(loaded_refusal.detail, detail);
}

static void other_entries_are_refused(void **unused) {
  (void)unused;
  for (uint32_t entry = 4; entry < 9; entry++)
    must_refuse(&(struct module_parts){.text = MODULE, .entry = entry}, THIMBLE_REASON_WASM_ENTRY,
                entry);
  must_refuse(&(struct module_parts){.text = MODULE, .entry = UINT32_MAX},
              THIMBLE_REASON_WASM_ENTRY, UINT32_MAX);
}

/* The context ends where the initial memory ends, and starts at a multiple of 8. */
static void the_context_has_its_place(void **unused) {
  (void)unused;
  for (uint32_t room = 0; room <= 40; room++) {
    const struct module_parts parts = {.text = MODULE, .entry = 3, .room = room};
    if (room <= 32 && room % 8 == 0) {
      module_must_load(&parts);
      module_must_return(32 - room);
    } else {
      must_refuse(&parts, THIMBLE_REASON_PARAMETERS, 3);
    }
  }
}

/* 64 slots, 256 bytes and the 8 elements of loaded.c. */
#define MEMORY_TAKEN (64u * 8 + 256 + 8 * 4)

static void the_image_states_enough_memory(void **unused) {
  (void)unused;
  module_must_load(&(struct module_parts){.text = MODULE, .limit = MEMORY_TAKEN});
  must_refuse(&(struct module_parts){.text = MODULE, .limit = MEMORY_TAKEN - 1},
              THIMBLE_REASON_MEMORY_LIMIT, MEMORY_TAKEN);
  must_refuse(&(struct module_parts){.text = MODULE, .stack = UINT32_MAX},
              THIMBLE_REASON_MEMORY_LIMIT, UINT32_MAX);
}

static void a_segment_must_fit(void **unused) {
  (void)unused;
  must_refuse(&(struct module_parts){.text = "05[ 01 08 04 00 ] 0b[ 01 00 41 02 0b 03 01 02 03 ]"},
              THIMBLE_REASON_WASM_ENTRY, 0);
  must_refuse(&(struct module_parts){.text = "01[ 01 60 00 00 ] 03[ 01 00 ] 05[ 01 08 04 00 ] "
                                             "0a[ 01 [ 00 0b ] ] 0b[ 01 00 41 02 0b 03 01 02 03 ]"},
              THIMBLE_REASON_WASM_SEGMENT, 2);
  must_refuse(&(struct module_parts){.text = "01[ 01 60 00 00 ] 03[ 01 00 ] 04[ 01 70 00 01 ] "
                                             "09[ 01 00 41 7f 0b 01 00 ] 0a[ 01 [ 00 0b ] ]"},
              THIMBLE_REASON_WASM_SEGMENT, UINT32_MAX);
}

/* Constants are computed: i32 2 + 3 * 4 - 1 and i64 alike; one that takes more slots than the stack
 * has is refused. */
static void constants_are_computed(void **unused) {
  (void)unused;
  const char *text =
      "01[ 01 60 00 01 7e ] 03[ 01 00 ] 06[ 02 "
      "7f 00 41 02 41 03 41 04 6c 6a 41 01 6b 0b 7e 00 42 02 42 03 42 04 7e 7c 42 01 7d 0b ] "
      "0a[ 01 [ 00 23 00 ad 23 01 7c 0b ] ]";
  module_must_load(&(struct module_parts){.text = text, .stack = 4});
  module_must_return(26);
  must_refuse(&(struct module_parts){.text = text, .stack = 2}, THIMBLE_REASON_STACK, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_entry_returns_nothing_or_an_integer),
      cmocka_unit_test(other_entries_are_refused),
      cmocka_unit_test(the_context_has_its_place),
      cmocka_unit_test(the_image_states_enough_memory),
      cmocka_unit_test(a_segment_must_fit),
      cmocka_unit_test(constants_are_computed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
