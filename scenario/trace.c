/* SPDX-License-Identifier: Apache-2.0 */
/* trace.c: see trace.h. */
#include "trace.h"

#include <string.h>

#include "base/text.h"

enum {
  NUMBER_MAXIMUM = 32,   /* bytes of a number as text */
  MESSAGE_MAXIMUM = 256, /* bytes of a complaint; a longer one is cut */
};

static void write_text(const struct scenario *scenario, const struct thimble_text *text) {
  scenario->surroundings->write(scenario->surroundings->data, text->bytes, text->length);
}

void scenario_trace_text(const struct scenario *scenario, const char *text) {
  scenario->surroundings->write(scenario->surroundings->data, text, (uint32_t)strlen(text));
}

void scenario_trace_number(const struct scenario *scenario, const char *before, int64_t number) {
  char bytes[NUMBER_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  thimble_text_append_decimal(&text, number);
  scenario_trace_text(scenario, before);
  write_text(scenario, &text);
}

void scenario_trace_hexadecimal(const struct scenario *scenario, const char *before,
                                uint64_t number) {
  char bytes[NUMBER_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  thimble_text_append_hex(&text, number, 1);
  scenario_trace_text(scenario, before);
  write_text(scenario, &text);
}

void scenario_trace(const struct scenario *scenario, const char *what) {
  scenario_trace_number(scenario, "", (int64_t)scenario->device.now_ms);
  scenario_trace_text(scenario, " ");
  scenario_trace_text(scenario, what);
}

static void append_escaped(struct thimble_text *text, uint8_t byte) {
  static const char digits[] = "0123456789abcdef";
  const uint8_t escape[] = {'\\', 'x', (uint8_t)digits[byte >> 4], (uint8_t)digits[byte & 15]};
  if (byte == '\\' || byte == '"')
    thimble_text_append(text, "\\");
  if (byte < ' ' || byte > '~')
    thimble_text_append_bytes(text, (struct thimble_bytes){escape, sizeof escape});
  else
    thimble_text_append_bytes(text, (struct thimble_bytes){&byte, 1});
}

void scenario_trace_escaped(const struct scenario *scenario, struct thimble_bytes text) {
  for (uint32_t index = 0; index < text.length; index++) {
    char bytes[8];
    struct thimble_text piece;
    thimble_text_start(&piece, bytes, sizeof bytes);
    append_escaped(&piece, text.data[index]);
    write_text(scenario, &piece);
  }
}

void scenario_trace_container(const struct scenario *scenario,
                              const struct thimble_container *container) {
  scenario_trace_text(scenario, container->tenant->policy->name);
  scenario_trace_text(scenario, "/");
  scenario_trace_escaped(scenario, container->caller.name);
}

void scenario_trace_end(const struct scenario *scenario) {
  scenario_trace_text(scenario, "\n");
}

bool scenario_complain(const struct scenario *scenario, const char *before,
                       struct thimble_bytes word, const char *after) {
  char bytes[MESSAGE_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  thimble_text_append(&text, before);
  if (word.length > 0 || before[0] == '\0') {
    thimble_text_append(&text, "'");
    for (uint32_t index = 0; index < word.length && index < THIMBLE_NAME_MAXIMUM; index++)
      append_escaped(&text, word.data[index]);
    thimble_text_append(&text, "'");
  }
  thimble_text_append(&text, after);
  scenario->surroundings->complain(scenario->surroundings->data, scenario->line, text.bytes);
  return false;
}
