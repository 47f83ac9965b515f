/* SPDX-License-Identifier: Apache-2.0 */
/* other.c: the other file of the case. */
#include "files.h"

uint64_t files_total = 42;
const char *const files_names[4] = {"one", "two", "three", "four"};

static uint32_t step = 100;

__attribute__((noinline)) static uint64_t twice(uint64_t number) {
  return number + step--;
}

uint64_t files_scale(uint64_t number, uint32_t factor) {
  return twice(number * factor) ^ files_total;
}
