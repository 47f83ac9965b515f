/* SPDX-License-Identifier: Apache-2.0 */
/* switches.c: choices: dense ones, sparse ones, with ranges, falling through, over 64 bits. */
#include "../../input.h"

static uint32_t dense(uint32_t number) {
  switch (number) {
  case 0:
    return 17;
  case 1:
    return 4;
  case 2:
    return 99;
  case 3:
    return 1;
  case 4:
    return 250;
  case 5:
    return 33;
  case 6:
    return 8;
  case 7:
    return 72;
  default:
    return 1000;
  }
}

static int32_t sparse(int64_t number) {
  switch (number) {
  case -1:
    return 1;
  case INT64_MIN:
    return 2;
  case 0x7fffffff:
    return 3;
  case 0x80000000:
    return 4;
  case 0x100000000:
    return 5;
  case 31 ... 64:
    return 6;
  case 0xff:
  case 0xffff:
    return 7;
  }
  return -1;
}

/* A machine of its own: each step chooses, and some fall through to the next. */
static uint64_t interpret(uint64_t program, uint64_t value) {
  for (uint32_t step = 0; step < 16; step++, program >>= 4) {
    switch (program & 15) {
    case 0:
      return value;
    case 1:
    case 2:
      value += program & 15;
      break;
    case 3:
      value *= 3;
      __attribute__((fallthrough));
    case 4:
      value ^= value >> 7;
      break;
    case 5:
      step++;
      continue;
    case 6:
      if (value & 1)
        goto out;
      value >>= 1;
      break;
    case 7 ... 11:
      value -= dense((uint32_t)value & 7);
      break;
    default:
      value = ~value;
    }
  }
out:
  return value + 1;
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = mix(size, dense((uint32_t)input->left));
  result = mix(result, (uint64_t)sparse((int64_t)input->left));
  result = mix(result, (uint64_t)sparse((int32_t)input->right));
  result = mix(result, interpret(input->left, input->right));
  return (int64_t)mix(result, interpret(input->more[0], input->more[1]));
}
