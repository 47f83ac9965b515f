/* SPDX-License-Identifier: Apache-2.0 */
/* report.h: what `thimble verify` says, for people and as JSON. */
#ifndef THIMBLE_CLI_VERIFY_REPORT_H
#define THIMBLE_CLI_VERIFY_REPORT_H

#include "cli/verify/steps.h"

struct verify_report {
  const char *path;
  const struct verification *verification;
};

void verify_report_text(const struct verify_report *report);
void verify_report_json(const struct verify_report *report);

#endif
