/* SPDX-License-Identifier: Apache-2.0 */
/* rate.c: see rate.h. What is less than a whole one is carried on in thousandths, so that neither
 * frequent nor rare questions change the rate. */
#include <thimble/rate.h>

enum {
  MILLISECONDS = 1000 /* in a second */
};

void thimble_rate_start(struct thimble_rate *rate, uint32_t per_second, uint64_t now_ms) {
  rate->per_second = per_second;
  if (per_second > THIMBLE_RATE_MAXIMUM)
    rate->per_second = THIMBLE_RATE_MAXIMUM;
  rate->left = (int32_t)rate->per_second;
  rate->updated_ms = (uint32_t)now_ms;
  rate->thousandths = 0;
}

/* Puts in what has come since the last time. Products have at most 32 + 28 bits. */
static void refill(struct thimble_rate *rate, uint64_t now_ms) {
  uint32_t elapsed = (uint32_t)now_ms - rate->updated_ms;
  if (elapsed == 0)
    return;
  rate->updated_ms = (uint32_t)now_ms;
  uint64_t thousandths = (uint64_t)elapsed * rate->per_second + rate->thousandths;
  uint64_t whole = thousandths / MILLISECONDS;
  rate->thousandths = (uint32_t)(thousandths % MILLISECONDS);
  int64_t left = rate->left + (int64_t)whole;
  if (left >= rate->per_second) {
    left = rate->per_second; /* it is full */
    rate->thousandths = 0;
  }
  rate->left = (int32_t)left;
}

bool thimble_rate_allows(struct thimble_rate *rate, uint64_t now_ms) {
  return thimble_rate_wait(rate, now_ms) == 0;
}

void thimble_rate_use(struct thimble_rate *rate, uint32_t amount) {
  if (rate->per_second == 0)
    return;
  const int64_t least = -(int64_t)THIMBLE_RATE_MAXIMUM;
  int64_t left = (int64_t)rate->left - amount;
  rate->left = (int32_t)(left < least ? least : left);
}

uint32_t thimble_rate_wait(struct thimble_rate *rate, uint64_t now_ms) {
  if (rate->per_second == 0)
    return 0;
  refill(rate, now_ms);
  if (rate->left > 0)
    return 0;
  uint64_t missing = (uint64_t)(1 - (int64_t)rate->left) * MILLISECONDS - rate->thousandths;
  uint64_t wait = (missing + rate->per_second - 1) / rate->per_second;
  return wait < UINT32_MAX ? (uint32_t)wait : UINT32_MAX;
}
