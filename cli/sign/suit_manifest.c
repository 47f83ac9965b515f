/* SPDX-License-Identifier: Apache-2.0 */
/* suit_manifest.c: see suit_manifest.h. Read it from the bottom: the manifest, its members, their
 * commands.
 *
 * Digest and size of the image are in the shared sequence, which runs before each of the others:
 * `validate` needs them at every boot, when `install` does not run. */
#include "cli/sign/suit_manifest.h"

#include <string.h>

#include "cli/common/digest.h"

void suit_put_label(struct thimble_cbor_writer *writer, int32_t label) {
  if (label < 0)
    cbor_put_negative(writer, (uint32_t)(-1 - label));
  else
    thimble_cbor_write_unsigned(writer, (uint32_t)label);
}

void suit_put_digest(struct thimble_cbor_writer *writer, struct thimble_bytes digested) {
  uint8_t digest[DIGEST_SHA256_LENGTH];
  digest_sha256(digested, digest);
  thimble_cbor_write_array(writer, 2);
  suit_put_label(writer, COSE_SHA256);
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){digest, sizeof digest});
}

static void put_command(struct thimble_cbor_writer *writer, int32_t command, uint32_t report) {
  suit_put_label(writer, command);
  thimble_cbor_write_unsigned(writer, report);
}

static void put_uuid(struct thimble_cbor_writer *writer, uint32_t parameter,
                     const struct uuid *uuid) {
  thimble_cbor_write_unsigned(writer, parameter);
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){uuid->bytes, sizeof uuid->bytes});
}

static bool has_payload(const struct suit_order *order) {
  return order->operation == SUIT_INSTALL;
}

static void put_payload_digest(struct thimble_cbor_writer *writer, const void *content) {
  const struct suit_order *order = content;
  suit_put_digest(writer, order->payload);
}

static void put_parameters(struct thimble_cbor_writer *writer, const struct suit_order *order) {
  thimble_cbor_write_map(writer, 2u + (has_payload(order) ? 2 : 0) + order->one_device);
  put_uuid(writer, THIMBLE_SUIT_VENDOR_ID, &order->vendor);
  put_uuid(writer, THIMBLE_SUIT_CLASS_ID, &order->class);
  if (has_payload(order)) {
    thimble_cbor_write_unsigned(writer, THIMBLE_SUIT_DIGEST);
    cbor_put_wrapped(writer, put_payload_digest, order);
    thimble_cbor_write_unsigned(writer, THIMBLE_SUIT_SIZE);
    thimble_cbor_write_unsigned(writer, order->payload.length);
  }
  if (order->one_device)
    put_uuid(writer, THIMBLE_SUIT_DEVICE_ID, &order->device);
}

static void put_shared_sequence(struct thimble_cbor_writer *writer, const void *content) {
  const struct suit_order *order = content;
  thimble_cbor_write_array(writer, 2 * (3u + order->one_device));
  suit_put_label(writer, THIMBLE_SUIT_OVERRIDE_PARAMETERS);
  put_parameters(writer, order);
  put_command(writer, THIMBLE_SUIT_CHECK_VENDOR, SUIT_REPORT_ALL);
  put_command(writer, THIMBLE_SUIT_CHECK_CLASS, SUIT_REPORT_ALL);
  if (order->one_device)
    put_command(writer, THIMBLE_SUIT_CHECK_DEVICE, SUIT_REPORT_ALL);
}

static void put_part(struct thimble_cbor_writer *writer, const char *name) {
  thimble_cbor_write_bytes(writer,
                           (struct thimble_bytes){(const uint8_t *)name, (uint32_t)strlen(name)});
}

static void put_component(struct thimble_cbor_writer *writer, const struct suit_order *order) {
  thimble_cbor_write_array(writer, order->container ? 2 : 1);
  put_part(writer, order->tenant ? order->tenant : "");
  if (order->container)
    put_part(writer, order->container);
}

static void put_common(struct thimble_cbor_writer *writer, const void *content) {
  const struct suit_order *order = content;
  thimble_cbor_write_map(writer, 2);
  thimble_cbor_write_unsigned(writer, SUIT_COMMON_COMPONENTS);
  thimble_cbor_write_array(writer, 1);
  put_component(writer, order);
  thimble_cbor_write_unsigned(writer, SUIT_COMMON_SHARED_SEQUENCE);
  cbor_put_wrapped(writer, put_shared_sequence, order);
}

static void put_fetch(struct thimble_cbor_writer *writer, const struct suit_order *order) {
  thimble_cbor_write_array(writer, 6);
  suit_put_label(writer, THIMBLE_SUIT_OVERRIDE_PARAMETERS);
  thimble_cbor_write_map(writer, 1);
  thimble_cbor_write_unsigned(writer, THIMBLE_SUIT_URI);
  cbor_put_string(writer, order->uri);
  put_command(writer, THIMBLE_SUIT_FETCH, SUIT_REPORT_FAILURE);
  put_command(writer, THIMBLE_SUIT_CHECK_IMAGE, SUIT_REPORT_ALL);
}

/* A command of ours has null for its argument. */
static void put_own(struct thimble_cbor_writer *writer, enum thimble_suit_code directive) {
  thimble_cbor_write_array(writer, 2);
  suit_put_label(writer, directive);
  cbor_put_null(writer);
}

void suit_put_install(struct thimble_cbor_writer *writer, const void *content) {
  const struct suit_order *order = content;
  switch (order->operation) {
  case SUIT_STOP:
    put_own(writer, THIMBLE_SUIT_STOP);
    break;
  case SUIT_START:
    put_own(writer, THIMBLE_SUIT_START);
    break;
  case SUIT_ROLL_BACK:
    put_own(writer, THIMBLE_SUIT_ROLL_BACK);
    break;
  default:
    put_fetch(writer, order);
  }
}

static void put_validate(struct thimble_cbor_writer *writer, const void *content) {
  (void)content;
  thimble_cbor_write_array(writer, 2);
  put_command(writer, THIMBLE_SUIT_CHECK_IMAGE, SUIT_REPORT_ALL);
}

static void put_invoke(struct thimble_cbor_writer *writer, const void *content) {
  (void)content;
  thimble_cbor_write_array(writer, 2);
  put_command(writer, THIMBLE_SUIT_INVOKE_COMPONENT, SUIT_REPORT_FAILURE);
}

static void put_uninstall(struct thimble_cbor_writer *writer, const void *content) {
  (void)content;
  thimble_cbor_write_array(writer, 2);
  put_command(writer, THIMBLE_SUIT_UNLINK, SUIT_REPORT_FAILURE);
}

static void put_component_text(struct thimble_cbor_writer *writer, const struct suit_order *order) {
  thimble_cbor_write_map(writer, 0u + (order->vendor_domain != NULL) + (order->version != NULL));
  if (order->vendor_domain) {
    thimble_cbor_write_unsigned(writer, SUIT_TEXT_COMPONENT_VENDOR_DOMAIN);
    cbor_put_string(writer, order->vendor_domain);
  }
  if (order->version) {
    thimble_cbor_write_unsigned(writer, SUIT_TEXT_COMPONENT_VERSION);
    cbor_put_string(writer, order->version);
  }
}

/* Texts stand under the tag of their language (RFC 5646). */
void suit_put_text(struct thimble_cbor_writer *writer, const void *content) {
  const struct suit_order *order = content;
  bool about_component = order->vendor_domain || order->version;
  thimble_cbor_write_map(writer, 1);
  cbor_put_string(writer, "en");
  thimble_cbor_write_map(writer, 1u + about_component);
  thimble_cbor_write_unsigned(writer, SUIT_TEXT_UPDATE_DESCRIPTION);
  cbor_put_string(writer, order->text);
  if (about_component) {
    put_component(writer, order);
    put_component_text(writer, order);
  }
}

struct wrapping {
  cbor_put *put;
  const struct suit_order *order;
};

static void put_wrapped(struct thimble_cbor_writer *writer, const void *content) {
  const struct wrapping *wrapping = content;
  cbor_put_wrapped(writer, wrapping->put, wrapping->order);
}

static void put_member(struct thimble_cbor_writer *writer, uint32_t key, cbor_put *put,
                       const struct suit_order *order) {
  thimble_cbor_write_unsigned(writer, key);
  cbor_put_wrapped(writer, put, order);
}

/* In place of a severed member stands the digest of its byte string, head included. */
static void put_severed(struct thimble_cbor_writer *writer, uint32_t key, cbor_put *put,
                        const struct suit_order *order) {
  const struct wrapping wrapping = {put, order};
  struct file_bytes member = cbor_make(put_wrapped, &wrapping);
  thimble_cbor_write_unsigned(writer, key);
  suit_put_digest(writer, cbor_bytes(&member));
  file_free(&member);
}

static uint32_t count_members(const struct suit_order *order) {
  bool invoked = has_payload(order) && order->container;
  return 4u + has_payload(order) + invoked + (order->text != NULL);
}

static void put_sequences(struct thimble_cbor_writer *writer, const struct suit_order *order) {
  if (has_payload(order))
    put_member(writer, THIMBLE_SUIT_VALIDATE, put_validate, order);
  if (has_payload(order) && order->container) /* a record is data: nothing to invoke */
    put_member(writer, THIMBLE_SUIT_INVOKE, put_invoke, order);
  if (order->severed)
    put_severed(writer, THIMBLE_SUIT_INSTALL, suit_put_install, order);
  else if (order->operation != SUIT_REMOVE)
    put_member(writer, THIMBLE_SUIT_INSTALL, suit_put_install, order);
}

void suit_put_manifest(struct thimble_cbor_writer *writer, const void *content) {
  const struct suit_order *order = content;
  thimble_cbor_write_map(writer, count_members(order));
  thimble_cbor_write_unsigned(writer, THIMBLE_SUIT_VERSION);
  thimble_cbor_write_unsigned(writer, 1);
  thimble_cbor_write_unsigned(writer, THIMBLE_SUIT_SEQUENCE_NUMBER);
  thimble_cbor_write_unsigned(writer, order->sequence);
  put_member(writer, THIMBLE_SUIT_COMMON, put_common, order);
  put_sequences(writer, order);
  if (order->text)
    put_severed(writer, THIMBLE_SUIT_TEXT, suit_put_text, order);
  if (order->operation == SUIT_REMOVE)
    put_member(writer, THIMBLE_SUIT_UNINSTALL, put_uninstall, order);
}
