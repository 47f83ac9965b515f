/* SPDX-License-Identifier: Apache-2.0 */
/* script.c: see script.h. A script that ends early is seen by every function that takes from it. */
#include "wasm/spectest/script.h"

static uint64_t little_endian(const uint8_t *bytes, uint32_t count) {
  uint64_t number = 0;
  for (uint32_t i = 0; i < count; i++)
    number |= (uint64_t)bytes[i] << 8 * i;
  return number;
}

static bool take(struct thimble_bytes *script, uint32_t length, const uint8_t **bytes) {
  if (script->length < length)
    return false;
  *bytes = script->data;
  script->data += length;
  script->length -= length;
  return true;
}

static bool take_number(struct thimble_bytes *script, uint32_t *number) {
  const uint8_t *bytes;
  if (!take(script, 4, &bytes))
    return false;
  *number = (uint32_t)little_endian(bytes, 4);
  return true;
}

static bool take_bytes(struct thimble_bytes *script, struct thimble_bytes *bytes) {
  return take_number(script, &bytes->length) && take(script, bytes->length, &bytes->data);
}

static bool take_values(struct thimble_bytes *script, struct value_list *list) {
  return take_number(script, &list->count) && list->count <= script->length / VALUE_SIZE &&
         take(script, list->count * VALUE_SIZE, &list->bytes);
}

bool script_next(struct thimble_bytes *script, struct command *command) {
  const uint8_t *kind;
  if (!take(script, 1, &kind) || *kind >= COMMAND_KINDS)
    return false;
  command->kind = (enum command_kind) * kind;
  return take_number(script, &command->line) && take_bytes(script, &command->name) &&
         take_bytes(script, &command->field) && take_bytes(script, &command->text) &&
         take_bytes(script, &command->module) && take_values(script, &command->arguments) &&
         take_values(script, &command->expected);
}

struct value script_value(const struct value_list *list, uint32_t index) {
  const uint8_t *bytes = list->bytes + index * VALUE_SIZE;
  return (struct value){bytes[0], bytes[1], little_endian(bytes + 2, 8)};
}
