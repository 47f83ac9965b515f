/* SPDX-License-Identifier: Apache-2.0 */
/* suit_envelope.c: see suit_envelope.h. */
#include "cli/sign/suit_envelope.h"

#include <string.h>

#include "cli/sign/suit_manifest.h"

struct parts {
  const struct suit_order *order;
  const struct key *key;
  struct file_bytes manifest;  /* with the head of its byte string, as it is digested */
  struct file_bytes digest;    /* the SUIT_Digest, which is the payload of the signature */
  struct file_bytes protected; /* headers that are signed */
  uint8_t signature[KEY_SIGNATURE_LENGTH];
};

static void put_manifest(struct thimble_cbor_writer *writer, const void *order) {
  cbor_put_wrapped(writer, suit_put_manifest, order);
}

static void put_digest(struct thimble_cbor_writer *writer, const void *content) {
  const struct parts *parts = content;
  suit_put_digest(writer, cbor_bytes(&parts->manifest));
}

static void put_protected(struct thimble_cbor_writer *writer, const void *content) {
  const struct parts *parts = content;
  thimble_cbor_write_map(writer, 1);
  suit_put_label(writer, COSE_HEADER_ALGORITHM);
  suit_put_label(writer, parts->order->algorithm);
}

/* RFC 9052, section 4.4. No external data. */
static void put_signed(struct thimble_cbor_writer *writer, const void *content) {
  const struct parts *parts = content;
  thimble_cbor_write_array(writer, 4);
  cbor_put_string(writer, "Signature1");
  thimble_cbor_write_bytes(writer, cbor_bytes(&parts->protected));
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){NULL, 0});
  thimble_cbor_write_bytes(writer, cbor_bytes(&parts->digest));
}

/* RFC 9052, section 4.2, with the payload elsewhere. */
static void put_sign1(struct thimble_cbor_writer *writer, const void *content) {
  const struct parts *parts = content;
  cbor_put_tag(writer, COSE_TAG_SIGN1);
  thimble_cbor_write_array(writer, 4);
  thimble_cbor_write_bytes(writer, cbor_bytes(&parts->protected));
  thimble_cbor_write_map(writer, 1);
  suit_put_label(writer, COSE_HEADER_KEY);
  thimble_cbor_write_bytes(writer, key_identifier(parts->key));
  cbor_put_null(writer);
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){parts->signature, KEY_SIGNATURE_LENGTH});
}

static void put_authentication(struct thimble_cbor_writer *writer, const void *content) {
  const struct parts *parts = content;
  thimble_cbor_write_array(writer, 2);
  thimble_cbor_write_bytes(writer, cbor_bytes(&parts->digest));
  cbor_put_wrapped(writer, put_sign1, parts);
}

static bool is_integrated(const struct suit_order *order) {
  return order->operation == SUIT_INSTALL && order->uri[0] == '#';
}

/* All but the payload, which comes last, since its key is a text. */
static void put_head(struct thimble_cbor_writer *writer, const void *content) {
  const struct parts *parts = content;
  const struct suit_order *order = parts->order;
  cbor_put_tag(writer, SUIT_TAG_ENVELOPE);
  thimble_cbor_write_map(writer,
                         2u + order->severed + (order->text != NULL) + is_integrated(order));
  thimble_cbor_write_unsigned(writer, SUIT_ENVELOPE_AUTHENTICATION);
  cbor_put_wrapped(writer, put_authentication, parts);
  thimble_cbor_write_unsigned(writer, SUIT_ENVELOPE_MANIFEST);
  put_manifest(writer, order);
  if (order->severed) {
    thimble_cbor_write_unsigned(writer, THIMBLE_SUIT_INSTALL);
    cbor_put_wrapped(writer, suit_put_install, order);
  }
  if (order->text) {
    thimble_cbor_write_unsigned(writer, THIMBLE_SUIT_TEXT);
    cbor_put_wrapped(writer, suit_put_text, order);
  }
}

static void put_envelope(struct thimble_cbor_writer *writer, const void *content) {
  const struct parts *parts = content;
  put_head(writer, parts);
  if (is_integrated(parts->order)) {
    cbor_put_string(writer, parts->order->uri);
    thimble_cbor_write_bytes(writer, parts->order->payload);
  }
}

static bool sign(struct parts *parts) {
  struct file_bytes message = cbor_make(put_signed, parts);
  bool made = key_sign(parts->key, cbor_bytes(&message), parts->signature);
  file_free(&message);
  return made;
}

static void write_envelope(struct suit_envelope *envelope, const struct parts *parts) {
  struct file_bytes head = cbor_make(put_head, parts);
  envelope->bytes = cbor_make(put_envelope, parts);
  envelope->head = head.length;
  digest_sha256(cbor_bytes(&parts->manifest), envelope->digest);
  file_free(&head);
}

bool suit_envelope_write(struct suit_envelope *envelope, const struct suit_order *order,
                         const struct key *key) {
  struct parts parts = {.order = order, .key = key};
  parts.manifest = cbor_make(put_manifest, order);
  parts.digest = cbor_make(put_digest, &parts);
  parts.protected = cbor_make(put_protected, &parts);
  bool made = sign(&parts);
  if (made)
    write_envelope(envelope, &parts);
  file_free(&parts.manifest);
  file_free(&parts.digest);
  file_free(&parts.protected);
  return made;
}

void suit_envelope_free(struct suit_envelope *envelope) {
  file_free(&envelope->bytes);
}
