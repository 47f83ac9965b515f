/* SPDX-License-Identifier: Apache-2.0 */
/* arithmetic.h: what instructions compute is computed without undefined behaviour, and touches
 * nothing. That it is the right result is left to the tests. */
#ifndef THIMBLE_PROOF_WP_ARITHMETIC_H
#define THIMBLE_PROOF_WP_ARITHMETIC_H

#include "engine/ebpf/arithmetic.h"
#include "wp/bits.h"

/*@ requires bits == 8 || bits == 16 || bits == 32 || bits == 64;
  @ terminates \true; exits \false; assigns \nothing;
  @*/
static inline uint64_t ebpf_truncate(uint64_t value, uint32_t bits);

/*@ requires bits == 8 || bits == 16 || bits == 32;
  @ terminates \true; exits \false; assigns \nothing;
  @*/
static inline uint64_t ebpf_sign_extend(uint64_t value, uint32_t bits);

/*@ terminates \true; exits \false; assigns \nothing; */
static inline uint64_t ebpf_absolute(uint64_t value);

/*@ terminates \true; exits \false; assigns \nothing; */
static inline uint64_t ebpf_divide(uint64_t a, uint64_t b, bool is_signed);

/*@ requires count < 64; terminates \true; exits \false; assigns \nothing; */
static inline uint64_t ebpf_shift_right(uint64_t value, uint32_t count, bool is_signed);

/*@ requires bits == 32 || bits == 64; terminates \true; exits \false; assigns \nothing; */
static inline uint64_t ebpf_arithmetic(uint32_t operation, uint64_t a, uint64_t b, uint32_t bits,
                                       bool is_signed);

/*@ terminates \true; exits \false; assigns \nothing; */
static inline bool ebpf_compares_signed(uint32_t operation);

/*@ terminates \true; exits \false; assigns \nothing; */
static inline enum ebpf_order ebpf_compare(uint64_t a, uint64_t b, bool is_signed);

/*@ requires operation < 16; terminates \true; exits \false; assigns \nothing; */
static inline bool ebpf_condition(uint32_t operation, uint64_t a, uint64_t b);

/*@ terminates \true; exits \false; assigns \nothing; */
static inline uint32_t ebpf_swap32(uint32_t value);

/*@ requires bits == 16 || bits == 32 || bits == 64;
  @ terminates \true; exits \false; assigns \nothing;
  @*/
static inline uint64_t ebpf_swap(uint64_t value, uint32_t bits);

#endif
