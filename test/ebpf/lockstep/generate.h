/* SPDX-License-Identifier: Apache-2.0 */
/* generate.h: random programs that the verifier accepts, made from the list of forms. They start
 * with addresses of all regions in r6 to r9, so that many of their loads and stores succeed. */
#ifndef THIMBLE_TEST_EBPF_LOCKSTEP_GENERATE_H
#define THIMBLE_TEST_EBPF_LOCKSTEP_GENERATE_H

#include "ebpf/assembly.h"
#include "ebpf/container.h"
#include "random.h"

#define GENERATED_SLOTS 64u
#define GENERATED_CONTEXT 32u
#define GENERATED_SECTION 32u

/* A program, its sections and its context, with the numbers that go with them. */
struct generated {
  instruction_t text[GENERATED_SLOTS];
  uint8_t read_only[GENERATED_SECTION], data[GENERATED_SECTION];
  uint8_t context[GENERATED_CONTEXT];
  struct container_parts parts; /* points into the fields above */
  uint32_t context_length;
  bool context_writable;
};

void generate(struct random *random, struct generated *generated);

/* Puts another sound instruction into a slot of a text, if the slot starts an instruction of one
 * slot that is not the last. Bindings 1 to PROBES are called. */
void generate_slot(struct random *random, instruction_t *text, uint32_t slots, uint32_t slot);

#endif
