/* SPDX-License-Identifier: Apache-2.0 */
/* mistakes_test.c: mistakes that other runtimes for BPF made, one case each. Most have more cases
 * in the tests of the part concerned; here is the plainest one. That two interpreters drift apart
 * is lockstep/'s matter; that time depends on the number of regions, constant_time_test.c's. */
#include <string.h>

#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

static struct container container;

static uint32_t calls;
static int64_t count(struct thimble_call *call) {
  (void)call;
  calls++;
  return 0;
}

static const struct thimble_binding bindings[] = {
    [1] = {.name = "read", .function = count, .result = 'l', .arguments = "r", .byte_cost = 1},
    [2] = {.name = "text", .function = count, .result = 'l', .arguments = "s", .byte_cost = 1},
    [3] = {.name = "plain", .function = count, .result = 'l'},
};
static const struct thimble_binding_table table = {bindings, 4};
#define BINDINGS .bindings = &table, .asked = 1, .allowed = 1

static int start(void **state) {
  (void)state;
  calls = 0;
  return 0;
}

/* The bound of a jump was off by one at both ends: one slot past the end was accepted, slot 0 was
 * not. */
static void jumps_are_bounded_exactly(void **state) {
  (void)state;
  const struct container_parts past = {TEXT(JUMP(1), EXIT)};
  check_refused("past the end", &past, (struct verdict){THIMBLE_REASON_TARGET, 0, 2});
  const struct container_parts first = {TEXT(ADD(0, 1), JUMP_IF_EQUAL(0, 1, -2), EXIT)};
  assert_int_equal(check_value_of(&first), 2);
}

/* A jump could land in the second half of a 64-bit constant, and run it as an instruction. */
static void constants_are_not_run(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(JUMP(1), WIDE(0, 0, 0), EXIT)};
  check_refused("inside", &parts, (struct verdict){THIMBLE_REASON_TARGET_INSIDE, 0, 2});
}

/* An opcode that the verifier did not know was let through, for the interpreter to stumble on. */
static void unknown_opcodes_are_refused(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(SLOT(0xff, 0, 0, 0, 0), EXIT)};
  check_refused("unknown", &parts, (struct verdict){THIMBLE_REASON_OPCODE, 0, 0xff});
}

/* A program could move its frame register, and with it what counted as its stack. */
static void the_frame_register_is_not_written(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(ADD(10, 64), EXIT)};
  check_refused("r10", &parts, (struct verdict){THIMBLE_REASON_FRAME_REGISTER, 0, 10});
}

/* The guard of a 32-bit division looked at all 64 bits of the divisor, of which the low 32 were 0:
 * the host divided by zero. */
static void the_divisor_is_looked_at_in_its_width(void **state) {
  (void)state;
  static const uint8_t opcodes[] = {0x3c, 0x9c};
  for (uint32_t i = 0; i < COUNT(opcodes); i++)
    for (int16_t is_signed = 0; is_signed < 2; is_signed++) {
      const instruction_t divide = SLOT(opcodes[i], 0, 1, is_signed, 0);
      const struct container_parts parts = {TEXT(MOVE(0, 7), WIDE(1, 1, 0), divide, EXIT)};
      assert_int_equal(check_value_of(&parts), i == 0 ? 0 : 7);
    }
}

/* The stack was not cleared between runs: a container read what its neighbour had left. */
static void a_neighbours_stack_is_gone(void **state) {
  (void)state;
  static struct container neighbour;
  const struct container_parts writes = {TEXT(STORE64_NUMBER(10, -8, 0x5ec3e7), EXIT),
                                         .frame_size = 8};
  const struct container_parts reads = {TEXT(LOAD64(0, 10, -8), EXIT), .frame_size = 8};
  check_loads(&container, &writes);
  assert_int_equal(container_verify(&neighbour, &reads), THIMBLE_OK);
  assert_int_equal(container_load_sharing(&neighbour, &container), THIMBLE_OK);
  check_value(&container, NULL);
  assert_int_equal(check_value(&neighbour, NULL), 0);
}

/* "Was checked" was a flag beside the image, and stayed set when another image took its place. Here
 * the same variables take another image, and the verdict is about that one. */
static void a_replaced_image_is_judged_anew(void **state) {
  (void)state;
  const struct container_parts good = {TEXT(EXIT, EXIT)};
  const struct container_parts bad = {TEXT(MOVE(10, 0), EXIT)};
  assert_int_equal(container_verify(&container, &good), THIMBLE_OK);
  assert_int_equal(container_verify(&container, &bad), THIMBLE_ERROR_REFUSED);
  assert_int_equal(container_verify(&container, &good), THIMBLE_OK);
}

/* A header said how long each section was, and nobody compared that with the image. */
static void sections_end_with_the_image(void **state) {
  (void)state;
  static const uint8_t parameters[][12] = {
      {0x86, 0, 0, 1, 0x18, 0x28, 0, 0},                   /* 40 read-only bytes of 16 */
      {0x86, 0, 0, 1, 0, 0x18, 0x28, 0},                   /* 40 bytes of data */
      {0x86, 0, 0, 1, 8, 0x1a, 0xff, 0xff, 0xff, 0xf8, 0}, /* a sum that wraps to 0 */
  };
  const struct container_parts parts = {TEXT(EXIT, EXIT)};
  const struct thimble_policy policy = {&table, 0};
  container_assemble(&container, &parts);
  for (uint32_t i = 0; i < COUNT(parameters); i++) {
    container.image.parameters = (struct thimble_bytes){parameters[i], sizeof parameters[i]};
    assert_int_equal(
        thimble_verify(&container.program, &container.image, &policy, &container.refusal),
        THIMBLE_ERROR_REFUSED);
    assert_int_equal(container.refusal.reason, THIMBLE_REASON_PROGRAM_LENGTH);
  }
}

/* Helpers used pointers of the guest as they came: here, one of the host itself. */
static void helpers_get_no_unchecked_pointer(void **state) {
  (void)state;
  static const char secret[] = "secret";
  uint64_t address = (uintptr_t)secret;
  for (int32_t binding = 1; binding <= 2; binding++) {
    const struct container_parts parts = {
        TEXT(WIDE(1, (uint32_t)(address >> 32), (uint32_t)address), MOVE(2, 6), CALL(binding),
             EXIT),
        BINDINGS};
    check_loads(&container, &parts);
    check_stops("host address", &container, NULL,
                (struct stop){THIMBLE_REASON_ARGUMENT, 3, address});
  }
  assert_int_equal(calls, 0);
}

/* The guest was given a host pointer, which it could hand back changed. All that it is given is
 * here copied to the context: no address in it is one of the host's. */
static void the_guest_sees_no_host_address(void **state) {
  (void)state;
  static uint64_t seen[11];
  static const struct thimble_event event = {(uint8_t *)seen, sizeof seen, sizeof seen};
  const struct container_parts parts = {
      TEXT(STORE64(1, 0, 0), STORE64(1, 8, 1), STORE64(1, 16, 2), STORE64(1, 24, 3),
           STORE64(1, 32, 4), STORE64(1, 40, 5), STORE64(1, 48, 6), STORE64(1, 56, 7),
           STORE64(1, 64, 8), STORE64(1, 72, 9), STORE64(1, 80, 10), EXIT),
      .frame_size = 8};
  static const uint64_t expected[11] = {
      [1] = GUEST_ADDRESS(CONTEXT, 0), [2] = sizeof seen, [10] = GUEST_ADDRESS(STACK, 8)};
  check_loads(&container, &parts);
  check_value(&container, &event);
  assert_memory_equal(seen, expected, sizeof seen);
}

/* Only taken branches were limited: a straight line of calls to a slow helper hung the device. */
static void calls_in_a_straight_line_end(void **state) {
  (void)state;
  static instruction_t text[501];
  for (uint32_t i = 0; i < 500; i++)
    text[i] = (instruction_t)CALL(3);
  text[500] = (instruction_t)EXIT;
  const struct container_parts parts = {.text = text, .slots = 501, BINDINGS};
  check_loads(&container, &parts);
  struct thimble_outcome outcome = container_run(&container, NULL, 100);
  assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
  assert_int_equal(calls, 100);
}

/* What runs inside the host was not counted, so one call outlived every limit. */
static void a_long_call_is_paid_before(void **state) {
  (void)state;
  static uint8_t context[10000];
  static const struct thimble_event event = {context, sizeof context, 0};
  const struct container_parts parts = {TEXT(CALL(1), EXIT), BINDINGS};
  check_loads(&container, &parts);
  assert_int_equal(container_run(&container, &event, 10000).kind, THIMBLE_OUT_OF_FUEL);
  assert_int_equal(calls, 0);
  assert_int_equal(container_run(&container, &event, 10002).kind, THIMBLE_DONE);
  assert_int_equal(calls, 1);
}

/* `offset + size < length` refused the last bytes of every region. */
static void the_last_bytes_are_granted(void **state) {
  (void)state;
  static const uint8_t constants[8] = {1, 0, 0, 0, 0, 0, 0, 2};
  static uint8_t context[8] = {4, 0, 0, 0, 0, 0, 0, 8};
  static const struct thimble_event event = {context, 8, 0};
  const struct container_parts parts = {
      TEXT(LOAD64(0, 10, -8), LOAD64(3, 1, 0), ADD_REGISTER(0, 3), ADDRESS(3, READ_ONLY, 0),
           LOAD64(3, 3, 0), ADD_REGISTER(0, 3), ADDRESS(3, DATA, 0), LOAD64(3, 3, 0),
           ADD_REGISTER(0, 3), EXIT),
      .frame_size = 8, .read_only = {constants, 8}, .data = {constants, 8}};
  check_loads(&container, &parts);
  assert_true(check_value(&container, &event) == 0x0c00000000000006);
}

/* On a 32-bit processor the upper half of an address was dropped, so that a wild one hit memory. */
static void all_64_bits_of_an_address_count(void **state) {
  (void)state;
  for (uint32_t bit = 35; bit < 64; bit++) {
    uint64_t address = GUEST_ADDRESS(STACK, 0) | (uint64_t)1 << bit;
    const struct container_parts parts = {
        TEXT(WIDE(1, (uint32_t)(address >> 32), (uint32_t)address), LOAD8(0, 1, 0), EXIT),
        .frame_size = 8};
    check_loads(&container, &parts);
    check_stops("upper half", &container, NULL, (struct stop){THIMBLE_REASON_LOAD, 2, address});
  }
}

/* An unaligned access of 64 bits faulted on processors that cannot do it. */
static void unaligned_access_works(void **state) {
  (void)state;
  for (int16_t shift = 1; shift < 8; shift++) {
    const struct container_parts parts = {TEXT(WIDE(1, 0x12345678, 0x9abcdef0),
                                               STORE64(10, -16 + shift, 1),
                                               LOAD64(0, 10, -16 + shift), EXIT),
                                          .frame_size = 16};
    assert_true(check_value_of(&parts) == 0x123456789abcdef0);
  }
}

/* The last instruction had to be `exit`, which compilers do not promise. */
static void the_last_instruction_need_not_be_exit(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(JUMP(1), EXIT, MOVE(0, 9), JUMP(-3))};
  assert_int_equal(check_value_of(&parts), 9);
}

/* `offset <= length - size` wrapped when the region was shorter than the access, and granted all.
 */
static void a_region_may_be_shorter_than_the_access(void **state) {
  (void)state;
  static uint8_t context[8];
  struct thimble_event event = {context, 0, 0};
  const struct container_parts parts = {TEXT(LOAD64(0, 1, 0), EXIT)};
  check_loads(&container, &parts);
  for (event.length = 0; event.length < 8; event.length++)
    check_stops("short", &container, &event,
                (struct stop){THIMBLE_REASON_LOAD, 0, GUEST_ADDRESS(CONTEXT, 0)});
}

/* Code was trusted because a tool of the same project had made it. Here every byte of a sound
 * program is replaced by every other value: it is refused, or it stays within its memory all the
 * same. */
static void nobodys_code_is_trusted(void **state) {
  (void)state;
  static uint8_t context[16];
  static const struct thimble_event event = {context, 8, 8};
  static const uint8_t data[8] = {1};
  const struct thimble_policy policy = {&table, 1};
  const struct container_parts parts = {
      TEXT(COPY(6, 1), LOAD64(0, 6, 0), WIDE(1, DATA, 0), MOVE(2, 8), CALL(1), CALL_LOCAL(3),
           STORE64(6, 0, 0), JUMP_IF_NOT(0, 0, -5), EXIT, STORE64(10, -8, 0),
           SLOT(0x34, 0, 0, 1, 3), EXIT),
      .frame_size = 8, .call_depth = 2, .data = {data, 8}, BINDINGS};
  container_assemble(&container, &parts);
  uint32_t refused = 0;
  for (uint32_t place = 0; place < container.image.program.length; place++) {
    uint8_t right = container.bytes[place];
    for (uint32_t byte = 0; byte < 256; byte++) {
      container.bytes[place] = (uint8_t)byte;
      if (thimble_verify(&container.program, &container.image, &policy, &container.refusal) !=
          THIMBLE_OK) {
        refused++;
        continue;
      }
      assert_int_equal(container_load(&container), THIMBLE_OK);
      container_run(&container, &event, 200);
      assert_true(container_is_intact(&container));
      assert_int_equal(context[8], 0);
    }
    container.bytes[place] = right;
  }
  assert_in_range(refused, 1000, 20000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(jumps_are_bounded_exactly, start),
      cmocka_unit_test_setup(constants_are_not_run, start),
      cmocka_unit_test_setup(unknown_opcodes_are_refused, start),
      cmocka_unit_test_setup(the_frame_register_is_not_written, start),
      cmocka_unit_test_setup(the_divisor_is_looked_at_in_its_width, start),
      cmocka_unit_test_setup(a_neighbours_stack_is_gone, start),
      cmocka_unit_test_setup(a_replaced_image_is_judged_anew, start),
      cmocka_unit_test_setup(sections_end_with_the_image, start),
      cmocka_unit_test_setup(helpers_get_no_unchecked_pointer, start),
      cmocka_unit_test_setup(the_guest_sees_no_host_address, start),
      cmocka_unit_test_setup(calls_in_a_straight_line_end, start),
      cmocka_unit_test_setup(a_long_call_is_paid_before, start),
      cmocka_unit_test_setup(the_last_bytes_are_granted, start),
      cmocka_unit_test_setup(all_64_bits_of_an_address_count, start),
      cmocka_unit_test_setup(unaligned_access_works, start),
      cmocka_unit_test_setup(the_last_instruction_need_not_be_exit, start),
      cmocka_unit_test_setup(a_region_may_be_shorter_than_the_access, start),
      cmocka_unit_test_setup(nobodys_code_is_trusted, start),
  };
  return cmocka_run_group_tests_name("mistakes of others", tests, NULL, NULL);
}
