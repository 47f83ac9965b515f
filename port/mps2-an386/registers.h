/* SPDX-License-Identifier: Apache-2.0 */
/* registers.h: the hardware that this port touches. Sources: Armv7-M Architecture Reference Manual
 * (DDI 0403, system control space), Cortex-M System Design Kit (DDI 0479, APB UART and timer), and
 * Application Note AN386 (FPGA system control). */
#ifndef THIMBLE_MPS2_AN386_REGISTERS_H
#define THIMBLE_MPS2_AN386_REGISTERS_H

#include <stdint.h>

#define THIMBLE_REGISTER(address) (*(volatile uint32_t *)(address))

/* APB timer 0: counts down from 2^32 - 1 with the processor clock. */
#define TIMER_CONTROL THIMBLE_REGISTER(0x40000000)
#define TIMER_VALUE THIMBLE_REGISTER(0x40000004)
#define TIMER_RELOAD THIMBLE_REGISTER(0x40000008)
#define TIMER_ENABLE 1u

/* APB timer 1: the same, but it counts down from what it is given. */
#define SLEEP_CONTROL THIMBLE_REGISTER(0x40001000)
#define SLEEP_VALUE THIMBLE_REGISTER(0x40001004)
#define SLEEP_RELOAD THIMBLE_REGISTER(0x40001008)
#define SLEEP_INTERRUPT_STATUS THIMBLE_REGISTER(0x4000100C) /* a one clears it */
#define SLEEP_INTERRUPT 9u
#define TIMER_ENABLE_WITH_INTERRUPT 9u

/* The dual timer's first one: counts down with the processor clock. */
#define ALARM_LOAD THIMBLE_REGISTER(0x40002000)
#define ALARM_CONTROL THIMBLE_REGISTER(0x40002008)
#define ALARM_INTERRUPT_CLEAR THIMBLE_REGISTER(0x4000200C)
#define ALARM_INTERRUPT 10u
#define ALARM_ONCE_32_BITS 0xA3u /* enabled, with interrupt */

/* APB UART 0. */
#define UART_DATA THIMBLE_REGISTER(0x40004000)
#define UART_STATE THIMBLE_REGISTER(0x40004004)
#define UART_CONTROL THIMBLE_REGISTER(0x40004008)
#define UART_BAUD_DIVIDER THIMBLE_REGISTER(0x40004010)
#define UART_TRANSMIT_FULL 1u
#define UART_RECEIVE_FULL 2u
#define UART_TRANSMIT_ENABLE 1u
#define UART_RECEIVE_ENABLE 2u

/* FPGA system control: two user lights, and a counter behind a programmable divider. */
#define FPGA_LIGHTS THIMBLE_REGISTER(0x40028000)
#define FPGA_COUNTER THIMBLE_REGISTER(0x40028018)
#define FPGA_DIVIDER THIMBLE_REGISTER(0x4002801C)

/* Interrupt controller: a bit for each of the first 32 interrupts. */
#define INTERRUPT_ENABLE THIMBLE_REGISTER(0xE000E100)
#define INTERRUPT_DISABLE THIMBLE_REGISTER(0xE000E180)
#define INTERRUPT_CLEAR_PENDING THIMBLE_REGISTER(0xE000E280)

/* System control block. */
#define FAULT_STATUS THIMBLE_REGISTER(0xE000ED28) /* MemManage, bus and usage faults */
#define FAULT_MEMORY_ADDRESS THIMBLE_REGISTER(0xE000ED34)
#define FAULT_BUS_ADDRESS THIMBLE_REGISTER(0xE000ED38)

/* Memory protection unit. */
#define MPU_CONTROL THIMBLE_REGISTER(0xE000ED94)
#define MPU_REGION_BASE THIMBLE_REGISTER(0xE000ED9C)
#define MPU_REGION_ATTRIBUTES THIMBLE_REGISTER(0xE000EDA0)
#define MPU_REGION_VALID                                                                        \
  (1u << 4)                      /* the region's number stands in the low four bits of the base \
                                  */
#define MPU_NO_ACCESS (1u << 28) /* nor execution */
#define MPU_READ_ONLY (6u << 24)
#define MPU_NORMAL_MEMORY (2u << 16)
#define MPU_SIZE(power) (((power)-1u) << 1) /* 2^power bytes */
#define MPU_REGION_ENABLE 1u
#define MPU_ENABLE_WITH_DEFAULT_MAP 5u

#define PROCESSOR_CLOCK 25000000u /* hertz */

#endif
