/* SPDX-License-Identifier: Apache-2.0 */
/* operands.c: see operands.h. */
#include "operands.h"

#include "unit.h"

static const uint64_t special_64[] = {
    0,
    1,
    2,
    0x7f,
    0x80,
    0x7fff,
    0x8000,
    0x7fffffff,
    0x80000000,
    0xffffffff,
    0x100000000,
    0x7fffffffffffffff,
    0x8000000000000000,
    0x8000000000000001,
    0xffffffffffffffff,
    0x000fffffffffffff,
    0x0010000000000000, /* the greatest subnormal, the least normal */
    0x3fdfffffffffffff,
    0x3fe0000000000000,
    0x3ff0000000000000,
    0xbff0000000000000, /* halves, ones */
    0x41dfffffffc00000,
    0x41e0000000000000,
    0xc1e0000000000000,
    0xc1e0000000200000, /* 2^31 */
    0x41f0000000000000,
    0x43dfffffffffffff,
    0x43e0000000000000,
    0xc3e0000000000000, /* 2^32, 2^63 */
    0xc3e0000000000001,
    0x43efffffffffffff,
    0x43f0000000000000, /* 2^64 */
    0x7fefffffffffffff,
    0x7ff0000000000000,
    0xfff0000000000000, /* the greatest, infinities */
    0x7ff8000000000000,
    0x7ff0000000000001,
    0xfff8000000000001, /* no numbers */
};

static const uint32_t special_32[] = {
    0,          1,          0x7f,       0x80,       0x7fffffff, 0x80000000, 0x80000001, 0xffffffff,
    0x007fffff, 0x00800000, 0x3effffff, 0x3f000000, 0x3f800000, 0xbf800000, 0x4effffff, 0x4f000000,
    0xcf000000, 0xcf000001, 0x4f7fffff, 0x4f800000, 0x5effffff, 0x5f000000, 0xdf000000, 0xdf000001,
    0x5f7fffff, 0x5f800000, 0x7f7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001, 0xffc00001,
};

/* A multiple of a quarter from -1000 to 1000, made without floating point: the bits of the number
 * 4096 + n / 4 would do, but not its sign; so the exponent is looked for. */
static uint64_t quarters_64(struct random *random) {
  uint64_t count = 1 + random_below(random, 4000);
  uint64_t exponent = 1023 - 2;
  uint64_t sign = (uint64_t)random_below(random, 2) << 63;
  for (uint64_t rest = count; rest > 1; rest >>= 1)
    exponent++;
  uint64_t fraction = count << (52 - (exponent - 1021));
  return sign | exponent << 52 | (fraction & 0xfffffffffffff);
}

static uint64_t quarters_32(struct random *random) {
  uint64_t wide = quarters_64(random);
  uint64_t exponent = (wide >> 52 & 0x7ff) - 1023 + 127;
  return wide >> 63 << 31 | exponent << 23 | (wide >> 29 & 0x7fffff);
}

static uint64_t near_64(struct random *random) {
  uint64_t any = random_number(random);
  return (any & 0x800fffffffffffff) | (uint64_t)(0x3c0 + random_below(random, 0x90)) << 52;
}

static uint64_t near_32(struct random *random) {
  uint64_t any = random_number(random);
  return (any & 0x807fffff) | (uint64_t)(0x60 + random_below(random, 0x50)) << 23;
}

/* An integer of any size, with ones or zeros above. */
static uint64_t any_size(struct random *random) {
  int64_t any = (int64_t)random_number(random);
  return (uint64_t)(any >> random_below(random, 64));
}

static uint64_t special(struct random *random, uint32_t bits) {
  if (bits == 64)
    return special_64[random_below(random, COUNT(special_64))];
  return special_32[random_below(random, COUNT(special_32))];
}

uint64_t operand_bits(struct random *random, uint32_t bits) {
  uint64_t mask = bits == 64 ? UINT64_MAX : UINT32_MAX;
  switch (random_below(random, 6)) {
  case 0:
    return random_number(random) & mask;
  case 1:
    return special(random, bits);
  case 2:
    return bits == 64 ? quarters_64(random) : quarters_32(random);
  case 3:
    return any_size(random) & mask;
  default:
    return bits == 64 ? near_64(random) : near_32(random);
  }
}
