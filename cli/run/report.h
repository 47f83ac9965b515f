/* SPDX-License-Identifier: Apache-2.0 */
/* report.h: what `thimble run` prints: for people line by line, or as JSON, one object a line.
 *
 * Order of use: start; for each run begin, log lines, end; finish. */
#ifndef THIMBLE_CLI_RUN_REPORT_H
#define THIMBLE_CLI_RUN_REPORT_H

#include <stdbool.h>
#include <thimble/caller.h>
#include <thimble/engine.h>

#include "cli/builder/open_image.h"
#include "cli/common/json.h"
#include "cli/image/program_view.h"

struct run_report {
  bool as_json;
  bool quiet; /* nothing about runs that are done; not with JSON */
  const struct open_image *opened;
  struct program_view view;
  struct json json;
  uint32_t runs;
  uint32_t failed;
  uint64_t fuel_total;
  uint32_t fuel_most;
  uint32_t depth_most;
};

void report_start(struct run_report *report, const struct open_image *opened);

/* Says that the image was refused: one message, and a JSON object if that is wanted. */
void report_refusal(struct run_report *report, const struct thimble_program_refusal *refusal);

void report_begin_run(struct run_report *report, uint64_t now_ms);

/* A line of the container's log; `user` is the report. */
void report_log(void *user, enum thimble_log_level level, struct thimble_bytes container,
                struct thimble_bytes text);

void report_end_run(struct run_report *report, const struct thimble_outcome *outcome,
                    const struct thimble_reply *reply);

/* Sums up. */
void report_finish(struct run_report *report);

#endif
