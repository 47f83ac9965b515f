/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

struct __attribute__((packed)) record {
  uint8_t kind;
  int64_t number;
  int16_t small;
};

static struct record records[2] = {{1, INT64_C(0x123456789abcdef), -2}, {3, -4, 5}};
static const uint64_t mask = UINT64_C(0xfedcba9876543210);

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  struct record *record = &records[context->count & 1];
  record->number ^= (int64_t)mask;
  return record->number + record->small + record->kind;
}
