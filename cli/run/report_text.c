/* SPDX-License-Identifier: Apache-2.0 */
/* report_text.c: the report for people, a line for each thing that happened. */
#include <inttypes.h>

#include "cli/common/message.h"
#include "cli/image/describe.h"
#include "cli/run/report_forms.h"
#include "linux/escape.h"

/* How to mend what was refused. */
static void append_remedy(struct thimble_text *text, const struct run_report *report,
                          const struct thimble_program_refusal *refusal) {
  if (refusal->reason == THIMBLE_REASON_NO_ENGINE) {
    thimble_text_append(text, "; use a thimble that has it");
  } else if (refusal->reason == THIMBLE_REASON_BINDING_NOT_GRANTED) {
    uint32_t grant = thimble_bindings.bindings[refusal->detail].grant;
    bool asked = report->opened->image.asked.grants >> grant & 1;
    thimble_text_append(text, asked ? "; --allow leaves out the grant "
                                    : "; the image does not ask for the grant ");
    thimble_text_append(text, thimble_grant_name(grant));
  } else {
    thimble_text_append(text, "; build it again with thimble build");
  }
}

void text_refusal(const struct run_report *report, const struct thimble_program_refusal *refusal) {
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof(bytes));
  describe_refusal(&text, refusal, &report->view, &report->opened->lines);
  append_remedy(&text, report, refusal);
  message_error_at(report->opened->path, 0, "refused: %s", bytes);
}

/* `store outside …, address 0x7 (in no region), in run() at a.c:3 (instruction 2: …)` */
static void describe_failure(struct thimble_text *text, const struct run_report *report,
                             const struct thimble_outcome *outcome) {
  describe_reason(text, outcome->reason, outcome->address);
  if (outcome->reason == THIMBLE_REASON_SCOPE) {
    thimble_text_append(text, ": ");
    describe_binding_grant(text, outcome->address, &report->opened->image.asked.scope);
  }
  if (thimble_reason_has_address(outcome->reason)) {
    thimble_text_append(text, ", address ");
    if (report->view.wasm)
      thimble_text_append_hex(text, outcome->address, 1);
    else
      describe_address(text, outcome->address);
  }
  if (outcome->place >= report->view.length)
    return;
  describe_place(text, &report->opened->lines, outcome->place);
  thimble_text_append(text, report->view.wasm ? " (byte " : " (instruction ");
  thimble_text_append_unsigned(text, outcome->place);
  thimble_text_append(text, ": ");
  describe_instruction(text, &report->view, outcome->place);
  thimble_text_append(text, ")");
}

static void print_cost(const struct run_report *report, uint32_t fuel, uint32_t depth) {
  printf(", fuel %" PRIu32 ", stack depth %" PRIu32 " (%" PRIu32 " bytes)\n", fuel, depth,
         report_stack_bytes(report, depth));
}

static void print_failure(const struct run_report *report, const struct thimble_outcome *outcome) {
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof(bytes));
  describe_failure(&text, report, outcome);
  printf("%s: ", thimble_outcome_text(outcome->kind));
  thimble_linux_write_escaped(stdout, (struct thimble_bytes){(const uint8_t *)bytes, text.length});
}

void text_reply(struct thimble_bytes reply) {
  fputs("reply: ", stdout);
  thimble_linux_write_escaped(stdout, reply);
  putchar('\n');
}

void text_outcome(const struct run_report *report, const struct thimble_outcome *outcome) {
  printf("run %" PRIu32 ": ", report->runs);
  if (outcome->kind == THIMBLE_DONE)
    printf("result %" PRId64, outcome->value);
  else
    print_failure(report, outcome);
  print_cost(report, outcome->fuel_used, outcome->depth);
}

void text_summary(const struct run_report *report) {
  printf("%" PRIu32 " runs: %" PRIu32 " done, %" PRIu32 " failed; at most", report->runs,
         report->runs - report->failed, report->failed);
  printf(" fuel %" PRIu32 ", stack depth %" PRIu32 " (%" PRIu32 " bytes)\n", report->fuel_most,
         report->depth_most, report_stack_bytes(report, report->depth_most));
}
