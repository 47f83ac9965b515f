/* SPDX-License-Identifier: Apache-2.0 */
/* spoil.c: changes the sample and then fails: the change is undone. */
#include <thimble.h>

int64_t run(struct thimble_context_sample *context, uint32_t size) {
  context->value = 99999;
  *(volatile uint32_t *)16 = 1;
  return 0;
}
