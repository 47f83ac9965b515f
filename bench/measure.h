/* SPDX-License-Identifier: Apache-2.0 */
/* measure.h: what a run costs. The counts are exact, and hold only what the called function itself
 * does: the same call of a function that only returns was subtracted. */
#ifndef THIMBLE_BENCH_MEASURE_H
#define THIMBLE_BENCH_MEASURE_H

#include <thimble/engine.h>

/* Instructions from the call of an engine's run function to its return. */
uint32_t measure_run(const struct thimble_instance *instance, const struct thimble_event *event);

/* The same of a job that is part of this firmware. */
uint32_t measure_native(int64_t (*native)(void *context, uint32_t length), uint8_t *context,
                        uint32_t length);

/* Bytes of the firmware's stack that an engine's run function takes. */
uint32_t measure_stack(const struct thimble_instance *instance, const struct thimble_event *event);

#endif
