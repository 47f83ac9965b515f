/* SPDX-License-Identifier: Apache-2.0 */
/* simulator.h: a simulated device: a port whose time only moves when it is told to.
 *
 * Random bytes are the computer's, or repeatable once a seed is given. Log lines go to a function
 * of the caller. */
#ifndef THIMBLE_CLI_RUN_SIMULATOR_H
#define THIMBLE_CLI_RUN_SIMULATOR_H

#include <stdbool.h>
#include <thimble/port.h>

#include "cli/run/simulator_sensor.h"

enum {
  SIMULATOR_SENSORS = 16
};

struct simulator {
  uint64_t now_ms;
  bool seeded;
  uint64_t random_state;
  struct simulated_sensor sensors[SIMULATOR_SENSORS];
  uint32_t sensor_count;
  void (*log)(void *user, enum thimble_log_level level, struct thimble_bytes container,
              struct thimble_bytes text);
  void *user; /* handed to `log` */
};

/* Fills a port that works on the simulator, which must outlive it. */
void simulator_port(struct simulator *simulator, struct thimble_port *port);

/* Adds a sensor from its description (simulator_sensor.h). Returns an exit code; unless it is
 * EXIT_CODE_OK the message is printed. */
int simulator_add_sensor(struct simulator *simulator, char *description);

void simulator_free(struct simulator *simulator);

#endif
