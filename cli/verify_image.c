/* SPDX-License-Identifier: Apache-2.0 */
/* verify_image.c: see verify_image.h. */
#include "verify_image.h"

#include <thimble/engine.h>
#include <thimble/image.h>

#include "describe.h"
#include "program_view.h"

static bool verify_program(const struct thimble_image *image, struct thimble_text *text) {
  const struct thimble_policy policy = {.bindings = &thimble_bindings,
                                        .allowed = THIMBLE_GRANTS_ALL};
  struct thimble_program program;
  struct thimble_program_refusal refusal;
  struct program_view view;
  struct thimble_lines lines;
  if (thimble_verify(&program, image, &policy, &refusal) == THIMBLE_OK)
    return true;
  (void)thimble_lines_read(&lines, image->lines);
  view_program(&view, image);
  describe_refusal(text, &refusal, &view, &lines);
  return false;
}

bool verify_image(struct thimble_bytes bytes, char *description, uint32_t capacity) {
  struct thimble_text text;
  struct thimble_image image;
  struct thimble_image_error error = {0};
  thimble_text_start(&text, description, capacity);
  enum thimble_result result = thimble_image_read(&image, bytes.data, bytes.length, &error);
  if (result == THIMBLE_OK)
    return verify_program(&image, &text);
  thimble_text_append(&text, "byte ");
  thimble_text_append_unsigned(&text, error.offset);
  thimble_text_append(&text, ": ");
  thimble_text_append(&text, thimble_result_text(result));
  return false;
}
