/* SPDX-License-Identifier: Apache-2.0 */
/* overlap.h: whether two pieces of memory share a byte.
 *
 * Addresses are compared as numbers, since pointers into different objects have no order in C;
 * nothing is made from the numbers. No piece may be empty. */
#ifndef THIMBLE_BASE_OVERLAP_H
#define THIMBLE_BASE_OVERLAP_H

#include <stdbool.h>
#include <stdint.h>

static inline bool thimble_overlap(const void *left, uint32_t left_length, const void *right,
                                   uint32_t right_length) {
  uintptr_t first = (uintptr_t)left, second = (uintptr_t)right;
  return first < second ? second - first < left_length : first - second < right_length;
}

#endif
