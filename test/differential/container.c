/* SPDX-License-Identifier: Apache-2.0 */
/* container.c: see container.h. */
#include "container.h"

#include <stdio.h>

#include "board/board.h"

#define IMAGE_MAXIMUM (512u * 1024)
#define MEMORY_MAXIMUM (512u * 1024)

static _Alignas(8) uint8_t bytes[IMAGE_MAXIMUM];
static _Alignas(8) uint8_t own[MEMORY_MAXIMUM];
static _Alignas(8) uint8_t run[MEMORY_MAXIMUM];
static struct thimble_program program;
static struct thimble_instance instance;

static bool complain(const char *path, const char *what) {
  fprintf(stdout, "%s: %s\n", path, what);
  return false;
}

bool container_load(const char *path) {
  const struct thimble_policy policy = {&thimble_bindings, 0};
  const struct thimble_place place = {{own, sizeof own}, {run, sizeof run}, NULL};
  struct thimble_image image;
  struct thimble_image_error error;
  struct thimble_program_refusal refusal;
  int32_t length = board_file_read(path, bytes, sizeof bytes);
  if (length < 0 || (uint32_t)length == sizeof bytes)
    return complain(path, "cannot be read, or is too large");
  enum thimble_result result = thimble_image_read(&image, bytes, (uint32_t)length, &error);
  if (result != THIMBLE_OK)
    return complain(path, thimble_result_text(result));
  if (thimble_verify(&program, &image, &policy, &refusal) != THIMBLE_OK)
    return complain(path, thimble_reason_text(refusal.reason));
  result = thimble_load(&instance, &program, &place, &refusal);
  if (result == THIMBLE_ERROR_REFUSED)
    return complain(path, thimble_reason_text(refusal.reason));
  return result == THIMBLE_OK || complain(path, "needs more memory than there is");
}

struct thimble_outcome container_run(void *context, uint32_t length) {
  const struct thimble_event event = {context, length, length};
  struct thimble_outcome outcome;
  thimble_run(&instance, &event, THIMBLE_FUEL_MAXIMUM, &outcome);
  return outcome;
}
