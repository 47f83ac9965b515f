/* SPDX-License-Identifier: Apache-2.0 */
/* port.h: what a board or an operating system provides. A port fills one struct of functions.
 *
 * Rules of use: the struct and `device` outlive the host. The functions are called from the context
 * that runs the container, never from an interrupt, and may not call back into the host. Every
 * function must be there; what a board lacks, its function refuses. PORTING.md is the guide. */
#ifndef THIMBLE_PORT_H
#define THIMBLE_PORT_H

#include <thimble/bytes.h>
#include <thimble/result.h>
#include <thimble/sensor.h>

/* Thimble reads programs in place and hands little-endian memory to containers. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "thimble needs a little-endian machine");

enum thimble_log_level {
  THIMBLE_LOG_ERROR = 0,
  THIMBLE_LOG_WARNING = 1,
  THIMBLE_LOG_INFO = 2,
  THIMBLE_LOG_DEBUG = 3,
};

struct thimble_port {
  void *device; /* handed to every function; the port's own */

  /* Milliseconds since the start; never goes back. */
  uint64_t (*clock_ms)(void *device);

  /* Fills `length` bytes. The port's documentation states their quality. */
  void (*random)(void *device, uint8_t *bytes, uint32_t length);

  /* One line, without a line end, from the container of that name. Both views end with the call.
   * The text is what an untrusted container wrote: whoever shows it escapes control characters. */
  void (*log)(void *device, enum thimble_log_level level, struct thimble_bytes container,
              struct thimble_bytes text);

  /* Reads the sensor THIMBLE_SENSOR(kind, index). THIMBLE_ERROR_NOT_FOUND: no such sensor.
   * THIMBLE_ERROR_INPUT: it gave no reading. */
  enum thimble_result (*sensor_read)(void *device, int32_t sensor,
                                     struct thimble_sensor_value *value);
};

#endif
