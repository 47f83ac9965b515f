/* SPDX-License-Identifier: Apache-2.0 */
/* key.h: the keys that sign what devices obey: pairs on the curve P-256, in PEM files.
 *
 * Rules of use: what key_generate() or a reader has filled goes back with key_free(). Only this
 * part knows OpenSSL. */
#ifndef THIMBLE_CLI_SIGN_KEY_H
#define THIMBLE_CLI_SIGN_KEY_H

#include <stdbool.h>
#include <thimble/bytes.h>

#include "cli/common/file.h"

#define KEY_POINT_LENGTH 65u
#define KEY_IDENTIFIER_LENGTH 8u
#define KEY_SIGNATURE_LENGTH 64u

struct key {
  struct evp_pkey_st *pair; /* OpenSSL's */
  bool private;
  uint8_t point[KEY_POINT_LENGTH];           /* 4, x, y (SEC 1, section 2.3.3, uncompressed) */
  uint8_t identifier[KEY_IDENTIFIER_LENGTH]; /* the first bytes of SHA-256 of `point` */
};

/* Views of a key. */
struct thimble_bytes key_point(const struct key *key);
struct thimble_bytes key_identifier(const struct key *key);

enum key_half {
  KEY_EITHER,
  KEY_PRIVATE,
  KEY_PUBLIC,
};

/* Makes a new pair. False: the message is printed, nothing to free. */
bool key_generate(struct key *key);

/* Reads a key and demands that it is of that half, on P-256 and sound. False: the message is
 * printed, nothing to free. */
bool key_read(struct key *key, const char *path, enum key_half half);

/* The key in PEM: PKCS #8 and SubjectPublicKeyInfo (RFC 7468). file_free() gives it back; wipe the
 * private one with key_wipe() before that. */
struct file_bytes key_private_text(const struct key *key);
struct file_bytes key_public_text(const struct key *key);
void key_wipe(struct file_bytes *text);

/* Signs with ECDSA and SHA-256: r and s of 32 bytes each, as COSE has them (RFC 9053, section 2.1).
 * False: the message is printed. */
bool key_sign(const struct key *key, struct thimble_bytes message,
              uint8_t signature[KEY_SIGNATURE_LENGTH]);

void key_free(struct key *key);

#endif
