/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int answer(void) {
  return 43;
}
