/* SPDX-License-Identifier: Apache-2.0 */
/* sampler.c: see sampler.h. */
#include "sampler.h"

#include <stddef.h>

#include "device.h"
#include "emulated/board.h"
#include "hooks.h"

#define LOWEST 2000 /* 1/100 degree */
#define STEP 7
#define STEPS 50u

static volatile uint32_t taken;
static volatile uint32_t handled;

void sampler_take(struct thimble_context_sample *sample) {
  uint32_t position = taken++ % (2 * STEPS);
  uint32_t height = position <= STEPS ? position : 2 * STEPS - position;
  *sample = (struct thimble_context_sample){
      .value = LOWEST + STEP * (int32_t)height,
      .scale = -2,
      .sensor = THIMBLE_SENSOR(THIMBLE_SENSOR_TEMPERATURE, 1),
  };
}

/* Runs in the interrupt. When the queue is full, the host counts the sample as dropped. */
static void handle_interrupt(void) {
  struct thimble_context_sample sample;
  sampler_take(&sample);
  handled++;
  (void)thimble_post(&host, hooks[HOOK_SAMPLE], &sample);
}

void sampler_start(uint32_t milliseconds) {
  thimble_board_alarm(milliseconds * 1000, milliseconds != 0 ? handle_interrupt : NULL);
}

uint32_t sampler_count(void) {
  return handled;
}
