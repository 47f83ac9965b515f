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

static void write_line(const struct thimble_call *call, struct thimble_bytes line) {
  enum thimble_log_level level = nearest_level((int32_t)call->arguments[0].integer);
  call->port->log(call->port->device, level, call->container, line);
}

int64_t thimble_binding_log(const struct thimble_call *call) {
  const struct thimble_argument *text = &call->arguments[1];
  write_line(call, (struct thimble_bytes){text->data, text->length});
  return 0;
}

int64_t thimble_binding_log_value(const struct thimble_call *call) {
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
