/* SPDX-License-Identifier: Apache-2.0 */
/* mean.c: the mean of the temperatures that a thermostat of the same tenant has measured, in 1/100
 * °C. It looks at its own pace, every 2.3 seconds, whatever the timer's period is. Sum
 * and count are kept values, not variables: they outlive a new version of this container, and where
 * the device keeps values in flash, a power cut too. The mean is shared/mean. Before there is a
 * temperature it returns THIMBLE_ERROR_NOT_FOUND. */
#include <thimble.h>

#define INTERVAL_MS 2300

/* The value that is kept under the key, or 0. */
static int64_t kept(const char *key) {
  int64_t value = 0;
  thimble_value_get(THIMBLE_SPACE_PRIVATE, key, &value, sizeof value);
  return value;
}

/* Rounded to the nearer integer, up or down; the count is above zero. */
static int64_t divide(int64_t sum, int64_t count) {
  uint64_t distance = sum < 0 ? 0 - (uint64_t)sum : (uint64_t)sum;
  uint64_t mean = (distance + (uint64_t)count / 2) / (uint64_t)count;
  return sum < 0 ? -(int64_t)mean : (int64_t)mean;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  int64_t temperature;
  thimble_timer_rearm(INTERVAL_MS);
  int32_t result =
      thimble_value_get(THIMBLE_SPACE_SHARED, "temperature", &temperature, sizeof temperature);
  if (result != THIMBLE_OK)
    return result;
  int64_t sum = kept("sum") + temperature;
  int64_t count = kept("count") + 1;
  thimble_value_set(THIMBLE_SPACE_PRIVATE, "sum", sum);
  thimble_value_set(THIMBLE_SPACE_PRIVATE, "count", count);
  int64_t mean = divide(sum, count);
  thimble_value_set(THIMBLE_SPACE_SHARED, "mean", mean);
  return mean;
}
