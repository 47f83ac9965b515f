/* SPDX-License-Identifier: Apache-2.0 */
/* messages.c: see messages.h. */
#include "wasm/spectest/messages.h"

#include <stddef.h>
#include <string.h>

/* Messages begin so; each may stand for more than one reason. */
static const struct {
  const char *start;
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

static bool begins_with(struct thimble_bytes message, const char *start) {
  size_t length = strlen(start);
  return message.length >= length && memcmp(message.data, start, length) == 0;
}

bool message_allows(struct thimble_bytes message, enum thimble_reason reason) {
  for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++)
    if (messages[i].reason == reason && begins_with(message, messages[i].start))
      return true;
  return false;
}

bool message_is_refusal(enum thimble_reason reason) {
  return reason >= THIMBLE_REASON_WASM_HEADER && reason <= THIMBLE_REASON_WASM_ELSE;
}
