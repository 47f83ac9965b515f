/* SPDX-License-Identifier: Apache-2.0 */
/* other-light.c: may switch actuator 0, and tries to switch actuator 1, at each event. The host
 * ends the run there: the light stays as it is. On a device that grants no actuator at all it is
 * refused before anything runs. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  thimble_actuator_write(1, 1);
  return 1;
}
