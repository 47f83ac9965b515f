/* SPDX-License-Identifier: Apache-2.0 */
/* reply.c: the answer to an event, piece by piece, and numbers as text. */
#include <stddef.h>
#include <string.h>

#include "binding/decimal.h"
#include "binding/functions.h"

/* The whole piece or nothing. `length` is at most `capacity`, so the difference does not wrap. */
static enum thimble_result append(struct thimble_reply *reply, const void *bytes, uint32_t length) {
  if (reply == NULL)
    return THIMBLE_ERROR_UNSUPPORTED;
  if (reply->capacity - reply->length < length)
    return THIMBLE_ERROR_LIMIT;
  if (length > 0)
    memcpy(reply->bytes + reply->length, bytes, length);
  reply->length += length;
  return THIMBLE_OK;
}

static enum thimble_result write_number(const struct thimble_call *call, char *bytes,
                                        struct thimble_text *text) {
  thimble_text_start(text, bytes, THIMBLE_DECIMAL_MAXIMUM);
  return thimble_decimal_append(text, call->arguments[0].integer,
                                (int32_t)call->arguments[1].integer);
}

int64_t thimble_binding_reply_bytes(struct thimble_call *call) {
  const struct thimble_argument *bytes = &call->arguments[0];
  return append(call->caller->reply, bytes->data, bytes->length);
}

int64_t thimble_binding_reply_text(struct thimble_call *call) {
  const struct thimble_argument *text = &call->arguments[0];
  return append(call->caller->reply, text->data, text->length);
}

int64_t thimble_binding_reply_number(struct thimble_call *call) {
  char bytes[THIMBLE_DECIMAL_MAXIMUM];
  struct thimble_text text;
  enum thimble_result result = write_number(call, bytes, &text);
  return result == THIMBLE_OK ? append(call->caller->reply, text.bytes, text.length) : result;
}

int64_t thimble_binding_format(struct thimble_call *call) {
  const struct thimble_argument *destination = &call->arguments[2];
  char bytes[THIMBLE_DECIMAL_MAXIMUM];
  struct thimble_text text;
  enum thimble_result result = write_number(call, bytes, &text);
  if (result != THIMBLE_OK)
    return result;
  if (destination->length <= text.length)
    return THIMBLE_ERROR_LIMIT;
  memcpy(destination->writable, text.bytes, text.length + 1);
  return text.length;
}
