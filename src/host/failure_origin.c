/* SPDX-License-Identifier: Apache-2.0 */
/* failure_origin.c: where in its source a container failed last. */
#include <string.h>
#include <thimble/host.h>

void thimble_failure_origin(const struct thimble_container *container,
                            struct thimble_origin *origin) {
  const struct thimble_failure *failure = &container->statistics.last_failure;
  struct thimble_lines lines;
  memset(origin, 0, sizeof *origin);
  if (failure->kind == THIMBLE_DONE)
    return;
  if (thimble_lines_read(&lines, container->program.image.lines) == THIMBLE_OK)
    thimble_lines_find(&lines, failure->place, origin);
}
