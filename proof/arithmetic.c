/* SPDX-License-Identifier: Apache-2.0 */
/* arithmetic.c: no operation on numbers has undefined behaviour, for any operands of the widths
 * that proof/step.c and proof/fast.h find it called with. */
#include "engine/ebpf/arithmetic.h"
#include "world.h"

int main(void) {
  uint32_t operation = nondet_uint32(), bits = nondet_bool() ? 32 : 64;
  bool is_signed = nondet_bool();
  ASSUME(operation < 16);
  uint64_t a = nondet_uint64(), b = nondet_uint64();
  uint64_t result = ebpf_arithmetic(operation, a, b, bits, is_signed);
  if ((operation == THIMBLE_EBPF_DIV || operation == THIMBLE_EBPF_MOD) && b == 0)
    PROVE(result == (operation == THIMBLE_EBPF_DIV ? 0 : a), "division by zero has a result");
  if (operation == THIMBLE_EBPF_LSH)
    PROVE((b & (bits - 1)) != 0 || result == a, "a shift by nothing changes nothing");
  return 0;
}
