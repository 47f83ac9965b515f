/* SPDX-License-Identifier: Apache-2.0 */
/* flood.c: takes all it can get, at each event: lines of the log, messages to its neighbour `mean`,
 * and values of its own and of its tenant. It ends well, each time: the quotas bound what it takes.
 * It returns how many calls were refused. */
#include <thimble.h>

#define TIMES 50

static int64_t refused;

static void note(int32_t result) {
  if (result == THIMBLE_ERROR_QUOTA)
    refused++;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  char key[] = "flood-a";
  refused = 0;
  for (int32_t time = 0; time < TIMES; time++) {
    key[sizeof key - 2] = (char)('A' + time);
    thimble_log(THIMBLE_LOG_ERROR, "look at me");
    note(thimble_message_send("mean", key, sizeof key));
    note(thimble_value_set(THIMBLE_SPACE_PRIVATE, key, time));
    note(thimble_value_set(THIMBLE_SPACE_SHARED, key, time));
  }
  return refused;
}
