/* SPDX-License-Identifier: Apache-2.0 */
/* arithmetic_test.c: every operation and every condition on pairs of numbers at the edges, against
 * the signed and unsigned operators of C, which the engine does without. */
#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

static const uint64_t numbers[] = {
    0,
    1,
    2,
    7,
    31,
    32,
    63,
    64,
    0x7fffffff,
    0x80000000,
    0xffffffff,
    0x100000000,
    0x7fffffffffffffff,
    0x8000000000000000,
    0xffffffff00000000,
    0xffffffff80000000,
    0xfffffffffffffff9,
    0xffffffffffffffff,
    0x0123456789abcdef,
    0xfedcba9876543210,
};

static uint64_t extend(uint64_t a, uint32_t bits) {
  return (uint64_t)((int64_t)(a << (64 - bits)) >> (64 - bits));
}

/* Operations by the upper four bits of their opcodes; signed variants are those plus 16. */
enum {
  SIGNED = 16
};

static uint64_t expected64(uint32_t operation, uint64_t a, uint64_t b) {
  int64_t c = (int64_t)a, d = (int64_t)b;
  switch (operation) {
  case 0x0:
    return a + b;
  case 0x1:
    return a - b;
  case 0x2:
    return a * b;
  case 0x3:
    return b == 0 ? 0 : a / b;
  case 0x3 + SIGNED: /* the only overflow there is gives the dividend (RFC 9669, 4.1) */
    return b == 0 ? 0 : (d == -1 ? 0 - a : (uint64_t)(c / d));
  case 0x4:
    return a | b;
  case 0x5:
    return a & b;
  case 0x6:
    return a << b % 64;
  case 0x7:
    return a >> b % 64;
  case 0x9:
    return b == 0 ? a : a % b;
  case 0x9 + SIGNED:
    return b == 0 ? a : (d == -1 ? 0 : (uint64_t)(c % d));
  case 0xa:
    return a ^ b;
  case 0xb:
    return b;
  default: /* 0xc */
    return (uint64_t)(c >> b % 64);
  }
}

/* In 64 bits, where nothing of 32 overflows. */
static uint32_t expected32(uint32_t operation, uint32_t a, uint32_t b) {
  int64_t c = (int32_t)a, d = (int32_t)b;
  switch (operation) {
  case 0x3 + SIGNED:
    return d == 0 ? 0 : (uint32_t)(c / d);
  case 0x6:
    return a << b % 32;
  case 0x7:
    return a >> b % 32;
  case 0x9 + SIGNED:
    return d == 0 ? a : (uint32_t)(c % d);
  case 0xc:
    return (uint32_t)(c >> b % 32);
  default:
    return (uint32_t)expected64(operation, a, b);
  }
}

static struct container container;
static uint64_t operands[2];
static const struct thimble_event event = {(uint8_t *)operands, sizeof operands, 0};

/* Applies an instruction with destination r0 and source r3 to the operands. */
static void load(instruction_t instruction) {
  const struct container_parts parts = {TEXT(LOAD64(0, 1, 0), LOAD64(3, 1, 8), instruction, EXIT)};
  check_loads(&container, &parts);
}

static uint64_t result_of(uint64_t a, uint64_t b) {
  operands[0] = a;
  operands[1] = b;
  return (uint64_t)check_value(&container, &event);
}

static void check_operation(uint32_t operation, bool wide, bool with_register, uint64_t b) {
  uint32_t opcode = operation % 16 << 4 | (with_register ? 8 : 0) | (wide ? 7 : 4);
  load((instruction_t)SLOT(opcode, 0, with_register ? 3 : 0, operation / SIGNED,
                           with_register ? 0 : (uint32_t)b));
  if (!with_register)
    b = extend(b, 32); /* as an immediate has it */
  for (uint32_t i = 0; i < COUNT(numbers); i++) {
    uint64_t a = numbers[i], result = result_of(a, b);
    uint64_t expected =
        wide ? expected64(operation, a, b) : expected32(operation, (uint32_t)a, (uint32_t)b);
    if (result != expected)
      fail_msg("opcode %02x (%u), number %u", (unsigned)opcode, (unsigned)operation, (unsigned)i);
  }
}

static void operations(void **state) {
  (void)state;
  static const uint32_t all[] = {0x0, 0x1, 0x2, 0x3,          0x3 + SIGNED, 0x4, 0x5,
                                 0x6, 0x7, 0x9, 0x9 + SIGNED, 0xa,          0xb, 0xc};
  for (uint32_t i = 0; i < COUNT(all); i++)
    for (uint32_t k = 0; k < COUNT(numbers); k++)
      for (uint32_t form = 0; form < 4; form++)
        check_operation(all[i], form & 1, form & 2, numbers[k]);
}

/* One operand: what the opcode and its variant make of it. */
static uint64_t unary(uint32_t opcode, uint32_t variant, uint64_t a) {
  switch (opcode << 8 | variant) {
  case 0x8400:
    return (uint32_t)(0 - (uint32_t)a);
  case 0x8700:
    return 0 - a;
  case 0xbc08:
    return (uint32_t)extend(a, 8);
  case 0xbc10:
    return (uint32_t)extend(a, 16);
  case 0xbf08:
    return extend(a, 8);
  case 0xbf10:
    return extend(a, 16);
  case 0xbf20:
    return extend(a, 32);
  case 0xd410: /* to little-endian, which memory is already */
    return (uint16_t)a;
  case 0xd420:
    return (uint32_t)a;
  case 0xd440:
    return a;
  case 0xdc10:
  case 0xd710:
    return __builtin_bswap16((uint16_t)a);
  case 0xdc20:
  case 0xd720:
    return __builtin_bswap32((uint32_t)a);
  default:
    return __builtin_bswap64(a);
  }
}

static void operations_on_one_number(void **state) {
  (void)state;
  static const struct {
    uint8_t opcode, variant;
  } all[] = {{0x84, 0},  {0x87, 0},  {0xbc, 8},  {0xbc, 16}, {0xbf, 8},  {0xbf, 16},
             {0xbf, 32}, {0xd4, 16}, {0xd4, 32}, {0xd4, 64}, {0xdc, 16}, {0xdc, 32},
             {0xdc, 64}, {0xd7, 16}, {0xd7, 32}, {0xd7, 64}};
  for (uint32_t i = 0; i < COUNT(all); i++) {
    bool moves = all[i].opcode >> 4 == 0xb;
    load((instruction_t)SLOT(all[i].opcode, 0, moves ? 3 : 0, moves ? all[i].variant : 0,
                             moves ? 0 : all[i].variant));
    for (uint32_t k = 0; k < COUNT(numbers); k++)
      if (result_of(numbers[k], numbers[k]) != unary(all[i].opcode, all[i].variant, numbers[k]))
        fail_msg("opcode %02x, variant %u, number %u", all[i].opcode, all[i].variant, (unsigned)k);
  }
}

/* Conditions by the upper four bits of their opcodes. */
static bool condition64(uint32_t operation, uint64_t a, uint64_t b) {
  int64_t c = (int64_t)a, d = (int64_t)b;
  const bool conditions[16] = {
      [0x1] = a == b, [0x2] = a > b, [0x3] = a >= b, [0x4] = a & b, [0x5] = a != b, [0x6] = c > d,
      [0x7] = c >= d, [0xa] = a < b, [0xb] = a <= b, [0xc] = c < d, [0xd] = c <= d};
  return conditions[operation];
}

/* With both numbers extended by their sign each comparison, signed or not, comes out the same. */
static bool condition32(uint32_t operation, uint32_t a, uint32_t b) {
  return condition64(operation, extend(a, 32), extend(b, 32));
}

static void check_condition(uint32_t operation, bool wide, bool with_register, uint64_t b) {
  uint32_t opcode = operation << 4 | (with_register ? 8 : 0) | (wide ? 5 : 6);
  const instruction_t jump =
      SLOT(opcode, 4, with_register ? 3 : 0, 1, with_register ? 0 : (uint32_t)b);
  const struct container_parts parts = {
      TEXT(LOAD64(4, 1, 0), LOAD64(3, 1, 8), MOVE(0, 1), jump, MOVE(0, 0), EXIT)};
  check_loads(&container, &parts);
  if (!with_register)
    b = extend(b, 32);
  for (uint32_t i = 0; i < COUNT(numbers); i++) {
    uint64_t a = numbers[i];
    bool expected =
        wide ? condition64(operation, a, b) : condition32(operation, (uint32_t)a, (uint32_t)b);
    if (result_of(a, b) != expected)
      fail_msg("opcode %02x, number %u", (unsigned)opcode, (unsigned)i);
  }
}

static void conditions(void **state) {
  (void)state;
  static const uint32_t all[] = {0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0xa, 0xb, 0xc, 0xd};
  for (uint32_t i = 0; i < COUNT(all); i++)
    for (uint32_t k = 0; k < COUNT(numbers); k++)
      for (uint32_t form = 0; form < 4; form++)
        check_condition(all[i], form & 1, form & 2, numbers[k]);
}

/* Every atomic operation: memory, source register and r0 afterwards. */
struct atomic {
  uint64_t memory, source, zero;
};

static struct atomic expected_atomic(uint32_t operation, bool wide, struct atomic before) {
  uint64_t mask = wide ? UINT64_MAX : UINT32_MAX;
  uint64_t old = before.memory & mask, kept = before.memory & ~mask;
  uint64_t number;
  struct atomic after = before;
  if (operation == 0xf1) {
    number = old == (before.zero & mask) ? before.source : old;
    after.zero = old;
  } else {
    number = operation == 0xe1 ? before.source : expected64(operation >> 4, old, before.source);
    if (operation & 1)
      after.source = old;
  }
  after.memory = kept | (number & mask);
  return after;
}

static void check_atomic(uint32_t operation, bool wide, struct atomic before) {
  static uint64_t memory[3];
  static const struct thimble_event lent = {(uint8_t *)memory, sizeof memory, sizeof memory};
  const instruction_t atomic = SLOT(wide ? 0xdb : 0xc3, 6, 5, 0, operation);
  const struct container_parts parts = {TEXT(COPY(6, 1), LOAD64(5, 6, 8), LOAD64(0, 6, 16), atomic,
                                             STORE64(6, 8, 5), STORE64(6, 16, 0), EXIT)};
  memory[0] = before.memory;
  memory[1] = before.source;
  memory[2] = before.zero;
  struct atomic after = expected_atomic(operation, wide, before);
  check_loads(&container, &parts);
  check_value(&container, &lent);
  if (memory[0] != after.memory || memory[1] != after.source || memory[2] != after.zero)
    fail_msg("atomic operation %02x, %u bits", (unsigned)operation, wide ? 64 : 32);
}

static void atomic_operations(void **state) {
  (void)state;
  static const uint32_t all[] = {0x00, 0x01, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1, 0xe1, 0xf1};
  for (uint32_t i = 0; i < COUNT(all); i++)
    for (uint32_t k = 0; k < COUNT(numbers); k++)
      for (uint32_t form = 0; form < 4; form++) {
        uint64_t memory = numbers[k], source = numbers[(k * 7 + 3) % COUNT(numbers)];
        uint64_t zero = form & 2 ? memory : memory ^ (uint64_t)1 << 32;
        check_atomic(all[i], form & 1, (struct atomic){memory, source, zero});
      }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(operations),
      cmocka_unit_test(operations_on_one_number),
      cmocka_unit_test(conditions),
      cmocka_unit_test(atomic_operations),
  };
  return cmocka_run_group_tests_name("arithmetic", tests, NULL, NULL);
}
