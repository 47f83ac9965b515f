/* SPDX-License-Identifier: Apache-2.0 */
/* probes.h: bindings that use all they are given, so that a difference in an argument becomes a
 * difference in the result. Numbers 1 to PROBES; all need grant 0. */
#ifndef THIMBLE_TEST_EBPF_LOCKSTEP_PROBES_H
#define THIMBLE_TEST_EBPF_LOCKSTEP_PROBES_H

#include <stddef.h>
#include <thimble/binding.h>

#define PROBES 7u

extern const struct thimble_binding_table probes;

/* What the calls so far came to; a test may set it. */
extern uint64_t probes_digest;

/* The fuel for bytes that the calls so far were charged; a test may set it. */
extern uint64_t probes_cost;

/* A digest of bytes, which starts from another one. */
uint64_t probes_mix(uint64_t digest, const void *bytes, uint32_t length);

#endif
