/* SPDX-License-Identifier: Apache-2.0 */
/* actuator.c: this board has no actuators. */
#include "emulated/board.h"

uint32_t thimble_board_actuator_count(void) {
  return 0;
}

enum thimble_result thimble_board_actuator_write(uint32_t actuator, int32_t value) {
  (void)actuator;
  (void)value;
  return THIMBLE_ERROR_NOT_FOUND;
}

uint32_t thimble_board_actuators(void) {
  return 0;
}
