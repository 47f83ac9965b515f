/* SPDX-License-Identifier: Apache-2.0 */
/* run_images.c: runs images, once each, and prints a line for each: its path, and the result or why
 * there is none. The setting THIMBLE_IMAGES names a file with their paths, one a line. */
#include <stdio.h>
#include <string.h>

#include "board/board.h"
#include "container.h"

#define LIST_MAXIMUM 262144

static void run_image(const char *path) {
  if (!container_load(path))
    return;
  struct thimble_outcome outcome = container_run(NULL, 0);
  if (outcome.kind == THIMBLE_DONE)
    fprintf(stdout, "%s: result %lld\n", path, (long long)outcome.value);
  else
    fprintf(stdout, "%s: %s\n", path, thimble_reason_text(outcome.reason));
}

int main(void) {
  static char list[LIST_MAXIMUM];
  const char *name = board_setting("THIMBLE_IMAGES");
  int32_t length = name == NULL ? -1 : board_file_read(name, (uint8_t *)list, sizeof list);
  if (length < 0 || length == LIST_MAXIMUM) {
    fprintf(stdout, "THIMBLE_IMAGES names no list of images, or a list too long\n");
    return 1;
  }
  char *path = list;
  for (char *end = memchr(path, '\n', (size_t)length); end != NULL; end = strchr(path, '\n')) {
    *end = '\0';
    run_image(path);
    path = end + 1;
  }
  return 0;
}
