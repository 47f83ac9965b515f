/* SPDX-License-Identifier: Apache-2.0 */
/* cases_test.c: every module of cases.def is taken or refused for the reason and at the byte that
 * it says, and every reason of validation has a case. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "assemble.h"
#include "engine/wasm/numeric.h"
#include "loaded.h"
#include "unit.h"

struct test_case {
  enum thimble_reason reason;
  uint32_t detail;
  const char *module;
};

static const struct test_case cases[] = {
#define CASE(reason, detail, module) {THIMBLE_REASON_##reason, (detail), module},
#include "cases.def"
#undef CASE
};

/* False: something else came out, and was printed. */
static bool check_case(const struct test_case *test) {
  struct assembled module;
  struct thimble_wasm_error error = {.reason = THIMBLE_REASON_NONE};
  assert_true(assemble(&module, test->module));
  load_module(module.bytes, module.length, &loaded_bounds, &error);
  enum thimble_reason reason = test->reason;
  if (reason == THIMBLE_REASON_WASM_FLOAT && thimble_wasm_has_floats)
    reason = THIMBLE_REASON_NONE;
  bool is_right = error.reason == reason;
  if (is_right && error.reason != THIMBLE_REASON_NONE)
    is_right = error.position == module.mark && error.detail == test->detail;
  if (!is_right)
    print_error("%s\n  %s at %u, %u instead of %s at %u, %u\n", test->module,
                thimble_reason_text(error.reason), (unsigned)error.position, (unsigned)error.detail,
                thimble_reason_text(reason), (unsigned)module.mark, (unsigned)test->detail);
  return is_right;
}

static void test_cases(void **state) {
  (void)state;
  uint32_t wrong = 0;
  for (size_t i = 0; i < COUNT(cases); i++)
    wrong += !check_case(&cases[i]);
  assert_int_equal(wrong, 0);
}

/* Those that a case of text cannot show have a test in limits_test.c or link_test.c; the last ones
 * belong to instantiation and to the engine. */
static bool is_shown_elsewhere(enum thimble_reason reason) {
  switch (reason) {
  case THIMBLE_REASON_WASM_LIMIT:
  case THIMBLE_REASON_WASM_BRANCHES:
  case THIMBLE_REASON_WASM_SCRATCH:
  case THIMBLE_REASON_WASM_IMPORT:
  case THIMBLE_REASON_WASM_IMPORT_TYPE:
  case THIMBLE_REASON_WASM_ENTRY:
  case THIMBLE_REASON_WASM_SEGMENT:
    return true;
  default:
    return false;
  }
}

static void test_reasons(void **state) {
  (void)state;
  for (uint32_t reason = THIMBLE_REASON_WASM_HEADER; reason <= THIMBLE_REASON_WASM_SEGMENT;
       reason++) {
    size_t i = 0;
    while (i < COUNT(cases) && cases[i].reason != (enum thimble_reason)reason)
      i++;
    assert_true(i < COUNT(cases) || is_shown_elsewhere((enum thimble_reason)reason));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cases),
      cmocka_unit_test(test_reasons),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
