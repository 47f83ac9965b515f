/* SPDX-License-Identifier: Apache-2.0 */
/* subject.h: the numeric instructions of the engine that are compared with an oracle. */
#ifndef THIMBLE_TEST_SUBJECT_H
#define THIMBLE_TEST_SUBJECT_H

#include "oracle.h"

struct subject {
  uint32_t instruction; /* as in oracle.h */
  const char *text;
  uint32_t operand_bits;
  uint32_t result_bits;
};

/* Calls `visit` with each instruction that numeric.h computes: those that the loop has no body for,
 * and those of constant expressions. */
void for_each_subject(void (*visit)(const struct subject *subject));

/* What the engine computes. */
struct answer computed(uint32_t instruction, uint64_t left, uint64_t right);

typedef struct answer answering(uint32_t instruction, uint64_t left, uint64_t right);

/* A checksum of CHECKSUM_TIMES answers, for operands that are the same on every machine. */
#define CHECKSUM_TIMES 1000u
uint32_t checksum(const struct subject *subject, answering *answer);

#endif
