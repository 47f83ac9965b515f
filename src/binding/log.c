/* SPDX-License-Identifier: Apache-2.0 */
/* log.c: lines of a container for the device's log. */
#include "base/text.h"
#include "binding/functions.h"

/* Room for the line that log_value() makes: text, space, number, NUL. A longer text is cut so that
 * the number always stands whole. */
enum {
  LINE_MAXIMUM = 96,
  NUMBER_MAXIMUM = 20, /* -9223372036854775808 */
  TEXT_MAXIMUM = LINE_MAXIMUM - 1 - NUMBER_MAXIMUM - 1,
};

/* A container may write any number: those beyond the levels count as the nearest one. */
static enum thimble_log_level nearest_level(int32_t level) {
  if (level < THIMBLE_LOG_ERROR)
    return THIMBLE_LOG_ERROR;
  return level > THIMBLE_LOG_DEBUG ? THIMBLE_LOG_DEBUG : (enum thimble_log_level)level;
}

/* Says how many lines the rate has cost before the next one. */
static void report_dropped(struct thimble_caller *caller) {
  char bytes[LINE_MAXIMUM];
  struct thimble_text line;
  thimble_text_start(&line, bytes, sizeof bytes);
  thimble_text_append_unsigned(&line, caller->log_dropped);
  thimble_text_append(&line,
                      caller->log_dropped == 1 ? " line was too many" : " lines were too many");
  caller->port->log(caller->port->device, THIMBLE_LOG_WARNING, caller->name,
                    (struct thimble_bytes){(const uint8_t *)line.bytes, line.length});
  caller->log_dropped = 0;
}

static bool may_log(struct thimble_caller *caller) {
  if (caller->log.per_second == 0)
    return true;
  if (!thimble_rate_allows(&caller->log, caller->port->clock_ms(caller->port->device))) {
    caller->log_dropped++;
    return false;
  }
  thimble_rate_use(&caller->log, 1);
  return true;
}

static void write_line(const struct thimble_call *call, struct thimble_bytes line) {
  struct thimble_caller *caller = call->caller;
  enum thimble_log_level level = nearest_level((int32_t)call->arguments[0].integer);
  bool is_below = caller->log_below == 0 || (uint32_t)level < caller->log_below;
  if (!is_below || !may_log(caller))
    return;
  if (caller->log_dropped > 0)
    report_dropped(caller);
  caller->port->log(caller->port->device, level, caller->name, line);
}

int64_t thimble_binding_log(struct thimble_call *call) {
  const struct thimble_argument *text = &call->arguments[1];
  write_line(call, (struct thimble_bytes){text->data, text->length});
  return 0;
}

int64_t thimble_binding_log_value(struct thimble_call *call) {
  const struct thimble_argument *start = &call->arguments[1];
  char bytes[LINE_MAXIMUM];
  struct thimble_text line;
  thimble_text_start(&line, bytes, TEXT_MAXIMUM + 1);
  thimble_text_append_bytes(&line, (struct thimble_bytes){start->data, start->length});
  line.capacity = LINE_MAXIMUM;
  thimble_text_append(&line, " ");
  thimble_text_append_decimal(&line, call->arguments[2].integer);
  write_line(call, (struct thimble_bytes){(const uint8_t *)line.bytes, line.length});
  return 0;
}
