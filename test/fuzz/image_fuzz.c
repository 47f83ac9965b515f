/* SPDX-License-Identifier: Apache-2.0 */
/* image_fuzz.c: any bytes as an image: the reader stays inside them, and what it accepts is as
 * SPEC.md says. Then the verifier and the reader of line information get what it found. */
#include <stdbool.h>
#include <string.h>

#include <thimble/engine.h>
#include <thimble/lines.h>

#include "fuzz/fuzz.h"

static bool is_inside(struct thimble_bytes view, const uint8_t *bytes, size_t size) {
  if (view.length == 0)
    return true;
  return view.data >= bytes && view.data < bytes + size &&
         view.length <= (size_t)(bytes + size - view.data);
}

static void check_views(const struct thimble_image *image, const uint8_t *bytes, size_t size) {
  must(is_inside(image->name, bytes, size));
  must(is_inside(image->version, bytes, size));
  must(is_inside(image->hook, bytes, size));
  must(is_inside(image->parameters, bytes, size));
  must(is_inside(image->program, bytes, size));
  must(is_inside(image->lines, bytes, size));
}

static void check_values(const struct thimble_image *image) {
  must(image->name.length >= 1 && image->name.length <= THIMBLE_NAME_MAXIMUM);
  must(image->version.length >= 1 && image->version.length <= THIMBLE_VERSION_MAXIMUM);
  must(image->hook.length >= 1 && image->hook.length <= THIMBLE_NAME_MAXIMUM);
  must(image->fuel >= 1 && image->fuel <= THIMBLE_FUEL_MAXIMUM);
  must(image->memory <= THIMBLE_MEMORY_MAXIMUM);
  must((image->asked.grants & ~THIMBLE_GRANTS_ALL) == 0);
  must((uintptr_t)image->program.data % 8 == 0);
}

static void verify(const struct thimble_image *image) {
  const struct thimble_policy policy = {&thimble_bindings, THIMBLE_GRANTS_ALL};
  struct thimble_program program;
  struct thimble_program_refusal refusal = {THIMBLE_REASON_NONE, 0, 0};
  enum thimble_result result = thimble_verify(&program, image, &policy, &refusal);
  if (result != THIMBLE_OK) {
    must(refusal.reason != THIMBLE_REASON_NONE);
    return;
  }
  struct thimble_need need;
  thimble_program_need(&program, &need);
  must(need.instance + need.run < 2 * THIMBLE_MEMORY_MAXIMUM);
}

static void read_lines(struct thimble_bytes bytes) {
  struct thimble_lines lines;
  struct thimble_origin origin;
  (void)thimble_lines_read(&lines, bytes);
  for (uint32_t instruction = 0; instruction < 8; instruction++)
    thimble_lines_find(&lines, instruction, &origin);
}

static void read_image(const uint8_t *bytes, uint32_t size) {
  struct thimble_image image;
  struct thimble_image_error error;
  enum thimble_result result = thimble_image_read(&image, bytes, size, &error);
  must(error.offset <= size);
  if (result != THIMBLE_OK)
    return;
  must(error.offset == size && error.key == 0);
  check_views(&image, bytes, size);
  check_values(&image);
  verify(&image);
  read_lines(image.lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  uint8_t *copy = allocate(size);
  if (size > 0)
    memcpy(copy, bytes, size);
  read_image(copy, (uint32_t)size);
  free(copy);
  return 0;
}
