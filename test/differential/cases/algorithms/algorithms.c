/* SPDX-License-Identifier: Apache-2.0 */
/* algorithms.c: things that containers do: checksums, roots, powers, random numbers, filters. */
#include "../../input.h"

static uint32_t checksum(const uint8_t *bytes, uint32_t length) {
  uint32_t sum = 0xffffffff;
  for (uint32_t index = 0; index < length; index++) {
    sum ^= bytes[index];
    for (uint32_t bit = 0; bit < 8; bit++)
      sum = sum >> 1 ^ (0xedb88320u & -(sum & 1));
  }
  return ~sum;
}

static uint32_t root(uint64_t number) {
  uint64_t low = 0, high = 0xffffffff;
  while (low < high) {
    uint64_t middle = low + (high - low + 1) / 2;
    if (middle * middle <= number)
      low = middle;
    else
      high = middle - 1;
  }
  return (uint32_t)low;
}

static uint64_t power(uint64_t base, uint32_t exponent, uint32_t modulus) {
  uint64_t result = 1;
  for (base %= modulus; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) != 0)
      result = result * base % modulus;
    base = base * base % modulus;
  }
  return result;
}

/* The upper half of a product of 128 bits. */
static uint64_t product_above(uint64_t a, uint64_t b) {
  uint64_t a_low = (uint32_t)a, a_high = a >> 32, b_low = (uint32_t)b, b_high = b >> 32;
  uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
  uint64_t other = a_low * b_high + (uint32_t)middle;
  return a_high * b_high + (middle >> 32) + (other >> 32);
}

static uint32_t count_bits(uint64_t number) {
  uint32_t count = 0;
  for (; number != 0; number &= number - 1)
    count++;
  return count;
}

static uint64_t state = 88172645463325252u;

static uint64_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

/* A running mean and the greatest jump, as for a sensor. */
static int32_t filter(int32_t reading) {
  static int32_t mean, last;
  int32_t jump = reading > last ? reading - last : last - reading;
  mean += (reading - mean) >> 3;
  last = reading;
  return jump > 1000 ? mean : mean - jump;
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = checksum((const uint8_t *)input, size);
  result = mix(result, root(input->left));
  result = mix(result, power(input->left, (uint32_t)input->right & 0xffff, 65521));
  result = mix(result, product_above(input->left, input->right));
  result = mix(result, count_bits(input->left ^ next()));
  result = mix(result, (uint64_t)filter((int16_t)input->right));
  input->more[0] = next();
  return (int64_t)result;
}
