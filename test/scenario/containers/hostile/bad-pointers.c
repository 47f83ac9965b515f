/* SPDX-License-Identifier: Apache-2.0 */
/* bad-pointers.c: hands pointers to the device that are not its own. */
#include <thimble.h>

static const char endless[8] = {'e', 'n', 'd', 'l', 'e', 's', 's', '!'}; /* without a NUL */
static uint8_t data[8];

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  switch (context->count) {
  case 0:
    thimble_log(THIMBLE_LOG_INFO, (const char *)0x20000000);
    return 1;
  case 1:
    thimble_log(THIMBLE_LOG_INFO, endless);
    return 2;
  case 2:
    thimble_random(data, 0xffffffff);
    return 3;
  case 3:
    thimble_random((void *)(uint64_t)context, 4); /* it may only be read */
    return 4;
  default:
    thimble_random(data + 4, 5); /* one byte too many */
    return 5;
  }
}
