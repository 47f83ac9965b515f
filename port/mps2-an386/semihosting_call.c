/* SPDX-License-Identifier: Apache-2.0 */
/* semihosting_call.c: the breakpoint that QEMU takes for a call. */
#include "emulated/semihosting.h"

int32_t thimble_semihosting_call(enum thimble_semihosting_operation operation, uintptr_t *block) {
  register uint32_t r0 __asm__("r0") = operation;
  register uintptr_t *r1 __asm__("r1") = block;
  __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
  return (int32_t)r0;
}
