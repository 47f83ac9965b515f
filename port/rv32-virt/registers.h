/* SPDX-License-Identifier: Apache-2.0 */
/* registers.h: the hardware that this port touches. Sources: RISC-V Privileged Architecture 1.12,
 * the 16550 UART's data sheet, and QEMU's hw/riscv/virt.c for the addresses. */
#ifndef THIMBLE_RV32_VIRT_REGISTERS_H
#define THIMBLE_RV32_VIRT_REGISTERS_H

#include <stdint.h>

/* UART. */
#define UART_DATA (*(volatile uint8_t *)0x10000000)
#define UART_STATE (*(volatile uint8_t *)0x10000005)
#define UART_RECEIVED 0x01u
#define UART_TRANSMIT_EMPTY 0x20u

/* Core-local interruptor. */
#define TIMER_COMPARE_LOW (*(volatile uint32_t *)0x02004000)
#define TIMER_COMPARE_HIGH (*(volatile uint32_t *)0x02004004)
#define TIMER_LOW (*(volatile uint32_t *)0x0200BFF8)
#define TIMER_HIGH (*(volatile uint32_t *)0x0200BFFC)
#define TIMER_CLOCK 10000000u /* hertz */

#define MACHINE_TIMER 7 /* the number of its interrupt */
#define MACHINE_TIMER_INTERRUPT (1u << MACHINE_TIMER)
#define MACHINE_INTERRUPTS (1u << 3) /* mstatus.MIE */
#define TRAPS_VECTORED 1u            /* mtvec: an entry for each interrupt */

#define PMP_READ 1u
#define PMP_EXECUTE 4u
#define PMP_POWER_OF_TWO (3u << 3) /* NAPOT */
#define PMP_LOCKED (1u << 7)       /* holds for machine mode as well */

/* Control and status registers. The compiler's -march names no Zicsr, since that would make it
 * choose the wrong libraries; the assembler is told here. */
#define CSR_INSTRUCTION(text) ".option push\n.option arch, +zicsr\n" text "\n.option pop"
#define CSR_READ(name, value) __asm__ volatile(CSR_INSTRUCTION("csrr %0, " #name) : "=r"(value))
#define CSR_WRITE(name, value) \
  __asm__ volatile(CSR_INSTRUCTION("csrw " #name ", %0")::"r"(value) : "memory")

#define CSR_SET(name, bits) \
  __asm__ volatile(CSR_INSTRUCTION("csrs " #name ", %0")::"r"(bits) : "memory")
#define CSR_CLEAR(name, bits) \
  __asm__ volatile(CSR_INSTRUCTION("csrc " #name ", %0")::"r"(bits) : "memory")

#endif
