/* SPDX-License-Identifier: Apache-2.0 */
/* answer-long.c: answers until no more fits, and returns the error. */
#include <thimble.h>

int64_t run(const struct thimble_context_request *context, uint32_t size) {
  int32_t result;
  do
    result = thimble_reply_text("0123456789");
  while (result == THIMBLE_OK);
  return result;
}
