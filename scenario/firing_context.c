/* SPDX-License-Identifier: Apache-2.0 */
/* firing_context.c: see firing_context.h. */
#include "firing_context.h"

#include <string.h>

#include "trace.h"
#include "words.h"

/* Reads bytes, perhaps none, into the payload. */
static bool read_payload(struct scenario *scenario, struct thimble_bytes *line,
                         struct thimble_loan *loan) {
  struct thimble_bytes word = scenario_next_word(line);
  loan->bytes = scenario->payload;
  if (scenario_read_bytes(word, scenario->payload, SCENARIO_PAYLOAD, &loan->length))
    return true;
  return scenario_complain(
      scenario, "", word,
      " is no string of at most 1024 bytes; write pairs of hexadecimal digits, or a "
      "text in quotation marks");
}

static bool read_timer(struct scenario *scenario, struct thimble_bytes *line,
                       struct scenario_context *context) {
  (void)line;
  context->bytes.timer.now_ms = scenario->device.now_ms;
  return true;
}

static bool read_message(struct scenario *scenario, struct thimble_bytes *line,
                         struct scenario_context *context) {
  (void)scenario;
  (void)line;
  context->bytes.message.waiting = 0;
  return true;
}

static bool read_packet(struct scenario *scenario, struct thimble_bytes *line,
                        struct scenario_context *context) {
  struct thimble_context_packet *packet = &context->bytes.packet;
  if (!read_payload(scenario, line, &context->loan))
    return false;
  packet->length = packet->captured = packet->lent = context->loan.length;
  if (packet->captured > sizeof packet->data)
    packet->captured = sizeof packet->data;
  memcpy(packet->data, scenario->payload, packet->captured);
  return true;
}

static bool read_sample(struct scenario *scenario, struct thimble_bytes *line,
                        struct scenario_context *context) {
  struct thimble_bytes word = scenario_next_word(line);
  struct thimble_bytes scale_word = scenario_next_word(line);
  int64_t value, scale = -2;
  if (!scenario_read_number(word, INT32_MIN, INT32_MAX, &value) ||
      (scale_word.length > 0 && !scenario_read_number(scale_word, INT8_MIN, INT8_MAX, &scale)))
    return scenario_complain(scenario, "", word,
                             " is no sample; write a value and perhaps a scale, such as 2150 -2");
  context->bytes.sample = (struct thimble_context_sample){
      .value = (int32_t)value,
      .scale = (int32_t)scale,
      .sensor = THIMBLE_SENSOR(THIMBLE_SENSOR_TEMPERATURE, 0),
  };
  return true;
}

static uint32_t find_method(struct thimble_bytes word) {
  static const char *const names[] = {"", "get", "post", "put", "delete"};
  for (uint32_t method = 1; method < sizeof names / sizeof names[0]; method++)
    if (scenario_is(word, names[method]))
      return method;
  return 0;
}

static bool read_request(struct scenario *scenario, struct thimble_bytes *line,
                         struct scenario_context *context) {
  struct thimble_bytes word = scenario_next_word(line);
  uint32_t method = find_method(word);
  if (method == 0)
    return scenario_complain(scenario, "", word, " is no method; write get, post, put or delete");
  if (!read_payload(scenario, line, &context->loan))
    return false;
  context->bytes.request.method = method;
  context->bytes.request.lent = context->loan.length;
  context->takes_reply = true;
  return true;
}

static const struct {
  const char *hook;
  bool (*read)(struct scenario *scenario, struct thimble_bytes *line,
               struct scenario_context *context);
} readers[] = {
    {"timer", read_timer},   {"packet", read_packet},   {"message", read_message},
    {"sample", read_sample}, {"request", read_request},
};

bool scenario_context_read(struct scenario *scenario, const struct thimble_hook_type *hook,
                           struct thimble_bytes *line, struct scenario_context *context) {
  memset(context, 0, sizeof *context);
  for (uint32_t index = 0; index < sizeof readers / sizeof readers[0]; index++)
    if (strcmp(hook->name, readers[index].hook) == 0)
      return readers[index].read(scenario, line, context);
  return true;
}

void scenario_context_drop_loan(const struct thimble_hook_type *hook,
                                struct scenario_context *context) {
  if (strcmp(hook->name, "packet") == 0)
    context->bytes.packet.lent = 0;
  if (strcmp(hook->name, "request") == 0)
    context->bytes.request.lent = 0;
  context->loan.length = 0;
}

void scenario_context_trace(const struct scenario *scenario, const struct thimble_hook_type *hook,
                            const void *context) {
  if (strcmp(hook->name, "sample") == 0)
    scenario_trace_number(scenario, ", sample ",
                          ((const struct thimble_context_sample *)context)->value);
}
