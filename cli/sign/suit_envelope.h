/* SPDX-License-Identifier: Apache-2.0 */
/* suit_envelope.h: from an order and a key to a signed SUIT envelope. */
#ifndef THIMBLE_CLI_SIGN_SUIT_ENVELOPE_H
#define THIMBLE_CLI_SIGN_SUIT_ENVELOPE_H

#include "cli/common/digest.h"
#include "cli/common/file.h"
#include "cli/sign/key.h"
#include "cli/sign/suit_order.h"

struct suit_envelope {
  struct file_bytes bytes;
  uint32_t head; /* bytes of it before the payload: what a device has to keep in RAM */
  uint8_t digest[DIGEST_SHA256_LENGTH]; /* of the manifest: what is signed */
};

/* Writes and signs. False: the message is printed, nothing to free. */
bool suit_envelope_write(struct suit_envelope *envelope, const struct suit_order *order,
                         const struct key *key);

void suit_envelope_free(struct suit_envelope *envelope);

#endif
