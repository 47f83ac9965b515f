/* SPDX-License-Identifier: Apache-2.0 */
/* sensor.c: sensors that follow a wave: up from its lowest to its highest value and back, one step
 * with every reading. The same firmware therefore always reads the same values. */
#include "emulated/sensor.h"

struct wave {
  int32_t lowest;
  int32_t step;
  uint32_t steps; /* from the lowest value to the highest */
  int8_t scale;
  uint8_t kind;
};

static const struct wave waves[] = {
    {.lowest = 1850, .step = 25, .steps = 24, .scale = -2, .kind = THIMBLE_SENSOR_TEMPERATURE},
    {.lowest = 58, .step = 3, .steps = 20, .scale = 0, .kind = THIMBLE_SENSOR_HEART_RATE},
};
enum {
  WAVES = sizeof waves / sizeof waves[0]
};

static uint32_t readings[WAVES];

static int32_t wave_value(const struct wave *wave, uint32_t reading) {
  uint32_t position = reading % (2 * wave->steps);
  uint32_t height = position <= wave->steps ? position : 2 * wave->steps - position;
  return wave->lowest + wave->step * (int32_t)height;
}

enum thimble_result thimble_emulated_sensor_read(void *device, int32_t sensor,
                                                 struct thimble_sensor_value *value) {
  (void)device;
  for (uint32_t index = 0; index < WAVES; index++) {
    const struct wave *wave = &waves[index];
    if (THIMBLE_SENSOR(wave->kind, 0) == sensor) {
      *value = (struct thimble_sensor_value){
          .value = wave_value(wave, readings[index]++), .scale = wave->scale, .kind = wave->kind};
      return THIMBLE_OK;
    }
  }
  return THIMBLE_ERROR_NOT_FOUND;
}

/* One of each kind. */
uint32_t thimble_emulated_sensor_count(void *device, int32_t kind) {
  (void)device;
  uint32_t count = 0;
  for (uint32_t index = 0; index < WAVES; index++)
    count += waves[index].kind == kind;
  return count;
}
