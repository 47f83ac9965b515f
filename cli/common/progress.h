/* SPDX-License-Identifier: Apache-2.0 */
/* progress.h: how far something has come, in one line of a terminal; elsewhere nothing. */
#ifndef THIMBLE_CLI_COMMON_PROGRESS_H
#define THIMBLE_CLI_COMMON_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
  uint32_t total;
  bool is_shown;
};

void progress_start(struct progress *progress, uint32_t total, bool is_quiet);
void progress_show(const struct progress *progress, uint32_t done);

/* Takes the line away. */
void progress_end(const struct progress *progress);

#endif
