/* SPDX-License-Identifier: Apache-2.0 */
/* echo-sample.c: returns the sample's value, so that a test sees which samples have arrived. */
#include <thimble.h>

int64_t run(const struct thimble_context_sample *sample, uint32_t size) {
  return sample->value;
}
