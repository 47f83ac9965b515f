/* SPDX-License-Identifier: Apache-2.0 */
/* report.c: see report.h. */
#include "cli/run/report.h"

#include "cli/run/report_forms.h"
#include "engine/wasm/state.h"
#include "linux/linux.h"

void report_start(struct run_report *report, const struct open_image *opened) {
  report->opened = opened;
  view_program(&report->view, &opened->image);
  json_start(&report->json, stdout);
}

void report_refusal(struct run_report *report, const struct thimble_program_refusal *refusal) {
  text_refusal(report, refusal);
  if (report->as_json)
    json_refusal(report, refusal);
}

void report_begin_run(struct run_report *report, uint64_t now_ms) {
  report->runs++;
  if (report->as_json)
    json_begin_run(report, now_ms);
}

void report_log(void *user, enum thimble_log_level level, struct thimble_bytes container,
                struct thimble_bytes text) {
  struct run_report *report = user;
  if (report->as_json)
    json_log(report, level, text);
  else
    thimble_linux_log_to(stdout, level, container, text);
}

uint32_t report_stack_bytes(const struct run_report *report, uint32_t depth) {
  return depth * (report->view.wasm ? (uint32_t)sizeof(union thimble_wasm_slot)
                                    : report->view.parameters.frame_size);
}

static void count_outcome(struct run_report *report, const struct thimble_outcome *outcome) {
  if (outcome->kind != THIMBLE_DONE)
    report->failed++;
  report->fuel_total += outcome->fuel_used;
  if (outcome->fuel_used > report->fuel_most)
    report->fuel_most = outcome->fuel_used;
  if (outcome->depth > report->depth_most)
    report->depth_most = outcome->depth;
}

void report_end_run(struct run_report *report, const struct thimble_outcome *outcome,
                    const struct thimble_reply *reply) {
  struct thimble_bytes answer = {reply->bytes, reply->length};
  count_outcome(report, outcome);
  if (report->as_json) {
    json_outcome(report, outcome, answer);
    return;
  }
  if (answer.length > 0 && !report->quiet)
    text_reply(answer);
  if (outcome->kind != THIMBLE_DONE || !report->quiet)
    text_outcome(report, outcome);
}

void report_finish(struct run_report *report) {
  if (report->as_json)
    json_summary(report);
  else if (report->runs > 1 && !report->quiet)
    text_summary(report);
}
