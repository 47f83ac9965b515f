/* SPDX-License-Identifier: Apache-2.0 */
/* suit_order.h: what a manifest asks a device to do, before it is written and signed. */
#ifndef THIMBLE_CLI_SIGN_SUIT_ORDER_H
#define THIMBLE_CLI_SIGN_SUIT_ORDER_H

#include <stdbool.h>
#include <thimble/bytes.h>

#include "cli/common/uuid.h"
#include "cli/sign/suit_label.h"

enum suit_operation {
  SUIT_INSTALL, /* or replace; the only one with a payload */
  SUIT_STOP,
  SUIT_START,
  SUIT_ROLL_BACK,
  SUIT_REMOVE,
};

/* The component is [tenant, container], [tenant] or, without both, [h'']: the owner's record. */
struct suit_order {
  enum suit_operation operation;
  const char *tenant;    /* or null */
  const char *container; /* or null */
  uint32_t sequence;
  struct uuid vendor;
  struct uuid class;
  struct uuid device; /* where `one_device` */
  bool one_device;
  struct thimble_bytes payload; /* of SUIT_INSTALL */
  const char *uri;           /* of the payload: "#NAME" in the envelope, else where to fetch it */
  bool severed;              /* the install sequence stands beside the manifest */
  const char *text;          /* for people, or null */
  const char *version;       /* of the payload, for people, or null */
  const char *vendor_domain; /* for people, or null */
  enum cose_algorithm algorithm;
};

#endif
