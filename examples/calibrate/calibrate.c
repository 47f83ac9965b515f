/* SPDX-License-Identifier: Apache-2.0 */
/* calibrate.c: corrects the temperatures of a sensor that shows half a degree too much, where they
 * arise, and returns 1 for those it has corrected. */
#include <thimble.h>

#define OFFSET (-50) /* 1/100 degree Celsius */

int64_t run(struct thimble_context_sample *sample, uint32_t size) {
  if ((sample->sensor & 0xff) != THIMBLE_SENSOR_TEMPERATURE || sample->scale != -2)
    return 0;
  sample->value += OFFSET;
  return 1;
}
