/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: see check.h. */
#include "cli/image/check.h"

#include "cli/common/message.h"
#include "cli/image/describe.h"
#include "cli/image/program_view.h"
#include "cli/image/verdict.h"

static bool verify(const char *path, const struct thimble_image *image,
                   const struct file_bytes *bytes) {
  struct thimble_need need;
  struct thimble_program_refusal refusal;
  if (verdict_reach(image, &need, &refusal) == THIMBLE_OK)
    return true;
  char description[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  struct program_view view;
  struct thimble_lines lines;
  (void)thimble_lines_read(&lines, (struct thimble_bytes){bytes->data, bytes->length});
  view_program(&view, image);
  thimble_text_start(&text, description, sizeof description);
  describe_refusal(&text, &refusal, &view, &lines);
  message_error_at(path, 0, "a device would refuse %s; change the code there", description);
  return false;
}

bool image_check(const char *path, const struct file_bytes *image, const struct file_bytes *lines,
                 struct thimble_image *read) {
  struct thimble_image_error error = {0};
  enum thimble_result result = thimble_image_read(read, image->data, image->length, &error);
  if (result == THIMBLE_OK)
    return verify(path, read, lines);
  message_error_at(path, 0, "a device would refuse the image of %u bytes: %s; make it smaller",
                   image->length, thimble_result_text(result));
  return false;
}
