/* SPDX-License-Identifier: Apache-2.0 */
/* authenticate.c: see authenticate.h. The wrapper is a list: first the digest of the manifest, in a
 * byte string, which is what is signed; then signatures, any one of which is enough. */
#include "suit/authenticate.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/cbor_read.h"
#include "suit/cose.h"
#include "suit/digest.h"

typedef struct thimble_cbor_reader reader_t;

/* Checks the digest, and gives what is signed: its byte string, as encoded. */
static enum thimble_refusal check_digest(reader_t *reader, struct thimble_bytes manifest,
                                         struct thimble_bytes *payload) {
  struct thimble_bytes content;
  const uint8_t *digest;
  reader_t inner;
  payload->data = reader->position;
  if (thimble_cbor_read_bytes(reader, &content) != THIMBLE_OK)
    return THIMBLE_REFUSAL_ENVELOPE;
  payload->length = (uint32_t)(reader->position - payload->data);
  thimble_cbor_reader_start(&inner, content);
  enum thimble_refusal refusal =
      thimble_suit_digest_read(&inner, &digest, THIMBLE_REFUSAL_ENVELOPE);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  if (!thimble_cbor_at_end(&inner))
    return THIMBLE_REFUSAL_ENVELOPE;
  return thimble_suit_digest_matches(digest, manifest) ? THIMBLE_REFUSAL_NONE
                                                       : THIMBLE_REFUSAL_MANIFEST_DIGEST;
}

static bool names(const struct thimble_cose *cose, const struct thimble_signer *signer) {
  return cose->key_id.data == NULL ||
         (cose->key_id.length == signer->id.length &&
          memcmp(cose->key_id.data, signer->id.data, signer->id.length) == 0);
}

static enum thimble_refusal find_signer(const struct thimble_cose *cose,
                                        struct thimble_bytes payload,
                                        const struct thimble_signers *signers, uint32_t *signer) {
  uint8_t digest[THIMBLE_DIGEST_SIZE];
  enum thimble_refusal refusal = THIMBLE_REFUSAL_SIGNER;
  thimble_cose_digest(cose, payload, digest);
  for (uint32_t i = 0; i < signers->count; i++) {
    if (!names(cose, &signers->signers[i]))
      continue;
    refusal = THIMBLE_REFUSAL_SIGNATURE;
    if (thimble_es256_verify(signers->signers[i].key, digest, cose->signature)) {
      *signer = i;
      return THIMBLE_REFUSAL_NONE;
    }
  }
  return refusal;
}

static enum thimble_refusal check_signature(struct thimble_bytes bytes,
                                            struct thimble_bytes payload,
                                            const struct thimble_signers *signers,
                                            uint32_t *signer) {
  struct thimble_cose cose;
  enum thimble_refusal refusal = thimble_cose_read(&cose, bytes);
  return refusal == THIMBLE_REFUSAL_NONE ? find_signer(&cose, payload, signers, signer) : refusal;
}

/* Of several signatures that are not good, the last one's reason is given. A malformed one spoils
 * the others too. */
static enum thimble_refusal check_signatures(reader_t *reader, uint32_t count,
                                             struct thimble_bytes payload,
                                             const struct thimble_signers *signers,
                                             uint32_t *signer) {
  enum thimble_refusal refusal = THIMBLE_REFUSAL_UNSIGNED;
  bool found = false;
  for (uint32_t i = 0; i < count; i++) {
    struct thimble_bytes bytes;
    if (thimble_cbor_read_bytes(reader, &bytes) != THIMBLE_OK)
      return THIMBLE_REFUSAL_ENVELOPE;
    if (!found)
      refusal = check_signature(bytes, payload, signers, signer);
    if (refusal == THIMBLE_REFUSAL_ENVELOPE)
      return refusal;
    found = refusal == THIMBLE_REFUSAL_NONE;
  }
  return thimble_cbor_at_end(reader) ? refusal : THIMBLE_REFUSAL_ENVELOPE;
}

enum thimble_refusal thimble_suit_authenticate(struct thimble_bytes wrapper,
                                               struct thimble_bytes manifest,
                                               const struct thimble_signers *signers,
                                               uint32_t *signer) {
  reader_t reader;
  uint32_t items;
  struct thimble_bytes payload;
  thimble_cbor_reader_start(&reader, wrapper);
  if (thimble_cbor_read_array(&reader, &items) != THIMBLE_OK || items == 0)
    return THIMBLE_REFUSAL_ENVELOPE;
  if (items - 1 > THIMBLE_SIGNATURES_MAXIMUM)
    return THIMBLE_REFUSAL_SIGNATURES;
  enum thimble_refusal refusal = check_digest(&reader, manifest, &payload);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  return check_signatures(&reader, items - 1, payload, signers, signer);
}
