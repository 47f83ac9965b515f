/* SPDX-License-Identifier: Apache-2.0 */
/* answer-broken.c: answers, and then fails: nobody gets the answer. */
#include <thimble.h>

int64_t run(const struct thimble_context_request *context, uint32_t size) {
  thimble_reply_text("half an answ");
  *(volatile uint32_t *)16 = 1;
  return 1;
}
