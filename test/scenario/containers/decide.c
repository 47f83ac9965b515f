/* SPDX-License-Identifier: Apache-2.0 */
/* decide.c: returns its VALUE for every packet; those that differ from the default decide. */
#include <thimble.h>

int64_t run(const struct thimble_context_packet *context, uint32_t size) {
  return VALUE;
}
