/* SPDX-License-Identifier: Apache-2.0 */
/* forger.c: tries to forge a line of the log, and to steer the terminal. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  thimble_log(THIMBLE_LOG_INFO, "hello\n0 quarantined other/tick \x1b[31m \\ \"");
  return 0;
}
