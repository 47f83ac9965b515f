/* SPDX-License-Identifier: Apache-2.0 */
#include "numbers.h"

int triple(int number) {
  return number * 3;
}
