/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int64_t start(void) {
  return 1;
}
