/* SPDX-License-Identifier: Apache-2.0 */
/* input.h: what every case is given, in a container and natively: a few numbers, which it may
 * change. Its result is a number into which all that it computed was mixed.
 *
 * A case is a folder of cases/, a project for `thimble build`. What it computes is the same on
 * every machine: fixed-width types, and no undefined behaviour. */
#ifndef THIMBLE_TEST_DIFFERENTIAL_INPUT_H
#define THIMBLE_TEST_DIFFERENTIAL_INPUT_H

#include <stdint.h>

struct input {
  uint64_t left, right;
  uint64_t more[2];
};

/* Adds a value to a result, so that another value or another order gives another result. */
static inline uint64_t mix(uint64_t result, uint64_t value) {
  return (result ^ value) * UINT64_C(0x9e3779b97f4a7c15) + (result >> 29);
}

#endif
