/* SPDX-License-Identifier: Apache-2.0 */
/* report_forms.h: the two forms of a report; report.c chooses. */
#ifndef THIMBLE_CLI_RUN_REPORT_FORMS_H
#define THIMBLE_CLI_RUN_REPORT_FORMS_H

#include "cli/run/report.h"

void text_refusal(const struct run_report *report, const struct thimble_program_refusal *refusal);
void text_reply(struct thimble_bytes reply);
void text_outcome(const struct run_report *report, const struct thimble_outcome *outcome);
void text_summary(const struct run_report *report);

void json_refusal(struct run_report *report, const struct thimble_program_refusal *refusal);
void json_begin_run(struct run_report *report, uint64_t now_ms);
void json_log(struct run_report *report, enum thimble_log_level level, struct thimble_bytes text);
void json_outcome(struct run_report *report, const struct thimble_outcome *outcome,
                  struct thimble_bytes reply);
void json_summary(struct run_report *report);

/* Bytes of stack that `depth` frames take. */
uint32_t report_stack_bytes(const struct run_report *report, uint32_t depth);

#endif
