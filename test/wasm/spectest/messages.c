/* SPDX-License-Identifier: Apache-2.0 */
/* messages.c: see messages.h. */
#include "wasm/spectest/messages.h"

#include <stddef.h>
#include <string.h>

/* Each may stand for more than one reason. Tests state the start of a message, or more than it. */
static const struct {
  const char *text;
  enum thimble_reason reason;
} messages[] = {
    {"unreachable", THIMBLE_REASON_UNREACHABLE},
    {"integer divide by zero", THIMBLE_REASON_DIVISION},
    {"integer overflow", THIMBLE_REASON_OVERFLOW},
    {"invalid conversion to integer", THIMBLE_REASON_CONVERSION},
    {"out of bounds memory access", THIMBLE_REASON_MEMORY_ACCESS},
    {"out of bounds memory access", THIMBLE_REASON_WASM_SEGMENT},
    {"out of bounds table access", THIMBLE_REASON_TABLE_ACCESS},
    {"out of bounds table access", THIMBLE_REASON_WASM_SEGMENT},
    {"undefined element", THIMBLE_REASON_TABLE_ACCESS},
    {"uninitialized", THIMBLE_REASON_NO_FUNCTION},
    {"indirect call type mismatch", THIMBLE_REASON_FUNCTION_TYPE},
    {"call stack exhausted", THIMBLE_REASON_STACK},
    {"unknown import", THIMBLE_REASON_WASM_IMPORT},
    {"incompatible import type", THIMBLE_REASON_WASM_IMPORT_TYPE},
};

static bool one_begins_the_other(struct thimble_bytes message, const char *text) {
  size_t length = strlen(text);
  if (length > message.length)
    length = message.length;
  return length > 0 && memcmp(message.data, text, length) == 0;
}

bool message_allows(struct thimble_bytes message, enum thimble_reason reason) {
  for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++)
    if (messages[i].reason == reason && one_begins_the_other(message, messages[i].text))
      return true;
  return false;
}

bool message_is_refusal(enum thimble_reason reason) {
  return reason >= THIMBLE_REASON_WASM_HEADER && reason <= THIMBLE_REASON_WASM_ELSE;
}
