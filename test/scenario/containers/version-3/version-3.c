/* SPDX-License-Identifier: Apache-2.0 */
/* version-3.c: a third version, which wants more than the tenant allows. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return thimble_actuator_write(0, 1);
}
