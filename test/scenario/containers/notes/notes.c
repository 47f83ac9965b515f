/* SPDX-License-Identifier: Apache-2.0 */
/* notes.c: keeps values as it is told. The body of a request is a space (p, s or g), a space
 * character, a key and, for put, another and a number or a text. get answers with the value, post
 * with the keys; the result is that of the binding. */
#include <thimble.h>

static char body[64];
static uint32_t length;

static int32_t space(void) {
  if (body[0] == 's')
    return THIMBLE_SPACE_SHARED;
  return body[0] == 'g' ? THIMBLE_SPACE_GLOBAL : THIMBLE_SPACE_PRIVATE;
}

/* The key ends where the value begins. */
static const char *cut_value(uint32_t *value_length) {
  for (uint32_t index = 2; index < length; index++)
    if (body[index] == ' ') {
      body[index] = '\0';
      *value_length = length - index - 1;
      return body + index + 1;
    }
  *value_length = 0;
  return body + length;
}

static int64_t put(void) {
  uint32_t value_length;
  const char *value = cut_value(&value_length);
  if (value[0] < '0' || value[0] > '9')
    return thimble_value_set_bytes(space(), body + 2, value, value_length);
  int64_t number = 0;
  for (uint32_t index = 0; index < value_length; index++)
    number = 10 * number + (value[index] - '0');
  return thimble_value_set(space(), body + 2, number);
}

static int64_t get(void) {
  int64_t number;
  char bytes[64];
  int32_t result = thimble_value_get(space(), body + 2, &number, sizeof number);
  if (result == THIMBLE_OK)
    return thimble_reply_number(number, 0);
  if (result != THIMBLE_ERROR_INVALID)
    return result;
  result = thimble_value_get_bytes(space(), body + 2, bytes, sizeof bytes);
  return result < 0 ? result : thimble_reply_bytes(bytes, (uint32_t)result);
}

static int64_t list(void) {
  char key[33] = "";
  int64_t count = 0;
  while (thimble_value_next(space(), key, key, sizeof key) > 0) {
    thimble_reply_text(key);
    thimble_reply_text(" ");
    count++;
  }
  return count;
}

int64_t run(const struct thimble_context_request *context, uint32_t size) {
  length = context->lent < sizeof body ? context->lent : sizeof body - 1;
  thimble_lent_read(0, 0, body, length);
  body[length] = '\0';
  if (context->method == 1)
    return get();
  if (context->method == 2)
    return list();
  return context->method == 3 ? put() : thimble_value_delete(space(), body + 2);
}
