/* SPDX-License-Identifier: Apache-2.0 */
/* report_json.c: the report as JSON, one object a line, for programs. */
#include "cli/common/grant_text.h"
#include "cli/image/describe.h"
#include "cli/run/report_forms.h"
#include "linux/linux.h"

static void json_text(struct json *json, const char *key, const struct thimble_text *text) {
  json_bytes(json, key, (struct thimble_bytes){(const uint8_t *)text->bytes, text->length});
}

/* The members that tell where in the program something went wrong. */
static void write_place(struct run_report *report, uint32_t instruction) {
  struct json *json = &report->json;
  struct thimble_origin origin;
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  if (instruction >= report->view.length)
    return;
  thimble_text_start(&text, bytes, sizeof(bytes));
  describe_instruction(&text, &report->view, instruction);
  json_integer(json, "instruction", instruction);
  json_text(json, "disassembly", &text);
  thimble_lines_find(&report->opened->lines, instruction, &origin);
  if (origin.function.length > 0)
    json_bytes(json, "function", origin.function);
  if (origin.line > 0) {
    json_bytes(json, "file", origin.file);
    json_integer(json, "line", origin.line);
  }
}

static void write_reason(struct json *json, enum thimble_reason reason, uint64_t number) {
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof(bytes));
  describe_reason(&text, reason, number);
  json_text(json, "reason", &text);
}

/* The binding that the reason speaks of, and the grant that does not suffice. */
static void write_binding(struct run_report *report, enum thimble_reason reason, uint64_t number) {
  char bytes[GRANT_TEXT_MAXIMUM];
  struct thimble_text text;
  if ((reason != THIMBLE_REASON_SCOPE && reason != THIMBLE_REASON_BINDING_NOT_GRANTED) ||
      number >= thimble_bindings.count)
    return;
  const struct thimble_binding *binding = &thimble_bindings.bindings[number];
  thimble_text_start(&text, bytes, sizeof(bytes));
  grant_append(&text, binding->grant, &report->opened->image.asked.scope);
  json_string(&report->json, "binding", binding->name);
  json_text(&report->json, "grant", &text);
}

void json_refusal(struct run_report *report, const struct thimble_program_refusal *refusal) {
  struct json *json = &report->json;
  json_begin_object(json, NULL);
  json_string(json, "outcome", thimble_outcome_text(THIMBLE_REFUSED));
  write_reason(json, refusal->reason, refusal->detail);
  write_binding(report, refusal->reason, refusal->detail);
  if (reason_has_place(refusal->reason))
    write_place(report, refusal->place);
  json_end_object(json);
  json_end_line(json);
}

void json_begin_run(struct run_report *report, uint64_t now_ms) {
  json_begin_object(&report->json, NULL);
  json_integer(&report->json, "run", report->runs);
  json_integer(&report->json, "time_ms", (int64_t)now_ms);
  json_begin_array(&report->json, "log");
}

void json_log(struct run_report *report, enum thimble_log_level level, struct thimble_bytes text) {
  json_begin_object(&report->json, NULL);
  json_string(&report->json, "level", thimble_linux_level_name(level));
  json_bytes(&report->json, "text", text);
  json_end_object(&report->json);
}

void json_outcome(struct run_report *report, const struct thimble_outcome *outcome,
                  struct thimble_bytes reply) {
  struct json *json = &report->json;
  json_end_array(json);
  json_string(json, "outcome", thimble_outcome_text(outcome->kind));
  if (outcome->kind == THIMBLE_DONE)
    json_integer(json, "result", outcome->value);
  if (reply.length > 0)
    json_bytes(json, "reply", reply);
  json_integer(json, "fuel", outcome->fuel_used);
  json_integer(json, "depth", outcome->depth);
  json_integer(json, "stack_bytes", report_stack_bytes(report, outcome->depth));
  if (outcome->kind != THIMBLE_DONE) {
    write_reason(json, outcome->reason, outcome->address);
    write_binding(report, outcome->reason, outcome->address);
    if (thimble_reason_has_address(outcome->reason))
      json_address(json, "address", outcome->address);
    write_place(report, outcome->place);
  }
  json_end_object(json);
  json_end_line(json);
}

void json_summary(struct run_report *report) {
  struct json *json = &report->json;
  json_begin_object(json, NULL);
  json_begin_object(json, "summary");
  json_integer(json, "runs", report->runs);
  json_integer(json, "done", report->runs - report->failed);
  json_integer(json, "failed", report->failed);
  json_integer(json, "fuel_total", (int64_t)report->fuel_total);
  json_integer(json, "fuel_most", report->fuel_most);
  json_integer(json, "depth_most", report->depth_most);
  json_integer(json, "stack_bytes_most", report_stack_bytes(report, report->depth_most));
  json_end_object(json);
  json_end_object(json);
  json_end_line(json);
}
