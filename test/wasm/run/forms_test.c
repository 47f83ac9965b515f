/* SPDX-License-Identifier: Apache-2.0 */
/* forms_test.c: what each form of instruction does, that fuel is exact, and that a run can stop
 * before any instruction and go on. */
#include "loaded.h"
#include "unit.h"

struct form {
  int64_t value;
  uint32_t fuel;
  const char *text;
};

static const struct form forms[] = {
#define FORM(value, fuel, text) {value, fuel, text},
#include "forms.def"
#undef FORM
};

static void say_which(const struct form *form, const struct thimble_outcome *outcome) {
  if (outcome->reason != THIMBLE_REASON_NONE || outcome->value != form->value ||
      outcome->fuel_used != form->fuel)
    print_error("%s\n%s, value %lld, fuel %u\n", form->text, thimble_reason_text(outcome->reason),
                (long long)outcome->value, (unsigned)outcome->fuel_used);
}

static void each_form_has_its_value_and_fuel(void **unused) {
  (void)unused;
  for (uint32_t i = 0; i < COUNT(forms); i++) {
    module_must_load(&(struct module_parts){.text = forms[i].text});
    struct thimble_outcome outcome = module_run(NULL, FUEL_ENOUGH);
    say_which(&forms[i], &outcome);
    assert_int_equal(outcome.kind, THIMBLE_DONE);
    assert_int_equal(outcome.value, forms[i].value);
    assert_int_equal(outcome.fuel_used, forms[i].fuel);
  }
}

/* Loaded anew each time, since some forms change what they read. */
static void each_form_stops_anywhere_and_goes_on(void **unused) {
  (void)unused;
  for (uint32_t i = 0; i < COUNT(forms); i++)
    for (uint32_t budget = 0; budget < forms[i].fuel; budget++) {
      module_must_load(&(struct module_parts){.text = forms[i].text});
      struct thimble_outcome outcome = module_run(NULL, budget);
      assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
      assert_int_equal(outcome.reason, THIMBLE_REASON_FUEL);
      uint32_t used = outcome.fuel_used;
      assert_true(used <= budget);
      outcome = module_resume(NULL, forms[i].fuel - used);
      assert_int_equal(outcome.kind, THIMBLE_DONE);
      assert_int_equal(outcome.value, forms[i].value);
      assert_int_equal(outcome.fuel_used, forms[i].fuel - used);
    }
}

/* With one of fuel each time, and more where the next instruction takes more. */
static void each_form_runs_one_by_one(void **unused) {
  (void)unused;
  for (uint32_t i = 0; i < COUNT(forms); i++) {
    module_must_load(&(struct module_parts){.text = forms[i].text});
    struct thimble_outcome outcome = module_run(NULL, 1);
    uint32_t sum = outcome.fuel_used;
    for (uint32_t fuel = 1; outcome.kind == THIMBLE_OUT_OF_FUEL && fuel < FUEL_ENOUGH;) {
      fuel = outcome.fuel_used == 0 ? fuel + 1 : 1;
      outcome = module_resume(NULL, fuel);
      sum += outcome.fuel_used;
    }
    assert_int_equal(outcome.kind, THIMBLE_DONE);
    assert_int_equal(outcome.value, forms[i].value);
    assert_int_equal(sum, forms[i].fuel);
  }
}

/* A run that was not resumed leaves nothing. */
static void each_form_begins_anew(void **unused) {
  (void)unused;
  for (uint32_t i = 0; i < COUNT(forms); i++) {
    module_must_load(&(struct module_parts){.text = forms[i].text});
    for (uint32_t budget = 0; budget < forms[i].fuel; budget++)
      assert_int_equal(module_run(NULL, budget).kind, THIMBLE_OUT_OF_FUEL);
    module_must_return(forms[i].value);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_form_has_its_value_and_fuel),
      cmocka_unit_test(each_form_stops_anywhere_and_goes_on),
      cmocka_unit_test(each_form_runs_one_by_one),
      cmocka_unit_test(each_form_begins_anew),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
