/* SPDX-License-Identifier: Apache-2.0 */
/* actuator.c: the two user lights of the board. */
#include "emulated/board.h"
#include "registers.h"

#define LIGHTS 2u

uint32_t thimble_board_actuator_count(void) {
  return LIGHTS;
}

enum thimble_result thimble_board_actuator_write(uint32_t actuator, int32_t value) {
  if (actuator >= LIGHTS)
    return THIMBLE_ERROR_NOT_FOUND;
  if (value != 0)
    FPGA_LIGHTS |= 1u << actuator;
  else
    FPGA_LIGHTS &= ~(1u << actuator);
  return THIMBLE_OK;
}

uint32_t thimble_board_actuators(void) {
  return FPGA_LIGHTS & ((1u << LIGHTS) - 1u);
}
