/* SPDX-License-Identifier: Apache-2.0 */
/* oracle.h: what a numeric instruction computes, by the operators of this computer's C and its
 * libm: another way than the engine's. */
#ifndef THIMBLE_TEST_ORACLE_H
#define THIMBLE_TEST_ORACLE_H

#include <engine/wasm/state.h>

/* An instruction: an opcode, or 0x100 and the number behind 0xfc. */
#define PREFIXED 0x100u

struct answer {
  enum thimble_reason trap;
  uint64_t bits;
};

/* `bits` of i32 and f32 have nothing above the lower half. */
struct answer oracle(uint32_t instruction, uint64_t left, uint64_t right);

#endif
