/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

static volatile char bytes[1048000];

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  volatile char more[400];
  more[size & 255] = 1;
  bytes[size] = more[1];
  return bytes[size + 1];
}
