/* SPDX-License-Identifier: Apache-2.0 */
/* console.c: the serial line, without interrupts. QEMU needs no setting of its speed. */
#include "emulated/board.h"
#include "registers.h"

void thimble_board_write(const char *text, uint32_t length) {
  for (uint32_t index = 0; index < length; index++) {
    while ((UART_STATE & UART_TRANSMIT_EMPTY) == 0)
      ;
    UART_DATA = (uint8_t)text[index];
  }
}

int thimble_board_read(void) {
  return (UART_STATE & UART_RECEIVED) != 0 ? UART_DATA : -1;
}
