/* SPDX-License-Identifier: Apache-2.0 */
/* steps.h: what a device would do with an envelope, found by the code that devices run
 * (include/thimble/envelope.h and suit.h) on a device that keeps nothing and writes down what it is
 * asked.
 *
 * Rules of use: views point into the bytes of the envelope, which outlive the verification. */
#ifndef THIMBLE_CLI_VERIFY_STEPS_H
#define THIMBLE_CLI_VERIFY_STEPS_H

#include <thimble/suit.h>

#include "cli/common/uuid.h"

#define VERIFY_STEPS_MAXIMUM 4096u /* more are counted only */
#define VERIFY_DESCRIPTION 512u
#define VERIFY_IDS 3u /* vendor, class and device, in this order */

/* A parameter that a command sets or uses. Which of the values it has follows from the label. */
struct verify_parameter {
  enum thimble_suit_label label;
  struct thimble_bytes bytes;
  uint32_t number;
};

/* One command on one component. */
struct verify_step {
  struct thimble_suit_event event;
  struct verify_parameter parameters[THIMBLE_SUIT_PARAMETERS + 2];
  uint32_t parameter_count;
  bool is_assumed; /* whether the condition holds, or the directive succeeds, only a device knows */
};

/* An identifier of the device that is played. */
struct verify_id {
  bool is_given; /* on the command line; else the first one that the manifest asks for is taken */
  bool is_taken;
  struct uuid uuid;
};

struct verification {
  struct thimble_bytes bytes; /* of the envelope; this and the next two are set by the caller */
  struct thimble_signers signers;
  struct verify_id ids[VERIFY_IDS];

  /* What came out. */
  const char *signature; /* "ok", or why not: then nothing below is set but `report` */
  uint32_t signer;
  uint32_t sequence;
  uint32_t component_count;
  struct thimble_bytes components[THIMBLE_SUIT_COMPONENTS];
  struct verify_step *steps;
  uint32_t step_count;
  uint32_t steps_left_out;
  struct thimble_suit_report report;
  /* No Thimble device has the components: the steps are of a device that would have them, and so is
   * this report. */
  bool is_as_if;
  struct thimble_suit_report as_if;
  char detail[VERIFY_DESCRIPTION]; /* why a content is refused, or empty */

  /* While it runs. */
  struct thimble_envelope envelope;
  struct verify_parameter noted[2];
  uint32_t noted_count;
  bool noted_assumed;
  struct thimble_bytes contents[THIMBLE_SUIT_COMPONENTS]; /* null: not known */
};

/* Opens the envelope and carries out its manifest. verification_free() is wanted afterwards. */
void verify_envelope(struct verification *verification);

/* Whether a device with these identifiers would do it all. */
bool verify_is_processable(const struct verification *verification);

void verification_free(struct verification *verification);

#endif
