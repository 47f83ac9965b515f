/* SPDX-License-Identifier: Apache-2.0 */
/* rate.h: how much of something may be used in a second.
 *
 * A bucket that a second fills. Who takes when there is anything in it may take more than that, and
 * the debt delays the next one: so a single large use is possible, and the mean never passes the
 * rate. Time is the caller's clock, in milliseconds, of which the low 32 bits count; a pause of
 * more than 49 days may be taken for a shorter one. */
#ifndef THIMBLE_RATE_H
#define THIMBLE_RATE_H

#include <stdbool.h>
#include <stdint.h>

struct thimble_rate {
  uint32_t per_second;  /* 0: no limit; else at most THIMBLE_RATE_MAXIMUM */
  int32_t left;         /* may be negative: a debt */
  uint32_t thousandths; /* of one, on top of `left` */
  uint32_t updated_ms;
};

#define THIMBLE_RATE_MAXIMUM (1u << 28)

/* Starts with a full bucket. */
void thimble_rate_start(struct thimble_rate *rate, uint32_t per_second, uint64_t now_ms);

/* Whether anything may be used now. */
bool thimble_rate_allows(struct thimble_rate *rate, uint64_t now_ms);

/* Uses `amount`, whatever is left. The debt is bounded by THIMBLE_RATE_MAXIMUM. */
void thimble_rate_use(struct thimble_rate *rate, uint32_t amount);

/* Milliseconds until something may be used; 0: now. */
uint32_t thimble_rate_wait(struct thimble_rate *rate, uint64_t now_ms);

#endif
