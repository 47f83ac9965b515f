/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int shared;
int first_of_two[8];

int choose(void) {
  return 3;
}
