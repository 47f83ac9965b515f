/* SPDX-License-Identifier: Apache-2.0 */
/* port.h: what a board or an operating system provides. A port fills one struct of functions.
 *
 * Rules of use: the struct and `device` outlive the host. The functions are called from the context
 * that runs the container, never from an interrupt, and may not call back into the host. Every
 * function must be there; what a board lacks, its function refuses. PORTING.md is the guide. */
#ifndef THIMBLE_PORT_H
#define THIMBLE_PORT_H

#include <stdint.h>
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

  /* How many sensors of a kind (enum thimble_sensor_kind, or any number) there are. */
  uint32_t (*sensor_count)(void *device, int32_t kind);

  /* Sets the actuator with this number: a pin or a light is off at 0 and on at any other value.
   * NOT_FOUND: there is none. INVALID: it cannot take this value. OUTPUT: it did not. */
  enum thimble_result (*actuator_write)(void *device, uint32_t actuator, int32_t value);

  /* Sleeps for at most so many milliseconds. It returns early, or at once, when an interrupt
   * handler has run since the last call, so that what a handler posted is not slept over. The host
   * does not call it: a main loop passes it what thimble_poll() returned. */
  void (*sleep)(void *device, uint32_t milliseconds);

  /* Bracket what one thread does with the host. The same thread may lock again. A device with one
   * thread does nothing. */
  void (*lock)(void *device);
  void (*unlock)(void *device);
};

#endif
