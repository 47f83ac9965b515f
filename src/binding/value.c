/* SPDX-License-Identifier: Apache-2.0 */
/* value.c: values that containers keep under names (thimble/key_value.h). */
#include <stddef.h>
#include <string.h>

#include "binding/functions.h"
#include "binding/scope.h"

static struct thimble_bytes text_of(const struct thimble_argument *argument) {
  return (struct thimble_bytes){argument->data, argument->length};
}

/* The space that the first argument names. */
static enum thimble_result find_space(const struct thimble_call *call, enum thimble_space *number,
                                      struct thimble_key_value_space **space) {
  int64_t wanted = call->arguments[0].integer;
  if (wanted < 0 || wanted >= THIMBLE_SPACES)
    return THIMBLE_ERROR_INVALID;
  *number = (enum thimble_space)wanted;
  *space = call->caller->spaces[wanted];
  return *space != NULL ? THIMBLE_OK : THIMBLE_ERROR_UNSUPPORTED;
}

static enum thimble_result read_value(struct thimble_call *call, struct thimble_value *value) {
  struct thimble_key_value_space *space;
  enum thimble_space number;
  struct thimble_bytes key = text_of(&call->arguments[1]);
  enum thimble_result result = find_space(call, &number, &space);
  if (result != THIMBLE_OK)
    return result;
  if (!thimble_call_may_read(call, number, key))
    return THIMBLE_ERROR_DENIED;
  return thimble_key_value_get(space, key, value);
}

static enum thimble_result write_value(struct thimble_call *call,
                                       const struct thimble_value *value) {
  const struct thimble_port *port = call->caller->port;
  struct thimble_key_value_space *space;
  enum thimble_space number;
  struct thimble_bytes key = text_of(&call->arguments[1]);
  enum thimble_result result = find_space(call, &number, &space);
  if (result != THIMBLE_OK)
    return result;
  if (!thimble_call_may_write(call, number, key))
    return THIMBLE_ERROR_DENIED;
  uint64_t now_ms = port->clock_ms(port->device);
  return value != NULL ? thimble_key_value_set(space, key, value, now_ms)
                       : thimble_key_value_delete(space, key, now_ms);
}

int64_t thimble_binding_value_get(struct thimble_call *call) {
  const struct thimble_argument *destination = &call->arguments[2];
  struct thimble_value value;
  if (destination->length != sizeof value.integer)
    return THIMBLE_ERROR_INVALID;
  enum thimble_result result = read_value(call, &value);
  if (result != THIMBLE_OK)
    return result;
  if (value.type != THIMBLE_VALUE_INTEGER)
    return THIMBLE_ERROR_INVALID;
  memcpy(destination->writable, &value.integer, sizeof value.integer);
  return THIMBLE_OK;
}

int64_t thimble_binding_value_set(struct thimble_call *call) {
  const struct thimble_value value = {.type = THIMBLE_VALUE_INTEGER,
                                      .integer = call->arguments[2].integer};
  return write_value(call, &value);
}

int64_t thimble_binding_value_get_bytes(struct thimble_call *call) {
  const struct thimble_argument *destination = &call->arguments[2];
  struct thimble_value value;
  enum thimble_result result = read_value(call, &value);
  if (result != THIMBLE_OK)
    return result;
  if (value.type != THIMBLE_VALUE_BYTES)
    return THIMBLE_ERROR_INVALID;
  if (value.bytes.length > destination->length)
    return THIMBLE_ERROR_LIMIT;
  if (value.bytes.length > 0)
    memcpy(destination->writable, value.bytes.data, value.bytes.length);
  return value.bytes.length;
}

int64_t thimble_binding_value_set_bytes(struct thimble_call *call) {
  const struct thimble_value value = {.type = THIMBLE_VALUE_BYTES,
                                      .bytes = text_of(&call->arguments[2])};
  return write_value(call, &value);
}

int64_t thimble_binding_value_delete(struct thimble_call *call) {
  return write_value(call, NULL);
}

/* The first key behind `after` that the container may read. The loop ends: keys ascend. */
static enum thimble_result next_visible(const struct thimble_call *call, enum thimble_space number,
                                        const struct thimble_key_value_space *space,
                                        struct thimble_bytes *key) {
  enum thimble_result result;
  do
    result = thimble_key_value_next(space, *key, key);
  while (result == THIMBLE_OK && !thimble_call_sees_key(call, number, *key));
  return result;
}

int64_t thimble_binding_value_next(struct thimble_call *call) {
  const struct thimble_argument *destination = &call->arguments[2];
  struct thimble_key_value_space *space;
  enum thimble_space number;
  struct thimble_bytes key = text_of(&call->arguments[1]);
  enum thimble_result result = find_space(call, &number, &space);
  if (result == THIMBLE_OK)
    result = next_visible(call, number, space, &key);
  if (result != THIMBLE_OK)
    return result;
  if (destination->length <= key.length)
    return THIMBLE_ERROR_LIMIT;
  memcpy(destination->writable, key.data, key.length);
  destination->writable[key.length] = '\0';
  return key.length;
}
