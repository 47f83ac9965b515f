/* SPDX-License-Identifier: Apache-2.0 */
/* board.h: what an emulated board gives a firmware.
 *
 * Rules of use: the board's start-up runs before main() and ends the run with main()'s result as
 * exit code. One thread; the only interrupt handler is that of the alarm, when a firmware starts
 * it, and nothing here is called from it. A processor fault prints what happened and where, and
 * ends the run with THIMBLE_BOARD_FAULT_EXIT. The boards need QEMU with semihosting (script/qemu
 * runs them so). */
#ifndef THIMBLE_EMULATED_BOARD_H
#define THIMBLE_EMULATED_BOARD_H

#include <stdbool.h>
#include <stdint.h>
#include <thimble/port.h>

#define THIMBLE_BOARD_FAULT_EXIT 3

/* What a host takes from the board. Randomness: a xorshift generator seeded from the clock and the
 * command line, for demonstrations only; it is NOT fit for keys or nonces. Sensors: temperature 0
 * and heart-rate 0, each a fixed wave that advances with every reading. */
extern const struct thimble_port thimble_board_port;

/* Image slots: memory that QEMU's loader device fills before the start, the rest reads zero. */
#define THIMBLE_BOARD_SLOTS 16u
#define THIMBLE_BOARD_SLOT_SIZE 0x10000u
extern const uint8_t thimble_board_slots[];

/* The console (the first serial line). Writing waits until the line has taken every byte. */
void thimble_board_write(const char *text, uint32_t length);

/* The next character that waits, or -1. */
int thimble_board_read(void);

/* struct thimble_port's sleep: at most so many milliseconds, and at most 100 s. An alarm ends it,
 * and after an alarm that rang since the last call it returns at once. */
void thimble_board_sleep(uint32_t milliseconds);

/* From now on calls `function` every `microseconds` (10 to 100 000 000), from the handler of a
 * timer interrupt. Null ends it. There is one alarm: a new one replaces it. */
void thimble_board_alarm(uint32_t microseconds, void (*function)(void));

/* How many actuators there are, numbered from 0; at most 32. */
uint32_t thimble_board_actuator_count(void);

/* Sets an actuator: off at 0, on at any other value. Errors: NOT_FOUND. */
enum thimble_result thimble_board_actuator_write(uint32_t actuator, int32_t value);

/* Bit `1 << number` for each actuator that is on, as the hardware says. */
uint32_t thimble_board_actuators(void);

/* Milliseconds since the start; never goes back. */
uint64_t thimble_board_clock_ms(void);

/* The number of instructions executed so far plus a constant, modulo 2^32. Exact under QEMU's
 * `-icount shift=0`, where one instruction takes one nanosecond; without that option it is a clock
 * of nanoseconds. The call itself costs a few, on the Cortex-M4 nearly 300. */
uint32_t thimble_board_instructions(void);

/* Calls `function` and returns how many instructions that took, exactly, beyond those of a function
 * that only returns. This is how to measure: between two calls of thimble_board_instructions() the
 * compiler may put instructions that do not belong there. */
uint32_t thimble_board_count(void (*function)(void *argument), void *argument);

/* Ends the emulation with this exit code. */
_Noreturn void thimble_board_exit(int code);

/* The items that follow the program's name on QEMU's semihosting command line, separated by `;`.
 * Sets `item` to the first one at or after `*position` and moves on; false when there is none.
 * Starts with `*position` zero. The text lives for ever. */
bool thimble_board_argument(uint32_t *position, struct thimble_bytes *item);

/* Reads at most `size` bytes of a file of the computer, from its start. Returns the number of bytes
 * read, or -1 when it cannot be opened. `path` ends in NUL. */
int32_t thimble_board_read_file(const char *path, uint8_t *bytes, uint32_t size);

#endif
