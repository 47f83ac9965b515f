/* SPDX-License-Identifier: Apache-2.0 */
/* status.c: answers a request with what the thermostat and the mean of the same tenant have found
 * out: `temperature 20.50, mean 19.75, heater off`. What is not known yet is left out. It
 * returns 1. Only GET is answered: to other requests it returns 0, which leaves them to the next
 * container. */
#include <thimble.h>

#define METHOD_GET 1

static int32_t is_first;

/* Returns 1 and begins a part of the answer, when there is a value under the key. */
static int32_t begin(const char *key, int64_t *value) {
  if (thimble_value_get(THIMBLE_SPACE_SHARED, key, value, sizeof *value) != THIMBLE_OK)
    return 0;
  if (!is_first)
    thimble_reply_text(", ");
  is_first = 0;
  thimble_reply_text(key);
  thimble_reply_text(" ");
  return 1;
}

int64_t run(const struct thimble_context_request *request, uint32_t size) {
  int64_t value;
  if (request->method != METHOD_GET)
    return 0;
  is_first = 1;
  if (begin("temperature", &value))
    thimble_reply_number(value, -2);
  if (begin("mean", &value))
    thimble_reply_number(value, -2);
  if (begin("heater", &value))
    thimble_reply_text(value != 0 ? "on" : "off");
  if (is_first)
    thimble_reply_text("nothing is known yet");
  return 1;
}
