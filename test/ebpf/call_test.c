/* SPDX-License-Identifier: Apache-2.0 */
/* call_test.c: local calls: frames, registers that are kept, and how deep they may go. */
#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

static struct container container;

/* Calls itself until r1 is zero; each call adds one to r0. */
static const instruction_t recursion[] = {
    COPY(1, 2), JUMP_IF_EQUAL(1, 0, 2), ADD(1, -1), CALL_LOCAL(-3), ADD(0, 1), EXIT};

/* The context's length is how many calls there are. */
static struct thimble_event with_calls(uint32_t calls) {
  static uint8_t context[80];
  return (struct thimble_event){context, calls, 0};
}

static void calls_go_as_deep_as_the_image_says(void **state) {
  (void)state;
  for (uint32_t depth = 1; depth <= 64; depth++) {
    const struct container_parts parts = {
        .text = recursion, .slots = COUNT(recursion), .frame_size = 8, .call_depth = depth};
    check_loads(&container, &parts);
    struct thimble_event event = with_calls(depth - 1);
    struct thimble_outcome outcome = container_run(&container, &event, UINT32_MAX);
    assert_int_equal(outcome.kind, THIMBLE_DONE);
    assert_int_equal(outcome.value, depth); /* every frame adds one */
    assert_int_equal(outcome.depth, depth);
    event = with_calls(depth);
    check_stops("too deep", &container, &event, (struct stop){THIMBLE_REASON_DEPTH, 3, 0});
    assert_int_equal(container_run(&container, &event, UINT32_MAX).depth, depth);
    assert_true(container_is_intact(&container));
  }
}

/* A trap of another kind before leaves no address behind. */
static void too_deep_a_call_names_no_address(void **state) {
  (void)state;
  const struct container_parts parts = {
      TEXT(JUMP_IF_EQUAL(2, 0, 1), LOAD8(0, 2, 0), CALL_LOCAL(-1), EXIT)};
  check_loads(&container, &parts);
  struct thimble_event event = with_calls(9);
  check_stops("load", &container, &event, (struct stop){THIMBLE_REASON_LOAD, 1, 9});
  check_stops("call", &container, NULL, (struct stop){THIMBLE_REASON_DEPTH, 2, 0});
}

static void depth_is_the_most_at_once(void **state) {
  (void)state;
  /* a() calls b() twice; b() calls c(). */
  const struct container_parts parts = {
      TEXT(CALL_LOCAL(1), EXIT, CALL_LOCAL(2), CALL_LOCAL(1), EXIT, CALL_LOCAL(1), EXIT, EXIT),
      .call_depth = 9};
  check_loads(&container, &parts);
  assert_int_equal(container_run(&container, NULL, UINT32_MAX).depth, 4);
  const struct container_parts none = {TEXT(EXIT), .call_depth = 9};
  check_loads(&container, &none);
  assert_int_equal(container_run(&container, NULL, UINT32_MAX).depth, 1);
}

/* r6 to r9 come back as they were, r0 to r5 as the callee left them. Returns the sum of 2^n for
 * each register n that has the value that the caller gave it. */
static void six_to_nine_are_kept(void **state) {
  (void)state;
  const struct container_parts parts = {
      TEXT(MOVE(1, 101), MOVE(2, 102), MOVE(3, 103), MOVE(4, 104), MOVE(5, 105), MOVE(6, 106),
           MOVE(7, 107), MOVE(8, 108), MOVE(9, 109), CALL_LOCAL(19), JUMP_IF_NOT(1, 101, 1),
           ADD(0, 1 << 1), JUMP_IF_NOT(2, 102, 1), ADD(0, 1 << 2), JUMP_IF_NOT(3, 103, 1),
           ADD(0, 1 << 3), JUMP_IF_NOT(4, 104, 1), ADD(0, 1 << 4), JUMP_IF_NOT(5, 105, 1),
           ADD(0, 1 << 5), JUMP_IF_NOT(6, 106, 1), ADD(0, 1 << 6), JUMP_IF_NOT(7, 107, 1),
           ADD(0, 1 << 7), JUMP_IF_NOT(8, 108, 1), ADD(0, 1 << 8), JUMP_IF_NOT(9, 109, 1),
           ADD(0, 1 << 9), EXIT,
           /* the callee; it sees what its caller had, and changes all of it */
           COPY(0, 1), ADD_REGISTER(0, 6), ADD_REGISTER(0, 9), ADD(0, -(101 + 106 + 109)),
           MOVE(1, 0), MOVE(2, 0), MOVE(3, 0), MOVE(4, 0), MOVE(5, 0), MOVE(6, 0), MOVE(7, 0),
           MOVE(8, 0), MOVE(9, 0), EXIT),
      .call_depth = 2};
  assert_int_equal(check_value_of(&parts), 1 << 6 | 1 << 7 | 1 << 8 | 1 << 9);
}

/* All 64 bits of them. */
static void kept_registers_are_whole(void **state) {
  (void)state;
  const struct container_parts parts = {
      TEXT(WIDE(6, 0x11223344, 0x55667788), WIDE(9, 0x99aabbcc, 0xddeeff00), CALL_LOCAL(3),
           COPY(0, 6), XOR_REGISTER(0, 9), EXIT, MOVE(6, 0), MOVE(9, 0), EXIT),
      .call_depth = 2};
  assert_true((uint64_t)check_value_of(&parts) == (0x1122334455667788 ^ 0x99aabbccddeeff00));
}

/* r10 grows by the frame size with each call, and comes back. */
static void each_call_has_its_frame(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(COPY(6, 10), CALL_LOCAL(5), SLOT(0x1f, 0, 6, 0, 0),
                                             SHIFT_LEFT(0, 32), SLOT(0x1f, 6, 10, 0, 0),
                                             SLOT(0x4f, 0, 6, 0, 0), EXIT, COPY(0, 10), EXIT),
                                        .frame_size = 24, .call_depth = 2};
  assert_true(check_value_of(&parts) == (int64_t)24 << 32); /* r10 difference, then no difference */
}

/* A callee writes at the ends of its own frame; the caller's bytes next to it stay. */
static void frames_do_not_overlap(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(STORE64_NUMBER(10, -8, 7), STORE64_NUMBER(10, -16, 9),
                                             CALL_LOCAL(4), LOAD64(0, 10, -8), LOAD64(1, 10, -16),
                                             ADD_REGISTER(0, 1), EXIT, STORE64_NUMBER(10, -8, -1),
                                             STORE64_NUMBER(10, -16, -1), EXIT),
                                        .frame_size = 16, .call_depth = 2};
  assert_int_equal(check_value_of(&parts), 16);
}

/* As in C, a callee may be given the address of a variable of its caller. */
static void a_callee_reaches_what_it_is_given(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(COPY(1, 10), ADD(1, -8), CALL_LOCAL(2),
                                             LOAD64(0, 10, -8), EXIT, STORE64_NUMBER(1, 0, 42),
                                             EXIT),
                                        .frame_size = 8, .call_depth = 2};
  assert_int_equal(check_value_of(&parts), 42);
}

/* The last byte of the deepest frame is granted, the byte behind it is not. */
static void the_deepest_frame_ends_the_stack(void **state) {
  (void)state;
  const struct container_parts inside = {TEXT(CALL_LOCAL(1), EXIT, LOAD8(0, 10, -1), EXIT),
                                         .frame_size = 8, .call_depth = 2};
  const struct container_parts outside = {TEXT(CALL_LOCAL(1), EXIT, LOAD8(0, 10, 0), EXIT),
                                          .frame_size = 8, .call_depth = 2};
  assert_int_equal(check_value_of(&inside), 0);
  check_loads(&container, &outside);
  check_stops("above the stack", &container, NULL,
              (struct stop){THIMBLE_REASON_LOAD, 2, GUEST_ADDRESS(STACK, 16)});
}

/* A trap in a callee leaves nothing open: the next run starts in the first frame. */
static void a_stopped_callee_is_forgotten(void **state) {
  (void)state;
  static uint8_t context[1];
  static const struct thimble_event event = {context, 1, 0};
  const struct container_parts parts = {TEXT(MOVE(6, 6), CALL_LOCAL(2), COPY(0, 6), EXIT,
                                             JUMP_IF_EQUAL(2, 0, 1), LOAD8(0, 0, 0), MOVE(6, 0),
                                             EXIT),
                                        .frame_size = 8, .call_depth = 2};
  check_loads(&container, &parts);
  for (uint32_t round = 0; round < 3; round++) {
    check_stops("in a callee", &container, &event, (struct stop){THIMBLE_REASON_LOAD, 5, 0});
    assert_int_equal(check_value(&container, NULL), 6);
  }
}

static void calls_go_backwards_and_from_any_entry(void **state) {
  (void)state;
  const struct container_parts parts = {
      TEXT(MOVE(0, 5), EXIT, MOVE(0, 0), CALL_LOCAL(-4), ADD(0, 1), EXIT), .entry = 2,
      .call_depth = 2};
  assert_int_equal(check_value_of(&parts), 6);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(calls_go_as_deep_as_the_image_says),
      cmocka_unit_test(too_deep_a_call_names_no_address),
      cmocka_unit_test(depth_is_the_most_at_once),
      cmocka_unit_test(six_to_nine_are_kept),
      cmocka_unit_test(kept_registers_are_whole),
      cmocka_unit_test(each_call_has_its_frame),
      cmocka_unit_test(frames_do_not_overlap),
      cmocka_unit_test(a_callee_reaches_what_it_is_given),
      cmocka_unit_test(the_deepest_frame_ends_the_stack),
      cmocka_unit_test(a_stopped_callee_is_forgotten),
      cmocka_unit_test(calls_go_backwards_and_from_any_entry),
  };
  return cmocka_run_group_tests_name("local calls", tests, NULL, NULL);
}
