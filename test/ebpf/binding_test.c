/* SPDX-License-Identifier: Apache-2.0 */
/* binding_test.c: how arguments reach a binding, what it costs, and what comes back. */
#include <string.h>

#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

/* What the last binding was given, and what it returns. */
static struct {
  uint32_t calls;
  struct thimble_call call;
  int64_t result;
} seen;

static int64_t remember(struct thimble_call *call) {
  seen.calls++;
  seen.call = *call;
  return seen.result;
}

static int64_t fill(struct thimble_call *call) {
  seen.calls++;
  seen.call = *call;
  for (uint32_t i = 0; i < call->arguments[0].length; i++)
    call->arguments[0].writable[i] = (uint8_t)(i + 1);
  return 0;
}

enum {
  INTEGERS = 1,
  ORDER,
  TEXT_ONLY,
  READS,
  WRITES,
  BOTH,
  RETURNS_I,
  RETURNS_L,
  RETURNS_V,
  DEAR,
  MANY_TEXTS,
  BINDINGS,
};

#define BINDING(number, does, returns, takes, each) \
  [number] = {.name = #number,                      \
              .function = (does),                   \
              .result = (returns),                  \
              .arguments = takes,                   \
              .byte_cost = (each)}
static const struct thimble_binding bindings[] = {
    BINDING(INTEGERS, remember, 'l', "ilili", 0),
    BINDING(ORDER, remember, 'l', "isl", 1),
    BINDING(TEXT_ONLY, remember, 'l', "s", 1),
    BINDING(READS, remember, 'l', "r", 1),
    BINDING(WRITES, fill, 'l', "w", 1),
    BINDING(BOTH, remember, 'l', "rwi", 3),
    BINDING(RETURNS_I, remember, 'i', "", 0),
    BINDING(RETURNS_L, remember, 'l', "", 0),
    BINDING(RETURNS_V, remember, 'v', "", 0),
    BINDING(DEAR, remember, 'l', "r", 255),
    BINDING(MANY_TEXTS, remember, 'l', "sssss", 1),
};
static const struct thimble_binding_table table = {bindings, BINDINGS};

/* Calls binding `number` with the five numbers in the context. Constants hold a text of three
 * bytes, an empty one, and one that does not end; data is eight bytes. */
static const uint8_t constants[8] = {'a', 'b', 'c', 0, 0, 'd', 'e', 'f'};
static const uint8_t data[8] = {'g', 'h', 'i', 'j', 'k', 'l', 'm', 0};
enum {
  CALL_PLACE = 6 /* the slot of the call */
};

static struct container container;
static uint64_t context[5];
static struct thimble_event event = {(uint8_t *)context, sizeof context, 0};
static const struct thimble_port port;

static void load(int32_t number) {
  const struct container_parts parts = {TEXT(COPY(6, 1), LOAD64(1, 6, 0), LOAD64(2, 6, 8),
                                             LOAD64(3, 6, 16), LOAD64(4, 6, 24), LOAD64(5, 6, 32),
                                             CALL(number), EXIT),
                                        .frame_size = 16,
                                        .read_only = {constants, 8},
                                        .data = {data, 8},
                                        .bindings = &table,
                                        .asked = 1,
                                        .allowed = 1,
                                        .port = &port};
  check_loads(&container, &parts);
}

static void set_arguments(uint64_t first, uint64_t second, uint64_t third, uint64_t fourth,
                          uint64_t fifth) {
  const uint64_t arguments[5] = {first, second, third, fourth, fifth};
  memcpy(context, arguments, sizeof context);
}

static int start(void **state) {
  (void)state;
  memset(&seen, 0, sizeof seen);
  return 0;
}

static const struct thimble_argument *argument(uint32_t index) {
  return &seen.call.arguments[index];
}

static void integers_have_their_widths(void **state) {
  (void)state;
  load(INTEGERS);
  set_arguments(0xffffffff80000001, 0x8000000000000001, 0x0000000180000002, 5, 0x123456789);
  check_value(&container, &event);
  assert_int_equal(seen.calls, 1);
  assert_true(argument(0)->integer == INT64_C(-0x7fffffff));
  assert_true(argument(1)->integer == INT64_MIN + 1);
  assert_true(argument(2)->integer == INT64_C(-0x7ffffffe));
  assert_true(argument(3)->integer == 5);
  assert_true(argument(4)->integer == 0x23456789);
  for (uint32_t i = 0; i < 5; i++)
    assert_int_equal(argument(i)->length, 0);
}

static void a_binding_knows_device_and_container(void **state) {
  (void)state;
  load(INTEGERS);
  check_value(&container, &event);
  assert_ptr_equal(seen.call.caller->port, &port);
  assert_int_equal(seen.call.caller->name.length, 6);
  assert_memory_equal(seen.call.caller->name.data, "tested", 6);
}

static void arguments_come_in_order(void **state) {
  (void)state;
  load(ORDER);
  set_arguments(7, GUEST_ADDRESS(READ_ONLY, 1), 0xfedcba9876543210, 0, 0);
  check_value(&container, &event);
  assert_true(argument(0)->integer == 7);
  assert_int_equal(argument(1)->length, 2);
  assert_memory_equal(argument(1)->data, "bc", 2);
  assert_null(argument(1)->writable);
  assert_true((uint64_t)argument(2)->integer == 0xfedcba9876543210);
}

/* Where a text may stand, and how long it is; -1: the run traps with that address. */
static const struct {
  uint64_t address;
  int32_t length;
} texts[] = {
    {GUEST_ADDRESS(READ_ONLY, 0), 3},
    {GUEST_ADDRESS(READ_ONLY, 2), 1},
    {GUEST_ADDRESS(READ_ONLY, 3), 0},
    {GUEST_ADDRESS(READ_ONLY, 4), 0},
    {GUEST_ADDRESS(READ_ONLY, 5), -1},
    {GUEST_ADDRESS(READ_ONLY, 7), -1},
    {GUEST_ADDRESS(READ_ONLY, 8), -1},
    {GUEST_ADDRESS(READ_ONLY, UINT32_MAX), -1},
    {GUEST_ADDRESS(DATA, 0), 7},
    {GUEST_ADDRESS(DATA, 6), 1}, /* NUL is the last byte */
    {GUEST_ADDRESS(DATA, 7), 0},
    {GUEST_ADDRESS(DATA, 8), -1},
    {GUEST_ADDRESS(STACK, 0), 0},
    {GUEST_ADDRESS(STACK, 15), 0},
    {GUEST_ADDRESS(STACK, 16), -1},
    {GUEST_ADDRESS(0, 0), -1},
    {GUEST_ADDRESS(5, 0), -1},
    {GUEST_ADDRESS(8 + READ_ONLY, 0), -1},
    {UINT64_MAX, -1},
};

static void texts_end_in_their_region(void **state) {
  (void)state;
  load(TEXT_ONLY);
  for (uint32_t i = 0; i < COUNT(texts); i++) {
    start(NULL);
    set_arguments(texts[i].address, 0, 0, 0, 0);
    if (texts[i].length < 0) {
      check_stops("text", &container, &event,
                  (struct stop){THIMBLE_REASON_ARGUMENT, CALL_PLACE, texts[i].address});
      assert_int_equal(seen.calls, 0);
      continue;
    }
    check_value(&container, &event);
    assert_int_equal(argument(0)->length, texts[i].length);
    assert_null(argument(0)->writable);
    if (texts[i].length == 0)
      assert_null(argument(0)->data);
  }
}

static void several_texts_are_several_views(void **state) {
  (void)state;
  load(MANY_TEXTS);
  set_arguments(GUEST_ADDRESS(READ_ONLY, 0), GUEST_ADDRESS(READ_ONLY, 1), GUEST_ADDRESS(DATA, 5),
                GUEST_ADDRESS(READ_ONLY, 4), GUEST_ADDRESS(DATA, 0));
  check_value(&container, &event);
  static const uint32_t lengths[] = {3, 2, 2, 0, 7};
  for (uint32_t i = 0; i < 5; i++)
    assert_int_equal(argument(i)->length, lengths[i]);
  set_arguments(GUEST_ADDRESS(READ_ONLY, 0), GUEST_ADDRESS(READ_ONLY, 1), GUEST_ADDRESS(DATA, 5),
                GUEST_ADDRESS(READ_ONLY, 4), 1);
  check_stops("the fifth", &container, &event,
              (struct stop){THIMBLE_REASON_ARGUMENT, CALL_PLACE, 1});
  assert_int_equal(seen.calls, 1);
}

/* Bytes for reading and for writing: pointer, length, and whether each is granted. The context is
 * lent for reading only. */
static const struct {
  uint64_t address, length;
  bool readable, writable;
} views[] = {
    {GUEST_ADDRESS(STACK, 0), 16, true, true},
    {GUEST_ADDRESS(STACK, 0), 17, false, false},
    {GUEST_ADDRESS(STACK, 15), 1, true, true},
    {GUEST_ADDRESS(STACK, 15), 2, false, false},
    {GUEST_ADDRESS(STACK, 16), 1, false, false},
    {GUEST_ADDRESS(DATA, 3), 5, true, true},
    {GUEST_ADDRESS(DATA, 3), 6, false, false},
    {GUEST_ADDRESS(READ_ONLY, 0), 8, true, false},
    {GUEST_ADDRESS(READ_ONLY, 0), 9, false, false},
    {GUEST_ADDRESS(CONTEXT, 0), 40, true, false},
    {GUEST_ADDRESS(CONTEXT, 39), 2, false, false},
    {GUEST_ADDRESS(STACK, 1), UINT32_MAX, false, false}, /* the sum leaves 32 bits */
    {GUEST_ADDRESS(STACK, UINT32_MAX), 1, false, false},
    {GUEST_ADDRESS(0, 0), 1, false, false},
    {GUEST_ADDRESS(5, 0), 1, false, false},
    {GUEST_ADDRESS(0x80000000u | STACK, 0), 1, false, false},
    {GUEST_ADDRESS(STACK, 0), (uint64_t)7 << 32 | 16, true, true}, /* the low half counts */
    {GUEST_ADDRESS(STACK, 0), (uint64_t)1 << 32 | 17, false, false},
};

static void check_view(uint32_t index, bool granted, bool write) {
  start(NULL);
  set_arguments(views[index].address, views[index].length, 0, 0, 0);
  if (!granted) {
    check_stops("view", &container, &event,
                (struct stop){THIMBLE_REASON_ARGUMENT, CALL_PLACE, views[index].address});
    assert_int_equal(seen.calls, 0);
    return;
  }
  check_value(&container, &event);
  assert_int_equal(argument(0)->length, (uint32_t)views[index].length);
  assert_non_null(argument(0)->data);
  assert_ptr_equal(argument(0)->writable, write ? argument(0)->data : NULL);
}

static void bytes_lie_in_their_region(void **state) {
  (void)state;
  load(READS);
  for (uint32_t i = 0; i < COUNT(views); i++)
    check_view(i, views[i].readable, false);
  load(WRITES);
  for (uint32_t i = 0; i < COUNT(views); i++)
    check_view(i, views[i].writable, true);
}

static void no_bytes_may_stand_anywhere(void **state) {
  (void)state;
  static const int32_t numbers[] = {READS, WRITES};
  static const uint64_t addresses[] = {0, 1, GUEST_ADDRESS(STACK, 16), GUEST_ADDRESS(9, 9),
                                       UINT64_MAX};
  for (uint32_t i = 0; i < COUNT(numbers); i++) {
    load(numbers[i]);
    for (uint32_t k = 0; k < COUNT(addresses); k++) {
      set_arguments(addresses[k], (uint64_t)5 << 32, 0, 0, 0);
      check_value(&container, &event);
      assert_null(argument(0)->data);
      assert_null(argument(0)->writable);
      assert_int_equal(argument(0)->length, 0);
    }
  }
}

/* What a binding writes, the container finds, and not a byte more. */
static void written_bytes_are_the_containers(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(STORE64_NUMBER(10, -8, -1), COPY(1, 10), ADD(1, -7),
                                             MOVE(2, 4), CALL(WRITES), LOAD64(0, 10, -8), EXIT),
                                        .frame_size = 8, .bindings = &table, .asked = 1,
                                        .allowed = 1};
  assert_true((uint64_t)check_value_of(&parts) == 0xffffff04030201ff);
}

static void two_views_take_four_registers(void **state) {
  (void)state;
  load(BOTH);
  set_arguments(GUEST_ADDRESS(READ_ONLY, 2), 3, GUEST_ADDRESS(DATA, 1), 5, 0xffffffff);
  check_value(&container, &event);
  assert_int_equal(argument(0)->length, 3);
  assert_memory_equal(argument(0)->data, constants + 2, 3);
  assert_int_equal(argument(1)->length, 5);
  assert_memory_equal(argument(1)->data, data + 1, 5);
  assert_true(argument(2)->integer == -1);
}

static void results_have_their_kinds(void **state) {
  (void)state;
  static const struct {
    int32_t number;
    uint64_t given, expected;
  } cases[] = {
      {RETURNS_L, 0x8123456789abcdef, 0x8123456789abcdef},
      {RETURNS_I, 0x7fffffff, 0x7fffffff},
      {RETURNS_I, 0x80000000, 0xffffffff80000000},
      {RETURNS_I, 0x1234567800000001, 1},
      {RETURNS_I, UINT64_MAX, UINT64_MAX},
      {RETURNS_V, UINT64_MAX, 0},
  };
  for (uint32_t i = 0; i < COUNT(cases); i++) {
    load(cases[i].number);
    seen.result = (int64_t)cases[i].given;
    assert_true((uint64_t)check_value(&container, &event) == cases[i].expected);
  }
}

static void other_registers_stay(void **state) {
  (void)state;
  const struct container_parts parts = {
      TEXT(MOVE(1, 1), MOVE(2, 20), MOVE(3, 300), MOVE(4, 4000), MOVE(5, 50000), MOVE(6, 600000),
           MOVE(9, 9000000), CALL(RETURNS_V), ADD_REGISTER(0, 1), ADD_REGISTER(0, 2),
           ADD_REGISTER(0, 3), ADD_REGISTER(0, 4), ADD_REGISTER(0, 5), ADD_REGISTER(0, 6),
           ADD_REGISTER(0, 9), EXIT),
      .bindings = &table, .asked = 1, .allowed = 1};
  assert_int_equal(check_value_of(&parts), 9654321);
}

/* Slots to the call and the call itself: 7; the exit: 8. So a cost of n makes 8 + n. */
static const struct {
  int32_t number;
  uint64_t arguments[5];
  uint32_t cost;
} costs[] = {
    {INTEGERS, {1, 2, 3, 4, 5}, 0},
    {TEXT_ONLY, {GUEST_ADDRESS(READ_ONLY, 0)}, 3}, /* without the NUL */
    {TEXT_ONLY, {GUEST_ADDRESS(READ_ONLY, 3)}, 0},
    {READS, {GUEST_ADDRESS(STACK, 0), 16}, 16},
    {READS, {0, 0}, 0},
    {WRITES, {GUEST_ADDRESS(DATA, 1), 6}, 6},
    {BOTH, {GUEST_ADDRESS(STACK, 0), 2, GUEST_ADDRESS(STACK, 0), 5, 9}, 21},
    {DEAR, {GUEST_ADDRESS(STACK, 0), 16}, 4080},
    {MANY_TEXTS,
     {GUEST_ADDRESS(READ_ONLY, 0), GUEST_ADDRESS(READ_ONLY, 0), GUEST_ADDRESS(DATA, 0),
      GUEST_ADDRESS(DATA, 0), GUEST_ADDRESS(DATA, 7)},
     20},
};

/* With any budget the binding is entered if and only if its whole cost can be paid. */
static void check_budget(uint32_t budget, uint32_t cost) {
  start(NULL);
  struct thimble_outcome outcome = container_run(&container, &event, budget);
  assert_int_equal(seen.calls, budget >= 7 + cost);
  if (budget >= 8 + cost) {
    assert_int_equal(outcome.kind, THIMBLE_DONE);
    assert_int_equal(outcome.fuel_used, 8 + cost);
    return;
  }
  assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
  assert_int_equal(outcome.reason, THIMBLE_REASON_FUEL);
  assert_true(outcome.address == 0);
  bool entered = budget == 7 + cost;
  assert_int_equal(outcome.place, entered ? CALL_PLACE + 1 : CALL_PLACE);
  assert_int_equal(outcome.fuel_used, entered ? 8 + cost : 7);
}

static void the_cost_is_paid_before(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(costs); i++) {
    load(costs[i].number);
    memcpy(context, costs[i].arguments, sizeof context);
    for (uint32_t budget = 0; budget <= 40; budget++)
      check_budget(budget, costs[i].cost);
    for (uint32_t budget = 4080; budget <= 4090; budget++)
      check_budget(budget, costs[i].cost);
  }
}

/* A megabyte at the greatest cost per byte, and the whole of 32 bits, which no region grants. */
static void great_costs_do_not_wrap(void **state) {
  (void)state;
  static uint8_t megabyte[1u << 20];
  const struct container_parts parts = {TEXT(CALL(DEAR), EXIT), .bindings = &table, .asked = 1,
                                        .allowed = 1};
  const struct thimble_event large = {megabyte, sizeof megabyte, 0};
  check_loads(&container, &parts);
  check_stops("too dear", &container, &large, (struct stop){THIMBLE_REASON_FUEL, 0, 0});
  assert_int_equal(seen.calls, 0);
  const struct thimble_event part = {megabyte, (THIMBLE_FUEL_MAXIMUM - 2) / 255, 0};
  assert_int_equal(container_run(&container, &part, UINT32_MAX).kind, THIMBLE_DONE);
  assert_int_equal(seen.calls, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(integers_have_their_widths, start),
      cmocka_unit_test_setup(a_binding_knows_device_and_container, start),
      cmocka_unit_test_setup(arguments_come_in_order, start),
      cmocka_unit_test_setup(texts_end_in_their_region, start),
      cmocka_unit_test_setup(several_texts_are_several_views, start),
      cmocka_unit_test_setup(bytes_lie_in_their_region, start),
      cmocka_unit_test_setup(no_bytes_may_stand_anywhere, start),
      cmocka_unit_test_setup(written_bytes_are_the_containers, start),
      cmocka_unit_test_setup(two_views_take_four_registers, start),
      cmocka_unit_test_setup(results_have_their_kinds, start),
      cmocka_unit_test_setup(other_registers_stay, start),
      cmocka_unit_test_setup(the_cost_is_paid_before, start),
      cmocka_unit_test_setup(great_costs_do_not_wrap, start),
  };
  return cmocka_run_group_tests_name("calls of bindings", tests, NULL, NULL);
}
