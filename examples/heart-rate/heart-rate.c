/* SPDX-License-Identifier: Apache-2.0 */
/* heart-rate.c: a heart rate for trying out displays: at each event one beat per minute more or
 * less, up and down between two bounds. Static variables keep their values between events. */
#include <thimble.h>

#define LOWEST 60
#define HIGHEST 100

static int32_t rate = LOWEST - 1;
static int32_t step = 1;

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  rate += step;
  if (rate == HIGHEST)
    step = -1;
  else if (rate == LOWEST)
    step = 1;
  return rate;
}
