/* SPDX-License-Identifier: Apache-2.0 */
/* elsewhere.c: is for a hook that the device does not have. */
#include <thimble.h>

int64_t run(const void *context, uint32_t size) {
  return 0;
}
