/* SPDX-License-Identifier: Apache-2.0 */
/* blink.c: switches on actuator 0, at the next event 1, then 0 again. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return thimble_actuator_write((int32_t)(context->count % 2), 1 + (int32_t)context->count);
}
