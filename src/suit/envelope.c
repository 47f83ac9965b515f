/* SPDX-License-Identifier: Apache-2.0 */
/* envelope.c: see thimble/envelope.h. First the members are found, which takes lengths only; with
 * all of them in memory, the signature is checked; and only with a good one the caller gets the
 * envelope.
 *
 * Keys stand in deterministic order: the wrapper, the manifest, severed elements, then payloads,
 * whose keys are texts. */
#include <thimble/envelope.h>

#include <stdbool.h>
#include <stddef.h>

#include "base/cbor_read.h"
#include "suit/authenticate.h"
#include "suit/manifest.h"
#include "suit/map.h"

typedef struct thimble_cbor_reader reader_t;

enum {
  TAG_ENVELOPE = 107
};

enum {
  KEY_WRAPPER = 2,
  KEY_MANIFEST = 3,
};

/* What was found, before the signature was checked. */
struct members {
  struct thimble_envelope envelope;
  struct thimble_bytes wrapper;
  struct thimble_bytes manifest; /* as encoded */
};

/* What the reader's errors come to: only the end of the head can be mended, with more of it. */
static enum thimble_result malformed(enum thimble_result result,
                                     struct thimble_suit_report *report) {
  if (result == THIMBLE_ERROR_TRUNCATED)
    return result;
  report->refusal = THIMBLE_REFUSAL_ENVELOPE;
  return THIMBLE_ERROR_REFUSED;
}

static enum thimble_result read_member(struct members *members, reader_t *reader, int32_t key,
                                       struct thimble_suit_report *report) {
  struct thimble_bytes encoded = {reader->position, 0}, content;
  enum thimble_result result = thimble_cbor_read_bytes(reader, &content);
  if (result != THIMBLE_OK)
    return malformed(result, report);
  encoded.length = (uint32_t)(reader->position - encoded.data);
  if (key == KEY_WRAPPER) {
    members->wrapper = content;
    return THIMBLE_OK;
  }
  if (key == KEY_MANIFEST) {
    members->manifest = encoded;
    members->envelope.manifest = content;
    return THIMBLE_OK;
  }
  uint32_t severable = thimble_suit_severable(key);
  if (severable == THIMBLE_SEVERABLE_COUNT) {
    report->refusal = THIMBLE_REFUSAL_ENVELOPE_ELEMENT;
    return THIMBLE_ERROR_REFUSED;
  }
  members->envelope.severed[severable] = encoded;
  return THIMBLE_OK;
}

/* Passes over the payloads, as far as they are in memory: at least up to the first one's content.
 * Nothing stands behind the last one. */
static enum thimble_result read_payloads(struct members *members, reader_t *reader) {
  members->envelope.payload_start = (uint32_t)(reader->position - members->envelope.head.data);
  for (uint32_t i = 0; i < members->envelope.payloads; i++) {
    struct thimble_payload payload;
    struct thimble_bytes rest = {reader->position, (uint32_t)(reader->end - reader->position)};
    enum thimble_result result = thimble_payload_read(&payload, rest);
    if (result == THIMBLE_ERROR_TRUNCATED && i > 0)
      return THIMBLE_OK;
    if (result != THIMBLE_OK)
      return result;
    if (payload.length > rest.length - payload.start)
      return THIMBLE_OK;
    reader->position += payload.start + payload.length;
  }
  return thimble_cbor_at_end(reader) ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
}

/* Reads the pairs whose keys are integers. */
static enum thimble_result read_members(struct members *members, reader_t *reader,
                                        struct thimble_suit_report *report) {
  struct thimble_suit_map map;
  enum thimble_result result = thimble_suit_map_start(&map, reader);
  while (result == THIMBLE_OK && map.left > 0) {
    struct thimble_bytes text;
    reader_t ahead = *reader;
    int32_t key;
    if (thimble_cbor_at_end(reader))
      return THIMBLE_ERROR_TRUNCATED;
    if (thimble_cbor_read_text(&ahead, &text) != THIMBLE_ERROR_MALFORMED)
      break;
    result = thimble_suit_map_next(&map, reader, &key);
    if (result != THIMBLE_OK)
      break;
    result = read_member(members, reader, key, report);
    if (result != THIMBLE_OK)
      return result;
  }
  members->envelope.payloads = map.left;
  return result == THIMBLE_OK ? THIMBLE_OK : malformed(result, report);
}

static enum thimble_result read_envelope(struct members *members, reader_t *reader,
                                         struct thimble_suit_report *report) {
  uint32_t tag = TAG_ENVELOPE;
  enum thimble_result result = thimble_cbor_read_tag(reader, &tag);
  if (result == THIMBLE_ERROR_TRUNCATED)
    return result;
  if (result == THIMBLE_ERROR_LIMIT || tag != TAG_ENVELOPE)
    return malformed(THIMBLE_ERROR_MALFORMED, report);
  result = read_members(members, reader, report);
  if (result != THIMBLE_OK)
    return result;
  bool complete = members->wrapper.data != NULL && members->manifest.data != NULL;
  if (!complete)
    return malformed(THIMBLE_ERROR_MALFORMED, report);
  result = read_payloads(members, reader);
  return result == THIMBLE_OK ? THIMBLE_OK : malformed(result, report);
}

enum thimble_result thimble_envelope_open(struct thimble_envelope *envelope,
                                          struct thimble_bytes head,
                                          const struct thimble_signers *signers,
                                          struct thimble_suit_report *report) {
  struct members members = {.envelope.head = head};
  reader_t reader;
  *report = (struct thimble_suit_report){.component = THIMBLE_NO_COMPONENT};
  thimble_cbor_reader_start(&reader, head);
  enum thimble_result result = read_envelope(&members, &reader, report);
  report->offset = (uint32_t)(reader.position - head.data);
  if (result != THIMBLE_OK)
    return result;
  report->offset = (uint32_t)(members.wrapper.data - head.data);
  report->refusal = thimble_suit_authenticate(members.wrapper, members.manifest, signers,
                                              &members.envelope.signer);
  if (report->refusal != THIMBLE_REFUSAL_NONE)
    return THIMBLE_ERROR_REFUSED;
  *envelope = members.envelope;
  return THIMBLE_OK;
}
