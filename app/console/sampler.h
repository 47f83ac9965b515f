/* SPDX-License-Identifier: Apache-2.0 */
/* sampler.h: a converter that measures by itself, as real ones do, and whose interrupt handler
 * posts each sample to the hook `sample`. What it measures is made up: a temperature that goes up
 * and down.
 */
#ifndef THIMBLE_CONSOLE_SAMPLER_H
#define THIMBLE_CONSOLE_SAMPLER_H

#include <thimble/context.h>

/* A sample every so many milliseconds; 0: no more. */
void sampler_start(uint32_t milliseconds);

/* Samples that the handler has made so far, posted or not. */
uint32_t sampler_count(void);

/* The next sample. For the handler, and for others while it is not in use or interrupts do not
 * matter: a sample may then be made twice. */
void sampler_take(struct thimble_context_sample *sample);

#endif
