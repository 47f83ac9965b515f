/* SPDX-License-Identifier: Apache-2.0 */
/* timer.h: the 64-bit timer of the core. It has one time at which it interrupts. */
#ifndef THIMBLE_RV32_VIRT_TIMER_H
#define THIMBLE_RV32_VIRT_TIMER_H

#include <stdint.h>

#define THIMBLE_TIMER_NEVER UINT64_MAX

uint64_t thimble_timer_now(void);

/* The interrupt is pending from then on. */
void thimble_timer_compare(uint64_t time);

#endif
