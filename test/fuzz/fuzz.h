/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz.h: what the fuzzers share. They are made with libFuzzer of clang. */
#ifndef THIMBLE_TEST_FUZZ_FUZZ_H
#define THIMBLE_TEST_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Called by libFuzzer. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t size_maximum, unsigned int seed);

/* Given by libFuzzer. */
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t size_maximum);

/* Ends the fuzzer, which then keeps the input. */
#define must(condition)                                                             \
  do {                                                                              \
    if (!(condition)) {                                                             \
      fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
      abort();                                                                      \
    }                                                                               \
  } while (0)

/* A block of exactly that size, null for no bytes. */
static inline void *allocate(size_t size) {
  void *block = size > 0 ? malloc(size) : NULL;
  must(block != NULL || size == 0);
  return block;
}

#endif
