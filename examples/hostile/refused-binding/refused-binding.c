/* SPDX-License-Identifier: Apache-2.0 */
/* refused-binding.c: asks for random bytes, which the device's owner does not allow it: a device
 * with `--allow log,clock,sensor` refuses it before anything runs. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  uint32_t number;
  thimble_random(&number, sizeof number);
  return number;
}
