/* SPDX-License-Identifier: Apache-2.0 */
/* wait.c: see wait.h. */
#include "wait.h"

#include "device.h"
#include "emulated/print.h"

static uint32_t sleep_at_most(uint32_t milliseconds) {
  uint64_t before = device_now();
  host.port->sleep(host.port->device, milliseconds);
  return (uint32_t)(device_now() - before);
}

void wait_for(uint32_t milliseconds) {
  uint64_t end = device_now() + milliseconds;
  uint32_t slept = 0, sleeps = 0;
  for (;;) {
    uint32_t idle = thimble_poll(&host);
    uint64_t now = device_now();
    if (now >= end)
      break;
    if (idle == 0)
      continue;
    uint32_t left = (uint32_t)(end - now);
    slept += sleep_at_most(idle < left ? idle : left);
    sleeps++;
  }
  thimble_print_number("waited ", milliseconds, " ms");
  thimble_print_number(", slept ", slept, " ms of them");
  thimble_print_number(", in ", sleeps, " sleeps\n");
}
