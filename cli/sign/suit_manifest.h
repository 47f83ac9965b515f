/* SPDX-License-Identifier: Apache-2.0 */
/* suit_manifest.h: writes the manifest of an order, and the parts of it that can be severed:
 * functions for cbor_make(), whose content is a struct suit_order. */
#ifndef THIMBLE_CLI_SIGN_SUIT_MANIFEST_H
#define THIMBLE_CLI_SIGN_SUIT_MANIFEST_H

#include "cli/common/cbor.h"
#include "cli/sign/suit_order.h"

void suit_put_manifest(struct thimble_cbor_writer *writer, const void *content);

/* The command sequence `install`, and the texts. */
void suit_put_install(struct thimble_cbor_writer *writer, const void *content);
void suit_put_text(struct thimble_cbor_writer *writer, const void *content);

/* A number from suit_label.h. */
void suit_put_label(struct thimble_cbor_writer *writer, int32_t label);

/* A SUIT_Digest of what is `digested`. */
void suit_put_digest(struct thimble_cbor_writer *writer, struct thimble_bytes digested);

#endif
