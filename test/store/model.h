/* SPDX-License-Identifier: Apache-2.0 */
/* model.h: what a store shall hold and answer, as simply as can be said; and random steps that a
 * device and its model take together.
 *
 * A change that failed since the flash did may or may not be there after a restart, unless a later
 * one has succeeded: the model keeps each as a doubt. */
#ifndef THIMBLE_TEST_STORE_MODEL_H
#define THIMBLE_TEST_STORE_MODEL_H

#include "store/device.h"

enum {
  MODEL_COMPONENTS = 5, /* one more than fit */
  MODEL_SIGNERS = 6,    /* more than a component has room for */
  MODEL_DOUBTS = 24
};

struct model_payload {
  uint32_t number, size; /* size 0: none */
  bool is_damaged;
};

struct model_component {
  struct model_payload current, previous;
  bool is_on_trial, is_stopped;
  uint64_t sequences[MODEL_SIGNERS]; /* 0: none */
};

struct model {
  struct model_component components[MODEL_COMPONENTS];
};

struct model_device {
  struct device device;
  struct model model;
  struct model doubts[MODEL_DOUBTS];
  uint32_t doubt_count;
  uint32_t operations; /* of the flash, when the store answered last */
  uint32_t number;     /* of the last payload */
  uint64_t sequence;
  /* For the record: what was taken, and during which operations the power went. */
  uint32_t steps, changes;
  uint32_t cut_in[THIMBLE_STORE_FORGET + 1], cut_in_batch, cut_in_begin;
};

struct thimble_bytes model_id(uint32_t component);

void model_device_start(struct model_device *self, const struct device_geometry *geometry,
                        uint32_t seed);

/* Opens the store, with the power on, and checks that it has what it shall have; from then on that
 * is sure. */
void model_device_restart(struct model_device *self);

/* A bit of some payload changes by itself; then the device is restarted, and knows. */
void model_device_damage(struct model_device *self, struct random *random);

/* One random step: payloads are written, and one to four changes committed; or it is given up on
 * the way. Checks what the store answers, and that it has what it shall have. Ends early when the
 * power goes. */
void model_device_step(struct model_device *self, struct random *random);

#endif
