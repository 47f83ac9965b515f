/* SPDX-License-Identifier: Apache-2.0 */
/* scenario.h: plays a text that says what happens to a device: which tenants there are, what is
 * installed, how time goes by, what hooks fire (docs/scenario.md has the statements).
 *
 * The device is simulated: clock, sensors, actuators, randomness and flash are part of the
 * scenario, so that the same text and the same images give the same trace, byte for byte, on every
 * computer and board.
 *
 * Rules of use: fill `struct scenario_surroundings`, then call scenario_play() with memory for the
 * scenario, which needs no clearing. Nothing is allocated; no function of the operating system is
 * called. */
#ifndef THIMBLE_SCENARIO_SCENARIO_H
#define THIMBLE_SCENARIO_SCENARIO_H

#include <stdbool.h>
#include <thimble/bytes.h>

/* What the scenario asks of the program that plays it. Views end with the call. */
struct scenario_surroundings {
  void *data; /* handed to every function */

  /* A piece of the trace: printable ASCII and line ends. */
  void (*write)(void *data, const char *text, uint32_t length);

  /* The scenario cannot go on: what is wrong in this line (from 1) and how to mend it, printable
   * ASCII that ends in NUL, without a line end. Called once at most. */
  void (*complain)(void *data, uint32_t line, const char *message);

  /* The image that the statement in this line installs, at a multiple of eight; it stays there,
   * unchanged, until the scenario ends. False: it cannot be had, and the reason has been told. */
  bool (*image)(void *data, uint32_t line, struct thimble_bytes path, struct thimble_bytes *image);
};

struct scenario;

/* True when the scenario went to its end; otherwise the reason has been told. */
bool scenario_play(struct scenario *scenario, const struct scenario_surroundings *surroundings,
                   struct thimble_bytes text);

#endif
