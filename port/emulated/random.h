/* SPDX-License-Identifier: Apache-2.0 */
/* random.h: numbers that look random, and are not fit for anything secret. */
#ifndef THIMBLE_EMULATED_RANDOM_H
#define THIMBLE_EMULATED_RANDOM_H

#include <stdint.h>

/* struct thimble_port's random; `device` is not used. */
void thimble_emulated_random(void *device, uint8_t *bytes, uint32_t length);

#endif
