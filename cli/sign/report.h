/* SPDX-License-Identifier: Apache-2.0 */
/* report.h: what `thimble sign` says when an order is signed. */
#ifndef THIMBLE_CLI_SIGN_REPORT_H
#define THIMBLE_CLI_SIGN_REPORT_H

#include "cli/sign/key.h"
#include "cli/sign/options.h"
#include "cli/sign/suit_envelope.h"

struct sign_report {
  enum sign_kind kind;
  const char *path; /* where the envelope is */
  const char *component;
  const struct suit_order *order;
  const struct suit_envelope *envelope;
  const struct key *key;
};

void sign_report_text(const struct sign_report *report);
void sign_report_json(const struct sign_report *report);

#endif
