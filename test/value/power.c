/* SPDX-License-Identifier: Apache-2.0 */
/* power.c: see power.h. */
#include "value/power.h"

#include <string.h>

#include "unit.h"

static const struct thimble_key_value_quota kept = {.entries = 2, .bytes = 44, .kept = true};
static const struct thimble_key_value_quota not_kept = {.entries = 2, .bytes = 44};

static void start_store(struct power_device *device) {
  thimble_key_value_start(&device->store, device->bytes, sizeof device->bytes);
  for (uint32_t space = 0; space < MODEL_SPACES; space++)
    thimble_key_value_space_start(&device->spaces[space], &device->store,
                                  space == POWER_NOT_KEPT ? &not_kept : &kept, model_tenant(space),
                                  model_container(space), 0);
}

void power_device_start(struct power_device *device, const struct power_geometry *geometry,
                        uint32_t seed) {
  uint32_t first_block = 1; /* which is nobody's */
  uint32_t blocks = first_block + geometry->bank_blocks * geometry->banks;
  memset(&device->model, 0, sizeof device->model);
  device->doubt_count = 0;
  ram_flash_start(&device->ram, geometry->block_size, blocks, geometry->program_size, seed);
  device->journal = (struct thimble_journal){.flash = &device->ram.flash,
                                             .first_block = first_block,
                                             .bank_blocks = geometry->bank_blocks,
                                             .banks = geometry->banks};
  power_device_restart(device);
}

static void forget_what_is_not_kept(struct model *model) {
  memset(model->entries[POWER_NOT_KEPT], 0, sizeof model->entries[POWER_NOT_KEPT]);
}

void power_device_restart(struct power_device *device) {
  ram_flash_power_on(&device->ram);
  start_store(device);
  assert_int_equal(thimble_key_value_restore(&device->store, &device->journal), THIMBLE_OK);
  forget_what_is_not_kept(&device->model);
  for (uint32_t i = 0; i < device->doubt_count; i++) {
    forget_what_is_not_kept(&device->doubts[i]);
    if (model_agrees(&device->doubts[i], device->spaces, MODEL_SPACES))
      device->model = device->doubts[i];
  }
  assert_true(model_agrees(&device->model, device->spaces, MODEL_SPACES));
  device->doubt_count = 0;
}

static bool is_allowed(const struct model *model, uint32_t space) {
  return model_count(model, space) <= kept.entries && model_bytes(model, space) <= kept.bytes;
}

/* What the store shall answer while the flash works; `after` is what it holds then. */
static enum thimble_result expected_result(const struct power_device *device,
                                           const struct model_step *step, struct model *after) {
  bool is_there = device->model.entries[step->space][step->key].is_there;
  *after = device->model;
  model_apply(after, step);
  if (step->operation == MODEL_DELETE && !is_there)
    return THIMBLE_ERROR_NOT_FOUND;
  return is_allowed(after, step->space) ? THIMBLE_OK : THIMBLE_ERROR_QUOTA;
}

void power_device_step(struct power_device *device, struct random *random) {
  struct model_step step;
  struct model after;
  uint32_t operations = device->ram.operations;
  model_choose(random, POWER_KEYS, 24, &step);
  enum thimble_result expected = expected_result(device, &step, &after);
  enum thimble_result result = model_perform(&step, device->spaces, 0);
  if (result == THIMBLE_ERROR_OUTPUT && expected == THIMBLE_OK) {
    assert_true(device->doubt_count < POWER_DOUBTS);
    device->doubts[device->doubt_count++] = after;
  } else {
    assert_int_equal(result, expected);
    if (result == THIMBLE_OK)
      device->model = after;
    if (result == THIMBLE_OK && device->ram.operations != operations)
      device->doubt_count = 0; /* a later write settles what was in doubt */
  }
  assert_true(model_agrees(&device->model, device->spaces, MODEL_SPACES));
}
