/* SPDX-License-Identifier: Apache-2.0 */
/* call_test.c: frames: recursion as deep as the stack, tail calls in one frame, and bindings. */
#include "loaded.h"
#include "unit.h"

/* Function 0 calls function 1 with DEPTH, which calls itself with one less until it is 0, and
 * returns how often it was called. */
#define COUNT_DOWN(depth)                                                                      \
  "01[ 02 60 00 01 7e 60 01 7f 01 7f ] 03[ 02 00 01 ] 0a[ 02 [ 00 41 " depth " 10 01 ad 0b ] " \
  "[ 00 20 00 45 04 7f 41 01 05 41 01 20 00 41 01 6b @10 01 6a 0b 0b ] ]"

/* Slots of the first frame, which is a record and an operand that becomes the next one's parameter;
 * of one that calls: parameter, record and an operand below the argument; of the last one: the same
 * and all three operands. */
#define FIRST 3u
#define NEXT 4u
#define LAST 6u
#define TEN_CALLS (FIRST - 1 + 9 * NEXT + LAST)

static void recursion_goes_as_deep_as_the_stack(void **unused) {
  (void)unused;
  for (uint32_t spare = 0; spare < NEXT; spare++) {
    module_must_load(&(struct module_parts){.text = COUNT_DOWN("09"), .stack = TEN_CALLS + spare});
    struct thimble_outcome outcome = module_run(NULL, FUEL_ENOUGH);
    assert_int_equal(outcome.kind, THIMBLE_DONE);
    assert_int_equal(outcome.value, 10);
    assert_int_equal(outcome.depth, TEN_CALLS);
  }
}

static void recursion_ends_where_the_stack_does(void **unused) {
  (void)unused;
  for (uint32_t lack = 1; lack <= 2 * NEXT; lack++) {
    module_must_load(&(struct module_parts){.text = COUNT_DOWN("09"), .stack = TEN_CALLS - lack});
    module_must_trap(THIMBLE_REASON_STACK, 0);
    module_must_trap(THIMBLE_REASON_STACK, 0);
  }
}

static void the_first_frame_needs_room_too(void **unused) {
  (void)unused;
  module_must_load(&(struct module_parts){.text = COUNT_DOWN("00"), .stack = FIRST - 1});
  struct thimble_outcome outcome = module_run(NULL, FUEL_ENOUGH);
  assert_int_equal(outcome.reason, THIMBLE_REASON_STACK);
  assert_int_equal(outcome.place, 0);
  assert_int_equal(outcome.fuel_used, 0);
}

/* Function 1 calls itself in its own place, with one less and one more, until the first is 0. */
#define TAIL(call)                                                           \
  "01[ 02 60 00 01 7e 60 02 7f 7f 01 7f ] 03[ 02 00 01 ] 04[ 01 70 00 01 ] " \
  "09[ 01 00 41 00 0b 01 01 ] "                                              \
  "0a[ 02 [ 00 41 c0 84 3d 41 00 10 01 ad 0b ] "                             \
  "[ 00 20 00 45 04 40 20 01 0f 0b 20 00 41 01 6b 20 01 41 01 6a " call " 0b ] ]"
#define MILLION 1000000u

static void tail_calls_stay_in_one_frame(void **unused) {
  (void)unused;
  const struct {
    const char *text;
    uint32_t fuel;
  } loops[] = {
      {TAIL("12 01"), 10 * MILLION + 10},
      {TAIL("41 00 13 01 00"), 11 * MILLION + 10},
  };
  for (uint32_t i = 0; i < COUNT(loops); i++) {
    module_must_load(&(struct module_parts){.text = loops[i].text, .stack = 16});
    struct thimble_outcome outcome = module_run(NULL, THIMBLE_FUEL_MAXIMUM);
    assert_int_equal(outcome.kind, THIMBLE_DONE);
    assert_int_equal(outcome.value, MILLION);
    assert_int_equal(outcome.fuel_used, loops[i].fuel);
    assert_true(outcome.depth <= 12);
  }
}

/* A tail call to a function of more parameters and locals than its own frame had: record, locals
 * and operands move. Function 1 (i32 i32 i32, with an i64 local) to i64 gives 100 a + 10 b + c +
 * local. */
static void a_tail_call_may_need_more_room(void **unused) {
  (void)unused;
  const char *text = "01[ 02 60 00 01 7e 60 03 7f 7f 7f 01 7e ] 03[ 03 00 01 00 ] "
                     "0a[ 03 [ 00 42 e8 07 10 02 7c 0b ] "
                     "[ 01 01 7e 20 00 41 e4 00 6c 20 01 41 0a 6c 6a 20 02 6a ad 20 03 7c 0b ] "
                     "[ 01 01 7e 42 7f 21 00 41 01 41 02 41 03 12 01 0b ] ]";
  module_must_load(&(struct module_parts){.text = text});
  module_must_return(1123);
}

/* Results of more than one value, in order, over a caller's operands. */
static void results_come_in_order(void **unused) {
  (void)unused;
  module_must_load(&(struct module_parts){
      .text = "01[ 02 60 00 01 7e 60 01 7e 03 7e 7e 7e ] 03[ 02 00 01 ] "
              "0a[ 02 [ 00 42 e4 00 42 07 10 01 7d 7d 7d 0b ] [ 00 20 00 42 14 42 03 0b ] ]"});
  module_must_return(100 - (7 - (20 - 3)));
}

/* Bindings: `tick` (number 0) counts its calls and costs 10; `add` adds its arguments. */
static int64_t ticks;
static int64_t tick(struct thimble_call *call) {
  (void)call;
  return ++ticks;
}
static int64_t add(struct thimble_call *call) {
  return call->arguments[0].integer + call->arguments[1].integer;
}
static int64_t refuse(struct thimble_call *call) {
  call->refused = true;
  return 0;
}
static int64_t pause_once(struct thimble_call *call) {
  (void)call;
  ticks++;
  return 0;
}
static const struct thimble_binding bindings[] = {
    {.name = "tick", .function = tick, .result = 'l', .call_cost = 10},
    {.name = "add", .function = add, .result = 'i', .arguments = "il"},
    {.name = "refuse", .function = refuse, .result = 'v'},
    {.name = "pause", .function = pause_once, .result = 'v', .call_cost = 10},
};
static const struct thimble_binding_table table = {bindings, COUNT(bindings)};

#define IMPORTS                                                                                 \
  "01[ 03 60 00 01 7e 60 02 7f 7e 01 7f 60 00 00 ] "                                            \
  "02[ 03 \"thimble\" \"tick\" 00 00 \"thimble\" \"add\" 00 01 \"thimble\" \"refuse\" 00 02 ] " \
  "03[ 01 00 ] 04[ 01 70 00 03 ] 09[ 01 00 41 00 0b 03 00 01 02 ] "
#define CALLER(code) IMPORTS "0a[ 01 [ 00 " code " 0b ] ]"

static void load_caller(const char *text) {
  ticks = 0;
  module_must_load(&(struct module_parts){.text = text, .entry = 3, .bindings = &table});
}

/* What each call of bindings comes to, and the fuel that it takes. */
static void bindings_are_called_in_each_way(void **unused) {
  (void)unused;
  const struct {
    int64_t value;
    uint32_t fuel;
    const char *text;
  } calls[] = {
      {1, 12, CALLER("10 00")},
      {3, 24, CALLER("10 00 10 80 80 80 80 00 7c")},
      {1, 13, CALLER("41 00 11 00 00")},
      {1, 11, CALLER("12 00")},
      {1, 12, CALLER("41 00 13 00 00")},
      {6, 5, CALLER("41 7f 42 07 10 01 ac")},
      {6, 6, CALLER("41 7f 42 07 41 01 11 01 00 ac")},
  };
  for (uint32_t i = 0; i < COUNT(calls); i++) {
    load_caller(calls[i].text);
    struct thimble_outcome outcome = module_run(NULL, FUEL_ENOUGH);
    assert_int_equal(outcome.kind, THIMBLE_DONE);
    assert_int_equal(outcome.value, calls[i].value);
    assert_int_equal(outcome.fuel_used, calls[i].fuel);
  }
}

/* A call that cannot be paid is not made; with more fuel it is, once, and the sum is the same. */
static void a_binding_is_paid_whole(void **unused) {
  (void)unused;
  const char *const texts[] = {CALLER("10 00"), CALLER("41 00 11 00 00"), CALLER("12 00"),
                               CALLER("41 00 13 00 00")};
  for (uint32_t i = 0; i < COUNT(texts); i++) {
    load_caller(texts[i]);
    uint32_t whole = module_run(NULL, FUEL_ENOUGH).fuel_used;
    for (uint32_t budget = 0; budget < whole; budget++) {
      load_caller(texts[i]);
      struct thimble_outcome outcome = module_run(NULL, budget);
      assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
      uint32_t used = outcome.fuel_used;
      assert_true(used <= budget);
      outcome = module_resume(NULL, whole - used);
      assert_int_equal(outcome.kind, THIMBLE_DONE);
      assert_int_equal(outcome.value, 1);
      assert_int_equal(used + outcome.fuel_used, whole);
      assert_int_equal(ticks, 1);
    }
  }
}

static void a_binding_may_refuse(void **unused) {
  (void)unused;
  load_caller(CALLER("@10 02 42 00"));
  struct thimble_outcome outcome = module_run(NULL, FUEL_ENOUGH);
  assert_int_equal(outcome.kind, THIMBLE_REFUSED);
  assert_int_equal(outcome.reason, THIMBLE_REASON_SCOPE);
  assert_int_equal(outcome.place, loaded_mark);
  assert_int_equal(outcome.address, 2);
}

/* The start function is `pause`: it runs once, whenever it can be paid. */
static void an_import_may_be_the_start_function(void **unused) {
  (void)unused;
  for (uint32_t budget = 0; budget < 12; budget++) {
    load_caller("01[ 02 60 00 01 7e 60 00 00 ] "
                "02[ 03 \"thimble\" \"tick\" 00 00 \"thimble\" \"pause\" 00 01 "
                "\"thimble\" \"pause\" 00 01 ] 03[ 01 00 ] 08[ 01 ] 0a[ 01 [ 00 42 05 0b ] ]");
    struct thimble_outcome outcome = module_run(NULL, budget);
    assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
    uint32_t used = outcome.fuel_used;
    assert_int_equal(ticks, budget >= 10);
    outcome = module_resume(NULL, FUEL_ENOUGH);
    assert_int_equal(outcome.kind, THIMBLE_DONE);
    assert_int_equal(outcome.value, 5);
    assert_int_equal(used + outcome.fuel_used, 12);
    assert_int_equal(ticks, 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(recursion_goes_as_deep_as_the_stack),
      cmocka_unit_test(recursion_ends_where_the_stack_does),
      cmocka_unit_test(the_first_frame_needs_room_too),
      cmocka_unit_test(tail_calls_stay_in_one_frame),
      cmocka_unit_test(a_tail_call_may_need_more_room),
      cmocka_unit_test(results_come_in_order),
      cmocka_unit_test(bindings_are_called_in_each_way),
      cmocka_unit_test(a_binding_is_paid_whole),
      cmocka_unit_test(a_binding_may_refuse),
      cmocka_unit_test(an_import_may_be_the_start_function),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
