/* SPDX-License-Identifier: Apache-2.0 */
/* console.c: the first serial line, without interrupts. */
#include "board_start.h"
#include "emulated/board.h"
#include "registers.h"

#define BAUD 115200u

void thimble_start_console(void) {
  UART_BAUD_DIVIDER = PROCESSOR_CLOCK / BAUD;
  UART_CONTROL = UART_TRANSMIT_ENABLE | UART_RECEIVE_ENABLE;
}

void thimble_board_write(const char *text, uint32_t length) {
  for (uint32_t index = 0; index < length; index++) {
    while ((UART_STATE & UART_TRANSMIT_FULL) != 0)
      ;
    UART_DATA = (uint8_t)text[index];
  }
}

int thimble_board_read(void) {
  return (UART_STATE & UART_RECEIVE_FULL) != 0 ? (int)(UART_DATA & 0xFFu) : -1;
}
