/* SPDX-License-Identifier: Apache-2.0 */
/* inputs.c: see inputs.h. */
#include "inputs.h"

static const uint64_t edges[] = {
    0,
    1,
    2,
    7,
    31,
    32,
    33,
    63,
    64,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fffffff,
    0x80000000,
    0xffffffff,
    UINT64_C(0x100000000),
    UINT64_C(0x123456789abcdef0),
    UINT64_C(0x7fffffffffffffff),
    UINT64_C(0x8000000000000000),
    UINT64_C(0xffffffff00000000),
    UINT64_C(0xffffffff7fffffff),
    UINT64_C(0xffffffff80000000),
    UINT64_C(0xfffffffffffffffe),
    UINT64_C(0xffffffffffffffff),
};
enum {
  EDGES = sizeof edges / sizeof edges[0]
};
_Static_assert(EDGES *EDGES < INPUTS, "all pairs of edges are among the inputs");

/* A bijection whose results show no pattern: the finalizer of splitmix64. */
static uint64_t scatter(uint64_t number) {
  number += UINT64_C(0x9e3779b97f4a7c15);
  number = (number ^ number >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  number = (number ^ number >> 27) * UINT64_C(0x94d049bb133111eb);
  return number ^ number >> 31;
}

struct input input_make(uint32_t index) {
  struct input input = {
      .left = scatter(4 * (uint64_t)index),
      .right = scatter(4 * (uint64_t)index + 1),
      .more = {scatter(4 * (uint64_t)index + 2), scatter(4 * (uint64_t)index + 3)},
  };
  if (index < EDGES * EDGES) {
    input.left = edges[index / EDGES];
    input.right = edges[index % EDGES];
  }
  return input;
}
