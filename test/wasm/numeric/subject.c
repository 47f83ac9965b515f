/* SPDX-License-Identifier: Apache-2.0 */
/* subject.c: see subject.h. */
#include "subject.h"

#include "engine/wasm/bodies.h"
#include "engine/wasm/numeric.h"
#include "engine/wasm/opcode.h"
#include "operands.h"
#include "unit.h"

#define BITS_I32 32
#define BITS_I64 64
#define BITS_F32 32
#define BITS_F64 64
#define SUBJECT_NONE(code, text, operand, result)
#define SUBJECT_CONSTANT SUBJECT_NONE
#define SUBJECT_CONTROL SUBJECT_NONE
#define SUBJECT_LOAD SUBJECT_NONE
#define SUBJECT_LOCAL SUBJECT_NONE
#define SUBJECT_OTHER SUBJECT_NONE
#define SUBJECT_STORE SUBJECT_NONE
#define SUBJECT_UNARY(code, text, operand, result) {code, text, BITS_##operand, BITS_##result},
#define SUBJECT_BINARY SUBJECT_UNARY
#define THIMBLE_WASM_OPCODE(code, name, text, immediate, shape, operand, result) \
  SUBJECT_##shape(code, text, operand, result)
#define THIMBLE_WASM_PREFIXED(code, name, text, immediate, shape, operand, result) \
  SUBJECT_##shape(PREFIXED + (code), text, operand, result)
static const struct subject all[] = {
#include "engine/wasm/opcodes.def"
};

#define HAS_BODY(name, ...) [THIMBLE_WASM_##name] = true,
static const bool has_body[PREFIXED] = {WASM_BINARY_BODIES(HAS_BODY) WASM_UNARY_BODIES(HAS_BODY)
                                            HAS_BODY(MEMORY_GROW, )};

static bool is_in_constants(uint32_t instruction) {
  return (instruction >= THIMBLE_WASM_I32_ADD && instruction <= THIMBLE_WASM_I32_MUL) ||
         (instruction >= THIMBLE_WASM_I64_ADD && instruction <= THIMBLE_WASM_I64_MUL);
}

void for_each_subject(void (*visit)(const struct subject *subject)) {
  for (uint32_t i = 0; i < COUNT(all); i++)
    if (all[i].instruction >= PREFIXED || !has_body[all[i].instruction] ||
        is_in_constants(all[i].instruction))
      visit(&all[i]);
}

static uint32_t result_bits(uint32_t instruction) {
  for (uint32_t i = 0; i < COUNT(all); i++)
    if (all[i].instruction == instruction)
      return all[i].result_bits;
  return 0;
}

static void put(union thimble_wasm_slot *slot, uint64_t bits, uint32_t width) {
  if (width == 32)
    slot->word = (uint32_t)bits;
  else
    slot->wide = bits;
}

struct answer computed(uint32_t instruction, uint64_t left, uint64_t right) {
  union thimble_wasm_slot slots[2];
  struct answer answer = {THIMBLE_REASON_NONE, 0};
  uint32_t width = 0;
  for (uint32_t i = 0; i < COUNT(all); i++)
    if (all[i].instruction == instruction)
      width = all[i].operand_bits;
  put(&slots[0], left, width);
  put(&slots[1], right, width);
  if (instruction >= PREFIXED)
    thimble_wasm_saturate(instruction - PREFIXED, slots);
  else
    answer.trap = thimble_wasm_numeric((uint8_t)instruction, slots);
  if (answer.trap == THIMBLE_REASON_NONE)
    answer.bits = result_bits(instruction) == 32 ? slots[0].word : slots[0].wide;
  return answer;
}

/* FNV-1a over the bytes of a number. */
static uint32_t mix(uint32_t sum, uint64_t number) {
  for (uint32_t byte = 0; byte < 8; byte++)
    sum = (sum ^ (uint32_t)(number >> 8 * byte & 0xff)) * 16777619u;
  return sum;
}

uint32_t checksum(const struct subject *subject, answering *answer) {
  struct random random;
  uint32_t sum = 2166136261u;
  random_start(&random, subject->instruction);
  for (uint32_t i = 0; i < CHECKSUM_TIMES; i++) {
    uint64_t left = operand_bits(&random, subject->operand_bits);
    uint64_t right = operand_bits(&random, subject->operand_bits);
    struct answer result = answer(subject->instruction, left, right);
    sum = mix(mix(sum, result.trap), result.bits);
  }
  return sum;
}
