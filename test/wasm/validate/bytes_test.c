/* SPDX-License-Identifier: Apache-2.0 */
/* bytes_test.c: a good module, cut off anywhere and with any byte changed, is taken or refused and
 * nothing else; what is taken keeps the promises of state.h. On a computer this runs under
 * sanitizers, and the module lies at the end of its memory. */
#include <stdlib.h>
#include <string.h>

#include "assemble.h"
#include "loaded.h"
#include "unit.h"

/* Blocks of all kinds, jumps forwards and backwards, calls, tables, segments. */
static const char text[] =
    "01[ 03 60 00 00 60 02 7f 7f 01 7f 60 01 7e 02 7e 7f ] "
    "02[ 02 \"env\" \"f\" 00 02 \"env\" \"g\" 03 7f 00 ] "
    "03[ 03 00 01 02 ] 04[ 02 70 01 02 04 6f 00 01 ] 05[ 01 09 10 20 00 ] "
    "06[ 03 7f 01 41 00 0b 7e 00 42 01 42 02 7c 0b 70 00 d2 02 0b ] "
    "07[ 02 \"run\" 00 02 \"memory\" 02 00 ] 08[ 01 ] "
    "09[ 03 00 23 00 0b 01 01 05 6f 01 d0 6f 0b 03 00 01 02 ] 0c[ 02 ] "
    "0a[ 03 "
    "[ 01 02 7f 41 03 21 00 03 40 20 00 41 7f 6a 22 00 0d 00 0b 02 40 20 01 0e 02 00 01 00 0b 0b ] "
    "[ 00 20 00 20 01 04 7f 20 00 28 02 04 05 42 07 10 00 1a 1a 20 01 0b 6a 20 01 41 00 11 01 00 "
    "20 00 24 01 0b ] "
    "[ 01 01 7e 20 00 20 00 50 04 02 41 01 0f 05 1a 20 01 41 05 0b 20 01 1a 41 00 41 00 41 02 "
    "fc 08 01 00 00 0b ] ] "
    "0b[ 02 00 41 04 0b [ 61 62 ] 01 [ 63 64 ] ] 00[ \"name\" 00 ]";

static struct assembled good;

static int make_good(void **state) {
  (void)state;
  return assemble(&good, text) ? 0 : 1;
}

static void check_function(const struct thimble_wasm_state *state, uint32_t index,
                           uint32_t next_branch) {
  const struct thimble_wasm_function *function = &state->functions[index];
  assert_true(function->code <= function->end && function->end < state->length);
  assert_int_equal(state->module[function->end], 0x0b);
  assert_true(function->branch <= next_branch);
  assert_true(function->frame >= function->locals + THIMBLE_WASM_RECORD);
  uint32_t most = function->frame - function->locals - THIMBLE_WASM_RECORD;
  for (uint32_t i = function->branch; i < next_branch; i++) {
    const struct thimble_wasm_branch *branch = &state->branches[i];
    assert_true(branch->position >= function->code && branch->position <= function->end);
    assert_true(branch->branch >= function->branch && branch->branch <= next_branch);
    assert_true(branch->keep + branch->height <= most);
  }
}

static void check_promises(const struct thimble_wasm_state *state, uint32_t branches) {
  for (uint32_t i = state->function_count; i > state->imported_functions; i--) {
    check_function(state, i - 1, branches);
    branches = state->functions[i - 1].branch;
  }
  for (uint32_t i = 0; i < state->type_count; i++)
    assert_true(state->types[i].canonical <= i);
}

/* Loads from memory that ends with the module. */
static void check_bytes(const uint8_t *bytes, uint32_t length) {
  uint8_t *exact = malloc(length > 0 ? length : 1);
  struct thimble_wasm_error error;
  assert_non_null(exact);
  memcpy(exact, bytes, length);
  const struct thimble_wasm_state *state = load_module(exact, length, &loaded_bounds, &error);
  if (state != NULL)
    check_promises(state, error.use.branches);
  else
    assert_true(error.position <= length);
  free(exact);
}

static void test_good(void **state) {
  (void)state;
  struct thimble_wasm_error error;
  load_module(good.bytes, good.length, &loaded_bounds, &error);
  assert_int_equal(error.reason, THIMBLE_REASON_NONE);
  check_bytes(good.bytes, good.length);
}

static void test_cut(void **state) {
  (void)state;
  for (uint32_t length = 0; length < good.length; length++)
    check_bytes(good.bytes, length);
}

static void test_changed(void **state) {
  (void)state;
  uint8_t bytes[ASSEMBLED_MAXIMUM];
  memcpy(bytes, good.bytes, good.length);
  for (uint32_t i = 0; i < good.length; i++) {
    for (uint32_t change = 1; change < 256; change++) {
      bytes[i] = (uint8_t)(good.bytes[i] ^ change);
      check_bytes(bytes, good.length);
    }
    bytes[i] = good.bytes[i];
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_good),
      cmocka_unit_test(test_cut),
      cmocka_unit_test(test_changed),
  };
  return cmocka_run_group_tests(tests, make_good, NULL);
}
