/* SPDX-License-Identifier: Apache-2.0 */
/* authenticate.h: whether an authentication wrapper authenticates a manifest
 * (draft-ietf-suit-manifest-37, section 8.3). */
#ifndef THIMBLE_SUIT_AUTHENTICATE_H
#define THIMBLE_SUIT_AUTHENTICATE_H

#include <thimble/envelope.h>

/* `wrapper` is the content of the wrapper, `manifest` the manifest's byte string as encoded, head
 * included, which is what the digest is of. With NONE `signer` is who signed. */
enum thimble_refusal thimble_suit_authenticate(struct thimble_bytes wrapper,
                                               struct thimble_bytes manifest,
                                               const struct thimble_signers *signers,
                                               uint32_t *signer);

#endif
