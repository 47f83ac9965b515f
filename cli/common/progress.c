/* SPDX-License-Identifier: Apache-2.0 */
/* progress.c: see progress.h. */
#include "cli/common/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

void progress_start(struct progress *progress, uint32_t total, bool is_quiet) {
  *progress = (struct progress){total, !is_quiet && isatty(STDERR_FILENO) == 1};
}

void progress_show(const struct progress *progress, uint32_t done) {
  if (progress->is_shown && progress->total > 0)
    fprintf(stderr, "\r%3" PRIu64 " %%  %" PRIu32 " of %" PRIu32 " bytes",
            (uint64_t)done * 100 / progress->total, done, progress->total);
}

/* Erases the line (ECMA-48, EL). */
void progress_end(const struct progress *progress) {
  if (progress->is_shown)
    fputs("\r\x1b[K", stderr);
}
