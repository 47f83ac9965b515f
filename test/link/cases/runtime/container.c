/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

#include <string.h>

/* Sums that tell places apart. */
static uint32_t sum(const uint8_t *bytes, uint32_t length) {
  uint32_t result = 0;
  for (uint32_t index = 0; index < length; index++)
    result = result * 31 + bytes[index];
  return result;
}

static void fill(uint8_t *bytes, uint32_t length) {
  for (uint32_t index = 0; index < length; index++)
    bytes[index] = (uint8_t)(index * 7 + 3);
}

static uint8_t bytes[300];
static uint8_t copy[300];

/* Each of them by hand, one byte at a time. */
__attribute__((noinline)) static int is_right(uint32_t to, uint32_t from, uint32_t length) {
  volatile uint8_t expected[100];
  fill(bytes, 100);
  for (uint32_t index = 0; index < 100; index++)
    expected[index] = bytes[index];
  for (uint32_t index = 0; index < length; index++)
    expected[to + index] = bytes[from + index];
  memmove(bytes + to, bytes + from, length);
  for (uint32_t index = 0; index < 100; index++) {
    if (expected[index] != bytes[index])
      return 0;
  }
  return 1;
}

static int check_moves(void) {
  int right = 0;
  for (uint32_t length = 0; length < 40; length += 3) {
    right += is_right(20, 23, length) + is_right(23, 20, length) + is_right(0, 50, length);
    right += is_right(20, 20, length);
  }
  return right;
}

static int sign(int number) {
  return number < 0 ? -1 : number > 0;
}

static int check_comparisons(uint32_t length) {
  fill(bytes, length);
  memcpy(copy, bytes, length);
  int equal = sign(memcmp(bytes, copy, length));
  copy[length - 1] += 1;
  int less = sign(memcmp(bytes, copy, length));
  copy[0] = 0;
  int greater = sign(memcmp(bytes, copy, length));
  return equal * 100 + less * 10 + greater;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  memset(bytes, (int)size, sizeof bytes);
  memset(copy, 0, sizeof copy);
  memset(copy, 255, 17 + context->count);
  uint32_t filled = sum(bytes, 3) == (16 * 31 + 16) * 31 + 16 && copy[16] == 255 &&
                    copy[17 + context->count] == 0;
  return check_moves() * 1000 + filled * 500 + check_comparisons(1 + context->count) +
         check_comparisons(299);
}
