/* SPDX-License-Identifier: Apache-2.0 */
/* native.c: the native half of a program of csmith: prints its checksum. */
#include <inttypes.h>
#include <stdio.h>

int64_t run(void *context, uint32_t length);

int main(void) {
  printf("%" PRId64 "\n", run(NULL, 0));
  return 0;
}
