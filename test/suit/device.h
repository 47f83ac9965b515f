/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: a device that writes down what it is asked, and says yes to what its table says: what
 * the tests of envelopes and manifests process them with. */
#ifndef THIMBLE_TEST_SUIT_DEVICE_H
#define THIMBLE_TEST_SUIT_DEVICE_H

#include <thimble/suit.h>

#include "base/text.h"

/* What a device is like. */
struct device_kind {
  struct thimble_bytes vendor, class, device; /* identifiers of 16 bytes */
  /* Components whose id, as encoded, begins so are there: a list that ends with an empty one. */
  const struct thimble_bytes *components;
  struct thimble_bytes forbidden; /* this component is there, and its signer may not touch it */
  struct thimble_bytes sequenced; /* this component has a last sequence number */
  uint32_t sequence;              /* this one */
  uint32_t slot;                  /* in which all components are */
  bool swaps;                     /* whether it can swap */
  bool takes_any_payload;         /* wanted payloads are taken for granted */
};

struct device {
  const struct device_kind *kind;
  const struct thimble_envelope *envelope;
  struct thimble_text trace;
  char bytes[2048];
};

/* Opens the envelope, processes its manifest to the end, and returns what happened as a text: the
 * calls of the device, separated by `; `, the last one `done` or `refused NAME SECTION.COMMAND`.
 *
 * A payload that is wanted comes from the envelope, and is checked as a device does. Images match
 * unless their digest begins with 0xee, contents unless they are "other". */
const char *device_process(struct device *device, const struct device_kind *kind,
                           struct thimble_bytes bytes, const struct thimble_signers *signers);

/* The same from an opened envelope on. `events`, if not null, counts what was observed. */
const char *device_run(struct device *device, const struct device_kind *kind,
                       const struct thimble_envelope *envelope,
                       const struct thimble_suit_observer *observer);

/* The name of a refusal in refusals.def. */
const char *refusal_name(enum thimble_refusal refusal);

#endif
