/* SPDX-License-Identifier: Apache-2.0 */
/* version.c: returns its version. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return VERSION;
}
