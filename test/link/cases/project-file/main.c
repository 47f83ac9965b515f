/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

#include "library/numbers.h"

int64_t start(const struct thimble_context_packet *packet, uint32_t size) {
  return NUMBER * triple((int)packet->length) + (__FILE__[0] == 'm') + MORE;
}
