/* SPDX-License-Identifier: Apache-2.0 */
/* model.h: what a store shall hold, kept in the simplest way, with random steps on both. */
#ifndef THIMBLE_TEST_VALUE_MODEL_H
#define THIMBLE_TEST_VALUE_MODEL_H

#include <thimble/key_value.h>

#include "random.h"

enum {
  MODEL_SPACES = 4,
  MODEL_KEYS = 12
};

struct model_entry {
  bool is_there;
  enum thimble_value_type type;
  int64_t integer;
  uint8_t bytes[THIMBLE_VALUE_MAXIMUM];
  uint32_t length;
};

/* What all spaces hold. */
struct model {
  struct model_entry entries[MODEL_SPACES][MODEL_KEYS];
};

/* The owners of the spaces, and the keys in the order of their bytes. */
struct thimble_bytes model_tenant(uint32_t space);
struct thimble_bytes model_container(uint32_t space);
struct thimble_bytes model_key(uint32_t key);

/* What a space holds, as a quota counts it. */
uint32_t model_count(const struct model *model, uint32_t space);
uint32_t model_bytes(const struct model *model, uint32_t space);

enum model_operation {
  MODEL_SET,
  MODEL_DELETE,
  MODEL_ERASE
};

struct model_step {
  enum model_operation operation;
  uint32_t space;
  uint32_t key;
  struct model_entry entry; /* for MODEL_SET */
};

/* A random step: mostly sets, of the first `keys` keys, with values of up to `longest` bytes. */
void model_choose(struct random *random, uint32_t keys, uint32_t longest, struct model_step *step);

/* Makes the step in the model, whatever a quota says. */
void model_apply(struct model *model, const struct model_step *step);

/* Makes the step in the store. */
enum thimble_result model_perform(const struct model_step *step,
                                  struct thimble_key_value_space *spaces, uint64_t now_ms);

/* Whether the store has exactly what the model has, of `spaces` spaces, however one looks. */
bool model_agrees(const struct model *model, const struct thimble_key_value_space *spaces,
                  uint32_t count);

#endif
