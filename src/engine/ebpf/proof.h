/* SPDX-License-Identifier: Apache-2.0 */
/* proof.h: what the code tells the provers (docs/proof.md). A compiler sees nothing of it.
 *
 * Rules of use: an argument has no effect of its own, since compilers drop it. Comments that begin
 * with an @ are read by Frama-C; the words in them are defined in proof/wp. */
#ifndef THIMBLE_EBPF_PROOF_H
#define THIMBLE_EBPF_PROOF_H

#ifdef __CPROVER

#include <stdint.h>

/* Each harness says what may happen; the first two are called before bytes are read or written. */
void proof_read(const uint8_t *bytes, uint32_t size);
void proof_write(const uint8_t *bytes, uint32_t size);
void proof_checked(uint32_t slot, int reason);
#define EBPF_READING(bytes, size) proof_read(bytes, size)
#define EBPF_WRITING(bytes, size) proof_write(bytes, size)
/* The verifier's verdict about a slot. */
#define EBPF_CHECKED(slot, reason) proof_checked(slot, reason)
/* The index of an array that is a member: CBMC on its own only sees that the struct is not left. */
#define EBPF_INDEX(index, count) (__CPROVER_assert((index) < (count), "index of " #count), (index))

#else

#define EBPF_READING(bytes, size) ((void)0)
#define EBPF_WRITING(bytes, size) ((void)0)
#define EBPF_CHECKED(slot, reason) ((void)0)
#define EBPF_INDEX(index, count) (index)

#endif

#endif
