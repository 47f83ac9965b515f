/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int total = 5;
const int offsets[3] = {1, 2, 3};

__attribute__((noinline)) static int helper(int number) {
  return number * 2;
}

int twice(int number) {
  return helper(number);
}

int add(int left, int right) {
  return left + right;
}
