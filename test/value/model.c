/* SPDX-License-Identifier: Apache-2.0 */
/* model.c: see model.h. */
#include "value/model.h"

#include <string.h>

#include "unit.h"

static struct thimble_bytes text(const char *string) {
  return (struct thimble_bytes){(const uint8_t *)string, (uint32_t)strlen(string)};
}

struct thimble_bytes model_tenant(uint32_t space) {
  static const char *const names[MODEL_SPACES] = {"acme", "acme", "beta", ""};
  return text(names[space]);
}

struct thimble_bytes model_container(uint32_t space) {
  static const char *const names[MODEL_SPACES] = {"pulse", "", "pulse", ""};
  return text(names[space]);
}

struct thimble_bytes model_key(uint32_t key) {
  static const char *const keys[MODEL_KEYS] = {
      "!",   "A",        "Z", "a",    "a!", "aa",
      "aaa", "b.c/d_e-", "k", "k~~~", "t0", "~01234567890123456789012345678~"};
  return text(keys[key]);
}

static uint32_t entry_bytes(const struct model_entry *entry) {
  return entry->type == THIMBLE_VALUE_INTEGER ? 8 : entry->length;
}

uint32_t model_count(const struct model *model, uint32_t space) {
  uint32_t count = 0;
  for (uint32_t key = 0; key < MODEL_KEYS; key++)
    count += model->entries[space][key].is_there ? 1 : 0;
  return count;
}

uint32_t model_bytes(const struct model *model, uint32_t space) {
  uint32_t bytes = 0;
  for (uint32_t key = 0; key < MODEL_KEYS; key++) {
    const struct model_entry *entry = &model->entries[space][key];
    if (entry->is_there)
      bytes += model_key(key).length + entry_bytes(entry);
  }
  return bytes;
}

static void choose_entry(struct random *random, uint32_t longest, struct model_entry *entry) {
  entry->is_there = true;
  entry->type = random_once_in(random, 2) ? THIMBLE_VALUE_INTEGER : THIMBLE_VALUE_BYTES;
  if (entry->type == THIMBLE_VALUE_INTEGER) {
    entry->integer = (int64_t)random_number(random);
    return;
  }
  entry->length = random_below(random, longest + 1);
  uint8_t first = random_once_in(random, 8) ? 0xff : (uint8_t)random_below(random, 256);
  for (uint32_t i = 0; i < entry->length; i++)
    entry->bytes[i] = first == 0xff ? first : (uint8_t)(first + i);
}

void model_choose(struct random *random, uint32_t keys, uint32_t longest, struct model_step *step) {
  memset(step, 0, sizeof *step);
  uint32_t die = random_below(random, 40);
  step->operation = die == 0 ? MODEL_ERASE : die < 12 ? MODEL_DELETE : MODEL_SET;
  step->space = random_below(random, MODEL_SPACES);
  step->key = random_below(random, keys);
  if (step->operation == MODEL_SET)
    choose_entry(random, longest, &step->entry);
}

void model_apply(struct model *model, const struct model_step *step) {
  struct model_entry *entries = model->entries[step->space];
  if (step->operation == MODEL_ERASE)
    memset(entries, 0, sizeof model->entries[0]);
  else
    entries[step->key] = step->entry; /* all zeros to delete */
}

static struct thimble_value value_of(const struct model_entry *entry) {
  return (struct thimble_value){entry->type, entry->integer, {entry->bytes, entry->length}};
}

enum thimble_result model_perform(const struct model_step *step,
                                  struct thimble_key_value_space *spaces, uint64_t now_ms) {
  struct thimble_key_value_space *space = &spaces[step->space];
  struct thimble_value value = value_of(&step->entry);
  switch (step->operation) {
  case MODEL_SET:
    return thimble_key_value_set(space, model_key(step->key), &value, now_ms);
  case MODEL_DELETE:
    return thimble_key_value_delete(space, model_key(step->key), now_ms);
  default:
    return thimble_key_value_erase(space);
  }
}

static bool entry_agrees(const struct model_entry *entry,
                         const struct thimble_key_value_space *space, uint32_t key) {
  struct thimble_value value;
  enum thimble_result result = thimble_key_value_get(space, model_key(key), &value);
  if (!entry->is_there)
    return result == THIMBLE_ERROR_NOT_FOUND;
  if (result != THIMBLE_OK || value.type != entry->type)
    return false;
  if (entry->type == THIMBLE_VALUE_INTEGER)
    return value.integer == entry->integer && value.bytes.length == 0;
  return value.integer == 0 && value.bytes.length == entry->length &&
         memcmp(value.bytes.data, entry->bytes, entry->length) == 0;
}

/* Whether a walk over the keys gives those of the model, in order. */
static bool walk_agrees(const struct model_entry *entries,
                        const struct thimble_key_value_space *space) {
  struct thimble_bytes at = {NULL, 0};
  for (uint32_t key = 0; key < MODEL_KEYS; key++) {
    if (!entries[key].is_there)
      continue;
    struct thimble_bytes expected = model_key(key);
    if (thimble_key_value_next(space, at, &at) != THIMBLE_OK || at.length != expected.length ||
        memcmp(at.data, expected.data, at.length) != 0)
      return false;
  }
  return thimble_key_value_next(space, at, &at) == THIMBLE_ERROR_NOT_FOUND;
}

bool model_agrees(const struct model *model, const struct thimble_key_value_space *spaces,
                  uint32_t count) {
  for (uint32_t space = 0; space < count; space++) {
    uint32_t entries, bytes;
    thimble_key_value_usage(&spaces[space], &entries, &bytes);
    if (entries != model_count(model, space) || bytes != model_bytes(model, space) ||
        !walk_agrees(model->entries[space], &spaces[space]))
      return false;
    for (uint32_t key = 0; key < MODEL_KEYS; key++) {
      if (!entry_agrees(&model->entries[space][key], &spaces[space], key))
        return false;
    }
  }
  return true;
}
