/* SPDX-License-Identifier: Apache-2.0 */
/* files.c: a program of several files, which share functions, variables and constants; each has
 * something of the same name for itself. */
#include "files.h"

static uint32_t step = 1;

static uint64_t twice(uint64_t number) {
  return number * 2 + step++;
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = mix(size, files_scale(input->left, (uint32_t)input->right));
  files_total += twice(input->right);
  result = mix(result, files_total);
  const char *name = files_names[input->left % 4];
  return (int64_t)mix(result, (uint8_t)name[input->right % 3] + step);
}
