/* SPDX-License-Identifier: Apache-2.0 */
/* semihosting_call.c: the breakpoint that QEMU takes for a call: three uncompressed instructions,
 * in one page of memory. */
#include "emulated/semihosting.h"

int32_t thimble_semihosting_call(enum thimble_semihosting_operation operation, uintptr_t *block) {
  register uint32_t a0 __asm__("a0") = operation;
  register uintptr_t *a1 __asm__("a1") = block;
  __asm__ volatile(".option push\n"
                   ".option norvc\n"
                   ".balign 16\n"
                   "slli x0, x0, 0x1f\n"
                   "ebreak\n"
                   "srai x0, x0, 7\n"
                   ".option pop"
                   : "+r"(a0)
                   : "r"(a1)
                   : "memory");
  return (int32_t)a0;
}
