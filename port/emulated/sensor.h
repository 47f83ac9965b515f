/* SPDX-License-Identifier: Apache-2.0 */
/* sensor.h: the scripted sensors of the emulated boards. */
#ifndef THIMBLE_EMULATED_SENSOR_H
#define THIMBLE_EMULATED_SENSOR_H

#include <thimble/result.h>
#include <thimble/sensor.h>

/* struct thimble_port's sensor_read; `device` is not used. */
enum thimble_result thimble_emulated_sensor_read(void *device, int32_t sensor,
                                                 struct thimble_sensor_value *value);

/* struct thimble_port's sensor_count. */
uint32_t thimble_emulated_sensor_count(void *device, int32_t kind);

#endif
