/* SPDX-License-Identifier: Apache-2.0 */
/* envelope.h: a SUIT envelope (draft-ietf-suit-manifest-37, section 8), whose signature is checked
 * before anything of its manifest is looked at. SPEC.md says which part of the draft this is.
 *
 * Rules of use: reading copies nothing. Every view points into the bytes that were read, which must
 * stay where they are, unchanged, as long as the envelope or anything made from it is in use.
 * Integrated payloads stand last and need not be in memory: it is enough to have what comes before
 * the content of the first one. */
#ifndef THIMBLE_ENVELOPE_H
#define THIMBLE_ENVELOPE_H

#include <thimble/bytes.h>
#include <thimble/refusal.h>
#include <thimble/result.h>

/* Signatures of one envelope. Each costs a check, for which anyone can ask. */
#define THIMBLE_SIGNATURES_MAXIMUM 4u

/* A key whose signatures count. */
struct thimble_signer {
  struct thimble_bytes key; /* THIMBLE_PUBLIC_KEY_SIZE bytes (crypto.h) */
  struct thimble_bytes id;  /* the COSE key identifier (RFC 9052, 3.1) that names it */
};

struct thimble_signers {
  const struct thimble_signer *signers;
  uint32_t count;
};

/* Elements that can stand in the envelope, with their digest in the manifest. */
enum thimble_severable {
  THIMBLE_SEVERABLE_PAYLOAD_FETCH,
  THIMBLE_SEVERABLE_INSTALL,
  THIMBLE_SEVERABLE_TEXT,
  THIMBLE_SEVERABLE_COUNT
};

/* It exists after its signature held: only thimble_envelope_open() makes one. */
struct thimble_envelope {
  struct thimble_bytes head;                             /* all that was read */
  struct thimble_bytes manifest;                         /* what was signed: a map */
  struct thimble_bytes severed[THIMBLE_SEVERABLE_COUNT]; /* byte strings; null when not there */
  uint32_t signer;                                       /* which of the signers */
  uint32_t payloads;                                     /* integrated payloads */
  uint32_t payload_start; /* bytes of the envelope before the first one */
};

/* Opens an envelope of which `head` is the beginning, or all. THIMBLE_ERROR_TRUNCATED: more of it
 * is needed; nothing has been computed yet, so this may be asked with each block that arrives.
 * THIMBLE_ERROR_REFUSED: `report` says why. A signature by one of the signers is enough. One that
 * names a key (kid) is checked with the keys of that name, another with all of them. */
enum thimble_result thimble_envelope_open(struct thimble_envelope *envelope,
                                          struct thimble_bytes head,
                                          const struct thimble_signers *signers,
                                          struct thimble_suit_report *report);

/* An integrated payload. Nothing of it is signed: the digest in the manifest decides. */
struct thimble_payload {
  struct thimble_bytes name;
  uint32_t start;  /* bytes from where was read to the content */
  uint32_t length; /* bytes of content */
};

/* Reads the name and the length of a payload from where it begins: the content may lie beyond the
 * bytes, and is followed by the next payload. Errors: TRUNCATED, MALFORMED, LIMIT. */
enum thimble_result thimble_payload_read(struct thimble_payload *payload,
                                         struct thimble_bytes bytes);

/* Finds a payload in an envelope that is all in memory. NOT_FOUND: none has that name. */
enum thimble_result thimble_payload_find(const struct thimble_envelope *envelope,
                                         struct thimble_bytes name, struct thimble_bytes *content);

#endif
