/* SPDX-License-Identifier: Apache-2.0 */
/* disassemble_test.c: one instruction of every form, against what llvm-objdump 19 prints for it
 * (with decimal numbers); and what has no assembly is shown as bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/ebpf/disassemble.h"

struct example {
  uint8_t opcode, destination, source;
  int16_t offset;
  int32_t immediate;
  const char *text;
};

static struct thimble_ebpf_instruction encode(const struct example *example) {
  struct thimble_ebpf_instruction instruction = {
      .head = example->opcode | (uint32_t)example->destination << 8 |
              (uint32_t)example->source << 12 | (uint32_t)(uint16_t)example->offset << 16,
      .immediate = example->immediate,
  };
  return instruction;
}

static void check(const struct example *examples, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct thimble_ebpf_instruction instruction = encode(&examples[i]);
    char bytes[THIMBLE_EBPF_TEXT_MAXIMUM];
    struct thimble_text text;
    thimble_text_start(&text, bytes, sizeof(bytes));
    assert_int_equal(thimble_ebpf_disassemble(&text, &instruction, 1, 0), 1);
    assert_string_equal(bytes, examples[i].text);
    assert_false(text.cut);
  }
}

#define CHECK(examples) check(examples, sizeof(examples) / sizeof((examples)[0]))

static void arithmetic(void **state) {
  (void)state;
  static const struct example examples[] = {
      {0x07, 1, 0, 0, 5, "r1 += 5"},
      {0x0c, 1, 2, 0, 0, "w1 += w2"},
      {0x17, 10, 0, 0, -5, "r10 -= -5"},
      {0x2f, 1, 2, 0, 0, "r1 *= r2"},
      {0x34, 1, 0, 0, 7, "w1 /= 7"},
      {0x3c, 1, 2, 1, 0, "w1 s/= w2"},
      {0x4f, 3, 4, 0, 0, "r3 |= r4"},
      {0x54, 3, 0, 0, 255, "w3 &= 255"},
      {0x67, 3, 0, 0, 32, "r3 <<= 32"},
      {0x7c, 3, 4, 0, 0, "w3 >>= w4"},
      {0x87, 1, 0, 0, 0, "r1 = -r1"},
      {0x84, 1, 0, 0, 0, "w1 = -w1"},
      {0x97, 1, 0, 1, -3, "r1 s%= -3"},
      {0x9c, 1, 2, 0, 0, "w1 %= w2"},
      {0xa7, 1, 0, 0, -1, "r1 ^= -1"},
      {0xb7, 10, 0, 0, 0, "r10 = 0"},
      {0xb4, 1, 0, 0, INT32_MIN, "w1 = -2147483648"},
      {0xbf, 6, 1, 0, 0, "r6 = r1"},
      {0xbf, 1, 2, 8, 0, "r1 = (s8)r2"},
      {0xbc, 1, 2, 16, 0, "w1 = (s16)w2"},
      {0xbf, 1, 2, 32, 0, "r1 = (s32)r2"},
      {0xc7, 1, 0, 0, 3, "r1 s>>= 3"},
      {0xcc, 1, 2, 0, 0, "w1 s>>= w2"},
      {0xd4, 1, 0, 0, 64, "r1 = le64 r1"},
      {0xdc, 1, 0, 0, 16, "r1 = be16 r1"},
      {0xd7, 1, 0, 0, 32, "r1 = bswap32 r1"},
  };
  CHECK(examples);
}

static void jumps(void **state) {
  (void)state;
  static const struct example examples[] = {
      {0x05, 0, 0, 4, 0, "goto +4"},
      {0x05, 0, 0, -1, 0, "goto -1"},
      {0x06, 0, 0, 0, 400, "gotol +400"},
      {0x06, 0, 0, 0, INT32_MIN, "gotol -2147483648"},
      {0x15, 1, 0, 3, 0, "if r1 == 0 goto +3"},
      {0x1e, 1, 2, 0, 0, "if w1 == w2 goto +0"},
      {0x2d, 1, 2, 3, 0, "if r1 > r2 goto +3"},
      {0x36, 1, 0, 3, 9, "if w1 >= 9 goto +3"},
      {0x45, 1, 0, 3, 5, "if r1 & 5 goto +3"},
      {0x5d, 1, 2, -3, 0, "if r1 != r2 goto -3"},
      {0x65, 1, 0, 3, 5, "if r1 s> 5 goto +3"},
      {0x7e, 1, 2, 3, 0, "if w1 s>= w2 goto +3"},
      {0xa5, 1, 0, 3, -1, "if r1 < -1 goto +3"},
      {0xbd, 1, 10, 3, 0, "if r1 <= r10 goto +3"},
      {0xc6, 1, 0, INT16_MIN, 5, "if w1 s< 5 goto -32768"},
      {0xd5, 1, 0, 3, 5, "if r1 s<= 5 goto +3"},
      {0x85, 0, 0, 0, 1, "call 1"},
      {0x85, 0, 0, 0, -1, "call -1"},
      {0x85, 0, 1, 0, 12, "call pc+12"},
      {0x85, 0, 1, 0, -12, "call pc-12"},
      {0x95, 0, 0, 0, 0, "exit"},
  };
  CHECK(examples);
}

static void loads_and_stores(void **state) {
  (void)state;
  static const struct example examples[] = {
      {0x61, 1, 2, 4, 0, "r1 = *(u32 *)(r2 + 4)"},
      {0x69, 1, 2, -4, 0, "r1 = *(u16 *)(r2 - 4)"},
      {0x71, 1, 2, 0, 0, "r1 = *(u8 *)(r2 + 0)"},
      {0x79, 1, 10, INT16_MIN, 0, "r1 = *(u64 *)(r10 - 32768)"},
      {0x81, 1, 2, 4, 0, "r1 = *(s32 *)(r2 + 4)"},
      {0x89, 1, 2, 4, 0, "r1 = *(s16 *)(r2 + 4)"},
      {0x91, 1, 2, 4, 0, "r1 = *(s8 *)(r2 + 4)"},
      {0x62, 10, 0, -8, 7, "*(u32 *)(r10 - 8) = 7"},
      {0x6a, 10, 0, -8, -7, "*(u16 *)(r10 - 8) = -7"},
      {0x72, 10, 0, -8, 7, "*(u8 *)(r10 - 8) = 7"},
      {0x7a, 10, 0, -8, 7, "*(u64 *)(r10 - 8) = 7"},
      {0x63, 1, 2, 0, 0, "*(u32 *)(r1 + 0) = r2"},
      {0x6b, 1, 2, 0, 0, "*(u16 *)(r1 + 0) = r2"},
      {0x73, 1, 2, 0, 0, "*(u8 *)(r1 + 0) = r2"},
      {0x7b, 1, 2, 32767, 0, "*(u64 *)(r1 + 32767) = r2"},
  };
  CHECK(examples);
}

static void atomics(void **state) {
  (void)state;
  static const struct example examples[] = {
      {0xc3, 1, 2, 8, 0x00, "lock *(u32 *)(r1 + 8) += w2"},
      {0xdb, 1, 2, 8, 0x40, "lock *(u64 *)(r1 + 8) |= r2"},
      {0xdb, 1, 2, 8, 0x50, "lock *(u64 *)(r1 + 8) &= r2"},
      {0xc3, 1, 2, -8, 0xa0, "lock *(u32 *)(r1 - 8) ^= w2"},
      {0xdb, 1, 2, 8, 0x01, "r2 = atomic_fetch_add((u64 *)(r1 + 8), r2)"},
      {0xc3, 1, 2, 8, 0x41, "w2 = atomic_fetch_or((u32 *)(r1 + 8), w2)"},
      {0xdb, 1, 2, 8, 0x51, "r2 = atomic_fetch_and((u64 *)(r1 + 8), r2)"},
      {0xc3, 1, 2, 8, 0xa1, "w2 = atomic_fetch_xor((u32 *)(r1 + 8), w2)"},
      {0xdb, 1, 2, 8, 0xe1, "r2 = xchg_64(r1 + 8, r2)"},
      {0xc3, 1, 2, 8, 0xe1, "w2 = xchg32_32(r1 + 8, w2)"},
      {0xdb, 1, 2, 8, 0xf1, "r0 = cmpxchg_64(r1 + 8, r0, r2)"},
      {0xc3, 1, 2, 8, 0xf1, "w0 = cmpxchg32_32(r1 + 8, w0, w2)"},
  };
  CHECK(examples);
}

static void refused_forms_have_their_names(void **state) {
  (void)state;
  static const struct example examples[] = {
      {0x20, 0, 0, 0, 5, "r0 = *(u32 *)skb[5]"},
      {0x30, 0, 0, 0, 5, "r0 = *(u8 *)skb[5]"},
      {0x48, 0, 1, 0, 0, "r0 = *(u16 *)skb[r1]"},
      {0x8d, 2, 0, 0, 0, "callx r2"},
      {0x8d, 0, 0, 0, 2, "callx r2"},
  };
  CHECK(examples);
}

static void what_has_no_assembly_is_bytes(void **state) {
  (void)state;
  static const struct example examples[] = {
      {0x00, 0, 0, 0, 0, ".8byte 0x0000000000000000"},     /* no instruction */
      {0xff, 15, 15, -1, -1, ".8byte 0xffffffffffffffff"}, /* unknown opcode */
      {0x07, 11, 0, 0, 5, ".8byte 0x0000000500000b07"},    /* no such register */
      {0x07, 1, 2, 0, 5, ".8byte 0x0000000500002107"},     /* unused source */
      {0x0f, 1, 2, 0, 5, ".8byte 0x000000050000210f"},     /* unused immediate */
      {0x37, 1, 0, 2, 5, ".8byte 0x0000000500020137"},     /* unknown division */
      {0xbc, 1, 2, 32, 0, ".8byte 0x00000000002021bc"},    /* move of 32 bits in 32 bits */
      {0xb7, 1, 0, 8, 1, ".8byte 0x00000001000801b7"},     /* extended immediate */
      {0xd4, 1, 0, 0, 8, ".8byte 0x00000008000001d4"},     /* byte order of a byte */
      {0xc3, 1, 2, 0, 2, ".8byte 0x00000002000021c3"},     /* unknown atomic operation */
      {0x85, 0, 2, 0, 1, ".8byte 0x0000000100002085"},     /* unknown kind of call */
      {0x38, 0, 0, 0, 5, ".8byte 0x0000000500000038"},     /* packet access of 64 bits */
      {0x18, 1, 0, 0, 5, ".8byte 0x0000000500000118"},     /* wide, but the last slot */
  };
  CHECK(examples);
}

static void wide_instructions_take_two_slots(void **state) {
  (void)state;
  struct thimble_ebpf_instruction program[] = {{0x118, 8}, {0, 3},     {0x2118, 8},
                                               {0, 3},     {0x118, 8}, {1, 3}};
  char bytes[THIMBLE_EBPF_TEXT_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof(bytes));
  assert_int_equal(thimble_ebpf_disassemble(&text, program, 6, 0), 2);
  assert_string_equal(bytes, "r1 = 0x300000008 ll");
  thimble_text_start(&text, bytes, sizeof(bytes));
  assert_int_equal(thimble_ebpf_disassemble(&text, program, 6, 2), 1); /* a kind of its own */
  assert_string_equal(bytes, ".8byte 0x0000000800002118");
  thimble_text_start(&text, bytes, sizeof(bytes));
  assert_int_equal(thimble_ebpf_disassemble(&text, program, 6, 4), 1); /* no second slot */
  assert_string_equal(bytes, ".8byte 0x0000000800000118");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arithmetic),
      cmocka_unit_test(jumps),
      cmocka_unit_test(loads_and_stores),
      cmocka_unit_test(atomics),
      cmocka_unit_test(refused_forms_have_their_names),
      cmocka_unit_test(what_has_no_assembly_is_bytes),
      cmocka_unit_test(wide_instructions_take_two_slots),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
