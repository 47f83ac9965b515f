/* SPDX-License-Identifier: Apache-2.0 */
/* spectest.h: the module `spectest`, from which tests of the official suite import (its
 * interpreter/README.md, "spectest host module"). What its functions print is dropped. */
#ifndef THIMBLE_TEST_WASM_SPECTEST_H
#define THIMBLE_TEST_WASM_SPECTEST_H

#include "wasm/spectest/store.h"

/* Something that can be imported; what is of another kind is not set. */
struct external {
  enum thimble_wasm_kind kind;
  uint32_t reference; /* function */
  struct thimble_wasm_table *table;
  struct thimble_wasm_memory *memory;
  union thimble_wasm_slot *global;
  struct global_type global_type;
};

/* Functions have the references from 1 to this. */
#define SPECTEST_FUNCTIONS 7u

/* Sets everything to what it is at first. */
void spectest_start(void);

bool spectest_find(struct thimble_bytes name, struct external *external);

struct function_type spectest_type(uint32_t reference);

#endif
