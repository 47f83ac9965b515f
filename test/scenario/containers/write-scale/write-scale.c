/* SPDX-License-Identifier: Apache-2.0 */
/* write-scale.c: writes a part of its context that it may only read. */
#include <thimble.h>

int64_t run(struct thimble_context_sample *context, uint32_t size) {
  *(volatile int32_t *)&context->scale = 0;
  return 0;
}
