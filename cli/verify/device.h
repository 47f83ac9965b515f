/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: the device that `thimble verify` plays: it has the identifiers and components
 * that a Thimble device may have, keeps no sequence numbers, and has the contents that the envelope
 * gives it. */
#ifndef THIMBLE_CLI_VERIFY_DEVICE_H
#define THIMBLE_CLI_VERIFY_DEVICE_H

#include "cli/verify/steps.h"

/* A device whose functions note in `verification` what they are asked. */
struct thimble_suit_device verify_device(struct verification *verification);

/* Gets what the manifest wants: out of the envelope, or, from elsewhere, by assumption. */
enum thimble_refusal verify_fetch(struct verification *verification,
                                  const struct thimble_suit *suit);

/* Whether the component is the image of a container. */
bool verify_is_container(struct thimble_bytes id);

#endif
