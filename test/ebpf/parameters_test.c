/* SPDX-License-Identifier: Apache-2.0 */
/* parameters_test.c: what an image may say of its frames, sections and memory (SPEC.md, 3.1). */
#include "base/cbor_write.h"
#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

#define MEBIBYTE (1u << 20)

static struct container container;

/* For a program of 40 bytes: entry, frame size, call depth, lengths of constants, data and zeroed
 * bytes, and the memory that the image states. */
static const struct {
  uint32_t numbers[6], memory;
  struct verdict verdict;
} examples[] = {
    {{0, 0, 1, 0, 0, 0}, 0, ACCEPTED},
    {{0, 512, 8, 0, 0, 0}, 4096, ACCEPTED},
    {{0, 512, 8, 0, 0, 0}, 4095, {THIMBLE_REASON_MEMORY_LIMIT, 0, 4096}},
    {{0, 0, 1, 0, 8, 100}, 108, ACCEPTED},
    {{0, 0, 1, 0, 8, 100}, 107, {THIMBLE_REASON_MEMORY_LIMIT, 0, 108}},
    {{0, 16, 2, 8, 8, 3}, 43, ACCEPTED}, /* constants are no memory of the container's */
    {{0, 16, 2, 8, 8, 3}, 42, {THIMBLE_REASON_MEMORY_LIMIT, 0, 43}},
    {{0, 0, 1, 0, 0, MEBIBYTE}, MEBIBYTE, ACCEPTED},
    {{0, 0, 1, 0, 0, MEBIBYTE + 1}, MEBIBYTE, {THIMBLE_REASON_MEMORY_LIMIT, 0, MEBIBYTE + 1}},
    {{0, 0, 1, 0, 0, UINT32_MAX}, MEBIBYTE, {THIMBLE_REASON_MEMORY_LIMIT, 0, UINT32_MAX}},
    {{0, 8, 1, 0, 8, UINT32_MAX - 15}, MEBIBYTE, {THIMBLE_REASON_MEMORY_LIMIT, 0, UINT32_MAX - 15}},
    {{0, 4096, 64, 0, 0, 0}, 262144, ACCEPTED},
    {{0, 8, 1, 0, 0, 0}, 8, ACCEPTED},
    {{0, 4, 1, 0, 0, 0}, MEBIBYTE, {THIMBLE_REASON_FRAME_SIZE, 0, 4}},
    {{0, 511, 1, 0, 0, 0}, MEBIBYTE, {THIMBLE_REASON_FRAME_SIZE, 0, 511}},
    {{0, 4104, 1, 0, 0, 0}, MEBIBYTE, {THIMBLE_REASON_FRAME_SIZE, 0, 4104}},
    {{0, 0x80000000, 2, 0, 0, 0}, MEBIBYTE, {THIMBLE_REASON_FRAME_SIZE, 0, 0x80000000}},
    {{0, 8, 0, 0, 0, 0}, MEBIBYTE, {THIMBLE_REASON_CALL_DEPTH, 0, 0}},
    {{0, 8, 64, 0, 0, 0}, MEBIBYTE, ACCEPTED},
    {{0, 8, 65, 0, 0, 0}, MEBIBYTE, {THIMBLE_REASON_CALL_DEPTH, 0, 65}},
    {{0, 8, UINT32_MAX, 0, 0, 0}, MEBIBYTE, {THIMBLE_REASON_CALL_DEPTH, 0, UINT32_MAX}},
    {{0, 8, 1, 32, 0, 0}, MEBIBYTE, ACCEPTED},
    {{0, 8, 1, 0, 32, 0}, MEBIBYTE, ACCEPTED},
    {{0, 8, 1, 16, 16, 0}, MEBIBYTE, ACCEPTED},
    {{0, 8, 1, 40, 0, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}}, /* no text */
    {{0, 8, 1, 0, 40, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}},
    {{0, 8, 1, 24, 16, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}},
    {{0, 8, 1, 48, 0, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}}, /* beyond the program */
    {{0, 8, 1, 0, 41, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}},
    {{0, 8, 1, 32, 16, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}},
    {{0, 8, 1, 0xfffffff8, 16, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}}, /* wraps */
    {{0, 8, 1, 16, 0xfffffff8, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}},
    {{0, 8, 1, 4, 4, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}}, /* constants unaligned */
    {{0, 8, 1, 0, 4, 0}, MEBIBYTE, {THIMBLE_REASON_PROGRAM_LENGTH, 0, 0}}, /* text unaligned */
    {{5, 8, 1, 0, 0, 0}, MEBIBYTE, {THIMBLE_REASON_ENTRY, 0, 5}},
    {{4, 8, 1, 8, 0, 0}, MEBIBYTE, {THIMBLE_REASON_ENTRY, 0, 4}},
};

/* The program is five slots of exit, so that whatever of it is text is sound. */
static enum thimble_result verify(struct thimble_bytes parameters, uint32_t memory) {
  const struct container_parts parts = {TEXT(EXIT, EXIT, EXIT, EXIT, EXIT)};
  const struct thimble_policy policy = {&thimble_bindings, 0};
  container_assemble(&container, &parts);
  container.image.parameters = parameters;
  container.image.memory = memory;
  return thimble_verify(&container.program, &container.image, &policy, &container.refusal);
}

static void numbers_fit_together(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(examples); i++) {
    uint8_t bytes[32];
    struct thimble_cbor_writer writer;
    thimble_cbor_writer_start(&writer, bytes, sizeof bytes);
    thimble_cbor_write_array(&writer, 6);
    for (uint32_t number = 0; number < 6; number++)
      thimble_cbor_write_unsigned(&writer, examples[i].numbers[number]);
    assert_false(writer.overflow);
    enum thimble_result result =
        verify((struct thimble_bytes){bytes, writer.length}, examples[i].memory);
    const struct thimble_program_refusal *refusal = &container.refusal;
    const struct verdict *verdict = &examples[i].verdict;
    bool accepted = verdict->reason == THIMBLE_REASON_NONE;
    if (result != (accepted ? THIMBLE_OK : THIMBLE_ERROR_REFUSED))
      fail_msg("example %u: result %d", (unsigned)i, result);
    if (!accepted && (refusal->reason != verdict->reason || refusal->place != verdict->place ||
                      refusal->detail != verdict->detail))
      fail_msg("example %u: %s (%u)", (unsigned)i, thimble_reason_text(refusal->reason),
               (unsigned)refusal->detail);
  }
}

#define RAW(literal) \
  { (const uint8_t *)(literal), sizeof(literal) - 1 }
static const struct thimble_bytes malformed[] = {
    {NULL, 0},
    RAW("\x80"),
    RAW("\x85\0\0\1\0\0"),
    RAW("\x87\0\0\1\0\0\0\0"),
    RAW("\x86"),
    RAW("\x86\0\0\1\0\0"),
    RAW("\x86\0\0\1\0\0\x18"),
    RAW("\x86\0\0\x18\1\0\0\0"),
    RAW("\x86\0\0\x21\0\0\0"),
    RAW("\x86\0\0\1\0\0\x60"),
    RAW("\x86\0\0\1\0\0\x1b\0\0\0\0\0\0\0\1"),
    RAW("\x9f\0\0\1\0\0\0\xff"),
    RAW("\x46\0\0\1\0\0\0"),
    RAW("\xa3\0\0\1\0\0\0"),
};

static void they_are_six_numbers(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(malformed); i++) {
    assert_int_equal(verify(malformed[i], MEBIBYTE), THIMBLE_ERROR_REFUSED);
    assert_int_equal(container.refusal.reason, THIMBLE_REASON_PARAMETERS);
    assert_int_equal(container.refusal.place, 0);
  }
}

static void need_is_what_the_parameters_say(void **state) {
  (void)state;
  static const uint8_t data[5];
  const struct container_parts small = {TEXT(EXIT)};
  const struct container_parts large = {TEXT(EXIT), .frame_size = 24, .call_depth = 3,
                                        .data = {data, 5}, .zero = 100};
  struct thimble_need least, need;
  assert_int_equal(container_verify(&container, &small), THIMBLE_OK);
  thimble_program_need(&container.program, &least);
  assert_int_equal(least.run, 0);
  assert_int_equal(container_verify(&container, &large), THIMBLE_OK);
  thimble_program_need(&container.program, &need);
  assert_int_equal(need.instance, least.instance + 105);
  assert_true(need.run >= 3 * 24 && need.run <= 3 * 24 + 2 * 64);
  assert_int_equal(need.alignment, least.alignment);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_fit_together),
      cmocka_unit_test(they_are_six_numbers),
      cmocka_unit_test(need_is_what_the_parameters_say),
  };
  return cmocka_run_group_tests_name("parameters", tests, NULL, NULL);
}
